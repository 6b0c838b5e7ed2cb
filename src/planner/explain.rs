//! Why each exercise is in a plan, why each other one is not, and what would meet the needs that are left.
//!
//! Every answer is found by solving again: without an exercise, with it forced into the week, or with one
//! thing relaxed. A precaution is explained and never offered as something to relax.

use serde::Serialize;

use super::candidate::credit;
use super::need::needs;
use super::plan::{Plan, Terms};
use super::price::Prices;
use super::problem::Problem;
use super::request::Request;
use super::rule::{self, Cause};
use super::search::{self, Aim, Found};
use super::setting::{self, Setting};
use super::week::{PLACES, Tally, Week};
use super::{phase, relax};
use crate::library::{Barrier, Exercise, Library};
use crate::parallel::each;
use crate::quantity::Points;

pub use super::relax::{Forced, Input, UnmetReason};

/// The version of this format.
pub const SCHEMA: u32 = 1;

/// The reasons behind a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The version of this format.
    pub schema: u32,
    /// In the order of the phases.
    pub phases: Vec<PhaseReasons>,
    /// The needs that no session meets.
    pub unmet: Vec<UnmetReason>,
}

/// The reasons behind a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseReasons {
    /// The phase's id.
    pub id: String,
    /// The exercises of the week, in order of their ids.
    pub chosen: Vec<Chosen>,
    /// All others that are done in sessions, in order of their ids.
    pub others: Vec<Other>,
}

/// An exercise of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// Its id.
    pub exercise: String,
    /// The needs that it gives credit to.
    pub serves: Vec<String>,
    /// What this week is worth above the best one without it.
    pub worth: Points,
    /// The same by term.
    pub terms: Terms,
    /// Whether the best week without it is known to be that.
    pub proven: bool,
}

/// An exercise that is not in the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Other {
    /// Its id.
    pub exercise: String,
    /// The first hard rule that excludes it: the name of its file under `src/planner/rule`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What the week would lose by having it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Points>,
    /// The reason in plain words.
    pub says: String,
}

/// Explains a plan that was made for this request with this library; all of it, or what concerns one
/// exercise.
#[must_use]
pub fn explain(
    library: &Library,
    request: &Request,
    plan: &Plan,
    only: Option<&str>,
) -> Explanation {
    let schedule = setting::schedule(library, request);
    let phases = schedule.iter().enumerate().filter(|(at, _)| *at < plan.phases.len());
    Explanation {
        schema: SCHEMA,
        phases: phases
            .map(|(at, phase)| {
                let before = setting::before(request, &plan.phases[..at]);
                let setting = Setting { library, request, phase, before: &before };
                of_phase(&setting, plan.seed, only)
            })
            .collect(),
        unmet: if only.is_some() { Vec::new() } else { relax::reasons(library, request, plan) },
    }
}

fn of_phase(setting: &Setting<'_>, seed: u64, only: Option<&str>) -> PhaseReasons {
    let problem = Problem::new(setting, seed);
    let choice = phase::choose(
        &problem,
        setting.request.nodes,
        phase::last_week(setting, &problem).as_ref(),
    );
    let again = Again {
        problem: &problem,
        week: &choice.found.week,
        prices: &choice.plain.prices,
        limit: setting.request.nodes,
    };
    let exercises = setting.library.exercises.values();
    let exercises: Vec<&Exercise> =
        exercises.filter(|one| only.is_none_or(|id| one.id == id)).collect();
    let index = |exercise: &Exercise| problem.index_of(&exercise.id);
    let is_chosen =
        |exercise: &Exercise| choice.found.week.menu().any(|item| Some(item) == index(exercise));
    let (chosen, others): (Vec<&Exercise>, Vec<&Exercise>) =
        exercises.into_iter().partition(|exercise| is_chosen(exercise));
    let chosen: Vec<usize> = chosen.into_iter().filter_map(index).collect();
    PhaseReasons {
        id: setting.phase.id.clone(),
        chosen: each(&chosen, |index| again.without(*index)),
        others: each(&others, |exercise| match index(exercise) {
            Some(index) => again.with(index),
            None => excluded(setting, exercise),
        }),
    }
}

/// Solves a phase again, with what is known of it.
struct Again<'a> {
    problem: &'a Problem<'a>,
    week: &'a Week,
    prices: &'a [Prices],
    limit: u64,
}

impl Again<'_> {
    fn solve(&self, forced: Option<usize>, barred: Option<usize>) -> Found {
        let favours = vec![0; self.problem.candidates.len()];
        let start = match forced {
            Some(index) => self.best_with(index),
            None => {
                Some(barred.map_or(self.week.clone(), |index| self.week.clone().without(index)))
            }
        };
        let aim = Aim { favours: &favours, forced, barred, prices: self.prices, ..Aim::default() };
        search::solve(self.problem, &Aim { limit: self.limit, start: start.as_ref(), ..aim })
    }

    /// The best of the plan's week with one more exercise, in place of another one if need be.
    fn best_with(&self, index: usize) -> Option<Week> {
        let fewer = self.week.menu().map(|out| self.week.clone().without(out));
        let weeks = fewer.chain([self.week.clone()]).flat_map(|week| {
            PLACES.map(|place| {
                let mut with = week.clone();
                with.put(index, place);
                with
            })
        });
        let kept = weeks.filter_map(|week| {
            let tally = Tally::of(self.problem, &week);
            let holds = rule::broken(self.problem, &week, &tally).next().is_none();
            holds.then(|| (self.problem.worth(&week, &tally), week))
        });
        kept.max_by_key(|(worth, _)| *worth).map(|(_, week)| week)
    }

    fn worth(&self) -> i64 {
        self.problem.worth(self.week, &Tally::of(self.problem, self.week))
    }

    fn without(&self, index: usize) -> Chosen {
        let found = self.solve(None, Some(index));
        let (with, without) = (self.problem.terms(self.week), self.problem.terms(&found.week));
        Chosen {
            exercise: self.problem.candidates[index].exercise.id.clone(),
            serves: phase::serves(self.problem, &self.problem.candidates[index]),
            worth: with.sum() - without.sum(),
            terms: with.less(&without),
            proven: found.is_proven(),
        }
    }

    fn with(&self, index: usize) -> Other {
        let found = self.solve(Some(index), None);
        let exercise = self.problem.candidates[index].exercise.id.clone();
        if !found.is_week() {
            let (rule, says) = if found.bound > found.worth {
                (None, "No week with it was found.".to_owned())
            } else {
                let rule = self.broken_alone(index);
                (rule, "It does not fit into any week of yours: days, minutes or rest.".to_owned())
            };
            return Other { exercise, rule, price: None, says };
        }
        let price = Points(self.worth() - found.worth);
        let most = if found.is_proven() { "" } else { " at most" };
        let says = match price.0 {
            0 => "A week with it is as good.".to_owned(),
            below if below < 0 => {
                format!(
                    "A week with it is {} points better; the seed gave them up.",
                    -price.0 as f64 / 1000.0
                )
            }
            _ => format!("The best week with it loses {}{most} points.", price.0 as f64 / 1000.0),
        };
        Other { exercise, rule: None, price: Some(price), says }
    }

    /// The first rule that a week breaks with this exercise alone, whatever the map.
    fn broken_alone(&self, index: usize) -> Option<String> {
        let weeks = super::maps::maps(self.problem).into_iter().map(|days| {
            let mut week = Week::empty(days);
            week.put(index, [true, false]);
            week
        });
        let mut names = weeks.filter_map(|week| {
            let tally = Tally::of(self.problem, &week);
            rule::broken(self.problem, &week, &tally).next().map(|rule| rule.code().to_owned())
        });
        names.next()
    }
}

/// Why an exercise is no candidate.
fn excluded(setting: &Setting<'_>, exercise: &Exercise) -> Other {
    let first = rule::bars(setting, exercise).next();
    let serves =
        |need: &super::need::Need| credit(setting.library, exercise, &need.muscle, need.work) > 0;
    let needs = needs(&setting.library.phases, setting.phase, &setting.request.affected);
    let (rule, says) = if !exercise.kind.is_in_sessions() {
        (None, "It is done beside the sessions.".to_owned())
    } else if !needs.iter().any(serves) {
        (None, "It does nothing for what you need in these weeks.".to_owned())
    } else if let Some(rule) = first {
        (Some(rule.code().to_owned()), says(setting, exercise, rule.cause(), rule.code()))
    } else {
        (None, "It has no dose that can be counted in these weeks.".to_owned())
    };
    Other { exercise: exercise.id.clone(), rule, price: None, says }
}

/// Why a rule leaves an exercise out, in plain words.
pub(super) fn says(setting: &Setting<'_>, exercise: &Exercise, cause: Cause, code: &str) -> String {
    match cause {
        Cause::Precaution => {
            let bar = rule::precautions(setting, exercise).into_iter().next();
            let because = bar.map_or("", |bar| bar.because.as_str());
            let condition = bar.and_then(|bar| setting.library.condition(&bar.by));
            let who = condition.map_or("A precaution", |condition| condition.name.as_str());
            format!("{who} leaves it out. {because}").trim_end().to_owned()
        }
        Cause::Position => "It is done in a position that you asked to avoid.".to_owned(),
        Cause::Equipment => {
            let missing = exercise.equipment.iter();
            let missing = missing.filter(|thing| !setting.request.equipment.contains(*thing));
            let names: Vec<&str> = missing.map(|id| thing(setting.library, id)).collect();
            format!("You do not have what it needs: {}.", names.join(", "))
        }
        Cause::Excluded => "You asked to leave it out.".to_owned(),
        Cause::Pain => {
            "It was stopped because of what it did, or an easier one of its kind was.".to_owned()
        }
        Cause::Phase if code == "chain_unlocked" => {
            "An easier exercise of its chain comes first, one step at a time.".to_owned()
        }
        Cause::Phase if code == "nothing_new" => {
            "It would be new, and nothing new comes right after a week that hurt.".to_owned()
        }
        Cause::Phase => not_of_the_phase(setting, exercise).to_owned(),
    }
}

/// Why an exercise does not belong to a phase.
fn not_of_the_phase(setting: &Setting<'_>, exercise: &Exercise) -> &'static str {
    match setting.library.barrier(exercise, setting.phase) {
        Some(Barrier::TooHard) => "It is too hard for these weeks.",
        Some(Barrier::TooEarly) => "It comes in later weeks.",
        Some(Barrier::NoDose) | None => "It has no dose for these weeks.",
    }
}

fn thing<'a>(library: &'a Library, id: &'a str) -> &'a str {
    library.equipment(id).map_or(id, |thing| &thing.name)
}

impl Terms {
    /// Term by term what this has above another.
    fn less(&self, other: &Self) -> Self {
        Self {
            coverage: self.coverage - other.coverage,
            neglect: self.neglect - other.neglect,
            changes: self.changes - other.changes,
            menu: self.menu - other.menu,
            novelty: self.novelty - other.novelty,
            effort: self.effort - other.effort,
        }
    }
}
