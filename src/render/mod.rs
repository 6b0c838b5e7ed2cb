//! Documents on paper and as text, plans as data, and pictures in files.
//!
//! [`pdf::pdf`] makes a tagged PDF and [`text::text`] plain text, with the same words in the same
//! order. Both are functions of the [`Document`](crate::handout::Document) alone. [`svg::svg`] and
//! [`png::png`] draw a [`Sheet`](sheet::Sheet) of pictures, and [`sheet::document`] makes pages of it.

pub mod course;
mod fonts;
pub mod json;
pub mod measure;
pub mod pdf;
pub mod png;
mod reach;
pub mod sheet;
pub mod svg;
pub mod text;
mod words;
