//! Check-ins and the plan in force -> what the next plan goes on from: what becomes of each exercise
//! (`verdicts`), whether the part goes on, and what to ask of the planner (`ask`).

mod ask;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::anew::{Anew, last_begun};
use super::beside::shorter;
use super::calendar::{later, phase_in};
use super::exercise::{Judge, Verdict};
use super::gate::Stay;
use super::history::History;
use super::missed::{Off, back_since, off};
use super::model::Log;
use super::night::Nights;
use super::past::{SoFar, has_finished, items};
use super::review::{is_rising, is_worse, review};
use super::stage::{Stage, Standing, Step, stage};
use super::stopped::{Again, out_since};
use super::zone::Limits;
use crate::library::{Library, Phase, Why};
use crate::planner::plan::{PhasePlan, Plan};
use crate::planner::request::Request;
use crate::screening::pain_limit;
use verdicts::kept;

/// What is known of a person when the next plan is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The plans that were handed out, the earliest first.
    pub plans: &'a [Plan],
    /// The check-ins; those of a later day are passed over.
    pub log: &'a Log,
    /// The first day of the next plan: the first of a week of the plan in force.
    pub from: Date,
    /// The day on which it is asked for: of the days from then on nobody knows yet what is done.
    pub today: Date,
    /// The person's age in years, for tests that depend on it.
    pub age: Option<i32>,
    /// What was stopped and has been allowed again.
    pub again: &'a Again,
    /// Whether to decide even if nothing was written down: the person asks for something else.
    pub even_if_silent: bool,
}

/// What the check-ins decide.
#[derive(Debug, Clone)]
pub(crate) struct Advance {
    /// What to ask of the planner.
    pub(crate) request: Request,
    /// What becomes of each exercise of the phase.
    pub(crate) verdicts: BTreeMap<String, Verdict>,
    /// What the time off asks for.
    pub(crate) off: Off,
    /// What happens to the phase.
    pub(crate) stage: Stage,
    /// The last week of the plan in force in which something was done.
    pub(crate) lived: u32,
    /// What begins as new.
    pub(crate) anew: Anew,
    /// What the gate of the phase asks for.
    pub(crate) missing: Vec<Why>,
    /// The exercises that it waits for, by id.
    pub(crate) waits_for: Vec<String>,
    /// Reasons to see someone.
    pub(crate) review: Vec<Why>,
    /// Whether the safety questions are asked again.
    pub(crate) screen: bool,
    /// The last day that check-ins told of.
    pub(crate) known: Option<Date>,
    /// The signs of what this plan is the first to answer.
    pub(crate) answered: BTreeSet<String>,
}

/// Decides; none if there is no plan in force, or nothing was written down that no plan has answered.
///
/// `asked` is what the person asks now, as for a first plan.
pub(crate) fn advance(library: &Library, asked: &Request, known: &Known<'_>) -> Option<Advance> {
    let rules = &library.progress;
    let amber = pain_limit(library, &asked.clearance);
    let green = library.dosage.pain.safe.min(amber);
    let limits = Limits { green, amber, zones: &rules.zones };
    let history = History::new(known, limits, rules.exercise.spare);
    let plan = history.plan()?;
    let silent = history.news.is_empty();
    if silent && !known.even_if_silent {
        return None;
    }
    let nights = Nights::of(&rules.zones, &history);
    Advancer { library, asked, known, history: &history, plan, silent, nights }.advance()
}

struct Advancer<'a> {
    library: &'a Library,
    asked: &'a Request,
    known: &'a Known<'a>,
    history: &'a History<'a>,
    plan: &'a Plan,
    /// Whether nothing is written down that no plan has answered: then nothing is judged, and nothing rises.
    silent: bool,
    nights: Nights,
}

impl<'a> Advancer<'a> {
    fn advance(&self) -> Option<Advance> {
        let rules = &self.library.progress;
        let next_week = self.plan.week_on(self.known.from)?;
        let lived = self.lived(next_week)?;
        let planned = phase_in(self.plan, lived)?;
        let phase = self.library.phases.phases.iter().find(|phase| phase.id == planned.id)?;
        let judge = Judge {
            library: self.library,
            request: self.asked,
            history: self.history,
            lived,
            phase,
        };
        let off = if self.silent {
            Off::NONE
        } else {
            off(rules, self.history, planned, self.asked.older)
        };
        let worse = self.worse().filter(|_| !self.silent);
        let verdicts = self.verdicts(&judge, planned, worse);
        let weeks = self.weeks_in(phase, lived + 1);
        let begun = next_week.saturating_sub(lived + 1) + weeks;
        let since = later(self.known.from, -7 * i32::try_from(begun).unwrap_or_default());
        let back = back_since(rules, self.history, planned).max(self.again_since());
        let since = back.map_or(since, |back| back.max(since));
        let nights_up = self.nights.are_up || self.nights.stay_up;
        let stay = Stay {
            judge: &judge,
            planned,
            since,
            age: self.known.age,
            nights_up,
            // Nobody gets on by a part in which nothing was left to do.
            hurts: planned.week.is_empty()
                || worse.is_some()
                || verdicts.values().any(|verdict| verdict.is_of_hurt())
                || self.has_mostly_stopped(planned, since),
            unwell: off.unwell,
            worse: is_worse(rules, self.history),
        };
        let gate = rules.gates.get(&phase.id);
        let asks = gate.filter(|_| !self.silent);
        let mut waits_for = asks.map(|gate| stay.waits_for(gate)).unwrap_or_default();
        waits_for.retain(|id| !matches!(verdicts.get(id), Some(Verdict::Stop(_))));
        let mut missing = asks.map(|gate| stay.missing(gate)).unwrap_or_default();
        if self.silent {
            missing = vec![Why::GateSessions];
        }
        let anew = Anew::of(&judge, self.plan);
        let standing = Standing {
            index: self.library.phase_index(&phase.id)?,
            weeks,
            left: (planned.weeks.1 + 1).saturating_sub(next_week),
            next_week,
            missing: missing.clone(),
            finished: has_finished(self.known.plans),
            anew: anew.whole,
        };
        let stage = stage(self.library, &standing, off.action);
        let of_all = verdicts.values().copied();
        let review = review(rules, self.history, of_all, nights_up, stage.stuck);
        let verdicts = if stage.keeps { kept(verdicts) } else { verdicts };
        let shorter = shorter(&judge, planned, &verdicts, off);
        let so_far = SoFar {
            library: self.library,
            plans: self.known.plans,
            judge: &judge,
            shorter: &shorter,
            anew: &anew,
        };
        let request = self.request(&so_far, planned, &verdicts, off, &stage, worse.is_some());
        let turns = matches!(stage.step, Step::Advances | Step::Restarts | Step::BeginsAnew);
        let screen = worse.is_some() || turns;
        let (known, answered) = (self.history.last_said, self.history.news.clone());
        Some(Advance {
            request,
            verdicts,
            off,
            stage,
            lived,
            anew,
            missing,
            waits_for,
            review,
            screen,
            known,
            answered,
        })
    }

    /// The first day of the plan with which there was something to do again, after one that had nothing: the part
    /// begins there once more.
    fn again_since(&self) -> Option<Date> {
        let is_empty = |plan: &Plan| plan.phases.first().is_some_and(|phase| phase.week.is_empty());
        let mut pairs = self.known.plans.windows(2).rev();
        let pair = pairs.find(|pair| is_empty(&pair[0]) && !is_empty(&pair[1]));
        pair.map(|pair| pair[1].start)
    }

    /// Whether as many exercises were stopped in the part as it has left: what it still has is no sign that the
    /// person is ready for the next one.
    fn has_mostly_stopped(&self, planned: &PhasePlan, since: Date) -> bool {
        let stopped = out_since(self.known.plans, self.known.again, since);
        let stopped: BTreeSet<&str> = stopped.collect();
        let left: BTreeSet<&str> = items(planned).map(|item| item.exercise.as_str()).collect();
        !stopped.is_empty() && stopped.len() >= left.len()
    }

    /// The last week in which something was done, by its number; the plan's first one if nothing was. Weeks
    /// that only the paper lived bring nobody on. Where nothing at all is written down, the paper is all
    /// that is known.
    fn lived(&self, next_week: u32) -> Option<u32> {
        let last = next_week.checked_sub(1)?;
        if self.silent {
            return Some(last);
        }
        let day = self.history.last_done().map(|sitting| sitting.date);
        let day = day.filter(|date| *date >= self.plan.start);
        let week = day.map_or(Some(self.plan.first_week()), |day| self.plan.week_on(day))?;
        Some(week.min(last))
    }

    /// A reason to bring every load down.
    fn worse(&self) -> Option<Why> {
        let rules = &self.library.progress;
        if is_rising(rules, self.history) {
            Some(Why::WorseWeek)
        } else {
            self.nights.have_risen.then_some(Why::WorseNight)
        }
    }

    /// Weeks in a phase up to the next one, over all plans since the programme last began.
    fn weeks_in(&self, phase: &Phase, next_week: u32) -> u32 {
        let plan_of = |week: u32| {
            self.known
                .plans
                .iter()
                .rev()
                .find(|plan| plan.first_week() <= week && plan.start < self.known.from)
        };
        let first = last_begun(self.known.plans).map_or(1, Plan::first_week);
        let weeks = (first..next_week).rev();
        let of_phase = weeks.take_while(|week| {
            let planned = plan_of(*week).and_then(|plan| phase_in(plan, *week));
            planned.is_some_and(|planned| planned.id == phase.id)
        });
        u32::try_from(of_phase.count()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests;
