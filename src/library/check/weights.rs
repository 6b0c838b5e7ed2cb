//! Weights, shares, targets and limits make sense together.

use super::{Finding, Library};
use crate::finding::{Code, Place};
use crate::library::Phase;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |path: String, message: String| {
        let place = Place::path("phases.yaml", path);
        findings.push(Finding::error(Code::BadWeight, message).at(place));
    };
    let rules = &library.phases;
    if rules.coverage.first_share > 100 {
        say("coverage.first_share".into(), "more than 100 %".into());
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
        next_week = phase.weeks.1 + 1;
        if Some(phase.max_difficulty) < difficulty {
            say(format!("phases[{i}].max_difficulty"), "easier than the phase before".into());
        }
        difficulty = Some(phase.max_difficulty);
    }
    findings
}

fn of_phase(library: &Library, phase: &Phase) -> Vec<(String, String)> {
    let rules = &library.phases;
    let mut wrong = Vec::new();
    for (finding, shares) in &phase.shares {
        let sum: u32 = shares.values().sum();
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
    if phase.session > rules.limits.session {
        wrong.push(("session".into(), format!("more than the limit of {}", rules.limits.session)));
    }
    if phase.difficulty > phase.max_difficulty {
        wrong.push(("difficulty".into(), "harder than `max_difficulty`".into()));
    }
    wrong
}
