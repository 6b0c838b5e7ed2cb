//! Drawings to print: a jointed figure of about sixty shapes, as large a one as is to be expected.

use std::sync::Arc;

use regimen::figure::{Drawing, Paint, Point, Shape, Step};
use regimen::handout::Picture;

/// A Bézier handle that makes a quarter of a circle, in thousandths of the radius.
const ROUND: i32 = 552;

/// A point.
pub(crate) const fn at(x: i32, y: i32) -> Point {
    Point { x, y }
}

/// A filled circle of four curves.
pub(crate) fn disc(centre: Point, radius: i32, fill: Paint) -> Shape {
    let (x, y, r, k) = (centre.x, centre.y, radius, radius * ROUND / 1000);
    let path = vec![
        Step::Move(at(x + r, y)),
        Step::Curve(at(x + r, y + k), at(x + k, y + r), at(x, y + r)),
        Step::Curve(at(x - k, y + r), at(x - r, y + k), at(x - r, y)),
        Step::Curve(at(x - r, y - k), at(x - k, y - r), at(x, y - r)),
        Step::Curve(at(x + k, y - r), at(x + r, y - k), at(x + r, y)),
        Step::Close,
    ];
    Shape { path, fill: Some(fill), line: None }
}

/// A line through points.
pub(crate) fn stroke(points: &[Point], line: Paint, width: i32) -> Shape {
    let mut path: Vec<Step> = points.iter().map(|point| Step::Line(*point)).collect();
    path[0] = Step::Move(points[0]);
    Shape { path, fill: None, line: Some((line, width)) }
}

/// A closed area with an edge.
pub(crate) fn area(points: &[Point], fill: Paint, line: Paint) -> Shape {
    let mut shape = stroke(points, line, 6);
    shape.path.push(Step::Close);
    Shape { fill: Some(fill), ..shape }
}

/// A limb: ink a little too wide, then its own paint.
fn limb(points: &[Point], paint: Paint, width: i32) -> [Shape; 2] {
    [stroke(points, Paint::Ink, width + 20), stroke(points, paint, width)]
}

/// A person on the back, the hips lifted by `lift`: 1150 wide, 450 high.
pub(crate) fn lying(lift: i32) -> Drawing {
    let hip = at(560, 330 - lift);
    let mat = [at(20, 420), at(60, 360), at(1090, 360), at(1130, 420)];
    let mut shapes = vec![area(&mat, Paint::Mat, Paint::MatEdge)];
    shapes.extend(limb(&[hip, at(760, 190), at(800, 370), at(880, 370)], Paint::Skin, 70));
    shapes.extend(limb(&[at(330, 340), at(440, 370), at(560, 380)], Paint::Skin, 40));
    shapes.extend(limb(&[at(290, 330), hip], Paint::Shirt, 110));
    shapes.extend(limb(&[hip, at(640, 270 - lift / 2)], Paint::Shorts, 90));
    shapes.extend([disc(at(170, 320), 65, Paint::Ink), disc(at(170, 320), 55, Paint::Skin)]);
    shapes.extend(detail(hip));
    let tip = at(560, 120);
    shapes.push(stroke(&[at(560, 220), tip], Paint::Arrow, 16));
    shapes.push(stroke(&[at(530, 160), tip, at(590, 160)], Paint::Arrow, 16));
    Drawing { width: 1150, height: 450, shapes }
}

/// A person who stands with the knees bent by `bend`: 520 wide, 1100 high.
pub(crate) fn standing(bend: i32) -> Drawing {
    let hip = at(260 - bend, 560 + bend);
    let shoulder = at(270, 260 + bend);
    let mut shapes = vec![stroke(&[at(10, 1080), at(510, 1080)], Paint::MatEdge, 12)];
    shapes.extend(limb(
        &[hip, at(290 + bend / 2, 800), at(250, 1040), at(330, 1050)],
        Paint::Skin,
        70,
    ));
    shapes.extend(limb(&[shoulder, at(300, 430), at(340, 560 + bend)], Paint::Skin, 45));
    shapes.extend(limb(&[shoulder, hip], Paint::Shirt, 120));
    shapes.extend(limb(&[hip, at(275 + bend / 3, 690)], Paint::Shorts, 90));
    let head = at(280, 110 + bend);
    shapes.extend([disc(head, 75, Paint::Ink), disc(head, 65, Paint::Skin)]);
    shapes.extend(detail(hip));
    Drawing { width: 520, height: 1100, shapes }
}

/// A muscle with its strokes and where its pain is felt: some forty small shapes.
fn detail(hip: Point) -> Vec<Shape> {
    let mut shapes = vec![disc(hip, 45, Paint::Muscle)];
    for i in -4..=4 {
        let x = hip.x + 8 * i;
        shapes.push(stroke(
            &[at(x - 10, hip.y + 25), at(x + 10, hip.y - 25)],
            Paint::MuscleHatch,
            4,
        ));
    }
    shapes.push(disc(at(hip.x + 70, hip.y + 20), 40, Paint::Pain));
    for (row, column) in (0..5).flat_map(|row| (0..6).map(move |column| (row, column))) {
        let dot = at(hip.x + 42 + 11 * column, hip.y - 4 + 11 * row);
        shapes.push(disc(dot, 3, Paint::PainHatch));
    }
    shapes
}

/// A picture with words.
pub(crate) fn picture(drawing: Drawing, alt: &str, caption: &str) -> Picture {
    Picture { drawing: Arc::new(drawing), alt: alt.into(), caption: caption.into() }
}

/// The start and the end of an exercise: on the back if `number` is odd, or else standing. The same
/// number gives the same drawings, another gives others.
pub(crate) fn start_and_end(number: u32) -> Vec<Picture> {
    let by = i32::try_from(number).unwrap_or_default();
    let of = |step: i32| if number % 2 == 1 { lying(step) } else { standing(step) };
    vec![
        picture(of(by % 40), "Hip lift, at the start. Lie on your back.", "Start"),
        picture(of(by % 40 + 50), "Hip lift, at the end. Lift your hips.", "End"),
    ]
}
