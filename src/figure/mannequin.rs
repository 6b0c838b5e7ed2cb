//! The shape of the drawn person: ellipsoids along the segments of the skeleton.
//!
//! Made to read well at 30 mm and to fix neither sex nor age nor build. A sided part is written once,
//! for the right; the left one is its mirror image. Lengths are fractions of body height.

use crate::body::{Placed, Skeleton, Vector};

use super::eye::Eye;
use super::oval::Oval;

/// An ellipsoid on a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Station {
    /// The segment, without its side.
    on: &'static str,
    at: Vector,
    /// Half axes along the segment's x, y and z.
    half: Vector,
}

/// The side of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
}

const fn ball(on: &'static str, x: f64, y: f64, z: f64, r: f64) -> Station {
    egg(on, [x, y, z], [r, r, r])
}

const fn egg(on: &'static str, at: [f64; 3], half: [f64; 3]) -> Station {
    Station {
        on,
        at: Vector::new(at[0], at[1], at[2]),
        half: Vector::new(half[0], half[1], half[2]),
    }
}

/// From the hips to the top of the chest.
pub(super) const TRUNK: &[Station] = &[
    egg("pelvis", [-0.050, -0.045, 0.0], [0.060, 0.048, 0.099]),
    egg("pelvis", [-0.052, 0.020, 0.0], [0.056, 0.050, 0.088]),
    egg("lumbar", [0.010, 0.035, 0.0], [0.049, 0.045, 0.078]),
    egg("thorax", [0.012, 0.035, 0.0], [0.057, 0.050, 0.087]),
    egg("thorax", [0.008, 0.095, 0.0], [0.056, 0.045, 0.097]),
    egg("thorax", [-0.002, 0.126, 0.0], [0.042, 0.030, 0.066]),
];
/// How many stations of [`TRUNK`] wear shorts.
pub(super) const SHORTS: usize = 2;

/// From the shoulder to the root of the neck.
pub(super) const SHOULDER: &[Station] = &[
    ball("clavicle", -0.006, -0.009, 0.094, 0.036),
    egg("thorax", [-0.004, 0.132, 0.0], [0.036, 0.034, 0.040]),
];
/// From the root of the neck into the head.
pub(super) const NECK: &[Station] = &[
    ball("thorax", -0.008, 0.140, 0.0, 0.034),
    ball("neck", 0.000, 0.024, 0.0, 0.029),
    ball("head", -0.006, 0.024, 0.0, 0.029),
];

/// Skull, jaw and chin.
pub(super) const HEAD: &[Station] = &[
    egg("head", [-0.010, 0.066, 0.0], [0.054, 0.050, 0.044]),
    egg("head", [0.006, 0.040, 0.0], [0.034, 0.034, 0.036]),
    ball("head", 0.026, 0.022, 0.0, 0.020),
];

/// The leg of the shorts.
pub(super) const SHORT_LEG: &[Station] = &[
    ball("thigh", 0.0, 0.0, 0.0, 0.055),
    ball("thigh", 0.004, -0.060, 0.003, 0.055),
    ball("thigh", 0.007, -0.125, 0.002, 0.051),
];
/// The thigh below the shorts.
pub(super) const THIGH: &[Station] = &[
    ball("thigh", 0.006, -0.115, 0.002, 0.0465),
    ball("thigh", 0.003, -0.185, 0.000, 0.0385),
    ball("shank", 0.003, -0.002, 0.000, 0.0350),
];
/// From the knee to the ankle.
pub(super) const SHANK: &[Station] = &[
    ball("shank", 0.003, -0.004, 0.0, 0.0345),
    ball("shank", -0.010, -0.070, 0.0, 0.0355),
    ball("shank", -0.007, -0.125, 0.0, 0.0285),
    ball("shank", 0.000, -0.195, 0.0, 0.0200),
    ball("shank", 0.000, -0.240, 0.0, 0.0195),
];
/// The shoe from its collar to its toe.
pub(super) const SHOE: &[Station] = &[
    ball("foot", -0.003, 0.006, 0.000, 0.0250),
    ball("foot", -0.018, -0.0107, 0.003, 0.0240),
    egg("foot", [0.066, -0.0167, 0.005], [0.024, 0.018, 0.028]),
    egg("toes", [0.028, 0.0040, 0.000], [0.024, 0.0150, 0.024]),
];

/// The sleeve.
pub(super) const SLEEVE: &[Station] = &[
    ball("upper-arm", 0.0, 0.0, 0.0, 0.0365),
    ball("upper-arm", 0.0, -0.050, 0.0, 0.0365),
    ball("upper-arm", 0.0, -0.090, 0.0, 0.0350),
];
/// The arm below the sleeve.
pub(super) const ARM: &[Station] = &[
    ball("upper-arm", 0.0, -0.080, 0.0, 0.0295),
    ball("upper-arm", 0.0, -0.140, 0.0, 0.0265),
    ball("forearm", 0.0, 0.000, 0.0, 0.0250),
];
/// From the elbow to the tips of the fingers.
pub(super) const FOREARM: &[Station] = &[
    ball("forearm", 0.0, -0.002, 0.0, 0.0250),
    ball("forearm", 0.0, -0.040, 0.0, 0.0265),
    ball("forearm", 0.0, -0.105, 0.0, 0.0205),
    ball("forearm", 0.0, -0.140, 0.0, 0.0170),
    egg("hand", [0.002, -0.040, 0.0], [0.0225, 0.026, 0.0130]),
    egg("hand", [0.001, -0.075, 0.0], [0.0190, 0.018, 0.0105]),
    egg("hand", [0.000, -0.094, 0.0], [0.0130, 0.012, 0.0090]),
];
/// The thumb.
pub(super) const THUMB: &[Station] = &[
    ball("hand", 0.014, -0.022, -0.004, 0.0100),
    ball("hand", 0.029, -0.044, -0.008, 0.0090),
    ball("hand", 0.031, -0.060, -0.010, 0.0080),
];
/// A closed hand, in the place of the stations on the hand.
pub(super) const FIST: &[Station] =
    &[egg("hand", [0.002, -0.036, -0.006], [0.0240, 0.027, 0.0210])];

/// A placed body, to be looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure<'a> {
    pub(super) skeleton: &'a Skeleton,
    pub(super) placed: &'a Placed,
    pub(super) eye: Eye,
}

impl Figure<'_> {
    /// What is seen of a part. A station whose segment the skeleton lacks is left out; a test keeps
    /// that from happening.
    pub(super) fn ovals(&self, part: &[Station], side: Side) -> Vec<Oval> {
        part.iter().filter_map(|station| self.oval(station, side)).collect()
    }

    fn oval(&self, station: &Station, side: Side) -> Option<Oval> {
        let segment = self.segment(station.on, side)?;
        let frame = self.placed.frames.get(segment)?;
        let at = if side == Side::Left { station.at.mirrored() } else { station.at };
        let Vector { x, y, z } = station.half;
        let axes = [frame.turn.x * x, frame.turn.y * y, frame.turn.z * z];
        Some(self.eye.oval(frame.place(at), axes))
    }

    /// The segment of a side, or the middle one of that name.
    pub(super) fn segment(&self, name: &str, side: Side) -> Option<usize> {
        let prefix = if side == Side::Left { "left-" } else { "right-" };
        let named = |id: &str| id == name || id.strip_prefix(prefix) == Some(name);
        self.skeleton.segments.iter().position(|segment| named(&segment.id))
    }

    /// Where a point of a segment is in the world.
    pub(super) fn place(&self, on: &str, side: Side, at: Vector) -> Option<Vector> {
        let at = if side == Side::Left { at.mirrored() } else { at };
        Some(self.placed.frames.get(self.segment(on, side)?)?.place(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_station_is_on_a_segment_of_the_skeleton() {
        let skeleton = super::super::look::body().skeleton;
        let placed = skeleton.place(&skeleton.neutral());
        let eye = Eye::new(super::super::Camera::default());
        let figure = Figure { skeleton: &skeleton, placed: &placed, eye };
        let parts = [
            TRUNK, SHOULDER, NECK, SHORT_LEG, THIGH, SHANK, SHOE, SLEEVE, ARM, FOREARM, THUMB, FIST,
        ];
        for part in parts {
            for side in [Side::Right, Side::Left] {
                assert_eq!(figure.ovals(part, side).len(), part.len());
            }
        }
    }
}
