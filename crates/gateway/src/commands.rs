//! The command line.

mod audit;
mod check;
mod completions;
mod exec_as;
mod header;
mod link;
mod plan;
mod schema;
mod serve;
mod supervise;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks, runs and follows fast_execute_script requests.
#[derive(Debug, Parser)]
#[command(name = "fastexec", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the console and the API, and run scripts on this machine
    Serve(Box<serve::Options>),
    /// Print the X-Bkapi-Authorization value for curl and other clients
    Header(header::Options),
    /// Print a new address that lets a browser in, once
    Link(link::Options),
    /// Print who did what: every sign-in, submission, operation and refusal
    Audit(audit::Options),
    /// Check a request: every problem at once, as JSON. Exit code 0 valid, 1 errors, 2 usage
    Check(check::Options),
    /// Print the JSON Schema of a request. It is weaker than `check`, and what editors understand
    Schema,
    /// Print the batches that a rolling expression makes
    Plan(plan::Options),
    /// Print what makes a shell complete this command line
    Completions(completions::Options),
    /// Print the manual page
    #[command(hide = true)]
    Man,
    /// Started by `serve` for each script
    #[command(hide = true)]
    Supervise,
    /// Started by `serve` for a script of another user
    #[command(hide = true)]
    ExecAs(exec_as::Options),
}

/// Where the gateway keeps its data.
#[derive(Debug, clap::Args)]
struct DataDirOption {
    /// Folder for database, scripts and output [default: fastexec in the user's data home]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(options) => serve::run(*options).map(|()| ExitCode::SUCCESS),
        Command::Header(options) => header::run(options).map(|()| ExitCode::SUCCESS),
        Command::Link(options) => link::run(options).map(|()| ExitCode::SUCCESS),
        Command::Audit(options) => audit::run(options).map(|()| ExitCode::SUCCESS),
        Command::Check(options) => check::run(options),
        Command::Schema => schema::run().map(|()| ExitCode::SUCCESS),
        Command::Plan(options) => plan::run(options),
        Command::Completions(options) => completions::run(options).map(|()| ExitCode::SUCCESS),
        Command::Man => completions::man().map(|()| ExitCode::SUCCESS),
        Command::Supervise => {
            supervise::run();
            Ok(ExitCode::SUCCESS)
        }
        Command::ExecAs(options) => exec_as::run(options).map(|never| match never {}),
    };
    done.unwrap_or_else(|error| {
        eprintln!("fastexec: {error:#}");
        ExitCode::from(2)
    })
}
