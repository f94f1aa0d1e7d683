//! The end-to-end tests in front of the stand-in for BlueKing JOB, once in each dialect: `cargo xtask soak upstream`.

use crate::end_to_end::EndToEnd;
use crate::shell::run;

/// What is left out, and why. Everything else runs.
const LEFT_OUT: &[(&str, &str)] = &[
    ("compose_targets::each_kind_of_target", "no dialect takes container ids"),
    (
        "compose_targets::each_operator_selects",
        "JOB doesn't tell how many containers a selector stands for",
    ),
    (
        "compose_targets::hosts_are_chosen_from_the_inventory",
        "JOB lists no hosts: the inventory file does, and there is none here",
    ),
    (
        "compose_targets::the_contracts_example_runs_as_it_is_written",
        "the example has hosts and containers in one request",
    ),
    (
        "compose_targets::what_is_ignored_does_not_run",
        "the stored scripts are those of the gateway's demonstration",
    ),
    ("inventory::long_lists_come_in_pages", "JOB lists no hosts"),
    ("inventory::the_scope_is_chosen_and_kept", "the scopes are those of an inventory file"),
    (
        "run::a_gateway_that_comes_back_is_followed_on",
        "the end of the gateway ends nothing that JOB runs",
    ),
    ("run_log::a_line_of_any_length_is_many_rows", "how much of an output is kept is JOB's to say"),
    (
        "run_groups::two_thousand_in_three_shapes_while_they_run_and_after",
        "its hosts are those of an inventory file",
    ),
    ("run_log::a_reader_who_went_up_is_left_alone", "the folder of a host is the gateway's"),
    ("run_log::gbk_is_read_when_it_is_chosen", "JOB gives text and no bytes"),
    ("run_log::hostile_output_is_text", "JOB gives text and no bytes"),
    (
        "run_log::what_was_dropped_is_said",
        "JOB doesn't tell how many bytes of an output it has dropped",
    ),
    (
        "run_rolling::mode_1_pauses_and_goes_on_after_a_retry",
        "JOB gives no output of an earlier attempt, which this reads in the end",
    ),
    (
        "run_rolling::mode_3_asks_before_each_batch",
        "whether JOB asks again after an ignored failure is not documented; the stand-in goes on",
    ),
    ("run_rolling::terminated_while_it_runs", "JOB doesn't tell who terminated a run"),
    (
        "session::an_access_token_is_typed_and_kept_nowhere",
        "it starts its own stand-in, with all tests, and a browser without BlueKing's login",
    ),
];

pub(crate) fn run_all() -> anyhow::Result<()> {
    let product = EndToEnd::prepare()?;
    println!("\nIn front of JOB, these are left out:");
    for (name, reason) in LEFT_OUT {
        println!("  {name}: {reason}");
    }
    for dialect in ["v4", "v3"] {
        run(
            &format!("End-to-end tests in front of JOB, {dialect}"),
            product
                .tests()
                .env("FASTEXEC_E2E_UPSTREAM", dialect)
                .args(["--no-fail-fast", "--test", "e2e", "--", "--test-threads", "1", "--exact"])
                .args(LEFT_OUT.iter().flat_map(|(name, _)| ["--skip", name])),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::LEFT_OUT;
    use crate::shell::root;
    use std::fs;

    /// A test that is renamed must not be left out by its old name, nor forgotten here.
    #[test]
    fn what_is_left_out_is_there() {
        for (name, reason) in LEFT_OUT {
            let (module, test) = name.split_once("::").expect("a module");
            let file = root().join(format!("tests/e2e/tests/e2e/{module}.rs"));
            let text = fs::read_to_string(&file).expect("a file of tests");
            assert!(text.contains(&format!("async fn {test}()")), "{name}");
            assert!(!reason.is_empty(), "{name}");
        }
    }
}
