//! Paths and glyphs on a page.

use krilla::color::{luma, rgb};
use krilla::geom::{Path, Point, Transform};
use krilla::graphic::Graphic;
use krilla::paint::{Fill, LineCap, LineJoin, Paint, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier};

use super::glyphs::Run;
use super::snapped;
use crate::render::pdf::boxes::Area;
use crate::render::pdf::look::{Colour, Look, Shade};

/// A page to draw on.
pub(super) struct Canvas<'a, 'page> {
    pub(super) surface: &'a mut Surface<'page>,
    pub(super) look: Look,
}

impl Canvas<'_, '_> {
    /// Draws what a screen reader leaves out.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    /// Draws words that are read.
    pub(super) fn content(&mut self, runs: &[Run], text: &str) -> Identifier {
        let content = self.surface.start_tagged(ContentTag::Other);
        runs.iter().for_each(|run| self.glyphs(run, text));
        self.surface.end_tagged();
        content
    }

    /// Draws a graphic that is read.
    pub(super) fn graphic(&mut self, graphic: Graphic, area: Area, scale: f32) -> Identifier {
        let content = self.surface.start_tagged(ContentTag::Other);
        self.place(graphic, area, scale);
        self.surface.end_tagged();
        content
    }

    /// Draws a graphic with its corner at an area's and each of its units so many points.
    pub(super) fn place(&mut self, graphic: Graphic, area: Area, scale: f32) {
        let (x, y) = (snapped(area.x), snapped(area.y));
        self.surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
        self.surface.draw_graphic(graphic);
        self.surface.pop();
    }

    fn paint(&self, shade: Shade) -> Paint {
        paint(self.look.colour(shade))
    }

    pub(super) fn fill(&mut self, shade: Shade) {
        let paint = self.paint(shade);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint, ..Fill::default() }));
    }

    pub(super) fn stroke(&mut self, shade: Shade, width: f32) {
        let paint = self.paint(shade);
        let (line_cap, line_join) = (LineCap::Round, LineJoin::Round);
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint,
            width,
            line_cap,
            line_join,
            ..Stroke::default()
        }));
    }

    pub(super) fn draw(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }

    pub(super) fn glyphs(&mut self, run: &Run, text: &str) {
        self.fill(run.pen.shade);
        let start = Point::from_xy(run.x, run.baseline);
        let font = run.font.clone();
        self.surface.draw_glyphs(start, &run.glyphs, font, text, run.size, false);
    }
}

/// A colour as krilla has it; greys take one number.
pub(super) fn paint(Colour { red, green, blue }: Colour) -> Paint {
    if red == green && green == blue {
        luma::Color::new(red).into()
    } else {
        rgb::Color::new(red, green, blue).into()
    }
}
