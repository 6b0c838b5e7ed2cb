//! The order of exercises in a session.
//!
//! A session visits each position once, so that it has as few changes of position as it can. Positions
//! follow each other by the mean place of their kinds in the order of doing (release, mobility, stretch,
//! control, strength, balance), and within a position exercises go by kind. An exercise that can be done
//! in any position joins the position where its kind comes nearest to its turn.

use std::collections::BTreeMap;

use crate::library::{Exercise, Kind, Position};

/// Puts a session's exercises into the order of doing. The order given decides between equals.
pub(crate) fn in_order<'a, T>(mut items: Vec<T>, exercise: impl Fn(&T) -> &'a Exercise) -> Vec<T> {
    let mut blocks: BTreeMap<Position, Vec<Kind>> = BTreeMap::new();
    for item in &items {
        let Exercise { position, kind, .. } = *exercise(item);
        if position != Position::Any {
            blocks.entry(position).or_default().push(kind);
        }
    }
    let mut order: Vec<(Position, Vec<Kind>)> = blocks.into_iter().collect();
    order.sort_by(|(_, one), (_, other)| (sum(one) * other.len()).cmp(&(sum(other) * one.len())));
    items.sort_by_key(|item| {
        let Exercise { position, kind, .. } = *exercise(item);
        let block = match position {
            Position::Any => block_for(&order, kind),
            _ => order.iter().position(|(other, _)| *other == position).unwrap_or_default(),
        };
        (block, kind)
    });
    items
}

fn sum(kinds: &[Kind]) -> usize {
    kinds.iter().map(|kind| *kind as usize).sum()
}

/// The first block in which a kind does not come before something that is done earlier.
fn block_for(order: &[(Position, Vec<Kind>)], kind: Kind) -> usize {
    order
        .iter()
        .position(|(_, kinds)| kinds.iter().any(|other| *other >= kind))
        .unwrap_or(order.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::exercise;
    use super::super::time::changes;
    use super::*;
    use Kind::{Balance, MotorControl, Release, Strengthen, Stretch};
    use Position::{Any, SideLying, Standing, Supine};

    #[test]
    fn positions_are_visited_once_and_kinds_keep_their_order() {
        for (session, expected) in [
            (vec![(Supine, Strengthen), (Supine, Stretch)], "1 0"),
            (vec![(Standing, Balance), (Supine, Strengthen), (Standing, Stretch)], "2 0 1"),
            (vec![(Supine, Strengthen), (Standing, Release), (Supine, Stretch)], "1 2 0"),
            (vec![(Standing, Balance), (Any, MotorControl), (Supine, Stretch)], "2 1 0"),
            (vec![(Standing, Stretch), (Any, Balance), (Any, Release)], "2 0 1"),
            (vec![(Any, Balance), (Any, Release)], "1 0"),
            (vec![(SideLying, Strengthen), (Supine, Strengthen)], "1 0"),
        ] {
            let exercises: Vec<Exercise> = session
                .iter()
                .enumerate()
                .map(|(id, (position, kind))| {
                    exercise(&id.to_string()).position(*position).kind(*kind)
                })
                .collect();
            let ordered = in_order(exercises.iter().collect(), |item| item);
            let ids: Vec<&str> = ordered.iter().map(|item| item.id.as_str()).collect();
            assert_eq!(ids.join(" "), expected, "{session:?}");
            let positions: Vec<Position> = ordered.iter().map(|item| item.position).collect();
            assert_eq!(changes_walked(&positions), changes(positions.clone()), "{session:?}");
        }
    }

    /// Changes of position by doing the session one exercise after the other.
    fn changes_walked(positions: &[Position]) -> u32 {
        let fixed: Vec<_> = positions.iter().filter(|position| **position != Any).collect();
        fixed.windows(2).filter(|pair| pair[0] != pair[1]).count() as u32
    }
}
