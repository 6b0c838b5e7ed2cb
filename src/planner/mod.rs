//! The planner: which exercises on which days, phase by phase, and how good that is.
//!
//! One small optimisation problem per phase (`docs/architecture.md`): a week has at most two sessions,
//! A and B; hard rules (`rule/`) are never traded; soft wishes (`wish/`) are one score of six terms.

pub mod plan;
pub mod request;

mod beside;
mod candidate;
mod dose;
#[cfg(test)]
mod fixture;
mod need;
mod phase;
mod problem;
mod rule;
mod search;
mod seed;
mod session;
mod setting;
mod time;
mod unmet;
mod week;
mod wish;

use std::collections::BTreeSet;

use crate::finding::{Code, Finding, did_you_mean};
use crate::library::Library;

use plan::{PhasePlan, Plan, PlanPerson, SCHEMA, Unmet};
use request::Request;
use setting::Setting;

/// Plans every phase of a programme. The person's name is the caller's to fill in.
///
/// A plan that leaves needs unmet is a plan, and says why.
///
/// # Errors
/// There is no day with minutes, no affected muscle that the library knows, or not one exercise that
/// can be planned in any phase.
pub fn plan(library: &Library, request: &Request) -> Result<Plan, Vec<Finding>> {
    let faults = faults(library, request);
    if !faults.is_empty() {
        return Err(faults);
    }
    let seed = seed::seed(library, request);
    let mut phases: Vec<PhasePlan> = Vec::new();
    let mut unmet: Vec<Unmet> = Vec::new();
    for phase in &library.phases.phases {
        let setting = Setting { library, request, phase, before: &phases };
        let (planned, missed) = phase::plan(&setting, seed);
        phases.push(planned);
        unmet.extend(missed);
    }
    if phases.iter().all(|phase| phase.week.is_empty()) {
        return Err(vec![no_plan(&unmet)]);
    }
    Ok(Plan {
        schema: SCHEMA,
        program: concat!("regimen ", env!("CARGO_PKG_VERSION")).to_owned(),
        library: library.hash.clone(),
        start: request.start,
        seed,
        person: PlanPerson {
            name: None,
            muscles: request.affected.clone(),
            precautions: request.clearance.precautions.iter().cloned().collect(),
        },
        withheld: unmet::withheld(library, request),
        phases,
        unmet,
        changes: Vec::new(),
    })
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
        ("priority", "more days"),
        ("equipment", "more equipment"),
        ("position", "fewer positions to avoid"),
        ("excluded", "fewer exercises to exclude"),
        ("precaution", "a therapist's review of the precautions"),
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
