//! A node in numbers that stand close together: what is priced, and what everybody gives and takes of it.

use super::super::case::{STATES, State, States};
use super::PLACES;
use super::shelf::{MENU, place, second};

/// The good that costs nothing and does nothing: it stands where there is no other one.
pub(super) const NOTHING: usize = 0;

/// The goods that come first, in the order of their prices on the shelf.
pub(super) const MENU_GOOD: usize = 1 + MENU;

pub(super) const fn seconds_good(session: usize) -> usize {
    1 + second(session)
}

pub(super) const fn places_good(session: usize) -> usize {
    1 + place(session)
}

/// Something that has a price.
#[derive(Debug, Clone, Copy)]
pub(super) struct Good {
    /// Where its price stands on the shelf; nowhere if others make it.
    pub(super) price: Option<usize>,
    /// So many of it have that price together.
    pub(super) units: i64,
    /// One by what it is counted in.
    pub(super) scale: f64,
    /// How far its price moves for each step.
    pub(super) pace: f64,
    /// How much of it there is.
    pub(super) supply: i64,
    /// The pool that its price is part of.
    pub(super) pool: usize,
}

/// What is given of a good; below zero, what is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) good: usize,
    pub(super) of: i64,
}

/// A live exercise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exercise {
    /// What it earns by itself in each state; less than anything where it may not be.
    pub(super) own: [i64; STATES],
    /// Where its amounts end that belong to session A, to session B, and to the week.
    pub(super) ends: [usize; PLACES],
    /// Its rung, where several levels of its ladder are live.
    pub(super) rung: Option<usize>,
}

/// What an exercise decides.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Deal {
    /// What it gets in each state, and at most.
    pub(super) value: [i64; STATES],
    pub(super) most: i64,
    /// The state that it takes.
    pub(super) taken: State,
}

/// A level of a ladder of which the week has one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rung {
    pub(super) ladder: usize,
    /// Where its exercises end.
    pub(super) end: usize,
    /// What they get together.
    pub(super) sum: i64,
}

/// What a need asks for to have a dose in a place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dose {
    /// Credits, and how many it lacks.
    pub(super) good: usize,
    pub(super) lack: i64,
    /// The help of all groups.
    pub(super) pool: usize,
}

/// A need that may be served.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// Which one it is.
    pub(super) index: usize,
    /// What it earns in each state.
    pub(super) points: [i64; STATES],
    /// The states in which it counts as met.
    pub(super) met: States,
    /// The states that are possible, if its muscle is loaded in A, and if in B.
    pub(super) reach: [States; 2],
    pub(super) doses: [Dose; PLACES],
}

/// An affected muscle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Muscle {
    /// What leaving it out loses.
    pub(super) neglect: i64,
    /// Where its needs end.
    pub(super) end: usize,
    /// Whether it matters in which session it is loaded.
    pub(super) differs: bool,
}

/// What all lose if a need has its doses in a state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Loss {
    pub(crate) need: usize,
    pub(crate) state: State,
    pub(crate) loss: i64,
}

/// A position that may open in a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    pub(super) session: usize,
    pub(super) sure: bool,
    /// Where its offers end.
    pub(super) end: usize,
}

/// All of it, and what everybody decides at the prices that stand here.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) goods: Vec<Good>,
    pub(super) prices: Vec<i64>,
    /// How much more is asked for than there is.
    pub(super) excess: Vec<i64>,
    /// The goods whose prices make up that of a pool.
    pub(super) pooled: Vec<usize>,
    pub(super) exercises: Vec<Exercise>,
    pub(super) amounts: Vec<Amount>,
    pub(super) deals: Vec<Deal>,
    pub(super) ladders: Vec<usize>,
    pub(super) rungs: Vec<Rung>,
    /// The exercises of the rungs, one rung after the other.
    pub(super) members: Vec<usize>,
    pub(super) muscles: Vec<Muscle>,
    pub(super) needs: Vec<Need>,
    /// The sessions in which each need buys a dose, if its muscle is loaded in A, and if in B.
    pub(super) bought: [Vec<State>; 2],
    pub(super) losses: Vec<Loss>,
    pub(super) openings: Vec<Opening>,
    /// What exercises offer for the opening of their positions, as goods.
    pub(super) offers: Vec<usize>,
    /// Seconds of a change of position.
    pub(super) change_s: i64,
    /// What a change of position costs in each session.
    pub(super) change: [i64; 2],
}
