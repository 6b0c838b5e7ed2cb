//! An exercise bicycle, built round the person who sits on it.

use crate::body::Vector;

use super::Paint;
use super::eye::Eye;
use super::flat::{Mark, Outline};
use super::order::Layer;
use super::oval::Oval;
use super::solid::{THIN, cushion, disc};

/// From the tail bone to the middle of the saddle: forward and down.
const SADDLE: (f64, f64) = (0.055, 0.112);
/// Half the saddle's length, thickness and width.
const SADDLE_HALF: [f64; 3] = [0.065, 0.014, 0.04];
/// The wheel: how far before the cranks, its height and its radius.
const WHEEL: (f64, f64, f64) = (0.20, 0.125, 0.095);
/// The height of the rail on the floor, and half the length of its feet.
const RAIL: (f64, f64) = (0.015, 0.10);
/// The width of a tube of the frame, of the bar, a pedal and a crank, and the radius of the crank's disc.
const TUBE: f64 = 0.022;
const BAR: f64 = 0.022;
const PEDAL: f64 = 0.020;
const ARM: f64 = 0.018;
const CRANK: f64 = 0.038;
/// How far the cranks and half a pedal reach aside, and the shoe's sole above a pedal's axis.
const ASIDE: (f64, f64, f64) = (0.028, 0.030, 0.012);
/// How much farther the bicycle counts than it is: the body is round it.
const WITHIN: f64 = 0.03;

/// What is seen of it, for the tail bone, both palms and both soles, right before left.
pub(super) fn bicycle(eye: &Eye, points: &[Vector], forward: Vector) -> Vec<Layer> {
    let &[tail, right_palm, left_palm, right_sole, left_sole] = points else { return Vec::new() };
    let across = forward.cross(Vector::Y);
    let level = |at: Vector| at - across * at.dot(across) + across * tail.dot(across);
    let hub = level((right_sole + left_sole) * 0.5);
    let bar = level((right_palm + left_palm) * 0.5);
    let saddle = tail + forward * SADDLE.0 - Vector::Y * SADDLE.1;
    let mut layers = vec![frame(eye, [saddle, hub, bar], forward, across)];
    let grip = (right_palm - left_palm).unit() * 0.03;
    layers.push(tube(eye, left_palm - grip, right_palm + grip, BAR, Paint::PropShade));
    for (sole, aside) in [(right_sole, across), (left_sole, -across)] {
        layers.push(crank(eye, hub + aside * ASIDE.0, sole - Vector::Y * ASIDE.2, aside));
    }
    layers
}

/// Rail, posts, wheel and saddle, in the middle plane.
fn frame(eye: &Eye, [saddle, hub, bar]: [Vector; 3], forward: Vector, across: Vector) -> Layer {
    let on_rail = |at: Vector| Vector::new(at.x, RAIL.0, at.z);
    let wheel = Vector::new(hub.x, WHEEL.1, hub.z) + forward * WHEEL.0;
    let (back, front) = (on_rail(saddle - forward * 0.06), on_rail(wheel + forward * 0.07));
    let fork = wheel + Vector::Y * (WHEEL.2 + 0.03);
    let side = across * RAIL.1;
    let mut tubes = Outline::default();
    for line in [
        vec![back - side, back + side],
        vec![front - side, front + side],
        vec![back, front],
        vec![saddle, hub, on_rail(hub)],
        vec![hub, fork, wheel],
        vec![fork, bar],
    ] {
        let seen: Vec<_> = line.iter().map(|at| eye.flat(*at)).collect();
        tubes.join(Outline::line(&seen));
    }
    let round = |at: Vector, radius: f64| disc(eye, at, across, radius);
    let filled = |oval: &Oval, paint| Mark::both(oval.outline(), paint, Paint::Ink, THIN);
    let seat = SADDLE_HALF;
    let seat = [forward * seat[0], Vector::Y * seat[1], across * seat[2]];
    let (post, saddle) = (saddle, cushion(eye, saddle, seat, Paint::Shoe));
    let mut marks = vec![
        Mark::lined(tubes.clone(), Paint::Ink, TUBE),
        Mark::lined(tubes, Paint::PropShade, TUBE - 2.0 * THIN),
        filled(&round(wheel, WHEEL.2), Paint::Prop),
        filled(&round(hub, CRANK), Paint::PropShade),
    ];
    marks.extend(saddle.marks);
    let between = |a: Vector, b: Vector| (0..5).map(move |i| a + (b - a) * (f64::from(i) / 4.0));
    let places = between(post, hub).chain(between(fork, bar));
    let mut ovals: Vec<Oval> = places.map(|at| eye.ball(at, TUBE)).collect();
    ovals.push(round(wheel, WHEEL.2));
    ovals.extend(saddle.ovals);
    within(Layer { marks, ovals, over: Vec::new() })
}

/// A crank with its pedal.
fn crank(eye: &Eye, hub: Vector, pedal: Vector, aside: Vector) -> Layer {
    let end = pedal - aside * (pedal - hub).dot(aside);
    let tread = aside * ASIDE.1;
    let mut layer = tube(eye, hub, end, ARM, Paint::PropShade);
    let pedal = tube(eye, pedal - tread, pedal + tread, PEDAL, Paint::Shoe);
    layer.marks.extend(pedal.marks);
    layer.ovals.extend(pedal.ovals);
    layer
}

/// A straight tube of a width.
fn tube(eye: &Eye, from: Vector, to: Vector, width: f64, paint: Paint) -> Layer {
    let line = Outline::line(&[eye.flat(from), eye.flat(to)]);
    let marks = vec![
        Mark::lined(line.clone(), Paint::Ink, width),
        Mark::lined(line, paint, width - 2.0 * THIN),
    ];
    let ovals = (0..4).map(|i| eye.ball(from + (to - from) * (f64::from(i) / 3.0), width / 2.0));
    within(Layer { marks, ovals: ovals.collect(), over: Vec::new() })
}

/// A layer a little farther than it is.
fn within(mut layer: Layer) -> Layer {
    layer.ovals.iter_mut().for_each(|oval| oval.depth -= WITHIN);
    layer
}
