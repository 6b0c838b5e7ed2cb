//! Every id that is named is there.

use std::collections::BTreeSet;

use super::{Exercise, Finding, Library, in_exercise};
use crate::finding::{Code, Place, did_you_mean};
use crate::library::Condition;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let known = Known::of(library);
    let mut findings: Vec<Finding> =
        library.exercises.values().flat_map(|entry| known.exercise(entry)).collect();
    findings.extend(known.muscles(library));
    findings.extend(known.others(library));
    findings.extend(library.conditions.values().flat_map(|entry| known.condition(entry)));
    findings
}

/// Ids by what they name.
struct Known<'a> {
    muscles: BTreeSet<&'a str>,
    areas: BTreeSet<&'a str>,
    precautions: BTreeSet<&'a str>,
    equipment: BTreeSet<&'a str>,
    pairs: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    phases: BTreeSet<&'a str>,
    exercises: BTreeSet<&'a str>,
    advice: BTreeSet<&'a str>,
    questions: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(library: &'a Library) -> Self {
        Self {
            muscles: library.muscles.muscles.iter().map(|entry| entry.id.as_str()).collect(),
            areas: library.areas.iter().map(|entry| entry.id.as_str()).collect(),
            precautions: library.precautions.iter().map(|entry| entry.id.as_str()).collect(),
            equipment: library.equipment.iter().map(|entry| entry.id.as_str()).collect(),
            pairs: library
                .equipment
                .iter()
                .filter(|entry| entry.two.is_some())
                .map(|entry| entry.id.as_str())
                .collect(),
            sources: library.sources.iter().map(|entry| entry.key.as_str()).collect(),
            phases: library.phases.phases.iter().map(|entry| entry.id.as_str()).collect(),
            exercises: library.exercises.keys().map(String::as_str).collect(),
            advice: library.advice.iter().map(|entry| entry.id.as_str()).collect(),
            questions: library.screening.questions.iter().map(|it| it.id.as_str()).collect(),
        }
    }

    fn condition(&self, condition: &Condition) -> Vec<Finding> {
        let mut named: Vec<(&str, &BTreeSet<&str>, &str, String)> = Vec::new();
        for (i, entry) in condition.muscles.iter().enumerate() {
            named.push((&entry.muscle, &self.muscles, "muscle", format!("muscles[{i}].muscle")));
        }
        for (phase, ids) in &condition.prefer {
            named.push((phase, &self.phases, "phase", format!("prefer.{phase}")));
            for (i, id) in ids.iter().enumerate() {
                named.push((id, &self.exercises, "exercise", format!("prefer.{phase}[{i}]")));
            }
        }
        for (i, avoided) in condition.avoid.iter().enumerate() {
            let at = |key: &str| format!("avoid[{i}].{key}");
            named.push((&avoided.exercise, &self.exercises, "exercise", at("exercise")));
            named.push((&avoided.until, &self.phases, "phase", at("until")));
        }
        for (i, citation) in condition.sources.iter().enumerate() {
            named.push((&citation.key, &self.sources, "source", format!("sources[{i}].key")));
        }
        let lists = [
            ("precautions", &condition.precautions, &self.precautions, "precaution"),
            ("advice", &condition.advice, &self.advice, "advice"),
            ("needs_answer", &condition.needs_answer, &self.questions, "safety question"),
        ];
        for (key, ids, known, what) in lists {
            let ids = ids.iter().enumerate();
            named.extend(ids.map(|(i, id)| (id.as_str(), known, what, format!("{key}[{i}]"))));
        }
        for (i, note) in condition.notes.iter().enumerate() {
            for (j, id) in note.not_with.iter().enumerate() {
                let at = format!("notes[{i}].not_with[{j}]");
                named.push((id, &self.precautions, "precaution", at));
            }
        }
        let at = |path| super::conditions::place(condition, path);
        let found = named.into_iter();
        found.filter_map(|(id, known, what, path)| look(id, known, what, || at(path))).collect()
    }

    fn exercise(&self, exercise: &Exercise) -> Vec<Finding> {
        let place = |path: String| in_exercise(exercise, path);
        let mut findings = Vec::new();
        let lists = [
            ("primary", &exercise.primary, &self.muscles, "muscle"),
            ("secondary", &exercise.secondary, &self.muscles, "muscle"),
            ("equipment", &exercise.equipment, &self.equipment, "thing"),
            ("two", &exercise.two, &self.pairs, "thing with a name for two"),
            ("precautions", &exercise.precautions, &self.precautions, "precaution"),
        ];
        for (key, ids, known, what) in lists {
            for (i, id) in ids.iter().enumerate() {
                findings.extend(look(id, known, what, || place(format!("{key}[{i}]"))));
            }
        }
        for (i, citation) in exercise.sources.iter().enumerate() {
            let at = || place(format!("sources[{i}].key"));
            findings.extend(look(&citation.key, &self.sources, "source", at));
        }
        for (precaution, phase) in &exercise.precautions_until {
            let at = || place(format!("precautions_until.{precaution}"));
            findings.extend(look(precaution, &self.precautions, "precaution", at));
            findings.extend(look(phase, &self.phases, "phase", at));
        }
        let phases = exercise.dose.keys().map(|phase| (phase, format!("dose.{phase}")));
        let earliest = (&exercise.earliest_phase, "earliest_phase".to_owned());
        for (phase, path) in phases.chain(std::iter::once(earliest)) {
            findings.extend(look(phase, &self.phases, "phase", || place(path)));
        }
        findings
    }

    fn muscles(&self, library: &Library) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (i, muscle) in library.muscles.muscles.iter().enumerate() {
            let lists = [
                ("pain.main", &muscle.pain.main, &self.areas, "area"),
                ("pain.also", &muscle.pain.also, &self.areas, "area"),
                ("antagonists", &muscle.antagonists, &self.muscles, "muscle"),
                ("sources", &muscle.sources, &self.sources, "source"),
            ];
            for (key, ids, known, what) in lists {
                for (j, id) in ids.iter().enumerate() {
                    let at = || Place::path("muscles.yaml", format!("muscles[{i}].{key}[{j}]"));
                    findings.extend(look(id, known, what, at));
                }
            }
        }
        for (i, muscle) in library.muscles.muscles.iter().enumerate() {
            for id in muscle.brings.values().flatten() {
                let at = || Place::path("muscles.yaml", format!("muscles[{i}].brings"));
                findings.extend(look(id, &self.precautions, "precaution", at));
            }
        }
        for (i, group) in library.muscles.groups.iter().enumerate() {
            for id in group.members.keys() {
                let at = || Place::path("muscles.yaml", format!("groups[{i}].members.{id}"));
                findings.extend(look(id, &self.muscles, "muscle", at));
            }
        }
        findings
    }

    fn others(&self, library: &Library) -> Vec<Finding> {
        let mut named: Vec<(&str, &BTreeSet<&str>, &str, Place)> = Vec::new();
        for (i, area) in library.areas.iter().enumerate() {
            for (j, id) in area.consider.iter().enumerate() {
                let at = Place::path("areas.yaml", format!("areas[{i}].consider[{j}]"));
                named.push((id, &self.muscles, "muscle", at));
            }
        }
        for (i, entry) in library.precautions.iter().enumerate() {
            for (j, key) in entry.sources.iter().enumerate() {
                let at = Place::path("precautions.yaml", format!("precautions[{i}].sources[{j}]"));
                named.push((key, &self.sources, "source", at));
            }
            for (j, id) in entry.like.iter().enumerate() {
                let at = Place::path("precautions.yaml", format!("precautions[{i}].like[{j}]"));
                named.push((id, &self.precautions, "precaution", at));
            }
            for phase in entry.dose_share.keys() {
                let path = format!("precautions[{i}].dose_share.{phase}");
                named.push((phase, &self.phases, "phase", Place::path("precautions.yaml", path)));
            }
        }
        for (i, question) in library.screening.questions.iter().enumerate() {
            let at = |rest: String| Place::path("screening.yaml", format!("questions[{i}].{rest}"));
            for (j, id) in question.brings.iter().enumerate() {
                named.push((id, &self.precautions, "precaution", at(format!("brings[{j}]"))));
            }
            for (j, choice) in question.choices.iter().enumerate() {
                let not_with = choice.notes.iter().flat_map(|it| &it.not_with);
                let brings = choice.brings.iter().map(|id| (id, "brings"));
                for (id, key) in brings.chain(not_with.map(|id| (id, "notes.not_with"))) {
                    let at = at(format!("choices[{j}].{key}"));
                    named.push((id, &self.precautions, "precaution", at));
                }
            }
            for (j, id) in question.notes.iter().flat_map(|it| &it.not_with).enumerate() {
                named.push((
                    id,
                    &self.precautions,
                    "precaution",
                    at(format!("notes.not_with[{j}]")),
                ));
            }
            for (j, key) in question.sources.iter().enumerate() {
                named.push((key, &self.sources, "source", at(format!("sources[{j}]"))));
            }
        }
        for (i, rule) in library.screening.implied.iter().enumerate() {
            let at = |key: &str| Place::path("screening.yaml", format!("implied[{i}].{key}"));
            let own = std::iter::once(("question", &rule.question));
            let others = rule.all.iter().map(|id| ("all", id));
            let others = others.chain(rule.with.iter().map(|id| ("with", id)));
            named.extend(
                own.chain(others)
                    .map(|(key, id)| (id.as_str(), &self.questions, "safety question", at(key))),
            );
        }
        for (i, advice) in library.advice.iter().enumerate() {
            let at = |rest: &str| Place::path("advice.yaml", format!("advice[{i}].{rest}"));
            named.extend(
                advice
                    .muscles
                    .iter()
                    .map(|id| (id.as_str(), &self.muscles, "muscle", at("muscles"))),
            );
            for (key, ids) in [("precautions", &advice.precautions), ("not_with", &advice.not_with)]
            {
                let ids = ids.iter().map(String::as_str);
                named.extend(ids.map(|id| (id, &self.precautions, "precaution", at(key))));
            }
            let sources = advice.sources.iter();
            named.extend(
                sources.map(|entry| (entry.key.as_str(), &self.sources, "source", at("sources"))),
            );
        }
        for (i, test) in library.tests.iter().enumerate() {
            let at = |rest: &str| Place::path("tests.yaml", format!("tests[{i}].{rest}"));
            named.push((&test.like, &self.exercises, "exercise", at("like")));
            let sources = test.sources.iter();
            named.extend(
                sources.map(|entry| (entry.key.as_str(), &self.sources, "source", at("sources"))),
            );
        }
        for (i, phase) in library.phases.phases.iter().enumerate() {
            for (j, id) in phase
                .daily
                .iter()
                .enumerate()
                .flat_map(|(j, ids)| ids.iter().map(move |id| (j, id)))
            {
                let at = Place::path("phases.yaml", format!("phases[{i}].daily[{j}]"));
                named.push((id, &self.exercises, "exercise", at));
            }
        }
        named.into_iter().filter_map(|(id, known, what, at)| look(id, known, what, || at)).collect()
    }
}

fn look(
    id: &str,
    known: &BTreeSet<&str>,
    what: &str,
    at: impl FnOnce() -> Place,
) -> Option<Finding> {
    if known.contains(id) {
        return None;
    }
    let message = format!("there is no {what} `{id}`");
    let hint = did_you_mean(id, known.iter().copied());
    Some(Finding::error(Code::UnknownId, message).at(at()).maybe_hint(hint))
}
