//! Condition presets: what a condition asks of a plan, as `routines/conditions/<id>.yaml` says it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Citation, Finding, Library, Note, fold_name};
use crate::quantity::Rating;

/// What a condition is a matter of, the strongest first: where two presets disagree, the word of the
/// stronger one counts (FACTS 8.3: the tendon's rule wins over the muscle's).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionKind {
    /// A tendon.
    Tendon,
    /// A nerve.
    Nerve,
    /// A joint.
    Joint,
    /// A muscle.
    Muscle,
}

/// A muscle of a preset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresetMuscle {
    /// The muscle's id.
    pub muscle: String,
    /// What is the matter with it.
    pub finding: Finding,
    /// Its weight in planning, as a person would rate it.
    pub severity: Rating,
}

/// An exercise that a preset leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Avoided {
    /// The exercise's id.
    pub exercise: String,
    /// The last phase without it.
    pub until: String,
    /// Why, in words for the patient.
    pub because: String,
}

/// A condition preset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The id; also the file's name.
    pub id: String,
    /// What the patient calls it.
    pub name: String,
    /// What a therapist calls it.
    pub clinician: String,
    /// Other names that a person may type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is a matter of.
    pub kind: ConditionKind,
    /// What it is thought to be, in one or two plain sentences.
    pub about: String,
    /// The muscles that it concerns; one may stand with several findings.
    #[serde(default)]
    pub muscles: Vec<PresetMuscle>,
    /// By phase, the exercises that are chosen first among their like.
    #[serde(default)]
    pub prefer: BTreeMap<String, Vec<String>>,
    /// Exercises to leave out.
    #[serde(default)]
    pub avoid: Vec<Avoided>,
    /// Precautions that it brings.
    #[serde(default)]
    pub precautions: Vec<String>,
    /// The most pain that is all right while exercising, 0-10.
    pub pain_limit: Rating,
    /// Advice that is printed with it, by id.
    #[serde(default)]
    pub advice: Vec<String>,
    /// How it usually goes, with how sure we are; never a promise.
    pub course: String,
    /// When to ask for a review, in a sentence.
    pub see_someone: String,
    /// Lines for the page: what to do in daily life.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Lines for the therapist.
    #[serde(default)]
    pub clinician_notes: Vec<String>,
    /// Safety questions whose answer matters here, by id.
    #[serde(default)]
    pub needs_answer: Vec<String>,
    /// Where the claims come from.
    #[serde(default)]
    pub sources: Vec<Citation>,
}

impl Condition {
    /// The file where it belongs by its id, under the library's folder.
    #[must_use]
    pub fn file(&self) -> String {
        format!("conditions/{}.yaml", self.id)
    }

    /// What it says of leaving out an exercise in a phase, if it leaves it out there.
    #[must_use]
    pub fn avoids(&self, library: &Library, exercise: &str, phase: &str) -> Option<&Avoided> {
        let now = library.phase_index(phase);
        self.avoid.iter().find(|avoided| {
            // A last phase that the library does not have never comes.
            avoided.exercise == exercise
                && library.phase_index(&avoided.until).is_none_or(|last| now <= Some(last))
        })
    }

    /// Whether it prefers an exercise in a phase.
    #[must_use]
    pub fn prefers(&self, exercise: &str, phase: &str) -> bool {
        self.prefer.get(phase).is_some_and(|ids| ids.iter().any(|id| id == exercise))
    }

    /// Every name that it answers to.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.name, &self.clinician].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

impl Library {
    /// The condition with an id.
    #[must_use]
    pub fn condition(&self, id: &str) -> Option<&Condition> {
        self.conditions.get(id)
    }

    /// Every name that a condition answers to, with its id.
    pub fn condition_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.conditions.values();
        all.flat_map(|condition| condition.names().map(|name| (condition.id.as_str(), name)))
    }

    /// The id of the condition that a name stands for, however it is spelt.
    #[must_use]
    pub fn find_condition(&self, name: &str) -> Option<&str> {
        let wanted = fold_name(name);
        self.condition_names().find(|(_, known)| fold_name(known) == wanted).map(|(id, _)| id)
    }

    /// Conditions in the order in which their word counts: the stronger kind first, then by id.
    #[must_use]
    pub fn by_strength<'a>(&'a self, ids: &[String]) -> Vec<&'a Condition> {
        let mut found: Vec<&Condition> = ids.iter().filter_map(|id| self.condition(id)).collect();
        found.sort_by_key(|condition| (condition.kind, &condition.id));
        found.dedup_by_key(|condition| &condition.id);
        found
    }
}
