//! Fragments to pages.

use std::ops::Range;

use super::boxes::Area;
use super::fragment::{Flow, Fragment, Frame, Keep, Kind};

/// Lengths are compared with this tolerance: a page is not left for a rounding error.
const SLACK: f32 = 0.01;
/// The part of a page that is worth a little less space elsewhere.
const TAIL: f32 = 0.3;
/// How much of the space between fragments is left then, first what changes less.
const SQUEEZES: [f32; 3] = [0.85, 0.7, 0.55];

/// A page: what stands on its body, from the body's top left corner.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Fragments by their index and top.
    pub(super) fragments: Vec<(usize, f32)>,
    /// Heads of tables that are repeated here, by their index and top.
    pub(super) heads: Vec<(usize, f32)>,
    /// What the space between fragments is multiplied by.
    pub(super) squeeze: f32,
}

/// Where the next fragment goes on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    /// What the space between fragments is multiplied by.
    squeeze: f32,
    y: f32,
    /// The space that the last fragment wants below it; none at the top of a page.
    below: Option<f32>,
    frame: Option<usize>,
    head: Option<usize>,
}

/// Where a fragment stands, and the head of its table if it has to be repeated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) y: f32,
    pub(super) head: Option<(usize, f32)>,
}

impl Cursor {
    /// The top of a page.
    pub(super) fn new(squeeze: f32) -> Self {
        Self { squeeze, y: 0.0, below: None, frame: None, head: None }
    }

    /// Puts a fragment below the ones before it.
    pub(super) fn put(&mut self, fragment: &Fragment, flow: &Flow) -> Spot {
        if self.frame != fragment.frame {
            self.y += self.pad(flow);
        }
        if let Some(below) = self.below {
            self.y += below.max(fragment.above) * self.squeeze;
        }
        if self.frame != fragment.frame || self.below.is_none() {
            self.frame = fragment.frame;
            self.y += self.pad(flow);
        }
        let repeated = fragment.head.filter(|head| !fragment.is_head && self.head != Some(*head));
        let head = repeated.map(|head| (head, self.y));
        if let Some(head) = repeated {
            self.y += flow.heads[head].height;
        }
        let y = self.y;
        self.y += fragment.solid.height;
        self.below = Some(fragment.below);
        self.head = fragment.head;
        Spot { y, head }
    }

    /// The lowest point so far.
    pub(super) fn bottom(&self, flow: &Flow) -> f32 {
        self.y + self.pad(flow)
    }

    fn pad(&self, flow: &Flow) -> f32 {
        self.frame.map_or(0.0, |frame| flow.frames[frame].pad)
    }
}

/// The areas of the frames around fragments that stand at the given heights.
pub(super) fn frames<'a>(
    placed: impl Iterator<Item = (&'a Fragment, f32)>,
    flow: &Flow,
) -> Vec<(Frame, Area)> {
    let mut areas: Vec<(usize, Area)> = Vec::new();
    for (fragment, y) in placed {
        let Some(id) = fragment.frame else { continue };
        let frame = &flow.frames[id];
        let bottom = y + fragment.solid.height + frame.pad;
        match areas.last_mut().filter(|(last, _)| *last == id) {
            Some((_, area)) => area.height = bottom - area.y,
            None => {
                let y = y - frame.pad;
                let area = Area { x: 0.0, y, width: frame.width, height: bottom - y };
                areas.push((id, area));
            }
        }
    }
    areas.into_iter().map(|(id, area)| (flow.frames[id], area)).collect()
}

/// Fills pages whose body has a height, and names the fragments that are taller than a page.
pub(super) fn fill(flow: &Flow, room: f32) -> (Vec<Page>, Vec<usize>) {
    let mut pages = Vec::new();
    let mut too_tall = Vec::new();
    for part in parts(&flow.fragments) {
        let filled = fill_part(flow, room, part);
        pages.extend(filled.pages);
        too_tall.extend(filled.too_tall);
    }
    (pages, too_tall)
}

/// The parts of a document that start on a new page.
pub(super) fn parts(fragments: &[Fragment]) -> Vec<Range<usize>> {
    let fresh = |i: &usize| *i == 0 || fragments[*i].fresh;
    let starts: Vec<usize> = (0..fragments.len()).filter(fresh).collect();
    let ends = starts.iter().skip(1).copied().chain([fragments.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a part of a document needs no more than a page.
pub(super) fn fits_a_page(flow: &Flow, room: f32, part: Range<usize>) -> bool {
    fill_part(flow, room, part).pages.len() == 1
}

/// Fills the pages of a part. If only a few lines stand on its last page and a little less space
/// between the fragments brings them back, there is less.
fn fill_part(flow: &Flow, room: f32, part: Range<usize>) -> Filler<'_> {
    let plain = Filler::fill(flow, room, part.clone(), 1.0);
    if plain.pages.len() == 1 || plain.cursor.bottom(flow) > TAIL * room {
        return plain;
    }
    let mut squeezed = SQUEEZES.iter().map(|by| Filler::fill(flow, room, part.clone(), *by));
    squeezed.find(|squeezed| squeezed.pages.len() < plain.pages.len()).unwrap_or(plain)
}

/// A page of all fragments from the one at `start`.
pub(super) fn place(flow: &Flow, start: usize, squeeze: f32) -> Page {
    let mut page = Page { squeeze, ..Page::default() };
    let mut cursor = Cursor::new(squeeze);
    for (i, fragment) in flow.fragments.iter().enumerate().skip(start) {
        let spot = cursor.put(fragment, flow);
        page.fragments.push((i, spot.y));
        page.heads.extend(spot.head);
    }
    page
}

/// Whether fragments fit on a page of a height with the least space between them.
pub(super) fn fits_squeezed(flow: &Flow, fragments: &[Fragment], room: f32) -> bool {
    SQUEEZES.iter().any(|by| fits(flow, fragments, *by, room))
}

/// Whether fragments fit on a page of a height.
pub(super) fn fits(flow: &Flow, fragments: &[Fragment], squeeze: f32, room: f32) -> bool {
    room_left(flow, fragments, squeeze, room) >= -SLACK
}

/// The height that fragments leave of a page; below zero if they do not fit.
pub(super) fn room_left(flow: &Flow, fragments: &[Fragment], squeeze: f32, room: f32) -> f32 {
    let mut cursor = Cursor::new(squeeze);
    for fragment in fragments {
        cursor.put(fragment, flow);
    }
    room - cursor.bottom(flow)
}

/// The end of the fragments that are kept together with the one at `start`.
pub(super) fn chain_end(fragments: &[Fragment], start: usize) -> usize {
    let last = fragments[start..].iter().position(|fragment| fragment.keep == Keep::Free);
    last.map_or(fragments.len(), |last| start + last + 1)
}

/// Where to cut what is kept together but taller than a page: after the last of the fragments that
/// fit whose bond to the next is the weakest. At least one fragment is placed.
fn best_cut(fragments: &[Fragment], start: usize, fitting: usize) -> usize {
    let weakest = fragments[start..fitting].iter().map(|fragment| fragment.keep).min();
    let last = fragments[start..fitting].iter().rposition(|f| Some(f.keep) == weakest);
    last.map_or(start + 1, |last| start + last + 1)
}

struct Filler<'a> {
    flow: &'a Flow,
    room: f32,
    squeeze: f32,
    pages: Vec<Page>,
    cursor: Cursor,
    too_tall: Vec<usize>,
}

impl<'a> Filler<'a> {
    fn fill(flow: &'a Flow, room: f32, part: Range<usize>, squeeze: f32) -> Self {
        let page = Page { squeeze, ..Page::default() };
        let (pages, cursor) = (vec![page], Cursor::new(squeeze));
        let mut filler = Self { flow, room, squeeze, pages, cursor, too_tall: Vec::new() };
        let mut start = part.start;
        while start < part.end {
            start = filler.chain(start, chain_end(&flow.fragments[..part.end], start));
        }
        filler
    }

    /// Places what is kept together, or as much of it as a page holds; returns where it ends.
    fn chain(&mut self, start: usize, end: usize) -> usize {
        if self.fitting(start, end) < end {
            self.new_page();
            self.squeeze_for(start, end);
        }
        let fitting = self.fitting(start, end);
        if fitting == start {
            self.too_tall.push(start);
        }
        let cut = match fitting == end {
            true => end,
            false => best_cut(&self.flow.fragments, start, fitting),
        };
        self.place(start, cut);
        cut
    }

    /// The end of the fragments from `start` that fit below what is on the page.
    fn fitting(&self, start: usize, end: usize) -> usize {
        let mut cursor = self.cursor;
        for (i, fragment) in self.flow.fragments[start..end].iter().enumerate() {
            cursor.put(fragment, self.flow);
            if cursor.bottom(self.flow) > self.room + SLACK {
                return start + i;
            }
        }
        end
    }

    fn place(&mut self, start: usize, end: usize) {
        for (i, fragment) in self.flow.fragments[start..end].iter().enumerate() {
            let spot = self.cursor.put(fragment, self.flow);
            if let Some(page) = self.pages.last_mut() {
                page.fragments.push((start + i, spot.y));
                page.heads.extend(spot.head);
            }
        }
    }

    /// Leaves a little less space on the empty last page if what is kept together fits there then, and not
    /// without.
    fn squeeze_for(&mut self, start: usize, end: usize) {
        let Some(page) = self.pages.last_mut().filter(|page| page.fragments.is_empty()) else {
            return;
        };
        let chain = &self.flow.fragments[start..end];
        let fits = |by: &&f32| fits(self.flow, chain, **by, self.room);
        let enough = [1.0].iter().chain(&SQUEEZES).filter(|by| **by <= self.squeeze).find(fits);
        if let Some(by) = enough {
            (page.squeeze, self.cursor) = (*by, Cursor::new(*by));
        }
    }

    /// Starts a page unless the last one is empty.
    fn new_page(&mut self) {
        if self.pages.last().is_some_and(|page| !page.fragments.is_empty()) {
            self.pages.push(Page { squeeze: self.squeeze, ..Page::default() });
            self.cursor = Cursor::new(self.squeeze);
        }
    }
}

impl Page {
    /// What stands on the page, frames before their fragments.
    pub(super) fn areas(&self, flow: &Flow) -> Vec<(Kind, Area)> {
        let placed = self.fragments.iter().map(|(i, y)| (&flow.fragments[*i], *y));
        let mut areas: Vec<(Kind, Area)> =
            frames(placed, flow).into_iter().map(|(frame, area)| (frame.kind, area)).collect();
        for (i, y) in &self.fragments {
            let fragment = &flow.fragments[*i];
            let marks = fragment.solid.marks.iter().map(|mark| mark.area);
            let left = marks.clone().map(|area| area.x).fold(f32::MAX, f32::min);
            let right = marks.map(|area| area.right()).fold(left, f32::max);
            let height = fragment.solid.height;
            areas.push((fragment.kind, Area { x: left, y: *y, width: right - left, height }));
        }
        areas
    }
}
