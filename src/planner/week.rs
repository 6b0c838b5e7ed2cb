//! A week: which session on which day, which exercises in which session, and what that comes to.

use crate::quantity::Day;

use super::problem::Problem;
use super::time;

/// One of the two sessions of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    A,
    B,
}

impl Slot {
    pub(crate) const BOTH: [Self; 2] = [Self::A, Self::B];

    /// The name in a plan.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// The other session.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// A session or rest for each day, Monday first.
pub(crate) type Days = [Option<Slot>; Day::ALL.len()];

/// Whether an exercise is in A, and whether it is in B.
pub(crate) type Place = [bool; 2];

/// Where an exercise of the week may be.
pub(crate) const PLACES: [Place; 3] = [[true, true], [true, false], [false, true]];

/// A week of a phase. Exercises are indices into `Problem::candidates`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Week {
    /// Which session on which day.
    pub(crate) days: Days,
    /// The exercises of A and of B, in order of their indices.
    pub(crate) sessions: [Vec<usize>; 2],
}

impl Week {
    /// A week without an exercise.
    pub(crate) const fn empty(days: Days) -> Self {
        Self { days, sessions: [Vec::new(), Vec::new()] }
    }

    /// Where an exercise is.
    pub(crate) fn place(&self, candidate: usize) -> Place {
        [0, 1].map(|slot: usize| self.sessions[slot].binary_search(&candidate).is_ok())
    }

    /// Puts an exercise where it is wanted, and takes it from where it is not.
    pub(crate) fn put(&mut self, candidate: usize, place: Place) {
        for (session, wanted) in self.sessions.iter_mut().zip(place) {
            match (session.binary_search(&candidate), wanted) {
                (Err(at), true) => session.insert(at, candidate),
                (Ok(at), false) => {
                    session.remove(at);
                }
                _ => {}
            }
        }
    }

    /// The same week without an exercise.
    pub(crate) fn without(mut self, candidate: usize) -> Self {
        self.put(candidate, [false, false]);
        self
    }

    /// The exercises of the week, each once, in order of their indices.
    pub(crate) fn menu(&self) -> impl Iterator<Item = usize> {
        let [a, b] = &self.sessions;
        let in_a = move |candidate: &&usize| a.binary_search(candidate).is_err();
        a.iter().chain(b.iter().filter(in_a)).copied()
    }

    /// The days of a session, as bits from Monday up.
    pub(crate) fn day_bits(&self, slot: Slot) -> u8 {
        let bit = |(index, day): (usize, &Option<Slot>)| u8::from(*day == Some(slot)) << index;
        self.days.iter().enumerate().map(bit).sum()
    }

    /// The same week told in the one usual way: a day whose session is empty is a rest day, two
    /// sessions alike are one, and A is the one that comes first from `first` on.
    pub(crate) fn usual(mut self, first: Day) -> Self {
        let [a, b] = &self.sessions;
        let alike = a == b;
        for day in self.days.iter_mut() {
            match day {
                Some(slot) if self.sessions[*slot as usize].is_empty() => *day = None,
                Some(slot) if alike => *slot = Slot::A,
                _ => {}
            }
        }
        if alike {
            self.sessions[1].clear();
        }
        let order = (0..Day::ALL.len()).map(|step| (first.index() + step) % Day::ALL.len());
        if order.map(|day| self.days[day]).find_map(|day| day) == Some(Slot::B) {
            self.sessions.swap(0, 1);
            for slot in self.days.iter_mut().flatten() {
                *slot = slot.other();
            }
        }
        self
    }
}

/// What a week comes to: everything that rules and wishes read, counted once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// The days of A and of B, as bits from Monday up.
    pub(crate) days: [u8; 2],
    /// Changes of position in A and in B.
    pub(crate) changes: [u32; 2],
    /// Seconds of A and of B, changes of position included.
    pub(crate) seconds: [u32; 2],
    /// Days a week on which each need has a dose.
    pub(crate) need_days: Vec<u32>,
    /// Whether each affected muscle has a need that is met.
    pub(crate) treated: Vec<bool>,
    /// Exercises in A and in B that load each muscle of `Problem::loadable`.
    pub(crate) loading: [Vec<u32>; 2],
    /// Credits to each need in the session being counted.
    credits: Vec<u32>,
}

impl Tally {
    /// Counts a week.
    pub(crate) fn of(problem: &Problem<'_>, week: &Week) -> Self {
        let mut tally = Self::default();
        tally.count(problem, week);
        tally
    }

    /// Counts a week in place of the one before, without a new allocation.
    pub(crate) fn count(&mut self, problem: &Problem<'_>, week: &Week) {
        reset(&mut self.need_days, problem.needs.len());
        for slot in Slot::BOTH {
            self.days[slot as usize] = week.day_bits(slot);
            self.count_session(problem, slot, &week.sessions[slot as usize]);
        }
        let least_days = problem.rules.coverage.least_days;
        reset(&mut self.treated, problem.parts.len());
        for (part, days) in problem.part_of_need.iter().zip(&self.need_days) {
            self.treated[*part] |= *days >= least_days;
        }
    }

    fn count_session(&mut self, problem: &Problem<'_>, slot: Slot, session: &[usize]) {
        let rules = problem.rules;
        let loading = &mut self.loading[slot as usize];
        reset(&mut self.credits, problem.needs.len());
        reset(loading, problem.loadable.len());
        let mut seconds = 0;
        for candidate in session.iter().map(|index| &problem.candidates[*index]) {
            seconds += candidate.seconds;
            for (need, credit) in &candidate.credits {
                self.credits[*need] += credit;
            }
            for muscle in &candidate.loads {
                loading[*muscle] += 1;
            }
        }
        let days = self.days[slot as usize].count_ones();
        for (need_days, credits) in self.need_days.iter_mut().zip(&self.credits) {
            *need_days += if *credits >= rules.coverage.dose_credit { days } else { 0 };
        }
        let position = |index: &usize| problem.candidates[*index].exercise.position;
        let changes = time::changes(session.iter().map(position));
        self.changes[slot as usize] = changes;
        self.seconds[slot as usize] = seconds + changes * rules.limits.change_s;
    }

    /// Days a week on which something in this place is done.
    pub(crate) fn days_in(&self, place: Place) -> u32 {
        let days = self.days.iter().zip(place).filter(|(_, done)| *done);
        days.map(|(days, _)| days.count_ones()).sum()
    }

    /// The days on which a muscle is loaded, as bits from Monday up.
    pub(crate) fn load_days(&self, muscle: usize) -> u8 {
        let in_slot =
            |slot: usize| if self.loading[slot][muscle] > 0 { self.days[slot] } else { 0 };
        in_slot(0) | in_slot(1)
    }
}

fn reset<T: Default + Clone>(counts: &mut Vec<T>, length: usize) {
    counts.clear();
    counts.resize(length, T::default());
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Option<Slot> = Some(Slot::A);
    const B: Option<Slot> = Some(Slot::B);

    #[test]
    fn an_exercise_is_put_and_taken() {
        let mut week = Week::empty([None; 7]);
        week.put(4, [true, true]);
        week.put(2, [true, false]);
        week.put(4, [true, false]);
        assert_eq!(week.sessions, [vec![2, 4], vec![]]);
        week.put(9, [false, true]);
        assert_eq!(week.place(9), [false, true]);
        assert_eq!(week.menu().collect::<Vec<_>>(), [2, 4, 9]);
    }

    #[test]
    fn a_week_has_one_usual_form() {
        let days = [B, None, A, None, B, None, A];
        for (sessions, first, days, usual) in [
            ([vec![1], vec![2]], Day::Mon, [A, None, B, None, A, None, B], [vec![2], vec![1]]),
            ([vec![1], vec![2]], Day::Tue, days, [vec![1], vec![2]]),
            ([vec![1], vec![]], Day::Mon, [None, None, A, None, None, None, A], [vec![1], vec![]]),
            ([vec![1], vec![1]], Day::Mon, [A, None, A, None, A, None, A], [vec![1], vec![]]),
            ([vec![], vec![]], Day::Mon, [None; 7], [vec![], vec![]]),
        ] {
            let week = Week { days: [B, None, A, None, B, None, A], sessions };
            assert_eq!(week.usual(first), Week { days, sessions: usual });
        }
    }
}
