//! `regimen library`: find, read and check the exercises.

use std::fmt::Write as _;

use super::Output;
use super::args::{LibraryCommand, Listed};
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::library::{Exercise, Kind, Library, check};
use crate::profile::Origin;

pub(super) fn run(command: &LibraryCommand, library: &Library) -> Output {
    match command {
        LibraryCommand::List { what, muscle, kind } => {
            list(library, *what, muscle.as_deref(), *kind)
        }
        LibraryCommand::Show { exercise } => show(library, exercise),
        LibraryCommand::Check => checked(library),
    }
}

fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Output {
    let finding = Finding::error(Code::UnknownId, format!("there is no {what} `{id}`"))
        .at(Place::whole(Origin::COMMAND_LINE))
        .maybe_hint(did_you_mean(id, known));
    Output::findings(vec![finding])
}

fn list(library: &Library, what: Listed, muscle: Option<&str>, kind: Option<Kind>) -> Output {
    let rows: Vec<[&str; 2]> = match what {
        Listed::Exercises => return exercises(library, muscle, kind),
        Listed::Muscles => {
            let muscles = library.muscles.muscles.iter().map(|m| [m.id.as_str(), m.name.as_str()]);
            muscles
                .chain(library.muscles.groups.iter().map(|g| [g.id.as_str(), g.name.as_str()]))
                .collect()
        }
        Listed::Areas => library.areas.iter().map(|a| [a.id.as_str(), a.name.as_str()]).collect(),
        Listed::Precautions => {
            library.precautions.iter().map(|p| [p.id.as_str(), p.name.as_str()]).collect()
        }
        Listed::Equipment => {
            library.equipment.iter().map(|e| [e.id.as_str(), e.name.as_str()]).collect()
        }
        Listed::Questions => {
            library.screening.questions.iter().map(|q| [q.id.as_str(), q.ask.as_str()]).collect()
        }
    };
    table(&rows)
}

fn exercises(library: &Library, muscle: Option<&str>, kind: Option<Kind>) -> Output {
    let mut wanted = Vec::new();
    if let Some(name) = muscle {
        let Some(id) = library.find_muscle(name) else {
            return unknown("muscle", name, library.muscle_names().map(|(_, name)| name));
        };
        let group = library.muscles.groups.iter().find(|group| group.id == id);
        wanted.extend(
            group.map_or_else(
                || vec![id],
                |group| group.members.keys().map(String::as_str).collect(),
            ),
        );
    }
    let for_muscle = |exercise: &&Exercise| {
        muscle.is_none() || exercise.primary.iter().any(|id| wanted.contains(&id.as_str()))
    };
    let rows: Vec<[&str; 2]> = library
        .exercises
        .values()
        .filter(for_muscle)
        .filter(|exercise| kind.is_none_or(|kind| exercise.kind == kind))
        .map(|exercise| [exercise.id.as_str(), exercise.name.as_str()])
        .collect();
    table(&rows)
}

fn table(rows: &[[&str; 2]]) -> Output {
    let width = rows.iter().map(|[id, _]| id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for [id, name] in rows {
        let _ = writeln!(text, "{id:width$}  {name}");
    }
    Output { bytes: text.into_bytes(), ..Output::default() }
}

fn show(library: &Library, id: &str) -> Output {
    let Some(exercise) = library.exercises.get(id) else {
        return unknown("exercise", id, library.exercises.keys().map(String::as_str));
    };
    match serde_json::to_vec_pretty(exercise) {
        Ok(mut bytes) => {
            bytes.push(b'\n');
            Output { bytes, ..Output::default() }
        }
        Err(error) => Output::findings(vec![Finding::error(Code::BadValue, error.to_string())]),
    }
}

fn checked(library: &Library) -> Output {
    let findings = check::check(library);
    let message = format!("{} exercises, {} findings", library.exercises.len(), findings.len());
    Output { findings, message, ..Output::default() }
}
