//! Tables.

use taffy::TaffyError;

use super::{Composer, Place};
use crate::handout::{Cell, Inline, Table, Width};
use crate::render::pdf::boxes::{Element, Ink, Panel, TextId, Track};
use crate::render::pdf::fragment::{Fragment, Keep, Kind, set_apart};
use crate::render::pdf::look::{CAPITAL_EM, MM, Shade, THIN, TICK, TICK_GAP};
use crate::render::pdf::shape::{Align, Face};
use crate::render::pdf::tags::{NodeId, Role};

/// The space inside a cell, at 14 points.
const PAD: (f32, f32) = (5.0, 3.5);
/// The least width of a column, in millimetres at 14 points.
const COLUMN_LEAST: f32 = 8.0;
/// The part of a table's width that the columns with a share ask for together.
const SHARES_LEAST: f32 = 0.35;
/// The part of a table's width that a column may ask for so as not to break a word.
const WORD_MOST: f32 = 0.4;
/// The width of two tick boxes side by side in ems of their size, with the space between them.
const TWO_BOXES_EM: f32 = 2.0 * CAPITAL_EM * (TICK + TICK_GAP) + 0.3;
/// The part of a page that a head may take and still be repeated.
const HEAD_MOST: f32 = 0.3;

/// The columns of a table.
struct Grid {
    tracks: Vec<Track>,
    width: f32,
}

/// A cell before it is laid out.
struct Draft {
    element: Element,
    text: Option<TextId>,
    /// The width of two of its tick boxes, which stand side by side.
    boxes: f32,
}

/// How a cell is set.
struct CellLook {
    bold: bool,
    ground: Option<Shade>,
    /// The least height.
    least: f32,
}

impl Composer {
    pub(super) fn table(
        &mut self,
        table: &Table,
        place: Place,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let node = self.tree.add(place.node, Role::Table(table.summary.clone()));
        let mut cells = Vec::new();
        if !table.head.is_empty() {
            cells.push(self.head(&table.head, node));
        }
        let body = self.tree.add(node, Role::TableBody);
        for row in &table.rows {
            cells.push(self.row(row, body, f32::from(table.row_mm) * MM));
        }
        let grid = self.grid(&table.columns, &cells, place.width);
        let mut rows = Vec::new();
        for cells in cells {
            let elements = cells.into_iter().map(|cell| cell.element).collect();
            let solid = self.lay_out(Element::row(&grid.tracks, 0.0, elements), grid.width)?;
            rows.push(Fragment::new(Kind::Row, solid));
        }
        set_apart(&mut rows, self.look.gap());
        if let Some(head) = rows.first_mut().filter(|_| !table.head.is_empty()) {
            (head.is_head, head.keep) = (true, Keep::Firm);
            let solid = head.solid.clone();
            if solid.height < HEAD_MOST * self.room {
                self.flow.heads.push(solid);
                let head = Some(self.flow.heads.len() - 1);
                rows.iter_mut().for_each(|row| row.head = head);
            }
        }
        keep_ends(&mut rows);
        Ok(rows)
    }

    /// The widths of a table's columns: as wanted, but no narrower than their longest word if that
    /// can be.
    fn grid(&mut self, columns: &[Width], cells: &[Vec<Draft>], room: f32) -> Grid {
        let pad = 2.0 * self.look.grown(PAD.0);
        let mut least = vec![self.look.grown(COLUMN_LEAST * MM); columns.len()];
        for row in cells {
            for (least, cell) in least.iter_mut().zip(row) {
                let word = cell.text.map_or(0.0, |text| self.texts[text.0].narrowest());
                *least = least.max((word.max(cell.boxes) + pad).min(WORD_MOST * room));
            }
        }
        alike(columns, &mut least);
        let shares: f32 = columns.iter().map(share).sum();
        let wanted = columns.iter().zip(&least).map(|(column, least)| match column {
            Width::Mm(mm) => least.max(self.look.grown(mm * MM)),
            Width::Share(share) => least.max(SHARES_LEAST * room * share / shares),
        });
        let widths = fitted(wanted.collect(), &least, room);
        let width = if shares > 0.0 { room } else { widths.iter().sum() };
        let tracks = columns.iter().zip(widths).map(|(column, width)| match column {
            Width::Mm(_) => Track::Fixed(width),
            Width::Share(share) => Track::AtLeast(width, *share),
        });
        Grid { tracks: tracks.collect(), width }
    }

    fn head(&mut self, cells: &[Cell], table: NodeId) -> Vec<Draft> {
        let group = self.tree.add(table, Role::TableHead);
        let row = self.tree.add(group, Role::Row);
        let look = CellLook { bold: true, ground: Some(Shade::Band), least: 0.0 };
        let cells = cells.iter().map(|cell| {
            let node = self.tree.add(row, Role::ColumnHeader);
            self.cell(cell, node, &look)
        });
        cells.collect()
    }

    fn row(&mut self, cells: &[Cell], body: NodeId, least: f32) -> Vec<Draft> {
        let row = self.tree.add(body, Role::Row);
        let cells = cells.iter().map(|cell| {
            let role = if cell.row_header { Role::RowHeader } else { Role::Cell };
            let node = self.tree.add(row, role);
            let ground = cell.shaded.then_some(Shade::Rest);
            self.cell(cell, node, &CellLook { bold: cell.row_header, ground, least })
        });
        cells.collect()
    }

    fn cell(&mut self, cell: &Cell, node: NodeId, look: &CellLook) -> Draft {
        // Boxes alone are for a hand, so they are larger than the words.
        let only_boxes = cell.text.iter().all(|inline| *inline == Inline::TickBox);
        let size = if only_boxes { self.look.body } else { self.look.small() };
        let align = if cell.centred { Align::Centre } else { Align::Start };
        let face = Face { align, ..Face::plain(size) };
        let text = (!cell.text.is_empty()).then(|| {
            let words = if look.bold { first_line_bold(&cell.text) } else { cell.text.clone() };
            self.text(Some(node), &words, &face)
        });
        let edge = Some((Shade::Line, THIN));
        let element = Element::column(0.0, text.map(Element::text).into_iter().collect())
            .padded(self.look.grown(PAD.0), self.look.grown(PAD.1))
            .at_least(look.least)
            .in_the_middle()
            .with(Ink::Panel(Panel { ground: look.ground, edge, radius: 0.0 }));
        // Lines would make words hard to read; these tell by themselves that the day is free.
        let hatched = cell.shaded && cell.text.is_empty();
        let element = if hatched { element.with(Ink::Hatch) } else { element };
        let two = only_boxes && cell.text.len() > 1;
        Draft { element, text, boxes: if two { TWO_BOXES_EM * size } else { 0.0 } }
    }
}

/// Gives columns of the same width in millimetres the same least width, the days of a week for
/// example.
fn alike(columns: &[Width], least: &mut [f32]) {
    for (i, column) in columns.iter().enumerate() {
        let same =
            |other: &Width| matches!((column, other), (Width::Mm(a), Width::Mm(b)) if a == b);
        let all = columns.iter().zip(least.iter()).filter(|(other, _)| same(other));
        least[i] = all.map(|(_, least)| *least).fold(least[i], f32::max);
    }
}

/// The share of a column in what is left.
fn share(column: &Width) -> f32 {
    match column {
        Width::Mm(_) => 0.0,
        Width::Share(share) => *share,
    }
}

/// Widths that fit a room: what is wider than its least gives way first, then all do.
fn fitted(mut widths: Vec<f32>, least: &[f32], room: f32) -> Vec<f32> {
    let sum = |widths: &[f32]| widths.iter().sum::<f32>();
    let over = sum(&widths) - room;
    let slack = sum(&widths) - sum(least);
    if over > 0.0 && slack > 0.0 {
        let part = (over / slack).min(1.0);
        for (width, least) in widths.iter_mut().zip(least) {
            *width -= part * (*width - least);
        }
    }
    let part = (room / sum(&widths).max(1.0)).min(1.0);
    widths.iter().map(|width| width * part).collect()
}

/// Neither the first nor the last row of a table is left alone on a page.
fn keep_ends(rows: &mut [Fragment]) {
    let first = rows.iter().position(|row| !row.is_head).unwrap_or(rows.len());
    if first + 1 < rows.len() {
        let last = rows.len() - 2;
        rows[first].keep = Keep::Reluctant;
        rows[last].keep = Keep::Reluctant;
    }
}

/// The same words, bold up to the first line break.
fn first_line_bold(inlines: &[Inline]) -> Vec<Inline> {
    let mut first = true;
    let bold = |inline: &Inline| {
        first &= *inline != Inline::Break;
        match inline {
            Inline::Text(words) if first => Inline::Strong(words.clone()),
            other => other.clone(),
        }
    };
    inlines.iter().map(bold).collect()
}

#[cfg(test)]
mod tests {
    use super::{alike, fitted};
    use crate::handout::Width;

    #[test]
    fn columns_of_one_width_stay_alike() {
        let days = [Width::Share(1.0), Width::Mm(15.0), Width::Mm(15.0), Width::Mm(20.0)];
        let mut least = [9.0, 5.0, 7.0, 6.0];
        alike(&days, &mut least);
        assert_eq!(least, [9.0, 7.0, 7.0, 6.0]);
    }

    #[test]
    fn columns_give_way_to_the_longest_words() {
        let cases: [(&[f32], &[f32], &[f32]); 3] = [
            (&[40.0, 50.0], &[40.0, 10.0], &[40.0, 50.0]),
            (&[60.0, 80.0], &[60.0, 10.0], &[60.0, 40.0]),
            (&[150.0, 50.0], &[150.0, 50.0], &[75.0, 25.0]),
        ];
        for (wanted, least, widths) in cases {
            assert_eq!(fitted(wanted.to_vec(), least, 100.0), widths);
        }
    }
}
