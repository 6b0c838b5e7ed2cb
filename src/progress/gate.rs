//! What must be so before a phase ends (`gates` of `progress.yaml`).
//!
//! A criterion that nobody could judge, such as a test that was not done, bars nobody. Pain and sessions
//! are never unknown: without them the gate stays shut.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::{days_from, later, plan_on, session_on};
use super::dose::is_less;
use super::exercise::Judge;
use super::history::{Bout, History, Sitting};
use super::model::{Week, WeekPain};
use super::past::items;
use super::zone::Zone;
use crate::library::{ActivityGate, Gate, PainGate, Shown, Why};
use crate::planner::plan::{Item, PhasePlan};
use crate::planner::whole_dose;
use crate::quantity::Rating;
use crate::screening::effort;

/// The phase that the person is in, and since when.
pub(crate) struct Stay<'a> {
    pub(crate) judge: &'a Judge<'a>,
    /// The phase of the plan in force.
    pub(crate) planned: &'a PhasePlan,
    /// The first day of the phase, or the day on which the last break was over.
    pub(crate) since: Date,
    /// The person's age in years, for tests that depend on it.
    pub(crate) age: Option<i32>,
    /// Whether pain at night has gone up: then no phase ends, whatever its gate asks for.
    pub(crate) nights_up: bool,
    /// Whether something has just been cut or stopped because it hurt, or all that loads after worse weeks, or
    /// nothing is left to do: what is new waits then.
    pub(crate) hurts: bool,
    /// Whether a flare or an illness has not been followed by enough good sessions: then none does either.
    pub(crate) unwell: bool,
    /// Whether things are worse than at first: nor then.
    pub(crate) worse: bool,
}

impl Stay<'_> {
    /// The criteria of a gate that are not met, in their order.
    pub(crate) fn missing(&self, gate: &Gate) -> Vec<Why> {
        let history = self.judge.history;
        let is_known = self.pain_is_known();
        let is_low = |pain: &PainGate| !is_known || self.pain_is_low(pain);
        let checks = [
            (Why::GateDays, days_from(self.since, history.from) >= gate.days),
            (Why::GatePain, !self.hurts && gate.pain.as_ref().is_none_or(is_low)),
            (Why::GateUnknown, gate.pain.is_none() || is_known),
            (Why::GateWorse, !self.worse),
            (Why::GateNight, !self.nights_up),
            (Why::GateUnwell, !self.unwell),
            (Why::GateEffort, !self.was_hard()),
            (Why::GateFlares, self.mornings_are_calm(gate)),
            (Why::GateSessions, self.share_done() >= gate.sessions),
            (Why::GateWhole, self.not_whole(gate).next().is_none()),
            (Why::GateShown, self.not_shown(gate).next().is_none()),
            (Why::GateSingleLeg, gate.single_leg.is_none_or(|least| self.stands_on_one_leg(least))),
            (Why::GateChairStand, !gate.chair_stand || self.stands_up()),
            (Why::GateActivity, gate.activity.as_ref().is_none_or(|gate| self.is_active(gate))),
        ];
        checks.into_iter().filter(|(_, met)| !met).map(|(why, _)| why).collect()
    }

    /// The exercises of the phase that a gate waits for, session A first.
    pub(crate) fn waits_for(&self, gate: &Gate) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in self.not_whole(gate).chain(self.not_shown(gate)) {
            if !ids.iter().any(|there| there == id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }

    /// Whether somebody said lately how much it hurts.
    fn pain_is_known(&self) -> bool {
        let history = self.judge.history;
        averages(history).last_key_value().is_some_and(|(week, _)| is_fresh(history, *week))
    }

    /// Whether pain is as low as a gate wants it, on average, at its worst and week by week.
    fn pain_is_low(&self, gate: &PainGate) -> bool {
        let history = self.judge.history;
        let averages: Vec<f64> = averages(history).into_values().collect();
        let Some(last) = averages.last().copied() else { return false };
        let days = gate.worst_days.max(1);
        let of_sessions = history.recent(days).filter_map(worst_of);
        let worst =
            of_sessions.chain(history.recent_mornings(days)).chain(worst_of_week(history)).max();
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

    /// Whether a session of the last days was harder than the phase wants it, or half of it too hard to do well.
    fn was_hard(&self) -> bool {
        let Judge { library, request, history, phase, .. } = *self.judge;
        let (_, target) = effort(library, &request.clearance, phase);
        let mut recent = history.recent(library.progress.exercise.recent_days);
        recent.any(|sitting| {
            let hard = sitting.bouts.iter().filter(|bout| bout.too_hard).count();
            sitting.session.effort.is_some_and(|effort| effort.get() > target)
                || (hard > 0 && 2 * hard >= sitting.bouts.len())
        })
    }

    /// Per cent of the sessions planned until today that were done, since the phase began or the last break was
    /// over.
    fn share_done(&self) -> u32 {
        let history = self.judge.history;
        let days = days_from(self.since, history.today).max(0);
        let has_session = |day: &i32| {
            let date = later(self.since, *day);
            plan_on(history.plans, date).is_some_and(|plan| session_on(plan, date).is_some())
        };
        let planned = (0..days).filter(has_session).count();
        let since = history.sittings.iter().filter(|sitting| sitting.date >= self.since);
        let done = since.filter(|sitting| sitting.is_done());
        u32::try_from(done.count() * 100 / planned.max(1)).unwrap_or(u32::MAX)
    }

    /// The exercises of the phase that were not last done with all that it asks for, and green, where the gate
    /// asks for that. One that is always left out bars nobody: its level and dose stay where they are.
    fn not_whole(&self, gate: &Gate) -> impl Iterator<Item = &str> {
        let Judge { library, request, history, .. } = *self.judge;
        let long = library.progress.exercise.left_out_days;
        let is_whole = move |item: &&Item| {
            let known = library.exercises.get(&item.exercise);
            let whole = known.and_then(|one| whole_dose(library, request, &self.planned.id, one));
            let last = history.bouts(&item.exercise).last();
            let since = last.map_or(self.since, |last| last.date.max(self.since));
            let left_out = days_from(since, history.from) > long;
            left_out
                || last.is_some_and(|last| {
                    let top = whole.is_none_or(|whole| !is_less(last.done, whole));
                    top && last.is_whole() && last.zone == Zone::Green
                })
        };
        let items = items(self.planned).filter(move |_| gate.whole);
        items.filter(move |item| !is_whole(item)).map(|item| item.exercise.as_str())
    }

    /// What the gate asks to be shown and was not yet.
    fn not_shown(&self, gate: &Gate) -> impl Iterator<Item = &str> {
        gate.shown.iter().flat_map(move |shown| self.unshown(shown))
    }

    /// The plan's exercises with which something is to be shown, or a harder level of its chain, that was not
    /// done so far and green with any of them.
    fn unshown(&self, shown: &Shown) -> Vec<&str> {
        let library = self.judge.library;
        let Some(exercise) = library.exercises.get(&shown.exercise) else { return Vec::new() };
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
        let enough = |bout: &Bout<'_>| {
            serves(bout.exercise)
                && bout.zone == Zone::Green
                && match bout.exercise == exercise.id {
                    true => bout.done.sets * bout.done.reps >= shown.sets * shown.reps,
                    false => bout.is_whole() && !self.judge.is_below_its_cut(bout.exercise),
                }
        };
        let mut all = self.judge.history.sittings.iter().flat_map(|sitting| &sitting.bouts);
        if all.any(|bout| self.judge.history.counts(bout.date) && enough(bout)) {
            return Vec::new();
        }
        let ids = items(self.planned).map(|item| item.exercise.as_str());
        ids.filter(|id| serves(id)).collect()
    }

    /// The weekly entries that count, by date.
    fn weeks(&self) -> impl DoubleEndedIterator<Item = &Week> {
        let weeks = self.judge.history.weeks.iter();
        weeks.filter(|(date, _)| self.judge.history.counts(*date)).map(|(_, week)| *week)
    }

    fn stands_on_one_leg(&self, least: u32) -> bool {
        let tests = self.weeks().rev().find_map(|week| week.single_leg);
        let sides = tests.into_iter().flat_map(|test| [test.left, test.right]).flatten();
        sides.into_iter().all(|seconds| seconds.get() >= least)
    }

    fn stands_up(&self) -> bool {
        let rules = &self.judge.library.progress.chair_stand;
        let mut tests = self.weeks().filter_map(|week| Some(week.chair_stand?.get()));
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

/// The worst that was said of a session as a whole; pain in one exercise speaks of that one, unless nothing
/// else was said.
pub(crate) fn as_a_whole(sitting: &Sitting<'_>) -> Option<u32> {
    let pain = &sitting.session.pain;
    let said = pain.during.max(pain.after).map(|pain| pain.get());
    let single = || sitting.session.pain_in.values().map(|pain| pain.get()).max();
    said.or_else(single).max(sitting.morning)
}

/// The worst that was said of a session.
fn worst_of(sitting: &Sitting<'_>) -> Option<u32> {
    let pain = &sitting.session.pain;
    let said = pain.during.max(pain.after).map(|pain| pain.get());
    let single = sitting.session.pain_in.values().map(|pain| pain.get()).max();
    said.max(single).max(sitting.morning)
}

/// The worst that was said of the last week as a whole, its nights too.
fn worst_of_week(history: &History<'_>) -> Option<u32> {
    let (date, _) = history.weeks.last()?;
    let week = history.week_told(*date);
    let last = |of: fn(&WeekPain) -> Option<Rating>| {
        history.last_words(|_, week| of(&week.pain)).get(&week).copied()
    };
    // Each has its own last word: a good night takes no bad day back.
    let worst = last(|pain| pain.worst).max(last(|pain| pain.night));
    worst.filter(|_| is_fresh(history, week)).map(|pain| pain.get())
}

/// Whether a week of the programme says how things are today: the one that has just ended, or the one before,
/// since a week may have had no session yet.
pub(crate) fn is_fresh(history: &History<'_>, week: i32) -> bool {
    week + 1 >= history.last_week()
}

/// The average pain of each week since the programme last began of which there is one, by the week's number
/// from 0, that before the programme by -1: the one that was given for it, or else the mean of the worst of its
/// sessions.
pub(crate) fn averages(history: &History<'_>) -> BTreeMap<i32, f64> {
    let given = history.last_words(|_, week| week.pain.average);
    let of_sittings = |week: i32| {
        let sittings = history.sittings.iter();
        mean(sittings.filter(|one| history.week_of(one.date) == week).filter_map(as_a_whole))
    };
    let weeks = history.first_week()..=history.last_week();
    weeks
        .filter_map(|week| {
            let given = given.get(&week).map(|pain| f64::from(pain.get()));
            Some((week, given.or_else(|| of_sittings(week))?))
        })
        .collect()
}

/// The mean of the person's own activities, each time that they were rated since the programme last began.
pub(crate) fn activities(history: &History<'_>) -> Vec<f64> {
    let rated = history.weeks.iter().filter(|(date, _)| history.counts(*date));
    rated.filter_map(|(_, week)| mean(week.activities.iter().map(|rating| rating.get()))).collect()
}

fn mean(values: impl Iterator<Item = u32>) -> Option<f64> {
    let values: Vec<u32> = values.collect();
    let sum: u32 = values.iter().sum();
    (!values.is_empty()).then(|| f64::from(sum) / values.len() as f64)
}
