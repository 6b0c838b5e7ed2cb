//! No filler: time and difficulty have a price.

use crate::library::{Exercise, Phase, PointRules};
use crate::quantity::Points;

use super::super::plan::Terms;
use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::Wish;

/// Each use of an exercise costs its minutes, and its steps of difficulty off the phase's own.
pub(crate) struct Effort;

impl Wish for Effort {
    fn points(&self, problem: &Problem<'_>, week: &Week, tally: &Tally) -> Points {
        let of_session = |(session, days): (&Vec<usize>, u8)| -> i64 {
            let once: i64 = session.iter().map(|index| problem.candidates[*index].effort).sum();
            -once * i64::from(days.count_ones())
        };
        Points(week.sessions.iter().zip(tally.days).map(of_session).sum())
    }

    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points {
        &mut terms.effort
    }
}

/// Thousandths of a point that one use costs, its minutes rounded to the nearest thousandth.
pub(crate) fn of_one_use(
    points: &PointRules,
    phase: &Phase,
    exercise: &Exercise,
    seconds: u32,
) -> i64 {
    let minutes = (points.minute.0 * i64::from(seconds) + 30).div_euclid(60);
    let steps = exercise.difficulty.get().abs_diff(phase.difficulty.get());
    minutes + points.difficulty.0 * i64::from(steps)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, library};
    use super::*;

    #[test]
    fn a_use_costs_its_minutes_and_its_steps_off_the_phase() {
        let library = library([]);
        let rules = &library.phases;
        for (phase, difficulty, seconds, cost) in
            [(0, 1, 60, 15), (0, 2, 60, 45), (2, 1, 60, 75), (0, 1, 61, 15), (0, 1, 62, 16)]
        {
            let exercise = exercise("x").difficulty(difficulty);
            let found = of_one_use(&rules.points, &rules.phases[phase], &exercise, seconds);
            assert_eq!(found, cost, "phase {phase}, difficulty {difficulty}, {seconds} s");
        }
    }
}
