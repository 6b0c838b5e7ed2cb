//! Seals: beside a plan stands what it was made from and what was written, so that a second run can pass
//! it over.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::super::args::BatchArgs;
use super::super::config::Defaults;
use crate::finding::Finding;
use crate::hex::hex;
use crate::library::Library;
use crate::store;

/// Files by their path, and the hash of what was in them; none if there was no such file.
pub(in crate::cli) type Hashes = BTreeMap<PathBuf, Option<String>>;

/// What a plan was made from, and what it is. Paths start from the folder of the people (`read`) and from
/// that of the output (`wrote`) where they lie below it, and else from the root.
#[derive(Debug, Serialize, Deserialize)]
struct Seal {
    /// Over the program, the library and the options.
    setting: String,
    read: Hashes,
    wrote: Hashes,
}

/// Makes and reads seals.
pub(super) struct Sealer {
    setting: String,
    people: PathBuf,
    output: PathBuf,
}

impl Sealer {
    pub(super) fn new(args: &BatchArgs, library: &Library, defaults: &Defaults) -> Self {
        let mut hash = Sha256::new();
        // Named by a relative path, another folder to run in makes it another clinic.
        let usual = defaults.clinic.as_ref().map(|clinic| &clinic.value);
        let clinic = args.page.clinic.as_ref().or(usual).map(|path| below(&args.folder, path));
        let page = format!("{:?} {defaults:?} {clinic:?}", args.page);
        let program = concat!(env!("CARGO_PKG_VERSION"), " ", env!("REGIMEN_SOURCES"));
        // The length keeps two parts from passing for one.
        for part in [program, library.hash.as_str(), page.as_str()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let output = args.output.as_ref().unwrap_or(&args.folder).clone();
        Self { setting: hex(&hash.finalize()), people: args.folder.clone(), output }
    }

    /// Whether the sealed plan was made in this setting, from files that are as they were, and is still as
    /// it was written.
    pub(super) fn holds(&self, seal: &Path) -> bool {
        let Ok(bytes) = store::read(seal) else { return false };
        let Ok(seal) = serde_json::from_slice::<Seal>(&bytes) else { return false };
        seal.setting == self.setting
            && !seal.wrote.is_empty()
            && as_they_were(&self.people, &seal.read)
            && as_they_were(&self.output, &seal.wrote)
    }

    /// Seals what was written whole.
    ///
    /// # Errors
    /// What was written cannot be read again, or the seal not be written.
    pub(super) fn seal(
        &self,
        seal: &Path,
        read: &Hashes,
        wrote: &[PathBuf],
    ) -> Result<(), Finding> {
        let mut hashes = Hashes::new();
        for path in wrote {
            hashes.insert(below(&self.output, path), Some(store::hash(path)?));
        }
        let read = read.iter().map(|(path, hash)| (below(&self.people, path), hash.clone()));
        let made = Seal { setting: self.setting.clone(), read: read.collect(), wrote: hashes };
        store::note(seal, serde_json::json!(made).to_string().as_bytes())
    }
}

/// A path from a folder on; one that does not lie below it from the root on, wherever a later run begins.
/// Links in it are kept, since they may lead elsewhere by then.
fn below(root: &Path, path: &Path) -> PathBuf {
    let whole = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.strip_prefix(root).map_or_else(|_| whole(), Path::to_owned)
}

fn as_they_were(root: &Path, files: &Hashes) -> bool {
    files.iter().all(|(path, hash)| {
        let path = root.join(path);
        match hash {
            Some(hash) => store::hash(&path).is_ok_and(|now| now == *hash),
            None => store::is_absent(&path),
        }
    })
}
