//! What a file from anywhere goes through, a function for each format. The targets of cargo-fuzz and the
//! ordinary test that replays the corpus (`tests/integration/fuzzed.rs`) call the same ones.
//!
//! None may panic or hang. What cannot be used has a finding, and every finding has a place in the text
//! that can be drawn.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use regimen::body::pose::Pose;
use regimen::finding::Finding;
use regimen::handout::{CardForm, Gallery, Handout, Look, Paper, calendar, document_with};
use regimen::library::{Exercise, Library, built_in, with_files};
use regimen::logo;
use regimen::planner::plan::Plan;
use regimen::profile::{Clinic, Origin, Person, Profile, resolve, written};
use regimen::progress::check::{Against, check};
use regimen::progress::model::Log;
use regimen::progress::{load, short};
use regimen::render::ics::ics;
use regimen::render::text::text;
use regimen::screening::Outcome;
use regimen::source::{self, Marks};

/// A format: its name, which is that of its corpus, and what a file of it goes through.
pub(crate) type Entry = (&'static str, fn(&[u8]));

/// Every format.
pub(crate) const ALL: [Entry; 8] = [
    ("exercise", exercise),
    ("person", person),
    ("checkins", checkins),
    ("clinic", clinic),
    ("plan", plan),
    ("pose", pose),
    ("logo", picture),
    ("short", short_form),
];

const NAME: &str = "file";
const TODAY: Date = date(2027, 6, 1);

static LIBRARY: LazyLock<Library> = LazyLock::new(|| built_in().expect("the library is sound"));

static GALLERY: LazyLock<Gallery> = LazyLock::new(|| Gallery::of(&LIBRARY));

/// Somebody whose plans are printed.
static PROFILE: LazyLock<Profile> = LazyLock::new(|| {
    let text = "muscles: [{muscle: gluteus-medius, side: right}]\nstart: 2026-11-23\nseed: 7\n";
    let (person, _) = source::read::<Person>(NAME, text.as_bytes());
    let person = person.expect("a person");
    let (profile, _) = resolve(&LIBRARY, &person, &Origin::default(), TODAY);
    profile.expect("a profile")
});

/// A plan for the short form to speak of.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let made = regimen::programme::programme(&LIBRARY, &PROFILE).expect("a plan");
    made.plan
});

/// What is left out has a reason, and each reason can be drawn.
fn told<T>(bytes: &[u8], (value, findings): (Option<T>, Vec<Finding>)) -> Option<T> {
    assert!(value.is_some() || !findings.is_empty(), "nothing was read and nothing was said");
    drawn(bytes, &findings);
    value
}

fn drawn(bytes: &[u8], findings: &[Finding]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let marks = Marks::of(NAME, text);
    for place in findings.iter().filter_map(|finding| finding.place.as_ref()) {
        if let Some(range) = marks.locate(&place.at) {
            assert!(text.get(range.clone()).is_some(), "{range:?} is no part of the text");
        }
    }
}

/// An exercise; one that can be read is laid over the library, with all checks of the library.
pub(crate) fn exercise(bytes: &[u8]) {
    if told(bytes, source::read::<Exercise>(NAME, bytes)).is_none() {
        return;
    }
    let file = ("exercises/strength/str-bridge.yaml".to_owned(), bytes.to_vec());
    let (library, findings) = with_files(&[file]);
    assert!(library.is_some() || !findings.is_empty());
    drawn(bytes, &findings);
}

/// A person's file, its words understood, and written anew.
pub(crate) fn person(bytes: &[u8]) {
    let Some(person) = told(bytes, source::read::<Person>(NAME, bytes)) else { return };
    let origin = Origin { file: Some(NAME.to_owned()), ..Origin::default() };
    told(bytes, resolve(&LIBRARY, &person, &origin, TODAY));
    let text = written(&person);
    let (again, findings) = source::read::<Person>(NAME, text.as_bytes());
    assert_eq!(again.as_ref(), Some(&person), "{findings:?}\n{text}");
}

/// A log of check-ins, checked against a plan.
pub(crate) fn checkins(bytes: &[u8]) {
    let Some(log) = told(bytes, load::log(NAME, bytes)) else { return };
    log_against_plan(&log);
}

fn log_against_plan(log: &Log) {
    let plans = std::slice::from_ref(&*PLAN);
    let _ = check(NAME, log, &Against { library: &LIBRARY, plans, activities: 3, today: TODAY });
}

/// A clinic's file.
pub(crate) fn clinic(bytes: &[u8]) {
    told(bytes, Clinic::read(NAME, bytes));
}

/// A plan that was handed out; one that can be read is printed again, with all its pages, and goes into a
/// calendar. Check-ins in short find its days.
pub(crate) fn plan(bytes: &[u8]) {
    let Some(plan) = told(bytes, load::plan(NAME, bytes)) else { return };
    let _ = short::read(NAME, "w1 d1 all; w4 sun 1:ok", std::slice::from_ref(&plan), TODAY);
    if plan.exercises().iter().all(|id| LIBRARY.exercises.contains_key(*id)) {
        print(&plan);
    }
}

fn print(plan: &Plan) {
    let (library, profile, outcome) = (&*LIBRARY, &*PROFILE, &Outcome::default());
    let (paper, cards) = (Paper::A4, CardForm::Full);
    let look = Look { paper, large_print: false, mono: false, cards, clinician: true };
    let handout = Handout { library, plan, profile, outcome, clinic: None, course: None, look };
    // A phase that the library does not have has no words: a finding.
    if let Ok(document) = document_with(&handout, &GALLERY) {
        assert!(!text(&document).is_empty());
    }
    if let Ok(calendar) = calendar(&handout) {
        assert!(ics(&calendar).starts_with("BEGIN:VCALENDAR"));
    }
}

/// A pose in the making: solved and checked.
pub(crate) fn pose(bytes: &[u8]) {
    let Some(pose) = told(bytes, source::read::<Pose>(NAME, bytes)) else { return };
    let place = |at: String| regimen::finding::Place::path(NAME, at);
    drawn(bytes, &regimen::library::check::pose_findings(&LIBRARY.body, &pose, &place));
}

/// A clinic's logo.
pub(crate) fn picture(bytes: &[u8]) {
    let _ = logo::read("logo.svg", bytes);
    let _ = logo::read("logo.png", bytes);
}

/// Check-ins in short.
pub(crate) fn short_form(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let plans = std::slice::from_ref(&*PLAN);
    let (_, findings) = short::read(NAME, text, plans, TODAY);
    drawn(bytes, &findings);
}
