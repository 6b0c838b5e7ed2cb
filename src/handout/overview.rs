//! The first page: for whom, from when, what for, when to stop, what pain means, and the way ahead.

use std::collections::BTreeSet;

use super::letterhead::{emergency_number, letterhead};
use super::{Block, Inline, Maker, Paper, Section, TextStyle, Tone, bullets};
use crate::quantity::Day;

impl Maker<'_> {
    pub(super) fn overview(&self) -> Section {
        let mut blocks: Vec<Block> =
            self.handout.clinic.map(|clinic| letterhead(self.words, clinic)).into_iter().collect();
        blocks.push(self.time());
        // When to stop comes before all that can be long: it is on the first page, whatever there is to tell.
        blocks.push(self.stop_box());
        blocks.extend(self.see_someone());
        blocks.extend(self.what_changed());
        blocks.extend(self.pain_and_map());
        blocks.extend(self.works_on());
        if self.way_is_on_the_first_page() {
            blocks.extend(self.way_ahead());
        }
        Section {
            id: "overview".to_owned(),
            title: vec![Inline::text(super::title(self.words, self.handout.plan))],
            new_page: true,
            blocks,
        }
    }

    /// Whether the time line is on the first page. What changed, a reason to see someone, or a letterhead
    /// with the note on proposed muscles or, on the shorter paper, with much to work on take its room; it
    /// then begins the second page's advice.
    pub(super) fn way_is_on_the_first_page(&self) -> bool {
        let plan = self.handout.plan;
        let news = !plan.changes.is_empty() || !plan.review.is_empty();
        let long = self.handout.look.paper == Paper::Letter && self.works_on_much();
        let full = self.handout.clinic.is_some() && (self.handout.profile.proposed || long);
        !news && !full
    }

    /// The traffic light beside the body map. Large letters take the whole width.
    fn pain_and_map(&self) -> Vec<Block> {
        let light = vec![self.heading("light-title"), self.traffic_light()];
        let Some((map, legend)) = self.body_map() else { return light };
        if self.handout.look.large_print {
            return light.into_iter().chain([map, legend]).collect();
        }
        vec![Block::Columns(vec![light, vec![map, legend]])]
    }

    /// The time line. Where a strip tells what is new, the first page has no room for it.
    pub(super) fn way_ahead(&self) -> Vec<Block> {
        let mut blocks = vec![self.way()];
        blocks.extend(self.timeline());
        blocks
    }

    /// A heading that says how long the plan is, and from when.
    fn way(&self) -> Block {
        let plan = self.handout.plan;
        let start = self.words.date_long(plan.start);
        let values = [("start", (&start).into()), ("weeks", plan.length().into())];
        Block::Heading { level: 2, anchor: None, text: self.words.inline("plan-weeks", &values) }
    }

    fn time(&self) -> Block {
        // The days of the part that begins: a later one may have others.
        let first = self.handout.plan.phases.first();
        let days: BTreeSet<Day> =
            first.into_iter().flat_map(|phase| phase.week.keys()).copied().collect();
        if days.is_empty() {
            let text = self.text("plan-no-days");
            return Block::Paragraph { style: TextStyle::Body, text };
        }
        let mut minutes = 0;
        for phase in &self.handout.plan.phases {
            let longest = phase.sessions.values().map(|session| session.minutes.ceil() as u32);
            minutes = longest.fold(minutes, u32::max);
        }
        let names: Vec<String> = days.into_iter().map(|day| self.words.day_short(day)).collect();
        let days = self.words.list(&names);
        let values = [("days", (&days).into()), ("minutes", minutes.into())];
        let text = self.words.inline("plan-days", &values);
        Block::Paragraph { style: TextStyle::Body, text }
    }

    fn stop_box(&self) -> Block {
        let number = emergency_number(self.words, self.handout.clinic);
        let title = self.words.inline("stop-title", &[("number", (&number).into())]);
        let signs = (1..=6).map(|i| self.text(&format!("stop-{i}"))).collect();
        Block::Callout { tone: Tone::Stop, title, blocks: vec![bullets(signs)] }
    }
}
