//! The log: a row for each session, two weeks on a page, and what matters to the person.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::words::weekday;
use super::{Block, Cell, Inline, Maker, Section, Table, TextStyle, Width, cell, centred};
use crate::planner::plan::PhasePlan;

/// Weeks on a page of the log.
const WEEKS_ON_A_PAGE: u32 = 2;
/// The height of a row in millimetres, for a hand to write in.
const ROW_MM: u16 = 11;
/// Activities that are rated when the person names none.
const ACTIVITIES: usize = 3;

impl Maker<'_> {
    pub(super) fn log(&self) -> Vec<Section> {
        let last = self.handout.plan.phases.last().map_or(0, |phase| phase.weeks.1);
        let firsts = (self.handout.plan.first_week()..=last).step_by(WEEKS_ON_A_PAGE as usize);
        firsts.map(|first| self.log_page(first, (first + WEEKS_ON_A_PAGE - 1).min(last))).collect()
    }

    fn log_page(&self, first: u32, last: u32) -> Section {
        let id = if first == last { "log-title-one" } else { "log-title" };
        let title = self.words.inline(id, &[("first", first.into()), ("last", last.into())]);
        let rate = self.words.inline("log-activities-lead", &[("week", last.into())]);
        let blocks = vec![
            self.paragraph("log-lead"),
            self.log_table(first, last),
            self.heading("log-activities-title"),
            Block::Paragraph { style: TextStyle::Body, text: rate },
            self.activities(),
            self.note("log-screen"),
        ];
        Section { id: format!("log-{first}"), title, new_page: true, blocks }
    }

    fn phase_of(&self, week: u32) -> Option<&PhasePlan> {
        self.handout
            .plan
            .phases
            .iter()
            .find(|phase| (phase.weeks.0..=phase.weeks.1).contains(&week))
    }

    /// The planned sessions of a week with their dates.
    fn sessions(&self, week: u32) -> Vec<(Date, String)> {
        let Some(phase) = self.phase_of(week) else { return Vec::new() };
        let first = self.week_start(week);
        let dates = (0..7).filter_map(|offset| first.checked_add(i64::from(offset).days()).ok());
        dates.filter_map(|date| Some((date, phase.week.get(&weekday(date))?.clone()))).collect()
    }

    fn log_table(&self, first: u32, last: u32) -> Block {
        let rows = (first..=last).flat_map(|week| self.sessions(week)).map(|(date, session)| {
            vec![
                Cell { row_header: true, ..cell(self.words.date_short(date)) },
                centred(session),
                Cell { text: vec![Inline::TickBox], centred: true, ..Cell::default() },
                Cell::default(),
                Cell::default(),
                Cell::default(),
            ]
        });
        let heads = ["log-day", "log-session", "log-done", "log-pain", "log-morning", "log-effort"];
        Block::Table(Table {
            summary: self.words.get("log-summary"),
            columns: vec![
                Width::Share(1.0),
                Width::Mm(22.0),
                Width::Mm(18.0),
                Width::Mm(24.0),
                Width::Mm(30.0),
                Width::Mm(22.0),
            ],
            head: heads.map(|id| centred(self.words.get(id))).to_vec(),
            rows: rows.collect(),
            row_mm: ROW_MM,
        })
    }

    fn activities(&self) -> Block {
        let own = &self.handout.profile.person.activities;
        let mut names: Vec<String> = own.clone();
        names.resize(own.len().max(ACTIVITIES), String::new());
        let rows = names.into_iter().map(|name| {
            vec![Cell { row_header: true, ..cell(super::words::capital(&name)) }, Cell::default()]
        });
        Block::Table(Table {
            summary: self.words.get("log-activities-summary"),
            columns: vec![Width::Share(1.0), Width::Mm(30.0)],
            head: vec![cell(self.words.get("log-activity")), centred(self.words.get("log-rating"))],
            rows: rows.collect(),
            row_mm: ROW_MM,
        })
    }
}
