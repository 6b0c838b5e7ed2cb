//! What precautions keep small: pain, effort and doses.

use super::words::capital;
use super::{Inline, Maker};
use crate::library::Precaution;
use crate::screening::{dose_share, effort_limit};

impl Maker<'_> {
    /// A line for each precaution that sets a limit.
    pub(super) fn limits(&self) -> Vec<Vec<Inline>> {
        let ids = self.handout.plan.person.precautions.iter();
        let precautions = ids.filter_map(|id| self.handout.library.precaution(id));
        precautions.filter_map(|it| self.limits_of(it)).collect()
    }

    /// The limits of a precaution, with the numbers of the plan: where another one sets a lower limit, that
    /// one counts. Why is told here unless it is told with what is left out.
    fn limits_of(&self, precaution: &Precaution) -> Option<Vec<Inline>> {
        let most = |id: &str, limit: u32| self.words.with(id, &[("limit", limit.into())]);
        let pain = precaution.pain_limit.map(|_| self.handout.plan.pain_limit);
        let effort = effort_limit(self.handout.library, &self.clearance);
        let effort = effort.filter(|_| precaution.effort_limit.is_some());
        let mut limits: Vec<String> =
            pain.map(|limit| most("limit-pain", limit)).into_iter().collect();
        limits.extend(effort.map(|limit| most("limit-effort", limit)));
        limits.extend(self.shares(precaution));
        if limits.is_empty() {
            return None;
        }
        let (name, limits) = (capital(&precaution.name), self.words.list(&limits));
        let values = [("name", (&name).into()), ("limits", (&limits).into())];
        let mut text = self.words.inline("limits-line", &values);
        if precaution.leaves_out.is_none() {
            text.push(Inline::text(format!(" {}", precaution.because)));
        }
        Some(text)
    }

    /// How much of each dose is the most, and in which weeks.
    fn shares(&self, precaution: &Precaution) -> Vec<String> {
        let mut shares: Vec<(u32, Vec<&str>)> = Vec::new();
        let phases = self.handout.plan.phases.iter().map(|phase| phase.id.as_str());
        for phase in phases.filter(|id| precaution.dose_share.contains_key(*id)) {
            let share = dose_share(self.handout.library, &self.clearance, phase);
            match shares.iter_mut().find(|(same, _)| *same == share) {
                Some((_, phases)) => phases.push(phase),
                None => shares.push((share, vec![phase])),
            }
        }
        let said = shares.into_iter().map(|(share, phases)| {
            let weeks = self.weeks_of(&phases);
            self.words.with("limit-dose", &[("share", share.into()), ("weeks", (&weeks).into())])
        });
        said.collect()
    }
}
