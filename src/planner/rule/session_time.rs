//! No session longer than the minutes of its days.

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// A session fits into each of its days, changes of position included.
pub(crate) struct SessionTime;

impl WeekRule for SessionTime {
    fn code(&self) -> &'static str {
        "session_time"
    }

    fn is_about_time(&self) -> bool {
        true
    }

    fn holds(&self, problem: &Problem<'_>, week: &Week, tally: &Tally) -> bool {
        let fits = |day: usize| {
            week.days[day].is_none_or(|slot| tally.seconds[slot as usize] <= problem.seconds[day])
        };
        (0..week.days.len()).all(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, week};
    use super::*;

    #[test]
    fn breaks_by_one_second() {
        // One exercise of 50 s; Monday and Wednesday are A.
        let world = World::new([exercise("x").dosed()]);
        for (wednesday, holds) in [(50, true), (49, false), (0, false)] {
            let mut problem = world.problem();
            problem.seconds[2] = wednesday;
            let week = week("A.A....", &[0], &[]);
            assert_eq!(SessionTime.holds(&problem, &week, &Tally::of(&problem, &week)), holds);
        }
    }

    #[test]
    fn a_change_of_position_takes_its_seconds() {
        let standing = exercise("y").dosed().position(crate::library::Position::Standing);
        let world = World::new([exercise("x").dosed(), standing]);
        for (seconds, holds) in [(120, true), (119, false)] {
            let mut problem = world.problem();
            problem.seconds[0] = seconds;
            let week = week("A......", &[0, 1], &[]);
            assert_eq!(SessionTime.holds(&problem, &week, &Tally::of(&problem, &week)), holds);
        }
    }
}
