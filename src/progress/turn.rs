//! The turn from one plan to the next: a week of the old one beside the first week of the new one.

use std::collections::BTreeMap;

use super::calendar::phase_in;
use super::dose::{sizes, words};
use crate::planner::plan::{PhasePlan, Plan, WeekDose};

/// An exercise that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its id.
    pub exercise: String,
    /// Which way.
    pub way: Way,
    /// The dose before, in words; empty if there was none.
    pub from: String,
    /// The dose now, in words; empty if there is none.
    pub to: String,
    /// On how many days a week it was done and is done now, where that differs.
    pub days: Option<(u32, u32)>,
}

/// Which way an exercise differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It was not there.
    New,
    /// It is not there.
    Gone,
    /// There is more of it.
    More,
    /// There is less of it.
    Less,
    /// It is as it was.
    Same,
}

/// Every exercise of a week of the old plan, the last one that was lived, or of the new plan's first, by id.
#[must_use]
pub fn differences(old: &Plan, before: u32, new: &Plan) -> Vec<Difference> {
    let now = new.first_week();
    let old = phase_in(old, before).map(|phase| amounts(phase, before)).unwrap_or_default();
    let new = phase_in(new, now).map(|phase| amounts(phase, now)).unwrap_or_default();
    let mut ids: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let difference = |id: &str| {
        let (from, to) = (old.get(id), new.get(id));
        let said = |had: Option<&Had>| had.map_or_else(String::new, |had| had.amount.words());
        let way = match (from, to) {
            (None, _) => Way::New,
            (_, None) => Way::Gone,
            (Some(from), Some(to)) => to.amount.beside(from.amount),
        };
        let days = from.zip(to).map(|(from, to)| (from.days, to.days));
        let days = days.filter(|(from, to)| from != to);
        Difference { exercise: id.to_owned(), way, from: said(from), to: said(to), days }
    };
    ids.into_iter().map(difference).collect()
}

/// What a week has of an exercise.
#[derive(Debug, Clone, Copy)]
struct Had {
    amount: Amount,
    /// Days a week.
    days: u32,
}

/// How much of an exercise is done each time.
#[derive(Debug, Clone, Copy)]
enum Amount {
    Dose(WeekDose),
    Minutes(u32),
}

impl Amount {
    fn words(&self) -> String {
        match self {
            Self::Dose(dose) => words(*dose),
            Self::Minutes(minutes) => format!("{minutes} min"),
        }
    }

    /// Which way this differs from another one of the same exercise. Where both are held, seconds count.
    fn beside(self, other: Self) -> Way {
        let (own, its) = match (self, other) {
            (Self::Dose(own), Self::Dose(its)) => sizes(own, its),
            (Self::Minutes(own), Self::Minutes(its)) => (own, its),
            (Self::Dose(own), Self::Minutes(its)) => (own.sets * own.reps, its),
            (Self::Minutes(own), Self::Dose(its)) => (own, its.sets * its.reps),
        };
        match own.cmp(&its) {
            std::cmp::Ordering::Greater => Way::More,
            std::cmp::Ordering::Less => Way::Less,
            std::cmp::Ordering::Equal => Way::Same,
        }
    }
}

/// The exercises of a week with their amounts, the greatest first where sessions differ.
fn amounts(phase: &PhasePlan, week: u32) -> BTreeMap<&str, Had> {
    let mut amounts: BTreeMap<&str, Had> = BTreeMap::new();
    for daily in &phase.daily {
        let amount = Amount::Minutes(daily.in_week(week));
        amounts.insert(&daily.exercise, Had { amount, days: daily.days });
    }
    for (name, session) in &phase.sessions {
        let days = phase.week.values().filter(|of_day| *of_day == name).count() as u32;
        for item in &session.items {
            let Some(dose) = item.in_week(week) else { continue };
            let next = Amount::Dose(dose);
            let there = amounts.entry(&item.exercise).or_insert(Had { amount: next, days: 0 });
            there.days += days;
            if next.beside(there.amount) == Way::More {
                there.amount = next;
            }
        }
    }
    amounts
}

#[cfg(test)]
mod tests {
    use super::super::fixture::handed_out;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_plan_does_not_differ_from_itself() {
        let plan = handed_out(date(2026, 11, 23));
        assert!(differences(&plan, 1, &plan).iter().all(|one| one.way == Way::Same));
    }

    #[test]
    fn seconds_count_where_both_are_held() {
        let dose =
            |[sets, reps, hold_s]: [u32; 3]| Amount::Dose(WeekDose { week: 1, sets, reps, hold_s });
        for (from, to, way) in [
            ([1, 3, 20], [1, 3, 25], Way::More),
            ([1, 3, 20], [1, 2, 30], Way::Same),
            ([2, 8, 5], [2, 10, 3], Way::Less),
            ([1, 8, 0], [1, 4, 10], Way::Less),
        ] {
            assert_eq!(dose(to).beside(dose(from)), way, "{from:?} {to:?}");
        }
        assert_eq!(Amount::Minutes(12).beside(Amount::Minutes(10)), Way::More);
    }

    #[test]
    fn what_differs_is_found_and_told_which_way() {
        let old = handed_out(date(2026, 11, 23));
        let mut new = handed_out(date(2026, 12, 7));
        new.phases.remove(0);
        let phase = &mut new.phases[0];
        for session in phase.sessions.values_mut() {
            session.items.retain(|item| item.exercise == "str-bridge");
            session.items[0].dose[0].reps = 9;
        }
        phase.sessions.get_mut("A").unwrap().items[0].exercise = "str-clamshell".to_owned();
        phase.week.insert(crate::quantity::Day::Sun, "B".to_owned());
        let lines: Vec<String> = differences(&old, 2, &new)
            .iter()
            .map(|one| {
                let days = one.days.map(|(from, to)| format!(", {from} > {to} days"));
                let days = days.unwrap_or_default();
                format!("{:?} {} {} > {}{days}", one.way, one.exercise, one.from, one.to)
            })
            .collect();
        assert_eq!(
            lines,
            [
                "More str-bridge 2 × 8 > 2 × 9, 3 > 2 days",
                "New str-clamshell  > 2 × 9",
                "Gone stretch-piriformis 2 × 8 > ",
            ]
        );
    }
}
