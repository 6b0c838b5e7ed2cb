//! The body: its skeleton, its joints and their ranges, and where each part is in a pose.

mod skeleton;
mod vector;

pub use skeleton::{
    Ball, Placed, Posture, Segment, Skeleton, SkeletonFile, Spot, Track, Turn, interpolate,
};
pub use vector::{Frame, Rotation, Vector};

/// The body as data.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The skeleton.
    pub skeleton: Skeleton,
}
