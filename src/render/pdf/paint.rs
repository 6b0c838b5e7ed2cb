//! Pages to PDF, with `krilla`.

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::{luma, rgb};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Path, PathBuilder, Point, Quadrilateral, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Paint, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::layout::{Cluster, GlyphRun, PositionedLayoutItem};

use super::LaidOut;
use super::boxes::{Area, Ink, Mark, Panel, Solid, TextId};
use super::flow::{Flow, Page, frames};
use super::look::{BLANK_LINE, Look, SIGN, Shade, THIN, TICK_LINE};
use super::shape::{Pen, Shape, Shaped};
use super::signs::{Part, sign};
use super::tags::{NodeId, Role, Slot, Tree};
use crate::finding::{Code, Finding};
use crate::handout::{Document, Tone};

/// The distance of the lines across a rest day.
const HATCH: f32 = 5.0;
/// A Bézier handle that makes a quarter of a circle, as a part of the radius.
const ROUND: f32 = 0.552_285;
/// An underline: how far below the baseline, and how thick, in ems.
const UNDERLINE: (f32, f32) = (0.13, 0.06);
/// How far above a heading a link lands.
const ABOVE: f32 = 8.0;

/// Paints a laid-out document.
pub(super) fn paint(document: &Document, laid_out: LaidOut) -> Result<Vec<u8>, Finding> {
    let LaidOut { composer, flow, pages, body, header, footers } = laid_out;
    let corner = (composer.look.margin(), body.top);
    let places = places(&flow, &pages, corner);
    let mut painter = Painter {
        look: composer.look,
        texts: composer.texts,
        tree: composer.tree,
        anchors: named(&flow, &places),
        fonts: Vec::new(),
    };
    let mut pdf = Pdf::new_with(settings()?);
    for (page, footer) in pages.iter().zip(footers) {
        painter.page(&mut pdf, &page_marks(page, &flow, corner), &header, footer)?;
    }
    pdf.set_outline(outline(&flow, &places));
    pdf.set_metadata(metadata(document));
    pdf.set_tag_tree(painter.tree.finish(&document.language));
    pdf.finish().map_err(|error| broken(&reason(&error)))
}

fn settings() -> Result<SerializeSettings, Finding> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| broken(&format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() })
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

fn broken(reason: &str) -> Finding {
    Finding::error(Code::CannotWrite, format!("the PDF cannot be written: {reason}"))
}

fn reason(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(errors) => format!("{:?}", errors),
        other => other.to_string(),
    }
}

/// Where the anchors are: a page and a point on it.
fn places(flow: &Flow, pages: &[Page], (left, top): (f32, f32)) -> Vec<Option<XyzDestination>> {
    let mut places = vec![None; flow.anchors.len()];
    for (number, page) in pages.iter().enumerate() {
        for (fragment, y) in &page.fragments {
            for anchor in &flow.fragments[*fragment].anchors {
                let point = Point::from_xy(left, (top + y - ABOVE).max(0.0));
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

fn page_marks(page: &Page, flow: &Flow, (x, y): (f32, f32)) -> PageMarks {
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
    PageMarks { repeated: repeated.collect(), own }
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

/// A part of a link: the words of it that stand on one page.
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
    fonts: Vec<((u64, u32), Font)>,
}

impl Painter {
    /// Paints a page: all shapes first, then the words in reading order.
    fn page(
        &mut self,
        pdf: &mut Pdf,
        marks: &PageMarks,
        header: &Solid,
        footer: Solid,
    ) -> Result<(), Finding> {
        let look = self.look;
        let (width, height) = look.paper;
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| broken("no paper"))?;
        let mut sheet = pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        let mut canvas = Canvas { surface: &mut surface, look };
        canvas.artifact(ArtifactType::Layout, |canvas| {
            marks.repeated.iter().chain(&marks.own).for_each(|mark| self.shapes(canvas, mark));
        });
        let header = header.clone().moved(look.margin(), look.edge());
        canvas.artifact(ArtifactType::Header, |canvas| self.words_aside(canvas, &header.marks));
        if !marks.repeated.is_empty() {
            let kind = ArtifactType::PaginationOther;
            canvas.artifact(kind, |canvas| self.words_aside(canvas, &marks.repeated));
        }
        let links: Vec<LinkPart> =
            marks.own.iter().flat_map(|mark| self.words(&mut canvas, mark)).collect();
        let foot = height - look.edge() - footer.height;
        let footer = footer.moved(look.margin(), foot);
        canvas.artifact(ArtifactType::Footer, |canvas| self.words_aside(canvas, &footer.marks));
        surface.finish();
        for link in links {
            let target = Target::Destination(link.place.into());
            let area = LinkAnnotation::new_with_quad_points(link.quads, target);
            let annotation = Annotation::new_link(area, Some(link.words));
            self.tree.fill(link.slot, sheet.add_tagged_annotation(annotation));
        }
        sheet.finish();
        Ok(())
    }

    /// Paints the words of a mark, and tells which parts of links they hold.
    fn words(&mut self, canvas: &mut Canvas<'_, '_>, mark: &Mark) -> Vec<LinkPart> {
        let Ink::Text(id, lines) = &mark.ink else { return Vec::new() };
        let Some(node) = self.texts[id.0].node else { return Vec::new() };
        let runs = self.runs(*id, lines.clone(), mark.area);
        let mut links: Vec<(usize, NodeId, Vec<Quadrilateral>)> = Vec::new();
        let mut open: Option<Option<usize>> = None;
        for run in runs {
            if open != Some(run.pen.link) {
                if open.is_some() {
                    canvas.surface.end_tagged();
                }
                open = Some(run.pen.link);
                let content = canvas.surface.start_tagged(ContentTag::Other);
                let parent = match run.pen.link {
                    None => node,
                    Some(link) => self.link_node(*id, link, node, &mut links),
                };
                self.tree.content(parent, content);
            }
            if let Some((_, _, quads)) = links.last_mut().filter(|_| run.pen.link.is_some()) {
                quads.extend(run.quad());
            }
            canvas.glyphs(&run, &self.texts[id.0].text);
        }
        if open.is_some() {
            canvas.surface.end_tagged();
        }
        links
            .into_iter()
            .filter_map(|(link, node, quads)| self.part(*id, link, node, quads))
            .collect()
    }

    /// The structure node of a link, made when its first words are painted.
    fn link_node(
        &mut self,
        id: TextId,
        link: usize,
        parent: NodeId,
        links: &mut Vec<(usize, NodeId, Vec<Quadrilateral>)>,
    ) -> NodeId {
        let known = &mut self.texts[id.0].links[link].node;
        let node = *known.get_or_insert_with(|| self.tree.add(parent, Role::Link));
        if links.last().is_none_or(|(last, _, _)| *last != link) {
            links.push((link, node, Vec::new()));
        }
        node
    }

    fn part(
        &mut self,
        id: TextId,
        link: usize,
        node: NodeId,
        quads: Vec<Quadrilateral>,
    ) -> Option<LinkPart> {
        let link = &self.texts[id.0].links[link];
        let place = self.anchors.iter().find(|(name, _)| *name == link.to)?.1.clone();
        let slot = self.tree.slot(node);
        (!quads.is_empty()).then(|| LinkPart { words: link.words.clone(), place, quads, slot })
    }

    /// The runs of glyphs in some lines of a text whose first line starts at an area's top.
    fn runs(&mut self, id: TextId, lines: std::ops::Range<usize>, area: Area) -> Vec<Run> {
        let mut runs = Vec::new();
        let shaped = &self.texts[id.0];
        for line in shaped.layout.lines().skip(lines.start).take(lines.len()) {
            let mut clusters: Option<(usize, Clusters<'_>)> = None;
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                let index = run.run().index();
                if clusters.as_ref().is_none_or(|(known, _)| *known != index) {
                    let all: Box<dyn Iterator<Item = _>> = Box::new(run.run().visual_clusters());
                    clusters = Some((index, all.peekable()));
                }
                let Some((_, clusters)) = &mut clusters else { continue };
                let Some(font) = font(&mut self.fonts, &run) else { continue };
                runs.push(Run::new(&run, clusters, font, area));
            }
        }
        runs
    }

    /// Paints the shapes of a mark: all but its words.
    fn shapes(&self, canvas: &mut Canvas<'_, '_>, mark: &Mark) {
        match &mark.ink {
            Ink::Panel(panel) => canvas.panel(mark.area, panel),
            Ink::Hatch => canvas.hatch(mark.area),
            Ink::Sign(tone) => canvas.sign(mark.area, *tone),
            Ink::Text(id, lines) => self.shapes_of_text(canvas, *id, lines.clone(), mark.area),
        }
    }

    /// Tick boxes, blanks, and the lines under links.
    fn shapes_of_text(
        &self,
        canvas: &mut Canvas<'_, '_>,
        id: TextId,
        lines: std::ops::Range<usize>,
        area: Area,
    ) {
        let shaped = &self.texts[id.0];
        if shaped.shapes.is_empty() && shaped.links.is_empty() {
            return;
        }
        for line in shaped.layout.lines().skip(lines.start).take(lines.len()) {
            for item in line.items() {
                match item {
                    PositionedLayoutItem::GlyphRun(run) => canvas.underline(&run, area),
                    PositionedLayoutItem::InlineBox(inline) => {
                        let (x, y) = (area.x + inline.x, area.y + inline.y);
                        let shape = usize::try_from(inline.id).ok();
                        let square = Area { x, y, width: inline.height, height: inline.height };
                        match shape.and_then(|shape| shaped.shapes.get(shape)) {
                            Some(Shape::TickBox) => canvas.tick_box(square),
                            Some(Shape::Blank(_)) => canvas.blank(x, y, inline.width),
                            Some(Shape::Sign(tone)) => {
                                // Lowered, so that its middle is that of the capitals.
                                let down = 0.5 * (1.0 - 1.0 / SIGN) * inline.height;
                                canvas.sign(square.moved(0.0, down), *tone);
                            }
                            None => {}
                        }
                    }
                }
            }
        }
    }

    /// Paints words that are no part of the text.
    fn words_aside(&mut self, canvas: &mut Canvas<'_, '_>, marks: &[Mark]) {
        for mark in marks {
            let Ink::Text(id, lines) = &mark.ink else { continue };
            for run in self.runs(*id, lines.clone(), mark.area) {
                canvas.glyphs(&run, &self.texts[id.0].text);
            }
        }
    }
}

type Clusters<'a> = std::iter::Peekable<Box<dyn Iterator<Item = Cluster<'a, Pen>> + 'a>>;

/// The font of a run as krilla knows it.
fn font(fonts: &mut Vec<((u64, u32), Font)>, run: &GlyphRun<'_, Pen>) -> Option<Font> {
    let data = run.run().font();
    let key = (data.data.id(), data.index);
    if let Some((_, font)) = fonts.iter().find(|(known, _)| *known == key) {
        return Some(font.clone());
    }
    let (bytes, _) = data.data.clone().into_raw_parts();
    let font = Font::new(bytes.into(), data.index)?;
    fonts.push((key, font.clone()));
    Some(font)
}

/// Glyphs of one font and pen on one line.
struct Run {
    x: f32,
    baseline: f32,
    width: f32,
    size: f32,
    pen: Pen,
    font: Font,
    glyphs: Vec<KrillaGlyph>,
}

impl Run {
    /// Takes as many clusters as the run has glyphs of.
    fn new(run: &GlyphRun<'_, Pen>, clusters: &mut Clusters<'_>, font: Font, area: Area) -> Self {
        let size = run.run().font_size();
        let count = run.glyphs().count();
        let rtl = run.run().is_rtl();
        let mut glyphs: Vec<KrillaGlyph> = Vec::with_capacity(count);
        // The text of a ligature's later parts, which come first where reading goes to the left.
        let mut ahead: Option<usize> = None;
        while let Some(cluster) =
            clusters.next_if(|next| glyphs.len() < count || next.is_ligature_continuation())
        {
            let range = cluster.text_range();
            if cluster.is_ligature_continuation() {
                match glyphs.last_mut().filter(|_| !rtl) {
                    Some(last) => last.text_range.end = range.end,
                    None => ahead = ahead.or(Some(range.end)),
                }
                continue;
            }
            let range = range.start..ahead.take().unwrap_or(range.end);
            glyphs.extend(cluster.glyphs().map(|glyph| {
                let (x, y) = (glyph.x / size, -glyph.y / size);
                let id = GlyphId::new(glyph.id);
                KrillaGlyph::new(id, glyph.advance / size, x, y, 0.0, range.clone(), None)
            }));
        }
        Self {
            x: area.x + run.offset(),
            baseline: area.y + run.baseline(),
            width: run.advance(),
            size,
            pen: run.style().brush,
            font,
            glyphs,
        }
    }

    /// The area that a click on a link hits.
    fn quad(&self) -> Option<Quadrilateral> {
        let top = self.baseline - 0.9 * self.size;
        let bottom = self.baseline + 0.3 * self.size;
        Rect::from_ltrb(self.x, top, self.x + self.width, bottom).map(Quadrilateral::from)
    }
}

/// A page to draw on.
struct Canvas<'a, 'page> {
    surface: &'a mut Surface<'page>,
    look: Look,
}

impl Canvas<'_, '_> {
    /// Draws what a screen reader leaves out.
    fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    fn paint(&self, shade: Shade) -> Paint {
        let colour = self.look.colour(shade);
        if colour.red == colour.green && colour.green == colour.blue {
            luma::Color::new(colour.red).into()
        } else {
            rgb::Color::new(colour.red, colour.green, colour.blue).into()
        }
    }

    fn fill(&mut self, shade: Shade) {
        let paint = self.paint(shade);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint, ..Fill::default() }));
    }

    fn stroke(&mut self, shade: Shade, width: f32) {
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

    fn draw(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }

    fn glyphs(&mut self, run: &Run, text: &str) {
        self.fill(run.pen.shade);
        let start = Point::from_xy(run.x, run.baseline);
        let font = run.font.clone();
        self.surface.draw_glyphs(start, &run.glyphs, font, text, run.size, false);
    }

    fn panel(&mut self, area: Area, panel: &Panel) {
        if let Some(ground) = panel.ground {
            self.fill(ground);
            self.draw(rounded(area, panel.radius));
        }
        if let Some((shade, width)) = panel.edge {
            self.stroke(shade, width);
            self.draw(rounded(area, panel.radius));
        }
    }

    /// Lines that rise to the right, so that a shaded cell is seen on any printer.
    fn hatch(&mut self, area: Area) {
        self.stroke(Shade::Hatch, 0.5 * THIN);
        let mut path = PathBuilder::new();
        let mut start = HATCH;
        while start < area.width + area.height {
            let (left, down) = (start.min(area.height), (start - area.height).max(0.0));
            let (right, up) = (start.min(area.width), (start - area.width).max(0.0));
            path.move_to(area.x + down, area.y + left);
            path.line_to(area.x + right, area.y + up);
            start += HATCH;
        }
        self.draw(path.finish());
    }

    fn sign(&mut self, area: Area, tone: Tone) {
        let side = area.width.min(area.height);
        let at = |(x, y): (f32, f32)| (area.x + x * side, area.y + y * side);
        let disc = |centre, radius: f32| {
            let (x, y) = at(centre);
            let r = radius * side;
            rounded(Area { x: x - r, y: y - r, width: 2.0 * r, height: 2.0 * r }, r)
        };
        for part in sign(tone) {
            match part {
                Part::Ground(points) => {
                    self.fill(Shade::Tone(tone));
                    self.draw(line(points.into_iter().map(at), true));
                }
                Part::Disc(centre, radius) => {
                    self.fill(Shade::Tone(tone));
                    self.draw(disc(centre, radius));
                }
                Part::Stroke(points, width) => {
                    self.stroke(Shade::White, width * side);
                    self.draw(line(points.into_iter().map(at), false));
                }
                Part::Dot(centre, radius) => {
                    self.fill(Shade::White);
                    self.draw(disc(centre, radius));
                }
            }
        }
    }

    fn tick_box(&mut self, area: Area) {
        self.fill(Shade::White);
        self.draw(rounded(area, 0.0));
        self.stroke(Shade::Text, TICK_LINE);
        self.draw(rounded(area, 1.0));
    }

    fn blank(&mut self, x: f32, y: f32, width: f32) {
        self.stroke(Shade::Text, BLANK_LINE);
        self.draw(line([(x, y), (x + width, y)].into_iter(), false));
    }

    fn underline(&mut self, run: &GlyphRun<'_, Pen>, area: Area) {
        let pen = run.style().brush;
        if pen.link.is_none() {
            return;
        }
        let size = run.run().font_size();
        let (x, y) = (area.x + run.offset(), area.y + run.baseline() + UNDERLINE.0 * size);
        let end = x + run.advance() - space_at_end(run);
        self.stroke(pen.shade, UNDERLINE.1 * size);
        self.draw(line([(x, y), (end, y)].into_iter(), false));
    }
}

/// The width of the white space that ends the last run of a line.
fn space_at_end(run: &GlyphRun<'_, Pen>) -> f32 {
    let last = run.run().visual_clusters().last();
    let space = last.filter(|last| last.is_end_of_line() && last.is_space_or_nbsp());
    space.map_or(0.0, |space| space.advance())
}

/// A rectangle, with round corners if there is a radius.
fn rounded(area: Area, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let r = radius.min(0.5 * area.width).min(0.5 * area.height);
    if r <= 0.0 {
        path.push_rect(Rect::from_xywh(area.x, area.y, area.width, area.height)?);
        return path.finish();
    }
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    let k = r * (1.0 - ROUND);
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - k, top, right, top + k, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + k, bottom, left, bottom - k, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + k, left + k, top, left + r, top);
    path.close();
    path.finish()
}

fn line(points: impl Iterator<Item = (f32, f32)>, closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (i, (x, y)) in points.enumerate() {
        if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    if closed {
        path.close();
    }
    path.finish()
}
