//! A person's course as a drawing: sessions done, pain, function, one chart below the other.

use std::fmt::Write as _;

use super::svg::{FONTS, escaped};
use crate::progress::course::{Course, CourseWeek};

/// Pixels: of a week, of a chart's height and of the room round charts.
const WEEK: u32 = 40;
const HIGH: u32 = 110;
const LEFT: u32 = 60;
const GAP: u32 = 50;
/// The least width, so that titles and legends have room.
const MIN_WIDE: u32 = 420;

/// Values of a week in thousandths of the chart's height.
type Value = fn(&CourseWeek) -> Option<u32>;

/// A line in a chart. The mark tells it from the others without colour.
struct Line {
    label: &'static str,
    mark: Mark,
    value: Value,
}

#[derive(Clone, Copy)]
enum Mark {
    Disc,
    Ring,
    Square,
}

/// Draws the course as SVG. A week in which nobody wrote a value down is a gap, not a zero.
#[must_use]
pub fn svg(course: &Course) -> String {
    let weeks = &course.weeks;
    let plot = WEEK * weeks.len().max(1) as u32;
    let wide = (LEFT + plot + GAP).max(MIN_WIDE);
    let high = 3 * (HIGH + GAP) + GAP;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {wide} {high}\" \
         width=\"{wide}\" height=\"{high}\" font-family=\"{FONTS}\" font-size=\"13\" fill=\"#1a1a1a\">\n\
         <title>How it went</title>\n<desc>{}</desc>\n\
         <rect width=\"{wide}\" height=\"{high}\" fill=\"#ffffff\"/>\n",
        escaped(&described(weeks))
    );
    bars(&mut svg, weeks, plot);
    let pain = [
        Line {
            label: "worst during",
            mark: Mark::Disc,
            value: |week| points(week.pain_during?.get()),
        },
        Line {
            label: "morning after",
            mark: Mark::Ring,
            value: |week| points(week.pain_morning?.get()),
        },
        Line {
            label: "average",
            mark: Mark::Square,
            value: |week| points(week.pain_average?.get()),
        },
    ];
    lines(&mut svg, weeks, plot, 1, "Pain, 0 to 10: less is better", &pain);
    let function = [Line {
        label: "mean rating",
        mark: Mark::Disc,
        value: |week| Some(week.function()? * 10),
    }];
    lines(&mut svg, weeks, plot, 2, "Your activities, 0 to 10: more is better", &function);
    let foot = high - GAP / 2;
    for (place, week) in (0..).zip(weeks) {
        text(&mut svg, centre(place), foot, "middle", &week.week.to_string());
    }
    text(&mut svg, LEFT - 12, foot, "end", "week");
    svg.push_str("</svg>\n");
    svg
}

const fn points(rating: u32) -> Option<u32> {
    Some(rating * 100)
}

/// What the drawing shows, for those who do not see it.
fn described(weeks: &[CourseWeek]) -> String {
    weeks.iter().fold(String::new(), |mut words, week| {
        let _ = write!(words, "Week {}: {} of {} sessions", week.week, week.done, week.planned);
        if let Some(pain) = week.pain_during {
            let _ = write!(words, ", pain {pain}");
        }
        if let Some(function) = week.function() {
            let _ = write!(words, ", activities {}.{}", function / 10, function % 10);
        }
        words.push_str(". ");
        words
    })
}

/// The top of a chart, from 0.
const fn top(chart: u32) -> u32 {
    GAP + chart * (HIGH + GAP)
}

const fn centre(place: u32) -> u32 {
    LEFT + place * WEEK + WEEK / 2
}

/// The height of a value in thousandths in a chart.
fn level(chart: u32, value: u32) -> u32 {
    top(chart) + HIGH - value.min(1000) * HIGH / 1000
}

fn text(svg: &mut String, x: u32, y: u32, anchor: &str, words: &str) {
    let words = escaped(words);
    let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>");
}

/// A chart's title, its axis and its two lines.
fn frame(svg: &mut String, chart: u32, plot: u32, title: &str, ends: [&str; 2]) {
    text(svg, LEFT, top(chart) - 24, "start", title);
    for (value, label) in [(0, ends[0]), (1000, ends[1])] {
        let y = level(chart, value);
        let right = LEFT + plot;
        let _ = writeln!(svg, "<path d=\"M{LEFT} {y}H{right}\" stroke=\"#767676\"/>");
        text(svg, LEFT - 8, y + 4, "end", label);
    }
}

fn bars(svg: &mut String, weeks: &[CourseWeek], plot: u32) {
    frame(svg, 0, plot, "Sessions done of those planned", ["0 %", "100 %"]);
    for (place, week) in (0..).zip(weeks) {
        let Some(percent) = week.adherence() else { continue };
        let y = level(0, percent * 10);
        let (x, high) = (LEFT + place * WEEK + 8, top(0) + HIGH - y);
        let wide = WEEK - 16;
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"#1f5f8b\"/>"
        );
        text(
            svg,
            centre(place),
            y.saturating_sub(4),
            "middle",
            &format!("{}/{}", week.done, week.planned),
        );
    }
}

fn lines(svg: &mut String, weeks: &[CourseWeek], plot: u32, chart: u32, title: &str, of: &[Line]) {
    frame(svg, chart, plot, title, ["0", "10"]);
    for (number, line) in (0..).zip(of) {
        let values: Vec<Option<u32>> = weeks.iter().map(line.value).collect();
        let mut path = String::new();
        let mut drawn = false;
        for (place, value) in (0..).zip(&values) {
            if let Some(value) = value {
                let step = if drawn { 'L' } else { 'M' };
                let _ = write!(path, "{step}{} {}", centre(place), level(chart, *value));
            }
            drawn = value.is_some();
        }
        if !path.is_empty() {
            let _ = writeln!(
                svg,
                "<path d=\"{path}\" fill=\"none\" stroke=\"#1f5f8b\" stroke-width=\"2\"/>"
            );
        }
        for (place, value) in (0..).zip(&values) {
            if let Some(value) = value {
                mark(svg, line.mark, centre(place), level(chart, *value));
            }
        }
        // The legend stands under the title, each mark beside its words.
        if of.len() > 1 {
            let x = LEFT + number * 115;
            mark(svg, line.mark, x + 4, top(chart) - 10);
            text(svg, x + 14, top(chart) - 6, "start", line.label);
        }
    }
}

fn mark(svg: &mut String, mark: Mark, x: u32, y: u32) {
    let _ = match mark {
        Mark::Disc => writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"#1f5f8b\"/>"),
        Mark::Ring => writeln!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"#ffffff\" stroke=\"#1f5f8b\" stroke-width=\"2\"/>"
        ),
        Mark::Square => {
            let (x, y) = (x.saturating_sub(4), y.saturating_sub(4));
            writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"8\" height=\"8\" fill=\"#1a1a1a\"/>")
        }
    };
}
