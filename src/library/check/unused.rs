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
    let precautions = library.precautions.iter().enumerate();
    let wrong = precautions.filter_map(|(i, it)| Some((i, it, wrong(it, bars(&it.id))?)));
    let found = wrong.map(|(i, precaution, (what, hint))| {
        let message = format!("{what} the precaution `{}`", precaution.id);
        let at = Place::path("precautions.yaml", format!("precautions[{i}].id"));
        Finding::error(Code::Unused, message).at(at).hint(hint)
    });
    found.collect()
}

/// What is wrong with a precaution that bars something or does not, and what to do about it.
fn wrong(it: &Precaution, bars: bool) -> Option<(&'static str, &'static str)> {
    let limits =
        it.pain_limit.or(it.effort_limit).is_some() || !it.dose_share.is_empty() || it.no_tests;
    match (bars, it.limits_only) {
        (true, true) => Some(("exercises name", "leave out `limits_only`")),
        (false, true) if !limits => {
            Some(("no limit is set by", "set one, or name it in exercises"))
        }
        (false, true) if it.leaves_out.is_some() => {
            Some(("no exercise names", "with `limits_only` there is no `leaves_out`"))
        }
        (false, false) if limits => Some((
            "no exercise names",
            "name it in exercises, say whom it is `like`, or that it sets limits alone: `limits_only: true`",
        )),
        (false, false) => {
            Some(("no exercise names", "name it in exercises, or say whom it is `like`"))
        }
        _ => None,
    }
}
