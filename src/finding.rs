//! Findings: what is wrong with an input, where, and what to do about it.
//!
//! A finding has a code that never changes (a heading of `docs/findings.md`), a place, one sentence
//! and a hint. Checks collect findings; nothing stops at the first one.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input can be used; someone should look at it.
    Warning,
    /// The input cannot be used.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// The stable name of a kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $name,)* }

        impl Code {
            /// Every code, in the order of `docs/findings.md`.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name that is printed, for example `unknown-id`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// A file or folder that cannot be read.
    Unreadable = "unreadable",
    /// A file that changes while it is read.
    Changed = "changed",
    /// A file or folder outside of the folder that was named.
    Outside = "outside",
    /// A file larger than the limit.
    TooLarge = "too-large",
    /// A file that is not UTF-8 text.
    NotText = "not-text",
    /// A file with nothing in it.
    Empty = "empty",
    /// Text that is not YAML.
    Syntax = "syntax",
    /// Collections nested deeper than the limit.
    TooDeep = "too-deep",
    /// An alias of YAML, which these files do not use.
    Alias = "alias",
    /// The same key twice in one mapping.
    DuplicateKey = "duplicate-key",
    /// A key that the format does not have.
    UnknownKey = "unknown-key",
    /// A key that is needed and not there.
    MissingKey = "missing-key",
    /// A value of the wrong type or out of its range.
    BadValue = "bad-value",
    /// An id that nothing has.
    UnknownId = "unknown-id",
    /// An id that two entries have.
    DuplicateId = "duplicate-id",
    /// An id whose spelling or file name is off.
    BadId = "bad-id",
    /// An exercise without one of its texts, doses or sources.
    Incomplete = "incomplete",
    /// A text longer than the limit for the page.
    TooLong = "too-long",
    /// A text that ends before its sentence does, or before what was typed of it.
    CutShort = "cut-short",
    /// A text with a word that the page does not use.
    BadWord = "bad-word",
    /// Texts that are too hard to read.
    HardToRead = "hard-to-read",
    /// Two exercises with the same words or the same pose.
    Twin = "twin",
    /// A muscle that nothing reaches in a phase.
    Unreachable = "unreachable",
    /// A precaution that bars nothing.
    Unused = "unused",
    /// A dose that does not fit its phase or kind.
    BadDose = "bad-dose",
    /// A chain that skips a level or gets easier as it goes up.
    BadChain = "bad-chain",
    /// A condition preset that contradicts itself.
    BadCondition = "bad-condition",
    /// Weights, shares or limits that do not make sense together.
    BadWeight = "bad-weight",
    /// An angle outside the normal range of its joint.
    PoseRange = "pose-range",
    /// A part that a pose says touches and that does not, or goes in.
    PoseContact = "pose-contact",
    /// A limb through the floor or a wall.
    PoseThrough = "pose-through",
    /// A hand or a shift that does not get to its target.
    PoseReach = "pose-reach",
    /// An angle that the rest of the pose does not allow.
    PoseAngle = "pose-angle",
    /// A still pose that would fall over.
    PoseBalance = "pose-balance",
    /// A prop without a place.
    PoseProp = "pose-prop",
    /// A stretch that does not lengthen its muscle.
    PoseStretch = "pose-stretch",
    /// A one-sided exercise whose sides look the same.
    PoseSides = "pose-sides",
    /// A name that two muscles or groups answer to.
    AmbiguousName = "ambiguous-name",
    /// A request without a muscle, an area or anything to work on.
    NothingToTreat = "nothing-to-treat",
    /// A request without a day or without minutes.
    NoTime = "no-time",
    /// A request for which not one exercise can be planned.
    NoPlan = "no-plan",
    /// Keys that contradict each other.
    Conflict = "conflict",
    /// A plan that the checker faults: a defect of the program.
    FaultyPlan = "faulty-plan",
    /// A logo that is no picture, or that the page cannot show as it stands.
    BadLogo = "bad-logo",
    /// A file of a newer version of a format than this program reads.
    NewerSchema = "newer-schema",
    /// A day before the plan that it speaks of, or in the future.
    BadDate = "bad-date",
    /// A first plan whose first weeks are over already.
    StartsBack = "starts-back",
    /// A check-in that is there already.
    GivenTwice = "given-twice",
    /// A character that no bundled font has.
    MissingGlyph = "missing-glyph",
    /// A page that cannot hold what must stand on it.
    DoesNotFit = "does-not-fit",
    /// An output that cannot be written.
    CannotWrite = "cannot-write",
    /// A new file whose place is taken.
    AlreadyThere = "already-there",
    /// A folder that another program is writing to.
    Locked = "locked",
    /// A folder from which no plan has been handed out.
    NoPlanYet = "no-plan-yet",
    /// A plan that has what the person must not do any more.
    Outdated = "outdated",
    /// Questions to ask and no terminal to ask them at.
    NoTerminal = "no-terminal",
    /// Questions that the person ended.
    Stopped = "stopped",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where in a source a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The source as a whole.
    Whole,
    /// A path of keys and indices, for example `dose.build.reps` or `muscles[0].side`.
    Path(String),
    /// The key at a path rather than its value.
    Key(String),
    /// A byte range.
    Bytes(usize, usize),
}

/// A place: a source (a file's name, or `command line`) and a position in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of the source, as the user gave it.
    pub source: String,
    /// The position in it.
    pub at: At,
}

impl Place {
    /// A source as a whole.
    #[must_use]
    pub fn whole(source: &str) -> Self {
        Self { source: source.to_owned(), at: At::Whole }
    }

    /// A value in a source.
    #[must_use]
    pub fn path(source: &str, path: impl Into<String>) -> Self {
        Self { source: source.to_owned(), at: At::Path(path.into()) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            At::Path(path) | At::Key(path) if !path.is_empty() => {
                write!(f, "{}: {path}", self.source)
            }
            _ => f.write_str(&self.source),
        }
    }
}

/// One thing that is wrong, where it is and what helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding it is.
    pub code: Code,
    /// Whether the input can still be used.
    pub severity: Severity,
    /// Where it is, if it is anywhere.
    pub place: Option<Place>,
    /// One sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Finding {
    /// An error without a place. What a message quotes is shortened where it is too long to be read.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        let message = shortened(message.into());
        Self { code, severity: Severity::Error, place: None, message, hint: None }
    }

    /// A warning without a place.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same finding with a hint, if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{word}[{}]", self.code)?;
        if let Some(place) = &self.place {
            write!(f, " {place}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

/// Findings, with the question that matters: is one of them an error?
pub trait Findings {
    /// Whether at least one finding is an error.
    fn any_error(&self) -> bool;
}

impl Findings for [Finding] {
    fn any_error(&self) -> bool {
        self.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// The longest quotation, in letters, that a message has whole: a path or an id is shorter.
const LONGEST_QUOTED: usize = 256;
/// What is left of a longer one.
const SHORTENED: usize = 64;

/// A message with its long quotations cut.
fn shortened(message: String) -> String {
    if message.len() <= LONGEST_QUOTED {
        return message;
    }
    let mut short = String::new();
    let mut rest = message.as_str();
    while let Some(start) = rest.find(['`', '"']) {
        let (before, quoted) = rest.split_at(start + 1);
        short.push_str(before);
        let mark = before.chars().next_back().unwrap_or('`');
        let end = quoted.find(mark).unwrap_or(quoted.len());
        let (words, after) = quoted.split_at(end);
        if words.chars().nth(LONGEST_QUOTED).is_none() {
            short.push_str(words);
        } else {
            short.extend(words.chars().take(SHORTENED).chain(['…']));
        }
        short.extend(after.chars().next());
        rest = after.strip_prefix(mark).unwrap_or_default();
    }
    short + rest
}

/// The longest word, in bytes, that is held against names: the time grows with it, and no name is nearly
/// as long.
const LONGEST_WANTED: usize = 128;

/// The names nearest to `wanted`, best first, at most three, for a "did you mean".
#[must_use]
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if wanted.len() > LONGEST_WANTED {
        return Vec::new();
    }
    let wanted = wanted.to_lowercase();
    let mut scored: Vec<(u32, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let likeness = strsim::normalized_damerau_levenshtein(&wanted, &lower);
            let holds = wanted.len() >= 3 && (lower.contains(&wanted) || wanted.contains(&lower));
            // Thousandths, so that the order is total.
            let score = (likeness * 1000.0) as u32 + if holds { 100 } else { 0 };
            (score >= 600).then_some((score, name))
        })
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// A hint that names what was probably meant: `did you mean `a` or `b`?`.
#[must_use]
pub fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    one_of_these(&nearest(wanted, known))
}

/// The same hint for names that were found otherwise; none if there are none.
#[must_use]
pub fn one_of_these(names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [head @ .., last] => Some(format!("did you mean {} or {last}?", head.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_the_manual() {
        let manual = include_str!("../docs/findings.md");
        for (i, code) in Code::ALL.iter().enumerate() {
            assert!(manual.contains(&format!("\n## {code}\n")), "docs/findings.md lacks {code}");
            assert!(!Code::ALL[..i].iter().any(|other| other.as_str() == code.as_str()));
        }
    }

    #[test]
    fn nearest_finds_slips_and_leaves_out_the_rest() {
        let known = ["gluteus-medius", "gluteus-maximus", "piriformis", "soleus"];
        for (wanted, first) in [
            ("gluteus-medious", Some("gluteus-medius")),
            ("piriform", Some("piriformis")),
            ("Soleus", Some("soleus")),
            ("xyzzy", None),
            ("", None),
            // Nobody waits for a hint: this would take hours.
            (&"piriformis".repeat(100_000), None),
        ] {
            assert_eq!(nearest(wanted, known).first().copied(), first, "{wanted}");
        }
    }

    #[test]
    fn a_message_quotes_no_more_than_one_can_read() {
        let long = "é".repeat(300);
        let few = "é".repeat(64);
        let path = "p".repeat(256);
        for (message, expected) in [
            (format!("there is no `{long}` here"), format!("there is no `{few}…` here")),
            (format!("found \"{long}\", not `x`"), format!("found \"{few}…\", not `x`")),
            (format!("`a` and \"b`{long}"), format!("`a` and \"b`{}…", "é".repeat(62))),
            (format!("`{path}` cannot be read"), format!("`{path}` cannot be read")),
            (format!("without a quotation {long}"), format!("without a quotation {long}")),
        ] {
            assert_eq!(Finding::error(Code::BadValue, message).message, expected);
        }
    }
}
