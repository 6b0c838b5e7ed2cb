//! One page instead of a plan, when the safety answers say: see someone first. No exercise is on it.

use super::letterhead::{header, letterhead};
use super::words::{Words, capital, stars, worded};
use super::{Block, Document, Inline, Look, Section, TextStyle, Tone, answers, bullets, framed};
use crate::finding::Finding;
use crate::library::{Library, Question};
use crate::profile::{Clinic, Profile};
use crate::screening::Outcome;

/// The lengths of the lines to write on, in millimetres.
const LONG_MM: u16 = 90;
const SHORT_MM: u16 = 50;

/// Everything that the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Referral<'a> {
    /// The library.
    pub library: &'a Library,
    /// The person.
    pub profile: &'a Profile,
    /// The answers and what they lead to.
    pub outcome: &'a Outcome,
    /// Who hands it out.
    pub clinic: Option<&'a Clinic>,
    /// How it is printed.
    pub look: Look,
}

/// Makes the page.
///
/// # Errors
/// Findings when a message of the page's words is missing or broken.
pub fn referral(referral: &Referral) -> Result<Document, Vec<Finding>> {
    worded(referral.library, |words| Page { referral: *referral, words }.document())
}

struct Page<'a> {
    referral: Referral<'a>,
    words: &'a Words,
}

impl<'a> Page<'a> {
    fn document(&self) -> Document {
        let Referral { profile, clinic, look, library, .. } = self.referral;
        let title = self.title();
        let program = concat!("regimen ", env!("CARGO_PKG_VERSION"));
        let footer = [("program", program.into()), ("library", (&library.hash).into())];
        Document {
            header: (title.clone(), header(self.words, clinic)),
            date: profile.start,
            footer: self.words.with("referral-footer", &footer),
            sections: vec![self.section()],
            ..framed(self.words, title, look)
        }
    }

    fn title(&self) -> String {
        match &self.referral.profile.name {
            Some(name) => self.words.with("referral-for", &[("name", name.into())]),
            None => self.words.get("referral-title"),
        }
    }

    fn section(&self) -> Section {
        let mut blocks: Vec<Block> =
            self.referral.clinic.map(|clinic| letterhead(self.words, clinic)).into_iter().collect();
        let refused = self.referral.outcome.is_refused(self.referral.library);
        blocks.push(self.body(if refused { "referral-lead-refused" } else { "referral-lead" }));
        blocks.extend(self.what_to_do());
        blocks.push(self.heading("referral-answers"));
        blocks.extend(self.answers());
        blocks.push(self.heading("referral-show"));
        blocks.push(self.body("referral-show-lead"));
        blocks.push(bullets(self.facts()));
        // Where a doctor's word brings no plan either, none is promised.
        if !refused {
            blocks.push(self.body("referral-again"));
            blocks.push(self.to_sign());
        }
        let title = vec![Inline::text(self.title())];
        Section { id: "referral".to_owned(), title, new_page: true, blocks }
    }

    /// What to do now, in the words of the level that the answers reached.
    fn what_to_do(&self) -> Option<Block> {
        let (title, said) = self.referral.outcome.to_do(self.referral.library)?;
        let text = stars(&said.join(" "));
        let mut lines = vec![Block::Paragraph { style: TextStyle::Lead, text }];
        if let Some(number) = self.referral.clinic.and_then(|clinic| clinic.emergency.as_ref()) {
            let text = self.words.inline("referral-number", &[("number", number.into())]);
            lines.push(Block::Paragraph { style: TextStyle::Body, text });
        }
        Some(Block::Callout { tone: Tone::Stop, title: stars(title), blocks: lines })
    }

    /// The questions that count as yes with what was answered, gravest first.
    fn answers(&self) -> [Block; 2] {
        let Referral { library, profile, outcome, .. } = self.referral;
        let raised = outcome.raised.iter().filter_map(|(id, _)| library.screening.question(id));
        let raised: Vec<&Question> = raised.collect();
        let given = vec![Inline::text(answers::given(self.words, profile, outcome, &raised))];
        let lines = raised.iter().map(|it| answers::answered(self.words, profile, outcome, it));
        let lines = bullets(lines.collect());
        [Block::Paragraph { style: TextStyle::Body, text: given }, lines]
    }

    /// What a doctor wants to know of the request: nothing that was not said.
    fn facts(&self) -> Vec<Vec<Inline>> {
        let Referral { library, profile, .. } = self.referral;
        let muscles: Vec<String> = profile
            .affected
            .iter()
            .map(|affected| {
                let name = library.muscle(&affected.muscle).map(|muscle| muscle.name.as_str());
                let name = name.unwrap_or(&affected.muscle);
                let Some(side) = library.said_side(&affected.muscle, affected.side) else {
                    return name.to_owned();
                };
                let side = self.words.get(&format!("side-{}", side.as_str()));
                self.words
                    .with("referral-muscle", &[("name", name.into()), ("side", (&side).into())])
            })
            .collect();
        let areas: Vec<String> = profile
            .areas
            .iter()
            .map(|id| library.area(id).map_or_else(|| id.clone(), |area| area.name.clone()))
            .collect();
        let precautions: Vec<String> = profile
            .precautions
            .iter()
            .map(|id| library.precaution(id).map_or_else(|| id.clone(), |it| it.name.clone()))
            .collect();
        let lines = [
            ("referral-asked", unique(muscles)),
            ("referral-areas", areas),
            ("referral-precautions", precautions),
        ];
        let said = lines.into_iter().filter(|(_, names)| !names.is_empty());
        said.map(|(id, names)| {
            let names = capital(&self.words.list(&names));
            self.words.inline(id, &[("names", (&names).into())])
        })
        .collect()
    }

    /// Room for whoever saw the person.
    fn to_sign(&self) -> Block {
        let line = |id: &str, mm: u16| {
            let text = vec![Inline::text(format!("{} ", self.words.get(id))), Inline::Blank(mm)];
            Block::Paragraph { style: TextStyle::Body, text }
        };
        let may = vec![
            Inline::TickBox,
            Inline::text(format!(" {}", self.words.get("referral-may"))),
            Inline::Break,
            Inline::TickBox,
            Inline::text(format!(" {}", self.words.get("referral-may-not"))),
        ];
        let blocks = vec![
            Block::Paragraph { style: TextStyle::Body, text: may },
            line("referral-because", LONG_MM),
            line("referral-name", LONG_MM),
            line("referral-signature", LONG_MM),
            line("referral-date", SHORT_MM),
        ];
        let title = self.words.inline("referral-seen", &[]);
        Block::Callout { tone: Tone::Plain, title, blocks }
    }

    fn body(&self, id: &str) -> Block {
        Block::Paragraph { style: TextStyle::Body, text: self.words.inline(id, &[]) }
    }

    fn heading(&self, id: &str) -> Block {
        Block::Heading { level: 2, anchor: None, text: self.words.inline(id, &[]) }
    }
}

/// Each name once, in order.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}
