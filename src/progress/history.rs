//! What was done, session by session, read from the log beside the plans that it speaks of.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::advance::Known;
use super::anew::last_begun;
use super::calendar::{days_from, later, phases_near, plan_on, session_on};
use super::model::{Amount, Done, Session, Week};
use super::news::Told;
use super::stopped::{Again, counts};
use super::weekly::{last_words, week_told};
use super::zone::{Limits, Zone, zone};
use crate::planner::plan::{Item, Plan, WeekDose};

/// Everything that a person has written down before a day, and what was told on it of the time before.
#[derive(Debug)]
pub(crate) struct History<'a> {
    /// The plans that were handed out, the earliest first; there is at least one.
    pub(crate) plans: &'a [Plan],
    /// The day on which the next plan begins.
    pub(crate) from: Date,
    /// The day on which the next plan is asked for, or its first day if that is earlier.
    pub(crate) today: Date,
    /// What was stopped and has been allowed again.
    pub(crate) again: &'a Again,
    /// The sessions by date.
    pub(crate) sittings: Vec<Sitting<'a>>,
    /// The last day of which anything is written down, be it a morning alone.
    pub(crate) last_said: Option<Date>,
    /// The signs of what no plan has answered yet.
    pub(crate) news: BTreeSet<String>,
    /// Pain on mornings that no session came before, by date.
    pub(crate) mornings: Vec<(Date, u32)>,
    /// The weekly entries by date.
    pub(crate) weeks: Vec<(Date, &'a Week)>,
    /// The limits of the colours.
    pub(crate) limits: Limits<'a>,
}

/// A session that was done, whole or in part.
#[derive(Debug)]
pub(crate) struct Sitting<'a> {
    /// When.
    pub(crate) date: Date,
    /// What was written down.
    pub(crate) session: &'a Session,
    /// Whether no plan has answered it yet.
    pub(crate) is_news: bool,
    /// Pain on the next morning.
    pub(crate) morning: Option<u32>,
    /// Whether that morning was a flare: clearly above the mornings before.
    pub(crate) flare: bool,
    /// The exercises that were done, and those that hurt too much though nobody says that they were.
    pub(crate) bouts: Vec<Bout<'a>>,
    /// How many exercises were done.
    pub(crate) done: usize,
    /// How many exercises were planned.
    pub(crate) planned: usize,
}

impl Sitting<'_> {
    /// Whether it counts as a session done.
    pub(crate) const fn is_done(&self) -> bool {
        is_enough(self.done, self.planned)
    }
}

/// Whether a session counts as done, by the one rule of all who count sessions. One of a day before all
/// plans does not.
pub(crate) fn is_done(plans: &[Plan], date: Date, session: &Session) -> bool {
    Asked::of(plans, date, session)
        .is_some_and(|asked| is_enough(asked.done(session).count(), asked.planned))
}

/// The exercises in which a session hurt by its own word, and that count as not done in it; none of a day
/// before all plans.
pub(crate) fn hurt_undone<'s>(plans: &[Plan], date: Date, session: &'s Session) -> Vec<&'s str> {
    let Some(asked) = Asked::of(plans, date, session) else { return Vec::new() };
    let named = session.pain_in.keys().map(String::as_str);
    named.filter(|id| asked.undone(session).any(|item| item.exercise == **id)).collect()
}

/// At least half of the exercises, and one of a day without a session.
const fn is_enough(done: usize, planned: usize) -> bool {
    done > 0 && 2 * done >= planned
}

/// An exercise in a session that was done.
#[derive(Debug, Clone)]
pub(crate) struct Bout<'a> {
    /// When.
    pub(crate) date: Date,
    /// Whether no plan has answered it yet.
    pub(crate) is_news: bool,
    /// The exercise.
    pub(crate) exercise: &'a str,
    /// The dose that was planned.
    pub(crate) planned: WeekDose,
    /// The dose that was done, at most the one that was planned.
    pub(crate) done: WeekDose,
    /// How it felt.
    pub(crate) zone: Zone,
    /// Whether red comes from the next morning alone.
    pub(crate) by_morning: bool,
    /// Repetitions more than planned in the last set, or enough of them by the person's own word.
    pub(crate) spare: bool,
    /// Whether it was too hard to do well.
    pub(crate) too_hard: bool,
    /// How hard the session was.
    pub(crate) effort: Option<u32>,
}

impl Bout<'_> {
    /// Whether everything planned was done.
    pub(crate) const fn is_whole(&self) -> bool {
        self.done.sets * self.done.reps >= self.planned.sets * self.planned.reps
    }
}

impl<'a> History<'a> {
    /// Reads the entries before the next plan. `spare` is how many repetitions more show room for more.
    pub(crate) fn new(known: &Known<'a>, limits: Limits<'a>, spare: u32) -> Self {
        let Known { plans, log, from, today, again, .. } = *known;
        let today = today.min(from);
        let mut entries: Vec<_> = log.checkins.iter().filter(|entry| entry.date < from).collect();
        entries.sort_by_key(|entry| entry.date);
        let told: BTreeMap<Date, u32> = log
            .checkins
            .iter()
            .filter_map(|entry| Some((entry.date, entry.morning?.get())))
            .collect();
        let mut usual = Usual { last: Vec::new(), most: limits.zones.mornings };
        let mut sittings = Vec::new();
        let mut news = BTreeSet::new();
        let mut after_session = BTreeSet::new();
        for entry in &entries {
            let Some(session) = &entry.session else { continue };
            let said = session.pain.next_morning.map(|pain| pain.get());
            let tomorrow = entry.date.tomorrow().ok();
            // Of two words on one morning the worse is the one that matters.
            let morning = said.max(tomorrow.and_then(|day| told.get(&day).copied()));
            let new = Told::session(entry.date, session, morning).news(plans);
            let is_news = new.is_some();
            let reader = Reader { limits, spare, session, is_news, morning, usual: usual.middle() };
            sittings.extend(reader.sitting(plans, entry.date));
            usual.last.extend(morning);
            news.extend(new);
            after_session.extend(tomorrow);
        }
        let mut mornings: Vec<(Date, u32)> = told.into_iter().collect();
        // Who comes back on the first day of the next plan tells on that day how the time before it was.
        let is_before = |day: Date| day < from || (day == from && from == today);
        mornings.retain(|(day, _)| is_before(*day) && !after_session.contains(day));
        let alone = mornings.iter();
        news.extend(alone.filter_map(|(day, pain)| Told::morning(*day, *pain).news(plans)));
        let first_day =
            log.checkins.iter().filter(|entry| entry.date == from && is_before(entry.date));
        let weeks = entries.iter().copied().chain(first_day);
        let weeks: Vec<_> =
            weeks.filter_map(|entry| Some((entry.date, entry.week.as_ref()?))).collect();
        news.extend(weeks.iter().filter_map(|(day, week)| Told::week(*day, week).news(plans)));
        let said = entries.last().map(|entry| entry.date);
        let last_said = said
            .max(weeks.last().map(|(date, _)| *date))
            .max(mornings.last().map(|(date, _)| *date));
        Self { plans, from, today, again, sittings, last_said, news, mornings, weeks, limits }
    }

    /// The plan in force until the next one.
    pub(crate) fn plan(&self) -> Option<&'a Plan> {
        plan_on(self.plans, self.from.yesterday().unwrap_or(self.from))
    }

    /// The week of the programme that a day is in, counted from 0 on the first plan's first day.
    pub(crate) fn week_of(&self, date: Date) -> i32 {
        self.plans.first().map_or(0, |plan| days_from(plan.start, date).div_euclid(7))
    }

    /// Whether a day says something of now: the programme has not begun with its first part again since. What
    /// was shown before an operation, and what hurt then, is another beginning.
    pub(crate) fn counts(&self, date: Date) -> bool {
        last_begun(self.plans).is_none_or(|plan| plan.start <= date)
    }

    /// The first week that says something of now, as `counts` does: -1 is the one before the programme.
    pub(crate) fn first_week(&self) -> i32 {
        last_begun(self.plans).map_or(-1, |plan| self.week_of(plan.start))
    }

    /// The week that has just ended when the next plan begins.
    pub(crate) fn last_week(&self) -> i32 {
        self.week_of(later(self.from, -1))
    }

    /// The week of the programme that a weekly entry of a day tells of.
    pub(crate) fn week_told(&self, date: Date) -> i32 {
        self.plans.first().map_or(0, |plan| week_told(plan.start, date))
    }

    /// The last word of each week on a value of the weekly entries.
    pub(crate) fn last_words<T>(
        &self,
        value: impl Fn(Date, &'a Week) -> Option<T>,
    ) -> BTreeMap<i32, T> {
        let start = self.plans.first().map_or(self.from, |plan| plan.start);
        last_words(start, self.weeks.iter().copied(), value)
    }

    /// The times that an exercise was done, the earliest first.
    pub(crate) fn bouts<'h>(&'h self, exercise: &'h str) -> impl Iterator<Item = &'h Bout<'a>> {
        let all = self.sittings.iter().flat_map(|sitting| &sitting.bouts);
        all.filter(move |bout| bout.exercise == exercise)
    }

    /// The exercises that brought on tingling or numbness, as the sessions say it: in them or beside
    /// them, done or given up at once.
    pub(crate) fn tingling(&self) -> BTreeSet<&'a str> {
        let named = self.sittings.iter().flat_map(|sitting| {
            let named = sitting.session.tingling.iter();
            named.filter(|id| counts(self.again, id, sitting.date))
        });
        named.map(String::as_str).collect()
    }

    /// The last session in which anything was done.
    pub(crate) fn last_done(&self) -> Option<&Sitting<'a>> {
        self.sittings.iter().rfind(|sitting| !sitting.bouts.is_empty())
    }

    /// The sessions of the last so many days up to the last one in which anything was done: days without a
    /// session, and those that are still to come, make it no better.
    pub(crate) fn recent(&self, days: i32) -> impl Iterator<Item = &Sitting<'a>> {
        let end = self.last_done().map_or(self.from, |last| last.date);
        self.sittings.iter().filter(move |sitting| days_from(sitting.date, end) < days)
    }

    /// The pain of mornings that no session came before, of the last so many days that were told.
    pub(crate) fn recent_mornings(&self, days: i32) -> impl Iterator<Item = u32> {
        let end = self.last_said.unwrap_or(self.from);
        let mornings = self.mornings.iter().filter(move |(day, _)| days_from(*day, end) < days);
        mornings.map(|(_, pain)| *pain)
    }
}

/// The mornings so far.
struct Usual {
    last: Vec<u32>,
    most: usize,
}

impl Usual {
    /// The middle one of the last few; none before the first.
    fn middle(&self) -> Option<u32> {
        let mut few: Vec<u32> = self.last.iter().rev().take(self.most).copied().collect();
        few.sort_unstable();
        few.get(few.len() / 2).copied()
    }
}

/// One entry, being read.
struct Reader<'a> {
    limits: Limits<'a>,
    spare: u32,
    session: &'a Session,
    is_news: bool,
    morning: Option<u32>,
    usual: Option<u32>,
}

/// What the plan of a day asks of one who says what was done.
struct Asked<'a> {
    /// The week of the plan.
    week: u32,
    /// The exercises that can have been done, those of the session first.
    items: Vec<&'a Item>,
    /// How many the session has.
    planned: usize,
    /// The exercises of the plan's other sessions, where the session was done as a whole.
    others: Vec<&'a Item>,
}

impl<'a> Asked<'a> {
    /// None for a day before all plans, which a check of the log has found.
    fn of(plans: &'a [Plan], date: Date, session: &Session) -> Option<Self> {
        let plan = plan_on(plans, date)?;
        let week = plan.week_on(date)?;
        let phases = phases_near(plan, week);
        let name = session.name.as_deref().or_else(|| session_on(plan, date));
        // A log may name a session that only another part of the plan has: then it was that one.
        let whole = name.and_then(|name| phases.iter().find_map(|phase| phase.sessions.get(name)));
        let mut items: Vec<&Item> = whole.into_iter().flat_map(|session| &session.items).collect();
        let planned = items.len();
        let mut others: Vec<&Item> = Vec::new();
        let sessions = phases.iter().flat_map(|phase| phase.sessions.values());
        for item in sessions.flat_map(|session| &session.items) {
            if !items.iter().chain(&others).any(|there| there.exercise == item.exercise) {
                others.push(item);
            }
        }
        if session.done != Done::All {
            // What was done of another session, or of another part of the plan, counts too.
            items.append(&mut others);
        }
        Some(Self { week, items, planned, others })
    }

    /// The exercises of the plan's sessions that count as not done. What is done beside them is judged by its
    /// own pain, whatever was done.
    fn undone<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = &'a Item> + 's {
        let skipped = |item: &&&Item| session.done.of(&item.exercise) == Amount::Skipped;
        self.items.iter().filter(move |item| skipped(item)).chain(&self.others).copied()
    }

    /// What hurt more than it may and counts as not done, with the dose that was planned: it was tried, and
    /// nobody says how much of it.
    fn tried<'s>(
        &'s self,
        session: &'s Session,
        amber: u32,
    ) -> impl Iterator<Item = (&'a Item, WeekDose, Dosed)> + 's {
        let hurt = move |item: &&Item| {
            session.pain_in.get(&item.exercise).is_some_and(|pain| pain.get() > amber)
        };
        self.undone(session).filter(hurt).filter_map(|item| {
            let planned = item.in_week(self.week)?;
            Some((item, planned, (planned, 0)))
        })
    }

    /// What was done, with the dose that was planned and how much of it was done.
    fn done<'s>(
        &'s self,
        session: &'s Session,
    ) -> impl Iterator<Item = (&'a Item, WeekDose, Dosed)> + 's {
        self.items.iter().filter_map(|item| {
            let planned = item.in_week(self.week)?;
            let dosed = done(planned, session.done.of(&item.exercise))?;
            Some((*item, planned, dosed))
        })
    }
}

impl<'a> Reader<'a> {
    fn sitting(&self, plans: &'a [Plan], date: Date) -> Option<Sitting<'a>> {
        let asked = Asked::of(plans, date, self.session)?;
        let done = asked.done(self.session);
        let tried = asked.tried(self.session, self.limits.amber);
        let bouts = done.chain(tried);
        let bouts = bouts.map(|(item, planned, dosed)| self.bout(item, date, planned, dosed));
        Some(Sitting {
            date,
            session: self.session,
            is_news: self.is_news,
            morning: self.morning,
            flare: self.is_flare(),
            bouts: bouts.collect(),
            done: asked.done(self.session).count(),
            planned: asked.planned,
        })
    }

    fn is_flare(&self) -> bool {
        let rise = self.limits.zones.morning_rise;
        match (self.morning, self.usual) {
            (Some(morning), _) if morning > self.limits.amber => true,
            (Some(morning), Some(usual)) => morning >= usual + rise,
            _ => false,
        }
    }

    fn bout(
        &self,
        item: &'a Item,
        date: Date,
        planned: WeekDose,
        (done, extra): Dosed,
    ) -> Bout<'a> {
        let session = self.session;
        let during = session.pain_in.get(&item.exercise).copied().or(session.pain.during);
        let (zone, by_morning) = zone(
            &self.limits,
            during.map(|pain| pain.get()),
            session.pain.after.map(|pain| pain.get()),
            (self.morning, self.usual),
            self.is_flare(),
        );
        let named = |list: &[String]| list.contains(&item.exercise);
        Bout {
            date,
            is_news: self.is_news,
            exercise: &item.exercise,
            planned,
            done,
            zone,
            by_morning,
            spare: extra >= self.spare || named(&session.too_easy),
            too_hard: named(&session.too_hard),
            effort: session.effort.map(|effort| effort.get()),
        }
    }
}

/// A dose that was done, at most the planned one, and the repetitions more in the last set.
type Dosed = (WeekDose, u32);

/// How much was done; none if it was skipped.
fn done(planned: WeekDose, amount: Amount) -> Option<Dosed> {
    match amount {
        Amount::All => Some((planned, 0)),
        Amount::Skipped => None,
        Amount::Counted { sets, reps, extra } => {
            let (sets, reps) = (sets.get(), reps.get());
            let most = planned.sets * planned.reps;
            if sets * reps < most {
                return Some((WeekDose { sets, reps, ..planned }, 0));
            }
            let more = if sets >= planned.sets { reps.saturating_sub(planned.reps) } else { 0 };
            Some((planned, more + extra))
        }
    }
}
