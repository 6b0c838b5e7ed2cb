//! Plans one phase and writes it down as data.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::dump::{self, PhaseProblem};
use super::plan::{Certificate, Item, PhasePlan, Session, Unmet, WeekDose};
use super::price::Prices;
use super::problem::Problem;
use super::search::{self, Aim, Found};
use super::setting::Setting;
use super::week::{Slot, Tally, Week};
use super::{beside, pace, rule, session, spread, time, unmet};
use crate::quantity::{Day, Points, Side};

/// A phase that is planned.
pub(crate) struct Planned {
    /// Its plan.
    pub(crate) phase: PhasePlan,
    /// The needs that it does not meet.
    pub(crate) unmet: Vec<Unmet>,
    /// The problem that was solved, as data.
    pub(crate) problem: PhaseProblem,
}

/// Plans a phase.
pub(crate) fn plan(setting: &Setting<'_>, seed: u64) -> Planned {
    let problem = Problem::new(setting, seed);
    let choice = choose(&problem, setting.request.nodes, last_week(setting, &problem).as_ref());
    let week = choice.found.week.clone().usual(problem.first_day);
    let tally = Tally::of(&problem, &week);
    let phase = PhasePlan {
        id: setting.phase.id.clone(),
        weeks: setting.phase.weeks,
        week: days(&week),
        sessions: sessions(setting, &problem, &week, &tally),
        daily: beside::daily(setting),
        breaks: beside::breaks(setting),
        certificate: certificate(&problem, &week, &choice),
    };
    let unmet = unmet::of_phase(setting, &problem, &week, &tally);
    Planned { phase, unmet, problem: dump::phase(&problem, &choice, &week) }
}

/// The week of a phase, and how it was chosen.
pub(crate) struct Choice {
    /// The search that found it, with the seed's favours.
    pub(crate) found: Found,
    /// The favours that it was found with.
    pub(crate) favours: Vec<i64>,
    /// The search without any favour.
    pub(crate) plain: Found,
    /// The nodes of all searches.
    pub(crate) nodes: u64,
}

/// Inside a phase, the week as it was: what is only as good does not take its place.
pub(crate) fn last_week(setting: &Setting<'_>, problem: &Problem<'_>) -> Option<Week> {
    let last = setting.before.last().filter(|_| setting.is_inside())?;
    let slot = |name: &String| Slot::BOTH.into_iter().find(|slot| slot.as_str() == name);
    let mut week = Week::empty(Day::ALL.map(|day| last.week.get(&day).and_then(slot)));
    for slot in Slot::BOTH {
        let Some(session) = last.sessions.get(slot.as_str()) else { continue };
        let known = session.items.iter().filter_map(|item| problem.index_of(&item.exercise));
        week.sessions[slot as usize] = known.collect();
        week.sessions[slot as usize].sort_unstable();
    }
    rule::holds(problem, &week, &Tally::of(problem, &week)).then_some(week)
}

/// The best week, varied by the seed. A favour may only choose between exercises that are worth having:
/// one that brings in an exercise that the week would be better without is taken back. The others are
/// halved until what they cost in true worth is no more than `points.seed_loss`; without any favour the
/// cost is nothing.
pub(crate) fn choose(problem: &Problem<'_>, limit: u64, start: Option<&Week>) -> Choice {
    let none = vec![0; problem.candidates.len()];
    let plain = search::solve(problem, &Aim { favours: &none, limit, start, ..Aim::default() });
    let least = worth(problem, &plain.week) - problem.rules.points.seed_loss.0;
    let mut favours: Vec<i64> = problem.candidates.iter().map(|entry| entry.bonus).collect();
    let mut nodes = plain.nodes;
    while favours.iter().any(|favour| *favour > 0) && nodes < limit {
        let prices: Vec<Prices> =
            plain.prices.iter().map(|prices| prices.clone().favoured(&favours)).collect();
        let again = Aim { start: Some(&plain.week), prices: &prices, ..Aim::default() };
        let varied =
            search::solve(problem, &Aim { favours: &favours, limit: limit - nodes, ..again });
        nodes += varied.nodes;
        let fillers = fillers(problem, &varied.week);
        if !fillers.iter().any(|index| favours[*index] > 0) {
            if worth(problem, &varied.week) >= least {
                return Choice { found: spread_out(problem, varied, start), favours, plain, nodes };
            }
            favours.iter_mut().for_each(|favour| *favour /= 2);
        }
        fillers.into_iter().for_each(|index| favours[index] = 0);
    }
    let found = spread_out(problem, plain.clone(), start);
    Choice { found, favours: none, plain, nodes }
}

/// What was found, its sessions spread over the days; the week to begin with stays as it was.
fn spread_out(problem: &Problem<'_>, found: Found, start: Option<&Week>) -> Found {
    if start == Some(&found.week) {
        return found;
    }
    Found { week: spread::spread(problem, found.week), ..found }
}

/// The exercises that a week would truly be better without.
fn fillers(problem: &Problem<'_>, week: &Week) -> Vec<usize> {
    let with = worth(problem, week);
    let is_filler = |index: &usize| worth(problem, &week.clone().without(*index)) > with;
    week.menu().filter(is_filler).collect()
}

fn worth(problem: &Problem<'_>, week: &Week) -> i64 {
    problem.worth(week, &Tally::of(problem, week))
}

fn days(week: &Week) -> BTreeMap<Day, String> {
    let days = Day::ALL.into_iter().zip(week.days);
    days.filter_map(|(day, slot)| Some((day, slot?.as_str().to_owned()))).collect()
}

fn certificate(problem: &Problem<'_>, week: &Week, choice: &Choice) -> Certificate {
    let terms = problem.terms(week);
    let score = terms.sum();
    let Choice { found, plain, nodes, .. } = choice;
    // What no week at all exceeds, counted from this week's worth to leave out prizes.
    let most = score.0 + plain.bound - worth(problem, week);
    let bound = if plain.is_proven() { score.0 + found.bound - found.worth } else { most };
    Certificate {
        score,
        bound: Points(bound),
        proven: score.0 == bound,
        variety: Points((most - bound).max(0)),
        nodes: *nodes,
        terms,
    }
}

fn sessions(
    setting: &Setting<'_>,
    problem: &Problem<'_>,
    week: &Week,
    tally: &Tally,
) -> BTreeMap<String, Session> {
    let doses = pace::doses(setting, problem, week);
    let used = Slot::BOTH.into_iter().filter(|slot| !week.sessions[*slot as usize].is_empty());
    used.map(|slot| {
        let items = items(problem, week, slot, &doses);
        let work: u32 = items.iter().map(|item| longest(setting, item)).sum();
        let changes = tally.changes[slot as usize] * problem.rules.limits.change_s;
        let tenths = (f64::from(work + changes) / 6.0).round();
        (slot.as_str().to_owned(), Session { minutes: tenths / 10.0, items })
    })
    .collect()
}

/// The seconds of an exercise in its longest week.
fn longest(setting: &Setting<'_>, item: &Item) -> u32 {
    let rules = &setting.library.dosage.time;
    let exercise = setting.library.exercises.get(&item.exercise);
    let twice = item.side == Side::Both && exercise.is_some_and(|one| one.unilateral);
    let weeks = item.dose.iter();
    weeks.map(|dose| time::of_dose(rules, &setting.phase.id, dose, twice)).max().unwrap_or_default()
}

fn items(
    problem: &Problem<'_>,
    week: &Week,
    slot: Slot,
    doses: &BTreeMap<usize, Vec<WeekDose>>,
) -> Vec<Item> {
    let indices = week.sessions[slot as usize].clone();
    let ordered = session::in_order(indices, |index| problem.candidates[*index].exercise);
    ordered.into_iter().map(|index| item(problem, week, index, doses)).collect()
}

fn item(
    problem: &Problem<'_>,
    week: &Week,
    index: usize,
    doses: &BTreeMap<usize, Vec<WeekDose>>,
) -> Item {
    let candidate = &problem.candidates[index];
    Item {
        exercise: candidate.exercise.id.clone(),
        side: candidate.side,
        kind: candidate.exercise.kind,
        position: candidate.exercise.position,
        dose: doses.get(&index).cloned().unwrap_or_default(),
        serves: serves(problem, candidate),
        reason: reason(problem, week, index),
    }
}

/// The needs that a candidate gives credit to, the greatest first.
pub(crate) fn serves(problem: &Problem<'_>, candidate: &Candidate<'_>) -> Vec<String> {
    let mut needs: Vec<_> =
        candidate.credits.iter().map(|(need, _)| &problem.needs[*need]).collect();
    needs.sort_by_key(|need| std::cmp::Reverse(need.weight));
    needs.into_iter().map(|need| need.name()).collect()
}

/// What each term of the score would lose if an exercise were dropped from the whole week.
fn reason(problem: &Problem<'_>, week: &Week, index: usize) -> BTreeMap<String, Points> {
    let (with, without) = (problem.terms(week), problem.terms(&week.clone().without(index)));
    with.named()
        .into_iter()
        .zip(without.named())
        .map(|((name, with), (_, without))| (name.to_owned(), with - without))
        .filter(|(_, points)| *points != Points(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, exercise};
    use super::*;
    use crate::library::{Finding, Kind, Position};

    fn world() -> World {
        let mut world = World::new([
            exercise("bridge").dosed(),
            exercise("squat").dosed().position(Position::Standing).secondary(&["n"]),
            exercise("stretch").dosed().kind(Kind::Stretch).primary(&["n"]),
            exercise("wall")
                .dosed()
                .kind(Kind::Release)
                .primary(&["n"])
                .position(Position::Standing),
        ]);
        world.request.affected.push(affected("n", Side::Left, Finding::Tight, 5));
        world
    }

    #[test]
    fn terms_sum_to_the_score_and_reasons_are_their_differences() {
        let world = world();
        let Planned { phase, unmet, .. } = plan(&world.setting(), 1);
        assert_eq!(phase.certificate.terms.sum(), phase.certificate.score);
        assert!(phase.certificate.bound >= phase.certificate.score);
        let needs: Vec<&str> = unmet.iter().map(|unmet| unmet.need.as_str()).collect();
        assert_eq!(needs, ["m/function"]);
        let item = |id: &str| {
            let items = phase.sessions.values().flat_map(|session| &session.items);
            items.into_iter().find(|item| item.exercise == id).unwrap()
        };
        // 5 of 10 severity points, 65 % of them: 32.5 points at 5 days; 3 days are 80 % of that.
        let reason = &item("stretch").reason;
        assert_eq!(reason["coverage"], Points(26_000));
        assert_eq!(reason["menu"], Points(-600));
        assert_eq!(item("stretch").serves, ["n/stretch"]);
    }

    #[test]
    fn no_seed_brings_in_what_the_week_is_better_without() {
        // A little more time for the little that `n` needs: not worth learning an exercise for.
        let mut world = World::new([
            exercise("bridge").dosed(),
            exercise("filler").dosed().primary(&["n"]).low_load(),
        ]);
        world.request.affected.push(affected("n", Side::Left, Finding::Weak, 5));
        world.request.affected[0].weight = 1_000_000;
        world.library.phases.points.neglect = Points(0);
        let problem = world.problem();
        let filler = problem.candidates.iter().position(|one| one.exercise.id == "filler");
        let filler = filler.unwrap();
        let mut favours = vec![0; problem.candidates.len()];
        favours[filler] = world.library.phases.points.seed_bonus.0;
        let aim = Aim { favours: &favours, limit: u64::MAX, ..Aim::default() };
        let lured = search::solve(&problem, &aim).week;
        assert_eq!(fillers(&problem, &lured), [filler]);
        for seed in 0..50 {
            let problem = Problem::new(&world.setting(), seed);
            let week = choose(&problem, u64::MAX, None).found.week;
            assert!(fillers(&problem, &week).is_empty(), "seed {seed}");
        }
    }

    #[test]
    fn the_seed_costs_at_most_its_loss() {
        let world = world();
        let score = |seed| plan(&world.setting(), seed).phase.certificate.score;
        let scores: Vec<Points> = (0..20).map(score).collect();
        let best = scores.iter().max().unwrap();
        let loss = world.library.phases.points.seed_loss;
        assert!(scores.iter().all(|score| *score + loss >= *best), "{scores:?}");
    }
}
