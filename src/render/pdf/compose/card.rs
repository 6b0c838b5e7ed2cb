//! Cards: all that a person needs to do one exercise.
//!
//! The number and the name, the dose in a band, the pictures beside the steps, and the notes. As
//! many notes as fit stand below the pictures or the steps, whichever are shorter, so that two cards
//! fit on a page. A large card has its pictures above the steps. Everything is shaped once and can
//! be laid out again with larger pictures, where a page has room left (`grow`).

use taffy::TaffyError;

use super::picture::Figure;
use super::prose::ListTexts;
use super::{Composer, Place};
use crate::handout::{Card, CardForm, Inline, Marker, Note, Tone};
use crate::render::pdf::boxes::{Element, Ink, Panel, Solid, TextId, Track};
use crate::render::pdf::fragment::{Fragment, Frame, Keep, Kind};
use crate::render::pdf::look::{FRAME, PICTURE, PICTURES_LEAST, Shade, Type, space};
use crate::render::pdf::shape::{Align, Face};
use crate::render::pdf::tags::{NodeId, Role};
use crate::render::words::{Piece, plain};

/// The part of a page that steps may take and still stand beside the picture, where they are never
/// cut.
const BESIDE_MOST: f32 = 0.8;
/// The part of a card's width that pictures may take beside the steps.
const PICTURES_MOST: f32 = 0.5;

/// How large the pictures of a card are, and where they stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    /// By how much larger than they are at least.
    pub(super) larger: f32,
    /// Whether they stand above the steps, and not beside them.
    pub(super) above: bool,
}

impl Default for Size {
    fn default() -> Self {
        Self { larger: 1.0, above: false }
    }
}

/// A card whose texts are shaped and have their place in the structure.
pub(in crate::render::pdf) struct Draft {
    form: CardForm,
    /// The number with the width of its badge, and the name.
    number: (TextId, f32),
    title: TextId,
    dose: Option<TextId>,
    figures: Vec<Figure>,
    setup: Option<TextId>,
    steps: ListTexts,
    notes: Vec<TextId>,
    anchor: usize,
    /// The width of the frame.
    width: f32,
    /// The space between paragraphs.
    gap: f32,
    /// The number, the name and the dose, once they are laid out: no picture changes them.
    top: Option<Fragment>,
    /// The number of fragments that it was laid out in before its pictures grew.
    parts: usize,
}

impl Draft {
    /// How much room it takes.
    pub(super) fn form(&self) -> CardForm {
        self.form
    }

    /// The number of fragments that it was laid out in before its pictures grew.
    pub(super) fn parts(&self) -> usize {
        self.parts
    }

    /// Notes the number of fragments that it was laid out in anew.
    pub(super) fn set_parts(&mut self, parts: usize) {
        self.parts = parts;
    }

    /// Whether its steps stand elsewhere: the person knows it.
    pub(super) fn is_known(&self) -> bool {
        self.steps.is_empty()
    }

    /// The height of its pictures at least, as a part of what is usual: they grow where there is
    /// room, but no card is cut or pushed off a page for them.
    fn least(&self) -> f32 {
        match self.form {
            CardForm::Full => 1.0,
            CardForm::Large | CardForm::Short => 0.6,
        }
    }

    /// The letters of the setup and the steps.
    fn part(&self) -> Type {
        if self.form == CardForm::Short { Type::Cell } else { Type::Body }
    }
}

impl Composer {
    pub(super) fn card(&mut self, card: &Card, place: Place) -> Result<Vec<Fragment>, TaffyError> {
        let mut draft = self.card_draft(card, place);
        let pad = self.look.grown(space::CARD);
        let panel = Panel { ground: None, edge: Some((Shade::Line, FRAME)), radius: space::CORNER };
        let frame = self.frame(Frame { kind: Kind::Card, width: place.width, pad, panel });
        draft.top = Some(self.card_top(&draft, place.width - 2.0 * pad)?);
        let fragments = self.card_fragments(&draft, frame, Size::default())?;
        draft.parts = fragments.len();
        self.cards.insert(frame, draft);
        Ok(fragments)
    }

    /// Lays a card out with pictures of a size.
    pub(super) fn card_fragments(
        &mut self,
        draft: &Draft,
        frame: usize,
        Size { larger, above }: Size,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let pad = self.look.grown(space::CARD);
        let width = draft.width - 2.0 * pad;
        let mut fragments: Vec<Fragment> = draft.top.iter().cloned().collect();
        let larger = larger * draft.least();
        let picture = (larger.max(1.0) * PICTURE).min(PICTURES_MOST * width);
        let tall = larger * self.look.grown(PICTURES_LEAST);
        let column = width - picture - self.look.grown(space::BESIDE_PICTURES);
        // In a narrow column the steps stand below the pictures, not beside them.
        let above = above || draft.form == CardForm::Large;
        let wide = !above && !draft.figures.is_empty() && column > PICTURE;
        let steps = self.steps(draft, if wide { column } else { width });
        let height = self.height(&steps);
        let mut notes = draft.notes.as_slice();
        if wide && height < BESIDE_MOST * self.room {
            let pictures = self.arranged(&draft.figures, (picture, height.max(tall)));
            let pictures = self.lay_out(pictures, picture)?;
            let columns = [(pictures, picture), (self.stacked(steps), column)];
            fragments.push(self.side_by_side(columns, &mut notes, width)?);
        } else {
            if !draft.figures.is_empty() {
                let pictures = self.arranged(&draft.figures, (width, tall));
                let solid = self.lay_out(pictures, width)?;
                let below = self.look.grown(space::PARTS);
                fragments.push(Fragment { below, ..Fragment::new(Kind::Part, solid) });
            }
            fragments.extend(steps);
        }
        for note in notes {
            let solid = self.text_at(*note, width);
            let above = self.look.grown(space::NOTES);
            fragments.push(Fragment { above, ..Fragment::new(Kind::Part, solid) });
        }
        Ok(self.in_frame(frame, pad, fragments))
    }

    /// Shapes the texts of a card and puts them into the structure.
    fn card_draft(&mut self, card: &Card, place: Place) -> Draft {
        let node = self.tree.add(place.node, Role::Section);
        let words = plain(&card.title);
        let outer = self.level;
        let entry = format!("{}. {words}", card.number);
        let (level, anchor) = self.anchor((outer + 1).min(3), Some(&card.anchor), &entry);
        // The next card stands beside this one, not below it.
        self.level = outer;
        let heading = self.tree.add(node, Role::Heading(level, words));
        let (title, number) = self.number_and_title(card, heading);
        let dose = (!card.dose.is_empty()).then(|| {
            let node = self.tree.add(node, Role::Paragraph);
            self.text(Some(node), &card.dose, &Face::new(self.look.letters(Type::Note)))
        });
        let mut draft = Draft {
            form: card.form,
            number,
            title,
            dose,
            figures: self.figures(&card.pictures, node),
            setup: None,
            steps: ListTexts::default(),
            notes: Vec::new(),
            anchor,
            width: place.width,
            gap: 0.5 * place.gap,
            top: None,
            parts: 0,
        };
        let part = draft.part();
        draft.setup = self.paragraph_text(part, &card.setup, node);
        if !card.steps.is_empty() {
            draft.steps = self.list_texts(Marker::Number, &card.steps, part, node);
        }
        draft.notes = card.notes.iter().map(|note| self.note(note, node)).collect();
        draft
    }

    /// The number, the name and the dose.
    fn card_top(&mut self, draft: &Draft, width: f32) -> Result<Fragment, TaffyError> {
        let mut parts = vec![self.badge_and_title(draft)];
        if let Some(dose) = draft.dose {
            let band = Panel { ground: Some(Shade::Band), edge: None, radius: 0.5 * space::CORNER };
            let dose = Element::text(dose)
                .padded(self.look.grown(space::DOSE.0), self.look.grown(space::DOSE.1));
            parts.push(dose.with(Ink::Panel(band)));
        }
        let element = Element::column(self.look.grown(space::TITLE), parts);
        let solid = self.lay_out(element, width)?;
        let (below, keep) = (self.look.grown(space::PARTS), Keep::Firm);
        let anchors = vec![draft.anchor];
        Ok(Fragment { below, keep, anchors, ..Fragment::new(Kind::Part, solid) })
    }

    /// The name, and the number with the width of its badge.
    fn number_and_title(&mut self, card: &Card, heading: NodeId) -> (TextId, (TextId, f32)) {
        let face = self.heading_face(3);
        let title = self.text(Some(heading), &card.title, &face);
        let face = Face { align: Align::Centre, ..face.shaded(Shade::White) };
        // The space keeps the number and the name apart for those who hear them.
        let number = Piece::Words { text: format!("{} ", card.number), strong: false, to: None };
        let number = self.pieces(Some(heading), &[number], &face);
        let side = self.look.grown(space::NUMBER);
        (title, (number, side.max(self.texts[number.0].widest() + 0.3 * side)))
    }

    /// The number on a disc, and the name beside it.
    fn badge_and_title(&self, draft: &Draft) -> Element {
        let side = self.look.grown(space::NUMBER);
        let (number, width) = draft.number;
        let disc = Panel { ground: Some(Shade::Accent), edge: None, radius: 0.5 * side };
        let number = Element::column(0.0, vec![Element::text(number)])
            .at_least(side)
            .in_the_middle()
            .at_the_top()
            .with(Ink::Panel(disc));
        let title = Element::column(0.0, vec![Element::text(draft.title)]).in_the_middle();
        let tracks = [Track::Fixed(width), Track::Share(1.0)];
        Element::row(&tracks, self.look.grown(space::AFTER_NUMBER), vec![number, title])
    }

    /// How to get into it and what to do.
    fn steps(&mut self, draft: &Draft, width: f32) -> Vec<Fragment> {
        let (part, gap) = (draft.part(), draft.gap);
        let setup = draft.setup.map(|setup| self.paragraph_lines(setup, part, width, gap));
        let mut steps = setup.unwrap_or_default();
        steps.extend(self.list_lines(&draft.steps, part, width, gap));
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

    /// Fragments below one another as one.
    fn stacked(&self, fragments: Vec<Fragment>) -> Solid {
        self.solid(Kind::Part, fragments).map(|all| all.solid).unwrap_or_default()
    }

    /// The pictures and the steps beside them, each with its width, and below the shorter of the two
    /// as many of the first notes as fit there; they are taken from `notes`.
    fn side_by_side(
        &mut self,
        columns: [(Solid, f32); 2],
        notes: &mut &[TextId],
        width: f32,
    ) -> Result<Fragment, TaffyError> {
        let [(pictures, picture), (steps, column)] = columns;
        let below_steps = steps.height < pictures.height;
        let shorter = if below_steps { column } else { picture };
        let room = (steps.height - pictures.height).abs();
        let (beside, rest) = notes.split_at(self.fitting(notes, shorter, room));
        *notes = rest;
        let mut columns = [vec![Element::solid(pictures)], vec![Element::solid(steps)]];
        columns[usize::from(below_steps)].extend(beside.iter().map(|note| Element::text(*note)));
        let note_gap = self.look.grown(space::NOTES);
        let columns = columns.map(|parts| Element::column(note_gap, parts));
        let tracks = [Track::Fixed(picture), Track::Share(1.0)];
        let row = Element::row(&tracks, self.look.grown(space::BESIDE_PICTURES), columns.into());
        let solid = self.lay_out(row, width)?;
        let below = self.look.grown(space::PARTS - space::NOTES);
        Ok(Fragment { below, ..Fragment::new(Kind::Part, solid) })
    }

    /// How many of the first notes fit into a room of a width and a height.
    fn fitting(&mut self, notes: &[TextId], width: f32, room: f32) -> usize {
        let gap = self.look.grown(space::NOTES);
        let mut used = 0.0;
        let texts = &mut self.texts;
        let fits = |note: &&TextId| {
            used += gap + texts[note.0].break_at(width).1;
            used <= room
        };
        notes.iter().take_while(fits).count()
    }
}
