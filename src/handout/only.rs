//! Some parts of a document without the others.

use std::collections::BTreeSet;

use super::{Block, Document, Inline};
use crate::finding::{Code, Finding};

impl Document {
    /// Keeps the parts that are asked for (`document_parts`). Links that would lead nowhere become plain
    /// words.
    pub(super) fn only(mut self, names: &[String]) -> Result<Self, Vec<Finding>> {
        let unknown: Vec<Finding> = names
            .iter()
            .filter(|name| !self.sections.iter().any(|section| is_part(&section.id, name)))
            .map(|name| self.unknown(name))
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        self.sections.retain(|section| names.iter().any(|name| is_part(&section.id, name)));
        let anchors = self.anchors();
        for section in &mut self.sections {
            section.blocks.iter_mut().for_each(|block| unlink(block, &anchors));
        }
        Ok(self)
    }

    fn unknown(&self, name: &str) -> Finding {
        let mut known: Vec<&str> = Vec::new();
        for section in &self.sections {
            let part = section.id.split('-').next().unwrap_or(&section.id);
            let shared = self.sections.iter().filter(|other| is_part(&other.id, part)).count() > 1;
            let part = if shared { part } else { section.id.as_str() };
            if !known.contains(&part) {
                known.push(part);
            }
        }
        Finding::error(Code::UnknownId, format!("the plan has no part `{name}`"))
            .hint(format!("its parts are {}", known.join(", ")))
    }

    /// The places that links may lead to.
    fn anchors(&self) -> BTreeSet<String> {
        let mut anchors = BTreeSet::new();
        for section in &self.sections {
            anchors.insert(section.id.clone());
            section.blocks.iter().for_each(|block| collect(block, &mut anchors));
        }
        anchors
    }
}

/// Whether a section is a part of that name.
pub(super) fn is_part(id: &str, name: &str) -> bool {
    id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn collect(block: &Block, anchors: &mut BTreeSet<String>) {
    match block {
        Block::Heading { anchor, .. } => anchors.extend(anchor.clone()),
        Block::Card(card) => drop(anchors.insert(card.anchor.clone())),
        Block::Callout { blocks, .. } => blocks.iter().for_each(|block| collect(block, anchors)),
        Block::Columns(columns) => {
            columns.iter().flatten().for_each(|block| collect(block, anchors));
        }
        Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Table(_)
        | Block::Pictures { .. }
        | Block::Diagram(_)
        | Block::TrafficLight(_)
        | Block::Letterhead(_)
        | Block::Verbatim(_) => {}
    }
}

fn unlink(block: &mut Block, anchors: &BTreeSet<String>) {
    let line = |inlines: &mut Vec<Inline>| {
        for inline in inlines {
            if let Inline::Link { to, text } = inline
                && !anchors.contains(to)
            {
                *inline = Inline::text(std::mem::take(text));
            }
        }
    };
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => line(text),
        Block::List { items, .. } => items.iter_mut().for_each(line),
        Block::Callout { title, blocks, .. } => {
            line(title);
            blocks.iter_mut().for_each(|block| unlink(block, anchors));
        }
        Block::Table(table) => {
            let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
            cells.for_each(|cell| line(&mut cell.text));
        }
        Block::Card(card) => {
            [&mut card.title, &mut card.dose, &mut card.setup].into_iter().for_each(line);
            card.steps.iter_mut().for_each(line);
            card.notes.iter_mut().for_each(|note| line(&mut note.text));
        }
        Block::Columns(columns) => {
            columns.iter_mut().flatten().for_each(|block| unlink(block, anchors));
        }
        Block::TrafficLight(lamps) => {
            for lamp in lamps {
                line(&mut lamp.title);
                line(&mut lamp.text);
            }
        }
        Block::Letterhead(letterhead) => line(&mut letterhead.text),
        Block::Pictures { .. } | Block::Diagram(_) | Block::Verbatim(_) => {}
    }
}
