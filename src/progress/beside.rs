//! What is done beside the sessions, such as a walk: what its own pain and time off ask for.

use std::collections::BTreeMap;

use super::exercise::{Judge, Verdict};
use super::history::Sitting;
use super::missed::Off;
use super::model::{Amount, Done};
use super::zone::{Limits, Zone};
use crate::library::{AfterMissed, Kind, Why};
use crate::planner::plan::{Daily, PhasePlan};

impl Judge<'_> {
    /// The verdict on what is done beside the sessions, if it hurts or has hurt: a day with more pain in it than
    /// is all right makes it shorter, unless it was good often enough since, and enough of these after it was cut
    /// stop it; then it stays until it was good often enough. It has no repetitions, so there is no more to judge.
    pub(crate) fn beside(&self, daily: &Daily) -> Option<(String, Verdict)> {
        let id = &daily.exercise;
        if self.history.tingling().contains(id.as_str()) {
            return None;
        }
        let rules = &self.library.progress.exercise;
        let (since, first, cut) = (self.taken_off(id), self.first_cut(id), self.cut_since(id));
        let days = || {
            let sittings = self.history.sittings.iter();
            sittings.filter_map(|one| Some((one, zone_of(one, id, &self.history.limits)?)))
        };
        let news = days().filter(|(one, _)| one.is_news && Some(one.date) >= since);
        let news: Vec<Zone> = news.map(|(_, zone)| zone).collect();
        let good = |zones: &[Zone]| zones.iter().filter(|zone| **zone == Zone::Green).count();
        let red = news.iter().rposition(|zone| *zone == Zone::Red);
        let reds = days().filter(|(one, zone)| {
            *zone == Zone::Red && first.is_some_and(|first| one.date >= first)
        });
        let since_cut = days().filter(|(one, _)| cut.is_some_and(|cut| one.date >= cut));
        let since_cut: Vec<Zone> = since_cut.map(|(_, zone)| zone).collect();
        let hurts = |zone: &Zone| matches!(zone, Zone::Red | Zone::Amber);
        let clean = since_cut.iter().rposition(hurts).map_or(0, |at| at + 1);
        let is_proven = good(&since_cut[clean..]) >= rules.retry;
        let verdict = match red {
            Some(_) if reds.count() >= rules.reds => Verdict::Stop(Why::Stopped),
            Some(_) if daily.minutes < 2 => Verdict::Stop(Why::Least),
            Some(at) if good(&news[at..]) < rules.retry => Verdict::Cut(Why::Red),
            Some(_) => Verdict::Hold(Why::Once),
            None if news.contains(&Zone::Amber) => Verdict::Hold(Why::Amber),
            None if first.is_some() && !is_proven => Verdict::Hold(Why::Careful),
            None if self.was_left_out(id) => Verdict::Hold(Why::Skipped),
            None => return None,
        };
        Some((id.clone(), verdict))
    }

    /// Whether something beside the sessions that was cut has not come back to the minutes that it had before.
    pub(super) fn is_short(&self, daily: &Daily) -> bool {
        let Some((phase, week)) = self.before_its_cut(&daily.exercise) else { return false };
        let had = phase.daily.iter().find(|other| other.exercise == daily.exercise);
        had.is_some_and(|had| daily.in_week(self.lived) < had.in_week(week))
    }

    /// Whether all news say that it was left out. What they do not name may well have been done: it is no part of
    /// a session.
    fn was_left_out(&self, id: &str) -> bool {
        let mut news = self.history.sittings.iter().filter(|one| one.is_news).peekable();
        let is_skipped = |one: &Sitting<'_>| match &one.session.done {
            Done::All => false,
            Done::Parts(parts) => parts.get(id) == Some(&Amount::Skipped),
        };
        news.peek().is_some() && news.all(is_skipped)
    }
}

/// How something beside the sessions felt on a day of a session; none if it was left out. Of who said how much
/// the session hurt and nothing of this it did not hurt.
fn zone_of(sitting: &Sitting<'_>, id: &str, limits: &Limits<'_>) -> Option<Zone> {
    let session = sitting.session;
    let said = session.pain_in.get(id).map(|pain| pain.get());
    if said.is_none() && session.done.of(id) == Amount::Skipped {
        return None;
    }
    let silent = session.pain.during.is_none() && session.pain.after.is_none();
    Some(match said {
        Some(pain) if pain > limits.amber => Zone::Red,
        Some(pain) if pain > limits.green => Zone::Amber,
        None if silent => Zone::Unknown,
        _ => Zone::Green,
    })
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
