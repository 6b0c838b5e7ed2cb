//! Flags -> a check-in.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::args::CheckinArgs;
use crate::finding::{Code, Finding, Place};
use crate::profile::Origin;
use crate::progress::model::{
    Amount, Checkin, Done, Session, SessionPain, SingleLeg, Week, WeekPain,
};

/// Whether any flag says something.
pub(super) fn any(args: &CheckinArgs) -> bool {
    args.date.is_some()
        || session(args, Done::default()) != Session::default()
        || !args.done.is_empty()
        || week(args) != Week::default()
        || args.morning.is_some()
        || args.note.is_some()
}

/// The check-in that the flags describe.
///
/// # Errors
/// What is wrong with `--done`.
pub(super) fn checkin(args: &CheckinArgs, today: Date) -> Result<Checkin, Vec<Finding>> {
    let session = session(args, done(&args.done)?);
    let week = week(args);
    let trained = !args.done.is_empty() || session != Session::default();
    Ok(Checkin {
        date: args.date.unwrap_or(today),
        session: trained.then_some(session),
        morning: args.morning,
        week: (week != Week::default()).then_some(week),
        note: args.note.clone(),
    })
}

fn session(args: &CheckinArgs, done: Done) -> Session {
    Session {
        name: args.letter.clone(),
        done,
        pain: SessionPain {
            during: args.pain_during,
            after: args.pain_after,
            next_morning: args.next_morning,
        },
        effort: args.effort,
        minutes: args.minutes,
        too_easy: args.too_easy.clone(),
        too_hard: args.too_hard.clone(),
        tingling: args.tingling.clone(),
        pain_in: args.pain_in.iter().map(|flag| (flag.0.clone(), flag.1)).collect(),
    }
}

fn week(args: &CheckinArgs) -> Week {
    let legs = SingleLeg { left: args.left_leg, right: args.right_leg };
    Week {
        activities: args.activity.clone(),
        pain: WeekPain {
            average: args.pain_average,
            worst: args.pain_worst,
            night: args.pain_night,
        },
        change: args.change,
        chair_stand: args.chair_stand,
        single_leg: (legs != SingleLeg::default()).then_some(legs),
        flags: args.flag.clone(),
        missed: args.missed,
    }
}

/// `all`, or exercises with amounts; one without an amount was done as planned.
fn done(given: &[String]) -> Result<Done, Vec<Finding>> {
    let wrong = |code, message: String| {
        Finding::error(code, message).at(Place::path(Origin::COMMAND_LINE, "--done"))
    };
    if let [word] = given
        && word == "all"
    {
        return Ok(Done::All);
    }
    let mut parts = BTreeMap::new();
    let mut findings = Vec::new();
    for part in given {
        let (id, amount) = part.split_once('=').unwrap_or((part, "all"));
        match amount.parse::<Amount>() {
            _ if id == "all" => findings.push(
                wrong(Code::Conflict, "`all` stands beside single exercises".to_owned())
                    .hint("name each exercise, or write `all` alone"),
            ),
            Ok(amount) => {
                if parts.insert(id.to_owned(), amount).is_some() {
                    findings.push(wrong(Code::GivenTwice, format!("`{id}` is given twice")));
                }
            }
            Err(message) => findings.push(wrong(Code::BadValue, message)),
        }
    }
    if findings.is_empty() { Ok(Done::Parts(parts)) } else { Err(findings) }
}

/// The flag that a path of a check-in came from.
pub(super) fn of(path: &str) -> String {
    let key = path.strip_prefix("session.").or_else(|| path.strip_prefix("week.")).unwrap_or(path);
    let key = key.split(['.', '[']).next().unwrap_or_default();
    match key {
        "" | "date" | "session" | "week" => "--date".to_owned(),
        "name" => "--letter".to_owned(),
        "activities" => "--activity".to_owned(),
        "flags" => "--flag".to_owned(),
        key => format!("--{}", key.replace('_', "-")),
    }
}
