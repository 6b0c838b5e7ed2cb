//! Nothing that was stopped because of what it did.

use crate::library::Exercise;

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise that kept on hurting, or brought on tingling, is out for the rest of the programme.
pub(crate) struct Stopped;

impl ExerciseRule for Stopped {
    fn code(&self) -> &'static str {
        "stopped"
    }

    fn cause(&self) -> Cause {
        Cause::Pain
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        setting.past().is_some_and(|past| past.stopped.contains(&exercise.id))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, library, phase_with, request};
    use super::super::super::request::Past;
    use super::super::allows;

    #[test]
    fn what_was_stopped_is_out_and_the_rest_is_not() {
        let library = library([exercise("bridge").dosed(), exercise("squat").dosed()]);
        let mut request = request();
        request.past = Some(Past { stopped: ["bridge".to_owned()].into(), ..Past::default() });
        let setting = phase_with(&library, &request, "settle", &[]);
        let allowed = |id: &str| allows(&setting, &library.exercises[id]);
        assert_eq!((allowed("bridge"), allowed("squat")), (false, true));
    }
}
