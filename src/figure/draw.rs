//! A scene -> its drawings.

use crate::body::{Body, Vector};

use super::eye::Eye;
use super::flat::Mark;
use super::frame::{Bounds, drawing};
use super::gear::gear;
use super::mannequin::{Figure, PALM, SIDES, Side};
use super::order::Layer;
use super::oval::Oval;
use super::prop::{Props, Room};
use super::scene::{Band, Scene, View};
use super::{Drawing, arrow, band, order, person};

/// Gear that a hand closes round, and how near it must be.
const HELD: [&str; 9] =
    ["strap", "towel", "band", "weight", "dumbbell", "bag", "backpack", "pole", "bicycle"];
const REACH: f64 = 0.05;

/// Draws each view of a scene, all at one scale: 1000 units are the body's height. Each drawing is as
/// wide as what it shows, and all are equally high, so that they can stand side by side on one floor.
#[must_use]
pub fn draw(body: &Body, scene: &Scene) -> Vec<Drawing> {
    let eye = Eye::new(scene.camera);
    let figures: Vec<Figure> = scene.views.iter().map(|view| figure(body, view, eye)).collect();
    let Some(start) = figures.first() else { return Vec::new() };
    let height = figures.iter().map(Figure::height).fold(0.0, f64::max);
    let room = Room { eye, start, height };
    let views: Vec<Vec<Mark>> = figures
        .iter()
        .enumerate()
        .map(|(i, figure)| marks(scene, i, figure, room.props(&scene.surfaces)))
        .collect();
    let bounds: Vec<Bounds> = views.iter().map(|marks| Bounds::of(marks)).collect();
    let level = |(marks, own): (&Vec<Mark>, &Bounds)| drawing(marks, own.level(&bounds));
    views.iter().zip(&bounds).map(level).collect()
}

fn figure<'a>(body: &'a Body, view: &'a View, eye: Eye) -> Figure<'a> {
    Figure { skeleton: &body.skeleton, placed: &view.placed, eye }
}

/// Whether a hand holds gear in a view.
fn grips(scene: &Scene, view: usize, figure: &Figure, side: Side) -> bool {
    let Some(palm) = figure.place("hand", side, PALM) else { return false };
    let held = scene.gear.iter().filter(|gear| HELD.contains(&gear.id.as_str()));
    let mut points = held.filter_map(|gear| gear.points.get(view)).flatten();
    points.any(|at| (*at - palm).length() < REACH)
}

/// The lines of the muscles to be drawn in a view: of a muscle that is seen on one half of the body,
/// the other half is not drawn where it is hidden.
fn bands<'a>(
    scene: &'a Scene,
    view: usize,
    eye: &Eye,
    body: &[Layer],
) -> impl Iterator<Item = &'a Vec<Vec<Vector>>> {
    let seen = |band: &Band| {
        let lines = band.lines.get(view).into_iter().flatten();
        lines.into_iter().any(|line| band::is_seen(eye, line, body))
    };
    let seen: Vec<bool> = scene.bands.iter().map(seen).collect();
    let needed = move |index: usize| {
        let next = scene.bands.get(index + 1).is_some_and(|band| band.twin) && seen[index + 1];
        let before = scene.bands[index].twin && index > 0 && seen[index - 1];
        seen[index] || !(next || before)
    };
    let bands = scene.bands.iter().enumerate();
    bands.filter(move |(index, _)| needed(*index)).filter_map(move |(_, band)| band.lines.get(view))
}

/// The marks of one view: what is behind, the body among its props, then what must not be hidden.
fn marks(scene: &Scene, view: usize, figure: &Figure, props: Props) -> Vec<Mark> {
    let eye = &figure.eye;
    let mut layers = person::layers(figure, SIDES.map(|side| grips(scene, view, figure, side)));
    let mut on_top = Vec::new();
    for lines in bands(scene, view, eye, &layers) {
        on_top.extend(band::band(eye, lines, &layers));
    }
    let body: Vec<Oval> = layers.iter().flat_map(|layer| layer.ovals.iter().copied()).collect();
    let outline = arrow::Body::of(&layers);
    layers.extend(props.among);
    let mut marks = Vec::new();
    for item in &scene.gear {
        let Some(points) = item.points.get(view) else { continue };
        let seen = gear(figure, item, points, &body);
        marks.extend(seen.behind);
        layers.extend(seen.among);
        on_top.extend(seen.on_top);
    }
    for arrow in &scene.arrows {
        let Some(Some(path)) = arrow.paths.get(view) else { continue };
        on_top.extend(arrow::arrow(eye, path, arrow.push, &outline));
    }
    marks.extend(props.behind);
    marks.extend(order::sorted(layers).into_iter().flat_map(|layer| layer.marks));
    marks.extend(on_top);
    marks
}
