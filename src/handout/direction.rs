//! Which way a language is read.

use super::Document;

/// Languages that are read from right to left, by the first part of their tag.
const TO_THE_LEFT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ur", "yi"];

impl Document {
    /// Whether its language is read from right to left: its pages are then laid out as in a mirror.
    #[must_use]
    pub fn reads_to_the_left(&self) -> bool {
        let first = self.language.split('-').next().unwrap_or_default();
        TO_THE_LEFT.contains(&first)
    }
}
