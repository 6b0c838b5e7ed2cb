//! A caseload: `cargo bench --bench batch`.
//!
//! Runs `regimen batch` over 1,000 generated people (`PEOPLE`) with one job and with two, prints plans a
//! second and peak memory, then where the time of one person goes. Figures of a run are in `docs/scale.md`.

#![allow(clippy::expect_used, clippy::print_stdout)] // A bench that cannot start should say so.
#![allow(clippy::disallowed_methods)] // A bench reads the clock, and files.

#[path = "../tests/integration/support/people.rs"]
#[allow(dead_code)] // The tests use more of it.
mod people;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use divan::{Bencher, black_box};
use jiff::civil::date;
use people::somebody;
use regimen::handout::{CardForm, Handout, Look, Paper, document};
use regimen::library::{Library, built_in};
use regimen::profile::{Origin, Profile, resolve, written};
use regimen::programme::{Programme, programme};
use regimen::render;

const LOOK: Look = Look {
    paper: Paper::A4,
    large_print: false,
    mono: false,
    cards: CardForm::Full,
    clinician: false,
};

fn main() {
    let library = built_in().expect("the built-in library is sound");
    let people = env::var("PEOPLE").ok().and_then(|text| text.parse().ok()).unwrap_or(1000);
    // `cargo test --benches` only looks whether it runs.
    let people = if env::args().any(|word| word == "--bench") { people } else { 4 };
    caseload(&library, people);
    stages(&library, people.min(200));
    divan::main();
}

/// Plans a second with one job and with two, and the most memory.
fn caseload(library: &Library, people: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("people");
    for number in 0..people {
        let ward = root.join(format!("ward-{}", number % 10));
        fs::create_dir_all(&ward).expect("a folder");
        let person = written(&somebody(library, number));
        fs::write(ward.join(format!("{number}.yaml")), person).expect("a person");
    }
    let mut one = Duration::ZERO;
    for jobs in [1, 2] {
        let output = folder.path().join(format!("out-{jobs}"));
        let (took, memory) = run(&root, &output, jobs);
        if jobs == 1 {
            one = took;
        }
        println!(
            "{people} people, {jobs} jobs: {:.1} a second, {} MB, {:.2} x one job",
            people as f64 / took.as_secs_f64(),
            memory / 1024,
            one.as_secs_f64() / took.as_secs_f64()
        );
    }
}

/// How long a batch takes, and its peak memory in KB (`VmHWM`, where the system tells).
fn run(people: &Path, output: &Path, jobs: usize) -> (Duration, u64) {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_regimen"))
        .arg("batch")
        .arg(people)
        .args(["--jobs", &jobs.to_string(), "--output"])
        .arg(output)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        if let Some(ended) = child.try_wait().expect("a child") {
            assert!(ended.success() || ended.code() == Some(1), "{ended}");
            return (begin.elapsed(), memory);
        }
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        memory = memory.max(kilobytes.unwrap_or(0));
        thread::sleep(Duration::from_millis(20));
    }
}

/// Where the time goes, on one core and without files.
fn stages(library: &Library, people: u64) {
    let mut spent = [Duration::ZERO; 3];
    let mut plans = 0;
    for number in 0..people {
        let Some(profile) = profile(library, number) else { continue };
        let begin = Instant::now();
        let made = programme(library, &profile);
        let planned = Instant::now();
        let Ok(made) = made else { continue };
        let page = document(&handout(library, &profile, &made)).expect("there is a page");
        let told = Instant::now();
        black_box(render::pdf::pdf(&page).expect("there is a PDF"));
        plans += 1;
        let passed = [planned - begin, told - planned, told.elapsed()];
        spent.iter_mut().zip(passed).for_each(|(sum, one)| *sum += one);
    }
    let each = spent.map(|sum| sum / plans.max(1));
    println!(
        "{plans} of {people} people, mean: plan {:?}, page {:?}, PDF {:?}",
        each[0], each[1], each[2]
    );
}

fn profile(library: &Library, number: u64) -> Option<Profile> {
    let person = somebody(library, number);
    resolve(library, &person, &Origin::default(), date(2026, 11, 23)).0
}

fn handout<'a>(library: &'a Library, profile: &'a Profile, made: &'a Programme) -> Handout<'a> {
    let Programme { outcome, plan, .. } = made;
    Handout { library, plan, profile, outcome, clinic: None, course: None, look: LOOK }
}

/// One person, all of it, without files.
#[divan::bench]
fn person(bencher: Bencher) {
    let library = built_in().expect("the built-in library is sound");
    let profile = profile(&library, 1).expect("a person");
    bencher.bench(|| {
        let made = programme(&library, black_box(&profile)).ok()?;
        let page = document(&handout(&library, &profile, &made)).ok()?;
        render::pdf::pdf(&page).ok()
    });
}
