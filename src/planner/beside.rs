//! What is given by rule beside the sessions: walking, breathing and heat on most days, and breaks from
//! sitting. No session has to make room for them, and the score does not count them.

use std::collections::BTreeSet;

use crate::library::{Dose, Exercise, Kind};
use crate::quantity::Clock;

use super::plan::{Break, Daily, WeekDose};
use super::request::Desk;
use super::setting::Setting;
use super::{rule, time};

const DAY_MIN: u32 = 24 * 60;

/// Of each of the phase's lists, the first exercise that fits the person.
pub(crate) fn daily(setting: &Setting<'_>) -> Vec<Daily> {
    setting.phase.daily.iter().filter_map(|list| first_that_fits(setting, list)).collect()
}

fn first_that_fits(setting: &Setting<'_>, list: &[String]) -> Option<Daily> {
    let exercises = list.iter().filter_map(|id| setting.library.exercises.get(id));
    let exercise = exercises.into_iter().find(|entry| rule::is_safe_beside(setting, entry))?;
    let dose = exercise.dose.get(&setting.phase.id)?;
    Some(Daily {
        exercise: exercise.id.clone(),
        minutes: minutes(setting, exercise, dose),
        days: dose.days.get(),
    })
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

/// The breaks of a day, one for each region of the body: those that serve affected muscles most come
/// first, then those that are counted in minutes (getting up and about), then the rest by id.
fn chosen<'a>(setting: &Setting<'a>) -> Vec<&'a Exercise> {
    let mut fitting: Vec<&Exercise> = setting
        .library
        .exercises
        .values()
        .filter(|entry| entry.kind == Kind::ErgonomicBreak && rule::is_safe_beside(setting, entry))
        .collect();
    fitting.sort_by_key(|entry| {
        let minutes = entry.dose.get(&setting.phase.id).and_then(|dose| dose.minutes);
        (std::cmp::Reverse(service(setting, entry)), std::cmp::Reverse(minutes))
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
        ]);
        let given = |world: &World| {
            let daily = daily(&world.setting());
            daily.into_iter().map(|entry| (entry.exercise, entry.minutes)).collect::<Vec<_>>()
        };
        assert_eq!(given(&world), [("aer-walk-easy".to_owned(), 10)]);
        bar(&mut world.request, "aer-walk-easy", &["settle"]);
        assert_eq!(given(&world), [("aer-bike".to_owned(), 12)]);
        world.request.exclude.insert("aer-bike".into());
        assert_eq!(given(&world), []);
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
            does: String::new(),
            usual: crate::library::Finding::Weak,
            pain: crate::library::PainAreas::default(),
            aggravated_by: Vec::new(),
            antagonists: Vec::new(),
            sources: Vec::new(),
        }
    }
}
