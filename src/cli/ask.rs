//! Asking a person at the terminal: the one place that waits for answers.
//!
//! Prompts go to standard error, so that standard output stays for data. Two ways to ask: lists and
//! fields that are drawn (`inquire`), and line by line, for a screen reader, a simple terminal, a pipe.

use std::io::{self, BufRead, IsTerminal as _, Write};

use inquire::error::InquireError;
use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{MultiSelect, Select, Text};

use crate::finding::{Code, Finding};

/// Lines of a list that are seen at once.
const LINES: usize = 15;
/// What a drawn list begins with: Enter alone is no answer.
const NONE_YET: &str = "(choose a line below)";
/// Columns that a question leaves for its answer.
const FOR_ANSWER: usize = 8;
/// The columns of a terminal that does not say how many it has.
const COLUMNS: usize = 80;
/// After so many answers that were not understood it is said how to stop. It is never given up: what was
/// answered so far would be lost.
const STUCK: u32 = 20;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum NoAnswer {
    /// The person pressed Escape or Ctrl-C.
    Stopped,
    /// The input ended before the questions did.
    Ended,
    /// The terminal failed.
    Failed(String),
}

impl NoAnswer {
    /// What is said of it; `kept` says what was or was not written.
    pub(super) fn finding(&self, kept: &str) -> Finding {
        match self {
            Self::Stopped => Finding::error(Code::Stopped, format!("stopped: {kept}")),
            Self::Ended => Finding::error(
                Code::NoTerminal,
                format!("the input ended before the questions did: {kept}"),
            ),
            Self::Failed(why) => {
                Finding::error(Code::NoTerminal, format!("the terminal failed ({why}): {kept}"))
                    .hint("try --plain, which asks line by line")
            }
        }
    }
}

/// A question with a line for an answer.
pub(super) struct Line<'a> {
    /// The question.
    pub(super) ask: &'a str,
    /// What may be answered.
    pub(super) help: &'a str,
    /// What an empty answer means.
    pub(super) default: &'a str,
    /// What is offered while one types.
    pub(super) known: &'a [String],
    /// Says what is wrong with an answer; it is asked again then.
    pub(super) check: &'a dyn Fn(&str) -> Result<(), String>,
}

/// One who can be asked.
pub(super) trait Ask {
    /// Shows a heading or a hint between questions.
    fn say(&mut self, text: &str) -> Result<(), NoAnswer>;
    /// Asks for a line that passes its check.
    fn line(&mut self, line: &Line) -> Result<String, NoAnswer>;
    /// Asks for one of several, by its place.
    fn one(&mut self, ask: &str, options: &[String]) -> Result<usize, NoAnswer>;
    /// Asks for any of several, by their places in order.
    fn many(&mut self, ask: &str, options: &[String]) -> Result<Vec<usize>, NoAnswer>;
}

/// Who is asked: at the terminal, or line by line.
///
/// # Errors
/// A finding when there is no terminal and `plain` was not asked for.
#[allow(clippy::disallowed_methods)] // The terminal says by `TERM` that it is a simple one.
pub(super) fn person(plain: bool, colour: bool) -> Result<Box<dyn Ask>, Finding> {
    let terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    let simple = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if plain || (terminal && simple) {
        return Ok(Box::new(Plain { input: io::stdin().lock(), output: io::stderr() }));
    }
    if terminal {
        return Ok(Box::new(Drawn { colour }));
    }
    Err(Finding::error(
        Code::NoTerminal,
        "there are questions to ask, and no terminal to ask them at",
    )
    .hint("give the answers as flags (see --help), or use --plain to answer line by line"))
}

// ---------------------------------------------------------------- drawn

/// Fields and lists that are drawn at the terminal.
struct Drawn {
    colour: bool,
}

impl Drawn {
    fn look<'a>(&self) -> RenderConfig<'a> {
        if self.colour { RenderConfig::default_colored() } else { RenderConfig::empty() }
    }
}

impl From<InquireError> for NoAnswer {
    fn from(error: InquireError) -> Self {
        match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => Self::Stopped,
            other => Self::Failed(other.to_string()),
        }
    }
}

/// A question or a text, broken at its spaces for this terminal.
fn fitted(text: &str) -> String {
    let size = terminal_size::terminal_size_of(io::stderr());
    let columns = size.map_or(COLUMNS, |(width, _)| usize::from(width.0));
    broken(text, columns.saturating_sub(FOR_ANSWER))
}

/// A text in lines of at most so many letters, where its words allow it. What goes on stands below the
/// words of its line, behind the sign of a list too.
fn broken(text: &str, columns: usize) -> String {
    let lines: Vec<String> = text.lines().map(|line| broken_line(line, columns)).collect();
    lines.join("\n")
}

fn broken_line(line: &str, columns: usize) -> String {
    let words = line.trim_start_matches([' ', '-']);
    let (start, indent) = (&line[..line.len() - words.len()], line.len() - words.len());
    let mut text = start.to_owned();
    let mut width = indent;
    for (place, word) in words.split(' ').enumerate() {
        let length = word.chars().count();
        if place > 0 && width + 1 + length > columns {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            width = indent;
        } else if place > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += length;
    }
    text
}

/// The lines of a drawn list of which one is to be chosen: none is before somebody has chosen it, as there
/// is none where the answers are typed.
fn with_none_yet(options: &[String]) -> Vec<String> {
    std::iter::once(NONE_YET.to_owned()).chain(options.iter().cloned()).collect()
}

/// Whether a line of such a list is shown for what was typed. What says that none is chosen yet goes with
/// the first letter.
fn shows(typed: &str, line: &str, place: usize) -> bool {
    typed.is_empty() || (place > 0 && line.to_lowercase().contains(&typed.to_lowercase()))
}

impl Ask for Drawn {
    fn say(&mut self, text: &str) -> Result<(), NoAnswer> {
        writeln!(io::stderr(), "\n{}", fitted(text)).map_err(failed)
    }

    fn line(&mut self, line: &Line) -> Result<String, NoAnswer> {
        let check = line.check;
        let validator = move |text: &str| {
            // An empty answer stands for the default.
            let text = if text.trim().is_empty() { line.default } else { text.trim() };
            Ok(match check(text) {
                Ok(()) => Validation::Valid,
                Err(message) => Validation::Invalid(message.into()),
            })
        };
        let known = line.known.to_vec();
        let suggest = move |typed: &str| {
            let typed = typed.to_lowercase();
            let fits = known.iter().filter(|name| name.to_lowercase().contains(&typed));
            let fits: Vec<String> = fits.cloned().collect();
            Ok(if typed.is_empty() { Vec::new() } else { fits })
        };
        let (ask, help) = (fitted(line.ask), fitted(line.help));
        let mut text = Text::new(&ask).with_validator(validator).with_page_size(LINES);
        text = text.with_render_config(self.look());
        if !help.is_empty() {
            text = text.with_help_message(&help);
        }
        if !line.known.is_empty() {
            text = text.with_autocomplete(suggest);
        }
        if !line.default.is_empty() {
            text = text.with_placeholder(line.default);
        }
        let answer = text.prompt()?;
        let answer = answer.trim();
        Ok(if answer.is_empty() { line.default } else { answer }.to_owned())
    }

    fn one(&mut self, ask: &str, options: &[String]) -> Result<usize, NoAnswer> {
        let ask = fitted(ask);
        let scorer =
            |typed: &str, _: &String, line: &str, place| shows(typed, line, place).then_some(0);
        loop {
            let select = Select::new(&ask, with_none_yet(options)).with_page_size(LINES);
            let select = select.with_render_config(self.look()).with_scorer(&scorer);
            if let Some(place) = select.raw_prompt()?.index.checked_sub(1) {
                return Ok(place);
            }
            writeln!(io::stderr(), "  This needs an answer: the arrow keys or a word choose one.")
                .map_err(failed)?;
        }
    }

    fn many(&mut self, ask: &str, options: &[String]) -> Result<Vec<usize>, NoAnswer> {
        let ask = fitted(ask);
        let select = MultiSelect::new(&ask, options.to_vec()).with_page_size(LINES);
        let chosen = select.with_render_config(self.look()).raw_prompt()?;
        let mut places: Vec<usize> = chosen.into_iter().map(|option| option.index).collect();
        places.sort_unstable();
        Ok(places)
    }
}

// ---------------------------------------------------------------- line by line

/// Lines in, lines out.
pub(super) struct Plain<R, W> {
    pub(super) input: R,
    pub(super) output: W,
}

fn failed(error: io::Error) -> NoAnswer {
    NoAnswer::Failed(error.to_string())
}

impl<R: BufRead, W: Write> Plain<R, W> {
    /// Asks until an answer is understood, or the input ends.
    fn until<T>(
        &mut self,
        prompt: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, NoAnswer> {
        let mut tries = 0;
        loop {
            write!(self.output, "{prompt} ").and_then(|()| self.output.flush()).map_err(failed)?;
            let mut text = String::new();
            if self.input.read_line(&mut text).map_err(failed)? == 0 {
                return Err(NoAnswer::Ended);
            }
            match read(text.trim()) {
                Ok(answer) => return Ok(answer),
                Err(message) => writeln!(self.output, "  {message}").map_err(failed)?,
            }
            tries += 1;
            if tries % STUCK == 0 {
                writeln!(self.output, "  Ctrl-C ends the questions; nothing is kept then")
                    .map_err(failed)?;
            }
        }
    }

    fn list(&mut self, ask: &str, options: &[String]) -> Result<(), NoAnswer> {
        self.say(ask)?;
        for (number, option) in (1..).zip(options) {
            writeln!(self.output, "  {number}. {option}").map_err(failed)?;
        }
        Ok(())
    }
}

impl<R: BufRead, W: Write> Ask for Plain<R, W> {
    fn say(&mut self, text: &str) -> Result<(), NoAnswer> {
        writeln!(self.output, "\n{text}").map_err(failed)
    }

    fn line(&mut self, line: &Line) -> Result<String, NoAnswer> {
        let mut prompt = line.ask.to_owned();
        if !line.help.is_empty() {
            prompt.push_str(&format!(" ({})", line.help));
        }
        if !line.default.is_empty() {
            prompt.push_str(&format!(" [{}]", line.default));
        }
        self.until(&prompt, |text| {
            let answer = if text.is_empty() { line.default } else { text };
            (line.check)(answer).map(|()| answer.to_owned())
        })
    }

    fn one(&mut self, ask: &str, options: &[String]) -> Result<usize, NoAnswer> {
        self.list(ask, options)?;
        self.until("number or word:", |text| place(text, options))
    }

    fn many(&mut self, ask: &str, options: &[String]) -> Result<Vec<usize>, NoAnswer> {
        self.list(ask, options)?;
        self.until("numbers or words with commas, or nothing:", |text| {
            let mut places = Vec::new();
            for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                places.extend(these(part, options)?);
            }
            places.sort_unstable();
            places.dedup();
            Ok(places)
        })
    }
}

/// One of the options, or several with spaces between them.
fn these(text: &str, options: &[String]) -> Result<Vec<usize>, String> {
    place(text, options).map(|place| vec![place]).or_else(|message| {
        let mut words = text.split_whitespace();
        let all: Result<Vec<usize>, String> =
            words.clone().map(|word| place(word, options)).collect();
        if words.nth(1).is_some() { all } else { Err(message) }
    })
}

/// A number of a list, from 1, or the beginning of the words of one option, as a place from 0.
fn place(text: &str, options: &[String]) -> Result<usize, String> {
    let count = options.len();
    if let Ok(number) = text.parse::<usize>()
        && (1..=count).contains(&number)
    {
        return Ok(number - 1);
    }
    let typed = text.to_lowercase();
    let begins = |option: &&String| !typed.is_empty() && option.to_lowercase().starts_with(&typed);
    let fits: Vec<&String> = options.iter().filter(begins).collect();
    let whole = options.iter().position(|option| option.to_lowercase() == typed);
    match (whole, fits.as_slice()) {
        (Some(place), _) => Ok(place),
        (None, [one]) => Ok(options.iter().position(|option| option == *one).unwrap_or_default()),
        (None, []) => Err(format!(
            "`{text}` is not a number from 1 to {count}, nor the beginning of a line of the list"
        )),
        (None, [first, second, ..]) => {
            Err(format!("`{text}` may be `{first}` or `{second}`: type more of it, or its number"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::exit::Exit;
    use super::*;

    fn plain(answers: &str) -> Plain<&[u8], Vec<u8>> {
        Plain { input: answers.as_bytes(), output: Vec::new() }
    }

    #[test]
    fn a_line_is_asked_for_until_it_passes_its_check() {
        let check = |text: &str| {
            text.parse::<u8>().map(drop).map_err(|_| format!("`{text}` is not a number"))
        };
        let line =
            Line { ask: "How old?", help: "years", default: "40", known: &[], check: &check };
        let mut asked = plain("many\n 61 \n\n");
        assert_eq!(asked.line(&line).unwrap(), "61");
        assert_eq!(asked.line(&line).unwrap(), "40");
        assert!(matches!(asked.line(&line), Err(NoAnswer::Ended)));
        let shown = String::from_utf8(asked.output).unwrap();
        assert!(shown.starts_with("How old? (years) [40]   `many` is not a number\n"), "{shown}");
    }

    #[test]
    fn a_drawn_list_begins_with_no_answer() {
        let options = ["yes", "no"].map(str::to_owned);
        let lines = with_none_yet(&options);
        assert_eq!(lines[1..], options);
        let shown = |typed: &str| -> Vec<&str> {
            let all = lines.iter().enumerate();
            all.filter(|(place, line)| shows(typed, line, *place))
                .map(|(_, line)| line.as_str())
                .collect()
        };
        assert_eq!(shown(""), [NONE_YET, "yes", "no"]);
        assert_eq!(shown("N"), ["no"]);
        assert_eq!(shown("choose"), [""; 0]);
    }

    #[test]
    fn a_question_is_broken_at_its_spaces() {
        for (text, columns, lines) in [
            ("back passage or inner thighs", 15, "back passage or\ninner thighs"),
            (
                "1/2 Is it one of these?\n  - pain in your hip",
                16,
                "1/2 Is it one of\nthese?\n  - pain in your\n    hip",
            ),
            ("hypermobility", 5, "hypermobility"),
            ("a  b\n\nc", 80, "a  b\n\nc"),
            ("Zoë öäü ß", 7, "Zoë öäü\nß"),
            ("", 80, ""),
        ] {
            assert_eq!(broken(text, columns), lines);
        }
    }

    #[test]
    fn a_list_is_answered_by_numbers() {
        let options = ["mon", "wed", "fri"].map(str::to_owned);
        let mut asked = plain("4\nx\n3, 1 3\n\n2\n0\n");
        assert_eq!(asked.many("Days?", &options).unwrap(), [0, 2]);
        assert_eq!(asked.many("Days?", &options).unwrap(), Vec::<usize>::new());
        assert_eq!(asked.one("Day?", &options).unwrap(), 1);
        assert!(matches!(asked.one("Day?", &options), Err(NoAnswer::Ended)));
    }

    #[test]
    fn a_list_is_answered_by_words_and_their_beginnings() {
        let options = ["side of the hip", "sitting bone", "groin", "groin fold"].map(str::to_owned);
        for (typed, places) in [
            ("side of the hip, 2", &[0, 1][..]),
            ("Sit", &[1]),
            ("si\nsit groin", &[1, 2]),
            ("groin", &[2]),
            ("groin f", &[3]),
            ("hip\n\n", &[]),
        ] {
            let typed = format!("{typed}\n");
            let mut asked = plain(&typed);
            assert_eq!(asked.many("Where?", &options).unwrap(), places, "{typed}");
        }
        let mut asked = plain("no\n");
        assert_eq!(asked.one("Floor?", &["yes", "no"].map(str::to_owned)).unwrap(), 1);
        let mut asked = plain("si\nelbow\n2\n");
        assert_eq!(asked.one("Where?", &options).unwrap(), 1);
        let shown = String::from_utf8(asked.output).unwrap();
        assert!(shown.contains("may be `side of the hip` or `sitting bone`"), "{shown}");
        assert!(shown.contains("`elbow` is not a number from 1 to 4"), "{shown}");
    }

    #[test]
    fn ctrl_c_and_escape_end_early_and_a_pipe_that_ends_is_wrong_use() {
        for key in [InquireError::OperationCanceled, InquireError::OperationInterrupted] {
            let finding = NoAnswer::from(key).finding("nothing was written");
            assert_eq!(Exit::of(&[finding]), Exit::Interrupted);
        }
        assert_eq!(Exit::of(&[NoAnswer::Ended.finding("nothing was written")]), Exit::Usage);
    }

    #[test]
    fn nonsense_ends_with_the_input_and_not_before() {
        let answers = format!("{}1\nx\n", "x\n".repeat(50));
        let mut asked = plain(&answers);
        let days = ["mon".to_owned()];
        assert_eq!(asked.one("Day?", &days).unwrap(), 0);
        assert!(matches!(asked.one("Day?", &days), Err(NoAnswer::Ended)));
        let shown = String::from_utf8(asked.output).unwrap();
        assert_eq!(shown.matches("Ctrl-C ends the questions").count(), 2, "{shown}");
    }
}
