//! The planner over generated people: `cargo bench --bench planner`.
//!
//! Prints the median, 95th percentile and maximum of the time for all phases of a plan, and how many phases
//! are proven, then measures one person of each kind with care. Figures of a run are in `docs/decisions.md`.

#![allow(clippy::expect_used, clippy::print_stdout)] // A bench that cannot start should say so.
#![allow(clippy::disallowed_methods)] // A bench reads the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use jiff::civil::date;
use regimen::library::{Affected, Finding, Library, built_in};
use regimen::planner;
use regimen::planner::request::{NODES, Request};
use regimen::quantity::{Day, Side};
use regimen::screening::clear;

/// People of a kind: a name, the most muscles, the least and most days, and the minutes to draw from.
struct Kind {
    name: &'static str,
    muscles: (u64, u64),
    days: (u64, u64),
    minutes: &'static [u32],
}

const KINDS: [Kind; 3] = [
    Kind { name: "small", muscles: (1, 4), days: (2, 5), minutes: &[10, 15, 20, 25, 30] },
    Kind { name: "mixed", muscles: (1, 8), days: (2, 7), minutes: &[5, 10, 15, 20, 30, 45] },
    Kind { name: "large", muscles: (8, 8), days: (7, 7), minutes: &[45] },
];

fn main() {
    let library = built_in().expect("the built-in library is sound");
    for kind in &KINDS {
        report(&library, kind);
    }
    divan::main();
}

fn report(library: &Library, kind: &Kind) {
    let mut times: Vec<Duration> = Vec::new();
    let (mut phases, mut proven, mut plans) = (0, 0, 0);
    let (mut nodes, mut worst_gap) = (0, 0);
    for person in 0..200 {
        let request = somebody(library, kind, person);
        let start = Instant::now();
        let made = planner::plan(library, black_box(&request));
        let took = start.elapsed();
        times.push(took);
        let Ok(plan) = made else { continue };
        plans += 1;
        for phase in &plan.phases {
            let certificate = &phase.certificate;
            phases += 1;
            proven += u32::from(certificate.proven);
            nodes = nodes.max(certificate.nodes);
            if !certificate.proven {
                worst_gap = worst_gap.max(certificate.bound.0 - certificate.score.0);
            }
        }
    }
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{}: {plans} plans, {proven} of {phases} phases proven, most nodes {nodes}, widest gap {worst_gap}; \
         median {:?}, p95 {:?}, max {:?}",
        kind.name,
        at(50),
        at(95),
        at(100)
    );
}

/// The person of a number: the same on every machine.
fn somebody(library: &Library, kind: &Kind, person: u64) -> Request {
    let mut draw = Draw(person.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed);
    let known = &library.muscles.muscles;
    let mut affected: BTreeMap<String, Affected> = BTreeMap::new();
    let count = draw.between(kind.muscles.0, kind.muscles.1);
    while (affected.len() as u64) < count {
        let muscle = known[draw.below(known.len() as u64) as usize].id.clone();
        let severity = draw.between(1, 10) as u32;
        let entry = Affected {
            muscle: muscle.clone(),
            side: [Side::Left, Side::Right, Side::Both][draw.below(3) as usize],
            finding: Finding::ALL[draw.below(Finding::ALL.len() as u64) as usize],
            severity,
            weight: severity * 1000,
        };
        affected.entry(muscle).or_insert(entry);
    }
    let mut days: BTreeSet<Day> = BTreeSet::new();
    let count = draw.between(kind.days.0, kind.days.1);
    while (days.len() as u64) < count {
        days.insert(Day::ALL[draw.below(7) as usize]);
    }
    let minutes = kind.minutes[draw.below(kind.minutes.len() as u64) as usize];
    let barred: BTreeSet<String> = (0..draw.below(3))
        .map(|_| {
            library.precautions[draw.below(library.precautions.len() as u64) as usize].id.clone()
        })
        .collect();
    let all = draw.below(2) == 0;
    let things = library.equipment.iter().filter(|thing| all || thing.household);
    Request {
        start: date(2026, 11, 23),
        days: days.into_iter().map(|day| (day, minutes)).collect(),
        affected: affected.into_values().collect(),
        equipment: things.map(|thing| thing.id.clone()).collect(),
        avoid: BTreeSet::new(),
        avoid_floor: false,
        clearance: clear(library, &barred),
        include: BTreeSet::new(),
        exclude: BTreeSet::new(),
        stopped: BTreeSet::new(),
        doses: BTreeMap::new(),
        notes: BTreeSet::new(),
        older: false,
        desk: None,
        seed: None,
        nodes: nodes(),
        past: None,
    }
}

/// The limit of the search: `NODES`, if the environment has it.
fn nodes() -> u64 {
    std::env::var("NODES").ok().and_then(|text| text.parse().ok()).unwrap_or(NODES)
}

/// Numbers that look random (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }
}

#[divan::bench(args = [0, 1, 2])]
fn plan(bencher: Bencher, kind: usize) {
    let library = built_in().expect("the built-in library is sound");
    let request = somebody(&library, &KINDS[kind], 7);
    bencher.bench(|| planner::plan(black_box(&library), black_box(&request)));
}
