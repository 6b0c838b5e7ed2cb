//! Pages for the therapist: why this plan, on what it rests, what was left out, and how to make it again.

mod cert;
mod doses;
mod left_out;
mod quality;
mod reasons;
mod settings;

use super::{Block, Cell, Inline, Maker, Section, TextStyle, Tone};

/// The lengths of the lines to write on, in millimetres.
const LONG_MM: u16 = 90;
const SHORT_MM: u16 = 50;

impl Maker<'_> {
    /// The pages, if they were asked for.
    pub(super) fn clinician(&self) -> Vec<Section> {
        if !self.handout.look.clinician {
            return Vec::new();
        }
        let mut blocks = vec![self.note("clinician-lead"), self.sign_off()];
        blocks.extend(self.quality());
        let first = Section {
            id: "clinician".to_owned(),
            title: self.text("clinician-title"),
            new_page: true,
            blocks,
        };
        let parts = [
            ("reasons", self.reasons()),
            ("doses", self.doses()),
            ("withheld", self.all_left_out()),
            ("settings", self.settings()),
            ("cert", self.cert()),
        ];
        let more =
            parts.into_iter().filter(|(_, blocks)| !blocks.is_empty()).map(|(id, blocks)| {
                let title = self.text(&format!("clinician-{id}"));
                Section { id: format!("clinician-{id}"), title, new_page: false, blocks }
            });
        std::iter::once(first).chain(more).collect()
    }

    /// That a person has read the plan before the patient gets it.
    fn sign_off(&self) -> Block {
        let mut blocks = vec![self.note("clinician-sign-lead")];
        let clinic = self.handout.clinic;
        let therapist = clinic.and_then(|clinic| clinic.therapist.as_deref());
        for (id, known, mm) in [
            ("sign-name", therapist, LONG_MM),
            ("sign-signature", None, LONG_MM),
            ("sign-date", None, SHORT_MM),
        ] {
            let mut text = vec![Inline::text(format!("{}: ", self.words.get(id)))];
            text.push(known.map_or(Inline::Blank(mm), Inline::text));
            blocks.push(Block::Paragraph { style: TextStyle::Body, text });
        }
        Block::Callout { tone: Tone::Plain, title: self.text("clinician-sign"), blocks }
    }

    /// An exercise's name and id in a cell that heads its row.
    fn exercise_cell(&self, id: &str) -> Cell {
        let name = self.exercise(id).map_or("", |exercise| exercise.name.as_str());
        let text = vec![Inline::text(name), Inline::Break, Inline::text(id)];
        Cell { text, row_header: true, ..Cell::default() }
    }
}
