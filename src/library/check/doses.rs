//! Doses fit their phases and kinds: sets and repetitions or minutes, none before the earliest phase,
//! stretches of a minute a day (ACSM11), loads on at most as many days as a muscle may be loaded.

use super::{Exercise, Finding, Library, in_exercise};
use crate::finding::Code;
use crate::library::{Dose, Kind};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    library.exercises.values().flat_map(|exercise| doses(library, exercise)).collect()
}

fn doses(library: &Library, exercise: &Exercise) -> Vec<Finding> {
    let mut findings = Vec::new();
    let earliest = library.phase_index(&exercise.earliest_phase);
    for (phase, dose) in &exercise.dose {
        let mut say = |message: String| {
            let place = in_exercise(exercise, format!("dose.{phase}"));
            findings.push(Finding::error(Code::BadDose, message).at(place));
        };
        if library.phase_index(phase) < earliest {
            say(format!("a dose before the earliest phase, `{}`", exercise.earliest_phase));
        }
        if let Some(message) = shape(dose) {
            say(message.to_owned());
        }
        if exercise.kind.is_in_sessions() && dose.minutes.is_some() {
            say("an exercise of a session needs sets and reps, not minutes".to_owned());
        }
        let load_days = library.phases.limits.load_days;
        if library.is_loading(exercise) && dose.days.get() > load_days {
            say(format!(
                "a load on {} days a week; at most {load_days} leave 48 h between",
                dose.days
            ));
        }
        let held = held_s(dose);
        let wanted = library.dosage.stretch.day_s;
        if exercise.kind == Kind::Stretch && held < wanted {
            say(format!("held for {held} s; a stretch needs {wanted} s a day"));
        }
    }
    if !exercise.dose.contains_key(&exercise.earliest_phase) && !exercise.dose.is_empty() {
        let message = "no dose in the earliest phase";
        let place = in_exercise(exercise, "earliest_phase");
        findings.push(Finding::error(Code::BadDose, message).at(place));
    }
    findings.extend(mixed(exercise));
    findings.extend(timed(exercise));
    findings.extend(turns(exercise));
    findings
}

/// Holds grow in seconds and moves in repetitions: from one to the other there is no small step.
fn mixed(exercise: &Exercise) -> Option<Finding> {
    let counted = exercise.dose.iter().filter(|(_, dose)| dose.sets.is_some());
    let is_held = |dose: &Dose| dose.hold_s.is_some_and(|hold| hold.get() > 0);
    let (held, moving): (Vec<_>, Vec<_>) = counted.partition(|(_, dose)| is_held(dose));
    let ((held, _), (moving, _)) = held.first().zip(moving.first())?;
    let message = format!("held in phase {held} and not in {moving}");
    let place = in_exercise(exercise, format!("dose.{moving}"));
    let hint = "give a `hold_s` in each phase, or write what is held as an exercise of its own";
    Some(Finding::error(Code::BadDose, message).at(place).hint(hint))
}

/// Time for strokes or steps is so many seconds, so many times: a number of rounds of repetitions of seconds is
/// a dose of holds.
fn timed(exercise: &Exercise) -> Option<Finding> {
    let is_time = |dose: &Dose| {
        let seconds = dose.hold_s.is_some_and(|hold| hold.get() > 0);
        let once = dose.sets.is_some_and(|sets| sets.get() == 1)
            || dose.reps.is_some_and(|reps| reps.get() == 1);
        seconds && once
    };
    let mut doses = exercise.dose.iter().filter(|_| exercise.timed);
    let (phase, _) = doses.find(|(_, dose)| !is_time(dose))?;
    let message = "`timed` wants `hold_s`, and one set or one repetition";
    Some(Finding::error(Code::BadDose, message).at(in_exercise(exercise, format!("dose.{phase}"))))
}

/// Where sides take turns one dose is for both: half of it on either side.
fn turns(exercise: &Exercise) -> Option<Finding> {
    let at = |path: String| in_exercise(exercise, path);
    if exercise.turns && exercise.unilateral {
        let message = "`turns` has one dose for both sides, and `unilateral` one for each";
        return Some(Finding::error(Code::BadDose, message).at(at("turns".to_owned())));
    }
    let is_odd = |dose: &Dose| dose.reps.is_some_and(|reps| !reps.get().is_multiple_of(2));
    let mut doses = exercise.dose.iter().filter(|_| exercise.turns);
    let (phase, _) = doses.find(|(_, dose)| is_odd(dose))?;
    let message = "sides take turns, and one of them would come once more than the other";
    Some(Finding::error(Code::BadDose, message).at(at(format!("dose.{phase}"))))
}

fn shape(dose: &Dose) -> Option<&'static str> {
    match (dose.sets, dose.reps, dose.minutes) {
        (Some(_), Some(_), None) | (None, None, Some(_)) => None,
        (_, _, Some(_)) => Some("minutes and sets or reps at once"),
        _ => Some("a dose needs `sets` and `reps`, or `minutes`"),
    }
}

fn held_s(dose: &Dose) -> u32 {
    let (sets, reps) = (dose.sets.map_or(1, |n| n.get()), dose.reps.map_or(1, |n| n.get()));
    sets * reps * dose.hold_s.map_or(0, |n| n.get())
}
