//! Pain at night beside the weeks before (`night_rise` and `nights` of `progress.yaml`).
//!
//! Nights are never held against the week before alone: pain that climbs by a point a week would pass.

use std::collections::BTreeMap;

use super::history::History;
use super::news::Told;
use crate::library::Zones;

/// How the nights are, as far as somebody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Nights {
    /// Whether they are up: nothing rises while they are. Silence does not bring them down.
    pub(crate) are_up: bool,
    /// Whether they have risen, and no plan has answered it.
    pub(crate) have_risen: bool,
    /// Whether they have not come down since they rose, however long ago: the doses go on, and no phase
    /// ends before somebody has had a look.
    pub(crate) stay_up: bool,
}

impl Nights {
    pub(crate) fn of(zones: &Zones, history: &History<'_>) -> Self {
        let nights = by_week(history);
        let now = history.last_week();
        let last = nights.keys().next_back().copied();
        let last = last.filter(|week| now - week < zones.nights);
        let are_up = last.is_some_and(|week| is_up(zones, &nights, week, i32::MIN));
        let risen = last_rise(zones, &nights).and_then(|week| nights.get(&week));
        let is_news = risen.is_some_and(|night| night.is_news);
        Self { are_up, have_risen: are_up && is_news, stay_up: stay_up(zones, &nights) }
    }
}

/// The nights of a week.
struct Night {
    /// Whether no plan has answered what was said.
    is_news: bool,
    /// Pain, 0-10.
    pain: u32,
}

/// Pain at night in each week of which it was said; the last word of a week counts.
fn by_week(history: &History<'_>) -> BTreeMap<i32, Night> {
    history.last_words(|said, week| {
        let pain = week.pain.night?.get();
        let is_news = Told::week(said, week).news(history.plans).is_some();
        Some(Night { is_news, pain })
    })
}

/// The best of the few weeks before one, from `first` on, of which something was said.
fn best_before(zones: &Zones, nights: &BTreeMap<i32, Night>, week: i32, first: i32) -> Option<u32> {
    let few = usize::try_from(zones.nights).unwrap_or(0);
    nights.range(first..week).rev().take(few).map(|(_, night)| night.pain).min()
}

/// Whether a week's nights are clearly above the best of the few before it.
fn is_up(zones: &Zones, nights: &BTreeMap<i32, Night>, week: i32, first: i32) -> bool {
    let best = best_before(zones, nights, week, first);
    best.zip(nights.get(&week)).is_some_and(|(best, night)| night.pain >= best + zones.night_rise)
}

/// Whether nights have risen and not come back near to the best from before.
fn stay_up(zones: &Zones, nights: &BTreeMap<i32, Night>) -> bool {
    let mut best: Option<u32> = None;
    for (week, night) in nights {
        best = match best {
            Some(best) => (night.pain >= best + zones.night_rise).then_some(best),
            None => best_before(zones, nights, *week, i32::MIN)
                .filter(|best| night.pain >= best + zones.night_rise),
        };
    }
    best.is_some()
}

/// The week in which nights rose last. After a rise the next one is counted from there, so that each
/// is answered once.
fn last_rise(zones: &Zones, nights: &BTreeMap<i32, Night>) -> Option<i32> {
    nights.keys().fold(None, |rise, week| {
        let first = rise.unwrap_or(i32::MIN);
        if is_up(zones, nights, *week, first) { Some(*week) } else { rise }
    })
}

#[cfg(test)]
mod tests {
    use super::super::calendar::later;
    use super::super::fixture::{handed_out, known, log};
    use super::super::stopped::Again;
    use super::super::zone::Limits;
    use super::*;
    use crate::planner::plan::Plan;
    use jiff::civil::date;

    /// After each week: `-` nights are not up, `R` they have risen and a plan answers it, `u` they are up,
    /// `s` they are what nights are by now, and have not come down.
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
        let (log, again) = (log(&entries.collect::<String>()), Again::new());
        weeks
            .map(|week| {
                let begun = &plans[..week as usize];
                let from = later(start, 7 * week);
                let known = known(begun, &log, from, &again);
                let history = History::new(&known, limits, 2);
                let nights = Nights::of(&zones, &history);
                match (nights.are_up, nights.have_risen, nights.stay_up) {
                    (true, true, _) => 'R',
                    (true, false, _) => 'u',
                    (false, _, true) => 's',
                    (false, _, false) => '-',
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
            (vec![1, 4, 4, 4, 4, 4, 1], "-Ruuus-"),
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
            (vec![Some(1), Some(4), None, None, None, None], "-Ruuus"),
            // However long nobody said anything.
            (vec![Some(1), None, None, None, None, None, Some(4)], "------R"),
            // The week before says nothing, and the one before that is known.
            (vec![Some(1), None, None, Some(3)], "---R"),
        ] {
            assert_eq!(told(&nights), expected, "{nights:?}");
        }
    }
}
