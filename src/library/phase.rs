//! Phases, and what the planner's score is made of (`phases.yaml`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::exercise::{Kind, Work};
use super::muscle::Finding;
use crate::quantity::{Difficulty, Points};

/// Two years of weeks, each of which is planned: nobody prints more, and memory would not hold for ever.
pub const MOST_WEEKS: u32 = 104;

/// Prices and prizes of the planner's score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointRules {
    /// All needs of a phase at their target.
    pub all_needs: Points,
    /// Lost times a muscle's share of severity where none of its needs is met.
    pub neglect: Points,
    /// Lost for each change of position in a session, per day.
    pub change: Points,
    /// Lost for each exercise in the week.
    pub menu: Points,
    /// Earned by one that a condition of the person prefers in the phase, if it is done on enough days.
    pub preferred: Points,
    /// Lost for each exercise that the plan before did not have.
    pub novelty: Points,
    /// Lost instead for the next level of a chain that is kept.
    pub next_level: Points,
    /// Lost for each minute of each use.
    pub minute: Points,
    /// Lost for each step of difficulty off the phase's own, per use.
    pub difficulty: Points,
    /// The most that the seed may favour an exercise.
    pub seed_bonus: Points,
    /// The most that the seed may cost the plan.
    pub seed_loss: Points,
}

/// How days of work become coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageRules {
    /// Below this many days a week a need earns nothing.
    pub least_days: u32,
    /// Per cent of a need's weight at that many days.
    pub first_share: u32,
    /// Credits to the needs of a primary muscle.
    pub primary_credit: u32,
    /// Credits to the needs of a secondary muscle.
    pub secondary_credit: u32,
    /// Credits on a day that make a dose.
    pub dose_credit: u32,
}

/// Limits that are never passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Exercises in a week.
    pub menu: u32,
    /// Exercises in a session, whatever a phase says.
    pub session: u32,
    /// Seconds for a change of position.
    pub change_s: u32,
    /// Days a week that load one muscle.
    pub load_days: u32,
    /// Exercises a day that load one muscle.
    pub load_per_day: u32,
    /// Different desk breaks a day.
    pub breaks: u32,
}

/// A phase of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// The id.
    pub id: String,
    /// First and last week, from 1.
    pub weeks: (u32, u32),
    /// Exercises in a session.
    pub session: u32,
    /// The phase's own level of difficulty.
    pub difficulty: Difficulty,
    /// The hardest that it may use.
    pub max_difficulty: Difficulty,
    /// Effort to aim at, 0-10, from and to.
    pub effort: (u32, u32),
    /// Days a week to aim at, by kind of work.
    pub target_days: BTreeMap<Work, u32>,
    /// Per cent of a muscle's weight by finding and kind of work.
    pub shares: BTreeMap<Finding, BTreeMap<Work, u32>>,
    /// Beside the sessions: of each list the first exercise that fits the person.
    #[serde(default)]
    pub daily: Vec<Vec<String>>,
}

/// The file `phases.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phases {
    /// What a kind of exercise counts for.
    pub work: BTreeMap<Kind, Vec<Work>>,
    /// The kinds of work that load a muscle.
    pub loading: Vec<Work>,
    /// The score.
    pub points: PointRules,
    /// Coverage.
    pub coverage: CoverageRules,
    /// Limits.
    pub limits: Limits,
    /// The phases in their order.
    pub phases: Vec<Phase>,
}
