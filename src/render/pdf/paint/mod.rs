//! Pages to PDF, with `krilla`.

mod canvas;
mod content;
mod drawing;
mod glyphs;
mod logo;
mod path;
mod shapes;
mod sink;
mod stand_in;
mod typefaces;

use std::ops::Range;
use std::sync::Arc;

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Point, Quadrilateral, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ArtifactType, Identifier};
use parley::layout::PositionedLayoutItem;

use self::canvas::Canvas;
use self::content::Content;
pub(super) use self::drawing::Form;
use self::drawing::form;
pub(super) use self::glyphs::Run;
use self::glyphs::runs;
use self::shapes::Shapes;
use self::sink::{Press, Sink, Trace};
use self::stand_in::Objects;
use self::typefaces::Typefaces;
use super::LaidOut;
use super::boxes::{Area, Ink, Mark, Solid};
use super::compose::Composer;
use super::flow::{Page, frames};
use super::fragment::Flow;
use super::look::Look;
use super::shape::Shaped;
use super::stream::Stream;
use super::tags::{NodeId, Role, Slot, Tree};
use crate::figure::Drawing;
use crate::finding::{Code, Finding};
use crate::handout::Document;
use crate::logo::Logo;
use crate::parallel::{Helpers, each, has_help, with_helpers};
use crate::render::pages;

/// How far above a heading a link lands.
const ABOVE: f32 = 8.0;
/// The steps in a point that places are rounded to: finer than any printer, short in a file.
const STEPS: f32 = 20.0;

/// A document as krilla writes it, with stand-ins for its pages and drawings.
#[derive(Debug, Default)]
pub(super) struct Painted {
    pub(super) bytes: Vec<u8>,
    /// The content of the pages, by the number that is first in their stand-ins.
    pub(super) pages: Vec<Arc<Stream>>,
    /// The drawings in the same way; none where an image has the number.
    pub(super) forms: Vec<Option<Arc<Form>>>,
}

/// Paints a laid-out document.
pub(super) fn paint(document: &Document, laid_out: LaidOut) -> Result<Painted, Finding> {
    if has_help() {
        each(&laid_out.pages, |page| prepare(page, &laid_out));
    }
    let LaidOut { composer, flow, pages, body, header, footers } = laid_out;
    let corner = (composer.look.margin(), body.top);
    let places = places(&flow, &pages, corner);
    let mut painter = Painter::new(composer, named(&flow, &places));
    with_helpers(|helpers| {
        let mut press = Pressed::default();
        let mut pdf = Pdf::new_with(settings()?);
        for (page, footer) in pages.iter().zip(footers) {
            let marks = page_marks(page, &flow, corner, painter.look);
            painter.page(&mut pdf, &mut press, &marks, &header, footer)?;
            press.pack(helpers);
            painter.number += 1;
        }
        pdf.set_outline(outline(&flow, &places));
        pdf.set_metadata(metadata(document));
        pdf.set_tag_tree(painter.tree.finish(&document.language));
        let bytes = pdf.finish().map_err(|error| broken(&reason(&error)))?;
        Ok(Painted { bytes, pages: press.pages, forms: press.objects.forms() })
    })
}

/// What was painted of the PDF so far.
#[derive(Default)]
struct Pressed {
    pages: Vec<Arc<Stream>>,
    objects: Objects,
    typefaces: Typefaces,
}

impl Pressed {
    /// Has the last page compressed, while the next one is painted. Its drawings are already.
    fn pack(&self, helpers: &Helpers<'_, '_>) {
        if let Some(page) = self.pages.last().cloned() {
            helpers.give(move || _ = page.packed());
        }
    }
}

/// The pages of a laid-out document as plain marks.
pub(super) fn trace(laid_out: LaidOut) -> Result<Vec<pages::Page>, Finding> {
    let LaidOut { composer, flow, pages, body, header, footers } = laid_out;
    let corner = (composer.look.margin(), body.top);
    let paper = composer.look.paper;
    let mut painter = Painter::new(composer, Vec::new());
    let mut traced = Vec::new();
    for (page, footer) in pages.iter().zip(footers) {
        let mut trace = Trace::default();
        let marks = page_marks(page, &flow, corner, painter.look);
        painter.contents(&mut trace, &marks, &header, footer)?;
        traced.push(trace.finish(paper));
        painter.number += 1;
    }
    Ok(traced)
}

/// Takes the glyphs of a page's lines from their layout, and writes and compresses its drawings: once for
/// all pages that have them.
pub(super) fn prepare(page: &Page, laid_out: &LaidOut) {
    let LaidOut { composer, flow, .. } = laid_out;
    let fragments = page.fragments.iter().map(|(fragment, _)| &flow.fragments[*fragment]);
    for mark in fragments.flat_map(|fragment| &fragment.solid.marks) {
        match &mark.ink {
            // What is damaged is told when it is painted.
            Ink::Text(text, lines) => _ = runs(&composer.texts[text.0].lines, lines.clone()),
            Ink::Drawing(drawing, _) => _ = form(drawing, composer.look).stream().packed(),
            _ => {}
        }
    }
}

fn settings() -> Result<SerializeSettings, Finding> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| broken(&format!("{error:?}")))?;
    Ok(SerializeSettings {
        configuration,
        enable_tagging: true,
        // `pack` does it for the whole file.
        compress_content_streams: false,
        ..SerializeSettings::default()
    })
}

fn metadata(document: &Document) -> Metadata {
    let number = |part: i8| u8::try_from(part).unwrap_or_default();
    let date = DateTime::new(u16::try_from(document.date.year()).unwrap_or_default())
        .month(number(document.date.month()))
        .day(number(document.date.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(document.title.clone())
        .language(document.language.clone())
        .creator(concat!("regimen ", env!("CARGO_PKG_VERSION")).to_owned())
        .creation_date(date)
}

/// A length of the page, rounded so that it is short in the file.
fn snapped(length: f32) -> f32 {
    (length * STEPS).round() / STEPS
}

pub(super) fn broken(reason: &str) -> Finding {
    Finding::error(Code::CannotWrite, format!("the PDF cannot be written: {reason}"))
}

fn reason(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(errors) => format!("{errors:?}"),
        other => other.to_string(),
    }
}

/// Where the anchors are: a page and a point on it.
fn places(flow: &Flow, pages: &[Page], (left, top): (f32, f32)) -> Vec<Option<XyzDestination>> {
    let mut places = vec![None; flow.anchors.len()];
    for (number, page) in pages.iter().enumerate() {
        for (fragment, y) in &page.fragments {
            for anchor in &flow.fragments[*fragment].anchors {
                let point = Point::from_xy(snapped(left), snapped((top + y - ABOVE).max(0.0)));
                places[*anchor] = Some(XyzDestination::new(number, point));
            }
        }
    }
    places
}

/// The places that links lead to, by name.
fn named(flow: &Flow, places: &[Option<XyzDestination>]) -> Vec<(String, XyzDestination)> {
    let anchors = flow.anchors.iter().zip(places);
    anchors.filter_map(|(anchor, place)| Some((anchor.id.clone()?, place.clone()?))).collect()
}

/// Sections, and below them the headings of level 2.
fn outline(flow: &Flow, places: &[Option<XyzDestination>]) -> Outline {
    let mut sections: Vec<OutlineNode> = Vec::new();
    for (anchor, place) in flow.anchors.iter().zip(places) {
        let (Some((level, words)), Some(place)) = (&anchor.outline, place) else { continue };
        let node = OutlineNode::new(words.clone(), place.clone());
        match sections.last_mut().filter(|_| *level > 1) {
            Some(section) => section.push_child(node),
            None => sections.push(node),
        }
    }
    let mut outline = Outline::new();
    sections.into_iter().for_each(|section| outline.push_child(section));
    outline
}

/// The marks of a page, from the paper's corner.
struct PageMarks {
    /// The heads of tables that go on here: read aloud once, on their first page.
    repeated: Vec<Mark>,
    /// All others, frames first.
    own: Vec<Mark>,
}

fn page_marks(page: &Page, flow: &Flow, (x, y): (f32, f32), look: Look) -> PageMarks {
    let placed = page.fragments.iter().map(|(i, top)| (&flow.fragments[*i], *top));
    let framed = frames(placed, flow).into_iter();
    let mut own: Vec<Mark> = framed
        .map(|(frame, area)| Mark { area: area.moved(x, y), ink: Ink::Panel(frame.panel) })
        .collect();
    for (fragment, top) in &page.fragments {
        let solid = flow.fragments[*fragment].solid.clone().moved(x, y + top);
        for mark in solid.marks {
            match own.last_mut().filter(|last| continues(last, &mark)) {
                Some(last) => join(last, &mark),
                None => own.push(mark),
            }
        }
    }
    let heads = page.heads.iter();
    let repeated = heads.flat_map(|(i, top)| flow.heads[*i].clone().moved(x, y + top).marks);
    PageMarks { repeated: on_page(repeated.collect(), look), own: on_page(own, look) }
}

/// Marks at their places on the paper, which may be mirrored.
fn on_page(mut marks: Vec<Mark>, look: Look) -> Vec<Mark> {
    for mark in &mut marks {
        mark.area = mark.area.on_page(look.paper.0, look.mirrored);
    }
    marks
}

/// Whether a mark holds the lines of a text that follow those of another.
fn continues(last: &Mark, next: &Mark) -> bool {
    match (&last.ink, &next.ink) {
        (Ink::Text(a, before), Ink::Text(b, after)) => a == b && before.end == after.start,
        _ => false,
    }
}

/// Adds the lines of the next mark.
fn join(last: &mut Mark, next: &Mark) {
    if let (Ink::Text(_, lines), Ink::Text(_, more)) = (&mut last.ink, &next.ink) {
        lines.end = more.end;
    }
}

/// The words of a link that stand together on one page.
struct LinkPart {
    words: String,
    place: XyzDestination,
    quads: Vec<Quadrilateral>,
    slot: Slot,
}

struct Painter {
    look: Look,
    texts: Vec<Shaped>,
    tree: Tree,
    anchors: Vec<(String, XyzDestination)>,
    /// The page that is painted, from 0.
    number: usize,
}

impl Painter {
    fn new(composer: Composer, anchors: Vec<(String, XyzDestination)>) -> Self {
        let Composer { look, texts, tree, .. } = composer;
        Self { look, texts, tree, anchors, number: 0 }
    }

    /// Paints a page of the PDF.
    fn page(
        &mut self,
        pdf: &mut Pdf,
        Pressed { pages, objects, typefaces, .. }: &mut Pressed,
        marks: &PageMarks,
        header: &Solid,
        footer: Solid,
    ) -> Result<(), Finding> {
        let (width, height) = self.look.paper;
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| broken("no paper"))?;
        let mut sheet = pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        let (content, look) = (Content::new(height), self.look);
        let mut press = Press { surface: &mut surface, content, objects, typefaces, look };
        let links = self.contents(&mut press, marks, header, footer)?;
        let (content, used) = press.content.finish();
        stand_in::of_page(self.number, &used, (objects, typefaces), &mut surface);
        surface.finish();
        pages.push(Arc::new(Stream::new(content)));
        for link in links {
            let target = Target::Destination(link.place.into());
            let area = LinkAnnotation::new_with_quad_points(link.quads, target);
            let annotation = Annotation::new_link(area, Some(link.words));
            self.tree.fill(link.slot, sheet.add_tagged_annotation(annotation));
        }
        sheet.finish();
        Ok(())
    }

    /// Paints what stands on a page: all shapes first, then the words and pictures in reading order.
    fn contents(
        &mut self,
        sink: &mut dyn Sink,
        marks: &PageMarks,
        header: &Solid,
        footer: Solid,
    ) -> Result<Vec<LinkPart>, Finding> {
        let look = self.look;
        let mut canvas = Canvas::new(sink, look);
        let mut shapes = Shapes::default();
        marks.repeated.iter().chain(&marks.own).for_each(|mark| self.gather(&mut shapes, mark));
        canvas.artifact(ArtifactType::Layout, |canvas| shapes.paint(canvas));
        let header = header.clone().moved(look.margin(), look.edge());
        self.aside(&mut canvas, ArtifactType::Header, &on_page(header.marks, look))?;
        if !marks.repeated.is_empty() {
            self.aside(&mut canvas, ArtifactType::PaginationOther, &marks.repeated)?;
        }
        let mut links = Vec::new();
        for mark in &marks.own {
            match &mark.ink {
                Ink::Text(..) => links.extend(self.words(&mut canvas, mark)?),
                Ink::Drawing(drawing, node) => {
                    self.picture(&mut canvas, mark.area, drawing, *node);
                }
                Ink::Logo(logo, node) => self.logo(&mut canvas, mark.area, logo, *node),
                Ink::Panel(_) | Ink::Hatch | Ink::Sign(_) | Ink::TickBox => {}
            }
        }
        let footer_top = look.paper.1 - look.edge() - footer.height;
        let footer = footer.moved(look.margin(), footer_top);
        self.aside(&mut canvas, ArtifactType::Footer, &on_page(footer.marks, look))?;
        Ok(links)
    }

    /// Paints words that are no part of the text.
    fn aside(
        &mut self,
        canvas: &mut Canvas<'_, '_>,
        kind: ArtifactType,
        marks: &[Mark],
    ) -> Result<(), Finding> {
        let mut all = Vec::new();
        for mark in marks {
            let Ink::Text(id, lines) = &mark.ink else { continue };
            let text = &self.texts[id.0];
            let runs = runs(&text.lines, lines.clone())?;
            all.push((runs, mark.area, text.text()));
        }
        canvas.artifact(kind, |canvas| {
            for (runs, area, text) in &all {
                runs.iter().for_each(|run| canvas.glyphs(run, *area, text));
            }
        });
        Ok(())
    }

    /// Paints the words of a mark, and tells which parts of links they hold.
    fn words(
        &mut self,
        canvas: &mut Canvas<'_, '_>,
        mark: &Mark,
    ) -> Result<Vec<LinkPart>, Finding> {
        let Ink::Text(id, lines) = &mark.ink else { return Ok(Vec::new()) };
        let text = &mut self.texts[id.0];
        let node = text.node.unwrap_or(Tree::ROOT);
        let broken = Arc::clone(&text.lines);
        let runs = runs(&broken, lines.clone())?;
        let mut parts = Vec::new();
        for runs in runs.chunk_by(|a, b| a.pen.link == b.pen.link) {
            // Where there is no structure there is nothing to put into it.
            let Some(content) = canvas.content(node, (runs, mark.area), text.text()) else {
                continue;
            };
            let Some(link) = runs[0].pen.link.map(|link| &mut text.links[link]) else {
                self.tree.content(node, content);
                continue;
            };
            let node = *link.node.get_or_insert_with(|| self.tree.add(node, Role::Link));
            self.tree.content(node, content);
            let place = self.anchors.iter().find(|(name, _)| *name == link.to);
            let quads: Vec<Quadrilateral> =
                runs.iter().filter_map(|run| run.quad(mark.area)).collect();
            if let Some((_, place)) = place.filter(|_| !quads.is_empty()) {
                let (words, place) = (link.words.clone(), place.clone());
                parts.push(LinkPart { words, place, quads, slot: self.tree.slot(node) });
            }
        }
        Ok(parts)
    }

    /// Paints a drawing and tells where it stands, if it is read.
    fn picture(
        &mut self,
        canvas: &mut Canvas<'_, '_>,
        area: Area,
        drawing: &Arc<Drawing>,
        node: Option<NodeId>,
    ) {
        let Some(node) = node else {
            canvas.silent_drawing(drawing, area);
            return;
        };
        let alt = self.tree.alt(node).unwrap_or_default();
        let content = canvas.drawing(drawing, area, (node, alt));
        self.put(node, content, area);
    }

    /// Paints a logo and tells where it stands.
    fn logo(&mut self, canvas: &mut Canvas<'_, '_>, area: Area, logo: &Arc<Logo>, node: NodeId) {
        let alt = self.tree.alt(node).unwrap_or_default();
        let content = canvas.logo(logo, area, (node, alt));
        self.put(node, content, area);
    }

    /// Puts what was painted in an area at its place in the structure, if there is one.
    fn put(&mut self, node: NodeId, content: Option<Identifier>, area: Area) {
        let Some(content) = content else { return };
        self.tree.content(node, content);
        let (left, top) = (snapped(area.x), snapped(area.y));
        let (right, bottom) = (snapped(area.right()), snapped(area.bottom()));
        if let Some(place) = Rect::from_ltrb(left, top, right, bottom) {
            self.tree.place(node, self.number, place);
        }
    }

    /// Gathers the shapes of a mark: all but its words and drawings.
    fn gather(&self, shapes: &mut Shapes, mark: &Mark) {
        match &mark.ink {
            Ink::Panel(panel) => shapes.panel(mark.area, panel),
            Ink::Hatch => shapes.hatch(mark.area),
            Ink::Sign(tone) => shapes.sign(mark.area, *tone),
            Ink::TickBox => shapes.tick_box(mark.area),
            Ink::Drawing(..) | Ink::Logo(..) => {}
            Ink::Text(id, lines) => {
                gather_from_lines(shapes, &self.texts[id.0], lines.clone(), mark.area);
            }
        }
    }
}

/// Gathers tick boxes, blanks, signs, and the lines under links.
fn gather_from_lines(shapes: &mut Shapes, text: &Shaped, lines: Range<usize>, area: Area) {
    if text.shapes().is_empty() && text.links.is_empty() {
        return;
    }
    for line in text.lines.lines().skip(lines.start).take(lines.len()) {
        for item in line.items() {
            match item {
                PositionedLayoutItem::GlyphRun(run) => shapes.underline(&run, area),
                PositionedLayoutItem::InlineBox(inline) => shapes.inline(&inline, text, area),
            }
        }
    }
}
