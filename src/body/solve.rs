//! A pose -> postures: finds the angles and the place of the body at which all that a pose says holds.
//!
//! An author says what matters: a few angles, what touches, what a hand holds. The rest follows. Each
//! demand is a weighted equation in the angles of all joints, the place and turn of the pelvis, and the
//! places of walls; damped Gauss-Newton steps (Levenberg and Marquardt) bring their squared errors to a
//! minimum. The weights are tolerances: what must touch within a thousandth of body height, what was
//! typed within a degree, what was left open as readily as the joint gives. No step is random and none
//! depends on a clock, so the same pose gives the same posture on every machine.

use std::collections::{BTreeMap, VecDeque};

use super::normal::Normal;
use super::pose::{Base, Bases, Faces, Pose, Stage, Tilt};
use super::support::Support;
use super::{Frame, Placed, Posture, Rotation, Skeleton, Turn, Vector};

/// Tolerances: how far each demand may be off at the same cost; lengths as fractions of body height,
/// angles in radians. Project defaults.
const TOUCH: f64 = 0.0007;
const PIN: f64 = 0.002;
const REACH: f64 = 0.002;
const SHIFT: f64 = 0.002;
const THROUGH: f64 = 0.001;
const BALANCE: f64 = 0.004;
const TYPED: f64 = 0.012;
const RANGE: f64 = 0.008;
/// What a base names gives this much less at the start than a joint that nothing names.
const NAMED: f64 = 0.3;
const PLACE: f64 = 0.5;
const WALL: f64 = 20.0;

/// A pose is solved three times, each time from the last: first with contacts and targets so loose that
/// the whole body comes near them, then tighter. From the start with full weight, a limb may fold the
/// wrong way and stay there.
const LOOSE: [f64; 3] = [20.0, 4.0, 1.0];
/// Steps of each in which nearly every pose comes to rest; one that does not is reported by its errors.
const STEPS: usize = 60;
/// The longest step of an angle, in radians.
const STRIDE: f64 = 0.3;

/// A pose, solved.
#[derive(Debug, Clone)]
pub struct Solved {
    /// Start, middle if there is one, end if there is one.
    pub moments: Vec<Moment>,
    /// What is touched, in the order of its names.
    pub surfaces: Vec<Touched>,
}

/// One moment of a pose.
#[derive(Debug, Clone)]
pub struct Moment {
    /// Which stage of the pose it is: `start`, `middle` or `end`.
    pub stage: &'static str,
    /// The angles.
    pub posture: Posture,
    /// Where every segment is.
    pub placed: Placed,
    /// What does not hold.
    pub faults: Vec<Fault>,
}

/// A surface and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Touched {
    /// Its name.
    pub id: String,
    /// The way that it faces.
    pub normal: Vector,
    /// How far along that way its plane is.
    pub offset: f64,
    /// How thick it is, if it lies on something else.
    pub thick: f64,
    /// Where it is touched at the first moment that does.
    pub points: Vec<Vector>,
}

/// Something that a pose says and that does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What kind.
    pub kind: FaultKind,
    /// Where it is said, as a path in the stage, for example `angles.hips`.
    pub path: String,
    /// What it is about: a joint, a ball, a spot.
    pub about: String,
    /// By how much: degrees for angles, else a fraction of body height.
    pub by: f64,
}

/// The kinds of [`Fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A contact that does not touch, or goes into what it touches.
    Contact,
    /// A part of the body that is below the floor or behind a wall.
    Through,
    /// A hand or a shift that does not get there.
    Reach,
    /// An angle that cannot be as it was typed.
    Angle,
    /// A centre of mass that is not over what supports the body.
    Balance,
}

/// Greatest errors that are no fault: 2 % of body height and 6 degrees.
const FAULT_LENGTH: f64 = 0.02;
const FAULT_ANGLE: f64 = 6.0;
/// Soft parts give: a part may be this far in the floor.
const FAULT_BALANCE: f64 = 0.03;

/// Solves all stages of a pose. Names that nothing has are passed over; `library check` reports them.
#[must_use]
pub fn solve(skeleton: &Skeleton, bases: &Bases, pose: &Pose) -> Option<Solved> {
    solve_from(skeleton, bases, pose, &[]).map(|(solved, _)| solved)
}

/// Where a body comes to rest in one moment: all that takes time to find.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rest {
    pub(super) posture: Posture,
    /// The offset of each surface that was named so far.
    pub(super) offsets: Vec<f64>,
}

impl Rest {
    /// The same, rounded to a millionth of body height or of a radian, so that it can be written
    /// down and read again.
    fn rounded(self) -> Self {
        let way = |axis: Vector| Vector::new(rounded(axis.x), rounded(axis.y), rounded(axis.z));
        let Rotation { x, y, z } = self.posture.root.turn;
        let root = Frame {
            at: way(self.posture.root.at),
            turn: Rotation { x: way(x), y: way(y), z: way(z) }.straightened(),
        };
        let angles = self.posture.angles.into_iter().map(rounded).collect();
        let offsets = self.offsets.into_iter().map(rounded).collect();
        Self { posture: Posture { root, angles }, offsets }
    }
}

/// A number of whole millionths.
fn rounded(number: f64) -> f64 {
    // A zero has no sign, here as where it is written.
    (number * 1e6).round() / 1e6 + 0.0
}

/// Solves all stages of a pose whose first moments may be known; also says where the body came to
/// rest in each.
pub(super) fn solve_from(
    skeleton: &Skeleton,
    bases: &Bases,
    pose: &Pose,
    known: &[Rest],
) -> Option<(Solved, Vec<Rest>)> {
    let base = bases.bases.get(&pose.base)?;
    let mut solver = Solver::new(skeleton, bases, pose, base);
    solver.known = known.iter().cloned().collect();
    let mut moments = vec![solver.moment("start", &pose.start)];
    for (name, stage) in [("middle", &pose.middle), ("end", &pose.end)] {
        if let Some(stage) = stage {
            moments.push(solver.moment(name, stage));
        }
    }
    let surfaces = solver.surfaces.into_iter().map(|surface| surface.touched).collect();
    Some((Solved { moments, surfaces }, solver.rests))
}

/// A surface while a pose is solved: its offset may still be open.
struct Plane {
    touched: Touched,
    /// What it lies on, by index.
    over: Option<usize>,
    open: bool,
}

struct Solver<'a> {
    skeleton: &'a Skeleton,
    bases: &'a Bases,
    pose: &'a Pose,
    base: &'a Base,
    /// The turns that move each segment.
    chains: Vec<Vec<usize>>,
    /// The unknowns of the arms' joints.
    arms: Vec<usize>,
    posture: Posture,
    /// The turn of the pelvis that is wanted.
    upright: Rotation,
    tilted: bool,
    /// The turns that the base names: they are what makes it that base.
    named: Vec<usize>,
    touch: BTreeMap<String, Vec<String>>,
    surfaces: Vec<Plane>,
    first: bool,
    /// Where the body is known to come to rest in the next moments.
    known: VecDeque<Rest>,
    /// Where it came to rest.
    rests: Vec<Rest>,
}

/// What one stage demands.
struct Demands {
    /// Turn, radians, path.
    typed: Vec<(usize, f64, String)>,
    /// Ball, surface, path, and where it stays along the surface.
    contacts: Vec<(usize, usize, String, Option<Vector>)>,
    /// Spot, spot.
    reaches: Vec<(usize, usize, String)>,
    /// Spot, target.
    shifts: Vec<(usize, Vector, String)>,
    /// The posture that open joints keep to.
    keep: Posture,
    balanced: bool,
}

impl<'a> Solver<'a> {
    fn new(skeleton: &'a Skeleton, bases: &'a Bases, pose: &'a Pose, base: &'a Base) -> Self {
        let mut chains: Vec<Vec<usize>> = Vec::new();
        for segment in &skeleton.segments {
            let mut chain = segment.parent.map_or_else(Vec::new, |parent| chains[parent].clone());
            chain.extend(segment.turns.clone());
            chains.push(chain);
        }
        let upright = Rotation { x: base.front, y: base.top, z: base.front.cross(base.top) };
        let mut named = Vec::new();
        let mut posture = skeleton.neutral();
        posture.root.turn = upright;
        for (index, value) in typed(skeleton, &base.angles).map(|(index, value, _)| (index, value))
        {
            posture.angles[index] = value;
            named.push(index);
        }
        let of_arm = |turn: &Turn| {
            ["shoulder-girdle", "shoulder", "elbow", "wrist"]
                .iter()
                .any(|joint| turn.joint.ends_with(joint))
        };
        let turns = skeleton.turns.iter().enumerate();
        let arms = turns.filter(|(_, turn)| of_arm(turn)).map(|(index, _)| 6 + index).collect();
        let mut solver = Self {
            skeleton,
            bases,
            pose,
            base,
            chains,
            arms,
            posture,
            upright,
            tilted: false,
            named,
            touch: base.touch.clone(),
            surfaces: Vec::new(),
            first: true,
            known: VecDeque::new(),
            rests: Vec::new(),
        };
        solver.set_down();
        solver
    }

    /// Puts the lowest part on the highest thing that lies under it.
    fn set_down(&mut self) {
        let placed = self.skeleton.place(&self.posture);
        let heights = self.touch.iter().filter_map(|(id, contacts)| {
            let height = self.bases.surfaces.get(id)?.height?;
            let balls = self.balls(contacts);
            let low = |ball: &usize| {
                let ball = &self.skeleton.balls[*ball];
                placed.ball(ball).y - ball.radius
            };
            Some(height - balls.iter().map(low).fold(f64::MAX, f64::min))
        });
        let up = heights.fold(f64::MIN, f64::max);
        if up.is_finite() && up > f64::MIN {
            self.posture.root.at = Vector::new(0.0, up, 0.0);
        }
    }

    fn balls(&self, contacts: &[String]) -> Vec<usize> {
        let balls = contacts.iter().filter_map(|name| self.skeleton.contacts.get(name));
        balls.flatten().copied().collect()
    }

    /// The index of a surface, which is added when it is first named.
    fn surface(&mut self, id: &str) -> Option<usize> {
        if let Some(index) = self.surfaces.iter().position(|plane| plane.touched.id == id) {
            return Some(index);
        }
        let surface = self.bases.surfaces.get(id)?;
        let prop = self.pose.props.get(id);
        let set = prop.and_then(|prop| prop.height);
        let thick = surface.thick.map_or(0.0, |usual| set.unwrap_or(usual));
        let over = match surface.faces {
            Faces::AsBelow => {
                let below = prop.and_then(|prop| prop.over.clone());
                let below = below.filter(|_| !self.pose.is_over_itself(id));
                let below = below.unwrap_or_else(|| "floor".to_owned());
                Some(self.surface(&below)?)
            }
            _ => None,
        };
        let height = set.or(surface.height);
        let normal = over
            .map_or_else(|| self.base.normal(surface.faces), |it| self.surfaces[it].touched.normal);
        self.surfaces.push(Plane {
            touched: Touched {
                id: id.to_owned(),
                normal,
                offset: height.unwrap_or_default(),
                thick,
                points: Vec::new(),
            },
            over,
            open: over.is_none() && height.is_none(),
        });
        Some(self.surfaces.len() - 1)
    }

    /// The plane that decides where a surface is, and how far above it the surface is.
    fn ground(&self, surface: usize) -> (usize, f64) {
        let (mut at, mut thick) = (surface, 0.0);
        while let Some(below) = self.surfaces[at].over {
            thick += self.surfaces[at].touched.thick;
            at = below;
        }
        (at, thick)
    }

    fn offset(&self, surface: usize) -> f64 {
        let (ground, thick) = self.ground(surface);
        self.surfaces[ground].touched.offset + thick
    }

    // ------------------------------------------------------------ one moment

    fn moment(&mut self, name: &'static str, stage: &Stage) -> Moment {
        let demands = self.demands(stage);
        let rest = self.known.pop_front().filter(|known| self.may_be(known));
        let rest = rest.unwrap_or_else(|| self.rest(&demands).rounded());
        for (plane, offset) in self.surfaces.iter_mut().zip(&rest.offsets) {
            plane.touched.offset = *offset;
        }
        let posture = rest.posture.clone();
        self.rests.push(rest);
        let placed = self.skeleton.place(&posture);
        let faults = self.faults(&demands, &posture, &placed);
        for (ball, surface, ..) in &demands.contacts {
            let fresh = self.surfaces[*surface].open || self.first_touch(*surface, &demands);
            if fresh {
                let ball = &self.skeleton.balls[*ball];
                let normal = self.surfaces[*surface].touched.normal;
                let point = placed.ball(ball) - normal * ball.radius;
                self.surfaces[*surface].touched.points.push(point);
            }
        }
        self.close_walls(&demands);
        self.posture = posture.clone();
        self.first = false;
        Moment { stage: name, posture, placed, faults }
    }

    /// Whether a surface has the points of this moment only.
    fn first_touch(&self, surface: usize, demands: &Demands) -> bool {
        let here = demands.contacts.iter().filter(|contact| contact.1 == surface).count();
        self.surfaces[surface].touched.points.len() < here
    }

    /// A wall that has been touched stays where it is.
    fn close_walls(&mut self, demands: &Demands) {
        let touched: Vec<usize> =
            demands.contacts.iter().map(|contact| self.ground(contact.1).0).collect();
        for index in touched {
            self.surfaces[index].open = false;
        }
    }

    fn demands(&mut self, stage: &Stage) -> Demands {
        let before = self.skeleton.place(&self.posture);
        let old = if self.first { BTreeMap::new() } else { self.touch.clone() };
        for (surface, contacts) in &stage.touch {
            self.touch.insert(surface.clone(), contacts.clone());
        }
        if let Some(tilt) = &stage.pelvis {
            self.upright = self.tilt(tilt);
            self.tilted = true;
        } else if !self.first {
            self.upright = self.posture.root.turn;
            self.tilted = false;
        }
        let slides = self.balls(&stage.slides);
        let mut contacts = Vec::new();
        for (id, names) in self.touch.clone() {
            let Some(surface) = self.surface(&id) else { continue };
            for name in names {
                let held = old.get(&id).map_or_else(Vec::new, |old| self.balls(old));
                for ball in self.balls(std::slice::from_ref(&name)) {
                    let stays = held.contains(&ball) && !slides.contains(&ball);
                    let pin = stays.then(|| before.ball(&self.skeleton.balls[ball]));
                    contacts.push((ball, surface, format!("touch.{id}"), pin));
                }
            }
        }
        let spot = |id: &str| self.skeleton.spots.iter().position(|spot| spot.id == id);
        let reaches = stage.reach.iter().filter_map(|(hand, target)| {
            Some((spot(hand)?, spot(target)?, format!("reach.{hand}")))
        });
        let shifts = stage.shift.iter().filter_map(|(id, shift)| {
            let index = spot(id)?;
            let from = before.spot(&self.skeleton.spots[index]);
            Some((index, from + self.base.way(shift), format!("shift.{id}")))
        });
        let all_up =
            self.touch.iter().filter(|(_, contacts)| !contacts.is_empty()).all(|(id, _)| {
                self.bases
                    .surfaces
                    .get(id)
                    .is_some_and(|surface| matches!(surface.faces, Faces::Up | Faces::AsBelow))
                    && self.pose.props.get(id).is_none_or(|prop| {
                        prop.over.as_ref().is_none_or(|over| !over.starts_with("wall"))
                    })
            });
        Demands {
            typed: typed(self.skeleton, &stage.angles).collect(),
            contacts,
            reaches: reaches.collect(),
            shifts: shifts.collect(),
            keep: self.posture.clone(),
            balanced: all_up,
        }
    }

    /// The turn of the pelvis of the base, tilted about its own axes.
    fn tilt(&self, tilt: &Tilt) -> Rotation {
        let base = Rotation {
            x: self.base.front,
            y: self.base.top,
            z: self.base.front.cross(self.base.top),
        };
        base.after(Rotation::about(-Vector::Y, tilt.turn.to_radians()))
            .after(Rotation::about(-Vector::Z, tilt.lean.to_radians()))
            .after(Rotation::about(Vector::X, tilt.side.to_radians()))
    }

    // ------------------------------------------------------------ steps

    /// Whether something known is of this body and these surfaces.
    fn may_be(&self, known: &Rest) -> bool {
        known.posture.angles.len() == self.posture.angles.len()
            && known.offsets.len() == self.surfaces.len()
    }

    /// The posture at which the demands' squared errors are least.
    fn rest(&mut self, demands: &Demands) -> Rest {
        let mut posture = demands.keep.clone();
        for (index, value, _) in &demands.typed {
            posture.angles[*index] = *value;
        }
        self.bring_walls(demands, &posture);
        for loose in LOOSE {
            posture = self.descend(demands, posture, loose);
        }
        let offsets = self.surfaces.iter().map(|plane| plane.touched.offset).collect();
        Rest { posture, offsets }
    }

    /// Steps downhill until no step helps, with contacts and targets looser by a factor.
    fn descend(&mut self, demands: &Demands, start: Posture, loose: f64) -> Posture {
        let mut posture = start;
        let mut damping = 1e-2;
        let mut system = self.system(demands, &posture, loose);
        for _ in 0..STEPS {
            let Some(step) = system.step(damping) else { break };
            let longest = step.iter().fold(0.0_f64, |longest, part| longest.max(part.abs()));
            let step: Vec<f64> = if longest > STRIDE {
                step.iter().map(|part| part * STRIDE / longest).collect()
            } else {
                step
            };
            let walls: Vec<f64> = self.surfaces.iter().map(|plane| plane.touched.offset).collect();
            let tried = self.moved(&posture, &step);
            let next = self.system(demands, &tried, loose);
            if next.cost <= system.cost {
                let gain = system.cost - next.cost;
                posture = tried;
                system = next;
                damping = (damping * 0.3).max(1e-9);
                if longest < 1e-5 || gain < 1e-6 * system.cost {
                    break;
                }
            } else {
                for (plane, offset) in self.surfaces.iter_mut().zip(walls) {
                    plane.touched.offset = offset;
                }
                damping *= 8.0;
                if damping > 1e8 {
                    break;
                }
            }
        }
        posture
    }

    /// Walls that are open begin where the parts that touch them are.
    fn bring_walls(&mut self, demands: &Demands, posture: &Posture) {
        let placed = self.skeleton.place(posture);
        for index in 0..self.surfaces.len() {
            if !self.surfaces[index].open {
                continue;
            }
            let touching = demands.contacts.iter().filter_map(|(ball, surface, ..)| {
                let (ground, thick) = self.ground(*surface);
                let ball = &self.skeleton.balls[*ball];
                let normal = self.surfaces[ground].touched.normal;
                let back = normal.dot(placed.ball(ball)) - ball.radius - thick;
                (ground == index).then_some(back)
            });
            if let Some(nearest) = touching.min_by(f64::total_cmp) {
                self.surfaces[index].touched.offset = nearest;
            }
        }
    }

    /// A posture after a step; walls that are open move too.
    fn moved(&mut self, posture: &Posture, step: &[f64]) -> Posture {
        let mut moved = posture.clone();
        moved.root.at = moved.root.at + Vector::new(step[0], step[1], step[2]);
        let turn = Vector::new(step[3], step[4], step[5]);
        let angle = turn.length();
        if angle > 0.0 {
            let turned = Rotation::about(turn.unit(), angle).after(moved.root.turn);
            moved.root.turn = turned.straightened();
        }
        for (angle, part) in moved.angles.iter_mut().zip(&step[6..]) {
            *angle += part;
        }
        for (plane, part) in self.surfaces.iter_mut().zip(&step[6 + moved.angles.len()..]) {
            plane.touched.offset += part;
        }
        moved
    }

    /// The equations at a posture, with contacts and targets looser by a factor.
    fn system(&self, demands: &Demands, posture: &Posture, loose: f64) -> Normal {
        let placed = self.skeleton.place(posture);
        let mut system = Normal::new(6 + posture.angles.len() + self.surfaces.len());
        self.keep(&mut system, demands, posture);
        for (ball, surface, _, pin) in &demands.contacts {
            self.touching(&mut system, posture, &placed, (*ball, *surface, *pin), loose);
        }
        for (hand, target, _) in &demands.reaches {
            self.reaching(&mut system, posture, &placed, (*hand, *target), loose);
        }
        for (index, target, _) in &demands.shifts {
            let spot = &self.skeleton.spots[*index];
            let point = placed.spot(spot);
            for axis in [Vector::X, Vector::Y, Vector::Z] {
                let row = self.row(posture, &placed, spot.segment, point, axis);
                system.add(&row, axis.dot(point - *target), SHIFT * loose);
            }
        }
        self.stay_outside(&mut system, demands, posture, &placed);
        if demands.balanced {
            self.balance(&mut system, demands, posture, &placed);
        }
        system
    }

    /// Angles keep to what was typed or to what they were, and within their ranges.
    fn keep(&self, system: &mut Normal, demands: &Demands, posture: &Posture) {
        let root = posture.root.at - demands.keep.root.at;
        for (index, off) in [root.x, root.y, root.z].into_iter().enumerate() {
            system.add(&[(index, 1.0)], off, PLACE);
        }
        let (now, goal) = (posture.root.turn, self.upright);
        let off = (goal.x.cross(now.x) + goal.y.cross(now.y) + goal.z.cross(now.z)) * 0.5;
        let give = if self.tilted { TYPED } else { self.base.give.to_radians() };
        for (index, off) in [off.x, off.y, off.z].into_iter().enumerate() {
            system.add(&[(3 + index, 1.0)], off, give);
        }
        for (index, turn) in self.skeleton.turns.iter().enumerate() {
            let angle = posture.angles[index];
            let typed = demands.typed.iter().find(|typed| typed.0 == index);
            let (goal, give) = match typed {
                Some((_, value, _)) => (*value, TYPED),
                None if self.first && self.named.contains(&index) => {
                    (demands.keep.angles[index], turn.give * NAMED)
                }
                None => (demands.keep.angles[index], turn.give),
            };
            system.add(&[(6 + index, 1.0)], angle - goal, give);
            let over = (angle - turn.range.1).max(0.0) + (angle - turn.range.0).min(0.0);
            if over != 0.0 {
                system.add(&[(6 + index, 1.0)], over, RANGE);
            }
        }
        let first = 6 + posture.angles.len();
        for (index, plane) in self.surfaces.iter().enumerate() {
            let give = if plane.open { WALL } else { 1e-6 };
            system.add(&[(first + index, 1.0)], 0.0, give);
        }
    }

    fn touching(
        &self,
        system: &mut Normal,
        posture: &Posture,
        placed: &Placed,
        (ball, surface, pin): (usize, usize, Option<Vector>),
        loose: f64,
    ) {
        let ball = &self.skeleton.balls[ball];
        let centre = placed.ball(ball);
        let normal = self.surfaces[surface].touched.normal;
        let mut row = self.row(posture, placed, ball.segment, centre, normal);
        let (ground, _) = self.ground(surface);
        row.push((6 + posture.angles.len() + ground, -1.0));
        system.add(&row, normal.dot(centre) - ball.radius - self.offset(surface), TOUCH * loose);
        let Some(pin) = pin else { return };
        for axis in [Vector::X, Vector::Y, Vector::Z] {
            let along = axis - normal * normal.dot(axis);
            if along.length() > 0.5 {
                let row = self.row(posture, placed, ball.segment, centre, along);
                system.add(&row, along.dot(centre - pin), PIN * loose);
            }
        }
    }

    fn reaching(
        &self,
        system: &mut Normal,
        posture: &Posture,
        placed: &Placed,
        (hand, target): (usize, usize),
        loose: f64,
    ) {
        let (hand, target) = (&self.skeleton.spots[hand], &self.skeleton.spots[target]);
        let (from, to) = (placed.spot(hand), placed.spot(target));
        for axis in [Vector::X, Vector::Y, Vector::Z] {
            let mut row = self.row(posture, placed, hand.segment, from, axis);
            for (index, value) in self.row(posture, placed, target.segment, to, axis) {
                row.push((index, -value));
            }
            system.add(&row, axis.dot(from - to), REACH * loose);
        }
    }

    /// No part goes below the floor or behind a wall.
    fn stay_outside(
        &self,
        system: &mut Normal,
        demands: &Demands,
        posture: &Posture,
        placed: &Placed,
    ) {
        for (normal, offset, ground) in self.barriers() {
            for (index, ball) in self.skeleton.balls.iter().enumerate() {
                let touches = demands.contacts.iter().any(|contact| contact.0 == index);
                let centre = placed.ball(ball);
                let above = normal.dot(centre) - ball.radius - offset;
                if above < 0.0 && !touches {
                    let mut row = self.row(posture, placed, ball.segment, centre, normal);
                    if let Some(ground) = ground {
                        row.push((6 + posture.angles.len() + ground, -1.0));
                    }
                    system.add(&row, above, THROUGH);
                }
            }
        }
    }

    /// Planes that the whole body is on one side of: the floor and the walls.
    fn barriers(&self) -> Vec<(Vector, f64, Option<usize>)> {
        let mut barriers = vec![(Vector::Y, 0.0, None)];
        for (index, plane) in self.surfaces.iter().enumerate() {
            if plane.touched.id.starts_with("wall") {
                barriers.push((plane.touched.normal, plane.touched.offset, Some(index)));
            }
        }
        barriers
    }

    /// The centre of mass is over what supports the body.
    fn balance(&self, system: &mut Normal, demands: &Demands, posture: &Posture, placed: &Placed) {
        let Some((normal, over)) = self.off_balance(demands, placed) else { return };
        let row = self.mass_row(posture, placed, normal);
        system.add(&row, over, BALANCE);
    }

    /// The way in which the centre of mass is outside the support, and how far.
    fn off_balance(&self, demands: &Demands, placed: &Placed) -> Option<(Vector, f64)> {
        let centre = self.skeleton.centre_of_mass(placed);
        let points = demands.contacts.iter().map(|(ball, ..)| {
            let ball = &self.skeleton.balls[*ball];
            (placed.ball(ball), ball.radius)
        });
        Support::of(points).outside(centre)
    }

    // ------------------------------------------------------------ derivatives

    /// How far a point of a segment goes along a way when each unknown grows by one.
    fn row(
        &self,
        posture: &Posture,
        placed: &Placed,
        segment: usize,
        point: Vector,
        along: Vector,
    ) -> Vec<(usize, f64)> {
        let mut row = Vec::with_capacity(24);
        row.extend([(0, along.x), (1, along.y), (2, along.z)]);
        let arm = (point - posture.root.at).cross(along);
        row.extend([(3, arm.x), (4, arm.y), (5, arm.z)]);
        for turn in &self.chains[segment] {
            let joint = placed.frames[self.skeleton.turns[*turn].segment].at;
            let gain = placed.axes[*turn].cross(point - joint).dot(along);
            row.push((6 + turn, gain));
        }
        row
    }

    /// The same for the centre of mass. Arms are left out: people hold them still and shift their hips.
    fn mass_row(&self, posture: &Posture, placed: &Placed, along: Vector) -> Vec<(usize, f64)> {
        let mut row = vec![0.0; 6 + posture.angles.len()];
        let total: f64 = self.skeleton.segments.iter().map(|segment| segment.mass).sum();
        for (index, segment) in self.skeleton.segments.iter().enumerate() {
            let point = placed.frames[index].place(segment.centre);
            for (unknown, gain) in self.row(posture, placed, index, point, along) {
                if !self.arms.contains(&unknown) {
                    row[unknown] += gain * segment.mass / total;
                }
            }
        }
        row.into_iter().enumerate().collect()
    }

    // ------------------------------------------------------------ what does not hold

    fn faults(&self, demands: &Demands, posture: &Posture, placed: &Placed) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut note = |kind, path: &str, about: &str, by: f64| {
            faults.push(Fault { kind, path: path.to_owned(), about: about.to_owned(), by });
        };
        for (ball, surface, path, _) in &demands.contacts {
            let ball = &self.skeleton.balls[*ball];
            let normal = self.surfaces[*surface].touched.normal;
            let off = normal.dot(placed.ball(ball)) - ball.radius - self.offset(*surface);
            if off.abs() > FAULT_LENGTH {
                note(FaultKind::Contact, path, &ball.id, off);
            }
        }
        for (normal, offset, _) in self.barriers() {
            for ball in &self.skeleton.balls {
                let off = normal.dot(placed.ball(ball)) - ball.radius - offset;
                if off < -FAULT_LENGTH {
                    note(FaultKind::Through, "", &ball.id, off);
                }
            }
        }
        for (hand, target, path) in &demands.reaches {
            let (hand, target) = (&self.skeleton.spots[*hand], &self.skeleton.spots[*target]);
            let off = (placed.spot(hand) - placed.spot(target)).length();
            if off > FAULT_LENGTH {
                note(FaultKind::Reach, path, &hand.id, off);
            }
        }
        for (index, target, path) in &demands.shifts {
            let spot = &self.skeleton.spots[*index];
            let off = (placed.spot(spot) - *target).length();
            if off > FAULT_LENGTH {
                note(FaultKind::Reach, path, &spot.id, off);
            }
        }
        for (index, value, path) in &demands.typed {
            let off = (posture.angles[*index] - value).to_degrees();
            if off.abs() > FAULT_ANGLE {
                let turn = &self.skeleton.turns[*index];
                note(FaultKind::Angle, path, &format!("{} {}", turn.joint, turn.name), off);
            }
        }
        for (index, turn) in self.skeleton.turns.iter().enumerate() {
            let angle = posture.angles[index];
            let over = (angle - turn.range.1).max(0.0) + (angle - turn.range.0).min(0.0);
            if over.to_degrees().abs() > FAULT_ANGLE {
                let about = format!("{} {}", turn.joint, turn.name);
                note(FaultKind::Angle, "", &about, over.to_degrees());
            }
        }
        if demands.balanced
            && let Some((_, over)) = self.off_balance(demands, placed)
            && over > FAULT_BALANCE
        {
            note(FaultKind::Balance, "", "centre of mass", over);
        }
        faults
    }
}

/// The turns that angles name, with their values in radians and their paths.
fn typed<'a>(
    skeleton: &'a Skeleton,
    angles: &'a super::pose::Angles,
) -> impl Iterator<Item = (usize, f64, String)> + 'a {
    angles.iter().flat_map(move |(word, turns)| {
        let joints = skeleton.joints(word);
        turns.iter().flat_map(move |(name, degrees)| {
            let path = format!("angles.{word}.{name}");
            let value = degrees.to_radians();
            // What is said of one side goes before what is said of both.
            let own = |joint: &str| {
                joint != word && angles.get(joint).is_some_and(|turns| turns.contains_key(name))
            };
            let found: Vec<_> = joints
                .iter()
                .filter(|joint| !own(joint))
                .filter_map(|joint| skeleton.turn(joint, name))
                .map(|index| (index, value, path.clone()))
                .collect();
            found
        })
    })
}

impl Default for Posture {
    fn default() -> Self {
        Self { root: Frame { at: Vector::ZERO, turn: Rotation::NONE }, angles: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::skeleton::tests::skeleton;
    use crate::source::read_trusted;

    fn bases() -> Bases {
        read_trusted("bases.yaml", include_str!("../../routines/body/bases.yaml")).unwrap()
    }

    fn solved(pose: &str) -> Solved {
        let pose: Pose = read_trusted("pose", pose).unwrap();
        solve(&skeleton(), &bases(), &pose).unwrap()
    }

    /// The angle of a moment, in degrees.
    fn angle(moment: &Moment, joint: &str, name: &str) -> f64 {
        moment.posture.angles[skeleton().turn(joint, name).unwrap()].to_degrees()
    }

    fn spot(moment: &Moment, id: &str) -> Vector {
        moment.placed.spot(skeleton().spot(id).unwrap())
    }

    #[test]
    fn every_base_stands_without_a_fault() {
        for id in bases().bases.keys() {
            let solved = solved(&format!("base: {id}"));
            assert_eq!(solved.moments[0].faults, [], "{id}");
        }
    }

    #[test]
    fn things_that_lie_over_one_another_are_solved_as_if_on_the_floor() {
        for (towel, pillow) in [("pillow", "towel"), ("towel", "towel")] {
            let props = format!("{{towel: {{over: {towel}}}, pillow: {{over: {pillow}}}}}");
            let start = "{touch: {towel: [head], pillow: [feet]}}";
            let solved = solved(&format!("base: hook-lying\nprops: {props}\nstart: {start}"));
            let ids: Vec<&str> = solved.surfaces.iter().map(|it| it.id.as_str()).collect();
            assert!(["floor", "towel", "pillow"].iter().all(|id| ids.contains(id)), "{ids:?}");
        }
    }

    #[test]
    fn a_bridge_lifts_the_pelvis_and_keeps_feet_and_shoulders_where_they_are() {
        let bridge = solved(
            "base: hook-lying\nend: {angles: {hips: {flexion: 0}}, touch: {floor: [upper-back, head, feet, hands]}}",
        );
        let [start, end] = &bridge.moments[..] else { panic!("two moments") };
        assert_eq!(end.faults, []);
        assert!(spot(end, "tail-bone").y - spot(start, "tail-bone").y > 0.05);
        for id in ["right-sole", "upper-back"] {
            let moved = (spot(end, id) - spot(start, id)).length();
            assert!(moved < 0.03, "{id} moved by {moved}");
        }
    }

    #[test]
    fn a_squat_keeps_the_mass_over_the_feet() {
        let squat = solved("base: standing\nend: {angles: {knees: {flexion: 90}}}");
        let end = &squat.moments[1];
        assert_eq!(end.faults, []);
        assert!(angle(end, "right-hip", "flexion") > 40.0);
    }

    #[test]
    fn hands_reach_the_knee() {
        let hug = solved(
            "base: hook-lying\nend: {angles: {right-hip: {flexion: 115}}, touch: {floor: [back, head, left-foot]}, reach: {right-palm: right-shin, left-palm: right-shin}}",
        );
        assert_eq!(hug.moments[1].faults, []);
        let gap = spot(&hug.moments[1], "right-palm") - spot(&hug.moments[1], "right-shin");
        assert!(gap.length() < 0.01, "{gap:?}");
    }

    #[test]
    fn what_cannot_be_is_a_fault() {
        let far = solved(
            "base: supine\nend: {reach: {right-palm: right-toes}, angles: {hips: {flexion: 0}}}",
        );
        assert!(far.moments[1].faults.iter().any(|fault| fault.kind == FaultKind::Reach));
        let bent = solved("base: standing\nstart: {angles: {right-knee: {flexion: 170}}}");
        assert!(bent.moments[0].faults.iter().any(|fault| fault.kind == FaultKind::Angle));
    }

    #[test]
    fn a_wall_stands_where_it_is_touched() {
        let push = solved(
            "base: standing\nstart: {angles: {shoulders: {flexion: 80}}, touch: {wall-front: [hands]}}\nend: {shift: {low-belly: {ahead: 0.05}}}",
        );
        assert_eq!(push.moments[1].faults, []);
        let wall = push.surfaces.iter().find(|surface| surface.id == "wall-front").unwrap();
        assert!(wall.offset < -0.2, "{wall:?}");
    }
}
