//! The planner: which exercises on which days, phase by phase, and how good that is.
//!
//! One small optimisation problem per phase (`docs/architecture.md`): a week has at most two sessions,
//! A and B; hard rules (`rule/`) are never traded; soft wishes (`wish/`) are one score of six terms.

pub mod dump;
pub mod explain;
pub mod plan;
pub mod request;

mod beside;
mod branch;
mod candidate;
mod case;
mod climb;
mod dominance;
mod dose;
#[cfg(test)]
mod fixture;
mod group;
mod maps;
mod need;
mod pace;
mod pairs;
mod phase;
mod price;
mod problem;
mod progression;
#[cfg(test)]
mod reference;
mod relax;
mod rule;
mod search;
mod seed;
mod session;
mod setting;
mod spread;
mod time;
mod unkept;
mod unmet;
mod week;
mod wish;

pub use dose::break_dose;

use std::collections::BTreeSet;

use crate::finding::{Code, Finding, did_you_mean};
use crate::library::{Exercise, Library, Phase};
use crate::screening::pain_limit;

use dump::Dump;
use plan::{Before, Plan, PlanPerson, SCHEMA, Unmet};
use request::Request;
use setting::Setting;

/// Plans every phase of a programme. The person's name is the caller's to fill in.
///
/// A plan that leaves needs unmet is a plan, and says why. So is one without any session, where check-ins have
/// stopped what there was.
///
/// # Errors
/// There is no day with minutes, no affected muscle that the library knows, or not one exercise that
/// can be planned in any phase.
pub fn plan(library: &Library, request: &Request) -> Result<Plan, Vec<Finding>> {
    plan_with_problems(library, request, &mut |_| ()).map(|(plan, _)| plan)
}

/// Plans every phase, and tells the problem of each as data. `so_far` is shown the plan as far as it is
/// made, before each phase.
///
/// # Errors
/// Those of [`plan()`].
pub fn plan_with_problems(
    library: &Library,
    request: &Request,
    so_far: &mut dyn FnMut(&Plan),
) -> Result<(Plan, Dump), Vec<Finding>> {
    let faults = faults(library, request);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut plan = nothing_planned(library, request);
    let mut problems = Vec::new();
    for phase in &setting::schedule(library, request) {
        so_far(&plan);
        let before = setting::before(request, &plan.phases);
        let setting = Setting { library, request, phase, before: &before };
        let planned = phase::plan(&setting, plan.seed);
        plan.phases.push(planned.phase);
        plan.unmet.extend(planned.unmet);
        problems.push(planned.problem);
    }
    // That all was stopped because of how it went is an answer, which has to be told and kept.
    if plan.phases.iter().all(|phase| phase.week.is_empty()) && !request.is_held_back() {
        return Err(vec![no_plan(&plan.unmet)]);
    }
    plan.unkept = unkept::of_plan(library, request, &plan.phases);
    Ok((plan, Dump { phases: problems }))
}

/// A plan of no phase yet.
fn nothing_planned(library: &Library, request: &Request) -> Plan {
    Plan {
        schema: SCHEMA,
        program: concat!("regimen ", env!("CARGO_PKG_VERSION")).to_owned(),
        library: library.hash.clone(),
        start: request.start,
        seed: seed::seed(request),
        person: PlanPerson {
            name: None,
            muscles: request.affected.clone(),
            precautions: request.clearance.precautions.iter().cloned().collect(),
            conditions: request.clearance.conditions.clone(),
        },
        pain_limit: pain_limit(library, &request.clearance),
        withheld: unmet::withheld(library, request),
        unkept: Vec::new(),
        phases: Vec::new(),
        unmet: Vec::new(),
        overruled: unmet::overruled(library, request),
        stopped: request.stopped.iter().cloned().collect(),
        known: None,
        answered: None,
        changes: Vec::new(),
        before: Before::default(),
        review: Vec::new(),
        asked: seed::asked(request),
    }
}

/// Whether an exercise is allowed by itself in a phase of the library, whatever its place in its chain.
#[must_use]
pub fn is_eligible(
    library: &Library,
    request: &Request,
    phase: &Phase,
    exercise: &Exercise,
) -> bool {
    rule::is_eligible(&Setting { library, request, phase, before: &[] }, exercise)
}

/// The dose that a phase asks for, week 0: what a therapist fixed, a stretch's seconds of the day, or the
/// library's; none if it has no counted dose there.
#[must_use]
pub fn whole_dose(
    library: &Library,
    request: &Request,
    phase: &str,
    exercise: &Exercise,
) -> Option<plan::WeekDose> {
    dose::whole(library, request, phase, exercise)
}

/// The sign of what a request asks: the same question, the same sign. It tells whether a person has
/// changed since a plan.
#[must_use]
pub fn asked(request: &Request) -> String {
    seed::asked(request)
}

/// What makes a request impossible before any planning.
fn faults(library: &Library, request: &Request) -> Vec<Finding> {
    let mut faults = Vec::new();
    if request.days.values().all(|minutes| *minutes == 0) {
        faults.push(
            Finding::error(Code::NoTime, "there is no day with minutes for exercise")
                .hint("give at least two days a week"),
        );
    }
    let known = |muscle: &str| library.muscle(muscle).is_some();
    let treatable = request.affected.iter().any(|entry| entry.weight > 0 && known(&entry.muscle));
    if !treatable {
        let names = library.muscles.muscles.iter().map(|muscle| muscle.id.as_str());
        let unknown = request.affected.iter().find(|entry| !known(&entry.muscle));
        let hint = unknown.and_then(|entry| did_you_mean(&entry.muscle, names));
        faults.push(
            Finding::error(Code::NothingToTreat, "there is no muscle to work on").maybe_hint(hint),
        );
    }
    faults
}

/// The finding that not one exercise can be planned, with what would have to give way.
fn no_plan(unmet: &[Unmet]) -> Finding {
    let reasons: BTreeSet<&str> = unmet.iter().map(|unmet| unmet.reason.as_str()).collect();
    let ways = [
        ("time", "more minutes"),
        ("days", "more days, or days further apart"),
        ("equipment", "more equipment"),
        ("position", "fewer positions to avoid"),
        ("excluded", "fewer exercises to exclude"),
        ("precaution", "a therapist's review of the precautions"),
        ("pain", "the advice of someone who knows about what hurt and was stopped"),
        ("phase", "an easier way in"),
    ];
    let helps = ways.iter().filter(|(reason, _)| reasons.contains(reason)).map(|(_, way)| *way);
    let helps: Vec<&str> = helps.collect();
    let message = match helps.as_slice() {
        [] => {
            "not one exercise can be planned: the library has nothing for these muscles".to_owned()
        }
        helps => format!("not one exercise can be planned; what may help: {}", helps.join(", ")),
    };
    Finding::error(Code::NoPlan, message)
}

#[cfg(test)]
mod tests {
    use super::fixture::{World, affected, exercise, muscle};
    use super::request::Past;
    use super::*;
    use crate::library::Finding as Trouble;
    use crate::quantity::{Day, Side};

    fn world() -> World {
        let mut world = World::new([exercise("bridge").dosed(), exercise("squat").dosed()]);
        world.library.muscles.muscles = vec![muscle("m"), muscle("gluteus-medius")];
        world
    }

    fn said(world: &World) -> Vec<String> {
        let findings = plan(&world.library, &world.request).unwrap_err();
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_phase_is_planned_and_goes_on_from_the_one_before() {
        let world = world();
        let plan = plan(&world.library, &world.request).unwrap();
        let ids: Vec<&str> = plan.phases.iter().map(|phase| phase.id.as_str()).collect();
        assert_eq!(ids, ["settle", "build", "return"]);
        let doses: Vec<u32> = plan
            .phases
            .iter()
            .flat_map(|phase| &phase.sessions["A"].items[0].dose)
            .map(|dose| dose.sets * dose.reps)
            .collect();
        assert_eq!(doses, [6, 7, 8, 9, 10, 10, 10, 10, 10, 10, 10, 10]);
        assert!(plan.phases.iter().all(|phase| phase.certificate.terms.novelty.0 == 0));
    }

    #[test]
    fn no_time_and_no_muscle_are_both_found() {
        let mut world = world();
        world.request.days = [(Day::Mon, 0)].into();
        world.request.affected = vec![affected("gluteus-medious", Side::Left, Trouble::Weak, 5)];
        assert_eq!(
            said(&world),
            [
                "error[no-time]: there is no day with minutes for exercise (give at least two days \
                 a week)",
                "error[nothing-to-treat]: there is no muscle to work on (did you mean \
                 `gluteus-medius`?)",
            ]
        );
        world.request.affected = vec![affected("m", Side::Left, Trouble::Weak, 0)];
        assert_eq!(said(&world).len(), 2);
    }

    #[test]
    fn a_muscle_that_the_library_does_not_know_is_unmet() {
        let mut world = world();
        world.request.affected.push(affected("unknown", Side::Left, Trouble::Weak, 5));
        let plan = plan(&world.library, &world.request).unwrap();
        let unmet = plan.unmet.iter().find(|unmet| unmet.need == "unknown/strengthen").unwrap();
        assert_eq!(unmet.reason, "library");
    }

    #[test]
    fn where_all_was_stopped_a_plan_without_sessions_is_the_answer() {
        let mut world = world();
        world.request.stopped = ["bridge", "squat"].map(str::to_owned).into();
        assert_eq!(said(&world).len(), 1, "a first plan has nothing to tell");
        let schedule = vec![("settle".to_owned(), (3, 4))];
        world.request.past = Some(Past { schedule, ..Past::default() });
        let plan = plan(&world.library, &world.request).unwrap();
        assert_eq!((plan.first_week(), plan.exercises().len()), (3, 0));
        world.request.stopped.clear();
        for exercise in world.library.exercises.values_mut() {
            exercise.equipment = vec!["ball".into()];
        }
        assert_eq!(said(&world).len(), 1, "no check-in is why");
    }

    #[test]
    fn what_makes_a_plan_impossible_is_named() {
        let mut short = world();
        short.request.days = [Day::Mon, Day::Thu].map(|day| (day, 0)).into();
        short.request.days.insert(Day::Sat, 20);
        assert_eq!(
            said(&short),
            ["error[no-plan]: not one exercise can be planned; what may help: more days, or days \
              further apart"]
        );
        let mut lacking = world();
        for exercise in lacking.library.exercises.values_mut() {
            exercise.equipment = vec!["ball".into()];
        }
        assert_eq!(
            said(&lacking),
            ["error[no-plan]: not one exercise can be planned; what may help: more equipment"]
        );
    }
}
