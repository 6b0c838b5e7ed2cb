//! A document's blocks to fragments.

mod callout;
mod card;
mod columns;
mod diagram;
mod gather;
mod grow;
mod letterhead;
mod lower;
mod picture;
mod prose;
mod table;
mod traffic_light;

use std::collections::BTreeMap;

use taffy::TaffyError;

use self::card::Draft;
use super::boxes::{Area, Element, Ink, Mark, Solid, TextId, lay_out};
use super::flow::{Cursor, frames};
use super::fragment::{Anchor, Flow, Fragment, Frame, Keep, Kind, set_apart};
use super::look::{Look, Type};
use super::shape::{Face, Lent, Shaped};
use super::tags::{NodeId, Role, Tree};
use crate::handout::{Block, Card, CardForm, Document, Inline, Section, TextStyle};
use crate::parallel::{each, has_help};
use crate::render::words::{Piece, kept, pieces};

/// A section that takes no more than this part of a page stands on one.
const SHORT: f32 = 0.4;

/// Where blocks go.
#[derive(Clone, Copy)]
struct Place {
    /// The node of the structure that they belong to.
    node: NodeId,
    /// The width of the column that they stand in.
    width: f32,
    /// The space between paragraphs.
    gap: f32,
}

/// Turns a document into a flow of fragments.
pub(super) struct Composer {
    pub(super) look: Look,
    pub(super) shaper: Lent,
    pub(super) texts: Vec<Shaped>,
    pub(super) tree: Tree,
    flow: Flow,
    /// The cards by their frames: an index into [`Flow::frames`].
    cards: BTreeMap<usize, Draft>,
    /// The tables by their heads: an index into [`Flow::heads`].
    tables: BTreeMap<usize, table::Draft>,
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
            shaper: Lent::take(),
            texts: Vec::new(),
            tree: Tree::new(),
            flow: Flow::default(),
            cards: BTreeMap::new(),
            tables: BTreeMap::new(),
            room: 0.0,
            level: 0,
        }
    }

    /// Has the texts of all sections shaped beforehand, where there are others to do it.
    pub(super) fn rehearse(document: &Document, room: f32) {
        if !has_help() {
            return;
        }
        each(&document.sections, |section| {
            let mut composer = Self::new(document);
            composer.room = room;
            // What cannot be laid out is told when it is.
            let _ = composer.section(section);
        });
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

    /// Shapes a text that stands at a node of the structure, or outside it.
    pub(super) fn text(&mut self, node: Option<NodeId>, inlines: &[Inline], face: &Face) -> TextId {
        self.pieces(node, &pieces(inlines), face)
    }

    /// Lays out a box at a width.
    pub(super) fn lay_out(&mut self, element: Element, width: f32) -> Result<Solid, TaffyError> {
        lay_out(element, width, &mut self.texts)
    }

    /// A text alone, as wide as its place.
    fn text_at(&mut self, text: TextId, width: f32) -> Solid {
        let shaped = &mut self.texts[text.0];
        let (_, height) = shaped.break_at(width);
        let area = Area { x: 0.0, y: 0.0, width, height };
        Solid { height, marks: vec![Mark { area, ink: Ink::Text(text, 0..shaped.lines.len()) }] }
    }

    fn section(&mut self, section: &Section) -> Result<Vec<Fragment>, TaffyError> {
        let node = self.tree.add(Tree::ROOT, Role::Section);
        let place = Place { node, width: self.look.width(), gap: self.look.gap() };
        self.level = 0;
        let mut heading = self.heading(1, Some(&section.id), &section.title, place);
        heading.fresh = section.new_page;
        let mut fragments = vec![heading];
        fragments.extend(self.blocks(&section.blocks, place)?);
        if self.height(&fragments) <= SHORT * self.room {
            keep_whole(&mut fragments);
        }
        Ok(fragments)
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) -> Result<Vec<Fragment>, TaffyError> {
        let mut all = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let mut fragments = self.block(block, place)?;
            let before = i.checked_sub(1).map(|before| &blocks[before]);
            let leads = blocks.get(i + 1).is_some_and(|next| leads_to(before, block, next));
            if let Some(last) = fragments.last_mut().filter(|_| leads) {
                last.keep = Keep::Firm;
            }
            if let Some(first) = fragments.first_mut().filter(|_| is_apart(blocks, i)) {
                first.fresh = true;
            }
            all.extend(fragments);
        }
        Ok(all)
    }

    fn block(&mut self, block: &Block, place: Place) -> Result<Vec<Fragment>, TaffyError> {
        match block {
            Block::Heading { level, anchor, text } => {
                let level = (*level).clamp(2, 3);
                Ok(vec![self.heading(level, anchor.as_deref(), text, place)])
            }
            Block::Paragraph { style, text } => Ok(self.paragraph(part(*style), text, place)),
            Block::List { marker, items } => Ok(self.list(*marker, items, place)),
            Block::Callout { tone, title, blocks } => self.callout(*tone, title, blocks, place),
            Block::Table(table) => Ok(self.table(table, place)),
            Block::Card(card) => self.card(card, place),
            Block::Columns(columns) => self.columns(columns, place),
            Block::Pictures { pictures, width_mm, height_mm } => {
                self.pictures(pictures, (*width_mm, *height_mm), place)
            }
            Block::Diagram(diagram) => Ok(vec![self.diagram(diagram, place)]),
            Block::TrafficLight(lamps) => Ok(vec![self.traffic_light(lamps, place)?]),
            Block::Letterhead(letterhead) => Ok(vec![self.letterhead(letterhead, place)?]),
            Block::Verbatim(lines) => Ok(self.paragraph(Type::Note, &kept(lines), place)),
        }
    }

    fn pieces(&mut self, node: Option<NodeId>, pieces: &[Piece<'_>], face: &Face) -> TextId {
        let mut shaped = self.shaper.shape(pieces, face);
        shaped.node = node;
        self.texts.push(shaped);
        TextId(self.texts.len() - 1)
    }

    /// Notes a heading: no level is left out on the way down.
    fn anchor(&mut self, level: u8, id: Option<&str>, words: &str) -> (u8, usize) {
        let level = level.min(self.level + 1);
        self.level = level;
        let outline = (level <= 2).then(|| (level, words.to_owned()));
        self.flow.anchors.push(Anchor { id: id.map(str::to_owned), outline });
        (level, self.flow.anchors.len() - 1)
    }

    /// Puts a frame around fragments and moves them to the right by an indent.
    fn framed(&mut self, frame: Frame, indent: f32, fragments: Vec<Fragment>) -> Vec<Fragment> {
        let fragments = self.without_frames(fragments);
        let id = self.frame(frame);
        self.in_frame(id, indent, fragments)
    }

    /// Notes a frame.
    fn frame(&mut self, frame: Frame) -> usize {
        self.flow.frames.push(frame);
        self.flow.frames.len() - 1
    }

    /// Puts fragments into a frame.
    fn in_frame(&self, id: usize, indent: f32, mut fragments: Vec<Fragment>) -> Vec<Fragment> {
        for fragment in &mut fragments {
            fragment.frame = Some(id);
            fragment.shift(indent);
            fragment.keep = fragment.keep.max(Keep::Reluctant);
        }
        set_apart(&mut fragments, 1.1 * self.look.gap());
        if let Some(last) = fragments.last_mut() {
            last.keep = Keep::Free;
        }
        fragments
    }

    /// Makes frames that are to stand inside another into fragments that are never cut.
    fn without_frames(&mut self, fragments: Vec<Fragment>) -> Vec<Fragment> {
        let mut plain = Vec::new();
        let mut framed: Vec<Fragment> = Vec::new();
        for fragment in fragments {
            if framed.last().is_some_and(|last| last.frame != fragment.frame) {
                plain.extend(self.solid(Kind::Part, std::mem::take(&mut framed)));
            }
            if fragment.frame.is_some() {
                framed.push(fragment);
            } else {
                plain.push(fragment);
            }
        }
        plain.extend(self.solid(Kind::Part, framed));
        plain
    }

    /// The height of fragments below one another.
    fn height(&self, fragments: &[Fragment]) -> f32 {
        let mut cursor = Cursor::new(1.0);
        for fragment in fragments {
            cursor.put(fragment, &self.flow);
        }
        cursor.bottom(&self.flow)
    }

    /// Makes one fragment of several.
    fn solid(&self, kind: Kind, fragments: Vec<Fragment>) -> Option<Fragment> {
        let (above, below) = (fragments.first()?.above, fragments.last()?.below);
        let mut cursor = Cursor::new(1.0);
        let tops: Vec<f32> =
            fragments.iter().map(|fragment| cursor.put(fragment, &self.flow).y).collect();
        let placed = fragments.iter().zip(tops.iter().copied());
        let mut marks: Vec<Mark> = frames(placed, &self.flow)
            .into_iter()
            .map(|(frame, area)| Mark { area, ink: Ink::Panel(frame.panel) })
            .collect();
        let mut anchors = Vec::new();
        for (fragment, top) in fragments.into_iter().zip(tops) {
            anchors.extend(fragment.anchors);
            marks.extend(fragment.solid.moved(0.0, top).marks);
        }
        let solid = Solid { height: cursor.bottom(&self.flow), marks };
        Some(Fragment { above, below, anchors, ..Fragment::new(kind, solid) })
    }
}

/// Keeps fragments on one page, if they fit on one.
fn keep_whole(fragments: &mut [Fragment]) {
    let Some((_, all_but_last)) = fragments.split_last_mut() else { return };
    for fragment in all_but_last {
        fragment.keep = fragment.keep.max(Keep::Reluctant);
    }
}

/// Whether a block is a card that has a page of its own.
fn is_large(block: &Block) -> bool {
    matches!(block, Block::Card(Card { form: CardForm::Large, .. }))
}

/// Whether a block begins a page since a card that has one of its own ends, or begins with it.
fn is_apart(blocks: &[Block], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &blocks[before]) else { return false };
    let after_card = matches!(before, Block::Card(_));
    let begins = match &blocks[at] {
        Block::Heading { .. } => blocks.get(at + 1).is_some_and(is_large),
        other => is_large(other),
    };
    is_large(before) || (after_card && begins)
}

/// The letters of a paragraph.
fn part(style: TextStyle) -> Type {
    match style {
        TextStyle::Body => Type::Body,
        TextStyle::Lead => Type::Lead,
        TextStyle::Note => Type::Note,
    }
}

/// Whether a block is nothing without the next: words before a list, a note below a table, words
/// below the parts of a diagram.
fn leads_to(before: Option<&Block>, block: &Block, next: &Block) -> bool {
    // A note closes what stands above it; right below a heading it opens what follows.
    let opens = matches!(before, None | Some(Block::Heading { .. }));
    let paragraph = matches!(block, Block::Paragraph { style, .. }
        if opens || !matches!(style, TextStyle::Note));
    let note = matches!(next, Block::Paragraph { style: TextStyle::Note, .. });
    match block {
        Block::Table(_) => note,
        Block::Diagram(_) => note || matches!(next, Block::Columns(_)),
        _ => paragraph && matches!(next, Block::List { .. } | Block::Table(_)),
    }
}
