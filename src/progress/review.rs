//! When to see someone (`review` of `progress.yaml`).

use jiff::civil::Date;

use super::anew::begun;
use super::calendar::days_from;
use super::exercise::Verdict;
use super::gate::{activities, averages, is_fresh};
use super::history::History;
use crate::library::{Progress, Why};
use crate::planner::plan::Plan;

/// Reasons to see someone, the gravest first. `stuck` says that the phase has lasted as long as it may,
/// `nights_up` that pain at night has gone up.
pub(crate) fn review(
    rules: &Progress,
    history: &History<'_>,
    verdicts: impl Iterator<Item = Verdict>,
    nights_up: bool,
    stuck: bool,
) -> Vec<Why> {
    let verdicts: Vec<Verdict> = verdicts.collect();
    let stopped_by = |wanted: Why| verdicts.contains(&Verdict::Stop(wanted));
    let Some(start) = begun(history.plans) else { return Vec::new() };
    let days = days_from(start, history.from);
    let trend = Trend::of(rules, history);
    [
        (Why::ReviewTingling, stopped_by(Why::Tingling)),
        (Why::ReviewNight, nights_up),
        (Why::ReviewStopped, [Why::Stopped, Why::Least, Why::Fixed].into_iter().any(stopped_by)),
        (Why::ReviewWorse, is_worse(rules, history)),
        (Why::ReviewSame, days >= rules.review.same_days && trend.is_same),
        (Why::ReviewPhase, stuck),
    ]
    .into_iter()
    .filter(|(_, so)| *so)
    .map(|(why, _)| why)
    .collect()
}

/// Whether things are worse than at first, after long enough to tell.
pub(crate) fn is_worse(rules: &Progress, history: &History<'_>) -> bool {
    let Some(start) = begun(history.plans) else { return false };
    days_from(start, history.from) >= rules.review.worse_days && Trend::of(rules, history).is_worse
}

/// How things are beside the beginning.
struct Trend {
    is_worse: bool,
    is_same: bool,
}

impl Trend {
    fn of(rules: &Progress, history: &History<'_>) -> Self {
        let review = &rules.review;
        let pain = averages(history);
        let activity = activities(history);
        let fresh = |date: Date| is_fresh(history, history.week_told(date));
        let change = history.weeks.iter().rev().filter(|(date, _)| fresh(*date));
        let change = change.filter_map(|(_, week)| week.change).map(|change| change.get()).next();
        // Better is up: what pain has fallen by, and what activities have risen by.
        let first = pain.values().next().copied();
        // What was said long ago says nothing of today.
        let last = pain.last_key_value().filter(|(week, _)| is_fresh(history, **week));
        let last = last.map(|(_, pain)| *pain);
        let fallen = first.zip(last).map(|(first, last)| first - last);
        let rated = history.weeks.iter().rev().find(|(_, week)| !week.activities.is_empty());
        let rated = rated.filter(|(date, _)| fresh(*date)).and(activity.last());
        let risen = activity.first().zip(rated).map(|(first, last)| last - first);
        let share = first.map_or(0.0, |first| first * f64::from(review.pain_share) / 100.0);
        let is_low = last.is_some_and(|last| last <= f64::from(history.limits.green));
        let enough = f64::from(review.pain);
        let better = is_low
            || fallen.is_some_and(|fallen| fallen >= enough || (share > 0.0 && fallen >= share))
            || risen.is_some_and(|risen| risen >= f64::from(review.activity))
            || change.is_some_and(|change| change >= review.change);
        let is_worse = fallen.is_some_and(|fallen| fallen <= -enough)
            || change.is_some_and(|change| change <= -review.change);
        let known = fallen.is_some() || risen.is_some() || change.is_some();
        Self { is_worse, is_same: known && !better && !is_worse }
    }
}

/// Whether the average pain has risen so many weeks running, up to the one that has just ended: a rise
/// of long ago has been answered, and over a week that says nothing nobody knows how it went. One that is not
/// over does not outweigh the weeks before it, unless the plan in force has answered those.
pub(crate) fn is_rising(rules: &Progress, history: &History<'_>) -> bool {
    let pain = averages(history);
    let rise = f64::from(rules.zones.week_rise);
    let rose = |week: &i32| {
        let pair = pain.get(week).zip(pain.get(&(week - 1)));
        pair.is_some_and(|(now, before)| now - before >= rise)
    };
    let answers = |plan: &Plan| plan.changes.iter().any(|it| it.reason == Some(Why::WorseWeek));
    let is_open = history.today < history.from && !history.plan().is_some_and(answers);
    let last = history.last_week();
    let mut ends = (last - i32::from(is_open))..=last;
    ends.any(|end| (0..=end).rev().take_while(rose).count() >= rules.zones.weeks_rising)
}
