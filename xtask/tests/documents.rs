//! The tests that docs/status.md and ARCHITECTURE.md name are there, and run when the table says.
//!
//! A test is named as `folder/file.rs::test`, with as much of the path as makes it one file of ours; `::test` is another
//! one in the file that was named before. A file alone is named as `folder/file.rs`.

mod tree;

use std::fs::read_to_string;
use tree::{files, root};

/// Paths of all sources, from the root on.
fn sources() -> Vec<String> {
    let folders = ["crates", "fuzz", "src", "tests", "xtask"];
    folders.into_iter().flat_map(|folder| files(folder, &[".rs", ".mjs"])).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Runs with all tests.
    Gate,
    /// Runs when somebody asks.
    Ignored,
    /// No test by itself: what makes or runs some.
    File,
}

/// What a test of this name is in a source.
fn kind(source: &str, name: &str) -> Option<Kind> {
    if source.contains(&format!("\n  \"{name}\"() {{")) {
        return Some(Kind::Gate);
    }
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.contains(&format!("fn {name}(")))?;
    let attributes: Vec<&&str> =
        lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).collect();
    let has = |text: &str| attributes.iter().any(|line| line.contains(text));
    let is_test = has("#[test]") || has("::test]") || has("wasm_bindgen_test]");
    let kind = if has("#[ignore") { Kind::Ignored } else { Kind::Gate };
    is_test.then_some(kind)
}

/// Looks up what a document names. What is wrong goes into `wrong`.
struct Reader<'a> {
    sources: &'a [String],
    /// The file that was named last.
    file: Option<String>,
    wrong: Vec<String>,
    tests: usize,
}

impl Reader<'_> {
    fn new(sources: &[String]) -> Reader<'_> {
        Reader { sources, file: None, wrong: Vec::new(), tests: 0 }
    }

    /// The kinds of what is named in a piece of text.
    fn read(&mut self, text: &str) -> Vec<Kind> {
        let mut kinds = Vec::new();
        // Every second part is between backticks.
        for named in text.split('`').skip(1).step_by(2) {
            if let Some((file, test)) = named.split_once("::")
                && !test.contains("::")
                && (file.is_empty() || file.ends_with(".rs") || file.ends_with(".mjs"))
            {
                self.tests += 1;
                if !file.is_empty() {
                    self.look_for(file);
                }
                kinds.extend(self.kind_of(named, test));
            } else if named.contains('/') && named.ends_with(".rs") {
                self.look_for(named);
                kinds.push(Kind::File);
            }
        }
        kinds
    }

    fn look_for(&mut self, file: &str) {
        let end = format!("/{file}");
        let found = self.sources.iter().filter(|it| *it == file || it.ends_with(&end));
        let found: Vec<&String> = found.collect();
        self.file = match found.as_slice() {
            [one] => Some((*one).clone()),
            _ => {
                self.wrong.push(format!("{file} is {} files: {found:?}", found.len()));
                None
            }
        };
    }

    fn kind_of(&mut self, named: &str, test: &str) -> Option<Kind> {
        let file = self.file.as_ref()?;
        let source = read_to_string(root().join(file)).expect("a source of ours");
        let found = kind(&source, test);
        if found.is_none() {
            self.wrong.push(format!("there is no test {named} in {file}"));
        }
        found
    }

    /// A row `| promise | tests | when |`.
    fn read_row(&mut self, row: &str) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [promise, tests, when] = cells.as_slice() else {
            self.wrong.push(format!("not three cells: {row}"));
            return;
        };
        let kinds = self.read(tests);
        let says_nothing = when.starts_with('–');
        if kinds.is_empty() != says_nothing {
            self.wrong.push(format!("{promise}: {} tests, and {when}", kinds.len()));
        }
        for (kind, words) in
            [(Kind::Gate, &["gate"][..]), (Kind::Ignored, &["soak", "bench", "by hand"])]
        {
            let is_said = words.iter().any(|word| when.contains(word));
            let is_so = kinds.contains(&kind) || is_said && kinds.contains(&Kind::File);
            if is_so != is_said {
                self.wrong.push(format!("{promise}: its tests don't run in {when:?}"));
            }
        }
    }
}

fn document(name: &str) -> String {
    read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_tests_of_the_status_are_there_and_run_when_it_says() {
    let sources = sources();
    let mut reader = Reader::new(&sources);
    let text = document("docs/status.md");
    let rows = text.lines().filter(|line| line.starts_with("| "));
    let is_head = |line: &&str| line.starts_with("| promise |") || line.starts_with("| --- |");
    rows.filter(|line| !is_head(line)).for_each(|row| reader.read_row(row));
    assert!(reader.wrong.is_empty(), "docs/status.md: {:#?}", reader.wrong);
    assert!(reader.tests > 100, "{} tests are named", reader.tests);
}

#[test]
fn each_invariant_names_tests_that_are_there() {
    let sources = sources();
    let text = document("ARCHITECTURE.md");
    let part = text.split("\n## Invariants\n").nth(1).and_then(|it| it.split("\n## ").next());
    let part = part.expect("the invariants");
    let mut reader = Reader::new(&sources);
    let mut count = 0;
    for number in 1.. {
        let Some(rest) = part.split(&format!("\n{number}. ")).nth(1) else {
            break;
        };
        let invariant = rest.split(&format!("\n{}. ", number + 1)).next().unwrap_or_default();
        let kinds = reader.read(invariant);
        assert!(kinds.contains(&Kind::Gate), "nothing holds invariant {number}: {invariant}");
        count = number;
    }
    assert!(reader.wrong.is_empty(), "ARCHITECTURE.md: {:#?}", reader.wrong);
    assert!(count >= 10, "{count} invariants");
}

#[test]
fn what_is_not_so_is_noticed() {
    let sources = sources();
    let wrong = |row: &str| {
        let mut reader = Reader::new(&sources);
        reader.read_row(row);
        !reader.wrong.is_empty()
    };
    let good = "`gateway/crash.rs::a_few_crashes`";
    let long = "`gateway/crash.rs::soak_crashes`";
    assert!(!wrong(&format!("| it holds | {good} | gate |")));
    assert!(!wrong(&format!("| it holds | {good}, `::soak_crashes` | gate, soak |")));
    assert!(!wrong("| it holds | nothing | – |"));
    assert!(!wrong("| it holds | `xtask/src/bench.rs` | bench |"));
    for row in [
        format!("| it holds | {long} | gate |"),
        format!("| it holds | {good} | soak |"),
        format!("| it holds | {good} | – |"),
        format!("| it holds | {good} | gate, soak |"),
        "| it holds | nothing | gate |".to_owned(),
        "| it holds | `gateway/crash.rs::no_crashes` | gate |".to_owned(),
        // There, and no test.
        "| it holds | `gateway/crash.rs::job_of` | gate |".to_owned(),
        "| it holds | `gateway/crash.rs::a_few_crashes`, `::no_crashes` | gate |".to_owned(),
        "| it holds | `gateway/crashes.rs::a_few_crashes` | gate |".to_owned(),
        // Two files.
        "| it holds | `main.rs::main` | gate |".to_owned(),
        "| it holds | `xtask/src/no_bench.rs` | bench |".to_owned(),
        "| two cells | gate |".to_owned(),
    ] {
        assert!(wrong(&row), "{row}");
    }
}
