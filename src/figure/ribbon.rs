//! Bands and straps: drawn tight from place to place, or in a loop round the legs.

use core::f64::consts::{FRAC_PI_2, PI};

use crate::body::Vector;

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::mannequin::{Figure, Limb};
use super::order::{FIRM, Layer};
use super::person::{LINE, leg_layer};
use super::solid::{THIN, egg, rod, square_to};

/// Half the width of a loop.
const HALF: f64 = 0.015;
/// How far a loop lies off what it runs round.
const OFF: f64 = 0.004;
/// Steps of a half loop.
const STEPS: usize = 8;
/// How far apart the places are at which a stretched band is compared with what it may hide.
const GRAIN: f64 = 0.04;
/// The least height of a post, its radius, and the radius of its foot and of its hook.
const POST: f64 = 0.20;
const POST_RADIUS: f64 = 0.011;
const POST_FOOT: f64 = 0.045;
const HOOK: f64 = 0.017;

/// A band in straight pieces from point to point.
pub(super) fn stretched(eye: &Eye, points: &[Vector]) -> Vec<Layer> {
    let piece = |pair: &[Vector]| {
        let (from, way) = (pair[0], pair[1] - pair[0]);
        let line = Outline::line(&[eye.flat(from), eye.flat(pair[1])]);
        let count = (way.length() / GRAIN).clamp(1.0, 12.0) as usize;
        let at = |i: usize| from + way * ((i as f64 + 0.5) / count as f64);
        Layer {
            marks: vec![
                Mark::lined(line.clone(), Paint::Ink, 2.2 * LINE),
                Mark::lined(line, Paint::Gear, 1.2 * LINE),
            ],
            ovals: (0..count).map(|i| eye.ball(at(i), HALF)).collect(),
            over: Vec::new(),
        }
    };
    points.windows(2).map(piece).collect()
}

/// A post with a hook at a place, for the fixed end of a band.
pub(super) fn post(eye: &Eye, hook: Vector) -> Layer {
    let foot = Vector::new(hook.x, 0.0, hook.z);
    let top = foot + Vector::Y * (hook.y + 2.0 * HOOK).max(POST);
    let flat = [Vector::X * POST_FOOT, Vector::Y * 0.008, Vector::Z * POST_FOOT];
    let round = [Vector::X, Vector::Y, Vector::Z].map(|axis| axis * HOOK);
    let mut layer = egg(eye, foot, flat, Paint::PropShade);
    for part in
        [rod(eye, foot, top, POST_RADIUS, Paint::PropShade), egg(eye, hook, round, Paint::Gear)]
    {
        layer.marks.extend(part.marks);
        layer.ovals.extend(part.ovals);
    }
    layer
}

/// A loop round the legs at some points: the half behind them and the half before them.
pub(super) fn looped(figure: &Figure, points: &[Vector]) -> Vec<Layer> {
    let limbs: Vec<Limb> = points.iter().filter_map(|at| figure.leg(*at)).collect();
    let Some(ring) = Ring::round(limbs) else { return Vec::new() };
    let eye = &figure.eye;
    let near = libm::atan2(eye.depth(ring.second), eye.depth(ring.first));
    vec![ring.half(eye, near + PI, -FIRM), ring.half(eye, near, FIRM)]
}

/// The plane of a loop, and what it runs round.
struct Ring {
    limbs: Vec<Limb>,
    /// Two directions square to each other in its plane, and the one out of it.
    first: Vector,
    second: Vector,
    along: Vector,
}

impl Ring {
    fn round(limbs: Vec<Limb>) -> Option<Self> {
        let (one, last) = (limbs.first()?, limbs.last()?);
        let apart = last.at - one.at;
        let first = if apart.length() > 0.01 { apart.unit() } else { square_to(one.along) };
        let other = if one.along.dot(last.along) < 0.0 { -last.along } else { last.along };
        let mean = one.along + other;
        let along = (mean - first * mean.dot(first)).unit();
        Some(Self { first, second: along.cross(first), along, limbs })
    }

    /// Its point farthest in a direction of its plane: straight between limbs, round about them.
    fn at(&self, turn: f64) -> Vector {
        let out = self.first * libm::cos(turn) + self.second * libm::sin(turn);
        let edge = |limb: &Limb| limb.at + out * (limb.radius + OFF);
        let edges = self.limbs.iter().map(edge);
        edges.max_by(|a, b| a.dot(out).total_cmp(&b.dot(out))).unwrap_or_default()
    }

    /// The half that faces a direction of its plane, with its lead before the legs.
    fn half(&self, eye: &Eye, facing: f64, lead: f64) -> Layer {
        let turn = |i: usize| facing - FRAC_PI_2 + PI * i as f64 / STEPS as f64;
        let line: Vec<Vector> = (0..=STEPS).map(|i| self.at(turn(i))).collect();
        let edge = |off: f64| line.iter().map(move |at| eye.flat(*at + self.along * off));
        let strip: Vec<Flat> = edge(HALF).chain(edge(-HALF).rev()).collect();
        Layer {
            marks: vec![Mark::both(Outline::polygon(&strip), Paint::Gear, Paint::Ink, THIN)],
            ovals: line.iter().map(|at| eye.ball(*at, HALF)).collect(),
            over: self.limbs.iter().map(|limb| (leg_layer(limb), lead)).collect(),
        }
    }
}
