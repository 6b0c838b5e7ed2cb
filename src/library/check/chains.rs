//! A chain has every level from 1 on, and never gets easier or earlier as it goes up.

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
