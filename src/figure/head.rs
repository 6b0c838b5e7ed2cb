//! The head: which way it faces matters more than a face, and nothing on it sets sex or age.

use crate::body::{Frame, Vector};

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline, Run};
use super::mannequin::{
    EAR, EYE, EYE_WIDTH, Figure, HAIR, HAIRLINE, HEAD, NOSE_FRONT, NOSE_SIDE, SIDES, Side,
};
use super::order::Layer;
use super::oval::hull;
use super::person::LINE;

/// How far a face may turn away, as the cosine to the eye, before what is on it is no longer seen.
const SEEN: f64 = 0.2;
/// From here on a face is seen from the front, as the cosine to the eye.
const FRONT: f64 = 0.8;

/// The layer of the head.
pub(super) fn layer(figure: &Figure) -> Layer {
    let ovals = figure.ovals(HEAD, Side::Right);
    let Some(segment) = figure.segment("head", Side::Right) else { return Layer::default() };
    let frame = figure.placed.frames[segment];
    let mut marks = Vec::new();
    let mut near_ear = None;
    for side in SIDES {
        let out = Vector::new(-0.1, 0.0, side.sign()).unit();
        let facing = figure.eye.depth(frame.turn.apply(out));
        for ear in figure.ovals(EAR, side) {
            let ear = Mark::both(ear.outline(), Paint::Skin, Paint::Ink, 0.8 * LINE);
            if facing > SEEN {
                near_ear = Some(ear);
            } else if facing > -SEEN {
                marks.push(ear);
            }
        }
    }
    marks.push(Mark::both(hull(&ovals), Paint::Skin, Paint::Ink, LINE));
    marks.extend(hair(&figure.eye, &frame).map(|hair| Mark::filled(hair, Paint::Hair)));
    marks.extend(near_ear);
    marks.extend(face(&figure.eye, &frame));
    Layer { marks, ovals, over: Vec::new() }
}

/// The eyes that are seen, and the nose: its bump from the side, its wings from the front.
fn face(eye: &Eye, frame: &Frame) -> Vec<Mark> {
    let facing = |way: Vector| eye.depth(frame.turn.apply(way.unit()));
    let at = |[x, y, z]: [f64; 3]| eye.flat(frame.place(Vector::new(x, y, z)));
    let mut marks = Vec::new();
    let front = facing(Vector::X);
    let nose = if front > FRONT { NOSE_FRONT } else { NOSE_SIDE };
    if front > -0.9 {
        let line = Outline::smooth(&nose.map(at));
        marks.push(Mark::both(line, Paint::Skin, Paint::Ink, 0.8 * LINE));
    }
    let mut eyes = Outline::default();
    for side in SIDES {
        if facing(Vector::new(1.0, 0.0, 0.45 * side.sign())) > SEEN {
            let ends = EYE.map(|[x, y, z]| at([x, y, z * side.sign()]));
            eyes.join(Outline::line(&ends));
        }
    }
    marks.push(Mark::lined(eyes, Paint::Ink, EYE_WIDTH));
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
