//! The rules of progress name what there is, and make sense together.

use super::weights::MOST_POINTS;
use super::{Finding, Library};
use crate::finding::{Code, Place, did_you_mean};
use crate::library::{AfterMissed, Gate, MOST_WEEKS, PainGate, Progress, Why};

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
    let beyond = beyond(&library.progress)
        .into_iter()
        .map(|(path, message)| say((Code::BadWeight, path, message)));
    names.chain(unsaid).chain(wrong).chain(beyond).collect()
}

/// Ten years: more days than any course has.
const MOST_DAYS: i64 = 3650;

/// Numbers beyond what weeks, days, minutes and sums can hold.
fn beyond(rules: &Progress) -> Vec<(String, String)> {
    let (weeks, points) = (i64::from(MOST_WEEKS), MOST_POINTS.0);
    let mut numbers: Vec<(String, i64, i64)> = [
        ("extend", rules.extend.into(), weeks),
        ("open_weeks", rules.open_weeks.into(), weeks),
        ("minutes.over", rules.minutes.over.into(), 1000),
        ("minutes.least", rules.minutes.least.into(), 240),
        ("inside.novelty", rules.inside.novelty.0, points),
        ("inside.chain", rules.inside.chain.0, points),
        ("inside.gentle_to", rules.inside.gentle_to.into(), 5),
        ("exercise.recent_days", rules.exercise.recent_days.into(), MOST_DAYS),
        ("exercise.left_out_days", rules.exercise.left_out_days.into(), MOST_DAYS),
        ("exercise.clean_days", rules.exercise.clean_days.into(), MOST_DAYS),
        ("exercise.spare", rules.exercise.spare.into(), 100),
        ("review.worse_days", rules.review.worse_days.into(), MOST_DAYS),
        ("review.same_days", rules.review.same_days.into(), MOST_DAYS),
        ("screened_days", rules.screened_days.into(), MOST_DAYS),
    ]
    .map(|(path, value, most)| (path.to_owned(), value, most))
    .into();
    let lengths = rules.lengths.iter();
    numbers.extend(lengths.map(|(id, (_, most))| (format!("lengths.{id}"), (*most).into(), weeks)));
    let gates = rules.gates.iter();
    numbers
        .extend(gates.map(|(id, gate)| (format!("gates.{id}.days"), gate.days.into(), MOST_DAYS)));
    numbers
        .into_iter()
        .filter(|(_, value, most)| !(0..=*most).contains(value))
        .map(|(path, value, most)| (path, format!("{value} is not between 0 and {most}")))
        .collect()
}

/// Ids that nothing has: path, what it should be, id, hint.
fn unknown(library: &Library) -> Vec<(String, &'static str, String, Option<String>)> {
    let rules = &library.progress;
    let phases: Vec<&str> = library.phases.phases.iter().map(|phase| phase.id.as_str()).collect();
    let exercises: Vec<&str> = library.exercises.keys().map(String::as_str).collect();
    let sources: Vec<&str> = library.sources.iter().map(|entry| entry.key.as_str()).collect();
    let precautions: Vec<&str> = library.precautions.iter().map(|one| one.id.as_str()).collect();
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
    for (i, id) in rules.begins_anew.iter().enumerate() {
        named.push((format!("begins_anew[{i}]"), "precaution", id, &precautions));
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
        (rules.named == 0, "named", "no exercise at all"),
        (!(1..=100).contains(&rules.light_share), "light_share", "not between 1 and 100 %"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    type Case = (&'static str, fn(&mut Progress));

    #[test]
    fn what_begins_anew_is_a_precaution() {
        let mut library = built_in().unwrap();
        assert!(unknown(&library).is_empty());
        library.progress.begins_anew.insert(0, "thr-postt".to_owned());
        let found: Vec<_> =
            unknown(&library).into_iter().map(|(path, what, ..)| (path, what)).collect();
        assert_eq!(found, [("begins_anew[0]".to_owned(), "precaution")]);
    }

    #[test]
    fn what_is_beyond_weeks_days_and_sums_is_found() {
        let cases: [Case; 7] = [
            ("extend", |p| p.extend = u32::MAX),
            ("open_weeks", |p| p.open_weeks = MOST_WEEKS + 1),
            ("minutes.over", |p| p.minutes.over = u32::MAX),
            ("inside.novelty", |p| p.inside.novelty.0 = i64::MAX),
            ("screened_days", |p| p.screened_days = i32::MIN),
            ("lengths.build", |p| p.lengths.get_mut("build").unwrap().1 = u32::MAX),
            ("gates.build.days", |p| p.gates.get_mut("build").unwrap().days = i32::MAX),
        ];
        let sound = built_in().unwrap().progress;
        assert!(beyond(&sound).is_empty());
        for (path, change) in cases {
            let mut rules = sound.clone();
            change(&mut rules);
            let found: Vec<String> = beyond(&rules).into_iter().map(|(path, _)| path).collect();
            assert_eq!(found, [path]);
        }
    }
}
