//! What a posture does to the length of muscles.
//!
//! A length is that of the line of action. Its change is told against the anatomical position (all
//! angles zero), in per cent of the optimal fibre length: a tendon hardly gives, so it is the fibres that
//! take up the change.

use serde::{Serialize, Serializer};

use super::lines::{BodySide, Line, Lines};
use super::{Placed, Posture, Skeleton};

/// A change of length, in per cent of the optimal fibre length; longer is positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// What the lines of action give.
    Known(f64),
    /// The line is only drawn, or the posture is beyond the range of the model.
    Unknown,
}

/// The lengths of muscles in one posture.
#[derive(Debug, Clone)]
pub struct Measure<'a> {
    placed: Placed,
    posture: &'a Posture,
}

impl Change {
    /// From an earlier change to this one.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        match (self, earlier) {
            (Self::Known(now), Self::Known(before)) => Self::Known(now - before),
            _ => Self::Unknown,
        }
    }

    /// The number, if it is known.
    #[must_use]
    pub const fn known(self) -> Option<f64> {
        match self {
            Self::Known(change) => Some(change),
            Self::Unknown => None,
        }
    }

    /// The number to one decimal, as it is shown; the model is not worth more. Zero has no sign.
    #[must_use]
    pub fn tenths(self) -> Option<f64> {
        self.known().map(|change| (change * 10.0).round() / 10.0 + 0.0)
    }
}

impl Serialize for Change {
    /// A number with one decimal, or null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tenths().serialize(serializer)
    }
}

impl<'a> Measure<'a> {
    /// Places the body.
    #[must_use]
    pub fn new(skeleton: &Skeleton, posture: &'a Posture) -> Self {
        Self { placed: skeleton.place(posture), posture }
    }

    /// The length of a line, as a fraction of body height. It is a length on the drawn body, whatever
    /// the range of the model.
    #[must_use]
    pub fn length(&self, line: &Line, side: BodySide) -> f64 {
        line.on(side).length(&self.placed, self.posture)
    }

    /// Which angle is further than the model of a line goes, in words: none if all are within it.
    #[must_use]
    pub fn beyond(&self, skeleton: &Skeleton, line: &Line, side: BodySide) -> Option<String> {
        let (turn, least, most) = line.on(side).beyond(self.posture)?;
        let limit = if self.posture.angles[turn] < least { least } else { most };
        let turn = skeleton.turns.get(turn)?;
        Some(format!(
            "{} of {} goes past {:.0} degrees, as far as the model of the line `{}` goes",
            turn.name,
            turn.joint,
            limit.to_degrees(),
            line.id
        ))
    }

    /// The change of a line's length from the anatomical position.
    #[must_use]
    pub fn change(&self, line: &Line, side: BodySide) -> Change {
        let path = line.on(side);
        match line.fibre {
            Some(fibre) if path.is_in_range(self.posture) => {
                let longer = path.length(&self.placed, self.posture) - path.rest;
                Change::Known(100.0 * longer / fibre)
            }
            _ => Change::Unknown,
        }
    }
}

impl Lines {
    /// The change of one line's length from the anatomical position; for many lines, [`Measure`] places
    /// the body once.
    #[must_use]
    pub fn change(
        &self,
        skeleton: &Skeleton,
        posture: &Posture,
        side: BodySide,
        line: &Line,
    ) -> Change {
        Measure::new(skeleton, posture).change(line, side)
    }
}

// ---------------------------------------------------------------- the report

/// What an exercise does to the length of every muscle: `regimen figure ID --measure`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeasureReport {
    /// The version of this format.
    pub schema: u32,
    /// Which half of the body.
    pub side: BodySide,
    /// The muscles by id.
    pub muscles: Vec<MuscleMeasure>,
}

/// What an exercise does to one muscle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MuscleMeasure {
    /// The muscle's id.
    pub muscle: String,
    /// The greatest difference of its lines, see [`MuscleMeasure::new`].
    pub greatest: Change,
    /// Its lines.
    pub lines: Vec<LineMeasure>,
}

/// What an exercise does to one line. All changes are in per cent of the optimal fibre length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineMeasure {
    /// The line's id.
    pub line: String,
    /// Which part of the muscle it is.
    pub name: String,
    /// Whether it is a rough line between textbook attachments.
    pub textbook: bool,
    /// From the anatomical position to the start.
    pub start: Change,
    /// From the anatomical position to the end.
    pub end: Change,
    /// From the start to the end.
    pub difference: Change,
    /// Why a change is not known.
    pub unknown: Option<Why>,
}

/// Why a change of length is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The line is only drawn: its fibre length is not known.
    NotMeasured,
    /// A joint that it crosses is bent further than the model goes.
    BeyondRange,
}

impl MeasureReport {
    /// The version of the format.
    const SCHEMA: u32 = 1;

    /// Measures every muscle on one side between two postures.
    #[must_use]
    pub fn new(
        lines: &Lines,
        skeleton: &Skeleton,
        side: BodySide,
        start: &Posture,
        end: &Posture,
    ) -> Self {
        let (start, end) = (Measure::new(skeleton, start), Measure::new(skeleton, end));
        let muscles = lines
            .muscles
            .iter()
            .map(|(muscle, lines)| MuscleMeasure::new(muscle, lines, side, &start, &end))
            .collect();
        Self { schema: Self::SCHEMA, side, muscles }
    }

    /// What is known of a muscle.
    #[must_use]
    pub fn muscle(&self, id: &str) -> Option<&MuscleMeasure> {
        self.muscles.iter().find(|muscle| muscle.muscle == id)
    }
}

impl MuscleMeasure {
    /// Measures one muscle on one side between two postures.
    ///
    /// The muscle is summed up by its greatest difference. Its parts are fibres side by side, and a pose
    /// may stretch one while it slackens another, as crossing the leg does with the rear and the front
    /// of gluteus medius. A mean would hide such a stretch; the greatest says honestly that *some part*
    /// is made longer by so much, and the lines say which. Lines that are only drawn do not count; if
    /// one that is measured is beyond the range, the greatest might be its own, so nothing is claimed.
    #[must_use]
    pub fn new(
        muscle: &str,
        lines: &[Line],
        side: BodySide,
        start: &Measure<'_>,
        end: &Measure<'_>,
    ) -> Self {
        let measured: Vec<LineMeasure> =
            lines.iter().map(|line| LineMeasure::new(line, side, start, end)).collect();
        Self { muscle: muscle.to_owned(), greatest: greatest(&measured), lines: measured }
    }
}

fn greatest(lines: &[LineMeasure]) -> Change {
    let counted = lines.iter().filter(|line| line.unknown != Some(Why::NotMeasured));
    let known: Option<Vec<f64>> = counted.map(|line| line.difference.known()).collect();
    known
        .and_then(|known| known.into_iter().reduce(f64::max))
        .map_or(Change::Unknown, Change::Known)
}

impl LineMeasure {
    fn new(line: &Line, side: BodySide, start: &Measure<'_>, end: &Measure<'_>) -> Self {
        let (start, end) = (start.change(line, side), end.change(line, side));
        let difference = end.since(start);
        let unknown = match (line.fibre, difference) {
            (None, _) => Some(Why::NotMeasured),
            (Some(_), Change::Unknown) => Some(Why::BeyondRange),
            (Some(_), Change::Known(_)) => None,
        };
        Self {
            line: line.id.clone(),
            name: line.name.clone(),
            textbook: line.textbook,
            start,
            end,
            difference,
            unknown,
        }
    }
}
