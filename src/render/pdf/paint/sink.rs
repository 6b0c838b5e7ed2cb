//! Where pages are drawn: on a page of the PDF, or into plain marks for SVG and PNG.

use std::sync::Arc;

use krilla::color::{luma, rgb};
use krilla::geom::{Point, Transform};
use krilla::paint::{Fill, LineCap, LineJoin, Paint, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier};

use super::drawing::Drawings;
use super::glyphs::Run;
use super::path::{Path, of_pdf};
use super::snapped;
use crate::figure::Drawing;
use crate::logo::Logo;
use crate::render::pages::{Letters, Mark, Page};
use crate::render::pdf::boxes::Area;
use crate::render::pdf::look::{Colour, Look};
use crate::render::pdf::tags::NodeId;

/// Takes the marks of a page, from back to front.
pub(super) trait Sink {
    /// Starts what a screen reader leaves out.
    fn begin_artifact(&mut self, kind: ArtifactType);
    /// Starts what is read at a node; it gets a name where there is a structure.
    fn begin_content(&mut self, node: NodeId) -> Option<Identifier>;
    /// Ends either.
    fn end(&mut self);
    /// Fills an area.
    fn fill(&mut self, path: &Path, colour: Colour);
    /// Draws a line of a width.
    fn stroke(&mut self, path: &Path, colour: Colour, width: f32);
    /// Draws glyphs of a text from a point on their baseline.
    fn glyphs(&mut self, run: &Run, start: (f32, f32), text: &str, colour: Colour);
    /// Draws a drawing as wide as an area, and tells what it shows if words beside it do not.
    fn drawing(&mut self, drawing: &Arc<Drawing>, area: Area, alt: Option<&str>);
    /// Draws a logo as wide as an area, and tells what it shows.
    fn logo(&mut self, logo: &Arc<Logo>, area: Area, alt: &str);
}

/// Points for each unit of a drawing that is as wide as an area.
fn scale(drawing: &Drawing, area: Area) -> f32 {
    area.width / drawing.width.max(1) as f32
}

/// A page of the PDF.
pub(super) struct Press<'a, 'page> {
    pub(super) surface: &'a mut Surface<'page>,
    pub(super) drawings: &'a mut Drawings,
    pub(super) look: Look,
}

impl Sink for Press<'_, '_> {
    fn begin_artifact(&mut self, kind: ArtifactType) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    }

    fn begin_content(&mut self, _: NodeId) -> Option<Identifier> {
        Some(self.surface.start_tagged(ContentTag::Other))
    }

    fn end(&mut self) {
        self.surface.end_tagged();
    }

    fn fill(&mut self, path: &Path, colour: Colour) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: paint(colour), ..Fill::default() }));
        if let Some(path) = of_pdf(path) {
            self.surface.draw_path(&path);
        }
    }

    fn stroke(&mut self, path: &Path, colour: Colour, width: f32) {
        let (line_cap, line_join) = (LineCap::Round, LineJoin::Round);
        let paint = paint(colour);
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint,
            width,
            line_cap,
            line_join,
            ..Stroke::default()
        }));
        if let Some(path) = of_pdf(path) {
            self.surface.draw_path(&path);
        }
    }

    fn glyphs(&mut self, run: &Run, (x, y): (f32, f32), text: &str, colour: Colour) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: paint(colour), ..Fill::default() }));
        let start = Point::from_xy(x, y);
        let font = run.font.clone();
        self.surface.draw_glyphs(start, &run.glyphs, font, text, run.size, false);
    }

    /// The structure tells what a drawing of the PDF shows.
    fn drawing(&mut self, drawing: &Arc<Drawing>, area: Area, _: Option<&str>) {
        let graphic = self.drawings.get(drawing, self.surface, self.look);
        let scale = scale(drawing, area);
        let place = Transform::from_row(scale, 0.0, 0.0, scale, snapped(area.x), snapped(area.y));
        self.surface.push_transform(&place);
        self.surface.draw_graphic(graphic);
        self.surface.pop();
    }

    fn logo(&mut self, logo: &Arc<Logo>, area: Area, _: &str) {
        super::logo::draw(self.surface, logo, area);
    }
}

/// A page of plain marks.
#[derive(Default)]
pub(super) struct Trace {
    page: Page,
    /// Where in the structure what comes is read, if it is.
    read: Option<NodeId>,
    /// What is read, in the order of painting.
    words: Vec<(NodeId, String)>,
    /// Where the text goes on whose words came last: what follows there stands without a gap.
    goes_on: Option<(*const u8, usize)>,
}

impl Trace {
    /// The page on a paper of some size, with its words in reading order.
    pub(super) fn finish(mut self, (width, height): (f32, f32)) -> Page {
        self.words.sort_by_key(|(node, _)| *node);
        let words = self.words.into_iter().map(|(_, words)| words).collect();
        Page { width, height, words, ..self.page }
    }
}

impl Sink for Trace {
    fn begin_artifact(&mut self, _: ArtifactType) {
        self.read = None;
    }

    fn begin_content(&mut self, node: NodeId) -> Option<Identifier> {
        self.read = Some(node);
        None
    }

    fn end(&mut self) {
        self.read = None;
    }

    fn fill(&mut self, path: &Path, colour: Colour) {
        self.page.marks.push(Mark::Fill(path.clone(), plain(colour)));
    }

    fn stroke(&mut self, path: &Path, colour: Colour, width: f32) {
        self.page.marks.push(Mark::Line(path.clone(), plain(colour), width));
    }

    fn glyphs(&mut self, run: &Run, (mut x, y): (f32, f32), text: &str, colour: Colour) {
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        for glyph in &run.glyphs {
            // The bundled fonts have far fewer glyphs than numbers.
            let number = u16::try_from(glyph.glyph_id.to_u32()).unwrap_or_default();
            let (right, up) = (glyph.x_offset * run.size, glyph.y_offset * run.size);
            glyphs.push((number, x + right, y - up));
            x += glyph.x_advance * run.size;
        }
        let letters = Letters { file: run.file, size: run.size, colour: plain(colour), glyphs };
        self.page.marks.push(Mark::Letters(letters));
        let start = run.glyphs.iter().map(|glyph| glyph.text_range.start).min();
        let end = run.glyphs.iter().map(|glyph| glyph.text_range.end).max();
        if let (Some(node), Some(start), Some(end)) = (self.read, start, end) {
            let goes_on = self.goes_on == Some((text.as_ptr(), start));
            let gap = if goes_on { "" } else { "\n" };
            self.words.push((node, format!("{gap}{}", text.get(start..end).unwrap_or_default())));
            self.goes_on = Some((text.as_ptr(), end));
        }
    }

    fn drawing(&mut self, drawing: &Arc<Drawing>, area: Area, alt: Option<&str>) {
        let (drawing, scale) = (Arc::clone(drawing), scale(drawing, area));
        self.page.marks.push(Mark::Drawing { drawing, x: area.x, y: area.y, scale });
        if let Some(alt) = alt {
            self.words.extend(self.read.map(|node| (node, format!("\n[{alt}]"))));
            self.goes_on = None;
        }
    }

    fn logo(&mut self, logo: &Arc<Logo>, area: Area, alt: &str) {
        let (logo, scale) = (Arc::clone(logo), area.width / logo.width);
        self.page.marks.push(Mark::Logo { logo, x: area.x, y: area.y, scale });
        self.words.extend(self.read.map(|node| (node, format!("\n[{alt}]"))));
        self.goes_on = None;
    }
}

/// A colour as krilla has it; greys take one number.
pub(super) fn paint(colour: Colour) -> Paint {
    let Colour { red, green, blue } = colour;
    if colour.is_grey() {
        luma::Color::new(red).into()
    } else {
        rgb::Color::new(red, green, blue).into()
    }
}

fn plain(Colour { red, green, blue }: Colour) -> crate::render::pages::Colour {
    [red, green, blue]
}
