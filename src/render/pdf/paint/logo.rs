//! A clinic's logo on a page of the PDF.

use super::content::Content;
use super::path::Path;
use super::stand_in::Objects;
use crate::logo::{Art, Logo, Patch};
use crate::render::pdf::boxes::Area;
use crate::render::pdf::look::Colour;

/// Draws a logo as wide as an area.
pub(super) fn draw(content: &mut Content, objects: &mut Objects, logo: &Logo, area: Area) {
    let scale = area.width / logo.width;
    match &logo.art {
        Art::Pixels(pixels) => {
            // An image is one unit high, and its first row is its uppermost.
            let height = scale * logo.height;
            let matrix = [area.width, 0.0, 0.0, -height, area.x, area.y + height];
            content.object(objects.image(pixels), matrix);
        }
        Art::Patches(patches) => {
            let matrix = [scale, 0.0, 0.0, scale, area.x, area.y];
            patches.iter().for_each(|patch| draw_patch(content, patch, matrix));
        }
    }
}

fn draw_patch(content: &mut Content, patch: &Patch, matrix: [f32; 6]) {
    let [red, green, blue] = patch.colour.rgb;
    let operator: &[u8] = if patch.even_odd { b"f*" } else { b"f" };
    content.within(matrix, |content| {
        if patch.colour.alpha < u8::MAX {
            content.opacity(patch.colour.alpha);
        }
        content.fill(&Path::of_logo(&patch.path), Colour { red, green, blue }, operator);
    });
}
