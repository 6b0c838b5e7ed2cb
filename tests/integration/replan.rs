//! `regimen replan` and `regimen simulate` as a person uses them.

use crate::command::{Desk, Ran};

/// 2026-11-30, the Monday after the first week.
const NEXT_MONDAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795996800");

fn run(desk: &Desk, arguments: &str) -> Ran {
    desk.run_with(arguments, &[NEXT_MONDAY])
}

/// Ana's folder with her first plan, which begins on 2026-11-23.
fn ana() -> Desk {
    let desk = Desk::new();
    desk.run(
        "new ana --defaults --name Ana --muscle gluteus-medius:right --days 3 --minutes 20 --start \
         2026-11-23 --seed 7 --answer no=all",
    )
    .good();
    run(&desk, "plan ana").good();
    desk
}

/// The next plan as data, without a record of it.
fn next(desk: &Desk) -> serde_json::Value {
    let ran = run(desk, "replan ana --format json --screened").good();
    serde_json::from_str(&ran.text()).unwrap()
}

#[test]
fn without_a_check_in_the_plan_stays() {
    let desk = ana();
    let before = desk.names();
    let ran = run(&desk, "replan ana").good();
    assert!(
        ran.stderr.contains("the plan of 2026-11-23 began: it stays as it is"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.names(), before);
}

#[test]
fn a_red_week_brings_relief_and_says_why() {
    let desk = ana();
    for day in ["d1", "d2", "d3"] {
        run(&desk, &format!("checkin ana w1 {day} all pain 7/2 effort 3")).good();
    }
    let ran = run(&desk, "replan ana").good();
    assert!(ran.stderr.contains("ana/plans/2026-11-30.pdf: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("It hurt too much, so you do less of it."), "{}", ran.stderr);
    let again = next(&desk);
    assert_eq!(again["start"], "2026-11-30");
    assert_eq!(again["phases"][0]["weeks"], serde_json::json!([2, 2]));
    let kinds: Vec<&str> = again["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"regressed") && !kinds.contains(&"progressed"), "{kinds:?}");
    // The record of what was handed out is what a second run says too.
    let recorded = run(&desk, "diff ana --json").good().text();
    assert!(recorded.contains("It hurt too much"), "{recorded}");
}

#[test]
fn the_safety_questions_are_due_at_a_change_of_phase() {
    let desk = ana();
    for day in ["d1", "d2", "d3"] {
        run(&desk, &format!("checkin ana w1 {day} all pain 1/1 effort 2")).good();
    }
    // The answers that flags give carry no day, so nobody knows how old they are.
    let due = run(&desk, "replan ana");
    assert_eq!(due.code, 3, "{}", due.stderr);
    assert!(due.stderr.contains("The safety questions are due again"), "{}", due.stderr);
    let ran = run(&desk, "replan ana --screened").good();
    assert!(ran.stderr.contains("You met what this part asks for."), "{}", ran.stderr);
    // A flag is not cleared by a switch.
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    let flag = "  - date: 2026-11-29\n    week: {flags: [ces-saddle]}\n";
    let desk = desk.file("ana/checkins.yaml", format!("{log}{flag}"));
    let stopped = run(&desk, "replan ana --screened");
    assert_eq!(stopped.code, 3, "{}", stopped.stderr);
    assert!(stopped.stderr.contains("ces-saddle"), "{}", stopped.stderr);
}

#[test]
fn plans_and_check_ins_may_be_files() {
    let desk = ana();
    let log = "checkins: [{date: 2026-11-23, session: {done: all, pain: {during: 4}}}]";
    let desk = desk.file("log.yaml", log);
    let ran = run(
        &desk,
        "replan ana/person.yaml --plan ana/plans/2026-11-23.yaml --checkins log.yaml -o next.json",
    )
    .good();
    assert!(ran.stderr.contains("It hurt a little, so the dose stays the same."), "{}", ran.stderr);
    let bad = desk.file("log.yaml", log.replace("11-23", "11-22"));
    let ran = run(
        &bad,
        "replan ana/person.yaml --plan ana/plans/2026-11-23.yaml --checkins log.yaml -o next.json",
    );
    assert_eq!(ran.code, 65, "{}", ran.stderr);
    assert!(ran.stderr.contains("bad-date"), "{}", ran.stderr);
    assert_eq!(run(&bad, "replan ana/person.yaml").code, 2);
}

#[test]
fn a_course_is_printed_week_by_week() {
    let desk = ana();
    let text = run(&desk, "simulate ana --course flare --weeks 5").good().text();
    assert!(text.starts_with("A good start, a flare in week 3, and a way back.\n"), "{text}");
    let weeks: Vec<&str> =
        text.lines().filter(|line| line.trim_start().starts_with(char::is_numeric)).collect();
    assert_eq!(weeks.len(), 5, "{text}");
    let json = run(&desk, "simulate ana --course poor --weeks 2 --json").good().text();
    let course: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(course["weeks"][0]["sessions"], serde_json::json!([1, 3]));
    let unknown = run(&desk, "simulate ana --course steadi");
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("did you mean `steady`?"), "{}", unknown.stderr);
    let desk = desk.file("diary.yaml", "weeks: [{week: 1, during: 11, morning: 0}]");
    assert_eq!(run(&desk, "simulate ana --diary diary.yaml").code, 65);
}
