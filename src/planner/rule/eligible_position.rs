//! No position that the person avoids.

use crate::library::Exercise;

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise in a position to avoid is out, and so is one that passes through it, and one on the floor for
/// a person who cannot get down to it, unless a firm bed will do. `any` is no position that a person can ask
/// to avoid.
pub(crate) struct EligiblePosition;

impl ExerciseRule for EligiblePosition {
    fn code(&self) -> &'static str {
        "eligible_position"
    }

    fn cause(&self) -> Cause {
        Cause::Position
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        let request = setting.request;
        let avoided = exercise.positions().any(|position| request.avoid.contains(&position));
        avoided || (request.avoid_floor && exercise.needs_the_floor())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, request};
    use super::super::testing::barred;
    use super::*;
    use crate::library::Position;

    #[test]
    fn bars_a_position_to_avoid_and_the_floor_without_a_bed() {
        let on_bed = Exercise { bed: true, ..exercise("bed") };
        let rises = Exercise { through: vec![Position::Standing], ..exercise("rises") };
        let exercises = [
            exercise("floor"),
            on_bed,
            rises.position(Position::Seated),
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
            ("any", true, vec![Position::Supine], false),
            ("rises", true, vec![], false),
            ("rises", false, vec![Position::Seated], true),
            ("rises", false, vec![Position::Standing], true),
        ] {
            let avoid = avoid.into_iter().collect();
            let request = super::super::super::request::Request { avoid, avoid_floor, ..request() };
            let found = barred(&EligiblePosition, &request, "settle", &[], &exercises, id);
            assert_eq!(found, out, "{id}, floor avoided: {avoid_floor}");
        }
    }
}
