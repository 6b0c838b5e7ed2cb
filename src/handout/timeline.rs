//! The phases on a line of weeks with their dates, and what each is about below it.

use std::sync::Arc;

use super::sketch::{Sketch, WIDTH};
use super::{Block, Diagram, Hold, Inline, Maker, TextStyle};
use crate::figure::Paint;
use crate::planner::plan::PhasePlan;

/// Grounds of the phases: the harder, the darker.
const GROUNDS: [Paint; 3] = [Paint::Low, Paint::Mid, Paint::High];
/// The space between two columns of words, which stand below the bars.
const GUTTER: i32 = 56;
/// The least width of a week's box that has room for its number.
const NUMBER_LEAST: i32 = 62;
/// The height of the bar and of the words above it.
const BAR: i32 = 76;
const DATES: i32 = 58;

impl Maker<'_> {
    /// The line, and the phases' words in columns below their bars.
    pub(super) fn timeline(&self) -> Vec<Block> {
        let phases = &self.handout.plan.phases;
        let columns = phases.iter().map(|phase| vec![self.step(phase)]).collect();
        vec![Block::Diagram(self.line_of_weeks(phases)), Block::Columns(columns)]
    }

    fn line_of_weeks(&self, phases: &[PhasePlan]) -> Diagram {
        let count = i32::try_from(phases.len()).unwrap_or(1).max(1);
        let step = (WIDTH + self.grown(GUTTER)) / count;
        let mut sketch = Sketch::default();
        let mut told = Vec::new();
        let top = self.grown(DATES);
        for (i, phase) in (0..).zip(phases) {
            let left = i * step;
            let width = step.min(WIDTH - left);
            let ground = GROUNDS[usize::try_from(i).unwrap_or(0).min(GROUNDS.len() - 1)];
            let (first, last) = phase.weeks;
            let start = self.words.date_brief(self.week_start(first));
            sketch.strong((left, top / 2), Hold::Start, start);
            if i + 1 == count {
                let end = self.words.date_brief(self.week_end(last));
                sketch.strong((WIDTH, top / 2), Hold::End, end);
            }
            self.weeks(&mut sketch, (left, width), phase.weeks, ground);
            told.push(self.told(phase));
        }
        let alt = format!("{} {}", self.words.get("timeline-alt"), told.join(" "));
        let drawing = Arc::new(sketch.drawing(top + self.grown(BAR) + 4));
        Diagram { drawing, labels: sketch.labels, alt }
    }

    /// The boxes of a phase's weeks; numbers where there is room, else the first and the last.
    fn weeks(
        &self,
        sketch: &mut Sketch,
        (left, width): (i32, i32),
        (first, last): (u32, u32),
        ground: Paint,
    ) {
        let top = self.grown(DATES);
        let bar = self.grown(BAR);
        let count = i32::try_from(last + 1 - first.min(last)).unwrap_or(1);
        let all = width / count >= self.grown(NUMBER_LEAST);
        for (i, week) in (0..count).zip(first..) {
            let (x, next) = (left + i * width / count, left + (i + 1) * width / count);
            sketch.rectangle((x, top), (next - x, bar), ground);
            if all || week == first || week == last {
                let middle = ((x + next) / 2, top + bar / 2);
                sketch.label(middle, Hold::Middle, week.to_string());
            }
        }
    }

    /// The phase in words, for those who do not see the line.
    fn told(&self, phase: &PhasePlan) -> String {
        let (first, last) = phase.weeks;
        let name = self.phase_name(phase);
        let start = self.words.date_brief(self.week_start(first));
        let end = self.words.date_brief(self.week_end(last));
        let values = [
            ("name", (&name).into()),
            ("first", first.into()),
            ("last", last.into()),
            ("start", (&start).into()),
            ("end", (&end).into()),
        ];
        self.words.with("timeline-phase", &values)
    }

    fn step(&self, phase: &PhasePlan) -> Block {
        let rules = self.handout.library.phases.phases.iter().find(|rules| rules.id == phase.id);
        let (low, high) = rules.map_or((0, 0), |rules| rules.effort);
        let mut text = vec![Inline::strong(self.phase_name(phase)), Inline::Break];
        text.extend(self.text(&format!("phase-aim-{}", phase.id)));
        text.push(Inline::text(" "));
        let effort = [("low", low.into()), ("high", high.into())];
        text.extend(self.words.inline("timeline-effort", &effort));
        Block::Paragraph { style: TextStyle::Note, text }
    }
}
