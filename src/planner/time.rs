//! How a dose becomes time (`docs/formats.md`, "How a dose becomes time").

use crate::library::{Position, TimeRules};

use super::plan::WeekDose;

/// Seconds of a dose in a phase; `twice` when it is done on one side after the other.
pub(crate) fn of_dose(rules: &TimeRules, phase: &str, dose: &WeekDose, twice: bool) -> u32 {
    let rep = if dose.hold_s == 0 { rules.rep_s } else { dose.hold_s + rules.between_holds_s };
    let rest = rules.between_sets_s.get(phase).copied().unwrap_or_default();
    let work = dose.sets * dose.reps * rep;
    let rests = dose.sets.saturating_sub(1) * rest;
    let side = rules.set_up_s + work + rests;
    if twice { 2 * side + rules.change_side_s } else { side }
}

/// Changes of position in a session: one fewer than the different positions in it, because a
/// session visits each of them once. An exercise that can be done anywhere joins its neighbour.
pub(crate) fn changes(positions: impl IntoIterator<Item = Position>) -> u32 {
    let seen = positions
        .into_iter()
        .filter(|position| *position != Position::Any)
        .fold(0_u32, |seen, position| seen | 1 << position as u32);
    seen.count_ones().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::library;
    use super::*;

    #[test]
    fn a_dose_takes_its_set_up_its_repetitions_and_its_rests() {
        let rules = library([]).dosage.time;
        for (sets, reps, hold_s, phase, twice, seconds) in [
            (1, 10, 0, "settle", false, 15 + 50),
            (2, 10, 0, "settle", false, 15 + 100 + 30),
            (2, 10, 0, "return", false, 15 + 100 + 60),
            (1, 2, 30, "build", false, 15 + 66),
            (1, 2, 30, "build", true, 2 * 81 + 5),
            (3, 5, 10, "build", false, 15 + 195 + 90),
        ] {
            let dose = WeekDose { week: 1, sets, reps, hold_s };
            assert_eq!(of_dose(&rules, phase, &dose, twice), seconds, "{dose:?} {phase} {twice}");
        }
    }

    #[test]
    fn each_further_position_is_a_change_and_any_is_none() {
        use Position::{Any, Prone, Standing, Supine};
        for (positions, count) in [
            (vec![], 0),
            (vec![Any], 0),
            (vec![Supine, Any, Supine], 0),
            (vec![Supine, Standing, Supine], 1),
            (vec![Supine, Standing, Prone, Any], 2),
        ] {
            assert_eq!(changes(positions.clone()), count, "{positions:?}");
        }
    }
}
