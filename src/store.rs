//! Files: read, list a folder, replace in one step. The only user of `std::fs`.
//!
//! A file is written beside its place and then moved there, so that what was there before stays whole
//! until the new file is complete. A person's folder is written under a lock ([`lock`]).

#![allow(clippy::disallowed_methods)]

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

pub use draft::{Draft, clear, note};
pub use library::read_library;
pub use list::{
    Entry, EntryKind, entries, is_absent, is_changed_since, is_inside, is_no_link, is_there,
    may_create, real,
};
pub use lock::{Locked, lock};

use crate::finding::{Code, Finding, Place};
use crate::hex::hex;
use crate::source::MAX_BYTES;

mod draft;
pub(crate) mod fault;
mod library;
mod list;
mod lock;

use draft::{DRAFT, Mark, beside, persist};
use list::unlisted;

/// Reads a file, at most a byte more than [`MAX_BYTES`], so that a large one is seen to be large.
///
/// # Errors
/// A finding that names the file and the reason.
pub fn read(path: &Path) -> Result<Vec<u8>, Finding> {
    read_within(path, MAX_BYTES)
}

/// Reads a file, at most a byte more than `most`, so that a large one is seen to be large.
///
/// # Errors
/// A finding that names the file and the reason.
pub fn read_within(path: &Path, most: usize) -> Result<Vec<u8>, Finding> {
    read_while(path, most, || {})
}

/// Half of what someone is writing must not pass for the whole: a person without the last precaution.
fn read_while(path: &Path, most: usize, meanwhile: impl FnOnce()) -> Result<Vec<u8>, Finding> {
    let name = path.display().to_string();
    let unreadable = |error: &io::Error| unread(path, error);
    // A pipe or a device could keep the program waiting for ever.
    let meta = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !meta.is_file() {
        let message = if meta.is_dir() { "is a folder, not a file" } else { "is not a plain file" };
        return Err(Finding::error(Code::Unreadable, message).at(Place::whole(&name)));
    }
    let mut bytes = Vec::new();
    let limit = most as u64 + 1;
    let read = File::open(path).and_then(|file| {
        let before = file.metadata()?;
        (&file).take(limit).read_to_end(&mut bytes)?;
        meanwhile();
        let after = file.metadata()?;
        Ok(before.len() == after.len() && before.modified().ok() == after.modified().ok())
    });
    match read {
        Ok(true) => Ok(bytes),
        Ok(false) => Err(Finding::error(Code::Changed, "changed while it was read")
            .at(Place::whole(&name))
            .hint("run it again when the file is written")),
        Err(error) => Err(unreadable(&error)),
    }
}

fn unread(path: &Path, error: &io::Error) -> Finding {
    Finding::error(Code::Unreadable, format!("cannot be read: {}", reason_at(path, error)))
        .at(Place::whole(&path.display().to_string()))
}

/// Replaces a file in one step. What was there stays as it was if anything fails.
///
/// # Errors
/// A finding that names the file and the reason.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Finding> {
    write_beside(path, bytes, DRAFT, Existing::Replace).map_err(|error| unwritten(path, &error))
}

/// Writes a new file in one step, and never over another.
///
/// # Errors
/// A finding that names the file and the reason; [`Code::AlreadyThere`] if there is a file.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Finding> {
    write_beside(path, bytes, DRAFT, Existing::Keep).map_err(|error| unwritten(path, &error))
}

/// Makes a folder that only its owner may look into (0700), with the folders above it. One that is
/// there stays as it is.
///
/// # Errors
/// A finding that names the folder and the reason.
pub fn make_folder(path: &Path) -> Result<(), Finding> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| unwritten(path, &error))
}

/// The names of what stands in a folder, sorted; none if there is no such folder.
///
/// # Errors
/// A finding that names the folder and the reason.
pub fn names(folder: &Path) -> Result<Vec<String>, Finding> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(_) if is_absent(folder) => return Ok(Vec::new()),
        Err(error) => return Err(unlisted(folder, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| unlisted(folder, &error))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// What happens to a file that is in the place of a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Existing {
    /// The new one takes its place.
    Replace,
    /// It stays, and that is an error.
    Keep,
}

fn unwritten(path: &Path, error: &io::Error) -> Finding {
    let place = Place::whole(&path.display().to_string());
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Finding::error(Code::AlreadyThere, "is there already, and is not written over")
            .at(place)
            .hint("give another name, or move the old one away first");
    }
    Finding::error(Code::CannotWrite, format!("cannot be written: {}", reason(error)))
        .at(place)
        .hint("nothing was changed there")
}

fn write_beside(path: &Path, bytes: &[u8], mark: Mark, existing: Existing) -> io::Result<()> {
    if is_device(path) {
        return File::options().write(true).open(path)?.write_all(bytes);
    }
    let mut file = beside(path, mark)?;
    fault::may_come()?;
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    file.write_all(first)?;
    fault::may_come()?;
    file.write_all(rest)?;
    persist(file, path, existing)
}

/// Whether a path is a terminal, a pipe or a device: it is written to, and nothing may take its place.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

/// The SHA-256 of a file of any size, in hexadecimal digits.
///
/// # Errors
/// A finding that names the file and the reason.
pub fn hash(path: &Path) -> Result<String, Finding> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let hashed = File::open(path).and_then(|mut file| {
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                return Ok(());
            }
            hash.update(&piece[..read]);
        }
    });
    match hashed {
        Ok(()) => Ok(hex(&hash.finalize())),
        Err(error) => Err(unread(path, &error)),
    }
}

/// Makes a folder inside another with those in between, for their owner only. The outer one must be
/// there: one that was moved away is not made anew.
///
/// # Errors
/// A finding that names the folder and the reason.
pub fn make_folder_in(root: &Path, path: &Path) -> Result<(), Finding> {
    if !root.is_dir() {
        return Err(unwritten(root, &io::Error::from(io::ErrorKind::NotFound)));
    }
    make_folder(path)
}

/// The reason of an error at a path. Who sees a name in a folder would not believe that nothing is there.
fn reason_at(path: &Path, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound && is_there(path) {
        return "it is a link to what is not there".to_owned();
    }
    reason(error)
}

/// The reason of an error in plain words, without the number of the system call.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.pdf");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        let gone = folder.path().join("none").join("plan.pdf");
        assert_eq!(replace(&gone, b"x").unwrap_err().code, Code::CannotWrite);
        assert_eq!(replace(folder.path(), b"x").unwrap_err().code, Code::CannotWrite);
        // Nothing is left beside it.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_new_file_is_never_written_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("person.yaml");
        create(&path, b"one").unwrap();
        assert_eq!(create(&path, b"two").unwrap_err().code, Code::AlreadyThere);
        assert_eq!(read(&path).unwrap(), b"one");
        assert_eq!(names(folder.path()).unwrap(), ["person.yaml"]);
        assert_eq!(names(&folder.path().join("none")).unwrap(), Vec::<String>::new());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people").join("ana");
        make_folder(&path).unwrap();
        make_folder(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        let blocked = folder.path().join("file");
        create(&blocked, b"").unwrap();
        assert_eq!(make_folder(&blocked.join("ana")).unwrap_err().code, Code::CannotWrite);
    }

    #[cfg(unix)]
    #[test]
    fn a_plan_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.pdf");
        replace(&path, b"one").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("person.yaml");
        fs::write(&path, "muscles: []").unwrap();
        let grow = || {
            let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
            file.write_all(b"\nprecautions: [pregnant]").unwrap();
        };
        assert_eq!(read_while(&path, 100, grow).unwrap_err().code, Code::Changed);
        // Another file in its place is none of its changes: what was read was whole.
        let other = || replace(&path, b"muscles: [ql]").unwrap();
        assert_eq!(read_while(&path, 100, other).unwrap().len(), 35);
        assert_eq!(read(&path).unwrap(), b"muscles: [ql]");
    }

    #[test]
    fn a_folder_that_was_moved_away_is_not_made_anew() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join("out");
        assert_eq!(make_folder_in(&root, &root.join("a")).unwrap_err().code, Code::CannotWrite);
        make_folder(&root).unwrap();
        make_folder_in(&root, &root.join("a/b")).unwrap();
        assert!(root.join("a/b").is_dir());
    }

    #[test]
    fn a_large_file_is_seen_to_be_large_without_being_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.yaml");
        fs::write(&path, vec![b'x'; 10 * MAX_BYTES]).unwrap();
        assert_eq!(read(&path).unwrap().len(), MAX_BYTES + 1);
    }
}
