//! Ovals, and the outlines of what is made of them: a hull round some, a tube along some.
//!
//! An ellipsoid is seen as an oval. Its edge in a direction, and the edge's own direction there, are
//! exact, so that a limb's outline is a few smooth curves.

use core::f64::consts::TAU;

use super::flat::{Flat, Outline, Run};

/// A bulge finer than this, about a unit of the drawing, is a straight line.
const STRAIGHT: f64 = 0.0012;

/// What is seen of an ellipsoid.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Oval {
    /// Its centre.
    pub(super) at: Flat,
    /// The square of its reach along x; with `xy` and `yy`, along every direction.
    pub(super) xx: f64,
    pub(super) xy: f64,
    pub(super) yy: f64,
    /// How near its centre is; greater is nearer.
    pub(super) depth: f64,
    /// Half its thickness along the line of sight.
    pub(super) thick: f64,
}

impl Oval {
    /// How far it reaches from its centre in a direction of length 1.
    pub(super) fn reach(&self, n: Flat) -> f64 {
        libm::sqrt((self.times(n)).dot(n).max(1e-12))
    }

    /// The point of its edge where `n` is square to the edge.
    pub(super) fn edge(&self, n: Flat) -> Flat {
        self.at + self.times(n) * (1.0 / self.reach(n))
    }

    /// Its mean radius.
    pub(super) fn radius(&self) -> f64 {
        libm::sqrt(self.square())
    }

    /// The square of its mean radius.
    pub(super) fn square(&self) -> f64 {
        libm::sqrt((self.xx * self.yy - self.xy * self.xy).max(1e-12))
    }

    fn times(&self, n: Flat) -> Flat {
        Flat::new(self.xx * n.x + self.xy * n.y, self.xy * n.x + self.yy * n.y)
    }

    /// The symmetric map that makes the oval of the unit circle.
    fn root(&self) -> impl Fn(Flat) -> Flat {
        let det = libm::sqrt((self.xx * self.yy - self.xy * self.xy).max(1e-12));
        let scale = 1.0 / libm::sqrt(self.xx + self.yy + 2.0 * det);
        let (xx, xy, yy) = ((self.xx + det) * scale, self.xy * scale, (self.yy + det) * scale);
        move |v| Flat::new(xx * v.x + xy * v.y, xy * v.x + yy * v.y)
    }

    /// Draws its edge with the clock, from the point for direction `from` to that for `to`.
    fn arc(&self, from: Flat, to: Flat, runs: &mut Vec<Run>) {
        let root = self.root();
        let start = root(from).unit();
        let sweep = clockwise(start, root(to).unit());
        if self.radius() * (1.0 - libm::cos(sweep / 2.0)) < STRAIGHT && sweep < 1.0 {
            runs.push(Run::Line(self.edge(to)));
            return;
        }
        let parts = (sweep / 2.1).ceil().max(1.0);
        let step = sweep / parts;
        let handle = 4.0 / 3.0 * libm::tan(step / 4.0);
        let mut u = start;
        for _ in 0..parts as usize {
            let next = u.turned(-step);
            runs.push(self.bow(&root, u, next, handle));
            u = next;
        }
    }

    /// One curve along the edge, between two points of the unit circle.
    fn bow(&self, root: &impl Fn(Flat) -> Flat, from: Flat, to: Flat, handle: f64) -> Run {
        Run::Curve(
            self.at + root(from + from.right() * handle),
            self.at + root(to - to.right() * handle),
            self.at + root(to),
        )
    }

    /// The whole edge.
    pub(super) fn outline(&self) -> Outline {
        let root = self.root();
        let third = TAU / 3.0;
        let handle = 4.0 / 3.0 * libm::tan(third / 4.0);
        let mut u = Flat::new(1.0, 0.0);
        let mut runs = vec![Run::Move(self.at + root(u))];
        for _ in 0..3 {
            let next = u.turned(-third);
            runs.push(self.bow(&root, u, next, handle));
            u = next;
        }
        runs.push(Run::Close);
        Outline { runs }
    }

    /// Whether it lies within another, up to a fraction of its size.
    fn within(&self, other: &Self) -> bool {
        let apart = self.at - other.at;
        let along = if apart.length() > 1e-9 { apart.unit() } else { Flat::new(1.0, 0.0) };
        let across = along.left();
        apart.length() + 0.9 * self.reach(along) <= other.reach(along)
            && 0.9 * self.reach(across) <= other.reach(across)
    }

    /// What lies between it and another: 0 here, 1 there.
    pub(super) fn mixed(&self, other: &Self, part: f64) -> Self {
        let mix = |a: f64, b: f64| a + (b - a) * part;
        Self {
            at: self.at.towards(other.at, part),
            xx: mix(self.xx, other.xx),
            xy: mix(self.xy, other.xy),
            yy: mix(self.yy, other.yy),
            depth: mix(self.depth, other.depth),
            thick: mix(self.thick, other.thick),
        }
    }

    /// It, larger by a margin.
    pub(super) fn grown(&self, margin: f64) -> Self {
        let scale = (1.0 + margin / self.radius()).max(0.1);
        let square = scale * scale;
        Self { xx: self.xx * square, xy: self.xy * square, yy: self.yy * square, ..*self }
    }
}

/// The angle from one direction to another with the clock, 0 to a whole turn.
fn clockwise(from: Flat, to: Flat) -> f64 {
    let angle = libm::atan2(to.cross(from), from.dot(to));
    // A hair's breadth backwards is no turn, not a whole one.
    if angle < -1e-9 { angle + TAU } else { angle.max(0.0) }
}

/// The outline round ovals, as a string drawn tight: straight tangents and arcs.
pub(super) fn hull(ovals: &[Oval]) -> Outline {
    let corners = corners(ovals);
    let mut runs = Vec::new();
    for (i, (oval, from)) in corners.iter().enumerate() {
        let (_, to) = corners[(i + 1) % corners.len()];
        if corners.len() == 1 {
            return ovals[*oval].outline();
        }
        let start = ovals[*oval].edge(*from);
        runs.push(if i == 0 { Run::Move(start) } else { Run::Line(start) });
        ovals[*oval].arc(*from, to, &mut runs);
    }
    runs.push(Run::Close);
    Outline { runs }
}

/// How many directions are looked along for the outermost oval.
const DIRECTIONS: usize = 24;

/// The ovals on the hull in the clock's order, each with the direction of the tangent that begins it.
fn corners(ovals: &[Oval]) -> Vec<(usize, Flat)> {
    let direction = |turn: f64| Flat::at_angle(-turn);
    let outermost = |n: Flat| {
        let reach = |oval: &Oval| oval.at.dot(n) + oval.reach(n);
        let mut best = 0;
        for (i, oval) in ovals.iter().enumerate() {
            if reach(oval) > reach(&ovals[best]) + 1e-9 {
                best = i;
            }
        }
        best
    };
    let mut corners = Vec::new();
    let step = TAU / DIRECTIONS as f64;
    let mut before = outermost(direction(0.0));
    for i in 1..=DIRECTIONS {
        let (mut low, mut high) = (step * (i - 1) as f64, step * i as f64);
        let now = outermost(direction(high));
        if now == before {
            continue;
        }
        for _ in 0..14 {
            let middle = (low + high) / 2.0;
            if outermost(direction(middle)) == before { low = middle } else { high = middle }
        }
        corners.push((now, direction(high)));
        before = now;
    }
    if corners.is_empty() {
        corners.push((before, direction(0.0)));
    }
    corners
}

/// How a tube begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// Round, by its first oval.
    Round,
    /// Without a line: what it grows out of goes on.
    Open,
}

/// How a tube ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tip {
    /// Round, by its last oval.
    Round,
    /// Cut straight across.
    Cut,
}

/// A point of an outline and the direction out of it there.
#[derive(Clone, Copy)]
struct Node {
    at: Flat,
    out: Flat,
}

/// The smooth outline along ovals.
pub(super) fn tube(ovals: &[Oval], root: Root, tip: Tip) -> Outline {
    let kept = outer(ovals);
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return Outline::default() };
    if kept.len() == 1 {
        return first.outline();
    }
    if sharpest(&kept) > 2.0 {
        return hull(&kept);
    }
    let back: Vec<Oval> = kept.iter().rev().copied().collect();
    let (left, right) = (side(&kept), side(&back));
    let mut runs = vec![Run::Move(left[0].at)];
    push_side(&left, &kept, &mut runs);
    match tip {
        Tip::Round => last.arc(left[left.len() - 1].out, right[0].out, &mut runs),
        Tip::Cut => runs.push(Run::Line(right[0].at)),
    }
    push_side(&right, &back, &mut runs);
    if root == Root::Round {
        first.arc(right[right.len() - 1].out, left[0].out, &mut runs);
        runs.push(Run::Close);
    }
    Outline { runs }
}

/// The ovals without those that lie within a neighbour.
fn outer(ovals: &[Oval]) -> Vec<Oval> {
    let mut kept: Vec<Oval> = ovals.to_vec();
    let mut i = 0;
    while i + 1 < kept.len() {
        if kept[i + 1].within(&kept[i]) {
            kept.remove(i + 1);
        } else if kept[i].within(&kept[i + 1]) {
            kept.remove(i);
            i = i.saturating_sub(1);
        } else {
            i += 1;
        }
    }
    kept
}

/// The sharpest bend of the line through the centres, in radians.
fn sharpest(ovals: &[Oval]) -> f64 {
    let bend = |w: &[Oval]| {
        let (a, b) = (w[1].at - w[0].at, w[2].at - w[1].at);
        libm::fabs(libm::atan2(a.cross(b), a.dot(b)))
    };
    ovals.windows(3).map(bend).fold(0.0, f64::max)
}

/// The directions out of the left side, one for each pair of neighbours.
fn outs(ovals: &[Oval]) -> Vec<Flat> {
    let out = |w: &[Oval]| {
        let along = w[1].at - w[0].at;
        let (d, left) = (along.unit(), along.unit().left());
        let lean =
            ((w[0].reach(left) - w[1].reach(left)) / along.length().max(1e-9)).clamp(-0.9, 0.9);
        left * libm::sqrt(1.0 - lean * lean) + d * lean
    };
    ovals.windows(2).map(out).collect()
}

/// The nodes of the left side.
fn side(ovals: &[Oval]) -> Vec<Node> {
    let outs = outs(ovals);
    let mut nodes = Vec::with_capacity(ovals.len() + 2);
    for (i, oval) in ovals.iter().enumerate() {
        let before = outs[i.saturating_sub(1).min(outs.len() - 1)];
        let after = outs[i.min(outs.len() - 1)];
        let bend = libm::atan2(before.cross(after), before.dot(after));
        if bend < -0.8 {
            // A bulge: the edge itself goes round it.
            nodes.push(Node { at: oval.edge(before), out: before });
            nodes.push(Node { at: oval.edge(after), out: after });
            continue;
        }
        let out = if (before + after).length() > 1e-6 { (before + after).unit() } else { before };
        // In a crease the tangents meet outside the oval.
        let off = if bend > 0.0 { (1.0 / libm::cos(bend / 2.0)).min(1.4) } else { 1.0 };
        nodes.push(Node { at: oval.at + (oval.edge(out) - oval.at) * off, out });
    }
    nodes
}

/// Goes on from the first node, where the outline is, to the last.
fn push_side(nodes: &[Node], ovals: &[Oval], runs: &mut Vec<Run>) {
    for pair in nodes.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let oval = ovals.iter().find(|oval| {
            (oval.edge(from.out) - from.at).length() < 1e-9
                && (oval.edge(to.out) - to.at).length() < 1e-9
        });
        match oval {
            Some(oval) => oval.arc(from.out, to.out, runs),
            None => runs.push(span(from, to)),
        }
    }
}

/// The curve from one node to the next; straight where a curve would not be seen.
fn span(from: Node, to: Node) -> Run {
    let way = to.at - from.at;
    let third = way.length() * 0.38;
    let (a, b) = (from.out.right() * third, to.out.right() * third);
    let bulge = libm::fabs(way.unit().cross(a)).max(libm::fabs(way.unit().cross(b)));
    if bulge < STRAIGHT { Run::Line(to.at) } else { Run::Curve(from.at + a, to.at - b, to.at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(x: f64, y: f64, r: f64) -> Oval {
        Oval { at: Flat::new(x, y), xx: r * r, yy: r * r, ..Oval::default() }
    }

    /// Points all along an outline.
    fn walk(outline: &Outline) -> Vec<Flat> {
        let mut points: Vec<Flat> = Vec::new();
        for run in &outline.runs {
            match *run {
                Run::Move(to) | Run::Line(to) => points.push(to),
                Run::Curve(a, b, to) => {
                    let from = points[points.len() - 1];
                    for i in 1..=16 {
                        let t = f64::from(i) / 16.0;
                        let s = 1.0 - t;
                        points.push(
                            from * (s * s * s)
                                + a * (3.0 * s * s * t)
                                + b * (3.0 * s * t * t)
                                + to * (t * t * t),
                        );
                    }
                }
                Run::Close => {}
            }
        }
        points
    }

    fn reach(points: &[Flat], n: Flat) -> f64 {
        points.iter().map(|point| point.dot(n)).fold(f64::MIN, f64::max)
    }

    #[test]
    fn a_hull_reaches_as_far_as_the_farthest_oval_in_every_direction() {
        let tilted = Oval { xx: 0.04, xy: 0.015, yy: 0.01, ..circle(0.5, 0.9, 0.0) };
        let cases: &[Vec<Oval>] = &[
            vec![circle(0.0, 0.0, 0.3)],
            vec![circle(0.0, 0.0, 0.3), circle(1.0, 0.0, 0.3)],
            vec![circle(0.0, 0.0, 0.3), circle(1.0, 0.2, 0.1)],
            vec![circle(0.0, 0.0, 0.3), circle(0.1, 0.0, 0.1)],
            vec![circle(0.0, 0.0, 0.2), circle(1.0, 0.0, 0.1), tilted],
        ];
        for ovals in cases {
            let points = walk(&hull(ovals));
            for i in 0..40 {
                let n = Flat::at_angle(f64::from(i) * 0.157);
                let wanted = ovals
                    .iter()
                    .map(|oval| oval.at.dot(n) + oval.reach(n))
                    .fold(f64::MIN, f64::max);
                let got = reach(&points, n);
                assert!((got - wanted).abs() < 0.003, "{ovals:?} {n:?}: {got} for {wanted}");
            }
        }
    }

    /// Centres and radii of two circles, and how many straight and curved runs their hull has.
    #[test]
    fn a_hull_of_two_circles_is_two_lines_and_two_arcs() {
        let runs = hull(&[circle(0.0, 0.0, 0.1), circle(1.0, 0.0, 0.1)]).runs;
        let lines = runs.iter().filter(|run| matches!(run, Run::Line(_))).count();
        let curves = runs.iter().filter(|run| matches!(run, Run::Curve(..))).count();
        assert_eq!((lines, curves), (1, 4), "the other line is the closing one");
    }

    #[test]
    fn a_tube_passes_at_each_oval_s_edge() {
        let ovals = [circle(0.0, 0.0, 0.1), circle(0.5, 0.0, 0.2), circle(1.0, 0.0, 0.1)];
        let points = walk(&tube(&ovals, Root::Round, Tip::Round));
        for (n, wanted) in [
            (Flat::new(0.0, 1.0), 0.2),
            (Flat::new(0.0, -1.0), 0.2),
            (Flat::new(1.0, 0.0), 1.1),
            (Flat::new(-1.0, 0.0), 0.1),
        ] {
            assert!((reach(&points, n) - wanted).abs() < 0.004, "{n:?}");
        }
    }

    #[test]
    fn an_open_root_and_a_cut_tip_end_at_the_centres() {
        let ovals = [circle(0.0, 0.0, 0.1), circle(1.0, 0.0, 0.1)];
        let open = tube(&ovals, Root::Open, Tip::Cut);
        assert!(!open.runs.contains(&Run::Close));
        let points = walk(&open);
        assert!((reach(&points, Flat::new(1.0, 0.0)) - 1.0).abs() < 1e-9);
        assert!(reach(&points, Flat::new(-1.0, 0.0)).abs() < 1e-9);
    }

    #[test]
    fn what_is_seen_end_on_is_one_oval() {
        let ovals = [circle(0.0, 0.0, 0.2), circle(0.02, 0.0, 0.1), circle(0.03, 0.0, 0.1)];
        assert_eq!(tube(&ovals, Root::Open, Tip::Round), ovals[0].outline());
        assert_eq!(tube(&[], Root::Open, Tip::Round), Outline::default());
    }

    #[test]
    fn a_sharp_bend_bulges_outside_and_creases_inside() {
        let ovals = [circle(0.0, 0.0, 0.1), circle(1.0, 0.0, 0.1), circle(1.0, -1.0, 0.1)];
        let points = walk(&tube(&ovals, Root::Round, Tip::Round));
        let corner = Flat::new(1.0, 1.0).unit();
        assert!((reach(&points, corner) - (corner.x + 0.1)).abs() < 0.004);
        let crease = points.iter().map(|point| (*point - Flat::new(1.0, 0.0)).length());
        assert!(crease.fold(f64::MAX, f64::min) > 0.09);
    }
}
