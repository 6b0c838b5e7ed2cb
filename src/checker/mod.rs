//! The checker: re-reads a finished plan, faults every hard rule that it breaks, and works out its score
//! again.
//!
//! It is the last gate before a page is printed: a plan with a fault is a defect of the program and
//! is never shown. It has its own arithmetic and shares no code with the planner's rules and search,
//! because a checker that shares the code shares the mistake. It doubts the plan, not the library:
//! a plan may come from a file, so every number and id in it can be anything.
//!
//! Each fault is reported once, by the rule that it breaks. Where one rule cannot judge what another
//! has faulted (an exercise that does not exist has no precautions), it keeps silent.

mod chains;
mod coverage;
mod doses;
mod eligibility;
mod loads;
mod pace;
mod pain;
mod score;
mod shape;
mod size;
mod terms;
mod time;

use crate::finding::{Code, Finding};
use crate::library::{Exercise, Library, Phase};
use crate::planner::plan::{PhasePlan, Plan};
use crate::planner::request::Request;

/// What one group of rules faults, each fault as a sentence without a full stop.
type Rule = fn(&Case<'_>) -> Vec<String>;

const RULES: [Rule; 11] = [
    shape::faults,
    eligibility::faults,
    size::faults,
    time::faults,
    loads::faults,
    doses::faults,
    pace::faults,
    chains::faults,
    coverage::faults,
    pain::faults,
    score::faults,
];

/// Every hard rule that a plan for this library and request breaks; nothing if it may be printed.
#[must_use]
pub fn check(library: &Library, request: &Request, plan: &Plan) -> Vec<Finding> {
    let kept = kept_phase(library, request);
    let case = Case { library, request, plan, kept: kept.as_ref() };
    let mut faults: Vec<String> = RULES.iter().flat_map(|rule| rule(&case)).collect();
    if faults.is_empty() {
        faults = terms::faults(&case);
    }
    faults.into_iter().map(|fault| Finding::error(Code::FaultyPlan, fault)).collect()
}

/// What is left of the last phase, if the programme is over.
fn kept_phase(library: &Library, request: &Request) -> Option<Phase> {
    let last = request.past.as_ref().filter(|past| past.keeps).and(library.phases.phases.last());
    last.map(|phase| library.progress.keep.of(phase))
}

/// A plan and what it has to fit.
struct Case<'a> {
    library: &'a Library,
    request: &'a Request,
    plan: &'a Plan,
    /// The last phase where few of its exercises are kept.
    kept: Option<&'a Phase>,
}

/// An exercise that a phase uses, and where.
struct Use<'a> {
    exercise: &'a Exercise,
    /// For example `in phase build, session A (mon, thu),`.
    place: String,
    in_session: bool,
}

impl<'a> Case<'a> {
    fn exercise(&self, id: &str) -> Option<&'a Exercise> {
        self.library.exercises.get(id)
    }

    /// The library's rules for a phase of the plan; none if the library has no such phase.
    fn rules_of(&self, phase: &PhasePlan) -> Option<&'a Phase> {
        let rules = self.library.phases.phases.iter().find(|rules| rules.id == phase.id);
        self.kept.filter(|kept| kept.id == phase.id).or(rules)
    }

    /// The phases that the library knows, with its rules for them.
    fn known_phases(&self) -> Vec<(&'a Phase, &'a PhasePlan)> {
        let phases = self.plan.phases.iter();
        phases.filter_map(|phase| Some((self.rules_of(phase)?, phase))).collect()
    }

    /// The phases that the plan has to have, each with its weeks.
    fn schedule(&self) -> Vec<(&'a str, (u32, u32))> {
        match &self.request.past {
            Some(past) => past.schedule.iter().map(|(id, weeks)| (id.as_str(), *weeks)).collect(),
            None => {
                let phases = self.library.phases.phases.iter();
                phases.map(|phase| (phase.id.as_str(), phase.weeks)).collect()
            }
        }
    }

    /// The weeks that a phase has to have; its own if it is in no schedule.
    fn weeks_of(&self, phase: &PhasePlan) -> (u32, u32) {
        let scheduled = self.schedule().into_iter().find(|(id, _)| *id == phase.id);
        scheduled.map_or(phase.weeks, |(_, weeks)| weeks)
    }

    /// The phase that the person comes from.
    fn last_phase(&self) -> Option<&'a PhasePlan> {
        self.request.past.as_ref()?.before.last()
    }

    /// Whether a phase is the first of the plan and the one that the person is in already.
    fn is_inside(&self, phase: &PhasePlan) -> bool {
        let first = self.plan.phases.first().is_some_and(|first| first.id == phase.id);
        first && self.request.past.as_ref().is_some_and(|past| past.inside)
    }

    /// Every exercise that the library knows of those in a phase's sessions and beside them.
    fn uses(&self, phase: &PhasePlan) -> Vec<Use<'a>> {
        let mut uses = Vec::new();
        let mut add = |id: &str, place: &str, in_session| {
            let known = self.exercise(id);
            uses.extend(known.map(|exercise| Use {
                exercise,
                place: place.to_owned(),
                in_session,
            }));
        };
        for (name, session) in &phase.sessions {
            let place = in_session(phase, name);
            session.items.iter().for_each(|item| add(&item.exercise, &place, true));
        }
        let daily = beside(phase, "daily");
        phase.daily.iter().for_each(|entry| add(&entry.exercise, &daily, false));
        let breaks = beside(phase, "breaks");
        phase.breaks.iter().for_each(|entry| add(&entry.exercise, &breaks, false));
        uses
    }
}

/// A session with its days, to begin a sentence.
fn in_session(phase: &PhasePlan, name: &str) -> String {
    let days = phase.week.iter().filter(|(_, session)| *session == name);
    let days: Vec<&str> = days.map(|(day, _)| day.as_str()).collect();
    let days = if days.is_empty() { "on no day".to_owned() } else { days.join(", ") };
    format!("in phase {}, session {name} ({days}),", phase.id)
}

/// What stands beside the sessions, to begin a sentence.
fn beside(phase: &PhasePlan, part: &str) -> String {
    format!("in phase {}, {part},", phase.id)
}

/// Ids in backticks: `a`, `b`.
fn quoted<'s>(ids: impl IntoIterator<Item = &'s str>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}
