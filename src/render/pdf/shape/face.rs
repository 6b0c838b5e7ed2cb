//! How a text is set: its letters, colours, shapes and links.

use crate::handout::Tone;
use crate::render::pdf::look::{Letters, Shade};
use crate::render::pdf::tags::NodeId;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render::pdf) struct Face {
    /// The size in points.
    pub(in crate::render::pdf) size: f32,
    /// The line height as a multiple of the size.
    pub(in crate::render::pdf) line: f32,
    /// Whether all of it is bold.
    pub(in crate::render::pdf) bold: bool,
    /// The colour.
    pub(in crate::render::pdf) shade: Shade,
    /// The colour of words that stand out.
    pub(in crate::render::pdf) strong: Shade,
    /// The sign before its first word.
    pub(in crate::render::pdf) sign: Tone,
    /// Where its lines stand.
    pub(in crate::render::pdf) align: Align,
}

impl Face {
    /// Plain words.
    pub(in crate::render::pdf) fn new(letters: Letters) -> Self {
        Self {
            size: letters.size,
            line: letters.line,
            bold: false,
            shade: Shade::Text,
            strong: Shade::Text,
            sign: Tone::Plain,
            align: Align::Start,
        }
    }

    /// The same words in bold.
    pub(in crate::render::pdf) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same words in a colour.
    pub(in crate::render::pdf) fn shaded(self, shade: Shade) -> Self {
        Self { shade, strong: shade, ..self }
    }
}

/// Where the lines of a text stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::pdf) enum Align {
    /// At the side where reading starts.
    Start,
    /// In the middle.
    Centre,
    /// At the other side.
    End,
}

/// What a run of glyphs is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::render::pdf) struct Pen {
    /// The colour.
    pub(in crate::render::pdf) shade: Shade,
    /// The link that it belongs to: an index into [`Shaped::links`].
    pub(in crate::render::pdf) link: Option<usize>,
}

/// A shape that stands in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render::pdf) enum Shape {
    /// A square to tick.
    TickBox,
    /// A line to write on, of a width that a narrow column shortens.
    Blank(f32),
    /// The sign of a tone.
    Sign(Tone),
}

/// A link in a text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render::pdf) struct Link {
    /// The anchor.
    pub(in crate::render::pdf) to: String,
    /// The words.
    pub(in crate::render::pdf) words: String,
    /// Its place in the structure, once it is known.
    pub(in crate::render::pdf) node: Option<NodeId>,
}
