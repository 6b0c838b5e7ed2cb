//! What everybody decides at given prices.

use super::super::case::{OUT, STATES, State, States, only};
use super::ledger::{Deal, Dose, Good, Ledger, Loss, NOTHING, Need, seconds_good};
use super::{Bound, CLOSED, PLACES, Prices, is_at, states_of};

impl Good {
    /// What costs nothing by itself.
    pub(super) const fn nothing() -> Self {
        Self { price: None, units: 1, scale: 0.0, pace: 0.0, supply: 0, pool: NOTHING }
    }
}

impl Ledger {
    /// Begins anew.
    pub(super) fn clear(&mut self) {
        self.goods.clear();
        self.pooled.clear();
        self.exercises.clear();
        self.amounts.clear();
        self.ladders.clear();
        self.rungs.clear();
        self.members.clear();
        self.muscles.clear();
        self.needs.clear();
        self.openings.clear();
        self.offers.clear();
    }

    /// Takes the prices from the shelf.
    pub(super) fn take_prices(&mut self, prices: &Prices) {
        let price = |good: &Good| good.price.map_or(0, |price| prices.all[price] / good.units);
        self.prices.clear();
        self.prices.extend(self.goods.iter().map(price));
        self.deals.clear();
        self.deals.resize(self.exercises.len(), Deal::default());
        for bought in &mut self.bought {
            bought.clear();
            bought.resize(self.needs.len(), OUT);
        }
    }

    /// Puts the prices back on the shelf.
    pub(super) fn put_prices(&self, prices: &mut Prices) {
        for (good, price) in self.goods.iter().zip(&self.prices) {
            if let Some(on_shelf) = good.price {
                prices.all[on_shelf] = price.saturating_mul(good.units);
            }
        }
    }

    /// Lets everybody decide at these prices, and sums up.
    pub(super) fn settle(&mut self) -> Bound {
        let room = self.room();
        let exercises = self.exercises();
        let ladders = self.ladders();
        self.count_amounts();
        let total = room + exercises - ladders + self.needs() + self.positions();
        self.excess[NOTHING] = 0;
        Bound(total)
    }

    /// What there is of everything, at its price.
    fn room(&mut self) -> i64 {
        self.excess.clear();
        self.excess.extend(self.goods.iter().map(|good| -good.supply));
        let supplies = self.goods.iter().zip(&self.prices);
        let total: i64 = supplies.map(|(good, price)| good.supply * price).sum();
        for good in &self.pooled {
            self.prices[self.goods[*good].pool] = 0;
        }
        for good in &self.pooled {
            self.prices[self.goods[*good].pool] += self.prices[*good];
        }
        // The first position of a session is free.
        total + self.change[0] + self.change[1]
    }

    /// Each exercise takes the state in which it gets most, the first of the best.
    fn exercises(&mut self) -> i64 {
        let mut total = 0;
        let mut from = 0;
        for (exercise, deal) in self.exercises.iter().zip(&mut self.deals) {
            let mut gets = [0; PLACES];
            for (gets, end) in gets.iter_mut().zip(exercise.ends) {
                for amount in &self.amounts[from..end] {
                    *gets += amount.of * self.prices[amount.good];
                }
                from = end;
            }
            let [out, a, b, both] = exercise.own;
            let value = [
                out,
                a + gets[0] + gets[2],
                b + gets[1] + gets[2],
                both + gets[0] + gets[1] + gets[2],
            ];
            let mut taken = 0;
            for state in 1..STATES {
                if value[state] > value[taken] {
                    taken = state;
                }
            }
            *deal = Deal { value, most: value[taken], taken: taken as State };
            total += value[taken];
        }
        total
    }

    /// Lets one level of each ladder keep what it takes, the first of those that get most; the others take
    /// nothing. Gives what is lost by that.
    fn ladders(&mut self) -> i64 {
        let mut lost = 0;
        let (mut rung, mut member) = (0, 0);
        for end in &self.ladders {
            let rungs = &mut self.rungs[rung..*end];
            rung = *end;
            let first = member;
            for rung in rungs.iter_mut() {
                let members = &self.members[member..rung.end];
                member = rung.end;
                rung.sum = members.iter().map(|at| self.deals[*at].most).sum();
            }
            let most = rungs.iter().map(|rung| rung.sum).max().unwrap_or_default();
            let kept = rungs.iter().position(|rung| rung.sum == most);
            let mut from = first;
            for (level, rung) in rungs.iter().enumerate() {
                if Some(level) != kept {
                    lost += rung.sum;
                    for at in &self.members[from..rung.end] {
                        self.deals[*at].taken = OUT;
                    }
                }
                from = rung.end;
            }
        }
        lost
    }

    /// Adds up what exercises take and give.
    fn count_amounts(&mut self) {
        let mut from = 0;
        for (exercise, deal) in self.exercises.iter().zip(&self.deals) {
            for (at, end) in exercise.ends.into_iter().enumerate() {
                if is_at(deal.taken, at) {
                    for amount in &self.amounts[from..end] {
                        self.excess[amount.good] -= amount.of;
                    }
                }
                from = end;
            }
        }
    }

    /// Each muscle buys the doses that pay; a muscle that is left out loses its share.
    fn needs(&mut self) -> i64 {
        let mut total = 0;
        let mut from = 0;
        for muscle in &self.muscles {
            let needs = from..muscle.end;
            from = muscle.end;
            let [in_a, in_b] = &mut self.bought;
            let of_muscle = &self.needs[needs.clone()];
            let served = |loaded: usize, bought: &mut [State]| {
                served(of_muscle, &self.prices, muscle.neglect, loaded, bought)
            };
            let mut most = served(0, &mut in_a[needs.clone()]);
            if muscle.differs {
                let with_b = served(1, &mut in_b[needs.clone()]);
                if with_b > most {
                    most = with_b;
                    in_a[needs.clone()].copy_from_slice(&in_b[needs]);
                }
            }
            total += most;
        }
        for (need, bought) in self.needs.iter().zip(&self.bought[0]) {
            for at in (0..PLACES).filter(|at| is_at(*bought, *at)) {
                let Dose { good, lack, pool } = need.doses[at];
                self.excess[good] += lack;
                self.excess[pool] += 1;
            }
        }
        total
    }

    /// Each position opens if the offers pay for it, or if it is sure.
    fn positions(&mut self) -> i64 {
        let mut total = 0;
        let mut from = 0;
        for opening in &self.openings {
            let offers = &self.offers[from..opening.end];
            from = opening.end;
            let seconds = seconds_good(opening.session);
            let price = self.change[opening.session] + self.prices[seconds] * self.change_s;
            let gain = offers.iter().map(|good| self.prices[*good]).sum::<i64>() - price;
            if gain > 0 || opening.sure {
                total += gain;
                self.excess[seconds] += self.change_s;
                offers.iter().for_each(|good| self.excess[*good] -= 1);
            }
        }
        total
    }

    /// Finds out what is lost if a need has its doses in a state and not where they suit its muscle best.
    pub(super) fn find_losses(&mut self) {
        let Self { muscles, needs, prices, bought, losses, .. } = self;
        losses.clear();
        let mut from = 0;
        for muscle in muscles {
            let needs = &mut needs[from..muscle.end];
            from = muscle.end;
            let mut most = |needs: &[Need]| {
                let [in_a, in_b] = &mut *bought;
                let in_a = served(needs, prices, muscle.neglect, 0, in_a);
                in_a.max(served(needs, prices, muscle.neglect, 1, in_b))
            };
            let best = most(needs);
            for at in 0..needs.len() {
                let Need { index, reach, .. } = needs[at];
                let states = reach[0] | reach[1];
                for state in states_of(states).filter(|_| states.count_ones() > 1) {
                    needs[at].reach = reach.map(|states| states & only(state));
                    losses.push(Loss { need: index, state, loss: best - most(needs) });
                }
                needs[at].reach = reach;
            }
        }
    }

    /// What all lose if an exercise is in a state, and not where it suits best.
    pub(super) fn regret(&self, at: usize, state: State) -> i64 {
        let deal = &self.deals[at];
        let loss = deal.most - deal.value[state as usize];
        let Some(level) = self.exercises[at].rung else { return loss };
        let ladder = self.rungs[level].ladder;
        let first = ladder.checked_sub(1).map_or(0, |before| self.ladders[before]);
        let rungs = first..self.ladders[ladder];
        let most = self.rungs[rungs.clone()].iter().map(|rung| rung.sum).max().unwrap_or_default();
        let here = self.rungs[level].sum - loss;
        let others = rungs.filter(|other| *other != level).map(|other| self.rungs[other].sum);
        let elsewhere = others.max().filter(|_| state == OUT);
        most - elsewhere.map_or(here, |elsewhere| here.max(elsewhere))
    }
}

/// What the needs of a muscle get that is loaded in one session only.
fn served(
    needs: &[Need],
    prices: &[i64],
    neglect: i64,
    loaded: usize,
    bought: &mut [State],
) -> i64 {
    let mut total: i64 = 0;
    // The least that it costs to have one of the muscle's needs met, and which way.
    let mut change: Option<(i64, usize, State)> = None;
    let mut met = false;
    for (which, need) in needs.iter().enumerate() {
        let value = need.value(prices);
        let best = |states: States| {
            let first = states_of(states).next()?;
            let better = |best: State, state: State| {
                if value[state as usize] > value[best as usize] { state } else { best }
            };
            Some(states_of(states).fold(first, better))
        };
        // A need without a state cannot be served with the muscle loaded here.
        let Some(state) = best(need.reach[loaded]) else { return CLOSED };
        bought[which] = state;
        total += value[state as usize];
        met |= only(state) & need.met != 0;
        if let Some(instead) = best(need.reach[loaded] & need.met) {
            let cost = value[state as usize] - value[instead as usize];
            if change.is_none_or(|(least, ..)| cost < least) {
                change = Some((cost, which, instead));
            }
        }
    }
    match change {
        _ if met => total,
        Some((cost, which, state)) if cost < neglect => {
            bought[which] = state;
            total - cost
        }
        _ => total - neglect,
    }
}

impl Need {
    /// What it gets in each state, less what its doses cost.
    fn value(&self, prices: &[i64]) -> [i64; STATES] {
        let [in_a, in_b, in_week] = self.doses;
        let price = |dose: Dose| prices[dose.good] * dose.lack + prices[dose.pool];
        let (a, b, week) = (price(in_a), price(in_b), price(in_week));
        let [out, only_a, only_b, both] = self.points;
        [out, only_a - a - week, only_b - b - week, both - a - b - week]
    }
}
