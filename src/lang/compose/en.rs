//! English.

use super::Words;
use crate::lang::{grouped, grouped_u64, plural};
use crate::pages::Listing;
use fastexec_contract::RollingMode;
use fastexec_draft::{CommandError, DangerKind};

pub(super) const WORDS: Words = Words {
    compose: "Compose",
    undo: "Undo",
    redo: "Redo",
    clear: "Clear",
    cancel: "Cancel",
    unused: "not used",
    and: ", ",
    script: "Script",
    task_name: "Task name",
    task_name_hint: "Optional; one is made when it is blank.",
    stored_script: "Stored script",
    script_version_id: "Script version ID",
    script_version_id_hint: "Wins over the script ID and the content.",
    script_id: "Script ID",
    script_id_hint: "Its online version; wins over the content.",
    choose_script: "Choose a script…",
    script_language: "Script language",
    script_content: "Script content",
    starter: "Insert a starter script",
    parameters: "Parameters",
    script_param: "Parameters",
    script_param_hint: "As on a command line; the page encodes them.",
    is_param_sensitive: "Sensitive: hide the parameters, and keep them nowhere",
    timeout_and_account: "Time-out and account",
    timeout: "Time-out in seconds",
    account_id: "Account ID",
    account_alias: "Account alias",
    choose_account: "Choose an account…",
    privileged: "This account may do everything on its machines.",
    targets: "Targets",
    host_ids: "Host IDs",
    ids_hint: "Separated by anything; ranges as 101-120.",
    chips: "What the IDs amount to",
    choose_hosts: "Choose hosts…",
    groups: "Dynamic groups",
    group_ids: "Dynamic group IDs",
    group_ids_hint: "Separated by anything.",
    choose_groups: "Choose groups…",
    nodes: "Topology nodes",
    nodes_hint: "Paste several at once: module:1000 set:900 1001-1003.",
    add_node: "Add a node",
    choose_nodes: "Choose nodes…",
    containers: "Containers",
    container_ids: "Container IDs",
    choose_containers: "Choose containers…",
    selectors: "Containers by label",
    selectors_hint: "All conditions of a selector must fit. Paste one as kubectl writes it: app=job,tier in (web,db).",
    add_selector: "Add a selector",
    choose_node: "Choose a node…",
    add_expression: "Add a condition",
    label_values_hint: "Separated by commas.",
    resolve: "Resolve",
    resolving: "Asking…",
    resolve_hint: "Shows what the target stands for now.",
    resolve_again: "The target has changed since it was resolved.",
    resolve_unknown: "This gateway can't say what a target stands for.",
    copy_ids: "Copy the IDs",
    rolling: "Rolling",
    is_rolling: "Run in batches",
    not_rolling: "all at once",
    rolling_expression: "Batches",
    rolling_hint: "As 5 10% +2 *2: a number, a part of all, more than before, times as many.",
    rolling_mode: "When a batch is done",
    callback: "Callback",
    no_callback: "nobody is told",
    callback_url: "Callback URL",
    callback_hint: "JOB posts the result there when the run is finished.",
    verdict: "Verdict",
    verdict_good: "Nothing is wrong with this request.",
    hints: "Worth a second look",
    hint: "Note",
    error: "Error",
    warning: "Warning",
    whole_scope: "This stands for everything in the scope.",
    panes: "Plan and request",
    plan: "Plan",
    request: "Request",
    plan_uncounted: "Say how many targets there are, or resolve them.",
    plan_unreadable: "The batches can't be read yet.",
    plan_too_many: "Over 500 batches: the server refuses it.",
    plan_end: "end",
    what_if: "What if there were so many targets?",
    batch: "Batch",
    size: "Size",
    share: "Done",
    first_targets: "First targets",
    afterwards: "Then",
    copy: "Copy",
    edit_request: "Edit or paste",
    edit_label: "JSON of a request, or a cURL command",
    edit_hint: "The form follows as you type. What is pasted asks before it replaces your work.",
    copy_link: "Copy a link",
    link_copied: "Copied",
    link_without_secret: "Copied, without the sensitive parameters",
    not_imported: "is not in the form: it has no place there as it is written.",
    param_not_imported: "is not in the form: type the parameters again.",
    dismiss: "Dismiss",
    offer_title: "Replace what is in the form?",
    offer_note: "Another request is at hand. What is in the form now can be brought back with Undo.",
    offer_keep: "Keep mine",
    offer_replace: "Replace",
    run: "Run",
    sending: "Sending…",
    key_run: "Ctrl+Enter",
    confirm_run: "Run now",
    flagged: "Worth a second look:",
    picker_search: "Search",
    picker_loading: "Asking the gateway…",
    picker_none: "This gateway lists none. IDs can still be typed.",
    picker_no_match: "Nothing fits. IDs can still be typed.",
    picker_more: "More",
    show_plan: "Show the plan",
    import: "Paste or edit a request",
    copy_json: "Copy as JSON",
    copy_curl: "Copy as cURL",
    bytes: |count| format!("{} bytes", grouped(count)),
    bytes_of: |count, max| format!("{} of {} bytes", grouped(count), grouped(max)),
    timeout_hint: |default| format!("For each target; {default} when blank."),
    host_count: |count| plural(count, "host"),
    container_count: |count| plural(count, "container"),
    group_count: |count| plural(count, "dynamic group"),
    node_count: |count| plural(count, "topology node"),
    selector_count: |count| plural(count, "label selector"),
    repeats: |count| format!("({} said again: each runs once)", grouped_u64(count)),
    remove: |name| format!("Remove {name}"),
    more_chips: |count| format!("and {} more", grouped(count)),
    node_type: |row| format!("Node type {row}"),
    node_id: |row| format!("Node ID {row}"),
    remove_node: |row| format!("Remove node {row}"),
    selector_type: |row| format!("Node type of selector {row}"),
    selector_id: |row| format!("Node ID of selector {row}"),
    remove_selector: |row| format!("Remove selector {row}"),
    label_key: |row| format!("Label key {row}"),
    label_operator: |row| format!("Operator {row}"),
    label_value: |row| format!("Label value {row}"),
    remove_expression: |row| format!("Remove condition {row}"),
    resolved: |hosts, containers| format!("Now: {}", hosts_and_containers(hosts, containers)),
    hosts_and_containers,
    rolling_mode_name: |mode| match mode {
        RollingMode::PauseOnFailure => "1 - pause when a batch fails",
        RollingMode::IgnoreFailure => "2 - go on when a batch fails",
        RollingMode::ConfirmByHand => "3 - ask before each next batch",
    },
    plan_after: |mode| match mode {
        Some(RollingMode::PauseOnFailure) => "next; pause if it fails",
        Some(RollingMode::IgnoreFailure) => "next, whatever happens",
        Some(RollingMode::ConfirmByHand) => "asks you",
        None => "next",
    },
    more_batches: |count| format!("… {} …", plural(count as u64, "more batch")),
    verdict_counts: |errors, warnings| {
        format!("{}, {}", plural(errors as u64, "error"), plural(warnings as u64, "warning"))
    },
    hint_count: |count| format!("{} worth a second look.", plural(count as u64, "thing")),
    many_at_once: |count| {
        format!(
            "All {} targets run at once. Rolling stops before everything has failed.",
            grouped_u64(count)
        )
    },
    danger: |line, statement, kind| {
        let what = match kind {
            DangerKind::DeletesSystem => "deletes what the system needs",
            DangerKind::DeletesVariable => "deletes from the root on when the variable is empty",
            DangerKind::Overwrites => "writes over a disk",
            DangerKind::StopsMachine => "stops or restarts the machine",
            DangerKind::RunsDownload => "runs whatever a server answers",
            DangerKind::ChangesRights => "changes rights of what the system needs",
            DangerKind::EndsProcesses => "ends or exhausts all processes",
        };
        format!("Line {line}: {statement} {what}.")
    },
    line_column: |line, column| format!("Line {line}, column {column}:"),
    link_too_long: |length| {
        format!("Too long for a link ({} characters). Copy the JSON instead.", grouped(length))
    },
    other_scope: |scope| {
        format!("The command was for scope {scope}; here it runs in the scope of this page.")
    },
    command_error: |error| match error {
        CommandError::Unclosed(unclosed) => {
            format!("The command has a quote {} that is not closed.", unclosed.quote)
        }
        CommandError::BodyInFile(file) => {
            format!(
                "The body is in the file {file}, which a page can't read. Paste its content instead."
            )
        }
        CommandError::NoValue(option) => format!("The option {option} has no value."),
        CommandError::NoBody => {
            "The command has no body: nothing after -d or --data-raw.".to_owned()
        }
    },
    would_run: |script, targets, account, timeout| {
        format!("Runs {script} on {targets} as {account}, time-out {timeout} s.")
    },
    would_not_run: |errors| {
        format!("{} to correct before this can run.", plural(errors as u64, "error"))
    },
    script_version: |id| format!("script version {id}"),
    script_online: |id| format!("script {id}"),
    confirm_title: |script, targets, batches| match batches {
        Some(batches) => format!("Run {script} on {targets} in {}?", plural(batches, "batch")),
        None => format!("Run {script} on {targets}?"),
    },
    confirm_account: |account| format!("As {account}"),
    confirm_timeout: |timeout| format!("Time-out {timeout} seconds for each target"),
    confirm_batch: |size, names| format!("First batch of {}: {names}", grouped_u64(size)),
    confirm_first: |names| format!("Targets {names}"),
    confirm_callback: |host| format!("Tells {host} when it is finished"),
    confirm_name: |name| format!("Called {name}"),
    ran_already: |id| {
        format!("This very request has run already: run {id}. It would run once more.")
    },
    type_count: |count| format!("Type {count} to run it"),
    picker_title: |listing| match listing {
        Listing::Accounts => "Choose an account",
        Listing::Scripts => "Choose a script",
        Listing::Hosts => "Choose hosts",
        Listing::Groups => "Choose dynamic groups",
        Listing::Topology => "Choose from the topology",
        Listing::Containers => "Choose containers",
    },
    picker_total: |shown, total| format!("{} of {}", grouped(shown), grouped(total)),
    picker_add: |count| format!("Add {}", grouped(count)),
    go_to: |field| format!("Go to: {field}"),
};

fn hosts_and_containers(hosts: u64, containers: u64) -> String {
    match (hosts, containers) {
        (hosts, 0) => plural(hosts, "host"),
        (0, containers) => plural(containers, "container"),
        _ => format!("{} and {}", plural(hosts, "host"), plural(containers, "container")),
    }
}
