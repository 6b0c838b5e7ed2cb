//! Precautions and safety questions (`precautions.yaml`, `screening.yaml`).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Note;
use crate::quantity::{Percent, Rating};

/// A precaution: something about a person that bars exercises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Precaution {
    /// The id.
    pub id: String,
    /// What the person has, in common words.
    pub name: String,
    /// The same for a therapist.
    pub clinician: String,
    /// Ends the sentence "Left out for you: ..."; nothing where it only sets limits.
    #[serde(default)]
    pub leaves_out: Option<String>,
    /// Whether getting down to the floor and up again is not safe: what is done there is barred, or done on a
    /// firm bed where the exercise may be.
    #[serde(default)]
    pub bed: bool,
    /// Whether doing more makes the person ill: no card offers a harder exercise.
    #[serde(default)]
    pub steady: bool,
    /// Whether nobody may ask for all that the person can do: there are no tests at home.
    #[serde(default)]
    pub no_tests: bool,
    /// Whether it bars no exercise and only sets limits.
    #[serde(default)]
    pub limits_only: bool,
    /// Why, in a sentence.
    pub because: String,
    /// When what it bars usually comes back, or who says so, in a sentence.
    #[serde(default)]
    pub ends: Option<String>,
    /// It bars what these precautions bar too, by id.
    #[serde(default)]
    pub like: Vec<String>,
    /// The most pain that is all right while exercising, if it is less than for others.
    #[serde(default)]
    pub pain_limit: Option<Rating>,
    /// The hardest that exercise should feel, if it is less than a phase asks for.
    #[serde(default)]
    pub effort_limit: Option<Rating>,
    /// By phase, how much of each dose is the most, in per cent, if it is not all of it.
    #[serde(default)]
    pub dose_share: BTreeMap<String, Percent>,
    /// Keys of `sources.yaml`.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a yes to a safety question leads to, gravest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Emergency care now; no plan.
    Emergency,
    /// Medical review within days; no plan.
    Urgent,
    /// A plan with a line for a clinician's signature.
    SignOff,
    /// A plan with a caution.
    Caution,
}

impl Level {
    /// The word for it in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
            Self::SignOff => "sign-off",
            Self::Caution => "caution",
        }
    }
}

/// One answer of several to a safety question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The id.
    pub id: String,
    /// Common words.
    pub name: String,
    /// What the person then has, in words that can stand for the name of a precaution that it switches on.
    #[serde(default)]
    pub has: Option<String>,
    /// Precautions that it switches on.
    #[serde(default)]
    pub brings: Vec<String>,
    /// Why it matters, where that is not what the question says.
    #[serde(default)]
    pub because: Option<String>,
    /// Printed on the plan beside what the question has printed.
    #[serde(default)]
    pub notes: Option<Note>,
}

/// What "I do not know" counts as. Any other word is a finding: taken for no, it would let a plan pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// As yes.
    Yes,
}

/// A safety question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The id.
    pub id: String,
    /// The question.
    pub ask: String,
    /// What a yes leads to.
    pub level: Level,
    /// Why it is asked.
    pub because: String,
    /// `yes` when "I do not know" counts as yes.
    #[serde(default)]
    pub unknown: Option<Unknown>,
    /// Whether one yes alone is a caution, and two soft ones are urgent.
    #[serde(default)]
    pub soft: bool,
    /// What a person with a yes has, in words that can stand for the name of a precaution that it switches on.
    #[serde(default)]
    pub has: Option<String>,
    /// Precautions that a yes switches on.
    #[serde(default)]
    pub brings: Vec<String>,
    /// Printed on the plan when the answer is yes.
    #[serde(default)]
    pub notes: Option<Note>,
    /// What to do instead of what the level says, where a yes stays a yes whoever has seen the person: no plan is
    /// promised.
    #[serde(default)]
    pub refuses: Option<String>,
    /// Answers instead of a plain yes.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Keys of `sources.yaml`.
    #[serde(default)]
    pub sources: Vec<String>,
}

impl Question {
    /// What no question is called: the keys of `screening` that are no questions, and the word for all of them.
    pub const TAKEN: &'static [&'static str] = &["date", "yes", "no", "unknown", "all"];

    /// What is asked, with the names of the choices: without them it may be asked about "one of these".
    #[must_use]
    pub fn in_full(&self) -> String {
        if self.choices.is_empty() {
            return self.ask.clone();
        }
        let names: Vec<&str> = self.choices.iter().map(|choice| choice.name.as_str()).collect();
        format!("{} ({})", self.ask, names.join(" / "))
    }

    /// Why a yes matters: what the chosen choices say, each once, or the question where none is known.
    #[must_use]
    pub fn reasons(&self, chosen: Option<&BTreeSet<String>>) -> Vec<&str> {
        let Some(ids) = chosen else { return vec![&self.because] };
        let chosen = self.choices.iter().filter(|choice| ids.contains(&choice.id));
        let mut reasons: Vec<&str> = Vec::new();
        for reason in chosen.map(|choice| choice.because.as_deref().unwrap_or(&self.because)) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// What is printed with a yes: the question's note and those of the chosen choices; of all of them where
    /// none is known, which is the stricter reading.
    pub fn all_notes<'q>(
        &'q self,
        chosen: Option<&'q BTreeSet<String>>,
    ) -> impl Iterator<Item = &'q Note> {
        let is_chosen =
            move |choice: &&Choice| chosen.is_none_or(|chosen| chosen.contains(&choice.id));
        let of_choices = self.choices.iter().filter(is_chosen);
        self.notes.iter().chain(of_choices.filter_map(|choice| choice.notes.as_ref()))
    }
}

/// What counts as a yes to a question, whatever was answered to it: a yes to all of some questions, and to one of
/// some others or an age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Implied {
    /// The question, by id.
    pub question: String,
    /// Questions of which each has to be answered with yes, by id.
    #[serde(default)]
    pub all: Vec<String>,
    /// Questions of which one yes is enough, by id.
    #[serde(default)]
    pub with: Vec<String>,
    /// Or an age of more than so many years.
    #[serde(default)]
    pub over: Option<u8>,
    /// Or an age of less than so many years.
    #[serde(default)]
    pub under: Option<u8>,
}

impl Implied {
    /// Whether a yes to its question is implied by other answers and the age in years.
    #[must_use]
    pub fn holds(&self, is_yes: &dyn Fn(&str) -> bool, age: Option<i32>) -> bool {
        self.all.iter().all(|id| is_yes(id))
            && (self.with.iter().any(|id| is_yes(id)) || self.is_of_age(age))
    }

    /// Whether the age alone is what the other answers need.
    #[must_use]
    pub fn is_of_age(&self, age: Option<i32>) -> bool {
        let above = |age: i32| self.over.is_some_and(|over| age > i32::from(over));
        let below = |age: i32| self.under.is_some_and(|under| (0..i32::from(under)).contains(&age));
        age.is_some_and(|age| above(age) || below(age))
    }

    /// Whether a question has a part in it.
    #[must_use]
    pub fn asks(&self, question: &str) -> bool {
        self.all.iter().chain(&self.with).any(|id| id == question)
    }
}

/// What to do at a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelAction {
    /// The heading.
    pub title: String,
    /// What to do.
    #[serde(rename = "do")]
    pub action: String,
    /// Whether a plan is made.
    pub plan: bool,
}

/// The file `screening.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    /// The questions, most urgent first.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What counts as a yes to one of them because of other answers or the age.
    #[serde(default)]
    pub implied: Vec<Implied>,
    /// What to do at each level.
    #[serde(default)]
    pub levels: BTreeMap<Level, LevelAction>,
}

impl Screening {
    /// A question by id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_and_an_age_imply_a_yes() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let knock = Implied {
            question: "break".into(),
            all: ids(&["knock"]),
            with: ids(&["bones", "crack"]),
            over: Some(70),
            under: None,
        };
        let child = Implied {
            all: Vec::new(),
            with: Vec::new(),
            over: None,
            under: Some(16),
            ..knock.clone()
        };
        for (rule, yes, age, holds) in [
            (&knock, &["knock"][..], None, false),
            (&knock, &["bones", "crack"], Some(80), false),
            (&knock, &["knock", "crack"], None, true),
            (&knock, &["knock"], Some(70), false),
            (&knock, &["knock"], Some(71), true),
            (&child, &[], None, false),
            (&child, &[], Some(16), false),
            (&child, &[], Some(15), true),
            // A year of birth to come is a slip of the finger.
            (&child, &[], Some(-1), false),
        ] {
            assert_eq!(rule.holds(&|id| yes.contains(&id), age), holds, "{yes:?}, {age:?}");
        }
    }
}
