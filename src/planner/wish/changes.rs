//! Less getting up and down.

use crate::quantity::Points;

use super::super::plan::Terms;
use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::Wish;

/// Each change of position costs a fixed price on each day that it is done.
///
/// The price is fixed, and not a share of the days: a share would let one more free day lower the
/// best score.
pub(crate) struct Changes;

impl Wish for Changes {
    fn points(&self, problem: &Problem<'_>, _: &Week, tally: &Tally) -> Points {
        let changes_a_week: u32 = tally
            .days
            .iter()
            .zip(tally.changes)
            .map(|(days, changes)| days.count_ones() * changes)
            .sum();
        Points(-problem.rules.points.change.0 * i64::from(changes_a_week))
    }

    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points {
        &mut terms.changes
    }
}
