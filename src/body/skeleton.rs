//! The skeleton: segments, joints with clinical angles and their ranges, and what stands out on them.
//!
//! `routines/body/skeleton.yaml` holds the numbers and their sources. A sided segment is written once,
//! for the right; the left one is its mirror image.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Frame, Rotation, Vector};

/// The skeleton, ready to be posed.
#[derive(Debug, Clone, Default)]
pub struct Skeleton {
    /// The height in metres at which the legs are those of the muscle lines.
    pub unit_m: f64,
    /// The segments; a parent stands before its children, the pelvis first.
    pub segments: Vec<Segment>,
    /// Every way in which a joint turns.
    pub turns: Vec<Turn>,
    /// Round parts of the body: what touches, and what is drawn.
    pub balls: Vec<Ball>,
    /// Points on the skin that a hand or a strap can be at.
    pub spots: Vec<Spot>,
    /// What a pose may say that touches, with the balls that do.
    pub contacts: BTreeMap<String, Vec<usize>>,
}

/// A rigid part of the body.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Its name, for example `right-thigh`.
    pub id: String,
    /// The segment that carries it; none for the pelvis.
    pub parent: Option<usize>,
    /// Its joint's centre in the parent.
    pub at: Vector,
    /// What is added to that centre as the joint's first angle moves it.
    pub track: Option<Track>,
    /// Its turns: a range of [`Skeleton::turns`], applied in this order.
    pub turns: std::ops::Range<usize>,
    /// Its mass as a fraction of the body's.
    pub mass: f64,
    /// Its centre of mass.
    pub centre: Vector,
}

/// A place that moves with a joint's flexion; its z stays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    x: Curve,
    y: Curve,
}

/// A coordinate that moves with an angle: straight lines between measured places.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "CurveEntry")]
struct Curve {
    /// Degrees, rising.
    flexion: Vec<f64>,
    at: Vec<f64>,
}

/// One way in which a joint turns: a clinical angle.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The joint, for example `right-hip`.
    pub joint: String,
    /// The angle's name, for example `flexion`.
    pub name: String,
    /// The segment that turns.
    pub segment: usize,
    /// The axis in the segment, as far as it has turned; its sign makes the clinical angle positive.
    pub axis: Vector,
    /// The least and the greatest angle, in radians.
    pub range: (f64, f64),
    /// How far it follows readily when a pose leaves it open, in radians.
    pub give: f64,
}

/// A round part of the body.
#[derive(Debug, Clone)]
pub struct Ball {
    /// Its name, for example `right-knee`.
    pub id: String,
    /// The segment that it is on.
    pub segment: usize,
    /// Its centre in the segment.
    pub at: Vector,
    /// Its radius.
    pub radius: f64,
}

/// A point on the skin.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Its name, for example `right-knee`.
    pub id: String,
    /// The segment that it is on.
    pub segment: usize,
    /// Where, in the segment.
    pub at: Vector,
}

/// The joints' angles and the place of the pelvis: all that is needed to place the body.
#[derive(Debug, Clone, PartialEq)]
pub struct Posture {
    /// Where the pelvis is and how it is turned.
    pub root: Frame,
    /// The angle of each of [`Skeleton::turns`], in radians.
    pub angles: Vec<f64>,
}

/// Where every segment is.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The frame of each of [`Skeleton::segments`].
    pub frames: Vec<Frame>,
    /// The axis in the world of each of [`Skeleton::turns`].
    pub axes: Vec<Vector>,
}

impl Track {
    /// The place at an angle in radians; beyond the ends, that of the end.
    #[must_use]
    pub fn at(&self, radians: f64) -> Vector {
        let degrees = radians.to_degrees();
        let on = |curve: &Curve| interpolate(&curve.flexion, &curve.at, degrees);
        Vector::new(on(&self.x), on(&self.y), 0.0)
    }

    /// The same with every length times `by`.
    #[must_use]
    pub fn scaled(&self, by: f64) -> Self {
        let scaled = |curve: &Curve| Curve {
            flexion: curve.flexion.clone(),
            at: curve.at.iter().map(|length| length * by).collect(),
        };
        Self { x: scaled(&self.x), y: scaled(&self.y) }
    }
}

/// The value at `x` on straight lines between points; beyond the ends, that of the end.
#[must_use]
pub fn interpolate(xs: &[f64], ys: &[f64], x: f64) -> f64 {
    let after = xs.partition_point(|known| *known <= x);
    let (Some(first), Some(last)) = (ys.first(), ys.last()) else { return 0.0 };
    if after == 0 {
        return *first;
    }
    match (xs.get(after - 1), xs.get(after), ys.get(after - 1), ys.get(after)) {
        (Some(x0), Some(x1), Some(y0), Some(y1)) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        _ => *last,
    }
}

impl Skeleton {
    /// All joints at zero: standing upright, arms hanging, palms to the thighs. The pelvis is at the
    /// origin.
    #[must_use]
    pub fn neutral(&self) -> Posture {
        let root = Frame { at: Vector::ZERO, turn: Rotation::NONE };
        Posture { root, angles: vec![0.0; self.turns.len()] }
    }

    /// Where every segment is in a posture.
    #[must_use]
    pub fn place(&self, posture: &Posture) -> Placed {
        let mut frames: Vec<Frame> = Vec::with_capacity(self.segments.len());
        let mut axes = vec![Vector::ZERO; self.turns.len()];
        for segment in &self.segments {
            let Some(parent) = segment.parent.and_then(|parent| frames.get(parent)).copied() else {
                frames.push(posture.root);
                continue;
            };
            let first = posture.angles.get(segment.turns.start).copied().unwrap_or_default();
            let moved = segment.track.as_ref().map_or(Vector::ZERO, |track| track.at(first));
            let mut turn = parent.turn;
            for index in segment.turns.clone() {
                let axis = self.turns[index].axis;
                axes[index] = turn.apply(axis);
                turn = turn.after(Rotation::about(axis, posture.angles[index]));
            }
            frames.push(Frame { at: parent.place(segment.at + moved), turn });
        }
        Placed { frames, axes }
    }

    /// The segment with a name.
    #[must_use]
    pub fn segment(&self, id: &str) -> Option<usize> {
        self.segments.iter().position(|segment| segment.id == id)
    }

    /// Whether `segment` is `carrier` or hangs from it.
    #[must_use]
    pub fn carries(&self, carrier: usize, segment: usize) -> bool {
        let mut here = Some(segment);
        while let Some(index) = here {
            if index == carrier {
                return true;
            }
            here = self.segments.get(index).and_then(|segment| segment.parent);
        }
        false
    }

    /// The ball with a name.
    #[must_use]
    pub fn ball(&self, id: &str) -> Option<&Ball> {
        self.balls.iter().find(|ball| ball.id == id)
    }

    /// The spot with a name.
    #[must_use]
    pub fn spot(&self, id: &str) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.id == id)
    }

    /// The index in [`Skeleton::turns`] of an angle, for example of `right-hip` and `flexion`.
    #[must_use]
    pub fn turn(&self, joint: &str, name: &str) -> Option<usize> {
        self.turns.iter().position(|turn| turn.joint == joint && turn.name == name)
    }

    /// The joints that an author's word means: `hips` both, `right-hip` and `lumbar` themselves.
    #[must_use]
    pub fn joints(&self, word: &str) -> Vec<&str> {
        let mut joints: Vec<&str> = Vec::new();
        for turn in &self.turns {
            let both = turn.joint.strip_prefix("right-").or(turn.joint.strip_prefix("left-"));
            let named = turn.joint == word || both.is_some_and(|joint| plural(joint) == word);
            if named && joints.last() != Some(&turn.joint.as_str()) {
                joints.push(&turn.joint);
            }
        }
        joints
    }

    /// Every word that [`Skeleton::joints`] knows.
    #[must_use]
    pub fn joint_words(&self) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for turn in &self.turns {
            words.insert(turn.joint.clone());
            if let Some(joint) = turn.joint.strip_prefix("right-") {
                words.insert(plural(joint));
            }
        }
        words
    }

    /// The centre of mass.
    #[must_use]
    pub fn centre_of_mass(&self, placed: &Placed) -> Vector {
        let (mut sum, mut mass) = (Vector::ZERO, 0.0);
        for (segment, frame) in self.segments.iter().zip(&placed.frames) {
            sum = sum + frame.place(segment.centre) * segment.mass;
            mass += segment.mass;
        }
        sum * (1.0 / mass)
    }
}

impl Placed {
    /// The centre in the world of a ball.
    #[must_use]
    pub fn ball(&self, ball: &Ball) -> Vector {
        self.frames[ball.segment].place(ball.at)
    }

    /// The place in the world of a spot.
    #[must_use]
    pub fn spot(&self, spot: &Spot) -> Vector {
        self.frames[spot.segment].place(spot.at)
    }
}

/// The word for both of a joint: `hips`, `toes`.
fn plural(joint: &str) -> String {
    if joint.ends_with('s') { joint.to_owned() } else { format!("{joint}s") }
}

// ---------------------------------------------------------------- the file

/// `routines/body/skeleton.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkeletonFile {
    unit_m: f64,
    segments: Vec<SegmentEntry>,
    contacts: BTreeMap<String, Vec<String>>,
    sided_contacts: BTreeMap<String, SidedContact>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SegmentEntry {
    id: String,
    #[serde(default)]
    sided: bool,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    at: Vector,
    #[serde(default)]
    track: Option<Track>,
    #[serde(default)]
    joint: Option<JointEntry>,
    #[serde(default)]
    mass: f64,
    #[serde(default)]
    centre: Vector,
    #[serde(default)]
    balls: BTreeMap<String, BallEntry>,
    #[serde(default)]
    sided_balls: BTreeMap<String, BallEntry>,
    #[serde(default)]
    spots: BTreeMap<String, Vector>,
    #[serde(default)]
    sided_spots: BTreeMap<String, Vector>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct JointEntry {
    name: String,
    /// Degrees.
    give: f64,
    /// In the order of the file; the order is that of the turns.
    turns: Turns,
}

/// Turns in the order of the file, which a map would sort.
#[derive(Debug, Clone)]
struct Turns(Vec<(String, TurnEntry)>);

impl<'de> Deserialize<'de> for Turns {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Turns;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a mapping of turns")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Turns, A::Error> {
                let mut turns = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    turns.push(entry);
                }
                Ok(Turns(turns))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TurnEntry {
    about: Axis,
    /// Degrees.
    range: (f64, f64),
}

#[derive(Debug, Clone, Copy, Deserialize)]
enum Axis {
    #[serde(rename = "+x")]
    PlusX,
    #[serde(rename = "-x")]
    MinusX,
    #[serde(rename = "+y")]
    PlusY,
    #[serde(rename = "-y")]
    MinusY,
    #[serde(rename = "+z")]
    PlusZ,
    #[serde(rename = "-z")]
    MinusZ,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CurveEntry {
    flexion: Vec<f64>,
    at: Vec<f64>,
}

impl TryFrom<CurveEntry> for Curve {
    type Error = String;

    /// # Errors
    /// Angles that do not rise, or that are not as many as the places.
    fn try_from(CurveEntry { flexion, at }: CurveEntry) -> Result<Self, String> {
        if flexion.is_empty() || flexion.len() != at.len() {
            return Err(format!("{} angles and {} places", flexion.len(), at.len()));
        }
        if !flexion.is_sorted_by(|a, b| a < b) {
            return Err("the angles of a track do not rise".to_owned());
        }
        Ok(Self { flexion, at })
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct BallEntry {
    at: Vector,
    r: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SidedContact {
    both: String,
    balls: Vec<String>,
}

/// The side of a segment while the skeleton is built.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Middle,
    Right,
    Left,
}

impl Side {
    fn name(self, id: &str) -> String {
        match self {
            Self::Middle => id.to_owned(),
            Self::Right => format!("right-{id}"),
            Self::Left => format!("left-{id}"),
        }
    }

    fn point(self, point: Vector) -> Vector {
        if self == Self::Left { point.mirrored() } else { point }
    }

    /// A mirror image turns the other way about x and y.
    fn axis(self, axis: Vector) -> Vector {
        if self == Self::Left { Vector::new(-axis.x, -axis.y, axis.z) } else { axis }
    }
}

impl Axis {
    fn vector(self) -> Vector {
        match self {
            Self::PlusX => Vector::X,
            Self::MinusX => -Vector::X,
            Self::PlusY => Vector::Y,
            Self::MinusY => -Vector::Y,
            Self::PlusZ => Vector::Z,
            Self::MinusZ => -Vector::Z,
        }
    }
}

impl TryFrom<SkeletonFile> for Skeleton {
    type Error = String;

    /// Builds both sides.
    ///
    /// # Errors
    /// A name in the file that nothing has.
    fn try_from(file: SkeletonFile) -> Result<Self, String> {
        let mut skeleton = Self {
            unit_m: file.unit_m,
            segments: Vec::new(),
            turns: Vec::new(),
            balls: Vec::new(),
            spots: Vec::new(),
            contacts: BTreeMap::new(),
        };
        for entry in &file.segments {
            let sides: &[Side] =
                if entry.sided { &[Side::Right, Side::Left] } else { &[Side::Middle] };
            for side in sides {
                skeleton.add(entry, *side)?;
            }
        }
        for (name, balls) in &file.contacts {
            skeleton.add_contact(name.clone(), balls)?;
        }
        for (name, contact) in &file.sided_contacts {
            let names = |side: Side| -> Vec<String> {
                contact.balls.iter().map(|ball| side.name(ball)).collect()
            };
            let (right, left) = (names(Side::Right), names(Side::Left));
            skeleton.add_contact(Side::Right.name(name), &right)?;
            skeleton.add_contact(Side::Left.name(name), &left)?;
            skeleton.add_contact(contact.both.clone(), &[right, left].concat())?;
        }
        Ok(skeleton)
    }
}

impl Skeleton {
    fn add(&mut self, entry: &SegmentEntry, side: Side) -> Result<(), String> {
        let parent = match &entry.parent {
            None => None,
            Some(name) => {
                let found = self.segment(&side.name(name)).or_else(|| self.segment(name));
                Some(found.ok_or_else(|| format!("no segment `{name}` stands before its child"))?)
            }
        };
        let segment = self.segments.len();
        let first = self.turns.len();
        if let Some(joint) = &entry.joint {
            for (name, turn) in &joint.turns.0 {
                self.turns.push(Turn {
                    joint: side.name(&joint.name),
                    name: name.clone(),
                    segment,
                    axis: side.axis(turn.about.vector()),
                    range: (turn.range.0.to_radians(), turn.range.1.to_radians()),
                    give: joint.give.to_radians(),
                });
            }
        }
        self.segments.push(Segment {
            id: side.name(&entry.id),
            parent,
            at: side.point(entry.at),
            track: entry.track.clone(),
            turns: first..self.turns.len(),
            mass: entry.mass,
            centre: side.point(entry.centre),
        });
        self.add_marks(segment, side, &entry.balls, &entry.spots);
        for side in [Side::Right, Side::Left] {
            self.add_marks(segment, side, &entry.sided_balls, &entry.sided_spots);
        }
        Ok(())
    }

    fn add_marks(
        &mut self,
        segment: usize,
        side: Side,
        balls: &BTreeMap<String, BallEntry>,
        spots: &BTreeMap<String, Vector>,
    ) {
        self.balls.extend(balls.iter().map(|(name, ball)| Ball {
            id: side.name(name),
            segment,
            at: side.point(ball.at),
            radius: ball.r,
        }));
        self.spots.extend(spots.iter().map(|(name, at)| Spot {
            id: side.name(name),
            segment,
            at: side.point(*at),
        }));
    }

    fn add_contact(&mut self, name: String, balls: &[String]) -> Result<(), String> {
        let indices: Option<Vec<usize>> =
            balls.iter().map(|id| self.balls.iter().position(|ball| ball.id == *id)).collect();
        let indices = indices.ok_or_else(|| format!("the contact `{name}` names no ball"))?;
        self.contacts.insert(name, indices);
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The built-in skeleton.
    pub(crate) fn skeleton() -> Skeleton {
        let text = include_str!("../../routines/body/skeleton.yaml");
        let file: SkeletonFile = crate::source::read_trusted("skeleton.yaml", text).unwrap();
        Skeleton::try_from(file).unwrap()
    }

    /// The neutral posture with angles in degrees changed.
    pub(crate) fn bent(skeleton: &Skeleton, angles: &[(&str, &str, f64)]) -> Posture {
        let mut posture = skeleton.neutral();
        for (joint, name, degrees) in angles {
            posture.angles[skeleton.turn(joint, name).unwrap()] = degrees.to_radians();
        }
        posture
    }

    fn spot(skeleton: &Skeleton, angles: &[(&str, &str, f64)], id: &str) -> Vector {
        skeleton.place(&bent(skeleton, angles)).spot(skeleton.spot(id).unwrap())
    }

    #[test]
    fn a_person_is_one_body_height_tall() {
        let skeleton = skeleton();
        let placed = skeleton.place(&skeleton.neutral());
        let low = |ball: &Ball| placed.ball(ball).y - ball.radius;
        let high = |ball: &Ball| placed.ball(ball).y + ball.radius;
        let bottom = skeleton.balls.iter().map(low).fold(f64::MAX, f64::min);
        let top = skeleton.balls.iter().map(high).fold(f64::MIN, f64::max);
        assert!((top - bottom - 1.0).abs() < 0.02, "{}", top - bottom);
    }

    #[test]
    fn the_masses_sum_to_one() {
        let skeleton = skeleton();
        let sum: f64 = skeleton.segments.iter().map(|segment| segment.mass).sum();
        assert!((sum - 1.0).abs() < 0.01, "{sum}");
    }

    #[test]
    fn clinical_angles_turn_the_way_that_their_names_say() {
        let skeleton = skeleton();
        let still = |id: &str| spot(&skeleton, &[], id);
        type Case = (&'static str, &'static str, &'static str, fn(Vector) -> f64);
        // The joint, the angle, a spot, and the way that it goes.
        let cases: &[Case] = &[
            ("right-hip", "flexion", "right-knee", |v| v.x),
            ("right-hip", "abduction", "right-knee", |v| v.z),
            ("left-hip", "abduction", "left-knee", |v| -v.z),
            ("right-hip", "rotation", "right-toes", |v| v.z),
            ("left-hip", "rotation", "left-toes", |v| -v.z),
            ("right-knee", "flexion", "right-heel", |v| -v.x),
            ("right-ankle", "flexion", "right-toes", |v| v.y),
            ("right-ankle", "inversion", "right-sole", |v| -v.z),
            ("lumbar", "flexion", "forehead", |v| v.x),
            ("lumbar", "side-bend", "forehead", |v| v.z),
            ("thoracic", "rotation", "chest", |v| v.z),
            ("head", "rotation", "forehead", |v| v.z),
            ("right-shoulder", "flexion", "right-elbow", |v| v.x),
            ("right-shoulder", "abduction", "right-elbow", |v| v.z),
            ("left-shoulder", "abduction", "left-elbow", |v| -v.z),
            ("right-elbow", "flexion", "right-palm", |v| v.x),
            ("right-wrist", "flexion", "right-finger-tips", |v| -v.z),
            ("right-shoulder-girdle", "elevation", "right-shoulder", |v| v.y),
            ("left-shoulder-girdle", "elevation", "left-shoulder", |v| v.y),
            ("right-shoulder-girdle", "protraction", "right-shoulder", |v| v.x),
        ];
        for (joint, angle, id, along) in cases {
            let moved = spot(&skeleton, &[(joint, angle, 20.0)], id) - still(id);
            assert!(along(moved) > 0.005, "{joint} {angle}: {moved:?}");
        }
    }

    #[test]
    fn words_for_both_joints_mean_both() {
        let skeleton = skeleton();
        assert_eq!(skeleton.joints("hips"), ["right-hip", "left-hip"]);
        assert_eq!(skeleton.joints("lumbar"), ["lumbar"]);
        assert_eq!(skeleton.joints("toes").len(), 2);
        assert!(skeleton.joints("hip").is_empty());
    }
}
