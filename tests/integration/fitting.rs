//! What a page says fits the person: floor or bed, things at hand, what was answered, what was named.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::date;
use regimen::handout::{Block, Card, CardForm, Document, Inline, Look, Paper, Section};
use regimen::library::{Exercise, Why};
use regimen::planner::is_eligible;
use regimen::planner::plan::{Change, ChangeKind, PhasePlan};
use regimen::progress::course::{Course, course};
use regimen::progress::model::Log;
use regimen::render::pdf::boxes;

use crate::page::{Made, PEOPLE, people};
use crate::parts::{blocks, page, section, words};
use crate::render::pages::USUAL;

fn chris() -> Made {
    let (name, yaml) = PEOPLE[2];
    Made::of(name, yaml)
}

fn of(yaml: &str) -> Made {
    Made::of("someone.yaml", &format!("{yaml}\nstart: 2026-11-23\n"))
}

/// All words of a section, block by block.
fn told(section: &Section) -> String {
    let text = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => words(text),
        Block::List { items, .. } => items.iter().map(|item| words(item) + "\n").collect(),
        Block::Callout { title, .. } => words(title),
        Block::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows);
            rows.flatten().map(|cell| words(&cell.text) + "\n").collect()
        }
        _ => String::new(),
    };
    blocks(section).into_iter().map(|block| text(block) + "\n").collect()
}

fn cards<'d>(document: &'d Document, phase: &str) -> Vec<&'d Card> {
    let section = section(document, &format!("cards-{phase}")).unwrap();
    let card = |block: &'d Block| match block {
        Block::Card(card) => Some(card),
        _ => None,
    };
    section.blocks.iter().filter_map(card).collect()
}

/// The exercise that is named in a card's note.
fn named<'m>(made: &'m Made, card: &Card, label: &str) -> Option<&'m Exercise> {
    let note = card.notes.iter().find(|note| note.label == label)?;
    let text = words(&note.text);
    let name = text.split('“').nth(1)?.split('”').next()?.to_owned();
    made.library.exercises.values().find(|exercise| exercise.name == name)
}

fn of_card<'m>(made: &'m Made, phase: &PhasePlan, card: &Card) -> &'m Exercise {
    &made.library.exercises[card.anchor.strip_prefix(&format!("{}-", phase.id)).unwrap()]
}

#[test]
fn who_stays_off_the_floor_reads_of_a_bed_and_sees_one() {
    let bed = "Do this on a firm bed.";
    let (chris, ana) = (chris(), people().next().unwrap().1);
    let document = page(&chris, USUAL, None);
    let mut lying = 0;
    for phase in &chris.programme.plan.phases {
        for card in cards(&document, &phase.id) {
            let on_bed = of_card(&chris, phase, card).position.is_on_the_floor();
            assert_eq!(words(&card.setup).starts_with(bed), on_bed, "{}", words(&card.title));
            lying += u32::from(on_bed);
        }
    }
    assert!(lying > 0, "nobody lies down");
    let guide = told(section(&document, "guide").unwrap());
    assert!(guide.contains("firm bed") && !guide.contains("mat or a carpet"), "{guide}");
    let floor = page(&ana, USUAL, None);
    for phase in &ana.programme.plan.phases {
        assert!(cards(&floor, &phase.id).iter().all(|card| !words(&card.setup).contains(bed)));
    }
    assert!(told(section(&floor, "guide").unwrap()).contains("mat or a carpet"));
}

#[test]
fn a_bed_is_in_the_picture_of_those_who_lie_on_it() {
    let lower = |yaml: &str| {
        let made = of(yaml);
        let document = page(&made, USUAL, None);
        let phase = &made.programme.plan.phases[0];
        let card = cards(&document, &phase.id).into_iter();
        let mut card = card.filter(|card| card.anchor == "settle-str-bridge");
        card.next().expect("a hip lift").pictures[0].drawing.clone()
    };
    let person = "muscles: [{muscle: gluteus-maximus, finding: weak}]\n\
                  exercises: {include: [str-bridge]}\n";
    let (floor, bed) = (lower(person), lower(&format!("{person}avoid: [floor]\n")));
    assert_ne!(floor, bed);
    assert!(bed.height > floor.height, "{} {}", bed.height, floor.height);
}

#[test]
fn an_easier_or_harder_one_is_one_that_this_person_may_do() {
    let mut offered = [0, 0];
    for yaml in [
        PEOPLE[0].1.replace("equipment: [ball, band]\n", ""),
        PEOPLE[1].1.to_owned(),
        PEOPLE[2].1.to_owned(),
        format!("{}avoid: [supine]\n", PEOPLE[3].1),
        format!("{}avoid: [floor]\nprecautions: [knee-load]\n", PEOPLE[3].1),
    ] {
        let made = Made::of("someone.yaml", &yaml);
        let (library, request) = (&made.library, &made.programme.request);
        let document = page(&made, USUAL, None);
        let planned: BTreeSet<&str> = made.programme.plan.exercises();
        for phase in &made.programme.plan.phases {
            let rules = library.phases.phases.iter().find(|rules| rules.id == phase.id).unwrap();
            for card in cards(&document, &phase.id) {
                for (index, label) in ["Too hard?", "Easy for two weeks?"].iter().enumerate() {
                    let Some(other) = named(&made, card, label) else { continue };
                    let message = format!("{}: {label} {}", card.anchor, other.id);
                    let may = planned.contains(other.id.as_str())
                        || is_eligible(library, request, rules, other);
                    assert!(may && made.profile.can_do(other), "{message}");
                    assert!(request.clearance.bars(&other.id, &phase.id).is_none(), "{message}");
                    let own = of_card(&made, phase, card).difficulty.get();
                    assert!(other.difficulty.get() <= own + 1, "{message}: a leap");
                    offered[index] += 1;
                }
            }
        }
    }
    assert!(offered.iter().all(|count| *count > 0), "{offered:?}");
}

#[test]
fn of_easier_ones_the_one_that_was_done_is_named() {
    let made = of("muscles: [{muscle: gluteus-maximus, finding: weak}]\n\
                   exercises: {include: [str-bridge, str-bridge-wide], exclude: [mc-hip-hinge-wall]}\n");
    let document = page(&made, USUAL, None);
    let harder = cards(&document, "build").into_iter();
    let mut harder = harder.filter(|card| card.anchor == "build-str-bridge-wide");
    let easier = named(&made, harder.next().expect("a wide hip lift"), "Too hard?");
    assert_eq!(easier.map(|exercise| exercise.id.as_str()), Some("str-bridge"));
}

#[test]
fn what_was_answered_stands_with_the_question_and_its_date() {
    let document = page(&chris(), USUAL, None);
    let before = told(section(&document, "before").unwrap());
    for expected in [
        "from which side did the surgeon go in? Yes: “from behind”. Some moves",
        "Your answers of Friday 20 November 2026:",
    ] {
        assert!(before.contains(expected), "{expected}\n{before}");
    }
}

#[test]
fn the_log_points_to_what_the_document_has() {
    for (name, made) in people() {
        let document = page(&made, USUAL, None);
        let mut titles: Vec<String> =
            document.sections.iter().map(|section| words(&section.title)).collect();
        let boxes = document.sections.iter().flat_map(blocks).filter_map(|block| match block {
            Block::Callout { title, .. } => Some(words(title)),
            _ => None,
        });
        titles.extend(boxes);
        let log = told(section(&document, "log-1").unwrap());
        for quoted in log.split('“').skip(1).filter_map(|rest| rest.split('”').next()) {
            assert!(titles.iter().any(|title| title.starts_with(quoted)), "{name}: {quoted}");
        }
        assert!(log.contains("Read “Stop, and call” at the beginning of your plan."), "{log}");
    }
}

#[test]
fn what_matters_is_named_once_and_is_the_same_on_every_sheet() {
    let lead = |document: &Document, log: &str| told(section(document, log).unwrap());
    let own = page(&people().next().unwrap().1, USUAL, None);
    let none = page(&chris(), USUAL, None);
    for (document, log, expected) in [
        (&own, "log-1", None),
        (&none, "log-1", Some("Name three things that matter to you.")),
        (&none, "log-3", Some("Name the same three things as on the first sheet.")),
    ] {
        let lead = lead(document, log);
        assert_eq!(lead.contains("Name "), expected.is_some(), "{lead}");
        assert!(expected.is_none_or(|expected| lead.contains(expected)), "{lead}");
    }
}

#[test]
fn a_plan_that_goes_on_does_not_ask_for_tests_before_it_starts() {
    let mut made = people().next().unwrap().1;
    let lead = |made: &Made| {
        let document = page(made, USUAL, None);
        told(section(&document, "tests").unwrap()).lines().next().unwrap().to_owned()
    };
    assert!(
        lead(&made).starts_with("Do this before you start, and at the end of weeks 2, 6 and 12.")
    );
    made.programme.plan.phases.remove(0);
    assert!(lead(&made).starts_with("Do this at the end of weeks 6 and 12."), "{}", lead(&made));
    made.programme.plan.phases.remove(0);
    assert!(lead(&made).starts_with("Do this at the end of week 12."), "{}", lead(&made));
}

#[test]
fn two_weeks_of_sessions_fit_one_sheet() {
    for days in [3, 5, 7] {
        let yaml = format!(
            "muscles: [{{muscle: piriformis}}, {{muscle: hip-flexors}}]\ndays: {days}\nminutes: 15"
        );
        let made = of(&yaml);
        for paper in [Paper::A4, Paper::Letter] {
            // Fourteen rows and the tests are more than the shorter paper can hold.
            if days == 7 && paper == Paper::Letter {
                continue;
            }
            let document = page(&made, Look { paper, ..USUAL }, None);
            let log = |section: &&Section| section.id.starts_with("log-");
            for section in document.sections.iter().filter(log) {
                let alone = Document { sections: vec![section.clone()], ..document.clone() };
                let fits = boxes(&alone).unwrap().iter().all(|placed| placed.page == 0);
                assert!(fits, "{days} days, {paper:?}: {}", section.id);
            }
        }
    }
}

#[test]
fn weeks_without_a_session_have_no_empty_table() {
    let made = of("muscles: [{muscle: gluteus-medius, side: right}]\ndays: 3\nminutes: 1");
    let plan = &made.programme.plan;
    let empty: Vec<&PhasePlan> = plan.phases.iter().filter(|it| it.week.is_empty()).collect();
    assert!(!empty.is_empty());
    let document = page(&made, USUAL, None);
    for phase in empty {
        let week = section(&document, &format!("week-{}", phase.id)).unwrap();
        assert!(told(week).contains("There are no sessions in these weeks."));
        assert!(!told(week).contains("effort"));
        let log = section(&document, &format!("log-{}", phase.weeks.0)).unwrap();
        for section in [week, log] {
            for block in blocks(section) {
                assert!(!matches!(block, Block::Table(table) if table.rows.is_empty()));
            }
        }
        assert!(!told(log).contains("Effort"), "{}", told(log));
    }
}

#[test]
fn every_place_that_hurts_is_told() {
    let all = "areas: [groin, buttock, lateral-hip, low-back, sacroiliac, posterior-thigh, knee-front, coccyx]";
    for rest in ["", "\nmuscles: [{muscle: piriformis}]"] {
        let made = of(&format!("{all}\ndays: 3\nminutes: 15{rest}"));
        let overview = told(section(&page(&made, USUAL, None), "overview").unwrap());
        for id in &made.profile.areas {
            assert!(overview.contains(&made.library.area(id).unwrap().name), "{id}: {overview}");
        }
    }
}

#[test]
fn two_of_a_thing_are_asked_for_where_an_exercise_needs_two() {
    let needs = |made: &Made| told(section(&page(made, USUAL, None), "guide").unwrap());
    let wanting = |muscle: &str, exercise: &str| {
        needs(&of(&format!(
            "muscles: [{{muscle: {muscle}, finding: tender}}]\nequipment: [ball]\n\
             exercises: {{include: [{exercise}]}}\n"
        )))
    };
    let one = wanting("gluteus-maximus", "release-glute-max-ball-chair");
    assert!(one.contains("ennis ball or massage ball") && !one.contains("wo tennis"), "{one}");
    let two = wanting("erector-spinae", "release-erector-balls-wall");
    assert!(two.contains("wo tennis balls or massage balls"), "{two}");
}

/// The hints of all things stand behind the list of them: "it" would be the last of the list.
#[test]
fn a_hint_on_a_thing_names_the_thing() {
    let made = chris();
    let mut hints = 0;
    for thing in &made.library.equipment {
        let Some(hint) = &thing.usage else { continue };
        let mut words = thing.name.split(|c: char| !c.is_alphanumeric());
        let names = |word: &str| word.len() > 3 && hint.to_lowercase().contains(word);
        assert!(words.any(names), "{}: {hint}", thing.id);
        hints += 1;
    }
    assert!(hints > 5);
}

#[test]
fn without_colour_no_word_names_one() {
    let made = chris();
    for (mono, expected) in [(false, "Orange: to"), (true, "Dark stripes: to")] {
        let document = page(&made, Look { mono, ..USUAL }, None);
        let blocks = blocks(section(&document, "overview").unwrap());
        let captions = blocks.into_iter().filter_map(|block| match block {
            Block::Pictures { pictures, .. } => Some(pictures[0].caption.clone()),
            _ => None,
        });
        let captions: String = captions.collect();
        assert!(captions.contains(expected), "{captions}");
    }
}

#[test]
fn a_short_card_keeps_how_to_get_into_it() {
    let (_, made) = people().next().unwrap();
    let document = page(&made, Look { cards: CardForm::Short, ..USUAL }, None);
    let phase = &made.programme.plan.phases[0];
    for card in cards(&document, &phase.id) {
        assert_eq!(words(&card.setup), of_card(&made, phase, card).setup);
    }
}

#[test]
fn the_part_that_begins_is_told_by_its_name() {
    let (_, mut made) = people().next().unwrap();
    made.programme.plan.changes = vec![Change {
        exercise: String::new(),
        kind: ChangeKind::Advanced,
        from: "settle".into(),
        to: "build".into(),
        days: None,
        reason: Some(Why::Advanced),
        why: "You met what this part asks for.".into(),
    }];
    let document = page(&made, USUAL, None);
    let overview = told(section(&document, "overview").unwrap());
    let expected = "Next part: Build up. You met what this part asks for.";
    assert!(overview.contains(expected), "{overview}");
    let progress = told(section(&document, "progress").unwrap());
    let row = "The whole plan\nNext part Before: Settle and move. Now: Build up.\n";
    assert!(progress.contains(row), "{progress}");
}

#[test]
fn how_it_has_gone_ends_on_the_day_before_the_plan_begins() {
    let (_, mut made) = people().next().unwrap();
    let old = made.programme.plan.clone();
    made.programme.plan.start = old.start.checked_add(14.days()).unwrap();
    let plans = [old];
    let so_far: Course = course(&plans, &Log::default(), &[], date(2026, 12, 7));
    assert_eq!(so_far.weeks.len(), 3, "the new plan's first day is in a third week");
    let progress = page(&made, USUAL, Some(&so_far));
    let progress = told(section(&progress, "progress").unwrap());
    assert!(progress.contains("You did 0 of 8 sessions in 2 weeks."), "{progress}");
}

#[test]
fn a_break_does_not_tear_a_dose_apart() {
    let (_, made) = people().next().unwrap();
    let document = page(&made, USUAL, None);
    for section in &document.sections {
        let text = told(section);
        assert!(!text.contains(" ×") && !text.contains("× "), "{text}");
    }
    let doses = cards(&document, "build").into_iter().map(|card| words(&card.dose));
    let doses: Vec<String> = doses.filter(|dose| dose.contains('×')).collect();
    let torn = |dose: &&String| dose.replace("Rounds × times", "").contains(" ×");
    assert!(!doses.is_empty() && !doses.iter().any(|dose| torn(&dose)), "{doses:?}");
}

#[test]
fn letting_the_pelvic_floor_go_makes_it_calmer_and_not_stronger() {
    let made = of("muscles: [{muscle: pelvic-floor, finding: tight}]");
    let document = page(&made, USUAL, None);
    let release = "mc-pelvic-floor-release";
    let items = made.programme.plan.phases.iter().flat_map(PhasePlan::items);
    assert!(items.clone().any(|item| item.exercise == release), "it is not planned");
    for item in items.filter(|item| item.exercise == release) {
        assert!(item.serves.iter().all(|need| need.ends_with("/release")), "{:?}", item.serves);
    }
    for phase in &made.programme.plan.phases {
        for card in cards(&document, &phase.id) {
            let notes: Vec<&[Inline]> =
                card.notes.iter().map(|note| note.text.as_slice()).collect();
            let stronger =
                notes.iter().any(|text| words(text).contains("pelvic floor muscles stronger"));
            assert!(!stronger, "{}", card.anchor);
        }
    }
}
