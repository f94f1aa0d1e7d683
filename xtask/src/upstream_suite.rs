//! The end-to-end tests in front of the stand-in for BlueKing JOB, once in each dialect: `cargo xtask soak upstream`.

use crate::shell::{cargo, root, run, target_dir};
use crate::{browser, npm, serve, test};

/// What is left out, in which dialects, and why. Everything else runs.
const LEFT_OUT: &[(&str, &[&str], &str)] = &[
    ("compose_targets::each_kind_of_target", BOTH, "no dialect takes container ids"),
    (
        "compose_targets::each_operator_selects",
        BOTH,
        "JOB doesn't tell how many containers a selector stands for",
    ),
    (
        "compose_targets::hosts_are_chosen_from_the_inventory",
        BOTH,
        "JOB lists no hosts: the inventory file does, and there is none here",
    ),
    (
        "compose_targets::the_contracts_example_runs_as_it_is_written",
        BOTH,
        "the example has hosts and containers in one request",
    ),
    (
        "compose_targets::what_is_ignored_does_not_run",
        BOTH,
        "the stored scripts are those of the gateway's demonstration",
    ),
    ("inventory::long_lists_come_in_pages", BOTH, "JOB lists no hosts"),
    ("inventory::the_scope_is_chosen_and_kept", BOTH, "the scopes are those of an inventory file"),
    (
        "run::a_gateway_that_comes_back_is_followed_on",
        BOTH,
        "the end of the gateway ends nothing that JOB runs",
    ),
    (
        "run_log::a_line_of_any_length_is_many_rows",
        BOTH,
        "how much of an output is kept is JOB's to say",
    ),
    (
        "run_groups::two_thousand_in_three_shapes_while_they_run_and_after",
        BOTH,
        "its hosts are those of an inventory file",
    ),
    ("run_log::a_reader_who_went_up_is_left_alone", BOTH, "the folder of a host is the gateway's"),
    ("run_log::gbk_is_read_when_it_is_chosen", BOTH, "JOB gives text and no bytes"),
    ("run_log::hostile_output_is_text", BOTH, "JOB gives text and no bytes"),
    (
        "run_log::what_was_dropped_is_said",
        BOTH,
        "JOB doesn't tell how many bytes of an output it has dropped",
    ),
    (
        "run_rolling::mode_1_pauses_and_goes_on_after_a_retry",
        BOTH,
        "JOB gives no output of an earlier attempt, which this reads in the end",
    ),
    (
        "run_rolling::mode_3_asks_before_each_batch",
        BOTH,
        "whether JOB asks again after an ignored failure is not documented; the stand-in goes on",
    ),
    ("run_rolling::terminated_while_it_runs", BOTH, "JOB doesn't tell who terminated a run"),
    (
        "session::an_access_token_is_typed_and_kept_nowhere",
        BOTH,
        "it starts its own stand-in, with all tests, and a browser without BlueKing's login",
    ),
];

const BOTH: &[&str] = &["v4", "v3"];

pub(crate) fn run_all() -> anyhow::Result<()> {
    let driver = browser::ensure()?;
    let fastexec = serve::build()?;
    let axe = npm::package(test::AXE)?.join("axe.min.js");
    let stub = test::build_stub_job()?;
    for dialect in ["v4", "v3"] {
        let left_out: Vec<_> =
            LEFT_OUT.iter().filter(|(_, dialects, _)| dialects.contains(&dialect)).collect();
        println!("\nIn front of JOB, {dialect}. Left out:");
        for (name, _, reason) in &left_out {
            println!("  {name}: {reason}");
        }
        let skipped = left_out.iter().flat_map(|(name, _, _)| ["--skip", name]);
        run(
            &format!("End-to-end tests in front of JOB, {dialect}"),
            cargo()
                .env("CHROMEDRIVER", &driver)
                .env("FASTEXEC_AXE", &axe)
                .env("FASTEXEC_BIN", root().join(&fastexec))
                .env("FASTEXEC_STUB_JOB", &stub)
                .env("FASTEXEC_E2E_UPSTREAM", dialect)
                .env("FASTEXEC_PICTURES", root().join(target_dir()).join("xtask/pictures"))
                .args(["test", "--package", "fastexec-e2e", "--no-fail-fast", "--test", "e2e"])
                .args(["--", "--test-threads", "1", "--exact"])
                .args(skipped),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LEFT_OUT, root};
    use std::fs;

    /// A test that is renamed must not be left out by its old name, nor forgotten here.
    #[test]
    fn what_is_left_out_is_there() {
        for (name, dialects, reason) in LEFT_OUT {
            let (module, test) = name.split_once("::").expect("a module");
            let file = root().join(format!("tests/e2e/tests/e2e/{module}.rs"));
            let text = fs::read_to_string(&file).expect("a file of tests");
            assert!(text.contains(&format!("async fn {test}()")), "{name}");
            assert!(!dialects.is_empty() && !reason.is_empty(), "{name}");
        }
    }
}
