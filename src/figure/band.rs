//! A target muscle on the body: a spindle along its line of action, or a fan over several, hatched so
//! that it is told in black and white, and only dashed where the body hides it.

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline, Run};
use super::order::Layer;
use super::oval::{Oval, hull};
use crate::body::Vector;

/// A spindle's half width: this part of its length, within these bounds.
const SHARE: f64 = 0.17;
const WIDEST: f64 = 0.026;
const NARROWEST: f64 = 0.016;
/// The half width of a tendon.
const TENDON: f64 = 0.005;
/// Lines shorter than this on average are drawn as one fan.
const FAN: f64 = 0.16;
/// The half width of each line of a fan.
const FAN_HALF: f64 = 0.013;
/// No muscle is as long as this; a line that is comes from a fault in its data.
const LONGEST: f64 = 1.0;
/// Points along a line, where it is measured.
const POINTS: usize = 5;
/// The width of the line round a muscle, of its dashes, and of its hatching.
const EDGE: f64 = 0.005;
const DASH_WIDTH: f64 = 0.008;
const HATCH: f64 = 0.0045;
/// How far apart the strokes of the hatching are.
const HATCH_STEP: f64 = 0.028;
/// A dash and the gap after it.
const DASH: (f64, f64) = (0.030, 0.018);
/// A line is on the far side of a limb from this part of its thickness beyond its axis.
const FAR_SIDE: f64 = 0.35;

/// A line of action in the plane.
struct Strand {
    middle: [Flat; POINTS],
    half: [f64; POINTS],
    length: f64,
    hidden: bool,
}

/// The marks of a muscle with some lines, on a body in layers.
pub(super) fn band(eye: &Eye, lines: &[Vec<Vector>], body: &[Layer]) -> Vec<Mark> {
    let strands: Vec<Strand> =
        lines.iter().filter_map(|line| Strand::new(eye, line, lines.len(), body)).collect();
    let whole: f64 = strands.iter().map(|strand| strand.length).sum();
    if strands.len() > 1 && whole < FAN * strands.len() as f64 {
        let hidden = strands.iter().filter(|strand| strand.hidden).count();
        return painted(&[fan(&strands)], fan_hatching(&strands), 2 * hidden > strands.len());
    }
    // Parts that the body hides are told by those that are seen, if any is.
    let hidden = strands.iter().all(|strand| strand.hidden);
    let some = strands.iter().filter(|strand| strand.hidden == hidden);
    let outlines: Vec<Outline> = some.clone().map(Strand::outline).collect();
    let mut hatching = Outline::default();
    some.for_each(|strand| hatching.join(strand.hatching()));
    painted(&outlines, hatching, hidden)
}

/// Whether most of a line is seen.
pub(super) fn is_seen(eye: &Eye, line: &[Vector], body: &[Layer]) -> bool {
    Strand::new(eye, line, 1, body).is_some_and(|strand| !strand.hidden)
}

/// Whether a point on or in the body is hidden by it.
pub(super) fn is_hidden(eye: &Eye, at: Vector, body: &[Layer]) -> bool {
    let (seen, depth) = (eye.flat(at), eye.depth(at));
    Owner::of(seen, depth, body).is_some_and(|owner| owner.hides(seen, depth, body))
}

/// Areas with one line round them all, or dashes.
fn painted(areas: &[Outline], hatching: Outline, hidden: bool) -> Vec<Mark> {
    let mut all = Outline::default();
    areas.iter().for_each(|area| all.join(area.clone()));
    let mut marks = match areas {
        [] => return Vec::new(),
        _ if hidden => {
            let mut lines = Outline::default();
            areas.iter().for_each(|area| lines.join(dashes(area)));
            vec![Mark::lined(lines, Paint::Muscle, DASH_WIDTH)]
        }
        [one] => vec![Mark::both(one.clone(), Paint::Muscle, Paint::MuscleHatch, EDGE)],
        _ => vec![
            Mark::lined(all.clone(), Paint::MuscleHatch, 2.0 * EDGE),
            Mark::filled(all, Paint::Muscle),
        ],
    };
    marks.push(Mark::lined(hatching, Paint::MuscleHatch, HATCH));
    marks
}

impl Strand {
    /// None where a line is seen end on, or is too long for a body.
    fn new(eye: &Eye, line: &[Vector], lines: usize, body: &[Layer]) -> Option<Self> {
        let points: [Vector; POINTS] = spread(line).try_into().ok()?;
        let mut middle = points.map(|at| eye.flat(at));
        let length: f64 = middle.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum();
        if !(0.004..LONGEST).contains(&length) {
            return None;
        }
        // The lines of a muscle share its width, but still overlap.
        let widest = (SHARE * length).clamp(NARROWEST, WIDEST) * if lines > 1 { 0.8 } else { 1.0 };
        let mut half = [TENDON; POINTS];
        let mut hides = 0;
        for i in 0..POINTS {
            let along = i as f64 / (POINTS - 1) as f64;
            half[i] += (widest - TENDON) * libm::sin(core::f64::consts::PI * along);
            let across = left(&middle, i);
            if let Some(owner) = Owner::of(middle[i], eye.depth(points[i]), body) {
                hides += usize::from(owner.hides(middle[i], eye.depth(points[i]), body));
                middle[i] = owner.keep_within(middle[i], across, half[i]);
            }
        }
        Some(Self { middle, half, length, hidden: 2 * hides > POINTS })
    }

    fn side(&self, sign: f64) -> Vec<Flat> {
        (0..POINTS)
            .map(|i| self.middle[i] + left(&self.middle, i) * (sign * self.half[i]))
            .collect()
    }

    /// Always runs with the clock, so that strands that overlap are one area.
    fn outline(&self) -> Outline {
        let mut outline = Outline::smooth(&self.side(1.0));
        let back: Vec<Flat> = self.side(-1.0).into_iter().rev().collect();
        outline.runs.push(Run::Line(back[0]));
        outline.smooth_on(&back);
        outline.runs.push(Run::Close);
        outline
    }

    /// The middle, the direction to the left and the half width at a part of the length, 0 to 1.
    fn at(&self, part: f64) -> (Flat, Flat, f64) {
        let place = part * (POINTS - 1) as f64;
        let i = (place as usize).min(POINTS - 2);
        let rest = place - i as f64;
        let half = self.half[i] + (self.half[i + 1] - self.half[i]) * rest;
        let out = left(&self.middle, i) * (1.0 - rest) + left(&self.middle, i + 1) * rest;
        (self.middle[i].towards(self.middle[i + 1], rest), out.unit(), half)
    }

    /// Slanting strokes across.
    fn hatching(&self) -> Outline {
        let count = (self.length / HATCH_STEP) as usize;
        let mut strokes = Outline::default();
        for i in 1..count {
            let (at, left, half) = self.at(i as f64 / count as f64);
            let across = (left + left.right() * 0.6) * (0.75 * half);
            strokes.join(Outline::line(&[at - across, at + across]));
        }
        strokes
    }
}

/// The direction to the left of a line at one of its points.
fn left(points: &[Flat; POINTS], i: usize) -> Flat {
    (points[(i + 1).min(POINTS - 1)] - points[i.saturating_sub(1)]).unit().left()
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

/// The part of the body that a point is in or nearest to, and the point of its axis there.
struct Owner {
    part: usize,
    axis: Oval,
}

impl Owner {
    fn of(at: Flat, depth: f64, body: &[Layer]) -> Option<Self> {
        let mut best: Option<(f64, Self)> = None;
        for (part, layer) in body.iter().enumerate() {
            for pair in layer.ovals.windows(2) {
                let axis = nearest(&pair[0], &pair[1], at, depth);
                let (across, deep) = (at - axis.at, depth - axis.depth);
                let apart = (across.dot(across) + deep * deep) / axis.square();
                if best.as_ref().is_none_or(|(least, _)| apart < *least) {
                    best = Some((apart, Self { part, axis }));
                }
            }
        }
        best.map(|(_, owner)| owner)
    }

    /// Whether this part, or another, lies between a point in it and the eye.
    fn hides(&self, at: Flat, depth: f64, body: &[Layer]) -> bool {
        let front = self.axis.depth + self.axis.thick + 0.01;
        let apart = |oval: &Oval| (at - oval.at).dot(at - oval.at);
        let covers = |oval: &Oval| oval.depth > front && apart(oval) < 0.8 * oval.square();
        let other =
            |(part, layer): (usize, &Layer)| part != self.part && layer.ovals.iter().any(covers);
        depth < self.axis.depth - FAR_SIDE * self.axis.thick || body.iter().enumerate().any(other)
    }

    /// Moves a point across its line until its half width lies within this part.
    fn keep_within(&self, at: Flat, across: Flat, half: f64) -> Flat {
        let off = (at - self.axis.at).dot(across);
        let excess = off.abs() + half - (self.axis.reach(across) - EDGE).max(half);
        if excess > 0.0 { at - across * (excess * off.signum()) } else { at }
    }
}

/// What a tube between two ovals is where it comes closest to a point.
fn nearest(a: &Oval, b: &Oval, at: Flat, depth: f64) -> Oval {
    let (way, rise) = (b.at - a.at, b.depth - a.depth);
    let along = (at - a.at).dot(way) + (depth - a.depth) * rise;
    let part = (along / (way.dot(way) + rise * rise).max(1e-9)).clamp(0.0, 1.0);
    a.mixed(b, part)
}

/// One area round the strands of a fan.
fn fan(strands: &[Strand]) -> Outline {
    let square = FAN_HALF * FAN_HALF;
    let round = |at: &Flat| Oval { at: *at, xx: square, yy: square, ..Oval::default() };
    let ovals: Vec<Oval> = strands
        .iter()
        .flat_map(|strand| [0, POINTS / 2, POINTS - 1].map(|i| round(&strand.middle[i])))
        .collect();
    hull(&ovals)
}

/// Strokes across a fan, from its first strand to its last.
fn fan_hatching(strands: &[Strand]) -> Outline {
    let mut strokes = Outline::default();
    let (Some(first), Some(last)) = (strands.first(), strands.last()) else { return strokes };
    let length = strands.iter().map(|strand| strand.length).fold(0.0, f64::max);
    let count = (length / HATCH_STEP).max(4.0) as usize;
    for i in 1..count {
        let part = i as f64 / count as f64;
        let middle = |strand: &Strand| strand.at(part).0;
        let (from, to) = (middle(first), middle(last));
        let across =
            if (to - from).length() > 0.004 { (to - from).unit() } else { first.at(part).1 };
        let out = across * (0.6 * FAN_HALF);
        let inner = strands[1..strands.len() - 1].iter().map(middle);
        let mut line = vec![from - out];
        line.extend(inner);
        line.push(to + out);
        strokes.join(Outline::line(&line));
    }
    strokes
}

/// Dashes along an outline.
fn dashes(outline: &Outline) -> Outline {
    let edge = flattened(outline);
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

/// A closed outline as corners, with the middle of each curve.
fn flattened(outline: &Outline) -> Vec<Flat> {
    let mut points: Vec<Flat> = Vec::new();
    for run in &outline.runs {
        match *run {
            Run::Move(to) | Run::Line(to) => points.push(to),
            Run::Curve(a, b, to) => {
                let from = points.last().copied().unwrap_or(a);
                points.push((from + to) * 0.125 + (a + b) * 0.375);
                points.push(to);
            }
            Run::Close => points.extend(points.first().copied()),
        }
    }
    points
}
