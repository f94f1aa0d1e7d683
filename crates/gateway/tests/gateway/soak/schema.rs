//! The OpenAPI document against the gateway, by schemathesis.

use crate::served::{Served, folder};
use std::process::Command;

/// Names the program; `cargo xtask soak` installs it.
const PROGRAM: &str = "FASTEXEC_SCHEMATHESIS";

#[test]
#[ignore = "takes long: cargo xtask soak"]
fn answers_are_what_the_document_says() {
    let program = std::env::var_os(PROGRAM).unwrap_or_else(|| "schemathesis".into());
    let folder = folder();
    let served = Served::start(folder.path());
    let output = Command::new(&program)
        .current_dir(folder.path())
        .arg("run")
        .arg(format!("http://{}/openapi.json", served.address))
        .args(["--header", &format!("X-Bkapi-Authorization: {}", served.header)])
        .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"])
        .args(["--max-examples", "100", "--no-color", "--generation-database", "none"])
        .output()
        .unwrap_or_else(|error| panic!("{program:?}: {error}"));
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
    let summary: Vec<&str> = report.lines().rev().take(12).collect();
    println!("soak: schemathesis:\n{}", summary.into_iter().rev().collect::<Vec<_>>().join("\n"));
}
