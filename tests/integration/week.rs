//! The week on a page to hang up, and how many cards go on a page.

use std::collections::BTreeMap;

use regimen::handout::{
    Badge, Block, CardForm, Document, Handout, Inline, Look, Paper, Table, document,
};
use regimen::library::built_in;
use regimen::planner::plan::{Item, PhasePlan, WeekDose};
use regimen::quantity::Day;
use regimen::render::pdf::{Kind, boxes};

use crate::page::{Made, people, readme_made};

/// The pages of the README's person, its plan changed first.
fn pages(look: Look, change: impl FnOnce(&mut Made)) -> Document {
    let mut made = readme_made();
    change(&mut made);
    let Made { library, profile, programme, .. } = &made;
    let (plan, outcome) = (&programme.plan, &programme.outcome);
    document(&Handout { library, plan, profile, outcome, clinic: None, course: None, look })
        .unwrap()
}

fn look(paper: Paper, cards: CardForm) -> Look {
    Look { paper, large_print: false, mono: false, cards, clinician: false }
}

/// Gives the last phase of a plan so many exercises, on every day of its six weeks.
fn fill(made: &mut Made, count: usize, daily: usize) {
    let library = built_in().unwrap();
    let phase = made.programme.plan.phases.last_mut().unwrap();
    let first = phase.sessions["A"].items[0].clone();
    let ids = library.exercises.keys().filter(|id| id.starts_with("str-")).take(count);
    let items = ids.map(|id| Item {
        exercise: id.clone(),
        // Climbs once, so that each row says two doses.
        dose: (7..=12)
            .map(|week| WeekDose { week, sets: 2, reps: if week < 9 { 8 } else { 10 }, hold_s: 0 })
            .collect(),
        ..first.clone()
    });
    let items: Vec<Item> = items.collect();
    let mut b = phase.sessions["A"].clone();
    b.items = items[count / 2..].to_vec();
    let a = phase.sessions.get_mut("A").unwrap();
    a.items = items;
    phase.sessions.insert("B".into(), b);
    let days = Day::ALL.into_iter().zip(["A", "B"].into_iter().cycle());
    phase.week = days.map(|(day, name)| (day, name.to_owned())).collect::<BTreeMap<_, _>>();
    phase.daily.truncate(daily);
}

/// The sections of the last phase, so that its week is the first page.
fn last_phase(mut document: Document) -> Document {
    document.sections.sort_by_key(|section| !section.id.ends_with("-return"));
    document
}

#[test]
fn a_week_of_eight_exercises_and_seven_days_is_one_page() {
    for paper in [Paper::A4, Paper::Letter] {
        for (count, daily) in [(8, 0), (6, 2)] {
            let document =
                last_phase(pages(look(paper, CardForm::Full), |made| fill(made, count, daily)));
            let placed = boxes(&document).unwrap();
            let rows = placed.iter().filter(|placed| placed.kind == Kind::Row && placed.page == 0);
            // A head, the sessions, the exercises, the minutes; and a head and the daily ones.
            let sessions = count + 3;
            let beside = if daily > 0 { daily + 1 } else { 0 };
            assert_eq!(rows.count(), sessions + beside, "{paper:?}, {count} and {daily}");
            let card = placed.iter().find(|placed| placed.kind == Kind::Card).unwrap();
            assert_eq!(card.page, 1, "{paper:?}, {count} and {daily}");
        }
    }
}

fn tables(document: &Document, section: &str) -> Vec<Table> {
    let section = document.sections.iter().find(|known| known.id == section).unwrap();
    let tables = section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.clone()),
        _ => None,
    });
    tables.collect()
}

fn ticks(cell: &regimen::handout::Cell) -> usize {
    cell.text.iter().filter(|inline| **inline == Inline::TickBox).count()
}

/// Whether an exercise is done on a day.
fn done(phase: &PhasePlan, exercise: &str, day: Day) -> bool {
    let session = phase.week.get(&day).map(|name| &phase.sessions[name]);
    session.is_some_and(|session| session.items.iter().any(|item| item.exercise == exercise))
}

#[test]
fn a_week_has_a_box_for_each_week_where_an_exercise_is_done_and_none_elsewhere() {
    let made = readme_made();
    let document = pages(look(Paper::A4, CardForm::Full), |_| {});
    for phase in &made.programme.plan.phases {
        let weeks = (phase.weeks.1 - phase.weeks.0 + 1) as usize;
        let [week, daily] = tables(&document, &format!("week-{}", phase.id)).try_into().unwrap();
        let ids = week.rows.iter().filter_map(|row| match row[0].text.first() {
            Some(Inline::Link { to, .. }) => to.strip_prefix(&format!("{}-", phase.id)),
            _ => None,
        });
        let ids: Vec<&str> = ids.collect();
        assert_eq!(week.rows.len(), ids.len() + 2);
        for (row, id) in week.rows[1..].iter().zip(&ids) {
            assert!(row[0].picture.is_some(), "{id}");
            for (cell, day) in row[1..].iter().zip(Day::ALL) {
                let expected = if done(phase, id, day) { weeks } else { 0 };
                assert_eq!(ticks(cell), expected, "{id} on {day:?}");
                assert_eq!(cell.shaded, !phase.week.contains_key(&day));
            }
        }
        for (cell, day) in week.rows[0][1..].iter().zip(Day::ALL) {
            let shape = phase.week.get(&day).map(|name| match name.as_str() {
                "A" => Badge::Disc,
                _ => Badge::Square,
            });
            assert_eq!(cell.badge, shape, "{day:?}");
        }
        assert_eq!(daily.rows.len(), phase.daily.len());
        for row in &daily.rows {
            assert_eq!(row[1..].iter().map(ticks).collect::<Vec<_>>(), vec![1; weeks]);
        }
    }
}

/// The lines of a cell.
fn lines(cell: &regimen::handout::Cell) -> Vec<String> {
    let lines = cell.text.split(|inline| *inline == Inline::Break);
    lines
        .map(|line| {
            let words = line.iter().filter_map(|inline| match inline {
                Inline::Text(text) | Inline::Strong(text) | Inline::Link { text, .. } => Some(text),
                _ => None,
            });
            words.map(String::as_str).collect()
        })
        .collect()
}

/// Behind the amount of the last week it would seem to hold for that week only.
#[test]
fn a_side_stands_before_amounts_that_change() {
    let library = built_in().unwrap();
    let (mut one, mut several) = (0, 0);
    let document = pages(look(Paper::A4, CardForm::Full), |made| fill(made, 30, 0));
    for phase in ["settle", "build", "return"] {
        for row in &tables(&document, &format!("week-{phase}"))[0].rows {
            let Some(Inline::Link { to, .. }) = row[0].text.first() else { continue };
            let exercise = &library.exercises[to.strip_prefix(&format!("{phase}-")).unwrap()];
            let lines = lines(&row[0]);
            let with_side: Vec<usize> =
                (0..lines.len()).filter(|at| lines[*at].ends_with(" side")).collect();
            assert_eq!(with_side, if exercise.unilateral { vec![1] } else { vec![] }, "{lines:?}");
            one += u32::from(exercise.unilateral && lines.len() == 2);
            several += u32::from(exercise.unilateral && lines.len() > 2);
        }
    }
    assert!(one > 0 && several > 3, "{one} {several}");
}

/// How many cards stand on each page that has any.
fn cards_by_page(document: &Document) -> Vec<usize> {
    let mut pages: BTreeMap<usize, usize> = BTreeMap::new();
    for placed in boxes(document).unwrap().iter().filter(|placed| placed.kind == Kind::Card) {
        *pages.entry(placed.page).or_default() += 1;
    }
    pages.into_values().collect()
}

#[test]
fn one_two_or_four_cards_go_on_a_page() {
    for paper in [Paper::A4, Paper::Letter] {
        let by_form = [CardForm::Large, CardForm::Full, CardForm::Short]
            .map(|form| cards_by_page(&pages(look(paper, form), |_| {})));
        let [large, full, short] = by_form;
        // What the person knows already shares a page.
        assert!(large[..3].iter().all(|count| *count == 1), "{large:?}");
        assert!(full.contains(&2), "{full:?}");
        // Four, where no heading of a position stands between them.
        assert!(short.iter().any(|count| *count >= 3), "{short:?}");
        let cards = |pages: &[usize]| pages.iter().sum::<usize>();
        assert!(cards(&large) == cards(&full) && cards(&full) == cards(&short));
        assert!(full.len() < large.len() && short.len() < full.len());
    }
}

/// The pages of the cards of a document: on each, whether the person knows what a card is of.
fn known_by_page(document: &Document) -> Vec<Vec<bool>> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let mut known = blocks.filter_map(|block| match block {
        Block::Card(card) => Some(card.steps.is_empty()),
        _ => None,
    });
    let mut pages: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    for placed in boxes(document).unwrap().iter().filter(|placed| placed.kind == Kind::Card) {
        pages.entry(placed.page).or_default().push(known.next().expect("a card"));
    }
    assert_eq!(known.next(), None, "a card was cut");
    pages.into_values().collect()
}

/// "You know this one" and three lines stood alone on a page. Now they do so only where no neighbour has room.
#[test]
fn what_is_known_has_no_page_of_its_own() {
    let mut shared = 0;
    for (name, made) in people() {
        for cards in [CardForm::Large, CardForm::Full, CardForm::Short] {
            for paper in [Paper::A4, Paper::Letter] {
                for large_print in [false, true] {
                    let document = made.printed(Look { large_print, ..look(paper, cards) });
                    let pages = known_by_page(&document);
                    let lone = pages.iter().filter(|page| **page == [true]).count();
                    // Beside cards that need their page for themselves there is no room to share.
                    let is_large = large_print || cards == CardForm::Large;
                    let most = if is_large { pages.len() / 3 } else { 1 };
                    assert!(lone <= most, "{name} {cards:?} {paper:?} {large_print}: {pages:?}");
                    shared += pages.iter().filter(|page| page.contains(&true)).count();
                }
            }
        }
    }
    assert!(shared > 20, "{shared}");
}

/// Pictures grow into what a page has left: cards take up most of each page but a section's last.
#[test]
fn pages_of_cards_are_not_half_empty() {
    let document = pages(look(Paper::A4, CardForm::Full), |_| {});
    let placed = boxes(&document).unwrap();
    let bottom = |page: usize| {
        let here = placed.iter().filter(|placed| placed.page == page);
        here.map(|placed| placed.y + placed.height).fold(0.0, f32::max)
    };
    let cards = placed.iter().filter(|placed| placed.kind == Kind::Card);
    let pages: Vec<usize> = cards.map(|card| card.page).collect();
    let half_empty: Vec<usize> =
        pages.iter().copied().filter(|page| bottom(*page) < 0.55 * 842.0).collect();
    assert!(half_empty.is_empty(), "{half_empty:?} of {pages:?}");
}
