//! What is kept from one document for the next decides on nothing but time: drawings, shaped texts, what
//! was compressed before.

use std::thread;

use jiff::civil::date;
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use regimen::handout::{CardForm, Document, Gallery, Handout, Look, Paper, document_with};
use regimen::planner::plan::Plan;
use regimen::planner::request::NODES;
use regimen::profile::{Origin, Profile, resolve};
use regimen::programme::{Programme, programme, programme_within};
use regimen::render::pdf::{pdf, rehearse};

use crate::people::somebody;
use crate::planner::LIBRARY;

/// A person with a plan, and how it is printed: people differ in that.
struct Somebody {
    profile: Profile,
    made: Programme,
    look: Look,
}

impl Somebody {
    fn new(number: u64) -> Option<Self> {
        let person = somebody(&LIBRARY, number);
        let (profile, _) = resolve(&LIBRARY, &person, &Origin::default(), date(2026, 11, 23));
        let made = programme(&LIBRARY, profile.as_ref()?).ok()?;
        let look = Look {
            paper: if number % 5 == 3 { Paper::Letter } else { Paper::A4 },
            large_print: number % 7 == 2,
            mono: number % 3 == 1,
            cards: [CardForm::Full, CardForm::Short, CardForm::Large][number as usize % 3],
            clinician: number % 2 == 1,
        };
        Some(Self { profile: profile?, made, look })
    }

    fn document(&self, gallery: &Gallery) -> Document {
        self.document_of(&self.made.plan, gallery)
    }

    /// The page of another plan for this person.
    fn document_of(&self, plan: &Plan, gallery: &Gallery) -> Document {
        let handout = Handout {
            library: &LIBRARY,
            plan,
            profile: &self.profile,
            outcome: &self.made.outcome,
            clinic: None,
            course: None,
            look: self.look,
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

#[test]
fn a_page_is_the_same_after_rehearsals_with_the_plan_as_far_as_it_was_made() {
    for person in (0..12).filter_map(Somebody::new) {
        let page = person.page(&Gallery::of(&LIBRARY));
        let gallery = Gallery::of(&LIBRARY);
        let mut shown = Vec::new();
        let made = programme_within(&LIBRARY, &person.profile, NODES, &mut |plan, _| {
            shown.push(plan.phases.clone());
            let mut document = person.document_of(plan, &gallery);
            rehearse(&document);
            // A part whose links lead nowhere is no page, and still worth a rehearsal.
            document.sections.truncate(1);
            rehearse(&document);
        });
        assert_eq!(made.unwrap().plan, person.made.plan);
        let phases = &person.made.plan.phases;
        assert!(
            shown.iter().map(Vec::as_slice).eq((0..phases.len()).map(|count| &phases[..count]))
        );
        assert_eq!(person.page(&gallery), page);
    }
}
