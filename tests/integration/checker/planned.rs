//! The checker is silent on what the planner plans.

use std::collections::BTreeSet;

use regimen::checker::check;
use regimen::library::{Affected, Finding, Library, Position};
use regimen::planner::plan;
use regimen::planner::request::{FixedDose, Request};
use regimen::quantity::{Day, DaysPerWeek, Points, Reps, Sets, Side};
use regimen::screening::clear;

use super::sample::good;

/// Different in every respect from one to the next, and the same on every run.
fn request(library: &Library, i: usize) -> Request {
    let days = Day::spread(DaysPerWeek::new(2 + i as i64 % 6).unwrap());
    let minutes = [20, 10, 35, 15, 60][i % 5];
    let precautions: BTreeSet<String> = (0..i % 4)
        .map(|k| library.precautions[(i * 5 + k * 7) % library.precautions.len()].id.clone())
        .collect();
    let fixed =
        FixedDose { sets: Sets::new(3).unwrap(), reps: Reps::new(4).unwrap(), hold_s: None };
    let mut request = Request {
        days: days.into_iter().map(|day| (day, minutes)).collect(),
        affected: (0..1 + i % 6).map(|k| affected(library, i, k)).collect(),
        clearance: clear(library, &precautions),
        avoid_floor: i % 5 == 4,
        older: i % 3 == 1,
        seed: Some(i as u64),
        ..good().request
    };
    request.start = request.start.checked_add(jiff::Span::new().days(i as i64)).unwrap();
    if i % 3 == 2 {
        request.equipment = library.equipment.iter().map(|thing| thing.id.clone()).collect();
    }
    if i % 7 == 3 {
        request.avoid.insert(Position::Standing);
    }
    if i % 4 == 1 {
        request.doses.insert("str-bridge".to_owned(), fixed);
        request.include.insert("str-bridge".to_owned());
    }
    request
}

fn affected(library: &Library, i: usize, k: usize) -> Affected {
    let muscles = &library.muscles.muscles;
    let severity = 1 + (i + 3 * k) as u32 % 10;
    Affected {
        muscle: muscles[(i * 11 + k * 5) % muscles.len()].id.clone(),
        side: [Side::Both, Side::Left, Side::Right][(i + k) % 3],
        finding: Finding::ALL[(i + k) % 3],
        severity,
        weight: severity * 1000,
    }
}

#[test]
fn the_checker_is_silent_on_what_the_planner_plans() {
    let library = good().library;
    let mut planned = 0;
    let mut faults = Vec::new();
    for i in 0..24 {
        let request = request(&library, i);
        // Some of these people ask for what cannot be had, and get no plan.
        let Ok(plan) = plan(&library, &request) else { continue };
        planned += 1;
        let found = check(&library, &request, &plan);
        faults.extend(found.into_iter().map(|fault| format!("{i}: {}", fault.message)));
    }
    assert!(planned >= 12, "only {planned} plans");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_term_is_faulted_even_if_the_certificate_adds_up() {
    let library = good().library;
    let request = request(&library, 4);
    let plan = plan(&library, &request).unwrap();
    for (phase, planned) in plan.phases.iter().enumerate() {
        for (term, (name, points)) in planned.certificate.terms.named().into_iter().enumerate() {
            // A hundredth of a point; rounding takes no term so far.
            let wrong = points.0 - 100;
            let mut spoilt = plan.clone();
            let certificate = &mut spoilt.phases[phase].certificate;
            let terms = &mut certificate.terms;
            *[
                &mut terms.coverage,
                &mut terms.neglect,
                &mut terms.changes,
                &mut terms.menu,
                &mut terms.novelty,
                &mut terms.effort,
            ][term] = Points(wrong);
            certificate.score.0 -= 100;
            certificate.bound.0 -= 100;
            let found = check(&library, &request, &spoilt);
            let [fault] = found.as_slice() else { panic!("{found:?}") };
            let id = &planned.id;
            let expected =
                format!("in phase {id}, the term {name} is {wrong} thousandths of a point, and");
            assert!(fault.message.starts_with(&expected), "{}", fault.message);
        }
    }
}
