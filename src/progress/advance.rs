//! Check-ins and the plan in force -> what the next plan goes on from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::anew::{Anew, last_begun};
use super::begin::Doses;
use super::beside::shorter;
use super::calendar::{days_from, later, phase_in};
use super::exercise::{Judge, Verdict};
use super::gate::{Stay, as_a_whole, averages, is_fresh};
use super::history::{History, Sitting};
use super::minutes;
use super::missed::{Off, back_since, off};
use super::model::Log;
use super::night::Nights;
use super::past::{SoFar, has_finished, items};
use super::review::{is_rising, is_worse, review};
use super::stage::{Stage, Standing, Step, stage};
use super::stopped::{Again, out_by_plans, out_since};
use super::zone::{Limits, Zone};
use crate::library::{AfterMissed, Exercise, Library, Phase, Why};
use crate::planner::plan::{PhasePlan, Plan};
use crate::planner::request::{Past, Request};
use crate::quantity::Day;
use crate::screening::{effort, pain_limit};

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

    fn verdicts(
        &self,
        judge: &Judge<'_>,
        planned: &PhasePlan,
        worse: Option<Why>,
    ) -> BTreeMap<String, Verdict> {
        let mut ids: BTreeSet<&str> = items(planned).map(|item| item.exercise.as_str()).collect();
        ids.extend(self.new_tingling());
        ids.extend(self.hurt_elsewhere(judge));
        let still_cut =
            self.still_cut(judge).filter(|id| !ids.contains(id)).collect::<BTreeSet<_>>();
        let still_cut =
            still_cut.into_iter().map(|id| (id.to_owned(), Verdict::Hold(Why::Careful)));
        let known = ids.into_iter().filter_map(|id| self.library.exercises.get(id));
        let own = |exercise: &Exercise| match judge.verdict(exercise) {
            stop @ Verdict::Stop(Why::Tingling) => stop,
            _ if self.silent => Verdict::Hold(Why::NoNews),
            own => own,
        };
        let mut moving = 0;
        let moves_up = self.library.progress.exercise.moves_up;
        known
            .map(|exercise| {
                let own = own(exercise);
                let verdict = match (own, worse) {
                    (Verdict::Stop(_) | Verdict::Easier(_) | Verdict::Cut(_), _) => own,
                    (_, Some(why)) if self.may_be_cut(exercise) => Verdict::Cut(why),
                    (Verdict::Carry | Verdict::Level | Verdict::Resume, _)
                        if self.nights.are_up =>
                    {
                        Verdict::Hold(Why::Night)
                    }
                    (Verdict::Carry | Verdict::Level | Verdict::Resume, _)
                        if worse.is_some() || self.rests_badly() =>
                    {
                        Verdict::Hold(Why::Rising)
                    }
                    (Verdict::Level, _) if moving >= moves_up => Verdict::Hold(Why::Wait),
                    _ => own,
                };
                moving += usize::from(verdict == Verdict::Level);
                (exercise.id.clone(), verdict)
            })
            .chain(planned.daily.iter().filter_map(|daily| judge.beside(daily)))
            .chain(still_cut)
            .collect()
    }

    /// What hurt, and only other parts of the plan in force have: it stays as small as it was made until it
    /// is done there.
    fn still_cut(&self, judge: &Judge<'_>) -> impl Iterator<Item = &'a str> {
        let ids = self.plan.phases.iter().flat_map(items).map(|item| item.exercise.as_str());
        ids.filter(|id| judge.cut_since(id).is_some())
    }

    /// What brought on tingling and no plan has stopped yet, wherever it is: beside the sessions, in a
    /// break, or in a part of the plan that is over.
    fn new_tingling(&self) -> impl Iterator<Item = &'a str> {
        let stopped: BTreeSet<&str> = out_by_plans(self.known.plans, self.known.again).collect();
        self.history.tingling().into_iter().filter(move |id| !stopped.contains(*id))
    }

    /// What no plan has answered and hurt too much, in whatever part of the plan it is.
    fn hurt_elsewhere(&self, judge: &Judge<'_>) -> impl Iterator<Item = &'a str> {
        let news = self.history.sittings.iter().filter(|one| one.is_news);
        let bouts = news.flat_map(|sitting| &sitting.bouts);
        let red = bouts.filter(|bout| bout.zone == Zone::Red).map(|bout| bout.exercise);
        red.filter(|id| {
            let known = self.library.exercises.get(*id);
            known.is_some_and(|exercise| judge.verdict(exercise).is_of_hurt())
        })
    }

    /// Whether a week that was worse takes something off an exercise: it loads, and no one fixed it.
    fn may_be_cut(&self, exercise: &Exercise) -> bool {
        self.library.is_loading(exercise) && !self.asked.doses.contains_key(&exercise.id)
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

    fn request(
        &self,
        so_far: &SoFar<'_>,
        planned: &PhasePlan,
        verdicts: &BTreeMap<String, Verdict>,
        off: Off,
        stage: &Stage,
        worse: bool,
    ) -> Request {
        let first = stage.schedule.first().map_or("", |(id, _)| id.as_str());
        let kept = stage.keeps.then_some(so_far);
        let stops = verdicts.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Stop(_)));
        let mut stopped: BTreeSet<String> = stops.map(|(id, _)| id.clone()).collect();
        stopped.extend(out_by_plans(self.known.plans, self.known.again).map(str::to_owned));
        stopped.extend(self.asked.stopped.iter().cloned());
        let known = stopped.iter().filter_map(|id| self.library.exercises.get(id));
        let begins = Doses {
            judge: so_far.judge,
            off,
            kept,
            anew: so_far.anew,
            of_stopped: known.flat_map(|one| one.primary.iter().cloned()).collect(),
            first,
        };
        let fit = off.action == AfterMissed::CarryOn && !off.unwell;
        let is_careful =
            |id: &String| matches!(verdicts.get(id), Some(Verdict::Hold(Why::Careful | Why::Once)));
        let calm = fit
            && !worse
            && !self.nights.are_up
            && self.is_green(so_far.judge.phase)
            && !planned.daily.iter().any(|daily| is_careful(&daily.exercise));
        let nothing_new = worse
            || self.nights.are_up
            || self.is_sore()
            || self.is_still_sore(planned)
            || verdicts.values().any(|verdict| verdict.is_of_hurt());
        let held = verdicts.iter().filter(|(_, verdict)| verdict.keeps_days());
        let mut no_more_days: BTreeSet<String> = held.map(|(id, _)| id.clone()).collect();
        if nothing_new {
            // What others leave free is no reason for more of what is left.
            no_more_days.extend(items(planned).map(|item| item.exercise.clone()));
        }
        let past = Past {
            schedule: stage.schedule.clone(),
            inside: stage.inside,
            before: so_far.before(planned),
            levels: so_far.levels(planned, verdicts, off, &stopped),
            doses: begins.all(verdicts),
            no_more_days,
            nothing_new,
            light_share: (!fit).then_some(self.library.progress.light_share),
            steady: !calm || stage.keeps,
            keeps: stage.keeps,
        };
        Request {
            start: self.known.from,
            days: self.days(stage.keeps),
            seed: self.asked.seed.or(Some(self.plan.seed)),
            past: Some(past),
            stopped,
            ..self.asked.clone()
        }
    }

    /// Whether it hurts more than it may, whatever was done: the last week on average, a session of the last
    /// days of which nothing was done, or a morning that no session came before.
    fn is_sore(&self) -> bool {
        let limit = self.history.limits.amber;
        let averages = averages(self.history);
        let last = averages.last_key_value().filter(|(week, _)| is_fresh(self.history, **week));
        let days = self.library.progress.exercise.recent_days;
        let mut left_out = self.history.recent(days).filter(|sitting| sitting.bouts.is_empty());
        last.is_some_and(|(_, pain)| *pain > f64::from(limit))
            || left_out.any(|sitting| as_a_whole(sitting) > Some(limit))
            || self.rests_badly()
    }

    /// Whether there was nothing left to do, and nobody has said since that it hurts no more than it may. Who
    /// has changed something, such as what is allowed again, need not wait for that.
    fn is_still_sore(&self, planned: &PhasePlan) -> bool {
        let limit = f64::from(self.history.limits.amber);
        let averages = averages(self.history);
        let last = averages.last_key_value().filter(|(week, _)| is_fresh(self.history, **week));
        let is_low = last.is_some_and(|(_, pain)| *pain <= limit);
        planned.week.is_empty() && !self.known.even_if_silent && !is_low
    }

    /// The days with the minutes that the person has; only some of them when the programme is over.
    fn days(&self, keeps: bool) -> BTreeMap<Day, u32> {
        let rules = &self.library.progress;
        let days = minutes::within(&rules.minutes, self.history, &self.asked.days);
        if keeps { apart(&days, rules.keep.days) } else { days }
    }

    /// Whether a morning of the last days hurt too much that no session came before.
    fn rests_badly(&self) -> bool {
        let days = self.library.progress.exercise.recent_days;
        self.history.recent_mornings(days).any(|pain| pain > self.history.limits.amber)
    }

    /// Whether all that was done in the last days was green and no harder than the phase wants it, each
    /// exercise and each session as a whole: what is done beside the sessions rises with them alone.
    fn is_green(&self, phase: &Phase) -> bool {
        let green = self.history.limits.green;
        let days = self.library.progress.exercise.recent_days;
        let recent = || self.history.recent(days);
        let last = self.history.last_done();
        let is_fresh = last.is_some_and(|last| days_from(last.date, self.known.from) <= days);
        let hurt = |sitting: &Sitting<'_>| {
            let session = sitting.session;
            let mut pains = session.pain_in.values().copied().chain(session.pain.during);
            pains.any(|pain| pain.get() > green)
        };
        let (_, target) = effort(self.library, &self.asked.clearance, phase);
        let hard = |sitting: &Sitting<'_>| {
            sitting.session.effort.is_some_and(|effort| effort.get() > target)
        };
        let mut zones = recent().flat_map(|sitting| &sitting.bouts).map(|bout| bout.zone);
        is_fresh
            && !self.rests_badly()
            && zones.all(|zone| zone == Zone::Green)
            && !recent().any(|sitting| hurt(sitting) || hard(sitting))
    }
}

/// So many of the days, as far apart as can be; of equal ones those with the most minutes, then the first.
fn apart(days: &BTreeMap<Day, u32>, count: u32) -> BTreeMap<Day, u32> {
    let length = Day::ALL.len();
    let chosen = |set: u32| days.iter().filter(move |(day, _)| set & (1 << day.index()) != 0);
    let gap = |set: u32| {
        let places: Vec<usize> = chosen(set).map(|(day, _)| day.index()).collect();
        let next = places.iter().cycle().skip(1);
        let gaps = places.iter().zip(next).map(|(day, next)| (next + length - day - 1) % length);
        gaps.min()
    };
    let all: u32 = days.keys().map(|day| 1 << day.index()).sum();
    let sets = (1..1_u32 << length).filter(|set| set & !all == 0);
    let of_size = sets.filter(|set| set.count_ones() == count.min(all.count_ones()));
    let best = of_size.max_by_key(|set| {
        let minutes: u32 = chosen(*set).map(|(_, minutes)| minutes).sum();
        (gap(*set), minutes, std::cmp::Reverse(*set))
    });
    best.map(|set| chosen(set).map(|(day, minutes)| (*day, *minutes)).collect()).unwrap_or_default()
}

/// When the programme is over nothing goes up a level.
fn kept(mut verdicts: BTreeMap<String, Verdict>) -> BTreeMap<String, Verdict> {
    for verdict in verdicts.values_mut().filter(|verdict| **verdict == Verdict::Level) {
        *verdict = Verdict::Carry;
    }
    verdicts
}

#[cfg(test)]
mod tests;
