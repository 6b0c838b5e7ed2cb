//! No two exercises have the same words, and none of a session the same pose as another.

use super::{Exercise, Finding, Library, in_exercise};
use crate::body::pose::Pose;
use crate::finding::Code;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let all: Vec<Looks<'_>> = library.exercises.values().map(Looks::of).collect();
    let mut findings = Vec::new();
    for (i, one) in all.iter().enumerate() {
        let mut say = |other: &Looks<'_>, what: &str, path: &str| {
            let message = format!("the same {what} as `{}`", other.exercise.id);
            findings.push(Finding::error(Code::Twin, message).at(in_exercise(one.exercise, path)));
        };
        for other in &all[..i] {
            if !one.words.is_empty() && one.words == other.words {
                say(other, "words", "steps");
            }
            if one.pose.is_some() && one.pose == other.pose {
                say(other, "pose", "pose");
            }
        }
    }
    findings
}

/// What two exercises may not share.
struct Looks<'a> {
    exercise: &'a Exercise,
    /// The letters of setup and steps, spaces, signs and case aside.
    words: String,
    /// What the body does. Walking is walking, as a break or beside a session: what is done outside
    /// sessions may look alike.
    pose: Option<Pose>,
}

impl<'a> Looks<'a> {
    fn of(exercise: &'a Exercise) -> Self {
        let texts = std::iter::once(&exercise.setup).chain(&exercise.steps);
        let letters = texts.flat_map(|text| text.chars()).filter(|c| c.is_alphanumeric());
        let pose = exercise.pose.as_ref().filter(|_| exercise.kind.is_in_sessions());
        Self {
            exercise,
            words: letters.flat_map(char::to_lowercase).collect(),
            pose: pose.map(|pose| Pose { camera: None, unmeasured: None, ..pose.clone() }),
        }
    }
}
