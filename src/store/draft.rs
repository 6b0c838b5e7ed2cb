//! Files that are written beside their place and then moved there, and what dead writers left of them.

#![allow(clippy::disallowed_methods)]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Existing, fault, is_device, unwritten};
use crate::finding::Finding;

/// How a file is called until it is whole: this, letters drawn by chance, and [`SUFFIX`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(pub(super) &'static str);

/// The mark of files that anybody may be writing.
pub(super) const DRAFT: Mark = Mark(".regimen-");
const SUFFIX: &str = ".part";
const RANDOM: usize = 6;

impl Mark {
    /// Whether a file has such a name, which nobody would give to one of their own.
    pub(super) fn is_of(self, name: &str) -> bool {
        let random = name.strip_prefix(self.0).and_then(|rest| rest.strip_suffix(SUFFIX));
        random.is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    }
}

/// How often a new file is begun when [`clear`] of another process takes it for a leftover: between its
/// making and its locking.
const TRIES: u32 = 8;

/// An empty file beside a path, made with mode 0600: a plan is health data. It is locked as long as it is
/// written, so that what nobody holds is what a dead writer left.
pub(super) fn beside(path: &Path, mark: Mark) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
    }
    fault::may_come()?;
    let mut tries = 0;
    loop {
        let file = tempfile::Builder::new()
            .prefix(mark.0)
            .rand_bytes(RANDOM)
            .suffix(SUFFIX)
            .tempfile_in(folder_of(path))?;
        // Where files cannot be locked, nothing takes this one for a leftover either.
        let _ = file.as_file().lock();
        tries += 1;
        if file.path().exists() || tries == TRIES {
            return Ok(file);
        }
    }
}

/// Moves a file that is written whole into its place.
pub(super) fn persist(file: NamedTempFile, path: &Path, existing: Existing) -> io::Result<()> {
    fault::may_come()?;
    file.as_file().sync_all()?;
    settle(file, path, existing)?;
    // The new name outlives a power cut too, where a folder can be synced; the file is whole anyway.
    #[cfg(unix)]
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    let _ = fault::may_come();
    Ok(())
}

/// The same without waiting for the disk.
fn settle(file: NamedTempFile, path: &Path, existing: Existing) -> io::Result<()> {
    fault::may_come()?;
    match existing {
        Existing::Replace => file.persist(path)?,
        Existing::Keep => file.persist_noclobber(path)?,
    };
    let _ = fault::may_come();
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Replaces a file in one step without waiting for the disk: after a power cut it may be the old one, the
/// new one or empty. For what can be made again.
///
/// # Errors
/// A finding that names the file and the reason.
pub fn note(path: &Path, bytes: &[u8]) -> Result<(), Finding> {
    let write = || {
        let mut file = beside(path, DRAFT)?;
        file.write_all(bytes)?;
        settle(file, path, Existing::Replace)
    };
    write().map_err(|error| unwritten(path, &error))
}

/// Clears away what dead writers left in a folder. What cannot be removed does no harm.
pub fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_left = entry.file_name().to_str().is_some_and(|name| DRAFT.is_of(name));
        if !is_left || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        // Its writer would hold the lock; it is held here until the file is gone.
        if let Ok(file) = File::options().write(true).open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file that is written bit by bit and takes its place when it is whole. A device is written to at once.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    file: Target,
}

#[derive(Debug)]
enum Target {
    Beside(BufWriter<NamedTempFile>),
    Device(BufWriter<File>),
}

impl Draft {
    /// Begins a file.
    ///
    /// # Errors
    /// A finding that names the file and the reason.
    pub fn new(path: &Path) -> Result<Self, Finding> {
        let file = if is_device(path) {
            File::options().write(true).open(path).map(|file| Target::Device(BufWriter::new(file)))
        } else {
            beside(path, DRAFT).map(|file| Target::Beside(BufWriter::new(file)))
        };
        let file = file.map_err(|error| unwritten(path, &error))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Writes on.
    ///
    /// # Errors
    /// A finding that names the file and the reason.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Finding> {
        let written = match &mut self.file {
            Target::Beside(file) => file.write_all(bytes),
            Target::Device(file) => file.write_all(bytes),
        };
        written.map_err(|error| unwritten(&self.path, &error))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// A finding that names the file and the reason.
    pub fn finish(self) -> Result<(), Finding> {
        let Self { path, file } = self;
        let finished = match file {
            Target::Device(mut file) => file.flush(),
            Target::Beside(file) => file
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|file| persist(file, &path, Existing::Replace)),
        };
        finished.map_err(|error| unwritten(&path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::names;

    #[test]
    fn what_a_dead_writer_left_is_cleared_and_what_is_being_written_is_not() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join(".regimen-a1B2c3.part"), "half").unwrap();
        fs::write(temp.path().join("plan.pdf"), "whole").unwrap();
        let mut draft = Draft::new(&temp.path().join("report.json")).unwrap();
        clear(temp.path());
        let left = names(temp.path()).unwrap();
        assert_eq!(left.len(), 2, "{left:?}");
        draft.write(b"{}").unwrap();
        draft.finish().unwrap();
        clear(temp.path());
        assert_eq!(names(temp.path()).unwrap(), ["plan.pdf", "report.json"]);
        assert_eq!(fs::read(temp.path().join("report.json")).unwrap(), b"{}");
    }

    #[test]
    fn a_file_of_the_users_own_is_no_leftover() {
        let temp = tempfile::tempdir().unwrap();
        let own =
            [".regimen-config", ".regimen-notes.yaml", ".regimen-notes.part", ".regimen-.part"];
        for name in own {
            fs::write(temp.path().join(name), "mine").unwrap();
        }
        clear(temp.path());
        assert_eq!(names(temp.path()).unwrap().len(), own.len());
        let file = beside(&temp.path().join("x"), DRAFT).unwrap();
        assert!(DRAFT.is_of(file.path().file_name().unwrap().to_str().unwrap()));
    }

    #[test]
    fn a_draft_that_is_given_up_leaves_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("report.json");
        note(&path, b"old").unwrap();
        let mut draft = Draft::new(&path).unwrap();
        draft.write(b"new").unwrap();
        drop(draft);
        assert_eq!(names(temp.path()).unwrap(), ["report.json"]);
        assert_eq!(fs::read(path).unwrap(), b"old");
    }

    /// A file may be taken for a leftover between its making and its locking; its writer makes another.
    #[test]
    fn clearing_beside_a_writer_loses_no_file() {
        let temp = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for number in 0..300 {
                    note(&temp.path().join(format!("{number}")), b"whole").unwrap();
                }
            });
            while !writer.is_finished() {
                clear(temp.path());
            }
        });
        assert_eq!(names(temp.path()).unwrap().len(), 300);
    }
}
