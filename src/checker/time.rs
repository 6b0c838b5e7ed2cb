//! Time: every session fits its day in every week, and the page does not promise less than it takes.

use std::collections::BTreeSet;

use super::{Case, in_session};
use crate::library::Position;
use crate::planner::plan::{Item, PhasePlan, Session, WeekDose};
use crate::quantity::Side;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for phase in &case.plan.phases {
        faults.extend(days(case, phase));
        faults.extend(printed(case, phase));
    }
    faults
}

fn days(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let mut faults = Vec::new();
    for (day, name) in &phase.week {
        let (Some(minutes), Some(session)) = (case.request.days.get(day), phase.sessions.get(name))
        else {
            continue;
        };
        let (seconds, week) = heaviest(case, phase, session);
        if seconds > u64::from(*minutes) * 60 {
            faults.push(format!(
                "in phase {} on {}, session {name} takes {} in week {week}, and the day has {minutes} min",
                phase.id,
                day.as_str(),
                clock(seconds)
            ));
        }
    }
    faults
}

fn printed(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, session) in &phase.sessions {
        let (seconds, week) = heaviest(case, phase, session);
        // The least tenth of a minute that this rounds to; half a tenth may go either way.
        let least = seconds.saturating_add(2) / 6;
        let tenths = (session.minutes * 10.0).round();
        if !(tenths.is_finite() && tenths >= least as f64) {
            faults.push(format!(
                "{} the page says {} minutes, and week {week} takes {}",
                in_session(phase, name),
                session.minutes,
                clock(seconds)
            ));
        }
    }
    faults
}

fn clock(seconds: u64) -> String {
    format!("{} min {} s", seconds / 60, seconds % 60)
}

/// The seconds of a session in its longest week, and that week.
fn heaviest(case: &Case<'_>, phase: &PhasePlan, session: &Session) -> (u64, u32) {
    let weeks: BTreeSet<u32> =
        session.items.iter().flat_map(|item| &item.dose).map(|dose| dose.week).collect();
    let all = weeks.into_iter().map(|week| (in_week(case, phase, session, week), week));
    let longest = all.reduce(|best, next| if next.0 > best.0 { next } else { best });
    longest.unwrap_or((0, phase.weeks.0))
}

fn in_week(case: &Case<'_>, phase: &PhasePlan, session: &Session, week: u32) -> u64 {
    let change_s = u64::from(case.library.phases.limits.change_s);
    let doses = session.items.iter().flat_map(|item| {
        item.dose.iter().filter(|dose| dose.week == week).map(move |dose| (item, dose))
    });
    let work = doses.map(|(item, dose)| seconds(case, &phase.id, item, dose));
    work.fold(changes(case, session).saturating_mul(change_s), u64::saturating_add)
}

/// How often the position changes from one exercise to the next; one that can be done in any
/// position is done in the one that the person is in.
pub(super) fn changes(case: &Case<'_>, session: &Session) -> u64 {
    let position = |item: &Item| {
        case.exercise(&item.exercise).map_or(item.position, |exercise| exercise.position)
    };
    let mut now = None;
    let mut count = 0;
    for next in session.items.iter().map(position).filter(|next| *next != Position::Any) {
        count += u64::from(now.is_some_and(|now| now != next));
        now = Some(next);
    }
    count
}

/// The seconds of one exercise: on each side setting up, the sets and the rests between them.
pub(super) fn seconds(case: &Case<'_>, phase: &str, item: &Item, dose: &WeekDose) -> u64 {
    let time = &case.library.dosage.time;
    let [sets, reps, hold_s] = [dose.sets, dose.reps, dose.hold_s].map(u64::from);
    let rep_s = match hold_s {
        0 => u64::from(time.rep_s),
        held => held + u64::from(time.between_holds_s),
    };
    let rest_s = u64::from(time.between_sets_s.get(phase).copied().unwrap_or_default());
    let work = sets.saturating_mul(reps).saturating_mul(rep_s);
    let rests = sets.saturating_sub(1).saturating_mul(rest_s);
    let side = work.saturating_add(rests).saturating_add(u64::from(time.set_up_s));
    let unilateral = case.exercise(&item.exercise).is_some_and(|exercise| exercise.unilateral);
    if unilateral && item.side == Side::Both {
        side.saturating_mul(2).saturating_add(u64::from(time.change_side_s))
    } else {
        side
    }
}
