//! The head: which way it faces matters more than a face, and nothing on it sets sex or age.

use crate::body::{Frame, Vector};

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline, Run};
use super::mannequin::{EAR, EYE, Figure, HAIR, HAIRLINE, HEAD, NOSE, Side};
use super::order::Layer;
use super::oval::hull;
use super::person::LINE;

const SIDES: [Side; 2] = [Side::Right, Side::Left];
/// How far a face may turn away, as the cosine to the eye, before what is on it is no longer seen.
const SEEN: f64 = 0.2;

/// The layer of the head.
pub(super) fn layer(figure: &Figure) -> Layer {
    let ovals = figure.ovals(HEAD, Side::Right);
    let face = hull(&ovals);
    let nose = hull(&figure.ovals(NOSE, Side::Right));
    let ears = SIDES.map(|side| hull(&figure.ovals(EAR, side)));
    let mut all = face.clone();
    [&nose, &ears[0], &ears[1]].into_iter().for_each(|part| all.join(part.clone()));
    let mut marks =
        vec![Mark::lined(all.clone(), Paint::Ink, 2.0 * LINE), Mark::filled(all, Paint::Skin)];
    if let Some(frame) = figure.segment("head", Side::Right).map(|i| figure.placed.frames[i]) {
        marks.extend(hair(&figure.eye, &frame).map(|hair| Mark::filled(hair, Paint::Hair)));
        marks.extend(features(figure, &frame, ears));
    }
    Layer { marks, ovals, over: Vec::new() }
}

/// The ear that is seen, the eyes that are seen, and the nose where it is seen from the front.
fn features(figure: &Figure, frame: &Frame, ears: [Outline; 2]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let facing = |way: Vector| figure.eye.depth(frame.turn.apply(way.unit()));
    for (side, ear) in SIDES.into_iter().zip(ears) {
        let out = if side == Side::Left { -1.0 } else { 1.0 };
        if facing(Vector::new(-0.1, 0.0, out)) > SEEN {
            marks.push(Mark::both(ear, Paint::Skin, Paint::Ink, 0.7 * LINE));
        }
        if facing(Vector::new(1.0, 0.0, 0.45 * out)) > SEEN {
            let ovals = figure.ovals(EYE, side);
            marks.extend(ovals.iter().map(|eye| Mark::filled(eye.outline(), Paint::Ink)));
        }
    }
    if facing(Vector::X) > 0.7 {
        let at = |x, y, z| figure.eye.flat(frame.place(Vector::new(x, y, z)));
        let wings = [at(0.050, 0.040, 0.008), at(0.058, 0.034, 0.0), at(0.050, 0.040, -0.008)];
        marks.push(Mark::lined(Outline::smooth(&wings), Paint::Ink, 0.7 * LINE));
    }
    marks
}

/// The part of the hair that is seen: the ellipsoid [`HAIR`] behind the plane [`HAIRLINE`].
///
/// On the ellipsoid stretched to a ball, the hairline is a circle and the edge that is seen another;
/// the hair lies between them.
fn hair(eye: &Eye, frame: &Frame) -> Option<Outline> {
    let (centre, half) = HAIR;
    let (back, off) = (HAIRLINE.0.unit(), HAIRLINE.1);
    let seen = |u: Vector| {
        let point = Vector::new(u.x * half.x, u.y * half.y, u.z * half.z);
        eye.flat(frame.place(centre + point))
    };
    // The direction to the eye, on the ball.
    let depth = |axis: Vector| eye.depth(frame.turn.apply(axis));
    let near = Vector::new(
        half.x * depth(Vector::X),
        half.y * depth(Vector::Y),
        half.z * depth(Vector::Z),
    );
    let near = near.unit();
    let round = libm::sqrt(1.0 - off * off);
    let along = (near - back * back.dot(near)).unit();
    let line = Circle { centre: back * off, a: along * round, b: back.cross(along) * round };
    let reach = -off * back.dot(near) / (round * along.dot(near)).max(1e-6);
    if reach >= 1.0 {
        return None;
    }
    let end = libm::acos(reach.max(-1.0));
    let mut runs = vec![Run::Move(seen(line.at(-end)))];
    line.arc(-end, end, &seen, &mut runs);
    if reach > -1.0 {
        let out = (back - near * back.dot(near)).unit();
        let edge = Circle { centre: Vector::ZERO, a: out, b: near.cross(out) };
        let from = line.at(end);
        let turn = libm::atan2(edge.b.dot(from), edge.a.dot(from));
        edge.arc(turn, -turn, &seen, &mut runs);
    }
    runs.push(Run::Close);
    Some(Outline { runs })
}

/// A circle in space.
struct Circle {
    centre: Vector,
    a: Vector,
    b: Vector,
}

impl Circle {
    fn at(&self, turn: f64) -> Vector {
        self.centre + self.a * libm::cos(turn) + self.b * libm::sin(turn)
    }

    /// Draws it from one angle to another, as `seen`, which must keep lines straight.
    fn arc(&self, from: f64, to: f64, seen: &impl Fn(Vector) -> Flat, runs: &mut Vec<Run>) {
        let parts = libm::ceil(libm::fabs(to - from) / 1.9).max(1.0);
        let step = (to - from) / parts;
        let handle = 4.0 / 3.0 * libm::tan(step / 4.0);
        let ahead = |turn: f64| (self.b * libm::cos(turn) - self.a * libm::sin(turn)) * handle;
        for i in 0..parts as usize {
            let (start, end) = (from + step * i as f64, from + step * (i + 1) as f64);
            runs.push(Run::Curve(
                seen(self.at(start) + ahead(start)),
                seen(self.at(end) - ahead(end)),
                seen(self.at(end)),
            ));
        }
    }
}
