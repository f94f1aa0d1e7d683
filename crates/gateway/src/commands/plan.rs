//! `fastexec plan`

use fastexec_contract::limits::BATCHES_MAX;
use fastexec_contract::rolling::Expression;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A rolling expression, for example "1 10%"
    #[arg(required_unless_present = "jsonl")]
    expression: Option<String>,
    /// How many hosts and containers there are
    #[arg(required_unless_present = "jsonl")]
    count: Option<u64>,
    /// Read {"expression","count"} lines from standard input, write {"batches"} or {"error"} lines
    #[arg(long, conflicts_with_all = ["expression", "count"])]
    jsonl: bool,
}

#[derive(Deserialize)]
struct Line {
    expression: String,
    count: u64,
}

pub(super) fn run(options: Options) -> anyhow::Result<ExitCode> {
    match (options.expression, options.count) {
        (Some(expression), Some(count)) => table(&expression, count),
        _ => lines(),
    }
}

/// One answer for each line that is not blank. What can't be read holds no expression: that is said beside the
/// answers, and the lines after it are read all the same.
fn lines() -> anyhow::Result<ExitCode> {
    let mut output = stdout().lock();
    let mut code = ExitCode::SUCCESS;
    for (number, line) in (1..).zip(stdin().lock().lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = serde_json::from_str(&line).map_or_else(
            |error| {
                eprintln!("line {number} is not {{\"expression\",\"count\"}}: {error}");
                code = ExitCode::from(1);
                json!({ "error": "syntax" })
            },
            |line| answer(&line),
        );
        writeln!(output, "{answer}")?;
    }
    output.flush()?;
    Ok(code)
}

fn answer(line: &Line) -> Value {
    match Expression::parse(&line.expression).map(|expression| expression.plan(line.count)) {
        Ok(Ok(batches)) => json!({ "batches": batches }),
        Ok(Err(_)) => json!({ "error": "too_many_batches" }),
        Err(_) => json!({ "error": "syntax" }),
    }
}

fn table(expression: &str, count: u64) -> anyhow::Result<ExitCode> {
    let Ok(expression) = Expression::parse(expression) else {
        eprintln!(
            "\"{expression}\" is no rolling expression: parts are n, n%, +n or *n, one blank apart"
        );
        return Ok(ExitCode::from(1));
    };
    let Ok(batches) = expression.plan(count) else {
        eprintln!(
            "{count} targets would make more than {BATCHES_MAX} batches: make the batches larger"
        );
        return Ok(ExitCode::from(1));
    };
    let mut output = stdout().lock();
    writeln!(output, "{:>5}  {:>10}  {:>10}  {:>6}", "batch", "size", "so far", "share")?;
    let mut so_far = 0_u64;
    for (number, size) in (1..).zip(batches) {
        so_far += size;
        let share = u128::from(so_far) * 1000 / u128::from(count.max(1));
        let (whole, tenth) = (share / 10, share % 10);
        writeln!(output, "{number:>5}  {size:>10}  {so_far:>10}  {whole:>4}.{tenth}%")?;
    }
    Ok(ExitCode::SUCCESS)
}
