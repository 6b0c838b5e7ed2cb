//! What is not in the plan and why: withheld exercises, needs that nothing meets.

use super::words::capital;
use super::{Block, Handout, Inline, Maker, Section, TextStyle, answers, bullets};
use crate::library::{Precaution, Work};
use crate::planner::plan::{Plan, Unmet};

/// The unmet needs that the page tells of: what a thing or a precaution decides, and muscles for which a
/// phase does nothing at all. A need that is met in part, or in another way (a stretch instead of a massage),
/// is in the data and not on the page.
pub fn unmet_on_page(plan: &Plan) -> impl Iterator<Item = &Unmet> {
    plan.unmet.iter().filter(|unmet| {
        let decided = matches!(unmet.reason.as_str(), "equipment" | "precaution");
        let muscle = unmet.need.split('/').next();
        !served(plan, unmet).any(|need| {
            if decided { *need == unmet.need } else { need.split('/').next() == muscle }
        })
    })
}

/// The needs that something in the phase of an unmet one does something for.
fn served<'a>(plan: &'a Plan, unmet: &Unmet) -> impl Iterator<Item = &'a String> {
    let phases = plan.phases.iter().filter(|phase| phase.id == unmet.phase);
    phases
        .flat_map(|phase| phase.sessions.values())
        .flat_map(|session| &session.items)
        .flat_map(|item| &item.serves)
}

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
            .filter_map(|entry| Some((entry, entry.leaves_out.as_ref()?)))
            .map(|(entry, what)| {
                let name = capital(&self.cared_for(entry));
                let mut text = self.words.inline(
                    "left-out-line",
                    &[
                        ("name", (&name).into()),
                        ("what", what.into()),
                        ("because", (&entry.because).into()),
                    ],
                );
                text.extend(entry.ends.iter().map(|ends| Inline::text(format!(" {ends}"))));
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
        let limits = self.limits();
        if !limits.is_empty() {
            blocks.push(self.paragraph("limits-lead"));
            blocks.push(bullets(limits));
        }
        let unkept = self.unkept();
        if !unkept.is_empty() {
            blocks.push(self.heading("unkept-title"));
            blocks.push(bullets(unkept));
        }
        let unmet = self.unmet();
        if !unmet.is_empty() {
            blocks.push(self.heading("unmet-title"));
            blocks.push(bullets(unmet));
        }
        (!blocks.is_empty()).then(|| Section {
            id: "left-out".to_owned(),
            title: self.text("left-out-title"),
            new_page: false,
            blocks,
        })
    }

    /// What the person has of all that a precaution is about, as the answers that bring it say; its own name
    /// where something else brings it, or an answer has no words for it.
    fn cared_for(&self, precaution: &Precaution) -> String {
        let Handout { profile, outcome, library, .. } = self.handout;
        let questions = library.screening.questions.iter();
        let raised =
            questions.filter(|question| outcome.raised.iter().any(|(id, _)| *id == question.id));
        let brought: Option<Vec<&str>> = raised
            .flat_map(|it| answers::brought(it, profile.answers.get(&it.id), &precaution.id))
            .collect();
        let is_named = profile.precautions.contains(&precaution.id);
        let names = brought.filter(|names| !names.is_empty() && !is_named);
        names.map_or_else(|| precaution.name.clone(), |names| self.words.list(&names))
    }

    /// What conditions leave out of what would serve the person, and no part of the plan has: a line for each
    /// reason.
    fn left_out_by_conditions(&self) -> Vec<Vec<Inline>> {
        let mut lines: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        let planned = self.handout.plan.exercises();
        let withheld = self.handout.plan.withheld.iter();
        for withheld in withheld.filter(|it| !planned.contains(it.exercise.as_str())) {
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
            let what = self.named(&exercises);
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
            let planned = self.handout.plan.exercises().contains(unkept.exercise.as_str());
            let id = match (unkept.wish.as_str(), planned) {
                ("dose", false) => "unkept-dose-absent".to_owned(),
                (wish, _) => format!("unkept-{wish}"),
            };
            Some(self.words.inline(&id, &values))
        });
        lines.collect()
    }

    /// What a patient should know of unmet needs.
    fn unmet(&self) -> Vec<Vec<Inline>> {
        let plan = self.handout.plan;
        // Each need once with its phases, then needs with the same reason in the same phases together.
        let mut needs: Vec<(&Unmet, Vec<&str>)> = Vec::new();
        for unmet in unmet_on_page(plan) {
            let same = |one: &Unmet| {
                (&one.need, &one.reason, &one.detail) == (&unmet.need, &unmet.reason, &unmet.detail)
            };
            match needs.iter_mut().find(|(one, _)| same(one)) {
                Some((_, phases)) => phases.push(&unmet.phase),
                None => needs.push((unmet, vec![&unmet.phase])),
            }
        }
        let mut lines: Vec<(Vec<&Unmet>, Vec<&str>)> = Vec::new();
        for (unmet, phases) in needs {
            let same = |one: &Unmet| (&one.reason, &one.detail) == (&unmet.reason, &unmet.detail);
            match lines.iter_mut().find(|(all, when)| *when == phases && same(all[0])) {
                Some((all, _)) => all.push(unmet),
                None => lines.push((vec![unmet], phases)),
            }
        }
        lines.into_iter().flat_map(|(needs, phases)| self.unmet_lines(&needs, &phases)).collect()
    }

    /// Sentences for needs that are not met for the same reason: one for all muscles for which the same
    /// would be done.
    fn unmet_lines(&self, needs: &[&Unmet], phases: &[&str]) -> Vec<Vec<Inline>> {
        let first = needs[0];
        let all = self.handout.plan.phases.len();
        let phases = match phases.len() {
            many if many == all && all > 1 => self.words.get("unmet-all-phases"),
            _ => capital(&self.weeks_of(phases)),
        };
        let line = |what: String| {
            let detail = first.detail.as_deref().unwrap_or_default();
            let values = [("what", (&what).into()), ("detail", detail.into())];
            let says = self.words.with(&format!("unmet-for-{}", first.reason), &values);
            let values = [("phases", (&phases).into()), ("says", says.trim_end().into())];
            self.words.inline("unmet-line", &values)
        };
        self.what(needs).into_iter().map(line).collect()
    }

    /// The weeks of phases, those that follow one another together: "weeks 1 to 2 and weeks 7 to 12".
    pub(super) fn weeks_of(&self, phases: &[&str]) -> String {
        let plan = self.handout.plan.phases.iter();
        let mut weeks: Vec<(u32, u32)> = Vec::new();
        for phase in plan.filter(|phase| phases.contains(&phase.id.as_str())) {
            match weeks.last_mut() {
                Some((_, last)) if *last + 1 == phase.weeks.0 => *last = phase.weeks.1,
                _ => weeks.push(phase.weeks),
            }
        }
        let weeks: Vec<String> =
            weeks.into_iter().map(|weeks| self.words.with_weeks("weeks", weeks, &[])).collect();
        self.words.list(&weeks)
    }

    /// What would be done for needs: "stretch or ease your calf or your shin", "train your thigh".
    fn what(&self, needs: &[&Unmet]) -> Vec<String> {
        let mut muscles: Vec<(&str, Vec<&str>)> = Vec::new();
        for need in needs {
            let (muscle, work) = need.need.split_once('/').unwrap_or((&need.need, ""));
            match muscles.iter_mut().find(|(known, _)| *known == muscle) {
                Some((_, works)) => works.push(work),
                None => muscles.push((muscle, vec![work])),
            }
        }
        let mut groups: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
        for (muscle, works) in muscles {
            let name = self.muscle_name(muscle);
            let name = self.words.with("unmet-your", &[("muscle", (&name).into())]);
            for works in in_a_line(works) {
                match groups.iter_mut().find(|(same, _)| *same == works) {
                    Some((_, names)) => names.push(name.clone()),
                    None => groups.push((works, vec![name.clone()])),
                }
            }
        }
        groups.into_iter().map(|(works, names)| self.would(&works, &names)).collect()
    }

    /// What would be done for muscles, in words.
    fn would(&self, works: &[&str], names: &[String]) -> String {
        let names = self.words.either(names);
        if works == [DAILY_LIFE] {
            return self.words.with("unmet-what-function", &[("names", (&names).into())]);
        }
        let works = works.iter().map(|work| self.words.get(&format!("unmet-to-{work}")));
        let works = self.words.either(&works.collect::<Vec<_>>());
        self.words.with("unmet-what", &[("works", (&works).into()), ("names", (&names).into())])
    }
}

/// Work for daily life.
const DAILY_LIFE: &str = Work::Function.as_str();

/// The kinds of work of a muscle that stand in a line together: work for daily life is told by itself, and
/// not beside training, of which it is a part.
fn in_a_line(works: Vec<&str>) -> Vec<Vec<&str>> {
    let trains = works.contains(&Work::Strengthen.as_str());
    let (daily, others): (Vec<&str>, Vec<&str>) =
        works.into_iter().partition(|work| *work == DAILY_LIFE);
    let daily = if trains { Vec::new() } else { daily };
    [others, daily].into_iter().filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::in_a_line;

    #[test]
    fn work_for_daily_life_has_a_line_of_its_own_and_none_beside_training() {
        for (works, lines) in [
            (vec!["stretch", "release"], vec![vec!["stretch", "release"]]),
            (vec!["function"], vec![vec!["function"]]),
            (vec!["stretch", "function"], vec![vec!["stretch"], vec!["function"]]),
            (vec!["strengthen", "function"], vec![vec!["strengthen"]]),
        ] {
            assert_eq!(in_a_line(works.clone()), lines, "{works:?}");
        }
    }
}
