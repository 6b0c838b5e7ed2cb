//! The sessions of a plan as iCalendar (RFC 5545).
//!
//! A session has a day and no hour: its event is a whole day, which means the same in every time
//! zone, and leaves the day free for other things.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::handout::{Calendar, Event};

/// The most bytes of a line, without its end.
const LINE: usize = 75;

/// Writes a calendar. The bytes depend on it alone.
#[must_use]
pub fn ics(calendar: &Calendar) -> String {
    let mut ics = String::new();
    let mut line = |text: String| fold(&mut ics, &text);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line(concat!("PRODID:-//regimen//regimen ", env!("CARGO_PKG_VERSION"), "//EN").to_owned());
    line("CALSCALE:GREGORIAN".to_owned());
    line("METHOD:PUBLISH".to_owned());
    line(format!("X-WR-CALNAME:{}", escaped(&calendar.title)));
    for event in &calendar.events {
        lines_of(event, calendar).into_iter().for_each(&mut line);
    }
    line("END:VCALENDAR".to_owned());
    ics
}

fn lines_of(event: &Event, calendar: &Calendar) -> [String; 12] {
    let next = event.date.checked_add(1.day()).unwrap_or(event.date);
    let language = &calendar.language;
    [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", event.uid),
        // The plan's start, never the clock: the same plan gives the same bytes.
        format!("DTSTAMP:{}T000000Z", digits(calendar.start)),
        format!("SEQUENCE:{}", calendar.edition),
        format!("DTSTART;VALUE=DATE:{}", digits(event.date)),
        format!("DTEND;VALUE=DATE:{}", digits(next)),
        format!("SUMMARY;LANGUAGE={language}:{}", escaped(&event.title)),
        format!("DESCRIPTION;LANGUAGE={language}:{}", escaped(&event.lines.join("\n"))),
        // Health data: not for those who may see when somebody is busy.
        "CLASS:PRIVATE".to_owned(),
        "TRANSP:TRANSPARENT".to_owned(),
        "STATUS:CONFIRMED".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// A date as `20261123`.
fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Words as a value of type TEXT; control characters are left out.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => {
                let _ = write!(escaped, "\\{c}");
            }
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, cut where it is longer than [`LINE`] bytes; what follows a cut starts with a space.
fn fold(ics: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            ics.push_str("\r\n ");
            used = 1;
        }
        ics.push(c);
        used += c.len_utf8();
    }
    ics.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_between_characters() {
        let mut ics = String::new();
        fold(&mut ics, &"é".repeat(80));
        let lines: Vec<&str> = ics.split_terminator("\r\n").collect();
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [74, 75, 13]);
        assert_eq!(ics.replace("\r\n ", "").trim_end(), "é".repeat(80));
    }

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\n\u{7}e"), "a\\, b\\; c\\\\d\\ne");
    }
}
