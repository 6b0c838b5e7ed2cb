//! A batch that dies, or finds the disk full, at any step of any write: what was complete stays complete,
//! what was not is not there, and a second run finishes the work.
//!
//! The test runs itself as a child, as in `cli::record`: a fault is for a whole process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::date;

use super::super::args::{BatchArgs, PageArgs};
use super::super::{Context, Output};
use super::run;
use crate::library::built_in;
use crate::store::{self, EntryKind, fault};

const FOLDER: &str = "REGIMEN_TEST_FOLDER";
const DEATH: &str = "REGIMEN_TEST_DEATH";
const FULL: &str = "REGIMEN_TEST_FULL";

const PERSON: &str = "areas: [buttock]\nstart: 2026-11-23\nminutes: 10\ndays: 2\nseed: 7\n";

/// One with a folder, where the plan is recorded, and one without.
fn people() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    store::make_folder(&temp.path().join("people/ann")).unwrap();
    for person in ["ann/person.yaml", "bob.yaml"] {
        store::replace(&temp.path().join("people").join(person), PERSON.as_bytes()).unwrap();
    }
    temp
}

fn batch(folder: &Path) -> Output {
    let args = BatchArgs {
        folder: folder.join("people"),
        jobs: Some(1),
        resume: true,
        since: None,
        shard: None,
        dry_run: false,
        report: Some(folder.join("report.json")),
        output: None,
        page: PageArgs::default(),
    };
    run(&args, &built_in().unwrap(), &Context::on(date(2026, 11, 23)))
}

#[allow(clippy::disallowed_methods)] // A test tells its child what to do.
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[test]
#[ignore = "the child of the tests below"]
fn works_until_the_fault() {
    let Some(folder) = told(FOLDER) else { return };
    let step = |name| told(name).map_or(0, |step| step.parse().unwrap());
    fault::death_at(step(DEATH));
    fault::full_disk_from(step(FULL));
    let output = batch(Path::new(&folder));
    println!("\nended {:?} {:?} {}", output.exit, output.findings, output.message);
}

/// Runs the child with a fault; what it said, and whether it came to its end.
fn child(folder: &Path, fault: &str, step: u64) -> (String, bool) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "cli::batch::killed::works_until_the_fault", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(fault, step.to_string())
        .output()
        .unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.success())
}

/// All files under a folder. Locks hold nothing.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in store::entries(folder).unwrap() {
        let path = folder.join(&entry.name);
        match entry.kind {
            EntryKind::Folder => {
                let below = tree(&path).into_iter();
                found.extend(below.map(|(name, bytes)| (Path::new(&entry.name).join(name), bytes)));
            }
            _ if entry.name == ".lock" => {}
            _ => {
                found.insert(PathBuf::from(&entry.name), store::read(&path).unwrap());
            }
        }
    }
    found
}

/// What counts: not the seals, which say what was read, the plan itself too where it was there already.
fn results(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = tree(&folder.join("people"));
    all.retain(|name, _| name.extension().is_none_or(|ending| ending != "seal"));
    all
}

fn hidden(name: &Path) -> bool {
    name.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The results of a run that nothing disturbs.
fn undisturbed() -> BTreeMap<PathBuf, Vec<u8>> {
    let temp = people();
    let (said, ended) = child(temp.path(), DEATH, 0);
    assert!(ended && said.contains("2 done"), "{said}");
    results(temp.path())
}

/// What is there is whole, and the same command does the rest.
fn finishes(folder: &Path, whole: &BTreeMap<PathBuf, Vec<u8>>, step: u64) {
    for (name, bytes) in results(folder).iter().filter(|(name, _)| !hidden(name)) {
        assert!(whole.get(name) == Some(bytes), "step {step}: {}", name.display());
    }
    let (said, ended) = child(folder, DEATH, 0);
    assert!(ended && said.contains("ended None []"), "step {step}: {said}");
    assert!(results(folder) == *whole, "step {step}: {:?}", results(folder).keys());
    assert_eq!(store::names(folder).unwrap(), ["people", "report.json"], "step {step}");
}

#[test]
fn a_death_at_any_step_loses_nothing_and_the_next_run_finishes() {
    let whole = undisturbed();
    // Two workers share the steps. The most steps there are is seen by who lives.
    let worker = |first: u64| {
        let mut step = first;
        loop {
            let temp = people();
            let (_, lived) = child(temp.path(), DEATH, step);
            finishes(temp.path(), &whole, step);
            if lived {
                return step;
            }
            step += 2;
        }
    };
    let steps = std::thread::scope(|scope| {
        let workers = [1, 2].map(|first| scope.spawn(move || worker(first)));
        workers.map(|worker| worker.join().unwrap()).into_iter().max().unwrap()
    });
    // Three files in seven steps each, two seals and the report.
    assert!(steps > 3 * 7 + 2 * 3, "{steps} steps");
}

#[test]
fn a_full_disk_is_a_finding_for_everyone_it_hits_and_leaves_nothing_half() {
    let whole = undisturbed();
    for step in [1, 2, 3, 9, 16, 22] {
        let temp = people();
        let (said, ended) = child(temp.path(), FULL, step);
        assert!(ended && said.contains("CannotWrite"), "step {step}: {said}");
        assert!(said.contains("the disk is full"), "step {step}: {said}");
        let left: Vec<PathBuf> = tree(temp.path()).into_keys().collect();
        let half = |name: &PathBuf| name.to_string_lossy().contains(".regimen-");
        assert!(!left.iter().any(half), "step {step}: {left:?}");
        finishes(temp.path(), &whole, step);
    }
}
