//! Every muscle has lines to be drawn, and every line is one that can be measured or says that it is not.

use std::collections::BTreeSet;

use super::{Finding, Library};
use crate::body::Line;
use crate::finding::{Code, Place, did_you_mean};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut findings = undrawn(library);
    findings.extend(strangers(library));
    findings.extend(twice(library));
    for (muscle, lines) in &library.body.lines.muscles {
        for (i, line) in lines.iter().enumerate() {
            findings.extend(fibre(line, &format!("muscles.{muscle}[{i}]")));
        }
    }
    findings
}

/// Muscles without a line. A warning: the picture lacks its target, but the plan is sound.
fn undrawn(library: &Library) -> Vec<Finding> {
    let muscles = library.muscles.muscles.iter();
    let bare = muscles.filter(|muscle| library.body.lines.of(&muscle.id).is_empty());
    bare.map(|muscle| {
        let message = format!("the muscle `{}` has no line, so no picture can show it", muscle.id);
        Finding::warning(Code::Incomplete, message)
            .at(place("muscles"))
            .hint("a line without `fibre_m` is drawn and not measured")
    })
    .collect()
}

/// Lines of muscles that the library does not have.
fn strangers(library: &Library) -> Vec<Finding> {
    let muscles = || library.muscles.muscles.iter().map(|muscle| muscle.id.as_str());
    let ids = library.body.lines.muscles.keys();
    ids.filter(|id| library.muscle(id).is_none())
        .map(|id| {
            Finding::error(Code::UnknownId, format!("there is no muscle `{id}`"))
                .at(place(&format!("muscles.{id}")))
                .maybe_hint(did_you_mean(id, muscles()))
        })
        .collect()
}

/// Ids that two lines have.
fn twice(library: &Library) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for (muscle, lines) in &library.body.lines.muscles {
        for (i, line) in lines.iter().enumerate() {
            if !seen.insert(&line.id) {
                let message = format!("two lines have the id `{}`", line.id);
                let at = place(&format!("muscles.{muscle}[{i}].id"));
                findings.push(Finding::error(Code::DuplicateId, message).at(at));
            }
        }
    }
    findings
}

fn fibre(line: &Line, path: &str) -> Option<Finding> {
    match line.fibre {
        Some(fibre) if fibre > 0.0 && fibre.is_finite() => None,
        Some(_) => {
            let message = format!("the fibres of `{}` have no length", line.id);
            Some(Finding::error(Code::BadValue, message).at(place(&format!("{path}.fibre_m"))))
        }
        None if line.textbook => None,
        None => {
            let message = format!("the line `{}` of the model has no fibre length", line.id);
            Some(Finding::error(Code::Incomplete, message).at(place(path)))
        }
    }
}

fn place(path: &str) -> Place {
    Place::path("body/muscle-lines.yaml", path)
}
