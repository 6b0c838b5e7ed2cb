//! What would meet a need that a plan leaves unmet: other exercises in its favour, or one or two inputs
//! changed. Every answer was planned again before it is given. A precaution is never offered.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::need::Need;
use super::phase;
use super::plan::{PhasePlan, Plan, Unmet};
use super::problem::Problem;
use super::request::Request;
use super::rule::Cause;
use super::search::{self, Aim, Found};
use super::setting::Setting;
use super::unmet::{Reason, Servant, servants};
use super::week::{Tally, Week};
use crate::library::{Library, Position};
use crate::parallel::each;
use crate::quantity::{Day, Points};

/// Minutes a day that are tried on top of those asked for.
const MORE_MINUTES: [u32; 4] = [5, 10, 20, 40];

/// The most pairs of changes that are tried for a need.
const PAIRS: usize = 40;

/// So many changes are tried at a time, each on a core of its own; the rest of them is in vain where the
/// first one does.
const AT_ONCE: usize = 8;

/// One thing about a request that may be changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// More minutes on each day.
    Minutes(u32),
    /// One more day, with as many minutes as the longest has.
    Day(Day),
    /// A thing at hand.
    Thing(String),
    /// A position that is not avoided.
    Position(Position),
    /// The floor is not avoided.
    Floor,
    /// An exercise that is not left out.
    Allow(String),
    /// An exercise that is asked for by name.
    Ask(String),
}

impl Input {
    /// Makes the change.
    pub fn apply(&self, request: &mut Request) {
        match self {
            Self::Minutes(more) => {
                request
                    .days
                    .values_mut()
                    .for_each(|minutes| *minutes = minutes.saturating_add(*more));
            }
            Self::Day(day) => {
                let longest = longest(request);
                request.days.insert(*day, longest);
            }
            Self::Thing(id) => drop(request.equipment.insert(id.clone())),
            Self::Position(position) => drop(request.avoid.remove(position)),
            Self::Floor => request.avoid_floor = false,
            Self::Allow(id) => drop(request.exclude.remove(id)),
            Self::Ask(id) => drop(request.include.insert(id.clone())),
        }
    }

    fn says(&self, library: &Library, request: &Request) -> String {
        let name = |id: &str| library.equipment(id).map_or(id.to_owned(), |it| it.name.clone());
        match self {
            Self::Minutes(more) => format!("{more} minutes more on each day"),
            Self::Day(day) => format!("{} minutes on {} too", longest(request), day.as_str()),
            Self::Thing(id) => format!("having this: {}", name(id)),
            Self::Position(position) => format!("allowing the position {}", position.as_str()),
            Self::Floor => "getting down to the floor".to_owned(),
            Self::Allow(id) => format!("allowing `{id}` again"),
            Self::Ask(id) => format!("asking for `{id}` by name"),
        }
    }
}

fn longest(request: &Request) -> u32 {
    request.days.values().copied().max().unwrap_or_default()
}

/// A need that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnmetReason {
    /// The phase.
    pub phase: String,
    /// The need, as `muscle/work`.
    pub need: String,
    /// The one reason, as in the plan.
    pub reason: String,
    /// The reason in plain words.
    pub says: String,
    /// The best week of the phase that meets it, beside the one in the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced: Option<Forced>,
    /// The least change that meets it, of those that were tried; planning with it was tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// The same in plain words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// The first later phase that meets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<String>,
    /// Whether all that failed is known to fail. If not, a change was just not found within the limit of
    /// the search.
    pub sure: bool,
}

/// The best week that meets a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forced {
    /// The exercises in it that serve the need.
    pub exercises: Vec<String>,
    /// The needs that it no longer meets.
    pub drops: Vec<String>,
    /// What it scores less than the best week.
    pub loses: Points,
    /// Whether there is known to be no better one.
    pub proven: bool,
}

/// Why each unmet need of a plan is so, and what would meet it.
pub(crate) fn reasons(library: &Library, request: &Request, plan: &Plan) -> Vec<UnmetReason> {
    let mut again =
        Again { library, request, plan, plain: BTreeMap::new(), tried: BTreeMap::new() };
    plan.unmet.iter().map(|unmet| again.reason(unmet)).collect()
}

/// Plans again, each thing once.
struct Again<'a> {
    library: &'a Library,
    request: &'a Request,
    plan: &'a Plan,
    /// The search of each phase without a seed's favour.
    plain: BTreeMap<usize, Found>,
    /// What came of planning with a change.
    tried: BTreeMap<Vec<Input>, Tried>,
}

/// A change, and what came of planning with it.
struct Tried {
    request: Request,
    /// By phase, if the phases before stay: the needs that its best week meets, and whether it is known
    /// to be the best.
    best: BTreeMap<usize, (BTreeSet<String>, bool)>,
    /// The phases planned so far, from the first one on, and what they leave unmet.
    phases: Vec<PhasePlan>,
    unmet: BTreeSet<(String, String)>,
}

impl<'a> Again<'a> {
    fn reason(&mut self, unmet: &Unmet) -> UnmetReason {
        let mut reason = UnmetReason {
            phase: unmet.phase.clone(),
            need: unmet.need.clone(),
            reason: unmet.reason.clone(),
            says: unmet.says.clone(),
            forced: None,
            inputs: Vec::new(),
            change: None,
            later: None,
            sure: true,
        };
        let Some(at) = self.plan.phases.iter().position(|phase| phase.id == unmet.phase) else {
            return reason;
        };
        reason.later = self.later(at, &unmet.need);
        let setting = self.setting(at);
        let problem = Problem::new(&setting, self.plan.seed);
        let Some(index) = problem.needs.iter().position(|need| need.name() == unmet.need) else {
            return reason;
        };
        let servants = servants(&setting, &problem.needs[index]);
        let allowed = servants.iter().filter(|one| one.causes.is_empty());
        let has_dose = allowed.map(|servant| servant.credit).sum::<u32>()
            >= self.library.phases.coverage.dose_credit;
        if has_dose {
            reason.sure = self.force(at, &problem, index, &mut reason.forced);
        }
        let asking = reason.forced.as_ref().map_or_else(Vec::new, |forced| self.asking(forced));
        let others = self.changes(&servants, has_dose);
        // Who is short of time would rather hear of minutes than of what to give up.
        let (first, then) =
            if unmet.reason == Reason::Time.as_str() { (others, asking) } else { (asking, others) };
        let changes: Vec<Vec<Input>> = first.into_iter().chain(then).collect();
        for changes in changes.chunks(AT_ONCE) {
            self.plan_alone(changes, at);
            for inputs in changes {
                let (met, sure) = self.meets(inputs, at, &unmet.need);
                reason.sure &= met || sure;
                if met {
                    let says = inputs.iter().map(|input| input.says(self.library, self.request));
                    reason.change = Some(says.collect::<Vec<_>>().join(" and "));
                    reason.inputs.clone_from(inputs);
                    return reason;
                }
            }
        }
        reason
    }

    fn setting(&self, at: usize) -> Setting<'a> {
        let phase = &self.library.phases.phases[at];
        let Self { library, request, plan, .. } = *self;
        Setting { library, request, phase, before: &plan.phases[..at] }
    }

    /// The first phase after one that does not miss a need.
    fn later(&self, at: usize, need: &str) -> Option<String> {
        let misses = |phase: &PhasePlan| {
            self.plan.unmet.iter().any(|unmet| unmet.phase == phase.id && unmet.need == need)
        };
        let mut phases = self.plan.phases.iter().skip(at + 1);
        phases.find(|phase| !misses(phase)).map(|phase| phase.id.clone())
    }

    /// Looks for the best week of a phase that meets a need. False if none was found and there may be
    /// one.
    fn force(
        &mut self,
        at: usize,
        problem: &Problem<'_>,
        need: usize,
        forced: &mut Option<Forced>,
    ) -> bool {
        let favours = vec![0; problem.candidates.len()];
        let aim = Aim { favours: &favours, limit: self.request.nodes, ..Aim::default() };
        let plain = self.plain.entry(at).or_insert_with(|| search::solve(problem, &aim));
        let aim = Aim { start: Some(&plain.week), prices: &plain.prices, ..aim };
        let found = search::solve(problem, &Aim { demand: Some(need), ..aim });
        let met = met(problem, &found.week);
        let name = problem.needs[need].name();
        if !met.contains(&name) {
            return found.is_proven();
        }
        let phase = &self.plan.phases[at];
        let unmet = |need: &String| {
            self.plan.unmet.iter().any(|unmet| unmet.phase == phase.id && unmet.need == *need)
        };
        let needs = problem.needs.iter().map(Need::name);
        let serving = found.week.menu().map(|index| &problem.candidates[index]);
        *forced = Some(Forced {
            exercises: serving
                .filter(|one| one.credits.iter().any(|(served, _)| *served == need))
                .map(|one| one.exercise.id.clone())
                .collect(),
            drops: needs.filter(|need| !unmet(need) && !met.contains(need)).collect(),
            loses: phase.certificate.score - problem.terms(&found.week).sum(),
            proven: found.is_proven(),
        });
        true
    }

    /// What to ask for by name so that a week comes about: one of its exercises, or two.
    fn asking(&self, forced: &Forced) -> Vec<Vec<Input>> {
        let new = forced.exercises.iter().filter(|id| !self.request.include.contains(*id));
        let ask: Vec<Input> = new.map(|id| Input::Ask(id.clone())).collect();
        let pairs = pairs(&ask, &ask);
        ask.into_iter().map(|one| vec![one]).chain(pairs).collect()
    }

    /// The changes to try for a need, the least first: what makes room for the exercises that there are,
    /// then what brings in another one.
    fn changes(&self, servants: &[Servant<'_>], has_dose: bool) -> Vec<Vec<Input>> {
        let minutes = MORE_MINUTES.map(Input::Minutes);
        let free = Day::ALL.into_iter().filter(|day| !self.request.days.contains_key(day));
        let days: Vec<Input> = free.map(Input::Day).collect();
        let wants: BTreeSet<Vec<Input>> =
            servants.iter().filter_map(|servant| self.wants(servant)).collect();
        let alone = wants.iter().filter(|inputs| inputs.len() == 1);
        let brings: Vec<Input> = alone.flatten().cloned().collect();
        let room: Vec<Input> = minutes.iter().cloned().chain(days.iter().cloned()).collect();
        let rooms = if has_dose { room.as_slice() } else { &[] };
        let mut two: Vec<Vec<Input>> =
            wants.iter().filter(|inputs| inputs.len() == 2).cloned().collect();
        if has_dose {
            two.extend(pairs(&minutes, &days));
            two.extend(pairs(&days, &days));
        }
        two.extend(pairs(&brings, &brings));
        two.extend(pairs(&brings, &room));
        two.truncate(PAIRS);
        let one = rooms.iter().chain(&brings).map(|input| vec![input.clone()]);
        one.chain(two).collect()
    }

    /// What it takes to have an exercise; nothing if that is not ours to offer, or if it is there.
    fn wants(&self, servant: &Servant<'_>) -> Option<Vec<Input>> {
        let fixed = [Cause::Precaution, Cause::Phase];
        if servant.causes.is_empty() || fixed.iter().any(|cause| servant.causes.contains(cause)) {
            return None;
        }
        let (exercise, request) = (servant.exercise, self.request);
        let missing = exercise.equipment.iter().filter(|id| !request.equipment.contains(*id));
        let mut wants: Vec<Input> = missing.map(|id| Input::Thing(id.clone())).collect();
        let avoided = exercise.positions().filter(|position| request.avoid.contains(position));
        wants.extend(avoided.map(Input::Position));
        if request.avoid_floor && exercise.needs_the_floor() {
            wants.push(Input::Floor);
        }
        if request.exclude.contains(&exercise.id) {
            wants.push(Input::Allow(exercise.id.clone()));
        }
        Some(wants)
    }

    /// Plans a phase alone with each of some changes, on all cores: most changes fail there.
    fn plan_alone(&mut self, changes: &[Vec<Input>], at: usize) {
        for inputs in changes {
            self.tried.entry(inputs.clone()).or_insert_with(|| {
                let mut request = Request { seed: Some(self.plan.seed), ..self.request.clone() };
                inputs.iter().for_each(|input| input.apply(&mut request));
                Tried { request, best: BTreeMap::new(), phases: Vec::new(), unmet: BTreeSet::new() }
            });
        }
        let new: Vec<&Vec<Input>> =
            changes.iter().filter(|inputs| !self.tried[*inputs].best.contains_key(&at)).collect();
        let best = each(&new, |inputs| {
            let setting = Setting { request: &self.tried[*inputs].request, ..self.setting(at) };
            let problem = Problem::new(&setting, self.plan.seed);
            let favours = vec![0; problem.candidates.len()];
            let aim = Aim { favours: &favours, limit: setting.request.nodes, ..Aim::default() };
            let found = search::solve(&problem, &aim);
            (met(&problem, &found.week), found.is_proven())
        });
        for (inputs, best) in new.into_iter().zip(best) {
            self.tried.entry(inputs.clone()).and_modify(|tried| _ = tried.best.insert(at, best));
        }
    }

    /// Whether planning with a change meets a need, and whether that is known. The phase was planned
    /// alone with it.
    fn meets(&mut self, inputs: &[Input], at: usize, need: &str) -> (bool, bool) {
        let setting = self.setting(at);
        let Some(tried) = self.tried.get_mut(inputs) else { return (false, false) };
        let Tried { request, best, phases, unmet } = tried;
        let setting = Setting { request, ..setting };
        let Some((met, sure)) = best.get(&at) else { return (false, false) };
        if !met.contains(need) {
            return (false, *sure);
        }
        while phases.len() <= at {
            let phase = &self.library.phases.phases[phases.len()];
            let planned =
                phase::plan(&Setting { phase, before: phases, ..setting }, self.plan.seed);
            unmet.extend(planned.unmet.into_iter().map(|unmet| (unmet.phase, unmet.need)));
            phases.push(planned.phase);
        }
        let phase = self.plan.phases[at].id.clone();
        (!unmet.contains(&(phase, need.to_owned())), *sure)
    }
}

/// The names of the needs that a week meets.
fn met(problem: &Problem<'_>, week: &Week) -> BTreeSet<String> {
    let least = problem.rules.coverage.least_days;
    let tally = Tally::of(problem, week);
    let needs = problem.needs.iter().zip(&tally.need_days);
    needs.filter(|(_, days)| **days >= least).map(|(need, _)| need.name()).collect()
}

/// Each of these with each of those, once.
fn pairs(these: &[Input], those: &[Input]) -> Vec<Vec<Input>> {
    let all = these.iter().flat_map(|one| those.iter().map(move |other| [one, other]));
    let sorted: BTreeSet<[&Input; 2]> = all
        .filter(|[one, other]| one != other)
        .map(|mut pair| {
            pair.sort_unstable();
            pair
        })
        .collect();
    sorted.into_iter().map(|pair| pair.map(Clone::clone).to_vec()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, bar, exercise, muscle};
    use super::*;
    use crate::library::{Exercise, Finding};
    use crate::quantity::Side;

    /// A world in which `m` is treated and `n` is affected too, a little.
    fn world(others: impl IntoIterator<Item = Exercise>) -> World {
        let mut world = World::new([exercise("bridge").dosed()].into_iter().chain(others));
        world.library.muscles.muscles = ["m", "n"].map(muscle).into();
        world.request.affected.push(affected("n", Side::Left, Finding::Weak, 1));
        world
    }

    fn of_n() -> Exercise {
        exercise("for-n").dosed().primary(&["n"])
    }

    /// What is said of strengthening `n` in a phase.
    fn reason(world: &World, phase: &str) -> UnmetReason {
        let plan = super::super::plan(&world.library, &world.request).unwrap();
        let mut all = reasons(&world.library, &world.request, &plan).into_iter();
        all.find(|one| one.need == "n/strengthen" && one.phase == phase).unwrap()
    }

    #[test]
    fn a_thing_or_two_are_named_and_never_a_precaution() {
        let things = |ids: &[&str]| Exercise {
            equipment: ids.iter().map(|id| (*id).to_owned()).collect(),
            ..of_n()
        };
        for (exercise, says) in [
            (things(&["ball"]), Some("having this: ball")),
            (things(&["ball", "band"]), Some("having this: ball and having this: band")),
            (things(&["ball", "band", "bike"]), None),
        ] {
            let mut world = world([exercise]);
            assert_eq!(reason(&world, "settle").change.as_deref(), says);
            bar(&mut world.request, "for-n", &["settle"]);
            let barred = reason(&world, "settle");
            assert_eq!((barred.change, barred.sure), (None, true));
        }
    }

    #[test]
    fn what_a_need_would_cost_is_named_and_asking_for_it_brings_it() {
        let mut world = world([of_n()]);
        // One place on two days: only one of the two can be had.
        world.request.days = [Day::Mon, Day::Wed].map(|day| (day, 20)).into();
        world.library.phases.phases.iter_mut().for_each(|phase| phase.session = 1);
        let reason = reason(&world, "settle");
        let forced = reason.forced.unwrap();
        assert_eq!(forced.exercises, ["for-n"]);
        assert_eq!(forced.drops, ["m/strengthen"]);
        assert!(forced.loses > Points(0) && forced.proven);
        assert_eq!(reason.inputs, [Input::Ask("for-n".into())]);
    }

    #[test]
    fn who_is_short_of_time_hears_of_minutes() {
        let mut world = world([of_n()]);
        world.request.days.values_mut().for_each(|minutes| *minutes = 1);
        let reason = reason(&world, "settle");
        assert_eq!(reason.inputs, [Input::Minutes(5)]);
        assert_eq!(reason.change.as_deref(), Some("5 minutes more on each day"));
    }

    #[test]
    fn pairs_are_told_once() {
        let [one, two] = [Input::Minutes(5), Input::Floor];
        assert_eq!(pairs(&[one.clone(), two.clone()], &[one.clone(), two.clone()]), [[one, two]]);
    }
}
