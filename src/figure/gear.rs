//! What a person holds, wears or squeezes.

use crate::body::Vector;

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::order::Layer;
use super::person::LINE;
use super::solid::{Block, egg, rod};

/// Half the width of a stretchy band, and how far it reaches beyond the points that it runs round.
const LOOP: (f64, f64) = (0.013, 0.036);
/// Half a dumbbell's length, and the radius of its ends.
const DUMBBELL: (f64, f64) = (0.055, 0.030);
/// Half the length and width of a heat or cold pack.
const PACK: (f64, f64) = (0.075, 0.048);

/// A piece of gear at its points: among the body where it may be hidden, else on top of it.
pub(super) enum Place {
    Among(Layer),
    OnTop(Vec<Mark>),
}

/// What is seen of gear at its points; none where it is not in use.
pub(super) fn gear(eye: &Eye, id: &str, points: &[Vector]) -> Option<Place> {
    let middle =
        points.iter().fold(Vector::ZERO, |sum, at| sum + *at) * (1.0 / points.len().max(1) as f64);
    if points.is_empty() {
        return None;
    }
    Some(match id {
        "strap" | "towel" => Place::OnTop(strap(eye, points)),
        "band" | "loop" => Place::OnTop(band(eye, points)),
        "weight" | "dumbbell" => Place::Among(dumbbells(eye, points)),
        "bag" | "backpack" => {
            let bag = Block::new(middle - Vector::Y * 0.05, Vector::X, [0.06, 0.07, 0.045]);
            Place::Among(bag.layer(eye, Paint::Gear, Paint::Gear))
        }
        "ball" => Place::Among(egg(eye, middle, round(0.055), Paint::Gear)),
        "pillow" => {
            let half = [Vector::X * 0.075, Vector::Y * 0.06, Vector::Z * 0.04];
            Place::Among(egg(eye, middle, half, Paint::Prop))
        }
        "roller" | "foam-roller" => {
            let half = Vector::Z * 0.13;
            Place::Among(rod(eye, middle - half, middle + half, 0.044, Paint::Gear))
        }
        "heat-pack" => Place::OnTop(pack(eye, middle, Paint::Heat)),
        "cold-pack" => Place::OnTop(pack(eye, middle, Paint::Cold)),
        _ => Place::Among(egg(eye, middle, round(0.035), Paint::Gear)),
    })
}

/// The half axes of a ball.
fn round(r: f64) -> [Vector; 3] {
    [Vector::X * r, Vector::Y * r, Vector::Z * r]
}

fn strap(eye: &Eye, points: &[Vector]) -> Vec<Mark> {
    let seen: Vec<Flat> = points.iter().map(|at| eye.flat(*at)).collect();
    let line = Outline::line(&seen);
    vec![
        Mark::lined(line.clone(), Paint::Ink, 2.2 * LINE),
        Mark::lined(line, Paint::Gear, 1.2 * LINE),
    ]
}

/// A strip across the limbs that it goes round.
fn band(eye: &Eye, points: &[Vector]) -> Vec<Mark> {
    let seen: Vec<Flat> = points.iter().map(|at| eye.flat(*at)).collect();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return Vec::new() };
    let way = *last - *first;
    let along = if way.length() > 0.01 { way.unit() } else { Flat::new(1.0, 0.0) };
    let (from, to) = (*first - along * LOOP.1, *last + along * LOOP.1);
    let up = along.left() * LOOP.0;
    let strip = Outline::polygon(&[from + up, to + up, to - up, from - up]);
    vec![Mark::both(strip, Paint::Gear, Paint::Ink, 0.7 * LINE)]
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

/// A pack on the skin, with waves that tell it from a patch of colour.
fn pack(eye: &Eye, at: Vector, paint: Paint) -> Vec<Mark> {
    let centre = eye.flat(at);
    let (long, wide) = PACK;
    let corner = |x: f64, y: f64| centre + Flat::new(x * long, y * wide);
    let edge = Outline::polygon(&[
        corner(-1.0, 1.0),
        corner(1.0, 1.0),
        corner(1.0, -1.0),
        corner(-1.0, -1.0),
    ]);
    let mut waves = Outline::default();
    for x in [-0.5, 0.0, 0.5] {
        let wave = [(0.0, -0.6), (0.15, -0.2), (-0.15, 0.2), (0.0, 0.6)];
        waves.join(Outline::smooth(&wave.map(|(side, up)| corner(x + side, up))));
    }
    vec![Mark::both(edge, paint, Paint::Ink, LINE), Mark::lined(waves, Paint::Paper, 0.8 * LINE)]
}
