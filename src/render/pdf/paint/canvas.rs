//! What is read and what is not, on a page of any kind.

use std::sync::Arc;

use krilla::tagging::{ArtifactType, Identifier};

use super::glyphs::Run;
use super::path::PathBuilder;
use super::sink::Sink;
use crate::figure::Drawing;
use crate::logo::Logo;
use crate::render::pdf::boxes::Area;
use crate::render::pdf::look::{Look, Shade};
use crate::render::pdf::tags::NodeId;

/// A page to draw on.
pub(super) struct Canvas<'a, 'page> {
    sink: &'a mut (dyn Sink + 'page),
    look: Look,
}

impl<'a, 'page> Canvas<'a, 'page> {
    /// A page with nothing on it.
    pub(super) fn new(sink: &'a mut (dyn Sink + 'page), look: Look) -> Self {
        Self { sink, look }
    }
}

impl Canvas<'_, '_> {
    /// Draws what a screen reader leaves out.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.sink.begin_artifact(kind);
        draw(self);
        self.sink.end();
    }

    /// Draws words that are read.
    pub(super) fn content(
        &mut self,
        node: NodeId,
        (runs, area): (&[&Run], Area),
        text: &str,
    ) -> Option<Identifier> {
        let content = self.sink.begin_content(node);
        runs.iter().for_each(|run| self.glyphs(run, area, text));
        self.sink.end();
        content
    }

    /// Draws a drawing that is read, as wide as an area, with what it shows.
    pub(super) fn drawing(
        &mut self,
        drawing: &Arc<Drawing>,
        area: Area,
        (node, alt): (NodeId, &str),
    ) -> Option<Identifier> {
        let content = self.sink.begin_content(node);
        self.sink.drawing(drawing, area, Some(alt));
        self.sink.end();
        content
    }

    /// Draws a logo as wide as an area, with what it shows; in black and white if the page is.
    pub(super) fn logo(
        &mut self,
        logo: &Arc<Logo>,
        area: Area,
        (node, alt): (NodeId, &str),
    ) -> Option<Identifier> {
        let content = self.sink.begin_content(node);
        if self.look.mono {
            self.sink.logo(&Arc::new(logo.grey()), area, alt);
        } else {
            self.sink.logo(logo, area, alt);
        }
        self.sink.end();
        content
    }

    /// Draws a drawing that says no more than the words beside it.
    pub(super) fn silent_drawing(&mut self, drawing: &Arc<Drawing>, area: Area) {
        self.artifact(ArtifactType::Layout, |canvas| canvas.sink.drawing(drawing, area, None));
    }

    /// Fills a path.
    pub(super) fn fill(&mut self, path: PathBuilder, shade: Shade) {
        if let Some(path) = path.finish() {
            self.sink.fill(&path, self.look.colour(shade));
        }
    }

    /// Draws a line of a width along a path.
    pub(super) fn stroke(&mut self, path: PathBuilder, shade: Shade, width: f32) {
        if let Some(path) = path.finish() {
            self.sink.stroke(&path, self.look.colour(shade), width);
        }
    }

    /// Draws glyphs of a text whose first line would start at an area's top.
    pub(super) fn glyphs(&mut self, run: &Run, area: Area, text: &str) {
        self.sink.glyphs(run, run.start(area), text, self.look.colour(run.pen.shade));
    }
}
