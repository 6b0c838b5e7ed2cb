//! One exercise by itself, as a card would print it, with its doses and sources.

use super::document::{
    Block, Card, CardForm, Document, Inline, Note, Paper, Section, TextStyle, Tone,
};
use super::dose::Manner;
use super::words::{Words, capital, stars, worded};
use super::{Look, bullets, dose, framed};
use crate::finding::Finding;
use crate::library::{Citation, Dose, Exercise, Library};
use crate::planner::plan::WeekDose;
use crate::quantity::Side;

/// The sheet of an exercise.
///
/// # Errors
/// Findings when a message of the page's words is missing or broken.
pub fn sheet(library: &Library, exercise: &Exercise) -> Result<Document, Vec<Finding>> {
    worded(library, |words| Sheet { library, words, exercise }.document())
}

struct Sheet<'a> {
    library: &'a Library,
    words: &'a Words,
    exercise: &'a Exercise,
}

impl Sheet<'_> {
    fn document(&self) -> Document {
        let title = self.exercise.name.clone();
        let heading =
            |id: &str| Block::Heading { level: 2, anchor: None, text: self.words.inline(id, &[]) };
        let mut blocks = vec![self.needs(), self.card()];
        blocks.push(heading("sheet-doses"));
        blocks.push(self.doses());
        if let Some(barred) = self.barred() {
            blocks.extend([heading("sheet-not-with"), barred]);
        }
        blocks.extend([heading("sources-title"), self.sources()]);
        let section = Section {
            id: self.exercise.id.clone(),
            title: vec![Inline::text(&title)],
            new_page: true,
            blocks,
        };
        Document {
            footer: self.exercise.id.clone(),
            sections: vec![section],
            ..framed(self.words, title, Look::usual(Paper::A4))
        }
    }

    /// The position, and the things that it needs.
    fn needs(&self) -> Block {
        let position = self.words.get(&format!("position-{}", self.exercise.position.as_str()));
        let things = self.exercise.equipment.iter().map(|id| {
            self.library.equipment(id).map_or_else(|| id.clone(), |thing| thing.name.clone())
        });
        let things: Vec<String> = things.collect();
        let mut text = vec![Inline::text(format!("{position}."))];
        text.extend(self.through());
        if !things.is_empty() {
            let things = self.words.list(&things);
            text.push(Inline::text(" "));
            text.extend(self.words.inline("sheet-needs", &[("things", (&things).into())]));
        }
        Block::Paragraph { style: TextStyle::Body, text }
    }

    /// The positions that one passes through.
    fn through(&self) -> Vec<Inline> {
        let through = self.exercise.through.iter();
        let names: Vec<String> =
            through.map(|it| self.words.get(&format!("position-{}", it.as_str()))).collect();
        if names.is_empty() {
            return Vec::new();
        }
        let positions = self.words.list(&names);
        let mut text = vec![Inline::text(" ")];
        text.extend(self.words.inline("sheet-through", &[("positions", (&positions).into())]));
        text
    }

    fn card(&self) -> Block {
        let it = self.exercise;
        let note = |id: &str, tone: Tone, text: &str| Note {
            tone,
            label: self.words.get(id),
            text: stars(text),
        };
        let mut notes = vec![
            note("card-feel", Tone::Go, &it.feel),
            note("card-avoid", Tone::Care, &it.avoid),
            note("card-stop", Tone::Stop, &it.stop_if),
            note("card-why", Tone::Plain, &it.why),
        ];
        let ways = [
            ("card-easier", "card-easier-text", self.library.easier(it)),
            ("card-harder", "card-harder-text", self.library.harder(it)),
        ];
        for (label, text, others) in ways {
            if let Some(other) = others.first() {
                let text = self.words.with(text, &[("name", (&other.name).into())]);
                notes.push(note(label, Tone::Plain, &text));
            }
        }
        Block::Card(Card {
            form: CardForm::Full,
            anchor: it.id.clone(),
            number: 1,
            title: vec![Inline::text(it.name.clone())],
            dose: Vec::new(),
            pictures: Vec::new(),
            setup: stars(&it.setup),
            steps: it.steps.iter().map(|step| stars(step)).collect(),
            notes,
        })
    }

    /// The most that each phase asks for.
    fn doses(&self) -> Block {
        let phases = self.library.phases.phases.iter();
        let lines = phases.filter_map(|phase| {
            let dose = self.exercise.dose.get(&phase.id)?;
            let name = self.words.get(&format!("phase-{}", phase.id));
            let mut text = vec![Inline::strong(format!("{name}: "))];
            text.extend(self.dose(dose));
            Some(text)
        });
        bullets(lines.collect())
    }

    fn dose(&self, dose: &Dose) -> Vec<Inline> {
        let days = dose.days.get();
        if let Some(minutes) = dose.minutes {
            let values = [("minutes", minutes.get().into()), ("days", days.into())];
            return self.words.inline("dose-minutes", &values);
        }
        let week = WeekDose {
            week: 1,
            sets: dose.sets.map_or(1, |sets| sets.get()),
            reps: dose.reps.map_or(1, |reps| reps.get()),
            hold_s: dose.hold_s.map_or(0, |hold| hold.get()),
        };
        let manner = Manner::of(self.exercise, Side::Both);
        let phrase = capital(&dose::in_words(self.words, &week, manner));
        self.words.inline("sheet-dose", &[("dose", (&phrase).into()), ("days", days.into())])
    }

    /// Whom it is left out for.
    fn barred(&self) -> Option<Block> {
        let always = self.exercise.precautions.iter().map(|id| (id, None));
        let for_now = self.exercise.precautions_until.iter().map(|(id, last)| (id, Some(last)));
        let off_the_floor = self.library.precautions.iter().filter(|it| {
            let named = self.exercise.precautions.contains(&it.id);
            it.bed && self.exercise.needs_the_floor() && !named
        });
        let lines: Vec<Vec<Inline>> = always
            .chain(for_now)
            .chain(off_the_floor.map(|it| (&it.id, None)))
            .filter_map(|(id, last)| {
                let mut text = vec![Inline::text(self.library.precaution(id)?.name.clone())];
                if let Some(last) = last {
                    let phase = self.words.get(&format!("phase-{last}"));
                    text.push(Inline::text(" "));
                    text.extend(self.words.inline("sheet-until", &[("phase", (&phase).into())]));
                }
                Some(text)
            })
            .collect();
        (!lines.is_empty()).then(|| bullets(lines))
    }

    fn sources(&self) -> Block {
        let lines = self.exercise.sources.iter().map(|citation| {
            let Citation { key, grade, says } = citation;
            vec![Inline::text(format!("{key} ({}): {says}", grade.as_str()))]
        });
        bullets(lines.collect())
    }
}
