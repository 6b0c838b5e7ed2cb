//! One person through the whole of it: safety answers, request, plan, and the checker's eye on it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::checker;
use crate::finding::{Code, Finding};
use crate::library::{Library, Why};
use crate::planner;
use crate::planner::dump::Dump;
use crate::planner::plan::{Before, PhasePlan, Plan, Review};
use crate::planner::request::{Desk, FixedDose, NODES, Request};
use crate::profile::Profile;
use crate::progress::model::{Checkin, Log};
use crate::progress::{Advance, Between, Known, advance, begins_anew, calendar, cut, stopped};
use crate::screening::{Answer, Answers, Clearance, Outcome, clear, outcome};

/// A person's plan and what it was made from.
#[derive(Debug, Clone)]
pub struct Programme {
    /// The outcome of the safety questions.
    pub outcome: Outcome,
    /// What was asked of the planner.
    pub request: Request,
    /// The plan; the checker has found no fault in it.
    pub plan: Plan,
    /// The problems that the planner solved, as data.
    pub problems: Dump,
}

/// Why there is no plan.
#[derive(Debug, Clone)]
pub enum Stop {
    /// The safety answers say: see someone first.
    Refer(Box<Outcome>),
    /// The safety questions are due again before the next plan; nobody has answered them since the day.
    Screen(Date),
    /// No plan can be made, or the checker faults the one that was.
    Findings(Vec<Finding>),
}

/// Makes a person's plan.
///
/// # Errors
/// [`Stop::Refer`] when the safety answers stop the plan, [`Stop::Findings`] when there is none.
pub fn programme(library: &Library, profile: &Profile) -> Result<Programme, Stop> {
    programme_within(library, profile, NODES, &mut |_, _| ())
}

/// Makes a person's plan, with another limit for the planner's search of each phase. `so_far` is shown the
/// plan as far as it is made, before each phase.
///
/// # Errors
/// Those of [`programme`].
pub fn programme_within(
    library: &Library,
    profile: &Profile,
    nodes: u64,
    so_far: &mut dyn FnMut(&Plan, &Outcome),
) -> Result<Programme, Stop> {
    let outcome = outcome(library, &profile.answers, profile.age_on(profile.start));
    if !outcome.allows_plan(library) {
        return Err(Stop::Refer(Box::new(outcome)));
    }
    let request = Request { nodes, ..request(library, profile, &outcome, profile.start) };
    let mut so_far = |plan: &Plan| so_far(plan, &outcome);
    let (mut plan, problems) =
        planner::plan_with_problems(library, &request, &mut so_far).map_err(Stop::Findings)?;
    plan.person.name.clone_from(&profile.name);
    plan.before = before(&outcome);
    plan.review = review_anew(library, profile, &plan);
    checked(library, Programme { outcome, request, plan, problems })
}

/// A plan that begins anew does not forget what somebody should look at, and what was cut because it hurt.
fn review_anew(library: &Library, profile: &Profile, plan: &Plan) -> Vec<Review> {
    let has = plan.exercises();
    let cut = profile.cut.iter().filter(|id| has.contains(id.as_str()));
    let names: Vec<&str> =
        cut.filter_map(|id| Some(library.exercises.get(id)?.name.as_str())).collect();
    let stopped = (!plan.stopped.is_empty()).then_some(Why::ReviewStopped);
    let begun = (!names.is_empty()).then_some(Why::ReviewAnew);
    let says = |why: Why| library.progress.says(why).replace("{names}", &names.join("; "));
    let all = stopped.into_iter().chain(begun);
    all.map(|why| Review { reason: why, says: says(why) }).collect()
}

/// What the next plan is made from, beside the person.
#[derive(Debug, Clone, Copy)]
pub struct SoFar<'a> {
    /// The plans that were handed out, the earliest first.
    pub plans: &'a [Plan],
    /// The check-ins, free of findings (`progress::check`).
    pub log: &'a Log,
    /// A day; the plan begins with the first week of the plan in force that begins on it or later, and after
    /// the last session that was checked in.
    pub today: Date,
    /// The last day whose check-ins may stop the plan: a warning sign counts even where the plan is made
    /// as of an earlier day.
    pub known_until: Date,
    /// When the safety questions were asked again with the same answers, if that is not in the person's
    /// file. It clears no flag that a check-in has raised.
    pub screened: Option<Date>,
    /// The limit of the planner's search of each phase.
    pub nodes: u64,
}

impl<'a> SoFar<'a> {
    /// The first day on which a next plan may begin: it takes the place of none that a session was done by.
    fn earliest(&self) -> Date {
        let sessions = self.log.checkins.iter().filter(|entry| entry.session.is_some());
        let after = sessions.filter_map(|entry| entry.date.tomorrow().ok()).max();
        after.map_or(self.today, |after| after.max(self.today))
    }

    /// The plans that can be gone on from, the earliest first: their first day is over, or a session was
    /// done by them.
    #[must_use]
    pub fn begun(&self) -> &'a [Plan] {
        let earliest = self.earliest();
        &self.plans[..self.plans.partition_point(|plan| plan.start < earliest)]
    }
}

/// Makes a person's next plan from the plan in force and the check-ins; none if nothing was written down
/// since that plan began and the person asks for the same: it stays as it is.
///
/// # Errors
/// [`Stop::Refer`] when the safety answers or a check-in stop the plan, [`Stop::Screen`] when the safety
/// questions are due again, [`Stop::Findings`] when there is no plan to go on from, or none to make.
pub fn next(
    library: &Library,
    profile: &Profile,
    so_far: &SoFar<'_>,
) -> Result<Option<Programme>, Stop> {
    let outcome = outcome_now(library, profile, so_far.log, so_far.known_until);
    if !outcome.allows_plan(library) {
        return Err(Stop::Refer(Box::new(outcome)));
    }
    let plans = so_far.begun();
    let Some(old) = plans.last() else {
        return Err(Stop::Findings(vec![none_begun(so_far.plans)]));
    };
    let from = calendar::next_start(old, so_far.earliest());
    let asked = Request { nodes: so_far.nodes, ..request(library, profile, &outcome, from) };
    let again = &profile.person.exercises.again;
    let stopped = stopped(plans, so_far.log, so_far.known_until, again);
    let allowed = old.stopped.iter().any(|id| again.contains_key(id) && !stopped.contains(id));
    let changed = !old.asked.is_empty() && old.asked != planner::asked(&asked);
    let profile_changed = changed
        || allowed
        || begins_anew(library, &asked.clearance, old)
        || is_outdated(library, &asked.clearance, old, from);
    let age = profile.age_on(from);
    let (log, today) = (so_far.log, so_far.today);
    let known = Known { plans, log, from, today, age, again, even_if_silent: profile_changed };
    let Some(advance) = advance(library, &asked, &known) else { return Ok(None) };
    let due = calendar::later(from, -library.progress.screened_days);
    let screened = profile.answered.max(so_far.screened);
    if advance.screen && screened.is_none_or(|screened| screened < due) {
        return Err(Stop::Screen(due));
    }
    continued(library, profile, (outcome, &asked), plans, &advance, profile_changed).map(Some)
}

/// Whether a plan has, from a day on, what the library has no more or bars by now.
fn is_outdated(library: &Library, clearance: &Clearance, plan: &Plan, from: Date) -> bool {
    let week = plan.week_on(from).unwrap_or_default().min(plan.last_week());
    let left = plan.phases.iter().filter(|phase| phase.weeks.1 >= week);
    let is_out = |phase: &PhasePlan, id: &str| {
        !library.exercises.contains_key(id) || clearance.bars(id, &phase.id).is_some()
    };
    left.into_iter().any(|phase| phase.exercises().any(|id| is_out(phase, id)))
}

/// The programme that goes on from a plan as the check-ins decide.
fn continued(
    library: &Library,
    profile: &Profile,
    (outcome, asked): (Outcome, &Request),
    plans: &[Plan],
    advance: &Advance,
    profile_changed: bool,
) -> Result<Programme, Stop> {
    let make = |request: &Request| {
        planner::plan_with_problems(library, request, &mut |_| ()).map_err(Stop::Findings)
    };
    let mut request = advance.request.clone();
    let (mut plan, mut problems) = make(&request)?;
    let is_empty = plan.phases.first().is_some_and(|first| first.week.is_empty());
    if is_empty && request.is_held_back() {
        // Who has nothing left to do sees someone first: there is no later part to slip into.
        if let Some(past) = &mut request.past {
            past.schedule.truncate(1);
            past.steady = true;
        }
        (plan, problems) = make(&request)?;
    }
    plan.person.name.clone_from(&profile.name);
    plan.before = before(&outcome);
    plan.asked = planner::asked(asked);
    plan.known = advance.known;
    plan.answered = Some(advance.answered.clone());
    let between =
        Between { library, plans, new: &plan, advance, profile_changed, asked: &asked.days };
    let (changes, review) = (between.changes(), between.review());
    plan.changes = changes;
    plan.review = review;
    checked(library, Programme { outcome, request, plan, problems })
}

/// The outcome of the safety questions on a day, with what check-ins have told since.
#[must_use]
pub fn outcome_now(library: &Library, profile: &Profile, log: &Log, today: Date) -> Outcome {
    outcome(library, &answers_now(profile, log, today), profile.age_on(today))
}

/// Makes the last plan of a folder again, as it was made: from the plans before it and the check-ins
/// until then. It may differ from the one that was handed out where the person, the check-ins or the
/// library were edited since. None if there is no plan, or the check-ins would not make a new one.
///
/// # Errors
/// Those of [`next`], or of [`programme`] for a first plan.
pub fn in_force(
    library: &Library,
    profile: &Profile,
    plans: &[Plan],
    log: &Log,
    nodes: u64,
) -> Result<Option<Programme>, Stop> {
    let Some(last) = plans.last() else { return Ok(None) };
    let before = plans.partition_point(|plan| plan.start < last.start);
    if before == 0 || last.first_week() == 1 {
        let stopped = stopped(&plans[..before], log, last.start, &profile.person.exercises.again);
        let cut = cut(&plans[..before]);
        let profile = Profile { start: last.start, stopped, cut, ..profile.clone() };
        return programme_within(library, &profile, nodes, &mut |_, _| ()).map(Some);
    }
    let screened = Some(last.start);
    let (plans, today) = (&plans[..before], last.start);
    let log = &before_day(log, today, last.known);
    let so_far = SoFar { plans, log, today, known_until: today, screened, nodes };
    next(library, profile, &so_far)
}

/// What was told of the days before one, of the morning of that day, and on that day of the week before it, if
/// that was known.
fn before_day(log: &Log, day: Date, known: Option<Date>) -> Log {
    let is_known = known >= Some(day);
    let earlier = log.checkins.iter().filter(|entry| entry.date <= day);
    let checkins = earlier.map(|entry| match entry.date == day {
        true => {
            let week = entry.week.clone().filter(|_| is_known);
            Checkin { session: None, week, ..entry.clone() }
        }
        false => entry.clone(),
    });
    Log { checkins: checkins.collect(), ..log.clone() }
}

/// The person on a day, for a plan that begins anew: with what check-ins and earlier plans have told since
/// the file was written.
#[must_use]
pub fn told(profile: &Profile, plans: &[Plan], log: &Log, today: Date) -> Profile {
    let answers = answers_now(profile, log, today);
    let stopped = stopped(plans, log, today, &profile.person.exercises.again);
    Profile { answers, stopped, cut: cut(plans), ..profile.clone() }
}

/// The answers to the safety questions on a day. What a check-in has answered with yes counts, unless the
/// questions were answered on a later day: of two answers of one day the graver one does.
#[must_use]
fn answers_now(profile: &Profile, log: &Log, today: Date) -> Answers {
    let mut answers = profile.answers.clone();
    let since = |date: Date| profile.answered.is_none_or(|answered| date >= answered);
    let fresh = log.checkins.iter().filter(|entry| entry.date <= today && since(entry.date));
    for flag in fresh.filter_map(|entry| entry.week.as_ref()).flat_map(|week| &week.flags) {
        answers.insert(flag.clone(), Answer::Yes);
    }
    answers
}

/// A plan is gone on from after its first day.
fn none_begun(plans: &[Plan]) -> Finding {
    match plans.first() {
        None => Finding::error(Code::NoPlan, "there is no plan to go on from")
            .hint("make a first plan with `regimen plan`"),
        Some(plan) => {
            let message = format!(
                "the plan of {} can be gone on from when its first day is over, or a session is \
                 checked in",
                plan.start
            );
            Finding::error(Code::NoPlan, message).hint("`--again` prints it as it is")
        }
    }
}

/// What is to be done before the first session.
#[must_use]
pub fn before(outcome: &Outcome) -> Before {
    let sign = outcome.to_sign().map(str::to_owned).collect();
    Before { sign, answer: outcome.unanswered.clone() }
}

fn checked(library: &Library, made: Programme) -> Result<Programme, Stop> {
    let faults = checker::check(library, &made.request, &made.plan);
    if faults.is_empty() { Ok(made) } else { Err(Stop::Findings(faults)) }
}

/// What a person is cleared for: by the precautions that the file, the findings and the answers bring, and
/// by the conditions.
#[must_use]
pub fn clearance(library: &Library, profile: &Profile, outcome: &Outcome) -> Clearance {
    let precautions: BTreeSet<String> =
        profile.precautions.union(&outcome.precautions).cloned().collect();
    clear(library, &precautions).with_conditions(library, &profile.conditions)
}

/// What is asked of the planner for a plan from a day on: the person without name and birth date, with what
/// screening clears.
fn request(library: &Library, profile: &Profile, outcome: &Outcome, from: Date) -> Request {
    let older_from = library.dosage.stretch.older_from;
    let is_older = |age: i32| u32::try_from(age).is_ok_and(|age| age >= older_from);
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
        clearance: clearance(library, profile, outcome),
        include: wishes.include.iter().cloned().collect(),
        exclude: wishes.exclude.iter().cloned().collect(),
        stopped: profile.stopped.clone(),
        doses: doses.collect(),
        notes: wishes.note.keys().cloned().collect(),
        older: profile.age_on(from).is_some_and(is_older),
        desk,
        seed: profile.person.seed,
        nodes: NODES,
        past: None,
    }
}
