//! One exercise: does it carry on, go up, hold, come down or stop (`exercise` of `progress.yaml`)?
//!
//! The first of these that is so decides: tingling, too much pain, a little pain three times running, a
//! reason to hold, a cut that has to prove itself, ease twice running. Everything else carries on, and
//! its dose climbs as the plan has it.

use jiff::civil::Date;

use super::calendar::{days_from, phase_in};
use super::dose::{is_less, less, scaled, sizes};
use super::history::{Bout, History};
use super::past::items;
use super::stopped::{cut_since, cuts};
use super::zone::Zone;
use crate::library::{Exercise, ExerciseRules, Library, Phase, Why};
use crate::planner;
use crate::planner::plan::{Change, ChangeKind, Item, PhasePlan, Plan, WeekDose};
use crate::planner::request::Request;
use crate::screening::effort;

/// What becomes of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Its dose climbs as the plan has it.
    Carry,
    /// The next level of its chain.
    Level,
    /// After a cut its dose climbs again.
    Resume,
    /// The same dose.
    Hold(Why),
    /// Less of it.
    Cut(Why),
    /// The level below.
    Easier(Why),
    /// No more of it.
    Stop(Why),
}

impl Verdict {
    /// Whether it comes from pain that was too much, or from a sign that stops.
    pub(crate) const fn is_of_hurt(self) -> bool {
        matches!(self, Self::Stop(_) | Self::Easier(_) | Self::Cut(Why::Red | Why::Morning))
    }

    /// Whether it is on no more days either. What waits for its turn went well, and without check-ins nobody
    /// knows better than the person who asks for other days.
    pub(crate) const fn keeps_days(self) -> bool {
        match self {
            Self::Carry | Self::Level | Self::Resume | Self::Hold(Why::Wait | Why::NoNews) => false,
            Self::Hold(_) | Self::Cut(_) | Self::Easier(_) | Self::Stop(_) => true,
        }
    }

    /// Whether pain is why there is no more of it, or less.
    pub(crate) const fn is_of_pain(self) -> bool {
        match self {
            Self::Carry | Self::Level | Self::Resume => false,
            Self::Hold(why) => {
                matches!(why, Why::Amber | Why::Once | Why::Careful | Why::Night | Why::Rising)
            }
            Self::Cut(_) | Self::Easier(_) | Self::Stop(_) => true,
        }
    }
}

/// What verdicts are read from.
pub(crate) struct Judge<'a> {
    pub(crate) library: &'a Library,
    /// What the person asks and may do, without a past.
    pub(crate) request: &'a Request,
    pub(crate) history: &'a History<'a>,
    /// The last week in which something was done, by its number.
    pub(crate) lived: u32,
    /// The phase that the person is in.
    pub(crate) phase: &'a Phase,
}

impl<'a> Judge<'a> {
    /// The verdict on an exercise of the phase.
    pub(crate) fn verdict(&self, exercise: &Exercise) -> Verdict {
        let rules = self.rules();
        let all: Vec<&Bout<'_>> = self.history.bouts(&exercise.id).collect();
        let cut = self.cut_since(&exercise.id);
        let since = self.taken_off(&exercise.id);
        let is_news = |bout: &&&Bout<'_>| bout.is_news && Some(bout.date) >= since;
        let window: Vec<&Bout<'_>> = all.iter().filter(is_news).copied().collect();
        if self.history.tingling().contains(exercise.id.as_str()) {
            return Verdict::Stop(Why::Tingling);
        }
        if let Some(red) = last_red(&window) {
            let verdict = self.after_red(exercise, red, &all, cut);
            // Good times since forgive what can be made smaller, and not what has to be stopped.
            let is_stop = matches!(verdict, Verdict::Stop(_));
            if is_stop || fresh_red(&window, rules.retry).is_some() {
                return verdict;
            }
        }
        if let Some(why) = self.reason_to_hold(&window, &all, cut) {
            return why;
        }
        if let Some(cut) = cut {
            let green = all.iter().rev().take_while(|bout| bout.zone == Zone::Green);
            let enough = green.filter(|bout| bout.date >= cut).count() >= rules.retry;
            return if enough { Verdict::Resume } else { Verdict::Hold(Why::Careful) };
        }
        if self.is_ready(exercise, &all) { Verdict::Level } else { Verdict::Carry }
    }

    /// What an exercise goes on from, wherever it was: the dose that was done last, and no more than a
    /// plan asked of it last; what was never done, no more than its first week asked for. A plan that made
    /// less of it is answered by no session before it.
    pub(crate) fn base(&self, exercise: &str) -> Option<WeekDose> {
        let done = self.history.bouts(exercise).last().map(|bout| bout.done);
        let Some((item, week)) = self.last_asked(exercise) else { return done };
        Some(less(done.or(item.dose.first().copied())?, item.in_week(week)?))
    }

    /// An exercise as a plan had it last, with the week.
    fn last_asked(&self, exercise: &str) -> Option<(&'a Item, u32)> {
        self.lived_phases().find_map(|(phase, week)| {
            let item = items(phase).find(|item| item.exercise == exercise)?;
            Some((item, week))
        })
    }

    /// The phases that came to pass, the latest first, each with the last week of its plan that did.
    pub(crate) fn lived_phases(&self) -> impl Iterator<Item = (&'a PhasePlan, u32)> {
        let (plans, lived) = (self.history.plans, self.lived);
        plans.iter().enumerate().rev().flat_map(move |(index, plan)| {
            let end = |next: &Plan| plan.week_on(next.start).unwrap_or_default();
            let last = plans.get(index + 1).map_or(lived, |next| end(next).saturating_sub(1));
            let begun = plan.phases.iter().rev().filter(move |phase| phase.weeks.0 <= last);
            begun.map(move |phase| (phase, last))
        })
    }

    fn rules(&self) -> &'a ExerciseRules {
        &self.library.progress.exercise
    }

    /// The start of the last plan that took something off an exercise, or all of it, for what it did: that
    /// has answered what was done before, be it told later.
    pub(crate) fn taken_off(&self, exercise: &str) -> Option<Date> {
        let is_such = |change: &Change| {
            let kind = matches!(change.kind, ChangeKind::Regressed | ChangeKind::Stopped);
            change.exercise == exercise && (kind || change.reason.is_some_and(Why::leaves_level))
        };
        let plan = self.history.plans.iter().rfind(|plan| plan.changes.iter().any(is_such));
        plan.map(|plan| plan.start)
    }

    /// Whether a plan that began after a day has made something smaller, for time off or for pain: what lasts
    /// is not answered twice.
    pub(crate) fn is_eased_since(&self, exercise: &str, day: Option<Date>) -> bool {
        let is_later = |plan: &&Plan| day.is_some_and(|day| plan.start > day);
        let mut changes = self.history.plans.iter().filter(is_later).flat_map(|plan| &plan.changes);
        let is_less = |kind| matches!(kind, ChangeKind::Eased | ChangeKind::Regressed);
        changes.any(|it| it.exercise == exercise && is_less(it.kind))
    }

    /// Whether an exercise hurt too much, was not good often enough since, and is to go on from no less: it
    /// left the plan before it was cut.
    pub(crate) fn is_uncut(&self, exercise: &str) -> bool {
        let all: Vec<&Bout<'_>> = self.history.bouts(exercise).collect();
        let red = fresh_red(&all, self.rules().retry).zip(self.base(exercise));
        red.is_some_and(|(red, base)| !is_less(base, red.done))
    }

    /// Whether pain in an exercise is not over: it was not cut yet, the cut has not proven itself, or it has
    /// not come back to the dose that it had before.
    pub(crate) fn is_held_back(&self, exercise: &str) -> bool {
        self.cut_since(exercise).is_some()
            || self.is_uncut(exercise)
            || self.is_below_its_cut(exercise)
    }

    /// Whether an exercise that was cut has not come back to the dose that it had before.
    pub(crate) fn is_below_its_cut(&self, exercise: &str) -> bool {
        let Some((phase, week)) = self.before_its_cut(exercise) else { return false };
        let had = items(phase).find(|item| item.exercise == exercise);
        let had = had.and_then(|item| item.in_week(week));
        had.zip(self.base(exercise)).is_some_and(|(had, base)| is_less(base, had))
    }

    /// The phase and the week that came before the plan that cut something last.
    pub(super) fn before_its_cut(&self, exercise: &str) -> Option<(&'a PhasePlan, u32)> {
        let plans = self.history.plans;
        let is_cut = |plan: &Plan| {
            let mut changes = plan.changes.iter();
            changes.any(|it| it.exercise == exercise && it.kind == ChangeKind::Regressed)
        };
        let at = plans.iter().rposition(is_cut)?;
        let before = &plans[at.checked_sub(1)?];
        let week = before.week_on(plans[at].start).unwrap_or(1).saturating_sub(1);
        Some((phase_in(before, week)?, week))
    }

    /// The start of the plan that cut the exercise, if it is not over.
    pub(crate) fn cut_since(&self, exercise: &str) -> Option<Date> {
        cut_since(self.history.plans, exercise)
    }

    /// The start of the first plan that cut the exercise since it last rose.
    pub(crate) fn first_cut(&self, exercise: &str) -> Option<Date> {
        cuts(self.history.plans, exercise).first().copied()
    }

    fn after_red(
        &self,
        exercise: &Exercise,
        red: &Bout<'_>,
        all: &[&Bout<'_>],
        cut: Option<Date>,
    ) -> Verdict {
        let why = if red.by_morning { Why::Morning } else { Why::Red };
        if self.request.doses.contains_key(&exercise.id) {
            return Verdict::Stop(Why::Fixed);
        }
        let again = |cut: Date| {
            let reds = all.iter().filter(|bout| bout.date >= cut && bout.zone == Zone::Red);
            reds.count() >= self.rules().reds
        };
        if self.first_cut(&exercise.id).is_some_and(again) {
            return Verdict::Stop(Why::Stopped);
        }
        let can_be_cut = scaled(red.done, 100 - self.rules().cut).is_some();
        match () {
            () if (cut.is_some() || !can_be_cut) && self.has_easier(exercise) => {
                Verdict::Easier(Why::Easier)
            }
            // What was given up at once has been less than was asked for, and that is the cut.
            () if can_be_cut || is_less(red.done, red.planned) => Verdict::Cut(why),
            () => Verdict::Stop(Why::Least),
        }
    }

    /// Amber, unknown, too hard or half done: a reason not to rise.
    fn reason_to_hold(
        &self,
        window: &[&Bout<'_>],
        all: &[&Bout<'_>],
        cut: Option<Date>,
    ) -> Option<Verdict> {
        let rules = self.rules();
        let Some(last) = window.last() else { return Some(Verdict::Hold(Why::Skipped)) };
        let running = all.iter().rev().take_while(|bout| bout.zone == Zone::Amber);
        let running = running.take_while(|bout| cut.is_none_or(|cut| bout.date >= cut)).count();
        // A dose that was cut and hurts as much as before is not the cause.
        let may_be_cut = cut.is_none() && self.request_leaves_dose(last.exercise);
        if running >= rules.amber_running
            && may_be_cut
            && self.after_amber(last.exercise, last.done).is_some()
        {
            return Some(Verdict::Cut(Why::AmberRunning));
        }
        let recent = || up_to(last.date, window, rules.recent_days);
        let (_, target) = effort(self.library, &self.request.clearance, self.phase);
        let why = if recent().any(|bout| bout.zone == Zone::Red) {
            Why::Once
        } else if recent().any(|bout| bout.zone == Zone::Amber) {
            Why::Amber
        } else if recent().any(|bout| bout.too_hard) {
            Why::Hard
        } else if recent().any(|bout| bout.effort.is_some_and(|effort| effort > target)) {
            Why::Effort
        } else if !last.is_whole() {
            Why::Short
        } else if recent().any(|bout| bout.zone == Zone::Unknown) {
            Why::Unknown
        } else {
            return None;
        };
        Some(Verdict::Hold(why))
    }

    /// A dose that has hurt a little too often made smaller, and no less than its part of what the phase
    /// asks for (`amber_least`); none where that would be nothing less.
    pub(crate) fn after_amber(&self, exercise: &str, done: WeekDose) -> Option<WeekDose> {
        let rules = self.rules();
        let known = self.library.exercises.get(exercise)?;
        let whole = planner::whole_dose(self.library, self.request, &self.phase.id, known)?;
        let (had, full) = sizes(done, whole);
        let least = (full * rules.amber_least).div_ceil(had.max(1));
        let keep = Some(least.max(100 - rules.cut)).filter(|keep| *keep < 100)?;
        // Sets and repetitions are whole, so that a dose may come out smaller.
        let is_enough = |cut: &WeekDose| {
            let (has, full) = sizes(*cut, whole);
            has * 100 >= full * rules.amber_least
        };
        scaled(done, keep).filter(is_enough)
    }

    /// Whether the dose is not one that a therapist fixed.
    fn request_leaves_dose(&self, exercise: &str) -> bool {
        !self.request.doses.contains_key(exercise)
    }

    fn is_recent(&self, bout: &Bout<'_>, days: i32) -> bool {
        days_from(bout.date, self.history.from) <= days
    }

    /// Two repetitions to spare in two sessions running, at the whole dose of the phase, after enough
    /// clean days and with a harder level to go to.
    fn is_ready(&self, exercise: &Exercise, all: &[&Bout<'_>]) -> bool {
        let rules = self.rules();
        let hard = exercise.difficulty.get() >= rules.hard_from;
        let sessions = if hard { rules.hard_sessions } else { rules.sessions };
        let recent = all.iter().filter(|bout| self.is_recent(bout, rules.recent_days)).count();
        let last = all.iter().rev().take(rules.spare_sessions);
        let easy = all.len() >= rules.spare_sessions && last.clone().all(|bout| bout.spare);
        let end = all.last().map_or(self.history.from, |last| last.date);
        let of_days = || up_to(end, all, rules.clean_days);
        let long_enough = all
            .first()
            .is_some_and(|first| days_from(first.date, self.history.from) >= rules.clean_days);
        recent >= sessions
            && easy
            && long_enough
            && of_days().all(|bout| bout.zone == Zone::Green)
            && self.is_at_the_top(exercise)
            && self.has_harder(exercise)
    }

    fn is_at_the_top(&self, exercise: &Exercise) -> bool {
        let full = planner::whole_dose(self.library, self.request, &self.phase.id, exercise);
        full.zip(self.base(&exercise.id)).is_some_and(|(full, base)| !is_less(base, full))
    }

    fn has_easier(&self, exercise: &Exercise) -> bool {
        self.library.easier(exercise).into_iter().any(|other| self.may_do(other))
    }

    fn has_harder(&self, exercise: &Exercise) -> bool {
        self.next_level(exercise).is_some()
    }

    /// The next level of the exercise's chain with something that can be done in this phase, if it is no
    /// leap, passes nothing that is less difficult, and was not given up.
    pub(crate) fn next_level(&self, exercise: &Exercise) -> Option<u32> {
        let own = exercise.chain.as_ref()?;
        let level = |other: &Exercise| other.chain.as_ref().map_or(0, |link| link.level);
        let chain = self.library.chain(&own.id);
        let above = || chain.iter().filter(|other| level(other) > own.level);
        let next = above().find(|other| self.may_do(other))?;
        let given_up = self
            .history
            .plans
            .iter()
            .flat_map(|plan| &plan.changes)
            .filter(|change| change.exercise == next.id)
            .filter(|change| change.reason.is_some_and(Why::leaves_level));
        let passed = above().take_while(|other| level(other) < level(next));
        let passes_easier = passed
            .filter(|other| other.dose.contains_key(&self.phase.id))
            .any(|other| other.difficulty < next.difficulty);
        let is_leap = next.difficulty.get() > exercise.difficulty.get() + 1;
        let good = !is_leap && !passes_easier && given_up.count() < self.rules().tries;
        good.then(|| level(next))
    }

    fn may_do(&self, exercise: &Exercise) -> bool {
        planner::is_eligible(self.library, self.request, self.phase, exercise)
    }
}

/// Those of the last so many days up to one. An exercise that was done last a while ago is no better for it.
fn up_to<'b>(end: Date, bouts: &[&'b Bout<'b>], days: i32) -> impl Iterator<Item = &'b Bout<'b>> {
    bouts.iter().copied().filter(move |bout| days_from(bout.date, end) < days)
}

fn last_red<'b>(window: &[&'b Bout<'b>]) -> Option<&'b Bout<'b>> {
    window.iter().rfind(|bout| bout.zone == Zone::Red).copied()
}

/// The last red one, unless it was followed by enough green ones.
fn fresh_red<'b>(window: &[&'b Bout<'b>], retry: usize) -> Option<&'b Bout<'b>> {
    let at = window.iter().rposition(|bout| bout.zone == Zone::Red)?;
    let green = window[at..].iter().filter(|bout| bout.zone == Zone::Green).count();
    (green < retry).then(|| window[at])
}
