//! Further check-ins at the end of the text of a log: what is there stays byte for byte.

use super::model::{Checkin, Log, SCHEMA};
use crate::finding::{Code, Finding, Place};
use crate::source;

/// The head of a new log.
const HEAD: &str =
    "# Check-ins, one entry each, the newest last. `regimen checkin` adds to the end.\n";

/// The text with further entries. `log` is what `text` holds; without a text a new one is begun.
///
/// # Errors
/// A finding when the text has a shape to which nothing can be added safely, such as a list on one line.
pub fn appended(
    name: &str,
    text: Option<&str>,
    log: &Log,
    new: &[Checkin],
) -> Result<String, Finding> {
    let begun = format!("{HEAD}schema: {SCHEMA}\ncheckins:\n");
    let text = text.unwrap_or(&begun);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let whole: Vec<Checkin> = log.checkins.iter().chain(new).cloned().collect();
    let expected = Log { schema: log.schema, checkins: whole };
    let entries: String = new.iter().map(entry).collect();
    // The list of a log that was typed by hand may stand at the margin. Reading back decides.
    for indent in ["  ", ""] {
        let longer = format!("{text}{end}{}", indented(&entries, indent));
        if source::quick::<Log>(&longer).is_some_and(|read| read == expected) {
            return Ok(longer);
        }
    }
    Err(Finding::error(Code::CannotWrite, "nothing can be added to the end of this file safely")
        .at(Place::whole(name))
        .hint(
            "write `checkins:` on a line of its own, and each entry on lines of its own below it",
        ))
}

/// An entry of a list; on one line if its note has a character that cannot stand in a block.
fn entry(new: &Checkin) -> String {
    let block = source::write(&[new]);
    if block.starts_with("- ") { block } else { format!("- {}\n", source::on_one_line(new)) }
}

fn indented(entries: &str, indent: &str) -> String {
    let line =
        |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") };
    entries.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::super::model::{Amount, Done, Session, Week};
    use super::*;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    fn read(text: &str) -> Log {
        let (log, findings) = load::log("c.yaml", text.as_bytes());
        log.unwrap_or_else(|| panic!("{findings:?}\n{text}"))
    }

    fn session_on(date: Date) -> Checkin {
        let session = Session { done: Done::All, ..Session::default() };
        Checkin { session: Some(session), ..Checkin::on(date) }
    }

    #[test]
    fn a_log_is_begun_and_goes_on() {
        let new = [session_on(date(2026, 12, 1))];
        let first = appended("c.yaml", None, &Log::default(), &new).unwrap();
        let second =
            appended("c.yaml", Some(&first), &read(&first), &[session_on(date(2026, 12, 2))]);
        let second = second.unwrap();
        assert!(second.starts_with(&first));
        assert_eq!(read(&second).checkins.len(), 2);
    }

    #[test]
    fn what_is_there_stays_byte_for_byte() {
        for text in [
            "checkins:\n- {date: 2026-12-01, morning: 2}   # at the margin",
            "schema: 1\ncheckins:\n  # by hand\n  - date: 2026-12-01\n    morning: 2\n\n",
            "# only a head\ncheckins:\n",
        ] {
            let log = if text.contains("date") { read(text) } else { Log::default() };
            let longer =
                appended("c.yaml", Some(text), &log, &[session_on(date(2026, 12, 2))]).unwrap();
            assert!(longer.starts_with(text), "{longer}");
            assert_eq!(read(&longer).checkins.len(), log.checkins.len() + 1);
        }
    }

    #[test]
    fn a_list_on_one_line_cannot_grow_at_its_end() {
        for text in ["checkins: []\n", "{checkins: [{date: 2026-12-01, morning: 2}]}\n"] {
            let found =
                appended("c.yaml", Some(text), &read(text), &[session_on(date(2026, 12, 2))]);
            assert_eq!(found.unwrap_err().code, Code::CannotWrite, "{text}");
        }
    }

    #[test]
    fn a_note_of_any_characters_is_kept() {
        for note in [
            "\u{2028}\n",
            "\u{2029}\n  deeper\n\n",
            "\u{85}next\nline",
            "\u{feff}\n\u{2028}",
            " \n- a: \"b\"\n",
            "tab\tand \u{7f} and \u{1f600}\n\u{2028}",
        ] {
            let new = [Checkin { note: Some(note.to_owned()), ..session_on(date(2026, 12, 1)) }];
            let first = appended("c.yaml", None, &Log::default(), &new).unwrap();
            assert_eq!(read(&first).checkins, new, "{first}");
            let second = [session_on(date(2026, 12, 2))];
            let longer = appended("c.yaml", Some(&first), &read(&first), &second).unwrap();
            assert_eq!(read(&longer).checkins.len(), 2, "{longer}");
        }
    }

    fn a_checkin() -> impl Strategy<Value = Checkin> {
        let words = "\\PC{0,10}( |\n|: |#|'|\"|\u{2028}|\u{2029}\n)\\PC{0,10}";
        let amount = prop_oneof![Just("all"), Just("skip"), Just("2x8+3")];
        let parts = prop::collection::btree_map("[a-z-]{1,9}", amount, 0..4);
        (0..400i32, prop::option::of(words), parts, prop::option::of(-5..=5i64), any::<bool>())
            .prop_map(|(day, note, parts, change, week)| {
                let date = date(2026, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
                let parts =
                    parts.into_iter().map(|(id, amount)| (id, amount.parse::<Amount>().unwrap()));
                let session = Session { done: Done::Parts(parts.collect()), ..Session::default() };
                let change = change.map(|change| crate::quantity::Change::new(change).unwrap());
                let week = week.then(|| Week { change, ..Week::default() });
                Checkin { session: Some(session), week, note, ..Checkin::on(date) }
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_entries_are_read_back_as_they_were(
            entries in prop::collection::vec(prop::collection::vec(a_checkin(), 1..3), 1..4),
        ) {
            let mut text: Option<String> = None;
            let mut log = Log::default();
            for new in entries {
                let longer = appended("c.yaml", text.as_deref(), &log, &new).unwrap();
                prop_assert!(longer.starts_with(text.as_deref().unwrap_or_default()));
                log.checkins.extend(new);
                prop_assert_eq!(&read(&longer), &log);
                text = Some(longer);
            }
        }
    }
}
