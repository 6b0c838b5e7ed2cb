//! The body: its skeleton, its joints and their ranges, and where each part is in a pose.

mod vector;

pub use vector::{Frame, Rotation, Vector};
