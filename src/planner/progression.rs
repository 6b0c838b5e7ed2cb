//! The way up to a full dose, by small steps: repetitions first, of long holds by seconds.

use crate::library::{ClimbRules, Exercise};

use super::dose::{self, Amount};
use super::setting::Setting;

const fn seconds_of(amount: &Amount) -> u32 {
    amount.total() * amount.hold_s
}

/// Seconds from one length of a hold to the next.
const STEP_S: u32 = 5;

/// The way up to a phase's full dose.
pub(crate) struct Progression<'a> {
    rules: &'a ClimbRules,
    /// Per cent of the full dose that a new exercise begins with.
    share: u32,
    /// Whether the seconds of a hold are a step too: what is held for long has few repetitions.
    by_hold: bool,
    pub(crate) full: Amount,
}

impl<'a> Progression<'a> {
    /// The way of an exercise in a phase; none if it has no counted dose in it.
    pub(crate) fn of(setting: &Setting<'a>, exercise: &Exercise) -> Option<Self> {
        let Setting { library, request, phase, .. } = setting;
        let whole = dose::whole_of(library, request, &phase.id, exercise)?;
        let full = dose::most(setting, exercise)?;
        let rules = &setting.library.dosage.climb;
        // What takes a place in the middle of the first phase does so because something went wrong.
        let entry = setting.library.phases.phases.first().filter(|_| !setting.is_inside());
        let share = match entry {
            Some(entry) if entry.id == setting.phase.id => rules.entry_share,
            // In a week that was not all green it begins as low as one that was cut.
            _ if setting.is_inside() && setting.past().is_some_and(|past| past.steady) => {
                let kept = 100 - setting.library.progress.exercise.cut.min(100);
                rules.first_share * kept / 100
            }
            _ => rules.first_share,
        };
        let by_hold = whole.hold_s >= rules.long_hold_s && whole.hold_s > 0;
        Some(Self { rules, share, by_hold, full })
    }

    /// The same way with holds of so many seconds at most: check-ins may allow no longer ones.
    pub(crate) fn holding(self, most_s: u32) -> Self {
        let full = Amount { hold_s: self.full.hold_s.min(most_s), ..self.full };
        Self { full, ..self }
    }

    /// Whether a dose after `last` is a step: it is more, or a single hold gains more than it may.
    pub(crate) fn is_step(&self, last: Amount, next: Amount) -> bool {
        let leaps = last.hold_s > 0 && next.hold_s > last.hold_s + self.rules.hold_s;
        leaps || next.is_more_than(last)
    }

    /// The same way, begun with another share of the full dose.
    pub(crate) fn from(self, share: u32) -> Self {
        Self { share, ..self }
    }

    /// The week after `last`; an exercise that is new begins with its share of the full dose.
    pub(crate) fn after(&self, last: Option<Amount>) -> Amount {
        if let Some(last) = last.filter(|_| self.by_hold) {
            return self.held_longer(last);
        }
        last.map_or_else(|| self.first(), |last| self.risen(last))
    }

    fn first(&self) -> Amount {
        let most = (self.full.total() * self.share).div_ceil(100);
        let least = Amount { sets: 1, reps: 1, ..self.full };
        self.largest(self.full, |amount| amount.total() <= most).unwrap_or(least)
    }

    /// The week after `last` where repetitions rise.
    ///
    /// A hold that is longer in this phase grows, by no more than a long one does, where that leaves no
    /// less to do than before. Else repetitions rise first, and where they cannot the hold grows by less.
    fn risen(&self, last: Amount) -> Amount {
        let full = self.full;
        let held = |hold_s| {
            let full = Amount { hold_s, ..full };
            self.largest(full, |amount| self.is_gentle(last, amount))
        };
        let was_held = last.hold_s > 0;
        let most = if was_held { last.hold_s + self.rules.hold_s } else { u32::MAX };
        let longest = full.hold_s.min(most);
        let stays = || full.no_more_than(last);
        if !(was_held && last.hold_s < longest && full.is_more_than(last)) {
            return held(longest).unwrap_or_else(stays);
        }
        let is_more = |amount: &Amount| amount.is_more_than(last);
        let is_no_less = |amount: &Amount| !last.is_more_than(*amount);
        held(longest)
            .filter(is_no_less)
            .or_else(|| held(last.hold_s).filter(is_more))
            .or_else(|| (last.hold_s + 1..longest).rev().filter_map(held).find(is_no_less))
            .or_else(|| held(longest))
            .unwrap_or_else(stays)
    }

    /// The next smaller dose with the same hold, in no more sets; none below one repetition. Of a long
    /// hold the seconds get fewer too, so that it need not lose a whole one.
    pub(crate) fn less_than(&self, amount: Amount) -> Option<Amount> {
        if self.by_hold && amount.hold_s > 2 * STEP_S {
            let hold_s = (amount.hold_s - 1) / STEP_S * STEP_S;
            return Some(Amount { hold_s, ..amount });
        }
        let most = amount.total().checked_sub(1).filter(|most| *most > 0)?;
        let full = Amount { hold_s: amount.hold_s, ..self.full };
        let is_less = |other: Amount| other.total() <= most && other.sets <= amount.sets;
        self.largest(full, is_less)
    }

    /// The same with a hold of single seconds less; nothing for what is not held.
    pub(crate) fn shorter(amount: Amount) -> impl Iterator<Item = Amount> {
        (1..amount.hold_s).rev().map(move |hold_s| Amount { hold_s, ..amount })
    }

    /// A long hold after `last`: so many seconds more in all, or `rise` per cent. Of equal seconds it is
    /// the longest hold. Holds are whole 5 seconds; where there is no such step, the smallest one that is
    /// gentle all the same, or one of single seconds, or as many seconds in longer holds.
    fn held_longer(&self, last: Amount) -> Amount {
        let was = seconds_of(&last);
        // A short hold gains no more than itself: that is one repetition.
        let step = Some(last.hold_s).filter(|hold_s| *hold_s > 0).unwrap_or(u32::MAX);
        let most = self.most(was, step.min(self.rules.hold_s));
        let fives = self.held(last, STEP_S);
        let longest = |amounts: &[Amount], least: u32| {
            let few_sets = |amount: &Amount| std::cmp::Reverse(amount.sets);
            let gentle = amounts.iter().filter(|one| (least..=most).contains(&seconds_of(one)));
            gentle.max_by_key(|one| (seconds_of(one), one.hold_s, few_sets(one))).copied()
        };
        let smallest = || {
            let one_more =
                |amount: &Amount| was + last.sets.min(amount.sets) * last.hold_s.min(amount.hold_s);
            let gentle =
                fives.iter().filter(|one| (was + 1..=one_more(one)).contains(&seconds_of(one)));
            let shorter = |amount: &Amount| self.full.hold_s - amount.hold_s;
            gentle.min_by_key(|one| (seconds_of(one), shorter(one), one.sets)).copied()
        };
        longest(&fives, was + 1)
            .or_else(smallest)
            .or_else(|| longest(&self.held(last, 1), was + 1))
            .or_else(|| longest(&fives, was))
            .unwrap_or_else(|| self.full.no_more_than(last))
    }

    /// The doses above `last`, or as many seconds in longer holds, with holds of whole `step_s` seconds or
    /// the whole hold, and at most one repetition more in each set, so that 4 holds do not become 7 shorter
    /// ones. No single hold gains more than all of them may together, so that two rounds of short holds do
    /// not become one round of holds twice as long.
    fn held(&self, last: Amount, step_s: u32) -> Vec<Amount> {
        let full = self.full;
        let least = last.hold_s.min(full.hold_s).min(self.rules.hold_s);
        let most = last.hold_s + self.rules.hold_s;
        let holds = (1..).map(|step| step * step_s).take_while(|hold_s| *hold_s < full.hold_s);
        let holds = holds.filter(|hold_s| *hold_s >= least).chain([full.hold_s]);
        let holds: Vec<u32> = holds.filter(|hold_s| *hold_s <= most).collect();
        let is_step = |amount: &Amount| {
            (seconds_of(amount), amount.hold_s) > (seconds_of(&last), last.hold_s)
        };
        (1..=full.sets)
            .flat_map(|sets| (1..=full.reps).map(move |reps| (sets, reps)))
            .flat_map(|(sets, reps)| holds.iter().map(move |hold_s| (sets, reps, *hold_s)))
            .map(|(sets, reps, hold_s)| Amount { sets, reps, hold_s })
            .filter(|amount| amount.total() <= last.total() + last.sets)
            .filter(is_step)
            .collect()
    }

    /// Whether a week is at most `rise` per cent more than the one before, or one repetition more in
    /// each set that both have. A whole new set is no small step.
    ///
    /// Where the hold has grown with the phase, what counts is the seconds held, not how often.
    fn is_gentle(&self, last: Amount, next: Amount) -> bool {
        let grown = last.hold_s > 0 && last.hold_s < next.hold_s;
        let (was_s, is_s) = if grown { (last.hold_s, next.hold_s) } else { (1, 1) };
        let sets = last.sets.min(next.sets);
        next.total() * is_s <= self.most(last.total() * was_s, sets * was_s)
    }

    /// The most after `was`: `rise` per cent more, or a step more, whichever is more.
    fn most(&self, was: u32, step: u32) -> u32 {
        (was * (100 + self.rules.rise) / 100).max(was + step)
    }

    /// The largest dose up to `full` that may be, if any may.
    ///
    /// Of equal doses it is the one with the fewest sets, which is the one with the most
    /// repetitions in a row. A further set is begun only when each set keeps at least half the
    /// repetitions of the full dose, so that nobody is told to do 3 sets of 2.
    fn largest(&self, full: Amount, may_be: impl Fn(Amount) -> bool) -> Option<Amount> {
        (1..=full.sets)
            .flat_map(|sets| (1..=full.reps).map(move |reps| Amount { sets, reps, ..full }))
            .filter(|amount| amount.sets == 1 || 2 * amount.reps >= full.reps)
            .filter(|amount| may_be(*amount))
            .max_by_key(|amount| (amount.total(), std::cmp::Reverse(amount.sets)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::library;
    use super::*;
    use crate::library::Library;

    fn climbing(library: &Library, full: (u32, u32, u32)) -> Progression<'_> {
        let full = Amount { sets: full.0, reps: full.1, hold_s: full.2 };
        Progression { rules: &library.dosage.climb, share: 60, by_hold: false, full }
    }

    #[test]
    fn a_new_exercise_begins_with_its_share_and_climbs_to_the_full_dose() {
        let library = library([]);
        for (full, weeks) in [
            ((1, 10, 3), vec![(1, 6), (1, 7), (1, 8), (1, 9), (1, 10), (1, 10)]),
            ((2, 10, 3), vec![(2, 6), (2, 7), (2, 8), (2, 9), (2, 10)]),
            ((3, 12, 0), vec![(2, 11), (2, 12), (3, 9), (3, 10), (3, 12), (3, 12)]),
            ((2, 3, 20), vec![(2, 2), (2, 3)]),
            ((1, 1, 30), vec![(1, 1), (1, 1)]),
        ] {
            let climb = climbing(&library, full);
            let mut last = None;
            for (week, (sets, reps)) in weeks.into_iter().enumerate() {
                let next = climb.after(last);
                assert_eq!((next.sets, next.reps), (sets, reps), "{full:?}, week {week}");
                last = Some(next);
            }
        }
    }

    #[test]
    fn the_next_phase_goes_on_from_the_last_week() {
        let library = library([]);
        for (last, full, expected) in [
            // More of the same: 20 % or a repetition in each set.
            ((1, 7, 3), (2, 10, 3), (1, 8)),
            ((1, 10, 3), (2, 10, 3), (2, 6)),
            // The new dose is the ceiling, even where it is lower.
            ((3, 10, 0), (2, 10, 0), (2, 10)),
            // A longer hold: at most 45 s and one repetition of 15 s more.
            ((1, 3, 15), (2, 3, 20), (1, 3)),
            ((1, 8, 5), (2, 8, 8), (1, 6)),
            // Three of 8 s would be less than five of 5 s: a sixth comes first.
            ((1, 5, 5), (2, 6, 8), (1, 6)),
            ((1, 6, 5), (2, 6, 8), (1, 4)),
            // One more in the one set that both weeks have.
            ((2, 4, 0), (1, 15, 0), (1, 9)),
            // From moving to held: there are no seconds to compare, so repetitions count.
            ((1, 10, 0), (2, 10, 2), (2, 6)),
        ] {
            let last = Amount { sets: last.0, reps: last.1, hold_s: last.2 };
            let next = climbing(&library, full).after(Some(last));
            assert_eq!((next.sets, next.reps), expected, "{last:?} to {full:?}");
        }
    }

    #[test]
    fn a_stretch_that_was_cut_comes_back_by_seconds() {
        let library = library([]);
        let back = |full: (u32, u32, u32), from: (u32, u32, u32)| {
            let climb = Progression { by_hold: true, ..climbing(&library, full) };
            let mut last = Amount { sets: from.0, reps: from.1, hold_s: from.2 };
            let mut weeks = Vec::new();
            while climb.full.is_more_than(last) {
                last = climb.after(Some(last));
                weeks.push((last.sets, last.reps, last.hold_s));
            }
            weeks
        };
        assert_eq!(back((1, 2, 30), (1, 1, 30)), [(1, 2, 20), (1, 2, 25), (1, 2, 30)]);
        assert_eq!(back((1, 4, 30), (1, 2, 30)), [(1, 3, 25), (1, 3, 30), (1, 4, 25), (1, 4, 30)]);
        // Two sets of three leave no step of 5 s that is gentle.
        assert_eq!(back((2, 3, 15), (2, 3, 10)), [(2, 3, 12), (2, 3, 15)]);
        // Two short holds in two rounds: the longer hold is come to by steps too.
        assert_eq!(back((1, 2, 25), (2, 2, 10)), [(1, 2, 20), (1, 2, 25)]);
        // A hold that is no whole step.
        assert_eq!(back((1, 2, 12), (1, 1, 12)), [(1, 2, 10), (1, 2, 12)]);
    }

    #[test]
    fn a_much_longer_hold_is_come_to_by_seconds_too() {
        let library = library([]);
        for (last, full, expected) in [
            ((1, 4, 1), (2, 4, 10), [(1, 1, 5), (1, 1, 10), (1, 2, 10)]),
            // No hold gains more than 10 s, also where the dose of the phase is less in all.
            ((1, 12, 2), (1, 2, 13), [(1, 2, 12), (1, 2, 13), (1, 2, 13)]),
        ] {
            let climb = climbing(&library, full);
            let mut last = Amount { sets: last.0, reps: last.1, hold_s: last.2 };
            let weeks = [(); 3].map(|()| {
                last = climb.after(Some(last));
                (last.sets, last.reps, last.hold_s)
            });
            assert_eq!(weeks, expected, "{full:?}");
        }
    }

    #[test]
    fn less_is_fewer_repetitions_in_no_more_sets() {
        let library = library([]);
        for (amount, full, expected) in [
            ((1, 10, 0), (1, 10, 0), (1, 9)),
            ((3, 12, 0), (3, 12, 0), (3, 11)),
            // Three sets of 3 would be more than two of 4, and take longer than two of 5.
            ((2, 5, 10), (3, 6, 10), (2, 4)),
            ((2, 3, 10), (3, 6, 10), (1, 5)),
        ] {
            let amount = Amount { sets: amount.0, reps: amount.1, hold_s: amount.2 };
            let less = climbing(&library, full).less_than(amount).unwrap();
            assert_eq!((less.sets, less.reps), expected, "{amount:?} of {full:?}");
        }
        assert_eq!(
            climbing(&library, (3, 6, 10)).less_than(Amount { sets: 1, reps: 1, hold_s: 10 }),
            None
        );
    }
}
