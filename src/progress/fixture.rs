//! A small plan and logs for tests.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::advance::Known;
use super::load;
use super::model::Log;
use super::stopped::Again;
use crate::library::Library;
use crate::planner::plan::{Plan, WeekDose};
use crate::planner::request::{NODES, Request};
use crate::quantity::Day;
use crate::screening::Clearance;
use crate::source;

/// A plan of two phases from a day on: session A on Monday and Thursday, B on Saturday. Of doses it has
/// those of the first weeks alone, which hold until the last.
pub(crate) fn handed_out(start: Date) -> Plan {
    let phase = |id: &str, weeks: &str, week: u32| {
        let item = |id: &str, kind: &str| {
            format!(
                "{{exercise: {id}, side: both, kind: {kind}, position: supine, serves: [],
                   reason: {{}}, dose: [{{week: {week}, sets: 2, reps: 8, hold_s: 0}}]}}"
            )
        };
        format!(
            "{{id: {id}, weeks: {weeks}, week: {{mon: A, thu: A, sat: B}}, daily: [], breaks: [],
               sessions: {{A: {{minutes: 10.0, items: [{}, {}]}}, B: {{minutes: 5.0, items: [{}]}}}},
               certificate: {{score: 0, bound: 0, proven: true, nodes: 1, terms: {{coverage: 0,
                 neglect: 0, changes: 0, menu: 0, novelty: 0, effort: 0}}}}}}",
            item("str-bridge", "strengthen"),
            item("stretch-piriformis", "stretch"),
            item("str-bridge", "strengthen"),
        )
    };
    let text = format!(
        "{{schema: 1, program: regimen, library: x, start: {start}, seed: 1,
           pain_limit: 5, person: {{muscles: [], precautions: []}}, phases: [{}, {}], unmet: [], withheld: [],
           changes: []}}",
        phase("settle", "[1, 2]", 1),
        phase("build", "[3, 6]", 3),
    );
    let (plan, findings) = source::read("plan.yaml", text.as_bytes());
    plan.unwrap_or_else(|| panic!("{findings:?}"))
}

/// The same with so many sets of clams in session B of the second phase.
pub(crate) fn with_clams(start: Date, sets: u32) -> Plan {
    let mut plan = handed_out(start);
    let item = &mut plan.phases[1].sessions.get_mut("B").unwrap().items[0];
    item.exercise = "str-clamshell".to_owned();
    item.dose[0].sets = sets;
    plan
}

/// What is known of somebody of no known age on the first day of the next plan.
pub(crate) const fn known<'a>(
    plans: &'a [Plan],
    log: &'a Log,
    from: Date,
    again: &'a Again,
) -> Known<'a> {
    Known { plans, log, from, today: from, age: None, again, even_if_silent: false }
}

/// The same plan as a file has it: each exercise with its dose in every week.
pub(crate) fn whole(start: Date) -> Plan {
    let mut plan = handed_out(start);
    for phase in &mut plan.phases {
        let (first, last) = phase.weeks;
        for item in phase.sessions.values_mut().flat_map(|session| &mut session.items) {
            let dose = item.dose[0];
            item.dose = (first..=last).map(|week| WeekDose { week, ..dose }).collect();
        }
    }
    plan
}

/// A log of entries as they stand in a file.
pub(crate) fn log(entries: &str) -> Log {
    let (log, findings) = load::log("c.yaml", format!("checkins:{entries}\n").as_bytes());
    log.unwrap_or_else(|| panic!("{findings:?}"))
}

/// A request for the gluteus maximus with everything at hand.
pub(crate) fn request(library: &Library) -> Request {
    Request {
        start: jiff::civil::date(2026, 11, 23),
        days: [Day::Mon, Day::Thu, Day::Sat].map(|day| (day, 20)).into(),
        affected: Vec::new(),
        equipment: library.equipment.iter().map(|thing| thing.id.clone()).collect(),
        avoid: BTreeSet::new(),
        avoid_floor: false,
        clearance: Clearance::default(),
        include: BTreeSet::new(),
        exclude: BTreeSet::new(),
        doses: BTreeMap::new(),
        notes: BTreeSet::new(),
        older: false,
        desk: None,
        seed: None,
        stopped: BTreeSet::new(),
        nodes: NODES,
        past: None,
    }
}
