//! Exercises that no best week needs, because another one does all that they do and costs no more.

use crate::library::Position;

use super::candidate::Candidate;
use super::problem::Problem;

/// The candidates that can be left out without losing any worth, in order.
///
/// An exercise is needless beside another one that gives a whole dose to every need that it serves, takes
/// no more time, costs no more, loads no other muscle, and fits in wherever it fits. Where both would be in
/// a session it can be dropped; where it is alone the other one can take its place. Of two that are needless
/// beside each other, the first in the order of ids stays. `barred` replaces nothing.
pub(crate) fn needless(
    problem: &Problem<'_>,
    favours: &[i64],
    barred: Option<usize>,
) -> Vec<usize> {
    let candidates = &problem.candidates;
    let replaces = |other: usize, index: usize| {
        does_all_of(problem, favours, other, index)
            && (other < index || !does_all_of(problem, favours, index, other))
    };
    (0..candidates.len())
        .filter(|index| {
            let mut others = (0..candidates.len()).filter(|other| Some(*other) != barred);
            others.any(|other| other != *index && replaces(other, *index))
        })
        .collect()
}

fn does_all_of(problem: &Problem<'_>, favours: &[i64], other: usize, index: usize) -> bool {
    let (this, better) = (&problem.candidates[index], &problem.candidates[other]);
    let once = |candidate: &Candidate<'_>, index: usize| {
        problem.rules.points.menu.0 + candidate.novelty - favours[index]
    };
    let dose = problem.rules.coverage.dose_credit;
    let doses = |need: usize| {
        better.credits.iter().any(|(other, credit)| *other == need && *credit >= dose)
    };
    let position = better.exercise.position;
    let chain = &better.exercise.chain;
    !this.asked
        && this.credits.iter().all(|(need, _)| doses(*need))
        && better.preferred >= this.preferred
        && better.seconds <= this.seconds
        && better.most_days >= this.most_days
        && better.effort <= this.effort
        && once(better, other) <= once(this, index)
        && once(this, index) >= 0
        && this.effort >= 0
        && (position == Position::Any || position == this.exercise.position)
        && better.loads.iter().all(|muscle| this.loads.contains(muscle))
        && (chain.is_none() || *chain == this.exercise.chain)
}
