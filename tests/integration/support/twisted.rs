//! Libraries that nobody wrote: the real one, made over at random.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use regimen::library::{Exercise, Library, Position};
use regimen::quantity::{Difficulty, Hold, Reps, Sets};

use crate::planner::LIBRARY;

/// What one generated library has other than the real one, for an exercise.
#[derive(Debug, Clone)]
pub(crate) struct Twist {
    kept: bool,
    position: Position,
    difficulty: i64,
    unilateral: bool,
    low_load: bool,
    helps: Index,
    /// Another dose in each phase that has one: sets, repetitions and seconds of a hold.
    doses: Option<[(i64, i64, i64); 3]>,
    /// Whether those doses are held.
    held: bool,
}

/// One for each exercise of the real library.
pub(crate) fn twists() -> impl Strategy<Value = Vec<Twist>> {
    let twist = (
        prop::bool::weighted(0.7),
        select(Position::ALL.to_vec()),
        1..5_i64,
        any::<bool>(),
        prop::bool::weighted(0.2),
        any::<Index>(),
        prop::option::of([dose(), dose(), dose()]),
        any::<bool>(),
    );
    let twist =
        twist.prop_map(|(kept, position, difficulty, unilateral, low_load, helps, doses, held)| {
            Twist { kept, position, difficulty, unilateral, low_load, helps, doses, held }
        });
    prop::collection::vec(twist, LIBRARY.exercises.len())
}

fn dose() -> impl Strategy<Value = (i64, i64, i64)> {
    (1..5_i64, 1..16_i64, 1..40_i64)
}

/// The real library, made over: fewer exercises, in other positions, of other difficulty, for more
/// muscles, in other doses. Chains have gaps and levels out of order; the planner must not mind.
pub(crate) fn twisted(twists: &[Twist]) -> Library {
    let mut library = LIBRARY.clone();
    library.exercises.clear();
    for (exercise, twist) in LIBRARY.exercises.values().zip(twists) {
        let in_sessions = exercise.kind.is_in_sessions();
        if !in_sessions || twist.kept {
            let made = if in_sessions { changed(exercise, twist) } else { exercise.clone() };
            library.exercises.insert(made.id.clone(), made);
        }
    }
    library
}

fn changed(exercise: &Exercise, twist: &Twist) -> Exercise {
    let mut made = Exercise {
        position: twist.position,
        difficulty: Difficulty::new(twist.difficulty).unwrap(),
        unilateral: twist.unilateral,
        low_load: twist.low_load,
        ..exercise.clone()
    };
    let muscle = &twist.helps.get(&LIBRARY.muscles.muscles).id;
    if !made.primary.contains(muscle) && !made.secondary.contains(muscle) {
        made.secondary.push(muscle.clone());
    }
    let counted = made.dose.values_mut().filter(|dose| dose.sets.is_some());
    for (dose, (sets, reps, hold_s)) in counted.zip(twist.doses.into_iter().flatten()) {
        dose.sets = Some(Sets::new(sets).unwrap());
        dose.reps = Some(Reps::new(reps).unwrap());
        dose.hold_s = twist.held.then(|| Hold::new(hold_s).unwrap());
    }
    made
}
