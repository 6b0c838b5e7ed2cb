//! `regimen screen`: the safety questions, what they lead to, and the date that they were asked on.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::args::{PersonArgs, ScreenArgs};
use super::folder::{Folder, PERSON};
use super::interview::{interview, short};
use super::{Context, Output, ask, person, refer};
use crate::finding::{Code, Finding, Findings, Place};
use crate::library::Library;
use crate::profile::{Origin, Person, answered, resolve, with_answers};
use crate::screening::{Answers, Outcome, outcome};
use crate::store;

pub(super) fn run(args: &ScreenArgs, library: &Library, context: &mut Context) -> Output {
    let who = PersonArgs { person: args.person.clone(), ..PersonArgs::default() };
    let mut loaded = person::load(&who, context);
    let mut findings = std::mem::take(&mut loaded.findings);
    let (before, of_answers) = understood(library, &loaded.person, &loaded.origin, context);
    findings.extend(of_answers);
    if !findings.any_error() {
        // Nobody answers questions for nothing.
        findings.extend(file_of(args).and_then(|file| store::is_no_link(&file).err()));
    }
    if findings.any_error() {
        return Output::findings(findings);
    }
    let age = loaded.person.age_on(context.today);
    let answers = match asked(args, library, (&before, age), context) {
        Ok(answers) => answers,
        Err(findings) => return Output::findings(findings),
    };
    let outcome = outcome(library, &answers, age);
    let mut output = told(library, &outcome);
    if loaded.origin.file.is_some() {
        if let Err(finding) = record(args, library, &answers, context) {
            output.findings.push(finding);
        }
        let changed = changes(library, &before, &answers);
        if !changed.is_empty() {
            let _ = write!(output.message, "\n\nOther than the last time:\n{changed}");
        }
    }
    output.findings.splice(0..0, findings);
    output
}

/// The answers that a person has given, whatever else stands in the file.
pub(super) fn understood(
    library: &Library,
    person: &Person,
    origin: &Origin,
    context: &Context,
) -> (Answers, Vec<Finding>) {
    // An area, so that the answers can be read of one who has named nothing yet.
    let area = library.areas.first().map(|area| area.id.clone());
    let only = Person {
        schema: person.schema,
        areas: area.into_iter().collect(),
        screening: person.screening.clone(),
        ..Person::default()
    };
    let (profile, findings) = resolve(library, &only, origin, context.today);
    (profile.map(|profile| profile.answers).unwrap_or_default(), findings)
}

/// The answers of today: by flags, or asked.
fn asked(
    args: &ScreenArgs,
    library: &Library,
    (before, age): (&Answers, Option<i32>),
    context: &Context,
) -> Result<Answers, Vec<Finding>> {
    if args.answer.is_empty() {
        let asked = ask::person(args.plain, context.colour).map_err(|finding| vec![finding])?;
        let mut asked = asked;
        return interview(library, before, age, asked.as_mut())
            .map_err(|none| vec![none.finding("nothing was written")]);
    }
    let mut person = Person::default();
    let mut origin = Origin::default();
    person::lay_answers(&args.answer, &mut person, &mut origin);
    let (answers, findings) = understood(library, &person, &origin, context);
    if findings.any_error() {
        return Err(findings);
    }
    let left = library.screening.questions.iter().filter(|q| !answers.contains_key(&q.id)).count();
    // What was not answered must not pass for a no, and old answers must not pass for new ones.
    if left > 0 && outcome(library, &answers, age).allows_plan(library) {
        let message = format!("{left} safety questions have no answer");
        return Err(vec![
            Finding::error(Code::MissingKey, message)
                .at(Place::path(Origin::COMMAND_LINE, "--answer"))
                .hint(
                    "ask each of them; `--answer no=all` says no to all that no other flag names",
                ),
        ]);
    }
    Ok(answers)
}

/// The person's file, in a folder or by itself.
fn file_of(args: &ScreenArgs) -> Option<PathBuf> {
    let path = args.person.as_ref()?;
    Some(Folder::around(path).map_or_else(|| path.clone(), |folder| folder.person()))
}

/// Writes the answers and the date into the person's file; all else in it stays.
fn record(
    args: &ScreenArgs,
    library: &Library,
    answers: &Answers,
    context: &Context,
) -> Result<(), Finding> {
    let (Some(path), Some(file)) = (&args.person, file_of(args)) else { return Ok(()) };
    // Whoever names the file writes into the folder just as well.
    let folder = Folder::around(path);
    let name = file.display().to_string();
    let lock = folder.as_ref().map(|folder| store::lock(folder.path())).transpose()?;
    // Read again under the lock: somebody may have changed it during the questions.
    let bytes = store::read(&file)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Finding::error(Code::NotText, "the file is not UTF-8 text").at(Place::whole(&name))
    })?;
    let text = with_answers(&name, &text, &answered(library, answers, context.today))?;
    match lock {
        Some(lock) => lock.replace(PERSON, text.as_bytes()),
        None => store::replace(&file, text.as_bytes()),
    }
}

/// What the answers lead to.
fn told(library: &Library, outcome: &Outcome) -> Output {
    let Some(level) = outcome.level else {
        let message = "No answer speaks against a plan.".to_owned();
        return Output { message, ..Output::default() };
    };
    if !outcome.allows_plan(library) {
        let because = "No plan can be made, because of these answers:";
        return Output::refer(refer::what_to_do(library, outcome, because));
    }
    let mut text = String::new();
    if let Some(action) = library.screening.levels.get(&level) {
        let _ =
            writeln!(text, "{}\n\n{}\n\nBecause of these answers:", action.title, action.action);
    }
    for (id, _) in &outcome.raised {
        if let Some(question) = library.screening.question(id) {
            text.push_str(&refer::because_of(outcome, question));
        }
    }
    Output { safety: text, ..Output::default() }
}

/// Answers that are not what they were, a line each.
fn changes(library: &Library, before: &Answers, answers: &Answers) -> String {
    let mut text = String::new();
    for question in &library.screening.questions {
        if let (Some(old), Some(new)) = (before.get(&question.id), answers.get(&question.id))
            && old != new
        {
            let _ = writeln!(text, "  {}: {} -> {}", question.id, short(old), short(new));
        }
    }
    text
}
