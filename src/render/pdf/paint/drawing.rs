//! Drawings as forms of the PDF: each distinct one is written once, and every use refers to it.
//!
//! krilla would take a path for each shape and find out by drawing it how far its line reaches, which
//! takes a quarter of all the time of a page. So krilla gets a stand-in of the same extent in the same
//! colour spaces (`stand_in`), and what stands in it is replaced when the file is packed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::figure::{Drawing, Paint, Point, Shape, Step};
use crate::render::pdf::look::{Colour, Look};
use crate::render::pdf::stream::Stream;
use crate::render::pdf::token::{put, put_colour, put_number};
use crate::render::reach::at;

/// A drawing as it is written.
#[derive(Debug)]
pub(in crate::render::pdf) struct Form {
    /// How far it reaches to the left, up, to the right and down.
    pub(super) extent: [f32; 4],
    /// A colour of each space that it needs.
    pub(super) spaces: Vec<Colour>,
    stream: Stream,
}

impl Form {
    /// A drawing in its own units.
    fn new(drawing: &Drawing, look: Look) -> Self {
        let spaces = Spaces::of(drawing, look);
        let (extent, colours) = (extent(drawing), spaces.0.clone());
        let stream = Stream::new(Content::new(spaces, look).drawing(drawing));
        Self { extent, spaces: colours, stream }
    }

    /// What stands in it.
    pub(in crate::render::pdf) fn stream(&self) -> &Stream {
        &self.stream
    }
}

/// A drawing by where it lies in memory, and whether it has no colour.
type Key = (usize, bool);
type Written = BTreeMap<Key, (Weak<Drawing>, Arc<Form>)>;

/// What drawings were written as, for those that others have too: an exercise is the same for all.
/// A drawing that is kept here in name holds its place in memory, so that no other can be taken for it.
static WRITTEN: Mutex<Written> = Mutex::new(BTreeMap::new());

fn written() -> MutexGuard<'static, Written> {
    WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A drawing as it is written, or was for another document that shows it.
pub(super) fn form(drawing: &Arc<Drawing>, look: Look) -> Arc<Form> {
    let key = (Arc::as_ptr(drawing).addr(), look.mono);
    if let Some((_, form)) = written().get(&key) {
        return Arc::clone(form);
    }
    // Others need not wait meanwhile; of two that write the same the first is kept.
    let new = (Arc::downgrade(drawing), Arc::new(Form::new(drawing, look)));
    Arc::clone(&written().entry(key).or_insert(new).1)
}

/// Forgets the drawings that nobody has any more.
pub(super) fn forget() {
    written().retain(|_, (drawing, _)| drawing.strong_count() > 0);
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
                put_number::<0>(&mut self.out, f64::from(width));
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
            put_number::<0>(&mut self.out, f64::from(x));
            put_number::<0>(&mut self.out, f64::from(y));
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
