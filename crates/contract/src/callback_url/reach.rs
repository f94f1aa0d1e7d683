//! How far away a host is, as far as its name tells. Nothing is resolved.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Public,
    /// A network that is not routed on the internet.
    Private,
    /// This link only; cloud metadata services live here.
    LinkLocal,
    /// The machine itself.
    Loopback,
}

impl Reach {
    pub fn of_address(address: IpAddr) -> Reach {
        match address {
            IpAddr::V4(address) => of_ipv4(address),
            IpAddr::V6(address) => of_ipv6(address),
        }
    }
}

/// `host` in lower case, an IPv6 address without brackets.
pub(super) fn of_host(host: &str) -> Reach {
    let host = host.strip_suffix('.').unwrap_or(host);
    let address = host.split_once('%').map_or(host, |(address, _zone)| address);
    if let Ok(address) = address.parse::<Ipv6Addr>() {
        of_ipv6(address)
    } else if let Some(address) = ipv4(host) {
        of_ipv4(address)
    } else if host == "localhost" || host.ends_with(".localhost") {
        Reach::Loopback
    } else {
        Reach::Public
    }
}

fn of_ipv6(address: Ipv6Addr) -> Reach {
    if let Some(mapped) = address.to_ipv4_mapped() {
        of_ipv4(mapped)
    } else if address.is_loopback() || address.is_unspecified() {
        Reach::Loopback
    } else if address.is_unicast_link_local() {
        Reach::LinkLocal
    } else if address.is_unique_local() {
        Reach::Private
    } else {
        Reach::Public
    }
}

fn of_ipv4(address: Ipv4Addr) -> Reach {
    if address.is_loopback() || address.octets()[0] == 0 {
        Reach::Loopback
    } else if address.is_link_local() {
        Reach::LinkLocal
    } else if address.is_private() {
        Reach::Private
    } else {
        Reach::Public
    }
}

/// As resolvers read addresses: one to four numbers, also octal and hexadecimal, the last one filling what
/// remains. `2130706433` and `0x7f.1` are this machine.
fn ipv4(host: &str) -> Option<Ipv4Addr> {
    let parts: Vec<u32> = host.split('.').map(number).collect::<Option<_>>()?;
    let (last, front) = parts.split_last()?;
    if front.len() > 3 || front.iter().any(|part| *part > 255) {
        return None;
    }
    let room = 32 - 8 * front.len();
    if u64::from(*last) >= 1 << room {
        return None;
    }
    let high = front.iter().zip([24, 16, 8]).fold(0, |sum, (part, shift)| sum | (part << shift));
    Some(Ipv4Addr::from(high | last))
}

fn number(text: &str) -> Option<u32> {
    if let Some(digits) = text.strip_prefix("0x") {
        u32::from_str_radix(digits, 16).ok()
    } else if text.len() > 1 && text.starts_with('0') {
        u32::from_str_radix(text, 8).ok()
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::ipv4;
    use std::net::Ipv4Addr;

    #[test]
    fn addresses_as_resolvers_read_them() {
        for (host, octets) in [
            ("10.0.0.1", [10, 0, 0, 1]),
            ("255.255.255.255", [255, 255, 255, 255]),
            ("010.0.0.0x10", [8, 0, 0, 16]),
            ("0.0.0.0", [0, 0, 0, 0]),
            ("0", [0, 0, 0, 0]),
            ("1.16777215", [1, 255, 255, 255]),
            ("1.2.65535", [1, 2, 255, 255]),
            ("0xffffffff", [255, 255, 255, 255]),
        ] {
            assert_eq!(ipv4(host), Some(Ipv4Addr::from(octets)), "{host}");
        }
        for host in
            ["256.0.0.1", "1.16777216", "1.2.65536", "1.2.3.256", "1.2.3.4.5", "08", "x", ""]
        {
            assert_eq!(ipv4(host), None, "{host}");
        }
    }
}
