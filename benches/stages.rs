//! The stages of one plan, apart: load, plan, check, page, PDF; a pose and its pictures; and a sheet
//! of pictures. `cargo bench`.
//!
//! The person is the README's. Figures of a run are in `docs/decisions.md`, as ratios within that run.

#![allow(clippy::expect_used)] // A bench that cannot start should say so.

#[path = "../tests/integration/support/drawing.rs"]
#[allow(dead_code)] // The tests use more of it.
mod drawing;

use divan::{Bencher, black_box};
use drawing::start_and_end;
use jiff::civil::date;
use regimen::body::solve;
use regimen::handout::{CardForm, Handout, Look, Paper, document};
use regimen::library::{Library, built_in};
use regimen::profile::{Days, MuscleEntry, Origin, Person, Profile, resolve};
use regimen::programme::{Programme, programme};
use regimen::quantity::{DaysPerWeek, Minutes, Rating, Side};
use regimen::render::sheet::{Entry, Sheet};
use regimen::{checker, figure, planner, render};

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

/// Everything up to the plan.
struct Made {
    library: Library,
    profile: Profile,
    programme: Programme,
}

impl Made {
    fn new() -> Self {
        let library = library();
        let profile = profile(&library);
        let programme = programme(&library, &profile).expect("there is a plan");
        Self { library, profile, programme }
    }

    fn handout(&self) -> Handout<'_> {
        let look = Look {
            paper: Paper::A4,
            large_print: false,
            mono: false,
            cards: CardForm::Full,
            clinician: false,
        };
        let Self { library, profile, programme: Programme { outcome, plan, .. } } = self;
        Handout { library, plan, profile, outcome, clinic: None, course: None, look }
    }
}

#[divan::bench]
fn a_load() -> Library {
    library()
}

#[divan::bench]
fn b_plan(bencher: Bencher) {
    let made = Made::new();
    bencher.bench(|| planner::plan(black_box(&made.library), black_box(&made.programme.request)));
}

#[divan::bench]
fn c_check(bencher: Bencher) {
    let made = Made::new();
    bencher.bench(|| {
        checker::check(&made.library, &made.programme.request, black_box(&made.programme.plan))
    });
}

#[divan::bench]
fn d_page(bencher: Bencher) {
    let made = Made::new();
    bencher.bench(|| document(black_box(&made.handout())));
}

/// Shaping and layout alone: what is left of `e_pdf` is drawing and writing.
#[divan::bench]
fn e_layout(bencher: Bencher) {
    let made = Made::new();
    let document = document(&made.handout()).expect("there is a page");
    bencher.bench(|| render::pdf::boxes(black_box(&document)));
}

#[divan::bench]
fn e_pdf(bencher: Bencher) {
    let made = Made::new();
    let document = document(&made.handout()).expect("there is a page");
    bencher.bench(|| render::pdf::pdf(black_box(&document)));
}

/// Finds the postures of a pose: a bridge, start and end.
#[divan::bench]
fn f_solve(bencher: Bencher) {
    let library = library();
    let pose = library.exercises["str-bridge"].pose.clone().expect("it has a pose");
    let body = &library.body;
    bencher.bench(|| solve(&body.skeleton, &body.bases, black_box(&pose)));
}

/// Draws both pictures of a bridge, postures known.
#[divan::bench]
fn g_two_figures(bencher: Bencher) {
    let library = library();
    let bridge = &library.exercises["str-bridge"];
    let (body, pose) = (&library.body, bridge.pose.as_ref().expect("it has a pose"));
    let solved = solve(&body.skeleton, &body.bases, pose).expect("its base is there");
    let scene = figure::scene(body, pose, &solved, &bridge.primary, true);
    bencher.bench(|| figure::draw(body, black_box(&scene)));
}

/// A sheet of those drawings as PNG of 1200 pixels.
#[divan::bench]
fn h_png(bencher: Bencher) {
    let entry = |number: u32| Entry { title: number.to_string(), pictures: start_and_end(number) };
    let entries = (1..=20).map(entry).collect();
    let (title, language) = ("Twenty".to_owned(), "en".to_owned());
    let sheet = Sheet { title, language, entries, columns: 4, mono: false };
    bencher.bench(|| render::png::png(black_box(&sheet), 1200));
}
