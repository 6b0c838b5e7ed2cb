//! A clinic's logo: a PNG or SVG file as plain data that a page can paint.
//!
//! A file that holds anything that the page would not show as it stands is refused with a finding, so
//! that a logo is printed right or not at all. Nothing else is ever read: links in an SVG lead nowhere.

mod png;
mod svg;

use crate::finding::{Code, Finding, Place};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// A logo.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Its width, above zero; only its ratio to the height counts.
    pub width: f32,
    /// Its height, above zero.
    pub height: f32,
    /// What it shows.
    pub art: Art,
}

/// What a logo shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Art {
    /// Pixels that fill it.
    Pixels(Pixels),
    /// Painted areas in its units, from back to front.
    Patches(Vec<Patch>),
}

/// Rows of pixels from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel; colours are not multiplied by the opacity.
    pub rgba: Vec<u8>,
}

/// A painted area.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// Its outline.
    pub path: Vec<Step>,
    /// Whether its inside is told by the even-odd rule, else by the non-zero rule.
    pub even_odd: bool,
    /// Its colour.
    pub colour: Colour,
}

/// A stretch of an outline; x to the right and y down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Starts a new line here.
    Move(f32, f32),
    /// A straight line to here.
    Line(f32, f32),
    /// A cubic curve: x and y of two control points and of the end.
    Curve([f32; 6]),
    /// Back to where the line began.
    Close,
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    /// How opaque it is: 255 hides what is behind.
    pub alpha: u8,
}

impl Logo {
    /// The same without colour: as light as it is to the eye (ITU-R BT.601).
    #[must_use]
    pub fn grey(&self) -> Self {
        let mut logo = self.clone();
        match &mut logo.art {
            Art::Pixels(pixels) => {
                for pixel in pixels.rgba.chunks_exact_mut(4) {
                    let light = lightness([pixel[0], pixel[1], pixel[2]]);
                    pixel[..3].fill(light);
                }
            }
            Art::Patches(patches) => {
                for patch in patches {
                    patch.colour.rgb = [lightness(patch.colour.rgb); 3];
                }
            }
        }
        logo
    }
}

fn lightness([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

/// Reads a logo.
///
/// # Errors
/// A finding on the file `name` when it is too large, is neither PNG nor SVG, is damaged, or holds what a
/// page cannot show.
pub fn read(name: &str, bytes: &[u8]) -> Result<Logo, Finding> {
    if bytes.len() > MAX_BYTES {
        let message = format!("a logo may have {MAX_BYTES} bytes at most");
        return Err(Finding::error(Code::TooLarge, message)
            .at(Place::whole(name))
            .hint("save it smaller: 600 pixels across are enough"));
    }
    let read = match bytes {
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => png::read(bytes),
        _ if svg::looks_like(bytes) => svg::read(bytes),
        _ => Err(Fault::new("it is neither a PNG nor an SVG picture", "save it as PNG or SVG")),
    };
    read.map_err(|fault| {
        Finding::error(Code::BadLogo, format!("the logo cannot be used: {}", fault.message))
            .at(Place::whole(name))
            .hint(fault.hint)
    })
}

/// Why a picture cannot be used, and what to do.
#[derive(Debug)]
struct Fault {
    message: String,
    hint: &'static str,
}

impl Fault {
    fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> Option<Code> {
        read("logo", bytes).err().map(|finding| finding.code)
    }

    #[test]
    fn what_is_no_picture_is_a_finding() {
        for bytes in [&b""[..], b"hello", b"GIF89a", b"%PDF-1.7", b"\x89PNG\r\n\x1a\nrest", b"<svg"]
        {
            assert_eq!(code(bytes), Some(Code::BadLogo), "{bytes:?}");
        }
        assert_eq!(code(&vec![b'x'; MAX_BYTES + 1]), Some(Code::TooLarge));
    }
}
