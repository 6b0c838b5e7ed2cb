//! The handout: a plan as a document, before it is PDF or text.

mod document;

pub use document::*;
