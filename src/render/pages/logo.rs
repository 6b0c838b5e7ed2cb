//! A clinic's logo on a page as SVG and as pixels.

use std::fmt::Write as _;

use tiny_skia::{ColorU8, FillRule, FilterQuality, Paint, Pixmap, PixmapPaint, Transform};

use super::Path;
use super::png::outline;
use super::svg::Steps;
use crate::logo::{Art, Colour, Logo, Patch, Pixels};

/// The signs of base 64.
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes a logo whose upper left corner is at a point, each of its units so many points.
pub(super) fn write(svg: &mut String, logo: &Logo, (x, y): (f32, f32), scale: f32) {
    let _ = writeln!(svg, "<g transform=\"translate({x:.2} {y:.2})scale({scale:.5})\">");
    match &logo.art {
        Art::Pixels(pixels) => {
            let png = pixmap(pixels).and_then(|picture| picture.encode_png().ok());
            let _ = writeln!(
                svg,
                "<image width=\"{}\" height=\"{}\" href=\"data:image/png;base64,{}\"/>",
                logo.width,
                logo.height,
                base64(&png.unwrap_or_default())
            );
        }
        Art::Patches(patches) => patches.iter().for_each(|patch| write_patch(svg, patch)),
    }
    svg.push_str("</g>\n");
}

fn write_patch(svg: &mut String, Patch { path, even_odd, colour }: &Patch) {
    let [red, green, blue] = colour.rgb;
    let rule = if *even_odd { "evenodd" } else { "nonzero" };
    let opacity = f32::from(colour.alpha) / 255.0;
    let path = Path::of_logo(path);
    let _ = writeln!(
        svg,
        "<path fill=\"#{red:02x}{green:02x}{blue:02x}\" fill-opacity=\"{opacity:.3}\" \
         fill-rule=\"{rule}\" d=\"{}\"/>",
        Steps(&path),
    );
}

/// Draws a logo; `place` takes its units to pixels.
pub(super) fn draw(pixels: &mut Pixmap, logo: &Logo, place: Transform) {
    match &logo.art {
        Art::Pixels(art) => {
            let Some(picture) = pixmap(art) else { return };
            let (x, y) = (logo.width / art.width as f32, logo.height / art.height as f32);
            let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
            pixels.draw_pixmap(0, 0, picture.as_ref(), &paint, place.pre_scale(x, y), None);
        }
        Art::Patches(patches) => patches.iter().for_each(|patch| draw_patch(pixels, patch, place)),
    }
}

fn draw_patch(pixels: &mut Pixmap, patch: &Patch, place: Transform) {
    let Colour { rgb: [red, green, blue], alpha } = patch.colour;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, alpha);
    let rule = if patch.even_odd { FillRule::EvenOdd } else { FillRule::Winding };
    if let Some(path) = outline(&Path::of_logo(&patch.path)) {
        pixels.fill_path(&path, &paint, rule, place, None);
    }
}

/// Pixels as `tiny-skia` has them.
fn pixmap(art: &Pixels) -> Option<Pixmap> {
    let mut picture = Pixmap::new(art.width, art.height)?;
    for (to, from) in picture.pixels_mut().iter_mut().zip(art.rgba.chunks_exact(4)) {
        *to = ColorU8::from_rgba(from[0], from[1], from[2], from[3]).premultiply();
    }
    Some(picture)
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |i: usize| three.get(i).map_or(0, |byte| usize::from(*byte));
        let bits = (at(0) << 16) | (at(1) << 8) | at(2);
        for i in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * i)) & 63];
            text.push(if i > three.len() { '=' } else { char::from(sign) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_is_that_of_rfc_4648() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (bytes, text) in cases {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
