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
