//! What is possible and what is sure at a node, found once for all rounds there.

use super::super::case::{Case, OUT, STATES, State, States, is_in, maybe_in, only, surely_in};
use super::{MENU, Market, Open, PLACES, Prices, Shelf, may_come, place, second};

/// Credits to a need.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Credits {
    /// From all that may be in each session.
    any: [u32; 2],
    /// From what does not load the need's muscle.
    light: [u32; 2],
    /// From what is surely in each place.
    sure: [u32; PLACES],
    /// From what may be in each place and is no dose by itself.
    part: [u32; PLACES],
    /// The muscles that all of them load.
    loads: u128,
}

/// What an exercise gives to a need in a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    /// Which dose: the need, and in which place.
    pub(super) dose: usize,
    pub(super) place: usize,
    /// Credits that help towards a dose.
    pub(super) given: i64,
    /// The group that it belongs to, if it is no dose by itself.
    pub(super) group: Option<usize>,
}

/// A price that can do anything at a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Active {
    pub(super) price: usize,
    /// One by what it is counted in.
    pub(super) scale: f64,
    /// The dose that a group helps towards, where it is the price of its help.
    pub(super) dose: Option<usize>,
}

impl Market {
    /// Finds out which doses and positions are possible and which are sure.
    pub(super) fn look(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) {
        self.add_credits(case, open);
        self.take_off_ladders(case, open);
        self.find_reach(case);
        self.tie(case, open);
        self.clear(case);
        self.find_active(case, open, prices);
    }

    fn add_credits(&mut self, case: &Case<'_>, open: &Open) {
        self.credits.clear();
        let nothing = Credits { loads: u128::MAX, ..Credits::default() };
        self.credits.resize(case.earnings.len(), nothing);
        self.sure = [0; 2];
        self.possible = [0; 2];
        for item in &open.live {
            let states = open.states[*item];
            let about = &case.items[*item];
            for slot in (0..2).filter(|slot| maybe_in(states, *slot)) {
                self.possible[slot] |= about.position;
                self.sure[slot] |= if surely_in(states, slot) { about.position } else { 0 };
            }
            for (need, credit) in about.credits {
                let muscle = case.earnings[*need].muscle;
                let loads = muscle.is_some_and(|muscle| about.loads.contains(&muscle));
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
        self.lack.clear();
        let lack = |sure: u32| i64::from(case.dose.saturating_sub(sure));
        self.lack.extend(self.credits.iter().map(|credits| credits.sure.map(lack)));
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
                            let own = about.credits.iter().filter(|(other, _)| other == need);
                            let credit: u32 = own.map(|(_, credit)| credit).sum();
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

    fn find_reach(&mut self, case: &Case<'_>) {
        self.reach.clear();
        for credits in &self.credits {
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
            self.reach.push([with_load_in(0), with_load_in(1)]);
        }
    }

    /// Finds out what each exercise gives to needs. Where exercises that are no dose by themselves do not
    /// add up to one, only whole doses help.
    fn tie(&mut self, case: &Case<'_>, open: &Open) {
        for item in &open.live {
            let states = open.states[*item];
            for at in (0..PLACES).filter(|at| may_come(states, *at)) {
                for (need, credit) in case.items[*item].credits {
                    let part = i64::from(*credit) < self.lack[*need][at];
                    self.credits[*need].part[at] += if part { *credit } else { 0 };
                }
            }
        }
        self.ties.clear();
        self.ends.clear();
        for item in &open.live {
            let (states, about) = (open.states[*item], &case.items[*item]);
            for at in (0..PLACES).filter(|at| may_come(states, *at)) {
                for ((need, credit), group) in about.credits.iter().zip(about.groups) {
                    let lack = self.lack[*need][at];
                    let part = i64::from(*credit) < lack;
                    let helps = !part || i64::from(self.credits[*need].part[at]) >= lack;
                    if lack > 0 {
                        let given = if helps { i64::from(*credit).min(lack) } else { 0 };
                        let group = group.filter(|_| part);
                        self.ties.push(Tie { dose: PLACES * need + at, place: at, given, group });
                    }
                }
            }
            self.ends.push(self.ties.len());
        }
    }

    fn clear(&mut self, case: &Case<'_>) {
        self.value.resize(case.items.len(), [0; STATES]);
        self.taken.resize(case.items.len(), OUT);
        self.often.clear();
        self.often.resize(case.items.len(), 0);
        self.rounds = 0;
        self.bought.resize(case.earnings.len(), OUT);
        self.rungs.resize(case.ladders.len(), Vec::new());
        self.shelf = Shelf::of(case);
        self.excess.resize(self.shelf.end, 0);
        self.short.resize(PLACES * case.earnings.len(), 0);
    }

    /// Finds the prices that can do anything here. The others stay as they are.
    fn find_active(&mut self, case: &Case<'_>, open: &Open, prices: &Prices) {
        let shelf = self.shelf;
        let matters = &mut self.matters;
        matters.clear();
        matters.resize(shelf.end, false);
        for slot in 0..2 {
            matters[second(slot)] = true;
            matters[place(slot)] = true;
        }
        matters[MENU] = true;
        for item in &open.live {
            let about = &case.items[*item];
            for slot in (0..2).filter(|slot| maybe_in(open.states[*item], *slot)) {
                matters[shelf.position(*item, slot)] = about.position != 0;
                for muscle in about.loads {
                    matters[shelf.load(*muscle, if case.clash { 0 } else { slot })] = true;
                }
            }
        }
        for tie in &self.ties {
            matters[shelf.dose() + tie.dose] = true;
            if let Some(group) = tie.group {
                matters[shelf.cut(group, tie.place)] = true;
            }
        }
        // A second is a small thing beside a place: a session's seconds are counted in its places.
        let scale = |price: usize| match case.seconds.get(price) {
            Some(seconds) => 1.0 / (*seconds as f64 / case.places.max(1) as f64).max(1.0),
            None => 1.0,
        };
        let cuts = shelf.cuts();
        let matters = (0..shelf.end).filter(|price| matters[*price] || prices.all[*price] > 0);
        self.active.clear();
        self.active.extend(matters.map(|price| Active {
            price,
            scale: scale(price),
            dose: cuts.contains(&price).then(|| {
                let (group, place) = ((price - cuts.start) / PLACES, (price - cuts.start) % PLACES);
                PLACES * case.groups[group] + place
            }),
        }));
        self.direction.clear();
        self.direction.resize(self.active.len(), 0.0);
    }
}
