//! Size: no session and no week holds more than a person can learn and do well.

use std::collections::BTreeSet;

use super::{Case, in_session};
use crate::planner::plan::{PhasePlan, Session};

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let limits = &case.library.phases.limits;
    let mut faults = Vec::new();
    for phase in &case.plan.phases {
        let own = case.rules_of(phase).map_or(limits.session, |rules| rules.session);
        let most = own.min(limits.session);
        for (name, session) in phase.sessions.iter().filter(|(_, s)| above(s.items.len(), most)) {
            let (place, count) = (in_session(phase, name), session.items.len());
            faults.push(format!("{place} stand {count} exercises, and {most} are the most"));
        }
        let count = menu(phase);
        if above(count, limits.menu) {
            let (id, most) = (&phase.id, limits.menu);
            faults.push(format!(
                "in phase {id}, the week has {count} exercises, and {most} are the most"
            ));
        }
        let count = phase.breaks.iter().map(|entry| &entry.exercise).collect::<BTreeSet<_>>().len();
        if above(count, limits.breaks) {
            let (id, most) = (&phase.id, limits.breaks);
            faults
                .push(format!("in phase {id}, a day has {count} breaks, and {most} are the most"));
        }
    }
    faults
}

fn above(count: usize, most: u32) -> bool {
    count > most as usize
}

/// How many different exercises the sessions of a week have.
fn menu(phase: &PhasePlan) -> usize {
    let items = phase.sessions.values().flat_map(|session: &Session| &session.items);
    items.map(|item| &item.exercise).collect::<BTreeSet<_>>().len()
}
