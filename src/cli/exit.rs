//! Exit codes: a contract that scripts rely on.

use std::process::ExitCode;

use crate::finding::{Code, Finding, Severity};
use crate::profile::Origin;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done.
    Done = 0,
    /// Something failed: a defect of the program.
    Failed = 1,
    /// Wrong use: a flag or a word on the command line.
    Usage = 2,
    /// The safety answers say: see someone first.
    Refer = 3,
    /// No plan can meet the request.
    NoPlan = 4,
    /// Bad data in a file.
    Data = 65,
    /// An output that cannot be written.
    CannotWrite = 73,
    /// Ctrl-C or Escape, or a scheduler that wants the work to end.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Exit {
    /// The exit for findings of which at least one is an error.
    pub(super) fn of(findings: &[Finding]) -> Self {
        let mut errors =
            findings.iter().filter(|finding| finding.severity == Severity::Error).peekable();
        if errors.peek().is_none() {
            return Self::Done;
        }
        errors.map(Self::of_one).max_by_key(|exit| exit.weight()).unwrap_or(Self::Done)
    }

    fn of_one(finding: &Finding) -> Self {
        match finding.code {
            Code::FaultyPlan => Self::Failed,
            Code::CannotWrite | Code::AlreadyThere | Code::Locked => Self::CannotWrite,
            Code::NoTerminal => Self::Usage,
            Code::Stopped => Self::Interrupted,
            Code::NoPlan => Self::NoPlan,
            // A plan of the folder, not a word of the command.
            Code::Outdated => Self::Data,
            // Words of a file that the page cannot hold.
            Code::MissingGlyph | Code::DoesNotFit if finding.place.is_none() => Self::Data,
            _ => match &finding.place {
                Some(place) if place.source != Origin::COMMAND_LINE => Self::Data,
                _ => Self::Usage,
            },
        }
    }

    /// Which of several counts: a defect before bad data, bad data before wrong use.
    const fn weight(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NoPlan => 1,
            Self::Usage => 2,
            Self::Refer => 3,
            Self::Data => 4,
            Self::CannotWrite => 5,
            Self::Failed => 6,
            Self::Interrupted => 7,
        }
    }
}
