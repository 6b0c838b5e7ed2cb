//! Texts are short, whole sentences in words that a patient can trust.

use super::{Exercise, Finding, Library, conditions, in_exercise};
use crate::finding::{Code, Place};
use crate::library::{Condition, Note, Wording};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let wording = &library.wording;
    let exercises = library.exercises.values().flat_map(|it| exercise(wording, it));
    let conditions = library.conditions.values().flat_map(|it| condition(wording, it));
    exercises.chain(conditions).chain(numbers(library)).collect()
}

/// Notes with a number that no plan has: it would be printed as it is typed.
fn numbers(library: &Library) -> Vec<Finding> {
    let mut notes: Vec<(&Note, Place)> = Vec::new();
    for condition in library.conditions.values() {
        let at = |i| conditions::place(condition, format!("notes[{i}]"));
        notes.extend(condition.notes.iter().enumerate().map(|(i, note)| (note, at(i))));
    }
    for (i, question) in library.screening.questions.iter().enumerate() {
        let at = || Place::path("screening.yaml", format!("questions[{i}].notes"));
        notes.extend(question.notes.iter().map(|note| (note, at())));
        for (j, choice) in question.choices.iter().enumerate() {
            let at = || Place::path("screening.yaml", format!("questions[{i}].choices[{j}].notes"));
            notes.extend(choice.notes.iter().map(|note| (note, at())));
        }
    }
    let unknown = notes.into_iter().filter_map(|(note, at)| Some((note.unknown()?, at)));
    let found = unknown.map(|(part, at)| {
        let message = format!("a plan has no number `{part}`");
        let hint = "`{limit}` is the most pain that is all right";
        Finding::error(Code::UnknownId, message).at(at).hint(hint)
    });
    found.collect()
}

fn exercise(wording: &Wording, exercise: &Exercise) -> Vec<Finding> {
    let most = &wording.lengths;
    let mut texts: Vec<(String, &str, usize)> = vec![
        ("feel".into(), exercise.feel.as_str(), most.note),
        ("avoid".into(), exercise.avoid.as_str(), most.note),
        ("stop_if".into(), exercise.stop_if.as_str(), most.note),
        ("why".into(), exercise.why.as_str(), most.why),
        ("setup".into(), exercise.setup.as_str(), most.setup_and_steps),
    ];
    let steps = exercise.steps.iter().enumerate();
    texts.extend(steps.map(|(i, step)| (format!("steps[{i}]"), step.as_str(), most.step)));
    let mut findings = Vec::new();
    for (path, text, most) in texts {
        let count = words(text).count();
        if count > most {
            let message = format!("{count} words; at most {most}");
            findings.push(Finding::error(Code::TooLong, message).at(in_exercise(exercise, &path)));
        }
        findings.extend(banned(wording, text, true, || in_exercise(exercise, &path)));
        findings.extend(unended(text, || in_exercise(exercise, &path)));
    }
    let together = words(&exercise.setup).count()
        + exercise.steps.iter().map(|step| words(step).count()).sum::<usize>();
    if together > most.setup_and_steps {
        let message =
            format!("setup and steps have {together} words; at most {}", most.setup_and_steps);
        findings.push(Finding::error(Code::TooLong, message).at(in_exercise(exercise, "steps")));
    }
    findings
}

fn condition(wording: &Wording, condition: &Condition) -> Vec<Finding> {
    let name = ("name".to_owned(), &condition.name);
    let mut texts = vec![
        ("about".to_owned(), &condition.about),
        ("course".to_owned(), &condition.course),
        ("see_someone".to_owned(), &condition.see_someone),
    ];
    let notes = condition.notes.iter().enumerate();
    texts.extend(notes.map(|(i, note)| (format!("notes[{i}]"), &note.text)));
    let avoid = condition.avoid.iter().enumerate();
    texts.extend(avoid.map(|(i, avoided)| (format!("avoid[{i}].because"), &avoided.because)));
    let at = |path: &str| conditions::place(condition, path.to_owned());
    let found = texts.iter().filter_map(|(path, text)| unended(text, || at(path)));
    let mut findings: Vec<Finding> = found.collect();
    texts.insert(0, name);
    let found = texts.iter().filter_map(|(path, text)| banned(wording, text, false, || at(path)));
    findings.extend(found);
    findings
}

/// A sentence without its end: something may be missing, such as what stood behind a ` #`. That a text is
/// there at all is asked elsewhere.
fn unended(text: &str, at: impl FnOnce() -> Place) -> Option<Finding> {
    let ends = text.trim().is_empty() || text.trim_end().ends_with(['.', '!', '?']);
    (!ends).then(|| {
        Finding::error(Code::CutShort, "a whole sentence has a full stop at its end")
            .at(at())
            .hint("a text that has ` #` in it stands in quotes: what follows is not read")
    })
}

/// The first word of a text that the page does not use.
fn banned(
    wording: &Wording,
    text: &str,
    of_exercise: bool,
    at: impl FnOnce() -> Place,
) -> Option<Finding> {
    words(text)
        .find_map(|word| {
            let lower = word.to_lowercase();
            let known = wording.words.iter().find(|it| it.word == lower);
            let because = known.map(|it| it.because.as_str()).or_else(|| {
                let side = of_exercise && wording.sides.contains(&lower);
                side.then_some("the page names the side, and pictures are turned for it")
            })?;
            Some((word, because))
        })
        .map(|(word, because)| {
            Finding::error(Code::BadWord, format!("the page does not use the word `{word}`"))
                .at(at())
                .hint(because)
        })
}

/// The words of a text, without signs.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    text.split(move |c| !is_word(c)).filter(|word| word.chars().any(char::is_alphanumeric))
}
