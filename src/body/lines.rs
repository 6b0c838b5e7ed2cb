//! Lines of action: where a muscle runs, to be drawn and measured.
//!
//! `routines/body/muscle-lines.yaml` holds the points, their source and their credit. A line is
//! written once, for the right; the left one is its mirror image.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Placed, Posture, Skeleton, Track, Vector};
use crate::finding::{Code, Finding, Place, did_you_mean};

/// The file of the lines, as a place of findings.
const FILE: &str = "body/muscle-lines.yaml";

/// One half of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodySide {
    /// The person's right.
    Right,
    /// The person's left.
    Left,
}

/// The lines of every muscle that can be drawn.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// The lines by muscle.
    pub muscles: BTreeMap<String, Vec<Line>>,
}

/// The line of action of a muscle or of a part of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name in the data, for example `glut-med3`.
    pub id: String,
    /// Which part it is, for example `rear part`.
    pub name: String,
    /// The optimal fibre length as a fraction of body height; none if the line is only drawn.
    pub fibre: Option<f64>,
    /// Whether it was placed by eye between textbook attachments rather than taken from the model.
    pub textbook: bool,
    right: Path,
    left: Path,
}

/// A line on one side.
#[derive(Debug, Clone)]
pub(super) struct Path {
    points: Vec<Point>,
    /// The angles beyond which it is not measured.
    range: Vec<Limit>,
    /// Its length in the anatomical position, as a fraction of body height.
    pub(super) rest: f64,
}

/// A point of a line.
#[derive(Debug, Clone)]
struct Point {
    segment: usize,
    at: Vector,
    /// What is added as an angle moves the point, with the index of that angle.
    track: Option<(usize, Track)>,
    /// The angles at which the line goes through it; at all of them if empty.
    when: Vec<Limit>,
}

/// A range of one of the skeleton's angles.
#[derive(Debug, Clone)]
struct Limit {
    turn: usize,
    /// Radians.
    least: f64,
    /// Radians.
    most: f64,
}

impl BodySide {
    /// Both sides.
    pub const BOTH: [Self; 2] = [Self::Right, Self::Left];

    /// The id, as in a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Left => "left",
        }
    }

    /// A point of the right side, or its mirror image.
    fn point(self, point: Vector) -> Vector {
        if self == Self::Left { point.mirrored() } else { point }
    }
}

impl Lines {
    /// The lines of a muscle; none if nothing is known of it.
    #[must_use]
    pub fn of(&self, muscle: &str) -> &[Line] {
        self.muscles.get(muscle).map_or(&[], Vec::as_slice)
    }

    /// The line with an id.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<&Line> {
        self.muscles.values().flatten().find(|line| line.id == id)
    }

    /// Where a muscle's lines run in the world: for each the points that it goes through.
    ///
    /// Beyond the range of the measurement too: a picture may show where a muscle is although nothing
    /// is known of its length.
    #[must_use]
    pub fn world(
        &self,
        placed: &Placed,
        posture: &Posture,
        muscle: &str,
        side: BodySide,
    ) -> Vec<Vec<Vector>> {
        let lines = self.of(muscle).iter();
        lines.map(|line| line.on(side).points(placed, posture).collect()).collect()
    }
}

impl Line {
    /// The line on a side.
    pub(super) const fn on(&self, side: BodySide) -> &Path {
        match side {
            BodySide::Right => &self.right,
            BodySide::Left => &self.left,
        }
    }
}

impl Path {
    /// The points in the world that the line goes through in a posture.
    fn points<'a>(
        &'a self,
        placed: &'a Placed,
        posture: &'a Posture,
    ) -> impl Iterator<Item = Vector> + 'a {
        let through = |point: &&Point| point.when.iter().all(|limit| limit.holds(posture));
        self.points.iter().filter(through).map(|point| point.world(placed, posture))
    }

    /// Its length in a posture, as a fraction of body height.
    pub(super) fn length(&self, placed: &Placed, posture: &Posture) -> f64 {
        let mut points = self.points(placed, posture);
        let Some(mut last) = points.next() else { return 0.0 };
        let mut length = 0.0;
        for point in points {
            length += (point - last).length();
            last = point;
        }
        length
    }

    /// Whether the posture is within the range of the measurement.
    pub(super) fn is_in_range(&self, posture: &Posture) -> bool {
        self.beyond(posture).is_none()
    }

    /// The first angle that is beyond the range of the measurement, with that range in radians.
    pub(super) fn beyond(&self, posture: &Posture) -> Option<(usize, f64, f64)> {
        let limit = self.range.iter().find(|limit| !limit.holds(posture))?;
        Some((limit.turn, limit.least, limit.most))
    }
}

impl Point {
    fn world(&self, placed: &Placed, posture: &Posture) -> Vector {
        let moved = self
            .track
            .as_ref()
            .map_or(Vector::ZERO, |(turn, track)| track.at(posture.angles[*turn]));
        placed.frames[self.segment].place(self.at + moved)
    }
}

impl Limit {
    fn holds(&self, posture: &Posture) -> bool {
        // A millionth of a degree for angles that were computed.
        const ROUNDING: f64 = 2e-8;
        let angle = posture.angles[self.turn];
        self.least - ROUNDING <= angle && angle <= self.most + ROUNDING
    }
}

// ---------------------------------------------------------------- the file

/// `routines/body/muscle-lines.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinesFile {
    #[serde(default)]
    range: Ranges,
    #[serde(default)]
    muscles: BTreeMap<String, Vec<LineEntry>>,
}

/// By joint and angle: the least and the greatest, in degrees.
type Ranges = BTreeMap<String, BTreeMap<String, (f64, f64)>>;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineEntry {
    id: String,
    name: String,
    #[serde(default)]
    fibre_m: Option<f64>,
    #[serde(default)]
    textbook: bool,
    points: Vec<PointEntry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PointEntry {
    #[serde(rename = "in")]
    segment: String,
    at: Vector,
    #[serde(default)]
    track: Option<Track>,
    /// By joint: the least and the greatest flexion, in degrees.
    #[serde(default)]
    when: BTreeMap<String, (f64, f64)>,
}

impl LinesFile {
    /// Lays another file over this one: its muscles and joints replace those that are there.
    pub fn lay(&mut self, over: Self) {
        self.range.extend(over.range);
        self.muscles.extend(over.muscles);
    }

    /// The lines on both sides of a skeleton.
    ///
    /// # Errors
    /// A segment or joint that the skeleton does not have, and a line without two points.
    pub fn lines(&self, skeleton: &Skeleton) -> Result<Lines, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut lines = Lines::default();
        for (muscle, entries) in &self.muscles {
            let mut built = Vec::with_capacity(entries.len());
            for (i, entry) in entries.iter().enumerate() {
                match self.line(skeleton, entry, &format!("muscles.{muscle}[{i}]")) {
                    Ok(line) => built.push(line),
                    Err(finding) => findings.push(finding),
                }
            }
            lines.muscles.insert(muscle.clone(), built);
        }
        if findings.is_empty() { Ok(lines) } else { Err(findings) }
    }

    fn line(&self, skeleton: &Skeleton, entry: &LineEntry, at: &str) -> Result<Line, Finding> {
        let path = |side| {
            let builder = Builder { skeleton, side, place: at };
            builder.path(&entry.points, &self.range)
        };
        Ok(Line {
            id: entry.id.clone(),
            name: entry.name.clone(),
            fibre: entry.fibre_m.map(|metres| metres / skeleton.unit_m),
            textbook: entry.textbook,
            right: path(BodySide::Right)?,
            left: path(BodySide::Left)?,
        })
    }
}

/// Builds one line on one side.
struct Builder<'a> {
    skeleton: &'a Skeleton,
    side: BodySide,
    /// The line in the file.
    place: &'a str,
}

impl Builder<'_> {
    fn path(&self, entries: &[PointEntry], ranges: &Ranges) -> Result<Path, Finding> {
        let points: Vec<Point> = entries
            .iter()
            .enumerate()
            .map(|(i, entry)| self.point(entry, &format!("{}.points[{i}]", self.place)))
            .collect::<Result<_, _>>()?;
        let mut path = Path { points, range: Vec::new(), rest: 0.0 };
        let still = self.skeleton.neutral();
        path.rest = path.length(&self.skeleton.place(&still), &still);
        if !(path.rest > 0.0 && path.rest.is_finite()) {
            return Err(self.fault(
                Code::BadValue,
                "the line has no length when standing",
                self.place,
            ));
        }
        path.range = self.range(&path.points, ranges)?;
        Ok(path)
    }

    fn point(&self, entry: &PointEntry, place: &str) -> Result<Point, Finding> {
        let segment = self.segment(&entry.segment, &format!("{place}.in"))?;
        let scale = 1.0 / self.skeleton.unit_m;
        let track = match &entry.track {
            Some(track) => {
                let knee = self.turn("knee", "flexion", &format!("{place}.track"))?;
                Some((knee, track.scaled(scale)))
            }
            None => None,
        };
        let limits = entry.when.iter().map(|(joint, range)| {
            let turn = self.turn(joint, "flexion", &format!("{place}.when.{joint}"))?;
            Ok(Limit::degrees(turn, *range))
        });
        let when = limits.collect::<Result<_, _>>()?;
        Ok(Point { segment, at: self.side.point(entry.at) * scale, track, when })
    }

    /// The limits of the angles that move one point of a line against another.
    fn range(&self, points: &[Point], ranges: &Ranges) -> Result<Vec<Limit>, Finding> {
        let mut limits = Vec::new();
        for (joint, turns) in ranges {
            for (name, range) in turns {
                let turn = self.turn(joint, name, &format!("range.{joint}.{name}"))?;
                let moved = self.skeleton.turns[turn].segment;
                let carried = |point: &Point| self.skeleton.carries(moved, point.segment);
                if points.iter().any(carried) && !points.iter().all(carried) {
                    limits.push(Limit::degrees(turn, *range));
                }
            }
        }
        Ok(limits)
    }

    /// A segment of this side, or the middle one with that name.
    fn segment(&self, name: &str, place: &str) -> Result<usize, Finding> {
        let sided = self.skeleton.segment(&self.sided(name));
        sided.or_else(|| self.skeleton.segment(name)).ok_or_else(|| {
            let known = self.skeleton.segments.iter().map(|segment| unsided(&segment.id));
            self.fault(Code::UnknownId, &format!("there is no segment `{name}`"), place)
                .maybe_hint(did_you_mean(name, known))
        })
    }

    /// An angle of this side, or of the middle joint with that name.
    fn turn(&self, joint: &str, name: &str, place: &str) -> Result<usize, Finding> {
        let sided = self.skeleton.turn(&self.sided(joint), name);
        sided.or_else(|| self.skeleton.turn(joint, name)).ok_or_else(|| {
            let known = self.skeleton.turns.iter().map(|turn| unsided(&turn.joint));
            self.fault(Code::UnknownId, &format!("no joint `{joint}` has an angle `{name}`"), place)
                .maybe_hint(did_you_mean(joint, known))
        })
    }

    fn sided(&self, name: &str) -> String {
        format!("{}-{name}", self.side.as_str())
    }

    fn fault(&self, code: Code, message: &str, place: &str) -> Finding {
        Finding::error(code, message).at(Place::path(FILE, place))
    }
}

impl Limit {
    fn degrees(turn: usize, (least, most): (f64, f64)) -> Self {
        Self { turn, least: least.to_radians(), most: most.to_radians() }
    }
}

/// The name in the file of a segment or joint.
fn unsided(id: &str) -> &str {
    id.strip_prefix("right-").or_else(|| id.strip_prefix("left-")).unwrap_or(id)
}
