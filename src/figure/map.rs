//! The body map: a standing body from the front and from behind, with muscles and painful areas.

use crate::body::{Body, Posture, Skeleton, Vector};

use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::frame::{Bounds, drawing};
use super::mannequin::Figure;
use super::order::{Layer, sorted};
use super::oval::{Root, Tip, tube};
use super::person::LINE;
use super::scene::{Band, Camera};
use super::{Drawing, Paint, band, person};

/// Where pain may be felt: a soft stripe through points on the skin, with the number that names it.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its number, 1 to 99.
    pub number: u8,
    /// Points in the world on the body in [`map_posture`]; a single one is a round spot.
    pub points: Vec<Vector>,
    /// Half its width, in fractions of body height.
    pub radius: f64,
}

/// How far apart the two bodies stand.
const APART: f64 = 0.70;
/// How far beside a body the numbers stand.
const BESIDE: f64 = 0.275;
/// A number's circle, the width and height of a digit and the gap to the next one, and the least step
/// between two numbers. On a map 40 mm high a digit is as high as one of 10 points.
const CIRCLE: f64 = 0.058;
const DIGIT: (f64, f64, f64) = (0.036, 0.064, 0.014);
const STEP: f64 = 0.124;
/// How far apart the dots of an area are, and how wide.
const DOT_STEP: f64 = 0.026;
const DOT: f64 = 0.008;

/// The posture of the map: upright, arms and legs a little apart. The lines of its muscles and the
/// points of its areas are to be taken from it.
#[must_use]
pub fn map_posture(skeleton: &Skeleton) -> Posture {
    let mut posture = skeleton.neutral();
    let angles = [("shoulder", "abduction", 14.0), ("hip", "abduction", 4.0)];
    for (joint, name, degrees) in angles {
        for side in ["right", "left"] {
            if let Some(turn) = skeleton.turn(&format!("{side}-{joint}"), name) {
                posture.angles[turn] = f64::to_radians(degrees);
            }
        }
    }
    posture
}

/// Draws the map. Of each band, the lines of its first view are drawn.
///
/// A muscle or an area is drawn on the body on which it is seen; one that is seen from neither side
/// is dashed on the front.
#[must_use]
pub fn body_map(body: &Body, bands: &[Band], areas: &[Area]) -> Drawing {
    let placed = body.skeleton.place(&map_posture(&body.skeleton));
    let [front, behind] = [90.0, -90.0].map(|turn| {
        let eye = Eye::new(Camera { turn, up: 0.0 });
        let figure = Figure { skeleton: &body.skeleton, placed: &placed, eye };
        (eye, person::layers(&figure, [false; 2]))
    });
    let mut marks = Vec::new();
    let mut left = vec![true; bands.len()];
    for ((eye, layers), shift) in [(&front, 0.0), (&behind, APART)] {
        let mut on_top = Vec::new();
        for (band, left) in bands.iter().zip(&mut left) {
            let Some(lines) = band.lines.first() else { continue };
            let seen: Vec<Vec<Vector>> =
                lines.iter().filter(|line| band::is_seen(eye, line, layers)).cloned().collect();
            *left &= seen.is_empty();
            on_top.extend(band::band(eye, &seen, layers));
        }
        let centre = eye.flat(placed.frames.first().map_or(Vector::ZERO, |frame| frame.at));
        let areas: Vec<&Area> = areas.iter().filter(|area| area.is_seen(eye, layers)).collect();
        let mut view: Vec<Mark> =
            sorted(layers.clone()).into_iter().flat_map(|l| l.marks).collect();
        areas.iter().for_each(|area| view.extend(area.marks(eye)));
        view.extend(on_top);
        view.extend(numbers(eye, &areas, centre));
        let by = Flat::new(shift, 0.0);
        marks.extend(view.into_iter().map(|mark| mark.moved(by)));
    }
    let hidden = bands.iter().zip(left).filter(|(_, left)| *left);
    let lines = hidden.filter_map(|(band, _)| band.lines.first());
    marks.extend(lines.flat_map(|lines| band::band(&front.0, lines, &front.1)));
    drawing(&marks, Bounds::of(&marks))
}

impl Area {
    fn is_seen(&self, eye: &Eye, body: &[Layer]) -> bool {
        let seen = |at: &&Vector| !band::is_hidden(eye, **at, body);
        2 * self.points.iter().filter(seen).count() > self.points.len()
    }

    /// A shade with dots, which tell it in black and white.
    fn marks(&self, eye: &Eye) -> Vec<Mark> {
        let ovals: Vec<_> = self.points.iter().map(|at| eye.ball(*at, self.radius)).collect();
        let shade = tube(&ovals, Root::Round, Tip::Round);
        let mut dots = Outline::default();
        let seen: Vec<Flat> = self.points.iter().map(|at| eye.flat(*at)).collect();
        for dot in grid(&seen, self.radius) {
            // A stroke of one unit: some printers leave out one without length.
            dots.join(Outline::line(&[dot, dot + Flat::new(0.001, 0.0)]));
        }
        vec![Mark::filled(shade, Paint::Pain), Mark::lined(dots, Paint::PainHatch, DOT)]
    }
}

/// The points of a slanted grid within a radius of a line.
fn grid(line: &[Flat], radius: f64) -> Vec<Flat> {
    let reach = radius - DOT;
    let mut low = Flat::new(f64::MAX, f64::MAX);
    let mut high = -low;
    for at in line {
        low = Flat::new(low.x.min(at.x - reach), low.y.min(at.y - reach));
        high = Flat::new(high.x.max(at.x + reach), high.y.max(at.y + reach));
    }
    let count = |length: f64| (length / DOT_STEP).clamp(0.0, 100.0) as usize;
    let near = |dot: &Flat| match line {
        [at] => (*at - *dot).length() <= reach,
        _ => line.windows(2).any(|pair| apart(pair[0], pair[1], *dot) <= reach),
    };
    let mut dots = Vec::new();
    for row in 0..=count(high.y - low.y) {
        let slant = if row % 2 == 0 { 0.0 } else { DOT_STEP / 2.0 };
        for column in 0..=count(high.x - low.x) {
            let step = Flat::new(column as f64 * DOT_STEP + slant, row as f64 * DOT_STEP);
            dots.push(low + step);
        }
    }
    dots.retain(near);
    dots
}

/// How far a point is from a straight line between two others.
fn apart(a: Flat, b: Flat, at: Flat) -> f64 {
    let way = b - a;
    let part = ((at - a).dot(way) / way.dot(way).max(1e-9)).clamp(0.0, 1.0);
    (a.towards(b, part) - at).length()
}

/// The numbers beside the body, from the top down on each side, with a line to their areas.
fn numbers(eye: &Eye, areas: &[&Area], centre: Flat) -> Vec<Mark> {
    let mut marks = Vec::new();
    for side in [-1.0, 1.0] {
        let mut places: Vec<(Flat, u8)> = areas
            .iter()
            .filter_map(|area| {
                Some((eye.flat(*area.points.get(area.points.len() / 2)?), area.number))
            })
            .filter(|(at, _)| (at.x >= centre.x) == (side > 0.0))
            .collect();
        places.sort_by(|a, b| b.0.y.total_cmp(&a.0.y).then(a.1.cmp(&b.1)));
        let mut below = f64::MAX;
        for (at, number) in places {
            let label = Flat::new(centre.x + side * BESIDE, at.y.min(below));
            below = label.y - STEP;
            let lead = Outline::line(&[at, label - Flat::new(side * CIRCLE, 0.0)]);
            marks.push(Mark::lined(lead, Paint::PainHatch, 0.5 * LINE));
            marks.extend(label_marks(label, number));
        }
    }
    marks
}

fn label_marks(at: Flat, number: u8) -> Vec<Mark> {
    let disc =
        super::oval::Oval { at, xx: CIRCLE * CIRCLE, yy: CIRCLE * CIRCLE, ..Default::default() };
    let digits: Vec<u8> =
        if number >= 10 { vec![number / 10 % 10, number % 10] } else { vec![number] };
    let (wide, high, gap) = DIGIT;
    let whole = digits.len() as f64 * (wide + gap) - gap;
    let mut strokes = Outline::default();
    for (i, digit) in digits.iter().enumerate() {
        let corner = at + Flat::new(i as f64 * (wide + gap) - whole / 2.0, -high / 2.0);
        for stroke in DIGITS[usize::from(*digit)] {
            let points: Vec<Flat> =
                stroke.iter().map(|(x, y)| corner + Flat::new(x * wide, y * high)).collect();
            strokes.join(Outline::line(&points));
        }
    }
    vec![
        Mark::both(disc.outline(), Paint::Paper, Paint::Ink, 0.6 * LINE),
        Mark::lined(strokes, Paint::Ink, LINE),
    ]
}

/// The strokes of each digit in a square of side 1, up from the lower left corner.
#[rustfmt::skip]
const DIGITS: [&[&[(f64, f64)]]; 10] = [
    &[&[(0.0, 0.2), (0.0, 0.8), (0.3, 1.0), (0.7, 1.0), (1.0, 0.8), (1.0, 0.2), (0.7, 0.0), (0.3, 0.0), (0.0, 0.2)]],
    &[&[(0.1, 0.75), (0.55, 1.0), (0.55, 0.0)]],
    &[&[(0.0, 0.8), (0.3, 1.0), (0.7, 1.0), (1.0, 0.8), (1.0, 0.6), (0.0, 0.0), (1.0, 0.0)]],
    &[&[(0.0, 1.0), (1.0, 1.0), (0.45, 0.6), (0.8, 0.55), (1.0, 0.35), (0.8, 0.05), (0.4, 0.0), (0.0, 0.12)]],
    &[&[(0.75, 0.0), (0.75, 1.0), (0.0, 0.3), (1.0, 0.3)]],
    &[&[(0.95, 1.0), (0.1, 1.0), (0.05, 0.55), (0.6, 0.62), (1.0, 0.35), (0.8, 0.05), (0.4, 0.0), (0.0, 0.12)]],
    &[&[(0.9, 0.95), (0.4, 0.9), (0.0, 0.35), (0.2, 0.03), (0.7, 0.0), (1.0, 0.28), (0.75, 0.55), (0.2, 0.5)]],
    &[&[(0.0, 1.0), (1.0, 1.0), (0.35, 0.0)]],
    &[&[(0.5, 0.54), (0.1, 0.75), (0.5, 1.0), (0.9, 0.75), (0.5, 0.54), (0.0, 0.25), (0.5, 0.0), (1.0, 0.25), (0.5, 0.54)]],
    &[&[(0.1, 0.05), (0.6, 0.1), (1.0, 0.65), (0.8, 0.97), (0.3, 1.0), (0.0, 0.72), (0.25, 0.45), (0.8, 0.5)]],
];
