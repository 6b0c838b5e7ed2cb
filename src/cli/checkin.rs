//! `regimen checkin`: what was done and how it felt -> the end of `checkins.yaml`.

mod flags;
mod questions;

use std::io::Read as _;
use std::ops::Range;
use std::path::Path;

use jiff::civil::Date;

use super::args::{CheckinArgs, PersonArgs};
use super::folder::Folder;
use super::person::Loaded;
use super::record::{self, History};
use super::{Context, Output, person, quoted, refer, screen};
use crate::finding::{At, Code, Finding, Findings, Place};
use crate::library::Library;
use crate::profile::{Origin, Person};
use crate::progress::check::{Against, check_new};
use crate::progress::model::{Checkin, Log};
use crate::progress::short;
use crate::screening::{Answer, Answers, outcome};
use crate::source::MAX_BYTES;
use crate::store;

/// What findings call the text that was typed.
const TEXT: &str = "check-in";

/// A new check-in and where it came from.
struct New {
    checkin: Checkin,
    from: From,
}

/// Where a check-in came from: findings are shown there.
enum From {
    /// Flags on the command line.
    Flags,
    /// These bytes of the text that was typed.
    Text(Range<usize>),
    /// Answers to questions.
    Questions,
}

pub(super) fn run(args: &CheckinArgs, library: &Library, context: &mut Context) -> Output {
    match take(args, library, context) {
        Ok(output) => output,
        Err(findings) => Output::findings(findings),
    }
}

fn take(
    args: &CheckinArgs,
    library: &Library,
    context: &mut Context,
) -> Result<Output, Vec<Finding>> {
    let folder = folder_of(&args.person)?;
    let who = PersonArgs { person: Some(args.person.clone()), ..PersonArgs::default() };
    let loaded = person::load(&who, context);
    if loaded.findings.any_error() {
        return Err(loaded.findings);
    }
    let asked = if asks(args) {
        // Nobody else has to wait for the answers: the folder is locked when they are there.
        let history = begun(&folder, context)?;
        // Nobody answers questions for nothing.
        store::is_no_link(&folder.checkins()).map_err(|finding| vec![finding])?;
        has_a_day(&history, context.today)?;
        Some(questions::ask(args.plain, library, &loaded.person, &history, context)?)
    } else {
        None
    };
    let lock = store::lock(folder.path()).map_err(|finding| vec![finding])?;
    let history = begun(&folder, context)?;
    let new = match asked {
        Some(checkin) => vec![New { checkin, from: From::Questions }],
        None => typed(args, &history, context)?,
    };
    let findings = wrong(&folder, library, &loaded.person, &history, &new, context);
    if findings.any_error() {
        return Err(findings);
    }
    let new: Vec<Checkin> = new.into_iter().map(|new| new.checkin).collect();
    record::add(&folder, &lock, &history, &new).map_err(|finding| vec![finding])?;
    Ok(said(&folder, library, &loaded, &new, context))
}

/// Check-ins need a folder to be kept in.
pub(super) fn folder_of(path: &Path) -> Result<Folder, Vec<Finding>> {
    Folder::of(path).ok_or_else(|| {
        let message = if store::is_there(path) {
            format!("`{}` is not a folder; check-ins are kept in a person's folder", path.display())
        } else {
            format!("there is no folder `{}`", path.display())
        };
        vec![
            Finding::error(Code::Unreadable, message)
                .at(Place::whole(Origin::COMMAND_LINE))
                .hint("`regimen new FOLDER` makes one"),
        ]
    })
}

/// The history of a folder that has a plan.
pub(super) fn begun(folder: &Folder, context: &mut Context) -> Result<History, Vec<Finding>> {
    let history = record::history(folder, context)?;
    if history.plans.is_empty() {
        return Err(vec![
            Finding::error(Code::NoPlanYet, "no plan has been handed out from this folder yet")
                .at(Place::whole(&folder.path().display().to_string()))
                .hint(format!("`regimen plan {}` makes one", quoted(folder.path()))),
        ]);
    }
    Ok(history)
}

/// Whether there is a day that a check-in may be about: none before the first plan begins.
fn has_a_day(history: &History, today: Date) -> Result<(), Vec<Finding>> {
    let coming = history.plans.first().filter(|plan| plan.start > today);
    coming.map_or(Ok(()), |plan| {
        let message =
            format!("the first plan begins on {}; there is nothing to check in yet", plan.start);
        Err(vec![Finding::error(Code::BadDate, message).at(Place::whole(Origin::COMMAND_LINE))])
    })
}

/// Whether there is nothing but questions to go by.
fn asks(args: &CheckinArgs) -> bool {
    args.plain || (args.short.is_empty() && !flags::any(args))
}

/// The check-ins of the text or of the flags.
fn typed(
    args: &CheckinArgs,
    history: &History,
    context: &mut Context,
) -> Result<Vec<New>, Vec<Finding>> {
    if args.short.is_empty() {
        let checkin = flags::checkin(args, context.today)?;
        return Ok(vec![New { checkin, from: From::Flags }]);
    }
    let text = match args.short.as_slice() {
        [dash] if dash == "-" => standard_input().map_err(|finding| vec![finding])?,
        words => words.join(" "),
    };
    // A file that an editor has marked as Unicode may be piped in.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    context.texts.keep(TEXT, text.as_bytes());
    let (entries, findings) = short::read(TEXT, text, &history.plans, context.today);
    if findings.any_error() {
        return Err(findings);
    }
    let new = |(checkin, range)| New { checkin, from: From::Text(range) };
    Ok(entries.into_iter().map(new).collect())
}

/// All of standard input.
fn standard_input() -> Result<String, Finding> {
    let wrong = |code, message: String| Finding::error(code, message).at(Place::whole(TEXT));
    let mut bytes = Vec::new();
    // One more, so that a large one is seen to be large, and no check-in at its end is lost.
    let limit = MAX_BYTES as u64 + 1;
    std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(|error| {
        wrong(Code::Unreadable, format!("standard input cannot be read: {error}"))
    })?;
    if bytes.len() > MAX_BYTES {
        let message = format!("standard input has more than {MAX_BYTES} bytes");
        return Err(wrong(Code::TooLarge, message).hint("give it in parts; nothing was recorded"));
    }
    String::from_utf8(bytes)
        .map_err(|_| wrong(Code::NotText, "standard input is not UTF-8 text".to_owned()))
}

/// What is wrong with the log when the new check-ins are in it.
fn wrong(
    folder: &Folder,
    library: &Library,
    person: &Person,
    history: &History,
    new: &[New],
    context: &Context,
) -> Vec<Finding> {
    let name = folder.checkins().display().to_string();
    let mut log = Log { ..history.log.clone() };
    let before = log.checkins.len();
    log.checkins.extend(new.iter().map(|new| new.checkin.clone()));
    let against = Against {
        library,
        plans: &history.plans,
        activities: person.activities.len(),
        today: context.today,
    };
    let mut findings = check_new(&name, &log, before, &against);
    for finding in &mut findings {
        if let Some((index, path)) = finding.place.as_ref().and_then(entry)
            && let Some(new) = index.checked_sub(before).and_then(|index| new.get(index))
        {
            finding.place = Some(new.from.place(&path));
        }
    }
    findings
}

/// The entry of a log that a place is in, and the rest of its path.
fn entry(place: &Place) -> Option<(usize, String)> {
    let (At::Path(path) | At::Key(path)) = &place.at else { return None };
    let (index, rest) = path.strip_prefix("checkins[")?.split_once(']')?;
    Some((index.parse().ok()?, rest.trim_start_matches('.').to_owned()))
}

impl From {
    fn place(&self, path: &str) -> Place {
        match self {
            Self::Flags => Place::path(Origin::COMMAND_LINE, flags::of(path)),
            Self::Text(range) => {
                Place { source: TEXT.to_owned(), at: At::Bytes(range.start, range.end) }
            }
            Self::Questions => Place::whole("answers"),
        }
    }
}

/// What is said in the end. A safety question that has become a yes is weighed at once, with what the person has
/// answered before.
fn said(
    folder: &Folder,
    library: &Library,
    loaded: &Loaded,
    new: &[Checkin],
    context: &Context,
) -> Output {
    let flags = new.iter().filter_map(|checkin| checkin.week.as_ref()).flat_map(|week| &week.flags);
    let told: Answers = flags.map(|id| (id.clone(), Answer::Yes)).collect();
    let count = match new.len() {
        1 => "1 check-in is".to_owned(),
        many => format!("{many} check-ins are"),
    };
    let message = format!("{count} recorded in {}", folder.checkins().display());
    let person = &loaded.person;
    let (mut answers, _) = screen::understood(library, person, &loaded.origin, context);
    let is_new = !told.is_empty();
    answers.extend(told);
    let outcome = outcome(library, &answers, person.age_on(context.today));
    if !is_new || outcome.allows_plan(library) {
        return Output { message, ..Output::default() };
    }
    let because = "Stop the exercises, because of these answers:";
    Output { message, ..Output::refer(refer::what_to_do(library, &outcome, because)) }
}
