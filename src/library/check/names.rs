//! No name stands for two things, and ids are plain, so that each can be typed where it is asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Library, conditions, in_exercise};
use crate::finding::{Code, Place, did_you_mean};
use crate::library::{Question, REGIONS, fold_name};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut findings = ids(library);
    findings.extend(taken(library));
    findings.extend(choices(library));
    findings.extend(muscle_names(library));
    findings.extend(regions(library));
    findings
}

fn bad(id: &str, at: Place) -> Option<Finding> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !id.is_empty() && id.bytes().all(plain) {
        return None;
    }
    let message = format!("the id `{id}` is not lower-case letters, digits and hyphens");
    Some(Finding::error(Code::BadId, message).at(at))
}

fn ids(library: &Library) -> Vec<Finding> {
    let exercises = library.exercises.values();
    let mut found: Vec<Finding> =
        exercises.filter_map(|it| bad(&it.id, in_exercise(it, "id"))).collect();
    let presets = library.conditions.values();
    found.extend(presets.filter_map(|it| bad(&it.id, conditions::place(it, "id"))));
    for (file, list, ids) in lists(library) {
        let ids = ids.into_iter().enumerate();
        found.extend(
            ids.filter_map(|(i, id)| bad(id, Place::path(file, format!("{list}[{i}].id")))),
        );
    }
    for exercise in library.exercises.values() {
        let chain = exercise.chain.iter();
        found.extend(chain.filter_map(|link| bad(&link.id, in_exercise(exercise, "chain.id"))));
    }
    found
}

/// The ids of each list of entries, with its file and key.
fn lists(library: &Library) -> Vec<(&'static str, &'static str, Vec<&str>)> {
    fn of<T>(entries: &[T], id: fn(&T) -> &String) -> Vec<&str> {
        entries.iter().map(|entry| id(entry).as_str()).collect()
    }
    vec![
        ("muscles.yaml", "muscles", of(&library.muscles.muscles, |it| &it.id)),
        ("muscles.yaml", "groups", of(&library.muscles.groups, |it| &it.id)),
        ("areas.yaml", "areas", of(&library.areas, |it| &it.id)),
        ("precautions.yaml", "precautions", of(&library.precautions, |it| &it.id)),
        ("screening.yaml", "questions", of(&library.screening.questions, |it| &it.id)),
        ("advice.yaml", "advice", of(&library.advice, |it| &it.id)),
        ("equipment.yaml", "equipment", of(&library.equipment, |it| &it.id)),
        ("tests.yaml", "tests", of(&library.tests, |it| &it.id)),
        ("phases.yaml", "phases", of(&library.phases.phases, |it| &it.id)),
    ]
}

/// Ids that mean something else where they are typed: `no: all` answers every question.
fn taken(library: &Library) -> Vec<Finding> {
    let lists = lists(library).into_iter();
    let ids = lists.flat_map(|(file, list, ids)| {
        let ids = ids.into_iter().enumerate();
        ids.map(move |(i, id)| (id, list, Place::path(file, format!("{list}[{i}].id"))))
    });
    let mut named: Vec<(&str, &[&str], Place)> = ids
        .filter_map(|(id, list, at)| match list {
            "questions" => Some((id, Question::TAKEN, at)),
            "equipment" => Some((id, &["all", "none"][..], at)),
            _ => None,
        })
        .collect();
    for exercise in library.exercises.values() {
        named.push((&exercise.id, &["all"], in_exercise(exercise, "id")));
    }
    let taken = named.into_iter().filter(|(id, words, _)| words.contains(id));
    taken
        .map(|(id, _, at)| {
            let message = format!("the id `{id}` is a word with a meaning of its own");
            Finding::error(Code::BadId, message).at(at).hint("give it another id")
        })
        .collect()
}

/// Each choice of a question has an id of its own, and none is called as an answer is. It may be called
/// `unknown`: an operation of which nobody knows the kind is not one of which nobody knows.
fn choices(library: &Library) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, question) in library.screening.questions.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (j, choice) in question.choices.iter().enumerate() {
            let id = choice.id.as_str();
            let at = || Place::path("screening.yaml", format!("questions[{i}].choices[{j}].id"));
            findings.extend(bad(id, at()));
            if matches!(id, "yes" | "no") {
                let message = format!("a choice is called `{id}`, as an answer is");
                let finding = Finding::error(Code::BadId, message);
                findings.push(finding.at(at()).hint("give it another id"));
            }
            if !seen.insert(id) {
                let message = format!("another choice of the question has the id `{id}` too");
                findings.push(Finding::error(Code::DuplicateId, message).at(at()));
            }
        }
    }
    findings
}

fn regions(library: &Library) -> Vec<Finding> {
    let muscles = library.muscles.muscles.iter().enumerate();
    let wrong = muscles.filter(|(_, muscle)| !REGIONS.contains(&muscle.region.as_str()));
    let finding = |(i, muscle): (usize, &crate::library::Muscle)| {
        let message = format!("there is no region `{}`", muscle.region);
        let hint = did_you_mean(&muscle.region, REGIONS);
        let hint = hint.unwrap_or_else(|| format!("one of: {}", REGIONS.join(", ")));
        Finding::error(Code::UnknownId, message)
            .at(Place::path("muscles.yaml", format!("muscles[{i}].region")))
            .hint(hint)
    };
    wrong.map(finding).collect()
}

fn muscle_names(library: &Library) -> Vec<Finding> {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for (owner, name) in library.muscle_names() {
        let folded = fold_name(name);
        match owners.get(&folded) {
            Some(first) if *first != owner => {
                let message = format!("the name `{name}` stands for `{first}` and for `{owner}`");
                findings.push(
                    Finding::error(Code::AmbiguousName, message).at(Place::whole("muscles.yaml")),
                );
            }
            Some(_) => {}
            None => {
                owners.insert(folded, owner);
            }
        }
    }
    findings
}
