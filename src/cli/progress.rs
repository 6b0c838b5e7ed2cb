//! `regimen progress`: sessions, pain and function week by week, as a table, JSON or a drawing.

use std::fmt::Write as _;

use super::args::{PersonArgs, ProgressArgs};
use super::checkin::{begun, folder_of};
use super::{Context, Output, person};
use crate::finding::{Finding, Findings};
use crate::progress::course::{Course, CourseWeek, course};
use crate::quantity::Rating;
use crate::render;

pub(super) fn run(args: &ProgressArgs, context: &mut Context) -> Output {
    match read(args, context) {
        Err(findings) => Output::findings(findings),
        Ok(course) if args.json => {
            Output { bytes: render::json::json(&course), ..Output::default() }
        }
        Ok(course) => match &args.svg {
            Some(path) => Output::written(path, Ok(render::course::svg(&course).into_bytes())),
            None => Output { bytes: text(&course).into_bytes(), ..Output::default() },
        },
    }
}

fn read(args: &ProgressArgs, context: &mut Context) -> Result<Course, Vec<Finding>> {
    let folder = folder_of(&args.person)?;
    let who = PersonArgs { person: Some(args.person.clone()), ..PersonArgs::default() };
    let loaded = person::load(&who, context);
    if loaded.findings.any_error() {
        return Err(loaded.findings);
    }
    let history = begun(&folder, context)?;
    Ok(course(&history.plans, &history.log, &loaded.person.activities, context.today))
}

/// A table of the weeks and a line of bars for each of what matters.
fn text(course: &Course) -> String {
    if course.weeks.is_empty() {
        return "The first plan has not begun yet.\n".to_owned();
    }
    let mut text = String::from(
        "week  from        phase     sessions  pain  morning  average  function  change\n",
    );
    for week in &course.weeks {
        let sessions = format!("{}/{}", week.done, week.planned);
        let _ = writeln!(
            text,
            "{:>4}  {}  {:<8}  {sessions:>8}  {:>4}  {:>7}  {:>7}  {:>8}  {:>6}",
            week.week,
            week.start,
            week.phase,
            shown(week.pain_during),
            shown(week.pain_morning),
            shown(week.pain_average),
            week.function().map_or_else(|| "-".to_owned(), tenths),
            week.change.map_or_else(|| "-".to_owned(), |change| format!("{:+}", change.get())),
        );
    }
    text.push('\n');
    let adherence = |week: &CourseWeek| week.adherence().map(|percent| percent * 10);
    let pain = |week: &CourseWeek| week.pain_during.map(|pain| pain.get() * 100);
    let function = |week: &CourseWeek| week.function().map(|tenths| tenths * 10);
    let weeks = &course.weeks;
    let _ = writeln!(text, "sessions done    {}  of those planned", bars(weeks, adherence));
    let _ = writeln!(text, "pain during      {}  0 to 10, less is better", bars(weeks, pain));
    let _ = writeln!(text, "your activities  {}  0 to 10, more is better", bars(weeks, function));
    text
}

fn shown(rating: Option<Rating>) -> String {
    rating.map_or_else(|| "-".to_owned(), |rating| rating.to_string())
}

fn tenths(value: u32) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// A bar for each week, of a value in thousandths; a dot where nobody wrote one down.
fn bars(weeks: &[CourseWeek], value: impl Fn(&CourseWeek) -> Option<u32>) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let bar = |value: u32| BARS.get((value.min(1000) * 7 + 500) as usize / 1000).copied();
    weeks.iter().map(|week| value(week).and_then(bar).unwrap_or('·')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_go_from_nothing_to_the_whole() {
        let week = |done| CourseWeek {
            week: 1,
            start: jiff::civil::date(2026, 11, 23),
            phase: "settle".to_owned(),
            planned: 4,
            done,
            pain_during: None,
            pain_morning: None,
            pain_average: None,
            pain_night: None,
            effort: None,
            activities: Vec::new(),
            change: None,
            chair_stand: None,
            single_leg: None,
        };
        let weeks: Vec<CourseWeek> = (0..=5).map(week).collect();
        let adherence = |week: &CourseWeek| week.adherence().map(|percent| percent * 10);
        assert_eq!(bars(&weeks, adherence), "▁▃▅▆██");
        assert_eq!(bars(&weeks, |_| None), "······");
    }
}
