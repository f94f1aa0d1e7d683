//! How a host or container is reached: the words in front of `sh`, such as `ssh web-1`.

use super::{Account, Container, Host};
use fastexec_contract::ScriptLanguage;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The kind of host, as the inventory calls it.
    pub(crate) name: String,
    /// Words with placeholders.
    argv: Vec<String>,
    /// What can be run there; none when nobody said.
    languages: Option<Vec<ScriptLanguage>>,
}

/// What stands in braces in a word.
const PLACEHOLDERS: [&str; 6] = ["id", "ip", "cloud_id", "name", "uid", "user"];

impl Reach {
    /// The reason when there is nothing to start, or a word has a placeholder that nothing is put in for.
    pub(crate) fn new(
        name: &str,
        argv: Vec<String>,
        languages: Option<Vec<ScriptLanguage>>,
    ) -> Result<Reach, String> {
        if argv.is_empty() {
            return Err("argv is empty: for this machine, leave reach out".to_owned());
        }
        for word in &argv {
            let unknown = placeholders(word).find(|it| !PLACEHOLDERS.contains(it));
            if let Some(unknown) = unknown {
                let known = PLACEHOLDERS.map(|it| format!("{{{it}}}")).join(" ");
                return Err(format!("{{{unknown}}} is none of {known}"));
            }
        }
        Ok(Reach { name: name.to_owned(), argv, languages })
    }

    pub(crate) fn runs(&self, language: ScriptLanguage) -> bool {
        self.languages.as_ref().is_none_or(|languages| languages.contains(&language))
    }

    pub(crate) fn to_host(&self, host: &Host, account: &Account) -> Vec<String> {
        self.words(|placeholder| match placeholder {
            "id" => host.id.to_string(),
            "ip" => host.ip.clone(),
            "cloud_id" => host.cloud_id.to_string(),
            "name" => host.name.clone(),
            "user" => account.user.clone(),
            _ => String::new(),
        })
    }

    pub(crate) fn to_container(&self, container: &Container, account: &Account) -> Vec<String> {
        self.words(|placeholder| match placeholder {
            "id" => container.id.to_string(),
            "name" => container.name.clone(),
            "uid" => container.uid.clone(),
            "user" => account.user.clone(),
            _ => String::new(),
        })
    }

    fn words(&self, value: impl Fn(&str) -> String) -> Vec<String> {
        let fill = |word: &String| {
            let mut filled = String::new();
            let mut rest = word.as_str();
            while let Some((before, placeholder, after)) = split(rest) {
                filled.push_str(before);
                filled.push_str(&value(placeholder));
                rest = after;
            }
            filled + rest
        };
        self.argv.iter().map(fill).collect()
    }
}

/// At the first placeholder.
fn split(word: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = word.split_once('{')?;
    let (placeholder, after) = rest.split_once('}')?;
    Some((before, placeholder, after))
}

fn placeholders(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let (_, placeholder, after) = split(rest)?;
        rest = after;
        Some(placeholder)
    })
}

#[cfg(test)]
mod tests {
    use super::Reach;
    use crate::inventory::{Account, Host};
    use std::collections::BTreeMap;

    #[test]
    fn words_are_filled_in_once() {
        let argv = ["ssh", "-p", "22", "{user}@{ip}", "{name}{id}", "{"].map(str::to_owned);
        let reach = Reach::new("ssh", argv.to_vec(), None).expect("known placeholders");
        let account = Account { id: 1, alias: "a".into(), user: "{ip}".into() };
        let host = Host {
            id: 7,
            cloud_id: 0,
            ip: "10.0.0.1".into(),
            name: "web".into(),
            reach: None,
            attributes: BTreeMap::new(),
        };
        let words = reach.to_host(&host, &account);
        assert_eq!(words, ["ssh", "-p", "22", "{ip}@10.0.0.1", "web7", "{"]);
    }

    #[test]
    fn what_is_refused() {
        assert!(Reach::new("x", vec![], None).is_err());
        let unknown = Reach::new("x", vec!["{pod}".to_owned()], None);
        let expected = "{pod} is none of {id} {ip} {cloud_id} {name} {uid} {user}";
        assert_eq!(unknown, Err(expected.to_owned()));
    }
}
