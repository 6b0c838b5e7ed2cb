//! `regimen figure`: the picture of an exercise or of a pose in the making, and what it does to muscles.

use std::path::Path;
use std::sync::Arc;

use super::args::{FigureArgs, MeasureFormat};
use super::{Context, Output, after, outputs};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::body::pose::Pose;
use crate::body::{Body, BodySide, MeasureReport, Solved};
use crate::figure;
use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::handout::{Paper, Picture, language};
use crate::library::{Exercise, Library, Names, check};
use crate::profile::Origin;
use crate::quantity::Side;
use crate::render::sheet::{Entry, Sheet, document};
use crate::{render, source, store};

/// How many exercises stand side by side on the sheet of the whole library.
const COLUMNS: usize = 2;

/// A pose and what is drawn with it.
struct Subject {
    name: String,
    pose: Pose,
    muscles: Vec<String>,
    both: bool,
}

pub(super) fn run(args: &FigureArgs, library: &Library, context: &mut Context) -> Output {
    if args.all {
        return all(args, library, context);
    }
    let (subject, mut findings) = match subject(args, library, context) {
        Ok(found) => found,
        Err(findings) => return Output::findings(findings),
    };
    let body = &library.body;
    let Some(solved) = body.solved(&subject.pose) else {
        findings.push(unsolved(&subject.name));
        return Output::findings(findings);
    };
    let mut output = if args.measure {
        measured(args, body, &solved)
    } else {
        let sheet = Sheet {
            title: subject.name.clone(),
            language: language(library).to_owned(),
            entries: vec![entry(body, &subject, &solved, side(args), false)],
            columns: 1,
            mono: args.mono,
        };
        write(args, &sheet, context)
    };
    output.findings.splice(0..0, findings);
    output
}

/// Where nothing is drawn, something must say why.
fn unsolved(name: &str) -> Finding {
    let message =
        format!("`{name}` cannot be drawn: its pose begins from a base that is not there");
    Finding::error(Code::UnknownId, message).at(Place::whole(Origin::COMMAND_LINE))
}

/// The exercise or the pose that is asked for, with what is wrong with a pose in the making.
fn subject(
    args: &FigureArgs,
    library: &Library,
    context: &mut Context,
) -> Result<(Subject, Vec<Finding>), Vec<Finding>> {
    if let Some(path) = &args.pose {
        return from_file(args, path, library, context);
    }
    let id = args.exercise.as_deref().unwrap_or_default();
    let at = || Place::whole(Origin::COMMAND_LINE);
    let Some(exercise) = library.exercises.get(id) else {
        let finding = Finding::error(Code::UnknownId, format!("there is no exercise `{id}`"));
        return Err(vec![finding.at(at()).hint(library.meant(Names::Exercises, id))]);
    };
    of_exercise(exercise).map(|subject| (subject, Vec::new())).ok_or_else(|| {
        let message = format!("the exercise `{id}` has no pose");
        vec![Finding::error(Code::Incomplete, message).at(at())]
    })
}

fn of_exercise(exercise: &Exercise) -> Option<Subject> {
    Some(Subject {
        name: exercise.name.clone(),
        pose: exercise.pose.clone()?,
        muscles: exercise.primary.clone(),
        both: !exercise.unilateral,
    })
}

fn from_file(
    args: &FigureArgs,
    path: &Path,
    library: &Library,
    context: &mut Context,
) -> Result<(Subject, Vec<Finding>), Vec<Finding>> {
    let name = path.display().to_string();
    let bytes = context.read(path).map_err(|finding| vec![finding])?;
    let (draft, mut findings) = draft(&name, &bytes);
    let Some(draft) = draft.filter(|_| !findings.any_error()) else { return Err(findings) };
    let Draft { pose, primary, unilateral, under } = draft;
    let unknown = |finding: &Finding| finding.code == Code::UnknownId;
    let place = |at: String| Place::path(&name, format!("{under}{at}"));
    findings.extend(check::pose_findings(&library.body, &pose, &place));
    context.texts.sort(&mut findings);
    // With a wrong name it would be another pose; what does not hold is drawn, to be seen.
    if findings.iter().any(unknown) {
        return Err(findings);
    }
    let known = |muscle: &String| library.muscle(muscle).is_some();
    let mut muscles: Vec<String> = primary.into_iter().filter(known).collect();
    if !args.muscle.is_empty() {
        muscles.clear();
    }
    for muscle in &args.muscle {
        match library.find_muscle(muscle) {
            Some(id) => muscles.push(id.to_owned()),
            None => {
                let message = format!("there is no muscle `{muscle}`");
                let finding = Finding::error(Code::UnknownId, message);
                let finding = finding.at(Place::whole(Origin::COMMAND_LINE));
                findings.push(finding.hint(library.meant(Names::Muscles, muscle)));
                return Err(findings);
            }
        }
    }
    Ok((Subject { name, pose, muscles, both: unilateral == Some(false) }, findings))
}

/// A pose in the making, with what an exercise that it stands in says of it.
struct Draft {
    pose: Pose,
    primary: Vec<String>,
    unilateral: Option<bool>,
    /// What its paths begin with.
    under: &'static str,
}

/// Reads what stands under `pose:`, by itself, with that key, or in the file of an exercise.
fn draft(name: &str, bytes: &[u8]) -> (Option<Draft>, Vec<Finding>) {
    #[derive(Deserialize)]
    struct Holds {
        #[serde(rename = "pose")]
        _pose: IgnoredAny,
    }
    #[derive(Deserialize)]
    struct Whole {
        pose: Pose,
        #[serde(default)]
        primary: Vec<String>,
        unilateral: Option<bool>,
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if source::quick::<Holds>(text).is_none() {
        let (pose, findings) = source::read::<Pose>(name, bytes);
        let draft = |pose| Draft { pose, primary: Vec::new(), unilateral: None, under: "" };
        return (pose.map(draft), findings);
    }
    let (whole, findings) = source::read::<Whole>(name, bytes);
    let draft =
        |Whole { pose, primary, unilateral }| Draft { pose, primary, unilateral, under: "pose." };
    (whole.map(draft), findings)
}

/// Whether a picture can be made in spite of what a library's check has found: an author draws what is not
/// right yet. What names nothing in the exercise itself would be another picture.
pub(super) fn draws_in_spite_of(args: &FigureArgs, findings: &[Finding]) -> bool {
    let own = args.exercise.as_ref().map(|id| format!("/{id}.yaml"));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.into_iter().all(|finding| {
        let file = finding.place.as_ref().map_or("", |place| place.source.as_str());
        let names = matches!(finding.code, Code::UnknownId | Code::DuplicateId | Code::BadId);
        let drawn = args.all || own.as_ref().is_some_and(|own| file.ends_with(own.as_str()));
        file.starts_with("exercises/") && !(names && drawn)
    })
}

fn side(args: &FigureArgs) -> BodySide {
    match args.side {
        Some(Side::Left) => BodySide::Left,
        _ => BodySide::Right,
    }
}

/// The pictures of a subject; the left is the mirror image of the right.
fn entry(body: &Body, subject: &Subject, solved: &Solved, side: BodySide, titled: bool) -> Entry {
    let drawings = figure::pictures(body, &subject.pose, solved, &subject.muscles, subject.both);
    let pictures = drawings.into_iter().zip(&solved.moments).map(|(drawing, moment)| {
        let drawing = if side == BodySide::Left { drawing.mirrored() } else { drawing };
        let alt = format!("{}: {}", subject.name, moment.stage);
        Picture { drawing: Arc::new(drawing), alt, caption: String::new() }
    });
    let title = if titled { subject.name.clone() } else { String::new() };
    Entry { title, pictures: pictures.collect() }
}

fn measured(args: &FigureArgs, body: &Body, solved: &Solved) -> Output {
    let (Some(start), Some(end)) = (solved.moments.first(), solved.moments.last()) else {
        return Output::default();
    };
    let report =
        MeasureReport::new(&body.lines, &body.skeleton, side(args), &start.posture, &end.posture);
    let bytes = match args.format {
        MeasureFormat::Json => render::json::json(&report),
        MeasureFormat::Text => render::measure::measure(&report).into_bytes(),
    };
    Output { bytes, ..Output::default() }
}

/// Writes a sheet in the format of the output's ending; SVG to standard output without one.
fn write(args: &FigureArgs, sheet: &Sheet, context: &Context) -> Output {
    let path = args.output.as_deref().unwrap_or_else(|| Path::new("-"));
    let bytes = match outputs::ending(path).as_deref() {
        Some("png") => render::png::png(sheet, args.width).map_err(|finding| vec![finding]),
        Some("pdf") => render::pdf::pdf(&document(sheet, Paper::A4, context.today)),
        _ => Ok(render::svg::svg(sheet).into_bytes()),
    };
    Output::written(path, bytes)
}

/// Every exercise as SVG in a folder, and all of them on the pages of one sheet.
fn all(args: &FigureArgs, library: &Library, context: &Context) -> Output {
    let Some(folder) = args.output.as_deref().filter(|folder| folder.is_dir()) else {
        let message = "`--all` writes many files: name a folder that is there with `-o`";
        let finding = Finding::error(Code::MissingKey, message);
        return Output::findings(vec![finding.at(Place::path(Origin::COMMAND_LINE, "--output"))]);
    };
    let body = &library.body;
    let (mut entries, mut paths) = (Vec::new(), Vec::new());
    for exercise in library.exercises.values() {
        let Some(subject) = of_exercise(exercise) else { continue };
        let Some(solved) = body.solved(&subject.pose) else {
            return Output::findings(vec![after(&paths, unsolved(&subject.name))]);
        };
        let sheet = Sheet {
            title: subject.name.clone(),
            language: language(library).to_owned(),
            entries: vec![entry(body, &subject, &solved, side(args), false)],
            columns: 1,
            mono: args.mono,
        };
        let path = folder.join(format!("{}.svg", exercise.id));
        if let Err(finding) = store::replace(&path, render::svg::svg(&sheet).as_bytes()) {
            return Output::findings(vec![after(&paths, finding)]);
        }
        paths.push(path);
        entries.push(entry(body, &subject, &solved, side(args), true));
    }
    let count = entries.len();
    let (title, language) = ("Exercises".to_owned(), language(library).to_owned());
    let sheet = Sheet { title, language, entries, columns: COLUMNS, mono: args.mono };
    let path = folder.join("sheet.pdf");
    let written = render::pdf::pdf(&document(&sheet, Paper::A4, context.today)).and_then(|bytes| {
        store::replace(&path, &bytes).map_err(|finding| vec![after(&paths, finding)])
    });
    match written {
        Ok(()) => Output {
            message: format!("{}: {count} exercises", path.display()),
            ..Output::default()
        },
        Err(findings) => Output::findings(findings),
    }
}

#[cfg(test)]
mod tests {
    use super::super::args::{Cli, Command};
    use super::*;
    use crate::library::built_in;
    use clap::Parser as _;

    #[test]
    fn where_nothing_can_be_drawn_something_is_said() {
        let mut library = built_in().unwrap();
        library.body.bases.bases.clear();
        // `--all` ends before anything is written into the folder.
        for words in [&["str-bridge"][..], &["str-bridge", "--measure"], &["--all", "-o", "src"]] {
            let typed = ["regimen", "figure"].iter().chain(words);
            let Command::Figure(args) = Cli::try_parse_from(typed).unwrap().command else {
                panic!("figure is figure");
            };
            let output = run(&args, &library, &mut Context::on(jiff::civil::date(2026, 11, 23)));
            assert!(output.findings.any_error(), "{words:?}");
            assert!(output.bytes.is_empty());
        }
    }
}
