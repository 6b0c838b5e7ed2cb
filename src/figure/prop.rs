//! The things that the body touches: mat, chair, wall and the rest, of fixed, usual sizes.
//!
//! Sizes are fractions of body height, rounded from household things beside a person of 1.70 m.

use crate::body::Vector;

use super::Paint;
use super::eye::Eye;
use super::flat::{Flat, Mark, Outline};
use super::mannequin::Figure;
use super::order::Layer;
use super::person::LINE;
use super::scene::Surface;
use super::solid::{Block, cushion, egg, rod};

/// The props of a view.
#[derive(Debug, Default)]
pub(super) struct Props {
    /// What the body lies, stands or leans on: painted before it.
    pub(super) behind: Vec<Mark>,
    /// What may hide the body.
    pub(super) among: Vec<Layer>,
}

/// Half the length and half the width of a mat.
const MAT: (f64, f64) = (0.525, 0.18);
/// A chair's seat: half its depth and width, and half its thickness.
const SEAT: (f64, f64) = (0.125, 0.012);
/// How high a chair's back rises above its seat.
const CHAIR_BACK: f64 = 0.27;
/// How low a body part still marks where a mat must lie.
const NEAR_FLOOR: f64 = 0.2;
/// A wall whose face is turned to the eye less than this, as a cosine, is seen as a line.
const ALONG_WALL: f64 = 0.35;
/// A worktop: half its depth, thickness and width, how far its middle is before the hands, and how much
/// smaller on each side its cupboard is.
const WORKTOP: [f64; 3] = [0.11, 0.010, 0.25];
const WORKTOP_BEFORE: f64 = 0.065;
const CUPBOARD_IN: f64 = 0.015;
/// A desk: half its depth, thickness and width, and how far its middle is before the hands.
const DESK: [f64; 3] = [0.14, 0.010, 0.30];
const DESK_BEFORE: f64 = 0.09;
/// How high a bed is, and the least height that is drawn of one whose top is no floor.
const BED_HIGH: f64 = 0.2;
const BED_LEAST: f64 = 0.06;
/// Half the depth and width of a bench.
const BENCH: [f64; 2] = [0.10, 0.25];
/// Half the width of a wall that is seen.
const WALL: f64 = 0.36;
/// Half the length and width of a pillow and of a folded towel, and the least half thickness.
const PILLOW: (f64, f64) = (0.085, 0.13);
const TOWEL: (f64, f64) = (0.06, 0.085);
const SOFT: f64 = 0.012;
/// How far what lies on something soft sinks into it.
const SINKS: f64 = 0.008;
/// A foam roller's radius and half its length.
const FOAM_ROLLER: (f64, f64) = (0.044, 0.13);
/// A massage ball's radius.
const MASSAGE_BALL: f64 = 0.022;

/// A room for the props of one scene: what the eye sees, and where the body is at the start.
pub(super) struct Room<'a> {
    pub(super) eye: Eye,
    /// The body at the start: props stay where they are.
    pub(super) start: &'a Figure<'a>,
    /// The highest place of the body in all views.
    pub(super) height: f64,
}

impl Room<'_> {
    /// All props of a scene.
    pub(super) fn props(&self, surfaces: &[Surface]) -> Props {
        let mut props = Props::default();
        let has = |id: &str| surfaces.iter().any(|surface| surface.id == id);
        let mut surfaces: Vec<&Surface> = surfaces.iter().collect();
        // What stands or lies on the floor hides it, and the floor hides the foot of a wall.
        surfaces.sort_by_key(|surface| match surface.id.as_str() {
            "wall" => 0,
            "floor" | "mat" => 1,
            _ => 2,
        });
        for surface in &surfaces {
            match surface.id.as_str() {
                "floor" if has("mat") => {}
                "floor" => props.behind.push(self.floor(surface)),
                "mat" => props.behind.push(self.mat(surface)),
                "seat" | "chair" => self.chair(surface, &mut props),
                "chair-back" if has("seat") || has("chair") => {}
                "chair-back" => self.chair_before(surface, &mut props),
                "bed" => self.bed(surface, &mut props),
                "bench" | "sofa" => self.box_under(surface, BENCH, &mut props),
                "step" => self.box_under(surface, [0.11, 0.17], &mut props),
                "worktop" | "table" => self.table(surface, &mut props),
                "desk" => self.desk(surface, &mut props),
                "wall" => props.behind.push(self.wall(surface)),
                "door-frame" => self.door_frame(surface, &mut props),
                "ball" => self.ball(surface, &mut props),
                "roller" | "foam-roller" => self.roller(surface, &mut props),
                "pillow" => self.soft(surface, PILLOW, &mut props),
                "towel" => self.towel(surface, &mut props),
                _ => self.box_under(surface, [0.13, 0.13], &mut props),
            }
        }
        props
    }

    /// Paints a box before the body if the body is on the side of it that is seen, else among it.
    fn put(&self, block: Block, body_side: &[Vector], props: &mut Props) {
        let layer = block.layer(&self.eye, Paint::Prop, Paint::PropShade);
        self.place(layer, body_side, props);
    }

    fn place(&self, layer: Layer, body_side: &[Vector], props: &mut Props) {
        if body_side.iter().any(|side| self.eye.depth(*side) > -0.05) {
            props.behind.extend(layer.marks);
        } else {
            props.among.push(layer);
        }
    }

    /// Along the body where it lies or is on all fours, else the way that it faces.
    fn lengthwise(&self, surface: &Surface) -> Vector {
        let place = |on| self.start.place(on, super::mannequin::Side::Right, Vector::ZERO);
        let (Some(pelvis), Some(head)) = (place("pelvis"), place("head")) else {
            return surface.facing;
        };
        let along = level(head - pelvis);
        if along.length() > 0.2 { along.unit() } else { surface.facing }
    }

    /// The middle, along a direction, of what is close to a height.
    fn middle(&self, along: Vector, height: f64, or: Vector) -> Vector {
        let Figure { skeleton, placed, .. } = self.start;
        let places = skeleton.balls.iter().map(|ball| placed.ball(ball));
        let reach = |places: &mut dyn Iterator<Item = f64>| {
            places.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)))
        };
        let close: Vec<Vector> = places.filter(|at| at.y < height + NEAR_FLOOR).collect();
        if close.is_empty() {
            return or;
        }
        let across = along.cross(Vector::Y);
        let (a, b) = reach(&mut close.iter().map(|at| at.dot(along)));
        let (c, d) = reach(&mut close.iter().map(|at| at.dot(across)));
        along * ((a + b) / 2.0) + across * ((c + d) / 2.0)
    }

    fn floor(&self, surface: &Surface) -> Mark {
        let mut reach = 0.0_f64;
        let centre = level(mean(&surface.touched).unwrap_or(surface.at));
        for at in &surface.touched {
            reach = reach.max(level(*at - centre).length());
        }
        let (a, b) = (surface.facing * (reach + 0.09), surface.facing.cross(Vector::Y));
        let spot = self.eye.oval(centre + Vector::Y * surface.at.y, [a, b * 0.15, Vector::ZERO]);
        Mark::both(spot.outline(), Paint::Mat, Paint::MatEdge, 0.5 * LINE)
    }

    fn mat(&self, surface: &Surface) -> Mark {
        let along = self.lengthwise(surface);
        let centre = self.middle(along, surface.at.y, surface.at) + Vector::Y * surface.at.y;
        let (a, b) = (along * MAT.0, along.cross(Vector::Y) * MAT.1);
        self.sheet(centre, a, b)
    }

    /// A flat thing with a soft edge.
    fn sheet(&self, centre: Vector, a: Vector, b: Vector) -> Mark {
        let corners = [a + b, a - b, -a - b, b - a].map(|corner| self.eye.flat(centre + corner));
        Mark::both(Outline::polygon(&corners), Paint::Mat, Paint::MatEdge, 0.7 * LINE)
    }

    fn chair(&self, surface: &Surface, props: &mut Props) {
        let forward = surface.facing;
        let top = surface.at + forward * 0.035;
        self.chair_at(Vector::new(top.x, surface.at.y, top.z), forward, props);
    }

    /// A chair whose back is held by someone who stands behind it.
    fn chair_before(&self, surface: &Surface, props: &mut Props) {
        let forward = surface.facing;
        let down = if surface.normal.y > 0.5 { CHAIR_BACK } else { CHAIR_BACK / 2.0 };
        self.chair_at(surface.at + forward * SEAT.0 - Vector::Y * down, forward, props);
    }

    /// A chair with the middle of its seat's upper side at a point.
    fn chair_at(&self, top: Vector, forward: Vector, props: &mut Props) {
        let (half, thick) = SEAT;
        let right = forward.cross(Vector::Y);
        let post = 0.011;
        let height = (top.y - 2.0 * thick).max(0.02);
        let corner =
            |x: f64, z: f64| top + forward * (x * (half - post)) + right * (z * (half - post));
        let legs = [corner(-1.0, -1.0), corner(-1.0, 1.0), corner(1.0, -1.0), corner(1.0, 1.0)];
        let mut lines = Outline::default();
        for leg in legs {
            let ends = [0.0, height].map(|y| self.eye.flat(Vector::new(leg.x, y, leg.z)));
            lines.join(Outline::line(&ends));
        }
        props.behind.push(Mark::lined(lines.clone(), Paint::Ink, 2.0 * post + 0.7 * LINE));
        props.behind.push(Mark::lined(lines, Paint::PropShade, 2.0 * post - 0.7 * LINE));
        let back = Block::new(
            top - forward * (half - post) + Vector::Y * (CHAIR_BACK / 2.0),
            forward,
            [post, CHAIR_BACK / 2.0, half],
        );
        let seat = Block::new(top - Vector::Y * thick, forward, [half, thick, half]);
        let from_behind = self.eye.depth(forward) < 0.0;
        if !from_behind {
            self.put(back, &[forward], props);
        }
        self.put(seat, &[Vector::Y], props);
        if from_behind {
            self.put(back, &[forward], props);
        }
    }

    fn bed(&self, surface: &Surface, props: &mut Props) {
        let along = self.lengthwise(surface);
        let lying = along != surface.facing;
        // A pose of the floor lies on the bed as it lay there: the bed is below it.
        let top = surface.at.y;
        let y = if top > BED_LEAST { top } else { BED_HIGH } / 2.0;
        let middle = Vector::Y * (top - y);
        if lying {
            let centre = level(surface.at) + middle;
            self.put(Block::new(centre, along, [0.58, y, 0.24]), &[Vector::Y], props);
        } else {
            let centre = level(surface.at - surface.facing * 0.14) + middle;
            self.put(Block::new(centre, surface.facing, [0.22, y, 0.45]), &[Vector::Y], props);
        }
    }

    /// A box on the floor with its upper side at the surface; half its depth and half its width.
    fn box_under(&self, surface: &Surface, half: [f64; 2], props: &mut Props) {
        if surface.normal.y < 0.5 || surface.at.y < 0.02 {
            return;
        }
        let y = surface.at.y / 2.0;
        let centre = level(surface.at) + Vector::Y * y;
        self.put(Block::new(centre, surface.facing, [half[0], y, half[1]]), &[Vector::Y], props);
    }

    /// A table before the person, its edge under the hands.
    fn table(&self, surface: &Surface, props: &mut Props) {
        let forward = surface.facing;
        let [deep, thick, wide] = WORKTOP;
        let top = surface.at + forward * WORKTOP_BEFORE;
        let y = (surface.at.y - 2.0 * thick).max(0.02) / 2.0;
        let body_side = [-forward];
        let half = [deep - CUPBOARD_IN, y, wide - CUPBOARD_IN];
        let cupboard = Block::new(level(top) + Vector::Y * y, forward, half);
        let mut layer = cupboard.layer(&self.eye, Paint::Prop, Paint::PropShade);
        layer.marks.extend(self.doors(&cupboard));
        self.place(layer, &body_side, props);
        let plate = Block::new(top - Vector::Y * thick, forward, WORKTOP);
        self.put(plate, &body_side, props);
    }

    /// The line between the two doors of a cupboard and their handles, if its front is seen.
    fn doors(&self, cupboard: &Block) -> Option<Mark> {
        let [deep, up, across] = cupboard.half;
        let front = cupboard.at - deep;
        let line = |from: Vector, to: Vector| {
            Outline::line(&[from, to].map(|at| self.eye.flat(front + at)))
        };
        let mut lines = line(-up, up);
        for side in [-0.12, 0.12] {
            lines.join(line(across * side + up * 0.75, across * side + up * 0.55));
        }
        (self.eye.depth(-deep) > 0.0).then(|| Mark::lined(lines, Paint::Ink, 0.5 * LINE))
    }

    /// A desk with a screen at the height of the eyes and a keyboard under the hands.
    fn desk(&self, surface: &Surface, props: &mut Props) {
        let forward = surface.facing;
        let right = forward.cross(Vector::Y);
        let [deep, thick, wide] = DESK;
        let top = surface.at + forward * DESK_BEFORE;
        let body_side = [-forward];
        let y = (surface.at.y - 2.0 * thick).max(0.02) / 2.0;
        for z in [-0.03 + wide, 0.03 - wide] {
            let side = level(top) + right * z + Vector::Y * y;
            let mut panel = self.sheet(side, forward * (deep - 0.03), Vector::Y * y);
            panel.fill = Some(Paint::PropShade);
            panel.line = Some((Paint::Ink, 0.7 * LINE));
            props.behind.push(panel);
        }
        let plate = Block::new(top - Vector::Y * thick, forward, DESK);
        self.put(plate, &body_side, props);
        let keys = surface.at + forward * 0.02 + Vector::Y * 0.004;
        props.behind.push(self.sheet(keys, forward * 0.03, right * 0.11));
        let screen = top + forward * (deep - 0.06);
        let eyes = (self.height - 0.06 - surface.at.y).clamp(0.2, 0.34);
        let foot =
            Block::new(screen + Vector::Y * (eyes / 3.0), forward, [0.008, eyes / 3.0, 0.02]);
        self.put(foot, &body_side, props);
        let middle = screen + Vector::Y * (eyes - 0.085) - forward * 0.015;
        self.put(Block::new(middle, forward, [0.008, 0.085, 0.15]), &body_side, props);
    }

    /// The wall as a sheet; seen along its face, as a line with hatching on the far side; seen from its
    /// back, as an edge alone. It never hides the body.
    fn wall(&self, surface: &Surface) -> Mark {
        let out = level(surface.normal).unit();
        let along = out.cross(Vector::Y) * WALL;
        let up = Vector::Y * (self.height + 0.05).clamp(0.5, 2.0);
        let foot = level(surface.at);
        let towards = self.eye.depth(out);
        let mut wall = self.sheet(foot + up * 0.5, along, up * 0.5);
        if towards < -ALONG_WALL {
            wall.fill = None;
        }
        if towards.abs() <= ALONG_WALL {
            let line = [foot, foot + up].map(|at| self.eye.flat(at));
            let slant = -self.eye.flat(out).unit() * 0.035 - Flat::new(0.0, 0.035);
            wall = Mark::lined(hatched(line, slant), Paint::MatEdge, 0.8 * LINE);
        }
        wall
    }

    /// A post of a door frame at each hand.
    fn door_frame(&self, surface: &Surface, props: &mut Props) {
        let height = (self.height + 0.1).clamp(0.6, 2.0) / 2.0;
        let forward = surface.facing;
        for at in &surface.touched {
            let centre = level(*at - surface.normal * 0.02) + Vector::Y * height;
            let post = Block::new(centre, forward, [0.02, height, 0.025]);
            self.put(post, &[surface.normal, -forward], props);
        }
    }

    fn ball(&self, surface: &Surface, props: &mut Props) {
        let round = [Vector::X, Vector::Y, Vector::Z].map(|axis| axis * MASSAGE_BALL);
        let at = surface.at - surface.normal * MASSAGE_BALL;
        props.among.push(egg(&self.eye, at, round, Paint::Gear));
    }

    fn roller(&self, surface: &Surface, props: &mut Props) {
        let (radius, half) = FOAM_ROLLER;
        let across = self.lengthwise(surface).cross(Vector::Y) * half;
        let at = surface.at - surface.normal * radius;
        let layer = rod(&self.eye, at - across, at + across, radius, Paint::Gear);
        self.place(layer, &[surface.normal], props);
    }

    /// A soft thing under a part of the body, of half a length and half a width.
    fn soft(&self, surface: &Surface, (long, wide): (f64, f64), props: &mut Props) {
        let along = self.lengthwise(surface);
        let out = surface.normal;
        let half = ((surface.thick + SINKS) / 2.0).max(SOFT);
        let at = surface.at + out * (SINKS - half);
        let edges = [along * long, out * half, along.cross(out) * wide];
        self.place(cushion(&self.eye, at, edges, Paint::Prop), &[out], props);
    }

    /// A cloth folded once: two thin layers.
    fn towel(&self, surface: &Surface, props: &mut Props) {
        let (long, wide) = TOWEL;
        let along = self.lengthwise(surface);
        let out = surface.normal;
        let half = (surface.thick / 2.0).max(SOFT) / 2.0;
        for down in [3.0, 1.0] {
            let edges = [along * long, out * half, along.cross(out) * wide];
            let layer = cushion(&self.eye, surface.at - out * (down * half), edges, Paint::Prop);
            self.place(layer, &[out], props);
        }
    }
}

/// A line with slanting strokes on one side.
fn hatched(line: [Flat; 2], slant: Flat) -> Outline {
    let mut hatch = Outline::line(&line);
    let count = ((line[1] - line[0]).length() / 0.06) as usize;
    for i in 1..=count.min(40) {
        let at = line[0].towards(line[1], i as f64 / count as f64);
        hatch.join(Outline::line(&[at, at + slant]));
    }
    hatch
}

/// The same place on the floor.
fn level(at: Vector) -> Vector {
    Vector::new(at.x, 0.0, at.z)
}

fn mean(points: &[Vector]) -> Option<Vector> {
    let sum = points.iter().fold(Vector::ZERO, |sum, at| sum + *at);
    (!points.is_empty()).then(|| sum * (1.0 / points.len() as f64))
}
