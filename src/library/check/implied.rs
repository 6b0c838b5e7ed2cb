//! A rule on what counts as a yes can hold: it names other answers or an age, and not its own question.

use super::{Finding, Library};
use crate::finding::{Code, Place};
use crate::library::Implied;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let rules = library.screening.implied.iter().enumerate();
    let wrong = rules.filter_map(|(i, rule)| Some((i, wrong(rule)?)));
    let found = wrong.map(|(i, (message, hint))| {
        let at = Place::path("screening.yaml", format!("implied[{i}].question"));
        Finding::error(Code::Incomplete, message).at(at).hint(hint)
    });
    found.collect()
}

/// What is wrong with a rule, and what to do about it.
fn wrong(rule: &Implied) -> Option<(&'static str, &'static str)> {
    if rule.with.is_empty() && rule.over.or(rule.under).is_none() {
        return Some(("the rule never holds", "give `with`, `over` or `under`"));
    }
    rule.asks(&rule.question)
        .then_some(("the rule asks for a yes to its own question", "name other questions"))
}
