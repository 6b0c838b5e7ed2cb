//! Loads: a muscle that is loaded has the next day off, and has few loads in a day and in a week.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, quoted};
use crate::planner::plan::{PhasePlan, Session};
use crate::quantity::Day;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for phase in &case.plan.phases {
        faults.extend(in_day(case, phase));
        faults.extend(in_week(case, phase));
    }
    faults.extend(neighbours(case));
    faults
}

/// The muscles that a session loads, each with the exercises that do.
fn loaded<'a>(case: &Case<'a>, session: &Session) -> BTreeMap<&'a str, Vec<&'a str>> {
    let known = session.items.iter().filter_map(|item| case.exercise(&item.exercise));
    let mut muscles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for exercise in known.filter(|exercise| case.library.is_loading(exercise)) {
        for muscle in &exercise.primary {
            muscles.entry(muscle).or_default().push(&exercise.id);
        }
    }
    muscles
}

/// What each day of a phase's week loads.
fn by_day<'a>(
    case: &Case<'a>,
    phase: &PhasePlan,
) -> BTreeMap<Day, BTreeMap<&'a str, Vec<&'a str>>> {
    let sessions = phase
        .week
        .iter()
        .filter_map(|(day, name)| Some((*day, loaded(case, phase.sessions.get(name)?))));
    sessions.collect()
}

fn in_day(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let most = case.library.phases.limits.load_per_day;
    let mut faults = Vec::new();
    for (day, muscles) in by_day(case, phase) {
        for (muscle, by) in muscles.into_iter().filter(|(_, by)| by.len() > most as usize) {
            faults.push(format!(
                "in phase {} on {}, {} load `{muscle}`, and {most} exercises a day are the most",
                phase.id,
                day.as_str(),
                quoted(by)
            ));
        }
    }
    faults
}

fn in_week(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let most = case.library.phases.limits.load_days;
    let mut days: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (day, muscles) in by_day(case, phase) {
        for muscle in muscles.into_keys() {
            days.entry(muscle).or_default().push(day.as_str());
        }
    }
    let too_many = days.into_iter().filter(|(_, days)| days.len() > most as usize);
    let say = |(muscle, days): (&str, Vec<&str>)| {
        let (id, days) = (&phase.id, days.join(", "));
        format!(
            "in phase {id}, `{muscle}` is loaded on {days}, and {most} days a week are the most"
        )
    };
    too_many.map(say).collect()
}

/// A day of the programme: how many days after its start, in which phase, on which weekday.
type Date<'a> = (u64, &'a str, Day);

/// Loads on two days in a row, found on the dates of the whole programme, so that the end of one
/// phase and the start of the next are seen as they fall. A pair that comes back every week is
/// reported once.
fn neighbours(case: &Case<'_>) -> Vec<String> {
    let mut pairs = BTreeSet::new();
    let mut before: Option<(Date<'_>, BTreeSet<&str>)> = None;
    for (date, muscles) in calendar(case) {
        if let Some(((yesterday, phase, day), worked)) = &before
            && yesterday + 1 == date.0
        {
            let again = worked.intersection(&muscles);
            pairs.extend(again.map(|muscle| ((*phase, *day), (date.1, date.2), *muscle)));
        }
        before = Some((date, muscles));
    }
    let say = |((phase, day), (next_phase, next_day), muscle): ((&str, Day), (&str, Day), &str)| {
        let (day, next_day) = (day.as_str(), next_day.as_str());
        let next_phase = if phase == next_phase { "" } else { &format!(" in phase {next_phase}") };
        format!(
            "in phase {phase} on {day}, `{muscle}` is loaded, and again on the next day, {next_day}{next_phase}"
        )
    };
    pairs.into_iter().map(say).collect()
}

/// What every date of the programme loads, in order.
fn calendar<'a>(case: &Case<'a>) -> BTreeMap<Date<'a>, BTreeSet<&'a str>> {
    let start = Day::of(case.plan.start).index();
    let mut dates = BTreeMap::new();
    let planned = case.known_phases().into_iter().map(|(_, phase)| (phase, case.weeks_of(phase)));
    // The last week of what the plan goes on from: its last day is the day before the first.
    let eve = case.last_phase().map(|phase| {
        let week = case.plan.first_week().saturating_sub(1);
        (phase, (week, week))
    });
    for (phase, weeks) in eve.into_iter().chain(planned) {
        let loads = by_day(case, phase);
        for (week, offset) in
            (weeks.0..=weeks.1).flat_map(|week| (0..7).map(move |offset| (week, offset)))
        {
            let day = Day::ALL[(start + offset) % 7];
            let date = u64::from(week) * 7 + offset as u64;
            let muscles = loads.get(&day).into_iter().flat_map(|muscles| muscles.keys().copied());
            let there: &mut BTreeSet<&str> =
                dates.entry((date, phase.id.as_str(), day)).or_default();
            there.extend(muscles);
        }
    }
    dates
}
