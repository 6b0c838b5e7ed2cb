//! An exercise that may be planned in a phase, with everything that the search asks of it.

use crate::library::{CoverageRules, Exercise, Library, Work};
use crate::quantity::Side;

use super::need::Need;
use super::plan::WeekDose;
use super::setting::Setting;
use super::wish::{effort, menu, novelty};
use super::{dose, rule, seed, time};

/// A candidate of a phase. All prices and favours are whole thousandths of a point.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    /// The exercise.
    pub(crate) exercise: &'a Exercise,
    /// The side or sides to do: for an exercise that is done one side at a time, those of the
    /// needs that it serves.
    pub(crate) side: Side,
    /// The dose in each week of the phase.
    pub(crate) dose: Vec<WeekDose>,
    /// Seconds in the heaviest week, all sides.
    pub(crate) seconds: u32,
    /// The needs that it gives credit to, by index, in their order.
    pub(crate) credits: Vec<(usize, u32)>,
    /// The muscles that it loads, by index into `Problem::loadable`, which knows them.
    pub(crate) loads: Vec<usize>,
    /// The price of one use, for the time of the phase's whole dose and for its difficulty: how far
    /// the dose has come is no reason to choose it.
    pub(crate) effort: i64,
    /// What it earns on enough days because a condition prefers it.
    pub(crate) preferred: i64,
    /// The price of being new.
    pub(crate) novelty: i64,
    /// The seed's favour.
    pub(crate) bonus: i64,
    /// Whether the person or therapist asked for it by name.
    pub(crate) asked: bool,
    /// On how many days a week it may be at most.
    pub(crate) most_days: u32,
}

impl Candidate<'_> {
    /// Whether it is done on one side after the other.
    pub(crate) fn is_done_twice(&self) -> bool {
        is_done_twice(self.exercise, self.side)
    }
}

fn is_done_twice(exercise: &Exercise, side: Side) -> bool {
    exercise.unilateral && side == Side::Both
}

/// The candidates of a phase, in order of their ids: exercises of a kind that is in sessions, that
/// every rule allows, and that serve a need or were asked for by name.
pub(crate) fn candidates<'a>(
    setting: &Setting<'a>,
    needs: &[Need],
    seed: u64,
) -> Vec<Candidate<'a>> {
    setting
        .library
        .exercises
        .values()
        .filter_map(|exercise| candidate(setting, needs, seed, exercise))
        .collect()
}

fn candidate<'a>(
    setting: &Setting<'a>,
    needs: &[Need],
    seed: u64,
    exercise: &'a Exercise,
) -> Option<Candidate<'a>> {
    let credits = credits(setting.library, needs, exercise);
    let asked = setting.request.include.contains(&exercise.id);
    let wanted = exercise.kind.is_in_sessions() && (asked || !credits.is_empty());
    if !wanted || !rule::allows(setting, exercise) {
        return None;
    }
    let side = side(exercise, needs, &credits);
    let twice = is_done_twice(exercise, side);
    let dose = dose::weeks(setting, exercise)?;
    let rules = &setting.library.dosage.time;
    let seconds_of = |dose: &WeekDose| time::of_dose(rules, &setting.phase.id, dose, twice);
    let seconds = dose.iter().map(seconds_of).max()?;
    let whole = dose::whole(setting.library, setting.request, &setting.phase.id, exercise)?;
    Some(Candidate {
        exercise,
        side,
        seconds,
        loads: Vec::new(),
        effort: effort::of_one_use(
            &setting.library.phases.points,
            setting.phase,
            exercise,
            seconds_of(&whole),
        ),
        preferred: menu::preferred(setting, exercise),
        novelty: novelty::of(setting, exercise),
        bonus: seed::bonus(seed, &exercise.id, setting.library.phases.points.seed_bonus),
        asked,
        most_days: setting.most_days(&exercise.id),
        dose,
        credits,
    })
}

/// The needs that an exercise gives credit to.
fn credits(library: &Library, needs: &[Need], exercise: &Exercise) -> Vec<(usize, u32)> {
    needs
        .iter()
        .enumerate()
        .map(|(index, need)| (index, credit(library, exercise, &need.muscle, need.work)))
        .filter(|(_, credit)| *credit > 0)
        .collect()
}

/// The credit that an exercise gives to a muscle's need of a kind of work.
pub(crate) fn credit(library: &Library, exercise: &Exercise, muscle: &str, work: Work) -> u32 {
    let CoverageRules { primary_credit, secondary_credit, .. } = library.phases.coverage;
    let works = |muscles: &[String]| muscles.iter().any(|id| id == muscle);
    if !exercise.kind.is_in_sessions() || !library.work_of(exercise).contains(&work) {
        0
    } else if works(&exercise.primary) {
        primary_credit
    } else if works(&exercise.secondary) {
        secondary_credit
    } else {
        0
    }
}

fn side(exercise: &Exercise, needs: &[Need], credits: &[(usize, u32)]) -> Side {
    if !exercise.unilateral {
        return Side::Both;
    }
    credits.iter().map(|(need, _)| needs[*need].side).reduce(Side::join).unwrap_or(Side::Both)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{affected, exercise, library, phase_with, request};
    use super::super::need::needs;
    use super::*;
    use crate::library::{Finding, Kind};

    #[test]
    fn one_sided_exercises_are_done_on_the_sides_of_the_needs_they_serve() {
        let library = library([
            exercise("one").dosed().unilateral(),
            exercise("both").dosed().unilateral().secondary(&["n"]),
            exercise("whole").dosed(),
            exercise("asked").dosed().unilateral().counts_for(&[]),
            exercise("asked-beside").dosed().kind(Kind::Aerobic),
        ]);
        let mut request = request();
        request.affected.push(affected("n", Side::Left, Finding::Weak, 5));
        request.include = ["asked".to_owned(), "asked-beside".to_owned()].into();
        let setting = phase_with(&library, &request, "settle", &[]);
        let needs = needs(&library.phases, setting.phase, &request.affected);
        let found: Vec<(&str, Side, u32)> = candidates(&setting, &needs, 1)
            .iter()
            .map(|entry| (entry.exercise.id.as_str(), entry.side, entry.seconds))
            .collect();
        // Week 2 of the phase: 7 repetitions of 5 s and 15 s to get ready.
        assert_eq!(
            found,
            [
                ("asked", Side::Both, 135),
                ("both", Side::Both, 105),
                ("one", Side::Right, 50),
                ("whole", Side::Both, 50)
            ]
        );
    }

    #[test]
    fn credit_depends_on_the_kind_of_work_and_the_muscle() {
        let library = library([]);
        let bridge = exercise("bridge").secondary(&["n"]);
        for (muscle, work, expected) in [
            ("m", Work::Strengthen, 2),
            ("n", Work::Strengthen, 1),
            ("o", Work::Strengthen, 0),
            ("m", Work::Function, 0),
        ] {
            assert_eq!(credit(&library, &bridge, muscle, work), expected, "{muscle} {work:?}");
        }
        let walk = exercise("walk").kind(Kind::Aerobic).counts_for(&[Work::Strengthen]);
        assert_eq!(credit(&library, &walk, "m", Work::Strengthen), 0);
    }
}
