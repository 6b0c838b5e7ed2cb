//! What to do for safety is always said: to one who wants quiet, and when nothing can be written.

use crate::command::{Desk, example};

const NEW: &str = "new ana --defaults --muscle gluteus-medius --start 2026-11-23 --answer no=all";

/// 2026-11-16, a week before the plan, and 2026-12-01.
const BEFORE: &str = "1794787200";
const LATER: &str = "1796083200";

#[test]
fn quiet_is_for_what_went_well() {
    let desk = Desk::new();
    let run = |arguments: &str, day: &str| desk.run_with(arguments, &[("SOURCE_DATE_EPOCH", day)]);
    for arguments in [&format!("{NEW} -q"), "screen ana -q --answer no=all", "plan ana -q"] {
        assert_eq!(run(arguments, BEFORE).good().stderr, "", "{arguments}");
    }
    for arguments in [
        "plan ana --answer ces-saddle=yes -q",
        "explain ana --answer ces-saddle=yes -q",
        "screen -q --answer ces-saddle=yes",
        "new ben -q --defaults --muscle QL --answer no=all --answer ces-saddle=yes",
        "checkin ana -q --date 2026-11-29 --flag ces-bladder",
        "plan ana -q",
    ] {
        let ran = run(arguments, LATER);
        assert_eq!(ran.code, 3, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains("Get help now"), "{arguments}: {}", ran.stderr);
    }
    // A caution is for safety too.
    let ran = desk.run("screen -q --answer no=all --answer night-pain=yes").good();
    assert!(ran.stderr.contains("You can start, with care"), "{}", ran.stderr);
}

#[test]
fn a_referral_that_cannot_be_written_is_said_all_the_same() {
    let desk = Desk::new();
    let ran = desk.run("plan --area groin --answer ces-saddle=yes --referral -o nodir/x.pdf");
    assert_eq!(ran.code, 73);
    for words in ["cannot-write", "Get help now", "ces-saddle"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
}

#[test]
fn an_answer_of_the_command_line_has_not_the_date_of_the_file() {
    let chris = example("chris.yaml");
    let page = |more: &str| {
        let command = format!("plan {chris} --start 2026-12-07 --format text {more} -o -");
        Desk::new().run_with(&command, &[("SOURCE_DATE_EPOCH", LATER)]).text()
    };
    let undated = |page: &str| page.lines().any(|line| line.trim() == "Your answers:");
    // Of the file, and what it says already.
    for more in ["--pages before", "--pages before --answer falls=yes"] {
        assert!(page(more).contains("Your answers of Friday 20 November 2026:"), "{more}");
    }
    let referred = page("--referral --answer weak-prog=yes");
    assert!(undated(&referred), "{referred}");
    assert!(referred.contains("getting weaker"), "{referred}");
    assert!(!referred.contains("20 November"), "{referred}");
    // The hip replacement is of the file's date; the one that is told today is not.
    let care = page("--pages before --answer night-pain=yes");
    assert!(undated(&care), "{care}");
    assert!(care.contains("Your answers of Friday 20 November 2026:"), "{care}");
    // A day that is given with it counts for it.
    let dated = page("--referral --answer weak-prog=yes --answer date=2026-11-21");
    assert!(dated.contains("Your answers of Saturday 21 November 2026:"), "{dated}");
}

/// A format without pages, and the terminal, say what the page asks for before the first session.
#[test]
fn what_comes_first_is_said_in_every_format() {
    let desk = Desk::new();
    let chris = example("chris.yaml");
    for (person, says, event) in [
        (
            chris.as_str(),
            "this plan is to be signed first",
            "SUMMARY;LANGUAGE=en:Ask before you start",
        ),
        ("--muscle QL", "54 of 54 safety questions", "SUMMARY;LANGUAGE=en:Before you start"),
    ] {
        let ran = desk.run(&format!("plan {person} --start 2026-11-23 -q -o a.ics")).good();
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
        let written = String::from_utf8(desk.read("a.ics")).unwrap();
        let first = written.split("BEGIN:VEVENT").nth(1).unwrap();
        assert!(first.contains("DTSTART;VALUE=DATE:20261123") && first.contains(event), "{first}");
        assert_eq!(written.matches(event).count(), 1);
    }
    let screened = "plan --muscle QL --start 2026-11-23 -q --answer no=all -o b.ics";
    assert_eq!(desk.run(screened).good().stderr, "");
    let written = String::from_utf8(desk.read("b.ics")).unwrap();
    assert!(!written.contains("efore you start"));
}

#[test]
fn the_data_says_what_is_to_be_done_first() {
    let desk = Desk::new();
    let before = |arguments: &str| {
        let ran = desk.run(&format!("plan {arguments} --start 2026-11-23 --format json")).good();
        serde_json::from_str::<serde_json::Value>(&ran.text()).unwrap()["before"].clone()
    };
    let sign = before("--muscle QL --answer no=all --answer pregnant=yes");
    assert_eq!(sign, serde_json::json!({"sign": ["pregnant"]}));
    let open = before("--muscle QL");
    assert_eq!(open["answer"].as_array().map(Vec::len), Some(54));
    assert!(before("--muscle QL --answer no=all").is_null());
}

/// A plan that is printed again waits for what the answers of today ask for.
#[test]
fn a_plan_that_is_printed_again_says_what_is_to_be_done_first_by_now() {
    let desk = Desk::new();
    let day = [("SOURCE_DATE_EPOCH", "1795392000")];
    let run = |arguments: &str| desk.run_with(arguments, &day).good();
    run(
        "new ana --defaults --muscle gluteus-medius:right --days 3 --start 2026-11-23 --answer no=all",
    );
    run("plan ana");
    let again = || run("plan ana --again --format json").text();
    assert!(!again().contains("\"before\""), "{}", again());
    run("screen ana --answer no=all --answer inflam=yes");
    let plan: serde_json::Value = serde_json::from_str(&again()).unwrap();
    assert_eq!(plan["before"], serde_json::json!({"sign": ["inflam"]}));
}

/// Who is to answer "one of these" is told which these are, with the ids that an answer takes.
#[test]
fn the_list_of_questions_has_their_choices() {
    let listed = Desk::new().run("library list questions").good().text();
    let row = |id: &str| {
        let starts = |line: &&str| line.trim_start().split("  ").next() == Some(id);
        listed.lines().find(starts).unwrap_or_else(|| panic!("{id}: {listed}"))
    };
    assert!(row("belly-pelvis").ends_with("Do you have one of these?"));
    assert!(row("belly-pelvis=hernia").ends_with("a hernia"));
    let json = Desk::new().run("library list questions --json").good().text();
    let entries: serde_json::Value = serde_json::from_str(&json).unwrap();
    let of = |id: &str| entries.as_array().unwrap().iter().find(|entry| entry["id"] == id).unwrap();
    assert_eq!(of("thr")["choices"][0]["id"], "posterior");
    assert_eq!(of("thr")["choices"][0]["name"], "from behind");
    assert_eq!(of("fever")["choices"].as_array().map(Vec::len), Some(0));
}

/// The page "Before you start", as it is read: lines of a page are one sentence.
fn before(answers: &str) -> String {
    let command = format!(
        "plan --muscle gluteus-medius --start 2026-11-30 --format text --pages before {answers} -o -"
    );
    let page = Desk::new().run(&command).good().text();
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the paper says of a yes is what the program says when the same yes is typed.
#[test]
fn one_yes_on_paper_counts_with_what_was_answered() {
    let urgent = "One yes here: see a doctor first";
    let stars = "Two or more of the ones with a star";
    for (answers, is_urgent, has_stars) in [
        ("--answer no=all --answer night-pain=yes --answer minor-knock=unknown", true, false),
        ("--answer no=all --answer minor-knock=unknown", false, false),
        ("--answer no=all --answer minor-knock=unknown --answer night-pain=unknown", false, true),
        ("--answer no=all --answer osteoporosis=yes --answer minor-knock=unknown", true, false),
        ("--answer no=all --answer minor-knock=yes --answer vert-fracture=unknown", true, false),
        ("--answer no=all --answer minor-knock=unknown --born 1940", true, false),
    ] {
        let page = before(answers);
        assert_eq!(page.contains(urgent), is_urgent, "{answers}: {page}");
        assert_eq!(page.contains(stars), has_stars, "{answers}: {page}");
    }
    // Neither of two that are harmless alone has an answer.
    let both = "--answer no=all --answer minor-knock=unknown --answer osteoporosis=unknown";
    let page = before(both);
    for says in [
        "See a doctor first if you tick yes here: - Did this pain start with a small fall or knock? and",
        "also here: - Have you been told that you have weak or thin bones (osteoporosis)?",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(before("").contains("and also at one of these: - Have you been told"));
    assert!(!before("--answer no=all --answer minor-knock=unknown").contains("if you tick"));
}

#[test]
fn a_plan_does_not_say_that_it_left_out_what_it_does_not_know() {
    let page = before("--answer no=all --answer anticoag=unknown");
    assert!(!page.contains("Your plan leaves out"), "{page}");
    for words in
        ["One yes here: do not start yet", "It leaves nothing out for it", "get a new plan"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Nothing is ever left out for this one.
    let page = before("--answer no=all --answer older-new=unknown");
    assert!(page.contains("One yes here: take care") && !page.contains("do not start"), "{page}");
}

#[test]
fn who_is_to_sign_has_a_line_to_sign_on() {
    for answers in [
        "",
        "--answer no=all --answer heart=unknown",
        "--answer no=all --answer heart=unknown --answer inflam=yes",
    ] {
        let page = before(answers);
        assert!(page.contains("One yes here: ask before you start"), "{answers}: {page}");
        assert_eq!(page.matches("Signature:").count(), 1, "{answers}: {page}");
    }
    assert!(!before("--answer no=all --answer falls=unknown").contains("Signature:"));
}

/// Weak or old bones and a small fall are a reason to be seen, whatever was answered to the question about both.
#[test]
fn a_small_fall_on_weak_or_old_bones_stops_the_plan() {
    let desk = Desk::new();
    for answers in [
        "--answer osteoporosis=yes --answer minor-knock=yes",
        "--answer fall-osteo=unknown --answer osteoporosis=yes --answer minor-knock=yes",
        "--answer vert-fracture=yes --answer minor-knock=yes",
        "--born 1940 --answer minor-knock=yes",
    ] {
        let ran =
            desk.run(&format!("plan --muscle QL --start 2026-11-30 --answer no=all {answers}"));
        assert_eq!(ran.code, 3, "{answers}: {}", ran.stderr);
        for words in ["See a doctor first", "fall-osteo", "counts as yes because of"] {
            assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
        }
    }
    let screened = "screen --answer no=all --answer osteoporosis=yes --answer minor-knock=yes";
    assert_eq!(desk.run(screened).code, 3);
    desk.run(
        "plan --muscle QL --start 2026-11-30 --answer no=all --answer minor-knock=yes --born 1960",
    )
    .good();
    let page = desk.run(
        "plan --muscle QL --start 2026-11-30 --answer no=all --born 1940 --answer minor-knock=yes --referral --format text -o -",
    );
    let page = String::from_utf8(page.stdout).unwrap();
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("other answers and your year of birth"), "{page}");
}

/// The year of birth in the file counts for answers that are given later.
#[test]
fn the_age_in_the_file_counts_when_answers_change() {
    let desk = Desk::new();
    let run = |arguments: &str, day: &str| desk.run_with(arguments, &[("SOURCE_DATE_EPOCH", day)]);
    run(&format!("{NEW} --born 1940"), BEFORE).good();
    run("plan ana", BEFORE).good();
    let told = run("checkin ana --date 2026-11-29 --flag minor-knock", LATER);
    assert_eq!(told.code, 3, "{}", told.stderr);
    let screened = run("screen ana --answer no=all --answer minor-knock=yes", LATER);
    assert_eq!(screened.code, 3, "{}", screened.stderr);
    run("screen ana --answer no=all", LATER).good();
}

/// Nobody's word brings a child a plan, so that none is promised; and what nobody answered is no answer.
#[test]
fn a_child_is_promised_no_plan() {
    let desk = Desk::new();
    let page = |more: &str| {
        let ran = desk.run(&format!(
            "plan --muscle soleus --start 2026-11-23 --answer no=all {more} --referral --format text -o -"
        ));
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        let page = String::from_utf8(ran.stdout).unwrap();
        (page.split_whitespace().collect::<Vec<_>>().join(" "), ran.stderr)
    };
    let promises = [
        "a plan can be made",
        "may start gentle exercises",
        "only when a doctor says that you can",
    ];
    for more in ["--born 2012", "--answer child=yes"] {
        let (page, said) = page(more);
        for promise in promises {
            assert!(!page.contains(promise) && !said.contains(promise), "{promise}: {page} {said}");
        }
        assert!(page.contains("No plan is made for people under 16."), "{page}");
    }
    assert!(page("--born 2012").0.contains("Are you under 16? Yes, by your year of birth."));
    assert!(page("--answer child=yes").0.contains("Are you under 16? Yes. "));
    let (page, _) = page("--answer fever=yes");
    assert!(promises.iter().all(|promise| page.contains(promise)), "{page}");
}
