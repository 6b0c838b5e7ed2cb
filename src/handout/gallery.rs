//! The drawings of a library's poses, each made once however many cards and people it is shown to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::body::Body;
use crate::body::pose::Pose;
use crate::figure::{self, Drawing};
use crate::library::{Advice, Exercise, Library};
use crate::parallel::each;
use crate::quantity::Side;

/// The drawings that were made so far of what a library holds. It can be shared by threads, and never
/// grows beyond the library.
#[derive(Debug)]
pub struct Gallery<'a> {
    body: &'a Body,
    made: Mutex<BTreeMap<Shown, Vec<Arc<Drawing>>>>,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    /// An exercise by its id, on a side, and whether on a bed in place of the floor.
    Exercise(String, Side, bool),
    /// A piece of advice by its id.
    Advice(String),
}

impl<'a> Gallery<'a> {
    /// A gallery of what a library holds, empty at first.
    #[must_use]
    pub fn of(library: &'a Library) -> Self {
        Self { body: &library.body, made: Mutex::default() }
    }

    /// Draws exercises on all cores, if it is not one of many that do so.
    pub(super) fn draw_all(&self, shown: &[(&Exercise, Side, bool)]) {
        each(shown, |(exercise, side, on_bed)| _ = self.exercise(exercise, *side, *on_bed));
    }

    /// The drawings of one of the library's exercises on one side, from start to end; none if it has no
    /// pose.
    pub(super) fn exercise(
        &self,
        exercise: &Exercise,
        side: Side,
        on_bed: bool,
    ) -> Vec<Arc<Drawing>> {
        let turned = |drawing: Drawing| match side {
            Side::Left => drawing.mirrored(),
            Side::Right | Side::Both => drawing,
        };
        self.get(Shown::Exercise(exercise.id.clone(), side, on_bed), || {
            let (pose, both) = (exercise.pose.as_ref(), !exercise.unilateral);
            let drawings = self.posed(pose, &exercise.primary, both, on_bed);
            drawings.into_iter().map(turned).collect()
        })
    }

    /// The drawings of one of the library's pieces of advice.
    pub(super) fn advice(&self, advice: &Advice) -> Vec<Arc<Drawing>> {
        self.get(Shown::Advice(advice.id.clone()), || {
            self.posed(advice.pose.as_ref(), &[], true, false)
        })
    }

    /// Drawings that are known, or are now. Two threads may draw the same at once, and show the first.
    fn get(&self, shown: Shown, draw: impl FnOnce() -> Vec<Drawing>) -> Vec<Arc<Drawing>> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(&shown) {
            return known.clone();
        }
        let drawings = draw().into_iter().map(Arc::new).collect();
        made().entry(shown).or_insert(drawings).clone()
    }

    fn posed(
        &self,
        pose: Option<&Pose>,
        muscles: &[String],
        both: bool,
        on_bed: bool,
    ) -> Vec<Drawing> {
        let Some((pose, solved)) = pose.and_then(|pose| Some((pose, self.body.solved(pose)?)))
        else {
            return Vec::new();
        };
        let scene = figure::scene(self.body, pose, &solved, muscles, both);
        figure::draw(self.body, &if on_bed { scene.on_bed() } else { scene })
    }
}
