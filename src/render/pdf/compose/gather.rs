//! What the person knows already has no page of its own: a card without steps that is left alone on a page
//! goes to a neighbour, or a neighbour's card comes to it.

use taffy::TaffyError;

use super::Composer;
use super::card::Size;
use crate::render::pdf::flow::{Page, fits, place};
use crate::render::pdf::fragment::{Flow, Fragment, Kind};

/// How much of the pictures and of the space between fragments is left where two pages become one; the
/// first that fits is taken, and what is left of the page then makes pictures grow again.
const PICTURES: [f32; 4] = [1.0, 0.85, 0.7, 0.55];
const SPACES: [f32; 3] = [1.0, 0.85, 0.7];

/// What stands on a page, before it is placed.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) fragments: Vec<Fragment>,
    /// What the space between fragments is multiplied by.
    pub(super) squeeze: f32,
}

/// Takes the fragments of pages out of a flow.
pub(super) fn sheets(flow: &mut Flow, pages: &[Page]) -> Vec<Sheet> {
    let mut fragments = std::mem::take(&mut flow.fragments).into_iter();
    let sheet = |page: &Page| Sheet {
        fragments: fragments.by_ref().take(page.fragments.len()).collect(),
        squeeze: page.squeeze,
    };
    pages.iter().map(sheet).collect()
}

/// Puts them back, and places them.
pub(super) fn pages(flow: &mut Flow, sheets: Vec<Sheet>) -> Vec<Page> {
    let page = |sheet: Sheet| {
        let start = flow.fragments.len();
        flow.fragments.extend(sheet.fragments);
        place(flow, start, sheet.squeeze)
    };
    sheets.into_iter().map(page).collect()
}

impl Composer {
    /// Leaves no known card alone, where a neighbour in its section can be shared with.
    pub(super) fn gather(
        &mut self,
        flow: &Flow,
        sheets: &mut Vec<Sheet>,
    ) -> Result<(), TaffyError> {
        let mut at = 0;
        while at < sheets.len() {
            if self.is_lone(&sheets[at].fragments) {
                let goes_on = |at: usize| sheets.get(at).is_some_and(|next| goes_on(flow, next));
                let (before, after) = (goes_on(at), goes_on(at + 1));
                if before && self.join(flow, sheets, at - 1)? {
                    continue;
                }
                if !(after && self.join(flow, sheets, at)?) && before {
                    self.share(flow, sheets, at);
                }
            }
            at += 1;
        }
        Ok(())
    }

    /// Whether a known card and its headings are all that stands there.
    fn is_lone(&self, fragments: &[Fragment]) -> bool {
        let [frame] = self.whole_cards(fragments)[..] else { return false };
        let all = |fragment: &Fragment| match fragment.frame {
            None => fragment.kind == Kind::Heading,
            other => other == Some(frame),
        };
        self.cards[&frame].is_known() && fragments.iter().all(all)
    }

    /// Makes one page of two, if it holds them with smaller pictures or less space.
    fn join(
        &mut self,
        flow: &Flow,
        sheets: &mut Vec<Sheet>,
        at: usize,
    ) -> Result<bool, TaffyError> {
        let both = [sheets[at].fragments.as_slice(), &sheets[at + 1].fragments].concat();
        let cards = self.whole_cards(&both);
        for larger in PICTURES {
            let tried = self.redrawn(&both, &cards, Size { larger, above: false })?;
            let fitting = SPACES.iter().find(|by| fits(flow, &tried, **by, self.room));
            if let Some(squeeze) = fitting {
                self.count_parts(&cards, &tried);
                sheets[at] = Sheet { fragments: tried, squeeze: *squeeze };
                sheets.remove(at + 1);
                return Ok(true);
            }
        }
        self.break_again(&both);
        Ok(false)
    }

    /// Brings the last card of the page before, with its heading, to a lone one.
    fn share(&self, flow: &Flow, sheets: &mut [Sheet], at: usize) {
        let before = &sheets[at - 1].fragments;
        let cards = self.whole_cards(before);
        let [.., _, last] = cards.as_slice() else { return };
        let starts = before.iter().position(|fragment| fragment.frame == Some(*last));
        let is_heading = |fragment: &Fragment| fragment.kind == Kind::Heading;
        let heads = |start: usize| before[..start].iter().rev().take_while(|it| is_heading(it));
        let Some(start) = starts.map(|start| start - heads(start).count()) else { return };
        let moved = [&before[start..], &sheets[at].fragments].concat();
        if fits(flow, &moved, 1.0, self.room) {
            sheets[at - 1].fragments.truncate(start);
            sheets[at] = Sheet { fragments: moved, squeeze: 1.0 };
        }
    }

    /// Notes how many fragments cards have now.
    fn count_parts(&mut self, cards: &[usize], fragments: &[Fragment]) {
        for frame in cards {
            let parts = fragments.iter().filter(|fragment| fragment.frame == Some(*frame)).count();
            if let Some(draft) = self.cards.get_mut(frame) {
                draft.set_parts(parts);
            }
        }
    }
}

/// Whether a page goes on with the section of the page before.
fn goes_on(flow: &Flow, sheet: &Sheet) -> bool {
    let begins = |fragment: &Fragment| {
        let outlines = fragment.anchors.iter().filter_map(|at| flow.anchors[*at].outline.as_ref());
        outlines.into_iter().any(|(level, _)| *level == 1)
    };
    sheet.fragments.first().is_some_and(|first| !begins(first))
}
