//! Statements that destroy, or stop a machine: worth a second look, and never refused.

mod program;
mod shell;
mod windows;

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
        ScriptLanguage::Shell => shell::of_shell(line),
        ScriptLanguage::Bat | ScriptLanguage::PowerShell => windows::of_windows(line),
        ScriptLanguage::Perl | ScriptLanguage::Python => program::of_program(line),
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
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
