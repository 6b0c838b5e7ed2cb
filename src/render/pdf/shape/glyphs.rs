//! Glyphs and their lines, shared by all texts that say the same.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use parley::{Alignment, AlignmentOptions, Layout};

use super::face::{Align, Link, Pen, Shape};
use crate::render::pdf::look::BLANK_LEAST;
use crate::render::pdf::paint::Run as Painted;
use crate::render::pdf::tags::NodeId;

/// Text is broken at the width it was measured for; this keeps a rounding error from making a line
/// more.
pub(super) const SLACK: f32 = 0.05;
/// The widths at which lines of a text are remembered: those of a card whose pictures grow.
const WIDTHS: usize = 4;

/// The lines of a text.
pub(in crate::render::pdf) struct Lines {
    layout: Layout<Pen>,
    /// The same as they are painted, once they have been.
    pub(in crate::render::pdf) painted: OnceLock<Vec<Vec<Painted>>>,
}

impl Lines {
    fn new(layout: Layout<Pen>) -> Arc<Self> {
        Arc::new(Self { layout, painted: OnceLock::new() })
    }
}

impl Deref for Lines {
    type Target = Layout<Pen>;

    fn deref(&self) -> &Layout<Pen> {
        &self.layout
    }
}

/// The glyphs of a text, shared by all texts that say the same: a table's head, an exercise in the next
/// phase, the words of the library for the next person.
pub(super) struct Glyphs {
    /// The text that they stand for.
    pub(super) text: String,
    /// The shapes in its lines: the `id` of a box is an index.
    shapes: Vec<Shape>,
    align: Align,
    /// The glyphs before they are broken into lines.
    whole: Arc<Lines>,
    /// The width without any line break, and of the longest word or shape.
    widest: f32,
    narrowest: OnceLock<f32>,
    /// The glyphs in lines, with the width that these were broken at, the last ones last.
    broken: Mutex<Vec<(f32, Arc<Lines>)>>,
}

impl Glyphs {
    /// The glyphs of a text whose lines stand in some way.
    pub(super) fn new(text: String, shapes: Vec<Shape>, align: Align, layout: Layout<Pen>) -> Self {
        Self {
            text,
            shapes,
            align,
            widest: layout.calculate_content_widths().max,
            whole: Lines::new(layout),
            narrowest: OnceLock::new(),
            broken: Mutex::default(),
        }
    }

    fn narrowest(&self) -> f32 {
        *self.narrowest.get_or_init(|| {
            if !self.has_blanks() {
                return self.whole.calculate_content_widths().min;
            }
            let mut layout = self.whole.layout.clone();
            self.fit_blanks(&mut layout, BLANK_LEAST);
            layout.calculate_content_widths().min
        })
    }

    /// The glyphs in lines of a width.
    fn broken_at(&self, width: f32) -> Arc<Lines> {
        let width = if self.is_the_same_from(width) { self.widest } else { width };
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = broken.iter().find(|(known, _)| *known == width) {
            return Arc::clone(known);
        }
        let mut layout = self.whole.layout.clone();
        self.fit_blanks(&mut layout, width);
        layout.break_all_lines(Some(width + SLACK));
        let align = match self.align {
            Align::Start => Alignment::Start,
            Align::Centre => Alignment::Center,
            Align::End => Alignment::End,
        };
        layout.align(align, AlignmentOptions::default());
        if broken.len() == WIDTHS {
            broken.remove(0);
        }
        let lines = Lines::new(layout);
        broken.push((width, Arc::clone(&lines)));
        lines
    }

    /// Whether lines are the same at this width as at any greater one.
    fn is_the_same_from(&self, width: f32) -> bool {
        let fixed = self.align == Align::Start && !self.whole.is_rtl() && !self.has_blanks();
        fixed && width >= self.widest
    }

    fn has_blanks(&self) -> bool {
        self.shapes.iter().any(|shape| matches!(shape, Shape::Blank(_)))
    }

    /// A blank may be shorter than asked for, but never leaves its column.
    fn fit_blanks(&self, layout: &mut Layout<Pen>, width: f32) {
        for inline in layout.inline_boxes_mut() {
            let shape = usize::try_from(inline.id).ok().and_then(|id| self.shapes.get(id));
            if let Some(Shape::Blank(wanted)) = shape {
                inline.width = wanted.min(width);
            }
        }
    }
}

/// A shaped text at its place: it can be broken into lines again and again.
pub(in crate::render::pdf) struct Shaped {
    pub(super) glyphs: Arc<Glyphs>,
    /// The lines that it was broken into last, if it was, and their width.
    pub(in crate::render::pdf) lines: Arc<Lines>,
    width: Option<f32>,
    /// The links.
    pub(in crate::render::pdf) links: Vec<Link>,
    /// Its place in the structure; none for an artifact.
    pub(in crate::render::pdf) node: Option<NodeId>,
}

impl Shaped {
    pub(super) fn new(glyphs: Arc<Glyphs>, links: Vec<Link>) -> Self {
        let lines = Arc::clone(&glyphs.whole);
        Self { glyphs, lines, width: None, links, node: None }
    }

    /// The text that the glyphs stand for.
    pub(in crate::render::pdf) fn text(&self) -> &str {
        &self.glyphs.text
    }

    /// The shapes in its lines: the `id` of a box is an index.
    pub(in crate::render::pdf) fn shapes(&self) -> &[Shape] {
        &self.glyphs.shapes
    }

    /// The width of the longest word or shape; a blank can be short.
    pub(in crate::render::pdf) fn narrowest(&self) -> f32 {
        self.glyphs.narrowest()
    }

    /// The width without any line break.
    pub(in crate::render::pdf) fn widest(&self) -> f32 {
        self.glyphs.widest
    }

    /// Breaks the text into lines and returns their width and height.
    pub(in crate::render::pdf) fn break_at(&mut self, width: f32) -> (f32, f32) {
        if self.width != Some(width) {
            self.width = Some(width);
            self.lines = self.glyphs.broken_at(width);
        }
        (self.lines.width(), self.lines.height())
    }
}
