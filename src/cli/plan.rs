//! `regimen plan`: person -> programme -> page -> file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{Format, PersonArgs, PlanArgs};
use super::exit::Exit;
use super::folder::Folder;
use super::record::{hand_out, history};
use super::{Context, Output, person};
use crate::finding::{Code, Finding, Findings, Place};
use crate::handout::{Handout, Look, Paper, Referral, document, referral as referral_page};
use crate::library::Library;
use crate::planner::plan::Plan;
use crate::planner::request::NODES;
use crate::profile::{Clinic, Origin, PaperName, Profile, resolve};
use crate::programme::{Programme, Stop, programme_within};
use crate::progress::course::{Course, course};
use crate::screening::Outcome;
use crate::{render, screening, store};

/// Where a PDF goes if no file is named.
const PLAN_FILE: &str = "plan.pdf";
const REFERRAL_FILE: &str = "referral.pdf";

pub(super) fn run(args: &PlanArgs, library: &Library, context: &mut Context) -> Output {
    let mut read = read(&args.who, Some(args), library, context);
    let Some(profile) = read.profile.take() else { return read.output };
    let (made, mut output) = make(&args.who, library, &profile);
    if let Some(made) = made {
        output = match course_of(args, &profile, context) {
            Ok(course) => {
                write(args, library, &profile, read.clinic.as_ref(), course.as_ref(), &made)
            }
            Err(findings) => Output::findings(findings),
        };
    } else if args.referral && output.exit == Some(Exit::Refer) {
        output = refer(args, library, &profile, read.clinic.as_ref(), output);
    }
    output.findings.splice(0..0, read.output.findings);
    output
}

/// The programme of the person that the arguments describe, and what to say of it.
pub(super) fn programme_of(
    who: &PersonArgs,
    library: &Library,
    context: &mut Context,
) -> (Option<Box<Programme>>, Output) {
    let read = read(who, None, library, context);
    let Some(profile) = read.profile else { return (None, read.output) };
    let (made, mut output) = make(who, library, &profile);
    output.findings.splice(0..0, read.output.findings);
    (made, output)
}

/// What was read of a person; no profile if the findings do not allow one.
struct Read {
    profile: Option<Profile>,
    clinic: Option<Clinic>,
    output: Output,
}

fn read(
    who: &PersonArgs,
    page: Option<&PlanArgs>,
    library: &Library,
    context: &mut Context,
) -> Read {
    let mut loaded = person::load(who, context);
    let mut findings = std::mem::take(&mut loaded.findings);
    let mut clinic = None;
    if let Some(page) = page {
        if page.paper.is_some() {
            loaded.person.paper = page.paper;
            loaded.origin.flags.insert("paper", "--paper");
        }
        let (read, of_clinic) = person::clinic(page.clinic.as_deref(), &loaded, context);
        clinic = read;
        findings.extend(of_clinic);
    }
    let (profile, of_profile) = resolve(library, &loaded.person, &loaded.origin, context.today);
    // What could not be read is missing in the rest; the finding that says so is enough.
    let unread = findings.any_error();
    let follows = |code: Code| matches!(code, Code::NothingToTreat | Code::NoTime);
    findings.extend(of_profile.into_iter().filter(|finding| !(unread && follows(finding.code))));
    context.texts.sort(&mut findings);
    let profile = profile.filter(|_| !findings.any_error());
    Read { profile, clinic, output: Output::findings(findings) }
}

fn make(
    who: &PersonArgs,
    library: &Library,
    profile: &Profile,
) -> (Option<Box<Programme>>, Output) {
    match programme_within(library, profile, who.nodes.unwrap_or(NODES)) {
        Ok(made) => (Some(Box::new(made)), Output::default()),
        Err(Stop::Findings(findings)) => (None, Output::findings(findings)),
        Err(Stop::Refer(outcome)) => {
            let message = referral(library, &outcome);
            (None, Output { message, exit: Some(Exit::Refer), ..Output::default() })
        }
    }
}

fn write(
    args: &PlanArgs,
    library: &Library,
    profile: &Profile,
    clinic: Option<&Clinic>,
    course: Option<&Course>,
    made: &Programme,
) -> Output {
    if let Some(path) = &args.dump_problem
        && let Err(finding) = store::replace(path, &render::json::json(&made.problems))
    {
        return Output::findings(vec![finding]);
    }
    let look = look(args, profile);
    let handout = Handout {
        library,
        plan: &made.plan,
        profile,
        outcome: &made.outcome,
        clinic,
        course,
        look,
    };
    match print(format(args), &handout) {
        Ok(bytes) => match folder(args) {
            Some(folder) => record(&folder, &made.plan, &bytes),
            None => deliver(args, PLAN_FILE, bytes, |path| summary(&made.plan, path)),
        },
        Err(findings) => Output::findings(findings),
    }
}

/// The page that says whom to see instead. The exit code stays that of a plan that was stopped.
fn refer(
    args: &PlanArgs,
    library: &Library,
    profile: &Profile,
    clinic: Option<&Clinic>,
    stopped: Output,
) -> Output {
    let outcome = screening::outcome(library, &profile.answers);
    let look = look(args, profile);
    let page = referral_page(&Referral { library, profile, outcome: &outcome, clinic, look });
    let printed = page.and_then(|document| match format(args) {
        Format::Json => Err(vec![no_data()]),
        Format::Text => Ok(render::text::text(&document).into_bytes()),
        Format::Pdf => render::pdf::pdf(&document),
    });
    match printed {
        Ok(bytes) => {
            let written =
                |path: &Path| format!("{}: a page to show\n\n{}", path.display(), stopped.message);
            let mut output = deliver(args, REFERRAL_FILE, bytes, written);
            output.exit = stopped.exit;
            output
        }
        Err(findings) => Output { findings, ..stopped },
    }
}

/// A referral is a page for people; there is no plan that could be data.
fn no_data() -> Finding {
    Finding::error(Code::Conflict, "a referral is printed as pdf or text, not as json")
        .at(Place::whole(Origin::COMMAND_LINE))
}

fn look(args: &PlanArgs, profile: &Profile) -> Look {
    let paper = match profile.person.paper.unwrap_or_default() {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    };
    Look { paper, large_print: args.large_print, mono: args.mono, clinician: args.clinician }
}

/// How it has gone, if the person has a folder with plans and check-ins.
fn course_of(
    args: &PlanArgs,
    profile: &Profile,
    context: &mut Context,
) -> Result<Option<Course>, Vec<Finding>> {
    let Some(folder) = args.who.person.as_deref().and_then(Folder::of) else { return Ok(None) };
    let history = history(&folder, context)?;
    let told = !history.plans.is_empty() && !history.log.checkins.is_empty();
    let activities = &profile.person.activities;
    Ok(told.then(|| course(&history.plans, &history.log, activities, context.today)))
}

/// The person's folder that the plan is recorded in: any output that is asked for by name is for
/// looking at, and leaves no record.
fn folder(args: &PlanArgs) -> Option<Folder> {
    let asked = args.output.is_some() || args.format.is_some();
    args.who.person.as_deref().filter(|_| !asked).and_then(Folder::of)
}

/// What to do instead of exercises, in the words of the safety questions.
pub(super) fn referral(library: &Library, outcome: &Outcome) -> String {
    let mut text = String::new();
    let Some(action) = outcome.level.and_then(|level| library.screening.levels.get(&level)) else {
        return text;
    };
    let _ = writeln!(
        text,
        "{}\n\n{}\n\nNo plan was made, because of these answers:",
        action.title, action.action
    );
    for (id, level) in &outcome.raised {
        let question = library.screening.questions.iter().find(|question| question.id == *id);
        if let Some(question) = question.filter(|_| Some(*level) == outcome.level) {
            let _ = writeln!(text, "  - {} ({id})\n    {}", question.ask, question.because);
        }
    }
    text.trim_end().to_owned()
}

fn format(args: &PlanArgs) -> Format {
    let ending =
        args.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    args.format.unwrap_or(match ending {
        Some("json") => Format::Json,
        Some("txt") => Format::Text,
        _ => Format::Pdf,
    })
}

fn print(format: Format, handout: &Handout) -> Result<Vec<u8>, Vec<Finding>> {
    match format {
        Format::Json => Ok(render::json::json(handout.plan)),
        Format::Text => Ok(render::text::text(&document(handout)?).into_bytes()),
        Format::Pdf => render::pdf::pdf(&document(handout)?),
    }
}

/// Keeps the plan in the person's folder.
fn record(folder: &Folder, plan: &Plan, bytes: &[u8]) -> Output {
    match hand_out(folder, plan, bytes) {
        Ok(path) => Output { message: summary(plan, &path), ..Output::default() },
        Err(finding) => Output::findings(vec![finding]),
    }
}

/// Writes what was printed: to standard output, or to a file, and then says what was written.
fn deliver(
    args: &PlanArgs,
    usual: &str,
    bytes: Vec<u8>,
    written: impl FnOnce(&Path) -> String,
) -> Output {
    let path = match (&args.output, format(args)) {
        (Some(path), _) => path.clone(),
        (None, Format::Pdf) => PathBuf::from(usual),
        (None, _) => PathBuf::from("-"),
    };
    if path == Path::new("-") {
        return Output { bytes, ..Output::default() };
    }
    match store::replace(&path, &bytes) {
        Ok(()) => Output { message: written(&path), ..Output::default() },
        Err(finding) => Output::findings(vec![finding]),
    }
}

/// One line for the terminal: what was written.
fn summary(plan: &Plan, path: &Path) -> String {
    let weeks = plan.phases.last().map_or(0, |phase| phase.weeks.1);
    let mut exercises = BTreeSet::new();
    for phase in &plan.phases {
        let items = phase.sessions.values().flat_map(|session| &session.items);
        exercises.extend(items.map(|item| &item.exercise));
    }
    let mut text = format!(
        "{}: {weeks} weeks from {}, {} exercises",
        path.display(),
        plan.start,
        exercises.len()
    );
    if !plan.unmet.is_empty() {
        let _ =
            write!(text, "; {} needs could not be covered (the page says why)", plan.unmet.len());
    }
    text
}
