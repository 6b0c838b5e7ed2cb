//! Pictures of cards grow into the room that a page has left: nobody minds a larger picture, and a
//! page half empty looks as if something were missing.

use taffy::TaffyError;

use super::card::Size;
use super::{Composer, gather};
use crate::handout::CardForm;
use crate::render::pdf::boxes::Ink;
use crate::render::pdf::flow::{Page, fits, room_left};
use crate::render::pdf::fragment::{Flow, Fragment};
use crate::render::pdf::look::PICTURES_LEAST;

/// How much larger pictures may become beside the steps, and above them where a card has a page for
/// itself; the largest that fits is taken.
const BESIDE: [f32; 8] = [2.5, 2.1, 1.8, 1.6, 1.4, 1.25, 1.15, 1.07];
const ABOVE: [f32; 10] = [3.4, 3.1, 2.8, 2.5, 2.2, 2.0, 1.8, 1.6, 1.45, 1.3];
/// Those above the steps of a card that is not a large one: not smaller than beside, and not so high, in
/// points, that a dark picture takes more than a twelfth of the page in ink.
const ALONE_LEAST: f32 = 1.6;
const ALONE_MOST: f32 = 2.5 * PICTURES_LEAST;
/// The part of a page that is worth the work.
const WORTH: f32 = 0.03;

impl Composer {
    /// The same pages with larger pictures where there is room: all cards of a page grow alike. First, pages
    /// with little on them go to others (`gather`).
    pub(in crate::render::pdf) fn grown(
        &mut self,
        mut flow: Flow,
        pages: Vec<Page>,
    ) -> Result<(Flow, Vec<Page>), TaffyError> {
        let mut sheets = gather::sheets(&mut flow, &pages);
        self.gather(&flow, &mut sheets)?;
        for sheet in &mut sheets {
            let fragments = std::mem::take(&mut sheet.fragments);
            sheet.fragments = self.grown_page(&flow, sheet.squeeze, fragments)?;
        }
        let pages = gather::pages(&mut flow, sheets);
        Ok((flow, pages))
    }

    /// The fragments of a page with the largest pictures that fit.
    fn grown_page(
        &mut self,
        flow: &Flow,
        squeeze: f32,
        fragments: Vec<Fragment>,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let cards = self.whole_cards(&fragments);
        let left = room_left(flow, &fragments, squeeze, self.room);
        if cards.is_empty() || left < WORTH * self.room {
            return Ok(fragments);
        }
        let large = |frame: &usize| self.cards[frame].form() == CardForm::Large;
        let above = ABOVE.map(|larger| Size { larger, above: true });
        let beside = BESIDE.map(|larger| Size { larger, above: false });
        let sizes: Vec<Size> = match cards.as_slice() {
            [one] if large(one) => above.to_vec(),
            // With little room pictures show more beside the steps.
            [_] => {
                let usual = self.look.grown(PICTURES_LEAST);
                let may_be =
                    |size: &Size| size.larger >= ALONE_LEAST && size.larger * usual <= ALONE_MOST;
                let above = above.into_iter().filter(may_be);
                above.chain(beside).collect()
            }
            _ => beside.to_vec(),
        };
        let (mut first, mut end) = (0, sizes.len());
        let mut best = None;
        while first < end {
            let middle = first.midpoint(end);
            let tried = self.redrawn(&fragments, &cards, sizes[middle])?;
            if fits(flow, &tried, squeeze, self.room) {
                (best, end) = (Some(tried), middle);
            } else {
                first = middle + 1;
            }
        }
        let best = best.unwrap_or(fragments);
        self.break_again(&best);
        Ok(best)
    }

    /// Breaks the texts of fragments as they were when these were laid out: texts remember how they were
    /// broken last.
    pub(super) fn break_again(&mut self, fragments: &[Fragment]) {
        for mark in fragments.iter().flat_map(|fragment| &fragment.solid.marks) {
            if let Ink::Text(text, _) = &mark.ink {
                self.texts[text.0].break_at(mark.area.width);
            }
        }
    }

    /// The cards that stand whole among fragments; what was cut is left as it is.
    pub(super) fn whole_cards(&self, fragments: &[Fragment]) -> Vec<usize> {
        let mut cards: Vec<usize> = Vec::new();
        for frame in fragments.iter().filter_map(|fragment| fragment.frame) {
            if self.cards.contains_key(&frame) && cards.last() != Some(&frame) {
                cards.push(frame);
            }
        }
        let count = |frame: &usize| {
            fragments.iter().filter(|fragment| fragment.frame == Some(*frame)).count()
        };
        cards.retain(|frame| count(frame) == self.cards[frame].parts());
        cards
    }

    /// Fragments with some of their cards laid out again, the pictures of a size.
    pub(super) fn redrawn(
        &mut self,
        fragments: &[Fragment],
        cards: &[usize],
        size: Size,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let mut all = Vec::new();
        for group in fragments.chunk_by(|a, b| a.frame == b.frame) {
            let frame = group[0].frame.filter(|frame| cards.contains(frame));
            let Some((frame, draft)) = frame.and_then(|f| Some((f, self.cards.remove(&f)?))) else {
                all.extend_from_slice(group);
                continue;
            };
            let mut card = self.card_fragments(&draft, frame, size)?;
            self.cards.insert(frame, draft);
            if let Some(first) = card.first_mut() {
                first.fresh = group[0].fresh;
            }
            all.extend(card);
        }
        Ok(all)
    }
}
