//! Documents on paper and as text, plans as data, and pictures in files.
//!
//! [`pdf::pdf`] makes a tagged PDF, [`text::text`] plain text and [`md::md`] Markdown, with the same
//! words in the same order; [`pages`] writes the pages of the PDF as SVG and PNG. All are functions of
//! the [`Document`](crate::handout::Document) alone. [`ics::ics`] writes the sessions of a plan for a
//! calendar. [`svg::svg`] and [`png::png`] draw a [`Sheet`](sheet::Sheet) of pictures, and
//! [`sheet::document`] makes pages of it.

pub mod course;
mod fonts;
pub mod ics;
pub mod json;
pub mod md;
pub mod measure;
pub mod pages;
pub mod pdf;
pub mod png;
mod reach;
pub mod sheet;
pub mod svg;
pub mod text;
mod words;
