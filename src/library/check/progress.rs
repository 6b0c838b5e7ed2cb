//! The rules of progress name what there is, and make sense together.

use super::{Finding, Library};
use crate::finding::{Code, Place, did_you_mean};
use crate::library::{AfterMissed, Gate, PainGate, Why};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let say = |(code, path, message): (Code, String, String)| {
        Finding::error(code, message).at(Place::path("progress.yaml", path))
    };
    let names = unknown(library).into_iter().map(|(path, what, id, hint)| {
        let message = format!("there is no {what} `{id}`");
        say((Code::UnknownId, path, message)).maybe_hint(hint)
    });
    let unsaid = Why::ALL.iter().filter(|why| !library.progress.says.contains_key(why));
    let unsaid = unsaid.map(|why| {
        let message = format!("nothing is said for `{}`", why.as_str());
        say((Code::Incomplete, "says".to_owned(), message))
    });
    let wrong = numbers(library)
        .into_iter()
        .map(|(path, message)| say((Code::BadWeight, path, message.to_owned())));
    names.chain(unsaid).chain(wrong).collect()
}

/// Ids that nothing has: path, what it should be, id, hint.
fn unknown(library: &Library) -> Vec<(String, &'static str, String, Option<String>)> {
    let rules = &library.progress;
    let phases: Vec<&str> = library.phases.phases.iter().map(|phase| phase.id.as_str()).collect();
    let exercises: Vec<&str> = library.exercises.keys().map(String::as_str).collect();
    let sources: Vec<&str> = library.sources.iter().map(|entry| entry.key.as_str()).collect();
    let mut named: Vec<(String, &str, &str, &[&str])> = Vec::new();
    for id in rules.lengths.keys() {
        named.push((format!("lengths.{id}"), "phase", id, &phases));
    }
    for (id, gate) in &rules.gates {
        named.push((format!("gates.{id}"), "phase", id, &phases));
        for (i, shown) in gate.shown.iter().enumerate() {
            let path = format!("gates.{id}.shown[{i}].exercise");
            named.push((path, "exercise", &shown.exercise, &exercises));
        }
    }
    for (i, citation) in rules.sources.iter().enumerate() {
        named.push((format!("sources[{i}].key"), "source", &citation.key, &sources));
    }
    let missing = named.into_iter().filter(|(_, _, id, known)| !known.contains(id));
    missing
        .map(|(path, what, id, known)| {
            (path, what, id.to_owned(), did_you_mean(id, known.iter().copied()))
        })
        .collect()
}

/// Numbers that do not make sense.
fn numbers(library: &Library) -> Vec<(String, &'static str)> {
    let rules = &library.progress;
    let (zones, exercise) = (&rules.zones, &rules.exercise);
    let mut wrong: Vec<(String, &str)> = [
        (
            zones.morning_rise == 0 || zones.night_rise == 0 || zones.week_rise == 0,
            "zones.morning_rise",
            "a rise of nothing",
        ),
        (zones.nights < 1, "zones.nights", "no week at all"),
        (zones.weeks_rising == 0, "zones.weeks_rising", "no week at all"),
        (!(1..=99).contains(&exercise.cut), "exercise.cut", "not between 1 and 99 %"),
        (exercise.amber_least > 100, "exercise.amber_least", "more than 100 %"),
        (exercise.recent_days < 1, "exercise.recent_days", "less than a day"),
        (
            exercise.retry == 0 || exercise.reds == 0 || exercise.amber_running == 0,
            "exercise.retry",
            "no session at all",
        ),
        (exercise.spare_sessions == 0, "exercise.spare_sessions", "no session at all"),
        (rules.minutes.over < 100, "minutes.over", "less than what was used"),
        (rules.extend == 0, "extend", "no week at all"),
        (rules.open_weeks == 0, "open_weeks", "no week at all"),
        (rules.keep.session == 0 || rules.keep.days == 0, "keep", "nothing would be kept"),
    ]
    .into_iter()
    .filter(|(wrong, ..)| *wrong)
    .map(|(_, path, message)| (path.to_owned(), message))
    .collect();
    for (id, (least, most)) in &rules.lengths {
        if *least == 0 || least > most {
            wrong.push((format!("lengths.{id}"), "not from few to many weeks, at least one"));
        }
    }
    for phase in library.phases.phases.iter().filter(|phase| !rules.lengths.contains_key(&phase.id))
    {
        wrong.push((format!("lengths.{}", phase.id), "a phase without its lengths"));
    }
    for (i, pair) in rules.missed.windows(2).enumerate() {
        if pair[0].days >= pair[1].days || pair[0].action > pair[1].action {
            wrong.push((format!("missed[{}]", i + 1), "not after the row above it"));
        }
    }
    for (i, row) in rules.missed.iter().enumerate() {
        if row.action == AfterMissed::Lighter && !(1..=100).contains(&row.volume) {
            wrong.push((format!("missed[{i}].volume"), "not between 1 and 100 %"));
        }
    }
    for (id, gate) in &rules.gates {
        wrong.extend(of_gate(gate).map(|(path, message)| (format!("gates.{id}.{path}"), message)));
    }
    wrong
}

fn of_gate(gate: &Gate) -> impl Iterator<Item = (&'static str, &'static str)> {
    let too_much =
        |pain: &PainGate| pain.average > 10 || pain.worst.is_some_and(|worst| worst > 10);
    [
        (gate.pain.as_ref().is_some_and(too_much), "pain", "above 10"),
        (gate.sessions > 100, "sessions", "more than 100 %"),
        (
            gate.flares.as_ref().is_some_and(|flares| flares.most > flares.of),
            "flares",
            "more than all",
        ),
    ]
    .into_iter()
    .filter(|(wrong, ..)| *wrong)
    .map(|(_, path, message)| (path, message))
}
