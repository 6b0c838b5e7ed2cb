//! Why a need is not met, and which exercises a precaution withholds.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Exercise, Library, Work};
use crate::screening::Bar;

use super::candidate::credit;
use super::maps::maps;
use super::need::{Need, needs};
use super::plan::{Overruled, Unmet, Withheld};
use super::problem::Problem;
use super::request::Request;
use super::rule::{self, Cause};
use super::setting::Setting;
use super::week::{PLACES, Place, Tally, Week};

/// Why a need is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Nothing in the library does it enough, whoever the person is.
    Library,
    /// What could do it is out, for this cause.
    Out(Cause),
    /// An exercise for it would fit into the week but for the minutes.
    Time,
    /// There are too few days for it, or none with a day of rest between.
    Days,
    /// There are exercises for it, and others do more with the places there are.
    Priority,
}

impl Reason {
    /// The name in a plan.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Out(Cause::Precaution) => "precaution",
            Self::Out(Cause::Position) => "position",
            Self::Out(Cause::Equipment) => "equipment",
            Self::Out(Cause::Excluded) => "excluded",
            Self::Out(Cause::Pain) => "pain",
            Self::Out(Cause::Phase) => "phase",
            Self::Time => "time",
            Self::Days => "days",
            Self::Priority => "priority",
        }
    }
}

/// The needs that a phase's week does not meet, each with its one reason.
pub(crate) fn of_phase(
    setting: &Setting<'_>,
    problem: &Problem<'_>,
    week: &Week,
    tally: &Tally,
) -> Vec<Unmet> {
    let least = problem.rules.coverage.least_days;
    let missed = (0..problem.needs.len()).filter(|need| tally.need_days[*need] < least);
    missed
        .map(|index| {
            let need = &problem.needs[index];
            let servants = servants(setting, need);
            let out = out(setting, &servants);
            let reason = out.unwrap_or_else(|| no_room(problem, week, index));
            let detail = detail(setting, reason, &servants);
            Unmet {
                phase: setting.phase.id.clone(),
                need: need.name(),
                reason: reason.as_str().to_owned(),
                says: says(setting.library, need, reason, detail.as_deref()),
                detail,
            }
        })
        .collect()
}

/// An exercise that gives credit to a need, and the causes for which it is out.
pub(crate) struct Servant<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) credit: u32,
    pub(crate) causes: BTreeSet<Cause>,
}

impl Servant<'_> {
    fn is_out_only_for(&self, cause: Cause) -> bool {
        self.causes.iter().all(|other| *other == cause)
    }
}

/// The exercises of the library that give credit to a need.
pub(crate) fn servants<'a>(setting: &Setting<'a>, need: &Need) -> Vec<Servant<'a>> {
    let exercises = setting.library.exercises.values();
    exercises
        .map(|exercise| (exercise, credit(setting.library, exercise, &need.muscle, need.work)))
        .filter(|(_, credit)| *credit > 0)
        .map(|(exercise, credit)| {
            let causes = rule::bars(setting, exercise).map(|rule| rule.cause()).collect();
            Servant { exercise, credit, causes }
        })
        .collect()
}

/// Why there is no dose for a need whatever the week: the first cause without which there would be
/// one. Where no single cause is enough, it is the first that any exercise is out for. None if the
/// exercises that are allowed make a dose.
fn out(setting: &Setting<'_>, servants: &[Servant<'_>]) -> Option<Reason> {
    let dose = setting.library.phases.coverage.dose_credit;
    let makes_a_dose = |allowed: &dyn Fn(&Servant<'_>) -> bool| {
        let credits = servants.iter().filter(|servant| allowed(servant));
        credits.map(|servant| servant.credit).sum::<u32>() >= dose
    };
    if makes_a_dose(&|servant| servant.causes.is_empty()) {
        return None;
    }
    if !makes_a_dose(&|_| true) {
        return Some(Reason::Library);
    }
    let enough = |cause: &Cause| makes_a_dose(&|servant| servant.is_out_only_for(*cause));
    let any = |cause: &Cause| servants.iter().any(|servant| servant.causes.contains(cause));
    let cause = Cause::ALL.into_iter().find(enough).or_else(|| Cause::ALL.into_iter().find(any));
    cause.map(Reason::Out)
}

/// Why a week has no dose for a need although the exercises that are allowed make one.
fn no_room(problem: &Problem<'_>, week: &Week, need: usize) -> Reason {
    let dose = problem.rules.coverage.dose_credit;
    let serves = |index: &usize| {
        let mut credits = problem.candidates[*index].credits.iter();
        credits.any(|(served, credit)| *served == need && *credit >= dose)
    };
    let servants: Vec<usize> = (0..problem.candidates.len()).filter(serves).collect();
    let best_fit = |week: &Week| {
        let fits = servants
            .iter()
            .flat_map(|index| PLACES.iter().map(|place| fit(problem, week, need, *index, *place)));
        best(fits)
    };
    let alone = best(maps(problem).into_iter().map(|days| best_fit(&Week::empty(days))));
    match alone {
        // It takes two exercises together to make a dose.
        _ if servants.is_empty() => Reason::Priority,
        Fit::Good if best_fit(week) == Fit::TooLong => Reason::Time,
        Fit::Good => Reason::Priority,
        Fit::TooLong => Reason::Time,
        Fit::None => Reason::Days,
    }
}

/// How well an exercise would fit into a week, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Every rule holds, and the need has its days.
    Good,
    /// The same with more minutes.
    TooLong,
    /// It breaks another rule, or the need has too few days.
    None,
}

/// The best of many, looking no further than the first good one.
fn best(fits: impl Iterator<Item = Fit>) -> Fit {
    let mut best = Fit::None;
    for fit in fits {
        best = best.min(fit);
        if best == Fit::Good {
            break;
        }
    }
    best
}

fn fit(problem: &Problem<'_>, week: &Week, need: usize, candidate: usize, place: Place) -> Fit {
    let mut fuller = week.clone();
    fuller.put(candidate, place);
    let tally = Tally::of(problem, &fuller);
    if tally.need_days[need] < problem.rules.coverage.least_days {
        return Fit::None;
    }
    let about_time: Vec<bool> =
        rule::broken(problem, &fuller, &tally).map(|rule| rule.is_about_time()).collect();
    match about_time.as_slice() {
        [] => Fit::Good,
        broken if broken.iter().all(|about_time| *about_time) => Fit::TooLong,
        _ => Fit::None,
    }
}

/// The reason in words for the patient.
fn says(library: &Library, need: &Need, reason: Reason, detail: Option<&str>) -> String {
    let muscle = library.muscle(&need.muscle).map_or(need.muscle.as_str(), |found| &found.name);
    let work = match need.work {
        Work::Stretch => "stretch",
        Work::Release => "ease",
        Work::Strengthen => "train",
        Work::Function => "use",
    };
    match reason {
        Reason::Library => format!("We have no exercise to {work} your {muscle}."),
        Reason::Out(Cause::Precaution) => {
            let left_out = detail.map_or_else(String::new, |detail| format!(" {detail}"));
            format!("There is no safe way to {work} your {muscle} in these weeks.{left_out}")
        }
        Reason::Out(Cause::Position) => {
            format!("To {work} your {muscle} you need a position that you asked to avoid.")
        }
        Reason::Out(Cause::Equipment) => {
            format!("To {work} your {muscle} you need {}.", detail.unwrap_or_default())
        }
        Reason::Out(Cause::Excluded) => {
            format!("You asked to leave out what can {work} your {muscle}.")
        }
        Reason::Out(Cause::Pain) => {
            format!("What can {work} your {muscle} was stopped because of what it did.")
        }
        Reason::Out(Cause::Phase) => {
            format!("What can {work} your {muscle} is not right for these weeks.")
        }
        Reason::Time => format!("There was no time left to {work} your {muscle}."),
        Reason::Days => {
            format!("Your days are too few or too close together to {work} your {muscle}.")
        }
        Reason::Priority => {
            format!(
                "Other exercises came first, so none to {work} your {muscle} is in these weeks."
            )
        }
    }
}

/// What a reason rests on: what is left out, or what is missing.
fn detail(setting: &Setting<'_>, reason: Reason, servants: &[Servant<'_>]) -> Option<String> {
    match reason {
        Reason::Out(Cause::Precaution) => left_out(setting, servants),
        Reason::Out(Cause::Equipment) => Some(missing(setting, servants)),
        _ => None,
    }
}

/// What a precaution leaves out or why a condition does, as a sentence.
fn left_out(setting: &Setting<'_>, servants: &[Servant<'_>]) -> Option<String> {
    let mut bars = servants.iter().filter_map(|one| rule::precaution(setting, one.exercise));
    bars.next().map(|bar| {
        let precaution = setting.library.precaution(&bar.by);
        let leaves_out = precaution.and_then(|it| it.leaves_out.as_ref());
        leaves_out.map_or_else(|| bar.because.clone(), |what| format!("Left out for you: {what}."))
    })
}

/// The things that the first exercise that is out for nothing else needs.
fn missing(setting: &Setting<'_>, servants: &[Servant<'_>]) -> String {
    let request = setting.request;
    let name = |id: &String| {
        setting.library.equipment(id).map_or_else(|| id.clone(), |thing| thing.name.clone())
    };
    let nearest = servants
        .iter()
        .find(|servant| !servant.causes.is_empty() && servant.is_out_only_for(Cause::Equipment));
    let things = nearest.map_or(&[][..], |servant| servant.exercise.equipment.as_slice());
    let lacking = things.iter().filter(|thing| !request.equipment.contains(*thing));
    let names: Vec<String> = lacking.map(name).collect();
    if names.is_empty() { "things that you do not have".to_owned() } else { names.join(" and ") }
}

/// The exercises that a precaution keeps from serving a need, each once: nothing else is in their way,
/// their chains aside, in at least one phase.
pub(crate) fn withheld(library: &Library, request: &Request) -> Vec<Withheld> {
    let phases = library.phases.phases.iter().map(|phase| {
        let needs = needs(&library.phases, phase, &request.affected);
        (Setting { library, request, phase, before: &[] }, needs)
    });
    let phases: Vec<(Setting<'_>, Vec<Need>)> = phases.collect();
    let mut found = Vec::new();
    for exercise in library.exercises.values() {
        let barred =
            phases.iter().find_map(|(setting, needs)| withheld_in(setting, needs, exercise));
        found.extend(barred.map(|bar| Withheld {
            exercise: exercise.id.clone(),
            reason: bar.by.clone(),
            says: bar.because.clone(),
        }));
    }
    found
}

/// The precaution or condition that alone keeps an exercise from serving a need in a phase.
fn withheld_in<'a>(setting: &Setting<'a>, needs: &[Need], exercise: &Exercise) -> Option<&'a Bar> {
    let precaution = setting.request.clearance.bars(&exercise.id, &setting.phase.id)?;
    let other = rule::ELIGIBILITY.iter().filter(|rule| rule.cause() != Cause::Precaution);
    let free = !other.into_iter().any(|rule| rule.bars(setting, exercise));
    let serves = |need: &Need| credit(setting.library, exercise, &need.muscle, need.work) > 0;
    (free && needs.iter().any(serves)).then_some(precaution)
}

/// What one condition prefers and another leaves out in the same phase, by pairs of conditions, the one
/// whose word counts most first.
pub(crate) fn overruled(library: &Library, request: &Request) -> Vec<Overruled> {
    let conditions = &request.clearance.conditions;
    let known = conditions.iter().filter_map(|id| library.condition(id));
    let mut found: BTreeMap<(usize, usize), BTreeSet<&str>> = BTreeMap::new();
    for (wanted_by, condition) in known.enumerate() {
        for (phase, ids) in &condition.prefer {
            for id in ids {
                // A condition leaves out by itself or by a precaution that it brings.
                let leaves_out = |bar: &Bar| {
                    conditions.iter().position(|other| {
                        let brings = library.condition(other).map(|it| &it.precautions);
                        *other == bar.by || brings.is_some_and(|brings| brings.contains(&bar.by))
                    })
                };
                let by = request.clearance.bars(id, phase).and_then(leaves_out);
                if let Some(left_out_by) = by.filter(|by| *by != wanted_by) {
                    found.entry((left_out_by, wanted_by)).or_default().insert(id);
                }
            }
        }
    }
    let pairs = found.into_iter();
    pairs
        .map(|((left_out_by, wanted_by), exercises)| Overruled {
            exercises: exercises.into_iter().map(str::to_owned).collect(),
            wanted_by: conditions[wanted_by].clone(),
            left_out_by: conditions[left_out_by].clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{World, affected, bar, exercise, week};
    use super::*;
    use crate::library::{Finding, Position, Precaution};
    use crate::quantity::{Day, Side};

    fn strengthening(world: &World) -> Need {
        let needs = needs(&world.library.phases, world.setting().phase, &world.request.affected);
        needs.into_iter().find(|need| need.work == Work::Strengthen).unwrap()
    }

    fn why(world: &World) -> Option<&'static str> {
        let need = strengthening(world);
        out(&world.setting(), &servants(&world.setting(), &need)).map(Reason::as_str)
    }

    #[test]
    fn the_reason_is_the_first_cause_without_which_there_would_be_a_dose() {
        let with_ball = Exercise { equipment: vec!["ball".into()], ..exercise("ball").dosed() };
        let barred = exercise("barred").dosed();
        let late = exercise("late").dose("build", 1, 10, 0);
        let standing = exercise("standing").dosed().position(Position::Standing);
        let half = exercise("half").dosed().primary(&["n"]).secondary(&["m"]);
        for (exercises, expected) in [
            (vec![exercise("fine").dosed()], None),
            (vec![], Some("library")),
            (vec![half.clone()], Some("library")),
            (vec![half, exercise("h2").dosed().primary(&["n"]).secondary(&["m"])], None),
            (vec![barred.clone(), with_ball.clone()], Some("precaution")),
            (vec![with_ball.clone(), late.clone()], Some("equipment")),
            (vec![standing.clone(), with_ball.clone()], Some("position")),
            (vec![late], Some("phase")),
            (vec![exercise("unwanted").dosed()], Some("excluded")),
            // Two causes at once: the first of them.
            (vec![with_ball.position(Position::Standing)], Some("position")),
        ] {
            let ids: Vec<String> = exercises.iter().map(|entry| entry.id.clone()).collect();
            let mut world = World::new(exercises);
            bar(&mut world.request, "barred", &["settle"]);
            world.request.avoid.insert(Position::Standing);
            world.request.exclude.insert("unwanted".into());
            assert_eq!(why(&world), expected, "{ids:?}");
        }
    }

    #[test]
    fn there_is_no_room_for_want_of_minutes_or_for_want_of_places() {
        let mut world = World::new(
            ["a", "b", "c", "d", "e"]
                .map(|id| exercise(id).dosed().primary(if id == "e" { &["n"] } else { &["m"] })),
        );
        world.request.affected.push(affected("n", Side::Left, Finding::Weak, 1));
        for (days, session, expected) in [
            ([(Day::Mon, 20), (Day::Wed, 20)], vec![0, 1], Reason::Priority),
            ([(Day::Mon, 20), (Day::Wed, 20)], vec![0, 1, 2, 3], Reason::Priority),
            ([(Day::Mon, 2), (Day::Wed, 2)], vec![0, 1], Reason::Time),
            ([(Day::Mon, 20), (Day::Wed, 0)], vec![0, 1], Reason::Days),
            ([(Day::Mon, 20), (Day::Tue, 20)], vec![], Reason::Days),
        ] {
            world.request.days = days.into();
            let problem = world.problem();
            let week = week("A.A....", &session, &[]);
            let need = problem.needs.iter().position(|need| need.name() == "n/strengthen").unwrap();
            assert_eq!(no_room(&problem, &week, need), expected, "{days:?}, {session:?}");
        }
    }

    #[test]
    fn what_is_said_names_the_precaution_and_the_things() {
        let with_ball = Exercise { equipment: vec!["ball".into()], ..exercise("ball").dosed() };
        let mut world = World::new([exercise("x").dosed(), with_ball]);
        world.library.precautions.push(sore());
        bar(&mut world.request, "x", &["settle"]);
        let need = strengthening(&world);
        let setting = world.setting();
        let servants = servants(&setting, &need);
        let said = |reason| {
            says(setting.library, &need, reason, detail(&setting, reason, &servants).as_deref())
        };
        assert_eq!(
            said(Reason::Out(Cause::Precaution)),
            "There is no safe way to train your m in these weeks. Left out for you: deep bends."
        );
        assert_eq!(said(Reason::Out(Cause::Equipment)), "To train your m you need ball.");
    }

    #[test]
    fn withheld_is_what_a_precaution_alone_keeps_from_a_need() {
        let with_ball = Exercise { equipment: vec!["ball".into()], ..exercise("ball").dosed() };
        let mut world = World::new([
            with_ball,
            exercise("other").dosed().primary(&["n"]),
            exercise("safe").dosed(),
            exercise("x").dosed(),
            exercise("x-later").dose("build", 1, 10, 0),
        ]);
        world.library.precautions.push(sore());
        for id in ["ball", "other", "x", "x-later"] {
            bar(&mut world.request, id, &["settle"]);
        }
        let found = withheld(&world.library, &world.request);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0],
            Withheld { exercise: "x".into(), reason: "sore".into(), says: "It hurts.".into() }
        );
    }

    fn sore() -> Precaution {
        Precaution {
            id: "sore".into(),
            name: "sore knees".into(),
            clinician: String::new(),
            leaves_out: Some("deep bends".into()),
            bed: false,
            steady: false,
            limits_only: false,
            because: "It hurts.".into(),
            ends: None,
            like: Vec::new(),
            pain_limit: None,
            effort_limit: None,
            dose_share: BTreeMap::new(),
            sources: Vec::new(),
        }
    }
}
