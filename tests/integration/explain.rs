//! `regimen explain`: every exercise has its reason, and every reason is true.

#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use serde_json::Value;

use crate::command::Desk;

/// A person with few exercises to choose from, so that the many plans of an explanation are quick.
const WHO: &str = "--muscle piriformis:right:tight:6 --muscle gluteus-medius:right:weak:4 --days mon,thu \
                   --minutes 10 --answer no=all --start 2026-11-23 --seed 7";

fn explained(desk: &Desk, arguments: &str) -> Value {
    let ran = desk.run(&format!("explain --json {WHO} {arguments}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_slice(&ran.stdout).unwrap()
}

fn planned(desk: &Desk, arguments: &str) -> Value {
    let ran = desk.run(&format!("plan --format json {WHO} {arguments}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_slice(&ran.stdout).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn ids(values: &[Value]) -> Vec<&str> {
    values.iter().map(|value| value["exercise"].as_str().unwrap()).collect()
}

#[test]
fn each_exercise_is_chosen_or_has_a_reason_and_worths_are_true() {
    let desk = Desk::new();
    let (reasons, plan) = (explained(&desk, ""), planned(&desk, ""));
    for (phase, planned) in list(&reasons["phases"]).iter().zip(list(&plan["phases"])) {
        let chosen = list(&phase["chosen"]);
        let mut in_plan: Vec<&str> = planned["sessions"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|session| ids(list(&session["items"])))
            .collect();
        in_plan.sort_unstable();
        in_plan.dedup();
        assert_eq!(ids(chosen), in_plan);
        let library = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/routines/exercises"));
        let count: usize = library
            .unwrap()
            .map(|kind| std::fs::read_dir(kind.unwrap().path()).unwrap().count())
            .sum();
        assert_eq!(chosen.len() + list(&phase["others"]).len(), count);
        for one in chosen {
            let terms: f64 =
                one["terms"].as_object().unwrap().values().map(|v| v.as_f64().unwrap()).sum();
            assert!((terms - one["worth"].as_f64().unwrap()).abs() < 1e-9);
        }
        for other in list(&phase["others"]) {
            assert!(other["says"].as_str().unwrap().ends_with('.'), "{other}");
        }
    }
    // Without an exercise the first phase loses just what it is said to be worth, but for the seed.
    let first = &list(&list(&reasons["phases"])[0]["chosen"])[0];
    let file =
        format!("schema: 1\nexercises: {{exclude: [{}]}}\n", first["exercise"].as_str().unwrap());
    let desk = desk.file("p.yaml", file);
    let without = planned(&desk, "p.yaml");
    let points = |plan: &Value, key: &str| plan["phases"][0]["certificate"][key].as_f64().unwrap();
    let best_without = points(&without, "score") + points(&without, "variety");
    let lost = points(&plan, "score") - best_without;
    assert!((lost - first["worth"].as_f64().unwrap()).abs() < 2e-3, "{lost} {first}");
}

#[test]
fn one_exercise_is_explained_by_the_rule_that_bars_it() {
    let desk = Desk::new();
    for (id, rule) in [
        ("bal-single-leg", "eligible_phase"),
        ("release-piriformis-ball-floor", "eligible_equipment"),
    ] {
        let reasons = explained(&desk, id);
        let settle = &reasons["phases"][0];
        assert_eq!(list(&settle["others"]).len(), 1, "{settle}");
        assert_eq!(settle["others"][0]["rule"], rule, "{settle}");
    }
    let desk = desk.file("p.yaml", "schema: 1\n");
    let ran = desk.run(&format!("explain {WHO} p.yaml str-brige"));
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("no exercise has the id `str-brige`"), "{}", ran.stderr);
}

#[test]
fn what_would_meet_a_need_is_true() {
    let desk = Desk::new();
    let short = WHO.replace("--minutes 10", "--minutes 3");
    let run = |arguments: String| -> Value {
        let ran = desk.run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        serde_json::from_slice(&ran.stdout).unwrap()
    };
    let reasons = run(format!("explain --json {short}"));
    let mut tried = 0;
    for one in list(&reasons["unmet"]) {
        let change = one["change"].as_str().unwrap_or_default();
        let Some(more) = change.strip_suffix(" minutes more on each day") else { continue };
        let minutes = 3 + more.parse::<u32>().unwrap();
        let longer = short.replace("--minutes 3", &format!("--minutes {minutes}"));
        let plan = run(format!("plan --format json {longer}"));
        let mut left = list(&plan["unmet"]).iter();
        assert!(!left.any(|left| left["need"] == one["need"] && left["phase"] == one["phase"]));
        tried += 1;
    }
    assert!(tried > 0, "{reasons}");
}
