//! Why a need is not met, and which exercises a precaution withholds.

use crate::library::{Exercise, Library, Work};

use super::candidate::credit;
use super::need::{Need, needs};
use super::plan::{Unmet, Withheld};
use super::problem::Problem;
use super::request::Request;
use super::rule::{self, Cause};
use super::setting::Setting;
use super::week::Tally;

/// Why a need is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Nothing in the library does it enough, whoever the person is.
    Library,
    /// What could do it is out, for this cause.
    Out(Cause),
    /// There are exercises for it, and no room.
    Time,
}

impl Reason {
    /// The name in a plan.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Out(Cause::Precaution) => "precaution",
            Self::Out(Cause::Position) => "position",
            Self::Out(Cause::Equipment) => "equipment",
            Self::Out(Cause::Excluded) => "excluded",
            Self::Out(Cause::Phase) => "phase",
            Self::Time => "time",
        }
    }
}

/// The needs that a phase's week does not meet, each with its one reason.
pub(crate) fn of_phase(setting: &Setting<'_>, problem: &Problem<'_>, tally: &Tally) -> Vec<Unmet> {
    let least = problem.rules.coverage.least_days;
    let needs = problem.needs.iter().zip(&tally.need_days);
    needs.filter(|(_, days)| **days < least).map(|(need, _)| unmet(setting, need)).collect()
}

fn unmet(setting: &Setting<'_>, need: &Need) -> Unmet {
    let serving = serving(setting, need);
    let reason = reason(setting, &serving);
    Unmet {
        phase: setting.phase.id.clone(),
        need: need.name(),
        reason: reason.as_str().to_owned(),
        says: says(setting, need, reason, &serving),
    }
}

/// The exercises that give credit to a need, with their credit.
fn serving<'a>(setting: &Setting<'a>, need: &Need) -> Vec<(&'a Exercise, u32)> {
    let credit_of = |exercise| credit(setting.library, exercise, &need.muscle, need.work);
    let exercises = setting.library.exercises.values();
    exercises.map(|entry| (entry, credit_of(entry))).filter(|(_, credit)| *credit > 0).collect()
}

/// The reason that a need is not met: the first cause without which there would be a dose for it.
///
/// Where no one cause is enough, it is the first that any of the exercises is out for.
fn reason(setting: &Setting<'_>, serving: &[(&Exercise, u32)]) -> Reason {
    let dose = setting.library.phases.coverage.dose_credit;
    let makes_a_dose = |allowed: &dyn Fn(&Exercise) -> bool| {
        let credits = serving.iter().filter(|(entry, _)| allowed(entry)).map(|(_, credit)| credit);
        credits.sum::<u32>() >= dose
    };
    let out_only_for = |cause: Cause, entry: &Exercise| {
        rule::bars(setting, entry).all(|rule| rule.cause() == cause)
    };
    let out_for = |cause: Cause| {
        serving
            .iter()
            .any(|(entry, _)| rule::bars(setting, entry).any(|rule| rule.cause() == cause))
    };
    if !makes_a_dose(&|_| true) {
        return Reason::Library;
    }
    if makes_a_dose(&|entry| rule::allows(setting, entry)) {
        return Reason::Time;
    }
    let mut causes = Cause::ALL.into_iter();
    let enough = causes.find(|cause| makes_a_dose(&|entry| out_only_for(*cause, entry)));
    let any = || Cause::ALL.into_iter().find(|cause| out_for(*cause));
    enough.or_else(any).map_or(Reason::Time, Reason::Out)
}

/// The reason in words for the patient.
fn says(
    setting: &Setting<'_>,
    need: &Need,
    reason: Reason,
    serving: &[(&Exercise, u32)],
) -> String {
    let library = setting.library;
    let muscle = library.muscle(&need.muscle).map_or(need.muscle.as_str(), |found| &found.name);
    let work = match need.work {
        Work::Stretch => "stretch",
        Work::Release => "ease",
        Work::Strengthen => "train",
        Work::Function => "use",
    };
    match reason {
        Reason::Library => format!("We have no exercise to {work} your {muscle}."),
        Reason::Out(Cause::Precaution) => {
            let id = serving.iter().find_map(|(entry, _)| rule::precaution(setting, entry));
            match id.and_then(|id| library.precaution(id)) {
                Some(precaution) => format!(
                    "No safe way to {work} your {muscle} in these weeks. Left out for you: {}.",
                    precaution.leaves_out
                ),
                None => format!("No safe way to {work} your {muscle} in these weeks."),
            }
        }
        Reason::Out(Cause::Position) => {
            format!("To {work} your {muscle} you would need a position that you asked to avoid.")
        }
        Reason::Out(Cause::Equipment) => {
            format!("To {work} your {muscle} you would need {}.", missing(setting, serving))
        }
        Reason::Out(Cause::Excluded) => {
            format!("You asked to leave out the exercises that {work} your {muscle}.")
        }
        Reason::Out(Cause::Phase) => {
            format!("The exercises that {work} your {muscle} are too hard for these weeks.")
        }
        Reason::Time => format!("There was no room left to {work} your {muscle} in these weeks."),
    }
}

/// The things that the first exercise out for nothing else would need.
fn missing(setting: &Setting<'_>, serving: &[(&Exercise, u32)]) -> String {
    let only_equipment =
        |entry: &Exercise| rule::bars(setting, entry).all(|rule| rule.cause() == Cause::Equipment);
    let exercise = serving.iter().find(|(entry, _)| only_equipment(entry));
    let lacks = |thing: &&String| !setting.request.equipment.contains(*thing);
    let name = |id: &String| {
        setting.library.equipment(id).map_or_else(|| id.clone(), |thing| thing.name.clone())
    };
    let names: Vec<String> = exercise
        .map(|(entry, _)| entry.equipment.iter().filter(lacks).map(name).collect())
        .unwrap_or_default();
    match names.as_slice() {
        [] => "a thing that you do not have".to_owned(),
        names => names.join(" and "),
    }
}

/// The exercises that a precaution keeps from serving a need, each once: nothing else is in their way,
/// their chains aside, in at least one phase.
pub(crate) fn withheld(library: &Library, request: &Request) -> Vec<Withheld> {
    let mut found = Vec::new();
    for exercise in library.exercises.values() {
        let barred = library.phases.phases.iter().find_map(|phase| {
            let setting = Setting { library, request, phase, before: &[] };
            withheld_in(&setting, exercise)
        });
        found.extend(barred.map(|precaution| Withheld {
            exercise: exercise.id.clone(),
            reason: precaution.to_owned(),
            says: library.precaution(precaution).map_or_else(String::new, |it| it.because.clone()),
        }));
    }
    found
}

/// The precaution that alone keeps an exercise from serving a need in a phase.
fn withheld_in<'a>(setting: &Setting<'a>, exercise: &Exercise) -> Option<&'a str> {
    let precaution = setting.request.clearance.bars(&exercise.id, &setting.phase.id)?;
    let other = rule::ELIGIBILITY.iter().filter(|rule| rule.cause() != Cause::Precaution);
    let free = !other.into_iter().any(|rule| rule.bars(setting, exercise));
    let needs = needs(&setting.library.phases, setting.phase, &setting.request.affected);
    let serves = |need: &Need| credit(setting.library, exercise, &need.muscle, need.work) > 0;
    (free && needs.iter().any(serves)).then_some(precaution)
}
