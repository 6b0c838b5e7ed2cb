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
/// The width of a sign, on the wide side.
const SIGN: i32 = 25;
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
        let top = self.dates(&mut sketch, phases, step);
        for (i, phase) in (0..).zip(phases) {
            let left = i * step;
            let width = step.min(WIDTH - left);
            let ground = GROUNDS[usize::try_from(i).unwrap_or(0).min(GROUNDS.len() - 1)];
            self.weeks(&mut sketch, (left, top, width), phase, ground);
            told.push(self.told(phase));
        }
        let alt = format!("{} {}", self.words.get("timeline-alt"), told.join(" "));
        let drawing = Arc::new(sketch.drawing(top + self.grown(BAR) + 4));
        Diagram { drawing, labels: sketch.labels, alt }
    }

    /// The first day above each bar, and the last day at the end: above the others where both would not
    /// fit above the last bar. Tells how high they are together.
    fn dates(&self, sketch: &mut Sketch, phases: &[PhasePlan], step: i32) -> i32 {
        let row = self.grown(DATES);
        let Some(last) = phases.last() else { return row };
        let end = self.words.date_brief(self.week_end(last.weeks.1));
        let start = self.words.date_brief(self.week_start(last.weeks.0));
        let signs = end.chars().count() + start.chars().count() + 2;
        let crowded = i32::try_from(signs).unwrap_or(i32::MAX / 1000) * self.grown(SIGN) > step;
        let top = if crowded { row } else { 0 };
        if crowded {
            sketch.strong((WIDTH, row / 2), Hold::End, end.clone());
        }
        for (i, phase) in (0..).zip(phases) {
            let start = self.words.date_brief(self.week_start(phase.weeks.0));
            sketch.strong((i * step, top + row / 2), Hold::Start, start);
        }
        if !crowded {
            sketch.strong((WIDTH, row / 2), Hold::End, end);
        }
        top + row
    }

    /// The boxes of a phase's weeks; numbers where there is room, else the first and the last.
    fn weeks(
        &self,
        sketch: &mut Sketch,
        (left, top, width): (i32, i32, i32),
        phase: &PhasePlan,
        ground: Paint,
    ) {
        let bar = self.grown(BAR);
        let (first, last) = phase.weeks;
        let count = i32::try_from(phase.length()).unwrap_or(1).max(1);
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
        let values = [("name", (&name).into()), ("start", (&start).into()), ("end", (&end).into())];
        self.words.with_weeks("timeline-phase", phase.weeks, &values)
    }

    fn step(&self, phase: &PhasePlan) -> Block {
        let mut text = vec![Inline::strong(self.phase_name(phase)), Inline::Break];
        text.extend(self.text(&format!("phase-aim-{}", phase.id)));
        Block::Paragraph { style: TextStyle::Note, text }
    }
}
