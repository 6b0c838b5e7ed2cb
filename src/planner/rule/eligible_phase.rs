//! Nothing before its phase, without a dose in it, or too hard for it.

use crate::library::Exercise;

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise is out in a phase that has no dose of it, that comes before its earliest phase, or
/// whose limit of difficulty it passes.
pub(crate) struct EligiblePhase;

impl ExerciseRule for EligiblePhase {
    fn code(&self) -> &'static str {
        "eligible_phase"
    }

    fn cause(&self) -> Cause {
        Cause::Phase
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        !setting.library.belongs(exercise, setting.phase)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, request};
    use super::super::testing::barred;
    use super::*;

    #[test]
    fn bars_without_a_dose_too_early_or_too_hard() {
        let later = Exercise { earliest_phase: "build".into(), ..exercise("later").dosed() };
        let exercises = [
            exercise("undosed").dose("build", 1, 10, 0),
            later,
            exercise("hard").dosed().difficulty(3),
        ];
        for (id, phase, out) in [
            ("undosed", "settle", true),
            ("undosed", "build", false),
            ("later", "settle", true),
            ("later", "build", false),
            ("hard", "settle", true),
            ("hard", "build", false),
        ] {
            let found = barred(&EligiblePhase, &request(), phase, &[], &exercises, id);
            assert_eq!(found, out, "{id} in {phase}");
        }
    }
}
