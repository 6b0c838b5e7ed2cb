//! Boxes in boxes, with `taffy`: what stands together on the page and is never cut.

use std::sync::Arc;

use taffy::prelude::*;
use taffy::{TaffyError, TaffyTree};

use super::look::Shade;
use super::shape::Shaped;
use super::tags;
use crate::figure::Drawing;
use crate::handout::Tone;
use crate::logo::Logo;

/// Lengths are compared with this tolerance.
const SLACK: f32 = 0.1;

/// A shaped text: an index into the texts of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextId(pub(super) usize);

/// A rectangle; `y` grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Area {
    /// The same rectangle somewhere else.
    pub(super) fn moved(self, x: f32, y: f32) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }

    /// Where it stands on a page of some width: at the other side if the page is mirrored.
    pub(super) fn on_page(self, width: f32, mirrored: bool) -> Self {
        if mirrored { Self { x: width - self.right(), ..self } } else { self }
    }

    /// The lower edge.
    pub(super) fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// The right edge.
    pub(super) fn right(&self) -> f32 {
        self.x + self.width
    }
}

/// What is painted in an area.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ink {
    /// A ground, a frame or both, with rounded corners.
    Panel(Panel),
    /// Thin lines across.
    Hatch,
    /// The sign of a tone.
    Sign(Tone),
    /// A square to tick.
    TickBox,
    /// A drawing as large as the area, which has its shape, and its place in the structure; none if
    /// words beside it say all.
    Drawing(Arc<Drawing>, Option<tags::NodeId>),
    /// A logo as large as the area, which has its shape, and its place in the structure.
    Logo(Arc<Logo>, tags::NodeId),
    /// Lines of a text, whose first line would start at the area's top.
    Text(TextId, std::ops::Range<usize>),
}

/// A ground, a frame or both.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Panel {
    pub(super) ground: Option<Shade>,
    pub(super) edge: Option<(Shade, f32)>,
    pub(super) radius: f32,
}

/// Ink at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) area: Area,
    pub(super) ink: Ink,
}

/// A laid-out box: its height, and marks from its top left corner.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Solid {
    pub(super) height: f32,
    pub(super) marks: Vec<Mark>,
}

impl Solid {
    /// The same marks somewhere else.
    pub(super) fn moved(mut self, x: f32, y: f32) -> Self {
        for mark in &mut self.marks {
            mark.area = mark.area.moved(x, y);
        }
        self
    }
}

/// A box before it is laid out.
pub(super) struct Element {
    style: Style,
    ink: Vec<Ink>,
    content: Content,
}

enum Content {
    Elements(Vec<Element>),
    Text(TextId),
    Solid(Solid),
}

impl Element {
    fn new(style: Style, content: Content) -> Self {
        Self { style, ink: Vec::new(), content }
    }

    /// A text, as wide as its place.
    pub(super) fn text(id: TextId) -> Self {
        Self::new(Style::default(), Content::Text(id))
    }

    /// A box of a size, in the middle of its column.
    pub(super) fn leaf(width: f32, height: f32) -> Self {
        let style = Style {
            size: Size { width: length(width), height: length(height) },
            align_self: Some(AlignSelf::CENTER),
            flex_shrink: 0.0,
            ..Style::default()
        };
        Self::new(style, Content::Elements(Vec::new()))
    }

    /// Elements below one another.
    pub(super) fn column(gap: f32, elements: Vec<Self>) -> Self {
        let style = Style {
            display: Display::Flex,
            flex_direction: FlexDirection::Column,
            gap: Size { width: zero(), height: length(gap) },
            ..Style::default()
        };
        Self::new(style, Content::Elements(elements))
    }

    /// Elements side by side, in columns of the given widths, all as high as the highest.
    pub(super) fn row(tracks: &[Track], gap: f32, elements: Vec<Self>) -> Self {
        let style = Style {
            display: Display::Grid,
            grid_template_columns: tracks.iter().map(|track| track.component()).collect(),
            gap: Size { width: length(gap), height: zero() },
            ..Style::default()
        };
        Self::new(style, Content::Elements(elements))
    }

    /// What is laid out already, at the width that it has here.
    pub(super) fn solid(solid: Solid) -> Self {
        let style = Style {
            min_size: Size { width: auto(), height: length(solid.height) },
            ..Style::default()
        };
        Self::new(style, Content::Solid(solid))
    }

    /// The same box with space inside its edge.
    pub(super) fn padded(mut self, x: f32, y: f32) -> Self {
        self.style.padding =
            Rect { left: length(x), right: length(x), top: length(y), bottom: length(y) };
        self
    }

    /// The same box, at least that high.
    pub(super) fn at_least(mut self, height: f32) -> Self {
        self.style.min_size.height = length(height);
        self
    }

    /// The same box, no higher than it needs to be, at the top of its row.
    pub(super) fn at_the_top(mut self) -> Self {
        self.style.align_self = Some(AlignSelf::START);
        self
    }

    /// The same box with its content in the middle of its height.
    pub(super) fn in_the_middle(mut self) -> Self {
        self.style.justify_content = JustifyContent::CENTER;
        self
    }

    /// The same box with its content at the foot of its height.
    pub(super) fn at_the_foot(mut self) -> Self {
        self.style.justify_content = JustifyContent::END;
        self
    }

    /// The same box with ink below its content.
    pub(super) fn with(mut self, ink: Ink) -> Self {
        self.ink.push(ink);
        self
    }
}

/// The width of a column of boxes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Track {
    /// Points.
    Fixed(f32),
    /// A share of what is left, however wide the content would like to be.
    Share(f32),
}

impl Track {
    fn component(self) -> GridTemplateComponent<String> {
        match self {
            Self::Fixed(width) => length(width),
            Self::Share(share) => minmax(length(0.0), fr(share)),
        }
    }
}

/// Lays out a box at a width.
pub(super) fn lay_out(
    element: Element,
    width: f32,
    texts: &mut [Shaped],
) -> Result<Solid, TaffyError> {
    let mut tree: TaffyTree<TextId> = TaffyTree::new();
    tree.disable_rounding();
    let mut root = element;
    root.style.size.width = length(width);
    let placed = insert(root, &mut tree)?;
    let available =
        Size { width: AvailableSpace::Definite(width), height: AvailableSpace::MaxContent };
    tree.compute_layout_with_measure(placed.node, available, |inputs, _, text, style| {
        taffy::compute_leaf_layout(
            inputs,
            style,
            |_, _| 0.0,
            |known, available| {
                text.map_or(Size::ZERO, |id| measure(&mut texts[id.0], known, available))
            },
        )
    })?;
    let mut solid = Solid { height: tree.layout(placed.node)?.size.height, marks: Vec::new() };
    collect(placed, &tree, (0.0, 0.0), texts, &mut solid.marks)?;
    Ok(solid)
}

/// An element whose boxes are in taffy's tree.
struct Placed {
    node: NodeId,
    ink: Vec<Ink>,
    content: PlacedContent,
}

enum PlacedContent {
    Elements(Vec<Placed>),
    Text(TextId),
    Solid(Solid),
}

fn insert(element: Element, tree: &mut TaffyTree<TextId>) -> Result<Placed, TaffyError> {
    let Element { style, ink, content } = element;
    let (node, content) = match content {
        Content::Text(id) => (tree.new_leaf_with_context(style, id)?, PlacedContent::Text(id)),
        Content::Solid(solid) => (tree.new_leaf(style)?, PlacedContent::Solid(solid)),
        Content::Elements(elements) => {
            let placed: Vec<Placed> =
                elements.into_iter().map(|child| insert(child, tree)).collect::<Result<_, _>>()?;
            let nodes: Vec<NodeId> = placed.iter().map(|child| child.node).collect();
            (tree.new_with_children(style, &nodes)?, PlacedContent::Elements(placed))
        }
    };
    Ok(Placed { node, ink, content })
}

/// The size of a text. What is known is the size of the box with its padding, what is available is
/// the size without.
fn measure(
    text: &mut Shaped,
    known: Size<Option<f32>>,
    available: Size<AvailableSpace>,
) -> Size<f32> {
    let width = match available.width {
        AvailableSpace::Definite(width) if known.width.is_some() => width,
        AvailableSpace::Definite(width) => width.min(text.widest()),
        AvailableSpace::MinContent => text.narrowest(),
        AvailableSpace::MaxContent => text.widest(),
    };
    let (_, height) = text.break_at(width);
    Size { width, height }
}

/// Turns the boxes below a node into marks, grounds before what stands on them.
fn collect(
    placed: Placed,
    tree: &TaffyTree<TextId>,
    (x, y): (f32, f32),
    texts: &mut [Shaped],
    marks: &mut Vec<Mark>,
) -> Result<(), TaffyError> {
    let layout = tree.layout(placed.node)?;
    let area = Area {
        x: x + layout.location.x,
        y: y + layout.location.y,
        width: layout.size.width,
        height: layout.size.height,
    };
    marks.extend(placed.ink.into_iter().map(|ink| Mark { area, ink }));
    match placed.content {
        PlacedContent::Elements(elements) => {
            for child in elements {
                collect(child, tree, (area.x, area.y), texts, marks)?;
            }
        }
        PlacedContent::Text(id) => {
            let inner = Area {
                x: area.x + layout.padding.left,
                y: area.y + layout.padding.top,
                width: area.width - layout.padding.left - layout.padding.right,
                height: area.height - layout.padding.top - layout.padding.bottom,
            };
            let (_, height) = texts[id.0].break_at(inner.width);
            debug_assert!(height < inner.height + SLACK, "a text is taller than its box");
            let lines = 0..texts[id.0].lines.len();
            marks.push(Mark { area: inner, ink: Ink::Text(id, lines) });
        }
        PlacedContent::Solid(solid) => {
            marks.extend(
                solid
                    .marks
                    .into_iter()
                    .map(|mark| Mark { area: mark.area.moved(area.x, area.y), ink: mark.ink }),
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::look::Letters;
    use crate::render::pdf::shape::{Face, Shaper};
    use crate::render::words::Piece;

    /// A text is measured at the width that it is set in, with and without space around it: at any
    /// other width it may have a line more than its box has room for.
    #[test]
    fn a_box_is_as_high_as_its_text() {
        let text = "Tue, Thu and Sat. Rest 45 seconds between rounds. Work your right side.";
        let words = Piece::Words { text: text.into(), strong: false, to: None };
        let mut texts =
            [Shaper::new().shape(&[words], &Face::new(Letters { size: 12.0, line: 1.35 }))];
        for width in 60..300 {
            let padded = |pad: f32| Element::text(TextId(0)).padded(pad, 3.0);
            let row = Element::row(&[Track::Share(1.0)], 0.0, vec![padded(7.0)]);
            let column = Element::column(2.0, vec![padded(7.0), row]);
            let solid = lay_out(column, width as f32, &mut texts).unwrap();
            let (_, height) = texts[0].break_at(width as f32 - 14.0);
            for mark in solid.marks {
                assert!((mark.area.height - height).abs() < SLACK, "{mark:?} {height}");
            }
        }
    }
}
