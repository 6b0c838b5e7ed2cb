//! The doses of the library, the rules that turn them into weeks, and what each exercise rests on.

use super::super::words::of_weeks;
use super::super::{Block, Cell, Inline, Maker, Table, Width, bullets};
use crate::library::{Citation, Dose, Exercise};

impl<'a> Maker<'a> {
    pub(super) fn doses(&self) -> Vec<Block> {
        let used = self.handout.plan.exercises();
        let exercises = used.iter().filter_map(|id| self.exercise(id));
        let rows = exercises.map(|exercise| {
            vec![
                self.exercise_cell(&exercise.id),
                self.library_doses(exercise),
                self.rests_on(exercise),
            ]
        });
        let heads = ["doses-exercise", "doses-dose", "doses-sources"];
        let table = Table {
            summary: self.words.get("doses-summary"),
            columns: [2.4, 2.8, 4.8].map(Width::Share).to_vec(),
            head: heads.map(|id| super::super::cell(self.words.get(id))).to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        };
        let mut blocks = vec![self.note("doses-lead"), bullets(self.dose_rules())];
        blocks.push(Block::Table(table));
        blocks
    }

    /// The rules in words, with the numbers of the library.
    fn dose_rules(&self) -> Vec<Vec<Inline>> {
        let library = self.handout.library;
        let dosage = &library.dosage;
        let limits = &library.phases.limits;
        vec![
            self.words.inline(
                "doses-climb",
                &[
                    ("rise", dosage.climb.rise.into()),
                    ("share", dosage.climb.first_share.into()),
                    ("entry", dosage.climb.entry_share.into()),
                    ("many", (library.progress.exercise.moves_up as u32).into()),
                ],
            ),
            self.words.inline(
                "doses-load",
                &[("days", limits.load_days.into()), ("day", limits.load_per_day.into())],
            ),
            self.words.inline(
                "doses-stretch",
                &[
                    ("seconds", dosage.stretch.day_s.into()),
                    ("older", dosage.stretch.older_from.into()),
                    ("hold", dosage.stretch.older_hold_s.into()),
                ],
            ),
            self.words.inline(
                "doses-time",
                &[("rep", dosage.time.rep_s.into()), ("change", limits.change_s.into())],
            ),
            self.words.inline(
                "doses-pain",
                &[("safe", self.pain_limits().0.into()), ("limit", self.pain_limits().1.into())],
            ),
        ]
    }

    /// The library's dose in each phase, before it is climbed to.
    fn library_doses(&self, exercise: &Exercise) -> Cell {
        let mut text = Vec::new();
        for phase in &self.handout.library.phases.phases {
            let Some(dose) = exercise.dose.get(&phase.id) else { continue };
            if !text.is_empty() {
                text.push(Inline::Break);
            }
            text.push(Inline::strong(self.words.with("doses-weeks", &of_weeks(phase.weeks))));
            text.push(Inline::text(format!(" {}", self.library_dose(dose))));
        }
        Cell { text, ..Cell::default() }
    }

    fn library_dose(&self, dose: &Dose) -> String {
        let days = dose.days.get();
        if let Some(minutes) = dose.minutes {
            let values = [("minutes", minutes.get().into()), ("days", days.into())];
            return self.words.with("doses-minutes", &values);
        }
        let number = |value: Option<u32>| value.unwrap_or(1);
        let values = [
            ("sets", number(dose.sets.map(|sets| sets.get())).into()),
            ("reps", number(dose.reps.map(|reps| reps.get())).into()),
            ("hold", dose.hold_s.map_or(0, |hold| hold.get()).into()),
            ("days", days.into()),
        ];
        self.words.with("doses-counted", &values)
    }

    fn rests_on(&self, exercise: &'a Exercise) -> Cell {
        let mut text = Vec::new();
        for Citation { key, grade, says } in &exercise.sources {
            if !text.is_empty() {
                text.push(Inline::Break);
            }
            text.push(Inline::strong(format!("{key} ({}): ", grade.as_str())));
            text.push(Inline::text(says));
        }
        Cell { text, ..Cell::default() }
    }
}
