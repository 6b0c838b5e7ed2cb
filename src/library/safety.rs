//! Precautions and safety questions (`precautions.yaml`, `screening.yaml`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Note;
use crate::quantity::{Percent, Rating};

/// A precaution: something about a person that bars exercises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Precaution {
    /// The id.
    pub id: String,
    /// What the person has, in common words.
    pub name: String,
    /// The same for a therapist.
    pub clinician: String,
    /// Ends the sentence "Left out for you: ..."; nothing where it only sets limits.
    #[serde(default)]
    pub leaves_out: Option<String>,
    /// Whether getting down to the floor and up again is not safe: what is done there is barred, or done on a
    /// firm bed where the exercise may be.
    #[serde(default)]
    pub bed: bool,
    /// Whether doing more makes the person ill: no card offers a harder exercise.
    #[serde(default)]
    pub steady: bool,
    /// Whether it bars no exercise and only sets limits.
    #[serde(default)]
    pub limits_only: bool,
    /// Why, in a sentence.
    pub because: String,
    /// When what it bars usually comes back, or who says so, in a sentence.
    #[serde(default)]
    pub ends: Option<String>,
    /// It bars what these precautions bar too, by id.
    #[serde(default)]
    pub like: Vec<String>,
    /// The most pain that is all right while exercising, if it is less than for others.
    #[serde(default)]
    pub pain_limit: Option<Rating>,
    /// The hardest that exercise should feel, if it is less than a phase asks for.
    #[serde(default)]
    pub effort_limit: Option<Rating>,
    /// By phase, how much of each dose is the most, in per cent, if it is not all of it.
    #[serde(default)]
    pub dose_share: BTreeMap<String, Percent>,
    /// Keys of `sources.yaml`.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a yes to a safety question leads to, gravest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Emergency care now; no plan.
    Emergency,
    /// Medical review within days; no plan.
    Urgent,
    /// A plan with a line for a clinician's signature.
    SignOff,
    /// A plan with a caution.
    Caution,
}

impl Level {
    /// The word for it in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
            Self::SignOff => "sign-off",
            Self::Caution => "caution",
        }
    }
}

/// One answer of several to a safety question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The id.
    pub id: String,
    /// Common words.
    pub name: String,
    /// What the person then has, in words that can stand for the name of a precaution that it switches on.
    #[serde(default)]
    pub has: Option<String>,
    /// Precautions that it switches on.
    #[serde(default)]
    pub brings: Vec<String>,
}

/// What "I do not know" counts as. Any other word is a finding: taken for no, it would let a plan pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// As yes.
    Yes,
}

/// A safety question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The id.
    pub id: String,
    /// The question.
    pub ask: String,
    /// What a yes leads to.
    pub level: Level,
    /// Why it is asked.
    pub because: String,
    /// `yes` when "I do not know" counts as yes.
    #[serde(default)]
    pub unknown: Option<Unknown>,
    /// Whether one yes alone is a caution, and two soft ones are urgent.
    #[serde(default)]
    pub soft: bool,
    /// What a person with a yes has, in words that can stand for the name of a precaution that it switches on.
    #[serde(default)]
    pub has: Option<String>,
    /// Precautions that a yes switches on.
    #[serde(default)]
    pub brings: Vec<String>,
    /// Printed on the plan when the answer is yes.
    #[serde(default)]
    pub notes: Option<Note>,
    /// Answers instead of a plain yes.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Keys of `sources.yaml`.
    #[serde(default)]
    pub sources: Vec<String>,
}

impl Question {
    /// What no question is called: the keys of `screening` that are no questions, and the word for all of them.
    pub const TAKEN: &'static [&'static str] = &["date", "yes", "no", "unknown", "all"];

    /// What is asked, with the names of the choices: without them it may be asked about "one of these".
    #[must_use]
    pub fn in_full(&self) -> String {
        if self.choices.is_empty() {
            return self.ask.clone();
        }
        let names: Vec<&str> = self.choices.iter().map(|choice| choice.name.as_str()).collect();
        format!("{} ({})", self.ask, names.join(" / "))
    }
}

/// What to do at a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelAction {
    /// The heading.
    pub title: String,
    /// What to do.
    #[serde(rename = "do")]
    pub action: String,
    /// Whether a plan is made.
    pub plan: bool,
}

/// The file `screening.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    /// The questions, most urgent first.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What to do at each level.
    #[serde(default)]
    pub levels: BTreeMap<Level, LevelAction>,
}
