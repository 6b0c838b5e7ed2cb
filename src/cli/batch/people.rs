//! The people under a folder: `.yaml` and `.yml` files, and folders that hold `person.yaml`.

use std::path::{Path, PathBuf};
use std::vec::IntoIter;

use super::super::folder::{CHECKINS, PERSON};
use crate::finding::{Code, Finding, Place};
use crate::store::{self, Entry, EntryKind};

/// Files beside people that are none, without their ending.
const OTHERS: [&str; 2] = ["clinic", "checkins"];
/// The deepest folder that is looked into.
const DEEPEST: usize = 16;

/// A person under the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// The path from the folder, with `/`: the person's name for the report and for shards.
    pub(super) name: String,
    /// The file, or the person's folder.
    pub(super) path: PathBuf,
    /// Whether it is a folder.
    pub(super) folder: bool,
}

impl Unit {
    /// The files that the person and others write.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        if self.folder {
            vec![self.path.join(PERSON), self.path.join(CHECKINS)]
        } else {
            vec![self.path.clone()]
        }
    }
}

/// Someone, or something that may be someone and cannot be worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Person(Unit),
    /// Its path from the folder, and why it is left out.
    Refused(String, Finding),
}

impl Found {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Person(unit) => &unit.name,
            Self::Refused(name, _) => name,
        }
    }
}

/// Walks a folder, each level in the order of names. Memory grows with the depth, and with the longest list
/// of one folder, and not with the number of people. Hidden entries are passed over. Links are not
/// followed: what they lead to inside the folder is found where it is, and all else is refused.
pub(super) struct People<'a> {
    root: PathBuf,
    /// Told of each folder that is looked into, by its path from the root.
    visit: &'a dyn Fn(&str),
    levels: Vec<Level>,
    /// The root before it is looked into.
    begun: bool,
}

struct Level {
    /// The path from the root: empty, or with `/` at its end.
    prefix: String,
    path: PathBuf,
    entries: IntoIter<Entry>,
}

impl<'a> People<'a> {
    pub(super) fn under(root: &Path, visit: &'a dyn Fn(&str)) -> Self {
        Self { root: root.to_owned(), visit, levels: Vec::new(), begun: false }
    }

    /// Looks into a folder: it is a person, or its entries come next, or it cannot be listed.
    fn enter(&mut self, name: &str, path: PathBuf) -> Option<Found> {
        if self.levels.len() > DEEPEST {
            return Some(refused(name, &path, "is nested too deep to be looked into"));
        }
        let entries = match store::entries(&path) {
            Ok(entries) => entries,
            Err(finding) => return Some(Found::Refused(name.to_owned(), finding)),
        };
        (self.visit)(name);
        let is_person = entries.iter().any(|entry| entry.name == PERSON);
        if is_person && !self.levels.is_empty() {
            return Some(Found::Person(Unit { name: name.to_owned(), path, folder: true }));
        }
        let prefix = if name.is_empty() { String::new() } else { format!("{name}/") };
        self.levels.push(Level { prefix, path, entries: entries.into_iter() });
        None
    }

    fn step(&mut self) -> Option<Option<Found>> {
        if !self.begun {
            self.begun = true;
            let root = self.root.clone();
            return Some(self.enter("", root));
        }
        let level = self.levels.last_mut()?;
        let Some(entry) = level.entries.next() else {
            self.levels.pop();
            return Some(None);
        };
        if entry.name.starts_with('.') {
            return Some(None);
        }
        let (name, path) =
            (format!("{}{}", level.prefix, entry.name), level.path.join(&entry.name));
        let looks = looks_like_a_person(&entry.name);
        Some(match entry.kind {
            EntryKind::Folder => self.enter(&name, path),
            EntryKind::File if looks && has_twin(&path) => {
                Some(refused(&name, &path, "is beside a file of this name that ends in `.yaml`"))
            }
            EntryKind::File => looks.then_some(Found::Person(Unit { name, path, folder: false })),
            EntryKind::Link => (!store::is_inside(&self.root, &path))
                .then(|| refused(&name, &path, "is a link out of the folder, and is not followed")),
            EntryKind::Unnamed => {
                Some(refused(&name, &path, "has a name that is not Unicode text"))
            }
            EntryKind::Other => looks.then(|| refused(&name, &path, "is not a plain file")),
        })
    }
}

impl Iterator for People<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.step()? {
                return Some(found);
            }
        }
    }
}

fn refused(name: &str, path: &Path, message: &str) -> Found {
    let code = if message.contains("link") { Code::Outside } else { Code::Unreadable };
    let finding = Finding::error(code, message).at(Place::whole(&path.display().to_string()));
    Found::Refused(name.to_owned(), finding)
}

fn looks_like_a_person(name: &str) -> bool {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    stem.is_some_and(|stem| !OTHERS.contains(&stem))
}

/// Whether another file of this name would be printed to the same page.
fn has_twin(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yml")
        && store::is_there(&path.with_extension("yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{make_folder, note};

    fn names(root: &Path) -> Vec<String> {
        People::under(root, &|_| {}).map(|found| found.name().to_owned()).collect()
    }

    #[test]
    fn people_are_found_in_one_order_and_once() {
        let temp = tempfile::tempdir().unwrap();
        for file in [
            "b.yaml",
            "a/person.yaml",
            "a/plans/2026-11-23.yaml",
            "a/checkins.yaml",
            "ward/c.yaml",
            "ward/clinic.yaml",
            "ward/clinic.yml",
            "ward/d.yml",
            "ward/deep/d.e/person.yaml",
            ".hidden/x.yaml",
            "notes.txt",
        ] {
            let path = temp.path().join(file);
            make_folder(path.parent().unwrap()).unwrap();
            note(&path, b"").unwrap();
        }
        assert_eq!(
            names(temp.path()),
            ["a", "b.yaml", "ward/c.yaml", "ward/d.yml", "ward/deep/d.e"]
        );
    }

    #[test]
    fn two_files_of_one_name_would_meet_on_one_page() {
        let temp = tempfile::tempdir().unwrap();
        for file in ["ann.yaml", "ann.yml", "clinic.yaml", "clinic.yml"] {
            note(&temp.path().join(file), b"").unwrap();
        }
        let found: Vec<Found> = People::under(temp.path(), &|_| {}).collect();
        let [Found::Person(first), Found::Refused(second, _)] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!([&first.name, second], ["ann.yaml", "ann.yml"]);
    }

    #[test]
    fn what_is_too_deep_is_said() {
        let temp = tempfile::tempdir().unwrap();
        let deep = vec!["x"; DEEPEST + 2].join("/");
        make_folder(&temp.path().join(deep)).unwrap();
        let found: Vec<Found> = People::under(temp.path(), &|_| {}).collect();
        assert!(matches!(&found[..], [Found::Refused(..)]), "{found:?}");
    }
}
