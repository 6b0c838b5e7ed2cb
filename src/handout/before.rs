//! Before you start: what the answers mean, and the questions that have no answer yet.

use super::{
    Block, Cell, Handout, Inline, Maker, Section, Table, TextStyle, Tone, Width, answers, bullets,
    cell, centred,
};
use crate::library::{Level, Question};

/// What a yes to an open question leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Emergency,
    Urgent,
    Sign,
    /// Another plan: what a yes would leave out is in this one.
    Again,
    /// Care; nothing is left out for it.
    Care,
}

impl Group {
    const ALL: [Self; 5] = [Self::Emergency, Self::Urgent, Self::Sign, Self::Again, Self::Care];

    fn of(question: &Question, level: Level) -> Self {
        let mut choices = question.choices.iter();
        let brings = !question.brings.is_empty() || choices.any(|it| !it.brings.is_empty());
        match level {
            Level::Emergency => Self::Emergency,
            Level::Urgent => Self::Urgent,
            Level::SignOff => Self::Sign,
            Level::Caution if brings => Self::Again,
            Level::Caution => Self::Care,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
            Self::Sign => "sign-off",
            Self::Again => "again",
            Self::Care => "caution",
        }
    }

    /// The level whose words say what to do.
    const fn level(self) -> Option<Level> {
        match self {
            Self::Emergency => Some(Level::Emergency),
            Self::Urgent => Some(Level::Urgent),
            Self::Sign => Some(Level::SignOff),
            Self::Again | Self::Care => None,
        }
    }

    /// What is said besides, or instead.
    const fn own_words(self) -> Option<&'static str> {
        match self {
            Self::Emergency | Self::Urgent => None,
            Self::Sign => Some("before-do-sign-off"),
            Self::Again => Some("before-do-again"),
            Self::Care => Some("before-do-caution"),
        }
    }
}

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
        self.handout.library.screening.question(id)
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
            inner.extend(self.sign_lines());
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

    /// Where somebody writes that the plan may begin.
    fn sign_lines(&self) -> impl Iterator<Item = Block> {
        [("sign-name", 90), ("sign-signature", 90), ("sign-date", 50)].into_iter().map(
            |(id, mm)| {
                let text =
                    vec![Inline::text(format!("{}: ", self.words.get(id))), Inline::Blank(mm)];
                Block::Paragraph { style: TextStyle::Body, text }
            },
        )
    }

    fn given(&self, questions: &[&Question]) -> Block {
        let Handout { profile, outcome, .. } = self.handout;
        let text = answers::given(self.words, profile, outcome, questions);
        Block::Paragraph { style: TextStyle::Body, text: vec![Inline::text(text)] }
    }

    fn with_notes(&self, questions: &[&Question]) -> Block {
        let Handout { profile, outcome, .. } = self.handout;
        let items = questions.iter().map(|question| {
            let mut text = answers::answered(self.words, profile, outcome, question);
            let chosen = answers::chosen(profile.answers.get(&question.id));
            let mut notes: Vec<String> = Vec::new();
            for note in question.all_notes(chosen).filter_map(|it| self.noted(it)) {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            text.extend(notes.into_iter().map(|note| Inline::strong(format!(" {note}"))));
            text
        });
        bullets(items.collect())
    }

    /// Unanswered questions by what one yes leads to, gravest first.
    fn questions(&self) -> Vec<Block> {
        let open = self.open();
        if open.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![self.paragraph("before-lead")];
        for group in Group::ALL {
            let asked: Vec<&Question> = open
                .iter()
                .filter(|(question, level)| Group::of(question, *level) == group)
                .map(|(question, _)| *question)
                .collect();
            if !asked.is_empty() {
                blocks.push(self.heading(&format!("before-if-{}", group.as_str())));
                blocks.extend(self.what_to_do(group));
                blocks.extend(self.asked(group, &asked));
            }
        }
        blocks.extend(self.together());
        blocks
    }

    /// The questions without an answer, each with the level that one yes to it leads to.
    fn open(&self) -> Vec<(&Question, Level)> {
        let outcome = &self.handout.outcome;
        let open = outcome.unanswered.iter().filter_map(|id| self.question(id));
        let with_level = open.map(|question| {
            let level = outcome.leads_to.get(&question.id).copied();
            (question, level.unwrap_or(question.level))
        });
        with_level.collect()
    }

    /// What a yes asks for. The words of the levels are for answers that the plan was made with, and this one
    /// was not: it leaves nothing out for what it does not know.
    fn what_to_do(&self, group: Group) -> Vec<Block> {
        let levels = &self.handout.library.screening.levels;
        let action = group.level().and_then(|level| levels.get(&level));
        let action = action.map(|action| super::words::stars(&action.action));
        let own = group.own_words().map(|id| self.text(id));
        let texts = action.into_iter().chain(own);
        texts.map(|text| Block::Paragraph { style: TextStyle::Note, text }).collect()
    }

    /// The questions of a group with what belongs to them.
    fn asked(&self, group: Group, asked: &[&Question]) -> Vec<Block> {
        let soft = asked.iter().filter(|question| question.soft).count();
        // One star alone has no other to go with.
        let starred = group == Group::Care && soft > 1;
        let mut blocks = Vec::new();
        if starred {
            blocks.push(self.note("before-soft"));
        }
        blocks.push(self.question_table(asked, starred));
        // What was answered may have brought a box to sign already.
        if group == Group::Sign && self.handout.outcome.to_sign().next().is_none() {
            let title = self.text("sign-open-title");
            let blocks_to_sign = self.sign_lines().collect();
            blocks.push(Block::Callout { tone: Tone::Plain, title, blocks: blocks_to_sign });
        }
        blocks
    }

    /// Questions that are harmless one by one and are not together, where neither has an answer yet.
    fn together(&self) -> Vec<Block> {
        let screening = &self.handout.library.screening;
        let outcome = &self.handout.outcome;
        let is_open = |id: &&String| outcome.unanswered.contains(*id);
        let is_yes = |id: &String| outcome.raised.iter().any(|(raised, _)| raised == id);
        let mut blocks = Vec::new();
        for rule in &screening.implied {
            let Some(question) = screening.question(&rule.question) else { continue };
            let may_hold = rule.all.iter().all(|id| is_yes(id) || is_open(&id));
            let first: Vec<&String> = rule.all.iter().filter(is_open).collect();
            let second: Vec<&String> = rule.with.iter().filter(is_open).collect();
            // One yes alone is told of by its place among the questions.
            let graver = |id: &&String| outcome.leads_to.get(*id) <= Some(&question.level);
            let told = is_yes(&rule.question) || first.iter().any(graver);
            if may_hold && !told && !first.is_empty() && !second.is_empty() {
                blocks.extend(self.two_of(question.level, &first, &second).into_iter().flatten());
            }
        }
        blocks
    }

    /// All of the first questions with one of the second, as lists: whole questions are too long for one
    /// sentence.
    fn two_of(&self, level: Level, first: &[&String], second: &[&String]) -> Option<[Block; 4]> {
        let action = self.handout.library.screening.levels.get(&level)?;
        let count = u32::try_from(second.len()).unwrap_or(u32::MAX);
        let lead = self.words.inline("before-together", &[("what", (&action.title).into())]);
        let also = self.words.inline("before-together-with", &[("count", count.into())]);
        let note = |text| Block::Paragraph { style: TextStyle::Note, text };
        let asks = |ids: &[&String]| {
            let asks = ids.iter().filter_map(|id| Some(&self.question(id)?.ask));
            bullets(asks.map(|ask| vec![Inline::text(ask.clone())]).collect())
        };
        Some([note(lead), asks(first), note(also), asks(second)])
    }

    fn question_table(&self, asked: &[&Question], starred: bool) -> Block {
        let tick = || Cell { text: vec![Inline::TickBox], centred: true, ..Cell::default() };
        let rows = asked.iter().map(|question| {
            let star = if starred && question.soft { " *" } else { "" };
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
