//! Tests at home: how they are done, and when.

use super::words::stars;
use super::{Block, Maker, Section, bullets};
use crate::library::SelfTest;
use crate::screening::bars_tests;

impl<'a> Maker<'a> {
    /// The tests that the person may do: not those like an exercise that is not for them in every phase, and
    /// none for people who have to heal or are kept to what is easy, since a test asks for all that one can.
    pub(super) fn own_tests(&self) -> Vec<&'a SelfTest> {
        let library = self.handout.library;
        let phases = &library.phases.phases;
        let none = bars_tests(library, &self.clearance);
        let may = |test: &&SelfTest| {
            let like = self.exercise(&test.like);
            !none && like.is_some_and(|it| phases.iter().all(|phase| self.may(&phase.id, it)))
        };
        library.tests.iter().filter(may).collect()
    }

    /// Whether tests are due at the end of a week: the last one of a phase.
    pub(super) fn tests_are_due(&self, week: u32) -> bool {
        self.handout.plan.phases.iter().any(|phase| phase.weeks.1 == week)
    }

    /// How the tests are done.
    pub(super) fn tests(&self) -> Option<Section> {
        let tests = self.own_tests();
        let weeks: Vec<String> =
            self.handout.plan.phases.iter().map(|phase| phase.weeks.1.to_string()).collect();
        let count = u32::try_from(weeks.len()).unwrap_or(u32::MAX);
        let weeks = self.words.list(&weeks);
        let from = self.handout.plan.first_week();
        let values = [("weeks", (&weeks).into()), ("count", count.into()), ("from", from.into())];
        let lead = self.words.inline("tests-lead", &values);
        let mut blocks = vec![Block::Paragraph { style: super::TextStyle::Body, text: lead }];
        if from == 1 && self.handout.outcome.to_sign().next().is_some() {
            blocks.push(self.note("tests-signed"));
        }
        for test in &tests {
            blocks.push(Block::Heading { level: 2, anchor: None, text: stars(&test.name) });
            blocks.push(bullets(test.lines.iter().map(|line| stars(line)).collect()));
        }
        blocks.push(self.note("tests-safe"));
        (!tests.is_empty()).then(|| Section {
            id: "tests".to_owned(),
            title: self.text("tests-title"),
            new_page: false,
            blocks,
        })
    }
}
