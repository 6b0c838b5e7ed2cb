//! Words to glyphs and lines, with `parley`.

mod face;
mod glyphs;
mod memory;
mod run;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::{Deref, DerefMut, Range};
use std::sync::Arc;

use parley::fontique::{Blob, Charmap, Collection, CollectionOptions, SourceCache};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap};
use parley::{FontContext, Layout, LayoutContext, StyleProperty};

pub(super) use self::face::{Align, Face, Pen, Shape};
use self::glyphs::Glyphs;
pub(super) use self::glyphs::{Lines, Shaped};
use self::memory::{Key, MEMORY};
use self::run::Run;
use super::look::Shade;
use crate::finding::{Code, Finding};
use crate::render::fonts;
use crate::render::words::Piece;

/// How many words a message shows on either side of the one it is about.
const AROUND: usize = 3;
/// The length in bytes of texts that may come again, on the same page or for the next person; one that is
/// longer would push out many.
const OFTEN: usize = 4000;

thread_local! {
    /// The shaper that the last document of this thread was shaped with.
    static IDLE: RefCell<Option<Shaper>> = const { RefCell::new(None) };
}

/// Shapes texts, and remembers which characters no font has.
pub(super) struct Shaper {
    fonts: FontContext,
    layouts: LayoutContext<Pen>,
    missing: Vec<(char, String)>,
}

/// A shaper for one document. Afterwards the next document of the thread has it, with its fonts.
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

impl Shaper {
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
        Self { fonts, layouts: LayoutContext::new(), missing: Vec::new() }
    }

    /// Shapes a text, or takes it as it was shaped before; it has no lines yet.
    pub(super) fn shape(&mut self, pieces: &[Piece<'_>], face: &Face) -> Shaped {
        let mut run = Run::new(pieces, face);
        let links = std::mem::take(&mut run.links);
        if run.text.len() > OFTEN {
            return Shaped::new(Arc::new(self.shape_run(run, face)), links);
        }
        let key = Key::new(&run, face);
        if let Some(known) = MEMORY.find(&key) {
            return Shaped::new(known, links);
        }
        let glyphs = Arc::new(self.shape_run(run, face));
        // A text that lacks a character is looked at again, so that each document says so.
        if self.missing.is_empty() || is_plain(&glyphs.text) {
            MEMORY.keep(key, &glyphs);
        }
        Shaped::new(glyphs, links)
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
        Glyphs::new(run.text, run.shapes, face.align, layout)
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

#[cfg(test)]
mod tests {
    use super::glyphs::SLACK;
    use super::*;
    use crate::render::pdf::look::Letters;

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
