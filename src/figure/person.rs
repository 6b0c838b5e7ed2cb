//! The person: a layer for each part of the body that others can hide.

use super::Paint;
use super::flat::{Mark, Outline};
use super::head;
use super::mannequin::{
    ARM, FIST, FOREARM, Figure, HIP, Limb, NECK, SEAT, SHANK, SHOE, SHORT_LEG, SHOULDER, SIDES,
    SLEEVE, SOLE, Side, THIGH, THUMB, TRUNK, WRIST, YOKE,
};
use super::order::{FIRM, Layer, in_front};
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

/// How far inside a limb's edge the trunk's lines are left out where it grows out of the trunk.
const INSET: f64 = 0.016;

/// The layers of the body, in a fixed order; `grips` says which hands, right and left, are closed.
pub(super) fn layers(figure: &Figure, grips: [bool; 2]) -> Vec<Layer> {
    let mut layers = vec![Layer::default(); 10];
    layers[BODY] = trunk(figure);
    layers[HEAD] = head::layer(figure);
    grows(&mut layers, HEAD, BODY);
    for (i, side) in SIDES.into_iter().enumerate() {
        layers[UPPER_ARM[i]] = upper_arm(figure, side);
        grows(&mut layers, UPPER_ARM[i], BODY);
        layers[FOREARM_LAYER[i]] = forearm(figure, side, grips[i]);
        grows(&mut layers, FOREARM_LAYER[i], UPPER_ARM[i]);
        layers[THIGH_LAYER[i]] = thigh(figure, side);
        grows(&mut layers, THIGH_LAYER[i], BODY);
        layers[SHANK_LAYER[i]] = shank(figure, side);
        grows(&mut layers, SHANK_LAYER[i], THIGH_LAYER[i]);
    }
    let patches = patches(figure, &layers);
    layers[BODY].marks.extend(patches);
    layers
}

/// Puts a part before the one that it grows out of, or behind it where it is clearly behind. This holds
/// firmly: in a ring of parts, some other order gives way.
fn grows(layers: &mut [Layer], part: usize, root: usize) {
    let lead = in_front(&layers[part], &layers[root]) + GROWS;
    layers[part].over.push((root, FIRM.copysign(lead)));
}

/// The number of the layer that a piece of a leg belongs to.
pub(super) fn leg_layer(limb: &Limb) -> usize {
    let layers = if limb.upper { THIGH_LAYER } else { SHANK_LAYER };
    layers[usize::from(limb.side == Side::Left)]
}

/// Where a far limb grows out of the trunk that hides it, no line parts them.
fn patches(figure: &Figure, layers: &[Layer]) -> Vec<Mark> {
    let mut patches = Vec::new();
    for (i, side) in SIDES.into_iter().enumerate() {
        let limbs =
            [(UPPER_ARM[i], SLEEVE, Paint::Shirt), (THIGH_LAYER[i], SHORT_LEG, Paint::Shorts)];
        for (limb, cloth, paint) in limbs {
            if in_front(&layers[limb], &layers[BODY]) + GROWS < 0.0 {
                let mut ovals = figure.ovals(cloth, side);
                ovals.iter_mut().for_each(|oval| *oval = oval.grown(-INSET));
                patches.push(Mark::filled(hull(&ovals[..2.min(ovals.len())]), paint));
            }
        }
    }
    patches
}

/// Ovals from whose edge a line of twice the width reaches as far out as another line.
fn thin(mut ovals: Vec<Oval>) -> Vec<Oval> {
    ovals.iter_mut().for_each(|oval| *oval = oval.grown(-LINE / 2.0));
    ovals
}

fn inked(outline: Outline, fill: Paint) -> Mark {
    Mark::both(outline, fill, Paint::Ink, LINE)
}

/// Trunk, shoulders and neck: all lines first, then all fills, so that no line crosses within.
fn trunk(figure: &Figure) -> Layer {
    let trunk = thin(figure.ovals(TRUNK, Side::Right));
    let neck = thin(figure.ovals(NECK, Side::Right));
    let mut shirt = tube(&trunk, Root::Round, Tip::Round);
    let mut yoke = figure.ovals(YOKE, Side::Right);
    SIDES.into_iter().for_each(|side| yoke.extend(figure.ovals(SHOULDER, side)));
    shirt.join(hull(&thin(yoke)));
    let neck = tube(&neck, Root::Round, Tip::Round);
    let mut seat = figure.ovals(SEAT, Side::Right);
    SIDES.into_iter().for_each(|side| seat.extend(figure.ovals(HIP, side)));
    let shorts = hull(&thin(seat.clone()));
    let mut all = shirt.clone();
    all.join(shorts.clone());
    all.join(neck.clone());
    let marks = vec![
        Mark::lined(all, Paint::Ink, 2.0 * LINE),
        Mark::filled(neck, Paint::Skin),
        Mark::filled(shirt, Paint::Shirt),
        Mark::filled(shorts, Paint::Shorts),
    ];
    Layer { marks, ovals: seat.into_iter().chain(trunk).collect(), over: Vec::new() }
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
    let mut cloth = figure.ovals(SHORT_LEG, side);
    let other = if side == Side::Left { Side::Right } else { Side::Left };
    // The lines of the farther leg begin lower, where the nearer one hides their ends.
    if let ([root, next, ..], [across, ..]) = (&cloth[..], &figure.ovals(SHORT_LEG, other)[..])
        && root.depth < across.depth
    {
        cloth[0] = root.mixed(next, 0.3);
    }
    dressed(&figure.ovals(THIGH, side), &cloth, Paint::Shorts)
}

fn forearm(figure: &Figure, side: Side, grips: bool) -> Layer {
    let mut ovals = figure.ovals(FOREARM, side);
    let thumb = figure.ovals(THUMB, side);
    if grips {
        ovals.truncate(WRIST);
        ovals.extend(figure.ovals(FIST, side));
    }
    let hand = inked(tube(&ovals, Root::Open, Tip::Round), Paint::Skin);
    let mut marks = vec![inked(tube(&thumb, Root::Open, Tip::Round), Paint::Skin)];
    // The thumb hides the palm or the palm the thumb.
    let palm = ovals.get(WRIST).map_or(0.0, |oval| oval.depth);
    let near = thumb.last().is_some_and(|oval| oval.depth > palm);
    marks.insert(if near { 0 } else { 1 }, hand);
    Layer { marks, ovals, over: Vec::new() }
}

fn shank(figure: &Figure, side: Side) -> Layer {
    let (leg, shoe) = (figure.ovals(SHANK, side), figure.ovals(SHOE, side));
    let sole = hull(&figure.ovals(SOLE, side));
    let marks = vec![
        inked(tube(&leg, Root::Open, Tip::Cut), Paint::Skin),
        inked(hull(&shoe), Paint::Shoe),
        Mark::filled(sole, Paint::Ink),
    ];
    Layer { marks, ovals: [leg, shoe].concat(), over: Vec::new() }
}
