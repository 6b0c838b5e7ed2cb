//! Not too many days that load one muscle (ACSM11: 2 or 3 a week).

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// A muscle is loaded on at most so many days a week.
pub(crate) struct LoadDays;

impl WeekRule for LoadDays {
    fn code(&self) -> &'static str {
        "load_days"
    }

    fn holds(&self, problem: &Problem<'_>, _: &Week, tally: &Tally) -> bool {
        let most = problem.rules.limits.load_days;
        (0..problem.loadable.len()).all(|muscle| tally.load_days(muscle).count_ones() <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, week};
    use super::*;

    #[test]
    fn breaks_by_one_day() {
        let world = World::new([
            exercise("light").dosed().low_load(),
            exercise("m").dosed(),
            exercise("m-2").dosed(),
        ]);
        let problem = world.problem();
        for (days, a, b, holds) in [
            ("A.A.A..", vec![1], vec![], true),
            ("A.A.A.A", vec![1], vec![], false),
            ("A.A.B.B", vec![1], vec![2], false),
            ("A.A.B.B", vec![1], vec![0], true),
        ] {
            let week = week(days, &a, &b);
            let tally = Tally::of(&problem, &week);
            assert_eq!(LoadDays.holds(&problem, &week, &tally), holds, "{days}");
        }
    }
}
