//! Coverage: what is called unmet is unmet, and says why.

use std::collections::BTreeSet;

use super::Case;
use super::shape::need_of;
use crate::library::{Exercise, Work};
use crate::planner::plan::{PhasePlan, Session, Unmet};

/// The reasons that a need may be left unmet for.
const REASONS: [&str; 10] = [
    "precaution",
    "position",
    "equipment",
    "excluded",
    "pain",
    "phase",
    "time",
    "days",
    "priority",
    "library",
];

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for unmet in &case.plan.unmet {
        let place = format!("in phase {}, the unmet need `{}`", unmet.phase, unmet.need);
        if !seen.insert((&unmet.phase, &unmet.need)) {
            faults.push(format!("{place} is listed twice"));
        }
        faults.extend(wording(unmet).into_iter().map(|fault| format!("{place} {fault}")));
        faults.extend(untrue(case, unmet).map(|fault| format!("{place} {fault}")));
    }
    faults
}

fn wording(unmet: &Unmet) -> Vec<String> {
    let mut faults = Vec::new();
    if !REASONS.contains(&unmet.reason.as_str()) {
        faults.push(format!("has the reason `{}`, which is none", unmet.reason));
    }
    if unmet.says.trim().is_empty() {
        faults.push("has no sentence for the patient".to_owned());
    }
    faults
}

fn untrue(case: &Case<'_>, unmet: &Unmet) -> Option<String> {
    let Some((muscle, work)) = need_of(&unmet.need) else {
        return Some("is no muscle and kind of work".to_owned());
    };
    if !case.request.affected.iter().any(|affected| affected.muscle == muscle) {
        return Some(format!("is of `{muscle}`, which is not affected"));
    }
    let Some(phase) = case.plan.phases.iter().find(|phase| phase.id == unmet.phase) else {
        return Some("is in a phase that the plan does not have".to_owned());
    };
    let days = days_with_dose(case, phase, muscle, work);
    let least = case.library.phases.coverage.least_days as usize;
    (days >= least).then(|| format!("is met on {days} days"))
}

/// On how many days of the week a muscle gets a dose of a kind of work.
pub(super) fn days_with_dose(
    case: &Case<'_>,
    phase: &PhasePlan,
    muscle: &str,
    work: Work,
) -> usize {
    let dose = case.library.phases.coverage.dose_credit;
    let sessions = phase.week.values().filter_map(|name| phase.sessions.get(name));
    sessions.filter(|session| credits(case, session, muscle, work) >= dose).count()
}

fn credits(case: &Case<'_>, session: &Session, muscle: &str, work: Work) -> u32 {
    let rules = &case.library.phases.coverage;
    let credit = |exercise: &Exercise| {
        if exercise.primary.iter().any(|id| id == muscle) {
            rules.primary_credit
        } else if exercise.secondary.iter().any(|id| id == muscle) {
            rules.secondary_credit
        } else {
            0
        }
    };
    let known = session.items.iter().filter_map(|item| case.exercise(&item.exercise));
    let fitting = known.filter(|exercise| case.library.work_of(exercise).contains(&work));
    fitting.map(credit).fold(0, u32::saturating_add)
}
