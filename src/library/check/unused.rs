//! A precaution bars something; one that does not promises a care that nobody takes.

use super::{Finding, Library};
use crate::finding::{Code, Place};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let bars = |id: &String| {
        let mut exercises = library.exercises.values();
        exercises.any(|it| it.precautions.contains(id) || it.precautions_until.contains_key(id))
    };
    let precautions = library.precautions.iter().enumerate();
    precautions
        .filter(|(_, precaution)| !bars(&precaution.id))
        .map(|(i, precaution)| {
            let message = format!("no exercise names the precaution `{}`", precaution.id);
            let at = Place::path("precautions.yaml", format!("precautions[{i}].id"));
            Finding::error(Code::Unused, message).at(at)
        })
        .collect()
}
