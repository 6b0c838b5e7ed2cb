//! Variety that can be repeated: the seed, and the small favour that it does each exercise.

use std::fmt::Write as _;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

use crate::hex::hex;
use crate::quantity::Points;

use super::request::Request;

/// A seed keeps below 2^53, so that every reader of JSON keeps it exactly.
const SEED_BITS: u32 = 53;

/// The seed of a request: the one that it gives, or one derived from what it asks. A word that is mended
/// in the library is no reason for another plan.
pub(crate) fn seed(request: &Request) -> u64 {
    request.seed.unwrap_or_else(|| derived(&canonical(request)))
}

/// The sign of what is asked, as 16 hexadecimal digits: everything that [`canonical`] tells, and sides.
pub(crate) fn asked(request: &Request) -> String {
    let mut sides: Vec<String> = request
        .affected
        .iter()
        .map(|entry| format!("{} {}", entry.muscle, entry.side.as_str()))
        .collect();
    sides.sort_unstable();
    let hash = Sha256::new().chain_update(canonical(request)).chain_update(sides.join("\n"));
    hex(&hash.finalize()[..8])
}

/// The favour of an exercise, from 0 to `most`. It depends on the seed and the exercise's id alone.
pub(crate) fn bonus(seed: u64, exercise: &str, most: Points) -> i64 {
    let mut hash = Sha256::new();
    hash.update(b"regimen bonus\n");
    hash.update(seed.to_le_bytes());
    hash.update(exercise.as_bytes());
    let draw = ChaCha8Rng::from_seed(hash.finalize().into()).next_u32();
    let choices = u64::try_from(most.0).unwrap_or_default() + 1;
    // A range by multiplication: the bias is below a millionth, and no crate's idea of sampling
    // can change it.
    let picked = (u64::from(draw) * choices) >> u32::BITS;
    i64::try_from(picked).unwrap_or_default()
}

fn derived(canonical: &str) -> u64 {
    let hash: [u8; 32] = Sha256::digest(canonical).into();
    let first = hash.first_chunk().copied().map_or(0, u64::from_be_bytes);
    first >> (u64::BITS - SEED_BITS)
}

/// What is asked, as text that is the same for the same question.
///
/// The order of affected muscles is left out, and so are sides and the start: a mirrored person gets
/// the mirrored plan, and a plan that begins a week later is the same plan.
fn canonical(request: &Request) -> String {
    let mut affected: Vec<String> = request
        .affected
        .iter()
        .map(|entry| format!("{} {} {}", entry.muscle, entry.finding.as_str(), entry.weight))
        .collect();
    affected.sort_unstable();
    let mut text = String::new();
    let mut line = |key: &str, value: &dyn std::fmt::Debug| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key} {value:?}");
    };
    line("affected", &affected);
    line("days", &request.days);
    line("equipment", &request.equipment);
    line("avoid", &request.avoid);
    line("floor", &request.avoid_floor);
    line("precautions", &request.clearance.precautions);
    line("conditions", &request.clearance.conditions);
    line("include", &request.include);
    line("exclude", &request.exclude);
    line("doses", &request.doses);
    line("older", &request.older);
    line("desk", &request.desk);
    text
}

#[cfg(test)]
mod tests {
    use super::super::fixture::request;
    use super::*;
    use crate::library::Finding;
    use crate::quantity::Side;

    #[test]
    fn the_stream_is_pinned() {
        let most = Points(500);
        let drawn: Vec<i64> =
            ["str-bridge", "str-plank", "bal-tandem"].map(|id| bonus(7, id, most)).into();
        assert_eq!(drawn, [389, 79, 200]);
        assert_eq!(bonus(8, "str-bridge", most), 374);
        assert_eq!(bonus(7, "str-bridge", Points(0)), 0);
        assert_eq!(derived("days"), 6_027_660_347_289_140);
    }

    #[test]
    fn a_seed_is_derived_from_what_is_asked() {
        let asked = |change: fn(&mut Request)| {
            let mut request = Request { seed: None, ..request() };
            request.affected.push(super::super::fixture::affected(
                "n",
                Side::Left,
                Finding::Tight,
                3,
            ));
            change(&mut request);
            seed(&request)
        };
        let plain = asked(|_| {});
        assert!(plain < 1 << SEED_BITS);
        assert_eq!(plain, asked(|request| request.affected.reverse()));
        assert_eq!(plain, asked(|request| request.affected[0].side = Side::Left));
        assert_eq!(plain, asked(|request| request.start = jiff::civil::date(2027, 1, 1)));
        assert_ne!(plain, asked(|request| request.older = true));
        assert_ne!(plain, asked(|request| request.affected[0].weight += 1));
        assert_eq!(7, asked(|request| request.seed = Some(7)));
    }
}
