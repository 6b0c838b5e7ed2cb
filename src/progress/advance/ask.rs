//! What to ask of the planner, once it is known what becomes of each exercise.

use std::collections::{BTreeMap, BTreeSet};

use super::super::begin::Doses;
use super::super::calendar::days_from;
use super::super::exercise::Verdict;
use super::super::gate::{as_a_whole, averages, is_fresh};
use super::super::history::Sitting;
use super::super::minutes;
use super::super::missed::Off;
use super::super::past::{SoFar, items};
use super::super::stage::Stage;
use super::super::stopped::out_by_plans;
use super::super::zone::Zone;
use super::Advancer;
use crate::library::{AfterMissed, Phase, Why};
use crate::planner::plan::PhasePlan;
use crate::planner::request::{Past, Request};
use crate::quantity::Day;
use crate::screening::effort;

impl Advancer<'_> {
    pub(super) fn request(
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
    pub(super) fn rests_badly(&self) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_that_are_kept_are_far_apart() {
        use Day::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        for (days, count, expected) in [
            (vec![Mon, Tue, Thu, Sat], 2, vec![Mon, Thu]),
            (vec![Mon, Tue, Wed], 2, vec![Mon, Wed]),
            (vec![Sat, Sun, Fri], 2, vec![Fri, Sun]),
            (vec![Mon, Wed, Fri], 3, vec![Mon, Wed, Fri]),
            (vec![Tue], 2, vec![Tue]),
            (vec![], 2, vec![]),
        ] {
            let days: BTreeMap<Day, u32> = days.into_iter().map(|day| (day, 20)).collect();
            let kept: Vec<Day> = apart(&days, count).into_keys().collect();
            assert_eq!(kept, expected, "{days:?}");
        }
        let days = [(Mon, 20), (Tue, 10), (Thu, 20), (Fri, 30)].into();
        assert_eq!(apart(&days, 2), [(Mon, 20), (Fri, 30)].into());
    }
}
