//! Wishes for single exercises that a plan does not keep, or keeps against a rule: each is named.

use std::collections::BTreeSet;

use super::explain;
use super::plan::{PhasePlan, Unkept};
use super::request::{FixedDose, Request};
use super::rule;
use super::setting::{self, Setting};
use crate::library::{Dose, Exercise, Kind, Library, Phase};

/// Every wish that the phases do not keep, or that breaks a rule: what was asked
/// for by name, what was set for an exercise that is not there, and doses; each in order of the exercises'
/// ids.
pub(crate) fn of_plan(library: &Library, request: &Request, phases: &[PhasePlan]) -> Vec<Unkept> {
    let planned: BTreeSet<&str> = phases.iter().flat_map(used).collect();
    let mut found = Vec::new();
    for id in &request.include {
        let Some(exercise) = library.exercises.get(id) else { continue };
        if !planned.contains(id.as_str()) {
            found.push(left_out(library, request, phases, exercise));
        }
    }
    for (id, wish) in for_nothing(request, &planned) {
        let Some(exercise) = library.exercises.get(id) else { continue };
        found.push(without_place(library, request, phases, (exercise, wish)));
    }
    for (id, fixed) in &request.doses {
        let Some(exercise) = library.exercises.get(id) else { continue };
        found.extend(phases.iter().filter(|phase| used(phase).any(|it| it == id)).find_map(
            |phase| {
                let (rule, says) = broken(library, exercise, exercise.dose.get(&phase.id)?, fixed)?;
                Some(unkept(id, "dose", rule, says))
            },
        ));
    }
    found
}

/// The doses and notes whose exercise is in no phase of the plan, and is not one that was done before and is
/// over. What was also asked for by name is told there.
fn for_nothing<'a>(
    request: &'a Request,
    planned: &BTreeSet<&str>,
) -> impl Iterator<Item = (&'a String, &'static str)> {
    let gone: BTreeSet<&str> =
        request.past.iter().flat_map(|past| &past.before).flat_map(used).collect();
    let doses = request.doses.keys().map(|id| (id, "dose"));
    let notes = request.notes.iter().map(|id| (id, "note"));
    let wishes: Vec<(&String, &str)> = doses.chain(notes).collect();
    let is_over = |id: &str| gone.contains(id) && !request.stopped.contains(id);
    let is_absent = |id: &str| !planned.contains(id) && !is_over(id);
    let told = |id: &String| request.include.contains(id);
    let found: Vec<_> = wishes.into_iter().filter(|(id, _)| is_absent(id) && !told(id)).collect();
    found.into_iter()
}

fn unkept(exercise: &str, wish: &str, rule: &str, says: String) -> Unkept {
    let [exercise, wish, rule] = [exercise, wish, rule].map(str::to_owned);
    Unkept { exercise, wish, rule, says }
}

/// The exercises of a phase, in sessions and beside them.
fn used(phase: &PhasePlan) -> impl Iterator<Item = &str> {
    let items = phase.sessions.values().flat_map(|session| &session.items);
    let daily = phase.daily.iter().map(|daily| &daily.exercise);
    let breaks = phase.breaks.iter().map(|pause| &pause.exercise);
    items.map(|item| &item.exercise).chain(daily).chain(breaks).map(String::as_str)
}

/// Why an exercise that was asked for is in no phase. Of the phases, the last one that bars it tells: what
/// is barred there is not just a matter of time.
fn left_out(
    library: &Library,
    request: &Request,
    phases: &[PhasePlan],
    exercise: &Exercise,
) -> Unkept {
    let barred = bars(library, request, phases, exercise).into_iter().flatten().next_back();
    let (rule, says) = barred
        .unwrap_or_else(|| ("week", "It does not fit into your days and minutes.".to_owned()));
    unkept(&exercise.id, "include", rule, says)
}

/// Why what was set for an exercise has no place: the rule that bars the exercise in every phase, or that
/// it was not chosen where none does.
fn without_place(
    library: &Library,
    request: &Request,
    phases: &[PhasePlan],
    (exercise, wish): (&Exercise, &str),
) -> Unkept {
    let barred: Option<Vec<_>> = bars(library, request, phases, exercise).into_iter().collect();
    let (rule, says) = barred.and_then(|mut all| all.pop()).unwrap_or_else(|| {
        ("not_chosen", "Others do more for you. Ask for it by name to have it.".to_owned())
    });
    unkept(&exercise.id, wish, rule, says)
}

/// Phase by phase the rule that bars an exercise, if one does, and the sentence.
fn bars(
    library: &Library,
    request: &Request,
    phases: &[PhasePlan],
    exercise: &Exercise,
) -> Vec<Option<(&'static str, String)>> {
    let schedule: Vec<Phase> = setting::schedule(library, request);
    let bar = |(at, phase): (usize, &Phase)| {
        let before = setting::before(request, phases.get(..at)?);
        let setting = Setting { library, request, phase, before: &before };
        let rule = rule::bars(&setting, exercise).next()?;
        Some((rule.code(), explain::says(&setting, exercise, rule.cause(), rule.code())))
    };
    schedule.iter().enumerate().map(bar).collect()
}

/// The rule of dosage that a fixed dose breaks, and the sentence. The dose stays as it was fixed.
fn broken(
    library: &Library,
    exercise: &Exercise,
    full: &Dose,
    fixed: &FixedDose,
) -> Option<(&'static str, String)> {
    let own_hold_s = full.hold_s.map_or(0, |hold| hold.get());
    let hold_s = fixed.hold_s.map_or(own_hold_s, |hold| hold.get());
    let (sets, reps) = (fixed.sets.get(), fixed.reps.get());
    if exercise.kind == Kind::Stretch {
        let (held_s, wanted_s) = (sets * reps * hold_s, library.dosage.stretch.day_s);
        return (held_s < wanted_s).then(|| {
            (
                "stretch_seconds",
                format!("Its dose is held for {held_s} s a day; {wanted_s} s are usual."),
            )
        });
    }
    let full_reps = full.sets.map_or(0, |sets| sets.get()) * full.reps.map_or(0, |reps| reps.get());
    let mut more = Vec::new();
    if sets * reps > full_reps {
        let times = sets * reps;
        more.push(format!("It is done {times} times in all; we would give {full_reps} at most."));
    }
    if hold_s > own_hold_s && own_hold_s == 0 {
        more.push(format!("It is held for {hold_s} s; we would give no hold."));
    } else if hold_s > own_hold_s {
        more.push(format!("Each time lasts {hold_s} s; we would give {own_hold_s} s at most."));
    }
    (!more.is_empty()).then(|| ("full_dose", more.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, bar, exercise, fixed_dose, phase_of};
    use super::super::plan;
    use super::super::request::Past;
    use super::*;
    use crate::quantity::Hold;

    fn rules(world: &World) -> Vec<(String, String, String)> {
        let plan = plan(&world.library, &world.request).unwrap();
        plan.unkept.into_iter().map(|it| (it.exercise, it.wish, it.rule)).collect()
    }

    fn world() -> World {
        let ball = Exercise { equipment: vec!["ball".into()], ..exercise("ball").dosed() };
        let stretch = exercise("stretch").kind(Kind::Stretch).dose("settle", 1, 2, 30);
        let mut world =
            World::new([exercise("bridge").dosed(), exercise("sore").dosed(), ball, stretch]);
        world.library.muscles.muscles = vec![super::super::fixture::muscle("m")];
        world
    }

    #[test]
    fn an_exercise_that_was_asked_for_and_is_not_there_names_its_rule() {
        let mut world = world();
        bar(&mut world.request, "sore", &["settle", "build", "return"]);
        world.request.include = ["ball", "bridge", "sore"].map(str::to_owned).into();
        let named = |id: &str, rule: &str| (id.to_owned(), "include".to_owned(), rule.to_owned());
        let expected = [named("ball", "eligible_equipment"), named("sore", "eligible_precaution")];
        assert_eq!(rules(&world), expected);
    }

    #[test]
    fn a_dose_or_a_note_on_what_is_not_in_the_plan_is_told_once() {
        let mut world = world();
        // The bridge is in the plan; of what serves no need nothing is.
        world.library.exercises.insert("idle".into(), exercise("idle").primary(&["n"]).dosed());
        world.request.include = ["bridge", "ball"].map(str::to_owned).into();
        world.request.exclude = ["sore"].map(str::to_owned).into();
        world.request.notes = ["ball", "bridge", "idle", "sore"].map(str::to_owned).into();
        world.request.doses =
            ["ball", "bridge", "idle"].map(|id| (id.to_owned(), fixed_dose(1, 10))).into();
        let expected = [
            ("ball", "include", "eligible_equipment"),
            ("idle", "dose", "not_chosen"),
            ("idle", "note", "not_chosen"),
            ("sore", "note", "excluded"),
        ];
        let expected = expected.map(|(id, wish, rule)| (id.into(), wish.into(), rule.into()));
        assert_eq!(rules(&world), expected);
    }

    #[test]
    fn a_dose_for_what_was_stopped_is_told() {
        let mut world = world();
        world.request.doses = [("bridge".to_owned(), fixed_dose(1, 10))].into();
        let before = vec![phase_of("settle", &["bridge"])];
        let schedule = vec![("build".to_owned(), (3, 4))];
        world.request.past = Some(Past { before, schedule, ..Past::default() });
        world.request.exclude = ["bridge".to_owned()].into();
        assert!(rules(&world).is_empty(), "it was done, and is over");
        world.request.exclude.clear();
        world.request.stopped = ["bridge".to_owned()].into();
        assert_eq!(rules(&world), [("bridge".into(), "dose".into(), "stopped".into())]);
    }

    #[test]
    fn of_a_fixed_dose_only_what_is_more_is_told() {
        let library = world().library;
        let more = |full: Exercise, (sets, reps): (u32, u32), hold_s: Option<i64>| {
            let hold_s = hold_s.map(|hold_s| Hold::new(hold_s).unwrap());
            let fixed = FixedDose { hold_s, ..fixed_dose(sets, reps) };
            broken(&library, &full, &full.dose["settle"], &fixed).map(|(_, says)| says)
        };
        let [once, moved, held] = [(1, 1, 45), (1, 8, 0), (1, 8, 5)]
            .map(|(sets, reps, hold_s)| exercise("x").dose("settle", sets, reps, hold_s));
        for (full, dose, hold_s, expected) in [
            (&once, (1, 1), Some(45), None),
            (&once, (1, 2), Some(45), Some("It is done 2 times in all; we would give 1 at most.")),
            (&moved, (1, 1), Some(5), Some("It is held for 5 s; we would give no hold.")),
            (&held, (1, 8), Some(9), Some("Each time lasts 9 s; we would give 5 s at most.")),
            (
                &held,
                (2, 6),
                Some(6),
                Some(
                    "It is done 12 times in all; we would give 8 at most. \
                     Each time lasts 6 s; we would give 5 s at most.",
                ),
            ),
        ] {
            assert_eq!(more(full.clone(), dose, hold_s).as_deref(), expected);
        }
    }

    #[test]
    fn a_fixed_dose_stays_and_the_rule_that_it_breaks_is_named() {
        let mut world = world();
        world.request.include = ["bridge", "stretch"].map(str::to_owned).into();
        for (dose, rule) in [((1, 10), None), ((2, 8), Some("full_dose"))] {
            world.request.doses = [("bridge".to_owned(), fixed_dose(dose.0, dose.1))].into();
            let found = rules(&world);
            assert_eq!(found.first().map(|it| it.2.as_str()), rule, "{dose:?}");
        }
        let plan = plan(&world.library, &world.request).unwrap();
        let item = &plan.phases[0].sessions["A"].items;
        let bridge = item.iter().find(|item| item.exercise == "bridge").unwrap();
        assert!(bridge.dose.iter().all(|dose| (dose.sets, dose.reps) == (2, 8)));
        world.request.doses = [("stretch".to_owned(), fixed_dose(1, 1))].into();
        assert_eq!(rules(&world)[0].2, "stretch_seconds");
    }
}
