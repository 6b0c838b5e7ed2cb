//! `regimen plan`: person -> programme -> page -> file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::args::{PageArgs, PersonArgs, PlanArgs, ReplanArgs};
use super::folder::Folder;
use super::print::{deliver, destination, is_whole_pdf, look, print, shown, shown_profile};
use super::record::{History, hand_out_under, history};
use super::refer::{ended, first, stopped};
use super::rehearsal::{Rehearsal, Stage};
use super::{Context, Output, again, is_standard_output, person, replan};
use crate::finding::{Code, Finding, Findings, Place};
use crate::handout::{Gallery, Handout, unmet_on_page};
use crate::library::Library;
use crate::parallel::with_helpers;
use crate::planner::plan::Plan;
use crate::planner::request::NODES;
use crate::profile::{Clinic, Origin, Profile, resolve};
use crate::programme::{Programme, Stop, programme_within, told};
use crate::progress::calendar::days_from;
use crate::progress::course::{Course, course};
use crate::progress::model::Log;
use crate::progress::stopped_since;
use crate::screening::Outcome;
use crate::store::Locked;
use crate::{render, store};

/// Where pages go if no file is named, without the ending.
pub(super) const PLAN: &str = "plan";

pub(super) fn run(args: &PlanArgs, library: &Library, context: &mut Context) -> Output {
    if args.again {
        return again::run(args, library, context);
    }
    if goes_on(args) {
        let next = ReplanArgs { plan: args.clone(), ..ReplanArgs::default() };
        return replan::run(&next, library, context);
    }
    let lock = match hold(args) {
        Ok(lock) => lock,
        Err(finding) => return Output::findings(vec![finding]),
    };
    let mut read = read(&args.who, Some(&args.page), library, context);
    let Some(mut profile) = read.profile.take() else { return read.output };
    let history = match so_far(&args.who, context) {
        Ok(history) => history,
        Err(findings) => return Output::findings(findings),
    };
    read.tell_stops(&profile, (&history.plans, &history.log), context.today);
    if let Err(finding) = settle_start(args, &mut profile, &history, context.today) {
        return Output::findings(vec![finding]);
    }
    if folder(args).is_some() && (history.plans.is_empty() || args.anew) {
        read.tell_late(&args.who, profile.start, context.today);
    }
    // The page tells what the person's file says, and since when; what was told later counts beside it.
    let told = told(&profile, &history.plans, &history.log, context.today);
    let own = Gallery::of(library);
    let gallery = context.gallery.unwrap_or(&own);
    let (clinic, shown) = (read.clinic.as_ref(), shown_profile(&args.page, &profile));
    let stage = Stage { library, profile: &shown, clinic, gallery, look: look(args, &profile) };
    let mut output = with_helpers(|helpers| {
        let rehearsal = is_whole_pdf(args).then(|| Rehearsal::begin(stage, helpers)).flatten();
        let made = make(&args.who, library, &told, &mut |plan, outcome| {
            rehearsal.iter().for_each(|rehearsal| rehearsal.show(plan, outcome));
        });
        drop(rehearsal);
        let made = match made {
            Ok(made) => made,
            Err(stop) => return ended(args, library, &profile, clinic, stop),
        };
        let course = course_of(args, &history, &profile, context.today);
        let telling = Telling { clinic, course: course.as_ref(), gallery: Some(gallery) };
        let mut output = write(args, library, &profile, &telling, &made, lock.as_ref());
        output.safety.push_str(&replan::reviews(&made.plan));
        output
    });
    output.findings.splice(0..0, read.output.findings);
    output
}

/// Whether the person's folder has a plan and check-ins: what was done and how it felt decides the next
/// plan then, and not the calendar alone.
fn goes_on(args: &PlanArgs) -> bool {
    let folder = args.who.person.as_deref().and_then(Folder::of);
    let begun = |folder: Folder| {
        let plans = folder.plans().is_ok_and(|plans| !plans.is_empty());
        plans && !store::is_absent(&folder.checkins())
    };
    !args.anew && folder.is_some_and(begun)
}

/// What a person's folder holds so far: nothing where there is none. The file of a person in a folder has
/// its check-ins beside it.
fn so_far(who: &PersonArgs, context: &mut Context) -> Result<History, Vec<Finding>> {
    let folder = who.person.as_deref().and_then(Folder::around);
    folder.map_or_else(|| Ok(History::default()), |folder| history(&folder, context))
}

/// Settles when a further plan of a folder begins. One that begins anew does so today at the earliest; none
/// takes the place of the plan that a check-in speaks of, or comes before the plan in force.
fn settle_start(
    args: &PlanArgs,
    profile: &mut Profile,
    history: &History,
    today: Date,
) -> Result<(), Finding> {
    let Some(last) = history.plans.last() else { return Ok(()) };
    if args.anew && args.who.start.is_none() {
        profile.start = profile.start.max(today);
    }
    if folder(args).is_none() {
        return Ok(());
    }
    let checked_in = history.log.checkins.iter().map(|entry| entry.date).max();
    let start = profile.start;
    let message = if start < last.start {
        format!("a plan of {start} would come before the one in force, of {}", last.start)
    } else if let Some(date) = checked_in.filter(|date| *date >= start) {
        format!(
            "a plan of {start} would take the place of the one that the check-in of {date} is about"
        )
    } else {
        return Ok(());
    };
    Err(Finding::error(Code::Conflict, message)
        .at(Place::whole(Origin::COMMAND_LINE))
        .hint("give a later first day with `--start`"))
}

/// The programme of the person that the arguments describe, and what to say of it.
pub(super) fn programme_of(
    who: &PersonArgs,
    library: &Library,
    context: &mut Context,
) -> (Option<Box<Programme>>, Output) {
    let read = read(who, None, library, context);
    let Some(mut profile) = read.profile else { return (None, read.output) };
    match so_far(who, context) {
        Ok(history) => {
            profile = told(&profile, &history.plans, &history.log, context.today);
        }
        Err(findings) => return (None, Output::findings(findings)),
    }
    let (made, mut output) = match make(who, library, &profile, &mut |_, _| ()) {
        Ok(made) => (Some(made), Output::default()),
        Err(stop) => (None, stopped(library, stop)),
    };
    output.findings.splice(0..0, read.output.findings);
    (made, output)
}

/// What was read of a person; no profile if the findings do not allow one.
pub(super) struct Read {
    /// The person's file.
    file: Option<String>,
    pub(super) profile: Option<Profile>,
    pub(super) clinic: Option<Clinic>,
    pub(super) output: Output,
}

pub(super) fn read(
    who: &PersonArgs,
    page: Option<&PageArgs>,
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
    Read { file: loaded.origin.file, profile, clinic, output: Output::findings(findings) }
}

impl Read {
    /// Says that the first weeks of a plan are over before anybody had it.
    fn tell_late(&mut self, who: &PersonArgs, start: Date, today: Date) {
        let weeks = days_from(start, today) / 7;
        if weeks < 1 {
            return;
        }
        let over = if weeks == 1 { "week is".to_owned() } else { format!("{weeks} weeks are") };
        let message = format!("the plan begins on {start}, and its first {over} over");
        let place = match self.file.as_deref().filter(|_| who.start.is_none()) {
            Some(file) => Place::path(file, "start"),
            None => Place::path(Origin::COMMAND_LINE, "--start"),
        };
        let finding = Finding::warning(Code::StartsBack, message).at(place);
        let hint = "unless those weeks were done, give a day to come with `start` or `--start`";
        self.output.findings.push(finding.hint(hint));
    }

    /// Says which permissions of the person's file do not count.
    pub(super) fn tell_stops(&mut self, profile: &Profile, history: (&[Plan], &Log), today: Date) {
        let again = &profile.person.exercises.again;
        let (plans, log) = history;
        let file = self.file.as_deref().unwrap_or(Origin::COMMAND_LINE);
        let say = |(id, stopped): (String, Date)| {
            let message = format!(
                "`{id}` stays out: what stopped it was told on {stopped}, after it was allowed again"
            );
            Finding::warning(Code::Conflict, message)
                .at(Place::path(file, format!("exercises.again.{id}")))
                .hint("give the day on which it was allowed again since")
        };
        let since = stopped_since(plans, log, today, again);
        self.output.findings.extend(since.into_iter().map(say));
    }
}

fn make(
    who: &PersonArgs,
    library: &Library,
    profile: &Profile,
    so_far: &mut dyn FnMut(&Plan, &Outcome),
) -> Result<Box<Programme>, Stop> {
    programme_within(library, profile, who.nodes.unwrap_or(NODES), so_far).map(Box::new)
}

/// What the page tells beside the plan.
pub(super) struct Telling<'a> {
    pub(super) clinic: Option<&'a Clinic>,
    pub(super) course: Option<&'a Course>,
    /// The drawings that were made for others.
    pub(super) gallery: Option<&'a Gallery<'a>>,
}

/// Holds the folder that the plan is recorded in, from before anything of it is read: what is planned
/// from is then what is recorded after. None if nothing is recorded.
pub(super) fn hold(args: &PlanArgs) -> Result<Option<Locked>, Finding> {
    folder(args).map(|folder| store::lock(folder.path())).transpose()
}

/// Prints a plan. `lock` is that of [`hold`].
pub(super) fn write(
    args: &PlanArgs,
    library: &Library,
    profile: &Profile,
    telling: &Telling<'_>,
    made: &Programme,
    lock: Option<&Locked>,
) -> Output {
    let problems = match dump(args, made, lock.is_some()) {
        Ok(problems) => problems,
        Err(finding) => return Output::findings(vec![finding]),
    };
    let (shown, profile) = shown(&args.page, &made.plan, profile);
    let (plan, outcome, look) = (shown.as_ref(), &made.outcome, look(args, &profile));
    let Telling { clinic, course, gallery } = *telling;
    let handout = Handout { library, plan, profile: &profile, outcome, clinic, course, look };
    let output = match print(args, &handout, gallery) {
        // What was a folder when it was locked is one, moved away since or not.
        Ok(files) => match args.who.person.as_deref().and_then(Folder::unless_file).zip(lock) {
            Some((folder, lock)) => record(&folder, lock, &made.plan, &files.concat()),
            None => deliver(args, PLAN, files, |written| summary(plan, written)),
        },
        Err(findings) => Output::findings(findings),
    };
    let safety = match output.findings.any_error() {
        true => String::new(),
        false => first(library, outcome, args.who.person.as_deref()),
    };
    let output = Output { safety, ..output };
    match problems {
        Some(bytes) => Output { bytes, ..output },
        None => output,
    }
}

/// Writes the problems that were solved, if they are asked for; returns those for standard output.
fn dump(args: &PlanArgs, made: &Programme, recorded: bool) -> Result<Option<Vec<u8>>, Finding> {
    let Some(path) = &args.dump_problem else { return Ok(None) };
    let problems = render::json::json(&made.problems);
    if !is_standard_output(path) {
        return store::replace(path, &problems).map(|()| None);
    }
    if !recorded && is_standard_output(&destination(args, PLAN)) {
        let message = "the page and the problems cannot both go to standard output";
        return Err(Finding::error(Code::Conflict, message)
            .at(Place::whole(Origin::COMMAND_LINE))
            .hint("name a file for one of them, with `-o` or `--dump-problem`"));
    }
    Ok(Some(problems))
}

/// How it has gone, if the person has a folder with plans and check-ins.
fn course_of(args: &PlanArgs, history: &History, profile: &Profile, today: Date) -> Option<Course> {
    args.who.person.as_deref().and_then(Folder::of)?;
    let told = !history.plans.is_empty() && !history.log.checkins.is_empty();
    let activities = &profile.person.activities;
    told.then(|| course(&history.plans, &history.log, activities, today))
}

/// The person's folder that the plan is recorded in: any output that is asked for by name is for
/// looking at, and leaves no record.
fn folder(args: &PlanArgs) -> Option<Folder> {
    let asked = args.output.is_some() || args.page.format.is_some();
    args.who.person.as_deref().filter(|_| !asked).and_then(Folder::of)
}

/// Whether the plan goes into the person's folder, under a name that no other file has.
pub(super) fn is_recorded(args: &PlanArgs) -> bool {
    !args.again && folder(args).is_some()
}

/// Keeps the plan in the person's folder.
fn record(folder: &Folder, lock: &Locked, plan: &Plan, page: &[u8]) -> Output {
    match hand_out_under(lock, folder, plan, page) {
        Ok(page) => {
            let message = summary(plan, &page.display().to_string());
            let written = vec![page.with_extension("yaml"), page];
            Output { message, written, ..Output::default() }
        }
        Err(finding) => Output::findings(vec![finding]),
    }
}

/// One line for the terminal: what was written.
fn summary(plan: &Plan, written: &str) -> String {
    let weeks = plan.length();
    let mut exercises = BTreeSet::new();
    for phase in &plan.phases {
        let items = phase.sessions.values().flat_map(|session| &session.items);
        exercises.extend(items.map(|item| &item.exercise));
    }
    let (weeks, exercises) = (counted(weeks, "week"), counted(exercises.len() as u32, "exercise"));
    let mut text = format!("{written}: {weeks} from {}, {exercises}", plan.start);
    if !plan.unkept.is_empty() {
        let _ = write!(
            text,
            "; wishes not kept, or against a rule: {} (the page says which)",
            plan.unkept.len()
        );
    }
    let needs: BTreeSet<&str> = unmet_on_page(plan).map(|unmet| unmet.need.as_str()).collect();
    if !needs.is_empty() {
        let needs = counted(needs.len() as u32, "need");
        let _ = write!(text, "; {needs} could not be covered (the page says why)");
    }
    text
}

/// A number of things.
fn counted(count: u32, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}
