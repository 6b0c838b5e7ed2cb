//! Fewer things to learn: they are done better (HENR99).

use crate::quantity::Points;

use super::super::plan::Terms;
use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::Wish;

/// Each exercise in the week costs a fixed price.
pub(crate) struct Menu;

impl Wish for Menu {
    fn points(&self, problem: &Problem<'_>, week: &Week, _: &Tally) -> Points {
        let exercises = i64::try_from(week.menu().count()).unwrap_or(i64::MAX);
        Points(-problem.rules.points.menu.0 * exercises)
    }

    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points {
        &mut terms.menu
    }
}
