//! What is started: an interpreter, the script's file, the parameters, each a word of its own.

use super::account;
use crate::answer::{Obstacle, Sentence};
use crate::inventory::Plan;
use fastexec_contract::{ScriptLanguage, Submission};
use std::env;
use std::path::{Path, PathBuf};

/// A command without the script's file, which does not exist yet.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    /// The first of these that the machine has runs the script.
    pub(crate) programs: &'static [&'static str],
    /// What the interpreter needs before the file.
    pub(crate) options: &'static [&'static str],
    pub(crate) extension: &'static str,
    pub(crate) parameters: Vec<String>,
}

impl Command {
    /// `None` when a quote or backslash of the parameters is not closed.
    pub(crate) fn new(language: ScriptLanguage, parameters: &str) -> Option<Command> {
        Some(Command {
            programs: programs(language),
            options: options(language),
            extension: extension(language),
            parameters: words(parameters)?,
        })
    }

    /// The program on this machine.
    pub(super) fn interpreter(&self) -> Option<PathBuf> {
        find(self.programs)
    }
}

/// What stands in the way of running `submission` on the objects of `plan`; everything at once.
pub(crate) fn obstacles(plan: &Plan, submission: &Submission) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    let programs = programs(plan.language);
    let mut missing = |en: String, zh: String| {
        obstacles.push(Obstacle {
            pointer: script_pointer(submission).to_owned(),
            code: "interpreter_missing",
            sentence: Sentence::new(en, zh),
        });
    };
    let language = plan.language.name();
    let names = programs.join(" / ");
    if plan.is_any_local() && find(programs).is_none() {
        missing(
            format!("This machine has no {names} to run {language} with."),
            format!("本机没有可运行 {language} 的 {names}。"),
        );
    }
    for reach in plan.reaches_without(plan.language) {
        missing(
            format!("Hosts of kind {reach} have no {names} to run {language} with."),
            format!("类型为 {reach} 的主机没有可运行 {language} 的 {names}。"),
        );
    }
    if plan.is_any_local() {
        obstacles.extend(account::obstacle(&plan.account, submission));
    }
    obstacles
}

/// Parameters that are no list of words.
pub(crate) fn parameter_obstacle(submission: &Submission) -> Option<Obstacle> {
    let is_good = words(submission.script_param().unwrap_or_default()).is_some();
    let obstacle = || Obstacle {
        pointer: "/script_param".to_owned(),
        code: "script_param_unbalanced",
        sentence: Sentence::new(
            "A quote or backslash of the parameters is not closed.",
            "脚本参数中有未闭合的引号或反斜杠。",
        ),
    };
    (!is_good).then(obstacle)
}

fn script_pointer(submission: &Submission) -> &'static str {
    match submission.script() {
        fastexec_contract::Script::Version(_) => "/script_version_id",
        fastexec_contract::Script::Online(_) => "/script_id",
        fastexec_contract::Script::Inline { .. } => "/script_language",
    }
}

fn programs(language: ScriptLanguage) -> &'static [&'static str] {
    match language {
        ScriptLanguage::Shell => &["bash", "sh"],
        ScriptLanguage::Bat => &["cmd.exe"],
        ScriptLanguage::Perl => &["perl"],
        ScriptLanguage::Python => &["python3", "python"],
        ScriptLanguage::PowerShell => &["pwsh"],
    }
}

fn options(language: ScriptLanguage) -> &'static [&'static str] {
    match language {
        ScriptLanguage::PowerShell => &["-NoProfile", "-NonInteractive", "-File"],
        ScriptLanguage::Bat => &["/c"],
        _ => &[],
    }
}

fn extension(language: ScriptLanguage) -> &'static str {
    match language {
        ScriptLanguage::Shell => "sh",
        ScriptLanguage::Bat => "bat",
        ScriptLanguage::Perl => "pl",
        ScriptLanguage::Python => "py",
        ScriptLanguage::PowerShell => "ps1",
    }
}

fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    programs.iter().find_map(|program| {
        env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_executable(file))
    })
}

fn is_executable(file: &Path) -> bool {
    file.is_file() && rustix::fs::access(file, rustix::fs::Access::EXEC_OK).is_ok()
}

/// Newlines become blanks, as in JOB; then words are split as a POSIX shell splits them (2.2, quoting), without
/// expanding anything and without comments. `None` for a quote or backslash that is not closed.
fn words(parameters: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    // `None` between words: '' is an empty word, nothing is none.
    let mut word: Option<String> = None;
    let mut characters = parameters.chars().map(blank).peekable();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next()? {
                        '\'' => break,
                        literal => word.push(literal),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next()? {
                        '"' => break,
                        '\\' => match characters.next()? {
                            escaped @ ('$' | '`' | '"' | '\\') => word.push(escaped),
                            other => word.extend(['\\', other]),
                        },
                        literal => word.push(literal),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(characters.next()?),
            literal => word.get_or_insert_default().push(literal),
        }
    }
    words.extend(word);
    Some(words)
}

fn blank(character: char) -> char {
    if matches!(character, '\n' | '\r') { ' ' } else { character }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_as_a_shell_splits_them() {
        for (text, expected) in [
            ("", &[][..]),
            ("  ", &[]),
            ("a  b\tc", &["a", "b", "c"]),
            ("a\nb\r\nc", &["a", "b", "c"]),
            ("'a b' \"c d\"", &["a b", "c d"]),
            ("a'b'\"c\"d", &["abcd"]),
            ("'' \"\"", &["", ""]),
            (r#"a\ b \\ \""#, &["a b", "\\", "\""]),
            (r#""\$x \a \"q\"""#, &["$x \\a \"q\""]),
            ("$HOME `id` *.c ; # x", &["$HOME", "`id`", "*.c", ";", "#", "x"]),
            ("参数 '两 个'", &["参数", "两 个"]),
        ] {
            assert_eq!(
                words(text).as_deref(),
                Some(&*expected.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_closed() {
        for text in ["'a", "\"a", "a\\", "\"a\\\"", "'a' 'b"] {
            assert_eq!(words(text), None, "{text}");
        }
    }
}
