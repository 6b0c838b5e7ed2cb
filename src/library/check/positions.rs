//! Positions beside the one that an exercise is done in are others, each named once, and `any` is none.

use super::{Exercise, Finding, Library, in_exercise};
use crate::finding::{Code, Place};
use crate::library::{Advice, Position};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let exercises = library.exercises.values().flat_map(through);
    let advice = library.advice.iter().enumerate().flat_map(|(i, advice)| asked_for(i, advice));
    exercises.chain(advice).collect()
}

fn through(exercise: &Exercise) -> Vec<Finding> {
    let known = [exercise.position];
    senseless(&known, &exercise.through, |i| in_exercise(exercise, format!("through[{i}]")))
}

fn asked_for(index: usize, advice: &Advice) -> Vec<Finding> {
    let at = |i| Place::path("advice.yaml", format!("advice[{index}].positions[{i}]"));
    senseless(&[], &advice.positions, at)
}

/// Of positions those that say nothing: nobody can avoid `any`, and the others are known already.
fn senseless(
    known: &[Position],
    named: &[Position],
    place: impl Fn(usize) -> Place,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, position) in named.iter().enumerate() {
        let message = match position {
            Position::Any => "`any` is no position that somebody can avoid".to_owned(),
            _ if known.contains(position) || named[..i].contains(position) => {
                format!("the position `{}` is named already", position.as_str())
            }
            _ => continue,
        };
        let finding = Finding::error(Code::BadValue, message).at(place(i));
        findings.push(finding.hint("leave it out"));
    }
    findings
}
