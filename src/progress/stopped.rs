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
    let told = log.checkins.iter().filter(|entry| entry.date <= until);
    let sessions = told.filter_map(|entry| Some((entry.date, entry.session.as_ref()?)));
    let tingling = sessions.flat_map(|(date, session)| {
        let named = session.tingling.iter();
        named.filter(move |id| counts(again, id, date)).cloned()
    });
    by_plans(plans, again).map(str::to_owned).chain(tingling).collect()
}

/// What plans stopped.
pub(super) fn by_plans<'a>(plans: &'a [Plan], again: &'a Again) -> impl Iterator<Item = &'a str> {
    let changes = plans.iter().flat_map(|plan| plan.changes.iter().map(|it| (plan.start, it)));
    let stops = changes.filter(|(start, change)| {
        change.kind == ChangeKind::Stopped && counts(again, &change.exercise, *start)
    });
    stops.map(|(_, change)| change.exercise.as_str())
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
}
