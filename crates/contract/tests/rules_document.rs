//! `docs/rules.md` is made of the doc comments of the rules. `UPDATE_EXPECT=1 cargo test -p fastexec-contract` renews it.

use expect_test::expect_file;
use fastexec_contract::dialect::Names;
use fastexec_contract::{Code, Dialect, Severity, report_for};
use std::fmt::Write;

const HEADINGS: [&str; 4] = ["What", "Why", "Example", "Fix"];

/// The text under each heading of a rule's file.
fn parts(code: Code) -> [String; 4] {
    let id = code.id();
    let path = format!("{}/src/rules/{id}.rs", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a rule has a file of its name");
    let lines: Vec<&str> = text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    assert_eq!(lines[0], format!("# {id}"), "{path}");
    let mut parts = lines[1..].join("\n").trim().to_owned();
    HEADINGS.map(|heading| {
        let rest = parts.strip_prefix(&format!("{heading}: "));
        let rest = rest.unwrap_or_else(|| panic!("{path}: {heading} is expected at: {parts}"));
        // The next heading begins a paragraph.
        let next = HEADINGS.iter().filter_map(|it| rest.find(&format!("\n\n{it}: "))).min();
        let (text, after) = rest.split_at(next.unwrap_or(rest.len()));
        let text = text.trim().to_owned();
        parts = after.trim().to_owned();
        text
    })
}

fn document() -> String {
    let mut text = String::from(
        "# Rules\n\nEach finding of a report has a code; this is what the codes mean, in the order of the contract. \
         Made from the doc comments in `crates/contract/src/rules`: change those.\n\n\
         | code | severity | what |\n| --- | --- | --- |\n",
    );
    let severity = |code: Code| match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    for &code in Code::ALL {
        let [what, ..] = parts(code);
        let what = what.replace('\n', " ").replace('|', "\\|");
        writeln!(text, "| [{0}](#{0}) | {1} | {what} |", code.id(), severity(code)).expect("text");
    }
    for &code in Code::ALL {
        let [what, why, example, fix] = parts(code);
        write!(
            text,
            "\n## {}\n\n*{}* {what}\n\n**Why** {why}\n\n**Example** {example}\n\n**Fix** {fix}\n",
            code.id(),
            severity(code)
        )
        .expect("text");
    }
    text
}

#[test]
fn the_document_is_up_to_date() {
    expect_file!["../../../docs/rules.md"].assert_eq(&document());
}

/// An example is in backticks and shows what it is an example of.
#[test]
fn examples_are_what_they_say() {
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        let [_, _, example, _] = parts(code);
        let Some(json) = example.strip_prefix('`').and_then(|it| it.split('`').next()) else {
            panic!("{}: {example}", code.id());
        };
        // Headers, addresses and examples that are cut short are no request.
        if !json.starts_with('{') || json.contains('…') || code.id().starts_with("authorization")
        {
            continue;
        }
        // A label rule shows one expression of a selector.
        let request = if json.starts_with("{\"label_") || json.starts_with("{\"operator") {
            format!(
                r#"{{"execute_target":{{"container_label_selector_list":[{{"topo_node_type":"namespace",
                "topo_node_id":1,"label_selector_expr_list":[{json}]}}]}}}}"#
            )
        } else {
            json.to_owned()
        };
        // A rule of a dialect shows itself in one of them.
        let names = Names::default();
        let dialects: &[Dialect<'_>] = match code.id().starts_with("dialect_") {
            true => &[Dialect::V4(&names), Dialect::V3],
            false => &[Dialect::Contract],
        };
        let reports = dialects.iter().map(|dialect| report_for(request.as_bytes(), *dialect));
        let findings = reports.flat_map(|report| report.findings().to_vec());
        let codes: Vec<&str> = findings.map(|it| it.code.id()).collect();
        if !codes.contains(&code.id()) {
            wrong.push(format!("{}: {json} gives {codes:?}", code.id()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
