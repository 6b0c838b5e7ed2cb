//! Finding exercises: those that fit everything that is asked.

use std::collections::BTreeSet;

use super::{Exercise, Kind, Library, Position};

/// What is asked of an exercise. What is empty or none asks nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// It is for one of these muscles, by id.
    pub muscles: BTreeSet<String>,
    /// Its kind.
    pub kind: Option<Kind>,
    /// Its position.
    pub position: Option<Position>,
    /// It needs nothing but these things, by id.
    pub equipment: Option<BTreeSet<String>>,
    /// It has a dose in this phase, by id.
    pub phase: Option<String>,
    /// None of these precautions bars it, by id: in the phase that is asked, or in every one.
    pub precautions: BTreeSet<String>,
}

impl Library {
    /// The exercises that fit, in order of their ids.
    pub fn find<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Exercise> {
        self.exercises.values().filter(move |exercise| self.fits(exercise, filter))
    }

    fn fits(&self, exercise: &Exercise, filter: &Filter) -> bool {
        let Filter { muscles, kind, position, equipment, phase, precautions } = filter;
        let in_phase = |id: &str| phase.as_ref().is_none_or(|phase| phase == id);
        let phases = self.phases.phases.iter().map(|phase| phase.id.as_str());
        let mut open = phases.filter(|id| in_phase(id) && exercise.dose.contains_key(*id));
        (muscles.is_empty() || exercise.primary.iter().any(|id| muscles.contains(id)))
            && kind.is_none_or(|kind| exercise.kind == kind)
            && position.is_none_or(|position| exercise.position == position)
            && equipment
                .as_ref()
                .is_none_or(|has| exercise.equipment.iter().all(|id| has.contains(id)))
            && open.any(|phase| !precautions.iter().any(|id| self.barred_by(exercise, id, phase)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    fn found(filter: &Filter) -> Vec<String> {
        built_in().unwrap().find(filter).map(|exercise| exercise.id.clone()).collect()
    }

    fn set(ids: &[&str]) -> BTreeSet<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn each_part_of_a_filter_leaves_out_what_does_not_fit() {
        let has = |filter: &Filter, id: &str| found(filter).iter().any(|other| other == id);
        let all = Filter::default();
        assert_eq!(found(&all).len(), built_in().unwrap().exercises.len());
        for (filter, keeps, drops) in [
            (
                Filter { muscles: set(&["gluteus-medius"]), ..all.clone() },
                "str-clamshell",
                "str-bridge",
            ),
            (Filter { kind: Some(Kind::Stretch), ..all.clone() }, "stretch-couch", "str-bridge"),
            (
                Filter { position: Some(Position::Supine), ..all.clone() },
                "str-bridge",
                "str-clamshell",
            ),
            (
                Filter { equipment: Some(set(&["mat"])), ..all.clone() },
                "str-bridge",
                "str-bridge-band",
            ),
            (Filter { phase: Some("settle".into()), ..all.clone() }, "str-bridge", "stretch-couch"),
            (
                Filter { precautions: set(&["preg-supine"]), ..all.clone() },
                "str-side-step",
                "str-bridge",
            ),
        ] {
            assert!(has(&filter, keeps) && !has(&filter, drops), "{filter:?}");
        }
    }

    #[test]
    fn a_precaution_that_ends_leaves_the_later_phases() {
        let comp = Filter { precautions: set(&["gt-comp"]), ..Filter::default() };
        let settle = Filter { phase: Some("settle".into()), ..comp.clone() };
        let has = |filter: &Filter| found(filter).iter().any(|id| id == "str-clamshell");
        assert_eq!((has(&comp), has(&settle)), (true, false));
    }
}
