//! Two days for a muscle to recover from a load (ACSM11: 48 hours).

use super::super::problem::Problem;
use super::super::week::{Tally, Week};
use super::WeekRule;

/// No muscle is loaded on neighbouring days. The week repeats, so its last day and its first are
/// neighbours; and the day before the phase begins belongs to the phase before.
pub(crate) struct RestBetweenLoads;

impl WeekRule for RestBetweenLoads {
    fn code(&self) -> &'static str {
        "rest_between_loads"
    }

    fn holds(&self, problem: &Problem<'_>, _: &Week, tally: &Tally) -> bool {
        let eve_is_free = |muscle: usize, days: u8| {
            !problem.loaded_before[muscle] || days & 1 << problem.first_day.index() == 0
        };
        (0..problem.loadable.len()).all(|muscle| {
            let days = tally.load_days(muscle);
            days & day_after(days) == 0 && eve_is_free(muscle, days)
        })
    }
}

/// The days after days, as bits from Monday up; Monday comes after Sunday.
pub(crate) const fn day_after(days: u8) -> u8 {
    (days << 1 | days >> 6) & 0x7f
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{World, exercise, week};
    use super::*;
    use crate::quantity::Day;

    #[test]
    fn breaks_on_neighbouring_days_sunday_and_monday_included() {
        let world = World::new([
            exercise("m").dosed(),
            exercise("m-2").dosed(),
            exercise("n").dosed().primary(&["n"]).secondary(&["m"]),
            exercise("z-light").dosed().low_load(),
        ]);
        let problem = world.problem();
        for (days, a, b, holds) in [
            ("AA.....", vec![0], vec![], false),
            ("A.A....", vec![0], vec![], true),
            ("A.....A", vec![0], vec![], false),
            ("A....A.", vec![0], vec![], true),
            ("AB.....", vec![0], vec![1], false),
            // Another muscle, and a secondary one, may be loaded.
            ("AB.....", vec![0], vec![2], true),
            ("AA.....", vec![3], vec![], true),
        ] {
            let week = week(days, &a, &b);
            let tally = Tally::of(&problem, &week);
            assert_eq!(RestBetweenLoads.holds(&problem, &week, &tally), holds, "{days}");
        }
    }

    #[test]
    fn breaks_when_the_phase_before_loaded_the_muscle_on_its_last_day() {
        let world = World::new([exercise("m").dosed()]);
        for (loaded_before, first_day, days, holds) in [
            (true, Day::Mon, "A......", false),
            (true, Day::Mon, ".A.....", true),
            (false, Day::Mon, "A......", true),
            (true, Day::Thu, "A......", true),
            (true, Day::Thu, "...A...", false),
        ] {
            let mut problem = world.problem();
            problem.loaded_before = vec![loaded_before];
            problem.first_day = first_day;
            let week = week(days, &[0], &[]);
            let tally = Tally::of(&problem, &week);
            assert_eq!(RestBetweenLoads.holds(&problem, &week, &tally), holds, "{days}");
        }
    }
}
