//! Why there is no plan, and what to do instead: for the terminal, and as a page to show.

use std::fmt::Write as _;
use std::path::Path;

use super::args::{Format, PlanArgs};
use super::print::{deliver, format, look, no_data, pages, shown_profile};
use super::{Output, quoted};
use crate::handout::Referral;
use crate::library::{Library, Question};
use crate::profile::{Clinic, Profile};
use crate::programme::Stop;
use crate::screening::Outcome;

/// Where the page goes if no file is named, without the ending.
pub(super) const REFERRAL: &str = "referral";

/// Why there is no plan; with the page that says whom to see instead, if it is asked for.
pub(super) fn ended(
    args: &PlanArgs,
    library: &Library,
    profile: &Profile,
    clinic: Option<&Clinic>,
    stop: Stop,
) -> Output {
    let outcome = match &stop {
        Stop::Refer(outcome) if args.referral => Some((**outcome).clone()),
        _ => None,
    };
    let said = stopped(library, stop);
    match outcome {
        Some(outcome) => page(args, library, (profile, &outcome), clinic, said),
        None => said,
    }
}

/// The page that says whom to see instead. The exit code stays that of a plan that was stopped.
fn page(
    args: &PlanArgs,
    library: &Library,
    (profile, outcome): (&Profile, &Outcome),
    clinic: Option<&Clinic>,
    stopped: Output,
) -> Output {
    let profile = &*shown_profile(&args.page, profile);
    let look = look(args, profile);
    let page = crate::handout::referral(&Referral { library, profile, outcome, clinic, look });
    let printed = page.and_then(|document| match format(args) {
        Format::Json | Format::Ics => Err(vec![no_data()]),
        format => pages(format, args, &document),
    });
    let delivered = match printed {
        Ok(files) => deliver(args, REFERRAL, files, |written| format!("{written}: a page to show")),
        Err(findings) => Output::findings(findings),
    };
    // What to do is said, whether the page could be written or not.
    Output { safety: stopped.safety, exit: stopped.exit, ..delivered }
}

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
fn referral(library: &Library, outcome: &Outcome) -> String {
    what_to_do(library, outcome, "No plan was made, because of these answers:")
}

/// What to do instead of exercises, in the words of the safety questions.
pub(super) fn what_to_do(library: &Library, outcome: &Outcome, because: &str) -> String {
    let mut text = String::new();
    let Some((title, said)) = outcome.to_do(library) else { return text };
    let _ = writeln!(text, "{title}\n\n{}\n\n{because}", said.join(" "));
    for (id, level) in &outcome.raised {
        let question = library.screening.question(id);
        if let Some(question) = question.filter(|_| Some(*level) == outcome.level) {
            text.push_str(&because_of(outcome, question));
        }
    }
    text.trim_end().to_owned()
}

/// A question that counts as yes, why it matters, and what implies it if nobody said so.
pub(super) fn because_of(outcome: &Outcome, question: &Question) -> String {
    let Question { id, because, .. } = question;
    let mut text = format!("  - {} ({id})\n    {because}\n", question.in_full());
    if let Some(by) = outcome.implied.get(id) {
        let age = by.age.then_some("the year of birth");
        let by: Vec<&str> = age.into_iter().chain(by.answers.iter().map(String::as_str)).collect();
        let _ = writeln!(
            text,
            "    Nobody said yes to it; it counts as yes because of: {}.",
            by.join(", ")
        );
    }
    text
}

/// What has to be done before the first session, a line each: a format without pages says it nowhere else.
pub(super) fn first(library: &Library, outcome: &Outcome, person: Option<&Path>) -> String {
    let mut text = String::new();
    if outcome.to_sign().next().is_some() {
        text.push_str(
            "! Ask before you start: this plan is to be signed first; the page \"Before you start\" says why and by \
             whom.\n",
        );
    }
    let (open, all) = (outcome.unanswered.len(), library.screening.questions.len());
    if open > 0 {
        let whose = person.map_or_else(String::new, |person| format!(" {}", quoted(person)));
        let _ = writeln!(
            text,
            "! Answer first: {open} of {all} safety questions have no yes or no yet. `regimen screen{whose}` asks them."
        );
    }
    text
}
