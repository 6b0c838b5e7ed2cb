//! Drawings: each distinct one is written once, and every use refers to it.
//!
//! krilla would take a path for each shape and find out by drawing it how far its line reaches, which
//! takes a quarter of all the time of a page. So krilla gets a stand-in of the same extent in the same
//! colour spaces, and what stands in it, a number first, is replaced when the file is packed.

use std::sync::Arc;

use krilla::geom::PathBuilder;
use krilla::graphic::Graphic;
use krilla::paint::Fill;
use krilla::surface::Surface;

use super::sink::paint;
use crate::figure::{Drawing, Paint, Point, Shape, Step};
use crate::render::pdf::look::{Colour, Look};
use crate::render::pdf::terse::{put, put_colour, put_number};
use crate::render::reach::at;

/// The drawings of a document that are written already.
#[derive(Default)]
pub(super) struct Drawings {
    known: Vec<(Arc<Drawing>, Graphic)>,
    /// What stands in each, by its number.
    contents: Vec<Vec<u8>>,
}

impl Drawings {
    /// A drawing as a graphic, in the drawing's own units.
    pub(super) fn get(
        &mut self,
        drawing: &Arc<Drawing>,
        surface: &mut Surface<'_>,
        look: Look,
    ) -> Graphic {
        if let Some((_, graphic)) = self.known.iter().find(|(known, _)| known == drawing) {
            return graphic.clone();
        }
        let spaces = Spaces::of(drawing, look);
        let graphic = stand_in(self.contents.len(), extent(drawing), &spaces, surface);
        self.contents.push(Content::new(spaces, look).drawing(drawing));
        self.known.push((Arc::clone(drawing), graphic.clone()));
        graphic
    }

    /// The content of the drawings, by the number that is first in their stand-ins.
    pub(super) fn contents(self) -> Vec<Vec<u8>> {
        self.contents
    }
}

/// A graphic of an extent, with a number and the colour spaces that are named in a drawing.
fn stand_in(
    number: usize,
    [left, top, right, bottom]: [f32; 4],
    Spaces(spaces): &Spaces,
    surface: &mut Surface<'_>,
) -> Graphic {
    let mut builder = surface.stream_builder();
    let mut surface = builder.surface();
    for colour in spaces {
        let mut path = PathBuilder::new();
        path.move_to(number as f32, top);
        path.line_to(right, bottom);
        path.line_to(left, bottom);
        path.line_to(left, top);
        path.close();
        surface.set_fill(Some(Fill { paint: paint(*colour), ..Fill::default() }));
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
    surface.finish();
    // Not isolated: that would be a transparency group, which PDF/A does not need.
    Graphic::new(builder.finish(), false)
}

/// A colour of each space that a drawing needs, as krilla names them: the first is `c0`.
struct Spaces(Vec<Colour>);

impl Spaces {
    fn of(drawing: &Drawing, look: Look) -> Self {
        let mut spaces: Vec<Colour> = Vec::new();
        for paint in drawing.shapes.iter().flat_map(paints) {
            let colour = look.drawn(paint);
            if spaces.iter().all(|known| known.is_grey() != colour.is_grey()) {
                spaces.push(colour);
            }
        }
        Self(spaces)
    }

    fn name(&self, colour: Colour) -> &'static [u8] {
        match self.0.first() {
            Some(first) if first.is_grey() != colour.is_grey() => b"/c1",
            _ => b"/c0",
        }
    }
}

/// What a shape is painted with.
fn paints(shape: &Shape) -> impl Iterator<Item = Paint> + use<> {
    [shape.fill, shape.line.map(|(paint, _)| paint)].into_iter().flatten()
}

/// The content of a drawing in the making. What is set stays set.
struct Content {
    out: Vec<u8>,
    spaces: Spaces,
    look: Look,
    /// The colour of insides, and the colour and the width of lines.
    fill: Option<Colour>,
    line: Option<Colour>,
    width: Option<i32>,
}

impl Content {
    fn new(spaces: Spaces, look: Look) -> Self {
        Self { out: Vec::new(), spaces, look, fill: None, line: None, width: None }
    }

    fn drawing(mut self, drawing: &Drawing) -> Vec<u8> {
        // Round ends and corners.
        put(&mut self.out, b"1 J 1", b"j");
        drawing.shapes.iter().for_each(|shape| self.shape(shape));
        self.out
    }

    fn shape(&mut self, shape: &Shape) {
        let goes = |step: &Step| matches!(step, Step::Line(_) | Step::Curve(..));
        if !shape.path.iter().any(goes) {
            return;
        }
        let line = shape.line.filter(|(_, width)| *width > 0);
        let operator: &[u8] = match (shape.fill, line) {
            (Some(_), Some(_)) => b"B",
            (Some(_), None) => b"f",
            (None, Some(_)) => b"S",
            (None, None) => return,
        };
        if let Some(fill) = shape.fill.map(|paint| self.look.drawn(paint)) {
            let before = self.fill.replace(fill);
            self.colour(fill, before, [b"cs", b"scn"]);
        }
        if let Some((paint, width)) = line {
            let line = self.look.drawn(paint);
            let before = self.line.replace(line);
            self.colour(line, before, [b"CS", b"SCN"]);
            if self.width.replace(width) != Some(width) {
                put_number(&mut self.out, f64::from(width), 0);
                put(&mut self.out, b"", b"w");
            }
        }
        if !matches!(shape.path.first(), Some(Step::Move(_))) {
            self.step(&[Point { x: 0, y: 0 }], b"m");
        }
        for step in &shape.path {
            match *step {
                Step::Move(to) => self.step(&[to], b"m"),
                Step::Line(to) => self.step(&[to], b"l"),
                Step::Curve(a, b, to) => self.step(&[a, b, to], b"c"),
                Step::Close => self.step(&[], b"h"),
            }
        }
        put(&mut self.out, b"", operator);
    }

    /// Sets a colour, and its space, where they are others than before.
    fn colour(&mut self, colour: Colour, before: Option<Colour>, [space, set]: [&[u8]; 2]) {
        if before == Some(colour) {
            return;
        }
        if before.is_none_or(|before| before.is_grey() != colour.is_grey()) {
            put(&mut self.out, self.spaces.name(colour), space);
        }
        let Colour { red, green, blue } = colour;
        let parts = if colour.is_grey() { vec![red] } else { vec![red, green, blue] };
        parts.iter().for_each(|part| put_colour(&mut self.out, f64::from(*part) / 255.0));
        put(&mut self.out, b"", set);
    }

    fn step(&mut self, points: &[Point], operator: &[u8]) {
        for (x, y) in points.iter().copied().map(at) {
            put_number(&mut self.out, f64::from(x), 0);
            put_number(&mut self.out, f64::from(y), 0);
        }
        put(&mut self.out, b"", operator);
    }
}

/// How far a drawing reaches with its lines to the left, up, to the right and down; never nothing.
fn extent(drawing: &Drawing) -> [f32; 4] {
    let [mut left, mut top] = [0.0_f32; 2];
    let [mut right, mut bottom] = [1.0_f32; 2];
    for shape in &drawing.shapes {
        // Handles count as points: an extent may be too large.
        let reach = shape.line.map_or(0.0, |(_, width)| 0.5 * width.max(0) as f32);
        for (x, y) in shape.path.iter().flat_map(points).map(at) {
            (left, right) = (left.min(x - reach), right.max(x + reach));
            (top, bottom) = (top.min(y - reach), bottom.max(y + reach));
        }
    }
    [left, top, right, bottom]
}

/// The points and handles of a step.
fn points(step: &Step) -> impl Iterator<Item = Point> + use<> {
    let points = match *step {
        Step::Move(to) | Step::Line(to) => [Some(to), None, None],
        Step::Curve(a, b, to) => [Some(a), Some(b), Some(to)],
        Step::Close => [None; 3],
    };
    points.into_iter().flatten()
}
