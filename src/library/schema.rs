//! JSON Schemas of the files, so that an editor completes and checks them while they are written.

use schemars::{JsonSchema, Schema, schema_for};

use super::condition::Condition;
use super::diary::Courses;
use super::load::{
    AdviceFile, AreasFile, EquipmentFile, GapsFile, PrecautionsFile, SourcesFile, TestsFile,
};
use super::progress::Progress;
use super::wording::{Review, Wording};
use super::{Dosage, Exercise, Muscles, Phases, Screening};

/// A schema by the name of what it describes.
pub type Named = (&'static str, Schema);

/// The schema of one kind of file.
#[must_use]
pub fn schema_of<T: JsonSchema>() -> Schema {
    schema_for!(T)
}

/// The schemas of a library's files, by name.
#[must_use]
pub fn schemas() -> Vec<Named> {
    vec![
        ("advice", schema_of::<AdviceFile>()),
        ("areas", schema_of::<AreasFile>()),
        ("condition", schema_of::<Condition>()),
        ("courses", schema_of::<Courses>()),
        ("dosage", schema_of::<Dosage>()),
        ("equipment", schema_of::<EquipmentFile>()),
        ("exercise", schema_of::<Exercise>()),
        ("gaps", schema_of::<GapsFile>()),
        ("muscles", schema_of::<Muscles>()),
        ("phases", schema_of::<Phases>()),
        ("precautions", schema_of::<PrecautionsFile>()),
        ("progress", schema_of::<Progress>()),
        ("review", schema_of::<Review>()),
        ("screening", schema_of::<Screening>()),
        ("sources", schema_of::<SourcesFile>()),
        ("tests", schema_of::<TestsFile>()),
        ("wording", schema_of::<Wording>()),
    ]
}
