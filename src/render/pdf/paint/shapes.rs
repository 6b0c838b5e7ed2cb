//! The shapes of a page, gathered by how they are painted: a table of a hundred cells is then three
//! paths, not three hundred.
//!
//! Within a layer nothing hides anything else but what came before it, so shapes of one paint can be
//! painted together.

use krilla::geom::Rect;
use parley::layout::{GlyphRun, PositionedInlineBox};

use super::canvas::Canvas;
use super::glyphs::space_at_end;
use super::path::PathBuilder;
use super::snapped;
use crate::handout::Tone;
use crate::render::pdf::boxes::{Area, Panel};
use crate::render::pdf::look::{BLANK_LINE, HATCH, ROUND, SIGN, Shade, THIN, TICK_LINE, UNDERLINE};
use crate::render::pdf::shape::{Pen, Shape, Shaped};
use crate::render::pdf::signs::{Part, sign};

/// What lies on what: a layer hides those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    /// The ground of boxes and cells.
    Ground,
    /// The lines across rest days.
    Hatch,
    /// The edges of boxes and cells.
    Edge,
    /// The white inside of what a pen ticks.
    Inside,
    /// Boxes to tick, lines to write on, lines under links, signs.
    Mark,
    /// What is white on a sign.
    OnMark,
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Fill(Shade),
    Line(Shade, f32),
}

/// Shapes that wait to be painted.
#[derive(Default)]
pub(super) struct Shapes(Vec<(Layer, Style, PathBuilder)>);

impl Shapes {
    /// Paints them all.
    pub(super) fn paint(mut self, canvas: &mut Canvas<'_, '_>) {
        // Stable: what came first in a layer stays below.
        self.0.sort_by_key(|(layer, ..)| *layer);
        for (_, style, path) in self.0 {
            match style {
                Style::Fill(shade) => canvas.fill(path, shade),
                Style::Line(shade, width) => canvas.stroke(path, shade, width),
            }
        }
    }

    pub(super) fn panel(&mut self, area: Area, panel: &Panel) {
        if let Some(ground) = panel.ground {
            rounded(self.of(Layer::Ground, Style::Fill(ground)), area, panel.radius);
        }
        if let Some((shade, width)) = panel.edge {
            rounded(self.of(Layer::Edge, Style::Line(shade, width)), area, panel.radius);
        }
    }

    /// Lines that rise to the right, so that a shaded cell is seen on any printer.
    pub(super) fn hatch(&mut self, area: Area) {
        let path = self.of(Layer::Hatch, Style::Line(Shade::Hatch, 0.5 * THIN));
        let mut start = HATCH;
        while start < area.width + area.height {
            let (left, down) = (start.min(area.height), (start - area.height).max(0.0));
            let (right, up) = (start.min(area.width), (start - area.width).max(0.0));
            line(path, &[(area.x + down, area.y + left), (area.x + right, area.y + up)]);
            start += HATCH;
        }
    }

    pub(super) fn tick_box(&mut self, area: Area) {
        rounded(self.of(Layer::Inside, Style::Fill(Shade::White)), area, 0.0);
        rounded(self.of(Layer::Mark, Style::Line(Shade::Text, TICK_LINE)), area, 0.0);
    }

    /// The shape of a box in a line.
    pub(super) fn inline(&mut self, inline: &PositionedInlineBox, text: &Shaped, area: Area) {
        let (x, y) = (area.x + inline.x, area.y + inline.y);
        let square = Area { x, y, width: inline.height, height: inline.height };
        let shape = usize::try_from(inline.id).ok().and_then(|id| text.shapes.get(id));
        match shape {
            Some(Shape::TickBox) => self.tick_box(square),
            Some(Shape::Blank(_)) => {
                let path = self.of(Layer::Mark, Style::Line(Shade::Text, BLANK_LINE));
                line(path, &[(x, y), (x + inline.width, y)]);
            }
            Some(Shape::Sign(tone)) => {
                // Lowered, so that its middle is that of the capitals.
                let down = 0.5 * (1.0 - 1.0 / SIGN) * inline.height;
                self.sign(square.moved(0.0, down), *tone);
            }
            None => {}
        }
    }

    pub(super) fn sign(&mut self, area: Area, tone: Tone) {
        let side = area.width.min(area.height);
        let at = |(x, y): (f32, f32)| (area.x + x * side, area.y + y * side);
        let colour = Style::Fill(Shade::Tone(tone));
        for part in sign(tone) {
            match part {
                Part::Ground(points) => {
                    let path = self.of(Layer::Mark, colour);
                    line(path, &points.into_iter().map(at).collect::<Vec<_>>());
                    path.close();
                }
                Part::Disc(centre, radius) => {
                    disc(self.of(Layer::Mark, colour), at(centre), radius * side);
                }
                Part::Stroke(points, width) => {
                    let style = Style::Line(Shade::White, width * side);
                    let path = self.of(Layer::OnMark, style);
                    line(path, &points.into_iter().map(at).collect::<Vec<_>>());
                }
                Part::Dot(centre, radius) => {
                    let path = self.of(Layer::OnMark, Style::Fill(Shade::White));
                    disc(path, at(centre), radius * side);
                }
            }
        }
    }

    /// The line under a link.
    pub(super) fn underline(&mut self, run: &GlyphRun<'_, Pen>, area: Area) {
        let pen = run.style().brush;
        if pen.link.is_none() {
            return;
        }
        let size = run.run().font_size();
        let (x, y) = (area.x + run.offset(), area.y + run.baseline() + UNDERLINE.0 * size);
        let end = x + run.advance() - space_at_end(run);
        let path = self.of(Layer::Mark, Style::Line(pen.shade, UNDERLINE.1 * size));
        line(path, &[(x, y), (end, y)]);
    }

    /// The path of all shapes of a paint in a layer.
    fn of(&mut self, layer: Layer, style: Style) -> &mut PathBuilder {
        let known = self.0.iter().position(|(l, s, _)| (*l, *s) == (layer, style));
        let index = known.unwrap_or_else(|| {
            self.0.push((layer, style, PathBuilder::new()));
            self.0.len() - 1
        });
        &mut self.0[index].2
    }
}

/// Adds a rectangle, with round corners if there is a radius.
fn rounded(path: &mut PathBuilder, area: Area, radius: f32) {
    let (left, top) = (snapped(area.x), snapped(area.y));
    let (right, bottom) = (snapped(area.right()), snapped(area.bottom()));
    let r = radius.min(0.5 * (right - left)).min(0.5 * (bottom - top));
    if r <= 0.0 {
        if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
            path.push_rect(rect);
        }
        return;
    }
    let k = r * (1.0 - ROUND);
    let [inner_left, near_left] = [r, k].map(|by| snapped(left + by));
    let [inner_top, near_top] = [r, k].map(|by| snapped(top + by));
    let [inner_right, near_right] = [r, k].map(|by| snapped(right - by));
    let [inner_bottom, near_bottom] = [r, k].map(|by| snapped(bottom - by));
    path.move_to(inner_left, top);
    path.line_to(inner_right, top);
    path.cubic_to(near_right, top, right, near_top, right, inner_top);
    path.line_to(right, inner_bottom);
    path.cubic_to(right, near_bottom, near_right, bottom, inner_right, bottom);
    path.line_to(inner_left, bottom);
    path.cubic_to(near_left, bottom, left, near_bottom, left, inner_bottom);
    path.line_to(left, inner_top);
    path.cubic_to(left, near_top, near_left, top, inner_left, top);
    path.close();
}

/// Adds a disc.
fn disc(path: &mut PathBuilder, (x, y): (f32, f32), r: f32) {
    rounded(path, Area { x: x - r, y: y - r, width: 2.0 * r, height: 2.0 * r }, r);
}

/// Adds lines from point to point.
fn line(path: &mut PathBuilder, points: &[(f32, f32)]) {
    for (i, (x, y)) in points.iter().enumerate() {
        let (x, y) = (snapped(*x), snapped(*y));
        if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
}
