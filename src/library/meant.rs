//! What is meant by a name that nothing has: the nearest, one with its words, or the list to look in.

use std::collections::BTreeSet;

use super::{Library, Position};
use crate::finding::{did_you_mean, one_of_these};

/// The most that are offered for a word.
const MOST: usize = 3;
/// Shorter words, such as "of" and "a", tell nothing.
const LEAST_LETTERS: usize = 3;

/// A list of what people name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Muscles and groups.
    Muscles,
    /// Conditions.
    Conditions,
    /// Where it hurts.
    Areas,
    /// What bars exercises.
    Precautions,
    /// Things at hand.
    Equipment,
    /// Safety questions.
    Questions,
    /// Exercises.
    Exercises,
}

impl Names {
    /// One of them, as a finding calls it.
    #[must_use]
    pub const fn one(self) -> &'static str {
        match self {
            Self::Muscles => "muscle",
            Self::Conditions => "condition",
            Self::Areas => "body area",
            Self::Precautions => "precaution",
            Self::Equipment => "thing",
            Self::Questions => "safety question",
            Self::Exercises => "exercise",
        }
    }

    /// All of them, as `regimen library list` calls them.
    const fn all(self) -> &'static str {
        match self {
            Self::Muscles => "muscles",
            Self::Conditions => "conditions",
            Self::Areas => "areas",
            Self::Precautions => "precautions",
            Self::Equipment => "equipment",
            Self::Questions => "questions",
            Self::Exercises => "exercises",
        }
    }

    /// Whether an entry answers to its names as well as to its id.
    const fn by_name(self) -> bool {
        matches!(self, Self::Muscles | Self::Conditions)
    }
}

impl Library {
    /// A hint for a name that nothing in a list has.
    #[must_use]
    pub fn meant(&self, names: Names, wanted: &str) -> String {
        let pairs = self.pairs(names);
        // Ids first: a name that only differs in spelling would crowd out another entry.
        let near = did_you_mean(wanted, pairs.iter().map(|(id, _)| *id));
        let by_name = || did_you_mean(wanted, pairs.iter().map(|(_, name)| *name));
        if let Some(near) = near.or_else(|| names.by_name().then(by_name).flatten()) {
            return near;
        }
        let list = format!("`regimen library list {}` has them all", names.all());
        match one_of_these(&with_words(wanted, &pairs)) {
            Some(some) => format!("{some} {list}"),
            None => list,
        }
    }

    /// The ids of a list with what their entries are called.
    fn pairs(&self, names: Names) -> Vec<(&str, &str)> {
        macro_rules! named {
            ($entries:expr, $name:ident) => {
                $entries.map(|entry| (entry.id.as_str(), entry.$name.as_str())).collect()
            };
        }
        match names {
            Names::Muscles => self.muscle_names().collect(),
            Names::Conditions => self.condition_names().collect(),
            Names::Areas => named!(self.areas.iter(), name),
            Names::Precautions => named!(self.precautions.iter(), name),
            Names::Equipment => {
                let mut things: Vec<_> = named!(self.equipment.iter(), name);
                // Words that stand for every thing and for no thing are offered too.
                things.extend([("all", "all"), ("none", "none")]);
                things
            }
            Names::Questions => named!(self.screening.questions.iter(), ask),
            Names::Exercises => named!(self.exercises.values(), name),
        }
    }
}

/// A hint for a position that there is none of: the nearest, or all of them.
#[must_use]
pub fn meant_position(wanted: &str) -> String {
    let all = || Position::ALL.iter().filter(|it| **it != Position::Any).map(|it| it.as_str());
    let known: Vec<&str> = all().chain(["floor"]).collect();
    did_you_mean(wanted, known.iter().copied())
        .unwrap_or_else(|| format!("one of: {}", known.join(", ")))
}

/// The entries whose ids or names have every word: ids first, and else in the order of the list.
fn with_words<'a>(wanted: &str, pairs: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    let wanted = wanted.to_lowercase();
    let words = wanted.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| word.chars().count() >= LEAST_LETTERS).collect();
    // Several of a thing are told by one: `hips`.
    let has = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.strip_suffix('s').unwrap_or(word)))
    };
    let by_id = pairs.iter().filter(|(id, _)| has(id));
    let by_name = pairs.iter().filter(|(_, name)| has(name));
    let mut seen = BTreeSet::new();
    let found = by_id.chain(by_name).map(|(id, _)| *id).filter(|id| seen.insert(*id));
    if words.is_empty() { Vec::new() } else { found.take(MOST).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    #[test]
    fn a_name_that_nothing_has_leads_on() {
        let library = built_in().unwrap();
        for (names, wanted, hint) in [
            (Names::Precautions, "gt-com", "did you mean `gt-comp`?"),
            (
                Names::Precautions,
                "hip-replacement",
                "did you mean `thr-post` or `thr-ant`? `regimen library list precautions` has them all",
            ),
            (
                Names::Areas,
                "hip",
                "did you mean `lateral-hip`? `regimen library list areas` has them all",
            ),
            (
                Names::Muscles,
                "hips",
                "did you mean `hip-flexors`, `hip-rotators` or `gluteus-medius`? `regimen library list muscles` has them all",
            ),
            (Names::Muscles, "xyzzy", "`regimen library list muscles` has them all"),
            (Names::Equipment, "it", "`regimen library list equipment` has them all"),
            (Names::Conditions, "", "`regimen library list conditions` has them all"),
        ] {
            assert_eq!(library.meant(names, wanted), hint, "{wanted}");
        }
        assert_eq!(meant_position("stnding"), "did you mean `standing`?");
        let positions = meant_position("lying down");
        assert!(positions.starts_with("one of: supine, prone, ") && positions.ends_with(", floor"));
    }
}
