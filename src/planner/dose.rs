//! The dose of an exercise in each week of a phase, as it climbs by itself.
//!
//! A dose in the library is the most that a phase asks for. Loading work climbs up to it week by
//! week; everything else has it from the first day that it is in the plan, and climbs by small steps too
//! where it had less before. What a therapist fixed stays as it is. In a plan that goes on from another one
//! check-ins may decide where an exercise begins, and that it stays there. How fast a whole week may
//! grow is `pace`, how a dose climbs `progression`.

use crate::library::{Dose, Exercise, Kind, Library, StretchRules};

use super::plan::WeekDose;
use super::progression::Progression;
use super::request::{Course, Request};
use super::setting::Setting;
use crate::screening::{Clearance, dose_share};

/// The dose of an exercise in each week of the phase, or none if it has no counted dose in it.
pub(crate) fn weeks(setting: &Setting<'_>, exercise: &Exercise) -> Option<Vec<WeekDose>> {
    let mut way = Progression::of(setting, exercise)?;
    let full = way.full;
    let (first, last) = setting.phase.weeks;
    let constant =
        |amount: Amount| (first..=last).map(|week| amount.in_week(week)).collect::<Vec<WeekDose>>();
    let course = setting.course(&exercise.id);
    if setting.request.doses.contains_key(&exercise.id) {
        return Some(constant(full));
    }
    let mut start = course.filter(|_| setting.is_first());
    let mut amount = setting.last_dose(&exercise.id).map(Amount::from);
    let is_below = amount.is_some_and(|last| way.is_step(last, full));
    let light = setting.light_share().filter(|_| amount.is_none() && !climbs(setting, exercise));
    if let Some(share) = light {
        way = way.from(share);
    }
    // Where check-ins let nothing rise, less than they allow comes back by small steps all the same.
    let stays = if course.is_some_and(|course| !course.climbs) {
        setting.is_first() || !is_below
    } else {
        start.is_none() && light.is_none() && !climbs(setting, exercise) && !is_below
    };
    if stays {
        return Some(constant(full));
    }
    let keeps = setting.past().is_some_and(|past| past.keeps);
    let next = |week| {
        let next = match start.take() {
            _ if keeps && week > first => amount.unwrap_or(full),
            Some(course) => within(full, Some(course)),
            None => way.after(amount),
        };
        amount = Some(next);
        next.in_week(week)
    };
    Some((first..=last).map(next).collect())
}

/// The most that an exercise may have in the phase: what the phase asks for, and no more of anything than
/// check-ins allow that let nothing rise.
pub(crate) fn most(setting: &Setting<'_>, exercise: &Exercise) -> Option<Amount> {
    let whole = whole_of(setting.library, setting.request, &setting.phase.id, exercise)?;
    let course = setting.course(&exercise.id).filter(|course| !course.climbs);
    Some(if setting.request.doses.contains_key(&exercise.id) {
        whole
    } else {
        within(whole, course)
    })
}

/// The dose that a phase asks for: what a therapist fixed, a stretch's seconds of the day, or the
/// library's; none if it has no counted dose in the phase.
pub(crate) fn whole(
    library: &Library,
    request: &Request,
    phase: &str,
    exercise: &Exercise,
) -> Option<WeekDose> {
    Some(whole_of(library, request, phase, exercise)?.in_week(0))
}

/// The same as `whole`, in no week.
pub(crate) fn whole_of(
    library: &Library,
    request: &Request,
    phase: &str,
    exercise: &Exercise,
) -> Option<Amount> {
    let own = Amount::of(exercise.dose.get(phase)?)?;
    if let Some(fixed) = request.doses.get(&exercise.id) {
        let hold_s = fixed.hold_s.map_or(own.hold_s, |hold| hold.get());
        return Some(Amount { sets: fixed.sets.get(), reps: fixed.reps.get(), hold_s });
    }
    let whole = match exercise.kind {
        Kind::Stretch => stretched(&library.dosage.stretch, own, request.older),
        _ => own,
    };
    Some(whole.shared(dose_share(library, &request.clearance, phase)))
}

/// What a break asks for in a phase; none if it is not counted there. Its week is 0.
#[must_use]
pub fn break_dose(
    library: &Library,
    clearance: &Clearance,
    phase: &str,
    exercise: &Exercise,
) -> Option<WeekDose> {
    let own = Amount::of(exercise.dose.get(phase)?)?;
    Some(own.shared(dose_share(library, clearance, phase)).in_week(0))
}

/// A dose that passes neither what check-ins permit nor the phase's own: of the two the one with fewer
/// repetitions in all, held no longer than either.
fn within(own: Amount, course: Option<Course>) -> Amount {
    let Some(Course { sets, reps, hold_s, .. }) = course else { return own };
    let most = own.hold_s.min(hold_s);
    let (sets, reps) =
        if sets * reps < own.total() { (sets.min(own.sets), reps) } else { (own.sets, own.reps) };
    // Sets that are cut to the phase's own may leave more repetitions in a row than it asks for.
    Amount { sets, reps: reps.min(own.reps), hold_s: most }
}

/// Whether the dose of an exercise climbs from week to week: it loads, and is not light.
pub(crate) fn climbs(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    let climbing = &setting.library.dosage.climb.work;
    !exercise.low_load
        && setting.library.work_of(exercise).iter().any(|work| climbing.contains(work))
}

/// A stretch repeats until its holds reach the day's seconds, or the seconds of its own dose if
/// those are more. Older people hold longer, and then need fewer repetitions for the same seconds.
fn stretched(rules: &StretchRules, own: Amount, older: bool) -> Amount {
    if own.hold_s == 0 {
        return own;
    }
    let hold_s = if older { own.hold_s.max(rules.older_hold_s) } else { own.hold_s };
    let wanted = rules.day_s.max(own.sets * own.reps * own.hold_s);
    Amount { sets: own.sets, reps: wanted.div_ceil(own.sets * hold_s), hold_s }
}

/// Sets of repetitions, each held for so many seconds or moving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) sets: u32,
    pub(crate) reps: u32,
    pub(crate) hold_s: u32,
}

impl Amount {
    fn of(dose: &Dose) -> Option<Self> {
        let hold_s = dose.hold_s.map_or(0, |hold| hold.get());
        Some(Self { sets: dose.sets?.get(), reps: dose.reps?.get(), hold_s })
    }

    /// No more than a part of it, in per cent: fewer repetitions, or a single one for a shorter time.
    fn shared(self, percent: u32) -> Self {
        let part = |whole: u32| (whole * percent).div_ceil(100);
        match self {
            Self { reps: 2.., .. } => Self { reps: part(self.reps), ..self },
            Self { hold_s: 1.., .. } => Self { hold_s: part(self.hold_s), ..self },
            _ => Self { sets: part(self.sets), ..self },
        }
    }

    /// Repetitions in all.
    pub(crate) const fn total(self) -> u32 {
        self.sets * self.reps
    }

    pub(crate) const fn in_week(self, week: u32) -> WeekDose {
        WeekDose { week, sets: self.sets, reps: self.reps, hold_s: self.hold_s }
    }

    /// Whether this is more than another dose of the same exercise: more seconds held where both are
    /// held, else more repetitions.
    pub(crate) const fn is_more_than(self, other: Self) -> bool {
        let held = self.hold_s > 0 && other.hold_s > 0;
        let (own, its) = if held { (self.hold_s, other.hold_s) } else { (1, 1) };
        self.total() * own > other.total() * its
    }

    /// No more of anything than another dose has; where only one of the two is held, this one's hold.
    pub(crate) fn no_more_than(self, other: Self) -> Self {
        let held = self.hold_s > 0 && other.hold_s > 0;
        Self {
            sets: self.sets.min(other.sets),
            reps: self.reps.min(other.reps),
            hold_s: if held { self.hold_s.min(other.hold_s) } else { self.hold_s },
        }
    }
}

impl From<WeekDose> for Amount {
    fn from(dose: WeekDose) -> Self {
        Self { sets: dose.sets, reps: dose.reps, hold_s: dose.hold_s }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{exercise, library, phase_of, phase_with, request};
    use super::super::plan::PhasePlan;
    use super::super::request::Past;
    use super::*;

    /// A phase whose last week had a dose of an exercise.
    fn had(phase: &str, id: &str, [week, sets, reps, hold_s]: [u32; 4]) -> [PhasePlan; 1] {
        let mut phase = phase_of(phase, &[id]);
        for item in phase.sessions.values_mut().flat_map(|session| &mut session.items) {
            item.dose = vec![WeekDose { week, sets, reps, hold_s }];
        }
        [phase]
    }

    /// The sets, the repetitions and the hold of an exercise, week by week.
    fn doses(setting: &Setting<'_>, id: &str) -> Vec<(u32, u32, u32)> {
        let weeks = weeks(setting, &setting.library.exercises[id]).unwrap();
        weeks.iter().map(|dose| (dose.sets, dose.reps, dose.hold_s)).collect()
    }

    #[test]
    fn a_stretch_repeats_until_its_holds_reach_the_day() {
        let rules = library([]).dosage.stretch;
        for ((sets, reps, hold_s), older, expected) in [
            ((1, 2, 30), false, (1, 2, 30)),
            ((1, 2, 20), false, (1, 3, 20)),
            ((1, 3, 20), true, (1, 2, 30)),
            ((1, 4, 30), false, (1, 4, 30)),
            ((2, 1, 20), false, (2, 2, 20)),
            ((1, 8, 0), true, (1, 8, 0)),
        ] {
            let full = stretched(&rules, Amount { sets, reps, hold_s }, older);
            assert_eq!((full.sets, full.reps, full.hold_s), expected);
        }
    }

    #[test]
    fn what_does_not_climb_by_itself_goes_on_from_what_it_had() {
        let light = exercise("light").low_load().dose("settle", 1, 10, 0).dose("build", 1, 10, 0);
        let library = library([light]);
        let request = request();
        let totals = |last: u32| -> Vec<u32> {
            let before = had("settle", "light", [2, 1, last, 0]);
            let setting = phase_with(&library, &request, "build", &before);
            doses(&setting, "light").iter().map(|(sets, reps, _)| sets * reps).collect()
        };
        assert_eq!(totals(10), [10, 10, 10, 10]);
        assert_eq!(totals(6), [7, 8, 9, 10]);
    }

    #[test]
    fn what_is_light_and_new_begins_low_after_time_off_but_for_the_first_phase() {
        let light = exercise("light").low_load().dose("settle", 1, 10, 0).dose("build", 1, 10, 0);
        let library = library([light]);
        let totals = |phase: &str, share: Option<u32>, before: &[PhasePlan]| -> Vec<u32> {
            let mut request = request();
            request.past = Some(Past {
                schedule: vec![(phase.into(), (7, 10))],
                light_share: share,
                before: before.to_vec(),
                ..Past::default()
            });
            let setting = phase_with(&library, &request, phase, before);
            doses(&setting, "light").iter().map(|(sets, reps, _)| sets * reps).collect()
        };
        assert_eq!(totals("build", Some(60), &[])[..4], [6, 7, 8, 9]);
        assert_eq!(totals("build", None, &[])[..4], [10; 4]);
        assert_eq!(totals("settle", Some(60), &[])[..2], [10; 2]);
        let before = had("build", "light", [6, 1, 10, 0]);
        assert_eq!(totals("build", Some(60), &before)[..4], [10; 4]);
    }

    #[test]
    fn what_check_ins_allow_is_come_back_to_by_steps_and_never_passed() {
        let library = library([exercise("a").dose("settle", 1, 4, 3).dose("build", 2, 10, 8)]);
        let mut request = request();
        let course = Course { sets: 2, reps: 4, hold_s: 5, climbs: false };
        let past = Past {
            schedule: vec![("settle".into(), (5, 6)), ("build".into(), (7, 10))],
            doses: [("a".to_owned(), course)].into(),
            ..Past::default()
        };
        request.past = Some(past);
        // At once where the plan begins, as much of it as the phase has.
        let settle = phase_with(&library, &request, "settle", &[]);
        assert_eq!(doses(&settle, "a"), [(1, 4, 3); 2]);
        let before = had("settle", "a", [6, 1, 4, 3]);
        let build = phase_with(&library, &request, "build", &before);
        // Two sets of 3 would be a leap.
        assert_eq!(doses(&build, "a"), [(1, 3, 5), (1, 4, 5), (1, 4, 5), (1, 4, 5)]);
    }

    #[test]
    fn a_hold_does_not_leap_where_the_dose_is_less_in_all() {
        let light = exercise("light").low_load().dose("settle", 4, 6, 16).dose("build", 4, 2, 27);
        let library = library([light]);
        let request = request();
        let before = had("settle", "light", [2, 4, 6, 16]);
        let setting = phase_with(&library, &request, "build", &before);
        assert_eq!(doses(&setting, "light"), [(4, 2, 16), (3, 2, 25), (3, 2, 27), (4, 2, 25)]);
    }

    #[test]
    fn what_is_held_for_long_rises_by_seconds_also_where_check_ins_allow_short_holds() {
        let library = library([exercise("a").dose("settle", 1, 2, 30).dose("build", 1, 2, 30)]);
        let mut request = request();
        let course = Course { sets: 1, reps: 2, hold_s: 12, climbs: false };
        request.past = Some(Past {
            schedule: vec![("settle".into(), (5, 6)), ("build".into(), (7, 10))],
            doses: [("a".to_owned(), course)].into(),
            ..Past::default()
        });
        let before = had("settle", "a", [6, 1, 1, 12]);
        let build = phase_with(&library, &request, "build", &before);
        assert_eq!(doses(&build, "a"), [(1, 2, 10), (1, 2, 12), (1, 2, 12), (1, 2, 12)]);
    }

    #[test]
    fn what_is_fixed_or_light_does_not_climb() {
        let fixed = exercise("fixed").dose("settle", 3, 10, 2);
        let light = exercise("light").low_load().dose("settle", 1, 5, 15);
        let library = library([fixed, light]);
        let mut request = request();
        request.doses.insert("fixed".into(), super::super::fixture::fixed_dose(2, 4));
        let setting = phase_with(&library, &request, "settle", &[]);
        for (id, amount) in [("fixed", (2, 4, 2)), ("light", (1, 5, 15))] {
            let weeks = weeks(&setting, &library.exercises[id]).unwrap();
            assert_eq!(weeks.iter().map(|dose| dose.week).collect::<Vec<_>>(), [1, 2]);
            for dose in weeks {
                assert_eq!((dose.sets, dose.reps, dose.hold_s), amount, "{id}");
            }
        }
        assert_eq!(
            super::weeks(
                &phase_with(&library, &request, "build", &[]),
                &library.exercises["light"]
            ),
            None
        );
    }
}
