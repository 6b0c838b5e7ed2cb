//! The program: hands its arguments to `cli` and ends with the exit code that comes back.

use std::process::ExitCode;

fn main() -> ExitCode {
    regimen::cli::run()
}
