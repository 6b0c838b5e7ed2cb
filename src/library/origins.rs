//! Where the entries of a user's library stand in its files: findings are drawn there.

use std::collections::BTreeMap;

use crate::finding::{At, Finding, Place};

/// What a finding's source is called for an entry that the user's file does not have.
const BUILT_IN: &str = " (built in)";

/// The places of a user's entries. Checks name an entry by its place in the library as a whole, and the file
/// of an exercise or a preset by what it holds.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// Files by the names that they would have by what they hold.
    files: BTreeMap<String, String>,
    /// By file and list: the place in the user's list of each entry, by its place in the library's list.
    lists: BTreeMap<(String, String), BTreeMap<usize, usize>>,
}

impl Origins {
    /// Notes the file that an exercise or a preset came from.
    pub(super) fn file(&mut self, expected: String, name: &str) {
        self.files.insert(expected, name.to_owned());
    }

    /// Notes where the entries of a user's list have come to be, in the order of that list.
    pub(super) fn list(&mut self, file: &str, key: &str, places: &[usize]) {
        let own = places.iter().enumerate().map(|(own, place)| (*place, own));
        self.lists.insert((file.to_owned(), key.to_owned()), own.collect());
    }

    /// Findings of the library as a whole, at the places of the user's files.
    #[must_use]
    pub fn placed(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        for place in findings.iter_mut().filter_map(|finding| finding.place.as_mut()) {
            self.settle(place);
        }
        findings
    }

    fn settle(&self, place: &mut Place) {
        if let Some(name) = self.files.get(&place.source) {
            place.source.clone_from(name);
        }
        let (At::Path(path) | At::Key(path)) = &mut place.at else { return };
        let Some((key, index, rest)) = of_entry(path) else { return };
        let list = (place.source.clone(), key.to_owned());
        let Some(own) = self.lists.get(&list) else { return };
        match own.get(&index) {
            Some(own) => *path = format!("{key}[{own}]{rest}"),
            None => place.source.push_str(BUILT_IN),
        }
    }
}

/// The list of an entry, its place in it, and what follows: `areas`, 3 and `.name` of `areas[3].name`.
fn of_entry(path: &str) -> Option<(&str, usize, &str)> {
    let (key, rest) = path.split_once('[')?;
    let (index, rest) = rest.split_once(']')?;
    Some((key, index.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_that_of_the_users_file() {
        let mut origins = Origins::default();
        origins.file("exercises/stretch/mine.yaml".to_owned(), "exercises/mine.yaml");
        // Of the user's two areas the first is new, and the second has taken the place of a built-in one.
        origins.list("areas.yaml", "areas", &[30, 2]);
        for (source, path, expected) in [
            ("exercises/stretch/mine.yaml", "why", "exercises/mine.yaml: why"),
            ("exercises/stretch/other.yaml", "why", "exercises/stretch/other.yaml: why"),
            ("areas.yaml", "areas[30].consider[1]", "areas.yaml: areas[0].consider[1]"),
            ("areas.yaml", "areas[2].name", "areas.yaml: areas[1].name"),
            ("areas.yaml", "areas[1].name", "areas.yaml (built in): areas[1].name"),
            ("muscles.yaml", "muscles[1].name", "muscles.yaml: muscles[1].name"),
        ] {
            let mut place = Place::path(source, path);
            origins.settle(&mut place);
            assert_eq!(place.to_string(), expected);
        }
    }
}
