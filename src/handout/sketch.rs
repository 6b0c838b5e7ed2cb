//! Simple shapes on a diagram: lengths are tenths of a millimetre if the column is [`WIDTH`] wide.

use crate::figure::{Drawing, Paint, Point, Shape, Step};
use crate::handout::{Hold, Label};

/// The width of a diagram, the same as of the page between its margins on A4.
pub(super) const WIDTH: i32 = 1740;

/// A Bézier handle that makes a quarter of a circle, in thousandths of the radius.
const ROUND: i32 = 552;

/// A diagram in the making: shapes from back to front, and words.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    shapes: Vec<Shape>,
    pub(super) labels: Vec<Label>,
}

impl Sketch {
    /// The drawing, as high as that.
    pub(super) fn drawing(&mut self, height: i32) -> Drawing {
        Drawing { width: WIDTH, height, shapes: std::mem::take(&mut self.shapes) }
    }

    /// A rectangle from its top left corner, with its width and height.
    pub(super) fn rectangle(
        &mut self,
        (x, y): (i32, i32),
        (width, height): (i32, i32),
        fill: Paint,
    ) {
        let (right, foot) = (x + width, y + height);
        let path = closed(&[(x, y), (right, y), (right, foot), (x, foot)]);
        let line = Some((Paint::Ink, 3));
        self.shapes.push(Shape { path, fill: Some(fill), line });
    }

    /// Straight lines from point to point.
    pub(super) fn line(&mut self, points: &[(i32, i32)], paint: Paint, width: i32) {
        self.shapes.push(Shape { path: open(points), fill: None, line: Some((paint, width)) });
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, (x, y): (i32, i32), radius: i32, fill: Paint) {
        let k = radius * ROUND / 1000;
        let at = |dx: i32, dy: i32| Point { x: x + dx, y: y + dy };
        let r = radius;
        let path = vec![
            Step::Move(at(r, 0)),
            Step::Curve(at(r, k), at(k, r), at(0, r)),
            Step::Curve(at(-k, r), at(-r, k), at(-r, 0)),
            Step::Curve(at(-r, -k), at(-k, -r), at(0, -r)),
            Step::Curve(at(k, -r), at(r, -k), at(r, 0)),
            Step::Close,
        ];
        self.shapes.push(Shape { path, fill: Some(fill), line: Some((Paint::Ink, 3)) });
    }

    /// Words.
    pub(super) fn label(&mut self, (x, y): (i32, i32), hold: Hold, text: String) {
        self.labels.push(Label { at: Point { x, y }, hold, text, strong: false });
    }

    /// Words that stand out.
    pub(super) fn strong(&mut self, (x, y): (i32, i32), hold: Hold, text: String) {
        self.labels.push(Label { at: Point { x, y }, hold, text, strong: true });
    }
}

fn open(points: &[(i32, i32)]) -> Vec<Step> {
    let steps = points.iter().enumerate().map(|(i, (x, y))| {
        let at = Point { x: *x, y: *y };
        if i == 0 { Step::Move(at) } else { Step::Line(at) }
    });
    steps.collect()
}

fn closed(points: &[(i32, i32)]) -> Vec<Step> {
    let mut path = open(points);
    path.push(Step::Close);
    path
}
