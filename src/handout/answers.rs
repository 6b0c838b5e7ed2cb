//! What was answered to the safety questions, in the words in which it was asked.

use super::Inline;
use super::words::Words;
use crate::library::Question;
use crate::profile::Profile;
use crate::screening::Answer;

/// A question that counts as yes with what was answered, and why it matters.
pub(super) fn answered(words: &Words, profile: &Profile, question: &Question) -> Vec<Inline> {
    let answer = answer(words, question, profile.answers.get(&question.id));
    // A yes to "one of these" says which these are, unless it names some.
    let named =
        matches!(profile.answers.get(&question.id), Some(Answer::Choices(ids)) if !ids.is_empty());
    let asked = if named { question.ask.clone() } else { question.in_full() };
    vec![
        Inline::text(format!("{asked} ")),
        Inline::strong(answer),
        Inline::text(format!(" {}", question.because)),
    ]
}

/// An answer that counts as yes: the choices by name. What the person's file does not have a check-in
/// has told, which is a yes.
fn answer(words: &Words, question: &Question, answer: Option<&Answer>) -> String {
    match answer {
        Some(Answer::Choices(ids)) if !ids.is_empty() => {
            let chosen = question.choices.iter().filter(|choice| ids.contains(&choice.id));
            let names: Vec<&str> = chosen.map(|choice| choice.name.as_str()).collect();
            let names = words.list(&names);
            words.with("answer-choices", &[("names", (&names).into())])
        }
        Some(Answer::Unknown) => words.get("answer-unknown"),
        _ => words.get("answer-yes"),
    }
}

/// That these were the answers, and when they were given, if that is known of all of them: what a
/// check-in or the command line told came later.
pub(super) fn given(words: &Words, profile: &Profile, questions: &[&Question]) -> String {
    let is_from_file = |question: &&Question| {
        let answer = profile.answers.get(&question.id);
        answer.is_some_and(|answer| *answer != Answer::No)
            && !profile.changed.contains(&question.id)
    };
    match profile.answered.filter(|_| questions.iter().all(is_from_file)) {
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
            (Some(choices(&["posterior"])), "Yes: from behind."),
            (Some(choices(&["posterior", "lateral"])), "Yes: from behind and from the side."),
            (Some(Answer::Yes), "Yes."),
            (Some(Answer::Unknown), "I do not know."),
            (None, "Yes."),
        ] {
            assert_eq!(answer(&words, question, given.as_ref()), expected, "{given:?}");
        }
        assert!(words.findings().is_empty(), "{:?}", words.findings());
    }
}
