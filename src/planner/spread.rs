//! Of weeks that are worth the same, the one whose sessions are spread over the days.
//!
//! The score counts days and not how far they are apart; A on Monday and Thursday is worth no more than A
//! on Monday and Tuesday. A person is better off with the first, and with the same week from any search.

use super::maps;
use super::problem::Problem;
use super::rule;
use super::week::{Days, Slot, Tally, Week};
use crate::quantity::Day;

/// The same exercises and as many days of each session, as even as they can be for the same worth. Of
/// several weeks it is the one whose session A has the first exercises, on the first days.
pub(crate) fn spread(problem: &Problem<'_>, week: Week) -> Week {
    let week = week.usual(problem.first_day);
    let worth = problem.worth(&week, &Tally::of(problem, &week));
    let mut others = others(problem, &week);
    others.sort_by_cached_key(|other| (unevenness(&other.days), other.sessions.clone()));
    let is_as_good = |other: &Week| {
        let tally = Tally::of(problem, other);
        rule::holds(problem, other, &tally) && problem.worth(other, &tally) == worth
    };
    others.into_iter().find(is_as_good).unwrap_or(week)
}

/// The weeks with the same two sessions, each on as many days.
fn others(problem: &Problem<'_>, week: &Week) -> Vec<Week> {
    let [a, b] = &week.sessions;
    let [in_a, in_b] = counts(&week.days);
    let mut others = Vec::new();
    for days in maps::all(problem) {
        if counts(&days) == [in_a, in_b] {
            others.push(Week { days, sessions: [a.clone(), b.clone()] });
        }
        if counts(&days) == [in_b, in_a] {
            others.push(Week { days, sessions: [b.clone(), a.clone()] });
        }
    }
    others
}

/// The number of days of A and of B.
fn counts(days: &Days) -> [usize; 2] {
    Slot::BOTH.map(|slot| days.iter().filter(|day| **day == Some(slot)).count())
}

/// How unevenly each session is spread: the squares of the days from one to the next, round the week.
fn unevenness(days: &Days) -> usize {
    let of = |slot: Slot| {
        let on: Vec<usize> = (0..days.len()).filter(|day| days[*day] == Some(slot)).collect();
        let next = on.iter().skip(1).chain(on.first());
        let gap = |(day, next): (&usize, &usize)| match next.checked_sub(*day) {
            Some(gap) if gap > 0 => gap,
            _ => next + Day::ALL.len() - day,
        };
        on.iter().zip(next).map(gap).map(|gap| gap * gap).sum::<usize>()
    };
    Slot::BOTH.map(of).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::super::reference::small_world;
    use super::super::search::{self, Aim};
    use super::*;

    fn days(letters: &str) -> Days {
        let mut days = [None; Day::ALL.len()];
        for (day, letter) in days.iter_mut().zip(letters.chars()) {
            *day = match letter {
                'A' => Some(Slot::A),
                'B' => Some(Slot::B),
                _ => None,
            };
        }
        days
    }

    #[test]
    fn days_far_apart_are_even() {
        for (letters, expected) in [
            ("A..A...", 9 + 16),
            ("AA.....", 1 + 36),
            ("A.A.A..", 4 + 4 + 9),
            ("A......", 49),
            (".......", 0),
            ("AB.A.B.", 9 + 16 + 16 + 9),
            ("AA.B.B.", 1 + 36 + 4 + 25),
            ("...A..A", 9 + 16),
        ] {
            assert_eq!(unevenness(&days(letters)), expected, "{letters}");
        }
    }

    #[test]
    fn no_week_of_the_same_worth_is_more_even() {
        let mut better = 0;
        for number in 0..500 {
            let world = small_world(number);
            let problem = world.problem();
            let favours = vec![0; problem.candidates.len()];
            let aim = Aim { favours: &favours, limit: u64::MAX, ..Aim::default() };
            let found = search::solve(&problem, &aim).week.usual(problem.first_day);
            let tally = Tally::of(&problem, &found);
            let week = spread(&problem, found.clone());
            let spread_tally = Tally::of(&problem, &week);
            assert!(rule::holds(&problem, &week, &spread_tally), "problem {number}");
            assert_eq!(problem.worth(&week, &spread_tally), problem.worth(&found, &tally));
            assert!(others(&problem, &found).contains(&week), "problem {number}");
            assert_eq!(spread(&problem, week.clone()), week, "problem {number}");
            for other in others(&problem, &found) {
                let tally = Tally::of(&problem, &other);
                let as_good = rule::holds(&problem, &other, &tally)
                    && problem.worth(&other, &tally) == problem.worth(&week, &spread_tally);
                assert!(
                    !as_good || unevenness(&other.days) >= unevenness(&week.days),
                    "problem {number}: {other:?} and {week:?}"
                );
            }
            better += u32::from(unevenness(&week.days) < unevenness(&found.days));
        }
        assert!(better > 20, "{better}");
    }
}
