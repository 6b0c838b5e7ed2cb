//! Precautions -> which exercises are withheld, and in which phases.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Exercise, Library};

/// What a person may do: the precautions in force and what they withhold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clearance {
    /// The precautions in force, by id.
    pub precautions: BTreeSet<String>,
    /// Withheld exercises: for each, the phases that it is barred in, each with the first
    /// precaution (in the exercise's order) that bars it there.
    pub withheld: BTreeMap<String, BTreeMap<String, String>>,
}

impl Clearance {
    /// The precaution that bars an exercise in a phase, if one does.
    #[must_use]
    pub fn bars(&self, exercise: &str, phase: &str) -> Option<&str> {
        self.withheld.get(exercise)?.get(phase).map(String::as_str)
    }
}

/// Applies precautions to the whole library.
#[must_use]
pub fn clear(library: &Library, precautions: &BTreeSet<String>) -> Clearance {
    let withheld = library
        .exercises
        .values()
        .map(|exercise| (exercise.id.clone(), barred_phases(library, exercise, precautions)))
        .filter(|(_, phases)| !phases.is_empty())
        .collect();
    Clearance { precautions: precautions.clone(), withheld }
}

fn barred_phases(
    library: &Library,
    exercise: &Exercise,
    precautions: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let mut barred = BTreeMap::new();
    for (index, phase) in library.phases.phases.iter().enumerate() {
        let always = exercise.precautions.iter().find(|id| precautions.contains(*id));
        let for_now = exercise.precautions_until.iter().find(|(id, last)| {
            precautions.contains(*id) && library.phase_index(last).is_none_or(|last| index <= last)
        });
        if let Some(id) = always.or(for_now.map(|(id, _)| id)) {
            barred.insert(phase.id.clone(), id.clone());
        }
    }
    barred
}
