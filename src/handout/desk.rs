//! The desk day: when to take which break, on a strip of the working day.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::dose::{self, Manner};
use super::sketch::{Sketch, WIDTH};
use super::words::{capital, of_weeks, stars};
use super::{Block, Diagram, Hold, Inline, Maker, Section, bullets};
use crate::figure::Paint;
use crate::library::{Exercise, When};
use crate::planner::break_dose;
use crate::planner::plan::{Break, PhasePlan};
use crate::quantity::{Clock, Side};

/// Minutes in an hour.
const HOUR: u32 = 60;
/// The height of a break's lane, the radius of its mark, and the height of the hours below.
const LANE: i32 = 84;
const MARK: i32 = 36;
const HOURS: i32 = 64;
/// The room of an hour's number, from one to the next; half of it is at both ends of the strip.
const HOUR_ROOM: i32 = 130;

/// Lanes from light to dark; the numbers tell them apart without colour.
const GROUNDS: [Paint; 3] = [Paint::Low, Paint::Mid, Paint::High];

impl<'a> Maker<'a> {
    /// A strip and a list for each run of weeks with the same breaks, and a card for each break.
    pub(super) fn desk(&self) -> Option<Section> {
        let runs = self.runs(|phase| phase.breaks.as_slice());
        let cards: Vec<Block> =
            self.breaks().into_iter().filter_map(|id| self.break_card(id)).collect();
        if cards.is_empty() {
            return None;
        }
        let mut blocks = vec![self.paragraph("desk-lead")];
        for (weeks, breaks) in runs.iter().filter(|(_, breaks)| !breaks.is_empty()) {
            if runs.len() > 1 {
                let text = self.words.inline("weeks-title", &of_weeks(*weeks));
                blocks.push(Block::Heading { level: 2, anchor: None, text });
            }
            blocks.extend(self.strip(breaks).map(Block::Diagram));
            blocks.push(self.break_list(breaks));
        }
        let library = self.handout.library;
        let at_work = library.advice.iter().filter(|advice| advice.when == When::Desk);
        for advice in at_work.filter(|advice| self.is_for_them(advice)) {
            blocks.extend(self.lines(advice));
        }
        blocks.extend(cards);
        Some(Section {
            id: "desk".to_owned(),
            title: self.text("desk-title"),
            new_page: true,
            blocks,
        })
    }

    /// Runs of phases that are alike in something, with their first and last week.
    fn runs<T: PartialEq>(&self, of: impl Fn(&'a PhasePlan) -> T) -> Vec<((u32, u32), T)> {
        let mut runs: Vec<((u32, u32), T)> = Vec::new();
        for phase in &self.handout.plan.phases {
            let what = of(phase);
            match runs.last_mut() {
                Some((weeks, last)) if *last == what => weeks.1 = phase.weeks.1,
                _ => runs.push((phase.weeks, what)),
            }
        }
        runs
    }

    /// The exercises of all breaks, each once. A break has one number on all strips: its place here.
    fn breaks(&self) -> Vec<&'a str> {
        let mut ids: Vec<&str> = Vec::new();
        for pause in self.handout.plan.phases.iter().flat_map(|phase| &phase.breaks) {
            if !ids.contains(&pause.exercise.as_str()) {
                ids.push(&pause.exercise);
            }
        }
        ids
    }

    fn break_number(&self, id: &str) -> u32 {
        (1..).zip(self.breaks()).find(|(_, known)| *known == id).map_or(0, |(number, _)| number)
    }

    fn break_list(&self, breaks: &[Break]) -> Block {
        let lines = breaks.iter().map(|pause| {
            let values = [
                ("number", self.break_number(&pause.exercise).into()),
                ("name", self.break_name(pause).into()),
                ("count", (pause.at.len() as u32).into()),
            ];
            self.words.inline("desk-line", &values)
        });
        bullets(lines.collect())
    }

    /// The working day from left to right, a lane for each break, its number at each of its times.
    fn strip(&self, breaks: &[Break]) -> Option<Diagram> {
        let (from, to) = self.working_day(breaks)?;
        let lane = self.grown(LANE);
        let span = i64::from(to - from).max(1);
        let end = self.grown(HOUR_ROOM) / 2;
        let x = |minutes: u32| {
            let along = i64::from(minutes.saturating_sub(from)) * i64::from(WIDTH - 2 * end) / span;
            end + i32::try_from(along).unwrap_or(0).min(WIDTH - 2 * end)
        };
        let mut sketch = Sketch::default();
        let foot = lane * i32::try_from(breaks.len()).unwrap_or(1);
        let mut top = 0;
        for (i, pause) in breaks.iter().enumerate() {
            let ground = GROUNDS[i.min(GROUNDS.len() - 1)];
            let number = self.break_number(&pause.exercise);
            sketch.rectangle((2, top + 2), (WIDTH - 4, lane), ground);
            for at in &pause.at {
                let middle = (x(at.minutes()), top + 2 + lane / 2);
                sketch.disc(middle, self.grown(MARK), Paint::Paper);
                sketch.strong(middle, Hold::Middle, number.to_string());
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
        let apart = (x(from + HOUR) - x(from)).max(1).unsigned_abs();
        let every = self.grown(HOUR_ROOM).unsigned_abs().div_ceil(apart);
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
        for pause in breaks {
            let times = self.break_times(&pause.at);
            let values = [
                ("number", self.break_number(&pause.exercise).into()),
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

    fn break_times(&self, at: &[Clock]) -> String {
        let times: Vec<String> = at.iter().map(Clock::to_string).collect();
        self.words.list(&times)
    }

    fn break_card(&self, id: &str) -> Option<Block> {
        let exercise = self.exercise(id)?;
        let mut dose = self.how_much(exercise);
        dose.push(Inline::Break);
        dose.extend(self.when(id));
        Some(self.plain_card(exercise, self.break_number(id), dose))
    }

    /// How much a break asks for.
    fn how_much(&self, exercise: &Exercise) -> Vec<Inline> {
        let manner = Manner::of(exercise, Side::Both);
        let library = self.handout.library;
        let told = |phase: &PhasePlan| {
            phase.breaks.iter().find(|pause| pause.exercise == exercise.id)?;
            if let Some(minutes) = exercise.dose.get(&phase.id)?.minutes {
                return Some(self.words.with("desk-minutes", &[("minutes", minutes.get().into())]));
            }
            let dose = break_dose(library, &self.clearance, &phase.id, exercise)?;
            Some(capital(&dose::in_words(self.words, &dose, manner)))
        };
        let all: BTreeSet<String> = self.handout.plan.phases.iter().filter_map(told).collect();
        match all.first() {
            Some(same) if all.len() == 1 => vec![Inline::strong(format!("{same}."))],
            _ => self.in_weeks(told),
        }
    }

    /// The times of a break.
    fn when(&self, id: &str) -> Vec<Inline> {
        self.in_weeks(|phase| {
            let pause = phase.breaks.iter().find(|it| it.exercise == id)?;
            Some(self.break_times(&pause.at))
        })
    }

    /// What is told of each phase; with its weeks, if it is not the same in all of them.
    fn in_weeks(&self, told: impl Fn(&'a PhasePlan) -> Option<String>) -> Vec<Inline> {
        let runs = self.runs(told);
        if let [(_, Some(told))] = &runs[..] {
            return vec![Inline::strong(format!("{told}."))];
        }
        let lines = runs.into_iter().filter_map(|(weeks, told)| {
            let values = [("told", told.as_deref()?.into())];
            Some(stars(&self.words.with_weeks("desk-weeks", weeks, &values)))
        });
        lines.collect::<Vec<_>>().join(&Inline::Break)
    }
}
