//! Who may name whom: the table of `docs/architecture.md`, kept true.
//!
//! Reads the sources: every `crate::name` and `use crate::{name, ...}` of a module must be a module that
//! it may use, and each outside crate that has one home must stay there.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // A test reads the tree and may fail.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module and the modules that it may name besides itself. `cli` may name all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("finding", &[]),
    ("hex", &[]),
    ("quantity", &[]),
    ("parallel", &[]),
    ("source", &["finding", "quantity"]), // quantity in its tests only
    ("store", &["finding", "hex", "source"]),
    ("body", &["finding", "hex", "source", "library"]), // library in its tests only
    ("figure", &["body", "source"]),                    // source in its tests only
    ("library", &["finding", "hex", "quantity", "source", "body"]),
    ("logo", &["finding"]),
    ("screening", &["library"]),
    ("profile", &["finding", "quantity", "source", "library", "logo", "screening"]),
    ("planner", &["body", "finding", "hex", "quantity", "library", "parallel", "screening"]),
    ("checker", &["finding", "quantity", "library", "planner", "screening"]),
    (
        "progress",
        &["finding", "hex", "quantity", "source", "library", "screening", "profile", "planner"],
    ),
    (
        "programme",
        &["finding", "library", "screening", "profile", "planner", "checker", "progress"],
    ),
    (
        "simulate",
        &["finding", "quantity", "library", "profile", "planner", "progress", "programme"],
    ),
    (
        "handout",
        &[
            "finding",
            "hex",
            "quantity",
            "body",
            "figure",
            "library",
            "logo",
            "parallel",
            "profile",
            "screening",
            "planner",
            "progress",
            "programme", // in its tests only, as `source`
            "source",
        ],
    ),
    (
        "render",
        &["finding", "body", "figure", "handout", "logo", "parallel", "planner", "progress"],
    ),
];

/// Parts of a module that another may not name, although it may name the module.
const NEVER: &[(&str, &[&str])] = &[
    (
        "checker",
        &[
            "planner::rule",
            "planner::search",
            "planner::candidate",
            "planner::dose",
            "planner::time",
            "planner::week",
        ],
    ),
    ("handout", &["planner::search", "planner::rule"]),
    ("render", &["planner::search", "planner::rule"]),
];

/// Outside names and the only files or folders under `src` that may use them.
const HOMES: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("annotate_snippets", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli/shell.rs"]),
    ("inquire", &["cli/ask.rs"]),
    ("terminal_size", &["cli/ask.rs"]),
    ("indicatif", &["cli/batch/progress.rs"]),
    ("rayon", &["cli/batch", "parallel.rs"]),
    ("ctrlc", &["cli/batch"]),
    ("etcetera", &["cli"]),
    ("std::net", &[]),
    ("serde_yaml", &["source.rs"]),
    ("saphyr_parser", &["source.rs"]),
    ("fluent_bundle", &["handout/words.rs"]),
    ("fluent_syntax", &["handout/own_words.rs"]),
    ("krilla", &["render/pdf"]),
    ("parley", &["render/pdf"]),
    ("taffy", &["render/pdf"]),
    ("libdeflater", &["render/pdf/stream.rs"]),
    ("tiny_skia", &["render/png.rs", "render/pages/png.rs", "render/pages/logo.rs", "logo/png.rs"]),
    ("usvg", &["logo/svg.rs"]),
    ("skrifa", &["render/png.rs", "render/pages/letters.rs", "render/pdf/paint/glyphs.rs"]),
    ("std::fs", &["store.rs", "store"]),
    ("tempfile", &["store.rs", "store", "cli/record/killed.rs", "cli/batch/killed.rs"]),
    ("std::env", &["cli"]),
    ("std::process", &["cli", "main.rs", "store/fault.rs"]), // a writer that is killed, in tests only
    ("rand_chacha", &["planner/seed.rs"]),
    ("libm", &["body", "figure"]),
];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap();
    let mut found: Vec<PathBuf> = entries.flat_map(|entry| files(&entry.unwrap().path())).collect();
    found.sort();
    found
}

/// A module's files: `src/name.rs` and all under `src/name/`.
fn module_files(name: &str) -> Vec<PathBuf> {
    let (file, folder) = (src().join(format!("{name}.rs")), src().join(name));
    [file, folder].iter().filter(|path| path.exists()).flat_map(|path| files(path)).collect()
}

/// The text without comments, so that a link in a doc comment is no import.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(without_comment).collect::<Vec<_>>().join("\n")
}

/// A line up to its comment; two strokes within a string, as in an address, begin none.
fn without_comment(line: &str) -> &str {
    let mut strokes = line.match_indices("//");
    let comment = strokes.find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    comment.map_or(line, |(at, _)| &line[..at])
}

/// The code above a module's tests, which may make files of their own. What stands below a helper that
/// only tests call is code like any other.
fn without_tests(code: &str) -> &str {
    let opens_tests = |at: &usize| {
        code[*at..].lines().skip(1).take(2).any(|line| line.trim_start() == "mod tests {")
    };
    let marks = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    marks.filter(opens_tests).last().map_or(code, |at| &code[..at])
}

/// Whether a text names something outside: `std::env::`, and not `my_std::env::`.
fn uses(text: &str, name: &str) -> bool {
    text.match_indices(&format!("{name}::"))
        .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

/// The paths below the crate that a text names, one level of braces opened: `planner::plan`.
fn named(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for piece in text.split("crate::").skip(1) {
        if let Some(inner) = piece.strip_prefix('{') {
            let mut depth = 0;
            let mut item = String::new();
            for c in inner.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.insert(item.trim().to_owned());
                        item.clear();
                        continue;
                    }
                    _ => {}
                }
                item.push(c);
            }
            found.insert(item.trim().to_owned());
        } else {
            let path: String = piece
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
                .collect();
            found.insert(path);
        }
    }
    found.remove("");
    found
}

#[test]
fn modules_name_only_what_stands_below_them() {
    let mut wrong = Vec::new();
    for (module, may) in MAY_USE {
        for file in module_files(module) {
            for path in named(&code(&file)) {
                let top = path.split("::").next().unwrap_or_default();
                if top != *module && !may.contains(&top) {
                    wrong.push(format!(
                        "{} names `{top}`; `{module}` may name only {may:?}",
                        file.display()
                    ));
                }
                for never in
                    NEVER.iter().filter(|(name, _)| name == module).flat_map(|(_, paths)| *paths)
                {
                    if path.starts_with(never) {
                        wrong.push(format!("{} names `{never}`", file.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_table() {
    let lib = code(&src().join("lib.rs"));
    let modules: BTreeSet<&str> = lib
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let known: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).chain(["cli"]).collect();
    assert_eq!(modules, known);
}

#[test]
fn each_outside_name_stays_in_its_home() {
    let mut wrong = Vec::new();
    for file in files(&src()) {
        let place = file.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
        let text = code(&file);
        let text = without_tests(&text);
        for (name, homes) in HOMES {
            if uses(text, name)
                && !homes
                    .iter()
                    .any(|home| place == *home || place.starts_with(&format!("{home}/")))
            {
                wrong.push(format!("src/{place} uses `{name}`; its home is {homes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_what_is_planted() {
    let text = "use crate::finding::{Code, At};\nuse crate::{planner, render::pdf};\nlet x = crate::cli::run();";
    let found: Vec<String> = named(text).into_iter().collect();
    assert_eq!(found, ["cli::run", "finding::", "planner", "render::pdf"]);
}

#[test]
fn code_below_a_helper_of_tests_is_seen() {
    let text = "#[cfg(test)]
fn helper() {}
fn code() { rayon::join(one, two) }
#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    fn file() { std::fs::read(path) }
}";
    let code = without_tests(text);
    assert!(uses(code, "rayon"), "{code}");
    assert!(!uses(code, "std::fs"), "{code}");
    assert_eq!(without_tests("#[cfg(test)]\nmod fixture;\nfn code() {}").lines().count(), 3);
}

#[test]
fn an_address_in_a_string_is_no_comment() {
    for (line, code) in [
        (
            r#"let at = "https://a.b"; rayon::join(); // and"#,
            r#"let at = "https://a.b"; rayon::join(); "#,
        ),
        ("/// [`crate::cli`]", ""),
        (r#"let text = "a"; // "b""#, r#"let text = "a"; "#),
    ] {
        assert_eq!(without_comment(line), code);
    }
}

#[test]
fn main_is_a_few_lines() {
    assert!(
        code(&src().join("main.rs")).lines().filter(|line| !line.trim().is_empty()).count() <= 8
    );
}

#[test]
fn no_note_to_self_is_left() {
    for folder in ["src", "tests", "benches"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        if !folder.is_dir() {
            continue;
        }
        for file in
            files(&folder).into_iter().filter(|file| file.extension().is_some_and(|e| e == "rs"))
        {
            let text = fs::read_to_string(&file).unwrap();
            for note in [["TO", "DO"], ["FIX", "ME"], ["X", "XX"]].map(|parts| parts.concat()) {
                assert!(!text.contains(&note), "{} holds {note}", file.display());
            }
        }
    }
}
