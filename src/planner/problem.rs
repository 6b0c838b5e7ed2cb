//! The problem of one phase: what may be done, when, and what it is worth.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Phase, Phases};
use crate::quantity::Day;

use super::candidate::{Candidate, candidates};
use super::need::{Need, Part, needs, parts};
use super::plan::Terms;
use super::setting::Setting;
use super::week::{Days, Slot, Tally, Week};
use super::wish::{self, WISHES};

/// Everything that rules, wishes and the search look at.
#[derive(Debug, Clone)]
pub(crate) struct Problem<'a> {
    /// Weights and limits.
    pub(crate) rules: &'a Phases,
    /// The phase.
    pub(crate) phase: &'a Phase,
    /// Seconds available on each day, Monday first; 0 on a day that is not available.
    pub(crate) seconds: [u32; Day::ALL.len()],
    /// The day on which every week begins.
    pub(crate) first_day: Day,
    /// The affected muscles.
    pub(crate) parts: Vec<Part>,
    /// What they need.
    pub(crate) needs: Vec<Need>,
    /// The affected muscle of each need, as an index into `parts`.
    pub(crate) part_of_need: Vec<usize>,
    /// The exercises that may be planned.
    pub(crate) candidates: Vec<Candidate<'a>>,
    /// The chains of which candidates have several levels; a week may have one of them.
    pub(crate) ladders: Vec<Ladder>,
    /// The muscles that a candidate may load, by id.
    pub(crate) loadable: Vec<&'a str>,
    /// Whether each of them was loaded on the day before the phase begins.
    pub(crate) loaded_before: Vec<bool>,
}

/// The levels of a chain, each with its candidates, the easiest first.
pub(crate) type Ladder = Vec<Vec<usize>>;

impl<'a> Problem<'a> {
    /// The problem of a phase.
    pub(crate) fn new(setting: &Setting<'a>, seed: u64) -> Self {
        let rules = &setting.library.phases;
        let affected = &setting.request.affected;
        let parts = parts(rules, affected);
        let needs = needs(rules, setting.phase, affected);
        let mut candidates = candidates(setting, &needs, seed);
        let loadable = share_loads(setting, &mut candidates);
        let before = setting.loaded_the_day_before();
        let part_of = |need: &Need| parts.partition_point(|part| part.muscle < need.muscle);
        Self {
            rules,
            phase: setting.phase,
            seconds: Day::ALL.map(|day| seconds_on(setting, day)),
            first_day: setting.first_day(),
            part_of_need: needs.iter().map(part_of).collect(),
            ladders: ladders(&candidates),
            candidates,
            loaded_before: loadable.iter().map(|muscle| before.contains(muscle)).collect(),
            loadable,
            needs,
            parts,
        }
    }

    /// The index of the candidate that is an exercise.
    pub(crate) fn index_of(&self, exercise: &str) -> Option<usize> {
        self.candidates.iter().position(|candidate| candidate.exercise.id == exercise)
    }

    /// Seconds of the shortest day of a session; 0 if it is on no day.
    pub(crate) fn shortest(&self, days: &Days, slot: Slot) -> u32 {
        let of_slot = days.iter().zip(self.seconds).filter(|(day, _)| **day == Some(slot));
        of_slot.map(|(_, seconds)| seconds).min().unwrap_or_default()
    }

    /// The most exercises in a session.
    pub(crate) fn places(&self) -> usize {
        self.phase.session.min(self.rules.limits.session) as usize
    }

    /// What a week is worth to the search: its score, and a prize for each exercise that was asked
    /// for by name and is done on enough days.
    pub(crate) fn worth(&self, week: &Week, tally: &Tally) -> i64 {
        let score: i64 = WISHES.iter().map(|wish| wish.points(self, week, tally).0).sum();
        let asked = week.menu().filter(|index| self.candidates[*index].asked);
        let least_days = self.rules.coverage.least_days;
        let met = asked.filter(|index| tally.days_in(week.place(*index)) >= least_days);
        score + self.prize() * i64::try_from(met.count()).unwrap_or_default()
    }

    /// What an exercise earns by being done on enough days: the prize if it was asked for, and what a
    /// condition's preference is worth.
    pub(crate) fn earns(&self, candidate: &Candidate<'_>) -> i64 {
        candidate.preferred + if candidate.asked { self.prize() } else { 0 }
    }

    /// The prize for an exercise that was asked for by name. It outweighs every score, so that what
    /// was asked for comes first wherever the rules allow it; no term of the score counts it.
    pub(crate) fn prize(&self) -> i64 {
        2 * (self.rules.points.all_needs.0 + self.rules.points.neglect.0)
    }

    /// The terms of a week's score.
    pub(crate) fn terms(&self, week: &Week) -> Terms {
        wish::terms(self, week, &Tally::of(self, week))
    }
}

/// Numbers the muscles that candidates load, and tells each candidate the numbers of its own. Every
/// primary muscle of a loading exercise counts, affected or not: tissue needs its rest whether it hurts
/// or not.
fn share_loads<'a>(setting: &Setting<'a>, candidates: &mut [Candidate<'a>]) -> Vec<&'a str> {
    let loads = |candidate: &Candidate<'a>| -> &'a [String] {
        if setting.library.is_loading(candidate.exercise) {
            &candidate.exercise.primary
        } else {
            &[]
        }
    };
    let muscles: BTreeSet<&str> = candidates
        .iter()
        .flat_map(|candidate| loads(candidate).iter().map(String::as_str))
        .collect();
    let loadable: Vec<&str> = muscles.into_iter().collect();
    for candidate in candidates {
        let number = |muscle: &String| loadable.iter().position(|other| other == muscle);
        candidate.loads = loads(candidate).iter().filter_map(number).collect();
        candidate.loads.sort_unstable();
        candidate.loads.dedup();
    }
    loadable
}

fn ladders(candidates: &[Candidate<'_>]) -> Vec<Ladder> {
    let mut chains: BTreeMap<&str, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if let Some(link) = &candidate.exercise.chain {
            chains.entry(&link.id).or_default().entry(link.level).or_default().push(index);
        }
    }
    let several = chains.into_values().filter(|levels| levels.len() > 1);
    several.map(|levels| levels.into_values().collect()).collect()
}

fn seconds_on(setting: &Setting<'_>, day: Day) -> u32 {
    setting.request.days.get(&day).map_or(0, |minutes| minutes.saturating_mul(60))
}
