//! What check-ins decide, on a small plan.

use std::sync::LazyLock;

use super::super::fixture::{handed_out, known, log, request, with_clams};
use super::*;
use crate::library::{AfterMissed, Exercise, built_in};
use crate::planner::plan::{Change, ChangeKind, WeekDose};
use crate::quantity::Day;
use jiff::civil::date;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| built_in().unwrap());

fn advanced(plans: &[Plan], from: Date, entries: &str, older: bool) -> Advance {
    let log = log(entries);
    let again = Again::new();
    let known = known(plans, &log, from, &again);
    let asked = Request { older, ..request(&LIBRARY) };
    advance(&LIBRARY, &asked, &known).unwrap()
}

/// What becomes of the bridge after a week of Monday, Thursday and Saturday.
fn after(plans: &[Plan], days: [&str; 3]) -> String {
    after_of("str-bridge", plans, days)
}

fn after_of(exercise: &str, plans: &[Plan], days: [&str; 3]) -> String {
    let start = plans.last().unwrap().start;
    let dates = [0, 3, 5].map(|offset| later(start, offset));
    let done = dates.iter().zip(days).filter(|(_, day)| !day.is_empty());
    let entries: String =
        done.map(|(date, day)| format!("\n  - {{date: {date}, session: {{{day}}}}}")).collect();
    let advance = advanced(plans, later(start, 7), &entries, false);
    format!("{:?}", advance.verdicts[exercise])
}

const GREEN: &str = "done: all, pain: {during: 1}";
const AMBER: &str = "done: all, pain: {during: 4}";
const RED: &str = "done: all, pain: {during: 6}";

#[test]
fn how_it_went_decides_what_becomes_of_an_exercise() {
    let plans = [handed_out(date(2026, 11, 23))];
    for (days, expected) in [
        ([GREEN, GREEN, GREEN], "Carry"),
        ([GREEN, AMBER, GREEN], "Hold(Amber)"),
        ([AMBER, AMBER, AMBER], "Cut(AmberRunning)"),
        ([GREEN, GREEN, RED], "Cut(Red)"),
        // One red and two green ones are not enough to forget it.
        ([RED, GREEN, GREEN], "Cut(Red)"),
        ([GREEN, "done: all, pain: {during: 1, after: 6}", GREEN], "Cut(Red)"),
        (
            [
                "done: all, pain: {during: 1, next_morning: 1}",
                "done: all, pain: {during: 1, next_morning: 3}",
                GREEN,
            ],
            "Cut(Morning)",
        ),
        ([GREEN, GREEN, "done: all, pain: {during: 1}, pain_in: {str-bridge: 6}"], "Cut(Red)"),
        ([RED, RED, "done: all, pain: {during: 6}, tingling: [str-bridge]"], "Stop(Tingling)"),
        ([GREEN, GREEN, "done: all, pain: {during: 1}, effort: 6"], "Hold(Effort)"),
        ([GREEN, GREEN, "done: all, pain: {during: 1}, too_hard: [str-bridge]"], "Hold(Hard)"),
        ([GREEN, GREEN, "done: {str-bridge: 2x6}, pain: {during: 1}"], "Hold(Short)"),
        ([GREEN, GREEN, "done: all"], "Hold(Unknown)"),
        (["done: {}, pain: {during: 1}", "", ""], "Hold(Skipped)"),
        // Given up at once: less than was asked for.
        ([GREEN, GREEN, "done: {str-bridge: 1x1}, pain: {during: 6}"], "Cut(Red)"),
        // What hurt too much was tried, whatever was said of what was done.
        (["done: {stretch-piriformis: all}, pain_in: {str-bridge: 6}", "", ""], "Cut(Red)"),
        (["done: {stretch-piriformis: all}, pain_in: {str-bridge: 5}", "", ""], "Hold(Skipped)"),
        // Easy twice running, but not for two weeks yet.
        (["", "done: {str-bridge: 2x10}, pain: {during: 0}", GREEN], "Carry"),
    ] {
        assert_eq!(after(&plans, days), expected, "{days:?}");
    }
}

#[test]
fn what_hurt_too_much_in_the_session_of_another_day_is_cut() {
    let mut plan = handed_out(date(2026, 11, 23));
    let other = &mut plan.phases[0].sessions.get_mut("B").unwrap().items[0].exercise;
    "str-clamshell".clone_into(other);
    // A on Monday and Thursday; the clams are in B.
    let days = [&format!("{GREEN}, pain_in: {{str-clamshell: 9}}"), GREEN, ""];
    assert_eq!(after_of("str-clamshell", &[plan], days), "Cut(Red)");
}

#[test]
fn of_two_words_on_one_morning_the_worse_counts() {
    let plans = [handed_out(date(2026, 11, 23))];
    let calm = "done: all, pain: {during: 1, next_morning: 1}";
    for (said, told, expected) in [
        (1, 1, Verdict::Carry),
        (1, 8, Verdict::Cut(Why::Morning)),
        (8, 1, Verdict::Cut(Why::Morning)),
    ] {
        let last = &calm.replace("next_morning: 1", &format!("next_morning: {said}"));
        let entries = sessions(&[("2026-11-23", calm), ("2026-11-26", calm), ("2026-11-28", last)])
            + &format!("\n  - {{date: 2026-11-29, morning: {told}}}");
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        assert_eq!(advance.verdicts["str-bridge"], expected, "{said}, {told}");
    }
}

/// Sessions as entries of a log.
fn sessions(all: &[(&str, &str)]) -> String {
    let entry =
        |(date, session): &(&str, &str)| format!("\n  - {{date: {date}, session: {{{session}}}}}");
    all.iter().map(entry).collect()
}

#[test]
fn one_bad_day_lets_nothing_rise_however_good_the_others_were() {
    let plans = [handed_out(date(2026, 11, 23))];
    for (first, expected) in [
        (RED, Verdict::Hold(Why::Once)),
        (AMBER, Verdict::Hold(Why::Amber)),
        (GREEN, Verdict::Carry),
    ] {
        let more = &format!("name: A, {GREEN}");
        let days = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-28"];
        let entries =
            sessions(&[(days[0], first), (days[1], more), (days[2], GREEN), (days[3], GREEN)]);
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        assert_eq!(advance.verdicts["str-bridge"], expected, "{first}");
    }
}

/// Nobody has exercised since, or the next week has only just begun.
#[test]
fn what_the_last_session_was_like_counts_until_there_is_another() {
    let plans = [handed_out(date(2026, 11, 23))];
    for (last, expected) in [
        (AMBER, Verdict::Hold(Why::Amber)),
        ("done: all", Verdict::Hold(Why::Unknown)),
        ("done: all, pain: {during: 1}, effort: 9", Verdict::Hold(Why::Effort)),
        (GREEN, Verdict::Carry),
    ] {
        let entries = sessions(&[("2026-11-26", GREEN), ("2026-11-28", last)]);
        let advance = advanced(&plans, date(2026, 12, 7), &entries, false);
        assert_eq!(advance.verdicts["str-bridge"], expected, "{last}");
        let is_hard = advance.missing.contains(&Why::GateEffort);
        assert_eq!(is_hard, last.contains("effort"), "{last}");
    }
}

/// They come back on a Monday, with which the next week of the plan begins.
#[test]
fn an_illness_that_is_told_on_the_first_day_of_the_next_plan_counts() {
    let plans = [handed_out(date(2026, 11, 23))];
    let ill = |day: &str| {
        let told = format!("\n  - {{date: {day}, week: {{missed: illness}}}}");
        let entries = sessions(&[("2026-11-23", GREEN), ("2026-11-26", GREEN)]) + &told;
        let advance = advanced(&plans, date(2026, 12, 21), &entries, false);
        (advance.off.action, advance.off.unwell, advance.known)
    };
    for (day, known) in [("2026-12-20", 20), ("2026-12-21", 21)] {
        assert_eq!(ill(day), (AfterMissed::StepBack, true, Some(date(2026, 12, known))), "{day}");
    }
}

#[test]
fn a_morning_of_a_day_of_rest_and_the_worst_of_the_week_count() {
    let plans = [handed_out(date(2026, 11, 23))];
    let done: Vec<(&str, &str)> =
        ["2026-11-23", "2026-11-26", "2026-11-28", "2026-11-30", "2026-12-03"]
            .map(|day| (day, GREEN))
            .into();
    for (told, verdict, is_bad) in [
        ("", Verdict::Carry, false),
        ("\n  - {date: 2026-12-05, morning: 5}", Verdict::Carry, false),
        ("\n  - {date: 2026-12-05, morning: 8}", Verdict::Hold(Why::Rising), true),
        ("\n  - {date: 2026-12-06, week: {pain: {average: 1, worst: 9}}}", Verdict::Carry, true),
        // Each value has its last word of the week.
        (
            "\n  - {date: 2026-12-04, week: {pain: {worst: 9}}}
  - {date: 2026-12-06, week: {chair_stand: 11}}",
            Verdict::Carry,
            true,
        ),
    ] {
        let entries = sessions(&done) + told;
        let advance = advanced(&plans, date(2026, 12, 7), &entries, false);
        assert_eq!(advance.verdicts["str-bridge"], verdict, "{told}");
        assert_eq!(advance.missing.contains(&Why::GatePain), is_bad, "{told}");
    }
}

/// A week or a morning that is told on a Monday is one of the days before it.
#[test]
fn what_is_told_on_the_first_day_of_a_week_is_of_the_days_before() {
    let plans = [handed_out(date(2026, 11, 23))];
    let done: Vec<(&str, &str)> =
        ["2026-11-23", "2026-11-26", "2026-11-28", "2026-11-30", "2026-12-03"]
            .map(|day| (day, GREEN))
            .into();
    let missing = |from: Date, told: &str| {
        let entries = sessions(&done) + told;
        let Advance { missing, known, .. } = advanced(&plans, from, &entries, false);
        (missing, known)
    };
    for (told, why) in [
        ("morning: 8", Why::GatePain),
        ("week: {pain: {average: 8}}", Why::GatePain),
        ("week: {pain: {average: 8}}", Why::GateWorse),
        ("week: {pain: {worst: 9}}", Why::GatePain),
        ("week: {pain: {night: 5}}", Why::GateNight),
    ] {
        for day in [date(2026, 12, 6), date(2026, 12, 7)] {
            let told = format!(
                "\n  - {{date: 2026-11-23, week: {{pain: {{night: 1}}}}}}
  - {{date: {day}, {told}}}"
            );
            let (missing, known) = missing(date(2026, 12, 7), &told);
            assert!(missing.contains(&why), "{told}: {missing:?}");
            assert_eq!(known, Some(day), "{told}");
        }
    }
    // What the first day of all tells is of before the programme, and no word of its first week.
    let nights = "\n  - {date: 2026-11-23, week: {pain: {night: 1}}}
  - {date: 2026-11-30, week: {pain: {night: 5}}}";
    let (missing, _) = missing(date(2026, 12, 7), nights);
    assert!(missing.contains(&Why::GateNight), "{missing:?}");
}

#[test]
fn what_came_after_a_plan_was_made_is_judged_by_the_next() {
    let first = handed_out(date(2026, 11, 23));
    // Made on Friday for Monday, and on Saturday it hurt.
    let second = Plan { known: Some(date(2026, 11, 26)), ..handed_out(date(2026, 11, 30)) };
    let entries = sessions(&[
        ("2026-11-23", GREEN),
        ("2026-11-26", GREEN),
        ("2026-11-28", RED),
        ("2026-11-30", GREEN),
        ("2026-12-03", GREEN),
    ]);
    let bridge = |second: Plan| {
        let plans = [first.clone(), second];
        advanced(&plans, date(2026, 12, 7), &entries, false).verdicts["str-bridge"]
    };
    assert_eq!(bridge(second.clone()), Verdict::Cut(Why::Red));
    // A plan that knew of it has answered it, and so has one that cut it for another reason.
    let knew = Plan { known: Some(date(2026, 11, 28)), ..second.clone() };
    assert_eq!(bridge(knew), Verdict::Carry);
    let cut = vec![changed("str-bridge", ChangeKind::Regressed)];
    assert_eq!(bridge(Plan { changes: cut, ..second }), Verdict::Hold(Why::Careful));
}

#[test]
fn what_is_told_late_or_corrected_or_on_the_morning_after_is_judged() {
    let first = handed_out(date(2026, 11, 23));
    let told = |thursday: &str, saturday: &str| {
        sessions(&[("2026-11-23", GREEN), ("2026-11-28", saturday)]) + thursday
    };
    let thursday = |felt: &str| sessions(&[("2026-11-26", felt)]);
    let green = thursday(GREEN);
    let before = |entries: &str| {
        let plans = std::slice::from_ref(&first);
        let Advance { known, answered, .. } = advanced(plans, date(2026, 11, 30), entries, false);
        let second = handed_out(date(2026, 11, 30));
        [first.clone(), Plan { known, answered: Some(answered), ..second }]
    };
    let week = sessions(&[("2026-11-30", GREEN), ("2026-12-03", GREEN)]);
    let sore = "\n  - {date: 2026-11-29, morning: 8}";
    for (was, is, expected) in [
        (told(&green, GREEN), told(&green, GREEN), "Carry"),
        (told("", GREEN), told(&green, GREEN), "Carry"),
        (told("", GREEN), told(&thursday(RED), GREEN), "Cut(Red)"),
        (told(&green, GREEN), told(&green, RED), "Cut(Red)"),
        (told(&green, GREEN), told(&green, GREEN) + sore, "Cut(Morning)"),
        // What the plan knew it has answered.
        (told(&thursday(RED), GREEN), told(&thursday(RED), GREEN), "Carry"),
    ] {
        let plans = before(&was);
        let advance = advanced(&plans, date(2026, 12, 7), &format!("{is}{week}"), false);
        assert_eq!(format!("{:?}", advance.verdicts["str-bridge"]), expected, "{is}");
        // It is news by itself, and once.
        let (log, again) = (log(&is), Again::new());
        let from = date(2026, 12, 7);
        let known = known(&plans, &log, from, &again);
        let news = advance_of(&known);
        assert_eq!(news.is_some(), was != is, "{is}");
    }
}

fn advance_of(known: &Known<'_>) -> Option<Advance> {
    advance(&LIBRARY, &request(&LIBRARY), known)
}

#[test]
fn a_cut_has_answered_what_was_done_before_it() {
    let first = handed_out(date(2026, 11, 23));
    let cut = Plan {
        answered: Some(BTreeSet::new()),
        changes: vec![changed("str-bridge", ChangeKind::Regressed)],
        ..handed_out(date(2026, 11, 30))
    };
    let third = Plan { answered: Some(BTreeSet::new()), ..handed_out(date(2026, 12, 7)) };
    let plans = [first, cut, third];
    let entries = sessions(&[("2026-11-26", RED), ("2026-12-07", GREEN)]);
    let advance = advanced(&plans, date(2026, 12, 14), &entries, false);
    assert_eq!(advance.verdicts["str-bridge"], Verdict::Hold(Why::Careful));
}

#[test]
fn nobody_gets_on_by_a_part_in_which_nothing_was_left_to_do() {
    let mut plan = handed_out(date(2026, 11, 23));
    plan.phases[0].week.clear();
    plan.phases[0].sessions.clear();
    for (pain, waits) in [(0, false), (5, false), (6, true)] {
        let entries = format!("\n  - {{date: 2026-11-29, week: {{pain: {{average: {pain}}}}}}}");
        let plans = std::slice::from_ref(&plan);
        let advance = advanced(plans, date(2026, 11, 30), &entries, false);
        assert!(advance.missing.contains(&Why::GatePain));
        assert_ne!(advance.stage.step, Step::Advances);
        // Nothing new takes the place of what was stopped while it hurts as much.
        assert_eq!(advance.request.past.unwrap().nothing_new, waits, "{pain}");
    }
}

/// The same with a walk of so many minutes in the first phase.
fn with_walk_of(plan: &Plan, minutes: u32) -> Plan {
    let mut plan = plan.clone();
    plan.phases[0].daily = vec![crate::planner::plan::Daily {
        exercise: "aer-walk-easy".to_owned(),
        minutes,
        days: 5,
        weeks: (1..=2).map(|week| crate::planner::plan::WeekMinutes { week, minutes }).collect(),
    }];
    plan
}

#[test]
fn pain_in_a_walk_makes_it_shorter_and_then_stops_it() {
    let walking = |start: Date| with_walk_of(&handed_out(start), 10);
    let (first, next) = (walking(date(2026, 11, 23)), walking(date(2026, 11, 30)));
    let cut = vec![changed("aer-walk-easy", ChangeKind::Regressed)];
    let cut = Plan { changes: cut, ..next.clone() };
    let walk = |plans: &[Plan], pains: [u32; 2]| {
        let start = plans.last().unwrap().start;
        let days = [0, 3].into_iter().zip(pains);
        let entries = days.map(|(day, pain)| {
            let date = later(start, day);
            format!(
                "\n  - {{date: {date}, session: {{{GREEN}, pain_in: {{aer-walk-easy: {pain}}}}}}}"
            )
        });
        let advance = advanced(plans, later(start, 7), &entries.collect::<String>(), false);
        let past = advance.request.past.unwrap();
        let minutes = past.before.last().unwrap().daily[0].minutes;
        let verdict = advance.verdicts.get("aer-walk-easy").copied();
        (verdict, minutes, past.steady, advance.request.stopped.contains("aer-walk-easy"))
    };
    let once = [first.clone()];
    assert_eq!(walk(&once, [1, 1]), (None, 10, false, false));
    assert_eq!(walk(&once, [1, 4]), (Some(Verdict::Hold(Why::Amber)), 10, true, false));
    assert_eq!(walk(&once, [8, 1]), (Some(Verdict::Cut(Why::Red)), 6, true, false));
    let twice = [first, cut];
    assert_eq!(walk(&twice, [8, 1]), (Some(Verdict::Cut(Why::Red)), 6, true, false));
    assert_eq!(walk(&twice, [8, 8]), (Some(Verdict::Stop(Why::Stopped)), 10, true, true));

    // Good three times: after the pain it stays, after the cut it goes on. Left out it is no good time, and
    // neither is a session of which no pain was told.
    let after = |plans: &[Plan], first: &str, then: &str| {
        let start = plans.last().unwrap().start;
        let days = [first, then, then, then].into_iter().zip(0..);
        let days = days.map(|(day, at)| (later(start, at).to_string(), day));
        let days: Vec<(String, &str)> = days.filter(|(_, day)| !day.is_empty()).collect();
        let days: Vec<(&str, &str)> = days.iter().map(|(date, day)| (&**date, *day)).collect();
        let advance = advanced(plans, later(start, 7), &sessions(&days), false);
        advance.verdicts.get("aer-walk-easy").copied()
    };
    let hurt = format!("{GREEN}, pain_in: {{aer-walk-easy: 8}}");
    let left_out = "done: {str-bridge: all, aer-walk-easy: skip}, pain: {during: 1}";
    assert_eq!(after(&once, &hurt, GREEN), Some(Verdict::Hold(Why::Once)));
    assert_eq!(after(&once, &hurt, left_out), Some(Verdict::Cut(Why::Red)));
    assert_eq!(after(&twice, "", GREEN), None);
    assert_eq!(after(&twice, "", left_out), Some(Verdict::Hold(Why::Careful)));
    assert_eq!(after(&twice, "", "done: all"), Some(Verdict::Hold(Why::Careful)));
    assert_eq!(after(&once, "", left_out), Some(Verdict::Hold(Why::Skipped)));
    let unnamed = "done: {str-bridge: all}, pain: {during: 1}";
    assert_eq!(after(&once, "", unnamed), None);

    // A walk that hurts, or is shorter than before it did, becomes no brisk one.
    let brisk = |plans: &[Plan], session: &str| {
        let day = later(plans.last().unwrap().start, 5).to_string();
        let from = later(plans.last().unwrap().start, 7);
        let advance = advanced(plans, from, &sessions(&[(&day, session)]), false);
        let level = advance.request.past.unwrap().levels.get("walk").copied();
        level.is_none_or(|level| level.rises)
    };
    let shorter = Plan { changes: vec![], ..with_walk_of(&next, 7) };
    assert!(brisk(&once, GREEN));
    assert!(!brisk(&once, &hurt));
    assert!(!brisk(&once, &format!("{GREEN}, pain_in: {{aer-walk-easy: 4}}")));
    assert!(!brisk(&[once[0].clone(), twice[1].clone(), shorter], GREEN));
}

#[test]
fn weeks_that_only_the_paper_lived_bring_nobody_on() {
    let plans = [handed_out(date(2026, 11, 23))];
    let one_week = sessions(&[("2026-11-23", GREEN), ("2026-11-26", GREEN), ("2026-11-28", GREEN)]);
    // The paper is in its second phase from the third week on.
    for (from, expected) in [
        (date(2026, 11, 30), "Advances build"),
        (date(2026, 12, 21), "Extends settle"),
        (date(2027, 1, 11), "Restarts settle"),
    ] {
        let advance = advanced(&plans, from, &one_week, false);
        let phase = &advance.stage.schedule[0].0;
        assert_eq!(format!("{:?} {phase}", advance.stage.step), expected, "{from}");
        let before = advance.request.past.unwrap().before;
        assert_eq!(before.last().unwrap().id, "settle", "{from}");
    }
    let back = format!("{one_week}{}", sessions(&[("2026-12-17", GREEN), ("2026-12-19", GREEN)]));
    let advance = advanced(&plans, date(2026, 12, 21), &back, false);
    assert_eq!(advance.request.past.unwrap().before.last().unwrap().id, "build");
}

#[test]
fn a_break_that_is_over_shuts_no_gate() {
    let plans = [handed_out(date(2026, 11, 23))];
    let week = |monday: &str| {
        let monday: Date = monday.parse().unwrap();
        let days = [0, 3, 5].map(|day| later(monday, day).to_string());
        days.map(|day| sessions(&[(&day, GREEN)])).concat()
    };
    let missing = |entries: &str, from: Date| advanced(&plans, from, entries, false).missing;
    // One week, three weeks off, and a week again: the gate looks at that one.
    let entries = format!("{}{}", week("2026-11-23"), week("2026-12-21"));
    assert!(!missing(&entries, date(2026, 12, 28)).contains(&Why::GateSessions));
    let half = sessions(&[("2026-12-21", GREEN)]);
    let entries = format!("{}{half}", week("2026-11-23"));
    assert!(missing(&entries, date(2026, 12, 28)).contains(&Why::GateSessions));
}

#[test]
fn a_gate_stays_shut_for_hard_work_and_for_who_is_worse_and_for_nobody_who_leaves_one_out() {
    let plans = [handed_out(date(2026, 11, 23))];
    let week = |monday: Date, session: &str| {
        let days = [0, 3, 5].map(|day| later(monday, day).to_string());
        days.map(|day| sessions(&[(&day, session)])).concat()
    };
    let missing = |entries: &str, from: Date| advanced(&plans, from, entries, false).missing;
    let (first, next) = (plans[0].start, date(2026, 11, 30));
    let hard = format!("{GREEN}, effort: 8");
    assert_eq!(missing(&week(first, &hard), next), [Why::GateEffort, Why::GateWhole][..1]);
    // Half of what was done was too hard to do well; one thing in a session of two is half.
    let clumsy = format!("{GREEN}, too_hard: [str-bridge]");
    assert_eq!(missing(&week(first, &clumsy), next), [Why::GateEffort]);
    let worse = format!(
        "{}\n  - {{date: 2026-12-06, week: {{change: -3}}}}",
        week(first, GREEN) + &week(next, GREEN)
    );
    assert_eq!(missing(&worse, date(2026, 12, 7)), [Why::GateWorse]);
    // What was said two weeks before says nothing of today.
    let since = week(date(2026, 12, 7), GREEN) + &week(date(2026, 12, 14), GREEN);
    let long_ago = format!("{worse}{since}");
    let advance = advanced(&plans, date(2026, 12, 21), &long_ago, false);
    assert!(!advance.missing.contains(&Why::GateWorse), "{:?}", advance.missing);
    assert!(!advance.review.contains(&Why::ReviewWorse), "{:?}", advance.review);
    let one_left_out = "done: {str-bridge: 2x8}, pain: {during: 1}";
    let weeks = |count: i32| -> String {
        (0..count).map(|one| week(later(first, 7 * one), one_left_out)).collect()
    };
    let whole =
        |count: i32| missing(&weeks(count), later(first, 7 * count)).contains(&Why::GateWhole);
    assert!(whole(1) && whole(2) && !whole(3));
}

#[test]
fn pain_in_one_exercise_is_no_average_of_the_week() {
    let plans = [handed_out(date(2026, 11, 23))];
    let week = |monday: Date, session: &str| {
        let days = [0, 3, 5].map(|day| later(monday, day).to_string());
        days.map(|day| sessions(&[(&day, session)])).concat()
    };
    let one = |pain: u32| {
        format!("done: all, pain: {{during: 0}}, pain_in: {{stretch-piriformis: {pain}}}")
    };
    let entries: String = [0, 2, 4]
        .into_iter()
        .zip([date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)])
        .map(|(pain, monday)| week(monday, &one(pain)))
        .collect();
    let advance = advanced(&plans, date(2026, 12, 14), &entries, false);
    assert_eq!(advance.verdicts["str-bridge"], Verdict::Carry);
    assert!(!advance.review.contains(&Why::ReviewWorse));
}

#[test]
fn worse_weeks_let_nothing_rise_that_they_do_not_cut() {
    let stretch = "stretch-hip-flexor-standing";
    let mut plan = handed_out(date(2026, 11, 23));
    let phases = plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
    for item in phases.flat_map(|session| &mut session.items) {
        item.exercise = item.exercise.replace("stretch-piriformis", stretch);
    }
    let plans = [plan];
    let entries: String = (0..3)
        .map(|week| {
            let monday = later(plans[0].start, 7 * week);
            let days = [0, 3, 5].map(|day| later(monday, day).to_string());
            let done = days.map(|day| sessions(&[(&day, GREEN)])).concat();
            let average = 2 + week;
            let day = later(monday, 6);
            format!("{done}\n  - {{date: {day}, week: {{pain: {{average: {average}}}}}}}")
        })
        .collect();
    let advance = advanced(&plans, date(2026, 12, 14), &entries, false);
    assert_eq!(advance.verdicts["str-bridge"], Verdict::Cut(Why::WorseWeek));
    assert_eq!(advance.verdicts[stretch], Verdict::Hold(Why::Rising));
}

#[test]
fn three_good_times_running_are_the_last_three() {
    let cut = vec![changed("str-bridge", ChangeKind::Regressed)];
    let plans = [Plan { changes: cut, ..handed_out(date(2026, 11, 23)) }];
    let bridge = |days: [&str; 4]| {
        // The amber one is further away than the days that are looked at.
        let dates = ["2026-11-23", "2026-11-26", "2026-12-03", "2026-12-05"];
        let all: Vec<(&str, &str)> = dates.into_iter().zip(days).collect();
        advanced(&plans, date(2026, 12, 7), &sessions(&all), false).verdicts["str-bridge"]
    };
    assert_eq!(bridge([GREEN, AMBER, GREEN, GREEN]), Verdict::Hold(Why::Careful));
    assert_eq!(bridge([AMBER, GREEN, GREEN, GREEN]), Verdict::Resume);
}

#[test]
fn a_level_does_not_rise_below_the_dose_before_a_cut() {
    let with = |start: Date, reps: u32, kinds: &[ChangeKind]| {
        let mut plan = handed_out(start);
        for item in plan.phases[0].sessions.values_mut().flat_map(|one| &mut one.items) {
            item.dose[0] = WeekDose { sets: 1, reps, ..item.dose[0] };
        }
        plan.changes = kinds.iter().map(|kind| changed("str-bridge", *kind)).collect();
        plan
    };
    let plans = |now: u32| {
        [
            with(date(2026, 11, 23), 10, &[]),
            with(date(2026, 11, 30), 6, &[ChangeKind::Regressed]),
            with(date(2026, 12, 7), now, &[ChangeKind::Resumed]),
        ]
    };
    let rises = |now: u32| {
        let entries =
            sessions(&[("2026-12-07", GREEN), ("2026-12-10", GREEN), ("2026-12-12", GREEN)]);
        let advance = advanced(&plans(now), date(2026, 12, 14), &entries, false);
        assert_eq!(advance.verdicts["str-bridge"], Verdict::Carry);
        advance.request.past.unwrap().levels["bridge"].rises
    };
    assert!(!rises(7) && !rises(9) && rises(10));
}

#[test]
fn tingling_stops_an_exercise_wherever_it_was() {
    let plans = [handed_out(date(2026, 11, 23)), handed_out(date(2026, 11, 30))];
    for (day, session, id) in [
        ("2026-11-30", "done: all, tingling: [str-bridge]", "str-bridge"),
        ("2026-11-30", "done: {str-bridge: skip}, tingling: [str-bridge]", "str-bridge"),
        // Beside the sessions, and of a day before the plan, told too late for it.
        ("2026-11-30", "done: all, tingling: [aer-walk-easy]", "aer-walk-easy"),
        ("2026-11-26", "done: all, tingling: [str-bridge]", "str-bridge"),
    ] {
        let green = format!("\n  - {{date: 2026-12-03, session: {{{GREEN}}}}}");
        let entries = format!("\n  - {{date: {day}, session: {{{session}}}}}{green}");
        let advance = advanced(&plans, date(2026, 12, 7), &entries, false);
        assert_eq!(advance.verdicts[id], Verdict::Stop(Why::Tingling), "{session}");
        assert!(advance.request.stopped.contains(id), "{session}");
        assert_eq!(advance.review, [Why::ReviewTingling], "{session}");
    }
}

/// A plan whose first phase has sessions A and B, and whose last one has A alone with another exercise.
fn with_another_part(start: Date) -> Plan {
    let mut plan = handed_out(start);
    plan.phases[0].weeks = (1, 1);
    let last = &mut plan.phases[1];
    last.weeks = (2, 6);
    last.sessions.remove("B");
    last.week.remove(&Day::Sat);
    for item in last.sessions.values_mut().flat_map(|session| &mut session.items) {
        item.exercise = item.exercise.replace("str-bridge", "str-standing-abd");
    }
    plan
}

#[test]
fn pain_counts_in_whatever_part_of_the_plan_an_exercise_is() {
    let plans = [with_another_part(date(2026, 11, 23))];
    for session in [
        // Recorded before such a letter was a finding.
        "name: B, done: all, pain: {during: 9}",
        "done: {str-bridge: 2x5}, pain: {during: 9}",
        "name: A, done: {str-bridge: 2x8}, pain: {during: 1}, pain_in: {str-bridge: 9}",
    ] {
        let entries = format!("\n  - {{date: 2026-12-01, session: {{{session}}}}}");
        let advance = advanced(&plans, date(2026, 12, 7), &entries, false);
        assert_eq!(advance.off.action, AfterMissed::CarryOn, "{session}");
        assert_eq!(advance.verdicts["str-bridge"], Verdict::Cut(Why::Red), "{session}");
        assert_eq!(advance.verdicts["str-standing-abd"], Verdict::Hold(Why::Skipped), "{session}");
        let past = advance.request.past.unwrap();
        assert!(past.nothing_new && past.steady, "{session}");
        let bridge = past.doses["str-bridge"];
        assert!(bridge.sets * bridge.reps < 10 && !bridge.climbs, "{session}: {bridge:?}");
    }
    let green = "\n  - {date: 2026-12-01, session: {name: B, done: all, pain: {during: 1}}}";
    let advance = advanced(&plans, date(2026, 12, 7), green, false);
    assert!(!advance.verdicts.contains_key("str-bridge"), "it does not rise out of its part");
    assert!(!advance.request.past.unwrap().nothing_new);
}

/// The paper has gone on to the next part and its harder step.
#[test]
fn what_hurt_at_the_end_of_a_part_comes_before_the_harder_step_of_the_next() {
    let mut plan = with_another_part(date(2026, 11, 23));
    for item in plan.phases[1].sessions.values_mut().flat_map(|session| &mut session.items) {
        item.exercise = item.exercise.replace("str-standing-abd", "str-bridge-wide");
    }
    let plans = [plan];
    let level = |last: &str| {
        let entries = sessions(&[("2026-11-28", last), ("2026-11-30", GREEN)]);
        let advance = advanced(&plans, date(2026, 12, 7), &entries, false);
        let level = advance.request.past.unwrap().levels["bridge"];
        (level.most, level.rises)
    };
    assert_eq!(level(GREEN), (2, true));
    assert_eq!(level(RED), (1, false));
}

#[test]
fn the_gate_and_the_course_count_the_same_sessions() {
    let plans = [with_another_part(date(2026, 11, 23))];
    for (session, done) in [
        ("done: all", true),
        ("name: B, done: all", true),
        ("done: {str-standing-abd: 1x2}", true),
        ("done: {str-bridge: 2x5}", true),
        ("done: {str-standing-abd: skip}", false),
        ("name: A, done: {aer-walk-easy: all}", false),
    ] {
        let log = log(&format!("\n  - {{date: 2026-11-30, session: {{{session}}}}}"));
        let course = super::super::course::course(&plans, &log, &[], date(2026, 12, 6));
        assert_eq!(course.weeks[1].done, u32::from(done), "{session}");
        let zones = &LIBRARY.progress.zones;
        let limits = Limits { green: 2, amber: 5, zones };
        let (from, again) = (date(2026, 12, 7), Again::new());
        let known = known(&plans, &log, from, &again);
        let history = History::new(&known, limits, 2);
        assert_eq!(history.sittings[0].is_done(), done, "{session}");
    }
}

#[test]
fn pain_in_a_walk_lets_no_walk_rise() {
    let plans = [handed_out(date(2026, 11, 23))];
    for (pain, steady) in [(2, false), (7, true)] {
        let session = format!("{GREEN}, pain_in: {{aer-walk-easy: {pain}}}");
        let entries = format!("\n  - {{date: 2026-11-28, session: {{{session}}}}}");
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        assert_eq!(advance.request.past.unwrap().steady, steady, "{pain}");
    }
}

#[test]
fn a_cut_has_to_prove_itself() {
    let first = handed_out(date(2026, 11, 23));
    let mut second = handed_out(date(2026, 11, 30));
    second.phases[0].weeks = (2, 2);
    second.phases[0]
        .sessions
        .values_mut()
        .flat_map(|session| &mut session.items)
        .for_each(|item| item.dose[0].week = 2);
    second.changes = vec![changed("str-bridge", ChangeKind::Regressed)];
    let plans = [first, second];
    for (days, expected) in [
        ([GREEN, GREEN, ""], "Hold(Careful)"),
        ([GREEN, GREEN, GREEN], "Resume"),
        // There is no easier level, so it is cut again.
        ([GREEN, RED, ""], "Cut(Red)"),
        ([RED, RED, ""], "Stop(Stopped)"),
        ([RED, GREEN, RED], "Stop(Stopped)"),
    ] {
        assert_eq!(after(&plans, days), expected, "{days:?}");
    }
    // What was told to be done no more, and was done all the same, is no better for it.
    let days = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-05"];
    let felt = [RED, RED, GREEN, GREEN, GREEN].map(|felt| format!("name: A, {felt}"));
    let all: Vec<(&str, &str)> = days.into_iter().zip(felt.iter().map(String::as_str)).collect();
    let advance = advanced(&plans, date(2026, 12, 7), &sessions(&all), false);
    assert_eq!(advance.verdicts["str-bridge"], Verdict::Stop(Why::Stopped));
}

#[test]
fn pain_that_stays_a_little_cuts_once_and_never_below_half() {
    let week = |start: Date, reps: u32, changes: &[ChangeKind]| {
        let mut plan = handed_out(start);
        for item in plan.phases[0].sessions.values_mut().flat_map(|one| &mut one.items) {
            item.dose[0].reps = reps;
            item.dose[0].sets = 1;
        }
        plan.changes = changes.iter().map(|kind| changed("str-bridge", *kind)).collect();
        plan
    };
    let (first, next) = (date(2026, 11, 23), date(2026, 11, 30));
    let whole = whole_reps("str-bridge");
    for (reps, expected) in [(10, "6"), (8, "5"), (6, "5"), (5, "same"), (3, "same")] {
        assert_eq!(whole, 10, "the doses below are parts of it");
        let days = [0, 3, 5].map(|offset| later(first, offset));
        let entries =
            days.map(|day| format!("\n  - {{date: {day}, session: {{{AMBER}}}}}")).concat();
        let advance = advanced(&[week(first, reps, &[])], next, &entries, false);
        let course = advance.request.past.unwrap().doses["str-bridge"];
        let begins = if course.sets * course.reps == reps {
            assert_eq!(advance.verdicts["str-bridge"], Verdict::Hold(Why::Amber));
            "same".to_owned()
        } else {
            assert_eq!(advance.verdicts["str-bridge"], Verdict::Cut(Why::AmberRunning));
            (course.sets * course.reps).to_string()
        };
        assert_eq!(begins, expected, "{reps}");
    }
    // What was cut holds while it hurts as before, and may be cut again after it has risen.
    let plans = [week(first, 10, &[]), week(next, 6, &[ChangeKind::Regressed])];
    assert_eq!(after(&plans, [AMBER; 3]), "Hold(Amber)");
    let plans = [week(first, 6, &[ChangeKind::Regressed]), week(next, 7, &[ChangeKind::Resumed])];
    assert_eq!(after(&plans, [AMBER; 3]), "Cut(AmberRunning)");
}

/// Repetitions of the whole dose in the first phase.
fn whole_reps(exercise: &str) -> u32 {
    let exercise = &LIBRARY.exercises[exercise];
    let whole =
        crate::planner::whole_dose(&LIBRARY, &request(&LIBRARY), "settle", exercise).unwrap();
    whole.sets * whole.reps
}

fn changed(exercise: &str, kind: ChangeKind) -> Change {
    Change {
        exercise: exercise.to_owned(),
        kind,
        from: String::new(),
        to: String::new(),
        days: None,
        reason: Some(Why::Red),
        why: String::new(),
    }
}

#[test]
fn red_again_brings_the_level_below() {
    let plan = {
        let mut plan = handed_out(date(2026, 11, 23));
        for item in plan.phases[0].sessions.values_mut().flat_map(|one| &mut one.items) {
            item.exercise = item.exercise.replace("str-bridge", "str-bridge-wide");
        }
        plan.changes = vec![changed("str-bridge-wide", ChangeKind::Regressed)];
        plan
    };
    let plans = [plan];
    let bridge = "str-bridge-wide";
    assert_eq!(after_of(bridge, &plans, [GREEN, RED, ""]), "Easier(Easier)");
    assert_eq!(after_of(bridge, &plans, [RED, RED, ""]), "Stop(Stopped)");
}

#[test]
fn what_was_done_is_what_the_next_plan_begins_with() {
    let plans = [handed_out(date(2026, 11, 23))];
    let begins = |day: &str| {
        let entries = format!("\n  - {{date: 2026-11-28, session: {{{day}}}}}");
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        let past = advance.request.past.unwrap();
        let last = items(past.before.last().unwrap()).next().unwrap().dose.last().copied();
        let course = past.doses.get("str-bridge").copied();
        let course = course.map(|course| (course.sets, course.reps, course.climbs));
        (last.map(|dose| (dose.week, dose.sets, dose.reps)), course)
    };
    assert_eq!(begins(GREEN), (Some((1, 2, 8)), None));
    assert_eq!(begins(AMBER), (Some((1, 2, 8)), Some((2, 8, false))));
    // 60 % of 16 are 9.
    assert_eq!(begins(RED), (Some((1, 2, 8)), Some((1, 8, false))));
    let short = "done: {str-bridge: 2x5}, pain: {during: 1}";
    assert_eq!(begins(short), (Some((1, 2, 5)), Some((2, 5, false))));
    let more = "done: {str-bridge: 3x12}, pain: {during: 1}";
    assert_eq!(begins(more), (Some((1, 2, 8)), None));
}

#[test]
fn what_was_cut_stays_small_as_long_as_nobody_does_it() {
    let first = handed_out(date(2026, 11, 23));
    let mut second = handed_out(date(2026, 11, 30));
    second.changes = vec![changed("str-bridge", ChangeKind::Regressed)];
    let of_days = second.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
    for item in of_days.flat_map(|session| &mut session.items) {
        item.dose[0].sets = 1;
    }
    let skipped = "done: {stretch-piriformis: 1x8}, pain: {during: 1}";
    let entries = sessions(&[("2026-11-28", RED), ("2026-11-30", skipped)]);
    let advance = advanced(&[first, second], date(2026, 12, 7), &entries, false);
    let past = advance.request.past.unwrap();
    let course = past.doses["str-bridge"];
    assert_eq!((course.sets, course.reps, course.climbs), (1, 8, false));
    let last = items(past.before.last().unwrap()).next().unwrap().dose.last().copied();
    assert_eq!(last.map(|dose| (dose.sets, dose.reps)), Some((1, 8)));
}

#[test]
fn a_gate_tells_which_exercises_it_waits_for() {
    let plans = [handed_out(date(2026, 11, 23))];
    let waits = |days: [&str; 2]| {
        let entries = sessions(&[("2026-11-23", days[0]), ("2026-11-28", days[1])]);
        advanced(&plans, date(2026, 11, 30), &entries, false).waits_for.join(" ")
    };
    assert_eq!(waits([GREEN, GREEN]), "");
    assert_eq!(waits([GREEN, AMBER]), "str-bridge");
    assert_eq!(waits([AMBER, AMBER]), "str-bridge stretch-piriformis");
    // The second part asks for strength that is shown.
    let start = date(2026, 11, 23);
    let entries = sessions(&[("2026-12-07", GREEN), ("2026-12-10", GREEN)]);
    let advance = advanced(&plans, later(start, 21), &entries, false);
    assert!(advance.missing.contains(&Why::GateShown), "{:?}", advance.missing);
    assert_eq!(advance.waits_for, ["str-bridge"]);
}

#[test]
fn what_was_shown_before_the_programme_began_again_opens_no_gate() {
    let start = date(2026, 11, 23);
    let mut first = handed_out(start);
    for session in first.phases[1].sessions.values_mut() {
        session.items[0].dose[0].reps = 10;
    }
    let mut second = handed_out(later(start, 21));
    second.phases[0].weeks = (4, 5);
    second.phases[1].weeks = (6, 9);
    let tests =
        "\n  - {date: 2026-12-12, week: {pain: {average: 1}, single_leg: {left: 3, right: 3}}}";
    let strong = sessions(&[("2026-12-07", GREEN), ("2026-12-10", GREEN)]);
    let since = sessions(&[("2026-12-28", GREEN), ("2026-12-31", GREEN)]);
    let entries = format!("{strong}{tests}{since}");
    let mut missing = |kind: ChangeKind, why: Why| {
        second.changes =
            vec![Change { exercise: String::new(), reason: Some(why), ..changed("", kind) }];
        let plans = [first.clone(), second.clone()];
        let missing = advanced(&plans, date(2027, 1, 4), &entries, false).missing;
        [Why::GateShown, Why::GateSingleLeg].map(|why| missing.contains(&why))
    };
    // Strength that is known and a weak leg; neither is known after an operation.
    assert_eq!(missing(ChangeKind::Held, Why::Amber), [false, true]);
    assert_eq!(missing(ChangeKind::Restarted, Why::Anew), [true, false]);
}

#[test]
fn what_hurt_in_another_part_stays_small_until_it_is_done_there() {
    let first = with_clams(date(2026, 11, 23), 2);
    let red = "done: {str-clamshell: 2x8}, pain: {during: 7}";
    let entries = sessions(&[("2026-11-24", red)]);
    let plans = [first.clone()];
    let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
    assert_eq!(advance.verdicts["str-clamshell"], Verdict::Cut(Why::Red));
    let mut second = with_clams(date(2026, 11, 30), 1);
    second.changes = vec![changed("str-clamshell", ChangeKind::Regressed)];
    let entries = format!("{entries}{}", sessions(&[("2026-11-30", GREEN)]));
    let advance = advanced(&[first, second], date(2026, 12, 7), &entries, false);
    assert_eq!(advance.verdicts["str-clamshell"], Verdict::Hold(Why::Careful));
    let course = advance.request.past.unwrap().doses["str-clamshell"];
    assert_eq!((course.sets, course.reps, course.climbs), (1, 8, false));
}

#[test]
fn what_is_light_and_new_begins_low_after_time_off() {
    let plans = [handed_out(date(2026, 11, 23))];
    let share = |from: Date| {
        let entries = sessions(&[("2026-11-28", GREEN)]);
        advanced(&plans, from, &entries, false).request.past.unwrap().light_share
    };
    assert_eq!(share(date(2026, 11, 30)), None);
    assert_eq!(share(date(2026, 12, 21)), Some(60));
}

#[test]
fn nothing_rises_beside_sessions_that_hurt_as_a_whole() {
    let plans = [handed_out(date(2026, 11, 23))];
    for (during, steady) in [(2, false), (3, true)] {
        let named = "pain_in: {str-bridge: 1, str-clam: 1, str-standing-abd: 1}";
        let session = format!("done: {{str-bridge: 2x10}}, pain: {{during: {during}}}, {named}");
        let entries = format!("\n  - {{date: 2026-11-28, session: {{{session}}}}}");
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        assert_eq!(advance.request.past.unwrap().steady, steady, "{during}");
    }
}

#[test]
fn nothing_is_new_after_a_week_that_hurt() {
    let start = date(2026, 11, 23);
    let plans = [handed_out(start)];
    for (day, expected) in [(GREEN, false), (AMBER, false), (RED, true)] {
        let entries = format!("\n  - {{date: {start}, session: {{{day}}}}}");
        let past = advanced(&plans, later(start, 7), &entries, false).request.past.unwrap();
        assert_eq!(past.nothing_new, expected, "{day}");
    }
}

#[test]
fn what_has_no_more_of_its_dose_is_on_no_more_days() {
    let start = date(2026, 11, 23);
    let mut plan = handed_out(start);
    "str-clamshell"
        .clone_into(&mut plan.phases[0].sessions.get_mut("A").unwrap().items[1].exercise);
    let plans = [plan];
    let other_hurt = format!("{GREEN}, pain_in: {{str-clamshell: 8}}");
    for (days, expected) in [
        (&[GREEN][..], false),
        (&[AMBER], true),
        (&[RED], true),
        // It hurt once and was good since: the dose stays, and so do the days.
        (&[RED, GREEN, GREEN, GREEN], true),
        // So they do whatever holds the dose.
        (&["done: all, pain: {during: 1}, effort: 9"], true),
        (&["done: all, pain: {during: 1}, too_hard: [str-bridge]"], true),
        (&["done: all"], true),
        (&["done: {str-clamshell: all}, pain: {during: 1}"], true),
        // What another one that hurt leaves free is no room for more of it.
        (&[&other_hurt], true),
    ] {
        let entry = |(day, at): (&&str, i32)| {
            format!("\n  - {{date: {}, session: {{name: A, {day}}}}}", later(start, at))
        };
        let entries: String = days.iter().zip(0..).map(entry).collect();
        let past = advanced(&plans, later(start, 7), &entries, false).request.past.unwrap();
        assert_eq!(past.no_more_days.contains("str-bridge"), expected, "{days:?}");
    }
}

#[test]
fn nothing_is_new_where_it_hurts_whatever_was_done() {
    let plans = [handed_out(date(2026, 11, 23))];
    for (entry, expected) in [
        ("{date: 2026-11-28, session: {done: {}, pain: {during: 5}}}", false),
        ("{date: 2026-11-28, session: {done: {}, pain: {during: 6}}}", true),
        ("{date: 2026-11-29, week: {pain: {average: 5}}}", false),
        ("{date: 2026-11-29, week: {pain: {average: 6}}}", true),
        ("{date: 2026-11-28, morning: 6}", true),
    ] {
        let entries = sessions(&[("2026-11-23", GREEN)]) + "\n  - " + entry;
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        assert!(!advance.verdicts["str-bridge"].is_of_hurt(), "{entry}");
        assert_eq!(advance.request.past.unwrap().nothing_new, expected, "{entry}");
    }
}

/// Bridge and stretch are left of a part; others were stopped with the plan in force.
#[test]
fn who_has_more_stopped_than_left_does_not_get_the_next_part() {
    let (first, start) = (date(2026, 11, 16), date(2026, 11, 23));
    let hurts = |stopped: &[&str]| {
        let mut plans = [handed_out(first), handed_out(start)];
        plans[1].phases[0].weeks = (2, 3);
        let stops = stopped.iter().map(|id| changed(id, ChangeKind::Stopped));
        plans[1].changes = stops.collect();
        let days = ["2026-11-17", "2026-11-23", "2026-11-26"];
        let entries = sessions(&days.map(|day| (day, GREEN)));
        let missing = advanced(&plans, later(start, 7), &entries, false).missing;
        missing.contains(&Why::GatePain)
    };
    assert!(!hurts(&[]));
    assert!(!hurts(&["str-clamshell"]));
    assert!(hurts(&["str-clamshell", "bal-tandem"]));
}

#[test]
fn a_part_begins_once_more_when_there_is_something_to_do_again() {
    let days = [2, 9, 16, 23].map(|day| date(2026, 11, day));
    let waits = |empty: Option<usize>| {
        let mut plans = days.map(handed_out);
        for (index, plan) in plans.iter_mut().enumerate() {
            let week = u32::try_from(index).unwrap() + 1;
            plan.phases[0].id = "build".to_owned();
            plan.phases[0].weeks = (week, week + 1);
            plan.phases.truncate(1);
            // From Sunday to the Monday after the next one is no break.
            plan.phases[0].week = [(Day::Mon, "A".to_owned()), (Day::Sun, "B".to_owned())].into();
            if empty == Some(index) {
                plan.phases[0].week.clear();
            }
        }
        let done = days.iter().enumerate().filter(|(index, _)| empty != Some(*index));
        let done = done.flat_map(|(_, day)| [0, 6].map(|at| later(*day, at).to_string()));
        let done: Vec<String> = done.collect();
        let done: Vec<(&str, &str)> = done.iter().map(|day| (day.as_str(), GREEN)).collect();
        let missing = advanced(&plans, date(2026, 11, 30), &sessions(&done), false).missing;
        missing.contains(&Why::GateDays)
    };
    assert!(!waits(None));
    assert!(waits(Some(1)) && waits(Some(2)));
    assert!(!waits(Some(0)), "three weeks are over since");
}

#[test]
fn what_is_new_for_a_muscle_with_a_stopped_exercise_begins_low() {
    let plans = [handed_out(date(2026, 11, 23))];
    let begins = |more: &str| {
        let entries = sessions(&[("2026-11-26", &format!("{GREEN}{more}"))]);
        advanced(&plans, date(2026, 11, 30), &entries, false).request.past.unwrap().doses
    };
    let muscle = &LIBRARY.exercises["str-bridge"].primary[0];
    let others = |one: &&Exercise| one.id != "str-bridge" && one.primary.contains(muscle);
    let (low, usual) = (begins(", tingling: [str-bridge]"), begins(""));
    let mut seen = 0;
    for other in LIBRARY.exercises.values().filter(others) {
        assert!(!usual.contains_key(&other.id), "{}", other.id);
        let Some(whole) = crate::planner::whole_dose(&LIBRARY, &request(&LIBRARY), "settle", other)
        else {
            continue;
        };
        let begun = low[&other.id];
        let share = LIBRARY.dosage.climb.first_share * 60;
        let most = (whole.sets * whole.reps * share).div_ceil(10_000);
        assert!(begun.climbs && begun.sets * begun.reps <= most, "{}: {begun:?}", other.id);
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn an_easier_level_comes_back_as_it_was_last_done() {
    let start = date(2026, 11, 23);
    let harder = &LIBRARY.exercises["bal-single-leg-support"];
    let easier = LIBRARY.easier(harder)[0].id.clone();
    let mut plans = [handed_out(start), handed_out(later(start, 14))];
    for (plan, id) in plans.iter_mut().zip([&easier, &harder.id]) {
        let sessions = plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
        for item in sessions.flat_map(|session| &mut session.items) {
            if item.exercise == "str-bridge" {
                item.exercise.clone_from(id);
            }
        }
    }
    let entries = format!(
        "\n  - {{date: {start}, session: {{done: {{{easier}: 1x2}}, pain: {{during: 1}}}}}}"
    );
    let entries = format!("{entries}\n  - {{date: {}, session: {{done: all}}}}", later(start, 14));
    let past = advanced(&plans, later(start, 21), &entries, false).request.past.unwrap();
    let course = past.doses[&easier];
    assert_eq!((course.sets, course.reps, course.climbs), (1, 2, true));
}

/// A plan whose bridge has a dose of its own, with changes of it.
fn with_bridge(start: Date, [sets, reps]: [u32; 2], kinds: &[ChangeKind]) -> Plan {
    let mut plan = handed_out(start);
    let sessions = plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
    let items = sessions.flat_map(|session| &mut session.items);
    for item in items.filter(|item| item.exercise == "str-bridge") {
        item.dose[0] = WeekDose { sets, reps, ..item.dose[0] };
    }
    plan.changes = kinds.iter().map(|kind| changed("str-bridge", *kind)).collect();
    plan
}

/// The same without the bridge.
fn without_bridge(start: Date) -> Plan {
    let mut plan = with_bridge(start, [2, 8], &[ChangeKind::Gone]);
    let sessions = plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
    sessions.for_each(|session| session.items.retain(|item| item.exercise != "str-bridge"));
    plan
}

/// What the bridge goes on from: its sets and repetitions as the phase before ended, if it was there,
/// and what check-ins let it begin with.
type Begins = (Option<(u32, u32)>, Option<(u32, u32, bool)>);

fn bridge_begins(plans: &[Plan], from: Date, entries: &str) -> Begins {
    let past = advanced(plans, from, entries, false).request.past.unwrap();
    let mut last = items(past.before.last().unwrap());
    let last = last.find(|item| item.exercise == "str-bridge");
    let last = last.and_then(|item| item.dose.last()).map(|dose| (dose.sets, dose.reps));
    let course = past.doses.get("str-bridge");
    (last, course.map(|course| (course.sets, course.reps, course.climbs)))
}

#[test]
fn what_was_left_out_after_a_cut_stays_as_it_was_cut() {
    let first = with_bridge(date(2026, 11, 23), [2, 8], &[]);
    let cut = with_bridge(date(2026, 11, 30), [1, 6], &[ChangeKind::Regressed]);
    let left_out = "done: {stretch-piriformis: all}, pain: {during: 1}";
    let entries = sessions(&[
        ("2026-11-28", RED),
        ("2026-11-30", left_out),
        ("2026-12-03", left_out),
        ("2026-12-05", left_out),
    ]);
    let begins = bridge_begins(&[first, cut], date(2026, 12, 7), &entries);
    assert_eq!(begins, (Some((1, 6)), Some((1, 6, false))));
}

#[test]
fn a_longer_time_off_gives_nothing_back() {
    let first = with_bridge(date(2026, 11, 23), [2, 8], &[]);
    let eased = with_bridge(date(2026, 12, 7), [1, 5], &[ChangeKind::Eased]);
    let away = "\n  - {date: 2026-12-13, week: {missed: other}}";
    let entries = format!("{}{away}", sessions(&[("2026-11-28", GREEN)]));
    for from in [date(2026, 12, 14), date(2026, 12, 21), date(2027, 1, 11)] {
        let (last, course) = bridge_begins(&[first.clone(), eased.clone()], from, &entries);
        assert_eq!(last, Some((1, 5)), "{from}");
        assert_eq!(course.map(|(sets, reps, _)| (sets, reps)), Some((1, 5)), "{from}");
    }
}

#[test]
fn what_was_done_before_a_plan_made_it_less_does_not_come_back() {
    let first = with_bridge(date(2026, 11, 23), [2, 8], &[]);
    let less = with_bridge(date(2026, 11, 30), [1, 6], &[ChangeKind::Eased]);
    // Made on Friday for Monday, and on Saturday it went well.
    let less = Plan { known: Some(date(2026, 11, 27)), ..less };
    let entries = sessions(&[("2026-11-28", GREEN)]);
    let plans = [first, less];
    let (last, course) = bridge_begins(&plans, date(2026, 12, 7), &entries);
    assert_eq!((last, course.map(|(sets, reps, _)| (sets, reps))), (Some((1, 6)), Some((1, 6))));
}

#[test]
fn what_was_away_comes_back_with_no_more_than_it_had() {
    let first = with_bridge(date(2026, 11, 23), [2, 8], &[]);
    let next = |kinds: &[ChangeKind]| with_bridge(date(2026, 11, 30), [1, 4], kinds);
    let away = without_bridge(date(2026, 12, 7));
    let entries = sessions(&[("2026-11-28", GREEN), ("2026-11-30", GREEN), ("2026-12-07", GREEN)]);
    let level = LIBRARY.exercises["str-bridge"].chain.as_ref().unwrap().level;
    for (kinds, climbs) in [(&[][..], true), (&[ChangeKind::Regressed], false)] {
        let plans = [first.clone(), next(kinds), away.clone()];
        let begins = bridge_begins(&plans, date(2026, 12, 14), &entries);
        assert_eq!(begins, (None, Some((1, 4, climbs))), "{kinds:?}");
        let advance = advanced(&plans, date(2026, 12, 14), &entries, false);
        let levels = advance.request.past.unwrap().levels;
        let held = levels.get("bridge").map(|level| (level.most, level.rises));
        assert_eq!(held, (!climbs).then_some((level, false)), "{kinds:?}");
    }
}

#[test]
fn what_was_cut_and_never_done_since_is_below_its_cut_where_it_is_away() {
    let first = with_bridge(date(2026, 11, 23), [2, 8], &[]);
    let cut = with_bridge(date(2026, 11, 30), [1, 6], &[ChangeKind::Regressed]);
    let away = without_bridge(date(2026, 12, 7));
    let entries = sessions(&[("2026-11-28", RED), ("2026-12-07", GREEN)]);
    let plans = [first, cut, away];
    let begins = bridge_begins(&plans, date(2026, 12, 14), &entries);
    assert_eq!(begins, (None, Some((1, 6, false))));
}

#[test]
fn what_hurt_and_left_the_plan_at_once_comes_back_cut() {
    let plans = [with_bridge(date(2026, 11, 23), [1, 5], &[]), without_bridge(date(2026, 11, 30))];
    let entries = sessions(&[("2026-11-28", RED), ("2026-11-30", GREEN)]);
    let begins = bridge_begins(&plans, date(2026, 12, 7), &entries);
    assert_eq!(begins, (None, Some((1, 3, false))));
}

#[test]
fn what_comes_back_as_new_has_to_prove_its_cut_all_the_same() {
    let plans = [
        with_bridge(date(2026, 11, 23), [2, 8], &[]),
        with_bridge(date(2026, 11, 30), [1, 6], &[ChangeKind::Regressed]),
        without_bridge(date(2026, 12, 7)),
        with_bridge(date(2026, 12, 14), [1, 6], &[ChangeKind::New]),
    ];
    for (days, expected) in [
        ([GREEN, GREEN, ""], "Hold(Careful)"),
        ([GREEN, GREEN, GREEN], "Resume"),
        ([RED, RED, ""], "Stop(Stopped)"),
    ] {
        assert_eq!(after(&plans, days), expected, "{days:?}");
    }
}

#[test]
fn time_off_asks_for_less() {
    let plans = [handed_out(date(2026, 11, 23))];
    let entries = format!("\n  - {{date: 2026-11-28, session: {{{GREEN}}}}}");
    for (from, older, expected, bridge) in [
        (date(2026, 11, 30), false, AfterMissed::CarryOn, None),
        (date(2026, 11, 30), true, AfterMissed::CarryOn, None),
        (date(2026, 12, 7), false, AfterMissed::OneSetLess, Some((1, 8, true))),
        (date(2026, 12, 7), true, AfterMissed::Lighter, Some((2, 6, true))),
        (date(2026, 12, 14), false, AfterMissed::Lighter, Some((2, 6, true))),
        (date(2026, 12, 21), false, AfterMissed::StepBack, None),
        (date(2027, 1, 11), false, AfterMissed::Restart, None),
    ] {
        let advance = advanced(&plans, from, &entries, older);
        assert_eq!(advance.off.action, expected, "{from}");
        let past = advance.request.past.unwrap();
        assert!(past.steady == (expected != AfterMissed::CarryOn));
        if let Some(bridge) = bridge {
            let course = past.doses["str-bridge"];
            assert_eq!((course.sets, course.reps, course.climbs), bridge, "{from}");
        }
    }
}

#[test]
fn after_a_long_time_off_holds_are_as_short_as_at_the_beginning_too() {
    let dose = |week, sets, reps, hold_s| WeekDose { week, sets, reps, hold_s };
    let mut plan = handed_out(date(2026, 11, 23));
    for (phase, doses) in plan
        .phases
        .iter_mut()
        .zip([vec![dose(1, 1, 5, 5)], vec![dose(3, 1, 6, 10), dose(6, 1, 8, 30)]])
    {
        for session in phase.sessions.values_mut() {
            session.items[0].dose.clone_from(&doses);
        }
    }
    let entries = sessions(&[("2026-12-31", GREEN), ("2027-01-02", GREEN)]);
    for (from, expected) in [
        // A step back is to the beginning of the part, and a restart to that of the part before.
        (date(2027, 1, 25), (AfterMissed::StepBack, (1, 6, 10))),
        (date(2027, 3, 1), (AfterMissed::Restart, (1, 5, 5))),
    ] {
        let advance = advanced(&[plan.clone()], from, &entries, false);
        let course = advance.request.past.unwrap().doses["str-bridge"];
        let begins = (course.sets, course.reps, course.hold_s);
        assert_eq!((advance.off.action, begins), expected, "{from}");
    }
}

#[test]
fn a_programme_that_began_again_is_not_held_against_the_time_before() {
    let start = date(2026, 11, 23);
    let mut second = handed_out(later(start, 14));
    second.phases[0].weeks = (3, 4);
    second.phases[1].weeks = (5, 8);
    let week = |day: i32, pain: u32| {
        let date = later(start, day);
        let effort = if pain > 1 { ", effort: 9" } else { "" };
        format!("\n  - {{date: {date}, session: {{done: all, pain: {{during: {pain}}}{effort}}}}}")
    };
    let entries: String =
        [(0, 1), (7, 1), (14, 3), (21, 3)].map(|(day, pain)| week(day, pain)).concat();
    let mut review = |kind: ChangeKind, why: Why| {
        second.changes =
            vec![Change { exercise: String::new(), reason: Some(why), ..changed("", kind) }];
        let plans = [handed_out(start), second.clone()];
        let review = advanced(&plans, later(start, 28), &entries, false).review;
        [Why::ReviewWorse, Why::ReviewPhase].map(|why| review.contains(&why))
    };
    assert_eq!(review(ChangeKind::Extended, Why::Extended), [true, true]);
    assert_eq!(review(ChangeKind::Restarted, Why::Anew), [false, false]);
}

#[test]
fn one_break_goes_back_once() {
    let first = handed_out(date(2026, 11, 23));
    let done = sessions(&[("2026-11-28", GREEN)]);
    let action = |day: Date, change: Change, from: Date| {
        let plan = Plan { changes: vec![change], ..handed_out(day) };
        let told = later(from, -1);
        let entries = format!("{done}\n  - {{date: {told}, week: {{missed: other}}}}");
        advanced(&[first.clone(), plan], from, &entries, false).off.action
    };
    let (back, next) = (date(2027, 1, 11), date(2027, 1, 18));
    let restarted = Change { exercise: String::new(), ..changed("", ChangeKind::Restarted) };
    assert_eq!(action(back, restarted, next), AfterMissed::CarryOn);
    let eased = changed("str-bridge", ChangeKind::Eased);
    assert_eq!(action(back, eased.clone(), next), AfterMissed::Restart);
    let (down, next) = (date(2026, 12, 21), date(2026, 12, 28));
    let stepped = Change { reason: Some(Why::StepBack), ..eased.clone() };
    assert_eq!(action(down, stepped.clone(), next), AfterMissed::CarryOn);
    assert_eq!(action(down, eased, next), AfterMissed::StepBack);
    // A longer one asks for more than a shorter one did.
    assert_eq!(action(down, stepped, back), AfterMissed::Restart);
}

#[test]
fn days_that_have_not_come_yet_are_no_days_off() {
    let plans = [handed_out(date(2026, 11, 23))];
    let from = date(2026, 11, 30);
    let (log, again) = (log(&sessions(&[("2026-11-23", GREEN)])), Again::new());
    for (today, expected) in [
        (date(2026, 11, 24), AfterMissed::CarryOn),
        (date(2026, 11, 26), AfterMissed::CarryOn),
        // On Friday nobody has exercised for longer than the plan rests, and it may stay so.
        (date(2026, 11, 27), AfterMissed::OneSetLess),
        (from, AfterMissed::OneSetLess),
        // Asked for late, as of that day.
        (date(2027, 2, 1), AfterMissed::OneSetLess),
    ] {
        let known = Known { today, ..known(&plans, &log, from, &again) };
        let advance = advance(&LIBRARY, &request(&LIBRARY), &known).unwrap();
        assert_eq!(advance.off.action, expected, "{today}");
    }
}

#[test]
fn an_illness_that_lasts_makes_nothing_smaller_twice() {
    let walking = |start: Date, kinds: &[ChangeKind]| {
        let mut plan = handed_out(start);
        plan.phases[0].daily = ["aer-walk-easy", "relax-diaphragmatic"]
            .map(|id| crate::planner::plan::Daily {
                exercise: id.to_owned(),
                minutes: 10,
                days: 5,
                weeks: Vec::new(),
            })
            .into();
        plan.changes = kinds
            .iter()
            .flat_map(|kind| ["aer-walk-easy", "str-bridge"].map(|id| changed(id, *kind)))
            .collect();
        plan
    };
    let entries = format!(
        "{}\n  - {{date: 2026-12-02, week: {{missed: illness}}}}",
        sessions(&[("2026-11-23", GREEN)])
    );
    let first = walking(date(2026, 11, 23), &[]);
    let less = [ChangeKind::Eased, ChangeKind::Regressed];
    for (kinds, minutes) in [(&[][..], [6, 10]), (&less[..1], [10, 10]), (&less[1..], [10, 10])] {
        let plans = [first.clone(), walking(date(2026, 11, 30), kinds)];
        let advance = advanced(&plans, date(2026, 12, 7), &entries, false);
        let past = advance.request.past.unwrap();
        let daily = &past.before.last().unwrap().daily;
        assert_eq!([daily[0].minutes, daily[1].minutes], minutes, "{kinds:?}");
        assert!(past.steady);
    }
}

#[test]
fn two_worse_weeks_bring_loads_down_once() {
    let plans = [handed_out(date(2026, 11, 23))];
    let worse = |averages: &[Option<u32>]| {
        let weeks = (0..).zip(averages).filter_map(|(week, average)| {
            let day = later(plans[0].start, 7 * week + 6);
            let average = (*average)?;
            Some(format!("\n  - {{date: {day}, week: {{pain: {{average: {average}}}}}}}"))
        });
        let weeks: String = weeks.collect();
        let end = later(plans[0].start, 7 * averages.len() as i32);
        let advance = advanced(&plans, end, &weeks, false);
        advance.verdicts["str-bridge"] == Verdict::Cut(Why::WorseWeek)
    };
    for (averages, expected) in [
        (&[Some(2), Some(3), Some(4)][..], true),
        (&[Some(2), Some(3), Some(3)], false),
        (&[Some(2), Some(3), Some(4), Some(4)], false),
        // What rose long ago has been answered; nobody knows how the weeks went since.
        (&[Some(2), Some(3), Some(4), None], false),
        (&[Some(2), Some(3), Some(4), None, None, None], false),
        // Three weeks of which one is not known are no two weeks running.
        (&[Some(2), Some(3), None, Some(5)], false),
        (&[Some(2), None, Some(3), Some(4), Some(5)], true),
    ] {
        assert_eq!(worse(averages), expected, "{averages:?}");
    }
}

/// Planned on the Sunday, or only on a day of the week after.
#[test]
fn two_worse_weeks_are_answered_in_the_week_after_them_too() {
    let first = handed_out(date(2026, 11, 23));
    let worse = [("2026-11-29", 2), ("2026-12-06", 3), ("2026-12-13", 4)]
        .map(|(day, pain)| format!("\n  - {{date: {day}, week: {{pain: {{average: {pain}}}}}}}"));
    let again = Again::new();
    let verdict = |plans: &[Plan], since: &str, today: Date| {
        let log = log(&(worse.concat() + since));
        let known = known(plans, &log, date(2026, 12, 21), &again);
        let known = Known { today, even_if_silent: true, ..known };
        advance_of(&known).unwrap().verdicts["str-bridge"]
    };
    let tuesday = date(2026, 12, 15);
    for since in ["", &sessions(&[("2026-12-14", GREEN)])] {
        let verdict = verdict(std::slice::from_ref(&first), since, tuesday);
        assert_eq!(verdict, Verdict::Cut(Why::WorseWeek), "{since}");
    }
    let mut second = handed_out(date(2026, 12, 14));
    second.changes = vec![Change {
        reason: Some(Why::WorseWeek),
        ..changed("str-bridge", ChangeKind::Regressed)
    }];
    assert_ne!(verdict(&[first, second], "", tuesday), Verdict::Cut(Why::WorseWeek));
}

#[test]
fn an_illness_keeps_doses_low_until_two_good_sessions() {
    let plans = [handed_out(date(2026, 11, 23))];
    let ill = "\n  - {date: 2026-11-25, week: {missed: illness}}";
    let good = |day: u32| format!("\n  - {{date: 2026-11-{day}, session: {{{GREEN}}}}}");
    for (entries, expected) in [
        (format!("{}{ill}", good(23)), true),
        (format!("{}{ill}{}", good(23), good(26)), true),
        (format!("{}{ill}{}{}", good(23), good(26), good(28)), false),
    ] {
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        assert_eq!(advance.off.unwell, expected, "{entries}");
        assert_eq!(advance.missing.contains(&Why::GateUnwell), expected, "{entries}");
    }
}

#[test]
fn the_gate_of_the_first_phase_asks_for_pain_sessions_and_whole_doses() {
    let plans = [handed_out(date(2026, 11, 23))];
    let week = |days: [&str; 3]| -> String {
        let dates = [23, 26, 28].into_iter().zip(days).filter(|(_, day)| !day.is_empty());
        dates
            .map(|(date, day)| format!("\n  - {{date: 2026-11-{date}, session: {{{day}}}}}"))
            .collect()
    };
    let missing = |entries: String| {
        let advance = advanced(&plans, date(2026, 11, 30), &entries, false);
        let words: Vec<&str> = advance.missing.iter().map(|why| why.as_str()).collect();
        words.join(" ")
    };
    assert_eq!(missing(week([GREEN, GREEN, GREEN])), "");
    assert_eq!(missing(week([GREEN, GREEN, ""])), "gate-sessions");
    assert_eq!(missing(week([GREEN, GREEN, AMBER])), "gate-whole");
    assert_eq!(missing(week([AMBER, AMBER, AMBER])), "gate-pain gate-whole");
    let sore = "done: all, pain: {during: 1, next_morning: 6}";
    assert_eq!(missing(week([sore, sore, GREEN])), "gate-pain gate-flares gate-whole");
    let said =
        format!("{}\n  - {{date: 2026-11-29, week: {{pain: {{average: 5}}}}}}", week([GREEN; 3]));
    assert_eq!(missing(said), "gate-pain");
    // A first night that is told has no night before it to be held against.
    for (night, expected) in [(5, ""), (9, "gate-pain")] {
        let said = format!(
            "{}\n  - {{date: 2026-11-29, week: {{pain: {{average: 2, night: {night}}}}}}}",
            week([GREEN; 3])
        );
        assert_eq!(missing(said), expected, "{night}");
    }
    // A good night that is told later takes no bad day back.
    let days = "\n  - {date: 2026-11-25, week: {pain: {worst: 8}}}\n  - {date: 2026-11-29, week: {pain: {night: 1}}}";
    assert_eq!(missing(format!("{}{days}", week([GREEN; 3]))), "gate-pain");
}

#[test]
fn a_gate_asks_for_pain_that_was_told_lately() {
    let plans = [handed_out(date(2026, 11, 23))];
    let first = [23, 26, 28]
        .map(|day| format!("\n  - {{date: 2026-11-{day}, session: {{{GREEN}}}}}"))
        .concat();
    let silent = ["2026-11-30", "2026-12-03", "2026-12-05", "2026-12-07", "2026-12-10"]
        .map(|date| format!("\n  - {{date: {date}, session: {{done: all}}}}"))
        .concat();
    let asks = |entries: &str, from: Date| {
        advanced(&plans, from, entries, false).missing.contains(&Why::GateUnknown)
    };
    let entries = format!("{first}{silent}");
    assert!(!asks(&entries, date(2026, 12, 7)), "told in the week before the last");
    assert!(asks(&entries, date(2026, 12, 14)), "told two weeks before the last");
    let told = format!("{entries}\n  - {{date: 2026-12-12, session: {{{GREEN}}}}}");
    assert!(!asks(&told, date(2026, 12, 14)));
}

#[test]
fn sessions_that_were_cut_short_limit_the_minutes() {
    let plans = [handed_out(date(2026, 11, 23))];
    let minutes = |day: &str| {
        let days = [23, 26, 28];
        let entries =
            days.map(|date| format!("\n  - {{date: 2026-11-{date}, session: {{{day}}}}}"));
        let advance = advanced(&plans, date(2026, 11, 30), &entries.concat(), false);
        advance.request.days[&Day::Mon]
    };
    assert_eq!(minutes("done: all, minutes: 8"), 20);
    assert_eq!(minutes("done: {str-bridge: 1x8}, minutes: 8"), 9);
    assert_eq!(minutes("done: {str-bridge: 1x8}, minutes: 2"), 5);
    assert_eq!(minutes("done: {str-bridge: 1x8}, minutes: 60"), 20);
    assert_eq!(minutes("done: {str-bridge: 1x8}"), 20);
}

#[test]
fn a_morning_alone_is_news() {
    let plans = [handed_out(date(2026, 11, 23))];
    let log = log("\n  - {date: 2026-11-24, morning: 9}");
    let from = date(2026, 11, 30);
    let again = Again::new();
    let known = known(&plans, &log, from, &again);
    assert!(advance(&LIBRARY, &request(&LIBRARY), &known).is_some());
    // One of a day to come is none yet.
    let (from, today) = (date(2026, 11, 24), date(2026, 11, 23));
    assert!(advance(&LIBRARY, &request(&LIBRARY), &Known { from, today, ..known }).is_none());
    let today = from;
    assert!(advance(&LIBRARY, &request(&LIBRARY), &Known { from, today, ..known }).is_some());
}

#[test]
fn nothing_written_down_decides_nothing() {
    let plans = [handed_out(date(2026, 11, 23))];
    let log = Log::default();
    let from = date(2026, 12, 7);
    let again = Again::new();
    let silent = known(&plans, &log, from, &again);
    assert!(advance(&LIBRARY, &request(&LIBRARY), &silent).is_none());
    let changed = Known { even_if_silent: true, ..silent };
    let advance = advance(&LIBRARY, &request(&LIBRARY), &changed).unwrap();
    assert_eq!(advance.off, Off::NONE);
    assert_eq!(advance.verdicts["str-bridge"], Verdict::Hold(Why::NoNews));
    assert!(!matches!(advance.stage.step, Step::Advances));
}
