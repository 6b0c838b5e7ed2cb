//! The pages of real plans: the examples and the README's person.

use jiff::civil::date;
use regimen::handout::{Block, CardForm, Document, Handout, Inline, Look, Paper, document};
use regimen::library::{Library, built_in};
use regimen::profile::{Clinic, Origin, Person, Profile, resolve};
use regimen::programme::{Programme, programme};
use regimen::render::{pdf, text};
use regimen::source;

use crate::render::expected;
use crate::render::pdf_text::Read;

/// The people whose pages are looked at: file name and text.
pub(crate) const PEOPLE: [(&str, &str); 4] = [
    ("ana.yaml", include_str!("../../examples/ana.yaml")),
    ("ben.yaml", include_str!("../../examples/ben.yaml")),
    ("chris.yaml", include_str!("../../examples/chris.yaml")),
    (
        "readme",
        "muscles: [{muscle: gluteus-medius, side: right, severity: 7}, {muscle: hip-flexors, side: both, severity: 5}]\ndays: 4\nminutes: 20\nstart: 2026-11-23\n",
    ),
];

pub(crate) struct Made {
    pub(crate) library: Library,
    pub(crate) profile: Profile,
    pub(crate) programme: Programme,
    pub(crate) clinic: Clinic,
}

impl Made {
    pub(crate) fn of(name: &str, yaml: &str) -> Self {
        let library = built_in().unwrap();
        let (person, findings) = source::read::<Person>(name, yaml.as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        let (profile, findings) =
            resolve(&library, &person.unwrap(), &Origin::default(), date(2026, 11, 23));
        assert!(findings.is_empty(), "{findings:?}");
        let profile = profile.unwrap();
        let programme = programme(&library, &profile).unwrap();
        let clinic = include_bytes!("../../examples/clinic.yaml");
        let clinic = source::read::<Clinic>("clinic.yaml", clinic).0.unwrap();
        Self { library, profile, programme, clinic }
    }

    fn document(&self, paper: Paper, large_print: bool) -> Document {
        let cards = if large_print { CardForm::Large } else { CardForm::Full };
        self.printed(Look { paper, large_print, mono: false, cards, clinician: false })
    }

    pub(crate) fn printed(&self, look: Look) -> Document {
        document(&self.handout(look)).unwrap()
    }

    pub(crate) fn handout(&self, look: Look) -> Handout<'_> {
        let Self { library, profile, programme: Programme { plan, outcome, .. }, clinic } = self;
        Handout { library, plan, profile, outcome, clinic: Some(clinic), course: None, look }
    }
}

/// The README's person, planned.
pub(crate) fn readme_made() -> Made {
    let [.., (name, yaml)] = PEOPLE;
    Made::of(name, yaml)
}

/// The page of the README's person.
pub(crate) fn readme(paper: Paper) -> Document {
    readme_made().document(paper, false)
}

pub(crate) fn people() -> impl Iterator<Item = (&'static str, Made)> {
    PEOPLE.iter().map(|(name, yaml)| (*name, Made::of(name, yaml)))
}

#[test]
fn every_word_of_a_plan_is_in_its_pdf_in_reading_order() {
    for (name, made) in people() {
        for (paper, large) in [(Paper::A4, false), (Paper::Letter, true)] {
            let document = made.document(paper, large);
            let read = Read::new(&pdf::pdf(&document).unwrap());
            let found: Vec<&str> = read.text.split_whitespace().collect();
            assert_eq!(found, expected(&document), "{name}");
        }
    }
}

/// The cards of a document.
fn cards(document: &Document) -> Vec<(&str, String)> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Card(card) => Some((card.anchor.as_str(), words(&card.title))),
            _ => None,
        })
        .collect()
}

fn words(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Link { text, .. } => text.as_str(),
        _ => " ",
    });
    texts.collect()
}

#[test]
fn every_exercise_of_a_plan_has_a_card_in_its_phase() {
    for (name, made) in people() {
        let document = made.document(Paper::A4, false);
        let cards = cards(&document);
        for phase in &made.programme.plan.phases {
            let items = phase.sessions.values().flat_map(|session| &session.items);
            for item in items {
                let anchor = format!("{}-{}", phase.id, item.exercise);
                let title = &made.library.exercises[&item.exercise].name;
                let card = cards.iter().find(|(known, _)| *known == anchor);
                assert_eq!(card.map(|(_, title)| title), Some(title), "{name}: {anchor}");
            }
        }
    }
}

#[test]
fn a_card_says_in_a_few_words_why_it_is_in_this_plan() {
    let asked = "muscles: [{muscle: gluteus-medius, side: right, severity: 7}, {muscle: piriformis, \
                 side: left}]\nexercises: {include: [mc-glute-set]}\nstart: 2026-11-23\n";
    let made = Made::of("asked.yaml", asked);
    let document = made.document(Paper::A4, false);
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let cards = blocks.filter_map(|block| match block {
        Block::Card(card) => Some(card),
        _ => None,
    });
    let (mut sides, mut by_name) = (0, 0);
    for card in cards {
        let notes = card.notes.iter().filter(|note| note.label == "Why:");
        for why in notes.map(|note| words(&note.text)) {
            let Some((_, reason)) = why.rsplit_once(". ") else { continue };
            if card.anchor.ends_with("mc-glute-set") {
                assert_eq!(reason, "You or your therapist asked for it.");
                by_name += 1;
            } else if reason.starts_with("Here it") {
                assert!(reason.split_whitespace().count() <= 12, "{reason}");
                assert!(!reason.contains("side-of-hip") || reason.contains(" your right side"));
                sides += u32::from(reason.contains(" right ") || reason.contains(" left "));
            }
        }
    }
    assert!(sides > 1 && by_name == 1, "{sides} {by_name}");
}

#[test]
fn a_page_reads_like_this() {
    let made = Made::of(PEOPLE[0].0, PEOPLE[0].1);
    let text = text::text(&made.document(Paper::A4, false));
    // The footer's hash changes with every edit of the library; the words do not.
    insta::assert_snapshot!(text.replace(&made.library.hash, "HASH"));
}
