//! The exercise library: what it holds, how it is read, and what is checked.

mod beside;
pub mod check;
mod clinical;
mod condition;
mod diary;
mod dosage;
mod exercise;
mod find;
mod load;
mod meant;
mod model;
mod muscle;
mod note;
mod phase;
mod progress;
mod safety;
mod schema;
mod wording;

pub use beside::*;
pub use clinical::clinical;
pub use condition::*;
pub use diary::*;
pub use dosage::*;
pub use exercise::*;
pub use find::Filter;
pub use load::{File, as_far_as_read, built_in, with_files};
pub use meant::{Names, meant_position};
pub use model::*;
pub use muscle::*;
pub use note::Note;
pub use phase::*;
pub use progress::*;
pub use safety::*;
pub use schema::{Named, schema_of, schemas};
pub use wording::*;
