//! Which plan, phase, week and session a day belongs to.

use jiff::Span;
use jiff::civil::Date;

use crate::planner::plan::{PhasePlan, Plan};
use crate::quantity::Day;

/// The plan in force on a day: of those that have begun the last one.
#[must_use]
pub fn plan_on(plans: &[Plan], date: Date) -> Option<&Plan> {
    plans.iter().rev().find(|plan| plan.start <= date)
}

/// The session that a plan has on a day; past its last week, that of its last phase.
#[must_use]
pub fn session_on(plan: &Plan, date: Date) -> Option<&str> {
    let phase = plan.phase_on(date)?;
    phase.week.get(&Day::of(date)).map(String::as_str)
}

/// The phase of a week; past the last week it is the last phase.
#[must_use]
pub fn phase_in(plan: &Plan, week: u32) -> Option<&PhasePlan> {
    plan.phases.iter().find(|phase| week <= phase.weeks.1).or(plan.phases.last())
}

/// The phases, that of a week first, then those nearest to it; of two as near the earlier one.
pub(crate) fn phases_near(plan: &Plan, week: u32) -> Vec<&PhasePlan> {
    let now = plan.phases.iter().position(|phase| week <= phase.weeks.1);
    let now = now.unwrap_or(plan.phases.len().saturating_sub(1));
    let mut phases: Vec<(usize, &PhasePlan)> = plan.phases.iter().enumerate().collect();
    phases.sort_by_key(|(index, _)| (index.abs_diff(now), *index));
    phases.into_iter().map(|(_, phase)| phase).collect()
}

/// The seven days of a week of a plan, as far as the calendar goes.
pub fn days(plan: &Plan, week: u32) -> impl Iterator<Item = Date> {
    let first = 7 * (i64::from(week) - i64::from(plan.first_week()));
    let start = plan.start;
    (first..first + 7)
        .filter_map(move |day| start.checked_add(Span::new().try_days(day).ok()?).ok())
}

/// The sessions of a week of a plan with their dates.
pub fn sessions(plan: &Plan, week: u32) -> impl Iterator<Item = (Date, &str)> {
    days(plan, week).filter_map(|date| Some((date, session_on(plan, date)?)))
}

/// Whole days from one date to another; negative if that comes first.
#[must_use]
pub fn days_from(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The date so many days later, or earlier; the last one that there is where that is too far.
#[must_use]
pub fn later(date: Date, days: i32) -> Date {
    let end = if days < 0 { Date::MIN } else { Date::MAX };
    Span::new().try_days(days).map_or(end, |span| date.saturating_add(span))
}

/// The first day on or after `today` on which a week of the plan begins, at least one whole week after
/// its start: the day from which a next plan can hold.
#[must_use]
pub fn next_start(plan: &Plan, today: Date) -> Date {
    let weeks = (days_from(plan.start, today) + 6).div_euclid(7).max(1);
    later(plan.start, weeks * 7)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::handed_out;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_has_its_plan_week_phase_and_session() {
        let plans = [handed_out(date(2026, 11, 23)), handed_out(date(2026, 12, 7))];
        let start = |day| plan_on(&plans, day).map(|plan| plan.start);
        assert_eq!(start(date(2026, 11, 22)), None);
        assert_eq!(start(date(2026, 12, 6)), Some(date(2026, 11, 23)));
        assert_eq!(start(date(2027, 2, 1)), Some(date(2026, 12, 7)));
        let plan = &plans[0];
        for (day, week, phase, session) in [
            (date(2026, 11, 23), 1, "settle", Some("A")),
            (date(2026, 11, 24), 1, "settle", None),
            (date(2026, 12, 12), 3, "build", Some("B")),
            (date(2027, 3, 1), 15, "build", Some("A")),
        ] {
            assert_eq!(plan.week_on(day), Some(week), "{day}");
            assert_eq!(phase_in(plan, week).unwrap().id, phase, "{day}");
            assert_eq!(session_on(plan, day), session, "{day}");
        }
        assert_eq!(plan.week_on(date(2026, 11, 22)), None);
    }

    #[test]
    fn the_phases_near_a_week_begin_with_its_own() {
        let mut plan = handed_out(date(2026, 11, 23));
        let last = plan.phases[1].clone();
        plan.phases.push(crate::planner::plan::PhasePlan {
            id: "return".to_owned(),
            weeks: (7, 12),
            ..last
        });
        for (week, expected) in [
            (1, ["settle", "build", "return"]),
            (4, ["build", "settle", "return"]),
            (7, ["return", "build", "settle"]),
            (40, ["return", "build", "settle"]),
        ] {
            let near = phases_near(&plan, week);
            let ids: Vec<&str> = near.iter().map(|phase| phase.id.as_str()).collect();
            assert_eq!(ids, expected, "week {week}");
        }
    }

    #[test]
    fn a_week_has_its_sessions_with_their_dates() {
        // Week 2 of a plan that begins on a Wednesday: Thursday, Saturday, Monday.
        let mut plan = handed_out(date(2026, 11, 25));
        let week = |plan: &Plan, week| -> Vec<(Date, String)> {
            sessions(plan, week).map(|(date, name)| (date, name.to_owned())).collect()
        };
        let [thu, sat, mon] = [date(2026, 12, 3), date(2026, 12, 5), date(2026, 12, 7)];
        let own = [(thu, "A".to_owned()), (sat, "B".to_owned()), (mon, "A".to_owned())];
        assert_eq!(week(&plan, 2), own);
        // A plan that goes on counts from its own first week.
        plan.phases.remove(0);
        assert_eq!(week(&plan, 4), own);
        // The calendar ends on a Friday.
        plan.start = date(9999, 12, 27);
        assert_eq!(days(&plan, 3).count(), 5);
        assert_eq!(week(&plan, 3).len(), 2);
        assert!(week(&plan, u32::MAX).is_empty());
    }

    #[test]
    fn a_day_too_far_is_the_last_one() {
        for (days, far) in [(i32::MAX, Date::MAX), (i32::MIN, Date::MIN)] {
            assert_eq!(later(date(2026, 11, 23), days), far);
        }
    }

    #[test]
    fn a_next_plan_begins_with_a_week() {
        let plan = handed_out(date(2026, 11, 25));
        for (today, next) in [
            (date(2026, 11, 20), date(2026, 12, 2)),
            (date(2026, 11, 25), date(2026, 12, 2)),
            (date(2026, 12, 2), date(2026, 12, 2)),
            (date(2026, 12, 3), date(2026, 12, 9)),
        ] {
            assert_eq!(next_start(&plan, today), next, "{today}");
        }
    }
}
