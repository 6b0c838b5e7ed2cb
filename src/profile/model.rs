//! The person as data: `person.yaml`, and the same from flags.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::library::Finding;
use crate::logo::Logo;
use crate::quantity::{Clock, Day, DaysPerWeek, Hold, Minutes, Rating, Reps, Sets, Side};

/// Days a week when a person names none. A project default.
pub const DEFAULT_DAYS: i64 = 4;
/// Minutes a day when a person names none. A project default.
pub const DEFAULT_MINUTES: i64 = 20;
/// How bad a muscle is when the person does not say: the middle of 0-10.
pub const DEFAULT_SEVERITY: i64 = 5;
/// Muscles that are taken from each pain area when the person names no muscle.
pub const MUSCLES_PER_AREA: usize = 3;

/// The version of the format.
pub const SCHEMA: u32 = 1;

/// A person, as the file says it. Every key but `muscles`, `areas` or `conditions` has a default.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The version of the format.
    #[serde(default = "this_schema")]
    pub schema: u32,
    /// What stands on the page.
    #[serde(default)]
    pub name: Option<String>,
    /// The year of birth; older people hold stretches longer.
    #[serde(default)]
    pub born: Option<i16>,
    /// The affected muscles or groups.
    #[serde(default)]
    pub muscles: Vec<MuscleEntry>,
    /// Where it hurts.
    #[serde(default)]
    pub areas: Vec<String>,
    /// Condition presets, by id or name.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// The side of what names none.
    #[serde(default)]
    pub side: Option<Side>,
    /// The days.
    #[serde(default)]
    pub days: Option<Days>,
    /// Minutes on each day.
    #[serde(default)]
    pub minutes: Option<Minutes>,
    /// What is at hand beside household things.
    #[serde(default)]
    pub equipment: Option<Things>,
    /// Precautions.
    #[serde(default)]
    pub precautions: Vec<String>,
    /// Positions to avoid, or `floor`.
    #[serde(default)]
    pub avoid: Vec<String>,
    /// Wishes for single exercises.
    #[serde(default)]
    pub exercises: Wishes,
    /// Activities that matter to the person, for the log.
    #[serde(default)]
    pub activities: Vec<String>,
    /// When the person sits at work.
    #[serde(default)]
    pub desk: Option<DeskHours>,
    /// Answers to the safety questions.
    #[serde(default)]
    pub screening: BTreeMap<String, Words>,
    /// The first day of week 1.
    #[serde(default)]
    pub start: Option<Date>,
    /// The seed.
    #[serde(default)]
    pub seed: Option<u64>,
    /// The clinic's file, from the person's folder.
    #[serde(default)]
    pub clinic: Option<String>,
    /// The paper.
    #[serde(default)]
    pub paper: Option<PaperName>,
    /// The language of the page; only `en` so far.
    #[serde(default)]
    pub language: Option<String>,
}

fn this_schema() -> u32 {
    SCHEMA
}

impl Person {
    /// Whether it names anything to work on: a muscle, a place that hurts or a condition.
    #[must_use]
    pub const fn names_anything(&self) -> bool {
        !(self.muscles.is_empty() && self.areas.is_empty() && self.conditions.is_empty())
    }

    /// The age that the person reaches in the year of a day, if the year of birth is known.
    #[must_use]
    pub fn age_on(&self, date: Date) -> Option<i32> {
        self.born.map(|year| i32::from(date.year()) - i32::from(year))
    }
}

impl Default for Person {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            name: None,
            born: None,
            muscles: Vec::new(),
            areas: Vec::new(),
            conditions: Vec::new(),
            side: None,
            days: None,
            minutes: None,
            equipment: None,
            precautions: Vec::new(),
            avoid: Vec::new(),
            exercises: Wishes::default(),
            activities: Vec::new(),
            desk: None,
            screening: BTreeMap::new(),
            start: None,
            seed: None,
            clinic: None,
            paper: None,
            language: None,
        }
    }
}

/// A muscle or group with what is the matter with it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MuscleEntry {
    /// An id, a name or an abbreviation.
    pub muscle: String,
    /// The side; both if none is given.
    #[serde(default)]
    pub side: Option<Side>,
    /// The finding; the muscle's usual one if none is given.
    #[serde(default)]
    pub finding: Option<Finding>,
    /// How bad; the middle if none is given.
    #[serde(default)]
    pub severity: Option<Rating>,
}

/// Days: a number of them, a list, or a mapping with minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Days {
    /// So many, spread over the week.
    Count(DaysPerWeek),
    /// These.
    List(Vec<Day>),
    /// These, with minutes each.
    WithMinutes(BTreeMap<Day, Minutes>),
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DaysVisitor;
        impl<'de> Visitor<'de> for DaysVisitor {
            type Value = Days;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of days, a list such as [mon, thu], or days with minutes such as {mon: 20}")
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Days, E> {
                let count = i64::try_from(value).unwrap_or(i64::MAX);
                DaysPerWeek::new(count).map(Days::Count).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Days, E> {
                DaysPerWeek::new(value).map(Days::Count).map_err(E::custom)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Days, A::Error> {
                let mut days = Vec::new();
                while let Some(DayWord(day)) = seq.next_element()? {
                    days.push(day);
                }
                Ok(Days::List(days))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Days, A::Error> {
                let mut days = BTreeMap::new();
                while let Some((DayWord(day), minutes)) = map.next_entry()? {
                    days.insert(day, minutes);
                }
                Ok(Days::WithMinutes(days))
            }
        }
        deserializer.deserialize_any(DaysVisitor)
    }
}

impl JsonSchema for Days {
    fn schema_name() -> Cow<'static, str> {
        "Days".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let count = generator.subschema_for::<DaysPerWeek>();
        let list = generator.subschema_for::<Vec<Day>>();
        let with_minutes = generator.subschema_for::<BTreeMap<Day, Minutes>>();
        json_schema!({"anyOf": [count, list, with_minutes]})
    }
}

/// A day as people write it: `mon`, `Monday`.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct DayWord(Day);

impl TryFrom<String> for DayWord {
    type Error = String;
    fn try_from(word: String) -> Result<Self, String> {
        word.parse().map(Self)
    }
}

/// Things: all, none, or a list of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Things {
    /// Everything that the library knows.
    All,
    /// Household things only.
    None,
    /// Household things and these.
    List(Vec<String>),
}

impl<'de> Deserialize<'de> for Things {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Words::deserialize(deserializer)? {
            Words::List(list) => Ok(Self::List(list)),
            Words::One(word) if word == "all" => Ok(Self::All),
            Words::One(word) if word == "none" => Ok(Self::None),
            Words::One(word) => Ok(Self::List(vec![word])),
        }
    }
}

impl JsonSchema for Things {
    fn schema_name() -> Cow<'static, str> {
        "Things".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Words>()
    }
}

fn telephone_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["string", "integer", "null"]})
}

/// What a telephone number may be that is read as a number: those of emergencies. A longer one has lost its
/// plus sign by then, and one that is shorter was written in another way than it reads.
const SHORT_NUMBERS: std::ops::RangeInclusive<u64> = 100..=999_999;

/// What is said of a telephone number that is not what was written.
pub(super) fn misread(number: &str) -> String {
    format!(
        "a telephone number is read as the number {number} here, and may lose its first signs: put it in \
         quotes, for example \"+49 30 123456\""
    )
}

/// A telephone number, which people write without quotes.
fn telephone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct TelephoneVisitor;
    impl Visitor<'_> for TelephoneVisitor {
        type Value = String;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a telephone number, in quotes or with spaces unless it is short")
        }
        fn visit_str<E: de::Error>(self, value: &str) -> Result<String, E> {
            Ok(value.to_owned())
        }
        fn visit_u64<E: de::Error>(self, value: u64) -> Result<String, E> {
            let number = value.to_string();
            if SHORT_NUMBERS.contains(&value) {
                Ok(number)
            } else {
                Err(E::custom(misread(&number)))
            }
        }
    }
    deserializer.deserialize_any(TelephoneVisitor).map(Some)
}

/// One word or a list of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// One.
    One(String),
    /// Several.
    List(Vec<String>),
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;
        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }
            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Words, E> {
                Ok(Words::One(if value { "yes" } else { "no" }.to_owned()))
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Words, E> {
                Ok(Words::One(value.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Words, A::Error> {
                let mut list = Vec::new();
                while let Some(word) = seq.next_element()? {
                    list.push(word);
                }
                Ok(Words::List(list))
            }
        }
        deserializer.deserialize_any(WordsVisitor)
    }
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "boolean", "array"], "items": {"type": "string"}})
    }
}

/// Wishes for single exercises.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wishes {
    /// Planned if the hard rules allow it.
    #[serde(default)]
    pub include: Vec<String>,
    /// Never planned.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Fixed doses.
    #[serde(default)]
    pub dose: BTreeMap<String, DoseEntry>,
    /// Notes on the card.
    #[serde(default)]
    pub note: BTreeMap<String, String>,
    /// What was stopped because of what it did, and since when somebody who knows about it has allowed it
    /// again.
    #[serde(default)]
    pub again: BTreeMap<String, Date>,
}

/// A dose that a therapist fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoseEntry {
    /// Sets.
    pub sets: Sets,
    /// Repetitions.
    pub reps: Reps,
    /// Seconds held; the exercise's own if none is given.
    #[serde(default)]
    pub hold_s: Option<Hold>,
}

/// When the person sits at work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskHours {
    /// The days.
    pub days: Vec<Day>,
    /// From.
    pub from: Clock,
    /// To.
    pub to: Clock,
}

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaperName {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 8.5 x 11 inches.
    Letter,
}

/// Who hands the plan out: `clinic.yaml`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clinic {
    /// The clinic's name.
    pub name: String,
    /// The therapist.
    #[serde(default)]
    pub therapist: Option<String>,
    /// The number to call.
    #[serde(default, deserialize_with = "telephone")]
    #[schemars(schema_with = "telephone_schema")]
    pub phone: Option<String>,
    /// Street, town.
    #[serde(default)]
    pub address: Option<String>,
    /// The therapist's registration.
    #[serde(default)]
    pub registration: Option<String>,
    /// The local emergency number.
    #[serde(default, deserialize_with = "telephone")]
    #[schemars(schema_with = "telephone_schema")]
    pub emergency: Option<String>,
    /// The logo's file, from the folder of this one: PNG or SVG.
    #[serde(default)]
    pub logo: Option<String>,
    /// The logo itself, once its file is read.
    #[serde(skip)]
    pub picture: Option<Arc<Logo>>,
}
