//! Check-ins as data: `checkins.yaml` (`docs/formats.md`).
//!
//! The file is one list that only grows: a new check-in is a new entry at its end, and nothing that
//! stands in it is written again.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::quantity::{Change, LegSeconds, Minutes, Rating, Reps, Sets, Stands};

/// The version of the format.
pub const SCHEMA: u32 = 1;

/// All check-ins of a person, in the order in which they were written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// The version of the format.
    #[serde(default = "schema")]
    pub schema: u32,
    /// The entries.
    #[serde(default)]
    pub checkins: Vec<Checkin>,
}

fn schema() -> u32 {
    SCHEMA
}

impl Default for Log {
    fn default() -> Self {
        Self { schema: SCHEMA, checkins: Vec::new() }
    }
}

/// What was written down on one day. At least one of its parts is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkin {
    /// The day that it speaks of.
    pub date: Date,
    /// The session of that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    /// Pain on that morning: it belongs to a session of the day before that does not say it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub morning: Option<Rating>,
    /// How the last seven days were, that day being the last of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<Week>,
    /// Anything else, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Checkin {
    /// An entry that says nothing yet.
    #[must_use]
    pub const fn on(date: Date) -> Self {
        Self { date, session: None, morning: None, week: None, note: None }
    }

    /// Pain on the morning after its session, if the session says so itself.
    #[must_use]
    pub fn next_morning(&self) -> Option<Rating> {
        self.session.as_ref()?.pain.next_morning
    }
}

/// Whether a part says nothing.
fn nothing<T: Default + PartialEq>(part: &T) -> bool {
    *part == T::default()
}

/// A session as it was done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Which session of the plan, `A` or `B`, if it is not the one that the plan has on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was done.
    pub done: Done,
    /// How much it hurt.
    #[serde(default, skip_serializing_if = "nothing")]
    pub pain: SessionPain,
    /// How hard it was, from 0 (nothing) to 10 (the hardest there is).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Rating>,
    /// Minutes that it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Exercises whose last set would have gone on for two repetitions or more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub too_easy: Vec<String>,
    /// Exercises that were too hard to do well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub too_hard: Vec<String>,
    /// Exercises that brought on new tingling or numbness.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tingling: Vec<String>,
    /// Pain during single exercises, where it was not that of the whole session.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pain_in: BTreeMap<String, Rating>,
}

impl Session {
    /// Whether it says how it was to do it: more than which session it was, what was done of it, and what
    /// brought on tingling, which may be why nothing was done.
    #[must_use]
    pub fn says_how_it_was(&self) -> bool {
        let Self { name, done, tingling, .. } = self.clone();
        *self != Self { name, done, tingling, ..Self::default() }
    }
}

/// Pain about a session; what is not said is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionPain {
    /// The worst during it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<Rating>,
    /// The worst in the hours after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Rating>,
    /// On the next morning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_morning: Option<Rating>,
}

/// What was done of a session: the word `all`, or a mapping from exercise to amount. An exercise of
/// the session that the mapping does not name counts as skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Everything as planned.
    All,
    /// Each exercise by its id.
    Parts(BTreeMap<String, Amount>),
}

impl Default for Done {
    fn default() -> Self {
        Self::Parts(BTreeMap::new())
    }
}

impl Done {
    const ALL: &'static str = "all";

    /// How much of an exercise was done.
    #[must_use]
    pub fn of(&self, exercise: &str) -> Amount {
        match self {
            Self::All => Amount::All,
            Self::Parts(parts) => parts.get(exercise).copied().unwrap_or(Amount::Skipped),
        }
    }

    /// Whether any exercise was done at all.
    #[must_use]
    pub fn is_anything(&self) -> bool {
        match self {
            Self::All => true,
            Self::Parts(parts) => parts.values().any(|amount| *amount != Amount::Skipped),
        }
    }
}

impl Serialize for Done {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str(Self::ALL),
            Self::Parts(parts) => parts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Done {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DoneVisitor;
        impl<'de> Visitor<'de> for DoneVisitor {
            type Value = Done;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`all`, or exercises with amounts such as {str-bridge: 2x8}")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Done, E> {
                if word == Done::ALL {
                    Ok(Done::All)
                } else {
                    Err(E::custom(format!("`{word}` is neither `all` nor a mapping")))
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Done, A::Error> {
                let mut parts = BTreeMap::new();
                while let Some((exercise, amount)) = map.next_entry()? {
                    parts.insert(exercise, amount);
                }
                Ok(Done::Parts(parts))
            }
        }
        deserializer.deserialize_any(DoneVisitor)
    }
}

/// How much of an exercise was done: `all`, `skip`, `2x8` (sets x repetitions), or `2x8+3` when the
/// last set had three repetitions more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Amount {
    /// As planned.
    All,
    /// Not at all.
    Skipped,
    /// So much.
    Counted {
        /// Sets.
        sets: Sets,
        /// Repetitions in each set.
        reps: Reps,
        /// Repetitions more in the last set.
        extra: u32,
    },
}

/// The most repetitions more in a last set that are believed.
const MAX_EXTRA: u32 = 100;

impl std::str::FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is no amount: `all`, `skip`, `2x8` or, with more in the last set, `2x8+3`"
            )
        };
        match text.trim() {
            "all" | "ok" => return Ok(Self::All),
            "skip" | "skipped" => return Ok(Self::Skipped),
            _ => {}
        }
        let (sets, rest) = text.trim().split_once(['x', 'X']).ok_or_else(wrong)?;
        let (reps, extra) = rest.split_once('+').unwrap_or((rest, "0"));
        let extra = extra.trim().parse().ok().filter(|extra| *extra <= MAX_EXTRA);
        Ok(Self::Counted {
            sets: sets.parse()?,
            reps: reps.parse()?,
            extra: extra.ok_or_else(wrong)?,
        })
    }
}

impl TryFrom<String> for Amount {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string()
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Skipped => f.write_str("skip"),
            Self::Counted { sets, reps, extra: 0 } => write!(f, "{sets}x{reps}"),
            Self::Counted { sets, reps, extra } => write!(f, "{sets}x{reps}+{extra}"),
        }
    }
}

/// How a week was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Week {
    /// The person's own activities in the order of the profile, from 0 (cannot) to 10 (as before).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Rating>,
    /// Pain over the week.
    #[serde(default, skip_serializing_if = "nothing")]
    pub pain: WeekPain,
    /// How things are compared with the start of the programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Stands from a chair in 30 seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair_stand: Option<Stands>,
    /// Seconds on one leg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single_leg: Option<SingleLeg>,
    /// Safety questions whose answer has become yes, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// Why sessions were missed, if they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<Missed>,
}

/// Pain over a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekPain {
    /// On average.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average: Option<Rating>,
    /// At its worst.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<Rating>,
    /// At night.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub night: Option<Rating>,
}

/// Seconds on one leg with a level pelvis: the best of three, for each side that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SingleLeg {
    /// On the left leg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<LegSeconds>,
    /// On the right leg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<LegSeconds>,
}

/// Why sessions were missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missed {
    /// It hurt too much.
    Flare,
    /// The person was ill.
    Illness,
    /// Anything else: a journey, no time.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_and_printed() {
        for (text, printed) in [
            ("all", Some("all")),
            ("ok", Some("all")),
            ("skipped", Some("skip")),
            ("2x8", Some("2x8")),
            (" 2 x 8 ", Some("2x8")),
            ("2X8+3", Some("2x8+3")),
            ("2x8+0", Some("2x8")),
            ("2x8+1000", None),
            ("2x", None),
            ("x8", None),
            ("0x8", None),
            ("2x101", None),
            ("2x8-1", None),
            ("", None),
        ] {
            let read = text.parse::<Amount>().ok().map(|amount| amount.to_string());
            assert_eq!(read.as_deref(), printed, "{text:?}");
        }
    }

    #[test]
    fn what_is_not_named_was_skipped() {
        let parts = Done::Parts([("bridge".to_owned(), Amount::All)].into());
        assert_eq!(parts.of("bridge"), Amount::All);
        assert_eq!(parts.of("clam"), Amount::Skipped);
        assert_eq!(Done::All.of("clam"), Amount::All);
    }
}
