//! Courses of weeks: plan, check-in, next plan. What must hold on every course is asked of thousands of
//! weeks of made-up diaries, and the built-in courses are told whole.

#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use jiff::civil::date;
use proptest::prelude::*;

use regimen::finding::Code;
use regimen::library::{self, Diary, DiaryWeek, Exercise, Kind, Library, Why, Work};
use regimen::planner::plan::{Change, ChangeKind, Item, PhasePlan, Plan, WeekDose};
use regimen::planner::request::NODES;
use regimen::profile::{MuscleEntry, Origin, Person, Profile, resolve};
use regimen::programme::{SoFar, Stop, next, programme};
use regimen::progress::calendar::{later, phase_in};
use regimen::progress::model::{Amount, Log, Session};
use regimen::progress::turn::{Difference, Way, differences};
use regimen::quantity::{Day, Minutes, Rating};
use regimen::simulate::{Simulation, simulate};

use crate::people::{Draw, somebody};
use crate::planner::is_read_back;
use crate::twisted::{twisted, twists};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| library::built_in().unwrap());

/// The exercises of few muscles: many courses in little time.
static SMALL: LazyLock<Library> = LazyLock::new(|| {
    let mut library = LIBRARY.clone();
    let wanted = ["gluteus-medius", "gluteus-maximus", "iliopsoas"];
    library.exercises.retain(|_, exercise| {
        !exercise.kind.is_in_sessions() || wanted.contains(&exercise.primary[0].as_str())
    });
    library
});

fn person(muscles: &[&str], days: &[Day]) -> Person {
    let entry = |muscle: &&str| MuscleEntry {
        muscle: (*muscle).to_owned(),
        side: None,
        finding: None,
        severity: None,
    };
    Person {
        muscles: muscles.iter().map(entry).collect(),
        days: Some(regimen::profile::Days::List(days.to_vec())),
        activities: vec!["walk".into(), "sleep".into()],
        seed: Some(7),
        ..Person::default()
    }
}

fn profile(library: &Library, person: &Person) -> Profile {
    let (profile, findings) = resolve(library, person, &Origin::default(), date(2026, 11, 23));
    assert!(findings.is_empty(), "{findings:?}");
    profile.unwrap()
}

fn simulated(library: &Library, person: &Person, diary: &Diary, weeks: u32) -> Simulation {
    match simulate(library, &profile(library, person), diary, weeks, 2_000) {
        Ok(run) => run,
        Err(Stop::Findings(findings)) => panic!("{findings:#?}\n{diary:?}"),
        Err(stop) => panic!("{stop:?}\n{diary:?}"),
    }
}

fn rating(pain: i64) -> Rating {
    Rating::new(pain.clamp(0, 10)).unwrap()
}

// ------------------------------------------------------------ courses

/// A diary that wanders: pain goes up and down by steps, and now and then leaps.
pub(crate) fn wandering(library: &Library, seed: u64, weeks: u32) -> Diary {
    let mut draw = Draw::new(seed);
    let mut roll = |sides: u64| i64::try_from(draw.below(sides)).unwrap();
    let mut pain = roll(5);
    let ids: Vec<&String> = library.exercises.keys().collect();
    let weeks = (1..=weeks).map(|week| {
        pain = if roll(6) == 0 { roll(9) } else { (pain + roll(3) - 1).clamp(0, 9) };
        let hurts = roll(4) == 0;
        let one = ids[roll(ids.len() as u64) as usize].clone();
        DiaryWeek {
            week,
            during: rating(pain),
            morning: rating(pain - roll(3)),
            average: (roll(3) > 0).then(|| rating(pain)),
            night: (roll(3) == 0).then(|| rating(roll(6))),
            effort: (roll(2) == 0).then(|| rating(2 + roll(7))),
            activity: (roll(2) == 0).then(|| rating(3 + roll(7))),
            change: None,
            sessions: [100, 100, 100, 70, 40, 0][roll(6) as usize],
            reps: [0, 0, 0, 3, -2][roll(5) as usize],
            easy: roll(3) == 0,
            minutes: None,
            pain_in: if hurts { [(one, rating(roll(10)))].into() } else { BTreeMap::new() },
            flags: Vec::new(),
        }
    });
    Diary { says: String::new(), weeks: weeks.collect() }
}

fn people() -> [Person; 3] {
    use Day::{Fri, Mon, Sat, Thu, Tue, Wed};
    let mut older = person(&["gluteus-medius"], &[Mon, Wed, Fri]);
    older.born = Some(1950);
    [
        person(&["gluteus-medius", "iliopsoas"], &[Mon, Tue, Thu, Sat]),
        person(&["gluteus-maximus"], &[Mon, Thu]),
        older,
    ]
}

// ------------------------------------------------------------ what holds on every course

fn items(phase: &PhasePlan) -> impl Iterator<Item = &regimen::planner::plan::Item> {
    phase.sessions.values().flat_map(|session| &session.items)
}

fn menu(plan: &Plan) -> BTreeSet<&str> {
    items(&plan.phases[0]).map(|item| item.exercise.as_str()).collect()
}

const fn total(dose: &WeekDose) -> u32 {
    dose.sets * dose.reps
}

/// What was done of a dose in a session, at most what was planned.
fn done(session: &Session, id: &str, planned: WeekDose) -> Option<WeekDose> {
    match session.done.of(id) {
        Amount::All => Some(planned),
        Amount::Skipped => None,
        Amount::Counted { sets, reps, .. } if sets.get() * reps.get() < total(&planned) => {
            Some(WeekDose { sets: sets.get(), reps: reps.get(), ..planned })
        }
        Amount::Counted { .. } => Some(planned),
    }
}

/// The last dose of each exercise that was done in the week before a plan, and the worst pain in it.
fn last_week(old: &Plan, new: &Plan, log: &Log) -> BTreeMap<String, (WeekDose, u32)> {
    let week = new.first_week() - 1;
    let phase = phase_in(old, week).unwrap();
    let mut found = BTreeMap::new();
    for entry in
        log.checkins.iter().filter(|entry| (later(new.start, -7)..new.start).contains(&entry.date))
    {
        let Some(session) = &entry.session else { continue };
        let name = session.name.as_ref().unwrap();
        for item in &phase.sessions[name].items {
            let planned = item.dose.iter().rev().find(|dose| dose.week <= week);
            let planned = *planned.or(item.dose.first()).unwrap();
            let Some(dose) = done(session, &item.exercise, planned) else { continue };
            let pain = session.pain_in.get(&item.exercise).or(session.pain.during.as_ref());
            let pain = pain.map_or(0, |pain| pain.get());
            let before = found.get(&item.exercise).map_or(0, |(_, pain): &(WeekDose, u32)| *pain);
            found.insert(item.exercise.clone(), (dose, pain.max(before)));
        }
    }
    found
}

fn level(library: &Library, id: &str) -> Option<(String, u32)> {
    let link = library.exercises[id].chain.as_ref()?;
    Some((link.id.clone(), link.level))
}

fn climbs(library: &Library, exercise: &Exercise) -> bool {
    let work = &library.dosage.climb.work;
    !exercise.low_load && library.work_of(exercise).iter().any(|one| work.contains(one))
}

/// Everything that must hold between two plans of a course.
fn between(library: &Library, old: &Plan, new: &Plan, log: &Log) {
    let last = last_week(old, new, log);
    never_rises_after_pain(library, new, &last);
    brings_relief(new, &last);
    climbs_gently(library, new, &last);
    comes_back_gently(library, old, new, &last);
    grows_gently(library, old, new, &last);
    few_have_more(library, old, new, &last);
    walks_wait_for_green(library, old, new, log);
    goes_on_from_the_paper(library, old, new);
    praises_what_was_done(library, new, &last);
    says_why(old, new, log);
}

/// The dose of each exercise that was done last, and the worst pain in it.
type LastWeek = BTreeMap<String, (WeekDose, u32)>;

/// Pain above 5 in an exercise raises neither its dose nor the level of its chain, in no week to come.
fn never_rises_after_pain(library: &Library, new: &Plan, last: &LastWeek) {
    for (id, (dose, _)) in last.iter().filter(|(_, (_, pain))| *pain > 5) {
        for item in new.phases.iter().flat_map(items) {
            let rises = |next: &WeekDose| total(next) > total(dose) || next.hold_s > dose.hold_s;
            let same = item.exercise == *id;
            assert!(!same || !item.dose.iter().any(rises), "{id} rises: {:#?}", new.changes);
            if let Some((was, is)) = level(library, id).zip(level(library, &item.exercise))
                && was.0 == is.0
            {
                assert!(is.1 <= was.1, "{} after {id}: {:#?}", item.exercise, new.changes);
            }
        }
    }
}

/// What hurt too much is less or gone in the next week; of what was given up at once there is nothing less, and
/// it is told as cut.
fn brings_relief(new: &Plan, last: &LastWeek) {
    for (id, (dose, _)) in last.iter().filter(|(_, (_, pain))| *pain > 5) {
        for item in items(&new.phases[0]).filter(|item| item.exercise == *id) {
            let next = &item.dose[0];
            let less = total(next) < total(dose) || next.hold_s < dose.hold_s;
            let mut changes = new.changes.iter().filter(|change| change.exercise == *id);
            let given_up = total(dose) == 1 && changes.any(|it| it.kind == ChangeKind::Regressed);
            assert!(less || given_up, "{id} {dose:?} {next:?}: {:#?}", new.changes);
        }
    }
}

/// From what was done to the next week it is 20 %, or one repetition in each set, at most.
fn climbs_gently(library: &Library, new: &Plan, last: &LastWeek) {
    for (id, (dose, _)) in last {
        for item in items(&new.phases[0]).filter(|item| item.exercise == *id) {
            let next = &item.dose[0];
            if climbs(library, &library.exercises[id]) && next.hold_s == dose.hold_s {
                let most = (total(dose) * 120 / 100).max(total(dose) + dose.sets.min(next.sets));
                assert!(total(next) <= most, "{id} {dose:?} {next:?}: {:#?}", new.changes);
            }
        }
    }
}

/// The same from what the paper asked for last, be it done or left out: what was cut stays cut.
fn goes_on_from_the_paper(library: &Library, old: &Plan, new: &Plan) {
    let week = new.first_week() - 1;
    let paper = phase_in(old, week).unwrap();
    for item in items(&new.phases[0]) {
        let asked = items(paper).find(|other| other.exercise == item.exercise);
        let Some(asked) = asked.and_then(|asked| asked.in_week(week)) else { continue };
        let next = &item.dose[0];
        if climbs(library, &library.exercises[&item.exercise]) && next.hold_s == asked.hold_s {
            let most = (total(&asked) * 120 / 100).max(total(&asked) + asked.sets.min(next.sets));
            let id = &item.exercise;
            assert!(total(next) <= most, "{id} {asked:?} {next:?}: {:#?}", new.changes);
        }
    }
}

/// What was away comes back with no more than was asked of it last.
fn comes_back_with_no_more(plans: &[Plan]) {
    for (at, new) in plans.iter().enumerate() {
        let asked = |id: &str| {
            let mut turns = plans[..=at].windows(2).rev();
            turns.find_map(|pair| {
                let week = pair[1].first_week() - 1;
                items(phase_in(&pair[0], week)?).find(|one| one.exercise == id)?.in_week(week)
            })
        };
        for item in items(&new.phases[0]) {
            let next = &item.dose[0];
            let kept = at.checked_sub(1).is_some_and(|last| {
                let week = new.first_week() - 1;
                items(phase_in(&plans[last], week).unwrap()).any(|it| it.exercise == item.exercise)
            });
            let had = asked(&item.exercise).filter(|_| !kept);
            assert!(
                had.is_none_or(|had| !is_more(next, &had)),
                "{} {had:?} {next:?}: {:#?}",
                item.exercise,
                new.changes
            );
        }
    }
}

/// "It went well" is said of nothing in the sessions that was not done in the last week.
fn praises_what_was_done(library: &Library, new: &Plan, last: &LastWeek) {
    let well = |change: &&Change| matches!(change.reason, Some(Why::Green | Why::Again));
    for change in new.changes.iter().filter(well) {
        let in_sessions = library.exercises[&change.exercise].kind.is_in_sessions();
        let done = last.contains_key(&change.exercise);
        assert!(done || !in_sessions, "{change:?}: {:#?}", new.changes);
    }
}

/// Seconds of a dose: a repetition counts for its hold, and for 5 s at least.
fn seconds(library: &Library, dose: &WeekDose) -> u64 {
    u64::from(total(dose)) * u64::from(library.dosage.time.rep_s.max(dose.hold_s))
}

/// Muscle and kind of work -> seconds of the week, of the longest session, and whether one of its
/// exercises has more than one repetition.
type Sums = BTreeMap<(String, Work), (u64, u64, bool)>;

/// What each muscle has of each kind of work that climbs, by the doses that `dose` tells.
fn sums(library: &Library, phase: &PhasePlan, dose: &dyn Fn(&Item) -> Option<WeekDose>) -> Sums {
    let mut sums = Sums::new();
    for (name, session) in &phase.sessions {
        let days = phase.week.values().filter(|day| *day == name).count() as u64;
        let mut of_session = Sums::new();
        for item in &session.items {
            let exercise = &library.exercises[&item.exercise];
            let Some(dose) = dose(item).filter(|_| climbs(library, exercise)) else { continue };
            for work in library.work_of(exercise) {
                for muscle in &exercise.primary {
                    if !library.dosage.climb.work.contains(work) {
                        continue;
                    }
                    let sum = of_session.entry((muscle.clone(), *work)).or_default();
                    sum.1 += seconds(library, &dose);
                    sum.2 |= total(&dose) > 1;
                }
            }
        }
        for (key, (_, session, many)) in of_session {
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + days * session, sum.1.max(session), sum.2 | many);
        }
    }
    sums
}

fn in_week(item: &Item, week: u32) -> Option<WeekDose> {
    item.dose.iter().find(|dose| dose.week == week).copied()
}

/// The weeks of a plan, each with its phase.
fn weeks(plan: &Plan) -> impl Iterator<Item = (&PhasePlan, u32)> {
    plan.phases.iter().flat_map(|phase| (phase.weeks.0..=phase.weeks.1).map(move |w| (phase, w)))
}

/// From what was done to the next week, and from each week to the next, a muscle's dose of a kind rises
/// by 20 % or by one session at most.
fn grows_gently(library: &Library, old: &Plan, new: &Plan, last: &LastWeek) {
    let phase = phase_in(old, new.first_week() - 1).unwrap();
    // What was not done in that week ended with a dose of an earlier one: the checker knows it.
    let all_done = items(phase).all(|item| last.contains_key(&item.exercise));
    let done = |item: &Item| last.get(&item.exercise).map(|(dose, _)| *dose);
    let mut before = all_done.then(|| sums(library, phase, &done));
    for (phase, week) in weeks(new) {
        let now = sums(library, phase, &|item| in_week(item, week));
        for (key, (is, _, many)) in &now {
            let was = before.as_ref().and_then(|before| before.get(key));
            let most = was.map(|(was, session, _)| (was * 120 / 100).max(was + session));
            assert!(
                most.is_none_or(|most| *is <= most || !many),
                "{key:?} {was:?} {is} in week {week}: {:#?}",
                new.changes
            );
        }
        before = Some(now);
    }
}

/// Whether a dose is more than another one: seconds where both are held, else repetitions.
fn is_more(dose: &WeekDose, than: &WeekDose) -> bool {
    let held = dose.hold_s > 0 && than.hold_s > 0;
    let unit = |dose: &WeekDose| if held { dose.hold_s } else { 1 };
    total(dose) * unit(dose) > total(than) * unit(than)
}

/// Two exercises at most have more than was done last, or are a harder level inside a phase.
fn few_have_more(library: &Library, old: &Plan, new: &Plan, last: &LastWeek) {
    let inside = phase_in(old, new.first_week() - 1).unwrap().id == new.phases[0].id;
    let had = menu(old);
    let levels: Vec<_> = last.keys().filter_map(|id| level(library, id)).collect();
    let mut more = BTreeSet::new();
    for item in items(&new.phases[0]) {
        let exercise = &library.exercises[&item.exercise];
        let risen = last.get(&item.exercise).is_some_and(|(dose, _)| {
            (inside || climbs(library, exercise)) && is_more(&item.dose[0], dose)
        });
        let up = inside
            && !had.contains(item.exercise.as_str())
            && level(library, &item.exercise).is_some_and(|(chain, level)| {
                levels.iter().any(|(other, below)| *other == chain && *below < level)
            });
        if risen || up {
            more.insert(&item.exercise);
        }
    }
    assert!(more.len() <= 2, "{more:?}: {:#?}", new.changes);
}

/// What does not climb by itself comes back by small steps after a cut.
fn comes_back_gently(library: &Library, old: &Plan, new: &Plan, last: &LastWeek) {
    if phase_in(old, new.first_week() - 1).unwrap().id != new.phases[0].id {
        return;
    }
    for item in items(&new.phases[0]).filter(|item| item.kind == Kind::Stretch) {
        let Some((dose, _)) = last.get(&item.exercise) else { continue };
        let next = &item.dose[0];
        let (was, is) = (total(dose) * dose.hold_s, total(next) * next.hold_s);
        let is_short = next.hold_s < library.dosage.climb.long_hold_s;
        let one_more = if is_short { next.hold_s * dose.sets.min(next.sets) } else { 0 };
        let most = (was * 120 / 100).max(was + 10).max(was + 5 * total(next)).max(was + one_more);
        assert!(
            is <= most || climbs(library, &library.exercises[&item.exercise]),
            "{} {dose:?} {next:?}: {:#?}",
            item.exercise,
            new.changes
        );
    }
}

/// After a week that was not all green nobody walks for longer.
fn walks_wait_for_green(library: &Library, old: &Plan, new: &Plan, log: &Log) {
    let week = later(new.start, -7)..new.start;
    let recent = log.checkins.iter().filter(|entry| week.contains(&entry.date));
    let sessions: Vec<&Session> = recent.filter_map(|entry| entry.session.as_ref()).collect();
    let hurt = |session: &&Session| {
        let pains = session.pain_in.values().copied().chain(session.pain.during);
        pains.into_iter().any(|pain| pain.get() > 2)
    };
    if !sessions.iter().any(hurt) {
        return;
    }
    let minutes = |phase: &PhasePlan, week: u32| {
        let is_aerobic = |id: &str| library.exercises[id].kind == Kind::Aerobic;
        let daily = phase.daily.iter().find(|daily| is_aerobic(&daily.exercise))?;
        let of_week = daily.weeks.iter().rev().find(|entry| entry.week <= week);
        Some(of_week.map_or(daily.minutes, |entry| entry.minutes))
    };
    let last = new.first_week() - 1;
    let before = minutes(phase_in(old, last).unwrap(), last);
    for (phase, week) in weeks(new) {
        let now = minutes(phase, week);
        assert!(before.is_none() || now <= before, "{before:?} {now:?} in week {week}");
    }
}

/// The last week of a plan in which a session was done, or its first.
fn lived(old: &Plan, new: &Plan, log: &Log) -> u32 {
    let within = log.checkins.iter().filter(|entry| (old.start..new.start).contains(&entry.date));
    let done =
        within.filter(|entry| entry.session.as_ref().is_some_and(|it| it.done.is_anything()));
    let last = done.map(|entry| entry.date).max();
    let week = last.and_then(|date| old.week_on(date)).unwrap_or(old.first_week());
    week.min(new.first_week() - 1)
}

/// Each difference between the week that was lived and the new plan has its reason.
fn says_why(old: &Plan, new: &Plan, log: &Log) {
    let differs = |one: &Difference| one.way != Way::Same || one.from != one.to;
    for one in differences(old, lived(old, new, log), new).into_iter().filter(differs) {
        let change = new.changes.iter().find(|change| change.exercise == one.exercise);
        let change = change.unwrap_or_else(|| panic!("nothing of {one:?}: {:#?}", new.changes));
        assert!(!change.why.is_empty() && !change.why.contains('{'), "{change:?}");
        assert!(change.reason.is_some(), "{change:?}");
        let gone = matches!(change.kind, ChangeKind::Gone | ChangeKind::Stopped);
        assert_eq!(one.way == Way::Gone, gone, "{one:?} {change:?}");
    }
}

/// No exercise leaves the menu more than twice.
fn does_not_swing(plans: &[Plan]) {
    let mut left: BTreeMap<&str, u32> = BTreeMap::new();
    for pair in plans.windows(2) {
        for id in menu(&pair[0]).difference(&menu(&pair[1])) {
            *left.entry(id).or_default() += 1;
        }
    }
    let most = left.values().copied().max().unwrap_or_default();
    let menus: Vec<_> = plans.iter().map(|plan| (&plan.phases[0].id, menu(plan))).collect();
    assert!(most <= 2, "{left:?}\n{menus:#?}");
}

fn holds(library: &Library, person: &Person, diary: &Diary, weeks: u32) -> usize {
    let run = simulated(library, person, diary, weeks);
    for pair in run.plans.windows(2) {
        between(library, &pair[0], &pair[1], &run.log);
    }
    comes_back_with_no_more(&run.plans);
    does_not_swing(&run.plans);
    run.weeks.len()
}

/// Thousands of weeks: the checker is silent on each plan (`simulate` gives its findings as an error),
/// pain above 5 never raises a dose or level, a flare is followed by relief, doses climb by small steps,
/// every change has its reason, and no exercise comes and goes again and again.
#[test]
fn every_course_keeps_the_rules() {
    let weeks: usize = std::thread::scope(|scope| {
        let halves = [0_u64, 1].map(|half| {
            scope.spawn(move || {
                let people = people();
                let courses = (0..COURSES).filter(|seed| seed % 2 == half);
                courses
                    .map(|seed| {
                        let person = &people[(seed / 2) as usize % people.len()];
                        holds(&SMALL, person, &wandering(&SMALL, seed, 12), 12)
                    })
                    .sum::<usize>()
            })
        });
        halves.map(|half| half.join().unwrap()).into_iter().sum()
    });
    assert!(weeks > 2_000, "{weeks}");
}

const COURSES: u64 = 200;

/// The courses of generated people over the whole library, from one number to another.
fn courses_of_anybody(from: u64, to: u64) {
    let weeks: usize = std::thread::scope(|scope| {
        let half = from.midpoint(to);
        let halves = [(from, half), (half, to)].map(|(from, to)| {
            scope.spawn(move || {
                (from..to).map(|number| course_of_somebody(&LIBRARY, number)).sum::<usize>()
            })
        });
        halves.map(|half| half.join().unwrap()).into_iter().sum()
    });
    assert!(weeks as u64 > 6 * (to - from), "{weeks}");
}

fn course_of_somebody(library: &Library, number: u64) -> usize {
    let person = somebody(library, number);
    let (profile, _) = resolve(library, &person, &Origin::default(), date(2026, 11, 23));
    let diary = wandering(library, number, 12);
    match simulate(library, &profile.unwrap(), &diary, 12, 2_000) {
        Ok(run) => {
            run.plans.iter().for_each(is_read_back);
            for pair in run.plans.windows(2) {
                between(library, &pair[0], &pair[1], &run.log);
            }
            comes_back_with_no_more(&run.plans);
            run.weeks.len()
        }
        Err(Stop::Findings(findings)) => {
            let none = findings.iter().all(|finding| finding.code == Code::NoPlan);
            assert!(none, "{number}: {findings:#?}");
            0
        }
        Err(_) => 0,
    }
}

#[test]
fn anybodys_course_keeps_the_rules() {
    courses_of_anybody(0, 40);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anybodys_course_keeps_the_rules_whatever_the_library(number in any::<u64>(), twists in twists()) {
        course_of_somebody(&twisted(&twists), number);
    }
}

#[test]
#[ignore = "takes minutes"]
fn two_thousand_courses_of_anybody_keep_the_rules() {
    courses_of_anybody(0, 2_000);
}

#[test]
fn twelve_green_weeks_reach_the_last_phase() {
    for person in people() {
        let green = Diary {
            says: String::new(),
            weeks: vec![DiaryWeek {
                average: Some(rating(1)),
                activity: Some(rating(7)),
                effort: Some(rating(2)),
                ..wandering(&SMALL, 1, 1).weeks.remove(0)
            }],
        };
        let mut green = green;
        let week = &mut green.weeks[0];
        (week.during, week.morning) = (rating(1), rating(1));
        (week.sessions, week.reps, week.night) = (100, 0, None);
        week.pain_in.clear();
        let run = simulated(&SMALL, &person, &green, 12);
        assert_eq!(run.weeks.len(), 12);
        assert_eq!(run.weeks[11].phase, "return");
        assert!(run.plans.iter().all(|plan| plan.review.is_empty()));
    }
}

/// Who has met what the last phase asks for is told so once, keeps few exercises on two days, and does
/// not get more to do; a bad week then changes what hurt and not the whole plan.
#[test]
fn who_has_finished_keeps_a_few_going() {
    let steady = &LIBRARY.courses["steady"];
    let person = &people()[0];
    let run = simulated(&SMALL, person, steady, 30);
    let is_end =
        |plan: &Plan| plan.changes.iter().any(|change| change.kind == ChangeKind::Finished);
    let ends: Vec<usize> =
        (0..run.plans.len()).filter(|index| is_end(&run.plans[*index])).collect();
    let [end] = ends[..] else { panic!("{ends:?}") };
    let (before, kept) = (&run.plans[end - 1], &run.plans[end..]);
    assert!(kept.len() > 4, "{}", kept.len());
    let reps = |plan: &Plan| -> u32 {
        let phase = &plan.phases[0];
        let of_day = |name: &String| phase.sessions[name].items.iter();
        phase.week.values().flat_map(of_day).map(|item| total(&item.dose[0])).sum()
    };
    for plan in kept {
        let phase = &plan.phases[0];
        assert_eq!((plan.phases.len(), phase.id.as_str()), (1, "return"));
        assert!(phase.sessions.values().all(|session| session.items.len() <= 4));
        assert_eq!(phase.week.len(), 2, "{:?}", phase.week);
        assert!(!plan.changes.iter().any(|change| change.kind == ChangeKind::Progressed));
        assert_eq!(menu(plan), menu(&kept[0]));
        assert!(reps(plan) <= reps(before));
    }
    // Pain comes back in one of them.
    let mut flare = steady.clone();
    let mut bad = flare.weeks.last().unwrap().clone();
    let number = run.plans[end].first_week();
    bad.week = number + 2;
    (bad.during, bad.morning, bad.average) = (rating(6), rating(5), Some(rating(6)));
    bad.easy = false;
    let mut good = flare.weeks.last().unwrap().clone();
    good.week = number + 3;
    flare.weeks.extend([bad, good]);
    let again = simulated(&SMALL, person, &flare, number + 8);
    for pair in again.plans.windows(2) {
        between(&SMALL, &pair[0], &pair[1], &again.log);
    }
    let last = again.plans.last().unwrap();
    assert_eq!(last.phases.len(), 1);
    assert!(menu(last).is_subset(&menu(&kept[0])), "{:?}", menu(last));
    assert!(again.plans.iter().filter(|plan| is_end(plan)).count() == 1);
}

#[test]
fn a_stretch_that_was_cut_comes_back_by_ten_seconds_a_week() {
    let run = simulated(&SMALL, &people()[0], &LIBRARY.courses["flare"], 20);
    let seconds = |plan: &Plan| {
        let mut stretches = items(&plan.phases[0]).filter(|item| item.kind == Kind::Stretch);
        stretches.next().map(|item| total(&item.dose[0]) * item.dose[0].hold_s)
    };
    let all: Vec<u32> = run.plans.iter().filter_map(seconds).collect();
    let cut = all.iter().position(|seconds| *seconds == 30).unwrap();
    let mut back = all[cut..].to_vec();
    back.dedup();
    assert_eq!(back, [30, 40, 50, 60], "{all:?}");
}

/// Pain that is all right and stays the same takes something off once, and is then no reason for less.
#[test]
fn pain_that_stays_a_little_does_not_take_the_dose_away() {
    let plateau = &LIBRARY.courses["plateau"];
    let run = simulated(&SMALL, &people()[0], plateau, 12);
    let all: Vec<u32> = run.weeks.iter().map(|week| week.repetitions).collect();
    assert!(all[1] < all[0], "{all:?}");
    assert!(all[1..].iter().all(|reps| *reps == all[1] && 2 * reps >= all[0]), "{all:?}");
}

/// A plan that is shorter or longer than the one before says so once, and by its right name.
#[test]
fn shorter_and_longer_plans_are_told_once_each() {
    let minutes =
        [None, Some(8), Some(8), Some(8), Some(11), Some(14), Some(25), Some(25), Some(6)];
    let weeks = (1..).zip(minutes).map(|(week, minutes)| DiaryWeek {
        week,
        minutes: minutes.map(|minutes| Minutes::new(minutes).unwrap()),
        reps: if minutes.is_some() { -2 } else { 0 },
        ..LIBRARY.courses["steady"].weeks[0].clone()
    });
    let diary = Diary { says: String::new(), weeks: weeks.collect() };
    let run = simulated(&SMALL, &people()[0], &diary, 10);
    let number = |words: &str| words.split(' ').next().unwrap().parse::<u32>().unwrap();
    let changes = run.plans.iter().flat_map(|plan| &plan.changes);
    let told =
        changes.filter(|one| matches!(one.kind, ChangeKind::Shortened | ChangeKind::Lengthened));
    let told: Vec<(ChangeKind, Option<Why>, u32, u32)> =
        told.map(|one| (one.kind, one.reason, number(&one.from), number(&one.to))).collect();
    assert!(told.len() >= 4, "{told:?}");
    for pair in told.windows(2) {
        assert_eq!(pair[0].3, pair[1].2, "{told:?}");
    }
    for (kind, reason, from, to) in &told {
        let expected = if to < from {
            (ChangeKind::Shortened, Why::Minutes)
        } else {
            (ChangeKind::Lengthened, Why::MoreMinutes)
        };
        assert!(to != from && (*kind, *reason) == (expected.0, Some(expected.1)), "{told:?}");
    }
}

/// A diary of weeks that are good but for the nights, which are given.
fn nights(all: &[i64]) -> Diary {
    let weeks = (1..).zip(all).map(|(week, night)| DiaryWeek {
        week,
        night: Some(rating(*night)),
        easy: true,
        ..LIBRARY.courses["steady"].weeks[0].clone()
    });
    Diary { says: String::new(), weeks: weeks.collect() }
}

/// While pain at night is up nothing rises and no phase ends, however slowly it has climbed; each rise
/// brings every load down once, and the plan says to see someone.
#[test]
fn nothing_rises_while_nights_are_up() {
    for (all, risen) in [
        (vec![1, 2, 3, 4, 5, 6, 7, 8, 9], vec![3, 5, 7, 9]),
        (vec![1, 1, 6, 6, 6, 8, 8], vec![3, 6]),
    ] {
        let run = simulated(&SMALL, &people()[0], &nights(&all), all.len() as u32);
        for pair in run.plans.windows(2) {
            let week = pair[0].first_week();
            let said = format!("after week {week} of {all:?}: {:#?}", pair[1].changes);
            let of_night = |change: &&Change| change.reason == Some(Why::WorseNight);
            let cut = pair[1].changes.iter().find(of_night);
            assert_eq!(cut.is_some(), risen.contains(&week), "{said}");
            let warned = pair[1].review.iter().any(|one| one.reason == Why::ReviewNight);
            assert_eq!(warned, week >= 3, "{said}");
            if warned {
                let more = |one: &Difference| one.way == Way::More;
                let last = pair[1].first_week() - 1;
                assert!(!differences(&pair[0], last, &pair[1]).iter().any(more), "{said}");
                assert!(
                    !pair[1].changes.iter().any(|one| one.kind == ChangeKind::Progressed),
                    "{said}"
                );
                assert_eq!(pair[0].phases[0].id, pair[1].phases[0].id, "{said}");
            }
        }
        let last = run.plans.last().unwrap();
        let extended = last.changes.iter().find(|change| change.kind == ChangeKind::Extended);
        assert!(extended.is_none_or(|change| change.why.contains("your pain at night")));
    }
}

/// Every pair of plans of the built-in courses, for each person.
fn every_turn(check: impl Fn(&Plan, &Plan, &Log)) {
    for person in people() {
        for diary in LIBRARY.courses.values() {
            let run = simulated(&SMALL, &person, diary, 12);
            run.plans.windows(2).for_each(|pair| check(&pair[0], &pair[1], &run.log));
        }
    }
}

#[test]
fn invariant_6_doses_climb_by_small_steps() {
    every_turn(|old, new, log| climbs_gently(&SMALL, new, &last_week(old, new, log)));
}

#[test]
fn invariant_7_pain_raises_neither_dose_nor_level() {
    every_turn(|old, new, log| never_rises_after_pain(&SMALL, new, &last_week(old, new, log)));
}

#[test]
fn invariant_16_without_check_ins_nothing_changes() {
    let profile = profile(&LIBRARY, &people()[0]);
    let first = programme(&LIBRARY, &profile).unwrap().plan;
    let log = Log::default();
    let plans = [first];
    for today in [date(2026, 11, 24), date(2026, 12, 7), date(2027, 6, 1)] {
        let (plans, log, known_until) = (&plans, &log, today);
        let so_far = SoFar { plans, log, today, known_until, screened: None, nodes: NODES };
        assert!(next(&LIBRARY, &profile, &so_far).unwrap().is_none(), "{today}");
    }
}

// ------------------------------------------------------------ built-in courses

fn table(run: &Simulation) -> String {
    let mut text = String::new();
    for week in &run.weeks {
        let (done, of) = week.sessions;
        let _ = writeln!(
            text,
            "{:>2} {:<6} {} ex {:>4} reps {done}/{of} pain {}/{}",
            week.week, week.phase, week.exercises, week.repetitions, week.during, week.morning
        );
        for change in &week.changes {
            let _ = writeln!(
                text,
                "     {:<10} {} {} > {} ({})",
                change.kind.as_str(),
                change.exercise,
                change.from,
                change.to,
                change.reason.map_or("", Why::as_str)
            );
        }
        for review in &week.review {
            let _ = writeln!(text, "     see someone: {}", review.reason.as_str());
        }
    }
    text
}

#[test]
fn the_built_in_courses_read_like_this() {
    let mut text = String::new();
    for (id, diary) in &LIBRARY.courses {
        let _ = writeln!(text, "{id}\n{}", table(&simulated(&LIBRARY, &people()[0], diary, 12)));
    }
    insta::assert_snapshot!(text);
}
