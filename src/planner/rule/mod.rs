//! The hard rules: they are never traded for points.
//!
//! A rule is a file and an object in a list. The rules of [`ELIGIBILITY`] and [`CHAINS`] look at one
//! exercise and say why it is out; those of [`WEEK_RULES`] look at a whole week. The search walks the
//! lists and knows none of the rules by name.

mod chain_barred;
mod chain_unlocked;
mod eligible_equipment;
mod eligible_phase;
mod eligible_position;
mod eligible_precaution;
mod excluded;
mod load_days;
mod load_per_day;
mod menu_size;
mod no_more_days;
mod nothing_new;
mod one_chain_level;
mod rest_between_loads;
mod session_size;
mod session_time;
mod stopped;

use crate::library::Exercise;
use crate::screening::Bar;

use super::problem::Problem;
use super::setting::Setting;
use super::week::{Tally, Week};

pub(crate) use rest_between_loads::day_after;

/// Why an exercise is out, in the order in which a reason is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// A precaution or a condition bars it.
    Precaution,
    /// It is done in a position to avoid.
    Position,
    /// Something that it needs is not at hand.
    Equipment,
    /// The person or therapist does not want it.
    Excluded,
    /// It was stopped because of what it did.
    Pain,
    /// It is for another phase, or too hard for now.
    Phase,
}

impl Cause {
    /// Every cause, in order.
    pub(crate) const ALL: [Self; 6] = [
        Self::Precaution,
        Self::Position,
        Self::Equipment,
        Self::Excluded,
        Self::Pain,
        Self::Phase,
    ];
}

/// A rule on one exercise in one phase.
pub(crate) trait ExerciseRule: Sync {
    /// The rule's name.
    fn code(&self) -> &'static str;

    /// What to say of an exercise that it bars.
    fn cause(&self) -> Cause;

    /// Whether the exercise is out.
    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool;
}

/// A rule on a week.
pub(crate) trait WeekRule: Sync {
    /// The rule's name.
    fn code(&self) -> &'static str;

    /// Whether more minutes would help a week that breaks it.
    fn is_about_time(&self) -> bool {
        false
    }

    /// Whether the week keeps it. `tally` is the week's.
    fn holds(&self, problem: &Problem<'_>, week: &Week, tally: &Tally) -> bool;
}

/// The rules on an exercise by itself.
pub(crate) static ELIGIBILITY: &[&dyn ExerciseRule] = &[
    &eligible_precaution::EligiblePrecaution,
    &eligible_position::EligiblePosition,
    &eligible_equipment::EligibleEquipment,
    &excluded::Excluded,
    &stopped::Stopped,
    &nothing_new::NothingNew,
    &eligible_phase::EligiblePhase,
];

/// The rules on an exercise's place in its chain.
pub(crate) static CHAINS: &[&dyn ExerciseRule] =
    &[&chain_barred::ChainBarred, &chain_unlocked::ChainUnlocked];

/// The rules on a week, the quickest first.
pub(crate) static WEEK_RULES: &[&dyn WeekRule] = &[
    &session_size::SessionSize,
    &session_time::SessionTime,
    &menu_size::MenuSize,
    &no_more_days::NoMoreDays,
    &rest_between_loads::RestBetweenLoads,
    &load_days::LoadDays,
    &load_per_day::LoadPerDay,
    &one_chain_level::OneChainLevel,
];

/// The rules that put an exercise out, in order.
pub(crate) fn bars<'a>(
    setting: &'a Setting<'_>,
    exercise: &'a Exercise,
) -> impl Iterator<Item = &'static dyn ExerciseRule> + 'a {
    let rules = ELIGIBILITY.iter().chain(CHAINS).copied();
    rules.filter(move |rule| rule.bars(setting, exercise))
}

/// Whether every rule on an exercise allows it.
pub(crate) fn allows(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    bars(setting, exercise).next().is_none()
}

/// Whether an exercise is allowed by itself, whatever its place in its chain.
pub(crate) fn is_eligible(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    !ELIGIBILITY.iter().any(|rule| rule.bars(setting, exercise))
}

/// Whether an exercise may stand beside the sessions: it is eligible, and neither a precaution nor
/// check-ins bar an easier level of its chain. Walking and breathing do not wait for the chain's levels
/// to be planned.
pub(crate) fn is_safe_beside(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    is_eligible(setting, exercise)
        && !chain_barred::ChainBarred.bars(setting, exercise)
        && !chain_unlocked::passes_check_ins(setting, exercise)
}

/// The precautions and conditions that put an exercise out: its own, then those of easier levels of its
/// chain.
pub(crate) fn precautions<'a>(setting: &Setting<'a>, exercise: &Exercise) -> Vec<&'a Bar> {
    let own = setting.request.clearance.all_bars(&exercise.id, &setting.phase.id);
    own.iter().chain(chain_barred::precautions(setting, exercise)).collect()
}

/// Whether a week keeps every rule.
pub(crate) fn holds(problem: &Problem<'_>, week: &Week, tally: &Tally) -> bool {
    broken(problem, week, tally).next().is_none()
}

/// The rules that a week breaks.
pub(crate) fn broken<'a>(
    problem: &'a Problem<'_>,
    week: &'a Week,
    tally: &'a Tally,
) -> impl Iterator<Item = &'static dyn WeekRule> + 'a {
    WEEK_RULES.iter().copied().filter(|rule| !rule.holds(problem, week, tally))
}

#[cfg(test)]
pub(super) mod testing {
    //! What the tests of single rules share.

    use super::super::fixture::{library, phase_with};
    use super::super::plan::PhasePlan;
    use super::super::request::Request;
    use super::*;

    /// Whether a rule bars an exercise in a phase.
    pub(crate) fn barred(
        rule: &dyn ExerciseRule,
        request: &Request,
        phase: &str,
        before: &[PhasePlan],
        exercises: &[Exercise],
        id: &str,
    ) -> bool {
        let library = library(exercises.iter().cloned());
        rule.bars(&phase_with(&library, request, phase, before), &library.exercises[id])
    }

    #[test]
    fn codes_are_the_names_of_the_files() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/planner/rule");
        let exercise_rules = ELIGIBILITY.iter().chain(CHAINS).map(|rule| rule.code());
        let codes: Vec<&str> =
            exercise_rules.chain(WEEK_RULES.iter().map(|rule| rule.code())).collect();
        for (index, code) in codes.iter().enumerate() {
            assert!(folder.join(format!("{code}.rs")).exists(), "{code}");
            assert!(!codes[..index].contains(code), "{code} twice");
        }
        assert_eq!(codes.len(), 17);
    }
}
