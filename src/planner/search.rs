//! Finds the best week of a phase, over all maps from days to sessions, and proves how good it is.
//!
//! Each map is a case of its own. Prices bound what a case can be worth; the cases that may be better
//! than the best week so far are searched, the most promising first: by their pairs of sessions where
//! there are few enough, else by branch and bound. No clock and no
//! chance decides anything: a limit on the number of nodes does, and ties go to the first in the order of
//! ids and maps.

use std::cmp::Reverse;

use super::branch::{Best, Node, Searcher};
use super::case::{Case, OUT, only};
use super::dominance::needless;
use super::group::Groups;
use super::maps::maps;
use super::price::{Open, Prices};
use super::problem::Problem;
use super::week::{Tally, Week};
use crate::quantity::Day;

/// A gap wider than this part of all that needs are worth shows that the best week so far is a poor one.
const WIDE: i64 = 10;

/// How often to look for good prices of a map; once, where good ones are known.
const TIMES: u32 = 2;

/// What is searched for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Aim<'a> {
    /// What each candidate earns for being in the week, beside its worth.
    pub(crate) favours: &'a [i64],
    /// A candidate that must be in the week.
    pub(crate) forced: Option<usize>,
    /// A candidate that may not be in the week.
    pub(crate) barred: Option<usize>,
    /// A need that must be met, if any week can meet it.
    pub(crate) demand: Option<usize>,
    /// So many nodes are begun at most, beside what looking at the roots takes.
    pub(crate) limit: u64,
    /// A good week to begin with. It keeps every rule, and what is forced and barred.
    pub(crate) start: Option<&'a Week>,
    /// Good prices for each map, from another search of the same problem; none if there was none.
    pub(crate) prices: &'a [Prices],
}

/// The outcome of a search.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The best week found.
    pub(crate) week: Week,
    /// What it is worth, in thousandths of a point, favours included.
    pub(crate) worth: i64,
    /// No week of this problem is worth more, in thousandths of a point, favours included.
    pub(crate) bound: i64,
    /// The number of nodes that were begun.
    pub(crate) nodes: u64,
    /// The prices found for each map.
    pub(crate) prices: Vec<Prices>,
}

impl Found {
    /// Whether the week is known to be a best one.
    pub(crate) const fn is_proven(&self) -> bool {
        self.worth == self.bound
    }

    /// Whether there is a week at all.
    pub(crate) const fn is_week(&self) -> bool {
        self.worth > NO_WEEK
    }
}

/// Searches for the week of the greatest worth.
pub(crate) fn solve(problem: &Problem<'_>, aim: &Aim<'_>) -> Found {
    solve_by(Searcher::new(aim.limit), problem, aim)
}

fn solve_by(mut searcher: Searcher, problem: &Problem<'_>, aim: &Aim<'_>) -> Found {
    let groups = Groups::of(problem);
    let cases = cases(problem, &groups, aim);
    let mut lead = Lead::new(problem, aim);
    let mut roots: Vec<(usize, Node)> = Vec::new();
    let mut prices: Vec<Prices> = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        // Prices of one map are a good start for the next: most of what is scarce stays so.
        let known = aim.prices.get(index).or(prices.last()).cloned();
        let node = Node::new(Open::all(case), known.unwrap_or_else(|| Prices::nothing(case)));
        let (root, found) = searcher.glance(case, node, &mut lead.best);
        prices.push(found);
        if lead.has_moved_to(index) {
            searcher.climb(case, &mut lead.best, aim.forced);
            lead.has_moved_to(index);
        }
        roots.extend(root.map(|root| (index, root)));
    }
    // The most promising map comes first: beside the week that it leads to most of the others need few
    // looks. All are looked at before the first node, so that the limit does not change their bounds.
    roots.sort_by_key(|(index, root)| (Reverse(root.bound), *index));
    let times = if aim.prices.is_empty() { TIMES } else { 1 };
    roots.retain_mut(|(index, root)| {
        let done = searcher.settle(&cases[*index], root, &mut lead.best);
        prices[*index].clone_from(&root.prices);
        lead.has_moved_to(*index);
        !done
    });
    roots.retain_mut(|(index, root)| {
        let case = &cases[*index];
        let is_open = searcher.prepare(case, root, &mut lead.best, times);
        prices[*index].clone_from(&root.prices);
        if lead.has_moved_to(*index) {
            searcher.climb(case, &mut lead.best, aim.forced);
            lead.has_moved_to(*index);
        }
        let wide = problem.rules.points.all_needs.0 / WIDE;
        if is_open && root.bound - lead.best.worth > wide {
            searcher.start(case, &mut lead.best, aim.forced);
            lead.has_moved_to(*index);
        }
        is_open
    });
    roots.sort_by_key(|(index, root)| (Reverse(root.bound), *index));
    let mut left_open = i64::MIN;
    for (index, mut root) in roots {
        let left = searcher.search(&cases[index], &mut root, &mut lead.best);
        left_open = left_open.max(left);
        prices[index] = root.prices;
        lead.has_moved_to(index);
    }
    let worth = lead.best.worth;
    let week = lead.week(&cases);
    Found { week, worth, bound: left_open.max(worth), nodes: searcher.nodes, prices }
}

/// What meeting a demand earns in the search: more than all that a week can be worth, with room for a
/// prize for each of its exercises.
const DEMAND: i64 = 1 << 30;

/// What there is before a week is found.
const NO_WEEK: i64 = i64::MIN / 4096;

/// The best week so far, and where it comes from.
struct Lead {
    best: Best,
    /// The case that it is a choice of; before any, it is the week to begin with.
    case: Option<usize>,
    start: Week,
    worth: i64,
}

impl Lead {
    /// The week to begin with; if there is none, the one without an exercise, where that is allowed.
    fn new(problem: &Problem<'_>, aim: &Aim<'_>) -> Self {
        let rest = Week::empty([None; Day::ALL.len()]);
        let start = aim.start.cloned().unwrap_or(rest);
        let favours: i64 = start.menu().map(|item| aim.favours[item]).sum();
        let allowed = aim.forced.is_none_or(|forced| start.menu().any(|item| item == forced));
        let tally = Tally::of(problem, &start);
        let least = problem.rules.coverage.least_days;
        let met = aim.demand.is_some_and(|need| tally.need_days[need] >= least);
        let worth = problem.worth(&start, &tally) + favours + if met { DEMAND } else { 0 };
        let worth = if allowed { worth } else { NO_WEEK };
        Self { best: Best { worth, choice: Vec::new() }, case: None, start, worth }
    }

    /// Notes the case in which the best week was improved, if it was.
    fn has_moved_to(&mut self, case: usize) -> bool {
        let moved = self.best.worth > self.worth;
        if moved {
            self.case = Some(case);
            self.worth = self.best.worth;
        }
        moved
    }

    fn week(&self, cases: &[Case<'_>]) -> Week {
        self.case.map_or_else(|| self.start.clone(), |case| cases[case].week(&self.best.choice))
    }
}

/// The cases of all maps, without what cannot or must not be in the week.
fn cases<'a>(problem: &'a Problem<'_>, groups: &'a Groups, aim: &Aim<'_>) -> Vec<Case<'a>> {
    let mut out = needless(problem, aim.favours, aim.barred);
    out.retain(|item| Some(*item) != aim.forced);
    out.extend(aim.barred);
    let case = |days| {
        let mut case = Case::new(problem, groups, aim.favours, days);
        out.iter().for_each(|item| case.items[*item].states = only(OUT));
        if let Some(forced) = aim.forced {
            case.items[forced].states &= !only(OUT);
        }
        if let Some(need) = aim.demand {
            case.demand(need, DEMAND);
        }
        case.tell_sessions_apart();
        case
    };
    maps(problem).into_iter().map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::super::reference::{Draw, best_by_force, best_of_one_session, small_world};
    use super::super::rule;
    use super::*;

    fn search(problem: &Problem<'_>, favours: &[i64], limit: u64) -> Found {
        solve(problem, &Aim { favours, limit, ..Aim::default() })
    }

    fn worth(problem: &Problem<'_>, week: &Week, favours: &[i64]) -> i64 {
        let tally = Tally::of(problem, week);
        assert!(rule::holds(problem, week, &tally), "{week:?}");
        problem.worth(week, &tally) + week.menu().map(|item| favours[item]).sum::<i64>()
    }

    #[test]
    fn every_small_problem_is_solved_as_by_trying_every_week() {
        let (mut treated, mut searched) = (0, 0);
        for number in 0..2_000 {
            let world = small_world(number);
            let problem = world.problem();
            let mut draw = Draw(number);
            let favours: Vec<i64> =
                problem.candidates.iter().map(|_| draw.below(700) as i64).collect();
            let best = best_by_force(&problem, &favours);
            let aim = Aim { favours: &favours, limit: u64::MAX, ..Aim::default() };
            let by_nodes = solve_by(Searcher::new(u64::MAX).without_pairs(), &problem, &aim);
            let found = solve(&problem, &aim);
            for found in [&by_nodes, &found] {
                assert_eq!(found.worth, best, "problem {number}");
                assert_eq!(found.bound, best, "problem {number}");
                assert_eq!(worth(&problem, &found.week, &favours), best, "problem {number}");
            }
            treated += u32::from(found.week.menu().next().is_some());
            searched += u32::from(found.week.menu().count() > 2);
        }
        assert!(treated > 1_200 && searched > 100, "{treated} {searched}");
    }

    #[test]
    fn more_nodes_never_lower_the_worth_nor_raise_the_bound() {
        for number in 0..200 {
            let world = small_world(number);
            let problem = world.problem();
            let favours = vec![0; problem.candidates.len()];
            let best = search(&problem, &favours, u64::MAX).worth;
            let (mut worth, mut bound) = (i64::MIN, i64::MAX);
            for limit in [0, 1, 2, 4, 8, 16, 64] {
                let found = search(&problem, &favours, limit);
                assert!(found.worth >= worth && found.bound <= bound, "problem {number}");
                assert!((found.worth..=found.bound).contains(&best), "problem {number}");
                (worth, bound) = (found.worth, found.bound);
            }
        }
    }

    #[test]
    fn a_forced_exercise_is_in_the_best_week_that_has_it_and_a_barred_one_is_not() {
        for number in 0..300 {
            let world = small_world(number);
            let problem = world.problem();
            let count = problem.candidates.len();
            for item in 0..count {
                let mut prize = vec![0; count];
                prize[item] = 50_000_000;
                let with = best_by_force(&problem, &prize) - prize[item];
                let none = vec![0; count];
                let aim = Aim { favours: &none, limit: u64::MAX, ..Aim::default() };
                let forced = solve(&problem, &Aim { forced: Some(item), ..aim });
                assert_eq!(forced.is_week(), with > -1_000_000, "problem {number}, {item}");
                if forced.is_week() {
                    assert_eq!(forced.worth, with, "problem {number}, {item}");
                    assert!(forced.week.menu().any(|other| other == item));
                }
                prize[item] = -50_000_000;
                let barred = solve(&problem, &Aim { barred: Some(item), ..aim });
                assert_eq!(barred.worth, best_by_force(&problem, &prize), "problem {number}");
                assert!(barred.week.menu().all(|other| other != item));
            }
        }
    }

    #[test]
    fn two_sessions_are_never_worth_less_than_one() {
        let mut better = 0;
        for number in 0..500 {
            let world = small_world(number);
            let problem = world.problem();
            let favours = vec![0; problem.candidates.len()];
            let two = search(&problem, &favours, u64::MAX).worth;
            let one = best_of_one_session(&problem);
            assert!(two >= one, "problem {number}");
            better += u32::from(two > one);
        }
        assert!(better > 50, "{better}");
    }

    #[test]
    fn a_demanded_need_is_met_wherever_it_can_be_and_nothing_else_is_lost_for_it() {
        let (mut met, mut unmet) = (0, 0);
        for number in 0..300 {
            let mut world = small_world(number);
            world.request.include.clear();
            let problem = world.problem();
            let favours = vec![0; problem.candidates.len()];
            for need in 0..problem.needs.len() {
                let aim = Aim { favours: &favours, limit: u64::MAX, ..Aim::default() };
                let found = solve(&problem, &Aim { demand: Some(need), ..aim });
                let mut wanted = problem.clone();
                let least = problem.rules.coverage.least_days as usize;
                wanted.needs[need].gain[least..].iter_mut().for_each(|gain| *gain += DEMAND);
                let best = best_by_force(&wanted, &favours);
                assert_eq!(found.worth, best, "problem {number}, need {need}");
                assert!(found.is_proven());
                *if best >= DEMAND / 2 { &mut met } else { &mut unmet } += 1;
            }
        }
        assert!(met > 100 && unmet > 100, "{met} {unmet}");
    }

    #[test]
    fn a_week_to_begin_with_changes_nothing_about_the_best_worth() {
        for number in 0..100 {
            let world = small_world(number);
            let problem = world.problem();
            let favours = vec![0; problem.candidates.len()];
            let found = search(&problem, &favours, u64::MAX);
            let aim = Aim { favours: &favours, limit: u64::MAX, ..Aim::default() };
            let again = solve(&problem, &Aim { start: Some(&found.week), ..aim });
            assert_eq!((again.worth, again.bound), (found.worth, found.bound));
            assert_eq!(again.week, found.week);
        }
    }

    #[test]
    fn what_was_asked_for_is_planned() {
        let mut asked = 0;
        for number in 0..200 {
            let mut world = small_world(number);
            world.request.include.clear();
            let without = {
                let problem = world.problem();
                let favours = vec![0; problem.candidates.len()];
                let week = search(&problem, &favours, u64::MAX).week;
                let left =
                    (0..problem.candidates.len()).find(|item| week.menu().all(|o| o != *item));
                left.map(|item| problem.candidates[item].exercise.id.clone())
            };
            let Some(id) = without else { continue };
            world.request.include.insert(id.clone());
            let problem = world.problem();
            let favours = vec![0; problem.candidates.len()];
            let week = search(&problem, &favours, u64::MAX).week;
            let planned = week.menu().any(|item| problem.candidates[item].exercise.id == id);
            asked += u32::from(planned);
        }
        assert!(asked > 30, "{asked}");
    }
}
