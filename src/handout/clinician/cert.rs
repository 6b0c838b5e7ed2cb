//! What the plan reports, item by item of the Consensus on Exercise Reporting Template (CERT, 2016).

use super::super::{Block, Cell, Inline, Maker, Table, Width, cell};
use crate::planner::plan::PhasePlan;

/// The items of the template.
const ITEMS: u32 = 16;
/// The width of an item's number in millimetres.
const NUMBER_MM: f32 = 12.0;

impl Maker<'_> {
    pub(super) fn cert(&self) -> Vec<Block> {
        let values = self.cert_values();
        let values: Vec<(&str, super::super::words::Value)> =
            values.iter().map(|(key, value)| (*key, value.into())).collect();
        let rows = (1..=ITEMS).map(|item| {
            let text = self.words.inline(&format!("cert-{item}-text"), &values);
            vec![
                cell(item.to_string()),
                Cell { row_header: true, ..cell(self.words.get(&format!("cert-{item}"))) },
                Cell { text, ..Cell::default() },
            ]
        });
        let table = Table {
            summary: self.words.get("cert-summary"),
            columns: vec![Width::Mm(NUMBER_MM), Width::Share(2.0), Width::Share(5.0)],
            head: ["cert-number", "cert-item", "cert-here"]
                .map(|id| cell(self.words.get(id)))
                .to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        };
        let mut events = self.text("cert-events");
        events.extend([Inline::Text(" ".to_owned()), Inline::Blank(super::LONG_MM)]);
        let events = Block::Paragraph { style: super::TextStyle::Note, text: events };
        vec![self.note("cert-lead"), Block::Table(table), events]
    }

    /// What the items name of this plan.
    fn cert_values(&self) -> Vec<(&'static str, String)> {
        let plan = self.handout.plan;
        let library = self.handout.library;
        let sessions = plan.phases.iter().map(|phase| phase.week.len());
        let minutes = plan.phases.iter().map(longest);
        let therapist = self.handout.clinic.and_then(|clinic| clinic.therapist.clone());
        vec![
            ("things", self.needed_things()),
            ("therapist", therapist.unwrap_or_else(|| self.words.get("cert-nobody"))),
            ("weeks", plan.last_week().to_string()),
            ("sessions", range(sessions)),
            ("minutes", range(minutes)),
            ("rise", library.dosage.climb.rise.to_string()),
            ("share", library.dosage.climb.first_share.to_string()),
            ("many", library.progress.exercise.moves_up.to_string()),
            ("limit", self.pain_limits().1.to_string()),
        ]
    }
}

/// The minutes of a phase's longest session.
fn longest(phase: &PhasePlan) -> usize {
    let minutes = phase.sessions.values().map(|session| session.minutes.ceil() as usize);
    minutes.max().unwrap_or(0)
}

/// The least and the greatest of some numbers.
fn range(numbers: impl Iterator<Item = usize> + Clone) -> String {
    let (least, most) = (numbers.clone().min().unwrap_or(0), numbers.max().unwrap_or(0));
    if least == most { least.to_string() } else { format!("{least}-{most}") }
}
