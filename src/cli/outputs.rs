//! Where a command may write. What it may not is refused before anything is read or made.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;

use super::args::{Command, Format, PlanArgs};
use super::folder::{PERSON, PLANS};
use super::is_standard_output;
use super::plan::{PLAN, is_recorded};
use super::print::{destination, has_many, is_numbered};
use super::refer::REFERRAL;
use crate::finding::{Code, Finding, Place};
use crate::profile::Origin;
use crate::store;

/// A file that a command is about to write.
struct Asked {
    /// The flag that names it, or would.
    flag: &'static str,
    path: PathBuf,
    /// The endings of what can be written there; any if none.
    endings: Vec<&'static str>,
    /// Whether each page may get a file of its own, with the page's number in its name.
    many: bool,
}

/// A place that is written to.
#[derive(Debug, Clone)]
pub(super) struct Written {
    place: PathBuf,
    many: bool,
}

impl Written {
    /// Whether a file is one of those that are written here.
    pub(super) fn is(&self, file: &Path) -> bool {
        file == self.place || (self.many && is_numbered(&self.place, file))
    }
}

/// The places that a command writes to, and why it may not.
pub(super) fn of(command: &Command) -> (Vec<Written>, Vec<Finding>) {
    let asked = asked(command);
    let mut findings: Vec<Finding> = asked.iter().filter_map(Asked::refused).collect();
    let places: Vec<Written> = asked.iter().map(Asked::written).collect();
    let all = || asked.iter().zip(&places);
    // A page of several is known by its name alone, so each is asked about the other.
    let twice = |(one, here): &(&Asked, &Written)| {
        all().any(|(other, there)| other.flag != one.flag && there.is(&here.place))
    };
    findings.extend(contradiction(command));
    let clash = all().find(twice);
    findings.extend(clash.map(|(one, _)| one.wrong(Code::Conflict, "would be written twice")));
    (places, findings)
}

/// A format that is named and a file that is called as those of another one are. Another ending says nothing.
fn contradiction(command: &Command) -> Option<Finding> {
    let args = match command {
        Command::Plan(args) => args,
        Command::Replan(args) => &args.plan,
        _ => return None,
    };
    let (format, output) = (args.page.format?, args.output.as_deref()?);
    if Format::of(&ending(output)?)? == format {
        return None;
    }
    let name = format.to_possible_value()?;
    let message = format!(
        "`--format {}` and the ending of `{}` contradict each other",
        name.get_name(),
        output.display()
    );
    let hint = format!("leave `--format` out, or let the name end in `.{}`", format.ending());
    let place = Place::path(Origin::COMMAND_LINE, "--output");
    Some(Finding::error(Code::Conflict, message).at(place).hint(hint))
}

/// The places that the plan of one of many people is written to.
pub(super) fn of_one(args: &PlanArgs) -> Vec<Written> {
    of_plan(args).iter().map(Asked::written).collect()
}

/// The place of a file, the same by every path to it; the file need not be there.
pub(super) fn place(path: &Path) -> PathBuf {
    let new = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = store::real(folder.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(path.file_name()?))
    };
    store::real(path).ok().or_else(new).unwrap_or_else(|| path.to_owned())
}

/// The ending of a path in small letters.
pub(super) fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

fn asked(command: &Command) -> Vec<Asked> {
    let one = |flag, path: &Option<PathBuf>, endings: &[&'static str]| {
        path.clone().and_then(|path| Asked::new(flag, path, endings)).into_iter().collect()
    };
    match command {
        Command::Plan(args) => of_plan(args),
        Command::Replan(args) => of_plan(&args.plan),
        Command::Batch(args) => one("--report", &args.report, &[]),
        Command::Figure(args) if !args.all => one("--output", &args.output, &["svg", "png", "pdf"]),
        Command::Progress(args) => one("--svg", &args.svg, &["svg"]),
        Command::Diff(args) => one("--output", &args.output, &["pdf"]),
        _ => Vec::new(),
    }
}

/// The pages, by their usual name where none is given, and the problems.
fn of_plan(args: &PlanArgs) -> Vec<Asked> {
    let endings: Vec<&str> = Format::value_variants().iter().map(|it| it.ending()).collect();
    // A format that is named may go under any ending but that of another one.
    let endings = if args.page.format.is_some() { &[] } else { endings.as_slice() };
    let pages = |usual| Asked::new("--output", destination(args, usual), endings);
    let plan = if is_recorded(args) { None } else { pages(PLAN) };
    // A name that is given is that of whichever is printed.
    let by_name = args.output.is_some();
    let referral = if args.referral && !by_name { pages(REFERRAL) } else { None };
    let pages = plan.into_iter().chain(referral);
    let pages = pages.map(|page| Asked { many: has_many(args), ..page });
    let problems = args.dump_problem.clone();
    let problems = problems.and_then(|path| Asked::new("--dump-problem", path, &[]));
    problems.into_iter().chain(pages).collect()
}

impl Asked {
    fn new(flag: &'static str, path: PathBuf, endings: &[&'static str]) -> Option<Self> {
        let is_file = !is_standard_output(&path);
        is_file.then(|| Self { flag, path, endings: endings.to_vec(), many: false })
    }

    fn written(&self) -> Written {
        Written { place: place(&self.path), many: self.many }
    }

    /// People write `.yaml` files, and what a `plans` folder holds was handed out.
    fn refused(&self) -> Option<Finding> {
        let place = place(&self.path);
        let ending = ending(&self.path).unwrap_or_default();
        if matches!(ending.as_str(), "yaml" | "yml") {
            let code = if place.exists() { Code::AlreadyThere } else { Code::BadValue };
            return Some(self.wrong(code, "ends as a person's file does, and no output does"));
        }
        let folder = place.parent().filter(|folder| folder.ends_with(PLANS));
        if folder.is_some_and(|plans| plans.with_file_name(PERSON).exists()) {
            let why = "lies among plans that were handed out, and those are kept as they are";
            return Some(self.wrong(Code::AlreadyThere, why));
        }
        let known =
            ending.is_empty() || self.endings.is_empty() || self.endings.contains(&ending.as_str());
        (!known).then(|| {
            let message = format!("has an ending, `.{ending}`, that this command cannot write");
            self.wrong(Code::BadValue, &message)
                .hint(format!("one of .{}", self.endings.join(", .")))
        })
    }

    fn wrong(&self, code: Code, why: &str) -> Finding {
        Finding::error(code, format!("the output `{}` {why}", self.path.display()))
            .at(Place::path(Origin::COMMAND_LINE, self.flag))
            .hint("give another name; nothing was written")
    }
}
