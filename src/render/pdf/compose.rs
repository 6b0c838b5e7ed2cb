//! A document's blocks to fragments: pieces of the page, one below another, that are never cut.

use taffy::TaffyError;

use super::boxes::{Area, Element, Ink, Mark, Panel, Solid, TextId, Track, lay_out};
use super::flow::{Cursor, Flow, frames};
use super::look::{HEADING_LINE, Look, MM, PICTURE, PICTURE_LEAST, Shade, THIN};
use super::shape::{Align, Face, Shaped, Shaper};
use super::tags::{NodeId, Role, Tree};
use crate::handout::{
    Block, Card, Cell, Document, Inline, Note, Section, Table, TextStyle, Tone, Width,
};
use crate::render::words::{Piece, pieces, plain};

/// The space between the notes of a card, and between the picture and the steps, at 14 points.
const NOTE_GAP: f32 = 2.0;
const PICTURE_GAP: f32 = 12.0;

/// How firmly a fragment is kept with the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// A page may end here.
    Free,
    /// A page ends here only if what is kept together is taller than a page.
    Reluctant,
    /// A page ends here only if there is no other place.
    Firm,
}

/// What a fragment or a frame is, for messages and tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading.
    Heading,
    /// A line of a paragraph or of an item of a list.
    Line,
    /// A row of a table.
    Row,
    /// Blocks side by side.
    Columns,
    /// A part of a card.
    Part,
    /// The frame of a box that stands out.
    Callout,
    /// The frame of an exercise.
    Card,
}

/// A piece of the page that is never cut.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    pub(super) kind: Kind,
    pub(super) solid: Solid,
    /// The least space to what is above and below; of two, the larger counts.
    pub(super) above: f32,
    pub(super) below: f32,
    pub(super) keep: Keep,
    /// Whether it starts on a new page.
    pub(super) fresh: bool,
    /// The frame that it stands in: an index into [`Flow::frames`].
    pub(super) frame: Option<usize>,
    /// The table's head that stands above it on every page: an index into [`Flow::heads`].
    pub(super) head: Option<usize>,
    /// Whether it is that head.
    pub(super) is_head: bool,
    /// What leads to it: indices into [`Flow::anchors`].
    pub(super) anchors: Vec<usize>,
}

impl Fragment {
    fn new(kind: Kind, solid: Solid) -> Self {
        Self {
            kind,
            solid,
            above: 0.0,
            below: 0.0,
            keep: Keep::Free,
            fresh: false,
            frame: None,
            head: None,
            is_head: false,
            anchors: Vec::new(),
        }
    }

    fn shift(&mut self, x: f32) {
        for mark in &mut self.solid.marks {
            mark.area.x += x;
        }
    }
}

/// A frame around fragments; on each page it is drawn around those that stand there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) pad: f32,
    pub(super) panel: Panel,
}

/// A place that links and the outline lead to.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    /// The name that links use, if it has one.
    pub(super) id: Option<String>,
    /// The level and words in the outline, if it stands there.
    pub(super) outline: Option<(u8, String)>,
}

/// Where blocks go: the structure node they belong to, and the column they stand in.
#[derive(Clone, Copy)]
struct Place {
    node: NodeId,
    width: f32,
    /// The space between paragraphs.
    gap: f32,
}

/// Turns a document into a flow of fragments.
pub(super) struct Composer {
    pub(super) look: Look,
    pub(super) shaper: Shaper,
    pub(super) texts: Vec<Shaped>,
    pub(super) tree: Tree,
    flow: Flow,
    /// The height of a page's body.
    room: f32,
    /// The level of the last heading.
    level: u8,
}

impl Composer {
    /// A composer for a document.
    pub(super) fn new(document: &Document) -> Self {
        Self {
            look: Look::new(document),
            shaper: Shaper::new(),
            texts: Vec::new(),
            tree: Tree::new(),
            flow: Flow::default(),
            room: 0.0,
            level: 0,
        }
    }

    /// All fragments of a document, for pages whose body has that height.
    pub(super) fn compose(&mut self, document: &Document, room: f32) -> Result<Flow, TaffyError> {
        self.room = room;
        for section in &document.sections {
            let fragments = self.section(section)?;
            self.flow.fragments.extend(fragments);
        }
        Ok(std::mem::take(&mut self.flow))
    }

    fn section(&mut self, section: &Section) -> Result<Vec<Fragment>, TaffyError> {
        let node = self.tree.add(Tree::ROOT, Role::Section);
        let place = Place { node, width: self.look.width(), gap: self.look.gap() };
        self.level = 0;
        let mut fragments = self.heading(1, Some(&section.id), &section.title, place)?;
        if let Some(first) = fragments.first_mut() {
            first.fresh = section.new_page;
        }
        fragments.extend(self.blocks(&section.blocks, place)?);
        Ok(fragments)
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) -> Result<Vec<Fragment>, TaffyError> {
        let mut all = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let mut fragments = self.block(block, place)?;
            let leads_in = matches!(block, Block::Paragraph { .. })
                && matches!(blocks.get(i + 1), Some(Block::List { .. } | Block::Table(_)));
            if let Some(last) = fragments.last_mut().filter(|_| leads_in) {
                last.keep = Keep::Firm;
            }
            all.extend(fragments);
        }
        Ok(all)
    }

    fn block(&mut self, block: &Block, place: Place) -> Result<Vec<Fragment>, TaffyError> {
        match block {
            Block::Heading { level, anchor, text } => {
                self.heading((*level).clamp(2, 3), anchor.as_deref(), text, place)
            }
            Block::Paragraph { style, text } => Ok(self.paragraph(*style, text, place)),
            Block::List { ordered, items } => Ok(self.list(*ordered, items, place)),
            Block::Callout { tone, title, blocks } => self.callout(*tone, title, blocks, place),
            Block::Table(table) => self.table(table, place),
            Block::Card(card) => self.card(card, place),
            Block::Columns(columns) => self.columns(columns, place),
        }
    }

    /// Shapes a text that stands at a node of the structure, or outside it.
    pub(super) fn text(
        &mut self,
        node: Option<NodeId>,
        inlines: &[Inline],
        face: &Face,
    ) -> TextId {
        self.pieces(node, &pieces(inlines), face)
    }

    fn pieces(&mut self, node: Option<NodeId>, pieces: &[Piece<'_>], face: &Face) -> TextId {
        let mut shaped = self.shaper.shape(pieces, face);
        shaped.node = node;
        self.texts.push(shaped);
        TextId(self.texts.len() - 1)
    }

    /// A label before other words of the same node: it ends with a space, so that they stay apart.
    fn label(&mut self, node: NodeId, label: &str, face: &Face) -> TextId {
        let text = format!("{} ", label.trim());
        self.pieces(Some(node), &[Piece::Words { text, strong: true, to: None }], face)
    }

    fn heading(
        &mut self,
        level: u8,
        id: Option<&str>,
        inlines: &[Inline],
        place: Place,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let words = plain(inlines);
        let (level, anchor) = self.anchor(level, id, &words);
        let node = self.tree.add(place.node, Role::Heading(level, words));
        let face = self.heading_face(level);
        let text = self.text(Some(node), inlines, &face);
        let mut heading =
            Fragment::new(Kind::Heading, self.lay_out(Element::text(text), place.width)?);
        heading.above = self.look.above_heading(level);
        heading.below = self.look.gap() * if level == 1 { 1.2 } else { 0.7 };
        heading.keep = Keep::Firm;
        heading.anchors.push(anchor);
        Ok(vec![heading])
    }

    fn heading_face(&self, level: u8) -> Face {
        let face = Face::plain(self.look.heading(level)).bold().shaded(Shade::Accent);
        Face { line: HEADING_LINE, ..face }
    }

    /// Notes a heading: no level is left out on the way down.
    fn anchor(&mut self, level: u8, id: Option<&str>, words: &str) -> (u8, usize) {
        let level = level.min(self.level + 1);
        self.level = level;
        let outline = (level <= 2).then(|| (level, words.to_owned()));
        self.flow.anchors.push(Anchor { id: id.map(str::to_owned), outline });
        (level, self.flow.anchors.len() - 1)
    }

    fn paragraph(&mut self, style: TextStyle, inlines: &[Inline], place: Place) -> Vec<Fragment> {
        if inlines.is_empty() {
            return Vec::new();
        }
        let size = match style {
            TextStyle::Body => self.look.body,
            TextStyle::Lead => self.look.lead(),
            TextStyle::Note => self.look.small(),
        };
        let node = self.tree.add(place.node, Role::Paragraph);
        let text = self.text(Some(node), inlines, &Face::plain(size));
        let width = self.look.measure(size, place.width);
        self.lines(text, width, Keep::Free, place.gap)
    }

    /// The lines of a text; neither its first nor its last line is left alone.
    fn lines(&mut self, text: TextId, width: f32, keep: Keep, gap: f32) -> Vec<Fragment> {
        let shaped = &mut self.texts[text.0];
        shaped.break_at(width);
        let count = shaped.layout.len();
        let mut lines: Vec<Fragment> = shaped
            .layout
            .lines()
            .enumerate()
            .map(|(i, line)| {
                let top = line.metrics().block_min_coord;
                let height = line.metrics().block_max_coord - top;
                let area = Area { x: 0.0, y: -top, width, height };
                let ink = Ink::Text(text, i..i + 1);
                let marks = vec![Mark { area, ink }];
                Fragment::new(Kind::Line, Solid { height, marks })
            })
            .collect();
        for (i, line) in lines.iter_mut().enumerate() {
            let alone = i == 0 || i + 2 == count;
            line.keep = match i + 1 == count {
                true => Keep::Free,
                false if alone => Keep::Firm,
                false => keep,
            };
        }
        if let Some(first) = lines.first_mut() {
            first.above = gap;
        }
        if let Some(last) = lines.last_mut() {
            last.below = gap;
        }
        lines
    }

    fn list(
        &mut self,
        ordered: bool,
        items: &[Vec<Inline>],
        place: Place,
    ) -> Vec<Fragment> {
        let face = Face::plain(self.look.body);
        let list = self.tree.add(place.node, Role::List { ordered });
        let mut parts = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let node = self.tree.add(list, Role::Item);
            let label = if ordered { format!("{}.", i + 1) } else { "•".to_owned() };
            let label_node = self.tree.add(node, Role::Label);
            let label = self.text(Some(label_node), &[label_words(ordered, label)], &face);
            let body_node = self.tree.add(node, Role::Body);
            parts.push((label, self.text(Some(body_node), item, &face)));
        }
        let labels = parts.iter().map(|(label, _)| self.texts[label.0].widest());
        let indent = labels.fold(0.0, f32::max) + 0.5 * self.look.body;
        let width = self.look.measure(self.look.body, place.width) - indent;
        let gap = place.gap;
        let count = parts.len();
        let mut all = Vec::new();
        for (i, (label, body)) in parts.into_iter().enumerate() {
            let mut lines = self.lines(body, width, Keep::Reluctant, 0.45 * gap);
            for line in &mut lines {
                line.shift(indent);
            }
            self.put_label(label, indent, &mut lines);
            if let Some(first) = lines.first_mut().filter(|_| i == 0) {
                first.above = gap;
            }
            if let Some(last) = lines.last_mut().filter(|_| i + 1 == count) {
                last.below = gap;
            }
            all.extend(lines);
        }
        all
    }

    /// Puts the label of an item before its first line.
    fn put_label(&mut self, label: TextId, width: f32, lines: &mut [Fragment]) {
        let (_, height) = self.texts[label.0].break_at(width);
        if let Some(first) = lines.first_mut() {
            let area = Area { x: 0.0, y: 0.0, width, height };
            first.solid.marks.insert(0, Mark { area, ink: Ink::Text(label, 0..1) });
        }
    }

    fn callout(
        &mut self,
        tone: Tone,
        title: &[Inline],
        blocks: &[Block],
        place: Place,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let pad = self.look.grown(10.0);
        let node = self.tree.add(place.node, Role::Box);
        let indent = if tone == Tone::Plain { 0.0 } else { self.look.grown(32.0) };
        let width = place.width - 2.0 * pad - indent;
        let inner = Place { node, width, gap: 0.7 * place.gap };
        let mut fragments = Vec::new();
        if !title.is_empty() {
            fragments.push(self.callout_title(tone, title, inner)?);
        }
        let inner = self.blocks(blocks, inner)?;
        fragments.extend(self.without_frames(inner));
        if tone != Tone::Plain {
            self.put_sign(tone, indent, &mut fragments);
        }
        let edge = if matches!(tone, Tone::Stop | Tone::Care) { 1.6 } else { 0.9 };
        let panel = Panel {
            ground: Some(Shade::Ground(tone)),
            edge: Some((Shade::Tone(tone), edge)),
            radius: 4.0,
        };
        let frame = Frame { kind: Kind::Callout, x: 0.0, width: place.width, pad, panel };
        Ok(self.framed(frame, indent + pad, fragments))
    }

    fn callout_title(
        &mut self,
        tone: Tone,
        title: &[Inline],
        place: Place,
    ) -> Result<Fragment, TaffyError> {
        let node = self.tree.add(place.node, Role::Paragraph);
        let face = Face::plain(self.look.heading(3)).bold().shaded(Shade::Tone(tone));
        let face = Face { line: HEADING_LINE, ..face };
        let text = self.text(Some(node), title, &face);
        let mut title =
            Fragment::new(Kind::Line, self.lay_out(Element::text(text), place.width)?);
        title.below = 0.5 * place.gap;
        title.keep = Keep::Firm;
        Ok(title)
    }

    /// Puts the sign of a tone to the left of the first fragment.
    fn put_sign(&self, tone: Tone, indent: f32, fragments: &mut [Fragment]) {
        let side = self.look.grown(22.0);
        if let Some(first) = fragments.first_mut() {
            let y = 0.5 * (self.look.heading(3) * HEADING_LINE - side);
            let area = Area { x: -indent, y, width: side, height: side };
            first.solid.marks.insert(0, Mark { area, ink: Ink::Sign(tone) });
        }
    }

    /// Puts a frame around fragments and moves them to the right by an indent.
    fn framed(&mut self, frame: Frame, indent: f32, fragments: Vec<Fragment>) -> Vec<Fragment> {
        let gap = 1.3 * self.look.gap();
        let mut fragments = fragments;
        self.flow.frames.push(frame);
        let count = fragments.len();
        for (i, fragment) in fragments.iter_mut().enumerate() {
            fragment.frame = Some(self.flow.frames.len() - 1);
            fragment.shift(indent);
            if i == 0 {
                fragment.above = gap;
            }
            if i + 1 == count {
                fragment.below = gap;
                fragment.keep = Keep::Free;
            } else {
                fragment.keep = fragment.keep.max(Keep::Reluctant);
            }
        }
        fragments
    }

    /// Turns frames inside a frame into fragments that are never cut.
    fn without_frames(&mut self, fragments: Vec<Fragment>) -> Vec<Fragment> {
        let mut plain: Vec<Fragment> = Vec::new();
        let mut framed: Vec<Fragment> = Vec::new();
        for fragment in fragments {
            let same = framed.last().is_none_or(|last| last.frame == fragment.frame);
            if !same {
                plain.extend(self.solid(Kind::Part, std::mem::take(&mut framed)));
            }
            if fragment.frame.is_some() { framed.push(fragment) } else { plain.push(fragment) }
        }
        plain.extend(self.solid(Kind::Part, framed));
        plain
    }

    /// Makes one fragment of several.
    fn solid(&self, kind: Kind, fragments: Vec<Fragment>) -> Option<Fragment> {
        let (first, last) = (fragments.first()?, fragments.last()?);
        let (above, below) = (first.above, last.below);
        let mut cursor = Cursor::default();
        let tops: Vec<f32> =
            fragments.iter().map(|fragment| cursor.put(fragment, &self.flow).y).collect();
        let placed = fragments.iter().zip(tops.iter().copied());
        let framed = frames(placed, &self.flow).into_iter();
        let mut marks: Vec<Mark> = framed
            .map(|(frame, area)| Mark { area, ink: Ink::Panel(frame.panel) })
            .collect();
        let mut anchors = Vec::new();
        for (fragment, top) in fragments.into_iter().zip(tops) {
            anchors.extend(fragment.anchors);
            marks.extend(fragment.solid.moved(0.0, top).marks);
        }
        let mut one = Fragment::new(kind, Solid { height: cursor.bottom(&self.flow), marks });
        (one.above, one.below, one.anchors) = (above, below, anchors);
        Some(one)
    }

    fn columns(
        &mut self,
        columns: &[Vec<Block>],
        place: Place,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let gap = self.look.grown(16.0);
        let count = columns.len().max(1) as f32;
        let width = (place.width - gap * (count - 1.0)) / count;
        let mut sides = Vec::new();
        for column in columns {
            let fragments = self.blocks(column, Place { width, ..place })?;
            sides.push(fragments);
        }
        let height = |side: &Vec<Fragment>| {
            let mut cursor = Cursor::default();
            side.iter().for_each(|fragment| {
                cursor.put(fragment, &self.flow);
            });
            cursor.bottom(&self.flow)
        };
        if sides.iter().map(height).fold(0.0, f32::max) > self.room {
            // Taller than a page: one below the other loses nothing.
            return Ok(sides.into_iter().flatten().collect());
        }
        let mut whole = Fragment::new(Kind::Columns, Solid::default());
        for (i, side) in sides.into_iter().enumerate() {
            let Some(side) = self.solid(Kind::Columns, side) else { continue };
            whole.solid.height = whole.solid.height.max(side.solid.height);
            whole.solid.marks.extend(side.solid.moved(i as f32 * (width + gap), 0.0).marks);
            whole.above = whole.above.max(side.above);
            whole.below = whole.below.max(side.below);
            whole.anchors.extend(side.anchors);
        }
        Ok(vec![whole])
    }

    fn table(&mut self, table: &Table, place: Place) -> Result<Vec<Fragment>, TaffyError> {
        let node = self.tree.add(place.node, Role::Table(table.summary.clone()));
        let (tracks, width) = self.tracks(&table.columns, place.width);
        let gap = self.look.gap();
        let mut rows = Vec::new();
        if !table.head.is_empty() {
            let group = self.tree.add(node, Role::TableHead);
            let solid = self.row(&table.head, Some(group), group, &tracks, width, 0.0)?;
            self.flow.heads.push(solid.clone());
            let mut head = Fragment::new(Kind::Row, solid);
            (head.is_head, head.keep) = (true, Keep::Firm);
            rows.push(head);
        }
        let head = (!table.head.is_empty()).then(|| self.flow.heads.len() - 1);
        let body = self.tree.add(node, Role::TableBody);
        let least = f32::from(table.row_mm) * MM;
        for cells in &table.rows {
            let solid = self.row(cells, None, body, &tracks, width, least)?;
            rows.push(Fragment::new(Kind::Row, solid));
        }
        for row in &mut rows {
            row.head = head;
        }
        if let Some(first) = rows.first_mut() {
            first.above = gap;
        }
        if let Some(last) = rows.last_mut() {
            last.below = gap;
        }
        self.keep_ends(&mut rows);
        Ok(rows)
    }

    /// Neither the first nor the last row of a table is left alone on a page.
    fn keep_ends(&self, rows: &mut [Fragment]) {
        let first = rows.iter().position(|row| !row.is_head);
        if let Some(first) = first.filter(|first| first + 1 < rows.len()) {
            let last = rows.len() - 2;
            rows[first].keep = Keep::Reluctant;
            rows[last].keep = Keep::Reluctant;
        }
    }

    /// The widths of a table's columns, and their sum.
    fn tracks(&self, columns: &[Width], room: f32) -> (Vec<Track>, f32) {
        /// The least width of a column with a share, in millimetres.
        const LEAST: f32 = 20.0;
        let wanted = |column: &Width| match column {
            Width::Mm(mm) => self.look.grown(mm * MM),
            Width::Share(_) => self.look.grown(LEAST * MM),
        };
        let sum: f32 = columns.iter().map(wanted).sum();
        // Columns that are wider than the page together give way, all by the same part.
        let part = (room / sum.max(1.0)).min(1.0);
        let tracks = columns.iter().map(|column| match column {
            Width::Mm(_) => Track::Fixed(wanted(column) * part),
            Width::Share(share) => Track::Share(*share),
        });
        let shares = columns.iter().any(|column| matches!(column, Width::Share(_)));
        (tracks.collect(), if shares { room } else { sum * part })
    }

    /// A row of a table; `head` tells that it is the head.
    fn row(
        &mut self,
        cells: &[Cell],
        head: Option<NodeId>,
        parent: NodeId,
        tracks: &[Track],
        width: f32,
        least: f32,
    ) -> Result<Solid, TaffyError> {
        let row = self.tree.add(parent, Role::Row);
        let elements = cells
            .iter()
            .map(|cell| {
                let role = match (head, cell.row_header) {
                    (Some(_), _) => Role::ColumnHeader,
                    (None, true) => Role::RowHeader,
                    (None, false) => Role::Cell,
                };
                let bold = role != Role::Cell;
                let ground = match (head, cell.shaded) {
                    (Some(_), _) => Some(Shade::Band),
                    (None, true) => Some(Shade::Rest),
                    (None, false) => None,
                };
                let node = self.tree.add(row, role);
                self.cell(cell, node, bold, ground, least)
            })
            .collect();
        self.lay_out(Element::row(tracks, 0.0, elements), width)
    }

    fn cell(
        &mut self,
        cell: &Cell,
        node: NodeId,
        bold: bool,
        ground: Option<Shade>,
        least: f32,
    ) -> Element {
        let align = if cell.centred { Align::Centre } else { Align::Start };
        // Boxes alone are for a hand, so they are larger than the words.
        let only_boxes = cell.text.iter().all(|inline| *inline == Inline::TickBox);
        let size = if only_boxes { self.look.body } else { self.look.small() };
        let face = Face { align, ..Face::plain(size) };
        let mut content = Vec::new();
        if !cell.text.is_empty() {
            let text = if bold { first_line_bold(&cell.text) } else { cell.text.clone() };
            content.push(Element::text(self.text(Some(node), &text, &face)));
        }
        let panel = Panel { ground, edge: Some((Shade::Line, THIN)), radius: 0.0 };
        let hatched = ground == Some(Shade::Rest) && cell.text.is_empty();
        let element = Element::column(0.0, content)
            .padded(self.look.grown(5.0), self.look.grown(3.5))
            .at_least(least)
            .in_the_middle()
            .with(Ink::Panel(panel));
        if hatched { element.with(Ink::Hatch) } else { element }
    }

    fn card(&mut self, card: &Card, place: Place) -> Result<Vec<Fragment>, TaffyError> {
        let pad = self.look.grown(8.0);
        let node = self.tree.add(place.node, Role::Section);
        let inner = Place { node, width: place.width - 2.0 * pad, gap: 0.5 * place.gap };
        let mut fragments = vec![self.card_top(card, inner)?];
        let label = self.picture_label(card, inner);
        let steps = self.card_steps(card, label.is_some(), inner);
        let notes: Vec<TextId> = card.notes.iter().map(|note| self.note(note, inner)).collect();
        let (middle, beside) = self.card_middle(label, steps, &notes, inner)?;
        fragments.extend(middle);
        for note in &notes[beside..] {
            let solid = self.lay_out(Element::text(*note), inner.width)?;
            let mut note = Fragment::new(Kind::Part, solid);
            note.above = self.look.grown(NOTE_GAP);
            fragments.push(note);
        }
        let panel = Panel { ground: None, edge: Some((Shade::Line, 0.9)), radius: 4.0 };
        let frame = Frame { kind: Kind::Card, x: 0.0, width: place.width, pad, panel };
        Ok(self.framed(frame, pad, fragments))
    }

    /// The number, the name and the dose.
    fn card_top(&mut self, card: &Card, place: Place) -> Result<Fragment, TaffyError> {
        let number = card.number.to_string();
        let words = plain(&card.title);
        let outer = self.level;
        let level = (outer + 1).min(3);
        let (level, anchor) = self.anchor(level, Some(&card.anchor), &format!("{number}. {words}"));
        self.level = outer;
        let heading = self.tree.add(place.node, Role::Heading(level, words));
        let face = self.heading_face(3);
        let title = self.text(Some(heading), &card.title, &face);
        let face = Face { align: Align::Centre, ..face.shaded(Shade::White) };
        let number = self.label(heading, &number, &face);
        let mut parts = vec![self.badge_and_title(number, title)];
        if !card.dose.is_empty() {
            let node = self.tree.add(place.node, Role::Paragraph);
            let face = Face::plain(self.look.small());
            let dose = self.text(Some(node), &card.dose, &face);
            let band = Panel { ground: Some(Shade::Band), edge: None, radius: 2.0 };
            let dose = Element::text(dose).padded(self.look.grown(6.0), self.look.grown(1.5));
            parts.push(dose.with(Ink::Panel(band)));
        }
        let element = Element::column(self.look.grown(4.0), parts);
        let mut top = Fragment::new(Kind::Part, self.lay_out(element, place.width)?);
        top.anchors.push(anchor);
        top.below = self.look.grown(5.0);
        top.keep = Keep::Firm;
        Ok(top)
    }

    /// The number on a disc, and the name beside it.
    fn badge_and_title(&self, number: TextId, title: TextId) -> Element {
        let side = self.look.grown(24.0);
        let disc = Panel { ground: Some(Shade::Accent), edge: None, radius: 0.5 * side };
        let width = side.max(self.texts[number.0].widest() + 0.5 * side);
        let tracks = [Track::Fixed(width), Track::Share(1.0)];
        let badge = Element::column(0.0, vec![Element::text(number)])
            .at_least(side)
            .in_the_middle()
            .with(Ink::Panel(disc));
        let title = Element::column(0.0, vec![Element::text(title)]).in_the_middle();
        Element::row(&tracks, self.look.grown(8.0), vec![badge, title])
    }

    fn picture_label(&mut self, card: &Card, place: Place) -> Option<TextId> {
        if card.picture_label.is_empty() {
            return None;
        }
        let node = self.tree.add(place.node, Role::Paragraph);
        let face = Face::plain(self.look.small()).shaded(Shade::Muted);
        Some(self.text(Some(node), &[Inline::text(&card.picture_label)], &face))
    }

    /// How to get into it and what to do, in the column beside the picture if there is one.
    fn card_steps(&mut self, card: &Card, picture: bool, place: Place) -> Vec<Fragment> {
        let beside = if picture { PICTURE + self.look.grown(PICTURE_GAP) } else { 0.0 };
        let column = Place { width: place.width - beside, ..place };
        let mut steps = self.paragraph(TextStyle::Body, &card.setup, column);
        if !card.steps.is_empty() {
            steps.extend(self.list(true, &card.steps, column));
        }
        steps
    }

    /// The steps, with the picture's place and as many notes as fit below it on their left; tells
    /// how many notes that are.
    fn card_middle(
        &mut self,
        label: Option<TextId>,
        steps: Vec<Fragment>,
        notes: &[TextId],
        place: Place,
    ) -> Result<(Vec<Fragment>, usize), TaffyError> {
        let Some(label) = label else { return Ok((steps, 0)) };
        let Some(right) = self.solid(Kind::Part, steps) else { return Ok((Vec::new(), 0)) };
        let gap = self.look.grown(NOTE_GAP);
        let mut used = PICTURE_LEAST;
        let mut beside = 0;
        for note in notes {
            used += gap + self.texts[note.0].break_at(PICTURE).1;
            if used > right.solid.height {
                break;
            }
            beside += 1;
        }
        let frame = Panel { ground: None, edge: Some((Shade::Line, THIN)), radius: 3.0 };
        let picture = Element::column(0.0, vec![Element::text(label)])
            .padded(self.look.grown(5.0), self.look.grown(2.0))
            .at_least(PICTURE_LEAST)
            .growing()
            .with(Ink::Panel(frame));
        let mut left = vec![picture];
        left.extend(notes[..beside].iter().map(|note| Element::text(*note)));
        let tracks = [Track::Fixed(PICTURE), Track::Share(1.0)];
        let sides = vec![Element::column(gap, left), Element::solid(right.solid)];
        let row = Element::row(&tracks, self.look.grown(PICTURE_GAP), sides);
        let mut middle = Fragment::new(Kind::Part, self.lay_out(row, place.width)?);
        middle.below = self.look.grown(4.0);
        middle.keep = Keep::Reluctant;
        Ok((vec![middle], beside))
    }

    /// A labelled line.
    fn note(&mut self, note: &Note, place: Place) -> TextId {
        let node = self.tree.add(place.node, Role::Paragraph);
        let stop = note.tone == Tone::Stop;
        let face = Face {
            strong: Shade::Tone(if stop { Tone::Stop } else { Tone::Plain }),
            sign: if stop { Tone::Stop } else { Tone::Plain },
            bold: stop,
            ..Face::plain(self.look.small())
        };
        let mut words = vec![Inline::strong(&note.label), Inline::text(" ")];
        words.extend(note.text.iter().cloned());
        self.text(Some(node), &words, &face)
    }

    /// Lays out a box at a width.
    pub(super) fn lay_out(&mut self, element: Element, width: f32) -> Result<Solid, TaffyError> {
        lay_out(element, width, &mut self.texts)
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

/// Bullets and numbers: numbers stand out.
fn label_words(ordered: bool, label: String) -> Inline {
    if ordered { Inline::Strong(label) } else { Inline::Text(label) }
}
