//! The command line as types. The names are a contract.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::library::{Finding, Kind, Position};
use crate::profile::{Days, MuscleEntry, PaperName, Things};
use crate::progress::model::Missed;
use crate::quantity::{Change, DaysPerWeek, LegSeconds, Minutes, Rating, Side, Stands};
use crate::source;

const EXITS: &str = "Exit codes: 0 done, 1 a defect, 2 wrong use, 3 see someone first, 4 no plan can \
                     meet the request, 65 bad data, 73 cannot write, 130 ended early.";

/// Plans home exercises for hip, pelvis and low-back muscle pain, week by week, and prints them.
///
/// It is a help for exercise, not a diagnosis. Nothing is ever sent over a network.
#[derive(Debug, Parser)]
#[command(name = "regimen", version, max_term_width = 100, after_help = EXITS)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Print findings only, and what to do for safety.
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to colour messages. `NO_COLOR` is obeyed.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
    /// A folder laid out like `routines/`; its entries add to the built-in ones or replace them.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) library: Option<PathBuf>,
    /// With `--version`: the hashes of the library and of the sources, and the platform.
    #[arg(long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Plan the weeks and print them.
    #[command(
        after_help = "Examples:\n  regimen plan ana\n  regimen plan --muscle gluteus-medius:right:7 --days 3 --minutes 20 -o plan.pdf"
    )]
    Plan(Box<PlanArgs>),
    /// Plan and print everybody under a folder, many at a time.
    #[command(
        after_help = "Examples:\n  regimen batch people --resume --report report.json\n  regimen batch people --output plans --shard 0/8",
        // One file for each person: pages as pictures are a file each.
        mut_arg("format", |format| format.value_parser(one_file())),
        mut_arg("dpi", |dpi| dpi.hide(true))
    )]
    Batch(Box<BatchArgs>),
    /// Ask about a person and write the answers into a new folder or file.
    #[command(
        after_help = "Examples:\n  regimen new ana\n  regimen new ana --defaults --muscle gluteus-medius:right --days 3 --answer no=all"
    )]
    New(Box<NewArgs>),
    /// Write down what was done and how it felt.
    #[command(
        after_help = "Examples:\n  regimen checkin ana \"w2 d3 1:ok 2:3x8 3:skip pain 3/2 effort 5\"\n  regimen checkin ana --date 2026-11-23 --done all --pain-during 2"
    )]
    Checkin(Box<CheckinArgs>),
    /// Plan on from the plan in force and the check-ins, and say what changed and why.
    #[command(
        after_help = "Example:\n  regimen replan ana",
        // These begin again, which is for `plan`; they are refused with a word on where they belong.
        mut_arg("start", |start| start.hide(true)),
        mut_arg("anew", |anew| anew.hide(true))
    )]
    Replan(Box<ReplanArgs>),
    /// Run a diary through weeks of plan, check-in and next plan.
    #[command(after_help = "Example:\n  regimen simulate ana --course flare --weeks 12")]
    Simulate(Box<SimulateArgs>),
    /// Show how it went, week by week.
    #[command(
        after_help = "Examples:\n  regimen progress ana\n  regimen progress ana --svg progress.svg"
    )]
    Progress(ProgressArgs),
    /// Say what is other in a plan than in an earlier one.
    #[command(after_help = "Example:\n  regimen diff ana")]
    Diff(DiffArgs),
    /// Ask the safety questions, say what the answers lead to, and record the date.
    #[command(after_help = "Example:\n  regimen screen ana")]
    Screen(ScreenArgs),
    /// Draw an exercise from its pose, or measure what it does to muscles.
    #[command(after_help = "Example:\n  regimen figure str-bridge -o bridge.svg")]
    Figure(FigureArgs),
    /// Say why each exercise is in the plan, and why each other one is not.
    #[command(
        after_help = "Examples:\n  regimen explain ana.yaml\n  regimen explain ana.yaml str-bridge"
    )]
    Explain(Box<ExplainArgs>),
    /// Find, read and check the exercises.
    #[command(subcommand)]
    Library(LibraryCommand),
    /// Say what the user's defaults are.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print completions for a shell.
    #[command(after_help = "Example:\n  regimen completions bash > regimen.bash")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, of the program or of one of its commands.
    #[command(after_help = "Example:\n  regimen man plan > regimen-plan.1")]
    Man {
        /// The command, in all its words: `plan`, or `library list`.
        command: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show each default and where it comes from: a `REGIMEN_*` variable, the file, or the program.
    #[command(after_help = "Example:\n  regimen config show")]
    Show {
        /// Show it as data.
        #[arg(long)]
        json: bool,
    },
}

impl Cli {
    /// The command line with the options that stand after the text of a check-in: anything may stand in a
    /// text, so they were read as words of it.
    ///
    /// # Errors
    /// The usual ones of options without a value and of those that a text has no place for.
    pub(super) fn settled(mut self) -> Result<Self, clap::Error> {
        let Command::Checkin(args) = &mut self.command else { return Ok(self) };
        let wrong = |kind, message: String| Self::command().error(kind, message);
        let mut words = std::mem::take(&mut args.short).into_iter();
        while let Some(word) = words.next() {
            let (flag, value) = match word.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            let mut value = || {
                let value = value.clone().or_else(|| words.next());
                let none = || wrong(ErrorKind::InvalidValue, format!("`{flag}` has no value"));
                value.ok_or_else(none)
            };
            match flag {
                "-q" | "--quiet" => self.quiet = true,
                "--library" => self.library = Some(value()?.into()),
                "--color" => {
                    self.color = When::from_str(&value()?, true)
                        .map_err(|message| wrong(ErrorKind::InvalidValue, message))?;
                }
                flag if is_checkin_flag(flag) => {
                    let message = format!("`{flag}` and a check-in in short cannot be together");
                    return Err(wrong(ErrorKind::ArgumentConflict, message));
                }
                _ => args.short.push(word),
            }
        }
        Ok(self)
    }
}

/// Whether a word is an option that makes a check-in by itself.
fn is_checkin_flag(word: &str) -> bool {
    let Some(name) = word.strip_prefix("--") else { return false };
    name == "plain" || name == "session" || CHECKIN_FLAGS.contains(&name.replace('-', "_").as_str())
}

impl Command {
    /// Whether the command works on people, for whom the user's defaults count.
    pub(super) const fn is_about_people(&self) -> bool {
        matches!(
            self,
            Self::Plan(_) | Self::Batch(_) | Self::Replan(_) | Self::Simulate(_) | Self::Explain(_)
        )
    }

    /// The folder of a library that the command names by itself.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Library(LibraryCommand::Check { folder }) => folder.as_deref(),
            _ => None,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum LibraryCommand {
    /// List exercises, muscles, conditions, body areas, precautions, things, positions or safety questions.
    #[command(
        after_help = "Example:\n  regimen library list --muscle gluteus-medius --equipment none"
    )]
    List(ListArgs),
    /// Show an exercise as it would print, without pictures.
    #[command(after_help = "Example:\n  regimen library show str-bridge")]
    Show {
        /// The exercise's id.
        exercise: String,
        /// Show it as data.
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON Schema of a file, for an editor; without a name, list them.
    #[command(after_help = "Example:\n  regimen library schema person > person.schema.json")]
    Schema {
        /// What the file holds, for example `exercise` or `person`.
        name: Option<String>,
    },
    /// Check the library: the built-in one, or a folder laid over it.
    #[command(after_help = "Example:\n  regimen library check more")]
    Check {
        /// The folder, in the place of `--library`.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

/// What to list. The filters are about exercises.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// What to list.
    #[arg(default_value = "exercises")]
    pub(super) what: Listed,
    /// Only exercises for this muscle or group.
    #[arg(long, value_name = "ID")]
    pub(super) muscle: Option<String>,
    /// Only exercises of this kind.
    #[arg(long, value_parser = word::<Kind>)]
    pub(super) kind: Option<Kind>,
    /// Only exercises in this position.
    #[arg(long, value_parser = word::<Position>)]
    pub(super) position: Option<Position>,
    /// Only what can be done with household things and these: `ball,band`, `none` or `all`.
    #[arg(long, value_name = "LIST")]
    pub(super) equipment: Option<ThingsFlag>,
    /// Only exercises that this phase uses.
    #[arg(long, value_name = "ID")]
    pub(super) phase: Option<String>,
    /// Only exercises that these precautions leave in.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(super) precaution: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Listed {
    Exercises,
    Muscles,
    Conditions,
    Areas,
    Precautions,
    Equipment,
    Positions,
    Questions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Pages to print.
    Pdf,
    /// The plan as data.
    Json,
    /// The pages as plain text of 80 columns.
    Text,
    /// The pages as Markdown.
    Md,
    /// The sessions for a calendar.
    Ics,
    /// Pages as pictures that can be enlarged: a file for each.
    Svg,
    /// Pages as pictures of pixels: a file for each.
    Png,
}

impl Format {
    /// The usual ending of a file of this format.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Json => "json",
            Self::Text => "txt",
            Self::Md => "md",
            Self::Ics => "ics",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// The format whose files usually have an ending.
    pub(super) fn of(ending: &str) -> Option<Self> {
        Self::value_variants().iter().copied().find(|format| format.ending() == ending)
    }
}

/// How many exercises go on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CardsFlag {
    /// One, with large pictures.
    #[value(name = "1")]
    One,
    /// Two, or more where they are short.
    #[value(name = "2")]
    Two,
    /// Four, in short.
    #[value(name = "4")]
    Four,
}

#[derive(Debug, Args)]
pub(super) struct FigureArgs {
    /// The exercise's id.
    #[arg(required_unless_present_any = ["pose", "all"], conflicts_with_all = ["pose", "all"])]
    pub(super) exercise: Option<String>,
    /// A pose that is not in the library yet: a file with what stands under `pose:`, with or without that
    /// key, or the file of an exercise.
    #[arg(long, value_name = "FILE", conflicts_with = "all")]
    pub(super) pose: Option<PathBuf>,
    /// Every exercise: a folder with an SVG each, and `sheet.pdf` with all of them.
    #[arg(long, conflicts_with = "measure")]
    pub(super) all: bool,
    /// A muscle to show on a pose from a file.
    #[arg(long, value_name = "ID", requires = "pose")]
    pub(super) muscle: Vec<String>,
    /// The side that works.
    #[arg(long, value_parser = Known(&["left", "right"], Side::from_str))]
    pub(super) side: Option<Side>,
    /// Draw for a black-and-white printer.
    #[arg(long)]
    pub(super) mono: bool,
    /// Print how long each muscle is at the start and at the end, instead of a picture.
    #[arg(long)]
    pub(super) measure: bool,
    /// How to print what was measured.
    #[arg(long, default_value = "text", requires = "measure")]
    pub(super) format: MeasureFormat,
    /// The width of a PNG in pixels.
    #[arg(long, default_value_t = 1200, value_parser = within::<u32, 16, 16_000>)]
    pub(super) width: u32,
    /// Where to write: `.svg`, `.png` or `.pdf`, or a folder with `--all`; `-` is standard output, as SVG.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// How a measurement is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MeasureFormat {
    /// A table.
    Text,
    /// As data.
    Json,
}

#[derive(Debug, Clone, Default, Args)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    pub(super) who: PersonArgs,

    #[command(flatten)]
    pub(super) page: PageArgs,
    /// Where it is written; `-` is standard output. Without it, for a person's folder `plans/DATE.pdf` in
    /// it with the plan as data beside it; else `plan.pdf`, `plan.svg` or `plan.png`, and standard output
    /// for all others. Several pictures of pages are `plan-01.svg`, `plan-02.svg`, ...
    #[arg(long, short, value_name = "FILE", help_heading = "The page")]
    pub(super) output: Option<PathBuf>,
    /// If the safety answers stop the plan, write a page that says what to do and whom to show it to.
    #[arg(long, help_heading = "The page")]
    pub(super) referral: bool,
    /// Begin again with the first week, although the folder has a plan and check-ins.
    #[arg(long, help_heading = "The planner")]
    pub(super) anew: bool,
    /// Print the last plan of the folder again, with these pages, letters or format; make no new one.
    #[arg(long, conflicts_with_all = ["anew", "dump_problem", "referral"])]
    pub(super) again: bool,
    /// Write the problems that were solved, as JSON, for another solver to check; `-` is standard
    /// output, if the page does not go there.
    #[arg(long, value_name = "FILE", help_heading = "The planner")]
    pub(super) dump_problem: Option<PathBuf>,
}

/// How a plan is printed.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PageArgs {
    /// The paper.
    #[arg(long, value_parser = Known(&PAPERS, paper), help_heading = "The page")]
    pub(super) paper: Option<PaperName>,
    /// Text in letters of 18 points, notes and tables in 15, and a page for each card.
    #[arg(long, help_heading = "The page")]
    pub(super) large_print: bool,
    /// No colour.
    #[arg(long, help_heading = "The page")]
    pub(super) mono: bool,
    /// How many exercises go on a page: 1 with large pictures, 2, or 4 in short. Two if not given,
    /// one in large print.
    #[arg(long, value_name = "N", help_heading = "The page")]
    pub(super) cards: Option<CardsFlag>,
    /// Who hands the plan out: a `clinic.yaml`.
    #[arg(long, value_name = "FILE", help_heading = "The page")]
    pub(super) clinic: Option<PathBuf>,
    /// What is written. Without it, the ending of the output file decides.
    #[arg(long, help_heading = "The page")]
    pub(super) format: Option<Format>,
    /// Only these parts of the page, for example `week,log`; of some there is one for each phase, such as
    /// `week-settle`.
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "The page",
        value_parser = Known(&PARTS, part))]
    pub(super) pages: Vec<String>,
    /// The pixels of a PNG for each inch of paper.
    #[arg(long, value_name = "N", default_value_t = 150, help_heading = "The page",
        value_parser = within::<u16, 36, 600>)]
    pub(super) dpi: u16,
    /// Add pages for the therapist: reasons, sources, doses, what was withheld, settings.
    #[arg(long, help_heading = "The page")]
    pub(super) clinician: bool,
    /// Leave the name off the page. The record of the plan in a person's folder keeps it.
    #[arg(long, help_heading = "The page")]
    pub(super) anonymous: bool,
}

/// Everybody under a folder.
#[derive(Debug, Args)]
pub(super) struct BatchArgs {
    /// The folder. People are `.yaml` and `.yml` files, and folders that hold `person.yaml`.
    pub(super) folder: PathBuf,
    /// Work on so many people at a time; as many as the machine has cores if not given.
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<usize>,
    /// Pass over people whose plan was made from the same files, library, options and program, and is
    /// still there as it was written.
    #[arg(long)]
    pub(super) resume: bool,
    /// Pass over people whose files have not changed since this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) since: Option<Date>,
    /// Work on part I of N parts, with I from 0: each person is in one part, by a hash of the path.
    #[arg(long, value_name = "I/N")]
    pub(super) shard: Option<Shard>,
    /// Write nothing; say how many people there are to be worked on.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write what came of each person as JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Write at the same places under this folder instead of beside the people. Person's folders keep no
    /// record of plans that are written so.
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) page: PageArgs,
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs) if (1..=1024).contains(&jobs) => Ok(jobs),
        _ => Err("a number from 1 to 1024".to_owned()),
    }
}

/// `I/N`: part I of N, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shard {
    part: u64,
    parts: u64,
}

impl Default for Shard {
    fn default() -> Self {
        Self { part: 0, parts: 1 }
    }
}

impl Shard {
    /// Whether a name belongs to this part: the same one on every machine.
    pub(super) fn has(self, name: &str) -> bool {
        let hash = Sha256::digest(name.as_bytes());
        let head =
            hash.iter().take(8).fold(0, |number: u64, byte| (number << 8) | u64::from(*byte));
        head % self.parts == self.part
    }
}

impl FromStr for Shard {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(part, parts)| {
            Some(Self { part: part.parse().ok()?, parts: parts.parse().ok()? })
        });
        match numbers {
            Some(shard) if shard.part < shard.parts => Ok(shard),
            _ => Err("write it as I/N with I from 0 to N-1, for example 0/8".to_owned()),
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// What flags say is not asked. PERSON is the folder to make, or a file that ends in `.yaml`;
    /// `person` if none is named.
    #[command(flatten)]
    pub(super) who: PersonArgs,
    /// Ask nothing: write what the flags say, and all else as examples to fill in.
    #[arg(long, conflicts_with = "plain")]
    pub(super) defaults: bool,
    /// Ask line by line: for a screen reader, a simple terminal or a pipe.
    #[arg(long)]
    pub(super) plain: bool,
}

#[derive(Debug, Args)]
pub(super) struct ScreenArgs {
    /// A person's folder or `.yaml` file; without one nothing is recorded.
    pub(super) person: Option<PathBuf>,
    /// An answer: `thr=posterior`, `pregnant=no`, `no=all`. With any of them nothing is asked.
    #[arg(long, value_name = "ID=ANSWER")]
    pub(super) answer: Vec<AnswerFlag>,
    /// Ask line by line: for a screen reader, a simple terminal or a pipe.
    #[arg(long, conflicts_with = "answer")]
    pub(super) plain: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckinArgs {
    /// The person's folder.
    pub(super) person: PathBuf,
    /// Check-ins in short, as typed from the page: `w2 d3 1:ok 2:3x8 3:skip pain 3/2 effort 5; w2 sat all`.
    /// `-` reads standard input.
    #[arg(conflicts_with_all = CHECKIN_FLAGS, allow_hyphen_values = true)]
    pub(super) short: Vec<String>,
    /// Ask line by line: for a screen reader, a simple terminal or a pipe.
    #[arg(long, conflicts_with_all = CHECKIN_FLAGS, conflicts_with = "short")]
    pub(super) plain: bool,

    /// The day; today if none is given.
    #[arg(long, alias = "session", value_name = "YYYY-MM-DD", value_parser = date,
        help_heading = "The session")]
    pub(super) date: Option<Date>,
    /// What was done: `all`, or exercises such as `str-bridge`, `str-bridge=3x8`, `str-clamshell=skip`.
    #[arg(long, value_name = "ID=SETSxREPS", value_delimiter = ',', help_heading = "The session")]
    pub(super) done: Vec<String>,
    /// The session's letter, if it was not the one of that day.
    #[arg(long, value_name = "A|B", help_heading = "The session")]
    pub(super) letter: Option<String>,
    /// The worst pain during it, 0-10.
    #[arg(long, value_name = "N", help_heading = "The session")]
    pub(super) pain_during: Option<Rating>,
    /// The worst pain in the hours after it, 0-10.
    #[arg(long, value_name = "N", help_heading = "The session")]
    pub(super) pain_after: Option<Rating>,
    /// Pain on the next morning, 0-10.
    #[arg(long, value_name = "N", help_heading = "The session")]
    pub(super) next_morning: Option<Rating>,
    /// Pain in one exercise, where it was not that of the whole session.
    #[arg(long, value_name = "ID=N", value_delimiter = ',', help_heading = "The session")]
    pub(super) pain_in: Vec<PainFlag>,
    /// How hard it was, 0-10.
    #[arg(long, value_name = "N", help_heading = "The session")]
    pub(super) effort: Option<Rating>,
    /// Minutes that it took.
    #[arg(long, value_name = "N", help_heading = "The session")]
    pub(super) minutes: Option<Minutes>,
    /// Exercises with two repetitions or more to spare in the last set.
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "The session")]
    pub(super) too_easy: Vec<String>,
    /// Exercises that were too hard to do well.
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "The session")]
    pub(super) too_hard: Vec<String>,
    /// Exercises that brought on new tingling or numbness.
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "The session")]
    pub(super) tingling: Vec<String>,
    /// Pain on that morning, 0-10.
    #[arg(long, value_name = "N", help_heading = "The session")]
    pub(super) morning: Option<Rating>,
    /// Anything else.
    #[arg(long, value_name = "TEXT", help_heading = "The session")]
    pub(super) note: Option<String>,

    /// Ratings of the person's activities in their order, 0-10: `--activity 6,4,7`.
    #[arg(
        long,
        value_name = "N",
        value_delimiter = ',',
        help_heading = "The week that ends on the day"
    )]
    pub(super) activity: Vec<Rating>,
    /// Average pain, 0-10.
    #[arg(long, value_name = "N", help_heading = "The week that ends on the day")]
    pub(super) pain_average: Option<Rating>,
    /// The worst pain, 0-10.
    #[arg(long, value_name = "N", help_heading = "The week that ends on the day")]
    pub(super) pain_worst: Option<Rating>,
    /// Pain at night, 0-10.
    #[arg(long, value_name = "N", help_heading = "The week that ends on the day")]
    pub(super) pain_night: Option<Rating>,
    /// Compared with the start, from -5 (much worse) to 5 (much better).
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        help_heading = "The week that ends on the day"
    )]
    pub(super) change: Option<Change>,
    /// Stands from a chair in 30 seconds.
    #[arg(long, value_name = "N", help_heading = "The week that ends on the day")]
    pub(super) chair_stand: Option<Stands>,
    /// Seconds on the left leg.
    #[arg(long, value_name = "SECONDS", help_heading = "The week that ends on the day")]
    pub(super) left_leg: Option<LegSeconds>,
    /// Seconds on the right leg.
    #[arg(long, value_name = "SECONDS", help_heading = "The week that ends on the day")]
    pub(super) right_leg: Option<LegSeconds>,
    /// Safety questions whose answer has become yes.
    #[arg(
        long,
        value_name = "ID",
        value_delimiter = ',',
        help_heading = "The week that ends on the day"
    )]
    pub(super) flag: Vec<String>,
    /// Why sessions were missed.
    #[arg(long, value_name = "WHY", value_parser = Known(&MISSED, missed),
        help_heading = "The week that ends on the day")]
    pub(super) missed: Option<Missed>,
}

/// The flags of which any one makes a check-in.
pub(super) const CHECKIN_FLAGS: [&str; 24] = [
    "date",
    "done",
    "letter",
    "pain_during",
    "pain_after",
    "next_morning",
    "pain_in",
    "effort",
    "minutes",
    "too_easy",
    "too_hard",
    "tingling",
    "morning",
    "note",
    "activity",
    "pain_average",
    "pain_worst",
    "pain_night",
    "change",
    "chair_stand",
    "left_leg",
    "right_leg",
    "flag",
    "missed",
];

#[derive(Debug, Args)]
pub(super) struct ProgressArgs {
    /// The person's folder.
    pub(super) person: PathBuf,
    /// Print JSON.
    #[arg(long, conflicts_with = "svg")]
    pub(super) json: bool,
    /// Draw pain, function and sessions into an SVG file; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub(super) struct ReplanArgs {
    /// PERSON is the folder with the plans and check-ins so far.
    #[command(flatten)]
    pub(super) plan: PlanArgs,
    /// The safety questions were asked again today, and no answer has changed.
    #[arg(long, help_heading = "The next plan")]
    pub(super) screened: bool,
    /// A plan that was handed out, as data, for a person without a folder; may be repeated.
    #[arg(long = "plan", value_name = "FILE", help_heading = "The next plan")]
    pub(super) before: Vec<PathBuf>,
    /// The check-ins, for a person without a folder.
    #[arg(long, value_name = "FILE", requires = "before", help_heading = "The next plan")]
    pub(super) checkins: Option<PathBuf>,
    /// The day; the plan begins with the first week of the plan in force from there on. Today if none is
    /// given.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = "The next plan")]
    pub(super) on: Option<Date>,
}

#[derive(Debug, Args)]
pub(super) struct SimulateArgs {
    #[command(flatten)]
    pub(super) who: PersonArgs,
    /// A course of the library.
    #[arg(long, value_name = "ID", default_value = "steady", help_heading = "The course",
        value_parser = Known(&COURSES, |id| Ok(id.to_owned())))]
    pub(super) course: String,
    /// A diary of your own (docs/formats.md), in the place of a course.
    #[arg(long, value_name = "FILE", conflicts_with = "course", help_heading = "The course")]
    pub(super) diary: Option<PathBuf>,
    /// How many weeks.
    #[arg(long, value_name = "N", default_value_t = 12, help_heading = "The course",
        value_parser = within::<u32, 1, 104>)]
    pub(super) weeks: u32,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The earlier plan as data (YAML or JSON), or a person's folder: then its last two plans.
    pub(super) old: PathBuf,
    /// The later plan.
    pub(super) new: Option<PathBuf>,
    /// Print JSON.
    #[arg(long, conflicts_with = "output")]
    pub(super) json: bool,
    /// Write a page for the record: a PDF.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The paper.
    #[arg(long, value_parser = Known(&PAPERS, paper), requires = "output")]
    pub(super) paper: Option<PaperName>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    pub(super) who: PersonArgs,
    /// Explain this exercise only.
    pub(super) exercise: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// A person, described by a file and flags.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PersonArgs {
    /// A person's `.yaml` file, or a folder that holds `person.yaml`.
    pub(super) person: Option<PathBuf>,

    /// The name on the page.
    #[arg(long, help_heading = "The person")]
    pub(super) name: Option<String>,
    /// An affected muscle or group: `gluteus-medius`, `QL:right`, `hip-flexors:both:5`,
    /// `piriformis:left:tender=7`. Side, finding (tight, weak, tender) and severity (0-10) in any order.
    #[arg(long, value_name = "ID[:SIDE][:FINDING][:SEVERITY]", help_heading = "The person")]
    pub(super) muscle: Vec<MuscleFlag>,
    /// A condition; its preset brings muscles, precautions and exercises: `regimen library list
    /// conditions`.
    #[arg(long, value_name = "ID", help_heading = "The person")]
    pub(super) condition: Vec<String>,
    /// Where it hurts; muscles are proposed from it when none is named: `regimen library list areas`.
    #[arg(long, value_name = "ID", help_heading = "The person")]
    pub(super) area: Vec<String>,
    /// The side of what names none.
    #[arg(long, value_parser = Known(&SIDES, Side::from_str), help_heading = "The person")]
    pub(super) side: Option<Side>,
    /// The year of birth; older people hold stretches longer.
    #[arg(long, value_name = "YEAR", value_parser = year, help_heading = "The person")]
    pub(super) born: Option<i16>,
    /// Something about the person that bars exercises; `regimen library list precautions`.
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "The person")]
    pub(super) precaution: Vec<String>,
    /// An answer to a safety question: `thr=posterior`, `pregnant=no`, `no=all`.
    #[arg(long, value_name = "ID=ANSWER", help_heading = "The person")]
    pub(super) answer: Vec<AnswerFlag>,

    /// The days, `mon,wed,fri`, or a number of them.
    #[arg(long, help_heading = "Time and things")]
    pub(super) days: Option<DaysFlag>,
    /// Minutes on each day.
    #[arg(long, help_heading = "Time and things")]
    pub(super) minutes: Option<Minutes>,
    /// Things at hand beside household ones: `ball,band`, `none` or `all`.
    #[arg(long, value_name = "LIST", help_heading = "Time and things")]
    pub(super) equipment: Option<ThingsFlag>,
    /// A position to avoid: `supine`, `prone`, `side-lying`, `floor-seated`, `quadruped`, `kneeling`,
    /// `seated`, `standing`; or `floor`, for all that are on it. Who avoids `kneeling` stays off the floor too.
    #[arg(long, value_name = "POSITION", value_delimiter = ',', help_heading = "Time and things")]
    pub(super) avoid: Vec<String>,
    /// The first day of week 1; today if none is given.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = "Time and things")]
    pub(super) start: Option<Date>,

    /// The seed that varies plans of equal worth; derived from the rest if none is given.
    #[arg(long, value_parser = whole, allow_negative_numbers = true, help_heading = "The planner")]
    pub(super) seed: Option<u64>,
    /// How many nodes the search of a phase begins at most, beside a first look at each map from days
    /// to sessions; 100000 if not given.
    #[arg(long, value_name = "N", value_parser = whole, allow_negative_numbers = true,
        help_heading = "The planner")]
    pub(super) nodes: Option<u64>,
}

pub(super) fn paper(text: &str) -> Result<PaperName, String> {
    match text.to_lowercase().as_str() {
        "a4" => Ok(PaperName::A4),
        "letter" => Ok(PaperName::Letter),
        _ => Err("a4 or letter".to_owned()),
    }
}

fn missed(text: &str) -> Result<Missed, String> {
    let missed = serde_json::from_value(serde_json::Value::from(text));
    missed.map_err(|_| MISSED.join(", "))
}

/// The parts of a page. Of those with a hyphen there are several: `week-settle`, `log-1`.
fn part(text: &str) -> Result<String, String> {
    let is = |part: &&&str| {
        text.strip_prefix(**part).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    match PARTS.iter().find(is) {
        Some(_) => Ok(text.to_owned()),
        None => Err(format!("the parts are {}", PARTS.join(", "))),
    }
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day of the calendar, written as 2026-11-23".to_owned())
}

fn year(text: &str) -> Result<i16, String> {
    text.parse().map_err(|_| "a year of four digits, for example 1961".to_owned())
}

fn whole(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "a whole number, 0 or more".to_owned())
}

fn within<T: TryFrom<u32>, const LOW: u32, const HIGH: u32>(text: &str) -> Result<T, String> {
    let number = text.parse().ok().filter(|number| (LOW..=HIGH).contains(number));
    number
        .and_then(|number| T::try_from(number).ok())
        .ok_or_else(|| format!("a whole number from {LOW} to {HIGH}"))
}

/// The formats that are one file for a person.
fn one_file() -> impl TypedValueParser<Value = Format> {
    let formats = Format::value_variants().iter();
    let whole = formats.filter(|format| !matches!(format, Format::Svg | Format::Png));
    PossibleValuesParser::new(whole.filter_map(ValueEnum::to_possible_value))
        .try_map(|name| Format::from_str(&name, false))
}

const PAPERS: [&str; 2] = ["a4", "letter"];
const SIDES: [&str; 3] = ["left", "right", "both"];
const MISSED: [&str; 3] = ["flare", "illness", "other"];
const COURSES: [&str; 5] = ["steady", "flare", "plateau", "over-eager", "poor"];
pub(super) const PARTS: [&str; 14] = [
    "overview",
    "guide",
    "conditions",
    "before",
    "week",
    "cards",
    "desk",
    "advice",
    "left-out",
    "sources",
    "tests",
    "progress",
    "log",
    "clinician",
];

/// Reads words by a function, and tells the help and the shells which there are.
#[derive(Clone)]
struct Known<T: 'static>(&'static [&'static str], fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Known<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        self.1.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().copied().map(PossibleValue::new)))
    }
}

/// `ID=N`.
#[derive(Debug, Clone)]
pub(super) struct PainFlag(pub(super) String, pub(super) Rating);

impl FromStr for PainFlag {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((id, pain)) if !id.is_empty() => Ok(Self(id.trim().to_owned(), pain.parse()?)),
            _ => Err("write it as ID=N, for example str-bridge=4".to_owned()),
        }
    }
}

/// A word of the data's own vocabulary, such as a kind or a position.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    let (value, findings) = source::read("", source::scalar(text).as_bytes());
    value.ok_or_else(|| {
        let said = findings.into_iter().map(|finding| match finding.hint {
            Some(hint) => format!("{}; {hint}", finding.message),
            None => finding.message,
        });
        said.collect::<Vec<_>>().join("; ")
    })
}

/// `ID[:left|right|both][:tight|weak|tender][:0-10]`; `=` may stand for a colon.
#[derive(Debug, Clone)]
pub(super) struct MuscleFlag(pub(super) MuscleEntry);

impl FromStr for MuscleFlag {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split([':', '=']).map(str::trim);
        let muscle = parts.next().unwrap_or_default().to_owned();
        if muscle.is_empty() {
            return Err("a muscle is missing".to_owned());
        }
        let mut entry = MuscleEntry { muscle, side: None, finding: None, severity: None };
        for part in parts {
            take_part(&mut entry, part)?;
        }
        Ok(Self(entry))
    }
}

fn take_part(entry: &mut MuscleEntry, part: &str) -> Result<(), String> {
    let twice = || format!("`{part}`: given twice");
    if let Ok(side) = part.parse::<Side>() {
        return entry.side.replace(side).map_or(Ok(()), |_| Err(twice()));
    }
    if let Some(finding) = Finding::ALL.into_iter().find(|finding| finding.as_str() == part) {
        return entry.finding.replace(finding).map_or(Ok(()), |_| Err(twice()));
    }
    if part.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let severity = part.parse::<Rating>()?;
        return entry.severity.replace(severity).map_or(Ok(()), |_| Err(twice()));
    }
    Err(format!("`{part}` is not a side, a finding (tight, weak, tender) or a number from 0 to 10"))
}

/// `KEY=VALUE`.
#[derive(Debug, Clone)]
pub(super) struct AnswerFlag(pub(super) String, pub(super) String);

impl FromStr for AnswerFlag {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((id, answer)) if !id.is_empty() && !answer.is_empty() => {
                Ok(Self(id.trim().to_owned(), answer.trim().to_owned()))
            }
            _ => Err("write it as ID=ANSWER, for example pregnant=no".to_owned()),
        }
    }
}

/// `mon,wed,fri` or a number.
#[derive(Debug, Clone)]
pub(super) struct DaysFlag(pub(super) Days);

impl FromStr for DaysFlag {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().bytes().all(|b| b.is_ascii_digit()) {
            return text.parse::<DaysPerWeek>().map(|count| Self(Days::Count(count)));
        }
        let days = text.split(',').map(str::parse).collect::<Result<Vec<_>, _>>()?;
        Ok(Self(Days::List(days)))
    }
}

/// `a,b`, `none` or `all`.
#[derive(Debug, Clone)]
pub(super) struct ThingsFlag(pub(super) Things);

impl FromStr for ThingsFlag {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let things: Vec<String> = text.split(',').map(|id| id.trim().to_owned()).collect();
        Ok(Self(match things.iter().find(|id| matches!(id.as_str(), "all" | "none")) {
            Some(word) if things.len() > 1 => {
                return Err(format!("`{word}` stands beside other things; write it alone"));
            }
            Some(word) if word == "all" => Things::All,
            Some(_) => Things::None,
            None => Things::List(things),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn options_may_stand_after_the_text_of_a_check_in() {
        let read = |line: &str| Cli::try_parse_from(line.split(' ')).and_then(Cli::settled);
        let cli =
            read("regimen checkin ana w1 d1 pain -/2 -q --library=lib --color never").unwrap();
        assert!(cli.quiet && cli.color == When::Never);
        assert_eq!(cli.library.as_deref(), Some(Path::new("lib")));
        let Command::Checkin(args) = cli.command else { panic!("a check-in") };
        assert_eq!(args.short, ["w1", "d1", "pain", "-/2"]);
        for (line, kind) in [
            ("regimen checkin ana w1 d1 --plain", ErrorKind::ArgumentConflict),
            ("regimen checkin ana w1 d1 --pain-during 3", ErrorKind::ArgumentConflict),
            ("regimen checkin ana w1 d1 --library", ErrorKind::InvalidValue),
            ("regimen checkin ana w1 d1 --color pink", ErrorKind::InvalidValue),
        ] {
            assert_eq!(read(line).unwrap_err().kind(), kind, "{line}");
        }
    }

    #[test]
    fn the_courses_that_shells_offer_are_those_of_the_library() {
        let library = crate::library::built_in().unwrap();
        let known: Vec<&str> = library.courses.keys().map(String::as_str).collect();
        let mut offered = COURSES.to_vec();
        offered.sort_unstable();
        assert_eq!(offered, known);
    }

    #[test]
    fn a_muscle_flag_takes_its_parts_in_any_order() {
        for (text, side, severity) in [
            ("gluteus-medius:right:7", Some(Side::Right), Some(7)),
            ("gluteus-medius:7:right", Some(Side::Right), Some(7)),
            ("QL=5", None, Some(5)),
            ("hip flexors:both:weak=10", Some(Side::Both), Some(10)),
        ] {
            let MuscleFlag(entry) = text.parse().unwrap();
            assert_eq!((entry.side, entry.severity.map(Rating::get)), (side, severity), "{text}");
        }
        for bad in ["", ":right", "ql:11", "ql:-1", "ql:up", "ql:left:right", "ql:1:2"] {
            assert!(bad.parse::<MuscleFlag>().is_err(), "{bad}");
        }
    }
}
