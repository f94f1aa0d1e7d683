//! A request as a cURL command, and back.

use crate::Draft;
use crate::shell_words::{self, Unclosed};
use fastexec_contract::MASK;

/// What a command would send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    pub url: String,
    pub method: Option<String>,
    /// As they are written. They may hold secrets: look at them, and let them go.
    pub headers: Vec<String>,
    pub body: String,
}

/// Why a command can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    Unclosed(Unclosed),
    /// The body is in a file, which a page can't read.
    BodyInFile(String),
    /// The option has no value.
    NoValue(String),
    NoBody,
}

/// Options of curl with a value that says nothing about the request.
const WITH_VALUE: [&str; 26] = [
    "-u",
    "--user",
    "-A",
    "--user-agent",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
    "-e",
    "--referer",
    "-o",
    "--output",
    "-m",
    "--max-time",
    "--connect-timeout",
    "--retry",
    "--retry-delay",
    "-x",
    "--proxy",
    "--cacert",
    "--cert",
    "--key",
    "-w",
    "--write-out",
    "--resolve",
    "-E",
];

/// Whether a text is a command and not a request.
pub fn is_command(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix('$').unwrap_or(text).trim_start();
    text.strip_prefix("curl").is_some_and(|rest| rest.starts_with([' ', '\t', '\n', '\\']))
}

impl Command {
    pub fn read(text: &str) -> Result<Command, CommandError> {
        let text = text.trim_start();
        let text = text.strip_prefix("$ ").unwrap_or(text);
        let mut words = shell_words::split(text).map_err(CommandError::Unclosed)?.into_iter();
        words.next();
        let mut command = Command::default();
        let mut bodies = Vec::new();
        while let Some(word) = words.next() {
            let (name, attached) = option(&word);
            let mut value = || match &attached {
                Some(value) => Ok(value.clone()),
                None => words.next().ok_or_else(|| CommandError::NoValue(name.clone())),
            };
            match name.as_str() {
                "-X" | "--request" => command.method = Some(value()?),
                "-H" | "--header" => command.headers.push(value()?),
                "--url" => command.url = value()?,
                "--data-raw" => bodies.push(value()?),
                "-d" | "--data" | "--data-ascii" | "--data-binary" | "--json" => {
                    let body = value()?;
                    match body.strip_prefix('@') {
                        Some(file) => return Err(CommandError::BodyInFile(file.to_owned())),
                        None => bodies.push(body),
                    }
                }
                known if WITH_VALUE.contains(&known) => drop(value()?),
                flag if flag.starts_with('-') => {}
                _ => command.url = word,
            }
        }
        if bodies.is_empty() {
            return Err(CommandError::NoBody);
        }
        command.body = bodies.join("&");
        Ok(command)
    }
}

/// `-XPOST`, `--url=…` and `-H …`: the option, and the value that stands in the same word.
fn option(word: &str) -> (String, Option<String>) {
    if word.starts_with("--") {
        return match word.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (word.to_owned(), None),
        };
    }
    let takes_value = ["-X", "-H", "-d"].iter().find(|name| word.starts_with(**name));
    match takes_value {
        Some(name) if word.len() > name.len() => {
            ((*name).to_owned(), Some(word[name.len()..].to_owned()))
        }
        _ => (word.to_owned(), None),
    }
}

/// What stands where secrets would; the shell asks for them.
const AUTHORIZATION: &str = r#""X-Bkapi-Authorization: ${BKAPI_AUTH:?set BKAPI_AUTH}""#;
const SCRIPT_PARAM: &str = r#""${SCRIPT_PARAM:?set SCRIPT_PARAM to the Base64 of the parameters}""#;

impl Draft {
    /// A command that posts the request to an address. Secrets are left to the environment of the shell.
    pub fn to_curl(&self, url: &str) -> String {
        let body = shell_words::quoted(&self.shown_request());
        let body = if self.is_param_sensitive {
            let member = |value: &str| format!("\"script_param\": \"{value}\"");
            body.replace(&member(MASK), &member(&format!("'{SCRIPT_PARAM}'")))
        } else {
            body
        };
        [
            format!("curl -sS -X POST {}", shell_words::quoted(url)),
            format!("-H {AUTHORIZATION}"),
            "-H 'Content-Type: application/json'".to_owned(),
            "-H 'Accept: application/json'".to_owned(),
            format!("--data-raw {body}"),
        ]
        .join(" \\\n  ")
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, CommandError, is_command};
    use crate::shell_words::Unclosed;
    use crate::{Draft, Edit, from_request};
    use expect_test::expect;

    #[track_caller]
    fn body(text: &str, expected: &str) {
        assert!(is_command(text), "{text}");
        assert_eq!(Command::read(text).map(|it| it.body).as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn options_that_people_write() {
        body("curl -d {} http://h/", "{}");
        body("$ curl http://h/ -XPOST -d'{\"a\": 1}'", "{\"a\": 1}");
        body("curl --request POST --url 'http://h/x' --data-raw $'{\\u0021\\'}'", "{!'}");
        body("curl --json {} --url=http://h/ -k -sS --compressed", "{}");
        body("curl --data-raw @x h", "@x");
        body("curl -u a:b -o out -m 5 -H 'A: b' --data-binary {} h", "{}");
        body("curl h \\\n  -d a \\\n  -d b", "a&b");
        let command = Command::read("curl -X PUT -H'A: b' --header 'C: d' http://h/p -d 1")
            .expect("a command");
        assert_eq!((command.url.as_str(), command.method.as_deref()), ("http://h/p", Some("PUT")));
        assert_eq!(command.headers, ["A: b", "C: d"]);
    }

    #[test]
    fn what_can_not_be_read() {
        for (text, error) in [
            ("curl -d @request.json h", CommandError::BodyInFile("request.json".to_owned())),
            ("curl --data-binary @- h", CommandError::BodyInFile("-".to_owned())),
            ("curl -d", CommandError::NoValue("-d".to_owned())),
            ("curl h", CommandError::NoBody),
            ("curl -d '{", CommandError::Unclosed(Unclosed { quote: '\'' })),
        ] {
            assert_eq!(Command::read(text), Err(error), "{text}");
        }
        for text in ["", "{}", "curly", "wget x", "\"curl \""] {
            assert!(!is_command(text), "{text}");
        }
    }

    #[test]
    fn there_and_back() {
        let mut draft = Draft::default();
        draft.apply(Edit::Content("echo 'hi' \"$1\"".to_owned()));
        draft.apply(Edit::TaskName("it's \\ $HOME".to_owned()));
        draft.apply(Edit::ScriptParam("hush".to_owned()));
        let command = draft.to_curl("http://127.0.0.1/x");
        assert_eq!(Command::read(&command).map(|it| it.body), Ok(draft.request()));

        draft.apply(Edit::IsParamSensitive(true));
        let command = draft.to_curl("http://127.0.0.1/x");
        assert!(!command.contains("aHVzaA"), "{command}");
        let read = Command::read(&command).expect("a command");
        let imported = from_request(read.body.as_bytes()).expect("JSON");
        assert_eq!(imported.lost, ["/script_param"]);
        expect![[r#"
            curl -sS -X POST 'http://127.0.0.1/x' \
              -H "X-Bkapi-Authorization: ${BKAPI_AUTH:?set BKAPI_AUTH}" \
              -H 'Content-Type: application/json' \
              -H 'Accept: application/json' \
              --data-raw '{
              "script_content": "ZWNobyAnaGknICIkMSI=",
              "task_name": "it'\''s \\ $HOME",
              "script_param": "'"${SCRIPT_PARAM:?set SCRIPT_PARAM to the Base64 of the parameters}"'",
              "is_param_sensitive": 1,
              "script_language": 1,
              "execute_target": {}
            }'"#]]
        .assert_eq(&command);
    }
}
