//! `regimen library`: find, read and check the exercises.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;

use super::Output;
use super::args::{LibraryCommand, ListArgs, Listed};
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::handout::{names, own_words, sheet};
use crate::library::{Choice, Exercise, Filter, Library, Names, Position, check};
use crate::profile::{Origin, Things};
use crate::render::text::text;

/// `found` is how many findings a library of one's own has brought already.
pub(super) fn run(command: &LibraryCommand, library: &Library, found: Option<usize>) -> Output {
    let done = match command {
        LibraryCommand::List(args) => list(library, args),
        LibraryCommand::Show { exercise, json } => show(library, exercise, *json),
        LibraryCommand::Schema { name } => schema(name.as_deref()),
        LibraryCommand::Check { .. } => Ok(checked(library, found)),
    };
    done.unwrap_or_else(Output::findings)
}

/// A name that nothing in a list of the library has.
fn not_in(library: &Library, names: Names, id: &str) -> Vec<Finding> {
    let message = format!("there is no {} `{id}`", names.one());
    let finding = Finding::error(Code::UnknownId, message);
    vec![finding.at(Place::whole(Origin::COMMAND_LINE)).hint(library.meant(names, id))]
}

fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Vec<Finding> {
    let finding = Finding::error(Code::UnknownId, format!("there is no {what} `{id}`"))
        .at(Place::whole(Origin::COMMAND_LINE))
        .maybe_hint(did_you_mean(id, known));
    vec![finding]
}

/// A filter that would be passed over.
fn idle_filter(args: &ListArgs) -> Option<Finding> {
    let given = [
        ("--muscle", args.muscle.is_some()),
        ("--kind", args.kind.is_some()),
        ("--position", args.position.is_some()),
        ("--equipment", args.equipment.is_some()),
        ("--phase", args.phase.is_some()),
        ("--precaution", !args.precaution.is_empty()),
    ];
    let (flag, _) = given.into_iter().find(|(_, given)| *given)?;
    let message = format!("`{flag}` chooses exercises, and something else is listed");
    let place = Place::path(Origin::COMMAND_LINE, flag);
    Some(Finding::error(Code::Conflict, message).at(place).hint("`regimen library list exercises`"))
}

fn list(library: &Library, args: &ListArgs) -> Result<Output, Vec<Finding>> {
    if args.what != Listed::Exercises
        && let Some(finding) = idle_filter(args)
    {
        return Err(vec![finding]);
    }
    let positions;
    let rows: Vec<[&str; 2]> = match args.what {
        Listed::Exercises => return exercises(library, args),
        Listed::Muscles => {
            let muscles = library.muscles.muscles.iter().map(|m| [m.id.as_str(), m.name.as_str()]);
            muscles
                .chain(library.muscles.groups.iter().map(|g| [g.id.as_str(), g.name.as_str()]))
                .collect()
        }
        Listed::Conditions => {
            library.conditions.values().map(|c| [c.id.as_str(), c.name.as_str()]).collect()
        }
        Listed::Areas => library.areas.iter().map(|a| [a.id.as_str(), a.name.as_str()]).collect(),
        Listed::Precautions => return precautions(library, args.json),
        Listed::Equipment => {
            library.equipment.iter().map(|e| [e.id.as_str(), e.name.as_str()]).collect()
        }
        Listed::Positions => {
            positions = names(library, "position", Position::ALL.map(Position::as_str))?;
            positions.iter().map(|(id, name)| [*id, name.as_str()]).collect()
        }
        Listed::Questions => return questions(library, args.json),
    };
    if args.json {
        let entries: Vec<_> =
            rows.iter().map(|[id, name]| json!({"id": id, "name": name})).collect();
        return as_json(&entries);
    }
    Ok(table(&["id", "name"], &rows))
}

/// The precautions; of one that bars nothing it is said.
fn precautions(library: &Library, json: bool) -> Result<Output, Vec<Finding>> {
    if json {
        let entries = library
            .precautions
            .iter()
            .map(|it| json!({"id": it.id, "name": it.name, "limits_only": it.limits_only}));
        return as_json(&entries.collect::<Vec<_>>());
    }
    let rows: Vec<[&str; 3]> = library
        .precautions
        .iter()
        .map(|it| {
            let does = if it.limits_only { "sets limits alone" } else { "leaves out exercises" };
            [it.id.as_str(), does, it.name.as_str()]
        })
        .collect();
    Ok(table(&["id", "what it does", "name"], &rows))
}

/// The safety questions; below each that has choices these, as `--answer` takes them.
fn questions(library: &Library, json: bool) -> Result<Output, Vec<Finding>> {
    let questions = &library.screening.questions;
    if json {
        let entries = questions.iter().map(|question| {
            let choices = question.choices.iter();
            let choices: Vec<_> =
                choices.map(|choice| json!({"id": choice.id, "name": choice.name})).collect();
            json!({"id": question.id, "name": question.ask, "choices": choices})
        });
        return as_json(&entries.collect::<Vec<_>>());
    }
    let rows = questions.iter().flat_map(|question| {
        let answer = |choice: &Choice| format!("  {}={}", question.id, choice.id);
        let choices = question.choices.iter();
        let choices = choices.map(move |choice| [answer(choice), choice.name.clone()]);
        std::iter::once([question.id.clone(), question.ask.clone()]).chain(choices)
    });
    let rows: Vec<[String; 2]> = rows.collect();
    let rows: Vec<[&str; 2]> = rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
    Ok(table(&["id", "name"], &rows))
}

fn exercises(library: &Library, args: &ListArgs) -> Result<Output, Vec<Finding>> {
    let filter = filter(library, args)?;
    let found: Vec<&Exercise> = library.find(&filter).collect();
    if args.json {
        return as_json(&found);
    }
    let rows: Vec<[&str; 5]> = found
        .into_iter()
        .map(|it| {
            let phase = it.earliest_phase.as_str();
            [it.id.as_str(), it.kind.as_str(), it.position.as_str(), phase, it.name.as_str()]
        })
        .collect();
    Ok(table(&["id", "kind", "position", "from phase", "name"], &rows))
}

/// What the flags ask for, with every word understood.
fn filter(library: &Library, args: &ListArgs) -> Result<Filter, Vec<Finding>> {
    let mut muscles = BTreeSet::new();
    if let Some(name) = &args.muscle {
        let missing = || not_in(library, Names::Muscles, name);
        let id = library.find_muscle(name).ok_or_else(missing)?;
        let group = library.muscles.groups.iter().find(|group| group.id == id);
        let members = group.map(|group| group.members.keys().cloned().collect());
        muscles = members.unwrap_or_else(|| [id.to_owned()].into());
    }
    for id in &args.precaution {
        library.precaution(id).ok_or_else(|| not_in(library, Names::Precautions, id))?;
    }
    if let Some(id) = &args.phase {
        let known = library.phases.phases.iter().map(|it| it.id.as_str());
        library.phase_index(id).ok_or_else(|| unknown("phase", id, known))?;
    }
    let equipment = args.equipment.as_ref().map(|flag| things(library, &flag.0)).transpose()?;
    Ok(Filter {
        muscles,
        kind: args.kind,
        position: args.position,
        equipment,
        phase: args.phase.clone(),
        precautions: args.precaution.iter().cloned().collect(),
    })
}

/// Household things and those that are named.
fn things(library: &Library, named: &Things) -> Result<BTreeSet<String>, Vec<Finding>> {
    let all = *named == Things::All;
    let things = library.equipment.iter().filter(|thing| all || thing.household);
    let mut has: BTreeSet<String> = things.map(|thing| thing.id.clone()).collect();
    if let Things::List(ids) = named {
        for id in ids {
            library.equipment(id).ok_or_else(|| not_in(library, Names::Equipment, id))?;
            has.insert(id.clone());
        }
    }
    Ok(has)
}

/// Rows in columns that are as wide as they need to be, under a head.
fn table<const N: usize>(head: &[&str; N], rows: &[[&str; N]]) -> Output {
    let all = || std::iter::once(head).chain(rows);
    let width = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for row in all() {
        let cells = row.iter().zip(&widths);
        let line: Vec<String> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        let _ = writeln!(text, "{}", line.join("  ").trim_end());
    }
    Output { bytes: text.into_bytes(), ..Output::default() }
}

fn as_json(value: &impl serde::Serialize) -> Result<Output, Vec<Finding>> {
    let error = |error: serde_json::Error| vec![Finding::error(Code::BadValue, error.to_string())];
    let mut bytes = serde_json::to_vec_pretty(value).map_err(error)?;
    bytes.push(b'\n');
    Ok(Output { bytes, ..Output::default() })
}

fn show(library: &Library, id: &str, json: bool) -> Result<Output, Vec<Finding>> {
    let missing = || not_in(library, Names::Exercises, id);
    let exercise = library.exercises.get(id).ok_or_else(missing)?;
    if json {
        return as_json(exercise);
    }
    let bytes = text(&sheet(library, exercise)?).into_bytes();
    Ok(Output { bytes, ..Output::default() })
}

fn schema(name: Option<&str>) -> Result<Output, Vec<Finding>> {
    let mut all = crate::library::schemas();
    all.extend(crate::profile::schemas());
    let Some(name) = name else {
        let names: String = all.iter().map(|(name, _)| format!("{name}\n")).collect();
        return Ok(Output { bytes: names.into_bytes(), ..Output::default() });
    };
    let found = all.iter().find(|(known, _)| *known == name);
    let known = all.iter().map(|(known, _)| *known);
    let (_, schema) = found.ok_or_else(|| unknown("schema", name, known))?;
    as_json(schema)
}

/// A library of one's own was checked when it was read, and its findings are shown.
fn checked(library: &Library, found: Option<usize>) -> Output {
    let mut findings = if found.is_some() { Vec::new() } else { check::check(library) };
    findings.extend(own_words(library));
    let found = found.unwrap_or_default() + findings.len();
    let counted = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    };
    let exercises = counted(library.exercises.len(), "exercise");
    let message = format!("{exercises}, {}", counted(found, "finding"));
    Output { findings, message, ..Output::default() }
}
