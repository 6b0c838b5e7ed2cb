//! Cards: all that a person needs to do one exercise.
//!
//! The number and the name, the dose in a band, the pictures beside the steps, and the notes. As
//! many notes as fit stand below the pictures or the steps, whichever are shorter, so that two cards
//! fit on a page.

use taffy::TaffyError;

use super::{Composer, Place};
use crate::handout::{Card, Inline, Note, Tone};
use crate::render::pdf::boxes::{Element, Ink, Panel, Solid, TextId, Track};
use crate::render::pdf::fragment::{Fragment, Frame, Keep, Kind};
use crate::render::pdf::look::{PICTURE, PICTURES_LEAST, Shade, Type};
use crate::render::pdf::shape::{Align, Face};
use crate::render::pdf::tags::{NodeId, Role};
use crate::render::words::{Piece, plain};

/// Lengths at 14 points: the space inside the frame, between the parts of a card, between its
/// notes, and between the picture and the steps; the badge of the number.
const PAD: f32 = 8.0;
const PART_GAP: f32 = 5.0;
const NOTE_GAP: f32 = 2.0;
const PICTURE_GAP: f32 = 12.0;
const BADGE: f32 = 24.0;
/// The part of a page that steps may take and still stand beside the picture, where they are never
/// cut.
const BESIDE_MOST: f32 = 0.8;

impl Composer {
    pub(super) fn card(&mut self, card: &Card, place: Place) -> Result<Vec<Fragment>, TaffyError> {
        let pad = self.look.grown(PAD);
        let node = self.tree.add(place.node, Role::Section);
        let width = place.width - 2.0 * pad;
        let inner = Place { node, width, gap: 0.5 * place.gap };
        let mut fragments = vec![self.card_top(card, inner)?];
        let figures = self.figures(&card.pictures, node);
        let column = width - PICTURE - self.look.grown(PICTURE_GAP);
        // In a narrow column the steps stand below the pictures, not beside them.
        let wide = !figures.is_empty() && column > PICTURE;
        let steps = self.steps(card, Place { width: if wide { column } else { width }, ..inner });
        let notes: Vec<TextId> = card.notes.iter().map(|note| self.note(note, node)).collect();
        let height = self.height(&steps);
        let mut notes = notes.as_slice();
        if wide && height < BESIDE_MOST * self.room {
            let tall = height.max(self.look.grown(PICTURES_LEAST));
            let pictures = self.arranged(&figures, (PICTURE, tall));
            let pictures = self.lay_out(pictures, PICTURE)?;
            fragments.push(self.side_by_side(pictures, steps, &mut notes, inner)?);
        } else {
            if !figures.is_empty() {
                let tall = self.look.grown(PICTURES_LEAST);
                let pictures = self.arranged(&figures, (width, tall));
                let solid = self.lay_out(pictures, width)?;
                let below = self.look.grown(PART_GAP);
                fragments.push(Fragment { below, ..Fragment::new(Kind::Part, solid) });
            }
            fragments.extend(steps);
        }
        for note in notes {
            let solid = self.lay_out(Element::text(*note), width)?;
            let above = self.look.grown(NOTE_GAP);
            fragments.push(Fragment { above, ..Fragment::new(Kind::Part, solid) });
        }
        let panel = Panel { ground: None, edge: Some((Shade::Line, 0.9)), radius: 4.0 };
        let frame = Frame { kind: Kind::Card, width: place.width, pad, panel };
        Ok(self.framed(frame, pad, fragments))
    }

    /// The number, the name and the dose.
    fn card_top(&mut self, card: &Card, place: Place) -> Result<Fragment, TaffyError> {
        let words = plain(&card.title);
        let outer = self.level;
        let entry = format!("{}. {words}", card.number);
        let (level, anchor) = self.anchor((outer + 1).min(3), Some(&card.anchor), &entry);
        // The next card stands beside this one, not below it.
        self.level = outer;
        let heading = self.tree.add(place.node, Role::Heading(level, words));
        let mut parts = vec![self.badge_and_title(card, heading)];
        if !card.dose.is_empty() {
            let node = self.tree.add(place.node, Role::Paragraph);
            let dose = self.text(Some(node), &card.dose, &Face::new(self.look.letters(Type::Note)));
            let band = Panel { ground: Some(Shade::Band), edge: None, radius: 2.0 };
            let dose = Element::text(dose).padded(self.look.grown(6.0), self.look.grown(1.5));
            parts.push(dose.with(Ink::Panel(band)));
        }
        let element = Element::column(self.look.grown(4.0), parts);
        let solid = self.lay_out(element, place.width)?;
        let (below, keep) = (self.look.grown(PART_GAP), Keep::Firm);
        Ok(Fragment { below, keep, anchors: vec![anchor], ..Fragment::new(Kind::Part, solid) })
    }

    /// The number on a disc, and the name beside it.
    fn badge_and_title(&mut self, card: &Card, heading: NodeId) -> Element {
        let face = self.heading_face(3);
        let title = self.text(Some(heading), &card.title, &face);
        let face = Face { align: Align::Centre, ..face.shaded(Shade::White) };
        // The space keeps the number and the name apart for those who hear them.
        let number = Piece::Words { text: format!("{} ", card.number), strong: false, to: None };
        let number = self.pieces(Some(heading), &[number], &face);
        let side = self.look.grown(BADGE);
        let width = side.max(self.texts[number.0].widest() + 0.3 * side);
        let disc = Panel { ground: Some(Shade::Accent), edge: None, radius: 0.5 * side };
        let number = Element::column(0.0, vec![Element::text(number)])
            .at_least(side)
            .in_the_middle()
            .at_the_top()
            .with(Ink::Panel(disc));
        let title = Element::column(0.0, vec![Element::text(title)]).in_the_middle();
        let tracks = [Track::Fixed(width), Track::Share(1.0)];
        Element::row(&tracks, self.look.grown(8.0), vec![number, title])
    }

    /// How to get into it and what to do.
    fn steps(&mut self, card: &Card, place: Place) -> Vec<Fragment> {
        let mut steps = self.paragraph(Type::Body, &card.setup, place);
        if !card.steps.is_empty() {
            steps.extend(self.list(true, &card.steps, Type::Body, place));
        }
        steps
    }

    /// A labelled line.
    fn note(&mut self, note: &Note, card: NodeId) -> TextId {
        let node = self.tree.add(card, Role::Paragraph);
        let tone = if note.tone == Tone::Stop { Tone::Stop } else { Tone::Plain };
        let face = Face {
            strong: Shade::Tone(tone),
            sign: tone,
            bold: tone == Tone::Stop,
            ..Face::new(self.look.letters(Type::Note))
        };
        let mut words = vec![Inline::strong(&note.label), Inline::text(" ")];
        words.extend(note.text.iter().cloned());
        self.text(Some(node), &words, &face)
    }

    /// The pictures, the steps beside them, and below the shorter of the two as many of the first
    /// notes as fit there; they are taken from `notes`.
    fn side_by_side(
        &mut self,
        pictures: Solid,
        steps: Vec<Fragment>,
        notes: &mut &[TextId],
        place: Place,
    ) -> Result<Fragment, TaffyError> {
        let gap = self.look.grown(PICTURE_GAP);
        let column = place.width - PICTURE - gap;
        let steps = self.solid(Kind::Part, steps).map(|steps| steps.solid).unwrap_or_default();
        let below_steps = steps.height < pictures.height;
        let width = if below_steps { column } else { PICTURE };
        let room = (steps.height - pictures.height).abs();
        let (beside, rest) = notes.split_at(self.fitting(notes, width, room));
        *notes = rest;
        let mut columns = [vec![Element::solid(pictures)], vec![Element::solid(steps)]];
        columns[usize::from(below_steps)].extend(beside.iter().map(|note| Element::text(*note)));
        let note_gap = self.look.grown(NOTE_GAP);
        let columns = columns.map(|parts| Element::column(note_gap, parts));
        let tracks = [Track::Fixed(PICTURE), Track::Share(1.0)];
        let row = Element::row(&tracks, gap, columns.into());
        let solid = self.lay_out(row, place.width)?;
        let below = self.look.grown(PART_GAP - NOTE_GAP);
        Ok(Fragment { below, ..Fragment::new(Kind::Part, solid) })
    }

    /// How many of the first notes fit into a room of a width and a height.
    fn fitting(&mut self, notes: &[TextId], width: f32, room: f32) -> usize {
        let gap = self.look.grown(NOTE_GAP);
        let mut used = 0.0;
        let texts = &mut self.texts;
        let fits = |note: &&TextId| {
            used += gap + texts[note.0].break_at(width).1;
            used <= room
        };
        notes.iter().take_while(fits).count()
    }
}
