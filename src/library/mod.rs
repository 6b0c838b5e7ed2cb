//! The exercise library: what it holds, how it is read, and what is checked.

pub mod check;
mod load;
mod model;

pub use load::{File, built_in, with_files};
pub use model::*;
