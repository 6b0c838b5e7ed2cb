//! Glyphs from `parley` to `krilla`.

use std::ops::Range;

use krilla::geom::{Quadrilateral, Rect};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::Layout;
use parley::layout::{Cluster, GlyphRun, PositionedLayoutItem};

use super::{broken, snapped};
use crate::finding::Finding;
use crate::render::fonts::FILES;
use crate::render::pdf::boxes::Area;
use crate::render::pdf::shape::{Lines, Pen};

/// The clusters of a run that no glyph run has taken yet.
type Clusters<'a> = std::iter::Peekable<Box<dyn Iterator<Item = Cluster<'a, Pen>> + 'a>>;

/// The fonts as krilla knows them, by their data and index, each with its place among the bundled files.
#[derive(Default)]
pub(super) struct Fonts(Vec<((u64, u32), (Font, usize))>);

impl Fonts {
    fn get(&mut self, run: &GlyphRun<'_, Pen>) -> Result<(Font, usize), Finding> {
        let data = run.run().font();
        let key = (data.data.id(), data.index);
        if let Some((_, font)) = self.0.iter().find(|(known, _)| *known == key) {
            return Ok(font.clone());
        }
        let here = data.data.as_ref().as_ptr();
        let file = FILES.iter().position(|file| std::ptr::eq(file.as_ptr(), here));
        let (bytes, _) = data.data.clone().into_raw_parts();
        let font =
            Font::new(bytes.into(), data.index).ok_or_else(|| broken("a font is damaged"))?;
        let font = (font, file.ok_or_else(|| broken("a font is not bundled"))?);
        self.0.push((key, font.clone()));
        Ok(font)
    }
}

/// The runs of glyphs in some lines of a text.
pub(in crate::render::pdf) fn runs<'a>(
    lines: &'a Lines,
    some: Range<usize>,
    fonts: &mut Fonts,
) -> Result<Vec<&'a Run>, Finding> {
    let all = match lines.painted.get() {
        Some(all) => all,
        None => {
            let all = all_runs(lines, fonts)?;
            lines.painted.get_or_init(|| all)
        }
    };
    Ok(all.get(some).unwrap_or_default().iter().flatten().collect())
}

/// The runs of glyphs by the lines of a text.
fn all_runs(layout: &Layout<Pen>, fonts: &mut Fonts) -> Result<Vec<Vec<Run>>, Finding> {
    let mut lines = Vec::with_capacity(layout.len());
    for line in layout.lines() {
        let mut runs = Vec::new();
        let mut clusters: Option<(usize, Clusters<'_>)> = None;
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else { continue };
            // Several glyph runs share the clusters of a run where only the colour changes.
            let index = run.run().index();
            let (_, rest) = match clusters.take().filter(|(known, _)| *known == index) {
                Some(rest) => clusters.insert(rest),
                None => clusters.insert((index, all_clusters(&run))),
            };
            runs.push(Run::new(&run, rest, fonts.get(&run)?));
        }
        lines.push(runs);
    }
    Ok(lines)
}

fn all_clusters<'a>(run: &GlyphRun<'a, Pen>) -> Clusters<'a> {
    let all: Box<dyn Iterator<Item = _>> = Box::new(run.run().visual_clusters());
    all.peekable()
}

/// Glyphs of one font and pen on one line.
pub(in crate::render::pdf) struct Run {
    /// From the left and the top of the text to the start of their baseline.
    offset: (f32, f32),
    pub(super) size: f32,
    pub(super) pen: Pen,
    pub(super) font: Font,
    /// The font's place among the bundled files.
    pub(super) file: usize,
    pub(super) glyphs: Vec<KrillaGlyph>,
    width: f32,
}

impl Run {
    /// Takes as many clusters as the run has glyphs of.
    fn new(
        run: &GlyphRun<'_, Pen>,
        clusters: &mut Clusters<'_>,
        (font, file): (Font, usize),
    ) -> Self {
        let size = run.run().font_size();
        let count = run.glyphs().count();
        let rtl = run.run().is_rtl();
        let mut glyphs: Vec<KrillaGlyph> = Vec::with_capacity(count);
        // The text of a ligature's later parts, which come first where reading goes to the left.
        let mut ahead: Option<usize> = None;
        while let Some(cluster) =
            clusters.next_if(|next| glyphs.len() < count || next.is_ligature_continuation())
        {
            let range = cluster.text_range();
            if cluster.is_ligature_continuation() {
                match glyphs.last_mut().filter(|_| !rtl) {
                    Some(last) => last.text_range.end = range.end,
                    None => ahead = ahead.or(Some(range.end)),
                }
                continue;
            }
            let range = range.start..ahead.take().unwrap_or(range.end);
            glyphs.extend(cluster.glyphs().map(|glyph| {
                let [x, y] = [glyph.x, -glyph.y].map(|length| in_thousandths(length / size));
                let (id, advance) = (GlyphId::new(glyph.id), in_thousandths(glyph.advance / size));
                KrillaGlyph::new(id, advance, x, y, 0.0, range.clone(), None)
            }));
        }
        Self {
            offset: (run.offset(), run.baseline()),
            width: run.advance(),
            size,
            pen: run.style().brush,
            font,
            file,
            glyphs,
        }
    }

    /// Where their baseline starts if the text's first line would start at an area's top.
    pub(super) fn start(&self, area: Area) -> (f32, f32) {
        (snapped(area.x + self.offset.0), snapped(area.y + self.offset.1))
    }

    /// The area that a click on a link hits.
    pub(super) fn quad(&self, area: Area) -> Option<Quadrilateral> {
        let (x, y) = self.start(area);
        let (top, bottom) = (snapped(y - 0.9 * self.size), snapped(y + 0.3 * self.size));
        Rect::from_ltrb(x, top, snapped(x + self.width), bottom).map(Quadrilateral::from)
    }
}

/// A length in ems, rounded to thousandths: the unit of the bundled fonts and of PDF, so that only
/// kerning is written.
fn in_thousandths(ems: f32) -> f32 {
    (ems * 1000.0).round() / 1000.0
}

/// The width of the white space that ends the last run of a line.
pub(super) fn space_at_end(run: &GlyphRun<'_, Pen>) -> f32 {
    let last = run.run().visual_clusters().last();
    let space = last.filter(|last| last.is_end_of_line() && last.is_space_or_nbsp());
    space.map_or(0.0, |space| space.advance())
}
