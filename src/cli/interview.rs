//! The safety questions, asked one by one, most urgent first.

use std::fmt::Write as _;

use super::ask::{Ask, Line, NoAnswer};
use crate::library::{Level, Library, Question};
use crate::screening::{Answer, Answers, outcome};

/// Asks the safety questions. It ends early when the answers already say "see someone first": a person
/// who needs help now is not asked about the rest. The age may say so too, but not before all that is graver is
/// asked. `before` are the answers of the last time.
pub(super) fn interview(
    library: &Library,
    before: &Answers,
    age: Option<i32>,
    ask: &mut dyn Ask,
) -> Result<Answers, NoAnswer> {
    let questions = &library.screening.questions;
    ask.say(
        "Safety questions. Answer each with y (yes), n (no) or ? (I do not know).\n\
         They are asked one by one, because each of them decides what is safe for you.",
    )?;
    let mut answers = Answers::new();
    for (number, question) in (1..).zip(questions) {
        let reached = outcome(library, &answers, age);
        let is_over =
            |level: Level| questions.iter().skip(number - 1).all(|left| left.level >= level);
        if !reached.allows_plan(library) && reached.level.is_some_and(is_over) {
            break;
        }
        let answer = one(question, (number, questions.len()), before.get(&question.id), ask)?;
        answers.insert(question.id.clone(), answer);
    }
    Ok(answers)
}

fn one(
    question: &Question,
    (number, count): (usize, usize),
    before: Option<&Answer>,
    ask: &mut dyn Ask,
) -> Result<Answer, NoAnswer> {
    let mut text = format!("{number}/{count} {}", question.ask);
    // Nobody can say no to "one of these" without hearing what these are.
    if !question.choices.is_empty() {
        for choice in &question.choices {
            let _ = write!(text, "\n  - {}", choice.name);
        }
        ask.say(&text)?;
        "Your answer?".clone_into(&mut text);
    }
    let help = match before.map(short) {
        Some(before) => format!("y, n or ?; last time: {before}"),
        None => "y, n or ?".to_owned(),
    };
    // No default: a safety question is not to be passed by pressing Enter.
    let line = Line { ask: &text, help: &help, default: "", known: &[], check: &known };
    let answer = read(&ask.line(&line)?).unwrap_or(Answer::Unknown);
    if answer != Answer::Yes || question.choices.is_empty() {
        return Ok(answer);
    }
    let names: Vec<String> = question.choices.iter().map(|choice| choice.name.clone()).collect();
    let chosen = ask.many("Which? Choose all that fit.", &names)?;
    let ids = chosen.into_iter().filter_map(|place| Some(question.choices.get(place)?.id.clone()));
    let ids: std::collections::BTreeSet<String> = ids.collect();
    // A yes without a choice brings what every choice would.
    Ok(if ids.is_empty() { Answer::Yes } else { Answer::Choices(ids) })
}

fn read(text: &str) -> Option<Answer> {
    match text.trim().to_lowercase().as_str() {
        "y" | "yes" => Some(Answer::Yes),
        "n" | "no" => Some(Answer::No),
        "?" | "unknown" => Some(Answer::Unknown),
        _ => None,
    }
}

fn known(text: &str) -> Result<(), String> {
    read(text).map(drop).ok_or_else(|| "please type y, n or ?".to_owned())
}

/// An answer in a word or two.
pub(super) fn short(answer: &Answer) -> String {
    match answer {
        Answer::Yes => "yes".to_owned(),
        Answer::No => "no".to_owned(),
        Answer::Unknown => "I do not know".to_owned(),
        Answer::Choices(ids) => ids.iter().cloned().collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::ask::Plain;
    use crate::library::built_in;

    fn answers(lines: &str) -> (Result<Answers, NoAnswer>, String) {
        answers_at(lines, None)
    }

    fn answers_at(lines: &str, age: Option<i32>) -> (Result<Answers, NoAnswer>, String) {
        let library = built_in().unwrap();
        let mut ask = Plain { input: lines.as_bytes(), output: Vec::new() };
        let before = Answers::from([("thr".to_owned(), Answer::Yes)]);
        let answers = interview(&library, &before, age, &mut ask);
        (answers, String::from_utf8(ask.output).unwrap())
    }

    #[test]
    fn every_question_is_asked_and_choices_are_offered() {
        let library = built_in().unwrap();
        let lines: String = library
            .screening
            .questions
            .iter()
            .map(|question| match question.id.as_str() {
                "thr" => "y\n1,2\n",
                "surgery" => "yes\n\n",
                "cancer-hx" => "?\n",
                _ => "maybe\nn\n",
            })
            .collect();
        let (answers, shown) = answers(&lines);
        let answers = answers.unwrap();
        assert_eq!(answers.len(), library.screening.questions.len());
        let two = ["anterior", "posterior"].map(str::to_owned);
        assert_eq!(answers["thr"], Answer::Choices(two.into()));
        assert_eq!(answers["surgery"], Answer::Yes);
        assert_eq!(answers["cancer-hx"], Answer::Unknown);
        assert!(shown.contains("last time: yes"), "{shown}");
    }

    #[test]
    fn what_a_question_is_about_is_said_before_it_is_answered() {
        let library = built_in().unwrap();
        let questions = &library.screening.questions;
        let (answers, shown) = answers(&"n\n".repeat(questions.len()));
        assert_eq!(answers.unwrap().len(), questions.len());
        for question in questions {
            let from = shown.find(&question.ask).unwrap();
            let asked = &shown[from..];
            let asked = &asked[..asked.find("(y, n or ?").unwrap()];
            for choice in &question.choices {
                assert!(asked.contains(&choice.name), "{}: {}: {asked}", question.id, choice.name);
            }
        }
    }

    #[test]
    fn it_ends_with_the_first_answer_that_forbids_a_plan() {
        let (answers, _) = answers("n\ny\n");
        assert_eq!(answers.unwrap().len(), 2);
    }

    #[test]
    fn a_child_is_asked_all_that_may_need_help_now_and_no_more() {
        let library = built_in().unwrap();
        let emergencies = library.screening.questions.iter();
        let emergencies = emergencies.filter(|question| question.level == Level::Emergency).count();
        let (answers, _) = answers_at(&"n\n".repeat(emergencies), Some(14));
        assert_eq!(answers.unwrap().len(), emergencies);
    }

    #[test]
    fn enter_alone_is_no_answer() {
        let (answers, _) = answers("\n\n\n");
        assert!(matches!(answers, Err(NoAnswer::Ended)));
    }
}
