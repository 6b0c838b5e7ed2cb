//! What krilla gets in the place of a page or a drawing that is written here: something that uses the
//! same resources in the same order, so that krilla gives them the same names, and that has a number. What
//! stands there is replaced by what has that number when the file is packed.

use std::sync::Arc;

use krilla::geom::{Path, PathBuilder, Point, Size};
use krilla::graphic::Graphic;
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

use super::content::Used;
use super::drawing::{Form, forget, form};
use super::sink::paint;
use super::typefaces::Typefaces;
use crate::figure::Drawing;
use crate::logo::Pixels;
use crate::render::pdf::look::{Colour, Look};

/// The extent of a page's stand-in: nothing asks how large it is.
const SOME: [f32; 4] = [0.0, 0.0, 1.0, 1.0];

/// The drawings and images of a document, each once.
#[derive(Default)]
pub(super) struct Objects(Vec<Object>);

enum Object {
    Drawing { drawing: Arc<Drawing>, form: Arc<Form>, graphic: Option<Graphic> },
    Image(Image),
}

impl Objects {
    /// The number of a drawing.
    pub(super) fn drawing(&mut self, drawing: &Arc<Drawing>, look: Look) -> usize {
        let is_known = |object: &Object| match object {
            Object::Drawing { drawing: known, .. } => known == drawing,
            Object::Image(_) => false,
        };
        self.0.iter().position(is_known).unwrap_or_else(|| {
            let (drawing, form) = (Arc::clone(drawing), form(drawing, look));
            self.add(Object::Drawing { drawing, form, graphic: None })
        })
    }

    /// The number of an image.
    pub(super) fn image(&mut self, pixels: &Pixels) -> usize {
        let image = Image::from_rgba8(pixels.rgba.clone(), pixels.width, pixels.height);
        self.add(Object::Image(image))
    }

    fn add(&mut self, object: Object) -> usize {
        self.0.push(object);
        self.0.len() - 1
    }

    /// Draws an object, so that it has a name.
    fn draw(&mut self, number: usize, surface: &mut Surface<'_>) {
        match self.0.get_mut(number) {
            Some(Object::Drawing { form, graphic, .. }) => {
                let graphic = graphic.get_or_insert_with(|| of_form(number, form, surface));
                surface.draw_graphic(graphic.clone());
            }
            Some(Object::Image(image)) => {
                if let Some(size) = Size::from_wh(1.0, 1.0) {
                    surface.draw_image(image.clone(), size);
                }
            }
            None => {}
        }
    }

    /// The drawings as they are written, by their numbers.
    pub(super) fn forms(self) -> Vec<Option<Arc<Form>>> {
        let forms = self.0.into_iter().map(|object| match object {
            Object::Drawing { form, .. } => Some(form),
            Object::Image(_) => None,
        });
        let forms = forms.collect();
        forget();
        forms
    }
}

/// The stand-in of a drawing of a number.
fn of_form(number: usize, form: &Form, surface: &mut Surface<'_>) -> Graphic {
    let mut builder = surface.stream_builder();
    let mut surface = builder.surface();
    fill(number, form.extent, &form.spaces, &mut surface);
    surface.finish();
    // Not isolated: that would be a transparency group, which PDF/A does not need.
    Graphic::new(builder.finish(), false)
}

/// Draws the stand-in of a page of a number.
pub(super) fn of_page(
    number: usize,
    used: &Used,
    (objects, typefaces): (&mut Objects, &mut Typefaces),
    surface: &mut Surface<'_>,
) {
    let black = [Colour { red: 0, green: 0, blue: 0 }];
    let spaces = if used.spaces.is_empty() { &black } else { used.spaces.as_slice() };
    surface.set_stroke(None);
    fill(number, SOME, spaces, surface);
    for file in &used.fonts {
        letters(*file, typefaces, surface);
    }
    for object in &used.objects {
        objects.draw(*object, surface);
    }
    for opacity in &used.opacities {
        let opacity = NormalizedF32::new(f32::from(*opacity) / 255.0).unwrap_or(NormalizedF32::ONE);
        surface.set_fill(Some(Fill { paint: paint(spaces[0]), opacity, ..Fill::default() }));
        if let Some(path) = path(number, SOME) {
            surface.draw_path(&path);
        }
    }
}

/// Fills an area in a colour of each space; a number is the first thing in it.
fn fill(number: usize, extent: [f32; 4], spaces: &[Colour], surface: &mut Surface<'_>) {
    for colour in spaces {
        surface.set_fill(Some(Fill { paint: paint(*colour), ..Fill::default() }));
        if let Some(path) = path(number, extent) {
            surface.draw_path(&path);
        }
    }
}

fn path(number: usize, [left, top, right, bottom]: [f32; 4]) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(number as f32, top);
    path.line_to(right, bottom);
    path.line_to(left, bottom);
    path.line_to(left, top);
    path.close();
    path.finish()
}

/// Shows the letters of a font that krilla does not know yet, each once and for its own words.
fn letters(file: usize, typefaces: &mut Typefaces, surface: &mut Surface<'_>) {
    let Some((font, letters)) = typefaces.tell(file) else { return };
    let mut text = String::new();
    let mut glyphs = Vec::with_capacity(letters.len());
    for letter in letters {
        let start = text.len();
        text.push_str(&letter.words);
        let id = GlyphId::new(u32::from(letter.glyph));
        glyphs.push(KrillaGlyph::new(id, 0.0, 0.0, 0.0, 0.0, start..text.len(), None));
    }
    surface.draw_glyphs(Point::from_xy(0.0, 0.0), &glyphs, font, &text, 1.0, false);
}
