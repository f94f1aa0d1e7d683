//! Who a script runs as on this machine: the gateway's own user, or, when that is root, anybody.

use crate::answer::{Obstacle, Sentence};
use crate::inventory::Account;
use fastexec_contract::{Account as Choice, Submission};
use nix::unistd::{Uid, User};

/// The user of the operating system who runs this process.
pub(crate) fn own_user() -> String {
    let uid = Uid::effective();
    match User::from_uid(uid) {
        Ok(Some(user)) => user.name,
        _ => uid.to_string(),
    }
}

/// Whether a script of this account must change its user.
pub(super) fn is_other(account: &Account) -> bool {
    account.user != own_user()
}

/// Why this machine can't run anything as the account.
pub(super) fn obstacle(account: &Account, submission: &Submission) -> Option<Obstacle> {
    if !is_other(account) {
        return None;
    }
    let (user, own) = (&account.user, own_user());
    let (code, sentence) = if !Uid::effective().is_root() {
        (
            "account_needs_root",
            Sentence::new(
                format!(
                    "This gateway runs as {own} and can't run scripts as {user}: only root can."
                ),
                format!("本网关以 {own} 身份运行，无法以 {user} 执行脚本，只有 root 可以。"),
            ),
        )
    } else if !matches!(User::from_name(user), Ok(Some(_))) {
        (
            "account_user_missing",
            Sentence::new(
                format!("This machine has no user {user}."),
                format!("本机没有用户 {user}。"),
            ),
        )
    } else {
        return None;
    };
    let pointer = match submission.account() {
        Choice::Id(_) => "/account_id",
        Choice::Alias(_) => "/account_alias",
    };
    Some(Obstacle { pointer: pointer.to_owned(), code, sentence })
}
