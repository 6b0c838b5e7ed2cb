//! Who is painted before whom: pieces that overlap in the picture, the farther first.

use super::flat::{Flat, Mark};
use super::oval::Oval;

/// A lead that always decides: no two places of a drawing are as far apart.
pub(super) const FIRM: f64 = 3.0;

/// Marks that are painted together, and where they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    pub(super) marks: Vec<Mark>,
    /// Its places: where they overlap those of another layer, the nearer one is in front.
    pub(super) ovals: Vec<Oval>,
    /// Layers, by their number, that it hides where both are about as near, with how much nearer the
    /// other must be to hide it; less than 0 where the other hides it.
    pub(super) over: Vec<(usize, f64)>,
}

/// Puts the layers in the order in which they are painted.
pub(super) fn sorted(layers: Vec<Layer>) -> Vec<Layer> {
    let count = layers.len();
    let places: Vec<Vec<Place>> = layers.iter().map(places).collect();
    // hides[a][b]: by how much layer a lies in front of layer b.
    let mut hides = vec![vec![0.0_f64; count]; count];
    for a in 0..count {
        for b in 0..a {
            let front = nearer(&places[a], &places[b]) + bias(&layers, a, b) - bias(&layers, b, a);
            hides[a][b] = front.max(0.0);
            hides[b][a] = (-front).max(0.0);
        }
    }
    let mut left: Vec<usize> = (0..count).collect();
    let mut order = Vec::with_capacity(count);
    while !left.is_empty() {
        // The layer that hides the least of what is still to be painted; in a ring, the least wrong.
        let hidden = |a: usize| -> f64 { left.iter().map(|b| hides[a][*b]).sum() };
        let mut best = 0;
        for i in 1..left.len() {
            if hidden(left[i]) < hidden(left[best]) {
                best = i;
            }
        }
        order.push(left.remove(best));
    }
    let mut layers: Vec<Option<Layer>> = layers.into_iter().map(Some).collect();
    order.into_iter().filter_map(|i| layers[i].take()).collect()
}

/// A ball of a layer: where it is, its radius, and how near it is.
struct Place {
    at: Flat,
    radius: f64,
    depth: f64,
}

fn places(layer: &Layer) -> Vec<Place> {
    let place = |oval: &Oval| Place { at: oval.at, radius: oval.radius(), depth: oval.depth };
    layer.ovals.iter().map(place).collect()
}

/// How much nearer a layer is than another where they overlap, as a mean that weighs by overlap.
pub(super) fn in_front(a: &Layer, b: &Layer) -> f64 {
    nearer(&places(a), &places(b))
}

fn nearer(a: &[Place], b: &[Place]) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for one in a {
        for other in b {
            let (apart, reach) = (one.at - other.at, one.radius + other.radius);
            if apart.dot(apart) >= reach * reach {
                continue;
            }
            let overlap = (reach - apart.length()) / one.radius.min(other.radius);
            if overlap > 0.1 {
                sum += overlap * (one.depth - other.depth);
                weight += overlap;
            }
        }
    }
    if weight > 0.0 { sum / weight } else { 0.0 }
}

fn bias(layers: &[Layer], a: usize, b: usize) -> f64 {
    layers[a].over.iter().filter(|(other, _)| *other == b).map(|(_, by)| *by).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Paint;
    use crate::figure::flat::Outline;

    const PAINTS: [Paint; 4] = [Paint::Skin, Paint::Shirt, Paint::Shorts, Paint::Shoe];

    fn layer(i: usize, places: &[(f64, f64)]) -> Layer {
        let oval = |(x, depth): &(f64, f64)| Oval {
            at: Flat::new(*x, 0.0),
            xx: 1.0,
            yy: 1.0,
            depth: *depth,
            ..Oval::default()
        };
        let marks = vec![Mark::filled(Outline::default(), PAINTS[i])];
        Layer { marks, ovals: places.iter().map(oval).collect(), over: Vec::new() }
    }

    fn order(layers: Vec<Layer>) -> Vec<Option<Paint>> {
        sorted(layers).iter().map(|layer| layer.marks[0].fill).collect()
    }

    #[test]
    fn the_farther_is_painted_first_where_they_overlap() {
        let layers =
            vec![layer(0, &[(0.0, 3.0)]), layer(1, &[(0.5, 1.0)]), layer(2, &[(1.0, 2.0)])];
        assert_eq!(order(layers), [Some(Paint::Shirt), Some(Paint::Shorts), Some(Paint::Skin)]);
    }

    #[test]
    fn layers_that_do_not_overlap_keep_their_order() {
        let layers = vec![layer(0, &[(0.0, 9.0)]), layer(1, &[(10.0, 1.0)])];
        assert_eq!(order(layers), [Some(Paint::Skin), Some(Paint::Shirt)]);
    }

    #[test]
    fn what_grows_out_of_a_part_is_over_it_unless_clearly_behind() {
        for (depth, first) in [(-0.02, Paint::Shirt), (-0.2, Paint::Skin)] {
            let mut layers = vec![layer(0, &[(0.0, depth)]), layer(1, &[(0.0, 0.0)])];
            layers[0].over.push((1, 0.03));
            assert_eq!(order(layers)[0], Some(first), "{depth}");
        }
    }

    #[test]
    fn a_ring_of_layers_ends_with_each_of_them_once() {
        // 0 is before 1, 1 before 2 and 2 before 0.
        let layers = vec![
            layer(0, &[(0.0, 2.0), (10.0, 1.0)]),
            layer(1, &[(0.0, 1.0), (20.0, 2.0)]),
            layer(2, &[(10.0, 2.0), (20.0, 1.0)]),
        ];
        let mut painted = order(layers);
        painted.sort();
        assert_eq!(painted.len(), 3);
        painted.dedup();
        assert_eq!(painted.len(), 3);
    }
}
