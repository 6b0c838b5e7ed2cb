//! Two plans -> what is other in the second one. A comparison of data, whoever made the plans.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::planner::plan::{Item, PhasePlan, Plan};
use crate::quantity::{Day, Side};

/// The version of this format.
pub const SCHEMA: u32 = 1;

/// What is other in a plan than in an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The version of this format.
    pub schema: u32,
    /// The first days of the plans.
    pub start: (Date, Date),
    /// Muscles that came in, by id.
    pub muscles_new: Vec<String>,
    /// Muscles that are no longer there, by id.
    pub muscles_gone: Vec<String>,
    /// Precautions that came in, by id.
    pub precautions_new: Vec<String>,
    /// Precautions that are no longer there, by id.
    pub precautions_gone: Vec<String>,
    /// The phases in which something is other, in their order.
    pub phases: Vec<PhaseDiff>,
    /// Needs that are not met any more, as `phase: muscle/work`.
    pub unmet_new: Vec<String>,
    /// Needs that are met now.
    pub unmet_gone: Vec<String>,
}

/// What is other in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseDiff {
    /// The phase's id.
    pub id: String,
    /// First and last week before; none if the earlier plan does not have the phase.
    pub weeks_before: Option<(u32, u32)>,
    /// First and last week now; none if the later plan does not have it.
    pub weeks_now: Option<(u32, u32)>,
    /// The session of each day before, where a day is other.
    pub days_before: BTreeMap<Day, String>,
    /// The session of each day now, where a day is other.
    pub days_now: BTreeMap<Day, String>,
    /// The exercises that are other, by id.
    pub exercises: Vec<ExerciseDiff>,
}

/// What is other in an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExerciseDiff {
    /// The exercise's id.
    pub exercise: String,
    /// How it was done before; none if it is new.
    pub before: Option<Doing>,
    /// How it is done now; none if it is gone.
    pub now: Option<Doing>,
    /// Why, as the later plan says it.
    pub why: Vec<String>,
}

/// How an exercise is done in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doing {
    /// The sessions that it is in; none for one that is done beside them.
    pub sessions: Vec<String>,
    /// The side or sides.
    pub side: Option<Side>,
    /// The amounts, week by week and each once: sets x repetitions and seconds held, or minutes.
    pub amounts: Vec<String>,
}

impl Diff {
    /// Whether the plans ask for the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let lists = [
            &self.muscles_new,
            &self.muscles_gone,
            &self.precautions_new,
            &self.precautions_gone,
            &self.unmet_new,
            &self.unmet_gone,
        ];
        self.phases.is_empty() && lists.iter().all(|list| list.is_empty())
    }
}

/// Compares two plans.
#[must_use]
pub fn diff(old: &Plan, new: &Plan) -> Diff {
    let (muscles_new, muscles_gone) = other(&muscles(old), &muscles(new));
    let precautions = |plan: &Plan| plan.person.precautions.iter().cloned().collect();
    let (precautions_new, precautions_gone) = other(&precautions(old), &precautions(new));
    let (unmet_new, unmet_gone) = other(&unmet(old), &unmet(new));
    let mut ids: Vec<&str> = old.phases.iter().map(|phase| phase.id.as_str()).collect();
    for phase in &new.phases {
        if !ids.contains(&phase.id.as_str()) {
            ids.push(&phase.id);
        }
    }
    Diff {
        schema: SCHEMA,
        start: (old.start, new.start),
        muscles_new,
        muscles_gone,
        precautions_new,
        precautions_gone,
        phases: ids.into_iter().filter_map(|id| phase(id, old, new)).collect(),
        unmet_new,
        unmet_gone,
    }
}

fn muscles(plan: &Plan) -> BTreeSet<String> {
    plan.person.muscles.iter().map(|affected| affected.muscle.clone()).collect()
}

fn unmet(plan: &Plan) -> BTreeSet<String> {
    plan.unmet.iter().map(|unmet| format!("{}: {}", unmet.phase, unmet.need)).collect()
}

/// What only the second set has, and what only the first one has.
fn other(old: &BTreeSet<String>, new: &BTreeSet<String>) -> (Vec<String>, Vec<String>) {
    (new.difference(old).cloned().collect(), old.difference(new).cloned().collect())
}

fn phase(id: &str, old: &Plan, new: &Plan) -> Option<PhaseDiff> {
    let of = |plan: &'_ Plan| plan.phases.iter().position(|phase| phase.id == id);
    let before = of(old).and_then(|place| old.phases.get(place));
    let now = of(new).and_then(|place| new.phases.get(place));
    let week =
        |phase: Option<&PhasePlan>| phase.map(|phase| phase.week.clone()).unwrap_or_default();
    let (mut days_before, mut days_now) = (week(before), week(now));
    for day in Day::ALL {
        if days_before.get(&day) == days_now.get(&day) {
            days_before.remove(&day);
            days_now.remove(&day);
        }
    }
    let found = PhaseDiff {
        id: id.to_owned(),
        weeks_before: before.map(|phase| phase.weeks),
        weeks_now: now.map(|phase| phase.weeks),
        days_before,
        days_now,
        exercises: exercises(before, now, new),
    };
    let same = found.weeks_before == found.weeks_now
        && found.days_before.is_empty()
        && found.days_now.is_empty()
        && found.exercises.is_empty();
    (!same).then_some(found)
}

fn exercises(before: Option<&PhasePlan>, now: Option<&PhasePlan>, new: &Plan) -> Vec<ExerciseDiff> {
    let (mut before, mut now) = (doings(before), doings(now));
    let ids: BTreeSet<String> = before.keys().chain(now.keys()).cloned().collect();
    let mut found = Vec::new();
    for exercise in ids {
        let (before, now) = (before.remove(&exercise), now.remove(&exercise));
        if before != now {
            let why = new.changes.iter().filter(|change| change.exercise == exercise);
            let why = why.map(|change| change.why.clone()).collect();
            found.push(ExerciseDiff { exercise, before, now, why });
        }
    }
    found
}

/// How each exercise of a phase is done.
fn doings(phase: Option<&PhasePlan>) -> BTreeMap<String, Doing> {
    let mut doings: BTreeMap<String, Doing> = BTreeMap::new();
    let Some(phase) = phase else { return doings };
    for (name, session) in &phase.sessions {
        for item in &session.items {
            let doing = doings.entry(item.exercise.clone()).or_insert_with(|| Doing {
                sessions: Vec::new(),
                side: Some(item.side),
                amounts: amounts(item),
            });
            doing.sessions.push(name.clone());
        }
    }
    for daily in &phase.daily {
        let mut amounts: Vec<String> =
            daily.weeks.iter().map(|week| format!("{} min", week.minutes)).collect();
        amounts.dedup();
        doings.insert(daily.exercise.clone(), Doing { sessions: Vec::new(), side: None, amounts });
    }
    for pause in &phase.breaks {
        let amounts = pause.at.iter().map(ToString::to_string).collect();
        doings.insert(pause.exercise.clone(), Doing { sessions: Vec::new(), side: None, amounts });
    }
    doings
}

fn amounts(item: &Item) -> Vec<String> {
    let mut amounts: Vec<String> = item
        .dose
        .iter()
        .map(|dose| match dose.hold_s {
            0 => format!("{}x{}", dose.sets, dose.reps),
            hold => format!("{}x{} {hold} s", dose.sets, dose.reps),
        })
        .collect();
    amounts.dedup();
    amounts
}

#[cfg(test)]
mod tests {
    use super::super::fixture::handed_out;
    use super::*;
    use crate::library::Why;
    use crate::planner::plan::{Change, ChangeKind};
    use jiff::civil::date;

    #[test]
    fn a_plan_is_not_other_than_itself() {
        let plan = handed_out(date(2026, 11, 23));
        assert!(diff(&plan, &plan).is_empty());
    }

    #[test]
    fn what_is_other_is_found_with_its_reason() {
        let old = handed_out(date(2026, 11, 23));
        let mut new = handed_out(date(2026, 12, 7));
        new.phases.remove(0);
        let build = &mut new.phases[0];
        build.weeks = (3, 7);
        build.week.remove(&Day::Thu);
        let session = build.sessions.get_mut("A").unwrap();
        session.items[0].dose[0].reps = 10;
        session.items.remove(1);
        new.changes.push(Change {
            exercise: "str-bridge".to_owned(),
            kind: ChangeKind::Progressed,
            from: String::new(),
            to: String::new(),
            days: None,
            reason: Some(Why::Level),
            why: "It was easy.".to_owned(),
        });
        let found = diff(&old, &new);
        assert_eq!(found.start, (date(2026, 11, 23), date(2026, 12, 7)));
        assert_eq!(found.phases.len(), 2);
        assert_eq!(found.phases[0].weeks_now, None);
        assert!(found.phases[0].exercises.iter().all(|it| it.now.is_none()));
        let build = &found.phases[1];
        assert_eq!((build.weeks_before, build.weeks_now), (Some((3, 6)), Some((3, 7))));
        assert_eq!(build.days_before, BTreeMap::from([(Day::Thu, "A".to_owned())]));
        assert!(build.days_now.is_empty());
        let short: Vec<_> = build
            .exercises
            .iter()
            .map(|it| {
                let amounts =
                    |doing: &Option<Doing>| doing.as_ref().map(|it| it.amounts.join("; "));
                (it.exercise.as_str(), amounts(&it.before), amounts(&it.now), it.why.len())
            })
            .collect();
        assert_eq!(
            short,
            [
                ("str-bridge", Some("2x8".to_owned()), Some("2x10".to_owned()), 1),
                ("stretch-piriformis", Some("2x8".to_owned()), None, 0),
            ]
        );
    }
}
