//! What changed since the plan before: a strip on the first page, and a mark on each card.

use super::words::stars;
use super::{Block, Inline, Maker, Note, Tone, bullets};
use crate::planner::plan::{Change, ChangeKind as Kind};

/// The kinds of change of an exercise, in the order in which they are told.
const ORDER: [Kind; 7] = [
    Kind::New,
    Kind::Progressed,
    Kind::Regressed,
    Kind::Changed,
    Kind::Stopped,
    Kind::Gone,
    Kind::Held,
];

/// The kind that a kind of change is told as: its own, or that of another one that says the same to a
/// patient.
const fn told_as(kind: Kind) -> Kind {
    match kind {
        Kind::Resumed => Kind::Progressed,
        Kind::Eased => Kind::Regressed,
        other => other,
    }
}

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
        for kind in ORDER {
            let mut names: Vec<&str> = Vec::new();
            let of_kind = |change: &&Change| told_as(change.kind) == kind;
            for change in changes.iter().filter(of_kind) {
                let name = self.exercise(&change.exercise).map(|exercise| exercise.name.as_str());
                names.extend(name.filter(|name| !names.contains(name)));
            }
            if !names.is_empty() {
                let names = self.words.list(&names);
                let id = format!("changed-{}", kind.as_str());
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
        let mark = self.change_mark(change.kind);
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
        let label = format!("{}:", self.change_mark(change.kind));
        Some(Note { tone: Tone::Plain, label, text })
    }

    /// A kind of change in a word or two.
    pub(super) fn change_mark(&self, kind: Kind) -> String {
        self.words.get(&format!("changed-mark-{}", told_as(kind).as_str()))
    }

    /// What is changed, by name.
    pub(super) fn changed_name(&self, change: &Change) -> String {
        match self.exercise(&change.exercise) {
            Some(exercise) => exercise.name.clone(),
            None if change.exercise.is_empty() => self.words.get("changed-whole"),
            None => change.exercise.clone(),
        }
    }

    /// `Before: 2 × 8. Now: 2 × 10.`, if it has both, and the days a week where they differ.
    pub(super) fn amounts_in_words(&self, change: &Change) -> Option<Vec<Inline>> {
        let amounts = self.amounts(change);
        let amounts = amounts.filter(|(from, to)| from != to || change.days.is_none());
        let amounts = amounts.map(|(from, to)| {
            let values = [("from", (&from).into()), ("to", (&to).into())];
            self.words.inline("changed-from-to", &values)
        });
        let days = change.days.map(|(from, to)| {
            self.words.inline("changed-days", &[("from", from.into()), ("to", to.into())])
        });
        let both: Vec<Vec<Inline>> = amounts.into_iter().chain(days).collect();
        (!both.is_empty()).then(|| both.join(&Inline::text(" ")))
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
