//! Nothing that the person or therapist does not want.

use crate::library::Exercise;

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// An exercise that the request excludes by name is out, even if it includes it too.
pub(crate) struct Excluded;

impl ExerciseRule for Excluded {
    fn code(&self) -> &'static str {
        "excluded"
    }

    fn cause(&self) -> Cause {
        Cause::Excluded
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        setting.request.exclude.contains(&exercise.id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, request};
    use super::super::testing::barred;
    use super::*;

    #[test]
    fn bars_what_is_excluded_by_name() {
        let mut request = request();
        request.exclude.insert("x".into());
        request.include.insert("x".into());
        let exercises = [exercise("x"), exercise("x-2")];
        assert!(barred(&Excluded, &request, "settle", &[], &exercises, "x"));
        assert!(!barred(&Excluded, &request, "settle", &[], &exercises, "x-2"));
    }
}
