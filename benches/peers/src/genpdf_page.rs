//! The parts by genpdf 0.2.

use genpdf::elements::{FrameCellDecorator, Paragraph, TableLayout};
use genpdf::fonts::{FontData, FontFamily};
use genpdf::style::Style;
use genpdf::{Document, Element as _, Margins, SimplePageDecorator};

use crate::FONTS;
use crate::parts::Part;

/// Writes the parts as a PDF.
pub(crate) fn pdf(parts: &[Part]) -> Vec<u8> {
    let font = |number: usize| FontData::new(FONTS[number].to_vec(), None).expect("a font");
    let family =
        FontFamily { regular: font(0), bold: font(1), italic: font(0), bold_italic: font(1) };
    let mut document = Document::new(family);
    document.set_title("Exercise plan");
    document.set_font_size(14);
    document.set_line_spacing(1.35);
    let mut decorator = SimplePageDecorator::new();
    decorator.set_margins(18);
    document.set_page_decorator(decorator);
    for part in parts {
        match part {
            Part::Heading(level, text) => {
                let size = [24, 18, 16][usize::from(*level).clamp(1, 3) - 1];
                let style = Style::new().bold().with_font_size(size);
                document.push(Paragraph::default().styled_string(text, style).padded(gap()));
            }
            Part::Paragraph(text) => document.push(Paragraph::new(text).padded(gap())),
            Part::Item(label, text) => document.push(Paragraph::new(format!("{label} {text}"))),
            Part::Table(rows) => document.push(table(rows)),
        }
    }
    let mut bytes = Vec::new();
    document.render(&mut bytes).expect("a PDF");
    bytes
}

fn gap() -> Margins {
    Margins::trbl(2, 0, 2, 0)
}

fn table(rows: &[Vec<String>]) -> TableLayout {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let mut weights = vec![1; columns];
    weights[0] = if columns > 6 { 4 } else { 1 };
    let mut table = TableLayout::new(weights);
    table.set_cell_decorator(FrameCellDecorator::new(true, true, false));
    for row in rows {
        let mut cells = table.row();
        for column in 0..columns {
            let text = row.get(column).map_or("", String::as_str);
            cells.push_element(Paragraph::new(text));
        }
        cells.push().expect("as many cells as columns");
    }
    table
}
