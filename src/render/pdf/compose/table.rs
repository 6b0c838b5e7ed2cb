//! Tables.

use taffy::TaffyError;

use super::{Composer, Place};
use crate::handout::{Cell, Inline, Table, Width};
use crate::render::pdf::boxes::{Element, Ink, Panel, Solid, Track};
use crate::render::pdf::fragment::{Fragment, Keep, Kind, set_apart};
use crate::render::pdf::look::{MM, Shade, THIN};
use crate::render::pdf::shape::{Align, Face};
use crate::render::pdf::tags::{NodeId, Role};

/// The space inside a cell, at 14 points.
const PAD: (f32, f32) = (5.0, 3.5);
/// The least width of a column with a share, in millimetres at 14 points.
const SHARE_LEAST: f32 = 20.0;
/// The part of a page that a head may take and still be repeated.
const HEAD_MOST: f32 = 0.3;

/// The columns of a table.
struct Grid {
    tracks: Vec<Track>,
    width: f32,
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
        let grid = self.grid(&table.columns, place.width);
        let mut rows = Vec::new();
        let mut head = None;
        if !table.head.is_empty() {
            let solid = self.head(&table.head, node, &grid)?;
            if solid.height < HEAD_MOST * self.room {
                head = Some(self.flow.heads.len());
                self.flow.heads.push(solid.clone());
            }
            let keep = Keep::Firm;
            rows.push(Fragment { keep, is_head: true, ..Fragment::new(Kind::Row, solid) });
        }
        let body = self.tree.add(node, Role::TableBody);
        let least = f32::from(table.row_mm) * MM;
        for cells in &table.rows {
            let solid = self.row(cells, body, &grid, least)?;
            rows.push(Fragment::new(Kind::Row, solid));
        }
        for row in &mut rows {
            row.head = head;
        }
        set_apart(&mut rows, self.look.gap());
        keep_ends(&mut rows);
        Ok(rows)
    }

    /// The widths of a table's columns.
    fn grid(&self, columns: &[Width], room: f32) -> Grid {
        let wanted = |column: &Width| match column {
            Width::Mm(mm) => self.look.grown(mm * MM),
            Width::Share(_) => self.look.grown(SHARE_LEAST * MM),
        };
        let sum: f32 = columns.iter().map(wanted).sum();
        // Columns that are wider than the page together give way, all by the same part.
        let part = (room / sum.max(1.0)).min(1.0);
        let tracks = columns.iter().map(|column| match column {
            Width::Mm(_) => Track::Fixed(wanted(column) * part),
            Width::Share(share) => Track::AtLeast(wanted(column) * part, *share),
        });
        let shares = columns.iter().any(|column| matches!(column, Width::Share(_)));
        Grid { tracks: tracks.collect(), width: if shares { room } else { sum * part } }
    }

    fn head(&mut self, cells: &[Cell], table: NodeId, grid: &Grid) -> Result<Solid, TaffyError> {
        let group = self.tree.add(table, Role::TableHead);
        let row = self.tree.add(group, Role::Row);
        let cells = cells.iter().map(|cell| {
            let node = self.tree.add(row, Role::ColumnHeader);
            let look = CellLook { bold: true, ground: Some(Shade::Band), least: 0.0 };
            self.cell(cell, node, &look)
        });
        let cells = cells.collect();
        self.lay_out(Element::row(&grid.tracks, 0.0, cells), grid.width)
    }

    fn row(
        &mut self,
        cells: &[Cell],
        body: NodeId,
        grid: &Grid,
        least: f32,
    ) -> Result<Solid, TaffyError> {
        let row = self.tree.add(body, Role::Row);
        let cells = cells.iter().map(|cell| {
            let role = if cell.row_header { Role::RowHeader } else { Role::Cell };
            let node = self.tree.add(row, role);
            let ground = cell.shaded.then_some(Shade::Rest);
            self.cell(cell, node, &CellLook { bold: cell.row_header, ground, least })
        });
        let cells = cells.collect();
        self.lay_out(Element::row(&grid.tracks, 0.0, cells), grid.width)
    }

    fn cell(&mut self, cell: &Cell, node: NodeId, look: &CellLook) -> Element {
        // Boxes alone are for a hand, so they are larger than the words.
        let only_boxes = cell.text.iter().all(|inline| *inline == Inline::TickBox);
        let size = if only_boxes { self.look.body } else { self.look.small() };
        let align = if cell.centred { Align::Centre } else { Align::Start };
        let face = Face { align, ..Face::plain(size) };
        let mut content = Vec::new();
        if !cell.text.is_empty() {
            let text = if look.bold { first_line_bold(&cell.text) } else { cell.text.clone() };
            content.push(Element::text(self.text(Some(node), &text, &face)));
        }
        let edge = Some((Shade::Line, THIN));
        let element = Element::column(0.0, content)
            .padded(self.look.grown(PAD.0), self.look.grown(PAD.1))
            .at_least(look.least)
            .in_the_middle()
            .with(Ink::Panel(Panel { ground: look.ground, edge, radius: 0.0 }));
        // Lines would make words hard to read; these tell by themselves that the day is free.
        if cell.shaded && cell.text.is_empty() { element.with(Ink::Hatch) } else { element }
    }
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
