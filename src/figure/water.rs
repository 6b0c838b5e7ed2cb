//! Water that a person stands in: light behind the body, waves before it, so that the legs stay seen.

use crate::body::Vector;

use super::Paint;
use super::flat::{Flat, Mark, Outline, Run};
use super::mannequin::Figure;
use super::oval::Oval;

/// How far the water reaches beyond the body, and below its feet.
const AROUND: f64 = 0.10;
const BELOW: f64 = 0.03;
/// Half a wave's length and height.
const WAVE: (f64, f64) = (0.060, 0.010);
/// The width of the line of the surface, and of the waves below it.
const SURFACE: f64 = 0.011;
const RIPPLE: f64 = 0.006;
/// How far apart the rows of waves are below the surface.
const ROW: f64 = 0.075;
/// The rows of waves below the surface: each part of it that is drawn begins and ends here, as parts of
/// its width.
const ROWS: [&[(f64, f64)]; 3] =
    [&[(0.05, 0.3), (0.62, 0.9)], &[(0.15, 0.36), (0.7, 0.97)], &[(0.04, 0.22), (0.66, 0.84)]];

/// The water: what is painted before the body, and what is painted over it.
pub(super) struct Water {
    pub(super) behind: Mark,
    pub(super) before: Vec<Mark>,
}

/// Water up to a height, for a body that is seen as ovals.
pub(super) fn water(figure: &Figure, level: Vector, body: &[Oval]) -> Water {
    let reach = Flat::new(1.0, 0.0);
    let fold = |(low, high): (f64, f64), oval: &Oval| {
        let half = oval.reach(reach);
        (low.min(oval.at.x - half), high.max(oval.at.x + half))
    };
    let middle = figure.eye.flat(level);
    let (low, high) = body.iter().fold((middle.x, middle.x), fold);
    let (low, high) = (low - AROUND, high + AROUND);
    let floor = body.iter().map(|oval| oval.at.y - oval.reach(Flat::new(0.0, 1.0)));
    let bottom = floor.fold(middle.y, f64::min) - BELOW;
    let mut pool = waves(low, high, middle.y);
    let corners = [Flat::new(high, bottom), Flat::new(low, bottom)];
    pool.runs.extend(corners.map(Run::Line));
    pool.runs.push(Run::Close);
    let mut ripples = Outline::default();
    for (row, parts) in (1..).zip(ROWS) {
        let y = middle.y - ROW * f64::from(row);
        for (from, to) in parts.iter().filter(|_| y > bottom) {
            let at = |part: f64| low + (high - low) * part;
            ripples.join(waves(at(*from), at(*to), y));
        }
    }
    Water {
        behind: Mark::filled(pool, Paint::Mat),
        before: vec![
            Mark::lined(ripples, Paint::Cold, RIPPLE),
            Mark::lined(waves(low, high, middle.y), Paint::Cold, SURFACE),
        ],
    }
}

/// Waves from left to right, in whole half waves.
fn waves(low: f64, high: f64, y: f64) -> Outline {
    let count = ((high - low) / WAVE.0).clamp(2.0, 30.0) as usize;
    let crest = |i: usize| {
        let up = if i.is_multiple_of(2) { -WAVE.1 } else { WAVE.1 };
        Flat::new(low + (high - low) * i as f64 / count as f64, y + up)
    };
    Outline::smooth(&(0..=count).map(crest).collect::<Vec<_>>())
}
