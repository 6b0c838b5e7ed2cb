//! What happens to programs, to a batch: killed, ended, moved, blocked. What was complete stays complete,
//! and a second run finishes the work.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use std::{fs, thread};

use regimen::profile::written;

use crate::batch::tree;
use crate::command::Desk;
use crate::people::{Draw, somebody};
use crate::planner::LIBRARY;

const TODAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795392000");

/// So many people, every third with a folder, the first with a check-in.
fn caseload(count: u64) -> Desk {
    let mut desk = Desk::new();
    for number in 0..count {
        let file = if number % 3 == 0 {
            format!("people/{number:03}/person.yaml")
        } else {
            format!("people/ward/{number:03}.yaml")
        };
        desk = desk.file(&file, written(&somebody(&LIBRARY, number)));
    }
    desk
}

const BATCH: &str = "batch people --resume --jobs 2 --report report.json";

/// What counts of the people's folder: all but the seals, which say what was read to make a plan.
fn results(desk: &Desk) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = tree(&desk.path("people"));
    all.retain(|name, _| name.extension().is_none_or(|ending| ending != "seal"));
    all
}

fn is_hidden(name: &Path) -> bool {
    name.file_name().unwrap().to_string_lossy().starts_with('.')
}

/// Every file that can be seen is whole.
fn whole_so_far(desk: &Desk, whole: &BTreeMap<PathBuf, Vec<u8>>) {
    for (name, bytes) in results(desk).iter().filter(|(name, _)| !is_hidden(name)) {
        assert!(whole.get(name) == Some(bytes), "{} is not whole", name.display());
    }
}

fn finished(desk: &Desk, whole: &BTreeMap<PathBuf, Vec<u8>>) {
    let ran = desk.run_with(BATCH, &[TODAY]);
    assert!(ran.code < 2, "{}", ran.stderr);
    let made = results(desk);
    assert!(made == *whole, "{:?}\n{:?}", made.keys(), whole.keys());
    assert_eq!(desk.names(), ["people", "report.json"]);
    let again = desk.run_with(BATCH, &[TODAY]);
    assert!(again.stderr.contains("0 done"), "{}", again.stderr);
}

fn undisturbed(count: u64) -> BTreeMap<PathBuf, Vec<u8>> {
    let desk = caseload(count);
    assert!(desk.run_with(BATCH, &[TODAY]).code < 2);
    results(&desk)
}

/// Kills batches at odd moments until so many were killed before their end.
fn kill(kills: u32, people: u64) {
    let whole = undisturbed(people);
    let mut draw = Draw::new(u64::from(kills));
    let mut killed = 0;
    while killed < kills {
        let desk = caseload(people);
        loop {
            let mut child = desk.start(BATCH, &[TODAY]);
            thread::sleep(Duration::from_millis(draw.between(20, 400)));
            let ended = child.try_wait().unwrap();
            // SIGKILL: nothing is cleaned up.
            child.kill().unwrap();
            child.wait().unwrap();
            whole_so_far(&desk, &whole);
            if ended.is_some() || killed == kills {
                break;
            }
            killed += 1;
        }
        finished(&desk, &whole);
    }
}

#[test]
fn a_batch_that_is_killed_leaves_whole_files_and_is_finished_by_the_next() {
    kill(12, 9);
}

#[test]
#[ignore = "a thousand kills take ten minutes"]
fn a_batch_that_is_killed_a_thousand_times_loses_nothing() {
    kill(1000, 12);
}

/// Whether there is a page under a folder. Nothing is read: what is being written has another name soon.
fn has_page(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            has_page(&path)
        } else {
            path.extension().is_some_and(|ending| ending == "pdf")
        }
    })
}

/// Waits until a batch has written its first page.
fn first_page(desk: &Desk, child: &mut Child) {
    let begin = Instant::now();
    while !has_page(&desk.path("people")) {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was disturbed");
        assert!(begin.elapsed() < Duration::from_secs(60));
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn ctrl_c_ends_after_those_who_are_being_worked_on() {
    let whole = undisturbed(60);
    for signal in ["INT", "TERM"] {
        let desk = caseload(60);
        let mut child = desk.start(BATCH, &[TODAY]);
        first_page(&desk, &mut child);
        let told =
            Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(told.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}");
        whole_so_far(&desk, &whole);
        let report: serde_json::Value = serde_json::from_slice(&desk.read("report.json")).unwrap();
        assert_eq!(report["interrupted"], true);
        let done = report["people"].as_array().unwrap().len();
        assert!((1..60).contains(&done), "{done}");
        for person in report["people"].as_array().unwrap() {
            for file in person["written"].as_array().unwrap() {
                assert!(desk.path(file.as_str().unwrap()).exists());
            }
        }
        // Nobody left a half-written file behind.
        assert!(results(&desk).keys().all(|name| !is_hidden(name)));
        finished(&desk, &whole);
    }
}

#[test]
fn a_folder_that_is_moved_away_is_said_and_not_made_anew() {
    let whole = undisturbed(60);
    let desk = caseload(60);
    let mut child = desk.start(BATCH, &[TODAY]);
    first_page(&desk, &mut child);
    fs::rename(desk.path("people"), desk.path("away")).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(!desk.path("people").exists());
    let report: serde_json::Value = serde_json::from_slice(&desk.read("report.json")).unwrap();
    assert!(report["counts"]["failed"].as_u64().unwrap() > 0, "{}", report["counts"]);
    fs::rename(desk.path("away"), desk.path("people")).unwrap();
    whole_so_far(&desk, &whole);
    finished(&desk, &whole);
}

#[test]
fn a_place_that_cannot_be_written_fails_those_it_belongs_to() {
    // A file where a folder should be stops everybody, the system's own user too.
    let desk = caseload(4).file("out/ward", "a file");
    let ran = desk.run("batch people -o out --format json --report report.json");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_slice(&desk.read("report.json")).unwrap();
    assert_eq!((&report["counts"]["done"], &report["counts"]["failed"]), (&2.into(), &2.into()));
    assert_eq!(report["people"][3]["findings"][0]["code"], "already-there");
    assert_eq!(desk.read("out/ward"), b"a file");
}

#[test]
fn a_read_only_folder_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = caseload(2).file("out/keep", "");
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o500)).unwrap();
    let free = fs::write(desk.path("out/probe"), "").is_ok();
    let ran = desk.run("batch people -o out --format json");
    if free {
        // The system's own user writes everywhere.
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    } else {
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("cannot-write"), "{}", ran.stderr);
    }
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_never_replaced() {
    let desk = caseload(1);
    for (to, code) in [("/dev/null", 0), ("/dev/full", 73)] {
        let ran = desk.run(&format!("plan people/000 -o {to} --format json"));
        assert_eq!(ran.code, code, "{to}: {}", ran.stderr);
        assert!(!fs::metadata(to).unwrap().is_file(), "{to} is still what it was");
    }
    assert!(desk.run("plan people/000 -o /dev/full").stderr.contains("the disk is full"));
    let report = desk.run("batch people --report /dev/full");
    assert_eq!(report.code, 73, "{}", report.stderr);
}
