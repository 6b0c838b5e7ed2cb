//! A process that dies at any step of a write leaves a folder with every check-in that was completed.
//!
//! The test runs itself as a child that checks in until it dies at a given step, as `kill -9` would end
//! it: between making a file, writing half of it, the rest, syncing, and putting it in its place.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::super::Context;
use super::super::folder::Folder;
use super::{History, add, hand_out, history};
use crate::progress::fixture::whole;
use crate::progress::model::{Checkin, Done, Session};
use crate::store::{self, fault};

/// Folders, and check-ins in each: 1,000 in all.
const FOLDERS: usize = 10;
const CHECKINS: usize = 100;
/// Steps of one write at which death may come (`store`).
const STEPS: u64 = 7;
/// A child dies within this many writes.
const WRITES: u64 = 40;

const FOLDER: &str = "REGIMEN_TEST_FOLDER";
const STEP: &str = "REGIMEN_TEST_STEP";
const START: Date = date(2026, 11, 23);

fn read(folder: &Path) -> History {
    let mut context = Context::on(START);
    history(&Folder::of(folder).unwrap(), &mut context).unwrap_or_else(|found| panic!("{found:?}"))
}

/// The check-in with a number, from 0.
fn checkin(number: usize) -> Checkin {
    let session = Session { done: Done::All, ..Session::default() };
    let day = START.checked_add(i64::try_from(number).unwrap().days()).unwrap();
    Checkin { session: Some(session), note: Some(format!("number {number}")), ..Checkin::on(day) }
}

#[allow(clippy::disallowed_methods)] // A test tells its child what to do.
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Runs the child that has a name; what it said before it died, and whether it lived.
fn child(name: &str, folder: &Path, step: u64) -> (usize, bool) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("cli::record::killed::{name}"), "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(STEP, step.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    (said.lines().filter(|line| line.starts_with("completed")).count(), output.status.success())
}

#[test]
#[ignore = "the child of the test below"]
fn checks_in_until_it_dies() {
    let (Some(folder), Some(step)) = (told(FOLDER), told(STEP)) else { return };
    fault::death_at(step.parse().unwrap());
    let path = Path::new(&folder);
    loop {
        let lock = store::lock(path).unwrap();
        let history = read(path);
        let number = history.log.checkins.len();
        if number == CHECKINS {
            return;
        }
        add(&Folder::of(path).unwrap(), &lock, &history, &[checkin(number)]).unwrap();
        println!("\ncompleted {number}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn a_death_at_any_step_loses_no_completed_check_in() {
    let mut at: u64 = 7;
    let mut deaths = BTreeSet::new();
    for _ in 0..FOLDERS {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path();
        hand_out(&Folder::of(folder).unwrap(), &whole(START), b"%PDF").unwrap();
        let mut before = 0;
        loop {
            // Every step of the first writes in turn, far from one to the next.
            at = (at + 37) % (STEPS * WRITES);
            let (completed, lived) = child("checks_in_until_it_dies", folder, at + 1);
            let log = read(folder).log;
            let there = log.checkins.len();
            assert!(there == before + completed || (there == before + completed + 1 && !lived));
            let expected: Vec<Checkin> = (0..there).map(checkin).collect();
            assert_eq!(log.checkins, expected);
            before = there;
            if lived {
                break;
            }
            deaths.insert(at % STEPS);
        }
        assert_eq!(before, CHECKINS);
        // The last writer has cleared away what the dead ones left.
        assert_eq!(store::names(folder).unwrap(), [".lock", "checkins.yaml", "plans"]);
    }
    assert_eq!(deaths.len() as u64, STEPS, "death came at {deaths:?}");
}

#[test]
#[ignore = "the child of the test below"]
fn hands_out_until_it_dies() {
    let (Some(folder), Some(step)) = (told(FOLDER), told(STEP)) else { return };
    fault::death_at(step.parse().unwrap());
    let folder = Folder::of(Path::new(&folder)).unwrap();
    hand_out(&folder, &whole(START), b"%PDF").unwrap();
}

#[test]
fn a_plan_whose_handing_out_died_is_whole_once_in_the_end() {
    // A page and a plan: two writes.
    for step in 1..=2 * STEPS {
        let temp = tempfile::tempdir().unwrap();
        let (_, lived) = child("hands_out_until_it_dies", temp.path(), step);
        assert!(!lived, "step {step}");
        read(temp.path());
        let folder = Folder::of(temp.path()).unwrap();
        for _ in 0..2 {
            hand_out(&folder, &whole(START), b"%PDF").unwrap();
        }
        let plans = store::names(&temp.path().join("plans")).unwrap();
        assert_eq!(plans, ["2026-11-23.pdf", "2026-11-23.yaml"], "step {step}");
        assert_eq!(read(temp.path()).plans, [whole(START)]);
    }
}
