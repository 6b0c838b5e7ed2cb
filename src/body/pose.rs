//! A pose as an author writes it: a base, what differs from it, what touches what.
//!
//! `docs/formats.md` has the format with a worked example. Nothing here is solved or checked.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::Vector;

/// Angles in degrees by joint and turn, for example `hips: {flexion: 40}`.
pub type Angles = BTreeMap<String, BTreeMap<String, f64>>;

/// The pose of an exercise: `pose:` in its file. Written for the right side.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pose {
    /// The base that it differs from.
    pub base: String,
    /// Where it is seen from, if not from where the base is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<Camera>,
    /// Things that are held or worn, and what differs on things that are touched.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub props: BTreeMap<String, Prop>,
    /// How it starts, as it differs from the base.
    #[serde(default)]
    pub start: Stage,
    /// On the way, as it differs from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle: Option<Stage>,
    /// How it ends, as it differs from the stage before; none if there is one picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Stage>,
    /// The spot whose way the arrow shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moves: Option<String>,
    /// Where body parts press although nothing moves.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    #[schemars(schema_with = "one_or_many_schema")]
    pub push: Vec<Push>,
    /// Why the stretch of the primary muscle is not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmeasured: Option<String>,
}

impl Pose {
    /// Whether a prop lies over itself: at once, or by way of others that lie over it.
    #[must_use]
    pub fn is_over_itself(&self, id: &str) -> bool {
        let below = |id: &str| self.props.get(id)?.over.as_deref();
        let chain = std::iter::successors(below(id), |over| below(over));
        chain.take(self.props.len()).any(|over| over == id)
    }
}

/// Where a picture is seen from: an orthographic camera, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Camera {
    /// 0 from the right of a standing person, 90 from the front, -90 from behind.
    pub turn: f64,
    /// How far from above.
    #[serde(default)]
    pub up: f64,
}

/// A thing: held, worn, or touched with something that differs from its kind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prop {
    /// The height of its touching plane, or the thickness of what lies on something else, as a
    /// fraction of body height.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
    /// What it lies on or leans against, for a ball or a pillow: a surface.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    /// The spots that it is at or that it runs through or round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<String>,
    /// Where one end of it is fixed, or where a thing stands that nothing touches, from the floor under
    /// the pelvis at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Shift>,
}

/// One moment: what differs from the moment before.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Angles that must be so; the others follow.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub angles: Angles,
    /// How the pelvis is turned, from its turn in the base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pelvis: Option<Tilt>,
    /// What touches, by surface; replaces what touched that surface before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub touch: BTreeMap<String, Vec<String>>,
    /// Spots that come together: the hand's first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reach: BTreeMap<String, String>,
    /// Spots that go somewhere from where they were the moment before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shift: BTreeMap<String, Shift>,
    /// Contacts that touch as before but may slide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slides: Vec<String>,
}

/// A turn of the pelvis from that of the base, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tilt {
    /// Its top goes forward.
    #[serde(default)]
    pub lean: f64,
    /// Its top goes to the right.
    #[serde(default)]
    pub side: f64,
    /// Its front goes to the right.
    #[serde(default)]
    pub turn: f64,
}

/// A way, in fractions of body height.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Where the person faces; towards the head when lying or on all fours.
    #[serde(default)]
    pub ahead: f64,
    /// Away from the floor.
    #[serde(default)]
    pub up: f64,
    /// To the right; to the front of the body when lying on the side.
    #[serde(default)]
    pub across: f64,
}

/// A press without a movement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// The spot that presses.
    pub at: String,
    /// Which way, as a [`Shift`] whose length does not matter.
    pub to: Shift,
}

fn one_or_many_schema(generator: &mut SchemaGenerator) -> Schema {
    let (one, many) = (generator.subschema_for::<Push>(), generator.subschema_for::<Vec<Push>>());
    json_schema!({"anyOf": [one, many]})
}

/// One press, or a list of them.
fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Push>, D::Error> {
    struct OneOrMany;
    impl<'de> serde::de::Visitor<'de> for OneOrMany {
        type Value = Vec<Push>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a press with `at` and `to`, or a list of them")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Vec<Push>, A::Error> {
            let one = serde::de::value::MapAccessDeserializer::new(map);
            Push::deserialize(one).map(|push| vec![push])
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, list: A) -> Result<Vec<Push>, A::Error> {
            Vec::deserialize(serde::de::value::SeqAccessDeserializer::new(list))
        }
    }
    deserializer.deserialize_any(OneOrMany)
}

/// `routines/body/bases.yaml`: where poses begin.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bases {
    /// The bases by id.
    pub bases: BTreeMap<String, Base>,
    /// What can be touched, by id.
    pub surfaces: BTreeMap<String, Surface>,
    /// What can be held or worn, with what it is.
    pub gear: BTreeMap<String, String>,
}

/// A base: a position that people know by a name.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Where the front of the pelvis faces in the world.
    pub front: Vector,
    /// Where the top of the pelvis points in the world.
    pub top: Vector,
    /// `ahead` of a [`Shift`].
    pub ahead: Vector,
    /// `across` of a [`Shift`].
    pub across: Vector,
    /// The usual view.
    pub camera: Camera,
    /// Angles that are not zero.
    #[serde(default)]
    pub angles: Angles,
    /// What touches.
    pub touch: BTreeMap<String, Vec<String>>,
    /// How readily the pelvis turns, in degrees.
    #[serde(default = "Base::usual_give")]
    pub give: f64,
}

impl Base {
    /// The way in the world that a surface faces.
    #[must_use]
    pub fn normal(&self, faces: Faces) -> Vector {
        match faces {
            Faces::Up | Faces::AsBelow => Vector::Y,
            Faces::Back => -self.ahead,
            Faces::Ahead => self.ahead,
            Faces::Left => -self.across,
            Faces::Right => self.across,
        }
    }

    /// A way in the world.
    #[must_use]
    pub fn way(&self, shift: &Shift) -> Vector {
        self.ahead * shift.ahead + Vector::Y * shift.up + self.across * shift.across
    }

    fn usual_give() -> f64 {
        20.0
    }
}

/// A thing that can be touched: a plane.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surface {
    /// The way that it faces.
    pub faces: Faces,
    /// Where it is along that way, as a fraction of body height; a wall stands where it is touched.
    #[serde(default)]
    pub height: Option<f64>,
    /// How thick it is, for what lies between the body and another surface.
    #[serde(default)]
    pub thick: Option<f64>,
}

/// The way that a surface faces, as seen from the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Faces {
    /// Up: a floor, a seat.
    Up,
    /// To the person, who faces it.
    Back,
    /// To the person, who stands with the back to it.
    Ahead,
    /// To the person on its left: a wall on the right.
    Left,
    /// To the person on its right: a wall on the left.
    Right,
    /// As what it lies on faces.
    AsBelow,
}
