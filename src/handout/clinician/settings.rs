//! The settings that give the same plan again: a `person.yaml`.

use super::super::{Block, Inline, Maker, TextStyle};
use crate::planner::plan::Plan;
use crate::profile::{Person, written};

/// A space that is kept: YAML tells by spaces what belongs to what.
const KEPT: &str = "\u{a0}";

impl Maker<'_> {
    pub(super) fn settings(&self) -> Vec<Block> {
        let lines = settings(&self.handout.profile.person, self.handout.plan);
        let text: Vec<Vec<Inline>> =
            lines.iter().map(|line| vec![Inline::text(line.replace(' ', KEPT))]).collect();
        let text = text.join(&Inline::Break);
        vec![self.note("settings-lead"), Block::Paragraph { style: TextStyle::Note, text }]
    }
}

/// The lines of a person's file without its comments, with the start and the seed that the plan has.
fn settings(person: &Person, plan: &Plan) -> Vec<String> {
    let person =
        Person { start: Some(plan.start), seed: Some(plan.seed), clinic: None, ..person.clone() };
    let text = written(&person);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let bare = lines.map(|line| line.rfind("  # ").map_or(line, |at| &line[..at]).trim_end());
    bare.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;
    use crate::profile::{Origin, resolve};
    use crate::programme::programme;
    use crate::source;

    #[test]
    fn the_settings_give_the_same_plan_again() {
        let library = built_in().unwrap();
        let made = |yaml: &str| {
            let (person, findings) = source::read::<Person>("person.yaml", yaml.as_bytes());
            assert!(findings.is_empty(), "{findings:?}\n{yaml}");
            let today = jiff::civil::date(2026, 11, 23);
            let (profile, findings) =
                resolve(&library, &person.unwrap(), &Origin::default(), today);
            assert!(findings.is_empty(), "{findings:?}\n{yaml}");
            let profile = profile.unwrap();
            let plan = programme(&library, &profile).unwrap().plan;
            (profile, plan)
        };
        for yaml in [
            include_str!("../../../examples/ana.yaml"),
            include_str!("../../../examples/ben.yaml"),
            include_str!("../../../examples/chris.yaml"),
        ] {
            let (profile, plan) = made(yaml);
            let again = made(&settings(&profile.person, &plan).join("\n")).1;
            assert_eq!(again, plan);
        }
    }
}
