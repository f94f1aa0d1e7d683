//! What would run, in words: for the bar and for the confirmation.

use super::state::Form;
use crate::lang::compose::Words;
use fastexec_contract::{Account, Script, Submission};
use leptos::prelude::*;

/// The language of a script, or which stored one it is.
pub(super) fn script_of(submission: &Submission, words: &Words) -> String {
    match submission.script() {
        Script::Inline { language, .. } => language.name().to_owned(),
        Script::Version(id) => (words.script_version)(&id.get().to_string()),
        Script::Online(id) => (words.script_online)(id),
    }
}

/// Who runs it: the name that the gateway knows, or what was typed.
pub(super) fn account_of(form: Form, submission: &Submission) -> String {
    match submission.account() {
        Account::Alias(alias) => alias.clone(),
        Account::Id(id) => form.account.with(|account| match account {
            Some(account) => format!("{} ({})", account.alias, id.get()),
            None => id.get().to_string(),
        }),
    }
}

/// `240 hosts and 12 containers`, or what is to be resolved.
pub(super) fn targets_of(form: Form, words: &Words) -> String {
    let named = |hosts, containers| (words.hosts_and_containers)(hosts, containers);
    let resolved = form.objects(|objects| named(objects.host_count, objects.container_count));
    resolved.unwrap_or_else(|| {
        form.judged.with(|judged| {
            let targets = &judged.targets;
            if targets.count().is_some() {
                return named(targets.hosts.count(), targets.containers.count());
            }
            let mut pieces = Vec::new();
            if targets.explicit() > 0 {
                pieces.push(named(targets.hosts.count(), targets.containers.count()));
            }
            for (count, say) in [
                (targets.groups, words.group_count),
                (targets.nodes, words.node_count),
                (targets.selectors, words.selector_count),
            ] {
                if count > 0 {
                    pieces.push(say(count as u64));
                }
            }
            pieces.join(words.and)
        })
    })
}
