//! The numbers of doses lie where they make sense, for a person's time and for the arithmetic on it.

use std::ops::RangeInclusive;

use super::{Finding, Library};
use crate::finding::{Code, Place, did_you_mean};
use crate::library::Dosage;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let rules = &library.dosage;
    let say = |code: Code, path: String, message: String| {
        Finding::error(code, message).at(Place::path("dosage.yaml", path))
    };
    let mut findings: Vec<Finding> = numbers(rules)
        .into_iter()
        .filter(|(_, value, sensible)| !sensible.contains(value))
        .map(|(path, value, sensible)| {
            let (least, most) = sensible.into_inner();
            say(Code::BadWeight, path, format!("{value} is not between {least} and {most}"))
        })
        .collect();
    if rules.stretch.older_hold_s > rules.stretch.day_s {
        let message = "longer than all holds of a day (`day_s`)";
        findings.push(say(Code::BadWeight, "stretch.older_hold_s".into(), message.into()));
    }
    if rules.pain.safe > rules.pain.limit {
        findings.push(say(Code::BadWeight, "pain.safe".into(), "above the `limit`".into()));
    }
    let phases: Vec<&str> = library.phases.phases.iter().map(|phase| phase.id.as_str()).collect();
    let rests = &rules.time.between_sets_s;
    for id in rests.keys().filter(|id| !phases.contains(&id.as_str())) {
        let finding = say(Code::UnknownId, rest_of(id), format!("there is no phase `{id}`"));
        findings.push(finding.maybe_hint(did_you_mean(id, phases.iter().copied())));
    }
    for id in phases.into_iter().filter(|id| !rests.contains_key(*id)) {
        let message = "a phase without its rest between sets".to_owned();
        findings.push(say(Code::BadWeight, rest_of(id), message));
    }
    findings
}

fn rest_of(phase: &str) -> String {
    format!("time.between_sets_s.{phase}")
}

/// Every number: its path, its value and what is sensible.
fn numbers(rules: &Dosage) -> Vec<(String, u32, RangeInclusive<u32>)> {
    let Dosage { time, climb, stretch, breaks, pain } = rules;
    let mut numbers: Vec<_> = [
        ("time.rep_s", time.rep_s, 1..=60),
        ("time.between_holds_s", time.between_holds_s, 0..=60),
        ("time.change_side_s", time.change_side_s, 0..=120),
        ("time.set_up_s", time.set_up_s, 0..=300),
        ("climb.rise", climb.rise, 0..=100),
        ("climb.first_share", climb.first_share, 1..=100),
        ("climb.entry_share", climb.entry_share, 1..=100),
        ("climb.hold_s", climb.hold_s, 1..=60),
        ("climb.long_hold_s", climb.long_hold_s, 1..=600),
        ("stretch.day_s", stretch.day_s, 1..=600),
        ("stretch.older_from", stretch.older_from, 18..=120),
        ("stretch.older_hold_s", stretch.older_hold_s, 1..=120),
        ("breaks.every_min", breaks.every_min, 5..=240),
        ("pain.safe", pain.safe, 0..=10),
        // The worst pain is always too much.
        ("pain.limit", pain.limit, 1..=9),
    ]
    .into_iter()
    .map(|(path, value, sensible)| (path.to_owned(), value, sensible))
    .collect();
    numbers.extend(time.between_sets_s.iter().map(|(id, rest)| (rest_of(id), *rest, 0..=600)));
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    type Case = (&'static str, fn(&mut Dosage));

    /// The places of what one change of the built-in doses brings.
    fn places(library: &Library, change: fn(&mut Dosage)) -> Vec<String> {
        let mut library = library.clone();
        change(&mut library.dosage);
        check(&library).into_iter().map(|finding| finding.place.unwrap().to_string()).collect()
    }

    #[test]
    fn every_number_has_its_limits() {
        let cases: &[Case] = &[
            ("time.rep_s", |d| d.time.rep_s = u32::MAX),
            ("time.rep_s", |d| d.time.rep_s = 0),
            ("time.between_holds_s", |d| d.time.between_holds_s = 61),
            ("time.change_side_s", |d| d.time.change_side_s = 121),
            ("time.set_up_s", |d| d.time.set_up_s = u32::MAX),
            ("time.between_sets_s.build", |d| {
                d.time.between_sets_s.insert("build".into(), 601);
            }),
            ("climb.rise", |d| d.climb.rise = u32::MAX),
            ("climb.first_share", |d| d.climb.first_share = 0),
            ("climb.entry_share", |d| d.climb.entry_share = 900),
            ("climb.hold_s", |d| d.climb.hold_s = 0),
            ("climb.long_hold_s", |d| d.climb.long_hold_s = 0),
            ("stretch.day_s", |d| d.stretch.day_s = 601),
            ("stretch.older_from", |d| d.stretch.older_from = 0),
            ("breaks.every_min", |d| d.breaks.every_min = 0),
            ("pain.limit", |d| d.pain.limit = 10),
            // What does not fit the number beside it.
            ("stretch.older_hold_s", |d| d.stretch.older_hold_s = d.stretch.day_s + 1),
            ("pain.safe", |d| d.pain.safe = 9),
            // Rests are those of phases.
            ("time.between_sets_s.return", |d| {
                d.time.between_sets_s.remove("return");
            }),
            ("time.between_sets_s.rest", |d| {
                d.time.between_sets_s.insert("rest".into(), 30);
            }),
        ];
        let library = built_in().unwrap();
        for (path, change) in cases {
            let found = places(&library, *change);
            assert!(matches!(&found[..], [one] if one.contains(path)), "{path}: {found:?}");
        }
        assert!(places(&library, |_| {}).is_empty());
    }
}
