//! Statements that destroy, or stop a machine: worth a second look, and never refused.

use fastexec_contract::ScriptLanguage;
use std::ops::Range;

/// What a statement may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DangerKind {
    /// Deletes the root of a file system, or a folder that the system needs.
    DeletesSystem,
    /// Deletes below a variable, which may be empty.
    DeletesVariable,
    /// Writes over a disk, or makes a file system on it.
    Overwrites,
    /// Turns the machine off, or starts it again.
    StopsMachine,
    /// Runs what a server answers.
    RunsDownload,
    /// Changes rights or owners from the root on.
    ChangesRights,
    /// Ends every process.
    EndsProcesses,
}

/// A dangerous statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Danger {
    pub kind: DangerKind,
    /// Bytes of the script.
    pub span: Range<usize>,
    /// From 1.
    pub line: usize,
}

/// In the order of the script.
pub fn dangers(language: ScriptLanguage, script: &str) -> Vec<Danger> {
    let mut found = Vec::new();
    let mut start = 0;
    for (index, line) in script.split('\n').enumerate() {
        for (kind, range) in of_line(language, line) {
            let span = start + range.start..start + range.end;
            found.push(Danger { kind, span, line: index + 1 });
        }
        start += line.len() + 1;
    }
    found
}

fn of_line(language: ScriptLanguage, line: &str) -> Vec<(DangerKind, Range<usize>)> {
    match language {
        ScriptLanguage::Shell => of_shell(line),
        ScriptLanguage::Bat | ScriptLanguage::PowerShell => of_windows(line),
        // What these start stands in their strings.
        ScriptLanguage::Perl | ScriptLanguage::Python => strings(line)
            .flat_map(|range| {
                let start = range.start;
                of_shell(&line[range])
                    .into_iter()
                    .map(move |(kind, range)| (kind, start + range.start..start + range.end))
            })
            .chain(of_tree(line))
            .collect(),
    }
}

/// Commands between `;`, `&&`, `||` and `|`; a pipe into a shell makes one of two.
fn of_shell(line: &str) -> Vec<(DangerKind, Range<usize>)> {
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

fn of_windows(line: &str) -> Vec<(DangerKind, Range<usize>)> {
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

/// `shutil.rmtree('/')`, `rmtree("/etc")`
fn of_tree(line: &str) -> Option<(DangerKind, Range<usize>)> {
    let start = line.find("rmtree")?;
    let range = strings(&line[start..]).next()?;
    let path = &line[start..][range.clone()];
    is_system(path).then(|| (DangerKind::DeletesSystem, start..start + range.end + 1))
}

/// What stands between quotes.
fn strings(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut quotes =
        line.char_indices().filter(|(_, character)| matches!(character, '\'' | '"' | '`'));
    std::iter::from_fn(move || {
        let (open, quote) = quotes.next()?;
        let (close, _) = quotes.find(|(_, character)| *character == quote)?;
        Some(open + 1..close)
    })
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

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
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

/// The root, a home, or a folder without which a machine doesn't live, and all that is in it.
fn is_system(path: &str) -> bool {
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

fn is_disk(path: &str) -> bool {
    ["/dev/sd", "/dev/hd", "/dev/vd", "/dev/xvd", "/dev/nvme", "/dev/mapper", "/dev/disk"]
        .iter()
        .any(|disk| unquoted(path).starts_with(disk))
}

#[cfg(test)]
mod tests {
    use super::DangerKind::*;
    use super::{DangerKind, dangers};
    use fastexec_contract::ScriptLanguage::{self, *};

    #[track_caller]
    fn finds(language: ScriptLanguage, script: &str, expected: &[(DangerKind, &str)]) {
        let found = dangers(language, script);
        let found: Vec<_> = found.iter().map(|it| (it.kind, &script[it.span.clone()])).collect();
        assert_eq!(found, expected, "{script}");
    }

    #[test]
    fn shell() {
        for (script, kind) in [
            ("rm -rf /", DeletesSystem),
            ("rm -fr /*", DeletesSystem),
            ("sudo -u root rm --recursive \"/etc/\"", DeletesSystem),
            ("rm -r -f ~", DeletesSystem),
            ("rm -rf --no-preserve-root x", DeletesSystem),
            ("/bin/rm -Rf /usr", DeletesSystem),
            ("rm -rf $DIR/", DeletesVariable),
            ("rm -rf \"${DIR}/cache\"", DeletesVariable),
            ("mkfs.ext4 /dev/sdb1", Overwrites),
            ("dd if=/dev/zero of=/dev/nvme0n1 bs=1M", Overwrites),
            ("echo x > /dev/sda", Overwrites),
            ("echo x >/dev/vda", Overwrites),
            ("wipefs -a /dev/vdb", Overwrites),
            ("reboot", StopsMachine),
            ("init 6", StopsMachine),
            ("systemctl --force poweroff", StopsMachine),
            ("DEBUG=1 nohup shutdown -r now", StopsMachine),
            ("curl -s http://h/x | bash", RunsDownload),
            ("wget -qO- h | sudo sh -s", RunsDownload),
            ("bash <(curl -s h)", RunsDownload),
            ("chmod -R 777 /", ChangesRights),
            ("chown -R app: /var", ChangesRights),
            ("kill -9 -1", EndsProcesses),
            (":(){ :|:& };:", EndsProcesses),
        ] {
            finds(Shell, script, &[(kind, script)]);
        }
    }

    #[test]
    fn shell_that_is_harmless() {
        for script in [
            "rm -rf /tmp/build",
            "rm /etc/motd",
            "rm -f $DIR/x",
            "rm -rf $DIR",
            "# rm -rf /",
            "echo x # reboot",
            "echo 'rm -rf /'",
            "echo \"a; reboot\"",
            "grep reboot /var/log/messages",
            "systemctl restart nginx",
            "curl h | jq . | tee out",
            "curl h || bash fallback.sh",
            "curl h; bash x.sh",
            "dd if=/dev/sda of=backup.img",
            "chmod -R 755 /opt/app",
            "kill -9 4711",
            "echo done > /dev/null",
            "init 3",
        ] {
            finds(Shell, script, &[]);
        }
    }

    #[test]
    fn places() {
        let script = "echo 你好\nif x; then rm -rf / && reboot; fi";
        let found = dangers(Shell, script);
        let lines: Vec<_> = found.iter().map(|it| (it.line, &script[it.span.clone()])).collect();
        assert_eq!(lines, [(2, "then rm -rf /"), (2, "reboot")]);
    }

    #[test]
    fn other_languages() {
        finds(Python, "os.system('rm -rf / ')", &[(DeletesSystem, "rm -rf /")]);
        finds(Python, "shutil.rmtree(\"/etc\")", &[(DeletesSystem, "rmtree(\"/etc\"")]);
        finds(Python, "shutil.rmtree(path)", &[]);
        finds(Perl, "system(\"reboot\");", &[(StopsMachine, "reboot")]);
        finds(Bat, "rd /s /q C:\\", &[(DeletesSystem, "rd /s /q C:\\")]);
        finds(Bat, "format D: /q", &[(Overwrites, "format D: /q")]);
        finds(Bat, "rem shutdown /r", &[]);
        finds(Bat, "del /q C:\\temp\\*.log", &[]);
        finds(PowerShell, "Restart-Computer -Force", &[(StopsMachine, "Restart-Computer -Force")]);
        finds(PowerShell, "iwr http://h | iex", &[(RunsDownload, "iwr http://h | iex")]);
        finds(PowerShell, "Get-Item C:\\", &[]);
    }
}
