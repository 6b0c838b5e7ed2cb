//! How it went, week by week: sessions done, pain, function. Plain data for the terminal and the page.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use super::calendar::{plan_on, session_on};
use super::history::is_done;
use super::model::{Checkin, Log, SingleLeg, Week};
use super::weekly::last_words;
use crate::planner::plan::Plan;
use crate::quantity::{Change, Rating, Stands};

/// The version of this format.
pub const SCHEMA: u32 = 1;

/// The weeks of a person, from the first plan's first day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// The version of this format.
    pub schema: u32,
    /// The activities that the person rates, in their order.
    pub activities: Vec<String>,
    /// The weeks until today, the last one perhaps not over.
    pub weeks: Vec<CourseWeek>,
}

/// One week of seven days. What nobody wrote down is missing, and never 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseWeek {
    /// The week since the first plan's first day, from 1.
    pub week: u32,
    /// Its first day.
    pub start: Date,
    /// The phase of the plan in force on its first day.
    pub phase: String,
    /// Sessions that the plans had in it, until today.
    pub planned: u32,
    /// Sessions that were done, at least half of each: as the gates count them.
    pub done: u32,
    /// The worst pain during any session, 0-10.
    pub pain_during: Option<Rating>,
    /// The worst pain on any morning after, 0-10.
    pub pain_morning: Option<Rating>,
    /// Average pain over the week, as the person gave it, 0-10.
    pub pain_average: Option<Rating>,
    /// Pain at night, 0-10.
    pub pain_night: Option<Rating>,
    /// The hardest session's effort, 0-10.
    pub effort: Option<Rating>,
    /// The activities' ratings, 0 (cannot) to 10 (as before), in their order.
    pub activities: Vec<Rating>,
    /// How things are compared with the start, -5 to 5.
    pub change: Option<Change>,
    /// Stands from a chair in 30 seconds.
    pub chair_stand: Option<Stands>,
    /// Seconds on one leg.
    pub single_leg: Option<SingleLeg>,
}

impl CourseWeek {
    /// Sessions done of those planned, in per cent, at most 100; none in a week without a session.
    #[must_use]
    pub fn adherence(&self) -> Option<u32> {
        (self.done * 100).checked_div(self.planned).map(|percent| percent.min(100))
    }

    /// The mean rating of the activities, in tenths.
    #[must_use]
    pub fn function(&self) -> Option<u32> {
        let sum: u32 = self.activities.iter().map(|rating| rating.get()).sum();
        (sum * 10).checked_div(self.activities.len() as u32)
    }
}

/// The course until a day, that day included. `plans` are those that were handed out, the earliest
/// first; without one there is no week.
#[must_use]
pub fn course(plans: &[Plan], log: &Log, activities: &[String], today: Date) -> Course {
    let mut weeks = Vec::new();
    let mut next = plans.first().map(|plan| plan.start).filter(|start| *start <= today);
    let words = next.map(|start| Words::of(log, start, today)).unwrap_or_default();
    while let Some(start) = next {
        weeks.push(week(weeks.len() as u32 + 1, start, (plans, log, &words), today));
        next = start.checked_add(7.days()).ok().filter(|start| *start <= today);
    }
    Course { schema: SCHEMA, activities: activities.to_vec(), weeks }
}

/// What the weekly entries say of each week, counted from 0.
#[derive(Default)]
struct Words<'w> {
    average: BTreeMap<i32, Rating>,
    night: BTreeMap<i32, Rating>,
    activities: BTreeMap<i32, &'w [Rating]>,
    change: BTreeMap<i32, Change>,
    chair_stand: BTreeMap<i32, Stands>,
    single_leg: BTreeMap<i32, SingleLeg>,
}

impl<'w> Words<'w> {
    fn of(log: &'w Log, start: Date, today: Date) -> Self {
        let weeks = log.checkins.iter().filter(|entry| entry.date <= today);
        let mut weeks: Vec<(Date, &Week)> =
            weeks.filter_map(|entry| Some((entry.date, entry.week.as_ref()?))).collect();
        weeks.sort_by_key(|(date, _)| *date);
        let rated = |week: &'w Week| Some(&*week.activities).filter(|rated| !rated.is_empty());
        Self {
            average: in_rows(start, &weeks, |week| week.pain.average),
            night: in_rows(start, &weeks, |week| week.pain.night),
            activities: in_rows(start, &weeks, rated),
            change: in_rows(start, &weeks, |week| week.change),
            chair_stand: in_rows(start, &weeks, |week| week.chair_stand),
            single_leg: in_rows(start, &weeks, |week| week.single_leg),
        }
    }
}

/// The last word of each week on a value. What was told of before the programme stands in the first row, unless
/// that has a word of its own.
fn in_rows<'w, T>(
    start: Date,
    weeks: &[(Date, &'w Week)],
    value: impl Fn(&'w Week) -> Option<T>,
) -> BTreeMap<i32, T> {
    let mut words = last_words(start, weeks.iter().copied(), |_, week| value(week));
    if let Some(before) = words.remove(&-1) {
        words.entry(0).or_insert(before);
    }
    words
}

/// `told` is what was handed out, what was written down, and the weekly words of it.
fn week(number: u32, start: Date, told: (&[Plan], &Log, &Words<'_>), today: Date) -> CourseWeek {
    let (plans, log, words) = told;
    let row = &(number as i32 - 1);
    let days = (0..7).filter_map(|day: i64| start.checked_add(day.days()).ok());
    let days: Vec<Date> = days.filter(|day| *day <= today).collect();
    let planned = days
        .iter()
        .filter(|day| plan_on(plans, **day).is_some_and(|plan| session_on(plan, **day).is_some()));
    let entries: Vec<&Checkin> =
        log.checkins.iter().filter(|entry| days.contains(&entry.date)).collect();
    let sessions: Vec<_> = entries.iter().filter_map(|entry| entry.session.as_ref()).collect();
    let mornings = entries.iter().filter_map(|entry| entry.morning);
    let phase = plan_on(plans, start).and_then(|plan| plan.phase_on(start));
    CourseWeek {
        week: number,
        start,
        phase: phase.map(|phase| phase.id.clone()).unwrap_or_default(),
        planned: planned.count() as u32,
        done: entries.iter().filter(|entry| has_session(plans, entry)).count() as u32,
        pain_during: sessions
            .iter()
            .flat_map(|session| session.pain_in.values().copied().chain(session.pain.during))
            .max(),
        pain_morning: sessions
            .iter()
            .filter_map(|session| session.pain.next_morning)
            .chain(mornings)
            .max(),
        pain_average: words.average.get(row).copied(),
        pain_night: words.night.get(row).copied(),
        effort: sessions.iter().filter_map(|session| session.effort).max(),
        activities: words.activities.get(row).copied().unwrap_or_default().to_vec(),
        change: words.change.get(row).copied(),
        chair_stand: words.chair_stand.get(row).copied(),
        single_leg: words.single_leg.get(row).copied(),
    }
}

fn has_session(plans: &[Plan], entry: &Checkin) -> bool {
    entry.session.as_ref().is_some_and(|session| is_done(plans, entry.date, session))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{handed_out, log};
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_course_is_counted_week_by_week() {
        let plans = [handed_out(date(2026, 11, 23)), handed_out(date(2026, 12, 7))];
        let log = log("
  - {date: 2026-11-23, session: {done: all, pain: {during: 4, next_morning: 2}, effort: 5}}
  - {date: 2026-11-26, session: {done: {str-bridge: skip}, pain: {during: 1}, pain_in: {str-bridge: 6}}}
  - {date: 2026-11-28, session: {done: {str-bridge: 1x8}}}
  - {date: 2026-11-29, session: {name: A, done: {aer-walk-easy: all}}}
  - {date: 2026-11-29, morning: 3, week: {activities: [3, 4], pain: {average: 4}, change: -1}}
  - {date: 2026-11-29, week: {pain: {average: 5}}}
  - {date: 2026-12-08, session: {name: B, done: all}}");
        let course = course(&plans, &log, &["walk".to_owned()], date(2026, 12, 10));
        let short: Vec<_> = course
            .weeks
            .iter()
            .map(|week| (week.week, week.phase.as_str(), week.planned, week.done, week.adherence()))
            .collect();
        assert_eq!(
            short,
            [
                (1, "settle", 3, 2, Some(66)),
                (2, "settle", 3, 0, Some(0)),
                // Monday and Thursday until today; the session was on a Tuesday.
                (3, "settle", 2, 1, Some(50)),
            ]
        );
        let first = &course.weeks[0];
        assert_eq!(first.pain_during.map(Rating::get), Some(6));
        assert_eq!(first.pain_morning.map(Rating::get), Some(3));
        assert_eq!(first.pain_average.map(Rating::get), Some(5));
        // Each value's last word of the week.
        assert_eq!(first.function(), Some(35));
        assert_eq!(first.change.map(Change::get), Some(-1));
        assert_eq!(course.weeks[1].pain_during, None);
    }

    #[test]
    fn a_week_that_is_told_on_a_monday_is_the_one_before() {
        let plans = [handed_out(date(2026, 11, 23))];
        let log = log("
  - {date: 2026-12-07, week: {pain: {average: 7}}}
  - {date: 2026-11-23, week: {pain: {average: 2, night: 3}}}
  - {date: 2026-11-30, week: {pain: {average: 4}}}");
        let course = course(&plans, &log, &[], date(2026, 12, 7));
        let told = |of: fn(&CourseWeek) -> Option<Rating>| -> Vec<Option<u32>> {
            course.weeks.iter().map(|week| of(week).map(Rating::get)).collect()
        };
        // There is no row before the first.
        assert_eq!(told(|week| week.pain_average), [Some(4), Some(7), None]);
        assert_eq!(told(|week| week.pain_night), [Some(3), None, None]);
    }

    #[test]
    fn there_is_no_week_before_the_first_plan() {
        let plans = [handed_out(date(2026, 11, 23))];
        for (plans, today) in [(&[][..], date(2026, 12, 1)), (&plans[..], date(2026, 11, 22))] {
            assert!(course(plans, &Log::default(), &[], today).weeks.is_empty());
        }
    }

    #[test]
    fn function_is_a_mean_in_tenths() {
        let plans = [handed_out(date(2026, 11, 23))];
        let log = log("
  - {date: 2026-11-23, week: {activities: [3, 4, 4]}}");
        let course = course(&plans, &log, &[], date(2026, 11, 23));
        assert_eq!(course.weeks[0].function(), Some(36));
    }
}
