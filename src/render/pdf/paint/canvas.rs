//! Shapes and glyphs on a page.

use std::sync::Arc;

use krilla::color::{luma, rgb};
use krilla::geom::Rect;
use krilla::paint::Paint;
use krilla::tagging::{ArtifactType, Identifier};
use parley::layout::{GlyphRun, PositionedInlineBox};

use super::glyphs::{Run, space_at_end};
use super::path::{Path, PathBuilder};
use super::sink::Sink;
use crate::figure::Drawing;
use crate::handout::Tone;
use crate::logo::Logo;
use crate::render::pdf::boxes::{Area, Panel};
use crate::render::pdf::look::{BLANK_LINE, Colour, Look, SIGN, Shade, THIN, TICK_LINE};
use crate::render::pdf::shape::{Pen, Shape, Shaped};
use crate::render::pdf::signs::{Part, sign};

/// The distance of the lines across a rest day.
const HATCH: f32 = 5.0;
/// A Bézier handle that makes a quarter of a circle, as a part of the radius.
const ROUND: f32 = 0.552_285;
/// An underline: how far below the baseline, and how thick, in ems.
const UNDERLINE: (f32, f32) = (0.13, 0.06);

/// A page to draw on.
pub(super) struct Canvas<'a, 'page> {
    sink: &'a mut (dyn Sink + 'page),
    look: Look,
    brush: Brush,
}

/// What the next path is drawn with.
#[derive(Clone, Copy)]
enum Brush {
    Fill(Shade),
    /// A line of a width.
    Stroke(Shade, f32),
}

impl<'a, 'page> Canvas<'a, 'page> {
    /// A page with nothing on it.
    pub(super) fn new(sink: &'a mut (dyn Sink + 'page), look: Look) -> Self {
        Self { sink, look, brush: Brush::Fill(Shade::Text) }
    }
}

impl Canvas<'_, '_> {
    /// Draws what a screen reader leaves out.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.sink.begin_artifact(kind);
        draw(self);
        self.sink.end();
    }

    /// Draws words that are read.
    pub(super) fn content(&mut self, runs: &[Run], text: &str) -> Option<Identifier> {
        let content = self.sink.begin_content();
        runs.iter().for_each(|run| self.glyphs(run, text));
        self.sink.end();
        content
    }

    /// Draws the shape of a box in a line.
    pub(super) fn inline(&mut self, inline: &PositionedInlineBox, text: &Shaped, area: Area) {
        let (x, y) = (area.x + inline.x, area.y + inline.y);
        let square = Area { x, y, width: inline.height, height: inline.height };
        let shape = usize::try_from(inline.id).ok().and_then(|id| text.shapes.get(id));
        match shape {
            Some(Shape::TickBox) => self.tick_box(square),
            Some(Shape::Blank(_)) => self.blank(x, y, inline.width),
            Some(Shape::Sign(tone)) => {
                // Lowered, so that its middle is that of the capitals.
                let down = 0.5 * (1.0 - 1.0 / SIGN) * inline.height;
                self.sign(square.moved(0.0, down), *tone);
            }
            None => {}
        }
    }

    /// Draws a drawing as wide as an area, with what it shows.
    pub(super) fn drawing(
        &mut self,
        drawing: &Arc<Drawing>,
        area: Area,
        alt: &str,
    ) -> Option<Identifier> {
        let content = self.sink.begin_content();
        self.sink.drawing(drawing, area, alt);
        self.sink.end();
        content
    }

    /// Draws a logo as wide as an area, with what it shows; in black and white if the page is.
    pub(super) fn logo(&mut self, logo: &Arc<Logo>, area: Area, alt: &str) -> Option<Identifier> {
        let content = self.sink.begin_content();
        if self.look.mono {
            self.sink.logo(&Arc::new(logo.grey()), area, alt);
        } else {
            self.sink.logo(logo, area, alt);
        }
        self.sink.end();
        content
    }

    fn fill(&mut self, shade: Shade) {
        self.brush = Brush::Fill(shade);
    }

    fn stroke(&mut self, shade: Shade, width: f32) {
        self.brush = Brush::Stroke(shade, width);
    }

    fn draw(&mut self, path: Option<Path>) {
        let Some(path) = path else { return };
        match self.brush {
            Brush::Fill(shade) => self.sink.fill(&path, self.look.colour(shade)),
            Brush::Stroke(shade, width) => {
                self.sink.stroke(&path, self.look.colour(shade), width);
            }
        }
    }

    pub(super) fn glyphs(&mut self, run: &Run, text: &str) {
        self.sink.glyphs(run, text, self.look.colour(run.pen.shade));
    }

    pub(super) fn panel(&mut self, area: Area, panel: &Panel) {
        if let Some(ground) = panel.ground {
            self.fill(ground);
            self.draw(rounded(area, panel.radius));
        }
        if let Some((shade, width)) = panel.edge {
            self.stroke(shade, width);
            self.draw(rounded(area, panel.radius));
        }
    }

    /// Lines that rise to the right, so that a shaded cell is seen on any printer.
    pub(super) fn hatch(&mut self, area: Area) {
        self.stroke(Shade::Hatch, 0.5 * THIN);
        let mut path = PathBuilder::new();
        let mut start = HATCH;
        while start < area.width + area.height {
            let (left, down) = (start.min(area.height), (start - area.height).max(0.0));
            let (right, up) = (start.min(area.width), (start - area.width).max(0.0));
            path.move_to(area.x + down, area.y + left);
            path.line_to(area.x + right, area.y + up);
            start += HATCH;
        }
        self.draw(path.finish());
    }

    pub(super) fn sign(&mut self, area: Area, tone: Tone) {
        let side = area.width.min(area.height);
        let at = |(x, y): (f32, f32)| (area.x + x * side, area.y + y * side);
        let disc = |centre, radius: f32| {
            let (x, y) = at(centre);
            let r = radius * side;
            rounded(Area { x: x - r, y: y - r, width: 2.0 * r, height: 2.0 * r }, r)
        };
        for part in sign(tone) {
            match part {
                Part::Ground(points) => {
                    self.fill(Shade::Tone(tone));
                    self.draw(line(points.into_iter().map(at), true));
                }
                Part::Disc(centre, radius) => {
                    self.fill(Shade::Tone(tone));
                    self.draw(disc(centre, radius));
                }
                Part::Stroke(points, width) => {
                    self.stroke(Shade::White, width * side);
                    self.draw(line(points.into_iter().map(at), false));
                }
                Part::Dot(centre, radius) => {
                    self.fill(Shade::White);
                    self.draw(disc(centre, radius));
                }
            }
        }
    }

    fn tick_box(&mut self, area: Area) {
        self.fill(Shade::White);
        self.draw(rounded(area, 0.0));
        self.stroke(Shade::Text, TICK_LINE);
        self.draw(rounded(area, 1.0));
    }

    fn blank(&mut self, x: f32, y: f32, width: f32) {
        self.stroke(Shade::Text, BLANK_LINE);
        self.draw(line([(x, y), (x + width, y)].into_iter(), false));
    }

    pub(super) fn underline(&mut self, run: &GlyphRun<'_, Pen>, area: Area) {
        let pen = run.style().brush;
        if pen.link.is_none() {
            return;
        }
        let size = run.run().font_size();
        let (x, y) = (area.x + run.offset(), area.y + run.baseline() + UNDERLINE.0 * size);
        let end = x + run.advance() - space_at_end(run);
        self.stroke(pen.shade, UNDERLINE.1 * size);
        self.draw(line([(x, y), (end, y)].into_iter(), false));
    }
}

/// A colour as krilla has it; greys take one number.
pub(super) fn paint(Colour { red, green, blue }: Colour) -> Paint {
    if red == green && green == blue {
        luma::Color::new(red).into()
    } else {
        rgb::Color::new(red, green, blue).into()
    }
}

/// A rectangle, with round corners if there is a radius.
fn rounded(area: Area, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let r = radius.min(0.5 * area.width).min(0.5 * area.height);
    if r <= 0.0 {
        path.push_rect(Rect::from_xywh(area.x, area.y, area.width, area.height)?);
        return path.finish();
    }
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    let k = r * (1.0 - ROUND);
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - k, top, right, top + k, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + k, bottom, left, bottom - k, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + k, left + k, top, left + r, top);
    path.close();
    path.finish()
}

fn line(points: impl Iterator<Item = (f32, f32)>, closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (i, (x, y)) in points.enumerate() {
        if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    if closed {
        path.close();
    }
    path.finish()
}
