//! The program as its user runs it: a folder of its own, arguments, and what comes back.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A folder with files in which the program is run.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What came back.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The same desk with a file on it.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.put(name, content);
        self
    }

    /// Puts a file on the desk.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs the program with arguments as one would type them; a word may not hold a space.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        self.run_with(arguments, &[])
    }

    pub(crate) fn run_with(&self, arguments: &str, environment: &[(&str, &str)]) -> Ran {
        Ran::of(&self.command(arguments, environment).output().unwrap())
    }

    /// Runs the program and types lines into it.
    pub(crate) fn run_typing(&self, arguments: &str, lines: &str) -> Ran {
        self.run_typing_with(arguments, lines, &[])
    }

    pub(crate) fn run_typing_with(
        &self,
        arguments: &str,
        lines: &str,
        environment: &[(&str, &str)],
    ) -> Ran {
        let mut command = self.command(arguments, environment);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The program may end before it has read all of it.
        let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
        Ran::of(&child.wait_with_output().unwrap())
    }

    /// Runs a line of a shell on a day, types lines into it, and gives all that it says, as a terminal
    /// shows it, as its output.
    pub(crate) fn run_line(&self, line: &str, lines: &str, today: &str) -> Ran {
        let program = Path::new(env!("CARGO_BIN_EXE_regimen")).parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(program).chain(std::env::split_paths(&path));
        let noon = format!("{today}T12:00:00Z").parse::<jiff::Timestamp>().unwrap();
        let mut command = self.program(Command::new("sh"));
        command
            .args(["-c", &format!("{{ {line}\n}} 2>&1")])
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("SOURCE_DATE_EPOCH", noon.as_second().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The program may end before it has read all of it.
        let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
        Ran::of(&child.wait_with_output().unwrap())
    }

    /// Starts the program, whose words nobody reads.
    pub(crate) fn start(&self, arguments: &str, environment: &[(&str, &str)]) -> Child {
        let mut command = self.command(arguments, environment);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    fn command(&self, arguments: &str, environment: &[(&str, &str)]) -> Command {
        let mut command = self.program(Command::new(env!("CARGO_BIN_EXE_regimen")));
        command.args(arguments.split_whitespace()).envs(environment.iter().copied());
        command
    }

    /// A program that is run in the folder, without settings of whoever runs the tests.
    fn program(&self, mut command: Command) -> Command {
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .env_remove("NO_COLOR")
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path().join(".config"))
            .env_remove("REGIMEN_CONFIG")
            .env_remove("REGIMEN_CLINIC")
            .env_remove("REGIMEN_PAPER")
            .env_remove("REGIMEN_EQUIPMENT")
            .env_remove("REGIMEN_LANGUAGE")
            .env_remove("SOURCE_DATE_EPOCH");
        command
    }
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: output.stdout.clone(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }

    /// The same, with the demand that it ended well.
    pub(crate) fn good(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self
    }
}

/// An example person of the repository.
pub(crate) fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).display().to_string()
}
