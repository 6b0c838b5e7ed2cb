//! What was shaped before: numbers of steps, heads of tables and words of the library come again, in the
//! next phase and for the next person, whoever prints it.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use parley::InlineBox;

use super::face::{Align, Face};
use super::glyphs::Glyphs;
use super::run::Run;
use crate::handout::Tone;
use crate::render::pdf::look::Shade;

/// What is remembered before it is forgotten what has not come again since that was done last, in bytes
/// of text: that of some documents. With three times as much 1,000 people take twice the memory and as
/// long.
const REMEMBERED: usize = 500_000;
/// What a text is taken to cost beside its bytes.
const EACH: usize = 100;

/// What is remembered of all documents, on all threads.
pub(super) static MEMORY: LazyLock<Memory> = LazyLock::new(Memory::default);

/// Texts that were shaped.
#[derive(Default)]
pub(super) struct Memory(Mutex<Texts>);

#[derive(Default)]
struct Texts {
    known: HashMap<Key, Arc<Glyphs>>,
    /// Those that were known before, and have not come again yet.
    older: HashMap<Key, Arc<Glyphs>>,
    /// What `known` costs, in bytes of text.
    size: usize,
}

impl Memory {
    /// A text as it was shaped before.
    pub(super) fn find(&self, key: &Key) -> Option<Arc<Glyphs>> {
        let mut texts = self.texts();
        if let Some(known) = texts.known.get(key) {
            return Some(Arc::clone(known));
        }
        let (key, known) = texts.older.remove_entry(key)?;
        texts.keep(key, &known);
        Some(known)
    }

    /// Remembers a text.
    pub(super) fn keep(&self, key: Key, glyphs: &Arc<Glyphs>) {
        self.texts().keep(key, glyphs);
    }

    fn texts(&self) -> MutexGuard<'_, Texts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Texts {
    fn keep(&mut self, key: Key, glyphs: &Arc<Glyphs>) {
        if self.size > REMEMBERED {
            self.older = std::mem::take(&mut self.known);
            self.size = 0;
        }
        self.size += cost(glyphs);
        self.known.insert(key, Arc::clone(glyphs));
    }
}

fn cost(glyphs: &Glyphs) -> usize {
    glyphs.text.len() + EACH
}

/// All that the glyphs of a text depend on.
#[derive(PartialEq, Eq)]
pub(super) struct Key {
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
    pub(super) fn new(run: &Run, face: &Face) -> Self {
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

#[cfg(test)]
mod tests {
    use super::super::{OFTEN, Shaper};
    use super::*;
    use crate::render::pdf::look::Letters;
    use crate::render::words::Piece;

    /// A text that is taken from a memory, or shaped for it.
    fn shape(memory: &Memory, shaper: &mut Shaper, text: String) -> *const Glyphs {
        let face = Face::new(Letters { size: 14.0, line: 1.35 });
        let run = Run::new(&[Piece::Words { text, strong: false, to: None }], &face);
        let key = Key::new(&run, &face);
        let glyphs = memory.find(&key).unwrap_or_else(|| {
            let glyphs = Arc::new(shaper.shape_run(run, &face));
            memory.keep(key, &glyphs);
            glyphs
        });
        Arc::as_ptr(&glyphs)
    }

    fn long(number: u32) -> String {
        format!("{number} {}", "word ".repeat(60))
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let (memory, mut shaper) = (Memory::default(), Shaper::new());
        for number in 0..4000 {
            shape(&memory, &mut shaper, long(number));
            assert!(memory.texts().size <= REMEMBERED + OFTEN + EACH);
        }
        let texts = memory.texts();
        assert!(texts.known.len() + texts.older.len() < 4000);
    }

    #[test]
    fn what_comes_again_is_not_forgotten() {
        let (memory, mut shaper) = (Memory::default(), Shaper::new());
        let first = shape(&memory, &mut shaper, "often".to_owned());
        for number in 0..4000 {
            shape(&memory, &mut shaper, long(number));
            assert_eq!(shape(&memory, &mut shaper, "often".to_owned()), first, "{number}");
        }
    }
}
