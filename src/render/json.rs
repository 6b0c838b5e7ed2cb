//! Data as JSON: the plan (the contract of `planner::plan`), its problems and its reasons.

use serde::Serialize;

/// The data as indented JSON with a line break at its end.
#[must_use]
pub fn json<T: Serialize>(data: &T) -> Vec<u8> {
    // Every field is a number, a text or a map with text keys: writing them to memory cannot fail.
    let mut bytes = serde_json::to_vec_pretty(data).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
