//! Eligibility: nothing that this person must not or cannot do in this phase.

use super::{Case, Use};
use crate::library::{Exercise, Kind, Phase};
use crate::planner::plan::PhasePlan;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (rules, phase) in case.known_phases() {
        for used in case.uses(phase) {
            let Use { exercise, place, in_session } = &used;
            let mut obstacles = obstacles(case, rules, exercise, *in_session);
            obstacles.extend(new_after_pain(case, phase, exercise));
            faults.extend(obstacles.iter().map(|why| format!("{place} `{}` {why}", exercise.id)));
        }
    }
    faults
}

/// Whether a phase has an exercise, whoever the person is.
pub(super) fn is_for_phase(case: &Case<'_>, rules: &Phase, exercise: &Exercise) -> bool {
    too_early(case, rules, exercise).is_empty() && exercise.difficulty <= rules.max_difficulty
}

/// Everything that forbids an exercise in a phase, each to end the sentence "the exercise ...".
fn obstacles(case: &Case<'_>, rules: &Phase, exercise: &Exercise, in_session: bool) -> Vec<String> {
    let mut found: Vec<String> = barring(case, rules, exercise)
        .into_iter()
        .map(|id| {
            let condition = case.library.conditions.contains_key(id);
            let what = if condition { "condition" } else { "precaution" };
            format!("is barred by the {what} `{id}`")
        })
        .collect();
    found.extend(missing_things(case, exercise));
    found.extend(avoided(case, exercise));
    found.extend(too_early(case, rules, exercise));
    if in_session && exercise.difficulty > rules.max_difficulty {
        found.push(format!(
            "is of difficulty {}, and the phase allows {}",
            exercise.difficulty, rules.max_difficulty
        ));
    }
    if case.request.exclude.contains(&exercise.id) {
        found.push("is excluded by the request".to_owned());
    }
    if case.request.stopped.contains(&exercise.id) {
        found.push("was stopped because of what it did".to_owned());
    }
    for other in case.request.stopped.iter().filter_map(|id| case.exercise(id)) {
        if let (Some(low), Some(own)) = (&other.chain, &exercise.chain)
            && low.id == own.id
            && low.level <= own.level
            && other.id != exercise.id
        {
            found.push(format!("is no easier than `{}`, which was stopped", other.id));
        }
    }
    found
}

/// After a week that hurt, what is no massage, no gentle move and not done beside the sessions was in that
/// week, or is easier than one of its chain that was.
fn new_after_pain(case: &Case<'_>, phase: &PhasePlan, exercise: &Exercise) -> Option<String> {
    let past = case.request.past.as_ref().filter(|past| past.nothing_new)?;
    let most = case.library.progress.inside.gentle_to;
    let gentle = exercise.kind == Kind::Mobility && exercise.difficulty.get() <= most;
    let calms = exercise.kind == Kind::Release || gentle || !exercise.kind.is_in_sessions();
    if calms || !case.is_inside(phase) {
        return None;
    }
    for session in past.before.last()?.sessions.values() {
        // What has no dose was done by another side.
        for item in session.items.iter().filter(|item| !item.dose.is_empty()) {
            let Some(other) = case.exercise(&item.exercise) else { continue };
            let easier = match (&other.chain, &exercise.chain) {
                (Some(had), Some(new)) => had.id == new.id && had.level > new.level,
                _ => false,
            };
            if other.id == exercise.id || easier {
                return None;
            }
        }
    }
    Some("is new right after a week that hurt".to_owned())
}

/// What is in force and bars an exercise in a phase: precautions, read from the exercise itself, and
/// conditions, read from theirs.
pub(super) fn barring<'e>(case: &Case<'e>, rules: &Phase, exercise: &'e Exercise) -> Vec<&'e str> {
    let now = case.library.phase_index(&rules.id);
    // A last phase that the library does not have never comes, so the bar stays.
    let lasts = |until: &str| case.library.phase_index(until).is_none_or(|last| now <= Some(last));
    let for_now = exercise.precautions_until.iter().filter(|(_, until)| lasts(until));
    let ids: Vec<&String> = exercise.precautions.iter().chain(for_now.map(|(id, _)| id)).collect();
    let mut found: Vec<&str> = Vec::new();
    for precaution in &case.library.precautions {
        let named =
            ids.contains(&&precaution.id) || ids.iter().any(|id| precaution.like.contains(id));
        let on_floor = precaution.bed && is_on_the_floor(exercise);
        if (named || on_floor) && case.request.clearance.precautions.contains(&precaution.id) {
            found.push(&precaution.id);
        }
    }
    for id in &case.request.clearance.conditions {
        let Some(condition) = case.library.conditions.get(id) else { continue };
        let mut avoided = condition.avoid.iter().filter(|it| it.exercise == exercise.id);
        if avoided.any(|it| lasts(&it.until)) {
            found.push(&condition.id);
        }
    }
    found
}

fn missing_things(case: &Case<'_>, exercise: &Exercise) -> Vec<String> {
    let missing = exercise.equipment.iter().filter(|id| !case.request.equipment.contains(*id));
    missing.map(|id| format!("needs `{id}`, which is not at hand")).collect()
}

fn avoided(case: &Case<'_>, exercise: &Exercise) -> Vec<String> {
    let mut found = Vec::new();
    let position = exercise.position;
    if case.request.avoid.contains(&position) {
        found.push(format!("is done {}, which is to be avoided", position.as_str()));
    }
    for position in exercise.through.iter().filter(|it| case.request.avoid.contains(*it)) {
        found.push(format!("goes through {}, which is to be avoided", position.as_str()));
    }
    if case.request.avoid_floor && is_on_the_floor(exercise) {
        found.push("is done on the floor, which is to be avoided, and not on a bed".to_owned());
    }
    found
}

/// Whether it is done on the floor, or goes down to it, and a bed will not do.
fn is_on_the_floor(exercise: &Exercise) -> bool {
    let mut taken = exercise.through.iter().chain([&exercise.position]);
    taken.any(|position| position.is_on_the_floor()) && !exercise.bed
}

fn too_early(case: &Case<'_>, rules: &Phase, exercise: &Exercise) -> Vec<String> {
    let mut found = Vec::new();
    let earliest = case.library.phase_index(&exercise.earliest_phase);
    let now = case.library.phase_index(&rules.id);
    if earliest.is_none() || earliest > now {
        found.push(format!("comes before its earliest phase, {}", exercise.earliest_phase));
    }
    if !exercise.dose.contains_key(&rules.id) {
        found.push("has no dose in this phase".to_owned());
    }
    found
}
