//! The eye: from the world to the plane of the picture, straight on and without perspective.

use crate::body::Vector;

use super::flat::Flat;
use super::oval::Oval;
use super::scene::Camera;

/// The directions of the picture in the world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Eye {
    right: Vector,
    up: Vector,
    /// Towards the eye.
    near: Vector,
}

impl Eye {
    pub(super) fn new(camera: Camera) -> Self {
        let (turn, up) = (camera.turn.to_radians(), camera.up.to_radians());
        let (sin, cos) = (libm::sin(turn), libm::cos(turn));
        let (rise, flat) = (libm::sin(up), libm::cos(up));
        let near = Vector::new(sin * flat, rise, cos * flat);
        let right = Vector::new(cos, 0.0, -sin);
        Self { right, up: near.cross(right), near }
    }

    /// Where a point is seen.
    pub(super) fn flat(&self, point: Vector) -> Flat {
        Flat::new(self.right.dot(point), self.up.dot(point))
    }

    /// How near a point is; greater is nearer.
    pub(super) fn depth(&self, point: Vector) -> f64 {
        self.near.dot(point)
    }

    /// What is seen of an ellipsoid with three half axes.
    pub(super) fn oval(&self, at: Vector, axes: [Vector; 3]) -> Oval {
        let mut oval = Oval { at: self.flat(at), depth: self.depth(at), ..Oval::default() };
        for axis in axes {
            let seen = self.flat(axis);
            oval.xx += seen.x * seen.x;
            oval.xy += seen.x * seen.y;
            oval.yy += seen.y * seen.y;
            oval.thick += self.depth(axis) * self.depth(axis);
        }
        oval.thick = libm::sqrt(oval.thick);
        oval
    }

    /// What is seen of a ball.
    pub(super) fn ball(&self, at: Vector, radius: f64) -> Oval {
        self.oval(at, [Vector::X * radius, Vector::Y * radius, Vector::Z * radius])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A camera's turn and rise, a point, and where it is seen.
    #[test]
    fn the_camera_turns_about_the_person() {
        let cases = [
            ((0.0, 0.0), Vector::X, (1.0, 0.0), 0.0),
            ((0.0, 0.0), Vector::Z, (0.0, 0.0), 1.0),
            ((90.0, 0.0), Vector::X, (0.0, 0.0), 1.0),
            ((90.0, 0.0), Vector::Z, (-1.0, 0.0), 0.0),
            ((-90.0, 0.0), Vector::Z, (1.0, 0.0), 0.0),
            ((180.0, 0.0), Vector::X, (-1.0, 0.0), 0.0),
            ((0.0, 90.0), Vector::Y, (0.0, 0.0), 1.0),
            ((0.0, 90.0), Vector::Z, (0.0, -1.0), 0.0),
        ];
        for ((turn, up), point, (x, y), depth) in cases {
            let eye = Eye::new(Camera { turn, up });
            let seen = eye.flat(point);
            assert!((seen - Flat::new(x, y)).length() < 1e-9, "{turn} {up} {point:?}: {seen:?}");
            assert!((eye.depth(point) - depth).abs() < 1e-9, "{turn} {up} {point:?}");
        }
    }

    #[test]
    fn a_ball_is_round_from_everywhere() {
        let oval = Eye::new(Camera { turn: 33.0, up: 21.0 }).ball(Vector::X, 0.5);
        assert!((oval.xx - 0.25).abs() < 1e-9 && (oval.yy - 0.25).abs() < 1e-9);
        assert!(oval.xy.abs() < 1e-9 && (oval.thick - 0.5).abs() < 1e-9);
    }
}
