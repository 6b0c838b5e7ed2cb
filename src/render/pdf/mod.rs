//! A document as a tagged PDF.
//!
//! The way of the data: `compose` turns blocks into fragments, with text shaped by `parley` in
//! `shape` and boxes laid out by `taffy` in `boxes`; `flow` fills pages with them; `paint` draws the
//! pages with `krilla`, and `tags` holds their logical structure. Only this folder knows these
//! crates.

mod boxes;
mod compose;
mod flow;
mod fragment;
mod look;
mod margins;
mod pack;
mod paint;
mod shape;
mod signs;
mod stream;
mod tags;
mod token;

use self::boxes::{Ink, Solid};
use self::compose::Composer;
use self::fragment::Flow;
pub use self::fragment::Kind;
use self::margins::Body;
use crate::finding::{Code, Finding};
use crate::handout::Document;
use crate::render::pages::Page;

/// Writes a document as a PDF that holds to PDF/UA-1 and PDF/A-2a.
///
/// The bytes depend on the document alone.
///
/// # Errors
///
/// Every character that no bundled font has, every link without its place, every place with the
/// name of another and every row that is taller than a page, all at once: nothing that stands in
/// the document is ever left off the page.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Vec<Finding>> {
    let laid_out = lay_out(document)?;
    let painted = paint::paint(document, laid_out).map_err(|error| vec![error])?;
    let packed = pack::pack(&painted);
    packed.ok_or_else(|| vec![paint::broken("a page or a drawing has no place in it")])
}

/// Does beforehand what writing a document takes and others that hold parts of it can use: texts are shaped,
/// drawings written. What cannot be written is told when it is.
pub fn rehearse(document: &Document) {
    if let Ok((laid_out, _)) = lay_out_anyhow(document) {
        laid_out.pages.iter().for_each(|page| paint::prepare(page, &laid_out));
    }
}

/// The pages of a document as plain marks, for other writers.
pub(super) fn pages(document: &Document) -> Result<Vec<Page>, Vec<Finding>> {
    paint::trace(lay_out(document)?).map_err(|error| vec![error])
}

/// A box on a page, as the reader sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedBox {
    /// The page, from 0.
    pub page: usize,
    /// What it is.
    pub kind: Kind,
    /// The left edge in points from the paper's.
    pub x: f32,
    /// The upper edge in points from the paper's.
    pub y: f32,
    /// The width in points.
    pub width: f32,
    /// The height in points.
    pub height: f32,
}

/// Where the boxes of a document stand, without painting them: for tests and for previews.
///
/// # Errors
///
/// The same as for [`pdf`].
pub fn boxes(document: &Document) -> Result<Vec<PlacedBox>, Vec<Finding>> {
    let laid_out = lay_out(document)?;
    let (left, top) = (laid_out.composer.look.margin(), laid_out.body.top);
    let mut boxes = Vec::new();
    for (number, page) in laid_out.pages.iter().enumerate() {
        for (kind, area) in page.areas(&laid_out.flow) {
            let look = laid_out.composer.look;
            let area = area.moved(left, top).on_page(look.paper.0, look.mirrored);
            boxes.push(PlacedBox {
                page: number,
                kind,
                x: area.x,
                y: area.y,
                width: area.width,
                height: area.height,
            });
        }
    }
    Ok(boxes)
}

/// A document with every mark at its place.
struct LaidOut {
    composer: Composer,
    flow: Flow,
    pages: Vec<flow::Page>,
    body: Body,
    header: Solid,
    footers: Vec<Solid>,
}

fn lay_out(document: &Document) -> Result<LaidOut, Vec<Finding>> {
    let (laid_out, findings) = lay_out_anyhow(document)?;
    if findings.is_empty() { Ok(laid_out) } else { Err(findings) }
}

/// Lays out what there is, and tells what is wrong with it.
fn lay_out_anyhow(document: &Document) -> Result<(LaidOut, Vec<Finding>), Vec<Finding>> {
    let mut composer = Composer::new(document);
    let failed = |error: taffy::TaffyError| {
        vec![Finding::error(Code::DoesNotFit, format!("the page cannot be laid out: {error}"))]
    };
    let header = margins::header(&mut composer, document).map_err(failed)?;
    let body = margins::body(&mut composer, document, &header).map_err(failed)?;
    Composer::rehearse(document, body.room);
    let flow = composer.compose(document, body.room).map_err(failed)?;
    let flow = composer.tightened(flow);
    let flow = composer.shortened(flow).map_err(failed)?;
    let (pages, too_tall) = flow::fill(&flow, body.room);
    let too_tall: Vec<Finding> =
        too_tall.iter().map(|fragment| too_tall_finding(&composer, &flow, *fragment)).collect();
    let (flow, pages) = composer.grown(flow, pages).map_err(failed)?;
    let footers = (1..=pages.len())
        .map(|page| margins::footer(&mut composer, document, page, pages.len()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;

    let mut findings: Vec<Finding> = composer.shaper.findings().collect();
    findings.extend(link_findings(&composer, &flow));
    findings.extend(too_tall);
    Ok((LaidOut { composer, flow, pages, body, header, footers }, findings))
}

fn link_findings(composer: &Composer, flow: &Flow) -> Vec<Finding> {
    let mut known: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for id in flow.anchors.iter().filter_map(|anchor| anchor.id.as_deref()) {
        if known.contains(&id) {
            let message = format!("two places of the document are named `{id}`");
            findings.push(Finding::error(Code::DuplicateId, message));
        }
        known.push(id);
    }
    for link in composer.texts.iter().flat_map(|text| &text.links) {
        if !known.contains(&link.to.as_str()) {
            let message =
                format!("the link `{}` leads to `{}`, which is nowhere", link.words, link.to);
            findings.push(Finding::error(Code::UnknownId, message));
        }
    }
    findings
}

fn too_tall_finding(composer: &Composer, flow: &Flow, fragment: usize) -> Finding {
    let marks = &flow.fragments[fragment].solid.marks;
    let words = marks.iter().find_map(|mark| match &mark.ink {
        Ink::Text(text, _) => Some(composer.texts[text.0].text()),
        _ => None,
    });
    let words: String = words.unwrap_or_default().chars().take(60).collect();
    let message = format!("what starts with `{words}` is taller than a page");
    Finding::error(Code::DoesNotFit, message).hint("shorten it, or choose a smaller print")
}
