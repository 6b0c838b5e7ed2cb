//! What the search is measured against: small generated problems, and their best week by trying every one.

use super::fixture::{World, affected, exercise, phase_of};
use super::maps;
use super::problem::Problem;
use super::request::Past;
use super::rule;
use super::week::{Days, Slot, Tally, Week};
use crate::library::{Exercise, Finding, Kind, Position, Work};
use crate::quantity::{Day, Points, Side};

/// Numbers that look random, the same on every run (SplitMix64).
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % count
    }

    pub(crate) fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize]
    }
}

const MUSCLES: [&str; 3] = ["m", "n", "o"];

/// A person with up to three muscles and a library of a few exercises, in the second phase if there are
/// chains to go up. Limits are tight now and then, so that they decide something.
pub(crate) fn small_world(number: u64) -> World {
    let mut draw = Draw(number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let count = 4 + draw.below(3);
    let mut world = World::new((0..count).map(|at| any_exercise(&mut draw, at)));
    world.request.days.clear();
    for _ in 0..2 + draw.below(3) {
        let minutes = draw.of(&[2, 3, 4, 6, 20, 20]);
        world.request.days.insert(draw.of(&Day::ALL), minutes);
    }
    world.request.affected.clear();
    for muscle in &MUSCLES[..1 + draw.below(3) as usize] {
        let finding = draw.of(&Finding::ALL);
        world.request.affected.push(affected(
            muscle,
            Side::Left,
            finding,
            1 + draw.below(9) as u32,
        ));
    }
    if draw.one_in(4) {
        world.request.include.insert("x0".into());
    }
    if draw.one_in(2) {
        world.before = vec![phase_of("settle", &["x1"])];
        if draw.one_in(2) {
            let no_more_days = ["x1".to_owned()].into();
            let before = world.before.clone();
            world.request.past = Some(Past { no_more_days, before, ..Past::default() });
        }
    }
    let rules = &mut world.library.phases;
    rules.limits.menu = draw.of(&[3, 8, 8]);
    rules.limits.load_days = draw.of(&[2, 3]);
    rules.limits.load_per_day = draw.of(&[1, 2]);
    rules.points.change = Points(draw.of(&[0, 200, 200, 3_000]));
    rules.points.minute = Points(draw.of(&[15, 15, 900]));
    rules.phases.iter_mut().for_each(|phase| phase.session = draw.of(&[2, 3, 5]));
    world
}

fn any_exercise(draw: &mut Draw, at: u64) -> Exercise {
    let kinds = [Kind::Strengthen, Kind::Stretch, Kind::Release, Kind::Balance, Kind::MotorControl];
    let positions = [Position::Any, Position::Supine, Position::Standing, Position::Prone];
    let mut made = exercise(&format!("x{at}"))
        .kind(draw.of(&kinds))
        .primary(&[draw.of(&MUSCLES)])
        .position(draw.of(&positions))
        .difficulty(1 + draw.below(2) as i64);
    let (sets, reps, hold) = (1 + draw.below(2), 3 + draw.below(9), draw.of(&[0, 0, 20]));
    for phase in ["settle", "build", "return"] {
        made = made.dose(phase, sets as u32, reps as u32, hold);
    }
    for _ in 0..draw.below(3) {
        made.secondary.push(draw.of(&MUSCLES).to_owned());
    }
    made.secondary.retain(|muscle| !made.primary.contains(muscle));
    if draw.one_in(3) {
        made.primary = made.secondary.drain(..).chain(["m".to_owned()]).collect();
        made.primary.sort();
        made.primary.dedup();
    }
    if draw.one_in(4) {
        made = made.low_load();
    }
    if draw.one_in(4) {
        made = made.counts_for(&[Work::Strengthen, Work::Function]);
    }
    if draw.one_in(2) {
        made = made.chain(draw.of(&["c", "d"]), 1 + draw.below(2) as u32);
    }
    made
}

/// The worth of the best week of all, by trying every one.
pub(crate) fn best_by_force(problem: &Problem<'_>, favours: &[i64]) -> i64 {
    best_of(problem, favours, maps::all(problem))
}

/// The worth of the best week that has one session for all its days.
pub(crate) fn best_of_one_session(problem: &Problem<'_>) -> i64 {
    let mut days = maps::all(problem);
    days.retain(|days| !days.contains(&Some(Slot::B)));
    best_of(problem, &vec![0; problem.candidates.len()], days)
}

fn best_of(problem: &Problem<'_>, favours: &[i64], maps: Vec<Days>) -> i64 {
    let count = problem.candidates.len();
    let mut tally = Tally::default();
    let mut best = i64::MIN;
    for days in maps {
        for code in 0..4_usize.pow(count as u32) {
            let mut week = Week::empty(days);
            for index in 0..count {
                let place = code >> (2 * index);
                week.put(index, [place & 1 == 1, place & 2 == 2]);
            }
            // An exercise in a session that is on no day is not in the week.
            if Slot::BOTH.iter().any(|slot| is_idle(&week, *slot)) {
                continue;
            }
            tally.count(problem, &week);
            let favour: i64 = week.menu().map(|index| favours[index]).sum();
            let worth = problem.worth(&week, &tally) + favour;
            if worth > best && rule::holds(problem, &week, &tally) {
                best = worth;
            }
        }
    }
    best
}

/// Whether a session has exercises and no day.
pub(crate) fn is_idle(week: &Week, slot: Slot) -> bool {
    !week.sessions[slot as usize].is_empty() && !week.days.contains(&Some(slot))
}
