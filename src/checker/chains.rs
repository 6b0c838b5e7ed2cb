//! Chains: one level a week, entered at the bottom, climbed one step at a time, never past a bar.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, eligibility, quoted};
use crate::library::{Exercise, Phase};
use crate::planner::plan::PhasePlan;

/// The exercises that a week uses of a chain, by level.
type Levels<'a> = BTreeMap<u32, BTreeSet<&'a str>>;

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reached: BTreeMap<&str, u32> = BTreeMap::new();
    for phase in case.request.past.iter().flat_map(|past| &past.before) {
        let tops = chains(case, phase).into_iter();
        reached.extend(tops.filter_map(|(chain, levels)| Some((chain, *levels.keys().last()?))));
    }
    for (rules, phase) in case.known_phases() {
        for (chain, levels) in chains(case, phase) {
            let part = Part { case, rules, chain, levels };
            faults.extend(part.two_levels());
            faults.extend(part.past_a_bar());
            faults.extend(part.past_check_ins(case.is_inside(phase)));
            faults.extend(match reached.get(chain) {
                None => part.not_at_the_bottom(),
                Some(from) => part.skipped(*from),
            });
            reached.extend(part.levels.keys().last().map(|top| (chain, *top)));
        }
    }
    faults
}

fn chains<'a>(case: &Case<'a>, phase: &PhasePlan) -> BTreeMap<&'a str, Levels<'a>> {
    let mut chains: BTreeMap<&str, Levels<'_>> = BTreeMap::new();
    for used in case.uses(phase) {
        if let Some(link) = &used.exercise.chain {
            let levels = chains.entry(&link.id).or_default();
            levels.entry(link.level).or_default().insert(&used.exercise.id);
        }
    }
    chains
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

    /// The levels of which the person could do at least one exercise in this phase.
    fn open(&self) -> Vec<u32> {
        let open = |exercises: &[&Exercise]| {
            exercises.iter().any(|exercise| eligibility::is_open(self.case, self.rules, exercise))
        };
        self.all().into_iter().filter(|(_, e)| open(e)).map(|(level, _)| level).collect()
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

    fn not_at_the_bottom(&self) -> Vec<String> {
        let Some(lowest) = self.open().first().copied() else { return Vec::new() };
        self.above(lowest, &format!("and the person has to begin at level {lowest}"))
    }

    fn skipped(&self, from: u32) -> Vec<String> {
        let Some(next) = self.open().into_iter().find(|level| *level > from) else {
            return Vec::new();
        };
        self.above(next, &format!("and comes from level {from}, so level {next} is the next"))
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
