//! Nobody left out.

use crate::quantity::Points;

use super::super::plan::Terms;
use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::Wish;

/// A muscle none of whose needs is met costs its share.
pub(crate) struct Neglect;

impl Wish for Neglect {
    fn points(&self, problem: &Problem<'_>, _: &Week, tally: &Tally) -> Points {
        let parts = problem.parts.iter().zip(&tally.treated);
        Points(parts.filter(|(_, treated)| !**treated).map(|(part, _)| -part.neglect).sum())
    }

    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points {
        &mut terms.neglect
    }
}
