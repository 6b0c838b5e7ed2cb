//! The words of the page: Fluent messages of the library, and their small grammar.

use std::cell::RefCell;
use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use jiff::civil::Date;

use super::document::Inline;
use crate::finding::{Code, Finding, Place};
use crate::library::Library;
use crate::quantity::Day;

/// The file of words in a library's folder.
pub(super) const FILE: &str = "text/en.ftl";

/// The words of one language. A message that is missing or broken is remembered and becomes a finding,
/// so that no line is lost in silence.
pub(super) struct Words {
    bundle: FluentBundle<FluentResource>,
    missing: RefCell<BTreeSet<String>>,
}

/// Reads the words of a library and makes something with them.
///
/// # Errors
/// Findings when a message of the words cannot be read, or is missing or broken where it is used.
pub(super) fn worded<T>(
    library: &Library,
    make: impl FnOnce(&Words) -> T,
) -> Result<T, Vec<Finding>> {
    let words = Words::of(library)?;
    let made = make(&words);
    let findings = words.findings();
    if findings.is_empty() { Ok(made) } else { Err(findings) }
}

/// What the page calls things of a list (`phase`, `position`), each with its id.
///
/// # Errors
/// Findings when a message of the words cannot be read, or is missing or broken where it is used.
pub fn names<'a>(
    library: &Library,
    list: &str,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<(&'a str, String)>, Vec<Finding>> {
    let named = |words: &Words, id| (id, words.get(&format!("{list}-{id}")));
    worded(library, |words| ids.into_iter().map(|id| named(words, id)).collect())
}

/// The values of a message's variables.
pub(super) type Values<'a> = &'a [(&'a str, Value<'a>)];

/// A value of a variable.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// Words.
    Text(&'a str),
    /// A whole number.
    Number(u32),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

/// The values of a message about weeks: the first, the last, and how many they are.
pub(super) fn of_weeks((first, last): (u32, u32)) -> [(&'static str, Value<'static>); 3] {
    let span = last.saturating_sub(first).saturating_add(1);
    [("first", first.into()), ("last", last.into()), ("span", span.into())]
}

impl Words {
    /// The words of a library, message by message: a user's own ones instead of the built-in ones.
    ///
    /// # Errors
    /// A finding for each message that cannot be read.
    pub(super) fn of(library: &Library) -> Result<Self, Vec<Finding>> {
        let mut words = Self::in_language(&library.words, language(library))?;
        if let Some(own) = &library.own_words {
            words.bundle.add_resource_overriding(resource(own)?);
        }
        Ok(words)
    }

    /// Reads Fluent text.
    ///
    /// # Errors
    /// A finding for each message that cannot be read.
    #[cfg(test)]
    pub(super) fn read(text: &str) -> Result<Self, Vec<Finding>> {
        Self::in_language(text, language_of(text))
    }

    /// Reads Fluent text. The language decides on plurals, so it is known before any message is read.
    fn in_language(text: &str, language: &str) -> Result<Self, Vec<Finding>> {
        let mut bundle = FluentBundle::new(vec![language.parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource(text)?)
            .map_err(|errors| errors.iter().map(broken).collect::<Vec<_>>())?;
        Ok(Self { bundle, missing: RefCell::default() })
    }

    /// The language as a BCP 47 tag.
    pub(super) fn language(&self) -> String {
        self.get("language")
    }

    /// A message.
    pub(super) fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A message with values.
    pub(super) fn with(&self, id: &str, values: Values) -> String {
        self.filled(id, values).unwrap_or_else(|| {
            self.missing.borrow_mut().insert(id.to_owned());
            id.to_owned()
        })
    }

    /// A message with values; none where it is missing or something in it is.
    pub(super) fn filled(&self, id: &str, values: Values) -> Option<String> {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            let value = match value {
                Value::Text(text) => FluentValue::from(*text),
                Value::Number(number) => FluentValue::from(*number),
            };
            args.set(*name, value);
        }
        let pattern = self.bundle.get_message(id).and_then(|message| message.value())?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// A message about weeks, with other values.
    pub(super) fn with_weeks(&self, id: &str, weeks: (u32, u32), others: Values) -> String {
        self.with(id, &[&of_weeks(weeks), others].concat())
    }

    /// A message as inline pieces: `**two stars**` stand out.
    pub(super) fn inline(&self, id: &str, values: Values) -> Vec<Inline> {
        stars(&self.with(id, values))
    }

    /// Words joined as in a sentence: `a, b and c`.
    pub(super) fn list<S: AsRef<str>>(&self, words: &[S]) -> String {
        self.joined(words, "list-two", "list-more")
    }

    /// Names as in a sentence, each in quotes: they may have commas of their own.
    pub(super) fn named<S: AsRef<str>>(&self, names: &[S]) -> String {
        let quoted = names.iter().map(|name| self.with("named", &[("name", name.as_ref().into())]));
        self.list(&quoted.collect::<Vec<_>>())
    }

    /// Words with commas and an "or".
    pub(super) fn either<S: AsRef<str>>(&self, words: &[S]) -> String {
        self.joined(words, "either-two", "either-more")
    }

    fn joined<S: AsRef<str>>(&self, words: &[S], two: &str, more: &str) -> String {
        match words {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [first, second] => self
                .with(two, &[("first", first.as_ref().into()), ("second", second.as_ref().into())]),
            [first, rest @ ..] => {
                let rest = self.joined(rest, two, more);
                self.with(more, &[("first", first.as_ref().into()), ("rest", (&rest).into())])
            }
        }
    }

    /// The long name of a day.
    pub(super) fn day(&self, day: Day) -> String {
        self.get(&format!("day-{}", day.as_str()))
    }

    /// The short name of a day.
    pub(super) fn day_short(&self, day: Day) -> String {
        self.get(&format!("day-short-{}", day.as_str()))
    }

    /// A date with its weekday and year.
    pub(super) fn date_long(&self, date: Date) -> String {
        self.date("date-long", date, &self.day(Day::of(date)))
    }

    /// A date with its short weekday.
    pub(super) fn date_short(&self, date: Date) -> String {
        self.date("date-short", date, &self.day_short(Day::of(date)))
    }

    /// A date without its weekday and year.
    pub(super) fn date_brief(&self, date: Date) -> String {
        self.date("date-brief", date, "")
    }

    fn date(&self, id: &str, date: Date, weekday: &str) -> String {
        let month = self.get(&format!("month-{}", date.month()));
        let year = date.year().to_string();
        self.with(
            id,
            &[
                ("weekday", weekday.into()),
                ("day", date.day().unsigned_abs().to_string().as_str().into()),
                ("month", (&month).into()),
                ("year", (&year).into()),
            ],
        )
    }

    /// What was asked for and is not there.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let missing = self.missing.borrow();
        missing
            .iter()
            .map(|id| {
                let message = format!("the message `{id}` is missing or lacks a variable");
                Finding::error(Code::MissingKey, message).at(Place::whole(FILE))
            })
            .collect()
    }
}

/// Fluent text that has been read.
fn resource(text: &str) -> Result<FluentResource, Vec<Finding>> {
    FluentResource::try_new(text.to_owned())
        .map_err(|(_, errors)| errors.iter().map(broken).collect::<Vec<_>>())
}

fn broken(error: &impl ToString) -> Finding {
    Finding::error(Code::Syntax, error.to_string()).at(Place::whole(FILE))
}

/// The language of a library's words as a BCP 47 tag.
#[must_use]
pub fn language(library: &Library) -> &str {
    let own = library.own_words.as_deref().map(language_of).filter(|own| !own.is_empty());
    own.unwrap_or_else(|| language_of(&library.words))
}

/// The language that Fluent text says it is in; nothing if it does not say it.
pub(super) fn language_of(text: &str) -> &str {
    let mut keys = text.lines().filter_map(|line| line.split_once('='));
    let language = keys.find(|(key, _)| key.trim_end() == "language");
    language.map_or("", |(_, language)| language.trim())
}

/// Splits words at `**`: every second piece stands out.
pub(super) fn stars(text: &str) -> Vec<Inline> {
    text.split("**")
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
        .map(|(i, piece)| if i % 2 == 1 { Inline::strong(piece) } else { Inline::text(piece) })
        .collect()
}

/// The first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_filled_and_missing_ones_are_remembered() {
        let words = Words::read("language = en\na = { $n ->\n    [one] once\n   *[other] { $n } times\n}\nb = **Hi** { $x }\nlist-two = { $first } and { $second }\nlist-more = { $first }, { $rest }\n").unwrap();
        assert_eq!(words.with("a", &[("n", 1.into())]), "once");
        assert_eq!(words.with("a", &[("n", 12.into())]), "12 times");
        assert_eq!(
            words.inline("b", &[("x", "you".into())]),
            [Inline::strong("Hi"), Inline::text(" you")]
        );
        assert_eq!(words.list(&["a", "b", "c"]), "a, b and c");
        assert!(words.findings().is_empty());
        words.get("c");
        words.get("b");
        assert_eq!(words.findings().len(), 2);
    }
}
