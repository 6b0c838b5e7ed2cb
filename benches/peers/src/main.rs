//! One handout by several engines: milliseconds, bytes, lost words, side by side.
//!
//! regimen lays out its own document with all that it has: pictures, links, tags, tick boxes. The
//! others get the same words as headings, paragraphs, lists and tables (by way of Markdown), with the
//! same fonts and paper and without any picture: they have less to do.

mod genpdf_page;
mod parts;
#[cfg(feature = "typst")]
mod typst_page;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::civil::date;
use parts::{Part, parts};
use regimen::handout::{
    Block, CardForm, Cell, Document, Handout, Inline, Look, Paper, Table, Width, document,
};
use regimen::profile::{Origin, Person, resolve};
use regimen::render::{md, pdf};

/// How often each engine writes the document; the median counts.
const TIMES: usize = 15;
/// Words shorter than this are parts of other words too often to be counted.
const LETTERS: usize = 5;
/// A word that is wider than the narrow column that it stands in.
const LONG_WORD: &str = "Oberschenkelvorderseitenmuskeldehnungsgriff";

/// The regular and the bold font.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../../../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
];

fn main() {
    let document = handout();
    let parts = parts(&md::md(&document));
    let words = squeezed(&parts.iter().map(Part::words).collect::<String>());
    println!("| engine | ms, median of {TIMES} | fastest | bytes | pages | lost words |");
    println!("|---|---|---|---|---|---|");
    report("regimen", &words, || pdf::pdf(&document).expect("a PDF"));
    report("genpdf", &words, || genpdf_page::pdf(&parts));
    #[cfg(feature = "typst")]
    report("typst", &words, || typst_page::pdf(&parts));
}

/// The handout of the README's person, and a small table with a word that is too long for it.
fn handout() -> Document {
    let library = regimen::library::built_in().expect("a library");
    let yaml = "muscles: [{muscle: gluteus-medius, side: right, severity: 7}, {muscle: hip-flexors, side: both, severity: 5}]\ndays: 4\nminutes: 20\nstart: 2026-11-23\n";
    let person = regimen::source::read::<Person>("person", yaml.as_bytes()).0.expect("a person");
    let today = date(2026, 11, 23);
    let profile = resolve(&library, &person, &Origin::default(), today).0.expect("a profile");
    let made = regimen::programme::programme(&library, &profile).expect("a programme");
    let look = Look {
        paper: Paper::A4,
        large_print: false,
        mono: false,
        cards: CardForm::Full,
        clinician: false,
    };
    let handout = Handout {
        library: &library,
        plan: &made.plan,
        profile: &profile,
        outcome: &made.outcome,
        clinic: None,
        course: None,
        look,
    };
    let mut document = document(&handout).expect("a document");
    let cell = Cell { text: vec![Inline::text(LONG_WORD)], ..Cell::default() };
    let table = Table {
        summary: "A long word".to_owned(),
        columns: vec![Width::Share(1.0); 4],
        head: vec![cell.clone(); 4],
        rows: Vec::new(),
        row_mm: 0,
    };
    document.sections.last_mut().expect("a section").blocks.push(Block::Table(table));
    document
}

fn report(engine: &str, words: &str, write: impl Fn() -> Vec<u8>) {
    let mut bytes = write();
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            bytes = write();
            start.elapsed()
        })
        .collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let (lost, pages) = lost(words, &bytes);
    let lost = lost.join(", ");
    println!(
        "| {engine} | {:.1} | {:.1} | {} | {pages} | {lost} |",
        ms(times[TIMES / 2]),
        ms(times[0]),
        bytes.len()
    );
}

/// Text without white space and signs.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The long words that stand more often in the words than in a PDF, and how much more; and the PDF's pages.
fn lost(words: &str, pdf: &[u8]) -> (Vec<String>, usize) {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&numbers).unwrap_or_default();
    let found = squeezed(&(text + &alternatives(&document)));
    let mut lost = Vec::new();
    for word in vocabulary() {
        let wanted = words.matches(word.as_str()).count();
        let times = wanted.saturating_sub(found.matches(word.as_str()).count());
        if times > 0 {
            lost.push(format!("{word} {times}x"));
        }
    }
    (lost, numbers.len())
}

/// What stands for pictures: a word that a screen reader says is not lost.
fn alternatives(document: &lopdf::Document) -> String {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let texts = dictionaries.filter_map(|dictionary| dictionary.get(b"Alt").ok());
    texts.filter_map(|text| lopdf::decode_text_string(text).ok()).collect()
}

/// The long words of the document, each once.
fn vocabulary() -> Vec<String> {
    let text: String = parts(&md::md(&handout())).iter().map(Part::words).collect();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= LETTERS);
    words.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}
