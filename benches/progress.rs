//! The next plan of a person with a year of weekly plans and daily check-ins. `cargo bench --bench progress`.
//!
//! A year of folders is read, judged, planned on and checked: everything that `regimen replan` does but
//! its page. It wants 100 ms at most. Figures of a run are in `docs/decisions.md`.

#![allow(clippy::expect_used)] // A bench that cannot start should say so.

use divan::{Bencher, black_box};
use jiff::civil::date;
use regimen::library::{Diary, Library, built_in};
use regimen::planner::plan::Plan;
use regimen::planner::request::NODES;
use regimen::profile::{Days, MuscleEntry, Origin, Person, Profile, resolve};
use regimen::programme::{SoFar, next};
use regimen::progress::calendar::later;
use regimen::progress::check::{Against, check};
use regimen::progress::load;
use regimen::progress::model::{Checkin, Log};
use regimen::quantity::{DaysPerWeek, Minutes, Rating, Side};
use regimen::simulate::simulate;
use regimen::source;

fn main() {
    divan::main();
}

/// Weeks of plans and check-ins.
const WEEKS: [u32; 3] = [4, 12, 52];

/// A person's files after so many weeks of a course that goes up and down.
struct Year {
    library: Library,
    profile: Profile,
    plans: Vec<Vec<u8>>,
    log: Vec<u8>,
    today: jiff::civil::Date,
}

impl Year {
    fn new(weeks: u32) -> Self {
        let library = built_in().expect("the built-in library is sound");
        let profile = profile(&library);
        let diary = up_and_down(&library);
        let run = simulate(&library, &profile, &diary, weeks, NODES).expect("a course");
        let today = later(profile.start, 7 * i32::try_from(weeks).unwrap_or_default());
        let begun = run.plans.iter().filter(|plan| plan.start < today);
        Self {
            plans: begun.map(|plan| source::write(plan).into_bytes()).collect(),
            log: source::write(&daily(&run.log)).into_bytes(),
            library,
            profile,
            today,
        }
    }

    /// Read, checked and planned on.
    fn replan(&self) -> Option<Plan> {
        let plans = self.plans.iter().map(|bytes| load::plan("plan.yaml", bytes).0);
        let plans: Vec<Plan> = plans.map(|plan| plan.expect("a plan")).collect();
        let (log, _) = load::log("checkins.yaml", &self.log);
        let log = log.expect("a log");
        let activities = self.profile.person.activities.len();
        let against =
            Against { library: &self.library, plans: &plans, activities, today: self.today };
        assert!(check("checkins.yaml", &log, &against).is_empty());
        let screened = Some(self.today);
        let (plans, log, today) = (&plans, &log, self.today);
        let so_far = SoFar { plans, log, today, known_until: today, screened, nodes: NODES };
        next(&self.library, &self.profile, &so_far).expect("a next plan").map(|made| made.plan)
    }
}

fn profile(library: &Library) -> Profile {
    let entry = |muscle: &str, side, severity| MuscleEntry {
        muscle: muscle.to_owned(),
        side: Some(side),
        finding: None,
        severity: Rating::new(severity).ok(),
    };
    let person = Person {
        muscles: vec![entry("gluteus-medius", Side::Right, 7), entry("hip-flexors", Side::Both, 5)],
        days: DaysPerWeek::new(4).ok().map(Days::Count),
        minutes: Minutes::new(20).ok(),
        start: Some(date(2026, 11, 23)),
        activities: vec!["walk".to_owned()],
        ..Person::default()
    };
    let (profile, _) = resolve(library, &person, &Origin::default(), date(2026, 11, 23));
    profile.expect("the person is sound")
}

/// The flare of the built-in courses every twelve weeks.
fn up_and_down(library: &Library) -> Diary {
    let flare = &library.courses["flare"];
    let mut diary = flare.clone();
    for turn in 1..5 {
        let again = flare.weeks.iter().cloned();
        diary.weeks.extend(again.map(|mut week| {
            week.week += 12 * turn;
            week
        }));
    }
    diary
}

/// The log with an entry for each day: the mornings between the sessions too.
fn daily(log: &Log) -> Log {
    let mut daily = log.clone();
    let days: std::collections::BTreeSet<_> = log.checkins.iter().map(|entry| entry.date).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return daily };
    let mut day = *first;
    while day < *last {
        if !days.contains(&day) {
            let morning = Rating::new(1).ok();
            daily.checkins.push(Checkin { morning, ..Checkin::on(day) });
        }
        day = later(day, 1);
    }
    daily.checkins.sort_by_key(|entry| entry.date);
    daily
}

#[divan::bench(args = WEEKS)]
fn replan(bencher: Bencher, weeks: u32) {
    let year = Year::new(weeks);
    bencher.bench(|| black_box(year.replan()));
}
