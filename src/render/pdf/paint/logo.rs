//! A clinic's logo on a page.

use krilla::geom::{Path, PathBuilder, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::tagging::{ContentTag, Identifier};

use super::canvas::{Canvas, paint};
use crate::logo::{Art, Colour as Ink, Logo, Patch, Pixels, Step};
use crate::render::pdf::boxes::Area;
use crate::render::pdf::look::Colour;

impl Canvas<'_, '_> {
    /// Draws a logo as large as an area.
    pub(super) fn logo(&mut self, logo: &Logo, area: Area) -> Identifier {
        let content = self.surface.start_tagged(ContentTag::Other);
        let scale = area.width / logo.width;
        let place = Transform::from_row(scale, 0.0, 0.0, scale, area.x, area.y);
        self.surface.push_transform(&place);
        match &logo.art {
            Art::Pixels(pixels) => self.pixels(pixels, (logo.width, logo.height)),
            Art::Patches(patches) => patches.iter().for_each(|patch| self.patch(patch)),
        }
        self.surface.pop();
        self.surface.end_tagged();
        content
    }

    fn pixels(&mut self, pixels: &Pixels, (width, height): (f32, f32)) {
        let mut rgba = pixels.rgba.clone();
        if self.look.mono {
            for pixel in rgba.chunks_exact_mut(4) {
                let grey = grey([pixel[0], pixel[1], pixel[2]]);
                pixel[..3].fill(grey);
            }
        }
        let image = Image::from_rgba8(rgba, pixels.width, pixels.height);
        if let Some(size) = Size::from_wh(width, height) {
            self.surface.draw_image(image, size);
        }
    }

    fn patch(&mut self, patch: &Patch) {
        let fill = Fill {
            paint: paint(self.shade(patch.colour)),
            opacity: opacity(patch.colour),
            rule: if patch.even_odd { FillRule::EvenOdd } else { FillRule::NonZero },
        };
        if let Some(path) = path(&patch.path) {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(fill));
            self.surface.draw_path(&path);
        }
    }

    fn shade(&self, Ink { rgb, .. }: Ink) -> Colour {
        let [red, green, blue] = if self.look.mono { [grey(rgb); 3] } else { rgb };
        Colour { red, green, blue }
    }
}

fn opacity(ink: Ink) -> NormalizedF32 {
    NormalizedF32::new(f32::from(ink.alpha) / 255.0).unwrap_or(NormalizedF32::ONE)
}

/// How light a colour is to the eye (ITU-R BT.601).
fn grey([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
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
