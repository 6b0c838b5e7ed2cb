//! Where a command may write. What it may not is refused before anything is read or made.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;

use super::args::{Command, Format, PlanArgs};
use super::folder::{PERSON, PLANS};
use crate::finding::{Code, Finding, Place};
use crate::profile::Origin;
use crate::store;

/// A file that the user wants written.
struct Asked<'a> {
    flag: &'static str,
    path: &'a Path,
    /// The endings of what can be written there; any if none.
    endings: Vec<&'static str>,
}

/// The places that a command writes to, and why it may not.
pub(super) fn of(command: &Command) -> (Vec<PathBuf>, Vec<Finding>) {
    let asked = asked(command);
    let mut findings: Vec<Finding> = asked.iter().filter_map(Asked::refused).collect();
    let places: Vec<PathBuf> = asked.iter().map(|asked| place(asked.path)).collect();
    if let ([one, _], [first, second]) = (asked.as_slice(), places.as_slice())
        && first == second
    {
        findings.push(one.wrong(Code::Conflict, "would be written twice"));
    }
    (places, findings)
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

fn asked(command: &Command) -> Vec<Asked<'_>> {
    let asked = match command {
        Command::Plan(args) => of_plan(args),
        Command::Replan(args) => of_plan(&args.plan),
        Command::Batch(args) => vec![Asked::new("--report", args.report.as_deref(), &[])],
        Command::Figure(args) if !args.all => {
            vec![Asked::new("--output", args.output.as_deref(), &["svg", "png", "pdf"])]
        }
        Command::Progress(args) => vec![Asked::new("--svg", args.svg.as_deref(), &["svg"])],
        Command::Diff(args) => vec![Asked::new("--output", args.output.as_deref(), &["pdf"])],
        _ => Vec::new(),
    };
    asked.into_iter().flatten().collect()
}

fn of_plan(args: &PlanArgs) -> Vec<Option<Asked<'_>>> {
    let endings: Vec<&str> = Format::value_variants().iter().map(|it| it.ending()).collect();
    // A format that is named may go under any ending.
    let endings = if args.page.format.is_some() { &[] } else { endings.as_slice() };
    vec![
        Asked::new("--output", args.output.as_deref(), endings),
        Asked::new("--dump-problem", args.dump_problem.as_deref(), &[]),
    ]
}

impl<'a> Asked<'a> {
    fn new(flag: &'static str, path: Option<&'a Path>, endings: &[&'static str]) -> Option<Self> {
        let path = path.filter(|path| *path != Path::new("-"))?;
        Some(Self { flag, path, endings: endings.to_vec() })
    }

    /// People write `.yaml` files, and what a `plans` folder holds was handed out.
    fn refused(&self) -> Option<Finding> {
        let place = place(self.path);
        let ending = ending(self.path).unwrap_or_default();
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
