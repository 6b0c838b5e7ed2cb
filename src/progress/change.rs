//! What changed from one plan to the next, each with its reason.

use std::collections::{BTreeMap, BTreeSet};

use super::advance::Advance;
use super::calendar::phase_in;
use super::dose::{is_less, words};
use super::exercise::Verdict;
use super::minutes;
use super::past::items;
use super::stage::Step;
use super::turn::{Difference, Way, differences};
use crate::library::{AfterMissed, Library, Link, Why};
use crate::planner::plan::{Change, ChangeKind as Kind, PhasePlan, Plan, Review, WeekDose};
use crate::planner::whole_dose;
use crate::quantity::{Day, Side};

/// What is known of both plans.
pub(crate) struct Between<'a> {
    pub(crate) library: &'a Library,
    /// The plans that were handed out, the earliest first.
    pub(crate) plans: &'a [Plan],
    pub(crate) new: &'a Plan,
    pub(crate) advance: &'a Advance,
    /// Whether the person's own data has changed.
    pub(crate) profile_changed: bool,
    /// The days and minutes that were asked for.
    pub(crate) asked: &'a BTreeMap<Day, u32>,
}

impl Between<'_> {
    /// The changes: of the phase, of the whole, then of the exercises by id.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = self.of_phase().into_iter().collect();
        changes.extend(self.of_minutes());
        let old = self.plans.last();
        let since = |old| differences(old, self.advance.lived, self.new);
        let all = old.map(since).unwrap_or_default();
        changes.extend(all.iter().filter_map(|one| self.of_exercise(one, &all)));
        changes.extend(self.elsewhere(&all));
        changes.extend(self.barred_breaks(&all));
        changes
    }

    /// Breaks of the week before that the person must not do any more: they are on the old paper, and a week of
    /// sessions does not show them.
    fn barred_breaks(&self, all: &[Difference]) -> impl Iterator<Item = Change> {
        let week = self.new.first_week().saturating_sub(1);
        let old = self.plans.last().and_then(|old| phase_in(old, week));
        let breaks = old.into_iter().flat_map(|old| &old.breaks);
        let ids: BTreeSet<&str> = breaks.map(|pause| pause.exercise.as_str()).collect();
        let is_told = |id: &str| {
            let stops = matches!(self.advance.verdicts.get(id), Some(Verdict::Stop(_)));
            stops || all.iter().any(|one| one.exercise == id)
        };
        let barred = ids.into_iter().filter(move |id| self.is_barred(id) && !is_told(id));
        barred.map(|id| self.change(id, Kind::Gone, "", "", Why::Barred))
    }

    /// What is stopped or cut and was in neither week, such as a break, or what a later part of the plan has:
    /// it is told too, and remembered.
    fn elsewhere(&self, all: &[Difference]) -> impl Iterator<Item = Change> {
        let others = self.advance.verdicts.iter();
        let others = others.filter(|(id, _)| !all.iter().any(|one| one.exercise == **id));
        others.filter_map(|(id, verdict)| match verdict {
            Verdict::Stop(why) => Some(self.change(id, Kind::Stopped, "", "", *why)),
            Verdict::Cut(_) | Verdict::Easier(_) => self.cut_elsewhere(id, *verdict),
            _ => None,
        })
    }

    /// A cut of what a later part of the plan before had: how much of it there is now, or that it is out.
    fn cut_elsewhere(&self, id: &str, verdict: Verdict) -> Option<Change> {
        let from = self.to_come(self.plans.last()?, id)?;
        let to = self.to_come(self.new, id);
        let (kind, why) = match to {
            Some(_) => self.of_less(Some(verdict)),
            None => self.of_gone(id, Some(verdict)),
        };
        Some(self.change(id, kind, &words(from), &to.map(words).unwrap_or_default(), why))
    }

    /// The first dose of an exercise in the parts of a plan that the new one has before it.
    fn to_come(&self, plan: &Plan, id: &str) -> Option<WeekDose> {
        let weeks = self.new.first_week();
        let phases = plan.phases.iter().filter(|phase| phase.weeks.1 >= weeks);
        let item = phases.flat_map(items).find(|item| item.exercise == id)?;
        item.dose.first().copied()
    }

    /// The reasons to see someone, in words.
    pub(crate) fn review(&self) -> Vec<Review> {
        let weeks = (self.new.first_week() - 1).to_string();
        let says = |why: &Why| self.library.progress.says(*why).replace("{weeks}", &weeks);
        let all = self.nothing_left().into_iter().chain(self.advance.review.iter().copied());
        all.map(|why| Review { reason: why, says: says(&why) }).collect()
    }

    /// That the phase has no session any more, because of how it went.
    fn nothing_left(&self) -> Option<Why> {
        let first = self.new.phases.first()?;
        let is_so = first.week.is_empty() && self.advance.request.is_held_back();
        is_so.then_some(Why::ReviewNothing)
    }

    fn change(&self, exercise: &str, kind: Kind, from: &str, to: &str, why: Why) -> Change {
        let words = |why: &Why| self.library.progress.says(*why);
        let missing: Vec<&str> = self.advance.missing.iter().map(words).collect();
        Change {
            exercise: exercise.to_owned(),
            kind,
            from: from.to_owned(),
            to: to.to_owned(),
            days: None,
            reason: Some(why),
            why: words(&why).replace("{missing}", &missing.join(", ")),
        }
    }

    fn of_phase(&self) -> Option<Change> {
        let off = self.advance.off.action >= AfterMissed::StepBack;
        let (kind, why) = match self.advance.stage.step {
            Step::Stays => return None,
            Step::Advances => (Kind::Advanced, Why::Advanced),
            Step::Extends if off || self.advance.missing.is_empty() => {
                (Kind::Extended, Why::ExtendedMissed)
            }
            Step::Extends => (Kind::Extended, Why::Extended),
            Step::Finishes => (Kind::Finished, Why::Finished),
            Step::GoesOn => (Kind::Extended, Why::GoesOn),
            Step::Restarts => (Kind::Restarted, Why::Back),
            Step::BeginsAnew => (Kind::Restarted, Why::Anew),
        };
        let last = self.advance.request.past.as_ref()?.before.last()?;
        let first = self.new.phases.first()?;
        let mut change = self.change("", kind, &last.id, &first.id, why);
        if why == Why::Extended {
            change.why.extend(self.waits_for());
        }
        Some(change)
    }

    /// A sentence with the names of a few exercises that the gate of the phase waits for.
    fn waits_for(&self) -> Option<String> {
        let rules = &self.library.progress;
        let known = self.advance.waits_for.iter().filter_map(|id| self.library.exercises.get(id));
        let names: Vec<&str> = known.map(|exercise| exercise.name.as_str()).collect();
        let few = &names[..names.len().min(rules.named)];
        let why = if few.len() < names.len() { Why::WaitsForMore } else { Why::WaitsFor };
        let text = rules.says(why).replace("{names}", &few.join("; "));
        (!few.is_empty()).then(|| format!(" {text}"))
    }

    /// The longest day, where the minutes are not those of the plan before.
    fn of_minutes(&self) -> Option<Change> {
        if self.advance.stage.keeps {
            return None;
        }
        let most = |days: &BTreeMap<Day, u32>| days.values().copied().max().unwrap_or_default();
        let (asked, now) = (most(self.asked), most(&self.advance.request.days));
        // Who asks for fewer minutes than before knows it.
        let before = minutes::planned(self.plans).unwrap_or(asked).min(asked);
        let words = |minutes: u32| format!("{minutes} min");
        let (kind, why) = if now < before {
            (Kind::Shortened, Why::Minutes)
        } else {
            (Kind::Lengthened, Why::MoreMinutes)
        };
        (now != before).then(|| self.change("", kind, &words(before), &words(now), why))
    }

    fn of_exercise(&self, one: &Difference, all: &[Difference]) -> Option<Change> {
        let verdict = self.advance.verdicts.get(&one.exercise).copied();
        if let Some(why) = self.of_another_side(one, verdict) {
            return Some(self.change(&one.exercise, Kind::New, "", &one.to, why));
        }
        let (kind, why) = match one.way {
            Way::New | Way::Same if self.asks_who_fixed_it(&one.exercise, verdict) => {
                (if one.way == Way::New { Kind::New } else { Kind::Held }, Why::FixedAsk)
            }
            Way::New => self.of_new(one, all),
            Way::Gone => self.of_gone(&one.exercise, verdict),
            Way::More => self.of_more(one, verdict),
            // As many seconds in other holds.
            Way::Same if one.from != one.to => match self.why_more(one, verdict) {
                why @ (Why::Green | Why::Again) => {
                    (Kind::Changed, self.in_general(Why::Phase, why))
                }
                why => (Kind::Changed, why),
            },
            Way::Same => match verdict {
                Some(Verdict::Hold(why)) => (Kind::Held, why),
                Some(Verdict::Cut(why)) => (Kind::Held, why),
                Some(Verdict::Carry | Verdict::Resume) if self.may_grow(&one.exercise) => {
                    let why = match self.advance.off {
                        off if off.unwell => Why::Unwell,
                        off if off.action != AfterMissed::CarryOn => Why::Paused,
                        _ => Why::Wait,
                    };
                    (Kind::Held, why)
                }
                _ if one.days.is_some() => (Kind::Changed, self.in_general(Why::Phase, Why::Days)),
                _ => return None,
            },
            Way::Less => self.of_less(verdict),
        };
        let change = self.change(&one.exercise, kind, &one.from, &one.to, why);
        Some(Change { days: one.days, ..change })
    }

    /// That an exercise is for a side now that has not done it, which is as good as new. What hurt on the other
    /// side is told, and remembered, as what it is.
    fn of_another_side(&self, one: &Difference, verdict: Option<Verdict>) -> Option<Why> {
        let done = *self.advance.anew.sides.get(&one.exercise)?;
        let items = self.new.phases.first()?.items();
        let item = items.into_iter().find(|item| item.exercise == one.exercise)?;
        let is_new = !item.side.is_within(done) && !verdict.is_some_and(Verdict::is_of_hurt);
        is_new.then_some(match item.side {
            Side::Left => Why::SideLeft,
            Side::Right => Why::SideRight,
            Side::Both => Why::SideBoth,
        })
    }

    /// Whether a therapist fixed the dose of an exercise, and should be asked whether it still holds: after a
    /// long time off, or where the programme begins again.
    fn asks_who_fixed_it(&self, id: &str, verdict: Option<Verdict>) -> bool {
        let Advance { request, off, stage, .. } = self.advance;
        let is_long = off.action >= AfterMissed::StepBack || stage.step == Step::BeginsAnew;
        is_long && request.doses.contains_key(id) && !verdict.is_some_and(Verdict::is_of_hurt)
    }

    fn of_new(&self, one: &Difference, all: &[Difference]) -> (Kind, Why) {
        // What it takes the place of, if that is of its chain.
        let gone = all.iter().find(|other| {
            other.way == Way::Gone
                && self.chain(&other.exercise).is_some()
                && self.chain(&other.exercise) == self.chain(&one.exercise)
        });
        let own = self.advance.verdicts.get(&one.exercise);
        if let Some(Verdict::Cut(why) | Verdict::Easier(why)) = own {
            // It comes back from another part of the plan, and is smaller for what it did there.
            return (Kind::Regressed, *why);
        }
        let verdict = gone.and_then(|gone| self.advance.verdicts.get(&gone.exercise));
        match verdict {
            Some(Verdict::Level) => (Kind::Progressed, Why::Level),
            Some(Verdict::Easier(_)) => (Kind::Regressed, Why::Milder),
            // What the other one did is no reason to be careful with this one, or to stop it.
            Some(Verdict::Stop(_)) => (Kind::New, Why::InPlace),
            _ => {
                let frees = all.iter().any(|other| other.way == Way::Gone);
                (Kind::New, self.in_general(Why::Phase, if frees { Why::Fills } else { Why::Fits }))
            }
        }
    }

    fn of_gone(&self, id: &str, verdict: Option<Verdict>) -> (Kind, Why) {
        match verdict {
            Some(Verdict::Stop(why)) => (Kind::Stopped, why),
            Some(Verdict::Easier(_)) if !self.has_easier(id) => (Kind::Gone, Why::EasierOut),
            Some(Verdict::Easier(why)) => (Kind::Gone, why),
            Some(Verdict::Level) => (Kind::Gone, Why::Level),
            _ if self.is_barred(id) => (Kind::Gone, Why::Barred),
            _ if self.is_above_what_hurt(id) => (Kind::Gone, Why::Below),
            _ => (Kind::Gone, self.in_general(Why::PhaseOver, Why::Room)),
        }
    }

    /// Whether a lower level of an exercise's chain hurt too much.
    fn is_above_what_hurt(&self, id: &str) -> bool {
        let hurt = self.advance.verdicts.iter().filter(|(_, verdict)| verdict.is_of_hurt());
        let mut below = hurt.filter_map(|(id, _)| self.link(id));
        self.link(id).is_some_and(|own| below.any(|it| it.id == own.id && it.level < own.level))
    }

    /// Whether the first week of the new plan has a lower level of an exercise's chain.
    fn has_easier(&self, id: &str) -> bool {
        let items = self.new.phases.first().map(PhasePlan::items).unwrap_or_default();
        self.link(id).is_some_and(|own| {
            let mut links = items.iter().filter_map(|item| self.link(&item.exercise));
            links.any(|other| other.id == own.id && other.level < own.level)
        })
    }

    /// Whether the library has an exercise no more, or a precaution or condition bars it in all that comes.
    fn is_barred(&self, id: &str) -> bool {
        let clearance = &self.advance.request.clearance;
        let bars = |phase: &PhasePlan| clearance.bars(id, &phase.id).is_some();
        !self.library.exercises.contains_key(id) || self.new.phases.iter().all(bars)
    }

    fn of_more(&self, one: &Difference, verdict: Option<Verdict>) -> (Kind, Why) {
        match self.why_more(one, verdict) {
            why @ Why::Again => (Kind::Resumed, why),
            why @ Why::Green => (Kind::Progressed, why),
            why => (Kind::Changed, why),
        }
    }

    /// Why there is more of an exercise, or another dose of it. It went well only where that is the verdict.
    fn why_more(&self, one: &Difference, verdict: Option<Verdict>) -> Why {
        match verdict {
            _ if self.advance.request.doses.contains_key(&one.exercise) => {
                self.in_general(Why::Phase, Why::Profile)
            }
            Some(Verdict::Resume) => Why::Again,
            Some(Verdict::Carry | Verdict::Level) => Why::Green,
            // Beside the sessions nothing rises but after green ones.
            None if !self.is_in_sessions(&one.exercise) => Why::Green,
            // The paper of the weeks that nobody lived had come to another dose.
            _ => Why::AsDone,
        }
    }

    fn of_less(&self, verdict: Option<Verdict>) -> (Kind, Why) {
        let off = match self.advance.off.action {
            AfterMissed::CarryOn => None,
            AfterMissed::OneSetLess => Some(Why::OneSetLess),
            AfterMissed::Lighter => Some(Why::Lighter),
            AfterMissed::StepBack => Some(Why::StepBack),
            AfterMissed::Restart => Some(Why::Restart),
        };
        let off = if self.advance.off.unwell { Some(Why::Unwell) } else { off };
        let off = if self.advance.stage.step == Step::BeginsAnew { Some(Why::Anew) } else { off };
        match (verdict, off) {
            (Some(Verdict::Cut(why) | Verdict::Easier(why)), _) => (Kind::Regressed, why),
            (_, Some(why)) => (Kind::Eased, why),
            (Some(Verdict::Hold(_)), _) => (Kind::Eased, Why::AsDone),
            _ => (Kind::Changed, self.in_general(Why::Phase, Why::Room)),
        }
    }

    /// Why the menu or a dose changes where no verdict on the exercise says it.
    fn in_general(&self, by_phase: Why, otherwise: Why) -> Why {
        let days = &self.advance.request.days;
        match self.advance.stage.step {
            Step::Advances => by_phase,
            Step::Restarts => Why::Back,
            Step::BeginsAnew => Why::Anew,
            Step::Finishes => Why::Done,
            _ if self.profile_changed => Why::Profile,
            _ if self.advance.off.action >= AfterMissed::StepBack => Why::StepBack,
            _ if days != self.asked && !self.advance.stage.keeps => Why::Minutes,
            _ => otherwise,
        }
    }

    /// Whether an exercise of the new plan's first week has less than its phase asks for.
    fn may_grow(&self, exercise: &str) -> bool {
        let Some(phase) = self.new.phases.first().filter(|_| !self.advance.stage.keeps) else {
            return false;
        };
        let known = self.library.exercises.get(exercise);
        let whole =
            known.and_then(|one| whole_dose(self.library, &self.advance.request, &phase.id, one));
        let item = phase.items().into_iter().find(|item| item.exercise == exercise);
        let now = item.and_then(|item| item.dose.first());
        now.zip(whole).is_some_and(|(now, whole)| is_less(*now, whole))
    }

    fn is_in_sessions(&self, exercise: &str) -> bool {
        self.library.exercises.get(exercise).is_some_and(|one| one.kind.is_in_sessions())
    }

    fn chain(&self, exercise: &str) -> Option<&str> {
        self.link(exercise).map(|link| link.id.as_str())
    }

    /// The place of an exercise in its chain.
    fn link(&self, exercise: &str) -> Option<&Link> {
        self.library.exercises.get(exercise)?.chain.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::advance::{Known, advance};
    use super::super::fixture::{handed_out, known, log, request, with_clams};
    use super::super::stopped::Again;
    use super::*;
    use crate::library::built_in;
    use crate::planner::plan::WeekDose;
    use crate::planner::request::{FixedDose, Request};
    use crate::quantity::{Reps, Sets};
    use crate::screening::clear;
    use jiff::civil::{Date, date};

    /// What the next plan says of the part that goes on, if it may name so many exercises.
    fn goes_on(named: usize) -> String {
        let mut library = built_in().unwrap();
        library.progress.named = named;
        let start = date(2026, 11, 23);
        let mut plan = handed_out(start);
        let items = &mut plan.phases[0].sessions.get_mut("A").unwrap().items;
        items[1].exercise = "str-clamshell".to_owned();
        let plans = [plan];
        let from = date(2026, 12, 7);
        let mut new = handed_out(from);
        new.phases[0].weeks = (3, 3);
        let log = log("\n  - {date: 2026-12-03, session: {done: all, pain: {during: 4}}}");
        let again = Again::new();
        let known = known(&plans, &log, from, &again);
        let asked = request(&library);
        let advance = advance(&library, &asked, &known).unwrap();
        let between = Between {
            library: &library,
            plans: &plans,
            new: &new,
            advance: &advance,
            profile_changed: false,
            asked: &asked.days,
        };
        between.of_phase().unwrap().why
    }

    #[test]
    fn a_part_that_goes_on_names_a_few_of_the_exercises_that_it_waits_for() {
        let name = built_in().unwrap().exercises["str-bridge"].name.clone();
        let (one, both) = (goes_on(1), goes_on(2));
        assert!(one.ends_with(&format!(" It waits for: {name}; and others.")), "{one}");
        let both_named = both.contains(&format!(" It waits for: {name}; "));
        assert!(both_named && !both.contains("others"), "{both}");
    }

    /// What changes from a plan whose second part has clams to the next one, with so many sets of them.
    fn changed(entries: &str, sets: Option<u32>) -> Vec<(Kind, String, String, Option<Why>)> {
        let library = built_in().unwrap();
        let plans = [with_clams(date(2026, 11, 23), 2)];
        let from = date(2026, 11, 30);
        let mut new = with_clams(from, sets.unwrap_or(1));
        new.phases[0].weeks = (2, 2);
        if sets.is_none() {
            new.phases[1].sessions.remove("B");
        }
        let (log, again) = (log(entries), Again::new());
        let known = known(&plans, &log, from, &again);
        let asked = request(&library);
        let advance = advance(&library, &asked, &known).unwrap();
        let between = Between {
            library: &library,
            plans: &plans,
            new: &new,
            advance: &advance,
            profile_changed: false,
            asked: &asked.days,
        };
        let changes = between.changes().into_iter();
        let of_it = changes.filter(|change| change.exercise == "str-clamshell");
        of_it.map(|change| (change.kind, change.from, change.to, change.reason)).collect()
    }

    #[test]
    fn what_hurt_and_is_of_a_later_part_is_told() {
        let entry = |pain: u32, also: &str| {
            format!(
                "\n  - {{date: 2026-11-24, session: {{done: {{str-clamshell: 2x8}}, pain: {{during: {pain}}}{also}}}}}"
            )
        };
        let (before, now) = ("2 × 8".to_owned(), "1 × 8".to_owned());
        let cut = (Kind::Regressed, before.clone(), now, Some(Why::Red));
        assert_eq!(changed(&entry(7, ""), Some(1)), [cut]);
        let out = (Kind::Gone, before, String::new(), Some(Why::Room));
        assert_eq!(changed(&entry(7, ""), None), [out]);
        assert_eq!(changed(&entry(1, ""), Some(2)), []);
        let stopped = (Kind::Stopped, String::new(), String::new(), Some(Why::Tingling));
        assert_eq!(changed(&entry(1, ", tingling: [str-clamshell]"), None), [stopped]);
    }

    static LIBRARY: LazyLock<Library> = LazyLock::new(|| built_in().unwrap());

    const BRIDGE: &str = "str-bridge";
    const STRETCH: &str = "stretch-hip-flexor-standing";

    /// The plan of a day: the bridge, and a stretch of a dose.
    fn plan(day: Date, [sets, reps, hold_s]: [u32; 3]) -> Plan {
        let mut plan = handed_out(day);
        let sessions = plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut());
        for item in sessions.flat_map(|session| &mut session.items) {
            if item.exercise != BRIDGE {
                item.exercise = STRETCH.to_owned();
                item.dose[0] = WeekDose { sets, reps, hold_s, ..item.dose[0] };
            }
        }
        plan
    }

    /// The change of an exercise from one plan to the next, after a week with one session.
    fn change_of(
        id: &str,
        session: &str,
        asked: &Request,
        [old, new]: [Plan; 2],
    ) -> Option<Change> {
        let log = log(&format!("\n  - {{date: 2026-11-28, session: {{{session}}}}}"));
        let plans = [old];
        let again = Again::new();
        let known = Known { even_if_silent: true, ..known(&plans, &log, new.start, &again) };
        let advance = advance(&LIBRARY, asked, &known).unwrap();
        let between = Between {
            library: &LIBRARY,
            plans: &plans,
            new: &new,
            advance: &advance,
            profile_changed: true,
            asked: &asked.days,
        };
        between.changes().into_iter().find(|change| change.exercise == id)
    }

    /// What is asked of the bridge is said to have gone well only if it did.
    #[test]
    fn it_went_well_is_said_of_what_was_done_alone() {
        let (first, next) = (date(2026, 11, 23), date(2026, 11, 30));
        let more = || {
            let mut new = plan(next, [1, 2, 30]);
            for session in new.phases[0].sessions.values_mut() {
                session.items.iter_mut().for_each(|item| item.dose[0].reps += 1);
            }
            new
        };
        let plans = || [plan(first, [1, 2, 30]), more()];
        let asked = request(&LIBRARY);
        let (sets, reps) = (Sets::new(2).unwrap(), Reps::new(9).unwrap());
        let mut fixed = asked.clone();
        fixed.doses.insert(BRIDGE.to_owned(), FixedDose { sets, reps, hold_s: None });
        let said = |session: &str, asked: &Request| {
            let change = change_of(BRIDGE, session, asked, plans()).unwrap();
            (change.kind, change.reason.unwrap())
        };
        let green = "done: all, pain: {during: 1}";
        let left_out = "done: {str-bridge: skip}, pain: {during: 1}";
        assert_eq!(said(green, &asked), (Kind::Progressed, Why::Green));
        assert_eq!(said(left_out, &asked), (Kind::Changed, Why::AsDone));
        for session in [green, left_out] {
            let (kind, why) = said(session, &fixed);
            assert!(kind != Kind::Progressed && why != Why::Green, "{session}: {kind:?} {why:?}");
        }
    }

    #[test]
    fn what_is_barred_by_now_is_to_be_done_no_more() {
        let (first, next) = (date(2026, 11, 23), date(2026, 11, 30));
        let said = |asked: &Request| {
            let mut new = plan(next, [1, 2, 30]);
            for session in new.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut()) {
                session.items.retain(|item| item.exercise == BRIDGE);
            }
            let plans = [plan(first, [1, 2, 30]), new];
            let green = "done: all, pain: {during: 1}";
            change_of(STRETCH, green, asked, plans).unwrap().reason.unwrap()
        };
        let mut asked = request(&LIBRARY);
        assert_eq!(said(&asked), Why::Profile);
        let precaution = LIBRARY.exercises[STRETCH].precautions[0].clone();
        asked.clearance = clear(&LIBRARY, &[precaution].into());
        assert_eq!(said(&asked), Why::Barred);
    }

    #[test]
    fn an_easier_one_is_told_of_where_there_is_one() {
        let harder = "bal-single-leg-support";
        let easier = LIBRARY.easier(&LIBRARY.exercises[harder])[0].id.as_str();
        let with = |start: Date, id: Option<&str>| {
            let mut plan = handed_out(start);
            for session in plan.phases.iter_mut().flat_map(|phase| phase.sessions.values_mut()) {
                session.items.retain(|item| id.is_some() || item.exercise == BRIDGE);
                for item in session.items.iter_mut().filter(|item| item.exercise != BRIDGE) {
                    item.exercise = id.unwrap().to_owned();
                }
            }
            plan
        };
        let (first, next) = (date(2026, 11, 23), date(2026, 11, 30));
        let session = format!("name: A, done: all, pain: {{during: 1}}, pain_in: {{{harder}: 8}}");
        let said = |id: Option<&str>| {
            let mut old = with(first, Some(harder));
            old.changes = vec![Change {
                exercise: harder.to_owned(),
                kind: Kind::Regressed,
                from: String::new(),
                to: String::new(),
                days: None,
                reason: Some(Why::Red),
                why: String::new(),
            }];
            let plans = [old, with(next, id)];
            change_of(harder, &session, &request(&LIBRARY), plans).unwrap().reason.unwrap()
        };
        assert_eq!(said(Some(easier)), Why::Easier);
        assert_eq!(said(None), Why::EasierOut);
        // Both keep its level away.
        assert!(Why::Easier.leaves_level() && Why::EasierOut.leaves_level());
    }

    #[test]
    fn as_many_seconds_in_longer_holds_are_a_change() {
        let (first, next) = (date(2026, 11, 23), date(2026, 11, 30));
        let asked = request(&LIBRARY);
        let green = "done: all, pain: {during: 1}";
        let told = |to: [u32; 3]| {
            let change =
                change_of(STRETCH, green, &asked, [plan(first, [1, 3, 20]), plan(next, to)])?;
            (change.kind == Kind::Changed).then_some((change.from, change.to))
        };
        assert_eq!(told([1, 2, 30]), Some(("1 × 3, 20 s".to_owned(), "1 × 2, 30 s".to_owned())));
        assert_eq!(told([1, 3, 20]), None);
    }
}
