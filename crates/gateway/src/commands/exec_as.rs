//! `fastexec exec-as`, which the gateway starts for itself: becomes another user, then another program.

use crate::run::PATH_DEFAULT;
use anyhow::Context;
use nix::unistd::{User, initgroups, setgid, setuid};
use std::convert::Infallible;
use std::ffi::{CString, OsString};
use std::os::unix::process::CommandExt;
use std::process::Command;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    user: String,
    program: OsString,
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Returns only when something is in the way.
pub(super) fn run(options: Options) -> anyhow::Result<Infallible> {
    let name = options.user;
    let user = User::from_name(&name)?.with_context(|| format!("there is no user {name}"))?;
    // Groups first: whoever is not root any more can't change them.
    initgroups(&CString::new(name.as_str())?, user.gid).context("can't take the user's groups")?;
    setgid(user.gid).context("can't take the user's group")?;
    setuid(user.uid).context("can't become the user")?;
    let error = Command::new(&options.program)
        .args(options.arguments)
        .env_clear()
        .env("PATH", PATH_DEFAULT)
        .env("LANG", "C.UTF-8")
        .env("HOME", &user.dir)
        .env("USER", &name)
        .env("LOGNAME", &name)
        .env("SHELL", &user.shell)
        .exec();
    Err(error).with_context(|| options.program.display().to_string())
}
