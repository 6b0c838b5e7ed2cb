//! A phase: its week on a page to hang up, then its cards.

use super::words::{of_weeks, stars};
use super::{
    BODY_PT, Badge, Block, Cell, Inline, LARGE_PT, Maker, Section, Table, TextStyle, Width, cell,
    centred, dose,
};
use crate::planner::plan::{Daily, Item, PhasePlan};
use crate::quantity::{Day, Side};
use crate::screening;

/// The width of a day's column in millimetres: two boxes to tick stand side by side.
const DAY_MM: f32 = 15.4;
/// The width of the column of a day without a session, which leaves more room for names and doses.
const REST_MM: f32 = 11.0;
/// The widths of a week's column in millimetres, where there are few weeks and where there are many.
const WEEK_MM: (f32, f32) = (26.0, 17.0);
/// The weeks that are few.
const FEW_WEEKS: u32 = 4;

impl<'a> Maker<'a> {
    pub(super) fn phase_week(&self, phase: &'a PhasePlan) -> Section {
        let rules = self.handout.library.phases.phases.iter().find(|rules| rules.id == phase.id);
        let library = self.handout.library;
        let (low, high) =
            rules.map_or((0, 0), |rules| screening::effort(library, &self.clearance, rules));
        let aim = self.words.get(&format!("phase-aim-{}", phase.id));
        let lead = match () {
            () if phase.week.is_empty() => "phase-lead-none",
            () if low < high => "phase-lead",
            () => "phase-lead-one",
        };
        let values = [("aim", (&aim).into()), ("low", low.into()), ("high", high.into())];
        let lead = self.words.inline(lead, &values);
        let mut blocks = vec![Block::Paragraph { style: TextStyle::Body, text: lead }];
        if !phase.week.is_empty() {
            blocks.extend([self.week_table(phase), self.week_note(phase)]);
        }
        if let Some(table) = self.daily_table(phase) {
            blocks.extend([table, self.note("daily-boxes")]);
        }
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
        for (number, item) in phase.items().into_iter().enumerate() {
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
            let start = phase.items().len() as u32 + 1;
            for (number, daily) in (start..).zip(&phase.daily) {
                blocks.extend(self.daily_card(phase, daily, number));
            }
        }
        Section {
            id: cards_section(phase),
            title: self.phase_title("cards-title", phase),
            new_page: true,
            blocks,
        }
    }

    fn phase_title(&self, id: &str, phase: &PhasePlan) -> Vec<Inline> {
        let name = self.phase_name(phase);
        stars(&self.words.with_weeks(id, phase.weeks, &[("name", (&name).into())]))
    }

    fn week_table(&self, phase: &'a PhasePlan) -> Block {
        let head = std::iter::once(cell(self.words.get("week-exercise")))
            .chain(Day::ALL.map(|day| centred(self.words.day_short(day))));
        let mut rows = vec![self.session_row(phase)];
        rows.extend(
            (1..).zip(phase.items()).map(|(number, item)| self.item_row(phase, item, number)),
        );
        rows.push(self.minutes_row(phase));
        // Widths grow with the text, boxes do not.
        let day_mm =
            if self.handout.look.large_print { DAY_MM * BODY_PT / LARGE_PT } else { DAY_MM };
        let days = Day::ALL.map(|day| {
            Width::Mm(if phase.week.contains_key(&day) { day_mm } else { REST_MM.min(day_mm) })
        });
        let columns = std::iter::once(Width::Share(1.0)).chain(days);
        Block::Table(Table {
            summary: self.words.get("week-summary"),
            columns: columns.collect(),
            head: head.collect(),
            rows,
            row_mm: 0,
        })
    }

    /// How to read the week.
    fn week_note(&self, phase: &PhasePlan) -> Block {
        let mut lines = Vec::new();
        if phase.sessions.len() > 1 {
            lines.push(self.words.get("week-ab"));
        }
        lines.push(self.words.with("week-boxes", &of_weeks(phase.weeks)));
        if phase.items().iter().any(|item| item.dose.iter().any(|dose| dose.sets > 1)) {
            lines.push(self.words.get("week-times"));
        }
        Block::Paragraph { style: TextStyle::Note, text: vec![Inline::text(lines.join(" "))] }
    }

    /// What is done beside the sessions, with its minutes week by week.
    fn daily_table(&self, phase: &'a PhasePlan) -> Option<Block> {
        if phase.daily.is_empty() {
            return None;
        }
        let weeks = phase.weeks.0..=phase.weeks.1;
        let week_mm = if phase.length() > FEW_WEEKS { WEEK_MM.1 } else { WEEK_MM.0 };
        let label = |week: u32| centred(self.words.with("daily-week", &[("week", week.into())]));
        let first = phase.items().len() as u32 + 1;
        let rows = (first..).zip(&phase.daily);
        let columns = std::iter::once(Width::Share(1.0));
        Some(Block::Table(Table {
            summary: self.words.get("daily-summary"),
            columns: columns.chain(weeks.clone().map(|_| Width::Mm(week_mm))).collect(),
            head: std::iter::once(cell(self.words.get("daily-exercise")))
                .chain(weeks.map(label))
                .collect(),
            rows: rows.map(|(number, daily)| self.daily_row(phase, daily, number)).collect(),
            row_mm: 0,
        }))
    }

    /// The letter of the session on each day, so that A and B are told by more than a column.
    fn session_row(&self, phase: &PhasePlan) -> Vec<Cell> {
        let label = Cell { row_header: true, ..cell(self.words.get("week-session")) };
        let rest = self.words.get("week-rest");
        let days = Day::ALL.map(|day| match phase.week.get(&day) {
            Some(session) => Cell {
                text: vec![Inline::strong(session)],
                centred: true,
                badge: Some(badge(phase, session)),
                ..Cell::default()
            },
            None => Cell { shaded: true, ..centred(rest.clone()) },
        });
        std::iter::once(label).chain(days).collect()
    }

    fn item_row(&self, phase: &PhasePlan, item: &Item, number: u32) -> Vec<Cell> {
        let mut amounts = dose::short(self.words, item, self.is_timed(&item.exercise));
        if self.exercise(&item.exercise).is_some_and(|exercise| exercise.unilateral) {
            let side = self.words.get(&format!("week-side-{}", item.side.as_str()));
            if let [only] = amounts.as_mut_slice() {
                let values = [("amount", (&*only).into()), ("side", (&side).into())];
                *only = self.words.with("week-amount-side", &values);
            } else {
                // Behind the last week's amount it would seem to hold for that week only.
                amounts.insert(0, side);
            }
        }
        let label = self.row_label(phase, (&item.exercise, item.side), number, &amounts);
        let days = Day::ALL.map(|day| {
            let session = phase.week.get(&day).and_then(|name| phase.sessions.get(name));
            let done = session
                .is_some_and(|s| s.items.iter().any(|other| other.exercise == item.exercise));
            let text =
                if done { vec![Inline::TickBox; phase.length() as usize] } else { Vec::new() };
            Cell { text, centred: true, shaded: session.is_none(), ..Cell::default() }
        });
        std::iter::once(label).chain(days).collect()
    }

    fn daily_row(&self, phase: &PhasePlan, daily: &Daily, number: u32) -> Vec<Cell> {
        let days = self.words.with("daily-days", &[("days", daily.days.into())]);
        let label = self.row_label(phase, (&daily.exercise, Side::Both), number, &[days]);
        let weeks = daily.weeks.iter().map(|week| {
            let minutes = self.words.with("daily-minutes", &[("minutes", week.minutes.into())]);
            let text = vec![Inline::text(minutes), Inline::TickBox];
            Cell { text, centred: true, ..Cell::default() }
        });
        std::iter::once(label).chain(weeks).collect()
    }

    /// The head of a row: picture, number and name, and how much.
    fn row_label(
        &self,
        phase: &PhasePlan,
        (id, side): (&str, Side),
        number: u32,
        amounts: &[String],
    ) -> Cell {
        let exercise = self.exercise(id);
        let name = exercise.map_or(id, |exercise| exercise.name.as_str());
        let to = card_anchor(phase, id);
        let mut text = vec![Inline::Link { to, text: format!("{number}. {name}") }];
        for amount in amounts {
            text.extend([Inline::Break, Inline::text(amount)]);
        }
        let picture = exercise.and_then(|exercise| self.telling_drawing(exercise, side));
        Cell { text, row_header: true, picture, ..Cell::default() }
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

/// The shape of a session's letter: the first of a phase has the disc.
fn badge(phase: &PhasePlan, session: &str) -> Badge {
    match phase.sessions.keys().next() {
        Some(first) if first != session => Badge::Square,
        _ => Badge::Disc,
    }
}

/// The id of the section of a phase's cards.
pub(super) fn cards_section(phase: &PhasePlan) -> String {
    format!("cards-{}", phase.id)
}

/// The anchor of an exercise's card in a phase.
pub(super) fn card_anchor(phase: &PhasePlan, exercise: &str) -> String {
    format!("{}-{exercise}", phase.id)
}
