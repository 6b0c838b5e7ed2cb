//! Drawings to graphics: each distinct one is written once, and every use refers to it.

use std::sync::Arc;

use krilla::geom::{Path, PathBuilder};
use krilla::graphic::Graphic;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;

use super::sink::paint;
use crate::figure::{Drawing, Paint, Shape, Step};
use crate::render::pdf::look::Look;
use crate::render::reach::at;

/// The drawings of a document that are written already.
#[derive(Default)]
pub(super) struct Drawings(Vec<(Arc<Drawing>, Graphic)>);

impl Drawings {
    /// A drawing as a graphic, in the drawing's own units.
    pub(super) fn get(
        &mut self,
        drawing: &Arc<Drawing>,
        surface: &mut Surface<'_>,
        look: Look,
    ) -> Graphic {
        if let Some((_, graphic)) = self.0.iter().find(|(known, _)| known == drawing) {
            return graphic.clone();
        }
        let graphic = graphic(drawing, surface, look);
        self.0.push((Arc::clone(drawing), graphic.clone()));
        graphic
    }
}

fn graphic(drawing: &Drawing, surface: &mut Surface<'_>, look: Look) -> Graphic {
    let mut builder = surface.stream_builder();
    let mut surface = builder.surface();
    for shape in &drawing.shapes {
        let fill = shape.fill.map(|fill| Fill { paint: colour(fill, look), ..Fill::default() });
        let stroke = shape.line.filter(|(_, width)| *width > 0).map(|(line, width)| Stroke {
            paint: colour(line, look),
            width: width as f32,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        });
        // Without either krilla would fill the path with black.
        let seen = fill.is_some() || stroke.is_some();
        if let Some(path) = path(shape).filter(|_| seen) {
            surface.set_fill(fill);
            surface.set_stroke(stroke);
            surface.draw_path(&path);
        }
    }
    surface.finish();
    // Not isolated: that would be a transparency group, which PDF/A does not need.
    Graphic::new(builder.finish(), false)
}

fn colour(meaning: Paint, look: Look) -> krilla::paint::Paint {
    paint(look.drawn(meaning))
}

/// A shape's path; none if it goes nowhere.
fn path(shape: &Shape) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in &shape.path {
        match *step {
            Step::Move(to) => {
                let (x, y) = at(to);
                path.move_to(x, y);
            }
            Step::Line(to) => {
                let (x, y) = at(to);
                path.line_to(x, y);
            }
            Step::Curve(a, b, to) => {
                let [a, b, to] = [a, b, to].map(at);
                path.cubic_to(a.0, a.1, b.0, b.1, to.0, to.1);
            }
            Step::Close => path.close(),
        }
    }
    path.finish()
}
