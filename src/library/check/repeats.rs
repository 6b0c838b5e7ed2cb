//! An exercise names a muscle, a thing and a precaution once: a second time adds nothing, or contradicts the first.

use std::collections::BTreeSet;

use super::{Exercise, Finding, Library, in_exercise};
use crate::finding::Code;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    library.exercises.values().flat_map(exercise).collect()
}

fn exercise(exercise: &Exercise) -> Vec<Finding> {
    let mut findings = Vec::new();
    let groups: [&[(&str, &[String])]; 4] = [
        &[("primary", exercise.primary.as_slice()), ("secondary", exercise.secondary.as_slice())],
        &[("equipment", exercise.equipment.as_slice())],
        &[("two", exercise.two.as_slice())],
        &[("precautions", exercise.precautions.as_slice())],
    ];
    for lists in groups {
        let mut seen = BTreeSet::new();
        for (key, ids) in lists {
            for (i, id) in ids.iter().enumerate().filter(|(_, id)| !seen.insert(id.as_str())) {
                let message = format!("`{id}` is named twice");
                let finding = Finding::error(Code::DuplicateId, message);
                findings.push(finding.at(in_exercise(exercise, format!("{key}[{i}]"))));
            }
        }
    }
    let until = exercise.precautions_until.keys();
    for id in until.filter(|id| exercise.precautions.contains(*id)) {
        let message = format!("`{id}` bars the exercise for good, and until a phase");
        let at = in_exercise(exercise, format!("precautions_until.{id}"));
        let finding = Finding::error(Code::Conflict, message).at(at);
        findings.push(finding.hint("take it out of one of the two"));
    }
    findings
}
