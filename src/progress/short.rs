//! Check-ins as one types them from the page: `w2 d3 1:ok 2:3x8 3:skip pain 3/2`.
//!
//! An entry is a line or ends with `;`. It begins with its day and goes on with what was done, by the
//! numbers that the exercises have on the page (`docs/formats.md` has the whole of it). What is not
//! understood is a finding on the text itself.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::calendar::{days, plan_on, session_on};
use super::model::{Amount, Checkin, Done, Session};
use crate::finding::{At, Code, Finding, Place};
use crate::planner::plan::{PhasePlan, Plan};
use crate::quantity::{Day, Rating};
use crate::source::MAX_FINDINGS;

/// A check-in and the bytes of the text that it was read from.
pub type Placed = (Checkin, Range<usize>);

/// Reads the text. `plans` are those that were handed out, the earliest first; `today` is what `today`
/// means. The check-ins are to be used only when there is no finding.
#[must_use]
pub fn read(name: &str, text: &str, plans: &[Plan], today: Date) -> (Vec<Placed>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut entries = Vec::new();
    for range in lines(text) {
        let words = words(text, range.clone());
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let whole = first.range.start..last.range.end;
        let mut entry = Entry { name, plans, today, words: &words, next: 0, findings: Vec::new() };
        entries.extend(entry.read().map(|checkin| (checkin, whole)));
        findings.append(&mut entry.findings);
        if findings.len() >= MAX_FINDINGS {
            break;
        }
    }
    if entries.is_empty() && findings.is_empty() {
        let place = Place { source: name.to_owned(), at: At::Bytes(0, text.len()) };
        findings.push(Finding::error(Code::Empty, "there is no check-in in this text").at(place));
    }
    (entries, findings)
}

/// The lines, and parts of lines between semicolons. A line that begins with `#` is a remark.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = start;
        for part in line.split(';').take_while(|_| !line.trim_start().starts_with('#')) {
            found.push(at..at + part.len());
            at += part.len() + 1;
        }
        start += line.len();
    }
    found
}

/// A word and its place.
struct Word<'a> {
    text: &'a str,
    range: Range<usize>,
}

fn words(text: &str, range: Range<usize>) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = range.start;
    for part in text.get(range).unwrap_or_default().split_inclusive(char::is_whitespace) {
        let word = part.trim_end_matches(char::is_whitespace);
        if !word.is_empty() {
            words.push(Word { text: word, range: at..at + word.len() });
        }
        at += part.len();
    }
    words
}

/// One entry while it is read.
struct Entry<'a> {
    name: &'a str,
    plans: &'a [Plan],
    today: Date,
    words: &'a [Word<'a>],
    next: usize,
    findings: Vec<Finding>,
}

impl<'a> Entry<'a> {
    /// The check-in, unless its day is not understood.
    fn read(&mut self) -> Option<Checkin> {
        let date = self.day()?;
        let page = plan_on(self.plans, date).and_then(|plan| Page::of(plan, date));
        let mut said = Said::default();
        while let Some(word) = self.take() {
            self.word(word, page.as_ref(), &mut said);
        }
        Some(said.checkin(date, page.as_ref()))
    }

    fn take(&mut self) -> Option<&'a Word<'a>> {
        let word = self.words.get(self.next);
        self.next += 1;
        word
    }

    fn say(&mut self, word: &Word, code: Code, message: String, hint: &str) {
        let at = At::Bytes(word.range.start, word.range.end);
        let place = Place { source: self.name.to_owned(), at };
        let hint = Some(hint.to_owned()).filter(|hint| !hint.is_empty());
        self.findings.push(Finding::error(code, message).at(place).maybe_hint(hint));
    }

    // ------------------------------------------------------------ the day

    fn day(&mut self) -> Option<Date> {
        let word = self.take()?;
        let found = match word.text {
            "today" => Some(self.today),
            "yesterday" => self.today.checked_sub(1.days()).ok(),
            text => text.parse::<Date>().ok(),
        };
        if found.is_some() {
            return found;
        }
        let Some(week) = word.text.strip_prefix('w').and_then(|week| week.parse::<u32>().ok())
        else {
            let message = format!("`{}` is not a day", word.text);
            self.say(word, Code::BadDate, message, DAYS);
            return None;
        };
        self.day_of_week(word, week)
    }

    /// `w2 d3`, the third session of week 2, or `w2 wed`, its Wednesday.
    fn day_of_week(&mut self, at: &Word, week: u32) -> Option<Date> {
        let days = days_of(self.plans, week);
        if days.is_empty() {
            self.say(at, Code::BadDate, format!("no plan has a week {week}"), DAYS);
            return None;
        }
        let Some(word) = self.take() else {
            self.say(at, Code::BadDate, format!("which day of week {week}?"), DAYS);
            return None;
        };
        if let Ok(day) = word.text.parse::<Day>() {
            return days.into_iter().find(|(date, _)| Day::of(*date) == day).map(|(date, _)| date);
        }
        let sessions: Vec<Date> =
            days.into_iter().filter_map(|(date, trains)| trains.then_some(date)).collect();
        let number = word.text.strip_prefix('d').and_then(|number| number.parse::<usize>().ok());
        let date = number.and_then(|number| sessions.get(number.checked_sub(1)?).copied());
        if date.is_none() {
            let message = format!("week {week} has no day `{}`", word.text);
            let hint =
                format!("d1 to d{}, the sessions of that week, or a weekday", sessions.len());
            self.say(word, Code::BadDate, message, &hint);
        }
        date
    }

    // ------------------------------------------------------------ what was done and how it felt

    fn word(&mut self, word: &Word, page: Option<&Page>, said: &mut Said) {
        match word.text {
            "all" | "ok" => said.all = true,
            "pain" => self.pain(word, said),
            "effort" => self.value(word, &mut said.session.effort),
            "min" | "minutes" => self.value(word, &mut said.session.minutes),
            "morning" => self.value(word, &mut said.morning),
            "easy" => said.session.too_easy.extend(self.exercises(word, page)),
            "hard" => said.session.too_hard.extend(self.exercises(word, page)),
            "tingling" => said.session.tingling.extend(self.exercises(word, page)),
            "note" => {
                let rest: Vec<&str> =
                    std::iter::from_fn(|| self.take()).map(|word| word.text).collect();
                said.note = Some(rest.join(" ")).filter(|note| !note.is_empty());
            }
            text => self.other(word, text, page, said),
        }
    }

    /// A session's letter, `2:3x8`, `1-4:ok` or `3!5`.
    fn other(&mut self, word: &Word, text: &str, page: Option<&Page>, said: &mut Said) {
        if let Some((which, amount)) = text.split_once(':') {
            match amount.parse::<Amount>() {
                Ok(amount) => {
                    for id in self.listed(word, which, page) {
                        if said.parts.insert(id.clone(), amount).is_some() {
                            self.twice(word, &format!("`{id}`"));
                        }
                    }
                }
                Err(message) => self.say(word, Code::BadValue, message, ""),
            }
        } else if let Some((which, pain)) = text.split_once('!') {
            match pain.parse::<Rating>() {
                Ok(pain) => {
                    for id in self.listed(word, which, page) {
                        if said.session.pain_in.insert(id.clone(), pain).is_some() {
                            self.twice(word, &format!("pain in `{id}`"));
                        }
                    }
                }
                Err(message) => self.say(word, Code::BadValue, message, ""),
            }
        } else if page.is_some_and(|page| page.names.contains(&text)) {
            self.set(word, "the session", &mut said.session.name, text.to_owned());
        } else {
            self.say(word, Code::UnknownKey, format!("`{text}` is not understood"), WORDS);
        }
    }

    /// `pain 3/2`: during and on the next morning; `3/4/2`: during, after, next morning; `-` for one
    /// that nobody knows.
    fn pain(&mut self, at: &Word, said: &mut Said) {
        let Some(word) = self.take() else {
            self.say(at, Code::MissingKey, "how much pain?".to_owned(), "for example pain 3/2");
            return;
        };
        let parts: Vec<&str> = word.text.split('/').collect();
        let mut values = Vec::new();
        for part in &parts {
            match part.parse::<Rating>() {
                _ if *part == "-" => values.push(None),
                Ok(rating) => values.push(Some(rating)),
                Err(message) => {
                    self.say(word, Code::BadValue, message, "for example pain 3/2, or pain 3/-");
                    return;
                }
            }
        }
        let (during, after, morning) = match values.as_slice() {
            [during] => (*during, None, None),
            [during, morning] => (*during, None, *morning),
            [during, after, morning] => (*during, *after, *morning),
            _ => {
                let message =
                    format!("`{}` has {} numbers; 1 to 3 are read", word.text, parts.len());
                self.say(word, Code::BadValue, message, "during/morning, or during/after/morning");
                return;
            }
        };
        let pain = &mut said.session.pain;
        for (name, slot, value) in [
            ("pain during", &mut pain.during, during),
            ("pain after", &mut pain.after, after),
            ("pain on the next morning", &mut pain.next_morning, morning),
        ] {
            if let Some(value) = value {
                self.set(word, name, slot, value);
            }
        }
    }

    /// Keeps a value; a second one takes no place of a first, of which one may be the pain that matters.
    fn set<T>(&mut self, word: &Word, name: &str, slot: &mut Option<T>, value: T) {
        if slot.is_some() {
            self.twice(word, name);
        } else {
            *slot = Some(value);
        }
    }

    fn twice(&mut self, word: &Word, name: &str) {
        let hint = "say it once; another day begins a new line, or stands after `;`";
        self.say(word, Code::GivenTwice, format!("{name} is given twice"), hint);
    }

    /// The value that follows a key.
    fn value<T: std::str::FromStr<Err = String>>(&mut self, key: &Word, slot: &mut Option<T>) {
        match self.take() {
            None => {
                self.say(key, Code::MissingKey, format!("`{}` has no number", key.text), "");
            }
            Some(word) => match word.text.parse() {
                Ok(value) => self.set(word, &format!("`{}`", key.text), slot, value),
                Err(message) => self.say(word, Code::BadValue, message, ""),
            },
        }
    }

    /// The exercises that follow a key: `easy 1,4`.
    fn exercises(&mut self, key: &Word, page: Option<&Page>) -> Vec<String> {
        match self.take() {
            Some(word) => self.listed(word, word.text, page),
            None => {
                let message = format!("`{}` names no exercise", key.text);
                self.say(key, Code::MissingKey, message, "for example easy 1,4");
                Vec::new()
            }
        }
    }

    /// `2`, `1,4`, `1-4` or ids, as ids.
    fn listed(&mut self, at: &Word, text: &str, page: Option<&Page>) -> Vec<String> {
        let mut ids = Vec::new();
        for part in text.split(',') {
            let (first, last) = match part.split_once('-') {
                Some((first, last)) => (first.parse::<u32>(), last.parse::<u32>()),
                None => (part.parse::<u32>(), part.parse::<u32>()),
            };
            let (Ok(first), Ok(last)) = (first, last) else {
                // An id; whether the plan has it is asked of every check-in.
                ids.push(part.to_owned());
                continue;
            };
            let numbered: &[(u32, &str)] = page.map_or(&[], |page| page.numbered.as_slice());
            let found = numbered.iter().filter(|(number, _)| (first..=last).contains(number));
            let found: Vec<String> = found.map(|(_, id)| (*id).to_owned()).collect();
            let there = numbered.last().map_or(0, |(number, _)| *number);
            if first == 0 || last < first || last > there {
                let message = format!("`{part}` is not among the numbers of the page");
                let hint = match there {
                    0 => "no plan is in force on this day".to_owned(),
                    there => format!("the exercises of this phase have the numbers 1 to {there}"),
                };
                self.say(at, Code::UnknownId, message, &hint);
            }
            ids.extend(found);
        }
        ids
    }
}

const DAYS: &str = "begin with a day: 2026-12-01, today, yesterday, w2 d3 or w2 wed";
const WORDS: &str = "for example: all, 2:3x8, 3:skip, pain 3/2, effort 5, easy 1, hard 4, note ...";

/// What an entry has said so far.
#[derive(Default)]
struct Said {
    all: bool,
    parts: BTreeMap<String, Amount>,
    session: Session,
    morning: Option<Rating>,
    note: Option<String>,
}

impl Said {
    fn checkin(self, date: Date, page: Option<&Page>) -> Checkin {
        let mut session = self.session;
        let untouched = session == Session::default() && !self.all && self.parts.is_empty();
        let name = session.name.as_deref().or(page.and_then(|page| page.today));
        let of_session = page.map(|page| page.session(name)).unwrap_or_default();
        session.done = if !self.all {
            Done::Parts(self.parts)
        } else if self.parts.is_empty() || of_session.is_empty() {
            // All of which session? Where there is none the check of the log asks.
            Done::All
        } else {
            // All but what is named: the session's other exercises were done as planned.
            let all = of_session.into_iter().map(|id| (id.to_owned(), Amount::All));
            Done::Parts(all.chain(self.parts).collect())
        };
        let session = (!untouched).then_some(session);
        Checkin { session, morning: self.morning, note: self.note, ..Checkin::on(date) }
    }
}

/// The page that hangs on the wall on a day.
struct Page<'a> {
    phase: &'a PhasePlan,
    numbered: Vec<(u32, &'a str)>,
    names: Vec<&'a str>,
    /// The session of the day.
    today: Option<&'a str>,
}

impl<'a> Page<'a> {
    fn of(plan: &'a Plan, date: Date) -> Option<Self> {
        let phase = plan.phase_on(date)?;
        let names = phase.sessions.keys().map(String::as_str).collect();
        Some(Self { phase, numbered: phase.numbered(), names, today: session_on(plan, date) })
    }

    fn session(&self, name: Option<&str>) -> Vec<&'a str> {
        let session = name.and_then(|name| self.phase.sessions.get(name));
        session
            .map(|session| session.items.iter().map(|item| item.exercise.as_str()).collect())
            .unwrap_or_default()
    }
}

/// The seven days of a week of the programme, and whether the plan has a session on them. The last plan
/// that has the week counts.
fn days_of(plans: &[Plan], week: u32) -> Vec<(Date, bool)> {
    let has = |plan: &&Plan| (plan.first_week()..=plan.last_week()).contains(&week);
    let Some(plan) = plans.iter().rev().find(has) else { return Vec::new() };
    days(plan, week).map(|date| (date, session_on(plan, date).is_some())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::handed_out;
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// One plan from Monday, 2026-11-23: session A (1 bridge, 2 piriformis) on Monday and Thursday, B
    /// (bridge) on Saturday.
    fn plans() -> Vec<Plan> {
        vec![handed_out(date(2026, 11, 23))]
    }

    fn entries(text: &str) -> Vec<String> {
        let (entries, findings) = read("text", text, &plans(), date(2026, 12, 5));
        assert!(findings.is_empty(), "{findings:?}");
        let yaml = |checkin: &Checkin| crate::source::write(checkin).replace('\n', "|");
        entries.iter().map(|(checkin, _)| yaml(checkin)).collect()
    }

    fn said(text: &str) -> Vec<String> {
        let (_, findings) = read("text", text, &plans(), date(2026, 12, 5));
        findings
            .iter()
            .map(|finding| {
                let Some(Place { at: At::Bytes(start, end), .. }) = &finding.place else {
                    panic!()
                };
                format!("{} @ {}: {}", finding.code, &text[*start..*end], finding.message)
            })
            .collect()
    }

    #[test]
    fn a_session_is_typed_from_the_page() {
        assert_eq!(
            entries("w2 d3 1:ok 2:3x8+2 pain 3/2 effort 5 easy 1 note slept well, pain #1"),
            [
                "date: 2026-12-05|session:|  done:|    str-bridge: all|    stretch-piriformis: 3x8+2|  \
              pain:|    during: 3|    next_morning: 2|  effort: 5|  too_easy:|  - str-bridge|note: \
              'slept well, pain #1'|"
            ]
        );
    }

    #[test]
    fn days_are_written_in_many_ways() {
        for (text, day) in [
            ("w1 d1 all", "2026-11-23"),
            ("w1 d2 all", "2026-11-26"),
            ("w2 sat all", "2026-12-05"),
            ("w2 wed morning 3", "2026-12-02"),
            ("today all", "2026-12-05"),
            ("yesterday A all", "2026-12-04"),
            ("2026-11-23 all", "2026-11-23"),
        ] {
            assert!(entries(text)[0].starts_with(&format!("date: {day}|")), "{text}");
        }
    }

    #[test]
    fn several_entries_stand_in_lines_or_between_semicolons() {
        let found = entries(" # first\nw1 d1 all\n\n; w1 d2 all 2:skip;w1 sat 1!4 pain 2/-/1\n");
        assert_eq!(
            found,
            [
                "date: 2026-11-23|session:|  done: all|",
                "date: 2026-11-26|session:|  done:|    str-bridge: all|    stretch-piriformis: skip|",
                "date: 2026-11-28|session:|  done: {}|  pain:|    during: 2|    next_morning: 1|  \
                 pain_in:|    str-bridge: 4|",
            ]
        );
    }

    #[test]
    fn all_but_some_of_no_session_is_all_of_none() {
        // The check of a log refuses both.
        assert_eq!(entries("w1 tue all 2:skip"), entries("w1 tue all"));
        assert!(entries("w1 tue A all 2:skip")[0].contains("str-bridge: all"));
    }

    #[test]
    fn numbers_may_be_lists_and_ranges() {
        assert_eq!(entries("w1 d1 1-2:ok"), entries("w1 d1 1,2:ok"));
        assert_eq!(entries("w1 d1 1-2:ok"), entries("w1 d1 str-bridge:all stretch-piriformis:ok"));
    }

    #[test]
    fn what_is_not_understood_is_found_in_its_place() {
        for (text, finding) in [
            ("", "empty @ : there is no check-in in this text"),
            ("# only a remark", "empty @ # only a remark: there is no check-in in this text"),
            ("monday all", "bad-date @ monday: `monday` is not a day"),
            ("w9 d1 all", "bad-date @ w9: no plan has a week 9"),
            ("w2", "bad-date @ w2: which day of week 2?"),
            ("w2 d4 all", "bad-date @ d4: week 2 has no day `d4`"),
            ("w2 d0 all", "bad-date @ d0: week 2 has no day `d0`"),
            ("w1 d1 3:ok", "unknown-id @ 3:ok: `3` is not among the numbers of the page"),
            ("w1 d1 2-1:ok", "unknown-id @ 2-1:ok: `2-1` is not among the numbers of the page"),
            (
                "w1 d1 1:8",
                "bad-value @ 1:8: `8` is no amount: `all`, `skip`, `2x8` or, with more in the last set, `2x8+3`",
            ),
            ("w1 d1 1:ok 1:skip", "given-twice @ 1:skip: `str-bridge` is given twice"),
            ("w1 d1 pain 11/2", "bad-value @ 11/2: 11 is not a number of points from 0 to 10"),
            ("w1 d1 pain 1/2/3/4", "bad-value @ 1/2/3/4: `1/2/3/4` has 4 numbers; 1 to 3 are read"),
            ("w1 d1 pain", "missing-key @ pain: how much pain?"),
            ("w1 d1 effort", "missing-key @ effort: `effort` has no number"),
            ("w1 d1 effort most", "bad-value @ most: `most` is not a whole number of points"),
            ("w1 d1 easy", "missing-key @ easy: `easy` names no exercise"),
            ("w1 d1 C all", "unknown-key @ C: `C` is not understood"),
            ("w1 d1 1!12", "bad-value @ 1!12: 12 is not a number of points from 0 to 10"),
        ] {
            assert_eq!(said(text), [finding], "{text}");
        }
        assert_eq!(said("w1 d1 pain 11; w9 d1\nw1 d1 x").len(), 3);
    }

    #[test]
    fn a_second_value_takes_no_place_of_a_first() {
        for (text, finding) in [
            ("w1 d1 all pain 9 pain 1", "given-twice @ 1: pain during is given twice"),
            (
                "w1 d1 all pain 3/6 pain -/1",
                "given-twice @ -/1: pain on the next morning is given twice",
            ),
            ("w1 d1 all pain 3/6/2 pain -/1/-", "given-twice @ -/1/-: pain after is given twice"),
            ("w1 d1 all 1!9 1!2", "given-twice @ 1!2: pain in `str-bridge` is given twice"),
            ("w1 d1 all 1!9 1-1!2", "given-twice @ 1-1!2: pain in `str-bridge` is given twice"),
            ("w1 d1 all effort 9 effort 2", "given-twice @ 2: `effort` is given twice"),
            ("w1 d1 all min 9 minutes 20", "given-twice @ 20: `minutes` is given twice"),
            ("w1 d1 all morning 9 morning 2", "given-twice @ 2: `morning` is given twice"),
            ("w1 d1 A B all", "given-twice @ B: the session is given twice"),
        ] {
            assert_eq!(said(text), [finding], "{text}");
        }
        // What nobody knew the first time may be said later in the line.
        assert_eq!(entries("w1 d1 all pain 3/- pain -/2"), entries("w1 d1 all pain 3/2"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn any_text_is_read_without_a_panic(text in any_text()) {
            let (entries, findings) = read("text", &text, &plans(), date(2026, 12, 5));
            prop_assert!(!entries.is_empty() || !findings.is_empty());
            for (_, range) in &entries {
                prop_assert!(text.get(range.clone()).is_some());
            }
            for finding in &findings {
                let Some(Place { at: At::Bytes(start, end), .. }) = &finding.place else { panic!() };
                prop_assert!(text.get(*start..*end).is_some());
            }
        }
    }

    /// Anything at all, or words of the form in any order.
    fn any_text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-z0-9:!,/;#\\-+ ]{0,6}",
            Just("w2 d3 ".to_owned()),
            Just("pain ".to_owned()),
            Just("note ".to_owned()),
            Just("1-4294967295:ok ".to_owned()),
            Just("\n".to_owned()),
            "\\PC{0,4}",
        ];
        prop::collection::vec(word, 0..12).prop_map(|words| words.concat())
    }
}
