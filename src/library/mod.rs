//! The exercise library: what it holds, how it is read, and what is checked.

mod model;

pub use model::*;
