//! One more bad thing never gives more. A course is told twice, the second time with one thing of its last
//! week worse: the plan that follows is no further on, has no more that is new or has risen, and gives no more
//! of what the bad thing speaks of.

#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, date};

use regimen::library::{self, Kind, Library};
use regimen::planner::plan::{PhasePlan, Plan};
use regimen::profile::{Origin, resolve};
use regimen::programme::{Programme, SoFar, next};
use regimen::progress::calendar::{later, phase_in};
use regimen::progress::model::{Amount, Done, Log, Session};
use regimen::quantity::Rating;
use regimen::simulate::simulate;

use crate::people::{Draw, somebody};
use crate::progress::wandering;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| library::built_in().unwrap());

const NODES: u64 = 2_000;

// ------------------------------------------------------------ what a week asks for

/// An exercise in a week.
#[derive(Debug, Default, Clone, Copy)]
struct Times {
    days: u64,
    /// Seconds of work in the week, a moving repetition with those of one.
    seconds: u64,
}

#[derive(Debug, Default)]
struct Asked {
    /// The place of the phase.
    phase: usize,
    exercises: BTreeMap<String, Times>,
    /// Minutes of walking and its like in the week.
    walk_min: u32,
}

impl Asked {
    fn of(plan: &Plan, week: u32) -> Self {
        let phase = phase_in(plan, week).unwrap();
        let index = LIBRARY.phase_index(&phase.id).unwrap();
        Self { phase: index, exercises: exercises(phase, week), walk_min: walk_min(phase, week) }
    }

    fn times(&self, id: &str) -> Times {
        self.exercises.get(id).copied().unwrap_or_default()
    }

    /// What is asked for on more days or with more on a day than in another week, or loads or stretches and
    /// is new.
    fn more_than(&self, last: &Self) -> BTreeSet<&str> {
        let is_more = |(id, now): &(&String, &Times)| match last.exercises.get(*id) {
            Some(was) => now.days > was.days || now.seconds * was.days > was.seconds * now.days,
            None => is_work(id),
        };
        self.exercises.iter().filter(is_more).map(|(id, _)| id.as_str()).collect()
    }

    /// The highest level of a chain.
    fn level(&self, chain: &str) -> Option<u32> {
        let links = self.exercises.keys().filter_map(|id| LIBRARY.exercises[id].chain.as_ref());
        links.filter(|link| link.id == chain).map(|link| link.level).max()
    }
}

fn exercises(phase: &PhasePlan, week: u32) -> BTreeMap<String, Times> {
    let mut all: BTreeMap<String, Times> = BTreeMap::new();
    for (name, session) in &phase.sessions {
        let days = phase.week.values().filter(|day| *day == name).count() as u64;
        for item in &session.items {
            let Some(dose) = item.in_week(week).filter(|_| days > 0) else { continue };
            let rep_s = LIBRARY.dosage.time.rep_s.max(dose.hold_s);
            let times = all.entry(item.exercise.clone()).or_default();
            times.days += days;
            times.seconds += days * u64::from(dose.sets * dose.reps * rep_s);
        }
    }
    all
}

fn walk_min(phase: &PhasePlan, week: u32) -> u32 {
    let is_walk = |id: &str| LIBRARY.exercises[id].kind == Kind::Aerobic;
    let walks = phase.daily.iter().filter(|daily| is_walk(&daily.exercise));
    let minutes = walks.map(|daily| {
        let entry = daily.weeks.iter().rfind(|entry| entry.week <= week);
        daily.days * entry.map_or(daily.minutes, |entry| entry.minutes)
    });
    minutes.sum()
}

fn is_work(id: &str) -> bool {
    let exercise = &LIBRARY.exercises[id];
    LIBRARY.is_loading(exercise) || exercise.kind == Kind::Stretch
}

// ------------------------------------------------------------ what is worse

/// What became worse, and the exercises that it speaks of.
struct Worse {
    what: String,
    of: BTreeSet<String>,
}

fn rating(value: u64) -> Rating {
    Rating::new(i64::try_from(value).unwrap()).unwrap()
}

/// Raises what was said; false if it was as high. Where nothing was said nobody knows how bad it was, and only
/// the worst is certain to be no better.
fn raise(said: &mut Option<Rating>, to: Rating) -> bool {
    let to = if said.is_none() { rating(10) } else { to };
    let is_worse = *said < Some(to);
    *said = (*said).max(Some(to));
    is_worse
}

/// Makes one thing of the last week worse; none if it was as bad before.
fn make_worse(plan: &Plan, log: &mut Log, from: Date, draw: &mut Draw) -> Option<Worse> {
    let of_week = log.checkins.iter_mut().filter(|entry| entry.date >= from).collect::<Vec<_>>();
    let count = of_week.len() as u64;
    let entry = of_week.into_iter().nth(usize::try_from(draw.below(count)).unwrap())?;
    let high = rating(draw.between(3, 10));
    if let Some(week) = &mut entry.week {
        let (what, said) = match draw.below(3) {
            0 => ("average", &mut week.pain.average),
            1 => ("worst", &mut week.pain.worst),
            _ => ("night", &mut week.pain.night),
        };
        let what = format!("{what} pain of the week");
        return raise(said, high).then(|| Worse { what, of: BTreeSet::new() });
    }
    let date = entry.date;
    let session = entry.session.as_mut()?;
    let phase = phase_in(plan, plan.week_on(date)?)?;
    let items = &phase.sessions.get(session.name.as_ref()?)?.items;
    let ids: Vec<String> = items.iter().map(|item| item.exercise.clone()).collect();
    let (what, of) = session_made_worse(plan, session, &ids, high, draw)?;
    Some(Worse { what: format!("{what} on {date}, {high}"), of: of.into_iter().collect() })
}

/// The same for a session of some exercises.
fn session_made_worse(
    plan: &Plan,
    session: &mut Session,
    ids: &[String],
    high: Rating,
    draw: &mut Draw,
) -> Option<(String, Vec<String>)> {
    let of_all = |what: &str| (what.to_owned(), ids.to_vec());
    let one = draw.one_of(ids).clone();
    match draw.below(9) {
        0 => raise(&mut session.pain.during, high).then(|| of_all("during")),
        1 => raise(&mut session.pain.after, high).then(|| of_all("after")),
        2 => raise(&mut session.pain.next_morning, high).then(|| of_all("morning")),
        3 => raise(&mut session.effort, high).then(|| of_all("effort")),
        4 => {
            let was = session.pain_in.get(&one).copied().or(session.pain.during);
            let is_worse = was < Some(high);
            is_worse.then(|| session.pain_in.insert(one.clone(), high));
            is_worse.then(|| (format!("pain in {one}"), vec![one]))
        }
        5 => {
            let elsewhere: Vec<&str> = plan.phases.iter().flat_map(PhasePlan::exercises).collect();
            let other = (*draw.one_of(&elsewhere)).to_owned();
            let is_new = !ids.contains(&other) && !session.pain_in.contains_key(&other);
            is_new.then(|| session.pain_in.insert(other.clone(), high));
            is_new.then(|| (format!("pain in {other} of elsewhere"), vec![other]))
        }
        6 => {
            session.too_easy.retain(|id| *id != one);
            session.too_hard.push(one.clone());
            Some((format!("{one} was too hard"), vec![one]))
        }
        7 => {
            session.tingling.push(one.clone());
            Some((format!("tingling by {one}"), vec![one]))
        }
        _ => {
            let done = |id: &String| (id.clone(), session.done.of(id));
            let mut parts: BTreeMap<String, Amount> = ids.iter().map(done).collect();
            let was = parts.insert(one.clone(), Amount::Skipped);
            session.done = Done::Parts(parts);
            session.pain_in.remove(&one);
            session.too_easy.retain(|id| *id != one);
            (was != Some(Amount::Skipped)).then(|| (format!("{one} was left out"), vec![one]))
        }
    }
}

// ------------------------------------------------------------ what must hold

/// What the plan after the worse week gives more of than the one after the week as it was. Of what the bad
/// thing speaks of it may give what the last week had; and where one exercise may not rise another may.
fn faults(of: &BTreeSet<String>, [last, base, worse]: [&Asked; 3]) -> Vec<String> {
    let mut faults = Vec::new();
    if worse.phase > base.phase {
        faults.push("it is a part further on".to_owned());
    }
    if worse.walk_min > base.walk_min {
        faults.push(format!("{} minutes of walking, not {}", worse.walk_min, base.walk_min));
    }
    let (risen, risen_base) = (worse.more_than(last), base.more_than(last));
    if worse.phase == base.phase && risen.len() > risen_base.len() {
        faults.push(format!("{risen:?} have more, not {risen_base:?}"));
    }
    for id in of {
        let (had, was, is) = (last.times(id), base.times(id), worse.times(id));
        if is.days > had.days.max(was.days) || is.seconds > had.seconds.max(was.seconds) {
            faults.push(format!("{id} is given {is:?}, not {was:?}; before {had:?}"));
        }
        let Some(link) = &LIBRARY.exercises[id].chain else { continue };
        if worse.level(&link.id) > base.level(&link.id).max(Some(link.level)) {
            faults.push(format!("{} goes up after {id}", link.id));
        }
    }
    faults
}

/// The faults of a person's course, which is told so many times with something worse, and how many plans
/// there were.
fn told_worse(number: u64, times: u64) -> (usize, Vec<String>) {
    let library = &*LIBRARY;
    let person = somebody(library, number);
    let profile = resolve(library, &person, &Origin::default(), date(2026, 11, 23)).0.unwrap();
    let weeks = u32::try_from(1 + number % 9).unwrap();
    let diary = wandering(library, number, weeks);
    let Ok(run) = simulate(library, &profile, &diary, weeks, NODES) else {
        return (0, Vec::new());
    };
    let Some((base, plans)) = run.plans.split_last().filter(|(_, plans)| !plans.is_empty()) else {
        return (0, Vec::new());
    };
    let (old, today) = (plans.last().unwrap(), base.start);
    let last = Asked::of(old, base.first_week() - 1);
    let asked = Asked::of(base, base.first_week());
    let mut draw = Draw::new(!number);
    let (mut planned, mut found) = (0, Vec::new());
    for _ in 0..times {
        let mut log = run.log.clone();
        let worse = make_worse(old, &mut log, later(today, -7), &mut draw);
        let Some(Worse { what, of }) = worse else { continue };
        let screened = Some(today);
        let so_far = SoFar { plans, log: &log, today, known_until: today, screened, nodes: NODES };
        let Ok(Some(Programme { plan, .. })) = next(library, &profile, &so_far) else { continue };
        planned += 1;
        let now = Asked::of(&plan, plan.first_week());
        let faults = faults(&of, [&last, &asked, &now]).into_iter();
        found.extend(faults.map(|fault| format!("person {number}, {what}: {fault}")));
    }
    (planned, found)
}

fn told_worse_by(from: u64, to: u64) {
    let (planned, found): (Vec<usize>, Vec<Vec<String>>) = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            let numbers = (from..to).filter(move |number| number % 2 == half);
            scope.spawn(|| numbers.map(|number| told_worse(number, 6)).collect::<Vec<_>>())
        });
        halves.into_iter().flat_map(|half| half.join().unwrap()).unzip()
    });
    let planned: usize = planned.into_iter().sum();
    assert!(planned as u64 > 3 * (to - from), "{planned}");
    let found: Vec<String> = found.into_iter().flatten().collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn one_more_bad_thing_never_gives_more() {
    told_worse_by(0, 200);
}

#[test]
#[ignore = "takes minutes"]
fn one_more_bad_thing_never_gives_three_thousand_people_more() {
    told_worse_by(0, 3_000);
}
