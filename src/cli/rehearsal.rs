//! The page of a plan is prepared by others while its later phases are still being searched for: what it
//! holds by then is drawn and shaped when the plan is made. Nothing of it is written.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use crate::handout::{Gallery, Handout, Look, Section, document_with};
use crate::library::Library;
use crate::parallel::{Helpers, has_help};
use crate::planner::plan::Plan;
use crate::profile::{Clinic, Profile};
use crate::render::pdf;
use crate::screening::Outcome;

/// What stays the same of a page, whatever is planned.
#[derive(Clone, Copy)]
pub(super) struct Stage<'a> {
    pub(super) library: &'a Library,
    pub(super) profile: &'a Profile,
    pub(super) clinic: Option<&'a Clinic>,
    pub(super) gallery: &'a Gallery<'a>,
    pub(super) look: Look,
}

/// Takes plans as far as they are made, until it is dropped.
pub(super) struct Rehearsal(Sender<(Plan, Outcome)>);

impl Rehearsal {
    /// Begins with no plan yet; none if there is nobody to prepare a page. A helper waits for plans, so
    /// that another must be left for the rest.
    pub(super) fn begin<'a>(stage: Stage<'a>, helpers: &Helpers<'_, 'a>) -> Option<Self> {
        has_help().then(|| {
            let (sender, plans) = channel();
            helpers.give(move || prepare(&stage, &plans));
            Self(sender)
        })
    }

    /// Has the page of a plan prepared.
    pub(super) fn show(&self, plan: &Plan, outcome: &Outcome) {
        // If it has been given up the page is made at the end.
        let _ = self.0.send((plan.clone(), outcome.clone()));
    }
}

fn prepare(stage: &Stage<'_>, plans: &Receiver<(Plan, Outcome)>) {
    let Stage { library, profile, clinic, gallery, look } = *stage;
    let mut known: Vec<Section> = Vec::new();
    while let Some((plan, outcome)) = latest(plans) {
        let (plan, outcome) = (&plan, &outcome);
        let handout = Handout { library, plan, profile, outcome, clinic, course: None, look };
        // What is wrong with a page is told when it is printed.
        let Ok(mut document) = document_with(&handout, gallery) else { return };
        document.sections.retain(|section| !known.contains(section));
        pdf::rehearse(&document);
        known.append(&mut document.sections);
    }
}

/// The last plan that was shown; none if the plan is made, and its own page is waited for.
fn latest<T>(shown: &Receiver<T>) -> Option<T> {
    let mut last = shown.recv().ok()?;
    loop {
        match shown.try_recv() {
            Ok(later) => last = later,
            Err(TryRecvError::Empty) => return Some(last),
            Err(TryRecvError::Disconnected) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_plan_is_rehearsed_and_none_that_is_made() {
        let (sender, shown) = channel();
        [1, 2].into_iter().for_each(|plan| sender.send(plan).unwrap());
        assert_eq!(latest(&shown), Some(2));
        sender.send(3).unwrap();
        drop(sender);
        assert_eq!(latest(&shown), None);
    }
}
