//! The minutes that a person really has (`minutes` of `progress.yaml`).

use std::collections::BTreeMap;

use super::history::{History, Sitting};
use crate::library::MinuteRules;
use crate::planner::plan::{ChangeKind, Plan};
use crate::quantity::Day;

/// The lesser, day by day, of what was asked for and a little more than the middle of what was used.
///
/// A session that was done whole says nothing against the time that was asked for, so it counts as
/// that; one that was cut short counts with its minutes. Once a plan is shorter, whole sessions count
/// with their minutes too, so that it grows again little by little and does not swing.
pub(crate) fn within(
    rules: &MinuteRules,
    history: &History<'_>,
    asked: &BTreeMap<Day, u32>,
) -> BTreeMap<Day, u32> {
    let most = asked.values().copied().max().unwrap_or_default();
    let free = planned(history.plans).is_none_or(|planned| planned >= most);
    let timed: Vec<(u32, bool)> = history
        .sittings
        .iter()
        .rev()
        .filter_map(|sitting| Some((sitting.session.minutes?.get(), is_whole(sitting))))
        .take(rules.sessions.max(1))
        .collect();
    if timed.len() < rules.sessions.max(1) {
        return asked.clone();
    }
    let mut used: Vec<u32> = timed
        .into_iter()
        .map(|(minutes, whole)| if whole && free { most } else { minutes })
        .collect();
    used.sort_unstable();
    let middle = used[used.len() / 2];
    let limit = (middle * rules.over).div_ceil(100).max(rules.least);
    asked.iter().map(|(day, minutes)| (*day, limit.min(*minutes))).collect()
}

/// The minutes of the longest day, as the plans so far have last told them; none if all of them have
/// what was asked for.
pub(crate) fn planned(plans: &[Plan]) -> Option<u32> {
    let mut changes = plans.iter().flat_map(|plan| &plan.changes);
    let last = changes
        .rfind(|change| matches!(change.kind, ChangeKind::Shortened | ChangeKind::Lengthened))?;
    last.to.split(' ').next()?.parse().ok()
}

/// Whether every planned exercise was done as planned.
fn is_whole(sitting: &Sitting<'_>) -> bool {
    sitting.done >= sitting.planned && sitting.bouts.iter().all(|bout| bout.is_whole())
}
