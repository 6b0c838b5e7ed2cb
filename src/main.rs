//! The program: hands its arguments to `cli` and ends with the exit code that comes back.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A plan is made of some hundred thousand small pieces of memory.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    regimen::cli::run()
}
