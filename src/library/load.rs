//! Files -> Library. Files that a user adds are laid over the built-in ones, entry by entry.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::condition::Condition;
use super::diary::{Courses, Diary};
use super::progress::Progress;
use super::wording::{Gap, Review, Wording};
use super::{
    Advice, Area, Dosage, Equipment, Exercise, Library, Muscles, Origins, Phases, Precaution,
    Screening, SelfTest, Source,
};
use crate::body::pose::Bases;
use crate::body::{Body, LinesFile, Prepared, Skeleton, SkeletonFile};
use crate::finding::{Code, Finding, Findings, Place};
use crate::hex::hex;
use crate::source;

/// The files of `routines/` as they were when the program was built, YAML as JSON: name and text, by name.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/routines.rs"));

/// A file that a user adds: its name under the folder, with `/`, and its bytes.
pub type File = (String, Vec<u8>);

/// The built-in library.
///
/// # Errors
/// Findings; a test keeps the built-in files free of them.
pub fn built_in() -> Result<Library, Vec<Finding>> {
    let mut parts = Parts::default();
    let mut findings = Vec::new();
    for (name, text) in BUILT_IN {
        parts.hash(name, text.as_bytes());
        if let Err(found) = parts.take(name, &Trusted(text)) {
            findings.extend(found);
        }
    }
    if findings.is_empty() { parts.finish() } else { Err(findings) }
}

/// The built-in library with a user's files laid over it, checked as a whole.
///
/// The findings are warnings when there is a library, and hold at least one error when there is none.
#[must_use]
pub fn with_files(files: &[File]) -> (Option<Library>, Vec<Finding>) {
    let (library, findings) = as_far_as_read(files);
    let good = !findings.any_error();
    (library.filter(|_| good), findings)
}

/// The same for one who looks at what is not right yet: a library is there as soon as its files can be
/// read, whatever its check has found.
#[must_use]
pub fn as_far_as_read(files: &[File]) -> (Option<Library>, Vec<Finding>) {
    let mut parts = Parts::default();
    let mut findings = Vec::new();
    for (name, text) in BUILT_IN {
        parts.hash(name, text.as_bytes());
        findings.extend(parts.take(name, &Trusted(text)).err().unwrap_or_default());
    }
    parts.overlaid = true;
    parts.origins = Origins::default();
    for (name, bytes) in files {
        parts.hash(name, bytes);
        findings.extend(parts.take(name, &Untrusted(bytes)).err().unwrap_or_default());
        if name.ends_with(".yaml") {
            findings.extend(source::warnings(name, bytes));
        }
    }
    if findings.any_error() {
        return (None, findings);
    }
    match parts.finish() {
        Ok(library) => {
            let of_body = |(name, _): &File| name.starts_with("body/");
            findings.extend(match built_in() {
                Ok(sound) if !files.iter().any(of_body) => {
                    super::check::check_over(&library, &sound)
                }
                _ => super::check::check(&library),
            });
            (Some(library), findings)
        }
        Err(found) => (None, found),
    }
}

/// Text from the program or bytes from a user.
trait Input {
    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, Vec<Finding>>;
    fn text(&self, name: &str) -> Result<&str, Vec<Finding>>;
}

struct Trusted<'a>(&'a str);

impl Input for Trusted<'_> {
    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, Vec<Finding>> {
        source::read_trusted(name, self.0)
    }

    fn text(&self, _: &str) -> Result<&str, Vec<Finding>> {
        Ok(self.0)
    }
}

struct Untrusted<'a>(&'a [u8]);

impl Input for Untrusted<'_> {
    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, Vec<Finding>> {
        let (value, findings) = source::read(name, self.0);
        if findings.any_error() {
            return Err(findings);
        }
        value.ok_or(findings)
    }

    fn text(&self, name: &str) -> Result<&str, Vec<Finding>> {
        source::text(name, self.0).map_err(|finding| vec![finding])
    }
}

macro_rules! list_file {
    ($name:ident, $field:ident, $entry:ty) => {
        #[derive(Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $field: Vec<$entry>,
        }
    };
}

list_file!(AreasFile, areas, Area);
list_file!(PrecautionsFile, precautions, Precaution);
list_file!(AdviceFile, advice, Advice);
list_file!(EquipmentFile, equipment, Equipment);
list_file!(SourcesFile, sources, Source);
list_file!(TestsFile, tests, SelfTest);
list_file!(GapsFile, gaps, Gap);

/// The library while its files are read.
#[derive(Default)]
struct Parts {
    exercises: BTreeMap<String, Exercise>,
    muscles: Muscles,
    areas: Vec<Area>,
    precautions: Vec<Precaution>,
    conditions: BTreeMap<String, Condition>,
    screening: Screening,
    advice: Vec<Advice>,
    equipment: Vec<Equipment>,
    tests: Vec<SelfTest>,
    sources: Vec<Source>,
    wording: Option<Wording>,
    gaps: Vec<Gap>,
    review: Review,
    phases: Option<Phases>,
    dosage: Option<Dosage>,
    progress: Option<Progress>,
    courses: BTreeMap<String, Diary>,
    skeleton: Option<Skeleton>,
    bases: Option<Bases>,
    lines: LinesFile,
    words: String,
    own_words: Option<String>,
    origins: Origins,
    hash: Sha256,
    /// Whether entries of these files replace those that are there.
    overlaid: bool,
    /// Whether a body of the user's own replaces the built-in one.
    own_body: bool,
    /// Ids that this layer has given, with their files.
    layer: BTreeMap<(bool, String), String>,
}

impl Parts {
    fn hash(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.hash.update((part.len() as u64).to_le_bytes());
            self.hash.update(part);
        }
    }

    fn take(&mut self, name: &str, input: &impl Input) -> Result<(), Vec<Finding>> {
        self.own_body |= self.overlaid && name.starts_with("body/");
        match name {
            "muscles.yaml" => {
                let file: Muscles = input.read(name)?;
                let list = (name, "muscles", &mut self.origins);
                lay(&mut self.muscles.muscles, file.muscles, |muscle| muscle.id.clone(), list)?;
                let list = (name, "groups", &mut self.origins);
                lay(&mut self.muscles.groups, file.groups, |group| group.id.clone(), list)
            }
            "areas.yaml" => {
                let file: AreasFile = input.read(name)?;
                let list = (name, "areas", &mut self.origins);
                lay(&mut self.areas, file.areas, |area| area.id.clone(), list)
            }
            "precautions.yaml" => {
                let file: PrecautionsFile = input.read(name)?;
                let list = (name, "precautions", &mut self.origins);
                lay(&mut self.precautions, file.precautions, |entry| entry.id.clone(), list)
            }
            "screening.yaml" => {
                let file: Screening = input.read(name)?;
                self.screening.levels.extend(file.levels);
                let list = (name, "implied", &mut self.origins);
                lay(&mut self.screening.implied, file.implied, |it| it.question.clone(), list)?;
                let list = (name, "questions", &mut self.origins);
                lay(&mut self.screening.questions, file.questions, |entry| entry.id.clone(), list)
            }
            "advice.yaml" => {
                let file: AdviceFile = input.read(name)?;
                let list = (name, "advice", &mut self.origins);
                lay(&mut self.advice, file.advice, |entry| entry.id.clone(), list)
            }
            "equipment.yaml" => {
                let file: EquipmentFile = input.read(name)?;
                let list = (name, "equipment", &mut self.origins);
                lay(&mut self.equipment, file.equipment, |entry| entry.id.clone(), list)
            }
            "tests.yaml" => {
                let file: TestsFile = input.read(name)?;
                let list = (name, "tests", &mut self.origins);
                lay(&mut self.tests, file.tests, |entry| entry.id.clone(), list)
            }
            "sources.yaml" => {
                let file: SourcesFile = input.read(name)?;
                let list = (name, "sources", &mut self.origins);
                lay(&mut self.sources, file.sources, |entry| entry.key.clone(), list)
            }
            "wording.yaml" => {
                self.wording = Some(input.read(name)?);
                Ok(())
            }
            "gaps.yaml" => {
                let file: GapsFile = input.read(name)?;
                let places: Vec<usize> = (self.gaps.len()..).take(file.gaps.len()).collect();
                self.gaps.extend(file.gaps);
                self.origins.list(name, "gaps", &places);
                Ok(())
            }
            "review.yaml" => {
                let file: Review = input.read(name)?;
                self.review.open.extend(file.open);
                Ok(())
            }
            "phases.yaml" => {
                self.phases = Some(input.read(name)?);
                Ok(())
            }
            "dosage.yaml" => {
                self.dosage = Some(input.read(name)?);
                Ok(())
            }
            "progress.yaml" => {
                self.progress = Some(input.read(name)?);
                Ok(())
            }
            "courses.yaml" => {
                let file: Courses = input.read(name)?;
                self.courses.extend(file.courses);
                Ok(())
            }
            "body/skeleton.yaml" => {
                let file: SkeletonFile = input.read(name)?;
                let skeleton = Skeleton::try_from(file).map_err(|message| {
                    vec![Finding::error(Code::UnknownId, message).at(Place::whole(name))]
                })?;
                self.skeleton = Some(skeleton);
                Ok(())
            }
            "body/bases.yaml" => {
                self.bases = Some(input.read(name)?);
                Ok(())
            }
            "body/muscle-lines.yaml" => {
                self.lines.lay(input.read(name)?);
                Ok(())
            }
            "text/en.ftl" => {
                let text = input.text(name)?.to_owned();
                if self.overlaid {
                    self.own_words = Some(text);
                } else {
                    self.words = text;
                }
                Ok(())
            }
            _ if name.starts_with("exercises/") => self.take_exercise(name, input),
            _ if name.starts_with("conditions/") => self.take_condition(name, input),
            _ => Err(vec![
                Finding::error(Code::Unreadable, "this file has no place in a library")
                    .at(Place::whole(name))
                    .hint("exercises belong into `exercises/`; see docs/formats.md for the other files"),
            ]),
        }
    }

    fn take_exercise(&mut self, name: &str, input: &impl Input) -> Result<(), Vec<Finding>> {
        let exercise: Exercise = input.read(name)?;
        self.once(name, &exercise.id)?;
        if self.overlaid {
            self.origins.file(exercise.file(), name);
        }
        self.exercises.insert(exercise.id.clone(), exercise);
        Ok(())
    }

    fn take_condition(&mut self, name: &str, input: &impl Input) -> Result<(), Vec<Finding>> {
        let condition: Condition = input.read(name)?;
        self.once(name, &condition.id)?;
        if self.overlaid {
            self.origins.file(condition.file(), name);
        }
        self.conditions.insert(condition.id.clone(), condition);
        Ok(())
    }

    /// An id of a file of its own is the file's name, and no other file of the layer has it.
    fn once(&mut self, name: &str, id: &str) -> Result<(), Vec<Finding>> {
        let at = Place::path(name, "id");
        if let Some(first) = self.layer.insert((self.overlaid, id.to_owned()), name.to_owned()) {
            let message = format!("the id `{id}` is in {first} too");
            return Err(vec![Finding::error(Code::DuplicateId, message).at(at)]);
        }
        let stem = name.rsplit('/').next().and_then(|file| file.strip_suffix(".yaml"));
        if stem != Some(id) {
            let message = format!("the id `{id}` is not the file's name");
            return Err(vec![Finding::error(Code::BadId, message).at(at)]);
        }
        Ok(())
    }

    fn finish(self) -> Result<Library, Vec<Finding>> {
        let missing = |name: &str| {
            vec![Finding::error(Code::Unreadable, "the file is missing").at(Place::whole(name))]
        };
        let skeleton = self.skeleton.ok_or_else(|| missing("body/skeleton.yaml"))?;
        let lines = self.lines.lines(&skeleton)?;
        let digest = self.hash.finalize();
        Ok(Library {
            exercises: self.exercises,
            muscles: self.muscles,
            areas: self.areas,
            precautions: self.precautions,
            conditions: self.conditions,
            screening: self.screening,
            advice: self.advice,
            equipment: self.equipment,
            tests: self.tests,
            sources: self.sources,
            wording: self.wording.ok_or_else(|| missing("wording.yaml"))?,
            gaps: self.gaps,
            review: self.review,
            phases: self.phases.ok_or_else(|| missing("phases.yaml"))?,
            dosage: self.dosage.ok_or_else(|| missing("dosage.yaml"))?,
            progress: self.progress.ok_or_else(|| missing("progress.yaml"))?,
            courses: self.courses,
            body: Body {
                skeleton,
                bases: self.bases.ok_or_else(|| missing("body/bases.yaml"))?,
                lines,
                prepared: if self.own_body { Prepared::default() } else { Prepared::built_in() },
            },
            words: self.words,
            own_words: self.own_words,
            origins: self.origins,
            hash: hex(&digest[..8]),
        })
    }
}

/// Lays the entries of a list of a file over those that are there: the same id replaces in place, a new id is
/// added; where each of them has come to be is noted.
fn lay<T>(
    there: &mut Vec<T>,
    new: Vec<T>,
    id: impl Fn(&T) -> String,
    (name, key, origins): (&str, &str, &mut Origins),
) -> Result<(), Vec<Finding>> {
    let mut seen = Vec::new();
    let mut places = Vec::new();
    for (own, entry) in new.into_iter().enumerate() {
        let new_id = id(&entry);
        if seen.contains(&new_id) {
            let message = format!("the id `{new_id}` is given twice");
            let at = Place::path(name, format!("{key}[{own}]"));
            return Err(vec![Finding::error(Code::DuplicateId, message).at(at)]);
        }
        let old = there.iter().position(|old| id(old) == new_id);
        match old.and_then(|place| there.get_mut(place)) {
            Some(old) => *old = entry,
            None => there.push(entry),
        }
        places.push(old.unwrap_or(there.len() - 1));
        seen.push(new_id);
    }
    origins.list(name, key, &places);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_library_has_no_finding() {
        let library = built_in().unwrap_or_else(|findings| {
            panic!("{}", findings.iter().map(|f| format!("{f}\n")).collect::<String>())
        });
        let findings = super::super::check::check(&library);
        assert!(
            findings.is_empty(),
            "{}",
            findings.iter().map(|f| format!("{f}\n")).collect::<String>()
        );
    }

    /// What is built in is JSON made of them; here they are read as a user's files are.
    #[test]
    #[allow(clippy::disallowed_methods)] // A test reads the tree.
    fn the_files_themselves_are_read_without_a_finding_and_say_the_same() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("routines");
        let mut parts = Parts::default();
        for (name, built) in BUILT_IN {
            let bytes = std::fs::read(root.join(name)).unwrap();
            parts.hash(name, built.as_bytes());
            if let Err(findings) = parts.take(name, &Untrusted(&bytes)) {
                panic!("{name}: {findings:?}");
            }
        }
        let (read, built) = (parts.finish().unwrap(), built_in().unwrap());
        assert_eq!(read.exercises, built.exercises);
        assert_eq!(read.conditions, built.conditions);
        assert_eq!(read.phases, built.phases);
        assert_eq!(read.body.bases, built.body.bases);
    }

    /// What the built-in library with one more file has to say.
    fn with(name: &str, text: &str) -> Vec<String> {
        let (_, findings) = with_files(&[(name.to_owned(), text.as_bytes().to_vec())]);
        findings.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_text_that_a_comment_cuts_is_warned_of() {
        let found = with(
            "equipment.yaml",
            "equipment:\n  - {id: b, household: false, name: a ball #2\n    }\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("warning[cut-short]"), "{found:?}");
    }

    #[test]
    fn a_line_of_a_user_replaces_those_of_its_muscle() {
        let line = "muscles: {diaphragm: [{id: mine, name: mine, textbook: true, points: [
            {in: shank, at: [0, 0, 0]}, {in: foot, at: [0, 0, 0]}]}]}";
        assert_eq!(with("body/muscle-lines.yaml", line), [""; 0]);
    }

    #[test]
    fn a_line_says_where_it_goes_wrong() {
        let line = |points: &str| {
            with(
                "body/muscle-lines.yaml",
                &format!(
                    "muscles: {{soleus: [{{id: a, name: a, textbook: true, points: [{points}]}}]}}"
                ),
            )
        };
        let start = "{in: pelvis, at: [0, 0, 0]}";
        let at = "body/muscle-lines.yaml: muscles.soleus[0]";
        assert_eq!(
            line(&format!("{start}, {{in: shanks, at: [0, 0, 0]}}")),
            [format!(
                "error[unknown-id] {at}.points[1].in: there is no segment `shanks` (did you mean `shank`?)"
            )]
        );
        assert_eq!(
            line(&format!("{start}, {{in: foot, at: [0, 0, 0], when: {{nee: [0, 9]}}}}")),
            [format!(
                "error[unknown-id] {at}.points[1].when.nee: no joint `nee` has an angle `flexion` \
                 (did you mean `knee`?)"
            )]
        );
        let no_length = format!("error[bad-value] {at}: the line has no length when standing");
        assert_eq!(line(start), std::slice::from_ref(&no_length));
        assert_eq!(line(&format!("{start}, {{in: foot, at: [.nan, 0, 0]}}")), [no_length]);
        let track = "track: {x: {flexion: [0, 0], at: [1, 2]}, y: {flexion: [0], at: [1]}}";
        let found = line(&format!("{start}, {{in: shank, at: [0, 0, 0], {track}}}"));
        assert!(found[0].contains("the angles of a track do not rise"), "{found:?}");
    }
}
