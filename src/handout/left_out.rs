//! What is not in the plan and why: withheld exercises, needs that nothing meets.

use super::Block;
use super::words::capital;
use super::{Inline, Maker, Section, TextStyle, bullets};

impl Maker<'_> {
    pub(super) fn left_out(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        let library = self.handout.library;
        let precautions: Vec<Vec<Inline>> = self
            .handout
            .plan
            .person
            .precautions
            .iter()
            .filter_map(|id| library.precaution(id))
            .map(|entry| {
                let name = capital(&entry.name);
                let mut text = self.words.inline(
                    "left-out-line",
                    &[
                        ("name", (&name).into()),
                        ("what", (&entry.leaves_out).into()),
                        ("because", (&entry.because).into()),
                    ],
                );
                if let Some(ends) = &entry.ends {
                    text.push(Inline::text(" "));
                    text.extend(self.words.inline("left-out-ends", &[("ends", ends.into())]));
                }
                text
            })
            .collect();
        if !precautions.is_empty() {
            blocks.push(Block::Paragraph {
                style: TextStyle::Body,
                text: self.text("left-out-lead"),
            });
            blocks.push(bullets(precautions));
        }
        let unmet = &self.handout.plan.unmet;
        if !unmet.is_empty() {
            blocks.push(self.heading("unmet-title"));
            let items = unmet.iter().map(|unmet| {
                let phase = self.words.get(&format!("phase-{}", unmet.phase));
                self.words.inline(
                    "unmet-line",
                    &[("phase", (&phase).into()), ("says", (&unmet.says).into())],
                )
            });
            blocks.push(bullets(items.collect()));
        }
        (!blocks.is_empty()).then(|| Section {
            id: "left-out".to_owned(),
            title: self.text("left-out-title"),
            new_page: false,
            blocks,
        })
    }
}
