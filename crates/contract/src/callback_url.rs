//! `callback.url`: what JOB's server takes for an address to call.
//!
//! JOB is written in Java and parses with `java.net.URI`, which follows RFC 2396 and asks for a host that
//! is a DNS name, an IPv4 address or an IPv6 address in brackets. What it would refuse is refused here.

mod authority;
mod characters;
mod reach;

pub use reach::Reach;

use crate::limits::CALLBACK_URL_MAX_CHARS;

/// A callback URL that JOB's server takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackUrl {
    text: String,
    host: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackUrlError {
    TooLong,
    OuterBlanks,
    /// Neither http nor https.
    Scheme,
    UserInfo,
    /// None, or none that the server understands.
    Host,
    Port,
    /// Path, query or fragment.
    Syntax,
}

impl CallbackUrl {
    pub fn parse(text: &str) -> Result<CallbackUrl, CallbackUrlError> {
        if text.chars().count() > CALLBACK_URL_MAX_CHARS {
            return Err(CallbackUrlError::TooLong);
        }
        if text.trim().len() < text.len() {
            return Err(CallbackUrlError::OuterBlanks);
        }
        let rest = after_scheme(text).ok_or(CallbackUrlError::Scheme)?;
        let rest = rest.strip_prefix("//").ok_or(CallbackUrlError::Host)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let host = authority::host(authority)?;
        if !is_tail(tail) {
            return Err(CallbackUrlError::Syntax);
        }
        Ok(CallbackUrl { text: text.to_owned(), host: host.to_ascii_lowercase() })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// In lower case; an IPv6 address without its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// How far away the host is, as far as its name tells.
    pub fn reach(&self) -> Reach {
        reach::of_host(&self.host)
    }
}

fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_known = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    is_known.then_some(rest)
}

/// Path, query and fragment.
fn is_tail(tail: &str) -> bool {
    let (before, fragment) = tail.split_once('#').unwrap_or((tail, ""));
    let (path, query) = before.split_once('?').unwrap_or((before, ""));
    characters::are_all(path, characters::is_path)
        && characters::are_all(query, characters::is_uric)
        && characters::are_all(fragment, characters::is_uric)
}

#[cfg(test)]
mod tests;
