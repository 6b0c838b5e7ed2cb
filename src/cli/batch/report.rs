//! What came of each person, and the sums.

use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::finding::{Finding, Severity};
use crate::library::Library;
use crate::store::{self, Draft};

/// What came of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The plan was written.
    Done,
    /// Nothing was checked in since the plan in force began: it stays as it is.
    Kept,
    /// The plan was there already, made from the same.
    UpToDate,
    /// The person's files are older than `--since`.
    Unchanged,
    /// It would be worked on, were this not a dry run.
    Would,
    /// The safety answers say: see someone first, or ask the questions again.
    Stopped,
    /// Bad data, no plan that fits, or a file that cannot be read or written.
    Failed,
}

impl State {
    const ALL: [Self; 7] = [
        Self::Done,
        Self::Kept,
        Self::UpToDate,
        Self::Unchanged,
        Self::Would,
        Self::Stopped,
        Self::Failed,
    ];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Kept => "kept",
            Self::UpToDate => "up-to-date",
            Self::Unchanged => "unchanged",
            Self::Would => "would-be-done",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}

/// One person of the report.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) state: State,
    /// What was written.
    pub(super) written: Vec<PathBuf>,
    /// What `plan` or `replan` says of it.
    pub(super) says: String,
    pub(super) findings: Vec<Finding>,
    /// A page of an earlier plan that is still there, although the person was stopped.
    pub(super) left: Option<PathBuf>,
}

impl Entry {
    pub(super) const fn of(name: String, state: State) -> Self {
        Self {
            name,
            state,
            written: Vec::new(),
            says: String::new(),
            findings: Vec::new(),
            left: None,
        }
    }

    pub(super) fn failed(name: String, findings: Vec<Finding>) -> Self {
        Self { findings, ..Self::of(name, State::Failed) }
    }

    /// For the terminal: which person and what, without a word from the person's files.
    pub(super) fn line(&self) -> String {
        if self.state == State::Stopped {
            let says = "stopped by screening; `regimen plan` says what to do";
            return format!("{}: {says}{}", self.name, self.left());
        }
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let mut codes: Vec<&str> = errors.map(|finding| finding.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        format!("{}: {} ({})", self.name, self.state.as_str(), codes.join(", "))
    }

    /// Nobody should follow the old plan of one who is to see someone first.
    fn left(&self) -> String {
        let left = self.left.as_ref();
        left.map_or_else(String::new, |page| {
            format!("; take the page of an earlier plan away: {}", page.display())
        })
    }

    fn told(&self) -> Value {
        json!({
            "person": self.name,
            "state": self.state.as_str(),
            "written": self.written.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            "says": format!("{}{}", self.says, self.left()),
            "findings": self.findings.iter().map(told).collect::<Vec<_>>(),
        })
    }
}

/// How many people came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts([u64; State::ALL.len()]);

impl Counts {
    pub(super) const fn add(&mut self, state: State) {
        self.0[state as usize] += 1;
    }

    pub(super) const fn failed(&self) -> u64 {
        self.0[State::Failed as usize]
    }

    fn named(&self) -> impl Iterator<Item = (&'static str, u64)> {
        State::ALL.into_iter().map(State::as_str).zip(self.0)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.named().filter(|(name, count)| *count > 0 || *name == "done");
        let told: Vec<String> = told.map(|(name, count)| format!("{count} {name}")).collect();
        f.write_str(&told.join(", "))
    }
}

/// The report, written as the work goes and put in its place at the end.
pub(super) struct Report {
    draft: Option<Draft>,
    empty: bool,
}

impl Report {
    /// # Errors
    /// The report cannot be begun where it is to stand.
    pub(super) fn new(path: Option<&Path>, library: &Library) -> Result<Self, Finding> {
        if let Some(folder) = path.and_then(Path::parent) {
            // A run that died before its end left its report half-written.
            store::clear(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        }
        let mut draft = path.map(Draft::new).transpose()?;
        if let Some(draft) = &mut draft {
            let program = json!(concat!("regimen ", env!("CARGO_PKG_VERSION")));
            let library = json!(library.hash);
            let head = format!(
                "{{\"schema\": 1, \"program\": {program}, \"library\": {library}, \"people\": ["
            );
            draft.write(head.as_bytes())?;
        }
        Ok(Self { draft, empty: true })
    }

    /// Adds a person.
    ///
    /// # Errors
    /// The report cannot be written on.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), Finding> {
        let comma = if std::mem::replace(&mut self.empty, false) { "" } else { "," };
        let Some(draft) = &mut self.draft else { return Ok(()) };
        draft.write(format!("{comma}\n  {}", entry.told()).as_bytes())
    }

    /// Ends the report with the sums.
    ///
    /// # Errors
    /// The report cannot be written.
    pub(super) fn finish(self, counts: &Counts, interrupted: bool) -> Result<(), Finding> {
        let Some(mut draft) = self.draft else { return Ok(()) };
        let sums: Vec<String> =
            counts.named().map(|(name, count)| format!("\"{name}\": {count}")).collect();
        let end =
            format!("\n], \"interrupted\": {interrupted}, \"counts\": {{{}}}}}\n", sums.join(", "));
        draft.write(end.as_bytes())?;
        draft.finish()
    }
}

fn told(finding: &Finding) -> Value {
    json!({
        "code": finding.code.as_str(),
        "severity": if finding.severity == Severity::Error { "error" } else { "warning" },
        "place": finding.place.as_ref().map(ToString::to_string),
        "message": finding.message,
        "hint": finding.hint,
    })
}
