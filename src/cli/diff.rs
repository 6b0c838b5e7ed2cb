//! `regimen diff`: what is other in a plan than in an earlier one.

use std::fmt::Write as _;
use std::path::Path;

use super::args::DiffArgs;
use super::folder::Folder;
use super::record::{self, read};
use super::{Context, Output, print};
use crate::finding::{Code, Finding, Findings, Place};
use crate::handout::compared;
use crate::library::Library;
use crate::planner::plan::Plan;
use crate::profile::Origin;
use crate::progress::diff::{Diff, Doing, ExerciseDiff, PhaseDiff, diff};
use crate::progress::load;
use crate::render;

pub(super) fn run(args: &DiffArgs, library: &Library, context: &mut Context) -> Output {
    let (old, new) = match plans(args, context) {
        Ok(plans) => plans,
        Err(findings) => return Output::findings(findings),
    };
    let found = diff(&old, &new);
    if let Some(path) = &args.output {
        return page(args, path, library, &found, new.person.name.as_deref());
    }
    let bytes =
        if args.json { render::json::json(&found) } else { text(library, &found).into_bytes() };
    Output { bytes, ..Output::default() }
}

/// The page for the record.
fn page(
    args: &DiffArgs,
    path: &Path,
    library: &Library,
    diff: &Diff,
    name: Option<&str>,
) -> Output {
    let paper = print::paper(args.paper.unwrap_or_default());
    let bytes =
        compared(library, diff, name, paper).and_then(|document| render::pdf::pdf(&document));
    Output::written(path, bytes)
}

/// The two plans: two files, or the last two of a person's folder.
fn plans(args: &DiffArgs, context: &mut Context) -> Result<(Plan, Plan), Vec<Finding>> {
    if let Some(new) = &args.new {
        return Ok((one(&args.old, context)?, one(new, context)?));
    }
    let Some(folder) = Folder::of(&args.old) else {
        // What is no plan at all is told first.
        one(&args.old, context)?;
        return Err(vec![no_second(args)]);
    };
    let mut plans = record::history(&folder, context)?.plans;
    match (plans.pop(), plans.pop()) {
        (Some(new), Some(old)) => Ok((old, new)),
        _ => Err(vec![no_second(args)]),
    }
}

fn no_second(args: &DiffArgs) -> Finding {
    let message = format!("`{}` is one plan, and a comparison needs two", args.old.display());
    Finding::error(Code::MissingKey, message)
        .at(Place::whole(Origin::COMMAND_LINE))
        .hint("name two plans (YAML or JSON), or a person's folder that holds two")
}

fn one(path: &Path, context: &mut Context) -> Result<Plan, Vec<Finding>> {
    let (plan, findings) = read(path, context, load::plan);
    match plan {
        Some(plan) if !findings.any_error() => Ok(plan),
        _ => Err(findings),
    }
}

// ---------------------------------------------------------------- in words

fn text(library: &Library, diff: &Diff) -> String {
    let (before, now) = diff.start;
    let mut text = format!("{before} -> {now}\n");
    if diff.is_empty() {
        text.push_str("The plans ask for the same.\n");
    }
    for (words, ids) in [
        ("muscles, new", &diff.muscles_new),
        ("muscles, gone", &diff.muscles_gone),
        ("precautions, new", &diff.precautions_new),
        ("precautions, gone", &diff.precautions_gone),
        ("needs not met any more", &diff.unmet_new),
        ("needs met now", &diff.unmet_gone),
    ] {
        if !ids.is_empty() {
            let _ = writeln!(text, "{words}: {}", ids.join(", "));
        }
    }
    diff.phases.iter().for_each(|phase| of_phase(&mut text, library, phase));
    text
}

fn of_phase(text: &mut String, library: &Library, phase: &PhaseDiff) {
    let weeks = |weeks: Option<(u32, u32)>| match weeks {
        Some((first, last)) => format!("weeks {first}-{last}"),
        None => "not there".to_owned(),
    };
    let (before, now) = (weeks(phase.weeks_before), weeks(phase.weeks_now));
    let _ = match before == now {
        true => writeln!(text, "\n{}, {now}", phase.id),
        false => writeln!(text, "\n{}, {before} -> {now}", phase.id),
    };
    if phase.weeks_before.is_some() && phase.weeks_now.is_some() {
        for day in crate::quantity::Day::ALL {
            let (before, now) = (phase.days_before.get(&day), phase.days_now.get(&day));
            if before != now {
                let name = |session: Option<&String>| {
                    session.map_or("rest", |name| name.as_str()).to_owned()
                };
                let _ = writeln!(text, "  {}: {} -> {}", day.as_str(), name(before), name(now));
            }
        }
    }
    phase.exercises.iter().for_each(|it| of_exercise(text, library, it));
}

fn of_exercise(text: &mut String, library: &Library, it: &ExerciseDiff) {
    let name = library.exercises.get(&it.exercise).map_or("", |exercise| exercise.name.as_str());
    let (sign, how) = match (&it.before, &it.now) {
        (None, Some(now)) => ('+', doing(now)),
        (Some(before), None) => ('-', doing(before)),
        (Some(before), Some(now)) => ('~', format!("{} -> {}", doing(before), doing(now))),
        (None, None) => (' ', String::new()),
    };
    let _ = writeln!(text, "  {sign} {} ({name}) {how}", it.exercise);
    for why in &it.why {
        let _ = writeln!(text, "      {why}");
    }
}

fn doing(doing: &Doing) -> String {
    let mut parts = Vec::new();
    if !doing.sessions.is_empty() {
        parts.push(doing.sessions.join("+"));
    }
    parts.extend(doing.side.map(|side| side.as_str().to_owned()));
    parts.push(doing.amounts.join(", "));
    parts.join(" ")
}
