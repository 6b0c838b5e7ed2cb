//! A note of a preset or of an answer: a line for the page, and whom it is not for.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// What stands in a note for the most pain that is all right in a plan: it differs from person to person.
const LIMIT: &str = "{limit}";

/// A line for the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line; `{limit}` is the most pain that is all right in the plan.
    pub text: String,
    /// Never for people who have one of these precautions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_with: Vec<String>,
}

impl Note {
    /// The line with the number of a plan.
    #[must_use]
    pub fn with_limit(&self, limit: u32) -> String {
        self.text.replace(LIMIT, &limit.to_string())
    }

    /// What stands in braces and is no number of a plan.
    #[must_use]
    pub fn unknown(&self) -> Option<&str> {
        let mut parts =
            self.text.split_inclusive('}').filter_map(|part| Some(&part[part.find('{')?..]));
        parts.find(|part| *part != LIMIT)
    }
}

/// A note as a mapping.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Whole {
    text: String,
    #[serde(default)]
    not_with: Vec<String>,
}

impl<'de> Deserialize<'de> for Note {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NoteVisitor;
        impl<'de> Visitor<'de> for NoteVisitor {
            type Value = Note;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a line, or `text` and `not_with`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Note, E> {
                Ok(Note { text: text.to_owned(), not_with: Vec::new() })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Note, A::Error> {
                let Whole { text, not_with } = Whole::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Note { text, not_with })
            }
        }
        deserializer.deserialize_any(NoteVisitor)
    }
}

impl JsonSchema for Note {
    fn schema_name() -> Cow<'static, str> {
        "Note".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let whole = generator.subschema_for::<Whole>();
        json_schema!({"anyOf": [{"type": "string"}, whole]})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Findings as _;
    use crate::source;

    #[test]
    fn a_note_is_a_line_or_says_whom_it_is_not_for() {
        let read = |text: &str| source::read::<Vec<Note>>("notes.yaml", text.as_bytes()).0;
        let notes = read("[Sit., {text: Walk., not_with: [crash]}]").unwrap();
        let plain = |note: &Note| (note.text.clone(), note.not_with.clone());
        assert_eq!(plain(&notes[0]), ("Sit.".into(), vec![]));
        assert_eq!(plain(&notes[1]), ("Walk.".into(), vec!["crash".into()]));
        for wrong in ["[3]", "[{not_with: [crash]}]", "[{text: Walk., no_with: [crash]}]"] {
            let (_, findings) = source::read::<Vec<Note>>("notes.yaml", wrong.as_bytes());
            assert!(findings.any_error(), "{wrong}");
        }
    }

    #[test]
    fn the_number_is_that_of_the_plan_and_other_braces_are_found() {
        let note = |text: &str| Note { text: text.into(), not_with: Vec::new() };
        assert_eq!(note("Pain at {limit} or less.").with_limit(2), "Pain at 2 or less.");
        assert_eq!(note("Pain at {limit} or less.").unknown(), None);
        assert_eq!(note("{limit} or {limt} or less.").unknown(), Some("{limt}"));
        assert_eq!(note("Up to {limit").unknown(), Some("{limit"));
    }
}
