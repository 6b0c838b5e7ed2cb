//! The shape of the drawn person: ellipsoids along the segments of the skeleton.
//!
//! Made to read well at 30 mm and to fix neither sex nor age nor build. A sided part is written once,
//! for the right; the left one is its mirror image. Lengths are fractions of body height.

use crate::body::{Ball, Placed, Skeleton, Vector};

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

pub(super) const SIDES: [Side; 2] = [Side::Right, Side::Left];

impl Side {
    /// The sign of z on this side.
    pub(super) fn sign(self) -> f64 {
        if self == Self::Left { -1.0 } else { 1.0 }
    }
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

/// From the waist to the top of the chest.
pub(super) const TRUNK: &[Station] = &[
    egg("pelvis", [-0.052, 0.020, 0.0], [0.055, 0.050, 0.090]),
    egg("lumbar", [0.014, 0.035, 0.0], [0.048, 0.045, 0.078]),
    egg("thorax", [0.009, 0.035, 0.0], [0.056, 0.050, 0.087]),
    egg("thorax", [0.004, 0.092, 0.0], [0.057, 0.045, 0.096]),
];
/// Waistband and buttocks; with both hips, the shorts.
pub(super) const SEAT: &[Station] = &[
    egg("pelvis", [-0.052, 0.026, 0.0], [0.055, 0.010, 0.091]),
    egg("pelvis", [-0.066, -0.038, 0.0], [0.050, 0.044, 0.080]),
];
/// The hip, as the leg of the shorts begins.
pub(super) const HIP: &[Station] = &[ball("thigh", 0.0, 0.0, 0.0, 0.0535)];

/// The shoulder.
pub(super) const SHOULDER: &[Station] = &[ball("clavicle", -0.006, -0.009, 0.096, 0.0345)];
/// The root of the neck, between the shoulders.
pub(super) const YOKE: &[Station] = &[egg("thorax", [-0.010, 0.124, 0.0], [0.036, 0.042, 0.046])];
/// From the root of the neck into the head.
pub(super) const NECK: &[Station] = &[
    ball("thorax", -0.008, 0.130, 0.0, 0.036),
    ball("neck", 0.000, 0.020, 0.0, 0.029),
    ball("head", -0.008, 0.028, 0.0, 0.030),
];

/// Skull, jaw and chin.
pub(super) const HEAD: &[Station] = &[
    egg("head", [-0.010, 0.066, 0.0], [0.053, 0.049, 0.043]),
    egg("head", [0.010, 0.042, 0.0], [0.036, 0.038, 0.036]),
    ball("head", 0.031, 0.018, 0.0, 0.016),
];
/// The nose in profile: bridge, tip, base. Points of the head.
pub(super) const NOSE_SIDE: [[f64; 3]; 3] =
    [[0.0445, 0.060, 0.0], [0.0640, 0.040, 0.0], [0.0465, 0.033, 0.0]];
/// The nose from the front: wing, tip, wing.
pub(super) const NOSE_FRONT: [[f64; 3]; 3] =
    [[0.050, 0.043, 0.008], [0.058, 0.036, 0.0], [0.050, 0.043, -0.008]];
/// The right eye, a short stroke, and its width.
pub(super) const EYE: [[f64; 3]; 2] = [[0.041, 0.0600, 0.019], [0.041, 0.0560, 0.019]];
pub(super) const EYE_WIDTH: f64 = 0.010;
/// The ear.
pub(super) const EAR: &[Station] = &[egg("head", [-0.008, 0.050, 0.044], [0.011, 0.016, 0.006])];
/// The hair as an ellipsoid of the head: its centre and half axes.
pub(super) const HAIR: (Vector, Vector) =
    (Vector::new(-0.011, 0.067, 0.0), Vector::new(0.058, 0.054, 0.047));
/// The hair's edge: a plane's direction to the hair, on [`HAIR`] stretched to a ball of radius 1, and
/// how far the plane is off its centre, 0 to 1.
pub(super) const HAIRLINE: (Vector, f64) = (Vector::new(-0.52, 0.85, 0.0), 0.0);

/// The leg of the shorts.
pub(super) const SHORT_LEG: &[Station] = &[
    ball("thigh", 0.0, -0.010, 0.0, 0.0535),
    ball("thigh", 0.004, -0.060, 0.003, 0.0540),
    ball("thigh", 0.007, -0.125, 0.002, 0.0510),
];
/// The thigh below the shorts.
pub(super) const THIGH: &[Station] = &[
    ball("thigh", 0.006, -0.115, 0.002, 0.0465),
    ball("thigh", 0.003, -0.185, 0.000, 0.0385),
    ball("shank", 0.002, -0.002, 0.000, 0.0345),
];
/// From the knee to the ankle.
pub(super) const SHANK: &[Station] = &[
    ball("shank", 0.002, -0.002, 0.0, 0.0345),
    ball("shank", -0.010, -0.070, 0.0, 0.0355),
    ball("shank", -0.006, -0.130, 0.0, 0.0280),
    ball("shank", 0.000, -0.215, 0.0, 0.0195),
];
/// The shoe: ankle, heel, instep, ball, toes.
pub(super) const SHOE: &[Station] = &[
    ball("foot", -0.004, 0.006, 0.000, 0.0240),
    egg("foot", [-0.018, -0.0117, 0.002], [0.025, 0.0230, 0.0230]),
    ball("foot", 0.030, -0.008, 0.002, 0.0180),
    egg("foot", [0.066, -0.0167, 0.005], [0.024, 0.0180, 0.0285]),
    egg("toes", [0.026, 0.0050, 0.000], [0.024, 0.0160, 0.0230]),
];
/// The sole, from heel to toe.
pub(super) const SOLE: &[Station] = &[
    egg("foot", [-0.018, -0.0307, 0.002], [0.022, 0.0040, 0.0190]),
    egg("foot", [0.080, -0.0307, 0.005], [0.026, 0.0040, 0.0250]),
];

/// The sleeve.
pub(super) const SLEEVE: &[Station] = &[
    ball("upper-arm", 0.0, 0.0, 0.0, 0.0345),
    ball("upper-arm", 0.0, -0.050, 0.0, 0.0350),
    ball("upper-arm", 0.0, -0.092, 0.0, 0.0350),
];
/// The arm below the sleeve.
pub(super) const ARM: &[Station] = &[
    ball("upper-arm", 0.0, -0.080, 0.0, 0.0295),
    ball("upper-arm", 0.0, -0.140, 0.0, 0.0265),
    ball("forearm", 0.0, -0.002, 0.0, 0.0250),
];
/// From the elbow to the tips of the fingers.
pub(super) const FOREARM: &[Station] = &[
    ball("forearm", 0.0, -0.002, 0.0, 0.0250),
    ball("forearm", 0.0, -0.045, 0.0, 0.0262),
    ball("forearm", 0.0, -0.138, 0.0, 0.0170),
    egg("hand", [0.002, -0.042, 0.0], [0.0240, 0.026, 0.0135]),
    egg("hand", [0.001, -0.076, 0.0], [0.0205, 0.018, 0.0110]),
    egg("hand", [0.000, -0.096, 0.0], [0.0150, 0.013, 0.0095]),
];
/// How many stations of [`FOREARM`] come before the hand.
pub(super) const WRIST: usize = 3;
/// The thumb.
pub(super) const THUMB: &[Station] =
    &[ball("hand", 0.014, -0.022, -0.005, 0.0110), ball("hand", 0.033, -0.058, -0.012, 0.0085)];
/// The middle of the palm, on the hand.
pub(super) const PALM: Vector = Vector::new(0.0, -0.045, -0.012);
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
        // The length tells most names apart; this is asked for every station.
        let sided = |id: &str| {
            id.len() == prefix.len() + name.len() && id.starts_with(prefix) && id.ends_with(name)
        };
        let named = |id: &str| id == name || sided(id);
        self.skeleton.segments.iter().position(|segment| named(&segment.id))
    }

    /// How high above the floor the body reaches.
    pub(super) fn height(&self) -> f64 {
        let high = |ball: &Ball| self.placed.ball(ball).y + ball.radius;
        self.skeleton.balls.iter().map(high).fold(0.0, f64::max)
    }

    /// The piece of a leg that is nearest to a place.
    pub(super) fn leg(&self, near: Vector) -> Option<Limb> {
        let mut best: Option<(f64, Limb)> = None;
        for (part, upper) in [(SHORT_LEG, true), (THIGH, true), (SHANK, false), (SHOE, false)] {
            for (pair, side) in part.windows(2).flat_map(|pair| SIDES.map(|side| (pair, side))) {
                let (Some(from), Some(to)) = (self.ball(&pair[0], side), self.ball(&pair[1], side))
                else {
                    continue;
                };
                let limb = Limb { side, upper, ..Limb::nearest(from, to, near) };
                let off = (limb.at - near).length() - limb.radius;
                if best.as_ref().is_none_or(|(least, _)| off < *least) {
                    best = Some((off, limb));
                }
            }
        }
        best.map(|(_, limb)| limb)
    }

    /// The middle of a station in the world, and its mean half axis.
    fn ball(&self, station: &Station, side: Side) -> Option<(Vector, f64)> {
        let half = station.half;
        Some((self.place(station.on, side, station.at)?, (half.x + half.y + half.z) / 3.0))
    }

    /// Where a point of a segment is in the world.
    pub(super) fn place(&self, on: &str, side: Side, at: Vector) -> Option<Vector> {
        let at = if side == Side::Left { at.mirrored() } else { at };
        Some(self.placed.frames.get(self.segment(on, side)?)?.place(at))
    }
}

/// A piece of a limb.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limb {
    /// A point of its axis.
    pub(super) at: Vector,
    /// The direction of its axis; length 1.
    pub(super) along: Vector,
    /// Its radius there.
    pub(super) radius: f64,
    /// Whose it is.
    pub(super) side: Side,
    /// Whether it is above the knee.
    pub(super) upper: bool,
}

impl Limb {
    /// What lies between two balls where it is nearest to a place.
    fn nearest((from, one): (Vector, f64), (to, other): (Vector, f64), near: Vector) -> Self {
        let way = to - from;
        let part = ((near - from).dot(way) / way.dot(way).max(1e-9)).clamp(0.0, 1.0);
        let radius = one + (other - one) * part;
        Self { at: from + way * part, along: way.unit(), radius, side: Side::Right, upper: true }
    }

    /// Whether a place is in it or on its skin.
    pub(super) fn holds(&self, place: Vector) -> bool {
        (place - self.at).length() < self.radius + 0.02
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
            TRUNK, SHOULDER, YOKE, NECK, HEAD, EAR, SHORT_LEG, THIGH, SHANK, SHOE, SOLE, SLEEVE,
            ARM, FOREARM, THUMB, FIST,
        ];
        for part in parts {
            for side in SIDES {
                assert_eq!(figure.ovals(part, side).len(), part.len());
            }
        }
    }
}
