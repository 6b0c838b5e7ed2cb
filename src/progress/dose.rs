//! Doses made smaller.

use crate::planner::plan::WeekDose;

/// A dose of at most so many per cent: fewer repetitions in all. None if there is one only: a hold that
/// is made shorter could not grow back by small steps.
pub(crate) fn scaled(dose: WeekDose, percent: u32) -> Option<WeekDose> {
    let total = dose.sets * dose.reps;
    (total > 1).then(|| fewer(dose, (total * percent / 100).clamp(1, total - 1)))
}

/// The largest dose with at most so many repetitions in all; of equal ones that with the fewest sets.
pub(crate) fn fewer(dose: WeekDose, most: u32) -> WeekDose {
    (1..=dose.sets)
        .map(|sets| WeekDose { sets, reps: dose.reps.min(most / sets), ..dose })
        .filter(|other| other.reps > 0)
        .max_by_key(|other| (other.sets * other.reps, std::cmp::Reverse(other.sets)))
        .unwrap_or(WeekDose { sets: 1, reps: 1, ..dose })
}

/// The same with one set less, where there is more than one.
pub(crate) const fn one_set_less(dose: WeekDose) -> WeekDose {
    WeekDose { sets: if dose.sets > 1 { dose.sets - 1 } else { 1 }, ..dose }
}

/// Of two doses of an exercise the one with fewer repetitions, held no longer than either.
pub(crate) fn smaller(one: WeekDose, other: WeekDose) -> WeekDose {
    let few = if other.sets * other.reps < one.sets * one.reps { other } else { one };
    WeekDose { hold_s: one.hold_s.min(other.hold_s), ..few }
}

/// How much two doses of an exercise are beside each other: seconds held where both are held, else
/// repetitions.
pub(crate) const fn sizes(dose: WeekDose, other: WeekDose) -> (u32, u32) {
    let held = dose.hold_s > 0 && other.hold_s > 0;
    let (own_s, its_s) = if held { (dose.hold_s, other.hold_s) } else { (1, 1) };
    (dose.sets * dose.reps * own_s, other.sets * other.reps * its_s)
}

/// Whether a dose is less than another one of the same exercise.
pub(crate) const fn is_less(dose: WeekDose, other: WeekDose) -> bool {
    let (own, its) = sizes(dose, other);
    own < its
}

/// The less of two doses of the same exercise; of equal ones the second.
pub(crate) const fn less(dose: WeekDose, other: WeekDose) -> WeekDose {
    if is_less(dose, other) { dose } else { other }
}

/// A dose in words: `2 × 10, 3 s`; nothing where there is none.
pub(crate) fn words(dose: WeekDose) -> String {
    match dose.hold_s {
        0 => format!("{} × {}", dose.sets, dose.reps),
        hold_s => format!("{} × {}, {hold_s} s", dose.sets, dose.reps),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn dose(sets: u32, reps: u32, hold_s: u32) -> WeekDose {
        WeekDose { week: 1, sets, reps, hold_s }
    }

    #[test]
    fn a_scaled_dose_is_smaller_or_none() {
        for (whole, percent, expected) in [
            (dose(2, 10, 0), 60, Some(dose(2, 6, 0))),
            (dose(3, 12, 0), 60, Some(dose(3, 7, 0))),
            (dose(1, 10, 5), 60, Some(dose(1, 6, 5))),
            (dose(1, 2, 30), 60, Some(dose(1, 1, 30))),
            (dose(1, 2, 0), 99, Some(dose(1, 1, 0))),
            (dose(1, 1, 30), 60, None),
            (dose(1, 1, 0), 60, None),
        ] {
            assert_eq!(scaled(whole, percent), expected, "{whole:?}");
        }
        assert_eq!(one_set_less(dose(3, 8, 0)), dose(2, 8, 0));
        assert_eq!(one_set_less(dose(1, 8, 0)), dose(1, 8, 0));
    }
}
