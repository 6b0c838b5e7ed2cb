//! A document on paper and as text: every word is there, once, in order, and inside the page.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops here")]

#[path = "support/drawing.rs"]
pub(crate) mod drawing;
#[path = "support/pages.rs"]
pub(crate) mod pages;
#[path = "support/pdf_text.rs"]
pub(crate) mod pdf_text;
#[path = "support/sample.rs"]
pub(crate) mod sample;
#[path = "support/texts.rs"]
pub(crate) mod texts;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use pdf_text::Read;
use regimen::finding::Code;
use regimen::handout::{
    Block, Card, Cell, Document, Inline, Marker, Paper, Table, TextStyle, Tone, Width,
};
use regimen::render::pdf::{Kind, PlacedBox, boxes, pdf};
use regimen::render::text::text;
use sample::{
    Print, bullets, callout, card, cell, document, heading, paragraph, plan, row_head, section,
};

/// The words of a document in reading order, as they stand in it.
pub(crate) fn expected(document: &Document) -> Vec<String> {
    let mut words = Words(Vec::new());
    for section in &document.sections {
        words.add(&section.title);
        words.blocks(&section.blocks);
    }
    words.0
}

struct Words(Vec<String>);

impl Words {
    fn text(&mut self, text: &str) {
        self.0.extend(text.split_whitespace().map(str::to_owned));
    }

    fn add(&mut self, inlines: &[Inline]) {
        let mut line = String::new();
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Strong(text) | Inline::Link { text, .. } => {
                    line.push_str(text);
                }
                Inline::TickBox | Inline::Blank(_) | Inline::Break => line.push(' '),
            }
        }
        self.text(&line);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => self.add(text),
            Block::List { marker, items } => self.list(*marker, items),
            Block::Callout { title, blocks, .. } => {
                self.add(title);
                self.blocks(blocks);
            }
            Block::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    self.add(&cell.text);
                }
            }
            Block::Card(card) => {
                self.text(&card.number.to_string());
                self.add(&card.title);
                self.add(&card.dose);
                card.pictures.iter().for_each(|picture| self.text(&picture.caption));
                self.add(&card.setup);
                self.list(Marker::Number, &card.steps);
                for note in &card.notes {
                    self.text(&note.label);
                    self.add(&note.text);
                }
            }
            Block::Columns(columns) => columns.iter().for_each(|blocks| self.blocks(blocks)),
            Block::Pictures { pictures, .. } => {
                pictures.iter().for_each(|picture| self.text(&picture.caption));
            }
            Block::Diagram(diagram) => {
                diagram.labels.iter().for_each(|label| self.text(&label.text));
            }
            Block::TrafficLight(lamps) => {
                for lamp in lamps {
                    self.add(&lamp.title);
                    self.add(&lamp.text);
                }
            }
            Block::Letterhead(letterhead) => self.add(&letterhead.text),
            Block::Verbatim(lines) => lines.iter().for_each(|line| self.text(line)),
        }
    }

    fn list(&mut self, marker: Marker, items: &[Vec<Inline>]) {
        for (i, item) in items.iter().enumerate() {
            match marker {
                Marker::Number => self.text(&format!("{}.", i + 1)),
                Marker::Bullet => self.text("•"),
                Marker::TickBox => {}
            }
            self.add(item);
        }
    }
}

/// Takes the pictures off the cards, whose words say in plain text what they show.
fn without_pictures(document: &mut Document) {
    for card in cards(document) {
        card.pictures.clear();
    }
}

/// The cards of a document.
pub(crate) fn cards(document: &mut Document) -> impl Iterator<Item = &mut Card> {
    let blocks = document.sections.iter_mut().flat_map(|section| &mut section.blocks);
    blocks.filter_map(|block| match block {
        Block::Card(card) => Some(card),
        _ => None,
    })
}

/// The PDF of a document that has no fault.
pub(crate) fn bytes(document: &Document) -> Vec<u8> {
    pdf(document).expect("a PDF without findings")
}

pub(crate) fn placed(document: &Document) -> Vec<PlacedBox> {
    boxes(document).expect("boxes without findings")
}

/// The findings of a document that has faults.
fn findings(document: &Document) -> Vec<String> {
    let findings = pdf(document).map(drop).expect_err("findings");
    assert_eq!(Err(&findings), boxes(document).as_ref(), "the layout knows the same");
    findings.iter().map(ToString::to_string).collect()
}

/// Checks that a document's words are in its PDF once, in order, and nothing else.
pub(crate) fn assert_words(document: &Document, read: &Read) {
    let found: Vec<&str> = read.text.split_whitespace().collect();
    let expected = expected(document);
    let same = found.iter().zip(&expected).take_while(|(found, expected)| *found == *expected);
    let same = same.count();
    let near = |words: &[String]| words.iter().skip(same).take(8).cloned().collect::<Vec<_>>();
    let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
    assert_eq!(near(&found), near(&expected), "after {same} words");
    assert_eq!(found.len(), expected.len());
}

/// A document with whatever is hard to set.
pub(crate) fn hard(print: Print) -> Document {
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let endless = "x".repeat(400);
    let rows = (1..=40).map(|row| {
        vec![
            row_head(&format!("{row}. {long}")),
            cell(&format!("Zeile {row}")),
            cell(&endless[..row]),
            Cell { shaded: true, ..Cell::default() },
            Cell {
                text: vec![Inline::TickBox, Inline::text("ja"), Inline::Blank(300)],
                ..Cell::default()
            },
        ]
    });
    let table = Table {
        summary: "Forty rows".into(),
        columns: vec![
            Width::Mm(60.0),
            Width::Share(1.0),
            Width::Share(2.0),
            Width::Mm(40.0),
            Width::Mm(90.0),
        ],
        head: ["Übung", long, "Wert", "frei", "ja"].map(cell).to_vec(),
        rows: rows.collect(),
        row_mm: 9,
    };
    let mut cards = vec![heading("Κάρτες и карточки")];
    cards.extend((1..=30).map(card));
    document(
        print,
        vec![
            section(
                "words",
                long,
                vec![
                    paragraph("Γιώργος Παπαδόπουλος, Николай Иванович, Nguyễn Thị Minh, Þórbjörg."),
                    paragraph(&endless),
                    paragraph(&"Breathe out and press both feet down. ".repeat(150)),
                    bullets(&["short", &endless, &"a step of many words ".repeat(300)]),
                    callout(Tone::Care, long, &endless),
                    Block::Columns(vec![
                        vec![heading(long), paragraph(&endless)],
                        vec![callout(Tone::Stop, "Stop", "x")],
                        vec![card(99)],
                    ]),
                    Block::Columns(vec![
                        vec![paragraph(&"tall ".repeat(900))],
                        vec![paragraph("b")],
                    ]),
                ],
            ),
            section("table", "Table", vec![Block::Table(table)]),
            section("cards", "Cards", cards),
        ],
    )
}

#[test]
fn every_word_is_in_the_pdf_in_reading_order() {
    for print in Print::ALL {
        for document in [plan(print), hard(print)] {
            let read = Read::new(&bytes(&document));
            assert_words(&document, &read);
        }
    }
}

#[test]
fn every_word_is_in_the_text() {
    let mut document = plan(Print::USUAL);
    without_pictures(&mut document);
    let text = text(&document);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "80 columns");
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let (numbers, expected): (Vec<_>, Vec<_>) = expected(&document)
        .into_iter()
        .filter(|word| *word != "•")
        .partition(|word| word.chars().all(|c| c.is_ascii_digit()));
    // The number of a card is followed by a full stop here.
    let same = |found: &str, word: &str| found == word || found.strip_suffix('.') == Some(word);
    for word in expected.iter().chain(&numbers) {
        let exact = words.iter().position(|found| found == word);
        let found = exact.or_else(|| words.iter().position(|found| same(found, word)));
        words.swap_remove(found.unwrap_or_else(|| panic!("`{word}` is missing")));
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = hard(Print::USUAL);
    assert!(bytes(&document) == bytes(&document));
}

/// Checks that nothing stands on something else, but for what stands in a frame.
fn assert_apart(boxes: &[PlacedBox]) {
    let is_frame = |placed: &&PlacedBox| matches!(placed.kind, Kind::Card | Kind::Callout);
    let fragments: Vec<_> = boxes.iter().filter(|placed| !is_frame(placed)).collect();
    for pair in fragments.windows(2).filter(|pair| pair[0].page == pair[1].page) {
        assert!(pair[1].y + 0.01 >= pair[0].y + pair[0].height, "{:?} {:?}", pair[0], pair[1]);
    }
}

#[test]
fn nothing_stands_outside_the_body_or_on_something_else() {
    /// The least margin at the sides and at the top and the foot, in points.
    const SIDE: f32 = 51.0;
    const EDGE: f32 = 39.0;
    for print in Print::ALL {
        let (width, height) = match print.paper {
            Paper::A4 => (595.3, 841.9),
            Paper::Letter => (612.0, 792.0),
        };
        for document in [plan(print), hard(print)] {
            for placed in placed(&document) {
                let inside = placed.x >= SIDE
                    && placed.x + placed.width <= width - SIDE
                    && placed.y >= EDGE
                    && placed.y + placed.height <= height - EDGE;
                assert!(inside, "{placed:?} {print:?}");
            }
            assert_apart(&placed(&document));
        }
    }
}

/// The margins of the printed page are white but for the header and the footer, whatever the words.
#[test]
fn the_margins_stay_white() {
    let pdf = Pdf::new(bytes(&hard(Print::USUAL))).expect("a PDF");
    let cache = RenderCache::new();
    for page in pdf.pages().iter() {
        let settings = PixmapSettings { bg_color: WHITE, ..PixmapSettings::default() };
        let picture = render(
            page,
            &cache,
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &settings,
        );
        let (width, height) = (usize::from(picture.width()), usize::from(picture.height()));
        for (i, pixel) in picture.data().iter().enumerate() {
            let (x, y) = (i % width, i / width);
            let margin = x < 50 || x + 50 > width || y < 19 || y + 19 > height;
            let white = pixel.r > 250 && pixel.g > 250 && pixel.b > 250;
            assert!(white || !margin, "ink at {x}, {y}");
        }
    }
}

#[test]
fn no_card_and_no_box_crosses_a_page() {
    for print in Print::ALL {
        let cards = (1..=30).map(card);
        let boxes = (0..30).map(|i| callout(Tone::Stop, "Stop", &"and call ".repeat(10 + i)));
        let blocks = cards.zip(boxes).flat_map(|(card, callout)| [card, callout]).collect();
        let document = document(print, vec![section("cards", "Cards", blocks)]);
        let frames = |kind| placed(&document).iter().filter(|placed| placed.kind == kind).count();
        assert_eq!((frames(Kind::Card), frames(Kind::Callout)), (30, 30), "{print:?}");
    }
}

#[test]
fn two_cards_fit_on_a_page() {
    let document =
        document(Print::USUAL, vec![section("cards", "Cards", (1..=9).map(card).collect())]);
    let pages = placed(&document).iter().map(|placed| placed.page).max();
    assert_eq!(pages, Some(4), "one card below the heading, then two on each page");
}

#[test]
fn no_item_of_a_list_stands_alone() {
    for lines in 20..40 {
        let mut blocks = vec![paragraph(&"word ".repeat(lines * 13))];
        blocks.push(bullets(&["one", "two", "three", "four", "five"]));
        let document = document(Print::USUAL, vec![section("list", "List", blocks)]);
        let boxes = placed(&document);
        for page in boxes[boxes.len() - 5..].chunk_by(|a, b| a.page == b.page) {
            assert!(page.len() > 1, "{lines} lines: an item alone on page {}", page[0].page);
        }
    }
}

/// A few lines too many are brought back to the page before by a little less space.
#[test]
fn no_page_is_begun_for_a_few_lines() {
    let lines = |count: usize| {
        let blocks = (0..count).map(|_| paragraph("words")).collect();
        let boxes = placed(&document(Print::USUAL, vec![section("a", "A", blocks)]));
        let [before, last] = &boxes[boxes.len() - 2..] else { unreachable!() };
        (last.page, last.y - before.y)
    };
    let (_, usual) = lines(5);
    let most = (5..60).take_while(|count| lines(*count).0 == 0).last().expect("a page");
    assert!(lines(most).1 < 0.9 * usual, "squeezed");
    let (page, gap) = lines(most + 1);
    assert!(page == 1 && (gap - usual).abs() < 0.01, "not squeezed if it does not help");
}

/// A card that no page holds is cut between its notes: not a word is lost.
#[test]
fn a_card_taller_than_a_page_goes_on_over_the_next() {
    let Block::Card(mut tall) = card(1) else { unreachable!() };
    let note = tall.notes[3].clone();
    tall.notes.extend(vec![note; 30]);
    let document = document(Print::USUAL, vec![section("tall", "Tall", vec![Block::Card(tall)])]);
    assert_words(&document, &Read::new(&bytes(&document)));
    let parts = placed(&document).into_iter().filter(|placed| placed.kind == Kind::Card);
    assert_eq!(parts.map(|placed| placed.page).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_row_taller_than_a_page_is_a_finding() {
    let table = Table {
        summary: "One row".into(),
        columns: vec![Width::Share(1.0)],
        head: Vec::new(),
        rows: vec![vec![cell(&"very tall ".repeat(2000))]],
        row_mm: 0,
    };
    let document = document(Print::USUAL, vec![section("tall", "Tall", vec![Block::Table(table)])]);
    let findings = findings(&document);
    assert_eq!(findings.len(), 1);
    assert!(findings[0].starts_with("error[does-not-fit]: what starts with `very tall very"));
}

#[test]
fn headings_stand_with_what_they_head() {
    for print in Print::ALL {
        let blocks = (1..60)
            .flat_map(|i| {
                [heading(&format!("Heading {i}")), paragraph(&"few words ".repeat(i * 7 % 41))]
            })
            .collect();
        let document = document(print, vec![section("headings", "Headings", blocks)]);
        let boxes = placed(&document);
        for pair in boxes.windows(2).filter(|pair| pair[0].kind == Kind::Heading) {
            assert_eq!(pair[0].page, pair[1].page, "{:?} {print:?}", pair[0]);
        }
    }
}

/// How to fill a table in stood at the foot of a page, and the table on the next.
#[test]
fn words_below_a_heading_stand_with_the_table_that_they_open() {
    let table = Table {
        summary: "Boxes".into(),
        columns: vec![Width::Share(1.0)],
        head: vec![cell("What")],
        rows: vec![vec![cell("A thing")], vec![cell("Another")]],
        row_mm: 8,
    };
    let lead = Block::Paragraph { style: TextStyle::Note, text: vec![Inline::text("Write here.")] };
    for lines in 30..60 {
        let mut blocks: Vec<Block> = (0..lines).map(|_| paragraph("Some words.")).collect();
        blocks.extend([heading("Boxes"), lead.clone(), Block::Table(table.clone())]);
        let boxes = placed(&document(Print::USUAL, vec![section("log", "Log", blocks)]));
        // A heading, a line, the head and two rows.
        let pages: Vec<usize> = boxes[boxes.len() - 5..].iter().map(|placed| placed.page).collect();
        assert!(pages.iter().all(|page| *page == pages[0]), "after {lines} lines: {pages:?}");
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for length in 300..340 {
        let blocks = (0..6).map(|_| paragraph(&"word ".repeat(length))).collect();
        let document = document(Print::USUAL, vec![section("lines", "Lines", blocks)]);
        let lines = placed(&document);
        let lines: Vec<_> = lines.iter().filter(|placed| placed.kind == Kind::Line).collect();
        let per_paragraph = lines.len() / 6;
        for paragraph in lines.chunks(per_paragraph) {
            for page in paragraph.chunk_by(|a, b| a.page == b.page) {
                assert!(page.len() > 1, "{length} words: a line alone on page {}", page[0].page);
            }
        }
    }
}

#[test]
fn the_head_of_a_table_is_on_every_page_and_read_once() {
    let rows = (1..=40).map(|row| vec![row_head(&row.to_string()), cell("to do")]).collect();
    let table = Table {
        summary: "Forty rows".into(),
        columns: vec![Width::Mm(30.0), Width::Share(1.0)],
        head: vec![cell("Nummer"), cell("Aufgabe")],
        rows,
        row_mm: 11,
    };
    let document =
        document(Print::USUAL, vec![section("table", "Table", vec![Block::Table(table)])]);
    let read = Read::new(&bytes(&document));
    assert_words(&document, &read);
    assert_eq!(read.pages, 2);
    assert!(!read.artifacts[0].contains("Nummer"));
    assert!(read.artifacts[1].contains("Nummer"));
    assert_eq!((read.count("TH"), read.count("TD"), read.count("TR")), (42, 40, 41));
}

#[test]
fn the_structure_tells_what_is_what() {
    let document = plan(Print::USUAL);
    let read = Read::new(&bytes(&document));
    assert_eq!(
        read.texts("H1"),
        [
            "Exercise plan for Ana Łukasiewicz-Müller",
            "Weeks 1 to 2: Settle and move",
            "Weeks 1 to 2: how to do them",
            "Your log",
        ]
    );
    assert_eq!(read.count("H2"), 8);
    // Two columns and eight cards.
    assert_eq!(read.count("H3"), 10);
    assert_eq!(read.texts("H3")[2], "1 Hip lift (bridge)");
    assert_eq!((read.count("Table"), read.count("THead"), read.count("TBody")), (4, 4, 4));
    // One list in the box, two in the columns, one in the second box, one in each card.
    assert_eq!(read.count("L"), 12);
    assert_eq!(read.count("LI"), read.count("Lbl"));
    assert_eq!(read.count("LI"), read.count("LBody"));
    // One link in the text and one in each row of the week, on one line or on two.
    assert_eq!(read.count("Link"), 9);
    assert!(read.elements.iter().filter(|e| e.role == "Link").all(|e| e.links == 1));
    assert_eq!(read.texts("Link")[0], "its own page");
    let mut level = 0;
    for heading in read.elements.iter().filter_map(|e| e.role.strip_prefix('H')) {
        let next = heading.parse().expect("a level");
        assert!(next <= level + 1, "no level is left out");
        level = next;
    }
}

#[test]
fn a_long_header_takes_its_room_from_the_body() {
    let mut document = plan(Print::USUAL);
    document.header.0 = "Ana ".repeat(90);
    document.footer = "seed ".repeat(300);
    let read = Read::new(&bytes(&document));
    assert_words(&document, &read);
    let top = placed(&document).iter().map(|placed| placed.y).fold(f32::MAX, f32::min);
    assert!(top > 100.0, "{top}");
    for page in read.artifacts {
        assert_eq!(page.matches("Ana").count(), 90);
        assert_eq!(page.matches("seed").count(), 300);
    }
}

#[test]
fn a_heading_without_words_is_a_finding() {
    let document = document(Print::USUAL, vec![section("a", "", vec![paragraph("words")])]);
    let findings = pdf(&document).map(drop).expect_err("a finding");
    assert_eq!(findings[0].code, Code::CannotWrite);
}

#[test]
fn black_and_white_has_no_colour() {
    let colours = |mono| Read::new(&bytes(&plan(Print { mono, ..Print::USUAL }))).colours;
    assert!(colours(false) > 0);
    assert_eq!(colours(true), 0);
}

#[test]
fn the_text_is_never_smaller_than_12_points() {
    for print in Print::ALL {
        let smallest = Read::new(&bytes(&plan(print))).smallest;
        let wanted = if print.body_pt > 14.0 { 15.0 } else { 12.0 };
        assert!(smallest >= wanted, "{smallest} {print:?}");
    }
}

#[test]
fn characters_that_no_font_has_are_findings_all_at_once() {
    let document = document(
        Print::USUAL,
        vec![section(
            "a",
            "漢字",
            vec![paragraph("Lift → hold ☐ and 漢"), card(1), paragraph("\u{e000}")],
        )],
    );
    let findings = findings(&document);
    assert_eq!(
        findings,
        [
            "error[missing-glyph]: no bundled font has `漢` (U+6F22), in `漢字` \
         (write it in Latin, Greek or Cyrillic letters)",
            "error[missing-glyph]: no bundled font has `字` (U+5B57), in `漢字` \
         (write it in Latin, Greek or Cyrillic letters)",
            "error[missing-glyph]: no bundled font has `→` (U+2192), in `Lift → hold ☐ and …` \
         (write it in Latin, Greek or Cyrillic letters)",
            "error[missing-glyph]: no bundled font has `☐` (U+2610), in `Lift → hold ☐ and 漢` \
         (write it in Latin, Greek or Cyrillic letters)",
            "error[missing-glyph]: no bundled font has `\u{e000}` (U+E000), in `\u{e000}` \
         (write it in Latin, Greek or Cyrillic letters)",
        ]
    );
}

#[test]
fn links_to_nowhere_and_places_of_one_name_are_findings() {
    let link = Inline::Link { to: "moon".into(), text: "to the moon".into() };
    let blocks =
        vec![Block::Paragraph { style: TextStyle::Body, text: vec![link] }, card(1), card(1)];
    let document = document(Print::USUAL, vec![section("a", "A", blocks)]);
    assert_eq!(
        findings(&document),
        [
            "error[duplicate-id]: two places of the document are named `card-1`",
            "error[unknown-id]: the link `to the moon` leads to `moon`, which is nowhere",
        ]
    );
}
