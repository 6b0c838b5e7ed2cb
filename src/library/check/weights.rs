//! Weights, shares, targets and limits make sense together.

use super::{Finding, Library};
use crate::finding::{Code, Place};
use crate::library::{MOST_WEEKS, Phase, Phases};
use crate::quantity::Points;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |path: String, message: String| {
        let place = Place::path("phases.yaml", path);
        findings.push(Finding::error(Code::BadWeight, message).at(place));
    };
    let rules = &library.phases;
    for (path, message) in of_points(rules).into_iter().chain(of_limits(rules)) {
        say(path.into(), message);
    }
    if rules.phases.is_empty() {
        say("phases".into(), "there is no phase".into());
    }
    let mut next_week = 1;
    let mut difficulty = None;
    for (i, phase) in rules.phases.iter().enumerate() {
        for (path, message) in of_phase(library, phase) {
            say(format!("phases[{i}].{path}"), message);
        }
        if phase.weeks.0 != next_week || phase.weeks.1 < phase.weeks.0 {
            let message = format!(
                "weeks {} to {} do not follow on week {}",
                phase.weeks.0,
                phase.weeks.1,
                next_week - 1
            );
            say(format!("phases[{i}].weeks"), message);
        }
        if phase.weeks.1 > MOST_WEEKS {
            let message = format!("ends after week {MOST_WEEKS}, and no programme is that long");
            say(format!("phases[{i}].weeks"), message);
        }
        next_week = phase.weeks.1.saturating_add(1);
        if Some(phase.max_difficulty) < difficulty {
            say(format!("phases[{i}].max_difficulty"), "easier than the phase before".into());
        }
        difficulty = Some(phase.max_difficulty);
    }
    findings
}

/// More points than this for anything would drown all else, and could overflow a sum.
pub(super) const MOST_POINTS: Points = Points(1_000_000);

fn of_points(rules: &Phases) -> Vec<(&'static str, String)> {
    let points = &rules.points;
    let mut wrong = Vec::new();
    for (path, value) in [
        ("points.all_needs", points.all_needs),
        ("points.neglect", points.neglect),
        ("points.change", points.change),
        ("points.menu", points.menu),
        ("points.preferred", points.preferred),
        ("points.novelty", points.novelty),
        ("points.next_level", points.next_level),
        ("points.minute", points.minute),
        ("points.difficulty", points.difficulty),
        ("points.seed_bonus", points.seed_bonus),
        ("points.seed_loss", points.seed_loss),
    ] {
        if !(Points(0)..=MOST_POINTS).contains(&value) {
            wrong.push((path, format!("{value} points are not between 0 and {MOST_POINTS}")));
        }
    }
    if points.next_level > points.novelty {
        wrong.push(("points.next_level", "dearer than something unrelated".into()));
    }
    wrong
}

fn of_limits(rules: &Phases) -> Vec<(&'static str, String)> {
    let (coverage, limits) = (&rules.coverage, &rules.limits);
    [
        (coverage.first_share > 100, "coverage.first_share", "more than 100 %"),
        (
            !(1..=7).contains(&coverage.least_days),
            "coverage.least_days",
            "not between 1 and 7 days",
        ),
        (coverage.dose_credit == 0, "coverage.dose_credit", "nothing would be a dose"),
        (coverage.primary_credit > 100, "coverage.primary_credit", "more than 100 credits"),
        (
            coverage.secondary_credit > coverage.primary_credit,
            "coverage.secondary_credit",
            "more than the credit of a primary muscle",
        ),
        (
            coverage.primary_credit.saturating_mul(limits.session) < coverage.dose_credit,
            "coverage.dose_credit",
            "a full session could not make a dose",
        ),
        (limits.session == 0, "limits.session", "no session could have an exercise"),
        (limits.menu < limits.session, "limits.menu", "less than the limit of a session"),
        (limits.change_s > 600, "limits.change_s", "more than 10 minutes"),
        (limits.load_per_day == 0, "limits.load_per_day", "nothing could load a muscle"),
        (
            limits.load_days < coverage.least_days || limits.load_days > 3,
            "limits.load_days",
            "not between `least_days` and 3, the most days a week with a day of rest between",
        ),
    ]
    .into_iter()
    .filter(|(wrong, ..)| *wrong)
    .map(|(_, path, message)| (path, message.to_owned()))
    .collect()
}

fn of_phase(library: &Library, phase: &Phase) -> Vec<(String, String)> {
    let rules = &library.phases;
    let mut wrong = Vec::new();
    for (finding, shares) in &phase.shares {
        let sum: u64 = shares.values().copied().map(u64::from).sum();
        if sum != 100 {
            wrong.push((
                format!("shares.{}", finding.as_str()),
                format!("the shares add up to {sum} %, not 100 %"),
            ));
        }
        for work in shares.keys().filter(|work| !phase.target_days.contains_key(work)) {
            wrong.push(("target_days".into(), format!("no target for `{}`", work.as_str())));
        }
    }
    for (work, days) in &phase.target_days {
        let path = format!("target_days.{}", work.as_str());
        if !(rules.coverage.least_days..=7).contains(days) {
            wrong.push((
                path,
                format!("{days} days are not between {} and 7", rules.coverage.least_days),
            ));
        } else if rules.loading.contains(work) && *days > rules.limits.load_days {
            wrong.push((
                path,
                format!("{days} days of loading; at most {}", rules.limits.load_days),
            ));
        }
    }
    if phase.session == 0 {
        wrong.push(("session".into(), "no session could have an exercise".into()));
    }
    if phase.session > rules.limits.session {
        wrong.push(("session".into(), format!("more than the limit of {}", rules.limits.session)));
    }
    if phase.effort.0 > phase.effort.1 || phase.effort.1 > 10 {
        wrong.push(("effort".into(), "not from little to much, at most 10".into()));
    }
    if phase.difficulty > phase.max_difficulty {
        wrong.push(("difficulty".into(), "harder than `max_difficulty`".into()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Finding as MuscleFinding, built_in};

    type Case = (&'static str, fn(&mut Phases));

    #[test]
    fn what_could_pass_every_count_is_found() {
        let cases: [Case; 6] = [
            ("phases[2].weeks", |p| p.phases[2].weeks.1 = MOST_WEEKS + 1),
            ("phases[2].weeks", |p| p.phases[2].weeks.1 = u32::MAX),
            ("phases[0].shares.tight", |p| {
                // Together they are 100 to someone who counts with 32 bits.
                let shares = p.phases[0].shares.get_mut(&MuscleFinding::Tight).unwrap();
                let values = shares.values_mut().zip([u32::MAX, 101]);
                values.for_each(|(share, value)| *share = value);
            }),
            ("phases[0].effort", |p| p.phases[0].effort = (3, 2)),
            ("limits.change_s", |p| p.limits.change_s = u32::MAX),
            ("coverage.primary_credit", |p| p.coverage.primary_credit = u32::MAX),
        ];
        let mut library = built_in().unwrap();
        for (path, change) in cases {
            let sound = library.phases.clone();
            change(&mut library.phases);
            let found = check(&library);
            let place = |finding: &Finding| finding.place.as_ref().unwrap().to_string();
            assert!(found.len() == 1 && place(&found[0]).contains(path), "{path}: {found:?}");
            library.phases = sound;
        }
    }
}
