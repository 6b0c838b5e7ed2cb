//! What the affected muscles need in a phase, and what meeting it is worth.
//!
//! All points here are whole thousandths of a point, shared out by largest remainder so that parts
//! always sum to the whole.

use std::collections::BTreeMap;

use crate::library::{Affected, CoverageRules, Phase, Phases, Work};
use crate::quantity::{Day, Side};

/// The most days a week that a gain can depend on.
const DAYS: usize = Day::ALL.len();

/// A kind of work that a muscle needs in a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need {
    /// The muscle's id.
    pub(crate) muscle: String,
    /// The kind of work.
    pub(crate) work: Work,
    /// The sides on which the muscle is affected.
    pub(crate) side: Side,
    /// Thousandths of a point at the target.
    pub(crate) weight: i64,
    /// Thousandths earned by that many days a week with a dose.
    pub(crate) gain: [i64; DAYS + 1],
}

impl Need {
    /// The name in a plan: `gluteus-medius/strengthen`.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.muscle, self.work.as_str())
    }
}

/// An affected muscle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The muscle's id.
    pub(crate) muscle: String,
    /// Thousandths lost where none of its needs is met.
    pub(crate) neglect: i64,
}

/// The needs of a phase, by muscle and kind of work. Together they are worth `points.all_needs`.
pub(crate) fn needs(rules: &Phases, phase: &Phase, affected: &[Affected]) -> Vec<Need> {
    let mut shares: BTreeMap<(&str, Work), (u64, Side)> = BTreeMap::new();
    for entry in affected {
        for (work, share) in phase.shares.get(&entry.finding).into_iter().flatten() {
            let raw = u64::from(entry.weight) * u64::from(*share);
            if raw == 0 {
                continue;
            }
            let (sum, side) = shares.entry((&entry.muscle, *work)).or_insert((0, entry.side));
            *sum += raw;
            *side = side.join(entry.side);
        }
    }
    let raw: Vec<u64> = shares.values().map(|(raw, _)| *raw).collect();
    let weights = apportion(rules.points.all_needs.0, &raw);
    let needs = shares.into_iter().zip(weights);
    needs
        .map(|(((muscle, work), (_, side)), weight)| {
            let target = phase.target_days.get(&work).copied();
            let gain = gains(&rules.coverage, target, weight);
            Need { muscle: muscle.to_owned(), work, side, weight, gain }
        })
        .collect()
}

/// The affected muscles in order of their ids. Leaving all of them out costs `points.neglect`.
pub(crate) fn parts(rules: &Phases, affected: &[Affected]) -> Vec<Part> {
    let mut weights: BTreeMap<&str, u64> = BTreeMap::new();
    for entry in affected {
        *weights.entry(&entry.muscle).or_default() += u64::from(entry.weight);
    }
    let raw: Vec<u64> = weights.values().copied().collect();
    let neglect = apportion(rules.points.neglect.0, &raw);
    weights
        .into_keys()
        .zip(neglect)
        .map(|(muscle, neglect)| Part { muscle: muscle.to_owned(), neglect })
        .collect()
}

/// What each number of days earns: nothing below `least_days`, `first_share` per cent there, the
/// rest in equal steps up to the target, and no more beyond it.
fn gains(rules: &CoverageRules, target: Option<u32>, weight: i64) -> [i64; DAYS + 1] {
    let least = rules.least_days as usize;
    let steps = target.map_or(0, |days| (days as usize).saturating_sub(least));
    let first = u64::from(rules.first_share.min(100));
    let mut shares = vec![if steps == 0 { 1 } else { first * steps as u64 }];
    shares.resize(steps + 1, 100 - first);
    let earned = apportion(weight, &shares);
    let mut gain = [0; DAYS + 1];
    for (days, gain) in gain.iter_mut().enumerate().skip(least) {
        *gain = earned.iter().take(days - least + 1).sum();
    }
    gain
}

/// Shares out a whole by largest remainder; equal remainders favour the first.
pub(crate) fn apportion(total: i64, shares: &[u64]) -> Vec<i64> {
    let sum: i128 = shares.iter().map(|share| i128::from(*share)).sum();
    if sum == 0 {
        return vec![0; shares.len()];
    }
    let exact = |share: &u64| i128::from(total) * i128::from(*share);
    let mut parts: Vec<i128> = shares.iter().map(|share| exact(share) / sum).collect();
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(exact(&shares[*index]) % sum));
    let left = i128::from(total) - parts.iter().sum::<i128>();
    for index in by_remainder.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        parts[index] += 1;
    }
    parts.into_iter().map(|part| i64::try_from(part).unwrap_or(i64::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{affected, library};
    use super::*;
    use crate::library::Finding;

    #[test]
    fn apportion_keeps_the_whole_and_favours_the_largest_remainder() {
        for (total, shares, parts) in [
            (100, vec![1, 1, 1], vec![34, 33, 33]),
            (10, vec![2, 1], vec![7, 3]),
            (10, vec![1, 2], vec![3, 7]),
            (5, vec![0, 1], vec![0, 5]),
            (5, vec![0, 0], vec![0, 0]),
            (5, vec![], vec![]),
        ] {
            assert_eq!(apportion(total, &shares), parts, "{total} over {shares:?}");
        }
    }

    #[test]
    fn two_findings_of_one_muscle_merge_by_kind_of_work() {
        let library = library([]);
        let both = [
            affected("psoas", Side::Left, Finding::Tight, 4),
            affected("psoas", Side::Right, Finding::Tender, 4),
        ];
        let needs = needs(&library.phases, &library.phases.phases[0], &both);
        let found: Vec<(Work, Side, i64)> =
            needs.iter().map(|need| (need.work, need.side, need.weight)).collect();
        assert_eq!(
            found,
            [
                (Work::Stretch, Side::Both, 45_000),
                (Work::Release, Side::Both, 37_500),
                (Work::Strengthen, Side::Right, 17_500),
            ]
        );
    }

    #[test]
    fn gains_begin_at_the_least_days_and_end_at_the_target() {
        let rules = library([]).phases.coverage;
        for (target, gain) in [
            (Some(5), [0, 0, 700, 800, 900, 1000, 1000, 1000]),
            (Some(3), [0, 0, 700, 1000, 1000, 1000, 1000, 1000]),
            (Some(2), [0, 0, 1000, 1000, 1000, 1000, 1000, 1000]),
            (None, [0, 0, 1000, 1000, 1000, 1000, 1000, 1000]),
        ] {
            assert_eq!(gains(&rules, target, 1000), gain, "{target:?}");
        }
    }

    #[test]
    fn neglect_is_shared_by_severity() {
        let rules = library([]).phases;
        let entries = [
            affected("a", Side::Left, Finding::Tight, 2),
            affected("a", Side::Left, Finding::Weak, 2),
            affected("b", Side::Left, Finding::Weak, 1),
        ];
        let neglect: Vec<i64> =
            parts(&rules, &entries).into_iter().map(|part| part.neglect).collect();
        assert_eq!(neglect, [12_000, 3_000]);
    }
}
