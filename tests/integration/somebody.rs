//! Generated people through planner, checker and page.

use jiff::civil::date;
use regimen::finding::Code;
use regimen::handout::{CardForm, Handout, Look, Paper, document};
use regimen::profile::{Origin, Person, resolve, written};
use regimen::programme::{Stop, programme};
use regimen::{render, source};

use crate::people::somebody;
use crate::planner::LIBRARY;

/// Every so many get a page in the ordinary suite.
const PAGES: u64 = 25;

/// Plans people from one number to another; how many had a plan. The checker is silent on every plan, or
/// there is none.
fn plan(from: u64, to: u64) -> u64 {
    let mut plans = 0;
    for number in from..to {
        let person = somebody(&LIBRARY, number);
        let text = written(&person);
        let (read, findings) = source::read::<Person>("person", text.as_bytes());
        assert_eq!(read.as_ref(), Some(&person), "{number}: {findings:?}");
        let (profile, findings) =
            resolve(&LIBRARY, &person, &Origin::default(), date(2026, 11, 23));
        let profile = profile.unwrap_or_else(|| panic!("{number}: {findings:?}\n{text}"));
        match programme(&LIBRARY, &profile) {
            Ok(made) => {
                plans += 1;
                if number % PAGES == 0 {
                    let look = Look {
                        paper: Paper::A4,
                        large_print: false,
                        mono: false,
                        cards: CardForm::Full,
                        clinician: number % (2 * PAGES) == 0,
                    };
                    let handout = Handout {
                        library: &LIBRARY,
                        plan: &made.plan,
                        profile: &profile,
                        outcome: &made.outcome,
                        clinic: None,
                        course: None,
                        look,
                    };
                    let page =
                        document(&handout).unwrap_or_else(|found| panic!("{number}: {found:?}"));
                    render::pdf::pdf(&page).unwrap_or_else(|found| panic!("{number}: {found:?}"));
                }
            }
            Err(Stop::Findings(findings)) => {
                let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
                assert!(codes.iter().all(|code| *code == Code::NoPlan), "{number}: {findings:?}");
            }
            Err(stop) => panic!("{number}: {stop:?}"),
        }
    }
    plans
}

/// On both cores: the people of two halves.
fn plan_all(people: u64) {
    let half = people / 2;
    let plans = std::thread::scope(|scope| {
        let halves =
            [(0, half), (half, people)].map(|(from, to)| scope.spawn(move || plan(from, to)));
        halves.into_iter().map(|half| half.join().unwrap()).sum::<u64>()
    });
    assert!(plans * 10 > people * 9, "{plans} of {people} have a plan");
}

#[test]
fn five_hundred_people_have_plans_that_the_checker_is_silent_on() {
    plan_all(500);
}

#[test]
#[ignore = "takes minutes"]
fn ten_thousand_people_have_plans_that_the_checker_is_silent_on() {
    plan_all(10_000);
}
