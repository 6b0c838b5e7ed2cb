//! Local search in a case: a good week to measure bounds against. It proves nothing.

use super::branch::Best;
use super::case::{Case, Counter, OUT, State, only};
use super::price::states_of;

/// Takes every change of one exercise, or swap of one for another, that makes the week better, until a
/// whole round has none. `forced` stays in the week.
pub(crate) fn climb(
    case: &Case<'_>,
    counter: &mut Counter,
    best: &mut Best,
    forced: Option<usize>,
) {
    loop {
        let before = best.worth;
        for item in 0..case.items.len() {
            for state in states_of(case.items[item].states & !only(OUT)) {
                let with = put(&best.choice, item, state);
                try_without_one(case, counter, best, with, [Some(item), forced]);
            }
        }
        let all = best.choice.clone();
        try_without_one(case, counter, best, all, [None, forced]);
        if best.worth == before {
            best.choice.sort_unstable();
            return;
        }
    }
}

/// A choice with an exercise in a state.
fn put(choice: &[(usize, State)], item: usize, state: State) -> Vec<(usize, State)> {
    let mut with = choice.to_vec();
    match with.iter_mut().find(|(other, _)| *other == item) {
        Some(entry) => entry.1 = state,
        None => with.push((item, state)),
    }
    with
}

/// Takes a choice, or the choice without one of its exercises, if that is better; `kept` stay in it.
fn try_without_one(
    case: &Case<'_>,
    counter: &mut Counter,
    best: &mut Best,
    choice: Vec<(usize, State)>,
    kept: [Option<usize>; 2],
) {
    for out in (0..choice.len()).filter(|out| !kept.contains(&Some(choice[*out].0))) {
        let mut fewer = choice.clone();
        fewer.remove(out);
        take(case, counter, best, fewer);
    }
    take(case, counter, best, choice);
}

fn take(case: &Case<'_>, counter: &mut Counter, best: &mut Best, choice: Vec<(usize, State)>) {
    if let Some(worth) = counter.worth(case, &choice)
        && worth > best.worth
    {
        *best = Best { worth, choice };
    }
}
