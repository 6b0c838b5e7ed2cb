//! Postures that were solved before, so that a plan need not solve its poses again.
//!
//! `routines/body/postures.txt` has a line for each pose of the built-in library: its key, then whole
//! millionths (of body height, of a radian) for each of its moments: where the pelvis is and how it
//! is turned, the angles of all turns, the offsets of all surfaces. A test keeps the file in step with
//! the poses, the skeleton and the solver, and writes it anew when asked to. A pose without a line is
//! solved as ever: the file saves time and decides nothing.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::pose::Pose;
use super::solve::{Rest, Solved, solve_from};
use super::{Body, Frame, Posture, Rotation, Vector};
use crate::hex::hex;

/// The lines of the built-in poses.
static BUILT_IN: &str = include_str!("../../routines/body/postures.txt");
/// The bytes of a pose's hash in its key: by chance no two poses of a library share them.
const KEY: usize = 8;
/// The numbers for the place and the turn of the pelvis.
const ROOT: usize = 12;

/// Lines of postures by the keys of their poses.
#[derive(Debug, Clone, Default)]
pub struct Prepared(BTreeMap<&'static str, &'static str>);

impl Prepared {
    /// The postures of the built-in poses with the built-in skeleton and bases.
    #[must_use]
    pub fn built_in() -> Self {
        Self(BUILT_IN.lines().filter_map(|line| line.split_once(' ')).collect())
    }

    /// The moments of a pose, as far as they can be read.
    fn rests(&self, pose: &Pose, turns: usize) -> Vec<Rest> {
        let line = self.0.get(key(pose).as_str());
        line.map_or_else(Vec::new, |line| line.split('|').map_while(|m| read(m, turns)).collect())
    }
}

impl Body {
    /// Solves a pose, or takes its postures as they were prepared; none if its base is unknown.
    #[must_use]
    pub fn solved(&self, pose: &Pose) -> Option<Solved> {
        let known = self.prepared.rests(pose, self.skeleton.turns.len());
        solve_from(&self.skeleton, &self.bases, pose, &known).map(|(solved, _)| solved)
    }

    /// The line of a pose, solved anew; none if its base is unknown.
    #[must_use]
    pub fn prepare(&self, pose: &Pose) -> Option<String> {
        let (_, rests) = solve_from(&self.skeleton, &self.bases, pose, &[])?;
        let moments: Vec<String> = rests.iter().map(written).collect();
        Some(format!("{} {}", key(pose), moments.join("|")))
    }
}

/// What a pose is found by: any change of it gives another.
fn key(pose: &Pose) -> String {
    hex(&Sha256::digest(format!("{pose:?}"))[..KEY])
}

fn written(rest: &Rest) -> String {
    let Frame { at, turn } = rest.posture.root;
    let vectors = [at, turn.x, turn.y, turn.z];
    let root = vectors.iter().flat_map(|vector| [vector.x, vector.y, vector.z]);
    let numbers = root.chain(rest.posture.angles.iter().copied()).chain(rest.offsets.clone());
    // As an integer, so that there is no sign before a zero.
    let numbers: Vec<String> =
        numbers.map(|number| ((number * 1e6).round() as i64).to_string()).collect();
    numbers.join(" ")
}

fn read(moment: &str, turns: usize) -> Option<Rest> {
    let numbers: Vec<f64> = moment
        .split_ascii_whitespace()
        .map(|number| number.parse::<i64>().ok().map(|whole| whole as f64 / 1e6))
        .collect::<Option<_>>()?;
    let (root, rest) = numbers.split_at_checked(ROOT)?;
    let (angles, offsets) = rest.split_at_checked(turns)?;
    let [at, x, y, z] = [0, 3, 6, 9].map(|i| Vector::new(root[i], root[i + 1], root[i + 2]));
    let root = Frame { at, turn: Rotation { x, y, z }.straightened() };
    Some(Rest { posture: Posture { root, angles: angles.to_vec() }, offsets: offsets.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    #[test]
    fn a_prepared_pose_is_the_same_as_one_that_is_solved() {
        let body = built_in().unwrap().body;
        let pose = built_in().unwrap().exercises["str-bridge"].pose.clone().unwrap();
        let (fresh, rests) = solve_from(&body.skeleton, &body.bases, &pose, &[]).unwrap();
        let line = written(&rests[0]);
        assert_eq!(read(&line, body.skeleton.turns.len()).as_ref(), Some(&rests[0]));
        let (again, _) = solve_from(&body.skeleton, &body.bases, &pose, &rests).unwrap();
        for (a, b) in fresh.moments.iter().zip(&again.moments) {
            assert_eq!((&a.posture, &a.placed), (&b.posture, &b.placed));
        }
        assert_eq!(fresh.moments.len(), again.moments.len());
    }

    #[test]
    fn what_cannot_be_read_is_solved() {
        let body = built_in().unwrap().body;
        let turns = body.skeleton.turns.len();
        for broken in ["", "1 2 3", "a b", &"1 ".repeat(ROOT + turns - 1)] {
            assert_eq!(read(broken, turns), None, "{broken}");
        }
        let pose = Pose { base: "standing".into(), ..Pose::default() };
        let strange = Rest { posture: Posture::default(), offsets: vec![1.0] };
        let (solved, _) = solve_from(&body.skeleton, &body.bases, &pose, &[strange]).unwrap();
        assert_eq!(solved.moments[0].posture.angles.len(), turns);
    }

    #[test]
    fn another_pose_has_another_key() {
        let standing = Pose { base: "standing".into(), ..Pose::default() };
        let lying = Pose { base: "hook-lying".into(), ..Pose::default() };
        assert_ne!(key(&standing), key(&lying));
        assert_eq!(key(&standing).len(), 2 * KEY);
    }
}
