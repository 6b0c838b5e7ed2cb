//! What the plan works on, in plain words.

use super::{Block, Inline, Maker, TextStyle};
use crate::library::Work;
use crate::quantity::Side;

/// Columns of what the plan works on.
const COLUMNS: usize = 2;
/// The signs that go on a row of a column; only where the time line stands depends on it.
const ROW_SIGNS: usize = 38;

impl Maker<'_> {
    /// Each affected muscle with what is done for it: only needs that the plan meets in some phase.
    pub(super) fn works_on(&self) -> Vec<Block> {
        let items = self.aims();
        if items.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![self.heading("plan-what-for"), self.in_columns(&items)];
        let note = |text| Block::Paragraph { style: TextStyle::Note, text };
        blocks.extend(self.proposed().map(note));
        blocks
    }

    /// The rows that it takes below its heading.
    pub(super) fn works_on_rows(&self) -> usize {
        let aims = self.aims();
        let column = aims.len().div_ceil(COLUMNS).max(1);
        let of_column = |lines: &[Vec<Inline>]| lines.iter().map(|line| rows(line)).sum();
        let list: usize = aims.chunks(column).map(of_column).max().unwrap_or_default();
        let proposed = self.proposed().map_or(0, |text| rows(&text).div_ceil(COLUMNS));
        list + proposed
    }

    /// A line for each muscle that the plan does something for.
    fn aims(&self) -> Vec<Vec<Inline>> {
        let served = self.served();
        let mut items = Vec::new();
        for (muscle, side) in self.affected_once() {
            let aims: Vec<String> = AIMS
                .into_iter()
                .filter(|(_, works)| {
                    let need = |work: &Work| format!("{muscle}/{}", work.as_str());
                    works.iter().any(|work| served.contains(&need(work)))
                })
                .map(|(id, _)| self.words.get(id))
                .collect();
            if !aims.is_empty() {
                let name = super::words::capital(&self.muscle_name(&muscle));
                let what = self.words.list(&aims);
                items.push(self.aim(&name, self.handout.library.said_side(&muscle, side), &what));
            }
        }
        items
    }

    fn aim(&self, name: &str, side: Option<Side>, what: &str) -> Vec<Inline> {
        let values = [("name", name.into()), ("what", what.into())];
        let Some(side) = side else { return self.words.inline("works-on-middle", &values) };
        let side = self.words.get(&format!("side-short-{}", side.as_str()));
        self.words.inline("works-on", &[&values[..], &[("side", (&side).into())]].concat())
    }

    /// Lines in two columns; in one if letters are large.
    fn in_columns(&self, lines: &[Vec<Inline>]) -> Block {
        let columns = if self.handout.look.large_print { 1 } else { COLUMNS };
        let column = |lines: &[Vec<Inline>]| {
            let text = lines.join(&Inline::Break);
            vec![Block::Paragraph { style: TextStyle::Note, text }]
        };
        Block::Columns(lines.chunks(lines.len().div_ceil(columns).max(1)).map(column).collect())
    }

    /// That the muscles are a guess, if they were chosen from where it hurts.
    fn proposed(&self) -> Option<Vec<Inline>> {
        let profile = self.handout.profile;
        let library = self.handout.library;
        profile.proposed.then(|| {
            let name = |id: &String| {
                library.area(id).map_or(id.as_str(), |area| area.name.as_str()).to_owned()
            };
            let areas: Vec<String> = profile.areas.iter().map(name).collect();
            let areas = self.words.list(&areas);
            self.words.inline("works-from-areas", &[("areas", (&areas).into())])
        })
    }

    fn served(&self) -> Vec<String> {
        let sessions = self.handout.plan.phases.iter().flat_map(|phase| phase.sessions.values());
        sessions
            .flat_map(|session| session.items.iter().flat_map(|item| item.serves.iter().cloned()))
            .collect()
    }

    /// Each affected muscle once, in the order of the plan.
    fn affected_once(&self) -> Vec<(String, Side)> {
        let mut sides: Vec<(String, Side)> = Vec::new();
        for affected in &self.handout.plan.person.muscles {
            match sides.iter_mut().find(|(muscle, _)| *muscle == affected.muscle) {
                Some((_, side)) => *side = side.join(affected.side),
                None => sides.push((affected.muscle.clone(), affected.side)),
            }
        }
        sides
    }
}

/// What is done for a muscle: a word, and the kinds of work that it stands for.
const AIMS: [(&str, &[Work]); 3] = [
    ("works-strengthen", &[Work::Strengthen, Work::Function]),
    ("works-stretch", &[Work::Stretch]),
    ("works-release", &[Work::Release]),
];

/// The rows of a column that a line takes.
pub(super) fn rows(line: &[Inline]) -> usize {
    signs(line).div_ceil(ROW_SIGNS)
}

/// The number of signs of a line.
fn signs(line: &[Inline]) -> usize {
    let count = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Link { text, .. } => {
            text.chars().count()
        }
        _ => 0,
    };
    line.iter().map(count).sum()
}
