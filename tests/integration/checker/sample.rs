//! A good small plan, built by hand from the real library, to be spoilt one thing at a time.

use std::collections::{BTreeMap, BTreeSet};

use regimen::checker::check;
use regimen::finding::{Code, Finding as Fault, Severity};
use regimen::library::{Affected, Exercise, Finding, Library, Link, built_in};
use regimen::planner::plan::{
    Before, Break, Certificate, Daily, Item, PhasePlan, Plan, PlanPerson, SCHEMA, Session, Terms,
    Unmet, WeekDose, WeekMinutes,
};
use regimen::planner::request::{Desk, NODES, Request};
use regimen::quantity::{Clock, Day, Points, Side};
use regimen::screening::Clearance;

pub(crate) const GLUTE_SET: &str = "mc-glute-set";
pub(crate) const BRIDGE: &str = "str-bridge";
pub(crate) const FIGURE_FOUR: &str = "stretch-figure-four-seated";

/// A plan with what it has to fit; all three are there to be changed.
pub(crate) struct Sample {
    pub(crate) library: Library,
    pub(crate) request: Request,
    pub(crate) plan: Plan,
}

/// A weak buttock and a tight piriformis; 20 minutes on four days, session A on Monday and Thursday,
/// session B on Tuesday and Friday.
///
/// A is a buttock exercise (the chain `bridge`: level 1 in the first phase, then level 2) and a
/// stretch; B is the stretch alone.
pub(crate) fn good() -> Sample {
    let mut library = built_in().unwrap();
    a_ladder_of_bridges(&mut library);
    let request = request(&library);
    let phases = vec![
        // 15 + 10 x (5 + 3) s, then 2 x (15 + 2 x (30 + 3)) + 5 s: 262 s; the set needs no position.
        phase(&library, "settle", GLUTE_SET, &[(1, 10), (1, 10)], 4.4, ("aer-walk-easy", 10)),
        // 15 + 18 x (3 + 3) + 45 s, 20 s to sit down, 167 s: 355 s in week 6.
        phase(
            &library,
            "build",
            BRIDGE,
            &[(2, 6), (2, 7), (2, 8), (2, 9)],
            5.9,
            ("aer-walk-brisk", 12),
        ),
        // 15 + 30 x (3 + 3) + 2 x 60 s, 20 s, 167 s: 502 s from week 10 on.
        phase(
            &library,
            "return",
            BRIDGE,
            &[(3, 7), (3, 8), (3, 9), (3, 10), (3, 10), (3, 10)],
            8.4,
            ("aer-walk-brisk", 14),
        ),
    ];
    let plan = Plan {
        schema: SCHEMA,
        program: "regimen test".to_owned(),
        library: library.hash.clone(),
        start: request.start,
        seed: 7,
        person: PlanPerson {
            name: None,
            muscles: request.affected.clone(),
            precautions: Vec::new(),
            conditions: Vec::new(),
        },
        pain_limit: 5,
        phases,
        unmet: vec![unmet("piriformis/release")],
        withheld: Vec::new(),
        overruled: Vec::new(),
        unkept: Vec::new(),
        stopped: Vec::new(),
        known: None,
        answered: None,
        changes: Vec::new(),
        before: Before::default(),
        review: Vec::new(),
        asked: String::new(),
    };
    Sample { library, request, plan }
}

/// The ladder that these plans climb, so that the library may lay out its own anew.
fn a_ladder_of_bridges(library: &mut Library) {
    for exercise in library.exercises.values_mut() {
        exercise.chain.take_if(|link| link.id == "bridge");
    }
    let ladder = [GLUTE_SET, BRIDGE, "str-bridge-band", "str-bridge-offset", "str-bridge-march"];
    for (level, id) in (1..).zip(ladder) {
        let link = Link { id: "bridge".to_owned(), level, other_muscle: None };
        library.exercises.get_mut(id).unwrap().chain = Some(link);
    }
}

fn request(library: &Library) -> Request {
    let affected = |muscle: &str, finding| Affected {
        muscle: muscle.to_owned(),
        side: Side::Both,
        finding,
        severity: 5,
        weight: 5000,
    };
    let household = library.equipment.iter().filter(|thing| thing.household);
    let days = [Day::Mon, Day::Tue, Day::Thu, Day::Fri];
    Request {
        start: "2026-11-23".parse().unwrap(), // A Monday.
        days: days.map(|day| (day, 20)).into(),
        affected: vec![
            affected("gluteus-maximus", Finding::Weak),
            affected("piriformis", Finding::Tight),
        ],
        equipment: household.map(|thing| thing.id.clone()).collect(),
        avoid: [].into(),
        avoid_floor: false,
        clearance: Clearance::default(),
        include: [].into(),
        exclude: [].into(),
        doses: BTreeMap::new(),
        notes: BTreeSet::new(),
        older: false,
        desk: Some(Desk {
            days: days.into(),
            from: Clock::from_minutes(9 * 60),
            to: Clock::from_minutes(17 * 60),
        }),
        seed: None,
        nodes: NODES,
        stopped: BTreeSet::new(),
        past: None,
    }
}

fn phase(
    library: &Library,
    id: &str,
    buttock: &str,
    doses: &[(u32, u32)],
    minutes: f64,
    (walk, walk_minutes): (&str, u32),
) -> PhasePlan {
    let weeks = weeks(library, id);
    let mut main = item(library, id, buttock);
    main.dose.iter_mut().zip(doses).for_each(|(dose, (sets, reps))| {
        (dose.sets, dose.reps) = (*sets, *reps);
    });
    main.serves = vec!["gluteus-maximus/strengthen".to_owned()];
    let mut stretch = item(library, id, FIGURE_FOUR);
    stretch.serves = vec!["piriformis/stretch".to_owned()];
    let sessions = [
        ("A".to_owned(), Session { minutes, items: vec![main, stretch.clone()] }),
        // 167 s.
        ("B".to_owned(), Session { minutes: 2.8, items: vec![stretch] }),
    ];
    let week = [(Day::Mon, "A"), (Day::Tue, "B"), (Day::Thu, "A"), (Day::Fri, "B")];
    PhasePlan {
        id: id.to_owned(),
        weeks,
        week: week.map(|(day, name)| (day, name.to_owned())).into(),
        sessions: sessions.into(),
        daily: vec![Daily {
            exercise: walk.to_owned(),
            minutes: walk_minutes,
            days: 5,
            weeks: (weeks.0..=weeks.1)
                .map(|week| WeekMinutes { week, minutes: walk_minutes })
                .collect(),
        }],
        breaks: vec![Break {
            exercise: "ergo-chin-tuck".to_owned(),
            at: vec![Clock::from_minutes(600)],
        }],
        certificate: Certificate {
            score: Points(70_000),
            bound: Points(70_000),
            proven: true,
            nodes: 12,
            variety: Points(0),
            terms: Terms { coverage: Points(71_200), menu: Points(-1_200), ..Terms::default() },
        },
    }
}

fn weeks(library: &Library, phase: &str) -> (u32, u32) {
    library.phases.phases.iter().find(|rules| rules.id == phase).unwrap().weeks
}

/// An exercise with the library's dose of a phase in all its weeks; one set of one without a dose.
pub(crate) fn item(library: &Library, phase: &str, id: &str) -> Item {
    let exercise = &library.exercises[id];
    let full = exercise.dose.get(phase);
    let sets = full.and_then(|dose| dose.sets).map_or(1, |n| n.get());
    let reps = full.and_then(|dose| dose.reps).map_or(1, |n| n.get());
    let hold_s = full.and_then(|dose| dose.hold_s).map_or(0, |n| n.get());
    let (first, last) = weeks(library, phase);
    Item {
        exercise: id.to_owned(),
        side: Side::Both,
        kind: exercise.kind,
        position: exercise.position,
        dose: (first..=last).map(|week| WeekDose { week, sets, reps, hold_s }).collect(),
        serves: Vec::new(),
        reason: BTreeMap::new(),
    }
}

pub(crate) fn unmet(need: &str) -> Unmet {
    Unmet {
        phase: "settle".to_owned(),
        need: need.to_owned(),
        reason: "equipment".to_owned(),
        says: "It needs a ball.".to_owned(),
        detail: Some("a ball".to_owned()),
    }
}

impl Sample {
    pub(crate) fn phase(&mut self, id: &str) -> &mut PhasePlan {
        self.plan.phases.iter_mut().find(|phase| phase.id == id).unwrap()
    }

    pub(crate) fn session(&mut self, phase: &str, name: &str) -> &mut Session {
        self.phase(phase).sessions.get_mut(name).unwrap()
    }

    /// An item by its place, `(phase, session, index)`.
    pub(crate) fn item(&mut self, (phase, session, index): (&str, &str, usize)) -> &mut Item {
        &mut self.session(phase, session).items[index]
    }

    pub(crate) fn exercise(&mut self, id: &str) -> &mut Exercise {
        self.library.exercises.get_mut(id).unwrap()
    }

    /// Adds an exercise at its full dose to a session, with an hour for every day.
    pub(crate) fn add(&mut self, phase: &str, session: &str, id: &str) {
        let item = item(&self.library, phase, id);
        self.session(phase, session).items.push(item);
        self.allow_an_hour(phase, session);
    }

    /// Puts another exercise at its full dose in the place of one.
    pub(crate) fn replace(&mut self, place: (&str, &str, usize), id: &str) {
        *self.item(place) = item(&self.library, place.0, id);
        self.allow_an_hour(place.0, place.1);
    }

    fn allow_an_hour(&mut self, phase: &str, session: &str) {
        self.session(phase, session).minutes = 60.0;
        self.request.days.values_mut().for_each(|minutes| *minutes = 60);
    }

    /// Sets the repetitions of the weeks of an item, in their order.
    pub(crate) fn climb(&mut self, place: (&str, &str, usize), doses: &[(u32, u32)]) {
        let item = self.item(place);
        assert_eq!(item.dose.len(), doses.len());
        for (dose, (sets, reps)) in item.dose.iter_mut().zip(doses) {
            (dose.sets, dose.reps) = (*sets, *reps);
        }
    }

    /// Sets the same dose in every week of an item.
    pub(crate) fn level(
        &mut self,
        place: (&str, &str, usize),
        (sets, reps, hold_s): (u32, u32, u32),
    ) {
        for dose in &mut self.item(place).dose {
            (dose.sets, dose.reps, dose.hold_s) = (sets, reps, hold_s);
        }
        self.allow_an_hour(place.0, place.1);
    }

    /// Puts a precaution in force.
    pub(crate) fn precaution(&mut self, id: &str) {
        self.request.clearance.precautions.insert(id.to_owned());
        self.plan.person.precautions.push(id.to_owned());
    }

    pub(crate) fn faults(&self) -> Vec<String> {
        let findings = check(&self.library, &self.request, &self.plan);
        let wrong =
            |fault: &Fault| fault.code != Code::FaultyPlan || fault.severity != Severity::Error;
        assert!(!findings.iter().any(wrong), "{findings:?}");
        // The sample's certificate adds up, and was never meant to be its week's (`planned.rs` tests terms).
        let messages = findings.into_iter().map(|fault| fault.message);
        messages.filter(|message| !message.contains(", the term ")).collect()
    }
}

/// The faults of the good plan after a change.
#[track_caller]
pub(crate) fn faults_after<T>(change: impl FnOnce(&mut Sample) -> T, expected: &[&str]) {
    let mut sample = good();
    change(&mut sample);
    assert_eq!(sample.faults(), expected);
}

/// A change that nearly breaks a rule and does not.
#[track_caller]
pub(crate) fn fine_after<T>(change: impl FnOnce(&mut Sample) -> T) {
    faults_after(change, &[]);
}
