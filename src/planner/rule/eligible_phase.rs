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
    use super::super::super::explain::says;
    use super::super::super::fixture::{exercise, library, phase_with, request};
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
            ("undosed", "settle", Some("It has no dose for these weeks.")),
            ("undosed", "build", None),
            ("later", "settle", Some("It comes in later weeks.")),
            ("later", "build", None),
            ("hard", "settle", Some("It is too hard for these weeks.")),
            ("hard", "build", None),
        ] {
            let request = request();
            let found = barred(&EligiblePhase, &request, phase, &[], &exercises, id);
            assert_eq!(found, out.is_some(), "{id} in {phase}");
            let library = library(exercises.iter().cloned());
            let setting = phase_with(&library, &request, phase, &[]);
            let says = || says(&setting, &library.exercises[id], Cause::Phase, "eligible_phase");
            assert!(out.is_none_or(|out| out == says()), "{id} in {phase}: {}", says());
        }
    }
}
