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

mod look;
mod settle;
mod shelf;

use super::case::{Case, OUT, STATES, State, States, is_in, maybe_in, only, surely_in};
use look::{Active, Credits, Tie};
use shelf::{MENU, Shelf, place, second};

/// Prices are counted in this fraction of a thousandth of a point.
const SCALE: i64 = 1 << 10;

/// Less than anything can be worth.
const CLOSED: i64 = i64::MIN / 1024;

/// Room for every position.
const POSITIONS: usize = u32::BITS as usize;

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
}

impl Prices {
    /// Everything for nothing.
    pub(crate) fn nothing(case: &Case<'_>) -> Self {
        Self { all: vec![0; Shelf::of(case).end] }
    }
}

/// What is still open: the states of each exercise, and the exercises that may be in the week at all.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    /// The states of each exercise.
    pub(crate) states: Vec<States>,
    /// The exercises that have a state in a session, in order.
    pub(crate) live: Vec<usize>,
}

impl Open {
    /// Everything that the rules allow.
    pub(crate) fn all(case: &Case<'_>) -> Self {
        let states: Vec<States> = case.items.iter().map(|item| item.states).collect();
        let mut open = Self { states, live: Vec::new() };
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

/// What everybody decides at given prices, and the sums that show which prices are wrong.
#[derive(Debug, Default)]
pub(crate) struct Market {
    /// What each live exercise gets in each state.
    value: Vec<[i64; STATES]>,
    /// What each exercise takes.
    taken: Vec<State>,
    /// In how many rounds of the last haggle each exercise was in the week.
    often: Vec<u32>,
    rounds: u32,
    /// The sum of what each level of each ladder gets; the least number if it is closed.
    rungs: Vec<Vec<i64>>,
    /// The states that are possible for each need, if its muscle is loaded in A, and if in B.
    reach: Vec<[States; 2]>,
    /// The credits that are possible for each need, and those that are sure.
    credits: Vec<Credits>,
    /// The credits that a dose lacks in each place beside those that are sure. An exercise gives no
    /// more than that: half a dose from one that is sure and half from one that may be is the whole of it.
    lack: Vec<[i64; PLACES]>,
    /// What ties the live exercises to needs, those of each exercise one after the other.
    ties: Vec<Tie>,
    /// For each live exercise, where its ties end.
    ends: Vec<usize>,
    /// The prices that matter here.
    active: Vec<Active>,
    matters: Vec<bool>,
    /// The price of a credit.
    credit: Vec<i64>,
    /// The sum of the prices for the help of the others.
    cuts: Vec<i64>,
    touched: Vec<usize>,
    /// The sessions in which each need buys a dose.
    bought: Vec<State>,
    /// What exercises offer for each position of each session, whether it is sure, and whether it opens.
    offers: [[i64; 2]; POSITIONS],
    sure: [u32; 2],
    possible: [u32; 2],
    opened: [u32; 2],
    /// How much more is asked for than there is, in the order of the prices.
    excess: Vec<i64>,
    /// Doses bought, less exercises that give a whole or a part of one.
    short: Vec<i64>,
    /// The mean of the last directions, in the order of the active prices.
    direction: Vec<f64>,
    shelf: Shelf,
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
        self.look(case, open, prices);
        let mut best = self.settle(case, open, prices);
        let mut best_prices = prices.clone();
        let (mut pace, mut idle) = (effort.pace, 0);
        for _ in 0..effort.rounds {
            if best.points() <= least {
                break;
            }
            // Without a week to measure against, the gap is no more than all that can be earned.
            let gap = (best.0 - least.saturating_mul(SCALE)).min(case.stakes * SCALE) as f64;
            if !self.step(prices, pace * gap) {
                break;
            }
            let bound = self.settle(case, open, prices);
            self.count_taken(open);
            if bound < best {
                best = bound;
                best_prices.clone_from(prices);
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
                prices.clone_from(&best_prices);
                self.direction.fill(0.0);
                self.settle(case, open, prices);
            }
        }
        prices.clone_from(&best_prices);
        self.settle(case, open, prices)
    }

    /// What all lose if an exercise is in a state, and not where it suits best.
    pub(crate) fn regret(&self, case: &Case<'_>, open: &Open, item: usize, state: State) -> i64 {
        let value = &self.value[item];
        let best = states_of(open.states[item]).map(|state| value[state as usize]).max();
        let loss = best.unwrap_or_default() - value[state as usize];
        let Some((ladder, level)) = case.items[item].rung else { return loss };
        let sums = &self.rungs[ladder];
        let most = sums.iter().copied().max().unwrap_or_default();
        let here = sums[level].saturating_sub(loss);
        let others = sums.iter().enumerate().filter(|(other, _)| *other != level);
        let elsewhere = others.map(|(_, sum)| *sum).max().filter(|_| state == OUT);
        most - elsewhere.map_or(here, |elsewhere| here.max(elsewhere))
    }

    /// What an exercise takes at these prices.
    pub(crate) fn taken(&self, item: usize) -> State {
        self.taken[item]
    }

    /// In how many of a thousand rounds of the last haggle an exercise was in the week.
    pub(crate) fn often(&self, item: usize) -> i64 {
        i64::from(self.often[item]) * 1000 / i64::from(self.rounds.max(1))
    }

    fn count_taken(&mut self, open: &Open) {
        self.rounds += 1;
        for item in &open.live {
            self.often[*item] += u32::from(self.taken[*item] != OUT);
        }
    }

    /// Moves each price along its excess, as far as would close the gap if all went well. False if
    /// nothing is in excess: then the prices are the best there are.
    fn step(&mut self, prices: &mut Prices, gap: f64) -> bool {
        let mut length = 0.0;
        for (along, active) in self.direction.iter_mut().zip(&self.active) {
            let mut excess = self.excess[active.price];
            if let Some(dose) = active.dose {
                excess += self.short[dose];
            }
            *along = *along * MOMENTUM + excess as f64 * active.scale;
            // A price of nothing cannot fall.
            if prices.all[active.price] == 0 && *along < 0.0 {
                *along = 0.0;
            }
            length += *along * *along;
        }
        if length == 0.0 {
            return false;
        }
        let step = gap / length;
        for (along, active) in self.direction.iter().zip(&self.active) {
            let price = &mut prices.all[active.price];
            *price = price.saturating_add((step * along * active.scale) as i64).max(0);
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
