//! The head: which way it faces matters more than a face.

use super::Paint;
use super::flat::Mark;
use super::mannequin::{Figure, HEAD, Side};
use super::order::Layer;
use super::oval::hull;
use super::person::LINE;

pub(super) fn layer(figure: &Figure) -> Layer {
    let ovals = figure.ovals(HEAD, Side::Right);
    let marks = vec![Mark::both(hull(&ovals), Paint::Skin, Paint::Ink, LINE)];
    Layer { marks, ovals, over: Vec::new() }
}
