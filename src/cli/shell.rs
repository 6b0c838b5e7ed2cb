//! `regimen completions` and `regimen man`: the command line for the shell and the manual.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Output;
use super::args::Cli;
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::profile::Origin;

const NAME: &str = "regimen";

/// The version, and what tells one build from another: for a report of a fault.
pub(super) fn version() -> String {
    let library = match crate::library::built_in() {
        Ok(library) => format!("{} ({} exercises)", library.hash, library.exercises.len()),
        Err(findings) => format!("has {} findings", findings.len()),
    };
    format!(
        "{NAME} {}\nlibrary {library}\nsources {}\ntarget  {}\n",
        env!("CARGO_PKG_VERSION"),
        env!("REGIMEN_SOURCES"),
        env!("REGIMEN_TARGET")
    )
}

/// The completions of a shell.
pub(super) fn completions(shell: Shell) -> Output {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), NAME, &mut bytes);
    Output { bytes, ..Output::default() }
}

/// The manual page of the program, or of one of its commands.
pub(super) fn man(command: &[String]) -> Output {
    let mut whole = Cli::command();
    whole.build();
    let mut page = &whole;
    for word in command.iter().flat_map(|words| words.split_whitespace()) {
        match page.find_subcommand(word) {
            Some(inner) => page = inner,
            None => return Output::findings(vec![no_command(page, word)]),
        }
    }
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = clap_mangen::Man::new(page.clone()).render(&mut bytes);
    Output { bytes, ..Output::default() }
}

/// A word that no command below another one has.
fn no_command(above: &clap::Command, word: &str) -> Finding {
    let known = above.get_subcommands().map(clap::Command::get_name);
    Finding::error(Code::UnknownId, format!("there is no command `{word}`"))
        .at(Place::whole(Origin::COMMAND_LINE))
        .maybe_hint(did_you_mean(word, known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    /// Every command with what it takes, as `docs/cli.md` has it.
    fn reference() -> String {
        let mut whole = Cli::command().term_width(100);
        whole.build();
        let mut text = String::from(
            "# The command line\n\nGenerated from the program; a test compares. \
             `REGIMEN_UPDATE=1 cargo test --lib reference` writes it anew.\n",
        );
        describe(&mut text, NAME, &mut whole);
        text
    }

    fn describe(text: &mut String, name: &str, command: &mut clap::Command) {
        let help = command.render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        let help = help.join("\n");
        let _ = write!(text, "\n## {name}\n\n```text\n{}\n```\n", help.trim_end());
        for inner in command.get_subcommands_mut() {
            if inner.get_name() != "help" {
                let name = format!("{name} {}", inner.get_name());
                describe(text, &name, inner);
            }
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods)] // It writes the page that it compares with, when asked to.
    fn the_reference_in_the_repository_is_that_of_the_program() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/cli.md");
        let reference = reference();
        if std::env::var_os("REGIMEN_UPDATE").is_some() {
            std::fs::write(path, &reference).unwrap();
        }
        let there = std::fs::read_to_string(path).unwrap();
        assert!(
            there == reference,
            "docs/cli.md is old: REGIMEN_UPDATE=1 cargo test --lib reference"
        );
    }

    #[test]
    fn every_command_says_how_it_is_used() {
        fn lacking(name: &str, command: &mut clap::Command, found: &mut Vec<String>) {
            let help = command.render_long_help().to_string();
            let example = help.lines().skip_while(|line| !line.starts_with("Example")).nth(1);
            let leaf = command.get_subcommands().all(|inner| inner.get_name() == "help");
            if leaf && !example.is_some_and(|line| line.trim_start().starts_with(name)) {
                found.push(name.to_owned());
            }
            for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
                lacking(&format!("{name} {}", inner.get_name()), inner, found);
            }
        }
        let mut whole = Cli::command();
        whole.build();
        let mut found = Vec::new();
        lacking(NAME, &mut whole, &mut found);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn every_shell_and_every_command_has_its_text() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            let text = String::from_utf8(completions(shell).bytes).unwrap();
            for word in ["checkin", "--pain-during", "--next-morning"] {
                assert!(text.contains(word.trim_start_matches('-')), "{shell} lacks {word}");
            }
        }
        let bash = String::from_utf8(completions(Shell::Bash).bytes).unwrap();
        for words in ["left right both", "a4 letter", "steady flare", "flare illness", "overview"] {
            assert!(bash.contains(&format!("-W \"{words}")), "{words}");
        }
        let man =
            |words: &[&str]| man(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let main = String::from_utf8(man(&[]).bytes).unwrap();
        assert!(main.contains("130 ended early"), "{main}");
        assert!(main.contains(".TH regimen 1"), "{main:.200}");
        let page = String::from_utf8(man(&["checkin"]).bytes).unwrap();
        assert!(
            page.contains(".TH regimen\\-checkin 1") || page.contains(".TH regimen-checkin 1"),
            "{page:.200}"
        );
        // The page of `library` names those of the commands below it.
        for words in [&["library", "list"][..], &["library list"], &["config", "show"]] {
            let page = String::from_utf8(man(words).bytes).unwrap().replace("\\-", "-");
            let title = format!(".TH regimen-{} 1", words.join("-").replace(' ', "-"));
            assert!(page.contains(&title), "{title}: {page:.200}");
        }
        for (words, hint) in [
            (&["chekin"][..], "did you mean `checkin`?"),
            (&["library", "lst"], "did you mean `list`?"),
        ] {
            assert_eq!(man(words).findings[0].hint.as_deref(), Some(hint));
        }
    }
}
