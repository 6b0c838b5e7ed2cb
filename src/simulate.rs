//! A diary through weeks of plan, check-in and next plan: how the rules of progress answer to a course.

use jiff::civil::Date;
use serde::Serialize;

use crate::finding::Code;
use crate::library::{Diary, DiaryWeek, Library};
use crate::planner::plan::{Change, Plan, Review, Session as PlannedSession, WeekDose};
use crate::profile::Profile;
use crate::programme::{Programme, SoFar, Stop, next, programme_within};
use crate::progress::calendar::{later, phase_in, sessions};
use crate::progress::model::{Amount, Checkin, Done, Log, Session, SessionPain, Week, WeekPain};
use crate::quantity::{Rating, Reps, Sets};

/// The version of this format.
pub const SCHEMA: u32 = 1;

/// A course that was run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Simulation {
    /// The version of this format.
    pub schema: u32,
    /// The weeks in order.
    pub weeks: Vec<WeekRun>,
    /// The safety questions that ended it, if they did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub referred: Vec<String>,
    /// Why there was no further plan, if there was none: every exercise has been stopped.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ended: String,
    /// The plans that were handed out.
    #[serde(skip)]
    pub plans: Vec<Plan>,
    /// The check-ins that were written down.
    #[serde(skip)]
    pub log: Log,
}

/// A week of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekRun {
    /// Its number, from 1.
    pub week: u32,
    /// Its first day.
    pub start: Date,
    /// The phase.
    pub phase: String,
    /// Exercises in the week's sessions.
    pub exercises: usize,
    /// Repetitions of all sessions of the week.
    pub repetitions: u32,
    /// Sessions done, of so many planned.
    pub sessions: (usize, usize),
    /// Pain during the sessions.
    pub during: u32,
    /// Pain on the mornings after.
    pub morning: u32,
    /// What changed since the plan of the week before.
    pub changes: Vec<Change>,
    /// Reasons to see someone.
    pub review: Vec<Review>,
}

/// Runs a diary. The simulated person answers the safety questions anew with every plan, and tells of a
/// flag in the week of the diary that has it.
///
/// # Errors
/// There is no first plan, or the checker faults one of the next.
pub fn simulate(
    library: &Library,
    profile: &Profile,
    diary: &Diary,
    weeks: u32,
    nodes: u64,
) -> Result<Simulation, Stop> {
    let first = programme_within(library, profile, nodes, &mut |_, _| ())?.plan;
    let mut run = Simulation {
        schema: SCHEMA,
        weeks: Vec::new(),
        referred: Vec::new(),
        ended: String::new(),
        plans: vec![first],
        log: Log::default(),
    };
    let mut start = profile.start;
    for number in 1..=weeks {
        let (Some(plan), Some(week)) = (run.plans.last(), diary.week(number)) else { break };
        let (row, entries) = live(plan, start, number, week, profile.person.activities.len());
        run.weeks.push(row);
        run.log.checkins.extend(entries);
        start = later(start, 7);
        let screened = Some(start);
        let (plans, log) = (&run.plans, &run.log);
        let so_far = SoFar { plans, log, today: start, known_until: start, screened, nodes };
        match next(library, profile, &so_far) {
            Ok(Some(Programme { plan, .. })) => run.plans.push(plan),
            Ok(None) => {}
            Err(Stop::Refer(outcome)) => {
                run.referred = outcome.raised.into_iter().map(|(id, _)| id).collect();
                break;
            }
            Err(Stop::Findings(found)) if found.iter().all(|one| one.code == Code::NoPlan) => {
                run.ended = found.into_iter().map(|one| one.message).collect();
                break;
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(run)
}

/// A week of a plan as the diary has it: its row, and its check-ins.
fn live(
    plan: &Plan,
    start: Date,
    number: u32,
    diary: &DiaryWeek,
    activities: usize,
) -> (WeekRun, Vec<Checkin>) {
    let in_plan = plan.week_on(start).unwrap_or(number);
    let phase = phase_in(plan, in_plan);
    let days: Vec<(Date, &str)> = sessions(plan, in_plan).collect();
    let done = (days.len() * diary.sessions.min(100) as usize + 50) / 100;
    let mut entries: Vec<Checkin> = Vec::new();
    let mut repetitions = 0;
    for (index, (date, name)) in days.iter().enumerate() {
        let doses = doses(phase.and_then(|phase| phase.sessions.get(*name)), in_plan);
        repetitions += doses.iter().map(|(_, dose)| dose.sets * dose.reps).sum::<u32>();
        if index < done {
            let session = Some(session_of(diary, name, &doses));
            entries.push(Checkin { session, ..Checkin::on(*date) });
        }
    }
    entries
        .push(Checkin { week: Some(said_of(diary, activities)), ..Checkin::on(later(start, 6)) });
    let is_new = plan.start == start;
    let row = WeekRun {
        week: number,
        start,
        phase: phase.map_or_else(String::new, |phase| phase.id.clone()),
        exercises: phase.map_or(0, |phase| phase.items().len()),
        repetitions,
        sessions: (done.min(days.len()), days.len()),
        during: diary.during.get(),
        morning: diary.morning.get(),
        changes: if is_new { plan.changes.clone() } else { Vec::new() },
        review: if is_new { plan.review.clone() } else { Vec::new() },
    };
    (row, entries)
}

/// The doses of a session in a week.
fn doses(session: Option<&PlannedSession>, week: u32) -> Vec<(&str, WeekDose)> {
    let items = session.into_iter().flat_map(|session| &session.items);
    items.filter_map(|item| Some((item.exercise.as_str(), item.in_week(week)?))).collect()
}

/// What the diary writes down of a session that is done.
fn session_of(diary: &DiaryWeek, name: &str, doses: &[(&str, WeekDose)]) -> Session {
    let ids = || doses.iter().map(|(id, _)| (*id).to_owned());
    let amounts = doses.iter().map(|(_, dose)| amount(dose.sets, dose.reps, diary.reps));
    let mut pain_in = diary.pain_in.clone();
    pain_in.retain(|id, _| doses.iter().any(|(done, _)| done == id));
    Session {
        name: Some(name.to_owned()),
        done: if diary.reps == 0 { Done::All } else { Done::Parts(ids().zip(amounts).collect()) },
        pain: SessionPain {
            during: Some(diary.during),
            after: None,
            next_morning: Some(diary.morning),
        },
        effort: diary.effort,
        minutes: diary.minutes,
        pain_in,
        too_easy: if diary.easy { ids().collect() } else { Vec::new() },
        ..Session::default()
    }
}

/// Sets of repetitions, so many more than planned; what is more than can be written down is left at that.
fn amount(sets: u32, reps: u32, more: i32) -> Amount {
    let reps = i64::from(reps) + i64::from(more);
    let sets = Sets::new(sets.into()).unwrap_or(Sets::MIN);
    Amount::Counted {
        sets,
        reps: Reps::new(reps.clamp(1, Reps::MAX.into())).unwrap_or(Reps::MIN),
        extra: 0,
    }
}

fn said_of(diary: &DiaryWeek, activities: usize) -> Week {
    let rated = diary.activity.into_iter().flat_map(|one| vec![one; activities]);
    Week {
        activities: rated.collect::<Vec<Rating>>(),
        pain: WeekPain {
            average: Some(diary.average.unwrap_or(diary.morning)),
            worst: Some(diary.during.max(diary.morning)),
            night: diary.night,
        },
        change: diary.change,
        flags: diary.flags.clone(),
        ..Week::default()
    }
}
