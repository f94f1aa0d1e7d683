//! An SSH server, which the gateway's tests start with keys and settings of their own.

use crate::debian;
use std::path::Path;

pub(crate) fn ensure() -> anyhow::Result<()> {
    if Path::new("/usr/sbin/sshd").exists() {
        return Ok(());
    }
    debian::install("an SSH server for the tests", &["openssh-server", "openssh-client"])
}
