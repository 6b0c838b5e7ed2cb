//! A caseload: everybody under a folder, in parts, again, and with bad data among them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{Desk, Ran};

const ANN: &str = "name: Ann Example\nmuscles: [{muscle: gluteus-medius}]\nstart: 2026-11-23\n\
                   days: [mon, wed, fri]\n";
const BOB: &str = "name: Bob Example\nareas: [buttock]\nstart: 2026-11-23\nminutes: 15\n";
const BAD: &str = "name: Bad Example\nmuscles: [{muscle: no-such-muscle}]\nstart: 2026-11-23\n";
const ILL: &str =
    "name: Ill Example\nareas: [low-back]\nscreening: {fever-ill: yes}\nstart: 2026-11-23\n";

/// Eight people: two folders, six files in four places, one bad, one who should see a doctor.
pub(crate) fn caseload() -> Desk {
    Desk::new()
        .file("people/ann/person.yaml", ANN)
        .file("people/bob/person.yaml", BOB)
        .file("people/ward/cat.yaml", ANN)
        .file("people/ward/bad.yaml", BAD)
        .file("people/ward/ill.yaml", ILL)
        .file("people/ward/late/dan.yaml", BOB)
        .file("people/eve.yaml", BOB)
        .file("people/fay.yaml", ANN)
        .file("people/clinic.yaml", "name: Example Clinic\n")
        .file("people/.hidden/who.yaml", ANN)
        .file("people/notes.txt", "not a person")
}

/// Everything under a folder: its path from there, and its bytes. Locks hold nothing.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if !path.ends_with(".lock") {
                let name = path.strip_prefix(root).unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

fn report(desk: &Desk, name: &str) -> Value {
    serde_json::from_slice(&desk.read(name)).unwrap()
}

/// Who came to what, by the report.
fn states(report: &Value) -> Vec<(String, String)> {
    let people = report["people"].as_array().unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    people.iter().map(|person| (word(&person["person"]), word(&person["state"]))).collect()
}

/// All words of a PDF: those of its pages and those of its metadata.
fn words(pdf: &[u8]) -> String {
    let read = crate::render::pdf_text::Read::new(pdf);
    let pages: Vec<&str> = read.elements.iter().map(|part| part.text.as_str()).collect();
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = document.get_object(metadata).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
    let info = document.trailer.get(b"Info").map(|info| format!("{info:?}")).unwrap_or_default();
    format!("{}\n{xmp}\n{info}", pages.join(" "))
}

fn last_line(ran: &Ran) -> &str {
    ran.stderr.lines().last().unwrap_or_default()
}

#[test]
fn everybody_is_planned_and_bad_data_stops_nobody_else() {
    let desk = caseload();
    let ran = desk.run("batch people --report report.json");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let report = report(&desk, "report.json");
    let told = states(&report);
    let told: Vec<(&str, &str)> =
        told.iter().map(|(name, state)| (name.as_str(), state.as_str())).collect();
    let expected = [
        ("ann", "done"),
        ("bob", "done"),
        ("eve.yaml", "done"),
        ("fay.yaml", "done"),
        ("ward/bad.yaml", "failed"),
        ("ward/cat.yaml", "done"),
        ("ward/ill.yaml", "stopped"),
        ("ward/late/dan.yaml", "done"),
    ];
    assert_eq!(told, expected);
    assert_eq!(report["counts"]["done"], 6);
    assert_eq!(report["interrupted"], false);
    let bad = &report["people"][4]["findings"][0];
    assert_eq!(bad["code"], "unknown-id");
    assert!(bad["place"].as_str().unwrap().starts_with("people/ward/bad.yaml"), "{bad}");
    let ill = report["people"][6]["says"].as_str().unwrap();
    assert!(ill.contains("fever-ill"), "{ill}");
    // The pages stand beside the people, and folders keep a record.
    for page in ["ann/plans/2026-11-23.pdf", "eve.pdf", "ward/cat.pdf", "ward/late/dan.pdf"] {
        assert!(desk.read(&format!("people/{page}")).starts_with(b"%PDF"), "{page}");
    }
    assert!(desk.path("people/ann/plans/2026-11-23.yaml").exists());
    for page in ["people/ward/ill.pdf", "people/ward/bad.pdf", "people/clinic.pdf"] {
        assert!(!desk.path(page).exists(), "{page}");
    }
}

#[test]
fn what_is_written_is_what_plan_and_replan_write() {
    let desk = caseload();
    let alone = caseload();
    desk.run("batch people -q");
    for (person, output) in [("eve.yaml", "-o people/eve.pdf"), ("ann", ""), ("bob", "")] {
        alone.run(&format!("plan people/{person} {output}")).good();
    }
    for file in ["eve.pdf", "ann/plans/2026-11-23.yaml", "ann/plans/2026-11-23.pdf"] {
        let file = format!("people/{file}");
        assert!(desk.read(&file) == alone.read(&file), "{file}");
    }
    // Three weeks on, Ann has been exercising; Bob has written nothing down.
    let later = [("SOURCE_DATE_EPOCH", "1797000000")];
    for desk in [&desk, &alone] {
        for day in ["2026-11-23", "2026-11-25", "2026-11-27", "2026-11-30", "2026-12-02"] {
            let done = format!("checkin people/ann --date {day} --done all --pain-during 1");
            desk.run_with(&done, &later).good();
        }
    }
    desk.run_with("batch people -q", &later);
    alone.run_with("replan people/ann", &later).good();
    alone.run_with("plan people/bob", &later).good();
    for person in ["ann", "bob"] {
        let mut made = tree(&desk.path(&format!("people/{person}")));
        made.retain(|name, _| !name.ends_with(".plan.pdf.seal"));
        assert_eq!(made.keys().count(), if person == "ann" { 6 } else { 3 }, "{:?}", made.keys());
        assert!(made == tree(&alone.path(&format!("people/{person}"))), "{person}");
    }
}

#[test]
fn the_terminal_is_told_who_failed_and_nothing_from_their_files() {
    let desk = caseload();
    // Who failed and who was stopped is told to one who wants quiet too.
    for quiet in ["", "-q"] {
        let ran = desk.run(&format!("batch people --jobs 1 --format json -o out {quiet}"));
        insta::allow_duplicates! {
            insta::assert_snapshot!(ran.stderr, @r"
            ward/bad.yaml: failed (unknown-id)
            ward/ill.yaml: stopped by screening; `regimen plan` says what to do
            6 done, 1 stopped, 1 failed
            ");
        }
    }
}

#[test]
fn the_old_page_of_one_who_is_stopped_now_is_told_of() {
    let desk = Desk::new().file("people/ill.yaml", ILL.replace("yes", "no"));
    desk.run("batch people -o out").good();
    desk.put("people/ill.yaml", ILL);
    let ran = desk.run("batch people -o out -q --report report.json").good();
    let says = "take the page of an earlier plan away: out/ill.pdf";
    assert!(ran.stderr.contains(says), "{}", ran.stderr);
    let report = report(&desk, "report.json");
    assert!(report["people"][0]["says"].as_str().unwrap().ends_with(says), "{report}");
}

#[test]
fn wrong_use_of_a_batch_is_said_once_and_blames_nobody() {
    let desk = caseload();
    for arguments in
        ["--pages nonsense", "--pages week --format ics", "--format png", "--since yesterday"]
    {
        let ran = desk.run(&format!("batch people {arguments}"));
        assert_eq!(ran.code, 2, "{arguments}: {}", ran.stderr);
        assert!(!ran.stderr.contains(".yaml"), "{arguments}: {}", ran.stderr);
    }
    let help = desk.run("batch --help").good().text();
    assert!(!help.contains("--dpi") && !help.contains("- png"), "{help}");
}

#[test]
fn many_at_a_time_write_what_one_at_a_time_writes() {
    let desk = caseload();
    desk.run("batch people --format json -o one --jobs 1 --report one.json");
    desk.run("batch people --format json -o many --jobs 8 --report many.json");
    assert_eq!(tree(&desk.path("one")).len(), 12);
    assert!(tree(&desk.path("one")) == tree(&desk.path("many")));
    assert_eq!(states(&report(&desk, "one.json")), states(&report(&desk, "many.json")));
}

#[test]
fn what_is_up_to_date_is_passed_over() {
    let desk = caseload();
    let batch = |more: &str| {
        let ran = desk.run(&format!("batch people --format json -o out --resume {more}"));
        last_line(&ran).to_owned()
    };
    assert_eq!(batch(""), "6 done, 1 stopped, 1 failed");
    let before = tree(&desk.path("out"));
    assert_eq!(batch(""), "0 done, 6 up-to-date, 1 stopped, 1 failed");
    assert!(tree(&desk.path("out")) == before);
    // A person who changed, a plan that was damaged and one that is gone are done again.
    std::fs::write(desk.path("people/ann/person.yaml"), BOB).unwrap();
    std::fs::write(desk.path("out/fay.json"), "damaged").unwrap();
    std::fs::remove_file(desk.path("out/eve.json")).unwrap();
    assert_eq!(batch(""), "3 done, 3 up-to-date, 1 stopped, 1 failed");
    let after = tree(&desk.path("out"));
    assert!(after[Path::new("fay.json")] == before[Path::new("fay.json")]);
    assert!(after[Path::new("ann/plan.json")] != before[Path::new("ann/plan.json")]);
    // Other options and another library, other plans.
    assert_eq!(batch("--mono"), "6 done, 1 stopped, 1 failed");
    let phases = include_str!("../../routines/phases.yaml");
    let desk = desk.file("more/phases.yaml", format!("{phases}\n# another file\n"));
    let ran = desk.run("batch people --format json -o out --resume --mono --library more");
    assert_eq!(last_line(&ran), "6 done, 1 stopped, 1 failed");
}

#[test]
fn a_check_in_or_a_clinic_that_changed_counts_too() {
    let desk = caseload().file("people/gil.yaml", format!("{ANN}clinic: clinic.yaml\n"));
    let batch = || last_line(&desk.run("batch people --resume --since 2020-01-01")).to_owned();
    assert_eq!(batch(), "7 done, 1 stopped, 1 failed");
    assert_eq!(batch(), "0 done, 7 up-to-date, 1 stopped, 1 failed");
    std::fs::write(desk.path("people/clinic.yaml"), "name: Another Clinic\n").unwrap();
    assert_eq!(batch(), "1 done, 6 up-to-date, 1 stopped, 1 failed");
    desk.run_with(
        "checkin people/ann --date 2026-11-25 --done all",
        &[("SOURCE_DATE_EPOCH", "1797000000")],
    )
    .good();
    let ran = desk.run_with("batch people --resume", &[("SOURCE_DATE_EPOCH", "1797000000")]);
    assert_eq!(last_line(&ran), "1 done, 6 up-to-date, 1 stopped, 1 failed");
}

#[test]
fn a_clinic_beside_the_people_counts_by_any_path_to_it() {
    let desk =
        Desk::new().file("people/ann.yaml", ANN).file("clinic.yaml", "name: Example Clinic\n");
    let absolute = desk.path("clinic.yaml").display().to_string();
    for (flag, variable) in [
        ("--clinic clinic.yaml", None),
        ("--clinic ./clinic.yaml", None),
        (format!("--clinic {absolute}").as_str(), None),
        ("", Some("clinic.yaml")),
    ] {
        let batch = || {
            let set: Vec<_> = variable.map(|path| ("REGIMEN_CLINIC", path)).into_iter().collect();
            let ran = desk.run_with(&format!("batch people --resume {flag}"), &set);
            last_line(&ran).to_owned()
        };
        assert_eq!(batch(), "1 done", "{flag}");
        assert_eq!(batch(), "0 done, 1 up-to-date", "{flag}");
        let text = desk.read("clinic.yaml");
        desk.put("clinic.yaml", [text.as_slice(), b"# edited\n"].concat());
        assert_eq!(batch(), "1 done", "{flag}");
    }
}

#[test]
fn parts_side_by_side_find_everybody_once_and_write_the_same_bytes() {
    let desk = caseload();
    desk.run("batch people -o whole --report report.json");
    let whole = states(&report(&desk, "report.json"));
    let part = |part| {
        let more = format!("--shard {part}/3 --report part{part}.json -q");
        desk.start(&format!("batch people -o parts {more}"), &[])
    };
    for mut part in (0..3).map(part).collect::<Vec<_>>() {
        part.wait().unwrap();
    }
    let parts = (0..3).map(|part| states(&report(&desk, &format!("part{part}.json"))));
    let parts: Vec<_> = parts.collect();
    assert!(parts.iter().all(|part| !part.is_empty()), "{parts:?}");
    let mut found = parts.concat();
    found.sort();
    assert_eq!(found, whole);
    assert!(tree(&desk.path("parts")) == tree(&desk.path("whole")));
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = caseload();
    let before = tree(&desk.path("people"));
    let ran = desk.run("batch people --dry-run").good();
    assert_eq!(ran.stderr, "0 done, 8 would-be-done\n");
    desk.run("batch people --dry-run -o out").good();
    assert_eq!(desk.names(), ["people"]);
    assert!(tree(&desk.path("people")) == before);
}

#[test]
fn people_whose_files_are_older_are_passed_over() {
    let desk = caseload();
    let ran = desk.run("batch people --since 2199-01-01").good();
    assert_eq!(ran.stderr, "0 done, 8 unchanged\n");
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_folder_is_read_or_written() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new()
        .file("elsewhere/zoe.yaml", ANN)
        .file("elsewhere/clinic.yaml", "name: Elsewhere Clinic\n")
        .file("elsewhere/secret", "a word that nobody should see")
        .file("people/up.yaml", format!("{ANN}clinic: ../elsewhere/clinic.yaml\n"))
        .file("people/clinic.yaml", "name: Example Clinic\nlogo: ../elsewhere/secret\n")
        .file("people/logo.yaml", format!("{ANN}clinic: clinic.yaml\n"))
        .file("people/file/checkins.yaml", "")
        .file("people/plans/person.yaml", ANN)
        .file("people/well.yaml", ANN)
        .file("out/keep", "");
    let link = |to: &str, name: &str| symlink(desk.path(to), desk.path(name)).unwrap();
    link("elsewhere", "people/folder");
    link("elsewhere/zoe.yaml", "people/zoe.yaml");
    link("people", "people/loop");
    link("elsewhere/secret", "people/file/person.yaml");
    link("elsewhere", "people/plans/plans");
    let before = tree(&desk.path("elsewhere"));
    let ran = desk.run("batch people --report report.json");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let told = report(&desk, "report.json");
    for person in told["people"].as_array().unwrap() {
        let name = person["person"].as_str().unwrap();
        let codes: Vec<&str> = person["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["code"].as_str().unwrap())
            .collect();
        let expected: &[&str] = if name == "well.yaml" { &[] } else { &["outside"] };
        assert_eq!(codes, expected, "{name}");
    }
    assert_eq!(told["people"].as_array().unwrap().len(), 7);
    assert!(!told.to_string().contains("nobody should see"));
    // A clinic that the user names may be anywhere; what is written may not.
    link("elsewhere", "out/well.d");
    let well = desk.file("people2/well.d/person.yaml", ANN);
    let ran = well.run("batch people2 -o out --clinic elsewhere/clinic.yaml");
    assert_eq!((ran.code, ran.stderr.contains("outside")), (1, true), "{}", ran.stderr);
    std::fs::remove_file(well.path("out/well.d")).unwrap();
    well.run("batch people2 -o out --clinic elsewhere/clinic.yaml").good();
    assert!(tree(&well.path("elsewhere")) == before);
}

#[cfg(unix)]
#[test]
fn plans_and_their_folders_are_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = caseload();
    desk.run("batch people --format json -o out --report report.json");
    let mode =
        |name: &str| std::fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(["out", "out/ward", "out/ann"].map(mode), [0o700; 3]);
    let files = ["out/fay.json", "out/.fay.json.seal", "out/ann/plan.json", "report.json"];
    assert_eq!(files.map(mode), [0o600; 4]);
}

#[test]
fn a_page_without_a_name_says_nowhere_whose_it_is() {
    let desk = caseload();
    for format in ["pdf", "json", "text", "md", "ics"] {
        for who in ["people/ann", "people/fay.yaml"] {
            let name = format!("plan.{format}");
            desk.run(&format!("plan {who} --anonymous --format {format} -o {name}")).good();
            let bytes = desk.read(&name);
            let told =
                if format == "pdf" { words(&bytes) } else { String::from_utf8(bytes).unwrap() };
            assert!(!told.contains("Ann"), "{who} as {format}");
        }
    }
    // The record is the person's own; its page is for anybody.
    desk.run("plan people/ann --anonymous").good();
    let record = String::from_utf8(desk.read("people/ann/plans/2026-11-23.yaml")).unwrap();
    assert!(record.contains("Ann Example"));
    desk.run("batch people --anonymous -o out");
    assert!(!words(&desk.read("out/fay.pdf")).contains("Ann"));
    desk.run("plan people/fay.yaml -o named.pdf").good();
    let named = words(&desk.read("named.pdf"));
    assert!(named.contains("Ann Example"), "a name that is to be there is found");
    let ill = desk.run("plan people/ward/ill.yaml --referral --anonymous -o ill.txt --format text");
    assert_eq!(ill.code, 3);
    assert!(!String::from_utf8(desk.read("ill.txt")).unwrap().contains("Ill Example"));
}

#[test]
fn wrong_use_is_said() {
    let desk = caseload();
    for (arguments, says) in [
        ("batch nowhere", "is not a folder"),
        ("batch people/ann", "is one person, not many"),
        ("batch people --shard 3/3", "I from 0 to N-1"),
        ("batch people --shard 0/0", "I from 0 to N-1"),
        ("batch people --jobs 0", "a number from 1 to 1024"),
        ("batch people --format png", "possible values: pdf, json, text, md, ics"),
        ("batch people --report no/where.json", "there is no such file or folder"),
    ] {
        let ran = desk.run(arguments);
        assert!(ran.code >= 2 && ran.stderr.contains(says), "{arguments}: {}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_made_or_cleared_away_through_a_link() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new()
        .file("outside/.writing-a1B2c3.part", "")
        .file("outside/.regimen-a1B2c3.part", "")
        .file("people/ann/person.yaml", ANN)
        .file("people/bob/person.yaml", BOB)
        .file("people/ward/cat.yaml", ANN)
        .file("people/.regimen-notes.yaml", "mine")
        .file("people/.regimen-d4E5f6.part", "half")
        .file("out/keep", "");
    let link = |to: &str, name: &str| symlink(desk.path(to), desk.path(name)).unwrap();
    link("outside/created", "people/ann/.lock");
    link("outside", "people/bob/x");
    link("outside", "out/ward");
    let before = tree(&desk.path("outside"));
    desk.run("batch people --resume --report report.json");
    desk.run("batch people --output out");
    assert_eq!(before, tree(&desk.path("outside")));
    let told = report(&desk, "report.json");
    let expected = [("ann", "failed"), ("bob", "done"), ("ward/cat.yaml", "done")];
    assert_eq!(states(&told), expected.map(|(name, state)| (name.to_owned(), state.to_owned())));
    assert!(told["people"][0]["findings"][0]["message"].to_string().contains("not a plain file"));
    // What a dead writer left is gone, and a file of the user's own is not.
    assert_eq!(desk.read("people/.regimen-notes.yaml"), b"mine");
    assert!(!desk.path("people/.regimen-d4E5f6.part").exists());
}

#[cfg(unix)]
#[test]
fn a_log_that_cannot_be_followed_is_not_up_to_date() {
    let desk = Desk::new().file("people/ann/person.yaml", ANN);
    desk.run("batch people --resume").good();
    assert_eq!(last_line(&desk.run("batch people --resume").good()), "0 done, 1 up-to-date");
    let log = desk.path("people/ann/checkins.yaml");
    std::os::unix::fs::symlink("/not/mounted/checkins.yaml", log).unwrap();
    for options in ["--resume", "--since 2026-11-23"] {
        let ran = desk.run(&format!("batch people {options}"));
        assert_eq!(last_line(&ran), "0 done, 1 failed", "{}", ran.stderr);
    }
}

#[test]
fn a_person_may_end_in_yml_too() {
    let desk = Desk::new().file("people/clinic.yml", "name: Example Clinic\n");
    desk.run("new people/nn.yml --defaults --muscle soleus --answer no=all --start 2026-11-23")
        .good();
    assert_eq!(last_line(&desk.run("batch people").good()), "1 done");
    assert!(desk.read("people/nn.pdf").starts_with(b"%PDF"));
}

#[test]
fn a_report_is_a_file() {
    let desk = Desk::new().file("people/ann.yaml", ANN);
    assert_eq!(desk.run("batch people --report -").code, 2);
    assert_eq!(desk.names(), ["people"]);
}
