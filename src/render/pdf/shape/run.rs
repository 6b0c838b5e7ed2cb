//! Pieces of words as one text.

use std::ops::Range;

use parley::{InlineBox, InlineBoxKind, VerticalAlign};

use super::face::{Face, Link, Shape};
use crate::handout::Tone;
use crate::render::pdf::look::{CAPITAL_EM, MM, SIGN, SIGN_GAP, TICK, TICK_GAP};
use crate::render::words::Piece;

/// A text with the ranges of its styles.
pub(super) struct Run {
    pub(super) text: String,
    pub(super) strong: Vec<Range<usize>>,
    pub(super) linked: Vec<Range<usize>>,
    pub(super) links: Vec<Link>,
    pub(super) boxes: Vec<InlineBox>,
    pub(super) shapes: Vec<Shape>,
}

impl Run {
    pub(super) fn new(pieces: &[Piece<'_>], face: &Face) -> Self {
        let mut run = Self {
            text: String::new(),
            strong: Vec::new(),
            linked: Vec::new(),
            links: Vec::new(),
            boxes: Vec::new(),
            shapes: Vec::new(),
        };
        if face.sign != Tone::Plain {
            run.shape(Shape::Sign(face.sign), face);
        }
        for piece in pieces {
            match piece {
                Piece::Words { text, strong, to } => run.words(text, *strong, *to),
                Piece::TickBox => run.shape(Shape::TickBox, face),
                Piece::Blank(mm) => run.shape(Shape::Blank(f32::from(*mm) * MM), face),
                Piece::Break => run.line_break(),
            }
        }
        run
    }

    fn words(&mut self, words: &str, strong: bool, to: Option<&str>) {
        let start = self.text.len();
        self.text.push_str(words);
        let range = start..self.text.len();
        if strong {
            self.strong.push(range.clone());
        }
        if let Some(to) = to {
            self.linked.push(range);
            let words = words.trim().to_owned();
            self.links.push(Link { to: to.to_owned(), words, node: None });
        }
    }

    /// A line break with a space before it: no glyph stands for the break, and the words on either
    /// side of it must not run together for those who do not see the lines.
    fn line_break(&mut self) {
        if self.text.ends_with(|c: char| !c.is_whitespace()) {
            self.text.push(' ');
        }
        self.text.push('\n');
    }

    fn shape(&mut self, shape: Shape, face: &Face) {
        let capital = face.size * CAPITAL_EM;
        let (width, height) = match shape {
            Shape::TickBox => (TICK + TICK_GAP, TICK),
            Shape::Blank(width) => (width, 0.0),
            Shape::Sign(_) => (capital * (SIGN + SIGN_GAP), capital * SIGN),
        };
        self.boxes.push(InlineBox {
            id: self.shapes.len() as u64,
            kind: InlineBoxKind::InFlow,
            index: self.text.len(),
            width,
            height,
            baseline: None,
            vertical_align: VerticalAlign::BASELINE,
        });
        self.shapes.push(shape);
    }
}
