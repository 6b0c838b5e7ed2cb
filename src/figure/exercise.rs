//! An exercise's pose -> the scene that is drawn.

use crate::body::pose::{Pose, Shift};
use crate::body::{Body, BodySide, Moment, Placed, Posture, Rotation, Solved, Vector};

use super::draw;
use super::drawing::Drawing;
use super::scene::{Arrow, Band, Camera, Gear, Phase, Scene, Surface, View};

/// In-between places on the way of an arrow.
const WAY: usize = 8;
/// The length of the arrow of a press, as a fraction of body height.
const PRESS: f64 = 0.12;
/// Parts of the body that, alone on the floor, need no mat.
const UPRIGHT: [&str; 4] = ["foot", "feet", "toe", "heel"];

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
        surfaces: surfaces(pose, solved, base.ahead),
        gear: gear(body, pose, solved),
        bands: bands(body, solved, muscles, both),
        arrow: arrow(body, pose, solved),
    }
}

fn phase(moment: &Moment) -> Phase {
    match moment.stage {
        "start" => Phase::Start,
        "middle" => Phase::Middle,
        _ => Phase::End,
    }
}

/// What is touched; the floor is a mat when more than the feet are on it.
fn surfaces(pose: &Pose, solved: &Solved, facing: Vector) -> Vec<Surface> {
    let touches = |id: &str| {
        let stages = [Some(&pose.start), pose.middle.as_ref(), pose.end.as_ref()];
        let lists = stages.into_iter().flatten().filter_map(|stage| stage.touch.get(id));
        lists.flatten().any(|name| !UPRIGHT.iter().any(|part| name.ends_with(part)))
    };
    let lying = !["standing", "sitting"].contains(&pose.base.as_str()) || touches("floor");
    let touched = solved.surfaces.iter().filter(|surface| !surface.points.is_empty());
    touched
        .map(|surface| {
            let count = surface.points.len() as f64;
            let sum = surface.points.iter().fold(Vector::ZERO, |sum, point| sum + *point);
            let id = if surface.id == "floor" && lying { "mat" } else { &surface.id };
            Surface {
                id: id.to_owned(),
                at: sum * (1.0 / count),
                normal: surface.normal,
                facing,
                touched: surface.points.clone(),
            }
        })
        .collect()
}

/// What is held or worn, at every moment.
fn gear(body: &Body, pose: &Pose, solved: &Solved) -> Vec<Gear> {
    let held = pose.props.iter().filter(|(_, prop)| !prop.at.is_empty());
    held.map(|(id, prop)| {
        let fixed = prop.fixed.map(|shift| from_start(body, pose, solved, &shift));
        let points = solved.moments.iter().map(|moment| {
            let spots = prop.at.iter().filter_map(|name| body.skeleton.spot(name));
            spots.map(|spot| moment.placed.spot(spot)).chain(fixed).collect()
        });
        Gear { id: id.clone(), points: points.collect() }
    })
    .collect()
}

/// A way in the world from the floor under the pelvis at the start.
fn from_start(body: &Body, pose: &Pose, solved: &Solved, shift: &Shift) -> Vector {
    let start = solved.moments.first().map_or(Vector::ZERO, |moment| moment.posture.root.at);
    Vector::new(start.x, 0.0, start.z) + way(body, pose, shift)
}

fn way(body: &Body, pose: &Pose, shift: &Shift) -> Vector {
    body.bases.bases.get(&pose.base).map_or(Vector::ZERO, |base| {
        base.ahead * shift.ahead + Vector::Y * shift.up + base.across * shift.across
    })
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
            bands.push(Band { lines: lines.collect() });
        }
    }
    bands
}

/// The way of what moves, or the press of what does not.
fn arrow(body: &Body, pose: &Pose, solved: &Solved) -> Option<Arrow> {
    let mut paths: Vec<Option<Vec<Vector>>> = vec![None; solved.moments.len()];
    let last = paths.last_mut()?;
    if let Some(push) = &pose.push {
        let spot = body.skeleton.spot(&push.at)?;
        let from = solved.moments.last()?.placed.spot(spot);
        *last = Some(vec![from, from + way(body, pose, &push.to).unit() * PRESS]);
        return Some(Arrow { paths, push: true });
    }
    let spot = body.skeleton.spot(pose.moves.as_ref()?)?;
    let mut points = Vec::new();
    for pair in solved.moments.windows(2) {
        let [from, to] = pair else { continue };
        for step in 0..=WAY {
            let part = step as f64 / WAY as f64;
            points.push(between(body, &from.posture, &to.posture, part).spot(spot));
        }
    }
    *last = (!points.is_empty()).then_some(points);
    Some(Arrow { paths, push: false })
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
