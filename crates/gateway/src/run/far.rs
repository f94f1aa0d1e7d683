//! A script for somewhere else, as the text that a POSIX shell there reads.
//!
//! Whatever leads there (ssh, docker, kubectl, another user) starts plain `sh`, and everything else travels on its
//! input: no quoting by the things between, and nothing of script or parameters in a command line on this machine.
//! The far shell keeps the script in a file for itself alone, runs it with an empty input, and ends it when its own
//! input ends.

use super::command::Command;

/// Seconds between TERM and KILL on the far side.
const GRACE: u32 = 3;

/// `content` holds no NUL.
pub(super) fn script(command: &Command, content: &str, variables: &[(String, String)]) -> String {
    let end = delimiter(content);
    let exports: String = variables
        .iter()
        .map(|(name, value)| format!("{name}={}; export {name}\n", quoted(value)))
        .collect();
    let programs = command.programs.join(" ");
    let words: Vec<String> = command.options.iter().map(|option| quoted(option)).collect();
    let parameters: Vec<String> = command.parameters.iter().map(|it| quoted(it)).collect();
    let (options, parameters) = (words.join(" "), parameters.join(" "));
    let extension = command.extension;
    let line_end = if content.ends_with('\n') { "" } else { "\n" };
    // The script may end at TERM and its children not: the watch ends them too. It is waited for in any case, or what
    // is left of it stays in containers whose first process waits for nobody. Not every shell knows `--` after TERM.
    // A function, so that the shell has read everything before anything else reads its input.
    format!(
        r#"fastexec_main() {{
exec 3<&0
umask 077
for name in {programs}; do
program=$(command -v "$name") && break
done
if [ -z "$program" ]; then
echo "fastexec: there is no {programs} here" >&2
exit 127
fi
folder=$(mktemp -d "${{TMPDIR:-/tmp}}/fastexec.XXXXXXXX") || exit 126
file=$folder/script.{extension}
cat >"$file" <<'{end}'
{content}{line_end}{end}
cd "${{HOME:-/}}" 2>/dev/null || cd /
{exports}set -- "$program" {options} "$file" {parameters}
command -v setsid >/dev/null 2>&1 && set -- setsid "$@"
"$@" </dev/null 3<&- &
child=$!
{{
while read -r line; do :; done
true >"$folder/ending"
kill -TERM "-$child" || kill -TERM "$child"
seconds=0
while kill -0 "-$child" || kill -0 "$child"; do
[ "$seconds" -lt {GRACE} ] || break
sleep 1
seconds=$((seconds + 1))
done
kill -KILL "-$child" || kill -KILL "$child"
}} <&3 >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$child"
code=$?
[ -e "$folder/ending" ] || kill -KILL "$watch" 2>/dev/null
wait "$watch" 2>/dev/null
rm -rf "$folder"
exit "$code"
}}
fastexec_main
"#
    )
}

/// As one word that nothing in it ends or expands.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A line that the content doesn't have.
fn delimiter(content: &str) -> String {
    let mut end = "FASTEXEC_END".to_owned();
    while content.contains(&end) {
        end.push('_');
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{delimiter, quoted, script};
    use crate::run::command::Command;
    use std::io::Write;
    use std::process::{Command as Process, Stdio};

    /// What `sh` prints for a script, its parameters and a variable, and its exit code.
    fn run(content: &str, parameters: &[&str]) -> (String, Option<i32>) {
        let command = Command {
            programs: &["bash", "sh"],
            options: &[],
            extension: "sh",
            parameters: parameters.iter().map(|it| (*it).to_owned()).collect(),
        };
        let text = script(&command, content, &[("GIVEN".to_owned(), "it's $(id)".to_owned())]);
        let mut shell = Process::new("sh")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("there is a shell");
        let mut input = shell.stdin.take().expect("piped");
        input.write_all(text.as_bytes()).expect("it reads");
        let mut output = String::new();
        std::io::Read::read_to_string(&mut shell.stdout.take().expect("piped"), &mut output)
            .expect("UTF-8");
        // Held until here: its end would end the script.
        drop(input);
        (output, shell.wait().expect("it ends").code())
    }

    #[test]
    fn everything_arrives_as_it_was() {
        let script = "printf '[%s]' \"$@\"; echo; echo \"$GIVEN\"; cat; echo FASTEXEC_END\nexit 7";
        let parameters = ["a b", "", "it's", "$HOME `id` \\ \" *", "第一行", "-n"];
        let expected = "[a b][][it's][$HOME `id` \\ \" *][第一行][-n]\nit's $(id)\nFASTEXEC_END\n";
        assert_eq!(run(script, &parameters), (expected.to_owned(), Some(7)));
    }

    #[test]
    fn the_file_is_private_and_goes_with_the_script() {
        let (output, _) = run("stat -c %a \"$0\" \"${0%/*}\"; echo \"$0\"", &[]);
        let mut lines = output.lines();
        assert_eq!((lines.next(), lines.next()), (Some("600"), Some("700")));
        let path = lines.next().expect("a path");
        assert!(!std::path::Path::new(path).exists(), "{path}");
    }

    #[test]
    fn words_and_ends() {
        assert_eq!(quoted("a'b"), r"'a'\''b'");
        assert_eq!(delimiter("FASTEXEC_END FASTEXEC_END_"), "FASTEXEC_END__");
    }
}
