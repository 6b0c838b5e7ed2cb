//! A check-in by questions.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::Context;
use super::super::ask::{self, Ask, Line, NoAnswer};
use super::super::folder::CHECKINS;
use super::super::record::History;
use crate::finding::Finding;
use crate::library::Library;
use crate::planner::plan::{PhasePlan, Plan};
use crate::profile::Person;
use crate::progress::calendar::{plan_on, session_on};
use crate::progress::model::{
    Amount, Checkin, Done, Log, Session, SessionPain, SingleLeg, Week, WeekPain,
};
use crate::quantity::{Change, LegSeconds, Rating, Stands};

/// Asks for one check-in.
///
/// # Errors
/// A finding when nobody can be asked or the person stops.
pub(super) fn ask(
    plain: bool,
    library: &Library,
    person: &Person,
    history: &History,
    context: &Context,
) -> Result<Checkin, Vec<Finding>> {
    let mut ask = ask::person(plain, context.colour).map_err(|finding| vec![finding])?;
    let mut questions = Questions { library, person, log: &history.log, ask: ask.as_mut() };
    questions
        .all(&history.plans, context.today)
        .map_err(|none| vec![none.finding("nothing was recorded")])
}

struct Questions<'a> {
    library: &'a Library,
    person: &'a Person,
    log: &'a Log,
    ask: &'a mut dyn Ask,
}

/// What the log has of a day already. It has each once, and what would be refused is not asked.
struct Told {
    session: bool,
    morning: bool,
    week: bool,
    /// Whether the session of the day before has the morning of this one.
    by_session: bool,
    /// Whether something was done on the day before.
    after_session: bool,
    /// Whether the next day has its morning.
    next_morning: bool,
}

impl Told {
    fn of(log: &Log, date: Date) -> Self {
        let of =
            |date: Option<Date>| log.checkins.iter().filter(move |entry| Some(entry.date) == date);
        let of_day = || of(Some(date));
        let before = || of(date.yesterday().ok());
        let is_done =
            |entry: &Checkin| entry.session.as_ref().is_some_and(|one| one.done.is_anything());
        Self {
            session: of_day().any(|entry| entry.session.is_some()),
            morning: of_day().any(|entry| entry.morning.is_some()),
            week: of_day().any(|entry| entry.week.is_some()),
            by_session: before().any(|entry| entry.next_morning().is_some()),
            after_session: before().any(is_done),
            next_morning: of(date.tomorrow().ok()).any(|entry| entry.morning.is_some()),
        }
    }

    const fn all(&self) -> bool {
        self.session && (self.morning || self.by_session) && self.week
    }

    /// Whether the morning is still to be told: after a session it counts for that, and before one it is asked
    /// for no other reason.
    const fn wants_morning(&self, is_done: bool) -> bool {
        !self.morning && !self.by_session && (self.after_session || !is_done)
    }
}

/// A check for a value that may be left out.
fn reads<T: std::str::FromStr<Err = String>>(text: &str) -> Result<(), String> {
    if text.is_empty() { Ok(()) } else { text.parse::<T>().map(drop) }
}

impl Questions<'_> {
    fn all(&mut self, plans: &[Plan], today: Date) -> Result<Checkin, NoAnswer> {
        let date = self.date(plans, today)?;
        let told = Told::of(self.log, date);
        if told.session {
            self.ask.say(&format!(
                "The session of {date} is recorded already. What is wrong in it is corrected in \
                 {CHECKINS}."
            ))?;
        }
        let plan = plan_on(plans, date).filter(|_| !told.session);
        let session = match plan.and_then(|plan| Some((plan, plan.phase_on(date)?))) {
            Some((plan, phase)) => self.session(plan, phase, date, &told)?,
            None => None,
        };
        let is_done = session.as_ref().is_some_and(|session| session.done.is_anything());
        let morning = if told.wants_morning(is_done) {
            let help = if told.after_session {
                "the morning after your last session; 0-10; Enter if you do not know"
            } else {
                "0-10; Enter if you do not know"
            };
            self.maybe("Pain this morning?", help)?
        } else {
            None
        };
        let week = if told.week { None } else { self.end_of_week()? };
        let note = self.line("Anything else?", "Enter for nothing", "", &|_| Ok(()))?;
        let note = Some(note).filter(|note| !note.is_empty());
        Ok(Checkin { date, session, morning, week, note })
    }

    fn date(&mut self, plans: &[Plan], today: Date) -> Result<Date, NoAnswer> {
        let first = plans.first().map_or(today, |plan| plan.start);
        let log = self.log;
        let check = |text: &str| match text.parse::<Date>() {
            Ok(date) if Told::of(log, date).all() => {
                Err(format!("{date} is recorded already; correct it in {CHECKINS}"))
            }
            Ok(date) if (first..=today).contains(&date) => Ok(()),
            Ok(_) => Err(format!("a day from {first} to {today}")),
            Err(_) => Err("write it as 2026-12-01".to_owned()),
        };
        let text = self.line("Which day?", "YYYY-MM-DD", &today.to_string(), &check)?;
        Ok(text.parse().unwrap_or(today))
    }

    // ------------------------------------------------------------ the session

    fn session(
        &mut self,
        plan: &Plan,
        phase: &PhasePlan,
        date: Date,
        told: &Told,
    ) -> Result<Option<Session>, NoAnswer> {
        let of_day = session_on(plan, date);
        let names: Vec<&str> = phase.sessions.keys().map(String::as_str).collect();
        let mut options: Vec<String> = names.iter().map(|name| format!("session {name}")).collect();
        options.push("no session".to_owned());
        let ask = match of_day {
            Some(name) => format!("Which session did you do? The plan has {name} on {date}."),
            None => format!("Which session did you do? The plan has none on {date}."),
        };
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let place = self.choose(&ask, &options)?;
        let Some(name) = names.get(place).copied() else { return Ok(None) };
        let mut ids: Vec<&str> = Vec::new();
        ids.extend(
            phase
                .sessions
                .get(name)
                .into_iter()
                .flat_map(|it| &it.items)
                .map(|item| item.exercise.as_str()),
        );
        ids.extend(phase.daily.iter().map(|daily| daily.exercise.as_str()));
        let done = self.done(phase, &ids)?;
        let name = (of_day != Some(name)).then(|| name.to_owned());
        if !done.is_anything() {
            // How it was to do it is asked of what was done.
            let tingling = self.tingling(&ids)?;
            return Ok(Some(Session { name, done, tingling, ..Session::default() }));
        }
        let pain = SessionPain {
            during: self.maybe("The worst pain during it?", "0-10; Enter if you do not know")?,
            after: self
                .maybe("The worst pain in the hours after?", "0-10; Enter if you do not know")?,
            next_morning: if told.next_morning {
                None
            } else {
                self.maybe("Pain on the next morning?", "0-10; Enter if it is not there yet")?
            },
        };
        Ok(Some(Session {
            name,
            done,
            pain,
            effort: self.maybe("How hard was it?", "0 nothing, 10 the hardest there is")?,
            minutes: self.maybe("How many minutes did it take?", "Enter if you do not know")?,
            too_easy: self.some("Which could you have done two more of, in the last set?", &ids)?,
            too_hard: self.some("Which were too hard to do well?", &ids)?,
            tingling: self.tingling(&ids)?,
            pain_in: BTreeMap::new(),
        }))
    }

    fn done(&mut self, phase: &PhasePlan, ids: &[&str]) -> Result<Done, NoAnswer> {
        if self.choose("What did you do?", &["all of it, as planned", "some of it"])? == 0 {
            return Ok(Done::All);
        }
        let mut parts = BTreeMap::new();
        for id in ids {
            let numbered = phase.numbered();
            let number =
                numbered.iter().find(|(_, other)| other == id).map_or(0, |(number, _)| *number);
            let ask = format!("{number}. {}?", self.name(id));
            let help = "all, skip, or sets x repetitions: 2x8, or 1x1 if you began and gave up";
            let check = |text: &str| text.parse::<Amount>().map(drop);
            let text = self.line(&ask, help, "all", &check)?;
            parts.insert((*id).to_owned(), text.parse().unwrap_or(Amount::All));
        }
        Ok(Done::Parts(parts))
    }

    fn tingling(&mut self, ids: &[&str]) -> Result<Vec<String>, NoAnswer> {
        self.some("Did any bring on new tingling or numbness?", ids)
    }

    fn name(&self, id: &str) -> String {
        self.library.exercises.get(id).map_or_else(|| id.to_owned(), |it| it.name.clone())
    }

    // ------------------------------------------------------------ the week

    fn end_of_week(&mut self) -> Result<Option<Week>, NoAnswer> {
        let end =
            self.choose("Is it the end of a week? Then a few more questions.", &["no", "yes"])?;
        if end == 1 { self.week().map(Some) } else { Ok(None) }
    }

    fn week(&mut self) -> Result<Week, NoAnswer> {
        let mut activities = Vec::new();
        for activity in &self.person.activities {
            let ask = format!("How well can you {activity}?");
            let check = |text: &str| text.parse::<Rating>().map(drop);
            let text = self.line(&ask, "0 not at all, 10 as before", "", &check)?;
            activities.extend(text.parse::<Rating>().ok());
        }
        let pain = WeekPain {
            average: self.maybe("Pain this week, on average?", "0-10")?,
            worst: self.maybe("The worst pain this week?", "0-10")?,
            night: self.maybe("Pain at night?", "0-10")?,
        };
        let change: Option<Change> =
            self.maybe("Compared with the start?", "-5 much worse, 0 the same, 5 much better")?;
        let chair_stand: Option<Stands> =
            self.maybe("Stands from a chair in 30 seconds?", "Enter if you did not test it")?;
        let left: Option<LegSeconds> =
            self.maybe("Seconds on the left leg?", "Enter if you did not test it")?;
        let right: Option<LegSeconds> =
            self.maybe("Seconds on the right leg?", "Enter if you did not test it")?;
        let legs = SingleLeg { left, right };
        let single_leg = (legs != SingleLeg::default()).then_some(legs);
        Ok(Week { activities, pain, change, chair_stand, single_leg, ..Week::default() })
    }

    // ------------------------------------------------------------ ways to ask

    fn line(
        &mut self,
        ask: &str,
        help: &str,
        default: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<String, NoAnswer> {
        self.ask.line(&Line { ask, help, default, known: &[], check })
    }

    /// A value that may be left out.
    fn maybe<T: std::str::FromStr<Err = String>>(
        &mut self,
        ask: &str,
        help: &str,
    ) -> Result<Option<T>, NoAnswer> {
        Ok(self.line(ask, help, "", &reads::<T>)?.parse().ok())
    }

    fn choose(&mut self, ask: &str, options: &[&str]) -> Result<usize, NoAnswer> {
        let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
        self.ask.one(ask, &options)
    }

    /// Any of the exercises, as ids.
    fn some(&mut self, ask: &str, ids: &[&str]) -> Result<Vec<String>, NoAnswer> {
        let names: Vec<String> = ids.iter().map(|id| self.name(id)).collect();
        let chosen = self.ask.many(ask, &names)?;
        Ok(chosen.into_iter().filter_map(|place| Some((*ids.get(place)?).to_owned())).collect())
    }
}
