//! Doses: never more than the library's for the phase, and never a steep rise from week to week.

use std::collections::BTreeMap;

use super::{Case, beside, in_session};
use crate::library::{ClimbRules, Dose, Exercise, Kind};
use crate::planner::plan::{PhasePlan, WeekDose};
use crate::planner::request::FixedDose;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for phase in &case.plan.phases {
        faults.extend(sessions(case, phase));
        faults.extend(daily(case, phase));
    }
    faults.extend(courses(case));
    faults.extend(days(case));
    faults.extend(light_and_new(case));
    faults.extend(rises(case));
    faults.extend(returns(case));
    faults.extend(aerobic_rises(case));
    faults
}

fn sessions(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, session) in &phase.sessions {
        let place = in_session(phase, name);
        for item in &session.items {
            // Eligibility faults an exercise without a dose in the phase.
            let Some(exercise) = case.exercise(&item.exercise) else { continue };
            let Some(full) = exercise.dose.get(&phase.id) else { continue };
            for dose in &item.dose {
                let wrong = of_week(case, exercise, &phase.id, full, dose);
                faults.extend(
                    wrong.map(|why| {
                        format!("{place} `{}` in week {} {why}", exercise.id, dose.week)
                    }),
                );
            }
        }
    }
    faults
}

fn of_week(
    case: &Case<'_>,
    exercise: &Exercise,
    phase: &str,
    full: &Dose,
    dose: &WeekDose,
) -> Option<String> {
    if dose.sets == 0 || dose.reps == 0 {
        return Some(format!("has {}, which is nothing to do", amount(dose)));
    }
    if let Some(fixed) = case.request.doses.get(&exercise.id) {
        return not_as_fixed(case, exercise, full, dose, fixed);
    }
    let (sets, reps, hold_s) = (
        full.sets.map_or(0, |n| n.get()),
        most_reps(case, exercise, full, dose),
        most_hold(case, exercise, full),
    );
    let (sets, reps, hold_s) = part(share(case, phase), sets, reps, hold_s);
    let above = dose.sets > sets || dose.reps > reps || dose.hold_s > hold_s;
    let most = WeekDose { week: dose.week, sets, reps, hold_s };
    above.then(|| format!("has {}, and {} is the most", amount(dose), amount(&most)))
}

/// What a phase asks for of an exercise; none if it has no counted dose there.
pub(super) fn whole(case: &Case<'_>, exercise: &Exercise, phase: &str) -> Option<WeekDose> {
    let full = exercise.dose.get(phase)?;
    let (sets, reps) = (full.sets?.get(), full.reps?.get());
    let own_hold_s = full.hold_s.map_or(0, |n| n.get());
    if let Some(fixed) = case.request.doses.get(&exercise.id) {
        let hold_s = fixed.hold_s.map_or(own_hold_s, |hold| hold.get());
        return Some(WeekDose { week: 0, sets: fixed.sets.get(), reps: fixed.reps.get(), hold_s });
    }
    let mut whole = WeekDose { week: 0, sets, reps, hold_s: most_hold(case, exercise, full) };
    let round_s = sets * whole.hold_s;
    if exercise.kind == Kind::Stretch && round_s > 0 {
        let day_s = case.library.dosage.stretch.day_s.max(sets * reps * own_hold_s);
        whole.reps = day_s.div_ceil(round_s);
    }
    let (sets, reps, hold_s) = part(share(case, phase), whole.sets, whole.reps, whole.hold_s);
    Some(WeekDose { week: 0, sets, reps, hold_s })
}

/// How much of a dose is the most in a phase, in per cent.
fn share(case: &Case<'_>, phase: &str) -> u32 {
    let mut least = 100;
    for precaution in &case.library.precautions {
        if case.request.clearance.precautions.contains(&precaution.id) {
            least = precaution.dose_share.get(phase).map_or(least, |share| least.min(share.get()));
        }
    }
    least
}

/// A part of a dose, in per cent: of its repetitions where it has several, else of its seconds or its sets.
fn part(percent: u32, sets: u32, reps: u32, hold_s: u32) -> (u32, u32, u32) {
    let of = |whole: u32| (whole * percent).div_ceil(100);
    if reps > 1 {
        (sets, of(reps), hold_s)
    } else if hold_s > 0 {
        (sets, reps, of(hold_s))
    } else {
        (of(sets), reps, hold_s)
    }
}

fn not_as_fixed(
    case: &Case<'_>,
    exercise: &Exercise,
    full: &Dose,
    dose: &WeekDose,
    fixed: &FixedDose,
) -> Option<String> {
    let (sets, reps) = (fixed.sets.get(), fixed.reps.get());
    let (hold_s, good_hold) = match fixed.hold_s {
        Some(hold) => (hold.get(), dose.hold_s == hold.get()),
        None => {
            let most = most_hold(case, exercise, full);
            (most, dose.hold_s <= most)
        }
    };
    let good = dose.sets == sets && dose.reps == reps && good_hold;
    let wanted = WeekDose { week: dose.week, sets, reps, hold_s };
    (!good).then(|| format!("has {}, and {} is fixed for it", amount(dose), amount(&wanted)))
}

fn amount(dose: &WeekDose) -> String {
    match dose.hold_s {
        0 => format!("{} x {}", dose.sets, dose.reps),
        held => format!("{} x {} of {held} s", dose.sets, dose.reps),
    }
}

/// Older people hold a stretch longer; everything else is held, or moves, as the library says.
fn most_hold(case: &Case<'_>, exercise: &Exercise, full: &Dose) -> u32 {
    let own = full.hold_s.map_or(0, |n| n.get());
    let longer = exercise.kind == Kind::Stretch && own > 0 && case.request.older;
    if longer { own.max(case.library.dosage.stretch.older_hold_s) } else { own }
}

/// A stretch is repeated until its holds make the day's seconds; nothing else is repeated more often
/// than the library says.
fn most_reps(case: &Case<'_>, exercise: &Exercise, full: &Dose, dose: &WeekDose) -> u32 {
    let own = full.reps.map_or(0, |n| n.get());
    let round_s = dose.sets.saturating_mul(dose.hold_s);
    if exercise.kind != Kind::Stretch || round_s == 0 {
        return own;
    }
    own.max(case.library.dosage.stretch.day_s.div_ceil(round_s))
}

fn daily(case: &Case<'_>, phase: &PhasePlan) -> Vec<String> {
    let mut faults = Vec::new();
    let place = beside(phase, "daily");
    for entry in &phase.daily {
        let full = case.exercise(&entry.exercise).and_then(|exercise| exercise.dose.get(&phase.id));
        let Some(full) = full else { continue };
        let whole = full.minutes.map_or(0, |n| n.get()) * share(case, &phase.id);
        let (minutes, days) = (whole.div_ceil(100), full.days.get());
        let weeks: Vec<u32> = entry.weeks.iter().map(|week| week.week).collect();
        let own = case.weeks_of(phase);
        if weeks != (own.0..=own.1).collect::<Vec<u32>>() {
            faults.push(format!("{place} `{}` has other weeks than the phase", entry.exercise));
        }
        let most = entry.weeks.iter().map(|week| week.minutes).fold(entry.minutes, u32::max);
        if most > minutes || entry.days > days {
            faults.push(format!(
                "{place} `{}` has {most} min on {} days, and {minutes} min on {days} days are the most",
                entry.exercise, entry.days
            ));
        }
    }
    faults
}

/// Walking and its like rise from week to week as loading work does, or by one minute.
fn aerobic_rises(case: &Case<'_>) -> Vec<String> {
    let rise = u64::from(case.library.dosage.climb.rise);
    let mut faults = Vec::new();
    let is_aerobic = |id: &str| case.exercise(id).is_some_and(|e| e.kind == Kind::Aerobic);
    let aerobic = |phase: &PhasePlan| {
        let entry = phase.daily.iter().find(|entry| is_aerobic(&entry.exercise));
        entry.map(|entry| (entry.minutes, entry.days))
    };
    let mut before: Option<(u32, u32)> = case.last_phase().and_then(aerobic);
    for phase in &case.plan.phases {
        let Some(entry) = phase.daily.iter().find(|entry| is_aerobic(&entry.exercise)) else {
            before = None;
            continue;
        };
        for week in &entry.weeks {
            let most = before.map(|(minutes, days)| {
                let all = u64::from(minutes) * u64::from(days);
                let last = u64::from(minutes).min(all.div_ceil(u64::from(entry.days).max(1)));
                (last * (100 + rise) / 100).max(last + 1)
            });
            if most.is_some_and(|most| u64::from(week.minutes) > most) {
                faults.push(format!(
                    "{} `{}` rises to {} min in week {}",
                    beside(phase, "daily"),
                    entry.exercise,
                    week.minutes,
                    week.week
                ));
            }
            before = Some((week.minutes, entry.days));
        }
    }
    faults
}

/// What check-ins let an exercise begin with, and whether it may rise from there.
fn courses(case: &Case<'_>) -> Vec<String> {
    let Some(past) = &case.request.past else { return Vec::new() };
    let first = case.plan.first_week();
    let mut faults = Vec::new();
    for phase in &case.plan.phases {
        for item in phase.sessions.values().flat_map(|session| &session.items) {
            let Some(course) = past.doses.get(&item.exercise) else { continue };
            let most = u64::from(course.sets) * u64::from(course.reps);
            let above = |dose: &&WeekDose| {
                (dose.week == first || !course.climbs)
                    && (u64::from(dose.sets) * u64::from(dose.reps) > most
                        || dose.hold_s > course.hold_s)
            };
            faults.extend(item.dose.iter().find(above).map(|dose| {
                format!(
                    "in phase {}, `{}` has {} in week {}, and check-ins allow {} x {} of {} s",
                    phase.id,
                    item.exercise,
                    amount(dose),
                    dose.week,
                    course.sets,
                    course.reps,
                    course.hold_s
                )
            }));
        }
    }
    faults
}

/// What check-ins hold or lower is on no more days than in the week before.
fn days(case: &Case<'_>) -> Vec<String> {
    let Some((past, last)) = case.request.past.as_ref().zip(case.last_phase()) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for id in &past.no_more_days {
        let had = days_of(last, id);
        for phase in &case.plan.phases {
            let has = days_of(phase, id);
            if had > 0 && has > had {
                faults.push(format!(
                    "in phase {}, `{id}` is on {has} days a week, and may be on {had}",
                    phase.id
                ));
            }
        }
    }
    faults
}

/// The days a week on which a phase has an exercise.
fn days_of(phase: &PhasePlan, id: &str) -> usize {
    let has = |name: &&String| {
        let session = phase.sessions.get(*name);
        session.is_some_and(|session| session.items.iter().any(|item| item.exercise == id))
    };
    phase.week.values().filter(has).count()
}

/// After time off what is light begins with a part of its dose where it is new in a phase that is not the first
/// of all.
fn light_and_new(case: &Case<'_>) -> Vec<String> {
    let past = case.request.past.as_ref();
    let (Some(past), Some(phase)) = (past, case.plan.phases.first()) else { return Vec::new() };
    let entry = case.library.phases.phases.first();
    let later = entry.is_none_or(|entry| entry.id != phase.id);
    let Some(share) = past.light_share.filter(|_| later) else { return Vec::new() };
    let items = |phase: &PhasePlan| -> Vec<(String, Option<WeekDose>)> {
        let items = phase.sessions.values().flat_map(|session| &session.items);
        items.map(|item| (item.exercise.clone(), item.dose.first().copied())).collect()
    };
    let had = case.last_phase().map(items).unwrap_or_default();
    let mut faults = Vec::new();
    for (id, first) in items(phase) {
        let Some((exercise, first)) = case.exercise(&id).zip(first) else { continue };
        let known = had.iter().any(|(other, _)| *other == id)
            || past.doses.contains_key(&id)
            || case.request.doses.contains_key(&id);
        let Some(whole) = whole(case, exercise, &phase.id).filter(|_| !known) else { continue };
        let all = u64::from(whole.sets) * u64::from(whole.reps);
        let most = (all * u64::from(share)).div_ceil(100);
        let is_above = u64::from(first.sets) * u64::from(first.reps) > most;
        if is_above && !climbs(case, exercise) {
            faults.push(format!(
                "in phase {}, `{id}` is new after time off and has {} at first, and {most} in all are the most",
                phase.id,
                amount(&first)
            ));
        }
    }
    faults
}

/// What does not climb by itself has its dose from a phase's first day; one that was made smaller comes
/// back by small steps in the same phase.
fn returns(case: &Case<'_>) -> Vec<String> {
    let mut exercises: BTreeMap<&str, Weeks<'_>> = BTreeMap::new();
    for phase in case.last_phase().into_iter().chain(&case.plan.phases) {
        for item in phase.sessions.values().flat_map(|session| &session.items) {
            let known = case.exercise(&item.exercise);
            let fixed = case.request.doses.contains_key(&item.exercise);
            if fixed || known.is_none_or(|exercise| climbs(case, exercise)) {
                continue;
            }
            let weeks = exercises.entry(&item.exercise).or_default();
            weeks.extend(item.dose.iter().map(|dose| (dose.week, (phase.id.as_str(), dose))));
        }
    }
    let ClimbRules { rise, long_hold_s, .. } = case.library.dosage.climb;
    let mut faults = Vec::new();
    for (id, weeks) in exercises {
        let stretch = case.exercise(id).filter(|exercise| exercise.kind == Kind::Stretch);
        for (week, (phase, dose)) in &weeks {
            let last = week.checked_sub(1).and_then(|last| weeks.get(&last));
            let Some((_, before)) = last.filter(|(other, _)| other == phase) else { continue };
            // Nothing to do is a fault of its own.
            if volume(before) == 0 {
                continue;
            }
            let whole = stretch.and_then(|stretch| whole(case, stretch, phase));
            let held = whole.is_some_and(|whole| whole.hold_s >= long_hold_s);
            let steep = if held && dose.hold_s > 0 && before.hold_s > 0 {
                held_longer(case, before, dose)
            } else {
                passed(before, dose, rise).is_some()
            };
            if steep || leaps(case, before, dose) {
                let (was, is) = (amount(before), amount(dose));
                faults.push(format!(
                    "in phase {phase}, `{id}` comes back from {was} to {is} in week {week} at once"
                ));
            }
        }
    }
    faults
}

/// Whether a stretch that is held for long gains more than its seconds, its share, and 5 s in each of its holds.
fn held_longer(case: &Case<'_>, before: &WeekDose, dose: &WeekDose) -> bool {
    const STEP_S: u128 = 5;
    let climb = &case.library.dosage.climb;
    let was = volume(before);
    let step = u128::from(climb.hold_s)
        .max(was * u128::from(climb.rise) / 100)
        .max(STEP_S * u128::from(dose.sets) * u128::from(dose.reps));
    volume(dose) > was + step
}

/// The doses of an exercise by week, each with its phase; the greater one if two sessions differ.
type Weeks<'a> = BTreeMap<u32, (&'a str, &'a WeekDose)>;

fn rises(case: &Case<'_>) -> Vec<String> {
    let mut exercises: BTreeMap<&str, Weeks<'_>> = BTreeMap::new();
    for phase in case.last_phase().into_iter().chain(&case.plan.phases) {
        for item in phase.sessions.values().flat_map(|session| &session.items) {
            if case.exercise(&item.exercise).is_none_or(|exercise| !climbs(case, exercise)) {
                continue;
            }
            let weeks = exercises.entry(&item.exercise).or_default();
            for dose in &item.dose {
                let there = weeks.entry(dose.week).or_insert((&phase.id, dose));
                if volume(dose) > volume(there.1) {
                    *there = (&phase.id, dose);
                }
            }
        }
    }
    exercises.into_iter().flat_map(|(id, weeks)| steep(case, id, &weeks)).collect()
}

fn climbs(case: &Case<'_>, exercise: &Exercise) -> bool {
    let climbing = &case.library.dosage.climb.work;
    !exercise.low_load
        && !case.request.doses.contains_key(&exercise.id)
        && case.library.work_of(exercise).iter().any(|work| climbing.contains(work))
}

fn volume(dose: &WeekDose) -> u128 {
    u128::from(dose.sets) * u128::from(dose.reps) * u128::from(dose.hold_s.max(1))
}

/// Rises between one week and the next. After a week without it an exercise begins anew.
fn steep(case: &Case<'_>, id: &str, weeks: &Weeks<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (week, (phase, dose)) in weeks {
        let before = week.checked_sub(1).and_then(|last| weeks.get(&last));
        let Some((_, before)) = before else { continue };
        let (was, is) = (amount(before), amount(dose));
        if leaps(case, before, dose) {
            faults.push(format!(
                "in phase {phase}, the hold of `{id}` leaps from {was} to {is} in week {week}"
            ));
        }
        if let Some(most) = passed(before, dose, case.library.dosage.climb.rise) {
            faults.push(format!(
                "in phase {phase}, `{id}` rises from {was} to {is} in week {week}, and {most} in all are the most"
            ));
        }
    }
    faults
}

/// Whether a single hold gains more than all of them may together.
fn leaps(case: &Case<'_>, before: &WeekDose, dose: &WeekDose) -> bool {
    let most = u64::from(before.hold_s) + u64::from(case.library.dosage.climb.hold_s);
    before.hold_s > 0 && u64::from(dose.hold_s) > most
}

/// The most that may follow on a week's dose, if the next week's has passed it: in repetitions, or
/// in seconds held where the hold has changed.
fn passed(before: &WeekDose, dose: &WeekDose, rise: u32) -> Option<String> {
    let [sets, reps, hold_s] = [before.sets, before.reps, before.hold_s].map(u128::from);
    let [next_sets, next_reps, next_hold_s] = [dose.sets, dose.reps, dose.hold_s].map(u128::from);
    // Seconds say nothing where one of the two is not held at all.
    let held = hold_s != next_hold_s && hold_s > 0 && next_hold_s > 0;
    let (unit, next_unit) = if held { (hold_s, next_hold_s) } else { (1, 1) };
    let was = sets * reps * unit;
    // One repetition more in each set that both weeks have: a whole new set is no small step.
    let one_more = sets.min(next_sets) * unit.min(next_unit);
    let most = (was.saturating_mul(100 + u128::from(rise)) / 100).max(was + one_more);
    let above = next_sets * next_reps * next_unit > most;
    above.then(|| if held { format!("{most} s") } else { format!("{most} repetitions") })
}
