//! The person from a file, with flags laid over it: flags win.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{AnswerFlag, PersonArgs};
use super::folder::PERSON;
use super::{Context, quoted};
use crate::finding::{Code, Finding, Findings, Place};
use crate::profile::{Clinic, Origin, Person, SCHEMA, Words, newer_schema};
use crate::{logo, profile, source};

/// A person and where each key came from.
pub(super) struct Loaded {
    pub(super) person: Person,
    pub(super) origin: Origin,
    /// The folder that paths in the file start from.
    pub(super) folder: PathBuf,
    pub(super) findings: Vec<Finding>,
}

/// Reads the person.
pub(super) fn load(args: &PersonArgs, context: &mut Context) -> Loaded {
    let mut loaded = match &args.person {
        Some(path) => from_file(path, context),
        None => from_flags(args),
    };
    lay_flags(args, &mut loaded);
    context.defaults.lay(&mut loaded.person, &mut loaded.origin);
    loaded
}

/// The person that the flags alone describe.
pub(super) fn from_flags(args: &PersonArgs) -> Loaded {
    let mut loaded = Loaded {
        person: Person::default(),
        origin: Origin::default(),
        folder: PathBuf::new(),
        findings: Vec::new(),
    };
    lay_flags(args, &mut loaded);
    loaded
}

/// Answers add to those that are there; the last one to a question counts.
pub(super) fn lay_answers(given: &[AnswerFlag], person: &mut Person, origin: &mut Origin) {
    if !given.is_empty() {
        origin.answers_of_file = Some(person.screening.clone());
        let answers = given.iter().map(|flag| (flag.0.clone(), Words::One(flag.1.clone())));
        person.screening.extend(answers);
        origin.flags.insert("screening", "--answer");
    }
}

fn from_file(path: &Path, context: &mut Context) -> Loaded {
    let file = if path.is_dir() { path.join(PERSON) } else { path.to_owned() };
    let name = file.display().to_string();
    let (person, findings) = match context.read(&file) {
        Err(finding) if finding.code != Code::Unreadable => (None, vec![finding]),
        Err(finding) => (None, vec![not_there(&finding, path)]),
        Ok(bytes) => {
            let (person, mut findings) = source::read::<Person>(&name, &bytes);
            profile::show_shapes(&mut findings);
            findings.extend(source::warnings(&name, &bytes));
            (person, findings)
        }
    };
    // What a newer program wrote may mean something else: nothing more is said of it.
    let (person, findings) = match person {
        Some(person) if person.schema > SCHEMA => (None, vec![newer_schema(&name, person.schema)]),
        person => (person, findings),
    };
    Loaded {
        person: person.unwrap_or_default(),
        origin: Origin { file: Some(name), ..Origin::default() },
        folder: file.parent().map(Path::to_path_buf).unwrap_or_default(),
        findings,
    }
}

/// A file that was named on the command line and is not there is wrong use, not bad data.
fn not_there(finding: &Finding, path: &Path) -> Finding {
    let name = path.display();
    let at = Place::whole(Origin::COMMAND_LINE);
    if path.is_dir() && !path.join(PERSON).exists() {
        return Finding::error(finding.code, format!("the folder `{name}` has no {PERSON}"))
            .at(at)
            .hint(format!("`regimen new {}` writes one", quoted(path)));
    }
    Finding::error(finding.code, format!("the person `{name}` {}", finding.message)).at(at)
}

fn lay_flags(args: &PersonArgs, loaded: &mut Loaded) {
    let Loaded { person, origin, .. } = loaded;
    let flags = &mut origin.flags;
    macro_rules! lay {
        ($key:literal, $flag:literal, $given:expr, $field:ident = $value:expr) => {
            if $given {
                person.$field = $value;
                flags.insert($key, $flag);
            }
        };
    }
    lay!("name", "--name", args.name.is_some(), name = args.name.clone());
    lay!(
        "muscles",
        "--muscle",
        !args.muscle.is_empty(),
        muscles = args.muscle.iter().map(|flag| flag.0.clone()).collect()
    );
    lay!(
        "conditions",
        "--condition",
        !args.condition.is_empty(),
        conditions = args.condition.clone()
    );
    lay!("areas", "--area", !args.area.is_empty(), areas = args.area.clone());
    lay!("side", "--side", args.side.is_some(), side = args.side);
    lay!("born", "--born", args.born.is_some(), born = args.born);
    lay!(
        "precautions",
        "--precaution",
        !args.precaution.is_empty(),
        precautions = args.precaution.clone()
    );
    lay!(
        "days",
        "--days",
        args.days.is_some(),
        days = args.days.as_ref().map(|flag| flag.0.clone())
    );
    lay!("minutes", "--minutes", args.minutes.is_some(), minutes = args.minutes);
    lay!(
        "equipment",
        "--equipment",
        args.equipment.is_some(),
        equipment = args.equipment.as_ref().map(|flag| flag.0.clone())
    );
    lay!("avoid", "--avoid", !args.avoid.is_empty(), avoid = args.avoid.clone());
    lay!("start", "--start", args.start.is_some(), start = args.start);
    lay!("seed", "--seed", args.seed.is_some(), seed = args.seed);
    lay_answers(&args.answer, person, origin);
    // Minutes on the command line count for every day, those that the file gives minutes too.
    if let (Some(minutes), Some(crate::profile::Days::WithMinutes(days))) =
        (args.minutes, &mut person.days)
    {
        days.values_mut().for_each(|of_day| *of_day = minutes);
    }
}

/// Reads the clinic that the flag or the person names.
pub(super) fn clinic(
    flag: Option<&Path>,
    loaded: &Loaded,
    context: &mut Context,
) -> (Option<Clinic>, Vec<Finding>) {
    let (path, of_user) = match (flag, &loaded.person.clinic, &context.defaults.clinic) {
        (Some(path), ..) => (path.to_owned(), Some(Origin::COMMAND_LINE.to_owned())),
        (None, Some(path), _) => (loaded.folder.join(path), None),
        (None, None, Some(usual)) => (usual.value.clone(), Some(usual.source.clone())),
        (None, None, None) => return (None, Vec::new()),
    };
    let from_flag = of_user.is_some();
    let name = path.display().to_string();
    match read_clinic(&path, from_flag, context) {
        Err(finding) => {
            let place = match (of_user, &loaded.origin.file) {
                (Some(source), _) => Place::whole(&source),
                (None, Some(file)) => Place::path(file, "clinic"),
                (None, None) => Place::whole(Origin::COMMAND_LINE),
            };
            let message = format!("the clinic `{name}` {}", finding.message);
            (None, vec![Finding::error(finding.code, message).at(place)])
        }
        Ok(bytes) => {
            let (clinic, mut findings) = Clinic::read(&name, &bytes);
            let mut clinic = clinic.filter(|_| !findings.any_error());
            if let Some(clinic) = &mut clinic {
                findings.extend(add_logo(clinic, &path, from_flag, context).err());
            }
            (clinic, findings)
        }
    }
}

/// A clinic that the user names may be anywhere; one that a person's file names may not.
fn anywhere(from_flag: bool, context: &mut Context) -> Option<PathBuf> {
    if from_flag { context.within.take() } else { None }
}

fn read_clinic(path: &Path, from_flag: bool, context: &mut Context) -> Result<Vec<u8>, Finding> {
    let within = anywhere(from_flag, context);
    let bytes = context.read(path);
    context.within = context.within.take().or(within);
    bytes
}

/// Reads the logo that a clinic names, from the folder of its file.
fn add_logo(
    clinic: &mut Clinic,
    file: &Path,
    from_flag: bool,
    context: &mut Context,
) -> Result<(), Finding> {
    let Some(name) = &clinic.logo else { return Ok(()) };
    let path = file.with_file_name("").join(name);
    let within = anywhere(from_flag, context);
    let bytes = context.read_within(&path, logo::MAX_BYTES);
    context.within = context.within.take().or(within);
    let bytes = bytes.map_err(|finding| {
        let message = format!("the logo `{}` {}", path.display(), finding.message);
        let place = Place::path(&file.display().to_string(), "logo");
        Finding::error(finding.code, message).at(place)
    })?;
    let picture = logo::read(&path.display().to_string(), &bytes)?;
    clinic.picture = Some(Arc::new(picture));
    Ok(())
}
