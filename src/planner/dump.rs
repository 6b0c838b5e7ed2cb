//! The problems of a plan as plain data, so that anyone can check them with another solver.
//!
//! The format is that of `docs/formats.md`, "The problem as data". Times are whole seconds, points are
//! whole thousandths. Everything that the search obeys is in it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::candidate::Candidate;
use super::phase::Choice;
use super::problem::Problem;
use super::week::{Slot, Week};
use crate::library::Position;
use crate::quantity::Day;

/// The problems of all phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dump {
    /// In the order of the phases.
    pub phases: Vec<PhaseProblem>,
}

/// The problem of a phase, and the week that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseProblem {
    /// The phase's id.
    pub name: String,
    /// The available days, 0 for Monday.
    pub days: Vec<usize>,
    /// Seconds on each of them.
    pub budget: Vec<u32>,
    /// Exercises in a session.
    pub max_ex: usize,
    /// Exercises in the week.
    pub max_menu: u32,
    /// Different sessions in the week.
    pub max_sessions: usize,
    /// Seconds of a change of position.
    pub change_s: u32,
    /// What a change of position costs, each day.
    pub change_cost: i64,
    /// Days a week that may load one muscle; never two in a row, Sunday and Monday included.
    pub max_load_days: u32,
    /// Exercises a day that may load one muscle.
    pub max_load_per_day: u32,
    /// Credits that make a dose.
    pub dose: u32,
    /// Days with a dose from which a need counts as met.
    pub least_days: u32,
    /// The day on which the phase begins, 0 for Monday.
    pub first_day: usize,
    /// Muscles that may not be loaded on that day, because the phase before ends with loading them.
    pub loaded_before: Vec<usize>,
    /// The exercises.
    pub ex: Vec<ExerciseData>,
    /// The needs.
    pub needs: Vec<NeedData>,
    /// The muscles: those affected, then those that are only loaded.
    pub muscles: Vec<MuscleData>,
    /// The exercises of each available day.
    pub plan: Vec<Vec<String>>,
    /// What the plan is worth.
    pub score: i64,
    /// No plan of two sessions is worth more.
    pub bound: i64,
    /// Whether the score is the bound.
    pub proven: bool,
}

/// An exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExerciseData {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Seconds.
    pub t: u32,
    /// The number of its position; -1 if it can be done in any.
    pub pos: i64,
    /// The number of its chain; -1 if it has none. A week has exercises of one level of a chain at most.
    pub chain: i64,
    /// Its level in the chain.
    pub level: u32,
    /// The muscles that it loads.
    pub load: Vec<usize>,
    /// Needs and the credits that it gives to them.
    pub credit: Vec<(usize, u32)>,
    /// The days a week on which it may be at most.
    pub max_days: u32,
    /// What one use costs.
    #[serde(rename = "use")]
    pub per_use: i64,
    /// What having it in the week costs, less the seed's favour.
    pub fixed: i64,
    /// What it earns if it is done on `least_days` days, because it was asked for by name or a condition
    /// prefers it.
    pub prize: i64,
}

/// A need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedData {
    /// The muscle.
    pub muscle: usize,
    /// The muscle's id.
    pub name: String,
    /// The kind of work.
    pub kind: String,
    /// Days a week with a dose, and the points that reaching them adds.
    pub steps: Vec<(usize, i64)>,
}

/// A muscle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MuscleData {
    /// Its id.
    pub name: String,
    /// What is lost if none of its needs is met.
    pub neglect: i64,
}

/// The problem of a phase as data.
pub(super) fn phase(problem: &Problem<'_>, choice: &Choice, week: &Week) -> PhaseProblem {
    let days: Vec<usize> = (0..Day::ALL.len()).filter(|day| problem.seconds[*day] > 0).collect();
    let muscles = muscles(problem);
    let index = |name: &str| muscles.iter().position(|muscle| muscle.name == name);
    let loaded = problem.loadable.iter().zip(&problem.loaded_before);
    let limits = &problem.rules.limits;
    PhaseProblem {
        name: problem.phase.id.clone(),
        budget: days.iter().map(|day| problem.seconds[*day]).collect(),
        max_ex: problem.places(),
        max_menu: limits.menu,
        max_sessions: Slot::BOTH.len(),
        change_s: limits.change_s,
        change_cost: problem.rules.points.change.0,
        max_load_days: limits.load_days,
        max_load_per_day: limits.load_per_day,
        dose: problem.rules.coverage.dose_credit,
        least_days: problem.rules.coverage.least_days,
        first_day: problem.first_day.index(),
        loaded_before: loaded
            .filter(|(_, loaded)| **loaded)
            .filter_map(|(muscle, _)| index(muscle))
            .collect(),
        ex: exercises(problem, choice, &index),
        needs: needs(problem),
        plan: days.iter().map(|day| on_day(problem, week, *day)).collect(),
        score: choice.found.worth,
        bound: choice.found.bound,
        proven: choice.found.is_proven(),
        days,
        muscles,
    }
}

fn muscles(problem: &Problem<'_>) -> Vec<MuscleData> {
    let affected = problem.parts.iter();
    let mut muscles: Vec<MuscleData> = affected
        .map(|part| MuscleData { name: part.muscle.clone(), neglect: part.neglect })
        .collect();
    for muscle in &problem.loadable {
        if problem.parts.iter().all(|part| part.muscle != *muscle) {
            muscles.push(MuscleData { name: (*muscle).to_owned(), neglect: 0 });
        }
    }
    muscles
}

fn exercises(
    problem: &Problem<'_>,
    choice: &Choice,
    index: &dyn Fn(&str) -> Option<usize>,
) -> Vec<ExerciseData> {
    let links = problem.candidates.iter().filter_map(|candidate| candidate.exercise.chain.as_ref());
    let chains: BTreeSet<&str> = links.map(|link| link.id.as_str()).collect();
    let chain = |candidate: &Candidate<'_>| -> (i64, u32) {
        candidate.exercise.chain.as_ref().map_or((-1, 0), |link| {
            let number = chains.iter().position(|id| *id == link.id);
            (number.and_then(|number| i64::try_from(number).ok()).unwrap_or(-1), link.level)
        })
    };
    let position = |candidate: &Candidate<'_>| match candidate.exercise.position {
        Position::Any => -1,
        position => position as i64,
    };
    let mut found = Vec::new();
    for (candidate, favour) in problem.candidates.iter().zip(&choice.favours) {
        let (chain, level) = chain(candidate);
        let load = candidate.loads.iter().filter_map(|muscle| index(problem.loadable[*muscle]));
        found.push(ExerciseData {
            id: candidate.exercise.id.clone(),
            kind: candidate.exercise.kind.as_str().to_owned(),
            t: candidate.seconds,
            pos: position(candidate),
            chain,
            level,
            load: load.collect(),
            credit: candidate.credits.clone(),
            max_days: candidate.most_days,
            per_use: candidate.effort,
            fixed: problem.rules.points.menu.0 + candidate.novelty - favour,
            prize: problem.earns(candidate),
        });
    }
    found
}

fn needs(problem: &Problem<'_>) -> Vec<NeedData> {
    let needs = problem.needs.iter().zip(&problem.part_of_need);
    needs
        .map(|(need, part)| NeedData {
            muscle: *part,
            name: need.muscle.clone(),
            kind: need.work.as_str().to_owned(),
            steps: (1..need.gain.len())
                .map(|days| (days, need.gain[days] - need.gain[days - 1]))
                .filter(|(_, points)| *points != 0)
                .collect(),
        })
        .collect()
}

fn on_day(problem: &Problem<'_>, week: &Week, day: usize) -> Vec<String> {
    let session = week.days[day].map_or(&[][..], |slot| &week.sessions[slot as usize]);
    session.iter().map(|item| problem.candidates[*item].exercise.id.clone()).collect()
}
