//! No exercise that a precaution or a condition bars in the phase.

use crate::library::Exercise;

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise that screening withholds in the phase is out.
pub(crate) struct EligiblePrecaution;

impl ExerciseRule for EligiblePrecaution {
    fn code(&self) -> &'static str {
        "eligible_precaution"
    }

    fn cause(&self) -> Cause {
        Cause::Precaution
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        setting.request.clearance.bars(&exercise.id, &setting.phase.id).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{bar, exercise, request};
    use super::super::testing::barred;
    use super::*;

    #[test]
    fn bars_in_the_phases_of_the_precaution_only() {
        let mut request = request();
        bar(&mut request, "x", &["settle"]);
        let exercises = [exercise("x")];
        for (phase, out) in [("settle", true), ("build", false)] {
            let found = barred(&EligiblePrecaution, &request, phase, &[], &exercises, "x");
            assert_eq!(found, out, "{phase}");
        }
    }
}
