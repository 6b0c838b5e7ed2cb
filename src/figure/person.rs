//! The person: a layer for each part of the body that others can hide.

use super::Paint;
use super::flat::{Mark, Outline};
use super::head;
use super::mannequin::{
    ARM, FOREARM, Figure, NECK, SHANK, SHOE, SHORT_LEG, SHORTS, SHOULDER, SLEEVE, Side, THIGH,
    THUMB, TRUNK,
};
use super::order::Layer;
use super::oval::{Oval, Root, Tip, hull, tube};

/// The width of an outline, in fractions of body height: 0.25 mm in a picture 30 mm wide.
pub(super) const LINE: f64 = 0.009;

/// The number of the trunk's layer; the others are counted from it.
const BODY: usize = 0;
const HEAD: usize = 1;
const UPPER_ARM: [usize; 2] = [2, 3];
const FOREARM_LAYER: [usize; 2] = [4, 5];
const THIGH_LAYER: [usize; 2] = [6, 7];
const SHANK_LAYER: [usize; 2] = [8, 9];

/// How much nearer, in fractions of body height, a part must be to hide the part that grows out of it.
const GROWS: f64 = 0.03;

/// The layers of the body, in a fixed order.
pub(super) fn layers(figure: &Figure) -> Vec<Layer> {
    let mut layers = vec![Layer::default(); 10];
    layers[BODY] = trunk(figure);
    layers[HEAD] = head::layer(figure);
    layers[HEAD].over.push((BODY, GROWS));
    for (i, side) in [Side::Right, Side::Left].into_iter().enumerate() {
        layers[UPPER_ARM[i]] = upper_arm(figure, side);
        layers[UPPER_ARM[i]].over.push((BODY, GROWS));
        layers[FOREARM_LAYER[i]] = forearm(figure, side);
        layers[FOREARM_LAYER[i]].over.push((UPPER_ARM[i], GROWS));
        layers[THIGH_LAYER[i]] = thigh(figure, side);
        layers[THIGH_LAYER[i]].over.push((BODY, GROWS));
        layers[SHANK_LAYER[i]] = shank(figure, side);
        layers[SHANK_LAYER[i]].over.push((THIGH_LAYER[i], GROWS));
    }
    layers
}

fn inked(outline: Outline, fill: Paint) -> Mark {
    Mark::both(outline, fill, Paint::Ink, LINE)
}

/// Trunk, shoulders and neck: all lines first, then all fills, so that no line crosses within.
fn trunk(figure: &Figure) -> Layer {
    let trunk = figure.ovals(TRUNK, Side::Right);
    let neck = figure.ovals(NECK, Side::Right);
    let shoulders = [Side::Right, Side::Left].map(|side| hull(&figure.ovals(SHOULDER, side)));
    let shirt = tube(&trunk, Root::Round, Tip::Round);
    let throat = tube(&neck, Root::Round, Tip::Round);
    let mut all = shirt.clone();
    shoulders.iter().for_each(|shoulder| all.join(shoulder.clone()));
    all.join(throat.clone());
    let mut marks =
        vec![Mark::lined(all, Paint::Ink, 2.0 * LINE), Mark::filled(throat, Paint::Skin)];
    marks.push(Mark::filled(shirt, Paint::Shirt));
    marks.extend(shoulders.map(|shoulder| Mark::filled(shoulder, Paint::Shirt)));
    let shorts = tube(&trunk[..SHORTS.min(trunk.len())], Root::Round, Tip::Cut);
    marks.push(Mark::filled(shorts, Paint::Shorts));
    Layer { marks, ovals: trunk, over: Vec::new() }
}

/// A limb's upper part: what is dressed, over what is bare.
fn dressed(bare: &[Oval], cloth: &[Oval], paint: Paint) -> Layer {
    let marks = vec![
        inked(tube(bare, Root::Open, Tip::Round), Paint::Skin),
        inked(tube(cloth, Root::Open, Tip::Cut), paint),
    ];
    Layer { marks, ovals: [cloth, bare].concat(), over: Vec::new() }
}

fn upper_arm(figure: &Figure, side: Side) -> Layer {
    dressed(&figure.ovals(ARM, side), &figure.ovals(SLEEVE, side), Paint::Shirt)
}

fn thigh(figure: &Figure, side: Side) -> Layer {
    dressed(&figure.ovals(THIGH, side), &figure.ovals(SHORT_LEG, side), Paint::Shorts)
}

fn forearm(figure: &Figure, side: Side) -> Layer {
    let ovals = figure.ovals(FOREARM, side);
    let thumb = figure.ovals(THUMB, side);
    let hand = inked(tube(&ovals, Root::Open, Tip::Round), Paint::Skin);
    let mut marks = vec![inked(tube(&thumb, Root::Open, Tip::Round), Paint::Skin)];
    // The thumb hides the palm or the palm the thumb.
    let palm = ovals.get(4).map_or(0.0, |oval| oval.depth);
    let near = thumb.last().is_some_and(|oval| oval.depth > palm);
    marks.insert(if near { 0 } else { 1 }, hand);
    Layer { marks, ovals, over: Vec::new() }
}

fn shank(figure: &Figure, side: Side) -> Layer {
    let (leg, shoe) = (figure.ovals(SHANK, side), figure.ovals(SHOE, side));
    let marks = vec![
        inked(tube(&leg, Root::Open, Tip::Cut), Paint::Skin),
        inked(tube(&shoe, Root::Round, Tip::Round), Paint::Shoe),
    ];
    Layer { marks, ovals: [leg, shoe].concat(), over: Vec::new() }
}
