//! The log: a row for each session, two weeks on a page, and what matters to the person.

use jiff::civil::Date;

use super::words::of_weeks;
use super::{Block, Cell, Inline, Maker, Paper, Section, Table, TextStyle, Width, cell, centred};
use crate::library::SelfTest;
use crate::progress::calendar;

/// Weeks on a page of the log.
const WEEKS_ON_A_PAGE: u32 = 2;
/// The height of a row in millimetres, for a hand to write in, by the sessions on a page: with more than so many
/// on A4, or on Letter, two weeks would spill over it.
const ROWS_MM: [(usize, usize, u16); 2] = [(12, 10, 7), (10, 7, 8)];
const ROW_MM: u16 = 10;
/// The width of a box for a number, and of a line for a name, in millimetres.
const NUMBER_MM: f32 = 34.0;
const NAME_MM: u16 = 70;
/// Activities that are rated when the person names none.
const ACTIVITIES: usize = 3;

impl Maker<'_> {
    pub(super) fn log(&self) -> Vec<Section> {
        let last = self.handout.plan.last_week();
        let firsts = (self.handout.plan.first_week()..=last).step_by(WEEKS_ON_A_PAGE as usize);
        firsts.map(|first| self.log_page(first, (first + WEEKS_ON_A_PAGE - 1).min(last))).collect()
    }

    fn log_page(&self, first: u32, last: u32) -> Section {
        let title = self.words.inline("log-title", &of_weeks((first, last)));
        let mut blocks = Vec::new();
        if (first..=last).any(|week| self.sessions(week).next().is_some()) {
            blocks.extend([self.paragraph("log-lead"), self.log_table(first, last)]);
        }
        blocks.extend([
            self.heading("log-checks-title"),
            self.checks_lead(first),
            self.checks(first, last),
            self.note("log-screen"),
        ]);
        Section { id: format!("log-{first}"), title, new_page: true, blocks }
    }

    /// How to rate, after what to write down first where the person has named nothing: the same things on
    /// each sheet.
    fn checks_lead(&self, first: u32) -> Block {
        let mut text = Vec::new();
        if self.handout.profile.person.activities.is_empty() {
            let is_first = first == self.handout.plan.first_week();
            text = self.text(if is_first { "log-checks-name" } else { "log-checks-same" });
            text.push(Inline::text(" "));
        }
        text.extend(self.text("log-checks-lead"));
        Block::Paragraph { style: TextStyle::Note, text }
    }

    /// The planned sessions of a week with their dates.
    fn sessions(&self, week: u32) -> impl Iterator<Item = (Date, &str)> {
        calendar::sessions(self.handout.plan, week)
    }

    fn row_mm(&self, first: u32, last: u32) -> u16 {
        let sessions: usize = (first..=last).map(|week| self.sessions(week).count()).sum();
        let letter = self.handout.look.paper == Paper::Letter;
        let tight =
            ROWS_MM.iter().find(|(a4, other, _)| sessions > if letter { *other } else { *a4 });
        tight.map_or(ROW_MM, |(_, _, row_mm)| *row_mm)
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
            row_mm: self.row_mm(first, last),
        })
    }

    /// The activities and the tests, at the end of each week of the page in which tests are due and of
    /// its last one. The first page asks for both at the start too, so that there is something to
    /// compare with.
    fn checks(&self, first: u32, last: u32) -> Block {
        let start = (first == 1).then(|| (self.words.get("log-start"), true));
        let ends = (first..=last).filter(|week| *week == last || self.tests_are_due(*week));
        let ends = ends.map(|week| {
            (self.words.with("log-end", &[("week", week.into())]), self.tests_are_due(week))
        });
        let (heads, tested): (Vec<String>, Vec<bool>) = start.into_iter().chain(ends).unzip();

        let rating = self.words.get("log-rating");
        let always = vec![true; tested.len()];
        let activities = self.activities();
        let mut rows: Vec<Vec<Cell>> =
            activities.iter().map(|name| check_row(name, &rating, &always)).collect();
        if tested.contains(&true) {
            rows.extend(
                self.own_tests().into_iter().flat_map(|test| self.test_rows(test, &tested)),
            );
        }
        let columns = heads.iter().map(|_| Width::Mm(NUMBER_MM));
        let head = heads.iter().map(|head| centred(head.as_str()));
        Block::Table(Table {
            summary: self.words.get("log-checks-summary"),
            columns: std::iter::once(Width::Share(1.0)).chain(columns).collect(),
            head: std::iter::once(cell(self.words.get("log-check"))).chain(head).collect(),
            rows,
            row_mm: self.row_mm(first, last),
        })
    }

    /// The row of a test; one for each side, if it is done one side at a time.
    fn test_rows(&self, test: &SelfTest, tested: &[bool]) -> Vec<Vec<Cell>> {
        let sides = ["side-left", "side-right"].map(|side| self.words.get(side));
        let names = match test.sides {
            true => sides.iter().map(|side| format!("{}, {side}", test.name)).collect(),
            false => vec![test.name.clone()],
        };
        names.iter().map(|name| check_row(name, &test.result, tested)).collect()
    }

    /// What matters to the person, or room to name it.
    fn activities(&self) -> Vec<String> {
        let own = &self.handout.profile.person.activities;
        match own.as_slice() {
            [] => vec![String::new(); ACTIVITIES],
            own => own.iter().map(|name| super::words::capital(name)).collect(),
        }
    }
}

/// A row with a box for each time; one at which it is not due is shaded.
fn check_row(name: &str, unit: &str, due: &[bool]) -> Vec<Cell> {
    let mut label = vec![Inline::strong(name)];
    if name.trim().is_empty() {
        label = vec![Inline::Blank(NAME_MM)];
    }
    label.push(Inline::Break);
    label.push(Inline::text(unit));
    let label = Cell { text: label, row_header: true, ..Cell::default() };
    let boxes = due.iter().map(|due| Cell { shaded: !due, ..Cell::default() });
    std::iter::once(label).chain(boxes).collect()
}
