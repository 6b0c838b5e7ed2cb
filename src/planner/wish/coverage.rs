//! What is treated.

use crate::quantity::Points;

use super::super::plan::Terms;
use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::Wish;

/// Each need earns what the days with a dose are worth.
pub(crate) struct Coverage;

impl Wish for Coverage {
    fn points(&self, problem: &Problem<'_>, _: &Week, tally: &Tally) -> Points {
        let gains = problem.needs.iter().zip(&tally.need_days);
        Points(gains.map(|(need, days)| need.gain[*days as usize]).sum())
    }

    fn term<'a>(&self, terms: &'a mut Terms) -> &'a mut Points {
        &mut terms.coverage
    }
}
