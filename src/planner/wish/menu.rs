//! Fewer things to learn: they are done better (HENR99). What a condition prefers is worth learning.

use crate::library::Exercise;
use crate::quantity::Points;

use super::super::plan::Terms;
use super::super::problem::Problem;
use super::super::setting::Setting;
use super::super::week::{Tally, Week};
use super::Wish;

/// Each exercise in the week costs a fixed price; one that a condition prefers earns more than that if it
/// is done on enough days.
pub(crate) struct Menu;

impl Wish for Menu {
    fn points(&self, problem: &Problem<'_>, week: &Week, tally: &Tally) -> Points {
        let least = problem.rules.coverage.least_days;
        let of_one = |index: usize| {
            let enough = tally.days_in(week.place(index)) >= least;
            let earned = if enough { problem.candidates[index].preferred } else { 0 };
            earned - problem.rules.points.menu.0
        };
        Points(week.menu().map(of_one).sum())
    }

    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points {
        &mut terms.menu
    }
}

/// Thousandths of a point that an exercise is worth because a condition of the person prefers it in this
/// phase. It has to serve a need like any other.
pub(crate) fn preferred(setting: &Setting<'_>, exercise: &Exercise) -> i64 {
    let clearance = &setting.request.clearance;
    let is_preferred = clearance.prefers(&exercise.id, &setting.phase.id);
    if is_preferred { setting.library.phases.points.preferred.0 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, week};
    use super::*;

    #[test]
    fn what_a_condition_prefers_earns_its_points_on_enough_days() {
        let mut world = World::new([exercise("good").dosed(), exercise("other").dosed()]);
        let points = |world: &World, days: &str, session: &[usize]| {
            let problem = world.problem();
            let week = week(days, session, &[]);
            let tally = Tally::of(&problem, &week);
            Menu.points(&problem, &week, &tally)
        };
        assert_eq!(points(&world, "A.A....", &[0, 1]), Points(-1_200));
        let good = || ["good".to_owned()].into();
        world.request.clearance.preferred.insert("build".into(), good());
        assert_eq!(points(&world, "A.A....", &[0, 1]), Points(-1_200), "for another phase");
        world.request.clearance.preferred.insert("settle".into(), good());
        assert_eq!(points(&world, "A.A....", &[0, 1]), Points(900));
        assert_eq!(points(&world, "A......", &[0, 1]), Points(-1_200), "one day is too few");
    }
}
