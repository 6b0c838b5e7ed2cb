//! The user's defaults: the file, the variables over it, and what wins over both.

use serde_json::Value;

use crate::command::Desk;

const ANN: &str = "muscles: [{muscle: gluteus-medius}]\nstart: 2026-11-23\n";

fn desk() -> Desk {
    Desk::new()
        .file(
            ".config/regimen/config.yaml",
            "# mine\nclinic: clinic.yaml\npaper: letter\nequipment: [ball, band]\n",
        )
        .file(".config/regimen/clinic.yaml", "name: Usual Clinic\n")
        .file("other.yaml", "name: Other Clinic\n")
        .file("ann.yaml", ANN)
        .file("bob.yaml", format!("{ANN}paper: a4\nclinic: other.yaml\nequipment: none\n"))
}

/// The paper's width in points, of the first page.
fn width(pdf: &[u8]) -> i64 {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let page = document.get_dictionary(document.page_iter().next().unwrap()).unwrap();
    let area = page.get(b"MediaBox").unwrap().as_array().unwrap();
    area[2].as_float().unwrap().round() as i64
}

#[test]
fn show_says_what_no_plan_could_be_made_with() {
    let desk = Desk::new().file("c.yaml", "language: de\nequipment: baal\n");
    let ran = desk.run_with("config show", &[("REGIMEN_CONFIG", "c.yaml")]);
    assert_eq!(ran.code, 65, "{}", ran.stderr);
    for words in ["in English", "did you mean `ball`?", "c.yaml:1:11"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    assert!(ran.text().contains("language"), "{}", ran.text());
}

#[cfg(target_os = "linux")] // Elsewhere the folder for settings is another one.
#[test]
fn what_the_file_says_stands_where_nobody_says_otherwise() {
    let desk = desk();
    desk.run("plan ann.yaml").good();
    assert_eq!(width(&desk.read("plan.pdf")), 612);
    let page = |arguments: &str, variables: &[(&str, &str)]| {
        desk.run_with(&format!("plan {arguments} --format text -o -"), variables).good().text()
    };
    let words = page("ann.yaml", &[]);
    assert!(words.contains("Usual Clinic"), "{words:.300}");
    // The person's file, a variable and a flag, each over the one before.
    assert!(page("bob.yaml", &[]).contains("Other Clinic"));
    desk.run("plan bob.yaml").good();
    assert_eq!(width(&desk.read("plan.pdf")), 595);
    let other = [("REGIMEN_CLINIC", "other.yaml"), ("REGIMEN_PAPER", "A4")];
    assert!(page("ann.yaml", &other).contains("Other Clinic"));
    let flag = page("ann.yaml --clinic .config/regimen/clinic.yaml", &other);
    assert!(flag.contains("Usual Clinic"));
    desk.run_with("plan ann.yaml", &other).good();
    assert_eq!(width(&desk.read("plan.pdf")), 595);
}

#[cfg(target_os = "linux")]
#[test]
fn show_says_where_each_value_comes_from() {
    let desk = desk();
    let folder = desk.path("").display().to_string();
    let folder = folder.trim_end_matches('/');
    let variables = [("REGIMEN_PAPER", "a4"), ("REGIMEN_EQUIPMENT", "all")];
    let shown = desk.run_with("config show", &variables).good().text().replace(folder, "HOME");
    let lines: Vec<Vec<&str>> =
        shown.lines().map(|line| line.split_whitespace().collect()).collect();
    let file = "HOME/.config/regimen/config.yaml";
    let expected: [&[&str]; 5] = [
        &["clinic", "HOME/.config/regimen/clinic.yaml", file],
        &["paper", "a4", "REGIMEN_PAPER"],
        &["equipment", "all", "REGIMEN_EQUIPMENT"],
        &["language", "en", "built", "in"],
        &["file", file],
    ];
    assert_eq!(lines, expected);
    let data: Value = serde_json::from_str(&desk.run("config show --json").good().text()).unwrap();
    assert_eq!(data["values"]["paper"]["value"], "letter");
    assert_eq!(data["values"]["equipment"]["value"], "ball,band");
    let bare = Desk::new().run("config show").good().text();
    assert_eq!(bare.matches("built in").count(), 4, "{bare}");
    assert!(bare.trim_end().ends_with("(not there)"), "{bare}");
}

#[test]
fn wrong_defaults_are_drawn_on_their_file_or_named_by_their_variable() {
    let desk = Desk::new().file("ann.yaml", ANN).file("mine.yaml", "papper: letter\n");
    for (variables, code, says) in [
        (&[("REGIMEN_CONFIG", "mine.yaml")][..], 65, "did you mean `paper`?"),
        (&[("REGIMEN_CONFIG", "none.yaml")][..], 65, "none.yaml"),
        (&[("REGIMEN_PAPER", "a5")][..], 65, "REGIMEN_PAPER"),
        (&[("REGIMEN_EQUIPMENT", "bal")][..], 65, "did you mean `ball`?"),
        (&[("REGIMEN_LANGUAGE", "tlh")][..], 65, "REGIMEN_LANGUAGE"),
        (&[("REGIMEN_CLINIC", "none.yaml")][..], 65, "REGIMEN_CLINIC"),
    ] {
        let ran = desk.run_with("plan ann.yaml -o plan.txt", variables);
        assert_eq!(ran.code, code, "{variables:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{variables:?}: {}", ran.stderr);
        assert!(!desk.path("plan.txt").exists());
        // What is not about a person does not mind.
        desk.run_with("library list muscles", variables).good();
    }
    // Set to nothing is not set.
    desk.run_with("plan ann.yaml -o plan.txt", &[("REGIMEN_PAPER", "")]).good();
}

#[test]
fn defaults_are_part_of_what_a_batch_is_made_from() {
    let desk = Desk::new().file("people/ann.yaml", ANN);
    let batch =
        |paper| desk.run_with("batch people --resume", &[("REGIMEN_PAPER", paper)]).good().stderr;
    assert_eq!(batch("a4"), "1 done\n");
    assert_eq!(batch("a4"), "0 done, 1 up-to-date\n");
    assert_eq!(batch("letter"), "1 done\n");
    assert_eq!(width(&desk.read("people/ann.pdf")), 612);
}

#[test]
fn the_version_in_full_names_the_library() {
    let desk = Desk::new();
    let short = desk.run("--version").good().text();
    assert_eq!(short.lines().count(), 1);
    for arguments in ["--version --verbose", "--verbose -V"] {
        let full = desk.run(arguments).good().text();
        assert!(full.starts_with(&short), "{full}");
        let library = regimen::library::built_in().unwrap().hash;
        assert!(full.contains(&format!("library {library} ")), "{full}");
    }
}
