//! Plans one phase and writes it down as data.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::plan::{Certificate, Item, PhasePlan, Session, Unmet};
use super::problem::Problem;
use super::search::{self, Found};
use super::setting::Setting;
use super::week::{Slot, Tally, Week};
use super::{beside, session, unmet};
use crate::quantity::{Day, Points};

/// The plan of a phase, and the needs that it does not meet.
pub(crate) fn plan(setting: &Setting<'_>, seed: u64) -> (PhasePlan, Vec<Unmet>) {
    let problem = Problem::new(setting, seed);
    let found = choose(&problem);
    let week = found.week.usual(problem.first_day);
    let tally = Tally::of(&problem, &week);
    let phase = PhasePlan {
        id: setting.phase.id.clone(),
        weeks: setting.phase.weeks,
        week: days(&week),
        sessions: sessions(&problem, &week, &tally),
        daily: beside::daily(setting),
        breaks: beside::breaks(setting),
        certificate: certificate(&problem, &week, found.bound, found.nodes),
    };
    let unmet = unmet::of_phase(setting, &problem, &week, &tally);
    (phase, unmet)
}

/// The best week, varied by the seed. The seed's favours are halved until what they cost in true worth
/// is no more than `points.seed_loss`; without any favour the cost is nothing.
fn choose(problem: &Problem<'_>) -> Found {
    let plain = search::solve(problem, &vec![0; problem.candidates.len()]);
    let least = worth(problem, &plain.week) - problem.rules.points.seed_loss.0;
    let mut favours: Vec<i64> = problem.candidates.iter().map(|entry| entry.bonus).collect();
    let mut nodes = plain.nodes;
    while favours.iter().any(|favour| *favour > 0) {
        let varied = search::solve(problem, &favours);
        nodes += varied.nodes;
        if worth(problem, &varied.week) >= least {
            return Found { nodes, ..varied };
        }
        for favour in &mut favours {
            *favour /= 2;
        }
    }
    Found { nodes, ..plain }
}

fn worth(problem: &Problem<'_>, week: &Week) -> i64 {
    problem.worth(week, &Tally::of(problem, week))
}

fn days(week: &Week) -> BTreeMap<Day, String> {
    let days = Day::ALL.into_iter().zip(week.days);
    days.filter_map(|(day, slot)| Some((day, slot?.as_str().to_owned()))).collect()
}

fn certificate(problem: &Problem<'_>, week: &Week, bound: i64, nodes: u64) -> Certificate {
    let terms = problem.terms(week);
    let score = terms.sum();
    let bound = Points(bound);
    Certificate { score, bound, proven: score == bound, nodes, terms }
}

fn sessions(problem: &Problem<'_>, week: &Week, tally: &Tally) -> BTreeMap<String, Session> {
    let used = Slot::BOTH.into_iter().filter(|slot| !week.sessions[*slot as usize].is_empty());
    used.map(|slot| (slot.as_str().to_owned(), session_of(problem, week, tally, slot))).collect()
}

fn session_of(problem: &Problem<'_>, week: &Week, tally: &Tally, slot: Slot) -> Session {
    let indices = week.sessions[slot as usize].clone();
    let ordered = session::in_order(indices, |index| problem.candidates[*index].exercise);
    let tenths = (f64::from(tally.seconds[slot as usize]) / 6.0).round();
    let items = ordered.into_iter().map(|index| item(problem, week, index));
    Session { minutes: tenths / 10.0, items: items.collect() }
}

fn item(problem: &Problem<'_>, week: &Week, index: usize) -> Item {
    let candidate = &problem.candidates[index];
    Item {
        exercise: candidate.exercise.id.clone(),
        side: candidate.side,
        kind: candidate.exercise.kind,
        position: candidate.exercise.position,
        dose: candidate.dose.clone(),
        serves: serves(problem, candidate),
        reason: reason(problem, week, index),
    }
}

/// The needs that a candidate gives credit to, the greatest first.
fn serves(problem: &Problem<'_>, candidate: &Candidate<'_>) -> Vec<String> {
    let mut needs: Vec<_> =
        candidate.credits.iter().map(|(need, _)| &problem.needs[*need]).collect();
    needs.sort_by_key(|need| std::cmp::Reverse(need.weight));
    needs.into_iter().map(|need| need.name()).collect()
}

/// What each term of the score would lose if an exercise were dropped from the whole week.
fn reason(problem: &Problem<'_>, week: &Week, index: usize) -> BTreeMap<String, Points> {
    let mut without = week.clone();
    without.put(index, [false, false]);
    let (with, without) = (problem.terms(week), problem.terms(&without));
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
    use crate::quantity::Side;

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
        let (phase, unmet) = plan(&world.setting(), 1);
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
    fn the_seed_costs_at_most_its_loss() {
        let world = world();
        let score = |seed| plan(&world.setting(), seed).0.certificate.score;
        let scores: Vec<Points> = (0..20).map(score).collect();
        let best = scores.iter().max().unwrap();
        let loss = world.library.phases.points.seed_loss;
        assert!(scores.iter().all(|score| *score + loss >= *best), "{scores:?}");
    }
}
