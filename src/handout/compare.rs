//! What is other in a plan than in an earlier one, as a page for the record.

use std::fmt::Write as _;

use super::words::{Words, capital, of_weeks, worded};
use super::{
    Block, Cell, Document, Inline, Look, Marker, Paper, Section, Table, TextStyle, Width, cell,
    framed,
};
use crate::finding::Finding;
use crate::library::Library;
use crate::progress::diff::{Diff, Doing, ExerciseDiff, PhaseDiff};

/// Makes the page. `name` is the person's, if it may be printed.
///
/// # Errors
/// Findings when a message of the page's words is missing or broken.
pub fn compared(
    library: &Library,
    diff: &Diff,
    name: Option<&str>,
    paper: Paper,
) -> Result<Document, Vec<Finding>> {
    worded(library, |words| {
        let title = words.get("diff-title");
        let section = Section {
            id: "diff".to_owned(),
            title: words.inline("diff-title", &[]),
            new_page: true,
            blocks: Compare { library, words }.blocks(diff),
        };
        Document {
            header: (name.unwrap_or_default().to_owned(), title.clone()),
            date: diff.start.1,
            sections: vec![section],
            ..framed(words, title, Look::usual(paper))
        }
    })
}

struct Compare<'a> {
    library: &'a Library,
    words: &'a Words,
}

impl Compare<'_> {
    fn blocks(&self, diff: &Diff) -> Vec<Block> {
        let (before, now) =
            (self.words.date_long(diff.start.0), self.words.date_long(diff.start.1));
        let dates = [("before", (&before).into()), ("now", (&now).into())];
        let mut blocks = vec![Block::Paragraph {
            style: TextStyle::Lead,
            text: self.words.inline("diff-lead", &dates),
        }];
        if diff.is_empty() {
            let text = self.words.inline("diff-same", &[]);
            blocks.push(Block::Paragraph { style: TextStyle::Body, text });
        }
        let items = self.lines(diff);
        if !items.is_empty() {
            blocks.push(Block::List { marker: Marker::Bullet, items });
        }
        for phase in &diff.phases {
            blocks.extend(self.phase(phase));
        }
        blocks
    }

    /// What came in and went, a line each.
    fn lines(&self, diff: &Diff) -> Vec<Vec<Inline>> {
        let muscle = |id: &String| self.library.muscle(id).map_or(id.clone(), |it| it.name.clone());
        let precaution =
            |id: &String| self.library.precaution(id).map_or(id.clone(), |it| it.name.clone());
        let lists: [(&str, Vec<String>); 4] = [
            ("diff-muscles-new", diff.muscles_new.iter().map(muscle).collect()),
            ("diff-muscles-gone", diff.muscles_gone.iter().map(muscle).collect()),
            ("diff-precautions-new", diff.precautions_new.iter().map(precaution).collect()),
            ("diff-precautions-gone", diff.precautions_gone.iter().map(precaution).collect()),
        ];
        let filled = lists.into_iter().filter(|(_, names)| !names.is_empty());
        filled
            .map(|(id, names)| {
                let names = self.words.list(&names);
                self.words.inline(id, &[("names", (&names).into())])
            })
            .collect()
    }

    fn phase(&self, phase: &PhaseDiff) -> Vec<Block> {
        let name = self.words.get(&format!("phase-{}", phase.id));
        let weeks = match (phase.weeks_before, phase.weeks_now) {
            (Some(before), Some(now)) if before == now => self.weeks(now),
            (Some(before), Some(now)) => {
                let (before, now) = (self.weeks(before), self.weeks(now));
                let values = [("before", (&before).into()), ("now", (&now).into())];
                self.words.with("diff-weeks-moved", &values)
            }
            (None, Some(now)) => self.weeks(now),
            (_, None) => self.words.get("diff-over"),
        };
        let heading = vec![Inline::text(format!("{}: {weeks}", capital(&name)))];
        let mut blocks = vec![Block::Heading { level: 2, anchor: None, text: heading }];
        // A phase that is over needs no list of what was in it.
        if phase.weeks_now.is_some() && !phase.exercises.is_empty() {
            blocks.push(self.table(&phase.exercises));
        }
        blocks
    }

    fn weeks(&self, weeks: (u32, u32)) -> String {
        self.words.with("weeks", &of_weeks(weeks))
    }

    fn table(&self, exercises: &[ExerciseDiff]) -> Block {
        let heads = ["diff-exercise", "diff-before", "diff-now", "diff-why"];
        let rows = exercises.iter().map(|it| {
            let name = self.library.exercises.get(&it.exercise);
            let name = name.map_or(it.exercise.as_str(), |exercise| exercise.name.as_str());
            vec![
                Cell { row_header: true, ..cell(name.to_owned()) },
                cell(self.doing(it.before.as_ref())),
                cell(self.doing(it.now.as_ref())),
                cell(it.why.join(" ")),
            ]
        });
        Block::Table(Table {
            summary: self.words.get("diff-summary"),
            columns: vec![Width::Share(1.0), Width::Mm(38.0), Width::Mm(38.0), Width::Share(1.0)],
            head: heads.map(|id| cell(self.words.get(id))).to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        })
    }

    fn doing(&self, doing: Option<&Doing>) -> String {
        let Some(doing) = doing else { return self.words.get("diff-none") };
        let mut text = doing.sessions.join(" + ");
        if !text.is_empty() {
            text.push_str(": ");
        }
        let _ = write!(text, "{}", doing.amounts.join(", "));
        text
    }
}
