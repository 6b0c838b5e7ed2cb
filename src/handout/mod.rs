//! The page: a plan becomes a `Document` of plain data, in words that a patient reads.
//!
//! One file for each part of the page. Every word comes from `routines/text/en.ftl` or from an entry
//! of the library.

mod aim;
mod answers;
mod before;
mod beside;
mod calendar;
mod card;
mod changes;
mod chart;
mod clinician;
mod compare;
mod conditions;
mod desk;
mod direction;
mod document;
mod dose;
mod gallery;
mod guide;
mod left_out;
mod letterhead;
mod light;
mod limits;
mod log;
mod map;
mod only;
mod overview;
mod own_words;
mod phase;
mod picture;
mod progress;
mod referral;
mod sheet;
mod sketch;
mod tests;
mod timeline;
mod ways;
mod words;

use jiff::ToSpan as _;
use jiff::civil::Date;

pub use calendar::{Calendar, Event, calendar};
pub use compare::compared;
pub use document::*;
pub use gallery::Gallery;
pub use left_out::unmet_on_page;
pub use own_words::own_words;
pub use referral::{Referral, referral};
pub use sheet::sheet;
pub use words::{language, names};

use words::{Words, worded};

use crate::finding::Finding;
use crate::library::{Exercise, Library};
use crate::planner::plan::{PhasePlan, Plan};
use crate::profile::{Clinic, Profile};
use crate::progress::course::Course;
use crate::screening::{Clearance, Outcome, clear, has_one_of};

/// The size of body text in points.
const BODY_PT: f32 = 14.0;
/// The size of body text in points for people with low vision.
const LARGE_PT: f32 = 18.0;

/// How the page is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The paper.
    pub paper: Paper,
    /// Whether letters are large.
    pub large_print: bool,
    /// Whether there is no colour.
    pub mono: bool,
    /// How much room each exercise's card takes.
    pub cards: CardForm,
    /// Whether pages for the therapist follow.
    pub clinician: bool,
}

impl Look {
    /// The usual print on a paper.
    const fn usual(paper: Paper) -> Self {
        let cards = CardForm::Full;
        Self { paper, large_print: false, mono: false, cards, clinician: false }
    }
}

/// Everything that a page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Handout<'a> {
    /// The library.
    pub library: &'a Library,
    /// The plan.
    pub plan: &'a Plan,
    /// The person.
    pub profile: &'a Profile,
    /// The outcome of the safety questions.
    pub outcome: &'a Outcome,
    /// Who hands it out.
    pub clinic: Option<&'a Clinic>,
    /// How it has gone since the first plan, if anyone wrote it down.
    pub course: Option<&'a Course>,
    /// How it is printed.
    pub look: Look,
}

/// Makes the page.
///
/// # Errors
/// Findings when a message of the page's words is missing or broken.
pub fn document(handout: &Handout) -> Result<Document, Vec<Finding>> {
    document_with(handout, &Gallery::of(handout.library))
}

/// Makes the page with the drawings of a gallery of the same library: the next page has them too.
///
/// # Errors
/// The same as for [`document`].
pub fn document_with(handout: &Handout, gallery: &Gallery) -> Result<Document, Vec<Finding>> {
    made(handout, gallery, &[])
}

/// Makes some parts of the page, in the order of the whole. A part is named by its section's id or by what
/// stands before a hyphen in it: `week` is the week of every phase. What is told once and pointed to later
/// is told in the first of these parts that has it; links to what is not among them are plain words.
///
/// # Errors
/// The same as for [`document`], and a finding for each name that no part has.
pub fn document_parts(
    handout: &Handout,
    gallery: &Gallery,
    names: &[String],
) -> Result<Document, Vec<Finding>> {
    made(handout, gallery, names)?.only(names)
}

/// The whole page, made for those who get some of its parts alone, or all if none is named.
fn made(handout: &Handout, gallery: &Gallery, parts: &[String]) -> Result<Document, Vec<Finding>> {
    let precautions = handout.plan.person.precautions.iter().cloned().collect();
    let clearance = clear(handout.library, &precautions)
        .with_conditions(handout.library, &handout.plan.person.conditions);
    worded(handout.library, |words| {
        Maker { handout: *handout, words, clearance, gallery, parts }.document()
    })
}

/// The page in the making. Each part adds its sections in a file of its own.
struct Maker<'a> {
    handout: Handout<'a>,
    words: &'a Words,
    clearance: Clearance,
    gallery: &'a Gallery<'a>,
    /// The parts that are printed; all if none is named.
    parts: &'a [String],
}

impl<'a> Maker<'a> {
    fn document(&self) -> Document {
        let Handout { plan, look, .. } = self.handout;
        self.draw_all();
        let mut sections = vec![self.overview(), self.guide()];
        sections.extend(self.progress());
        sections.extend(self.conditions());
        sections.extend(self.before());
        for phase in &plan.phases {
            sections.push(self.phase_week(phase));
            sections.push(self.phase_cards(phase));
        }
        sections.extend(self.desk());
        sections.extend(self.advice());
        sections.extend(self.left_out());
        sections.push(self.sources());
        sections.extend(self.tests());
        sections.extend(self.log());
        sections.extend(self.clinician());
        let title = title(self.words, plan);
        Document {
            header: (title.clone(), letterhead::header(self.words, self.handout.clinic)),
            date: plan.start,
            footer: self.footer(),
            sections,
            ..framed(self.words, title, look)
        }
    }

    fn footer(&self) -> String {
        let plan = self.handout.plan;
        let seed = plan.seed.to_string();
        self.words.with(
            "footer",
            &[
                ("program", (&plan.program).into()),
                ("library", (&plan.library).into()),
                ("seed", (&seed).into()),
            ],
        )
    }

    // ------------------------------------------------------------ what several parts need

    /// A length of a diagram that has words beside it, which are larger in large print.
    fn grown(&self, length: i32) -> i32 {
        if self.handout.look.large_print {
            (length as f32 * LARGE_PT / BODY_PT) as i32
        } else {
            length
        }
    }

    /// Whether what is not for people with some precautions is for this person.
    fn suits(&self, not_with: &[String]) -> bool {
        !has_one_of(self.handout.library, &self.clearance, not_with)
    }

    /// A note of a condition or an answer with the plan's limit of pain, if it is for this person.
    fn noted(&self, note: &crate::library::Note) -> Option<String> {
        self.suits(&note.not_with).then(|| note.with_limit(self.handout.plan.pain_limit))
    }

    /// Whether an exercise's seconds are time, with nothing held still.
    fn is_timed(&self, id: &str) -> bool {
        self.exercise(id).is_some_and(|exercise| exercise.timed)
    }

    /// Whether a section is among what is printed.
    fn is_printed(&self, section: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|name| only::is_part(section, name))
    }

    fn exercise(&self, id: &str) -> Option<&'a Exercise> {
        self.handout.library.exercises.get(id)
    }

    fn muscle_name(&self, id: &str) -> String {
        self.handout.library.muscle(id).map_or_else(|| id.to_owned(), |muscle| muscle.name.clone())
    }

    /// The first day of a week, counted from 1.
    fn week_start(&self, week: u32) -> Date {
        let weeks = i64::from(week) - i64::from(self.handout.plan.first_week());
        self.handout.plan.start.checked_add(weeks.weeks()).unwrap_or(self.handout.plan.start)
    }

    /// The last day of a week, counted from 1.
    fn week_end(&self, week: u32) -> Date {
        let first = self.week_start(week);
        first.checked_add(6.days()).unwrap_or(first)
    }

    fn phase_name(&self, phase: &PhasePlan) -> String {
        self.words.get(&format!("phase-{}", phase.id))
    }

    fn text(&self, id: &str) -> Vec<Inline> {
        self.words.inline(id, &[])
    }

    fn paragraph(&self, id: &str) -> Block {
        Block::Paragraph { style: TextStyle::Body, text: self.text(id) }
    }

    fn note(&self, id: &str) -> Block {
        Block::Paragraph { style: TextStyle::Note, text: self.text(id) }
    }

    fn heading(&self, id: &str) -> Block {
        Block::Heading { level: 2, anchor: None, text: self.text(id) }
    }
}

/// A document without sections as yet: its title, its language and what surrounds each page.
fn framed(words: &Words, title: String, look: Look) -> Document {
    let pages = [("page", "{page}".into()), ("pages", "{pages}".into())];
    Document {
        header: (title.clone(), String::new()),
        title,
        language: words.language(),
        date: Date::ZERO,
        paper: look.paper,
        body_pt: if look.large_print { LARGE_PT } else { BODY_PT },
        mono: look.mono,
        footer: concat!("regimen ", env!("CARGO_PKG_VERSION")).to_owned(),
        page_label: words.with("page-number", &pages),
        sections: Vec::new(),
    }
}

/// What the plan is called.
fn title(words: &Words, plan: &Plan) -> String {
    match &plan.person.name {
        Some(name) => words.with("plan-for", &[("name", name.into())]),
        None => words.get("plan-title"),
    }
}

/// A plain bulleted list.
fn bullets(items: Vec<Vec<Inline>>) -> Block {
    Block::List { marker: Marker::Bullet, items }
}

/// A cell of words.
fn cell(text: impl Into<String>) -> Cell {
    Cell { text: vec![Inline::text(text)], ..Cell::default() }
}

/// A centred cell of words.
fn centred(text: impl Into<String>) -> Cell {
    Cell { centred: true, ..cell(text) }
}
