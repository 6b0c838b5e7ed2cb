//! A traffic light: lamps in a housing, and what each means beside it.

use taffy::TaffyError;

use super::{Composer, Place};
use crate::handout::Lamp;
use crate::render::pdf::boxes::{Area, Element, Ink, Mark, Panel, Track};
use crate::render::pdf::fragment::{Fragment, Kind};
use crate::render::pdf::look::{Shade, Type};
use crate::render::pdf::shape::Face;
use crate::render::pdf::tags::{NodeId, Role};

/// Lengths at 14 points: the width of the housing, the height of a lamp, the space to the words, and
/// the space above and below each lamp.
const HOUSING: f32 = 40.0;
const LAMP: f32 = 28.0;
const GAP: f32 = 10.0;
const PAD: f32 = 5.0;

impl Composer {
    /// The lamps below one another: place, shape and words tell them apart where colour does not.
    pub(super) fn traffic_light(
        &mut self,
        lamps: &[Lamp],
        place: Place,
    ) -> Result<Fragment, TaffyError> {
        let node = self.tree.add(place.node, Role::Box);
        let rows = lamps.iter().map(|lamp| self.lamp(lamp, node)).collect();
        let mut solid = self.lay_out(Element::column(0.0, rows), place.width)?;
        let width = self.look.grown(HOUSING);
        let area = Area { x: 0.0, y: 0.0, width, height: solid.height };
        let panel = Panel {
            ground: Some(Shade::Band),
            edge: Some((Shade::Text, 1.6)),
            radius: self.look.grown(8.0),
        };
        solid.marks.insert(0, Mark { area, ink: Ink::Panel(panel) });
        let (above, below) = (place.gap, place.gap);
        Ok(Fragment { above, below, ..Fragment::new(Kind::Part, solid) })
    }

    fn lamp(&mut self, lamp: &Lamp, node: NodeId) -> Element {
        let side = self.look.grown(LAMP);
        let sign = Element::leaf(side, side).with(Ink::Sign(lamp.tone));
        let sign = Element::column(0.0, vec![sign]).in_the_middle();
        let face = Face::new(self.look.letters(Type::Body)).bold().shaded(Shade::Tone(lamp.tone));
        let words = [(&lamp.title, face), (&lamp.text, Face::new(self.look.letters(Type::Note)))];
        let words = words.map(|(inlines, face)| {
            let node = self.tree.add(node, Role::Paragraph);
            Element::text(self.text(Some(node), inlines, &face))
        });
        let words = Element::column(0.0, words.into()).in_the_middle();
        let pad = self.look.grown(PAD);
        let tracks = [Track::Fixed(self.look.grown(HOUSING)), Track::Share(1.0)];
        Element::row(&tracks, self.look.grown(GAP), vec![sign, words]).padded(0.0, pad)
    }
}
