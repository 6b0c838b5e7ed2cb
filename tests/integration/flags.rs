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
fn a_plan_is_gone_on_from_when_its_first_day_is_over() {
    let desk = ana();
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
