//! No more exercises in a week than a person can learn.

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// A week has at most so many different exercises.
pub(crate) struct MenuSize;

impl WeekRule for MenuSize {
    fn code(&self) -> &'static str {
        "menu_size"
    }

    fn holds(&self, problem: &Problem<'_>, week: &Week, _: &Tally) -> bool {
        week.menu().count() <= problem.rules.limits.menu as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, week};
    use super::*;

    #[test]
    fn breaks_by_one_exercise_and_counts_each_once() {
        let ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        let world = World::new(ids.map(|id| exercise(id).dosed()));
        let problem = world.problem();
        for (a, b, holds) in [
            (vec![0, 1, 2, 3], vec![4, 5, 6, 7], true),
            (vec![0, 1, 2, 3, 8], vec![4, 5, 6, 7], false),
            (vec![0, 1, 2, 3, 4], vec![4, 5, 6, 7], true),
        ] {
            let week = week("A.B....", &a, &b);
            assert_eq!(MenuSize.holds(&problem, &week, &Tally::of(&problem, &week)), holds);
        }
    }
}
