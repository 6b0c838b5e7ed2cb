//! What the person has, in plain words: what it is thought to be, how it usually goes, what to do in
//! daily life, when to be seen.

use super::words::stars;
use super::{Block, Inline, Maker, Section, TextStyle, bullets};
use crate::library::{Condition, Question};
use crate::planner::plan::Overruled;

impl Maker<'_> {
    pub(super) fn conditions(&self) -> Option<Section> {
        let found: Vec<&Condition> = self.conditions_in_force().collect();
        if found.is_empty() {
            return None;
        }
        let mut blocks = Vec::new();
        for condition in found {
            let about = stars(&format!("{} {}", condition.about, condition.course));
            let text = stars(&condition.name);
            blocks.push(Block::Heading { level: 2, anchor: None, text });
            blocks.push(Block::Paragraph { style: TextStyle::Body, text: about });
            let mut lines: Vec<Vec<Inline>> = condition
                .notes
                .iter()
                .filter_map(|it| self.noted(it))
                .map(|it| stars(&it))
                .collect();
            lines.push(stars(&condition.see_someone));
            blocks.push(bullets(lines));
            blocks.extend(self.to_answer(condition));
        }
        let overruled = self.handout.plan.overruled.iter();
        blocks.extend(overruled.map(|overruled| self.overruled(overruled)));
        Some(Section {
            id: "conditions".to_owned(),
            title: self.text("conditions-title"),
            new_page: false,
            blocks,
        })
    }

    /// The conditions of the plan that the library knows.
    pub(super) fn conditions_in_force(&self) -> impl Iterator<Item = &Condition> {
        let ids = self.handout.plan.person.conditions.iter();
        ids.filter_map(|id| self.handout.library.condition(id))
    }

    /// The safety questions that matter for a condition and have no answer yet.
    fn to_answer(&self, condition: &Condition) -> Option<Block> {
        let unanswered = &self.handout.outcome.unanswered;
        let questions = self.handout.library.screening.questions.iter();
        let open = questions
            .filter(|it| condition.needs_answer.contains(&it.id) && unanswered.contains(&it.id));
        let asks: Vec<String> = open.map(Question::in_full).collect();
        (!asks.is_empty()).then(|| {
            let asks = asks.join(" ");
            let text = self.words.inline("conditions-answer", &[("asks", (&asks).into())]);
            Block::Paragraph { style: TextStyle::Body, text }
        })
    }

    /// Exercises by name, each in quotes: names have commas of their own.
    pub(super) fn named<S: AsRef<str>>(&self, names: &[S]) -> String {
        self.words.named(names)
    }

    /// The sentence that settles what two conditions ask.
    fn overruled(&self, overruled: &Overruled) -> Block {
        let library = self.handout.library;
        let name = |id: &str| library.condition(id).map_or(id, |it| &it.name).to_owned();
        let ids = overruled.exercises.iter();
        let names: Vec<String> = ids
            .map(|id| self.exercise(id).map_or_else(|| id.clone(), |it| it.name.clone()))
            .collect();
        let text = self.words.inline(
            "conditions-overruled",
            &[
                ("exercises", (&self.named(&names)).into()),
                ("count", u32::try_from(names.len()).unwrap_or(u32::MAX).into()),
                ("wanted", (&name(&overruled.wanted_by)).into()),
                ("left_out", (&name(&overruled.left_out_by)).into()),
            ],
        );
        Block::Paragraph { style: TextStyle::Body, text }
    }
}
