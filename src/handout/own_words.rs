//! A user's own words of the page, held against the built-in ones. A message that nobody looks for, or a blank
//! where a stop sign was, would be seen on paper alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::{ParserError, parse_runtime};

use super::words::{FILE, Value, Words, language_of};
use crate::finding::{At, Code, Finding, Place, did_you_mean};
use crate::library::Library;
use crate::source::MAX_FINDINGS;

/// Messages of which the library's own phases each have one.
const OF_PHASES: [&str; 2] = ["phase-", "phase-aim-"];
/// What every message about weeks may say of them, whether the built-in one does or not.
const OF_WEEKS: [&str; 3] = ["first", "last", "span"];

/// What is wrong with the words of a library beside the built-in ones: what cannot be read or filled in, what no
/// page says, what is blank, and what is not said in another language or of a phase of one's own.
#[must_use]
pub fn own_words(library: &Library) -> Vec<Finding> {
    let built_in = Messages::of(&library.words);
    let own = library.own_words.as_deref().unwrap_or_default();
    let own = Messages::of(own);
    let mut findings: Vec<Finding> =
        own.errors.iter().map(|error| syntax(error, own.text)).collect();
    if findings.is_empty() {
        let check = Check { library, built_in: &built_in, own: &own };
        findings.extend(check.twice());
        findings.extend(check.unknown());
        findings.extend(check.variables());
        findings.extend(check.written());
        findings.extend(check.missing());
    }
    findings.truncate(MAX_FINDINGS);
    findings
}

/// The variables of a message, and whether each of them is said or only decides between words.
type Variables = BTreeMap<String, bool>;

/// A message: the place of its id, its variables, and the messages that it refers to.
#[derive(Default)]
struct Message<'a> {
    at: Range<usize>,
    variables: Variables,
    refers: Vec<&'a str>,
}

/// The messages of a text.
struct Messages<'a> {
    text: &'a str,
    by_id: BTreeMap<&'a str, Message<'a>>,
    /// Ids that stand in front of a second message, with their places.
    twice: Vec<(&'a str, Range<usize>)>,
    errors: Vec<ParserError>,
}

impl<'a> Messages<'a> {
    fn of(text: &'a str) -> Self {
        let (resource, errors) = match parse_runtime(text) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        let mut messages = Self { text, by_id: BTreeMap::new(), twice: Vec::new(), errors };
        let places: BTreeMap<&str, Vec<Range<usize>>> = places(text);
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name;
            let at = places.get(id).map_or(&[][..], Vec::as_slice);
            let mut found =
                Message { at: at.first().cloned().unwrap_or(0..0), ..Message::default() };
            message.value.iter().for_each(|pattern| in_pattern(pattern, &mut found));
            if messages.by_id.insert(id, found).is_some() {
                messages.twice.push((id, at.last().cloned().unwrap_or(0..0)));
            }
        }
        messages
    }
}

/// Where messages begin: a line that is no comment and does not go on from the line above.
fn places(text: &str) -> BTreeMap<&str, Vec<Range<usize>>> {
    let mut places: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_of_an_id = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        let end = line.find(|letter| !is_of_an_id(letter)).unwrap_or(line.len());
        let (id, rest) = line.split_at(end);
        if rest.trim_start().starts_with('=') {
            places.entry(id).or_default().push(start..start + end);
        }
        start += line.len();
    }
    places
}

fn in_pattern<'a>(pattern: &Pattern<&'a str>, found: &mut Message<'a>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression<'a>(expression: &Expression<&'a str>, found: &mut Message<'a>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, true, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, false, found);
            variants.iter().for_each(|variant| in_pattern(&variant.value, found));
        }
    }
}

fn in_inline<'a>(inline: &InlineExpression<&'a str>, said: bool, found: &mut Message<'a>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            *found.variables.entry(id.name.to_owned()).or_default() |= said;
        }
        InlineExpression::MessageReference { id, .. } => found.refers.push(id.name),
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

fn syntax(error: &ParserError, text: &str) -> Finding {
    let start = error.pos.start.min(text.len());
    let end = error.pos.end.min(text.len());
    Finding::error(Code::Syntax, format!("this is not Fluent: {error}")).at(bytes(start..end)).hint(
        "a message is `id = words`; what goes on below begins with spaces, and each `{` is closed",
    )
}

fn bytes(range: Range<usize>) -> Place {
    Place { source: FILE.to_owned(), at: At::Bytes(range.start, range.end) }
}

/// A user's words beside the built-in ones.
struct Check<'a> {
    library: &'a Library,
    built_in: &'a Messages<'a>,
    own: &'a Messages<'a>,
}

impl Check<'_> {
    fn twice(&self) -> Vec<Finding> {
        let twice = self.own.twice.iter().map(|(id, at)| {
            Finding::error(Code::DuplicateKey, format!("the message `{id}` is given twice"))
                .at(bytes(at.clone()))
        });
        twice.collect()
    }

    /// The messages that phases of the library have.
    fn of_phases(&self) -> BTreeSet<String> {
        let phases = self.library.phases.phases.iter();
        phases.flat_map(|phase| OF_PHASES.map(|of| format!("{of}{}", phase.id))).collect()
    }

    fn unknown(&self) -> Vec<Finding> {
        let of_phases = self.of_phases();
        let is_known = |id: &str| self.built_in.by_id.contains_key(id) || of_phases.contains(id);
        let unknown = self.own.by_id.iter().filter(|(id, _)| !is_known(id));
        unknown
            .map(|(id, own)| {
                let message = format!("no page says a message `{id}`");
                let hint = did_you_mean(id, self.built_in.by_id.keys().copied());
                Finding::error(Code::UnknownKey, message).at(bytes(own.at.clone())).maybe_hint(hint)
            })
            .collect()
    }

    /// The messages that take the place of a built-in one, with their ids and those.
    fn replaced(&self) -> impl Iterator<Item = (&str, &Message<'_>, &Message<'_>)> {
        let own = self.own.by_id.iter();
        own.filter_map(|(id, own)| Some((*id, own, self.built_in.by_id.get(id)?)))
    }

    /// The variables of a message and of all that it refers to: of the built-in words alone, or of those that
    /// the page is made of.
    fn reached(&self, id: &str, with_own: bool) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let own = self.own.by_id.get(id).filter(|_| with_own);
            let Some(message) = own.or_else(|| self.built_in.by_id.get(id)) else { continue };
            if seen.insert(id) {
                found.extend(message.variables.keys().map(String::as_str));
                open.extend(&message.refers);
            }
        }
        found
    }

    /// The variables that are filled in where the page says a message.
    fn filled(&self, id: &str) -> BTreeSet<&str> {
        let mut filled = self.reached(id, false);
        if OF_WEEKS.iter().any(|name| filled.contains(name)) {
            filled.extend(OF_WEEKS);
        }
        filled
    }

    fn variables(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (id, own, built_in) in self.replaced() {
            let filled = self.filled(id);
            let unknown = own.variables.keys().filter(|name| !filled.contains(name.as_str()));
            let before = findings.len();
            for name in unknown {
                let message = format!("the message `{id}` names `${name}`, which nothing fills in");
                let hint = did_you_mean(name, filled.iter().copied());
                let place = self.variable(&own.at, name);
                findings.push(Finding::error(Code::UnknownId, message).at(place).maybe_hint(hint));
            }
            // One that is misspelt is not missing as well.
            if findings.len() > before {
                continue;
            }
            let said = built_in.variables.iter().filter(|(_, said)| **said);
            let reached = self.reached(id, true);
            for (name, _) in said.filter(|(name, _)| !reached.contains(name.as_str())) {
                let message = format!("the message `{id}` does not say `${name}`");
                let finding = Finding::warning(Code::Incomplete, message).at(bytes(own.at.clone()));
                findings.push(finding.hint(format!("write `{{ ${name} }}` where it belongs")));
            }
        }
        findings
    }

    /// The place of a variable in the message whose id is at a place.
    fn variable(&self, at: &Range<usize>, name: &str) -> Place {
        let variable = format!("${name}");
        let found = self.own.text.get(at.end..).and_then(|rest| rest.find(&variable));
        let start = found.map(|found| at.end + found);
        bytes(start.map_or_else(|| at.clone(), |start| start..start + variable.len()))
    }

    /// Each message comes to words when it is filled in.
    fn written(&self) -> Vec<Finding> {
        let words = match Words::of(self.library) {
            Ok(words) => words,
            Err(findings) => return findings,
        };
        let mut findings = Vec::new();
        for (id, own, _) in self.replaced() {
            let filled = self.filled(id);
            let values = filled.iter().map(|name| (*name, Value::Number(2)));
            let all_are_filled = own.variables.keys().all(|name| filled.contains(name.as_str()));
            let (code, message) = match words.filled(id, &values.collect::<Vec<_>>()) {
                Some(text) if text.trim().is_empty() => (Code::Incomplete, "has no words"),
                None if all_are_filled => (Code::BadValue, "names what is not there, or itself"),
                _ => continue,
            };
            let message = format!("the message `{id}` {message}");
            findings.push(Finding::error(code, message).at(bytes(own.at.clone())));
        }
        findings
    }

    /// Messages in words that the reader may not have: those of another language than the rest, and of phases
    /// that the built-in words do not know.
    fn missing(&self) -> Vec<Finding> {
        let language = language_of(self.own.text);
        let is_another = !language.is_empty() && language != language_of(self.built_in.text);
        let rest = self.built_in.by_id.keys().filter(|_| is_another);
        let mut needed: BTreeSet<String> = rest.map(|id| (*id).to_owned()).collect();
        let of_phases = self.of_phases();
        needed.extend(
            of_phases.into_iter().filter(|id| !self.built_in.by_id.contains_key(id.as_str())),
        );
        let missing = needed.iter().filter(|id| !self.own.by_id.contains_key(id.as_str()));
        missing
            .map(|id| {
                Finding::error(Code::MissingKey, format!("the message `{id}` is missing"))
                    .at(Place::whole(FILE))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    /// What is said of words of one's own.
    fn said(own: &str) -> Vec<String> {
        let mut library = built_in().unwrap();
        library.own_words = Some(own.to_owned());
        own_words(&library).iter().map(|finding| format!("{} {finding}", at(finding))).collect()
    }

    fn at(finding: &Finding) -> String {
        match finding.place.as_ref().map(|place| &place.at) {
            Some(At::Bytes(start, end)) => format!("{start}..{end}"),
            _ => "whole".to_owned(),
        }
    }

    #[test]
    fn the_built_in_words_and_some_of_ones_own_are_sound() {
        let library = built_in().unwrap();
        assert_eq!(own_words(&library), []);
        assert_eq!(said(&library.words), [""; 0]);
        assert_eq!(said("# Short.\nstop-title = Halt! Call { $number }:\n"), [""; 0]);
        assert_eq!(said("weeks = { $first }–{ $last }, { $span }\n"), [""; 0]);
        assert_eq!(said("phase-title = { $name }, { weeks }\n"), [""; 0]);
        let mut library = library;
        library.own_words = Some("stop-title = Halt! Call { $number }:\n".to_owned());
        let words = Words::of(&library).unwrap();
        assert_eq!(words.with("stop-title", &[("number", "112".into())]), "Halt! Call 112:");
        assert_eq!(words.get("day-mon"), "Monday");
    }

    #[test]
    fn what_is_wrong_with_them_is_found_where_it_stands() {
        for (own, expected) in [
            ("stop-if Stop if\n", "8..9 error[syntax]"),
            (
                "stop-1 = {\"\"}\n",
                "0..6 error[incomplete] text/en.ftl: the message `stop-1` has no",
            ),
            ("stop-titel = x\n", "0..10 error[unknown-key]"),
            ("stop-1 = a\nstop-1 = b\n", "11..17 error[duplicate-key]"),
            ("stop-title = Call { $numer }, please\n", "20..26 error[unknown-id]"),
            ("stop-title = Call us\n", "0..10 warning[incomplete]"),
            ("stop-1 = { nothing }\n", "0..6 error[bad-value]"),
            ("stop-1 = { stop-1 }\n", "0..6 error[bad-value]"),
            ("phase-title = { $nam }, { $name }\n", "16..20 error[unknown-id]"),
        ] {
            let said = said(own);
            assert_eq!(said.len(), 1, "{own}: {said:?}");
            assert!(said[0].starts_with(expected), "{own}: {said:?}");
        }
    }

    #[test]
    fn another_language_and_a_phase_of_ones_own_want_all_their_words() {
        let said = said("language = de\nday-mon = Montag\n");
        assert_eq!(said.len(), MAX_FINDINGS);
        assert!(said[0].starts_with("whole error[missing-key]"), "{said:?}");
        let mut library = built_in().unwrap();
        library.phases.phases[0].id = "rest".to_owned();
        let missing: Vec<String> = own_words(&library).iter().map(ToString::to_string).collect();
        assert_eq!(missing.len(), 2, "{missing:?}");
        library.own_words = Some("phase-rest = Rest\nphase-aim-rest = Rest.\n".to_owned());
        assert_eq!(own_words(&library), []);
    }
}
