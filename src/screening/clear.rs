//! Precautions and conditions -> which exercises are withheld, in which phases, and which come first.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Condition, Exercise, Library, Phase, Precaution};

/// What keeps an exercise out of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The precaution or the condition, by id.
    pub by: String,
    /// Why, in words for the patient.
    pub because: String,
}

/// What a person may do: what is in force and what it withholds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clearance {
    /// The precautions in force, by id.
    pub precautions: BTreeSet<String>,
    /// The conditions in force, by id, the stronger word first.
    pub conditions: Vec<String>,
    /// Withheld exercises: for each, the phases that it is barred in, each with all that bars it there: the
    /// precautions (the exercise's own first, in its order), then the conditions, the strongest first.
    pub withheld: BTreeMap<String, BTreeMap<String, Vec<Bar>>>,
    /// By phase, what a condition prefers and none leaves out.
    pub preferred: BTreeMap<String, BTreeSet<String>>,
}

impl Clearance {
    /// What bars an exercise in a phase, if anything does: the first of all.
    #[must_use]
    pub fn bars(&self, exercise: &str, phase: &str) -> Option<&Bar> {
        self.all_bars(exercise, phase).first()
    }

    /// All that bars an exercise in a phase: as long as one of them is in force, it is out.
    #[must_use]
    pub fn all_bars(&self, exercise: &str, phase: &str) -> &[Bar] {
        let phases = self.withheld.get(exercise);
        phases.and_then(|phases| phases.get(phase)).map_or(&[], Vec::as_slice)
    }

    /// Whether a condition prefers an exercise in a phase, and nothing bars it there.
    #[must_use]
    pub fn prefers(&self, exercise: &str, phase: &str) -> bool {
        self.preferred.get(phase).is_some_and(|ids| ids.contains(exercise))
    }

    /// The same with conditions, by id. What one of them avoids is left out, whatever another prefers.
    #[must_use]
    pub fn with_conditions(mut self, library: &Library, conditions: &[String]) -> Self {
        let conditions = library.by_strength(conditions);
        self.conditions = conditions.iter().map(|condition| condition.id.clone()).collect();
        for phase in library.phases.phases.iter().map(|phase| phase.id.as_str()) {
            for condition in &conditions {
                self.bar(library, condition, phase);
            }
            self.prefer(&conditions, phase);
        }
        self
    }

    fn bar(&mut self, library: &Library, condition: &Condition, phase: &str) {
        let avoided = condition.avoid.iter();
        for it in avoided.filter_map(|it| condition.avoids(library, &it.exercise, phase)) {
            let bar = Bar { by: condition.id.clone(), because: it.because.clone() };
            let phases = self.withheld.entry(it.exercise.clone()).or_default();
            phases.entry(phase.to_owned()).or_default().push(bar);
        }
    }

    fn prefer(&mut self, conditions: &[&Condition], phase: &str) {
        let preferred = conditions.iter().filter_map(|condition| condition.prefer.get(phase));
        let open = preferred.flatten().filter(|id| self.bars(id, phase).is_none());
        let open: BTreeSet<String> = open.cloned().collect();
        if !open.is_empty() {
            self.preferred.insert(phase.to_owned(), open);
        }
    }
}

/// Applies precautions to the whole library.
#[must_use]
pub fn clear(library: &Library, precautions: &BTreeSet<String>) -> Clearance {
    let withheld = library
        .exercises
        .values()
        .map(|exercise| (exercise.id.clone(), barred_phases(library, exercise, precautions)))
        .filter(|(_, phases)| !phases.is_empty())
        .collect();
    Clearance { precautions: precautions.clone(), withheld, ..Clearance::default() }
}

fn barred_phases(
    library: &Library,
    exercise: &Exercise,
    precautions: &BTreeSet<String>,
) -> BTreeMap<String, Vec<Bar>> {
    let phases = library.phases.phases.iter();
    let barred = phases
        .map(|phase| (phase.id.clone(), barred_in(library, exercise, precautions, &phase.id)));
    barred.filter(|(_, bars)| !bars.is_empty()).collect()
}

/// The precautions that bar an exercise in a phase, those that it names first.
fn barred_in(
    library: &Library,
    exercise: &Exercise,
    precautions: &BTreeSet<String>,
    phase: &str,
) -> Vec<Bar> {
    let named = exercise.precautions.iter().chain(exercise.precautions_until.keys());
    let in_force = named.filter(|id| precautions.contains(*id)).chain(precautions);
    let mut bars: Vec<Bar> = Vec::new();
    for id in in_force.filter(|id| library.barred_by(exercise, id, phase)) {
        if bars.iter().all(|bar| bar.by != *id) {
            let because = library.precaution(id).map(|it| it.because.clone()).unwrap_or_default();
            bars.push(Bar { by: id.clone(), because });
        }
    }
    bars
}

/// The most pain that is all right while exercising, 0-10: the lowest of what the library, the conditions
/// and the precautions in force say.
#[must_use]
pub fn pain_limit(library: &Library, clearance: &Clearance) -> u32 {
    let conditions = clearance.conditions.iter().filter_map(|id| library.condition(id));
    let limits = conditions.map(|it| it.pain_limit);
    let limits = limits.chain(in_force(library, clearance).filter_map(|it| it.pain_limit));
    limits.map(|limit| limit.get()).fold(library.dosage.pain.limit, u32::min)
}

/// The hardest that exercise should feel, 0-10, if a precaution in force sets a limit.
#[must_use]
pub fn effort_limit(library: &Library, clearance: &Clearance) -> Option<u32> {
    let limits = in_force(library, clearance).filter_map(|it| it.effort_limit);
    limits.map(|limit| limit.get()).min()
}

/// How hard exercise should feel in a phase, from and to, 0-10: what the phase asks for, and no more than the
/// precautions in force allow.
#[must_use]
pub fn effort(library: &Library, clearance: &Clearance, phase: &Phase) -> (u32, u32) {
    let most = effort_limit(library, clearance).unwrap_or(u32::MAX);
    let (low, high) = phase.effort;
    (low.min(most), high.min(most))
}

/// How much of a dose is the most in a phase, in per cent: the least that a precaution in force allows.
#[must_use]
pub fn dose_share(library: &Library, clearance: &Clearance, phase: &str) -> u32 {
    let shares = in_force(library, clearance).filter_map(|it| it.dose_share.get(phase));
    shares.map(|share| share.get()).fold(100, u32::min)
}

/// Whether a precaution in force is one of some, or is like one of them.
#[must_use]
pub fn has_one_of(library: &Library, clearance: &Clearance, ids: &[String]) -> bool {
    in_force(library, clearance)
        .any(|it| ids.contains(&it.id) || it.like.iter().any(|id| ids.contains(id)))
}

/// Whether a precaution in force bars what asks for all that one can: it says so, limits effort, or leaves no
/// room for pain beyond what is safe for all.
#[must_use]
pub fn bars_tests(library: &Library, clearance: &Clearance) -> bool {
    let safe = library.dosage.pain.safe;
    in_force(library, clearance).any(|it| {
        it.no_tests
            || it.effort_limit.is_some()
            || it.pain_limit.is_some_and(|limit| limit.get() <= safe)
    })
}

/// Whether doing more makes the person ill.
#[must_use]
pub fn is_steady(library: &Library, clearance: &Clearance) -> bool {
    in_force(library, clearance).any(|it| it.steady)
}

/// Whether a precaution in force keeps the person off the floor.
#[must_use]
pub fn wants_bed(library: &Library, clearance: &Clearance) -> bool {
    in_force(library, clearance).any(|it| it.bed)
}

fn in_force<'a>(
    library: &'a Library,
    clearance: &'a Clearance,
) -> impl Iterator<Item = &'a Precaution> {
    clearance.precautions.iter().filter_map(|id| library.precaution(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Avoided, ConditionKind, built_in};

    /// A condition that avoids and prefers one exercise each.
    fn condition(
        id: &str,
        kind: ConditionKind,
        avoid: &str,
        until: &str,
        prefer: &str,
    ) -> Condition {
        let because = format!("{id} says so.");
        Condition {
            id: id.into(),
            name: id.into(),
            clinician: id.into(),
            aliases: Vec::new(),
            kind,
            about: String::new(),
            muscles: Vec::new(),
            prefer: [("build".to_owned(), vec![prefer.to_owned()])].into(),
            avoid: vec![Avoided { exercise: avoid.into(), until: until.into(), because }],
            precautions: Vec::new(),
            pain_limit: "4".parse().unwrap(),
            advice: Vec::new(),
            course: String::new(),
            see_someone: String::new(),
            notes: Vec::new(),
            clinician_notes: Vec::new(),
            needs_answer: Vec::new(),
            sources: Vec::new(),
        }
    }

    fn cleared(precautions: &[&str]) -> (Library, Clearance) {
        let mut library = built_in().unwrap();
        library.conditions = [
            condition("sore-muscle", ConditionKind::Muscle, "str-plank", "return", "str-bridge"),
            condition("sore-tendon", ConditionKind::Tendon, "str-bridge", "build", "str-plank"),
            condition("third", ConditionKind::Joint, "str-plank", "settle", "str-curl-up"),
        ]
        .into_iter()
        .map(|condition| (condition.id.clone(), condition))
        .collect();
        let precautions = precautions.iter().map(|id| (*id).to_owned()).collect();
        let ids = ["sore-muscle", "third", "sore-tendon"].map(str::to_owned);
        let clearance = clear(&library, &precautions).with_conditions(&library, &ids);
        (library, clearance)
    }

    #[test]
    fn what_a_condition_avoids_is_out_up_to_its_phase_whoever_prefers_it() {
        let (_, clearance) = cleared(&[]);
        let by = |exercise, phase| clearance.bars(exercise, phase).map(|bar| bar.by.as_str());
        assert_eq!(clearance.conditions, ["sore-tendon", "third", "sore-muscle"]);
        assert_eq!(by("str-bridge", "build"), Some("sore-tendon"));
        assert_eq!(by("str-bridge", "return"), None);
        // Of two that bar it, the stronger one gives the reason, and both are known.
        assert_eq!(by("str-plank", "settle"), Some("third"));
        let all = clearance.all_bars("str-plank", "settle").iter();
        assert_eq!(all.map(|bar| bar.by.as_str()).collect::<Vec<_>>(), ["third", "sore-muscle"]);
        assert_eq!(by("str-plank", "build"), Some("sore-muscle"));
        assert_eq!(clearance.preferred["build"], ["str-curl-up".to_owned()].into());
        assert!(clearance.prefers("str-curl-up", "build"));
        assert!(!clearance.prefers("str-bridge", "build"), "what is left out is not preferred");
    }

    #[test]
    fn a_precaution_is_named_before_a_condition() {
        let (library, clearance) = cleared(&["preg-supine"]);
        let bar = clearance.bars("str-bridge", "build").unwrap();
        assert_eq!(bar.by, "preg-supine");
        assert_eq!(bar.because, library.precaution("preg-supine").unwrap().because);
    }

    #[test]
    fn the_lowest_pain_limit_counts() {
        let (mut library, clearance) = cleared(&["preg-supine"]);
        assert_eq!(pain_limit(&library, &Clearance::default()), library.dosage.pain.limit);
        assert_eq!(pain_limit(&library, &clearance), 4);
        for precaution in &mut library.precautions {
            precaution.pain_limit = Some("3".parse().unwrap());
        }
        assert_eq!(pain_limit(&library, &clearance), 3);
    }

    #[test]
    fn effort_and_doses_are_no_more_than_every_precaution_allows() {
        let library = built_in().unwrap();
        let cleared =
            |ids: &[&str]| clear(&library, &ids.iter().map(|id| (*id).to_owned()).collect());
        let of = |ids: &[&str]| {
            let clearance = cleared(ids);
            let phases = library.phases.phases.iter();
            let each = phases.map(|phase| {
                (effort(&library, &clearance, phase), dose_share(&library, &clearance, &phase.id))
            });
            each.collect::<Vec<_>>()
        };
        assert_eq!(of(&["knee-kneel"]), [((2, 3), 100), ((4, 5), 100), ((6, 7), 100)]);
        assert_eq!(of(&["bp-iso"]), [((2, 3), 100), ((4, 4), 100), ((4, 4), 100)]);
        assert_eq!(of(&["small-start"]), [((2, 3), 50), ((4, 5), 100), ((6, 7), 100)]);
        assert_eq!(of(&["small-start", "crash"]), [((2, 3), 50), ((3, 3), 50), ((3, 3), 50)]);
    }

    #[test]
    fn what_has_to_heal_or_stay_easy_is_not_tested() {
        let library = built_in().unwrap();
        let sets = [
            ("gt-comp", false),
            ("thr-post", false),
            ("bp-iso", true),
            ("vert-fx", true),
            ("recent-op", true),
            ("recent-fx", true),
        ];
        for (id, barred) in sets {
            let clearance = clear(&library, &[id.to_owned()].into());
            assert_eq!(bars_tests(&library, &clearance), barred, "{id}");
        }
    }

    #[test]
    fn a_precaution_may_keep_a_person_off_the_floor() {
        let library = built_in().unwrap();
        let cleared = |ids: &[&str]| clear(&library, &ids.iter().map(|id| (*id).into()).collect());
        let sets = [
            (&["knee-load"][..], false),
            (&["knee-load", "fall-risk"], true),
            (&["knee-kneel"], true),
        ];
        for (ids, bed) in sets {
            let clearance = cleared(ids);
            assert_eq!(wants_bed(&library, &clearance), bed, "{ids:?}");
            assert_eq!(clearance.bars("str-plank", "return").is_some(), bed, "{ids:?}");
            assert!(clearance.bars("str-bridge", "return").is_none(), "{ids:?}");
        }
    }
}
