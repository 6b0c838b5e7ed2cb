//! Every text of a document, to look at or to change.

use regimen::handout::{Block, Card, Document, Inline, Picture};

/// Calls a function with each text that somebody reads or hears: words, captions, summaries,
/// alternative texts, headers, footers.
pub(crate) fn each(document: &mut Document, change: &mut dyn FnMut(&mut String)) {
    change(&mut document.title);
    change(&mut document.header.0);
    change(&mut document.header.1);
    change(&mut document.footer);
    change(&mut document.page_label);
    for section in &mut document.sections {
        inlines(&mut section.title, change);
        section.blocks.iter_mut().for_each(|each| block(each, change));
    }
}

fn inlines(line: &mut [Inline], change: &mut dyn FnMut(&mut String)) {
    for inline in line {
        match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Link { text, .. } => change(text),
            Inline::TickBox | Inline::Blank(_) | Inline::Break => {}
        }
    }
}

fn block(block: &mut Block, change: &mut dyn FnMut(&mut String)) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => inlines(text, change),
        Block::List { items, .. } => items.iter_mut().for_each(|item| inlines(item, change)),
        Block::Callout { title, blocks, .. } => {
            inlines(title, change);
            blocks.iter_mut().for_each(|each| self::block(each, change));
        }
        Block::Table(table) => {
            change(&mut table.summary);
            let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
            cells.for_each(|cell| inlines(&mut cell.text, change));
        }
        Block::Card(each) => card(each, change),
        Block::Columns(columns) => {
            columns.iter_mut().flatten().for_each(|each| self::block(each, change));
        }
        Block::Pictures { pictures: all, .. } => pictures(all, change),
        Block::Diagram(diagram) => {
            change(&mut diagram.alt);
            diagram.labels.iter_mut().for_each(|label| change(&mut label.text));
        }
        Block::TrafficLight(lamps) => {
            for lamp in lamps {
                inlines(&mut lamp.title, change);
                inlines(&mut lamp.text, change);
            }
        }
        Block::Verbatim(lines) => lines.iter_mut().for_each(change),
        Block::Letterhead(letterhead) => {
            inlines(&mut letterhead.text, change);
            letterhead.logo.iter_mut().for_each(|(_, alt)| change(alt));
        }
    }
}

fn card(card: &mut Card, change: &mut dyn FnMut(&mut String)) {
    inlines(&mut card.title, change);
    inlines(&mut card.dose, change);
    pictures(&mut card.pictures, change);
    inlines(&mut card.setup, change);
    card.steps.iter_mut().for_each(|step| inlines(step, change));
    for note in &mut card.notes {
        change(&mut note.label);
        inlines(&mut note.text, change);
    }
}

fn pictures(pictures: &mut [Picture], change: &mut dyn FnMut(&mut String)) {
    for picture in pictures {
        change(&mut picture.alt);
        change(&mut picture.caption);
    }
}
