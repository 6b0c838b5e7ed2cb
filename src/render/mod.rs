//! A document on paper and as text.
//!
//! [`pdf::pdf`] makes a tagged PDF and [`text::text`] plain text, with the same words in the same
//! order. Both are functions of the [`Document`](crate::handout::Document) alone.

mod fonts;
pub mod json;
pub mod measure;
pub mod pdf;
pub mod text;
mod words;
