//! Pace: how much more a week may have than the one before, over all its exercises together.

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use crate::library::{Exercise, Kind, Work};
use crate::planner::plan::{PhasePlan, WeekDose};

pub(super) fn faults(case: &Case<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut before: Option<(&PhasePlan, u32)> =
        case.last_phase().map(|phase| (phase, phase.weeks.1));
    for phase in &case.plan.phases {
        let (first, last) = case.weeks_of(phase);
        // A plan from a file may say that it lasts for ever; its shape is then faulted.
        for week in (first..=last).take(MOST_WEEKS) {
            if let Some(before) = before {
                let turn = Turn { case, before, now: (phase, week) };
                faults.extend(turn.too_much());
                faults.extend(turn.too_many());
            }
            before = Some((phase, week));
        }
    }
    faults.extend(beside(case));
    faults
}

const MOST_WEEKS: usize = 104;

/// Where nothing may rise beside the sessions, nothing does.
fn beside(case: &Case<'_>) -> Vec<String> {
    let past = case.request.past.as_ref().filter(|past| past.steady);
    let Some(last) = past.and(case.last_phase()) else { return Vec::new() };
    let is_aerobic = |id: &str| case.exercise(id).is_some_and(|one| one.kind == Kind::Aerobic);
    let before = |id: &str| {
        let same = last.daily.iter().find(|entry| entry.exercise == id);
        let alike = || last.daily.iter().find(|entry| is_aerobic(&entry.exercise));
        same.or_else(|| is_aerobic(id).then(alike).flatten()).map(|entry| entry.minutes)
    };
    let mut faults = Vec::new();
    for phase in &case.plan.phases {
        for entry in &phase.daily {
            let most = entry.weeks.iter().map(|week| week.minutes).fold(entry.minutes, u32::max);
            if before(&entry.exercise).is_some_and(|before| most > before) {
                faults.push(format!(
                    "in phase {}, `{}` rises to {most} min, and nothing may rise now",
                    phase.id, entry.exercise
                ));
            }
        }
    }
    faults
}

/// One week and the one before, each with its phase.
struct Turn<'a> {
    case: &'a Case<'a>,
    before: (&'a PhasePlan, u32),
    now: (&'a PhasePlan, u32),
}

/// What a muscle has of a kind of work in a week.
#[derive(Default)]
struct Sum {
    /// Seconds in the week.
    week: u128,
    /// Seconds in the longest session.
    session: u128,
    /// Whether an exercise could be done less.
    may_be_less: bool,
}

impl Turn<'_> {
    /// A muscle's dose of a kind of work rises by a share, or by a session of the week before.
    fn too_much(&self) -> Vec<String> {
        let rise = u128::from(self.case.library.dosage.climb.rise);
        let before = self.sums(self.before);
        let mut faults = Vec::new();
        for ((muscle, work), sum) in self.sums(self.now) {
            let Some(was) = before.get(&(muscle.clone(), work)).filter(|was| was.week > 0) else {
                continue;
            };
            let most = (was.week * (100 + rise) / 100).max(was.week + was.session);
            if sum.week > most && sum.may_be_less {
                faults.push(format!(
                    "in phase {}, the dose of {muscle}/{} rises from {} s to {} s in week {}, and {most} s are the most",
                    self.now.0.id,
                    work.as_str(),
                    was.week,
                    sum.week,
                    self.now.1
                ));
            }
        }
        faults
    }

    fn sums(&self, (phase, week): (&PhasePlan, u32)) -> BTreeMap<(String, Work), Sum> {
        let mut sums: BTreeMap<(String, Work), Sum> = BTreeMap::new();
        for (name, session) in &phase.sessions {
            let days = phase.week.values().filter(|day| *day == name).count() as u128;
            let mut of_session: BTreeMap<(String, Work), u128> = BTreeMap::new();
            for item in &session.items {
                let Some(exercise) = self.case.exercise(&item.exercise) else { continue };
                let dose = item.dose.iter().find(|dose| dose.week == week);
                let Some(dose) = dose.filter(|_| self.counts(exercise) && days > 0) else {
                    continue;
                };
                for key in self.keys(exercise) {
                    *of_session.entry(key.clone()).or_default() += self.seconds(dose);
                    let more = u64::from(dose.sets) * u64::from(dose.reps) > 1;
                    sums.entry(key).or_default().may_be_less |= more;
                }
            }
            for (key, seconds) in of_session {
                let sum = sums.entry(key).or_default();
                sum.week += days * seconds;
                sum.session = sum.session.max(seconds);
            }
        }
        sums
    }

    /// Each primary muscle with each kind of work that climbs.
    fn keys(&self, exercise: &Exercise) -> Vec<(String, Work)> {
        let climbing = &self.case.library.dosage.climb.work;
        let work = self.case.library.work_of(exercise);
        let kinds: BTreeSet<Work> =
            work.iter().copied().filter(|kind| climbing.contains(kind)).collect();
        let muscles: BTreeSet<&String> = exercise.primary.iter().collect();
        let of_kind = |kind: Work| muscles.iter().map(move |muscle| ((*muscle).clone(), kind));
        kinds.into_iter().flat_map(of_kind).collect()
    }

    /// A repetition counts for the seconds that it is held, and for those of a moving one at least.
    fn seconds(&self, dose: &WeekDose) -> u128 {
        let rep_s = self.case.library.dosage.time.rep_s.max(dose.hold_s);
        u128::from(dose.sets) * u128::from(dose.reps) * u128::from(rep_s)
    }

    /// Whether an exercise climbs, and its dose is not a therapist's.
    fn counts(&self, exercise: &Exercise) -> bool {
        !exercise.low_load && !self.is_fixed(exercise) && !self.keys(exercise).is_empty()
    }

    fn is_fixed(&self, exercise: &Exercise) -> bool {
        self.case.request.doses.contains_key(&exercise.id)
    }

    /// Only so many exercises have more than in the week before, or are a harder level inside a phase.
    fn too_many(&self) -> Option<String> {
        let (was, is) = (self.doses(self.before), self.doses(self.now));
        let same_phase = self.before.0.id == self.now.0.id;
        let first = self.case.plan.first_week() == self.now.1;
        let mut risen: BTreeSet<&str> = BTreeSet::new();
        for (id, dose) in &is {
            let Some(exercise) = self.case.exercise(id).filter(|one| !self.is_fixed(one)) else {
                continue;
            };
            let more = match was.get(id) {
                Some(before) => {
                    (same_phase || self.counts(exercise))
                        && volume(dose, before) > volume(before, dose)
                }
                None => {
                    first && self.case.is_inside(self.now.0) && self.is_level_up(exercise, &was)
                }
            };
            if more {
                risen.insert(id);
            }
        }
        let keeps = self.case.request.past.as_ref().is_some_and(|past| past.keeps);
        let moves_up = self.case.library.progress.exercise.moves_up;
        let most = if keeps && !first { 0 } else { moves_up };
        (risen.len() > most).then(|| {
            format!(
                "in phase {}, {} have more in week {} than in the week before, and {most} may",
                self.now.0.id,
                super::quoted(risen),
                self.now.1
            )
        })
    }

    /// The doses of a week, the greater one if two sessions differ.
    fn doses<'p>(&self, (phase, week): (&'p PhasePlan, u32)) -> BTreeMap<&'p str, &'p WeekDose> {
        let mut doses: BTreeMap<&str, &WeekDose> = BTreeMap::new();
        for item in phase.sessions.values().flat_map(|session| &session.items) {
            let Some(dose) = item.dose.iter().find(|dose| dose.week == week) else { continue };
            let there = doses.entry(&item.exercise).or_insert(dose);
            if volume(dose, there) > volume(there, dose) {
                *there = dose;
            }
        }
        doses
    }

    fn is_level_up(&self, exercise: &Exercise, was: &BTreeMap<&str, &WeekDose>) -> bool {
        let Some(link) = &exercise.chain else { return false };
        let known = was.keys().filter_map(|id| self.case.exercise(id)?.chain.as_ref());
        known.into_iter().any(|other| other.id == link.id && other.level < link.level)
    }
}

/// How much a dose is beside another one: seconds where both are held, else repetitions.
fn volume(dose: &WeekDose, beside: &WeekDose) -> u128 {
    let unit = if dose.hold_s > 0 && beside.hold_s > 0 { dose.hold_s } else { 1 };
    u128::from(dose.sets) * u128::from(dose.reps) * u128::from(unit)
}
