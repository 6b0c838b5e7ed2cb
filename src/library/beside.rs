//! What stands beside the exercises: advice, equipment, tests at home, sources.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::exercise::{Citation, Position};
use crate::body::pose::Pose;

/// When a piece of advice is given.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The person sits at work.
    Desk,
    /// At night.
    Night,
    /// Whenever its muscles or precautions fit.
    Always,
}

/// Advice beside the exercises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// The id.
    pub id: String,
    /// The heading.
    pub title: String,
    /// When it is given.
    pub when: When,
    /// Only when one of these is affected; for anyone if empty.
    #[serde(default)]
    pub muscles: Vec<String>,
    /// Or when the person has one of these.
    #[serde(default)]
    pub precautions: Vec<String>,
    /// Never when the person has one of these.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// The positions that it asks for: never for people who avoid one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<Position>,
    /// The lines.
    pub lines: Vec<String>,
    /// Where the claims come from.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// How it looks.
    #[serde(default)]
    pub pose: Option<Pose>,
}

/// A thing that an exercise needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// The id.
    pub id: String,
    /// Common words.
    pub name: String,
    /// Common words for two of it, if an exercise needs two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub two: Option<String>,
    /// Whether every home has it.
    pub household: bool,
    /// How to choose or use it.
    #[serde(default, rename = "use")]
    pub usage: Option<String>,
}

/// A publication, or general knowledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The key.
    pub key: String,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Option<String>,
    /// When.
    #[serde(default)]
    pub year: Option<u32>,
    /// Its title, if it was seen.
    #[serde(default)]
    pub title: Option<String>,
    /// Journal, volume and pages, or what kind of page.
    #[serde(default, rename = "where")]
    pub published: Option<String>,
    /// The DOI, if it was seen.
    #[serde(default)]
    pub doi: Option<String>,
    /// What was read of it.
    pub read: Read,
}

/// What was read of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Read {
    /// The full text.
    FullText,
    /// The abstract or first page.
    Abstract,
    /// Another page that cites it.
    Secondary,
    /// Nothing of it.
    NotOpened,
    /// General knowledge: there is no publication.
    General,
}

/// A test that a person does at home, at the start and at the end of each phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfTest {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What is written down, with its unit.
    pub result: String,
    /// Whether each side is tested.
    #[serde(default)]
    pub sides: bool,
    /// The exercise that it is like: who must not do that is not asked for this.
    pub like: String,
    /// How it is done.
    pub lines: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<Citation>,
}
