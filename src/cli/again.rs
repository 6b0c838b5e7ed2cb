//! `regimen plan PERSON --again`: the plan in force -> its page in another form, and no new plan.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::args::{PersonArgs, PlanArgs};
use super::folder::Folder;
use super::plan;
use super::print::{deliver, look, print, shown};
use super::record::{History, history};
use super::refer::{self, first};
use super::{Context, Output};
use crate::finding::{Code, Finding, Findings, Place};
use crate::handout::Handout;
use crate::library::Library;
use crate::planner::plan::Plan;
use crate::profile::{Clinic, Origin, Profile};
use crate::programme::{Stop, before, clearance, outcome_now};
use crate::progress::course::course;
use crate::progress::stopped;
use crate::screening::Outcome;

pub(super) fn run(args: &PlanArgs, library: &Library, context: &mut Context) -> Output {
    if let Some(finding) = idle(&args.who) {
        return Output::findings(vec![finding]);
    }
    let mut read = plan::read(&args.who, Some(&args.page), library, context);
    let Some(profile) = read.profile.take() else { return read.output };
    let mut output = match printed(args, library, &profile, read.clinic.as_ref(), context) {
        Ok(output) => output,
        Err(findings) => Output::findings(findings),
    };
    output.findings.splice(0..0, read.output.findings);
    output
}

/// A flag that would be passed over: the plan was made, and keeps its days and doses.
fn idle(who: &PersonArgs) -> Option<Finding> {
    let given = [
        ("--start", who.start.is_some()),
        ("--days", who.days.is_some()),
        ("--minutes", who.minutes.is_some()),
        ("--muscle", !who.muscle.is_empty()),
        ("--equipment", who.equipment.is_some()),
        ("--avoid", !who.avoid.is_empty()),
        ("--seed", who.seed.is_some()),
        ("--nodes", who.nodes.is_some()),
    ];
    let (flag, _) = given.into_iter().find(|(_, given)| *given)?;
    let message =
        format!("`--again` prints the last plan as it is, and `{flag}` asks for another one");
    let place = Place::path(Origin::COMMAND_LINE, flag);
    let hint =
        "leave one of them out; `regimen plan FOLDER --anew --start DAY` begins again on a day";
    Some(Finding::error(Code::Conflict, message).at(place).hint(hint))
}

fn printed(
    args: &PlanArgs,
    library: &Library,
    profile: &Profile,
    clinic: Option<&Clinic>,
    context: &mut Context,
) -> Result<Output, Vec<Finding>> {
    let folder = args.who.person.as_deref().and_then(Folder::of);
    let folder = folder.ok_or_else(|| vec![no_plan("there is no folder with a plan to print")])?;
    let history = history(&folder, context)?;
    let Some(plan) = history.plans.last() else {
        return Err(vec![no_plan("no plan has been handed out from this folder yet")]);
    };
    let outcome = outcome_now(library, profile, &history.log, context.today);
    if !outcome.allows_plan(library) {
        return Ok(refer::stopped(library, Stop::Refer(Box::new(outcome))));
    }
    let unknown = unknown(library, plan);
    if unknown.any_error() {
        return Err(unknown);
    }
    let out = out_by_now(library, (profile, &outcome), &history, plan, context.today);
    if out.any_error() {
        return Err(out);
    }
    let activities = &profile.person.activities;
    let told = course(&history.plans, &history.log, activities, context.today);
    let course = (!history.log.checkins.is_empty()).then_some(&told);
    let (mut shown, profile) = shown(&args.page, plan, profile);
    // Data tells what the page does: the answers of today, and not those of the day it was made.
    shown.to_mut().before = before(&outcome);
    let (plan, look) = (shown.as_ref(), look(args, &profile));
    let handout =
        Handout { library, plan, profile: &profile, outcome: &outcome, clinic, course, look };
    let files = print(args, &handout, context.gallery)?;
    let said = |written: &str| {
        let old = if plan.library == library.hash {
            ""
        } else {
            "; the exercises have been edited since it was made, and their texts are those of today"
        };
        format!("{written}: the plan that began on {}, again{old}", plan.start)
    };
    let safety = first(library, &outcome, args.who.person.as_deref());
    Ok(Output { safety, ..deliver(args, plan::PLAN, files, said) })
}

/// What the plan has, from the week of today on, and the person must not do any more: the answers of today
/// bar it, or it was stopped because of what it did.
fn out_by_now(
    library: &Library,
    (profile, outcome): (&Profile, &Outcome),
    history: &History,
    plan: &Plan,
    today: Date,
) -> Vec<Finding> {
    let clearance = clearance(library, profile, outcome);
    let stopped = stopped(&history.plans, &history.log, today, &profile.person.exercises.again);
    let week = plan.week_on(today).unwrap_or(0);
    let mut out: BTreeMap<&str, String> = BTreeMap::new();
    for phase in plan.phases.iter().filter(|phase| phase.weeks.1 >= week) {
        for exercise in phase.exercises() {
            let bar = clearance.bars(exercise, &phase.id).map(|bar| format!("`{}` bars", bar.by));
            let stop = stopped.contains(exercise).then(|| "was stopped".to_owned());
            if let Some(why) = bar.or(stop) {
                out.insert(exercise, why);
            }
        }
    }
    let say = |(exercise, why): (&str, String)| {
        Finding::error(Code::Outdated, format!("the plan has `{exercise}`, which {why} by now"))
            .at(Place::whole(Origin::COMMAND_LINE))
            .hint("make the next plan: `regimen replan`, or `regimen plan FOLDER --anew` before this one begins")
    };
    out.into_iter().map(say).collect()
}

fn no_plan(message: &str) -> Finding {
    Finding::error(Code::NoPlanYet, message)
        .at(Place::whole(Origin::COMMAND_LINE))
        .hint("`regimen plan FOLDER` makes one")
}

/// What the plan has and the library does not any more.
fn unknown(library: &Library, plan: &Plan) -> Vec<Finding> {
    let exercises = plan.exercises();
    let gone = exercises.into_iter().filter(|id| !library.exercises.contains_key(*id));
    gone.map(|id| {
        let message = format!("the plan has `{id}`, and the library has it no more");
        Finding::error(Code::UnknownId, message)
            .at(Place::whole(Origin::COMMAND_LINE))
            .hint("use the library that the plan was made with, or make the next plan")
    })
    .collect()
}
