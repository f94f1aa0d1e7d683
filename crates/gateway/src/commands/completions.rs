//! `fastexec completions` and `fastexec man`: the command line, for shells and for readers.

use super::Arguments;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Which shell shall understand it
    shell: Shell,
}

pub(super) fn run(options: Options) -> anyhow::Result<()> {
    // Through memory: the generator would panic when nobody reads.
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut command(), "fastexec", &mut text);
    io::stdout().write_all(&text)?;
    Ok(())
}

pub(super) fn man() -> anyhow::Result<()> {
    let mut text = Vec::new();
    let command = command();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for subcommand in command.get_subcommands() {
        writeln!(text, ".SH FASTEXEC {}", subcommand.get_name().to_uppercase())?;
        let man = clap_mangen::Man::new(subcommand.clone());
        man.render_description_section(&mut text)?;
        man.render_options_section(&mut text)?;
    }
    io::stdout().write_all(&text)?;
    Ok(())
}

/// What people type. Completions would offer what only `serve` starts.
fn command() -> clap::Command {
    let whole = Arguments::command();
    let shown = whole.get_subcommands().filter(|it| !it.is_hide_set()).cloned();
    clap::Command::new("fastexec")
        .version(env!("CARGO_PKG_VERSION"))
        .about(whole.get_about().cloned().unwrap_or_default())
        .subcommands(shown)
}
