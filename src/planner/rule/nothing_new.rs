//! Nothing new but what calms, right after a week that hurt.

use crate::library::{Exercise, Kind};

use super::super::setting::Setting;
use super::{Cause, ExerciseRule};

/// What was stopped or cut leaves its place empty until the next check-in: after a bad week a plan is not
/// larger (FACTS 4.2). Work that loads little is work too. An easier level of what there was may come.
pub(crate) struct NothingNew;

impl ExerciseRule for NothingNew {
    fn code(&self) -> &'static str {
        "nothing_new"
    }

    fn cause(&self) -> Cause {
        Cause::Phase
    }

    fn bars(&self, setting: &Setting<'_>, exercise: &Exercise) -> bool {
        let hurt = setting.past().is_some_and(|past| past.nothing_new);
        hurt && setting.is_inside() && !is_calm(setting, exercise) && !is_known(setting, exercise)
    }
}

/// A massage, a gentle move, and what is done beside the sessions.
fn is_calm(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    match exercise.kind {
        Kind::Release => true,
        Kind::Mobility => exercise.difficulty.get() <= setting.library.progress.inside.gentle_to,
        kind => !kind.is_in_sessions(),
    }
}

/// Whether the week before had the exercise, or a harder level of its chain.
fn is_known(setting: &Setting<'_>, exercise: &Exercise) -> bool {
    // Without a dose it is known of another side alone.
    let known = setting.last_items().filter(|item| !item.dose.is_empty());
    let mut had = known.filter_map(|item| setting.library.exercises.get(&item.exercise));
    had.any(|other| {
        let links = other.chain.as_ref().zip(exercise.chain.as_ref());
        other.id == exercise.id
            || links.is_some_and(|(had, new)| had.id == new.id && new.level < had.level)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{exercise, phase_done, request};
    use super::super::super::request::Past;
    use super::super::testing::barred;
    use super::NothingNew;
    use crate::library::Kind;

    #[test]
    fn after_a_bad_week_only_what_is_easy_may_be_new() {
        let exercises = [
            exercise("bridge").dosed().chain("c", 1),
            exercise("step").dosed().chain("c", 2),
            exercise("squat").dosed(),
            exercise("stretch").dosed().kind(Kind::Stretch).low_load(),
            exercise("press").dosed().low_load(),
            exercise("cobra").dosed().kind(Kind::Mobility).low_load().difficulty(2),
            exercise("tilt").dosed().kind(Kind::Mobility).low_load(),
            exercise("calm").dosed().kind(Kind::Release).low_load(),
        ];
        let before = [phase_done("settle", &["step"])];
        let out = |nothing_new, inside| {
            let mut request = request();
            let past = Past { nothing_new, inside, before: before.to_vec(), ..Past::default() };
            request.past = Some(past);
            ["bridge", "step", "squat", "stretch", "press", "cobra", "tilt", "calm"]
                .map(|id| barred(&NothingNew, &request, "settle", &before, &exercises, id))
        };
        assert_eq!(out(true, true), [false, false, true, true, true, true, false, false]);
        // Another phase has exercises of its own.
        assert_eq!(out(true, false), [false; 8]);
        assert_eq!(out(false, true), [false; 8]);
    }
}
