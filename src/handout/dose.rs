//! A dose in words.

use super::document::Inline;
use super::words::{Words, capital, stars};
use crate::library::Exercise;
use crate::planner::plan::{Daily, Item, WeekDose};
use crate::quantity::Side;

/// The amount of a dose, without its weeks.
type Amount = (u32, u32, u32);

fn amount(dose: &WeekDose) -> Amount {
    (dose.sets, dose.reps, dose.hold_s)
}

/// How an exercise is done, as far as its dose says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Manner {
    /// Whether the dose is for each side.
    pub(super) each_side: bool,
    /// Whether the seconds are time, with nothing held still.
    pub(super) timed: bool,
    /// Whether both sides take turns, and each counts as one.
    pub(super) turns: bool,
}

impl Manner {
    /// How an exercise is done on one side, or on both.
    pub(super) fn of(exercise: &Exercise, side: Side) -> Self {
        let each_side = exercise.unilateral && side == Side::Both;
        Self { each_side, timed: exercise.timed, turns: exercise.turns }
    }
}

/// A dose as a phrase: `2 rounds: hold 3 seconds, 10 times, each side`; `45 seconds, 2 times`; `8 times, left and
/// right counted together`.
fn phrase(words: &Words, (sets, reps, hold): Amount, manner: Manner) -> String {
    let Manner { each_side, timed, turns } = manner;
    let once = if hold == 0 {
        words.with("dose-reps", &[("reps", reps.into())])
    } else {
        let id = if timed { "dose-timed" } else { "dose-hold" };
        words.with(id, &[("reps", reps.into()), ("hold", hold.into())])
    };
    let all = words.with("dose-sets", &[("sets", sets.into()), ("dose", (&once).into())]);
    match (each_side, turns) {
        (true, _) => words.with("dose-each", &[("dose", (&all).into())]),
        (_, true) => words.with("dose-turns", &[("dose", (&all).into())]),
        _ => all,
    }
}

/// Whether sides take turns in a dose and one of them comes once more than the other.
pub(super) fn is_uneven(item: &Item, manner: Manner) -> bool {
    manner.turns && item.dose.iter().any(|dose| !dose.reps.is_multiple_of(2))
}

/// The dose of one week as a phrase.
pub(super) fn in_words(words: &Words, dose: &WeekDose, manner: Manner) -> String {
    phrase(words, amount(dose), manner)
}

/// Weeks with the same dose together: first week, last week, amount.
fn runs(item: &Item) -> Vec<(u32, u32, Amount)> {
    let mut runs: Vec<(u32, u32, Amount)> = Vec::new();
    for dose in &item.dose {
        match runs.last_mut() {
            Some((_, last, same)) if *same == amount(dose) => *last = dose.week,
            _ => runs.push((dose.week, dose.week, amount(dose))),
        }
    }
    runs
}

/// The dose of one week as a phrase; nothing if the plan has none.
pub(super) fn of_week(words: &Words, item: &Item, week: u32, manner: Manner) -> String {
    let dose = item.dose.iter().find(|dose| dose.week == week);
    dose.map_or_else(String::new, |dose| phrase(words, amount(dose), manner))
}

/// The doses of a phase: the first as a sentence; then, where it climbs, each step in short.
pub(super) fn by_week(words: &Words, item: &Item, manner: Manner) -> Vec<Inline> {
    let runs = runs(item);
    let Some((_, _, first)) = runs.first() else { return Vec::new() };
    let sentence = capital(&phrase(words, *first, manner));
    if runs.len() == 1 {
        return words.inline("dose-same", &[("dose", (&sentence).into())]);
    }
    // Where the hold changes too, or is the dose itself, rounds and times alone would not tell what to do.
    let same_hold = runs.iter().all(|(_, _, (_, _, hold))| *hold == first.2);
    let counted = same_hold && !manner.timed;
    let start = if counted { "dose-start" } else { "dose-start-held" };
    let mut text = words.inline(start, &[("dose", (&sentence).into())]);
    for (from, to, amount) in runs {
        let (sets, reps, _) = amount;
        let dose = if counted {
            words.with("dose-short", &[("sets", sets.into()), ("reps", reps.into())])
        } else {
            short_amount(words, amount, manner.timed)
        };
        text.push(Inline::text(" "));
        let values = [("dose", (&dose).into())];
        text.extend(stars(&words.with_weeks("dose-weeks", (from, to), &values)));
    }
    text
}

/// The minutes of a daily exercise: a sentence; then, where they climb, each week.
pub(super) fn of_daily(words: &Words, daily: &Daily) -> Vec<Inline> {
    let same = daily.weeks.iter().all(|week| week.minutes == daily.minutes);
    let values = [("minutes", daily.minutes.into()), ("days", daily.days.into())];
    if same {
        return vec![Inline::strong(words.with("dose-minutes", &values))];
    }
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for week in &daily.weeks {
        match runs.last_mut() {
            Some((_, last, minutes)) if *minutes == week.minutes => *last = week.week,
            _ => runs.push((week.week, week.week, week.minutes)),
        }
    }
    let mut text = words.inline("dose-minutes-climb", &values);
    for (first, last, minutes) in runs {
        text.push(Inline::text(" "));
        let values = [("minutes", minutes.into())];
        text.extend(stars(&words.with_weeks("dose-minutes-weeks", (first, last), &values)));
    }
    text
}

/// The doses of a phase in short, for the week: one line if it stays the same, else a line for each
/// step. `2 × 8, hold 3 s`; `weeks 3 to 4: 2 × 8` and `weeks 5 to 6: 2 × 10`.
pub(super) fn short(words: &Words, item: &Item, timed: bool) -> Vec<String> {
    let runs = runs(item);
    let one = |amount: Amount| short_amount(words, amount, timed);
    match runs.as_slice() {
        [(_, _, amount)] => vec![one(*amount)],
        _ => runs
            .iter()
            .map(|(from, to, amount)| {
                let dose = one(*amount);
                words.with_weeks("dose-short-weeks", (*from, *to), &[("dose", (&dose).into())])
            })
            .collect(),
    }
}

/// `2 × 8, hold 3 s`; `8 times` if there is one round; `2 × 45 s` where the seconds are time.
fn short_amount(words: &Words, (sets, reps, hold): Amount, timed: bool) -> String {
    if timed && hold > 0 && (sets == 1 || reps == 1) {
        let values = [("times", (sets * reps).into()), ("hold", hold.into())];
        return words.with("dose-short-timed", &values);
    }
    let id = if sets == 1 { "dose-reps" } else { "dose-short" };
    let text = words.with(id, &[("sets", sets.into()), ("reps", reps.into())]);
    match hold {
        0 => text,
        hold => {
            let id = if timed { "dose-short-for" } else { "dose-short-hold" };
            words.with(id, &[("dose", (&text).into()), ("hold", hold.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Kind, Position, built_in};

    /// The lines of a dose that is so many sets, repetitions and seconds in each week from week 3.
    fn lines(weeks: &[Amount]) -> Vec<String> {
        said(weeks, |words, item| short(words, item, false))
    }

    /// The dose on a card, all in one line.
    fn card(weeks: &[Amount]) -> String {
        card_of(weeks, Manner::default())
    }

    fn card_of(weeks: &[Amount], manner: Manner) -> String {
        let text = |inline: Inline| match inline {
            Inline::Text(text) | Inline::Strong(text) => text,
            other => panic!("{other:?}"),
        };
        let on_card = |words: &Words, item: &Item| {
            vec![by_week(words, item, manner).into_iter().map(text).collect::<String>()]
        };
        said(weeks, on_card).concat()
    }

    fn said(weeks: &[Amount], say: impl Fn(&Words, &Item) -> Vec<String>) -> Vec<String> {
        let words = Words::read(&built_in().unwrap().words).unwrap();
        let dose = (3..).zip(weeks);
        let dose = dose.map(|(week, &(sets, reps, hold_s))| WeekDose { week, sets, reps, hold_s });
        let item = Item {
            exercise: "any".into(),
            side: Side::Both,
            kind: Kind::Strengthen,
            position: Position::Supine,
            dose: dose.collect(),
            serves: Vec::new(),
            reason: std::collections::BTreeMap::new(),
        };
        // A number stays with its unit.
        let lines = say(&words, &item);
        let lines = lines.iter().map(|line| line.replace('\u{a0}', " ")).collect();
        assert!(words.findings().is_empty(), "{:?}", words.findings());
        lines
    }

    #[test]
    fn time_is_not_held() {
        let timed = Manner { timed: true, each_side: true, turns: false };
        let short_timed = |weeks: &[Amount]| said(weeks, |words, item| short(words, item, true));
        assert_eq!(short_timed(&[(1, 1, 45); 2]), ["45 s"]);
        assert_eq!(
            short_timed(&[(1, 1, 45), (1, 2, 25), (3, 1, 30), (2, 2, 30)]),
            ["week 3: 45 s", "week 4: 2 × 25 s", "week 5: 3 × 30 s", "week 6: 2 × 2, 30 s each"]
        );
        assert_eq!(card_of(&[(1, 1, 45)], timed), "45 seconds, each side.");
        assert_eq!(card_of(&[(3, 1, 30)], timed), "3 rounds: 30 seconds, each side.");
        // Rounds and times alone would not say how long.
        assert_eq!(
            card_of(&[(1, 1, 45), (1, 2, 45)], timed),
            "45 seconds, each side. Week by week: week 3: 45 s. week 4: 2 × 45 s."
        );
    }

    #[test]
    fn where_sides_take_turns_nobody_does_the_dose_twice() {
        let turns = Manner { turns: true, ..Manner::default() };
        assert_eq!(
            card_of(&[(2, 8, 3)], turns),
            "2 rounds: hold 3 seconds, 8 times, left and right counted together."
        );
        let uneven = |weeks: &[Amount], manner| {
            said(weeks, |_, item| vec![is_uneven(item, manner).to_string()]).concat()
        };
        assert_eq!(uneven(&[(2, 8, 3), (2, 9, 3)], turns), "true");
        assert_eq!(uneven(&[(2, 8, 3), (3, 8, 3)], turns), "false");
        assert_eq!(uneven(&[(2, 9, 3)], Manner::default()), "false");
    }

    #[test]
    fn a_dose_in_short_says_each_change_with_its_weeks() {
        assert_eq!(lines(&[(2, 8, 3); 4]), ["2 × 8, hold 3 s"]);
        assert_eq!(lines(&[(1, 10, 0); 2]), ["10 times"]);
        assert_eq!(lines(&[(1, 1, 45); 2]), ["once, hold 45 s"]);
        assert_eq!(
            lines(&[(2, 8, 0), (2, 8, 0), (2, 10, 0), (3, 10, 5)]),
            ["weeks 3 to 4: 2 × 8", "week 5: 2 × 10", "week 6: 3 × 10, hold 5 s"]
        );
        assert_eq!(lines(&[]), [""; 0]);
    }

    #[test]
    fn a_card_says_how_long_to_hold_wherever_that_changes() {
        assert_eq!(
            card(&[(2, 8, 3), (2, 10, 3)]),
            "2 rounds: hold 3 seconds, 8 times. Rounds × times: week 3: 2 × 8. week 4: 2 × 10."
        );
        assert_eq!(
            card(&[(1, 3, 25), (1, 3, 30), (1, 3, 30), (2, 2, 25)]),
            "Hold 25 seconds, 3 times. Week by week: week 3: 3 times, hold 25 s. \
             weeks 4 to 5: 3 times, hold 30 s. week 6: 2 × 2, hold 25 s."
        );
    }
}
