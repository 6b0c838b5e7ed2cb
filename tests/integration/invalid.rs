//! Files of a library that break one rule each: `tests/data/invalid/<code>-<what>.yaml` beside the
//! findings that they bring, `.txt`. The first line of a file says where in a library it belongs.
//!
//! `REGIMEN_UPDATE=1 cargo test invalid` writes the findings anew: read them.

use std::path::{Path, PathBuf};

use regimen::finding::Code;
use regimen::library::with_files;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/invalid")
}

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    files
}

/// What a file brings, a finding a line.
fn findings(text: &str) -> String {
    let place = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap();
    let (_, findings) = with_files(&[(place.to_owned(), text.as_bytes().to_vec())]);
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

/// The code that a file is named after.
fn code(path: &Path) -> Code {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let fits = |code: &&Code| stem.starts_with(&format!("{code}-"));
    *Code::ALL.iter().filter(fits).max_by_key(|code| code.as_str().len()).unwrap()
}

#[test]
fn each_file_brings_its_finding_and_no_other() {
    for path in files() {
        let found = findings(&std::fs::read_to_string(&path).unwrap());
        let code = code(&path);
        assert!(!found.is_empty(), "{}: nothing found", path.display());
        for line in found.lines() {
            assert!(line.contains(&format!("[{code}]")), "{}: {line}", path.display());
        }
        let expected = path.with_extension("txt");
        if std::env::var_os("REGIMEN_UPDATE").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, std::fs::read_to_string(expected).unwrap(), "{}", path.display());
    }
}

#[test]
fn every_rule_of_a_library_has_a_file_that_breaks_it() {
    let broken: Vec<Code> = files().iter().map(|path| code(path)).collect();
    for code in [
        Code::UnknownKey,
        Code::MissingKey,
        Code::BadValue,
        Code::UnknownId,
        Code::BadId,
        Code::Incomplete,
        Code::TooLong,
        Code::CutShort,
        Code::BadWord,
        Code::HardToRead,
        Code::Twin,
        Code::Unreachable,
        Code::Unused,
        Code::BadDose,
        Code::BadChain,
        Code::BadCondition,
        Code::BadWeight,
        Code::PoseRange,
        Code::PoseAngle,
        Code::PoseContact,
        Code::PoseReach,
        Code::PoseBalance,
        Code::PoseProp,
        Code::PoseStretch,
        Code::PoseSides,
        Code::AmbiguousName,
    ] {
        assert!(broken.contains(&code), "no file breaks {code}");
    }
}
