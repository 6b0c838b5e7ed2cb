//! From marks in the plane to a drawing in whole numbers: crop, scale, round.

use super::flat::{Flat, Mark, Run};
use super::{Drawing, Point, Shape, Step};

/// Units of a drawing in one body height.
pub(super) const SCALE: f64 = 1000.0;
/// The empty edge round a drawing, in body heights.
const MARGIN: f64 = 0.012;

/// The place that marks take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    low: Flat,
    high: Flat,
}

impl Bounds {
    const NONE: Self =
        Self { low: Flat::new(f64::MAX, f64::MAX), high: Flat::new(f64::MIN, f64::MIN) };

    /// The place of marks with their lines; control points count, so it is never too small.
    pub(super) fn of(marks: &[Mark]) -> Self {
        let mut bounds = Self::NONE;
        for mark in marks {
            let around = mark.line.map_or(0.0, |(_, width)| width / 2.0) + MARGIN;
            let around = Flat::new(around, around);
            for run in &mark.outline.runs {
                for point in points(run) {
                    bounds.add(point - around);
                    bounds.add(point + around);
                }
            }
        }
        bounds
    }

    fn add(&mut self, point: Flat) {
        self.low = Flat::new(self.low.x.min(point.x), self.low.y.min(point.y));
        self.high = Flat::new(self.high.x.max(point.x), self.high.y.max(point.y));
    }

    /// As high and as low as all of them, as wide as itself.
    pub(super) fn level(self, all: &[Self]) -> Self {
        let mut bounds = self;
        for other in all {
            bounds.low.y = bounds.low.y.min(other.low.y);
            bounds.high.y = bounds.high.y.max(other.high.y);
        }
        bounds
    }
}

/// The points of a run, control points too.
fn points(run: &Run) -> impl Iterator<Item = Flat> {
    let [a, b, c] = match *run {
        Run::Move(to) | Run::Line(to) => [Some(to), None, None],
        Run::Curve(a, b, to) => [Some(a), Some(b), Some(to)],
        Run::Close => [None; 3],
    };
    [a, b, c].into_iter().flatten()
}

/// The drawing of marks within bounds.
pub(super) fn drawing(marks: &[Mark], bounds: Bounds) -> Drawing {
    let size = bounds.high - bounds.low;
    if !(size.x > 0.0 && size.y > 0.0) {
        return Drawing::default();
    }
    let whole = |length: f64| libm::round(length * SCALE) as i32;
    let point = |at: Flat| Point { x: whole(at.x - bounds.low.x), y: whole(bounds.high.y - at.y) };
    let step = |run: &Run| match *run {
        Run::Move(to) => Step::Move(point(to)),
        Run::Line(to) => Step::Line(point(to)),
        Run::Curve(a, b, to) => Step::Curve(point(a), point(b), point(to)),
        Run::Close => Step::Close,
    };
    let shapes = marks.iter().filter(|mark| !mark.outline.runs.is_empty()).map(|mark| Shape {
        path: mark.outline.runs.iter().map(step).collect(),
        fill: mark.fill,
        line: mark.line.map(|(paint, width)| (paint, whole(width).max(1))),
    });
    Drawing { width: whole(size.x), height: whole(size.y), shapes: joined(shapes) }
}

/// Lines of one paint and width that follow on each other are one shape: they look the same, and a
/// file names their paint once.
fn joined(shapes: impl Iterator<Item = Shape>) -> Vec<Shape> {
    let mut joined: Vec<Shape> = Vec::new();
    for shape in shapes {
        match joined.last_mut() {
            Some(last)
                if last.fill.is_none() && shape.fill.is_none() && last.line == shape.line =>
            {
                last.path.extend(shape.path);
            }
            _ => joined.push(shape),
        }
    }
    joined
}
