//! Whatever a page or a finding prints has words: nobody is told "Left out for you: .".

use super::{Finding, Library, conditions, in_exercise};
use crate::finding::{Code, Place};
use crate::library::{Level, Note};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut texts = Texts::default();
    texts.exercises(library);
    texts.conditions(library);
    texts.muscles(library);
    texts.precautions(library);
    texts.screening(library);
    texts.beside(library);
    texts.findings
}

/// What is blank so far.
#[derive(Default)]
struct Texts {
    findings: Vec<Finding>,
}

impl Texts {
    fn look(&mut self, text: &str, place: impl FnOnce() -> Place) {
        if text.trim().is_empty() {
            let finding = Finding::error(Code::Incomplete, "the text is empty");
            self.findings.push(finding.at(place()).hint("say it in words"));
        }
    }

    /// Texts of an entry by their keys; those of none that are not given.
    fn keys(&mut self, texts: &[(&str, Option<&String>)], place: impl Fn(&str) -> Place) {
        for (key, text) in texts {
            if let Some(text) = text {
                self.look(text, || place(key));
            }
        }
    }

    /// A list of texts.
    fn list(&mut self, key: &str, texts: &[String], place: impl Fn(&str) -> Place) {
        for (i, text) in texts.iter().enumerate() {
            self.look(text, || place(&format!("{key}[{i}]")));
        }
    }

    fn notes<'a>(
        &mut self,
        notes: impl IntoIterator<Item = &'a Note>,
        place: impl Fn(usize) -> Place,
    ) {
        for (i, note) in notes.into_iter().enumerate() {
            self.look(&note.text, || place(i));
        }
    }

    /// The texts of an exercise that it may not leave out are those of its completeness.
    fn exercises(&mut self, library: &Library) {
        for exercise in library.exercises.values() {
            let place = |path: &str| in_exercise(exercise, path);
            self.keys(&[("name", Some(&exercise.name))], place);
            self.list("steps", &exercise.steps, place);
            for (i, citation) in exercise.sources.iter().enumerate() {
                self.look(&citation.says, || place(&format!("sources[{i}].says")));
            }
        }
    }

    fn conditions(&mut self, library: &Library) {
        for it in library.conditions.values() {
            let place = |path: &str| conditions::place(it, path);
            self.keys(&[("name", Some(&it.name)), ("clinician", Some(&it.clinician))], place);
            self.list("clinician_notes", &it.clinician_notes, place);
            self.notes(&it.notes, |i| place(&format!("notes[{i}]")));
            for (i, avoided) in it.avoid.iter().enumerate() {
                self.look(&avoided.because, || place(&format!("avoid[{i}].because")));
            }
            for (i, citation) in it.sources.iter().enumerate() {
                self.look(&citation.says, || place(&format!("sources[{i}].says")));
            }
        }
    }

    fn muscles(&mut self, library: &Library) {
        for (i, it) in library.muscles.muscles.iter().enumerate() {
            let texts = [("name", &it.name), ("latin", &it.latin), ("does", &it.does)];
            let place = |key: &str| Place::path("muscles.yaml", format!("muscles[{i}].{key}"));
            self.keys(&texts.map(|(key, text)| (key, Some(text))), place);
        }
        for (i, it) in library.muscles.groups.iter().enumerate() {
            self.look(&it.name, || Place::path("muscles.yaml", format!("groups[{i}].name")));
        }
        for (i, it) in library.areas.iter().enumerate() {
            let place = |key: &str| Place::path("areas.yaml", format!("areas[{i}].{key}"));
            self.look(&it.name, || place("name"));
            if it.consider.is_empty() {
                let message = "no muscle is named: a plan for this area has nothing to work on";
                let finding = Finding::error(Code::Incomplete, message);
                self.findings.push(finding.at(place("id")).hint("name muscles in `consider`"));
            }
        }
    }

    fn precautions(&mut self, library: &Library) {
        for (i, it) in library.precautions.iter().enumerate() {
            let texts = [
                ("name", Some(&it.name)),
                ("clinician", Some(&it.clinician)),
                ("leaves_out", it.leaves_out.as_ref()),
                ("because", Some(&it.because)),
                ("ends", it.ends.as_ref()),
            ];
            let file = "precautions.yaml";
            self.keys(&texts, |key| Place::path(file, format!("precautions[{i}].{key}")));
        }
    }

    fn screening(&mut self, library: &Library) {
        let file = "screening.yaml";
        for (i, it) in library.screening.questions.iter().enumerate() {
            let place = |path: &str| Place::path(file, format!("questions[{i}].{path}"));
            let texts =
                [("ask", Some(&it.ask)), ("because", Some(&it.because)), ("has", it.has.as_ref())];
            self.keys(&texts, place);
            self.notes(&it.notes, |_| place("notes"));
            for (j, choice) in it.choices.iter().enumerate() {
                let texts = [("name", Some(&choice.name)), ("has", choice.has.as_ref())];
                self.keys(&texts, |key| place(&format!("choices[{j}].{key}")));
            }
        }
        for (level, action) in &library.screening.levels {
            let place = |key: &str| Place::path(file, format!("levels.{}.{key}", level.as_str()));
            self.keys(&[("title", Some(&action.title)), ("do", Some(&action.action))], place);
            if action.plan && matches!(level, Level::Emergency | Level::Urgent) {
                let message = format!(
                    "an answer of the level `{}` makes no plan: somebody should see the person first",
                    level.as_str()
                );
                let finding = Finding::error(Code::BadValue, message).at(place("plan"));
                self.findings.push(finding.hint("write `plan: false`"));
            }
        }
    }

    fn beside(&mut self, library: &Library) {
        for (i, it) in library.advice.iter().enumerate() {
            let place = |key: &str| Place::path("advice.yaml", format!("advice[{i}].{key}"));
            self.look(&it.title, || place("title"));
            self.list("lines", &it.lines, place);
        }
        for (i, it) in library.equipment.iter().enumerate() {
            let texts =
                [("name", Some(&it.name)), ("two", it.two.as_ref()), ("use", it.usage.as_ref())];
            let file = "equipment.yaml";
            self.keys(&texts, |key| Place::path(file, format!("equipment[{i}].{key}")));
        }
        for (i, it) in library.tests.iter().enumerate() {
            let place = |key: &str| Place::path("tests.yaml", format!("tests[{i}].{key}"));
            self.keys(&[("name", Some(&it.name)), ("result", Some(&it.result))], place);
            self.list("lines", &it.lines, place);
        }
        for (i, it) in library.gaps.iter().enumerate() {
            self.look(&it.because, || Place::path("gaps.yaml", format!("gaps[{i}].because")));
        }
    }
}
