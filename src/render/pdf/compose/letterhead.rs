//! Who hands the document out: a logo, and words beside it.

use std::sync::Arc;

use taffy::TaffyError;

use super::{Composer, Place};
use crate::handout::Letterhead;
use crate::render::pdf::boxes::{Element, Ink, Track};
use crate::render::pdf::fragment::{Fragment, Keep, Kind};
use crate::render::pdf::look::{MM, Type};
use crate::render::pdf::shape::Face;
use crate::render::pdf::tags::Role;

/// The most room of a logo: it is as large as fits there, however it is shaped.
const LOGO: (f32, f32) = (45.0 * MM, 13.0 * MM);
/// The space between the logo and the words, at 14 points.
const GAP: f32 = 12.0;

impl Composer {
    pub(super) fn letterhead(
        &mut self,
        letterhead: &Letterhead,
        place: Place,
    ) -> Result<Fragment, TaffyError> {
        let mut cells = Vec::new();
        let mut tracks = Vec::new();
        if let Some((logo, alt)) = &letterhead.logo {
            let node = self.tree.add(place.node, Role::Figure(alt.clone()));
            let scale = (LOGO.0 / logo.width).min(LOGO.1 / logo.height);
            let (width, height) = (logo.width * scale, logo.height * scale);
            let leaf = Element::leaf(width, height).with(Ink::Logo(Arc::clone(logo), node));
            cells.push(Element::column(0.0, vec![leaf]).in_the_middle());
            tracks.push(Track::Fixed(width));
        }
        let node = self.tree.add(place.node, Role::Paragraph);
        let text =
            self.text(Some(node), &letterhead.text, &Face::new(self.look.letters(Type::Note)));
        cells.push(Element::column(0.0, vec![Element::text(text)]).in_the_middle());
        tracks.push(Track::Share(1.0));
        let row = Element::row(&tracks, self.look.grown(GAP), cells);
        let solid = self.lay_out(row, place.width)?;
        let (below, keep) = (place.gap, Keep::Firm);
        Ok(Fragment { below, keep, ..Fragment::new(Kind::Part, solid) })
    }
}
