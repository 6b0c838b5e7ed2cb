//! What an exercise does to the length of muscles, as a table of text.

use std::fmt::Write as _;

use crate::body::{Change, LineMeasure, MeasureReport, MuscleMeasure, Why};

/// The columns of the first cell: the longest name of a muscle or line, indented, with its mark.
const NAME: usize = 36;
/// What marks a rough line.
const ROUGH: &str = " ~";

/// Writes a report as plain text: a row for each muscle, and below it one for each of its lines if it has
/// several. Changes are in per cent of fibre length.
#[must_use]
pub fn measure(report: &MeasureReport) -> String {
    let mut text = format!(
        "Muscle lengths, {} side, in % of fibre length; 0 is standing upright.\n\n",
        report.side.as_str()
    );
    row(&mut text, "", ["start", "end", "change"].map(str::to_owned));
    for muscle in &report.muscles {
        rows(&mut text, muscle);
    }
    text.push_str(&notes(report));
    text
}

fn rows(text: &mut String, muscle: &MuscleMeasure) {
    if let [only] = muscle.lines.as_slice() {
        row(text, &marked(&muscle.muscle, only), cells(only));
        return;
    }
    row(text, &muscle.muscle, [String::new(), String::new(), greatest(muscle)]);
    for line in &muscle.lines {
        row(text, &format!("  {}", marked(&line.name, line)), cells(line));
    }
}

fn row(text: &mut String, name: &str, cells: [String; 3]) {
    let mut line = format!("{name:<NAME$}");
    for cell in cells {
        let _ = write!(line, " {cell:>12}");
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

/// A name, with the mark of a rough line where there is a number to doubt.
fn marked(name: &str, line: &LineMeasure) -> String {
    let rough = line.textbook && line.unknown != Some(Why::NotMeasured);
    format!("{name}{}", if rough { ROUGH } else { "" })
}

/// The greatest difference of a muscle's parts; several that are only drawn have none.
fn greatest(muscle: &MuscleMeasure) -> String {
    let drawn = muscle.lines.iter().all(|line| line.unknown == Some(Why::NotMeasured));
    if drawn { String::new() } else { number(muscle.greatest) }
}

fn cells(line: &LineMeasure) -> [String; 3] {
    if line.unknown == Some(Why::NotMeasured) {
        return [String::new(), String::new(), "not measured".to_owned()];
    }
    [line.start, line.end, line.difference].map(number)
}

fn number(change: Change) -> String {
    match change.tenths() {
        Some(0.0) => "0.0".to_owned(),
        Some(known) => format!("{known:+.1}"),
        None => "unknown".to_owned(),
    }
}

/// What the words and marks of the table mean, of those that stand in it.
fn notes(report: &MeasureReport) -> String {
    let lines = || report.muscles.iter().flat_map(|muscle| &muscle.lines);
    let because = |why| lines().any(|line| line.unknown == Some(why));
    let rough = lines().any(|line| line.textbook && line.unknown != Some(Why::NotMeasured));
    let notes = [
        (
            report.muscles.iter().any(|muscle| muscle.lines.len() > 1),
            "The change of a muscle in several parts is the greatest of its parts.",
        ),
        (rough, "~ A rough line between textbook attachments, not one of the model."),
        (
            because(Why::BeyondRange),
            "unknown: a joint is bent further than the model of the muscles goes.",
        ),
        (
            because(Why::NotMeasured),
            "not measured: the line is drawn only; no model has its length.",
        ),
    ];
    let mut text = String::from("\n");
    for (_, note) in notes.iter().filter(|(holds, _)| *holds) {
        text.push_str(note);
        text.push('\n');
    }
    text
}
