//! A bound on what a case can be worth, by prices (Lagrangian relaxation).
//!
//! What ties exercises together is not forbidden but paid for: a second and a place of each session, a
//! place on the menu, a credit to a need, a position that is opened for an exercise. Then each exercise,
//! each muscle and each position decides for itself, and the sum of what they can get at best is never
//! less than the worth of the best week, whatever the prices are. Good prices make it little more. They
//! are found by raising the price of what is asked for too much and lowering the others (subgradient).
//!
//! Prices and bounds are whole numbers, so that a bound is exact. Only the length of a step is a
//! fraction; it decides how good the prices are, never whether the bound holds.

use super::case::{Case, OUT, STATES, State, States, is_in, maybe_in, only, surely_in};

/// Prices are counted in this fraction of a thousandth of a point.
const SCALE: i64 = 1 << 10;

/// Less than anything can be worth.
const CLOSED: i64 = i64::MIN / 1024;

/// Room for every position.
const POSITIONS: usize = u32::BITS as usize;

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
    second: [i64; 2],
    place: [i64; 2],
    menu: i64,
    /// A dose for a need in a session, shared out among the credits that it still lacks: an exercise
    /// gets the share of each credit that it gives.
    dose: Vec<[i64; 2]>,
    /// What an exercise adds to the opening of its position in a session.
    position: Vec<[i64; 2]>,
    /// A load on a muscle in a session.
    load: Vec<[i64; 2]>,
}

impl Prices {
    /// Everything for nothing.
    pub(crate) fn nothing(case: &Case<'_>) -> Self {
        Self {
            second: [0; 2],
            place: [0; 2],
            menu: 0,
            dose: vec![[0; 2]; case.earnings.len()],
            position: vec![[0; 2]; case.items.len()],
            load: vec![[0; 2]; case.muscles],
        }
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
    /// The sum of what each level of each ladder gets; the least number if it is closed.
    rungs: Vec<Vec<i64>>,
    /// The states that are possible for each need, if its muscle is loaded in A, and if in B.
    reach: Vec<[States; 2]>,
    /// The credits that are possible for each need, and those that are sure.
    credits: Vec<Credits>,
    /// The credits that a dose lacks in each session beside those that are sure. An exercise gives no
    /// more than that: half a dose from one that is sure and half from one that may be is the whole of it.
    lack: Vec<[i64; 2]>,
    /// The least credit of an exercise that can help towards a dose: where parts do not add up to one,
    /// only whole doses do.
    helps: Vec<[i64; 2]>,
    /// The price of a credit.
    credit: Vec<[i64; 2]>,
    touched: Vec<usize>,
    /// The sessions in which each need buys a dose.
    bought: Vec<State>,
    /// What exercises offer for each position of each session, whether it is sure, and whether it opens.
    offers: [[i64; 2]; POSITIONS],
    sure: [u32; 2],
    possible: [u32; 2],
    opened: [u32; 2],
    /// How much more is asked for than there is, in the order of the prices.
    excess: Excess,
}

/// Credits to a need in each session.
#[derive(Debug, Clone, Copy, Default)]
struct Credits {
    /// From all that may be in the session.
    any: [u32; 2],
    /// From what does not load the need's muscle.
    light: [u32; 2],
    /// From what is surely in the session.
    sure: [u32; 2],
    /// From what may be in the session and is no dose by itself.
    part: [u32; 2],
}

#[derive(Debug, Default)]
struct Excess {
    second: [i64; 2],
    place: [i64; 2],
    menu: i64,
    credit: Vec<[i64; 2]>,
    position: Vec<[i64; 2]>,
    load: Vec<[i64; 2]>,
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
        self.look(case, open);
        let mut best = self.settle(case, open, prices);
        let mut best_prices = prices.clone();
        let (mut pace, mut idle) = (effort.pace, 0);
        for _ in 0..effort.rounds {
            if best.points() <= least {
                break;
            }
            // Without a week to measure against, the gap is no more than all that can be earned.
            let gap = (best.0 - least.saturating_mul(SCALE)).min(case.stakes * SCALE) as f64;
            let moved = self.step(case, open, prices, pace * gap);
            if !moved {
                break;
            }
            let bound = self.settle(case, open, prices);
            if bound < best {
                best = bound;
                best_prices.clone_from(prices);
                idle = 0;
            } else {
                idle += 1;
                if idle >= 4 {
                    idle = 0;
                    pace *= 0.6;
                }
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

    /// Finds out which doses and positions are possible and which are sure.
    fn look(&mut self, case: &Case<'_>, open: &Open) {
        let needs = case.earnings.len();
        self.credits.clear();
        self.credits.resize(needs, Credits::default());
        self.sure = [0; 2];
        self.possible = [0; 2];
        for item in &open.live {
            let states = open.states[*item];
            let about = &case.items[*item];
            for slot in (0..2).filter(|slot| maybe_in(states, *slot)) {
                let sure = surely_in(states, slot);
                self.possible[slot] |= about.position;
                self.sure[slot] |= if sure { about.position } else { 0 };
                for (need, credit) in about.credits {
                    let muscle = case.earnings[*need].muscle;
                    let loads = muscle.is_some_and(|muscle| about.loads.contains(&muscle));
                    let credits = &mut self.credits[*need];
                    credits.sure[slot] += if sure { *credit } else { 0 };
                    credits.light[slot] += if loads { 0 } else { *credit };
                    credits.any[slot] += credit;
                }
            }
        }
        self.take_off_ladders(case, open);
        self.lack.clear();
        let lack = |sure: u32| i64::from(case.dose.saturating_sub(sure));
        self.lack.extend(self.credits.iter().map(|credits| credits.sure.map(lack)));
        self.count_parts(case, open);
        self.reach.clear();
        for credits in &self.credits {
            let dosed = |credits: [u32; 2], slot: usize| credits[slot] >= case.dose;
            let with_load_in = |loaded: usize| {
                let possible = |state: &State| {
                    (0..2).all(|slot| {
                        if !is_in(*state, slot) {
                            !dosed(credits.sure, slot)
                        } else if case.clash && slot != loaded {
                            dosed(credits.light, slot)
                        } else {
                            dosed(credits.any, slot)
                        }
                    })
                };
                (0..STATES as State).filter(possible).map(only).sum::<States>()
            };
            self.reach.push([with_load_in(0), with_load_in(1)]);
        }
        self.value.resize(case.items.len(), [0; STATES]);
        self.taken.resize(case.items.len(), OUT);
        self.bought.resize(needs, OUT);
        self.rungs.resize(case.ladders.len(), Vec::new());
        self.excess.credit.resize(needs, [0; 2]);
        self.excess.position.resize(case.items.len(), [0; 2]);
    }

    /// Finds out where exercises that are no dose by themselves add up to one.
    fn count_parts(&mut self, case: &Case<'_>, open: &Open) {
        for item in &open.live {
            let states = open.states[*item];
            let may_come = |slot: &usize| maybe_in(states, *slot) && !surely_in(states, *slot);
            for slot in (0..2).filter(may_come) {
                for (need, credit) in case.items[*item].credits {
                    let part = i64::from(*credit) < self.lack[*need][slot];
                    self.credits[*need].part[slot] += if part { *credit } else { 0 };
                }
            }
        }
        self.helps.clear();
        let least = |part: u32, lack: i64| if i64::from(part) < lack { lack } else { 1 };
        self.helps.extend(self.credits.iter().zip(&self.lack).map(|(credits, lack)| {
            [least(credits.part[0], lack[0]), least(credits.part[1], lack[1])]
        }));
    }

    /// Takes from the possible credits of needs those of all levels of a ladder but the one that gives
    /// most: a week has one of them.
    fn take_off_ladders(&mut self, case: &Case<'_>, open: &Open) {
        for rungs in case.ladders {
            self.touched.clear();
            for item in rungs.iter().flatten().filter(|item| open.is_live(**item)) {
                self.touched.extend(case.items[*item].credits.iter().map(|(need, _)| *need));
            }
            self.touched.sort_unstable();
            self.touched.dedup();
            for need in &self.touched {
                let muscle = case.earnings[*need].muscle;
                for slot in 0..2 {
                    let (mut any, mut light) = ((0, 0), (0, 0));
                    for rung in rungs {
                        let (mut any_here, mut light_here) = (0, 0);
                        for item in rung.iter().filter(|item| maybe_in(open.states[**item], slot)) {
                            let about = &case.items[*item];
                            let credit: u32 = about
                                .credits
                                .iter()
                                .filter(|(other, _)| other == need)
                                .map(|(_, credit)| credit)
                                .sum();
                            let loads = muscle.is_some_and(|muscle| about.loads.contains(&muscle));
                            any_here += credit;
                            light_here += if loads { 0 } else { credit };
                        }
                        any = (any.0 + any_here, any.1.max(any_here));
                        light = (light.0 + light_here, light.1.max(light_here));
                    }
                    self.credits[*need].any[slot] -= any.0 - any.1;
                    self.credits[*need].light[slot] -= light.0 - light.1;
                }
            }
        }
    }

    /// Lets everybody decide at these prices, and sums up.
    fn settle(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) -> Bound {
        for slot in 0..2 {
            self.excess.second[slot] = -case.seconds[slot] - case.change_s;
            self.excess.place[slot] = -count(case.places);
        }
        self.excess.menu = -count(case.menu);
        let loads = i64::from(case.load_per_day);
        self.excess.load.clear();
        self.excess.load.resize(case.muscles, [-loads, if case.clash { 0 } else { -loads }]);
        self.credit.clear();
        let of_need = |(dose, lack): (&[i64; 2], &[i64; 2])| {
            [dose[0] / lack[0].max(1), dose[1] / lack[1].max(1)]
        };
        self.credit.extend(prices.dose.iter().zip(&self.lack).map(of_need));
        let total = self.exercises(case, open, prices)
            + self.needs(case)
            + self.positions(case, open, prices)
            + self.room(case, prices);
        Bound(total)
    }

    /// What there is of everything, at its price.
    fn room(&self, case: &Case<'_>, prices: &Prices) -> i64 {
        let mut total = prices.menu * count(case.menu);
        for slot in 0..2 {
            total += prices.second[slot] * (case.seconds[slot] + case.change_s);
            total += prices.place[slot] * count(case.places);
            total += case.change[slot] * SCALE;
        }
        // Sessions that may not load the same muscle share what it may bear in one of them.
        let loads: i64 = prices.load.iter().map(|price| price[0] + price[1]).sum();
        total + loads * i64::from(case.load_per_day)
    }

    fn exercises(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) -> i64 {
        self.excess.credit.fill([0; 2]);
        self.offers = [[0; 2]; POSITIONS];
        let mut total = 0;
        for item in &open.live {
            let about = &case.items[*item];
            let states = open.states[*item];
            let offered = prices.position[*item];
            let mut gets = [0; 2];
            for slot in 0..2 {
                gets[slot] =
                    -prices.second[slot] * about.seconds - prices.place[slot] - offered[slot];
            }
            let new = [0, 1].map(|slot| !surely_in(states, slot));
            for (need, credit) in about.credits {
                for slot in (0..2).filter(|slot| new[*slot]) {
                    gets[slot] += self.credit[*need][slot] * self.given(*need, *credit, slot);
                }
            }
            for muscle in about.loads {
                gets[0] -= prices.load[*muscle][0];
                gets[1] -= prices.load[*muscle][usize::from(!case.clash)];
            }
            let own = about.own.map(|points| points * SCALE - prices.menu);
            let value = [0, own[1] + gets[0], own[2] + gets[1], own[3] + gets[0] + gets[1]];
            let mut best: Option<State> = None;
            for state in states_of(states) {
                if best.is_none_or(|best| value[state as usize] > value[best as usize]) {
                    best = Some(state);
                }
            }
            let taken = best.unwrap_or(OUT);
            self.value[*item] = value;
            self.taken[*item] = taken;
            total += value[taken as usize];
            if about.position != 0 {
                let at = about.position.trailing_zeros() as usize;
                for slot in (0..2).filter(|slot| maybe_in(states, *slot)) {
                    self.offers[at][slot] += offered[slot];
                }
            }
        }
        total -= self.ladders(case, open);
        for item in &open.live {
            let (about, taken) = (&case.items[*item], self.taken[*item]);
            if taken == OUT {
                continue;
            }
            self.excess.menu += 1;
            for slot in (0..2).filter(|slot| is_in(taken, *slot)) {
                self.excess.second[slot] += about.seconds;
                self.excess.place[slot] += 1;
                for muscle in about.loads {
                    self.excess.load[*muscle][if case.clash { 0 } else { slot }] += 1;
                }
                if surely_in(open.states[*item], slot) {
                    continue;
                }
                for (need, credit) in about.credits {
                    let given = self.given(*need, *credit, slot);
                    self.excess.credit[*need][slot] -= given;
                }
            }
        }
        total
    }

    /// What an exercise's credit helps towards a dose.
    fn given(&self, need: usize, credit: u32, slot: usize) -> i64 {
        let credit = i64::from(credit).min(self.lack[need][slot]);
        if credit < self.helps[need][slot] { 0 } else { credit }
    }

    /// Lets one level of each ladder keep what it takes, the one that gets most; the others take nothing.
    /// Gives what is lost by that.
    fn ladders(&mut self, case: &Case<'_>, open: &Open) -> i64 {
        let mut lost = 0;
        for (ladder, rungs) in case.ladders.iter().enumerate() {
            let sums = &mut self.rungs[ladder];
            sums.clear();
            let mut sure = None;
            for (level, rung) in rungs.iter().enumerate() {
                let live = rung.iter().filter(|item| open.is_live(**item));
                sums.push(live.map(|item| self.value[*item][self.taken[*item] as usize]).sum());
                if rung.iter().any(|item| open.states[*item] & only(OUT) == 0) {
                    sure = Some(level);
                }
            }
            let all: i64 = sums.iter().sum();
            if let Some(sure) = sure {
                for level in (0..rungs.len()).filter(|level| *level != sure) {
                    sums[level] = CLOSED;
                }
            }
            // The first of the best, as everywhere.
            let most = sums.iter().copied().max().unwrap_or_default();
            let kept = sums.iter().position(|sum| *sum == most);
            for (level, rung) in rungs.iter().enumerate() {
                if Some(level) != kept {
                    rung.iter().for_each(|item| self.taken[*item] = OUT);
                }
            }
            lost += all - most;
        }
        lost
    }

    /// Each muscle buys the doses that pay; a muscle that is left out loses its share.
    fn needs(&mut self, case: &Case<'_>) -> i64 {
        let mut total: i64 = 0;
        let mut from = 0;
        for (part, neglect) in case.neglect.iter().enumerate() {
            let of_part = case.part_of_need[from..].iter().take_while(|other| **other == part);
            let until = from + of_part.count();
            let in_a = self.muscle(case, from..until, neglect * SCALE, 0);
            let differs = self.reach[from..until].iter().any(|[a, b]| a != b);
            let in_b = if differs {
                let bought_a: Vec<State> = self.bought[from..until].to_vec();
                let in_b = self.muscle(case, from..until, neglect * SCALE, 1);
                if in_a >= in_b {
                    self.bought[from..until].copy_from_slice(&bought_a);
                }
                in_b
            } else {
                in_a
            };
            total += in_a.max(in_b);
            from = until;
        }
        for (need, bought) in self.bought.iter().enumerate() {
            for slot in (0..2).filter(|slot| is_in(*bought, *slot)) {
                self.excess.credit[need][slot] += self.lack[need][slot];
            }
        }
        total
    }

    /// What the needs of a muscle get that is loaded in one session only.
    fn muscle(
        &mut self,
        case: &Case<'_>,
        needs: std::ops::Range<usize>,
        neglect: i64,
        loaded: usize,
    ) -> i64 {
        let mut total: i64 = 0;
        // The least that it costs to have one of the muscle's needs met, and which way.
        let mut change: Option<(i64, usize, State)> = None;
        let mut met = false;
        for need in needs {
            let earning = &case.earnings[need];
            let (price, lack) = (self.credit[need], self.lack[need]);
            let cost = [price[0] * lack[0], price[1] * lack[1]];
            let value = |state: State| {
                let costs = (0..2).filter(|slot| is_in(state, *slot)).map(|slot| cost[slot]);
                earning.points[state as usize] * SCALE - costs.sum::<i64>()
            };
            let mut best: Option<(i64, State)> = None;
            let mut best_met: Option<(i64, State)> = None;
            for state in states_of(self.reach[need][loaded]) {
                let value = value(state);
                if best.is_none_or(|best| value > best.0) {
                    best = Some((value, state));
                }
                if earning.met[state as usize] && best_met.is_none_or(|best| value > best.0) {
                    best_met = Some((value, state));
                }
            }
            // A need without a state cannot be served with the muscle loaded here.
            let Some((value, state)) = best else { return CLOSED };
            self.bought[need] = state;
            total += value;
            met |= earning.met[state as usize];
            if let Some((with, state)) = best_met
                && change.is_none_or(|change| value - with < change.0)
            {
                change = Some((value - with, need, state));
            }
        }
        match change {
            _ if met => total,
            Some((cost, which, state)) if cost < neglect => {
                self.bought[which] = state;
                total - cost
            }
            _ => total - neglect,
        }
    }

    /// Each position opens if the offers pay for it, or if it is sure. The first one is free.
    fn positions(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) -> i64 {
        let mut total = 0;
        for slot in 0..2 {
            let price = case.change[slot] * SCALE + prices.second[slot] * case.change_s;
            self.opened[slot] = 0;
            let mut left = self.possible[slot];
            while left != 0 {
                let at = left.trailing_zeros() as usize;
                left &= left - 1;
                let gain = self.offers[at][slot] - price;
                if gain > 0 || self.sure[slot] & (1 << at) != 0 {
                    total += gain;
                    self.opened[slot] |= 1 << at;
                    self.excess.second[slot] += case.change_s;
                }
            }
        }
        for item in &open.live {
            let position = case.items[*item].position;
            for slot in 0..2 {
                let wants = i64::from(is_in(self.taken[*item], slot) && position != 0);
                let gets = i64::from(
                    self.opened[slot] & position != 0 && maybe_in(open.states[*item], slot),
                );
                self.excess.position[*item][slot] = wants - gets;
            }
        }
        total
    }

    /// Moves each price along its excess, as far as would close the gap if all went well. False if
    /// nothing is in excess: then the prices are the best there are.
    fn step(&self, case: &Case<'_>, open: &Open, prices: &mut Prices, gap: f64) -> bool {
        // A second is a small thing beside a place: a session's seconds are counted in its places.
        let unit =
            case.seconds.map(|seconds| (seconds as f64 / case.places.max(1) as f64).max(1.0));
        let excess = &self.excess;
        let mut length = square(push(prices.menu, excess.menu));
        for (slot, unit) in unit.iter().enumerate() {
            length += square(push(prices.place[slot], excess.place[slot]));
            length += square(push(prices.second[slot], excess.second[slot])) / square(*unit);
        }
        for (price, excess) in prices.dose.iter().zip(&excess.credit) {
            length += square(push(price[0], excess[0])) + square(push(price[1], excess[1]));
        }
        for (price, excess) in prices.load.iter().zip(&excess.load) {
            length += square(push(price[0], excess[0])) + square(push(price[1], excess[1]));
        }
        for item in &open.live {
            let (price, excess) = (prices.position[*item], excess.position[*item]);
            length += square(push(price[0], excess[0])) + square(push(price[1], excess[1]));
        }
        if length == 0.0 {
            return false;
        }
        let step = gap / length;
        let moved = |price: i64, excess: i64, step: f64| {
            price.saturating_add((step * excess as f64) as i64).max(0)
        };
        prices.menu = moved(prices.menu, excess.menu, step);
        for (slot, unit) in unit.iter().enumerate() {
            prices.place[slot] = moved(prices.place[slot], excess.place[slot], step);
            let step = step / square(*unit);
            prices.second[slot] = moved(prices.second[slot], excess.second[slot], step);
        }
        for (price, excess) in prices.dose.iter_mut().zip(&excess.credit) {
            for slot in 0..2 {
                price[slot] = moved(price[slot], excess[slot], step);
            }
        }
        for (price, excess) in prices.load.iter_mut().zip(&excess.load) {
            for slot in 0..2 {
                price[slot] = moved(price[slot], excess[slot], step);
            }
        }
        for item in &open.live {
            for slot in 0..2 {
                let price = &mut prices.position[*item][slot];
                *price = moved(*price, excess.position[*item][slot], step);
            }
        }
        true
    }
}

/// The excess that can move a price: a price of nothing cannot fall.
fn push(price: i64, excess: i64) -> f64 {
    if price == 0 && excess < 0 { 0.0 } else { excess as f64 }
}

fn square(number: f64) -> f64 {
    number * number
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The states of a set, in order.
pub(crate) fn states_of(states: States) -> impl Iterator<Item = State> {
    (0..STATES as State).filter(move |state| states & only(*state) != 0)
}
