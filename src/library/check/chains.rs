//! A chain has every level from 1 on, never gets easier or earlier as it goes up, and stays with its muscle:
//! whoever goes up for a muscle still works it first.

use std::collections::BTreeSet;

use super::{Exercise, Finding, Library, in_exercise};
use crate::finding::Code;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let ids: BTreeSet<&str> = library
        .exercises
        .values()
        .filter_map(|e| e.chain.as_ref())
        .map(|link| link.id.as_str())
        .collect();
    ids.into_iter().flat_map(|id| chain(library, id)).collect()
}

fn level(exercise: &Exercise) -> u32 {
    exercise.chain.as_ref().map_or(0, |link| link.level)
}

fn chain(library: &Library, id: &str) -> Vec<Finding> {
    let members = library.chain(id);
    let mut findings = Vec::new();
    for (i, harder) in members.iter().enumerate() {
        let mut say = |message: String| {
            let place = in_exercise(harder, "chain.level");
            findings.push(Finding::error(Code::BadChain, message).at(place));
        };
        let below = i.checked_sub(1).map_or(0, |i| level(members[i]));
        if level(harder) > below + 1 {
            say(format!("the chain `{id}` has no level {}", below + 1));
        }
        if let Some(message) = other_muscle(library, harder, &members[..i]) {
            say(message);
        }
        for easier in members[..i].iter().filter(|easier| level(easier) < level(harder)) {
            if harder.difficulty < easier.difficulty {
                say(format!("easier than `{}`, which stands below it in `{id}`", easier.id));
            }
            let phase = |exercise: &Exercise| library.phase_index(&exercise.earliest_phase);
            if phase(harder) < phase(easier) {
                say(format!(
                    "in an earlier phase than `{}`, which stands below it in `{id}`",
                    easier.id
                ));
            }
        }
    }
    findings
}

/// What is wrong with the muscles of a level: it is first for none that one right below it is first for, and
/// does not say why it stands there; or says why without need. A muscle that is misspelt is no other one.
fn other_muscle(library: &Library, harder: &Exercise, members: &[&Exercise]) -> Option<String> {
    let is_clear = |it: &Exercise| it.primary.iter().all(|id| library.muscle(id).is_some());
    let mut level_below = members.iter().filter(|easier| level(easier) + 1 == level(harder));
    if !is_clear(harder) || !level_below.all(|easier| is_clear(easier)) {
        return None;
    }
    let reason = harder.chain.as_ref().and_then(|link| link.other_muscle.as_deref());
    let shares = |easier: &&&Exercise| harder.primary.iter().any(|id| easier.primary.contains(id));
    let mut below = members.iter().filter(|easier| level(easier) + 1 == level(harder));
    match (below.find(|easier| !shares(easier)), reason) {
        (Some(easier), None) => {
            Some(format!("first for another muscle than `{}`, right below it", easier.id))
        }
        (Some(_), Some(reason)) if reason.trim().is_empty() => {
            Some("`other_muscle` wants the reason in words".to_owned())
        }
        (None, Some(_)) => {
            Some("`other_muscle` without need: it is first for the same muscle".to_owned())
        }
        _ => None,
    }
}
