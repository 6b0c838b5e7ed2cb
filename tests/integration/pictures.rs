//! Pictures on paper and in files.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use jiff::civil::date;
use regimen::figure::{Drawing, Paint, Shape, Step};
use regimen::finding::Code;
use regimen::handout::{Block, Card, Document, Paper, Picture};
use regimen::render::pdf::{Kind, boxes, pdf};
use regimen::render::png::png;
use regimen::render::sheet::{self, Entry, Sheet};
use regimen::render::svg::svg;
use regimen::render::text::text;
use tiny_skia::Pixmap;

use crate::render::drawing::{area, at, disc, lying, picture, standing, start_and_end, stroke};
use crate::render::pdf_text::{Element, Read};
use crate::render::sample::{Print, card, document, paragraph, section};

/// A drawing in which each colour has a known place: a target on a mat.
fn target() -> Drawing {
    let mat = [at(0, 400), at(1000, 400), at(1000, 500), at(0, 500)];
    let shapes = vec![
        area(&mat, Paint::Mat, Paint::MatEdge),
        disc(at(250, 200), 150, Paint::Gear),
        disc(at(250, 200), 60, Paint::Muscle),
        stroke(&[at(600, 50), at(600, 350)], Paint::Arrow, 40),
    ];
    Drawing { width: 1000, height: 500, shapes }
}

/// Places of [`target`] and what is painted there: also beside a line's end and where it is round.
const SPOTS: [(i32, i32, Paint); 7] = [
    (250, 200, Paint::Muscle),
    (250, 100, Paint::Gear),
    (250, 30, Paint::Paper),
    (600, 200, Paint::Arrow),
    (600, 40, Paint::Arrow),
    (570, 30, Paint::Paper),
    (500, 450, Paint::Mat),
];

/// A block of pictures.
fn block(pictures: Vec<Picture>, width_mm: f32, height_mm: f32) -> Block {
    Block::Pictures { pictures, width_mm, height_mm }
}

/// A document of one block.
fn page(print: Print, block: Block) -> Document {
    document(print, vec![section("pictures", "Pictures", vec![block])])
}

fn read(document: &Document) -> Read {
    Read::new(&pdf(document).unwrap())
}

/// The width and height of a picture on its page in points.
fn size(figure: &Element) -> (f32, f32) {
    let [left, foot, right, top] = figure.area.unwrap();
    (right - left, top - foot)
}

/// Whether three 8-bit parts are nearly those of a colour: edges and rounding aside.
fn near(found: [u8; 3], wanted: [u8; 3]) -> bool {
    found.iter().zip(wanted).all(|(found, wanted)| found.abs_diff(wanted) <= 4)
}

fn wanted(paint: Paint, mono: bool) -> [u8; 3] {
    if mono { [paint.grey(); 3] } else { paint.colour() }
}

#[test]
fn a_drawing_is_painted_where_it_stands() {
    const SCALE: f32 = 3.0;
    for mono in [false, true] {
        let print = Print { mono, ..Print::USUAL };
        let bytes = pdf(&page(print, block(vec![picture(target(), "A target", "")], 100.0, 90.0)));
        let bytes = bytes.unwrap();
        let [left, _, right, top] = Read::new(&bytes).figures().next().unwrap().area.unwrap();
        let file = Pdf::new(bytes).unwrap();
        let settings = PixmapSettings { bg_color: WHITE, x_scale: SCALE, y_scale: SCALE };
        let shown = &file.pages()[0];
        let pixels = render(
            shown,
            &RenderCache::new(),
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &settings,
        );
        let unit = SCALE * (right - left) / 1000.0;
        let corner = (SCALE * left, f32::from(pixels.height()) - SCALE * top);
        for (x, y, paint) in SPOTS {
            let (x, y) = (corner.0 + unit * x as f32, corner.1 + unit * y as f32);
            let index = y as usize * usize::from(pixels.width()) + x as usize;
            let pixel = pixels.data()[index];
            let found = [pixel.r, pixel.g, pixel.b];
            assert!(near(found, wanted(paint, mono)), "{paint:?} is {found:?} at {x}, {y}");
        }
    }
}

#[test]
fn a_picture_tells_what_it_shows_and_where_it_stands() {
    let document = document(Print::USUAL, vec![section("a", "A", vec![card(1), card(2)])]);
    let read = read(&document);
    let alts: Vec<&str> = read.figures().filter_map(|figure| figure.alt.as_deref()).collect();
    let (start, end) =
        ("Hip lift, at the start. Lie on your back.", "Hip lift, at the end. Lift your hips.");
    assert_eq!(alts, [start, end, start, end]);
    assert_eq!(read.texts("Caption"), ["Start", "End", "Start", "End"]);
    // Each stands between the dose and the setup of its card.
    let roles: Vec<&str> = read.elements.iter().map(|element| element.role.as_str()).collect();
    let first = roles.iter().position(|role| *role == "Figure").unwrap();
    assert_eq!(
        roles[first - 2..first + 5],
        ["H2", "P", "Figure", "Caption", "Figure", "Caption", "P"]
    );
}

/// The pictures of a card have one scale and are as large as the page allows.
#[test]
fn pictures_of_a_card_have_one_scale() {
    let mixed = vec![
        picture(lying(0), "a", "Start"),
        picture(standing(0), "b", "Then"),
        picture(target(), "c", "End"),
    ];
    for print in Print::ALL {
        let Block::Card(mut with_mixed) = card(3) else { unreachable!() };
        with_mixed.pictures.clone_from(&mixed);
        for card in [card(1), card(2), Block::Card(with_mixed)] {
            let Block::Card(Card { pictures, .. }) = &card else { unreachable!() };
            let drawings: Vec<Arc<Drawing>> =
                pictures.iter().map(|picture| Arc::clone(&picture.drawing)).collect();
            let read = read(&document(print, vec![section("a", "A", vec![card])]));
            let sizes: Vec<(f32, f32)> = read.figures().map(size).collect();
            let scale = sizes[0].0 / drawings[0].width as f32;
            for ((width, height), drawing) in sizes.iter().zip(&drawings) {
                assert!((width - scale * drawing.width as f32).abs() < 0.1, "{sizes:?}");
                assert!((height - scale * drawing.height as f32).abs() < 0.1, "{sizes:?}");
                assert!(*width < 494.0, "inside the margins: {width}");
            }
            // A body is at least 12 mm long among three, and 30 mm among two.
            let least = if drawings.len() == 3 { 34.0 } else { 85.0 };
            assert!(1000.0 * scale > least, "{sizes:?}");
        }
    }
}

/// Wide drawings stand below one another, tall ones side by side on one floor.
#[test]
fn wide_pictures_are_stacked_and_tall_ones_stand_in_a_row() {
    let places = |number| {
        let read = read(&document(Print::USUAL, vec![section("a", "A", vec![card(number)])]));
        let areas: Vec<[f32; 4]> = read.figures().filter_map(|figure| figure.area).collect();
        (areas[0], areas[1])
    };
    let (start, end) = places(1);
    assert!(start[1] > end[3] && (start[0] - end[0]).abs() < 0.1, "{start:?} {end:?}");
    let (start, end) = places(2);
    assert!(start[2] < end[0] && (start[1] - end[1]).abs() < 0.1, "{start:?} {end:?}");
}

#[test]
fn a_drawing_is_written_once_however_often_it_is_shown() {
    let blocks = vec![card(1), card(2)];
    let again = [1, 2].map(|number| {
        let Block::Card(mut card) = card(number) else { unreachable!() };
        card.anchor.push_str("-again");
        Block::Card(card)
    });
    let sections = vec![section("first", "First", blocks), section("again", "Again", again.into())];
    let read = read(&document(Print::USUAL, sections));
    assert_eq!((read.forms.len(), read.shown), (4, 8));
}

/// A shape costs at most 140 bytes before compression, and without colour there is none.
#[test]
fn a_drawing_is_small_and_black_and_white_without_colour() {
    let drawings = || vec![picture(lying(20), "a", ""), picture(standing(20), "b", "")];
    let shapes = lying(20).shapes.len() + standing(20).shapes.len();
    assert!((100..140).contains(&shapes), "{shapes}");
    let colour = read(&page(Print::USUAL, block(drawings(), 100.0, 100.0)));
    assert!(colour.forms.iter().sum::<usize>() < 140 * shapes, "{:?}", colour.forms);
    let plain = read(&page(Print::USUAL, block(Vec::new(), 100.0, 100.0)));
    assert!(colour.colours > plain.colours + 20);
    let mono = read(&page(Print { mono: true, ..Print::USUAL }, block(drawings(), 100.0, 100.0)));
    assert_eq!(mono.colours, 0);
}

#[test]
fn a_block_of_pictures_is_never_wider_or_higher_than_asked_for() {
    let placed = |width_mm, height_mm| {
        let pictures = vec![picture(standing(0), "a", "Front")];
        let document = page(Print::USUAL, block(pictures, width_mm, height_mm));
        let boxes = boxes(&document).unwrap();
        *boxes.iter().find(|placed| placed.kind == Kind::Picture).unwrap()
    };
    let mm = |points: f32| points * 25.4 / 72.0;
    let small = placed(60.0, 50.0);
    assert!(mm(small.width) < 60.1 && mm(small.height) < 50.1, "{small:?}");
    assert!(mm(small.height) > 49.0, "as large as fits: {small:?}");
    let huge = placed(9000.0, 9000.0);
    assert!(huge.page == 1 && mm(huge.width) < 175.0 && mm(huge.height) < 270.0, "{huge:?}");
}

#[test]
fn no_drawing_stops_the_page() {
    let shape = |path| Shape { path, fill: Some(Paint::Ink), line: Some((Paint::Ink, -3)) };
    let far = at(i32::MAX, i32::MIN);
    let shapes = vec![
        shape(Vec::new()),
        shape(vec![Step::Close]),
        shape(vec![Step::Move(far)]),
        shape(vec![Step::Line(far), Step::Curve(far, at(0, 0), far), Step::Close]),
        Shape { path: vec![Step::Move(far), Step::Line(at(3, 4))], fill: None, line: None },
    ];
    for (width, height) in [(0, 0), (-5, 10), (i32::MAX, 1), (1, i32::MAX), (400, 400)] {
        for shapes in [Vec::new(), shapes.clone()] {
            let drawing = picture(Drawing { width, height, shapes }, "odd", "Odd");
            let read = read(&page(Print::USUAL, block(vec![drawing.clone()], 100.0, 100.0)));
            assert_eq!(read.texts("Caption"), ["Odd"]);
            let entries = vec![Entry { title: String::new(), pictures: vec![drawing] }];
            let sheet = Sheet {
                title: "Odd".into(),
                language: "en".into(),
                entries,
                columns: 1,
                mono: false,
            };
            assert!(svg(&sheet).ends_with("</svg>\n"));
            assert!(png(&sheet, 50).is_ok());
        }
    }
}

#[test]
fn plain_text_tells_a_picture_that_no_words_explain() {
    let pictures = vec![picture(target(), "Your body from the front.", "Front")];
    let written = text(&page(Print::USUAL, block(pictures, 100.0, 100.0)));
    assert!(written.contains("\n[Your body from the front.]\n"), "{written}");
    let written = text(&document(Print::USUAL, vec![section("a", "A", vec![card(1)])]));
    assert!(!written.contains("at the start"), "{written}");
}

/// The README's plan: each drawing is in the file once, however many cards show it.
#[test]
fn a_plan_with_pictures_is_small() {
    let mut document = crate::page::readme(Paper::A4);
    let mut drawings: Vec<_> = crate::render::cards(&mut document)
        .flat_map(|card| card.pictures.iter().map(|picture| picture.drawing.clone()))
        .collect();
    let shown = drawings.len();
    drawings.sort_by_key(|drawing| format!("{:?}", drawing.shapes));
    drawings.dedup_by_key(|drawing| drawing.shapes.clone());
    let bytes = pdf(&document).unwrap();
    let read = Read::new(&bytes);
    // And the body map and the time line; and each row of a week shows one again.
    assert_eq!(read.forms.len(), drawings.len() + 2);
    let tables = document.sections.iter().flat_map(|section| &section.blocks);
    let rows = tables.filter_map(|block| match block {
        Block::Table(table) => Some(&table.rows),
        _ => None,
    });
    let cells = rows.flatten().flatten().filter(|cell| cell.picture.is_some()).count();
    assert!(cells > 12, "{cells} rows with a picture");
    assert_eq!(read.shown, shown + cells + 2);
    assert!(shown > drawings.len(), "some are shown again");
    assert!(bytes.len() < 205_000, "{} bytes", bytes.len());
}

/// A sheet of two entries.
fn two_entries(mono: bool) -> Sheet {
    let entry = |title: &str, pictures| Entry { title: title.into(), pictures };
    let entries = vec![
        entry("Aim & hit", vec![picture(target(), "A target on a mat.", "")]),
        entry("", vec![picture(target(), "The same again.", "End")]),
    ];
    Sheet { title: "Targets".into(), language: "en".into(), entries, columns: 2, mono }
}

#[test]
fn svg_reads_like_this() {
    insta::assert_snapshot!(svg(&two_entries(false)));
}

#[test]
fn svg_without_colour_has_greys_alone() {
    let svg = svg(&two_entries(true));
    let colours: Vec<&str> = svg.split('#').skip(1).map(|rest| &rest[..6]).collect();
    assert!(colours.len() > 10);
    assert!(colours.iter().all(|c| c[..2] == c[2..4] && c[..2] == c[4..]), "{colours:?}");
}

#[test]
fn png_shows_the_drawing_and_its_words() {
    // The sheet is 2170 units wide and 664 high: half a pixel for a unit. An entry stands at its
    // foot, with the line of its captions below it.
    for mono in [false, true] {
        let pixels = Pixmap::decode_png(&png(&two_entries(mono), 1085).unwrap()).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (1085, 332));
        let colour = |x: i32, y: i32| {
            let pixel = pixels.pixel(x as u32 / 2, y as u32 / 2).unwrap();
            [pixel.red(), pixel.green(), pixel.blue()]
        };
        for (x, y, paint) in SPOTS {
            for left in [40, 1130] {
                let floor = if left == 40 { 624 } else { 554 };
                let found = colour(left + x, floor - 500 + y);
                assert!(near(found, wanted(paint, mono)), "{paint:?} is {found:?} at {x}, {y}");
            }
        }
        let dark = |range: std::ops::Range<i32>, x0: i32, x1: i32| {
            let spots = range.flat_map(|y| (x0..x1).map(move |x| (x, y)));
            spots.filter(|(x, y)| colour(*x, *y)[0] < 0x60).count()
        };
        assert!(dark(50..110, 40, 400) > 300, "the title");
        assert!(dark(560..610, 1580, 1680) > 100, "the caption in the middle");
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let sheet = two_entries(false);
    assert!(png(&sheet, 300).unwrap() == png(&sheet, 300).unwrap());
    assert!(svg(&sheet) == svg(&sheet));
}

#[test]
fn what_cannot_be_drawn_as_png_is_a_finding() {
    let code = |sheet: &Sheet, width| png(sheet, width).unwrap_err().code;
    let mut sheet = two_entries(false);
    assert_eq!(code(&sheet, 0), Code::DoesNotFit);
    assert_eq!(code(&sheet, 100_000), Code::DoesNotFit);
    assert_eq!(code(&sheet, u32::MAX), Code::DoesNotFit);
    sheet.entries[0].title = "漢".into();
    let finding = png(&sheet, 300).unwrap_err();
    assert_eq!((finding.code, finding.message.contains("U+6F22")), (Code::MissingGlyph, true));
}

#[test]
fn a_contact_sheet_goes_on_over_its_pages() {
    let entry = |number: u32| Entry {
        title: format!("exercise-{number}"),
        pictures: start_and_end(number),
    };
    let entries = (1..=40).map(entry).collect();
    let sheet = Sheet {
        title: "All exercises".into(),
        language: "en".into(),
        entries,
        columns: 3,
        mono: false,
    };
    let document = sheet::document(&sheet, Paper::A4, date(2026, 11, 23));
    let read = read(&document);
    assert_eq!(read.figures().count(), 80);
    let titles: Vec<&str> =
        read.texts("P").into_iter().filter(|words| words.starts_with("exercise-")).collect();
    assert_eq!((titles.len(), titles[0], titles[39]), (40, "exercise-1", "exercise-40"));
    assert!((3..=5).contains(&read.pages), "{}", read.pages);
}

/// Words beside a picture are still read.
#[test]
fn a_picture_in_a_column_leaves_the_other_columns_their_words() {
    let columns = Block::Columns(vec![
        vec![block(vec![picture(target(), "A target.", "Here")], 500.0, 500.0)],
        vec![paragraph("Beside it.")],
    ]);
    let read = read(&page(Print::USUAL, columns));
    assert_eq!(
        read.text.split_whitespace().collect::<Vec<_>>(),
        ["Pictures", "Here", "Beside", "it."]
    );
    let (width, _) = size(read.figures().next().unwrap());
    assert!(width < 246.0, "half of the page: {width}");
}
