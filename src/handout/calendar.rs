//! The sessions of a plan as days of a calendar: plain data.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use sha2::{Digest as _, Sha256};

use super::dose::Manner;
use super::light::MOST_PAIN;
use super::words::{Words, worded};
use super::{Handout, dose};
use crate::finding::Finding;
use crate::hex::hex;
use crate::planner::plan::{PhasePlan, Plan, Session};
use crate::quantity::{Day, Side};

/// Editions are counted in days from here, so that a plan that starts later is the newer one.
const FIRST_DAY: Date = date(2020, 1, 1);
/// The bytes of a hash that stand for a name: no two names of a clinic share them.
const NAME_BYTES: usize = 12;

/// The sessions of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What it is.
    pub title: String,
    /// The language as a BCP 47 tag.
    pub language: String,
    /// The first day of the plan.
    pub start: Date,
    /// A number that is higher for a plan that starts later: its events replace those of an earlier
    /// plan on the same days.
    pub edition: u32,
    /// The sessions in order of time.
    pub events: Vec<Event>,
}

/// A session on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// A name that no other event of the plan has: whose it is, hashed, and the day. A later plan of
    /// the same person gives the day the same name, and so takes its place.
    pub uid: String,
    /// The day.
    pub date: Date,
    /// What it is, and how long it takes.
    pub title: String,
    /// Its exercises with their doses in that week, and when to stop.
    pub lines: Vec<String>,
}

/// Makes the calendar of a plan.
///
/// # Errors
/// Findings when a message of the page's words is missing or broken.
pub fn calendar(handout: &Handout) -> Result<Calendar, Vec<Finding>> {
    worded(handout.library, |words| with_words(handout, words))
}

fn with_words(handout: &Handout, words: &Words) -> Calendar {
    let plan = handout.plan;
    let person = person(plan);
    let mut events = Vec::new();
    for phase in &plan.phases {
        for week in phase.weeks.0..=phase.weeks.1 {
            for (session, date) in days_of(plan, phase, week) {
                events.push(event(handout, words, phase, (session, week), date, &person));
            }
        }
    }
    events.sort_by_key(|event| event.date);
    let edition = plan.start.since(FIRST_DAY).map_or(0, |since| since.get_days());
    Calendar {
        title: super::title(words, plan),
        language: words.language(),
        start: plan.start,
        edition: u32::try_from(edition).unwrap_or_default(),
        events,
    }
}

/// The sessions of a week with their days.
fn days_of<'a>(
    plan: &'a Plan,
    phase: &'a PhasePlan,
    week: u32,
) -> impl Iterator<Item = (&'a str, Date)> {
    let weeks = i64::from(week) - i64::from(plan.first_week());
    let days = (0..7).map(move |day| 7 * weeks + day);
    let dates = days.filter_map(|day| plan.start.checked_add(day.days()).ok());
    dates.filter_map(|date| Some((phase.week.get(&Day::of(date))?.as_str(), date)))
}

fn event(
    handout: &Handout,
    words: &Words,
    phase: &PhasePlan,
    (name, week): (&str, u32),
    date: Date,
    person: &str,
) -> Event {
    let session = phase.sessions.get(name);
    let minutes = session.map_or(0, |session| session.minutes.ceil() as u32);
    let id = if phase.sessions.len() > 1 { "calendar-session" } else { "calendar-only-session" };
    let title = words.with(id, &[("session", name.into()), ("minutes", minutes.into())]);
    let mut lines =
        session.map_or_else(Vec::new, |session| exercises(handout, words, phase, session, week));
    let limit = handout.plan.pain_limit;
    if limit < MOST_PAIN {
        lines.push(words.with("calendar-stop", &[("from", (limit + 1).into())]));
    }
    lines.push(words.get("calendar-how"));
    Event { uid: format!("{date}-{person}@regimen"), date, title, lines }
}

/// The exercises of a session with the numbers of their cards and their doses in a week.
fn exercises(
    handout: &Handout,
    words: &Words,
    phase: &PhasePlan,
    session: &Session,
    week: u32,
) -> Vec<String> {
    let numbers = phase.numbered();
    let mut lines = Vec::new();
    for item in &session.items {
        let exercise = handout.library.exercises.get(&item.exercise);
        let name = exercise.map_or(item.exercise.as_str(), |exercise| exercise.name.as_str());
        let number = numbers.iter().find(|(_, id)| *id == item.exercise).map_or(0, |(n, _)| *n);
        let one_side = exercise.is_some_and(|exercise| exercise.unilateral);
        let timed = exercise.is_some_and(|exercise| exercise.timed);
        let manner = Manner { each_side: one_side && item.side == Side::Both, timed };
        let dose = dose::of_week(words, item, week, manner);
        let mut line = words.with(
            "calendar-exercise",
            &[("number", number.into()), ("name", name.into()), ("dose", (&dose).into())],
        );
        if one_side && item.side != Side::Both {
            let side = words.get(&format!("side-{}", item.side.as_str()));
            line =
                words.with("works-muscle", &[("name", (&line).into()), ("side", (&side).into())]);
        }
        lines.push(line);
    }
    lines
}

/// A short name for the person that tells nothing: the same for each of their plans if they have a
/// name, or else for each seed.
fn person(plan: &Plan) -> String {
    let whose = plan.person.name.clone().unwrap_or_else(|| plan.seed.to_string());
    hex(&Sha256::digest(whose.as_bytes())[..NAME_BYTES])
}
