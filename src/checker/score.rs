//! Score: the certificate agrees with itself.
//!
//! Recomputing the six terms from the week and the library, so that a wrong term is seen as well,
//! is a later task; until then a certificate can be wrong as long as it adds up.

use super::Case;
use crate::planner::plan::{Certificate, Terms};

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for phase in &case.plan.phases {
        let found = of_certificate(&phase.certificate).into_iter();
        faults.extend(found.map(|fault| format!("in phase {}, {fault}", phase.id)));
    }
    faults
}

fn of_certificate(certificate: &Certificate) -> Vec<String> {
    let (score, bound) = (certificate.score, certificate.bound);
    let mut faults = Vec::new();
    let sum = sum(&certificate.terms);
    if sum != i128::from(score.0) {
        faults.push(format!(
            "the score is {} thousandths of a point, and its terms add up to {sum}",
            score.0
        ));
    }
    if bound < score {
        faults.push(format!(
            "the bound {} is below the score {} (thousandths of a point)",
            bound.0, score.0
        ));
    }
    if certificate.proven && bound > score {
        faults.push(format!(
            "the score {} is called the best, and the bound is {} (thousandths of a point)",
            score.0, bound.0
        ));
    }
    faults
}

/// In more bits than the terms have: those of a plan from a file may be as large as they can.
fn sum(terms: &Terms) -> i128 {
    let Terms { coverage, neglect, changes, menu, novelty, effort } = terms;
    [coverage, neglect, changes, menu, novelty, effort]
        .map(|points| i128::from(points.0))
        .iter()
        .sum()
}
