//! A precaution bars something or sets a limit; one that does neither promises a care that nobody takes.

use super::{Finding, Library};
use crate::finding::{Code, Place};
use crate::library::Precaution;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let bars = |id: &String| {
        let mut phases = library.phases.phases.iter();
        phases
            .any(|phase| library.exercises.values().any(|it| library.barred_by(it, id, &phase.id)))
    };
    let limits = |it: &Precaution| {
        let least = it.pain_limit.or(it.effort_limit);
        it.leaves_out.is_none() && (least.is_some() || !it.dose_share.is_empty())
    };
    let precautions = library.precautions.iter().enumerate();
    precautions
        .filter(|(_, precaution)| !bars(&precaution.id) && !limits(precaution))
        .map(|(i, precaution)| {
            let message = format!("no exercise names the precaution `{}`", precaution.id);
            let at = Place::path("precautions.yaml", format!("precautions[{i}].id"));
            Finding::error(Code::Unused, message).at(at)
        })
        .collect()
}
