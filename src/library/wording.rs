//! How the texts for patients are worded, as `routines/wording.yaml` says it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word that the texts do not use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BannedWord {
    /// The word, matched whole and in any case.
    pub word: String,
    /// Why, and what to say instead.
    pub because: String,
}

/// The most words of each text of a card.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lengths {
    /// How many steps.
    pub steps: usize,
    /// Words in a step.
    pub step: usize,
    /// Words in setup and steps together.
    pub setup_and_steps: usize,
    /// Words in each of feel, avoid and stop-if.
    pub note: usize,
    /// Words in why.
    pub why: usize,
}

/// How hard the texts may be to read, in school grades (Flesch-Kincaid).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// The most for an exercise or a preset.
    pub most: f64,
    /// The most on average, over all exercises.
    pub average: f64,
}

/// The file `wording.yaml`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Words that no text uses.
    pub words: Vec<BannedWord>,
    /// Words for sides, which the texts of exercises leave to the page.
    pub sides: Vec<String>,
    /// Lengths.
    pub lengths: Lengths,
    /// Reading grades.
    pub grade: Grades,
}

/// A muscle that the library leaves out of reach on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// The muscle's id.
    pub muscle: String,
    /// The phases; every one if none is named.
    #[serde(default)]
    pub phases: Vec<String>,
    /// Whether there are exercises for it, but only on the floor.
    #[serde(default)]
    pub on_the_floor: bool,
    /// Why that is so.
    pub because: String,
}

/// The file `review.yaml`: what a clinician should look at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Open questions.
    pub open: Vec<String>,
}
