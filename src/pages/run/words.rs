//! Words of the pages that show runs. Their states are named by `crate::lang`.

mod en;
mod zh_cn;

use super::outcome::Outcome;
use super::situation::Situation;
use crate::lang::lang;
use fastexec_contract::Lang;
use leptos::prelude::*;

/// Every word of these pages. A language that lacks one doesn't compile.
#[derive(Debug)]
pub(in crate::pages) struct Words {
    pub(in crate::pages) situation: fn(&Situation, &'static str) -> String,
    pub(in crate::pages) code: fn(i64) -> String,
    pub(in crate::pages) started_by: fn(&str) -> String,
    pub(in crate::pages) reconnecting: &'static str,
    pub(in crate::pages) actions: &'static str,
    pub(in crate::pages) terminate: &'static str,
    pub(in crate::pages) retry_failed: &'static str,
    pub(in crate::pages) retry_all: &'static str,
    pub(in crate::pages) ignore: &'static str,
    pub(in crate::pages) go_on: fn(i64) -> String,
    pub(in crate::pages) terminate_note: fn(usize, usize) -> String,
    pub(in crate::pages) retry_failed_note: fn(usize, usize) -> String,
    pub(in crate::pages) retry_all_note: fn(usize) -> String,
    /// Objects of the next batch; whether it asks first.
    pub(in crate::pages) ignore_note: fn(Option<(i64, i64)>, bool) -> String,
    pub(in crate::pages) go_on_note: fn(i64, i64) -> String,
    pub(in crate::pages) confirm: &'static str,
    pub(in crate::pages) cancel: &'static str,
    pub(in crate::pages) working: &'static str,

    pub(in crate::pages) batches: &'static str,
    pub(in crate::pages) mode: fn(i64) -> &'static str,
    pub(in crate::pages) batch_of: fn(i64, usize) -> String,
    pub(in crate::pages) batch_state: fn(i64, &'static str, i64) -> String,

    pub(in crate::pages) outcomes: &'static str,
    pub(in crate::pages) outcome: fn(Outcome, bool) -> &'static str,
    pub(in crate::pages) all: &'static str,
    pub(in crate::pages) exit_code: fn(Option<i64>) -> String,
    pub(in crate::pages) ended_alike: &'static str,
    pub(in crate::pages) printed_alike: &'static str,
    pub(in crate::pages) groups: &'static str,
    pub(in crate::pages) more_groups: fn(usize) -> String,
    pub(in crate::pages) no_groups: &'static str,
    pub(in crate::pages) show_these: &'static str,

    pub(in crate::pages) ignored: &'static str,
    pub(in crate::pages) ignore_times: &'static str,
    pub(in crate::pages) ignore_process_ids: &'static str,
    pub(in crate::pages) ignore_host_names: &'static str,
    pub(in crate::pages) objects: fn(usize) -> String,
    pub(in crate::pages) bytes: fn(u64) -> String,
    pub(in crate::pages) largest: &'static str,
    pub(in crate::pages) diff: &'static str,
    pub(in crate::pages) diff_of: fn(&str, &str) -> String,
    pub(in crate::pages) diff_cut: &'static str,
    pub(in crate::pages) diff_same: fn(u64) -> String,
    pub(in crate::pages) diff_equal: &'static str,
    pub(in crate::pages) removed_line: &'static str,
    pub(in crate::pages) added_line: &'static str,
    pub(in crate::pages) close: &'static str,
    pub(in crate::pages) no_comparison: &'static str,
    pub(in crate::pages) grouping: fn(usize) -> String,
    pub(in crate::pages) not_grouped: fn(usize) -> String,

    pub(in crate::pages) filter: &'static str,
    pub(in crate::pages) clear_filter: &'static str,
    pub(in crate::pages) shown_of: fn(usize, usize) -> String,
    pub(in crate::pages) nothing_shown: &'static str,
    pub(in crate::pages) batch_column: &'static str,
    pub(in crate::pages) sort_by: fn(&str) -> String,
    pub(in crate::pages) copy_ids: &'static str,
    pub(in crate::pages) copy_names: &'static str,
    pub(in crate::pages) copy_json: &'static str,
    pub(in crate::pages) copied: fn(usize) -> String,
    pub(in crate::pages) rerun: fn(usize) -> String,

    pub(in crate::pages) output_of: fn(&str) -> String,
    pub(in crate::pages) attempt: &'static str,
    pub(in crate::pages) attempt_number: fn(i64) -> String,
    pub(in crate::pages) no_output: &'static str,
    pub(in crate::pages) no_output_yet: &'static str,
    pub(in crate::pages) log_size: fn(u32, u64) -> String,
    pub(in crate::pages) log_loading: fn(u64, u64) -> String,
    pub(in crate::pages) dropped: fn(u64) -> String,
    pub(in crate::pages) too_long: &'static str,
    pub(in crate::pages) new_lines: fn(u32) -> String,
    pub(in crate::pages) announced: fn(u32, u32) -> String,
    pub(in crate::pages) follow: &'static str,
    pub(in crate::pages) wrap: &'static str,
    pub(in crate::pages) find: &'static str,
    pub(in crate::pages) find_label: &'static str,
    pub(in crate::pages) match_case: &'static str,
    pub(in crate::pages) match_case_label: &'static str,
    pub(in crate::pages) found: fn(usize, usize, bool) -> String,
    pub(in crate::pages) found_nothing: &'static str,
    pub(in crate::pages) previous: &'static str,
    pub(in crate::pages) next: &'static str,
    pub(in crate::pages) encoding: &'static str,
    pub(in crate::pages) go_to_line: &'static str,
    pub(in crate::pages) copy_log: &'static str,
    pub(in crate::pages) log_copied: &'static str,
    pub(in crate::pages) download: &'static str,
    pub(in crate::pages) download_all: &'static str,
    pub(in crate::pages) log_keys: &'static str,

    pub(in crate::pages) history: &'static str,
    pub(in crate::pages) history_name: &'static str,
    pub(in crate::pages) history_state: &'static str,
    pub(in crate::pages) history_person: &'static str,
    pub(in crate::pages) history_from: &'static str,
    pub(in crate::pages) history_to: &'static str,
    pub(in crate::pages) history_any: &'static str,
    pub(in crate::pages) history_number: &'static str,
    pub(in crate::pages) history_time: &'static str,
    pub(in crate::pages) history_objects: &'static str,
    pub(in crate::pages) history_empty: &'static str,
    pub(in crate::pages) history_none: &'static str,
    pub(in crate::pages) history_range: fn(i64, i64, i64) -> String,
    pub(in crate::pages) history_newer: &'static str,
    pub(in crate::pages) history_older: &'static str,
    pub(in crate::pages) lost: &'static str,
    pub(in crate::pages) lost_outcome: &'static str,
    pub(in crate::pages) lost_note: &'static str,
    pub(in crate::pages) lost_look: &'static str,
    pub(in crate::pages) compose_again: &'static str,
    pub(in crate::pages) compose_again_of: fn(i64) -> String,
}

impl Words {
    const fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::En => &en::WORDS,
            Lang::ZhCn => &zh_cn::WORDS,
        }
    }
}

/// A word, in whatever language is chosen at the moment.
pub(in crate::pages) fn word(pick: fn(&Words) -> &'static str) -> Signal<&'static str> {
    let lang = lang();
    Signal::derive(move || pick(Words::of(lang.get())))
}

/// All words, for sentences that are put together.
pub(in crate::pages) fn words() -> Signal<&'static Words> {
    let lang = lang();
    Signal::derive(move || Words::of(lang.get()))
}

/// In units that people read: 5,242,880 bytes are 5.0 MiB.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 3] = ["KiB", "MiB", "GiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let (mut unit, mut name) = (1024, UNITS[0]);
    for larger in &UNITS[1..] {
        if bytes / unit >= 1024 {
            unit *= 1024;
            name = larger;
        }
    }
    // What shows floats takes more room in the page than all that is said here.
    let tenths = bytes.saturating_mul(10).saturating_add(unit / 2) / unit;
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}
