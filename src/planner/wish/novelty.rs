//! Continuity from one phase to the next.

use crate::library::Exercise;
use crate::quantity::Points;

use super::super::plan::Terms;
use super::super::problem::Problem;
use super::super::setting::Setting;
use super::super::week::{Tally, Week};
use super::Wish;

/// An exercise that the plan before did not have costs a price, once.
pub(crate) struct Novelty;

impl Wish for Novelty {
    fn points(&self, problem: &Problem<'_>, week: &Week, _: &Tally) -> Points {
        Points(week.menu().map(|index| -problem.candidates[index].novelty).sum())
    }

    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points {
        &mut terms.novelty
    }
}

/// Thousandths of a point that an exercise costs for being new. In the first phase everything is new
/// to the person, so that novelty could not tell one week from another: it costs nothing there. The
/// next level of a chain that the plan before had costs less than something unrelated; the way back
/// down costs as much as anything new.
///
/// Inside a phase what is new costs more, so that a plan does not swing from week to week; another level
/// of a chain costs less whichever way it goes, because check-ins ask for it.
pub(crate) fn of(setting: &Setting<'_>, exercise: &Exercise) -> i64 {
    let points = &setting.library.phases.points;
    let kept = setting.last_items().any(|item| item.exercise == exercise.id);
    let inside = &setting.library.progress.inside;
    if setting.is_inside() {
        return match () {
            () if kept => 0,
            () if is_of_a_kept_chain(setting, exercise) => inside.chain.0,
            () => inside.novelty.0,
        };
    }
    if setting.before.is_empty() || kept {
        0
    } else if is_next_level(setting, exercise) {
        points.next_level.0
    } else {
        points.novelty.0
    }
}

fn is_of_a_kept_chain(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    let Some(link) = &exercise.chain else { return false };
    setting
        .last_items()
        .filter_map(|item| setting.library.exercises.get(&item.exercise)?.chain.as_ref())
        .any(|kept| kept.id == link.id)
}

fn is_next_level(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    let Some(link) = &exercise.chain else { return false };
    setting
        .last_items()
        .filter_map(|item| setting.library.exercises.get(&item.exercise)?.chain.as_ref())
        .any(|kept| kept.id == link.id && kept.level < link.level)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, phase_of};
    use super::*;

    #[test]
    fn what_is_new_costs_more_than_the_next_level_and_what_is_kept_costs_nothing() {
        let mut world = World::new([
            exercise("one").chain("c", 1),
            exercise("two").chain("c", 2),
            exercise("other").chain("d", 2),
            exercise("free"),
        ]);
        for (before, prices) in [
            (vec![], [0, 0, 0, 0]),
            (vec![phase_of("settle", &["one"])], [0, 400, 800, 800]),
            (vec![phase_of("settle", &["two", "free"])], [800, 0, 800, 0]),
            // Only the plan just before counts.
            (vec![phase_of("settle", &["free"]), phase_of("build", &[])], [800, 800, 800, 800]),
        ] {
            world.before = before;
            let price = |id| of(&world.setting(), &world.library.exercises[id]);
            assert_eq!(["one", "two", "other", "free"].map(price), prices);
        }
    }
}
