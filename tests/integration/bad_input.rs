//! Bad input: a finding with its place, the right exit code, and nothing lost.

use crate::command::{Desk, Ran};

fn person(text: impl AsRef<[u8]>) -> Ran {
    Desk::new().file("p.yaml", text).run("plan p.yaml --start 2026-11-23 -o plan.pdf")
}

#[test]
fn all_findings_of_a_file_are_drawn_at_once() {
    let ran = person(
        "name: Pat Example\n\
         muscles:\n\
         \x20 - {muscle: gluteus-medious, side: rigth}\n\
         \x20 - {muscle: piriformis, severity: 11}\n\
         days: [mon, someday]\n\
         precautions: [knee-knel]\n\
         exercises: {exclude: [str-brige]}\n\
         equipement: [ball]\n",
    );
    assert_eq!(ran.code, 65);
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn a_name_that_a_comment_cuts_is_warned_of_and_all_is_not_falls() {
    let ran = person("name: Ana #2 of the clinic\nmuscles: [{muscle: QL}]\n").good();
    assert!(ran.stderr.contains("warning[cut-short]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("straight quotes"), "{}", ran.stderr);
    for no in ["All", "[all]"] {
        let ran = person(format!("muscles: [{{muscle: QL}}]\nscreening: {{no: {no}}}\n"));
        assert_eq!(ran.code, 65, "{no}: {}", ran.stderr);
        assert!(ran.stderr.contains("alone and in small letters"), "{no}: {}", ran.stderr);
        assert!(!ran.stderr.contains("falls"), "{no}: {}", ran.stderr);
    }
}

#[test]
fn what_is_well_formed_but_unknown_is_found_at_once_too() {
    let ran = person(
        "muscles: [{muscle: gluteus-medious}]\n\
         areas: [knee-fron]\n\
         precautions: [knee-knel]\n\
         avoid: [flor]\n\
         exercises: {include: [str-brige]}\n\
         screening: {pregnat: yes, thr: sideways}\n",
    );
    assert_eq!(ran.code, 65);
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn wrong_flags_end_with_2_and_name_what_was_meant() {
    for (arguments, hint) in [
        ("plan --muscle gluteus-medious", "gluteus-medius"),
        ("plan --muscle QL:up", "side"),
        ("plan --muscle QL:11", "0 to 10"),
        ("plan --muscle QL --precaution gt-com", "gt-comp"),
        ("plan --muscle QL --days funday", "funday"),
        ("plan --muscle QL --days 8", "1 to 7"),
        ("plan --muscle QL --minutes 0", "1 to 240"),
        ("plan --muscle QL --equipment bal", "ball"),
        ("plan --muscle QL --avoid flor", "floor"),
        ("plan --muscle QL --answer thr=sideways", "posterior"),
        ("plan --muscle QL --start tomorrow", "tomorrow"),
        ("plan --muscle QL --start 23.11.2026", "written as 2026-11-23"),
        ("plan --muscle QL --start 2026-02-30", "written as 2026-11-23"),
        ("plan --muscle QL --born 196x", "four digits"),
        ("plan --muscle QL --born 2030 --start 2026-11-23", "four digits"),
        ("plan --muscle QL --seed -7", "0 or more"),
        ("plan --muscle QL --nodes x", "0 or more"),
        ("plan --muscle QL --dpi x", "36 to 600"),
        ("plan --muscle QL --days mon,mon", "`mon` is named twice"),
        ("plan --muscle QL --equipment none,ball", "`none` stands beside other things"),
        ("plan --muscle QL:0", "severity 0"),
        ("plan --muscle QL --pages nonsense", "overview"),
        ("figure --all", "--output"),
        ("library list muscles --muscle QL", "chooses exercises"),
        ("plan --area lateral-hop", "lateral-hip"),
        ("plan --muscle QL --precaution hip-replacement", "`thr-post` or `thr-ant`"),
        ("plan --area hip", "`regimen library list areas`"),
        ("plan --muscle QL --avoid sitting", "one of: supine, prone"),
        ("plan --muscle xyzzy", "`regimen library list muscles`"),
        ("plan --muscle ql-right", "`--muscle ql:right` as a flag"),
        ("plan --condition xyzzy", "`regimen library list conditions`"),
        ("plan --muscle QL --equipment xyzzy", "`regimen library list equipment`"),
        ("plan --muscle QL --answer no=All", "in small letters"),
        ("plan --muscle QL --answer xyzzy=no", "`regimen library list questions`"),
        ("plan --muscle QL --avoid nowhere", "floor-seated"),
        ("plan", "--muscle"),
        ("plan missing.yaml", "missing.yaml"),
        ("plan --muscle QL --clinic missing.yaml", "missing.yaml"),
        ("plan --condition none", "--condition"),
        ("library show str-brige", "str-bridge"),
        ("nonsense", "nonsense"),
    ] {
        let desk = Desk::new();
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains(hint), "{arguments}: {}", ran.stderr);
        assert!(desk.names().is_empty(), "{arguments}");
    }
}

/// What one types at first, as flags take it, or as a text processor writes it.
#[test]
fn a_slip_in_a_file_is_told_with_what_to_do() {
    for (text, help) in [
        ("areas: [groin]\n\tdays: 3\n", "spaces, not with tabs"),
        ("areas: [groin]\n days: 3\n", "the same number of spaces"),
        ("name: Ana: the second\nareas: [groin]\n", "straight quotes"),
        ("name:Ana\nareas: [groin]\n", "a space after a colon"),
        ("muscles: [QL:right:5]\n", "{muscle: QL, side: right, severity: 5}"),
        ("areas: [groin]\nscreening: no\n", "{no: all}"),
        (
            "areas: [groin]\nexercises:\n  note: {str-bridge: “slow, please”}\n",
            "use straight quotes",
        ),
    ] {
        let ran = person(text);
        assert_eq!(ran.code, 65, "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains(help), "{text}: {}", ran.stderr);
    }
    let taken = person("name: “Ana”\nareas: [groin]\n").good();
    assert!(taken.stderr.contains("warning[bad-value]"), "{}", taken.stderr);
}

#[test]
fn the_help_names_every_position() {
    let help = Desk::new().run("plan --help").good().text();
    for position in regimen::library::Position::ALL.into_iter().map(|it| it.as_str()) {
        assert!(position == "any" || help.contains(&format!("`{position}`")), "{position}");
    }
}

#[test]
fn values_are_refused_in_words_for_people_and_where_they_stand() {
    for (text, says, place) in [
        ("start: 2026-13-01", "written as 2026-11-23", ":2:8"),
        ("start: 2026-02-30", "written as 2026-11-23", ":2:8"),
        ("start: 2026-11-23x", "written as 2026-11-23", ":2:8"),
        ("start: 12", "expected a day such as", ":2:8"),
        ("born: \"1961\"", "expected a whole number", ":2:7"),
        ("born: 2100", "not a year of birth", ":2:7"),
        ("seed: -7", "found `-7`, expected a whole number, 0 or more", ":2:7"),
        ("equipment: [none, ball]", "`none` stands beside other things", ":2:13"),
        ("days: [mon, mon]", "`mon` is named twice", ":2:13"),
        ("muscles: [{muscle: QL, severity: 0}]", "severity 0", ":2:34"),
    ] {
        let first = if text.starts_with("muscles") { "side: left" } else { "areas: [groin]" };
        let desk = Desk::new().file("p.yaml", format!("{first}\n{text}\n"));
        let ran = desk.run("plan p.yaml -o plan.pdf");
        assert_eq!(ran.code, 65, "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("p.yaml{place}")), "{text}: {}", ran.stderr);
        assert_eq!(ran.stderr.matches("error[").count(), 1, "{text}: {}", ran.stderr);
    }
}

#[test]
fn a_folder_that_holds_nothing_of_a_library_is_a_finding() {
    let desk = Desk::new().file("etc/hosts", "");
    for arguments in ["library check etc", "plan --area groin --library etc"] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 65, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains("nothing of a library"), "{arguments}: {}", ran.stderr);
    }
}

#[test]
fn hostile_files_are_findings() {
    let deep = "[".repeat(100_000);
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nmuscles: [*b]\n";
    let many = format!("muscles:\n{}", "  - {muscle: x}\n".repeat(20_000));
    for (text, code) in [
        (deep.as_bytes(), "too-deep"),
        (bomb.as_bytes(), "alias"),
        (b"", "empty"),
        (b"\xff\xfe\x00junk", "not-text"),
        (b"\x00\x01\x02\x03", "syntax"),
        (b"name: a\nname: b\n", "duplicate-key"),
        (b"name: [", "syntax"),
        (b"42", "bad-value"),
        (b"- a\n- b\n", "bad-value"),
        (many.as_bytes(), "unknown-id"),
    ] {
        let ran = person(text);
        assert_eq!(ran.code, 65, "{code}: {}", ran.stderr.chars().take(400).collect::<String>());
        assert!(ran.stderr.contains(&format!("[{code}]")), "{code}: {:.400}", ran.stderr);
    }
    let ran = person(vec![b'a'; 10 * 1024 * 1024]);
    assert_eq!(ran.code, 65);
    assert!(ran.stderr.contains("[too-large]"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_person() {
    let desk = Desk::new();
    let ran = desk.run("plan /dev/zero");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("not a plain file"), "{}", ran.stderr);
}

#[test]
fn an_output_that_cannot_be_written_ends_with_73_and_leaves_what_was_there() {
    let desk = Desk::new().file("old.pdf", "old").file("folder/keep", "");
    for output in ["none/plan.pdf", "folder"] {
        let ran = desk.run(&format!("plan --muscle soleus --start 2026-11-23 -o {output}"));
        assert_eq!(ran.code, 73, "{output}: {}", ran.stderr);
    }
    // A request that fails does not touch the file that it would have replaced.
    desk.run("plan --muscle nothing -o old.pdf");
    assert_eq!(desk.read("old.pdf"), b"old");
    assert_eq!(desk.names(), ["folder", "old.pdf"]);
}

#[test]
fn a_library_folder_adds_replaces_and_is_checked() {
    let exercise = |extra: &str| {
        format!(
            "id: str-hello\nname: Hello lift\nkind: strengthen\nprimary: [soleus]\nposition: standing\nearliest_phase: settle\ndifficulty: 1\n\
             dose:\n  settle: {{sets: 1, reps: 8, hold_s: 0, days: 3}}\n  build: {{sets: 2, reps: 8, hold_s: 0, days: 3}}\n  return: {{sets: 2, reps: 10, hold_s: 0, days: 3}}\n\
             setup: Stand by the worktop.\nsteps: [Lift your heels.]\nfeel: Your calves.\navoid: Rushing.\nstop_if: You feel sharp pain.\nwhy: It trains your calves.\n\
             sources: [{{key: GK, grade: D, says: x}}]\n{extra}"
        )
    };
    let good = Desk::new().file("lib/exercises/strengthen/str-hello.yaml", exercise(""));
    let listed = good.run("library list --library lib").good().text();
    assert!(listed.contains("str-hello"));
    assert!(listed.contains("str-bridge"), "the built-in ones stay");
    // Its finding, that it has no pose, is shown and counted once.
    let ran = good.run("library check --library lib").good();
    assert_eq!(ran.stderr.matches("`pose` is missing").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.ends_with("exercises, 1 finding\n"), "{}", ran.stderr);

    let bad = Desk::new()
        .file("lib/exercises/strengthen/str-hello.yaml", exercise("colour: red\n"))
        .file("lib/notes.yaml", "a: 1\n");
    let ran = bad.run("library check --library lib");
    assert_eq!(ran.code, 65);
    assert!(
        ran.stderr.contains("unknown-key") && ran.stderr.contains("notes.yaml"),
        "{}",
        ran.stderr
    );
    let none = Desk::new().run("library list --library none");
    assert_ne!(none.code, 0);
}

/// What `library check` says of a built-in file in which one text was put in the place of another.
fn checked(file: &str, was: &str, becomes: &str) -> Ran {
    let built_in = format!("{}/routines/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(built_in).unwrap();
    assert!(text.contains(was), "{file}: {was}");
    let desk = Desk::new().file(&format!("lib/{file}"), text.replace(was, becomes));
    desk.run("library check --library lib")
}

#[test]
fn numbers_without_bounds_end_a_check_and_not_the_machine() {
    assert_eq!(checked("dosage.yaml", "safe: 2", "safe: 2").code, 0);
    for (file, was, becomes) in [
        ("phases.yaml", "weeks: [7, 12]", "weeks: [7, 4294967295]"),
        ("dosage.yaml", "rise: 20", "rise: 4294967295"),
        ("dosage.yaml", "rep_s: 5", "rep_s: 4294967295"),
        ("dosage.yaml", "first_share: 60", "first_share: 0"),
        ("dosage.yaml", "entry_share: 100", "entry_share: 900"),
        ("dosage.yaml", "older_from: 65", "older_from: 0"),
        ("dosage.yaml", "safe: 2", "safe: 9"),
        ("progress.yaml", "open_weeks: 4", "open_weeks: 4294967295"),
    ] {
        let ran = checked(file, was, becomes);
        assert_eq!(ran.code, 65, "{becomes}: {}", ran.stderr);
        assert!(ran.stderr.contains("bad-weight"), "{becomes}: {}", ran.stderr);
    }
}

/// One number of a plan that was handed out, and memory was full, the program stopped, or it never ended.
#[test]
fn a_plan_beyond_its_limits_is_a_finding_wherever_it_is_read() {
    let corpus = |name: &str| {
        let root = env!("CARGO_MANIFEST_DIR");
        std::fs::read_to_string(format!("{root}/fuzz/corpus/plan/{name}.yaml")).unwrap()
    };
    for (name, at) in [("weeks-turned", "7 to 0"), ("weeks-without-end", "week 4294967295")] {
        let desk = Desk::new()
            .file("ana/person.yaml", "muscles: [{muscle: gluteus-medius, side: right}]\n")
            .file("ana/plans/2026-11-23.yaml", corpus(name))
            .file("good.yaml", corpus("handed-out"));
        for command in [
            "plan ana --again --format text",
            "plan ana --again --format ics",
            "progress ana",
            "replan ana",
            "diff good.yaml ana/plans/2026-11-23.yaml",
        ] {
            let ran = desk.run(command);
            assert_eq!(ran.code, 65, "{name}: {command}: {}", ran.stderr);
            assert!(ran.stderr.contains("bad-value"), "{name}: {command}: {}", ran.stderr);
            assert!(ran.stderr.contains(at), "{name}: {command}: {}", ran.stderr);
        }
        assert_eq!(desk.run("diff good.yaml good.yaml").code, 0);
    }
}

/// The entry with the slip is drawn, whether it is new or takes the place of a built-in one.
#[test]
fn a_finding_of_a_library_is_drawn_on_the_entry_that_it_is_about() {
    for (file, first, second) in [
        (
            "areas.yaml",
            "areas:\n  - {id: my-area, name: my area, consider: [gluteus-medius]}",
            "  - {id: ID, name: another area, consider: [SLIP]}",
        ),
        (
            "screening.yaml",
            "questions:\n  - {id: my-question, ask: Do you?, level: caution, because: It., sources: [TORB]}",
            "  - {id: ID, ask: Numb?, level: emergency, because: It., sources: [SLIP]}",
        ),
    ] {
        for id in ["neck", "ces-saddle", "one-more"] {
            let second = second.replace("ID", id).replace("SLIP", "slipp");
            let desk = Desk::new().file(&format!("lib/{file}"), format!("{first}\n{second}\n"));
            let ran = desk.run("library check lib");
            assert_eq!(ran.code, 65, "{id}: {}", ran.stderr);
            assert!(ran.stderr.contains(&format!("{file}:3:")), "{id}: {}", ran.stderr);
            assert_eq!(ran.stderr.matches("error[").count(), 1, "{id}: {}", ran.stderr);
        }
    }
}

#[test]
fn a_finding_of_an_exercise_is_drawn_on_the_file_that_is_there() {
    let built_in =
        format!("{}/routines/exercises/strengthen/str-bridge.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(built_in).unwrap();
    let text = text.replace("primary: [gluteus-maximus]", "primary: [Gluteus]");
    for file in ["exercises/str-bridge.yaml", "exercises/back/str-bridge.yaml"] {
        let desk = Desk::new().file(&format!("lib/{file}"), &text);
        let ran = desk.run("library check lib");
        assert_eq!(ran.code, 65, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("--> {file}:")), "{}", ran.stderr);
        assert!(ran.stderr.contains("primary: [Gluteus]"), "{}", ran.stderr);
        // What follows from the slip is not said beside it.
        assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
    }
}

#[test]
fn words_of_ones_own_are_laid_over_the_others_and_checked() {
    let file = "lib/text/en.ftl";
    let plan = "plan --muscle soleus --start 2026-11-23 --format text -o - --library lib";
    let own = "stop-title = Halt, and call { $number }:\n";
    for mark in ["", "\u{feff}"] {
        let desk = Desk::new().file(file, format!("{mark}{own}"));
        desk.run("library check lib").good();
        let page = desk.run(plan).good().text();
        assert!(page.contains("Halt, and call your local emergency number:"), "{page}");
    }
    let latin: &[u8] = b"stop-title = Gr\xfcezi, { $number }\n";
    for (text, says) in [
        (own.replace("$number", "$numer").as_bytes(), "en.ftl:1:31"),
        (b"stop-1 = {\"\"}\n", "en.ftl:1:1"),
        (b"day-mon = Mo\nstop-if Stop if\n", "en.ftl:2:"),
        (b"stop-titel = Halt\n", "did you mean `stop-title`"),
        (latin, "not-text"),
    ] {
        let desk = Desk::new().file(file, text);
        for command in ["library check lib", plan] {
            let ran = desk.run(command);
            assert_eq!(ran.code, 65, "{says}: {}", ran.stderr);
            assert!(ran.stderr.contains(says), "{says}: {}", ran.stderr);
        }
    }
}

#[test]
fn a_file_of_a_library_that_would_not_be_read_is_a_finding() {
    let desk = Desk::new().file("lib/precautions.yml", "precautions: []\n");
    for command in ["library check --library lib", "plan --library lib --muscle soleus"] {
        let ran = desk.run(command);
        assert_eq!(ran.code, 65, "{}", ran.stderr);
        assert!(ran.stderr.contains("precautions.yml"), "{}", ran.stderr);
        assert!(ran.stderr.contains("end in `.yaml`"), "{}", ran.stderr);
    }
}

#[test]
fn a_slip_is_answered_with_the_word_that_is_near() {
    let desk = Desk::new();
    for (slip, near) in [
        ("plann", "plan"),
        ("plan --musle x", "--muscle"),
        ("library lst", "list"),
        ("library list muscels", "muscles"),
        ("library list --kind strech", "stretch"),
        ("library list --position supin", "supine"),
        ("library list --phase setle", "settle"),
        ("library list --precaution gt-com", "gt-comp"),
        ("library show str-brige", "str-bridge"),
        ("library schema persn", "person"),
        ("figure str-brige", "str-bridge"),
        ("explain nobody.yaml str-brige", "str-bridge"),
        ("plan --muscle piriform", "piriformis"),
        ("plan --area latteral-hip", "lateral-hip"),
        ("plan --condition gtpss", "gtps"),
        ("plan --muscle piriformis --answer fevr=no", "fever"),
        ("plan --muscle piriformis --equipment bal", "ball"),
        ("plan --muscle piriformis --avoid stnding", "standing"),
        ("simulate --muscle piriformis --course flar", "flare"),
        ("man pln", "plan"),
        ("completions bsh", "bash"),
    ] {
        let ran = desk.run(slip);
        assert_eq!(ran.code, 2, "{slip}: {}", ran.stderr);
        let said = [format!("`{near}`"), format!("'{near}'")];
        assert!(said.iter().any(|near| ran.stderr.contains(near)), "{slip}: {}", ran.stderr);
    }
    assert!(desk.run("diff nobody").stderr.contains("cannot be read"));
}
