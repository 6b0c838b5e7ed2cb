//! What the library promises: one rule a file. `docs/findings.md` has a heading for each code.

mod blank;
mod chains;
mod complete;
mod conditions;
mod dosage;
mod doses;
mod implied;
mod lines;
mod names;
mod poses;
mod positions;
mod progress;
mod reachable;
mod reading;
mod references;
mod repeats;
mod stretches;
mod syllables;
mod texts;
mod twins;
mod unused;
mod weights;

pub use poses::pose_findings;
pub use reading::grade as reading_grade;

use std::collections::BTreeSet;

use super::{Exercise, Library};
use crate::finding::{Code, Finding, Place};

/// A rule: looks at the whole library and reports what is wrong.
type Rule = fn(&Library) -> Vec<Finding>;

/// Every rule, in the order in which findings are shown.
const RULES: &[Rule] = &[
    complete::check,
    blank::check,
    references::check,
    repeats::check,
    positions::check,
    doses::check,
    chains::check,
    texts::check,
    reading::check,
    twins::check,
    unused::check,
    reachable::check,
    names::check,
    conditions::check,
    weights::check,
    dosage::check,
    progress::check,
    lines::check,
    implied::check,
];

/// The rules that find a posture for each pose, which takes most of a check's time. They look at one
/// exercise after the other.
const POSE_RULES: &[Rule] = &[poses::check, stretches::check];

/// Applies every rule.
#[must_use]
pub fn check(library: &Library) -> Vec<Finding> {
    found(library, RULES.iter().chain(POSE_RULES).flat_map(|rule| rule(library)).collect())
}

/// Applies every rule to a library that differs in its exercises and advice from one that is sound, and has
/// the same body: what is the same there is not posed again.
#[must_use]
pub fn check_over(library: &Library, sound: &Library) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(library)).collect();
    let mut other = library.clone();
    other.exercises.retain(|id, exercise| sound.exercises.get(id) != Some(exercise));
    if other.advice == sound.advice {
        other.advice.clear();
    }
    findings.extend(POSE_RULES.iter().flat_map(|rule| rule(&other)));
    found(library, findings)
}

/// What is left of all that the rules say, at the places of the user's files. An exercise that names what is
/// not there is not judged further: what would be said of its doses, its chain and its stretch may be untrue.
fn found(library: &Library, mut findings: Vec<Finding>) -> Vec<Finding> {
    let source = |finding: &Finding| finding.place.as_ref().map(|place| place.source.clone());
    let unclear = findings.iter().filter(|finding| finding.code == Code::UnknownId);
    let unclear: BTreeSet<String> = unclear.filter_map(source).collect();
    findings.retain(|finding| {
        !matches!(finding.code, Code::BadDose | Code::BadChain | Code::PoseStretch)
            || source(finding).is_none_or(|source| !unclear.contains(&source))
    });
    library.origins.placed(findings)
}

/// A place in an exercise's file.
fn in_exercise(exercise: &Exercise, path: impl Into<String>) -> Place {
    Place::path(&exercise.file(), path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{
        Area, Condition, Equipment, Level, LevelAction, Note, Position, Precaution, Question, Work,
        built_in,
    };

    /// The codes that one change of the built-in library brings.
    fn codes(change: impl FnOnce(&mut Library)) -> Vec<Code> {
        let mut library = built_in().unwrap();
        change(&mut library);
        check(&library).iter().map(|finding| finding.code).collect()
    }

    fn preset(library: &mut Library) -> &mut Condition {
        library.conditions.get_mut("gluteal-tendinopathy").unwrap()
    }

    /// The note of the first answer that has one.
    fn note(library: &mut Library) -> &mut Note {
        library.screening.questions.iter_mut().find_map(|it| it.notes.as_mut()).unwrap()
    }

    /// The note of the first choice that has one.
    fn choice_note(library: &mut Library) -> &mut Note {
        let choices = library.screening.questions.iter_mut().flat_map(|it| &mut it.choices);
        choices.filter_map(|choice| choice.notes.as_mut()).next().unwrap()
    }

    /// A precaution that bars nothing, and says so.
    fn limits_only(library: &mut Library) -> &mut Precaution {
        library.precautions.iter_mut().find(|it| it.limits_only).unwrap()
    }

    /// The first question with choices.
    fn asked(library: &mut Library) -> &mut Question {
        library.screening.questions.iter_mut().find(|it| it.choices.len() > 1).unwrap()
    }

    /// Asks the first question once more, by another id.
    fn ask(library: &mut Library, id: &str) {
        let question = Question { id: id.into(), ..library.screening.questions[0].clone() };
        library.screening.questions.push(question);
    }

    fn urgent(library: &mut Library) -> &mut LevelAction {
        library.screening.levels.get_mut(&Level::Urgent).unwrap()
    }

    /// The first area once more, by another id.
    fn area(library: &mut Library, id: &str) {
        let area = Area { id: id.into(), ..library.areas[0].clone() };
        library.areas.push(area);
    }

    /// The first thing once more, by another id.
    fn thing(library: &mut Library, id: &str) {
        let thing = Equipment { id: id.into(), ..library.equipment[0].clone() };
        library.equipment.push(thing);
    }

    fn bridge(library: &mut Library) -> &mut Exercise {
        library.exercises.get_mut("str-bridge").unwrap()
    }

    fn bridge_with_band(library: &mut Library) -> &mut Exercise {
        library.exercises.get_mut("str-bridge-band").unwrap()
    }

    #[test]
    fn a_check_over_a_sound_library_finds_what_a_whole_check_does() {
        let sound = built_in().unwrap();
        let mut library = sound.clone();
        let pose = bridge(&mut library).pose.as_mut().unwrap();
        let end = pose.end.as_mut().unwrap();
        end.angles.get_mut("hips").unwrap().insert("flexion".into(), 170.0);
        let found = check_over(&library, &sound);
        assert!(found.iter().any(|finding| finding.code == Code::PoseRange), "{found:?}");
        assert_eq!(found, check(&library));
        assert!(check_over(&sound, &sound).is_empty());
    }

    #[test]
    fn each_rule_finds_what_it_is_for_and_nothing_else() {
        type Case = (&'static str, Code, fn(&mut Library));
        let cases: &[Case] = &[
            ("no steps", Code::Incomplete, |l| bridge(l).steps.clear()),
            ("no source", Code::Incomplete, |l| bridge(l).sources.clear()),
            ("no name", Code::Incomplete, |l| bridge(l).name = " ".into()),
            ("an empty step", Code::Incomplete, |l| bridge(l).steps[0].clear()),
            ("preset without a name", Code::Incomplete, |l| preset(l).name.clear()),
            ("muscle without a name", Code::Incomplete, |l| l.muscles.muscles[0].name.clear()),
            ("group without a name", Code::Incomplete, |l| l.muscles.groups[0].name.clear()),
            ("area without a name", Code::Incomplete, |l| l.areas[0].name.clear()),
            ("area without a muscle", Code::Incomplete, |l| l.areas[0].consider.clear()),
            ("precaution without a name", Code::Incomplete, |l| l.precautions[0].name.clear()),
            ("leaves out nothing", Code::Incomplete, |l| {
                l.precautions[0].leaves_out = Some(String::new());
            }),
            ("asks nothing", Code::Incomplete, |l| l.screening.questions[0].ask.clear()),
            ("nameless choice", Code::Incomplete, |l| asked(l).choices[0].name.clear()),
            ("untitled level", Code::Incomplete, |l| urgent(l).title.clear()),
            ("nothing to do", Code::Incomplete, |l| urgent(l).action.clear()),
            ("urgent, and plans", Code::BadValue, |l| urgent(l).plan = true),
            ("untitled advice", Code::Incomplete, |l| l.advice[0].title.clear()),
            ("nameless thing", Code::Incomplete, |l| l.equipment[0].name.clear()),
            ("nameless test", Code::Incomplete, |l| l.tests[0].name.clear()),
            ("area's id", Code::BadId, |l| area(l, "My Area")),
            ("thing's id", Code::BadId, |l| thing(l, "My Ball, big")),
            ("thing called none", Code::BadId, |l| thing(l, "none")),
            ("question's id", Code::BadId, |l| ask(l, "My=Q")),
            ("question called no", Code::BadId, |l| ask(l, "no")),
            ("question called date", Code::BadId, |l| ask(l, "date")),
            ("question called unknown", Code::BadId, |l| ask(l, "unknown")),
            ("question called all", Code::BadId, |l| ask(l, "all")),
            ("choice called yes", Code::BadId, |l| asked(l).choices[0].id = "yes".into()),
            ("choice called no", Code::BadId, |l| asked(l).choices[0].id = "no".into()),
            ("two choices with one id", Code::DuplicateId, |l| {
                let id = asked(l).choices[0].id.clone();
                asked(l).choices[1].id = id;
            }),
            ("region", Code::UnknownId, |l| l.muscles.muscles[0].region = "shoulder".into()),
            ("muscle twice", Code::DuplicateId, |l| {
                let muscle = bridge(l).primary[0].clone();
                bridge(l).secondary.push(muscle);
            }),
            ("precaution twice", Code::DuplicateId, |l| {
                let precaution = bridge(l).precautions[0].clone();
                bridge(l).precautions.push(precaution);
            }),
            ("precaution for good and until", Code::Conflict, |l| {
                let precaution = bridge(l).precautions[0].clone();
                bridge(l).precautions_until.insert(precaution, "settle".into());
            }),
            ("muscle", Code::UnknownId, |l| bridge(l).primary[0] = "biceps".into()),
            ("precaution", Code::UnknownId, |l| bridge(l).precautions.push("none".into())),
            ("share", Code::UnknownId, |l| {
                let share = "50".parse().unwrap();
                l.precautions[0].dose_share.insert("never".into(), share);
            }),
            ("source", Code::UnknownId, |l| bridge(l).sources[0].key = "ME26".into()),
            ("area", Code::UnknownId, |l| l.muscles.muscles[0].pain.main.push("toe".into())),
            ("daily", Code::UnknownId, |l| l.phases.phases[0].daily[0].push("x".into())),
            ("days", Code::BadDose, |l| {
                bridge(l).dose.get_mut("build").unwrap().days = "5".parse().unwrap();
            }),
            ("held in one phase", Code::BadDose, |l| {
                bridge(l).dose.get_mut("build").unwrap().hold_s = None;
            }),
            ("early", Code::BadDose, |l| {
                let exercise = l.exercises.get_mut("str-knee-extension-seated").unwrap();
                exercise.earliest_phase = "return".into();
            }),
            ("time without seconds", Code::BadDose, |l| {
                l.exercises.get_mut("ergo-walk-break").unwrap().timed = true;
            }),
            ("time that is counted", Code::BadDose, |l| bridge(l).timed = true),
            ("another muscle", Code::BadChain, |l| {
                l.exercises.get_mut("mc-bird-dog").unwrap().primary = vec!["obliques".into()];
            }),
            ("another muscle, unsaid", Code::BadChain, |l| {
                let link = l.exercises.get_mut("mc-dead-bug").unwrap().chain.as_mut().unwrap();
                link.other_muscle = Some(" ".into());
            }),
            ("another muscle, said in vain", Code::BadChain, |l| {
                bridge_with_band(l).chain.as_mut().unwrap().other_muscle = Some("Why?".into());
            }),
            ("turns one side at a time", Code::BadDose, |l| {
                l.exercises.get_mut("mob-open-book").unwrap().turns = true;
            }),
            ("turns with one side more", Code::BadDose, |l| {
                let exercise = l.exercises.get_mut("mob-knee-rolls").unwrap();
                exercise.dose.get_mut("build").unwrap().reps = Some("9".parse().unwrap());
            }),
            ("through its own position", Code::BadValue, |l| {
                bridge(l).through = vec![Position::Supine];
            }),
            ("through any", Code::BadValue, |l| bridge(l).through = vec![Position::Any]),
            ("advice for a position twice", Code::BadValue, |l| {
                l.advice[0].positions = vec![Position::Standing; 2];
            }),
            ("hole", Code::BadChain, |l| bridge(l).chain.as_mut().unwrap().level = 20),
            ("easier", Code::BadChain, |l| {
                // Without presets, which would prefer what is now too hard for its phase.
                l.conditions.clear();
                bridge(l).difficulty = "5".parse().unwrap();
            }),
            ("long", Code::TooLong, |l| bridge(l).why = "word ".repeat(40) + "."),
            ("cut", Code::CutShort, |l| bridge(l).stop_if = "You feel pain".into()),
            ("preset's text, cut", Code::CutShort, |l| {
                preset(l).see_someone = "See a doctor if".into();
            }),
            ("banned", Code::BadWord, |l| bridge(l).feel = "It breaks up knots.".into()),
            ("alias", Code::AmbiguousName, |l| {
                l.muscles.muscles[0].aliases.push("Gluteus  Medius".into());
            }),
            ("preset's muscle", Code::UnknownId, |l| preset(l).muscles[0].muscle = "hip".into()),
            ("preset's advice", Code::UnknownId, |l| preset(l).advice.push("rest".into())),
            ("preset's question", Code::UnknownId, |l| preset(l).needs_answer[0] = "x".into()),
            ("preset's note", Code::UnknownId, |l| preset(l).notes[0].not_with.push("x".into())),
            ("preset's number", Code::UnknownId, |l| preset(l).notes[0].text += " {limt}."),
            ("answer's note", Code::UnknownId, |l| note(l).not_with.push("x".into())),
            ("answer's number", Code::UnknownId, |l| note(l).text += " {pain}"),
            ("choice's note", Code::UnknownId, |l| choice_note(l).not_with.push("x".into())),
            ("choice's number", Code::UnknownId, |l| choice_note(l).text += " {pain}"),
            ("implied yes", Code::UnknownId, |l| l.screening.implied[1].all[0] = "x".into()),
            ("implied by", Code::UnknownId, |l| l.screening.implied[1].with[0] = "x".into()),
            ("implied", Code::UnknownId, |l| l.screening.implied[0].question = "x".into()),
            ("implied by nothing", Code::Incomplete, |l| l.screening.implied[0].under = None),
            ("implied by itself", Code::Incomplete, |l| {
                let rule = &mut l.screening.implied[1];
                rule.with[0] = rule.question.clone();
            }),
            ("not with", Code::UnknownId, |l| l.advice[0].not_with.push("x".into())),
            ("bars nothing, unsaid", Code::Unused, |l| limits_only(l).limits_only = false),
            ("bars nothing, sets nothing", Code::Unused, |l| limits_only(l).dose_share.clear()),
            ("bars, and says that it does not", Code::Unused, |l| {
                l.precautions.iter_mut().find(|it| it.id == "gt-comp").unwrap().limits_only = true;
            }),
            ("preset's phase", Code::UnknownId, |l| preset(l).avoid[0].until = "never".into()),
            ("no course", Code::Incomplete, |l| preset(l).course.clear()),
            ("prefers what it avoids", Code::BadCondition, |l| {
                preset(l).prefer.get_mut("return").unwrap().push("stretch-tfl-standing".into());
            }),
            ("prefers what its precaution bars", Code::BadCondition, |l| {
                preset(l).prefer.get_mut("settle").unwrap().push("str-clamshell".into());
            }),
            ("prefers what is too hard", Code::BadCondition, |l| {
                preset(l).prefer.get_mut("settle").unwrap().push("str-bridge-single-leg".into());
            }),
            ("too much pain", Code::BadCondition, |l| preset(l).pain_limit = "6".parse().unwrap()),
            ("preset's name", Code::AmbiguousName, |l| preset(l).aliases.push("Hip-OA".into())),
            ("preset and precaution", Code::DuplicateId, |l| {
                let same = preset(l).clone();
                let names = |id: &str| (id.to_owned(), format!("{id} a"), format!("{id} b"));
                let (id, name, clinician) = names("gt-comp");
                let other = Condition { id, name, clinician, aliases: Vec::new(), ..same };
                l.conditions.insert(other.id.clone(), other);
            }),
            ("shares", Code::BadWeight, |l| {
                l.phases.phases[0]
                    .shares
                    .values_mut()
                    .next()
                    .unwrap()
                    .values_mut()
                    .for_each(|s| *s += 1);
            }),
            ("weeks", Code::BadWeight, |l| l.phases.phases[1].weeks = (4, 6)),
            ("weeks without end", Code::BadWeight, |l| l.phases.phases[2].weeks.1 = u32::MAX),
            ("credits", Code::BadWeight, |l| l.phases.coverage.primary_credit = u32::MAX),
            ("dosage", Code::BadWeight, |l| l.dosage.climb.rise = u32::MAX),
            ("undrawn", Code::Incomplete, |l| {
                l.body.lines.muscles.remove("diaphragm");
            }),
            ("whose", Code::UnknownId, |l| {
                let mut line = l.body.lines.of("gracilis")[0].clone();
                line.id = "sole".into();
                l.body.lines.muscles.insert("solus".into(), vec![line]);
            }),
            ("twice", Code::DuplicateId, |l| {
                let lines = l.body.lines.of("gracilis").to_vec();
                l.body.lines.muscles.get_mut("sartorius").unwrap().extend(lines);
            }),
            ("fibre", Code::BadValue, |l| {
                l.body.lines.muscles.get_mut("gracilis").unwrap()[0].fibre = Some(0.0);
            }),
            ("no fibre", Code::Incomplete, |l| {
                l.body.lines.muscles.get_mut("gracilis").unwrap()[0].fibre = None;
            }),
            ("points", Code::BadWeight, |l| l.phases.points.menu.0 = -1),
            ("many points", Code::BadWeight, |l| l.phases.points.neglect.0 = 1_000_001),
            ("level", Code::BadWeight, |l| l.phases.points.next_level.0 = 801),
            ("gate", Code::UnknownId, |l| {
                l.progress.gates.insert("rest".into(), Default::default());
            }),
            ("shown", Code::UnknownId, |l| {
                let gate = l.progress.gates.get_mut("build").unwrap();
                gate.shown[0].exercise = "str-brigde".into();
            }),
            ("light share", Code::BadWeight, |l| l.progress.light_share = 0),
            ("unnamed", Code::BadWeight, |l| l.progress.named = 0),
            ("unsaid", Code::Incomplete, |l| l.progress.says.clear()),
            ("zones", Code::BadWeight, |l| l.progress.zones.weeks_rising = 0),
            ("cut", Code::BadWeight, |l| l.progress.exercise.cut = 100),
            ("lengths", Code::BadWeight, |l| {
                l.progress.lengths.insert("build".into(), (8, 3));
            }),
            ("no length", Code::BadWeight, |l| {
                l.progress.lengths.remove("build");
            }),
            ("missed", Code::BadWeight, |l| l.progress.missed.swap(0, 1)),
            ("least days", Code::BadWeight, |l| l.phases.coverage.least_days = 0),
            ("dose", Code::BadWeight, |l| l.phases.coverage.dose_credit = 13),
            ("credit", Code::BadWeight, |l| l.phases.coverage.secondary_credit = 3),
            ("menu", Code::BadWeight, |l| l.phases.limits.menu = 5),
            ("load days", Code::BadWeight, |l| l.phases.limits.load_days = 4),
            ("no loads", Code::BadWeight, |l| l.phases.limits.load_per_day = 0),
            ("session", Code::BadWeight, |l| l.phases.phases[0].session = 0),
            ("target", Code::BadWeight, |l| {
                l.phases.phases[0].target_days.insert(Work::Stretch, 8);
            }),
        ];
        for (name, code, change) in cases {
            let found = codes(change);
            assert!(!found.is_empty(), "{name}: nothing found");
            // Without its fibre's length a muscle is not seen to be stretched.
            // With senseless weights a muscle may be out of reach.
            let follows = |other: &Code| match *other {
                Code::PoseStretch => name.ends_with("fibre"),
                Code::Unreachable => *code == Code::BadWeight,
                // Levels of a chain share a muscle that there is.
                Code::BadChain => *name == "muscle",
                _ => false,
            };
            let right = found.iter().all(|other| other == code || follows(other));
            assert!(right && found.contains(code), "{name}: {found:?}");
        }
    }
}
