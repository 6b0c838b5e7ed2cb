//! Which phase comes next, and for how long (`lengths`, `extend` and `gates` of `progress.yaml`).

use crate::library::{AfterMissed, Library, Phase, Why};

/// The phase that the person is in, as it stands at the end of a plan.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// Its index in the library.
    pub(crate) index: usize,
    /// Weeks in it so far.
    pub(crate) weeks: u32,
    /// Weeks of it that the plan in force still has.
    pub(crate) left: u32,
    /// The number of the next week of the programme.
    pub(crate) next_week: u32,
    /// What its gate still asks for.
    pub(crate) missing: Vec<Why>,
    /// Whether the programme is over already: what is left is to keep going.
    pub(crate) finished: bool,
    /// Whether something that was told takes the person back to the first phase.
    pub(crate) anew: bool,
}

/// What happens to the phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It goes on as planned.
    Stays,
    /// The next one begins.
    Advances,
    /// It goes on for longer than planned: its gate is shut, or there was time off.
    Extends,
    /// The programme is over: the gate of the last one is open, and there is no other.
    Finishes,
    /// It was over before, and what is left goes on.
    GoesOn,
    /// One before it begins again, or it does itself if it is the first.
    Restarts,
    /// The first one begins again, as in a first plan.
    BeginsAnew,
}

/// The phases of the next plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage {
    /// What happens.
    pub(crate) step: Step,
    /// The phases to plan, with their weeks.
    pub(crate) schedule: Vec<(String, (u32, u32))>,
    /// Whether the first is the phase that the person is in.
    pub(crate) inside: bool,
    /// Whether the phase has lasted as long as it may, and its gate is shut.
    pub(crate) stuck: bool,
    /// Whether the programme is over, and a few exercises keep what it has brought.
    pub(crate) keeps: bool,
}

/// Decides. Nobody passes a gate because of the calendar alone, and nobody is kept by a plan.
pub(crate) fn stage(library: &Library, standing: &Standing, off: AfterMissed) -> Stage {
    let rules = &library.progress;
    let phases = &library.phases.phases;
    let last = standing.index + 1 >= phases.len();
    let (least, most) = phases
        .get(standing.index)
        .and_then(|phase| rules.lengths.get(&phase.id))
        .copied()
        .unwrap_or((1, u32::MAX));
    let passed = standing.missing.is_empty() && standing.weeks >= least;
    let finished = standing.finished && last;
    let stuck = !passed && !finished && standing.weeks >= most;
    let (step, first, length) = match off {
        _ if standing.anew => (Step::BeginsAnew, 0, phases.first().map_or(1, length_of)),
        AfterMissed::Restart => {
            let first = standing.index.saturating_sub(1);
            (Step::Restarts, first, phases.get(first).map_or(1, length_of))
        }
        _ if finished && standing.left > 0 => (Step::Stays, standing.index, standing.left),
        // A gate that shuts again does not bring the whole programme back: that would swing.
        _ if finished => (Step::GoesOn, standing.index, rules.open_weeks),
        AfterMissed::StepBack if standing.left == 0 => {
            (Step::Extends, standing.index, rules.extend)
        }
        AfterMissed::StepBack => (Step::Stays, standing.index, standing.left),
        _ if passed && !last => {
            let next = standing.index + 1;
            (Step::Advances, next, phases.get(next).map_or(1, length_of))
        }
        _ if standing.left > 0 => (Step::Stays, standing.index, standing.left),
        _ if last && passed => (Step::Finishes, standing.index, rules.open_weeks),
        _ => (Step::Extends, standing.index, rules.extend),
    };
    let mut schedule = Vec::new();
    let mut week = standing.next_week;
    for (index, phase) in phases.iter().enumerate().skip(first) {
        let weeks = if index == first { length } else { length_of(phase) }.max(1);
        schedule.push((phase.id.clone(), (week, week + weeks - 1)));
        week += weeks;
    }
    let goes_back = matches!(step, Step::Restarts | Step::BeginsAnew);
    let keeps = step == Step::Finishes || (finished && !goes_back);
    let inside = first == standing.index && step != Step::BeginsAnew;
    Stage { step, schedule, inside, stuck: stuck && step != Step::BeginsAnew, keeps }
}

/// The weeks that the library gives a phase.
fn length_of(phase: &Phase) -> u32 {
    phase.weeks.1 + 1 - phase.weeks.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    fn staged(index: usize, weeks: u32, left: u32, open: bool, off: AfterMissed) -> String {
        let library = built_in().unwrap();
        let missing = if open { Vec::new() } else { vec![Why::GatePain] };
        let finished = index > 2;
        let index = index.min(2);
        let anew = false;
        let standing =
            Standing { index, weeks, left, next_week: weeks + 1, missing, finished, anew };
        told(&library, &standing, off)
    }

    fn told(library: &Library, standing: &Standing, off: AfterMissed) -> String {
        let stage = stage(library, standing, off);
        let phases =
            stage.schedule.iter().map(|(id, (first, last))| format!(" {id} {first}-{last}"));
        let stuck = if stage.stuck { " stuck" } else { "" };
        let keeps = if stage.keeps { " keeps" } else { "" };
        format!("{:?}{}{stuck}{keeps}", stage.step, phases.collect::<String>())
    }

    #[test]
    fn the_gate_decides_and_the_calendar_does_not() {
        use AfterMissed::{CarryOn, Restart, StepBack};
        for ((index, weeks, left, open, off), expected) in [
            ((0, 1, 1, true, CarryOn), "Advances build 2-5 return 6-11"),
            ((0, 1, 1, false, CarryOn), "Stays settle 2-2 build 3-6 return 7-12"),
            ((0, 2, 0, false, CarryOn), "Extends settle 3-3 build 4-7 return 8-13"),
            ((0, 4, 0, false, CarryOn), "Extends settle 5-5 build 6-9 return 10-15 stuck"),
            ((1, 2, 2, true, CarryOn), "Stays build 3-4 return 5-10"),
            ((1, 3, 1, true, CarryOn), "Advances return 4-9"),
            ((2, 6, 0, true, CarryOn), "Finishes return 7-10 keeps"),
            // 3 stands for a programme that is over.
            ((3, 10, 0, true, CarryOn), "GoesOn return 11-14 keeps"),
            ((3, 10, 0, false, CarryOn), "GoesOn return 11-14 keeps"),
            ((3, 10, 2, false, StepBack), "Stays return 11-12 keeps"),
            ((3, 10, 0, true, Restart), "Restarts build 11-14 return 15-20"),
            ((2, 6, 0, false, CarryOn), "Extends return 7-7"),
            ((1, 3, 1, true, StepBack), "Stays build 4-4 return 5-10"),
            ((1, 4, 0, true, StepBack), "Extends build 5-5 return 6-11"),
            ((1, 3, 1, true, Restart), "Restarts settle 4-5 build 6-9 return 10-15"),
            ((0, 2, 0, true, Restart), "Restarts settle 3-4 build 5-8 return 9-14"),
        ] {
            assert_eq!(staged(index, weeks, left, open, off), expected);
        }
    }

    #[test]
    fn what_takes_back_to_the_beginning_does_so_from_every_phase() {
        let library = built_in().unwrap();
        for (index, finished, off) in [
            (0, false, AfterMissed::CarryOn),
            (1, false, AfterMissed::StepBack),
            (2, false, AfterMissed::Restart),
            (2, true, AfterMissed::CarryOn),
        ] {
            let (missing, anew) = (Vec::new(), true);
            let standing =
                Standing { index, weeks: 9, left: 2, next_week: 10, missing, finished, anew };
            let expected = "BeginsAnew settle 10-11 build 12-15 return 16-21";
            assert_eq!(told(&library, &standing, off), expected);
            assert!(!stage(&library, &standing, off).inside);
        }
    }
}
