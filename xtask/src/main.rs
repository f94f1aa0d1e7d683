//! `cargo xtask serve` and `cargo xtask test`, with the set-up that a fresh machine needs for them.

mod bench;
mod bench_run;
mod browser;
mod console;
mod debian;
mod dist;
mod editor;
mod end_to_end;
mod js;
mod licences;
mod npm;
mod page;
mod page_size;
mod parts;
mod programs;
mod rust;
mod serve;
mod shell;
mod soak;
mod stylesheet;
mod test;
mod tools;
mod upstream_suite;

use anyhow::bail;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [-- OPTIONS]         set up, build, and start fastexec on 127.0.0.1:8600
cargo xtask test [core|browser|e2e]    set up, and run all tests or a part of them
            [--screenshots]            let the end-to-end tests renew the pictures in docs/images
cargo xtask tools                      set up only
cargo xtask bench core                 measure the core beside JSON.parse and Ajv
cargo xtask bench page                 measure a first visit of the page beside its peers
cargo xtask bench page keys            measure a key typed beside 50,000 host ids
cargo xtask soak [NAME]                crash, load and compare the gateway: half an hour; then
                                       `upstream`: the end-to-end tests in front of a stand-in for JOB
cargo xtask bench run                  measure a run of 10,000 objects and a log of 1,000,000 lines
cargo xtask js                         build the core as an ES module package
cargo xtask dist                       build the archive that is given to others
cargo xtask console                    build the console into dist/ only
cargo xtask editor                     build the editor's bundle only, as Trunk asks for it
";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<String>) -> anyhow::Result<ExitCode> {
    shell::this_program()?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve"] => serve::serve(&[]),
        ["serve", "--", options @ ..] => serve::serve(options),
        ["test", options @ ..] => test::test(options),
        ["tools"] => {
            let tools = tools::ensure()?;
            browser::ensure()?;
            programs::ensure()?;
            println!("Everything is there:\n{tools}");
            Ok(ExitCode::SUCCESS)
        }
        ["console"] => {
            console::build(&tools::ensure()?, "")?;
            Ok(ExitCode::SUCCESS)
        }
        ["editor"] => {
            editor::hand_to_trunk(&editor::build()?)?;
            Ok(ExitCode::SUCCESS)
        }
        ["bench", "core"] => {
            bench::core(&tools::ensure()?)?;
            Ok(ExitCode::SUCCESS)
        }
        ["dist"] => {
            println!("The archive is {}", dist::dist()?.display());
            Ok(ExitCode::SUCCESS)
        }
        ["bench", "page", options @ ..] => {
            bench::page(&tools::ensure()?, options)?;
            Ok(ExitCode::SUCCESS)
        }
        ["soak"] => {
            soak::soak("soak")?;
            upstream_suite::run_all()?;
            Ok(ExitCode::SUCCESS)
        }
        ["soak", "upstream"] => {
            upstream_suite::run_all()?;
            Ok(ExitCode::SUCCESS)
        }
        ["soak", name] => {
            soak::soak(name)?;
            Ok(ExitCode::SUCCESS)
        }
        ["bench", "run"] => {
            bench_run::bench()?;
            Ok(ExitCode::SUCCESS)
        }
        ["js"] => {
            println!("The package is in {}", js::build(&tools::ensure()?, &[])?.display());
            Ok(ExitCode::SUCCESS)
        }
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("cargo xtask {} is unknown\n\n{HELP}", arguments.join(" ")),
    }
}
