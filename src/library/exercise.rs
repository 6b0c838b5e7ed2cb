//! An exercise: what it is, how much of it is done, and how it looks (`routines/exercises/`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::body::pose::Pose;
use crate::quantity::{DaysPerWeek, Difficulty, Hold, Minutes, Reps, Sets};

/// What an exercise is, in the order in which a session is done.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Heat and cold.
    Thermal,
    /// Breathing and letting go.
    Relaxation,
    /// Self-massage and pressure.
    Release,
    /// Easy movement through a range.
    Mobility,
    /// A held or repeated lengthening.
    Stretch,
    /// Learning to use a muscle, at low load.
    MotorControl,
    /// Work against a load.
    Strengthen,
    /// Standing steady.
    Balance,
    /// Walking, cycling, pool.
    Aerobic,
    /// A break from sitting.
    ErgonomicBreak,
}

impl Kind {
    /// The id, as in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Thermal => "thermal",
            Self::Relaxation => "relaxation",
            Self::Release => "release",
            Self::Mobility => "mobility",
            Self::Stretch => "stretch",
            Self::MotorControl => "motor-control",
            Self::Strengthen => "strengthen",
            Self::Balance => "balance",
            Self::Aerobic => "aerobic",
            Self::ErgonomicBreak => "ergonomic-break",
        }
    }

    /// Whether it is planned into sessions; the others are given by rule beside them.
    #[must_use]
    pub const fn is_in_sessions(self) -> bool {
        !matches!(self, Self::Thermal | Self::Relaxation | Self::Aerobic | Self::ErgonomicBreak)
    }
}

/// The kind of work that a muscle needs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// Lengthening.
    Stretch,
    /// Pressure and massage.
    Release,
    /// Load.
    Strengthen,
    /// Use in standing and daily life.
    Function,
}

impl Work {
    /// The id, as in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stretch => "stretch",
            Self::Release => "release",
            Self::Strengthen => "strengthen",
            Self::Function => "function",
        }
    }
}

/// The position that an exercise is done in, in the order in which a session visits them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// On the back.
    Supine,
    /// On the belly.
    Prone,
    /// On the side.
    SideLying,
    /// On the floor, sitting.
    FloorSeated,
    /// On hands and knees.
    Quadruped,
    /// On one or both knees.
    Kneeling,
    /// On a chair.
    Seated,
    /// Standing.
    Standing,
    /// Any of these.
    Any,
}

impl Position {
    /// Every position.
    pub const ALL: [Self; 9] = [
        Self::Supine,
        Self::Prone,
        Self::SideLying,
        Self::FloorSeated,
        Self::Quadruped,
        Self::Kneeling,
        Self::Seated,
        Self::Standing,
        Self::Any,
    ];

    /// The id, as in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supine => "supine",
            Self::Prone => "prone",
            Self::SideLying => "side-lying",
            Self::FloorSeated => "floor-seated",
            Self::Quadruped => "quadruped",
            Self::Kneeling => "kneeling",
            Self::Seated => "seated",
            Self::Standing => "standing",
            Self::Any => "any",
        }
    }

    /// Whether a person has to get down to the floor for it (or onto a firm bed, if that will do).
    #[must_use]
    pub const fn is_on_the_floor(self) -> bool {
        !matches!(self, Self::Seated | Self::Standing | Self::Any)
    }
}

/// How strong the evidence is: A guideline or systematic review, B controlled trial, C laboratory
/// or observational study, D general clinical knowledge.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Grade {
    /// Guideline or systematic review.
    A,
    /// Controlled trial.
    B,
    /// Laboratory or observational study.
    C,
    /// General clinical knowledge.
    D,
}

impl Grade {
    /// The letter, as in a file and on the page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }
}

/// What a source is cited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// A key of `sources.yaml`.
    pub key: String,
    /// How strong it is for this claim.
    pub grade: Grade,
    /// What it says, in our words.
    pub says: String,
}

/// How much of an exercise is done on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// Sets; with `reps`, or else `minutes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<Sets>,
    /// Repetitions in a set, per side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reps: Option<Reps>,
    /// Seconds that each repetition is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_s: Option<Hold>,
    /// Minutes, for exercises that are not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// The days a week that it is meant for.
    pub days: DaysPerWeek,
}

/// A place in a chain of the same exercise made harder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The chain.
    pub id: String,
    /// The level, 1 the easiest.
    pub level: u32,
    /// Why it is a step up from the level below though it is first for other muscles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_muscle: Option<String>,
}

/// An exercise. A field that is missing in a file is empty here and a finding of `library::check`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The id; also the file's name.
    pub id: String,
    /// What the patient reads.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The muscles it is for.
    #[serde(default)]
    pub primary: Vec<String>,
    /// The muscles it also works.
    #[serde(default)]
    pub secondary: Vec<String>,
    /// The position it is done in.
    pub position: Position,
    /// Further positions that a repetition or the way into it takes: who avoids one of them does not do it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<Position>,
    /// Everything that it needs.
    #[serde(default)]
    pub equipment: Vec<String>,
    /// Those of them that it needs two of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub two: Vec<String>,
    /// Whether a lying exercise can be done on a firm bed.
    #[serde(default)]
    pub bed: bool,
    /// The first phase that may use it.
    pub earliest_phase: String,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Its place among easier and harder ones.
    #[serde(default)]
    pub chain: Option<Link>,
    /// Whether it is done one side at a time.
    #[serde(default)]
    pub unilateral: bool,
    /// Whether both sides take turns in it, and each side counts as one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub turns: bool,
    /// Whether its seconds are time for strokes, rolling or steps, and nothing is held still.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub timed: bool,
    /// Whether it is light enough for adjacent days.
    #[serde(default)]
    pub low_load: bool,
    /// The kinds of work it counts for, if not those of its kind.
    #[serde(default)]
    pub work: Option<Vec<Work>>,
    /// The full dose by phase.
    #[serde(default)]
    pub dose: BTreeMap<String, Dose>,
    /// Precautions that bar it.
    #[serde(default)]
    pub precautions: Vec<String>,
    /// Precautions that bar it up to and including a phase.
    #[serde(default)]
    pub precautions_until: BTreeMap<String, String>,
    /// How to get into it.
    #[serde(default)]
    pub setup: String,
    /// What to do.
    #[serde(default)]
    pub steps: Vec<String>,
    /// Where to feel it.
    #[serde(default)]
    pub feel: String,
    /// What not to do.
    #[serde(default)]
    pub avoid: String,
    /// When to stop.
    #[serde(default)]
    pub stop_if: String,
    /// Why it helps.
    #[serde(default)]
    pub why: String,
    /// Where the claims come from.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// How it looks, for the right side.
    #[serde(default)]
    pub pose: Option<Pose>,
}

impl Exercise {
    /// The file where it belongs by its kind and id, under the library's folder.
    #[must_use]
    pub fn file(&self) -> String {
        format!("exercises/{}/{}.yaml", self.kind.as_str(), self.id)
    }

    /// Every position that it takes, the one that it is done in first.
    pub fn positions(&self) -> impl Iterator<Item = Position> {
        std::iter::once(self.position).chain(self.through.iter().copied())
    }

    /// Whether a person has to get down to the floor for it: a firm bed will not do.
    #[must_use]
    pub fn needs_the_floor(&self) -> bool {
        !self.bed && self.positions().any(Position::is_on_the_floor)
    }
}
