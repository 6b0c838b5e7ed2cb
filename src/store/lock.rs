//! One writer at a time: the lock of a person's folder, and writing under it.
//!
//! The lock is the operating system's, on a file of its own: it ends with the process that holds it,
//! however that ends. Who only reads needs no lock, since every file is replaced in one step.

#![allow(clippy::disallowed_methods)]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::{Existing, make_folder_in, names, reason, unwritten, write_beside};
use crate::finding::{Code, Finding, Place};

/// The file that is locked; it stays when the lock ends.
const LOCK: &str = ".lock";
/// How files are called until they are whole. Only a holder of the lock writes them, so that one who
/// finds any has found what an interrupted writer left.
const PREFIX: &str = ".writing-";
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

/// Removes half-written files. One that cannot be removed does no harm.
fn sweep(folder: &Path) {
    for name in names(folder).unwrap_or_default() {
        let path = folder.join(&name);
        if name.starts_with(PREFIX) {
            let _ = fs::remove_file(path);
        } else if !name.starts_with('.') && path.is_dir() {
            let left = names(&path).unwrap_or_default();
            for file in left.iter().filter(|name| name.starts_with(PREFIX)) {
                let _ = fs::remove_file(path.join(file));
            }
        }
    }
}

impl Locked {
    /// Replaces a file of the folder in one step, by its name, which may begin with a subfolder's.
    ///
    /// # Errors
    /// A finding that names the file and the reason.
    pub fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), Finding> {
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
        write_beside(&path, bytes, PREFIX, existing).map_err(|error| unwritten(&path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for name in [".writing-x", "plans/.writing-y", "plans/2026-11-23.yaml", "checkins.yaml"] {
            fs::write(folder.path().join(name), "schema: 1").unwrap();
        }
        let locked = lock(folder.path()).unwrap();
        assert_eq!(names(folder.path()).unwrap(), [".lock", "checkins.yaml", "plans"]);
        assert_eq!(names(&folder.path().join("plans")).unwrap(), ["2026-11-23.yaml"]);
        locked.create("plans/new.yaml", b"schema: 1").unwrap();
        assert_eq!(locked.create("plans/new.yaml", b"").unwrap_err().code, Code::AlreadyThere);
        locked.replace("plans/new.yaml", b"schema: 2").unwrap();
        assert_eq!(fs::read(folder.path().join("plans/new.yaml")).unwrap(), b"schema: 2");
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_finding() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(lock(&folder.path().join("none")).unwrap_err().code, Code::CannotWrite);
    }
}
