//! A document as Markdown: CommonMark with the tables of GitHub, for notes, web pages and mail.

use super::text::mark;
use super::words::{Piece, clean, pieces};
use crate::handout::{Block, Card, Cell, Document, Inline, Lamp, Marker, Table};

/// A tick box.
const TICK_BOX: &str = "☐";
/// A line break in a paragraph, and where a line cannot end.
const BREAK: &str = "\\\n";
const BREAK_IN_LINE: &str = "<br>";

/// Writes a document as Markdown: the words of the PDF in the same order, with what pictures show.
/// A card's pictures are left out, since its words say what they show.
#[must_use]
pub fn md(document: &Document) -> String {
    // The left of the header says again what the first heading says.
    let mut parts = vec![start(&escaped(&clean(&document.header.1)))];
    for section in &document.sections {
        parts.push(heading(1, Some(&section.id), &section.title));
        parts.extend(blocks(&section.blocks));
    }
    parts.push("---".to_owned());
    parts.push(start(&escaped(&clean(&document.footer))));
    joined(&parts)
}

/// Parts with an empty line between two.
fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

fn blocks(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(block).collect()
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { level, anchor, text } => vec![heading(*level, anchor.as_deref(), text)],
        Block::Paragraph { text, .. } => vec![paragraph(text)],
        Block::List { marker, items } => vec![list(*marker, items)],
        Block::Callout { tone, title, blocks: inner } => {
            let mut parts = vec![start(&format!("{} **{}**", mark(*tone), plain(title)))];
            parts.extend(blocks(inner));
            vec![quoted(&joined(&parts))]
        }
        Block::Table(each) => vec![table(each)],
        Block::Card(each) => card(each),
        Block::Columns(columns) => columns.iter().flat_map(|column| blocks(column)).collect(),
        Block::Pictures { pictures, .. } => {
            pictures.iter().map(|picture| told(&picture.alt)).collect()
        }
        Block::Diagram(diagram) => vec![told(&diagram.alt)],
        Block::TrafficLight(lamps) => lamps.iter().map(lamp).collect(),
        Block::Letterhead(letterhead) => vec![paragraph(&letterhead.text)],
        Block::Verbatim(lines) => vec![fenced(lines)],
    }
}

/// What a drawing shows.
fn told(alt: &str) -> String {
    format!("\\[{}\\]", escaped(&clean(alt)))
}

fn heading(level: u8, anchor: Option<&str>, words: &[Inline]) -> String {
    let signs = "#".repeat(usize::from(level.clamp(1, 6)));
    let anchor = anchor.map_or(String::new(), |id| format!("<a id=\"{id}\"></a>"));
    format!("{signs} {anchor}{}", line(words, BREAK_IN_LINE))
}

fn paragraph(words: &[Inline]) -> String {
    start(&line(words, BREAK))
}

fn list(marker: Marker, items: &[Vec<Inline>]) -> String {
    let item = |(i, words): (usize, &Vec<Inline>)| {
        let label = match marker {
            Marker::Number => format!("{}. ", i + 1),
            Marker::Bullet => "- ".to_owned(),
            Marker::TickBox => "- [ ] ".to_owned(),
        };
        let indent = match marker {
            Marker::Number => format!("\n{}", " ".repeat(label.len())),
            // The box belongs to the content, and what is further in would be code.
            Marker::Bullet | Marker::TickBox => "\n  ".to_owned(),
        };
        format!("{label}{}", paragraph(words).replace('\n', &indent))
    };
    items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

fn lamp(Lamp { tone, title, text }: &Lamp) -> String {
    let title = format!("{} **{}.**", mark(*tone), plain(title));
    start(&format!("{title} {}", line(text, BREAK_IN_LINE)))
}

fn quoted(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Lines as they stand, within a fence that none of them closes.
fn fenced(lines: &[String]) -> String {
    let runs = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len);
    let fence = "`".repeat(3.max(1 + runs.max().unwrap_or_default()));
    format!("{fence}\n{}\n{fence}", lines.join("\n"))
}

fn card(card: &Card) -> Vec<String> {
    let mut title = vec![Inline::text(format!("{}. ", card.number))];
    title.extend(card.title.iter().cloned());
    let notes: Vec<Vec<Inline>> = card
        .notes
        .iter()
        .map(|note| {
            let label = format!("{} {}", mark(note.tone), note.label);
            let mut words = vec![Inline::strong(label.trim()), Inline::text(" ")];
            words.extend(note.text.iter().cloned());
            words
        })
        .collect();
    vec![
        heading(3, Some(&card.anchor), &title),
        paragraph(&card.dose),
        paragraph(&card.setup),
        list(Marker::Number, &card.steps),
        list(Marker::Bullet, &notes),
    ]
}

fn table(table: &Table) -> String {
    let row = |cells: &[Cell]| {
        let cells = cells.iter().map(|cell| line(&cell.text, BREAK_IN_LINE));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let count = table.columns.len().max(table.head.len());
    // Without a head there is no table: an empty one stands for none.
    let head =
        if table.head.is_empty() { vec![Cell::default(); count] } else { table.head.clone() };
    let rules = head.iter().map(|cell| if cell.centred { ":-:" } else { "---" });
    let rules = format!("| {} |", rules.collect::<Vec<_>>().join(" | "));
    let rows = table.rows.iter().map(|cells| row(cells));
    [row(&head), rules].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// Inline pieces as Markdown, with a given line break.
fn line(inlines: &[Inline], line_break: &str) -> String {
    let mut line = String::new();
    for piece in pieces(inlines) {
        match piece {
            Piece::Words { text, strong, to } => words(&mut line, &text, strong, to),
            Piece::TickBox => line.push_str(TICK_BOX),
            Piece::Blank(mm) => line.push_str(&"\\_".repeat(usize::from(mm / 4).clamp(4, 40))),
            Piece::Break => line.push_str(line_break),
        }
    }
    line.trim_end().to_owned()
}

/// Words, with white space outside the signs that set them off.
fn words(line: &mut String, text: &str, strong: bool, to: Option<&str>) {
    let core = text.trim_matches(' ');
    let sets_off = (strong || to.is_some()) && !core.is_empty();
    if !sets_off {
        line.push_str(&escaped(text));
        return;
    }
    let (before, after) = text.split_once(core).unwrap_or_default();
    let core = escaped(core);
    line.push_str(before);
    match to {
        Some(to) => line.push_str(&format!("[{core}](#{to})")),
        None => line.push_str(&format!("**{core}**")),
    }
    line.push_str(after);
}

/// The words alone, for what stands out as a whole.
fn plain(inlines: &[Inline]) -> String {
    escaped(&super::words::plain(inlines))
}

/// Words whose signs mean nothing to Markdown.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The same words where their first ones would make a line a list or a rule.
fn start(text: &str) -> String {
    let guarded = text.trim_start().split('\n').map(|line| {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after_digits = line[digits..].starts_with(['.', ')']) && digits > 0;
        match line.starts_with(['-', '+', '=']) || after_digits {
            true => format!("{}\\{}", &line[..digits], &line[digits..]),
            false => line.to_owned(),
        }
    });
    guarded.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_set_off_without_their_white_space() {
        let inlines = [
            Inline::text("Do "),
            Inline::strong("2 * 3 "),
            Inline::text("as in"),
            Inline::text(" "),
            Inline::Link { to: "card-1".into(), text: "1. Bridge".into() },
            Inline::Break,
            Inline::TickBox,
            Inline::text("done"),
        ];
        let wanted = "Do **2 \\* 3** as in [1. Bridge](#card-1)\\\n☐ done";
        assert_eq!(line(&inlines, BREAK), wanted);
    }

    #[test]
    fn no_line_becomes_a_list_by_its_first_words() {
        assert_eq!(start("12. of May\n- and\n5 more"), "12\\. of May\n\\- and\n5 more");
    }

    #[test]
    fn items_have_a_bullet_a_number_or_a_box() {
        let items = [vec![Inline::text("Bridge"), Inline::Break, Inline::text("legs")]];
        assert_eq!(list(Marker::Bullet, &items), "- Bridge\\\n  legs");
        assert_eq!(list(Marker::Number, &items), "1. Bridge\\\n   legs");
        assert_eq!(list(Marker::TickBox, &items), "- [ ] Bridge\\\n  legs");
    }

    #[test]
    fn a_table_without_a_head_has_an_empty_one() {
        let cell = |text: &str| Cell { text: vec![Inline::text(text)], ..Cell::default() };
        let table = super::table(&Table {
            summary: String::new(),
            columns: vec![crate::handout::Width::Share(1.0); 2],
            head: Vec::new(),
            rows: vec![vec![cell("a|b"), cell("")]],
            row_mm: 0,
        });
        assert_eq!(table, "|  |  |\n| --- | --- |\n| a\\|b |  |");
    }
}
