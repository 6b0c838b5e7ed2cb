//! What changed since the plan before: a strip on the first page, and a mark on each card.

use super::words::{Value, stars};
use super::{Block, Inline, Maker, Note, Tone, bullets};
use crate::planner::plan::Change;

/// The kinds of change that are told as one, in the order in which they are told; the first names them.
const KINDS: [&[&str]; 6] = [
    &["new"],
    &["progressed", "resumed"],
    &["regressed", "eased"],
    &["stopped"],
    &["gone"],
    &["held"],
];

impl Maker<'_> {
    /// Why to see someone, as a box of its own; none if there is no reason.
    pub(super) fn see_someone(&self) -> Option<Block> {
        let review = &self.handout.plan.review;
        (!review.is_empty()).then(|| Block::Callout {
            tone: Tone::Care,
            title: self.text("review-title"),
            blocks: vec![bullets(review.iter().map(|one| stars(&one.says)).collect())],
        })
    }

    /// What happens to the phase and the minutes, then what is new, harder, easier, gone or the same, a
    /// line each; none in a first plan.
    pub(super) fn what_changed(&self) -> Option<Block> {
        let changes = &self.handout.plan.changes;
        let of_the_whole = changes.iter().filter(|change| change.exercise.is_empty());
        let mut items: Vec<Vec<Inline>> = of_the_whole.map(|change| stars(&change.why)).collect();
        for kinds in KINDS {
            let mut names: Vec<&str> = Vec::new();
            let of_kind = |change: &&Change| kinds.contains(&change.kind.as_str());
            for change in changes.iter().filter(of_kind) {
                let name = self.exercise(&change.exercise).map(|exercise| exercise.name.as_str());
                names.extend(name.filter(|name| !names.contains(name)));
            }
            if !names.is_empty() {
                let names = self.words.list(&names);
                let id = format!("changed-{}", kinds[0]);
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
        match KINDS.iter().find(|kinds| kinds.contains(&kind)) {
            Some(kinds) => self.words.get(&format!("changed-mark-{}", kinds[0])),
            None => self.words.get("changed-mark"),
        }
    }
}

/// The dose before and now, if the change has both.
pub(super) fn from_to(change: &Change) -> Option<[(&'static str, Value<'_>); 2]> {
    let both = !change.from.is_empty() && !change.to.is_empty();
    both.then(|| [("from", (&change.from).into()), ("to", (&change.to).into())])
}
