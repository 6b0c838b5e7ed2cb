//! Person + library -> Profile: names become ids, groups become muscles, defaults are filled in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::model::{
    DEFAULT_DAYS, DEFAULT_MINUTES, DEFAULT_SEVERITY, Days, MUSCLES_PER_AREA, MuscleEntry, Person,
    SCHEMA, Things, Words,
};
use crate::finding::{At, Code, Finding, Findings, Place};
use crate::library::{Affected, Condition, Library, Names, Position, meant_position};
use crate::quantity::{Day, DaysPerWeek, Minutes, Rating, Side};
use crate::screening::{Answer, Answers};
use crate::source::{MAX_FINDINGS, scalar};

/// Where the keys of a person come from, for the places of findings.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The file's name; none if everything came from flags.
    pub file: Option<String>,
    /// The keys that flags set, with the flag's name.
    pub flags: BTreeMap<&'static str, &'static str>,
    /// The keys that the user's defaults set, with the name of the file or variable.
    pub settings: BTreeMap<&'static str, String>,
    /// The file's answers to the safety questions, where flags were laid over them.
    pub answers_of_file: Option<BTreeMap<String, Words>>,
}

impl Origin {
    /// The name of the source of flags.
    pub const COMMAND_LINE: &'static str = "command line";

    fn place(&self, key: &str, rest: &str) -> Place {
        if let Some(source) = self.settings.get(key) {
            return Place::path(source, format!("{key}{rest}"));
        }
        match (self.flags.get(key), &self.file) {
            (None, Some(file)) => Place::path(file, format!("{key}{rest}")),
            (flag, _) => Place {
                source: Self::COMMAND_LINE.to_owned(),
                at: flag.map_or(At::Whole, |flag| At::Path((*flag).to_owned())),
            },
        }
    }
}

/// A person whose every word has been understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What stands on the page.
    pub name: Option<String>,
    /// The affected muscles, by id, the worst first.
    pub affected: Vec<Affected>,
    /// Where it hurts, by id.
    pub areas: Vec<String>,
    /// The conditions, by id, in the order in which they were named.
    pub conditions: Vec<String>,
    /// Whether the muscles were proposed from the areas.
    pub proposed: bool,
    /// The days with their minutes.
    pub days: BTreeMap<Day, u32>,
    /// Everything at hand, household things included.
    pub equipment: BTreeSet<String>,
    /// Precautions that the person names or a finding brings; the answers may bring more.
    pub precautions: BTreeSet<String>,
    /// Exercises that were stopped because of what they did, by id: what check-ins and earlier plans tell
    /// beside the person's file.
    pub stopped: BTreeSet<String>,
    /// Exercises that a plan made smaller because they hurt and no later one let rise again, by id.
    pub cut: BTreeSet<String>,
    /// Positions to avoid.
    pub avoid: BTreeSet<Position>,
    /// Whether to stay off the floor: one gets down to it by way of a knee, so also when kneeling is avoided.
    pub avoid_floor: bool,
    /// Answers to the safety questions.
    pub answers: Answers,
    /// When they were given.
    pub answered: Option<Date>,
    /// The questions whose answer is not of that day: a flag has changed it since.
    pub changed: BTreeSet<String>,
    /// The first day of week 1.
    pub start: Date,
    /// The person as read, for what needs no understanding.
    pub person: Person,
}

/// Understands a person. The findings are all that is wrong; there is a profile if none is an error.
///
/// `today` is the first day of the plan for a person who names none.
#[must_use]
pub fn resolve(
    library: &Library,
    person: &Person,
    origin: &Origin,
    today: Date,
) -> (Option<Profile>, Vec<Finding>) {
    let mut reader = Reader { library, origin, findings: Vec::new() };
    let start = person.start.unwrap_or(today);
    let conditions = reader.conditions(person);
    let (affected, proposed) = reader.affected(person, &conditions);
    let (answers, answered) = reader.answers(person, today);
    let changed = changed(library, person, origin, today, &answers);
    let (avoid, avoid_floor) = reader.avoid(person);
    reader.general(person, start.max(today).year());
    reader.wishes(person);
    let mut precautions: BTreeSet<String> = person.precautions.iter().cloned().collect();
    precautions.extend(affected.iter().flat_map(|affected| brought(library, affected)).cloned());
    precautions
        .extend(conditions.iter().flat_map(|condition| condition.precautions.iter().cloned()));
    let profile = Profile {
        name: person
            .name
            .as_ref()
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty()),
        affected,
        areas: person.areas.clone(),
        conditions: conditions.iter().map(|condition| condition.id.clone()).collect(),
        proposed,
        days: reader.days(person),
        equipment: reader.equipment(person),
        precautions,
        stopped: BTreeSet::new(),
        cut: BTreeSet::new(),
        avoid,
        avoid_floor,
        answers,
        answered,
        changed,
        start,
        person: person.clone(),
    };
    let findings = reader.findings;
    let good = !findings.any_error();
    (good.then_some(profile), findings)
}

impl Profile {
    /// The age that the person reaches in the year of a day, if the year of birth is known.
    #[must_use]
    pub fn age_on(&self, date: Date) -> Option<i32> {
        self.person.age_on(date)
    }
}

/// The questions that flags answer otherwise than the file; none if they give the answers a day as well.
fn changed(
    library: &Library,
    person: &Person,
    origin: &Origin,
    today: Date,
    answers: &Answers,
) -> BTreeSet<String> {
    let Some(of_file) = &origin.answers_of_file else { return BTreeSet::new() };
    if of_file.get("date") != person.screening.get("date") {
        return BTreeSet::new();
    }
    let before = Person { screening: of_file.clone(), ..person.clone() };
    // What is wrong with the file's answers has been said.
    let mut reader = Reader { library, origin, findings: Vec::new() };
    let (before, _) = reader.answers(&before, today);
    let other = answers.iter().filter(|(id, answer)| before.get(*id) != Some(*answer));
    other.map(|(id, _)| id.clone()).collect()
}

/// What the finding of a muscle bars by itself.
fn brought<'a>(library: &'a Library, affected: &Affected) -> &'a [String] {
    let muscle = library.muscle(&affected.muscle);
    muscle.and_then(|muscle| muscle.brings.get(&affected.finding)).map_or(&[], Vec::as_slice)
}

struct Reader<'a> {
    library: &'a Library,
    origin: &'a Origin,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn say(&mut self, key: &str, rest: &str, code: Code, message: String, hint: Option<String>) {
        if self.findings.len() >= MAX_FINDINGS {
            return;
        }
        let mut place = self.origin.place(key, rest);
        // What is wrong with an id that is a key is the key, not its value.
        if code == Code::UnknownId
            && let At::Path(path) = &place.at
            && !path.ends_with(']')
            && !path.ends_with(".muscle")
        {
            place.at = At::Key(path.clone());
        }
        self.findings.push(Finding::error(code, message).at(place).maybe_hint(hint));
    }

    fn unknown(&mut self, key: &str, rest: &str, names: Names, id: &str) {
        // Hints take time: none for findings that are not shown.
        if self.findings.len() >= MAX_FINDINGS {
            return;
        }
        let hint = self.library.meant(names, id);
        let message = format!("there is no {} `{id}`", names.one());
        self.say(key, rest, Code::UnknownId, message, Some(hint));
    }

    // ------------------------------------------------------------ muscles

    fn affected(&mut self, person: &Person, conditions: &[&Condition]) -> (Vec<Affected>, bool) {
        let mut all: Vec<Affected> = Vec::new();
        for (i, entry) in person.muscles.iter().enumerate() {
            for affected in self.muscle(i, entry, person.side) {
                merge(&mut all, affected);
            }
        }
        preset_muscles(&mut all, conditions, person.side.unwrap_or(Side::Both));
        let proposed =
            person.muscles.is_empty() && person.conditions.is_empty() && !person.areas.is_empty();
        let library = self.library;
        for (i, id) in person.areas.iter().enumerate() {
            match library.area(id) {
                Some(_) if proposed => {
                    self.propose(id, person.side).into_iter().for_each(|a| merge(&mut all, a))
                }
                Some(_) => {}
                None => self.unknown("areas", &format!("[{i}]"), Names::Areas, id),
            }
        }
        if person.muscles.is_empty() && person.areas.is_empty() && person.conditions.is_empty() {
            let message = "no muscle, no condition and no pain area is named".to_owned();
            let hint = "name at least one, for example `--muscle gluteus-medius:right`".to_owned();
            self.say("muscles", "", Code::NothingToTreat, message, Some(hint));
        }
        // Nothing of what is named is affected at all.
        if !all.is_empty() && all.iter().all(|affected| affected.weight == 0) {
            let rest = person.muscles.iter().position(|entry| entry.severity.is_some());
            let rest = rest.map(|i| format!("[{i}].severity")).unwrap_or_default();
            let message = "every muscle that is named has the severity 0".to_owned();
            let hint = "give the affected one 1 to 10".to_owned();
            self.say("muscles", &rest, Code::NothingToTreat, message, Some(hint));
        }
        all.sort_by(|a, b| {
            b.weight.cmp(&a.weight).then(a.muscle.cmp(&b.muscle)).then(a.finding.cmp(&b.finding))
        });
        (all, proposed)
    }

    /// The conditions that the names stand for, each once.
    fn conditions(&mut self, person: &Person) -> Vec<&'a Condition> {
        let library = self.library;
        let mut found: Vec<&Condition> = Vec::new();
        for (i, name) in person.conditions.iter().enumerate() {
            match library.find_condition(name).and_then(|id| library.condition(id)) {
                Some(condition) if found.iter().any(|other| other.id == condition.id) => {}
                Some(condition) => found.push(condition),
                None => self.unknown("conditions", &format!("[{i}]"), Names::Conditions, name),
            }
        }
        found
    }

    fn muscle(
        &mut self,
        i: usize,
        entry: &MuscleEntry,
        default_side: Option<Side>,
    ) -> Vec<Affected> {
        let Some(id) = self.library.find_muscle(&entry.muscle) else {
            let rest = format!("[{i}].muscle");
            match side_within(&entry.muscle) {
                Some((muscle, side)) if self.library.find_muscle(muscle).is_some() => {
                    let message = format!("there is no muscle `{}`", entry.muscle);
                    let hint = format!(
                        "give the side by itself: `{{muscle: {muscle}, side: {side}}}` in a file, \
                         `--muscle {muscle}:{side}` as a flag",
                        muscle = scalar(muscle),
                        side = side.as_str(),
                    );
                    self.say("muscles", &rest, Code::UnknownId, message, Some(hint));
                }
                _ => self.unknown("muscles", &rest, Names::Muscles, &entry.muscle),
            }
            return Vec::new();
        };
        let side = entry.side.or(default_side).unwrap_or(Side::Both);
        let severity = entry.severity.map_or(DEFAULT_SEVERITY as u32, Rating::get);
        let members: Vec<(String, u32)> =
            match self.library.muscles.groups.iter().find(|group| group.id == id) {
                Some(group) => {
                    group.members.iter().map(|(id, share)| (id.clone(), *share)).collect()
                }
                None => vec![(id.to_owned(), 1)],
            };
        self.split(&members, side, severity, entry.finding)
    }

    fn propose(&self, area: &str, side: Option<Side>) -> Vec<Affected> {
        let Some(area) = self.library.area(area) else { return Vec::new() };
        let first = area.consider.iter().take(MUSCLES_PER_AREA);
        let count = area.consider.len().min(MUSCLES_PER_AREA) as u32;
        let members: Vec<(String, u32)> =
            first.zip((1..=count).rev()).map(|(id, share)| (id.clone(), share)).collect();
        self.split(&members, side.unwrap_or(Side::Both), DEFAULT_SEVERITY as u32, None)
    }

    /// Splits a severity among muscles by their shares, in thousandths.
    fn split(
        &self,
        members: &[(String, u32)],
        side: Side,
        severity: u32,
        finding: Option<crate::library::Finding>,
    ) -> Vec<Affected> {
        let shares: u32 = members.iter().map(|(_, share)| share).sum();
        let known =
            members.iter().filter_map(|(id, share)| Some((self.library.muscle(id)?, *share)));
        known
            .map(|(muscle, share)| Affected {
                muscle: muscle.id.clone(),
                side,
                finding: finding.unwrap_or(muscle.usual),
                severity,
                weight: severity * 1000 * share / shares.max(1),
            })
            .collect()
    }

    // ------------------------------------------------------------ time and things

    fn days(&mut self, person: &Person) -> BTreeMap<Day, u32> {
        let default = Minutes::new(DEFAULT_MINUTES).unwrap_or(Minutes::MIN);
        let minutes = person.minutes.unwrap_or(default).get();
        let days: BTreeMap<Day, u32> = match &person.days {
            None => Day::spread(DaysPerWeek::new(DEFAULT_DAYS).unwrap_or(DaysPerWeek::MIN))
                .into_iter()
                .map(|day| (day, minutes))
                .collect(),
            Some(Days::Count(count)) => {
                Day::spread(*count).into_iter().map(|day| (day, minutes)).collect()
            }
            Some(Days::List(list)) => {
                for (i, day) in list.iter().enumerate().filter(|(i, day)| list[..*i].contains(day))
                {
                    let message = format!("`{}` is named twice", day.as_str());
                    let hint = "a day has one session; name another day".to_owned();
                    self.say("days", &format!("[{i}]"), Code::BadValue, message, Some(hint));
                }
                list.iter().map(|day| (*day, minutes)).collect()
            }
            Some(Days::WithMinutes(map)) => {
                map.iter().map(|(day, minutes)| (*day, minutes.get())).collect()
            }
        };
        if days.is_empty() {
            let hint = "name at least one, for example `days: [mon, thu]`".to_owned();
            self.say("days", "", Code::NoTime, "no day is named".to_owned(), Some(hint));
        }
        days
    }

    fn equipment(&mut self, person: &Person) -> BTreeSet<String> {
        let things = &self.library.equipment;
        let household = things.iter().filter(|thing| thing.household).map(|thing| thing.id.clone());
        match &person.equipment {
            None | Some(Things::None) => household.collect(),
            Some(Things::All) => things.iter().map(|thing| thing.id.clone()).collect(),
            Some(Things::List(list)) => {
                let mut all: BTreeSet<String> = household.collect();
                for (i, id) in list.iter().enumerate() {
                    let rest = format!("[{i}]");
                    if self.library.equipment(id).is_some() {
                        all.insert(id.clone());
                    } else if list.len() > 1 && matches!(id.as_str(), "all" | "none") {
                        let message = format!("`{id}` stands beside other things");
                        let hint = format!("write `{id}` alone, or leave it out");
                        self.say("equipment", &rest, Code::Conflict, message, Some(hint));
                    } else {
                        self.unknown("equipment", &rest, Names::Equipment, id);
                    }
                }
                all
            }
        }
    }

    fn avoid(&mut self, person: &Person) -> (BTreeSet<Position>, bool) {
        let mut positions = BTreeSet::new();
        let mut floor = false;
        for (i, word) in person.avoid.iter().enumerate() {
            match Position::ALL.into_iter().find(|p| p.as_str() == word && *p != Position::Any) {
                Some(position) => {
                    floor |= position == Position::Kneeling;
                    positions.insert(position);
                }
                None if word == "floor" => floor = true,
                None => {
                    let message = format!("there is no position `{word}`");
                    let hint = Some(meant_position(word));
                    self.say("avoid", &format!("[{i}]"), Code::UnknownId, message, hint);
                }
            }
        }
        (positions, floor)
    }

    // ------------------------------------------------------------ the rest

    fn general(&mut self, person: &Person, this_year: i16) {
        if person.schema > SCHEMA {
            let Finding { code, message, hint, .. } = newer_schema("", person.schema);
            self.say("schema", "", code, message, hint);
        } else if person.schema != SCHEMA {
            let message =
                format!("schema {} is not known; this program reads {SCHEMA}", person.schema);
            self.say("schema", "", Code::BadValue, message, None);
        }
        // A year to come is a slip of the finger, and no child.
        if person.born.is_some_and(|year| !(1900..=this_year).contains(&year)) {
            let hint = format!("four digits from 1900 to {this_year}, for example 1961");
            self.say("born", "", Code::BadValue, "not a year of birth".to_owned(), Some(hint));
        }
        if person.language.as_deref().is_some_and(|language| language != "en") {
            let message = "the page is in English (`en`) only so far".to_owned();
            self.say("language", "", Code::BadValue, message, None);
        }
        if person.desk.as_ref().is_some_and(|desk| desk.to <= desk.from) {
            self.say("desk", ".to", Code::BadValue, "`to` is not after `from`".to_owned(), None);
        }
        for (i, id) in person.precautions.iter().enumerate() {
            if self.library.precaution(id).is_none() {
                self.unknown("precautions", &format!("[{i}]"), Names::Precautions, id);
            }
        }
    }

    fn wishes(&mut self, person: &Person) {
        let wishes = &person.exercises;
        let listed = |key: &str, ids: &[String]| -> Vec<(String, String)> {
            ids.iter().enumerate().map(|(i, id)| (format!(".{key}[{i}]"), id.clone())).collect()
        };
        let mut named = listed("include", &wishes.include);
        named.extend(listed("exclude", &wishes.exclude));
        named.extend(wishes.dose.keys().map(|id| (format!(".dose.{id}"), id.clone())));
        named.extend(wishes.note.keys().map(|id| (format!(".note.{id}"), id.clone())));
        named.extend(wishes.again.keys().map(|id| (format!(".again.{id}"), id.clone())));
        let library = self.library;
        for (rest, id) in named {
            if !library.exercises.contains_key(&id) {
                self.unknown("exercises", &rest, Names::Exercises, &id);
            }
        }
        for id in wishes.include.iter().filter(|id| wishes.exclude.contains(id)) {
            let message = format!("`{id}` is both included and excluded");
            self.say("exercises", ".include", Code::Conflict, message, None);
        }
    }

    // ------------------------------------------------------------ answers

    fn answers(&mut self, person: &Person, today: Date) -> (Answers, Option<Date>) {
        let mut answers = Answers::new();
        let mut date = None;
        let library = self.library;
        let all = || library.screening.questions.iter().map(|question| question.id.clone());
        // `no: all` and the like first, so that a single answer wins over them.
        let (lists, singles): (Vec<_>, Vec<_>) = person
            .screening
            .iter()
            .partition(|(key, _)| matches!(key.as_str(), "yes" | "no" | "unknown" | "date"));
        let mut lists = lists;
        // A question in two lists counts as the graver answer: no, then unknown, then yes.
        lists.sort_by_key(|(key, _)| ["no", "unknown", "yes"].iter().position(|k| k == key));
        for (key, words) in lists {
            let rest = format!(".{key}");
            match (key.as_str(), words) {
                ("date", Words::One(text)) => match text.parse() {
                    Ok(given) if given > today => {
                        let message = format!("{given} is in the future: today is {today}");
                        self.say("screening", &rest, Code::BadDate, message, None);
                    }
                    Ok(given) => date = Some(given),
                    Err(_) => {
                        let message = format!("`{text}` is not a date such as 2026-11-20");
                        self.say("screening", &rest, Code::BadValue, message, None);
                    }
                },
                (word, Words::One(text)) if text == "all" => {
                    answers.extend(all().map(|id| (id, simple(word))));
                }
                (word, words) => {
                    let ids = match words {
                        Words::One(id) => std::slice::from_ref(id),
                        Words::List(ids) => ids.as_slice(),
                    };
                    for id in ids {
                        if id.eq_ignore_ascii_case("all") {
                            self.all_of(id, &rest);
                        } else if self.question(id, &rest) {
                            answers.insert(id.clone(), simple(word));
                        }
                    }
                }
            }
        }
        for (id, words) in singles {
            let rest = format!(".{id}");
            if self.question(id, &rest) {
                let answer = self.answer(id, words, &rest);
                answers.extend(answer.map(|answer| (id.clone(), answer)));
            }
        }
        (answers, date)
    }

    /// `All` and `[all]` mean every question, and must not be taken for the one whose id is nearest.
    fn all_of(&mut self, given: &str, rest: &str) {
        let message = format!("there is no safety question `{given}`");
        let hint = "for every question write `all`, alone and in small letters".to_owned();
        self.say("screening", rest, Code::UnknownId, message, Some(hint));
    }

    fn question(&mut self, id: &str, rest: &str) -> bool {
        let there = self.library.screening.questions.iter().any(|question| question.id == id);
        if !there {
            self.unknown("screening", rest, Names::Questions, id);
        }
        there
    }

    fn answer(&mut self, id: &str, words: &Words, rest: &str) -> Option<Answer> {
        let library = self.library;
        let question = library.screening.questions.iter().find(|question| question.id == *id)?;
        let given = match words {
            Words::One(word) => std::slice::from_ref(word),
            Words::List(list) => list.as_slice(),
        };
        let is_choice = |word: &String| question.choices.iter().any(|choice| choice.id == *word);
        // A choice may be called `unknown`: an operation whose kind is unknown is not an unknown operation.
        if !given.is_empty() && given.iter().all(is_choice) {
            return Some(Answer::Choices(given.iter().cloned().collect()));
        }
        if let [word] = given
            && matches!(word.as_str(), "yes" | "no" | "unknown")
        {
            return Some(simple(word));
        }
        let choices = question.choices.iter().map(|choice| choice.id.as_str());
        let mut known = vec!["yes", "no"];
        known.extend(choices);
        if !known.contains(&"unknown") {
            known.push("unknown");
        }
        let hint = format!("one of: {}", known.join(", "));
        let message = format!("`{}` is not an answer to this question", given.join(", "));
        self.say("screening", rest, Code::BadValue, message, Some(hint));
        None
    }
}

/// A person's file that a newer program wrote.
#[must_use]
pub fn newer_schema(name: &str, found: u32) -> Finding {
    let message = format!("the file has schema {found}, and this program reads up to {SCHEMA}");
    Finding::error(Code::NewerSchema, message)
        .at(Place::path(name, "schema"))
        .hint("use the newer version of regimen that wrote it; the file was not touched")
}

fn simple(word: &str) -> Answer {
    match word {
        "yes" => Answer::Yes,
        "no" => Answer::No,
        _ => Answer::Unknown,
    }
}

/// A muscle's name and the side that was written into it: `QL right`.
fn side_within(name: &str) -> Option<(&str, Side)> {
    let (muscle, side) = name.trim().rsplit_once([' ', '-', ','])?;
    side.parse().ok().map(|side| (muscle.trim_end_matches([' ', ',']), side))
}

/// Adds the muscles of conditions to those that the person names. What the person says of a muscle and
/// finding stands; of several conditions the worst counts.
fn preset_muscles(all: &mut Vec<Affected>, conditions: &[&Condition], side: Side) {
    let mut preset: Vec<Affected> = Vec::new();
    for entry in conditions.iter().flat_map(|condition| &condition.muscles) {
        let said = all.iter().any(|it| it.muscle == entry.muscle && it.finding == entry.finding);
        if !said {
            let severity = entry.severity.get();
            let muscle = entry.muscle.clone();
            let weight = severity * 1000;
            merge(&mut preset, Affected { muscle, side, finding: entry.finding, severity, weight });
        }
    }
    all.extend(preset);
}

/// Adds a muscle; the same muscle with the same finding is one entry that covers both.
fn merge(all: &mut Vec<Affected>, new: Affected) {
    match all.iter_mut().find(|old| old.muscle == new.muscle && old.finding == new.finding) {
        Some(old) => {
            old.side = old.side.join(new.side);
            old.severity = old.severity.max(new.severity);
            old.weight = old.weight.max(new.weight);
        }
        None => all.push(new),
    }
}
