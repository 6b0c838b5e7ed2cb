//! The person: what the file or the flags say, checked against the library.

mod model;
mod resolve;

pub use model::*;
pub use resolve::{Origin, Profile, resolve};
