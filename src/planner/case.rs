//! The problem under one map of the week, as plain numbers: what the search works on.
//!
//! The rules and wishes say what a week may be and what it is worth; a case says the same of one map in
//! a form that is quick to compute with. A test holds the two against each other.

use std::cmp::Reverse;

use crate::library::Position;

use super::group::Groups;
use super::problem::{Ladder, Problem};
use super::rule;
use super::week::{Days, Slot, Week};

/// Where an exercise is: bit 0 for session A, bit 1 for session B; 0 is not in the week.
pub(crate) type State = u8;

/// The number of states.
pub(crate) const STATES: usize = 4;

/// In neither session.
pub(crate) const OUT: State = 0;

/// In the first session alone, and in the second alone.
const IN_A: State = 1;
const IN_B: State = 2;

/// In both sessions.
pub(crate) const BOTH: State = 3;

/// A set of states, as bits.
pub(crate) type States = u8;

/// The set of all states.
pub(crate) const ALL: States = 0b1111;

/// The states that are in each session.
pub(crate) const INSIDE: [States; 2] = [0b1010, 0b1100];

/// The set that holds one state.
pub(crate) const fn only(state: State) -> States {
    1 << state
}

/// Whether a state is in a session.
pub(crate) const fn is_in(state: State, session: usize) -> bool {
    state >> session & 1 == 1
}

/// Whether every state of a set is in a session.
pub(crate) const fn surely_in(states: States, session: usize) -> bool {
    states & !INSIDE[session] == 0
}

/// Whether some state of a set is in a session.
pub(crate) const fn maybe_in(states: States, session: usize) -> bool {
    states & INSIDE[session] != 0
}

/// An exercise in a case. Points are thousandths.
#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    /// What it earns by itself in each state: prices below zero, and the prize if it was asked for.
    pub(crate) own: [i64; STATES],
    /// The states that the rules allow to it alone.
    pub(crate) states: States,
    /// Seconds of one use.
    pub(crate) seconds: i64,
    /// The bit of its position; 0 if it can be done in any.
    pub(crate) position: u32,
    /// Its ladder and its level on it, if its chain has several levels here.
    pub(crate) rung: Option<(usize, usize)>,
    /// The muscles that it loads.
    pub(crate) loads: &'a [usize],
    /// The same as bits; those that there is no bit for are left out.
    pub(crate) load_bits: u128,
    /// Its credits to needs.
    pub(crate) credits: &'a [(usize, u32)],
    /// The group that it belongs to with each of them, where it is no dose by itself.
    pub(crate) groups: &'a [Option<usize>],
}

/// What meeting a need earns.
#[derive(Debug, Clone)]
pub(crate) struct Earning {
    /// Thousandths, by the sessions with a dose.
    pub(crate) points: [i64; STATES],
    /// Whether the need counts as met, by the sessions with a dose.
    pub(crate) met: [bool; STATES],
    /// The muscle, if an exercise may load it.
    pub(crate) muscle: Option<usize>,
}

/// The problem under one map.
#[derive(Debug, Clone)]
pub(crate) struct Case<'a> {
    /// The map.
    pub(crate) days: Days,
    /// Exercises, by the candidate's index.
    pub(crate) items: Vec<Item<'a>>,
    /// Needs, by the need's index.
    pub(crate) earnings: Vec<Earning>,
    /// The need of each group.
    pub(crate) groups: &'a [usize],
    /// The levels of chains of which a week may have one.
    pub(crate) ladders: &'a [Ladder],
    /// The affected muscle of each need.
    pub(crate) part_of_need: &'a [usize],
    /// All that can be earned and lost.
    pub(crate) stakes: i64,
    /// What leaving out each affected muscle loses.
    pub(crate) neglect: Vec<i64>,
    /// The number of muscles that may be loaded.
    pub(crate) muscles: usize,
    /// Seconds of the shortest day of each session.
    pub(crate) seconds: [i64; 2],
    /// Exercises in a session.
    pub(crate) places: usize,
    /// Exercises in the week.
    pub(crate) menu: usize,
    /// Seconds of a change of position.
    pub(crate) change_s: i64,
    /// What a change of position costs in each session, on all its days.
    pub(crate) change: [i64; 2],
    /// Credits that make a dose.
    pub(crate) dose: u32,
    /// Whether a muscle that one session loads may not be loaded in the other.
    pub(crate) clash: bool,
    /// Exercises that load one muscle in a session.
    pub(crate) load_per_day: u32,
}

impl<'a> Case<'a> {
    /// The case of a map, in which each candidate in the week also earns its favour.
    pub(crate) fn new(
        problem: &'a Problem<'_>,
        groups: &'a Groups,
        favours: &[i64],
        days: Days,
    ) -> Self {
        let rules = problem.rules;
        let bits = Slot::BOTH.map(|slot| Week::empty(days).day_bits(slot));
        let counts = bits.map(u8::count_ones);
        let touch = |one: u8, other: u8| rule::day_after(one) & other != 0;
        let clash = touch(bits[0], bits[1])
            || touch(bits[1], bits[0])
            || counts[0] + counts[1] > rules.limits.load_days;
        let may_load = [0, 1].map(|slot: usize| {
            !touch(bits[slot], bits[slot]) && counts[slot] <= rules.limits.load_days
        });
        let first = days[problem.first_day.index()];
        let days_in = |state: State| -> u32 {
            (0..2).filter(|slot| is_in(state, *slot)).map(|slot| counts[slot]).sum()
        };
        let least = rules.coverage.least_days;
        let mut case = Self {
            days,
            items: Vec::with_capacity(problem.candidates.len()),
            earnings: Vec::with_capacity(problem.needs.len()),
            groups: &groups.needs,
            ladders: &problem.ladders,
            part_of_need: &problem.part_of_need,
            stakes: rules.points.all_needs.0 + rules.points.neglect.0 + problem.prize(),
            neglect: problem.parts.iter().map(|part| part.neglect).collect(),
            muscles: problem.loadable.len(),
            seconds: Slot::BOTH.map(|slot| i64::from(problem.shortest(&days, slot))),
            places: problem.places(),
            menu: rules.limits.menu as usize,
            change_s: i64::from(rules.limits.change_s),
            change: counts.map(|count| rules.points.change.0 * i64::from(count)),
            dose: rules.coverage.dose_credit,
            clash,
            load_per_day: rules.limits.load_per_day,
        };
        for (index, (candidate, favour)) in problem.candidates.iter().zip(favours).enumerate() {
            let once = rules.points.menu.0 + candidate.novelty - favour;
            let own = |state: State| {
                let days = days_in(state);
                let prize = if days >= least { problem.earns(candidate) } else { 0 };
                if state == OUT { 0 } else { prize - once - candidate.effort * i64::from(days) }
            };
            let loads = !candidate.loads.is_empty();
            let after_load = |slot: usize| {
                first == Some(Slot::BOTH[slot])
                    && candidate.loads.iter().any(|muscle| problem.loaded_before[*muscle])
            };
            let fits = |state: State, slot: usize| {
                !is_in(state, slot)
                    || counts[slot] > 0
                        && i64::from(candidate.seconds) <= case.seconds[slot]
                        && (!loads || may_load[slot] && !after_load(slot))
            };
            let allowed = |state: &State| {
                fits(*state, 0)
                    && fits(*state, 1)
                    && !(*state == BOTH && loads && clash)
                    && days_in(*state) <= candidate.most_days
            };
            let states = (0..STATES as State).filter(allowed).map(only).sum();
            let position = candidate.exercise.position;
            case.items.push(Item {
                own: [0, 1, 2, 3].map(own),
                states,
                seconds: i64::from(candidate.seconds),
                position: if position == Position::Any { 0 } else { 1 << position as u32 },
                rung: None,
                loads: &candidate.loads,
                load_bits: candidate.loads.iter().map(|muscle| bit(*muscle)).sum(),
                credits: &candidate.credits,
                groups: &groups.of_candidate[index],
            });
        }
        for (ladder, rungs) in problem.ladders.iter().enumerate() {
            for (level, items) in rungs.iter().enumerate() {
                for item in items {
                    case.items[*item].rung = Some((ladder, level));
                }
            }
        }
        for need in &problem.needs {
            let days = [0, 1, 2, 3].map(days_in);
            case.earnings.push(Earning {
                points: days.map(|days| need.gain[days as usize]),
                met: days.map(|days| days >= least),
                muscle: problem.loadable.binary_search(&need.muscle.as_str()).ok(),
            });
        }
        case
    }

    /// Makes a need earn so much more wherever it is met.
    pub(crate) fn demand(&mut self, need: usize, points: i64) {
        let earning = &mut self.earnings[need];
        for (earned, met) in earning.points.iter_mut().zip(earning.met) {
            *earned += if met { points } else { 0 };
        }
        self.stakes += points;
    }

    /// Where the sessions are alike in everything, the exercise that matters most is not in the second
    /// one alone: each week that has it there is as good as the one with the sessions exchanged.
    pub(crate) fn tell_sessions_apart(&mut self) {
        let alike = |item: &Item<'_>| {
            (item.states & only(IN_A) == 0) == (item.states & only(IN_B) == 0)
                && item.own[IN_A as usize] == item.own[IN_B as usize]
        };
        let earns_alike = |earning: &Earning| {
            earning.points[IN_A as usize] == earning.points[IN_B as usize]
                && earning.met[IN_A as usize] == earning.met[IN_B as usize]
        };
        if self.seconds[0] != self.seconds[1]
            || self.change[0] != self.change[1]
            || !self.items.iter().all(alike)
            || !self.earnings.iter().all(earns_alike)
        {
            return;
        }
        let open = |index: &usize| self.items[*index].states & only(IN_B) != 0;
        let matters = |index: &usize| {
            let item = &self.items[*index];
            let points = |(need, credit): &(usize, u32)| {
                self.earnings[*need].points[BOTH as usize].saturating_mul(i64::from(*credit))
            };
            // What cannot be in both is what a session is about.
            let once = item.states & only(BOTH) == 0;
            (once, item.credits.iter().map(points).sum::<i64>(), Reverse(*index))
        };
        if let Some(first) = (0..self.items.len()).filter(open).max_by_key(matters) {
            self.items[first].states &= !only(IN_B);
        }
    }

    /// The week of a choice.
    pub(crate) fn week(&self, choice: &[(usize, State)]) -> Week {
        let mut week = Week::empty(self.days);
        for (item, state) in choice {
            week.put(*item, [is_in(*state, 0), is_in(*state, 1)]);
        }
        week
    }

    /// Whether two exercises may be in one week, as far as their chains go.
    pub(crate) fn chains_agree(&self, one: usize, other: usize) -> bool {
        match (self.items[one].rung, self.items[other].rung) {
            (Some((one, level)), Some((other, other_level))) => {
                one != other || level == other_level
            }
            _ => true,
        }
    }
}

/// The bit of a muscle; none beyond the last bit.
pub(crate) fn bit(muscle: usize) -> u128 {
    u32::try_from(muscle).ok().and_then(|muscle| 1_u128.checked_shl(muscle)).unwrap_or_default()
}

/// Counts what a choice comes to. It keeps its memory from one choice to the next.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    credits: Vec<[u32; 2]>,
    loading: Vec<[u32; 2]>,
    treated: Vec<bool>,
}

impl Counter {
    /// The worth of a choice in thousandths of a point, or nothing if it breaks a rule. Each exercise is
    /// in it once, in a state that the rules allow to it alone.
    pub(crate) fn worth(&mut self, case: &Case<'_>, choice: &[(usize, State)]) -> Option<i64> {
        let chosen = || choice.iter().filter(|(_, state)| *state != OUT);
        if chosen().count() > case.menu || !self.sessions_fit(case, choice) {
            return None;
        }
        for (at, (item, _)) in chosen().enumerate() {
            if chosen().take(at).any(|(other, _)| !case.chains_agree(*item, *other)) {
                return None;
            }
        }
        let own: i64 = chosen().map(|(item, state)| case.items[*item].own[*state as usize]).sum();
        Some(own - self.changes(case, choice) + self.earned(case, choice))
    }

    fn sessions_fit(&mut self, case: &Case<'_>, choice: &[(usize, State)]) -> bool {
        self.loading.clear();
        self.loading.resize(case.muscles, [0; 2]);
        for slot in 0..2 {
            let inside = || choice.iter().filter(|(_, state)| is_in(*state, slot));
            let seconds: i64 = inside().map(|(item, _)| case.items[*item].seconds).sum();
            let changes_s = case.change_s * changes(case, choice, slot);
            if inside().count() > case.places || seconds + changes_s > case.seconds[slot] {
                return false;
            }
            for muscle in inside().flat_map(|(item, _)| case.items[*item].loads) {
                self.loading[*muscle][slot] += 1;
            }
        }
        self.loading
            .iter()
            .all(|[a, b]| *a.max(b) <= case.load_per_day && !(case.clash && *a > 0 && *b > 0))
    }

    fn changes(&self, case: &Case<'_>, choice: &[(usize, State)]) -> i64 {
        (0..2).map(|slot| case.change[slot] * changes(case, choice, slot)).sum()
    }

    fn earned(&mut self, case: &Case<'_>, choice: &[(usize, State)]) -> i64 {
        self.credits.clear();
        self.credits.resize(case.earnings.len(), [0; 2]);
        self.treated.clear();
        self.treated.resize(case.neglect.len(), false);
        for (item, state) in choice {
            for (need, credit) in case.items[*item].credits {
                for slot in (0..2).filter(|slot| is_in(*state, *slot)) {
                    self.credits[*need][slot] += credit;
                }
            }
        }
        let mut earned = 0;
        for (need, earning) in case.earnings.iter().enumerate() {
            let dosed = self.credits[need].map(|credits| usize::from(credits >= case.dose));
            let state = dosed[0] + 2 * dosed[1];
            earned += earning.points[state];
            self.treated[case.part_of_need[need]] |= earning.met[state];
        }
        let parts = case.neglect.iter().zip(&self.treated);
        earned - parts.filter(|(_, treated)| !**treated).map(|(neglect, _)| neglect).sum::<i64>()
    }
}

/// Changes of position in a session of a choice.
fn changes(case: &Case<'_>, choice: &[(usize, State)], slot: usize) -> i64 {
    let inside = choice.iter().filter(|(_, state)| is_in(*state, slot));
    let seen = inside.fold(0_u32, |seen, (item, _)| seen | case.items[*item].position);
    i64::from(seen.count_ones().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, exercise};
    use super::super::maps::maps;
    use super::super::reference::is_idle;
    use super::super::rule;
    use super::super::week::Tally;
    use super::*;
    use crate::library::{Finding, Kind};
    use crate::quantity::{Day, Side};

    #[test]
    fn a_case_says_of_every_week_what_rules_and_wishes_say() {
        let mut world = World::new([
            exercise("a").dosed(),
            exercise("b").dosed().secondary(&["n"]).position(Position::Standing),
            exercise("c").dosed().primary(&["n"]).chain("c", 1),
            exercise("d").dosed().primary(&["n"]).low_load().position(Position::Prone),
            exercise("e").dosed().kind(Kind::Stretch).primary(&["n"]).chain("c", 1),
        ]);
        world.request.days = [(Day::Mon, 4), (Day::Tue, 2), (Day::Thu, 5), (Day::Sun, 3)].into();
        world.request.affected.push(affected("n", Side::Left, Finding::Tender, 8));
        world.request.include.insert("e".into());
        let mut problem = world.problem();
        problem.loaded_before[0] = true;
        problem.candidates[1].most_days = 2;
        let groups = Groups::of(&problem);
        let (mut kept, mut broken) = (0, 0);
        for days in maps(&problem) {
            let favours = [5, 4, 3, 2, 1];
            let case = Case::new(&problem, &groups, &favours, days);
            for code in 0..4_usize.pow(5) {
                let choice: Vec<(usize, State)> =
                    (0..5).map(|item| (item, (code >> (2 * item) & 3) as State)).collect();
                let alone =
                    choice.iter().all(|(item, state)| case.items[*item].states & only(*state) != 0);
                let found = alone.then(|| Counter::default().worth(&case, &choice)).flatten();
                let week = case.week(&choice);
                if Slot::BOTH.iter().any(|slot| is_idle(&week, *slot)) {
                    assert_eq!(found, None);
                    continue;
                }
                let tally = Tally::of(&problem, &week);
                let favour: i64 = week.menu().map(|index| favours[index]).sum();
                let said = rule::holds(&problem, &week, &tally)
                    .then(|| problem.worth(&week, &tally) + favour);
                assert_eq!(found, said, "{days:?} {choice:?}");
                *if said.is_some() { &mut kept } else { &mut broken } += 1;
            }
        }
        assert!(kept > 100 && broken > 100, "{kept} kept, {broken} broken");
    }
}
