//! What supports the body: the area on the floor between all that touches.

use super::Vector;

/// A centre of mass this far inside the edge counts as held.
const MARGIN: f64 = 0.004;

/// The convex area between touching points, seen from above; corners in order.
pub(super) struct Support {
    corners: Vec<(f64, f64)>,
}

impl Support {
    /// The area of round parts that touch: centres and radii. A part rests on half its radius.
    pub(super) fn of(parts: impl Iterator<Item = (Vector, f64)>) -> Self {
        let mut points = Vec::new();
        for (centre, radius) in parts {
            let half = radius * 0.5;
            for (x, z) in [(half, 0.0), (-half, 0.0), (0.0, half), (0.0, -half)] {
                points.push((centre.x + x, centre.z + z));
            }
        }
        Self { corners: hull(points) }
    }

    /// The way in which a point is outside, and how far; none if it is inside or nothing supports.
    pub(super) fn outside(&self, point: Vector) -> Option<(Vector, f64)> {
        let next = self.corners.iter().cycle().skip(1);
        let edges = self.corners.iter().zip(next);
        let worst = edges
            .map(|(from, to)| {
                let along = Vector::new(to.0 - from.0, 0.0, to.1 - from.1).unit();
                let outward = Vector::new(along.z, 0.0, -along.x);
                let over = outward.dot(point - Vector::new(from.0, point.y, from.1)) + MARGIN;
                (outward, over)
            })
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        (worst.1 > 0.0).then_some(worst)
    }
}

/// The convex hull by Andrew's monotone chain: corners counter-clockwise in (x, z).
fn hull(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup();
    if points.len() < 3 {
        return Vec::new();
    }
    let mut chain = half_hull(points.iter());
    let upper = half_hull(points.iter().rev());
    chain.pop();
    chain.extend_from_slice(&upper[..upper.len() - 1]);
    chain
}

fn half_hull<'a>(points: impl Iterator<Item = &'a (f64, f64)>) -> Vec<(f64, f64)> {
    let mut chain: Vec<(f64, f64)> = Vec::new();
    for &point in points {
        while let [.., a, b] = chain[..] {
            let turn = (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0);
            if turn > 0.0 {
                break;
            }
            chain.pop();
        }
        chain.push(point);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Support {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        Support::of(corners.iter().map(|(x, z)| (Vector::new(*x, 0.0, *z), 0.0)))
    }

    #[test]
    fn a_point_inside_is_held() {
        assert!(square().outside(Vector::new(0.5, 2.0, 0.5)).is_none());
    }

    #[test]
    fn a_point_outside_says_which_way_and_how_far() {
        let (way, over) = square().outside(Vector::new(1.5, 2.0, 0.5)).unwrap();
        assert!((way - Vector::X).length() < 1e-9, "{way:?}");
        assert!((over - 0.5 - MARGIN).abs() < 1e-9, "{over}");
    }

    #[test]
    fn nothing_supports_nothing() {
        assert!(Support::of(std::iter::empty()).outside(Vector::ZERO).is_none());
    }
}
