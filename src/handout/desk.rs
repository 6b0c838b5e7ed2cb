//! The desk day: when to take which break, on a strip of the working day.

use std::sync::Arc;

use super::sketch::{Sketch, WIDTH};
use super::{Block, Diagram, Hold, Inline, Maker, Marker, Section};
use crate::figure::Paint;
use crate::library::When;
use crate::planner::plan::Break;
use crate::quantity::Clock;

/// Minutes in an hour.
const HOUR: u32 = 60;
/// The space at both ends of the strip, in which half a number stands.
const END: i32 = 50;
/// The height of a break's lane, the radius of its mark, and the height of the hours below.
const LANE: i32 = 84;
const MARK: i32 = 36;
const HOURS: i32 = 64;
/// The least space from one hour to the next that has room for its number.
const HOUR_LEAST: i32 = 80;

/// Lanes from light to dark; the numbers tell them apart without colour.
const GROUNDS: [Paint; 3] = [Paint::Low, Paint::Mid, Paint::High];

impl Maker<'_> {
    pub(super) fn desk(&self) -> Option<Section> {
        let breaks = &self.handout.plan.phases.first()?.breaks;
        if breaks.is_empty() {
            return None;
        }
        let mut blocks = vec![self.paragraph("desk-lead"), Block::Diagram(self.strip(breaks)?)];
        let lines = breaks.iter().map(|pause| {
            let values = [
                ("name", self.break_name(pause).into()),
                ("count", (pause.at.len() as u32).into()),
            ];
            self.words.inline("desk-line", &values)
        });
        blocks.push(Block::List { marker: Marker::Number, items: lines.collect() });
        let library = self.handout.library;
        for advice in library.advice.iter().filter(|advice| advice.when == When::Desk) {
            blocks.extend(self.lines(advice));
        }
        for (number, pause) in (1..).zip(breaks) {
            blocks.extend(self.break_card(pause, number));
        }
        Some(Section {
            id: "desk".to_owned(),
            title: self.text("desk-title"),
            new_page: true,
            blocks,
        })
    }

    /// The working day from left to right, a lane for each break, its number at each of its times.
    fn strip(&self, breaks: &[Break]) -> Option<Diagram> {
        let (from, to) = self.working_day(breaks)?;
        let lane = self.grown(LANE);
        let span = i64::from(to - from).max(1);
        let x = |minutes: u32| {
            let along = i64::from(minutes.saturating_sub(from)) * i64::from(WIDTH - 2 * END) / span;
            END + i32::try_from(along).unwrap_or(0).min(WIDTH - 2 * END)
        };
        let mut sketch = Sketch::default();
        let foot = lane * i32::try_from(breaks.len()).unwrap_or(1);
        let mut top = 0;
        for (i, pause) in breaks.iter().enumerate() {
            let ground = GROUNDS[i.min(GROUNDS.len() - 1)];
            sketch.rectangle((2, top + 2), (WIDTH - 4, lane), ground);
            for at in &pause.at {
                let middle = (x(at.minutes()), top + 2 + lane / 2);
                sketch.disc(middle, self.grown(MARK), Paint::Paper);
                sketch.strong(middle, Hold::Middle, (i + 1).to_string());
            }
            top += lane;
        }
        self.hours(&mut sketch, (from, to), foot, x);
        let drawing = Arc::new(sketch.drawing(foot + self.grown(HOURS)));
        Some(Diagram { drawing, labels: sketch.labels, alt: self.told_breaks(breaks) })
    }

    /// A tick at each full hour, and its number where there is room.
    fn hours(
        &self,
        sketch: &mut Sketch,
        (from, to): (u32, u32),
        foot: i32,
        x: impl Fn(u32) -> i32,
    ) {
        let hours = from.div_ceil(HOUR)..=to / HOUR;
        let apart = x(from + HOUR) - x(from);
        let every = (self.grown(HOUR_LEAST) / apart.max(1)).unsigned_abs() + 1;
        for (i, hour) in (0..).zip(hours) {
            let at = x(hour * HOUR);
            sketch.line(&[(at, foot + 2), (at, foot + 14)], Paint::Ink, 4);
            if i % every == 0 {
                let below = foot + 2 + self.grown(HOURS) / 2 + 4;
                sketch.label(
                    (at, below),
                    Hold::Middle,
                    Clock::from_minutes(hour * HOUR).to_string(),
                );
            }
        }
    }

    /// The first and the last minute of the strip: the working day, or the breaks if it is not known.
    fn working_day(&self, breaks: &[Break]) -> Option<(u32, u32)> {
        let times = || breaks.iter().flat_map(|pause| &pause.at).map(|at| at.minutes());
        let (mut from, mut to) = (times().min()?, times().max()?);
        if let Some(desk) = &self.handout.profile.person.desk {
            (from, to) = (from.min(desk.from.minutes()), to.max(desk.to.minutes()));
        }
        Some((from, to.max(from + HOUR)))
    }

    fn told_breaks(&self, breaks: &[Break]) -> String {
        let mut told = vec![self.words.get("desk-alt")];
        for (number, pause) in (1_u32..).zip(breaks) {
            let times = self.break_times(pause);
            let values = [
                ("number", number.into()),
                ("name", self.break_name(pause).into()),
                ("times", (&times).into()),
            ];
            told.push(self.words.with("desk-alt-line", &values));
        }
        told.join(" ")
    }

    fn break_name<'b>(&'b self, pause: &'b Break) -> &'b str {
        self.exercise(&pause.exercise).map_or(&pause.exercise, |exercise| &exercise.name)
    }

    fn break_times(&self, pause: &Break) -> String {
        let times: Vec<String> = pause.at.iter().map(Clock::to_string).collect();
        self.words.list(&times)
    }

    fn break_card(&self, pause: &Break, number: u32) -> Option<Block> {
        let exercise = self.exercise(&pause.exercise)?;
        let times = Inline::strong(format!("{}.", self.break_times(pause)));
        Some(self.plain_card(exercise, number, vec![times]))
    }
}
