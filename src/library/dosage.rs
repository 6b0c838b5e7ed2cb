//! How doses become time and how they climb (`dosage.yaml`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::exercise::Work;

/// How a dose becomes time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeRules {
    /// Seconds of a moving repetition.
    pub rep_s: u32,
    /// Seconds between two holds.
    pub between_holds_s: u32,
    /// Seconds of rest between sets, by phase.
    pub between_sets_s: BTreeMap<String, u32>,
    /// Seconds to change sides.
    pub change_side_s: u32,
    /// Seconds to get ready.
    pub set_up_s: u32,
}

/// How a dose climbs within a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClimbRules {
    /// The kinds of work whose doses climb.
    pub work: Vec<Work>,
    /// Per cent more repetitions than the week before, at most.
    pub rise: u32,
    /// Per cent of the dose in the first week of a new exercise.
    pub first_share: u32,
    /// The same in the first phase, whose doses are light.
    pub entry_share: u32,
    /// Seconds that a long hold may gain in all from the week before.
    pub hold_s: u32,
    /// The seconds of a hold from which it is long: it then rises by seconds, not by repetitions.
    pub long_hold_s: u32,
}

/// How stretches are dosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StretchRules {
    /// Seconds of holding that make a day's dose.
    pub day_s: u32,
    /// Years from which holds are longer.
    pub older_from: u32,
    /// The shortest hold from that age.
    pub older_hold_s: u32,
}

/// How desk breaks are spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakRules {
    /// Minutes between breaks.
    pub every_min: u32,
}

/// How much pain is all right, 0-10 (the pain-monitoring model of FACTS 4.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainRules {
    /// Up to here all is well.
    pub safe: u32,
    /// Up to here is acceptable if it settles by the next morning; a preset or precaution may lower it.
    pub limit: u32,
}

/// The file `dosage.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dosage {
    /// Time.
    pub time: TimeRules,
    /// Climbing.
    pub climb: ClimbRules,
    /// Stretches.
    pub stretch: StretchRules,
    /// Breaks.
    pub breaks: BreakRules,
    /// Pain.
    pub pain: PainRules,
}
