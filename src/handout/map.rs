//! The body map: which muscles the plan works on, and where pain from them may be felt.

use std::sync::Arc;

use super::{Block, Inline, Maker, Picture, TextStyle};
use crate::body::{BodySide, Skeleton, Vector};
use crate::figure::{Area, Band, body_map, map_posture};
use crate::library::Area as LibraryArea;
use crate::quantity::Side;

/// The most numbers: with more than this a map is no longer read.
const NUMBERS: u8 = 6;
/// The size of the map on paper, in millimetres, with a line below it.
const WIDTH_MM: f32 = 84.0;
const HEIGHT_MM: f32 = 50.0;
/// How much larger it is in large print.
const LARGE: f32 = 1.6;

impl Maker<'_> {
    /// The map and its legend; none if nothing can be drawn.
    pub(super) fn body_map(&self) -> Option<(Block, Block)> {
        let bands = self.map_bands();
        if bands.is_empty() {
            return None;
        }
        let (told, areas) = self.map_areas();
        let body = &self.handout.library.body;
        let drawing = body_map(body, &bands, &on_body(&body.skeleton, &areas));
        let alt = self.words.get("map-alt");
        let caption = self.key(!areas.is_empty());
        let picture = Picture { drawing: Arc::new(drawing), alt, caption };
        // Large letters leave the map the whole width.
        let large = if self.handout.look.large_print { LARGE } else { 1.0 };
        let (width_mm, height_mm) = (large * WIDTH_MM, large * HEIGHT_MM);
        let map = Block::Pictures { pictures: vec![picture], width_mm, height_mm };
        let legend = self.legend(told, &areas);
        let legend = Block::Paragraph { style: TextStyle::Note, text: legend };
        Some((map, legend))
    }

    /// The lines of the affected muscles on the standing body.
    fn map_bands(&self) -> Vec<Band> {
        let body = &self.handout.library.body;
        let posture = map_posture(&body.skeleton);
        let placed = body.skeleton.place(&posture);
        let mut bands = Vec::new();
        for affected in &self.handout.plan.person.muscles {
            for side in halves(affected.side) {
                let lines = body.lines.world(&placed, &posture, &affected.muscle, *side);
                if !lines.is_empty() {
                    bands.push(Band { lines: vec![lines], twin: false });
                }
            }
        }
        bands
    }

    /// Where it hurts, and whether the person said so; else where pain from the muscles may be felt.
    fn map_areas(&self) -> (bool, Vec<(&LibraryArea, Side)>) {
        let library = self.handout.library;
        let told = &self.handout.profile.areas;
        let mut areas: Vec<(&LibraryArea, Side)> = Vec::new();
        let mut add = |id: &str, side: Side| {
            let Some(area) = library.area(id) else { return };
            match areas.iter_mut().find(|(known, _)| known.id == area.id) {
                Some((_, known)) => *known = known.join(side),
                None => areas.push((area, side)),
            }
        };
        if told.is_empty() {
            for affected in &self.handout.plan.person.muscles {
                let Some(muscle) = library.muscle(&affected.muscle) else { continue };
                muscle.pain.main.iter().for_each(|id| add(id, affected.side));
            }
            // Of what was not said, only what is drawn is of use.
            let drawn: Vec<bool> = numbers(&areas).map(|number| number.is_some()).collect();
            let mut drawn = drawn.into_iter();
            areas.retain(|_| drawn.next().unwrap_or_default());
        } else {
            let side = self.handout.profile.person.side.unwrap_or(Side::Both);
            told.iter().for_each(|id| add(id, side));
        }
        (!told.is_empty(), areas)
    }

    /// What the colours and the dots mean: nothing to those who do not see the picture, so it is its caption.
    fn key(&self, has_areas: bool) -> String {
        let muscles = if self.handout.look.mono { "map-muscles-mono" } else { "map-muscles" };
        let muscles = self.words.get(muscles);
        if !has_areas {
            return muscles;
        }
        format!("{muscles} {}", self.words.get("map-dotted"))
    }

    /// The rows that the meaning of the numbers takes.
    pub(super) fn legend_rows(&self) -> usize {
        let (told, areas) = self.map_areas();
        super::aim::rows(&self.legend(told, &areas))
    }

    /// What the numbers mean.
    fn legend(&self, told: bool, areas: &[(&LibraryArea, Side)]) -> Vec<Inline> {
        if areas.is_empty() {
            return Vec::new();
        }
        let name = |(number, (area, _)): (Option<u8>, &(&LibraryArea, Side))| match number {
            Some(number) => format!("{number} {}", area.name),
            None => area.name.clone(),
        };
        let names: Vec<String> = numbers(areas).zip(areas).map(name).collect();
        let id = if told { "map-told" } else { "map-areas" };
        self.words.inline(id, &[("areas", names.join(", ").as_str().into())])
    }
}

/// The number of each area on the map; none where it is not drawn, or there are too many already.
fn numbers<'a>(areas: &'a [(&LibraryArea, Side)]) -> impl Iterator<Item = Option<u8>> + 'a {
    let mut last = 0;
    areas.iter().map(move |(area, _)| {
        let drawn = area.map.is_some() && last < NUMBERS;
        last += u8::from(drawn);
        drawn.then_some(last)
    })
}

/// Areas as strokes on the standing body, numbered in their order.
fn on_body(skeleton: &Skeleton, areas: &[(&LibraryArea, Side)]) -> Vec<Area> {
    let placed = skeleton.place(&map_posture(skeleton));
    let mut drawn: Vec<Area> = Vec::new();
    for (number, (area, side)) in numbers(areas).zip(areas) {
        let Some((number, map)) = number.zip(area.map.as_ref()) else { continue };
        for half in halves(*side) {
            let points = map.along.iter().filter_map(|point| {
                let (name, at) = on_half(&point.on, point.at, *half);
                let segment = skeleton.segment(&name).or_else(|| skeleton.segment(&point.on))?;
                Some(placed.frames[segment].place(at))
            });
            let points: Vec<Vector> = points.collect();
            // What lies in the middle is its own mirror image.
            if drawn.last().is_none_or(|last| last.number != number || last.points != points) {
                drawn.push(Area { number, points, radius: map.width / 2.0 });
            }
        }
    }
    drawn
}

/// The halves of the body that a side means.
const fn halves(side: Side) -> &'static [BodySide] {
    match side {
        Side::Right => &[BodySide::Right],
        Side::Left => &[BodySide::Left],
        Side::Both => &BodySide::BOTH,
    }
}

/// A point of the right half, or its mirror image, and the name of its segment there.
fn on_half(segment: &str, at: Vector, half: BodySide) -> (String, Vector) {
    match half {
        BodySide::Right => (format!("right-{segment}"), at),
        BodySide::Left => (format!("left-{segment}"), at.mirrored()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    #[test]
    fn a_place_in_the_middle_of_the_body_has_its_number_once() {
        let library = built_in().unwrap();
        for (id, side, numbers) in [
            ("sacrum", Side::Both, 1),
            ("sacrum", Side::Left, 1),
            ("buttock", Side::Both, 2),
            ("buttock", Side::Left, 1),
        ] {
            let areas = [(library.area(id).unwrap(), side)];
            let drawn = on_body(&library.body.skeleton, &areas);
            assert_eq!(drawn.len(), numbers, "{id}, {side:?}");
        }
    }
}
