//! Rows of a table are lowered where a page could hold all that stands on it: a week is to hang on one
//! page.

use std::ops::Range;

use super::Composer;
use crate::render::pdf::flow::{fits_a_page, parts};
use crate::render::pdf::fragment::{Flow, Fragment};

/// How much of the space in rows with pictures is left, and of these, where a page could hold all that
/// stands on it if they were lower; the first that does is taken.
const TIGHTER: [f32; 3] = [0.85, 0.7, 0.55];

impl Composer {
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
