//! Every exercise is complete: muscles, a dose, all texts, a source and a pose.

use super::{Exercise, Finding, Library, in_exercise};
use crate::finding::Code;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let most_steps = library.wording.lengths.steps;
    library.exercises.values().flat_map(|it| exercise(it, most_steps)).collect()
}

fn exercise(exercise: &Exercise, most_steps: usize) -> Vec<Finding> {
    let parts = [
        ("primary", exercise.primary.is_empty()),
        ("dose", exercise.dose.is_empty()),
        ("setup", exercise.setup.trim().is_empty()),
        ("steps", exercise.steps.is_empty() || exercise.steps.len() > most_steps),
        ("feel", exercise.feel.trim().is_empty()),
        ("avoid", exercise.avoid.trim().is_empty()),
        ("stop_if", exercise.stop_if.trim().is_empty()),
        ("why", exercise.why.trim().is_empty()),
        ("sources", exercise.sources.is_empty()),
    ];
    let wrong = parts.into_iter().filter(|(_, wrong)| *wrong);
    let mut findings: Vec<Finding> = wrong
        .map(|(key, _)| {
            let message = match key {
                "steps" => format!("`steps` needs 1 to {most_steps} entries"),
                _ => format!("`{key}` is missing or empty"),
            };
            Finding::error(Code::Incomplete, message).at(in_exercise(exercise, key))
        })
        .collect();
    if exercise.pose.is_none() {
        let message = "`pose` is missing: the exercise is printed without a picture";
        let finding = Finding::warning(Code::Incomplete, message);
        findings.push(finding.at(in_exercise(exercise, "id")));
    }
    findings
}
