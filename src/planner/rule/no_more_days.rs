//! No more days of what may have no more.

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// An exercise whose dose check-ins hold or lower is on no more days than in the last week: what stays the same
/// or comes down must not come back by the number of days (AGEB10: pain is a reason not to rise).
pub(crate) struct NoMoreDays;

impl WeekRule for NoMoreDays {
    fn code(&self) -> &'static str {
        "no_more_days"
    }

    fn holds(&self, problem: &Problem<'_>, week: &Week, tally: &Tally) -> bool {
        let days = |index: usize| tally.days_in(week.place(index));
        week.menu().all(|index| days(index) <= problem.candidates[index].most_days)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, phase_of, week};
    use super::super::super::request::Past;
    use super::*;

    #[test]
    fn breaks_by_one_day() {
        let mut world = World::new([exercise("m").dosed(), exercise("n").dosed()]);
        world.before = vec![phase_of("settle", &["m"])];
        let hurt = ["m".to_owned(), "new".to_owned()].into();
        let past = Past { no_more_days: hurt, before: world.before.clone(), ..Past::default() };
        world.request.past = Some(past);
        let problem = world.problem();
        assert_eq!(problem.candidates.len(), 2);
        for (days, a, b, holds) in [
            ("A......", vec![0], vec![], true),
            ("A..A...", vec![0], vec![], false),
            ("A..B..B", vec![0], vec![1], true),
            ("A..B...", vec![0], vec![0, 1], false),
        ] {
            let week = week(days, &a, &b);
            let tally = Tally::of(&problem, &week);
            assert_eq!(NoMoreDays.holds(&problem, &week, &tally), holds, "{days} {a:?} {b:?}");
        }
    }
}
