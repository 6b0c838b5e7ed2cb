//! Before you start: what the answers mean, and the questions that have no answer yet.

use super::{
    Block, Cell, Inline, Maker, Section, Table, TextStyle, Tone, Width, answers, bullets, cell,
    centred,
};
use crate::library::{Level, Question};

impl Maker<'_> {
    pub(super) fn before(&self) -> Option<Section> {
        let mut blocks = self.raised();
        let questions = self.questions();
        // Questions to tick are handed over by themselves; what was answered goes on from the advice.
        let new_page = !questions.is_empty();
        blocks.extend(questions);
        (!blocks.is_empty()).then(|| Section {
            id: "before".to_owned(),
            title: self.text("before-title"),
            new_page,
            blocks,
        })
    }

    fn question(&self, id: &str) -> Option<&Question> {
        self.handout.library.screening.questions.iter().find(|question| question.id == id)
    }

    /// Answers that want a signature or care, with what the plan says to them.
    fn raised(&self) -> Vec<Block> {
        let raised = &self.handout.outcome.raised;
        let at = |level: Level| -> Vec<&Question> {
            let found = raised.iter().filter(|(_, reached)| *reached == level);
            found.filter_map(|(id, _)| self.question(id)).collect()
        };
        let mut blocks = Vec::new();
        let sign = at(Level::SignOff);
        if !sign.is_empty() {
            let mut inner =
                vec![self.paragraph("sign-lead"), self.given(&sign), self.with_notes(&sign)];
            for (id, mm) in [("sign-name", 90), ("sign-signature", 90), ("sign-date", 50)] {
                let text =
                    vec![Inline::text(format!("{}: ", self.words.get(id))), Inline::Blank(mm)];
                inner.push(Block::Paragraph { style: TextStyle::Body, text });
            }
            blocks.push(Block::Callout {
                tone: Tone::Stop,
                title: self.text("sign-title"),
                blocks: inner,
            });
        }
        let care = at(Level::Caution);
        if !care.is_empty() {
            let inner = vec![self.given(&care), self.with_notes(&care)];
            blocks.push(Block::Callout {
                tone: Tone::Care,
                title: self.text("care-title"),
                blocks: inner,
            });
        }
        blocks
    }

    fn given(&self, questions: &[&Question]) -> Block {
        let text = answers::given(self.words, self.handout.profile, questions);
        Block::Paragraph { style: TextStyle::Body, text: vec![Inline::text(text)] }
    }

    fn with_notes(&self, questions: &[&Question]) -> Block {
        let items = questions.iter().map(|question| {
            let mut text = answers::answered(self.words, self.handout.profile, question);
            if let Some(notes) = question.notes.as_ref().and_then(|it| self.noted(it)) {
                text.push(Inline::strong(format!(" {notes}")));
            }
            text
        });
        bullets(items.collect())
    }

    /// Unanswered questions by what a yes leads to, gravest first.
    fn questions(&self) -> Vec<Block> {
        let unanswered = &self.handout.outcome.unanswered;
        if unanswered.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![self.paragraph("before-lead")];
        let levels = [
            (Level::Emergency, "before-if-emergency"),
            (Level::Urgent, "before-if-urgent"),
            (Level::SignOff, "before-if-sign-off"),
            (Level::Caution, "before-if-caution"),
        ];
        for (level, heading) in levels {
            let asked: Vec<&Question> = unanswered
                .iter()
                .filter_map(|id| self.question(id))
                .filter(|question| question.level == level)
                .collect();
            if asked.is_empty() {
                continue;
            }
            blocks.push(self.heading(heading));
            if let Some(action) = self.handout.library.screening.levels.get(&level) {
                let text = super::words::stars(&action.action);
                blocks.push(Block::Paragraph { style: TextStyle::Note, text });
            }
            if asked.iter().any(|question| question.soft) {
                blocks.push(self.note("before-soft"));
            }
            blocks.push(self.question_table(&asked));
        }
        blocks
    }

    fn question_table(&self, asked: &[&Question]) -> Block {
        let tick = || Cell { text: vec![Inline::TickBox], centred: true, ..Cell::default() };
        let rows = asked.iter().map(|question| {
            let star = if question.soft { " *" } else { "" };
            let mut text = vec![Inline::text(format!("{}{star}", question.ask))];
            if !question.choices.is_empty() {
                let names: Vec<&str> =
                    question.choices.iter().map(|choice| choice.name.as_str()).collect();
                text.push(Inline::text(format!(" ({})", names.join(" / "))));
            }
            vec![Cell { text, ..Cell::default() }, tick(), tick()]
        });
        Block::Table(Table {
            summary: self.words.get("before-summary"),
            columns: vec![Width::Share(1.0), Width::Mm(15.0), Width::Mm(15.0)],
            head: vec![
                cell(self.words.get("before-question")),
                centred(self.words.get("before-yes")),
                centred(self.words.get("before-no")),
            ],
            rows: rows.collect(),
            row_mm: 0,
        })
    }
}
