//! What everybody decides at given prices.

use super::super::case::{Case, OUT, STATES, State, is_in, maybe_in, only};
use super::{
    Bound, CLOSED, MENU, Market, Open, PLACES, POSITIONS, Prices, SCALE, count, is_at, place,
    second, states_of,
};

impl Market {
    /// Lets everybody decide at these prices, and sums up.
    pub(super) fn settle(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) -> Bound {
        self.stock(case);
        self.mark(prices);
        let total = self.exercises(case, open, prices)
            + self.needs(case)
            + self.positions(case, open, prices)
            + self.room(case, prices);
        Bound(total)
    }

    /// Begins the sums with what there is.
    fn stock(&mut self, case: &Case<'_>) {
        let shelf = self.shelf;
        self.excess.fill(0);
        self.short.fill(0);
        for slot in 0..2 {
            self.excess[second(slot)] = -case.seconds[slot] - case.change_s;
            self.excess[place(slot)] = -count(case.places);
        }
        self.excess[MENU] = -count(case.menu);
        let loads = i64::from(case.load_per_day);
        for muscle in 0..case.muscles {
            self.excess[shelf.load(muscle, 0)] = -loads;
            self.excess[shelf.load(muscle, 1)] = if case.clash { 0 } else { -loads };
        }
    }

    /// Finds the price of a credit, and of a whole dose beside it.
    fn mark(&mut self, prices: &Prices) {
        let shelf = self.shelf;
        self.credit.clear();
        let doses = &prices.all[shelf.dose()..shelf.cuts().start];
        let of_credit = |(price, lack): (&i64, &i64)| price / (*lack).max(1);
        self.credit.extend(doses.iter().zip(self.lack.as_flattened()).map(of_credit));
        self.cuts.clear();
        self.cuts.resize(doses.len(), 0);
        for active in &self.active {
            if let Some(dose) = active.dose {
                self.cuts[dose] += prices.all[active.price];
            }
        }
    }

    /// What there is of everything, at its price.
    fn room(&self, case: &Case<'_>, prices: &Prices) -> i64 {
        let mut total = prices.all[MENU] * count(case.menu);
        for slot in 0..2 {
            total += prices.all[second(slot)] * (case.seconds[slot] + case.change_s);
            total += prices.all[place(slot)] * count(case.places);
            total += case.change[slot] * SCALE;
        }
        // Sessions that may not load the same muscle share what it may bear in one of them.
        let loads: i64 = prices.all[self.shelf.loads()].iter().sum();
        total + loads * i64::from(case.load_per_day)
    }

    /// Each exercise takes the state in which it gets most.
    fn exercises(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) -> i64 {
        self.offers = [[0; 2]; POSITIONS];
        let shelf = self.shelf;
        let mut total = 0;
        let mut from = 0;
        for (item, until) in open.live.iter().zip(&self.ends) {
            let about = &case.items[*item];
            let states = open.states[*item];
            let mut gets = [0; PLACES];
            for (slot, gets) in gets.iter_mut().take(2).enumerate() {
                let offered = prices.all[shelf.position(*item, slot)];
                *gets =
                    -prices.all[second(slot)] * about.seconds - prices.all[place(slot)] - offered;
                if about.position != 0 && maybe_in(states, slot) {
                    self.offers[about.position.trailing_zeros() as usize][slot] += offered;
                }
            }
            for tie in &self.ties[from..*until] {
                gets[tie.place] += self.credit[tie.dose] * tie.given + self.cuts[tie.dose]
                    - tie.group.map_or(0, |group| prices.all[shelf.cut(group, tie.place)]);
            }
            from = *until;
            for muscle in about.loads {
                gets[0] -= prices.all[shelf.load(*muscle, 0)];
                gets[1] -= prices.all[shelf.load(*muscle, usize::from(!case.clash))];
            }
            let own = about.own.map(|points| points * SCALE - prices.all[MENU]);
            let value = [
                0,
                own[1] + gets[0] + gets[2],
                own[2] + gets[1] + gets[2],
                own[3] + gets[0] + gets[1] + gets[2],
            ];
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
        }
        total -= self.ladders(case, open);
        self.count_taken_things(case, open);
        total
    }

    /// Adds up what exercises take and give.
    fn count_taken_things(&mut self, case: &Case<'_>, open: &Open) {
        let shelf = self.shelf;
        let mut from = 0;
        for (item, until) in open.live.iter().zip(&self.ends) {
            let ties = from..*until;
            from = *until;
            let (about, taken) = (&case.items[*item], self.taken[*item]);
            if taken == OUT {
                continue;
            }
            self.excess[MENU] += 1;
            for slot in (0..2).filter(|slot| is_in(taken, *slot)) {
                self.excess[second(slot)] += about.seconds;
                self.excess[place(slot)] += 1;
                for muscle in about.loads {
                    self.excess[shelf.load(*muscle, if case.clash { 0 } else { slot })] += 1;
                }
            }
            for tie in self.ties[ties].iter().filter(|tie| is_at(taken, tie.place)) {
                self.excess[shelf.dose() + tie.dose] -= tie.given;
                self.short[tie.dose] -= 1;
                if let Some(group) = tie.group {
                    self.excess[shelf.cut(group, tie.place)] += 1;
                }
            }
        }
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
            for at in (0..PLACES).filter(|at| is_at(*bought, *at)) {
                let lack = self.lack[need][at];
                self.excess[self.shelf.dose() + PLACES * need + at] += lack;
                self.short[PLACES * need + at] += i64::from(lack > 0);
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
            let value = self.doses(earning.points, need);
            let mut best: Option<(i64, State)> = None;
            let mut best_met: Option<(i64, State)> = None;
            for state in states_of(self.reach[need][loaded]) {
                let value = value[state as usize];
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

    /// What a need gets in each state, less what its doses cost.
    fn doses(&self, points: [i64; STATES], need: usize) -> [i64; STATES] {
        let cost = |at: usize| {
            let (lack, dose) = (self.lack[need][at], PLACES * need + at);
            if lack > 0 { self.credit[dose] * lack + self.cuts[dose] } else { 0 }
        };
        let [a, b, week] = [cost(0), cost(1), cost(2)];
        let points = points.map(|points| points * SCALE);
        [points[0], points[1] - a - week, points[2] - b - week, points[3] - a - b - week]
    }

    /// Each position opens if the offers pay for it, or if it is sure. The first one is free.
    fn positions(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) -> i64 {
        let mut total = 0;
        for slot in 0..2 {
            let price = case.change[slot] * SCALE + prices.all[second(slot)] * case.change_s;
            self.opened[slot] = 0;
            let mut left = self.possible[slot];
            while left != 0 {
                let at = left.trailing_zeros() as usize;
                left &= left - 1;
                let gain = self.offers[at][slot] - price;
                if gain > 0 || self.sure[slot] & (1 << at) != 0 {
                    total += gain;
                    self.opened[slot] |= 1 << at;
                    self.excess[second(slot)] += case.change_s;
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
                self.excess[self.shelf.position(*item, slot)] = wants - gets;
            }
        }
        total
    }
}
