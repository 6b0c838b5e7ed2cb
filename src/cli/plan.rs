//! `regimen plan`: person -> programme -> page -> file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{CardsFlag, Format, PersonArgs, PlanArgs};
use super::exit::Exit;
use super::{Context, Output, person};
use crate::finding::{Code, Finding, Findings};
use crate::handout::{CardForm, Handout, Look, Paper, document};
use crate::library::Library;
use crate::planner::plan::Plan;
use crate::planner::request::NODES;
use crate::profile::{Clinic, PaperName, Profile, resolve};
use crate::programme::{Programme, Stop, programme_within};
use crate::screening::Outcome;
use crate::{render, store};

pub(super) fn run(args: &PlanArgs, library: &Library, context: &mut Context) -> Output {
    let mut read = read(&args.who, Some(args), library, context);
    let Some(profile) = read.profile.take() else { return read.output };
    let (made, mut output) = make(&args.who, library, &profile);
    if let Some(made) = made {
        output = write(args, library, &profile, read.clinic.as_ref(), &made);
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
    made: &Programme,
) -> Output {
    let paper = match profile.person.paper.unwrap_or_default() {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    };
    if let Some(path) = &args.dump_problem
        && let Err(finding) = store::replace(path, &render::json::json(&made.problems))
    {
        return Output::findings(vec![finding]);
    }
    let cards = match args.cards {
        Some(CardsFlag::One) => CardForm::Large,
        Some(CardsFlag::Two) => CardForm::Full,
        Some(CardsFlag::Four) => CardForm::Short,
        // With letters that large a card takes most of a page.
        None if args.large_print => CardForm::Large,
        None => CardForm::Full,
    };
    let look = Look { paper, large_print: args.large_print, mono: args.mono, cards };
    let handout =
        Handout { library, plan: &made.plan, profile, outcome: &made.outcome, clinic, look };
    match print(format(args), &handout) {
        Ok(bytes) => deliver(args, bytes, &made.plan),
        Err(findings) => Output::findings(findings),
    }
}

/// What to do instead of exercises, in the words of the safety questions.
fn referral(library: &Library, outcome: &Outcome) -> String {
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

fn deliver(args: &PlanArgs, bytes: Vec<u8>, plan: &Plan) -> Output {
    let path = match (&args.output, format(args)) {
        (Some(path), _) => path.clone(),
        (None, Format::Pdf) => PathBuf::from("plan.pdf"),
        (None, _) => PathBuf::from("-"),
    };
    if path == Path::new("-") {
        return Output { bytes, ..Output::default() };
    }
    match store::replace(&path, &bytes) {
        Ok(()) => Output { message: summary(plan, &path), ..Output::default() },
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
