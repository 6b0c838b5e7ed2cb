//! What begins as new though the programme goes on: a side or a muscle that no plan was for, and everything
//! after what takes a person back to the first part (`begins_anew` of `progress.yaml`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::exercise::Judge;
use super::past::items;
use crate::library::{Affected, Exercise, Library, Why};
use crate::planner::plan::{PhasePlan, Plan};
use crate::quantity::Side;
use crate::screening::Clearance;

/// What begins as new.
#[derive(Debug, Clone, Default)]
pub(crate) struct Anew {
    /// Whether the whole programme does.
    pub(crate) whole: bool,
    /// Exercises that are now for a side that has not done them, by id, with the side that has.
    pub(crate) sides: BTreeMap<String, Side>,
    /// Muscles that no plan was for, or none on that side.
    pub(crate) muscles: BTreeSet<String>,
}

/// Whether a person has a precaution that the plan in force does not know, and that takes them back to the
/// first part.
pub(crate) fn begins_anew(library: &Library, clearance: &Clearance, plan: &Plan) -> bool {
    let mut named = library.progress.begins_anew.iter();
    named.any(|id| clearance.precautions.contains(id) && !plan.person.precautions.contains(id))
}

/// The last plan with which the programme began with its first part again; what was before it tells no level,
/// and shows nothing of what the body can do now.
pub(super) fn last_begun(plans: &[Plan]) -> Option<&Plan> {
    let is_such = |plan: &&Plan| {
        let mut changes = plan.changes.iter();
        changes.any(|it| it.exercise.is_empty() && it.reason == Some(Why::Anew))
    };
    plans.iter().rfind(is_such)
}

/// The day on which the programme began, the last time.
pub(super) fn begun(plans: &[Plan]) -> Option<Date> {
    last_begun(plans).or(plans.first()).map(|plan| plan.start)
}

impl Anew {
    /// What begins as new after the plan in force.
    pub(crate) fn of(judge: &Judge<'_>, plan: &Plan) -> Self {
        let plans = judge.history.plans;
        let is_new = |entry: &&Affected| !plans.iter().any(|plan| covers(plan, entry));
        let new = judge.request.affected.iter().filter(is_new);
        Self {
            whole: begins_anew(judge.library, &judge.request.clearance, plan),
            sides: sides(judge),
            muscles: new.map(|entry| entry.muscle.clone()).collect(),
        }
    }

    /// Leaves out of a phase gone before what is known of it no more: no dose and no level comes from it. Its
    /// days and loads stay.
    pub(crate) fn forget(&self, phase: &mut PhasePlan) {
        if self.whole {
            phase.daily.clear();
        }
        for item in phase.sessions.values_mut().flat_map(|session| &mut session.items) {
            if self.whole || self.sides.contains_key(&item.exercise) {
                item.dose.clear();
            }
        }
    }
}

/// The exercises that are now for a side that has not done them, with the side that has.
fn sides(judge: &Judge<'_>) -> BTreeMap<String, Side> {
    let mut done: BTreeMap<&str, Side> = BTreeMap::new();
    for item in judge.lived_phases().flat_map(|(phase, _)| items(phase)) {
        let there = done.entry(&item.exercise).or_insert(item.side);
        *there = there.join(item.side);
    }
    let is_new = |(id, side): &(&str, Side)| {
        let exercise = judge.library.exercises.get(*id);
        exercise.is_some_and(|exercise| is_for_another_side(judge, exercise, *side))
    };
    let new = done.into_iter().filter(is_new);
    new.map(|(id, side)| (id.to_owned(), side)).collect()
}

/// Whether an exercise is for more than the side that has done it, because of what was told since: a later
/// phase may ask for another side of its own, and the plan has that on paper.
fn is_for_another_side(judge: &Judge<'_>, exercise: &Exercise, done: Side) -> bool {
    let works = |entry: &&Affected| {
        exercise.primary.contains(&entry.muscle) || exercise.secondary.contains(&entry.muscle)
    };
    let mut entries = judge.request.affected.iter().filter(works);
    let next = entries.clone().map(|entry| entry.side).reduce(Side::join);
    let is_told_since = |entry: &Affected| {
        let mut plans = judge.history.plans.iter();
        plans.any(|plan| !covers(plan, entry))
    };
    exercise.unilateral
        && next.is_some_and(|next| !next.is_within(done))
        && entries.any(is_told_since)
}

/// Whether a plan was for a muscle, on that side too.
fn covers(plan: &Plan, entry: &Affected) -> bool {
    let same = plan.person.muscles.iter().filter(|other| other.muscle == entry.muscle);
    let side = same.map(|other| other.side).reduce(Side::join);
    side.is_some_and(|side| entry.side.is_within(side))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    use super::super::advance::{Advance, advance};
    use super::super::calendar::later;
    use super::super::fixture::{handed_out, known, log, request};
    use super::super::stage::Step;
    use super::super::stopped::Again;
    use super::*;
    use crate::library::{Finding, built_in};
    use crate::planner::plan::{Change, ChangeKind, WeekDose};
    use crate::planner::request::Request;
    use crate::planner::whole_dose;
    use crate::screening::clear;
    use jiff::civil::date;

    static LIBRARY: LazyLock<Library> = LazyLock::new(|| built_in().unwrap());

    const LEG: &str = "bal-single-leg-support";

    fn affected(muscle: &str, side: Side) -> Affected {
        Affected { muscle: muscle.to_owned(), side, finding: Finding::Weak, severity: 6, weight: 6 }
    }

    /// A plan with two muscles, of which one is weak on the right: the leg that is stood on.
    fn plan(start: Date) -> Plan {
        let mut plan = handed_out(start);
        plan.person.muscles =
            vec![affected("gluteus-medius", Side::Right), affected("gluteus-maximus", Side::Both)];
        let sessions = plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
        for item in sessions.flat_map(|session| &mut session.items) {
            if item.exercise != "str-bridge" {
                (item.exercise, item.side) = (LEG.to_owned(), Side::Right);
                item.dose[0] = WeekDose { sets: 2, reps: 3, hold_s: 20, ..item.dose[0] };
            }
        }
        plan
    }

    fn asked(muscles: &[(&str, Side)]) -> Request {
        let affected = muscles.iter().map(|(muscle, side)| affected(muscle, *side)).collect();
        Request { affected, ..request(&LIBRARY) }
    }

    /// What the next plan goes on from, after a good session in the second part.
    fn next(plans: &[Plan], asked: &Request) -> Advance {
        let from = later(plans.last().unwrap().start, 21);
        let day = later(from, -4);
        let entry = format!("\n  - {{date: {day}, session: {{done: all, pain: {{during: 1}}}}}}");
        let (log, again) = (log(&entry), Again::new());
        advance(&LIBRARY, asked, &known(plans, &log, from, &again)).unwrap()
    }

    /// The doses that the last phase gone before has of an exercise, and what it begins with.
    fn known_of(advance: &Advance, id: &str) -> (usize, Option<(u32, u32, u32)>) {
        let past = advance.request.past.as_ref().unwrap();
        let before = past.before.last().unwrap();
        let doses = items(before).filter(|item| item.exercise == id).map(|item| item.dose.len());
        let course = past.doses.get(id).map(|course| (course.sets, course.reps, course.hold_s));
        (doses.sum(), course)
    }

    #[test]
    fn what_one_side_has_done_says_nothing_of_the_other() {
        let plans = [plan(date(2026, 11, 23))];
        for (side, sides, expected) in [
            (Side::Right, 0, (1, None)),
            // As in the first part.
            (Side::Left, 1, (0, Some((1, 3, 10)))),
            (Side::Both, 1, (0, Some((1, 3, 10)))),
        ] {
            let asked = asked(&[("gluteus-medius", side), ("gluteus-maximus", Side::Both)]);
            let advance = next(&plans, &asked);
            assert_eq!(advance.anew.sides.len(), sides, "{side:?}");
            assert_eq!(known_of(&advance, LEG), expected, "{side:?}");
            // What both sides do together is known of both.
            assert_eq!(known_of(&advance, "str-bridge"), (2, None), "{side:?}");
        }
    }

    #[test]
    fn a_side_that_a_later_part_asks_for_by_itself_is_none_that_was_told_since() {
        let mut plans = [plan(date(2026, 11, 23))];
        let muscles = [("gluteus-medius", Side::Right), ("soleus", Side::Left)];
        let asked = asked(&muscles);
        plans[0].person.muscles.clone_from(&asked.affected);
        assert!(next(&plans, &asked).anew.sides.is_empty());
    }

    #[test]
    fn what_serves_a_muscle_that_no_plan_was_for_begins_as_low_as_it_can() {
        let plans = [plan(date(2026, 11, 23))];
        let old = [("gluteus-medius", Side::Right), ("gluteus-maximus", Side::Both)];
        let begins = |muscles: &[(&str, Side)]| {
            let advance = next(&plans, &asked(muscles));
            let past = advance.request.past.unwrap();
            ["str-adductor-squeeze", "str-hinge-unloaded"].map(|id| {
                past.doses.get(id).map(|course| (course.sets * course.reps, course.climbs))
            })
        };
        assert_eq!(begins(&old), [None, None]);
        let new = [old[0], old[1], ("adductors", Side::Both), ("hamstrings", Side::Both)];
        let of_settle = &LIBRARY.exercises["str-adductor-squeeze"].dose["settle"];
        let least = of_settle.sets.unwrap().get() * of_settle.reps.unwrap().get();
        let [squeeze, hinge] = begins(&new);
        assert!(squeeze.is_some_and(|(all, climbs)| all <= least && climbs), "{squeeze:?}");
        let of_build = &LIBRARY.exercises["str-hinge-unloaded"].dose["build"];
        let whole = of_build.sets.unwrap().get() * of_build.reps.unwrap().get();
        assert!(hinge.is_some_and(|(all, climbs)| 2 * all < whole && climbs), "{hinge:?}");
    }

    #[test]
    fn a_precaution_that_is_new_takes_back_to_the_beginning_once() {
        let start = date(2026, 11, 23);
        let mut asked = asked(&[("gluteus-medius", Side::Right), ("gluteus-maximus", Side::Both)]);
        let plans = [plan(start)];
        assert_ne!(next(&plans, &asked).stage.step, Step::BeginsAnew);
        asked.clearance = clear(&LIBRARY, &["fall-risk".to_owned()].into());
        assert_ne!(next(&plans, &asked).stage.step, Step::BeginsAnew);

        asked.clearance = clear(&LIBRARY, &["crash".to_owned()].into());
        let advance = next(&plans, &asked);
        assert_eq!(advance.stage.step, Step::BeginsAnew);
        let past = advance.request.past.as_ref().unwrap();
        assert_eq!(past.schedule[0], ("settle".to_owned(), (4, 5)));
        assert!(!past.inside && advance.screen);
        let doses = past.before.iter().flat_map(items).map(|item| item.dose.len());
        assert_eq!(doses.sum::<usize>(), 0);
        for id in [LEG, "str-bridge"] {
            let whole = whole_dose(&LIBRARY, &asked, "settle", &LIBRARY.exercises[id]).unwrap();
            let (doses, begins) = known_of(&advance, id);
            let (sets, reps, _) = begins.unwrap();
            assert!(doses == 0 && sets * reps <= whole.sets * whole.reps, "{id}: {begins:?}");
        }

        // The plan that knows of it is gone on from, and what was before it tells no level any more.
        let mut second = plan(later(start, 21));
        second.phases[0].weeks = (4, 5);
        second.phases[1].weeks = (6, 9);
        second.person.precautions = vec!["crash".to_owned()];
        second.changes = vec![Change {
            exercise: String::new(),
            kind: ChangeKind::Restarted,
            from: "build".to_owned(),
            to: "settle".to_owned(),
            days: None,
            reason: Some(Why::Anew),
            why: String::new(),
        }];
        for item in second.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut()) {
            item.items.retain(|item| item.exercise == "str-bridge");
        }
        let plans = [plans[0].clone(), second];
        let advance = next(&plans, &asked);
        assert_ne!(advance.stage.step, Step::BeginsAnew);
        let past = advance.request.past.unwrap();
        let ids: BTreeSet<&str> =
            past.before.iter().flat_map(items).map(|item| item.exercise.as_str()).collect();
        assert_eq!(ids, ["str-bridge"].into());
    }
}
