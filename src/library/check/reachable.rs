//! Every muscle can be given the work that it usually needs, in every phase, with what every home has,
//! and without going down to the floor. What is missing on purpose is listed in `gaps.yaml`.

use super::{Exercise, Finding, Library};
use crate::finding::{Code, Place};
use crate::library::{Gap, Muscle, Phase, Work};

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut findings = Vec::new();
    for muscle in &library.muscles.muscles {
        for phase in &library.phases.phases {
            let Some(work) = main_work(phase, muscle) else { continue };
            let reach = Reach { library, muscle, phase, work };
            findings.extend(reach.missing());
        }
    }
    findings.extend(stale(library));
    findings
}

/// The kind of work that the muscle's usual finding asks most of in a phase. Pressing on a muscle needs a
/// ball, which not every home has.
fn main_work(phase: &Phase, muscle: &Muscle) -> Option<Work> {
    let shares = phase.shares.get(&muscle.usual)?;
    let at_home = shares.iter().filter(|(work, _)| **work != Work::Release);
    at_home.max_by_key(|(_, share)| **share).map(|(work, _)| *work)
}

/// How far a muscle is out of reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Out {
    /// Not at all.
    Reachable,
    /// Only on the floor.
    OnTheFloor,
    /// Altogether.
    Nowhere,
}

struct Reach<'a> {
    library: &'a Library,
    muscle: &'a Muscle,
    phase: &'a Phase,
    work: Work,
}

impl Reach<'_> {
    fn out(&self) -> Out {
        if self.makes_a_dose(|exercise| !exercise.needs_the_floor()) {
            Out::Reachable
        } else if self.makes_a_dose(|_| true) {
            Out::OnTheFloor
        } else {
            Out::Nowhere
        }
    }

    /// Whether the exercises of a session that everyone can do, of those that are allowed, together make
    /// a dose.
    fn makes_a_dose(&self, allowed: impl Fn(&Exercise) -> bool) -> bool {
        let rules = &self.library.phases.coverage;
        let credit = |exercise: &Exercise| match &self.muscle.id {
            id if exercise.primary.contains(id) => rules.primary_credit,
            id if exercise.secondary.contains(id) => rules.secondary_credit,
            _ => 0,
        };
        let exercises = self.library.exercises.values();
        let fitting = exercises.filter(|exercise| self.fits(exercise) && allowed(exercise));
        fitting.map(credit).map(u64::from).sum::<u64>() >= u64::from(rules.dose_credit)
    }

    fn fits(&self, exercise: &Exercise) -> bool {
        let thing = |id: &String| self.library.equipment(id).is_some_and(|thing| thing.household);
        exercise.kind.is_in_sessions()
            && self.library.work_of(exercise).contains(&self.work)
            && exercise.dose.contains_key(&self.phase.id)
            && exercise.difficulty <= self.phase.max_difficulty
            && exercise.equipment.iter().all(thing)
    }

    fn missing(&self) -> Option<Finding> {
        let out = self.out();
        let gaps = &self.library.gaps;
        let listed = gaps.iter().any(|gap| covers(gap, &self.muscle.id, &self.phase.id));
        if out == Out::Reachable || listed {
            return None;
        }
        let (id, work, phase) = (&self.muscle.id, self.work.as_str(), &self.phase.id);
        let how = if out == Out::Nowhere { "with household things" } else { "off the floor" };
        let message = format!("nothing to {work} `{id}` {how} in the phase `{phase}`");
        Some(
            Finding::error(Code::Unreachable, message)
                .at(Place::whole("exercises"))
                .hint("add an exercise, or say in `gaps.yaml` why there is none"),
        )
    }
}

fn covers(gap: &Gap, muscle: &str, phase: &str) -> bool {
    gap.muscle == muscle && (gap.phases.is_empty() || gap.phases.iter().any(|id| id == phase))
}

/// Gaps that are none any more: something reaches the muscle in a phase that is listed.
fn stale(library: &Library) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, gap) in library.gaps.iter().enumerate() {
        let at = || Place::path("gaps.yaml", format!("gaps[{i}]"));
        let Some(muscle) = library.muscle(&gap.muscle) else { continue };
        let phases = library.phases.phases.iter().filter(|it| covers(gap, &gap.muscle, &it.id));
        for phase in phases {
            let Some(work) = main_work(phase, muscle) else { continue };
            let out = Reach { library, muscle, phase, work }.out();
            let wanted = if gap.on_the_floor { Out::OnTheFloor } else { Out::Nowhere };
            if out != wanted {
                let message =
                    format!("`{}` is no such gap in the phase `{}`", gap.muscle, phase.id);
                findings.push(Finding::error(Code::Unreachable, message).at(at()));
            }
        }
    }
    findings
}
