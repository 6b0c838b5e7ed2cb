//! Points of drawings as the writers of files take them.

use crate::figure::Point;

/// The farthest that a point is put: a thousand body heights, which every format can hold.
const FARTHEST: i32 = 1_000_000;

/// A point in the drawing's own units.
pub(super) fn at(point: Point) -> (f32, f32) {
    let near = |length: i32| length.clamp(-FARTHEST, FARTHEST) as f32;
    (near(point.x), near(point.y))
}
