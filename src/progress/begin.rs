//! What exercises begin with in the next plan: what was really done and asked for last, made smaller by a
//! verdict, by time off or by an illness.

use std::collections::{BTreeMap, BTreeSet};

use super::anew::Anew;
use super::dose::{fewer, is_less, one_set_less, scaled, smaller};
use super::exercise::{Judge, Verdict};
use super::missed::Off;
use super::past::{SoFar, items};
use crate::library::{AfterMissed, Exercise, Why};
use crate::planner;
use crate::planner::plan::WeekDose;
use crate::planner::request::Course;

/// What exercises begin with.
pub(super) struct Doses<'a> {
    pub(super) judge: &'a Judge<'a>,
    /// What the time off asks for.
    pub(super) off: Off,
    /// Where the programme is over: what it has come to.
    pub(super) kept: Option<&'a SoFar<'a>>,
    /// What begins as new.
    pub(super) anew: &'a Anew,
    /// The muscles of which an exercise is stopped.
    pub(super) of_stopped: BTreeSet<String>,
    /// The first phase of the next plan, by id.
    pub(super) first: &'a str,
}

impl<'a> Doses<'a> {
    pub(super) fn all(&self, verdicts: &BTreeMap<String, Verdict>) -> BTreeMap<String, Course> {
        let fixed = &self.judge.request.doses;
        let known = self.known();
        let begins = known.iter().filter_map(|id| {
            let base = self.judge.base(id)?;
            let is_new = self.anew.whole || self.anew.sides.contains_key(*id);
            let (dose, climbs) = match verdicts.get(*id) {
                Some(verdict) if is_new => self.begin(id, base, *verdict).unwrap_or((base, true)),
                Some(verdict) => self.begin(id, base, *verdict)?,
                None => self.away(id, base),
            };
            let dose = if is_new { self.as_new(id, dose) } else { dose };
            Some((*id, (dose, climbs)))
        });
        let new = self.of_tender_muscles().filter(|(id, _)| !known.contains(id));
        let new = new.map(|(id, dose)| (id, (dose, true)));
        let all = begins.chain(new).filter(|(id, _)| !fixed.contains_key(*id));
        all.map(|(id, (WeekDose { sets, reps, hold_s, .. }, climbs))| {
            (id.to_owned(), Course { sets, reps, hold_s, climbs })
        })
        .collect()
    }

    /// What nobody has done yet and is for a muscle that no plan was for, or of whose exercises one was stopped:
    /// neither is begun with where the others have got to.
    fn of_tender_muscles(&self) -> impl Iterator<Item = (&'a str, WeekDose)> {
        self.judge.library.exercises.values().filter_map(|exercise| {
            let is_for = |muscles: &BTreeSet<String>| {
                exercise.primary.iter().any(|muscle| muscles.contains(muscle))
            };
            let dose = match () {
                () if is_for(&self.of_stopped) => self.little(exercise),
                () if is_for(&self.anew.muscles) => self.lowest(exercise),
                () => None,
            };
            Some((&*exercise.id, dose?))
        })
    }

    /// No more than a new side begins with.
    fn as_new(&self, id: &str, dose: WeekDose) -> WeekDose {
        let exercise = self.judge.library.exercises.get(id);
        let lowest = exercise.and_then(|exercise| self.lowest(exercise));
        lowest.map_or(dose, |lowest| smaller(dose, lowest))
    }

    /// What an exercise begins with at the lowest: the dose of the first phase, or where it has none there as
    /// little as in a week that was not all green.
    fn lowest(&self, exercise: &Exercise) -> Option<WeekDose> {
        let Judge { library, request, .. } = self.judge;
        let own = planner::whole_dose(library, request, self.first, exercise)?;
        let first = library.phases.phases.first();
        let entry =
            first.and_then(|first| planner::whole_dose(library, request, &first.id, exercise));
        entry.map_or_else(|| self.little(exercise), |entry| Some(smaller(own, entry)))
    }

    /// As little of an exercise as in a week that was not all green: what a new one begins with, cut.
    fn little(&self, exercise: &Exercise) -> Option<WeekDose> {
        let Judge { library, request, .. } = self.judge;
        let own = planner::whole_dose(library, request, self.first, exercise)?;
        let kept = 100 - library.progress.exercise.cut.min(100);
        let share = library.dosage.climb.first_share * kept / 100;
        Some(fewer(own, (own.sets * own.reps * share).div_ceil(100).max(1)))
    }

    /// Every exercise that a plan asked for so far or that was done, in whatever part of the plan.
    fn known(&self) -> BTreeSet<&str> {
        let asked = self.judge.lived_phases().flat_map(|(phase, _)| items(phase));
        let done = self.judge.history.sittings.iter().flat_map(|sitting| &sitting.bouts);
        asked.map(|item| item.exercise.as_str()).chain(done.map(|bout| bout.exercise)).collect()
    }

    /// What an exercise begins with that is not in the phase, should it come back: no more than it had, and
    /// no more than a new one. What was cut and has not proven itself stays there.
    fn away(&self, id: &str, base: WeekDose) -> (WeekDose, bool) {
        let verdict = match () {
            () if self.judge.is_uncut(id) => Verdict::Cut(Why::Red),
            () if self.judge.cut_since(id).is_some() => Verdict::Hold(Why::Careful),
            () => Verdict::Carry,
        };
        let (dose, climbs) = self.begin(id, base, verdict).unwrap_or((base, true));
        (self.first_of(id, dose), climbs)
    }

    /// The verdict's dose, made smaller by time off, and whether it climbs; none where it climbs on by itself.
    fn begin(&self, id: &str, base: WeekDose, verdict: Verdict) -> Option<(WeekDose, bool)> {
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
            AfterMissed::StepBack | AfterMissed::Restart => {
                Some((self.begun_with(id, self.first_of(id, base)), true))
            }
        };
        let unwell = self.off.unwell.then(|| (self.settled(id, base), false));
        let all = [own, off, unwell].into_iter().flatten();
        all.reduce(|one, other| (smaller(one.0, other.0), one.1 && other.1))
    }

    /// No more, and held no longer, than the person began the phase with.
    fn begun_with(&self, id: &str, dose: WeekDose) -> WeekDose {
        let phases = self.judge.lived_phases().map(|(phase, _)| phase);
        let same = phases.filter(|phase| phase.id == self.first);
        let had = same.filter_map(|phase| items(phase).find(|item| item.exercise == id));
        had.last().and_then(|item| item.dose.first()).map_or(dose, |first| smaller(dose, *first))
    }

    /// What a new exercise of the phase begins with, or the base if that has fewer repetitions.
    fn first_of(&self, id: &str, base: WeekDose) -> WeekDose {
        let share = self.judge.library.dosage.climb.first_share;
        self.of_phase(id, &self.judge.phase.id, share).map_or(base, |most| fewer_than(base, most))
    }

    /// What the first phase asks for, and held no longer than there, or the base if that has fewer repetitions.
    fn settled(&self, id: &str, base: WeekDose) -> WeekDose {
        let Judge { library, request, .. } = self.judge;
        let first = library.phases.phases.first().zip(library.exercises.get(id));
        let first =
            first.and_then(|(first, one)| planner::whole_dose(library, request, &first.id, one));
        first.map_or_else(|| self.first_of(id, base), |first| smaller(base, first))
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
