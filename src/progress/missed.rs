//! Time off: what days without a session ask for (`missed` of `progress.yaml`).

use jiff::civil::Date;

use super::calendar::days_from;
use super::history::History;
use super::zone::Zone;
use crate::library::{AfterMissed, Progress, Why};
use crate::planner::plan::{ChangeKind, PhasePlan};
use crate::progress::model::Missed;
use crate::quantity::Day;

/// What time off asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Off {
    /// By the table.
    pub(crate) action: AfterMissed,
    /// Per cent of the dose, for `lighter`.
    pub(crate) volume: u32,
    /// Whether a flare or an illness has not been followed by enough good sessions yet.
    pub(crate) unwell: bool,
    /// The day before the time off, or on which somebody was unwell: a plan made since has answered it.
    pub(crate) since: Option<Date>,
}

impl Off {
    /// No time off.
    pub(crate) const NONE: Self =
        Self { action: AfterMissed::CarryOn, volume: 100, unwell: false, since: None };
}

/// What the days since the last session ask for, and a flare or an illness that was told of.
pub(crate) fn off(rules: &Progress, history: &History<'_>, phase: &PhasePlan, older: bool) -> Off {
    let days = days_missed(history, phase);
    let row = rules.missed.iter().position(|row| days <= row.days).unwrap_or(rules.missed.len());
    let row = rules.missed.get(row + usize::from(older));
    let (action, volume) = match row {
        _ if days <= 0 => (AfterMissed::CarryOn, 100),
        Some(row) => (row.action, row.volume),
        None => (AfterMissed::Restart, 100),
    };
    let ill = unwell_on(history, rules.settle_sessions);
    // Who is ill for weeks may say so each week.
    let done = history.last_done().map(|sitting| sitting.date);
    let is_answered = is_answered(history, done, action);
    let (action, volume) = if is_answered { (AfterMissed::CarryOn, 100) } else { (action, volume) };
    let since = ill.into_iter().chain(done).min();
    Off { action, volume, unwell: ill.is_some(), since }
}

/// Whether a plan that began since the last session has gone a level or a part back for it: what lasts is not
/// answered twice.
fn is_answered(history: &History<'_>, since: Option<Date>, action: AfterMissed) -> bool {
    let later = history.plans.iter().filter(|plan| since.is_some_and(|day| plan.start > day));
    later.flat_map(|plan| &plan.changes).any(|change| {
        let restarts = change.kind == ChangeKind::Restarted;
        match action {
            AfterMissed::Restart => restarts,
            AfterMissed::StepBack => restarts || change.reason == Some(Why::StepBack),
            _ => false,
        }
    })
}

/// The day of the first session after the last break that asked for less.
pub(crate) fn back_since(
    rules: &Progress,
    history: &History<'_>,
    phase: &PhasePlan,
) -> Option<Date> {
    let is_break = |days: i32| {
        let row = rules.missed.iter().find(|row| days <= row.days);
        days > 0 && row.is_none_or(|row| row.action != AfterMissed::CarryOn)
    };
    let done: Vec<Date> = history
        .sittings
        .iter()
        .filter(|sitting| !sitting.bouts.is_empty())
        .map(|sitting| sitting.date)
        .collect();
    let mut pairs = done.windows(2).rev();
    let rest = longest_rest(phase);
    pairs.find(|pair| is_break(days_from(pair[0], pair[1]) - rest)).map(|pair| pair[1])
}

/// Days since the last session beyond the longest rest between two sessions of the plan. Who is not off on the
/// day on which the next plan is asked for may well do what is due until it begins; who is off may stay so.
fn days_missed(history: &History<'_>, phase: &PhasePlan) -> i32 {
    let done = history.last_done();
    let begun = history.plans.first().map(|plan| plan.start);
    let Some(last) = done.map(|sitting| sitting.date).or(begun) else { return 0 };
    let rest = longest_rest(phase);
    let is_off = days_from(last, history.today) > rest;
    if is_off { days_from(last, history.from) - rest } else { 0 }
}

/// The most days from one session to the next.
fn longest_rest(phase: &PhasePlan) -> i32 {
    let length = Day::ALL.len();
    let days: Vec<usize> = phase.week.keys().map(|day| day.index()).collect();
    let next = days.iter().cycle().skip(1);
    let rests = days.iter().zip(next).map(|(day, next)| (next + length - day - 1) % length + 1);
    rests.max().unwrap_or(length) as i32
}

/// The day of a flare or an illness that too few good sessions have followed.
fn unwell_on(history: &History<'_>, enough: usize) -> Option<Date> {
    let told = history
        .weeks
        .iter()
        .rev()
        .find(|(_, week)| matches!(week.missed, Some(Missed::Flare | Missed::Illness)));
    told.map(|(date, _)| *date).filter(|date| {
        let after = history.sittings.iter().filter(|sitting| sitting.date > *date);
        let good = after.filter(|sitting| {
            let mut bouts = sitting.bouts.iter().peekable();
            bouts.peek().is_some() && bouts.all(|bout| bout.zone == Zone::Green)
        });
        good.count() < enough
    })
}
