//! Exercises that are out for the rest of the programme, because of what they did.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::model::Log;
use crate::planner::plan::{ChangeKind, Plan};

/// Since when exercises that were stopped have been allowed again, by id (`again` of a person's wishes).
pub type Again = BTreeMap<String, Date>;

/// What earlier plans stopped, and what has brought on tingling or numbness until a day, by id; not what
/// has been allowed again since. It counts for every plan of the person, one that begins anew too.
#[must_use]
pub fn stopped(plans: &[Plan], log: &Log, until: Date, again: &Again) -> BTreeSet<String> {
    let stops = by_plans(plans).chain(by_tingling(log, until));
    let count = stops.filter(|(id, day)| counts(again, id, *day));
    count.map(|(id, _)| id.to_owned()).collect()
}

/// What was stopped after somebody had allowed it again, with the day: the permission does not count.
#[must_use]
pub fn stopped_since(
    plans: &[Plan],
    log: &Log,
    until: Date,
    again: &Again,
) -> BTreeMap<String, Date> {
    let stops = by_plans(plans).chain(by_tingling(log, until));
    let since = stops.filter(|(id, day)| again.get(*id).is_some_and(|allowed| day > allowed));
    let mut last: BTreeMap<String, Date> = BTreeMap::new();
    for (id, day) in since {
        let there = last.entry(id.to_owned()).or_insert(day);
        *there = day.max(*there);
    }
    last
}

/// What plans made smaller because it hurt, and none let rise again since, by id.
#[must_use]
pub fn cut(plans: &[Plan]) -> BTreeSet<String> {
    let changes = plans.iter().flat_map(|plan| &plan.changes);
    let ids = changes.map(|change| change.exercise.as_str());
    ids.filter(|id| cut_since(plans, id).is_some()).map(str::to_owned).collect()
}

/// The start of the plan that cut an exercise last, if no later one let it rise again. Being away and coming
/// back proves nothing.
pub(super) fn cut_since(plans: &[Plan], exercise: &str) -> Option<Date> {
    cuts(plans, exercise).last().copied()
}

/// The starts of the plans that cut an exercise since it last rose: each of them, and what hurt after the first,
/// is one and the same trouble.
pub(super) fn cuts(plans: &[Plan], exercise: &str) -> Vec<Date> {
    let mut cuts = Vec::new();
    for plan in plans {
        for change in plan.changes.iter().filter(|change| change.exercise == exercise) {
            match change.kind {
                ChangeKind::Regressed => cuts.push(plan.start),
                ChangeKind::Resumed | ChangeKind::Progressed => cuts.clear(),
                _ => {}
            }
        }
    }
    cuts
}

/// What plans stopped and nobody has allowed again.
pub(super) fn out_by_plans<'a>(
    plans: &'a [Plan],
    again: &'a Again,
) -> impl Iterator<Item = &'a str> {
    by_plans(plans).filter(|(id, day)| counts(again, id, *day)).map(|(id, _)| id)
}

/// The same, of what was stopped on a day or later.
pub(super) fn out_since<'a>(
    plans: &'a [Plan],
    again: &'a Again,
    since: Date,
) -> impl Iterator<Item = &'a str> {
    let late = by_plans(plans).filter(move |(_, day)| *day >= since);
    late.filter(|(id, day)| counts(again, id, *day)).map(|(id, _)| id)
}

/// What plans stopped, each with the last day that the plan knew of: what it did was told by then, though the
/// plan may begin later.
fn by_plans(plans: &[Plan]) -> impl Iterator<Item = (&str, Date)> {
    plans.iter().flat_map(|plan| {
        let stops = plan.changes.iter().filter(|change| change.kind == ChangeKind::Stopped);
        let day = plan.known.unwrap_or(plan.start);
        stops.map(move |change| (change.exercise.as_str(), day))
    })
}

/// What has brought on tingling or numbness until a day.
fn by_tingling(log: &Log, until: Date) -> impl Iterator<Item = (&str, Date)> {
    let told = log.checkins.iter().filter(move |entry| entry.date <= until);
    let sessions = told.filter_map(|entry| Some((entry.date, entry.session.as_ref()?)));
    sessions.flat_map(|(day, session)| session.tingling.iter().map(move |id| (id.as_str(), day)))
}

/// Whether a stop of a day counts: nobody has allowed the exercise again on that day or later.
pub(super) fn counts(again: &Again, exercise: &str, stopped: Date) -> bool {
    again.get(exercise).is_none_or(|allowed| stopped > *allowed)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{handed_out, log};
    use super::*;
    use crate::library::Why;
    use crate::planner::plan::Change;
    use jiff::civil::date;

    #[test]
    fn what_was_stopped_is_out_until_somebody_allows_it_again() {
        let mut plan = handed_out(date(2026, 11, 30));
        plan.changes = vec![Change {
            exercise: "str-bridge".to_owned(),
            kind: ChangeKind::Stopped,
            from: String::new(),
            to: String::new(),
            days: None,
            reason: Some(Why::Stopped),
            why: String::new(),
        }];
        let log = log("
  - {date: 2026-12-01, session: {done: all, tingling: [bal-tandem]}}
  - {date: 2026-12-08, session: {done: all, tingling: [mc-weight-shift]}}");
        let out = |again: &[(&str, Date)]| {
            let again: Again = again.iter().map(|(id, day)| ((*id).to_owned(), *day)).collect();
            let plans = [handed_out(date(2026, 11, 23)), plan.clone()];
            let out = stopped(&plans, &log, date(2026, 12, 7), &again);
            out.into_iter().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(out(&[]), "bal-tandem str-bridge");
        assert_eq!(out(&[("str-bridge", date(2026, 11, 29))]), "bal-tandem str-bridge");
        assert_eq!(out(&[("str-bridge", date(2026, 11, 30))]), "bal-tandem");
        assert_eq!(out(&[("bal-tandem", date(2026, 12, 5))]), "str-bridge");
    }

    #[test]
    fn a_stop_is_of_the_last_day_that_its_plan_knew_of() {
        // Told on Wednesday, planned on Thursday for Monday, and allowed again in between.
        let mut plan = handed_out(date(2026, 11, 30));
        plan.known = Some(date(2026, 11, 25));
        plan.changes = vec![Change {
            exercise: "str-bridge".to_owned(),
            kind: ChangeKind::Stopped,
            from: String::new(),
            to: String::new(),
            days: None,
            reason: Some(Why::Stopped),
            why: String::new(),
        }];
        let plans = [handed_out(date(2026, 11, 23)), plan];
        let log = log("\n  - {date: 2026-11-25, session: {done: all, tingling: [bal-tandem]}}");
        for (day, out) in [(24, true), (25, false), (28, false)] {
            let again = Again::from([
                ("str-bridge".to_owned(), date(2026, 11, day)),
                ("bal-tandem".to_owned(), date(2026, 11, day)),
            ]);
            assert_eq!(
                stopped(&plans, &log, date(2026, 12, 7), &again).len(),
                2 * usize::from(out)
            );
            // Who allowed it is told that it does not count.
            let since = stopped_since(&plans, &log, date(2026, 12, 7), &again);
            let days: Vec<Date> = since.into_values().collect();
            assert_eq!(days, vec![date(2026, 11, 25); 2 * usize::from(out)], "{day}");
        }
    }
}
