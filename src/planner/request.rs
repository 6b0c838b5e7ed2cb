//! What is asked of the planner. It knows muscles, days and what is cleared; no name, no birth date.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::plan::PhasePlan;
use crate::library::{Affected, Position};
use crate::quantity::{Clock, Day, Hold, Reps, Sets};
use crate::screening::Clearance;

/// How many nodes the search of a phase begins at most, unless the request says otherwise.
pub const NODES: u64 = 100_000;

/// Everything that decides a plan, beside the library.
#[derive(Debug, Clone)]
pub struct Request {
    /// The first day of week 1.
    pub start: Date,
    /// The days with their minutes.
    pub days: BTreeMap<Day, u32>,
    /// The affected muscles, at most one entry for a muscle and finding.
    pub affected: Vec<Affected>,
    /// Everything at hand, household things included.
    pub equipment: BTreeSet<String>,
    /// Positions to avoid.
    pub avoid: BTreeSet<Position>,
    /// Whether the floor is to be avoided; a firm bed will do where the exercise allows it.
    pub avoid_floor: bool,
    /// What screening clears.
    pub clearance: Clearance,
    /// Exercises to plan if the hard rules allow it.
    pub include: BTreeSet<String>,
    /// Exercises not to plan.
    pub exclude: BTreeSet<String>,
    /// Exercises that were stopped because of what they did. No harder one of their chain is planned either.
    pub stopped: BTreeSet<String>,
    /// Doses that a therapist fixed; they do not climb.
    pub doses: BTreeMap<String, FixedDose>,
    /// Exercises that a note was written on. They decide nothing; a note without a place is told.
    pub notes: BTreeSet<String>,
    /// Whether the person is of the age from which stretches are held longer.
    pub older: bool,
    /// Sitting hours, for breaks.
    pub desk: Option<Desk>,
    /// The seed; derived from the rest if none is given.
    pub seed: Option<u64>,
    /// How many nodes the search of a phase begins at most.
    pub nodes: u64,
    /// What the plan goes on from; none for a first plan.
    pub past: Option<Past>,
}

impl Request {
    /// Whether check-ins may be why nothing is left to plan: something was stopped, or the last week hurt.
    #[must_use]
    pub fn is_held_back(&self) -> bool {
        self.past.as_ref().is_some_and(|past| past.nothing_new || !self.stopped.is_empty())
    }
}

/// What a plan goes on from: the phases gone before, and what check-ins permit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// The phases to plan, each with its first and last week, counted from the programme's first.
    pub schedule: Vec<(String, (u32, u32))>,
    /// Whether the first of them is the one that the person is in: what is new in it costs more.
    pub inside: bool,
    /// The phases gone before as they were done; the last dose of each item of the last phase is the
    /// one that was really done last, or what the plan asked last if that is less.
    pub before: Vec<PhasePlan>,
    /// The level that each chain has come to.
    pub levels: BTreeMap<String, ChainLevel>,
    /// What exercises begin with where check-ins decide it, and those that were away at most.
    pub doses: BTreeMap<String, Course>,
    /// Whether nothing that loads or stretches may be new in the phase that the person is in: the last
    /// week hurt.
    pub nothing_new: bool,
    /// What has no more or less of its dose, and after a week that hurt all that there was: it is on no more
    /// days a week than in the last week, until the next check-in.
    pub no_more_days: BTreeSet<String>,
    /// Per cent of its dose that something light begins with if it is new in the first phase planned and that
    /// is a later one: after time off. None where it has its dose at once.
    pub light_share: Option<u32>,
    /// Whether nothing rises beside the sessions.
    pub steady: bool,
    /// Whether the programme is over: the last phase goes on with few exercises (`keep` of
    /// `progress.yaml`), and nothing rises from week to week.
    pub keeps: bool,
}

/// The level of a chain that check-ins permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainLevel {
    /// No harder one in the first phase planned, and no easier one there either if this one can be done.
    pub most: u32,
    /// Whether a later phase may go on from it; otherwise it is the hardest until the next check-in.
    pub rises: bool,
}

/// What an exercise begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Sets.
    pub sets: u32,
    /// Repetitions in each set.
    pub reps: u32,
    /// Seconds held.
    pub hold_s: u32,
    /// Whether it rises from there; otherwise it is the most until the next check-in.
    pub climbs: bool,
}

/// A dose that a therapist fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedDose {
    /// Sets.
    pub sets: Sets,
    /// Repetitions.
    pub reps: Reps,
    /// Seconds held; the exercise's own if none.
    pub hold_s: Option<Hold>,
}

/// When a person sits at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The days.
    pub days: BTreeSet<Day>,
    /// From.
    pub from: Clock,
    /// To.
    pub to: Clock,
}
