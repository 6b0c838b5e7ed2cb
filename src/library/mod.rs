//! The exercise library: what it holds, how it is read, and what is checked.

pub mod check;
mod clinical;
mod condition;
mod diary;
mod find;
mod load;
mod model;
mod progress;
mod schema;
mod wording;

pub use clinical::clinical;
pub use condition::*;
pub use diary::*;
pub use find::Filter;
pub use load::{File, built_in, with_files};
pub use model::*;
pub use progress::*;
pub use schema::{Named, schema_of, schemas};
pub use wording::*;
