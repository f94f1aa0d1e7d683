//! From text to verdict, and from a key to a verdict. `cargo bench -p fastexec-draft`, or with the browser beside it
//! `cargo xtask bench core`.

use divan::{Bencher, black_box};
use fastexec_contract::{base64_text, report};
use fastexec_draft::{Draft, Edit};

fn main() {
    divan::main();
}

const EXAMPLE: &str = include_str!("../../contract-js/bench/example.json");

fn ids() -> Vec<String> {
    (0..50_000).map(|index| (1_000_000 + index * 7).to_string()).collect()
}

fn request(script: &str, ids: &[String], timeout: u32, language: u32) -> String {
    format!(
        r#"{{"script_content":"{}","script_language":{language},"account_id":1000,"timeout":{timeout},"execute_target":{{"host_id_list":[{}]}}}}"#,
        base64_text::encode(script),
        ids.join(",")
    )
}

fn bench(bencher: Bencher<'_, '_>, text: &str) {
    bencher.bench_local(|| report(black_box(text.as_bytes())));
}

#[divan::bench]
fn example(bencher: Bencher<'_, '_>) {
    bench(bencher, EXAMPLE);
}

#[divan::bench]
fn ids_50_000(bencher: Bencher<'_, '_>) {
    bench(bencher, &request("echo $1", &ids(), 60, 1));
}

#[divan::bench]
fn script_1_mib(bencher: Bencher<'_, '_>) {
    let line = "echo 'a line of a script that is a megabyte long'\n";
    let script: String = line.chars().cycle().take(1 << 20).collect();
    bench(bencher, &request(&script, &["101".to_owned()], 60, 1));
}

#[divan::bench]
fn ids_50_000_with_three_errors(bencher: Bencher<'_, '_>) {
    let mut ids = ids();
    ids[49_999] = "0".to_owned();
    bench(bencher, &request("echo $1", &ids, 0, 9));
}

/// From the edit to the report.
#[divan::bench]
fn key_beside_50_000_ids(bencher: Bencher<'_, '_>) {
    let mut draft = Draft::default();
    draft.apply(Edit::HostIds(ids().join(" ")));
    bencher.bench_local(move || {
        draft.apply(Edit::Timeout("60".to_owned()));
        report(black_box(draft.request()).as_bytes())
    });
}
