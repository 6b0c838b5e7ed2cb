//! Answers -> emergency, urgent, sign-off, caution or clear.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Level, Library, Question, Unknown};

/// An answer to a safety question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// The person does not know.
    Unknown,
    /// Yes, and which of the question's choices, by id.
    Choices(BTreeSet<String>),
}

/// Answers by question id; a question that is missing was not answered.
pub type Answers = BTreeMap<String, Answer>;

/// What the answers lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The gravest level that was reached; none if no answer reached one.
    pub level: Option<Level>,
    /// The questions that count as yes, with the level each one reached, gravest first.
    pub raised: Vec<(String, Level)>,
    /// Precautions that the answers bring.
    pub precautions: BTreeSet<String>,
    /// Questions without an answer, or with an "I do not know" that does not count as yes, in the
    /// library's order.
    pub unanswered: Vec<String>,
}

impl Outcome {
    /// Whether a plan may be made.
    #[must_use]
    pub fn allows_plan(&self, library: &Library) -> bool {
        self.level.is_none_or(|level| {
            library.screening.levels.get(&level).is_some_and(|action| action.plan)
        })
    }

    /// The questions whose answers ask for a signature before the first session.
    pub fn to_sign(&self) -> impl Iterator<Item = &str> {
        let sign = self.raised.iter().filter(|(_, level)| *level == Level::SignOff);
        sign.map(|(id, _)| id.as_str())
    }
}

/// Weighs answers. An answer to a question that the library does not have is ignored here; the
/// profile's check has reported it.
#[must_use]
pub fn outcome(library: &Library, answers: &Answers) -> Outcome {
    let questions = &library.screening.questions;
    let mut outcome = Outcome::default();
    let mut soft = 0;
    for question in questions {
        let Some(answer) = answers.get(&question.id) else {
            outcome.unanswered.push(question.id.clone());
            continue;
        };
        if !counts_as_yes(question, answer) {
            if *answer == Answer::Unknown {
                outcome.unanswered.push(question.id.clone());
            }
            continue;
        }
        soft += u32::from(question.soft);
        let level = if question.soft { Level::Caution } else { question.level };
        outcome.raised.push((question.id.clone(), level));
        outcome.precautions.extend(brought(question, answer));
    }
    if soft >= 2 {
        make_soft_urgent(questions, &mut outcome.raised);
    }
    outcome.raised.sort_by_key(|(_, level)| *level);
    outcome.level = outcome.raised.first().map(|(_, level)| *level);
    outcome
}

fn counts_as_yes(question: &Question, answer: &Answer) -> bool {
    match answer {
        Answer::Yes | Answer::Choices(_) => true,
        Answer::No => false,
        Answer::Unknown => question.unknown == Some(Unknown::Yes),
    }
}

/// A plain yes to a question with choices brings what every choice would: the stricter reading.
fn brought<'a>(question: &'a Question, answer: &'a Answer) -> impl Iterator<Item = String> + 'a {
    let chosen = question.choices.iter().filter(move |choice| match answer {
        Answer::Choices(ids) => ids.contains(&choice.id),
        _ => true,
    });
    let of_choices = chosen.flat_map(|choice| choice.brings.iter());
    question.brings.iter().chain(of_choices).cloned()
}

/// One soft flag alone says little; two together are reason to be seen (FINU20).
fn make_soft_urgent(questions: &[Question], raised: &mut [(String, Level)]) {
    for (id, level) in raised {
        if questions.iter().any(|question| question.id == *id && question.soft) {
            *level = (*level).min(Level::Urgent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    fn weigh(answers: &[(&str, Answer)]) -> Outcome {
        let library = built_in().unwrap();
        let answers =
            answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect();
        outcome(&library, &answers)
    }

    fn choices(ids: &[&str]) -> Answer {
        Answer::Choices(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn the_gravest_answer_decides() {
        type Case<'a> = (&'a [(&'a str, Answer)], Option<Level>, bool);
        let cases: &[Case] = &[
            (&[], None, true),
            (&[("ces-saddle", Answer::No)], None, true),
            (&[("ces-saddle", Answer::Yes)], Some(Level::Emergency), false),
            (&[("ces-saddle", Answer::Unknown)], Some(Level::Emergency), false),
            (&[("cancer-hx", Answer::Yes)], Some(Level::Urgent), false),
            (&[("cancer-hx", Answer::Unknown)], None, true),
            (&[("night-pain", Answer::Yes)], Some(Level::Caution), true),
            (
                &[("night-pain", Answer::Yes), ("minor-knock", Answer::Yes)],
                Some(Level::Urgent),
                false,
            ),
            (&[("pregnant", Answer::Yes)], Some(Level::SignOff), true),
            (&[("pregnant", Answer::Yes), ("child", Answer::Yes)], Some(Level::Urgent), false),
        ];
        let library = built_in().unwrap();
        for (answers, level, plan) in cases {
            let found = weigh(answers);
            assert_eq!((found.level, found.allows_plan(&library)), (*level, *plan), "{answers:?}");
        }
    }

    #[test]
    fn a_hip_replacement_brings_the_rules_of_its_approach_and_an_unknown_one_all() {
        let cases: &[(Answer, &[&str])] = &[
            (choices(&["posterior"]), &["thr-post"]),
            (choices(&["posterior", "anterior"]), &["thr-ant", "thr-post"]),
            (choices(&["unknown"]), &["thr-ant", "thr-post"]),
            (Answer::Yes, &["thr-ant", "thr-post"]),
            (Answer::No, &[]),
        ];
        for (answer, brought) in cases {
            let found = weigh(&[("thr", answer.clone())]).precautions;
            assert_eq!(
                found.iter().map(String::as_str).collect::<Vec<_>>(),
                *brought,
                "{answer:?}"
            );
        }
    }

    #[test]
    fn what_was_not_answered_stays_to_be_asked() {
        let library = built_in().unwrap();
        assert_eq!(weigh(&[]).unanswered.len(), library.screening.questions.len());
        let found = weigh(&[("cancer-hx", Answer::Unknown), ("thr", Answer::No)]);
        assert!(found.unanswered.contains(&"cancer-hx".to_owned()));
        assert!(!found.unanswered.contains(&"thr".to_owned()));
    }
}
