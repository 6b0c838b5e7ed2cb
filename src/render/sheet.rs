//! A sheet of pictures in a grid: what `svg` and `png` draw, and what becomes a document for `pdf`.

use jiff::civil::Date;

use crate::figure::Drawing;
use crate::handout::{Block, Document, Inline, Paper, Picture, Section, TextStyle};

/// Lengths in thousandths of body height: around the sheet, between entries, between pictures.
const MARGIN: i32 = 40;
const ENTRY_GAP: i32 = 90;
const PICTURE_GAP: i32 = 60;
/// The size of a title and of a caption.
const TITLE: i32 = 60;
const CAPTION: i32 = 50;
/// A line's height in percent of its size.
const LINE: i32 = 140;
/// What a letter takes of a line, in percent of its size: an estimate on the safe side.
const LETTER: i32 = 60;
/// The most height of an entry's pictures on paper, in millimetres: five rows on a page.
const PAPER_MM: f32 = 36.0;
/// The size of words on paper, in points.
const PAPER_PT: f32 = 12.0;

/// Pictures in a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What it is; never empty.
    pub title: String,
    /// The language of its words as a BCP 47 tag.
    pub language: String,
    /// The entries in reading order.
    pub entries: Vec<Entry>,
    /// How many entries stand side by side, at least one.
    pub columns: usize,
    /// Whether to draw without colour.
    pub mono: bool,
}

/// Pictures that belong together, side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The words above them; none if empty.
    pub title: String,
    /// The pictures.
    pub pictures: Vec<Picture>,
}

/// A sheet as a document of pages.
#[must_use]
pub fn document(sheet: &Sheet, paper: Paper, date: Date) -> Document {
    let rows = sheet.entries.chunks(sheet.columns.max(1)).map(|row| {
        let mut columns: Vec<Vec<Block>> = row.iter().map(blocks).collect();
        columns.resize(sheet.columns.max(1), Vec::new());
        Block::Columns(columns)
    });
    let section = Section {
        id: "sheet".to_owned(),
        title: vec![Inline::text(&sheet.title)],
        new_page: true,
        blocks: rows.collect(),
    };
    Document {
        title: sheet.title.clone(),
        language: sheet.language.clone(),
        date,
        paper,
        body_pt: PAPER_PT,
        mono: sheet.mono,
        header: (sheet.title.clone(), String::new()),
        footer: concat!("regimen ", env!("CARGO_PKG_VERSION")).to_owned(),
        page_label: "{page} / {pages}".to_owned(),
        sections: vec![section],
    }
}

fn blocks(entry: &Entry) -> Vec<Block> {
    let title =
        Block::Paragraph { style: TextStyle::Body, text: vec![Inline::strong(&entry.title)] };
    let pictures = Block::Pictures {
        pictures: entry.pictures.clone(),
        // The column is narrower.
        width_mm: f32::MAX,
        height_mm: PAPER_MM,
    };
    if entry.title.is_empty() { vec![pictures] } else { vec![title, pictures] }
}

/// A sheet with everything at its place, in thousandths of body height from the top left corner.
#[derive(Debug, Default)]
pub(super) struct Placed<'a> {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) pictures: Vec<PlacedPicture<'a>>,
    pub(super) words: Vec<PlacedWords<'a>>,
}

/// A picture and its top left corner.
#[derive(Debug)]
pub(super) struct PlacedPicture<'a> {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) picture: &'a Picture,
}

/// A line of words: where its baseline starts, or its middle if it is centred.
#[derive(Debug)]
pub(super) struct PlacedWords<'a> {
    pub(super) x: i32,
    pub(super) baseline: i32,
    pub(super) size: i32,
    pub(super) centred: bool,
    pub(super) words: &'a str,
}

impl Sheet {
    /// Puts the entries into a grid whose columns are as wide as their widest entry.
    pub(super) fn placed(&self) -> Placed<'_> {
        let columns = self.columns.max(1);
        let mut widths = vec![0; columns.min(self.entries.len())];
        for (i, entry) in self.entries.iter().enumerate() {
            widths[i % columns] = entry.width().max(widths[i % columns]);
        }
        let gaps = ENTRY_GAP * (widths.len().max(1) - 1) as i32;
        let width = 2 * MARGIN + gaps + widths.iter().sum::<i32>();
        let mut placed = Placed { width, ..Placed::default() };
        let mut y = MARGIN;
        for row in self.entries.chunks(columns) {
            let height = row.iter().map(Entry::height).max().unwrap_or_default();
            let mut x = MARGIN;
            for (entry, width) in row.iter().zip(&widths) {
                entry.place(x, y, height, &mut placed);
                x += width + ENTRY_GAP;
            }
            y += height + ENTRY_GAP;
        }
        placed.height = (y - ENTRY_GAP + MARGIN).max(2 * MARGIN);
        placed
    }
}

impl Entry {
    fn width(&self) -> i32 {
        let cells = self.pictures.iter().map(|picture| cell_width(picture) + PICTURE_GAP);
        words_width(&self.title, TITLE).max(cells.sum::<i32>() - PICTURE_GAP)
    }

    fn height(&self) -> i32 {
        let drawings = self.pictures.iter().map(|picture| height(&picture.drawing));
        line(&self.title, TITLE) + drawings.max().unwrap_or_default() + self.captions()
    }

    /// The height of the line of captions.
    fn captions(&self) -> i32 {
        let captions = self.pictures.iter().map(|picture| line(&picture.caption, CAPTION));
        captions.max().unwrap_or_default()
    }

    /// Puts the title at the top and the pictures at the foot of a height: all stand on one floor.
    fn place<'a>(&'a self, x: i32, y: i32, height_here: i32, placed: &mut Placed<'a>) {
        if !self.title.is_empty() {
            let (baseline, words) = (y + TITLE, self.title.as_str());
            placed.words.push(PlacedWords { x, baseline, size: TITLE, centred: false, words });
        }
        let floor = y + height_here - self.captions();
        let mut left = x;
        for picture in &self.pictures {
            let cell = cell_width(picture);
            let x = left + (cell - width(&picture.drawing)) / 2;
            placed.pictures.push(PlacedPicture { x, y: floor - height(&picture.drawing), picture });
            if !picture.caption.is_empty() {
                let (x, baseline, words) = (left + cell / 2, floor + CAPTION, &*picture.caption);
                placed.words.push(PlacedWords { x, baseline, size: CAPTION, centred: true, words });
            }
            left += cell + PICTURE_GAP;
        }
    }
}

/// The width of a picture with its caption.
fn cell_width(picture: &Picture) -> i32 {
    width(&picture.drawing).max(words_width(&picture.caption, CAPTION))
}

/// The width of a drawing; never so large that sums of some hundred overflow.
fn width(drawing: &Drawing) -> i32 {
    drawing.width.clamp(0, SIDE_MOST)
}

/// The height of a drawing, with the same limit.
fn height(drawing: &Drawing) -> i32 {
    drawing.height.clamp(0, SIDE_MOST)
}

/// The most width or height that a drawing is given: a hundred body heights.
const SIDE_MOST: i32 = 100_000;

/// The height of a line of words; nothing if there are none.
fn line(words: &str, size: i32) -> i32 {
    if words.is_empty() { 0 } else { size * LINE / 100 }
}

fn words_width(words: &str, size: i32) -> i32 {
    let letters = i32::try_from(words.chars().count()).unwrap_or(SIDE_MOST).min(SIDE_MOST / 100);
    letters * size * LETTER / 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn picture(width: i32, height: i32, caption: &str) -> Picture {
        let drawing = Arc::new(Drawing { width, height, shapes: Vec::new() });
        Picture { drawing, alt: String::new(), caption: caption.into() }
    }

    fn entry(title: &str, pictures: Vec<Picture>) -> Entry {
        Entry { title: title.into(), pictures }
    }

    #[test]
    fn pictures_of_an_entry_stand_on_one_floor_and_apart() {
        let pictures = vec![picture(500, 1000, "Start"), picture(600, 300, "")];
        let sheet = Sheet {
            title: "Sheet".into(),
            language: "en".into(),
            entries: vec![entry("Squat", pictures)],
            columns: 3,
            mono: false,
        };
        let placed = sheet.placed();
        let [first, second] = &placed.pictures[..] else { unreachable!() };
        assert_eq!((first.x, first.y), (MARGIN, MARGIN + TITLE * LINE / 100));
        assert_eq!(first.y + 1000, second.y + 300);
        assert_eq!(second.x, MARGIN + 500 + PICTURE_GAP);
        assert_eq!(placed.width, second.x + 600 + MARGIN);
        assert_eq!(placed.height, second.y + 300 + CAPTION * LINE / 100 + MARGIN);
    }

    #[test]
    fn the_columns_of_a_grid_are_as_wide_as_their_widest_entry() {
        let one = |width| entry("", vec![picture(width, 100, "")]);
        let sheet = Sheet {
            title: "Sheet".into(),
            language: "en".into(),
            entries: vec![one(100), one(200), one(300)],
            columns: 2,
            mono: false,
        };
        let corners: Vec<_> = sheet.placed().pictures.iter().map(|p| (p.x, p.y)).collect();
        let second = MARGIN + 300 + ENTRY_GAP;
        let below = MARGIN + 100 + ENTRY_GAP;
        assert_eq!(corners, [(MARGIN, MARGIN), (second, MARGIN), (MARGIN, below)]);
    }

    #[test]
    fn no_size_breaks_a_sheet() {
        let (title, language) = (String::new(), String::new());
        let plain = Sheet { title, language, entries: Vec::new(), columns: 1, mono: true };
        let sheet = |entries, columns| Sheet { entries, columns, ..plain.clone() };
        assert_eq!(sheet(Vec::new(), 0).placed().height, 2 * MARGIN);
        let huge = picture(i32::MAX, i32::MIN, &"x".repeat(99_999));
        let placed = sheet(vec![entry("", vec![huge.clone(), huge])], 1).placed().width;
        assert!((2 * SIDE_MOST..3 * SIDE_MOST).contains(&placed), "{placed}");
    }
}
