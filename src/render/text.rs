//! A document as plain text of 80 columns, for a terminal and for screen readers.

use super::words::{Piece, clean, pieces};
use crate::handout::{Block, Card, Cell, Document, Inline, Lamp, Marker, Section, Table, Tone};

/// The columns of a line.
const WIDTH: usize = 80;
/// The columns that a box's or a note's content is moved to the right.
const INDENT: usize = 4;
/// The columns between two cells.
const GAP: usize = 2;
/// The least columns of a cell that is made narrower than its words.
const NARROWEST: usize = 16;
/// A cell to write in.
const EMPTY: &str = "____";
/// A tick box; the space in it does not break.
const TICK_BOX: &str = "[\u{a0}]";

/// Writes a document as plain text: the words of the PDF in the same order.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut page = Page { text: String::new(), indent: 0 };
    // The left of the header says again what the first heading says.
    page.paragraph(&clean(&document.header.1));
    for section in &document.sections {
        page.section(section);
    }
    page.gap();
    page.paragraph(&clean(&document.footer));
    page.text
}

/// Text as it grows.
struct Page {
    text: String,
    indent: usize,
}

impl Page {
    fn section(&mut self, section: &Section) {
        self.gap();
        self.heading(&flat(&section.title), '=');
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.gap();
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, .. } => {
                self.heading(&flat(text), if *level > 2 { '~' } else { '-' });
            }
            Block::Paragraph { text, .. } => self.paragraph(&flat(text)),
            Block::List { marker, items } => self.list(*marker, items),
            Block::Callout { tone, title, blocks } => self.callout(*tone, title, blocks),
            Block::Table(table) => self.table(table),
            Block::Card(card) => self.card(card),
            Block::Columns(columns) => columns.iter().for_each(|blocks| self.blocks(blocks)),
            Block::Pictures { pictures, .. } => {
                pictures.iter().for_each(|picture| self.told(&picture.alt));
            }
            // Words at places of a drawing say nothing without it.
            Block::Diagram(diagram) => self.told(&diagram.alt),
            Block::TrafficLight(lamps) => lamps.iter().for_each(|lamp| self.lamp(lamp)),
            Block::Letterhead(letterhead) => self.paragraph(&flat(&letterhead.text)),
            Block::Verbatim(lines) => lines.iter().for_each(|line| self.line(line)),
        }
    }

    fn heading(&mut self, words: &str, line: char) {
        let lines = wrap(words, self.room());
        let width = lines.iter().map(|line| columns(line)).max().unwrap_or_default();
        lines.iter().for_each(|line| self.line(line));
        self.line(&line.to_string().repeat(width));
    }

    /// Words; without any there is no line.
    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            wrap(words, self.room()).iter().for_each(|line| self.line(line));
        }
    }

    /// What a drawing shows.
    fn told(&mut self, alt: &str) {
        self.paragraph(&format!("[{}]", clean(alt)));
    }

    fn list(&mut self, marker: Marker, items: &[Vec<Inline>]) {
        for (i, item) in items.iter().enumerate() {
            let label = match marker {
                Marker::Number => format!("{}. ", i + 1),
                Marker::Bullet => "- ".to_owned(),
                Marker::TickBox => format!("{TICK_BOX} "),
            };
            self.labelled(&label, &flat(item));
        }
    }

    /// Words after a label; the lines after the first start below the first word.
    fn labelled(&mut self, label: &str, words: &str) {
        let width = columns(label);
        for (i, line) in wrap(words, self.room() - width).iter().enumerate() {
            let label = if i == 0 { label.to_owned() } else { " ".repeat(width) };
            self.line(&format!("{label}{line}"));
        }
    }

    /// Words whose lines after the first are moved to the right.
    fn hanging(&mut self, words: &str) {
        for (i, line) in wrap(words, self.room() - INDENT).iter().enumerate() {
            let indent = if i == 0 { 0 } else { INDENT };
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn callout(&mut self, tone: Tone, title: &[Inline], blocks: &[Block]) {
        self.paragraph(spaced(mark(tone), &flat(title)).trim());
        self.indented(|page| {
            for (i, block) in blocks.iter().enumerate() {
                if i > 0 {
                    page.gap();
                }
                page.block(block);
            }
        });
    }

    fn lamp(&mut self, lamp: &Lamp) {
        let title = spaced(mark(lamp.tone), &flat(&lamp.title));
        self.hanging(&format!("{title}. {}", flat(&lamp.text)));
    }

    /// A card's pictures show what its words say, so they are left out here.
    fn card(&mut self, card: &Card) {
        self.heading(&format!("{}. {}", card.number, flat(&card.title)), '~');
        self.paragraph(&flat(&card.dose));
        self.paragraph(&flat(&card.setup));
        self.list(Marker::Number, &card.steps);
        for note in &card.notes {
            let label = spaced(mark(note.tone), &clean(&note.label));
            self.hanging(&spaced(&label, &flat(&note.text)));
        }
    }

    /// A table as columns if there is room for them, or else as lines of cells with their heads.
    fn table(&mut self, table: &Table) {
        let head: Vec<String> = table.head.iter().map(|cell| flat(&cell.text)).collect();
        let to_write = table.row_mm > 0;
        let rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.iter().map(|c| cell(c, to_write)).collect()).collect();
        let Some(widths) = fitted(widths(&head, &rows), self.room()) else {
            rows.iter().for_each(|row| self.cells_with_heads(&head, row));
            return;
        };
        if !head.is_empty() {
            self.row(&head, &widths);
            let dashes: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            self.row(&dashes, &widths);
        }
        let apart = rows.iter().any(|row| height(row, &widths) > 1);
        for row in &rows {
            if apart {
                self.gap();
            }
            self.row(row, &widths);
        }
    }

    fn row(&mut self, cells: &[String], widths: &[usize]) {
        let lines: Vec<Vec<String>> =
            cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
        for i in 0..height(cells, widths) {
            let mut line = String::new();
            for (cell, width) in lines.iter().zip(widths) {
                let part = cell.get(i).map_or("", String::as_str);
                line.push_str(part);
                line.push_str(&" ".repeat(width + GAP - columns(part)));
            }
            self.line(&line);
        }
    }

    fn cells_with_heads(&mut self, head: &[String], row: &[String]) {
        let Some((first, rest)) = row.split_first() else { return };
        let (name, more) = first_line(first);
        self.paragraph(name);
        self.indented(|page| {
            more.for_each(|line| page.hanging(line));
            for (i, cell) in rest.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let name = head.get(i + 1).map_or(String::new(), |head| format!("{head}:"));
                let (line, more) = first_line(cell);
                page.hanging(&spaced(&name, line));
                page.indented(|page| more.for_each(|line| page.hanging(line)));
            }
        });
    }

    fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += INDENT;
        write(self);
        self.indent -= INDENT;
    }

    /// The columns that are left for words.
    fn room(&self) -> usize {
        WIDTH - self.indent
    }

    fn line(&mut self, line: &str) {
        let line = line.replace('\u{a0}', " ");
        if !line.trim_end().is_empty() {
            self.text.push_str(&" ".repeat(self.indent));
            self.text.push_str(line.trim_end());
        }
        self.text.push('\n');
    }

    /// One empty line after what is written already.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

/// A tone in signs, since there is no colour.
pub(super) fn mark(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Go => "(+)",
        Tone::Care => "(!)",
        Tone::Stop => "(!!)",
    }
}

/// The words of a cell, or a line if it is empty to be written in.
fn cell(cell: &Cell, to_write: bool) -> String {
    if cell.text.is_empty() && to_write && !cell.shaded {
        return EMPTY.to_owned();
    }
    flat(&cell.text)
}

/// The first line of a cell, and those that follow it: they say different things.
fn first_line(cell: &str) -> (&str, impl Iterator<Item = &str>) {
    let mut lines = cell.split('\n').filter(|line| !line.is_empty());
    (lines.next().unwrap_or_default(), lines)
}

/// The lines that a row takes.
fn height(cells: &[String], widths: &[usize]) -> usize {
    let lines = cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width).len());
    lines.max().unwrap_or_default()
}

/// The widths of columns with the widest ones made narrower until all fit, if they can.
fn fitted(mut widths: Vec<usize>, room: usize) -> Option<Vec<usize>> {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        let widest = widths.iter_mut().max().filter(|widest| **widest > NARROWEST)?;
        *widest -= 1;
    }
    Some(widths)
}

/// The widths that the columns of a table need.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).fold(head.len(), usize::max);
    let all = || rows.iter().map(Vec::as_slice).chain([head]);
    let width = |cell: &String| cell.split('\n').map(columns).max().unwrap_or_default();
    (0..count)
        .map(|column| all().filter_map(|row| row.get(column)).map(width).max().unwrap_or_default())
        .collect()
}

/// Inline pieces as text; a line feed is a line break.
fn flat(inlines: &[Inline]) -> String {
    let mut flat = String::new();
    for piece in pieces(inlines) {
        match piece {
            Piece::Words { text, .. } => flat.push_str(&text),
            Piece::TickBox => flat.push_str(TICK_BOX),
            Piece::Blank(mm) => flat.push_str(&blank(mm)),
            Piece::Break => flat.push('\n'),
        }
    }
    flat
}

/// A line to write on: a column is about two and a half millimetres.
fn blank(mm: u16) -> String {
    "_".repeat(usize::from(mm * 2 / 5).clamp(4, WIDTH / 2))
}

/// Two texts with a space between them, if there are two.
fn spaced(left: &str, right: &str) -> String {
    format!("{left} {right}").trim().to_owned()
}

/// The columns that a text takes.
fn columns(text: &str) -> usize {
    text.chars().count()
}

/// The lines of a text; a word that is wider than a line is broken, never lost.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            for part in parts(word, width) {
                if !line.is_empty() && columns(&line) + 1 + columns(&part) > width {
                    lines.push(std::mem::take(&mut line));
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&part);
            }
        }
        lines.push(line);
    }
    lines
}

/// A word in parts that fit a line.
fn parts(word: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars.chunks(width.max(1)).map(|part| part.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handout::{TextStyle, Width};

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::text(text)]
    }

    /// The text of some blocks without the header and the footer.
    fn written(blocks: &[Block]) -> String {
        let mut page = Page { text: String::new(), indent: 0 };
        page.blocks(blocks);
        page.text
    }

    #[test]
    fn boxes_and_lines_to_write_on_are_drawn_in_signs() {
        let text = vec![
            Inline::text("Done:"),
            Inline::TickBox,
            Inline::text("yes"),
            Inline::Break,
            Inline::strong("Name"),
            Inline::Blank(20),
        ];
        let paragraph = Block::Paragraph { style: TextStyle::Body, text };
        assert_eq!(written(&[paragraph]), "Done: [ ] yes\nName ________\n");
        let list = Block::List { marker: Marker::TickBox, items: vec![words("Bridge")] };
        assert_eq!(written(&[list]), "[ ] Bridge\n");
    }

    #[test]
    fn a_paragraph_without_words_has_no_line() {
        let paragraph = |text| Block::Paragraph { style: TextStyle::Body, text };
        let empty = || paragraph(Vec::new());
        assert_eq!(written(&[empty(), empty()]), "");
        let blocks = [empty(), paragraph(words("a")), empty(), paragraph(words("b")), empty()];
        assert_eq!(written(&blocks).trim_end(), "a\n\nb");
    }

    #[test]
    fn a_box_is_told_by_its_sign_and_indent() {
        let blocks = vec![Block::List {
            marker: Marker::Number,
            items: vec![words("Stop."), words("Call.")],
        }];
        let callout = Block::Callout { tone: Tone::Stop, title: words("Help"), blocks };
        assert_eq!(written(&[callout]), "(!!) Help\n    1. Stop.\n    2. Call.\n");
    }

    #[test]
    fn a_table_has_columns_if_there_is_room() {
        let cell = |text: &str| Cell { text: words(text), ..Cell::default() };
        let mut table = Table {
            summary: String::new(),
            columns: vec![Width::Share(1.0); 2],
            head: vec![cell("Day"), cell("Pain")],
            rows: vec![vec![cell("Monday"), Cell::default()]],
            row_mm: 11,
        };
        let narrow = "Day     Pain\n------  ----\nMonday  ____\n";
        assert_eq!(written(&[Block::Table(table.clone())]), narrow);
        table.head = vec![cell("Day"); 20];
        table.rows = vec![vec![cell("Monday"); 20]];
        let wide = written(&[Block::Table(table)]);
        assert!(wide.starts_with("Monday\n    Day: Monday\n    Day: Monday\n"), "{wide}");
    }

    #[test]
    fn each_line_of_a_cell_without_columns_is_a_line_of_its_own() {
        let lines = |lines: &[&str]| {
            let text = lines.iter().map(|line| [Inline::text(*line), Inline::Break]);
            let mut text: Vec<Inline> = text.flatten().collect();
            text.pop();
            Cell { text, ..Cell::default() }
        };
        let row =
            [vec![lines(&["Squat", "week 3: once", "week 4: twice"])], vec![lines(&["a", "b"]); 9]];
        let table = Table {
            summary: String::new(),
            columns: vec![Width::Share(1.0); 10],
            head: vec![lines(&["A long head of it"]); 10],
            rows: vec![row.concat()],
            row_mm: 0,
        };
        let text = written(&[Block::Table(table)]);
        let start =
            "Squat\n    week 3: once\n    week 4: twice\n    A long head of it: a\n        b\n";
        assert!(text.starts_with(start), "{text}");
    }

    #[test]
    fn words_wider_than_a_line_are_broken() {
        let word = "a".repeat(25);
        assert_eq!(wrap(&format!("so {word} b"), 10), ["so", &word[..10], &word[..10], "aaaaa b"]);
    }

    #[test]
    fn a_break_is_a_line() {
        assert_eq!(wrap("one two\nthree", 80), ["one two", "three"]);
    }
}
