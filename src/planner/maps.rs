//! The maps of a week: each available day is session A, session B or rest.

use std::collections::BTreeMap;

use crate::quantity::Day;

use super::problem::Problem;
use super::rule;
use super::week::{Days, Slot, Week};

/// The maps worth looking at, in a fixed order that begins at the first day of the week.
///
/// Maps alike in everything that a rule or a wish can tell count as one, whichever session is called A.
/// So do maps that allow no more than another one does: as many days of each session, no longer ones, and
/// no more of them apart.
pub(crate) fn maps(problem: &Problem<'_>) -> Vec<Days> {
    let mut found: BTreeMap<Pattern, Days> = BTreeMap::new();
    for days in all(problem) {
        let pattern = Pattern::of(problem, &Week::empty(days));
        found.entry(pattern.clone().exchanged().min(pattern)).or_insert(days);
    }
    let allows_less = |pattern: &Pattern| {
        let mut others = found.keys().filter(|other| *other != pattern);
        others.any(|other| {
            other.allows_all_of(pattern) || other.allows_all_of(&pattern.clone().exchanged())
        })
    };
    let kept = found.iter().filter(|(pattern, _)| !allows_less(pattern));
    kept.map(|(_, days)| *days).collect()
}

/// Every map from available days to A, B and rest in which A comes before B.
pub(crate) fn all(problem: &Problem<'_>) -> Vec<Days> {
    let mut open = vec![[None; Day::ALL.len()]];
    let week = (0..Day::ALL.len()).map(|step| (problem.first_day.index() + step) % Day::ALL.len());
    for day in week.filter(|day| problem.seconds[*day] > 0) {
        let longer = open.iter().flat_map(|days| {
            let next = [Some(Slot::A), Some(Slot::B), None];
            let b_may_come = days.contains(&Some(Slot::A));
            let next = next.into_iter().filter(move |slot| *slot != Some(Slot::B) || b_may_come);
            next.map(|slot| {
                let mut days = *days;
                days[day] = slot;
                days
            })
        });
        open = longer.collect();
    }
    open
}

/// Everything about a map of the week that a rule or a wish can tell: how often each session is done,
/// the seconds of its shortest day, which sessions are neighbours, and which one comes right after a
/// day that loaded a muscle in the phase before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    days: [u32; 2],
    seconds: [u32; 2],
    neighbours: [bool; 3],
    after_load: Option<Slot>,
}

impl Pattern {
    fn of(problem: &Problem<'_>, week: &Week) -> Self {
        let bits = Slot::BOTH.map(|slot| week.day_bits(slot));
        let touch = |one: u8, other: u8| rule::day_after(one) & other != 0;
        let [a, b] = bits;
        let loaded = problem.loaded_before.contains(&true);
        Self {
            days: bits.map(u8::count_ones),
            seconds: Slot::BOTH.map(|slot| problem.shortest(&week.days, slot)),
            neighbours: [touch(a, a), touch(b, b), touch(a, b) || touch(b, a)],
            after_load: week.days[problem.first_day.index()].filter(|_| loaded),
        }
    }

    /// The same pattern with A called B and B called A.
    fn exchanged(self) -> Self {
        let Self { days: [a, b], seconds: [a_s, b_s], neighbours, after_load } = self;
        let [in_a, in_b, between] = neighbours;
        Self {
            days: [b, a],
            seconds: [b_s, a_s],
            neighbours: [in_b, in_a, between],
            after_load: after_load.map(Slot::other),
        }
    }

    /// Whether every two sessions that may be done under the other pattern may be done under this one,
    /// and are worth the same.
    fn allows_all_of(&self, other: &Self) -> bool {
        let at_least = |slot: usize| self.seconds[slot] >= other.seconds[slot];
        let fewer_touch = (0..3).all(|pair| self.neighbours[pair] <= other.neighbours[pair]);
        let no_new_load = self.after_load.is_none() || self.after_load == other.after_load;
        self.days == other.days && at_least(0) && at_least(1) && fewer_touch && no_new_load
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, exercise};
    use super::super::week::Tally;
    use super::*;
    use crate::library::Finding;
    use crate::quantity::Side;

    /// Loads, light work and two muscles, on days that differ in minutes.
    fn world() -> World {
        let mut world = World::new([
            exercise("a").dosed(),
            exercise("b").dosed().primary(&["n"]),
            exercise("c").dosed().low_load(),
        ]);
        use Day::{Fri, Mon, Sun, Thu, Tue};
        world.request.days = [(Mon, 4), (Tue, 20), (Thu, 4), (Fri, 20), (Sun, 4)].into();
        world.request.affected.push(affected("n", Side::Left, Finding::Weak, 8));
        world
    }

    /// The worth of a week, or nothing if it breaks a rule.
    fn judged(problem: &Problem<'_>, week: &Week) -> Option<i64> {
        let tally = Tally::of(problem, week);
        rule::holds(problem, week, &tally).then(|| problem.worth(week, &tally))
    }

    #[test]
    fn no_week_is_lost_with_the_maps_that_are_left_out() {
        for loaded_before in [false, true] {
            let world = world();
            let mut problem = world.problem();
            problem.loaded_before.fill(loaded_before);
            let kept = maps(&problem);
            let every = all(&problem);
            assert!(kept.len() * 2 < every.len(), "{} of {}", kept.len(), every.len());
            for sessions in [[vec![0], vec![1, 2]], [vec![1], vec![0]], [vec![0, 2], vec![2]]] {
                let exchanged = [sessions[1].clone(), sessions[0].clone()];
                let best = |days: &[Days]| {
                    let weeks = days.iter().flat_map(|days| {
                        [&sessions, &exchanged]
                            .map(|sessions| Week { days: *days, sessions: sessions.clone() })
                    });
                    weeks.filter_map(|week| judged(&problem, &week)).max()
                };
                assert_eq!(best(&kept), best(&every), "{sessions:?}");
            }
        }
    }
}
