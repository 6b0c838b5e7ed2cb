//! What is not in the plan and why: withheld exercises, needs that nothing meets.

use super::Block;
use super::words::capital;
use super::{Inline, Maker, Section, TextStyle, bullets};

impl Maker<'_> {
    pub(super) fn left_out(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        let library = self.handout.library;
        let mut precautions: Vec<Vec<Inline>> = self
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
        precautions.extend(self.left_out_by_conditions());
        if !precautions.is_empty() {
            blocks.push(Block::Paragraph {
                style: TextStyle::Body,
                text: self.text("left-out-lead"),
            });
            blocks.push(bullets(precautions));
        }
        let unkept = self.unkept();
        if !unkept.is_empty() {
            blocks.push(self.heading("unkept-title"));
            blocks.push(bullets(unkept));
        }
        let unmet = self.unmet();
        if !unmet.is_empty() {
            blocks.push(self.heading("unmet-title"));
            let items = unmet.into_iter().map(|(says, phases)| {
                let phases = self.words.list(&phases);
                self.words
                    .inline("unmet-line", &[("phases", (&phases).into()), ("says", says.into())])
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

    /// What conditions leave out of what would serve the person: a line for each reason.
    fn left_out_by_conditions(&self) -> Vec<Vec<Inline>> {
        let mut lines: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        for withheld in &self.handout.plan.withheld {
            let condition = self.handout.library.condition(&withheld.reason);
            let exercise = self.exercise(&withheld.exercise);
            let Some((condition, exercise)) = condition.zip(exercise) else { continue };
            let (name, because) = (condition.name.as_str(), withheld.says.as_str());
            match lines.iter_mut().find(|line| (line.0, line.1) == (name, because)) {
                Some(line) => line.2.push(&exercise.name),
                None => lines.push((name, because, vec![&exercise.name])),
            }
        }
        let lines = lines.into_iter().map(|(name, because, exercises)| {
            let what = self.words.list(&exercises);
            let values =
                [("name", name.into()), ("what", (&what).into()), ("because", because.into())];
            self.words.inline("left-out-condition", &values)
        });
        lines.collect()
    }

    /// Wishes for single exercises that the plan does not keep, or keeps against a rule.
    fn unkept(&self) -> Vec<Vec<Inline>> {
        let unkept = self.handout.plan.unkept.iter();
        let lines = unkept.filter_map(|unkept| {
            let name = &self.exercise(&unkept.exercise)?.name;
            let values = [("name", name.into()), ("says", (&unkept.says).into())];
            Some(self.words.inline(&format!("unkept-{}", unkept.wish), &values))
        });
        lines.collect()
    }

    /// What a patient should know of unmet needs, each sentence once with its phases: what a thing or
    /// a precaution decides, and muscles for which a phase does nothing at all. A need that is met in
    /// another way (a stretch instead of a massage) is in the data and not on the page.
    fn unmet(&self) -> Vec<(&str, Vec<String>)> {
        let plan = self.handout.plan;
        let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
        for unmet in &plan.unmet {
            let muscle = unmet.need.split('/').next().unwrap_or_default();
            let served = plan.phases.iter().filter(|phase| phase.id == unmet.phase).any(|phase| {
                let items = phase.sessions.values().flat_map(|session| &session.items);
                items
                    .flat_map(|item| &item.serves)
                    .any(|need| need.split('/').next() == Some(muscle))
            });
            if served && !matches!(unmet.reason.as_str(), "equipment" | "precaution") {
                continue;
            }
            let phase = self.words.get(&format!("phase-{}", unmet.phase));
            match lines.iter_mut().find(|(says, _)| *says == unmet.says) {
                Some((_, phases)) => phases.push(phase),
                None => lines.push((&unmet.says, vec![phase])),
            }
        }
        lines
    }
}
