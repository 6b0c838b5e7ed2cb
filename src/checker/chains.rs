//! Chains: one level a week, what is less difficult first, climbed one step at a time, never past a bar.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, eligibility, quoted};
use crate::library::{Exercise, Phase};
use crate::planner::plan::PhasePlan;

/// The exercises that a week uses of a chain, by level.
type Levels<'a> = BTreeMap<u32, BTreeSet<&'a str>>;

/// The level and the difficulty that a person has reached in a chain.
#[derive(Clone, Copy)]
struct Reached {
    level: u32,
    difficulty: u32,
}

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reached: BTreeMap<&str, Reached> = BTreeMap::new();
    for phase in case.request.past.iter().flat_map(|past| &past.before) {
        for (chain, levels) in chains(case, &with_doses(phase), true) {
            reached.extend(top(case, &levels).map(|now| (chain, now)));
        }
    }
    for (rules, phase) in case.known_phases() {
        for (chain, levels) in chains(case, phase, false) {
            let part = Part { case, rules, chain, levels };
            faults.extend(part.two_levels());
            faults.extend(part.past_a_bar());
            faults.extend(part.past_check_ins(case.is_inside(phase)));
        }
        // Walking and breathing beside the sessions do not wait for the chain's levels.
        for (chain, levels) in chains(case, phase, true) {
            let part = Part { case, rules, chain, levels };
            faults.extend(part.too_soon(reached.get(chain).copied()));
            reached.extend(top(case, &part.levels).map(|now| (chain, now)));
        }
    }
    faults
}

/// A phase gone before, without what another side did: that has no dose.
fn with_doses(phase: &PhasePlan) -> PhasePlan {
    let mut phase = phase.clone();
    for session in phase.sessions.values_mut() {
        session.items.retain(|item| !item.dose.is_empty());
    }
    phase
}

/// The chains that a phase uses, in its sessions or all in all.
fn chains<'a>(
    case: &Case<'a>,
    phase: &PhasePlan,
    in_sessions: bool,
) -> BTreeMap<&'a str, Levels<'a>> {
    let mut chains: BTreeMap<&str, Levels<'_>> = BTreeMap::new();
    for used in case.uses(phase).into_iter().filter(|used| used.in_session || !in_sessions) {
        if let Some(link) = &used.exercise.chain {
            let levels = chains.entry(&link.id).or_default();
            levels.entry(link.level).or_default().insert(&used.exercise.id);
        }
    }
    chains
}

/// The hardest level of those used, and the difficulty of what is hardest.
fn top(case: &Case<'_>, levels: &Levels<'_>) -> Option<Reached> {
    let used = levels.values().flatten().filter_map(|id| case.exercise(id));
    let difficulty = used.map(|exercise| exercise.difficulty.get()).max()?;
    Some(Reached { level: *levels.keys().last()?, difficulty })
}

/// What one phase uses of one chain.
struct Part<'a> {
    case: &'a Case<'a>,
    rules: &'a Phase,
    chain: &'a str,
    levels: Levels<'a>,
}

impl<'a> Part<'a> {
    /// The chain's exercises in the library, by level.
    fn all(&self) -> BTreeMap<u32, Vec<&'a Exercise>> {
        let mut all: BTreeMap<u32, Vec<&Exercise>> = BTreeMap::new();
        for exercise in self.case.library.exercises.values() {
            if let Some(link) = exercise.chain.as_ref().filter(|link| link.id == self.chain) {
                all.entry(link.level).or_default().push(exercise);
            }
        }
        all
    }

    fn two_levels(&self) -> Option<String> {
        let ids = self.levels.values().flatten().copied();
        (self.levels.len() > 1).then(|| {
            let (phase, chain) = (&self.rules.id, self.chain);
            format!(
                "in phase {phase}, the week has two levels of the chain `{chain}`: {}",
                quoted(ids)
            )
        })
    }

    /// Whoever must not do a level must not do a harder one either.
    fn past_a_bar(&self) -> Vec<String> {
        let barred = |exercise: &&Exercise| {
            !eligibility::barring(self.case, self.rules, exercise).is_empty()
        };
        let all = self.all();
        let mut closed = all.iter().filter(|(_, exercises)| exercises.iter().all(barred));
        let Some((bar, _)) = closed.next() else { return Vec::new() };
        self.above(*bar, &format!("above level {bar}, which a precaution bars"))
    }

    /// Check-ins name the hardest level of the phase that the person is in, and hold some chains back
    /// for longer.
    fn past_check_ins(&self, inside: bool) -> Vec<String> {
        let past = self.case.request.past.as_ref();
        let level = past.and_then(|past| past.levels.get(self.chain)).copied();
        match level.filter(|level| inside || !level.rises) {
            Some(level) => {
                let most = level.most;
                self.above(most, &format!("and check-ins allow level {most}"))
            }
            None => Vec::new(),
        }
    }

    fn used(&self) -> impl Iterator<Item = (u32, &'a Exercise)> {
        let used = self.levels.iter().flat_map(|(level, ids)| ids.iter().map(|id| (*level, *id)));
        used.filter_map(|(level, id)| Some((level, self.case.exercise(id)?)))
    }

    /// What is less difficult comes first, and one step of difficulty at a time, whoever the person is.
    fn too_soon(&self, from: Option<Reached>) -> Vec<String> {
        let above = |level: u32| from.is_none_or(|from| level > from.level);
        let mut faults = Vec::new();
        for (level, exercise) in self.used().filter(|(level, _)| above(*level)) {
            let place = format!(
                "in phase {}, `{}` is at level {level} of the chain `{}`",
                self.rules.id, exercise.id, self.chain
            );
            let mut before =
                self.all().into_iter().filter(|(other, _)| above(*other) && *other < level);
            let first = before.find_map(|(other, exercises)| {
                let easier = |other: &&Exercise| {
                    other.difficulty < exercise.difficulty
                        && eligibility::is_for_phase(self.case, self.rules, other)
                };
                exercises.into_iter().find(easier).map(|easier| (other, easier))
            });
            faults.extend(first.map(|(other, easier)| {
                format!("{place}, and `{}` at level {other} is easier and comes first", easier.id)
            }));
            let leap = from.filter(|from| exercise.difficulty.get() > from.difficulty + 1);
            faults.extend(leap.map(|from| {
                let (to, from) = (exercise.difficulty, from.difficulty);
                format!("{place}, and goes from difficulty {from} to {to} at once")
            }));
        }
        faults
    }

    /// A fault for each exercise that is used above a level.
    fn above(&self, level: u32, why: &str) -> Vec<String> {
        let mut faults = Vec::new();
        for (used, ids) in self.levels.iter().filter(|(used, _)| **used > level) {
            for id in ids {
                let (phase, chain) = (&self.rules.id, self.chain);
                faults.push(format!(
                    "in phase {phase}, `{id}` is at level {used} of the chain `{chain}`, {why}"
                ));
            }
        }
        faults
    }
}
