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
use super::{STEPS, snapped};
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
pub(super) struct Shapes {
    paths: Vec<(Layer, Style, PathBuilder)>,
    /// The edges of boxes without round corners: neighbours in a table have one between them.
    rules: Vec<(Style, Rules)>,
    /// Areas with lines across, by their left and right side, from where to where they go.
    hatched: Vec<((i32, i32), i32, i32)>,
}

impl Shapes {
    /// Paints them all.
    pub(super) fn paint(mut self, canvas: &mut Canvas<'_, '_>) {
        for (style, rules) in std::mem::take(&mut self.rules) {
            rules.draw(self.of(Layer::Edge, style));
        }
        // Those that stand on one another are one, and then those side by side.
        let columns = joined(std::mem::take(&mut self.hatched)).into_iter();
        let turned = columns.map(|((left, right), top, bottom)| ((top, bottom), left, right));
        for ((top, bottom), left, right) in joined(turned.collect()) {
            let ((x, y), (right, bottom)) = (of_steps((left, top)), of_steps((right, bottom)));
            self.hatch_lines(Area { x, y, width: right - x, height: bottom - y });
        }
        // Stable: what came first in a layer stays below.
        self.paths.sort_by_key(|(layer, ..)| *layer);
        for (_, style, path) in self.paths {
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
            let style = Style::Line(shade, width);
            if panel.radius > 0.0 {
                rounded(self.of(Layer::Edge, style), area, panel.radius);
            } else {
                self.rules(style).around(area);
            }
        }
    }

    /// Lines across, so that a shaded cell is seen on any printer.
    pub(super) fn hatch(&mut self, area: Area) {
        let [left, right] = [area.x, area.right()].map(in_steps);
        let [top, bottom] = [area.y, area.bottom()].map(in_steps);
        self.hatched.push(((left, right), top, bottom));
    }

    /// Lines that rise to the right.
    fn hatch_lines(&mut self, area: Area) {
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
        let shape = usize::try_from(inline.id).ok().and_then(|id| text.shapes().get(id));
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
        let known = self.paths.iter().position(|(l, s, _)| (*l, *s) == (layer, style));
        let index = known.unwrap_or_else(|| {
            self.paths.push((layer, style, PathBuilder::new()));
            self.paths.len() - 1
        });
        &mut self.paths[index].2
    }

    /// The straight edges of a paint.
    fn rules(&mut self, style: Style) -> &mut Rules {
        let known = self.rules.iter().position(|(known, _)| *known == style);
        let index = known.unwrap_or_else(|| {
            self.rules.push((style, Rules::default()));
            self.rules.len() - 1
        });
        &mut self.rules[index].1
    }
}

/// Straight lines across and down the page: where each stands and from where to where it goes, in
/// steps of the page.
#[derive(Default)]
struct Rules {
    across: Vec<(i32, i32, i32)>,
    down: Vec<(i32, i32, i32)>,
}

impl Rules {
    /// Adds the four sides of a rectangle.
    fn around(&mut self, area: Area) {
        let [left, right] = [area.x, area.right()].map(in_steps);
        let [top, bottom] = [area.y, area.bottom()].map(in_steps);
        self.across.extend([(top, left, right), (bottom, left, right)]);
        self.down.extend([(left, top, bottom), (right, top, bottom)]);
    }

    /// Draws what touches as one line.
    fn draw(self, path: &mut PathBuilder) {
        for (y, from, to) in joined(self.across) {
            line(path, &[(from, y), (to, y)].map(of_steps));
        }
        for (x, from, to) in joined(self.down) {
            line(path, &[(x, from), (x, to)].map(of_steps));
        }
    }
}

/// What goes from somewhere to somewhere, in its order; what stands at the same place and touches is
/// made one.
fn joined<At: Ord + Copy>(mut all: Vec<(At, i32, i32)>) -> Vec<(At, i32, i32)> {
    all.sort_unstable();
    let mut joined: Vec<(At, i32, i32)> = Vec::new();
    for (at, from, to) in all {
        match joined.last_mut().filter(|(last, _, end)| *last == at && from <= *end) {
            Some((_, _, end)) => *end = to.max(*end),
            None => joined.push((at, from, to)),
        }
    }
    joined
}

fn in_steps(length: f32) -> i32 {
    (length * STEPS).round() as i32
}

fn of_steps((x, y): (i32, i32)) -> (f32, f32) {
    (x as f32 / STEPS, y as f32 / STEPS)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Three cells, two of them side by side: the lines between them are drawn once.
    #[test]
    fn cells_share_their_edges() {
        let mut rules = Rules::default();
        for (x, y) in [(0.0, 0.0), (10.0, 0.0), (0.0, 5.0)] {
            rules.around(Area { x, y, width: 10.0, height: 5.0 });
        }
        let across = [(0, 0, 400), (100, 0, 400), (200, 0, 200)];
        let down = [(0, 0, 200), (200, 0, 200), (400, 0, 100)];
        assert_eq!(joined(rules.across), across);
        assert_eq!(joined(rules.down), down);
    }

    #[test]
    fn lines_apart_stay_apart() {
        let lines = [(0, 1, 4), (0, 6, 9), (1, 4, 6)];
        assert_eq!(joined(vec![lines[1], lines[0], lines[2]]), lines);
    }
}
