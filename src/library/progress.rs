//! The file `progress.yaml`: how check-ins become the next plan.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Citation, Phase};
use crate::quantity::Points;

/// How mornings, nights and weeks are read beside those before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zones {
    /// A morning so far above the usual one is a flare.
    pub morning_rise: u32,
    /// The mornings before whose median is the usual one.
    pub mornings: usize,
    /// A week's pain at night so far above the best of the weeks before is up.
    pub night_rise: u32,
    /// The weeks before that it is held against.
    pub nights: i32,
    /// A week's average pain so far above that of the week before is worse.
    pub week_rise: u32,
    /// So many worse weeks running bring every load down.
    pub weeks_rising: usize,
}

/// When an exercise moves up, holds, comes down or stops.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExerciseRules {
    /// Days that are looked at.
    pub recent_days: i32,
    /// Sessions in them before an exercise may go up a level.
    pub sessions: usize,
    /// The same for a hard exercise.
    pub hard_sessions: usize,
    /// The difficulty that makes an exercise hard.
    pub hard_from: u32,
    /// Repetitions more in the last set that show room for more.
    pub spare: u32,
    /// Sessions running that must show it.
    pub spare_sessions: usize,
    /// An exercise that was not done for so many days is left out, and not badly done.
    pub left_out_days: i32,
    /// Days without an amber or red one before the next level.
    pub clean_days: i32,
    /// Exercises that have more than in the week before, by dose or by level.
    pub moves_up: usize,
    /// Amber so often running takes something off, once.
    pub amber_running: usize,
    /// Per cent of the dose of the phase that amber leaves at least.
    pub amber_least: u32,
    /// Per cent taken off an exercise that was red.
    pub cut: u32,
    /// Green sessions before a dose that was cut may rise again.
    pub retry: usize,
    /// Red so often after a cut stops an exercise.
    pub reds: usize,
    /// So often a level may be tried before it is given up.
    pub tries: usize,
}

/// What is new inside a phase: its cost, in place of the prices of `phases.yaml`, and what may be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InsideRules {
    /// An exercise that the week before did not have.
    pub novelty: Points,
    /// Another level of a chain that it had.
    pub chain: Points,
    /// Moves of mobility up to so many steps of difficulty may be new right after a week that hurt.
    pub gentle_to: u32,
}

/// What time off asks for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AfterMissed {
    /// Nothing.
    CarryOn,
    /// The first week with one set less.
    OneSetLess,
    /// The first week with part of the dose.
    Lighter,
    /// One level down in each chain, and the first dose of the phase.
    StepBack,
    /// The phase before, from its beginning.
    Restart,
}

/// A row of the table of missed days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MissedRow {
    /// Up to so many days.
    pub days: i32,
    /// What to do.
    #[serde(rename = "do")]
    pub action: AfterMissed,
    /// Per cent of the dose, for `lighter`.
    #[serde(default = "whole")]
    pub volume: u32,
}

const fn whole() -> u32 {
    100
}

/// How the minutes that were really used limit those that are planned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinuteRules {
    /// Per cent of the median.
    pub over: u32,
    /// Sessions with minutes before they count.
    pub sessions: usize,
    /// Never fewer minutes.
    pub least: u32,
}

/// Pain that ends a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainGate {
    /// The worst of the last days at most.
    #[serde(default)]
    pub worst: Option<u32>,
    /// How many days.
    #[serde(default)]
    pub worst_days: i32,
    /// The average at most.
    pub average: u32,
    /// Or so many points below the first average.
    #[serde(default)]
    pub or_down: Option<u32>,
    /// Or so many per cent below it.
    #[serde(default)]
    pub or_down_share: Option<u32>,
    /// Weeks in which the average has not risen.
    #[serde(default)]
    pub steady_weeks: usize,
}

/// Sore mornings that a phase may end with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlareGate {
    /// At most so many ...
    pub most: usize,
    /// ... of the last sessions.
    pub of: usize,
}

/// An exercise that was done with so much, or a harder level of its chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The exercise's id.
    pub exercise: String,
    /// Sets.
    pub sets: u32,
    /// Repetitions in each set.
    pub reps: u32,
}

/// The person's own activities, 0-10 on average.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityGate {
    /// At least so much.
    pub least: u32,
    /// Or so much more than at first.
    pub or_up: u32,
}

/// What must be so before a phase ends.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Days in the phase.
    #[serde(default)]
    pub days: i32,
    /// Pain.
    #[serde(default)]
    pub pain: Option<PainGate>,
    /// Sore mornings.
    #[serde(default)]
    pub flares: Option<FlareGate>,
    /// Per cent of the planned sessions that were done.
    #[serde(default)]
    pub sessions: u32,
    /// Whether every exercise must have been done with all that the phase asks for, and green.
    #[serde(default)]
    pub whole: bool,
    /// What must have been done, where the plan has it.
    #[serde(default)]
    pub shown: Vec<Shown>,
    /// Seconds on one leg, on each side.
    #[serde(default)]
    pub single_leg: Option<u32>,
    /// Whether standing up from a chair counts.
    #[serde(default)]
    pub chair_stand: bool,
    /// The person's own activities.
    #[serde(default)]
    pub activity: Option<ActivityGate>,
}

/// What is left of the last phase when the programme is over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepRules {
    /// Exercises in a session.
    pub session: u32,
    /// Days a week that each kind of work aims at.
    pub days: u32,
}

impl KeepRules {
    /// A phase with no more than these rules leave of it.
    #[must_use]
    pub fn of(&self, phase: &Phase) -> Phase {
        let mut kept = phase.clone();
        kept.session = kept.session.min(self.session);
        kept.target_days.values_mut().for_each(|days| *days = (*days).min(self.days));
        kept
    }
}

/// Standing up from a chair for 30 seconds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChairStand {
    /// Stands more than at first that will do too.
    pub rise: u32,
    /// Stands at least, by the age from which they hold.
    pub least: BTreeMap<u32, u32>,
}

/// When to see someone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    /// Days after which being worse counts.
    pub worse_days: i32,
    /// Days after which being no better counts.
    pub same_days: i32,
    /// Points of pain that are a change.
    pub pain: u32,
    /// Per cent of the first pain that are a change.
    pub pain_share: u32,
    /// Points of the own activities that are a change.
    pub activity: u32,
    /// Points of the global rating that are a change.
    pub change: i32,
}

/// The file `progress.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Pain.
    pub zones: Zones,
    /// One exercise.
    pub exercise: ExerciseRules,
    /// What is new inside a phase.
    pub inside: InsideRules,
    /// Time off, the shortest first.
    pub missed: Vec<MissedRow>,
    /// Precautions that take a person back to the first phase when a plan is the first to know of them.
    #[serde(default)]
    pub begins_anew: Vec<String>,
    /// Per cent of the dose of a later phase that light exercises begin with that are new after time off.
    pub light_share: u32,
    /// Green sessions before doses rise again after a flare or an illness.
    pub settle_sessions: usize,
    /// Minutes.
    pub minutes: MinuteRules,
    /// The fewest and the most weeks of each phase.
    pub lengths: BTreeMap<String, (u32, u32)>,
    /// Weeks that a phase goes on when its gate is missed.
    pub extend: u32,
    /// Exercises that a phase which goes on names at most, of those that its gate waits for.
    pub named: usize,
    /// Weeks that are planned ahead when the programme is over.
    pub open_weeks: u32,
    /// What is left of the last phase when the programme is over.
    pub keep: KeepRules,
    /// What ends each phase.
    pub gates: BTreeMap<String, Gate>,
    /// Standing up from a chair.
    pub chair_stand: ChairStand,
    /// When to see someone.
    pub review: ReviewRules,
    /// Answers to the safety questions that are older are asked again at a change of phase.
    pub screened_days: i32,
    /// What the page says of each reason and warning.
    pub says: BTreeMap<Why, String>,
    /// Where the numbers come from.
    #[serde(default)]
    pub sources: Vec<Citation>,
}

macro_rules! whys {
    ($($name:ident = $text:literal,)*) => {
        /// Why something changes from one plan to the next, or a warning: the keys of `says`, which
        /// has the sentence of each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs)] // The sentences in `routines/progress.yaml` say it.
        pub enum Why { $($name,)* }

        impl Why {
            /// Every one, in the order of the file.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The key.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

whys! {
    Green = "green",
    Level = "level",
    Wait = "wait",
    Again = "again",
    Once = "once",
    Amber = "amber",
    Effort = "effort",
    Hard = "hard",
    Unknown = "unknown",
    NoNews = "no-news",
    Short = "short",
    Night = "night",
    Rising = "rising",
    Skipped = "skipped",
    Paused = "paused",
    Careful = "careful",
    Red = "red",
    Morning = "morning",
    AmberRunning = "amber-running",
    Easier = "easier",
    EasierOut = "easier-out",
    Milder = "milder",
    Below = "below",
    InPlace = "in-place",
    AsDone = "as-done",
    Stopped = "stopped",
    Least = "least",
    Fixed = "fixed",
    FixedAsk = "fixed-ask",
    Barred = "barred",
    Tingling = "tingling",
    WorseWeek = "worse-week",
    WorseNight = "worse-night",
    OneSetLess = "one-set-less",
    Lighter = "lighter",
    StepBack = "step-back",
    Restart = "restart",
    Unwell = "unwell",
    SideLeft = "side-left",
    SideRight = "side-right",
    SideBoth = "side-both",
    Anew = "anew",
    Phase = "phase",
    PhaseOver = "phase-over",
    Profile = "profile",
    Minutes = "minutes",
    MoreMinutes = "more-minutes",
    Room = "room",
    Fills = "fills",
    Fits = "fits",
    Days = "days",
    Done = "done",
    Advanced = "advanced",
    Extended = "extended",
    ExtendedMissed = "extended-missed",
    WaitsFor = "waits-for",
    WaitsForMore = "waits-for-more",
    Finished = "finished",
    GoesOn = "goes-on",
    Back = "back",
    ReviewNothing = "review-nothing",
    ReviewWorse = "review-worse",
    ReviewSame = "review-same",
    ReviewPhase = "review-phase",
    ReviewStopped = "review-stopped",
    ReviewAnew = "review-anew",
    ReviewTingling = "review-tingling",
    ReviewNight = "review-night",
    GateDays = "gate-days",
    GatePain = "gate-pain",
    GateUnknown = "gate-unknown",
    GateWorse = "gate-worse",
    GateNight = "gate-night",
    GateUnwell = "gate-unwell",
    GateEffort = "gate-effort",
    GateFlares = "gate-flares",
    GateSessions = "gate-sessions",
    GateWhole = "gate-whole",
    GateShown = "gate-shown",
    GateSingleLeg = "gate-single-leg",
    GateChairStand = "gate-chair-stand",
    GateActivity = "gate-activity",
}

impl Why {
    /// Whether the level of an exercise is left because it hurt again after it was cut.
    #[must_use]
    pub const fn leaves_level(self) -> bool {
        matches!(self, Self::Easier | Self::EasierOut)
    }
}

impl Progress {
    /// The sentence for a reason; `{name}` in it is the caller's to fill in.
    #[must_use]
    pub fn says(&self, why: Why) -> &str {
        self.says.get(&why).map_or(why.as_str(), String::as_str)
    }
}
