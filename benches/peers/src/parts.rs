//! A document as engines without tags take it: headings, paragraphs, items, tables.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A part of a document.
pub(crate) enum Part {
    /// A heading with its level.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list with its bullet or number.
    Item(String, String),
    /// Rows of cells, the head first.
    Table(Vec<Vec<String>>),
}

impl Part {
    /// All its words.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Heading(_, text) | Self::Paragraph(text) => format!("{text} "),
            Self::Item(label, text) => format!("{label} {text} "),
            Self::Table(rows) => rows.iter().flatten().map(|cell| format!("{cell} ")).collect(),
        }
    }
}

/// The parts of a text in Markdown.
pub(crate) fn parts(markdown: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(more) | Event::Code(more) => text.push_str(&more),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::InlineHtml(html) if &*html == "<br>" => text.push(' '),
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                if let Some(row) = rows.last_mut() {
                    row.push(std::mem::take(&mut text));
                }
            }
            Event::End(TagEnd::Table) => parts.push(Part::Table(std::mem::take(&mut rows))),
            Event::End(TagEnd::Heading(level)) => {
                parts.push(Part::Heading(level as u8, std::mem::take(&mut text)));
            }
            Event::End(TagEnd::Paragraph) => {
                parts.push(Part::Paragraph(std::mem::take(&mut text)));
            }
            Event::End(TagEnd::Item) => {
                let label = match lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                };
                parts.push(Part::Item(label, std::mem::take(&mut text)));
            }
            _ => {}
        }
    }
    parts
}
