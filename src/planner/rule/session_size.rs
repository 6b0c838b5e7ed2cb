//! No more exercises in a session than a person does well.

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// A session has at most the phase's number of exercises, and never more than the limit for all
/// phases.
pub(crate) struct SessionSize;

impl WeekRule for SessionSize {
    fn code(&self) -> &'static str {
        "session_size"
    }

    fn holds(&self, problem: &Problem<'_>, week: &Week, _: &Tally) -> bool {
        week.sessions.iter().all(|session| session.len() <= problem.places())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, week};
    use super::*;

    #[test]
    fn breaks_by_one_exercise() {
        // The first phase allows 4.
        let world = World::new(["a", "b", "c", "d", "e"].map(|id| exercise(id).dosed()));
        let problem = world.problem();
        for (session, holds) in [(vec![0, 1, 2, 3], true), (vec![0, 1, 2, 3, 4], false)] {
            let week = week("A......", &[], &session);
            assert_eq!(SessionSize.holds(&problem, &week, &Tally::of(&problem, &week)), holds);
        }
    }
}
