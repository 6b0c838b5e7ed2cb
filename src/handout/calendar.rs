//! The sessions of a plan as days of a calendar: plain data.

use jiff::civil::{Date, date};
use sha2::{Digest as _, Sha256};

use super::dose::Manner;
use super::light::MOST_PAIN;
use super::words::{Words, worded};
use super::{Handout, dose};
use crate::finding::Finding;
use crate::hex::hex;
use crate::planner::plan::{Item, PhasePlan, Plan, Session};
use crate::progress::calendar::sessions;
use crate::quantity::Side;

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
    /// The sessions in order of time; before them what has to be done before the first one.
    pub events: Vec<Event>,
}

/// A session on a day, or what has to be done before the first one.
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
    let mut events: Vec<Event> = first(handout, words, &person).into_iter().collect();
    for phase in &plan.phases {
        for week in phase.weeks.0..=phase.weeks.1 {
            for (date, session) in sessions(plan, week) {
                events.push(event(handout, words, phase, (session, week), date, &person));
            }
        }
    }
    // What has to be done first stays before a session of the same day.
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

/// What the page asks for before the first session, on the first day: a signature, or answers. Nobody who
/// goes by the calendar alone may miss it.
fn first(handout: &Handout, words: &Words, person: &str) -> Option<Event> {
    let outcome = handout.outcome;
    let sign = outcome.to_sign().next().is_some();
    let mut lines = Vec::new();
    if sign {
        lines.push(words.get("sign-lead"));
    }
    if !outcome.unanswered.is_empty() {
        lines.push(words.get("calendar-questions"));
    }
    let title = words.get(if sign { "sign-title" } else { "before-title" });
    let date = handout.plan.start;
    let uid = format!("{date}-first-{person}@regimen");
    (!lines.is_empty()).then_some(Event { uid, date, title, lines })
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

/// The exercises of a session with the numbers of their cards and their doses in a week, in the order of
/// these numbers: the page of the week and the cards have the same.
fn exercises(
    handout: &Handout,
    words: &Words,
    phase: &PhasePlan,
    session: &Session,
    week: u32,
) -> Vec<String> {
    let numbers = phase.numbered();
    let number_of = |item: &Item| {
        numbers.iter().find(|(_, id)| *id == item.exercise).map_or(0, |(number, _)| *number)
    };
    let mut items: Vec<&Item> = session.items.iter().collect();
    items.sort_by_key(|item| number_of(item));
    let mut lines = Vec::new();
    for item in items {
        let exercise = handout.library.exercises.get(&item.exercise);
        let name = exercise.map_or(item.exercise.as_str(), |exercise| exercise.name.as_str());
        let number = number_of(item);
        let one_side = exercise.is_some_and(|exercise| exercise.unilateral);
        let manner = exercise.map_or_else(Manner::default, |it| Manner::of(it, item.side));
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
