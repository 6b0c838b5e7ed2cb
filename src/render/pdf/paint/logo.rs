//! A clinic's logo on a page of the PDF.

use krilla::geom::{Path, PathBuilder, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;

use super::sink::paint;
use crate::logo::{Art, Logo, Patch, Pixels, Step};
use crate::render::pdf::boxes::Area;
use crate::render::pdf::look::Colour;

/// Draws a logo as wide as an area.
pub(super) fn draw(surface: &mut Surface<'_>, logo: &Logo, area: Area) {
    let scale = area.width / logo.width;
    surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, area.x, area.y));
    match &logo.art {
        Art::Pixels(pixels) => draw_pixels(surface, pixels, (logo.width, logo.height)),
        Art::Patches(patches) => patches.iter().for_each(|patch| draw_patch(surface, patch)),
    }
    surface.pop();
}

fn draw_pixels(surface: &mut Surface<'_>, pixels: &Pixels, (width, height): (f32, f32)) {
    let image = Image::from_rgba8(pixels.rgba.clone(), pixels.width, pixels.height);
    if let Some(size) = Size::from_wh(width, height) {
        surface.draw_image(image, size);
    }
}

fn draw_patch(surface: &mut Surface<'_>, patch: &Patch) {
    let [red, green, blue] = patch.colour.rgb;
    let opacity = NormalizedF32::new(f32::from(patch.colour.alpha) / 255.0);
    let fill = Fill {
        paint: paint(Colour { red, green, blue }),
        opacity: opacity.unwrap_or(NormalizedF32::ONE),
        rule: if patch.even_odd { FillRule::EvenOdd } else { FillRule::NonZero },
    };
    if let Some(path) = path(&patch.path) {
        surface.set_stroke(None);
        surface.set_fill(Some(fill));
        surface.draw_path(&path);
    }
}

fn path(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => path.move_to(x, y),
            Step::Line(x, y) => path.line_to(x, y),
            Step::Curve([a, b, c, d, x, y]) => path.cubic_to(a, b, c, d, x, y),
            Step::Close => path.close(),
        }
    }
    path.finish()
}
