//! A person's folder: `person.yaml`, `checkins.yaml`, `plans/YYYY-MM-DD.yaml` beside their PDF.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::finding::Finding;
use crate::store;

/// The file of the person.
pub(super) const PERSON: &str = "person.yaml";
/// The log of check-ins.
pub(super) const CHECKINS: &str = "checkins.yaml";
/// The folder of the plans that were handed out.
pub(super) const PLANS: &str = "plans";

/// Where the files of a person are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder, if the path is that of one.
    pub(super) fn of(path: &Path) -> Option<Self> {
        path.is_dir().then(|| Self(path.to_owned()))
    }

    /// The folder that a path is of, or that its `person.yaml` lies in.
    pub(super) fn around(path: &Path) -> Option<Self> {
        let is_person = path.file_name().is_some_and(|name| name == PERSON);
        let above = path.parent().filter(|_| is_person && path.is_file());
        // The parent of a bare name is no name.
        let named =
            above.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        Self::of(path).or_else(|| named.map(|folder| Self(folder.to_owned())))
    }

    /// The folder that a person's path means if it is not that of a file. One that was moved away since is
    /// a folder still, so that nothing of it is written elsewhere.
    pub(super) fn unless_file(path: &Path) -> Option<Self> {
        (!path.is_file()).then(|| Self(path.to_owned()))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn person(&self) -> PathBuf {
        self.0.join(PERSON)
    }

    pub(super) fn checkins(&self) -> PathBuf {
        self.0.join(CHECKINS)
    }

    /// The plans that were handed out, the earliest first.
    ///
    /// # Errors
    /// A finding when the folder cannot be listed.
    pub(super) fn plans(&self) -> Result<Vec<PlanName>, Finding> {
        let names = store::names(&self.0.join(PLANS))?;
        let mut plans: Vec<PlanName> =
            names.iter().filter_map(|name| PlanName::read(name.strip_suffix(".yaml")?)).collect();
        plans.sort();
        Ok(plans)
    }

    pub(super) fn plan(&self, name: PlanName) -> PathBuf {
        self.0.join(name.file("yaml"))
    }
}

/// The name of a plan that was handed out: its first day and, when there are several of that day,
/// their number. None is ever written over, so a corrected plan is the second of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PlanName {
    start: Date,
    /// From 1.
    number: u32,
}

impl PlanName {
    /// The name of a further plan that begins on a day.
    pub(super) fn next(start: Date, plans: &[Self]) -> Self {
        let of_day = plans.iter().filter(|plan| plan.start == start);
        Self { start, number: of_day.map(|plan| plan.number).max().unwrap_or(0) + 1 }
    }

    /// The last plan that begins on a day.
    pub(super) fn last(start: Date, plans: &[Self]) -> Option<Self> {
        plans.iter().filter(|plan| plan.start == start).max().copied()
    }

    fn read(stem: &str) -> Option<Self> {
        let date = stem.get(..10)?.parse().ok()?;
        let name = match stem.get(10..)? {
            "" => Self { start: date, number: 1 },
            rest => Self { start: date, number: rest.strip_prefix('-')?.parse().ok()? },
        };
        // Only the spelling that is written.
        (name.to_string() == stem).then_some(name)
    }

    /// The file with an ending, from the person's folder.
    pub(super) fn file(self, ending: &str) -> String {
        format!("{PLANS}/{self}.{ending}")
    }
}

impl fmt::Display for PlanName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            1 => self.start.fmt(f),
            number => write!(f, "{}-{number}", self.start),
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // Tests make files of their own.
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_folder_is_found_around_the_file_of_its_person() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join(PERSON);
        std::fs::write(&file, "").unwrap();
        std::fs::write(temp.path().join("ana.yaml"), "").unwrap();
        let folder = Folder::of(temp.path());
        assert!(folder.is_some());
        assert_eq!(Folder::around(temp.path()), folder);
        assert_eq!(Folder::around(&file), folder);
        assert_eq!(Folder::around(&temp.path().join("ana.yaml")), None);
        assert_eq!(Folder::around(&temp.path().join("none").join(PERSON)), None);
    }

    #[test]
    fn plans_are_found_in_their_order() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::of(temp.path()).unwrap();
        assert_eq!(folder.plans().unwrap(), []);
        std::fs::create_dir(temp.path().join("plans")).unwrap();
        for name in [
            "2026-12-07.yaml",
            "2026-11-23.yaml",
            "2026-11-23-10.yaml",
            "2026-11-23-2.yaml",
            "2026-11-23.pdf",
            "2026-11-23-1.yaml",
            "2026-11-23-02.yaml",
            "notes.yaml",
            "ümläut-2026.yaml",
        ] {
            std::fs::write(temp.path().join("plans").join(name), "").unwrap();
        }
        let plans = folder.plans().unwrap();
        let names: Vec<String> = plans.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["2026-11-23", "2026-11-23-2", "2026-11-23-10", "2026-12-07"]);
        assert_eq!(PlanName::next(date(2026, 11, 23), &plans).to_string(), "2026-11-23-11");
        assert_eq!(PlanName::next(date(2026, 11, 24), &plans).file("pdf"), "plans/2026-11-24.pdf");
        assert_eq!(PlanName::last(date(2026, 12, 7), &plans), plans.last().copied());
        assert_eq!(PlanName::last(date(2026, 12, 8), &plans), None);
    }
}
