//! The sessions that are possible at a node: the one of most value, or all above a value.
//!
//! Sessions are tried depth first, one exercise after the other. What an exercise may add is what it costs
//! by itself and its claims: the whole price of a dose that it completes, and its share of one that lacks
//! more. No session gets more than it has and the greatest claims that there are places for.

use std::cmp::Reverse;

use super::super::case::{Case, maybe_in, surely_in};
use super::super::price::{Open, SCALE};
use super::tie::{Bits, Ties, ones, sum};

/// A session: the ties that it has, and what it is worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    pub(super) bits: Bits,
    /// The exercises that the other session may not have beside it, because of a chain.
    pub(super) bars: Bits,
    /// What its changes of position cost, in thousandths of a point.
    pub(super) changes: i64,
    /// What it gets at the prices of its ties.
    pub(super) value: i64,
}

impl Session {
    /// The session at other prices of its ties.
    pub(super) fn valued(self, prices: &[i64]) -> Self {
        Self { value: sum(self.bits, prices) - self.changes * SCALE, ..self }
    }
}

/// Which sessions are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The first one of the greatest value, if it is more than this, after those that led to it.
    Best(i64),
    /// All of more value than this.
    Above(i64),
}

/// Lists sessions of a node. Nothing if more than are `left` to look at would have to be.
pub(super) fn list(
    case: &Case<'_>,
    open: &Open,
    ties: &Ties,
    slot: usize,
    wanted: Wanted,
    left: &mut u64,
    sessions: &mut Vec<Session>,
) -> Option<()> {
    sessions.clear();
    let claims = Claims::new(case, ties, slot);
    let (entries, sure) = entries(case, open, slot, &claims);
    let (Wanted::Best(floor) | Wanted::Above(floor)) = wanted;
    let (reach, top) = (Vec::new(), Vec::new());
    let mut lister = Lister {
        case,
        ties,
        slot,
        places: case.places.min(case.menu),
        entries: &entries,
        claims,
        reach,
        top,
        floor,
        wanted,
        left,
        sessions,
    };
    let mut draft = Draft::default();
    for entry in &entries[..sure] {
        let Some(with) = lister.with(draft, entry) else { return Some(()) };
        lister.claims.put(entry);
        draft = with;
    }
    lister.note(draft);
    lister.extend(draft, sure)
}

/// An exercise that may be in the session.
#[derive(Debug)]
struct Entry<'a> {
    /// Which tie it is.
    tie: usize,
    bars: Bits,
    seconds: i64,
    position: u32,
    loads: &'a [usize],
    credits: &'a [(usize, u32)],
    /// What it gets by itself, and where its claims stand.
    price: i64,
    claims: Vec<usize>,
}

/// The exercises that may be in the session: those that must be first, then those with most to add. With
/// the number of those that must.
fn entries<'a>(
    case: &'a Case<'_>,
    open: &Open,
    slot: usize,
    claims: &Claims<'_>,
) -> (Vec<Entry<'a>>, usize) {
    let entry = |(tie, item): (usize, &usize)| {
        let about = &case.items[*item];
        let by_credit = about.credits.iter().map(|(need, credit)| claims.of_need(*need, *credit));
        let by_load = about.loads.iter().map(|muscle| claims.of_load(*muscle));
        Entry {
            tie,
            bars: claims.ties.bars[tie],
            seconds: about.seconds,
            position: about.position,
            loads: about.loads,
            credits: about.credits,
            price: claims.prices[tie],
            claims: by_credit.chain(by_load).collect(),
        }
    };
    let live = open.live.iter().enumerate();
    let (sure, free): (Vec<_>, Vec<_>) = live
        .filter(|(_, item)| maybe_in(open.states[**item], slot))
        .partition(|(_, item)| surely_in(open.states[**item], slot));
    let count = sure.len();
    let mut free: Vec<Entry<'_>> = free.into_iter().map(entry).collect();
    free.sort_by_key(|entry| (Reverse(claims.added(entry)), entry.tie));
    (sure.into_iter().map(entry).chain(free).collect(), count)
}

/// What an exercise may claim beside what it gets by itself, in a session that has some already.
struct Claims<'a> {
    case: &'a Case<'a>,
    ties: &'a Ties,
    /// The prices of the session's ties.
    prices: Vec<i64>,
    /// For each need and number of credits, then for each muscle that may be loaded.
    all: Vec<i64>,
    /// The credits to each need, the needs with a dose of each affected muscle, the loads on each muscle.
    credits: Vec<u32>,
    treated: Vec<u32>,
    loading: Vec<u32>,
    /// What `all` was before each exercise that may be taken out again.
    before: Vec<i64>,
}

impl<'a> Claims<'a> {
    fn new(case: &'a Case<'_>, ties: &'a Ties, slot: usize) -> Self {
        let needs = case.earnings.len();
        let mut claims = Self {
            case,
            ties,
            prices: ties.prices(slot),
            all: vec![0; needs * (case.dose as usize + 1) + case.muscles],
            credits: vec![0; needs],
            treated: vec![0; case.neglect.len()],
            loading: vec![0; case.muscles],
            before: Vec::new(),
        };
        (0..needs).for_each(|need| claims.renew_need(need));
        (0..case.muscles).for_each(|muscle| claims.renew_load(muscle));
        claims
    }

    /// Where the claim for so many credits to a need stands.
    fn of_need(&self, need: usize, credit: u32) -> usize {
        need * (self.case.dose as usize + 1) + credit.min(self.case.dose) as usize
    }

    fn of_load(&self, muscle: usize) -> usize {
        self.credits.len() * (self.case.dose as usize + 1) + muscle
    }

    /// What an exercise adds at most.
    fn added(&self, entry: &Entry<'_>) -> i64 {
        entry.price + entry.claims.iter().map(|at| self.all[*at]).sum::<i64>()
    }

    fn renew_need(&mut self, need: usize) {
        let part = self.case.part_of_need[need];
        let lack = self.case.dose.saturating_sub(self.credits[need]);
        let first = if self.treated[part] == 0 { self.prices[self.ties.part_at[part]] } else { 0 };
        let price = self.prices[self.ties.need_at[need]].max(0) + first.max(0);
        for credit in 1..=self.case.dose {
            let at = self.of_need(need, credit);
            self.all[at] = share(price, credit, lack);
        }
    }

    fn renew_load(&mut self, muscle: usize) {
        let at = self.of_load(muscle);
        let price: i64 = ones(self.ties.loads[muscle]).map(|tie| self.prices[tie]).sum();
        self.all[at] = if self.loading[muscle] == 0 { price.max(0) } else { 0 };
    }

    fn put(&mut self, entry: &Entry<'_>) {
        self.before.extend_from_slice(&self.all);
        for muscle in entry.loads {
            self.loading[*muscle] += 1;
            self.renew_load(*muscle);
        }
        for (need, credit) in entry.credits {
            self.set_credits(*need, self.credits[*need] + credit);
        }
    }

    /// Takes out what was put in last.
    fn take_out(&mut self, entry: &Entry<'_>) {
        let start = self.before.len() - self.all.len();
        self.all.copy_from_slice(&self.before[start..]);
        self.before.truncate(start);
        for muscle in entry.loads {
            self.loading[*muscle] -= 1;
        }
        for (need, credit) in entry.credits {
            self.change_credits(*need, self.credits[*need] - credit);
        }
    }

    fn set_credits(&mut self, need: usize, credits: u32) {
        if self.change_credits(need, credits) {
            let part = self.case.part_of_need[need];
            let needs =
                (0..self.credits.len()).filter(|need| self.case.part_of_need[*need] == part);
            needs.for_each(|need| self.renew_need(need));
        } else {
            self.renew_need(need);
        }
    }

    /// Whether the need has a dose now and had none, or the other way round.
    fn change_credits(&mut self, need: usize, credits: u32) -> bool {
        let part = self.case.part_of_need[need];
        let [before, after] = [self.credits[need], credits].map(|have| have >= self.case.dose);
        self.credits[need] = credits;
        self.treated[part] = self.treated[part] + u32::from(after) - u32::from(before);
        before != after
    }
}

/// The share of a price that so many credits of those that lack can claim, rounded up.
fn share(price: i64, credits: u32, lack: u32) -> i64 {
    match lack {
        0 => 0,
        lack if credits >= lack => price,
        lack => (price * i64::from(credits) + i64::from(lack) - 1).div_euclid(i64::from(lack)),
    }
}

/// A session in the making.
#[derive(Debug, Clone, Copy, Default)]
struct Draft {
    bits: Bits,
    bars: Bits,
    seconds: i64,
    positions: u32,
    size: usize,
    /// What it gets, without its changes of position.
    value: i64,
}

struct Lister<'a> {
    case: &'a Case<'a>,
    ties: &'a Ties,
    slot: usize,
    /// Exercises in a session, of which a week has no more either.
    places: usize,
    entries: &'a [Entry<'a>],
    claims: Claims<'a>,
    /// What sessions come to at most, level after level; and the greatest claims of a level.
    reach: Vec<i64>,
    top: Vec<i64>,
    floor: i64,
    wanted: Wanted,
    left: &'a mut u64,
    sessions: &'a mut Vec<Session>,
}

impl Lister<'_> {
    /// Notes all that a session becomes with exercises from one on. Nothing if there are too many.
    fn extend(&mut self, draft: Draft, from: usize) -> Option<()> {
        let entries = self.entries;
        let places = self.places - draft.size;
        if places == 0 || from == entries.len() {
            return Some(());
        }
        *self.left = self.left.checked_sub(1)?;
        if places == 1 {
            self.end(draft, from);
            return Some(());
        }
        let level = self.reach.len();
        self.look_ahead(draft, from, places);
        for (at, entry) in entries.iter().enumerate().skip(from) {
            if self.reach[level + at - from] <= self.floor {
                continue;
            }
            if let Some(with) = self.with(draft, entry) {
                self.note(with);
                self.claims.put(entry);
                let all = self.extend(with, at + 1);
                self.claims.take_out(entry);
                all?;
            }
        }
        self.reach.truncate(level);
        Some(())
    }

    /// Notes what a session becomes with its last exercise.
    fn end(&mut self, draft: Draft, from: usize) {
        let have = draft.value - self.change_cost(draft.positions);
        for entry in &self.entries[from..] {
            if have + self.claims.added(entry) > self.floor
                && let Some(with) = self.with(draft, entry)
            {
                self.note(with);
            }
        }
    }

    /// Finds out what a session comes to at most that has each of the exercises from one on as its next.
    fn look_ahead(&mut self, draft: Draft, from: usize, places: usize) {
        let have = draft.value - self.change_cost(draft.positions);
        let used = draft.seconds + self.case.change_s * changes(draft.positions);
        let seconds_left = self.case.seconds[self.slot] - used;
        let level = self.reach.len();
        self.reach.resize(level + self.entries.len() - from, 0);
        self.top.clear();
        self.top.resize(places - 1, 0);
        let mut rest = 0;
        let change = self.case.change[self.slot] * SCALE;
        for (entry, reach) in self.entries[from..].iter().zip(&mut self.reach[level..]).rev() {
            if draft.bars >> entry.tie & 1 != 0 || entry.seconds > seconds_left {
                *reach = i64::MIN;
                continue;
            }
            let mut added = self.claims.added(entry);
            let opens = draft.positions != 0 && entry.position & !draft.positions != 0;
            *reach = have + added + rest - if opens { change } else { 0 };
            let least = self.top.last().copied().unwrap_or(i64::MAX);
            if added > least {
                rest += added - least;
                for kept in &mut self.top {
                    if added > *kept {
                        std::mem::swap(&mut added, kept);
                    }
                }
            }
        }
    }

    fn change_cost(&self, positions: u32) -> i64 {
        self.case.change[self.slot] * changes(positions) * SCALE
    }

    fn note(&mut self, draft: Draft) {
        let must = self.ties.must[self.slot];
        let value = draft.value - self.change_cost(draft.positions);
        if draft.bits & must != must || value <= self.floor {
            return;
        }
        if matches!(self.wanted, Wanted::Best(_)) {
            self.floor = value;
        }
        let changes = self.case.change[self.slot] * changes(draft.positions);
        self.sessions.push(Session { bits: draft.bits, bars: draft.bars, changes, value });
    }

    /// The session with one exercise more, if the rules allow it.
    fn with(&self, draft: Draft, entry: &Entry<'_>) -> Option<Draft> {
        let case = self.case;
        let seconds = draft.seconds + entry.seconds;
        let positions = draft.positions | entry.position;
        let is_loaded = |muscle: &usize| self.claims.loading[*muscle] >= case.load_per_day;
        if draft.size >= self.places
            || draft.bars >> entry.tie & 1 != 0
            || seconds + case.change_s * changes(positions) > case.seconds[self.slot]
            || entry.loads.iter().any(is_loaded)
        {
            return None;
        }
        let mut bits = draft.bits | 1 << entry.tie;
        for muscle in entry.loads {
            bits |= self.ties.loads[*muscle];
        }
        for (need, credit) in entry.credits {
            if self.claims.credits[*need] + credit >= case.dose {
                bits |= self.ties.doses[*need];
            }
        }
        if bits & self.ties.may_not[self.slot] != 0 {
            return None;
        }
        let new = sum(bits & !draft.bits, &self.claims.prices);
        let bars = draft.bars | entry.bars;
        let (size, value) = (draft.size + 1, draft.value + new);
        Some(Draft { bits, bars, seconds, positions, size, value })
    }
}

fn changes(positions: u32) -> i64 {
    i64::from(positions.count_ones().saturating_sub(1))
}
