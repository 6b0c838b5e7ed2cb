//! Outlines of letters, from the bundled fonts.

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::{Mark, Page, Path, Step};
use crate::render::fonts;

/// The units of an em in every bundled font.
pub(super) const EM: f32 = 1000.0;

/// The outlines of the letters of some pages by font and glyph, in font units; `y` grows downwards.
/// A letter without outline, such as a space, is not among them.
pub(super) fn outlines(pages: &[Page]) -> BTreeMap<(usize, u16), Path> {
    let fonts: Vec<Option<FontRef<'_>>> =
        fonts::FILES.iter().map(|file| FontRef::new(file).ok()).collect();
    let mut outlines = BTreeMap::new();
    for mark in pages.iter().flat_map(|page| &page.marks) {
        let Mark::Letters(letters) = mark else { continue };
        let Some(Some(font)) = fonts.get(letters.file) else { continue };
        for (glyph, ..) in &letters.glyphs {
            outlines.entry((letters.file, *glyph)).or_insert_with(|| outline(font, *glyph));
        }
    }
    outlines.retain(|_, path: &mut Path| !path.0.is_empty());
    outlines
}

fn outline(font: &FontRef<'_>, glyph: u16) -> Path {
    let mut pen = Pen::default();
    if let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        // A glyph that cannot be drawn is a damaged font, which no test would let pass.
        let _ = outline.draw(settings, &mut pen);
    }
    pen.0
}

/// Outlines go up, pages down.
#[derive(Default)]
struct Pen(Path);

impl Pen {
    fn add(&mut self, step: Step) {
        self.0.0.push(step);
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(Step::Move([x, -y]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(Step::Line([x, -y]));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.add(Step::Quad([[cx, -cy], [x, -y]]));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.add(Step::Curve([[cx0, -cy0], [cx1, -cy1], [x, -y]]));
    }

    fn close(&mut self) {
        self.add(Step::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters are scaled by this number, whatever the font.
    #[test]
    fn every_font_has_the_same_em() {
        for file in fonts::FILES {
            let font = FontRef::new(file).unwrap();
            let metrics = font.metrics(Size::unscaled(), LocationRef::default());
            assert_eq!(f32::from(metrics.units_per_em), EM);
        }
    }
}
