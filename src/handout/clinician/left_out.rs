//! Everything that was withheld and every need that is not met, with the reasons.

use super::super::{Block, Cell, Maker, Table, Width, cell};

impl Maker<'_> {
    pub(super) fn all_left_out(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.handout.plan.withheld.is_empty() {
            blocks.push(self.withheld());
        }
        if !self.handout.plan.unmet.is_empty() {
            blocks.push(self.heading("unmet-all-title"));
            blocks.push(self.all_unmet());
        }
        blocks
    }

    /// Exercises that would serve a need, with the precaution in the therapist's words.
    fn withheld(&self) -> Block {
        let library = self.handout.library;
        let rows = self.handout.plan.withheld.iter().map(|withheld| {
            let precaution = library.precaution(&withheld.reason);
            let why = precaution.map_or(&withheld.says, |precaution| &precaution.clinician);
            vec![self.exercise_cell(&withheld.exercise), cell(&withheld.reason), cell(why)]
        });
        Block::Table(Table {
            summary: self.words.get("withheld-summary"),
            columns: [3.0, 2.0, 5.0].map(Width::Share).to_vec(),
            head: ["withheld-exercise", "withheld-precaution", "withheld-why"]
                .map(|id| cell(self.words.get(id)))
                .to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        })
    }

    fn all_unmet(&self) -> Block {
        let rows = self.handout.plan.unmet.iter().map(|unmet| {
            let phase = self.words.get(&format!("phase-{}", unmet.phase));
            vec![
                Cell { row_header: true, ..cell(&unmet.need) },
                cell(phase),
                cell(&unmet.reason),
                cell(&unmet.says),
            ]
        });
        Block::Table(Table {
            summary: self.words.get("unmet-all-summary"),
            columns: [3.0, 2.0, 2.0, 4.0].map(Width::Share).to_vec(),
            head: ["unmet-need", "unmet-phase", "unmet-reason", "unmet-says"]
                .map(|id| cell(self.words.get(id)))
                .to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        })
    }
}
