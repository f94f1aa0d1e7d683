//! `fastexec check`

use anyhow::Context;
use fastexec_contract::Lang;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The request body; standard input when it is - or missing
    file: Option<PathBuf>,
    /// One request a line, one report a line
    #[arg(long)]
    jsonl: bool,
    /// Language of the messages: zh-CN or en
    #[arg(long, default_value = "en", value_parser = lang)]
    lang: Lang,
}

fn lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "use zh-CN or en".to_owned())
}

pub(super) fn run(options: Options) -> anyhow::Result<ExitCode> {
    let mut input: Box<dyn BufRead> = match &options.file {
        Some(path) if path.as_os_str() != "-" => Box::new(BufReader::new(
            File::open(path).with_context(|| format!("can't read {}", path.display()))?,
        )),
        _ => Box::new(stdin().lock()),
    };
    let mut output = stdout().lock();
    let mut is_valid = true;
    if options.jsonl {
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            let text = line.strip_suffix(b"\n").unwrap_or(&line);
            is_valid &= report(text, options.lang, &mut output)?;
            line.clear();
        }
    } else {
        let mut text = Vec::new();
        input.read_to_end(&mut text)?;
        is_valid = report(&text, options.lang, &mut output)?;
    }
    output.flush()?;
    Ok(if is_valid { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// One line: `{"valid":…,"findings":[…]}`.
fn report(text: &[u8], lang: Lang, output: &mut impl Write) -> anyhow::Result<bool> {
    let report = fastexec_contract::report(text);
    writeln!(output, "{}", report.to_json(lang))?;
    Ok(report.is_valid())
}
