//! The header and the footer: the same on every page but for the page's number.

use taffy::TaffyError;

use super::boxes::{Element, Solid, Track};
use super::compose::Composer;
use super::look::{Shade, Type};
use super::shape::{Align, Face};
use crate::handout::{Document, Inline};

/// The least space between the header or the footer and the body.
const GAP: f32 = 7.0;
/// The number of pages that the footer's height is reckoned for, before there are pages.
const MANY: usize = 888;

/// Where the body of each page stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Body {
    /// From the paper's top to the body's.
    pub(super) top: f32,
    /// The height of the body.
    pub(super) room: f32,
}

/// The header.
pub(super) fn header(composer: &mut Composer, document: &Document) -> Result<Solid, TaffyError> {
    let (left, right) = &document.header;
    line(composer, left, right, 1.0)
}

/// The footer of a page.
pub(super) fn footer(
    composer: &mut Composer,
    document: &Document,
    page: usize,
    pages: usize,
) -> Result<Solid, TaffyError> {
    let label = document
        .page_label
        .replace("{page}", &page.to_string())
        .replace("{pages}", &pages.to_string());
    line(composer, &document.footer, &label, 4.0)
}

/// The body that the header and the footer leave.
pub(super) fn body(
    composer: &mut Composer,
    document: &Document,
    header: &Solid,
) -> Result<Body, TaffyError> {
    let look = composer.look;
    let footer = footer(composer, document, MANY, MANY)?;
    let top = look.head_and_foot().max(look.edge() + header.height + GAP);
    let foot = look.head_and_foot().max(look.edge() + footer.height + GAP);
    Ok(Body { top, room: look.paper.1 - top - foot })
}

/// Words at the left and at the right; either side may have more than one line.
fn line(composer: &mut Composer, left: &str, right: &str, share: f32) -> Result<Solid, TaffyError> {
    let look = composer.look;
    let face = Face::new(look.letters(Type::Margin)).shaded(Shade::Muted);
    let left = composer.text(None, &[Inline::text(left)], &face);
    let face = Face { align: Align::End, ..face };
    let right = composer.text(None, &[Inline::text(right)], &face);
    let tracks = [Track::Share(share), Track::Share(1.0)];
    let row = Element::row(&tracks, GAP, vec![Element::text(left), Element::text(right)]);
    composer.lay_out(row, look.width())
}
