//! Easier before harder, one step at a time.

use crate::library::Exercise;

use super::super::request::ChainLevel;
use super::super::setting::Setting;
use super::eligible_phase::EligiblePhase;
use super::{Cause, ExerciseRule};

/// What may be entered is decided by the chain and the phase, never by what happens to be at hand: an
/// exercise waits for the levels below it, above the one that the plan had last, of which this phase has
/// an exercise that is less difficult. Levels of one difficulty wait for each other no more than for
/// things that a person lacks. From the level reached it is at most one step of difficulty up. Easier
/// levels stay open. An exercise without a chain is free.
///
/// In a plan that goes on from another one check-ins decide. In the phase that the person is in, a chain
/// has the one level that they permit, or an easier one if nothing of that level can be done, or if nothing
/// is known of the chain, as of a new side; and no later phase is harder where they hold a chain back.
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
        let last = setting.last_of_chain(&link.id);
        let is_needless = |level: &ChainLevel| {
            let is_known = !last.is_empty() && link.level < level.most;
            is_known && is_open(setting, &link.id, level.most)
        };
        let level = decided(setting, &link.id);
        if level.is_some_and(|level| {
            link.level > level.most || (setting.is_inside() && is_needless(&level))
        }) {
            return true;
        }
        let reached = last.iter().map(|other| level_of(other)).max();
        let goes_up = reached.is_none_or(|reached| link.level > reached);
        goes_up && (is_a_leap(&last, exercise) || waits(setting, &link.id, reached, exercise))
    }
}

/// The level that check-ins permit in this phase, where they decide it.
fn decided(setting: &Setting<'_>, chain: &str) -> Option<ChainLevel> {
    let level = setting.past()?.levels.get(chain).copied()?;
    (setting.is_inside() || !level.rises).then_some(level)
}

/// Whether an exercise is of a harder level than check-ins permit in this phase.
pub(super) fn passes_check_ins(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    let most = |chain: &str| decided(setting, chain).map(|level| level.most);
    let link = exercise.chain.as_ref();
    link.is_some_and(|link| most(&link.id).is_some_and(|most| link.level > most))
}

/// Whether a level has an exercise that can be done.
fn is_open(setting: &Setting<'_>, chain: &str, level: u32) -> bool {
    let members = setting.library.chain(chain);
    members.into_iter().any(|other| level_of(other) == level && super::is_eligible(setting, other))
}

/// Whether the phase has something less difficult between the level reached and that of an exercise.
fn waits(setting: &Setting<'_>, chain: &str, reached: Option<u32>, exercise: &Exercise) -> bool {
    setting.library.chain(chain).into_iter().any(|other| {
        let is_between = Some(level_of(other)) > reached && level_of(other) < level_of(exercise);
        is_between && other.difficulty < exercise.difficulty && !EligiblePhase.bars(setting, other)
    })
}

fn is_a_leap(last: &[&Exercise], exercise: &Exercise) -> bool {
    let hardest = last.iter().map(|other| other.difficulty.get()).max();
    hardest.is_some_and(|hardest| exercise.difficulty.get() > hardest + 1)
}

fn level_of(exercise: &Exercise) -> u32 {
    exercise.chain.as_ref().map_or(0, |link| link.level)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, phase_done, phase_of, request};
    use super::super::testing::barred;
    use super::*;
    use crate::library::Position;

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
    fn a_chain_begins_at_its_easiest_difficulty_in_the_phase() {
        for (phase, id, out) in [
            ("settle", "one", false),
            ("settle", "two", false),
            ("settle", "three", true),
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
            let before = [phase_done("settle", &[last])];
            let found = barred(&ChainUnlocked, &request(), "build", &before, &chain(), id);
            assert_eq!(found, out, "{id} after {last}");
        }
    }

    #[test]
    fn what_another_side_did_opens_no_level() {
        let before = [phase_of("settle", &["three"])];
        for (id, out) in [("two", false), ("three", true), ("four", true)] {
            assert_eq!(
                barred(&ChainUnlocked, &request(), "build", &before, &chain(), id),
                out,
                "{id}"
            );
        }
    }

    #[test]
    fn what_is_at_hand_or_wanted_opens_and_closes_no_other_level() {
        let with_ball = Exercise { equipment: vec!["ball".into()], ..exercise("two").dosed() };
        let exercises = [
            exercise("one").chain("c", 1).dosed().position(Position::Prone),
            with_ball.chain("c", 2).difficulty(2),
            exercise("three").chain("c", 3).dosed().difficulty(2),
            exercise("four").chain("c", 4).dosed().difficulty(3),
        ];
        let mut poor = request();
        poor.equipment.clear();
        poor.avoid.insert(Position::Prone);
        poor.exclude.insert("three".into());
        let mut rich = request();
        rich.equipment.insert("ball".into());
        for (last, id, out) in [
            (None, "two", true),
            (None, "three", true),
            (Some("one"), "two", false),
            // Of one difficulty with the level that wants a ball.
            (Some("one"), "three", false),
            (Some("one"), "four", true),
            (Some("two"), "four", true),
            (Some("three"), "four", false),
        ] {
            let before: Vec<_> = last.map(|id| phase_done("settle", &[id])).into_iter().collect();
            for request in [&poor, &rich] {
                let found = barred(&ChainUnlocked, request, "build", &before, &exercises, id);
                assert_eq!(found, out, "{id} after {last:?}");
            }
        }
    }

    #[test]
    fn a_chain_that_paused_goes_on_from_where_it_was() {
        let before = [phase_done("settle", &["two"]), phase_done("build", &[])];
        let found = |id| barred(&ChainUnlocked, &request(), "return", &before, &chain(), id);
        assert!(!found("three"));
        assert!(found("four"));
    }
}
