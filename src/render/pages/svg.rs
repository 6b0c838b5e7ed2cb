//! Pages as SVG: one file for each, which looks the same everywhere, since its letters are outlines.
//! The words stand in `desc`, in reading order, for those who do not see them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::letters::{EM, outlines};
use super::{Colour, Letters, Mark, Page, Path, Step};
use crate::figure::Drawing;
use crate::finding::Finding;
use crate::handout::Document;
use crate::render::pdf;
use crate::render::svg::{escaped, shape};

/// The outlines of letters by font and glyph.
type Outlines = BTreeMap<(usize, u16), Path>;

/// Writes each page of a document as SVG.
///
/// # Errors
///
/// The same as for [`pdf`](pdf::pdf).
pub fn svg(document: &Document) -> Result<Vec<String>, Vec<Finding>> {
    let pages = pdf::pages(document)?;
    let outlines = outlines(&pages);
    Ok(pages.iter().map(|page| one(document, page, &outlines)).collect())
}

fn one(document: &Document, page: &Page, outlines: &Outlines) -> String {
    let Page { width, height, words, .. } = page;
    let (title, words) = (escaped(&document.title), escaped(words.trim()));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" xml:lang=\"{}\" \
         viewBox=\"0 0 {} {}\" width=\"{}pt\" height=\"{}pt\">\n<title>{title}</title>\n\
         <desc>{words}</desc>\n",
        escaped(&document.language),
        Short(*width),
        Short(*height),
        Short(*width),
        Short(*height),
    );
    let drawings = drawings(page);
    definitions(&mut svg, page, &drawings, document.mono, outlines);
    let corners = [[0.0, 0.0], [*width, 0.0], [*width, *height], [0.0, *height]];
    let mut paper = Path(corners.map(Step::Line).to_vec());
    paper.0[0] = Step::Move(corners[0]);
    draw(&mut svg, &Mark::Fill(paper, [u8::MAX; 3]), &drawings, outlines);
    page.marks.iter().for_each(|mark| draw(&mut svg, mark, &drawings, outlines));
    svg.push_str("</svg>\n");
    svg
}

/// The drawings of a page, each once.
fn drawings(page: &Page) -> Vec<&Arc<Drawing>> {
    let mut drawings: Vec<&Arc<Drawing>> = Vec::new();
    for mark in &page.marks {
        if let Mark::Drawing { drawing, .. } = mark
            && !drawings.contains(&drawing)
        {
            drawings.push(drawing);
        }
    }
    drawings
}

/// What is drawn more than once: letters and drawings.
fn definitions(
    svg: &mut String,
    page: &Page,
    drawings: &[&Arc<Drawing>],
    mono: bool,
    outlines: &Outlines,
) {
    let mut used = BTreeSet::new();
    for mark in &page.marks {
        if let Mark::Letters(letters) = mark {
            used.extend(letters.glyphs.iter().map(|(glyph, ..)| (letters.file, *glyph)));
        }
    }
    svg.push_str("<defs>\n");
    for (file, glyph) in used {
        if let Some(outline) = outlines.get(&(file, glyph)) {
            let _ = writeln!(svg, "<path id=\"g{file}-{glyph}\" d=\"{}\"/>", Steps(outline));
        }
    }
    for (number, drawing) in drawings.iter().enumerate() {
        let _ = writeln!(svg, "<g id=\"d{number}\" fill=\"none\">");
        drawing.shapes.iter().for_each(|each| shape(svg, each, mono));
        svg.push_str("</g>\n");
    }
    svg.push_str("</defs>\n");
}

fn draw(svg: &mut String, mark: &Mark, drawings: &[&Arc<Drawing>], outlines: &Outlines) {
    match mark {
        Mark::Fill(path, colour) => {
            let _ = writeln!(svg, "<path fill=\"{}\" d=\"{}\"/>", Hex(*colour), Steps(path));
        }
        Mark::Line(path, colour, width) => {
            let _ = writeln!(
                svg,
                "<path fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"round\" \
                 stroke-linejoin=\"round\" d=\"{}\"/>",
                Hex(*colour),
                Short(*width),
                Steps(path),
            );
        }
        Mark::Letters(letters) => write(svg, letters, outlines),
        Mark::Logo { logo, x, y, scale } => super::logo::write(svg, logo, (*x, *y), *scale),
        Mark::Drawing { drawing, x, y, scale } => {
            let Some(number) = drawings.iter().position(|known| *known == drawing) else { return };
            let _ = writeln!(
                svg,
                "<use href=\"#d{number}\" stroke-linecap=\"round\" stroke-linejoin=\"round\" \
                 transform=\"translate({} {})scale({scale:.5})\"/>",
                Short(*x),
                Short(*y),
            );
        }
    }
}

/// Letters are placed in units of their font, so that their outlines hold whole numbers.
fn write(svg: &mut String, letters: &Letters, outlines: &Outlines) {
    let Some((_, left, baseline)) = letters.glyphs.first() else { return };
    let scale = letters.size / EM;
    let _ = write!(
        svg,
        "<g fill=\"{}\" transform=\"translate({} {})scale({scale:.5})\">",
        Hex(letters.colour),
        Short(*left),
        Short(*baseline),
    );
    for (glyph, x, y) in &letters.glyphs {
        if outlines.contains_key(&(letters.file, *glyph)) {
            let (x, y) = ((x - left) / scale, (y - baseline) / scale);
            let _ = write!(svg, "<use href=\"#g{}-{glyph}\"", letters.file);
            for (name, value) in [("x", x.round()), ("y", y.round())] {
                if value != 0.0 {
                    let _ = write!(svg, " {name}=\"{value}\"");
                }
            }
            svg.push_str("/>");
        }
    }
    svg.push_str("</g>\n");
}

/// A length with two decimals at most.
struct Short(f32);

impl std::fmt::Display for Short {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        // Without a minus before a nought.
        write!(to, "{}", rounded + 0.0)
    }
}

/// A colour as `#rrggbb`.
struct Hex(Colour);

impl std::fmt::Display for Hex {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(to, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// A path as SVG has it.
pub(super) struct Steps<'a>(pub(super) &'a Path);

impl std::fmt::Display for Steps<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for step in &self.0.0 {
            let (letter, points): (char, &[[f32; 2]]) = match step {
                Step::Move(at) => ('M', std::slice::from_ref(at)),
                Step::Line(at) => ('L', std::slice::from_ref(at)),
                Step::Quad(at) => ('Q', at),
                Step::Curve(at) => ('C', at),
                Step::Close => ('Z', &[]),
            };
            to.write_char(letter)?;
            for (i, [x, y]) in points.iter().enumerate() {
                let gap = if i == 0 { "" } else { " " };
                write!(to, "{gap}{} {}", Short(*x), Short(*y))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_paths_are_as_svg_has_them() {
        assert_eq!(Short(-0.001).to_string(), "0");
        assert_eq!(Short(12.345_6).to_string(), "12.35");
        let path = Path(vec![
            Step::Move([0.0, 1.5]),
            Step::Quad([[1.0, 2.0], [3.0, -4.0]]),
            Step::Curve([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]),
            Step::Close,
        ]);
        assert_eq!(Steps(&path).to_string(), "M0 1.5Q1 2 3 -4C1 1 2 2 3 3Z");
    }
}
