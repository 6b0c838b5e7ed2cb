//! The parts by typst 0.15, as a library.

use std::fmt::Write as _;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::FONTS;
use crate::parts::Part;

/// Writes the parts as a PDF. Nothing is kept from one time to the next.
pub(crate) fn pdf(parts: &[Part]) -> Vec<u8> {
    let fonts: Vec<Font> =
        FONTS.iter().filter_map(|font| Font::new(Bytes::new(*font), 0)).collect();
    let desk = Desk {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        source: Source::detached(markup(parts)),
    };
    let document: PagedDocument = typst::compile(&desk).output.expect("a document");
    let bytes = typst_pdf::pdf(&document, &PdfOptions::default()).expect("a PDF");
    comemo::evict(0);
    bytes
}

/// One text, two fonts, and no files, no packages, no clock.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, _: FileId) -> FileResult<Source> {
        Ok(self.source.clone())
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The parts in typst's language; words are strings in it, so that no sign means anything.
fn markup(parts: &[Part]) -> String {
    let mut markup = String::from(
        "#set page(paper: \"a4\", margin: 18mm)\n\
         #set text(font: \"Atkinson Hyperlegible Next\", size: 14pt)\n\
         #set document(title: \"Exercise plan\")\n",
    );
    for part in parts {
        let _ = match part {
            Part::Heading(level, text) => {
                writeln!(markup, "#heading(level: {level}, {})", string(text))
            }
            Part::Paragraph(text) => writeln!(markup, "#par({})", string(text)),
            Part::Item(label, text) => {
                writeln!(markup, "#par({})", string(&format!("{label} {text}")))
            }
            Part::Table(rows) => table(&mut markup, rows),
        };
    }
    markup
}

fn table(markup: &mut String, rows: &[Vec<String>]) -> std::fmt::Result {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let first = if columns > 6 { "4fr" } else { "1fr" };
    let rest = ", 1fr".repeat(columns - 1);
    write!(markup, "#table(columns: ({first}{rest},)")?;
    for row in rows {
        for column in 0..columns {
            write!(markup, ", {}", string(row.get(column).map_or("", String::as_str)))?;
        }
    }
    writeln!(markup, ")")
}

fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
