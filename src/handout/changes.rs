//! What changed since the plan before: a strip on the first page, and a mark on each card.

use super::words::stars;
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

/// The kinds of change of a phase or of the minutes.
const OF_THE_WHOLE: [&str; 6] =
    ["advanced", "extended", "restarted", "finished", "shortened", "lengthened"];

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
        let mut items: Vec<Vec<Inline>> =
            of_the_whole.map(|change| self.of_the_whole(change)).collect();
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

    /// A change of the whole plan: the part that begins, or how long sessions are now, and why.
    fn of_the_whole(&self, change: &Change) -> Vec<Inline> {
        let why = stars(&change.why);
        let Some((_, to)) = self.amounts(change) else { return why };
        let mark = self.change_mark(&change.kind);
        let values = [("mark", (&mark).into()), ("to", (&to).into())];
        let mut text = self.words.inline("changed-whole-to", &values);
        text.push(Inline::text(" "));
        text.extend(why);
        text
    }

    /// What changed in an exercise, for its card.
    pub(super) fn changed(&self, exercise: &str) -> Option<Note> {
        let change = self.handout.plan.changes.iter().find(|change| change.exercise == exercise)?;
        let mut text = Vec::new();
        if let Some(amounts) = self.amounts_in_words(change) {
            text.extend(amounts);
            text.push(Inline::text(" "));
        }
        text.extend(stars(&change.why));
        let label = format!("{}:", self.change_mark(&change.kind));
        Some(Note { tone: Tone::Plain, label, text })
    }

    /// A kind of change in a word or two; a kind that is not known here is just a change.
    pub(super) fn change_mark(&self, kind: &str) -> String {
        let of_exercise = KINDS.iter().find(|kinds| kinds.contains(&kind)).map(|kinds| kinds[0]);
        match of_exercise.or_else(|| OF_THE_WHOLE.into_iter().find(|known| *known == kind)) {
            Some(kind) => self.words.get(&format!("changed-mark-{kind}")),
            None => self.words.get("changed-mark"),
        }
    }

    /// What is changed, by name.
    pub(super) fn changed_name(&self, change: &Change) -> String {
        match self.exercise(&change.exercise) {
            Some(exercise) => exercise.name.clone(),
            None if change.exercise.is_empty() => self.words.get("changed-whole"),
            None => change.exercise.clone(),
        }
    }

    /// `Before: 2 × 8. Now: 2 × 10.`, if it has both.
    pub(super) fn amounts_in_words(&self, change: &Change) -> Option<Vec<Inline>> {
        let (from, to) = self.amounts(change)?;
        let values = [("from", (&from).into()), ("to", (&to).into())];
        Some(self.words.inline("changed-from-to", &values))
    }

    /// The dose, minutes or phase before and now, if the change has both; a phase that goes on is told by
    /// the reason.
    fn amounts(&self, change: &Change) -> Option<(String, String)> {
        let Change { from, to, .. } = change;
        let goes_on = change.exercise.is_empty() && from == to;
        let both = !from.is_empty() && !to.is_empty() && !goes_on;
        both.then(|| (self.amount(from), self.amount(to)))
    }

    /// A phase by its name; a dose, which no line break may tear apart.
    fn amount(&self, words: &str) -> String {
        let phases = &self.handout.library.phases.phases;
        match phases.iter().find(|phase| phase.id == words) {
            Some(phase) => self.words.get(&format!("phase-{}", phase.id)),
            None => words.replace(" × ", "\u{a0}×\u{a0}"),
        }
    }
}
