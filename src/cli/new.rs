//! `regimen new`: questions at the terminal -> a person's folder with a commented `person.yaml`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::args::NewArgs;
use super::ask::{Ask, Line, NoAnswer};
use super::folder::PERSON;
use super::interview::interview;
use super::person::Loaded;
use super::{Context, Output, ask, person, quoted, refer, screen};
use crate::finding::{Code, Finding, Findings, nearest};
use crate::library::{Finding as MuscleFinding, Library};
use crate::profile::{
    Days, DeskHours, MuscleEntry, Origin, Person, Things, answered, resolve, written,
};
use crate::quantity::{Clock, Day, Minutes, Rating, Side};
use crate::screening::{Answers, outcome};
use crate::store;

/// The folder that is made when none is named.
const FOLDER: &str = "person";
/// Activities that are asked for.
const ACTIVITIES: usize = 3;

pub(super) fn run(args: &NewArgs, library: &Library, context: &mut Context) -> Output {
    let place = Place::of(args.who.person.as_deref());
    if let Err(finding) = place.is_free() {
        return Output::findings(vec![finding]);
    }
    let loaded = person::from_flags(&args.who);
    let by_flag = loaded.origin.flags.contains_key("screening");
    let (mut person, mut answers) = if args.defaults {
        (loaded.person, Answers::new())
    } else {
        match asked(args, library, &loaded, context) {
            Ok(asked) => asked,
            Err(output) => return *output,
        }
    };
    let (_, mut findings) = resolve(library, &person, &loaded.origin, context.today);
    // A file to be filled in may lack what a plan needs.
    findings.retain(|finding| !(args.defaults && finding.code == Code::NothingToTreat));
    if findings.any_error() {
        return Output::findings(findings);
    }
    if by_flag {
        (answers, _) = screen::understood(library, &person, &loaded.origin, context);
        // Answers to all questions are a screening of today, as if they had been asked.
        if library.screening.questions.iter().all(|one| answers.contains_key(&one.id)) {
            person.screening = answered(library, &answers, context.today);
        }
    }
    if let Err(finding) = place.write(&written(&person)) {
        return Output::findings(vec![finding]);
    }
    said(library, &place, &person, &answers, context)
}

/// The person that the flags and the answers to all that no flag says describe.
///
/// # Errors
/// What ends it: nobody to ask or no answer, and whatever would be refused after the last question.
fn asked(
    args: &NewArgs,
    library: &Library,
    loaded: &Loaded,
    context: &Context,
) -> Result<(Person, Answers), Box<Output>> {
    let refused = |finding: Finding| Box::new(Output::findings(vec![finding]));
    let unanswered = |none: NoAnswer| refused(none.finding("nothing was written"));
    // Nobody answers questions for nothing.
    let wrong = wrong_flags(library, loaded, context);
    if wrong.any_error() {
        return Err(Box::new(Output::findings(wrong)));
    }
    old_enough(library, &loaded.person, context)?;
    let mut ask = ask::person(args.plain, context.colour).map_err(refused)?;
    let person = loaded.person.clone();
    let mut questions = Questions { library, ask: ask.as_mut(), given: &loaded.origin, person };
    questions.who(context.today.year()).map_err(unanswered)?;
    old_enough(library, &questions.person, context)?;
    let answers = questions.all(context.today).map_err(unanswered)?;
    Ok((questions.person, answers))
}

/// What is wrong with the flags; what they do not say is asked.
fn wrong_flags(library: &Library, loaded: &Loaded, context: &Context) -> Vec<Finding> {
    let (_, mut findings) = resolve(library, &loaded.person, &loaded.origin, context.today);
    let names_something = loaded.person.names_anything();
    findings.retain(|finding| names_something || finding.code != Code::NothingToTreat);
    findings
}

/// Whether a plan may be made at the person's age: as `regimen plan` decides it.
///
/// # Errors
/// What to do instead.
fn old_enough(library: &Library, person: &Person, context: &Context) -> Result<(), Box<Output>> {
    referral(library, person, &Answers::new(), context).map_or(Ok(()), |output| {
        let message = "Nothing was written.".to_owned();
        Err(Box::new(Output { message, ..output }))
    })
}

/// What to do where the answers, or the age on the day that a plan would begin, allow no plan.
fn referral(
    library: &Library,
    person: &Person,
    answers: &Answers,
    context: &Context,
) -> Option<Output> {
    let age = person.age_on(person.start.unwrap_or(context.today));
    let outcome = outcome(library, answers, age);
    let because = "No plan can be made, because of these answers:";
    let stops = !outcome.allows_plan(library);
    stops.then(|| Output::refer(refer::what_to_do(library, &outcome, because)))
}

/// What the person is told in the end; the referral when the answers stop the plan.
fn said(
    library: &Library,
    place: &Place,
    person: &Person,
    answers: &Answers,
    context: &Context,
) -> Output {
    if let Some(output) = referral(library, person, answers, context) {
        return output;
    }
    let whose = quoted(&place.named);
    let next = if !person.names_anything() {
        format!("Fill in muscles or areas, then: regimen plan {whose}")
    } else if answers.is_empty() {
        format!("Next: regimen screen {whose}, then regimen plan {whose}")
    } else {
        format!("Next: regimen plan {whose}")
    };
    let message = format!("{} is written. {next}", place.file.display());
    Output { message, ..Output::default() }
}

/// Where the person is to be written.
struct Place {
    /// As the user named it.
    named: PathBuf,
    file: PathBuf,
    /// The folder to be made, unless a file was named.
    folder: Option<PathBuf>,
}

impl Place {
    /// A path that ends in `.yaml` is a file, any other a folder.
    fn of(path: Option<&Path>) -> Self {
        let named = path.unwrap_or(Path::new(FOLDER)).to_owned();
        if named.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            return Self { file: named.clone(), named, folder: None };
        }
        Self { file: named.join(PERSON), folder: Some(named.clone()), named }
    }

    /// Before anything is asked: is there a file already, or something in the way of a new one?
    fn is_free(&self) -> Result<(), Finding> {
        if store::is_there(&self.file) {
            let place = crate::finding::Place::whole(&self.file.display().to_string());
            return Err(Finding::error(
                Code::AlreadyThere,
                "is there already, and is not written over",
            )
            .at(place)
            .hint("give another name, or edit the file"));
        }
        store::may_create(&self.file)
    }

    fn write(&self, text: &str) -> Result<(), Finding> {
        match &self.folder {
            None => store::create(&self.file, text.as_bytes()),
            Some(folder) => {
                store::make_folder(folder)?;
                store::lock(folder)?.create(PERSON, text.as_bytes())
            }
        }
    }
}

/// The questions and what is known so far. What flags gave is not asked.
struct Questions<'a> {
    library: &'a Library,
    ask: &'a mut dyn Ask,
    given: &'a Origin,
    person: Person,
}

/// Any text that fits a line.
fn free(text: &str) -> Result<(), String> {
    let odd = text.chars().any(char::is_control) || text.chars().count() > 200;
    if odd { Err("at most 200 letters, please".to_owned()) } else { Ok(()) }
}

/// A check for values that are read by their `FromStr`; nothing is taken where `empty` says so.
fn reads<T: std::str::FromStr<Err = String>>(empty: bool) -> impl Fn(&str) -> Result<(), String> {
    move |text| if text.is_empty() && empty { Ok(()) } else { text.parse::<T>().map(drop) }
}

impl Questions<'_> {
    /// All but who it is.
    fn all(&mut self, today: Date) -> Result<Answers, NoAnswer> {
        self.muscles()?;
        self.time()?;
        self.things()?;
        self.life()?;
        if self.knows("screening") {
            // Answers by flag are taken as given; `resolve` reads them.
            return Ok(Answers::new());
        }
        let age = self.person.age_on(today);
        let answers = interview(self.library, &Answers::new(), age, self.ask)?;
        self.person.screening = answered(self.library, &answers, today);
        Ok(answers)
    }

    fn knows(&self, key: &str) -> bool {
        self.given.flags.contains_key(key)
    }

    fn line(
        &mut self,
        ask: &str,
        help: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<String, NoAnswer> {
        self.ask.line(&Line { ask, help, default: "", known: &[], check })
    }

    fn who(&mut self, this_year: i16) -> Result<(), NoAnswer> {
        self.ask.say(
            "A few questions, then the safety questions. Ctrl-C stops; nothing is written then.",
        )?;
        if !self.knows("name") {
            let name = self.line("Name on the page?", "Enter for none", &free)?;
            self.person.name = Some(name).filter(|name| !name.is_empty());
        }
        if !self.knows("born") {
            let check = move |text: &str| match text.parse::<i16>() {
                _ if text.is_empty() => Ok(()),
                Ok(year) if (1900..=this_year).contains(&year) => Ok(()),
                _ => Err(format!("a year from 1900 to {this_year}, or nothing")),
            };
            let year = self.line(
                "Year of birth?",
                "from 65 on stretches are held longer; Enter for none",
                &check,
            )?;
            self.person.born = year.parse().ok();
        }
        Ok(())
    }

    // ------------------------------------------------------------ what hurts

    fn muscles(&mut self) -> Result<(), NoAnswer> {
        if !self.knows("muscles") {
            self.ask
                .say("Muscles, if you know which are affected (a therapist may have told you).")?;
            while let Some(entry) = self.muscle()? {
                self.person.muscles.push(entry);
            }
        }
        if !self.knows("areas") {
            self.areas()?;
        }
        if self.person.muscles.is_empty() && !self.person.areas.is_empty() && !self.knows("side") {
            self.person.side = Some(self.side("On which side?")?);
        }
        Ok(())
    }

    fn muscle(&mut self) -> Result<Option<MuscleEntry>, NoAnswer> {
        let library = self.library;
        let names: Vec<String> = library.muscle_names().map(|(_, name)| name.to_owned()).collect();
        let check = |text: &str| {
            if text.is_empty() || library.find_muscle(text).is_some() {
                return Ok(());
            }
            let near = nearest(text, names.iter().map(String::as_str));
            Err(match near.as_slice() {
                [] => "no muscle has this name".to_owned(),
                near => format!("no muscle has this name; near it: {}", near.join(", ")),
            })
        };
        let line = Line {
            ask: "Muscle?",
            help: "Enter when there is no further one",
            default: "",
            known: &names,
            check: &check,
        };
        let name = self.ask.line(&line)?;
        let Some(id) = library.find_muscle(&name) else { return Ok(None) };
        let side = self.side("On which side?")?;
        let mut words = vec!["I do not know".to_owned()];
        words.extend(MuscleFinding::ALL.map(|finding| finding.as_str().to_owned()));
        let finding = self.ask.one("How is it?", &words)?;
        let line = Line {
            ask: "How bad, from 0 to 10?",
            help: "",
            default: "5",
            known: &[],
            check: &reads::<Rating>(false),
        };
        let severity = self.ask.line(&line)?.parse().ok();
        Ok(Some(MuscleEntry {
            muscle: id.to_owned(),
            side: Some(side),
            finding: finding
                .checked_sub(1)
                .and_then(|place| MuscleFinding::ALL.get(place).copied()),
            severity,
        }))
    }

    fn side(&mut self, ask: &str) -> Result<Side, NoAnswer> {
        const SIDES: [Side; 3] = [Side::Left, Side::Right, Side::Both];
        let place = self.ask.one(ask, &SIDES.map(|side| side.as_str().to_owned()))?;
        Ok(SIDES.get(place).copied().unwrap_or(Side::Both))
    }

    /// At least one area when neither a muscle nor a condition is named.
    fn areas(&mut self) -> Result<(), NoAnswer> {
        let library = self.library;
        let names: Vec<String> = library.areas.iter().map(|area| area.name.clone()).collect();
        loop {
            let chosen = self.ask.many("Where does it hurt?", &names)?;
            self.person.areas = chosen
                .into_iter()
                .filter_map(|place| Some(library.areas.get(place)?.id.clone()))
                .collect();
            if self.person.names_anything() {
                return Ok(());
            }
            self.ask.say("A plan needs at least one muscle or one place where it hurts.")?;
        }
    }

    // ------------------------------------------------------------ time, things, life

    fn time(&mut self) -> Result<(), NoAnswer> {
        while !self.knows("days") && self.person.days.is_none() {
            let names = Day::ALL.map(|day| day.as_str().to_owned());
            let chosen = self.ask.many("On which days will you exercise?", &names)?;
            let days: Vec<Day> =
                chosen.into_iter().filter_map(|place| Day::ALL.get(place).copied()).collect();
            if days.is_empty() {
                self.ask.say("A plan needs at least one day.")?;
            } else {
                self.person.days = Some(Days::List(days));
            }
        }
        if !self.knows("minutes") {
            let line = Line {
                ask: "How many minutes on each of them?",
                help: "1 to 240",
                default: "20",
                known: &[],
                check: &reads::<Minutes>(false),
            };
            self.person.minutes = self.ask.line(&line)?.parse().ok();
        }
        Ok(())
    }

    fn things(&mut self) -> Result<(), NoAnswer> {
        if !self.knows("equipment") {
            let things: Vec<_> =
                self.library.equipment.iter().filter(|thing| !thing.household).collect();
            let names: Vec<String> = things.iter().map(|thing| thing.name.clone()).collect();
            let chosen = self.ask.many("Which of these do you have?", &names)?;
            let ids: Vec<String> = chosen
                .into_iter()
                .filter_map(|place| Some(things.get(place)?.id.clone()))
                .collect();
            self.person.equipment =
                Some(if ids.is_empty() { Things::None } else { Things::List(ids) });
        }
        if !self.knows("avoid") {
            let options = ["yes".to_owned(), "no".to_owned()];
            if self.ask.one("Can you get down to the floor and up again?", &options)? == 1 {
                self.person.avoid.push("floor".to_owned());
            }
        }
        Ok(())
    }

    fn life(&mut self) -> Result<(), NoAnswer> {
        self.ask
            .say("Activities that matter to you and are hard now: you will rate them as you go.")?;
        while self.person.activities.len() < ACTIVITIES {
            let activity = self.line(
                "Activity?",
                "for example: climb the stairs; Enter when there is no further one",
                &free,
            )?;
            if activity.is_empty() {
                break;
            }
            self.person.activities.push(activity);
        }
        let names = Day::ALL.map(|day| day.as_str().to_owned());
        let chosen = self.ask.many("On which days do you sit at a desk? (none: Enter)", &names)?;
        let days: Vec<Day> =
            chosen.into_iter().filter_map(|place| Day::ALL.get(place).copied()).collect();
        if !days.is_empty() {
            let from = self.clock("From?", "09:00", None)?;
            let to = self.clock("To?", "17:00", Some(from))?;
            self.person.desk = Some(DeskHours { days, from, to });
        }
        Ok(())
    }

    fn clock(&mut self, ask: &str, default: &str, after: Option<Clock>) -> Result<Clock, NoAnswer> {
        let check = move |text: &str| match Clock::try_from(text.to_owned()) {
            Ok(clock) if after.is_some_and(|after| clock <= after) => {
                Err("this is not after it".to_owned())
            }
            read => read.map(drop),
        };
        let line = Line { ask, help: "for example 09:30", default, known: &[], check: &check };
        let text = self.ask.line(&line)?;
        Ok(Clock::try_from(text).unwrap_or(Clock::from_minutes(0)))
    }
}
