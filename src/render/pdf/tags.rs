//! The logical structure: what a screen reader follows.

use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

use crate::handout::Marker;

/// A node of the structure; of two, the lesser is read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(usize);

/// A place among a node's children that is filled later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    node: NodeId,
    child: usize,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// A section or a card.
    Section,
    /// A framed box.
    Box,
    /// A heading with its level and words.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A list with what stands before its items.
    List(Marker),
    /// An item of a list.
    Item,
    /// The number or bullet of an item.
    Label,
    /// The words of an item.
    Body,
    /// A table with its summary.
    Table(String),
    /// The head of a table.
    TableHead,
    /// The rows of a table.
    TableBody,
    /// A row.
    Row,
    /// A cell that heads its column.
    ColumnHeader,
    /// A cell that heads its row.
    RowHeader,
    /// A cell.
    Cell,
    /// A link.
    Link,
    /// A picture with what it shows.
    Figure(String),
    /// The words below a picture.
    Caption,
}

impl Role {
    fn tag(&self, place: Option<BBox>) -> TagKind {
        match self {
            Self::Section => Tag::Section.into(),
            Self::Box => Tag::Div.into(),
            Self::Heading(level, title) => {
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(title.clone())).into()
            }
            Self::Paragraph => Tag::P.into(),
            Self::List(Marker::Number) => Tag::L(ListNumbering::Decimal).into(),
            Self::List(Marker::Bullet) => Tag::L(ListNumbering::Disc).into(),
            Self::List(Marker::TickBox) => Tag::L(ListNumbering::None).into(),
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Body => Tag::LBody.into(),
            Self::Table(summary) => Tag::Table.with_summary(Some(summary.clone())).into(),
            Self::TableHead => Tag::THead.into(),
            Self::TableBody => Tag::TBody.into(),
            Self::Row => Tag::TR.into(),
            Self::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
            Self::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell => Tag::TD.into(),
            Self::Link => Tag::Link.into(),
            Self::Figure(alt) => Tag::Figure(Some(alt.clone())).with_bbox(place).into(),
            Self::Caption => Tag::Caption.into(),
        }
    }
}

enum Child {
    Node(NodeId),
    Content(Identifier),
    /// A slot that is not filled yet.
    Empty,
}

struct Element {
    role: Option<Role>,
    /// Where it is painted, if a reader must know: a page from 0 and an area.
    place: Option<BBox>,
    children: Vec<Child>,
}

/// The structure of a document. The nodes are made in reading order, before anything is painted;
/// painting then adds the content.
pub(super) struct Tree {
    elements: Vec<Element>,
}

impl Tree {
    /// An empty structure.
    pub(super) fn new() -> Self {
        Self { elements: vec![Element { role: None, place: None, children: Vec::new() }] }
    }

    /// The document's own node.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// Adds a node after the other children of its parent.
    pub(super) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.elements.len());
        self.elements.push(Element { role: Some(role), place: None, children: Vec::new() });
        self.elements[parent.0].children.push(Child::Node(id));
        id
    }

    /// What a picture shows.
    pub(super) fn alt(&self, node: NodeId) -> Option<&str> {
        match &self.elements[node.0].role {
            Some(Role::Figure(alt)) => Some(alt),
            _ => None,
        }
    }

    /// Adds painted content to a node.
    pub(super) fn content(&mut self, node: NodeId, content: Identifier) {
        self.elements[node.0].children.push(Child::Content(content));
    }

    /// Tells where a node is painted: a page from 0 and an area of it.
    pub(super) fn place(&mut self, node: NodeId, page: usize, area: Rect) {
        self.elements[node.0].place = Some(BBox::new(page, area));
    }

    /// Keeps a place for content that is known later.
    pub(super) fn slot(&mut self, node: NodeId) -> Slot {
        let children = &mut self.elements[node.0].children;
        children.push(Child::Empty);
        Slot { node, child: children.len() - 1 }
    }

    /// Fills a place.
    pub(super) fn fill(&mut self, slot: Slot, content: Identifier) {
        self.elements[slot.node.0].children[slot.child] = Child::Content(content);
    }

    /// The structure as the PDF has it.
    pub(super) fn finish(&self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        tree.children = self.children(&self.elements[Self::ROOT.0]);
        tree
    }

    fn children(&self, element: &Element) -> Vec<Node> {
        element.children.iter().filter_map(|child| self.node(child)).collect()
    }

    fn node(&self, child: &Child) -> Option<Node> {
        match child {
            Child::Empty => None,
            Child::Content(content) => Some((*content).into()),
            Child::Node(id) => {
                let element = &self.elements[id.0];
                let tag = element.role.as_ref()?.tag(element.place);
                Some(TagGroup::with_children(tag, self.children(element)).into())
            }
        }
    }
}
