//! The soft wishes: one score of six named terms.
//!
//! A wish is a file, an object in [`WISHES`] and a term of the plan's certificate. Every term is a sum
//! of whole thousandths of a point, so that terms add up to the score exactly.

pub(crate) mod changes;
pub(crate) mod coverage;
pub(crate) mod effort;
pub(crate) mod menu;
pub(crate) mod neglect;
pub(crate) mod novelty;

use crate::quantity::Points;

use super::plan::Terms;
use super::problem::Problem;
use super::week::{Tally, Week};

/// A soft wish.
pub(crate) trait Wish: Sync {
    /// What a week earns or loses by it.
    fn points(&self, problem: &Problem<'_>, week: &Week, tally: &Tally) -> Points;

    /// Its term among all terms.
    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points;
}

/// Every wish, in the order of the terms.
pub(crate) static WISHES: &[&dyn Wish] = &[
    &coverage::Coverage,
    &neglect::Neglect,
    &changes::Changes,
    &menu::Menu,
    &novelty::Novelty,
    &effort::Effort,
];

/// The score of a week, term by term.
pub(crate) fn terms(problem: &Problem<'_>, week: &Week, tally: &Tally) -> Terms {
    let mut terms = Terms::default();
    for wish in WISHES {
        *wish.term(&mut terms) += wish.points(problem, week, tally);
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, exercise, week};
    use super::*;
    use crate::library::{Finding, Kind, Position};
    use crate::quantity::Side;

    #[test]
    fn the_terms_of_a_week_are_those_worked_out_by_hand() {
        let mut world = World::new([
            exercise("bridge").dosed(),
            exercise("stretch").dosed().kind(Kind::Stretch).primary(&["n"]),
            exercise("wall")
                .dosed()
                .kind(Kind::Release)
                .primary(&["n"])
                .position(Position::Standing),
        ]);
        world.request.affected.push(affected("n", Side::Left, Finding::Tight, 5));
        let problem = world.problem();
        for (days, a, b, expected) in [
            // Strengthening, 42.5 points, has its 3 days; release, 17.5, has 2 of 4: 70 %.
            // Bridge and wall 65 s with their whole doses, three times and twice.
            ("A.A.B..", vec![0, 2], vec![0], [54_750, 0, -400, -1_200, 0, -80]),
            // One day of anything earns nothing, and both muscles are left out.
            ("A......", vec![0, 1], vec![], [0, -15_000, 0, -1_200, 0, -32]),
            ("A.A....", vec![0], vec![], [29_750, -7_500, 0, -600, 0, -32]),
            ("A.A.A..", vec![], vec![], [0, -15_000, 0, 0, 0, 0]),
        ] {
            let week = week(days, &a, &b);
            let terms = terms(&problem, &week, &Tally::of(&problem, &week));
            assert_eq!(terms.named().map(|(_, points)| points.0), expected, "{days}");
        }
    }
}
