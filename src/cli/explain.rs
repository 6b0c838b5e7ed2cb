//! `regimen explain`: why each exercise is in the plan, and why each other one is not.

use std::fmt::Write as _;

use super::args::{ExplainArgs, PersonArgs};
use super::folder::Folder;
use super::record::history;
use super::refer::stopped;
use super::{Context, Output, plan};
use crate::finding::{Code, Finding, Findings, Place};
use crate::library::{Library, Names};
use crate::planner::explain::{Explanation, Other, PhaseReasons, UnmetReason, explain};
use crate::planner::request::NODES;
use crate::profile::Origin;
use crate::programme::{self, Programme};
use crate::render;
use crate::render::text::wrap;

/// The columns of a list of exercises with the same reason.
const COLUMNS: usize = 74;

pub(super) fn run(args: &ExplainArgs, library: &Library, context: &mut Context) -> Output {
    let mut person = args.who.clone();
    let mut exercise = args.exercise.clone();
    // With flags for the person, the one word that is left may be the exercise.
    let lone = person.person.as_deref().and_then(|path| path.to_str()).map(str::to_owned);
    if let (Some(word), None) = (lone, &exercise)
        && library.exercises.contains_key(&word)
    {
        person.person = None;
        exercise = Some(word);
    }
    if let Some(finding) = exercise.as_deref().and_then(|id| unknown(library, id)) {
        return Output::findings(vec![finding]);
    }
    let (made, mut output) = in_force(&person, library, context)
        .unwrap_or_else(|| plan::programme_of(&person, library, context));
    if let Some(made) = made {
        let Programme { request, plan, .. } = &*made;
        let reasons = explain(library, request, plan, exercise.as_deref());
        output.bytes = if args.json {
            render::json::json(&reasons)
        } else {
            text(library, &reasons).into_bytes()
        };
    }
    output
}

/// The programme behind the last plan of the person's folder; none without such a plan.
fn in_force(
    who: &PersonArgs,
    library: &Library,
    context: &mut Context,
) -> Option<(Option<Box<Programme>>, Output)> {
    let folder = who.person.as_deref().and_then(Folder::of)?;
    let history = match history(&folder, context) {
        Ok(history) => history,
        Err(findings) => return Some((None, Output::findings(findings))),
    };
    let last = history.plans.last()?;
    let read = plan::read(who, None, library, context);
    let Some(profile) = read.profile else { return Some((None, read.output)) };
    let nodes = who.nodes.unwrap_or(NODES);
    let made = programme::in_force(library, &profile, &history.plans, &history.log, nodes);
    let mut output = Output::default();
    let made = match made {
        Err(stop) => {
            output = stopped(library, stop);
            None
        }
        Ok(made) => made.map(Box::new),
    };
    let same = made.as_ref().is_some_and(|made| made.plan.phases == last.phases);
    if !same && output.exit.is_none() && !output.findings.any_error() {
        output.message = format!(
            "The person, the check-ins or the exercises were edited since the plan of {} was made.{}",
            last.start,
            if made.is_some() { " These are the reasons as they would be now." } else { "" }
        );
    }
    output.findings.splice(0..0, read.output.findings);
    Some((made, output))
}

fn unknown(library: &Library, id: &str) -> Option<Finding> {
    (!library.exercises.contains_key(id)).then(|| {
        Finding::error(Code::UnknownId, format!("no exercise has the id `{id}`"))
            .at(Place::whole(Origin::COMMAND_LINE))
            .hint(library.meant(Names::Exercises, id))
    })
}

fn text(library: &Library, reasons: &Explanation) -> String {
    let mut text = String::new();
    for phase in &reasons.phases {
        of_phase(library, phase, &mut text);
    }
    if !reasons.unmet.is_empty() {
        text.push_str("Not met\n");
    }
    for unmet in &reasons.unmet {
        let UnmetReason { need, phase, says, .. } = unmet;
        let _ = writeln!(text, "  {need} in {phase}: {says}{}", way_out(unmet));
    }
    text
}

/// What would meet a need, each sentence with a space before it.
fn way_out(unmet: &UnmetReason) -> String {
    let mut text = String::new();
    if let Some(forced) = &unmet.forced {
        let points = forced.loses.0 as f64 / 1000.0;
        let most = if forced.proven { "" } else { " at most" };
        let _ = write!(text, " The best week with it scores {points} points less{most}");
        let drops = forced.drops.join(", ");
        let _ =
            if drops.is_empty() { write!(text, ".") } else { write!(text, " and drops {drops}.") };
    }
    if let Some(change) = &unmet.change {
        let _ = write!(text, " What would do it: {change}.");
    } else if !unmet.sure {
        text.push_str(" What would do it was not found before the search stopped at its limit.");
    } else if unmet.forced.is_none() {
        text.push_str(" No change of those tried, one or two things at once, would do it.");
    }
    if let Some(later) = &unmet.later {
        let _ = write!(text, " It comes in phase {later}.");
    }
    text
}

/// Writing to a string cannot fail.
fn of_phase(library: &Library, phase: &PhaseReasons, text: &mut String) {
    let name = |id: &str| library.exercises.get(id).map_or_else(String::new, |it| it.name.clone());
    let _ = writeln!(text, "Phase {}", phase.id);
    for chosen in &phase.chosen {
        let (id, serves) = (&chosen.exercise, chosen.serves.join(", "));
        let most = if chosen.proven { "" } else { " or less" };
        let _ = writeln!(text, "  + {id} ({}) is for {serves}", name(id));
        let terms = chosen.terms.named().into_iter().filter(|(_, points)| points.0 != 0);
        let terms: Vec<String> =
            terms.map(|(term, points)| format!("{term} {}", points.0 as f64 / 1000.0)).collect();
        let worth = chosen.worth.0 as f64 / 1000.0;
        let why = match (terms.is_empty(), chosen.proven) {
            (false, _) => terms.join(", "),
            (true, true) => "that one is as good".to_owned(),
            (true, false) => "that one is as good or better".to_owned(),
        };
        let _ = writeln!(
            text,
            "      worth {worth} points{most} beside the best week without it: {why}"
        );
    }
    let (mut with_price, without): (Vec<&Other>, Vec<&Other>) =
        phase.others.iter().partition(|other| other.price.is_some());
    with_price.sort_by_key(|other| other.price);
    let groups = with_price.into_iter().map(|other| vec![other]).chain(by_reason(without));
    for group in groups {
        let Some(first) = group.first() else { continue };
        let rule = first.rule.as_ref().map(|rule| format!(" [{rule}]")).unwrap_or_default();
        if group.len() == 1 {
            let (id, says) = (&first.exercise, &first.says);
            let _ = writeln!(text, "  - {id} ({}){rule} {says}", name(id));
        } else {
            let _ = writeln!(text, "  -{rule} {}", first.says);
            let ids: Vec<&str> = group.iter().map(|other| other.exercise.as_str()).collect();
            for line in wrap(&ids.join(", "), COLUMNS) {
                let _ = writeln!(text, "      {line}");
            }
        }
    }
    text.push('\n');
}

/// Exercises with the same reason together, the reasons of the fewest first: those say most.
fn by_reason(others: Vec<&Other>) -> Vec<Vec<&Other>> {
    let mut groups: Vec<Vec<&Other>> = Vec::new();
    for other in others {
        let same = |group: &&mut Vec<&Other>| {
            group.first().is_some_and(|one| (&one.rule, &one.says) == (&other.rule, &other.says))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(other),
            None => groups.push(vec![other]),
        }
    }
    groups.sort_by_key(Vec::len);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::explain::Chosen;
    use crate::planner::plan::Terms;
    use crate::quantity::Points;

    fn other(id: &str, rule: Option<&str>, price: Option<i64>, says: &str) -> Other {
        let (exercise, rule) = (id.to_owned(), rule.map(str::to_owned));
        Other { exercise, rule, price: price.map(Points), says: says.to_owned() }
    }

    #[test]
    fn what_another_week_does_as_well_is_told_so() {
        for (proven, says) in [
            (true, "worth 0 points beside the best week without it: that one is as good\n"),
            (
                false,
                "worth 0 points or less beside the best week without it: that one is as good or better\n",
            ),
        ] {
            let (exercise, serves) = ("a".to_owned(), vec!["b".to_owned()]);
            let terms = Terms::default();
            let chosen = vec![Chosen { exercise, serves, worth: Points(0), terms, proven }];
            let phase = PhaseReasons { id: "settle".into(), chosen, others: Vec::new() };
            let mut text = String::new();
            of_phase(&crate::library::built_in().unwrap(), &phase, &mut text);
            assert!(text.contains(says), "{text}");
        }
    }

    #[test]
    fn the_nearest_comes_first_and_a_reason_is_told_once() {
        let others = [
            other("a", None, None, "Nothing."),
            other("b", None, Some(2000), "It loses 2 points."),
            other("c", Some("floor"), None, "No floor."),
            other("d", None, Some(100), "It loses 0.1 points."),
            other("e", None, None, "Nothing."),
        ];
        let phase = PhaseReasons { id: "settle".into(), chosen: Vec::new(), others: others.into() };
        let mut text = String::new();
        of_phase(&crate::library::built_in().unwrap(), &phase, &mut text);
        assert_eq!(
            text,
            "Phase settle\n  - d () It loses 0.1 points.\n  - b () It loses 2 points.\n  \
             - c () [floor] No floor.\n  - Nothing.\n      a, e\n\n"
        );
    }
}
