//! What ties the two sessions of a week: each thing that both can have or lack, and its prices.

use std::cmp::Reverse;

use super::super::case::{
    ALL, BOTH, Case, STATES, State, States, is_in, maybe_in, only, surely_in,
};
use super::super::price::{CLOSED, Open, SCALE};

/// The ties that a session has, one for each bit.
pub(super) type Bits = u128;

/// How much of the last direction a move of prices keeps.
const MOMENTUM: f64 = 0.5;

/// The states of what one session may have at most.
const ALONE: States = ALL & !only(BOTH);

/// Something that earns by which of the sessions have it: an exercise, a dose for a need, a need of an
/// affected muscle, a load on a muscle that the sessions may not both load.
#[derive(Debug, Clone, Copy)]
struct Tie {
    /// What it earns in each state, in the unit of prices; `CLOSED` where it may not be.
    earns: [i64; STATES],
    /// What a session is credited for having it.
    price: [i64; 2],
    /// The mean of the last directions of its prices.
    along: [f64; 2],
}

impl Tie {
    /// A tie with the prices to begin with: half way between what it adds to a week that lacks it and to
    /// one that has it.
    fn new(points: [i64; STATES], states: States) -> Self {
        let mut earns = [CLOSED; STATES];
        for state in (0..STATES as State).filter(|state| states & only(*state) != 0) {
            earns[state as usize] = points[state as usize] * SCALE;
        }
        let [out, a, b, both] = earns;
        let price = [mean_gain([(out, a), (b, both)]), mean_gain([(out, b), (a, both)])];
        Self { earns, price, along: [0.0; 2] }
    }

    /// What is left of it in a state when the sessions have been credited.
    fn left(&self, state: State) -> i64 {
        let credit = |slot: usize| if is_in(state, slot) { self.price[slot] } else { 0 };
        self.earns[state as usize] - credit(0) - credit(1)
    }

    /// The state in which most is left; of several, the one that agrees most with what sessions have.
    fn best(&self, has: State) -> State {
        let agreement = |state: &State| (self.left(*state), Reverse((state ^ has).count_ones()));
        (0..STATES as State).max_by_key(agreement).unwrap_or_default()
    }
}

fn mean_gain(steps: [(i64, i64); 2]) -> i64 {
    let known = steps.iter().filter(|(from, to)| *from != CLOSED && *to != CLOSED);
    let (sum, count) = known.fold((0, 0), |(sum, count), (from, to)| (sum + to - from, count + 1));
    if count == 0 { 0 } else { sum / count }
}

/// The ties of a node, and which bit is which.
#[derive(Debug, Default)]
pub(super) struct Ties {
    all: Vec<Tie>,
    /// The best prices so far.
    kept: Vec<[i64; 2]>,
    /// Where the prices of each tie are kept from one node to the next.
    place: Vec<usize>,
    /// Which tie each need is, and each affected muscle.
    pub(super) need_at: Vec<usize>,
    pub(super) part_at: Vec<usize>,
    /// The bits that a dose for each need brings: its own and its muscle's.
    pub(super) doses: Vec<Bits>,
    /// The exercises that may not be beside each, because of a chain.
    pub(super) bars: Vec<Bits>,
    /// The bit of a load on each muscle, where sessions may not both load it.
    pub(super) loads: Vec<Bits>,
    /// The bits that each session must have, those that it may not have, and those that only one may.
    pub(super) must: [Bits; 2],
    pub(super) may_not: [Bits; 2],
    pub(super) apart: Bits,
}

impl Ties {
    /// Writes down the ties of a node. The first are its live exercises, in their order. False if there
    /// are more than bits.
    pub(super) fn write(&mut self, case: &Case<'_>, open: &Open, known: &[[i64; 2]]) -> bool {
        *self = Self::default();
        let loads = if case.clash { case.muscles } else { 0 };
        let others = case.earnings.len() + case.neglect.len() + loads;
        if open.live.len() + others > Bits::BITS as usize {
            return false;
        }
        for item in &open.live {
            self.add(case.items[*item].own, open.states[*item]);
        }
        let barred = |item: &usize| {
            let disagrees = open.live.iter().map(|other| !case.chains_agree(*item, *other));
            disagrees.enumerate().fold(0, |bars, (at, barred)| bars | Bits::from(barred) << at)
        };
        self.bars = open.live.iter().map(barred).collect();
        self.add_needs(case, open);
        self.loads = vec![0; case.muscles];
        for muscle in 0..loads {
            self.loads[muscle] = self.add([0; STATES], ALONE);
        }
        let end = case.items.len();
        self.place = open.live.iter().copied().chain(end..end + others).collect();
        for (tie, place) in self.all.iter_mut().zip(&self.place) {
            tie.price = known.get(*place).copied().unwrap_or(tie.price);
        }
        self.keep();
        true
    }

    /// Adds the needs, then the affected muscles.
    fn add_needs(&mut self, case: &Case<'_>, open: &Open) {
        for (earning, states) in case.earnings.iter().zip(&open.needs) {
            self.need_at.push(self.all.len());
            let bit = self.add(earning.points, *states);
            self.doses.push(bit);
        }
        for (part, neglect) in case.neglect.iter().enumerate() {
            // With one day each of two needs it is not treated; then this says too much, and a pair is
            // weighed that is not better.
            let mut points = [-neglect; STATES];
            let needs = (0..case.earnings.len()).filter(|need| case.part_of_need[*need] == part);
            for need in needs.clone() {
                let met = case.earnings[need].met;
                points.iter_mut().zip(met).filter(|(_, met)| *met).for_each(|(lost, _)| *lost = 0);
            }
            self.part_at.push(self.all.len());
            let bit = self.add(points, ALL);
            needs.for_each(|need| self.doses[need] |= bit);
        }
    }

    fn add(&mut self, points: [i64; STATES], states: States) -> Bits {
        let bit = 1 << self.all.len();
        for slot in 0..2 {
            self.must[slot] |= if surely_in(states, slot) { bit } else { 0 };
            self.may_not[slot] |= if maybe_in(states, slot) { 0 } else { bit };
        }
        self.apart |= if states & only(BOTH) == 0 { bit } else { 0 };
        self.all.push(Tie::new(points, states));
        bit
    }

    /// The prices of a session.
    pub(super) fn prices(&self, slot: usize) -> Vec<i64> {
        self.all.iter().map(|tie| tie.price[slot]).collect()
    }

    /// What the ties are worth at most beyond their prices.
    pub(super) fn rest(&self) -> i64 {
        let most = |tie: &Tie| (0..STATES as State).map(|state| tie.left(state)).max();
        self.all.iter().filter_map(most).sum()
    }

    /// What two sessions are worth together, in thousandths of a point, but for changes of position.
    pub(super) fn earn(&self, a: Bits, b: Bits) -> i64 {
        let ties = self.all.iter().enumerate();
        let sum: i64 = ties.map(|(at, tie)| tie.earns[state(a, b, at) as usize]).sum();
        sum.div_euclid(SCALE)
    }

    /// What sessions B earn beside a session A.
    pub(super) fn beside(&self, a: Bits) -> Beside {
        let mut alone = 0;
        let gain = |(at, tie): (usize, &Tie)| {
            let without = state(a, 0, at);
            let earns = tie.earns[without as usize];
            alone += earns;
            tie.earns[state(a, Bits::MAX, at) as usize] - earns
        };
        let gains = self.all.iter().enumerate().map(gain).collect();
        Beside { alone, gains }
    }

    /// Moves prices to where the sessions and the ties agree, as far as would close the gap if all went
    /// well. False if they agree already.
    pub(super) fn step(&mut self, [a, b]: [Bits; 2], gap: f64) -> bool {
        let (mut length, mut agree) = (0.0, true);
        for (at, tie) in self.all.iter_mut().enumerate() {
            let has = state(a, b, at);
            let wants = tie.best(has);
            agree &= wants == has;
            for slot in 0..2 {
                let [wants, has] =
                    [wants, has].map(|state| f64::from(u8::from(is_in(state, slot))));
                tie.along[slot] = tie.along[slot] * MOMENTUM + wants - has;
                length += tie.along[slot] * tie.along[slot];
            }
        }
        if agree || length == 0.0 {
            return false;
        }
        for tie in &mut self.all {
            for (price, along) in tie.price.iter_mut().zip(tie.along) {
                *price += (gap / length * along) as i64;
            }
        }
        true
    }

    /// Keeps the prices as the best ones so far.
    pub(super) fn keep(&mut self) {
        self.kept.clear();
        self.kept.extend(self.all.iter().map(|tie| tie.price));
    }

    /// Takes the best prices so far.
    pub(super) fn restore(&mut self) {
        for (tie, price) in self.all.iter_mut().zip(&self.kept) {
            tie.price = *price;
        }
    }

    /// Puts the prices where other nodes of the case find them.
    pub(super) fn put_prices(&self, case: &Case<'_>, known: &mut Vec<[i64; 2]>) {
        if known.is_empty() {
            known.resize(case.items.len() + self.all.len(), [0; 2]);
        }
        for (tie, place) in self.all.iter().zip(&self.place) {
            if let Some(known) = known.get_mut(*place) {
                *known = tie.price;
            }
        }
    }
}

/// What a session A earns with any session B beside it, in the unit of prices.
pub(super) struct Beside {
    alone: i64,
    /// What is earned more if B has a tie.
    gains: Vec<i64>,
}

impl Beside {
    /// What both earn together, but for changes of position.
    pub(super) fn earn(&self, b: Bits) -> i64 {
        self.alone + sum(b, &self.gains)
    }
}

/// The state of a tie in two sessions.
pub(super) fn state(a: Bits, b: Bits, at: usize) -> State {
    (a >> at & 1) as State + 2 * (b >> at & 1) as State
}

/// The places of the bits that are set, in order.
pub(super) fn ones(mut bits: Bits) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (at < Bits::BITS).then_some(at as usize)
    })
}

/// The sum of the values at the places of the bits that are set.
pub(super) fn sum(bits: Bits, values: &[i64]) -> i64 {
    const HALF: u32 = Bits::BITS / 2;
    let mut sum = 0;
    // Half by half: a processor has no bits as wide.
    for (mut half, start) in [(bits as u64, 0), ((bits >> HALF) as u64, HALF)] {
        while half != 0 {
            sum += values[(start + half.trailing_zeros()) as usize];
            half &= half - 1;
        }
    }
    sum
}
