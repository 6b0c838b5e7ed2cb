//! `regimen replan`: plans and check-ins so far -> the next plan, its page and what changed.

use std::fmt::Write as _;

use super::args::ReplanArgs;
use super::folder::Folder;
use super::plan::{self, Telling};
use super::record::{self, read};
use super::refer::ended;
use super::{Context, Output, again};
use crate::finding::{Code, Finding, Findings, Place};
use crate::handout::names;
use crate::library::Library;
use crate::planner::plan::Plan;
use crate::planner::request::NODES;
use crate::profile::{Origin, Profile};
use crate::programme::{SoFar, next};
use crate::progress::check::{Against, check};
use crate::progress::course as progress;
use crate::progress::load;
use crate::progress::model::Log;

pub(super) fn run(args: &ReplanArgs, library: &Library, context: &mut Context) -> Output {
    if args.plan.again {
        return again::run(&args.plan, library, context);
    }
    if let Some(finding) = contradiction(args) {
        return Output::findings(vec![finding]);
    }
    let lock = match plan::hold(&args.plan) {
        Ok(lock) => lock,
        Err(finding) => return Output::findings(vec![finding]),
    };
    let mut read = plan::read(&args.plan.who, Some(&args.plan.page), library, context);
    let Some(profile) = read.profile.take() else { return read.output };
    let (plans, log) = match so_far(args, &profile, library, context) {
        Ok(so_far) => so_far,
        Err(findings) => return Output::findings(findings),
    };
    let today = args.on.unwrap_or(context.today);
    read.tell_stops(&profile, (&plans, &log), today.max(context.today));
    let so_far = SoFar {
        plans: &plans,
        log: &log,
        today,
        known_until: today.max(context.today),
        screened: args.screened.then_some(today),
        nodes: args.plan.who.nodes.unwrap_or(NODES),
    };
    let mut output = match next(library, &profile, &so_far) {
        Err(stop) => ended(&args.plan, library, &profile, read.clinic.as_ref(), stop),
        Ok(None) => Output { message: unchanged(&so_far), ..Output::default() },
        Ok(Some(made)) => {
            let told = progress::course(&plans, &log, &profile.person.activities, today);
            let told = (!log.checkins.is_empty()).then_some(told);
            let (clinic, course) = (read.clinic.as_ref(), told.as_ref());
            let telling = Telling { clinic, course, gallery: context.gallery };
            let mut output =
                plan::write(&args.plan, library, &profile, &telling, &made, lock.as_ref());
            output.safety.push_str(&reviews(&made.plan));
            // What changed is told of a plan that is there, not of one that could not be written.
            if !output.findings.any_error() {
                output.message = format!("{}\n{}", output.message, changes(library, &made.plan));
            }
            output
        }
    };
    output.findings.splice(0..0, read.output.findings);
    output
}

/// What the next plan can do nothing with: it begins where the plan in force says, and another's plans
/// have no place in a person's folder.
fn contradiction(args: &ReplanArgs) -> Option<Finding> {
    let conflict = |message: &str, flag: &str, hint: &str| {
        let place = Place::path(Origin::COMMAND_LINE, flag);
        Some(Finding::error(Code::Conflict, message).at(place).hint(hint))
    };
    let who = &args.plan.who;
    if who.start.is_some() {
        let message = "a plan that goes on begins with the next week of the plan in force";
        let hint = "`regimen replan --on DAY` goes on as of a day; `regimen plan --anew --start DAY` \
                    begins again";
        return conflict(message, "--start", hint);
    }
    if args.plan.anew {
        let message = "a plan that goes on does not begin with the first week";
        let hint = "`regimen plan FOLDER --anew` begins again";
        return conflict(message, "--anew", hint);
    }
    if !args.before.is_empty() && who.person.as_deref().and_then(Folder::of).is_some() {
        let message = "the person's folder has plans of its own";
        return conflict(message, "--plan", "leave `--plan` out, or name the person's file");
    }
    None
}

/// The plans and the check-ins: of the person's folder, or of the files that flags name.
fn so_far(
    args: &ReplanArgs,
    profile: &Profile,
    library: &Library,
    context: &mut Context,
) -> Result<(Vec<Plan>, Log), Vec<Finding>> {
    let (plans, log, name) = if args.before.is_empty() {
        let folder = args.plan.who.person.as_deref().and_then(Folder::of);
        let folder = folder.ok_or_else(|| vec![no_plans()])?;
        let history = record::history(&folder, context)?;
        (history.plans, history.log, folder.checkins().display().to_string())
    } else {
        from_files(args, context)?
    };
    let against = Against {
        library,
        plans: &plans,
        activities: profile.person.activities.len(),
        today: args.on.unwrap_or(context.today).max(context.today),
    };
    let findings = check(&name, &log, &against);
    if findings.any_error() { Err(findings) } else { Ok((plans, log)) }
}

fn from_files(
    args: &ReplanArgs,
    context: &mut Context,
) -> Result<(Vec<Plan>, Log, String), Vec<Finding>> {
    let mut findings = Vec::new();
    let mut plans = Vec::new();
    for path in &args.before {
        let (plan, found) = read(path, context, load::plan);
        plans.extend(plan);
        findings.extend(found);
    }
    plans.sort_by_key(|plan: &Plan| plan.start);
    let mut log = Log::default();
    let mut name = String::new();
    if let Some(path) = &args.checkins {
        let (read, found) = read(path, context, load::log);
        log = read.unwrap_or_default();
        findings.extend(found);
        name = path.display().to_string();
    }
    if findings.any_error() { Err(findings) } else { Ok((plans, log, name)) }
}

fn no_plans() -> Finding {
    Finding::error(Code::NoPlanYet, "there is no plan to go on from")
        .at(Place::whole(Origin::COMMAND_LINE))
        .hint("name a person's folder, or plans and check-ins with `--plan` and `--checkins`")
}

fn unchanged(so_far: &SoFar<'_>) -> String {
    let start = so_far.begun().last().map(|plan| plan.start.to_string()).unwrap_or_default();
    format!("Nothing has been checked in since the plan of {start} began: it stays as it is.")
}

/// The reasons to see someone, a line each.
pub(super) fn reviews(plan: &Plan) -> String {
    plan.review.iter().map(|review| format!("! {}\n", review.says)).collect()
}

/// What changed and why, a line each, with phases as the page calls them.
pub(super) fn changes(library: &Library, plan: &Plan) -> String {
    let phases = library.phases.phases.iter().map(|phase| phase.id.as_str());
    let phases = names(library, "phase", phases).unwrap_or_default();
    let named = |words: &str| {
        let phase = phases.iter().find(|(id, _)| *id == words);
        phase.map_or_else(|| words.to_owned(), |(_, name)| name.clone())
    };
    let mut text = String::new();
    for change in &plan.changes {
        let name = library.exercises.get(&change.exercise).map(|exercise| exercise.name.as_str());
        let what = match name {
            Some(name) => format!("{} ({})", name, change.exercise),
            None if change.exercise.is_empty() => "the plan".to_owned(),
            None => change.exercise.clone(),
        };
        let (from, to) = (named(&change.from), named(&change.to));
        let amounts = match (from.is_empty(), to.is_empty()) {
            (false, false) if from == to => format!(", {to}"),
            (false, false) => format!(", {from} -> {to}"),
            (true, false) => format!(", {to}"),
            _ => String::new(),
        };
        let days = change.days.map(|(from, to)| format!(", {from} -> {to} days a week"));
        let amounts = amounts + &days.unwrap_or_default();
        let _ = writeln!(text, "  {:<10} {what}{amounts}: {}", change.kind.as_str(), change.why);
    }
    text
}
