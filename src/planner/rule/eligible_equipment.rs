//! Nothing that is not at hand.

use crate::library::Exercise;

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise is out unless everything that it needs is at hand.
pub(crate) struct EligibleEquipment;

impl ExerciseRule for EligibleEquipment {
    fn code(&self) -> &'static str {
        "eligible_equipment"
    }

    fn cause(&self) -> Cause {
        Cause::Equipment
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        !exercise.equipment.iter().all(|thing| setting.request.equipment.contains(thing))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, request};
    use super::super::testing::barred;
    use super::*;

    #[test]
    fn bars_when_one_thing_is_missing() {
        let needs_both = Exercise { equipment: vec!["mat".into(), "ball".into()], ..exercise("x") };
        for (at_hand, out) in [(vec!["mat"], true), (vec!["mat", "ball"], false), (vec![], true)] {
            let mut request = request();
            request.equipment = at_hand.iter().map(|id| (*id).to_owned()).collect();
            let exercises = [needs_both.clone()];
            let found = barred(&EligibleEquipment, &request, "settle", &[], &exercises, "x");
            assert_eq!(found, out, "{at_hand:?}");
        }
    }
}
