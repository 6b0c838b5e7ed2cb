//! Words to glyphs and lines, with `parley`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut, Range};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use parley::fontique::{Blob, Charmap, Collection, CollectionOptions, SourceCache};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap};
use parley::{
    Alignment, AlignmentOptions, FontContext, InlineBox, InlineBoxKind, Layout, LayoutContext,
    StyleProperty, VerticalAlign,
};

use super::look::{BLANK_LEAST, CAPITAL_EM, Letters, MM, SIGN, SIGN_GAP, Shade, TICK, TICK_GAP};
use super::paint::Run as Painted;
use super::tags::NodeId;
use crate::finding::{Code, Finding};
use crate::handout::Tone;
use crate::render::fonts;
use crate::render::words::Piece;

/// Text is broken at the width it was measured for; this keeps a rounding error from making a line
/// more.
const SLACK: f32 = 0.05;
/// How many words a message shows on either side of the one it is about.
const AROUND: usize = 3;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    /// The size in points.
    pub(super) size: f32,
    /// The line height as a multiple of the size.
    pub(super) line: f32,
    /// Whether all of it is bold.
    pub(super) bold: bool,
    /// The colour.
    pub(super) shade: Shade,
    /// The colour of words that stand out.
    pub(super) strong: Shade,
    /// The sign before its first word.
    pub(super) sign: Tone,
    /// Where its lines stand.
    pub(super) align: Align,
}

impl Face {
    /// Plain words.
    pub(super) fn new(letters: Letters) -> Self {
        Self {
            size: letters.size,
            line: letters.line,
            bold: false,
            shade: Shade::Text,
            strong: Shade::Text,
            sign: Tone::Plain,
            align: Align::Start,
        }
    }

    /// The same words in bold.
    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same words in a colour.
    pub(super) fn shaded(self, shade: Shade) -> Self {
        Self { shade, strong: shade, ..self }
    }
}

/// Where the lines of a text stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// At the side where reading starts.
    Start,
    /// In the middle.
    Centre,
    /// At the other side.
    End,
}

/// What a run of glyphs is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    /// The colour.
    pub(super) shade: Shade,
    /// The link that it belongs to: an index into [`Shaped::links`].
    pub(super) link: Option<usize>,
}

/// A shape that stands in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// A square to tick.
    TickBox,
    /// A line to write on, of a width that a narrow column shortens.
    Blank(f32),
    /// The sign of a tone.
    Sign(Tone),
}

/// A link in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// The anchor.
    pub(super) to: String,
    /// The words.
    pub(super) words: String,
    /// Its place in the structure, once it is known.
    pub(super) node: Option<NodeId>,
}

/// The length in bytes of texts that may come again, on the same page or for the next person; one that is
/// longer would push out many.
const OFTEN: usize = 4000;
/// The widths at which lines of a text are remembered: those of a card whose pictures grow.
const WIDTHS: usize = 4;
/// What a shaper remembers before it forgets what has not come again since it did so last, in bytes of
/// text: that of some documents. With half of it a third more texts are shaped again in a batch.
const REMEMBERED: usize = 500_000;
/// What a text costs beside its bytes.
const EACH: usize = 100;

thread_local! {
    /// The shaper that the last document of this thread was shaped with.
    static IDLE: RefCell<Option<Shaper>> = const { RefCell::new(None) };
}

/// The lines of a text.
pub(super) struct Lines {
    layout: Layout<Pen>,
    /// The same as they are painted, once they have been.
    pub(super) painted: OnceLock<Vec<Vec<Painted>>>,
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
struct Glyphs {
    /// The text that they stand for.
    text: String,
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
pub(super) struct Shaped {
    glyphs: Arc<Glyphs>,
    /// The lines that it was broken into last, if it was, and their width.
    pub(super) lines: Arc<Lines>,
    width: Option<f32>,
    /// The links.
    pub(super) links: Vec<Link>,
    /// Its place in the structure; none for an artifact.
    pub(super) node: Option<NodeId>,
}

impl Shaped {
    fn new(glyphs: Arc<Glyphs>, links: Vec<Link>) -> Self {
        let lines = Arc::clone(&glyphs.whole);
        Self { glyphs, lines, width: None, links, node: None }
    }

    /// The text that the glyphs stand for.
    pub(super) fn text(&self) -> &str {
        &self.glyphs.text
    }

    /// The shapes in its lines: the `id` of a box is an index.
    pub(super) fn shapes(&self) -> &[Shape] {
        &self.glyphs.shapes
    }

    /// The width of the longest word or shape; a blank can be short.
    pub(super) fn narrowest(&self) -> f32 {
        self.glyphs.narrowest()
    }

    /// The width without any line break.
    pub(super) fn widest(&self) -> f32 {
        self.glyphs.widest
    }

    /// Breaks the text into lines and returns their width and height.
    pub(super) fn break_at(&mut self, width: f32) -> (f32, f32) {
        if self.width != Some(width) {
            self.width = Some(width);
            self.lines = self.glyphs.broken_at(width);
        }
        (self.lines.width(), self.lines.height())
    }
}

/// Shapes texts, and remembers which characters no font has.
pub(super) struct Shaper {
    fonts: FontContext,
    layouts: LayoutContext<Pen>,
    missing: Vec<(char, String)>,
    /// Texts that were shaped: numbers of steps, heads of tables, words of the library come again.
    known: HashMap<Key, Arc<Glyphs>>,
    /// Those that were known before, and have not come again yet.
    older: HashMap<Key, Arc<Glyphs>>,
    /// What `known` costs, in bytes of text.
    remembered: usize,
}

/// A shaper for one document. Afterwards the next document of the thread has it, with its fonts and with
/// what it has shaped: what is the same for all people is done once.
pub(super) struct Lent(Shaper);

impl Lent {
    pub(super) fn take() -> Self {
        let idle = IDLE.try_with(RefCell::take).ok().flatten();
        Self(idle.unwrap_or_else(Shaper::new))
    }
}

impl Deref for Lent {
    type Target = Shaper;

    fn deref(&self) -> &Shaper {
        &self.0
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut Shaper {
        &mut self.0
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut shaper = std::mem::replace(&mut self.0, Shaper::with(&[]));
        shaper.missing.clear();
        // A thread that ends has no place for it any more.
        let _ = IDLE.try_with(|idle| idle.replace(Some(shaper)));
    }
}

/// Texts that a shaper has shaped, for another one.
pub(super) struct Taught(HashMap<Key, Arc<Glyphs>>);

impl Shaper {
    /// Gives away what it has shaped.
    pub(super) fn taught(&mut self) -> Taught {
        self.remembered = 0;
        Taught(std::mem::take(&mut self.known))
    }

    /// Knows from now on what another has shaped.
    pub(super) fn learn(&mut self, Taught(texts): Taught) {
        self.remembered += texts.values().map(|glyphs| glyphs.text.len() + EACH).sum::<usize>();
        self.known.extend(texts);
    }

    /// A shaper with the bundled fonts and no others.
    pub(super) fn new() -> Self {
        Self::with(&fonts::FILES)
    }

    fn with(files: &[&'static [u8]]) -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        for file in files.iter().copied() {
            collection.register_fonts(Blob::new(Arc::new(file)), None);
        }
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        Self {
            fonts,
            layouts: LayoutContext::new(),
            missing: Vec::new(),
            known: HashMap::new(),
            older: HashMap::new(),
            remembered: 0,
        }
    }

    /// Shapes a text, or takes it as it was shaped before; it has no lines yet.
    pub(super) fn shape(&mut self, pieces: &[Piece<'_>], face: &Face) -> Shaped {
        let mut run = Run::new(pieces, face);
        let links = std::mem::take(&mut run.links);
        if run.text.len() > OFTEN {
            return Shaped::new(Arc::new(self.shape_run(run, face)), links);
        }
        let key = Key::new(&run, face);
        if let Some(known) = self.known.get(&key) {
            return Shaped::new(Arc::clone(known), links);
        }
        if let Some(known) = self.older.remove(&key) {
            self.remember(key, &known);
            return Shaped::new(known, links);
        }
        let glyphs = Arc::new(self.shape_run(run, face));
        // A text that lacks a character is looked at again, so that each document says so.
        if self.missing.is_empty() || is_plain(&glyphs.text) {
            self.remember(key, &glyphs);
        }
        Shaped::new(glyphs, links)
    }

    fn remember(&mut self, key: Key, glyphs: &Arc<Glyphs>) {
        if self.remembered > REMEMBERED {
            self.older = std::mem::take(&mut self.known);
            self.remembered = 0;
        }
        self.remembered += glyphs.text.len() + EACH;
        self.known.insert(key, Arc::clone(glyphs));
    }

    fn shape_run(&mut self, run: Run, face: &Face) -> Glyphs {
        let rare = self.words_for_fallback(&run.text);
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &run.text, 1.0, false);
        builder.push_default(families(&[fonts::TEXT, fonts::FALLBACK]));
        builder.push_default(StyleProperty::FontSize(face.size));
        builder.push_default(LineHeight::FontSizeRelative(face.line));
        // A word that is wider than its column is broken, never cut off.
        builder.push_default(OverflowWrap::BreakWord);
        builder.push_default(StyleProperty::Brush(Pen { shade: face.shade, link: None }));
        if face.bold {
            builder.push_default(FontWeight::BOLD);
        }
        for range in run.strong {
            builder.push(FontWeight::BOLD, range.clone());
            builder.push(StyleProperty::Brush(Pen { shade: face.strong, link: None }), range);
        }
        for (link, range) in run.linked.into_iter().enumerate() {
            let pen = Pen { shade: Shade::Accent, link: Some(link) };
            builder.push(StyleProperty::Brush(pen), range);
        }
        for range in rare {
            builder.push(families(&[fonts::FALLBACK, fonts::TEXT]), range);
        }
        for inline in run.boxes {
            builder.push_inline_box(inline);
        }
        let mut layout = builder.build(&run.text);
        self.note_missing(&run.text, &mut layout);
        let widest = layout.calculate_content_widths().max;
        Glyphs {
            text: run.text,
            shapes: run.shapes,
            align: face.align,
            whole: Lines::new(layout),
            widest,
            narrowest: OnceLock::new(),
            broken: Mutex::default(),
        }
    }

    /// One finding for each character that no font has.
    pub(super) fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        self.missing.iter().map(|(c, words)| {
            let code = u32::from(*c);
            let message = format!("no bundled font has `{c}` (U+{code:04X}), in `{words}`");
            Finding::error(Code::MissingGlyph, message)
                .hint("write it in Latin, Greek or Cyrillic letters")
        })
    }

    /// The words that the text font lacks a character of and the fallback font has in full: a word
    /// in two typefaces is hard to read.
    fn words_for_fallback(&mut self, text: &str) -> Vec<Range<usize>> {
        if is_plain(text) {
            return Vec::new();
        }
        let (first, second) = (self.charmap(fonts::TEXT), self.charmap(fonts::FALLBACK));
        let has = |charmap: &Option<Charmap<'_>>, word: &str| {
            word.chars().all(|c| is_unseen(c) || has(charmap, c))
        };
        words_of(text)
            .filter(|(_, word)| !has(&first, word) && has(&second, word))
            .map(|(start, word)| start..start + word.len())
            .collect()
    }

    /// Notes the characters that came out as the glyph for missing ones.
    fn note_missing(&mut self, text: &str, layout: &mut Layout<Pen>) {
        if is_plain(text) {
            return;
        }
        layout.break_all_lines(None);
        for run in layout.lines().flat_map(|line| line.runs()) {
            for cluster in run.visual_clusters().filter(|c| !c.is_hard_line_break()) {
                if cluster.glyphs().any(|glyph| glyph.id == 0) {
                    self.note(text, cluster.text_range());
                }
            }
        }
    }

    /// Notes the character of a cluster that no font has, unless it is known.
    fn note(&mut self, text: &str, cluster: Range<usize>) {
        let charmaps = [self.charmap(fonts::TEXT), self.charmap(fonts::FALLBACK)];
        let lacks = |c: char| !charmaps.iter().any(|charmap| has(charmap, c));
        let cluster_text = &text[cluster.clone()];
        let missing = cluster_text.chars().find(|c| lacks(*c)).or(cluster_text.chars().next());
        let Some(c) = missing else { return };
        if self.missing.iter().all(|(known, _)| *known != c) {
            self.missing.push((c, around(text, cluster.start)));
        }
    }

    /// The characters that the regular font of a family has.
    fn charmap(&mut self, family: &str) -> Option<Charmap<'static>> {
        let file = if family == fonts::TEXT { fonts::FILES[0] } else { fonts::FILES[2] };
        let family = self.fonts.collection.family_by_name(family)?;
        let font = family.fonts().iter().find(|font| font.weight() == FontWeight::NORMAL)?;
        font.charmap_index().charmap(file)
    }
}

/// Whether a font has a character.
fn has(charmap: &Option<Charmap<'_>>, c: char) -> bool {
    charmap.as_ref().and_then(|charmap| charmap.map(c)).is_some_and(|glyph| glyph != 0)
}

fn families(names: &[&'static str]) -> FontFamily<'static> {
    let names = names.iter().map(|name| FontFamilyName::Named(Cow::Borrowed(*name)));
    FontFamily::List(names.collect())
}

/// Whether a character has no shape of its own in any font: soft hyphens, joiners, directions.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// Whether a text holds only characters that the text font is known to have.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'))
}

/// The words of a text, each with where it starts.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(char::is_whitespace)
        .map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
        .filter(|(_, word)| !word.is_empty())
}

/// The word at a place in a text with the words around it.
fn around(text: &str, at: usize) -> String {
    let words: Vec<(usize, &str)> = words_of(text).collect();
    let here = words.iter().rposition(|(start, _)| *start <= at).unwrap_or_default();
    let (first, last) = (here.saturating_sub(AROUND), (here + AROUND + 1).min(words.len()));
    let near: Vec<&str> = words[first..last].iter().map(|(_, word)| *word).collect();
    let before = if first > 0 { "… " } else { "" };
    let after = if last < words.len() { " …" } else { "" };
    format!("{before}{}{after}", near.join(" "))
}

/// All that the glyphs of a text depend on.
#[derive(PartialEq, Eq)]
struct Key {
    text: String,
    strong: Vec<Range<usize>>,
    linked: Vec<Range<usize>>,
    /// Where its shapes stand, and their width and height, which tell which they are.
    shapes: Vec<(usize, [u32; 2])>,
    /// The face: the size and the line height, and the rest of it.
    lengths: [u32; 2],
    face: (bool, [Shade; 2], Tone, Align),
}

impl Key {
    fn new(run: &Run, face: &Face) -> Self {
        let shape =
            |inline: &InlineBox| (inline.index, [inline.width, inline.height].map(f32::to_bits));
        Self {
            text: run.text.clone(),
            strong: run.strong.clone(),
            linked: run.linked.clone(),
            shapes: run.boxes.iter().map(shape).collect(),
            lengths: [face.size, face.line].map(f32::to_bits),
            face: (face.bold, [face.shade, face.strong], face.sign, face.align),
        }
    }
}

/// Texts that differ in no more than their styles are few.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.text, self.lengths).hash(state);
    }
}

/// A text with the ranges of its styles.
struct Run {
    text: String,
    strong: Vec<Range<usize>>,
    linked: Vec<Range<usize>>,
    links: Vec<Link>,
    boxes: Vec<InlineBox>,
    shapes: Vec<Shape>,
}

impl Run {
    fn new(pieces: &[Piece<'_>], face: &Face) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> (Shaper, Shaped) {
        let mut shaper = Shaper::new();
        let words = Piece::Words { text: text.into(), strong: false, to: None };
        let shaped = shaper.shape(&[words], &Face::new(Letters { size: 14.0, line: 1.35 }));
        (shaper, shaped)
    }

    #[test]
    fn a_word_is_set_in_one_typeface() {
        let text = "Ana ōkina Łukasiewicz, Γιώργος ≤ Иван";
        let ranges = Shaper::new().words_for_fallback(text);
        let words: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["ōkina", "Γιώργος", "Иван"]);
    }

    #[test]
    fn the_missing_character_is_named_and_not_its_base() {
        let (shaper, _) = shape("no q\u{a672} here");
        assert_eq!(shaper.missing, [('\u{a672}', "no q\u{a672} here".to_owned())]);
    }

    #[test]
    fn what_a_document_lacks_is_said_of_the_next_one_too() {
        let words = || Piece::Words { text: "q\u{a672}".into(), strong: false, to: None };
        let face = Face::new(Letters { size: 14.0, line: 1.35 });
        for _ in 0..3 {
            let mut shaper = Lent::take();
            assert_eq!(shaper.findings().count(), 0);
            shaper.shape(&[words()], &face);
            assert_eq!(shaper.findings().count(), 1);
        }
        assert!(IDLE.with_borrow(|idle| idle.is_some()));
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let mut shaper = Shaper::new();
        let face = Face::new(Letters { size: 14.0, line: 1.35 });
        for number in 0..4000 {
            let text = format!("{number} {}", "word ".repeat(60));
            let words = Piece::Words { text, strong: false, to: None };
            shaper.shape(&[words], &face);
            assert!(shaper.remembered <= REMEMBERED + OFTEN + EACH);
        }
        assert!(shaper.known.len() + shaper.older.len() < 4000);
    }

    #[test]
    fn what_comes_again_is_not_forgotten() {
        let mut shaper = Shaper::new();
        let face = Face::new(Letters { size: 14.0, line: 1.35 });
        let mut shape = |text: String| {
            let words = Piece::Words { text, strong: false, to: None };
            Arc::as_ptr(&shaper.shape(&[words], &face).glyphs)
        };
        let first = shape("often".to_owned());
        for number in 0..4000 {
            shape(format!("{number} {}", "word ".repeat(60)));
            assert_eq!(shape("often".to_owned()), first, "{number}");
        }
    }

    #[test]
    fn no_text_is_wider_than_its_column() {
        let (_, mut shaped) = shape(&"x".repeat(99));
        let (width, _) = shaped.break_at(50.0);
        assert!(width <= 50.0 + SLACK);
        assert!(shaped.narrowest() > 500.0);
    }

    #[test]
    fn a_message_shows_the_words_around() {
        let text = "Breathe out and lift your hips → hold for three seconds and lower slowly";
        assert_eq!(around(text, 31), "… lift your hips → hold for three …");
    }
}
