//! The exercise library: what it holds, how it is read, and what is checked.

pub mod check;
mod diary;
mod load;
mod model;
mod progress;

pub use diary::*;
pub use load::{File, built_in, with_files};
pub use model::*;
pub use progress::*;
