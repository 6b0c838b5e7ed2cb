//! The arrow that shows what moves.

use crate::body::Vector;

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::oval::Oval;

/// The least movement that gets an arrow.
const LEAST_MOVE: f64 = 0.02;
/// The least length of an arrow.
const LEAST: f64 = 0.085;
/// The length of an arrow for a press.
const PRESS: f64 = 0.10;
const SHAFT: f64 = 0.015;
/// The head: its length and half its width.
const HEAD: (f64, f64) = (0.045, 0.025);
/// The white round it, on each side.
const HALO: f64 = 0.007;
/// Points along the arrow.
const POINTS: usize = 4;

/// The marks of the arrow for a path in the world, kept off a body that is seen as ovals.
pub(super) fn arrow(eye: &Eye, path: &[Vector], push: bool, body: &[Oval]) -> Vec<Mark> {
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

/// A short arrow is drawn larger about its middle.
fn lengthened(points: Vec<Flat>, length: f64) -> Vec<Flat> {
    let middle = points[0].towards(points[POINTS - 1], 0.5);
    let scale = (LEAST / length).max(1.0);
    points.iter().map(|point| middle + (*point - middle) * scale).collect()
}

/// The arrow moved sideways to where it hides the least of the body.
fn clear_of(points: &[Flat], body: &[Oval]) -> Vec<Flat> {
    let moved = |off: f64| -> Vec<Flat> {
        let across = |i: usize| {
            (points[(i + 1).min(POINTS - 1)] - points[i.saturating_sub(1)]).unit().left()
        };
        (0..POINTS).map(|i| points[i] + across(i) * off).collect()
    };
    let balls: Vec<(Flat, f64)> = body.iter().map(|oval| (oval.at, oval.radius() + 0.02)).collect();
    let over = |point: Flat| {
        balls.iter().map(|(at, radius)| radius - (point - *at).length()).fold(0.0, f64::max)
    };
    let cost = |off: &f64| {
        let points = moved(*off);
        let halves = points.windows(2).map(|pair| pair[0].towards(pair[1], 0.5));
        let hidden: f64 = points.iter().copied().chain(halves).map(over).sum();
        3.0 * hidden + 0.5 * off.abs()
    };
    let offs = [0.05, -0.05, 0.075, -0.075, 0.1, -0.1, 0.13, -0.13, 0.16, -0.16];
    let costs = offs.iter().map(cost);
    let best = costs.zip(offs).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, off)| off);
    moved(best.unwrap_or_default())
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
