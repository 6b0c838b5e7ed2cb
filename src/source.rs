//! YAML text -> checked values, with every finding at once, and the place of a path in the text.
//!
//! The only user of the YAML crates. Text from a user is first walked event by event, which bounds
//! its size, its nesting and its aliases and finds all keys that are given twice; only then is it
//! read. What is wrong with a value is recorded, the value is taken out, and reading goes on, so that
//! one run shows everything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use serde_yaml::Value;

use crate::finding::{At, Code, Finding, Findings, Place, did_you_mean};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;
/// The deepest nesting of collections; the formats need 6.
pub const MAX_DEPTH: usize = 32;
/// The most findings that are collected for a file.
pub const MAX_FINDINGS: usize = 100;

/// Reads bytes that a user gave.
///
/// The value is there unless an error makes it useless; findings may be there with or without it.
#[must_use]
pub fn read<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> (Option<T>, Vec<Finding>) {
    let text = match text(name, bytes) {
        Ok(text) => text,
        Err(finding) => return (None, vec![finding]),
    };
    let findings = Marks::of(name, text).findings;
    if findings.any_error() {
        return (None, findings);
    }
    match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Null) => (None, vec![empty(name)]),
        Ok(value) => {
            let (good, mut findings) = decode(name, value);
            in_order(text, &mut findings);
            (good, findings)
        }
        Err(error) => (None, vec![syntax(name, text, &error)]),
    }
}

/// Sorts findings by their place in the text.
fn in_order(text: &str, findings: &mut [Finding]) {
    if findings.len() > 1 {
        let marks = Marks::of("", text);
        findings.sort_by_key(|finding| {
            finding
                .place
                .as_ref()
                .and_then(|place| marks.locate(&place.at))
                .map(|range| range.start)
        });
    }
}

/// Reads text that is most likely without a fault: fast, and without saying what is wrong if it has one.
#[must_use]
pub fn quick<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_yaml::from_str(text).ok()
}

/// Reads text that is known to be good: JSON, as the built-in files are built in, fast and without a second
/// look; other YAML as [`read`] does.
///
/// # Errors
/// The findings that [`read`] has for it.
pub fn read_trusted<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Vec<Finding>> {
    serde_json::from_str(text).or_else(|_| {
        let (value, findings) = read::<T>(name, text.as_bytes());
        value.filter(|_| !findings.any_error()).ok_or(findings)
    })
}

/// The text of bytes that a user gave, without a byte order mark.
///
/// # Errors
/// A finding where they are too many, no text, or nothing.
pub fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Finding> {
    let whole = || Place::whole(name);
    if bytes.len() > MAX_BYTES {
        // No more than that is read of a file, so nobody knows how many it has.
        let message = format!("the file has more than {MAX_BYTES} bytes, and no more are read");
        return Err(Finding::error(Code::TooLarge, message).at(whole()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Finding::error(Code::NotText, "the file is not UTF-8 text")
            .at(whole())
            .hint("save it as plain text in UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(empty(name)) } else { Ok(text) }
}

fn empty(name: &str) -> Finding {
    Finding::error(Code::Empty, "the file is empty").at(Place::whole(name))
}

fn syntax(name: &str, text: &str, error: &serde_yaml::Error) -> Finding {
    let start = error.location().map(|place| place.index().min(text.len()));
    let at = start.map_or(At::Whole, |start| At::Bytes(start, start));
    Finding::error(Code::Syntax, format!("this is not YAML: {error}"))
        .at(Place { source: name.to_owned(), at })
        .maybe_hint(help(&error.to_string(), text, start))
}

/// What to do where a text is not YAML: the parser's own words help nobody who writes it by hand.
fn help(said: &str, text: &str, at: Option<usize>) -> Option<String> {
    const INDENT: &str = "look at the line above too: keys that belong together begin with the same number of spaces";
    const HELP: [(&str, &str); 14] = [
        ("tabs ", "indent with spaces, not with tabs"),
        ("a tab", "indent with spaces, not with tabs"),
        ("tab cannot", "indent with spaces, not with tabs"),
        ("quoted scalar", "end a text in quotes with the quote that it begins with"),
        ("in flow construct", "close each bracket, here or on the line above"),
        ("expected key", INDENT),
        ("expected '-'", INDENT),
        ("indentation", INDENT),
        (
            "mapping values are not allowed",
            "write a space after a colon, and put a text that has a colon into straight quotes: \
             `name: \"Ana: the second\"`; keys that belong together begin with the same number of spaces",
        ),
        ("expect ':'", "write a colon and a space after each key, here or on the line above"),
        ("expected ',' or", "put a comma between the entries, and close each bracket"),
        ("flow", "close each bracket, and indent what stands in it"),
        ("illegal placement of ':'", "close each bracket, here or on the line above"),
        (
            "anchor or alias",
            "begin each entry of a list with `- `; a text that begins with `*` or `&` stands in quotes",
        ),
    ];
    // The reader does not always say that it is a tab that it stumbles over.
    let said = if at.is_some_and(|at| is_after_a_tab(text, at)) { "a tab" } else { said };
    HELP.iter().find(|(part, _)| said.contains(part)).map(|(_, help)| (*help).to_owned())
}

/// Whether a tab indents the line that a byte is in.
fn is_after_a_tab(text: &str, at: usize) -> bool {
    let start = text.get(..at).map_or(0, |before| before.rfind('\n').map_or(0, |end| end + 1));
    let indent = text[start..].find(|c: char| c != ' ' && c != '\t').unwrap_or(0);
    text[start..start + indent].contains('\t')
}

/// Warnings on texts that are read as something else than was meant: one that begins with a typographic
/// quote, which is a letter like others in YAML, and one whose end is taken for a comment.
#[must_use]
pub fn warnings(name: &str, bytes: &[u8]) -> Vec<Finding> {
    text(name, bytes).map_or_else(|_| Vec::new(), |text| Marks::of(name, text).warnings)
}

/// A text without quotes that begins with a typographic one.
fn curly(text: &str, range: &Range<usize>) -> Option<(Range<usize>, Finding)> {
    let message = "the quotes “ ” are letters of the text here, and do not hold it together";
    let begins = text.get(range.clone())?.starts_with(['“', '”', '„']);
    let warning = Finding::warning(Code::BadValue, message).hint("use straight quotes: \"...\"");
    begins.then_some((range.clone(), warning))
}

/// A text without quotes that a comment ends, where the comment has no space behind its sign: a `#2` or
/// `#or` belongs to the text. Behind a number a comment takes nothing away.
fn cut_short(text: &str, range: &Range<usize>) -> Option<(Range<usize>, Finding)> {
    let typed = text.get(range.clone())?.trim_end();
    let end = range.start + typed.len();
    let line = text.get(end..)?.lines().next()?;
    let comment = line.trim_start();
    let next = comment.strip_prefix('#')?.chars().next()?;
    let is_text = typed.chars().any(char::is_alphabetic);
    if !is_text || comment.len() == line.len() || next == '#' || next.is_whitespace() {
        return None;
    }
    let start = end + line.len() - comment.len();
    let message = "the text ends here: a comment begins with ` #`, and is not read";
    let warning = Finding::warning(Code::CutShort, message).hint(
        "put the text into straight quotes: \"...\"; if it is a comment, write a space behind `#`",
    );
    Some((start..start + comment.trim_end().len(), warning))
}

/// What stands in a text for the value at a path, quotes and all: a number has lost its signs once it is read.
#[must_use]
pub fn as_typed<'a>(bytes: &'a [u8], path: &str) -> Option<&'a str> {
    let text = text("", bytes).ok()?;
    let marks = Marks::of("", text);
    text.get(marks.values.get(path)?.clone())
}

/// A value as YAML, in the order of its fields; on one line if it has an odd character.
#[must_use]
pub fn write(value: &impl Serialize) -> String {
    // Every field is a number, a text or a map with text keys: writing them to memory cannot fail.
    let text = serde_yaml::to_string(value).unwrap_or_default();
    if text.contains(is_odd) { format!("{}\n", on_one_line(value)) } else { text }
}

/// A value as one line of JSON, which is YAML too, with odd characters escaped.
#[must_use]
pub fn on_one_line(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    let escaped = |letter: char| {
        if is_odd(letter) { format!("\\u{:04x}", u32::from(letter)) } else { letter.to_string() }
    };
    text.chars().map(escaped).collect()
}

/// Characters that one reader of YAML takes for a line break or for no part of a text, and another one
/// does not: they are only safe in quotes and escaped. A line feed is not one of them.
pub const fn is_odd(letter: char) -> bool {
    matches!(letter, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// A text as a YAML scalar that can stand in a flow collection and before a comment.
#[must_use]
pub fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'.' | b'/'))
        && !text.ends_with(' ')
        // In a flow list a sign of a list item is read before `,` and `]`.
        && !text.split(' ').any(|word| word.starts_with('-'));
    // A word such as `yes` or `null` means something else without quotes.
    if plain
        && matches!(serde_yaml::from_str(text), Ok(Value::String(read)) if read == text)
        && !is_bool(text)
    {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // YAML takes these from a text as they are, or not at all.
            c if c.is_control() || is_odd(c) => {
                quoted.push_str(&format!("\\U{:08X}", c as u32));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Words that YAML 1.1 reads as yes or no, which this reader does not, but another may.
fn is_bool(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "y" | "n" | "yes" | "no" | "on" | "off")
}

// ---------------------------------------------------------------- values, with all findings

/// Reads a value; each error is recorded and what caused it is taken out, until the rest can be read.
fn decode<T: DeserializeOwned>(name: &str, mut value: Value) -> (Option<T>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut cuts = Cuts::default();
    while findings.len() < MAX_FINDINGS {
        let error = match serde_path_to_error::deserialize::<_, T>(value.clone()) {
            Ok(good) => return (Some(good), findings),
            Err(error) => error,
        };
        let path: Vec<Step> = error.path().iter().filter_map(Step::of).collect();
        let fault = Fault::of(&error.into_inner().to_string(), path);
        // A key that is missing because its bad value was taken out has its finding already.
        if !fault.misses.as_ref().is_some_and(|key| cuts.has(&fault.path, key)) {
            findings.push(fault.finding(name, &cuts.original(&fault.path)));
        }
        if !cut(&mut value, &fault.path) {
            break;
        }
        cuts.record(&fault.path);
    }
    (None, findings)
}

/// Takes what is wrong out of the value, so that the rest can be read; `false` if that cannot be done.
fn cut(value: &mut Value, path: &[Step]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let mut node = value;
    for step in parents {
        let next = match step {
            Step::Key(key) => node.get_mut(key.as_str()),
            Step::Index(index) => node.get_mut(*index),
        };
        match next {
            Some(next) => node = next,
            None => return false,
        }
    }
    match (last, node) {
        (Step::Key(key), Value::Mapping(mapping)) => mapping.remove(key.as_str()).is_some(),
        (Step::Index(index), Value::Sequence(list)) if *index < list.len() => {
            list.remove(*index);
            true
        }
        _ => false,
    }
}

/// What was taken out: list elements, so that later findings keep the place that they have in the
/// text, and keys, so that none is reported as missing.
#[derive(Default)]
struct Cuts {
    elements: BTreeMap<String, Vec<usize>>,
    keys: BTreeSet<String>,
}

impl Cuts {
    fn has(&self, path: &[Step], key: &str) -> bool {
        let mut full = self.original(path);
        full.push(Step::Key(key.to_owned()));
        self.keys.contains(&join(&full))
    }

    fn original(&self, path: &[Step]) -> Vec<Step> {
        let mut original: Vec<Step> = Vec::with_capacity(path.len());
        for step in path {
            let step = match step {
                Step::Index(index) => {
                    let gone = self.elements.get(&join(&original)).map_or(&[][..], Vec::as_slice);
                    // `gone` is sorted: each one at or before the index stood in front of it.
                    Step::Index(gone.iter().fold(*index, |at, cut| at + usize::from(*cut <= at)))
                }
                Step::Key(_) => step.clone(),
            };
            original.push(step);
        }
        original
    }

    fn record(&mut self, path: &[Step]) {
        let original = self.original(path);
        match original.split_last() {
            Some((Step::Index(index), parents)) => {
                let gone = self.elements.entry(join(parents)).or_default();
                gone.push(*index);
                gone.sort_unstable();
            }
            _ => {
                self.keys.insert(join(&original));
            }
        }
    }
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    fn of(segment: &Segment) -> Option<Self> {
        match segment {
            Segment::Seq { index } => Some(Self::Index(*index)),
            Segment::Map { key } => Some(Self::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        }
    }
}

fn join(path: &[Step]) -> String {
    path.iter().fold(String::new(), |mut joined, step| {
        match step {
            Step::Index(index) => joined.push_str(&format!("[{index}]")),
            Step::Key(key) if joined.is_empty() => joined.push_str(key),
            Step::Key(key) => {
                joined.push('.');
                joined.push_str(key);
            }
        }
        joined
    })
}

/// What serde said, taken apart.
struct Fault {
    code: Code,
    message: String,
    hint: Option<String>,
    path: Vec<Step>,
    /// The key that is missing at the path.
    misses: Option<String>,
}

impl Fault {
    fn of(said: &str, mut path: Vec<Step>) -> Self {
        let names = quoted(said);
        if said.starts_with("unknown field") {
            let key = names.first().cloned().unwrap_or_default();
            if path.last() != Some(&Step::Key(key.clone())) {
                path.push(Step::Key(key.clone()));
            }
            let known = names.iter().skip(1).map(String::as_str);
            let hint = did_you_mean(&key, known.clone()).or_else(|| {
                (names.len() > 1)
                    .then(|| format!("known keys: {}", known.collect::<Vec<_>>().join(", ")))
            });
            return Self {
                code: Code::UnknownKey,
                message: format!("unknown key `{key}`"),
                hint,
                path,
                misses: None,
            };
        }
        if said.starts_with("missing field") {
            let key = names.first().cloned().unwrap_or_default();
            let message = format!("the key `{key}` is missing");
            return Self { code: Code::MissingKey, message, hint: None, path, misses: Some(key) };
        }
        if said.starts_with("unknown variant") {
            let word = names.first().cloned().unwrap_or_default();
            let known: Vec<&str> = names.iter().skip(1).map(String::as_str).collect();
            let hint = did_you_mean(&word, known.iter().copied())
                .or_else(|| Some(format!("one of: {}", known.join(", "))));
            let message = format!("`{word}` is not one of the known words");
            return Self { code: Code::BadValue, message, hint, path, misses: None };
        }
        let message = plain(said);
        let hint = shape(&message);
        Self { code: Code::BadValue, message, hint, path, misses: None }
    }

    fn finding(&self, name: &str, original: &[Step]) -> Finding {
        let joined = join(original);
        let at = match self.code {
            _ if joined.is_empty() => At::Whole,
            Code::UnknownKey => At::Key(joined),
            _ => At::Path(joined),
        };
        Finding::error(self.code, self.message.clone())
            .at(Place { source: name.to_owned(), at })
            .maybe_hint(self.hint.clone())
    }
}

/// How to write what was expected in the place of a text.
fn shape(message: &str) -> Option<String> {
    let (text, expected) = message.strip_prefix("found string \"")?.split_once("\", expected ")?;
    match expected {
        "a list" if is_in_lines(text) => {
            Some("begin each entry on a line of its own with `- `: a dash and a space".to_owned())
        }
        "a list" => Some(format!("a list stands in brackets, also one of one: `[{text}]`")),
        "a mapping" if text.contains(':') => Some("write a space after the colon".to_owned()),
        "a boolean" => Some("write `true` or `false`, without quotes".to_owned()),
        _ if expected.contains("number") && text.parse::<f64>().is_ok() => {
            Some(format!("write it without quotes: {text}"))
        }
        _ => None,
    }
}

/// Whether a text was meant as the lines of a list: it begins with a sign of one, or has several.
fn is_in_lines(text: &str) -> bool {
    text.starts_with(['-', '–', '—', '•', '*']) || text.contains(" - ")
}

fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// serde's words in plain ones.
fn plain(said: &str) -> String {
    // The reader of dates speaks of its own parts.
    if said.starts_with("failed to parse ") || said.starts_with("parsed ") {
        return "not a day of the calendar, written as 2026-11-23".to_owned();
    }
    const WORDS: [(&str, &str); 16] = [
        ("invalid type: ", "found "),
        ("invalid value: ", "found "),
        ("unit value", "nothing"),
        ("a Value::Tagged enum", "one of the known words"),
        ("a sequence", "a list"),
        ("sequence", "a list"),
        ("a map", "a mapping"),
        (" map,", " a mapping,"),
        ("integer `", "`"),
        ("floating point `", "`"),
        ("boolean `", "`"),
        ("a date string", "a day such as 2026-11-23"),
        ("i16", "a whole number"),
        ("i64", "a whole number"),
        ("u32", "a whole number, 0 or more"),
        ("u64", "a whole number, 0 or more"),
    ];
    let mut words = said.to_owned();
    for (theirs, ours) in WORDS {
        words = words.replace(theirs, ours);
    }
    match words.find("struct ") {
        Some(start) => {
            let end = words[start + 7..].find(' ').map_or(words.len(), |n| start + 7 + n);
            format!("{}a mapping{}", &words[..start], &words[end..])
        }
        None => words,
    }
}

// ---------------------------------------------------------------- places

/// Where each key and value of a text stands, and what its structure alone shows to be wrong.
#[derive(Debug, Default)]
pub struct Marks {
    keys: BTreeMap<String, Range<usize>>,
    values: BTreeMap<String, Range<usize>>,
    /// What was most likely meant otherwise than it is read.
    warnings: Vec<Finding>,
    /// Findings on the structure: syntax, depth, aliases, keys given twice.
    pub findings: Vec<Finding>,
}

/// A collection that is being read.
enum Open {
    Mapping { path: Vec<Step>, key: Option<String>, seen: BTreeSet<String>, start: usize },
    Sequence { path: Vec<Step>, next: usize, start: usize },
}

impl Marks {
    /// Walks a text. It stops at the first error of syntax and at the limit of depth.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Self {
        let bytes = CharBytes::of(text);
        let mut marks = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut parser = Parser::new_from_str(text);
        while let Some(next) = parser.next_event() {
            let place =
                |span: &Span| At::Bytes(bytes.at(span.start.index()), bytes.at(span.end.index()));
            let mut say = |code, message: &str, at| {
                let place = Place { source: name.to_owned(), at };
                marks.findings.push(Finding::error(code, message).at(place));
            };
            match next {
                Err(error) => {
                    let start = bytes.at(error.marker().index());
                    let code = if error.info().contains("recursion limit") {
                        Code::TooDeep
                    } else {
                        Code::Syntax
                    };
                    let place = Place { source: name.to_owned(), at: At::Bytes(start, start) };
                    let message = format!("this is not YAML: {}", error.info());
                    let finding = Finding::error(code, message).at(place);
                    marks.findings.push(finding.maybe_hint(help(error.info(), text, Some(start))));
                    break;
                }
                Ok((Event::Alias(_), span)) => {
                    say(Code::Alias, "aliases (`*name`) are not used in these files", place(&span));
                    break;
                }
                Ok((Event::MappingStart(..) | Event::SequenceStart(..), span))
                    if open.len() >= MAX_DEPTH =>
                {
                    let message = format!("nested deeper than {MAX_DEPTH} levels");
                    say(Code::TooDeep, &message, place(&span));
                    break;
                }
                Ok((event, span)) => {
                    let range = bytes.at(span.start.index())..bytes.at(span.end.index());
                    marks.warn(name, text, &event, &range);
                    marks.take(name, &event, range, &mut open);
                    if marks.findings.len() >= MAX_FINDINGS {
                        break;
                    }
                }
            }
        }
        marks
    }

    /// Looks at a text without quotes, which may be read otherwise than it was meant.
    fn warn(&mut self, name: &str, text: &str, event: &Event, range: &Range<usize>) {
        if !matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..))
            || self.warnings.len() >= MAX_FINDINGS
        {
            return;
        }
        let found = [curly(text, range), cut_short(text, range)].into_iter().flatten();
        self.warnings.extend(found.map(|(range, warning)| {
            let at = At::Bytes(range.start, range.end);
            warning.at(Place { source: name.to_owned(), at })
        }));
    }

    fn take(&mut self, name: &str, event: &Event, range: Range<usize>, open: &mut Vec<Open>) {
        match event {
            Event::Scalar(text, ..) => self.scalar(name, text, range, open),
            Event::MappingStart(..) => {
                let path = advance(open);
                open.push(Open::Mapping {
                    path,
                    key: None,
                    seen: BTreeSet::new(),
                    start: range.start,
                });
            }
            Event::SequenceStart(..) => {
                let path = advance(open);
                open.push(Open::Sequence { path, next: 0, start: range.start });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(
                    Open::Mapping { path, start, .. } | Open::Sequence { path, start, .. },
                ) = open.pop()
                {
                    self.values.insert(join(&path), start..range.end.max(start));
                }
            }
            _ => {}
        }
    }

    fn scalar(&mut self, name: &str, text: &str, range: Range<usize>, open: &mut [Open]) {
        if let Some(Open::Mapping { path, key: key @ None, seen, .. }) = open.last_mut() {
            let mut full = path.clone();
            full.push(Step::Key(text.to_owned()));
            if !seen.insert(text.to_owned()) {
                let place =
                    Place { source: name.to_owned(), at: At::Bytes(range.start, range.end) };
                let message = format!("the key `{text}` is given twice");
                self.findings.push(
                    Finding::error(Code::DuplicateKey, message).at(place).hint("keep one of them"),
                );
            } else {
                self.keys.insert(join(&full), range);
            }
            *key = Some(text.to_owned());
        } else {
            let path = advance(open);
            self.values.insert(join(&path), range);
        }
    }

    /// The bytes of a position, as well as they are known: of the nearest parent if the path itself is not there.
    #[must_use]
    pub fn locate(&self, at: &At) -> Option<Range<usize>> {
        match at {
            At::Whole => None,
            At::Bytes(start, end) => Some(*start..*end),
            At::Key(path) => self.keys.get(path).cloned().or_else(|| self.nearest(path)),
            At::Path(path) => self.values.get(path).cloned().or_else(|| self.nearest(path)),
        }
    }

    fn nearest(&self, path: &str) -> Option<Range<usize>> {
        let mut path = path;
        while let Some(cut) = path.rfind(['.', '[']) {
            path = &path[..cut];
            if let Some(range) = self.keys.get(path).or_else(|| self.values.get(path)) {
                return Some(range.clone());
            }
        }
        None
    }
}

/// The path of the value that comes next, and moves on to the one after it.
fn advance(open: &mut [Open]) -> Vec<Step> {
    match open.last_mut() {
        None => Vec::new(),
        Some(Open::Mapping { path, key, .. }) => {
            let mut path = path.clone();
            path.push(Step::Key(key.take().unwrap_or_default()));
            path
        }
        Some(Open::Sequence { path, next, .. }) => {
            let mut path = path.clone();
            path.push(Step::Index(*next));
            *next += 1;
            path
        }
    }
}

/// Character indices -> byte indices, for a parser that counts characters.
struct CharBytes(Option<Vec<usize>>);

impl CharBytes {
    fn of(text: &str) -> Self {
        // In plain ASCII they are the same.
        Self((!text.is_ascii()).then(|| {
            text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len())).collect()
        }))
    }

    fn at(&self, index: usize) -> usize {
        match &self.0 {
            None => index,
            Some(bytes) => bytes.get(index).or(bytes.last()).copied().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Thing {
        name: String,
        #[serde(default)]
        count: u32,
        #[serde(default)]
        parts: Vec<Part>,
        #[serde(default)]
        ready: bool,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Part {
        side: crate::quantity::Side,
        size: Option<crate::quantity::Rating>,
    }

    fn shown(text: &str) -> Vec<String> {
        let (_, findings) = read::<Thing>("t.yaml", text.as_bytes());
        let marks = Marks::of("t.yaml", text);
        findings
            .iter()
            .map(|finding| {
                let at = finding.place.as_ref().and_then(|place| marks.locate(&place.at));
                format!("{} @ {}: {}", finding.code, at.map_or("-", |r| &text[r]), finding.message)
            })
            .collect()
    }

    #[test]
    fn good_text_has_no_finding() {
        assert_eq!(shown("name: é\nparts: [{side: left}]"), Vec::<String>::new());
    }

    #[test]
    fn all_findings_are_shown_at_once_and_in_their_place() {
        let text = "nam: x\nname: y\ncount: many\nparts:\n  - {side: left, size: 11}\n  - {side: up}\n  - {side: right, siz: 3}\n  - {size: 2}\n";
        assert_eq!(
            shown(text),
            [
                "unknown-key @ nam: unknown key `nam`",
                "bad-value @ many: found string \"many\", expected a whole number, 0 or more",
                "bad-value @ 11: 11 is not a number of points from 0 to 10",
                "bad-value @ up: `up` is not one of the known words",
                "unknown-key @ siz: unknown key `siz`",
                "missing-key @ {size: 2}: the key `side` is missing",
            ]
        );
    }

    #[test]
    fn a_slip_of_the_hand_is_told_with_what_to_do() {
        for (text, help) in [
            ("parts:\n\t- {side: left}\n", "spaces, not with tabs"),
            ("name: a\n count: 3\n", "a space after a colon"),
            ("parts:\n  - side: left\n    size: 3\n   count: 3\n", "the same number of spaces"),
            ("name: Ana: the second\n", "straight quotes"),
            ("name:Ana\ncount: 3\n", "a space after a colon"),
            ("name:Ana\n", "a space after the colon"),
            ("name: a\nparts: left\n", "`[left]`"),
            ("name: a\nparts: [{side: left}\n", "close each bracket"),
            ("name: \"a\n", "the quote that it begins with"),
            ("name: \"a\ncount: 3\n", "the quote that it begins with"),
            ("parts: [a\nname: b\n", "close each bracket"),
            ("parts: [{side: left}\ncount: 3\n", "close each bracket"),
            ("parts:\n  * left\n", "begin each entry of a list with `- `"),
            ("name: a\nparts:\n  -left\n  - right\n", "a dash and a space"),
            ("name: a\nparts:\n  – left\n  - right\n", "a dash and a space"),
            ("name: a\ncount: \"3\"\n", "without quotes: 3"),
            ("name: a\nready: yes\n", "`true` or `false`"),
        ] {
            let (_, findings) = read::<Thing>("t.yaml", text.as_bytes());
            let hint =
                findings.first().and_then(|finding| finding.hint.clone()).unwrap_or_default();
            assert!(hint.contains(help), "{text}: {findings:?}");
        }
    }

    #[test]
    fn typographic_quotes_hold_no_text_together() {
        for (text, count) in [
            ("name: “Ana”\n", 1),
            ("parts: {a: “slow, please”}\n", 1),
            ("name: \"“Ana”\"\n", 0),
            ("name: Ana “the fast” Example\n", 0),
        ] {
            let found = warnings("t.yaml", text.as_bytes());
            assert_eq!(found.len(), count, "{text}: {found:?}");
            assert!(!found.any_error());
        }
    }

    #[test]
    fn a_text_that_a_comment_cuts_is_warned_of() {
        for (text, cut) in [
            ("stop_if: You feel pain #or numbness.\nwhy: It helps.\n", Some("#or numbness.")),
            ("name: Zoë #2 of the clinic", Some("#2 of the clinic")),
            ("steps:\n  - Lie down #(on a mat).\n", Some("#(on a mat).")),
            ("steps: [Lie down #now\n  , Stand]\n", Some("#now")),
            ("name: \"Ana #2\"\n", None),
            ("name: \"Ana\" #2\n", None),
            ("name: Ana#2\n", None),
            ("name: Ana # as she writes it\n", None),
            ("name: Ana ## as she writes it\n", None),
            ("name: Ana #\n", None),
            ("days: 3 #a week\n", None),
            ("name: Ana\n#name: Ben\n", None),
        ] {
            let found = warnings("t.yaml", text.as_bytes());
            let drawn: Vec<&str> = found
                .iter()
                .filter(|finding| finding.code == Code::CutShort)
                .filter_map(|finding| match finding.place.as_ref()?.at {
                    At::Bytes(start, end) => text.get(start..end),
                    _ => None,
                })
                .collect();
            assert_eq!(drawn, cut.into_iter().collect::<Vec<_>>(), "{text}: {found:?}");
            assert!(!found.any_error());
        }
    }

    /// 100 seconds and more, when each key was looked for among all that came before it.
    #[test]
    #[allow(clippy::disallowed_methods)] // A test may time it.
    fn many_keys_are_read_in_a_moment() {
        let text: String = (0..60_000).map(|number| format!("k{number}: 1\n")).collect();
        let start = std::time::Instant::now();
        assert!(Marks::of("t.yaml", &text).findings.is_empty());
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    #[test]
    fn every_key_given_twice_is_found() {
        assert_eq!(
            shown("name: a\nname: b\ncount: 1\ncount: 2\n"),
            [
                "duplicate-key @ name: the key `name` is given twice",
                "duplicate-key @ count: the key `count` is given twice",
            ]
        );
    }

    #[test]
    fn hostile_text_is_a_finding_and_never_a_panic() {
        let deep = "[".repeat(100_000);
        let keys = "{a: ".repeat(10_000);
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        let large = format!("name: {}", "x".repeat(MAX_BYTES));
        for (text, code) in [
            (deep.as_bytes(), Code::TooDeep),
            (keys.as_bytes(), Code::TooDeep),
            (bomb.as_bytes(), Code::Alias),
            (large.as_bytes(), Code::TooLarge),
            (b"", Code::Empty),
            (b" \n# nothing\n", Code::Empty),
            (b"\xff\xfe\x00", Code::NotText),
            (b"\x00\x01\x02", Code::Syntax),
            (b"name: [", Code::Syntax),
            (b"name: a\n\tcount: 1", Code::Syntax),
            (b"- 1", Code::BadValue),
            (b"? {a: b}\n: c", Code::BadValue),
        ] {
            let (value, findings) = read::<Thing>("t.yaml", text);
            assert!(value.is_none());
            let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
            assert_eq!(codes.first(), Some(&code), "{:.40}", String::from_utf8_lossy(text));
        }
    }

    /// A file is read up to the limit: a size that was told would be that of what was read.
    #[test]
    fn a_file_that_is_too_large_is_not_told_a_size() {
        let (_, findings) = read::<Thing>("t.yaml", &vec![b'x'; MAX_BYTES + 1]);
        assert_eq!(findings.len(), 1);
        let limit = format!("more than {MAX_BYTES} bytes");
        assert!(findings[0].message.contains(&limit), "{findings:?}");
    }

    #[test]
    fn a_place_counts_bytes_where_the_parser_counts_characters() {
        let text = "name: Zoë Ł\ncount: viele\n";
        assert_eq!(
            shown(text),
            ["bad-value @ viele: found string \"viele\", expected a whole number, 0 or more"]
        );
    }
}
