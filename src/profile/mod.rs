//! The person: what the file or the flags say, checked against the library.

mod able;
mod clinic;
mod model;
mod resolve;
mod shape;
mod write;

pub use model::*;
pub use resolve::{Origin, Profile, answered_by_age, newer_schema, resolve};
pub use shape::show_shapes;
pub use write::{answered, bare, with_answers, written};

use crate::library::{Named, schema_of};

/// The JSON Schemas of a person's files, by name.
#[must_use]
pub fn schemas() -> Vec<Named> {
    vec![("clinic", schema_of::<Clinic>()), ("person", schema_of::<Person>())]
}
