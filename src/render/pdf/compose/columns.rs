//! Blocks side by side.

use taffy::TaffyError;

use super::{Composer, Place};
use crate::handout::Block;
use crate::render::pdf::boxes::Solid;
use crate::render::pdf::fragment::{Fragment, Kind};
use crate::render::pdf::look::space;

impl Composer {
    pub(super) fn columns(
        &mut self,
        columns: &[Vec<Block>],
        place: Place,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let gutter = self.look.grown(space::COLUMNS);
        let count = columns.len().max(1) as f32;
        let width = (place.width - gutter * (count - 1.0)) / count;
        let sides: Vec<Vec<Fragment>> = columns
            .iter()
            .map(|column| self.blocks(column, Place { width, ..place }))
            .collect::<Result<_, _>>()?;
        if sides.iter().any(|side| self.height(side) > self.room) {
            // Taller than a page: one below the other loses nothing.
            return Ok(sides.into_iter().flatten().collect());
        }
        let mut whole = Fragment::new(Kind::Columns, Solid::default());
        for (i, side) in sides.into_iter().enumerate() {
            let Some(side) = self.solid(Kind::Columns, side) else { continue };
            whole.above = whole.above.max(side.above);
            whole.below = whole.below.max(side.below);
            whole.anchors.extend(side.anchors);
            whole.solid.height = whole.solid.height.max(side.solid.height);
            whole.solid.marks.extend(side.solid.moved(i as f32 * (width + gutter), 0.0).marks);
        }
        Ok(vec![whole])
    }
}
