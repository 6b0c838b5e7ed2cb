//! What changed from one plan to the next, each with its reason.

use std::collections::BTreeMap;

use super::advance::Advance;
use super::dose::is_less;
use super::exercise::Verdict;
use super::minutes;
use super::stage::Step;
use super::turn::{Difference, Way, differences};
use crate::library::{AfterMissed, Library, Why};
use crate::planner::plan::{Change, Plan, Review};
use crate::planner::whole_dose;
use crate::quantity::Day;

/// What is known of both plans.
pub(crate) struct Between<'a> {
    pub(crate) library: &'a Library,
    /// The plans that were handed out, the earliest first.
    pub(crate) plans: &'a [Plan],
    pub(crate) new: &'a Plan,
    pub(crate) advance: &'a Advance,
    /// Whether the person's own data has changed.
    pub(crate) profile_changed: bool,
    /// The days and minutes that were asked for.
    pub(crate) asked: &'a BTreeMap<Day, u32>,
}

impl Between<'_> {
    /// The changes: of the phase, of the whole, then of the exercises by id.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = self.of_phase().into_iter().collect();
        changes.extend(self.of_minutes());
        let old = self.plans.last();
        let all = old.map(|old| differences(old, self.new)).unwrap_or_default();
        changes.extend(all.iter().filter_map(|one| self.of_exercise(one, &all)));
        changes.extend(self.stopped_elsewhere(&all));
        changes
    }

    /// What is stopped and was in neither week, such as a break: it is told too, and remembered.
    fn stopped_elsewhere(&self, all: &[Difference]) -> impl Iterator<Item = Change> {
        let stops = self.advance.verdicts.iter().filter_map(|(id, verdict)| match verdict {
            Verdict::Stop(why) if !all.iter().any(|one| one.exercise == *id) => Some((id, *why)),
            _ => None,
        });
        stops.map(|(id, why)| self.change(id, "stopped", "", "", why))
    }

    /// The reasons to see someone, in words.
    pub(crate) fn review(&self) -> Vec<Review> {
        let weeks = (self.new.first_week() - 1).to_string();
        let says = |why: &Why| self.library.progress.says(*why).replace("{weeks}", &weeks);
        let all = self.advance.review.iter();
        all.map(|why| Review { reason: why.as_str().to_owned(), says: says(why) }).collect()
    }

    fn change(&self, exercise: &str, kind: &str, from: &str, to: &str, why: Why) -> Change {
        let words = |why: &Why| self.library.progress.says(*why);
        let missing: Vec<&str> = self.advance.missing.iter().map(words).collect();
        Change {
            exercise: exercise.to_owned(),
            kind: kind.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            reason: why.as_str().to_owned(),
            why: words(&why).replace("{missing}", &missing.join(", ")),
        }
    }

    fn of_phase(&self) -> Option<Change> {
        let off = self.advance.off.action >= AfterMissed::StepBack;
        let (kind, why) = match self.advance.stage.step {
            Step::Stays => return None,
            Step::Advances => ("advanced", Why::Advanced),
            Step::Extends if off || self.advance.missing.is_empty() => {
                ("extended", Why::ExtendedMissed)
            }
            Step::Extends => ("extended", Why::Extended),
            Step::Finishes => ("finished", Why::Finished),
            Step::GoesOn => ("extended", Why::GoesOn),
            Step::Restarts => ("restarted", Why::Back),
        };
        let last = self.advance.request.past.as_ref()?.before.last()?;
        let first = self.new.phases.first()?;
        Some(self.change("", kind, &last.id, &first.id, why))
    }

    /// The longest day, where the minutes are not those of the plan before.
    fn of_minutes(&self) -> Option<Change> {
        if self.advance.stage.keeps {
            return None;
        }
        let most = |days: &BTreeMap<Day, u32>| days.values().copied().max().unwrap_or_default();
        let (asked, now) = (most(self.asked), most(&self.advance.request.days));
        // Who asks for fewer minutes than before knows it.
        let before = minutes::planned(self.plans).unwrap_or(asked).min(asked);
        let words = |minutes: u32| format!("{minutes} min");
        let (kind, why) = if now < before {
            ("shortened", Why::Minutes)
        } else {
            ("lengthened", Why::MoreMinutes)
        };
        (now != before).then(|| self.change("", kind, &words(before), &words(now), why))
    }

    fn of_exercise(&self, one: &Difference, all: &[Difference]) -> Option<Change> {
        let verdict = self.advance.verdicts.get(&one.exercise).copied();
        let (kind, why) = match one.way {
            Way::New => self.of_new(one, all),
            Way::Gone => self.of_gone(verdict),
            Way::More => match verdict {
                Some(Verdict::Resume) => ("resumed", Why::Again),
                _ => ("progressed", Why::Green),
            },
            Way::Same => match verdict {
                Some(Verdict::Hold(why)) => ("held", why),
                Some(Verdict::Cut(why)) => ("held", why),
                Some(Verdict::Carry | Verdict::Resume) if self.may_grow(&one.exercise) => {
                    let off = self.advance.off.action != AfterMissed::CarryOn;
                    ("held", if off { Why::Paused } else { Why::Wait })
                }
                _ => return None,
            },
            Way::Less => self.of_less(verdict),
        };
        Some(self.change(&one.exercise, kind, &one.from, &one.to, why))
    }

    fn of_new(&self, one: &Difference, all: &[Difference]) -> (&'static str, Why) {
        // What it takes the place of, if that is of its chain.
        let gone = all.iter().find(|other| {
            other.way == Way::Gone
                && self.chain(&other.exercise).is_some()
                && self.chain(&other.exercise) == self.chain(&one.exercise)
        });
        let verdict = gone.and_then(|gone| self.advance.verdicts.get(&gone.exercise));
        match verdict {
            Some(Verdict::Level) => ("progressed", Why::Level),
            Some(Verdict::Easier(why) | Verdict::Stop(why)) => ("regressed", *why),
            _ => ("new", self.in_general(Why::Phase, Why::Fills)),
        }
    }

    fn of_gone(&self, verdict: Option<Verdict>) -> (&'static str, Why) {
        match verdict {
            Some(Verdict::Stop(why)) => ("stopped", why),
            Some(Verdict::Easier(why)) => ("gone", why),
            Some(Verdict::Level) => ("gone", Why::Level),
            _ => ("gone", self.in_general(Why::PhaseOver, Why::Room)),
        }
    }

    fn of_less(&self, verdict: Option<Verdict>) -> (&'static str, Why) {
        let off = match self.advance.off.action {
            AfterMissed::CarryOn => None,
            AfterMissed::OneSetLess => Some(Why::OneSetLess),
            AfterMissed::Lighter => Some(Why::Lighter),
            AfterMissed::StepBack => Some(Why::StepBack),
            AfterMissed::Restart => Some(Why::Restart),
        };
        let off = if self.advance.off.unwell { Some(Why::Unwell) } else { off };
        match (verdict, off) {
            (Some(Verdict::Cut(why) | Verdict::Easier(why)), _) => ("regressed", why),
            (_, Some(why)) => ("eased", why),
            (Some(Verdict::Hold(why)), _) => ("eased", why),
            _ => ("changed", self.in_general(Why::Phase, Why::Room)),
        }
    }

    /// Why the menu or a dose changes where no verdict on the exercise says it.
    fn in_general(&self, by_phase: Why, otherwise: Why) -> Why {
        let days = &self.advance.request.days;
        match self.advance.stage.step {
            Step::Advances => by_phase,
            Step::Restarts => Why::Back,
            Step::Finishes => Why::Done,
            _ if self.profile_changed => Why::Profile,
            _ if self.advance.off.action >= AfterMissed::StepBack => Why::StepBack,
            _ if days != self.asked && !self.advance.stage.keeps => Why::Minutes,
            _ => otherwise,
        }
    }

    /// Whether an exercise of the new plan's first week has less than its phase asks for.
    fn may_grow(&self, exercise: &str) -> bool {
        let Some(phase) = self.new.phases.first().filter(|_| !self.advance.stage.keeps) else {
            return false;
        };
        let known = self.library.exercises.get(exercise);
        let whole =
            known.and_then(|one| whole_dose(self.library, &self.advance.request, &phase.id, one));
        let item = phase.items().into_iter().find(|item| item.exercise == exercise);
        let now = item.and_then(|item| item.dose.first());
        now.zip(whole).is_some_and(|(now, whole)| is_less(*now, whole))
    }

    fn chain(&self, exercise: &str) -> Option<&str> {
        let link = self.library.exercises.get(exercise)?.chain.as_ref()?;
        Some(&link.id)
    }
}
