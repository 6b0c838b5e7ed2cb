//! What becomes of each exercise: its own verdict, and what is true of the whole week.

use std::collections::{BTreeMap, BTreeSet};

use super::super::exercise::{Judge, Verdict};
use super::super::past::items;
use super::super::stopped::out_by_plans;
use super::super::zone::Zone;
use super::Advancer;
use crate::library::{Exercise, Why};
use crate::planner::plan::PhasePlan;

impl<'a> Advancer<'a> {
    pub(super) fn verdicts(
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
}

/// When the programme is over nothing goes up a level.
pub(super) fn kept(mut verdicts: BTreeMap<String, Verdict>) -> BTreeMap<String, Verdict> {
    for verdict in verdicts.values_mut().filter(|verdict| **verdict == Verdict::Level) {
        *verdict = Verdict::Carry;
    }
    verdicts
}
