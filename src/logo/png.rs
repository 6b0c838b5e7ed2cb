//! A logo of pixels.

use tiny_skia::Pixmap;

use super::{Art, Fault, Logo, Pixels};

/// The most pixels of a file: 64 MB once unpacked. A small file can claim far more.
const MOST: u64 = 16_000_000;
/// The pixels across that a logo keeps: at 45 mm more than a printer shows.
const ACROSS: u32 = 600;

pub(super) fn read(bytes: &[u8]) -> Result<Logo, Fault> {
    let damaged = || Fault::new("the PNG is damaged", "save it again");
    let (width, height) = size(bytes).ok_or_else(damaged)?;
    if u64::from(width) * u64::from(height) > MOST {
        let message = format!("the PNG has {width} x {height} pixels");
        return Err(Fault::new(message, "save it smaller: 600 pixels across are enough"));
    }
    let picture = Pixmap::decode_png(bytes).map_err(|_| damaged())?;
    let pixels = picture.pixels().iter().map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    let pixels = Pixels { width, height, rgba: pixels.flatten().collect() };
    let pixels = smaller(pixels, width.max(height).div_ceil(ACROSS).max(1));
    Ok(Logo { width: width as f32, height: height as f32, art: Art::Pixels(pixels) })
}

/// The size that the file's head claims.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (width, height) = (number(16)?, number(20)?);
    (width > 0 && height > 0).then_some((width, height))
}

/// Squares of `by` pixels as one: their mean, in which the opaque ones count for more.
fn smaller(pixels: Pixels, by: u32) -> Pixels {
    if by == 1 {
        return pixels;
    }
    let (width, height) = (pixels.width.div_ceil(by), pixels.height.div_ceil(by));
    let mut rgba = Vec::with_capacity(4 * width as usize * height as usize);
    for y in 0..height {
        for x in 0..width {
            rgba.extend(mean(&pixels, (x * by, y * by), by));
        }
    }
    Pixels { width, height, rgba }
}

/// The mean of a square of pixels that may reach over the edge.
fn mean(pixels: &Pixels, (left, top): (u32, u32), by: u32) -> [u8; 4] {
    let (mut sums, mut opacity, mut count) = ([0_u64; 3], 0_u64, 0_u64);
    for y in top..(top + by).min(pixels.height) {
        for x in left..(left + by).min(pixels.width) {
            let at = 4 * (y as usize * pixels.width as usize + x as usize);
            let [red, green, blue, alpha] = [0, 1, 2, 3].map(|i| u64::from(pixels.rgba[at + i]));
            for (sum, part) in sums.iter_mut().zip([red, green, blue]) {
                *sum += part * alpha;
            }
            (opacity, count) = (opacity + alpha, count + 1);
        }
    }
    let part = |sum: u64, of: u64| u8::try_from(sum / of.max(1)).unwrap_or(u8::MAX);
    let [red, green, blue] = sums.map(|sum| part(sum, opacity));
    [red, green, blue, part(opacity, count)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use tiny_skia::{Color, Pixmap};

    fn file(width: u32, height: u32) -> Vec<u8> {
        let mut picture = Pixmap::new(width, height).unwrap();
        picture.fill(Color::from_rgba8(10, 20, 30, 255));
        picture.encode_png().unwrap()
    }

    #[test]
    fn a_large_picture_is_made_smaller_and_keeps_its_colour_and_shape() {
        let logo = read(&file(1300, 400)).unwrap();
        assert_eq!((logo.width, logo.height), (1300.0, 400.0));
        let Art::Pixels(pixels) = logo.art else { panic!() };
        assert_eq!((pixels.width, pixels.height), (434, 134));
        assert!(pixels.rgba.chunks(4).all(|pixel| pixel == [10, 20, 30, 255]));
    }

    #[test]
    fn a_file_that_claims_to_be_huge_is_refused_before_it_is_unpacked() {
        let mut bytes = file(2, 2);
        bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert!(read(&bytes).unwrap_err().message.contains("65536 x 65536"));
    }

    #[test]
    fn clear_pixels_do_not_dim_the_ones_beside_them() {
        let rgba = vec![200, 100, 50, 255, 0, 0, 0, 0];
        let pixels = smaller(Pixels { width: 2, height: 1, rgba }, 2);
        assert_eq!(pixels.rgba, [200, 100, 50, 127]);
    }
}
