//! An exercise's pose -> the scene that is drawn.

use crate::body::pose::{Base, Pose, Shift};
use crate::body::{Body, BodySide, Moment, Placed, Posture, Rotation, Solved, Spot, Vector};

use super::draw;
use super::drawing::Drawing;
use super::scene::{Arrow, Band, Camera, Gear, Phase, Scene, Surface, View};

/// In-between places on the way of an arrow.
const WAY: usize = 8;
/// The length of the arrow of a press, as a fraction of body height.
const PRESS: f64 = 0.12;
/// Parts of the body that, alone on the floor, need no mat.
const UPRIGHT: [&str; 6] = ["foot", "feet", "toe", "toes", "heel", "heels"];

/// The pictures of a pose: one for each of its moments.
///
/// `muscles` are drawn on the right side, and on the left too if `both` sides work.
#[must_use]
pub fn pictures(
    body: &Body,
    pose: &Pose,
    solved: &Solved,
    muscles: &[String],
    both: bool,
) -> Vec<Drawing> {
    draw(body, &scene(body, pose, solved, muscles, both))
}

/// The scene of a solved pose.
#[must_use]
pub fn scene(body: &Body, pose: &Pose, solved: &Solved, muscles: &[String], both: bool) -> Scene {
    let Some(base) = body.bases.bases.get(&pose.base) else { return Scene::default() };
    let camera = pose.camera.unwrap_or(base.camera);
    let view = |moment: &Moment| View { placed: moment.placed.clone(), phase: phase(moment) };
    Scene {
        camera: Camera { turn: camera.turn, up: camera.up },
        views: solved.moments.iter().map(view).collect(),
        surfaces: surfaces(body, pose, base, solved),
        gear: gear(body, pose, base, solved),
        bands: bands(body, solved, muscles, both),
        arrows: arrows(body, pose, base, solved),
    }
}

fn phase(moment: &Moment) -> Phase {
    match moment.stage {
        "start" => Phase::Start,
        "middle" => Phase::Middle,
        _ => Phase::End,
    }
}

/// What is touched, and what stands by; the floor is a mat when more than the feet are on it.
fn surfaces(body: &Body, pose: &Pose, base: &Base, solved: &Solved) -> Vec<Surface> {
    let mat = on_a_mat(pose, solved);
    let sits = facing(base, solved);
    let mut surfaces = Vec::new();
    for surface in solved.surfaces.iter().filter(|surface| !surface.points.is_empty()) {
        let id = if surface.id == "floor" && mat { "mat" } else { kind(&surface.id) };
        let make = |id: &str, points: Vec<Vector>| Surface {
            id: id.to_owned(),
            at: middle(&points),
            normal: surface.normal,
            facing: if id == "seat" { sits } else { base.ahead },
            touched: points,
            thick: surface.thick,
        };
        // A ball against a wall: the wall is there too.
        let over = pose.props.get(&surface.id).and_then(|prop| prop.over.as_deref());
        if let Some(wall) = over.filter(|over| over.starts_with("wall")) {
            let behind = surface.normal * surface.thick;
            let points = surface.points.iter().map(|point| *point - behind).collect();
            surfaces.push(make(kind(wall), points));
        }
        let groups = clusters(&surface.points, apart(id));
        surfaces.extend(groups.into_iter().map(|points| make(id, points)));
    }
    surfaces.extend(standing_by(body, pose, base, solved));
    surfaces
}

/// The way that the pelvis faces at the start, which is how a chair stands; lying, that of the base.
fn facing(base: &Base, solved: &Solved) -> Vector {
    let front = solved.moments.first().map_or(base.ahead, |moment| moment.posture.root.turn.x);
    let level = Vector::new(front.x, 0.0, front.z);
    if base.top == Vector::Y && level.length() > 0.3 { level.unit() } else { base.ahead }
}

/// Things that nothing touches, such as the wall behind a chair.
fn standing_by<'a>(
    body: &'a Body,
    pose: &'a Pose,
    base: &'a Base,
    solved: &'a Solved,
) -> impl Iterator<Item = Surface> + 'a {
    pose.props.iter().filter_map(move |(id, prop)| {
        let surface = body.bases.surfaces.get(id)?;
        let at = from_start(base, solved, prop.fixed.as_ref()?);
        let up = Vector::Y * prop.height.or(surface.height).unwrap_or_default();
        Some(Surface {
            id: kind(id).to_owned(),
            at: at + up,
            normal: base.normal(surface.faces),
            facing: base.ahead,
            touched: Vec::new(),
            thick: 0.0,
        })
    })
}

/// Whether more than the feet are on the floor, and nothing to lie on is there instead.
fn on_a_mat(pose: &Pose, solved: &Solved) -> bool {
    let stages = [Some(&pose.start), pose.middle.as_ref(), pose.end.as_ref()];
    let mut touching =
        stages.into_iter().flatten().filter_map(|stage| stage.touch.get("floor")).flatten();
    let more = touching.any(|name| !UPRIGHT.iter().any(|part| name.ends_with(part)));
    let raised = solved.surfaces.iter().any(|surface| {
        ["bed", "bench"].contains(&surface.id.as_str()) && !surface.points.is_empty()
    });
    !raised && (more || !["standing", "sitting"].contains(&pose.base.as_str()))
}

/// How far apart parts are that lie on two things rather than one.
fn apart(id: &str) -> f64 {
    match id {
        "ball" => 0.03,
        "pillow" | "towel" => 0.16,
        _ => f64::INFINITY,
    }
}

/// Points in groups, each near the first of its group.
fn clusters(points: &[Vector], apart: f64) -> Vec<Vec<Vector>> {
    let mut groups: Vec<Vec<Vector>> = Vec::new();
    for point in points {
        let near = groups
            .iter_mut()
            .find(|group| group.first().is_some_and(|first| (*first - *point).length() <= apart));
        match near {
            Some(group) => group.push(*point),
            None => groups.push(vec![*point]),
        }
    }
    groups
}

fn middle(points: &[Vector]) -> Vector {
    points.iter().fold(Vector::ZERO, |sum, point| sum + *point) * (1.0 / points.len() as f64)
}

/// What a surface looks like: a wall is a wall on every side.
fn kind(id: &str) -> &str {
    if id.starts_with("wall-") { "wall" } else { id }
}

/// What is held or worn, at every moment.
fn gear(body: &Body, pose: &Pose, base: &Base, solved: &Solved) -> Vec<Gear> {
    let held = pose.props.iter().filter(|(_, prop)| !prop.at.is_empty());
    held.map(|(id, prop)| {
        let fixed = prop.fixed.map(|shift| from_start(base, solved, &shift));
        let points = solved.moments.iter().map(|moment| {
            let spots = prop.at.iter().filter_map(|name| body.skeleton.spot(name));
            spots.map(|spot| moment.placed.spot(spot)).collect()
        });
        let id = if runs_round(id, &prop.at) { "loop" } else { id };
        Gear { id: id.to_owned(), facing: base.ahead, fixed, points: points.collect() }
    })
    .collect()
}

/// Whether a band or strap is a loop: from a place on one leg to the same place on the other.
fn runs_round(id: &str, at: &[String]) -> bool {
    let [one, other] = at else { return false };
    let place = |name: &str| name.split_once('-').map(|(_, place)| place.to_owned());
    ["band", "strap"].contains(&id) && place(one) == place(other) && !one.ends_with("palm")
}

/// A place in the world, told from the floor under the pelvis at the start.
fn from_start(base: &Base, solved: &Solved, shift: &Shift) -> Vector {
    let start = solved.moments.first().map_or(Vector::ZERO, |moment| moment.posture.root.at);
    Vector::new(start.x, 0.0, start.z) + base.way(shift)
}

fn bands(body: &Body, solved: &Solved, muscles: &[String], both: bool) -> Vec<Band> {
    let sides: &[BodySide] = if both { &BodySide::BOTH } else { &[BodySide::Right] };
    let mut bands = Vec::new();
    for muscle in muscles {
        for side in sides {
            let lines = solved
                .moments
                .iter()
                .map(|moment| body.lines.world(&moment.placed, &moment.posture, muscle, *side));
            bands.push(Band { lines: lines.collect(), twin: *side == BodySide::Left });
        }
    }
    bands
}

/// The way of what moves, in each picture from the one before; and, in the last picture, the presses
/// of what does not.
fn arrows(body: &Body, pose: &Pose, base: &Base, solved: &Solved) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    if let Some(spot) = pose.moves.as_ref().and_then(|id| body.skeleton.spot(id)) {
        let ways = solved.moments.windows(2).map(|pair| match pair {
            [from, to] => Some(way(body, &from.posture, &to.posture, spot)),
            _ => None,
        });
        arrows.push(Arrow { paths: std::iter::once(None).chain(ways).collect(), push: false });
    }
    for push in &pose.push {
        let Some(spot) = body.skeleton.spot(&push.at) else { continue };
        let Some(last) = solved.moments.last() else { continue };
        let from = last.placed.spot(spot);
        let mut paths = vec![None; solved.moments.len() - 1];
        paths.push(Some(vec![from, from + base.way(&push.to).unit() * PRESS]));
        arrows.push(Arrow { paths, push: true });
    }
    arrows
}

/// The way of a spot from one posture to another.
fn way(body: &Body, from: &Posture, to: &Posture, spot: &Spot) -> Vec<Vector> {
    let parts = (0..=WAY).map(|step| step as f64 / WAY as f64);
    parts.map(|part| between(body, from, to, part).spot(spot)).collect()
}

/// Where the body is a part of the way from one posture to another.
fn between(body: &Body, from: &Posture, to: &Posture, part: f64) -> Placed {
    let mix = |a: Vector, b: Vector| a * (1.0 - part) + b * part;
    let mut posture = from.clone();
    posture.root.at = mix(from.root.at, to.root.at);
    let (a, b) = (from.root.turn, to.root.turn);
    let turn = Rotation { x: mix(a.x, b.x), y: mix(a.y, b.y), z: mix(a.z, b.z) };
    posture.root.turn = turn.straightened();
    for (angle, goal) in posture.angles.iter_mut().zip(&to.angles) {
        *angle += (goal - *angle) * part;
    }
    body.skeleton.place(&posture)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A thing, the spots that it is at, and whether it runs round both legs.
    #[test]
    fn a_band_from_leg_to_leg_is_a_loop() {
        let cases = [
            ("band", vec!["right-thigh-outer", "left-thigh-outer"], true),
            ("strap", vec!["right-thigh-outer", "left-thigh-outer"], true),
            ("band", vec!["right-palm", "left-palm"], false),
            ("band", vec!["right-ankle"], false),
            ("strap", vec!["right-palm", "right-instep"], false),
            ("pillow", vec!["right-knee-inner", "left-knee-inner"], false),
        ];
        for (id, at, wanted) in cases {
            let at: Vec<String> = at.into_iter().map(str::to_owned).collect();
            assert_eq!(runs_round(id, &at), wanted, "{id} {at:?}");
        }
    }
}
