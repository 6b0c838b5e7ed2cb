//! No position that the person avoids.

use crate::library::{Exercise, Position};

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise in a position to avoid is out, and so is one on the floor for a person who cannot get
/// down to it, unless a firm bed will do. What can be done in any position is never out.
pub(crate) struct EligiblePosition;

impl ExerciseRule for EligiblePosition {
    fn code(&self) -> &'static str {
        "eligible_position"
    }

    fn cause(&self) -> Cause {
        Cause::Position
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        let Exercise { position, bed, .. } = *exercise;
        let avoided = position != Position::Any && setting.request.avoid.contains(&position);
        avoided || (setting.request.avoid_floor && position.is_on_the_floor() && !bed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, request};
    use super::super::testing::barred;
    use super::*;

    #[test]
    fn bars_a_position_to_avoid_and_the_floor_without_a_bed() {
        let on_bed = Exercise { bed: true, ..exercise("bed") };
        let exercises = [
            exercise("floor"),
            on_bed,
            exercise("chair").position(Position::Seated),
            exercise("any").position(Position::Any),
        ];
        for (id, avoid_floor, avoid, out) in [
            ("floor", true, vec![], true),
            ("floor", false, vec![], false),
            ("bed", true, vec![], false),
            ("bed", true, vec![Position::Supine], true),
            ("chair", true, vec![], false),
            ("chair", false, vec![Position::Seated], true),
            ("chair", false, vec![Position::Standing], false),
            ("any", true, Position::ALL.to_vec(), false),
        ] {
            let avoid = avoid.into_iter().collect();
            let request = super::super::super::request::Request { avoid, avoid_floor, ..request() };
            let found = barred(&EligiblePosition, &request, "settle", &[], &exercises, id);
            assert_eq!(found, out, "{id}, floor avoided: {avoid_floor}");
        }
    }
}
