//! What the next plan goes on from: the phases as they were done, the levels of chains, what was stopped.

use std::collections::{BTreeMap, BTreeSet};

use super::anew::{Anew, last_begun};
use super::exercise::{Judge, Verdict};
use super::missed::Off;
use crate::library::{AfterMissed, Exercise, Library, Link, Why};
use crate::planner::plan::{Change, ChangeKind as Kind, Item, PhasePlan, Plan, WeekDose};
use crate::planner::request::ChainLevel;

/// Everything that has happened so far.
pub(super) struct SoFar<'a> {
    pub(super) library: &'a Library,
    /// The plans that were handed out, the earliest first.
    pub(super) plans: &'a [Plan],
    pub(super) judge: &'a Judge<'a>,
    /// What is done beside the sessions and has to be shorter, by id, in per cent of its minutes.
    pub(super) shorter: &'a BTreeMap<String, u32>,
    /// What begins as new.
    pub(super) anew: &'a Anew,
}

impl SoFar<'_> {
    /// What is done beside the sessions goes on from fewer minutes where it hurt, or after time off.
    fn shorten(&self, last: &mut PhasePlan) {
        for daily in &mut last.daily {
            let Some(share) = self.shorter.get(&daily.exercise) else { continue };
            daily.minutes = (daily.minutes * share / 100).max(1);
            if let Some(week) = daily.weeks.last_mut() {
                week.minutes = daily.minutes;
            }
        }
    }

    fn changes(&self) -> impl DoubleEndedIterator<Item = &Change> {
        self.plans.iter().flat_map(|plan| &plan.changes)
    }

    /// Whether an earlier plan said that the programme is over, and no phase has begun since.
    pub(super) fn has_finished(&self) -> bool {
        has_finished(self.plans)
    }

    /// What the plan that ended the programme had of an exercise.
    pub(super) fn dose_at_the_end(&self, exercise: &str) -> Option<WeekDose> {
        let ends = |plan: &&Plan| plan.changes.iter().any(|change| change.kind == Kind::Finished);
        let plan = self.plans.iter().rfind(ends)?;
        let item = items(plan.phases.first()?).find(|item| item.exercise == exercise)?;
        item.dose.first().copied()
    }

    /// The phases gone before as they were done: of each plan those of its weeks that came to pass.
    pub(super) fn before(&self, planned: &PhasePlan) -> Vec<PhasePlan> {
        let since = last_begun(self.plans).map_or(0, Plan::first_week);
        let lived = self.judge.lived_phases().map(|(phase, _)| phase);
        let lived = lived.filter(|phase| phase.weeks.0 >= since && !self.anew.whole);
        let mut before: Vec<PhasePlan> = lived.cloned().collect();
        before.reverse();
        // Past its last week a plan goes on with its last phase.
        if before.last().is_none_or(|last: &PhasePlan| last.id != planned.id) {
            before.push(planned.clone());
        }
        before.iter_mut().for_each(|phase| self.anew.forget(phase));
        let mut before = self.telling(before);
        if let Some(last) = before.last_mut() {
            end_with(self.judge, last);
            self.shorten(last);
        }
        before
    }

    /// The last phase, and of those before it the ones that tell the level of a chain that no later one
    /// has: after a year of plans there are few of them.
    fn telling(&self, before: Vec<PhasePlan>) -> Vec<PhasePlan> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut telling: Vec<PhasePlan> = Vec::new();
        for phase in before.into_iter().rev() {
            let known = items(&phase).filter_map(|item| self.library.exercises.get(&item.exercise));
            let chains: BTreeSet<&str> =
                known.filter_map(|one| one.chain.as_ref().map(|link| link.id.as_str())).collect();
            if telling.is_empty() || !chains.is_subset(&seen) {
                seen.extend(chains);
                telling.push(phase);
            }
        }
        telling.reverse();
        telling
    }

    /// The level below one that had to be left because it hurt, for each chain that has not gone up since.
    fn left_behind(&self) -> BTreeMap<String, u32> {
        let mut levels = BTreeMap::new();
        for change in self.changes() {
            let exercise = self.library.exercises.get(&change.exercise);
            let Some(link) = exercise.and_then(|exercise| exercise.chain.as_ref()) else {
                continue;
            };
            if change.reason.is_some_and(Why::leaves_level) && change.kind == Kind::Gone {
                levels.insert(link.id.clone(), link.level.saturating_sub(1));
            } else if change.reason == Some(Why::Level) {
                levels.remove(&link.id);
            }
        }
        levels
    }

    /// What the other chains had last, in the last phase that had something of them.
    fn away(&self, there: &BTreeSet<&str>) -> Vec<(&Exercise, &Link)> {
        let mut seen: BTreeSet<&str> = there.clone();
        let mut away = Vec::new();
        for (phase, _) in self.judge.lived_phases() {
            let known = items(phase).filter_map(|item| self.library.exercises.get(&item.exercise));
            let linked = known.filter_map(|one| Some((one, one.chain.as_ref()?)));
            let fresh: Vec<_> = linked.filter(|(_, link)| !seen.contains(&*link.id)).collect();
            seen.extend(fresh.iter().map(|(_, link)| link.id.as_str()));
            away.extend(fresh);
        }
        away
    }

    /// The level of each chain that the phase has, and of those that have one to hold back.
    pub(super) fn levels(
        &self,
        planned: &PhasePlan,
        verdicts: &BTreeMap<String, Verdict>,
        off: Off,
        stopped: &BTreeSet<String>,
    ) -> BTreeMap<String, ChainLevel> {
        let mut levels: BTreeMap<String, ChainLevel> = BTreeMap::new();
        // What was stopped, now or before, closes its level and all above it.
        let closed = stopped.iter().filter_map(|id| self.library.exercises.get(id)?.chain.as_ref());
        for link in closed {
            let most = link.level.saturating_sub(1);
            lower(&mut levels, &link.id, ChainLevel { most, rises: false });
        }
        let known = items(planned).filter_map(|item| self.library.exercises.get(&item.exercise));
        let there: BTreeSet<&str> =
            known.filter_map(|one| one.chain.as_ref().map(|link| link.id.as_str())).collect();
        for (chain, most) in self.left_behind() {
            if !there.contains(chain.as_str()) {
                lower(&mut levels, &chain, ChainLevel { most, rises: false });
            }
        }
        for (exercise, link) in self.away(&there) {
            if self.judge.is_held_back(&exercise.id) {
                let most = link.level;
                lower(&mut levels, &link.id, ChainLevel { most, rises: false });
            }
        }
        for item in items(planned) {
            let Some(exercise) = self.library.exercises.get(&item.exercise) else { continue };
            let Some(link) = &exercise.chain else { continue };
            let down = link.level.saturating_sub(1);
            let level = match verdicts.get(&exercise.id) {
                Some(Verdict::Stop(_) | Verdict::Easier(_)) => {
                    ChainLevel { most: down, rises: false }
                }
                Some(Verdict::Level) => {
                    let most = self.judge.next_level(exercise).unwrap_or(link.level);
                    ChainLevel { most, rises: true }
                }
                Some(Verdict::Hold(_) | Verdict::Cut(_)) => {
                    ChainLevel { most: link.level, rises: false }
                }
                Some(Verdict::Resume) => ChainLevel { most: link.level, rises: false },
                // A change of phase is no way round a cut.
                Some(Verdict::Carry) | None => {
                    let rises = !self.judge.is_held_back(&exercise.id);
                    ChainLevel { most: link.level, rises }
                }
            };
            let steps_back =
                off.action >= AfterMissed::StepBack && !self.library.easier(exercise).is_empty();
            let level =
                if steps_back { ChainLevel { most: down.min(level.most), ..level } } else { level };
            lower(&mut levels, &link.id, level);
        }
        // A walk that hurts, or has not come back from a cut, becomes no brisk one.
        for daily in &planned.daily {
            let exercise = self.library.exercises.get(&daily.exercise);
            let Some(link) = exercise.and_then(|one| one.chain.as_ref()) else { continue };
            if verdicts.get(&daily.exercise).is_some_and(|verdict| verdict.is_of_pain())
                || self.judge.is_short(daily)
            {
                lower(&mut levels, &link.id, ChainLevel { most: link.level, rises: false });
            }
        }
        // What hurt in another part of the plan is not gone up to, and what is harder is left for it; what is
        // no harder and done here stays.
        for (id, verdict) in verdicts.iter().filter(|(_, verdict)| verdict.is_of_hurt()) {
            let link = self.library.exercises.get(id).and_then(|one| one.chain.as_ref());
            let Some(link) = link else { continue };
            let stays = matches!(verdict, Verdict::Cut(_));
            let own = if stays { link.level } else { link.level.saturating_sub(1) };
            let here = levels.get(&link.id).map(|level| level.most);
            let most = here.filter(|here| *here <= link.level).unwrap_or(own);
            lower(&mut levels, &link.id, ChainLevel { most, rises: false });
        }
        levels
    }
}

/// Whether an earlier plan said that the programme is over, and no phase has begun since.
pub(super) fn has_finished(plans: &[Plan]) -> bool {
    let changes = plans.iter().flat_map(|plan| &plan.changes);
    let mut of_phase = changes.filter(|change| change.exercise.is_empty());
    let is_step = |kind| matches!(kind, Kind::Finished | Kind::Advanced | Kind::Restarted);
    of_phase.rfind(|change| is_step(change.kind)).is_some_and(|last| last.kind == Kind::Finished)
}

/// Of two levels of a chain the lower one holds.
fn lower(levels: &mut BTreeMap<String, ChainLevel>, chain: &str, level: ChainLevel) {
    let there = levels.entry(chain.to_owned()).or_insert(level);
    there.most = there.most.min(level.most);
    there.rises &= level.rises;
}

/// Cuts a phase off after the last week lived, each item ending with what it goes on from.
fn end_with(judge: &Judge<'_>, phase: &mut PhasePlan) {
    let week = judge.lived;
    phase.weeks.1 = week.max(phase.weeks.0);
    for item in phase.sessions.values_mut().flat_map(|session| &mut session.items) {
        item.dose.retain(|dose| dose.week <= week);
        let last = judge.base(&item.exercise).filter(|_| !item.dose.is_empty());
        item.dose.retain(|dose| dose.week < week);
        item.dose.extend(last.map(|last| WeekDose { week, ..last }));
    }
    for daily in &mut phase.daily {
        daily.weeks.retain(|entry| entry.week <= week);
        daily.minutes = daily.weeks.last().map_or(daily.minutes, |entry| entry.minutes);
    }
}

pub(super) fn items(phase: &PhasePlan) -> impl Iterator<Item = &Item> {
    phase.sessions.values().flat_map(|session| &session.items)
}
