//! A scene -> its drawings.

use crate::body::Body;

use super::Drawing;
use super::eye::Eye;
use super::flat::Mark;
use super::frame::{Bounds, drawing};
use super::mannequin::Figure;
use super::scene::{Scene, View};
use super::{order, person};

/// Draws each view of a scene, all at one scale: 1000 units are the body's height. Each drawing is as
/// wide as what it shows, and all are equally high, so that they can stand side by side on one floor.
#[must_use]
pub fn draw(body: &Body, scene: &Scene) -> Vec<Drawing> {
    let eye = Eye::new(scene.camera);
    let views: Vec<Vec<Mark>> = scene.views.iter().map(|view| marks(body, view, eye)).collect();
    let bounds: Vec<Bounds> = views.iter().map(|marks| Bounds::of(marks)).collect();
    let level = |(marks, own): (&Vec<Mark>, &Bounds)| drawing(marks, own.level(&bounds));
    views.iter().zip(&bounds).map(level).collect()
}

fn marks(body: &Body, view: &View, eye: Eye) -> Vec<Mark> {
    let figure = Figure { skeleton: &body.skeleton, placed: &view.placed, eye };
    let layers = order::sorted(person::layers(&figure));
    layers.into_iter().flat_map(|layer| layer.marks).collect()
}
