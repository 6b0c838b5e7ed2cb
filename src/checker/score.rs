//! Score: the certificate agrees with itself. What its terms should be is worked out in `terms`.

use super::Case;
use crate::planner::plan::{Certificate, Terms};
use crate::quantity::Points;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let most_variety = case.library.phases.points.seed_loss;
    for phase in &case.plan.phases {
        let found = of_certificate(&phase.certificate, most_variety).into_iter();
        faults.extend(found.map(|fault| format!("in phase {}, {fault}", phase.id)));
    }
    faults
}

fn of_certificate(certificate: &Certificate, most_variety: Points) -> Vec<String> {
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
    if certificate.variety.0 < 0 || certificate.variety > most_variety {
        faults.push(format!(
            "{} thousandths of a point are given up for variety, and {} are the most",
            certificate.variety.0, most_variety.0
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
