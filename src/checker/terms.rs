//! Terms: what the week is worth, worked out again from the plan, the library and the request.
//!
//! It is computed with fractions, where the planner shares out whole thousandths of a point: a term may
//! be off by as much as that rounds. It speaks only of a plan without another fault, because a week that
//! breaks a rule is worth nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage::days_with_dose;
use super::eligibility::barring;
use super::{Case, doses, time};
use crate::library::{Exercise, Phase, Work};
use crate::planner::plan::{PhasePlan, Session};

/// A term as it was worked out, and how far rounding may take it, in thousandths of a point.
struct Term {
    name: &'static str,
    points: f64,
    rounding: f64,
}

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut before: Option<&PhasePlan> = case.last_phase();
    for (rules, phase) in case.known_phases() {
        let claimed = phase.certificate.terms.named();
        for (term, (_, points)) in terms(case, rules, phase, before).iter().zip(claimed) {
            // The last digit of a fraction is no fault.
            if (points.0 as f64 - term.points).abs() > term.rounding + 1e-3 {
                faults.push(format!(
                    "in phase {}, the term {} is {} thousandths of a point, and the week comes to {:.0}",
                    phase.id, term.name, points.0, term.points
                ));
            }
        }
        before = Some(phase);
    }
    faults
}

fn terms(
    case: &Case<'_>,
    rules: &Phase,
    phase: &PhasePlan,
    before: Option<&PhasePlan>,
) -> [Term; 6] {
    let points = &case.library.phases.points;
    let exact = |name, points: f64| Term { name, points, rounding: 0.0 };
    let menu = menu(case, phase).into_values();
    let menu: f64 = menu.map(|exercise| price_of_having(case, phase, exercise)).sum();
    let changes: f64 = sessions_by_day(phase).map(|one| time::changes(case, one) as f64).sum();
    [
        coverage(case, rules, phase),
        neglect(case, rules, phase),
        exact("changes", -points.change.0 as f64 * changes),
        exact("menu", -menu),
        exact("novelty", -before.map_or(0.0, |before| novelty(case, phase, before))),
        effort(case, rules, phase),
    ]
}

fn sessions_by_day(phase: &PhasePlan) -> impl Iterator<Item = &Session> {
    phase.week.values().filter_map(|name| phase.sessions.get(name))
}

/// The exercises of a phase's sessions, each once.
fn menu<'a>(case: &Case<'a>, phase: &PhasePlan) -> BTreeMap<&'a str, &'a Exercise> {
    let items = phase.sessions.values().flat_map(|session| &session.items);
    let known = items.filter_map(|item| case.exercise(&item.exercise));
    known.map(|exercise| (exercise.id.as_str(), exercise)).collect()
}

/// What an exercise costs for being in the week, less what it earns where it is done on enough days and
/// a condition prefers it that nothing else contradicts.
fn price_of_having(case: &Case<'_>, phase: &PhasePlan, exercise: &Exercise) -> f64 {
    let points = &case.library.phases.points;
    let conditions = case.request.clearance.conditions.iter();
    let mut asked = conditions
        .filter_map(|id| case.library.conditions.get(id)?.prefer.get(&phase.id))
        .flatten();
    let days = sessions_by_day(phase)
        .filter(|session| session.items.iter().any(|item| item.exercise == exercise.id))
        .count();
    let open = case.rules_of(phase).is_some_and(|rules| barring(case, rules, exercise).is_empty());
    let earns = open
        && days >= case.library.phases.coverage.least_days as usize
        && asked.any(|id| *id == exercise.id);
    (points.menu.0 - if earns { points.preferred.0 } else { 0 }) as f64
}

/// The needs of a phase: severity times share, summed over the findings of each muscle.
fn needs<'a>(case: &Case<'a>, rules: &Phase) -> BTreeMap<(&'a str, Work), f64> {
    let mut needs = BTreeMap::new();
    for affected in &case.request.affected {
        for (work, share) in rules.shares.get(&affected.finding).into_iter().flatten() {
            let raw = f64::from(affected.weight) * f64::from(*share);
            *needs.entry((affected.muscle.as_str(), *work)).or_insert(0.0) += raw;
        }
    }
    needs.retain(|_, raw| *raw > 0.0);
    needs
}

fn coverage(case: &Case<'_>, rules: &Phase, phase: &PhasePlan) -> Term {
    let needs = needs(case, rules);
    let whole: f64 = needs.values().sum();
    let all = case.library.phases.points.all_needs.0 as f64;
    let earned = needs.iter().map(|((muscle, work), raw)| {
        let days = days_with_dose(case, phase, muscle, *work);
        all * raw / whole * share_of_target(case, rules, *work, days)
    });
    // A need's weight and its share are each rounded by less than a thousandth.
    Term { name: "coverage", points: earned.sum(), rounding: 2.0 * needs.len() as f64 }
}

/// Nothing below the least days, the first share there, the rest in equal steps up to the target.
fn share_of_target(case: &Case<'_>, rules: &Phase, work: Work, days: usize) -> f64 {
    let coverage = &case.library.phases.coverage;
    let least = coverage.least_days as usize;
    let target = rules.target_days.get(&work).map_or(least, |days| *days as usize);
    if days < least {
        0.0
    } else if days >= target {
        1.0
    } else {
        let first = f64::from(coverage.first_share.min(100)) / 100.0;
        first + (1.0 - first) * (days - least) as f64 / (target - least) as f64
    }
}

fn neglect(case: &Case<'_>, rules: &Phase, phase: &PhasePlan) -> Term {
    let least = case.library.phases.coverage.least_days as usize;
    let treated: BTreeSet<&str> = needs(case, rules)
        .keys()
        .filter(|(muscle, work)| days_with_dose(case, phase, muscle, *work) >= least)
        .map(|(muscle, _)| *muscle)
        .collect();
    let affected = &case.request.affected;
    let weight = |left_out: bool| -> f64 {
        let counted = affected.iter().filter(|one| !left_out || !treated.contains(&*one.muscle));
        counted.map(|one| f64::from(one.weight)).sum()
    };
    let price = case.library.phases.points.neglect.0 as f64;
    let points = -price * weight(true) / weight(false);
    Term { name: "neglect", points, rounding: affected.len() as f64 }
}

/// What the exercises cost that the phase before did not have.
fn novelty(case: &Case<'_>, phase: &PhasePlan, before: &PhasePlan) -> f64 {
    let points = &case.library.phases.points;
    let had = menu(case, before);
    let is_next = |exercise: &Exercise| {
        exercise.chain.as_ref().is_some_and(|link| {
            let links = had.values().filter_map(|other| other.chain.as_ref());
            links.into_iter().any(|other| other.id == link.id && other.level < link.level)
        })
    };
    let inside = case.is_inside(phase);
    let dear = &case.library.progress.inside;
    let of_kept_chain = |exercise: &Exercise| {
        exercise.chain.as_ref().is_some_and(|link| {
            let mut links = had.values().filter_map(|other| other.chain.as_ref());
            links.any(|other| other.id == link.id)
        })
    };
    let price = |exercise: &Exercise| match exercise {
        kept if had.contains_key(kept.id.as_str()) => 0,
        level if inside && of_kept_chain(level) => dear.chain.0,
        _ if inside => dear.novelty.0,
        next if is_next(next) => points.next_level.0,
        _ => points.novelty.0,
    };
    menu(case, phase).values().map(|exercise| price(exercise) as f64).sum()
}

fn effort(case: &Case<'_>, rules: &Phase, phase: &PhasePlan) -> Term {
    let points = &case.library.phases.points;
    let (mut cost, mut uses) = (0.0, 0.0);
    for item in sessions_by_day(phase).flat_map(|session| &session.items) {
        let Some(exercise) = case.exercise(&item.exercise) else { continue };
        // The time of the whole dose: how far it has come is no reason to choose an exercise.
        let whole = doses::whole(case, exercise, &phase.id);
        let seconds = whole.map(|dose| time::seconds(case, &phase.id, item, &dose));
        let steps = exercise.difficulty.get().abs_diff(rules.difficulty.get());
        cost += points.minute.0 as f64 * seconds.unwrap_or_default() as f64 / 60.0;
        cost += points.difficulty.0 as f64 * f64::from(steps);
        uses += 1.0;
    }
    Term { name: "effort", points: -cost, rounding: uses }
}
