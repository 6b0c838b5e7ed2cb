//! The body: its skeleton, its joints and their ranges, where each part is in a pose, and what the
//! pose does to the length of muscles.

mod lines;
mod measure;
mod normal;
pub mod pose;
mod prepared;
mod skeleton;
mod solve;
mod support;
mod vector;

pub use lines::{BodySide, Line, Lines, LinesFile};
pub use measure::{Change, LineMeasure, Measure, MeasureReport, MuscleMeasure, Why};
pub use prepared::Prepared;
pub use skeleton::{
    Ball, Placed, Posture, Segment, Skeleton, SkeletonFile, Spot, Track, Turn, interpolate,
};
pub use solve::{Fault, FaultKind, Moment, Solved, Touched, solve};
pub use vector::{Frame, Rotation, Vector};

/// The body as data.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The skeleton.
    pub skeleton: Skeleton,
    /// Bases, and what is touched and held.
    pub bases: pose::Bases,
    /// Where the muscles run.
    pub lines: Lines,
    /// Postures that need not be solved again.
    pub prepared: Prepared,
}
