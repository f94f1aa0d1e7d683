//! What may know what, as ARCHITECTURE.md draws it.

mod tree;

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::read_to_string;
use std::process::Command;
use tree::{files, root};

/// Path and text of each file below a folder.
fn sources(folder: &str) -> Vec<(String, String)> {
    let found: Vec<_> = files(folder, &[".rs", ".js"])
        .into_iter()
        .map(|path| {
            let text = read_to_string(root().join(&path)).expect("text");
            (path, text)
        })
        .collect();
    assert!(found.len() > 5, "{folder} holds {} sources", found.len());
    found
}

/// Lines that hold one of these words, comments aside.
fn lines_with(sources: &[(String, String)], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let lines = lines.filter(|line| words.iter().any(|word| line.contains(word)));
        found.extend(lines.map(|line| format!("{name}: {}", line.trim())));
    }
    found
}

#[test]
fn crates_know_only_those_below_them() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let own: BTreeSet<&str> = packages.iter().filter_map(|it| it["name"].as_str()).collect();
    let known = |name: &str| -> BTreeSet<&str> {
        let package = packages.iter().find(|it| it["name"] == name).expect("a crate of ours");
        let dependencies = package["dependencies"].as_array().expect("a list");
        let linked = dependencies.iter().filter(|it| it["kind"].is_null());
        linked.filter_map(|it| it["name"].as_str()).collect()
    };
    for (name, expected) in
        [("fastexec-contract", &["base64", "serde", "serde_json"][..]), ("fastexec-ansi", &[])]
    {
        assert_eq!(known(name), expected.iter().copied().collect(), "{name}");
    }
    for (name, expected) in [
        ("fastexec-draft", &["fastexec-contract"][..]),
        ("fastexec-console", &["fastexec-ansi", "fastexec-contract", "fastexec-draft"]),
        ("fastexec-gateway", &["fastexec-contract"]),
        ("fastexec-e2e", &[]),
    ] {
        let ours: BTreeSet<&str> = known(name).intersection(&own).copied().collect();
        assert_eq!(ours, expected.iter().copied().collect(), "{name}");
    }
}

#[test]
fn the_contract_reads_no_clock_and_does_no_io() {
    let outside = [
        "std::env",
        "std::fs",
        "std::io",
        "std::net::Tcp",
        "std::net::Udp",
        "std::process",
        "std::thread",
        "std::time",
        "println!",
        "eprintln!",
    ];
    assert_eq!(lines_with(&sources("crates/contract/src"), &outside), [""; 0]);
}

#[test]
fn primitives_know_no_word_of_the_domain() {
    let domain = ["fastexec_", "crate::pages", "crate::routes", "crate::commands"];
    assert_eq!(lines_with(&sources("src/ui"), &domain), [""; 0]);
}

#[test]
fn nothing_becomes_html() {
    let ways = [
        "inner_html",
        "innerHTML",
        "outer_html",
        "outerHTML",
        "insert_adjacent_html",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "srcdoc",
    ];
    assert_eq!(lines_with(&sources("src"), &ways), [""; 0]);
}

#[test]
fn what_crosses_a_border_is_noticed() {
    let source = |line: &str| vec![("file".to_owned(), format!("fn f() {{\n    {line}\n}}\n"))];
    assert_eq!(lines_with(&source("std::fs::read(x)"), &["std::fs"]), ["file: std::fs::read(x)"]);
    assert_eq!(lines_with(&source("// std::fs"), &["std::fs"]), [""; 0]);
}
