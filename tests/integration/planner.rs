//! The planner on generated people over the real library. The hard rules are read again from the plan
//! as it is printed, without the planner's own code.

#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use regimen::checker;
use regimen::finding::Code;
use regimen::library::{self, Affected, Exercise, Finding, Library, Phase, Position};
use regimen::planner::plan;
use regimen::planner::plan::{PhasePlan, Plan, Session, WeekDose};
use regimen::planner::request::{Desk, FixedDose, NODES, Request};
use regimen::progress::load;
use regimen::quantity::{Clock, Day, Hold, Points, Reps, Sets, Side};
use regimen::screening::{Clearance, clear};
use regimen::source;

/// What is odd about a request, how it becomes so, and the findings that it gives.
type Odd<'a> = (&'a str, fn(&mut Request), &'a [Code]);

pub(crate) static LIBRARY: LazyLock<Library> = LazyLock::new(|| library::built_in().unwrap());

// ------------------------------------------------------------ people

pub(crate) fn people() -> impl Strategy<Value = Request> {
    let body = (affected(), precautions(), any::<bool>());
    let home = (days(), equipment(), subsequence(Position::ALL[..8].to_vec(), 0..3), any::<bool>());
    let seed = prop::option::of(0..1_000_u64);
    let wishes = (some_exercises(), some_exercises(), some_exercises(), some_doses(), seed);
    (body, home, wishes, 0..14_i64, any::<bool>()).prop_map(
        |(
            (affected, precautions, older),
            (days, equipment, avoid, avoid_floor),
            wishes,
            later,
            desk,
        )| {
            let (include, exclude, stopped, doses, seed) = wishes;
            Request {
                start: date(2026, 11, 23).saturating_add(jiff::Span::new().days(later)),
                days,
                affected,
                equipment,
                avoid: avoid.into_iter().collect(),
                avoid_floor,
                clearance: clear(&LIBRARY, &precautions),
                include,
                exclude,
                stopped,
                doses,
                notes: BTreeSet::new(),
                older,
                desk: desk.then(|| Desk {
                    days: [Day::Mon].into(),
                    from: Clock::from_minutes(9 * 60),
                    to: Clock::from_minutes(17 * 60),
                }),
                seed,
                nodes: NODES,
                past: None,
            }
        },
    )
}

fn affected() -> impl Strategy<Value = Vec<Affected>> {
    let muscles: Vec<String> =
        LIBRARY.muscles.muscles.iter().map(|muscle| muscle.id.clone()).collect();
    let entry = (
        select(muscles),
        select(vec![Side::Left, Side::Right, Side::Both]),
        select(Finding::ALL.to_vec()),
        1..=10_u32,
    );
    let entry = entry.prop_map(|(muscle, side, finding, severity)| Affected {
        muscle,
        side,
        finding,
        severity,
        weight: severity * 1000,
    });
    prop::collection::vec(entry, 1..4).prop_map(|mut entries| {
        entries.sort_by(|a, b| (&a.muscle, a.finding).cmp(&(&b.muscle, b.finding)));
        entries.dedup_by(|a, b| (&a.muscle, a.finding) == (&b.muscle, b.finding));
        entries
    })
}

fn precautions() -> impl Strategy<Value = BTreeSet<String>> {
    let ids: Vec<String> = LIBRARY.precautions.iter().map(|entry| entry.id.clone()).collect();
    subsequence(ids, 0..3).prop_map(|ids| ids.into_iter().collect())
}

fn days() -> impl Strategy<Value = BTreeMap<Day, u32>> {
    let day = (any::<bool>(), prop_oneof![Just(20_u32), 3..45_u32]);
    prop::collection::vec(day, 7).prop_map(|days| {
        let days = Day::ALL.into_iter().zip(days);
        days.filter(|(_, (on, _))| *on).map(|(day, (_, minutes))| (day, minutes)).collect()
    })
}

fn equipment() -> impl Strategy<Value = BTreeSet<String>> {
    let all = LIBRARY.equipment.iter();
    let (home, bought): (Vec<_>, Vec<_>) = all.partition(|thing| thing.household);
    let ids = |things: Vec<&library::Equipment>| -> Vec<String> {
        things.into_iter().map(|thing| thing.id.clone()).collect()
    };
    let (home, bought) = (ids(home), ids(bought));
    let count = bought.len();
    subsequence(bought, 0..=count).prop_map(move |some| home.iter().cloned().chain(some).collect())
}

fn some_exercises() -> impl Strategy<Value = BTreeSet<String>> {
    let ids: Vec<String> = LIBRARY.exercises.keys().cloned().collect();
    subsequence(ids, 0..3).prop_map(|ids| ids.into_iter().collect())
}

/// Doses that a therapist fixed for some of what loads a muscle of the hip.
fn some_doses() -> impl Strategy<Value = BTreeMap<String, FixedDose>> {
    let exercises = LIBRARY.exercises.values();
    let ids: Vec<String> = exercises
        .filter(|entry| entry.kind.is_in_sessions() && entry.primary[0].starts_with("gluteus"))
        .map(|entry| entry.id.clone())
        .collect();
    let fixed = |(sets, reps, hold): (i64, i64, Option<i64>)| FixedDose {
        sets: Sets::new(sets).unwrap(),
        reps: Reps::new(reps).unwrap(),
        hold_s: hold.map(|seconds| Hold::new(seconds).unwrap()),
    };
    let dose = (1..4_i64, 1..16_i64, prop::option::of(0..30_i64)).prop_map(fixed);
    prop::collection::btree_map(select(ids), dose, 0..4)
}

/// A person like the one of the README.
fn somebody() -> Request {
    Request {
        start: date(2026, 11, 23),
        days: [Day::Mon, Day::Tue, Day::Thu, Day::Sat].map(|day| (day, 20)).into(),
        affected: vec![
            muscle("gluteus-medius", Side::Right, Finding::Weak, 7_000),
            muscle("iliopsoas", Side::Both, Finding::Tight, 2_143),
            muscle("rectus-femoris", Side::Both, Finding::Tight, 1_429),
        ],
        equipment: LIBRARY
            .equipment
            .iter()
            .filter(|thing| thing.household)
            .map(|thing| thing.id.clone())
            .collect(),
        avoid: BTreeSet::new(),
        avoid_floor: false,
        clearance: Clearance::default(),
        include: BTreeSet::new(),
        exclude: BTreeSet::new(),
        stopped: BTreeSet::new(),
        doses: BTreeMap::new(),
        notes: BTreeSet::new(),
        older: false,
        desk: None,
        seed: None,
        nodes: NODES,
        past: None,
    }
}

fn muscle(id: &str, side: Side, finding: Finding, weight: u32) -> Affected {
    Affected { muscle: id.into(), side, finding, severity: 5, weight }
}

// ------------------------------------------------------------ the rules, read again

fn exercise(id: &str) -> &'static Exercise {
    &LIBRARY.exercises[id]
}

fn phase_of(planned: &PhasePlan) -> &'static Phase {
    &LIBRARY.phases.phases[LIBRARY.phase_index(&planned.id).unwrap()]
}

fn exercises(session: &Session) -> impl Iterator<Item = &'static Exercise> {
    session.items.iter().map(|item| exercise(&item.exercise))
}

/// The sessions of the whole programme by day, from the first day on.
fn calendar(plan: &Plan) -> Vec<Option<&Session>> {
    let first = plan.start.weekday().to_monday_zero_offset() as usize;
    let weeks =
        plan.phases.iter().flat_map(|phase| (phase.weeks.0..=phase.weeks.1).map(move |_| phase));
    let days =
        weeks.flat_map(|phase| (0..7).map(move |step| (phase, Day::ALL[(first + step) % 7])));
    days.map(|(phase, day)| phase.week.get(&day).map(|slot| &phase.sessions[slot])).collect()
}

fn loaded(session: Option<&Session>) -> Vec<&'static str> {
    let exercises = session.into_iter().flat_map(exercises);
    let loading = exercises.filter(|exercise| LIBRARY.is_loading(exercise));
    loading.flat_map(|exercise| exercise.primary.iter().map(String::as_str)).collect()
}

fn each_exercise_is_allowed(request: &Request, plan: &Plan) {
    for planned in &plan.phases {
        let phase = phase_of(planned);
        for exercise in planned.sessions.values().flat_map(exercises) {
            let id = &exercise.id;
            assert_eq!(request.clearance.bars(id, &phase.id), None, "{id} is barred");
            assert!(
                exercise.equipment.iter().all(|thing| request.equipment.contains(thing)),
                "{id}"
            );
            for position in exercise.positions() {
                assert!(!request.avoid.contains(&position), "{id} takes a position to avoid");
            }
            assert!(!(request.avoid_floor && exercise.needs_the_floor()), "{id} is on the floor");
            assert!(exercise.dose.contains_key(&phase.id), "{id} has no dose");
            assert!(exercise.difficulty <= phase.max_difficulty, "{id} is too hard");
            assert!(!request.exclude.contains(id), "{id} is excluded");
        }
        for beside in planned.daily.iter().map(|daily| &daily.exercise) {
            assert_eq!(request.clearance.bars(beside, &phase.id), None, "{beside} is barred");
        }
    }
}

fn sessions_fit(request: &Request, plan: &Plan) {
    let limits = &LIBRARY.phases.limits;
    for planned in &plan.phases {
        let phase = phase_of(planned);
        let menu: BTreeSet<&str> =
            planned.sessions.values().flat_map(exercises).map(|entry| entry.id.as_str()).collect();
        assert!(menu.len() <= limits.menu as usize);
        for session in planned.sessions.values() {
            assert!(!session.items.is_empty());
            assert!(session.items.len() <= phase.session.min(limits.session) as usize);
        }
        for (day, slot) in &planned.week {
            let session = &planned.sessions[slot];
            let seconds = seconds(phase, session);
            assert!(
                seconds <= request.days[day].saturating_mul(60),
                "{seconds} s on {}",
                day.as_str()
            );
            assert!((session.minutes * 60.0 - f64::from(seconds)).abs() < 3.1, "{seconds} s");
        }
    }
}

/// Seconds of a session in its longest week, by walking through it.
fn seconds(phase: &Phase, session: &Session) -> u32 {
    let time = &LIBRARY.dosage.time;
    let mut total = 0;
    let mut last = Position::Any;
    for item in &session.items {
        let one_side = |dose: &WeekDose| {
            let rep = if dose.hold_s > 0 { dose.hold_s + time.between_holds_s } else { time.rep_s };
            let rests = (dose.sets - 1) * time.between_sets_s[&phase.id];
            time.set_up_s + dose.sets * dose.reps * rep + rests
        };
        let side = item.dose.iter().map(one_side).max().unwrap();
        let twice = exercise(&item.exercise).unilateral && item.side == Side::Both;
        total += if twice { 2 * side + time.change_side_s } else { side };
        if item.position != Position::Any {
            let changed = last != Position::Any && last != item.position;
            total += if changed { LIBRARY.phases.limits.change_s } else { 0 };
            last = item.position;
        }
    }
    total
}

fn muscles_rest_between_loads(plan: &Plan) {
    let limits = &LIBRARY.phases.limits;
    let days = calendar(plan);
    for pair in days.windows(2) {
        let after = loaded(pair[1]);
        assert!(loaded(pair[0]).iter().all(|muscle| !after.contains(muscle)));
    }
    for week in days.chunks(7) {
        let mut load_days: BTreeMap<&str, u32> = BTreeMap::new();
        for day in week {
            let muscles = loaded(*day);
            for muscle in muscles.iter().collect::<BTreeSet<_>>() {
                *load_days.entry(muscle).or_default() += 1;
                let times = muscles.iter().filter(|other| other == &muscle).count();
                assert!(times <= limits.load_per_day as usize, "{muscle} {times} times a day");
            }
        }
        assert!(load_days.values().all(|days| *days <= limits.load_days), "{load_days:?}");
    }
}

fn chains_go_up_one_step_at_a_time(plan: &Plan) {
    let mut reached: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for planned in &plan.phases {
        let mut now: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for exercise in planned.sessions.values().flat_map(exercises) {
            let Some(link) = &exercise.chain else { continue };
            let level = now.entry(&link.id).or_insert((link.level, 0));
            assert_eq!(level.0, link.level, "two levels of {} in one week", link.id);
            level.1 = level.1.max(exercise.difficulty.get());
            if let Some((last, hardest)) = reached.get(link.id.as_str()) {
                let harder = link.level > *last && exercise.difficulty.get() > hardest + 1;
                assert!(!harder, "{} is a leap", exercise.id);
            }
        }
        reached.extend(now);
    }
}

fn doses_climb_gently(request: &Request, plan: &Plan) {
    let climb = &LIBRARY.dosage.climb;
    let mut last: BTreeMap<&str, WeekDose> = BTreeMap::new();
    for planned in &plan.phases {
        let mut now: BTreeMap<&str, WeekDose> = BTreeMap::new();
        for item in planned.sessions.values().flat_map(|session| &session.items) {
            let weeks: Vec<u32> = item.dose.iter().map(|dose| dose.week).collect();
            assert_eq!(weeks, (planned.weeks.0..=planned.weeks.1).collect::<Vec<_>>());
            if let Some(fixed) = request.doses.get(&item.exercise) {
                assert!(item.dose.iter().all(|dose| dose.reps == fixed.reps.get()));
                continue;
            }
            let loading = LIBRARY.is_loading(exercise(&item.exercise));
            let before = last.get(item.exercise.as_str()).filter(|_| loading);
            let all: Vec<&WeekDose> = before.into_iter().chain(&item.dose).collect();
            for pair in all.windows(2) {
                let [before, after] = [pair[0], pair[1]];
                let held = before.hold_s > 0 && after.hold_s > 0 && before.hold_s != after.hold_s;
                let work =
                    |dose: &WeekDose| dose.sets * dose.reps * if held { dose.hold_s } else { 1 };
                let shorter = before.hold_s.min(after.hold_s);
                let one_more = before.sets.min(after.sets) * if held { shorter } else { 1 };
                let (was, is) = (work(before), work(after));
                let most = (was * (100 + climb.rise) / 100).max(was + one_more);
                assert!(is <= most, "{}: {pair:?}", item.exercise);
            }
            for pair in item.dose.windows(2) {
                let total = |dose: &WeekDose| dose.sets * dose.reps * dose.hold_s.max(1);
                assert!(total(&pair[0]) <= total(&pair[1]), "{}: {pair:?}", item.exercise);
            }
            now.extend(item.dose.last().map(|dose| (item.exercise.as_str(), *dose)));
        }
        last = now;
    }
}

/// Every need is either met on the least number of days, or told as unmet with a reason and words.
fn needs_are_met_or_told(plan: &Plan) {
    let rules = &LIBRARY.phases.coverage;
    for planned in &plan.phases {
        let phase = phase_of(planned);
        let wanted: BTreeSet<String> = plan
            .person
            .muscles
            .iter()
            .flat_map(|entry| {
                let work = phase.shares[&entry.finding].iter().filter(|(_, share)| **share > 0);
                work.map(|(work, _)| format!("{}/{}", entry.muscle, work.as_str()))
            })
            .collect();
        let met = |need: &String| {
            let days = planned.week.values().filter(|slot| {
                let credit = exercises(&planned.sessions[*slot]).map(|entry| credit(entry, need));
                credit.sum::<u32>() >= rules.dose_credit
            });
            days.count() >= rules.least_days as usize
        };
        let told: BTreeSet<String> = plan
            .unmet
            .iter()
            .filter(|unmet| unmet.phase == planned.id)
            .map(|unmet| unmet.need.clone())
            .collect();
        let missed: BTreeSet<String> = wanted.into_iter().filter(|need| !met(need)).collect();
        assert_eq!(missed, told, "in {}", planned.id);
    }
    assert!(plan.unmet.iter().all(|unmet| unmet.says.ends_with('.')));
}

fn credit(exercise: &Exercise, need: &str) -> u32 {
    let (muscle, work) = need.split_once('/').unwrap();
    let counts = LIBRARY.work_of(exercise).iter().any(|kind| kind.as_str() == work);
    let among = |muscles: &[String]| counts && muscles.iter().any(|id| id == muscle);
    let rules = &LIBRARY.phases.coverage;
    if among(&exercise.primary) {
        rules.primary_credit
    } else if among(&exercise.secondary) {
        rules.secondary_credit
    } else {
        0
    }
}

pub(crate) fn certificates_add_up(plan: &Plan) {
    for certificate in plan.phases.iter().map(|phase| &phase.certificate) {
        assert_eq!(certificate.terms.sum(), certificate.score);
        assert!(certificate.bound >= certificate.score);
        assert_eq!(certificate.proven, certificate.bound == certificate.score);
    }
}

/// What was planned, or none if nothing could be and the finding says so.
pub(crate) fn planned(request: &Request) -> Option<Plan> {
    match plan(&LIBRARY, request) {
        Ok(plan) => Some(plan),
        Err(findings) => {
            let codes = [Code::NoPlan, Code::NoTime, Code::NothingToTreat];
            assert!(findings.iter().all(|finding| codes.contains(&finding.code)), "{findings:?}");
            assert!(!findings.is_empty());
            None
        }
    }
}

/// What the program writes lies within the limits of what it reads.
pub(crate) fn is_read_back(plan: &Plan) {
    let text = serde_json::to_string(plan).unwrap();
    let (read, findings) = load::plan("plan.json", text.as_bytes());
    assert_eq!((read.as_ref(), findings), (Some(plan), Vec::new()));
}

fn mirrored(request: &Request) -> Request {
    let mut mirrored = request.clone();
    for entry in &mut mirrored.affected {
        entry.side = entry.side.mirror();
    }
    mirrored
}

// ------------------------------------------------------------ properties

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hard_rules_hold_in_the_printed_plan(request in people()) {
        if let Some(plan) = planned(&request) {
            each_exercise_is_allowed(&request, &plan);
            sessions_fit(&request, &plan);
            muscles_rest_between_loads(&plan);
            chains_go_up_one_step_at_a_time(&plan);
            doses_climb_gently(&request, &plan);
            needs_are_met_or_told(&plan);
            certificates_add_up(&plan);
            is_read_back(&plan);
            prop_assert_eq!(checker::check(&LIBRARY, &request, &plan), Vec::new());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_muscles_does_not_matter(request in people()) {
        let mut reversed = request.clone();
        reversed.affected.reverse();
        let [one, mut other] = [request.clone(), reversed].map(|request| planned(&request));
        if let Some(plan) = &mut other {
            plan.person.muscles.reverse();
        }
        prop_assert_eq!(one, other);
    }

    #[test]
    fn mirrored_sides_give_the_mirrored_plan(request in people()) {
        let one = planned(&request).map(|plan| Plan { asked: String::new(), ..plan });
        let other = planned(&mirrored(&request)).map(|mut plan| {
            // What was asked is another thing; what comes of it is the same.
            plan.asked.clear();
            for entry in &mut plan.person.muscles {
                entry.side = entry.side.mirror();
            }
            let sessions = plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
            for item in sessions.flat_map(|session| &mut session.items) {
                item.side = item.side.mirror();
            }
            plan
        });
        prop_assert_eq!(one, other);
    }
}

/// What the best week of the first phase scores, if that is known. Later phases answer to the ones before.
pub(crate) fn best(library: &Library, request: &Request) -> Option<i64> {
    // What is asked for by name comes before points, and the seed is another one for another request.
    let request = Request { include: BTreeSet::new(), seed: Some(7), ..request.clone() };
    let certificate = plan(library, &request).ok()?.phases.swap_remove(0).certificate;
    certificate.proven.then_some(certificate.bound.0 + certificate.variety.0)
}

/// The day some days later.
fn later(day: Day, days: usize) -> Day {
    Day::ALL[(day as usize + days) % Day::ALL.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_minutes_never_lower_a_proven_score(request in people(), more in 1..30_u32) {
        let mut longer = request.clone();
        longer.days.values_mut().for_each(|minutes| *minutes += more);
        if let (Some(score), Some(with_more)) = (best(&LIBRARY, &request), best(&LIBRARY, &longer)) {
            prop_assert!(with_more >= score, "{} then {}", score, with_more);
        }
    }

    #[test]
    fn one_more_day_never_lowers_a_proven_score(request in people(), day in select(Day::ALL.to_vec())) {
        let mut more = request.clone();
        more.days.entry(day).or_insert(20);
        if let (Some(score), Some(with_more)) = (best(&LIBRARY, &request), best(&LIBRARY, &more)) {
            prop_assert!(with_more >= score, "{} then {}", score, with_more);
        }
    }

    #[test]
    fn no_seed_costs_more_than_its_loss(request in people(), seed in 0..1_000_u64) {
        let request = Request { seed: Some(seed), ..request };
        if let Some(plan) = planned(&request) {
            for certificate in plan.phases.iter().map(|phase| &phase.certificate) {
                let given_up = certificate.bound + certificate.variety - certificate.score;
                prop_assert!(!certificate.proven || given_up <= LIBRARY.phases.points.seed_loss);
            }
        }
    }

    #[test]
    fn shifted_weekdays_give_the_shifted_plan(request in people(), days in 1..7_usize) {
        let request = Request { seed: Some(7), ..request };
        let shifted = Request {
            start: request.start.saturating_add(jiff::Span::new().days(days as i64)),
            days: request.days.iter().map(|(day, minutes)| (later(*day, days), *minutes)).collect(),
            ..request.clone()
        };
        if let (Some(one), Some(other)) = (planned(&request), planned(&shifted)) {
            for (one, other) in one.phases.iter().zip(&other.phases) {
                let week: BTreeMap<Day, String> =
                    one.week.iter().map(|(day, name)| (later(*day, days), name.clone())).collect();
                prop_assert_eq!(&week, &other.week);
                prop_assert_eq!(&one.sessions, &other.sessions);
            }
        }
    }

    #[test]
    fn an_exercise_that_serves_no_need_changes_nothing(request in people()) {
        let request = Request { seed: Some(7), include: BTreeSet::new(), ..request };
        let mut library = LIBRARY.clone();
        let affected = |id: &String| request.affected.iter().any(|entry| entry.muscle == *id);
        library.exercises.retain(|_, entry| {
            let serves = entry.primary.iter().chain(&entry.secondary).any(affected);
            serves || entry.chain.is_some() || !entry.kind.is_in_sessions()
        });
        prop_assert!(library.exercises.len() < LIBRARY.exercises.len());
        if let (Some(one), Ok(other)) = (planned(&request), plan(&library, &request)) {
            for (one, other) in one.phases.iter().zip(&other.phases) {
                prop_assert_eq!(&one.sessions, &other.sessions);
                prop_assert_eq!(&one.certificate, &other.certificate);
            }
        }
    }

    #[test]
    fn a_duplicate_never_lowers_a_proven_score(request in people(), which in any::<prop::sample::Index>()) {
        let mut library = LIBRARY.clone();
        let ids: Vec<&String> = LIBRARY.exercises.keys().collect();
        let mut twin = LIBRARY.exercises[*which.get(&ids)].clone();
        twin.id.push_str("-twin");
        library.exercises.insert(twin.id.clone(), twin);
        if let (Some(score), Some(with_twin)) = (best(&LIBRARY, &request), best(&library, &request)) {
            prop_assert!(with_twin >= score, "{} then {}", score, with_twin);
        }
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let text = || serde_json::to_string(&plan(&LIBRARY, &somebody()).unwrap()).unwrap();
    assert_eq!(text(), text());
}

#[test]
fn a_plan_read_back_is_the_plan() {
    let plan = plan(&LIBRARY, &somebody()).unwrap();
    is_read_back(&plan);
    let (read, findings) = load::plan("plan.yaml", source::write(&plan).as_bytes());
    assert_eq!((read, findings), (Some(plan), Vec::new()));
}

#[test]
fn odd_requests_are_planned_or_refused_with_findings() {
    let odd: [Odd<'_>; 11] = [
        ("no days", |r| r.days.clear(), &[Code::NoTime]),
        (
            "no time for any",
            |r| {
                r.affected = vec![muscle("piriformis", Side::Left, Finding::Tight, 5_000)];
                r.days.values_mut().for_each(|minutes| *minutes = 1);
            },
            &[Code::NoPlan],
        ),
        ("one day", |r| r.days.retain(|day, _| *day == Day::Mon), &[Code::NoPlan]),
        ("no muscle", |r| r.affected.clear(), &[Code::NothingToTreat]),
        (
            "no known muscle",
            |r| r.affected.iter_mut().for_each(|entry| entry.muscle = "x".into()),
            &[Code::NothingToTreat],
        ),
        (
            "neither days nor muscles",
            |r| {
                r.days.clear();
                r.affected.clear();
            },
            &[Code::NoTime, Code::NothingToTreat],
        ),
        ("endless minutes", |r| r.days.values_mut().for_each(|m| *m = u32::MAX), &[]),
        ("an unknown muscle", |r| r.affected[1].muscle = "x".into(), &[]),
        (
            "unknown ids",
            |r| {
                r.include.insert("x".into());
                r.exclude.insert("y".into());
                r.equipment.insert("z".into());
            },
            &[],
        ),
        ("the same entry twice", |r| r.affected.push(r.affected[0].clone()), &[]),
        ("a huge weight", |r| r.affected[0].weight = u32::MAX, &[]),
    ];
    for (name, change, expected) in odd {
        let mut request = somebody();
        change(&mut request);
        let codes: Vec<Code> = match plan(&LIBRARY, &request) {
            Ok(plan) => {
                certificates_add_up(&plan);
                sessions_fit(&request, &plan);
                Vec::new()
            }
            Err(findings) => findings.iter().map(|finding| finding.code).collect(),
        };
        assert_eq!(codes, expected, "{name}");
    }
}

#[test]
fn what_is_asked_for_by_name_is_planned_where_the_rules_allow_it() {
    let mut request = somebody();
    request.include = ["str-sit-to-stand".to_owned(), "str-plank".to_owned()].into();
    let plan = plan(&LIBRARY, &request).unwrap();
    let has = |phase: usize, id: &str| {
        let sessions = &plan.phases[phase].sessions;
        sessions.values().flat_map(|session| &session.items).any(|item| item.exercise == id)
    };
    // Standing up from a chair is level 2 of its chain, and level 1 is open to everyone in the first phase.
    assert!(!has(0, "str-sit-to-stand"));
    assert!(!has(0, "str-plank"));
    request.include = ["mc-glute-set".to_owned()].into();
    let plan = regimen::planner::plan(&LIBRARY, &request).unwrap();
    let sessions = plan.phases[0].sessions.values().flat_map(|session| &session.items);
    assert!(sessions.into_iter().any(|item| item.exercise == "mc-glute-set"));
}

#[test]
fn a_library_of_thousands_is_planned_and_one_of_nothing_is_a_finding() {
    let mut many = LIBRARY.clone();
    for number in 0..36 {
        for (id, exercise) in &LIBRARY.exercises {
            let mut twin = exercise.clone();
            twin.id = format!("{id}-{number}");
            // No two of them alike: each is a little longer and serves something else on the way.
            let muscles = &LIBRARY.muscles.muscles;
            let extra = &muscles[(number * 7 + id.len()) % muscles.len()].id;
            if !twin.primary.contains(extra) && !twin.secondary.contains(extra) {
                twin.secondary.push(extra.clone());
            }
            many.exercises.insert(twin.id.clone(), twin);
        }
    }
    assert!(many.exercises.len() > 4_900);
    let request = Request { nodes: 100, ..somebody() };
    let plan = plan(&many, &request).unwrap();
    assert_eq!(checker::check(&many, &request, &plan), Vec::new());
    let score = |plan: &Plan| plan.phases[0].certificate.score;
    let usual = regimen::planner::plan(&LIBRARY, &request).unwrap();
    assert!(score(&plan) + Points(5_000) >= score(&usual), "{} {}", score(&plan), score(&usual));
    let mut none = LIBRARY.clone();
    none.exercises.clear();
    let findings = regimen::planner::plan(&none, &request).unwrap_err();
    assert!(findings.iter().all(|finding| finding.code == Code::NoPlan), "{findings:?}");
}
