//! Programs that the gateway's tests start: an SSH server with keys and settings of its own, curl for the examples.

use crate::debian;
use std::path::Path;

/// Where each is, and its package.
const PROGRAMS: [(&str, &str); 3] = [
    ("/usr/sbin/sshd", "openssh-server"),
    ("/usr/bin/ssh", "openssh-client"),
    ("/usr/bin/curl", "curl"),
];

pub(crate) fn ensure() -> anyhow::Result<()> {
    let is_missing = |(path, _): &(&str, &str)| !Path::new(path).exists();
    let missing: Vec<&str> =
        PROGRAMS.into_iter().filter(is_missing).map(|(_, package)| package).collect();
    if missing.is_empty() { Ok(()) } else { debian::install("a program of the tests", &missing) }
}
