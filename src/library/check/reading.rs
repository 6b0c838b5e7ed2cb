//! Texts for patients are easy to read: a school grade of 6 at most, and 5 on average (Flesch-Kincaid).

use super::syllables::syllables;
use super::texts::words;
use super::{Exercise, Finding, Library, conditions, in_exercise};
use crate::finding::{Code, Place};
use crate::library::{Condition, Why};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let limits = &library.wording.grade;
    let exercises = library.exercises.values();
    let exercises: Vec<(&Exercise, f64)> =
        exercises.map(|exercise| (exercise, grade(&of_exercise(exercise)))).collect();
    let average = average(library, exercises.iter().map(|(_, grade)| *grade));
    let exercises = exercises.into_iter().map(|(it, grade)| (in_exercise(it, "steps"), grade));
    let presets = library.conditions.values();
    let presets = presets.map(|it| (conditions::place(it, "about"), grade(&of_condition(it))));
    let said = said(library).into_iter();
    let hard = exercises.chain(presets).chain(said).filter(|(_, grade)| *grade > limits.most);
    let mut findings: Vec<Finding> = hard
        .map(|(place, grade)| {
            let message = format!("reading grade {grade:.1}; at most {}", limits.most);
            Finding::error(Code::HardToRead, message)
                .at(place)
                .hint("shorter sentences, words of one or two syllables")
        })
        .collect();
    findings.extend(average);
    findings
}

fn average(library: &Library, grades: impl ExactSizeIterator<Item = f64>) -> Option<Finding> {
    let count = grades.len() as f64;
    let average = grades.sum::<f64>() / count;
    let most = library.wording.grade.average;
    // Of no exercise at all it is not a number, and above nothing.
    (average > most).then(|| {
        let message = format!("reading grade {average:.1} on average; at most {most}");
        Finding::error(Code::HardToRead, message).at(Place::whole("exercises"))
    })
}

/// The grade of each sentence of `progress.yaml`, which stands alone on the page. What a gate asks for is
/// part of the sentence that names it.
fn said(library: &Library) -> Vec<(Place, f64)> {
    let says = &library.progress.says;
    let place = |why: Why| Place::path("progress.yaml", format!("says.{}", why.as_str()));
    let whole = |text: &str, part: &str| {
        text.replace("{weeks}", "4").replace("{missing}", part).replace("{names}", part)
    };
    let extended = says.get(&Why::Extended).map_or("", String::as_str);
    let of = |(why, text): (&Why, &String)| match why.as_str().strip_prefix("gate-") {
        Some(_) => (place(*why), grade(&[&whole(extended, text)])),
        None => (place(*why), grade(&[&whole(text, "pain")])),
    };
    says.iter().map(of).collect()
}

/// Every text of a card, as sentences.
fn of_exercise(exercise: &Exercise) -> Vec<&str> {
    let Exercise { setup, steps, feel, avoid, stop_if, why, .. } = exercise;
    let mut texts = vec![setup.as_str()];
    texts.extend(steps.iter().map(String::as_str));
    texts.extend([feel.as_str(), avoid, stop_if, why]);
    texts
}

/// Every text of a preset that a patient reads.
fn of_condition(condition: &Condition) -> Vec<&str> {
    let Condition { about, course, see_someone, notes, avoid, .. } = condition;
    let mut texts = vec![about.as_str(), course, see_someone];
    texts.extend(notes.iter().map(|note| note.text.as_str()));
    texts.extend(avoid.iter().map(|avoided| avoided.because.as_str()));
    texts
}

/// The Flesch-Kincaid grade of texts, each of which ends a sentence: 0.39 words a sentence + 11.8
/// syllables a word - 15.59.
#[must_use]
pub fn grade(texts: &[&str]) -> f64 {
    let (mut sentences, mut count, mut spoken) = (0, 0, 0);
    for sentence in texts.iter().flat_map(|text| text.split_inclusive(['.', '!', '?', ':'])) {
        let before = count;
        for word in words(sentence) {
            count += 1;
            spoken += syllables(word);
        }
        sentences += usize::from(count > before);
    }
    if count == 0 {
        return 0.0;
    }
    let count = f64::from(count);
    0.39 * count / sentences as f64 + 11.8 * spoken as f64 / count - 15.59
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grade_is_that_of_the_formula() {
        // 6 words, 1 sentence, 6 syllables.
        assert!((grade(&["The cat sat on the mat."]) - -1.45).abs() < 0.005);
        // 10 words in 2 sentences, 13 syllables.
        let found = grade(&["Lift your hips. Hold for a moment", "and lower slowly, then."]);
        assert!(
            (found - (0.39 * 11.0 / 3.0 + 11.8 * 14.0 / 11.0 - 15.59)).abs() < 0.005,
            "{found}"
        );
        assert!(grade(&["Considerable physiological adaptation necessitates progression."]) > 20.0);
        assert!(grade(&[]).abs() < f64::EPSILON);
    }
}
