//! Answers -> emergency, urgent, sign-off, caution or clear.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Level, Library, Question, Screening, Unknown};

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
    /// Of the questions that count as yes those to which nobody said yes, with what implies it.
    pub implied: BTreeMap<String, ImpliedBy>,
    /// Precautions that the answers bring.
    pub precautions: BTreeSet<String>,
    /// Questions without an answer, or with an "I do not know" that does not count as yes, in the
    /// library's order.
    pub unanswered: Vec<String>,
    /// The level that one yes more would lead to, for each question without an answer: with what was answered
    /// it may be graver than the question's own.
    pub leads_to: BTreeMap<String, Level>,
}

/// What implies a yes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImpliedBy {
    /// Questions that were answered with yes, by id.
    pub answers: Vec<String>,
    /// Whether the age has a part in it.
    pub age: bool,
}

impl Outcome {
    /// Whether a plan may be made.
    #[must_use]
    pub fn allows_plan(&self, library: &Library) -> bool {
        self.level.is_none_or(|level| {
            library.screening.levels.get(&level).is_some_and(|action| action.plan)
        })
    }

    /// The heading and the sentences that say what to do now: those of the level that was reached, and of
    /// questions that refuse a plan for good. These alone where nothing else reached the level.
    #[must_use]
    pub fn to_do<'a>(&self, library: &'a Library) -> Option<(&'a str, Vec<&'a str>)> {
        let action = library.screening.levels.get(&self.level?)?;
        let refusal = |id: &String| library.screening.question(id)?.refuses.as_deref();
        let mut at_level = self.raised.iter().filter(|(_, level)| Some(*level) == self.level);
        let asks_for_more = at_level.any(|(id, _)| refusal(id).is_none());
        let more = asks_for_more.then_some(action.action.as_str());
        let refusals = self.raised.iter().filter_map(|(id, _)| refusal(id));
        Some((&action.title, more.into_iter().chain(refusals).collect()))
    }

    /// Whether there is no plan for this person, whoever has seen them.
    #[must_use]
    pub fn is_refused(&self, library: &Library) -> bool {
        let mut raised = self.raised.iter().filter_map(|(id, _)| library.screening.question(id));
        raised.any(|question| question.refuses.is_some())
    }

    /// The questions whose answers ask for a signature before the first session.
    pub fn to_sign(&self) -> impl Iterator<Item = &str> {
        let sign = self.raised.iter().filter(|(_, level)| *level == Level::SignOff);
        sign.map(|(id, _)| id.as_str())
    }
}

/// Weighs answers, with the age in years if it is known. An answer to a question that the library does not have
/// is ignored here; the profile's check has reported it.
#[must_use]
pub fn outcome(library: &Library, answers: &Answers, age: Option<i32>) -> Outcome {
    let screening = &library.screening;
    let told = Told { screening, answers, age };
    let mut outcome = Outcome::default();
    let mut soft = 0;
    for question in &screening.questions {
        let answer = answers.get(&question.id);
        let yes = answer.filter(|answer| counts_as_yes(question, answer));
        let implied = yes.is_none().then(|| told.implies(&question.id)).flatten();
        if yes.is_none() && implied.is_none() {
            if answer != Some(&Answer::No) {
                outcome.unanswered.push(question.id.clone());
            }
            continue;
        }
        soft += u32::from(question.soft);
        outcome.raised.push((question.id.clone(), alone(question)));
        outcome.precautions.extend(brought(question, yes.unwrap_or(&Answer::Yes)));
        outcome.implied.extend(implied.map(|by| (question.id.clone(), by)));
    }
    if soft >= 2 {
        make_soft_urgent(&screening.questions, &mut outcome.raised);
    }
    outcome.raised.sort_by_key(|(_, level)| *level);
    outcome.level = outcome.raised.first().map(|(_, level)| *level);
    let open = outcome.unanswered.iter().filter_map(|id| screening.question(id));
    let leads_to = open.map(|it| (it.id.clone(), told.leads_to(it, soft > 0)));
    outcome.leads_to = leads_to.collect();
    outcome
}

/// What is known of a person.
struct Told<'a> {
    screening: &'a Screening,
    answers: &'a Answers,
    age: Option<i32>,
}

impl Told<'_> {
    fn is_yes(&self, id: &str) -> bool {
        let answered = self.screening.question(id).zip(self.answers.get(id));
        answered.is_some_and(|(question, answer)| counts_as_yes(question, answer))
    }

    /// What implies a yes to a question, if anything does.
    fn implies(&self, id: &str) -> Option<ImpliedBy> {
        let is_yes = |id: &str| self.is_yes(id);
        let mut rules = self.screening.implied.iter().filter(|rule| rule.question == *id);
        let rule = rules.find(|rule| rule.holds(&is_yes, self.age))?;
        let with = rule.with.iter().filter(|id| self.is_yes(id));
        let answers = rule.all.iter().chain(with).cloned().collect();
        Some(ImpliedBy { answers, age: rule.is_of_age(self.age) })
    }

    /// The level that a yes to an open question would lead to.
    fn leads_to(&self, question: &Question, has_soft: bool) -> Level {
        let own = if question.soft && has_soft { Level::Urgent } else { alone(question) };
        let is_yes = |id: &str| id == question.id || self.is_yes(id);
        let rules = self.screening.implied.iter().filter(|rule| rule.asks(&question.id));
        let implied = rules.filter(|rule| rule.holds(&is_yes, self.age));
        let levels = implied.filter_map(|rule| self.screening.question(&rule.question));
        levels.map(alone).fold(own, Level::min)
    }
}

/// The level of a yes by itself.
fn alone(question: &Question) -> Level {
    if question.soft { Level::Caution } else { question.level }
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
    use std::slice::from_ref;

    use super::*;
    use crate::library::built_in;

    fn weigh(answers: &[(&str, Answer)]) -> Outcome {
        weigh_at(answers, None)
    }

    fn weigh_at(answers: &[(&str, Answer)], age: Option<i32>) -> Outcome {
        let library = built_in().unwrap();
        let answers =
            answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect();
        outcome(&library, &answers, age)
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

    /// A bone that is weak or old can break in a small fall, whatever was answered to the question about both.
    #[test]
    fn a_small_knock_and_weak_bones_or_age_are_urgent() {
        let (yes, no) = (Answer::Yes, Answer::No);
        let knock = ("minor-knock", yes.clone());
        let bones = ("osteoporosis", yes.clone());
        type Case<'a> = (&'a [(&'a str, Answer)], Option<i32>, Option<&'a [&'a str]>, bool);
        let cases: &[Case] = &[
            (from_ref(&knock), Some(70), None, false),
            (from_ref(&knock), None, None, false),
            (from_ref(&bones), Some(86), None, false),
            (from_ref(&knock), Some(71), Some(&["minor-knock"]), true),
            (&[knock.clone(), bones.clone()], None, Some(&["minor-knock", "osteoporosis"]), false),
            (
                &[knock.clone(), bones.clone(), ("fall-osteo", no)],
                Some(40),
                Some(&["minor-knock", "osteoporosis"]),
                false,
            ),
            (
                &[knock.clone(), ("vert-fracture", yes.clone()), ("fall-osteo", Answer::Unknown)],
                None,
                Some(&["minor-knock", "vert-fracture"]),
                false,
            ),
        ];
        let library = built_in().unwrap();
        for (answers, years, by, age) in cases {
            let found = weigh_at(answers, *years);
            let implied = found.implied.get("fall-osteo");
            let ids = implied.map(|by| by.answers.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(ids.as_deref(), *by, "{answers:?}, {years:?}");
            assert_eq!(found.allows_plan(&library), by.is_none(), "{answers:?}, {years:?}");
            assert_eq!(implied.is_some_and(|by| by.age), *age, "{answers:?}, {years:?}");
        }
        // Who said so is not told that something else implies it.
        assert!(weigh(&[knock, bones, ("fall-osteo", yes)]).implied.is_empty());
    }

    #[test]
    fn a_child_is_refused_whoever_has_seen_it() {
        let library = built_in().unwrap();
        let to_do = |answers: &[(&str, Answer)], age| {
            let found = weigh_at(answers, age);
            let said = found.to_do(&library).map(|(_, said)| said.join(" ")).unwrap_or_default();
            (found.is_refused(&library), said)
        };
        let when = "only when a doctor says that you can";
        for (answers, age) in
            [(&[("child", Answer::No)][..], Some(15)), (&[("child", Answer::Yes)], None)]
        {
            let (refused, said) = to_do(answers, age);
            assert!(refused && said.contains("under 16") && !said.contains(when), "{said}");
        }
        assert_eq!(to_do(&[("child", Answer::No)], Some(16)), (false, String::new()));
        let (refused, said) = to_do(&[("fever", Answer::Yes)], Some(16));
        assert!(!refused && said.contains(when), "{said}");
        let (refused, said) = to_do(&[("ces-saddle", Answer::Yes)], Some(15));
        assert!(refused && said.contains("emergency department") && said.contains("under 16"));
    }

    #[test]
    fn one_yes_more_may_be_graver_than_its_own_level() {
        type Case<'a> = (&'a [(&'a str, Answer)], Option<i32>, &'a str, Level);
        let cases: &[Case] = &[
            (&[], None, "minor-knock", Level::Caution),
            (&[], None, "heart", Level::SignOff),
            (&[("night-pain", Answer::Yes)], None, "minor-knock", Level::Urgent),
            (&[("night-pain", Answer::Yes)], None, "osteoporosis", Level::Caution),
            (&[("minor-knock", Answer::Yes)], None, "osteoporosis", Level::Urgent),
            (&[("minor-knock", Answer::Yes)], None, "vert-fracture", Level::Urgent),
            (&[("osteoporosis", Answer::Yes)], None, "minor-knock", Level::Urgent),
            (&[], Some(86), "minor-knock", Level::Urgent),
            (&[], Some(86), "osteoporosis", Level::Caution),
        ];
        for (answers, age, open, level) in cases {
            let found = weigh_at(answers, *age).leads_to;
            assert_eq!(found.get(*open), Some(level), "{answers:?}, {age:?}: {open}");
        }
        assert!(!weigh(&[("heart", Answer::No)]).leads_to.contains_key("heart"));
    }
}
