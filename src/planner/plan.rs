//! The plan as data: what `--format json` prints and what a person's folder keeps.
//!
//! A contract: fields may be added, none changes its name or meaning.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::library::{Affected, Kind, Position, Why};
use crate::quantity::{Clock, Day, Points, Side};

/// The version of this format.
pub const SCHEMA: u32 = 1;

/// A programme of phases for one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The version of this format.
    pub schema: u32,
    /// The program and its version.
    pub program: String,
    /// The library's content hash.
    pub library: String,
    /// The first day of the plan's first week; weeks are counted from this day of the week on.
    pub start: Date,
    /// The seed, given or derived.
    pub seed: u64,
    /// For whom.
    pub person: PlanPerson,
    /// The most pain that is all right while exercising, 0-10.
    pub pain_limit: u32,
    /// The phases in their order.
    pub phases: Vec<PhasePlan>,
    /// Needs that no session meets, with the reason.
    pub unmet: Vec<Unmet>,
    /// Exercises that a precaution or a condition withholds.
    pub withheld: Vec<Withheld>,
    /// Wishes for single exercises that are not kept, or kept against a rule.
    #[serde(default)]
    pub unkept: Vec<Unkept>,
    /// What one condition asks for and another leaves out.
    #[serde(default)]
    pub overruled: Vec<Overruled>,
    /// Exercises that are out for the rest of the programme because of what they did, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stopped: Vec<String>,
    /// What changed since the plan before.
    pub changes: Vec<Change>,
    /// What is to be done before the first session, as the answers to the safety questions have it.
    #[serde(default, skip_serializing_if = "Before::is_empty")]
    pub before: Before,
    /// Reasons to see someone, for the first page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<Review>,
    /// The last day that check-ins told of when the plan was made; none in a first plan. What was written
    /// down of a later day is judged by the next plan, though this one may begin after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
    /// The signs of what was checked in and this plan is the first to answer. None in a first plan and in
    /// plans of before signs were kept: those have answered each day up to `known`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<BTreeSet<String>>,
    /// The sign of what was asked, so that a later plan sees what has changed.
    #[serde(default)]
    pub asked: String,
}

impl Plan {
    /// Whether this plan has answered what was told of a day, by its sign.
    #[must_use]
    pub fn has_answered(&self, day: Date, sign: &str) -> bool {
        let knew = || self.known.is_none_or(|known| day <= known) && day < self.start;
        self.answered.as_ref().map_or_else(knew, |signs| signs.contains(sign))
    }

    /// The number of the plan's first week: above 1 in a plan that goes on from another one.
    #[must_use]
    pub fn first_week(&self) -> u32 {
        self.phases.first().map_or(1, |phase| phase.weeks.0)
    }

    /// The number of the plan's last week.
    #[must_use]
    pub fn last_week(&self) -> u32 {
        self.phases.last().map_or(0, |phase| phase.weeks.1)
    }

    /// How many weeks the plan has.
    #[must_use]
    pub fn length(&self) -> u32 {
        length((self.first_week(), self.last_week()))
    }

    /// The week that a day is in; past the last week the numbers go on. None before the first day.
    #[must_use]
    pub fn week_on(&self, day: Date) -> Option<u32> {
        let days = self.start.until(day).ok()?.get_days();
        Some(u32::try_from(days).ok()? / 7 + self.first_week())
    }

    /// The phase that a day is in; past the last week the last one. None before the first day.
    #[must_use]
    pub fn phase_on(&self, day: Date) -> Option<&PhasePlan> {
        let week = self.week_on(day)?;
        self.phases.iter().find(|phase| week <= phase.weeks.1).or(self.phases.last())
    }

    /// Every exercise of the plan, in sessions and beside them, by id.
    #[must_use]
    pub fn exercises(&self) -> BTreeSet<&str> {
        self.phases.iter().flat_map(PhasePlan::exercises).collect()
    }
}

/// What is to be done before the first session of a plan: safety questions, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Before {
    /// Those whose answers ask for a signature: somebody who may clear the person signs the plan first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign: Vec<String>,
    /// Those that have no yes or no yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer: Vec<String>,
}

impl Before {
    /// Whether there is nothing to do.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.sign.is_empty() && self.answer.is_empty()
    }
}

/// What the plan says of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPerson {
    /// The name, if it may be printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The affected muscles.
    pub muscles: Vec<Affected>,
    /// The precautions in force.
    pub precautions: Vec<String>,
    /// The conditions in force, by id, the one whose word counts most first.
    #[serde(default)]
    pub conditions: Vec<String>,
}

/// A phase: one week that is repeated with a rising dose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhasePlan {
    /// The phase's id.
    pub id: String,
    /// First and last week, from 1.
    pub weeks: (u32, u32),
    /// Which session on which day; a day that is missing is a rest day.
    pub week: BTreeMap<Day, String>,
    /// The sessions, at most `A` and `B`.
    pub sessions: BTreeMap<String, Session>,
    /// Beside the sessions, on most days.
    pub daily: Vec<Daily>,
    /// Breaks from sitting.
    pub breaks: Vec<Break>,
    /// How good the week is.
    pub certificate: Certificate,
}

/// How many weeks there are from a first to a last one.
const fn length((first, last): (u32, u32)) -> u32 {
    last.saturating_add(1).saturating_sub(first)
}

impl PhasePlan {
    /// Every exercise of the phase, in sessions and beside them, by id; one of several sessions comes as
    /// often.
    pub fn exercises(&self) -> impl Iterator<Item = &str> {
        let items = self.sessions.values().flat_map(|session| &session.items);
        let daily = self.daily.iter().map(|daily| daily.exercise.as_str());
        let breaks = self.breaks.iter().map(|pause| pause.exercise.as_str());
        items.map(|item| item.exercise.as_str()).chain(daily).chain(breaks)
    }

    /// How many weeks the phase has.
    #[must_use]
    pub const fn length(&self) -> u32 {
        length(self.weeks)
    }

    /// The exercises of the sessions, each once: session A in its order, then what only B has, kept
    /// together by position.
    #[must_use]
    pub fn items(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = Vec::new();
        for item in self.sessions.values().flat_map(|session| &session.items) {
            if !items.iter().any(|other| other.exercise == item.exercise) {
                items.push(item);
            }
        }
        let mut order = BTreeMap::new();
        for item in &items {
            let next = order.len();
            order.entry(item.position).or_insert(next);
        }
        items.sort_by_key(|item| order.get(&item.position).copied());
        items
    }

    /// The numbers that the exercises have on the phase's pages: sessions first, then what is daily.
    #[must_use]
    pub fn numbered(&self) -> Vec<(u32, &str)> {
        let sessions = self.items().into_iter().map(|item| item.exercise.as_str());
        let daily = self.daily.iter().map(|daily| daily.exercise.as_str());
        (1..).zip(sessions.chain(daily)).collect()
    }
}

/// A session: exercises in the order of doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Minutes in the phase's heaviest week, with changes of position, to a tenth.
    pub minutes: f64,
    /// The exercises.
    pub items: Vec<Item>,
}

/// An exercise in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The exercise's id.
    pub exercise: String,
    /// The side or sides to do.
    pub side: Side,
    /// What it is.
    pub kind: Kind,
    /// The position it is done in.
    pub position: Position,
    /// The dose in each week of the phase.
    pub dose: Vec<WeekDose>,
    /// The needs that it gives credit to, as `muscle/work`, the greatest first.
    pub serves: Vec<String>,
    /// Points that the phase would lose without it, by term.
    pub reason: BTreeMap<String, Points>,
}

impl Item {
    /// The dose of a week: past the last one that of the last, before the first one that of the first.
    #[must_use]
    pub fn in_week(&self, week: u32) -> Option<WeekDose> {
        self.dose.iter().rev().find(|dose| dose.week <= week).or(self.dose.first()).copied()
    }
}

/// A dose in one week, per side for an exercise that is done one side at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekDose {
    /// The week, from 1.
    pub week: u32,
    /// Sets.
    pub sets: u32,
    /// Repetitions in each set.
    pub reps: u32,
    /// Seconds that each repetition is held; 0 for a moving one.
    pub hold_s: u32,
}

/// An exercise beside the sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Daily {
    /// The exercise's id.
    pub exercise: String,
    /// Minutes each time, in the phase's last week.
    pub minutes: u32,
    /// Days a week.
    pub days: u32,
    /// Minutes each time, week by week.
    pub weeks: Vec<WeekMinutes>,
}

impl Daily {
    /// The minutes of a week: past the last one those of the last.
    #[must_use]
    pub fn in_week(&self, week: u32) -> u32 {
        let of_week = self.weeks.iter().rev().find(|entry| entry.week <= week);
        of_week.map_or(self.minutes, |entry| entry.minutes)
    }
}

/// The minutes of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekMinutes {
    /// The week, from 1.
    pub week: u32,
    /// Minutes each time.
    pub minutes: u32,
}

/// A break from sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// The exercise's id.
    pub exercise: String,
    /// The times of day.
    pub at: Vec<Clock>,
}

/// How good a phase's week is, and how good it could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The score: the sum of the terms.
    pub score: Points,
    /// No two-session week is better than this for the seed: its score and the seed's favours, measured
    /// against those of this week.
    pub bound: Points,
    /// Whether the score reaches the bound.
    pub proven: bool,
    /// Points given up for the variety that the seed brings: no two-session week at all with as much of
    /// what was asked for by name scores more than the bound and this.
    #[serde(default)]
    pub variety: Points,
    /// Nodes of all searches of the phase; as many looks at sessions as take as long count as one.
    pub nodes: u64,
    /// The six terms.
    pub terms: Terms,
}

/// The score, term by term. All but coverage and menu are zero or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// What is treated.
    pub coverage: Points,
    /// Muscles left out.
    pub neglect: Points,
    /// Changes of position.
    pub changes: Points,
    /// Exercises to learn, and what those are worth that a condition prefers.
    pub menu: Points,
    /// Exercises that are new.
    pub novelty: Points,
    /// Time and difficulty.
    pub effort: Points,
}

impl Terms {
    /// The terms by name, in their order.
    #[must_use]
    pub const fn named(&self) -> [(&'static str, Points); 6] {
        [
            ("coverage", self.coverage),
            ("neglect", self.neglect),
            ("changes", self.changes),
            ("menu", self.menu),
            ("novelty", self.novelty),
            ("effort", self.effort),
        ]
    }

    /// The score.
    #[must_use]
    pub fn sum(&self) -> Points {
        self.named().into_iter().map(|(_, points)| points).sum()
    }
}

/// A need that no session meets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmet {
    /// The phase.
    pub phase: String,
    /// The need, as `muscle/work`.
    pub need: String,
    /// The one reason: `precaution` (a condition too), `position`, `equipment`, `excluded` (by request),
    /// `phase`, `time` (it would fit but for the minutes), `pain` (what served it was stopped), `days` (too
    /// few, or too close together), `priority` (others do more with the places there are) or `library`.
    pub reason: String,
    /// The reason in words for the patient.
    pub says: String,
    /// What the reason rests on: the sentence of what is left out for precautions or conditions, or the things
    /// that are missing: by name, or as a sentence of its own where they are wanted beside something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// An exercise that would serve a need and is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// The exercise's id.
    pub exercise: String,
    /// The precaution's or the condition's id.
    pub reason: String,
    /// The reason in words for the patient.
    pub says: String,
}

/// A wish for an exercise that a plan does not keep, or keeps although it breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unkept {
    /// The exercise's id.
    pub exercise: String,
    /// `include`, `note`: it is not in the plan. `dose`: it is, with the dose that was fixed, or it is not.
    pub wish: String,
    /// The rule: the name of a file under `src/planner/rule`, `week` (no week has room for it),
    /// `not_chosen` (nobody asked for it by name), `full_dose` or `stretch_seconds`.
    pub rule: String,
    /// The reason in plain words.
    pub says: String,
}

/// Exercises that one condition prefers and another leaves out: they are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overruled {
    /// The exercises, by id.
    pub exercises: Vec<String>,
    /// The condition that prefers them, by id.
    pub wanted_by: String,
    /// The condition that leaves them out, by id.
    pub left_out_by: String,
}

/// What changed since the plan before, in an exercise, a phase or the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The exercise's id; empty for a change of phase or of the whole plan.
    pub exercise: String,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// The dose (or phase, or minutes) before; empty if there was none.
    pub from: String,
    /// The dose (or phase, or minutes) now; empty if there is none.
    pub to: String,
    /// Days a week before and now, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<(u32, u32)>,
    /// The reason: its sentence is in `says` of `progress.yaml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Why>,
    /// Why, in words for the patient.
    pub why: String,
}

/// What happens to an exercise, to the phase or to the minutes from one plan to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The exercise was not in the week before.
    New,
    /// There is more of it, or it takes the place of an easier one.
    Progressed,
    /// There is more of it again, after it was cut.
    Resumed,
    /// It stays as it is, though it could grow.
    Held,
    /// It was cut because of what it did, or takes the place of a harder one that hurt.
    Regressed,
    /// There is less of it for another reason, such as time off.
    Eased,
    /// It is out for the rest of the programme.
    Stopped,
    /// It is in the week no more.
    Gone,
    /// Its dose is another one in this phase.
    Changed,
    /// The next phase begins.
    Advanced,
    /// The phase goes on.
    Extended,
    /// An earlier phase begins again.
    Restarted,
    /// The last phase is over.
    Finished,
    /// Sessions are planned shorter.
    Shortened,
    /// Sessions are planned longer.
    Lengthened,
}

impl ChangeKind {
    /// Its word in a plan's file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Progressed => "progressed",
            Self::Resumed => "resumed",
            Self::Held => "held",
            Self::Regressed => "regressed",
            Self::Eased => "eased",
            Self::Stopped => "stopped",
            Self::Gone => "gone",
            Self::Changed => "changed",
            Self::Advanced => "advanced",
            Self::Extended => "extended",
            Self::Restarted => "restarted",
            Self::Finished => "finished",
            Self::Shortened => "shortened",
            Self::Lengthened => "lengthened",
        }
    }
}

/// A reason to see someone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The reason: its sentence is in `says` of `progress.yaml`.
    pub reason: Why,
    /// The reason in words for the patient.
    pub says: String,
}
