//! English.

use super::{Words, size};
use crate::lang::{grouped_u64 as grouped, plural};
use crate::pages::run::outcome::Outcome;
use crate::pages::run::situation::Situation;

pub(super) const WORDS: Words = Words {
    situation: |situation, code| match situation {
        Situation::Running => "Running".to_owned(),
        Situation::WaitingForUser { next } => format!("Waiting for you: start batch {next}?"),
        Situation::Paused { left: 1 } => "Paused after a failure: 1 batch has not run".to_owned(),
        Situation::Paused { left } => {
            format!("Paused after a failure: {left} batches have not run")
        }
        Situation::Failed => "Failed".to_owned(),
        Situation::Succeeded => "Succeeded".to_owned(),
        Situation::SucceededWithFailures { failures } => {
            format!("Succeeded with failures: {} did not succeed", objects(*failures))
        }
        Situation::Stopping { by: Some(by) } => format!("Stopping, asked by {by}"),
        Situation::Stopping { by: None } => "Stopping".to_owned(),
        Situation::Terminated { by: Some(by) } => format!("Terminated by {by}"),
        Situation::Terminated { by: None } => "Terminated".to_owned(),
        Situation::Abnormal => "Abnormal: cut off by the end of the gateway".to_owned(),
        Situation::Other => code.to_owned(),
    },
    code: |code| format!("state {code}"),
    started_by: |who| format!("by {who}"),
    reconnecting: "The gateway can't be reached. What you see is what was known last; the page goes on by itself.",
    actions: "Actions",
    terminate: "Terminate",
    retry_failed: "Retry failed",
    retry_all: "Retry all",
    ignore: "Ignore the failure",
    go_on: |batch| format!("Start batch {batch}"),
    terminate_note: |running, waiting| match (running, waiting) {
        (0, waiting) => format!("Nothing runs now; {} will never start.", objects(waiting)),
        (running, 0) => format!("Ends the script on {}.", objects(running)),
        (running, waiting) => {
            format!(
                "Ends the script on {}; {} will never start.",
                objects(running),
                objects(waiting)
            )
        }
    },
    retry_failed_note: |again, kept| {
        format!(
            "Runs the script again on {} that did not succeed; what succeeded stays ({}).",
            objects(again),
            objects(kept)
        )
    },
    retry_all_note: |again| {
        format!(
            "Runs the script again on all {} of this batch, also where it succeeded.",
            objects(again)
        )
    },
    ignore_note: |next, asks| match (next, asks) {
        (None, _) => "Ends the run as succeeded with failures.".to_owned(),
        (Some((batch, size)), false) => {
            format!("Goes on with batch {batch}: {}.", objects(size as usize))
        }
        (Some((batch, _)), true) => format!("Goes on, and asks again before batch {batch}."),
    },
    go_on_note: |batch, size| {
        format!("Runs the script on the {} of batch {batch}.", objects(size as usize))
    },
    confirm: "Yes, do it",
    cancel: "Cancel",
    working: "Asking the gateway…",

    batches: "Batches",
    mode: |mode| match mode {
        1 => "pauses on failure",
        2 => "ignores failures",
        3 => "asks before each batch",
        _ => "",
    },
    batch_of: |batch, total| format!("Batch {batch} of {total}"),
    batch_state: |batch, state, size| format!("Batch {batch}: {state}, {}", objects(size as usize)),

    outcomes: "Outcomes",
    outcome: |outcome, is_over| match outcome {
        Outcome::Succeeded => "Succeeded",
        Outcome::Failed => "Failed",
        Outcome::TimedOut => "Timed out",
        Outcome::Terminated => "Terminated",
        Outcome::Unknown => "Unknown",
        Outcome::Running => "Running",
        Outcome::Waiting if is_over => "Not started",
        Outcome::Waiting => "Waiting",
    },
    all: "All",
    exit_code: |code| match code {
        Some(code) => format!("exit code {code}"),
        None => "no exit code".to_owned(),
    },
    ended_alike: "Ended alike",
    printed_alike: "Same output",
    groups: "Groups",
    more_groups: |count| format!("and {} more groups", grouped(count as u64)),
    no_groups: "Nothing has ended yet.",
    show_these: "Show these",

    ignored: "Treat as equal:",
    ignore_times: "times",
    ignore_process_ids: "process ids",
    ignore_host_names: "the host's own name",
    objects,
    bytes: size,
    largest: "largest group",
    diff: "Difference",
    diff_of: |name, base| format!("What {name} printed, beside {base} of the largest group"),
    diff_cut: "The outputs are long: only their beginnings are compared.",
    diff_same: |count| match count {
        1 => "1 line is the same".to_owned(),
        count => format!("{} lines are the same", grouped(count)),
    },
    diff_equal: "The parts that are compared are the same.",
    removed_line: "only in the largest group:",
    added_line: "only here:",
    close: "Close",
    no_comparison: "Outputs can't be compared here: what runs the scripts keeps them elsewhere.",
    grouping: |count| format!("Comparing {} more…", objects(count)),
    not_grouped: |count| format!("{} have not ended and are in no group yet.", objects(count)),

    filter: "Id, name or tag",
    clear_filter: "Show all",
    shown_of: |shown, all| match shown == all {
        true => objects(all),
        false => format!("{} of {}", grouped(shown as u64), objects(all)),
    },
    nothing_shown: "No object is like that.",
    batch_column: "Batch",
    sort_by: |column| format!("Sort by {column}"),
    copy_ids: "Copy ids",
    copy_names: "Copy addresses",
    copy_json: "Copy JSON",
    copied: |count| format!("{} copied", objects(count)),
    rerun: |count| format!("Compose again for {}", objects(count)),

    output_of: |name| format!("Output of {name}"),
    attempt: "Attempt",
    attempt_number: |attempt| format!("Attempt {}", attempt + 1),
    no_output: "It printed nothing.",
    no_output_yet: "No output yet.",
    log_size: |lines, bytes| format!("{}, {}", plural(lines.into(), "line"), size(bytes)),
    log_loading: |loaded, total| format!("{} of {} loaded", size(loaded), size(total)),
    dropped: |bytes| {
        format!(
            "{} bytes were dropped here; numbers below count the lines that are kept",
            grouped(bytes)
        )
    },
    too_long: "The output is too long to be shown to its end here. Download it.",
    new_lines: |count| plural(count.into(), "new line"),
    announced: |new, all| {
        format!("{}, {} in all", plural(new.into(), "new line"), grouped(all.into()))
    },
    follow: "Follow",
    wrap: "Wrap",
    find: "Find",
    find_label: "Find in all lines",
    match_case: "Aa",
    match_case_label: "Match case",
    found: |at, all, is_capped| {
        format!(
            "{} of {}{}",
            grouped(at as u64),
            grouped(all as u64),
            if is_capped { " or more" } else { "" }
        )
    },
    found_nothing: "Not found",
    previous: "Previous",
    next: "Next",
    encoding: "Encoding",
    go_to_line: "Line",
    copy_log: "Copy",
    log_copied: "Copied",
    download: "Download",
    download_all: "Download all",
    log_keys: "Ctrl+F find · n, N next and previous match · f follow · w wrap",

    history: "History",
    history_name: "Task name",
    history_state: "State",
    history_person: "Started by",
    history_from: "From",
    history_to: "Until",
    history_any: "Any",
    history_number: "Run",
    history_time: "Created",
    history_objects: "Objects",
    history_empty: "Nothing has been run yet.",
    history_none: "No run is like that.",
    history_range: |first, last, total| {
        format!("{first}-{last} of {}", grouped(u64::try_from(total).unwrap_or(0)))
    },
    history_newer: "Newer",
    history_older: "Older",
    lost: "Submissions without an answer",
    lost_outcome: "Outcome unknown",
    lost_note: "JOB got these and gave no answer that could be read: they may be running, or never have begun. Nothing is sent again by itself. Look for the name and the time in JOB; only what is not there is safe to run again.",
    lost_look: "Look in JOB again",
    compose_again: "Compose again",
    compose_again_of: |run| format!("Compose again, from run {run}"),
};

fn objects(count: usize) -> String {
    plural(count as u64, "object")
}
