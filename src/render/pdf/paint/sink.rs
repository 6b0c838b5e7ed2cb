//! Where pages are drawn: on a page of the PDF, or into plain marks for SVG and PNG.

use std::sync::Arc;

use krilla::color::{luma, rgb};
use krilla::paint::Paint;
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier};

use super::content::Content;
use super::glyphs::Run;
use super::path::Path;
use super::snapped;
use super::stand_in::Objects;
use super::typefaces::Typefaces;
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

/// A page of the PDF: krilla has its structure, what is painted is written here.
pub(super) struct Press<'a, 'page> {
    pub(super) surface: &'a mut Surface<'page>,
    pub(super) content: Content,
    pub(super) objects: &'a mut Objects,
    pub(super) typefaces: &'a mut Typefaces,
    pub(super) look: Look,
}

impl Sink for Press<'_, '_> {
    fn begin_artifact(&mut self, kind: ArtifactType) {
        self.content.begin_artifact(kind);
    }

    fn begin_content(&mut self, _: NodeId) -> Option<Identifier> {
        self.content.begin_read();
        let read = self.surface.start_tagged(ContentTag::Other);
        self.surface.end_tagged();
        Some(read)
    }

    fn end(&mut self) {
        self.content.end();
    }

    fn fill(&mut self, path: &Path, colour: Colour) {
        self.content.fill(path, colour, b"f");
    }

    fn stroke(&mut self, path: &Path, colour: Colour, width: f32) {
        self.content.stroke(path, colour, width);
    }

    fn glyphs(&mut self, run: &Run, start: (f32, f32), text: &str, colour: Colour) {
        self.content.glyphs(run, start, (text, self.typefaces), colour);
    }

    /// The structure tells what a drawing of the PDF shows.
    fn drawing(&mut self, drawing: &Arc<Drawing>, area: Area, _: Option<&str>) {
        let number = self.objects.drawing(drawing, self.look);
        let scale = scale(drawing, area);
        let matrix = [scale, 0.0, 0.0, scale, snapped(area.x), snapped(area.y)];
        self.content.object(number, matrix);
    }

    fn logo(&mut self, logo: &Arc<Logo>, area: Area, _: &str) {
        super::logo::draw(&mut self.content, self.objects, logo, area);
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
            let [right, up] = glyph.offset.map(|ems| ems * run.size);
            glyphs.push((glyph.id, x + right, y - up));
            x += glyph.advance * run.size;
        }
        let letters = Letters { file: run.file, size: run.size, colour: plain(colour), glyphs };
        self.page.marks.push(Mark::Letters(letters));
        let start = run.glyphs.iter().map(|glyph| glyph.words().start).min();
        let end = run.glyphs.iter().map(|glyph| glyph.words().end).max();
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
