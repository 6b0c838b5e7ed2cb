//! Laid-out pages as plain marks, and their writers: one SVG or PNG for each page.
//!
//! The marks come from the same fragments, in the same order, as the pages of the PDF.

mod letters;
mod logo;
pub mod png;
pub mod svg;

use std::sync::Arc;

use crate::figure::Drawing;
use crate::logo::{Logo, Step as LogoStep};

/// A page in points from its upper left corner.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) width: f32,
    pub(super) height: f32,
    /// What is painted, from back to front.
    pub(super) marks: Vec<Mark>,
    /// The words in reading order, with what pictures show; headers and footers are left out.
    pub(super) words: String,
}

/// Something that is painted.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// A filled area.
    Fill(Path, Colour),
    /// A line of a width, with round ends and corners.
    Line(Path, Colour, f32),
    /// Letters of one font and size.
    Letters(Letters),
    /// A drawing whose upper left corner is at a point, each of its units so many points.
    Drawing { drawing: Arc<Drawing>, x: f32, y: f32, scale: f32 },
    /// A logo whose upper left corner is at a point, each of its units so many points.
    Logo { logo: Arc<Logo>, x: f32, y: f32, scale: f32 },
}

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

/// Letters on a baseline.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    /// The font: an index into the bundled files.
    pub(super) file: usize,
    pub(super) size: f32,
    pub(super) colour: Colour,
    /// The number of each glyph in its font, and where its origin is.
    pub(super) glyphs: Vec<(u16, f32, f32)>,
}

/// An outline or a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Path(pub(super) Vec<Step>);

impl Path {
    /// The outline of a part of a logo.
    pub(super) fn of_logo(steps: &[LogoStep]) -> Self {
        let step = |step: &LogoStep| match *step {
            LogoStep::Move(x, y) => Step::Move([x, y]),
            LogoStep::Line(x, y) => Step::Line([x, y]),
            LogoStep::Curve([a, b, c, d, x, y]) => Step::Curve([[a, b], [c, d], [x, y]]),
            LogoStep::Close => Step::Close,
        };
        Self(steps.iter().map(step).collect())
    }
}

/// A step of a path: points are `x`, `y`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Move([f32; 2]),
    Line([f32; 2]),
    /// A handle and the end.
    Quad([[f32; 2]; 2]),
    /// Two handles and the end.
    Curve([[f32; 2]; 3]),
    Close,
}
