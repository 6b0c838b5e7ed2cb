//! The dose of an exercise in each week of a phase.
//!
//! A dose in the library is the most that a phase asks for. Loading work climbs up to it week by
//! week; everything else has it from the first day. What a therapist fixed stays as it is. In a plan that
//! goes on from another one check-ins may decide where an exercise begins, and that it stays there.

use crate::library::{ClimbRules, Dose, Exercise, Kind, StretchRules};

use super::plan::WeekDose;
use super::request::Course;
use super::setting::Setting;

/// The dose of an exercise in each week of the phase, or none if it has no counted dose in it.
pub(crate) fn weeks(setting: &Setting<'_>, exercise: &Exercise) -> Option<Vec<WeekDose>> {
    let own = Amount::of(exercise.dose.get(&setting.phase.id)?)?;
    let (first, last) = setting.phase.weeks;
    let dosage = &setting.library.dosage;
    if let Some(fixed) = setting.request.doses.get(&exercise.id) {
        let hold_s = fixed.hold_s.map_or(own.hold_s, |hold| hold.get());
        let fixed = Amount { sets: fixed.sets.get(), reps: fixed.reps.get(), hold_s };
        return Some((first..=last).map(|week| fixed.in_week(week)).collect());
    }
    let weeks_of =
        |amount: Amount| (first..=last).map(|week| amount.in_week(week)).collect::<Vec<WeekDose>>();
    let course = setting.course(&exercise.id);
    if exercise.kind == Kind::Stretch {
        let full = stretched(&dosage.stretch, own, setting.request.older);
        return Some(weeks_of(within(full, course)));
    }
    if !climbs(setting, exercise) {
        return Some(weeks_of(within(own, course)));
    }
    if course.is_some_and(|course| !course.climbs) {
        return Some(weeks_of(within(own, course)));
    }
    let climb = Climb { rules: &dosage.climb, full: own };
    let mut amount = setting.last_dose(&exercise.id).map(Amount::from);
    let mut start = course.filter(|_| setting.is_first());
    Some(
        (first..=last)
            .map(|week| {
                let next = match start.take() {
                    Some(course) => within(own, Some(course)),
                    None => climb.after(amount),
                };
                amount = Some(next);
                next.in_week(week)
            })
            .collect(),
    )
}

/// A dose that passes neither what check-ins permit nor the phase's own: of the two the one with fewer
/// repetitions in all, held no longer than either.
fn within(own: Amount, course: Option<Course>) -> Amount {
    let Some(Course { sets, reps, hold_s, .. }) = course else { return own };
    let most = own.hold_s.min(hold_s);
    let (sets, reps) =
        if sets * reps < own.total() { (sets.min(own.sets), reps) } else { (own.sets, own.reps) };
    // Sets that are cut to the phase's own may leave more repetitions in a row than it asks for.
    Amount { sets, reps: reps.min(own.reps), hold_s: most }
}

/// Whether the dose of an exercise climbs from week to week.
fn climbs(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    let climbing = &setting.library.dosage.climb.work;
    !exercise.low_load
        && setting.library.work_of(exercise).iter().any(|work| climbing.contains(work))
}

/// A stretch repeats until its holds reach the day's seconds, or the seconds of its own dose if
/// those are more. Older people hold longer, and then need fewer repetitions for the same seconds.
fn stretched(rules: &StretchRules, own: Amount, older: bool) -> Amount {
    if own.hold_s == 0 {
        return own;
    }
    let hold_s = if older { own.hold_s.max(rules.older_hold_s) } else { own.hold_s };
    let wanted = rules.day_s.max(own.sets * own.reps * own.hold_s);
    Amount { sets: own.sets, reps: wanted.div_ceil(own.sets * hold_s), hold_s }
}

/// Sets of repetitions, each held for so many seconds or moving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Amount {
    sets: u32,
    reps: u32,
    hold_s: u32,
}

impl Amount {
    fn of(dose: &Dose) -> Option<Self> {
        let hold_s = dose.hold_s.map_or(0, |hold| hold.get());
        Some(Self { sets: dose.sets?.get(), reps: dose.reps?.get(), hold_s })
    }

    /// Repetitions in all.
    const fn total(self) -> u32 {
        self.sets * self.reps
    }

    const fn in_week(self, week: u32) -> WeekDose {
        WeekDose { week, sets: self.sets, reps: self.reps, hold_s: self.hold_s }
    }
}

impl From<WeekDose> for Amount {
    fn from(dose: WeekDose) -> Self {
        Self { sets: dose.sets, reps: dose.reps, hold_s: dose.hold_s }
    }
}

/// The way up to a phase's full dose.
struct Climb<'a> {
    rules: &'a ClimbRules,
    full: Amount,
}

impl Climb<'_> {
    /// The week after `last`; an exercise that is new begins with `first_share` per cent.
    fn after(&self, last: Option<Amount>) -> Amount {
        let first = (self.full.total() * self.rules.first_share).div_ceil(100);
        self.largest(|amount| match last {
            Some(last) => self.is_gentle(last, amount),
            None => amount.total() <= first,
        })
    }

    /// Whether a week is at most `rise` per cent more than the one before, or one repetition more in
    /// each set that both have. A whole new set is no small step.
    ///
    /// Where the hold has grown with the phase, what counts is the seconds held, not how often.
    fn is_gentle(&self, last: Amount, next: Amount) -> bool {
        let grown = last.hold_s > 0 && last.hold_s < next.hold_s;
        let (was_s, is_s) = if grown { (last.hold_s, next.hold_s) } else { (1, 1) };
        let was = last.total() * was_s;
        let risen = was * (100 + self.rules.rise) / 100;
        let one_more = was + last.sets.min(next.sets) * was_s;
        next.total() * is_s <= risen.max(one_more)
    }

    /// The largest dose that may be; never less than one repetition.
    ///
    /// Of equal doses it is the one with the fewest sets, which is the one with the most
    /// repetitions in a row. A further set is begun only when each set keeps at least half the
    /// repetitions of the full dose, so that nobody is told to do 3 sets of 2.
    fn largest(&self, may_be: impl Fn(Amount) -> bool) -> Amount {
        let full = self.full;
        let least = Amount { sets: 1, reps: 1, ..full };
        (1..=full.sets)
            .flat_map(|sets| (1..=full.reps).map(move |reps| Amount { sets, reps, ..full }))
            .filter(|amount| amount.sets == 1 || 2 * amount.reps >= full.reps)
            .filter(|amount| may_be(*amount))
            .max_by_key(|amount| (amount.total(), std::cmp::Reverse(amount.sets)))
            .unwrap_or(least)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{exercise, library, phase_with, request};
    use super::*;
    use crate::library::Library;

    fn climbing(library: &Library, full: (u32, u32, u32)) -> Climb<'_> {
        let full = Amount { sets: full.0, reps: full.1, hold_s: full.2 };
        Climb { rules: &library.dosage.climb, full }
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
            ((1, 5, 5), (2, 6, 8), (1, 3)),
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
    fn a_stretch_repeats_until_its_holds_reach_the_day() {
        let rules = library([]).dosage.stretch;
        for ((sets, reps, hold_s), older, expected) in [
            ((1, 2, 30), false, (1, 2, 30)),
            ((1, 2, 20), false, (1, 3, 20)),
            ((1, 3, 20), true, (1, 2, 30)),
            ((1, 4, 30), false, (1, 4, 30)),
            ((2, 1, 20), false, (2, 2, 20)),
            ((1, 8, 0), true, (1, 8, 0)),
        ] {
            let full = stretched(&rules, Amount { sets, reps, hold_s }, older);
            assert_eq!((full.sets, full.reps, full.hold_s), expected);
        }
    }

    #[test]
    fn what_is_fixed_or_light_does_not_climb() {
        let fixed = exercise("fixed").dose("settle", 3, 10, 2);
        let light = exercise("light").low_load().dose("settle", 1, 5, 15);
        let library = library([fixed, light]);
        let mut request = request();
        request.doses.insert("fixed".into(), super::super::fixture::fixed_dose(2, 4));
        let setting = phase_with(&library, &request, "settle", &[]);
        for (id, amount) in [("fixed", (2, 4, 2)), ("light", (1, 5, 15))] {
            let weeks = weeks(&setting, &library.exercises[id]).unwrap();
            assert_eq!(weeks.iter().map(|dose| dose.week).collect::<Vec<_>>(), [1, 2]);
            for dose in weeks {
                assert_eq!((dose.sets, dose.reps, dose.hold_s), amount, "{id}");
            }
        }
        assert_eq!(
            super::weeks(
                &phase_with(&library, &request, "build", &[]),
                &library.exercises["light"]
            ),
            None
        );
    }
}
