//! Easier before harder, one step at a time.

use crate::library::Exercise;

use super::super::request::ChainLevel;
use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// The first phase that uses a chain gets only its easiest level that is eligible. After that, a phase
/// may go one step up from the level that the plan had last: to the next level that is eligible, and to
/// an exercise that is at most one step more difficult. Easier levels stay open. An exercise without a
/// chain is free.
///
/// In a plan that goes on from another one check-ins decide. In the phase that the person is in, a chain
/// has the one level that they permit, or an easier one if nothing of that level can be done; and no
/// later phase is harder where they hold a chain back.
pub(crate) struct ChainUnlocked;

impl ExerciseRule for ChainUnlocked {
    fn code(&self) -> &'static str {
        "chain_unlocked"
    }

    fn cause(&self) -> Cause {
        Cause::Phase
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        let Some(link) = &exercise.chain else { return false };
        if let Some(level) = decided(setting, &link.id) {
            return link.level > level.most
                || (setting.is_inside()
                    && link.level < level.most
                    && is_open(setting, &link.id, level.most));
        }
        let last = setting.last_of_chain(&link.id);
        let reached = last.iter().map(|other| level_of(other)).max();
        let next = next_level(setting, &link.id, reached);
        match reached {
            None => next != Some(link.level),
            Some(reached) if link.level <= reached => false,
            Some(_) => next != Some(link.level) || is_a_leap(&last, exercise),
        }
    }
}

/// The level that check-ins permit in this phase, where they decide it.
fn decided(setting: &Setting<'_>, chain: &str) -> Option<ChainLevel> {
    let level = setting.past()?.levels.get(chain).copied()?;
    (setting.is_inside() || !level.rises).then_some(level)
}

/// Whether a level has an exercise that can be done.
fn is_open(setting: &Setting<'_>, chain: &str, level: u32) -> bool {
    let members = setting.library.chain(chain);
    members.into_iter().any(|other| level_of(other) == level && super::is_eligible(setting, other))
}

/// The easiest eligible level of a chain above the one reached.
fn next_level(setting: &Setting<'_>, chain: &str, reached: Option<u32>) -> Option<u32> {
    let members = setting.library.chain(chain);
    let above = members.into_iter().filter(|other| Some(level_of(other)) > reached);
    above.filter(|other| super::is_eligible(setting, other)).map(level_of).min()
}

fn is_a_leap(last: &[&Exercise], exercise: &Exercise) -> bool {
    let hardest = last.iter().map(|other| other.difficulty.get()).max().unwrap_or_default();
    exercise.difficulty.get() > hardest + 1
}

fn level_of(exercise: &Exercise) -> u32 {
    exercise.chain.as_ref().map_or(0, |link| link.level)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{bar, exercise, phase_of, request};
    use super::super::testing::barred;
    use super::*;

    fn chain() -> [Exercise; 5] {
        [
            exercise("one").chain("c", 1).dose("settle", 1, 5, 0),
            exercise("two").chain("c", 2).dosed(),
            exercise("three").chain("c", 3).dosed().difficulty(2),
            exercise("three-hard").chain("c", 3).dosed().difficulty(3),
            exercise("four").chain("c", 4).dosed().difficulty(3),
        ]
    }

    #[test]
    fn a_chain_begins_at_its_easiest_eligible_level() {
        for (phase, id, out) in [
            ("settle", "one", false),
            ("settle", "two", true),
            // Level 1 has no dose in this phase, so the chain begins at 2.
            ("build", "two", false),
            ("build", "three", true),
        ] {
            let found = barred(&ChainUnlocked, &request(), phase, &[], &chain(), id);
            assert_eq!(found, out, "{id} in {phase}");
        }
    }

    #[test]
    fn a_chain_goes_up_one_step_at_a_time() {
        for (last, id, out) in [
            ("two", "two", false),
            ("two", "three", false),
            ("two", "three-hard", true),
            ("two", "four", true),
            ("three", "four", false),
            ("four", "two", false),
        ] {
            let before = [phase_of("settle", &[last])];
            let found = barred(&ChainUnlocked, &request(), "build", &before, &chain(), id);
            assert_eq!(found, out, "{id} after {last}");
        }
    }

    #[test]
    fn a_level_without_an_eligible_exercise_is_stepped_over() {
        let mut request = request();
        request.exclude = ["three".to_owned(), "three-hard".to_owned()].into();
        for (last, out) in [("two", true), ("three", false)] {
            // From difficulty 1 to 3 is a leap; from 2 to 3 is a step.
            let before = [phase_of("settle", &[last])];
            let found = barred(&ChainUnlocked, &request, "build", &before, &chain(), "four");
            assert_eq!(found, out, "four after {last}");
        }
    }

    #[test]
    fn a_chain_that_paused_goes_on_from_where_it_was() {
        let before = [phase_of("settle", &["two"]), phase_of("build", &[])];
        let found = |id| barred(&ChainUnlocked, &request(), "return", &before, &chain(), id);
        assert!(!found("three"));
        assert!(found("four"));
    }

    #[test]
    fn a_barred_level_counts_as_not_eligible() {
        let mut request = request();
        bar(&mut request, "two", &["settle"]);
        let exercises = &chain()[1..];
        assert!(!barred(&ChainUnlocked, &request, "settle", &[], exercises, "three"));
        assert!(barred(&ChainUnlocked, &request, "settle", &[], exercises, "two"));
    }
}
