//! How it has gone: sessions, pain and function week by week, and what changed and why.

use super::chart::Series;
use super::words::Value;
use super::{Block, Cell, Inline, Maker, Section, Table, TextStyle, Width, cell, centred};
use crate::progress::course::{Course, CourseWeek};
use crate::quantity::Rating;

/// A rating in tenths.
const TENTHS: u32 = 10;
/// The width of a column with a number, in millimetres.
const NUMBER_MM: f32 = 34.0;

impl Maker<'_> {
    /// The page, once there is something to tell.
    pub(super) fn progress(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        if let Some(course) = &self.course_so_far() {
            blocks.extend(self.sessions_done(course));
            blocks.extend(self.pain_chart(course));
            blocks.extend(self.function_chart(course));
            blocks.extend(self.test_results(course));
        }
        blocks.extend(self.all_changes());
        (!blocks.is_empty()).then(|| Section {
            id: "progress".to_owned(),
            title: self.text("progress-title"),
            new_page: true,
            blocks,
        })
    }

    /// The weeks before the plan, since what it asks for has only begun; all of them where it is the first.
    fn course_so_far(&self) -> Option<Course> {
        let mut course = self.handout.course?.clone();
        let start = self.handout.plan.start;
        let before = course.weeks.partition_point(|week| week.start < start);
        if before > 0 {
            course.weeks.truncate(before);
        }
        Some(course)
    }

    fn sessions_done(&self, course: &Course) -> Option<Block> {
        let done: u32 = course.weeks.iter().map(|week| week.done).sum();
        let planned: u32 = course.weeks.iter().map(|week| week.planned).sum();
        let weeks = course.weeks.len() as u32;
        let values = [("done", done.into()), ("planned", planned.into()), ("weeks", weeks.into())];
        let text = self.words.inline("progress-done", &values);
        (planned > 0).then_some(Block::Paragraph { style: TextStyle::Lead, text })
    }

    fn pain_chart(&self, course: &Course) -> Vec<Block> {
        let ratings = |of: fn(&CourseWeek) -> Option<Rating>| -> Vec<Option<u32>> {
            course.weeks.iter().map(|week| of(week).map(|rating| rating.get() * TENTHS)).collect()
        };
        let during = ratings(|week| week.pain_during);
        let morning = ratings(|week| week.pain_morning);
        if during.iter().chain(&morning).all(Option::is_none) {
            return Vec::new();
        }
        let told = [("progress-during", &during), ("progress-morning", &morning)];
        let alt = self.told_weeks("progress-pain-alt", &told);
        let series =
            [Series { tenths: during, filled: true }, Series { tenths: morning, filled: false }];
        let chart = self.chart(course.weeks.len() as u32, &series, alt);
        vec![self.heading("progress-pain"), self.note("progress-pain-lead"), Block::Diagram(chart)]
    }

    fn function_chart(&self, course: &Course) -> Vec<Block> {
        let tenths: Vec<Option<u32>> = course.weeks.iter().map(CourseWeek::function).collect();
        if tenths.iter().all(Option::is_none) {
            return Vec::new();
        }
        let alt = self.told_weeks("progress-function-alt", &[("progress-mean", &tenths)]);
        let series = [Series { tenths, filled: true }];
        let chart = self.chart(course.weeks.len() as u32, &series, alt);
        let names = self.words.list(&course.activities);
        let lead = self.words.inline("progress-function-lead", &[("names", (&names).into())]);
        vec![
            self.heading("progress-function"),
            Block::Paragraph { style: TextStyle::Note, text: lead },
            Block::Diagram(chart),
        ]
    }

    /// A chart in words: each line, week by week; weeks without a rating are passed over.
    fn told_weeks(&self, lead: &str, lines: &[(&str, &Vec<Option<u32>>)]) -> String {
        let mut told = vec![self.words.get(lead)];
        for (id, tenths) in lines {
            let weeks = (1_u32..).zip(*tenths).filter_map(|(week, tenths)| {
                let rating = tenths_in_words((*tenths)?);
                let values = [("week", Value::from(week)), ("rating", (&rating).into())];
                Some(self.words.with("progress-week-alt", &values))
            });
            let weeks: Vec<String> = weeks.collect();
            if !weeks.is_empty() {
                let weeks = weeks.join(", ");
                told.push(self.words.with(id, &[("weeks", (&weeks).into())]));
            }
        }
        told.join(" ")
    }

    /// A row for each week in which a test was done.
    fn test_results(&self, course: &Course) -> Vec<Block> {
        let none = || "–".to_owned();
        let shown =
            |value: Option<u32>| centred(value.map_or_else(none, |value| value.to_string()));
        let tested = |week: &&CourseWeek| week.chair_stand.is_some() || week.single_leg.is_some();
        let rows = course.weeks.iter().filter(tested).map(|week| {
            let legs = week.single_leg.unwrap_or_default();
            vec![
                Cell { row_header: true, ..centred(week.week.to_string()) },
                shown(week.chair_stand.map(|stands| stands.get())),
                shown(legs.left.map(|seconds| seconds.get())),
                shown(legs.right.map(|seconds| seconds.get())),
            ]
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let heads = ["progress-week", "progress-chair", "progress-left", "progress-right"];
        let table = Table {
            summary: self.words.get("progress-tests-summary"),
            columns: vec![Width::Mm(NUMBER_MM); heads.len()],
            head: heads.map(|id| centred(self.words.get(id))).to_vec(),
            rows,
            row_mm: 0,
        };
        vec![self.heading("progress-tests"), Block::Table(table)]
    }

    /// Each change with its reason.
    fn all_changes(&self) -> Vec<Block> {
        let changes = &self.handout.plan.changes;
        if changes.is_empty() {
            return Vec::new();
        }
        let rows = changes.iter().map(|change| {
            let mut what = vec![Inline::strong(self.change_mark(change.kind))];
            if let Some(amounts) = self.amounts_in_words(change) {
                what.push(Inline::Break);
                what.extend(amounts);
            }
            vec![
                Cell { row_header: true, ..cell(self.changed_name(change)) },
                Cell { text: what, ..Cell::default() },
                cell(&change.why),
            ]
        });
        let table = Table {
            summary: self.words.get("progress-changes-summary"),
            columns: vec![Width::Share(1.0), Width::Share(1.0), Width::Share(1.4)],
            head: ["progress-exercise", "progress-change", "progress-why"]
                .map(|id| cell(self.words.get(id)))
                .to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        };
        vec![self.heading("progress-changes"), Block::Table(table)]
    }
}

/// A rating in tenths as people write it: `4` or `4.5`.
fn tenths_in_words(tenths: u32) -> String {
    match tenths % TENTHS {
        0 => (tenths / TENTHS).to_string(),
        rest => format!("{}.{rest}", tenths / TENTHS),
    }
}
