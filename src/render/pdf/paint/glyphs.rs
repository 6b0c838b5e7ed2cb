//! Glyphs from `parley`, as they are painted.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use krilla::geom::{Quadrilateral, Rect};
use krilla::text::Font;
use parley::Layout;
use parley::layout::{Cluster, GlyphRun, PositionedLayoutItem};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::{broken, snapped};
use crate::finding::Finding;
use crate::render::fonts::FILES;
use crate::render::pdf::boxes::Area;
use crate::render::pdf::shape::{Lines, Pen};

/// The clusters of a run that no glyph run has taken yet.
type Clusters<'a> = std::iter::Peekable<Box<dyn Iterator<Item = Cluster<'a, Pen>> + 'a>>;

/// The step of the space between glyphs, in thousandths of an em. Half of it is half a dot of a good
/// printer, in text of 14 points.
const STEP: f32 = 8.0;

/// The bundled fonts, once they have been looked for; none if one is damaged.
static FONTS: [OnceLock<Option<Known>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// A font as krilla knows it.
struct Known {
    font: Font,
    /// Its place among the bundled files.
    file: usize,
    /// How far its glyphs reach.
    metrics: GlyphMetrics<'static>,
}

impl Known {
    fn new(file: usize) -> Option<Self> {
        let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(FILES[file]);
        let font = Font::new(bytes.into(), 0)?;
        let metrics = FontRef::new(FILES[file]).ok()?;
        let metrics = metrics.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Self { font, file, metrics })
    }

    /// The font of a run.
    fn of(run: &GlyphRun<'_, Pen>) -> Result<&'static Self, Finding> {
        let here = run.run().font().data.as_ref().as_ptr();
        let file = FILES.iter().position(|file| std::ptr::eq(file.as_ptr(), here));
        let file = file.ok_or_else(|| broken("a font is not bundled"))?;
        let known = FONTS[file].get_or_init(|| Self::new(file)).as_ref();
        known.ok_or_else(|| broken("a font is damaged"))
    }
}

/// The runs of glyphs in some lines of a text.
pub(in crate::render::pdf) fn runs(
    lines: &Lines,
    some: Range<usize>,
) -> Result<Vec<&Run>, Finding> {
    let all = match lines.painted.get() {
        Some(all) => all,
        None => {
            let all = all_runs(lines)?;
            lines.painted.get_or_init(|| all)
        }
    };
    Ok(all.get(some).unwrap_or_default().iter().flatten().collect())
}

/// The runs of glyphs by the lines of a text.
fn all_runs(layout: &Layout<Pen>) -> Result<Vec<Vec<Run>>, Finding> {
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
            runs.push(Run::new(&run, rest, Known::of(&run)?));
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
    pub(super) glyphs: Vec<Glyph>,
    /// Whether they are read from right to left.
    pub(super) reversed: bool,
    width: f32,
}

/// A glyph of a run. Lengths are in ems.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render::pdf) struct Glyph {
    /// Its number in the font.
    pub(super) id: u16,
    /// How far the next glyph is.
    pub(super) advance: f32,
    /// How far it is to the right and above its place.
    pub(super) offset: [f32; 2],
    /// The space between it and where the font would put it, in thousandths, as PDF has it: less is
    /// farther.
    pub(super) space: i16,
    /// Where the words that it stands for begin and end in the text.
    words: [u32; 2],
}

impl Glyph {
    /// The words that it stands for: a range of the text.
    pub(super) fn words(&self) -> Range<usize> {
        self.words[0] as usize..self.words[1] as usize
    }

    /// The same space where no glyph is before it.
    pub(super) fn space_alone(&self) -> i16 {
        in_steps(self.offset[0])
    }
}

impl Run {
    /// Takes as many clusters as the run has glyphs of.
    fn new(run: &GlyphRun<'_, Pen>, clusters: &mut Clusters<'_>, known: &Known) -> Self {
        let size = run.run().font_size();
        let count = run.glyphs().count();
        let rtl = run.run().is_rtl();
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(count);
        // The text of a ligature's later parts, which come first where reading goes to the left.
        let mut ahead: Option<u32> = None;
        // How far the next glyph is from where the font puts it.
        let mut astray = 0.0;
        while let Some(cluster) =
            clusters.next_if(|next| glyphs.len() < count || next.is_ligature_continuation())
        {
            let range = in_bytes(cluster.text_range());
            if cluster.is_ligature_continuation() {
                match glyphs.last_mut().filter(|_| !rtl) {
                    Some(last) => last.words[1] = range[1],
                    None => ahead = ahead.or(Some(range[1])),
                }
                continue;
            }
            let words = [range[0], ahead.take().unwrap_or(range[1])];
            for glyph in cluster.glyphs() {
                let offset = [glyph.x, -glyph.y].map(|length| in_thousandths(length / size));
                let advance = in_thousandths(glyph.advance / size);
                let space = in_steps(astray + offset[0]);
                let plain = known.metrics.advance_width(GlyphId::new(glyph.id)).unwrap_or_default();
                astray = advance - plain / 1000.0 - offset[0];
                // The bundled fonts have far fewer glyphs than numbers.
                let id = u16::try_from(glyph.id).unwrap_or_default();
                glyphs.push(Glyph { id, advance, offset, space, words });
            }
        }
        Self {
            offset: (run.offset(), run.baseline()),
            width: run.advance(),
            size,
            pen: run.style().brush,
            font: known.font.clone(),
            file: known.file,
            reversed: is_reversed(&glyphs),
            glyphs,
        }
    }

    /// Letters of the first font, with the space before each and the words that it stands for.
    #[cfg(test)]
    pub(super) fn of_letters(
        size: f32,
        letters: impl Iterator<Item = (u16, i16, Range<usize>)>,
    ) -> Self {
        let glyph = |(id, space, words)| {
            let words = in_bytes(words);
            Glyph { id, advance: 0.5, offset: [0.0; 2], space, words }
        };
        let glyphs: Vec<Glyph> = letters.map(glyph).collect();
        let font = Font::new(FILES[0].to_vec().into(), 0).unwrap();
        Self {
            offset: (0.0, 0.0),
            size,
            pen: Pen::default(),
            font,
            file: 0,
            reversed: is_reversed(&glyphs),
            glyphs,
            width: 0.0,
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

/// Whether each glyph stands for words before those of the one before it.
fn is_reversed(glyphs: &[Glyph]) -> bool {
    let back = |pair: &[Glyph]| pair[0].words[0] >= pair[1].words[1];
    glyphs.len() > 1 && glyphs.windows(2).all(back)
}

/// A range of a text, which is far shorter than numbers are large.
fn in_bytes(range: Range<usize>) -> [u32; 2] {
    [range.start, range.end].map(|at| u32::try_from(at).unwrap_or_default())
}

/// A length in ems as the space before a glyph.
fn in_steps(ems: f32) -> i16 {
    // Whole thousandths first: half a step is one on any machine.
    ((-1000.0 * ems).round() / STEP).round() as i16 * STEP as i16
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
