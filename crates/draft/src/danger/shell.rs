//! Lines of a shell: commands and their words.

use super::{DangerKind, trimmed};
use std::ops::Range;

/// Commands between `;`, `&&`, `||` and `|`; a pipe into a shell makes one of two.
pub(super) fn of_shell(line: &str) -> Vec<(DangerKind, Range<usize>)> {
    let code = without_comment(line);
    if code.contains(":|:") || code.contains(": | :") {
        return vec![(DangerKind::EndsProcesses, trimmed(code, 0..code.len()))];
    }
    let mut found = Vec::new();
    let mut download = None;
    for (range, is_piped) in commands(code) {
        let words: Vec<&str> = code[range.clone()].split_whitespace().collect();
        let words = command_words(&words);
        let Some(name) = words.first().map(|word| base_name(word)) else {
            continue;
        };
        if is_piped
            && is_shell(name)
            && let Some(start) = download
        {
            found.push((DangerKind::RunsDownload, start..range.end));
        } else if let Some(kind) = of_command(name, &words[1..]) {
            found.push((kind, trimmed(code, range.clone())));
        }
        download = match name {
            "curl" | "wget" => Some(trimmed(code, range).start),
            _ if is_piped => download,
            _ => None,
        };
    }
    let is_substituted = ["bash <(curl", "sh <(curl", "bash <(wget", "$(curl", "$(wget"];
    if is_substituted.iter().any(|text| code.contains(text))
        && ["bash", "sh ", "eval", "source"].iter().any(|text| code.trim_start().starts_with(text))
    {
        found.push((DangerKind::RunsDownload, trimmed(code, 0..code.len())));
    }
    found
}

fn of_command(name: &str, arguments: &[&str]) -> Option<DangerKind> {
    let has = |wanted: &str| arguments.contains(&wanted);
    let is_recursive = arguments.iter().any(|it| {
        matches!(*it, "--recursive")
            || (it.starts_with('-') && !it.starts_with("--") && it.contains(['r', 'R']))
    });
    let writes_disk =
        arguments.iter().any(|it| is_disk(it.trim_start_matches("of=").trim_start_matches('>')));
    match name {
        "rm" if is_recursive => {
            let paths =
                || arguments.iter().filter(|it| !it.starts_with('-')).map(|it| unquoted(it));
            if has("--no-preserve-root") || paths().any(is_system) {
                Some(DangerKind::DeletesSystem)
            } else {
                paths()
                    .any(|it| it.starts_with('$') && it.contains('/'))
                    .then_some(DangerKind::DeletesVariable)
            }
        }
        "chmod" | "chown" | "chgrp" if is_recursive => {
            arguments.iter().any(|it| is_system(unquoted(it))).then_some(DangerKind::ChangesRights)
        }
        "dd" if writes_disk => Some(DangerKind::Overwrites),
        "wipefs" | "sfdisk" | "fdisk" | "parted" | "blkdiscard" if writes_disk => {
            Some(DangerKind::Overwrites)
        }
        _ if name.starts_with("mkfs") => Some(DangerKind::Overwrites),
        "shutdown" | "reboot" | "halt" | "poweroff" => Some(DangerKind::StopsMachine),
        "init" | "telinit" if has("0") || has("6") => Some(DangerKind::StopsMachine),
        "systemctl" if ["reboot", "poweroff", "halt", "kexec"].iter().any(|it| has(it)) => {
            Some(DangerKind::StopsMachine)
        }
        "kill" if has("-1") && (has("-9") || has("-KILL") || arguments.first() == Some(&"-1")) => {
            Some(DangerKind::EndsProcesses)
        }
        "killall5" => Some(DangerKind::EndsProcesses),
        _ if arguments.windows(2).any(|pair| pair[0] == ">" && is_disk(pair[1])) => {
            Some(DangerKind::Overwrites)
        }
        _ if arguments
            .iter()
            .any(|it| it.starts_with('>') && is_disk(it.trim_start_matches('>'))) =>
        {
            Some(DangerKind::Overwrites)
        }
        _ => None,
    }
}

/// Without what only says how the command is run: `sudo -u root`, `nohup`, `then`, `NAME=value`.
fn command_words<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    let mut words = words;
    while let [first, rest @ ..] = words {
        let is_prefix = matches!(
            *first,
            "sudo"
                | "nohup"
                | "exec"
                | "command"
                | "time"
                | "env"
                | "then"
                | "do"
                | "else"
                | "if"
                | "!"
                | "{"
                | "("
        ) || first.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
        });
        if !is_prefix {
            break;
        }
        words = rest;
        while *first == "sudo" && words.first().is_some_and(|it| it.starts_with('-')) {
            let takes_value = matches!(words[0], "-u" | "-g" | "-h");
            words = words.get(1 + usize::from(takes_value)..).unwrap_or_default();
        }
    }
    words
}

/// Ranges of the commands of a line, and whether one reads what the one before it writes.
fn commands(code: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut ranges = Vec::new();
    let (mut start, mut is_piped, mut quote) = (0, false, None);
    let mut characters = code.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, ';' | '|' | '&') => {
                ranges.push((start..at, is_piped));
                let is_doubled = characters.next_if(|(_, next)| *next == character).is_some();
                is_piped = character == '|' && !is_doubled;
                start = at + 1 + usize::from(is_doubled);
            }
            _ => {}
        }
    }
    ranges.push((start..code.len(), is_piped));
    ranges.into_iter()
}

/// A `#` begins a comment where a word begins, but not within quotes.
fn without_comment(line: &str) -> &str {
    let (mut quote, mut before) = (None, ' ');
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, '#') if before.is_whitespace() || before == ';' => return &line[..at],
            _ => {}
        }
        before = character;
    }
    line
}

fn base_name(word: &str) -> &str {
    unquoted(word).rsplit('/').next().unwrap_or_default()
}

fn unquoted(word: &str) -> &str {
    word.trim_matches(['"', '\''])
}

fn is_shell(name: &str) -> bool {
    matches!(name, "sh" | "bash" | "zsh" | "dash" | "ksh" | "python" | "python3" | "perl")
}

fn is_disk(path: &str) -> bool {
    ["/dev/sd", "/dev/hd", "/dev/vd", "/dev/xvd", "/dev/nvme", "/dev/mapper", "/dev/disk"]
        .iter()
        .any(|disk| unquoted(path).starts_with(disk))
}

/// The root, a home, or a folder without which a machine doesn't live, and all that is in it.
pub(super) fn is_system(path: &str) -> bool {
    let folder = path.trim_end_matches(['*', '.']).trim_end_matches('/');
    let is_absolute = path.starts_with('/');
    (is_absolute && folder.is_empty())
        || matches!(folder, "~" | "$HOME" | "${HOME}")
        || matches!(
            folder,
            "/bin"
                | "/boot"
                | "/dev"
                | "/etc"
                | "/home"
                | "/lib"
                | "/lib64"
                | "/opt"
                | "/proc"
                | "/root"
                | "/sbin"
                | "/srv"
                | "/sys"
                | "/usr"
                | "/var"
                | "/data"
        )
}
