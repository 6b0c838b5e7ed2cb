//! The person: what the file or the flags say, checked against the library.

mod model;
mod resolve;
mod write;

pub use model::*;
pub use resolve::{Origin, Profile, resolve};
pub use write::{answered, with_answers, written};
