//! The stages of one plan, apart: load, plan, check, page, PDF. `cargo bench`.
//!
//! The person is the README's. Figures of a run are in `docs/decisions.md`, as ratios within that run.

#![allow(clippy::expect_used)] // A bench that cannot start should say so.

use std::collections::BTreeMap;

use divan::{Bencher, black_box};
use jiff::civil::date;
use regimen::handout::{Handout, Look, Paper, document};
use regimen::library::{Library, built_in};
use regimen::planner::plan::Plan;
use regimen::planner::request::Request;
use regimen::profile::{Days, MuscleEntry, Origin, Person, Profile, resolve};
use regimen::quantity::{DaysPerWeek, Minutes, Rating, Side};
use regimen::screening::{Outcome, clear, outcome};
use regimen::{checker, planner, render};

fn main() {
    divan::main();
}

fn library() -> Library {
    built_in().expect("the built-in library is sound")
}

fn profile(library: &Library) -> Profile {
    let entry = |muscle: &str, side, severity| MuscleEntry {
        muscle: muscle.to_owned(),
        side: Some(side),
        finding: None,
        severity: Rating::new(severity).ok(),
    };
    let person = Person {
        muscles: vec![entry("gluteus-medius", Side::Right, 7), entry("hip-flexors", Side::Both, 5)],
        days: DaysPerWeek::new(4).ok().map(Days::Count),
        minutes: Minutes::new(20).ok(),
        start: Some(date(2026, 11, 23)),
        ..Person::default()
    };
    let (profile, _) = resolve(library, &person, &Origin::default(), date(2026, 11, 23));
    profile.expect("the person is sound")
}

fn request(library: &Library, profile: &Profile) -> Request {
    Request {
        start: profile.start,
        days: profile.days.clone(),
        affected: profile.affected.clone(),
        equipment: profile.equipment.clone(),
        avoid: profile.avoid.clone(),
        avoid_floor: profile.avoid_floor,
        clearance: clear(library, &profile.precautions),
        include: Default::default(),
        exclude: Default::default(),
        doses: BTreeMap::new(),
        older: profile.older,
        desk: None,
        seed: None,
    }
}

/// Everything up to the plan.
struct Made {
    library: Library,
    profile: Profile,
    request: Request,
    outcome: Outcome,
    plan: Plan,
}

impl Made {
    fn new() -> Self {
        let library = library();
        let profile = profile(&library);
        let request = request(&library, &profile);
        let outcome = outcome(&library, &profile.answers);
        let plan = planner::plan(&library, &request).expect("there is a plan");
        Self { library, profile, request, outcome, plan }
    }

    fn handout(&self) -> Handout<'_> {
        let look = Look { paper: Paper::A4, large_print: false, mono: false };
        let Self { library, profile, outcome, plan, .. } = self;
        Handout { library, plan, profile, outcome, clinic: None, look }
    }
}

#[divan::bench]
fn a_load() -> Library {
    library()
}

#[divan::bench]
fn b_plan(bencher: Bencher) {
    let made = Made::new();
    bencher.bench(|| planner::plan(black_box(&made.library), black_box(&made.request)));
}

#[divan::bench]
fn c_check(bencher: Bencher) {
    let made = Made::new();
    bencher.bench(|| checker::check(&made.library, &made.request, black_box(&made.plan)));
}

#[divan::bench]
fn d_page(bencher: Bencher) {
    let made = Made::new();
    bencher.bench(|| document(black_box(&made.handout())));
}

#[divan::bench]
fn e_pdf(bencher: Bencher) {
    let made = Made::new();
    let document = document(&made.handout()).expect("there is a page");
    bencher.bench(|| render::pdf::pdf(black_box(&document)));
}
