//! The log: a row for each session, two weeks on a page, and what matters to the person.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Block, Cell, Inline, Maker, Section, Table, Width, cell, centred};
use crate::planner::plan::PhasePlan;
use crate::quantity::Day;

/// Weeks on a page of the log.
const WEEKS_ON_A_PAGE: u32 = 2;
/// The height of a row in millimetres, for a hand to write in.
const ROW_MM: u16 = 10;
/// The width of a box for a number, and of a line for a name, in millimetres.
const NUMBER_MM: f32 = 34.0;
const NAME_MM: u16 = 70;
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
        let blocks = vec![
            self.paragraph("log-lead"),
            self.log_table(first, last),
            self.heading("log-checks-title"),
            self.note("log-checks-lead"),
            self.checks(first, last),
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
        dates.filter_map(|date| Some((date, phase.week.get(&Day::of(date))?.clone()))).collect()
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

    /// The activities at the end of the page's last week, and the tests if they are due then. The first
    /// page asks for both at the start too, so that there is something to compare with.
    fn checks(&self, first: u32, last: u32) -> Block {
        let starts = first == 1;
        let due = self.tests_are_due(last);
        let mut rows = Vec::new();
        for name in self.activities() {
            rows.push(check_row(&name, &self.words.get("log-rating"), starts, true));
        }
        for test in self.own_tests().into_iter().filter(|_| starts || due) {
            let sides: &[Option<&str>] =
                if test.sides { &[Some("side-left"), Some("side-right")] } else { &[None] };
            for side in sides {
                let name = match side {
                    Some(side) => format!("{}, {}", test.name, self.words.get(side)),
                    None => test.name.clone(),
                };
                rows.push(check_row(&name, &test.result, starts, due));
            }
        }
        let mut columns = vec![Width::Share(1.0), Width::Mm(NUMBER_MM)];
        let end = self.words.with("log-end", &[("week", last.into())]);
        let mut head = vec![cell(self.words.get("log-check")), centred(end)];
        if starts {
            columns.push(Width::Mm(NUMBER_MM));
            head.insert(1, centred(self.words.get("log-start")));
        }
        let summary = self.words.get("log-checks-summary");
        Block::Table(Table { summary, columns, head, rows, row_mm: ROW_MM })
    }

    /// What matters to the person, or room to name it.
    fn activities(&self) -> Vec<String> {
        let own = &self.handout.profile.person.activities;
        let mut names: Vec<String> = own.iter().map(|name| super::words::capital(name)).collect();
        names.resize(own.len().max(ACTIVITIES), String::new());
        names
    }
}

/// A row with a box for the start, if there is one, and for the end; a box that is not due is shaded.
fn check_row(name: &str, unit: &str, starts: bool, due: bool) -> Vec<Cell> {
    let mut label = vec![Inline::strong(name)];
    if name.is_empty() {
        label = vec![Inline::Blank(NAME_MM)];
    }
    label.push(Inline::Break);
    label.push(Inline::text(unit));
    let mut row = vec![Cell { text: label, row_header: true, ..Cell::default() }];
    row.extend(starts.then(Cell::default));
    row.push(Cell { shaded: !due, ..Cell::default() });
    row
}
