//! Not too many exercises a day that load one muscle.

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// A muscle is loaded by at most so many exercises of a session.
pub(crate) struct LoadPerDay;

impl WeekRule for LoadPerDay {
    fn code(&self) -> &'static str {
        "load_per_day"
    }

    fn holds(&self, problem: &Problem<'_>, _: &Week, tally: &Tally) -> bool {
        let most = problem.rules.limits.load_per_day;
        tally.loading.iter().flatten().all(|exercises| *exercises <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, week};
    use super::*;

    #[test]
    fn breaks_by_one_exercise() {
        let world = World::new([
            exercise("a").dosed(),
            exercise("b").dosed(),
            exercise("c").dosed(),
            exercise("light").dosed().low_load(),
        ]);
        let problem = world.problem();
        for (a, b, holds) in [
            (vec![0, 1], vec![2], true),
            (vec![0, 1, 2], vec![], false),
            (vec![0, 1, 3], vec![], true),
            (vec![], vec![0, 1, 2], false),
        ] {
            let week = week("A.B....", &a, &b);
            let tally = Tally::of(&problem, &week);
            assert_eq!(LoadPerDay.holds(&problem, &week, &tally), holds, "{a:?} {b:?}");
        }
    }
}
