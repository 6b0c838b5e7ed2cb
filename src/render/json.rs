//! The plan as JSON: the contract of `planner::plan`.

use crate::planner::plan::Plan;

/// The plan as indented JSON with a line break at its end.
#[must_use]
pub fn json(plan: &Plan) -> Vec<u8> {
    // Every field is a number, a text or a map with text keys: writing them to memory cannot fail.
    let mut bytes = serde_json::to_vec_pretty(plan).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
