//! The body: its skeleton, its joints and their ranges, and where each part is in a pose.

mod normal;
pub mod pose;
mod skeleton;
mod solve;
mod support;
mod vector;

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
}
