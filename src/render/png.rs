//! A sheet of pictures as PNG, drawn in this process.
//!
//! `tiny-skia` is used without its processor-specific code, so that every machine gives the same
//! pixels.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint as Brush, Path, PathBuilder, Pixmap, Stroke,
    Transform,
};

use super::fonts;
use super::reach::at;
use super::sheet::{PlacedPicture, PlacedWords, Sheet};
use crate::figure::{Paint, Shape, Step};
use crate::finding::{Code, Finding};

/// The most pixels of a picture: 256 MB while it is drawn.
const PIXELS_MOST: u64 = 64_000_000;

/// Draws a sheet as PNG, `width_px` pixels wide.
///
/// # Errors
///
/// A finding if the picture has no pixel or more than 64 million, if a character of its words is in
/// no bundled font, or if it cannot be written.
pub fn png(sheet: &Sheet, width_px: u32) -> Result<Vec<u8>, Finding> {
    let placed = sheet.placed();
    let scale = width_px as f32 / placed.width as f32;
    let height_px = (placed.height as f32 * scale).ceil() as u32;
    let mut canvas = Canvas { pixels: pixmap(width_px, height_px)?, scale, mono: sheet.mono };
    let [red, green, blue] = colour(Paint::Paper, sheet.mono);
    canvas.pixels.fill(Color::from_rgba8(red, green, blue, u8::MAX));
    placed.pictures.iter().for_each(|picture| canvas.picture(picture));
    for words in &placed.words {
        canvas.words(words)?;
    }
    canvas.pixels.encode_png().map_err(|error| {
        Finding::error(Code::CannotWrite, format!("the PNG cannot be written: {error}"))
    })
}

/// Transparent pixels, unless there are too many or none.
pub(super) fn pixmap(width: u32, height: u32) -> Result<Pixmap, Finding> {
    let few = u64::from(width) * u64::from(height) <= PIXELS_MOST;
    few.then(|| Pixmap::new(width, height)).flatten().ok_or_else(|| {
        let message = format!("a picture of {width} x {height} pixels cannot be drawn");
        Finding::error(Code::DoesNotFit, message)
            .hint("choose another width in pixels, or put fewer pictures on a sheet")
    })
}

struct Canvas {
    pixels: Pixmap,
    /// Pixels for each unit of the sheet.
    scale: f32,
    mono: bool,
}

impl Canvas {
    fn picture(&mut self, placed: &PlacedPicture<'_>) {
        let place = Transform::from_translate(placed.x as f32, placed.y as f32)
            .post_scale(self.scale, self.scale);
        let shapes = &placed.picture.drawing.shapes;
        shapes.iter().for_each(|shape| draw_shape(&mut self.pixels, shape, place, self.mono));
    }

    /// Draws a line of words letter by letter; titles and captions need no more.
    fn words(&mut self, placed: &PlacedWords<'_>) -> Result<(), Finding> {
        let size = placed.size as f32;
        let letters = letters(placed.words, size)?;
        let width: f32 = letters.iter().map(|letter| letter.advance).sum();
        let start = placed.x as f32 - if placed.centred { 0.5 * width } else { 0.0 };
        let mut x = start;
        for letter in letters {
            let place = Transform::from_translate(x, placed.baseline as f32)
                .post_scale(self.scale, self.scale);
            x += letter.advance;
            if let Some(path) = letter.path {
                let brush = brush(colour(Paint::Ink, self.mono));
                self.pixels.fill_path(&path, &brush, FillRule::Winding, place, None);
            }
        }
        Ok(())
    }
}

/// What a paint is with and without colour.
fn colour(paint: Paint, mono: bool) -> [u8; 3] {
    if mono { [paint.grey(); 3] } else { paint.colour() }
}

/// An opaque brush.
pub(super) fn brush([red, green, blue]: [u8; 3]) -> Brush<'static> {
    let mut brush = Brush { anti_alias: true, ..Brush::default() };
    brush.set_color(Color::from_rgba8(red, green, blue, u8::MAX));
    brush
}

/// Draws a shape of a drawing.
pub(super) fn draw_shape(pixels: &mut Pixmap, shape: &Shape, place: Transform, mono: bool) {
    let Some(path) = path(&shape.path) else { return };
    if let Some(fill) = shape.fill {
        let brush = brush(colour(fill, mono));
        pixels.fill_path(&path, &brush, FillRule::Winding, place, None);
    }
    if let Some((line, width)) = shape.line.filter(|(_, width)| *width > 0) {
        let stroke = Stroke {
            width: width as f32,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        pixels.stroke_path(&path, &brush(colour(line, mono)), &stroke, place, None);
    }
}

/// A path; none if it goes nowhere.
fn path(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(to) => {
                let (x, y) = at(to);
                path.move_to(x, y);
            }
            Step::Line(to) => {
                let (x, y) = at(to);
                path.line_to(x, y);
            }
            Step::Curve(a, b, to) => {
                let [a, b, to] = [a, b, to].map(at);
                path.cubic_to(a.0, a.1, b.0, b.1, to.0, to.1);
            }
            Step::Close => path.close(),
        }
    }
    path.finish()
}

/// A letter, its baseline's start at the origin.
struct Letter {
    path: Option<Path>,
    advance: f32,
}

/// The letters of some words at a size.
fn letters(words: &str, size: f32) -> Result<Vec<Letter>, Finding> {
    // The regular fonts; text before fallback.
    let fonts: Vec<FontRef<'_>> = [fonts::FILES[0], fonts::FILES[2]]
        .into_iter()
        .filter_map(|file| FontRef::new(file).ok())
        .collect();
    let letter = |c: char| {
        let known = |font| FontRef::charmap(font).map(c).map(|glyph| (font, glyph));
        let found =
            fonts.iter().find_map(known).map(|(font, glyph)| self::letter(font, glyph, size));
        found.ok_or_else(|| {
            let message = format!("no bundled font has `{c}` (U+{:04X}), in `{words}`", c as u32);
            Finding::error(Code::MissingGlyph, message)
        })
    };
    words.chars().map(letter).collect()
}

fn letter(font: &FontRef<'_>, glyph: GlyphId, size: f32) -> Letter {
    let (size, shape) = (Size::new(size), LocationRef::default());
    let mut pen = Pen(PathBuilder::new());
    if let Some(outline) = font.outline_glyphs().get(glyph) {
        // A glyph that cannot be drawn is a damaged font, which no test would let pass.
        let _ = outline.draw(DrawSettings::unhinted(size, shape), &mut pen);
    }
    let advance = font.glyph_metrics(size, shape).advance_width(glyph).unwrap_or_default();
    Letter { path: pen.0.finish(), advance }
}

/// Outlines go up, pictures down.
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, -cy, x, -y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, -cy0, cx1, -cy1, x, -y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
