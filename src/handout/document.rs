//! The page as data, before it is PDF or text: sections of blocks of inline pieces.
//!
//! Nothing here knows a font, a coordinate or a file format. What is printed is exactly what stands
//! here, so a test can read the page without a PDF.

use std::sync::Arc;

use jiff::civil::Date;

use crate::figure::{Drawing, Point};
use crate::logo::Logo;

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 x 297 mm.
    A4,
    /// 8.5 x 11 inches.
    Letter,
}

/// A document for one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The title, for the reader's window and for screen readers.
    pub title: String,
    /// The language as a BCP 47 tag, for example `en`.
    pub language: String,
    /// The date in the PDF's metadata: the plan's start, never the clock.
    pub date: Date,
    /// The paper.
    pub paper: Paper,
    /// The size of body text in points: 14, or 18 for large print.
    pub body_pt: f32,
    /// Whether to print without colour.
    pub mono: bool,
    /// At the top of every page, left and right; an artifact, not read aloud.
    pub header: (String, String),
    /// At the foot of every page, on the left.
    pub footer: String,
    /// At the foot of every page, on the right: `{page}` and `{pages}` are replaced.
    pub page_label: String,
    /// The sections in reading order; each is a heading of the outline.
    pub sections: Vec<Section>,
}

/// A part of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The anchor that links lead to.
    pub id: String,
    /// The heading, level 1.
    pub title: Vec<Inline>,
    /// Whether it starts on a new page.
    pub new_page: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of the page, as wide as the column it stands in. Tables break between rows and repeat
/// their head; paragraphs and lists may break between lines if they must; a box or a card never does.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading below the section's, kept with what follows.
    Heading {
        /// 2 or 3.
        level: u8,
        /// The anchor that links lead to, if any.
        anchor: Option<String>,
        /// The words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// How it is set.
        style: TextStyle,
        /// The words.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// What stands before each item.
        marker: Marker,
        /// The items.
        items: Vec<Vec<Inline>>,
    },
    /// A framed box that stands out. It is told by its frame, sign and title, not by colour alone.
    Callout {
        /// What it means.
        tone: Tone,
        /// The title.
        title: Vec<Inline>,
        /// What it holds: paragraphs and lists.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(Table),
    /// An exercise.
    Card(Card),
    /// Blocks side by side, in equal columns.
    Columns(Vec<Vec<Block>>),
    /// Pictures, side by side or below one another, whichever shows more: as large as fit in a box,
    /// and all at one scale. Words of their own say what they show, since no other words here do.
    Pictures {
        /// The pictures in reading order.
        pictures: Vec<Picture>,
        /// The most width in millimetres; never more than the column's.
        width_mm: f32,
        /// The most height in millimetres, captions included; never more than the page's.
        height_mm: f32,
    },
    /// A drawing with words on it, as wide as its column.
    Diagram(Diagram),
    /// A traffic light: its lamps from the top, each with what it means beside it.
    TrafficLight(Vec<Lamp>),
    /// Who hands the document out.
    Letterhead(Letterhead),
    /// Lines for a computer to read. In text and Markdown they stand as they are, to be copied; on paper
    /// a long line goes on below.
    Verbatim(Vec<String>),
}

/// What stands before each item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A bullet: the order does not matter.
    Bullet,
    /// Its number.
    Number,
    /// A box to tick.
    TickBox,
}

/// A drawing with words on it: a time line, a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagram {
    /// What is drawn, in tenths of a millimetre if the column has the drawing's width.
    pub drawing: Arc<Drawing>,
    /// The words on it, in reading order. They have the size of notes however large the drawing is.
    pub labels: Vec<Label>,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// Words on a diagram.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Where they stand on the drawing: the middle of their height, and of their width the part that
    /// `hold` says.
    pub at: Point,
    /// Which part of the words stands there.
    pub hold: Hold,
    /// The words.
    pub text: String,
    /// Whether they stand out.
    pub strong: bool,
}

/// The part of some words that stands at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Their start.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// A lamp of a traffic light: told by its place, its shape and its words, not by its colour alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Lamp {
    /// What it means.
    pub tone: Tone,
    /// When it is lit.
    pub title: Vec<Inline>,
    /// What to do then.
    pub text: Vec<Inline>,
}

/// Who hands the document out: a logo, and words beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Letterhead {
    /// The logo, and what it shows for those who do not see it.
    pub logo: Option<(Arc<Logo>, String)>,
    /// The words.
    pub text: Vec<Inline>,
}

/// A drawing with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What is drawn. However often the same drawing is shown, a PDF holds it once.
    pub drawing: Arc<Drawing>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// A word or two below it, for example `Start`; none if empty.
    pub caption: String,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// Body text.
    Body,
    /// Larger, for a first sentence.
    Lead,
    /// Smaller, for notes; never below 12 points.
    Note,
}

/// What a box or a cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad; no sign.
    Plain,
    /// Go on: green, a round sign.
    Go,
    /// Take care: amber, a triangle.
    Care,
    /// Stop: red, an octagon.
    Stop,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// Words that lead to an anchor in the document.
    Link {
        /// The anchor.
        to: String,
        /// The words.
        text: String,
    },
    /// An empty square to tick on paper, large enough for a pen; drawn, not a character.
    TickBox,
    /// A line to write on, that many millimetres long.
    Blank(u16),
    /// A line break.
    Break,
}

impl Inline {
    /// Plain words.
    #[must_use]
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Words that stand out.
    #[must_use]
    pub fn strong(words: impl Into<String>) -> Self {
        Self::Strong(words.into())
    }
}

/// A table with header cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table shows, for screen readers.
    pub summary: String,
    /// The widths of the columns.
    pub columns: Vec<Width>,
    /// The header row; repeated on each page.
    pub head: Vec<Cell>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The least height of a row in millimetres, for a hand to write in.
    pub row_mm: u16,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// Millimetres; at large print they grow with the text.
    Mm(f32),
    /// A share of what is left.
    Share(f32),
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The words or tick boxes.
    pub text: Vec<Inline>,
    /// Whether it heads its row.
    pub row_header: bool,
    /// Whether it is centred.
    pub centred: bool,
    /// Whether it is shaded (a rest day).
    pub shaded: bool,
    /// The shape around its words: a letter that is told by more than its place.
    pub badge: Option<Badge>,
    /// A small picture before the words, which name what it shows: those who do not see it miss
    /// nothing.
    pub picture: Option<Arc<Drawing>>,
}

/// A shape around a letter or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Badge {
    /// A dark disc with white letters.
    Disc,
    /// A white square with a thick edge.
    Square,
}

/// How much room a card takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardForm {
    /// A page of its own, with large pictures; what the person knows already shares one.
    Large,
    /// About half a page; pictures grow into what is left of it.
    #[default]
    Full,
    /// About a quarter of a page, in smaller letters.
    Short,
}

/// An exercise on the page: never cut by a page break.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// How much room it takes.
    pub form: CardForm,
    /// The anchor that links lead to.
    pub anchor: String,
    /// The number in this phase; printed before the title and in the week.
    pub number: u32,
    /// The name.
    pub title: Vec<Inline>,
    /// The dose in words: a band under the title.
    pub dose: Vec<Inline>,
    /// Start and end, and what lies between if that is not plain; none leaves no gap.
    pub pictures: Vec<Picture>,
    /// How to get into it.
    pub setup: Vec<Inline>,
    /// What to do, numbered.
    pub steps: Vec<Vec<Inline>>,
    /// Labelled lines below: feel it, avoid, stop if, easier, harder, why.
    pub notes: Vec<Note>,
}

/// A labelled line of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What it means; `Stop` stands out.
    pub tone: Tone,
    /// The label, for example `Feel it:`.
    pub label: String,
    /// The words.
    pub text: Vec<Inline>,
}
