//! An easier and a harder version of an exercise, of those that the person may do.

use super::{Maker, Note, Tone};
use crate::library::Exercise;
use crate::planner::plan::{PhasePlan, WeekDose};
use crate::screening::is_steady;

impl<'a> Maker<'a> {
    /// Where to go when an exercise is too hard, and when it is easy; no harder one if there is none for
    /// this person.
    pub(super) fn ways(
        &self,
        phase: &PhasePlan,
        exercise: &Exercise,
        doses: &[WeekDose],
    ) -> Vec<Note> {
        let named =
            |id: &str, other: &Exercise| self.words.with(id, &[("name", (&other.name).into())]);
        let easier = self.offered(phase, self.easier(exercise)).map_or_else(
            || self.words.get(less(doses)),
            |easier| named("card-easier-text", easier),
        );
        let mut notes = vec![self.labelled("card-easier", Tone::Plain, &easier)];
        if let Some(harder) = self.offered(phase, self.harder(phase, exercise)) {
            let text = named("card-harder-text", harder);
            notes.push(self.labelled("card-harder", Tone::Plain, &text));
        }
        notes
    }

    /// The easier versions, the nearest first.
    fn easier(&self, exercise: &Exercise) -> Vec<&'a Exercise> {
        let Some(link) = &exercise.chain else { return Vec::new() };
        let mut easier = self.handout.library.chain(&link.id);
        easier.retain(|other| level(other) < link.level);
        easier.sort_by_key(|other| std::cmp::Reverse(level(other)));
        easier
    }

    /// The harder versions up to the next step of difficulty, the nearest first: none above a level that
    /// safety bars, none from a level on that holds what was stopped, and none for people whom more makes ill.
    fn harder(&self, phase: &PhasePlan, exercise: &Exercise) -> Vec<&'a Exercise> {
        let steady = is_steady(self.handout.library, &self.clearance);
        let Some(link) = exercise.chain.as_ref().filter(|_| !steady) else { return Vec::new() };
        let mut harder = self.handout.library.chain(&link.id);
        harder.retain(|other| level(other) > link.level);
        let is_open = |other: &&Exercise| self.clearance.bars(&other.id, &phase.id).is_none();
        let is_no_leap =
            |other: &&Exercise| other.difficulty.get() <= exercise.difficulty.get() + 1;
        let levels = harder.chunk_by(|one, other| level(one) == level(other));
        let open = levels
            .take_while(|level| level.iter().any(is_open))
            .take_while(|level| !level.iter().any(|other| self.is_stopped(other)));
        open.flatten().copied().filter(is_no_leap).collect()
    }

    /// The one to name: the nearest that is in the plan, where it has a card, else the nearest of this
    /// phase.
    fn offered(&self, phase: &PhasePlan, mut versions: Vec<&'a Exercise>) -> Option<&'a Exercise> {
        versions.retain(|it| self.may(&phase.id, it));
        let planned = self.handout.plan.exercises();
        let in_plan = versions.iter().find(|it| planned.contains(it.id.as_str()));
        in_plan.or_else(|| versions.iter().find(|it| self.belongs(phase, it))).copied()
    }

    /// Whether the person can do an exercise, and neither safety nor what it did before bars it.
    pub(super) fn may(&self, phase: &str, exercise: &Exercise) -> bool {
        let barred = self.clearance.bars(&exercise.id, phase).is_some();
        self.handout.profile.can_do(exercise) && !barred && !self.is_stopped(exercise)
    }

    /// Whether the exercise is out for the rest of the programme.
    fn is_stopped(&self, exercise: &Exercise) -> bool {
        self.handout.plan.stopped.contains(&exercise.id)
    }

    fn belongs(&self, phase: &PhasePlan, exercise: &Exercise) -> bool {
        let library = self.handout.library;
        let mut phases = library.phases.phases.iter();
        phases.any(|rules| rules.id == phase.id && library.belongs(exercise, rules))
    }
}

/// What to do when the doses of a phase are too hard: of one there is no half.
fn less(doses: &[WeekDose]) -> &'static str {
    match doses.iter().find(|dose| (dose.sets, dose.reps) == (1, 1)) {
        None => "card-easier-less",
        Some(dose) if dose.hold_s > 0 => "card-easier-shorter",
        Some(_) => "card-easier-smaller",
    }
}

fn level(exercise: &Exercise) -> u32 {
    exercise.chain.as_ref().map_or(0, |link| link.level)
}
