//! Everything that was withheld and every need that is not met, with the reasons.

use super::super::{Block, Cell, Maker, Table, Width, cell};
use crate::planner::plan::Unmet;

/// The most exercises in a row: one precaution may leave out forty, and a row is never cut by the end of a
/// page.
const NAMES_IN_A_ROW: usize = 8;

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

    /// Exercises that would serve a need, together for each precaution, in the therapist's words.
    fn withheld(&self) -> Block {
        let library = self.handout.library;
        let mut lines: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        for withheld in &self.handout.plan.withheld {
            let precaution = library.precaution(&withheld.reason);
            let why = precaution.map_or(&withheld.says, |precaution| &precaution.clinician);
            let name = self.exercise(&withheld.exercise).map_or("", |exercise| &exercise.name);
            match lines.iter_mut().find(|line| (line.0, line.1) == (&withheld.reason, why)) {
                Some(line) => line.2.push(name),
                None => lines.push((&withheld.reason, why, vec![name])),
            }
        }
        let rows = lines.into_iter().flat_map(|(reason, why, names)| {
            let row = |(i, names): (usize, &[&str])| {
                let reason = Cell { row_header: true, ..cell(self.withheld_by(reason, i)) };
                vec![reason, cell(self.words.list(names)), cell(if i == 0 { why } else { "" })]
            };
            evenly(&names).enumerate().map(row).collect::<Vec<_>>()
        });
        Block::Table(Table {
            summary: self.words.get("withheld-summary"),
            columns: [2.0, 4.5, 3.5].map(Width::Share).to_vec(),
            head: ["withheld-precaution", "withheld-exercise", "withheld-why"]
                .map(|id| cell(self.words.get(id)))
                .to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        })
    }

    /// What withholds the exercises of a row: the first one for it, or a later one.
    fn withheld_by(&self, reason: &str, row: usize) -> String {
        if row == 0 {
            return reason.to_owned();
        }
        self.words.with("withheld-continued", &[("precaution", reason.into())])
    }

    /// Each unmet need and its reason once, with the phases.
    fn all_unmet(&self) -> Block {
        let mut lines: Vec<(&Unmet, Vec<String>)> = Vec::new();
        for unmet in &self.handout.plan.unmet {
            let phase = self.words.get(&format!("phase-{}", unmet.phase));
            let same = |(known, _): &&mut (&Unmet, _)| {
                (&known.need, &known.reason, &known.says)
                    == (&unmet.need, &unmet.reason, &unmet.says)
            };
            match lines.iter_mut().find(same) {
                Some((_, phases)) => phases.push(phase),
                None => lines.push((unmet, vec![phase])),
            }
        }
        let rows = lines.into_iter().map(|(unmet, phases)| {
            vec![
                Cell { row_header: true, ..cell(&unmet.need) },
                cell(self.words.list(&phases)),
                cell(&unmet.reason),
                cell(&unmet.says),
            ]
        });
        Block::Table(Table {
            summary: self.words.get("unmet-all-summary"),
            columns: [2.6, 2.4, 1.6, 4.4].map(Width::Share).to_vec(),
            head: ["unmet-need", "unmet-phase", "unmet-reason", "unmet-says"]
                .map(|id| cell(self.words.get(id)))
                .to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        })
    }
}

/// Names in rows as even as can be.
fn evenly<'n>(names: &'n [&'n str]) -> impl Iterator<Item = &'n [&'n str]> {
    let rows = names.len().div_ceil(NAMES_IN_A_ROW).max(1);
    names.chunks(names.len().div_ceil(rows).max(1))
}

#[cfg(test)]
mod tests {
    use super::evenly;

    #[test]
    fn names_stand_in_even_rows_of_eight_at_most() {
        for (names, rows) in [
            (0, vec![]),
            (1, vec![1]),
            (8, vec![8]),
            (9, vec![5, 4]),
            (17, vec![6, 6, 5]),
            (40, vec![8; 5]),
        ] {
            let names = vec!["name"; names];
            assert_eq!(evenly(&names).map(<[&str]>::len).collect::<Vec<_>>(), rows);
        }
    }
}
