//! The program: reads the command line, does one thing, says how it went.

use std::process::ExitCode;

fn main() -> ExitCode {
    rotative::run()
}
