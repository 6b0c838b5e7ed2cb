//! The stages of one plan, apart: load, plan, check, page, PDF; and one figure. `cargo bench`.
//!
//! The person is the README's. Figures of a run are in `docs/decisions.md`, as ratios within that run.

#![allow(clippy::expect_used)] // A bench that cannot start should say so.

use divan::{Bencher, black_box};
use jiff::civil::date;
use regimen::body::{Body, Rotation, Skeleton, SkeletonFile, Vector};
use regimen::figure::{Arrow, Band, Camera, Phase, Scene, Surface, View};
use regimen::handout::{Handout, Look, Paper, document};
use regimen::library::{Library, built_in};
use regimen::profile::{Days, MuscleEntry, Origin, Person, Profile, resolve};
use regimen::programme::{Programme, programme};
use regimen::quantity::{DaysPerWeek, Minutes, Rating, Side};
use regimen::{checker, figure, planner, render, source};

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
    let text = include_str!("../routines/body/skeleton.yaml");
    let file: SkeletonFile = source::read_trusted("skeleton.yaml", text).expect("it is sound");
    let body = Body { skeleton: Skeleton::try_from(file).expect("it is sound") };
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
fn f_figure(bencher: Bencher) {
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
