//! Branch and bound: finds the best week of a case and proves that there is no better one.
//!
//! A node says which states are still open to each exercise. Rules and prices close states. Where few
//! sessions are left, the best pair of them finishes the node; elsewhere some exercises are tried in each
//! of their states, and one of them is decided.

use std::cmp::Reverse;

use super::case::{Case, Counter, INSIDE, OUT, State, is_in, maybe_in, only, surely_in};
use super::climb;
use super::pairs::Pairs;
use super::price::{Bound, Effort, Loss, Market, Open, Prices, states_of};

/// Prices when a case is seen for the first time, at its root and at every other node. Long first steps
/// from good prices were measured to need the least time.
const GLANCE: Effort = Effort { rounds: 10, pace: 1.0 };
const ROOT: Effort = Effort { rounds: 40, pace: 1.0 };
const NODE: Effort = Effort { rounds: 12, pace: 2.0 };

/// So many looks at sessions are counted as a node: they take as long.
const LOOKS_A_NODE: u64 = 1 << 5;

/// So many exercises are tried at a node before one is decided.
const TRIED: usize = 2;

/// The best week so far.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    /// What it is worth.
    pub(crate) worth: i64,
    /// Its exercises, in order; none if it is the empty week.
    pub(crate) choice: Vec<(usize, State)>,
}

/// A node of the search.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    open: Open,
    pub(crate) prices: Prices,
    /// In how many of a thousand rounds of looking for prices each exercise was in the week.
    often: Vec<i64>,
    /// No week below this node is worth more.
    pub(crate) bound: i64,
}

impl Node {
    /// A node of which nothing is known but what is open, and prices to begin with.
    pub(crate) const fn new(open: Open, prices: Prices) -> Self {
        Self { open, prices, often: Vec::new(), bound: i64::MAX }
    }

    /// The exercises to try next: those that were in the week in three of four rounds, or nearest to
    /// that. Deciding the surest ones closes little, and what may as well be out leads nowhere; three of
    /// four was measured to need the fewest nodes.
    fn undecided(&self) -> Vec<usize> {
        let open = |item: &usize| self.open.states[*item].count_ones() > 1;
        let mut items: Vec<usize> = self.open.live.iter().copied().filter(open).collect();
        items.sort_by_key(|item| ((self.often[*item] - 750).abs(), *item));
        items.truncate(TRIED);
        items
    }
}

/// What is left to search below a node.
enum Branches {
    /// Nothing that is better than the best week.
    None,
    /// It is not known: the limit is reached.
    Unknown,
    /// These nodes, the most promising first.
    Below(Vec<Node>),
}

/// Searches case after case, with one count of nodes and one memory for all.
pub(crate) struct Searcher {
    /// How many nodes were begun.
    pub(crate) nodes: u64,
    limit: u64,
    counter: Counter,
    market: Market,
    pairs: Pairs,
}

impl Searcher {
    /// A searcher that begins so many nodes at most.
    pub(crate) fn new(limit: u64) -> Self {
        let (counter, market) = <_>::default();
        Self { nodes: 0, limit, counter, market, pairs: Pairs::new() }
    }

    /// A first look at a case: its root, with prices and a bound that tell how promising it is. Improves
    /// the best week on the way. No root if nothing in the case can be better; good prices in any case.
    pub(crate) fn glance(
        &mut self,
        case: &Case<'_>,
        mut node: Node,
        best: &mut Best,
    ) -> (Option<Node>, Prices) {
        // Where what must be in the week can be nowhere there is no week.
        let open = node.open.states.iter().all(|states| *states != 0)
            && propagate(case, &mut node.open)
            && self.improve(case, &mut node, best, GLANCE).is_some();
        let prices = node.prices.clone();
        (open.then_some(node), prices)
    }

    /// Looks for good prices of a root so many times. False if nothing below it can be better.
    pub(crate) fn prepare(
        &mut self,
        case: &Case<'_>,
        root: &mut Node,
        best: &mut Best,
        times: u32,
    ) -> bool {
        root.bound > best.worth
            && (0..times).all(|_| self.improve(case, root, best, ROOT).is_some())
    }

    /// Searches below a node that is improved. What the limit leaves open is told by the bound that is
    /// returned: no week below the node is worth more than that and the best week.
    pub(crate) fn search(&mut self, case: &Case<'_>, node: &mut Node, best: &mut Best) -> i64 {
        if node.bound <= best.worth {
            return i64::MIN;
        }
        let bound = node.bound;
        if self.nodes >= self.limit {
            return bound;
        }
        if self.finish(case, node, best) {
            return i64::MIN;
        }
        match self.branch(case, node.clone(), best) {
            Branches::None => i64::MIN,
            Branches::Unknown => bound,
            Branches::Below(nodes) => {
                let left = nodes.into_iter().map(|mut node| self.search(case, &mut node, best));
                left.max().unwrap_or(i64::MIN)
            }
        }
    }

    /// Never looks at pairs of sessions.
    #[cfg(test)]
    pub(crate) fn without_pairs(mut self) -> Self {
        self.pairs = Pairs::never();
        self
    }

    /// Searches below a root by pairs of sessions alone, whatever the limit. False if that did not do.
    pub(crate) fn settle(&mut self, case: &Case<'_>, root: &mut Node, best: &mut Best) -> bool {
        root.bound <= best.worth || self.finish(case, root, best)
    }

    /// Finds the best week below a node by its pairs of sessions, if there are few enough.
    fn finish(&mut self, case: &Case<'_>, node: &mut Node, best: &mut Best) -> bool {
        let before = self.pairs.looks / LOOKS_A_NODE;
        let (counter, prices) = (&mut self.counter, &mut node.prices.ties);
        let done = self.pairs.finish(case, &node.open, counter, best, prices);
        self.nodes += self.pairs.looks / LOOKS_A_NODE - before;
        done
    }

    /// Tries some exercises in each of their states and decides the one that leaves least to search.
    fn branch(&mut self, case: &Case<'_>, mut node: Node, best: &mut Best) -> Branches {
        'decided: loop {
            let candidates = node.undecided();
            if candidates.is_empty() {
                self.weigh(case, &node.open, best);
                return Branches::None;
            }
            let mut least: Option<(i128, Vec<Node>)> = None;
            for item in candidates {
                let Some(mut below) = self.decide(case, &mut node, item, best) else {
                    return Branches::Unknown;
                };
                below.sort_by_key(|below| Reverse(below.bound));
                match below.len() {
                    0 => return Branches::None,
                    1 => {
                        node = below.remove(0);
                        continue 'decided;
                    }
                    _ => {}
                }
                let gap = |below: &Node| i128::from((below.bound - best.worth).max(0));
                let left = below.iter().map(|below| gap(below) * gap(below)).sum();
                if least.as_ref().is_none_or(|(least, _)| left < *least) {
                    least = Some((left, below));
                }
            }
            return least.map_or(Branches::None, |(_, nodes)| Branches::Below(nodes));
        }
    }

    /// The nodes below one in which an exercise has each of its states. A state that nothing better comes
    /// of is closed in the node itself. Nothing if the limit is reached.
    fn decide(
        &mut self,
        case: &Case<'_>,
        node: &mut Node,
        item: usize,
        best: &mut Best,
    ) -> Option<Vec<Node>> {
        let mut below = Vec::new();
        for state in states_of(node.open.states[item]) {
            if self.nodes >= self.limit {
                return None;
            }
            self.nodes += 1;
            let mut child = node.clone();
            child.open.states[item] = only(state);
            if propagate(case, &mut child.open)
                && self.improve(case, &mut child, best, NODE).is_some()
            {
                below.push(child);
            } else {
                node.open.states[item] &= !only(state);
            }
        }
        Some(below)
    }

    /// Improves prices, the best week, and what is open at a node. Nothing if the node is done: no week
    /// below it is better than the best one, or all is decided.
    fn improve(
        &mut self,
        case: &Case<'_>,
        node: &mut Node,
        best: &mut Best,
        effort: Effort,
    ) -> Option<()> {
        let bound = self.market.haggle(case, &node.open, &mut node.prices, best.worth, effort);
        node.bound = node.bound.min(bound.points());
        if node.bound <= best.worth {
            return None;
        }
        node.often.clear();
        node.often.resize(case.items.len(), 0);
        for (at, item) in node.open.live.iter().enumerate() {
            node.often[*item] = self.market.often(at);
        }
        self.round(case, node, best);
        let may_be_better = node.bound > best.worth && self.close(case, node, bound, best.worth);
        may_be_better.then_some(())
    }

    /// Makes a week of what the exercises take at the node's prices, the ones with most to gain first.
    fn round(&mut self, case: &Case<'_>, node: &Node, best: &mut Best) {
        let mut order: Vec<(bool, i64, usize)> = Vec::new();
        for (at, item) in node.open.live.iter().enumerate() {
            let sure = node.open.states[*item] & only(OUT) == 0;
            if sure || self.market.taken(at) != OUT {
                order.push((!sure, -self.market.regret(at, OUT), at));
            }
        }
        order.sort_unstable();
        let mut choice: Vec<(usize, State)> = Vec::new();
        let mut worth = None;
        for (free, _, at) in order {
            choice.push((node.open.live[at], self.market.taken(at)));
            let with = self.counter.worth(case, &choice);
            if free && (with.is_none() || with <= worth) {
                choice.pop();
            } else {
                worth = with;
            }
        }
        if choice.is_empty() {
            worth = self.counter.worth(case, &choice);
        }
        if let Some(worth) = worth {
            offer(best, worth, &choice);
        }
    }

    /// Looks at the only week that is left when every exercise is decided.
    fn weigh(&mut self, case: &Case<'_>, open: &Open, best: &mut Best) {
        let state = |item: &usize| states_of(open.states[*item]).next().unwrap_or(OUT);
        let choice: Vec<(usize, State)> =
            open.live.iter().map(|item| (*item, state(item))).collect();
        if let Some(worth) = self.counter.worth(case, &choice) {
            offer(best, worth, &choice);
        }
    }

    /// Closes the states of exercises and needs that lose too much at the node's prices. False if nothing
    /// better is left.
    fn close(&mut self, case: &Case<'_>, node: &mut Node, bound: Bound, least: i64) -> bool {
        let mut closed = false;
        for at in 0..node.open.live.len() {
            let item = node.open.live[at];
            let states = node.open.states[item];
            for state in states_of(states) {
                let loss = self.market.regret(at, state);
                if loss > 0 && bound.less(loss).points() <= least {
                    node.open.states[item] &= !only(state);
                    closed = true;
                }
            }
        }
        for Loss { need, state, loss } in self.market.losses() {
            if *loss > 0 && bound.less(*loss).points() <= least {
                node.open.needs[*need] &= !only(*state);
                closed = true;
            }
        }
        !closed || propagate(case, &mut node.open)
    }

    /// A first week of a case, by small changes from the week that has nothing but what must be in it.
    pub(crate) fn start(&mut self, case: &Case<'_>, best: &mut Best, forced: Option<usize>) {
        let states = forced.map_or(only(OUT), |forced| case.items[forced].states);
        for state in states_of(states) {
            let choice: Vec<_> = forced.map(|forced| (forced, state)).into_iter().collect();
            let Some(worth) = self.counter.worth(case, &choice) else { continue };
            let mut own = Best { worth, choice };
            climb::climb(case, &mut self.counter, &mut own, forced);
            if own.worth > best.worth {
                *best = own;
            }
        }
    }

    /// The best week that small changes lead to, from the best week so far.
    pub(crate) fn climb(&mut self, case: &Case<'_>, best: &mut Best, forced: Option<usize>) {
        climb::climb(case, &mut self.counter, best, forced);
    }
}

/// Takes a week as the best one if it is.
pub(crate) fn offer(best: &mut Best, worth: i64, choice: &[(usize, State)]) {
    if worth > best.worth {
        let mut choice: Vec<(usize, State)> =
            choice.iter().copied().filter(|(_, state)| *state != OUT).collect();
        choice.sort_unstable();
        *best = Best { worth, choice };
    }
}

/// Closes the states that what is sure leaves no room for, as long as there are any. False if what is sure
/// breaks a rule by itself.
fn propagate(case: &Case<'_>, open: &mut Open) -> bool {
    loop {
        open.forget();
        let sure = Sure::of(case, open);
        if !sure.fits(case) || !serve(case, open) {
            return false;
        }
        let mut closed = false;
        for at in 0..open.live.len() {
            let item = open.live[at];
            let states = open.states[item];
            if states.count_ones() < 2 {
                continue;
            }
            let left = states_of(states).filter(|state| sure.leaves(case, item, states, *state));
            let left = left.map(only).sum();
            closed |= left != states;
            open.states[item] = left;
            if left == 0 {
                return false;
            }
        }
        if !closed {
            return true;
        }
    }
}

/// Closes the states of exercises that do not go with what needs may have: a dose where a need may have
/// none, and no part of a dose that a need must have. False if a need or an exercise has no state left.
fn serve(case: &Case<'_>, open: &mut Open) -> bool {
    for (slot, inside) in INSIDE.into_iter().enumerate() {
        let mut possible = vec![0_u32; case.earnings.len()];
        for item in open.live.iter().filter(|item| maybe_in(open.states[**item], slot)) {
            for (need, credit) in case.items[*item].credits {
                possible[*need] += credit;
            }
        }
        for item in &open.live {
            let states = &mut open.states[*item];
            for (need, credit) in case.items[*item].credits {
                let allowed = open.needs[*need];
                if *credit >= case.dose && !maybe_in(allowed, slot) {
                    *states &= !inside;
                }
                if maybe_in(*states, slot)
                    && surely_in(allowed, slot)
                    && possible[*need] - credit < case.dose
                {
                    *states &= inside;
                }
            }
            if *states == 0 {
                return false;
            }
        }
    }
    open.needs.iter().all(|states| *states != 0)
}

/// What the exercises that are surely in a session come to.
#[derive(Debug, Default)]
struct Sure {
    seconds: [i64; 2],
    places: [usize; 2],
    positions: [u32; 2],
    menu: usize,
    loading: Vec<[u32; 2]>,
    in_chains: Vec<usize>,
    chains_agree: bool,
}

impl Sure {
    fn of(case: &Case<'_>, open: &Open) -> Self {
        let loading = vec![[0; 2]; case.muscles];
        let mut sure = Self { loading, chains_agree: true, ..Self::default() };
        for item in &open.live {
            let states = open.states[*item];
            if states & only(OUT) != 0 {
                continue;
            }
            let about = &case.items[*item];
            sure.menu += 1;
            if about.rung.is_some() {
                let agree = |other: &usize| case.chains_agree(*item, *other);
                sure.chains_agree &= sure.in_chains.iter().all(agree);
                sure.in_chains.push(*item);
            }
            for slot in (0..2).filter(|slot| surely_in(states, *slot)) {
                sure.seconds[slot] += about.seconds;
                sure.places[slot] += 1;
                sure.positions[slot] |= about.position;
                for muscle in about.loads {
                    sure.loading[*muscle][slot] += 1;
                }
            }
        }
        sure
    }

    fn fits(&self, case: &Case<'_>) -> bool {
        let session = |slot: usize| {
            let changes = i64::from(self.positions[slot].count_ones().saturating_sub(1));
            self.places[slot] <= case.places
                && self.seconds[slot] + changes * case.change_s <= case.seconds[slot]
        };
        let loads =
            |[a, b]: &[u32; 2]| *a.max(b) <= case.load_per_day && !(case.clash && *a > 0 && *b > 0);
        self.chains_agree
            && self.menu <= case.menu
            && session(0)
            && session(1)
            && self.loading.iter().all(loads)
    }

    /// Whether there is room for an exercise in a state, beside everything that is sure.
    fn leaves(&self, case: &Case<'_>, item: usize, states: u8, state: State) -> bool {
        if state == OUT {
            return true;
        }
        let about = &case.items[item];
        let new = states & only(OUT) != 0;
        if new && (self.menu >= case.menu || !self.chains_leave(case, item)) {
            return false;
        }
        let fits = |slot: usize| {
            if !is_in(state, slot) || surely_in(states, slot) {
                return true;
            }
            let positions = (self.positions[slot] | about.position).count_ones();
            let changes_s = i64::from(positions.saturating_sub(1)) * case.change_s;
            let load = |muscle: &usize| {
                let loading = self.loading[*muscle];
                loading[slot] < case.load_per_day && !(case.clash && loading[1 - slot] > 0)
            };
            self.places[slot] < case.places
                && self.seconds[slot] + about.seconds + changes_s <= case.seconds[slot]
                && about.loads.iter().all(load)
        };
        fits(0) && fits(1)
    }

    fn chains_leave(&self, case: &Case<'_>, item: usize) -> bool {
        self.in_chains.iter().all(|other| case.chains_agree(item, *other))
    }
}
