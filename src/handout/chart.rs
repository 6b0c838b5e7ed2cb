//! A chart of ratings from 0 to 10 by week.

use std::sync::Arc;

use super::sketch::{Sketch, WIDTH};
use super::{Diagram, Hold, Maker};
use crate::figure::Paint;

/// The greatest rating.
const MOST: i32 = 10;
/// Ratings are given in tenths.
const TENTHS: i32 = 10;
/// The ratings that have a line and a number.
const GRID: [i32; 3] = [0, 5, 10];
/// The space at the left for the numbers, at the right, at the top, and below for the weeks.
const LEFT: i32 = 90;
const RIGHT: i32 = 40;
const TOP: i32 = 40;
const FOOT: i32 = 76;
/// The height of the chart, and the radius of a point.
const HEIGHT: i32 = 340;
const POINT: i32 = 16;
/// The least space from week to week that has room for a number.
const WEEK_LEAST: i32 = 60;

/// A line of a chart: a rating in tenths for each week that has one.
pub(super) struct Series {
    /// By week, in the order of the weeks.
    pub(super) tenths: Vec<Option<u32>>,
    /// Whether its points are filled; open ones tell a second line apart without colour.
    pub(super) filled: bool,
}

impl Maker<'_> {
    /// Lines of ratings over weeks that are counted from 1. A week without a rating leaves a gap.
    pub(super) fn chart(&self, weeks: u32, series: &[Series], alt: String) -> Diagram {
        let foot = TOP + self.grown(HEIGHT);
        let count = i32::try_from(weeks).unwrap_or(1).max(1);
        let step = (WIDTH - LEFT - RIGHT) / count;
        let x = |week: i32| LEFT + step * week + step / 2;
        let y = |tenths: i32| foot - tenths * self.grown(HEIGHT) / (MOST * TENTHS);
        let mut sketch = Sketch::default();
        for rating in GRID {
            let at = y(rating * TENTHS);
            sketch.line(&[(LEFT, at), (WIDTH - RIGHT, at)], Paint::MatEdge, 4);
            sketch.label((LEFT - 20, at), Hold::End, rating.to_string());
        }
        let every = self.grown(WEEK_LEAST) / step.max(1) + 1;
        for week in (0..count).filter(|week| week % every == 0) {
            let below = (x(week), foot + self.grown(FOOT) / 2);
            sketch.label(below, Hold::Middle, (week + 1).to_string());
        }
        for line in series {
            let tenths =
                line.tenths.iter().map(|tenths| tenths.and_then(|t| i32::try_from(t).ok()));
            let points: Vec<Option<(i32, i32)>> =
                (0..).zip(tenths).map(|(week, tenths)| Some((x(week), y(tenths?)))).collect();
            for run in points.split(Option::is_none) {
                let run: Vec<(i32, i32)> = run.iter().flatten().copied().collect();
                sketch.line(&run, Paint::Arrow, if line.filled { 10 } else { 4 });
            }
            let fill = if line.filled { Paint::Arrow } else { Paint::Paper };
            points.into_iter().flatten().for_each(|at| sketch.disc(at, POINT, fill));
        }
        let drawing = Arc::new(sketch.drawing(foot + self.grown(FOOT)));
        Diagram { drawing, labels: sketch.labels, alt }
    }
}
