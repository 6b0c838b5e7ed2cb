//! Data as JSON: plans (the contract of `planner::plan`), problems, reasons, measurements.

use serde::Serialize;

/// A value as indented JSON with a line break at its end.
#[must_use]
pub fn json(value: &impl Serialize) -> Vec<u8> {
    // Every field is a number, a text or a map with text keys: writing them to memory cannot fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
