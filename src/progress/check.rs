//! Check-ins against the plans that they speak of.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::{plan_on, session_on};
use super::history::hurt_undone;
use super::model::{Checkin, Done, Log, Session, Week};
use crate::finding::{At, Code, Finding, Place, did_you_mean};
use crate::library::Library;
use crate::planner::plan::{PhasePlan, Plan};
use crate::source::MAX_FINDINGS;

/// What check-ins are held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The library, for the safety questions.
    pub library: &'a Library,
    /// The plans that were handed out, the earliest first.
    pub plans: &'a [Plan],
    /// How many activities the person rates.
    pub activities: usize,
    /// The last day that a check-in can speak of.
    pub today: Date,
}

impl<'a> Against<'a> {
    /// The plan in force on a day: the last one that has begun.
    #[must_use]
    pub fn plan_on(&self, date: Date) -> Option<&'a Plan> {
        plan_on(self.plans, date)
    }
}

/// Everything that is wrong with a log. `name` is that of its file.
#[must_use]
pub fn check(name: &str, log: &Log, against: &Against<'_>) -> Vec<Finding> {
    check_new(name, log, log.checkins.len(), against)
}

/// The same where the first `recorded` check-ins were there before. Of the others more is asked: somebody
/// is there to correct them, and what was recorded once must not stand in the way of the next plan.
#[must_use]
pub fn check_new(name: &str, log: &Log, recorded: usize, against: &Against<'_>) -> Vec<Finding> {
    let mut reader = Reader { name, against, recorded, findings: Vec::new() };
    let mut sessions: BTreeMap<Date, usize> = BTreeMap::new();
    let mut mornings: BTreeMap<Date, usize> = BTreeMap::new();
    let mut weeks: BTreeMap<Date, usize> = BTreeMap::new();
    for (index, entry) in log.checkins.iter().enumerate() {
        reader.dated(index, entry);
        if entry.session.is_some() {
            reader.once(&mut sessions, index, entry.date, "session");
        }
        if entry.morning.is_some() {
            reader.once(&mut mornings, index, entry.date, "morning");
        }
        if entry.week.is_some() {
            reader.once(&mut weeks, index, entry.date, "week");
        }
        reader.parts(index, entry);
    }
    reader.one_morning(log);
    reader.findings.truncate(MAX_FINDINGS);
    reader.findings
}

/// What to do about a part of a day that is told twice.
const ONE_A_DAY: &str = "a day has one; correct the entry that is there";

struct Reader<'a> {
    name: &'a str,
    against: &'a Against<'a>,
    /// How many of the check-ins were there before.
    recorded: usize,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn say(&mut self, path: String, code: Code, message: String, hint: Option<String>) {
        let place = Place::path(self.name, path);
        self.findings.push(Finding::error(code, message).at(place).maybe_hint(hint));
    }

    fn dated(&mut self, index: usize, entry: &Checkin) {
        let path = format!("checkins[{index}].date");
        let first = self.against.plans.first().map(|plan| plan.start);
        if entry.date > self.against.today {
            let message =
                format!("{} is in the future: today is {}", entry.date, self.against.today);
            self.say(path, Code::BadDate, message, None);
        } else if let Some(first) = first.filter(|first| entry.date < *first) {
            let message = format!("{} is before the first plan, which begins {first}", entry.date);
            self.say(path, Code::BadDate, message, None);
        }
    }

    fn once(&mut self, seen: &mut BTreeMap<Date, usize>, index: usize, date: Date, part: &str) {
        if let Some(first) = seen.insert(date, index) {
            let message = format!("the {part} of {date} is in checkins[{first}] too");
            let hint = Some(ONE_A_DAY.to_owned());
            self.say(format!("checkins[{index}].{part}"), Code::GivenTwice, message, hint);
        }
    }

    /// A morning that a session tells and an entry of its own day too. Of what is recorded the rules take the
    /// worse; who says it now can correct it.
    fn one_morning(&mut self, log: &Log) {
        let mut mornings: BTreeMap<Date, usize> = BTreeMap::new();
        for (index, entry) in log.checkins.iter().enumerate() {
            if entry.morning.is_some() {
                mornings.entry(entry.date).or_insert(index);
            }
        }
        for (index, entry) in log.checkins.iter().enumerate() {
            let Some(day) = entry.next_morning().and(entry.date.tomorrow().ok()) else { continue };
            let Some(other) = mornings.get(&day).copied() else { continue };
            let of_session = (index, "session.pain.next_morning");
            let alone = (other, "morning");
            let ((new, path), (first, there)) =
                if index > other { (of_session, alone) } else { (alone, of_session) };
            if new >= self.recorded {
                let message = format!("the morning of {day} is in checkins[{first}].{there} too");
                let path = format!("checkins[{new}].{path}");
                self.say(path, Code::GivenTwice, message, Some(ONE_A_DAY.to_owned()));
            }
        }
    }

    fn parts(&mut self, index: usize, entry: &Checkin) {
        let Checkin { session, morning, week, note, .. } = entry;
        let has_note = note.as_ref().is_some_and(|note| !note.trim().is_empty());
        if session.is_none() && morning.is_none() && week.is_none() && !has_note {
            let message = "the check-in says nothing".to_owned();
            let hint = "say what was done, how the morning or the week was, or a note".to_owned();
            self.say(format!("checkins[{index}]"), Code::MissingKey, message, Some(hint));
        }
        if let Some(session) = session {
            self.session(index, entry.date, session);
        }
        if let Some(week) = week {
            self.week(&format!("checkins[{index}].week"), week);
        }
    }

    fn session(&mut self, index: usize, date: Date, session: &Session) {
        // A date outside of all plans has its finding already.
        let Some(plan) = self.against.plan_on(date) else { return };
        let path = &format!("checkins[{index}].session");
        self.letter(path, plan, date, session, index >= self.recorded);
        self.something_done(path, session);
        if index >= self.recorded {
            self.hurt_undone(path, date, session);
        }
        if let Done::Parts(parts) = &session.done {
            self.known(plan, path, parts.keys().map(|id| (format!("done.{id}"), id)));
        }
        self.known(plan, path, session.pain_in.keys().map(|id| (format!("pain_in.{id}"), id)));
        for (key, list) in [
            ("too_easy", &session.too_easy),
            ("too_hard", &session.too_hard),
            ("tingling", &session.tingling),
        ] {
            let listed = list.iter().enumerate().map(|(i, id)| (format!("{key}[{i}]"), id));
            self.known(plan, path, listed);
        }
    }

    /// Which session it was. A new check-in names one of the part of the plan that its day is in; an old
    /// one may name any of the plan's.
    fn letter(&mut self, path: &str, plan: &Plan, date: Date, session: &Session, is_new: bool) {
        let of_day: Vec<&str> = plan.phase_on(date).into_iter().flat_map(letters).collect();
        let elsewhere = |name: &str| plan.phases.iter().flat_map(letters).any(|one| one == name);
        match &session.name {
            Some(name) if of_day.contains(&name.as_str()) => {}
            Some(name) if !elsewhere(name) => {
                let message = format!("the plan of {} has no session `{name}`", plan.start);
                let hint = Some(format!("its sessions: {}", of_day.join(", ")));
                self.say(format!("{path}.name"), Code::UnknownId, message, hint);
            }
            Some(name) if is_new => {
                let message =
                    format!("the part of the plan that has {date} has no session `{name}`");
                let hint = format!(
                    "its sessions: {}; what was done of another part is given by its exercises",
                    of_day.join(", ")
                );
                self.say(format!("{path}.name"), Code::UnknownId, message, Some(hint));
            }
            None if session.done == Done::All && session_on(plan, date).is_none() => {
                let message = format!("the plan of {} has no session on {date}", plan.start);
                let hint = format!("say which session it was: {}", of_day.join(" or "));
                self.say(format!("{path}.done"), Code::MissingKey, message, Some(hint));
            }
            _ => {}
        }
    }

    /// Pain or tingling in a session that counts as not done would be passed over.
    fn something_done(&mut self, path: &str, session: &Session) {
        if !session.done.is_anything() && session.says_how_it_was() {
            let message = "how the session was is told, and nothing of it was done".to_owned();
            let hint = "say `all`, or which exercises were done, `1x1` of one that you began and \
                        gave up; pain on a day without exercise stands in `morning` or `week`"
                .to_owned();
            self.say(format!("{path}.done"), Code::MissingKey, message, Some(hint));
        }
    }

    /// Pain in an exercise that counts as not done: nobody knows whether it was tried. In what is recorded the
    /// rules take it that it was, where it hurt too much.
    fn hurt_undone(&mut self, path: &str, date: Date, session: &Session) {
        // A whole session without anything that was done has its finding already.
        if !session.done.is_anything() {
            return;
        }
        for id in hurt_undone(self.against.plans, date, session) {
            let message = format!("pain in `{id}` is told, and it counts as not done");
            let hint =
                "say in `done` how much of it you did, `1x1` if you began and gave up".to_owned();
            self.say(format!("{path}.pain_in.{id}"), Code::MissingKey, message, Some(hint));
        }
    }

    fn known<'i>(
        &mut self,
        plan: &Plan,
        path: &str,
        ids: impl Iterator<Item = (String, &'i String)>,
    ) {
        let there = plan.exercises();
        for (rest, id) in ids.filter(|(_, id)| !there.contains(id.as_str())) {
            let message = format!("the plan of {} has no exercise `{id}`", plan.start);
            self.say(
                format!("{path}.{rest}"),
                Code::UnknownId,
                message,
                did_you_mean(id, there.iter().copied()),
            );
            // What is wrong with an id that is a key is the key, not its value.
            if !rest.ends_with(']')
                && let Some(place) = self.findings.last_mut().and_then(|found| found.place.as_mut())
                && let At::Path(path) = &place.at
            {
                place.at = At::Key(path.clone());
            }
        }
    }

    fn week(&mut self, path: &str, week: &Week) {
        let (rated, asked) = (week.activities.len(), self.against.activities);
        if rated > asked {
            let message = format!("{rated} activities are rated, and the person has {asked}");
            let hint = "list them in `activities` of the person".to_owned();
            self.say(format!("{path}.activities"), Code::BadValue, message, Some(hint));
        }
        let questions = &self.against.library.screening.questions;
        for (i, id) in week.flags.iter().enumerate() {
            if !questions.iter().any(|question| question.id == *id) {
                let known = questions.iter().map(|question| question.id.as_str());
                let hint = did_you_mean(id, known);
                let message = format!("there is no safety question `{id}`");
                self.say(format!("{path}.flags[{i}]"), Code::UnknownId, message, hint);
            }
        }
    }
}

/// The sessions of a phase.
fn letters(phase: &PhasePlan) -> impl Iterator<Item = &str> {
    phase.sessions.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{handed_out, log};
    use super::*;
    use crate::library::built_in;
    use jiff::civil::date;

    fn said(text: &str) -> Vec<String> {
        said_of_new(text, usize::MAX)
    }

    fn said_of_new(text: &str, recorded: usize) -> Vec<String> {
        let library = built_in().unwrap();
        let plans = [handed_out(date(2026, 11, 23)), handed_out(date(2026, 12, 7))];
        let against =
            Against { library: &library, plans: &plans, activities: 2, today: date(2026, 12, 20) };
        let found = check_new("c.yaml", &log(text), recorded, &against);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_log_has_no_finding() {
        let text = "
  - {date: 2026-11-23, session: {done: all}, week: {activities: [3, 4], flags: [ces-saddle]}}
  - {date: 2026-11-24, morning: 2}
  - {date: 2026-11-25, session: {name: B, done: all}}
  - {date: 2026-12-20, session: {done: {str-bridge: 2x8}, too_easy: [str-bridge]}}";
        assert_eq!(said(text), [""; 0]);
    }

    #[test]
    fn a_note_is_something_said() {
        assert_eq!(
            said(
                "
  - {date: 2026-11-24, note: fell on the stairs}"
            ),
            [""; 0]
        );
        let found = said(
            "
  - {date: 2026-11-24, note: ' '}",
        );
        assert!(found[0].contains("the check-in says nothing"), "{found:?}");
    }

    #[test]
    fn days_outside_the_plans_are_found() {
        assert_eq!(
            said(
                "
  - {date: 2026-11-22, morning: 1}
  - {date: 2026-12-21, session: {done: {}}}"
            ),
            [
                "error[bad-date] c.yaml: checkins[0].date: 2026-11-22 is before the first plan, which \
                 begins 2026-11-23",
                "error[bad-date] c.yaml: checkins[1].date: 2026-12-21 is in the future: today is \
                 2026-12-20",
            ]
        );
    }

    #[test]
    fn the_same_session_twice_is_found() {
        assert_eq!(
            said(
                "
  - {date: 2026-11-23, session: {done: all}}
  - {date: 2026-11-23, morning: 1}
  - {date: 2026-11-23, session: {done: {}}}"
            ),
            ["error[given-twice] c.yaml: checkins[2].session: the session of 2026-11-23 is in \
              checkins[0] too (a day has one; correct the entry that is there)"]
        );
    }

    #[test]
    fn one_morning_that_a_session_and_a_day_tell_is_found_in_what_is_new() {
        let session = "
  - {date: 2026-11-23, session: {done: all, pain: {during: 1, next_morning: 1}}}";
        let morning = "
  - {date: 2026-11-24, morning: 8}";
        for (first, second, finding) in [
            (
                session,
                morning,
                "error[given-twice] c.yaml: checkins[1].morning: the morning of 2026-11-24 is in \
                 checkins[0].session.pain.next_morning too (a day has one; correct the entry that is \
                 there)",
            ),
            (
                morning,
                session,
                "error[given-twice] c.yaml: checkins[1].session.pain.next_morning: the morning of \
                 2026-11-24 is in checkins[0].morning too (a day has one; correct the entry that is \
                 there)",
            ),
        ] {
            let text = format!("{first}{second}");
            for recorded in [0, 1] {
                assert_eq!(said_of_new(&text, recorded), [finding], "{recorded}");
            }
            // What is recorded stands in the way of nothing.
            assert_eq!(said(&text), [""; 0]);
        }
    }

    #[test]
    fn pain_in_what_was_not_done_is_found_in_what_is_new() {
        let finding = |id: &str| {
            format!(
                "error[missing-key] c.yaml: checkins[0].session.pain_in.{id}: pain in `{id}` is \
                 told, and it counts as not done (say in `done` how much of it you did, `1x1` if you \
                 began and gave up)"
            )
        };
        for (session, id) in [
            ("done: {stretch-piriformis: all}, pain_in: {str-bridge: 4}", "str-bridge"),
            (
                "done: {str-bridge: skip, stretch-piriformis: 1x1}, pain_in: {str-bridge: 4}",
                "str-bridge",
            ),
            ("name: B, done: all, pain_in: {stretch-piriformis: 4}", "stretch-piriformis"),
        ] {
            let text = format!("\n  - {{date: 2026-11-23, session: {{{session}}}}}");
            assert_eq!(said_of_new(&text, 0), [finding(id)], "{session}");
            assert_eq!(said(&text), [""; 0], "{session}");
        }
        for session in [
            "done: all, pain_in: {str-bridge: 4, stretch-piriformis: 3}",
            "done: {str-bridge: 1x1}, pain_in: {str-bridge: 9}",
            "name: B, done: {str-bridge: all, stretch-piriformis: 1x1}, pain_in: {stretch-piriformis: 4}",
        ] {
            let text = format!("\n  - {{date: 2026-11-23, session: {{{session}}}}}");
            assert_eq!(said_of_new(&text, 0), [""; 0], "{session}");
        }
    }

    #[test]
    fn names_that_the_plan_does_not_have_are_found() {
        assert_eq!(
            said(
                "
  - date: 2026-11-23
    session: {name: C, done: {str-brigde: all}, too_hard: [str-clam], pain_in: {x: 3}}
    week: {activities: [1, 2, 3], flags: [ces-sadle]}"
            ),
            [
                "error[unknown-id] c.yaml: checkins[0].session.name: the plan of 2026-11-23 has no \
                 session `C` (its sessions: A, B)",
                "error[unknown-id] c.yaml: checkins[0].session.done.str-brigde: the plan of \
                 2026-11-23 has no exercise `str-brigde` (did you mean `str-bridge`?)",
                "error[unknown-id] c.yaml: checkins[0].session.pain_in.x: the plan of 2026-11-23 has \
                 no exercise `x`",
                "error[unknown-id] c.yaml: checkins[0].session.too_hard[0]: the plan of 2026-11-23 \
                 has no exercise `str-clam`",
                "error[bad-value] c.yaml: checkins[0].week.activities: 3 activities are rated, and \
                 the person has 2 (list them in `activities` of the person)",
                "error[unknown-id] c.yaml: checkins[0].week.flags[0]: there is no safety question \
                 `ces-sadle` (did you mean `ces-saddle` or `ces-bladder`?)",
            ]
        );
    }

    #[test]
    fn a_letter_of_another_part_is_found_while_somebody_can_correct_it() {
        let library = built_in().unwrap();
        let mut plan = handed_out(date(2026, 11, 23));
        plan.phases[1].sessions.remove("B");
        let plans = [plan];
        let against =
            Against { library: &library, plans: &plans, activities: 0, today: date(2026, 12, 20) };
        // In the first part there is a B, in the second there is none.
        let log = log("
  - {date: 2026-11-28, session: {name: B, done: all}}
  - {date: 2026-12-12, session: {name: B, done: all, pain: {during: 9}}}
  - {date: 2026-12-13, session: {done: {str-bridge: 1x8}, pain: {during: 9}}}");
        let said = |recorded| -> Vec<String> {
            let found = check_new("c.yaml", &log, recorded, &against);
            found.iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            said(1),
            ["error[unknown-id] c.yaml: checkins[1].session.name: the part of the plan that has \
              2026-12-12 has no session `B` (its sessions: A; what was done of another part is given \
              by its exercises)"]
        );
        assert_eq!(said(0), said(1));
        assert_eq!(said(2), [""; 0]);
        assert_eq!(check("c.yaml", &log, &against), []);
    }

    #[test]
    fn nobody_hurts_in_a_session_of_which_nothing_was_done() {
        for session in [
            "done: {}, pain: {during: 9}",
            "done: {str-bridge: skip}, pain: {after: 3}",
            "done: {}, effort: 4",
            "done: {}, too_easy: [str-bridge]",
            "done: {}, too_hard: [str-bridge]",
            "done: {}, tingling: [str-bridge], pain: {during: 3}",
            "done: {}, pain_in: {str-bridge: 4}",
        ] {
            let text = format!("\n  - {{date: 2026-11-23, session: {{{session}}}}}");
            assert_eq!(
                said(&text),
                [
                    "error[missing-key] c.yaml: checkins[0].session.done: how the session was is told, \
                  and nothing of it was done (say `all`, or which exercises were done, `1x1` of one \
                  that you began and gave up; pain on a day without exercise stands in `morning` or \
                  `week`)"
                ],
                "{session}"
            );
        }
        // Tingling may be why nothing was done.
        for session in ["name: A, done: {}", "done: {str-bridge: skip}, tingling: [str-bridge]"] {
            let text = format!("\n  - {{date: 2026-11-23, session: {{{session}}}}}");
            assert_eq!(said(&text), [""; 0], "{session}");
        }
    }

    #[test]
    fn a_check_in_says_something_and_says_which_session() {
        assert_eq!(
            said(
                "
  - {date: 2026-11-23}
  - {date: 2026-11-24, session: {done: all}}"
            ),
            [
                "error[missing-key] c.yaml: checkins[0]: the check-in says nothing (say what \
                 was done, how the morning or the week was, or a note)",
                "error[missing-key] c.yaml: checkins[1].session.done: the plan of 2026-11-23 has no \
                 session on 2026-11-24 (say which session it was: A or B)",
            ]
        );
    }
}
