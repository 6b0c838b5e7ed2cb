//! Why there is no plan, and what to do instead, for the terminal.

use std::fmt::Write as _;

use super::Output;
use crate::library::Library;
use crate::programme::Stop;
use crate::screening::Outcome;

/// Why there is no plan.
pub(super) fn stopped(library: &Library, stop: Stop) -> Output {
    match stop {
        Stop::Findings(findings) => Output::findings(findings),
        Stop::Refer(outcome) => Output::refer(referral(library, &outcome)),
        Stop::Screen(since) => Output::refer(format!(
            "The safety questions are due again, since your plan changes: nobody has answered them since \
             {since}.\nAsk them with `regimen screen`, which writes the answers and the date down, or give \
             `--screened` if nothing has changed."
        )),
    }
}

/// What to do instead of exercises, when no plan was made.
pub(super) fn referral(library: &Library, outcome: &Outcome) -> String {
    what_to_do(library, outcome, "No plan was made, because of these answers:")
}

/// What to do instead of exercises, in the words of the safety questions.
pub(super) fn what_to_do(library: &Library, outcome: &Outcome, because: &str) -> String {
    let mut text = String::new();
    let Some(action) = outcome.level.and_then(|level| library.screening.levels.get(&level)) else {
        return text;
    };
    let _ = writeln!(text, "{}\n\n{}\n\n{because}", action.title, action.action);
    for (id, level) in &outcome.raised {
        let question = library.screening.questions.iter().find(|question| question.id == *id);
        if let Some(question) = question.filter(|_| Some(*level) == outcome.level) {
            let _ = writeln!(text, "  - {} ({id})\n    {}", question.ask, question.because);
        }
    }
    text.trim_end().to_owned()
}
