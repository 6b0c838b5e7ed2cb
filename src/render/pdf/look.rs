//! Sizes and colours of the page, all in one place. Lengths are points unless they say otherwise.

use crate::figure::Paint;
use crate::handout::{Document, Paper, Tone};

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// The body size that the other sizes are given for.
const BODY: f32 = 14.0;
/// The smallest size of anything that is part of the text.
const SMALLEST: f32 = 12.0;

/// A4 and Letter, in points.
const A4: (f32, f32) = (210.0 * MM, 297.0 * MM);
const LETTER: (f32, f32) = (612.0, 792.0);

/// The margin at the left and right.
const MARGIN: f32 = 18.0 * MM;
/// The least margin at the top and the foot, around the body.
const HEAD_AND_FOOT: f32 = 14.0 * MM;
/// The paper's edge to the header's top and to the footer's foot.
const EDGE: f32 = 7.0 * MM;

/// The longest line of running text in ems: about 70 characters.
const MEASURE_EM: f32 = 35.0;

/// The height of a line of running text as a multiple of the size, and of one in large print: who
/// sees little finds the next line more easily where there is more room.
const LINE: f32 = 1.35;
const LARGE_LINE: f32 = 1.5;
/// The height of a line of a heading or a cell: few lines, or short ones.
const SHORT_LINE: f32 = 1.2;
/// The size of body text from which print is large.
const LARGE: f32 = 18.0;

/// The width of the pictures' column in a card.
pub(super) const PICTURE: f32 = 48.0 * MM;
/// The height that pictures may take even beside fewer words, at 14 points.
pub(super) const PICTURES_LEAST: f32 = 44.0 * MM;

/// A small picture in a cell at most: width and height.
pub(super) const SMALL_PICTURE: (f32, f32) = (16.0 * MM, 15.0 * MM);

/// The line of a card or a box, and of what stands out.
pub(super) const FRAME: f32 = 0.9;
pub(super) const BOLD_FRAME: f32 = 1.6;
/// A thin line of a table.
pub(super) const THIN: f32 = 0.6;
/// The distance of the lines across a rest day.
pub(super) const HATCH: f32 = 8.0;
/// A Bézier handle that makes a quarter of a circle, as a part of the radius.
pub(super) const ROUND: f32 = 0.552_285;
/// A line under a link: how far below the baseline, and how thick, in ems.
pub(super) const UNDERLINE: (f32, f32) = (0.13, 0.06);
/// A line to write on.
pub(super) const BLANK_LINE: f32 = 0.7;
/// The least length of a line to write on, if its column is narrow.
pub(super) const BLANK_LEAST: f32 = 15.0 * MM;
/// The line of a tick box.
pub(super) const TICK_LINE: f32 = 0.75;
/// The side of a tick box: 6 mm of paper inside its line, for a pen in a hand that shakes.
pub(super) const TICK: f32 = 6.0 * MM + TICK_LINE;
/// The space between tick boxes.
pub(super) const TICK_GAP: f32 = 2.5;
/// The height of a sign in a line, and the space to its right, as multiples of a capital's height.
pub(super) const SIGN: f32 = 1.3;
pub(super) const SIGN_GAP: f32 = 0.5;
/// The height of a capital in ems, in Atkinson Hyperlegible Next.
pub(super) const CAPITAL_EM: f32 = 0.668;

/// Spaces and sides at 14 points; they grow with the text unless they are for a hand or for corners.
pub(super) mod space {
    /// Round corners.
    pub(in crate::render::pdf) const CORNER: f32 = 4.0;
    /// Inside the frame of a card, and of a box that stands out.
    pub(in crate::render::pdf) const CARD: f32 = 8.0;
    pub(in crate::render::pdf) const CALLOUT: f32 = 10.0;
    /// Between a card's parts, its title and its dose, and its notes.
    pub(in crate::render::pdf) const PARTS: f32 = 5.0;
    pub(in crate::render::pdf) const TITLE: f32 = 4.0;
    pub(in crate::render::pdf) const NOTES: f32 = 2.0;
    /// Inside the band of a dose: at the sides, above and below.
    pub(in crate::render::pdf) const DOSE: (f32, f32) = (6.0, 1.5);
    /// The disc of a card's number, and after it.
    pub(in crate::render::pdf) const NUMBER: f32 = 24.0;
    pub(in crate::render::pdf) const AFTER_NUMBER: f32 = 8.0;
    /// Between pictures, between them and the steps, and above a caption.
    pub(in crate::render::pdf) const PICTURES: f32 = 8.0;
    pub(in crate::render::pdf) const BESIDE_PICTURES: f32 = 12.0;
    pub(in crate::render::pdf) const CAPTION: f32 = 1.0;
    /// The sign of a box, and the column that it stands in.
    pub(in crate::render::pdf) const SIGN: f32 = 22.0;
    pub(in crate::render::pdf) const SIGN_COLUMN: f32 = 32.0;
    /// Between columns.
    pub(in crate::render::pdf) const COLUMNS: f32 = 16.0;
    /// Between the items of a list, as a part of that between paragraphs.
    pub(in crate::render::pdf) const ITEMS: f32 = 0.45;
    /// Between boxes to tick, which are higher than letters.
    pub(in crate::render::pdf) const TICKS: f32 = 0.8;
    /// Inside a cell: at the sides, above and below; the same where it has boxes to tick alone.
    pub(in crate::render::pdf) const CELL: (f32, f32) = (5.0, 3.5);
    pub(in crate::render::pdf) const BOXES: (f32, f32) = (2.5, 2.0);
    /// After the small picture of a cell; the side of a session's letter.
    pub(in crate::render::pdf) const AFTER_SMALL: f32 = 5.0;
    pub(in crate::render::pdf) const BADGE: f32 = 17.0;
}

/// The parts of a page that have letters of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// Running text and steps.
    Body,
    /// A first sentence.
    Lead,
    /// Notes, doses and the notes of a card.
    Note,
    /// The cells of a table.
    Cell,
    /// Below a picture.
    Caption,
    /// A heading of level 1, 2 or 3; the title of a card or a box has level 3.
    Heading(u8),
    /// The header and the footer, which are no part of the text.
    Margin,
}

/// A size in points, and the height of a line as a multiple of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letters {
    pub(super) size: f32,
    pub(super) line: f32,
}

/// The sizes of one document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// The paper's width and height.
    pub(super) paper: (f32, f32),
    /// Whether there is no colour.
    pub(super) mono: bool,
    /// Whether the page is laid out as in a mirror, for a language that is read to the left.
    pub(super) mirrored: bool,
    /// The size of body text.
    pub(super) body: f32,
}

impl Look {
    /// The sizes for a document.
    pub(super) fn new(document: &Document) -> Self {
        let paper = match document.paper {
            Paper::A4 => A4,
            Paper::Letter => LETTER,
        };
        let (mono, mirrored) = (document.mono, document.reads_to_the_left());
        Self { paper, mono, mirrored, body: document.body_pt.max(SMALLEST) }
    }

    /// A length that grows with the text.
    pub(super) fn grown(&self, length: f32) -> f32 {
        length * self.body / BODY
    }

    /// The letters of a part of the page.
    pub(super) fn letters(&self, part: Type) -> Letters {
        let running = if self.body >= LARGE { LARGE_LINE } else { LINE };
        let (size, line) = match part {
            Type::Body => (self.body, running),
            Type::Lead => (self.grown(16.0), running),
            Type::Note | Type::Caption => (self.small(), running),
            Type::Cell => (self.small(), SHORT_LINE),
            Type::Heading(1) => (self.grown(24.0), SHORT_LINE),
            Type::Heading(2) => (self.grown(18.0), SHORT_LINE),
            Type::Heading(_) => (self.grown(15.5), SHORT_LINE),
            Type::Margin => (self.grown(9.5), LINE),
        };
        Letters { size, line }
    }

    /// The smallest size of what is part of the text.
    fn small(&self) -> f32 {
        self.grown(12.0).max(SMALLEST)
    }

    /// The space above a heading.
    pub(super) fn above_heading(&self, level: u8) -> f32 {
        match level {
            1 => self.grown(22.0),
            2 => self.grown(17.0),
            _ => self.grown(13.0),
        }
    }

    /// The space between paragraphs.
    pub(super) fn gap(&self) -> f32 {
        self.grown(7.0)
    }

    /// The margin at the left and right.
    pub(super) fn margin(&self) -> f32 {
        MARGIN
    }

    /// The least margin at the top and the foot.
    pub(super) fn head_and_foot(&self) -> f32 {
        HEAD_AND_FOOT
    }

    /// The paper's edge to the header and the footer.
    pub(super) fn edge(&self) -> f32 {
        EDGE
    }

    /// The width between the margins.
    pub(super) fn width(&self) -> f32 {
        self.paper.0 - 2.0 * MARGIN
    }

    /// The width of running text of some size: no longer than an eye can follow.
    pub(super) fn measure(&self, size: f32, width: f32) -> f32 {
        width.min(size * MEASURE_EM)
    }

    /// What a paint of a drawing is on this page.
    pub(super) fn drawn(&self, paint: Paint) -> Colour {
        let grey = paint.grey();
        let [red, green, blue] = if self.mono { [grey; 3] } else { paint.colour() };
        Colour { red, green, blue }
    }

    /// What a shade is on this page.
    pub(super) fn colour(&self, shade: Shade) -> Colour {
        let (colour, grey) = shade.pair();
        if self.mono { Colour { red: grey, green: grey, blue: grey } } else { colour }
    }
}

/// A colour of 8-bit parts; the parts are equal in black and white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour {
    pub(super) red: u8,
    pub(super) green: u8,
    pub(super) blue: u8,
}

impl Colour {
    /// Whether it is a grey.
    pub(super) fn is_grey(self) -> bool {
        self.red == self.green && self.green == self.blue
    }
}

/// What something is painted for; the page decides on the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shade {
    /// Words.
    #[default]
    Text,
    /// Headings, links and badges: the one accent.
    Accent,
    /// The header and the footer.
    Muted,
    /// Thin lines.
    Line,
    /// The ground of table heads and dose bands.
    Band,
    /// The ground of rest days.
    Rest,
    /// The lines across rest days.
    Hatch,
    /// Paper.
    White,
    /// The frame, sign and title of a box.
    Tone(Tone),
    /// The ground of a box.
    Ground(Tone),
}

impl Shade {
    /// The colour, and the grey where there is no colour.
    fn pair(self) -> (Colour, u8) {
        let rgb = |red, green, blue| Colour { red, green, blue };
        match self {
            Self::Text => (rgb(26, 26, 26), 0),
            Self::Accent => (rgb(16, 62, 110), 0),
            Self::Muted => (rgb(80, 86, 94), 70),
            Self::Line => (rgb(120, 130, 142), 110),
            Self::Band => (rgb(226, 235, 245), 230),
            Self::Rest => (rgb(236, 238, 241), 255),
            Self::Hatch => (rgb(176, 184, 194), 170),
            Self::White => (rgb(255, 255, 255), 255),
            Self::Tone(Tone::Plain) => (rgb(16, 62, 110), 0),
            Self::Tone(Tone::Go) => (rgb(0, 86, 60), 0),
            Self::Tone(Tone::Care) => (rgb(112, 72, 0), 0),
            Self::Tone(Tone::Stop) => (rgb(120, 0, 30), 0),
            Self::Ground(Tone::Plain) => (rgb(241, 245, 250), 255),
            Self::Ground(Tone::Go) => (rgb(236, 247, 240), 255),
            Self::Ground(Tone::Care) => (rgb(255, 246, 226), 255),
            Self::Ground(Tone::Stop) => (rgb(253, 237, 236), 255),
        }
    }
}
