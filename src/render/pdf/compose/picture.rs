//! Pictures: drawings with their captions, as large as fit in a box, all at one scale.

use std::sync::Arc;

use taffy::TaffyError;

use super::{Composer, Place};
use crate::figure::Drawing;
use crate::handout::{Inline, Picture};
use crate::render::pdf::boxes::{Element, Ink, TextId, Track};
use crate::render::pdf::fragment::{Fragment, Kind};
use crate::render::pdf::look::{MM, Shade, Type, space};
use crate::render::pdf::shape::{Align, Face};
use crate::render::pdf::tags::{NodeId, Role};

/// A picture whose place in the structure is known.
pub(in crate::render::pdf) struct Figure {
    drawing: Arc<Drawing>,
    node: NodeId,
    caption: Option<TextId>,
}

impl Figure {
    /// The drawing's width and height in its own units; an empty one takes next to no room.
    fn size(&self) -> (f32, f32) {
        (self.drawing.width.max(1) as f32, self.drawing.height.max(1) as f32)
    }
}

/// How pictures stand in a box.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Arrangement {
    /// Side by side in columns of one width, or else below one another.
    in_a_row: bool,
    /// Points for each unit of a drawing.
    scale: f32,
}

impl Composer {
    /// Puts pictures and their captions into the structure.
    pub(super) fn figures(&mut self, pictures: &[Picture], node: NodeId) -> Vec<Figure> {
        pictures.iter().map(|picture| self.figure(picture, node)).collect()
    }

    fn figure(&mut self, picture: &Picture, parent: NodeId) -> Figure {
        let node = self.tree.add(parent, Role::Figure(picture.alt.clone()));
        let face = Face::new(self.look.letters(Type::Caption)).shaded(Shade::Muted);
        let face = Face { align: Align::Centre, ..face };
        let caption = (!picture.caption.is_empty()).then(|| {
            let node = self.tree.add(parent, Role::Caption);
            self.text(Some(node), &[Inline::text(&picture.caption)], &face)
        });
        Figure { drawing: Arc::clone(&picture.drawing), node, caption }
    }

    /// Figures as large as fit in a box.
    pub(super) fn arranged(&mut self, figures: &[Figure], (width, height): (f32, f32)) -> Element {
        let gap = self.look.grown(space::PICTURES);
        let row = self.side_by_side_in(figures, (width, height));
        let stack = self.stacked_in(figures, (width, height));
        // What shows more: as a rule the row for tall drawings, the stack for wide ones.
        let best = if row.scale > stack.scale { row } else { stack };
        let cells = figures.iter().map(|figure| self.figure_cell(figure, best.scale)).collect();
        if best.in_a_row {
            Element::row(&vec![Track::Share(1.0); figures.len()], gap, cells)
        } else {
            Element::column(gap, cells)
        }
    }

    /// A block of pictures at the left of its column.
    pub(super) fn pictures(
        &mut self,
        pictures: &[Picture],
        (width_mm, height_mm): (f32, f32),
        place: Place,
    ) -> Result<Vec<Fragment>, TaffyError> {
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        let figures = self.figures(pictures, place.node);
        let width = (width_mm * MM).min(place.width);
        let element = self.arranged(&figures, (width, (height_mm * MM).min(self.room)));
        let solid = self.lay_out(element, width)?;
        let (above, below) = (place.gap, place.gap);
        Ok(vec![Fragment { above, below, ..Fragment::new(Kind::Picture, solid) }])
    }

    fn side_by_side_in(&mut self, figures: &[Figure], (width, height): (f32, f32)) -> Arrangement {
        let count = figures.len().max(1) as f32;
        let column = (width - (count - 1.0) * self.look.grown(space::PICTURES)) / count;
        let captions = figures.iter().map(|figure| self.caption_height(figure, column));
        let height = height - captions.fold(0.0, f32::max);
        let sizes = figures.iter().map(Figure::size);
        let scale = sizes.map(|(w, h)| (column / w).min(height / h)).fold(f32::MAX, f32::min);
        Arrangement { in_a_row: true, scale: scale.max(0.0) }
    }

    fn stacked_in(&mut self, figures: &[Figure], (width, height): (f32, f32)) -> Arrangement {
        let gaps = figures.len().saturating_sub(1) as f32 * self.look.grown(space::PICTURES);
        let captions = figures.iter().map(|figure| self.caption_height(figure, width));
        let height = height - gaps - captions.sum::<f32>();
        let sizes = || figures.iter().map(Figure::size);
        let widest = sizes().map(|(w, _)| w).fold(1.0, f32::max);
        let scale = (width / widest).min(height / sizes().map(|(_, h)| h).sum::<f32>().max(1.0));
        Arrangement { in_a_row: false, scale: scale.max(0.0) }
    }

    /// What a caption takes below its drawing.
    fn caption_height(&mut self, figure: &Figure, width: f32) -> f32 {
        let gap = self.look.grown(space::CAPTION);
        figure.caption.map_or(0.0, |text| gap + self.texts[text.0].break_at(width).1)
    }

    /// A drawing in the middle of its column, its caption below; in a row all stand on one floor.
    fn figure_cell(&self, figure: &Figure, scale: f32) -> Element {
        let (width, height) = figure.size();
        let ink = Ink::Drawing(Arc::clone(&figure.drawing), Some(figure.node));
        let mut parts = vec![Element::leaf(width * scale, height * scale).with(ink)];
        parts.extend(figure.caption.map(Element::text));
        Element::column(self.look.grown(space::CAPTION), parts).at_the_foot()
    }
}
