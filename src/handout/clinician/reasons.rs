//! Why each exercise is in the plan: what it serves, and what the week would lose without it.

use super::super::{Block, Cell, Inline, Maker, Table, Width, cell, dose};
use crate::planner::plan::{Item, PhasePlan};
use crate::quantity::Points;

/// The least thousandths of a point that are not shown as zero.
const SHOWN: i64 = 50;

impl Maker<'_> {
    pub(super) fn reasons(&self) -> Vec<Block> {
        let mut blocks = vec![self.note("reasons-lead")];
        for phase in &self.handout.plan.phases {
            blocks.push(Block::Heading {
                level: 2,
                anchor: None,
                text: vec![Inline::text(self.phase_name(phase))],
            });
            blocks.push(self.reasons_of(phase));
        }
        blocks
    }

    fn reasons_of(&self, phase: &PhasePlan) -> Block {
        let rows = items(phase).into_iter().map(|(sessions, item)| {
            let side = self.words.get(&format!("side-{}", item.side.as_str()));
            let given = vec![
                Inline::text(sessions.join(", ")),
                Inline::Break,
                Inline::text(
                    dose::short(self.words, item, self.is_timed(&item.exercise)).join("; "),
                ),
                Inline::Break,
                Inline::text(side),
            ];
            vec![
                self.exercise_cell(&item.exercise),
                Cell { text: given, ..Cell::default() },
                cell(item.serves.join(", ")),
                cell(self.worth(item)),
            ]
        });
        let heads = ["reasons-exercise", "reasons-dose", "reasons-for", "reasons-worth"];
        let shares = [3.0, 2.2, 3.0, 2.2];
        Block::Table(Table {
            summary: self.words.get("reasons-summary"),
            columns: shares.map(Width::Share).to_vec(),
            head: heads.map(|id| cell(self.words.get(id))).to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        })
    }

    /// The points that the phase would lose without an exercise, and the terms that they are made of.
    fn worth(&self, item: &Item) -> String {
        let sum: Points = item.reason.values().copied().sum();
        let terms = item.reason.iter().filter(|(_, points)| points.0.abs() >= SHOWN);
        let terms: Vec<String> = terms
            .map(|(term, points)| {
                format!("{} {points}", self.words.get(&format!("quality-{term}")))
            })
            .collect();
        if terms.is_empty() { sum.to_string() } else { format!("{sum} ({})", terms.join(", ")) }
    }
}

/// Each exercise of a phase once, with the sessions that it is in.
fn items(phase: &PhasePlan) -> Vec<(Vec<&str>, &Item)> {
    let mut items: Vec<(Vec<&str>, &Item)> = Vec::new();
    for (name, session) in &phase.sessions {
        for item in &session.items {
            match items.iter_mut().find(|(_, known)| known.exercise == item.exercise) {
                Some((sessions, _)) => sessions.push(name),
                None => items.push((vec![name], item)),
            }
        }
    }
    items
}
