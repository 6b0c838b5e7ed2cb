//! What a phase is planned from.

use std::collections::BTreeSet;

use crate::library::{Exercise, Library, Phase};
use crate::quantity::Day;

use super::plan::{Item, PhasePlan, Session, WeekDose};
use super::request::{Course, Past, Request};

/// The library, the request, the phase to plan and the phases planned before it.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) library: &'a Library,
    pub(crate) request: &'a Request,
    pub(crate) phase: &'a Phase,
    pub(crate) before: &'a [PhasePlan],
}

impl<'a> Setting<'a> {
    /// What the plan goes on from.
    pub(crate) fn past(&self) -> Option<&'a Past> {
        self.request.past.as_ref()
    }

    /// Whether the phase is the first of the plan.
    pub(crate) fn is_first(&self) -> bool {
        self.before.len() == self.past().map_or(0, |past| past.before.len())
    }

    /// Whether the phase is the one that the person is in already.
    pub(crate) fn is_inside(&self) -> bool {
        self.is_first() && self.past().is_some_and(|past| past.inside)
    }

    /// Per cent of its dose that something light begins with if it is new; none where it has it at once. The
    /// first phase of all asks for no more than anybody can begin with.
    pub(crate) fn light_share(&self) -> Option<u32> {
        let entry = self.library.phases.phases.first();
        let later = entry.is_none_or(|entry| entry.id != self.phase.id);
        self.past().filter(|_| later && self.is_first())?.light_share
    }

    /// What check-ins let an exercise begin with, where they decide it.
    pub(crate) fn course(&self, exercise: &str) -> Option<Course> {
        self.past()?.doses.get(exercise).copied()
    }

    /// On how many days a week check-ins let an exercise be at most.
    pub(crate) fn most_days(&self, exercise: &str) -> u32 {
        let past = self.past().filter(|past| past.no_more_days.contains(exercise));
        let had = past.and_then(|past| past.before.last()).map_or(0, |last| {
            let sessions = last.week.values().filter_map(|name| last.sessions.get(name));
            let has = |session: &&Session| session.items.iter().any(|it| it.exercise == exercise);
            sessions.filter(has).count()
        });
        if had == 0 { Day::ALL.len() as u32 } else { had as u32 }
    }
}

impl Setting<'_> {
    /// The items of the phase just before, session A first; an exercise in both comes twice.
    pub(crate) fn last_items(&self) -> impl Iterator<Item = &Item> {
        self.before.last().into_iter().flat_map(items)
    }

    /// The dose that an exercise ended the phase before with, if it was in that plan.
    pub(crate) fn last_dose(&self, exercise: &str) -> Option<WeekDose> {
        let item = self.last_items().find(|item| item.exercise == exercise)?;
        item.dose.last().copied()
    }

    /// The exercises of a chain in the latest phase that used the chain. What has no dose there tells no
    /// level: another side did it.
    pub(crate) fn last_of_chain(&self, chain: &str) -> Vec<&Exercise> {
        let of_chain = |phase: &PhasePlan| -> Vec<&Exercise> {
            items(phase)
                .filter(|item| !item.dose.is_empty())
                .filter_map(|item| self.library.exercises.get(&item.exercise))
                .filter(|exercise| exercise.chain.as_ref().is_some_and(|link| link.id == chain))
                .collect()
        };
        self.before.iter().rev().map(of_chain).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The muscles loaded on the day before this phase begins: the last day of the phase before.
    pub(crate) fn loaded_the_day_before(&self) -> BTreeSet<&str> {
        let eve = Day::ALL[(self.first_day().index() + Day::ALL.len() - 1) % Day::ALL.len()];
        self.before
            .last()
            .and_then(|phase| phase.sessions.get(phase.week.get(&eve)?))
            .into_iter()
            .flat_map(|session| &session.items)
            .filter_map(|item| self.library.exercises.get(&item.exercise))
            .filter(|exercise| self.library.is_loading(exercise))
            .flat_map(|exercise| exercise.primary.iter().map(String::as_str))
            .collect()
    }

    /// The day of the week on which every week of the programme begins.
    pub(crate) fn first_day(&self) -> Day {
        Day::of(self.request.start)
    }
}

/// The phases to plan, with their weeks.
pub(crate) fn schedule(library: &Library, request: &Request) -> Vec<Phase> {
    let Some(past) = &request.past else { return library.phases.phases.clone() };
    let of_library = |id: &str| library.phases.phases.iter().find(|phase| phase.id == id);
    let rules = |phase: &Phase| {
        if past.keeps { library.progress.keep.of(phase) } else { phase.clone() }
    };
    let listed = past.schedule.iter();
    listed
        .filter_map(|(id, weeks)| Some(Phase { weeks: *weeks, ..rules(of_library(id)?) }))
        .collect()
}

/// The phases gone before one of a plan: those of the past, and those planned before it.
pub(crate) fn before(request: &Request, planned: &[PhasePlan]) -> Vec<PhasePlan> {
    let past = request.past.iter().flat_map(|past| &past.before);
    past.chain(planned).cloned().collect()
}

fn items(phase: &PhasePlan) -> impl Iterator<Item = &Item> {
    phase.sessions.values().flat_map(|session| &session.items)
}
