//! What was answered to the safety questions, in the words in which it was asked.

use std::collections::BTreeSet;

use super::Inline;
use super::words::Words;
use crate::library::Question;
use crate::profile::Profile;
use crate::screening::{Answer, ImpliedBy, Outcome};

/// A question that counts as yes with what was answered, and why it matters.
pub(super) fn answered(
    words: &Words,
    profile: &Profile,
    outcome: &Outcome,
    question: &Question,
) -> Vec<Inline> {
    let given = profile.answers.get(&question.id);
    let answer = match outcome.implied.get(&question.id) {
        Some(by) => implied(words, by),
        None => answer(words, question, given),
    };
    // A yes to "one of these" says which these are, unless it names some.
    let chosen = chosen(given);
    let asked = if chosen.is_some() { question.ask.clone() } else { question.in_full() };
    vec![
        Inline::text(format!("{asked} ")),
        Inline::strong(answer),
        Inline::text(format!(" {}", question.reasons(chosen).join(" "))),
    ]
}

/// The choices that an answer names.
pub(super) fn chosen(answer: Option<&Answer>) -> Option<&BTreeSet<String>> {
    match answer {
        Some(Answer::Choices(ids)) if !ids.is_empty() => Some(ids),
        _ => None,
    }
}

/// A yes that nobody gave.
fn implied(words: &Words, by: &ImpliedBy) -> String {
    words.get(match (by.age, by.answers.is_empty()) {
        (true, true) => "answer-by-age",
        (true, false) => "answer-by-age-and-others",
        _ => "answer-by-others",
    })
}

/// An answer that counts as yes: the choices by name. What the person's file does not have a check-in
/// has told, which is a yes.
fn answer(words: &Words, question: &Question, answer: Option<&Answer>) -> String {
    match answer {
        // A choice may be called `unknown`: by itself it is no yes.
        Some(Answer::Choices(ids)) if ids.iter().eq(["unknown"]) => words.get("answer-unknown"),
        Some(Answer::Choices(ids)) if !ids.is_empty() => {
            let chosen = question.choices.iter().filter(|choice| ids.contains(&choice.id));
            let names: Vec<&str> = chosen.map(|choice| choice.name.as_str()).collect();
            let names = words.named(&names);
            words.with("answer-choices", &[("names", (&names).into())])
        }
        Some(Answer::Unknown) => words.get("answer-unknown"),
        _ => words.get("answer-yes"),
    }
}

/// What the person has by an answer that counts as yes and brings a precaution; nothing where there are no
/// words for it, or where it was not said which of the choices it is.
pub(super) fn brought<'q>(
    question: &'q Question,
    answer: Option<&Answer>,
    precaution: &str,
) -> Vec<Option<&'q str>> {
    let brings = |brings: &[String]| brings.iter().any(|id| id == precaution);
    let own = brings(&question.brings).then_some(question.has.as_deref());
    let choices = question.choices.iter().filter(|choice| brings(&choice.brings));
    let of_choices = choices.filter_map(|choice| match answer {
        Some(Answer::Choices(ids)) => ids.contains(&choice.id).then_some(choice.has.as_deref()),
        _ => Some(None),
    });
    own.into_iter().chain(of_choices).collect()
}

/// That these were the answers, and when they were given, if that is known of all of them: what a
/// check-in or the command line told came later.
pub(super) fn given(
    words: &Words,
    profile: &Profile,
    outcome: &Outcome,
    questions: &[&Question],
) -> String {
    let is_implied = |question: &&&Question| outcome.implied.contains_key(&question.id);
    let answered: Vec<&&Question> = questions.iter().filter(|it| !is_implied(it)).collect();
    if answered.is_empty() {
        return words.get("answers-known");
    }
    let is_from_file = |question: &&Question| {
        let answer = profile.answers.get(&question.id);
        answer.is_some_and(|answer| *answer != Answer::No)
            && !profile.changed.contains(&question.id)
    };
    match profile.answered.filter(|_| answered.into_iter().all(is_from_file)) {
        Some(date) => {
            let date = words.date_long(date);
            words.with("answers-given-on", &[("date", (&date).into())])
        }
        None => words.get("answers-given"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    #[test]
    fn an_answer_names_its_choices_and_a_doubt() {
        let library = built_in().unwrap();
        let words = Words::read(&library.words).unwrap();
        let questions = &library.screening.questions;
        let question = questions.iter().find(|question| question.id == "thr").unwrap();
        let choices =
            |ids: &[&str]| Answer::Choices(ids.iter().map(|id| (*id).to_owned()).collect());
        for (given, expected) in [
            (Some(choices(&["posterior"])), "Yes: “from behind”."),
            (Some(choices(&["posterior", "lateral"])), "Yes: “from behind” and “from the side”."),
            (Some(choices(&["unknown"])), "I do not know."),
            (Some(Answer::Yes), "Yes."),
            (Some(Answer::Unknown), "I do not know."),
            (None, "Yes."),
        ] {
            assert_eq!(answer(&words, question, given.as_ref()), expected, "{given:?}");
        }
        assert!(words.findings().is_empty(), "{:?}", words.findings());
    }

    #[test]
    fn a_yes_that_nobody_gave_says_where_it_comes_from() {
        let library = built_in().unwrap();
        let words = Words::read(&library.words).unwrap();
        let answers = || vec!["minor-knock".to_owned()];
        for (by, says) in [
            (ImpliedBy { answers: Vec::new(), age: true }, "year of birth"),
            (ImpliedBy { answers: answers(), age: false }, "other answers"),
            (ImpliedBy { answers: answers(), age: true }, "other answers and your year of birth"),
        ] {
            assert!(implied(&words, &by).contains(says), "{by:?}");
        }
        assert!(words.findings().is_empty(), "{:?}", words.findings());
    }

    #[test]
    fn each_choice_has_its_own_reason_and_note() {
        let library = built_in().unwrap();
        let question = library.screening.question("belly-pelvis").unwrap();
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
        let notes = |chosen: Option<&BTreeSet<String>>| {
            question.all_notes(chosen).map(|note| note.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        for (chosen, pelvic) in [
            (Some(ids(&["kidney"])), false),
            (Some(ids(&["hernia", "kidney"])), false),
            (Some(ids(&["prolapse"])), true),
            (None, true),
        ] {
            let chosen = chosen.as_ref();
            assert_eq!(notes(chosen).contains("pelvic-health"), pelvic, "{chosen:?}");
            assert!(notes(chosen).contains("Breathe out"), "{chosen:?}");
        }
        let kidney = ids(&["kidney"]);
        assert!(!question.reasons(Some(&kidney)).join(" ").contains("queezing"));
        assert_eq!(question.reasons(None), [question.because.as_str()]);
    }

    #[test]
    fn an_answer_says_what_the_person_has_of_what_a_precaution_is_about() {
        let library = built_in().unwrap();
        let brought = |id: &str, answer: Option<&Answer>, precaution: &str| {
            let questions = &library.screening.questions;
            let question = questions.iter().find(|question| question.id == id).unwrap();
            brought(question, answer, precaution)
                .into_iter()
                .map(|has| has.map(str::to_owned))
                .collect::<Vec<_>>()
        };
        let hernia = Answer::Choices(["hernia".to_owned(), "tense".to_owned()].into());
        for (id, answer, precaution, expected) in [
            ("pregnant", Some(Answer::Yes), "abdo-press", vec![Some("pregnancy")]),
            ("pregnant", Some(Answer::Yes), "fall-risk", vec![]),
            ("belly-pelvis", Some(hernia), "abdo-press", vec![Some("a hernia")]),
            // Which of them it is was not said.
            ("belly-pelvis", None, "abdo-press", vec![None, None]),
            ("falls", Some(Answer::Yes), "fall-risk", vec![None]),
        ] {
            let expected: Vec<Option<String>> =
                expected.into_iter().map(|has| has.map(str::to_owned)).collect();
            assert_eq!(brought(id, answer.as_ref(), precaution), expected, "{id}");
        }
    }
}
