//! Fragments to pages.

use super::boxes::Area;
use super::fragment::{Flow, Fragment, Frame, Keep, Kind};

/// Lengths are compared with this tolerance: a page is not left for a rounding error.
const SLACK: f32 = 0.01;

/// A page: what stands on its body, from the body's top left corner.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Fragments by their index and top.
    pub(super) fragments: Vec<(usize, f32)>,
    /// Heads of tables that are repeated here, by their index and top.
    pub(super) heads: Vec<(usize, f32)>,
}

/// Where the next fragment goes on a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cursor {
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
    /// Puts a fragment below the ones before it.
    pub(super) fn put(&mut self, fragment: &Fragment, flow: &Flow) -> Spot {
        if self.frame != fragment.frame {
            self.y += self.pad(flow);
        }
        if let Some(below) = self.below {
            self.y += below.max(fragment.above);
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
    let mut filler = Filler { flow, room, pages: vec![Page::default()], cursor: Cursor::default() };
    let mut too_tall = Vec::new();
    let mut start = 0;
    while start < flow.fragments.len() {
        let end = chain_end(&flow.fragments, start);
        if flow.fragments[start].fresh {
            filler.new_page();
        }
        if filler.fitting(start, end) < end {
            filler.new_page();
        }
        let fitting = filler.fitting(start, end);
        let cut = if fitting == end { end } else { best_cut(&flow.fragments, start, fitting) };
        if fitting == start {
            too_tall.push(start);
        }
        filler.place(start, cut);
        start = cut;
    }
    (filler.pages, too_tall)
}

/// The end of the fragments that are kept together with the one at `start`.
fn chain_end(fragments: &[Fragment], start: usize) -> usize {
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
    pages: Vec<Page>,
    cursor: Cursor,
}

impl Filler<'_> {
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

    /// Starts a page unless the last one is empty.
    fn new_page(&mut self) {
        if self.pages.last().is_some_and(|page| !page.fragments.is_empty()) {
            self.pages.push(Page::default());
            self.cursor = Cursor::default();
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
