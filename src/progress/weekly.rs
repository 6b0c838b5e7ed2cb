//! The weekly entries, by the week of the programme that they tell of: for the gates, the nights and the
//! course alike.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::{days_from, later};
use super::model::Week;

/// The week that an entry of a day tells of, counted from 0 on the first plan's first day. It is that of the
/// day before: of the seven days that end on a Monday six are in the week that ended on Sunday. What the
/// first day of all tells is of the week before the programme, -1.
pub(crate) fn week_told(start: Date, day: Date) -> i32 {
    days_from(start, later(day, -1)).div_euclid(7)
}

/// The last word of each week on a value; an entry that does not say it takes nothing back. `weeks` are by
/// date, the earliest first.
pub(crate) fn last_words<'w, T>(
    start: Date,
    weeks: impl IntoIterator<Item = (Date, &'w Week)>,
    value: impl Fn(Date, &'w Week) -> Option<T>,
) -> BTreeMap<i32, T> {
    let words = weeks.into_iter();
    words.filter_map(|(day, week)| Some((week_told(start, day), value(day, week)?))).collect()
}
