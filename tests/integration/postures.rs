//! The prepared postures are those of the library's poses.
//!
//! `REGIMEN_PREPARE=1 cargo test --test integration postures` writes them anew.

use regimen::library::built_in;

/// Where the postures stand.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/routines/body/postures.txt");

#[test]
#[allow(clippy::disallowed_methods, reason = "a test reads the tree that it checks")]
fn the_prepared_postures_are_those_of_the_library() {
    let library = built_in().unwrap();
    let of_exercises = library.exercises.values().filter_map(|exercise| exercise.pose.as_ref());
    let of_advice = library.advice.iter().filter_map(|advice| advice.pose.as_ref());
    let poses = of_exercises.chain(of_advice);
    let mut lines: Vec<String> =
        poses.map(|pose| library.body.prepare(pose).unwrap() + "\n").collect();
    // By key: a new pose then touches one line of the file.
    lines.sort();
    lines.dedup();
    let fresh = lines.concat();
    if std::env::var("REGIMEN_PREPARE").is_ok() {
        std::fs::write(FILE, &fresh).unwrap();
    }
    let old = std::fs::read_to_string(FILE).unwrap();
    let stale = lines.iter().filter(|line| !old.contains(line.as_str())).count();
    assert!(old == fresh, "{stale} poses have other postures: run with REGIMEN_PREPARE=1");
}
