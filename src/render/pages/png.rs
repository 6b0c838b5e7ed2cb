//! Pages as PNG: one picture for each, drawn in this process.

use std::collections::BTreeMap;

use tiny_skia::{
    FillRule, LineCap, LineJoin, Path as Outline, PathBuilder, Pixmap, Stroke, Transform,
};

use super::letters::{EM, outlines};
use super::{Colour, Letters, Mark, Page, Path, Step};
use crate::finding::{Code, Finding};
use crate::handout::Document;
use crate::render::pdf;
use crate::render::png::{brush, draw_shape, pixmap};

/// Points in an inch.
const INCH: f32 = 72.0;
/// Inches in a metre: a PNG tells its pixels for each metre.
const PER_METRE: f32 = 1000.0 / 25.4;

/// Draws each page of a document as PNG, with so many pixels for each inch of paper.
///
/// # Errors
///
/// The same as for [`pdf`](pdf::pdf), and a finding if a page has no pixel or more than 64 million.
pub fn png(document: &Document, dpi: u16) -> Result<Vec<Vec<u8>>, Vec<Finding>> {
    let pages = pdf::pages(document)?;
    let outlines: Outlines = outlines(&pages)
        .into_iter()
        .filter_map(|(letter, path)| Some((letter, outline(&path)?)))
        .collect();
    let draw = |page| one(page, dpi, document.mono, &outlines).map_err(|finding| vec![finding]);
    pages.iter().map(draw).collect()
}

/// The outlines of letters by font and glyph.
type Outlines = BTreeMap<(usize, u16), Outline>;

fn one(page: &Page, dpi: u16, mono: bool, outlines: &Outlines) -> Result<Vec<u8>, Finding> {
    let scale = f32::from(dpi) / INCH;
    let (width, height) = (pixels(page.width * scale), pixels(page.height * scale));
    let mut pixels = pixmap(width, height)?;
    pixels.fill(tiny_skia::Color::WHITE);
    let scale = Transform::from_scale(scale, scale);
    page.marks.iter().for_each(|mark| draw(&mut pixels, mark, scale, mono, outlines));
    encoded(&pixels, dpi).map_err(|error| {
        Finding::error(Code::CannotWrite, format!("the PNG cannot be written: {error}"))
    })
}

fn pixels(length: f32) -> u32 {
    length.round() as u32
}

fn draw(pixels: &mut Pixmap, mark: &Mark, scale: Transform, mono: bool, outlines: &Outlines) {
    match mark {
        Mark::Fill(path, colour) => {
            if let Some(path) = outline(path) {
                fill(pixels, &path, *colour, scale);
            }
        }
        Mark::Line(path, colour, width) => {
            let (line_cap, line_join) = (LineCap::Round, LineJoin::Round);
            let stroke = Stroke { width: *width, line_cap, line_join, ..Stroke::default() };
            if let Some(path) = outline(path) {
                pixels.stroke_path(&path, &brush(*colour), &stroke, scale, None);
            }
        }
        Mark::Letters(letters) => write(pixels, letters, scale, outlines),
        Mark::Logo { logo, x, y, scale: unit } => {
            super::logo::draw(pixels, logo, scale.pre_translate(*x, *y).pre_scale(*unit, *unit));
        }
        Mark::Drawing { drawing, x, y, scale: unit } => {
            let place = scale.pre_translate(*x, *y).pre_scale(*unit, *unit);
            drawing.shapes.iter().for_each(|shape| draw_shape(pixels, shape, place, mono));
        }
    }
}

fn write(pixels: &mut Pixmap, letters: &Letters, scale: Transform, outlines: &Outlines) {
    let size = letters.size / EM;
    for (glyph, x, y) in &letters.glyphs {
        if let Some(outline) = outlines.get(&(letters.file, *glyph)) {
            let place = scale.pre_translate(*x, *y).pre_scale(size, size);
            fill(pixels, outline, letters.colour, place);
        }
    }
}

/// Contours of letters may overlap, so what is wound round is inside.
fn fill(pixels: &mut Pixmap, path: &Outline, colour: Colour, place: Transform) {
    pixels.fill_path(path, &brush(colour), FillRule::Winding, place, None);
}

/// A path as `tiny-skia` has it; none if it goes nowhere.
pub(super) fn outline(path: &Path) -> Option<Outline> {
    let mut outline = PathBuilder::new();
    for step in &path.0 {
        match *step {
            Step::Move([x, y]) => outline.move_to(x, y),
            Step::Line([x, y]) => outline.line_to(x, y),
            Step::Quad([[a, b], [x, y]]) => outline.quad_to(a, b, x, y),
            Step::Curve([[a, b], [c, d], [x, y]]) => outline.cubic_to(a, b, c, d, x, y),
            Step::Close => outline.close(),
        }
    }
    outline.finish()
}

/// Opaque pixels as PNG, with the size of the paper; a page without colour takes a third.
fn encoded(pixels: &Pixmap, dpi: u16) -> Result<Vec<u8>, png::EncodingError> {
    let grey = pixels.pixels().iter().all(|p| p.red() == p.green() && p.green() == p.blue());
    let (colour, parts) =
        if grey { (png::ColorType::Grayscale, 1) } else { (png::ColorType::Rgb, 3) };
    let data: Vec<u8> =
        pixels.data().chunks_exact(4).flat_map(|rgba| &rgba[..parts]).copied().collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(colour);
    encoder.set_depth(png::BitDepth::Eight);
    let per_metre = (f32::from(dpi) * PER_METRE).round() as u32;
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}
