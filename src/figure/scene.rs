//! What is to be drawn: the posed body with everything that it touches, holds and moves.
//!
//! World space: x and z along the floor, y up, the floor at y = 0; lengths in fractions of body height.

use crate::body::{Placed, Vector};

/// What is to be drawn.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// Where it is seen from.
    pub camera: Camera,
    /// The body at each phase, in order.
    pub views: Vec<View>,
    /// What the body touches.
    pub surfaces: Vec<Surface>,
    /// What the person holds or wears.
    pub gear: Vec<Gear>,
    /// The target muscles.
    pub bands: Vec<Band>,
    /// What moves.
    pub arrows: Vec<Arrow>,
}

impl Scene {
    /// The same on a bed, if it is on a mat.
    #[must_use]
    pub fn on_bed(mut self) -> Self {
        for surface in self.surfaces.iter_mut().filter(|surface| surface.id == "mat") {
            "bed".clone_into(&mut surface.id);
        }
        self
    }
}

/// Where the picture is seen from, without perspective.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Camera {
    /// Degrees about the vertical: 0 looks from +z (the right side of a person who faces +x), 90 from
    /// +x, 180 from -z, -90 from -x.
    pub turn: f64,
    /// Degrees above the horizon, -90 to 90.
    pub up: f64,
}

/// When in the exercise a view is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before the move.
    Start,
    /// On its way.
    Middle,
    /// At its end; the arrow is drawn here.
    End,
}

/// The body at one phase.
#[derive(Debug, Clone)]
pub struct View {
    /// Where every segment is.
    pub placed: Placed,
    /// When.
    pub phase: Phase,
}

/// A thing that the body touches.
#[derive(Debug, Clone, Default)]
pub struct Surface {
    /// What it is, for example `mat`; an unknown name is drawn as a plain block.
    pub id: String,
    /// A point on its touching plane: the mean of the touching points at the start.
    pub at: Vector,
    /// The direction out of the plane, towards the body; length 1.
    pub normal: Vector,
    /// The horizontal direction that the person faces; length 1.
    pub facing: Vector,
    /// Where the body touches it; empty for what only stands by.
    pub touched: Vec<Vector>,
    /// How thick it is, for what lies between the body and something else; else 0.
    pub thick: f64,
}

/// A thing that a person holds, wears or has beside them.
#[derive(Debug, Clone, Default)]
pub struct Gear {
    /// What it is, for example `strap`; a `loop` runs round what is at its points.
    pub id: String,
    /// The horizontal direction that the person faces; length 1.
    pub facing: Vector,
    /// Where an end of it is fixed in the room.
    pub fixed: Option<Vector>,
    /// For each view: the points that it runs through or lies at; none where it is not in use.
    pub points: Vec<Vec<Vector>>,
}

/// A target muscle.
#[derive(Debug, Clone)]
pub struct Band {
    /// For each view: its lines of action in the world. Several lines make a fan.
    pub lines: Vec<Vec<Vec<Vector>>>,
    /// Whether it is the band before on the other half of the body: one of the two is enough to see.
    pub twin: bool,
}

/// What moves.
#[derive(Debug, Clone)]
pub struct Arrow {
    /// For each view: the way of what moves, from its start to its end; drawn where there is one.
    pub paths: Vec<Option<Vec<Vector>>>,
    /// A press without movement: a short straight arrow that ends at the path's end.
    pub push: bool,
}
