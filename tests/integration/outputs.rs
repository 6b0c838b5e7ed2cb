//! Where a command writes: never over what a person wrote or was given, and always what the ending says.

use crate::batch::tree;
use crate::command::Desk;

const PERSON: &str = "areas: [groin]\nstart: 2026-11-23\nclinic: ../clinic.json\n";

/// A folder with a plan that was handed out, a person's file, a clinic with a logo, and a pose.
fn desk() -> Desk {
    let desk = Desk::new()
        .file("p/person.yaml", PERSON)
        .file("mm.yaml", PERSON.replace("../", ""))
        .file("clinic.json", r#"{"name": "Example Clinic", "logo": "logo.svg"}"#)
        .file("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>")
        .file("people/ann/person.yaml", "areas: [groin]\nstart: 2026-11-23\n")
        .file("pose.txt", "start: {base: supine}\n");
    desk.run("plan p").good();
    desk.run("plan mm.yaml -o old.json").good();
    desk
}

#[test]
fn what_is_read_or_kept_is_never_written_over() {
    let desk = desk();
    let before = tree(&desk.path(""));
    for (arguments, code) in [
        ("plan mm.yaml -o mm.yaml", 73),
        ("plan mm.yaml --format json -o ./p/../mm.yaml", 73),
        ("plan p -o p/person.yaml", 73),
        ("plan p -o p/PERSON.YAML", 2),
        ("plan p --again -o p/plans/2026-11-23.yaml", 73),
        ("plan p --again -o p/plans/2026-11-23.pdf", 73),
        ("plan p -o p/plans/look.pdf", 73),
        ("plan p --dump-problem p/person.yaml", 73),
        ("plan p --dump-problem new.yml", 2),
        ("plan mm.yaml -o clinic.json", 73),
        ("plan mm.yaml --format svg --pages overview -o logo.svg", 73),
        ("plan mm.yaml -o z.json --dump-problem ./z.json", 2),
        ("batch people --report people/ann/person.yaml", 73),
        ("replan mm.yaml --plan old.json -o old.json", 73),
        ("diff old.json old.json -o old.json", 2),
        ("diff ./old.json p/plans/2026-11-23.yaml -o p/plans/2026-11-23.pdf", 73),
        ("figure --pose pose.txt -o mm.yaml", 73),
        ("progress p --svg mm.yaml", 73),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, code, "{arguments}: {}", ran.stderr);
        assert!(tree(&desk.path("")) == before, "{arguments}");
    }
}

#[test]
fn a_usual_name_and_the_names_of_pages_are_guarded_too() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>";
    for (arguments, logo) in [
        ("plan mm.yaml --format svg --pages overview", "plan.svg"),
        ("plan mm.yaml --format svg", "plan-01.svg"),
        ("plan p --again --format svg", "plan-02.svg"),
        ("plan mm.yaml --format svg -o x.svg", "x-03.svg"),
        ("replan mm.yaml --plan old.json --format svg", "plan-01.svg"),
        ("plan mm.yaml --format svg --referral --answer ces-saddle=yes", "referral-01.svg"),
    ] {
        let clinic = format!(r#"{{"name": "Example Clinic", "logo": "{logo}"}}"#);
        let desk = desk().file("clinic.json", clinic).file(logo, svg);
        let before = tree(&desk.path(""));
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 73, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains("would be written over"), "{arguments}: {}", ran.stderr);
        assert!(tree(&desk.path("")) == before, "{arguments}");
    }
    let desk = desk()
        .file("clinic.json", r#"{"name": "Example Clinic"}"#)
        .file("many/ann.yaml", PERSON.replace("../clinic.json", "ann.json"))
        .file("many/ann.json", r#"{"name": "Example Clinic"}"#);
    let ran = desk.run("batch many --format json");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert_eq!(desk.read("many/ann.json"), br#"{"name": "Example Clinic"}"#);
    for (arguments, code) in [
        ("plan mm.yaml --dump-problem plan.pdf", 2),
        ("plan mm.yaml --format svg --dump-problem plan-01.svg", 2),
        ("plan mm.yaml --format svg --dump-problem plan-01.json", 0),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, code, "{arguments}: {}", ran.stderr);
    }
}

#[test]
fn what_is_no_record_may_be_written_again() {
    let desk = desk();
    for _ in 0..2 {
        desk.run("plan mm.yaml -o plan.pdf").good();
        desk.run("plan p -o p/plan.json --dump-problem problem.txt").good();
        desk.run("batch people --report report.json").good();
    }
}

#[test]
fn the_ending_says_what_is_written_in_letters_of_any_size() {
    let desk = desk();
    for (name, format) in [("x.Json", "json"), ("x.TXT", "text"), ("x.Md", "md"), ("x", "pdf")] {
        desk.run(&format!("plan mm.yaml -o {name}")).good();
        let asked = desk.run(&format!("plan mm.yaml --format {format} -o -")).good().stdout;
        assert!(desk.read(name) == asked, "{name}");
    }
    desk.run("figure str-bridge -o bridge.PNG").good();
    assert!(desk.read("bridge.PNG").starts_with(b"\x89PNG"));
    let before = desk.names();
    for arguments in [
        "plan mm.yaml -o x.html",
        "plan mm.yaml -o x.docx",
        "plan mm.yaml -o x.yaml",
        "figure str-bridge -o bridge.gif",
        "diff old.json old.json -o x.txt",
        "progress p --svg x.png",
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments}: {}", ran.stderr);
        assert_eq!(desk.names(), before, "{arguments}");
    }
    let ran = desk.run("plan mm.yaml -o x.html");
    assert!(ran.stderr.contains("one of .pdf, .json, .txt"), "{}", ran.stderr);
    for arguments in ["--format json -o y.pdf", "--format png -o y.PDF", "--format text -o y.md"] {
        let ran = desk.run(&format!("plan mm.yaml {arguments}"));
        assert_eq!(ran.code, 2, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains("conflict"), "{arguments}: {}", ran.stderr);
        assert_eq!(desk.names(), before, "{arguments}");
    }
    // A format that is named may have any name that is not another's.
    desk.run("plan mm.yaml --format md -o x.markdown").good();
}

#[test]
fn pages_of_a_longer_run_are_told_of() {
    let desk = desk().file("pg-99.png", "").file("pg-01.png", "of a run before");
    let ran = desk.run("plan mm.yaml --format png --dpi 36 --pages overview -o pg.png").good();
    assert!(ran.stderr.contains("pg-01.png is of an earlier run"), "{}", ran.stderr);
    let ran = desk.run("plan mm.yaml --format png --dpi 36 --pages week -o pg.png").good();
    assert!(!ran.stderr.contains("earlier run"), "{}", ran.stderr);
}
