//! Finishes a node by its pairs of sessions.
//!
//! A session by itself keeps the rules on time, places, loads and chains, and it is known exactly which
//! doses it gives. What is left are ties between the two sessions: an exercise is learnt once, a second
//! dose for a need earns less than the first. Each session is credited a price for what it has (Lagrangian
//! decomposition); what the ties are worth beyond their prices, the best A and the best B together are
//! never less than the best week. At good prices few sessions are left that may be part of a better week,
//! and the pairs of those are looked at one by one.
//!
//! Halves of doses are why this comes nearer to the best week than the prices of `price`: there half an
//! exercise more is half a dose more, here a session has a dose or has none.

mod list;
mod tie;

use super::branch::{Best, offer};
use super::case::{Case, Counter, OUT, State, only};
use super::price::{Open, SCALE};
use list::{Session, Wanted};
use tie::{Ties, state};

/// So many exercises may be in a case at most; with more of them there are too many sessions at most
/// nodes. This number and those below were measured to need the least time (`docs/decisions.md`, 184).
const EXERCISES: usize = 40;

/// So many sessions are looked at for a node at most. If the first dive takes more than this part of them,
/// they will not do, and neither will they for other nodes with more than `SMALLER` of its exercises.
const LOOKS: u64 = 1 << 13;
const DIVES_AT_LEAST: u64 = 8;
const SMALLER: [usize; 2] = [3, 4];

/// A session that is known is valued at other prices, and a pair is looked at, in this part of the time
/// that it takes to look for a session.
const VALUES_A_LOOK: u64 = 8;
const PAIRS_A_LOOK: u64 = 32;

/// So many pairs are few enough to look at them.
const FEW: usize = 1 << 13;

/// How often prices are moved by dives, and with all sessions listed.
const DIVES: u32 = 60;
const ROUNDS: u32 = 60;

/// How often prices are moved between two dives by the sessions that dives have come upon, each time by less;
/// once for so many looks of the last dive at most.
const MOVES: u64 = 8;
const LESS: f64 = 0.8;
const LOOKS_A_MOVE: u64 = 4;

/// So near to the best week, in thousandths of a point, few sessions are left to list. Where so many dives
/// have closed less than one part in so many of the gap, more of them come no nearer.
const NEAR: i64 = 2000;
const LATELY: usize = 5;
const PART_OF_GAP: i64 = 10;

/// After so many moves of prices without a better bound, moves become shorter by `SHORTER`.
const PATIENCE: u32 = 4;
const SHORTER: f64 = 0.6;

/// There are too many sessions, or pairs of them.
struct TooMany;

/// What no week is worth more than at some prices, and the two sessions that come to it.
type Valued = (i64, [Session; 2]);

/// Finishes nodes. It keeps its memory from one to the next.
#[derive(Debug)]
pub(crate) struct Pairs {
    ties: Ties,
    /// What is listed of A and of B.
    sessions: [Vec<Session>; 2],
    /// Those that dives have come upon: the best ones at some prices, and what led to them.
    tops: [Vec<Session>; 2],
    /// How many sessions may be looked at for this node, and how many of them are left; how many were looked
    /// at in all.
    given: u64,
    left: u64,
    pub(crate) looks: u64,
    /// The most exercises of a node that is worth a try.
    most: usize,
}

/// A node to finish.
struct Task<'a> {
    case: &'a Case<'a>,
    open: &'a Open,
    counter: &'a mut Counter,
    best: &'a mut Best,
}

impl Pairs {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        let (ties, sessions, tops) = <_>::default();
        Self { ties, sessions, tops, given: 0, left: 0, looks: 0, most: usize::MAX }
    }

    /// Finishes no node.
    #[cfg(test)]
    pub(crate) fn never() -> Self {
        Self { most: 0, ..Self::new() }
    }

    /// Finds the best week below a node, if it is better than the best one so far. False if there are too
    /// many sessions, or pairs of them. `known` are the prices of ties from other nodes of the case, and
    /// become better ones.
    pub(crate) fn finish(
        &mut self,
        case: &Case<'_>,
        open: &Open,
        counter: &mut Counter,
        best: &mut Best,
        known: &mut Vec<[i64; 2]>,
    ) -> bool {
        let exercises = case.items.iter().filter(|item| item.states != only(OUT)).count();
        let live = open.live.len();
        if exercises > EXERCISES || live > self.most || !self.ties.write(case, open, known) {
            return false;
        }
        (self.given, self.left) = (0, 0);
        self.give(LOOKS / DIVES_AT_LEAST);
        let done = self.search(&mut Task { case, open, counter, best }).is_ok();
        self.looks += self.given - self.left;
        if !done {
            let [part, of] = SMALLER;
            self.most = live * part / of;
        }
        self.ties.restore();
        self.ties.put_prices(case, known);
        done
    }

    /// Lets so many more sessions be looked at for the node.
    const fn give(&mut self, looks: u64) {
        self.given += looks;
        self.left += looks;
    }

    /// Looks for good prices; then lists the sessions that a better week may have, and looks at their pairs.
    fn search(&mut self, task: &mut Task<'_>) -> Result<(), TooMany> {
        let Some((bound, top)) = self.dive_for_prices(task)? else { return Ok(()) };
        self.list(task, bound, top)?;
        if self.narrow(task)? { self.join(task) } else { Ok(()) }
    }

    /// Moves prices, looking for the best session of each kind only. Nothing if no week is better.
    ///
    /// Between two dives they are moved by the sessions that are known already, which costs little: a dive
    /// then finds what these do not tell, and only a dive tells how good the prices are.
    fn dive_for_prices(&mut self, task: &mut Task<'_>) -> Result<Option<Valued>, TooMany> {
        let (mut pace, mut idle) = (1.0, 0);
        let mut least: Option<Valued> = None;
        let mut gaps: Vec<i64> = Vec::new();
        self.tops.iter_mut().for_each(Vec::clear);
        for round in 0..DIVES {
            let before = self.left;
            let Some((bound, top)) = self.dive(task)? else { return Ok(None) };
            let looks = before - self.left;
            if round == 0 {
                self.give(LOOKS - self.given);
            }
            self.try_with_others(task, top);
            let gap = gap(task, bound);
            if gap < SCALE {
                return Ok(None);
            }
            if least.is_none_or(|(least, _)| bound < least) {
                least = Some((bound, top));
                self.ties.keep();
                idle = 0;
                if gap <= NEAR * SCALE {
                    break;
                }
            } else {
                idle += 1;
                if idle % PATIENCE == 0 {
                    pace *= SHORTER;
                }
            }
            let least_gap = least.map_or(gap, |(least, _)| self::gap(task, least));
            gaps.push(least_gap);
            let before = gaps.len().checked_sub(LATELY + 1).map(|at| gaps[at]);
            if before.is_some_and(|before| before - least_gap <= least_gap / PART_OF_GAP) {
                break;
            }
            if !self.ties.step(top.map(|session| session.bits), pace * gap as f64) {
                break;
            }
            self.move_by_known(task, pace, looks / LOOKS_A_MOVE);
        }
        self.ties.restore();
        Ok(least)
    }

    /// Moves prices by the sessions that dives have come upon, so often at most.
    fn move_by_known(&mut self, task: &Task<'_>, mut pace: f64, times: u64) {
        for (tops, sessions) in self.tops.iter_mut().zip(&self.sessions) {
            for session in sessions {
                if tops.iter().all(|top| top.bits != session.bits) {
                    tops.push(*session);
                }
            }
        }
        for _ in 0..times.min(MOVES) {
            pace *= LESS;
            let known = [0, 1].map(|slot| self.known_best(slot));
            let Some((bound, top)) = self.valued(known) else { return };
            let gap = gap(task, bound);
            if gap <= 0 || !self.ties.step(top.map(|session| session.bits), pace * gap as f64) {
                return;
            }
        }
    }

    /// The best session of each kind at the prices; nothing if there is none.
    fn dive(&mut self, task: &Task<'_>) -> Result<Option<Valued>, TooMany> {
        let mut top = [None; 2];
        for (slot, top) in top.iter_mut().enumerate() {
            // Nothing worse is wanted than what was the best at other prices.
            let known = self.known_best(slot);
            let wanted = Wanted::Best(known.map_or(i64::MIN, |session| session.value));
            self.list_some(task, slot, wanted)?;
            *top = self.sessions[slot].last().copied().or(known);
        }
        Ok(self.valued(top))
    }

    /// The best at the prices of those that dives have come upon.
    fn known_best(&self, slot: usize) -> Option<Session> {
        let prices = self.ties.prices(slot);
        let valued = self.tops[slot].iter().map(|session| session.valued(&prices));
        valued.max_by_key(|session| session.value)
    }

    /// Pairs the best sessions with those that dives have come upon.
    fn try_with_others(&mut self, task: &mut Task<'_>, top: [Session; 2]) {
        for (slot, session) in top.into_iter().enumerate() {
            if self.tops[slot].iter().any(|other| other.bits == session.bits) {
                continue;
            }
            self.tops[slot].push(session);
            for other in &self.tops[1 - slot] {
                let [a, b] = if slot == 0 { [&session, other] } else { [other, &session] };
                self.weigh(task, a, b);
            }
        }
    }

    /// Lists the sessions that a better week may have, at prices at which no week is worth more than the
    /// bound.
    fn list(&mut self, task: &Task<'_>, bound: i64, top: [Session; 2]) -> Result<(), TooMany> {
        for (slot, top) in top.into_iter().enumerate() {
            let others = bound - top.value;
            let better = (task.best.worth + 1).saturating_mul(SCALE);
            self.list_some(task, slot, Wanted::Above(better - others - 1))?;
        }
        Ok(())
    }

    fn list_some(&mut self, task: &Task<'_>, slot: usize, wanted: Wanted) -> Result<(), TooMany> {
        let Self { ties, sessions, left, .. } = self;
        list::list(task.case, task.open, ties, slot, wanted, left, &mut sessions[slot])
            .ok_or(TooMany)
    }

    /// Moves prices and drops the listed sessions that no better week has, until few pairs are left. False
    /// if nothing is.
    fn narrow(&mut self, task: &mut Task<'_>) -> Result<bool, TooMany> {
        let (mut pace, mut idle, mut least) = (1.0, 0, i64::MAX);
        for _ in 0..ROUNDS {
            let Some((bound, top)) = self.value_listed()? else { return Ok(false) };
            if bound < least {
                least = bound;
                idle = 0;
                self.ties.keep();
                self.weigh(task, &top[0], &top[1]);
            } else {
                idle += 1;
            }
            let gap = gap(task, bound);
            if gap < SCALE {
                return Ok(false);
            }
            self.drop_hopeless(task, bound, top);
            if self.sessions[0].len() * self.sessions[1].len() <= FEW {
                break;
            }
            if idle == PATIENCE {
                idle = 0;
                pace *= SHORTER;
            }
            if !self.ties.step(top.map(|session| session.bits), pace * gap as f64) {
                break;
            }
        }
        self.ties.restore();
        Ok(true)
    }

    /// The best of the listed sessions at the prices; nothing if there is none.
    fn value_listed(&mut self) -> Result<Option<Valued>, TooMany> {
        let mut top: [Option<Session>; 2] = [None; 2];
        for (slot, sessions) in self.sessions.iter_mut().enumerate() {
            self.left =
                self.left.checked_sub(sessions.len() as u64 / VALUES_A_LOOK).ok_or(TooMany)?;
            let prices = self.ties.prices(slot);
            for session in sessions {
                *session = session.valued(&prices);
                if top[slot].is_none_or(|top| session.value > top.value) {
                    top[slot] = Some(*session);
                }
            }
        }
        Ok(self.valued(top))
    }

    /// What no week is worth more than where these are the best sessions.
    fn valued(&self, top: [Option<Session>; 2]) -> Option<Valued> {
        let [a, b] = top;
        let (a, b) = a.zip(b)?;
        Some((self.ties.rest() + a.value + b.value, [a, b]))
    }

    fn drop_hopeless(&mut self, task: &Task<'_>, bound: i64, top: [Session; 2]) {
        for (sessions, top) in self.sessions.iter_mut().zip(top) {
            let others = bound - top.value;
            sessions.retain(|session| gap(task, others + session.value) >= SCALE);
        }
    }

    /// Looks at the pairs of listed sessions that may be better.
    fn join(&mut self, task: &mut Task<'_>) -> Result<(), TooMany> {
        let Some((bound, top)) = self.value_listed()? else { return Ok(()) };
        self.drop_hopeless(task, bound, top);
        for sessions in &mut self.sessions {
            sessions.sort_by_key(|session| std::cmp::Reverse(session.value));
        }
        let rest = self.ties.rest();
        let may_be_better = |task: &Task<'_>, a: &Session, b: &Session| {
            gap(task, rest + a.value + b.value) >= SCALE
        };
        let [in_a, in_b] = &self.sessions;
        let count = |a: &Session| in_b.partition_point(|b| may_be_better(task, a, b));
        let pairs: usize = in_a.iter().map(count).sum();
        self.left = self.left.checked_sub(pairs as u64 / PAIRS_A_LOOK).ok_or(TooMany)?;
        for a in in_a {
            let beside = self.ties.beside(a.bits);
            for b in in_b {
                if !may_be_better(task, a, b) {
                    break;
                }
                if beside.earn(b.bits) > (task.best.worth + a.changes + b.changes) * SCALE {
                    self.weigh(task, a, b);
                }
            }
        }
        Ok(())
    }

    /// Takes a pair as the best week if it is and keeps all rules.
    fn weigh(&self, task: &mut Task<'_>, a: &Session, b: &Session) {
        let apart = a.bars & b.bits == 0 && a.bits & b.bits & self.ties.apart == 0;
        if !apart || self.ties.earn(a.bits, b.bits) - a.changes - b.changes <= task.best.worth {
            return;
        }
        let chosen = |(at, item): (usize, &usize)| (*item, state(a.bits, b.bits, at));
        let choice: Vec<(usize, State)> = task.open.live.iter().enumerate().map(chosen).collect();
        if let Some(worth) = task.counter.worth(task.case, &choice) {
            offer(task.best, worth, &choice);
        }
    }
}

/// How much better than the best week so far one may be, in the unit of prices; nothing is better where
/// that is less than a thousandth of a point.
fn gap(task: &Task<'_>, bound: i64) -> i64 {
    let most = task.case.stakes.saturating_mul(SCALE);
    bound.saturating_sub(task.best.worth.saturating_mul(SCALE)).min(most)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, exercise};
    use super::super::group::Groups;
    use super::super::maps::maps;
    use super::super::reference::{Draw, best_by_force, small_world};
    use super::*;

    /// Does something with each case of some small worlds, and with prices that are anything.
    fn with_cases(worlds: u64, mut look: impl FnMut(u64, &Case<'_>, &Open, &Ties)) {
        for number in 0..worlds {
            let world = small_world(number);
            let problem = world.problem();
            let groups = Groups::of(&problem);
            let favours = vec![0; problem.candidates.len()];
            let mut draw = Draw(number);
            for days in maps(&problem) {
                let case = Case::new(&problem, &groups, &favours, days);
                let open = Open::all(&case);
                let mut price = || (draw.below(60_000) as i64 - 30_000) * SCALE + 1;
                let prices: Vec<[i64; 2]> = (0..100).map(|_| [price(), price()]).collect();
                let mut ties = Ties::default();
                assert!(ties.write(&case, &open, &prices));
                look(number, &case, &open, &ties);
            }
        }
    }

    fn listed(
        case: &Case<'_>,
        open: &Open,
        ties: &Ties,
        slot: usize,
        wanted: Wanted,
    ) -> Vec<Session> {
        let (mut left, mut sessions) = (u64::MAX, Vec::new());
        list::list(case, open, ties, slot, wanted, &mut left, &mut sessions).unwrap();
        sessions
    }

    #[test]
    fn every_session_that_the_rules_allow_is_listed_once_and_no_other() {
        let mut count = 0;
        with_cases(100, |number, case, open, ties| {
            for slot in 0..2 {
                let inside = |item: &&usize| case.items[**item].states >> (1 << slot) & 1 == 1;
                let alone: Vec<usize> = open.live.iter().filter(inside).copied().collect();
                if alone.len() < open.live.len() {
                    continue;
                }
                let mut counter = Counter::default();
                let allowed = (0..1_usize << alone.len()).filter(|code| {
                    let chosen = alone.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1);
                    let choice: Vec<_> = chosen.map(|(_, item)| (*item, 1 << slot)).collect();
                    counter.worth(case, &choice).is_some()
                });
                let mut all = listed(case, open, ties, slot, Wanted::Above(i64::MIN / 4));
                assert_eq!(all.len(), allowed.count(), "world {number}");
                all.sort_by_key(|session| session.bits);
                assert!(all.windows(2).all(|pair| pair[0].bits < pair[1].bits));
                count += all.len();
            }
        });
        assert!(count > 2_000, "{count}");
    }

    #[test]
    fn the_best_session_and_those_above_a_value_are_found_at_any_prices() {
        with_cases(100, |number, case, open, ties| {
            for slot in 0..2 {
                let all = listed(case, open, ties, slot, Wanted::Above(i64::MIN / 4));
                let most = all.iter().map(|session| session.value).max();
                let best = listed(case, open, ties, slot, Wanted::Best(i64::MIN));
                assert_eq!(best.last().map(|session| session.value), most, "world {number}");
                for session in &all {
                    let above = listed(case, open, ties, slot, Wanted::Above(session.value));
                    let more = all.iter().filter(|other| other.value > session.value);
                    assert_eq!(above.len(), more.count(), "world {number}");
                }
            }
        });
    }

    #[test]
    fn no_week_is_worth_more_than_the_ties_and_the_best_sessions_at_any_prices() {
        let mut most: Vec<i64> = Vec::new();
        with_cases(200, |number, case, open, ties| {
            let listed = |slot| listed(case, open, ties, slot, Wanted::Best(i64::MIN));
            let best = |slot| listed(slot).last().unwrap().value;
            let bound = (ties.rest() + best(0) + best(1)).div_euclid(SCALE);
            most.resize(number as usize + 1, i64::MIN);
            most[number as usize] = most[number as usize].max(bound);
        });
        for (number, most) in most.into_iter().enumerate() {
            let world = small_world(number as u64);
            let problem = world.problem();
            let best = best_by_force(&problem, &vec![0; problem.candidates.len()]);
            assert!(best <= most, "world {number}: {best} above {most}");
        }
    }

    #[test]
    fn a_case_of_many_exercises_is_left_alone() {
        let names: Vec<String> = (0..=EXERCISES).map(|at| format!("x{at}")).collect();
        for (count, done) in [(4, true), (EXERCISES + 1, false)] {
            let world = World::new(names[..count].iter().map(|name| exercise(name).dosed()));
            let problem = world.problem();
            let groups = Groups::of(&problem);
            let favours = vec![0; count];
            let days = maps(&problem).pop().unwrap();
            let case = Case::new(&problem, &groups, &favours, days);
            let mut best = Best { worth: -1_000_000, choice: Vec::new() };
            let found = Pairs::new().finish(
                &case,
                &Open::all(&case),
                &mut Counter::default(),
                &mut best,
                &mut Vec::new(),
            );
            assert_eq!((found, best.worth > -1_000_000), (done, done));
        }
    }
}
