//! `cargo xtask test`: each stage runs, whatever the one before it said; the last line counts.

use crate::end_to_end::{self, EndToEnd};
use crate::page_size::Size;
use crate::shell::{cannot_start, cargo, program, root};
use crate::tools::Tools;
use crate::{browser, js, page, page_size, programs, tools};
use anyhow::{Context, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const CORE: &str = "fastexec-contract";
const CONSOLE: &str = "fastexec-console";
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

pub(crate) fn test(options: &[&str]) -> anyhow::Result<ExitCode> {
    let renews_pictures = options.contains(&"--screenshots");
    let parts: Vec<&str> = options.iter().copied().filter(|it| *it != "--screenshots").collect();
    let (core, in_browser, end_to_end) = match parts.as_slice() {
        [] => (true, true, true),
        ["core"] => (true, false, false),
        ["browser"] => (false, true, false),
        ["e2e"] => (false, false, true),
        _ => bail!("there is core, browser and e2e, but no {}", parts.join(" ")),
    };
    let mut tally = Tally::default();
    // All that may have to be installed comes first: it can be missing, and it takes long.
    let tools = tools::ensure()?;
    if core {
        programs::ensure()?;
        test_core(&mut tally, &tools)?;
    }
    if in_browser {
        test_browser(&mut tally, &tools)?;
    }
    if end_to_end {
        test_end_to_end(&mut tally, renews_pictures)?;
    }
    Ok(tally.close())
}

fn test_core(tally: &mut Tally, tools: &Tools) -> anyhow::Result<()> {
    tally.check("format", cargo().args(["fmt", "--all", "--check"]))?;
    tally.check(
        "clippy",
        cargo()
            .args(["clippy", "--workspace", "--exclude", CONSOLE, "--all-targets"])
            .args(DENY_WARNINGS),
    )?;
    tally.check(
        "clippy, wasm",
        tools
            .program("cargo")
            .args(["clippy", "--package", CONSOLE, "--all-targets"])
            .args(WASM)
            .args(DENY_WARNINGS),
    )?;
    tally.test(
        "native tests",
        cargo().args([
            "test",
            "--workspace",
            "--exclude",
            CONSOLE,
            "--exclude",
            end_to_end::PACKAGE,
            "--no-fail-fast",
        ]),
    )
}

const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

fn test_browser(tally: &mut Tally, tools: &Tools) -> anyhow::Result<()> {
    let driver = browser::ensure()?;
    let in_browser = |arguments: &[&str]| {
        let mut cargo = tools.program("cargo");
        cargo
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &driver)
            // Seconds, for one file of tests.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            .args(["test", "--no-fail-fast"])
            .args(WASM)
            .args(arguments);
        cargo
    };
    tally
        .test("core in the browser", &mut in_browser(&["--package", CORE, "--test", "vectors"]))?;
    test_package(tally, tools)?;
    tally.test("console in the browser", &mut in_browser(&["--package", CONSOLE]))
}

/// The core as others use it, under Node and in the browser.
fn test_package(tally: &mut Tally, tools: &Tools) -> anyhow::Result<()> {
    let package = match js::build(tools, &[]) {
        Ok(package) => package,
        Err(error) => {
            eprintln!("{error:#}");
            tally.add("package for JavaScript", Duration::ZERO, 0, 1);
            return Ok(());
        }
    };
    tally.test(
        "package under Node",
        program("node")
            .env("FASTEXEC_JS", &package)
            .args(["--test", "--test-reporter=tap"])
            .arg(js::tests().join("package.test.mjs")),
    )?;
    let start = Instant::now();
    let folders = [("package", package.as_path()), ("tests", &js::tests())];
    let lines = page::run(&folders, "/tests/browser.html", Duration::from_secs(120))
        .unwrap_or_else(|error| format!("FAILED {error:#}"));
    println!("{lines}");
    let failed = lines.lines().filter(|line| !line.starts_with("ok ")).count();
    tally.add("package in the browser", start.elapsed(), lines.lines().count() - failed, failed);
    Ok(())
}

fn test_end_to_end(tally: &mut Tally, renews_pictures: bool) -> anyhow::Result<()> {
    let start = Instant::now();
    let product = EndToEnd::prepare()?;
    tally.row("build of the product", start.elapsed(), "built".to_owned());
    test_page_size(tally);
    let mut command = product.tests();
    if renews_pictures {
        command.env("FASTEXEC_DOCUMENTED", root().join("docs/images"));
    }
    // One browser at a time: two processors are soon too few.
    tally.test("end-to-end tests", command.args(["--no-fail-fast", "--", "--test-threads", "1"]))
}

fn test_page_size(tally: &mut Tally) {
    match page_size::check() {
        Ok(Size { first, later }) => {
            println!(
                "A first visit is {first} bytes over the wire, without its editor; the aim is {}. \
                 {later} bytes are fetched when they are needed.",
                page_size::AIM
            );
            tally.add("size of the page", Duration::ZERO, 1, 0);
        }
        Err(error) => {
            eprintln!("{error:#}");
            tally.add("size of the page", Duration::ZERO, 0, 1);
        }
    }
}

#[derive(Debug, Default)]
struct Tally {
    passed: usize,
    failed: usize,
    rows: Vec<String>,
}

impl Tally {
    /// Something that is in order or isn't.
    fn check(&mut self, name: &str, command: &mut Command) -> anyhow::Result<()> {
        let start = Instant::now();
        eprintln!("▸ {name}");
        let is_good = command.status().with_context(|| cannot_start(command))?.success();
        self.add(name, start.elapsed(), usize::from(is_good), usize::from(!is_good));
        Ok(())
    }

    /// A test program, or several; each ends with a line that counts.
    fn test(&mut self, name: &str, command: &mut Command) -> anyhow::Result<()> {
        let start = Instant::now();
        eprintln!("▸ {name}");
        let mut child =
            command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
        let (mut passed, mut failed) = (0, 0);
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                println!("{line}");
                // Node's runner counts in lines of its own.
                let count =
                    |word| line.strip_prefix(word).and_then(|number| number.parse::<usize>().ok());
                passed += count("# pass ").unwrap_or(0);
                failed += count("# fail ").unwrap_or(0);
                if line.contains("test result: ") {
                    passed += number_before(&line, " passed");
                    failed += number_before(&line, " failed");
                }
            }
        }
        // What fails without counting, a build or a crash, has failed all the same.
        if !child.wait()?.success() && failed == 0 {
            failed = 1;
        }
        self.add(name, start.elapsed(), passed, failed);
        Ok(())
    }

    fn add(&mut self, name: &str, time: Duration, passed: usize, failed: usize) {
        self.passed += passed;
        self.failed += failed;
        self.row(name, time, format!("{passed} passed, {failed} failed"));
    }

    fn row(&mut self, name: &str, time: Duration, result: String) {
        self.rows.push(format!("{name:<22}{:>7.1} s  {result}", time.as_secs_f64()));
    }

    /// No test at all is a failure too.
    fn close(self) -> ExitCode {
        println!("\n{}\n", self.rows.join("\n"));
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 && self.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// `test result: ok. 12 passed; 0 failed; …`
fn number_before(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn counts_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; finished in 0.00s";
        assert_eq!((number_before(line, " passed"), number_before(line, " failed")), (12, 3));
        assert_eq!(number_before("no count", " passed"), 0);
    }
}
