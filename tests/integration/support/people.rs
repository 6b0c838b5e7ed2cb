//! People that nobody has met: the person of a number, the same on every machine.
//!
//! They feed the planner, the page and the batch, in tests and in benches.

#![allow(clippy::unwrap_used, reason = "a test stops here")]

use jiff::civil::date;
use regimen::library::{Finding, Library};
use regimen::profile::{Days, MuscleEntry, PaperName, Person, Things, Words};
use regimen::quantity::{Day, DaysPerWeek, Minutes, Rating, Side};

/// Numbers that look random (SplitMix64).
#[derive(Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    pub(crate) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    /// So many different ones.
    fn some_of<T: Clone + PartialEq>(&mut self, all: &[T], count: u64) -> Vec<T> {
        let mut chosen = Vec::new();
        while (chosen.len() as u64) < count.min(all.len() as u64) {
            let one = self.one_of(all);
            if !chosen.contains(one) {
                chosen.push(one.clone());
            }
        }
        chosen
    }
}

/// The person of a number: 1 to 4 muscles, 2 to 5 days of 10 to 30 minutes, and now and then all else
/// that a person's file can say. All answers to the safety questions are no.
pub(crate) fn somebody(library: &Library, number: u64) -> Person {
    let mut draw = Draw::new(number);
    let muscles: Vec<String> = library.muscles.muscles.iter().map(|one| one.id.clone()).collect();
    let count = draw.between(1, 4);
    let muscles = draw.some_of(&muscles, count);
    let muscles = muscles.into_iter().map(|muscle| entry(muscle, &mut draw)).collect();
    let minutes = i64::try_from(draw.between(2, 6) * 5).unwrap();
    let person = Person {
        name: Some(format!("Person {number}")),
        muscles,
        days: Some(days(&mut draw)),
        minutes: Minutes::new(minutes).ok(),
        start: Some(date(2026, 11, 23)),
        screening: [("no".to_owned(), Words::One("all".to_owned()))].into(),
        ..Person::default()
    };
    with_circumstances(library, person, &mut draw)
}

fn entry(muscle: String, draw: &mut Draw) -> MuscleEntry {
    let severity = i64::try_from(draw.between(1, 10)).unwrap();
    MuscleEntry {
        muscle,
        side: Some(*draw.one_of(&[Side::Left, Side::Right, Side::Both])),
        finding: Some(*draw.one_of(&Finding::ALL)),
        severity: Rating::new(severity).ok(),
    }
}

fn days(draw: &mut Draw) -> Days {
    let count = draw.between(2, 5);
    if draw.once_in(2) {
        return Days::Count(DaysPerWeek::new(i64::try_from(count).unwrap()).unwrap());
    }
    let mut days = draw.some_of(&Day::ALL, count);
    days.sort_unstable();
    Days::List(days)
}

fn with_circumstances(library: &Library, mut person: Person, draw: &mut Draw) -> Person {
    let ids = |all: Vec<&String>| all.into_iter().cloned().collect::<Vec<String>>();
    if draw.once_in(2) {
        person.equipment = Some(Things::All);
    }
    if draw.once_in(3) {
        person.born = Some(i16::try_from(draw.between(1935, 2000)).unwrap());
    }
    if draw.once_in(4) {
        let all = ids(library.precautions.iter().map(|one| &one.id).collect());
        let count = draw.between(1, 2);
        person.precautions = draw.some_of(&all, count);
    }
    if draw.once_in(8) {
        let all = ids(library.areas.iter().map(|one| &one.id).collect());
        person.areas = draw.some_of(&all, 1);
    }
    if draw.once_in(10) {
        person.avoid = vec!["floor".to_owned()];
    }
    if draw.once_in(10) {
        person.activities = vec!["climb the stairs".to_owned(), "walk for half an hour".to_owned()];
    }
    if draw.once_in(10) {
        person.paper = Some(PaperName::Letter);
    }
    if draw.once_in(10) {
        person.seed = Some(draw.below(1000));
    }
    person
}
