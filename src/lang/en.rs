//! English.

use super::Words;

pub(super) const WORDS: Words = Words {
    title: "fastexec",
    scope: "Scope",
    history: "History",
    settings: "Settings",
    close: "Close",
    commands: "Commands",
    commands_search: "What do you want to do?",
    keys: "Keys",
    keys_note: "Keys without Ctrl do nothing while you type. They can be switched off in the settings.",
    key_list: [
        ("Ctrl+Enter", "Run: opens the confirmation"),
        ("Ctrl+K", "List of commands"),
        ("/", "Go to the targets"),
        ("f", "Follow the log of a run"),
        ("n", "Next match in a log"),
        ("N", "Previous match in a log"),
        ("?", "These keys"),
    ],
    too_large: "The request is larger than the server takes.",
    too_many: "Too many requests or runs at the moment.",
    overloaded: "The server behind the gateway does not answer as it should. Your draft is kept.",
    retry_after: |seconds| format!("Try again in {seconds} s."),
    language: "Language",
    theme: "Theme",
    theme_names: ["System", "Light", "Dark"],
    demo: "Demo inventory",
    demo_note: "Hosts 101-120, containers 10001-10006 and account 1000 are all this machine.",
    copied: "Copied",
    not_sent: "The request was not accepted.",
    raw_answer: "Answer as it came",
    unreachable: "The gateway can't be reached. Is `fastexec serve` running? Your draft is kept.",
    unreadable: "The answer is not one of the gateway's. Is something else in between?",
    sign_in: "Sign in",
    sign_in_note: "Open the address that `fastexec serve` printed, or paste it here. `fastexec link` prints a new one.",
    sign_in_address: "Address or token",
    loading: "Loading…",
    run_of: |id| format!("Run {id}"),
    elapsed: "Elapsed",
    object: "Object",
    state: "State",
    exit_code: "Exit code",
    duration: "Time",
    tag: "Tag",
    host: "Host",
    container: "Container",
    full_screen: "Full screen",
    leave_full_screen: "Leave full screen",
    editor_keys: "Tab indents; Escape, then Tab, leaves the editor. Ctrl+F searches.",
    carriage_returns: "Lines end with CR LF",
    to_line_feeds: "Convert to LF",
    open_file: "Open a file…",
    file_too_long: |name, max| {
        format!("{name} was not opened: it is longer than {} bytes.", grouped(max))
    },
    file_not_utf8: |name, at| {
        format!(
            "{name} was not opened: it is not UTF-8 text, from byte {} on. Save it as UTF-8 first.",
            grouped(at)
        )
    },
    file_unreadable: |name| format!("{name} can't be read by the browser."),
    not_found: "There is no such page.",
    not_found_note: "The address may be mistyped, or the run may have been removed.",
    new_run: "Compose a request",
    run_status: |status| match status {
        1 => "Waiting",
        2 => "Running",
        3 => "Succeeded",
        4 => "Failed",
        5 => "Skipped",
        6 => "Error ignored",
        7 => "Waiting for you",
        8 => "Ended by hand",
        9 => "Abnormal",
        10 => "Stopping",
        11 => "Stopped",
        13 => "Termination confirmed",
        14 => "Abandoned",
        15 => "Rolling, waiting",
        _ => "Unknown",
    },
    object_status: |status| match status {
        1 => "Agent abnormal",
        2 => "Invalid object",
        3 => "Succeeded before",
        5 => "Waiting",
        7 => "Running",
        9 => "Succeeded",
        11 => "Failed",
        12 => "Could not start",
        13 | 102 => "Timed out",
        15 => "Log error",
        16 => "Script log timed out",
        17 => "File log timed out",
        18 => "Agent not installed",
        101 => "Script failed",
        103 => "Terminated",
        104 => "Non-zero exit code",
        310 | 311 => "No such user",
        403 => "Stopped",
        404 => "Stop failed",
        _ => "Unknown",
    },
};

pub(crate) fn grouped(number: usize) -> String {
    grouped_u64(number as u64)
}

/// 1,234,567
pub(crate) fn grouped_u64(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
