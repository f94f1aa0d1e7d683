//! Words of Compose.

mod en;
mod zh_cn;

use crate::pages::Listing;
use fastexec_contract::{Lang, RollingMode};
use fastexec_draft::{CommandError, DangerKind};
use leptos::prelude::*;

/// Every word of the page. A language that lacks one doesn't compile.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) compose: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) redo: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) unused: &'static str,
    pub(crate) and: &'static str,
    pub(crate) script: &'static str,
    pub(crate) task_name: &'static str,
    pub(crate) task_name_hint: &'static str,
    pub(crate) stored_script: &'static str,
    pub(crate) script_version_id: &'static str,
    pub(crate) script_version_id_hint: &'static str,
    pub(crate) script_id: &'static str,
    pub(crate) script_id_hint: &'static str,
    pub(crate) choose_script: &'static str,
    pub(crate) script_language: &'static str,
    pub(crate) script_content: &'static str,
    pub(crate) starter: &'static str,
    pub(crate) parameters: &'static str,
    pub(crate) script_param: &'static str,
    pub(crate) script_param_hint: &'static str,
    pub(crate) is_param_sensitive: &'static str,
    pub(crate) timeout_and_account: &'static str,
    pub(crate) timeout: &'static str,
    pub(crate) account_id: &'static str,
    pub(crate) account_alias: &'static str,
    pub(crate) choose_account: &'static str,
    pub(crate) privileged: &'static str,
    pub(crate) targets: &'static str,
    pub(crate) host_ids: &'static str,
    pub(crate) ids_hint: &'static str,
    pub(crate) chips: &'static str,
    pub(crate) choose_hosts: &'static str,
    pub(crate) groups: &'static str,
    pub(crate) group_ids: &'static str,
    pub(crate) group_ids_hint: &'static str,
    pub(crate) choose_groups: &'static str,
    pub(crate) nodes: &'static str,
    pub(crate) nodes_hint: &'static str,
    pub(crate) add_node: &'static str,
    pub(crate) choose_nodes: &'static str,
    pub(crate) containers: &'static str,
    pub(crate) container_ids: &'static str,
    pub(crate) choose_containers: &'static str,
    pub(crate) selectors: &'static str,
    pub(crate) selectors_hint: &'static str,
    pub(crate) add_selector: &'static str,
    pub(crate) choose_node: &'static str,
    pub(crate) add_expression: &'static str,
    pub(crate) label_values_hint: &'static str,
    pub(crate) resolve: &'static str,
    pub(crate) resolving: &'static str,
    pub(crate) resolve_hint: &'static str,
    pub(crate) resolve_again: &'static str,
    pub(crate) resolve_unknown: &'static str,
    pub(crate) copy_ids: &'static str,
    pub(crate) rolling: &'static str,
    pub(crate) is_rolling: &'static str,
    pub(crate) not_rolling: &'static str,
    pub(crate) rolling_expression: &'static str,
    pub(crate) rolling_hint: &'static str,
    pub(crate) rolling_mode: &'static str,
    pub(crate) callback: &'static str,
    pub(crate) no_callback: &'static str,
    pub(crate) callback_url: &'static str,
    pub(crate) callback_hint: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) verdict_good: &'static str,
    pub(crate) hints: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) error: &'static str,
    pub(crate) warning: &'static str,
    pub(crate) whole_scope: &'static str,
    pub(crate) panes: &'static str,
    pub(crate) plan: &'static str,
    pub(crate) request: &'static str,
    pub(crate) plan_uncounted: &'static str,
    pub(crate) plan_unreadable: &'static str,
    pub(crate) plan_too_many: &'static str,
    pub(crate) plan_end: &'static str,
    pub(crate) what_if: &'static str,
    pub(crate) batch: &'static str,
    pub(crate) size: &'static str,
    pub(crate) share: &'static str,
    pub(crate) first_targets: &'static str,
    pub(crate) afterwards: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) edit_request: &'static str,
    pub(crate) edit_label: &'static str,
    pub(crate) edit_hint: &'static str,
    pub(crate) copy_link: &'static str,
    pub(crate) link_copied: &'static str,
    pub(crate) link_without_secret: &'static str,
    pub(crate) not_imported: &'static str,
    pub(crate) param_not_imported: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) offer_title: &'static str,
    pub(crate) offer_note: &'static str,
    pub(crate) offer_keep: &'static str,
    pub(crate) offer_replace: &'static str,
    pub(crate) run: &'static str,
    pub(crate) sending: &'static str,
    pub(crate) key_run: &'static str,
    pub(crate) confirm_run: &'static str,
    pub(crate) flagged: &'static str,
    pub(crate) picker_search: &'static str,
    pub(crate) picker_loading: &'static str,
    pub(crate) picker_none: &'static str,
    pub(crate) picker_no_match: &'static str,
    pub(crate) picker_more: &'static str,
    pub(crate) show_plan: &'static str,
    pub(crate) import: &'static str,
    pub(crate) copy_json: &'static str,
    pub(crate) copy_curl: &'static str,
    pub(crate) bytes: fn(usize) -> String,
    pub(crate) bytes_of: fn(usize, usize) -> String,
    pub(crate) timeout_hint: fn(i64) -> String,
    pub(crate) host_count: fn(u64) -> String,
    pub(crate) container_count: fn(u64) -> String,
    pub(crate) group_count: fn(u64) -> String,
    pub(crate) node_count: fn(u64) -> String,
    pub(crate) selector_count: fn(u64) -> String,
    /// How many ids were said again.
    pub(crate) repeats: fn(u64) -> String,
    pub(crate) remove: fn(&str) -> String,
    pub(crate) more_chips: fn(usize) -> String,
    /// Of a row, from 1; so are those that follow.
    pub(crate) node_type: fn(usize) -> String,
    pub(crate) node_id: fn(usize) -> String,
    pub(crate) remove_node: fn(usize) -> String,
    pub(crate) selector_type: fn(usize) -> String,
    pub(crate) selector_id: fn(usize) -> String,
    pub(crate) remove_selector: fn(usize) -> String,
    pub(crate) label_key: fn(usize) -> String,
    pub(crate) label_operator: fn(usize) -> String,
    pub(crate) label_value: fn(usize) -> String,
    pub(crate) remove_expression: fn(usize) -> String,
    /// Hosts and containers.
    pub(crate) resolved: fn(u64, u64) -> String,
    pub(crate) hosts_and_containers: fn(u64, u64) -> String,
    pub(crate) rolling_mode_name: fn(RollingMode) -> &'static str,
    pub(crate) plan_after: fn(Option<RollingMode>) -> &'static str,
    pub(crate) more_batches: fn(usize) -> String,
    /// Errors and warnings.
    pub(crate) verdict_counts: fn(usize, usize) -> String,
    pub(crate) hint_count: fn(usize) -> String,
    pub(crate) many_at_once: fn(u64) -> String,
    /// Line, statement and what it may do.
    pub(crate) danger: fn(usize, &str, DangerKind) -> String,
    pub(crate) line_column: fn(u32, u32) -> String,
    pub(crate) link_too_long: fn(usize) -> String,
    pub(crate) other_scope: fn(&str) -> String,
    pub(crate) command_error: fn(&CommandError) -> String,
    /// Script, targets, account and seconds.
    pub(crate) would_run: fn(&str, &str, &str, u32) -> String,
    pub(crate) would_not_run: fn(usize) -> String,
    pub(crate) script_version: fn(&str) -> String,
    pub(crate) script_online: fn(&str) -> String,
    /// Script, targets and batches.
    pub(crate) confirm_title: fn(&str, &str, Option<u64>) -> String,
    pub(crate) confirm_account: fn(&str) -> String,
    pub(crate) confirm_timeout: fn(u32) -> String,
    pub(crate) confirm_batch: fn(u64, &str) -> String,
    pub(crate) confirm_first: fn(&str) -> String,
    pub(crate) confirm_callback: fn(&str) -> String,
    pub(crate) confirm_name: fn(&str) -> String,
    /// The id of a run.
    pub(crate) ran_already: fn(&str) -> String,
    pub(crate) type_count: fn(&str) -> String,
    pub(crate) picker_title: fn(Listing) -> &'static str,
    /// Shown, and all.
    pub(crate) picker_total: fn(usize, usize) -> String,
    pub(crate) picker_add: fn(usize) -> String,
    pub(crate) go_to: fn(&str) -> String,
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
pub(crate) fn word(pick: fn(&Words) -> &'static str) -> Signal<&'static str> {
    let words = words();
    Signal::derive(move || pick(words.get()))
}

/// All words, for sentences that are put together.
pub(crate) fn words() -> Signal<&'static Words> {
    let lang = super::lang();
    Signal::derive(move || Words::of(lang.get()))
}
