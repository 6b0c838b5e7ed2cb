//! `regimen replan` and `regimen simulate` as a person uses them.

use crate::command::{Desk, Ran};

/// 2026-11-30, the Monday after the first week.
const NEXT_MONDAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795996800");
/// 2026-11-16, a week before the first plan.
const BEFORE: (&str, &str) = ("SOURCE_DATE_EPOCH", "1794787200");

fn run(desk: &Desk, arguments: &str) -> Ran {
    desk.run_with(arguments, &[NEXT_MONDAY])
}

/// Ana's folder with her first plan, which begins on 2026-11-23.
fn ana() -> Desk {
    let desk = Desk::new();
    desk.run_with(
        "new ana --defaults --name Ana --muscle gluteus-medius:right --days 3 --minutes 20 --start \
         2026-11-23 --seed 7 --answer no=all",
        &[BEFORE],
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
fn what_the_next_plan_would_pass_over_or_mix_in_is_refused() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 all pain 7/2").good();
    run(&desk, "plan --area groin --start 2026-11-23 -o other.json").good();
    let plans = || std::fs::read_dir(desk.path("ana/plans")).unwrap().count();
    let before = plans();
    for (arguments, says) in [
        ("replan ana --start 2027-01-04", "--on"),
        ("replan ana --anew", "`regimen plan FOLDER --anew`"),
        ("plan ana --start 2027-01-04", "--anew"),
        ("replan ana --plan other.json", "plans of its own"),
        ("plan ana --again --start 2026-12-07 -o p.pdf", "--anew --start"),
        ("replan ana --again --start 2026-12-07 -o p.pdf", "`--start` asks for another one"),
        ("plan ana --again --minutes 10 -o p.pdf", "`--minutes` asks for another one"),
    ] {
        let ran = run(&desk, arguments);
        assert_eq!(ran.code, 2, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains("conflict") && ran.stderr.contains(says), "{}", ran.stderr);
        assert_eq!(plans(), before);
    }
}

#[test]
fn the_help_of_replan_offers_nothing_that_it_refuses() {
    let help = |command: &str| Desk::new().run(&format!("{command} --help")).good().text();
    for flag in ["--start ", "--anew\n"] {
        assert!(help("plan").contains(flag), "{flag}");
        assert!(!help("replan").contains(flag), "{flag}");
    }
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
fn a_part_that_goes_on_names_what_it_waits_for() {
    let desk = ana();
    for day in ["w1 d1", "w1 d2", "w1 d3"] {
        run(&desk, &format!("checkin ana {day} all pain 4/2 effort 3")).good();
    }
    // 2026-12-07, when the first part would be over.
    let later = [("SOURCE_DATE_EPOCH", "1796601600")];
    desk.run_with("checkin ana w2 d3 all pain 4/2 effort 3", &later).good();
    let ran = desk.run_with("replan ana --screened", &later).good();
    assert!(ran.stderr.contains("This part goes on, because of: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("It waits for: "), "{}", ran.stderr);
    let plan = String::from_utf8(desk.read("ana/plans/2026-12-07.yaml")).unwrap();
    let plan: serde_json::Value = serde_yaml::from_str(&plan).unwrap();
    let why = plan["changes"][0]["why"].as_str().unwrap();
    let first = plan["phases"][0]["sessions"]["A"]["items"][0]["exercise"].as_str().unwrap();
    let name = regimen::library::built_in().unwrap().exercises[first].name.clone();
    assert!(why.contains(&format!("It waits for: {name}; ")), "{why}");
    let page = desk.run_with("plan ana --again --format text", &later).good().text();
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(&format!("It waits for: {name}; ")), "{page}");
}

#[test]
fn a_walk_that_brings_on_tingling_is_stopped() {
    let desk = ana();
    let first = run(&desk, "plan ana --again --format json").good().text();
    assert!(first.contains("aer-walk-easy"), "{first}");
    let tingling = "--date 2026-11-23 --done all --pain-during 1 --tingling aer-walk-easy";
    run(&desk, &format!("checkin ana {tingling}")).good();
    run(&desk, "replan ana --screened").good();
    let plan = String::from_utf8(desk.read("ana/plans/2026-11-30.yaml")).unwrap();
    let plan: serde_json::Value = serde_yaml::from_str(&plan).unwrap();
    let daily: Vec<&str> = plan["phases"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|phase| phase["daily"].as_array().unwrap())
        .map(|daily| daily["exercise"].as_str().unwrap())
        .collect();
    // Who must not walk gently must not walk briskly either.
    assert!(!daily.iter().any(|id| id.starts_with("aer-walk")), "{daily:?}");
    let changes = plan["changes"].as_array().unwrap();
    let change = changes.iter().find(|one| one["exercise"] == "aer-walk-easy").unwrap();
    assert_eq!((&change["kind"], &change["reason"]), (&"stopped".into(), &"tingling".into()));
    assert_eq!(plan["review"][0]["reason"], "review-tingling");
    // It is told once, and stays so.
    let later = [("SOURCE_DATE_EPOCH", "1796601600")];
    desk.run_with("checkin ana --date 2026-11-30 --done all --pain-during 1", &later).good();
    let ran = desk.run_with("replan ana --screened --format json", &later).good();
    let plan = ran.text();
    assert!(
        !plan.contains("review-tingling") && !plan.contains("\"exercise\": \"aer-walk-easy\""),
        "{plan}"
    );
}

#[test]
fn what_hurt_on_the_first_day_of_a_plan_counts_on_that_day() {
    let desk = ana();
    for day in ["d1", "d2", "d3"] {
        run(&desk, &format!("checkin ana w1 {day} all pain 1/1 effort 2")).good();
    }
    run(&desk, "replan ana --screened").good();
    let plan = String::from_utf8(desk.read("ana/plans/2026-11-30.yaml")).unwrap();
    let plan: serde_json::Value = serde_yaml::from_str(&plan).unwrap();
    let id = plan["phases"][0]["sessions"]["A"]["items"][0]["exercise"].as_str().unwrap();
    run(&desk, &format!("checkin ana today all pain 1/1 tingling {id}")).good();
    let ran = run(&desk, "replan ana --screened").good();
    assert!(ran.stderr.contains("ana/plans/2026-12-07.pdf: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("! An exercise brought on tingling"), "{}", ran.stderr);
    let next = String::from_utf8(desk.read("ana/plans/2026-12-07.yaml")).unwrap();
    assert!(!next.contains(&format!("- exercise: {id}\n    side")), "{next}");
    // The plan that the check-in speaks of is where it was, and what is printed again has it no more.
    assert!(!desk.path("ana/plans/2026-11-30-2.yaml").exists());
    let again = run(&desk, "plan ana --again --format json").good().text();
    assert!(!again.contains(&format!("\"exercise\": \"{id}\",\n              \"side")), "{again}");
    // On the first day of the first plan too.
    let desk = ana();
    let first = [("SOURCE_DATE_EPOCH", "1795392000")];
    desk.run_with("checkin ana today all pain 8/2", &first).good();
    let ran = desk.run_with("replan ana", &first).good();
    assert!(ran.stderr.contains("It hurt too much, so you do less of it."), "{}", ran.stderr);
}

#[test]
fn where_everything_hurts_the_answer_is_a_plan_that_says_to_stop() {
    let desk = ana();
    let mut day = 1_795_996_800_u64;
    let mut said = String::new();
    for week in 1..=6 {
        let on = day.to_string();
        let on = [("SOURCE_DATE_EPOCH", on.as_str())];
        let ran = desk.run_with("plan ana --again --pages week --format text", &on).good();
        if ran.text().contains("no session") {
            break;
        }
        for session in ["d1", "d2"] {
            let words = format!("checkin ana w{week} {session} all pain 9/8");
            desk.run_with(&words, &on).good();
        }
        said = desk.run_with("replan ana --screened", &on).good().stderr;
        day += 7 * 86_400;
        if said.contains("Your sessions are all stopped for now.") {
            break;
        }
    }
    assert!(said.contains("! Your sessions are all stopped for now. See a doctor"), "{said}");
    assert!(said.contains("  stopped "), "{said}");
    let on = day.to_string();
    let on = [("SOURCE_DATE_EPOCH", on.as_str())];
    let page = desk.run_with("plan ana --again --format text", &on).good().text();
    let (first, _) = page.split_once("Your sessions are all stopped for now.").unwrap();
    assert!(first.contains("no session") && first.lines().count() < 40, "{page}");
    assert!(!page.contains("Show me"), "there is nothing to show");
    let plan = desk.run_with("plan ana --again --format json", &on).good().text();
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan["phases"].as_array().unwrap().len(), 1, "there is no part to slip into");
    // What was stopped stays out, in a plan that begins anew too.
    let anew = desk.run_with("plan ana --anew --format json", &on);
    let stopped: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("  stopped "))
        .filter_map(|line| Some(line.split_once('(')?.1.split_once(')')?.0))
        .collect();
    for id in stopped {
        assert!(!anew.text().contains(&format!("\"exercise\": \"{id}\"")), "{id}");
    }
}

#[test]
fn a_plan_that_begins_anew_names_what_was_cut() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 all pain 8/1; w1 d2 all pain 7/1").good();
    run(&desk, "replan ana --screened").good();
    let ran = run(&desk, "plan ana --anew").good();
    assert!(ran.stderr.contains("! These hurt you before and begin anew here: "), "{}", ran.stderr);
    let page = run(&desk, "plan ana --again --format text -o -").good().text();
    assert!(page.contains("Do no more of them than you did last."), "{page:.3000}");
}

/// Weeks 1 and 2 were done, and week 3, with which the paper goes on to the next part, was not.
#[test]
fn what_changed_is_told_against_the_week_that_was_lived() {
    let desk = ana();
    let text = String::from_utf8(desk.read("ana/plans/2026-11-23.yaml")).unwrap();
    let plan: regimen::planner::plan::Plan = serde_yaml::from_str(&text).unwrap();
    let in_part = |index: usize| -> Vec<&str> {
        plan.phases[index].items().iter().map(|item| item.exercise.as_str()).collect()
    };
    let later = [("SOURCE_DATE_EPOCH", "1797206400")];
    let days = "w1 d1 all pain 1/1; w1 d2 all pain 1/1; w1 d3 all pain 1/1; w2 d1 all pain 1/1; \
                w2 d2 all pain 1/1; w2 d3 all pain 8/1";
    desk.run_with(&format!("checkin ana {days}"), &later).good();
    let ran = desk.run_with("replan ana --format json --screened", &later).good();
    let next: serde_json::Value = serde_json::from_str(&ran.text()).unwrap();
    let changes = next["changes"].as_array().unwrap();
    let of_kind = |kind: &str| -> Vec<&str> {
        let of_kind = changes.iter().filter(|change| change["kind"] == kind);
        of_kind.map(|change| change["exercise"].as_str().unwrap()).collect()
    };
    assert!(of_kind("new").iter().all(|id| !in_part(0).contains(id)), "{changes:?}");
    assert!(of_kind("gone").iter().all(|id| in_part(0).contains(id)), "{changes:?}");
    let cut = of_kind("regressed");
    assert!(!cut.is_empty() && cut.iter().all(|id| in_part(0).contains(id)), "{changes:?}");
}

#[test]
fn what_was_allowed_again_before_the_plan_begins_comes_back() {
    let desk = ana();
    let plan = run(&desk, "plan ana --again --format json").good().text();
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let id = plan["phases"][0]["sessions"]["A"]["items"][0]["exercise"].as_str().unwrap();
    // Told on Wednesday, planned on Thursday for Monday, and allowed again on Friday.
    let thursday = [("SOURCE_DATE_EPOCH", "1795651200")];
    let told = format!("checkin ana 2026-11-25 all pain 1/1 tingling {id}");
    desk.run_with(&told, &thursday).good();
    desk.run_with("replan ana --screened", &thursday).good();
    let allow = |day: &str| {
        let wish = format!("exercises: {{include: [{id}], again: {{{id}: {day}}}}}\n");
        let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
        let person: String = person
            .lines()
            .filter(|line| !line.starts_with("exercises:"))
            .fold(String::new(), |text, line| text + line + "\n");
        std::fs::write(desk.path("ana/person.yaml"), person + &wish).unwrap();
        let later = [("SOURCE_DATE_EPOCH", "1796601600")];
        desk.run_with("replan ana --screened --format json", &later).good()
    };
    let early = allow("2026-11-24");
    let says = format!("`{id}` stays out: what stopped it was told on 2026-11-25");
    assert!(early.stderr.contains(&says), "{}", early.stderr);
    // Nobody checked anything in since: the permission is why there is a new plan.
    let ran = allow("2026-11-27");
    assert!(!ran.stderr.contains("stays out"), "{}", ran.stderr);
    let plan: serde_json::Value = serde_json::from_str(&ran.text()).unwrap();
    let stopped = plan["stopped"].as_array().map_or(0, Vec::len);
    assert!(stopped == 0 && ran.text().contains(&format!("\"exercise\": \"{id}\"")));
}

/// By a precaution that the person has now, and by a library that bars more: nobody has checked anything in.
#[test]
fn what_must_not_be_done_any_more_brings_a_next_plan_that_says_so() {
    let says = "It is not right for you any more. Do it no more, from today on.";
    let new = |what: &str| {
        let desk = Desk::new();
        let who = "--defaults --name Ana --days 4 --minutes 20 --start 2026-11-23 --seed 7";
        desk.run_with(&format!("new ana {who} {what} --answer no=all"), &[BEFORE]).good();
        desk
    };
    let desk = new("--area lateral-hip");
    run(&desk, "plan ana").good();
    let bar = |desk: &Desk| {
        let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
        let person = person + "precautions: [thr-post]\n";
        std::fs::write(desk.path("ana/person.yaml"), person).unwrap();
    };
    bar(&desk);
    let ran = run(&desk, "replan ana --screened").good();
    assert!(ran.stderr.contains(says), "{}", ran.stderr);

    let desk = new("--muscle gluteus-medius:right");
    bar(&desk);
    run(&desk, "plan ana").good();
    let plan = run(&desk, "plan ana --again --format json").good().text();
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let item = &plan["phases"][0]["sessions"]["A"]["items"][0];
    let [id, kind] = ["exercise", "kind"].map(|key| item[key].as_str().unwrap());
    let file = format!("exercises/{kind}/{id}.yaml");
    let text = format!("{}/routines/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(text).unwrap();
    let text = text.replace("\nprecautions: [", "\nprecautions: [thr-post, ");
    desk.put(&format!("lib/{file}"), text);
    let again = run(&desk, "plan ana --again --library lib");
    assert!(again.stderr.contains("`thr-post` bars by now"), "{}", again.stderr);
    let ran = run(&desk, "replan ana --screened --library lib").good();
    assert!(ran.stderr.contains(says) && ran.stderr.contains(id), "{}", ran.stderr);
}

#[test]
fn pain_is_not_written_down_for_a_session_that_was_not_done() {
    let desk = ana();
    for words in ["w1 d1 tingling 1,2 pain 3", "w1 d1 pain 9/9", "w1 d1 effort 5"] {
        let ran = run(&desk, &format!("checkin ana {words}"));
        assert_eq!(ran.code, 65, "{words}: {}", ran.stderr);
        assert!(ran.stderr.contains("nothing of it was done"), "{words}: {}", ran.stderr);
        assert!(ran.stderr.contains("say `all`"), "{words}: {}", ran.stderr);
    }
    assert!(!desk.path("ana/checkins.yaml").exists());
}

#[test]
fn all_but_some_needs_a_session_as_all_does() {
    let desk = ana();
    for words in ["w1 tue all", "w1 tue all 2:skip pain 3"] {
        let ran = run(&desk, &format!("checkin ana {words}"));
        assert_eq!(ran.code, 65, "{words}: {}", ran.stderr);
        assert!(ran.stderr.contains("has no session on 2026-11-24"), "{words}: {}", ran.stderr);
    }
    run(&desk, "checkin ana w1 tue A all 2:skip pain 3").good();
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    assert!(log.contains(": all") && log.contains(": skip"), "{log}");
}

#[test]
fn a_morning_alone_brings_a_next_plan() {
    let desk = ana();
    run(&desk, "checkin ana --date 2026-11-24 --morning 9").good();
    let ran = run(&desk, "replan ana --screened").good();
    assert!(!ran.stderr.contains("it stays as it is"), "{}", ran.stderr);
    assert!(desk.path("ana/plans/2026-11-30.yaml").exists());
}

#[test]
fn the_safety_questions_are_due_at_a_change_of_phase() {
    let desk = ana();
    for day in ["d1", "d2", "d3"] {
        run(&desk, &format!("checkin ana w1 {day} all pain 1/1 effort 2")).good();
    }
    // The answers are of two weeks before.
    let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    assert!(person.contains("date: 2026-11-16"), "{person}");
    let due = run(&desk, "replan ana");
    assert_eq!(due.code, 3, "{}", due.stderr);
    assert!(due.stderr.contains("The safety questions are due again"), "{}", due.stderr);
    let ran = run(&desk, "replan ana --screened").good();
    let says = "the plan, Settle and move -> Build up: You met what this part asks for.";
    assert!(ran.stderr.contains(says), "{}", ran.stderr);
    // A flag is not cleared by a switch.
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    let flag = "  - date: 2026-11-29\n    week: {flags: [ces-saddle]}\n";
    let desk = desk.file("ana/checkins.yaml", format!("{log}{flag}"));
    let stopped = run(&desk, "replan ana --screened");
    assert_eq!(stopped.code, 3, "{}", stopped.stderr);
    assert!(stopped.stderr.contains("ces-saddle"), "{}", stopped.stderr);
}

#[test]
fn answers_of_a_new_person_carry_their_day() {
    let desk = Desk::new();
    let new = "new ana --defaults --muscle gluteus-medius:right --days 3 --start 2026-11-23";
    desk.run_with(&format!("{new} --answer no=all"), &[NEXT_MONDAY]).good();
    let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    assert!(person.contains("date: 2026-11-30"), "{person}");
    // One answer is no screening.
    let one = new.replace("new ana", "new bo");
    desk.run_with(&format!("{one} --answer ces-saddle=no"), &[NEXT_MONDAY]).good();
    let person = String::from_utf8(desk.read("bo/person.yaml")).unwrap();
    assert!(!person.contains("date: 2026-11-30"), "{person}");
}

#[test]
fn a_plan_is_printed_again_without_a_new_one() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 all pain 7/2").good();
    run(&desk, "replan ana").good();
    let plans = |desk: &Desk| {
        let mut names: Vec<_> = std::fs::read_dir(desk.path("ana/plans"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    let before = plans(&desk);
    let ran = run(&desk, "plan ana --again --large-print").good();
    assert!(ran.stderr.contains("plan.pdf: the plan that began on 2026-11-30, again"));
    assert!(desk.read("plan.pdf").starts_with(b"%PDF"));
    let recorded = desk.read("ana/plans/2026-11-30.yaml");
    let again = run(&desk, "plan ana --again --format json").good();
    let again: serde_json::Value = serde_json::from_str(&again.text()).unwrap();
    let recorded: serde_json::Value = serde_yaml::from_slice(&recorded).unwrap();
    assert_eq!(again, recorded);
    assert_eq!(plans(&desk), before);
    // A red flag that a check-in told of stops this page too.
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    let flag = "  - date: 2026-11-29\n    week: {flags: [ces-saddle]}\n";
    let desk = desk.file("ana/checkins.yaml", format!("{log}{flag}"));
    assert_eq!(run(&desk, "plan ana --again").code, 3);
    let empty = Desk::new();
    let ran = run(&empty, "plan nobody --again");
    assert!(ran.code != 0);
}

#[test]
fn the_plan_in_force_is_the_one_that_is_explained() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 all pain 7/2 ; w1 d2 all pain 7/2").good();
    run(&desk, "replan ana").good();
    let recorded: serde_json::Value =
        serde_yaml::from_slice(&desk.read("ana/plans/2026-11-30.yaml")).unwrap();
    let ran = run(&desk, "explain ana --json").good();
    assert_eq!(ran.stderr, "");
    let reasons: serde_json::Value = serde_json::from_str(&ran.text()).unwrap();
    for (phase, reasons) in
        recorded["phases"].as_array().unwrap().iter().zip(reasons["phases"].as_array().unwrap())
    {
        let mut planned: Vec<&str> = phase["sessions"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|session| session["items"].as_array().unwrap())
            .map(|item| item["exercise"].as_str().unwrap())
            .collect();
        planned.sort_unstable();
        planned.dedup();
        let chosen = reasons["chosen"].as_array().unwrap();
        let chosen: Vec<&str> =
            chosen.iter().map(|one| one["exercise"].as_str().unwrap()).collect();
        assert_eq!(planned, chosen, "{}", phase["id"]);
    }
    // An edit since then is told.
    let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    let edited = person.replace("days: 3", "days: 5");
    assert_ne!(person, edited);
    let desk = desk.file("ana/person.yaml", edited);
    let ran = run(&desk, "explain ana str-bridge").good();
    assert!(ran.stderr.contains("were edited since the plan of 2026-11-30"), "{}", ran.stderr);
}

#[test]
fn what_could_not_be_written_is_not_told_as_done() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 all pain 7/2").good();
    let ran = run(&desk, "replan ana --screened -o none/x.pdf");
    assert_eq!(ran.code, 73, "{}", ran.stderr);
    assert!(ran.stderr.contains("error[cannot-write]"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("you do less of it"), "{}", ran.stderr);
    let ran = run(&desk, "replan ana --screened -o x.pdf").good();
    assert!(ran.stderr.contains("you do less of it"), "{}", ran.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_plan_is_given_out_where_nothing_can_be_said() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 all pain 7/2").good();
    let line = |stderr: &str| {
        let line = format!("regimen replan ana --screened --format text -o - 2>{stderr}; echo $?");
        desk.run_line(&line, "", "2026-11-30").text()
    };
    let (full, null) = (line("/dev/full"), line("/dev/null"));
    assert!(null.lines().count() > 50, "{null}");
    assert_eq!(full.trim_end().strip_suffix("73"), null.trim_end().strip_suffix('0'));
}

#[test]
fn a_plan_is_made_from_what_is_there_when_it_is_recorded() {
    let desk = ana();
    run(&desk, "checkin ana w1 d1 all pain 1/1").good();
    // Another program is writing to the folder, and `replan` waits for it.
    let lock = regimen::store::lock(&desk.path("ana")).unwrap();
    let mut child = desk.start("replan ana --screened", &[NEXT_MONDAY]);
    std::thread::sleep(std::time::Duration::from_millis(700));
    let log = String::from_utf8(desk.read("ana/checkins.yaml")).unwrap();
    let red = "  - date: 2026-11-25\n    session: {done: all, pain: {during: 8}}\n";
    lock.replace("checkins.yaml", format!("{log}{red}").as_bytes()).unwrap();
    assert!(!desk.path("ana/plans/2026-11-30.yaml").exists());
    drop(lock);
    assert!(child.wait().unwrap().success());
    let plan = String::from_utf8(desk.read("ana/plans/2026-11-30.yaml")).unwrap();
    assert!(plan.contains("kind: regressed"), "{plan}");
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

/// What a next plan says of exercises, each with the kind and the reason of its change.
fn told(plan: &serde_json::Value) -> Vec<(String, String, String)> {
    let word =
        |change: &serde_json::Value, key: &str| change[key].as_str().unwrap_or_default().to_owned();
    let changes = plan["changes"].as_array().unwrap().iter();
    changes
        .map(|change| ["exercise", "kind", "reason"].map(|key| word(change, key)).into())
        .collect()
}

/// The sides of the exercises of a plan's first part, with the repetitions and the hold of its first week.
fn begins(plan: &serde_json::Value) -> std::collections::BTreeMap<String, (String, u64, u64)> {
    let sessions = plan["phases"][0]["sessions"].as_object().unwrap().values();
    let items = sessions.flat_map(|session| session["items"].as_array().unwrap());
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    items
        .map(|item| {
            let number = |key: &str| item["dose"][0][key].as_u64().unwrap();
            let size = (word(&item["side"]), number("sets") * number("reps"), number("hold_s"));
            (word(&item["exercise"]), size)
        })
        .collect()
}

/// Ana's folder after good sessions on the days of a week of her plan, and that week's Sunday.
fn ana_in_week(week: u32) -> (Desk, String) {
    let desk = ana();
    let sunday = (1_795_392_000 + (7 * u64::from(week) - 1) * 86_400).to_string();
    let session = |day: u32| format!("w{week} d{day} all pain 1/0 effort 3");
    let told = format!("checkin ana {}", [1, 2, 3].map(session).join("; "));
    let today = [("SOURCE_DATE_EPOCH", sunday.as_str())];
    desk.run_with(&told, &today).good();
    (desk, sunday)
}

fn edit(desk: &Desk, from: &str, to: &str) {
    let person = String::from_utf8(desk.read("ana/person.yaml")).unwrap();
    let edited = if from.is_empty() { person + to } else { person.replace(from, to) };
    std::fs::write(desk.path("ana/person.yaml"), edited).unwrap();
}

fn next_on(desk: &Desk, day: &str) -> serde_json::Value {
    let replan = "replan ana --format json --screened";
    let ran = desk.run_with(replan, &[("SOURCE_DATE_EPOCH", day)]).good();
    serde_json::from_str(&ran.text()).unwrap()
}

#[test]
fn a_side_that_has_not_done_an_exercise_begins_low_and_is_told() {
    let (desk, sunday) = ana_in_week(8);
    let before = next_on(&desk, &sunday);
    edit(&desk, "right", "left");
    let after = next_on(&desk, &sunday);
    let (had, has) = (begins(&before), begins(&after));
    let told = told(&after);
    let turned: Vec<_> =
        has.iter().filter(|(id, (side, ..))| had.contains_key(*id) && side == "left").collect();
    for (id, (_, all, hold_s)) in &turned {
        let (side, most, longest_s) = &had[*id];
        assert!(side == "right" && all * hold_s.max(&1) < most * longest_s.max(&1), "{id}");
        let says = ((*id).clone(), "new".to_owned(), "side-left".to_owned());
        assert!(told.contains(&says), "{id}: {told:?}");
    }
    assert!(!turned.is_empty() || has.keys().all(|id| !had.contains_key(id)), "{had:?}\n{has:?}");
}

#[test]
fn what_changes_what_the_body_bears_takes_back_to_the_beginning() {
    let (desk, sunday) = ana_in_week(8);
    assert_eq!(next_on(&desk, &sunday)["phases"][0]["id"], "return");
    edit(&desk, "", "precautions: [thr-post]\n");
    let next = next_on(&desk, &sunday);
    let first = &next["phases"][0];
    assert_eq!((&first["id"], &first["weeks"][0]), (&"settle".into(), &9.into()));
    let whole = (String::new(), "restarted".to_owned(), "anew".to_owned());
    assert!(told(&next).contains(&whole), "{:?}", told(&next));
    // As somebody begins with who has that precaution from the beginning.
    let plan =
        desk.run_with("plan ana/person.yaml --start 2026-11-23 --format json -o -", &[BEFORE]);
    let plan: serde_json::Value = serde_json::from_str(&plan.good().text()).unwrap();
    let new = begins(&plan);
    for (id, (_, all, _)) in begins(&next) {
        let most = new.get(&id).map(|(_, all, _)| *all);
        assert!(most.is_none_or(|most| all <= most), "{id}: {all} and {most:?}");
    }
    let minutes = |plan: &serde_json::Value| {
        let daily = plan["phases"][0]["daily"].as_array().unwrap().iter();
        daily.map(|daily| daily["minutes"].as_u64().unwrap()).max()
    };
    assert!(minutes(&next) <= minutes(&plan));
}

#[test]
fn a_break_that_is_not_right_any_more_is_told() {
    let desk = ana();
    edit(&desk, "", "desk: {days: [mon, tue], from: \"09:00\", to: \"17:00\"}\n");
    std::fs::remove_dir_all(desk.path("ana/plans")).unwrap();
    run(&desk, "plan ana").good();
    run(&desk, "checkin ana w1 d1 all pain 1/0 effort 3").good();
    edit(&desk, "", "precautions: [shoulder-load]\n");
    let told = told(&next(&desk));
    let is_such = |(id, kind, why): &(String, String, String)| {
        id.starts_with("ergo-") && kind == "gone" && why == "barred"
    };
    assert!(told.iter().any(is_such), "{told:?}");
}

#[test]
fn who_fixed_a_dose_is_to_be_asked_after_a_long_time_off() {
    let desk = ana();
    edit(&desk, "", "exercises: {include: [str-bridge], dose: {str-bridge: {sets: 3, reps: 8}}}\n");
    std::fs::remove_dir_all(desk.path("ana/plans")).unwrap();
    run(&desk, "plan ana").good();
    run(&desk, "checkin ana w1 d1 all pain 1/0 effort 3").good();
    let asks = |day: &str| {
        let told = told(&next_on(&desk, day));
        told.iter().any(|(id, _, why)| id == "str-bridge" && why == "fixed-ask")
    };
    assert!(!asks("1795996800"), "2026-11-30");
    assert!(asks("1800000000"), "2027-01-15");
}

#[test]
fn a_first_plan_whose_first_weeks_are_over_is_warned_of() {
    let desk = Desk::new();
    let new = "new ana --defaults --muscle soleus --start 2026-11-23 --answer no=all";
    desk.run_with(new, &[BEFORE]).good();
    let says = |day: &str| desk.run_with("plan ana", &[("SOURCE_DATE_EPOCH", day)]).good().stderr;
    let late = says("1798416000"); // 2026-12-28
    assert!(late.contains("starts-back") && late.contains("its first 5 weeks are over"), "{late}");
    std::fs::remove_dir_all(desk.path("ana/plans")).unwrap();
    let on_time = says("1795910400"); // 2026-11-29
    assert!(!on_time.contains("starts-back"), "{on_time}");
}
