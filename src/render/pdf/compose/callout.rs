//! Boxes that stand out.

use taffy::TaffyError;

use super::{Composer, Place};
use crate::handout::{Block, Inline, Tone};
use crate::render::pdf::boxes::{Area, Ink, Mark, Panel};
use crate::render::pdf::fragment::{Fragment, Frame, Keep, Kind};
use crate::render::pdf::look::{BOLD_FRAME, FRAME, Shade, Type, space};
use crate::render::pdf::tags::Role;

impl Composer {
    pub(super) fn callout(
        &mut self,
        tone: Tone,
        title: &[Inline],
        blocks: &[Block],
        place: Place,
    ) -> Result<Vec<Fragment>, TaffyError> {
        let pad = self.look.grown(space::CALLOUT);
        let indent = if tone == Tone::Plain { 0.0 } else { self.look.grown(space::SIGN_COLUMN) };
        let node = self.tree.add(place.node, Role::Box);
        let width = place.width - 2.0 * pad - indent;
        let inner = Place { node, width, gap: 0.7 * place.gap };
        let mut fragments = Vec::new();
        if !title.is_empty() {
            fragments.push(self.callout_title(tone, title, inner));
        }
        fragments.extend(self.blocks(blocks, inner)?);
        // The lines of a name, a signature and a date are one thing.
        let lines = blocks.iter().rev().take_while(|block| is_to_write_on(block)).count();
        let above = fragments.iter_mut().rev().skip(1).take(lines.saturating_sub(1));
        above.for_each(|line| line.keep = Keep::Firm);
        self.put_sign(tone, indent, &mut fragments);
        let edge = if matches!(tone, Tone::Stop | Tone::Care) { BOLD_FRAME } else { FRAME };
        let panel = Panel {
            ground: Some(Shade::Ground(tone)),
            edge: Some((Shade::Tone(tone), edge)),
            radius: space::CORNER,
        };
        let frame = Frame { kind: Kind::Callout, width: place.width, pad, panel };
        Ok(self.framed(frame, indent + pad, fragments))
    }

    fn callout_title(&mut self, tone: Tone, title: &[Inline], place: Place) -> Fragment {
        let node = self.tree.add(place.node, Role::Paragraph);
        let face = self.heading_face(3).shaded(Shade::Tone(tone));
        let text = self.text(Some(node), title, &face);
        let solid = self.text_at(text, place.width);
        let (below, keep) = (0.5 * place.gap, Keep::Firm);
        Fragment { below, keep, ..Fragment::new(Kind::Line, solid) }
    }

    /// Puts the sign of a tone to the left of the first fragment.
    fn put_sign(&self, tone: Tone, indent: f32, fragments: &mut [Fragment]) {
        let Some(first) = fragments.first_mut().filter(|_| tone != Tone::Plain) else { return };
        let side = self.look.grown(space::SIGN);
        // In the middle of the title's first line.
        let title = self.look.letters(Type::Heading(3));
        let y = 0.5 * (title.size * title.line - side);
        let area = Area { x: -indent, y, width: side, height: side };
        first.solid.marks.insert(0, Mark { area, ink: Ink::Sign(tone) });
    }
}

/// Whether a block is a line to write on.
fn is_to_write_on(block: &Block) -> bool {
    let Block::Paragraph { text, .. } = block else { return false };
    text.iter().any(|part| matches!(part, Inline::Blank(_)))
}
