//! Nobody gets a harder level of a chain than one that a precaution bars.

use crate::library::Exercise;
use crate::screening::Bar;

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// A level is out when precautions bar, in this phase, every exercise of an easier level of its chain:
/// what is unsafe when easy is not made safe by being harder.
pub(crate) struct ChainBarred;

impl ExerciseRule for ChainBarred {
    fn code(&self) -> &'static str {
        "chain_barred"
    }

    fn cause(&self) -> Cause {
        Cause::Precaution
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        !precautions(setting, exercise).is_empty()
    }
}

/// What bars easier levels of an exercise's chain, the easiest level first: of each level what bars the
/// exercise that the fewest bar, for a level is open with one exercise that nothing bars.
pub(crate) fn precautions<'a>(setting: &Setting<'a>, exercise: &Exercise) -> Vec<&'a Bar> {
    let Some(link) = &exercise.chain else { return Vec::new() };
    let chain = setting.library.chain(&link.id);
    let level_of = |other: &Exercise| other.chain.as_ref().map_or(0, |link| link.level);
    let clearance = &setting.request.clearance;
    let bars = |other: &&Exercise| clearance.all_bars(&other.id, &setting.phase.id);
    chain
        .chunk_by(|one, other| level_of(one) == level_of(other))
        .take_while(|level| level.iter().all(|other| level_of(other) < link.level))
        .filter_map(|level| level.iter().map(bars).min_by_key(|bars| bars.len()))
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{bar, exercise, request};
    use super::super::super::request::Request;
    use super::super::testing::barred;
    use super::*;

    #[test]
    fn bars_above_a_level_whose_every_exercise_is_barred() {
        let exercises = [
            exercise("easy").chain("c", 1),
            exercise("easy-2").chain("c", 1),
            exercise("hard").chain("c", 2),
            exercise("free"),
        ];
        for (withheld, id, out) in [
            (vec!["easy", "easy-2"], "hard", true),
            (vec!["easy"], "hard", false),
            (vec!["easy", "easy-2"], "easy", false),
            (vec!["hard"], "hard", false),
            (vec!["easy", "easy-2"], "free", false),
        ] {
            let mut request = request();
            for other in &withheld {
                bar(&mut request, other, &["settle"]);
            }
            for (phase, out) in [("settle", out), ("build", false)] {
                let found = barred(&ChainBarred, &request, phase, &[], &exercises, id);
                assert_eq!(found, out, "{id} in {phase} without {withheld:?}");
            }
        }
    }

    /// Review, item 40: in many chains the harder row lacks a precaution of the easier one.
    #[test]
    fn with_no_precaution_does_anyone_get_above_a_level_that_it_bars() {
        let library = crate::library::built_in().unwrap();
        let mut passed_over = 0;
        for precaution in &library.precautions {
            let precautions = [precaution.id.clone()].into();
            let clearance = crate::screening::clear(&library, &precautions);
            let request = Request { clearance, ..request() };
            for phase in &library.phases.phases {
                let setting = Setting { library: &library, request: &request, phase, before: &[] };
                for exercise in library.exercises.values() {
                    let Some(link) = &exercise.chain else { continue };
                    let bars =
                        |other: &Exercise| library.barred_by(other, &precaution.id, &phase.id);
                    let chain = library.chain(&link.id);
                    let mut easier = (1..link.level).map(|level| {
                        chain
                            .iter()
                            .filter(move |it| it.chain.as_ref().map(|l| l.level) == Some(level))
                    });
                    if easier.any(|mut level| level.all(|other| bars(other))) {
                        assert!(
                            ChainBarred.bars(&setting, exercise),
                            "{} {}",
                            precaution.id,
                            exercise.id
                        );
                        passed_over += u32::from(!bars(exercise));
                    }
                }
            }
        }
        assert!(passed_over > 0, "the rule decides nothing");
    }
}
