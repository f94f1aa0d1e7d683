//! `fastexec check`, `plan` and `schema`, which scripts and pipelines call, and what tells shells and readers of them.

use crate::served::fastexec;
use std::io::Write;
use std::process::Stdio;

/// Exit code, output and errors of a command with this input.
#[track_caller]
fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = fastexec()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("fastexec starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // A command that takes no input may have ended already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("fastexec ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

const VALID: &str =
    r#"{"script_version_id":1,"account_id":1000,"execute_target":{"host_id_list":[101]}}"#;

#[test]
fn check_says_what_is_wrong() {
    let (code, output, _) = run(&["check"], VALID);
    assert_eq!((code, output.as_str()), (0, "{\"valid\":true,\"findings\":[]}\n"));
    let (code, output, _) = run(&["check", "--lang", "zh-CN", "-"], "{}");
    assert_eq!(code, 1);
    assert!(output.contains("account_missing") && output.contains("账号"), "{output}");
    let (code, output, _) = run(&["check", "--jsonl"], &format!("{VALID}\n{{}}\n{VALID}"));
    let verdicts: Vec<bool> = output.lines().map(|line| line.contains("\"valid\":true")).collect();
    assert_eq!((code, verdicts), (1, vec![true, false, true]));
    let (code, _, error) = run(&["check", "/nowhere/at/all"], "");
    assert_eq!(code, 2);
    assert!(error.contains("/nowhere/at/all"), "{error}");
    assert_eq!(run(&["check", "--lang", "fr"], VALID).0, 2);
}

#[test]
fn plan_says_what_would_run() {
    let (code, output, _) = run(&["plan", "1 10%", "20"], "");
    assert_eq!(code, 0);
    let sizes: Vec<&str> =
        output.lines().skip(1).filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(sizes[..2], ["1", "2"], "{output}");
    assert_eq!(sizes.iter().map(|it| it.parse::<u64>().expect("a size")).sum::<u64>(), 20);
    let (code, _, error) = run(&["plan", "x", "20"], "");
    assert_eq!(code, 1);
    assert!(error.contains("\"x\""), "{error}");
    let (code, output, _) = run(
        &["plan", "--jsonl"],
        "{\"expression\":\"10\",\"count\":25}\n{\"expression\":\"-1\",\"count\":5}\n",
    );
    assert_eq!(code, 0);
    assert_eq!(output, "{\"batches\":[10,10,5]}\n{\"error\":\"syntax\"}\n");
}

#[test]
fn schema_is_the_one_that_the_bench_gives_to_ajv() {
    let (code, output, _) = run(&["schema"], "");
    assert_eq!(code, 0);
    assert!(output == include_str!("../../../contract-js/bench/schema.json"), "{output}");
}

#[test]
fn shells_and_readers_are_told_of_what_people_type() {
    let mut texts = vec![run(&["man"], "").1];
    texts.extend(["bash", "zsh", "fish"].map(|shell| run(&["completions", shell], "").1));
    for text in &texts {
        for shown in ["serve", "check", "public-host", "max-output"] {
            assert!(text.replace("\\-", "-").contains(shown), "{shown} in {text}");
        }
        for hidden in ["supervise", "exec-as", "exec\\-as"] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
    }
    assert!(texts[0].contains(".TH fastexec 1"), "{}", texts[0]);
    // As bash does it at Tab.
    let script = "source /dev/stdin; COMP_WORDS=(fastexec serve --max-o); COMP_CWORD=2; \
                  _fastexec fastexec --max-o serve; echo \"${COMPREPLY[@]}\"";
    let mut bash = std::process::Command::new("bash")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("bash runs");
    let mut stdin = bash.stdin.take().expect("stdin is piped");
    stdin.write_all(texts[1].as_bytes()).expect("it reads");
    drop(stdin);
    let completed = bash.wait_with_output().expect("bash ends").stdout;
    assert_eq!(String::from_utf8_lossy(&completed), "--max-output\n");
}
