//! The pages of the examples in every print, read back: sizes, places, colours, and what a screen
//! reader finds.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};
use regimen::figure::Paint;
use regimen::handout::{Block, CardForm, Document, Inline, Look, Marker, Paper, Section, Tone};
use regimen::render::pages::svg::svg;
use regimen::render::pdf::{Kind, boxes, pdf};

use crate::page::Made;
use crate::parts::blocks;
use crate::render::assert_words;
use crate::render::pages::{PRINTS, Printed, USUAL, examples, printed};
use crate::render::pdf_text::Read;
use crate::render::sample::{self, Print, callout, section};

fn read(printed: &Printed) -> Read {
    Read::new(&printed.pdf)
}

// --------------------------------------------------------------------------- words and places

#[test]
fn every_word_is_on_the_page_in_reading_order_and_large_enough() {
    for printed in printed() {
        let read = read(printed);
        assert_words(&printed.document, &read);
        let least = if printed.look.large_print { 15.0 } else { 12.0 };
        assert!(read.smallest >= least, "{}: {}", printed.name, read.smallest);
    }
}

#[test]
fn nothing_stands_outside_the_margins() {
    for printed in printed() {
        let (width, height) = match printed.look.paper {
            Paper::A4 => (595.3, 841.9),
            Paper::Letter => (612.0, 792.0),
        };
        for placed in boxes(&printed.document).unwrap() {
            let inside = placed.x >= 50.0
                && placed.x + placed.width <= width - 50.0
                && placed.y >= 39.0
                && placed.y + placed.height <= height - 39.0;
            assert!(inside, "{}: {placed:?}", printed.name);
        }
    }
}

/// The cards and boxes of a document; boxes inside columns are parts of these.
fn framed(document: &Document) -> (usize, usize) {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks.fold((0, 0), |(cards, boxes), block| match block {
        Block::Card(_) => (cards + 1, boxes),
        Block::Callout { .. } => (cards, boxes + 1),
        _ => (cards, boxes),
    })
}

#[test]
fn no_card_and_no_box_is_cut() {
    for printed in printed() {
        let placed = boxes(&printed.document).unwrap();
        let count = |kind| placed.iter().filter(|placed| placed.kind == kind).count();
        let found = (count(Kind::Card), count(Kind::Callout));
        assert_eq!(found, framed(&printed.document), "{}", printed.name);
    }
}

// ------------------------------------------------------------------------- what pages are painted

/// Something on a page of an SVG, in points.
#[derive(Debug, Clone, Copy)]
struct Painted {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    colour: [u8; 3],
    /// The size of letters; none for a ground.
    size: Option<f32>,
}

/// The grounds and letters of a page, from back to front.
fn painted(page: &str) -> Vec<Painted> {
    let tree = roxmltree::Document::parse(page).unwrap();
    let nodes = tree.root_element().children().filter(roxmltree::Node::is_element);
    let mut all = Vec::new();
    for node in nodes {
        let Some(colour) = node.attribute("fill").filter(|fill| *fill != "none") else { continue };
        let colour = colour_of(colour);
        match node.tag_name().name() {
            // Shapes of one paint are one path: each of its parts is a ground.
            "path" => {
                let parts = node.attribute("d").unwrap().split('M').filter(|part| !part.is_empty());
                all.extend(parts.map(|part| ground(part, colour)));
            }
            "g" => all.push(letters(&node, colour)),
            _ => {}
        }
    }
    all
}

fn colour_of(text: &str) -> [u8; 3] {
    let number = u32::from_str_radix(text.strip_prefix('#').unwrap(), 16).unwrap();
    let [_, red, green, blue] = number.to_be_bytes();
    [red, green, blue]
}

fn ground(path: &str, colour: [u8; 3]) -> Painted {
    let numbers: Vec<f32> = path
        .split(|c: char| c.is_ascii_alphabetic() || c == ' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    let along = |first: usize| numbers.iter().copied().skip(first).step_by(2);
    let (xs, ys) = (along(0), along(1));
    Painted {
        left: xs.clone().fold(f32::MAX, f32::min),
        right: xs.fold(f32::MIN, f32::max),
        top: ys.clone().fold(f32::MAX, f32::min),
        bottom: ys.fold(f32::MIN, f32::max),
        colour,
        size: None,
    }
}

fn letters(node: &roxmltree::Node<'_, '_>, colour: [u8; 3]) -> Painted {
    let numbers: Vec<f32> = node
        .attribute("transform")
        .unwrap()
        .split(['(', ')', ' '])
        .filter_map(|number| number.parse().ok())
        .collect();
    let [x, baseline, scale] = numbers[..] else { panic!("{numbers:?}") };
    let places = node
        .children()
        .filter(roxmltree::Node::is_element)
        .map(|letter| letter.attribute("x").map_or(0.0, |x| x.parse().unwrap()));
    let (first, last) =
        places.fold((f32::MAX, 0.0_f32), |(first, last), x: f32| (first.min(x), last.max(x)));
    let size = scale * 1000.0;
    let left = x + if first == f32::MAX { 0.0 } else { first * scale };
    Painted {
        left,
        right: x + last * scale + 0.2 * size,
        top: baseline - 0.45 * size,
        bottom: baseline,
        colour,
        size: Some(size),
    }
}

/// Asserts that no run of letters stands on another one.
fn assert_words_apart(name: &str, document: &Document) {
    for (number, page) in svg(document).unwrap().iter().enumerate() {
        let words: Vec<Painted> =
            painted(page).into_iter().filter(|it| it.size.is_some()).collect();
        assert!(words.len() > 5, "{name}: page {}", number + 1);
        for (i, a) in words.iter().enumerate() {
            for b in &words[i + 1..] {
                // Runs of one line may follow each other without a gap, and the width of a run's last
                // letter is a guess: only where it begins is known.
                let one_line = (a.bottom - b.bottom).abs() < 0.05;
                let guess = |it: &Painted| if one_line { 0.2 * it.size.unwrap() } else { 0.0 };
                let apart = a.right - guess(a) <= b.left + 0.3
                    || b.right - guess(b) <= a.left + 0.3
                    || a.bottom <= b.top + 0.3
                    || b.bottom <= a.top + 0.3;
                assert!(apart, "{name}: page {}: {a:?} {b:?}", number + 1);
            }
        }
    }
}

#[test]
fn no_words_stand_on_other_words() {
    for printed in printed() {
        assert_words_apart(&printed.name, &printed.document);
    }
}

#[test]
fn the_hours_of_a_desk_day_stand_apart_however_long_it_is() {
    for (from, to) in [("08:00", "18:00"), ("06:30", "21:30"), ("00:00", "23:59")] {
        let yaml = format!(
            "muscles: [{{muscle: piriformis}}]\ndesk: {{days: [mon], from: \"{from}\", to: \"{to}\"}}\n\
             start: 2026-11-23\n"
        );
        let made = Made::of("desk.yaml", &yaml);
        for (print, look) in PRINTS {
            let mut document = made.printed(look);
            document.sections.retain(|section| section.id == "desk");
            document.sections[0].blocks.retain(|block| matches!(block, Block::Diagram(_)));
            assert_words_apart(&format!("{from} to {to}, {print}"), &document);
        }
    }
}

/// The light that a part of a colour gives (sRGB to linear).
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
}

/// The contrast of two colours by WCAG 2, from 1 to 21.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let light = |[red, green, blue]: [u8; 3]| {
        0.05 + 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    };
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

/// WCAG 2.2, 1.4.6 (level AAA): 7 to 1, of the letters to what they stand on.
#[test]
fn words_stand_out_from_their_ground_seven_to_one() {
    for printed in printed() {
        for (number, page) in svg(&printed.document).unwrap().iter().enumerate() {
            let all = painted(page);
            for (i, words) in all.iter().enumerate().filter(|(_, it)| it.size.is_some()) {
                let (x, y) = (words.left + 1.0, 0.5 * (words.top + words.bottom));
                let below = all[..i].iter().rev().find(|it| {
                    let around = it.left <= x && x <= it.right && it.top <= y && y <= it.bottom;
                    it.size.is_none() && around
                });
                let ratio = contrast(words.colour, below.expect("paper").colour);
                assert!(
                    ratio >= 7.0,
                    "{}: page {}: {ratio:.2} {words:?}",
                    printed.name,
                    number + 1
                );
            }
        }
    }
}

// ------------------------------------------------------------------------------ colour blindness

/// What colours are to people who lack one kind of cone (Machado, Oliveira and Fernandes 2009, at full
/// severity), and to all others.
const SIGHTS: [(&str, [[f64; 3]; 3]); 3] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
];

/// How far apart two colours look: the distance in CIELAB, where 2 is just seen.
fn distance(a: [u8; 3], b: [u8; 3], sight: &[[f64; 3]; 3]) -> f64 {
    let lab = |colour: [u8; 3]| {
        let light = colour.map(linear);
        let row = |row: &[f64; 3]| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>();
        let [red, green, blue] = [0, 1, 2].map(|i| row(&sight[i]).clamp(0.0, 1.0));
        let curve = |t: f64| {
            if t > 0.008_856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 }
        };
        let x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47);
        let y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        let z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    };
    let (a, b) = (lab(a), lab(b));
    libm::sqrt(a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum())
}

/// The colour of a box's title.
fn tone(tone: Tone) -> [u8; 3] {
    let blocks = vec![callout(tone, "wwwwwwwww", "words")];
    let page = &svg(&sample::document(Print::USUAL, vec![section("a", "A", blocks)])).unwrap()[0];
    // Neither the header nor the footer.
    let body = |it: &Painted| it.size.is_some() && it.top > 60.0 && it.bottom < 780.0;
    let words = painted(page).into_iter().filter(body);
    words.max_by_key(|it| (it.right - it.left) as u32).unwrap().colour
}

#[test]
fn colours_that_mean_something_are_told_apart_with_any_sight() {
    /// Tones have a sign and words too; colours of pictures a pattern or an outline.
    const APART: f64 = 15.0;
    let [go, care, stop] = [Tone::Go, Tone::Care, Tone::Stop].map(tone);
    let muscle = Paint::Muscle.colour();
    let around = [Paint::Skin, Paint::Shirt, Paint::Shorts, Paint::Mat, Paint::Prop, Paint::Arrow];
    let pairs = [(go, care), (go, stop), (care, stop)]
        .into_iter()
        .chain(around.map(|paint| (muscle, paint.colour())));
    for (a, b) in pairs {
        for (sight, matrix) in &SIGHTS {
            let distance = distance(a, b, matrix);
            assert!(distance > APART, "{sight}: {a:?} {b:?}: {distance:.1}");
        }
    }
}

// ---------------------------------------------------------------------- what a screen reader finds

#[test]
fn every_picture_says_what_it_shows_and_where_it_is() {
    for printed in printed() {
        let read = read(printed);
        assert!(read.figures().count() > 10, "{}", printed.name);
        for figure in read.figures() {
            let alt = figure.alt.as_deref().unwrap_or_default();
            assert!(alt.split_whitespace().count() > 2, "{}: {figure:?}", printed.name);
            assert!(figure.area.is_some(), "{}: {figure:?}", printed.name);
        }
    }
}

/// How many items of a list have a box to tick, which is no label to a listener.
fn to_tick(block: &Block) -> usize {
    match block {
        Block::List { marker: Marker::TickBox, items } => items.len(),
        _ => 0,
    }
}

#[test]
fn headings_lists_and_tables_are_what_they_seem() {
    for printed in printed() {
        let read = read(printed);
        let mut level = 0;
        for heading in read.elements.iter().filter_map(|e| e.role.strip_prefix('H')) {
            let next: u32 = heading.parse().unwrap();
            assert!(next <= level + 1, "{}: level {next} below {level}", printed.name);
            level = next;
        }
        assert_eq!(read.texts("H1").len(), printed.document.sections.len(), "{}", printed.name);
        let count = |role| read.count(role);
        assert!(count("L") > 5 && count("LI") > count("L"), "{}", printed.name);
        let boxes: usize = printed.document.sections.iter().flat_map(blocks).map(to_tick).sum();
        assert!(boxes > 3, "{}", printed.name);
        let labels = count("Lbl") + boxes;
        assert_eq!((count("LI"), count("LI")), (labels, count("LBody")), "{}", printed.name);
        let headed = printed.document.sections.iter().flat_map(|section| &section.blocks);
        let headed =
            headed.filter(|it| matches!(it, Block::Table(table) if !table.head.is_empty()));
        assert!(count("Table") >= headed.clone().count() && headed.count() > 3);
        // After each table that has a head come its column headers before its cells.
        let roles: Vec<&str> = read.elements.iter().map(|e| e.role.as_str()).collect();
        for (i, _) in roles.iter().enumerate().filter(|(_, role)| **role == "THead") {
            assert_eq!(roles[i + 1..i + 3], ["TR", "TH"], "{}", printed.name);
        }
        assert!(count("TH") > count("Table"), "{}", printed.name);
    }
}

fn dictionary<'a>(pdf: &'a Pdf, object: &'a Object) -> &'a Dictionary {
    pdf.dereference(object).unwrap().1.as_dict().unwrap()
}

/// The entries of the outline, each with the page that it leads to.
fn outline(pdf: &Pdf, first: &Object, entries: &mut Vec<(String, Option<ObjectId>)>) {
    let mut next = Some(first);
    while let Some(entry) = next {
        let entry = dictionary(pdf, entry);
        let title = lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap();
        let place = entry
            .get(b"Dest")
            .ok()
            .or_else(|| dictionary(pdf, entry.get(b"A").ok()?).get(b"D").ok());
        entries.push((title, place.and_then(|place| page(pdf, place))));
        if let Ok(below) = entry.get(b"First") {
            outline(pdf, below, entries);
        }
        next = entry.get(b"Next").ok();
    }
}

/// The page that a destination leads to.
fn page(pdf: &Pdf, destination: &Object) -> Option<ObjectId> {
    let place = pdf.dereference(destination).ok()?.1.as_array().ok()?;
    place.first()?.as_reference().ok()
}

#[test]
fn the_title_the_language_the_outline_and_the_links_are_there() {
    for printed in printed() {
        let name = &printed.name;
        let pdf = Pdf::load_mem(&printed.pdf).unwrap();
        let catalog = pdf.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en", "{name}");
        let info = dictionary(&pdf, pdf.trailer.get(b"Info").unwrap());
        let title = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
        assert_eq!(title, printed.document.title, "{name}");
        let shows = dictionary(&pdf, catalog.get(b"ViewerPreferences").unwrap());
        assert!(shows.get(b"DisplayDocTitle").unwrap().as_bool().unwrap(), "{name}");
        let marked = dictionary(&pdf, catalog.get(b"MarkInfo").unwrap());
        assert!(marked.get(b"Marked").unwrap().as_bool().unwrap(), "{name}");

        let pages: Vec<ObjectId> = pdf.page_iter().collect();
        let mut entries = Vec::new();
        let outlines = dictionary(&pdf, catalog.get(b"Outlines").unwrap());
        outline(&pdf, outlines.get(b"First").unwrap(), &mut entries);
        assert!(entries.len() >= printed.document.sections.len(), "{name}");
        for (title, page) in &entries {
            assert!(page.is_some_and(|page| pages.contains(&page)), "{name}: {title}");
        }

        let mut links = 0;
        for id in &pages {
            for annotation in pdf.get_page_annotations(*id).unwrap() {
                assert_eq!(annotation.get(b"Subtype").unwrap().as_name().unwrap(), b"Link");
                assert!(annotation.get(b"Contents").is_ok(), "{name}: a link says where it leads");
                let place = annotation
                    .get(b"Dest")
                    .ok()
                    .or_else(|| dictionary(&pdf, annotation.get(b"A").ok()?).get(b"D").ok());
                let target = place.and_then(|place| page(&pdf, place));
                assert!(target.is_some_and(|page| pages.contains(&page)), "{name}");
                links += 1;
            }
        }
        let read = read(printed);
        let tagged: usize = read.elements.iter().map(|element| element.links).sum();
        assert!(links > 10 && links == tagged, "{name}: {links} {tagged}");
    }
}

/// The writer checks PDF/UA-1 and PDF/A-2a itself, and refuses what breaks them.
#[test]
fn the_pdf_claims_what_the_writer_has_checked() {
    for printed in printed() {
        let pdf = Pdf::load_mem(&printed.pdf).unwrap();
        let metadata = pdf.catalog().unwrap().get(b"Metadata").unwrap();
        let stream = pdf.dereference(metadata).unwrap().1.as_stream().unwrap();
        let xmp = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
        for claim in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"] {
            assert!(xmp.contains(claim), "{}: {claim}", printed.name);
        }
    }
}

/// All eight combinations of paper, size and colour for the sample with every kind of block.
#[test]
fn every_print_holds_to_the_standards() {
    for print in Print::ALL {
        pdf(&sample::plan(print)).unwrap();
    }
    for paper in [Paper::A4, Paper::Letter] {
        for cards in [CardForm::Large, CardForm::Full, CardForm::Short] {
            let mono = paper == Paper::Letter;
            let look = Look { paper, mono, cards, clinician: true, ..USUAL };
            let document = examples()[0].printed(look);
            assert_words(&document, &Read::new(&pdf(&document).unwrap()));
        }
    }
}

/// The last line of a card, alone on a page, tells nobody what it belongs to.
#[test]
fn no_last_line_of_a_large_card_has_a_page_of_its_own() {
    let print = Print { paper: Paper::Letter, body_pt: 18.0, ..Print::USUAL };
    let (mut whole, mut cut) = (0, 0);
    for steps in 1..12 {
        let Block::Card(mut card) = sample::card(1) else { unreachable!() };
        card.form = CardForm::Large;
        let step = "Lift one foot a little, and put it down again.".to_owned();
        card.steps = vec![vec![Inline::Text(step)]; steps];
        let document = sample::document(print, vec![section("a", "A", vec![Block::Card(card)])]);
        let placed = boxes(&document).unwrap();
        let cards = placed.iter().filter(|placed| placed.kind == Kind::Card);
        match cards.map(|card| card.height).collect::<Vec<_>>().as_slice() {
            [_] => whole += 1,
            [_, last] => {
                cut += 1;
                assert!(*last > 80.0, "{steps} steps: {last}");
            }
            heights => panic!("{steps} steps: {heights:?}"),
        }
    }
    assert!(whole > 2 && cut > 2, "{whole} {cut}");
}

/// Tests at home with a page foot between them were read as one test and a riddle.
#[test]
fn a_short_section_is_not_cut_by_a_page_break() {
    let short = Section {
        new_page: false,
        ..section(
            "tests",
            "Test yourself",
            vec![
                sample::paragraph("Do this before you start."),
                sample::heading("Stand on one leg"),
                sample::bullets(&["Stand tall.", "Lift one foot.", "Count the seconds."]),
                sample::heading("Stand up and sit down"),
                sample::bullets(&["Sit on a chair.", "Cross your arms.", "Count for 30 seconds."]),
            ],
        )
    };
    for lines in 5..35 {
        let filler = (0..lines).map(|_| sample::paragraph("Some words before it.")).collect();
        let before = section("before", "Before", filler);
        let alone = boxes(&sample::document(Print::USUAL, vec![before.clone()])).unwrap().len();
        let document = sample::document(Print::USUAL, vec![before, short.clone()]);
        let pages = boxes(&document).unwrap().into_iter().skip(alone).map(|placed| placed.page);
        let pages: BTreeSet<usize> = pages.collect();
        assert_eq!(pages.len(), 1, "after {lines} lines: {pages:?}");
    }
}
