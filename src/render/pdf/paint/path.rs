//! Paths before it is known which format they are written to.

use krilla::geom::Rect;

pub(super) use crate::render::pages::{Path, Step};

/// A path in the making.
pub(super) struct PathBuilder(Path);

impl PathBuilder {
    /// A path that goes nowhere yet.
    pub(super) fn new() -> Self {
        Self(Path::default())
    }

    /// Starts a part of the path at a point.
    pub(super) fn move_to(&mut self, x: f32, y: f32) {
        self.0.0.push(Step::Move([x, y]));
    }

    /// Goes straight to a point.
    pub(super) fn line_to(&mut self, x: f32, y: f32) {
        self.0.0.push(Step::Line([x, y]));
    }

    /// Goes to the last point along a curve with two handles.
    pub(super) fn cubic_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.0.push(Step::Curve([[x1, y1], [x2, y2], [x, y]]));
    }

    /// Goes back to where the part started.
    pub(super) fn close(&mut self) {
        self.0.0.push(Step::Close);
    }

    /// Adds a rectangle.
    pub(super) fn push_rect(&mut self, rect: Rect) {
        self.move_to(rect.left(), rect.top());
        self.line_to(rect.right(), rect.top());
        self.line_to(rect.right(), rect.bottom());
        self.line_to(rect.left(), rect.bottom());
        self.close();
    }

    /// The path; none if it goes nowhere.
    pub(super) fn finish(self) -> Option<Path> {
        (self.0.0.len() > 1).then_some(self.0)
    }
}
