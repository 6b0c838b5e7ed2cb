//! `regimen plan`: person -> screening -> plan -> checker -> page -> file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{Format, PlanArgs};
use super::exit::Exit;
use super::{Context, Output, person};
use crate::finding::{Code, Finding, Findings};
use crate::handout::{Handout, Look, Paper, document};
use crate::library::Library;
use crate::planner::plan::Plan;
use crate::planner::request::{Desk, FixedDose, Request};
use crate::profile::{Clinic, PaperName, Profile, resolve};
use crate::screening::{Outcome, clear, outcome};
use crate::{checker, planner, render, store};

pub(super) fn run(args: &PlanArgs, library: &Library, context: &mut Context) -> Output {
    let mut loaded = person::load(args, context);
    let mut findings = std::mem::take(&mut loaded.findings);
    let (clinic, of_clinic) = person::clinic(args, &loaded, context);
    findings.extend(of_clinic);
    let (profile, of_profile) = resolve(library, &loaded.person, &loaded.origin, context.today);
    // What could not be read is missing in the rest; the finding that says so is enough.
    let unread = findings.any_error();
    let follows = |code: Code| matches!(code, Code::NothingToTreat | Code::NoTime);
    findings.extend(of_profile.into_iter().filter(|finding| !(unread && follows(finding.code))));
    context.texts.sort(&mut findings);
    let Some(profile) = profile.filter(|_| !findings.any_error()) else {
        return Output::findings(findings);
    };
    let mut output = make(args, library, &profile, clinic.as_ref());
    output.findings.splice(0..0, findings);
    output
}

fn make(args: &PlanArgs, library: &Library, profile: &Profile, clinic: Option<&Clinic>) -> Output {
    let outcome = outcome(library, &profile.answers);
    if !outcome.allows_plan(library) {
        return Output {
            message: referral(library, &outcome),
            exit: Some(Exit::Refer),
            ..Output::default()
        };
    }
    let request = request(library, profile, &outcome);
    let plan = match plan(library, &request, profile) {
        Ok(plan) => plan,
        Err(findings) => return Output::findings(findings),
    };
    let paper = match profile.person.paper.unwrap_or_default() {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    };
    let look = Look { paper, large_print: args.large_print, mono: args.mono };
    let handout = Handout { library, plan: &plan, profile, outcome: &outcome, clinic, look };
    match print(format(args), &handout) {
        Ok(bytes) => deliver(args, bytes, &plan),
        Err(findings) => Output::findings(findings),
    }
}

/// Plans, and lets the checker read the plan before anyone else does.
fn plan(library: &Library, request: &Request, profile: &Profile) -> Result<Plan, Vec<Finding>> {
    let mut plan = planner::plan(library, request)?;
    plan.person.name.clone_from(&profile.name);
    let faults = checker::check(library, request, &plan);
    if faults.is_empty() { Ok(plan) } else { Err(faults) }
}

fn request(library: &Library, profile: &Profile, outcome: &Outcome) -> Request {
    let precautions: BTreeSet<String> =
        profile.precautions.union(&outcome.precautions).cloned().collect();
    let wishes = &profile.person.exercises;
    let doses = wishes.dose.iter().map(|(id, dose)| {
        (id.clone(), FixedDose { sets: dose.sets, reps: dose.reps, hold_s: dose.hold_s })
    });
    let desk = profile.person.desk.as_ref().map(|desk| Desk {
        days: desk.days.iter().copied().collect(),
        from: desk.from,
        to: desk.to,
    });
    Request {
        start: profile.start,
        days: profile.days.clone(),
        affected: profile.affected.clone(),
        equipment: profile.equipment.clone(),
        avoid: profile.avoid.clone(),
        avoid_floor: profile.avoid_floor,
        clearance: clear(library, &precautions),
        include: wishes.include.iter().cloned().collect(),
        exclude: wishes.exclude.iter().cloned().collect(),
        doses: doses.collect(),
        older: profile.older,
        desk,
        seed: profile.person.seed,
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
