//! The files of a library's folder. What is not read is said: a precaution that nobody reads bars nothing.

#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use super::list::unlisted;
use super::{read, unread};
use crate::finding::{Code, Finding, Place};

/// What a library's folder may hold.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// The most files.
    files: usize,
    /// The deepest folder below it.
    depth: usize,
}

const LIMITS: Limits = Limits { files: 10_000, depth: 8 };

/// The endings of the files of a library.
const ENDINGS: [&str; 2] = ["yaml", "ftl"];

/// Reads the library files under a folder: name with `/` from the folder, and bytes, by name.
///
/// Files that are neither `.yaml` nor `.ftl`, and hidden ones, are passed over.
///
/// # Errors
/// All findings, one for each file or folder that cannot be read.
pub fn read_library(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Vec<Finding>> {
    read_within(folder, LIMITS)
}

fn read_within(folder: &Path, limits: Limits) -> Result<Vec<(String, Vec<u8>)>, Vec<Finding>> {
    let mut walk = Walk { limits, files: Vec::new(), findings: Vec::new() };
    walk.enter(folder, "", 0);
    if walk.files.len() > limits.files {
        let message = format!("holds more than the {} files of a library", limits.files);
        walk.findings.push(unusable(folder, message));
    }
    walk.files.sort();
    if walk.findings.is_empty() { Ok(walk.files) } else { Err(walk.findings) }
}

struct Walk {
    limits: Limits,
    files: Vec<(String, Vec<u8>)>,
    findings: Vec<Finding>,
}

impl Walk {
    /// Reads what is in a folder, and in those below it. `prefix` is its name from the library's folder.
    fn enter(&mut self, folder: &Path, prefix: &str, depth: usize) {
        if depth > self.limits.depth {
            return self.findings.push(unusable(folder, "is nested too deep to be looked into"));
        }
        let listed: Result<Vec<PathBuf>, _> = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
        let mut paths = match listed {
            Ok(paths) => paths,
            Err(error) => return self.findings.push(unlisted(folder, &error)),
        };
        paths.sort();
        for path in paths {
            // One more than the limit shows that there are too many.
            if self.files.len() > self.limits.files {
                return;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.starts_with('.') {
                self.take(&path, format!("{prefix}{name}"), depth);
            }
        }
    }

    fn take(&mut self, path: &Path, name: String, depth: usize) {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        match fs::metadata(path) {
            Err(error) => self.findings.push(unread(path, &error)),
            Ok(meta) if meta.is_dir() => self.enter(path, &format!("{name}/"), depth + 1),
            Ok(_) if ENDINGS.contains(&&*ending) => match read(path) {
                Ok(bytes) => self.files.push((name, bytes)),
                Err(finding) => self.findings.push(finding),
            },
            Ok(_) if is_meant(&ending) => self.findings.push(misnamed(path)),
            Ok(_) => {}
        }
    }
}

/// Whether someone who gave this ending meant one of those that are read.
fn is_meant(ending: &str) -> bool {
    let ending = ending.to_lowercase();
    ending == "yml" || ENDINGS.contains(&ending.as_str())
}

fn misnamed(path: &Path) -> Finding {
    unusable(path, "would not be read: the files of a library end in `.yaml` or `.ftl`")
        .hint("rename it, or take it out of the library")
}

fn unusable(path: &Path, message: impl Into<String>) -> Finding {
    Finding::error(Code::Unreadable, message).at(Place::whole(&path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Limits = Limits { files: 3, depth: 2 };

    /// The names that are read of a folder with these files, or what is said of them.
    fn found(files: &[&str]) -> Result<Vec<String>, Vec<String>> {
        let temp = tempfile::tempdir().unwrap();
        for file in files {
            let path = temp.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let said = |finding: Finding| finding.message;
        read_within(temp.path(), SMALL)
            .map(|files| files.into_iter().map(|(name, _)| name).collect())
            .map_err(|findings| findings.into_iter().map(said).collect())
    }

    #[test]
    fn files_are_read_by_their_name() {
        let read = found(&["text/en.ftl", "a/b/c.yaml", "a.yaml", ".hidden/x.yml", "notes.txt"]);
        assert_eq!(read.unwrap(), ["a.yaml", "a/b/c.yaml", "text/en.ftl"]);
    }

    #[test]
    fn what_is_not_read_is_said() {
        for (files, said) in [
            (&["precautions.yml"][..], "would not be read"),
            (&["Precautions.YAML"], "would not be read"),
            (&["a.yaml", "b/c/d/e.yaml"], "is nested too deep"),
            (&["a.yaml", "b.yaml", "c/d.yaml", "c/e.yaml"], "holds more than the 3 files"),
        ] {
            let findings = found(files).unwrap_err();
            assert!(matches!(&findings[..], [one] if one.starts_with(said)), "{findings:?}");
        }
        assert!(found(&["a.yaml", "b.yaml", "c/d.yaml", "notes.txt"]).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_may_have_been_exercises() {
        let temp = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/not/mounted", temp.path().join("exercises")).unwrap();
        let findings = read_library(temp.path()).unwrap_err();
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("a link to what is not there"), "{findings:?}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_finding() {
        let temp = tempfile::tempdir().unwrap();
        assert_eq!(read_library(&temp.path().join("none")).unwrap_err().len(), 1);
    }
}
