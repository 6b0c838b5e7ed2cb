//! A bound on what a case can be worth, by prices (Lagrangian relaxation).
//!
//! What ties exercises together is not forbidden but paid for: a second and a place of each session, a
//! place on the menu, a dose for a need, a position that is opened for an exercise. Then each exercise,
//! each muscle and each position decides for itself, and the sum of what they can get at best is never
//! less than the worth of the best week, whatever the prices are. Good prices make it little more. They
//! are found by raising the price of what is asked for too much and lowering the others, each step along
//! a mean of the last directions (subgradients with momentum).
//!
//! A need pays for a dose in session A, for one in session B, and once for a dose in the week at all:
//! without the last, half an exercise in each session would be a whole dose for half its price. Where
//! several exercises give a part of a dose, the need also pays for the help of the others beside each of
//! them: one of two halves is no dose.
//!
//! Prices and bounds are whole numbers, so that a bound is exact. Only the length of a step is a
//! fraction; it decides how good the prices are, never whether the bound holds.

mod ledger;
mod look;
mod settle;
mod shelf;

use super::case::{ALL, Case, OUT, STATES, State, States, is_in, maybe_in, only, surely_in};
pub(crate) use ledger::Loss;

use ledger::Ledger;
use look::Look;
use shelf::Shelf;

/// Prices are counted in this fraction of a thousandth of a point.
pub(crate) const SCALE: i64 = 1 << 10;

/// No price goes higher.
const DEAREST: f64 = (1_i64 << 44) as f64;

/// Less than anything can be worth.
pub(crate) const CLOSED: i64 = i64::MIN / 1024;

/// Where an exercise can be that gives a dose: session A, session B, the week.
const PLACES: usize = 3;

/// How much of the last direction a step keeps. 0.7 was measured to come nearest to the best prices.
const MOMENTUM: f64 = 0.7;

/// After so many rounds without a better bound, steps become shorter by `SHORTER`.
const PATIENCE: u32 = 4;
const SHORTER: f64 = 0.6;

/// A bound in the unit of prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bound(i64);

impl Bound {
    /// The most thousandths of a point that a week can be worth, which is a whole number of them.
    pub(crate) const fn points(self) -> i64 {
        self.0.div_euclid(SCALE)
    }

    /// The same bound, less what a choice loses.
    pub(crate) const fn less(self, loss: i64) -> Self {
        Self(self.0.saturating_sub(loss))
    }
}

/// How long to look for good prices.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// Rounds at most.
    pub(crate) rounds: u32,
    /// The length of the first step, as a share of the one that would close the gap if all went well.
    pub(crate) pace: f64,
}

/// What each thing costs that exercises share.
#[derive(Debug, Clone)]
pub(crate) struct Prices {
    all: Vec<i64>,
    /// What the sessions are credited for their ties (see `pairs`); nothing if that was never looked for.
    pub(crate) ties: Vec<[i64; 2]>,
}

impl Prices {
    /// Everything for nothing.
    pub(crate) fn nothing(case: &Case<'_>) -> Self {
        Self { all: vec![0; Shelf::of(case).end], ties: Vec::new() }
    }

    /// Prices to begin with where exercises earn more by favours. A favour is earned once however many
    /// sessions the exercise is in, so each of them is credited half.
    pub(crate) fn favoured(mut self, favours: &[i64]) -> Self {
        // The ties of exercises come first.
        for (credits, favour) in self.ties.iter_mut().zip(favours) {
            credits.iter_mut().for_each(|credit| *credit += favour * SCALE / 2);
        }
        self
    }
}

/// What is still open: the states of each exercise, and the exercises that may be in the week at all.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    /// The states of each exercise.
    pub(crate) states: Vec<States>,
    /// The exercises that have a state in a session, in order.
    pub(crate) live: Vec<usize>,
    /// The states of each need: the sessions in which it may have a dose.
    pub(crate) needs: Vec<States>,
}

impl Open {
    /// Everything that the rules allow.
    pub(crate) fn all(case: &Case<'_>) -> Self {
        let states: Vec<States> = case.items.iter().map(|item| item.states).collect();
        let needs = vec![ALL; case.earnings.len()];
        let mut open = Self { states, live: Vec::new(), needs };
        open.live = (0..case.items.len()).filter(|item| open.is_live(*item)).collect();
        open
    }

    /// Forgets the exercises that cannot be in the week any more.
    pub(crate) fn forget(&mut self) {
        let states = &self.states;
        self.live.retain(|item| states[*item] != only(OUT));
    }

    fn is_live(&self, item: usize) -> bool {
        self.states[item] != only(OUT)
    }
}

/// Looks for good prices. It keeps its memory from one node to the next.
#[derive(Debug, Default)]
pub(crate) struct Market {
    look: Look,
    ledger: Ledger,
    /// In how many rounds of the last haggle each live exercise was in the week.
    often: Vec<u32>,
    rounds: u32,
    /// The best prices so far.
    kept: Vec<i64>,
    /// The mean of the last directions, in the order of the goods.
    direction: Vec<f64>,
}

impl Market {
    /// Improves prices for a number of rounds, or until they prove that nothing here is worth more than
    /// `least`. The prices that are left are the best ones seen; the market stands at them.
    pub(crate) fn haggle(
        &mut self,
        case: &Case<'_>,
        open: &Open,
        prices: &mut Prices,
        least: i64,
        effort: Effort,
    ) -> Bound {
        self.look.write(case, open, prices, &mut self.ledger);
        self.often.clear();
        self.often.resize(open.live.len(), 0);
        self.rounds = 0;
        let mut best = self.ledger.settle();
        self.kept.clone_from(&self.ledger.prices);
        self.direction.clear();
        self.direction.resize(self.kept.len(), 0.0);
        let (mut pace, mut idle) = (effort.pace, 0);
        for _ in 0..effort.rounds {
            if best.points() <= least {
                break;
            }
            // Without a week to measure against, the gap is no more than all that can be earned.
            let gap = (best.0 - least.saturating_mul(SCALE)).min(case.stakes * SCALE) as f64;
            if !self.step(pace * gap) {
                break;
            }
            let bound = self.ledger.settle();
            self.count_taken();
            if bound < best {
                best = bound;
                self.kept.clone_from(&self.ledger.prices);
                idle = 0;
                continue;
            }
            idle += 1;
            if idle < PATIENCE {
                continue;
            }
            idle = 0;
            pace *= SHORTER;
            if (bound.0 - best.0) as f64 > gap {
                // Far off the way: begin again where it was best.
                self.ledger.prices.clone_from(&self.kept);
                self.direction.fill(0.0);
                self.ledger.settle();
            }
        }
        self.ledger.prices.clone_from(&self.kept);
        self.ledger.put_prices(prices);
        self.ledger.settle()
    }

    /// What all lose if a live exercise is in a state, and not where it suits best.
    pub(crate) fn regret(&self, at: usize, state: State) -> i64 {
        self.ledger.regret(at, state)
    }

    /// What a live exercise takes at these prices.
    pub(crate) fn taken(&self, at: usize) -> State {
        self.ledger.deals[at].taken
    }

    /// What is lost if a need has its doses in a state, for each need and state that are possible here.
    pub(crate) fn losses(&mut self) -> &[Loss] {
        self.ledger.find_losses();
        &self.ledger.losses
    }

    /// In how many of a thousand rounds of the last haggle a live exercise was in the week.
    pub(crate) fn often(&self, at: usize) -> i64 {
        i64::from(self.often[at]) * 1000 / i64::from(self.rounds.max(1))
    }

    fn count_taken(&mut self) {
        self.rounds += 1;
        for (often, deal) in self.often.iter_mut().zip(&self.ledger.deals) {
            *often += u32::from(deal.taken != OUT);
        }
    }

    /// Moves each price along its excess, as far as would close the gap if all went well. False if
    /// nothing is in excess: then the prices are the best there are.
    fn step(&mut self, gap: f64) -> bool {
        let Ledger { goods, prices, excess, pooled, .. } = &mut self.ledger;
        for good in pooled {
            excess[*good] += excess[goods[*good].pool];
        }
        let mut length = 0.0;
        let asked = goods.iter().zip(excess.iter()).zip(prices.iter());
        for (((good, excess), price), along) in asked.zip(&mut self.direction) {
            let next = *along * MOMENTUM + *excess as f64 * good.scale;
            // A price of nothing cannot fall.
            let least = if *price == 0 { 0.0 } else { f64::MIN };
            *along = if next < least { least } else { next };
            length += *along * *along;
        }
        if length == 0.0 {
            return false;
        }
        let step = gap / length;
        for ((good, price), along) in goods.iter().zip(prices).zip(&self.direction) {
            *price = (*price as f64 + step * along * good.pace).clamp(0.0, DEAREST) as i64;
        }
        true
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether a state is in a place.
const fn is_at(state: State, place: usize) -> bool {
    if place < 2 { is_in(state, place) } else { state != OUT }
}

/// Whether an exercise may come to a place and need not.
const fn may_come(states: States, place: usize) -> bool {
    if place < 2 {
        maybe_in(states, place) && !surely_in(states, place)
    } else {
        states & only(OUT) != 0 && states != only(OUT)
    }
}

/// The states of a set, in order.
pub(crate) fn states_of(states: States) -> impl Iterator<Item = State> {
    (0..STATES as State).filter(move |state| states & only(*state) != 0)
}
