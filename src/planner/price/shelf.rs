//! Where the price of each thing stands in the row of all prices.

use super::super::case::Case;
use super::PLACES;

/// A place on the menu.
pub(super) const MENU: usize = 4;

/// A second of a session.
pub(super) const fn second(session: usize) -> usize {
    session
}

/// A place in a session.
pub(super) const fn place(session: usize) -> usize {
    2 + session
}

/// Where the prices begin of which there are as many as muscles, needs, groups and exercises.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shelf {
    load: usize,
    dose: usize,
    cut: usize,
    position: usize,
    /// The number of prices.
    pub(super) end: usize,
}

impl Shelf {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let load = MENU + 1;
        let dose = load + 2 * case.muscles;
        let cut = dose + PLACES * case.earnings.len();
        let position = cut + PLACES * case.groups.len();
        Self { load, dose, cut, position, end: position + 2 * case.items.len() }
    }

    /// A load on a muscle in a session.
    pub(super) const fn load(&self, muscle: usize, session: usize) -> usize {
        self.load + 2 * muscle + session
    }

    /// Where doses begin: one for each need in each place, shared out among the credits that it still
    /// lacks. An exercise gets the share of each credit that it gives.
    pub(super) const fn dose(&self) -> usize {
        self.dose
    }

    /// Help towards a dose from outside a group of exercises that is none by itself.
    pub(super) const fn cut(&self, group: usize, place: usize) -> usize {
        self.cut + PLACES * group + place
    }

    /// What an exercise adds to the opening of its position in a session.
    pub(super) const fn position(&self, item: usize, session: usize) -> usize {
        self.position + 2 * item + session
    }
}
