//! Muscles, what can be the matter with them, and the areas of the body (`muscles.yaml`, `areas.yaml`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::body::Vector;
use crate::quantity::Side;

/// What is the matter with a muscle.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// It feels tight.
    Tight,
    /// It is weak or tires.
    Weak,
    /// It has tender spots.
    Tender,
}

impl Finding {
    /// Every finding.
    pub const ALL: [Self; 3] = [Self::Tight, Self::Weak, Self::Tender];

    /// The id, as in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tight => "tight",
            Self::Weak => "weak",
            Self::Tender => "tender",
        }
    }
}

/// A muscle that the person is affected in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Affected {
    /// The muscle's id.
    pub muscle: String,
    /// The side.
    pub side: Side,
    /// What is the matter.
    pub finding: Finding,
    /// How bad, 0-10, as the person said it (of a group: the group's).
    pub severity: u32,
    /// The weight in planning, in thousandths of a severity point: the severity itself, or for a
    /// muscle that stands for a group its share of the group's severity.
    pub weight: u32,
}

/// Where a muscle's pain may be felt.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainAreas {
    /// The usual areas.
    #[serde(default)]
    pub main: Vec<String>,
    /// Areas that it may spread to.
    #[serde(default)]
    pub also: Vec<String>,
}

/// The regions of the body that a muscle may be of: the breaks of a day take turns between them.
pub const REGIONS: [&str; 8] =
    ["hip", "low-back", "abdomen", "pelvic-floor", "thigh", "calf", "mid-back", "neck"];

/// A muscle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Muscle {
    /// The id.
    pub id: String,
    /// Common words.
    pub name: String,
    /// The Latin name.
    pub latin: String,
    /// Other names that a person may type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The region of the body.
    pub region: String,
    /// What it does, in a sentence.
    pub does: String,
    /// Whether it lies in the middle of the body: then no side is said with it.
    #[serde(default)]
    pub midline: bool,
    /// The finding when none is given.
    pub usual: Finding,
    /// Precautions that a finding of this muscle switches on.
    #[serde(default)]
    pub brings: BTreeMap<Finding, Vec<String>>,
    /// Where its pain may be felt.
    #[serde(default)]
    pub pain: PainAreas,
    /// What makes it worse.
    #[serde(default)]
    pub aggravated_by: Vec<String>,
    /// The muscles that work against it.
    #[serde(default)]
    pub antagonists: Vec<String>,
    /// Keys of `sources.yaml`.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Several muscles under one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The id.
    pub id: String,
    /// Common words.
    pub name: String,
    /// Other names that a person may type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The muscles, with their shares of the group's severity.
    pub members: BTreeMap<String, u32>,
}

/// The file `muscles.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Muscles {
    /// The muscles.
    #[serde(default)]
    pub muscles: Vec<Muscle>,
    /// The groups.
    #[serde(default)]
    pub groups: Vec<Group>,
}

/// A body area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The id.
    pub id: String,
    /// Common words.
    pub name: String,
    /// Muscles to consider, most likely first. An order for exercises, no diagnosis.
    #[serde(default)]
    pub consider: Vec<String>,
    /// Where it is drawn.
    #[serde(default)]
    pub map: Option<AreaMap>,
}

/// Where an area is on the body map: a stroke on the right half of the standing body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaMap {
    /// Where it is seen from.
    pub seen: Seen,
    /// The stroke's width, as a fraction of body height.
    pub width: f64,
    /// The points that it goes through.
    pub along: Vec<MapPoint>,
}

/// A side of the standing body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// The front.
    Front,
    /// The back.
    Back,
}

/// A point of the body map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MapPoint {
    /// The segment, the right one of two.
    pub on: String,
    /// Where, in the segment.
    pub at: Vector,
}
