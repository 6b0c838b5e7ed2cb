//! How good each phase's week is, and how good it could be.

use super::super::{Block, Cell, Maker, Table, Width, cell, centred};

impl Maker<'_> {
    pub(super) fn quality(&self) -> Vec<Block> {
        vec![
            self.heading("quality-title"),
            self.note("quality-lead"),
            self.certificates(),
            self.note("quality-terms-lead"),
            self.terms(),
        ]
    }

    /// A row for each phase: score, bound, whether it is proven, nodes of the search.
    fn certificates(&self) -> Block {
        let rows = self.handout.plan.phases.iter().map(|phase| {
            let certificate = &phase.certificate;
            let proven = if certificate.proven { "quality-yes" } else { "quality-no" };
            vec![
                Cell { row_header: true, ..cell(self.phase_name(phase)) },
                centred(certificate.score.to_string()),
                centred(certificate.bound.to_string()),
                centred(self.words.get(proven)),
                centred(certificate.nodes.to_string()),
            ]
        });
        let heads = ["score", "bound", "proven", "nodes"];
        self.quality_table("quality-summary", &heads, rows.collect())
    }

    /// A row for each phase: what the score is made of.
    fn terms(&self) -> Block {
        let rows = self.handout.plan.phases.iter().map(|phase| {
            let name = Cell { row_header: true, ..cell(self.phase_name(phase)) };
            let terms = phase.certificate.terms.named();
            let points = terms.into_iter().map(|(_, points)| centred(points.to_string()));
            std::iter::once(name).chain(points).collect()
        });
        let heads = ["coverage", "neglect", "changes", "menu", "novelty", "effort"];
        self.quality_table("quality-terms-summary", &heads, rows.collect())
    }

    fn quality_table(&self, summary: &str, heads: &[&str], rows: Vec<Vec<Cell>>) -> Block {
        let first = cell(self.words.get("quality-phase"));
        let heads = heads.iter().map(|id| centred(self.words.get(&format!("quality-{id}"))));
        let head: Vec<Cell> = std::iter::once(first).chain(heads).collect();
        Block::Table(Table {
            summary: self.words.get(summary),
            columns: vec![Width::Share(1.0); head.len()],
            head,
            rows,
            row_mm: 0,
        })
    }
}
