//! Why a need is not met, and which exercises a precaution withholds.

use std::cmp::Reverse;
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
            let (reason, nearest) = out(setting, &servants)
                .unwrap_or_else(|| (no_room(problem, week, index), Vec::new()));
            let detail = detail(setting, reason, &nearest);
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

/// An exercise that gives credit to a need, and the causes for which it is out, with all precautions and
/// conditions among them.
pub(crate) struct Servant<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) credit: u32,
    pub(crate) causes: BTreeSet<Cause>,
    bars: Vec<&'a Bar>,
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
            let bars = rule::precautions(setting, exercise);
            Servant { exercise, credit, causes, bars }
        })
        .collect()
}

/// Why there is no dose for a need whatever the week, and the nearest exercises that would make one: the
/// first cause without which they would. Where no single cause is enough, it is the one of theirs that
/// can least be changed. None if the exercises that are allowed make a dose.
fn out<'s, 'a>(
    setting: &Setting<'_>,
    servants: &'s [Servant<'a>],
) -> Option<(Reason, Vec<&'s Servant<'a>>)> {
    let dose = setting.library.phases.coverage.dose_credit;
    let of = |allowed: &dyn Fn(&&Servant<'_>) -> bool| {
        nearest(dose, servants.iter().filter(allowed).collect())
    };
    if of(&|servant| servant.causes.is_empty()).is_some() {
        return None;
    }
    let Some(all) = of(&|_| true) else { return Some((Reason::Library, Vec::new())) };
    let alone = |cause| Some((cause, of(&|servant| servant.is_out_only_for(cause))?));
    let several = || {
        let is_one = |cause: &Cause| all.iter().any(|servant| servant.causes.contains(cause));
        Some((FIRMEST.into_iter().find(is_one)?, all.clone()))
    };
    let (cause, nearest) = Cause::ALL.into_iter().find_map(alone).or_else(several)?;
    Some((Reason::Out(cause), nearest))
}

/// Of causes that must all go the one to name: what no wish changes first, and last the things, which are
/// told beside another cause.
const FIRMEST: [Cause; 6] = [
    Cause::Precaution,
    Cause::Pain,
    Cause::Phase,
    Cause::Position,
    Cause::Excluded,
    Cause::Equipment,
];

/// The first exercises that together make a dose: those with the fewest causes against them, then the most
/// credit, then the fewest precautions. None if all of them do not make one.
fn nearest<'s, 'a>(dose: u32, mut servants: Vec<&'s Servant<'a>>) -> Option<Vec<&'s Servant<'a>>> {
    servants.sort_by_key(|one| (one.causes.len(), Reverse(one.credit), one.bars.len()));
    let mut credit = 0;
    let last = servants.iter().position(|servant| {
        credit += servant.credit;
        credit >= dose
    })?;
    servants.truncate(last + 1);
    Some(servants)
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
    let what = match need.work {
        Work::Stretch => format!("stretch your {muscle}"),
        Work::Release => format!("ease your {muscle}"),
        Work::Strengthen => format!("train your {muscle}"),
        Work::Function => format!("train your {muscle} for daily life"),
    };
    let detail = detail.unwrap_or_default();
    let says = match reason {
        Reason::Library => format!("We have no exercise to {what}."),
        Reason::Out(Cause::Precaution) => {
            format!("What can {what} is not right for you in these weeks. {detail}")
        }
        Reason::Out(Cause::Position) => {
            format!("To {what} you need a position that you asked to avoid. {detail}")
        }
        Reason::Out(Cause::Equipment) => format!("To {what} you need {detail}."),
        Reason::Out(Cause::Excluded) => {
            format!("You asked to leave out what can {what}. {detail}")
        }
        Reason::Out(Cause::Pain) => format!("What can {what} was stopped because of what it did."),
        Reason::Out(Cause::Phase) => format!("What can {what} is not right for these weeks."),
        Reason::Time => format!("There was no time left to {what}."),
        Reason::Days => format!("Your days are too few or too close together to {what}."),
        Reason::Priority => {
            format!("Other exercises came first, so none to {what} is in these weeks.")
        }
    };
    says.trim_end().to_owned()
}

/// What a reason rests on: what is left out, or what is missing.
fn detail(setting: &Setting<'_>, reason: Reason, nearest: &[&Servant<'_>]) -> Option<String> {
    match reason {
        Reason::Out(Cause::Precaution) => Some(left_out(setting.library, nearest)),
        Reason::Out(Cause::Equipment) => missing(setting, nearest),
        Reason::Out(Cause::Position | Cause::Excluded) => {
            missing(setting, nearest).map(|things| format!("You also need {things}."))
        }
        _ => None,
    }
}

/// What stands in the way of exercises: the moves that precautions leave out, then each exercise that a
/// condition leaves out, by name, with why.
fn left_out(library: &Library, servants: &[&Servant<'_>]) -> String {
    let moves_of = |bar: &&Bar| library.precaution(&bar.by)?.leaves_out.clone();
    let bars = servants.iter().flat_map(|servant| servant.bars.iter().copied());
    let moves: BTreeSet<String> = bars.filter_map(|bar| moves_of(&bar)).collect();
    let moves: Vec<String> = moves.into_iter().collect();
    let moves = (!moves.is_empty()).then(|| format!("Left out for you: {}.", moves.join("; ")));
    let by_name = |servant: &&Servant<'_>| {
        let conditions = servant.bars.iter().copied().filter(|bar| moves_of(bar).is_none());
        let why = once(conditions.map(|bar| bar.because.clone())).join(" ");
        let name = &servant.exercise.name;
        (!why.is_empty()).then(|| format!("Left out for you: “{name}”. {why}"))
    };
    let exercises = servants.iter().filter_map(by_name);
    moves.into_iter().chain(exercises).collect::<Vec<_>>().join(" ")
}

/// The things that exercises need and that are not at hand.
fn missing(setting: &Setting<'_>, servants: &[&Servant<'_>]) -> Option<String> {
    let name = |id: &String| {
        setting.library.equipment(id).map_or_else(|| id.clone(), |thing| thing.name.clone())
    };
    let things = servants.iter().flat_map(|servant| &servant.exercise.equipment);
    let lacking = things.filter(|thing| !setting.request.equipment.contains(*thing));
    let names = once(lacking.map(name));
    (!names.is_empty()).then(|| names.join(" and "))
}

/// Each of some words once, in their order.
fn once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
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
        out(&world.setting(), &servants(&world.setting(), &need)).map(|(reason, _)| reason.as_str())
    }

    #[test]
    fn the_reason_is_the_first_cause_without_which_there_would_be_a_dose() {
        let with_ball = Exercise { equipment: vec!["ball".into()], ..exercise("ball").dosed() };
        let barred = exercise("barred").dosed();
        let late = exercise("late").dose("build", 1, 10, 0);
        let late_with_ball = Exercise { equipment: vec!["ball".into()], ..late.clone() };
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
            // Two causes at once: what no wish changes, else the first of them.
            (vec![with_ball.clone().position(Position::Standing)], Some("position")),
            (vec![late_with_ball], Some("phase")),
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

    /// What is said of strengthening.
    fn said(world: &World) -> String {
        let (need, setting) = (strengthening(world), world.setting());
        let servants = servants(&setting, &need);
        let (reason, nearest) = out(&setting, &servants).unwrap();
        says(setting.library, &need, reason, detail(&setting, reason, &nearest).as_deref())
    }

    #[test]
    fn what_is_said_names_all_that_would_have_to_go() {
        let half = |id: &str| exercise(id).dosed().primary(&["n"]).secondary(&["m"]);
        let needing = |things: &[&str], exercise: Exercise| Exercise {
            equipment: things.iter().map(|id| (*id).to_owned()).collect(),
            ..exercise
        };
        let standing = exercise("up").dosed().position(Position::Standing);
        let left_out =
            "What can train your m is not right for you in these weeks. Left out for you: ";
        for (exercises, barred, expected) in [
            // The first by name gives too little, and the second is barred twice.
            (
                vec![half("a"), exercise("b").dosed(), exercise("c").dosed()],
                vec![("a", "other"), ("b", "other"), ("b", "sore"), ("c", "sore")],
                format!("{left_out}deep bends."),
            ),
            (
                vec![exercise("b").dosed()],
                vec![("b", "other"), ("b", "sore")],
                format!("{left_out}deep bends; long holds."),
            ),
            (
                vec![exercise("b").dosed()],
                vec![("b", "tendon"), ("b", "sore")],
                format!("{left_out}deep bends. Left out for you: “b”. It is for tendon."),
            ),
            (
                vec![
                    needing(&["ring"], half("a")),
                    needing(&["ball", "band"], exercise("b").dosed()),
                ],
                vec![],
                "To train your m you need ball and band.".to_owned(),
            ),
            (
                vec![needing(&["ball"], standing.clone())],
                vec![],
                "To train your m you need a position that you asked to avoid. You also need ball."
                    .to_owned(),
            ),
            (
                vec![standing],
                vec![],
                "To train your m you need a position that you asked to avoid.".to_owned(),
            ),
        ] {
            let mut world = World::new(exercises);
            let leaves_out = Some("long holds".to_owned());
            let other = Precaution { id: "other".into(), leaves_out, ..sore() };
            world.library.precautions = vec![sore(), other];
            world.request.avoid.insert(Position::Standing);
            for (exercise, by) in barred {
                let bar = Bar { by: by.into(), because: format!("It is for {by}.") };
                let phases = world.request.clearance.withheld.entry(exercise.into()).or_default();
                phases.entry("settle".into()).or_default().push(bar);
            }
            assert_eq!(said(&world), expected);
        }
    }

    #[test]
    fn work_for_daily_life_is_not_taken_for_training() {
        let world = World::new([exercise("x").dosed()]);
        let need = Need { work: Work::Function, ..strengthening(&world) };
        assert_eq!(
            says(&world.library, &need, Reason::Library, None),
            "We have no exercise to train your m for daily life."
        );
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
            no_tests: false,
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
