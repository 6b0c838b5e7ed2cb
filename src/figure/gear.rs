//! What a person holds, wears or squeezes.

use crate::body::Vector;

use super::bicycle::bicycle;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::mannequin::Figure;
use super::order::Layer;
use super::oval::Oval;
use super::person::LINE;
use super::scene::Gear;
use super::solid::{Block, cushion, egg, rod};
use super::water::{Water, water};
use super::{Paint, ribbon};

/// Half a dumbbell's length, and the radius of its ends.
const DUMBBELL: (f64, f64) = (0.055, 0.030);
/// Half the length, the least half thickness and half the width of a pillow between the knees.
const PILLOW: (f64, f64, f64) = (0.085, 0.026, 0.055);
/// Half a pole's length, and its radius.
const POLE: (f64, f64) = (0.35, 0.009);
/// Half the length and width of a heat or cold pack.
const PACK: (f64, f64) = (0.075, 0.048);

/// A piece of gear: painted before the body, among it where it may be hidden, and on top of it.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) behind: Vec<Mark>,
    pub(super) among: Vec<Layer>,
    pub(super) on_top: Vec<Mark>,
}

impl Seen {
    fn among(among: Vec<Layer>) -> Self {
        Self { among, ..Self::default() }
    }

    fn on_top(on_top: Vec<Mark>) -> Self {
        Self { on_top, ..Self::default() }
    }
}

/// What is seen of gear at its points, on a body that is seen as ovals; nothing where it is not in use.
pub(super) fn gear(figure: &Figure, item: &Gear, points: &[Vector], body: &[Oval]) -> Seen {
    let eye = &figure.eye;
    if points.is_empty() {
        return Seen::default();
    }
    let middle = points.iter().fold(Vector::ZERO, |sum, at| sum + *at);
    let middle = middle * (1.0 / points.len() as f64);
    match item.id.as_str() {
        "loop" => Seen::among(ribbon::looped(figure, points)),
        "strap" | "towel" | "band" => Seen::among(band(figure, points, item.fixed)),
        "weight" | "dumbbell" => Seen::among(vec![dumbbells(eye, points)]),
        "bag" | "backpack" => {
            let bag = Block::new(middle - Vector::Y * 0.05, Vector::X, [0.06, 0.07, 0.045]);
            Seen::among(vec![bag.layer(eye, Paint::Gear, Paint::Gear)])
        }
        "ball" => Seen::among(vec![egg(eye, middle, round(0.055), Paint::Gear)]),
        "pillow" => Seen::among(pillow(figure, points, middle)),
        "roller" | "foam-roller" => {
            let half = Vector::Z * 0.13;
            Seen::among(vec![rod(eye, middle - half, middle + half, 0.044, Paint::Gear)])
        }
        "pole" => Seen::among(vec![pole(eye, points, middle)]),
        "bicycle" => Seen::among(bicycle(eye, points, item.facing)),
        "water" => {
            let Water { behind, before } = water(figure, middle, body);
            Seen { behind: vec![behind], on_top: before, ..Seen::default() }
        }
        "heat-pack" => Seen::on_top(pack(eye, middle, Paint::Heat, waves)),
        "cold-pack" => Seen::on_top(pack(eye, middle, Paint::Cold, snowflake)),
        _ => Seen::among(vec![egg(eye, middle, round(0.035), Paint::Gear)]),
    }
}

/// The half axes of a ball.
fn round(r: f64) -> [Vector; 3] {
    [Vector::X * r, Vector::Y * r, Vector::Z * r]
}

/// A band or strap through its points, and from the last of them to where it is fixed. One point on a
/// leg is a loop round it there.
fn band(figure: &Figure, points: &[Vector], fixed: Option<Vector>) -> Vec<Layer> {
    let eye = &figure.eye;
    let way: Vec<Vector> = points.iter().copied().chain(fixed).collect();
    let mut layers = ribbon::stretched(eye, &way);
    layers.extend(fixed.map(|hook| ribbon::post(eye, hook)));
    let round = |at: &Vector| figure.leg(*at).is_some_and(|leg| leg.holds(*at));
    if points.len() == 1 && points.iter().all(round) {
        layers.extend(ribbon::looped(figure, points));
    }
    layers
}

/// A pillow between the legs: thin from one to the other, long along them.
fn pillow(figure: &Figure, points: &[Vector], middle: Vector) -> Vec<Layer> {
    let (long, thick, wide) = PILLOW;
    let Some(leg) = figure.leg(points[0]) else { return Vec::new() };
    let between = points[points.len() - 1] - points[0];
    let thin = if between.length() > 0.02 { between.unit() } else { (points[0] - leg.at).unit() };
    let along = (leg.along - thin * leg.along.dot(thin)).unit();
    let half = thick.max(between.length() / 2.0 + 0.005);
    let at = if points.len() > 1 { middle } else { middle + thin * half };
    let half = [along * long, thin * half, along.cross(thin) * wide];
    vec![cushion(&figure.eye, at, half, Paint::Prop)]
}

/// A stick through its points, or upright at one.
fn pole(eye: &Eye, points: &[Vector], middle: Vector) -> Layer {
    let way = points[points.len() - 1] - points[0];
    let way = if way.length() > 0.05 { way.unit() } else { Vector::Y };
    rod(eye, middle - way * POLE.0, middle + way * POLE.0, POLE.1, Paint::PropShade)
}

/// A dumbbell in each hand, or one upright between two hands that are together.
fn dumbbells(eye: &Eye, points: &[Vector]) -> Layer {
    let mut layer = Layer::default();
    let together = matches!(points, [a, b] if (*a - *b).length() < 0.15);
    let (places, axis) = match points {
        [a, b] if together => (vec![(*a + *b) * 0.5], Vector::Y),
        _ => (points.to_vec(), Vector::X),
    };
    for at in places {
        let (half, radius) = DUMBBELL;
        let end = axis * half;
        let mut heads = [at - end, at + end];
        if eye.depth(axis) < 0.0 {
            heads.reverse();
        }
        let [far, near] = heads.map(|at| egg(eye, at, round(radius), Paint::Gear));
        let grip = Outline::line(&[eye.flat(at - end), eye.flat(at + end)]);
        layer.ovals.extend(far.ovals.iter().chain(&near.ovals));
        layer.marks.extend(far.marks);
        layer.marks.push(Mark::lined(grip, Paint::Ink, 2.0 * LINE));
        layer.marks.extend(near.marks);
    }
    layer
}

/// A pack on the skin, with a sign on it that tells what it is without its colour.
fn pack(eye: &Eye, at: Vector, paint: Paint, sign: impl Fn(Flat) -> Outline) -> Vec<Mark> {
    let centre = eye.flat(at);
    let (long, wide) = PACK;
    let corner = |(x, y): (f64, f64)| centre + Flat::new(x * long, y * wide);
    let edge = [(-1.0, 1.0), (1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)].map(corner);
    vec![
        Mark::both(Outline::polygon(&edge), paint, Paint::Ink, LINE),
        Mark::lined(sign(centre), Paint::Paper, 0.9 * LINE),
    ]
}

/// Rising warmth.
fn waves(centre: Flat) -> Outline {
    let (long, wide) = PACK;
    let mut waves = Outline::default();
    for x in [-0.5, 0.0, 0.5] {
        let wave = [(0.0, -0.6), (0.15, -0.2), (-0.15, 0.2), (0.0, 0.6)];
        let at = |(side, up): (f64, f64)| centre + Flat::new((x + side) * long, up * wide);
        waves.join(Outline::smooth(&wave.map(at)));
    }
    waves
}

/// Three strokes.
fn snowflake(centre: Flat) -> Outline {
    let mut strokes = Outline::default();
    for turn in [30.0_f64, 90.0, 150.0] {
        let arm = Flat::at_angle(turn.to_radians()) * (0.65 * PACK.1);
        strokes.join(Outline::line(&[centre - arm, centre + arm]));
    }
    strokes
}
