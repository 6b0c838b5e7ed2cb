//! A person's folder, from the first question to the progress: what each command leaves in it.

use std::time::Instant;

use crate::command::{Desk, Ran};
use crate::render::pdf_text::Read;

/// A day long after every check-in of these tests: 2027-06-01.
const LATER: (&str, &str) = ("SOURCE_DATE_EPOCH", "1811808000");

const NEW: &str = "new ana --defaults --name Ana --muscle gluteus-medius:right --days 3 --minutes 20 \
                   --start 2026-11-23 --seed 7 --answer no=all";

/// A desk with Ana's folder, and her first plan in it.
fn ana() -> Desk {
    let desk = Desk::new();
    desk.run(NEW).good();
    desk.run("plan ana").good();
    desk
}

fn run(desk: &Desk, arguments: &str) -> Ran {
    desk.run_with(arguments, &[LATER])
}

/// The days that stand in the log.
fn days(desk: &Desk) -> Vec<String> {
    if !desk.path("ana/checkins.yaml").exists() {
        return Vec::new();
    }
    let text = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    text.lines().filter_map(|line| Some(line.trim().strip_prefix("- date: ")?.to_owned())).collect()
}

#[test]
fn new_makes_a_folder_with_a_commented_person_and_never_writes_over_it() {
    let desk = Desk::new();
    let made = desk.run_with(NEW, &[("SOURCE_DATE_EPOCH", "1795219200")]).good();
    assert!(made.stderr.contains("Next: regimen"), "{}", made.stderr);
    insta::assert_snapshot!(String::from_utf8(desk.read("ana/person.yaml")).unwrap());
    let again = desk.run("new ana --defaults");
    assert_eq!(again.code, 73, "{}", again.stderr);
    assert!(again.stderr.contains("already-there"), "{}", again.stderr);
    desk.run("new ben.yaml --defaults --area groin").good();
    assert_eq!(desk.run("new ben.yaml --defaults").code, 73);
    desk.run("plan ben.yaml --answer no=all --start 2026-11-23 -o ben.pdf").good();
}

#[test]
fn new_without_values_is_a_file_to_fill_in() {
    let desk = Desk::new();
    let made = desk.run("new --defaults").good();
    assert!(made.stderr.contains("Fill in muscles or areas"), "{}", made.stderr);
    assert_eq!(desk.names(), ["person"]);
    assert!(desk.run("plan person").stderr.contains("nothing-to-treat"));
    assert_eq!(desk.run("new bad --defaults --area nowhere").code, 2);
    assert_eq!(desk.names(), ["person"]);
}

#[test]
fn new_asks_line_by_line() {
    let mut answers = String::from("Ana\n1961\nglute med\n2\n2\n7\n\n\n1,3,5\n25\n2\n1\n");
    answers.push_str("climb the stairs\n\n1\n08:00\n07:00\n16:00\n");
    answers.push_str(&"n\n".repeat(60));
    let desk = Desk::new();
    let made = desk.run_typing("new ana --plain", &answers).good();
    assert!(made.stderr.contains("this is not after it"), "{}", made.stderr);
    let text = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    let values: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    insta::assert_snapshot!(values.join("\n").replace(&today(&text), "TODAY"));
    desk.run("plan ana --start 2026-11-23").good();
}

#[test]
fn new_takes_words_for_numbers_and_says_what_is_missing() {
    let mut answers =
        String::from("Ana\n\nglute med\nright\nI do\n7\n\n\n\nmon,wed,fri\n25\n2\nn\n");
    answers.push_str("\n\n");
    answers.push_str(&"n\n".repeat(60));
    let desk = Desk::new();
    let made = desk.run_typing("new ana --plain", &answers).good();
    assert!(made.stderr.contains("A plan needs at least one day."), "{}", made.stderr);
    let text = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    for line in ["side: right", "days: [mon, wed, fri]", "avoid: [floor]"] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn new_asks_nothing_that_would_be_refused() {
    let desk = Desk::new();
    std::fs::write(desk.path("file"), "").unwrap();
    for (command, code, says) in [
        ("new ana --muscle glutes-medius", 2, "did you mean `gluteus-medius`"),
        ("new ana --muscle gluteus-medius:right:tight:0", 2, "nothing-to-treat"),
        ("new ana --answer no=All", 2, "in small letters"),
        ("new file", 73, "already-there"),
        ("new file/ana", 73, "already-there"),
        ("new ana --born 2020", 3, "Are you under 16?"),
    ] {
        let ran = desk.run_typing_with(&format!("{command} --plain"), "Ana\n", &[LATER]);
        assert_eq!(ran.code, code, "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{command}: {}", ran.stderr);
        assert!(!ran.stderr.contains("Name on the page?"), "{command}: {}", ran.stderr);
    }
    assert_eq!(desk.names(), ["file"]);
}

#[test]
fn new_stops_at_a_year_of_birth_below_sixteen_as_a_plan_does() {
    let desk = Desk::new();
    let made = desk.run_typing_with("new ana --plain", "Ana\n2020\n", &[LATER]);
    assert_eq!(made.code, 3, "{}", made.stderr);
    assert!(made.stderr.contains("Are you under 16?"), "{}", made.stderr);
    assert!(made.stderr.contains("Nothing was written"), "{}", made.stderr);
    assert!(desk.names().is_empty());
    let made = run(&desk, "new ana --defaults --area groin --born 2020 --answer no=all");
    assert_eq!(made.code, 3, "{}", made.stderr);
    assert_eq!(run(&desk, "plan ana").code, 3);
}

#[test]
fn what_was_answered_outlasts_any_number_of_slips() {
    let slips = "nonsense\n".repeat(40);
    let desk = Desk::new();
    let ended = desk.run_typing("new ana --plain", &format!("Ana\n{slips}"));
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("the input ended before the questions did"), "{}", ended.stderr);
    assert!(desk.names().is_empty());
    let mut answers = format!("Ana\n{slips}1961\nglute med\n2\n2\n7\n\n\n1,3,5\n25\n2\n1\n\n\n1\n");
    answers.push_str("08:00\n07:00\n16:00\n");
    answers.push_str(&"n\n".repeat(60));
    desk.run_typing("new ana --plain", &answers).good();
    let text = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    assert!(text.contains("name: Ana") && text.contains("1961"), "{text}");
}

/// The day that the answers carry.
fn today(text: &str) -> String {
    let line = text.lines().find(|line| line.trim_start().starts_with("date:")).unwrap();
    line.trim().trim_start_matches("date: ").to_owned()
}

#[test]
fn new_stops_asking_when_help_is_needed_now() {
    let answers = "Ana\n\n\n21\n2\n1\n20\n\n1\n\n\ny\n";
    let desk = Desk::new();
    let made = desk.run_typing("new ana --plain", answers);
    assert_eq!(made.code, 3, "{}", made.stderr);
    assert!(made.stderr.contains("Get help now"), "{}", made.stderr);
    // What was answered is kept: no plan is made of it later either.
    assert_eq!(desk.run("plan ana").code, 3);
}

#[test]
fn what_is_asked_needs_somebody_to_answer() {
    let desk = ana();
    for command in ["new ben", "screen ana", "checkin ana"] {
        let ran = run(&desk, command);
        assert_eq!(ran.code, 2, "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains("no-terminal"), "{}", ran.stderr);
    }
    let ended = desk.run_typing("new ben --plain", "Ben\n");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("nothing was written"), "{}", ended.stderr);
    assert_eq!(desk.names(), ["ana"]);
}

#[cfg(unix)]
#[test]
fn a_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = ana();
    run(&desk, "checkin ana --date 2026-11-23 --done all").good();
    let mode =
        |name: &str| std::fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(["ana", "ana/plans"].map(mode), [0o700; 2]);
    let files =
        ["person.yaml", "checkins.yaml", ".lock", "plans/2026-11-23.yaml", "plans/2026-11-23.pdf"];
    assert_eq!(files.map(|name| mode(&format!("ana/{name}"))), [0o600; 5]);
}

#[test]
fn a_plan_is_kept_in_the_folder_unless_it_is_only_looked_at() {
    let desk = ana();
    let plans = || {
        let entries = std::fs::read_dir(desk.path("ana/plans")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let first = ["2026-11-23.pdf", "2026-11-23.yaml"];
    assert_eq!(plans(), first);
    desk.run("plan ana").good();
    desk.run("plan ana --seed 8 -o look.pdf").good();
    desk.run("plan ana --seed 8 --format json").good();
    assert_eq!(plans(), first);
    let before = desk.read("ana/plans/2026-11-23.yaml");
    desk.run("plan ana --minutes 30").good();
    assert_eq!(plans().len(), 4);
    assert_eq!(desk.read("ana/plans/2026-11-23.yaml"), before);
}

#[test]
fn the_kept_plan_says_what_the_json_says() {
    let desk = ana();
    let json = desk.run("plan ana --format json").good().text();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let kept = desk.read("ana/plans/2026-11-23.yaml");
    let (plan, findings) = regimen::progress::load::plan("kept", &kept);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(serde_json::to_value(plan.unwrap()).unwrap(), json);
}

#[test]
fn check_ins_come_from_flags_and_from_the_page() {
    let desk = ana();
    run(
        &desk,
        "checkin ana --date 2026-11-23 --done all --pain-during 3 --next-morning 2 --effort 5",
    )
    .good();
    run(&desk, "checkin ana w1 d2 1:ok 2:ok pain 4/2 ; w1 fri all note felt well").good();
    desk.run_typing_with("checkin ana -", "w2 d1 all pain 2/1\n# a remark\nw2 d2 all\n", &[LATER])
        .good();
    run(
        &desk,
        "checkin ana --date 2026-11-29 --pain-average 3 --change -1 --chair-stand 12 --left-leg 9",
    )
    .good();
    let mut log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    // The exercises with the numbers 1 and 2, whichever the library has there.
    let (plan, _) = regimen::progress::load::plan("plan", &desk.read("ana/plans/2026-11-23.yaml"));
    for (_, id) in plan.unwrap().phases[0].numbered().into_iter().take(2) {
        log = log.replace(id, "EXERCISE");
    }
    insta::assert_snapshot!(log);
}

#[test]
fn quiet_may_stand_behind_a_check_in() {
    let desk = ana();
    assert_eq!(run(&desk, "checkin ana w1 d1 all pain 3/2 effort 3 -q").good().stderr, "");
    let ran = run(&desk, "checkin ana w1 d2 all --pain-during 3");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("`--pain-during` and a check-in in short"), "{}", ran.stderr);
}

#[test]
fn a_check_in_by_questions() {
    let desk = ana();
    // Day, session, some of it, amounts, pain, effort, minutes, lists, the week, a note.
    let answers = "2026-11-23\n1\n1\n3\n\n\n5\n20\n\n\n\n2\n3\n5\n0\n2\n14\n\n\nfine\n";
    let ran = desk.run_typing_with("checkin ana --plain", answers, &[LATER]).good();
    assert!(ran.stderr.contains("1 check-in is recorded"), "{}", ran.stderr);
    let text = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    for part in ["done: all", "during: 3", "effort: 5", "chair_stand: 14", "note: fine"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// Who gives up at the first sign is asked for that sign, and for nothing that is refused later.
#[test]
fn what_a_session_did_that_was_given_up_at_once_is_kept() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 1:skip tingling 1").good();
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    assert!(log.contains("tingling:"), "{log}");
    // By questions: the second session, nothing of it, tingling of the first exercise, a morning, a note.
    let (plan, _) = regimen::progress::load::plan("plan", &desk.read("ana/plans/2026-11-23.yaml"));
    let phase = &plan.unwrap().phases[0];
    let count = phase.sessions["A"].items.len() + phase.daily.len();
    let answers = format!("2026-11-25\n1\n2\n{}1\n8\nno\nit hurt\n", "skip\n".repeat(count));
    let ran = desk.run_typing_with("checkin ana --plain", &answers, &[LATER]).good();
    assert!(!ran.stderr.contains("worst pain"), "{}", ran.stderr);
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    for part in ["morning: 8", "note: it hurt"] {
        assert!(log.contains(part), "{part}: {log}");
    }
    assert_eq!(log.matches("tingling:").count(), 2, "{log}");
    let monday = ("SOURCE_DATE_EPOCH", "1796601600");
    let ran = desk.run_with("replan ana --screened", &[monday]).good();
    assert!(ran.stderr.contains("! An exercise brought on tingling"), "{}", ran.stderr);
}

/// The morning after is told when it is there, which is often the day of the next session.
#[test]
fn the_morning_after_a_session_is_asked_for_once_on_a_day_with_a_session_too() {
    const MORNING: &str = "Pain this morning?";
    const NEXT: &str = "Pain on the next morning?";
    let desk = ana();
    let asks = |answers: &str| {
        let ran = desk.run_typing_with("checkin ana --plain", answers, &[LATER]).good();
        [MORNING, NEXT].map(|question| ran.stderr.contains(question))
    };
    // Day, session, all of it, pain in three questions, effort, minutes, lists; the morning; no week, no note.
    let rest = "\n".repeat(5);
    run(&desk, "checkin ana --date 2026-11-23 --done all --pain-during 1").good();
    assert_eq!(asks(&format!("2026-11-24\n1\n1\n1\n\n\n{rest}8\nno\n\n")), [true, true]);
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    assert!(log.contains("morning: 8"), "{log}");
    // It is told by the session before, or there was none.
    run(&desk, "checkin ana --date 2026-11-25 --done all --next-morning 1").good();
    assert_eq!(asks(&format!("2026-11-26\n1\n1\n1\n\n\n{rest}no\n\n")), [false, true]);
    assert_eq!(asks(&format!("2026-11-28\n1\n1\n1\n\n\n{rest}no\n\n")), [false, true]);
    // On a day of rest it is not asked twice either.
    run(&desk, "checkin ana --date 2026-11-30 --done all --next-morning 1").good();
    assert_eq!(asks("2026-12-01\nno session\nno\nrested\n"), [false, false]);
    // Nor is a morning that is known asked of the session before it.
    run(&desk, "checkin ana --date 2026-12-03 --morning 2").good();
    assert_eq!(asks(&format!("2026-12-02\n1\n1\n1\n\n{rest}no\n\n")), [false, false]);
}

#[test]
fn what_a_day_has_told_is_not_asked_again_and_a_note_alone_is_kept() {
    let desk = ana();
    let typing = |answers: &str| desk.run_typing_with("checkin ana --plain", answers, &[LATER]);
    run(&desk, "checkin ana --date 2026-11-23 --done all").good();
    // The day, pain on that morning, no end of a week, a note: nothing of the session.
    let ran = typing("2026-11-23\n2\nno\nslept well\n").good();
    assert!(ran.stderr.contains("The session of 2026-11-23 is recorded already"), "{}", ran.stderr);
    run(&desk, "checkin ana --date 2026-11-23 --change 1").good();
    // Then there is nothing left to tell of it.
    let ran = typing("2026-11-23\n2026-11-24\nno session\n\nno\nfell on the stairs\n").good();
    assert!(ran.stderr.contains("2026-11-23 is recorded already"), "{}", ran.stderr);
    let text = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    for part in ["morning: 2", "note: slept well", "note: fell on the stairs"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    run(&desk, "checkin ana w1 d2 note a long day").good();
}

#[test]
fn what_is_wrong_with_a_check_in_is_found_and_nothing_is_written() {
    let desk = ana();
    run(&desk, "checkin ana --date 2026-11-23 --done all").good();
    let before = desk.read("ana/checkins.yaml");
    for (arguments, code, says) in [
        ("--date 2026-11-22 --done all", 2, "bad-date"),
        ("--date 2027-06-02 --done all", 2, "bad-date"),
        ("--date 2026-11-23 --done all", 2, "given-twice"),
        ("--date 2026-11-25 --done str-brigde=2x8", 2, "unknown-id"),
        ("--date 2026-11-25 --done str-bridge=8", 2, "no amount"),
        ("--date 2026-11-25 --done all --pain-during 11", 2, "0 to 10"),
        ("--date 2026-11-25 --activity 3", 2, "activities are rated"),
        ("--date 2026-11-25 --flag ces-sadle", 2, "ces-saddle"),
        ("--date 2026-11-25", 2, "says nothing"),
        ("w1 d1 all", 65, "given-twice"),
        ("w1 d2 all ; w1 wed all", 65, "given-twice"),
        ("w1 d2 all ; w9 d9 all", 65, "has no day"),
        ("w1 d2 99:ok", 65, "not among the numbers"),
        ("w1 sun all", 65, "say which session it was: A"),
        ("w1 d2", 65, "say what was done"),
        ("w1 d2 pain 11/2", 65, "0 to 10"),
        ("2026-11-22 all", 65, "bad-date"),
    ] {
        let ran = run(&desk, &format!("checkin ana {arguments}"));
        assert_eq!(ran.code, code, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{arguments}: {}", ran.stderr);
        assert_eq!(desk.read("ana/checkins.yaml"), before, "{arguments}");
    }
    let drawn = run(&desk, "checkin ana w1 d2 1:ok pain 12/2 2:all ; w1 d3 effort much");
    insta::assert_snapshot!(drawn.stderr);
}

#[test]
fn more_on_standard_input_than_is_read_is_not_cut_off() {
    let desk = ana();
    let last = "w1 d1 all pain 9\n";
    let fill = |bytes: usize| format!("#{}\n{last}", "x".repeat(bytes - last.len() - 2));
    let large = fill(1024 * 1024 + 1);
    let ran = desk.run_typing_with("checkin ana -", &large, &[LATER]);
    assert_eq!(ran.code, 65, "{}", ran.stderr);
    assert!(ran.stderr.contains("too-large"), "{}", ran.stderr);
    assert_eq!(days(&desk), [""; 0]);
    desk.run_typing_with("checkin ana -", &fill(1024 * 1024), &[LATER]).good();
    assert_eq!(days(&desk), ["2026-11-23"]);
}

#[test]
fn a_red_flag_is_recorded_and_says_get_help() {
    let desk = ana();
    let ran = run(&desk, "checkin ana --date 2026-11-29 --flag ces-saddle");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("Get help now"), "{}", ran.stderr);
    assert_eq!(days(&desk), ["2026-11-29"]);
}

#[test]
fn check_ins_need_a_folder_with_a_plan() {
    let desk = Desk::new().file("e/notes.txt", "");
    let ran = desk.run("plan e");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    for words in ["the folder `e` has no person.yaml", "`regimen new e`"] {
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
    desk.run(NEW).good();
    let ran = desk.run("checkin ana --done all");
    assert_eq!(ran.code, 65, "{}", ran.stderr);
    assert!(ran.stderr.contains("no-plan-yet"), "{}", ran.stderr);
    for path in ["nobody", "ana/person.yaml"] {
        let ran = desk.run(&format!("checkin {path} --done all"));
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains("regimen new"), "{}", ran.stderr);
    }
}

#[test]
fn files_of_a_newer_program_are_refused_and_left_alone() {
    let desk = ana().file("ana/checkins.yaml", "schema: 2\nentries: []\n");
    let ran = run(&desk, "checkin ana --date 2026-11-23 --done all");
    assert_eq!(ran.code, 65, "{}", ran.stderr);
    assert!(ran.stderr.contains("newer-schema"), "{}", ran.stderr);
    assert_eq!(desk.read("ana/checkins.yaml"), b"schema: 2\nentries: []\n");
    let desk = ana().file("ana/person.yaml", "schema: 2\nareas: {groin: left}\nsize: 9\n");
    for command in ["plan ana", "screen ana --answer no=all", "checkin ana w1 d1 all"] {
        let ran = run(&desk, command);
        assert_eq!(ran.code, 65, "{command}: {}", ran.stderr);
        assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("newer-schema"), "{command}: {}", ran.stderr);
    }
    assert_eq!(desk.read("ana/person.yaml"), b"schema: 2\nareas: {groin: left}\nsize: 9\n");
}

#[test]
fn a_log_that_was_typed_by_hand_goes_on() {
    let by_hand = "checkins:   # mine\n- {date: 2026-11-23, morning: 2}\n# later\n";
    let desk = ana().file("ana/checkins.yaml", by_hand);
    run(&desk, "checkin ana --date 2026-11-25 --done all").good();
    let text = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    assert!(text.starts_with(by_hand), "{text}");
    assert!(text.contains("\n- date: 2026-11-25\n"), "{text}");
}

#[test]
fn a_plan_of_a_folder_with_check_ins_goes_on_from_them() {
    let desk = ana();
    let text = "w1 d1 all pain 7/6\nw1 d2 all pain 7/6\nw1 d3 all pain 6/6\n";
    desk.run_typing_with("checkin ana -", text, &[LATER]).good();
    let soon = ("SOURCE_DATE_EPOCH", "1796083200"); // 2026-12-01
    let ran = desk.run_with("plan ana", &[soon]).good();
    assert!(ran.stderr.contains("2026-12-07"), "{}", ran.stderr);
    let (plan, _) = regimen::progress::load::plan("next", &desk.read("ana/plans/2026-12-07.yaml"));
    let changes = plan.unwrap().changes;
    assert!(!changes.is_empty() && changes.iter().all(|change| !change.why.is_empty()));
    assert!(desk.run("diff ana").good().text().starts_with("2026-11-23 -> 2026-12-07\n"));
    // Only for looking at: a first plan from today on, or from an earlier day, as if nothing had been done.
    for (flags, start) in [("", "2026-12-01"), (" --start 2026-11-23", "2026-11-23")] {
        let anew = format!("plan ana --anew --format json{flags}");
        let anew = desk.run_with(&anew, &[soon]).good().text();
        assert!(anew.contains(&format!("\"start\": \"{start}\"")), "{anew:.300}");
    }
}

// ---------------------------------------------------------------- the safety questions

#[test]
fn screening_is_recorded_with_its_date_and_leaves_the_rest() {
    let person = "# my own words\nareas: [groin]   # left\nscreening: {date: 2026-11-20, no: all}\n\
                  # the end\nstart: 2026-11-23\n";
    let desk = Desk::new().file("ana/person.yaml", person);
    let ran = run(&desk, "screen ana --answer no=all --answer night-pain=yes").good();
    assert!(ran.stderr.contains("night-pain: no -> yes"), "{}", ran.stderr);
    assert!(ran.stderr.contains("You can start, with care"), "{}", ran.stderr);
    insta::assert_snapshot!(String::from_utf8(desk.read("ana/person.yaml")).unwrap());
    run(&desk, "plan ana").good();
}

#[test]
fn screening_that_stops_says_so_with_3_and_stays() {
    let desk = ana();
    let ran = run(&desk, "screen ana --answer no=all --answer cancer-hx=yes");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("See a doctor first"), "{}", ran.stderr);
    assert_eq!(run(&desk, "plan ana").code, 3);
    // Without a person nothing is written, and the outcome is the same.
    assert_eq!(desk.run("screen --answer ces-saddle=yes").code, 3);
    assert_eq!(desk.run("screen --answer no=all").code, 0);
    assert_eq!(desk.names(), ["ana"]);
}

#[test]
fn screening_takes_no_silence_for_a_no() {
    let desk = ana();
    let before = desk.read("ana/person.yaml");
    for (answers, says) in [
        ("--answer night-pain=no", "have no answer"),
        ("--answer no=all --answer thr=sideways", "not an answer"),
        ("--answer no=al", "there is no safety question"),
    ] {
        let ran = run(&desk, &format!("screen ana {answers}"));
        assert_eq!(ran.code, 2, "{answers}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{answers}: {}", ran.stderr);
    }
    assert_eq!(desk.read("ana/person.yaml"), before);
}

#[test]
fn screening_waits_for_the_folder_of_the_file_that_is_named() {
    let desk = ana();
    let before = desk.read("ana/person.yaml");
    let lock = std::fs::File::options().write(true).open(desk.path("ana/.lock")).unwrap();
    lock.lock().unwrap();
    let answers = "--answer no=all --answer night-pain=yes";
    let ran = run(&desk, &format!("screen ana/person.yaml {answers}"));
    assert_eq!(ran.code, 73, "{}", ran.stderr);
    assert!(ran.stderr.contains("error[locked]"), "{}", ran.stderr);
    assert_eq!(desk.read("ana/person.yaml"), before);
    drop(lock);
    run(&desk, &format!("screen ana/person.yaml {answers}")).good();
    assert_ne!(desk.read("ana/person.yaml"), before);
}

// ---------------------------------------------------------------- progress

#[test]
fn progress_is_a_table_a_line_of_bars_json_and_a_drawing() {
    let desk = ana();
    let text =
        "w1 d1 all pain 5/4 effort 6\nw1 d2 all pain 4/3\nw1 d3 1:skip\nw2 d1 all pain 2/1\n";
    desk.run_typing_with("checkin ana -", text, &[LATER]).good();
    run(&desk, "checkin ana --date 2026-12-06 --pain-average 2 --change 2").good();
    let until = ("SOURCE_DATE_EPOCH", "1796688000"); // 2026-12-08
    insta::assert_snapshot!(desk.run_with("progress ana", &[until]).good().text());
    let json = desk.run_with("progress ana --json", &[until]).good().text();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["weeks"].as_array().unwrap().len(), 3);
    assert_eq!(json["weeks"][0]["pain_during"], 5);
    let svg = desk.run_with("progress ana --svg -", &[until]).good().text();
    insta::assert_snapshot!(svg);
}

// ---------------------------------------------------------------- killed processes

/// Real processes, killed at no matter which moment: every check-in that was reported as recorded is
/// there, and the folder goes on. `REGIMEN_KILLS` asks for more of them.
#[test]
fn killed_processes_lose_no_recorded_check_in() {
    let kills: u64 = std::env::var("REGIMEN_KILLS").map_or(30, |text| text.parse().unwrap());
    let desk = ana();
    let first = jiff::civil::date(2026, 11, 23);
    let day = |number: usize| {
        first.checked_add(jiff::Span::new().days(i64::try_from(number).unwrap())).unwrap()
    };
    let begun = Instant::now();
    run(&desk, &format!("checkin ana {first} morning 1")).good();
    let whole = begun.elapsed();
    let mut recorded = 1;
    for kill in 1..=kills {
        let arguments = format!("checkin ana {} morning 1", day(recorded));
        let mut child = desk.start(&arguments, &[LATER]);
        // Moments spread over the whole run, in an order without a pattern.
        std::thread::sleep(whole * u32::try_from(kill * 37 % 64).unwrap() / 60);
        let _ = child.kill();
        let lived = child.wait().unwrap().success();
        let there = days(&desk);
        let expected: Vec<String> = (0..there.len()).map(|at| day(at).to_string()).collect();
        assert_eq!(there, expected);
        assert!(there.len() == recorded + 1 || (there.len() == recorded && !lived));
        recorded = there.len();
    }
    run(&desk, &format!("checkin ana {} morning 1", day(recorded))).good();
    run(&desk, "progress ana --json").good();
}

#[test]
fn two_writers_at_once_both_get_their_turn() {
    let desk = ana();
    let children: Vec<_> = (23..=28)
        .map(|day| desk.start(&format!("checkin ana 2026-11-{day} morning 1"), &[LATER]))
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(days(&desk).len(), 6);
}

// ---------------------------------------------------------------- two plans

#[test]
fn a_comparison_says_what_is_other_as_text_json_and_a_page() {
    let desk = ana();
    assert_eq!(desk.run("diff ana").code, 2);
    let again = "plan ana --minutes 30 --days mon,tue,thu,sat --precaution knee-kneel \
                 --muscle gluteus-medius:right --muscle piriformis:right --start 2026-12-21";
    desk.run(again).good();
    let text = desk.run("diff ana").good().text();
    // Which exercises they are is the library's business.
    let parts = ["2026-11-23 -> 2026-12-21\n", "muscles, new: piriformis\n", "\n  thu: rest -> "];
    for part in parts.into_iter().chain(["precautions, new: knee-kneel\n", "\n  + ", "\nbuild, "]) {
        assert!(text.contains(part), "{part}: {text}");
    }
    let files = "ana/plans/2026-11-23.yaml ana/plans/2026-12-21.yaml";
    assert_eq!(desk.run(&format!("diff {files}")).good().text(), text);
    let json = desk.run(&format!("diff {files} --json")).good().text();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["muscles_new"], serde_json::json!(["piriformis"]));
    let same = desk.run("diff ana/plans/2026-11-23.yaml ana/plans/2026-11-23.yaml").good();
    assert!(same.text().contains("The plans ask for the same."), "{}", same.text());
    desk.run(&format!("diff {files} -o diff.pdf --paper letter")).good();
    let read = Read::new(&desk.read("diff.pdf"));
    for words in ["What changed in the plan", "New: deep buttock muscle", "Why"] {
        assert!(read.text.contains(words), "{words}: {}", read.text);
    }
    let bad = desk.file("ana/plans/bad.yaml", "schema: 9\n");
    let ran = bad.run("diff ana/plans/bad.yaml ana/plans/2026-11-23.yaml");
    assert_eq!(ran.code, 65);
    assert!(ran.stderr.contains("newer-schema"), "{}", ran.stderr);
}

/// A drive that is not mounted, and a link that leads to itself.
#[cfg(unix)]
#[test]
fn a_log_that_cannot_be_followed_is_not_taken_for_none() {
    for to in ["/not/mounted/checkins.yaml", "checkins.yaml"] {
        let desk = ana();
        let log = desk.path("ana/checkins.yaml");
        std::os::unix::fs::symlink(to, &log).unwrap();
        for command in
            ["plan ana", "plan ana --anew", "checkin ana --done all", "replan ana", "progress ana"]
        {
            let ran = run(&desk, command);
            assert_eq!(ran.code, 65, "{command}: {}", ran.stderr);
            assert!(ran.stderr.contains("unreadable"), "{command}: {}", ran.stderr);
        }
        assert_eq!(std::fs::read_link(&log).unwrap(), std::path::Path::new(to));
        let plans = std::fs::read_dir(desk.path("ana/plans")).unwrap();
        assert_eq!(plans.count(), 2, "the first plan and its page");
    }
}

/// A log that is kept elsewhere: what is checked in must not be in one of two files alone.
#[cfg(unix)]
#[test]
fn a_log_or_a_person_that_is_a_link_is_read_and_not_written() {
    use std::os::unix::fs::symlink;
    let desk = ana();
    run(&desk, "checkin ana --date 2026-11-23 --done all --pain-during 1").good();
    for file in ["checkins.yaml", "person.yaml"] {
        std::fs::rename(desk.path(&format!("ana/{file}")), desk.path(file)).unwrap();
        symlink(desk.path(file), desk.path(&format!("ana/{file}"))).unwrap();
    }
    let files = || ["checkins.yaml", "person.yaml"].map(|file| desk.read(file));
    let before = files();
    for command in [
        "checkin ana --date 2026-11-25 --done all",
        "checkin ana w1 d2 all",
        "checkin ana --plain",
        "screen ana --answer no=all",
        "screen ana/person.yaml --plain",
    ] {
        let ran = desk.run_typing_with(command, "", &[LATER]);
        assert_eq!(ran.code, 73, "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains("is a link to another file"), "{command}: {}", ran.stderr);
    }
    assert_eq!(files(), before);
    assert!(desk.path("ana/checkins.yaml").is_symlink());
    run(&desk, "progress ana").good();
    // A folder that is a link is written as it is.
    let desk = ana();
    std::fs::rename(desk.path("ana"), desk.path("kept")).unwrap();
    symlink(desk.path("kept"), desk.path("ana")).unwrap();
    run(&desk, "checkin ana --date 2026-11-23 --done all").good();
    assert!(desk.path("kept/checkins.yaml").exists());
}

#[cfg(unix)]
#[test]
fn plans_that_cannot_be_followed_are_not_taken_for_none() {
    let desk = ana();
    std::fs::rename(desk.path("ana/plans"), desk.path("unmounted")).unwrap();
    std::os::unix::fs::symlink("/not/mounted/plans", desk.path("ana/plans")).unwrap();
    for command in ["plan ana", "checkin ana --done all", "replan ana"] {
        let ran = run(&desk, command);
        assert_eq!(ran.code, 65, "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains("a link to what is not there"), "{command}: {}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn new_does_not_ask_for_a_person_whose_place_a_link_takes() {
    let desk = Desk::new();
    std::os::unix::fs::symlink("/not/mounted/ana.yaml", desk.path("ana.yaml")).unwrap();
    let ran = desk.run_typing("new ana.yaml --plain", "");
    assert_eq!(ran.code, 73, "{}", ran.stderr);
    assert!(ran.stderr.contains("already-there"), "{}", ran.stderr);
}
