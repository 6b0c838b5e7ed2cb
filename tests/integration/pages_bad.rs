//! What nobody expects on a page: laid out, or a finding that names it; never lost.

use regimen::finding::Code;
use regimen::handout::{Block, Document};
use regimen::render::pdf::{boxes, pdf};
use regimen::render::{md, pages, text};

use crate::command::Desk;
use crate::page::{Made, PEOPLE};
use crate::render::pages::PRINTS;
use crate::render::pdf_text::Read;
use crate::render::{assert_words, texts};

/// The example person with a change, in every print.
fn documents(change: impl Fn(&mut Made)) -> Vec<Document> {
    let mut made = Made::of(PEOPLE[0].0, PEOPLE[0].1);
    change(&mut made);
    PRINTS.iter().map(|(_, look)| made.printed(*look)).collect()
}

/// Checks that the words are on the page inside the margins, and in the other formats.
fn assert_laid_out(document: &Document, part: &str) {
    let read = Read::new(&pdf(document).unwrap());
    assert_words(document, &read);
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    assert!(squeezed(&read.text).contains(&squeezed(part)), "{part}");
    for placed in boxes(document).unwrap() {
        assert!(placed.x >= 50.0 && placed.x + placed.width < 562.0, "{placed:?}");
    }
    assert!(squeezed(&text::text(document)).contains(&squeezed(part)), "{part}");
    assert!(md::md(document).contains(part.split(' ').next().unwrap()), "{part}");
    assert!(!pages::svg::svg(document).unwrap().is_empty());
}

#[test]
fn a_word_of_forty_letters_is_broken_and_not_lost() {
    const WORD: &str = "Oberschenkelvorderseitenmuskeldehnungsgr";
    assert_eq!(WORD.len(), 40);
    let documents = documents(|made| {
        let id = made.programme.plan.exercises().into_iter().next().unwrap().to_owned();
        let exercise = made.library.exercises.get_mut(&id).unwrap();
        exercise.name = format!("{WORD} {WORD}");
        exercise.steps[0] = format!("Press {WORD}.");
    });
    for document in &documents {
        assert_laid_out(document, WORD);
    }
}

#[test]
fn a_note_of_two_thousand_letters_is_laid_out() {
    let note = "Keep your second toe in line with your knee. ".repeat(45);
    assert!(note.len() > 2000);
    let note = note.trim().to_owned();
    let documents = documents(|made| {
        let id = made.programme.plan.exercises().into_iter().next().unwrap().to_owned();
        made.profile.person.exercises.note.insert(id, note.clone());
    });
    for document in &documents {
        assert_laid_out(document, &note);
    }
}

#[test]
fn names_in_many_alphabets_are_laid_out_or_found() {
    let names = ["Nguyễn Thị Minh Khai", "Γιώργος Παπαδόπουλος", "Николай Иванович", "Łucja Żółć"];
    let mut made = Made::of(PEOPLE[0].0, PEOPLE[0].1);
    for name in names {
        made.programme.plan.person.name = Some(name.to_owned());
        let document = made.printed(PRINTS[0].1);
        assert!(document.title.contains(name));
        assert_laid_out(&document, name);
    }
    for name in ["محمد علي", "สมชาย ใจดี", "Ana 🙂", "山田太郎"] {
        made.programme.plan.person.name = Some(name.to_owned());
        let document = &made.printed(PRINTS[0].1);
        let findings = pdf(document).unwrap_err();
        assert!(findings.iter().all(|finding| finding.code == Code::MissingGlyph), "{findings:?}");
        // One finding for each letter, which names it; the same for pictures of the page.
        let letters = |c: &char| !c.is_whitespace() && !c.is_ascii();
        for letter in name.chars().filter(letters) {
            let named = findings.iter().any(|finding| finding.message.contains(letter));
            assert!(named, "{name}: {letter} in {findings:?}");
        }
        assert_eq!(pages::svg::svg(document).unwrap_err(), findings);
        // What needs no font is written.
        assert!(text::text(document).contains(name) && md::md(document).contains(name));
    }
}

#[test]
fn a_name_without_a_font_stops_the_pdf_and_not_the_text() {
    let person = "name: محمد\nmuscles: [{muscle: piriformis}]\nstart: 2026-11-23\n";
    let desk = Desk::new().file("p.yaml", person);
    let ran = desk.run("plan p.yaml -o plan.pdf");
    assert_eq!(ran.code, 65, "{}", ran.stderr);
    assert!(ran.stderr.contains("missing-glyph"), "{}", ran.stderr);
    assert_eq!(desk.names(), ["p.yaml"]);
    assert!(desk.run("plan p.yaml --format text").good().text().contains("محمد"));
    assert!(desk.run("plan p.yaml --format ics").good().text().contains("محمد"));
}

#[test]
fn a_clinic_of_three_hundred_letters_has_room() {
    let name = "Physio ".repeat(43);
    for document in documents(|made| made.clinic.name = name.clone()) {
        let read = Read::new(&pdf(&document).unwrap());
        assert_words(&document, &read);
        for page in &read.artifacts {
            assert_eq!(page.matches("Physio").count(), 43, "in the header of every page");
        }
    }
}

/// Every text at once is as long as anybody might write it.
#[test]
fn a_page_on_which_everything_is_long_is_laid_out() {
    for mut document in documents(|_| {}).into_iter().take(3) {
        texts::each(&mut document, &mut |text| {
            if text.chars().filter(|c| c.is_alphabetic()).count() > 12 && !text.contains("{page}") {
                *text = format!("{text} {text}");
            }
        });
        let cards = document.sections.iter().flat_map(|section| &section.blocks);
        assert!(cards.filter(|block| matches!(block, Block::Card(_))).count() > 5);
        assert_words(&document, &Read::new(&pdf(&document).unwrap()));
    }
}
