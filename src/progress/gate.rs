//! What must be so before a phase ends (`gates` of `progress.yaml`).
//!
//! A criterion that nobody could judge, such as a test that was not done, bars nobody. Pain and sessions
//! are never unknown: without them the gate stays shut.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::{days_from, later};
use super::dose::is_less;
use super::exercise::Judge;
use super::history::{Bout, History, Sitting};
use super::zone::Zone;
use crate::library::{ActivityGate, Gate, PainGate, Shown, Why};
use crate::planner::plan::PhasePlan;
use crate::planner::whole_dose;

/// The phase that the person is in, and since when.
pub(crate) struct Stay<'a> {
    pub(crate) judge: &'a Judge<'a>,
    /// The phase of the plan in force.
    pub(crate) planned: &'a PhasePlan,
    /// The first day of the phase.
    pub(crate) since: Date,
    /// The person's age in years, for tests that depend on it.
    pub(crate) age: Option<i32>,
    /// Whether pain at night has gone up: then no phase ends, whatever its gate asks for.
    pub(crate) nights_up: bool,
}

impl Stay<'_> {
    /// The criteria of a gate that are not met, in their order.
    pub(crate) fn missing(&self, gate: &Gate) -> Vec<Why> {
        let history = self.judge.history;
        let checks = [
            (Why::GateDays, days_from(self.since, history.from) >= gate.days),
            (Why::GatePain, gate.pain.as_ref().is_none_or(|pain| self.pain_is_low(pain))),
            (Why::GateNight, !self.nights_up),
            (Why::GateFlares, self.mornings_are_calm(gate)),
            (Why::GateSessions, self.share_done() >= gate.sessions),
            (Why::GateWhole, !gate.whole || self.all_is_whole()),
            (Why::GateShown, gate.shown.iter().all(|shown| self.has_shown(shown))),
            (Why::GateSingleLeg, gate.single_leg.is_none_or(|least| self.stands_on_one_leg(least))),
            (Why::GateChairStand, !gate.chair_stand || self.stands_up()),
            (Why::GateActivity, gate.activity.as_ref().is_none_or(|gate| self.is_active(gate))),
        ];
        checks.into_iter().filter(|(_, met)| !met).map(|(why, _)| why).collect()
    }

    /// Average pain by week: what was said of the week, or else the middle of its sessions. One that is
    /// older than the week before the last says nothing of today: the week that has just ended may have
    /// had no session yet.
    fn pain_is_low(&self, gate: &PainGate) -> bool {
        let history = self.judge.history;
        let averages = averages(history);
        let newest = averages.last_key_value();
        let Some((_, &last)) = newest.filter(|(week, _)| **week + 1 >= history.last_week()) else {
            return false;
        };
        let averages: Vec<f64> = averages.into_values().collect();
        let worst = history.recent(gate.worst_days.max(1)).filter_map(worst_of).max();
        let calm = gate.worst.is_none_or(|most| worst.is_none_or(|worst| worst <= most));
        let low = last <= f64::from(gate.average) && calm;
        let first = averages[0];
        let down = gate.or_down.is_some_and(|points| first - last >= f64::from(points))
            || gate.or_down_share.is_some_and(|share| {
                first > 0.0 && (first - last) * 100.0 >= f64::from(share) * first
            });
        let tail = &averages[averages.len().saturating_sub(gate.steady_weeks)..];
        let low_throughout =
            gate.or_down.is_some() || tail.iter().all(|one| *one <= f64::from(gate.average));
        let rise = f64::from(self.judge.library.progress.zones.week_rise);
        let steady = gate.steady_weeks == 0 || tail.windows(2).all(|pair| pair[1] < pair[0] + rise);
        (low || down) && low_throughout && steady
    }

    fn mornings_are_calm(&self, gate: &Gate) -> bool {
        let Some(flares) = &gate.flares else { return true };
        let last = self.judge.history.sittings.iter().rev().take(flares.of);
        last.filter(|sitting| sitting.flare).count() <= flares.most
    }

    /// Per cent of the planned sessions since the phase began that were done.
    fn share_done(&self) -> u32 {
        let history = self.judge.history;
        let days = days_from(self.since, history.from).max(0);
        let planned = (days as usize).div_ceil(7) * self.planned.week.len();
        let since = history.sittings.iter().filter(|sitting| sitting.date >= self.since);
        let done = since.filter(|sitting| sitting.is_done());
        u32::try_from(done.count() * 100 / planned.max(1)).unwrap_or(u32::MAX)
    }

    /// Every exercise of the phase was last done with all that the phase asks for, and green.
    fn all_is_whole(&self) -> bool {
        let Judge { library, request, history, .. } = *self.judge;
        let items = self.planned.sessions.values().flat_map(|session| &session.items);
        items.into_iter().all(|item| {
            let known = library.exercises.get(&item.exercise);
            let whole = known.and_then(|one| whole_dose(library, request, &self.planned.id, one));
            let last = history.bouts(&item.exercise).last();
            last.is_some_and(|last| {
                let top = whole.is_none_or(|whole| !is_less(last.done, whole));
                top && last.is_whole() && last.zone == Zone::Green
            })
        })
    }

    /// An exercise or a harder level of its chain was done so far and green; or the plan has neither.
    fn has_shown(&self, shown: &Shown) -> bool {
        let library = self.judge.library;
        let Some(exercise) = library.exercises.get(&shown.exercise) else { return true };
        let serves = |id: &str| {
            let other = library.exercises.get(id);
            id == exercise.id
                || other.and_then(|other| other.chain.as_ref()).is_some_and(|link| {
                    exercise
                        .chain
                        .as_ref()
                        .is_some_and(|own| own.id == link.id && own.level < link.level)
                })
        };
        let mut items = self.planned.sessions.values().flat_map(|session| &session.items);
        if !items.any(|item| serves(&item.exercise)) {
            return true;
        }
        let enough = |bout: &Bout<'_>| {
            serves(bout.exercise)
                && bout.zone == Zone::Green
                && (bout.exercise != exercise.id
                    || bout.done.sets * bout.done.reps >= shown.sets * shown.reps)
        };
        let mut all = self.judge.history.sittings.iter().flat_map(|sitting| &sitting.bouts);
        all.any(enough)
    }

    fn stands_on_one_leg(&self, least: u32) -> bool {
        let tests = self.judge.history.weeks.iter().rev().find_map(|(_, week)| week.single_leg);
        let sides = tests.into_iter().flat_map(|test| [test.left, test.right]).flatten();
        sides.into_iter().all(|seconds| seconds.get() >= least)
    }

    fn stands_up(&self) -> bool {
        let rules = &self.judge.library.progress.chair_stand;
        let mut tests =
            self.judge.history.weeks.iter().filter_map(|(_, week)| Some(week.chair_stand?.get()));
        let Some(first) = tests.next() else { return true };
        let last = tests.next_back().unwrap_or(first);
        let age = self.age.and_then(|age| u32::try_from(age).ok());
        let least = age.and_then(|age| rules.least.range(..=age).next_back());
        match least {
            Some((_, least)) => last >= *least || last >= first + rules.rise,
            // Without a table for the age a person is held against the own beginning.
            None => last >= first,
        }
    }

    fn is_active(&self, gate: &ActivityGate) -> bool {
        let means = activities(self.judge.history);
        let Some(last) = means.last() else { return true };
        *last >= f64::from(gate.least) || last - means[0] >= f64::from(gate.or_up)
    }
}

/// The worst that was said of a session.
fn worst_of(sitting: &Sitting<'_>) -> Option<u32> {
    let pain = &sitting.session.pain;
    let said = pain.during.max(pain.after).map(|pain| pain.get());
    let single = sitting.session.pain_in.values().map(|pain| pain.get()).max();
    said.max(single).max(sitting.morning)
}

/// The average pain of each week of the programme of which there is one, by the week's number from 0: the
/// one that was given for it, or else the mean of the worst of its sessions.
pub(crate) fn averages(history: &History<'_>) -> BTreeMap<i32, f64> {
    let Some(start) = history.plans.first().map(|plan| plan.start) else { return BTreeMap::new() };
    (0..=history.last_week())
        .filter_map(|week| {
            let (first, last) = (later(start, week * 7), later(start, week * 7 + 6));
            let within = |date: &Date| (first..=last).contains(date);
            let of_week = history.weeks.iter().rev().filter(|(date, _)| within(date));
            let given = of_week.filter_map(|(_, week)| week.pain.average).next();
            let of_sittings = || {
                let sittings = history.sittings.iter().filter(|sitting| within(&sitting.date));
                mean(sittings.filter_map(worst_of))
            };
            let average = given.map(|pain| f64::from(pain.get())).or_else(of_sittings);
            Some((week, average?))
        })
        .collect()
}

/// The mean of the person's own activities, each time that they were rated.
pub(crate) fn activities(history: &History<'_>) -> Vec<f64> {
    let rated = history.weeks.iter();
    rated.filter_map(|(_, week)| mean(week.activities.iter().map(|rating| rating.get()))).collect()
}

fn mean(values: impl Iterator<Item = u32>) -> Option<f64> {
    let values: Vec<u32> = values.collect();
    let sum: u32 = values.iter().sum();
    (!values.is_empty()).then(|| f64::from(sum) / values.len() as f64)
}
