//! One writer at a time: the lock of a person's folder, and writing under it.
//!
//! The lock is the operating system's, on a file of its own: it ends with the process that holds it,
//! however that ends. Who only reads needs no lock, since every file is replaced in one step.

#![allow(clippy::disallowed_methods)]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::draft::Mark;
use super::{
    EntryKind, Existing, entries, is_no_link, make_folder_in, reason, unwritten, write_beside,
};
use crate::finding::{Code, Finding, Place};

/// The file that is locked; it stays when the lock ends.
const LOCK: &str = ".lock";
/// How files are called until they are whole. Only a holder of the lock writes them, so that one who
/// finds any has found what an interrupted writer left.
const WRITING: Mark = Mark(".writing-");
/// How often the lock is tried before it is given up, and how long is waited in between: 5 seconds.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// A folder that nobody else writes to as long as this is held.
#[derive(Debug)]
pub struct Locked {
    folder: PathBuf,
    _lock: File,
}

/// Locks a folder, which must be there, and clears away what an interrupted writer left. Waits up to
/// 5 seconds for another writer.
///
/// # Errors
/// [`Code::Locked`] if another writer does not finish; else why it cannot be locked.
pub fn lock(folder: &Path) -> Result<Locked, Finding> {
    lock_within(folder, TRIES)
}

fn lock_within(folder: &Path, tries: u32) -> Result<Locked, Finding> {
    let path = folder.join(LOCK);
    // Through a link a file would be made elsewhere; a pipe would wait for ever.
    if fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_file()) {
        let message = "is not a plain file, so nothing can be written under its lock";
        return Err(Finding::error(Code::CannotWrite, message)
            .at(whole(&path))
            .hint("nothing was changed; take it away if it is not yours"));
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path).map_err(|error| unwritten(&path, &error))?;
    for attempt in 1..=tries {
        match file.try_lock() {
            Ok(()) => {
                sweep(folder);
                return Ok(Locked { folder: folder.to_owned(), _lock: file });
            }
            Err(TryLockError::WouldBlock) if attempt < tries => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => {
                let message = format!("cannot be locked: {}", reason(&error));
                return Err(Finding::error(Code::CannotWrite, message).at(whole(folder)));
            }
        }
    }
    Err(Finding::error(Code::Locked, "another program is writing to this folder")
        .at(whole(folder))
        .hint("nothing was changed; try again when it has finished"))
}

fn whole(path: &Path) -> Place {
    Place::whole(&path.display().to_string())
}

/// Removes half-written files from a folder and from those in it. Links are not followed, since nothing
/// beyond them was written. One that cannot be removed does no harm.
fn sweep(folder: &Path) {
    remove_left(folder);
    for entry in entries(folder).unwrap_or_default() {
        if entry.kind == EntryKind::Folder && !entry.name.starts_with('.') {
            remove_left(&folder.join(entry.name));
        }
    }
}

fn remove_left(folder: &Path) {
    for entry in entries(folder).unwrap_or_default() {
        if entry.kind == EntryKind::File && WRITING.is_of(&entry.name) {
            let _ = fs::remove_file(folder.join(entry.name));
        }
    }
}

impl Locked {
    /// Replaces a file of the folder in one step, by its name, which may begin with a subfolder's. A link is
    /// not replaced.
    ///
    /// # Errors
    /// A finding that names the file and the reason.
    pub fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), Finding> {
        is_no_link(&self.folder.join(name))?;
        self.write(name, bytes, Existing::Replace)
    }

    /// Writes a new file of the folder in one step, and never over another.
    ///
    /// # Errors
    /// A finding that names the file and the reason.
    pub fn create(&self, name: &str, bytes: &[u8]) -> Result<(), Finding> {
        self.write(name, bytes, Existing::Keep)
    }

    fn write(&self, name: &str, bytes: &[u8], existing: Existing) -> Result<(), Finding> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent().filter(|parent| !parent.is_dir()) {
            make_folder_in(&self.folder, parent)?;
        }
        write_beside(&path, bytes, WRITING, existing).map_err(|error| unwritten(&path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::names;

    #[test]
    fn two_writers_wait_for_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock(folder.path()).unwrap();
        let second = lock_within(folder.path(), 2).unwrap_err();
        assert_eq!(second.code, Code::Locked);
        drop(first);
        lock_within(folder.path(), 1).unwrap();
    }

    #[test]
    fn what_an_interrupted_writer_left_is_cleared_away() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("plans")).unwrap();
        let left = [".writing-a1B2c3.part", "plans/.writing-d4E5f6.part"];
        for name in left.into_iter().chain(["plans/2026-11-23.yaml", ".writing-notes.yaml"]) {
            fs::write(folder.path().join(name), "schema: 1").unwrap();
        }
        let locked = lock(folder.path()).unwrap();
        assert_eq!(names(folder.path()).unwrap(), [".lock", ".writing-notes.yaml", "plans"]);
        assert_eq!(names(&folder.path().join("plans")).unwrap(), ["2026-11-23.yaml"]);
        locked.create("plans/new.yaml", b"schema: 1").unwrap();
        assert_eq!(locked.create("plans/new.yaml", b"").unwrap_err().code, Code::AlreadyThere);
        locked.replace("plans/new.yaml", b"schema: 2").unwrap();
        assert_eq!(fs::read(folder.path().join("plans/new.yaml")).unwrap(), b"schema: 2");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_beyond_a_link_is_cleared_away_or_made() {
        let temp = tempfile::tempdir().unwrap();
        let [folder, outside] = ["ann", "outside"].map(|name| temp.path().join(name));
        fs::create_dir(&folder).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join(".writing-a1B2c3.part"), "").unwrap();
        std::os::unix::fs::symlink(&outside, folder.join("x")).unwrap();
        drop(lock(&folder).unwrap());
        fs::remove_file(folder.join(LOCK)).unwrap();
        std::os::unix::fs::symlink(outside.join("created"), folder.join(LOCK)).unwrap();
        assert_eq!(lock(&folder).unwrap_err().code, Code::CannotWrite);
        assert_eq!(names(&outside).unwrap(), [".writing-a1B2c3.part"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_replaced_by_a_file() {
        let temp = tempfile::tempdir().unwrap();
        let [folder, log] = ["ann", "log.yaml"].map(|name| temp.path().join(name));
        fs::create_dir(&folder).unwrap();
        fs::write(&log, "checkins: []").unwrap();
        let link = folder.join("checkins.yaml");
        std::os::unix::fs::symlink(&log, &link).unwrap();
        let locked = lock(&folder).unwrap();
        assert_eq!(locked.replace("checkins.yaml", b"").unwrap_err().code, Code::CannotWrite);
        assert_eq!(fs::read_link(&link).unwrap(), log);
        assert_eq!(fs::read(&log).unwrap(), b"checkins: []");
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_finding() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(lock(&folder.path().join("none")).unwrap_err().code, Code::CannotWrite);
    }
}
