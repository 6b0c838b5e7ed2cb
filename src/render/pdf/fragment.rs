//! Fragments: the pieces that pages are filled with.

use super::boxes::{Panel, Solid};

/// What a fragment or a frame is, for messages and tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading.
    Heading,
    /// A line of a paragraph or of an item of a list.
    Line,
    /// A row of a table.
    Row,
    /// Blocks side by side.
    Columns,
    /// Pictures.
    Picture,
    /// A part of a card, or a box inside a box.
    Part,
    /// The frame of a box that stands out.
    Callout,
    /// The frame of an exercise.
    Card,
}

/// How firmly a fragment is kept with the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// A page may end here.
    Free,
    /// A page ends here only if what is kept together is taller than a page.
    Reluctant,
    /// A page ends here only if there is no other place.
    Firm,
}

/// A piece of the page that is never cut.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    pub(super) kind: Kind,
    pub(super) solid: Solid,
    /// The least space to what is above and below; of two, the larger counts.
    pub(super) above: f32,
    pub(super) below: f32,
    pub(super) keep: Keep,
    /// Whether it starts on a new page.
    pub(super) fresh: bool,
    /// The frame that it stands in: an index into [`Flow::frames`].
    pub(super) frame: Option<usize>,
    /// The table's head that stands above it on every page: an index into [`Flow::heads`].
    pub(super) head: Option<usize>,
    /// Whether it is that head.
    pub(super) is_head: bool,
    /// What leads to it: indices into [`Flow::anchors`].
    pub(super) anchors: Vec<usize>,
}

impl Fragment {
    /// A fragment without space around it, which a page may end after.
    pub(super) fn new(kind: Kind, solid: Solid) -> Self {
        Self {
            kind,
            solid,
            above: 0.0,
            below: 0.0,
            keep: Keep::Free,
            fresh: false,
            frame: None,
            head: None,
            is_head: false,
            anchors: Vec::new(),
        }
    }

    /// Moves its marks to the right.
    pub(super) fn shift(&mut self, x: f32) {
        for mark in &mut self.solid.marks {
            mark.area.x += x;
        }
    }
}

/// Sets the space above the first and below the last of some fragments.
pub(super) fn set_apart(fragments: &mut [Fragment], gap: f32) {
    if let Some(first) = fragments.first_mut() {
        first.above = gap;
    }
    if let Some(last) = fragments.last_mut() {
        last.below = gap;
    }
}

/// A frame around fragments; on each page it is drawn around those that stand there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) width: f32,
    /// The space between the frame and what is in it.
    pub(super) pad: f32,
    pub(super) panel: Panel,
}

/// A place that links and the outline lead to.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    /// The name that links use, if it has one.
    pub(super) id: Option<String>,
    /// The level and words in the outline, if it stands there.
    pub(super) outline: Option<(u8, String)>,
}

/// The fragments of a document, and what they share.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) fragments: Vec<Fragment>,
    pub(super) frames: Vec<Frame>,
    /// The heads of tables.
    pub(super) heads: Vec<Solid>,
    pub(super) anchors: Vec<Anchor>,
}
