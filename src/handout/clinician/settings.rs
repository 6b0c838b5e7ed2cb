//! The settings that give the same plan again: a `person.yaml`.

use super::super::{Block, Maker};
use crate::profile::{Person, bare};

impl Maker<'_> {
    /// The settings of a first plan. One that goes on from others follows from them and from what was
    /// checked in too, so that no settings alone make it again.
    pub(super) fn settings(&self) -> Vec<Block> {
        let plan = self.handout.plan;
        if plan.first_week() > 1 {
            return Vec::new();
        }
        let (start, seed) = (Some(plan.start), Some(plan.seed));
        let person = self.handout.profile.person.clone();
        let person = Person { start, seed, clinic: None, ..person };
        vec![self.note("settings-lead"), Block::Verbatim(bare(&person))]
    }
}
