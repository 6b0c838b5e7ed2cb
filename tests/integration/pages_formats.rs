//! The page in every format: Markdown, text, calendar, SVG, PNG, and parts of the page alone.

use std::collections::BTreeSet;

use icalendar::parser::{Component, read_calendar, unfold};
use jiff::civil::Date;
use pulldown_cmark::{Event, Options, Parser, Tag};
use regimen::handout::{Block, Document, Gallery, calendar, document_parts};
use regimen::library::Level;
use regimen::render::ics::ics;
use regimen::render::md::md;
use regimen::render::pages;
use regimen::render::pages::svg;
use regimen::render::pdf::pdf;
use regimen::render::text::text;

use crate::command::{Desk, example};
use crate::render::pages::{Grey, PRINTS, examples, grey, greys, printed};
use crate::render::sample::Print;
use crate::render::texts;
use crate::render::{expected, hard};

/// The words of a document that are also in its Markdown and text: signs are others there, and
/// pictures of cards and the captions of others are left out.
fn words(document: &Document) -> Vec<String> {
    let mut document = document.clone();
    for section in &mut document.sections {
        section.blocks.iter_mut().for_each(without_pictures);
    }
    expected(&document).into_iter().filter(|word| word.contains(char::is_alphanumeric)).collect()
}

fn without_pictures(block: &mut Block) {
    match block {
        Block::Card(card) => card.pictures.clear(),
        Block::Diagram(diagram) => diagram.labels.clear(),
        Block::Pictures { pictures, .. } => {
            pictures.iter_mut().for_each(|picture| picture.caption.clear());
        }
        Block::Columns(columns) => columns.iter_mut().flatten().for_each(without_pictures),
        _ => {}
    }
}

/// A document without its tables.
fn without_tables(document: &Document) -> Document {
    let mut document = document.clone();
    let sections = document.sections.iter_mut();
    sections.for_each(|section| section.blocks.retain(|block| !matches!(block, Block::Table(_))));
    document
}

// ------------------------------------------------------------------------------------ Markdown

/// What a reader of Markdown shows: its words, and the places that links lead from and to.
#[derive(Default)]
struct Shown {
    words: String,
    links: Vec<String>,
    anchors: BTreeSet<String>,
    headings: usize,
    tables: usize,
}

fn shown(markdown: &str) -> Shown {
    let mut shown = Shown::default();
    let mut item = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => shown.words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Rule => shown.words.push('\n'),
            Event::InlineHtml(html) if html.starts_with("<a id=\"") => {
                let id = html.split('"').nth(1).unwrap();
                assert!(shown.anchors.insert(id.to_owned()), "two places named {id}");
            }
            Event::InlineHtml(html) => {
                assert!(matches!(&*html, "<br>" | "</a>"), "{html}");
                shown.words.push('\n');
            }
            Event::Start(Tag::List(first)) => item.push(first),
            Event::Start(Tag::Item) => {
                shown.words.push('\n');
                // A numbered item has its number for a word.
                if let Some(Some(number)) = item.last_mut() {
                    shown.words.push_str(&format!("{number}. "));
                    *number += 1;
                }
            }
            Event::End(pulldown_cmark::TagEnd::List(_)) => drop(item.pop()),
            Event::Start(tag) => match tag {
                Tag::Link { dest_url, .. } => shown.links.push(dest_url.to_string()),
                Tag::Heading { .. } => shown.headings += 1,
                Tag::Table(_) => shown.tables += 1,
                Tag::Strong | Tag::Emphasis => continue,
                Tag::HtmlBlock | Tag::CodeBlock(_) => panic!("{tag:?} in {markdown}"),
                _ => {}
            },
            Event::End(end) => {
                use pulldown_cmark::TagEnd::{Link, Strong};
                if !matches!(end, Link | Strong) {
                    shown.words.push('\n');
                }
            }
            other => panic!("{other:?}"),
        }
    }
    shown
}

#[test]
fn markdown_has_every_word_in_order_and_links_that_lead_somewhere() {
    for printed in printed().iter().step_by(PRINTS.len()) {
        let markdown = md(&printed.document);
        let shown = shown(&markdown);
        let mut found = shown.words.split_whitespace();
        for word in words(&printed.document) {
            // A card's number has a full stop in text, and signs stand before some words.
            let same = |other: &str| other == word || other.strip_suffix('.') == Some(&*word);
            let here = found.any(same);
            assert!(here, "{}: `{word}` is missing or out of order", printed.name);
        }
        assert!(!shown.links.is_empty());
        for link in &shown.links {
            let id = link.strip_prefix('#').unwrap();
            assert!(shown.anchors.contains(id), "{}: {link}", printed.name);
        }
        assert!(shown.headings > 10 && shown.tables > 3, "{}", printed.name);
        assert!(!shown.words.contains("**") && !shown.words.contains('\\'), "{}", printed.name);
    }
}

/// What is only on paper is not spoken of: colours, dots, numbers of pages.
#[test]
fn text_and_markdown_stand_without_the_paper() {
    for made in examples() {
        let document = made.printed(PRINTS[0].1);
        let paper = expected(&document).join(" ");
        assert!(paper.contains("Orange: to"), "the page tells its colours");
        for written in [text(&document), md(&document)] {
            let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
            for only_on_paper in ["Orange", "Dotted:", "Dark stripes", "page 1", "first page"] {
                assert!(!written.contains(only_on_paper), "{only_on_paper}");
            }
            assert!(written.contains("hurts here: 1 ") || written.contains("felt here: 1 "));
        }
        assert!(md(&document).contains(": stop.** Leave"), "a title runs into its text");
    }
}

#[test]
fn markdown_keeps_what_is_hard_to_write() {
    let document = hard(Print::USUAL);
    let shown = shown(&md(&document));
    let found: Vec<&str> = shown.words.split_whitespace().collect();
    let mut found = found.into_iter();
    for word in words(&document) {
        let same = |other: &str| other == word || other.strip_suffix('.') == Some(&*word);
        assert!(found.any(same), "`{word}` is missing or out of order");
    }
}

// ---------------------------------------------------------------------------------------- text

#[test]
fn text_has_80_columns_and_every_word() {
    for printed in printed() {
        let text = text(&printed.document);
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{}: {line}", printed.name);
            assert_eq!(line.trim_end(), line, "white space at the end of a line");
        }
        let mut found = text.split_whitespace();
        // Cells of a table stand side by side, line by line.
        for word in words(&without_tables(&printed.document)) {
            let same = |other: &str| other == word || other.strip_suffix('.') == Some(&*word);
            let here = word.chars().count() > 76 || found.any(same);
            assert!(here, "{}: `{word}` is missing or out of order", printed.name);
        }
        let found: BTreeSet<&str> = text.split_whitespace().collect();
        for word in words(&printed.document).iter().filter(|word| word.chars().count() < 20) {
            let known = found.contains(&**word) || found.contains(&*format!("{word}."));
            assert!(known, "{}: {word}", printed.name);
        }
    }
}

#[test]
fn no_format_for_a_terminal_holds_a_character_that_commands_it() {
    let bad = "Ana\u{1b}[2J\u{9b}31m\u{7}";
    let mut document = hard(Print::USUAL);
    texts::each(&mut document, &mut |text| text.push_str(bad));
    for written in [text(&document), md(&document)] {
        assert!(written.contains("Ana") && !written.starts_with('\n'));
        let odd = written.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(odd, None, "{written}");
    }
}

#[test]
fn text_begins_with_its_first_words() {
    let mut document = hard(Print::USUAL);
    document.header.1.clear();
    let written = text(&document);
    assert!(!written.starts_with('\n') && !written.contains("\n\n\n"), "{written}");
}

// ------------------------------------------------------------------------------------ calendar

fn value<'a>(component: &'a Component<'_>, name: &str) -> &'a str {
    let property = component.properties.iter().find(|property| property.name.as_str() == name);
    property.unwrap_or_else(|| panic!("{name}")).val.as_str()
}

fn day(text: &str) -> Date {
    Date::strptime("%Y%m%d", text).unwrap()
}

#[test]
fn a_calendar_has_each_session_on_its_day() {
    for made in examples() {
        let plan = &made.programme.plan;
        let written = ics(&calendar(&made.handout(PRINTS[0].1)).unwrap());
        assert!(written.split_inclusive("\r\n").all(|line| line.ends_with("\r\n")));
        assert!(written.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = unfold(&written);
        let read = read_calendar(&unfolded).unwrap();
        // What has to be done first, and then the sessions.
        let outcome = &made.programme.outcome;
        let asks = !outcome.unanswered.is_empty() || outcome.level == Some(Level::SignOff);
        let (first, events) = read.components.split_at(usize::from(asks));
        for event in first {
            assert_eq!(day(value(event, "DTSTART")), plan.start);
            let said = value(event, "DESCRIPTION");
            assert!(
                said.contains("Start when they have signed") || said.contains("Answer them first"),
                "{said}"
            );
        }
        let mut uids = BTreeSet::new();
        let mut days = Vec::new();
        for event in events {
            assert_eq!(event.name.as_str(), "VEVENT");
            assert!(uids.insert(value(event, "UID").to_owned()), "two of one name");
            let start = day(value(event, "DTSTART"));
            assert_eq!(day(value(event, "DTEND")), start.tomorrow().unwrap());
            days.push(start);
            let weekday = start.weekday().to_monday_zero_offset() as usize;
            let week = 1 + u32::try_from((start - plan.start).get_days() / 7).unwrap();
            let phase = plan.phases.iter().find(|p| p.weeks.0 <= week && week <= p.weeks.1);
            let phase = phase.unwrap();
            let name = &phase.week[&regimen::quantity::Day::ALL[weekday]];
            let said = value(event, "DESCRIPTION").replace("\\,", ",");
            for item in &phase.sessions[name].items {
                let exercise = &made.library.exercises[&item.exercise].name;
                assert!(said.contains(exercise.as_str()), "{exercise} in {said}");
            }
            assert!(said.contains("Stop an exercise if"), "{said}");
            let numbers = said.lines().filter_map(|line| line.split_once(". ")?.0.parse().ok());
            let numbers: Vec<u32> = numbers.collect();
            assert_eq!(numbers.len(), phase.sessions[name].items.len(), "{said}");
            assert!(numbers.is_sorted(), "another order than on the page: {said}");
            assert_eq!(said.lines().count(), 2 + phase.sessions[name].items.len(), "{said}");
        }
        assert!(days.is_sorted());
        let weeks = |p: &regimen::planner::plan::PhasePlan| (p.weeks.1 + 1 - p.weeks.0) as usize;
        let wanted: usize = plan.phases.iter().map(|p| weeks(p) * p.week.len()).sum();
        assert_eq!(events.len(), wanted);
    }
}

#[test]
fn a_later_plan_of_the_same_person_replaces_the_days_of_an_earlier_one() {
    let desk = Desk::new();
    let plan = |start: &str, file: &str| {
        let person = example("ana.yaml");
        desk.run(&format!("plan {person} --start {start} -o {file}")).good();
        let text = String::from_utf8(desk.read(file)).unwrap();
        let unfolded = unfold(&text);
        let read = read_calendar(&unfolded).unwrap();
        let events = read.components.iter();
        events
            .map(|event| (value(event, "UID").to_owned(), value(event, "SEQUENCE").to_owned()))
            .collect::<Vec<_>>()
    };
    let (first, second) = (plan("2026-11-23", "a.ics"), plan("2026-12-07", "b.ics"));
    let shared: Vec<_> =
        first.iter().filter(|(uid, _)| second.iter().any(|(u, _)| u == uid)).collect();
    assert!(shared.len() > 20, "{}", shared.len());
    let number = |text: &str| text.parse::<u32>().unwrap();
    assert!(number(&second[0].1) > number(&first[0].1));
}

// ------------------------------------------------------------------------------- pages: SVG, PNG

/// A PNG in greys.
fn decoded(bytes: &[u8]) -> Grey {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().unwrap();
    let dims = reader.info().pixel_dims.unwrap();
    assert_eq!((dims.xppu, dims.unit), (2835, png::Unit::Meter), "72 dots for an inch");
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    let pixels = match info.color_type {
        png::ColorType::Grayscale => pixels,
        png::ColorType::Rgb => pixels.chunks(3).map(|p| grey([p[0], p[1], p[2]])).collect(),
        other => panic!("{other:?}"),
    };
    Grey { width, height, pixels }
}

/// The same picture in squares of some dots, so that two ways of drawing an edge are alike.
fn blurred(picture: &Grey, (width, height): (usize, usize)) -> Vec<f32> {
    const TILE: usize = 6;
    let tiles = |x: usize, y: usize| {
        let mut sum = 0.0;
        for row in y * TILE..(y + 1) * TILE {
            for column in x * TILE..(x + 1) * TILE {
                sum += f32::from(picture.pixels[row * picture.width + column]);
            }
        }
        sum / (TILE * TILE) as f32
    };
    let places = (0..height / TILE).flat_map(|y| (0..width / TILE).map(move |x| (x, y)));
    places.map(|(x, y)| tiles(x, y)).collect()
}

/// Two programs that share no code draw the same: ours the PNG, `hayro` the PDF.
#[test]
fn a_png_looks_like_the_page_of_the_pdf() {
    for printed in [&printed()[0], &printed()[6], &printed()[11]] {
        let ours = pages::png::png(&printed.document, 72).unwrap();
        let theirs = greys(&printed.pdf, 1.0);
        assert_eq!(ours.len(), theirs.len(), "{}", printed.name);
        for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let ours = decoded(ours);
            // The paper's size in points is no whole number: one rounds, the other cuts off.
            assert!(
                ours.width.abs_diff(theirs.width) <= 1 && ours.height.abs_diff(theirs.height) <= 1
            );
            let size = (ours.width.min(theirs.width), ours.height.min(theirs.height));
            let (a, b) = (blurred(&ours, size), blurred(theirs, size));
            let worst = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            let mean = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).sum::<f32>() / a.len() as f32;
            let name = &printed.name;
            // A hair line between two pixels is grey in one and black in the other, so that a square full
            // of boxes may differ much; the whole page may not.
            assert!(mean < 7.0 && worst < 110.0, "{name}: page {}: {mean} {worst}", number + 1);
        }
    }
}

#[test]
fn a_page_without_colour_is_a_png_of_greys() {
    let colour = |number: usize| {
        let page = &pages::png::png(&printed()[number].document, 36).unwrap()[0];
        png::Decoder::new(std::io::Cursor::new(page)).read_info().unwrap().info().color_type
    };
    assert_eq!(colour(0), png::ColorType::Rgb);
    assert_eq!(colour(3), png::ColorType::Grayscale);
}

#[test]
fn an_svg_has_every_word_and_shows_only_what_it_holds() {
    for printed in [&printed()[0], &printed()[6]] {
        let pages = svg::svg(&printed.document).unwrap();
        let mut words = String::new();
        for page in &pages {
            let tree = roxmltree::Document::parse(page).unwrap();
            let root = tree.root_element();
            let child = |name| root.children().find(|node| node.has_tag_name(name)).unwrap();
            assert_eq!(child("title").text(), Some(printed.document.title.as_str()));
            words.push_str(child("desc").text().unwrap());
            words.push('\n');
            let mut ids = BTreeSet::new();
            for id in root.descendants().filter_map(|node| node.attribute("id")) {
                assert!(ids.insert(id), "{id} twice");
            }
            let uses = root.descendants().filter(|node| node.has_tag_name("use"));
            let used: BTreeSet<&str> =
                uses.map(|node| &node.attribute("href").unwrap()[1..]).collect();
            assert_eq!(used, ids, "each of them once, and no other");
            let letters = used.iter().filter(|id| id.starts_with('g')).count();
            assert!(letters > 15, "{letters} letters");
            assert!(page.len() < 600_000, "{} bytes", page.len());
        }
        // What pictures show stands between brackets.
        let mut plain = String::new();
        let mut depth = 0_u32;
        for c in words.chars() {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                c if depth == 0 => plain.push(c),
                _ => {}
            }
        }
        let found: Vec<&str> = plain.split_whitespace().collect();
        let expected = expected(&printed.document);
        let same = found.iter().zip(&expected).take_while(|(a, b)| a == b).count();
        let near =
            |words: &[&str]| words.iter().skip(same).take(5).copied().collect::<Vec<_>>().join(" ");
        let wanted: Vec<&str> = expected.iter().map(String::as_str).collect();
        assert_eq!(near(&found), near(&wanted), "{} after {same} words", printed.name);
    }
}

#[test]
fn pages_are_the_same_bytes_every_time() {
    let document = &printed()[0].document;
    assert!(svg::svg(document).unwrap() == svg::svg(document).unwrap());
    assert!(pages::png::png(document, 36).unwrap() == pages::png::png(document, 36).unwrap());
}

// ------------------------------------------------------------------------------ the command line

#[test]
fn each_page_is_a_file_and_one_page_has_the_name_that_was_given() {
    let desk = Desk::new();
    let person = example("ben.yaml");
    let ran = desk.run(&format!("plan {person} --pages week,log --dpi 36 -o week.png")).good();
    let names = desk.names();
    assert!(names.len() >= 4 && names[0] == "week-01.png", "{names:?}");
    assert!(ran.stderr.starts_with("week-01.png to week-"), "{}", ran.stderr);
    let desk = Desk::new();
    desk.run(&format!("plan {person} --pages overview -o first.svg")).good();
    assert_eq!(desk.names(), ["first.svg"]);
    let ran = desk.run(&format!("plan {person} --pages overview --format svg -o -")).good();
    assert!(ran.text().starts_with("<svg "));
}

#[test]
fn pages_that_were_written_before_one_that_could_not_be_are_named() {
    let desk = Desk::new().file("dd/p-03.svg/keep", "");
    let ran = desk.run(&format!("plan {} --pages week,log -o dd/p.svg", example("ben.yaml")));
    assert_eq!(ran.code, 73, "{}", ran.stderr);
    let told = "nothing was changed there; written before it: dd/p-01.svg to dd/p-02.svg";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
    assert!(desk.read("dd/p-02.svg").starts_with(b"<svg "));
}

#[test]
fn a_page_of_an_earlier_run_is_not_passed_off_as_one_of_this() {
    let desk = Desk::new().file("p-01.svg", "old").file("q-01.svg", "old");
    let overview = format!("plan {} --pages overview -o", example("ben.yaml"));
    let ran = desk.run(&format!("{overview} p.svg")).good();
    assert!(ran.stderr.contains("p-01.svg is of an earlier run"), "{}", ran.stderr);
    let ran = desk.run(&format!("{overview} other.svg")).good();
    assert!(!ran.stderr.contains("earlier run"), "{}", ran.stderr);
    assert_eq!(desk.read("p-01.svg"), b"old");
}

#[test]
fn several_pictures_do_not_go_to_standard_output() {
    let ran = Desk::new().run(&format!("plan {} --format svg -o -", example("ben.yaml")));
    assert_eq!(ran.code, 73);
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("name a file with `-o`"), "{}", ran.stderr);
}

#[test]
fn parts_of_the_page_stand_alone() {
    let (made, all) = (&examples()[0], printed()[0].document.sections.len());
    let gallery = Gallery::of(&made.library);
    let parts = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        document_parts(&made.handout(PRINTS[0].1), &gallery, &names)
    };
    let weeks = parts(&["week", "log"]).unwrap();
    let ids: Vec<&str> = weeks.sections.iter().map(|section| section.id.as_str()).collect();
    assert!(ids.len() >= 4 && ids.len() < all, "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("week-") || id.starts_with("log")), "{ids:?}");
    // Links to cards that are not there are plain words: the PDF would refuse them.
    pdf(&weeks).unwrap();
    let findings = parts(&["week", "wek"]).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].to_string().contains("no part `wek`"), "{}", findings[0]);
}

/// A later part that is printed alone was pointed back to steps that were not there.
#[test]
fn the_first_card_of_an_exercise_that_is_printed_is_whole() {
    for made in examples() {
        let gallery = Gallery::of(&made.library);
        for (names, short) in [
            (vec!["cards-settle"], 0..1),
            (vec!["cards-build"], 0..1),
            (vec!["week-return", "cards-return"], 0..1),
            (vec!["cards-build", "cards-return"], 1..20),
            (vec!["cards"], 1..40),
        ] {
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            let document = document_parts(&made.handout(PRINTS[0].1), &gallery, &names).unwrap();
            let blocks = document.sections.iter().flat_map(|section| &section.blocks);
            let mut told = BTreeSet::new();
            let mut count = 0;
            for block in blocks {
                let Block::Card(card) = block else { continue };
                let (_, exercise) = card.anchor.split_once('-').unwrap();
                let is_first = told.insert(exercise.to_owned());
                assert_eq!(is_first, !card.steps.is_empty(), "{names:?}: {}", card.anchor);
                count += usize::from(!is_first);
            }
            assert!(!told.is_empty() && short.contains(&count), "{names:?}: {count}");
        }
    }
}

#[test]
fn a_format_without_pages_has_no_parts() {
    for format in ["json", "ics"] {
        let ran = Desk::new()
            .run(&format!("plan {} --pages week --format {format}", example("ben.yaml")));
        assert_eq!(ran.code, 2, "{}", ran.stderr);
    }
}
