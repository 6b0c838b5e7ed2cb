//! Small libraries and requests for the unit tests of the planner.

use std::collections::{BTreeMap, BTreeSet};

use crate::body::Body;
use crate::library::{
    Affected, BreakRules, ClimbRules, CoverageRules, Dosage, Dose, Exercise, ExerciseRules,
    Finding, InsideRules, Kind, Library, Limits, Link, Muscle, Muscles, Origins, PainAreas,
    PainRules, Phase, Phases, PointRules, Position, Progress, Review, Screening, StretchRules,
    TimeRules, Wording, Work,
};
use crate::quantity::{Day, DaysPerWeek, Difficulty, Hold, Points, Reps, Sets, Side};
use crate::screening::{Bar, Clearance};

use super::plan::{Certificate, Item, PhasePlan, Session, Terms, WeekDose};
use super::problem::Problem;
use super::request::{FixedDose, NODES, Request};
use super::setting::Setting;
use super::week::{Slot, Week};

/// These exercises and nothing else, with weights and limits that stay when those of `routines/` change.
pub(crate) fn library(exercises: impl IntoIterator<Item = Exercise>) -> Library {
    Library {
        exercises: exercises.into_iter().map(|entry| (entry.id.clone(), entry)).collect(),
        muscles: Muscles::default(),
        areas: Vec::new(),
        precautions: Vec::new(),
        conditions: BTreeMap::new(),
        screening: Screening::default(),
        advice: Vec::new(),
        equipment: Vec::new(),
        tests: Vec::new(),
        sources: Vec::new(),
        wording: Wording::default(),
        gaps: Vec::new(),
        review: Review::default(),
        phases: rules(),
        dosage: dosage(),
        progress: Progress {
            exercise: ExerciseRules { moves_up: 2, ..ExerciseRules::default() },
            inside: InsideRules { gentle_to: 1, ..InsideRules::default() },
            ..Progress::default()
        },
        courses: BTreeMap::new(),
        body: Body::default(),
        words: String::new(),
        own_words: None,
        origins: Origins::default(),
        hash: "0123456789abcdef".into(),
    }
}

fn rules() -> Phases {
    use Work::{Function, Release, Strengthen, Stretch};
    Phases {
        work: BTreeMap::from([
            (Kind::Release, vec![Release]),
            (Kind::Stretch, vec![Stretch]),
            (Kind::Mobility, vec![Stretch]),
            (Kind::MotorControl, vec![Strengthen]),
            (Kind::Strengthen, vec![Strengthen]),
            (Kind::Balance, vec![Function]),
        ]),
        loading: vec![Strengthen, Function],
        points: PointRules {
            all_needs: Points(100_000),
            neglect: Points(15_000),
            change: Points(200),
            menu: Points(600),
            preferred: Points(2_100),
            novelty: Points(800),
            next_level: Points(400),
            minute: Points(15),
            difficulty: Points(30),
            seed_bonus: Points(500),
            seed_loss: Points(1_000),
        },
        coverage: CoverageRules {
            least_days: 2,
            first_share: 70,
            primary_credit: 2,
            secondary_credit: 1,
            dose_credit: 2,
        },
        limits: Limits {
            menu: 8,
            session: 6,
            change_s: 20,
            load_days: 3,
            load_per_day: 2,
            breaks: 3,
        },
        phases: vec![
            Phase {
                target_days: [(Stretch, 5), (Release, 4), (Strengthen, 3), (Function, 3)].into(),
                shares: shares([65, 35, 0], [85, 15], [25, 40, 35]),
                daily: vec![vec!["aer-walk-easy".into(), "aer-bike".into()]],
                ..phase("settle", (1, 2), 4, 1)
            },
            Phase {
                target_days: [(Stretch, 4), (Release, 3), (Strengthen, 3), (Function, 3)].into(),
                shares: shares([60, 15, 25], [80, 20], [25, 20, 55]),
                ..phase("build", (3, 6), 5, 2)
            },
            Phase {
                target_days: [(Stretch, 3), (Release, 2), (Strengthen, 3), (Function, 3)].into(),
                shares: shares([50, 10, 40], [70, 30], [20, 10, 70]),
                ..phase("return", (7, 12), 5, 3)
            },
        ],
    }
}

fn phase(id: &str, weeks: (u32, u32), session: u32, difficulty: i64) -> Phase {
    Phase {
        id: id.into(),
        weeks,
        session,
        difficulty: Difficulty::new(difficulty).unwrap(),
        max_difficulty: Difficulty::new(difficulty + 1).unwrap(),
        effort: (2, 3),
        target_days: BTreeMap::new(),
        shares: BTreeMap::new(),
        daily: Vec::new(),
    }
}

/// Shares of tight and tender (stretch, release, strengthen) and of weak (strengthen, function).
fn shares(
    tight: [u32; 3],
    weak: [u32; 2],
    tender: [u32; 3],
) -> BTreeMap<Finding, BTreeMap<Work, u32>> {
    let soft = [Work::Stretch, Work::Release, Work::Strengthen];
    let firm = [Work::Strengthen, Work::Function];
    BTreeMap::from([
        (Finding::Tight, soft.into_iter().zip(tight).collect()),
        (Finding::Weak, firm.into_iter().zip(weak).collect()),
        (Finding::Tender, soft.into_iter().zip(tender).collect()),
    ])
}

fn dosage() -> Dosage {
    let rests = [("settle", 30), ("build", 45), ("return", 60)];
    Dosage {
        time: TimeRules {
            rep_s: 5,
            between_holds_s: 3,
            between_sets_s: rests.map(|(phase, seconds)| (phase.to_owned(), seconds)).into(),
            change_side_s: 5,
            set_up_s: 15,
        },
        climb: ClimbRules {
            work: vec![Work::Strengthen, Work::Function],
            rise: 20,
            first_share: 60,
            entry_share: 60,
            hold_s: 10,
            long_hold_s: 15,
        },
        stretch: StretchRules { day_s: 60, older_from: 65, older_hold_s: 30 },
        breaks: BreakRules { every_min: 30 },
        pain: PainRules { safe: 2, limit: 5 },
    }
}

/// An exercise that strengthens the muscle `m`, supine, without a dose.
pub(crate) fn exercise(id: &str) -> Exercise {
    Exercise {
        id: id.into(),
        name: id.into(),
        kind: Kind::Strengthen,
        primary: vec!["m".into()],
        secondary: Vec::new(),
        position: Position::Supine,
        through: Vec::new(),
        equipment: Vec::new(),
        two: Vec::new(),
        bed: false,
        earliest_phase: "settle".into(),
        difficulty: Difficulty::new(1).unwrap(),
        chain: None,
        unilateral: false,
        turns: false,
        timed: false,
        low_load: false,
        work: None,
        dose: BTreeMap::new(),
        precautions: Vec::new(),
        precautions_until: BTreeMap::new(),
        setup: String::new(),
        steps: Vec::new(),
        feel: String::new(),
        avoid: String::new(),
        stop_if: String::new(),
        why: String::new(),
        sources: Vec::new(),
        pose: None,
    }
}

impl Exercise {
    /// With a dose in a phase; a hold of 0 is a moving repetition.
    pub(crate) fn dose(mut self, phase: &str, sets: u32, reps: u32, hold_s: u32) -> Self {
        let dose = Dose {
            sets: Some(Sets::new(sets.into()).unwrap()),
            reps: Some(Reps::new(reps.into()).unwrap()),
            hold_s: (hold_s > 0).then(|| Hold::new(hold_s.into()).unwrap()),
            minutes: None,
            days: DaysPerWeek::new(3).unwrap(),
        };
        self.dose.insert(phase.into(), dose);
        self
    }

    /// With 1 set of 10 in every phase.
    pub(crate) fn dosed(self) -> Self {
        self.dose("settle", 1, 10, 0).dose("build", 1, 10, 0).dose("return", 1, 10, 0)
    }

    pub(crate) fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    pub(crate) fn primary(self, muscles: &[&str]) -> Self {
        Self { primary: muscles.iter().map(|id| (*id).to_owned()).collect(), ..self }
    }

    pub(crate) fn secondary(self, muscles: &[&str]) -> Self {
        Self { secondary: muscles.iter().map(|id| (*id).to_owned()).collect(), ..self }
    }

    pub(crate) fn position(self, position: Position) -> Self {
        Self { position, ..self }
    }

    pub(crate) fn difficulty(self, steps: i64) -> Self {
        Self { difficulty: Difficulty::new(steps).unwrap(), ..self }
    }

    pub(crate) fn chain(self, id: &str, level: u32) -> Self {
        Self { chain: Some(Link { id: id.into(), level, other_muscle: None }), ..self }
    }

    pub(crate) fn low_load(self) -> Self {
        Self { low_load: true, ..self }
    }

    pub(crate) fn unilateral(self) -> Self {
        Self { unilateral: true, ..self }
    }

    pub(crate) fn counts_for(self, work: &[Work]) -> Self {
        Self { work: Some(work.to_vec()), ..self }
    }
}

/// An affected muscle; its weight is its severity.
pub(crate) fn affected(muscle: &str, side: Side, finding: Finding, severity: u32) -> Affected {
    Affected { muscle: muscle.into(), side, finding, severity, weight: 1000 * severity }
}

/// A muscle that is usually weak.
pub(crate) fn muscle(id: &str) -> Muscle {
    Muscle {
        id: id.into(),
        name: id.into(),
        latin: String::new(),
        aliases: Vec::new(),
        region: "hip".into(),
        midline: false,
        does: String::new(),
        usual: Finding::Weak,
        brings: BTreeMap::new(),
        pain: PainAreas::default(),
        aggravated_by: Vec::new(),
        antagonists: Vec::new(),
        sources: Vec::new(),
    }
}

/// A request for the weak muscle `m` on Monday, Wednesday and Friday, 20 minutes each.
pub(crate) fn request() -> Request {
    Request {
        start: jiff::civil::date(2026, 11, 23),
        days: [Day::Mon, Day::Wed, Day::Fri].map(|day| (day, 20)).into(),
        affected: vec![affected("m", Side::Right, Finding::Weak, 5)],
        equipment: BTreeSet::new(),
        avoid: BTreeSet::new(),
        avoid_floor: false,
        clearance: Clearance::default(),
        include: BTreeSet::new(),
        exclude: BTreeSet::new(),
        doses: BTreeMap::new(),
        notes: BTreeSet::new(),
        older: false,
        desk: None,
        seed: Some(1),
        stopped: BTreeSet::new(),
        nodes: NODES,
        past: None,
    }
}

pub(crate) fn fixed_dose(sets: u32, reps: u32) -> FixedDose {
    FixedDose {
        sets: Sets::new(sets.into()).unwrap(),
        reps: Reps::new(reps.into()).unwrap(),
        hold_s: None,
    }
}

/// A precaution that bars an exercise in the phases named.
pub(crate) fn bar(request: &mut Request, exercise: &str, phases: &[&str]) {
    let barred = request.clearance.withheld.entry(exercise.into()).or_default();
    let bar = Bar { by: "sore".into(), because: "It hurts.".into() };
    barred.extend(phases.iter().map(|phase| ((*phase).to_owned(), vec![bar.clone()])));
}

/// A phase by its id, after the phases given.
pub(crate) fn phase_with<'a>(
    library: &'a Library,
    request: &'a Request,
    phase: &str,
    before: &'a [PhasePlan],
) -> Setting<'a> {
    let index = library.phase_index(phase).unwrap();
    Setting { library, request, phase: &library.phases.phases[index], before }
}

/// The same phase as it was done: with a dose of each exercise.
pub(crate) fn phase_done(phase: &str, exercises: &[&str]) -> PhasePlan {
    let mut done = phase_of(phase, exercises);
    for item in done.sessions.values_mut().flat_map(|session| &mut session.items) {
        item.dose.push(WeekDose { week: 1, sets: 1, reps: 1, hold_s: 0 });
    }
    done
}

/// A phase of a plan with these exercises as session A on Mondays, and nothing else that matters.
pub(crate) fn phase_of(phase: &str, exercises: &[&str]) -> PhasePlan {
    let items = exercises.iter().map(|id| Item {
        exercise: (*id).to_owned(),
        side: Side::Both,
        kind: Kind::Strengthen,
        position: Position::Supine,
        dose: Vec::new(),
        serves: Vec::new(),
        reason: BTreeMap::new(),
    });
    let session = Session { minutes: 1.0, items: items.collect() };
    PhasePlan {
        id: phase.into(),
        weeks: (1, 2),
        week: [(Day::Mon, "A".to_owned())].into(),
        sessions: [("A".to_owned(), session)].into(),
        daily: Vec::new(),
        breaks: Vec::new(),
        certificate: Certificate {
            score: Points(0),
            bound: Points(0),
            proven: true,
            nodes: 0,
            variety: Points(0),
            terms: Terms::default(),
        },
    }
}

/// A library, a request and phases gone before, which outlive the problems made of them.
pub(crate) struct World {
    pub(crate) library: Library,
    pub(crate) request: Request,
    pub(crate) before: Vec<PhasePlan>,
}

impl World {
    pub(crate) fn new(exercises: impl IntoIterator<Item = Exercise>) -> Self {
        Self { library: library(exercises), request: request(), before: Vec::new() }
    }

    /// What the next phase is planned from.
    pub(crate) fn setting(&self) -> Setting<'_> {
        let phase = &self.library.phases.phases[self.before.len()];
        Setting { library: &self.library, request: &self.request, phase, before: &self.before }
    }

    /// The problem of the next phase.
    pub(crate) fn problem(&self) -> Problem<'_> {
        Problem::new(&self.setting(), 1)
    }
}

/// A week from its days, Monday first (`A`, `B`, `.` for rest), and its two sessions.
pub(crate) fn week(days: &str, a: &[usize], b: &[usize]) -> Week {
    let mut week = Week::empty([None; 7]);
    for (day, slot) in week.days.iter_mut().zip(days.chars()) {
        *day = match slot {
            'A' => Some(Slot::A),
            'B' => Some(Slot::B),
            _ => None,
        };
    }
    week.sessions = [a.to_vec(), b.to_vec()];
    week
}
