//! The manual: what README.md and docs/*.md show is run, loaded or compared, page by page and in order.
//!
//! The words after a block's language say what it is:
//! * `sh`: commands, one a line. `console`: commands after `$ `, and below each what it says; a line `...`
//!   stands for any lines, `...` at the end of one for its rest. They are run in one folder for each page, with `examples/` in it. `exit=3` is
//!   the code that every command of the block ends with, `today=2026-12-06` the day on which it is run.
//! * `yaml KIND`: read by the loader of its kind; with `file=NAME` it is then there for later commands.
//! * `json FILE`: has the keys of a file that earlier commands have written.
//! * `text`: not for a program.
//! * `no-run because=...`: none of it; the reasons are listed in `NOT_RUN`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use regimen::body::pose::Pose;
use regimen::finding::{Code, Finding, Place};
use regimen::library::{Diary, Library, built_in, check, with_files};
use regimen::profile::{Clinic, Origin, Person, resolve};
use regimen::{progress, source};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::command::Desk;

/// Blocks that are not run: page and reason.
const NOT_RUN: &[(&str, &str)] =
    &[("README.md", "runs-this-test"), ("docs/start.md", "installs-a-program")];

/// The day on which a page's commands are run, unless a block says another.
const TODAY: &str = "2026-11-23";

/// What is typed when `regimen new` asks: Ana, born 1961, pain at the side of the right hip, three days of 20
/// minutes, a ball; and then no to every safety question.
const TYPED: &str = "Ana\n1961\n\n14\n2\n1,3,5\n20\n2\n1\nclimb the stairs\n\n\n";

static LIBRARY: LazyLock<Library> = LazyLock::new(|| built_in().unwrap());

/// A fenced block.
struct Block {
    /// Where it stands: `docs/start.md:31`.
    place: String,
    language: String,
    /// The other words after the fence.
    words: Vec<String>,
    text: String,
}

impl Block {
    /// The value of `key=value`.
    fn value(&self, key: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    /// The first word that is no `key=value`.
    fn kind(&self) -> &str {
        self.words.iter().find(|word| !word.contains('=')).map_or("", String::as_str)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of all pages.
fn pages() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("docs")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut pages: Vec<String> =
        names.filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}")).collect();
    pages.push("README.md".to_owned());
    pages.sort();
    pages
}

fn read(page: &str) -> String {
    std::fs::read_to_string(root().join(page)).unwrap()
}

fn blocks(page: &str) -> Vec<Block> {
    let text = read(page);
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for (event, range) in Parser::new(&text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                let mut words = info.split_whitespace().map(str::to_owned);
                blocks.push(Block {
                    place: format!("{page}:{}", text[..range.start].matches('\n').count() + 1),
                    language: words.next().unwrap_or_default(),
                    words: words.collect(),
                    text: String::new(),
                });
                inside = true;
            }
            Event::Text(words) if inside => blocks.last_mut().unwrap().text.push_str(&words),
            Event::End(TagEnd::CodeBlock) => inside = false,
            _ => {}
        }
    }
    blocks
}

// ---------------------------------------------------------------------------------------- a page

/// What is wrong with the blocks of a page.
fn faults(page: &str) -> Vec<String> {
    let blocks = blocks(page);
    let desk = Desk::new();
    for name in ["ana.yaml", "ben.yaml", "chris.yaml", "clinic.yaml"] {
        let path = root().join("examples").join(name);
        desk.put(&format!("examples/{name}"), std::fs::read(path).unwrap());
    }
    let mut faults = Vec::new();
    for block in &blocks {
        let found = match block.language.as_str() {
            _ if block.kind() == "no-run" => not_listed(page, block),
            "sh" | "console" => run(&desk, block),
            "yaml" => load(&desk, block),
            "json" => compare(&desk, block),
            "text" => Vec::new(),
            other => vec![format!("`{other}` is no language of the manual")],
        };
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", block.place)));
    }
    faults
}

fn not_listed(page: &str, block: &Block) -> Vec<String> {
    let because = block.value("because").unwrap_or_default();
    if NOT_RUN.contains(&(page, because)) { Vec::new() } else { vec!["is not in NOT_RUN".into()] }
}

// ---------------------------------------------------------------------------------------- commands

/// A command and what is shown below it.
struct Shown<'a> {
    command: &'a str,
    output: Option<Vec<&'a str>>,
}

fn shown(block: &Block) -> Vec<Shown<'_>> {
    let mut all: Vec<Shown> = Vec::new();
    for line in block.text.lines() {
        if block.language == "sh" {
            if !line.is_empty() && !line.starts_with('#') {
                all.push(Shown { command: line, output: None });
            }
        } else if let Some(command) = line.strip_prefix("$ ") {
            all.push(Shown { command, output: Some(Vec::new()) });
        } else if let Some(Shown { output: Some(output), .. }) = all.last_mut() {
            output.push(line.trim_end());
        }
    }
    all
}

fn run(desk: &Desk, block: &Block) -> Vec<String> {
    let code: i32 = block.value("exit").map_or(0, |code| code.parse().unwrap());
    let today = block.value("today").unwrap_or(TODAY);
    let mut faults = Vec::new();
    for Shown { command, output } in shown(block) {
        let known = ["regimen ", "REGIMEN_", "cargo run --release -- ", "mkdir ", "cp "];
        if !known.iter().any(|start| command.starts_with(start)) {
            faults.push(format!("`{command}` is no command that the manual shows"));
            continue;
        }
        let (line, typed) = asking(command);
        let ran = desk.run_line(&line, &typed, today);
        if ran.code != code {
            faults.push(format!("`{command}` ends with {}, not {code}\n{}", ran.code, ran.text()));
        }
        let said = ran.text();
        let said: Vec<&str> = said.lines().map(str::trim_end).collect();
        if let Some(shown) = output.filter(|shown| !shown.is_empty() && !alike(shown, &said)) {
            let [shown, said] = [shown.join("\n"), said.join("\n")];
            faults.push(format!("`{command}` shows\n{shown}\nand says\n{said}"));
        }
    }
    faults
}

/// The command as it is run, and what is typed when it asks: from a test, it asks line by line.
fn asking(command: &str) -> (String, String) {
    let command = command.replace("cargo run --release -- ", "regimen ");
    let no = "n\n".repeat(LIBRARY.screening.questions.len());
    for (asks, typed) in [("regimen new ", TYPED), ("regimen screen ", "")] {
        let by_flags = command.contains("--defaults") || command.contains("--answer");
        if command.starts_with(asks) && !by_flags {
            return (command.replacen(asks, &format!("{asks}--plain "), 1), format!("{typed}{no}"));
        }
    }
    (command, String::new())
}

/// Whether lines are those that are shown; `...` stands for any lines, and at the end of a line for its rest.
fn alike(shown: &[&str], said: &[&str]) -> bool {
    match shown.split_first() {
        None => said.is_empty(),
        Some((&"...", rest)) => (0..=said.len()).any(|from| alike(rest, &said[from..])),
        Some((line, rest)) => {
            let same = |said: &&str| match line.strip_suffix("...") {
                Some(start) => said.starts_with(start),
                None => said == line,
            };
            said.first().is_some_and(same) && alike(rest, &said[1..])
        }
    }
}

// ---------------------------------------------------------------------------------------- YAML

fn load(desk: &Desk, block: &Block) -> Vec<String> {
    let text = &block.text;
    let found = match block.kind() {
        "person" => person(text),
        "clinic" => value::<Clinic>(text),
        "diary" => value::<Diary>(text),
        "pose" => pose(text),
        "check-ins" => progress::load::log("checkins.yaml", text.as_bytes()).1,
        // Read, or refused, by the commands that follow.
        "config" | "faulty" => Vec::new(),
        "exercise" => {
            let head: Value = serde_yaml::from_str(text).unwrap_or_default();
            let [id, kind] = ["id", "kind"].map(|key| head[key].as_str().unwrap_or_default());
            laid_over(&format!("exercises/{kind}/{id}.yaml"), text)
        }
        "condition" => {
            let head: Value = serde_yaml::from_str(text).unwrap_or_default();
            laid_over(&format!("conditions/{}.yaml", head["id"].as_str().unwrap_or_default()), text)
        }
        "muscle-lines" => {
            let mut found = laid_over("body/muscle-lines.yaml", text);
            // With the lines that are shown alone, a stretch of their muscle lengthens it no more.
            found.retain(|finding| finding.code != Code::PoseStretch);
            found
        }
        kind @ ("muscles" | "areas" | "precautions" | "screening" | "advice" | "tests"
        | "equipment" | "sources") => laid_over(&format!("{kind}.yaml"), text),
        other => return vec![format!("`{other}` is no kind of YAML")],
    };
    if let Some(name) = block.value("file") {
        desk.put(name, text);
    }
    found.iter().map(|finding| format!("{finding}")).collect()
}

fn value<T: DeserializeOwned>(text: &str) -> Vec<Finding> {
    source::read::<T>("block", text.as_bytes()).1
}

fn person(text: &str) -> Vec<Finding> {
    let (person, mut findings) = source::read::<Person>("block", text.as_bytes());
    let origin = Origin::default();
    let start = TODAY.parse().unwrap();
    findings.extend(person.map(|it| resolve(&LIBRARY, &it, &origin, start).1).unwrap_or_default());
    findings
}

/// What stands under `pose:`, or `pose:` with it.
fn pose(text: &str) -> Vec<Finding> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Whole {
        pose: Pose,
    }
    let (pose, mut findings) = if text.starts_with("pose:") {
        let (whole, findings) = source::read::<Whole>("block", text.as_bytes());
        (whole.map(|whole| whole.pose), findings)
    } else {
        source::read::<Pose>("block", text.as_bytes())
    };
    let place = |at: String| Place::path("block", at);
    let held = |pose: Pose| check::pose_findings(&LIBRARY.body, &pose, &place);
    findings.extend(pose.map(held).unwrap_or_default());
    findings
}

/// What is found when a file is laid over the library.
fn laid_over(name: &str, text: &str) -> Vec<Finding> {
    with_files(&[(name.to_owned(), text.as_bytes().to_vec())]).1
}

// ---------------------------------------------------------------------------------------- JSON

fn compare(desk: &Desk, block: &Block) -> Vec<String> {
    let path = desk.path(block.kind());
    let (Ok(shown), Ok(made)) = (serde_json::from_str(&block.text), std::fs::read(path)) else {
        return vec![format!("is no JSON, or nothing has written `{}`", block.kind())];
    };
    let mut faults = Vec::new();
    same_keys(&shown, &serde_json::from_slice(&made).unwrap(), "", &mut faults);
    faults
}

/// What is shown has the keys of what is made; of a list, the first entries are compared.
fn same_keys(shown: &Value, made: &Value, at: &str, faults: &mut Vec<String>) {
    match (shown, made) {
        (Value::Object(one), Value::Object(other)) => {
            let [shown, made] = [one, other].map(|map| map.keys().collect::<BTreeSet<_>>());
            if shown != made {
                faults.push(format!("`{at}` shows {shown:?}; there is {made:?}"));
            }
            for (key, value) in one {
                same_keys(value, other.get(key).unwrap_or(&Value::Null), key, faults);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            if let (Some(one), Some(other)) = (one.first(), other.first()) {
                same_keys(one, other, at, faults);
            }
        }
        _ => {}
    }
}

// ---------------------------------------------------------------------------------------- tests

#[test]
fn what_the_manual_shows_is_what_the_program_does() {
    let pages = pages();
    let found = std::thread::scope(|scope| {
        let walks: Vec<_> = pages.iter().map(|page| scope.spawn(|| faults(page))).collect();
        walks.into_iter().flat_map(|walk| walk.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn every_block_that_is_not_run_has_its_reason() {
    let mut marked = Vec::new();
    for page in pages() {
        for block in blocks(&page).iter().filter(|block| block.kind() == "no-run") {
            marked.push((page.clone(), block.value("because").unwrap_or_default().to_owned()));
        }
    }
    let listed: Vec<(String, String)> =
        NOT_RUN.iter().map(|(page, reason)| ((*page).to_owned(), (*reason).to_owned())).collect();
    assert_eq!(marked, listed);
}

#[test]
fn what_is_left_out_of_an_output_may_be_any_lines() {
    let said = ["one", "two", "three"];
    for (shown, like) in [
        (vec!["one", "two", "three"], true),
        (vec!["one", "...", "three"], true),
        (vec!["...", "three"], true),
        (vec!["one", "..."], true),
        (vec!["one", "tw...", "three"], true),
        (vec!["one", "th...", "three"], false),
        (vec!["one", "two"], false),
        (vec!["...", "two"], false),
        (vec!["one", "...", "four"], false),
    ] {
        assert_eq!(alike(&shown, &said), like, "{shown:?}");
    }
}

/// Every code is a heading, in the order of the list, with what it means and what to do.
#[test]
fn every_finding_is_explained() {
    let manual = read("docs/findings.md");
    let sections: Vec<(&str, &str)> =
        manual.split("\n## ").skip(1).filter_map(|text| text.split_once('\n')).collect();
    let headings: Vec<&str> = sections.iter().map(|(heading, _)| *heading).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(headings, codes);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    for (code, text) in sections {
        let told = text
            .split_once("\n**Do:** ")
            .filter(|(means, act)| means.trim().ends_with('.') && act.trim().ends_with(['.', '?']));
        assert!(told.is_some(), "docs/findings.md does not say what to do about {code}");
    }
}

/// Every link of the manual leads to a file of the repository.
#[test]
fn links_lead_somewhere() {
    let mut lost = Vec::new();
    for page in pages() {
        let text = read(&page);
        let folder: PathBuf = root().join(&page).parent().unwrap().to_owned();
        for event in Parser::new(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            else {
                continue;
            };
            let path = dest_url.split('#').next().unwrap_or_default();
            if !path.is_empty() && !path.contains("://") && !folder.join(path).exists() {
                lost.push(format!("{page}: {dest_url}"));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

/// Every page of the manual, file of the repository and flag that a sentence names is there.
#[test]
fn what_sentences_name_is_there() {
    let reference = read("docs/cli.md");
    let flags: BTreeSet<&str> = reference
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| word.starts_with("--"))
        .collect();
    let mut lost = Vec::new();
    for page in pages() {
        // Decisions speak of what was rejected, and the architecture of other programs too.
        if ["docs/decisions.md", "docs/architecture.md"].contains(&page.as_str()) {
            continue;
        }
        for event in Parser::new(&read(&page)) {
            let Event::Code(code) = event else { continue };
            if !["--", "docs/", "regimen "].iter().any(|start| code.starts_with(start)) {
                continue;
            }
            for word in code.split(|c: char| c.is_whitespace() || c == '=') {
                let flag = word.starts_with("--") && word.len() > 2 && !flags.contains(word);
                let path = word.starts_with("docs/") && !root().join(word).exists();
                if flag || path {
                    lost.push(format!("{page}: {word}"));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

/// The page of the rules, against the files that hold their numbers.
mod recovery {
    use std::collections::{BTreeMap, BTreeSet};

    use pulldown_cmark::{Event, Parser};
    use serde_yaml::Value;

    use super::read;

    const PAGE: &str = "docs/recovery.md";
    /// Words and where numbers come from: no numbers of their own.
    const WORDS: [&str; 2] = ["says", "sources"];

    fn yaml(page: &str) -> Value {
        serde_yaml::from_str(&read(page)).unwrap()
    }

    /// Every value by its path with dots: mappings by their keys, lists of mappings by their places. A list of
    /// anything else is one value, and so is a mapping whose keys are no words.
    fn leaves(value: &Value, at: &str, all: &mut BTreeMap<String, Value>) {
        let below = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
        match value {
            Value::Mapping(map) if map.iter().all(|(key, _)| key.is_string()) => {
                for (key, value) in map {
                    leaves(value, &below(key.as_str().unwrap()), all);
                }
            }
            Value::Sequence(list) if !list.is_empty() && list.iter().all(Value::is_mapping) => {
                for (place, value) in list.iter().enumerate() {
                    all.insert(below(&place.to_string()), value.clone());
                }
            }
            _ => {
                all.insert(at.to_owned(), value.clone());
            }
        }
    }

    fn of_progress() -> BTreeMap<String, Value> {
        let mut all = BTreeMap::new();
        leaves(&yaml("routines/progress.yaml"), "", &mut all);
        all.retain(|key, _| !WORDS.contains(&key.split('.').next().unwrap()));
        all
    }

    /// What the page may name beside `progress.yaml`: doses, and what precautions set, by their ids.
    fn of_others() -> BTreeMap<String, Value> {
        let mut all = BTreeMap::new();
        leaves(&yaml("routines/dosage.yaml"), "", &mut all);
        for precaution in yaml("routines/precautions.yaml")["precautions"].as_sequence().unwrap() {
            leaves(precaution, precaution["id"].as_str().unwrap(), &mut all);
        }
        all
    }

    /// The text of a cell that is code and nothing else.
    fn code(cell: &str) -> Option<&str> {
        cell.trim().strip_prefix('`')?.strip_suffix('`')
    }

    /// The rows of all tables whose first columns are `key` and `value`.
    fn rows(page: &str) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        let mut inside = false;
        for line in page.lines() {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            inside = line.starts_with("| key | value |") || (inside && line.starts_with('|'));
            if let [key, value, does, source] = cells.as_slice()
                && inside
                && let Some((key, value)) = code(key).zip(code(value))
            {
                assert!(!does.trim().is_empty() && !source.trim().is_empty(), "{line}");
                rows.push((key.to_owned(), value.to_owned()));
            }
        }
        rows
    }

    /// What sentences say with its key: `exercise.cut: 40`.
    fn said(page: &str) -> Vec<(String, String)> {
        let is_path = |key: &str| {
            let is_letter = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            key.contains('.') && key.chars().all(is_letter)
        };
        let spans = Parser::new(page).filter_map(|event| match event {
            Event::Code(code) => Some(code.into_string()),
            _ => None,
        });
        let pairs = spans.filter_map(|code| {
            let (key, value) = code.split_once(": ")?;
            is_path(key).then(|| (key.to_owned(), value.to_owned()))
        });
        pairs.collect()
    }

    #[test]
    fn the_page_has_every_number_of_the_rules_once() {
        let page = read(PAGE);
        let (rules, others) = (of_progress(), of_others());
        let rows = rows(&page);
        let mut faults = Vec::new();
        for (key, value) in rows.iter().cloned().chain(said(&page)) {
            let shown: Value = serde_yaml::from_str(&value).unwrap();
            match rules.get(&key).or_else(|| others.get(&key)) {
                None => faults.push(format!("`{key}` is in no file")),
                Some(there) if *there != shown => {
                    faults.push(format!("`{key}` is {there:?}; {PAGE} says {value}"));
                }
                Some(_) => {}
            }
        }
        let named: BTreeSet<&str> = rows.iter().map(|(key, _)| key.as_str()).collect();
        if named.len() < rows.len() {
            faults.push("a key has two rows".to_owned());
        }
        let lost = rules.keys().filter(|key| !named.contains(key.as_str()));
        faults.extend(lost.map(|key| format!("{PAGE} has no row for `{key}`")));
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
