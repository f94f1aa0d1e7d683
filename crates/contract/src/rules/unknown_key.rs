//! # unknown_key
//!
//! What: An object has a key that the contract doesn't know.
//!
//! Why: JOB ignores it in silence, so a mistyped field has no effect. Names that other APIs of JOB use are recognised.
//!
//! Example: `{"time_out": 60}`
//!
//! Fix: Use the name that is proposed, or delete the key.

use crate::findings::Findings;
use crate::pointer::Pointer;
use crate::report::Span;
use crate::request::Shape;
use crate::rules::Code;

pub(crate) fn report(
    key: Span,
    name: &str,
    object: Pointer,
    shape: &Shape,
    findings: &mut Findings,
) {
    let finding = findings.add(Code::UnknownKey, object.foreign_key(name), key);
    finding.with("key", super::excerpt(name));
    if let Some(elsewhere) = shape.elsewhere.iter().find(|elsewhere| elsewhere.name == name) {
        if !elsewhere.api.is_empty() {
            finding.with("api", elsewhere.api);
        }
        match elsewhere.here {
            Some(here) => finding.with("here", here),
            None => finding.with("without_equal", elsewhere.name),
        };
    } else if let Some(nearest) = nearest(name, shape.keys) {
        finding.with("nearest", nearest);
    }
}

/// The known key that a mistyped one was probably meant to be: at most a third of it is wrong.
fn nearest(name: &str, keys: &'static [&'static str]) -> Option<&'static str> {
    let folded = fold(name)?;
    keys.iter()
        .map(|key| (distance(&folded, &fold(key).unwrap_or_default()), *key))
        .filter(|(distance, key)| *distance * 3 <= key.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, key)| key)
}

/// Letters and digits only, in lower case: `hostIdList` is `host_id_list`. `None` for what is too long to be
/// a slip.
fn fold(name: &str) -> Option<Vec<u8>> {
    let is_short = name.len() <= 64;
    is_short.then(|| {
        name.bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase())
            .collect()
    })
}

/// Levenshtein's.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("xtimeout", "timeout", 1),
            ("saturday", "sunday", 3),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
        }
    }

    #[test]
    fn slips() {
        const KEYS: &[&str] = &["host_id_list", "timeout", "task_name", "url"];
        for (name, expected) in [
            ("time_out", Some("timeout")),
            ("timeOut", Some("timeout")),
            ("hostIdList", Some("host_id_list")),
            ("host_ids", Some("host_id_list")),
            ("uri", Some("url")),
            ("", None),
            ("banana", None),
        ] {
            assert_eq!(nearest(name, KEYS), expected, "{name}");
        }
    }
}
