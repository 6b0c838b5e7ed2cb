//! Boxes, rods and balls in the world: what props are made of.

use crate::body::Vector;

use super::Paint;
use super::eye::Eye;
use super::flat::{Mark, Outline};
use super::order::Layer;
use super::oval::{Oval, hull};
use super::person::LINE;

/// The width of a prop's lines.
pub(super) const THIN: f64 = 0.7 * LINE;
/// How round a cushion's edges are: this part of its half thickness.
const ROUND: f64 = 0.9;
/// How far apart, at most, are the places at which a box is compared with what it may hide.
const GRAIN: f64 = 0.07;

/// A box: its centre and three half edges, square to each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) at: Vector,
    pub(super) half: [Vector; 3],
}

impl Block {
    /// A box with half edges along `along`, up and across both.
    pub(super) fn new(at: Vector, along: Vector, half: [f64; 3]) -> Self {
        let across = along.cross(Vector::Y);
        Self { at, half: [along * half[0], Vector::Y * half[1], across * half[2]] }
    }

    /// The faces that are seen; those at the ends of its first edge are in shade.
    pub(super) fn layer(&self, eye: &Eye, light: Paint, shade: Paint) -> Layer {
        let mut marks = Vec::new();
        for i in 0..3 {
            let out = self.half[i];
            let towards = eye.depth(out);
            if towards.abs() < 1e-3 * out.length() {
                continue;
            }
            let out = if towards > 0.0 { out } else { -out };
            let (a, b) = (self.half[(i + 1) % 3], self.half[(i + 2) % 3]);
            let middle = self.at + out;
            let corners = [a + b, a - b, -a - b, b - a].map(|corner| eye.flat(middle + corner));
            let paint = if i == 0 { shade } else { light };
            marks.push(Mark::both(Outline::polygon(&corners), paint, Paint::Ink, THIN));
        }
        Layer { marks, ovals: self.places(eye), over: Vec::new() }
    }

    /// Balls that fill it roughly.
    fn places(&self, eye: &Eye) -> Vec<Oval> {
        let parts = self.half.map(|half| (2.0 * half.length() / GRAIN).ceil().clamp(1.0, 5.0));
        let step = |i: usize| self.half[i] * (2.0 / parts[i]);
        let radius = (0..3).map(|i| step(i).length() / 2.0).fold(0.0, f64::max);
        let part = |i: usize, n: usize| step(i) * (n as f64 + 0.5) - self.half[i];
        let mut places = Vec::new();
        for x in 0..parts[0] as usize {
            for y in 0..parts[1] as usize {
                for z in 0..parts[2] as usize {
                    let at = self.at + part(0, x) + part(1, y) + part(2, z);
                    places.push(eye.ball(at, radius));
                }
            }
        }
        places
    }
}

/// A round rod from one end to the other, with its near end seen.
pub(super) fn rod(eye: &Eye, from: Vector, to: Vector, radius: f64, paint: Paint) -> Layer {
    let axis = (to - from).unit();
    let ends = [from, to].map(|at| disc(eye, at, axis, radius));
    let near = if ends[0].depth > ends[1].depth { &ends[0] } else { &ends[1] };
    let marks = vec![
        Mark::both(hull(&ends), paint, Paint::Ink, THIN),
        Mark::both(near.outline(), paint, Paint::Ink, THIN),
    ];
    let ovals = (0..4).map(|i| eye.ball(from + (to - from) * (f64::from(i) / 3.0), radius));
    Layer { marks, ovals: ovals.collect(), over: Vec::new() }
}

/// A thin disc square to an axis of length 1.
pub(super) fn disc(eye: &Eye, at: Vector, axis: Vector, radius: f64) -> Oval {
    let a = square_to(axis);
    eye.oval(at, [a * radius, axis.cross(a) * radius, axis * (0.02 * radius)])
}

/// A direction square to another.
pub(super) fn square_to(axis: Vector) -> Vector {
    let helper = if axis.y.abs() < 0.9 { Vector::Y } else { Vector::X };
    axis.cross(helper).unit()
}

/// A box with round edges: a pillow, a folded cloth.
pub(super) fn cushion(eye: &Eye, at: Vector, half: [Vector; 3], paint: Paint) -> Layer {
    let thin = half.iter().map(|half| half.length()).fold(f64::MAX, f64::min);
    let radius = ROUND * thin;
    let [a, b, c] = half.map(|half| half - half.unit() * radius);
    let corners = [a + b + c, a + b - c, a - b + c, a - b - c];
    let balls: Vec<Oval> =
        corners.iter().flat_map(|c| [at + *c, at - *c]).map(|at| eye.ball(at, radius)).collect();
    let marks = vec![Mark::both(hull(&balls), paint, Paint::Ink, THIN)];
    Layer { marks, ovals: Block { at, half }.places(eye), over: Vec::new() }
}

/// An ellipsoid: a ball.
pub(super) fn egg(eye: &Eye, at: Vector, half: [Vector; 3], paint: Paint) -> Layer {
    let oval = eye.oval(at, half);
    let marks = vec![Mark::both(oval.outline(), paint, Paint::Ink, THIN)];
    Layer { marks, ovals: vec![oval], over: Vec::new() }
}
