//! The first page: for whom, from when, what for, when to stop, what pain means, and the way ahead.

use super::letterhead::{emergency_number, letterhead, letterhead_rows};
use super::words::stars;
use super::{Block, Inline, Maker, Paper, Section, TextStyle, Tone, bullets};
use crate::planner::plan::PhasePlan;
use crate::quantity::Day;

/// The rows of the letterhead, of what is worked on and of what may hurt that leave room for the time line: on
/// A4, and on Letter, which is shorter.
const ROOM: (usize, usize) = (10, 7);

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

    /// Whether the time line is on the first page. What changed, a reason to see someone, large letters, or
    /// much else to tell take its room; it then begins the second page's advice.
    pub(super) fn way_is_on_the_first_page(&self) -> bool {
        let plan = self.handout.plan;
        let news = !plan.changes.is_empty() || !plan.review.is_empty();
        let (a4, letter) = ROOM;
        let room = if self.handout.look.paper == Paper::Letter { letter } else { a4 };
        let head = letterhead_rows(self.handout.clinic);
        let rows = head + self.works_on_rows() + self.legend_rows();
        !news && !self.handout.look.large_print && rows <= room
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
        // Parts that follow one another with the same days are one: their minutes go up to those of the longest.
        let parts = self.handout.plan.phases.chunk_by(|one, next| days(one).eq(days(next)));
        let parts: Vec<&[PhasePlan]> = parts.collect();
        let mut text = Vec::new();
        if self.handout.plan.phases.first().is_none_or(|first| first.week.is_empty()) {
            text.extend(self.text("plan-no-days"));
        }
        for part in parts.iter().filter(|part| part.iter().any(|phase| !phase.week.is_empty())) {
            if !text.is_empty() {
                text.push(Inline::text(" "));
            }
            text.extend(self.time_of(part, parts.len() == 1));
        }
        Block::Paragraph { style: TextStyle::Body, text }
    }

    /// The days and the most minutes of parts that have the same days, and in which weeks unless in all.
    fn time_of(&self, phases: &[PhasePlan], all: bool) -> Vec<Inline> {
        let (Some(first), Some(last)) = (phases.first(), phases.last()) else { return Vec::new() };
        let sessions = phases.iter().flat_map(|phase| phase.sessions.values());
        let minutes = sessions.map(|session| session.minutes.ceil() as u32).max().unwrap_or(0);
        let names: Vec<String> = days(first).map(|day| self.words.day_short(*day)).collect();
        let days = self.words.list(&names);
        let values = [("days", (&days).into()), ("minutes", minutes.into())];
        if all {
            return self.words.inline("plan-days", &values);
        }
        let weeks = (first.weeks.0, last.weeks.1);
        stars(&self.words.with_weeks("plan-days-weeks", weeks, &values))
    }

    fn stop_box(&self) -> Block {
        let number = emergency_number(self.words, self.handout.clinic);
        let title = self.words.inline("stop-title", &[("number", (&number).into())]);
        let signs = (1..=6).map(|i| self.text(&format!("stop-{i}"))).collect();
        Block::Callout { tone: Tone::Stop, title, blocks: vec![bullets(signs)] }
    }
}

/// The days of a part with a session.
fn days(phase: &PhasePlan) -> impl Iterator<Item = &Day> {
    phase.week.keys()
}
