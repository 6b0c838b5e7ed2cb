//! A warning sign that a check-in tells of stops every way to a plan, until the safety questions are answered
//! on a later day.

use crate::command::{Desk, Ran};

/// 2026-11-23, the first day of the plan.
const FIRST_DAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795392000");
/// 2026-11-30, the Monday after the first week.
const NEXT_MONDAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795996800");

fn run(desk: &Desk, arguments: &str) -> Ran {
    desk.run_with(arguments, &[NEXT_MONDAY])
}

/// Ana's folder: questions answered and a plan made on 2026-11-23, a good session on that day.
fn ana() -> Desk {
    let desk = Desk::new();
    let new =
        "new ana --defaults --muscle gluteus-medius:right --days 3 --minutes 20 --answer no=all";
    desk.run_with(&format!("{new} --start 2026-11-23"), &[FIRST_DAY]).good();
    desk.run_with("plan ana", &[FIRST_DAY]).good();
    run(&desk, "checkin ana w1 d1 all pain 1/1").good();
    desk
}

fn flagged(date: &str) -> Desk {
    let desk = ana();
    let told = run(&desk, &format!("checkin ana --date {date} --flag ces-saddle"));
    assert_eq!(told.code, 3, "{}", told.stderr);
    assert!(told.stderr.contains("Get help now"), "{}", told.stderr);
    desk
}

#[test]
fn no_way_to_a_plan_passes_a_warning_sign() {
    let desk = flagged("2026-11-27");
    let plans = || std::fs::read_dir(desk.path("ana/plans")).unwrap().count();
    let before = plans();
    for way in [
        "plan ana",
        "plan ana --anew",
        "plan ana --anew --start 2026-12-07",
        "plan ana --anew --format json",
        "plan ana/person.yaml -o p.pdf",
        "plan ana --again",
        "replan ana --screened",
        "replan ana --on 2026-11-26 --screened",
    ] {
        let stopped = run(&desk, way);
        assert_eq!(stopped.code, 3, "{way}: {}", stopped.stderr);
        assert!(stopped.stderr.contains("ces-saddle"), "{way}: {}", stopped.stderr);
        assert_eq!(plans(), before, "{way}");
    }
    let shown = run(&desk, "plan ana --anew --referral -o r.txt");
    assert_eq!(shown.code, 3, "{}", shown.stderr);
    let page = String::from_utf8(desk.read("r.txt")).unwrap();
    assert!(page.contains("numbness or tingling around your genitals"), "{page}");
}

#[test]
fn every_way_that_is_stopped_prints_the_page_to_show() {
    let desk = flagged("2026-11-27");
    for (number, way) in [
        "plan ana",
        "plan ana --anew",
        "plan ana/person.yaml",
        "replan ana",
        "replan ana --screened",
    ]
    .iter()
    .enumerate()
    {
        let ran = run(&desk, &format!("{way} --referral -o r{number}.txt"));
        assert_eq!(ran.code, 3, "{way}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("r{number}.txt: a page to show")), "{}", ran.stderr);
        let page = String::from_utf8(desk.read(&format!("r{number}.txt"))).unwrap();
        assert!(page.contains("numbness or tingling around your genitals"), "{way}: {page}");
        let printed = run(&desk, &format!("{way} --referral --format text -o -"));
        assert_eq!(printed.text(), page, "{way}");
    }
}

#[test]
fn a_warning_sign_of_the_day_of_the_answers_counts() {
    let desk = flagged("2026-11-23");
    assert_eq!(run(&desk, "replan ana --screened").code, 3);
    // Answers of a later day clear it.
    let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    let later = person.replace("date: 2026-11-23", "date: 2026-11-24");
    assert_ne!(person, later);
    run(&desk.file("ana/person.yaml", later), "replan ana --screened").good();
}

#[test]
fn answers_are_not_of_a_day_to_come() {
    let desk = ana();
    let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    let desk = desk.file("ana/person.yaml", person.replace("date: 2026-11-23", "date: 2027-11-23"));
    let ran = run(&desk, "plan ana --again");
    assert_eq!(ran.code, 65, "{}", ran.stderr);
    let says = "2027-11-23 is in the future: today is 2026-11-30";
    assert!(ran.stderr.contains(says), "{}", ran.stderr);
}

#[test]
fn a_plan_that_begins_anew_leaves_what_was_checked_in_where_it_is() {
    let desk = ana();
    // Told of the plan that was in force, of which another one knows nothing.
    let over = run(&desk, "plan ana --anew --avoid floor,standing --start 2026-11-23");
    assert_eq!(over.code, 2, "{}", over.stderr);
    assert!(over.stderr.contains("the check-in of 2026-11-23"), "{}", over.stderr);
    let before = run(&desk, "plan ana --anew --start 2026-11-16");
    assert!(before.stderr.contains("before the one in force"), "{}", before.stderr);
    // The first day that the file names is over.
    let ran = run(&desk, "plan ana --anew --avoid floor,standing").good();
    assert!(ran.stderr.contains("ana/plans/2026-11-30.pdf"), "{}", ran.stderr);
    run(&desk, "checkin ana 2026-11-30 all pain 1/1").good();
    run(&desk, "plan ana --again --format json").good();
}

#[test]
fn a_plan_is_gone_on_from_when_its_first_day_is_over_or_a_session_was_done() {
    let done = ana();
    done.run_with("plan ana", &[FIRST_DAY]).good();
    let desk = Desk::new();
    let new = "new ana --defaults --muscle gluteus-medius --start 2026-11-23 --answer no=all";
    desk.run_with(new, &[FIRST_DAY]).good();
    desk.run_with("plan ana", &[FIRST_DAY]).good();
    desk.run_with("checkin ana today morning 2", &[FIRST_DAY]).good();
    let early = desk.run_with("plan ana", &[FIRST_DAY]);
    assert_eq!(early.code, 4, "{}", early.stderr);
    assert!(early.stderr.contains("the plan of 2026-11-23"), "{}", early.stderr);
    assert!(early.stderr.contains("--again"), "{}", early.stderr);
}

#[test]
fn nothing_is_asked_before_the_first_day() {
    let desk = Desk::new();
    let new = "new bo --defaults --condition gluteal-tendinopathy --answer no=all";
    let ran = desk.run_with(&format!("{new} --start 2026-12-07"), &[NEXT_MONDAY]).good();
    // A condition alone is something to work on.
    assert!(ran.stderr.contains("Next: regimen plan bo"), "{}", ran.stderr);
    run(&desk, "plan bo").good();
    let ran = run(&desk, "checkin bo --plain");
    assert!(ran.stderr.contains("the first plan begins on 2026-12-07"), "{}", ran.stderr);
}

/// Ana's first week with a session in which her first exercise brought on tingling: the folder, and that
/// exercise.
fn tingling() -> (Desk, String) {
    let desk = ana();
    let plan = exercises(&desk, "ana/plans/2026-11-23.yaml");
    let first = plan.into_iter().next().unwrap();
    let told = run(
        &desk,
        &format!("checkin ana --date 2026-11-26 --letter A --done all --tingling {first}"),
    );
    assert_eq!(told.code, 0, "{}", told.stderr);
    (desk, first)
}

/// The exercises of a plan's first phase, in its sessions.
fn exercises(desk: &Desk, plan: &str) -> Vec<String> {
    let text = String::from_utf8(desk.read(plan)).unwrap();
    let plan: regimen::planner::plan::Plan = serde_yaml::from_str(&text).unwrap();
    plan.phases[0].items().iter().map(|item| item.exercise.clone()).collect()
}

#[test]
fn what_was_stopped_comes_back_by_no_way_but_when_it_is_allowed_again() {
    let (desk, first) = tingling();
    // The plan in force has it, and is not printed again.
    let again = run(&desk, "plan ana --again -o p.txt");
    assert_eq!(again.code, 65, "{}", again.stderr);
    assert!(again.stderr.contains(&format!("`{first}`, which was stopped")), "{}", again.stderr);
    let begun = run(&desk, "plan ana --anew").good();
    assert!(begun.stderr.contains("! What hurt you too much is out of the plan."));
    let anew = "ana/plans/2026-11-30.yaml";
    assert!(!exercises(&desk, anew).contains(&first), "{first}");
    let says = String::from_utf8(desk.read(anew)).unwrap();
    assert!(
        says.contains("What hurt you too much is out of the plan. See a doctor"),
        "{says:.900}"
    );
    let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    let allowed = |date: &str| format!("{person}\nexercises: {{again: {{{first}: {date}}}}}\n");
    for (date, comes_back) in [("2026-11-25", false), ("2026-11-26", true)] {
        let desk = tingling().0.file("ana/person.yaml", allowed(date));
        run(&desk, "plan ana --anew").good();
        assert_eq!(exercises(&desk, anew).contains(&first), comes_back, "{date}");
    }
}

#[test]
fn a_plan_that_the_answers_of_today_bar_is_not_printed_again() {
    let desk = ana();
    run(&desk, "plan ana --again -o p.txt").good();
    run(&desk, "screen ana --answer no=all --answer hip-sore=side").good();
    let again = run(&desk, "plan ana --again -o p.txt");
    assert_eq!(again.code, 65, "{}", again.stderr);
    assert!(again.stderr.contains("which `gt-comp` bars"), "{}", again.stderr);
    assert!(again.stderr.contains("regimen replan"), "{}", again.stderr);
}

#[test]
fn a_plan_that_was_made_again_for_the_same_day_counts_no_more() {
    let (desk, first) = tingling();
    run(&desk, "replan ana --screened").good();
    assert!(!exercises(&desk, "ana/plans/2026-11-30.yaml").contains(&first));
    // It was a typing error, and is corrected by hand.
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    let corrected = log.replace(&format!("tingling:\n      - {first}"), "pain: {during: 1}");
    assert_ne!(log, corrected);
    let desk = desk.file("ana/checkins.yaml", corrected);
    run(&desk, "replan ana --screened").good();
    assert!(exercises(&desk, "ana/plans/2026-11-30-2.yaml").contains(&first));
    run(&desk, "checkin ana --date 2026-11-30 --done all --pain-during 1").good();
    let later = [("SOURCE_DATE_EPOCH", "1796601600")];
    desk.run_with("replan ana --screened", &later).good();
    assert!(exercises(&desk, "ana/plans/2026-12-07.yaml").contains(&first));
}
