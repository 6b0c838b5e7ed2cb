//! Beside the sessions: good habits, and where it all comes from.

use std::collections::BTreeMap;

use super::words::stars;
use super::{Block, Inline, Maker, Section, TextStyle, bullets};
use crate::library::{Advice, Citation, Grade, When};

/// The most room of a picture beside advice, in millimetres.
const WIDTH_MM: f32 = 78.0;
const HEIGHT_MM: f32 = 62.0;

impl Maker<'_> {
    pub(super) fn advice(&self) -> Option<Section> {
        let plan = self.handout.plan;
        let fits = |advice: &&Advice| {
            let anyone = advice.muscles.is_empty() && advice.precautions.is_empty();
            let muscle = plan
                .person
                .muscles
                .iter()
                .any(|affected| advice.muscles.contains(&affected.muscle));
            let precaution =
                plan.person.precautions.iter().any(|id| advice.precautions.contains(id));
            let preset = self.conditions_in_force().any(|it| it.advice.contains(&advice.id));
            advice.when != When::Desk
                && self.is_for_them(advice)
                && (anyone || muscle || precaution || preset)
        };
        let blocks: Vec<Block> =
            self.handout.library.advice.iter().filter(fits).flat_map(|it| self.lines(it)).collect();
        (!blocks.is_empty()).then(|| Section {
            id: "advice".to_owned(),
            title: self.text("advice-title"),
            new_page: false,
            blocks,
        })
    }

    /// Whether advice is none that a precaution bars, or that asks for a position that the person avoids.
    pub(super) fn is_for_them(&self, advice: &Advice) -> bool {
        let avoid = &self.handout.profile.avoid;
        self.suits(&advice.not_with) && !advice.positions.iter().any(|it| avoid.contains(it))
    }

    pub(super) fn lines(&self, advice: &Advice) -> Vec<Block> {
        let heading = Block::Heading { level: 2, anchor: None, text: stars(&advice.title) };
        let lines = bullets(advice.lines.iter().map(|line| stars(line)).collect());
        let pictures = self.advice_pictures(advice);
        if pictures.is_empty() {
            return vec![heading, lines];
        }
        let pictures = Block::Pictures { pictures, width_mm: WIDTH_MM, height_mm: HEIGHT_MM };
        vec![heading, Block::Columns(vec![vec![lines], vec![pictures]])]
    }

    /// Every source that the plan's exercises rest on, with the best grade that it has here.
    pub(super) fn sources(&self) -> Section {
        let mut best: BTreeMap<&str, Grade> = BTreeMap::new();
        let used = self.handout.plan.exercises();
        let exercises = used.iter().filter_map(|id| self.exercise(id));
        for Citation { key, grade, .. } in exercises.flat_map(|exercise| &exercise.sources) {
            let entry = best.entry(key).or_insert(*grade);
            *entry = (*entry).min(*grade);
        }
        let mut text = Vec::new();
        for (key, grade) in best {
            if !text.is_empty() {
                text.push(Inline::Break);
            }
            let what = self.source(key);
            let values = [("what", (&what).into()), ("grade", grade.as_str().into())];
            text.extend(self.words.inline("sources-line", &values));
        }
        let blocks = vec![
            Block::Paragraph { style: TextStyle::Note, text: self.text("sources-lead") },
            Block::Paragraph { style: TextStyle::Note, text },
        ];
        Section {
            id: "sources".to_owned(),
            title: self.text("sources-title"),
            new_page: false,
            blocks,
        }
    }

    fn source(&self, key: &str) -> String {
        let Some(source) = self.handout.library.sources.iter().find(|source| source.key == key)
        else {
            return key.to_owned();
        };
        let year = source.year.map(|year| year.to_string());
        let parts = [&source.authors, &year, &source.title, &source.published];
        let said: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        if said.is_empty() { key.to_owned() } else { said.join(", ") }
    }
}
