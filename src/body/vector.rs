//! Points, directions and rotations in space.

use std::ops::{Add, Mul, Neg, Sub};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A point or a direction: x forward, y up, z to the person's right. Lengths are fractions of body
/// height unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "[f64; 3]", into = "[f64; 3]")]
pub struct Vector {
    /// Forward.
    pub x: f64,
    /// Up.
    pub y: f64,
    /// To the right.
    pub z: f64,
}

impl From<[f64; 3]> for Vector {
    fn from([x, y, z]: [f64; 3]) -> Self {
        Self { x, y, z }
    }
}

impl From<Vector> for [f64; 3] {
    fn from(v: Vector) -> Self {
        [v.x, v.y, v.z]
    }
}

impl Vector {
    /// The zero vector.
    pub const ZERO: Self = Self { x: 0.0, y: 0.0, z: 0.0 };
    /// Forward.
    pub const X: Self = Self { x: 1.0, y: 0.0, z: 0.0 };
    /// Up.
    pub const Y: Self = Self { x: 0.0, y: 1.0, z: 0.0 };
    /// To the right.
    pub const Z: Self = Self { x: 0.0, y: 0.0, z: 1.0 };

    /// A vector from its parts.
    #[must_use]
    pub const fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    /// The scalar product.
    #[must_use]
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// The vector product.
    #[must_use]
    pub fn cross(self, other: Self) -> Self {
        Self {
            x: self.y * other.z - self.z * other.y,
            y: self.z * other.x - self.x * other.z,
            z: self.x * other.y - self.y * other.x,
        }
    }

    /// Its length.
    #[must_use]
    pub fn length(self) -> f64 {
        libm::sqrt(self.dot(self))
    }

    /// The same direction with length 1; the zero vector stays.
    #[must_use]
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { self }
    }

    /// The mirror image, left for right.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        Self { x: self.x, y: self.y, z: -self.z }
    }
}

impl Add for Vector {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y, z: self.z + other.z }
    }
}

impl Sub for Vector {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y, z: self.z - other.z }
    }
}

impl Neg for Vector {
    type Output = Self;
    fn neg(self) -> Self {
        Self { x: -self.x, y: -self.y, z: -self.z }
    }
}

impl Mul<f64> for Vector {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by, z: self.z * by }
    }
}

/// A rotation, as the directions in the parent of the three axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rotation {
    /// Where the x axis points.
    pub x: Vector,
    /// Where the y axis points.
    pub y: Vector,
    /// Where the z axis points.
    pub z: Vector,
}

impl Rotation {
    /// No rotation.
    pub const NONE: Self = Self { x: Vector::X, y: Vector::Y, z: Vector::Z };

    /// A turn about an axis of length 1, by the right hand, in radians.
    #[must_use]
    pub fn about(axis: Vector, radians: f64) -> Self {
        let (sin, cos) = (libm::sin(radians), libm::cos(radians));
        let turn = |v: Vector| v * cos + axis.cross(v) * sin + axis * (axis.dot(v) * (1.0 - cos));
        Self { x: turn(Vector::X), y: turn(Vector::Y), z: turn(Vector::Z) }
    }

    /// This rotation after `first`.
    #[must_use]
    pub fn after(self, first: Self) -> Self {
        Self { x: self.apply(first.x), y: self.apply(first.y), z: self.apply(first.z) }
    }

    /// Turns a vector.
    #[must_use]
    pub fn apply(self, v: Vector) -> Vector {
        self.x * v.x + self.y * v.y + self.z * v.z
    }

    /// Turns a vector back.
    #[must_use]
    pub fn undo(self, v: Vector) -> Vector {
        Vector::new(self.x.dot(v), self.y.dot(v), self.z.dot(v))
    }

    /// The nearest true rotation; keeps many small turns from adding up to a distortion.
    #[must_use]
    pub fn straightened(self) -> Self {
        let x = self.x.unit();
        let y = (self.y - x * x.dot(self.y)).unit();
        Self { x, y, z: x.cross(y) }
    }
}

/// A place and a rotation: where a body segment is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Where its origin is.
    pub at: Vector,
    /// How it is turned.
    pub turn: Rotation,
}

impl Frame {
    /// The place in the world of a point of this frame.
    #[must_use]
    pub fn place(&self, point: Vector) -> Vector {
        self.at + self.turn.apply(point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_about_z_brings_forward_up() {
        let turned = Rotation::about(Vector::Z, core::f64::consts::FRAC_PI_2).apply(Vector::X);
        assert!((turned - Vector::Y).length() < 1e-12);
    }

    #[test]
    fn undoing_a_turn_gives_the_vector_back() {
        let turn = Rotation::about(Vector::new(1.0, 2.0, -1.0).unit(), 0.7);
        let vector = Vector::new(0.3, -0.2, 0.9);
        assert!((turn.undo(turn.apply(vector)) - vector).length() < 1e-12);
    }
}
