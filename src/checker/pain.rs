//! Pain: the page allows no more of it than the library, the conditions and the precautions do.

use super::Case;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let clearance = &case.request.clearance;
    let mut most = case.library.dosage.pain.limit;
    for condition in case.library.conditions.values() {
        if clearance.conditions.contains(&condition.id) {
            most = most.min(condition.pain_limit.get());
        }
    }
    for precaution in &case.library.precautions {
        if clearance.precautions.contains(&precaution.id) {
            most = precaution.pain_limit.map_or(most, |limit| most.min(limit.get()));
        }
    }
    let given = case.plan.pain_limit;
    let above = given > most;
    above
        .then(|| format!("the plan allows pain up to {given}, and {most} is the most"))
        .into_iter()
        .collect()
}
