//! Checked values with units: what they can hold is what they may hold.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

macro_rules! bounded {
    ($(#[doc = $doc:literal])* $name:ident($inner:ty) in $low:literal..=$high:literal, $unit:literal) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        pub struct $name($inner);

        impl $name {
            /// The least value.
            pub const MIN: Self = Self($low);
            /// The greatest value.
            pub const MAX: Self = Self($high);

            /// The value, checked against its range.
            ///
            /// # Errors
            /// Says the range when `value` is out of it.
            pub fn new(value: i64) -> Result<Self, String> {
                match <$inner>::try_from(value) {
                    Ok(inner) if ($low..=$high).contains(&inner) => Ok(Self(inner)),
                    _ => Err(format!(
                        concat!("{} is not a number of ", $unit, " from ", $low, " to ", $high),
                        value
                    )),
                }
            }

            /// The plain number.
            #[must_use]
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "integer",
                    "minimum": $low,
                    "maximum": $high,
                    "description": concat!("A whole number of ", $unit, "."),
                })
            }
        }

        impl TryFrom<i64> for $name {
            type Error = String;
            fn try_from(value: i64) -> Result<Self, String> {
                Self::new(value)
            }
        }

        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                Self::from(value.0)
            }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                let value = text.trim().parse::<i64>().map_err(|_| {
                    format!(concat!("`{}` is not a whole number of ", $unit), text)
                })?;
                Self::new(value)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

bounded!(
    /// Sets of an exercise.
    Sets(u32) in 1..=10, "sets"
);
bounded!(
    /// Repetitions in a set; per side when the exercise is done one side at a time.
    Reps(u32) in 1..=100, "repetitions"
);
bounded!(
    /// Whole seconds that a position is held; 0 for a moving repetition.
    Hold(u32) in 0..=600, "seconds"
);
bounded!(
    /// Whole minutes.
    Minutes(u32) in 1..=240, "minutes"
);
bounded!(
    /// How bad it is, from 0 (not at all) to 10 (as bad as can be).
    Rating(u32) in 0..=10, "points"
);
bounded!(
    /// Days in a week on which something is done.
    DaysPerWeek(u32) in 1..=7, "days"
);
bounded!(
    /// A part of a whole, in per cent.
    Percent(u32) in 1..=100, "per cent"
);
bounded!(
    /// How hard an exercise is, from 1 (lying or supported) to 5 (hardest).
    Difficulty(u32) in 1..=5, "steps of difficulty"
);

bounded!(
    /// How things are compared with the start, from -5 (much worse) to 5 (much better).
    Change(i32) in -5..=5, "points"
);
bounded!(
    /// How often a person stood up from a chair in 30 seconds.
    Stands(u32) in 0..=60, "stands"
);
bounded!(
    /// Whole seconds that a person stood on one leg.
    LegSeconds(u32) in 0..=120, "seconds"
);

/// The side of the body, seen by its owner.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
    /// Both sides.
    Both,
}

impl Side {
    /// The side that covers both `self` and `other`.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }

    /// Whether `other` has all of it.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        self.join(other) == other
    }

    /// The side in a mirror.
    #[must_use]
    pub const fn mirror(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            Self::Both => Self::Both,
        }
    }

    /// The id, as in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both",
        }
    }
}

impl FromStr for Side {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_lowercase().as_str() {
            "left" | "l" => Ok(Self::Left),
            "right" | "r" => Ok(Self::Right),
            "both" | "b" => Ok(Self::Both),
            _ => Err(format!("`{text}` is not left, right or both")),
        }
    }
}

/// A day of the week.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Day {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Day {
    /// The days in their order, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// The weekday of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        match date.weekday() {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The id, as in a file: `mon`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self as usize]
    }

    /// Days spread over the week so that few of them are neighbours, for a person who gives a number.
    #[must_use]
    pub fn spread(count: DaysPerWeek) -> Vec<Self> {
        use Day::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        match count.get() {
            1 => vec![Mon],
            2 => vec![Mon, Thu],
            3 => vec![Mon, Wed, Fri],
            4 => vec![Mon, Tue, Thu, Sat],
            5 => vec![Mon, Tue, Wed, Fri, Sat],
            6 => vec![Mon, Tue, Wed, Thu, Fri, Sat],
            _ => vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun],
        }
    }
}

impl FromStr for Day {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        // Three letters or more, so that "t" and "s" stay unknown rather than guessed.
        Self::ALL
            .into_iter()
            .zip(full)
            .find(|(_, name)| lower.len() >= 3 && name.starts_with(&lower))
            .map(|(day, _)| day)
            .ok_or_else(|| format!("`{text}` is not a day: mon, tue, wed, thu, fri, sat or sun"))
    }
}

/// A time of day, in whole minutes after midnight.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Clock(u32);

impl Clock {
    /// The time that many minutes after midnight; past the end of the day it stops at 23:59.
    #[must_use]
    pub fn from_minutes(minutes: u32) -> Self {
        Self(minutes.min(24 * 60 - 1))
    }

    /// Minutes after midnight.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.0
    }
}

impl TryFrom<String> for Clock {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a time of day such as \"09:30\"");
        let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
        let two = |part: &str, limit: u32| {
            let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u32>().ok().filter(|value| digits && *value < limit)
        };
        match (two(hours, 24), two(minutes, 60)) {
            (Some(hours), Some(minutes)) => Ok(Self(hours * 60 + minutes)),
            _ => Err(wrong()),
        }
    }
}

impl From<Clock> for String {
    fn from(clock: Clock) -> Self {
        clock.to_string()
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Points of the planner's score, in whole thousandths so that sums are exact; printed in points.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(from = "f64", into = "f64")]
pub struct Points(pub i64);

impl From<f64> for Points {
    fn from(points: f64) -> Self {
        Self((points * 1000.0).round() as i64)
    }
}

impl From<Points> for f64 {
    fn from(points: Points) -> Self {
        points.0 as Self / 1000.0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", f64::from(*self))
    }
}

impl std::ops::Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::ops::AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        Self(points.map(|p| p.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bounded_value_keeps_its_range() {
        for (text, good) in [("0", true), ("10", true), ("11", false), ("-1", false), ("x", false)]
        {
            assert_eq!(text.parse::<Rating>().is_ok(), good, "{text}");
        }
        assert_eq!(
            "11".parse::<Rating>().unwrap_err(),
            "11 is not a number of points from 0 to 10"
        );
    }

    #[test]
    fn a_day_is_found_by_three_letters_or_more() {
        for (text, day) in [("mon", Some(Day::Mon)), ("Thursday", Some(Day::Thu)), ("t", None)] {
            assert_eq!(text.parse::<Day>().ok(), day, "{text}");
        }
    }

    #[test]
    fn a_date_has_its_weekday() {
        // 2026-11-23 was a Monday.
        let days = (23..30).map(|day| Day::of(jiff::civil::date(2026, 11, day)));
        assert_eq!(days.collect::<Vec<_>>(), Day::ALL);
    }

    #[test]
    fn a_clock_is_read_and_printed() {
        for (text, printed) in
            [("9:05", Some("09:05")), ("24:00", None), ("9", None), ("9:5x", None)]
        {
            let clock = Clock::try_from(text.to_owned()).ok();
            assert_eq!(clock.map(|c| c.to_string()).as_deref(), printed, "{text}");
        }
    }

    #[test]
    fn spread_gives_as_many_days_as_asked() {
        for count in 1..=7 {
            let days = Day::spread(DaysPerWeek::new(count).unwrap());
            assert_eq!(days.len() as i64, count);
            assert!(days.is_sorted());
        }
    }

    #[test]
    fn points_are_exact_in_thousandths() {
        assert_eq!(Points::from(0.1) + Points::from(0.2), Points(300));
        assert_eq!(Points(-600).to_string(), "-0.6");
    }
}
