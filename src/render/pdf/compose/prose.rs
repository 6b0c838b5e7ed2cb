//! Headings, paragraphs and lists.

use super::{Composer, Place};
use crate::handout::{Inline, Marker};
use crate::render::pdf::boxes::{Area, Ink, Mark, Solid, TextId};
use crate::render::pdf::fragment::{Fragment, Keep, Kind, set_apart};
use crate::render::pdf::look::{Shade, Type, space};
use crate::render::pdf::shape::Face;
use crate::render::pdf::tags::{NodeId, Role};
use crate::render::words::plain;

/// The labels and the words of a list's items.
#[derive(Default)]
pub(super) struct ListTexts {
    items: Vec<(TextId, TextId)>,
    /// The space between items, as a part of that between paragraphs.
    apart: f32,
}

impl ListTexts {
    /// Whether there is no item.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl Composer {
    pub(super) fn heading(
        &mut self,
        level: u8,
        id: Option<&str>,
        inlines: &[Inline],
        place: Place,
    ) -> Fragment {
        let words = plain(inlines);
        let (level, anchor) = self.anchor(level, id, &words);
        let node = self.tree.add(place.node, Role::Heading(level, words));
        let text = self.text(Some(node), inlines, &self.heading_face(level));
        let solid = self.text_at(text, place.width);
        Fragment {
            above: self.look.above_heading(level),
            below: self.look.gap() * if level == 1 { 1.2 } else { 0.7 },
            keep: Keep::Firm,
            anchors: vec![anchor],
            ..Fragment::new(Kind::Heading, solid)
        }
    }

    pub(super) fn heading_face(&self, level: u8) -> Face {
        Face::new(self.look.letters(Type::Heading(level))).bold().shaded(Shade::Accent)
    }

    pub(super) fn paragraph(
        &mut self,
        part: Type,
        inlines: &[Inline],
        place: Place,
    ) -> Vec<Fragment> {
        let text = self.paragraph_text(part, inlines, place.node);
        text.map_or_else(Vec::new, |text| self.paragraph_lines(text, part, place.width, place.gap))
    }

    /// Shapes a paragraph; none if it has no words.
    pub(super) fn paragraph_text(
        &mut self,
        part: Type,
        inlines: &[Inline],
        parent: NodeId,
    ) -> Option<TextId> {
        if inlines.is_empty() {
            return None;
        }
        let node = self.tree.add(parent, Role::Paragraph);
        Some(self.text(Some(node), inlines, &Face::new(self.look.letters(part))))
    }

    /// Lays a paragraph out.
    pub(super) fn paragraph_lines(
        &mut self,
        text: TextId,
        part: Type,
        width: f32,
        gap: f32,
    ) -> Vec<Fragment> {
        let width = self.look.measure(self.look.letters(part).size, width);
        let mut lines = self.lines(text, width, Keep::Free);
        set_apart(&mut lines, gap);
        lines
    }

    pub(super) fn list(
        &mut self,
        marker: Marker,
        items: &[Vec<Inline>],
        place: Place,
    ) -> Vec<Fragment> {
        let texts = self.list_texts(marker, items, Type::Body, place.node);
        self.list_lines(&texts, Type::Body, place.width, place.gap)
    }

    /// Shapes a list.
    pub(super) fn list_texts(
        &mut self,
        marker: Marker,
        items: &[Vec<Inline>],
        part: Type,
        parent: NodeId,
    ) -> ListTexts {
        let face = Face::new(self.look.letters(part));
        let list = self.tree.add(parent, Role::List(marker));
        let items = (1..).zip(items);
        let items = items.map(|(number, item)| self.item(list, (marker, number), item, &face));
        let apart = if marker == Marker::TickBox { space::TICKS } else { space::ITEMS };
        ListTexts { items: items.collect(), apart }
    }

    /// Lays a list out.
    pub(super) fn list_lines(
        &mut self,
        list: &ListTexts,
        part: Type,
        width: f32,
        gap: f32,
    ) -> Vec<Fragment> {
        let ListTexts { items, apart } = list;
        let size = self.look.letters(part).size;
        let labels = items.iter().map(|(label, _)| self.texts[label.0].widest());
        let indent = labels.fold(0.0, f32::max) + 0.5 * size;
        let width = self.look.measure(size, width) - indent;
        let mut all = Vec::new();
        let count = items.len();
        for (i, (label, body)) in items.iter().enumerate() {
            let mut lines = self.lines(*body, width, Keep::Reluctant);
            set_apart(&mut lines, *apart * gap);
            // Neither the first nor the last item is left alone.
            if let Some(last) = lines.last_mut().filter(|_| i + 1 < count) {
                last.keep = if i == 0 || i + 2 == count { Keep::Reluctant } else { Keep::Free };
            }
            for line in &mut lines {
                line.shift(indent);
            }
            self.put_label(*label, indent, &mut lines);
            all.extend(lines);
        }
        set_apart(&mut all, gap);
        all
    }

    /// What stands before an item, and its words. A box to tick says nothing to a listener.
    fn item(
        &mut self,
        list: NodeId,
        (marker, number): (Marker, usize),
        item: &[Inline],
        face: &Face,
    ) -> (TextId, TextId) {
        let node = self.tree.add(list, Role::Item);
        let label = match marker {
            Marker::Number => Inline::strong(format!("{number}.")),
            Marker::Bullet => Inline::text("•"),
            Marker::TickBox => Inline::TickBox,
        };
        let is_said = marker != Marker::TickBox;
        let label_node = is_said.then(|| self.tree.add(node, Role::Label));
        let label = self.text(label_node, &[label], face);
        let body = self.tree.add(node, Role::Body);
        (label, self.text(Some(body), item, face))
    }

    /// Puts the label of an item before its first line.
    fn put_label(&mut self, label: TextId, width: f32, lines: &mut [Fragment]) {
        let (_, height) = self.texts[label.0].break_at(width);
        if let Some(first) = lines.first_mut() {
            let area = Area { x: 0.0, y: 0.0, width, height };
            first.solid.marks.insert(0, Mark { area, ink: Ink::Text(label, 0..1) });
        }
    }

    /// The lines of a text; neither its first nor its last line is left alone.
    fn lines(&mut self, text: TextId, width: f32, keep: Keep) -> Vec<Fragment> {
        let shaped = &mut self.texts[text.0];
        shaped.break_at(width);
        let count = shaped.lines.len();
        let lines = shaped.lines.lines().enumerate().map(|(i, line)| {
            let top = line.metrics().block_min_coord;
            let height = line.metrics().block_max_coord - top;
            // The whole text stands so that this line is at the fragment's top.
            let area = Area { x: 0.0, y: -top, width, height };
            let marks = vec![Mark { area, ink: Ink::Text(text, i..i + 1) }];
            let alone = i == 0 || i + 2 == count;
            let keep = match i + 1 == count {
                true => Keep::Free,
                false if alone => Keep::Firm,
                false => keep,
            };
            Fragment { keep, ..Fragment::new(Kind::Line, Solid { height, marks }) }
        });
        lines.collect()
    }
}
