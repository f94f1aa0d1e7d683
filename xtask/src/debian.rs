//! Packages of Debian, where this is Debian and its root; elsewhere what to install is said.

use crate::shell::{output, program, run};
use anyhow::bail;
use std::path::Path;

/// Installs packages, or says that `what` is missing and which they are.
pub(crate) fn install(what: &str, packages: &[&str]) -> anyhow::Result<()> {
    let packages_line = packages.join(" ");
    if !Path::new("/etc/debian_version").exists() {
        bail!("{what} is missing. Install what your system calls: {packages_line}");
    }
    let is_root = output(program("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let can_sudo = || output(program("sudo").args(["-n", "true"])).is_some();
    if !is_root && !can_sudo() {
        bail!(
            "{what} is missing. As root: apt-get install --no-install-recommends {packages_line}"
        );
    }
    let apt = |arguments: &[&str]| {
        let mut command = program(if is_root { "env" } else { "sudo" });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]).args(arguments);
        command
    };
    let arguments = [&["install", "-y", "--no-install-recommends"], packages].concat();
    let title = format!("Installing {packages_line}");
    // The lists may be of yesterday or not there at all.
    run("Reading Debian's package lists", &mut apt(&["update"]))
        .and_then(|()| run(&title, &mut apt(&arguments)))
        .map_err(|error| {
            error.context(format!(
                "{what} is missing and could not be installed; is there a network? \
                 By hand: apt-get install --no-install-recommends {packages_line}"
            ))
        })
}
