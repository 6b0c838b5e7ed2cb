//! What stands in a folder, and whether a path stays inside it.

#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{reason_at, unread, unwritten};
use crate::finding::{Code, Finding, Place};

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name; where that is not Unicode, with marks in the place of what is not.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry of a folder is. What a link leads to does not count: it may lie anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A file or folder whose name is not Unicode.
    Unnamed,
    /// A pipe, a socket or a device.
    Other,
}

/// The entries of a folder by name.
///
/// # Errors
/// A finding that names the folder and the reason.
pub fn entries(folder: &Path) -> Result<Vec<Entry>, Finding> {
    let unlisted = |error: io::Error| unlisted(folder, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unlisted)? {
        let entry = entry.map_err(unlisted)?;
        let kind = entry.file_type().map_err(unlisted)?;
        let kind = match (kind.is_file(), kind.is_dir(), kind.is_symlink()) {
            (true, ..) => EntryKind::File,
            (_, true, _) => EntryKind::Folder,
            (_, _, true) => EntryKind::Link,
            _ => EntryKind::Other,
        };
        found.push(match entry.file_name().into_string() {
            Ok(name) => Entry { name, kind },
            Err(name) => {
                Entry { name: name.to_string_lossy().into_owned(), kind: EntryKind::Unnamed }
            }
        });
    }
    found.sort();
    Ok(found)
}

pub(super) fn unlisted(folder: &Path, error: &io::Error) -> Finding {
    Finding::error(Code::Unreadable, format!("cannot be listed: {}", reason_at(folder, error)))
        .at(Place::whole(&folder.display().to_string()))
}

/// Where a file or folder really is, all links followed.
///
/// # Errors
/// A finding that names it and the reason.
pub fn real(path: &Path) -> Result<PathBuf, Finding> {
    fs::canonicalize(path).map_err(|error| unread(path, &error))
}

/// Whether there is surely nothing at a path. A link that leads nowhere is something, and so is what cannot
/// be asked about: what is read then says why, and is not taken for a file that nobody has written yet.
#[must_use]
pub fn is_absent(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Whether a file may be written anew where it is. In the place of a link there would be two files, of which
/// one grows; and what it leads to may be in the folder of another lock.
///
/// # Errors
/// A finding that names the link.
pub fn is_no_link(path: &Path) -> Result<(), Finding> {
    if !fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
        return Ok(());
    }
    let message = "is a link to another file, and nothing is written in its place";
    Err(Finding::error(Code::CannotWrite, message)
        .at(Place::whole(&path.display().to_string()))
        .hint("nothing was changed; put the file itself there, or make a link of the whole folder"))
}

/// Whether there is surely something at a path, be it a link that leads nowhere.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a new file may be written at a path, with the folders above it that are still to be made. A file
/// without a name is tried where the first of them would be, and nothing is left of it.
///
/// # Errors
/// A finding that names what stands in the way.
pub fn may_create(path: &Path) -> Result<(), Finding> {
    let here = Path::new(".");
    let folders = path.ancestors().skip(1);
    let mut folders = folders.map(|path| if path.as_os_str().is_empty() { here } else { path });
    let above = folders.find(|folder| is_there(folder)).unwrap_or(here);
    if !above.is_dir() {
        return Err(unwritten(above, &io::Error::from(io::ErrorKind::AlreadyExists)));
    }
    tempfile::tempfile_in(above).map(drop).map_err(|error| unwritten(above, &error))
}

/// Whether a path leads to something inside a folder, all links and all `..` followed. What is not there
/// yet counts as inside if the nearest folder above it is.
#[must_use]
pub fn is_inside(folder: &Path, path: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    let mut above = Some(path);
    while let Some(path) = above {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        if let Ok(real) = fs::canonicalize(path) {
            return real.starts_with(folder);
        }
        // What `..` means is not known below a folder that is not there.
        if path.ends_with("..") {
            return false;
        }
        above = path.parent();
    }
    false
}

/// Whether a file was changed on a day (UTC) or later. What cannot be asked counts as changed.
#[must_use]
pub fn is_changed_since(path: &Path, day: Date) -> bool {
    let Ok(changed) = fs::metadata(path).and_then(|meta| meta.modified()) else {
        return !is_absent(path);
    };
    jiff::Timestamp::try_from(changed)
        .map_or(true, |moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date() >= day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[cfg(unix)]
    #[test]
    fn links_are_told_from_what_they_lead_to() {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir(temp.path().join("ward")).unwrap();
        fs::write(temp.path().join("ann.yaml"), "").unwrap();
        std::os::unix::fs::symlink("/", temp.path().join("link")).unwrap();
        let found: Vec<(String, EntryKind)> = entries(temp.path())
            .unwrap()
            .into_iter()
            .map(|entry| (entry.name, entry.kind))
            .collect();
        let expected =
            [("ann.yaml", EntryKind::File), ("link", EntryKind::Link), ("ward", EntryKind::Folder)];
        assert_eq!(found, expected.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn a_new_file_may_be_written_unless_something_stands_in_its_way() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("ana");
        fs::write(&file, "").unwrap();
        for (path, wrong) in [
            ("ben.yaml", None),
            ("people/ben/person.yaml", None),
            ("ana/person.yaml", Some(Code::AlreadyThere)),
            ("ana/more/person.yaml", Some(Code::AlreadyThere)),
        ] {
            let found = may_create(&temp.path().join(path)).err();
            assert_eq!(found.map(|finding| finding.code), wrong, "{path}");
        }
        assert_eq!(may_create(Path::new("ben.yaml")), Ok(()));
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn where_nobody_may_write_no_new_file_may_be_written() {
        let found = may_create(Path::new("/proc/ben/person.yaml")).unwrap_err();
        assert_eq!(found.code, Code::CannotWrite);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_is_inside_wherever_its_words_seem_to_lead() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("people");
        fs::create_dir(&folder).unwrap();
        fs::write(temp.path().join("secret"), "").unwrap();
        fs::write(folder.join("ann.yaml"), "").unwrap();
        std::os::unix::fs::symlink(temp.path(), folder.join("up")).unwrap();
        std::os::unix::fs::symlink("ann.yaml", folder.join("same")).unwrap();
        for inside in ["ann.yaml", "same", "not/there/yet", "../people/ann.yaml", "."] {
            assert!(is_inside(&folder, &folder.join(inside)), "{inside}");
        }
        for outside in ["../secret", "up/secret", "up/new", "../../new", "no/../../x", "/etc", ".."]
        {
            assert!(!is_inside(&folder, &folder.join(outside)), "{outside}");
        }
        assert!(!is_inside(&temp.path().join("gone"), &folder));
    }

    #[test]
    fn a_file_is_changed_on_its_day_and_not_after() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ann.yaml");
        fs::write(&path, "").unwrap();
        // 2026-11-23, noon in UTC.
        let noon = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_795_435_200);
        fs::File::options().write(true).open(&path).unwrap().set_modified(noon).unwrap();
        assert!(is_changed_since(&path, date(2026, 11, 23)));
        assert!(!is_changed_since(&path, date(2026, 11, 24)));
        assert!(!is_changed_since(&temp.path().join("gone"), date(2026, 11, 24)));
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_followed_is_there() {
        let temp = tempfile::tempdir().unwrap();
        let path = |name: &str| temp.path().join(name);
        fs::write(path("file"), "").unwrap();
        std::os::unix::fs::symlink("/not/mounted", path("link")).unwrap();
        std::os::unix::fs::symlink("loop", path("loop")).unwrap();
        // Path, whether it is absent, whether it is there: below a file neither is known.
        for (name, absent, there) in [
            ("file", false, true),
            ("link", false, true),
            ("loop", false, true),
            ("gone", true, false),
            ("gone/below", true, false),
            ("file/below", false, false),
            ("loop/below", false, false),
        ] {
            let path = path(name);
            assert_eq!((is_absent(&path), is_there(&path)), (absent, there), "{name}");
        }
        assert!(is_changed_since(&path("link"), date(2026, 11, 24)));
        let message = super::super::read(&path("link")).unwrap_err().message;
        assert_eq!(message, "cannot be read: it is a link to what is not there");
    }
}
