//! YAML -> check-ins, and plans that were handed out; every version but a newer one is read.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::limits;
use super::model::{self, Log};
use crate::finding::{Code, Finding, Findings, Place};
use crate::planner::plan::{self, Plan};
use crate::source;

/// Reads a log of check-ins. There is a log if no finding is an error.
#[must_use]
pub fn log(name: &str, bytes: &[u8]) -> (Option<Log>, Vec<Finding>) {
    read(name, bytes, model::SCHEMA)
}

/// Reads a plan that was handed out, as YAML or JSON. There is a plan if no finding is an error; all its
/// numbers then lie within the limits that plans have.
#[must_use]
pub fn plan(name: &str, bytes: &[u8]) -> (Option<Plan>, Vec<Finding>) {
    // A folder may hold one for each week of a year. Most are as the program wrote them: a second look,
    // with the place of each finding, is only for those that are not.
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= source::MAX_BYTES);
    let (plan, mut findings) = match text.and_then(source::quick::<Plan>) {
        Some(plan) if plan.schema == plan::SCHEMA => (Some(plan), Vec::new()),
        _ => read(name, bytes, plan::SCHEMA),
    };
    findings.extend(plan.iter().flat_map(|plan| limits::beyond(name, plan)));
    let good = !findings.any_error();
    (plan.filter(|_| good), findings)
}

/// What every version of every format has.
#[derive(Deserialize)]
struct Head {
    #[serde(default = "first")]
    schema: u32,
}

const fn first() -> u32 {
    1
}

fn read<T: DeserializeOwned>(name: &str, bytes: &[u8], known: u32) -> (Option<T>, Vec<Finding>) {
    let (head, findings) = source::read::<Head>(name, bytes);
    let Some(head) = head.filter(|_| !findings.any_error()) else { return (None, findings) };
    if !(1..=known).contains(&head.schema) {
        return (None, vec![other_schema(name, head.schema, known)]);
    }
    let (value, findings) = source::read::<T>(name, bytes);
    let good = !findings.any_error();
    (value.filter(|_| good), findings)
}

fn other_schema(name: &str, found: u32, known: u32) -> Finding {
    let message = format!("the file has schema {found}, and this program reads up to {known}");
    Finding::error(Code::NewerSchema, message)
        .at(Place::path(name, "schema"))
        .hint("use the newer version of regimen that wrote it; the file was not touched")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let (_, findings) = log("checkins.yaml", text.as_bytes());
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_log_is_read_whole() {
        let text = "schema: 1
checkins:
  - date: 2026-12-01
    session:
      done: all
      pain: {during: 3, after: 2, next_morning: 2}
      effort: 5
      too_easy: [str-bridge]
  - date: 2026-12-03
    session: {name: B, done: {str-bridge: 2x8+2, str-clam: skip}, pain_in: {str-bridge: 4}}
  - {date: 2026-12-04, morning: 1}
  - date: 2026-12-06
    week: {activities: [6, 4, 7], pain: {average: 3, worst: 5, night: 1}, change: -2,
           chair_stand: 12, single_leg: {left: 9, right: 14}, flags: [ces-saddle], missed: illness}
    note: A cold
";
        let (log, findings) = log("checkins.yaml", text.as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        let log = log.unwrap();
        assert_eq!(log.checkins.len(), 4);
        assert_eq!(log.checkins[3].week.as_ref().unwrap().change.unwrap().get(), -2);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let text = "checkins:
  - date: 2026-12-01
    session: {done: most, pain: {during: 11}}
  - date: 2026-02-30
    session: {done: {str-bridge: 8}}
    weather: fine
";
        let said = said(text);
        assert_eq!(said.len(), 5, "{said:#?}");
        assert!(said[0].contains("checkins[0].session.done"), "{said:#?}");
        assert!(said[1].contains("11 is not a number of points from 0 to 10"), "{said:#?}");
        assert!(said.iter().any(|line| line.contains("weather")), "{said:#?}");
    }

    #[test]
    fn a_newer_file_is_refused_whatever_it_holds() {
        let newer = ["error[newer-schema] checkins.yaml: schema: the file has schema 2, and this \
                      program reads up to 1 (use the newer version of regimen that wrote it; the \
                      file was not touched)"];
        assert_eq!(said("schema: 2\nentries: [1, 2]\n"), newer);
        assert_eq!(said("schema: 1\n"), [""; 0]);
        assert_eq!(said("checkins: []\n"), [""; 0]);
    }
}
