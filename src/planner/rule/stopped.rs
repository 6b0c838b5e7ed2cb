//! Nothing that was stopped because of what it did, and nothing harder of its kind.

use crate::library::{Exercise, Library};

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise that kept on hurting, or brought on tingling, is out for the rest of the programme, and with
/// it what stands beside or above it in its chain.
pub(crate) struct Stopped;

impl ExerciseRule for Stopped {
    fn code(&self) -> &'static str {
        "stopped"
    }

    fn cause(&self) -> Cause {
        Cause::Pain
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        let mut stopped = setting.request.stopped.iter();
        stopped.any(|id| *id == exercise.id || is_beyond(setting.library, id, exercise))
    }
}

/// Whether an exercise is of the level of another one in its chain, or above it.
fn is_beyond(library: &Library, stopped: &str, exercise: &Exercise) -> bool {
    let stopped = library.exercises.get(stopped).and_then(|stopped| stopped.chain.as_ref());
    stopped
        .zip(exercise.chain.as_ref())
        .is_some_and(|(stopped, own)| stopped.id == own.id && stopped.level <= own.level)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, library, phase_with, request};
    use super::super::allows;
    use super::*;

    #[test]
    fn what_was_stopped_is_out_with_all_above_it_and_the_rest_is_not() {
        let library = library([
            exercise("low").dosed().chain("bridge", 1),
            exercise("bridge").dosed().chain("bridge", 2),
            exercise("twin").dosed().chain("bridge", 2),
            exercise("high").dosed().chain("bridge", 3),
            exercise("squat").dosed(),
            exercise("lunge").dosed().chain("lunge", 3),
        ]);
        let mut request = request();
        request.stopped = ["bridge".to_owned(), "squat".to_owned()].into();
        let setting = phase_with(&library, &request, "settle", &[]);
        let out = ["low", "bridge", "twin", "high", "squat", "lunge"]
            .map(|id| Stopped.bars(&setting, &library.exercises[id]));
        assert_eq!(out, [false, true, true, true, true, false]);
        assert!(!allows(&setting, &library.exercises["bridge"]));
    }
}
