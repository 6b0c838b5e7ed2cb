//! Shape: the plan is for this library and request, everything it names exists, and every item says
//! of its exercise what the library says.

use std::collections::BTreeSet;

use super::{Case, beside, in_session, quoted};
use crate::library::{Exercise, Work};
use crate::planner::plan::{Item, PhasePlan, SCHEMA};
use crate::quantity::Side;

/// Two sessions are what a person can remember.
const SESSIONS_MAX: usize = 2;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = header(case);
    faults.extend(phases(case));
    for phase in &case.plan.phases {
        faults.extend(week(case, phase));
        faults.extend(sessions(case, phase));
        faults.extend(beside_sessions(case, phase));
    }
    let withheld = case.plan.withheld.iter();
    let unknown = withheld.filter(|entry| case.exercise(&entry.exercise).is_none());
    faults.extend(unknown.map(|entry| missing("among the withheld,", &entry.exercise)));
    faults
}

fn missing(place: &str, exercise: &str) -> String {
    format!("{place} `{exercise}` is no exercise of the library")
}

/// The rules below judge by the request, so the plan has to be the one that answers it.
fn header(case: &Case<'_>) -> Vec<String> {
    let (plan, request) = (case.plan, case.request);
    let mut faults = Vec::new();
    if plan.schema != SCHEMA {
        faults
            .push(format!("the plan has schema {}, and this program writes {SCHEMA}", plan.schema));
    }
    if plan.library != case.library.hash {
        faults.push(format!("the plan is for the library `{}`, not this one", plan.library));
    }
    if plan.start != request.start {
        let (start, asked) = (plan.start, request.start);
        faults.push(format!("the plan starts on {start}, and {asked} was asked for"));
    }
    let named: BTreeSet<&String> = plan.person.precautions.iter().collect();
    let in_force: BTreeSet<&String> = request.clearance.precautions.iter().collect();
    for id in named.symmetric_difference(&in_force) {
        let says = if in_force.contains(id) { "does not name" } else { "names" };
        let truth = if in_force.contains(id) { "is in force" } else { "is not in force" };
        faults.push(format!("the plan {says} the precaution `{id}`, which {truth}"));
    }
    let muscles = &plan.person.muscles;
    let same = muscles.len() == request.affected.len()
        && request.affected.iter().all(|affected| muscles.contains(affected));
    if !same {
        faults.push("the plan's muscles are not those of the request".to_owned());
    }
    faults
}

fn phases(case: &Case<'_>) -> Vec<String> {
    let planned: Vec<&str> = case.plan.phases.iter().map(|phase| phase.id.as_str()).collect();
    let wanted: Vec<&str> = case.schedule().into_iter().map(|(id, _)| id).collect();
    let by = if case.request.past.is_some() { "progress" } else { "the library" };
    let mut faults = Vec::new();
    if planned != wanted {
        let (planned, wanted) = (quoted(planned), quoted(wanted));
        faults.push(format!("the phases are {planned}, and {by} has {wanted}"));
    }
    for (_, phase) in case.known_phases() {
        let weeks = case.weeks_of(phase);
        if phase.weeks != weeks {
            faults.push(format!(
                "phase {} has weeks {} to {}, and in {by} {} to {}",
                phase.id, phase.weeks.0, phase.weeks.1, weeks.0, weeks.1
            ));
        }
    }
    faults
}

fn week(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let mut faults = Vec::new();
    let count = phase.sessions.len();
    if count > SESSIONS_MAX {
        faults.push(format!(
            "phase {} has {count} sessions, and {SESSIONS_MAX} are the most",
            phase.id
        ));
    }
    for (day, session) in &phase.week {
        let place = format!("in phase {} on {},", phase.id, day.as_str());
        if !case.request.days.contains_key(day) {
            faults.push(format!("{place} a session is planned on a day that was not given"));
        }
        if !phase.sessions.contains_key(session) {
            faults.push(format!("{place} the session `{session}` does not exist"));
        }
    }
    faults
}

fn sessions(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, session) in &phase.sessions {
        let place = in_session(phase, name);
        let mut seen = BTreeSet::new();
        for item in &session.items {
            if !seen.insert(&item.exercise) {
                faults.push(format!("{place} `{}` stands twice", item.exercise));
            }
            faults.extend(of_item(case, phase, item).into_iter().map(|f| format!("{place} {f}")));
        }
    }
    faults
}

fn of_item(case: &Case<'_>, phase: &PhasePlan, item: &Item) -> Vec<String> {
    let Some(exercise) = case.exercise(&item.exercise) else {
        return vec![format!("`{}` is no exercise of the library", item.exercise)];
    };
    let mut faults = like_library(exercise, item);
    faults.extend(weeks(case.weeks_of(phase), item));
    faults.extend(item.serves.iter().filter_map(|need| serves(case, exercise, need)));
    faults
}

fn like_library(exercise: &Exercise, item: &Item) -> Vec<String> {
    let id = &exercise.id;
    let mut faults = Vec::new();
    if item.kind != exercise.kind {
        let (kind, real) = (item.kind.as_str(), exercise.kind.as_str());
        faults.push(format!("`{id}` is called {kind}, and is {real}"));
    }
    if !exercise.kind.is_in_sessions() {
        let kind = exercise.kind.as_str();
        faults.push(format!("`{id}` belongs beside the sessions, being {kind}"));
    }
    if item.position != exercise.position {
        let (position, real) = (item.position.as_str(), exercise.position.as_str());
        faults.push(format!("`{id}` is called {position}, and is done {real}"));
    }
    if item.side != Side::Both && !exercise.unilateral {
        let side = item.side.as_str();
        faults
            .push(format!("`{id}` is for the {side} side, and cannot be done one side at a time"));
    }
    faults
}

fn weeks((first, last): (u32, u32), item: &Item) -> Option<String> {
    let exact = item.dose.iter().map(|dose| dose.week).eq(first..=last);
    let given: Vec<String> = item.dose.iter().map(|dose| dose.week.to_string()).collect();
    let id = &item.exercise;
    (!exact).then(|| {
        format!("`{id}` has doses for weeks [{}], not for {first} to {last}", given.join(", "))
    })
}

fn serves(case: &Case<'_>, exercise: &Exercise, need: &str) -> Option<String> {
    let id = &exercise.id;
    let Some((muscle, work)) = need_of(need) else {
        return Some(format!("`{id}` serves `{need}`, which is no muscle and kind of work"));
    };
    if !case.request.affected.iter().any(|affected| affected.muscle == muscle) {
        return Some(format!("`{id}` serves `{need}`, and `{muscle}` is not affected"));
    }
    let for_muscle =
        exercise.primary.iter().chain(&exercise.secondary).any(|known| known == muscle);
    let for_work = case.library.work_of(exercise).contains(&work);
    (!for_muscle || !for_work).then(|| format!("`{id}` serves `{need}`, which it does not"))
}

/// A need as it is written, `muscle/work`.
pub(super) fn need_of(need: &str) -> Option<(&str, Work)> {
    let (muscle, work) = need.split_once('/')?;
    let all = [Work::Stretch, Work::Release, Work::Strengthen, Work::Function];
    Some((muscle, all.into_iter().find(|known| known.as_str() == work)?))
}

/// Exercises of the sessions have no place beside them, where no rule limits time or load.
fn beside_sessions(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let daily = phase.daily.iter().map(|entry| ("daily", &entry.exercise));
    let breaks = phase.breaks.iter().map(|entry| ("breaks", &entry.exercise));
    let mut faults = Vec::new();
    for (part, id) in daily.chain(breaks) {
        let place = beside(phase, part);
        match case.exercise(id) {
            None => faults.push(missing(&place, id)),
            Some(exercise) if exercise.kind.is_in_sessions() => {
                let kind = exercise.kind.as_str();
                faults.push(format!("{place} `{id}` belongs into a session, being {kind}"));
            }
            Some(_) => {}
        }
    }
    faults
}
