//! Finds a good week: a first week under every map from days to sessions, then local search from the
//! best of them.
//!
//! The week is not proven to be the best one; the bound says how far it may be from it. No clock and no
//! chance decides anything: a limit on the number of weeks looked at does, and ties go to the first in
//! the order of ids and maps.

use std::collections::BTreeMap;

use crate::quantity::Day;

use super::problem::Problem;
use super::rule;
use super::week::{Days, PLACES, Place, Slot, Tally, Week};

/// The most weeks that one search looks at.
const NODE_LIMIT: u64 = 100_000;

/// The most of them that are spent on first weeks.
const FIRST_LIMIT: u64 = NODE_LIMIT / 2;

/// How many maps local search climbs in: those whose first week is worth most.
const STARTS: usize = 8;

/// The outcome of a search.
pub(crate) struct Found {
    /// The best week found.
    pub(crate) week: Week,
    /// No week of this problem has a higher score, in thousandths of a point.
    pub(crate) bound: i64,
    /// The number of weeks that were looked at.
    pub(crate) nodes: u64,
}

/// Searches for the week of the greatest worth, where each candidate in the week also earns its favour.
pub(crate) fn solve(problem: &Problem<'_>, favours: &[i64]) -> Found {
    let mut judge = Judge::new(problem, favours);
    let mut maps: Vec<Map> =
        maps(problem).into_iter().map(|days| Map::new(problem, days)).collect();
    maps.sort_by_key(|map| std::cmp::Reverse(map.ceiling));
    let empty = Rated::new(&mut judge, Week::empty([None; Day::ALL.len()]));
    let bound = maps.iter().map(|map| map.ceiling).max().unwrap_or(empty.worth);
    let mut starts = Vec::new();
    for map in &maps {
        if judge.nodes < FIRST_LIMIT {
            starts.push((map, fill(&mut judge, map)));
        }
    }
    // A stable sort: of starts alike, the one with the higher ceiling stays first.
    starts.sort_by_key(|(_, start)| std::cmp::Reverse(start.worth));
    let mut best = empty;
    for (map, start) in starts.into_iter().take(STARTS) {
        if map.ceiling + judge.most_favour <= best.worth || judge.is_spent() {
            continue;
        }
        let found = climb(&mut judge, map, start);
        if found.worth > best.worth {
            best = found;
        }
    }
    Found { week: best.week, bound, nodes: judge.nodes }
}

/// A week and what it is worth.
#[derive(Debug, Clone)]
struct Rated {
    week: Week,
    worth: i64,
}

impl Rated {
    fn new(judge: &mut Judge<'_>, week: Week) -> Self {
        let worth = judge.worth(&week);
        Self { week, worth }
    }
}

/// Offers each exercise a place, the most promising one first, and keeps what makes the week better.
fn fill(judge: &mut Judge<'_>, map: &Map) -> Rated {
    let mut best = Rated::new(judge, Week::empty(map.days));
    for index in judge.promise.clone() {
        let mut better = None;
        for place in &map.places[index] {
            best.week.put(index, *place);
            let least = better.map_or(best.worth, |(_, worth)| worth);
            better = judge.improves(&best.week, least).map(|worth| (*place, worth)).or(better);
        }
        let (place, worth) = better.unwrap_or(([false, false], best.worth));
        best.week.put(index, place);
        best.worth = worth;
    }
    best
}

/// Takes every move that makes the week better, until a whole round of moves has none.
fn climb(judge: &mut Judge<'_>, map: &Map, start: Rated) -> Rated {
    let mut best = start;
    loop {
        let before = best.worth;
        for change in map.neighbours(&best.week) {
            if judge.is_spent() {
                return best;
            }
            let undo = change.apply(&mut best.week);
            match judge.improves(&best.week, best.worth) {
                Some(worth) => best.worth = worth,
                None => {
                    undo.apply(&mut best.week);
                }
            }
        }
        if best.worth == before {
            return best;
        }
    }
}

/// One or two exercises and where they go.
#[derive(Debug, Clone, Copy)]
struct Move([Option<(usize, Place)>; 2]);

impl Move {
    /// Makes the move, and gives the one that takes it back.
    fn apply(self, week: &mut Week) -> Self {
        Self(self.0.map(|step| {
            step.map(|(candidate, place)| {
                let before = week.place(candidate);
                week.put(candidate, place);
                (candidate, before)
            })
        }))
    }
}

/// A map of the week, and what may be done under it.
struct Map {
    days: Days,
    /// The places of each candidate that no rule forbids.
    places: Vec<Vec<Place>>,
    /// No week under this map has a higher score.
    ceiling: i64,
}

impl Map {
    fn new(problem: &Problem<'_>, days: Days) -> Self {
        let places: Vec<Vec<Place>> =
            (0..problem.candidates.len()).map(|index| places(problem, days, index)).collect();
        let ceiling = ceiling(problem, days, &places);
        Self { days, places, ceiling }
    }

    /// Every way to put, move or take one exercise, or to swap one for another.
    fn neighbours(&self, week: &Week) -> Vec<Move> {
        let mut moves = Vec::new();
        for (index, places) in self.places.iter().enumerate() {
            let before = week.place(index);
            if before != [false, false] {
                moves.push(Move([Some((index, [false, false])), None]));
            }
            for place in places.iter().filter(|place| **place != before) {
                moves.push(Move([Some((index, *place)), None]));
                for other in week.menu().filter(|other| *other != index) {
                    moves.push(Move([Some((other, [false, false])), Some((index, *place))]));
                }
            }
        }
        moves
    }
}

/// The places of a candidate that the rules allow to it alone. Rules only ever forbid more as more is
/// added, so no week has it in any other place.
fn places(problem: &Problem<'_>, days: Days, candidate: usize) -> Vec<Place> {
    let mut week = Week::empty(days);
    let mut tally = Tally::default();
    let mut allowed = |place: &Place| {
        week.put(candidate, *place);
        tally.count(problem, &week);
        rule::holds(problem, &week, &tally)
    };
    let places = PLACES
        .into_iter()
        .filter(|place| (0..2).all(|slot| !place[slot] || days.contains(&Some(Slot::BOTH[slot]))));
    places.filter(&mut allowed).collect()
}

/// An upper bound of the score under a map.
///
/// A need earns at most its gain on the days of those sessions in which the credits of all candidates
/// that may be in them, together, make a dose; a muscle with no such need is neglected; and no other
/// term is above zero. Candidates compete for time and places, which only lowers the score.
fn ceiling(problem: &Problem<'_>, days: Days, places: &[Vec<Place>]) -> i64 {
    let dose = problem.rules.coverage.dose_credit;
    let mut credits = vec![[0; 2]; problem.needs.len()];
    for (candidate, places) in problem.candidates.iter().zip(places) {
        for slot in (0..2).filter(|slot| places.iter().any(|place| place[*slot])) {
            for (need, credit) in &candidate.credits {
                credits[*need][slot] += credit;
            }
        }
    }
    let counts = Slot::BOTH.map(|slot| days.iter().filter(|day| **day == Some(slot)).count());
    let least = problem.rules.coverage.least_days as usize;
    let mut treated = vec![false; problem.parts.len()];
    let mut score = 0;
    for ((need, part), credits) in problem.needs.iter().zip(&problem.part_of_need).zip(credits) {
        let days: usize =
            (0..2).filter(|slot| credits[*slot] >= dose).map(|slot| counts[slot]).sum();
        score += need.gain[days];
        treated[*part] |= days >= least;
    }
    let parts = problem.parts.iter().zip(treated);
    let neglected: i64 = parts.filter(|(_, treated)| !treated).map(|(part, _)| part.neglect).sum();
    score - neglected
}

/// What weeks are worth, and how many were looked at.
struct Judge<'a> {
    problem: &'a Problem<'a>,
    favours: &'a [i64],
    /// The most that favours and prizes can add to a score.
    most_favour: i64,
    /// The candidates, the most promising first.
    promise: Vec<usize>,
    tally: Tally,
    nodes: u64,
}

impl<'a> Judge<'a> {
    fn new(problem: &'a Problem<'a>, favours: &'a [i64]) -> Self {
        let asked = problem.candidates.iter().filter(|candidate| candidate.asked).count();
        let prizes = problem.prize() * i64::try_from(asked).unwrap_or_default();
        let most_favour = favours.iter().sum::<i64>() + prizes;
        let promise = promise(problem, favours);
        Self { problem, favours, most_favour, promise, tally: Tally::default(), nodes: 0 }
    }

    fn worth(&mut self, week: &Week) -> i64 {
        self.nodes += 1;
        self.tally.count(self.problem, week);
        let favour: i64 = week.menu().map(|index| self.favours[index]).sum();
        self.problem.worth(week, &self.tally) + favour
    }

    /// The worth of a week, if it is above `least` and the week keeps every rule. Few weeks are better
    /// than the best one so far, so the worth is looked at first.
    fn improves(&mut self, week: &Week, least: i64) -> Option<i64> {
        let worth = self.worth(week);
        (worth > least && rule::holds(self.problem, week, &self.tally)).then_some(worth)
    }

    const fn is_spent(&self) -> bool {
        self.nodes >= NODE_LIMIT
    }
}

/// The candidates in order of what they promise: their share of each need's weight, and their prices.
fn promise(problem: &Problem<'_>, favours: &[i64]) -> Vec<usize> {
    let dose = problem.rules.coverage.dose_credit;
    let least_days = i64::from(problem.rules.coverage.least_days);
    let value = |index: &usize| {
        let candidate = &problem.candidates[*index];
        let gain = |(need, credit): &(usize, u32)| {
            problem.needs[*need].weight * i64::from(*credit.min(&dose)) / i64::from(dose.max(1))
        };
        let gains: i64 = candidate.credits.iter().map(gain).sum();
        let prizes = if candidate.asked { problem.prize() } else { 0 };
        gains + prizes + favours[*index] - candidate.novelty - least_days * candidate.effort
    };
    let mut order: Vec<usize> = (0..problem.candidates.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(value(index)));
    order
}

/// Everything about a map of the week that a rule or a wish can tell: how often each session is done,
/// the seconds of its shortest day, which sessions are neighbours, and which one begins the phase.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    days: [u32; 2],
    seconds: [u32; 2],
    neighbours: [bool; 3],
    first: Option<Slot>,
}

impl Pattern {
    fn of(problem: &Problem<'_>, week: &Week) -> Self {
        let bits = Slot::BOTH.map(|slot| week.day_bits(slot));
        let shortest = |slot: Slot| {
            let days = week.days.iter().zip(problem.seconds);
            days.filter(|(day, _)| **day == Some(slot)).map(|(_, seconds)| seconds).min()
        };
        let touch = |one: u8, other: u8| rule::day_after(one) & other != 0;
        let [a, b] = bits;
        Self {
            days: bits.map(u8::count_ones),
            seconds: Slot::BOTH.map(|slot| shortest(slot).unwrap_or_default()),
            neighbours: [touch(a, a), touch(b, b), touch(a, b) || touch(b, a)],
            first: week.days[problem.first_day.index()],
        }
    }

    /// The same pattern with A called B and B called A.
    fn exchanged(self) -> Self {
        let Self { days: [a, b], seconds: [a_s, b_s], neighbours: [in_a, in_b, between], first } =
            self;
        let other = |slot| if slot == Slot::A { Slot::B } else { Slot::A };
        Self {
            days: [b, a],
            seconds: [b_s, a_s],
            neighbours: [in_b, in_a, between],
            first: first.map(other),
        }
    }
}

/// The maps from available days to A, B and rest, one of each pattern. Maps that are alike but for the
/// names of their sessions count as one, so that A comes before B in all of them.
pub(crate) fn maps(problem: &Problem<'_>) -> Vec<Days> {
    let mut found: BTreeMap<Pattern, Days> = BTreeMap::new();
    let mut open = vec![[None; Day::ALL.len()]];
    for day in (0..Day::ALL.len()).filter(|day| problem.seconds[*day] > 0) {
        let longer = open.iter().flat_map(|days| {
            let next = [Some(Slot::A), Some(Slot::B), None];
            let b_may_come = days.contains(&Some(Slot::A));
            let next = next.into_iter().filter(move |slot| *slot != Some(Slot::B) || b_may_come);
            next.map(|slot| {
                let mut days = *days;
                days[day] = slot;
                days
            })
        });
        open = longer.collect();
    }
    for days in open {
        let pattern = Pattern::of(problem, &Week::empty(days));
        found.entry(pattern.clone().exchanged().min(pattern)).or_insert(days);
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, exercise, request};
    use super::*;
    use crate::library::{Finding, Kind, Position};
    use crate::quantity::Side;

    /// A world with enough in it to go wrong: loads, light work, positions, chains, two muscles.
    fn world(days: &[(Day, u32)]) -> World {
        let mut world = World::new([
            exercise("a").dosed(),
            exercise("b").dosed().secondary(&["n"]).position(Position::Standing),
            exercise("c").dosed().primary(&["n"]).chain("c", 1),
            exercise("d").dosed().primary(&["n"]).low_load().position(Position::Prone),
            exercise("e").dosed().kind(Kind::Stretch).primary(&["n"]).chain("c", 1),
            exercise("f").dosed().kind(Kind::Balance).primary(&["m", "n"]),
        ]);
        world.request = request();
        world.request.days = days.iter().copied().collect();
        world.request.affected.push(affected("n", Side::Left, Finding::Tender, 8));
        world
    }

    /// The best week of all, by trying every one.
    fn best_by_force(problem: &Problem<'_>) -> i64 {
        let mut best = i64::MIN;
        let mut judge = Judge::new(problem, &[0; 6]);
        for days in maps(problem) {
            for code in 0..4_usize.pow(6) {
                let mut week = Week::empty(days);
                for index in 0..6 {
                    let place = code >> (2 * index);
                    week.put(index as usize, [place & 1 == 1, place & 2 == 2]);
                }
                best = judge.improves(&week, best).unwrap_or(best);
            }
        }
        best
    }

    #[test]
    fn a_small_problem_is_solved_and_bounded() {
        use Day::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        for days in [
            vec![(Mon, 20), (Wed, 20), (Fri, 20)],
            vec![(Mon, 4), (Tue, 20), (Sun, 3)],
            vec![(Mon, 5), (Tue, 4), (Thu, 5), (Sat, 2)],
            vec![(Sat, 9), (Sun, 9)],
            vec![(Mon, 20)],
        ] {
            let world = world(&days);
            let problem = world.problem();
            let found = solve(&problem, &[0; 6]);
            let worth = problem.worth(&found.week, &Tally::of(&problem, &found.week));
            assert_eq!(worth, best_by_force(&problem), "{days:?}");
            assert!(found.bound >= worth, "{days:?}");
        }
    }

    #[test]
    fn maps_of_one_pattern_are_worth_the_same() {
        use Day::{Fri, Mon, Sun, Thu, Tue};
        let world = world(&[(Mon, 4), (Tue, 20), (Thu, 4), (Fri, 20), (Sun, 4)]);
        let problem = world.problem();
        let sessions = [vec![0, 3], vec![1, 4, 5]];
        let all = 3_usize.pow(5);
        let mut seen: BTreeMap<Pattern, (i64, bool)> = BTreeMap::new();
        for code in 0..all {
            let mut days = [None; 7];
            for (place, day) in [0, 1, 3, 4, 6].into_iter().enumerate() {
                days[day] =
                    [None, Some(Slot::A), Some(Slot::B)][code / 3_usize.pow(place as u32) % 3];
            }
            let week = Week { days, sessions: sessions.clone() };
            let tally = Tally::of(&problem, &week);
            let found = (problem.worth(&week, &tally), rule::holds(&problem, &week, &tally));
            let first = seen.entry(Pattern::of(&problem, &week)).or_insert(found);
            assert_eq!(*first, found, "{days:?}");
        }
    }

    #[test]
    fn what_was_asked_for_is_planned() {
        let mut world = world(&[(Day::Mon, 20), (Day::Thu, 20)]);
        let problem = world.problem();
        let without = solve(&problem, &[0; 6]).week;
        let left_out = (0..6).find(|index| without.menu().all(|other| other != *index)).unwrap();
        let id = problem.candidates[left_out].exercise.id.clone();
        world.request.include.insert(id);
        let problem = world.problem();
        let with = solve(&problem, &[0; 6]).week;
        assert!(with.menu().any(|index| index == left_out));
    }
}
