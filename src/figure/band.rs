//! A target muscle on the body: a spindle along each line of action, hatched so that it is told in
//! black and white, and only dashed where the body hides it.

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::order::Layer;
use super::oval::Oval;
use crate::body::Vector;

/// A spindle's half width: this part of its length, within these bounds.
const SHARE: f64 = 0.17;
const WIDEST: f64 = 0.026;
const NARROWEST: f64 = 0.016;
/// The half width of a tendon.
const TENDON: f64 = 0.005;
/// Points along a line, where the spindle is measured.
const POINTS: usize = 5;
const EDGE: f64 = 0.005;
const HATCH: f64 = 0.0045;
/// How far apart the strokes of the hatching are.
const HATCH_STEP: f64 = 0.019;
/// A dash and the gap after it.
const DASH: (f64, f64) = (0.020, 0.014);

/// A spindle in the plane.
struct Spindle {
    middle: [Flat; POINTS],
    half: [f64; POINTS],
    hidden: bool,
}

/// The marks of a muscle with some lines, on a body that is seen as ovals.
pub(super) fn band(eye: &Eye, lines: &[Vec<Vector>], body: &[Layer]) -> Vec<Mark> {
    let spindles: Vec<Spindle> =
        lines.iter().filter_map(|line| spindle(eye, line, lines.len(), body)).collect();
    let (hidden, seen): (Vec<_>, Vec<_>) = spindles.iter().partition(|spindle| spindle.hidden);
    let mut marks = Vec::new();
    if !hidden.is_empty() {
        let mut dashes = Outline::default();
        hidden.iter().for_each(|spindle| dashes.join(spindle.dashes()));
        marks.push(Mark::lined(dashes, Paint::Muscle, 1.6 * EDGE));
        marks.push(hatching(&hidden));
    }
    if !seen.is_empty() {
        let mut all = Outline::default();
        seen.iter().for_each(|spindle| all.join(spindle.outline()));
        if seen.len() > 1 {
            marks.push(Mark::lined(all.clone(), Paint::MuscleHatch, 2.0 * EDGE));
            marks.push(Mark::filled(all, Paint::Muscle));
        } else {
            marks.push(Mark::both(all, Paint::Muscle, Paint::MuscleHatch, EDGE));
        }
        marks.push(hatching(&seen));
    }
    marks
}

fn spindle(eye: &Eye, line: &[Vector], lines: usize, body: &[Layer]) -> Option<Spindle> {
    let points = spread(line);
    let points: [Vector; POINTS] = points.try_into().ok()?;
    let mut middle = points.map(|at| eye.flat(at));
    let length: f64 = middle.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum();
    if length < 0.004 {
        return None;
    }
    // The lines of a fan share its width, but still overlap.
    let share = if lines > 1 { 0.8 } else { 1.0 };
    let widest = (SHARE * length).clamp(NARROWEST, WIDEST) * share;
    let mut half = [TENDON; POINTS];
    let mut hides = 0;
    for i in 0..POINTS {
        let along = i as f64 / (POINTS - 1) as f64;
        let swell = libm::sin(core::f64::consts::PI * along);
        half[i] = TENDON + (widest - TENDON).max(0.0) * swell;
        let ahead = middle[(i + 1).min(POINTS - 1)] - middle[i.saturating_sub(1)];
        if let Some((part, owner)) = owner(middle[i], eye.depth(points[i]), body) {
            let others = body.iter().enumerate().filter(|(other, _)| *other != part);
            let others = others.flat_map(|(_, layer)| &layer.ovals);
            hides += usize::from(hidden(middle[i], eye.depth(points[i]), owner, others));
            middle[i] = kept_within(middle[i], ahead.unit().left(), half[i], owner);
        }
    }
    Some(Spindle { middle, half, hidden: 2 * hides > POINTS })
}

/// Points at equal steps along a line.
fn spread(line: &[Vector]) -> Vec<Vector> {
    let steps: Vec<f64> = line.windows(2).map(|pair| (pair[1] - pair[0]).length()).collect();
    let whole: f64 = steps.iter().sum();
    let at = |i: usize| {
        let mut left = whole * i as f64 / (POINTS - 1) as f64;
        for (pair, step) in line.windows(2).zip(&steps) {
            if left <= *step && *step > 0.0 {
                return pair[0] + (pair[1] - pair[0]) * (left / step);
            }
            left -= step;
        }
        line.last().copied().unwrap_or_default()
    };
    if line.len() < 2 { Vec::new() } else { (0..POINTS).map(at).collect() }
}

/// The part of the body that a point is in or nearest to, and its oval there.
fn owner(at: Flat, depth: f64, body: &[Layer]) -> Option<(usize, &Oval)> {
    let apart = |(_, oval): &(usize, &Oval)| {
        let across = (at - oval.at).length() / oval.radius();
        let deep = (depth - oval.depth) / oval.thick.max(1e-6);
        across * across + deep * deep
    };
    let parts = body.iter().enumerate();
    let ovals = parts.flat_map(|(part, layer)| layer.ovals.iter().map(move |oval| (part, oval)));
    ovals.min_by(|a, b| apart(a).total_cmp(&apart(b)))
}

/// Whether the part that it is in, or one of the others, lies between a point and the eye.
fn hidden<'a>(
    at: Flat,
    depth: f64,
    owner: &Oval,
    mut others: impl Iterator<Item = &'a Oval>,
) -> bool {
    let on_far_side = depth < owner.depth - 0.35 * owner.thick;
    let front = owner.depth + owner.thick + 0.01;
    let covers = |oval: &Oval| (at - oval.at).length() < 0.9 * oval.radius();
    on_far_side || others.any(|oval| oval.depth > front && covers(oval))
}

/// Moves a point across its line until its width lies within the part that it is in.
fn kept_within(at: Flat, across: Flat, half: f64, owner: &Oval) -> Flat {
    let off = (at - owner.at).dot(across);
    let excess = off.abs() + half - (owner.reach(across) - EDGE).max(half);
    if excess > 0.0 { at - across * (excess * off.signum()) } else { at }
}

impl Spindle {
    /// The direction to the left at a point.
    fn left(&self, i: usize) -> Flat {
        (self.middle[(i + 1).min(POINTS - 1)] - self.middle[i.saturating_sub(1)]).unit().left()
    }

    fn side(&self, sign: f64) -> Vec<Flat> {
        (0..POINTS).map(|i| self.middle[i] + self.left(i) * (sign * self.half[i])).collect()
    }

    /// Always runs with the clock, so that spindles that overlap are one area.
    fn outline(&self) -> Outline {
        let mut outline = Outline::smooth(&self.side(1.0));
        let back: Vec<Flat> = self.side(-1.0).into_iter().rev().collect();
        outline.runs.push(super::flat::Run::Line(back[0]));
        outline.smooth_on(&back);
        outline.runs.push(super::flat::Run::Close);
        outline
    }

    fn dashes(&self) -> Outline {
        let mut edge = self.side(1.0);
        edge.extend(self.side(-1.0).into_iter().rev());
        edge.push(edge[0]);
        let mut dashes = Outline::default();
        let (dash, gap) = DASH;
        let mut phase = 0.0;
        for pair in edge.windows(2) {
            let length = (pair[1] - pair[0]).length();
            let mut at = -phase;
            while at < length {
                let (from, to) = (at.max(0.0), (at + dash).min(length));
                if to > from {
                    let point = |x: f64| pair[0].towards(pair[1], x / length);
                    dashes.join(Outline::line(&[point(from), point(to)]));
                }
                at += dash + gap;
            }
            phase = (phase + length) % (dash + gap);
        }
        dashes
    }

    /// The middle and half width at a part of the length, 0 to 1.
    fn at(&self, part: f64) -> (Flat, Flat, f64) {
        let place = part * (POINTS - 1) as f64;
        let i = (place as usize).min(POINTS - 2);
        let rest = place - i as f64;
        let half = self.half[i] + (self.half[i + 1] - self.half[i]) * rest;
        let left = (self.left(i) * (1.0 - rest) + self.left(i + 1) * rest).unit();
        (self.middle[i].towards(self.middle[i + 1], rest), left, half)
    }
}

/// Slanting strokes across spindles.
fn hatching(spindles: &[&Spindle]) -> Mark {
    let mut strokes = Outline::default();
    for spindle in spindles {
        let length: f64 = spindle.middle.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum();
        let count = (length / HATCH_STEP) as usize;
        for i in 1..count {
            let (at, left, half) = spindle.at(i as f64 / count as f64);
            let across = (left + left.right() * 0.6) * (0.75 * half);
            strokes.join(Outline::line(&[at - across, at + across]));
        }
    }
    Mark::lined(strokes, Paint::MuscleHatch, HATCH)
}
