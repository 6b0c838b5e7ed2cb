//! No name stands for two muscles or groups, and ids are short, lower-case and plain.

use std::collections::BTreeMap;

use super::{Finding, Library, in_exercise};
use crate::finding::{Code, Place};
use crate::library::fold_name;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut findings = ids(library);
    findings.extend(muscle_names(library));
    findings
}

fn ids(library: &Library) -> Vec<Finding> {
    let plain = |id: &str| {
        !id.is_empty()
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let bad = library.exercises.values().filter(|exercise| !plain(&exercise.id));
    bad.map(|exercise| {
        let message =
            format!("the id `{}` is not lower-case letters, digits and hyphens", exercise.id);
        Finding::error(Code::BadId, message).at(in_exercise(exercise, "id"))
    })
    .collect()
}

fn muscle_names(library: &Library) -> Vec<Finding> {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for (owner, name) in library.muscle_names() {
        let folded = fold_name(name);
        match owners.get(&folded) {
            Some(first) if *first != owner => {
                let message = format!("the name `{name}` stands for `{first}` and for `{owner}`");
                findings.push(
                    Finding::error(Code::AmbiguousName, message).at(Place::whole("muscles.yaml")),
                );
            }
            Some(_) => {}
            None => {
                owners.insert(folded, owner);
            }
        }
    }
    findings
}
