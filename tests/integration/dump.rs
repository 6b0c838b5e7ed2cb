//! The problem as data says everything: a plan's score can be worked out from it alone.

#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::command::Desk;

fn int(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// The worth of a phase's plan, from the file alone, after its hard rules are seen to hold.
fn worth(phase: &Value) -> i64 {
    let exercises: BTreeMap<&str, &Value> =
        list(&phase["ex"]).iter().map(|one| (one["id"].as_str().unwrap(), one)).collect();
    let plan: Vec<Vec<&Value>> = list(&phase["plan"])
        .iter()
        .map(|day| list(day).iter().map(|id| exercises[id.as_str().unwrap()]).collect())
        .collect();
    let mut uses: BTreeMap<&str, i64> = BTreeMap::new();
    let mut doses: BTreeMap<i64, i64> = BTreeMap::new();
    let mut loads: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut total = 0;
    for ((day, budget), session) in
        list(&phase["days"]).iter().zip(list(&phase["budget"])).zip(&plan)
    {
        let positions: BTreeSet<i64> =
            session.iter().map(|one| int(&one["pos"])).filter(|pos| *pos >= 0).collect();
        let changes = (positions.len() as i64 - 1).max(0);
        let seconds: i64 = session.iter().map(|one| int(&one["t"])).sum();
        assert!(seconds + changes * int(&phase["change_s"]) <= int(budget));
        assert!(session.len() as i64 <= int(&phase["max_ex"]));
        total -= changes * int(&phase["change_cost"]);
        let mut credits: BTreeMap<i64, i64> = BTreeMap::new();
        let mut loading: BTreeMap<i64, i64> = BTreeMap::new();
        for one in session {
            *uses.entry(one["id"].as_str().unwrap()).or_default() += 1;
            for pair in list(&one["credit"]) {
                *credits.entry(int(&pair[0])).or_default() += int(&pair[1]);
            }
            for muscle in list(&one["load"]) {
                *loading.entry(int(muscle)).or_default() += 1;
            }
        }
        for (need, credit) in credits {
            *doses.entry(need).or_default() += i64::from(credit >= int(&phase["dose"]));
        }
        for (muscle, times) in loading {
            assert!(times <= int(&phase["max_load_per_day"]));
            loads.entry(muscle).or_default().push(int(day));
        }
    }
    for (muscle, days) in loads {
        assert!(days.len() as i64 <= int(&phase["max_load_days"]));
        assert!(days.iter().all(|day| !days.contains(&((day + 1) % 7))));
        let rests = list(&phase["loaded_before"]).iter().any(|other| int(other) == muscle);
        assert!(!(rests && days.contains(&int(&phase["first_day"]))));
    }
    assert!(uses.len() as i64 <= int(&phase["max_menu"]));
    let sessions: BTreeSet<Vec<&str>> = plan
        .iter()
        .filter(|day| !day.is_empty())
        .map(|day| day.iter().map(|one| one["id"].as_str().unwrap()).collect())
        .collect();
    assert!(sessions.len() as i64 <= int(&phase["max_sessions"]));
    for (one, times) in &uses {
        let about = exercises[one];
        let prize = if *times >= int(&phase["least_days"]) { int(&about["prize"]) } else { 0 };
        assert!(*times <= int(&about["max_days"]));
        total += prize - int(&about["fixed"]) - times * int(&about["use"]);
        let other_level = |other: &&str| {
            let other = exercises[*other];
            int(&about["chain"]) >= 0
                && about["chain"] == other["chain"]
                && about["level"] != other["level"]
        };
        assert!(!uses.keys().any(other_level));
    }
    let mut treated = BTreeSet::new();
    for (index, need) in list(&phase["needs"]).iter().enumerate() {
        let days = doses.get(&(index as i64)).copied().unwrap_or_default();
        let steps = list(&need["steps"]).iter().filter(|step| int(&step[0]) <= days);
        total += steps.map(|step| int(&step[1])).sum::<i64>();
        if days >= int(&phase["least_days"]) {
            treated.insert(int(&need["muscle"]));
        }
    }
    for (index, muscle) in list(&phase["muscles"]).iter().enumerate() {
        total -= if treated.contains(&(index as i64)) { 0 } else { int(&muscle["neglect"]) };
    }
    total
}

#[test]
fn the_score_of_every_phase_follows_from_the_dumped_problem() {
    for person in ["ana", "ben", "chris"] {
        let root = env!("CARGO_MANIFEST_DIR");
        let desk = Desk::new();
        let ran = desk.run(&format!(
            "plan {root}/examples/{person}.yaml --dump-problem problem.json --format json -o plan.json"
        ));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let problem: Value = serde_json::from_slice(&desk.read("problem.json")).unwrap();
        let plan: Value = serde_json::from_slice(&desk.read("plan.json")).unwrap();
        assert_eq!(list(&problem["phases"]).len(), 3);
        for (phase, planned) in list(&problem["phases"]).iter().zip(list(&plan["phases"])) {
            assert_eq!(worth(phase), int(&phase["score"]), "{person} {}", phase["name"]);
            assert_eq!(phase["proven"], Value::from(phase["score"] == phase["bound"]));
            assert_eq!(phase["proven"], planned["certificate"]["proven"]);
        }
    }
}

#[test]
fn fewer_nodes_are_obeyed_and_leave_a_bound() {
    let desk = Desk::new();
    let person = "--muscle gluteus-medius:right --muscle hip-flexors --start 2026-11-23 --seed 7";
    let phases = |nodes: &str| {
        let ran = desk.run(&format!("plan {person} --nodes {nodes} --format json -o plan.json"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let plan: Value = serde_json::from_slice(&desk.read("plan.json")).unwrap();
        list(&plan["phases"]).to_vec()
    };
    let (few, many) = (phases("1"), phases("100000"));
    let number = |phase: &Value, key: &str| phase["certificate"][key].as_f64().unwrap();
    // Only the first phases answer the same question.
    assert!(number(&few[0], "nodes") < number(&many[0], "nodes"));
    assert!(number(&few[0], "bound") >= number(&many[0], "score"));
    assert!(many.iter().all(|phase| phase["certificate"]["proven"] == true));
}

#[test]
fn problems_go_to_standard_output_when_the_page_does_not() {
    let desk = Desk::new();
    let plan = "plan --muscle soleus --start 2026-11-23 --dump-problem -";
    let ran = desk.run(&format!("{plan} -o plan.json")).good();
    let problem: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(list(&problem["phases"]).len(), 3);
    let both = desk.run(&format!("{plan} --format json"));
    assert_eq!(both.code, 2, "{}", both.stderr);
    assert!(both.stdout.is_empty() && both.stderr.contains("conflict"), "{}", both.stderr);
    assert_eq!(desk.names(), ["plan.json"]);
}
