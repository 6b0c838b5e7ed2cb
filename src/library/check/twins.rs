//! No two exercises have the same words, and none of a session the same pose as another.

use super::{Exercise, Finding, Library, in_exercise};
use crate::body::pose::Pose;
use crate::finding::Code;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let all: Vec<&Exercise> = library.exercises.values().collect();
    let mut findings = Vec::new();
    for (i, exercise) in all.iter().enumerate() {
        let mut say = |other: &Exercise, what: &str, path: &str| {
            let message = format!("the same {what} as `{}`", other.id);
            findings.push(Finding::error(Code::Twin, message).at(in_exercise(exercise, path)));
        };
        for other in &all[..i] {
            if same_words(exercise, other) {
                say(other, "words", "steps");
            }
            if same_pose(exercise, other) {
                say(other, "pose", "pose");
            }
        }
    }
    findings
}

/// Whether setup and steps are the same, spaces, signs and case aside.
fn same_words(one: &Exercise, other: &Exercise) -> bool {
    let words = |exercise: &Exercise| -> String {
        let texts = std::iter::once(&exercise.setup).chain(&exercise.steps);
        let letters = texts.flat_map(|text| text.chars()).filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let words_of_one = words(one);
    !words_of_one.is_empty() && words_of_one == words(other)
}

/// Whether the body does the same. Walking is walking, as a break or beside a session: what is done
/// outside sessions may look alike.
fn same_pose(one: &Exercise, other: &Exercise) -> bool {
    let seen = |exercise: &Exercise| {
        let pose = exercise.pose.as_ref().filter(|_| exercise.kind.is_in_sessions())?;
        Some(Pose { camera: None, unmeasured: None, ..pose.clone() })
    };
    seen(one).is_some_and(|pose| Some(pose) == seen(other))
}
