//! What is given by rule beside the sessions: walking, breathing and heat on most days, and breaks from
//! sitting. No session has to make room for them, and the score does not count them.

use std::collections::BTreeSet;

use crate::library::{Dose, Exercise, Kind};
use crate::quantity::Clock;

use super::plan::{Break, Daily, WeekDose, WeekMinutes};
use super::request::Desk;
use super::setting::Setting;
use super::{rule, time};
use crate::screening::dose_share;

const DAY_MIN: u32 = 24 * 60;

/// Of each of the phase's lists, the first exercise that fits the person; and whatever else was asked
/// for by name and is done beside the sessions, one level of a chain. What was asked for goes before the rest of its list, and
/// what a condition prefers next.
pub(crate) fn daily(setting: &Setting<'_>) -> Vec<Daily> {
    let listed = setting.phase.daily.iter().filter_map(|list| first_that_fits(setting, list));
    let mut chosen: Vec<&Exercise> = listed.collect();
    let asked = setting.library.exercises.values().filter(|entry| is_asked(setting, entry));
    for exercise in asked {
        let beside = !exercise.kind.is_in_sessions() && exercise.kind != Kind::ErgonomicBreak;
        let again = chosen.iter().any(|other| is_same_or_level_of(other, exercise));
        if beside && !again && rule::is_safe_beside(setting, exercise) {
            chosen.push(exercise);
        }
    }
    chosen.into_iter().filter_map(|exercise| given(setting, exercise)).collect()
}

/// Whether two are one, or levels of one chain, of which a week has a single one: an easy walk and a
/// brisk one are not both walked.
fn is_same_or_level_of(one: &Exercise, other: &Exercise) -> bool {
    let links = one.chain.as_ref().zip(other.chain.as_ref());
    one.id == other.id || links.is_some_and(|(one, other)| one.id == other.id)
}

fn is_asked(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    setting.request.include.contains(&exercise.id)
}

fn first_that_fits<'a>(setting: &Setting<'a>, list: &[String]) -> Option<&'a Exercise> {
    let listed = list.iter().filter_map(|id| setting.library.exercises.get(id));
    let fitting: Vec<&Exercise> =
        listed.filter(|exercise| rule::is_safe_beside(setting, exercise)).collect();
    let asked = fitting.iter().find(|exercise| is_asked(setting, exercise));
    let preferred = || fitting.iter().find(|exercise| is_preferred(setting, exercise));
    asked.or_else(preferred).or(fitting.first()).copied()
}

fn is_preferred(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    setting.request.clearance.prefers(&exercise.id, &setting.phase.id)
}

fn given(setting: &Setting<'_>, exercise: &Exercise) -> Option<Daily> {
    let dose = exercise.dose.get(&setting.phase.id)?;
    let full = most_minutes(setting, exercise, dose);
    let weeks = climb(setting, exercise, dose.days.get(), full);
    let minutes = weeks.last()?.minutes;
    Some(Daily { exercise: exercise.id.clone(), minutes, days: dose.days.get(), weeks })
}

/// The minutes of each week. Walking and its like climb from what the phase before ended with, by the
/// same rise a week as loading work (FACTS 3.5: 10-20 % a week); the first phase begins with its dose. More
/// days a week are more too.
fn climb(setting: &Setting<'_>, exercise: &Exercise, days: u32, full: u32) -> Vec<WeekMinutes> {
    let rise = 100 + setting.library.dosage.climb.rise;
    let steady = setting.past().is_some_and(|past| past.steady);
    let mut last = (exercise.kind == Kind::Aerobic).then(|| last_aerobic(setting, days)).flatten();
    // Where nothing rises, other things have no more than they had.
    let had = setting.before.last().filter(|_| steady).and_then(|phase| {
        phase.daily.iter().find(|daily| daily.exercise == exercise.id).map(|daily| daily.minutes)
    });
    let full = had.map_or(full, |had| full.min(had));
    let (first, until) = setting.phase.weeks;
    (first..=until)
        .map(|week| {
            let minutes = match last {
                Some(last) if steady => full.min(last),
                Some(last) => full.min((last * rise / 100).max(last + 1)),
                None => full,
            };
            last = last.map(|_| minutes);
            WeekMinutes { week, minutes }
        })
        .collect()
}

/// The minutes that the phase before ended with in walking or its like; less where there are more days now.
fn last_aerobic(setting: &Setting<'_>, days: u32) -> Option<u32> {
    let exercises = &setting.library.exercises;
    let is_aerobic =
        |daily: &&Daily| exercises.get(&daily.exercise).is_some_and(|e| e.kind == Kind::Aerobic);
    let had = setting.before.last()?.daily.iter().find(is_aerobic)?;
    Some(had.minutes.min((had.minutes * had.days).div_ceil(days.max(1))))
}

/// The most minutes of a day: the dose's, or the part of them that is the most for the person.
fn most_minutes(setting: &Setting<'_>, exercise: &Exercise, dose: &Dose) -> u32 {
    let Setting { library, request, phase, .. } = *setting;
    let share = dose_share(library, &request.clearance, &phase.id);
    (minutes(setting, exercise, dose) * share).div_ceil(100)
}

/// The minutes of a dose; of a counted one, its time rounded up.
fn minutes(setting: &Setting<'_>, exercise: &Exercise, dose: &Dose) -> u32 {
    if let Some(minutes) = dose.minutes {
        return minutes.get();
    }
    let counted = WeekDose {
        week: setting.phase.weeks.0,
        sets: dose.sets.map_or(1, |sets| sets.get()),
        reps: dose.reps.map_or(1, |reps| reps.get()),
        hold_s: dose.hold_s.map_or(0, |hold| hold.get()),
    };
    let rules = &setting.library.dosage.time;
    time::of_dose(rules, &setting.phase.id, &counted, exercise.unilateral).div_ceil(60)
}

/// Breaks from sitting, taken in turn through the working hours.
pub(crate) fn breaks(setting: &Setting<'_>) -> Vec<Break> {
    let Some(desk) = &setting.request.desk else { return Vec::new() };
    let chosen = chosen(setting);
    let times = times(desk, setting.library.dosage.breaks.every_min);
    let turn = |(index, exercise): (usize, &&Exercise)| Break {
        exercise: exercise.id.clone(),
        at: times.iter().skip(index).step_by(chosen.len()).copied().collect(),
    };
    let all = chosen.iter().enumerate().map(turn);
    all.filter(|entry| !entry.at.is_empty()).collect()
}

/// The breaks of a day, one for each region of the body: those asked for by name, then those that a
/// condition prefers, then those that serve affected muscles most, then those that are counted in minutes (getting up and about), then the rest
/// by id.
fn chosen<'a>(setting: &Setting<'a>) -> Vec<&'a Exercise> {
    let mut fitting: Vec<&Exercise> = setting
        .library
        .exercises
        .values()
        .filter(|entry| entry.kind == Kind::ErgonomicBreak && rule::is_safe_beside(setting, entry))
        .collect();
    fitting.sort_by_key(|entry| {
        let minutes = entry.dose.get(&setting.phase.id).and_then(|dose| dose.minutes);
        let wanted = (is_asked(setting, entry), is_preferred(setting, entry));
        std::cmp::Reverse((wanted, service(setting, entry), minutes))
    });
    let mut regions = BTreeSet::new();
    fitting.retain(|entry| regions.insert(region(setting, entry)));
    fitting.truncate(setting.library.phases.limits.breaks as usize);
    fitting
}

/// How much an exercise does for the affected muscles: their weights times its credits.
fn service(setting: &Setting<'_>, exercise: &Exercise) -> u64 {
    let rules = &setting.library.phases.coverage;
    let credit = |muscle: &String| match muscle {
        _ if exercise.primary.contains(muscle) => rules.primary_credit,
        _ if exercise.secondary.contains(muscle) => rules.secondary_credit,
        _ => 0,
    };
    let affected = setting.request.affected.iter();
    affected.map(|entry| u64::from(entry.weight) * u64::from(credit(&entry.muscle))).sum()
}

/// The region of an exercise's first muscle; getting up and about, counted in minutes, is for the
/// whole body, which is a region of its own.
fn region<'a>(setting: &Setting<'a>, exercise: &Exercise) -> Option<&'a str> {
    let dose = exercise.dose.get(&setting.phase.id)?;
    let muscle = setting.library.muscle(exercise.primary.first()?)?;
    dose.minutes.is_none().then_some(muscle.region.as_str())
}

/// The times of breaks: every so many minutes after the start of work, and before its end. Work that
/// ends earlier in the day than it begins goes on past midnight.
fn times(desk: &Desk, every_min: u32) -> Vec<Clock> {
    let from = desk.from.minutes();
    let worked = (desk.to.minutes() + DAY_MIN - from) % DAY_MIN;
    let every = every_min.max(1);
    (1..)
        .map(|turn| turn * every)
        .take_while(|minutes| *minutes < worked)
        .map(|minutes| Clock::from_minutes((from + minutes) % DAY_MIN))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, bar, exercise};
    use super::*;
    use crate::library::Muscle;
    use crate::quantity::{DaysPerWeek, Minutes};

    fn minutes(id: &str, kind: Kind, minutes: i64) -> Exercise {
        let dose = Dose {
            sets: None,
            reps: None,
            hold_s: None,
            minutes: Some(Minutes::new(minutes).unwrap()),
            days: DaysPerWeek::new(5).unwrap(),
        };
        Exercise { dose: [("settle".to_owned(), dose)].into(), ..exercise(id).kind(kind) }
    }

    fn desk(from: u32, to: u32) -> Desk {
        let [from, to] = [from, to].map(Clock::from_minutes);
        Desk { days: [crate::quantity::Day::Mon].into(), from, to }
    }

    #[test]
    fn the_first_of_each_list_that_fits_is_given() {
        let mut world = World::new([
            minutes("aer-walk-easy", Kind::Aerobic, 10),
            minutes("aer-bike", Kind::Aerobic, 12),
            minutes("cold", Kind::Thermal, 5),
        ]);
        let given = |world: &World| {
            let daily = daily(&world.setting());
            daily.into_iter().map(|entry| (entry.exercise, entry.minutes)).collect::<Vec<_>>()
        };
        assert_eq!(given(&world), [("aer-walk-easy".to_owned(), 10)]);
        world.request.include.insert("aer-bike".into());
        assert_eq!(given(&world), [("aer-bike".to_owned(), 12)]);
        world.request.include = ["cold".to_owned()].into();
        let both = [("aer-walk-easy".to_owned(), 10), ("cold".to_owned(), 5)];
        assert_eq!(given(&world), both);
        world.request.include.clear();
        bar(&mut world.request, "aer-walk-easy", &["settle"]);
        assert_eq!(given(&world), [("aer-bike".to_owned(), 12)]);
        world.request.exclude.insert("aer-bike".into());
        assert_eq!(given(&world), []);
    }

    #[test]
    fn of_a_chain_one_level_is_given_also_if_two_are_asked_for() {
        let walk = |id, level| minutes(id, Kind::Aerobic, 10).chain("walk", level);
        let easy = walk("aer-walk-easy", 1);
        let brisk = walk("brisk", 2);
        let mut world = World::new([easy, brisk, minutes("swim", Kind::Aerobic, 10)]);
        world.request.include = ["aer-walk-easy", "brisk", "swim"].map(str::to_owned).into();
        let given: Vec<String> =
            daily(&world.setting()).into_iter().map(|daily| daily.exercise).collect();
        assert_eq!(given, ["aer-walk-easy", "swim"]);
    }

    #[test]
    fn breaks_take_turns_one_for_each_region() {
        let neck = |id| exercise(id).kind(Kind::ErgonomicBreak).dosed().primary(&["neck"]);
        let mut world = World::new([
            neck("a-neck"),
            neck("b-neck"),
            exercise("hip").kind(Kind::ErgonomicBreak).dosed(),
            minutes("walk", Kind::ErgonomicBreak, 2).primary(&["neck"]),
        ]);
        world.library.muscles.muscles = [("m", "hip"), ("neck", "neck")].map(muscle).into();
        world.request.desk = Some(desk(9 * 60, 11 * 60 + 30));
        let found: Vec<(String, String)> = breaks(&world.setting())
            .into_iter()
            .map(|entry| (entry.exercise, entry.at.iter().map(|at| format!("{at} ")).collect()))
            .collect();
        let expected = [("hip", "09:30 11:00 "), ("walk", "10:00 "), ("a-neck", "10:30 ")];
        assert_eq!(found, expected.map(|(id, at)| (id.to_owned(), at.to_owned())));
    }

    #[test]
    fn times_stay_within_the_working_hours() {
        for (from, to, first, count) in [
            (540, 600, Some("09:30"), 1),
            (540, 601, Some("09:30"), 2),
            (540, 540, None, 0),
            (540, 560, None, 0),
            (1_410, 60, Some("00:00"), 2),
        ] {
            let times = times(&desk(from, to), 30);
            let found = times.first().map(Clock::to_string);
            assert_eq!((found.as_deref(), times.len()), (first, count), "{from} to {to}");
        }
    }

    fn muscle((id, region): (&str, &str)) -> Muscle {
        Muscle {
            id: id.into(),
            name: id.into(),
            latin: id.into(),
            aliases: Vec::new(),
            region: region.into(),
            midline: false,
            does: String::new(),
            usual: crate::library::Finding::Weak,
            brings: Default::default(),
            pain: crate::library::PainAreas::default(),
            aggravated_by: Vec::new(),
            antagonists: Vec::new(),
            sources: Vec::new(),
        }
    }
}
