//! What is done beside the sessions, such as a walk: what its own pain and time off ask for.

use std::collections::BTreeMap;

use super::exercise::{Judge, Verdict};
use super::history::Sitting;
use super::missed::Off;
use crate::library::{AfterMissed, Kind, Why};
use crate::planner::plan::{Daily, PhasePlan};

impl Judge<'_> {
    /// The verdict on what is done beside the sessions, if it hurts or has hurt: a day with more pain in it than
    /// is all right makes it shorter, and enough of these after it was cut stop it; then it stays until it was
    /// good often enough. It has no repetitions, so there is no more to judge.
    pub(crate) fn beside(&self, daily: &Daily) -> Option<(String, Verdict)> {
        let (id, limits) = (&daily.exercise, self.history.limits);
        if self.history.tingling().contains(id.as_str()) {
            return None;
        }
        let rules = &self.library.progress.exercise;
        let (since, first, cut) = (self.taken_off(id), self.first_cut(id), self.cut_since(id));
        let sittings = || self.history.sittings.iter();
        let pain =
            |sitting: &Sitting<'_>| sitting.session.pain_in.get(id).map_or(0, |pain| pain.get());
        let news = || sittings().filter(|one| one.is_news && Some(one.date) >= since).map(pain);
        let after_cut = sittings().filter(|one| first.is_some_and(|first| one.date >= first));
        let reds = after_cut.filter(|one| pain(one) > limits.amber).count();
        let verdict = if !news().any(|pain| pain > limits.amber) {
            let hurts = news().any(|pain| pain > limits.green);
            let good = sittings().rev().filter(|one| !one.bouts.is_empty());
            let good = good.take_while(|one| cut.is_some_and(|cut| one.date >= cut));
            let good = good.take_while(|one| pain(one) <= limits.green).count();
            match () {
                () if hurts => Verdict::Hold(Why::Amber),
                () if first.is_some() && good < rules.retry => Verdict::Hold(Why::Careful),
                () => return None,
            }
        } else if reds >= rules.reds || daily.minutes < 2 {
            Verdict::Stop(Why::Stopped)
        } else {
            Verdict::Cut(Why::Red)
        };
        Some((id.clone(), verdict))
    }
}

/// The part of its minutes, in per cent, that something beside the sessions goes on with: where it hurt, as
/// doses do; walking and its like after time off as well, once.
pub(super) fn shorter(
    judge: &Judge<'_>,
    planned: &PhasePlan,
    verdicts: &BTreeMap<String, Verdict>,
    off: Off,
) -> BTreeMap<String, u32> {
    let keep = 100 - judge.library.progress.exercise.cut;
    let after_rest = match off.action {
        AfterMissed::CarryOn | AfterMissed::OneSetLess => 100,
        AfterMissed::Lighter => off.volume,
        AfterMissed::StepBack | AfterMissed::Restart => keep,
    };
    let after_rest = if off.unwell { after_rest.min(keep) } else { after_rest };
    let is_work =
        |id: &str| judge.library.exercises.get(id).is_some_and(|one| one.kind == Kind::Aerobic);
    let share = |daily: &Daily| {
        let id = &daily.exercise;
        let cut = matches!(verdicts.get(id), Some(Verdict::Cut(_)));
        let rested = is_work(id) && !judge.is_eased_since(id, off.since);
        let share = [(cut, keep), (rested, after_rest)].into_iter().filter(|(so, _)| *so);
        let share = share.map(|(_, share)| share).min().filter(|share| *share < 100)?;
        Some((id.clone(), share))
    };
    planned.daily.iter().filter_map(share).collect()
}
