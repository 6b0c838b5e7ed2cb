//! The parts of the page around the exercises: overview, desk day, log, progress, therapist, referral.

use std::fmt::Write as _;

use jiff::civil::date;
use regimen::handout::{
    Block, CardForm, Cell, Diagram, Document, Handout, Inline, Lamp, Look, Paper, Referral,
    Section, Tone, calendar, compared, document, language, referral, sheet,
};
use regimen::library::Why;
use regimen::planner::plan::{Change, ChangeKind};
use regimen::progress::course::{Course, CourseWeek};
use regimen::progress::diff::diff;
use regimen::quantity::Rating;
use regimen::render::md::md;
use regimen::render::pdf;
use regimen::render::text::text;

use crate::command::Desk;
use crate::page::{Made, PEOPLE, people};

use crate::render::pages::{USUAL, examples};

const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'>\
                    <rect width='90' height='30' fill='#0b5c4a'/></svg>";

/// The page of someone, with what differs from the usual.
pub(crate) fn page(made: &Made, look: Look, course: Option<&Course>) -> Document {
    let Made { library, profile, programme, clinic } = made;
    let (plan, outcome) = (&programme.plan, &programme.outcome);
    let clinic = Some(clinic);
    document(&Handout { library, plan, profile, outcome, clinic, course, look }).unwrap()
}

pub(crate) fn section<'d>(document: &'d Document, id: &str) -> Option<&'d Section> {
    document.sections.iter().find(|section| section.id == id)
}

/// Every block of a section, those in boxes and columns too.
pub(crate) fn blocks(section: &Section) -> Vec<&Block> {
    fn add<'d>(blocks: &'d [Block], all: &mut Vec<&'d Block>) {
        for block in blocks {
            all.push(block);
            match block {
                Block::Callout { blocks, .. } => add(blocks, all),
                Block::Columns(columns) => columns.iter().for_each(|blocks| add(blocks, all)),
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    add(&section.blocks, &mut all);
    all
}

pub(crate) fn words(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Link { text, .. } => text.as_str(),
        _ => " ",
    });
    texts.collect()
}

/// The time line: on the first page, or on the next where that is full.
fn time_line(document: &Document) -> Option<&Diagram> {
    let mut sections = document.sections.iter().take(2);
    sections.find_map(diagram)
}

fn diagram(section: &Section) -> Option<&Diagram> {
    blocks(section).into_iter().find_map(|block| match block {
        Block::Diagram(diagram) => Some(diagram),
        _ => None,
    })
}

fn lamps(document: &Document) -> &[Lamp] {
    let overview = section(document, "overview").unwrap();
    let light = blocks(overview).into_iter().find_map(|block| match block {
        Block::TrafficLight(lamps) => Some(lamps),
        _ => None,
    });
    light.unwrap()
}

/// The number of pages that the first sections of a document take.
fn pages(document: &Document, sections: usize) -> usize {
    let sections = document.sections[..sections].to_vec();
    let boxes = pdf::boxes(&Document { sections, ..document.clone() }).unwrap();
    boxes.iter().map(|placed| placed.page + 1).max().unwrap()
}

#[test]
fn the_overview_is_one_page_on_either_paper_with_a_letterhead() {
    for (name, mut made) in people() {
        let logo = regimen::logo::read("logo.svg", LOGO.as_bytes()).unwrap();
        made.clinic.picture = Some(std::sync::Arc::new(logo));
        made.clinic.registration = Some("PH 0000".into());
        for paper in [Paper::A4, Paper::Letter] {
            let document = page(&made, Look { paper, ..USUAL }, None);
            assert_eq!(document.sections[0].id, "overview");
            assert_eq!(pages(&document, 1), 1, "{name} {paper:?}");
        }
    }
}

/// A long name, five presets and a letterhead: no first page has more to say.
fn full() -> Made {
    let yaml = "name: Maria Magdalena Example-Anderson of Upper Exampletown\n\
                conditions: [gluteal-tendinopathy, ql-low-back, deep-gluteal, hip-oa, si-joint]\n\
                muscles: [{muscle: QL, side: both, severity: 4}]\nside: both\nborn: 1958\n\
                days: [mon, wed, fri]\nminutes: 20\nequipment: [band]\nstart: 2026-11-23\n";
    let mut made = Made::of("full.yaml", yaml);
    made.clinic.name = "Example Physiotherapy ".repeat(4);
    made.clinic.registration = Some("PH 0000".into());
    made
}

#[test]
fn when_to_stop_is_on_the_first_page_however_it_is_printed() {
    for (name, made) in people().chain([("full", full())]) {
        for paper in [Paper::A4, Paper::Letter] {
            for large_print in [false, true] {
                let mut document = page(&made, Look { paper, large_print, ..USUAL }, None);
                let overview = &mut document.sections[0].blocks;
                let stop = overview
                    .iter()
                    .position(|block| matches!(block, Block::Callout { tone: Tone::Stop, .. }));
                overview.truncate(stop.unwrap() + 1);
                assert_eq!(pages(&document, 1), 1, "{name} {paper:?} {large_print}");
            }
        }
    }
}

#[test]
fn the_traffic_light_has_the_numbers_of_the_plan_and_no_amber_without_room() {
    let (_, mut made) = people().next().unwrap();
    let titles = |made: &Made| -> Vec<String> {
        lamps(&page(made, USUAL, None)).iter().map(|lamp| words(&lamp.title)).collect()
    };
    assert_eq!(titles(&made), ["6 to 10: stop", "3 to 5: take care", "0 to 2: go on"]);
    for (limit, expected) in [
        (3, &["4 to 10: stop", "3: take care", "0 to 2: go on"][..]),
        (2, &["3 to 10: stop", "0 to 2: go on"]),
        (0, &["1 to 10: stop", "0: go on"]),
        (10, &["3 to 10: take care", "0 to 2: go on"]),
    ] {
        made.programme.plan.pain_limit = limit;
        assert_eq!(titles(&made), expected, "{limit}");
    }
}

#[test]
fn the_time_line_holds_every_week_and_the_dates() {
    let (_, made) = people().next().unwrap();
    let document = page(&made, USUAL, None);
    let line = time_line(&document).unwrap();
    let labels: Vec<&str> = line.labels.iter().map(|label| label.text.as_str()).collect();
    for week in 1..=12 {
        assert!(labels.contains(&week.to_string().as_str()), "week {week}: {labels:?}");
    }
    for day in ["23 November", "7 December", "4 January", "14 February"] {
        assert!(labels.contains(&day), "{day}: {labels:?}");
    }
    assert!(line.alt.contains("weeks 7 to 12, 4 January to 14 February"), "{}", line.alt);
}

#[test]
fn a_programme_of_many_weeks_has_no_crowded_numbers() {
    let (_, mut made) = people().next().unwrap();
    made.programme.plan.phases[2].weeks.1 = 60;
    let document = page(&made, USUAL, None);
    let line = time_line(&document).unwrap();
    let weeks = line.labels.iter().filter(|label| label.text.parse::<u32>().is_ok());
    let mut places: Vec<i32> = weeks.map(|label| label.at.x).collect();
    places.sort_unstable();
    assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 60), "{places:?}");
}

#[test]
fn every_break_stands_on_the_strip_of_the_desk_day() {
    let made = Made::of("ben.yaml", include_str!("../../examples/ben.yaml"));
    let document = page(&made, USUAL, None);
    let strip = diagram(section(&document, "desk").unwrap()).unwrap();
    for (number, pause) in (1..).zip(&made.programme.plan.phases[0].breaks) {
        let marks = strip.labels.iter().filter(|label| label.text == number.to_string());
        assert_eq!(marks.count(), pause.at.len(), "{}", pause.exercise);
        for at in &pause.at {
            assert!(strip.alt.contains(&at.to_string()), "{at}");
        }
    }
    assert!(strip.labels.iter().any(|label| label.text == "09:00"));
    let (_, ana) = people().next().unwrap();
    assert!(section(&page(&ana, USUAL, None), "desk").is_none());
}

/// Of each break: how much, on which side, for how long.
#[test]
fn the_card_of_a_break_says_how_much() {
    let mut made = Made::of("ben.yaml", include_str!("../../examples/ben.yaml"));
    let dose = |made: &Made, id: &str| {
        let document = page(made, USUAL, None);
        let desk = blocks(section(&document, "desk").unwrap());
        let card = desk.iter().find_map(|block| match block {
            Block::Card(card) if card.anchor == format!("desk-{id}") => Some(words(&card.dose)),
            _ => None,
        });
        card.unwrap()
    };
    for (id, expected) in [
        ("ergo-upper-trap-stretch", "Hold 20 seconds, once, each side. "),
        ("ergo-walk-break", "2 minutes. "),
        ("ergo-chin-tuck", "Hold 3 seconds, 8 times. "),
        (
            "ergo-doorway-pec",
            "Weeks 1 to 2: Hold 20 seconds, once. Weeks 3 to 12: Hold 30 seconds, once. ",
        ),
    ] {
        for phase in &mut made.programme.plan.phases {
            phase.breaks.truncate(1);
            id.clone_into(&mut phase.breaks[0].exercise);
        }
        let told = dose(&made, id);
        assert!(told.starts_with(expected), "{told}");
    }
    for phase in &mut made.programme.plan.phases {
        "ergo-chin-tuck".clone_into(&mut phase.breaks[0].exercise);
    }
    made.programme.plan.person.precautions.push("small-start".to_owned());
    let half = "Weeks 1 to 2: Hold 3 seconds, 4 times. Weeks 3 to 12: Hold 3 seconds, 8 times. ";
    assert!(dose(&made, "ergo-chin-tuck").starts_with(half));
}

#[test]
fn weeks_with_other_breaks_have_a_strip_of_their_own_and_each_break_one_card() {
    let mut made = Made::of("ben.yaml", include_str!("../../examples/ben.yaml"));
    let phases = &mut made.programme.plan.phases;
    assert_eq!(phases[1].breaks, phases[2].breaks);
    // From the second phase on the first break is another, and the last one is taken less often.
    let mut other = phases[0].breaks.clone();
    let gone = std::mem::replace(&mut other[0].exercise, "ergo-doorway-pec".to_owned());
    let rare = other.last_mut().unwrap();
    rare.at.truncate(1);
    let rare = rare.exercise.clone();
    phases[1].breaks = other.clone();
    phases[2].breaks = other.clone();
    let (first, last) = (phases[1].weeks.0, phases[2].weeks.1);
    let before = first - 1;

    let document = page(&made, USUAL, None);
    let desk = blocks(section(&document, "desk").unwrap());
    let heads = desk.iter().filter_map(|block| match block {
        Block::Heading { text, .. } => Some(words(text)),
        _ => None,
    });
    let heads: Vec<String> = heads.filter(|text| text.starts_with("Weeks")).collect();
    assert_eq!(heads, [format!("Weeks 1 to {before}"), format!("Weeks {first} to {last}")]);
    let strips = desk.iter().filter(|block| matches!(block, Block::Diagram(_)));
    assert_eq!(strips.count(), 2);

    let cards = desk.iter().filter_map(|block| match block {
        Block::Card(card) => Some((card.anchor.as_str(), card)),
        _ => None,
    });
    let cards: Vec<_> = cards.collect();
    assert_eq!(cards.len(), other.len() + 1, "each break has one card");
    let dose = |id: &str| {
        let (_, card) = cards.iter().find(|(anchor, _)| *anchor == format!("desk-{id}")).unwrap();
        words(&card.dose)
    };
    assert!(dose(&gone).contains(&format!(". Weeks 1 to {before}: ")), "{}", dose(&gone));
    let new = dose("ergo-doorway-pec");
    let expected = format!("Hold 30 seconds, once. Weeks {first} to {last}: ");
    assert!(new.starts_with(&expected), "{new}");
    assert!(dose(&rare).contains(&format!(". Weeks {first} to {last}: ")), "{}", dose(&rare));
    assert!(!dose(&other[1].exercise).contains("Weeks"), "{}", dose(&other[1].exercise));

    // A break that is not in the first weeks has a number of its own.
    let number = (other.len() + 1).to_string();
    let strip = desk.iter().rev().find_map(|block| match block {
        Block::Diagram(diagram) => Some(diagram),
        _ => None,
    });
    let labels = &strip.unwrap().labels;
    assert!(labels.iter().any(|label| label.text == number), "{labels:?}");
    assert!(!labels.iter().any(|label| label.text == "1"), "{labels:?}");
}

/// The labels of the rows of the log's second table.
fn checks(document: &Document, log: &str) -> Vec<String> {
    let mut tables =
        blocks(section(document, log).unwrap()).into_iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
    let table = tables.next_back().unwrap();
    table.rows.iter().map(|row| words(&row[0].text)).collect()
}

#[test]
fn tests_are_asked_for_at_the_start_and_at_the_end_of_each_phase() {
    let (_, made) = people().next().unwrap();
    let document = page(&made, USUAL, None);
    for (log, tests) in [(1, 3), (3, 0), (5, 3), (7, 0), (9, 0), (11, 3)] {
        let rows = checks(&document, &format!("log-{log}"));
        assert_eq!(rows.len(), 3 + tests, "log {log}: {rows:?}");
        assert!(rows[0].starts_with("Climb the stairs"), "{rows:?}");
    }
}

#[test]
fn a_comparison_of_plans_whose_phases_moved_can_be_printed() {
    let (_, made) = people().next().unwrap();
    let mut later = made.programme.plan.clone();
    later.phases[1].weeks = (3, 8);
    let diff = diff(&made.programme.plan, &later);
    let document = compared(&made.library, &diff, None, Paper::A4).unwrap();
    let heads = blocks(&document.sections[0]).into_iter().filter_map(|block| match block {
        Block::Heading { text, .. } => Some(words(text)),
        _ => None,
    });
    assert_eq!(heads.collect::<Vec<_>>(), ["Build up: weeks 3 to 8, before weeks 3 to 6"]);
    pdf::pdf(&document).unwrap();
}

#[test]
fn a_calendar_says_to_stop_above_the_pain_limit_of_the_plan() {
    let (_, mut made) = people().next().unwrap();
    for (limit, from) in [(5, Some("6 or more")), (3, Some("4 or more")), (10, None)] {
        made.programme.plan.pain_limit = limit;
        let events = calendar(&made.handout(USUAL)).unwrap().events;
        let stop = events[0].lines.iter().find(|line| line.starts_with("Stop"));
        let wanted = from.map(|from| format!("Stop an exercise if it hurts {from} out of 10."));
        assert_eq!(stop, wanted.as_ref(), "{limit}");
    }
}

#[test]
fn every_document_says_the_language_of_its_words() {
    let (_, mut made) = people().next().unwrap();
    made.library.words = made.library.words.replace("language = en\n", "language = de\n");
    let Made { library, profile, programme, .. } = &made;
    let outcome = &programme.outcome;
    let refer = Referral { library, profile, outcome, clinic: None, look: USUAL };
    let same = diff(&programme.plan, &programme.plan);
    let exercise = library.exercises.values().next().unwrap();
    for document in [
        page(&made, USUAL, None),
        referral(&refer).unwrap(),
        compared(library, &same, None, Paper::A4).unwrap(),
        sheet(library, exercise).unwrap(),
    ] {
        assert_eq!(document.language, "de", "{}", document.title);
        assert_eq!(document.page_label, "Page {page} of {pages}");
    }
    assert_eq!(language(library), "de");
}

#[test]
fn the_settings_can_be_cut_out_of_text_and_markdown_and_make_the_same_plan() {
    let hard = "name: \"Ana  # 1: 'the'\"\nmuscles: [{muscle: gluteus-medius, side: right}]\n\
                exercises: {include: [str-bridge], note: {str-bridge: \"Three sets  # slow, with \
                the ball of your therapist between your knees, and breathe: not a comment\"}}\n\
                screening: {date: 2026-11-20, no: all}\nstart: 2026-11-23\nseed: 7\n";
    for (name, yaml) in PEOPLE.into_iter().chain([("hard.yaml", hard)]) {
        let made = Made::of(name, yaml);
        let document = page(&made, Look { clinician: true, ..USUAL }, None);
        for written in [text(&document), md(&document)] {
            let lines = written.lines().skip_while(|line| !line.starts_with("schema: "));
            let lines = lines.take_while(|line| !line.is_empty() && !line.starts_with("```"));
            let again = Made::of(name, &lines.collect::<Vec<_>>().join("\n"));
            assert_eq!(again.programme.plan, made.programme.plan, "{written}");
            assert_eq!(again.profile.person.exercises, made.profile.person.exercises);
        }
    }
}

/// What was planned and checked in before counts too, so its settings alone would make another plan.
#[test]
fn a_plan_that_goes_on_from_another_has_no_settings() {
    let (_, mut made) = people().next().unwrap();
    let look = Look { clinician: true, ..USUAL };
    assert!(section(&page(&made, look, None), "clinician-settings").is_some());
    made.programme.plan.phases[0].weeks.0 = 2;
    assert!(section(&page(&made, look, None), "clinician-settings").is_none());
}

#[test]
fn a_short_card_keeps_what_was_written_for_the_person_whatever_its_label_is() {
    let (_, mut made) = people().next().unwrap();
    made.library.words = made.library.words.replace("card-note = For you:", "card-note = Avoid:");
    let exercise = made.programme.plan.phases[0].sessions["A"].items[0].exercise.clone();
    made.profile.person.exercises.note = [(exercise.clone(), "Slowly.".to_owned())].into();
    let document = page(&made, Look { cards: CardForm::Short, ..USUAL }, None);
    let cards = blocks(section(&document, "cards-settle").unwrap()).into_iter();
    let card = cards.filter_map(|block| match block {
        Block::Card(card) => Some(card),
        _ => None,
    });
    let card = card.into_iter().find(|card| card.anchor == format!("settle-{exercise}")).unwrap();
    let notes: Vec<(&str, Tone)> =
        card.notes.iter().map(|note| (note.label.as_str(), note.tone)).collect();
    assert_eq!(notes, [("Avoid:", Tone::Care), ("Stop if:", Tone::Stop)]);
}

#[test]
fn an_activity_without_a_name_has_a_line_to_write_it_on() {
    let (_, mut made) = people().next().unwrap();
    made.profile.person.activities = vec![" ".into(), "walk".into(), String::new()];
    let document = page(&made, USUAL, None);
    let tables = blocks(section(&document, "log-1").unwrap()).into_iter().rev();
    let table = tables.into_iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let blank = |row: &Vec<Cell>| matches!(row[0].text[0], Inline::Blank(_));
    let blank: Vec<bool> = table.unwrap().rows[..3].iter().map(blank).collect();
    assert_eq!(blank, [true, false, true]);
}

/// A page of the log begins at any week after a replan, so a phase may end in its first week.
#[test]
fn each_week_in_which_tests_are_due_has_its_column_wherever_pages_are_cut() {
    let (_, mut made) = people().next().unwrap();
    made.programme.plan.phases[0].weeks.0 = 2;
    assert_eq!(made.programme.plan.phases.iter().map(|it| it.weeks.1).next(), Some(2));
    let document = page(&made, USUAL, None);
    let asked = |log: &str| -> Vec<(String, usize)> {
        let table = blocks(section(&document, log).unwrap()).into_iter().rev();
        let table = table.into_iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let table = table.unwrap();
        let boxes = |at: usize| table.rows.iter().filter(|row| !row[at].shaded).count();
        (1..).zip(&table.head[1..]).map(|(at, cell)| (words(&cell.text), boxes(at))).collect()
    };
    let end = |week: u32, boxes: usize| (format!("End of week {week}"), boxes);
    assert_eq!(asked("log-2"), [end(2, 6), end(3, 3)]);
    assert_eq!(asked("log-4"), [end(5, 3)]);
    assert_eq!(asked("log-6"), [end(6, 6), end(7, 3)]);
    assert_eq!(asked("log-12"), [end(12, 6)]);
    assert_eq!(checks(&document, "log-2").len(), 6);
}

#[test]
fn a_person_who_may_fall_is_not_asked_to_stand_on_one_leg() {
    let yaml = "muscles: [{muscle: piriformis}]\nprecautions: [fall-risk]\nstart: 2026-11-23\n";
    let document = page(&Made::of("p.yaml", yaml), USUAL, None);
    let rows = checks(&document, "log-1");
    assert!(!rows.iter().any(|row| row.contains("one leg")), "{rows:?}");
}

#[test]
fn what_changed_is_told_on_the_first_page_on_the_card_and_with_its_reason() {
    let (_, mut made) = people().next().unwrap();
    let exercise = made.programme.plan.phases[0].sessions["A"].items[0].exercise.clone();
    made.programme.plan.changes = vec![Change {
        exercise: exercise.clone(),
        kind: ChangeKind::Progressed,
        from: "1 × 8".into(),
        to: "1 × 10".into(),
        days: None,
        reason: Some(Why::Green),
        why: "It was easy two times.".into(),
    }];
    let document = page(&made, USUAL, None);
    let name = &made.library.exercises[&exercise].name;
    let told = |block: &&Block| {
        matches!(block, Block::List { items, .. }
        if items.iter().any(|item| words(item) == format!("A bit more: {name}")))
    };
    assert!(blocks(section(&document, "overview").unwrap()).iter().any(told));
    assert_eq!(pages(&document, 1), 1);
    let card =
        blocks(section(&document, "cards-settle").unwrap()).into_iter().find_map(
            |block| match block {
                Block::Card(card) if words(&card.title) == *name => Some(card),
                _ => None,
            },
        );
    let note = &card.unwrap().notes[0];
    assert_eq!(note.label, "A bit more:");
    assert_eq!(
        words(&note.text),
        "Before: 1\u{a0}×\u{a0}8. Now: 1\u{a0}×\u{a0}10. It was easy two times."
    );
    assert!(section(&document, "progress").is_some());
}

fn course() -> Course {
    let rating = |value: u32| Rating::new(i64::from(value)).ok();
    let week = |number: u32, pain: Option<Rating>| CourseWeek {
        week: number,
        start: date(2026, 11, 23),
        phase: "settle".into(),
        planned: 4,
        done: 3,
        pain_during: pain,
        pain_morning: None,
        pain_average: None,
        pain_night: None,
        effort: None,
        activities: vec![Rating::new(4).unwrap(), Rating::new(5).unwrap()],
        change: None,
        chair_stand: None,
        single_leg: None,
    };
    Course {
        schema: 1,
        activities: vec!["climb the stairs".into(), "walk".into()],
        weeks: vec![week(1, rating(6)), week(2, None), week(3, rating(3))],
    }
}

#[test]
fn the_progress_page_tells_in_words_what_its_charts_show() {
    let (_, made) = people().next().unwrap();
    assert!(section(&page(&made, USUAL, None), "progress").is_none());
    let course = course();
    let document = page(&made, USUAL, Some(&course));
    let progress = section(&document, "progress").unwrap();
    let mut told = String::new();
    for block in blocks(progress) {
        match block {
            Block::Diagram(diagram) => writeln!(told, "{}", diagram.alt).unwrap(),
            Block::Paragraph { text, .. } => writeln!(told, "{}", words(text)).unwrap(),
            _ => {}
        }
    }
    for expected in [
        "You did 9 of 12 sessions in 3 weeks.",
        "While exercising: week 1: 6, week 3: 3.",
        "The mean: week 1: 4.5, week 2: 4.5, week 3: 4.5.",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    assert!(!told.contains("The next morning:"), "{told}");
}

#[test]
fn the_pages_for_the_therapist_name_every_exercise_and_all_items_of_the_template() {
    for (name, made) in people() {
        assert!(section(&page(&made, USUAL, None), "clinician").is_none());
        let document = page(&made, Look { clinician: true, ..USUAL }, None);
        let rows = |id: &str| -> Vec<Vec<String>> {
            let tables = blocks(section(&document, id).unwrap());
            let tables = tables.into_iter().filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            });
            let rows = tables.flat_map(|table| &table.rows);
            rows.map(|row| row.iter().map(|cell| words(&cell.text)).collect()).collect()
        };
        let plan = &made.programme.plan;
        let doses = rows("clinician-doses");
        assert_eq!(doses.len(), plan.exercises().len(), "{name}");
        for (id, row) in plan.exercises().into_iter().zip(&doses) {
            assert!(row[0].ends_with(id), "{name}: {row:?}");
            assert!(!row[2].is_empty(), "{name}: {row:?}");
        }
        let reasons = rows("clinician-reasons");
        for item in plan.phases.iter().flat_map(|p| p.sessions.values()).flat_map(|s| &s.items) {
            assert!(reasons.iter().any(|row| row[0].ends_with(&item.exercise)), "{name}");
        }
        assert_eq!(rows("clinician-cert").len(), 16, "{name}");
        assert!(pages(&document, document.sections.len()) > 10);
    }
}

/// Forty exercises that a precaution leaves out were a row taller than a page, and nothing was printed.
#[test]
fn the_pages_for_the_therapist_fit_whatever_is_withheld() {
    let library = &examples()[0].library;
    let mut rows = 0;
    for precaution in &library.precautions {
        let made = Made::of(
            "withheld.yaml",
            &format!(
                "muscles: [{{muscle: gluteus-medius}}, {{muscle: hip-flexors}}, {{muscle: QL}}]\n\
                 equipment: all\nprecautions: [{}]\nstart: 2026-11-23\n",
                precaution.id
            ),
        );
        for paper in [Paper::A4, Paper::Letter] {
            let look = Look { paper, large_print: true, clinician: true, ..USUAL };
            let document = page(&made, look, None);
            let part = section(&document, "clinician-withheld").unwrap().clone();
            rows +=
                blocks(&part).into_iter().filter(|block| matches!(block, Block::Table(_))).count();
            let alone = Document { sections: vec![part], ..document };
            pdf::boxes(&alone).unwrap_or_else(|found| panic!("{}: {found:?}", precaution.id));
        }
    }
    assert!(rows > library.precautions.len());
}

#[test]
fn the_pages_for_the_therapist_alone_bring_themselves() {
    let desk = Desk::new();
    let plan = "plan --muscle soleus --start 2026-11-23 --format text -o -";
    let alone = desk.run(&format!("{plan} --pages clinician")).good().text();
    assert_eq!(alone, desk.run(&format!("{plan} --pages clinician --clinician")).good().text());
    // The parts that there are beside are those that the command line knows.
    let ran = desk.run(&format!("{plan} --clinician --pages week-nonsense"));
    assert_eq!(ran.code, 2);
    let (_, parts) = ran.stderr.split_once("its parts are ").unwrap();
    let parts = parts.trim().replace(", ", ",");
    assert!(parts.contains("overview,guide"), "{parts}");
    desk.run(&format!("{plan} --clinician --pages {parts}")).good();
    for format in ["json", "ics"] {
        let ran = desk.run(&format!("plan --muscle soleus --pages week --format {format}"));
        assert_eq!(ran.code, 2, "{format}: {}", ran.stderr);
    }
}

#[test]
fn a_referral_is_one_page_without_exercises_and_still_ends_with_3() {
    let stopped = "plan --name Pat --muscle soleus --answer cancer-hx=yes --referral";
    let desk = Desk::new();
    let ran = desk.run(stopped);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.starts_with("See a doctor first"), "{}", ran.stderr);
    assert!(ran.stderr.contains("referral.pdf: a page to show"), "{}", ran.stderr);
    for paper in ["a4", "letter"] {
        desk.run(&format!("{stopped} --paper {paper} -o {paper}.pdf"));
        let read = crate::render::pdf_text::Read::new(&desk.read(&format!("{paper}.pdf")));
        assert_eq!(read.pages, 1, "{paper}");
        assert!(read.text.contains("No exercises yet for Pat"), "{}", read.text);
        assert!(read.text.contains("Have you ever had cancer"), "{}", read.text);
    }
    let text = desk.run(&format!("{stopped} --format text"));
    assert_eq!(text.code, 3);
    let text = text.text();
    let library = regimen::library::built_in().unwrap();
    for exercise in library.exercises.values() {
        assert!(!text.contains(&exercise.name), "{}", exercise.name);
    }
    assert_eq!(desk.run(&format!("{stopped} --format json -o -")).code, 2);
}

#[test]
fn without_a_reason_to_stop_the_flag_for_a_referral_changes_nothing() {
    let desk = Desk::new();
    let command = "plan --muscle soleus --start 2026-11-23 --format json";
    let plain = desk.run(command).good().stdout;
    assert!(plain == desk.run(&format!("{command} --referral")).good().stdout);
}

/// What a plan with some clinic says, and its exit code.
fn with_clinic(clinic: &str, files: &[(&str, &[u8])]) -> (i32, String) {
    let mut desk = Desk::new().file("clinic/clinic.yaml", clinic);
    for (name, content) in files {
        desk = desk.file(&format!("clinic/{name}"), content);
    }
    let ran = desk.run("plan --muscle soleus --clinic clinic/clinic.yaml -o plan.pdf");
    (ran.code, ran.stderr)
}

#[test]
fn a_logo_is_read_from_the_folder_of_the_clinic() {
    let (code, said) =
        with_clinic("{name: Clinic, logo: logo.svg}", &[("logo.svg", LOGO.as_bytes())]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_logo_that_is_no_picture_too_large_or_not_there_is_a_finding() {
    let large = vec![b'x'; 3 * 1024 * 1024];
    for (content, code) in [
        (Some(&b"hello"[..]), "bad-logo"),
        (Some(b"\x89PNG\r\n\x1a\nbroken"), "bad-logo"),
        (Some(&large), "too-large"),
        (None, "unreadable"),
    ] {
        let files: Vec<(&str, &[u8])> =
            content.map(|content| ("logo.png", content)).into_iter().collect();
        let (exit, said) = with_clinic("{name: Clinic, logo: logo.png}", &files);
        assert_eq!(exit, 65, "{said}");
        assert!(said.contains(code), "{said}");
    }
}

/// What the cards say about a harder and an easier version.
fn ways(document: &Document) -> Vec<String> {
    let all = document.sections.iter().flat_map(blocks);
    let cards = all.filter_map(|block| match block {
        Block::Card(card) => Some(card),
        _ => None,
    });
    let notes = cards.flat_map(|card| &card.notes);
    let notes =
        notes.filter(|note| note.label.starts_with("Easy") || note.label.starts_with("Too"));
    notes.map(|note| words(&note.text)).collect()
}

#[test]
fn no_card_sends_to_what_was_stopped() {
    let (_, mut made) = people().next().unwrap();
    let all = ways(&page(&made, USUAL, None));
    let named = |ways: &[String], name: &str| {
        let quoted = format!("“{name}”");
        ways.iter().any(|text| text.contains(&quoted))
    };
    let exercises = made.library.exercises.values();
    let offered: Vec<(String, String)> = exercises
        .filter(|one| named(&all, &one.name))
        .map(|one| (one.id.clone(), one.name.clone()))
        .collect();
    assert!(offered.len() > 2, "{all:?}");
    for (id, name) in offered {
        made.programme.plan.stopped = vec![id];
        let left = ways(&page(&made, USUAL, None));
        assert!(!named(&left, &name), "{name}: {left:?}");
    }
}

#[test]
fn days_that_change_are_told_with_the_dose() {
    let (_, mut made) = people().next().unwrap();
    let exercise = made.programme.plan.phases[0].sessions["A"].items[0].exercise.clone();
    made.programme.plan.changes = vec![Change {
        exercise: exercise.clone(),
        kind: ChangeKind::Changed,
        from: "1 × 8".into(),
        to: "1 × 8".into(),
        days: Some((2, 4)),
        reason: Some(Why::Days),
        why: "Your week is laid out anew.".into(),
    }];
    let document = page(&made, USUAL, None);
    let name = &made.library.exercises[&exercise].name;
    let told = text(&document);
    assert!(told.contains("Days a week: 2 before, 4"), "{told}");
    assert!(told.contains(&format!("Changed: {name}")), "{told}");
}

#[test]
fn where_some_weeks_have_other_days_the_first_page_says_which_and_how_long() {
    let (_, mut made) = people().next().unwrap();
    let first = |made: &Made| {
        let document = page(made, USUAL, None);
        let blocks = blocks(section(&document, "overview").unwrap()).into_iter();
        let mut texts = blocks.filter_map(|block| match block {
            Block::Paragraph { text, .. } => Some(words(text)),
            _ => None,
        });
        texts.find(|text| text.contains("each time")).unwrap()
    };
    let phases = &mut made.programme.plan.phases;
    let week = phases[0].week.clone();
    phases.iter_mut().for_each(|phase| phase.week = week.clone());
    let same = first(&made);
    assert!(same.starts_with("Exercise on Mon"), "{same}");
    let phases = &mut made.programme.plan.phases;
    phases[0].week.pop_last().unwrap();
    for (phase, minutes) in phases.iter_mut().zip([4.2, 9.0, 16.0]) {
        phase.sessions.values_mut().for_each(|session| session.minutes = minutes);
    }
    let other = first(&made);
    let (one, two) = other.split_once(" each time. ").unwrap();
    assert!(
        one.starts_with("Weeks 1 to 2: exercise on Mon") && one.ends_with("5 minutes"),
        "{one}"
    );
    assert!(two.starts_with("Weeks 3 to 12: exercise on Mon"), "{two}");
    assert!(two.ends_with("up to 16 minutes each time."), "{two}");
    // Weeks without a session have no days.
    made.programme.plan.phases[0].week.clear();
    let late = first(&made);
    let expected = "There is no session in this part of your plan. Weeks 3 to 12: exercise on Mon";
    assert!(late.starts_with(expected), "{late}");
}

#[test]
fn of_what_is_done_once_nobody_is_asked_to_do_half_as_many() {
    let (_, mut made) = people().next().unwrap();
    let all = ways(&page(&made, USUAL, None));
    assert!(all.iter().any(|text| text == "Do half as many."), "{all:?}");
    for (hold_s, said) in [(30, "Do it for half as long."), (0, "Make the move smaller.")] {
        for phase in &mut made.programme.plan.phases {
            let items = phase.sessions.values_mut().flat_map(|session| &mut session.items);
            for dose in items.flat_map(|item| &mut item.dose) {
                (dose.sets, dose.reps, dose.hold_s) = (1, 1, hold_s);
            }
        }
        let once = ways(&page(&made, USUAL, None));
        assert!(once.iter().any(|text| text == said), "{once:?}");
        assert!(!once.iter().any(|text| text == "Do half as many."), "{once:?}");
    }
}
