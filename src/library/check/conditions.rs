//! A condition preset is complete, names what is there, and does not contradict itself.

use super::{Finding, Library};
use crate::finding::{Code, Place};
use crate::library::{Condition, Exercise, fold_name};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut findings = names(library);
    for condition in library.conditions.values() {
        let preset = Preset { library, condition };
        findings.extend(preset.incomplete());
        findings.extend(preset.prefers());
        findings.extend(preset.limit());
    }
    findings
}

/// The place of a path in a preset's file.
pub(super) fn place(condition: &Condition, path: impl Into<String>) -> Place {
    Place::path(&condition.file(), path)
}

/// Names that two presets have, and ids that are a precaution's: both are reasons in a plan.
fn names(library: &Library) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: Vec<(String, &str)> = Vec::new();
    for condition in library.conditions.values() {
        for name in condition.names() {
            let folded = fold_name(name);
            let other = seen.iter().find(|(known, id)| *known == folded && *id != condition.id);
            if let Some((_, first)) = other {
                let message =
                    format!("the name `{name}` stands for `{first}` and for `{}`", condition.id);
                let finding = Finding::error(Code::AmbiguousName, message);
                findings.push(finding.at(place(condition, "aliases")));
            }
            seen.push((folded, &condition.id));
        }
        if library.precaution(&condition.id).is_some() {
            let message = format!("a precaution has the id `{}` too", condition.id);
            let finding = Finding::error(Code::DuplicateId, message);
            findings.push(finding.at(place(condition, "id")));
        }
    }
    findings
}

struct Preset<'a> {
    library: &'a Library,
    condition: &'a Condition,
}

impl Preset<'_> {
    fn incomplete(&self) -> Vec<Finding> {
        let it = self.condition;
        let parts = [
            ("muscles", it.muscles.is_empty()),
            ("about", it.about.trim().is_empty()),
            ("course", it.course.trim().is_empty()),
            ("see_someone", it.see_someone.trim().is_empty()),
            ("sources", it.sources.is_empty()),
        ];
        let empty = parts.into_iter().filter(|(_, empty)| *empty);
        empty
            .map(|(key, _)| {
                let message = format!("`{key}` is missing or empty");
                Finding::error(Code::Incomplete, message).at(place(it, key))
            })
            .collect()
    }

    /// What it prefers can be done in that phase and is left out neither by itself nor by a precaution
    /// that it brings.
    fn prefers(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (phase, ids) in &self.condition.prefer {
            for (i, id) in ids.iter().enumerate() {
                // What is not there is a finding of the references.
                let Some(exercise) = self.library.exercises.get(id) else { continue };
                let why = self.left_out(exercise, phase).or_else(|| self.not_in(exercise, phase));
                findings.extend(why.map(|why| {
                    Finding::error(Code::BadCondition, format!("`{id}` is preferred, and {why}"))
                        .at(place(self.condition, format!("prefer.{phase}[{i}]")))
                }));
            }
        }
        findings
    }

    fn left_out(&self, exercise: &Exercise, phase: &str) -> Option<String> {
        if self.condition.avoids(self.library, &exercise.id, phase).is_some() {
            return Some("left out in that phase".to_owned());
        }
        let mut own = self.condition.precautions.iter();
        let barring = own.find(|id| self.library.barred_by(exercise, id, phase))?;
        Some(format!("the precaution `{barring}`, which it brings, leaves it out in that phase"))
    }

    fn not_in(&self, exercise: &Exercise, phase: &str) -> Option<String> {
        let rules = self.library.phases.phases.iter().find(|rules| rules.id == phase)?;
        if !exercise.dose.contains_key(phase) {
            return Some("has no dose in that phase".to_owned());
        }
        let too_hard = exercise.kind.is_in_sessions() && exercise.difficulty > rules.max_difficulty;
        too_hard.then(|| format!("is too hard for that phase ({})", exercise.difficulty))
    }

    /// A preset may lower the limit of pain, not raise it; at 0 no exercise could be done.
    fn limit(&self) -> Option<Finding> {
        let most = self.library.dosage.pain.limit;
        let given = self.condition.pain_limit.get();
        (!(1..=most).contains(&given)).then(|| {
            let message = format!("a pain limit of {given} is not between 1 and {most}");
            Finding::error(Code::BadCondition, message).at(place(self.condition, "pain_limit"))
        })
    }
}
