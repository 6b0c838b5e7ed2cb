//! What exercises begin with in the next plan: what was really done, made smaller by a verdict, by time off
//! or by an illness.

use std::collections::BTreeMap;

use super::dose::{fewer, is_less, one_set_less, scaled, smaller};
use super::exercise::{Judge, Verdict};
use super::missed::Off;
use super::past::{SoFar, items};
use crate::library::{AfterMissed, Why};
use crate::planner::plan::{PhasePlan, WeekDose};
use crate::planner::request::Course;

/// What exercises begin with.
pub(super) struct Doses<'a> {
    pub(super) judge: &'a Judge<'a>,
    /// What the time off asks for.
    pub(super) off: Off,
    /// Where the programme is over: what it has come to.
    pub(super) kept: Option<&'a SoFar<'a>>,
}

impl Doses<'_> {
    pub(super) fn all(
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
            if self.judge.request.doses.contains_key(&item.exercise) {
                continue;
            }
            let base = self.judge.last_dose(&item.exercise, *first);
            let course = self.course(&item.exercise, base, *verdict);
            doses.extend(course.map(|course| (item.exercise.clone(), course)));
        }
        for (id, course) in self.elsewhere(planned, verdicts) {
            doses.entry(id).or_insert(course);
        }
        for (id, course) in items(planned).flat_map(|item| self.easier(&item.exercise)) {
            doses.entry(id).or_insert(course);
        }
        doses
    }

    /// What exercises of other parts of the plan begin with that were done and have a verdict: a cut of what
    /// the plan in force has made smaller goes on from there.
    fn elsewhere(
        &self,
        planned: &PhasePlan,
        verdicts: &BTreeMap<String, Verdict>,
    ) -> Vec<(String, Course)> {
        let fixed = &self.judge.request.doses;
        let others = verdicts.iter().filter(|(id, _)| {
            !fixed.contains_key(*id) && !items(planned).any(|item| item.exercise == **id)
        });
        let done = others.filter_map(|(id, verdict)| {
            let last = self.judge.history.bouts(id).last()?;
            let first =
                self.judge.history.plan().and_then(|plan| {
                    plan.phases.iter().flat_map(items).find(|it| it.exercise == *id)
                });
            let first = first.and_then(|item| item.dose.first());
            let base = first.map_or(last.done, |first| self.judge.last_dose(id, *first));
            Some((id.clone(), self.course(id, base, *verdict)?))
        });
        done.collect()
    }

    /// What easier levels of an exercise's chain begin with, should one come back: no more than was last done
    /// of it.
    fn easier(&self, id: &str) -> Vec<(String, Course)> {
        let exercise = self.judge.library.exercises.get(id);
        let easier = exercise.map(|exercise| self.judge.library.easier(exercise));
        let fixed = &self.judge.request.doses;
        let known = easier.into_iter().flatten().filter(|other| !fixed.contains_key(&other.id));
        let done = known.filter_map(|other| {
            let last = self.judge.history.bouts(&other.id).last()?;
            let WeekDose { sets, reps, hold_s, .. } = self.first_of(&other.id, last.done);
            Some((other.id.clone(), Course { sets, reps, hold_s, climbs: true }))
        });
        done.collect()
    }

    /// The verdict's dose, made smaller by time off; none where the dose climbs on by itself.
    fn course(&self, id: &str, base: WeekDose, verdict: Verdict) -> Option<Course> {
        let keep = 100 - self.judge.library.progress.exercise.cut;
        let own = match verdict {
            Verdict::Carry | Verdict::Level | Verdict::Resume => self
                .kept
                .is_some_and(|so_far| !may_come_back(so_far, id, base))
                .then_some((base, false)),
            Verdict::Hold(_) => Some((base, false)),
            Verdict::Cut(Why::AmberRunning) => {
                Some((self.judge.after_amber(id, base).unwrap_or(base), false))
            }
            Verdict::Cut(_) | Verdict::Easier(_) | Verdict::Stop(_) => {
                Some((scaled(base, keep).unwrap_or(base), false))
            }
        };
        let off = match self.off.action {
            AfterMissed::CarryOn => None,
            AfterMissed::OneSetLess | AfterMissed::Lighter
                if self.judge.is_eased_since(id, self.off.since) =>
            {
                Some((base, true))
            }
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
        let share = self.judge.library.dosage.climb.first_share;
        self.of_phase(id, &self.judge.phase.id, share).map_or(base, |most| fewer_than(base, most))
    }

    /// What the first phase asks for, or the base if that is less.
    fn settled(&self, id: &str, base: WeekDose) -> WeekDose {
        let first = self.judge.library.phases.phases.first();
        let share = self.judge.library.dosage.climb.first_share;
        first
            .and_then(|first| self.of_phase(id, &first.id, 100))
            .or_else(|| self.of_phase(id, &self.judge.phase.id, share))
            .map_or(base, |most| fewer_than(base, most))
    }

    /// Per cent of the repetitions that the library has for a phase.
    fn of_phase(&self, id: &str, phase: &str, share: u32) -> Option<u32> {
        let dose = self.judge.library.exercises.get(id)?.dose.get(phase)?;
        Some((dose.sets?.get() * dose.reps?.get() * share).div_ceil(100))
    }
}

/// When the programme is over only what has been cut since comes back, and what is new gets its dose.
fn may_come_back(so_far: &SoFar<'_>, id: &str, base: WeekDose) -> bool {
    so_far.dose_at_the_end(id).map_or(so_far.has_finished(), |dose| is_less(base, dose))
}

fn fewer_than(base: WeekDose, most: u32) -> WeekDose {
    if base.sets * base.reps <= most { base } else { fewer(base, most.max(1)) }
}
