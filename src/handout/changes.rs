//! What changed since the plan before: a strip on the first page, and a mark on each card.

use super::words::stars;
use super::{Block, Inline, Maker, Note, Tone};

/// The kinds of change in the order in which they are told.
const KINDS: [&str; 5] = ["new", "progressed", "regressed", "stopped", "held"];

impl Maker<'_> {
    /// What is new, harder, easier, gone or the same, a line each; none in a first plan.
    pub(super) fn what_changed(&self) -> Option<Block> {
        let changes = &self.handout.plan.changes;
        let mut items = Vec::new();
        for kind in KINDS {
            let mut names: Vec<&str> = Vec::new();
            for change in changes.iter().filter(|change| change.kind == kind) {
                let name = self.exercise(&change.exercise).map(|exercise| exercise.name.as_str());
                names.extend(name.filter(|name| !names.contains(name)));
            }
            if !names.is_empty() {
                let names = self.words.list(&names);
                let id = format!("changed-{kind}");
                items.push(self.words.inline(&id, &[("names", (&names).into())]));
            }
        }
        (!items.is_empty()).then(|| Block::Callout {
            tone: Tone::Plain,
            title: self.text("changed-title"),
            blocks: vec![super::bullets(items)],
        })
    }

    /// What changed in an exercise, for its card.
    pub(super) fn changed(&self, exercise: &str) -> Option<Note> {
        let change = self.handout.plan.changes.iter().find(|change| change.exercise == exercise)?;
        let mut text = Vec::new();
        if !change.from.is_empty() && !change.to.is_empty() {
            let values = [("from", (&change.from).into()), ("to", (&change.to).into())];
            text.extend(self.words.inline("changed-from-to", &values));
            text.push(Inline::text(" "));
        }
        text.extend(stars(&change.why));
        let label = match change.kind.as_str() {
            kind if KINDS.contains(&kind) => self.words.get(&format!("changed-mark-{kind}")),
            _ => self.words.get("changed-mark"),
        };
        Some(Note { tone: Tone::Plain, label, text })
    }
}
