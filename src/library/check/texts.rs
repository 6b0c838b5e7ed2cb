//! Texts are short, whole sentences in words that a patient can trust.

use super::{Exercise, Finding, Library, in_exercise};
use crate::finding::Code;

/// The most words by text; setup and steps together are counted too.
const STEP: usize = 12;
const SETUP_AND_STEPS: usize = 60;
const NOTE: usize = 14;
const WHY: usize = 22;

/// Words that promise too much, frighten, or belong to a chart (FACTS: honesty), and sides, which the
/// page names.
const BANNED: [&str; 13] = [
    "knot",
    "knots",
    "toxin",
    "toxins",
    "cure",
    "cures",
    "heal",
    "heals",
    "supine",
    "prone",
    "quadruped",
    "left",
    "right",
];

pub(super) fn check(library: &Library) -> Vec<Finding> {
    library.exercises.values().flat_map(exercise).collect()
}

fn exercise(exercise: &Exercise) -> Vec<Finding> {
    let mut texts: Vec<(String, &str, usize)> = vec![
        ("feel".into(), exercise.feel.as_str(), NOTE),
        ("avoid".into(), exercise.avoid.as_str(), NOTE),
        ("stop_if".into(), exercise.stop_if.as_str(), NOTE),
        ("why".into(), exercise.why.as_str(), WHY),
        ("setup".into(), exercise.setup.as_str(), SETUP_AND_STEPS),
    ];
    let steps = exercise.steps.iter().enumerate();
    texts.extend(steps.map(|(i, step)| (format!("steps[{i}]"), step.as_str(), STEP)));
    let mut findings: Vec<Finding> =
        texts.iter().flat_map(|(path, text, most)| one(exercise, path, text, *most)).collect();
    let together = words(&exercise.setup).count()
        + exercise.steps.iter().map(|step| words(step).count()).sum::<usize>();
    if together > SETUP_AND_STEPS {
        let message = format!("setup and steps have {together} words; at most {SETUP_AND_STEPS}");
        findings.push(Finding::error(Code::TooLong, message).at(in_exercise(exercise, "steps")));
    }
    findings
}

fn one(exercise: &Exercise, path: &str, text: &str, most: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let count = words(text).count();
    if count > most {
        let message = format!("{count} words; at most {most}");
        findings.push(Finding::error(Code::TooLong, message).at(in_exercise(exercise, path)));
    }
    if let Some(word) = words(text).find(|word| BANNED.contains(&word.to_lowercase().as_str())) {
        let message = format!("the page does not use the word `{word}`");
        findings.push(Finding::error(Code::BadWord, message).at(in_exercise(exercise, path)));
    }
    findings
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    text.split(move |c| !is_word(c)).filter(|word| word.chars().any(char::is_alphanumeric))
}
