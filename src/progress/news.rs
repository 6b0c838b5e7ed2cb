//! What no plan has answered yet: told since, told late, told otherwise, or a morning that was told after its
//! session.

use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::model::{Session, Week};
use crate::hex::hex;
use crate::planner::plan::Plan;
use crate::source;

/// One thing that was told of a day. It is known by its sign: told otherwise, it has another one.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Told<'a> {
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a Session>,
    #[serde(skip_serializing_if = "Option::is_none")]
    morning: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    week: Option<&'a Week>,
}

impl<'a> Told<'a> {
    /// A session, with the morning after it.
    pub(crate) const fn session(date: Date, session: &'a Session, morning: Option<u32>) -> Self {
        Self { date, session: Some(session), morning, week: None }
    }

    /// A morning that no session came before.
    pub(crate) const fn morning(date: Date, pain: u32) -> Self {
        Self { date, session: None, morning: Some(pain), week: None }
    }

    /// How a week was.
    pub(crate) const fn week(date: Date, week: &'a Week) -> Self {
        Self { date, session: None, morning: None, week: Some(week) }
    }

    /// Its sign, if none of the plans has answered it.
    pub(crate) fn news(&self, plans: &[Plan]) -> Option<String> {
        let sign = hex(&Sha256::digest(source::on_one_line(self))[..4]);
        (!plans.iter().any(|plan| plan.has_answered(self.date, &sign))).then_some(sign)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::fixture::{handed_out, log};
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_told_late_or_otherwise_is_news_and_what_was_answered_is_not() {
        let day = date(2026, 11, 24);
        let log = log("
  - {date: 2026-11-24, session: {done: all, pain: {during: 1}}}
  - {date: 2026-11-24, session: {done: all, pain: {during: 9}}}");
        let [told, otherwise] = [0, 1].map(|index| log.checkins[index].session.as_ref().unwrap());
        let told = |morning| Told::session(day, told, morning);
        let first = handed_out(date(2026, 11, 23));
        let sign = told(None).news(std::slice::from_ref(&first));
        let known = Some(date(2026, 11, 28));
        let answered = Some(sign.into_iter().collect::<BTreeSet<_>>());
        let second = Plan { known, answered, ..handed_out(date(2026, 11, 30)) };
        let plans = [first.clone(), second.clone()];
        assert_eq!(told(None).news(&plans), None);
        assert!(told(Some(8)).news(&plans).is_some());
        assert!(Told::session(day, otherwise, None).news(&plans).is_some());
        assert!(Told::morning(day, 8).news(&plans).is_some());
        // A plan of before signs were kept has answered every day that it knew of.
        let plans = [first, Plan { answered: None, ..second }];
        assert_eq!(told(Some(8)).news(&plans), None);
        assert!(Told::morning(date(2026, 11, 29), 8).news(&plans).is_some());
    }
}
