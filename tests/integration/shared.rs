//! What is kept from one document for the next decides on nothing but time: drawings, shaped texts, what
//! was compressed before.

use std::thread;

use jiff::civil::date;
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use regimen::handout::{CardForm, Document, Gallery, Handout, Look, Paper, document_with};
use regimen::profile::{Origin, Profile, resolve};
use regimen::programme::{Programme, programme};
use regimen::render::pdf::pdf;

use crate::people::somebody;
use crate::planner::LIBRARY;

/// A person with a plan, printed with or without colour.
struct Somebody {
    profile: Profile,
    made: Programme,
    mono: bool,
}

impl Somebody {
    fn new(number: u64) -> Option<Self> {
        let person = somebody(&LIBRARY, number);
        let (profile, _) = resolve(&LIBRARY, &person, &Origin::default(), date(2026, 11, 23));
        let made = programme(&LIBRARY, profile.as_ref()?).ok()?;
        Some(Self { profile: profile?, made, mono: number % 3 == 1 })
    }

    fn document(&self, gallery: &Gallery) -> Document {
        let look = Look {
            paper: Paper::A4,
            large_print: false,
            mono: self.mono,
            cards: CardForm::Full,
            clinician: false,
        };
        let handout = Handout {
            library: &LIBRARY,
            plan: &self.made.plan,
            profile: &self.profile,
            outcome: &self.made.outcome,
            clinic: None,
            course: None,
            look,
        };
        document_with(&handout, gallery).unwrap()
    }

    fn page(&self, gallery: &Gallery) -> Vec<u8> {
        pdf(&self.document(gallery)).unwrap()
    }
}

#[test]
fn a_page_is_the_same_whatever_was_printed_before_and_beside_it() {
    let people: Vec<Somebody> = (0..6).filter_map(Somebody::new).collect();
    // On a thread that knows nothing yet.
    let alone = |person: &Somebody| -> Vec<u8> {
        thread::scope(|scope| scope.spawn(|| person.page(&Gallery::of(&LIBRARY))).join().unwrap())
    };
    let first: Vec<Vec<u8>> = people.iter().map(alone).collect();

    let gallery = Gallery::of(&LIBRARY);
    let again: Vec<Vec<u8>> = people.iter().rev().map(|person| person.page(&gallery)).collect();
    assert!(first.iter().eq(again.iter().rev()), "after others, from the last to the first");

    let gallery = Gallery::of(&LIBRARY);
    let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let twice: Vec<&Somebody> = people.iter().chain(&people).collect();
    let beside: Vec<Vec<u8>> =
        pool.install(|| twice.par_iter().map(|person| person.page(&gallery)).collect());
    assert!(first.iter().chain(&first).eq(beside.iter()), "on two threads of a batch");
}
