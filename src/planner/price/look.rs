//! What is possible and what is sure at a node, found once for all rounds there and written into a ledger.

use super::super::case::{
    BOTH, Case, OUT, STATES, State, States, bit, is_in, maybe_in, only, surely_in,
};
use super::ledger::{
    Amount, Dose, Exercise, Good, Ledger, MENU_GOOD, Muscle, NOTHING, Need, Opening, Rung,
    places_good, seconds_good,
};
use super::shelf::{MENU, Shelf, place, second};
use super::{CLOSED, Open, PLACES, Prices, SCALE, count, may_come, states_of};

/// Credits to a need.
#[derive(Debug, Clone, Copy, Default)]
struct Credits {
    /// From all that may be in each session.
    any: [u32; 2],
    /// From what does not load the need's muscle.
    light: [u32; 2],
    /// From what is surely in each place.
    sure: [u32; PLACES],
    /// From what may be in each place and is no dose by itself.
    part: [u32; PLACES],
    /// What a dose lacks in each place beside what is sure. An exercise gives no more than that: half a
    /// dose from one that is sure and half from one that may be is the whole of it.
    lack: [u32; PLACES],
    /// The muscles that all of them load.
    loads: u128,
    /// The states that are possible, if the need's muscle is loaded in A, and if in B.
    reach: [States; 2],
    /// What it buys in each place.
    doses: [Dose; PLACES],
}

/// Looks at nodes. It keeps its memory from one to the next.
#[derive(Debug, Default)]
pub(super) struct Look {
    shelf: Shelf,
    /// For each need.
    credits: Vec<Credits>,
    /// The needs that a ladder serves.
    touched: Vec<usize>,
    /// The good that has each price.
    known: Vec<usize>,
    /// The positions of which several exercises of a session have each.
    shared: [u32; 2],
}

impl Look {
    /// Writes down what is possible and what is sure.
    pub(super) fn write(
        &mut self,
        case: &Case<'_>,
        open: &Open,
        prices: &Prices,
        ledger: &mut Ledger,
    ) {
        self.add_credits(case, open);
        self.take_off_ladders(case, open);
        self.find_reach(case, open);
        if case.clash {
            self.keep_loads_apart(case, open);
        }
        self.add_parts(case, open);
        ledger.clear();
        self.list_supplies(case, ledger);
        self.find_shared(case, open);
        self.list_exercises(case, open, ledger);
        list_rungs(case, open, ledger);
        self.list_needs(case, ledger);
        self.list_openings(case, open, ledger);
        ledger.take_prices(prices);
    }

    fn add_credits(&mut self, case: &Case<'_>, open: &Open) {
        self.credits.clear();
        let nothing = Credits { loads: u128::MAX, ..Credits::default() };
        self.credits.resize(case.earnings.len(), nothing);
        for item in &open.live {
            let states = open.states[*item];
            let about = &case.items[*item];
            for (need, credit) in about.credits {
                let loads = gives_by_load(case, *item, *need);
                let credits = &mut self.credits[*need];
                credits.loads &= about.load_bits;
                for slot in (0..2).filter(|slot| maybe_in(states, *slot)) {
                    credits.sure[slot] += if surely_in(states, slot) { *credit } else { 0 };
                    credits.light[slot] += if loads { 0 } else { *credit };
                    credits.any[slot] += credit;
                }
                credits.sure[2] += if states & only(OUT) == 0 { *credit } else { 0 };
            }
        }
        for credits in &mut self.credits {
            credits.lack = credits.sure.map(|sure| case.dose.saturating_sub(sure));
        }
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
                for slot in 0..2 {
                    let (mut any, mut light) = ((0, 0), (0, 0));
                    for rung in rungs {
                        let (mut any_here, mut light_here) = (0, 0);
                        for item in rung.iter().filter(|item| maybe_in(open.states[**item], slot)) {
                            let own = case.items[*item].credits.iter();
                            let own = own.filter(|(other, _)| other == need);
                            let credit: u32 = own.map(|(_, credit)| credit).sum();
                            let loads = gives_by_load(case, *item, *need);
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

    fn find_reach(&mut self, case: &Case<'_>, open: &Open) {
        for (credits, allowed) in self.credits.iter_mut().zip(&open.needs) {
            let dosed = |credits: u32| credits >= case.dose;
            // Where sessions may not load the same muscle, what all load is in one of them.
            let apart = case.clash && credits.loads != 0;
            let with_load_in = |loaded: usize| {
                let possible = |state: &State| {
                    (0..2).all(|slot| {
                        if !is_in(*state, slot) {
                            !dosed(credits.sure[slot])
                        } else if case.clash && slot != loaded {
                            dosed(credits.light[slot])
                        } else {
                            dosed(credits.any[slot])
                        }
                    }) && !(apart && is_in(*state, 0) && is_in(*state, 1))
                };
                (0..STATES as State).filter(possible).map(only).sum::<States>()
            };
            credits.reach = [with_load_in(0) & allowed, with_load_in(1) & allowed];
        }
    }

    /// Where sessions may not load the same muscle, a need has a dose in both only if there are two doses
    /// that load different muscles.
    fn keep_loads_apart(&mut self, case: &Case<'_>, open: &Open) {
        for need in 0..self.credits.len() {
            let reach = self.credits[need].reach;
            if (reach[0] | reach[1]) & only(BOTH) == 0 {
                continue;
            }
            let own = case.earnings[need].muscle.map_or(0, bit);
            let [in_a, in_b] = [0, 1].map(|slot| self.ways(case, open, need, slot));
            for loaded in 0..2 {
                let fits = |a: u128, b: u128| a & b == 0 && [b, a][loaded] & own == 0;
                if !in_a.iter().any(|a| in_b.iter().any(|b| fits(*a, *b))) {
                    self.credits[need].reach[loaded] &= !only(BOTH);
                }
            }
        }
    }

    /// The muscles that each way to give a need its dose in a session loads, beside what is sure: by one
    /// exercise or by two. A way that loads all that another one does, and more, is left out.
    fn ways(&self, case: &Case<'_>, open: &Open, need: usize, slot: usize) -> Vec<u128> {
        let lack = self.credits[need].lack[slot];
        if lack == 0 || lack > 2 {
            return vec![0];
        }
        let mut ways: Vec<u128> = Vec::new();
        let mut halves: Vec<(usize, u128)> = Vec::new();
        let may_come = |item: &&usize| may_come(open.states[**item], slot);
        for item in open.live.iter().filter(may_come) {
            let about = &case.items[*item];
            let credit = about.credits.iter().find(|(other, _)| *other == need);
            let Some((_, credit)) = credit else { continue };
            if *credit >= lack {
                add_way(&mut ways, about.load_bits);
                continue;
            }
            let others = halves.iter().filter(|(other, _)| case.chains_agree(*item, *other));
            others.for_each(|(_, loads)| add_way(&mut ways, about.load_bits | loads));
            halves.push((*item, about.load_bits));
        }
        ways
    }

    /// Adds up what exercises give that are no dose by themselves. Where they do not add up to one, only
    /// whole doses help.
    fn add_parts(&mut self, case: &Case<'_>, open: &Open) {
        for item in &open.live {
            let states = open.states[*item];
            for at in (0..PLACES).filter(|at| may_come(states, *at)) {
                for (need, credit) in case.items[*item].credits {
                    let credits = &mut self.credits[*need];
                    credits.part[at] += if *credit < credits.lack[at] { *credit } else { 0 };
                }
            }
        }
    }

    /// The good that has a price: one that is known, or a new one.
    fn good(&mut self, ledger: &mut Ledger, price: usize, supply: i64) -> usize {
        if self.known[price] == NOTHING {
            self.known[price] = ledger.goods.len();
            let (price, pool) = (Some(price), NOTHING);
            ledger.goods.push(Good { price, units: 1, scale: 1.0, pace: 1.0, supply, pool });
        }
        self.known[price]
    }

    /// What there is so much of, and no more.
    fn list_supplies(&mut self, case: &Case<'_>, ledger: &mut Ledger) {
        self.shelf = Shelf::of(case);
        self.known.clear();
        self.known.resize(self.shelf.end, NOTHING);
        ledger.goods.push(Good::nothing());
        for slot in 0..2 {
            let seconds = self.good(ledger, second(slot), case.seconds[slot] + case.change_s);
            // A second is a small thing beside a place: a session's seconds are counted in its places.
            let places = case.places.max(1) as f64;
            let scale = 1.0 / (case.seconds[slot] as f64 / places).max(1.0);
            ledger.goods[seconds].scale = scale;
            ledger.goods[seconds].pace = scale;
        }
        for slot in 0..2 {
            self.good(ledger, place(slot), count(case.places));
        }
        self.good(ledger, MENU, count(case.menu));
        ledger.change_s = case.change_s;
        ledger.change = case.change.map(|points| points * SCALE);
    }

    /// Finds the positions that several exercises share in a session. The others are opened by one
    /// exercise alone, which pays for it.
    fn find_shared(&mut self, case: &Case<'_>, open: &Open) {
        for (slot, shared) in self.shared.iter_mut().enumerate() {
            let mut once = 0;
            *shared = 0;
            for item in open.live.iter().filter(|item| maybe_in(open.states[**item], slot)) {
                let position = case.items[*item].position;
                *shared |= once & position;
                once |= position;
            }
        }
    }

    fn list_exercises(&mut self, case: &Case<'_>, open: &Open, ledger: &mut Ledger) {
        for item in &open.live {
            let (states, about) = (open.states[*item], &case.items[*item]);
            let mut ends = [0; PLACES];
            for (at, end) in ends.iter_mut().enumerate() {
                if at == 2 {
                    ledger.amounts.push(Amount { good: MENU_GOOD, of: -1 });
                } else if maybe_in(states, at) {
                    self.list_use(case, *item, at, ledger);
                }
                if may_come(states, at) {
                    self.list_credits(case, *item, at, ledger);
                }
                *end = ledger.amounts.len();
            }
            let changes = |state: State| -> i64 {
                let alone =
                    |slot: &usize| is_in(state, *slot) && about.position & !self.shared[*slot] != 0;
                (0..2).filter(alone).map(|slot| case.change[slot]).sum()
            };
            let mut own = [CLOSED; STATES];
            for state in states_of(states) {
                own[state as usize] = (about.own[state as usize] - changes(state)) * SCALE;
            }
            ledger.exercises.push(Exercise { own, ends, rung: None });
        }
    }

    /// What an exercise takes of a session.
    fn list_use(&mut self, case: &Case<'_>, item: usize, slot: usize, ledger: &mut Ledger) {
        let about = &case.items[item];
        let alone = about.position & !self.shared[slot] != 0;
        let seconds = about.seconds + if alone { case.change_s } else { 0 };
        ledger.amounts.push(Amount { good: seconds_good(slot), of: -seconds });
        ledger.amounts.push(Amount { good: places_good(slot), of: -1 });
        if about.position & self.shared[slot] != 0 {
            let good = self.good(ledger, self.shelf.position(item, slot), 0);
            ledger.amounts.push(Amount { good, of: -1 });
        }
        for muscle in about.loads {
            // Sessions that may not load the same muscle share what it may bear in one of them.
            let price = self.shelf.load(*muscle, if case.clash { 0 } else { slot });
            let good = self.good(ledger, price, i64::from(case.load_per_day));
            ledger.amounts.push(Amount { good, of: -1 });
        }
    }

    /// What an exercise gives to needs in a place where it may come and need not.
    fn list_credits(&mut self, case: &Case<'_>, item: usize, at: usize, ledger: &mut Ledger) {
        let about = &case.items[item];
        for ((need, credit), group) in about.credits.iter().zip(about.groups) {
            let Credits { lack, part, .. } = self.credits[*need];
            let (lack, part) = (lack[at], part[at]);
            if lack == 0 {
                continue;
            }
            let Dose { good, pool, .. } = self.dose(*need, at, ledger);
            let is_part = *credit < lack;
            if !is_part || part >= lack {
                ledger.amounts.push(Amount { good, of: i64::from((*credit).min(lack)) });
            }
            if pool != NOTHING {
                ledger.amounts.push(Amount { good: pool, of: 1 });
            }
            if let Some(group) = group.filter(|_| is_part) {
                let help = self.good(ledger, self.shelf.cut(group, at), 0);
                if ledger.goods[help].pool == NOTHING {
                    ledger.goods[help].pool = pool;
                    ledger.pooled.push(help);
                }
                ledger.amounts.push(Amount { good: help, of: -1 });
            }
        }
    }

    /// What a need buys in a place: the credits that it lacks, and the help of all groups if there are
    /// any that are no dose by themselves.
    fn dose(&mut self, need: usize, at: usize, ledger: &mut Ledger) -> Dose {
        let Credits { lack, part, doses, .. } = self.credits[need];
        if doses[at].good != NOTHING {
            return doses[at];
        }
        let lack = i64::from(lack[at]);
        let good = self.good(ledger, self.shelf.dose() + PLACES * need + at, 0);
        ledger.goods[good].units = lack;
        ledger.goods[good].pace = 1.0 / lack as f64;
        let mut pool = NOTHING;
        if part[at] > 0 {
            pool = ledger.goods.len();
            ledger.goods.push(Good::nothing());
        }
        self.credits[need].doses[at] = Dose { good, lack, pool };
        self.credits[need].doses[at]
    }

    fn list_needs(&self, case: &Case<'_>, ledger: &mut Ledger) {
        let mut needs =
            case.part_of_need.iter().zip(&case.earnings).zip(&self.credits).zip(0..).peekable();
        for (part, neglect) in case.neglect.iter().enumerate() {
            let mut differs = false;
            while let Some((((_, earning), credits), index)) =
                needs.next_if(|(((of, _), _), _)| **of == part)
            {
                let met = (0..STATES as State).filter(|state| earning.met[*state as usize]);
                let met = met.map(only).sum::<States>();
                let reach = credits.reach;
                if reach == [only(OUT); 2] && earning.points[0] == 0 && met & only(OUT) == 0 {
                    continue;
                }
                let points = earning.points.map(|points| points * SCALE);
                differs |= reach[0] != reach[1];
                ledger.needs.push(Need { index, points, met, reach, doses: credits.doses });
            }
            let end = ledger.needs.len();
            ledger.muscles.push(Muscle { neglect: neglect * SCALE, end, differs });
        }
    }

    /// The positions that may open, with the offers for each.
    fn list_openings(&self, case: &Case<'_>, open: &Open, ledger: &mut Ledger) {
        for session in 0..2 {
            let (mut possible, mut sure) = (self.shared[session], 0);
            for item in open.live.iter().filter(|item| surely_in(open.states[**item], session)) {
                sure |= case.items[*item].position;
            }
            while possible != 0 {
                let position = possible & possible.wrapping_neg();
                possible &= possible - 1;
                for item in &open.live {
                    if case.items[*item].position == position
                        && maybe_in(open.states[*item], session)
                    {
                        ledger.offers.push(self.known[self.shelf.position(*item, session)]);
                    }
                }
                let (sure, end) = (sure & position != 0, ledger.offers.len());
                ledger.openings.push(Opening { session, sure, end });
            }
        }
    }
}

/// Adds a way to load muscles, unless another one loads no others.
fn add_way(ways: &mut Vec<u128>, loads: u128) {
    if !ways.iter().any(|way| way & !loads == 0) {
        ways.retain(|way| loads & !way != 0);
        ways.push(loads);
    }
}

/// The levels of ladders of which several are live.
fn list_rungs(case: &Case<'_>, open: &Open, ledger: &mut Ledger) {
    for rungs in case.ladders {
        let is_live = |rung: &&Vec<usize>| rung.iter().any(|item| open.is_live(*item));
        if rungs.iter().filter(is_live).count() < 2 {
            continue;
        }
        let ladder = ledger.ladders.len();
        for rung in rungs.iter().filter(is_live) {
            for item in rung {
                if let Ok(at) = open.live.binary_search(item) {
                    ledger.exercises[at].rung = Some(ledger.rungs.len());
                    ledger.members.push(at);
                }
            }
            ledger.rungs.push(Rung { ladder, end: ledger.members.len(), sum: 0 });
        }
        ledger.ladders.push(ledger.rungs.len());
    }
}

/// Whether an exercise gives to a need by loading its muscle.
fn gives_by_load(case: &Case<'_>, item: usize, need: usize) -> bool {
    let muscle = case.earnings[need].muscle;
    muscle.is_some_and(|muscle| case.items[item].loads.contains(&muscle))
}
