//! Kubernetes label syntax.
//!
//! Source: the Kubernetes documentation, "Labels and Selectors, Syntax and character set".

/// Characters of a name and of a value.
const NAME_MAX: usize = 63;

/// Characters of the DNS name before a `/`.
const PREFIX_MAX: usize = 253;

/// What is wrong with a label key or value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelError {
    Empty,
    TooLong,
    /// A character that is not allowed, or not at the ends.
    Character,
    /// What stands before the `/` is no DNS subdomain.
    Prefix,
}

/// `name` or `prefix/name`.
pub fn check_key(key: &str) -> Result<(), LabelError> {
    let name = match key.split_once('/') {
        Some((prefix, name)) => {
            check_prefix(prefix)?;
            name
        }
        None => key,
    };
    if name.is_empty() { Err(LabelError::Empty) } else { check_name(name) }
}

/// A value may be empty.
pub fn check_value(value: &str) -> Result<(), LabelError> {
    if value.is_empty() { Ok(()) } else { check_name(value) }
}

/// The values of `in` and `not_in`, exactly as they stand between the commas.
pub fn split_values(list: &str) -> impl Iterator<Item = &str> {
    list.split(',')
}

fn check_name(name: &str) -> Result<(), LabelError> {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if !name.bytes().all(is_inner) || !has_ends(name, |byte| byte.is_ascii_alphanumeric()) {
        Err(LabelError::Character)
    } else if name.len() > NAME_MAX {
        Err(LabelError::TooLong)
    } else {
        Ok(())
    }
}

/// RFC 1123, lower case. Kubernetes doesn't limit the labels of it.
fn check_prefix(prefix: &str) -> Result<(), LabelError> {
    let is_end = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_label = |label: &str| {
        label.bytes().all(|byte| is_end(byte) || byte == b'-') && has_ends(label, is_end)
    };
    if prefix.len() <= PREFIX_MAX && prefix.split('.').all(is_label) {
        Ok(())
    } else {
        Err(LabelError::Prefix)
    }
}

fn has_ends(text: &str, is_end: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    bytes.first().copied().is_some_and(&is_end) && bytes.last().copied().is_some_and(&is_end)
}

#[cfg(test)]
mod tests {
    use super::{LabelError, check_key, check_value};

    #[test]
    fn keys() {
        let long = "a".repeat(63);
        let prefixed = format!("{}.example.com/{long}", "b".repeat(63));
        for good in
            ["app", "a", "1", "A-b_c.D", "app.kubernetes.io/name", "a-b.c/d", &long, &prefixed]
        {
            assert_eq!(check_key(good), Ok(()), "{good}");
        }
        for (wrong, error) in [
            ("", LabelError::Empty),
            ("a/", LabelError::Empty),
            ("/a", LabelError::Prefix),
            ("A.com/a", LabelError::Prefix),
            ("a_b.com/a", LabelError::Prefix),
            ("a..b/c", LabelError::Prefix),
            ("-a", LabelError::Character),
            ("a.", LabelError::Character),
            ("a/b/c", LabelError::Character),
            ("键", LabelError::Character),
            (&"a".repeat(64), LabelError::TooLong),
            (&format!("{}/a", "b.".repeat(127)), LabelError::Prefix),
        ] {
            assert_eq!(check_key(wrong), Err(error), "{wrong}");
        }
    }

    #[test]
    fn values() {
        for good in ["", "job", "1.2.3", &"v".repeat(63)] {
            assert_eq!(check_value(good), Ok(()), "{good}");
        }
        for wrong in [" ", "a b", "a,b", "a/b", "_a", &"v".repeat(64)] {
            assert!(check_value(wrong).is_err(), "{wrong}");
        }
    }
}
