//! One person through the whole of it: safety answers, request, plan, and the checker's eye on it.

use std::collections::BTreeSet;

use crate::checker;
use crate::finding::Finding;
use crate::library::Library;
use crate::planner;
use crate::planner::dump::Dump;
use crate::planner::plan::Plan;
use crate::planner::request::{Desk, FixedDose, NODES, Request};
use crate::profile::Profile;
use crate::screening::{Outcome, clear, outcome};

/// A person's plan and what it was made from.
#[derive(Debug, Clone)]
pub struct Programme {
    /// The outcome of the safety questions.
    pub outcome: Outcome,
    /// What was asked of the planner.
    pub request: Request,
    /// The plan; the checker has found no fault in it.
    pub plan: Plan,
    /// The problems that the planner solved, as data.
    pub problems: Dump,
}

/// Why there is no plan.
#[derive(Debug, Clone)]
pub enum Stop {
    /// The safety answers say: see someone first.
    Refer(Outcome),
    /// No plan can be made, or the checker faults the one that was.
    Findings(Vec<Finding>),
}

/// Makes a person's plan.
///
/// # Errors
/// [`Stop::Refer`] when the safety answers stop the plan, [`Stop::Findings`] when there is none.
pub fn programme(library: &Library, profile: &Profile) -> Result<Programme, Stop> {
    programme_within(library, profile, NODES)
}

/// Makes a person's plan, with another limit for the planner's search of each phase.
///
/// # Errors
/// Those of [`programme`].
pub fn programme_within(
    library: &Library,
    profile: &Profile,
    nodes: u64,
) -> Result<Programme, Stop> {
    let outcome = outcome(library, &profile.answers);
    if !outcome.allows_plan(library) {
        return Err(Stop::Refer(outcome));
    }
    let request = Request { nodes, ..request(library, profile, &outcome) };
    let (mut plan, problems) =
        planner::plan_with_problems(library, &request).map_err(Stop::Findings)?;
    plan.person.name.clone_from(&profile.name);
    let faults = checker::check(library, &request, &plan);
    if faults.is_empty() {
        Ok(Programme { outcome, request, plan, problems })
    } else {
        Err(Stop::Findings(faults))
    }
}

/// What is asked of the planner: the person without name and birth date, with what screening clears.
fn request(library: &Library, profile: &Profile, outcome: &Outcome) -> Request {
    let precautions: BTreeSet<String> =
        profile.precautions.union(&outcome.precautions).cloned().collect();
    let wishes = &profile.person.exercises;
    let doses = wishes.dose.iter().map(|(id, dose)| {
        (id.clone(), FixedDose { sets: dose.sets, reps: dose.reps, hold_s: dose.hold_s })
    });
    let desk = profile.person.desk.as_ref().map(|desk| Desk {
        days: desk.days.iter().copied().collect(),
        from: desk.from,
        to: desk.to,
    });
    Request {
        start: profile.start,
        days: profile.days.clone(),
        affected: profile.affected.clone(),
        equipment: profile.equipment.clone(),
        avoid: profile.avoid.clone(),
        avoid_floor: profile.avoid_floor,
        clearance: clear(library, &precautions).with_conditions(library, &profile.conditions),
        include: wishes.include.iter().cloned().collect(),
        exclude: wishes.exclude.iter().cloned().collect(),
        doses: doses.collect(),
        older: profile.older,
        desk,
        seed: profile.person.seed,
        nodes: NODES,
    }
}
