//! The command line: the only part that knows the terminal, the clock, the environment and exit codes.
//!
//! A command takes its arguments and a context and returns an `Output`; only [`run`] prints.

mod again;
mod args;
mod ask;
mod batch;
mod checkin;
mod config;
mod diff;
mod exit;
mod explain;
mod figure;
mod folder;
mod interview;
mod library;
mod new;
mod outputs;
mod person;
mod plan;
mod print;
mod progress;
mod record;
mod refer;
mod rehearsal;
mod replan;
mod report;
mod screen;
mod shell;
mod simulate;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::finding::{Code, Finding, Findings, Place};
use crate::handout::{Gallery, own_words};
use crate::hex::hex;
use crate::library::Library;
use crate::source::{MAX_BYTES, MAX_FINDINGS};
use crate::store;
use args::{Cli, Command, When};
use batch::{Hashes, Show};
use config::Defaults;
use exit::Exit;
use report::Texts;

/// What a command leaves for the terminal.
#[derive(Debug, Default)]
struct Output {
    /// For standard output.
    bytes: Vec<u8>,
    /// For standard error, unless the user wants quiet and all went well.
    message: String,
    /// What to do for safety, for standard error: always said, and before the message.
    safety: String,
    /// What was found.
    findings: Vec<Finding>,
    /// How to end when no finding decides it.
    exit: Option<Exit>,
    /// The files of a plan that were written.
    written: Vec<PathBuf>,
}

impl Output {
    fn findings(findings: Vec<Finding>) -> Self {
        Self { findings, ..Self::default() }
    }

    /// The answers say: see someone first.
    fn refer(safety: String) -> Self {
        Self { safety, exit: Some(Exit::Refer), ..Self::default() }
    }

    /// What is said beside the findings. Quiet is for what went well, never for what to do for safety.
    fn said(&self, quiet: bool) -> String {
        let well = self.exit.is_none() && !self.findings.any_error();
        let message = if quiet && well { "" } else { &self.message };
        let parts = [self.safety.as_str(), message].map(str::trim);
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n\n")
    }

    /// What was made goes to a file, or to standard output if the path is `-`.
    fn written(path: &Path, made: Result<Vec<u8>, Vec<Finding>>) -> Self {
        match made {
            Err(findings) => Self::findings(findings),
            Ok(bytes) if is_standard_output(path) => Self { bytes, ..Self::default() },
            Ok(bytes) => match store::replace(path, &bytes) {
                Ok(()) => Self { message: path.display().to_string(), ..Self::default() },
                Err(finding) => Self::findings(vec![finding]),
            },
        }
    }
}

/// What commands may know of the world.
struct Context<'a> {
    today: Date,
    /// Whether standard error is coloured.
    colour: bool,
    /// How work that takes long shows how far it is.
    show: Show,
    texts: Texts,
    /// The folder that a person's files may be in; anywhere if none.
    within: Option<PathBuf>,
    /// What stands where neither a flag nor the person's file says anything.
    defaults: Defaults,
    /// The files of a person that were read, or looked for and not there.
    read: Hashes,
    /// The places that are written to.
    outputs: Vec<outputs::Written>,
    /// The drawings that were made for others; none if there are no others.
    gallery: Option<&'a Gallery<'a>>,
}

impl Context<'_> {
    /// A context that shows nothing.
    fn on(today: Date) -> Self {
        Self {
            today,
            colour: false,
            show: Show::Nothing,
            texts: Texts::default(),
            within: None,
            defaults: Defaults::default(),
            read: Hashes::new(),
            outputs: Vec::new(),
            gallery: None,
        }
    }

    /// Reads a person's file, keeps its text for findings and remembers what it was.
    fn read(&mut self, path: &Path) -> Result<Vec<u8>, Finding> {
        let bytes = self.read_within(path, MAX_BYTES)?;
        self.texts.keep(&path.display().to_string(), &bytes);
        Ok(bytes)
    }

    /// Reads a file that a person's file names, and remembers what it was.
    fn read_within(&mut self, path: &Path, most: usize) -> Result<Vec<u8>, Finding> {
        if self.within.as_ref().is_some_and(|folder| !store::is_inside(folder, path)) {
            return Err(outside(path));
        }
        if !self.outputs.is_empty() {
            let place = outputs::place(path);
            if self.outputs.iter().any(|output| output.is(&place)) {
                return Err(written_too(path));
            }
        }
        let bytes = store::read_within(path, most)?;
        self.read.insert(path.to_owned(), Some(hex(&Sha256::digest(&bytes))));
        Ok(bytes)
    }

    /// Whether a person surely has no such file. One that cannot be followed or asked about is read, and
    /// the finding says why: taken for absent, it would be written anew.
    fn is_absent(&mut self, path: &Path) -> bool {
        let absent = store::is_absent(path);
        if absent {
            self.read.insert(path.to_owned(), None);
        }
        absent
    }
}

/// Whether a path means standard output.
fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-")
}

/// Several files, the first to the last.
fn range(paths: &[PathBuf]) -> String {
    match paths {
        [] => String::new(),
        [one] => one.display().to_string(),
        [first, .., last] => format!("{} to {}", first.display(), last.display()),
    }
}

/// Why one of several files is not written, with those that stand there already.
fn after(written: &[PathBuf], finding: Finding) -> Finding {
    if written.is_empty() {
        return finding;
    }
    let hint = finding.hint.clone().map_or_else(String::new, |hint| format!("{hint}; "));
    finding.hint(format!("{hint}written before it: {}", range(written)))
}

/// A path as one types it into a shell.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%=".contains(c);
    if !path.is_empty() && path.chars().all(plain) {
        return path;
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}

fn outside(path: &Path) -> Finding {
    Finding::error(Code::Outside, "leads out of the folder that was named")
        .at(Place::whole(&path.display().to_string()))
        .hint("nothing was read or written there")
}

fn written_too(path: &Path) -> Finding {
    Finding::error(Code::AlreadyThere, "is read in this run, and would be written over")
        .at(Place::whole(&path.display().to_string()))
        .hint("give the output another name; nothing was written")
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse().and_then(Cli::settled) {
        Ok(cli) => cli,
        Err(error) => {
            if error.kind() == ErrorKind::DisplayVersion && is_verbose() {
                let _ = io::stdout().write_all(shell::version().as_bytes());
                return Exit::Done.into();
            }
            // Help and version go to standard output with code 0, mistakes to standard error with 2.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done }.into();
        }
    };
    let mut context =
        Context { colour: colour(cli.color), show: show(&cli), ..Context::on(today()) };
    let output = dispatch(&cli, &mut context);
    let exit = Exit::of(&output.findings);
    let exit = if exit == Exit::Done { output.exit.unwrap_or(Exit::Done) } else { exit };
    match print(&cli, &context, &output) {
        Ok(()) => exit.into(),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit.into(),
        Err(_) => Exit::CannotWrite.into(),
    }
}

fn dispatch(cli: &Cli, context: &mut Context) -> Output {
    let (outputs, refused) = outputs::of(&cli.command);
    if refused.any_error() {
        return Output::findings(refused);
    }
    context.outputs = outputs;
    let folder = cli.command.folder().or(cli.library.as_deref());
    let (library, findings) = load_library(folder, context);
    let usable = match &cli.command {
        Command::Figure(args) => figure::draws_in_spite_of(args, &findings),
        _ => !findings.any_error(),
    };
    let Some(library) = library.filter(|_| usable) else { return Output::findings(findings) };
    if cli.command.is_about_people() {
        let (defaults, findings) = config::load(context);
        if findings.any_error() {
            return Output::findings(findings);
        }
        context.defaults = defaults;
    }
    let mut output = match &cli.command {
        Command::Plan(args) => plan::run(args, &library, context),
        Command::Batch(args) => batch::run(args, &library, context),
        Command::New(args) => new::run(args, &library, context),
        Command::Checkin(args) => checkin::run(args, &library, context),
        Command::Replan(args) => replan::run(args, &library, context),
        Command::Simulate(args) => simulate::run(args, &library, context),
        Command::Progress(args) => progress::run(args, context),
        Command::Diff(args) => diff::run(args, &library, context),
        Command::Screen(args) => screen::run(args, &library, context),
        Command::Figure(args) => figure::run(args, &library, context),
        Command::Explain(args) => explain::run(args, &library, context),
        Command::Library(command) => {
            library::run(command, &library, folder.map(|_| findings.len()))
        }
        Command::Config(command) => config::run(command, &library, context),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { command } => shell::man(command),
    };
    output.findings.splice(0..0, findings);
    output
}

/// The library, as far as its files can be read, and what is wrong with it.
fn load_library(folder: Option<&Path>, context: &mut Context) -> (Option<Library>, Vec<Finding>) {
    let Some(folder) = folder else {
        return match crate::library::built_in() {
            Ok(library) => (Some(library), Vec::new()),
            Err(findings) => (None, findings),
        };
    };
    let files = match store::read_library(folder) {
        Ok(files) => files,
        Err(findings) => return (None, findings),
    };
    if files.is_empty() {
        return (None, vec![no_library(folder)]);
    }
    for (name, bytes) in &files {
        context.texts.keep(name, bytes);
    }
    let (library, mut findings) = crate::library::as_far_as_read(&files);
    findings.extend(library.iter().flat_map(own_words));
    (library, findings)
}

/// A folder that would add nothing without a word, such as one whose name was mistyped.
fn no_library(folder: &Path) -> Finding {
    Finding::error(Code::Empty, "holds nothing of a library")
        .at(Place::whole(&folder.display().to_string()))
        .hint("lay it out like `routines/`, for example `exercises/strength/ID.yaml`")
}

/// Whether the user wants to know more than the version; the version ends the reading of arguments.
#[allow(clippy::disallowed_methods)]
fn is_verbose() -> bool {
    std::env::args_os().any(|word| word == "--verbose")
}

#[allow(clippy::disallowed_methods)] // The one place that asks the environment for colour.
fn colour(when: When) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            io::stderr().is_terminal() && !no_color
        }
    }
}

fn show(cli: &Cli) -> Show {
    match (cli.quiet, io::stderr().is_terminal()) {
        (true, _) => Show::Nothing,
        (false, true) => Show::Bar,
        (false, false) => Show::Lines,
    }
}

/// Today, or the day of `SOURCE_DATE_EPOCH` for builds that must not depend on the clock.
#[allow(clippy::disallowed_methods)] // The one place that reads the clock.
fn today() -> Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse().ok());
    match epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()) {
        Some(moment) => moment.to_zoned(jiff::tz::TimeZone::UTC).date(),
        None => jiff::Zoned::now().date(),
    }
}

/// Says what there is to say, and gives out what was made: that too where nothing can be said.
fn print(cli: &Cli, context: &Context, output: &Output) -> io::Result<()> {
    let told = tell(cli, context, output);
    let mut stdout = io::stdout().lock();
    let given = stdout.write_all(&output.bytes).and_then(|()| stdout.flush());
    given.and(told)
}

#[allow(clippy::significant_drop_tightening)]
fn tell(cli: &Cli, context: &Context, output: &Output) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    if !output.findings.is_empty() {
        let drawn = report::draw(&output.findings, &context.texts, context.colour);
        stderr.write_all(drawn.as_bytes())?;
        if output.findings.len() >= MAX_FINDINGS {
            writeln!(stderr, "{} findings are shown; there may be more", output.findings.len())?;
        }
    }
    let said = output.said(cli.quiet);
    if !said.is_empty() {
        writeln!(stderr, "{said}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_stand_already_are_told_beside_the_reason() {
        let paths = ["a.svg", "b.svg", "c.svg"].map(PathBuf::from);
        for (count, hint) in [
            (0, "nothing was changed there"),
            (1, "nothing was changed there; written before it: a.svg"),
            (3, "nothing was changed there; written before it: a.svg to c.svg"),
        ] {
            let finding = Finding::error(Code::CannotWrite, "cannot be written")
                .hint("nothing was changed there");
            assert_eq!(after(&paths[..count], finding).hint.as_deref(), Some(hint));
        }
    }

    #[test]
    fn a_path_is_shown_as_one_types_it() {
        for (path, typed) in [
            ("people/ana-1.yaml", "people/ana-1.yaml"),
            ("my people/ana", "'my people/ana'"),
            ("ana's", r"'ana'\''s'"),
            ("~", "'~'"),
        ] {
            assert_eq!(quoted(Path::new(path)), typed);
        }
    }
}
