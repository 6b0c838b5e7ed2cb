//! The library as data: exercises, muscles, areas, precautions, questions, phases and dosage.
//!
//! `docs/formats.md` is the manual of these files. A value that has been loaded and checked is not
//! doubted again by the rest of the program.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::diary::Diary;
use super::progress::Progress;
use super::wording::{Gap, Review, Wording};
use crate::body::pose::Pose;
use crate::body::{Body, Vector};
use crate::quantity::{DaysPerWeek, Difficulty, Hold, Minutes, Points, Rating, Reps, Sets, Side};

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
    /// Everything that it needs.
    #[serde(default)]
    pub equipment: Vec<String>,
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
    /// Ends the sentence "Left out for you: ...".
    pub leaves_out: String,
    /// Why, in a sentence.
    pub because: String,
    /// When it usually ends, or who lifts it.
    #[serde(default)]
    pub ends: Option<String>,
    /// The most pain that is all right while exercising, if it is less than for others.
    #[serde(default)]
    pub pain_limit: Option<Rating>,
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

/// One answer of several to a safety question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The id.
    pub id: String,
    /// Common words.
    pub name: String,
    /// Precautions that it switches on.
    #[serde(default)]
    pub brings: Vec<String>,
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
    pub unknown: Option<String>,
    /// Whether one yes alone is a caution, and two soft ones are urgent.
    #[serde(default)]
    pub soft: bool,
    /// Precautions that a yes switches on.
    #[serde(default)]
    pub brings: Vec<String>,
    /// Printed on the plan when the answer is yes.
    #[serde(default)]
    pub notes: Option<String>,
    /// Answers instead of a plain yes.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Keys of `sources.yaml`.
    #[serde(default)]
    pub sources: Vec<String>,
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

/// Everything under `routines/`, loaded and checked.
#[derive(Debug, Clone)]
pub struct Library {
    /// The exercises by id.
    pub exercises: BTreeMap<String, Exercise>,
    /// Muscles and groups.
    pub muscles: Muscles,
    /// Body areas.
    pub areas: Vec<Area>,
    /// Precautions.
    pub precautions: Vec<Precaution>,
    /// Condition presets by id.
    pub conditions: BTreeMap<String, Condition>,
    /// Safety questions.
    pub screening: Screening,
    /// Advice.
    pub advice: Vec<Advice>,
    /// Things.
    pub equipment: Vec<Equipment>,
    /// Tests at home.
    pub tests: Vec<SelfTest>,
    /// Sources.
    pub sources: Vec<Source>,
    /// How texts are worded.
    pub wording: Wording,
    /// Muscles that are out of reach on purpose.
    pub gaps: Vec<Gap>,
    /// What a clinician should look at.
    pub review: Review,
    /// Phases and the score.
    pub phases: Phases,
    /// Doses and time.
    pub dosage: Dosage,
    /// From check-ins to the next plan.
    pub progress: Progress,
    /// Diaries to try the rules of progress with, by id.
    pub courses: BTreeMap<String, Diary>,
    /// The body that is drawn and measured.
    pub body: Body,
    /// The words of the page, as Fluent text.
    pub words: String,
    /// SHA-256 over all files, as 16 hexadecimal digits: the same content, the same hash.
    pub hash: String,
}

/// A name without case, spaces, hyphens and dots, so that `Glute Med` and `glute-med` are one.
#[must_use]
pub fn fold_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Library {
    /// The muscle with an id.
    #[must_use]
    pub fn muscle(&self, id: &str) -> Option<&Muscle> {
        self.muscles.muscles.iter().find(|muscle| muscle.id == id)
    }

    /// Every name that a muscle or group answers to, with its id.
    pub fn muscle_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let muscles = self.muscles.muscles.iter().flat_map(|muscle| {
            [&muscle.id, &muscle.name, &muscle.latin]
                .into_iter()
                .chain(&muscle.aliases)
                .map(|name| (muscle.id.as_str(), name.as_str()))
        });
        let groups = self.muscles.groups.iter().flat_map(|group| {
            [&group.id, &group.name]
                .into_iter()
                .chain(&group.aliases)
                .map(|name| (group.id.as_str(), name.as_str()))
        });
        muscles.chain(groups)
    }

    /// The id of the muscle or group that a name stands for, however it is spelt.
    #[must_use]
    pub fn find_muscle(&self, name: &str) -> Option<&str> {
        let wanted = fold_name(name);
        self.muscle_names().find(|(_, known)| fold_name(known) == wanted).map(|(id, _)| id)
    }

    /// The area with an id.
    #[must_use]
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == id)
    }

    /// The precaution with an id.
    #[must_use]
    pub fn precaution(&self, id: &str) -> Option<&Precaution> {
        self.precautions.iter().find(|precaution| precaution.id == id)
    }

    /// Whether a precaution bars an exercise in a phase. A last phase that the library does not have
    /// never comes.
    #[must_use]
    pub fn barred_by(&self, exercise: &Exercise, precaution: &str, phase: &str) -> bool {
        let now = self.phase_index(phase);
        let lasts = |last: &String| self.phase_index(last).is_none_or(|last| now <= Some(last));
        exercise.precautions.iter().any(|id| id == precaution)
            || exercise.precautions_until.get(precaution).is_some_and(lasts)
    }

    /// The thing with an id.
    #[must_use]
    pub fn equipment(&self, id: &str) -> Option<&Equipment> {
        self.equipment.iter().find(|thing| thing.id == id)
    }

    /// The position of a phase in the programme, from 0.
    #[must_use]
    pub fn phase_index(&self, id: &str) -> Option<usize> {
        self.phases.phases.iter().position(|phase| phase.id == id)
    }

    /// The kinds of work that an exercise counts for.
    #[must_use]
    pub fn work_of<'a>(&'a self, exercise: &'a Exercise) -> &'a [Work] {
        match &exercise.work {
            Some(work) => work,
            None => self.phases.work.get(&exercise.kind).map_or(&[], Vec::as_slice),
        }
    }

    /// Whether an exercise loads its primary muscles.
    #[must_use]
    pub fn is_loading(&self, exercise: &Exercise) -> bool {
        !exercise.low_load
            && self.work_of(exercise).iter().any(|work| self.phases.loading.contains(work))
    }

    /// The exercises of a chain by level, easiest first.
    #[must_use]
    pub fn chain(&self, id: &str) -> Vec<&Exercise> {
        let mut found: Vec<&Exercise> = self
            .exercises
            .values()
            .filter(|exercise| exercise.chain.as_ref().is_some_and(|link| link.id == id))
            .collect();
        found.sort_by_key(|exercise| exercise.chain.as_ref().map_or(0, |link| link.level));
        found
    }

    /// The next easier exercises of the same chain.
    #[must_use]
    pub fn easier(&self, exercise: &Exercise) -> Vec<&Exercise> {
        self.neighbours(exercise, |level| level.checked_sub(1))
    }

    /// The next harder exercises of the same chain.
    #[must_use]
    pub fn harder(&self, exercise: &Exercise) -> Vec<&Exercise> {
        self.neighbours(exercise, |level| level.checked_add(1))
    }

    fn neighbours(&self, exercise: &Exercise, step: fn(u32) -> Option<u32>) -> Vec<&Exercise> {
        let Some(link) = &exercise.chain else { return Vec::new() };
        let wanted = step(link.level);
        self.chain(&link.id)
            .into_iter()
            .filter(|other| other.chain.as_ref().map(|l| l.level) == wanted)
            .collect()
    }
}
