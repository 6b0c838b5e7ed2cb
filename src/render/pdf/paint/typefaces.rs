//! The letters of a document: which number each glyph has in the PDF, and which words it stands for.

use std::ops::Range;

use krilla::text::Font;

use super::glyphs::{Glyph, Run};
use crate::render::fonts::FILES;

/// The fonts of a document with the glyphs that it shows, by the bundled files.
#[derive(Default)]
pub(super) struct Typefaces([Typeface; FILES.len()]);

/// A font with the glyphs that are shown, in the order of first use: krilla numbers them so too, from 1.
#[derive(Default)]
pub(super) struct Typeface {
    font: Option<Font>,
    letters: Vec<Letter>,
    /// The number of each glyph of the font, 0 if it has none.
    numbers: Vec<u16>,
    /// How many letters krilla knows.
    told: usize,
}

/// A glyph and the words that it stands for where nothing else is said.
pub(super) struct Letter {
    pub(super) glyph: u16,
    pub(super) words: Box<str>,
}

/// Some glyphs of a run.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub(super) glyphs: Range<usize>,
    /// The words that they stand for, if the glyphs do not tell.
    pub(super) words: Option<&'a str>,
}

impl Typefaces {
    /// Numbers the glyphs of a run, and tells which of them do not stand for their own words: two glyphs
    /// for the same words, or one that stands for other words elsewhere.
    pub(super) fn parts<'a>(&mut self, run: &Run, text: &'a str) -> Vec<Part<'a>> {
        let face = &mut self.0[run.file];
        face.font.get_or_insert_with(|| run.font.clone());
        let mut parts: Vec<Part<'a>> = Vec::with_capacity(1);
        for (i, glyph) in run.glyphs.iter().enumerate() {
            let words = text.get(glyph.words()).unwrap_or_default();
            let fits = face.number_for(glyph, words);
            let near = |other: Option<usize>| {
                let other = other.and_then(|other| run.glyphs.get(other));
                other.is_some_and(|other| other.words() == glyph.words())
            };
            let follows = near(i.checked_sub(1));
            let odd = !fits || follows || near(Some(i + 1));
            let ends = |last: &Part<'_>| run.reversed && ends_in_space(run, text, &last.glyphs);
            match parts.last_mut() {
                Some(last) if odd && follows => last.glyphs.end = i + 1,
                Some(last) if !odd && last.words.is_none() && !ends(last) => {
                    last.glyphs.end = i + 1;
                }
                _ => parts.push(Part { glyphs: i..i + 1, words: odd.then_some(words) }),
            }
        }
        parts
    }

    /// The number of a glyph that was numbered.
    pub(super) fn number(&self, file: usize, glyph: u16) -> u16 {
        self.0[file].numbers.get(usize::from(glyph)).copied().unwrap_or_default()
    }

    /// A font, and the letters that krilla does not know yet, or else its first.
    pub(super) fn tell(&mut self, file: usize) -> Option<(Font, &[Letter])> {
        let face = &mut self.0[file];
        let all = face.letters.len();
        let first = std::mem::replace(&mut face.told, all);
        let letters = if first < all { &face.letters[first..] } else { face.letters.get(..1)? };
        Some((face.font.clone()?, letters))
    }
}

impl Typeface {
    /// Numbers a glyph if it has no number, and tells whether it stands for the given words everywhere.
    fn number_for(&mut self, glyph: &Glyph, words: &str) -> bool {
        let at = usize::from(glyph.id);
        if self.numbers.len() <= at {
            self.numbers.resize(at + 1, 0);
        }
        if self.numbers[at] > 0 {
            return *self.letters[usize::from(self.numbers[at]) - 1].words == *words;
        }
        self.letters.push(Letter { glyph: glyph.id, words: words.into() });
        // A font has no more glyphs than numbers.
        self.numbers[at] = u16::try_from(self.letters.len()).unwrap_or_default();
        true
    }
}

/// Whether some glyphs, read from right to left, end in a space: no other may follow (ISO 32000-1,
/// 14.8.2.3.3).
fn ends_in_space(run: &Run, text: &str, glyphs: &Range<usize>) -> bool {
    let last = run.glyphs.get(glyphs.end - 1);
    glyphs.len() > 1 && last.is_some_and(|last| text.get(last.words()) == Some(" "))
}
