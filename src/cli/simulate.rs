//! `regimen simulate`: a diary through weeks of plan, check-in and next plan.

use std::fmt::Write as _;

use super::args::SimulateArgs;
use super::plan;
use super::refer::stopped;
use super::replan::{changes, reviews};
use super::{Context, Output};
use crate::finding::{Code, Finding, Findings, Place, did_you_mean};
use crate::library::{Diary, Library};
use crate::planner::request::NODES;
use crate::profile::Origin;
use crate::simulate::{Simulation, simulate};
use crate::{render, source, store};

pub(super) fn run(args: &SimulateArgs, library: &Library, context: &mut Context) -> Output {
    let mut read = plan::read(&args.who, None, library, context);
    let Some(profile) = read.profile.take() else { return read.output };
    let diary = match diary(args, library, context) {
        Ok(diary) => diary,
        Err(findings) => return Output::findings(findings),
    };
    let nodes = args.who.nodes.unwrap_or(NODES);
    let mut output = match simulate(library, &profile, &diary, args.weeks, nodes) {
        Err(stop) => stopped(library, stop),
        Ok(run) if args.json => Output { bytes: render::json::json(&run), ..Output::default() },
        Ok(run) => Output { bytes: table(library, &diary, &run).into_bytes(), ..Output::default() },
    };
    output.findings.splice(0..0, read.output.findings);
    output
}

/// The diary of the file, or the built-in course.
fn diary(
    args: &SimulateArgs,
    library: &Library,
    context: &mut Context,
) -> Result<Diary, Vec<Finding>> {
    let Some(path) = &args.diary else {
        let known = library.courses.keys().map(String::as_str);
        return library.courses.get(&args.course).cloned().ok_or_else(|| {
            let all = known.clone().collect::<Vec<_>>().join(", ");
            let hint =
                did_you_mean(&args.course, known).unwrap_or_else(|| format!("one of: {all}"));
            let message = format!("there is no course `{}`", args.course);
            let place = Place::whole(Origin::COMMAND_LINE);
            vec![Finding::error(Code::UnknownId, message).at(place).hint(hint)]
        });
    };
    let name = path.display().to_string();
    let bytes = store::read(path).map_err(|finding| vec![finding])?;
    context.texts.keep(&name, &bytes);
    let (diary, findings) = source::read::<Diary>(&name, &bytes);
    match diary.filter(|_| !findings.any_error()) {
        Some(diary) if diary.weeks.is_empty() => {
            let finding = Finding::error(Code::Empty, "the diary has no week");
            Err(vec![finding.at(Place::path(&name, "weeks"))])
        }
        Some(diary) => Ok(diary),
        None => Err(findings),
    }
}

/// The course as a table, the changes under each week.
fn table(library: &Library, diary: &Diary, run: &Simulation) -> String {
    let mut text = String::new();
    if !diary.says.is_empty() {
        let _ = writeln!(text, "{}", diary.says);
    }
    text.push_str("week  from        phase     exercises  repetitions  sessions  pain  morning\n");
    for week in &run.weeks {
        let sessions = format!("{}/{}", week.sessions.0, week.sessions.1);
        let _ = writeln!(
            text,
            "{:>4}  {}  {:<8}  {:>9}  {:>11}  {sessions:>8}  {:>4}  {:>7}",
            week.week,
            week.start,
            week.phase,
            week.exercises,
            week.repetitions,
            week.during,
            week.morning
        );
        let plan = run.plans.iter().find(|plan| plan.start == week.start);
        let told = plan.map(|plan| reviews(plan) + &changes(library, plan));
        for line in told.as_deref().unwrap_or_default().lines() {
            let _ = writeln!(text, "      {line}");
        }
    }
    if !run.ended.is_empty() {
        let _ = writeln!(text, "The plan ends: {}", run.ended);
    }
    if !run.referred.is_empty() {
        let _ = writeln!(text, "The plan stops: {}", run.referred.join(", "));
    }
    text
}
