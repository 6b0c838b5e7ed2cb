//! Check-ins and the plan in force -> what the next plan goes on from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::calendar::{later, phase_in};
use super::dose::{fewer, one_set_less, scaled};
use super::exercise::{Judge, Verdict};
use super::gate::Stay;
use super::history::History;
use super::minutes;
use super::missed::{Off, off};
use super::model::Log;
use super::review::{is_rising, nights_are_worse, review};
use super::stage::{Stage, Standing, Step, stage};
use super::zone::{Limits, Zone};
use crate::library::{AfterMissed, Exercise, Library, Phase, Why};
use crate::planner::plan::{Item, PhasePlan, Plan, WeekDose};
use crate::planner::request::{ChainLevel, Course, Past, Request};
use crate::screening::pain_limit;

/// What is known of a person when the next plan is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The plans that were handed out, the earliest first.
    pub plans: &'a [Plan],
    /// The check-ins; those of a later day are passed over.
    pub log: &'a Log,
    /// The first day of the next plan: the first of a week of the plan in force.
    pub from: Date,
    /// The person's age in years, for tests that depend on it.
    pub age: Option<i32>,
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
    /// What the gate of the phase asks for.
    pub(crate) missing: Vec<Why>,
    /// Reasons to see someone.
    pub(crate) review: Vec<Why>,
    /// Whether the safety questions are asked again.
    pub(crate) screen: bool,
}

/// Decides; none if there is no plan in force, or nothing was written down since it began.
///
/// `asked` is what the person asks now, as for a first plan.
pub(crate) fn advance(library: &Library, asked: &Request, known: &Known<'_>) -> Option<Advance> {
    let rules = &library.progress;
    let amber = pain_limit(library, &asked.clearance);
    let green = library.dosage.pain.safe.min(amber);
    let limits = Limits { green, amber, zones: &rules.zones };
    let history = History::new(known.plans, known.log, known.from, limits, rules.exercise.spare);
    let plan = history.plan()?;
    let silent = !history.says_anything_since(plan.start);
    if silent && !known.even_if_silent {
        return None;
    }
    Advancer { library, asked, known, history: &history, plan, silent }.advance()
}

struct Advancer<'a> {
    library: &'a Library,
    asked: &'a Request,
    known: &'a Known<'a>,
    history: &'a History<'a>,
    plan: &'a Plan,
    /// Whether nothing was written down since the plan began: then nothing is judged, and nothing rises.
    silent: bool,
}

impl<'a> Advancer<'a> {
    fn advance(&self) -> Option<Advance> {
        let rules = &self.library.progress;
        let next_week = super::calendar::week_on(self.plan, self.known.from)?;
        let planned = phase_in(self.plan, next_week.checked_sub(1)?)?;
        let phase = self.library.phases.phases.iter().find(|phase| phase.id == planned.id)?;
        let judge = Judge {
            library: self.library,
            request: self.asked,
            history: self.history,
            plan: self.plan,
            phase,
        };
        let off = if self.silent {
            Off::NONE
        } else {
            off(rules, self.history, planned, self.asked.older)
        };
        let worse = self.worse().filter(|_| !self.silent);
        let verdicts = self.verdicts(&judge, planned, worse);
        let weeks = self.weeks_in(phase, next_week);
        let since = later(self.known.from, -7 * i32::try_from(weeks).unwrap_or_default());
        let stay = Stay { judge: &judge, planned, since, age: self.known.age };
        let gate = rules.gates.get(&phase.id);
        let mut missing = gate.map(|gate| stay.missing(gate)).unwrap_or_default();
        if self.silent {
            missing = vec![Why::GateSessions];
        }
        let standing = Standing {
            index: self.library.phase_index(&phase.id)?,
            weeks,
            left: (planned.weeks.1 + 1).saturating_sub(next_week),
            next_week,
            missing: missing.clone(),
        };
        let stage = stage(self.library, &standing, off.action);
        let review = review(rules, self.history, verdicts.values().copied(), stage.stuck);
        let request = self.request(&judge, planned, &verdicts, off, &stage, worse.is_some());
        let screen = worse.is_some() || matches!(stage.step, Step::Advances | Step::Restarts);
        Some(Advance { request, verdicts, off, stage, missing, review, screen })
    }

    /// A reason to bring every load down.
    fn worse(&self) -> Option<Why> {
        let rules = &self.library.progress;
        if is_rising(rules, self.history) {
            Some(Why::WorseWeek)
        } else {
            nights_are_worse(rules, self.history).then_some(Why::WorseNight)
        }
    }

    fn verdicts(
        &self,
        judge: &Judge<'_>,
        planned: &PhasePlan,
        worse: Option<Why>,
    ) -> BTreeMap<String, Verdict> {
        let ids: BTreeSet<&str> = items(planned).map(|item| item.exercise.as_str()).collect();
        let known = ids.into_iter().filter_map(|id| self.library.exercises.get(id));
        let mut moving = 0;
        let moves_up = self.library.progress.exercise.moves_up;
        known
            .map(|exercise| {
                let own =
                    if self.silent { Verdict::Hold(Why::Unknown) } else { judge.verdict(exercise) };
                let verdict = match (own, worse) {
                    (Verdict::Stop(_) | Verdict::Easier(_) | Verdict::Cut(_), _) => own,
                    (_, Some(why)) if self.may_be_cut(exercise) => Verdict::Cut(why),
                    (Verdict::Level, _) if moving >= moves_up => Verdict::Hold(Why::Wait),
                    _ => own,
                };
                moving += usize::from(verdict == Verdict::Level);
                (exercise.id.clone(), verdict)
            })
            .collect()
    }

    /// Whether a week that was worse takes something off an exercise: it loads, and no one fixed it.
    fn may_be_cut(&self, exercise: &Exercise) -> bool {
        self.library.is_loading(exercise) && !self.asked.doses.contains_key(&exercise.id)
    }

    /// Weeks in a phase up to the next one, over all plans.
    fn weeks_in(&self, phase: &Phase, next_week: u32) -> u32 {
        let plan_of = |week: u32| {
            self.known
                .plans
                .iter()
                .rev()
                .find(|plan| plan.first_week() <= week && plan.start < self.known.from)
        };
        let weeks = (1..next_week).rev();
        let of_phase = weeks.take_while(|week| {
            let planned = plan_of(*week).and_then(|plan| phase_in(plan, *week));
            planned.is_some_and(|planned| planned.id == phase.id)
        });
        u32::try_from(of_phase.count()).unwrap_or(u32::MAX)
    }

    fn request(
        &self,
        judge: &Judge<'_>,
        planned: &PhasePlan,
        verdicts: &BTreeMap<String, Verdict>,
        off: Off,
        stage: &Stage,
        worse: bool,
    ) -> Request {
        let doses = Doses { advancer: self, judge, phase: judge.phase, off };
        let stops = verdicts.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Stop(_)));
        let mut stopped: BTreeSet<String> = stops.map(|(id, _)| id.clone()).collect();
        stopped.extend(self.stopped_before());
        let calm = off.action == AfterMissed::CarryOn
            && !off.unwell
            && !worse
            && self
                .history
                .recent(self.library.progress.exercise.recent_days)
                .flat_map(|sitting| &sitting.bouts)
                .all(|bout| bout.zone < Zone::Red);
        let past = Past {
            schedule: stage.schedule.clone(),
            inside: stage.inside,
            before: self.before(judge, planned),
            levels: self.levels(judge, planned, verdicts, off, &stopped),
            doses: doses.all(planned, verdicts),
            stopped,
            steady: !calm,
        };
        let rules = &self.library.progress;
        Request {
            start: self.known.from,
            days: minutes::within(&rules.minutes, self.history, &self.asked.days),
            seed: self.asked.seed.or(Some(self.plan.seed)),
            past: Some(past),
            ..self.asked.clone()
        }
    }

    fn stopped_before(&self) -> impl Iterator<Item = String> {
        let changes = self.known.plans.iter().flat_map(|plan| &plan.changes);
        changes.filter(|change| change.kind == "stopped").map(|change| change.exercise.clone())
    }

    /// The phases gone before as they were done: of each plan those of its weeks that came to pass.
    fn before(&self, judge: &Judge<'_>, planned: &PhasePlan) -> Vec<PhasePlan> {
        let mut before = Vec::new();
        for (index, plan) in self.known.plans.iter().enumerate() {
            let end = self.known.plans.get(index + 1).map_or(self.known.from, |next| next.start);
            let Some(end) = super::calendar::week_on(plan, end.min(self.known.from)) else {
                continue;
            };
            let begun = plan.phases.iter().filter(|phase| phase.weeks.0 < end);
            before.extend(begun.cloned());
        }
        // Past its last week a plan goes on with its last phase.
        if before.last().is_none_or(|last: &PhasePlan| last.id != planned.id) {
            before.push(planned.clone());
        }
        let week = super::calendar::week_on(self.plan, self.known.from).unwrap_or(1) - 1;
        if let Some(last) = before.last_mut() {
            end_with(judge, last, week);
        }
        before
    }

    /// The level of each chain of the phase.
    fn levels(
        &self,
        judge: &Judge<'_>,
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
        for item in items(planned) {
            let Some(exercise) = self.library.exercises.get(&item.exercise) else { continue };
            let Some(link) = &exercise.chain else { continue };
            let down = link.level.saturating_sub(1);
            let level = match verdicts.get(&exercise.id) {
                Some(Verdict::Stop(_) | Verdict::Easier(_)) => {
                    ChainLevel { most: down, rises: false }
                }
                Some(Verdict::Level) => {
                    let most = judge.next_level(exercise).unwrap_or(link.level);
                    ChainLevel { most, rises: true }
                }
                Some(Verdict::Hold(_) | Verdict::Cut(_)) => {
                    ChainLevel { most: link.level, rises: false }
                }
                Some(Verdict::Carry | Verdict::Resume) | None => {
                    ChainLevel { most: link.level, rises: true }
                }
            };
            let steps_back =
                off.action >= AfterMissed::StepBack && !self.library.easier(exercise).is_empty();
            let level = if steps_back { ChainLevel { most: down, rises: true } } else { level };
            lower(&mut levels, &link.id, level);
        }
        levels
    }
}

/// Of two levels of a chain the lower one holds.
fn lower(levels: &mut BTreeMap<String, ChainLevel>, chain: &str, level: ChainLevel) {
    let there = levels.entry(chain.to_owned()).or_insert(level);
    there.most = there.most.min(level.most);
    there.rises &= level.rises;
}

/// Cuts a phase off after a week, each item ending with the dose that was really done last.
fn end_with(judge: &Judge<'_>, phase: &mut PhasePlan, week: u32) {
    phase.weeks.1 = week.max(phase.weeks.0);
    for item in phase.sessions.values_mut().flat_map(|session| &mut session.items) {
        item.dose.retain(|dose| dose.week <= week);
        let Some(first) = item.dose.first().copied() else { continue };
        let last = WeekDose { week, ..judge.last_dose(&item.exercise, first) };
        item.dose.retain(|dose| dose.week < week);
        item.dose.push(last);
    }
    for daily in &mut phase.daily {
        daily.weeks.retain(|entry| entry.week <= week);
        daily.minutes = daily.weeks.last().map_or(daily.minutes, |entry| entry.minutes);
    }
}

fn items(phase: &PhasePlan) -> impl Iterator<Item = &Item> {
    phase.sessions.values().flat_map(|session| &session.items)
}

/// What exercises begin with.
struct Doses<'a> {
    advancer: &'a Advancer<'a>,
    judge: &'a Judge<'a>,
    phase: &'a Phase,
    off: Off,
}

impl Doses<'_> {
    fn all(
        &self,
        planned: &PhasePlan,
        verdicts: &BTreeMap<String, Verdict>,
    ) -> BTreeMap<String, Course> {
        let mut doses = BTreeMap::new();
        for item in items(planned) {
            let (Some(first), Some(verdict)) = (item.dose.first(), verdicts.get(&item.exercise))
            else {
                continue;
            };
            if self.advancer.asked.doses.contains_key(&item.exercise) {
                continue;
            }
            let base = self.judge.last_dose(&item.exercise, *first);
            let course = self.course(&item.exercise, base, *verdict);
            doses.extend(course.map(|course| (item.exercise.clone(), course)));
        }
        doses
    }

    /// The verdict's dose, made smaller by time off; none where the dose climbs on by itself.
    fn course(&self, id: &str, base: WeekDose, verdict: Verdict) -> Option<Course> {
        let keep = 100 - self.advancer.library.progress.exercise.cut;
        let own = match verdict {
            Verdict::Carry | Verdict::Level | Verdict::Resume => None,
            Verdict::Hold(_) => Some((base, false)),
            Verdict::Cut(_) | Verdict::Easier(_) | Verdict::Stop(_) => {
                Some((scaled(base, keep).unwrap_or(base), false))
            }
        };
        let off = match self.off.action {
            AfterMissed::CarryOn => None,
            AfterMissed::OneSetLess => Some((one_set_less(base), true)),
            AfterMissed::Lighter => Some((scaled(base, self.off.volume).unwrap_or(base), true)),
            AfterMissed::StepBack | AfterMissed::Restart => Some((self.first_of(id, base), true)),
        };
        let unwell = self.off.unwell.then(|| (self.settled(id, base), false));
        let all = [own, off, unwell].into_iter().flatten();
        all.reduce(|one, other| (smaller(one.0, other.0), one.1 && other.1)).map(
            |(dose, climbs)| Course {
                sets: dose.sets,
                reps: dose.reps,
                hold_s: dose.hold_s,
                climbs,
            },
        )
    }

    /// What a new exercise of the phase begins with, or the base if that is less.
    fn first_of(&self, id: &str, base: WeekDose) -> WeekDose {
        let share = self.advancer.library.dosage.climb.first_share;
        self.of_phase(id, &self.phase.id, share).map_or(base, |most| fewer_than(base, most))
    }

    /// What the first phase asks for, or the base if that is less.
    fn settled(&self, id: &str, base: WeekDose) -> WeekDose {
        let first = self.advancer.library.phases.phases.first();
        let share = self.advancer.library.dosage.climb.first_share;
        first
            .and_then(|first| self.of_phase(id, &first.id, 100))
            .or_else(|| self.of_phase(id, &self.phase.id, share))
            .map_or(base, |most| fewer_than(base, most))
    }

    /// Per cent of the repetitions that the library has for a phase.
    fn of_phase(&self, id: &str, phase: &str, share: u32) -> Option<u32> {
        let dose = self.advancer.library.exercises.get(id)?.dose.get(phase)?;
        Some((dose.sets?.get() * dose.reps?.get() * share).div_ceil(100))
    }
}

fn fewer_than(base: WeekDose, most: u32) -> WeekDose {
    if base.sets * base.reps <= most { base } else { fewer(base, most.max(1)) }
}

/// Of two doses of an exercise the one with fewer repetitions, held no longer than either.
fn smaller(one: WeekDose, other: WeekDose) -> WeekDose {
    let few = if other.sets * other.reps < one.sets * one.reps { other } else { one };
    WeekDose { hold_s: one.hold_s.min(other.hold_s), ..few }
}
