//! How far the work has come, on standard error.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::report::{Entry, State};

/// The most people from one plain line to the next.
const PLAIN_EVERY: u64 = 1000;
/// People who failed and people who were stopped that are told one by one; the report has them all.
const TOLD: u64 = 20;

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Show {
    /// A bar that moves.
    Bar,
    /// A line now and then.
    Lines,
    /// Nothing but who failed and who was stopped.
    Nothing,
}

/// A bar, or lines where there is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    show: Show,
    all: u64,
    seen: AtomicU64,
    failed: AtomicU64,
    stopped: AtomicU64,
}

impl Progress {
    pub(super) fn new(all: u64, show: Show) -> Self {
        let target = match show {
            Show::Bar => ProgressDrawTarget::stderr(),
            Show::Lines | Show::Nothing => ProgressDrawTarget::hidden(),
        };
        let style = ProgressStyle::with_template(
            "{bar:30} {pos}/{len} people, {msg}{rate} a second, {eta} left",
        )
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", |state: &ProgressState, to: &mut dyn Write| {
            let _ = write!(to, "{:.1}", state.per_sec());
        });
        let bar = ProgressBar::with_draw_target(Some(all), target).with_style(style);
        let zero = || AtomicU64::new(0);
        Self { bar, show, all, seen: zero(), failed: zero(), stopped: zero() }
    }

    /// Notes that a person is through.
    pub(super) fn note(&self, entry: &Entry) {
        let seen = count(&self.seen, true);
        let failed = count(&self.failed, entry.state == State::Failed);
        let stopped = count(&self.stopped, entry.state == State::Stopped);
        self.bar.set_message(format!("{failed} failed, {stopped} stopped by screening, "));
        self.bar.inc(1);
        match entry.state {
            State::Failed => self.name(entry, failed),
            State::Stopped => self.name(entry, stopped),
            _ => (),
        }
        if self.show == Show::Lines && seen.is_multiple_of(self.step()) && seen < self.all {
            self.say(&format!(
                "{seen} of {} people, {failed} failed, {stopped} stopped by screening",
                self.all
            ));
        }
    }

    /// Tells of one whom somebody must look at: of the first of them, by their number.
    fn name(&self, entry: &Entry, number: u64) {
        if number <= TOLD {
            self.say(&entry.line());
        }
        if number == TOLD {
            let state = entry.state.as_str();
            self.say(&format!(
                "more who are {state} are counted, and named in the report (--report)"
            ));
        }
    }

    /// People from one plain line to the next: a tenth of them, and at least 10.
    fn step(&self) -> u64 {
        (self.all / 10).clamp(10, PLAIN_EVERY)
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    #[allow(clippy::print_stderr)] // Progress is for whoever watches, while the work goes on.
    fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }
}

fn count(counter: &AtomicU64, add: bool) -> u64 {
    counter.fetch_add(u64::from(add), Ordering::Relaxed) + u64::from(add)
}
