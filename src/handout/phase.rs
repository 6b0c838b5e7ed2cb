//! A phase: its week on a page to hang up, then its cards.

use super::{Block, Cell, Inline, Maker, Section, Table, TextStyle, Width, cell, centred, dose};
use crate::planner::plan::{Daily, Item, PhasePlan};
use crate::quantity::Day;

/// The width of a day's column in millimetres.
const DAY_MM: f32 = 15.0;

impl<'a> Maker<'a> {
    pub(super) fn phase_week(&self, phase: &'a PhasePlan) -> Section {
        let (first, last) = phase.weeks;
        let rules = self.handout.library.phases.phases.iter().find(|rules| rules.id == phase.id);
        let (low, high) = rules.map_or((0, 0), |rules| rules.effort);
        let aim = self.words.get(&format!("phase-aim-{}", phase.id));
        let lead = self.words.inline(
            "phase-lead",
            &[("aim", (&aim).into()), ("low", low.into()), ("high", high.into())],
        );
        let boxes =
            self.words.inline("week-one-box", &[("first", first.into()), ("last", last.into())]);
        let mut blocks = vec![
            Block::Paragraph { style: TextStyle::Body, text: lead },
            Block::Heading { level: 2, anchor: None, text: self.text("week-title") },
        ];
        if phase.sessions.len() > 1 {
            blocks.push(self.paragraph("week-ab"));
        }
        blocks.push(self.week_table(phase));
        blocks.push(Block::Paragraph { style: TextStyle::Note, text: boxes });
        Section {
            id: format!("week-{}", phase.id),
            title: self.phase_title("phase-title", phase),
            new_page: true,
            blocks,
        }
    }

    pub(super) fn phase_cards(&self, phase: &'a PhasePlan) -> Section {
        let mut blocks = Vec::new();
        let mut position = None;
        for (number, item) in items(phase).into_iter().enumerate() {
            if position != Some(item.position) {
                position = Some(item.position);
                blocks.push(Block::Heading {
                    level: 2,
                    anchor: None,
                    text: self.text(&format!("position-{}", item.position.as_str())),
                });
            }
            blocks.extend(self.card(phase, item, number as u32 + 1));
        }
        if !phase.daily.is_empty() {
            blocks.push(self.heading("beside-title"));
            let start = items(phase).len() as u32 + 1;
            for (number, daily) in (start..).zip(&phase.daily) {
                blocks.extend(self.daily_card(phase, daily, number));
            }
        }
        Section {
            id: format!("cards-{}", phase.id),
            title: self.phase_title("cards-title", phase),
            new_page: true,
            blocks,
        }
    }

    fn phase_title(&self, id: &str, phase: &PhasePlan) -> Vec<Inline> {
        let name = self.phase_name(phase);
        let (first, last) = phase.weeks;
        self.words
            .inline(id, &[("first", first.into()), ("last", last.into()), ("name", (&name).into())])
    }

    fn week_table(&self, phase: &'a PhasePlan) -> Block {
        let head = std::iter::once(cell(self.words.get("week-exercise")))
            .chain(Day::ALL.map(|day| centred(self.words.day_short(day))));
        let mut rows = vec![self.session_row(phase)];
        let items = items(phase);
        rows.extend(items.iter().zip(1..).map(|(item, number)| self.item_row(phase, item, number)));
        let start = items.len() as u32 + 1;
        rows.extend(
            (start..).zip(&phase.daily).map(|(number, daily)| self.daily_row(phase, daily, number)),
        );
        rows.push(self.minutes_row(phase));
        let columns = std::iter::once(Width::Share(1.0)).chain([Width::Mm(DAY_MM); 7]);
        Block::Table(Table {
            summary: self.words.get("week-summary"),
            columns: columns.collect(),
            head: head.collect(),
            rows,
            row_mm: 0,
        })
    }

    /// The letter of the session on each day, so that A and B are told by more than a column.
    fn session_row(&self, phase: &PhasePlan) -> Vec<Cell> {
        let label = Cell { row_header: true, ..cell(self.words.get("week-session")) };
        let rest = self.words.get("week-rest");
        let days = Day::ALL.map(|day| match phase.week.get(&day) {
            Some(session) => {
                Cell { text: vec![Inline::strong(session)], centred: true, ..Cell::default() }
            }
            None => Cell { shaded: true, ..centred(rest.clone()) },
        });
        std::iter::once(label).chain(days).collect()
    }

    fn item_row(&self, phase: &PhasePlan, item: &Item, number: u32) -> Vec<Cell> {
        let label = self.row_label(phase, &item.exercise, number, &dose::short(self.words, item));
        let days = Day::ALL.map(|day| {
            let session = phase.week.get(&day).and_then(|name| phase.sessions.get(name));
            let done = session
                .is_some_and(|s| s.items.iter().any(|other| other.exercise == item.exercise));
            Self::boxes(phase, done, session.is_none())
        });
        std::iter::once(label).chain(days).collect()
    }

    fn daily_row(&self, phase: &PhasePlan, daily: &Daily, number: u32) -> Vec<Cell> {
        let first = daily.weeks.first().map_or(daily.minutes, |week| week.minutes);
        let id = if first == daily.minutes { "week-daily-dose" } else { "week-daily-climb" };
        let amount = self.words.with(
            id,
            &[
                ("first", first.into()),
                ("minutes", daily.minutes.into()),
                ("days", daily.days.into()),
            ],
        );
        let label = self.row_label(phase, &daily.exercise, number, &amount);
        std::iter::once(label).chain(Day::ALL.map(|_| Self::boxes(phase, true, false))).collect()
    }

    fn row_label(&self, phase: &PhasePlan, id: &str, number: u32, amount: &str) -> Cell {
        let name = self.exercise(id).map_or(id, |exercise| exercise.name.as_str());
        let text = vec![
            Inline::Link { to: card_anchor(phase, id), text: format!("{number}. {name}") },
            Inline::Break,
            Inline::text(amount),
        ];
        Cell { text, row_header: true, ..Cell::default() }
    }

    /// A box for each week of the phase, or nothing.
    fn boxes(phase: &PhasePlan, done: bool, rest: bool) -> Cell {
        let weeks = phase.weeks.1 + 1 - phase.weeks.0;
        let text = if done { vec![Inline::TickBox; weeks as usize] } else { Vec::new() };
        Cell { text, centred: true, shaded: rest, row_header: false }
    }

    fn minutes_row(&self, phase: &PhasePlan) -> Vec<Cell> {
        let label = Cell { row_header: true, ..cell(self.words.get("week-minutes")) };
        let days = Day::ALL.map(|day| {
            let session = phase.week.get(&day).and_then(|name| phase.sessions.get(name));
            match session {
                Some(session) => centred((session.minutes.ceil() as u32).to_string()),
                None => Cell { shaded: true, ..Cell::default() },
            }
        });
        std::iter::once(label).chain(days).collect()
    }
}

/// The anchor of an exercise's card in a phase.
pub(super) fn card_anchor(phase: &PhasePlan, exercise: &str) -> String {
    format!("{}-{exercise}", phase.id)
}

/// The numbers that the exercises of a phase have on its pages: sessions first, then what is daily.
pub(super) fn numbered(phase: &PhasePlan) -> Vec<(u32, &str)> {
    phase.numbered()
}

/// The exercises of a phase in the order of its pages, each once.
pub(super) fn items(phase: &PhasePlan) -> Vec<&Item> {
    phase.items()
}
