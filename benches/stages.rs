//! The stages of one plan, apart: load, plan, check, page, PDF without and with pictures; a sheet
//! of pictures, and one figure. `cargo bench`.
//!
//! The person is the README's. Figures of a run are in `docs/decisions.md`, as ratios within that run.

#![allow(clippy::expect_used)] // A bench that cannot start should say so.

#[path = "../tests/integration/support/drawing.rs"]
#[allow(dead_code)] // The tests use more of it.
mod drawing;

use divan::{Bencher, black_box};
use drawing::start_and_end;
use jiff::civil::date;
use regimen::body::{Body, Rotation, Vector};
use regimen::figure::{Arrow, Band, Camera, Phase, Scene, Surface, View};
use regimen::handout::{Block, Handout, Look, Paper, document};
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
        let look = Look { paper: Paper::A4, large_print: false, mono: false };
        let Self { library, profile, programme: Programme { outcome, plan, .. } } = self;
        Handout { library, plan, profile, outcome, clinic: None, look }
    }
}

/// A person on hands and knees, with mat, muscle and arrow: a usual picture.
fn scene() -> (Body, Scene) {
    let body = library().body;
    let mut posture = body.skeleton.neutral();
    posture.root.turn = Rotation { x: -Vector::Y, y: Vector::X, z: Vector::Z };
    for (joint, name) in [("hip", "flexion"), ("knee", "flexion"), ("shoulder", "flexion")] {
        for side in ["right", "left"] {
            let turn = body.skeleton.turn(&format!("{side}-{joint}"), name).expect("it is there");
            posture.angles[turn] = 90.0_f64.to_radians();
        }
    }
    let placed = body.skeleton.place(&posture);
    let knee = body.skeleton.spot("right-knee").map(|spot| placed.spot(spot)).unwrap_or_default();
    let hip = placed.frames[0].place(Vector::new(-0.07, -0.05, 0.04));
    let mat = Surface {
        id: "mat".to_owned(),
        at: knee,
        normal: Vector::Y,
        facing: Vector::X,
        touched: vec![knee],
    };
    let scene = Scene {
        camera: Camera { turn: -20.0, up: 14.0 },
        views: vec![View { placed, phase: Phase::End }],
        surfaces: vec![mat],
        gear: Vec::new(),
        bands: vec![Band { lines: vec![vec![vec![hip, knee]; 3]] }],
        arrow: Some(Arrow { paths: vec![Some(vec![knee, knee - Vector::X * 0.3])], push: false }),
    };
    (body, scene)
}

#[divan::bench]
fn h_figure(bencher: Bencher) {
    let (body, scene) = scene();
    bencher.bench(|| figure::draw(black_box(&body), black_box(&scene)));
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

#[divan::bench]
fn e_pdf(bencher: Bencher) {
    let made = Made::new();
    let document = document(&made.handout()).expect("there is a page");
    bencher.bench(|| render::pdf::pdf(black_box(&document)));
}

/// The same with a start and an end on every card: forty drawings of some fifty shapes, each its own.
#[divan::bench]
fn f_pdf_with_pictures(bencher: Bencher) {
    let made = Made::new();
    let mut document = document(&made.handout()).expect("there is a page");
    let blocks = document.sections.iter_mut().flat_map(|section| &mut section.blocks);
    for (number, block) in (1..).zip(blocks) {
        if let Block::Card(card) = block {
            card.pictures = start_and_end(number);
        }
    }
    bencher.bench(|| render::pdf::pdf(black_box(&document)));
}

/// A sheet of those drawings as PNG of 1200 pixels.
#[divan::bench]
fn g_png(bencher: Bencher) {
    let entry = |number: u32| Entry { title: number.to_string(), pictures: start_and_end(number) };
    let entries = (1..=20).map(entry).collect();
    let sheet = Sheet { title: "Twenty".into(), entries, columns: 4, mono: false };
    bencher.bench(|| render::png::png(black_box(&sheet), 1200));
}
