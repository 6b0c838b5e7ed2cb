//! The arrow that shows what moves.

use crate::body::Vector;

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::order::Layer;

/// The least movement that gets an arrow.
const LEAST_MOVE: f64 = 0.02;
/// The least length of an arrow.
const LEAST: f64 = 0.075;
/// An arrow shorter than this may also be moved along its way.
const SHORT: f64 = 0.20;
/// How far an arrow may be moved, sideways and along its way.
const ACROSS: [f64; 9] = [0.0, 0.03, 0.05, 0.07, 0.09, 0.11, 0.13, 0.15, 0.17];
const ALONG: [f64; 9] = [0.0, 0.05, -0.05, 0.09, -0.09, 0.13, -0.13, 0.17, -0.17];
/// How far off the body's outline an arrow should be at least, and at its nearest at most.
const EDGE: f64 = 0.022;
const NEAR: f64 = 0.035;
/// The length of an arrow for a press.
const PRESS: f64 = 0.10;
const SHAFT: f64 = 0.015;
/// The head: its length and half its width.
const HEAD: (f64, f64) = (0.042, 0.024);
/// The white round it, on each side.
const HALO: f64 = 0.007;
/// Points along the arrow.
const POINTS: usize = 4;

/// What an arrow keeps off: the body as discs close enough to leave no gap.
pub(super) struct Body {
    discs: Vec<(Flat, f64)>,
}

impl Body {
    /// The body in layers.
    pub(super) fn of(layers: &[Layer]) -> Self {
        let mut discs = Vec::new();
        for layer in layers {
            discs.extend(layer.ovals.iter().map(|oval| (oval.at, oval.radius())));
            let between = layer.ovals.windows(2).map(|pair| pair[0].mixed(&pair[1], 0.5));
            discs.extend(between.map(|oval| (oval.at, oval.radius())));
        }
        Self { discs }
    }

    /// How deep a point lies in the body with an edge round it; 0 outside.
    fn depth(&self, point: Flat) -> f64 {
        let mut deepest = 0.0_f64;
        for (at, radius) in &self.discs {
            let (apart, reach) = (point - *at, radius + EDGE);
            if apart.dot(apart) < reach * reach {
                deepest = deepest.max(reach - apart.length());
            }
        }
        deepest
    }

    /// How far a point is off the body, or 0 within it.
    fn gap(&self, point: Flat) -> f64 {
        let mut least = f64::MAX;
        for (at, radius) in &self.discs {
            let (apart, reach) = (point - *at, radius + least);
            if apart.dot(apart) < reach * reach {
                least = (apart.length() - radius).max(0.0);
            }
        }
        least
    }
}

/// The marks of the arrow for a path in the world, kept off the body but near it.
pub(super) fn arrow(eye: &Eye, path: &[Vector], push: bool, body: &Body) -> Vec<Mark> {
    let seen: Vec<Flat> = path.iter().map(|at| eye.flat(*at)).collect();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return Vec::new() };
    let points = if push {
        let way = (*last - *first).unit();
        vec![*last - way * PRESS, *last]
    } else {
        let length: f64 = seen.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum();
        if length < LEAST_MOVE {
            return Vec::new();
        }
        clear_of(&lengthened(spread(&seen, length), length), body)
    };
    painted(&points)
}

/// Points at equal steps along a line of a length.
fn spread(line: &[Flat], length: f64) -> Vec<Flat> {
    let at = |i: usize| {
        let mut left = length * i as f64 / (POINTS - 1) as f64;
        for pair in line.windows(2) {
            let step = (pair[1] - pair[0]).length();
            if left <= step && step > 0.0 {
                return pair[0].towards(pair[1], left / step);
            }
            left -= step;
        }
        line[line.len() - 1]
    };
    (0..POINTS).map(at).collect()
}

/// A short arrow is drawn larger about its middle, and straight.
fn lengthened(points: Vec<Flat>, length: f64) -> Vec<Flat> {
    let way = points[POINTS - 1] - points[0];
    if length >= LEAST || way.length() < 0.5 * length {
        return points;
    }
    let middle = points[0].towards(points[POINTS - 1], 0.5);
    let step = |i: usize| (i as f64 / (POINTS - 1) as f64 - 0.5) * LEAST;
    (0..POINTS).map(|i| middle + way.unit() * step(i)).collect()
}

/// The arrow moved to where it hides the least of the body: sideways, and if it is short also on or
/// back along its own way.
fn clear_of(points: &[Flat], body: &Body) -> Vec<Flat> {
    let way = (points[POINTS - 1] - points[0]).unit();
    let short = (points[POINTS - 1] - points[0]).length() < SHORT;
    let moved = |(off, on): (f64, f64)| -> Vec<Flat> {
        let across = |i: usize| {
            (points[(i + 1).min(POINTS - 1)] - points[i.saturating_sub(1)]).unit().left()
        };
        (0..POINTS).map(|i| points[i] + across(i) * off + way * on).collect()
    };
    let mut best = (f64::MAX, (0.0, 0.0));
    for on in ALONG.iter().filter(|on| short || **on == 0.0) {
        for off in ACROSS.iter().flat_map(|off| [*off, -off]) {
            let moves = off.abs() + on.abs();
            if moves >= best.0 {
                continue;
            }
            let cost = cost(&moved((off, *on)), body) + moves;
            if cost < best.0 {
                best = (cost, (off, *on));
            }
        }
    }
    moved(best.1)
}

/// What is wrong with an arrow: how much of the body it hides, and how far off it is.
fn cost(points: &[Flat], body: &Body) -> f64 {
    let halves = points.windows(2).map(|pair| pair[0].towards(pair[1], 0.5));
    let hidden: f64 = points.iter().copied().chain(halves).map(|point| body.depth(point)).sum();
    let gap = points.iter().map(|point| body.gap(*point)).fold(f64::MAX, f64::min);
    4.0 * hidden + 10.0 * (gap - NEAR).max(0.0)
}

fn painted(points: &[Flat]) -> Vec<Mark> {
    let (Some(tip), Some(before)) = (points.last(), points.iter().rev().nth(1)) else {
        return Vec::new();
    };
    let way = (*tip - *before).unit();
    let (long, wide) = HEAD;
    let neck = *tip - way * long;
    let head = Outline::polygon(&[*tip, neck + way.left() * wide, neck + way.right() * wide]);
    let mut line = points.to_vec();
    let end = line.len() - 1;
    line[end] = *tip - way * (0.7 * long);
    let shaft = Outline::smooth(&line);
    vec![
        Mark::lined(shaft.clone(), Paint::Paper, SHAFT + 2.0 * HALO),
        Mark::lined(head.clone(), Paint::Paper, 2.0 * HALO),
        Mark::lined(shaft, Paint::Arrow, SHAFT),
        Mark::filled(head, Paint::Arrow),
    ]
}
