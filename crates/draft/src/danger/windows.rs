//! Lines of a batch file and of PowerShell.

use super::{DangerKind, trimmed};
use std::ops::Range;

pub(super) fn of_windows(line: &str) -> Vec<(DangerKind, Range<usize>)> {
    let lower = line.to_ascii_lowercase();
    let code = lower.trim_start();
    if code.starts_with("rem ") || code.starts_with("::") || code.starts_with('#') {
        return Vec::new();
    }
    let words: Vec<&str> = code.split([' ', '\t', '(', ')', '{', '}', ';']).collect();
    let has = |wanted: &str| words.contains(&wanted);
    let is_root = words.iter().any(|it| {
        let path = it.trim_matches(['"', '\'']).trim_end_matches(['\\', '*', '/']);
        (path.len() == 2 && path.ends_with(':'))
            || matches!(path, "%systemroot%" | "$env:systemroot" | "c:\\windows")
    });
    let deletes = ["del", "erase", "rd", "rmdir", "remove-item", "rm"].iter().any(|it| has(it));
    let downloads =
        ["iwr", "irm", "invoke-webrequest", "invoke-restmethod", "curl", "wget", "new-object"];
    let kind = if deletes && is_root {
        DangerKind::DeletesSystem
    } else if (has("format") && is_root) || has("format-volume") || has("clear-disk") {
        DangerKind::Overwrites
    } else if ["shutdown", "shutdown.exe", "stop-computer", "restart-computer"]
        .iter()
        .any(|it| has(it))
    {
        DangerKind::StopsMachine
    } else if (has("iex") || has("invoke-expression")) && downloads.iter().any(|it| has(it)) {
        DangerKind::RunsDownload
    } else {
        return Vec::new();
    };
    vec![(kind, trimmed(line, 0..line.len()))]
}
