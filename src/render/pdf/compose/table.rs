//! Tables.

use std::sync::Arc;

use super::{Composer, Place};
use crate::figure::Drawing;
use crate::handout::{Badge, Cell, Inline, Table, Width};
use crate::render::pdf::boxes::{Area, Ink, Mark, Panel, Solid, TextId};
use crate::render::pdf::fragment::{Fragment, Keep, Kind, set_apart};
use crate::render::pdf::look::{
    BOLD_FRAME, MM, SMALL_PICTURE, Shade, THIN, TICK, TICK_GAP, Type, space,
};
use crate::render::pdf::shape::{Align, Face};
use crate::render::pdf::tags::{NodeId, Role};

/// The least width of a column, in millimetres at 14 points.
const COLUMN_LEAST: f32 = 8.0;
/// The part of a table's width that the columns with a share ask for together.
const SHARES_LEAST: f32 = 0.35;
/// The part of a table's width that a column may ask for so as not to break a word.
const WORD_MOST: f32 = 0.4;
/// The part of a page that a head may take and still be repeated.
const HEAD_MOST: f32 = 0.3;

/// A table before it is laid out.
pub(super) struct Draft {
    columns: Vec<Width>,
    rows: Vec<Vec<CellDraft>>,
    width: f32,
}

impl Draft {
    /// Whether it has a picture, whose height can give way.
    pub(super) fn has_pictures(&self) -> bool {
        self.rows.iter().flatten().any(|cell| cell.picture.is_some())
    }
}

/// A cell before it is laid out.
struct CellDraft {
    content: Content,
    role: CellRole,
    /// The picture before its words.
    picture: Option<Arc<Drawing>>,
}

/// What a cell holds.
enum Content {
    Nothing,
    Words(TextId),
    Badge(TextId, Badge),
    /// So many boxes to tick.
    Boxes(usize),
}

/// How a cell is set.
#[derive(Clone, Copy)]
struct CellRole {
    bold: bool,
    ground: Option<Shade>,
    /// Lines across, which tell that there is nothing to do.
    hatched: bool,
    /// The least height.
    least: f32,
}

impl Composer {
    pub(super) fn table(&mut self, table: &Table, place: Place) -> Vec<Fragment> {
        let node = self.tree.add(place.node, Role::Table(table.summary.clone()));
        let mut cells = Vec::new();
        if !table.head.is_empty() {
            cells.push(self.head(&table.head, node));
        }
        let body = self.tree.add(node, Role::TableBody);
        for row in &table.rows {
            cells.push(self.row(row, body, f32::from(table.row_mm) * MM));
        }
        let draft = Draft { columns: table.columns.clone(), rows: cells, width: place.width };
        let rows = self.rows_of(&draft, 1.0).into_iter();
        let mut rows: Vec<Fragment> = rows.map(|row| Fragment::new(Kind::Row, row)).collect();
        set_apart(&mut rows, self.look.gap());
        if let Some(head) = rows.first_mut().filter(|_| !table.head.is_empty()) {
            (head.is_head, head.keep) = (true, Keep::Firm);
            let solid = head.solid.clone();
            if solid.height < HEAD_MOST * self.room {
                self.flow.heads.push(solid);
                let head = self.flow.heads.len() - 1;
                rows.iter_mut().for_each(|row| row.head = Some(head));
                self.tables.insert(head, draft);
            }
        }
        keep_ends(&mut rows);
        rows
    }

    /// The rows of a table, with a part of the space in them that they could do without.
    pub(super) fn rows_of(&mut self, draft: &Draft, left: f32) -> Vec<Solid> {
        let widths = self.widths(&draft.columns, &draft.rows, draft.width, left);
        draft.rows.iter().map(|cells| self.row_of(cells, &widths, left)).collect()
    }

    /// The widths of a table's columns: as wanted, but no narrower than their longest word if that
    /// can be. Columns with a share take what is left.
    fn widths(
        &mut self,
        columns: &[Width],
        cells: &[Vec<CellDraft>],
        room: f32,
        left: f32,
    ) -> Vec<f32> {
        let mut least = vec![self.look.grown(COLUMN_LEAST * MM); columns.len()];
        for row in cells {
            for (least, cell) in least.iter_mut().zip(row) {
                *least = least.max(self.narrowest(cell, left).min(WORD_MOST * room));
            }
        }
        alike(columns, &mut least);
        let shares: f32 = columns.iter().map(share).sum();
        let wanted = columns.iter().zip(&least).map(|(column, least)| match column {
            Width::Mm(mm) => least.max(self.look.grown(mm * MM)),
            Width::Share(share) => least.max(SHARES_LEAST * room * share / shares),
        });
        let mut widths = fitted(wanted.collect(), &least, room);
        let left = (room - widths.iter().sum::<f32>()).max(0.0);
        for (width, column) in widths.iter_mut().zip(columns).filter(|_| shares > 0.0) {
            *width += left * share(column) / shares;
        }
        widths
    }

    /// The width of a cell whose longest word is not broken and that has two boxes side by side.
    fn narrowest(&mut self, cell: &CellDraft, left: f32) -> f32 {
        let pad = 2.0 * self.look.grown(space::CELL.0);
        let picture =
            cell.picture.as_ref().map_or(0.0, |_| left * SMALL_PICTURE.0 + space::AFTER_SMALL);
        picture
            + match cell.content {
                Content::Nothing => 0.0,
                Content::Words(text) => self.texts[text.0].narrowest() + pad,
                Content::Badge(text, _) => self.badge_side(text) + pad,
                Content::Boxes(count) => {
                    let boxes = count.min(2) as f32;
                    boxes * (TICK + TICK_GAP) - TICK_GAP + 2.0 * space::BOXES.0
                }
            }
    }

    fn head(&mut self, cells: &[Cell], table: NodeId) -> Vec<CellDraft> {
        let group = self.tree.add(table, Role::TableHead);
        let row = self.tree.add(group, Role::Row);
        let role = CellRole { bold: true, ground: Some(Shade::Band), hatched: false, least: 0.0 };
        let cells = cells.iter().map(|cell| {
            let node = self.tree.add(row, Role::ColumnHeader);
            self.cell_draft(cell, node, role)
        });
        cells.collect()
    }

    fn row(&mut self, cells: &[Cell], body: NodeId, least: f32) -> Vec<CellDraft> {
        let row = self.tree.add(body, Role::Row);
        let cells = cells.iter().map(|cell| {
            let node =
                self.tree.add(row, if cell.row_header { Role::RowHeader } else { Role::Cell });
            let ground = cell.shaded.then_some(Shade::Rest);
            // Lines would make words hard to read; these tell by themselves that the day is free.
            let hatched = cell.shaded && cell.text.is_empty();
            self.cell_draft(cell, node, CellRole { bold: cell.row_header, ground, hatched, least })
        });
        cells.collect()
    }

    fn cell_draft(&mut self, cell: &Cell, node: NodeId, role: CellRole) -> CellDraft {
        let picture = cell.picture.clone();
        let boxes = cell.text.iter().all(|inline| *inline == Inline::TickBox);
        let content = match cell.badge {
            _ if cell.text.is_empty() => Content::Nothing,
            // Boxes alone are not set as words: a column has as many side by side as it has room.
            _ if boxes => Content::Boxes(cell.text.len()),
            Some(badge) => Content::Badge(self.badge_text(cell, badge, node), badge),
            None => {
                let align = if cell.centred { Align::Centre } else { Align::Start };
                let face = Face { align, ..Face::new(self.look.letters(Type::Cell)) };
                let bold = if role.bold { first_line_bold(&cell.text) } else { cell.text.clone() };
                Content::Words(self.text(Some(node), &bold, &face))
            }
        };
        CellDraft { content, role, picture }
    }

    fn badge_text(&mut self, cell: &Cell, badge: Badge, node: NodeId) -> TextId {
        let shade = match badge {
            Badge::Disc => Shade::White,
            Badge::Square => Shade::Accent,
        };
        let face = Face::new(self.look.letters(Type::Cell)).bold().shaded(shade);
        self.text(Some(node), &cell.text, &Face { align: Align::Centre, ..face })
    }

    /// The side of the shape around a badge's letters.
    fn badge_side(&self, text: TextId) -> f32 {
        let side = self.look.grown(space::BADGE);
        side.max(self.texts[text.0].widest() + 0.4 * side)
    }

    /// A row: all cells are as high as the highest, and what they hold stands in their middle.
    fn row_of(&mut self, cells: &[CellDraft], widths: &[f32], left: f32) -> Solid {
        let mut filled = Vec::new();
        let mut height: f32 = 0.0;
        for (cell, width) in cells.iter().zip(widths) {
            let pad = self.pad(cell);
            let pad = (pad.0, pad.1 * left);
            let content = self.content(cell, width - 2.0 * pad.0, left);
            height = height.max(content.height + 2.0 * pad.1).max(cell.role.least);
            filled.push((cell.role, *width, pad.0, content));
        }
        let mut row = Solid { height, marks: Vec::new() };
        let mut x = 0.0;
        for (role, width, pad, content) in filled {
            let area = Area { x, y: 0.0, width, height };
            let edge = Some((Shade::Line, THIN));
            let panel = Panel { ground: role.ground, edge, radius: 0.0 };
            row.marks.push(Mark { area, ink: Ink::Panel(panel) });
            if role.hatched {
                row.marks.push(Mark { area, ink: Ink::Hatch });
            }
            let down = 0.5 * (height - content.height);
            row.marks.extend(content.moved(x + pad, down).marks);
            x += width;
        }
        row
    }

    /// The space inside a cell.
    fn pad(&self, cell: &CellDraft) -> (f32, f32) {
        match cell.content {
            Content::Boxes(_) => space::BOXES,
            _ => (self.look.grown(space::CELL.0), self.look.grown(space::CELL.1)),
        }
    }

    /// What a cell holds, at a width.
    fn content(&mut self, cell: &CellDraft, width: f32, left: f32) -> Solid {
        let Some(drawing) = &cell.picture else { return self.words(cell, width) };
        let most = (left * SMALL_PICTURE.0, left * SMALL_PICTURE.1);
        let indent = most.0 + space::AFTER_SMALL;
        let words = self.words(cell, width - indent);
        let (wide, high) = (drawing.width.max(1) as f32, drawing.height.max(1) as f32);
        let scale = (most.0 / wide).min(most.1 / high);
        let (wide, high) = (wide * scale, high * scale);
        let height = words.height.max(high);
        let area =
            Area { x: 0.5 * (most.0 - wide), y: 0.5 * (height - high), width: wide, height: high };
        let mut marks = vec![Mark { area, ink: Ink::Drawing(Arc::clone(drawing), None) }];
        let down = 0.5 * (height - words.height);
        marks.extend(words.moved(indent, down).marks);
        Solid { height, marks }
    }

    /// What a cell holds beside its picture.
    fn words(&mut self, cell: &CellDraft, width: f32) -> Solid {
        match cell.content {
            Content::Nothing => Solid::default(),
            Content::Words(text) => self.text_at(text, width),
            Content::Badge(text, badge) => self.badge(text, badge, width),
            Content::Boxes(count) => boxes(count, width),
        }
    }

    /// A letter in its shape.
    fn badge(&mut self, text: TextId, badge: Badge, width: f32) -> Solid {
        let side = self.badge_side(text);
        let (ground, edge, radius) = match badge {
            Badge::Disc => (Shade::Accent, None, 0.5 * side),
            Badge::Square => (Shade::White, Some((Shade::Accent, BOLD_FRAME)), 0.0),
        };
        let left = 0.5 * (width - side);
        let area = Area { x: left, y: 0.0, width: side, height: side };
        let panel = Panel { ground: Some(ground), edge, radius };
        let letter = self.text_at(text, side);
        let down = 0.5 * (side - letter.height);
        let mut marks = vec![Mark { area, ink: Ink::Panel(panel) }];
        marks.extend(letter.moved(left, down).marks);
        Solid { height: side, marks }
    }
}

/// Boxes to tick, in rows as even as the width allows, in the middle of the width.
fn boxes(count: usize, width: f32) -> Solid {
    let step = TICK + TICK_GAP;
    // A rounding error must not cost a column.
    let fitting = ((width + TICK_GAP) / step + 0.01).max(1.0) as usize;
    let rows = count.div_ceil(fitting).max(1);
    let across = count.div_ceil(rows).max(1);
    let left = 0.5 * (width + TICK_GAP - across as f32 * step);
    let marks = (0..count).map(|i| {
        let (x, y) = (left + (i % across) as f32 * step, (i / across) as f32 * step);
        Mark { area: Area { x, y, width: TICK, height: TICK }, ink: Ink::TickBox }
    });
    Solid { height: rows as f32 * step - TICK_GAP, marks: marks.collect() }
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
    use super::{alike, boxes, fitted};
    use crate::handout::Width;
    use crate::render::pdf::look::{MM, TICK, TICK_GAP, TICK_LINE, space};

    /// Boxes are 6 mm inside their lines, do not touch, and fill rows evenly.
    #[test]
    fn boxes_are_for_a_pen_and_stand_in_even_rows() {
        let two = 2.0 * TICK + TICK_GAP;
        for (count, width, rows) in
            [(0, two, 0), (1, two, 1), (2, two, 1), (4, two, 2), (5, two, 3), (6, 9.0, 6)]
        {
            let solid = boxes(count, width);
            assert_eq!(solid.marks.len(), count);
            let mut tops: Vec<f32> = solid.marks.iter().map(|mark| mark.area.y).collect();
            tops.dedup();
            assert_eq!(tops.len(), rows, "{count} boxes");
            for mark in &solid.marks {
                assert!(mark.area.width - TICK_LINE >= 6.0 * MM - 0.01);
                assert!(mark.area.bottom() <= solid.height + 0.01);
                let inside = mark.area.x >= -0.01 && mark.area.right() <= width + 0.01;
                assert!(inside || width < TICK);
            }
        }
        assert!(TICK_GAP > TICK_LINE && space::BOXES.0 > TICK_LINE);
    }

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
