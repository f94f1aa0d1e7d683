//! `fastexec`: arguments in, exit code out. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    fastexec_gateway::commands::main()
}
