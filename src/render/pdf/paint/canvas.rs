//! Shapes and glyphs on a page.

use krilla::color::{luma, rgb};
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::graphic::Graphic;
use krilla::paint::{Fill, LineCap, LineJoin, Paint, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier};
use parley::layout::{GlyphRun, PositionedInlineBox};

use super::glyphs::{Run, space_at_end};
use crate::handout::Tone;
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
    pub(super) surface: &'a mut Surface<'page>,
    pub(super) look: Look,
}

impl Canvas<'_, '_> {
    /// Draws what a screen reader leaves out.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    /// Draws words that are read.
    pub(super) fn content(&mut self, runs: &[Run], text: &str) -> Identifier {
        let content = self.surface.start_tagged(ContentTag::Other);
        runs.iter().for_each(|run| self.glyphs(run, text));
        self.surface.end_tagged();
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

    /// Draws a graphic that is read, its corner at an area's and each of its units so many points.
    pub(super) fn graphic(&mut self, graphic: Graphic, area: Area, scale: f32) -> Identifier {
        let content = self.surface.start_tagged(ContentTag::Other);
        let place = Transform::from_row(scale, 0.0, 0.0, scale, area.x, area.y);
        self.surface.push_transform(&place);
        self.surface.draw_graphic(graphic);
        self.surface.pop();
        self.surface.end_tagged();
        content
    }

    fn paint(&self, shade: Shade) -> Paint {
        paint(self.look.colour(shade))
    }

    fn fill(&mut self, shade: Shade) {
        let paint = self.paint(shade);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint, ..Fill::default() }));
    }

    fn stroke(&mut self, shade: Shade, width: f32) {
        let paint = self.paint(shade);
        let (line_cap, line_join) = (LineCap::Round, LineJoin::Round);
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint,
            width,
            line_cap,
            line_join,
            ..Stroke::default()
        }));
    }

    fn draw(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }

    pub(super) fn glyphs(&mut self, run: &Run, text: &str) {
        self.fill(run.pen.shade);
        let start = Point::from_xy(run.x, run.baseline);
        let font = run.font.clone();
        self.surface.draw_glyphs(start, &run.glyphs, font, text, run.size, false);
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
