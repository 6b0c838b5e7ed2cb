//! One level of a chain a week.

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// A week has exercises of one level of a chain at most: the easier one makes the harder one
/// needless, and the harder one is not ready where the easier one is needed.
pub(crate) struct OneChainLevel;

impl WeekRule for OneChainLevel {
    fn code(&self) -> &'static str {
        "one_chain_level"
    }

    fn holds(&self, problem: &Problem<'_>, week: &Week, _: &Tally) -> bool {
        let links =
            || week.menu().filter_map(|index| problem.candidates[index].exercise.chain.as_ref());
        links().all(|one| links().all(|other| one.id != other.id || one.level == other.level))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, phase_of, week};
    use super::*;

    #[test]
    fn breaks_with_two_levels_of_one_chain() {
        let mut world = World::new([
            exercise("c1").dosed().chain("c", 1),
            exercise("c1-2").dosed().chain("c", 1),
            exercise("c2").dosed().chain("c", 2),
            exercise("d2").dosed().chain("d", 2),
        ]);
        // After a phase with level 1, levels 1 and 2 are open.
        world.before = vec![phase_of("settle", &["c1", "d2"])];
        let problem = world.problem();
        assert_eq!(problem.candidates.len(), 4);
        for (a, b, holds) in [
            (vec![0, 2], vec![], false),
            (vec![0], vec![2], false),
            (vec![0, 1], vec![3], true),
            (vec![0, 3], vec![], true),
        ] {
            let week = week("A.B....", &a, &b);
            let tally = Tally::of(&problem, &week);
            assert_eq!(OneChainLevel.holds(&problem, &week, &tally), holds, "{a:?} {b:?}");
        }
    }
}
