//! Drawings with words on them.

use std::sync::Arc;

use super::{Composer, Place};
use crate::handout::{Diagram, Hold, Label};
use crate::render::pdf::boxes::{Area, Ink, Mark, Solid};
use crate::render::pdf::fragment::{Fragment, Kind};
use crate::render::pdf::look::Type;
use crate::render::pdf::shape::Face;
use crate::render::pdf::tags::{NodeId, Role};
use crate::render::reach::at;
use crate::render::words::Piece;

impl Composer {
    /// The drawing as wide as its column, and each label at its place and inside the column.
    pub(super) fn diagram(&mut self, diagram: &Diagram, place: Place) -> Fragment {
        let node = self.tree.add(place.node, Role::Figure(diagram.alt.clone()));
        let scale = place.width / diagram.drawing.width.max(1) as f32;
        let height = diagram.drawing.height.max(1) as f32 * scale;
        let whole = Area { x: 0.0, y: 0.0, width: place.width, height };
        // Its labels change sides with the page, so what they stand on does too.
        let drawing = if self.look.mirrored {
            Arc::new(diagram.drawing.mirrored())
        } else {
            Arc::clone(&diagram.drawing)
        };
        let ink = Ink::Drawing(drawing, Some(node));
        let mut marks = vec![Mark { area: whole, ink }];
        for label in &diagram.labels {
            marks.push(self.label(label, node, scale, place.width));
        }
        let solid = Solid { height, marks };
        let (above, below) = (place.gap, place.gap);
        Fragment { above, below, ..Fragment::new(Kind::Picture, solid) }
    }

    fn label(&mut self, label: &Label, node: NodeId, scale: f32, room: f32) -> Mark {
        let face = Face::new(self.look.letters(Type::Note));
        let face = if label.strong { face.bold() } else { face };
        // The space keeps labels apart for those who hear them.
        let words = Piece::Words { text: format!("{} ", label.text), strong: false, to: None };
        let text = self.pieces(Some(node), &[words], &face);
        let width = self.texts[text.0].widest().min(room);
        let (_, height) = self.texts[text.0].break_at(width);
        let (x, y) = at(label.at);
        let part = match label.hold {
            Hold::Start => 0.0,
            Hold::Middle => 0.5,
            Hold::End => 1.0,
        };
        let left = (x * scale - part * width).clamp(0.0, (room - width).max(0.0));
        let area = Area { x: left, y: y * scale - 0.5 * height, width, height };
        let lines = 0..self.texts[text.0].lines.len();
        Mark { area, ink: Ink::Text(text, lines) }
    }
}
