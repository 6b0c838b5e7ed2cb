//! What changed since the plan before: a strip on the first page, and a mark on each card.

use super::words::{Value, stars};
use super::{Block, Inline, Maker, Note, Tone, bullets};
use crate::planner::plan::Change;

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
            blocks: vec![bullets(items)],
        })
    }

    /// What changed in an exercise, for its card.
    pub(super) fn changed(&self, exercise: &str) -> Option<Note> {
        let change = self.handout.plan.changes.iter().find(|change| change.exercise == exercise)?;
        let mut text = Vec::new();
        if let Some(values) = from_to(change) {
            text.extend(self.words.inline("changed-from-to", &values));
            text.push(Inline::text(" "));
        }
        text.extend(stars(&change.why));
        let label = format!("{}:", self.change_mark(&change.kind));
        Some(Note { tone: Tone::Plain, label, text })
    }

    /// A kind of change in a word or two; a kind that is not known here is just a change.
    pub(super) fn change_mark(&self, kind: &str) -> String {
        if KINDS.contains(&kind) {
            self.words.get(&format!("changed-mark-{kind}"))
        } else {
            self.words.get("changed-mark")
        }
    }
}

/// The dose before and now, if the change has both.
pub(super) fn from_to(change: &Change) -> Option<[(&'static str, Value<'_>); 2]> {
    let both = !change.from.is_empty() && !change.to.is_empty();
    both.then(|| [("from", (&change.from).into()), ("to", (&change.to).into())])
}
