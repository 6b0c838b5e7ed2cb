//! A document as plain text.

use crate::handout::Document;

/// Writes a document as plain text.
#[must_use]
pub fn text(document: &Document) -> String {
    document.title.clone()
}
