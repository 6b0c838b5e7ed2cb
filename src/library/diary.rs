//! Diaries: how a person fares week by week, to try the rules of progress with (`courses.yaml`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Change, Minutes, Rating};

/// A course of weeks. A week that is not there is like the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diary {
    /// What kind of course it is.
    #[serde(default)]
    pub says: String,
    /// The weeks that differ from the one before, the first of them week 1.
    pub weeks: Vec<DiaryWeek>,
}

/// A week of a diary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiaryWeek {
    /// Its number, from 1.
    pub week: u32,
    /// Pain during each session.
    pub during: Rating,
    /// Pain on the mornings after.
    pub morning: Rating,
    /// Average pain of the week; that of the mornings if none is given.
    #[serde(default)]
    pub average: Option<Rating>,
    /// Pain at night.
    #[serde(default)]
    pub night: Option<Rating>,
    /// Effort of each session.
    #[serde(default)]
    pub effort: Option<Rating>,
    /// The person's own activities.
    #[serde(default)]
    pub activity: Option<Rating>,
    /// How it is compared with the start.
    #[serde(default)]
    pub change: Option<Change>,
    /// Per cent of the planned sessions that are done, the first ones of the week.
    #[serde(default = "all")]
    pub sessions: u32,
    /// Repetitions in each set beside those planned; fewer if below 0.
    #[serde(default)]
    pub reps: i32,
    /// Whether every exercise is told to be too easy.
    #[serde(default)]
    pub easy: bool,
    /// Minutes of each session.
    #[serde(default)]
    pub minutes: Option<Minutes>,
    /// Exercises that hurt more than the rest, by id.
    #[serde(default)]
    pub pain_in: BTreeMap<String, Rating>,
    /// Safety questions that become yes.
    #[serde(default)]
    pub flags: Vec<String>,
}

const fn all() -> u32 {
    100
}

impl Diary {
    /// The week that holds for a number.
    #[must_use]
    pub fn week(&self, number: u32) -> Option<&DiaryWeek> {
        self.weeks.iter().rev().find(|week| week.week <= number).or(self.weeks.first())
    }
}

/// The file `courses.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Courses {
    /// The diaries by id.
    pub courses: BTreeMap<String, Diary>,
}
