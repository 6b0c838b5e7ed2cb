//! Groups of exercises that give a need less than a dose: of each group a session has so few that they
//! are no dose by themselves.
//!
//! Levels of a chain are such a group, and so is every exercise by itself. One of two halves is no dose:
//! the bound asks for help from outside each group (see `price`).

use std::collections::BTreeMap;

use super::problem::Problem;

/// The groups of a problem.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    /// The need of each group.
    pub(crate) needs: Vec<usize>,
    /// For each candidate and each of its credits, the group; none where it is a whole dose.
    pub(crate) of_candidate: Vec<Vec<Option<usize>>>,
}

/// What makes a group for a need: a chain of which a level has one such exercise at most, or else an
/// exercise.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Ladder(usize, usize),
    Candidate(usize, usize),
}

impl Groups {
    /// Finds the groups of a problem.
    pub(crate) fn of(problem: &Problem<'_>) -> Self {
        let dose = problem.rules.coverage.dose_credit;
        let is_part_of = |candidate: usize, need: usize| {
            let credits = &problem.candidates[candidate].credits;
            credits.iter().any(|(other, credit)| *other == need && *credit < dose)
        };
        let ladder_of = |candidate: usize, need: usize| {
            let one_a_level = |rung: &Vec<usize>| {
                rung.iter().filter(|other| is_part_of(**other, need)).count() <= 1
            };
            let mut ladders = problem.ladders.iter().enumerate();
            let (ladder, rungs) = ladders
                .find(|(_, rungs)| rungs.iter().flatten().any(|other| *other == candidate))?;
            rungs.iter().all(one_a_level).then_some(ladder)
        };
        let mut known: BTreeMap<Key, usize> = BTreeMap::new();
        let mut needs = Vec::new();
        let mut group_of = |candidate: usize, (need, credit): &(usize, u32)| {
            if *credit >= dose {
                return None;
            }
            let key = match ladder_of(candidate, *need) {
                Some(ladder) => Key::Ladder(*need, ladder),
                None => Key::Candidate(*need, candidate),
            };
            Some(*known.entry(key).or_insert_with(|| {
                needs.push(*need);
                needs.len() - 1
            }))
        };
        let candidates = problem.candidates.iter().enumerate();
        let of_candidate = candidates
            .map(|(index, one)| one.credits.iter().map(|credit| group_of(index, credit)).collect())
            .collect();
        Self { needs, of_candidate }
    }
}
