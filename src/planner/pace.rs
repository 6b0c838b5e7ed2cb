//! How fast a whole week may grow, once its exercises are chosen.
//!
//! By itself each exercise climbs as `dose` has it. Here the doses of a phase are gone through week by
//! week, and what is too much at once waits or is made smaller:
//!
//! * At most `exercise.moves_up` exercises (`progress.yaml`) have more than in the week before; a harder
//!   level that takes the place of an easier one inside a phase is one of them. What the gate of the
//!   phase asks for goes first; the others take turns.
//! * The dose of a muscle and kind of work rises by at most `climb.rise` per cent (`dosage.yaml`), or by
//!   what one session had of it in the week before, whichever is more.
//!
//! A choice of exercises never depends on it: no dose here takes longer than the one that was planned with.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Exercise, Work};

use super::candidate::Candidate;
use super::dose::{self, Amount};
use super::plan::WeekDose;
use super::problem::Problem;
use super::progression::Progression;
use super::setting::Setting;
use super::time;
use super::week::{Slot, Week};

/// The dose of each exercise of a week, by its index, in each week of the phase.
pub(crate) fn doses(
    setting: &Setting<'_>,
    problem: &Problem<'_>,
    week: &Week,
) -> BTreeMap<usize, Vec<WeekDose>> {
    let pace = Pace { setting, problem, chosen: week };
    let mut before = pace.sums_before();
    let mut last: Doses = week
        .menu()
        .filter_map(|index| Some((index, setting.last_dose(pace.id(index))?.into())))
        .collect();
    let mut all: BTreeMap<usize, Vec<WeekDose>> = BTreeMap::new();
    let (first, until) = setting.phase.weeks;
    for (at, number) in (first..=until).enumerate() {
        let now = pace.week(at, &before, &last);
        for (index, amount) in &now {
            all.entry(*index).or_default().push(amount.in_week(number));
        }
        before = pace.sums(&now);
        last = now;
    }
    all
}

/// The dose of each exercise of the week, by its index.
type Doses = BTreeMap<usize, Amount>;

/// What a muscle has of a kind of work: seconds in the week, and in its longest session.
type Sums<'a> = BTreeMap<(&'a str, Work), (u64, u64)>;

struct Pace<'s, 'a> {
    setting: &'s Setting<'a>,
    problem: &'s Problem<'a>,
    chosen: &'s Week,
}

impl<'a> Pace<'_, 'a> {
    fn candidate(&self, index: usize) -> &Candidate<'a> {
        &self.problem.candidates[index]
    }

    fn id(&self, index: usize) -> &str {
        &self.candidate(index).exercise.id
    }

    // ------------------------------------------------------------ how many

    /// The doses of a week of the phase, counted from 0: first nothing has risen, then one exercise
    /// after the other does that may, until there are enough.
    fn week(&self, at: usize, before: &Sums<'a>, last: &Doses) -> Doses {
        let mut now: Doses = BTreeMap::new();
        let mut waiting = Vec::new();
        for index in self.chosen.menu() {
            let Some(next) = self.next(index, at, last.get(&index).copied()) else { continue };
            now.insert(index, next);
            let was = last.get(&index).copied().filter(|was| next.is_more_than(*was));
            if let Some(was) = was.filter(|_| self.is_step(index)) {
                let stays = self.full(index).unwrap_or(was).no_more_than(was);
                now.insert(index, self.in_time(index, stays).unwrap_or(next));
                waiting.push((index, was, next));
            }
        }
        self.keep_within(before, &mut now);
        let most = self.setting.library.progress.exercise.moves_up;
        let levels = if at == 0 { self.levels_up() } else { 0 };
        let mut places = most.saturating_sub(levels);
        self.take_turns(at, &mut waiting);
        for (index, was, next) in waiting {
            if places == 0 {
                break;
            }
            if let Some(risen) = self.risen(before, &now, index, (was, next)) {
                now.insert(index, risen);
                places -= 1;
            }
        }
        now
    }

    /// What an exercise may rise to, from `was` to `next` at most, beside the doses of the others. Where a
    /// whole repetition more is too much, as of two holds on three days, its holds are shorter at first.
    fn risen(
        &self,
        before: &Sums<'a>,
        now: &Doses,
        index: usize,
        (was, next): (Amount, Amount),
    ) -> Option<Amount> {
        let way = self.progression(index)?;
        let mut with = now.clone();
        let mut fits = |amount: &Amount| {
            with.insert(index, *amount);
            self.takes_no_longer(index, *amount)
                && self.over(before, &self.sums(&with)).next().is_none()
        };
        let rises = |amount: &Amount| amount.is_more_than(was);
        let steps = std::iter::successors(Some(next), |amount| way.less_than(*amount));
        let mut small = Progression::shorter(next).take_while(rises);
        steps.take_while(rises).find(&mut fits).or_else(|| small.find(&mut fits))
    }

    /// A dose, or the next smaller one that takes no longer than the week was chosen with.
    fn in_time(&self, index: usize, amount: Amount) -> Option<Amount> {
        let way = self.progression(index)?;
        let mut smaller = std::iter::successors(Some(amount), |amount| way.less_than(*amount));
        smaller.find(|amount| self.takes_no_longer(index, *amount))
    }

    /// Whether a dose takes no longer than the time that the week was chosen with: fewer repetitions in
    /// more rounds, or shorter holds, have more rests.
    fn takes_no_longer(&self, index: usize, amount: Amount) -> bool {
        let candidate = self.candidate(index);
        let rules = &self.setting.library.dosage.time;
        let dose = amount.in_week(0);
        let phase = &self.setting.phase.id;
        time::of_dose(rules, phase, &dose, candidate.is_done_twice()) <= candidate.seconds
    }

    /// What the gate asks for first; of the others another one goes first each week, whatever places
    /// there are. By as many as there are places it would be the same one whenever that divides them.
    fn take_turns(&self, at: usize, waiting: &mut [(usize, Amount, Amount)]) {
        waiting.sort_by_key(|(index, ..)| (!self.is_asked_by_gate(*index), *index));
        let asked = waiting.iter().filter(|(index, ..)| self.is_asked_by_gate(*index)).count();
        let others = &mut waiting[asked..];
        if !others.is_empty() {
            let turn = self.setting.phase.weeks.0 as usize + at;
            others.rotate_left(turn % others.len());
        }
    }

    fn is_asked_by_gate(&self, index: usize) -> bool {
        let gate = self.setting.library.progress.gates.get(&self.setting.phase.id);
        let id = self.id(index);
        gate.is_some_and(|gate| gate.shown.iter().any(|shown| shown.exercise == id))
    }

    /// Whether the programme is over: then what comes back does so by a step from plan to plan.
    fn keeps(&self) -> bool {
        self.setting.past().is_some_and(|past| past.keeps)
    }

    /// What an exercise would have by itself.
    fn next(&self, index: usize, at: usize, last: Option<Amount>) -> Option<Amount> {
        let candidate = self.candidate(index);
        let planned: Amount = candidate.dose.get(at).copied()?.into();
        let Some(last) = last.filter(|_| at > 0) else { return Some(planned) };
        if self.keeps() {
            return Some(last);
        }
        let way = self.progression(index)?;
        // One that stays where it is, or is already there.
        if !way.is_step(last, planned) {
            return Some(planned);
        }
        let longest_s = candidate.dose.iter().map(|dose| dose.hold_s).max()?;
        let next = way.holding(longest_s).after(Some(last));
        let next = if next.is_more_than(planned) { planned } else { next };
        Some(self.in_time(index, next).unwrap_or(planned))
    }

    fn full(&self, index: usize) -> Option<Amount> {
        dose::most(self.setting, self.candidate(index).exercise)
    }

    fn progression(&self, index: usize) -> Option<Progression<'a>> {
        Progression::of(self.setting, self.candidate(index).exercise)
    }

    /// Whether more of an exercise is a step: what a therapist fixed is none.
    fn is_step(&self, index: usize) -> bool {
        !self.is_fixed(self.candidate(index).exercise)
    }

    fn is_fixed(&self, exercise: &Exercise) -> bool {
        self.setting.request.doses.contains_key(&exercise.id)
    }

    /// Exercises of the week that are a harder level of a chain than the week before had, inside a phase.
    fn levels_up(&self) -> usize {
        if !self.setting.is_inside() {
            return 0;
        }
        let had: BTreeSet<&str> =
            self.setting.last_items().map(|item| item.exercise.as_str()).collect();
        let is_up = |index: &usize| {
            let exercise = self.candidate(*index).exercise;
            let Some(link) = exercise.chain.as_ref().filter(|_| !had.contains(&*exercise.id))
            else {
                return false;
            };
            let known = had.iter().filter_map(|id| self.setting.library.exercises.get(*id));
            let mut links = known.filter_map(|other| other.chain.as_ref());
            links.any(|other| other.id == link.id && other.level < link.level)
        };
        self.chosen.menu().filter(is_up).count()
    }

    // ------------------------------------------------------------ how much

    /// The muscles and kinds of work that rise too fast.
    fn over<'s>(
        &'s self,
        before: &'s Sums<'a>,
        sums: &'s Sums<'a>,
    ) -> impl Iterator<Item = (&'a str, Work)> + 's {
        let rise = u64::from(100 + self.setting.library.dosage.climb.rise);
        let passes = move |key: &(&'a str, Work), seconds: u64| {
            before.get(key).is_some_and(|(week, session)| {
                *week > 0 && seconds > (week * rise / 100).max(week + session)
            })
        };
        sums.iter().filter(move |(key, (seconds, _))| passes(key, *seconds)).map(|(key, _)| *key)
    }

    /// Makes doses smaller, a repetition at a time, until no muscle and kind of work rises too fast.
    fn keep_within(&self, before: &Sums<'a>, now: &mut Doses) {
        loop {
            let sums = self.sums(now);
            let smaller = self.over(before, &sums).find_map(|key| self.smaller(key, now));
            let Some((index, amount)) = smaller else { return };
            now.insert(index, amount);
        }
    }

    /// The exercise to do less of for a muscle and kind of work, and how much: first of those that are
    /// new, the longest first.
    fn smaller(&self, (muscle, work): (&str, Work), now: &Doses) -> Option<(usize, Amount)> {
        let serving = now.iter().filter(|(index, _)| {
            let exercise = self.candidate(**index).exercise;
            self.counts(exercise)
                && exercise.primary.iter().any(|id| id == muscle)
                && self.setting.library.work_of(exercise).contains(&work)
        });
        let less = serving.filter_map(|(index, amount)| {
            let exercise = self.candidate(*index).exercise;
            let way = self.progression(*index)?;
            let is_new = self.setting.last_dose(&exercise.id).is_none();
            let less = way.less_than(*amount)?;
            Some(((is_new, self.seconds(*amount)), (*index, less)))
        });
        less.max_by_key(|(turn, _)| *turn).map(|(_, less)| less)
    }

    /// Whether an exercise counts: it climbs, and its dose is not a therapist's.
    fn counts(&self, exercise: &Exercise) -> bool {
        dose::climbs(self.setting, exercise) && !self.is_fixed(exercise)
    }

    /// What a dose comes to: a repetition counts for the seconds that it is held, and for those of a
    /// moving one at least.
    fn seconds(&self, amount: Amount) -> u64 {
        let rep_s = self.setting.library.dosage.time.rep_s.max(amount.hold_s);
        u64::from(amount.total()) * u64::from(rep_s)
    }

    fn sums(&self, doses: &Doses) -> Sums<'a> {
        let sessions = Slot::BOTH.map(|slot| {
            let days = u64::from(self.chosen.day_bits(slot).count_ones());
            let session = self.chosen.sessions[slot as usize].iter();
            let items = session
                .filter_map(|index| Some((self.candidate(*index).exercise, *doses.get(index)?)));
            (days, items.collect())
        });
        self.sum(sessions)
    }

    /// The last week of the phase before.
    fn sums_before(&self) -> Sums<'a> {
        let Some(phase) = self.setting.before.last() else { return Sums::new() };
        let sessions = phase.sessions.iter().map(|(name, session)| {
            let days = phase.week.values().filter(|day| *day == name).count() as u64;
            let known = session.items.iter().filter_map(|item| {
                let exercise = self.setting.library.exercises.get(&item.exercise)?;
                Some((exercise, Amount::from(*item.dose.last()?)))
            });
            (days, known.collect())
        });
        self.sum(sessions)
    }

    fn sum(
        &self,
        sessions: impl IntoIterator<Item = (u64, Vec<(&'a Exercise, Amount)>)>,
    ) -> Sums<'a> {
        let mut sums = Sums::new();
        for (days, items) in sessions {
            let mut session: BTreeMap<(&'a str, Work), u64> = BTreeMap::new();
            for (exercise, amount) in items.into_iter().filter(|(one, _)| self.counts(one)) {
                let climbing = &self.setting.library.dosage.climb.work;
                for work in self.setting.library.work_of(exercise) {
                    let muscles = exercise.primary.iter().filter(|_| climbing.contains(work));
                    for muscle in muscles {
                        *session.entry((muscle, *work)).or_default() += self.seconds(amount);
                    }
                }
            }
            for (key, seconds) in session.into_iter().filter(|_| days > 0) {
                let (week, most) = sums.entry(key).or_default();
                *week += days * seconds;
                *most = (*most).max(seconds);
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, exercise, muscle};
    use super::super::plan;
    use super::*;
    use crate::library::{Finding, Gate, Shown};
    use crate::planner::plan::Plan;
    use crate::quantity::Side;

    /// Repetitions of an exercise in each week in which it is.
    fn reps(plan: &Plan, id: &str) -> Vec<(u32, u32)> {
        let items = plan.phases.iter().flat_map(|phase| phase.items());
        let doses = items.filter(|item| item.exercise == id).flat_map(|item| &item.dose);
        doses.map(|dose| (dose.week, dose.sets * dose.reps)).collect()
    }

    /// Three exercises, each for a muscle of its own.
    fn three([a, b, c]: [Exercise; 3]) -> World {
        let mut world = World::new([a, b.primary(&["n"]), c.primary(&["o"])]);
        world.library.muscles.muscles = ["m", "n", "o"].map(muscle).into();
        for id in ["n", "o"] {
            world.request.affected.push(affected(id, Side::Both, Finding::Weak, 5));
        }
        world
    }

    #[test]
    fn two_exercises_rise_in_a_week_and_each_has_its_turn() {
        let world = three(["a", "b", "c"].map(|id| exercise(id).dosed()));
        let plan = plan(&world.library, &world.request).unwrap();
        let all = ["a", "b", "c"].map(|id| reps(&plan, id));
        for week in 1..12 {
            let risen = all.iter().filter(|doses| doses[week].1 > doses[week - 1].1).count();
            assert!(risen <= 2, "{all:?}");
        }
        for doses in &all {
            assert_eq!((doses[0], doses[7]), ((1, 6), (8, 10)), "{all:?}");
            let waits = doses.windows(2).take(6).filter(|pair| pair[1].1 == pair[0].1);
            assert!(waits.count() <= 3, "{all:?}");
        }
    }

    #[test]
    fn of_two_that_wait_for_one_place_neither_waits_for_long() {
        let mut world = three(["a", "b", "c"].map(|id| exercise(id).dosed()));
        let shown = vec![Shown { exercise: "c".to_owned(), sets: 1, reps: 10 }];
        let gate = Gate { shown, ..Gate::default() };
        world.library.progress.gates =
            ["settle", "build"].map(|phase| (phase.to_owned(), gate.clone())).into();
        let plan = plan(&world.library, &world.request).unwrap();
        let all = ["a", "b", "c"].map(|id| reps(&plan, id));
        assert_eq!(all[2][4], (5, 10), "{all:?}");
        for doses in &all[..2] {
            let totals: Vec<u32> = doses.iter().take(5).map(|(_, reps)| *reps).collect();
            assert!(totals.windows(3).all(|weeks| weeks[0] < weeks[2]), "{all:?}");
        }
    }

    #[test]
    fn two_holds_on_three_days_become_more() {
        let held = exercise("a").dose("settle", 1, 2, 10).dose("build", 2, 4, 10);
        let mut world = World::new([held]);
        world.library.muscles.muscles = vec![muscle("m")];
        let plan = plan(&world.library, &world.request).unwrap();
        let days = plan.phases[1].week.len();
        assert!(days >= 3, "one repetition more would be {days} more in a week, and two may be");
        let doses = plan.phases[1].items()[0].dose.clone();
        let seconds: Vec<u32> = doses.iter().map(|one| one.sets * one.reps * one.hold_s).collect();
        assert_eq!(seconds[..3], [24, 30, 40], "{doses:?}");
    }

    #[test]
    fn what_is_new_for_a_muscle_begins_with_what_it_has_had() {
        let mut world = World::new([
            exercise("a").dose("settle", 1, 10, 0),
            exercise("b").dose("build", 2, 10, 0),
            exercise("c").dose("build", 2, 10, 0),
        ]);
        world.library.muscles.muscles = vec![muscle("m")];
        // Both are wanted: one of them would be enough for the muscle.
        world.request.include = ["b".to_owned(), "c".to_owned()].into();
        let plan = plan(&world.library, &world.request).unwrap();
        assert_eq!(reps(&plan, "a"), [(1, 6), (2, 7)]);
        // 12 of each would be asked for. 7 on each day and 7 more in the week are 28 on three days, in
        // weeks in which each of them is done on two days or three.
        let phase = &plan.phases[1];
        let sum = |week: u32| -> u32 {
            let sessions = phase.week.values().flat_map(|name| &phase.sessions[name].items);
            let doses = sessions.flat_map(|item| &item.dose).filter(|dose| dose.week == week);
            doses.map(|dose| dose.sets * dose.reps).sum()
        };
        let days = plan.phases[0].week.len() as u32;
        assert!(sum(3) <= 7 * (days + 1) && sum(3) > 7 * (days - 1), "{}", sum(3));
        for week in 4..=6 {
            let most = sum(week - 1);
            assert!(sum(week) > most && sum(week) <= most + most / 2, "week {week}");
        }
    }

    /// The seconds of each exercise in its longest week, with those that its week was chosen with.
    fn seconds(world: &World, plan: &Plan) -> Vec<(u32, u32)> {
        let World { library, request, .. } = world;
        let rules = &library.dosage.time;
        let phases = plan.phases.iter().enumerate().flat_map(|(at, planned)| {
            let phase = &library.phases.phases[at];
            let setting = Setting { library, request, phase, before: &plan.phases[..at] };
            let chosen = Problem::new(&setting, plan.seed).candidates;
            let items: Vec<(u32, u32)> = planned
                .items()
                .into_iter()
                .map(|item| {
                    let seconds = |dose| time::of_dose(rules, &phase.id, dose, false);
                    let of = chosen.iter().find(|one| one.exercise.id == item.exercise).unwrap();
                    (item.dose.iter().map(seconds).max().unwrap(), of.seconds)
                })
                .collect();
            items
        });
        phases.collect()
    }

    #[test]
    fn no_dose_takes_longer_than_its_week_was_chosen_with() {
        let doses = [(1, 10, 0), (1, 6, 10), (2, 6, 8), (3, 6, 5), (3, 6, 10), (3, 12, 0)];
        let pairs = doses.iter().flat_map(|one| doses.iter().map(move |two| (*one, *two)));
        let triples = pairs.flat_map(|(one, two)| doses.iter().map(move |last| [one, two, *last]));
        for doses in triples {
            let dosed = |id| {
                let phases = ["settle", "build", "return"].into_iter().zip(doses);
                phases.fold(exercise(id), |one, (phase, (sets, reps, hold_s))| {
                    one.dose(phase, sets, reps, hold_s)
                })
            };
            let world = three(["a", "b", "c"].map(dosed));
            let plan = plan(&world.library, &world.request).unwrap();
            for (longest, chosen) in seconds(&world, &plan) {
                assert!(longest <= chosen, "{longest} s for {chosen} s, {doses:?}");
            }
        }
    }
}
