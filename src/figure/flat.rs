//! The plane of the picture: points, outlines, and the marks that a drawing is made of.
//!
//! Lengths are fractions of body height, x to the right and y up, until [`super::frame`] rounds them.

use std::ops::{Add, Mul, Neg, Sub};

use super::Paint;

/// A point or a direction in the plane of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Flat {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Flat {
    pub(super) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(super) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Positive where `other` lies to the left.
    pub(super) fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    pub(super) fn length(self) -> f64 {
        libm::sqrt(self.dot(self))
    }

    /// The same direction with length 1; the zero vector stays.
    pub(super) fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { self }
    }

    /// A quarter turn to the left.
    pub(super) fn left(self) -> Self {
        Self { x: -self.y, y: self.x }
    }

    /// A quarter turn to the right.
    pub(super) fn right(self) -> Self {
        Self { x: self.y, y: -self.x }
    }

    /// The way from here to there: 0 here, 1 there.
    pub(super) fn towards(self, there: Self, part: f64) -> Self {
        self + (there - self) * part
    }

    /// The direction at an angle in radians, against the clock from the right.
    pub(super) fn at_angle(radians: f64) -> Self {
        Self { x: libm::cos(radians), y: libm::sin(radians) }
    }

    /// Turns it by radians, against the clock.
    pub(super) fn turned(self, radians: f64) -> Self {
        let by = Self::at_angle(radians);
        Self { x: self.x * by.x - self.y * by.y, y: self.x * by.y + self.y * by.x }
    }
}

impl Add for Flat {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl Sub for Flat {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

impl Neg for Flat {
    type Output = Self;
    fn neg(self) -> Self {
        Self { x: -self.x, y: -self.y }
    }
}

impl Mul<f64> for Flat {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by }
    }
}

/// One stretch of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Run {
    Move(Flat),
    Line(Flat),
    Curve(Flat, Flat, Flat),
    Close,
}

/// A line or the edge of an area; may have several parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Outline {
    pub(super) runs: Vec<Run>,
}

impl Outline {
    /// A closed polygon.
    pub(super) fn polygon(points: &[Flat]) -> Self {
        let mut outline = Self::line(points);
        outline.runs.push(Run::Close);
        outline
    }

    /// An open line of straight pieces.
    pub(super) fn line(points: &[Flat]) -> Self {
        let runs = points.iter().enumerate();
        let runs = runs.map(|(i, p)| if i == 0 { Run::Move(*p) } else { Run::Line(*p) });
        Self { runs: runs.collect() }
    }

    /// An open smooth line through points.
    pub(super) fn smooth(points: &[Flat]) -> Self {
        let mut outline = Self::default();
        let Some(first) = points.first() else { return outline };
        outline.runs.push(Run::Move(*first));
        outline.smooth_on(points);
        outline
    }

    /// Goes on smoothly from `points[0]`, where the outline already is, through the others.
    pub(super) fn smooth_on(&mut self, points: &[Flat]) {
        let at = |i: usize| points[i.min(points.len() - 1)];
        for i in 0..points.len().saturating_sub(1) {
            let before = at(i.saturating_sub(1));
            let (from, to, after) = (at(i), at(i + 1), at(i + 2));
            self.runs.push(Run::Curve(
                from + (to - before) * (1.0 / 6.0),
                to - (after - from) * (1.0 / 6.0),
                to,
            ));
        }
    }

    /// It, moved.
    pub(super) fn moved(mut self, by: Flat) -> Self {
        for run in &mut self.runs {
            *run = match *run {
                Run::Move(to) => Run::Move(to + by),
                Run::Line(to) => Run::Line(to + by),
                Run::Curve(a, b, to) => Run::Curve(a + by, b + by, to + by),
                Run::Close => Run::Close,
            };
        }
        self
    }

    /// Adds the parts of another.
    pub(super) fn join(&mut self, other: Self) {
        self.runs.extend(other.runs);
    }
}

/// A painted outline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) outline: Outline,
    pub(super) fill: Option<Paint>,
    /// The paint of the line and its width.
    pub(super) line: Option<(Paint, f64)>,
}

impl Mark {
    pub(super) fn moved(self, by: Flat) -> Self {
        Self { outline: self.outline.moved(by), ..self }
    }

    pub(super) fn filled(outline: Outline, fill: Paint) -> Self {
        Self { outline, fill: Some(fill), line: None }
    }

    pub(super) fn lined(outline: Outline, paint: Paint, width: f64) -> Self {
        Self { outline, fill: None, line: Some((paint, width)) }
    }

    pub(super) fn both(outline: Outline, fill: Paint, paint: Paint, width: f64) -> Self {
        Self { outline, fill: Some(fill), line: Some((paint, width)) }
    }
}
