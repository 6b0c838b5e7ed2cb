//! The second page: what to have ready, whom to ask, and what is good to know.

use std::collections::BTreeSet;

use super::words::capital;
use super::{Block, Inline, Maker, Marker, Section, TextStyle, Tone, bullets};
use crate::library::{Equipment, Exercise, Kind};
use crate::screening::is_steady;

/// What an exercise lies on, on the floor and off it.
const MAT: &str = "mat";
const BED: &str = "bed";

impl<'a> Maker<'a> {
    pub(super) fn guide(&self) -> Section {
        let mut blocks = vec![self.ask_box(), self.heading("need-title"), self.needs()];
        if !self.way_is_on_the_first_page() {
            blocks.extend(self.way_ahead());
        }
        blocks.push(self.heading("rules-title"));
        blocks.push(bullets(self.rules()));
        blocks.extend(self.show_me());
        Section { id: "guide".to_owned(), title: self.text("guide-title"), new_page: true, blocks }
    }

    fn rules(&self) -> Vec<Vec<Inline>> {
        let steady = is_steady(self.handout.library, &self.clearance);
        let normal = if steady { "rules-steady" } else { "light-normal" };
        let mut rules = ["rules-rate", "rules-morning", normal, "rules-few", "rules-breathe"]
            .map(|id| self.text(id))
            .to_vec();
        if self.planned().any(|exercise| exercise.kind == Kind::Release) {
            rules.push(self.text("rules-press"));
        }
        if self.planned().any(|exercise| self.goes_to_the_floor(exercise)) {
            rules.push(self.text("rules-floor"));
        }
        rules.extend([self.text("rules-effort"), self.text("rules-general")]);
        rules
    }

    /// Whether the person gets down to the floor for an exercise.
    fn goes_to_the_floor(&self, exercise: &Exercise) -> bool {
        exercise.position.is_on_the_floor() && !self.takes_bed(exercise)
    }

    /// A box for each exercise of the first phase: the person shows it, the therapist ticks it.
    fn show_me(&self) -> Option<Block> {
        let phase = self.handout.plan.phases.first()?;
        let mut names: Vec<&str> = Vec::new();
        for item in phase.sessions.values().flat_map(|session| &session.items) {
            let name = self.exercise(&item.exercise).map(|exercise| exercise.name.as_str());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        if names.is_empty() {
            return None;
        }
        let half = names.len().div_ceil(2);
        let columns = names.chunks(half).map(|names| {
            let items = names.iter().map(|name| vec![Inline::text(*name)]).collect();
            vec![Block::List { marker: Marker::TickBox, items }]
        });
        let blocks = vec![self.note("show-me-lead"), Block::Columns(columns.collect())];
        Some(Block::Callout { tone: Tone::Plain, title: self.text("show-me-title"), blocks })
    }

    fn ask_box(&self) -> Block {
        let limit = [("limit", self.pain_limits().1.into())];
        let signs = (1..=4).map(|i| self.words.inline(&format!("ask-{i}"), &limit)).collect();
        Block::Callout {
            tone: Tone::Care,
            title: self.text("ask-title"),
            blocks: vec![self.paragraph("ask-lead"), bullets(signs)],
        }
    }

    /// Everything that the plan's exercises need, what is bought first.
    fn needs(&self) -> Block {
        let mut text = vec![Inline::text(self.needed_things())];
        for usage in self.things().into_iter().filter_map(|thing| thing.usage.as_deref()) {
            text.push(Inline::text(format!(" {usage}")));
        }
        Block::Paragraph { style: TextStyle::Body, text }
    }

    /// The things by name, as a sentence.
    pub(super) fn needed_things(&self) -> String {
        let things = self.things();
        if things.is_empty() {
            return self.words.get("need-nothing");
        }
        let names: Vec<&str> = things.into_iter().map(|thing| self.thing_name(thing)).collect();
        capital(&format!("{}.", self.words.list(&names)))
    }

    /// A thing, or two of it where an exercise of the plan needs two.
    fn thing_name<'e>(&self, thing: &'e Equipment) -> &'e str {
        let twice = self.planned().any(|exercise| exercise.two.contains(&thing.id));
        thing.two.as_deref().filter(|_| twice).unwrap_or(&thing.name)
    }

    fn planned(&self) -> impl Iterator<Item = &'a Exercise> {
        self.handout.plan.exercises().into_iter().filter_map(|id| self.exercise(id))
    }

    /// What the plan's exercises need, household things last.
    fn things(&self) -> Vec<&'a Equipment> {
        let needed: BTreeSet<&str> =
            self.planned().flat_map(|exercise| self.needed_for(exercise)).collect();
        let things = self.handout.library.equipment.iter();
        let mut things: Vec<_> = things.filter(|it| needed.contains(it.id.as_str())).collect();
        things.sort_by_key(|thing| thing.household);
        things
    }

    /// The things that an exercise needs: a bed in place of the mat for those who stay off the floor.
    fn needed_for<'e>(&self, exercise: &'e Exercise) -> Vec<&'e str> {
        let mut things: Vec<&str> = exercise.equipment.iter().map(String::as_str).collect();
        if self.takes_bed(exercise) {
            things.retain(|id| *id != MAT);
            things.push(BED);
        }
        things
    }
}
