//! What a plan of a file holds: the limits that plans really have. Anybody can open the file; behind this
//! door no number of a plan is doubted.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding, Place};
use crate::library;
use crate::planner::plan::{Certificate, Daily, Item, PhasePlan, Plan, Session, WeekDose};
use crate::quantity::{DaysPerWeek, Hold, Minutes, Points, Rating, Reps, Sets};
use crate::source::MAX_FINDINGS;

/// Weeks of one plan: a phase that goes on, and all of a programme after it.
const MOST_WEEKS: u32 = 2 * library::MOST_WEEKS;
/// The number of a week: weeks go on counting from plan to plan, and the calendar ends before this one.
const LAST_WEEK: u32 = 1_050_000;
/// Thousandths of a severity point: the severity itself, from 0 to 10.
const MOST_WEIGHT: u32 = 10_000;
/// Far more than any score, and little enough to add up.
const MOST_POINTS: Points = Points(1_000_000_000_000);

/// What in a plan is beyond its limits.
pub(super) fn beyond(name: &str, plan: &Plan) -> Vec<Finding> {
    let mut limits = Limits { name, found: Vec::new() };
    limits.plan(plan);
    limits.found.truncate(MAX_FINDINGS);
    limits.found
}

struct Limits<'a> {
    name: &'a str,
    found: Vec<Finding>,
}

impl Limits<'_> {
    fn say(&mut self, at: String, code: Code, message: String) {
        let place = Place::path(self.name, at);
        let finding = Finding::error(code, message).at(place);
        self.found
            .push(finding.hint("a plan is kept as it was handed out: put back what was there"));
    }

    /// Says at a place that is only written out where there is something to say.
    fn keep<T>(&mut self, value: Result<T, String>, at: impl FnOnce() -> String) {
        if let Err(message) = value {
            self.say(at(), Code::BadValue, message);
        }
    }

    fn plan(&mut self, plan: &Plan) {
        self.keep(Rating::new(plan.pain_limit.into()), || "pain_limit".to_owned());
        for (i, affected) in plan.person.muscles.iter().enumerate() {
            let at = |key: &str| format!("person.muscles[{i}].{key}");
            self.keep(Rating::new(affected.severity.into()), || at("severity"));
            let weight = is_within(affected.weight <= MOST_WEIGHT, || {
                format!("{} is more than {MOST_WEIGHT}, ten points of severity", affected.weight)
            });
            self.keep(weight, || at("weight"));
        }
        let some = is_within(!plan.phases.is_empty(), || "there is no phase".to_owned());
        self.keep(some, || "phases".to_owned());
        let mut ids = BTreeSet::new();
        for (i, phase) in plan.phases.iter().enumerate() {
            let at = format!("phases[{i}]");
            self.id(&phase.id, || format!("{at}.id"));
            if !ids.insert(&phase.id) {
                let message = format!("two phases are `{}`", phase.id);
                self.say(format!("{at}.id"), Code::DuplicateId, message);
            }
            let before = i.checked_sub(1).and_then(|last| plan.phases.get(last));
            match weeks(plan, before, phase) {
                Ok(()) => self.phase(&at, phase),
                // What a week of it has cannot be told.
                Err(message) => self.say(format!("{at}.weeks"), Code::BadValue, message),
            }
        }
    }

    fn id(&mut self, id: &str, at: impl FnOnce() -> String) {
        self.keep(is_within(!id.is_empty(), || "nothing has an empty id".to_owned()), at);
    }

    fn phase(&mut self, at: &str, phase: &PhasePlan) {
        for (day, session) in &phase.week {
            if !phase.sessions.contains_key(session) {
                let message = format!("the phase has no session `{session}`");
                self.say(format!("{at}.week.{}", day.as_str()), Code::UnknownId, message);
            }
        }
        for (letter, session) in &phase.sessions {
            self.session(&format!("{at}.sessions.{letter}"), phase, session);
        }
        for (i, daily) in phase.daily.iter().enumerate() {
            self.daily(&format!("{at}.daily[{i}]"), phase, daily);
        }
        for (i, pause) in phase.breaks.iter().enumerate() {
            self.id(&pause.exercise, || format!("{at}.breaks[{i}].exercise"));
        }
        self.certificate(&format!("{at}.certificate"), &phase.certificate);
    }

    fn session(&mut self, at: &str, phase: &PhasePlan, session: &Session) {
        let most = Minutes::MAX;
        let minutes = is_within((0.0..=f64::from(most.get())).contains(&session.minutes), || {
            format!("{} is not a number of minutes from 0 to {most}", session.minutes)
        });
        self.keep(minutes, || format!("{at}.minutes"));
        for (i, item) in session.items.iter().enumerate() {
            self.item(&format!("{at}.items[{i}]"), phase, item);
        }
    }

    fn item(&mut self, at: &str, phase: &PhasePlan, item: &Item) {
        self.id(&item.exercise, || format!("{at}.exercise"));
        let weeks = item.dose.iter().map(|dose| dose.week);
        self.keep(each_week(phase, weeks, "dose"), || format!("{at}.dose"));
        for (i, WeekDose { sets, reps, hold_s, .. }) in item.dose.iter().enumerate() {
            let at = |key: &str| format!("{at}.dose[{i}].{key}");
            self.keep(Sets::new((*sets).into()), || at("sets"));
            self.keep(Reps::new((*reps).into()), || at("reps"));
            self.keep(Hold::new((*hold_s).into()), || at("hold_s"));
        }
        for (term, points) in &item.reason {
            self.points(*points, || format!("{at}.reason.{term}"));
        }
    }

    fn daily(&mut self, at: &str, phase: &PhasePlan, daily: &Daily) {
        self.id(&daily.exercise, || format!("{at}.exercise"));
        self.keep(Minutes::new(daily.minutes.into()), || format!("{at}.minutes"));
        self.keep(DaysPerWeek::new(daily.days.into()), || format!("{at}.days"));
        let weeks = daily.weeks.iter().map(|entry| entry.week);
        self.keep(each_week(phase, weeks, "number of minutes"), || format!("{at}.weeks"));
        for (i, entry) in daily.weeks.iter().enumerate() {
            let minutes = Minutes::new(entry.minutes.into());
            self.keep(minutes, || format!("{at}.weeks[{i}].minutes"));
        }
    }

    fn certificate(&mut self, at: &str, certificate: &Certificate) {
        let Certificate { score, bound, variety, terms, .. } = certificate;
        for (key, points) in [("score", score), ("bound", bound), ("variety", variety)] {
            self.points(*points, || format!("{at}.{key}"));
        }
        for (term, points) in terms.named() {
            self.points(points, || format!("{at}.terms.{term}"));
        }
    }

    fn points(&mut self, points: Points, at: impl FnOnce() -> String) {
        let within = (-MOST_POINTS.0..=MOST_POINTS.0).contains(&points.0);
        self.keep(is_within(within, || format!("more points than any plan has: {points}")), at);
    }
}

fn is_within(within: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if within { Ok(()) } else { Err(message()) }
}

/// Phases follow on each other without a gap, and no plan is without end.
fn weeks(plan: &Plan, before: Option<&PhasePlan>, phase: &PhasePlan) -> Result<(), String> {
    let (first, last) = phase.weeks;
    let next = before.map_or(first.max(1), |before| before.weeks.1.saturating_add(1));
    if first != next || last < first {
        Err(format!("weeks {first} to {last} do not follow on week {}", next - 1))
    } else if last > LAST_WEEK || last.saturating_sub(plan.first_week()) >= MOST_WEEKS {
        Err(format!("week {last} is too far: a plan has at most {MOST_WEEKS} weeks"))
    } else {
        Ok(())
    }
}

/// What a phase has in each week is there once for each of its weeks, in their order.
fn each_week(
    phase: &PhasePlan,
    weeks: impl Iterator<Item = u32>,
    what: &str,
) -> Result<(), String> {
    let (first, last) = phase.weeks;
    let each = weeks.eq(first..=last);
    is_within(each, || format!("there is not one {what} for each of the weeks {first} to {last}"))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::whole;
    use super::*;
    use crate::library::{Affected, Finding as Trouble};
    use crate::planner::plan::WeekMinutes;
    use crate::quantity::{Day, Side};
    use jiff::civil::date;

    fn said(plan: &Plan) -> Vec<String> {
        beyond("plan.yaml", plan).iter().map(ToString::to_string).collect()
    }

    /// The plan of the fixture with a walk and a muscle.
    fn plan() -> Plan {
        let mut plan = whole(date(2026, 11, 23));
        let weeks =
            vec![WeekMinutes { week: 1, minutes: 10 }, WeekMinutes { week: 2, minutes: 12 }];
        let exercise = "aer-walk-easy".to_owned();
        plan.phases[0].daily = vec![Daily { exercise, minutes: 12, days: 5, weeks }];
        plan.person.muscles = vec![Affected {
            muscle: "piriformis".to_owned(),
            side: Side::Both,
            finding: Trouble::Tight,
            severity: 10,
            weight: 10_000,
        }];
        plan
    }

    fn item(plan: &mut Plan) -> &mut Item {
        &mut plan.phases[1].sessions.get_mut("A").unwrap().items[1]
    }

    #[test]
    fn a_plan_within_its_limits_has_no_finding() {
        let mut plan = plan();
        assert_eq!(said(&plan), [""; 0]);
        // As far as the calendar goes.
        for (i, weeks) in [(1_043_490, 1_043_491), (1_043_492, 1_043_495)].into_iter().enumerate() {
            let move_to = weeks.0 - plan.phases[i].weeks.0;
            plan.phases[i].weeks = weeks;
            for item in plan.phases[i].sessions.values_mut().flat_map(|it| &mut it.items) {
                item.dose.iter_mut().for_each(|dose| dose.week += move_to);
            }
            for entry in plan.phases[i].daily.iter_mut().flat_map(|daily| &mut daily.weeks) {
                entry.week += move_to;
            }
        }
        assert_eq!(said(&plan), [""; 0]);
    }

    #[test]
    fn each_number_has_its_limits() {
        type Case = (&'static str, Code, fn(&mut Plan));
        let cases: [Case; 31] = [
            ("pain_limit", Code::BadValue, |p| p.pain_limit = 11),
            ("person.muscles[0].severity", Code::BadValue, |p| p.person.muscles[0].severity = 11),
            ("person.muscles[0].weight", Code::BadValue, |p| p.person.muscles[0].weight = 10_001),
            ("phases", Code::BadValue, |p| p.phases.clear()),
            ("phases[0].id", Code::BadValue, |p| p.phases[0].id.clear()),
            ("phases[1].id", Code::DuplicateId, |p| p.phases[1].id = "settle".to_owned()),
            ("phases[0].weeks", Code::BadValue, |p| p.phases[0].weeks.0 = 0),
            ("phases[0].weeks", Code::BadValue, |p| p.phases[0].weeks.0 = 7),
            ("phases[1].weeks", Code::BadValue, |p| p.phases[1].weeks = (7, 0)),
            ("phases[1].weeks", Code::BadValue, |p| p.phases[1].weeks = (3, 2)),
            ("phases[1].weeks", Code::BadValue, |p| p.phases[1].weeks = (4, 6)),
            ("phases[1].weeks", Code::BadValue, |p| p.phases[1].weeks = (3, 209)),
            ("phases[1].weeks", Code::BadValue, |p| p.phases[1].weeks = (3, u32::MAX)),
            ("phases[1].week.mon", Code::UnknownId, |p| {
                p.phases[1].week.insert(Day::Mon, "C".to_owned());
            }),
            ("phases[1].sessions.A.minutes", Code::BadValue, |p| {
                p.phases[1].sessions.get_mut("A").unwrap().minutes = f64::NAN;
            }),
            ("phases[1].sessions.A.minutes", Code::BadValue, |p| {
                p.phases[1].sessions.get_mut("A").unwrap().minutes = 240.1;
            }),
            ("phases[1].sessions.A.items[1].exercise", Code::BadValue, |p| {
                item(p).exercise.clear();
            }),
            ("phases[1].sessions.A.items[1].dose", Code::BadValue, |p| item(p).dose.clear()),
            ("phases[1].sessions.A.items[1].dose", Code::BadValue, |p| item(p).dose.swap(0, 1)),
            ("phases[1].sessions.A.items[1].dose", Code::BadValue, |p| {
                let last = item(p).dose[3];
                item(p).dose.push(last);
            }),
            ("phases[1].sessions.A.items[1].dose[3].sets", Code::BadValue, |p| {
                item(p).dose[3].sets = 0;
            }),
            ("phases[1].sessions.A.items[1].dose[3].reps", Code::BadValue, |p| {
                item(p).dose[3].reps = u32::MAX;
            }),
            ("phases[1].sessions.A.items[1].dose[3].hold_s", Code::BadValue, |p| {
                item(p).dose[3].hold_s = 601;
            }),
            ("phases[1].sessions.A.items[1].reason.effort", Code::BadValue, |p| {
                item(p).reason.insert("effort".to_owned(), Points(i64::MIN));
            }),
            ("phases[0].daily[0].exercise", Code::BadValue, |p| {
                p.phases[0].daily[0].exercise.clear();
            }),
            ("phases[0].daily[0].minutes", Code::BadValue, |p| p.phases[0].daily[0].minutes = 0),
            ("phases[0].daily[0].days", Code::BadValue, |p| p.phases[0].daily[0].days = 8),
            ("phases[0].daily[0].weeks", Code::BadValue, |p| {
                p.phases[0].daily[0].weeks.truncate(1);
            }),
            ("phases[0].daily[0].weeks[1].minutes", Code::BadValue, |p| {
                p.phases[0].daily[0].weeks[1].minutes = 241;
            }),
            ("phases[0].certificate.bound", Code::BadValue, |p| {
                p.phases[0].certificate.bound = Points(i64::MAX);
            }),
            ("phases[0].certificate.terms.menu", Code::BadValue, |p| {
                p.phases[0].certificate.terms.menu = Points(i64::MAX);
            }),
        ];
        for (at, code, change) in cases {
            let mut plan = plan();
            change(&mut plan);
            let found = beyond("plan.yaml", &plan);
            assert_eq!(found.len(), 1, "{at}: {found:?}");
            let place = Place::path("plan.yaml", at);
            assert_eq!((found[0].code, found[0].place.as_ref()), (code, Some(&place)));
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        let mut plan = plan();
        plan.phases[0].daily[0].days = 8;
        plan.phases[1].weeks = (7, 0);
        let hint = "(a plan is kept as it was handed out: put back what was there)";
        assert_eq!(
            said(&plan),
            [
                format!(
                    "error[bad-value] plan.yaml: phases[0].daily[0].days: 8 is not a number of days \
                     from 1 to 7 {hint}"
                ),
                format!(
                    "error[bad-value] plan.yaml: phases[1].weeks: weeks 7 to 0 do not follow on \
                     week 2 {hint}"
                ),
            ]
        );
    }
}
