//! Pain at night beside the weeks before (`night_rise` and `nights` of `progress.yaml`).
//!
//! Nights are never held against the week before alone: pain that climbs by a point a week would pass.

use std::collections::BTreeMap;
use std::ops::Range;

use super::history::History;
use crate::library::Zones;
use crate::planner::plan::Plan;

/// How the nights are, as far as somebody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Nights {
    /// Whether they are up: nothing rises while they are. Silence does not bring them down.
    pub(crate) are_up: bool,
    /// Whether they have risen since the plan in force began, which nobody has answered yet.
    pub(crate) have_risen: bool,
}

impl Nights {
    pub(crate) fn of(zones: &Zones, history: &History<'_>, plan: &Plan) -> Self {
        let nights = by_week(history);
        let now = history.last_week();
        let last = nights.keys().next_back().copied();
        let last = last.filter(|week| now - week < zones.nights);
        let are_up =
            last.is_some_and(|week| is_up(zones, &nights, week, week - zones.nights..week));
        let risen =
            last_rise(zones, &nights).is_some_and(|rise| rise >= history.week_of(plan.start));
        Self { are_up, have_risen: are_up && risen }
    }
}

/// Pain at night, 0-10, in each week of which it was said; the last word of a week counts.
fn by_week(history: &History<'_>) -> BTreeMap<i32, u32> {
    let said = history.weeks.iter();
    let nights = said.filter_map(|(date, week)| Some((*date, week.pain.night?.get())));
    nights.map(|(date, night)| (history.week_of(date), night)).collect()
}

/// Whether a week's nights are clearly above the best of some weeks before it.
fn is_up(zones: &Zones, nights: &BTreeMap<i32, u32>, week: i32, before: Range<i32>) -> bool {
    let best = nights.range(before).map(|(_, night)| *night).min();
    best.zip(nights.get(&week)).is_some_and(|(best, night)| *night >= best + zones.night_rise)
}

/// The week in which nights rose last. After a rise the next one is counted from there, so that each
/// is answered once.
fn last_rise(zones: &Zones, nights: &BTreeMap<i32, u32>) -> Option<i32> {
    nights.keys().fold(None, |rise, week| {
        let first = (week - zones.nights).max(rise.unwrap_or(i32::MIN));
        if is_up(zones, nights, *week, first..*week) { Some(*week) } else { rise }
    })
}

#[cfg(test)]
mod tests {
    use super::super::calendar::later;
    use super::super::fixture::{handed_out, log};
    use super::super::zone::Limits;
    use super::*;
    use jiff::civil::date;

    /// After each week: `-` nights are not up, `u` they are, `R` they have risen and a plan answers it.
    fn told(nights: &[Option<u32>]) -> String {
        let zones = Zones { night_rise: 2, nights: 4, ..Zones::default() };
        let limits = Limits { green: 2, amber: 5, zones: &zones };
        let start = date(2026, 11, 23);
        let weeks = 1..=i32::try_from(nights.len()).unwrap();
        let plans: Vec<Plan> =
            weeks.clone().map(|week| handed_out(later(start, 7 * week - 7))).collect();
        let entries = (0..).zip(nights).filter_map(|(week, night)| {
            let day = later(start, 7 * week + 6);
            Some(format!("\n  - {{date: {day}, week: {{pain: {{night: {}}}}}}}", (*night)?))
        });
        let log = log(&entries.collect::<String>());
        weeks
            .map(|week| {
                let begun = &plans[..week as usize];
                let history = History::new(begun, &log, later(start, 7 * week), limits, 2);
                let nights = Nights::of(&zones, &history, begun.last().unwrap());
                match (nights.are_up, nights.have_risen) {
                    (true, true) => 'R',
                    (true, false) => 'u',
                    _ => '-',
                }
            })
            .collect()
    }

    #[test]
    fn nights_are_held_against_the_best_of_the_weeks_before() {
        for (nights, expected) in [
            (vec![1, 1, 2, 1], "----"),
            (vec![1, 4, 4, 1], "-Ru-"),
            // A point a week, and each two points are a rise of their own.
            (vec![1, 2, 3, 4, 5, 6, 7, 8, 9], "--RuRuRuR"),
            (vec![1, 1, 6, 6, 8, 8, 8], "--RuRuu"),
            // What has lasted for so many weeks is what nights are now.
            (vec![1, 4, 4, 4, 4, 4], "-Ruuu-"),
            (vec![4, 1, 3], "--R"),
        ] {
            let nights: Vec<Option<u32>> = nights.into_iter().map(Some).collect();
            assert_eq!(told(&nights), expected, "{nights:?}");
        }
    }

    #[test]
    fn silence_neither_raises_nights_nor_brings_them_down() {
        for (nights, expected) in [
            (vec![None, Some(6), None], "---"),
            (vec![Some(1), None, Some(4), None, None], "--Ruu"),
            (vec![Some(1), Some(4), None, None, None, None], "-Ruuu-"),
            // The week before says nothing, and the one before that is known.
            (vec![Some(1), None, None, Some(3)], "---R"),
        ] {
            assert_eq!(told(&nights), expected, "{nights:?}");
        }
    }
}
