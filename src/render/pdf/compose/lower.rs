//! Rows of a table and pictures of cards are lowered where a page could hold all that stands on it: a week
//! is to hang on one page, and no card is cut.

use std::ops::Range;

use taffy::TaffyError;

use super::Composer;
use super::card::Size;
use crate::render::pdf::flow::{chain_end, fits_a_page, fits_squeezed, parts};
use crate::render::pdf::fragment::{Flow, Fragment};

/// How much of the space in rows with pictures is left, and of these, where a page could hold all that
/// stands on it if they were lower; the first that does is taken.
const TIGHTER: [f32; 3] = [0.85, 0.7, 0.55];

/// How large the pictures of a card that is taller than a page are then, beside what they are at least.
const SMALLER: [f32; 3] = [0.85, 0.7, 0.55];

impl Composer {
    /// The same flow with lower pictures in cards that need more than a page only for them: a last line alone
    /// on a page says nothing.
    pub(in crate::render::pdf) fn shortened(&mut self, mut flow: Flow) -> Result<Flow, TaffyError> {
        // From the end, so that the places of those before stay.
        for chain in self.tall_chains(&flow).into_iter().rev() {
            let tall = &flow.fragments[chain.clone()];
            let lower = self.shortened_chain(&flow, tall)?;
            if let Some(lower) = lower {
                flow.fragments.splice(chain, lower);
            }
        }
        Ok(flow)
    }

    /// What is kept together, has a card, and is taller than a page.
    fn tall_chains(&self, flow: &Flow) -> Vec<Range<usize>> {
        let mut tall = Vec::new();
        for part in parts(&flow.fragments) {
            let mut start = part.start;
            while start < part.end {
                let end = chain_end(&flow.fragments[..part.end], start);
                let chain = &flow.fragments[start..end];
                let is_card =
                    |part: &Fragment| part.frame.is_some_and(|id| self.cards.contains_key(&id));
                if chain.iter().any(is_card) && !fits_squeezed(flow, chain, self.room) {
                    tall.push(start..end);
                }
                start = end;
            }
        }
        tall
    }

    /// The same with lower pictures, if that makes it fit a page.
    fn shortened_chain(
        &mut self,
        flow: &Flow,
        chain: &[Fragment],
    ) -> Result<Option<Vec<Fragment>>, TaffyError> {
        let cards = self.whole_cards(chain);
        for larger in SMALLER {
            let tried = self.redrawn(chain, &cards, Size { larger, above: false })?;
            if fits_squeezed(flow, &tried, self.room) {
                for frame in cards {
                    let parts = tried.iter().filter(|part| part.frame == Some(frame)).count();
                    self.cards.entry(frame).and_modify(|card| card.set_parts(parts));
                }
                return Ok(Some(tried));
            }
        }
        self.break_again(chain);
        Ok(None)
    }

    /// The same flow with lower rows where a part of it needs more than a page only for the height of rows
    /// with pictures: a week is to hang on one page.
    pub(in crate::render::pdf) fn tightened(&mut self, mut flow: Flow) -> Flow {
        for part in parts(&flow.fragments) {
            let heads = self.pictured(&flow.fragments[part.clone()]);
            if heads.is_empty() || fits_a_page(&flow, self.room, part.clone()) {
                continue;
            }
            let fits = TIGHTER.iter().any(|left| {
                heads.iter().for_each(|head| self.lower(&mut flow, part.clone(), *head, *left));
                fits_a_page(&flow, self.room, part.clone())
            });
            if !fits {
                heads.iter().for_each(|head| self.lower(&mut flow, part.clone(), *head, 1.0));
            }
        }
        flow
    }

    /// The tables with pictures whose rows stand by themselves among fragments.
    fn pictured(&self, fragments: &[Fragment]) -> Vec<usize> {
        let heads = fragments.iter().filter(|row| row.is_head && row.frame.is_none());
        let heads = heads.filter_map(|row| row.head);
        heads.filter(|head| self.tables[head].has_pictures()).collect()
    }

    /// Lays the rows of a table out again, with a part of the space in them.
    fn lower(&mut self, flow: &mut Flow, part: Range<usize>, head: usize, left: f32) {
        let Some(draft) = self.tables.remove(&head) else { return };
        let rows = flow.fragments[part].iter_mut().filter(|row| row.head == Some(head));
        for (row, solid) in rows.zip(self.rows_of(&draft, left)) {
            if row.is_head {
                flow.heads[head] = solid.clone();
            }
            row.solid = solid;
        }
        self.tables.insert(head, draft);
    }
}
