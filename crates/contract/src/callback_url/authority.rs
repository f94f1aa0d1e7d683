//! `host[:port]`, where the host is what Java takes for one.

use super::CallbackUrlError;

/// The host of an authority, an IPv6 address without brackets.
pub(super) fn host(authority: &str) -> Result<&str, CallbackUrlError> {
    // Also what looks like a host before the `@` and is none.
    if authority.contains('@') {
        return Err(CallbackUrlError::UserInfo);
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']').ok_or(CallbackUrlError::Host)?;
            if !is_ipv6_reference(address) {
                return Err(CallbackUrlError::Host);
            }
            match port.strip_prefix(':') {
                Some(port) => (address, port),
                None if port.is_empty() => (address, ""),
                None => return Err(CallbackUrlError::Host),
            }
        }
        None => {
            let (name, port) = authority.split_once(':').unwrap_or((authority, ""));
            if !is_ipv4(name) && !is_host_name(name) {
                return Err(CallbackUrlError::Host);
            }
            (name, port)
        }
    };
    if is_port(port) { Ok(host) } else { Err(CallbackUrlError::Port) }
}

/// A colon without a number is taken for no port.
fn is_port(port: &str) -> bool {
    port.is_empty()
        || port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u32>().is_ok_and(|number| number <= 65_535)
}

/// Four numbers up to 255; leading zeros are allowed.
fn is_ipv4(text: &str) -> bool {
    let is_byte = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|number| number <= 255)
    };
    text.split('.').count() == 4 && text.split('.').all(is_byte)
}

/// Labels of letters, digits and inner dashes. A dot may end the name. The last of several labels starts with
/// a letter, which tells names from addresses.
fn is_host_name(text: &str) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let has_letter_first = match name.rsplit_once('.') {
        Some((_, last)) => last.starts_with(|first: char| first.is_ascii_alphabetic()),
        None => true,
    };
    name.split('.').all(is_label) && has_letter_first
}

/// An address with an optional zone: `fe80::1%eth0`.
fn is_ipv6_reference(text: &str) -> bool {
    match text.split_once('%') {
        Some((address, zone)) => {
            let is_zone = |byte: u8| byte.is_ascii_alphanumeric() || b"_.".contains(&byte);
            is_ipv6(address) && !zone.is_empty() && zone.bytes().all(is_zone)
        }
        None => is_ipv6(text),
    }
}

/// Groups of up to four hexadecimal digits, one `::` for at least one group of zeros, and an IPv4 address in
/// place of the last two groups.
fn is_ipv6(text: &str) -> bool {
    match text.split_once("::") {
        Some((before, after)) => {
            let before = if before.is_empty() { Some(0) } else { groups(before, false) };
            let after = if after.is_empty() { Some(0) } else { groups(after, true) };
            before.zip(after).is_some_and(|(before, after)| before + after < 8)
        }
        None => groups(text, true) == Some(8),
    }
}

/// How many groups of 16 bits these are; an IPv4 address counts two.
fn groups(text: &str, may_end_in_ipv4: bool) -> Option<usize> {
    let is_group = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let mut count = 0;
    let mut parts = text.split(':').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        count += match part {
            group if is_group(group) => 1,
            address if is_last && may_end_in_ipv4 && is_ipv4(address) => 2,
            _ => return None,
        };
    }
    Some(count)
}
