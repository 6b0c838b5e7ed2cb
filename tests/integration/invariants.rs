//! What holds of every plan, by name, on generated people over the real library and over generated ones.
//!
//! The list of `docs/architecture.md`, "What always holds", and where each is tested:
//! 1-6, 8 `hard_rules_hold_in_the_printed_plan` and, for generated libraries,
//! `the_checker_is_silent_whatever_the_library`; 9 `the_same_request_gives_the_same_bytes`; 10
//! `the_order_of_muscles_does_not_matter`; 11 `no_seed_costs_more_than_its_loss`; 12 the four
//! `..._never_lower...` of minutes, a day, things and precautions; 13
//! `more_nodes_never_lower_the_worth_nor_raise_the_bound` and 14
//! `two_sessions_are_never_worth_less_than_one`, beside the search; 15 `mirrored_sides_...` and
//! `shifted_weekdays_...`; 17 `following_a_reason_serves_the_need`; 18 `an_exercise_that_serves_no_need_...`
//! and `a_duplicate_never_lowers_...`; 19 `odd_requests_...` and `a_library_of_thousands_...`.

#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use proptest::prelude::*;
use proptest::sample::Index;

use regimen::checker;
use regimen::planner::explain::explain;
use regimen::planner::plan;
use regimen::planner::plan::Plan;
use regimen::planner::request::Request;
use regimen::screening::clear;

use crate::planner::{LIBRARY, best, certificates_add_up, people, planned};
use crate::twisted::{twisted, twists};

/// What each exercise of a plan's sessions adds to its phase, unless it was asked for by name.
fn worths<'a>(request: &'a Request, plan: &'a Plan) -> impl Iterator<Item = (&'a str, i64)> {
    let proven = plan.phases.iter().filter(|phase| phase.certificate.proven);
    let items = proven.flat_map(|phase| phase.sessions.values()).flat_map(|one| &one.items);
    let chosen = items.filter(|item| !request.include.contains(&item.exercise));
    chosen.map(|item| (item.exercise.as_str(), item.reason.values().map(|points| points.0).sum()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_checker_is_silent_whatever_the_library(request in people(), twists in twists()) {
        let library = twisted(&twists);
        // What a precaution bars depends on the library too: on what has to be done on the floor.
        let clearance = clear(&library, &request.clearance.precautions);
        let request = Request { clearance, ..request };
        if let Ok(plan) = plan(&library, &request) {
            prop_assert_eq!(checker::check(&library, &request, &plan), Vec::new());
            certificates_add_up(&plan);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_more_thing_never_lowers_a_proven_score(request in people(), which in any::<Index>()) {
        let mut more = request.clone();
        more.equipment.insert(which.get(&LIBRARY.equipment).id.clone());
        if let (Some(score), Some(with_more)) = (best(&LIBRARY, &request), best(&LIBRARY, &more)) {
            prop_assert!(with_more >= score, "{} then {}", score, with_more);
        }
    }

    #[test]
    fn one_precaution_less_never_lowers_a_proven_score(request in people(), which in any::<Index>()) {
        let mut careful = request.clone();
        let mut ids = request.clearance.precautions.clone();
        let precaution = which.get(&LIBRARY.precautions);
        // Smaller doses take less time, and leave room for more.
        prop_assume!(precaution.dose_share.is_empty());
        ids.insert(precaution.id.clone());
        careful.clearance = clear(&LIBRARY, &ids);
        if let (Some(score), Some(with_less)) = (best(&LIBRARY, &careful), best(&LIBRARY, &request)) {
            prop_assert!(with_less >= score, "{} then {}", score, with_less);
        }
    }

    #[test]
    fn one_more_thing_never_lowers_a_score_in_a_generated_library(
        request in people(), twists in twists(), which in any::<Index>(),
    ) {
        let library = twisted(&twists);
        let mut more = request.clone();
        more.equipment.insert(which.get(&library.equipment).id.clone());
        if let (Some(score), Some(with_more)) = (best(&library, &request), best(&library, &more)) {
            prop_assert!(with_more >= score, "{} then {}", score, with_more);
        }
    }

    #[test]
    fn no_exercise_is_in_a_week_that_is_better_without_it(request in people(), seed in 0..1_000_u64) {
        let request = Request { seed: Some(seed), ..request };
        if let Some(plan) = planned(&request) {
            for (id, worth) in worths(&request, &plan) {
                prop_assert!(worth >= 0, "{} is worth {}", id, worth);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn following_a_reason_serves_the_need(request in people()) {
        let request = Request { seed: Some(7), ..request };
        let Some(made) = planned(&request) else { return Ok(()) };
        let reasons = explain(&LIBRARY, &request, &made, None).unmet;
        prop_assert_eq!(reasons.len(), made.unmet.len());
        for (reason, unmet) in reasons.iter().zip(&made.unmet) {
            prop_assert_eq!((&reason.phase, &reason.need), (&unmet.phase, &unmet.need));
            prop_assert_eq!(&reason.reason, &unmet.reason);
            prop_assert_eq!(reason.inputs.is_empty(), reason.change.is_none());
            if reason.inputs.is_empty() {
                continue;
            }
            let mut followed = request.clone();
            reason.inputs.iter().for_each(|input| input.apply(&mut followed));
            prop_assert_eq!(&followed.clearance.withheld, &request.clearance.withheld);
            let plan = plan(&LIBRARY, &followed).unwrap();
            let mut left = plan.unmet.iter();
            let is_left = left.any(|one| one.phase == reason.phase && one.need == reason.need);
            prop_assert!(!is_left, "{:?}", reason);
        }
    }
}
